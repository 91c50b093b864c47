//! Who is responsible for the data of a workspace.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// The organisation that decides on the data of a workspace.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Controller {
    /// What its workspace is called.
    pub workspace: String,
    /// The agreement that is in force, which names it in full; none while there is none.
    pub agreement: Option<Named>,
    /// Whom to ask about data protection on our side; empty while the operator has named nobody.
    pub processor_email: String,
}

/// The controller as its agreement names it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = NamedController)]
pub struct Named {
    /// Full name.
    pub legal_name: String,
    /// Registered address.
    pub address: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The number of the agreement.
    pub number: String,
    /// Since when it is in force.
    pub since: DateTime<Utc>,
}

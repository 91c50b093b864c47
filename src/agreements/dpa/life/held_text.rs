//! The text of an agreement that the workspace holds, as it was frozen: for the page that says of each clause what keeps it.

use std::sync::Arc;

use uuid::Uuid;

use super::super::actions::realm;
use super::super::content::Content;
use super::super::policy::HoldAgreements;
use super::super::render::{Printed, render};
use super::customer::{self, Way};
use crate::agreements::templates::{self, Template};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;

/// The text of an agreement.
pub struct HeldText {
    /// The number of the agreement.
    pub number: String,
    /// Its language.
    pub lang: &'static str,
    /// The version that it was made from.
    pub template: Arc<Template>,
    /// What stands in it.
    pub blocks: Vec<Printed>,
}

/// The text of an agreement of the workspace.
///
/// # Errors
/// `NotFound`; `Refused` before it is frozen.
pub async fn held_text(caller: &Authorized<HoldAgreements>, visitor: &Visitor, id: Uuid) -> Result<HeldText, Error> {
    let way = Way::held(caller, id).await?;
    let json = customer::content(visitor, &way, id).await?;
    let content: Content = serde_json::from_str(&json).map_err(anyhow::Error::new)?;
    let kernel = visitor.kernel();
    let template = templates::version(kernel, realm(kernel).await?, &content.template.version).await?;
    let blocks = render(&template, &content).map_err(anyhow::Error::new)?;
    Ok(HeldText { lang: content.language.code(), number: content.number, template, blocks })
}

//! Customers of whom nobody was reached: a change that starts is not in force for them, and of an emergency that was in force
//! before a mail came back their days to object have not begun. The operator's staff sees which they are and how far the mails
//! came, and nobody's name.

use serde::Serialize;
use uuid::Uuid;

use super::deliveries::{self, Reach};
use super::policy::ReadChanges;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::people::tenants;

/// A customer of whom nobody was reached.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = UnreachedCustomer)]
pub struct Unreached {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// How many mails a contact got at most, or was tried to get.
    pub turns: i32,
    /// How far the last mail to each contact came.
    pub mails: Vec<Mails>,
}

/// How many mails came so far.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MailsByState)]
pub struct Mails {
    /// How far.
    pub state: Reach,
    /// How many.
    pub count: usize,
}

/// At most so many are looked up: each is a workspace of its own, and who answers for more than that looks at the mail server.
const MOST_LISTED: usize = 100;

/// The customers who were told of a change whose notice runs there, and of whom nobody was reached yet.
///
/// # Errors
/// `NotFound`.
pub async fn unreached(caller: &Authorized<ReadChanges>, id: Uuid) -> Result<Vec<Unreached>, Error> {
    let tx = caller.read().await?;
    let change = store::by_id(&tx, id).await?;
    let (customers, now) = (tenants::customers(&tx).await?, tx.now());
    drop(tx);
    let told = store::told(&caller.survey().await?, id).await?;
    let missing = |tenant: Uuid| told.iter().any(|row| row.tenant_id == tenant && row.is_missing(change.emergency, now));
    let mut found = Vec::new();
    for customer in customers.into_iter().filter(|customer| missing(customer.id.get())).take(MOST_LISTED) {
        let theirs = caller.kernel().read_as_system(customer.id).await?;
        let notice = store::notice(&theirs, id).await?;
        let rows = deliveries::store::of_notices(&theirs, &[notice.id]).await?;
        let count = |state: Reach| rows.iter().filter(|row| Reach::of(row) == state).count();
        let mails = Reach::ALL.into_iter().map(|state| Mails { state, count: count(state) });
        let mails = mails.filter(|mails| mails.count > 0).collect();
        let turns = rows.iter().map(|row| row.turn).max().unwrap_or_default();
        found.push(Unreached { tenant_id: customer.id.get(), tenant: customer.name, turns, mails });
    }
    Ok(found)
}

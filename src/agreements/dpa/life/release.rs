//! The operator takes an agreement from the workspace that holds it: where the wrong one came to hold it, nobody else can.

use uuid::Uuid;

use super::super::actions::contact_path;
use super::super::events::Event;
use super::super::policy::ManageAgreements;
use super::super::store as agreements;
use super::attachment::{TakeBack, Why};
use super::customer::read_reason;
use super::force::{contact, workspace_of};
use super::store;
use super::terms::BringTerms;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::notifications::{self, Mail};

/// Takes an agreement from the workspace that holds it, and tells both sides why, which a field of this name says. The agreement
/// itself stays as it is, and keeps which workspace held it: whoever ends it sees that.
///
/// # Errors
/// `NotFound`; `Invalid` without a reason; `Refused` with `agreement-not-held`.
pub async fn release(caller: &Authorized<ManageAgreements>, id: Uuid, (field, reason): (&str, &str)) -> Result<(), Error> {
    let reason = read_reason(field, reason, true).map_err(|wrong| Error::Invalid(vec![wrong]))?.unwrap_or_default();
    let tx = caller.begin().await?;
    let row = agreements::locked(&tx, id).await?;
    let Some(workspace) = row.held_by else {
        return Err(Error::refused("agreement-not-held", "No workspace holds this agreement."));
    };
    let name = workspace_of(&tx, &row).await?.unwrap_or_else(|| workspace.to_string());
    let mail = Mail::new(contact(&row), "dpa-released")
        .with("number", row.number.clone())
        .with("organisation", row.legal_name.clone())
        .with("workspace", name)
        .with("reason", reason.clone())
        .link(contact_path(tx.kernel(), id))
        .about(id);
    notifications::mail(&tx, mail).await?;
    store::release(&tx, &row, reason).await?;
    // Its announcements go to the contact from now on.
    tx.enqueue(BringTerms { agreement_id: id }).await?;
    tx.enqueue(TakeBack { agreement_id: id, workspace, why: Why::Released }).await?;
    tx.commit(Event::Released { dpa_id: id, workspace }).await
}

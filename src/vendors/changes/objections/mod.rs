//! Objections (M-6.2): filed and ended in the workspace that objects; the operator's realm has a line of each, with who, when
//! and how it ended, and staff is told by mail. What an objection says stays with the customer, and is read there.
//!
//! A line is closed in the transaction that does what the outcome asks of the operator: while one is open, nothing starts.

mod operator;
mod report;
mod store;

use entity::{change_notice, objection};
use uuid::Uuid;

pub use operator::{enter, list, of_change, one, resolve, who_may_object};
pub use report::{Report, report};
pub(super) use store::{NewFiling, counted, of_notices, waiting};

use super::events::Event;
use super::model::Outcome;
use super::policy::ReadNotices;
use super::store as notices;
use super::view::{Content, may_object};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::notifications::{self, Mail, Recipient};
use crate::people::settings::Document;
use crate::people::tenants::Tenant;
use crate::people::users;

/// Files an objection in the transaction of its workspace; the caller commits.
///
/// # Errors
/// `NotFound`; `Refused` with `objection-open` or `objection-late`.
pub(super) async fn file(tx: &TenantTx, change: Uuid, new: NewFiling) -> Result<(change_notice::Model, objection::Model), Error> {
    let notice = notices::hold_notice(tx, change).await?;
    if notice.has_objection {
        return Err(Error::refused("objection-open", "This workspace objects already. Its objection waits for an answer."));
    }
    if !may_object(&notice, new.received_at.unwrap_or_else(|| tx.now())) {
        let detail = "It is too late to object: the change has started, in an emergency its time to object is over, or it was \
                      withdrawn or does not count for this workspace.";
        return Err(Error::refused("objection-late", detail));
    }
    let filed = store::insert(tx, notice.id, new).await?;
    notices::set_objection(tx, notice.id, true, false).await?;
    tx.enqueue(Report { objection_id: filed.id }).await?;
    tx.note(Event::ObjectionFiled { change_id: change, objection_id: filed.id }).await?;
    Ok((notice, filed))
}

/// An objection that came in writing as an instruction of the customer (M-2.2), in the workspace's language.
fn as_instruction(notice: &change_notice::Model, filed: &objection::Model, customer: &Tenant) -> Result<Document, Error> {
    let content: Content = serde_json::from_value(notice.content.clone())?;
    let about = [("vendor", content.vendor()), ("grounds", filed.grounds.as_str())];
    Ok(Document {
        given_by: customer.name.clone(),
        received_at: filed.received_at.unwrap_or(filed.objected_at),
        text: Texts::new(customer.locale).ta("instruction-written-objection", &about),
        entered_by: filed.objected_by,
        objection_id: filed.id,
    })
}

/// Ends an objection in the transaction of its workspace, and promises a mail with the outcome to whoever objected, unless it
/// was them who ended it; the caller commits.
///
/// # Errors
/// `NotFound`; `Refused` with `objection-resolved`.
pub async fn end(
    tx: &TenantTx,
    (change, id): (Uuid, Uuid),
    outcome: Outcome,
    answer: Option<String>,
    by: Uuid,
) -> Result<objection::Model, Error> {
    let notice = notices::hold_notice(tx, change).await?;
    let row = store::hold(tx, notice.id, id).await?;
    if row.resolved_at.is_some() {
        return Err(Error::refused("objection-resolved", "This objection has ended already."));
    }
    store::resolve(tx, id, outcome, answer, by).await?;
    notices::set_objection(tx, notice.id, false, outcome.leaves_out()).await?;
    tx.enqueue(Report { objection_id: id }).await?;
    let ended = store::by_id(tx, id).await?;
    if outcome == Outcome::ObjectionWithdrawn {
        tx.note(Event::ObjectionWithdrawn { change_id: change, objection_id: id }).await?;
    } else {
        tell(tx, &notice, &ended, outcome).await?;
        let outcome = outcome.as_str().to_owned();
        tx.note(Event::ObjectionResolved { change_id: change, objection_id: id, outcome }).await?;
    }
    Ok(ended)
}

/// Ends what waits in a workspace once the change will not be: that is what an objection asks for. The caller commits.
pub(super) async fn end_with_the_change(tx: &TenantTx, notice: &change_notice::Model, by: Uuid) -> Result<(), Error> {
    for open in of_notices(tx, &[notice.id]).await?.into_iter().filter(|one| one.resolved_at.is_none()) {
        end(tx, (notice.change_id, open.id), Outcome::VendorDropped, None, by).await?;
    }
    Ok(())
}

/// Whoever objected hears how it ended; of what came in writing, those who look after notices in the workspace.
async fn tell(tx: &TenantTx, notice: &change_notice::Model, ended: &objection::Model, outcome: Outcome) -> Result<(), Error> {
    let readers = match ended.received_at {
        None => users::in_charge::<ReadNotices>(tx, ended.objected_by).await?,
        Some(_) => users::holding::<ReadNotices>(tx).await?,
    };
    let content: Content = serde_json::from_value(notice.content.clone())?;
    let vendor = content.vendor().to_owned();
    let how = match outcome {
        Outcome::VendorDropped => "mail-objection-ended-vendor-dropped",
        Outcome::ConfiguredWithout => "mail-objection-ended-configured-without",
        Outcome::CustomerLeaves => "mail-objection-ended-customer-leaves",
        Outcome::ObjectionWithdrawn => return Ok(()),
    };
    for reader in readers {
        let mut mail = Mail::new(Recipient::Person(reader), "objection-ended")
            .with("vendor", vendor.as_str())
            .item(how, [])
            .link(format!("/settings/subprocessors/changes/{}", notice.change_id));
        if let Some(answer) = &ended.answer {
            mail = mail.item("mail-objection-ended-answer", [("answer", answer.as_str().into())]);
        }
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

//! The verbs of instructions in writing.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::events::Event;
use super::super::policy::{EnterInstructions, ManageSettings, ReadSettings};
use super::model::{Answer, NewWrittenInstruction, Written, WrittenInstruction};
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants::{self, Tenant};
use crate::people::users;

/// So many stand in a new agreement, or can be taken back: more than a customer writes in its life.
const MOST_LISTED: u64 = 500;
/// At most so many people of a workspace are told: more owners and admins than any workspace needs.
const MOST_TOLD: usize = 60;

/// Enters what a customer instructed in writing; whoever gives its instructions is told what became of it.
///
/// # Errors
/// `Invalid` with every wrong field.
pub async fn enter(caller: &Authorized<EnterInstructions>, new: NewWrittenInstruction) -> Result<WrittenInstruction, Error> {
    let tx = caller.read().await?;
    let (customer, now) = (tenants::find(&tx, new.tenant_id).await?, tx.now());
    drop(tx);
    let written = new.check(customer.is_some(), now)?;
    let customer = customer.ok_or(Error::NotFound)?;
    let theirs = caller.kernel().as_system(customer.id).await?;
    let (answer, by) = (written.answer, caller.session().user_id);
    // Sent again after the second of the two transactions failed: the first is not done twice.
    if let Some(entered) = store::same(&theirs, &written).await? {
        drop(theirs);
        return noted(caller, entered, customer.id.get()).await;
    }
    if let Some(earlier) = written.revokes {
        may_be_taken_back(&theirs, earlier).await?;
    }
    let entered = store::insert(&theirs, written, by).await?;
    let message = match answer {
        Answer::Followed => "instruction-followed",
        Answer::Infringes => "instruction-infringes",
    };
    for person in users::holding::<ManageSettings>(&theirs).await?.into_iter().take(MOST_TOLD) {
        let mail = Mail::new(Recipient::Person(person), message)
            .with("workspace", customer.name.as_str())
            .link("/settings/instructions");
        notifications::mail(&theirs, mail).await?;
    }
    theirs.commit(written_event(&entered)).await?;
    noted(caller, entered, customer.id.get()).await
}

/// Answers whether an instruction of the customer holds, so that a later one can take it back.
async fn may_be_taken_back(theirs: &TenantTx, earlier: Uuid) -> Result<(), Error> {
    match store::find_followed(theirs, earlier).await? {
        None => Err(Error::invalid(
            "revokes",
            "instruction-unknown",
            "Choose an instruction in writing of this customer that is followed.",
        )),
        Some(one) if one.revocation.is_some() => {
            Err(Error::invalid("revokes", "instruction-revoked", "This instruction was taken back already."))
        }
        Some(_) => Ok(()),
    }
}

/// Writes into the operator's own log that staff entered it.
async fn noted(
    caller: &Authorized<EnterInstructions>,
    entered: WrittenInstruction,
    customer_id: Uuid,
) -> Result<WrittenInstruction, Error> {
    let tx = caller.begin().await?;
    tx.commit(Event::WrittenInstructionEntered { instruction_id: entered.id, customer_id }).await?;
    Ok(entered)
}

/// An objection that came in writing.
#[derive(Clone, Debug)]
pub struct Document {
    /// Who gave it.
    pub given_by: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// Who entered it.
    pub entered_by: Uuid,
    /// The objection that it is.
    pub objection_id: Uuid,
}

/// Keeps it in the transaction of the workspace; the caller commits.
///
/// # Errors
/// When the database fails.
pub async fn document(theirs: &TenantTx, new: Document) -> Result<(), Error> {
    let Document { given_by, received_at, text, entered_by, objection_id } = new;
    let objection_id = Some(objection_id);
    let written = Written { given_by, received_at, text, answer: Answer::Followed, reason: None, objection_id, revokes: None };
    let entered = store::insert(theirs, written, entered_by).await?;
    theirs.note(written_event(&entered)).await
}

fn written_event(entered: &WrittenInstruction) -> Event {
    Event::WrittenInstruction { instruction_id: entered.id, answer: entered.answer.as_str().to_owned() }
}

/// The workspace's own instructions in writing.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn log(caller: &Authorized<ReadSettings>, paging: &Paging) -> Result<Page<WrittenInstruction>, Error> {
    store::page(&caller.read().await?, paging).await
}

/// The customers, and the instructions in writing of the one that is chosen.
pub struct OfCustomer {
    /// Every customer.
    pub customers: Vec<Tenant>,
    /// All of them, a page at a time.
    pub page: Page<WrittenInstruction>,
    /// Those that hold, which a later one can take back.
    pub holding: Vec<WrittenInstruction>,
}

/// A customer's instructions in writing, for the staff that enters them; nothing while no customer is chosen.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn of_customer(
    caller: &Authorized<EnterInstructions>,
    customer: Option<Uuid>,
    paging: &Paging,
) -> Result<OfCustomer, Error> {
    let customers = tenants::customers(&caller.read().await?).await?;
    let Some(chosen) = customers.iter().find(|one| Some(one.id.get()) == customer) else {
        return Ok(OfCustomer { customers, page: Page { items: Vec::new(), next: None }, holding: Vec::new() });
    };
    let tx = caller.kernel().read_as_system(chosen.id).await?;
    let (page, holding) = (store::page(&tx, paging).await?, store::holding(&tx, MOST_LISTED).await?);
    Ok(OfCustomer { customers, page, holding })
}

/// Every one of the workspace, what was entered last first; also what is not followed and what was taken back.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &TenantTx) -> Result<Vec<WrittenInstruction>, Error> {
    store::all(tx).await
}

/// Those that hold: they are followed and were not taken back. In the order in which they arrived.
///
/// # Errors
/// When the database fails.
pub async fn followed(tx: &TenantTx) -> Result<Vec<WrittenInstruction>, Error> {
    store::holding(tx, MOST_LISTED).await
}

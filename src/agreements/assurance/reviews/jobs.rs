//! The jobs of meetings: invitations for both sides, news for the staff, reminders of what was agreed.

use entity::review_meeting;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actions::written;
use super::model::{State, reminder_of};
use super::store;
use super::view::state;
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::{AskForReviews, HoldReviews};
use crate::agreements::dpa::Processor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::outbox::{Job, Work};
use crate::notifications::{self, Mail, Recipient};
use crate::people::{tenants, users};

/// The media type of an invitation; the method stands in it, as calendars want.
const REQUEST: &str = "text/calendar; charset=utf-8; method=REQUEST";
/// That of a cancellation.
const CANCEL: &str = "text/calendar; charset=utf-8; method=CANCEL";

/// Sends an invitation, or that there is none any more, to both sides.
#[derive(Debug, Serialize, Deserialize)]
pub struct Invite {
    /// The meeting.
    pub meeting_id: Uuid,
    /// The change that it tells of.
    pub sequence: i32,
    /// Whether the meeting will not be.
    pub cancelled: bool,
}

impl Job for Invite {
    const KIND: &'static str = "assurance.invite";
}

/// Of what the staff is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// A meeting was asked for.
    Requested,
    /// The customer said something on the minutes.
    Commented,
    /// The customer approved the minutes.
    Approved,
    /// There will be no meeting.
    Cancelled,
    /// The customer wants other times.
    AskedAgain,
    /// The meeting is tomorrow.
    Tomorrow,
    /// Something that was agreed is due.
    Due(Uuid),
}

/// Tells the operator's staff what a customer has done, or of what both sides are reminded.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tell {
    /// The meeting.
    pub meeting_id: Uuid,
    /// Of what.
    pub what: Told,
}

impl Job for Tell {
    const KIND: &'static str = "assurance.tell";
}

/// Reminds both sides of a meeting, the day before.
#[derive(Debug, Serialize, Deserialize)]
pub struct Announce {
    /// The meeting.
    pub meeting_id: Uuid,
    /// The invitation that it belongs to: for a meeting that has moved there is another one.
    pub sequence: i32,
}

impl Job for Announce {
    const KIND: &'static str = "assurance.announce";
}

/// Reminds both sides of what was agreed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Remind {
    /// The meeting.
    pub meeting_id: Uuid,
    /// What was agreed.
    pub action_id: Uuid,
}

impl Job for Remind {
    const KIND: &'static str = "assurance.remind";
}

/// Writes the invitation as it stands and sends it to both sides. One that a later change has overtaken is not sent.
///
/// # Errors
/// When the store or the database fails; the outbox tries again.
pub async fn invite(work: Work, job: Invite, processor: Processor) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = store::by_id(&tx, job.meeting_id).await?;
    let customer = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let is_sought = !state(&row.state)?.has_time();
    if row.sequence != job.sequence || row.cancelled_at.is_some() != job.cancelled || is_sought {
        return Ok(());
    }
    let bytes = written(&tx, &processor, &row).await?.text().into_bytes();
    let starts_at = row.starts_at.ok_or(Error::NotFound)?;
    let (message, content_type) = if job.cancelled { ("review-cancelled", CANCEL) } else { ("review-scheduled", REQUEST) };
    let label = || Label { kind: "invitation", name: "meeting.ics".to_owned(), content_type };
    let filled = |mail: Mail| {
        let mail = mail.with("customer", customer.name.as_str()).with("at", notifications::Value::Moment(starts_at));
        mail.attach(work.id, "meeting.ics", content_type)
    };
    let mail = |to, link: String| filled(Mail::new(to, message)).link(link);
    // The job's id is the file's, on each side: done again, it is the same file.
    let file = shelf::put(tx, work.id, &bytes).await?;
    let tx = work.begin().await?;
    match shelf::enter(&tx, work.id, label(), &file).await {
        Err(Error::Taken { .. }) => {
            drop(tx);
            return staff_invited(&work, &bytes, row.id, label, mail).await;
        }
        entered => entered?,
    }
    customer_told(&tx, &row, message, filled).await?;
    let event = match job.cancelled {
        true => Event::MeetingCancelled { meeting_id: row.id },
        false => Event::MeetingScheduled { meeting_id: row.id, starts_at, sequence: row.sequence },
    };
    tx.commit(event).await?;
    staff_invited(&work, &bytes, row.id, label, mail).await
}

async fn staff_invited(
    work: &Work,
    bytes: &[u8],
    meeting: Uuid,
    label: impl Fn() -> Label,
    mail: impl Fn(Recipient, String) -> Mail,
) -> Result<(), Error> {
    let Some(realm) = tenants::operator_realm(&work.kernel().register().await?).await? else { return Ok(()) };
    let file = shelf::put(work.kernel().read_as_system(realm.id).await?, work.id, bytes).await?;
    let tx = work.kernel().as_system(realm.id).await?;
    match shelf::enter(&tx, work.id, label(), &file).await {
        Err(Error::Taken { .. }) => return Ok(()),
        entered => entered?,
    }
    for person in users::holding::<HoldReviews>(&tx).await? {
        notifications::mail(&tx, mail(Recipient::Person(person), format!("/operator/reviews/{meeting}"))).await?;
    }
    tx.commit_noted().await
}

/// Tells the operator's staff.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn tell(work: Work, job: Tell) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = store::by_id(&tx, job.meeting_id).await?;
    let customer = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let (message, event) = match job.what {
        Told::Requested => ("review-requested", Event::MeetingRequested { meeting_id: row.id, year: row.year }),
        Told::Commented => ("review-commented", Event::MeetingCommented { meeting_id: row.id }),
        Told::Approved => ("review-approved", Event::MeetingApproved { meeting_id: row.id }),
        Told::Cancelled => ("review-called-off", Event::MeetingCancelled { meeting_id: row.id }),
        Told::AskedAgain => ("review-asked-again", Event::MeetingAskedAgain { meeting_id: row.id }),
        Told::Tomorrow => ("review-tomorrow-staff", Event::MeetingReminded { meeting_id: row.id }),
        Told::Due(action_id) => ("review-action-staff", Event::ActionReminded { meeting_id: row.id, action_id }),
    };
    let Some(tx) = realm(&work).await? else { return Ok(()) };
    staff_told(&tx, message, &customer.name, row.id).await?;
    tx.commit(event).await
}

async fn realm(work: &Work) -> Result<Option<TenantTx>, Error> {
    let Some(realm) = tenants::operator_realm(&work.kernel().register().await?).await? else { return Ok(None) };
    work.kernel().as_system(realm.id).await.map(Some)
}

/// Tells the customer of a meeting: who asked for it, or once they have left, whoever may ask.
///
/// # Errors
/// When the database or the tenant's key fails.
pub(super) async fn customer_told(
    tx: &TenantTx,
    row: &review_meeting::Model,
    message: &str,
    filled: impl Fn(Mail) -> Mail,
) -> Result<(), Error> {
    for person in users::in_charge::<AskForReviews>(tx, row.requested_by).await? {
        let mail = filled(Mail::new(Recipient::Person(person), message)).link(format!("/settings/reviews/{}", row.id));
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

async fn staff_told(tx: &TenantTx, message: &str, customer: &str, meeting: Uuid) -> Result<(), Error> {
    for person in users::holding::<HoldReviews>(tx).await? {
        let mail =
            Mail::new(Recipient::Person(person), message).with("customer", customer).link(format!("/operator/reviews/{meeting}"));
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

/// Reminds the customer of a meeting that is tomorrow, and has the staff told. One that has moved or will not be is not
/// reminded of.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn announce(work: Work, job: Announce) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = store::hold(&tx, job.meeting_id).await?;
    let starts_at = row.starts_at.filter(|at| *at > tx.now());
    let (Some(starts_at), State::Scheduled) = (starts_at, state(&row.state)?) else { return Ok(()) };
    if row.sequence != job.sequence {
        return Ok(());
    }
    customer_told(&tx, &row, "review-tomorrow", |mail| mail.with("at", notifications::Value::Moment(starts_at))).await?;
    tx.enqueue(Tell { meeting_id: row.id, what: Told::Tomorrow }).await?;
    tx.commit(Event::MeetingReminded { meeting_id: row.id }).await
}

/// Reminds the customer of what was agreed and is not done, and has the staff told; of one reminder nobody hears twice.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn remind(work: Work, job: Remind) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = store::hold(&tx, job.meeting_id).await?;
    let action = match store::hold_action(&tx, row.id, job.action_id).await {
        Err(Error::NotFound) => return Ok(()),
        action => action?,
    };
    let is_sent = action.reminded_at.is_some_and(|sent| reminder_of(action.due_at, tx.now()) <= sent);
    if is_sent || action.done_at.is_some() || state(&row.state)? != State::Approved {
        return Ok(());
    }
    store::set_reminded(&tx, action.id).await?;
    customer_told(&tx, &row, "review-action", |mail| mail.with("due", action.due_at)).await?;
    tx.enqueue(Tell { meeting_id: row.id, what: Told::Due(action.id) }).await?;
    tx.commit(Event::ActionReminded { meeting_id: row.id, action_id: action.id }).await
}

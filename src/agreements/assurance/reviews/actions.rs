//! The customer's verbs: ask for a meeting, choose a time, comment on the minutes and approve them.

use std::collections::HashSet;

use chrono::{DateTime, Datelike as _, Utc};
use entity::review_meeting;
use uuid::Uuid;

use super::ics::{Invitation, Method, Party};
use super::jobs::{Announce, Invite, Remind, Tell, Told};
use super::model::{self, NewRequest, State, Step};
use super::store;
use super::view::{Meeting, state};
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::{AskForReviews, ReadAssurance};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::kernel::page::{Page, Paging};
use crate::kernel::revision;
use crate::people::{settings, tenants, users};

/// The meetings of the caller's workspace, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadAssurance>, paging: &Paging) -> Result<Page<Meeting>, Error> {
    let tx = caller.read().await?;
    let page = store::page(&tx, paging).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let (actions, earlier) = (store::actions(&tx, &ids).await?, store::earlier(&tx, &ids).await?);
    let items = page.items.into_iter().map(|row| Meeting::of(row, &actions, &earlier)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// Whether this year's meeting was asked for.
///
/// # Errors
/// When the database fails.
pub async fn has_asked(caller: &Authorized<ReadAssurance>) -> Result<bool, Error> {
    let tx = caller.read().await?;
    Ok(store::of_year(&tx, tx.now().year()).await? > 0)
}

/// One meeting.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadAssurance>, id: Uuid) -> Result<Meeting, Error> {
    seen(&caller.read().await?, id).await
}

/// The meeting as it stands.
pub(super) async fn seen(tx: &TenantTx, id: Uuid) -> Result<Meeting, Error> {
    let row = store::by_id(tx, id).await?;
    Meeting::of(row, &store::actions(tx, &[id]).await?, &store::earlier(tx, &[id]).await?)
}

/// Asks for a meeting.
///
/// # Errors
/// `Invalid`; `Refused` with `review-this-year` for a second one without a reason.
pub async fn request(caller: &Authorized<AskForReviews>, new: NewRequest) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    let request = new.check(store::of_year(&tx, tx.now().year()).await?, tx.now())?;
    let row = store::insert(&tx, request).await.map_err(|error| error.when_taken("review_meeting_year_key", model::second))?;
    tx.enqueue(Tell { meeting_id: row.id, what: Told::Requested }).await?;
    tx.note(Event::MeetingRequested { meeting_id: row.id, year: row.year }).await?;
    kept(tx, row.id).await
}

/// Chooses one of the times that were proposed: both sides get an invitation.
///
/// # Errors
/// `Invalid` for a time that was not proposed; `Refused` with `time-gone` for one that has passed, and as [`State::after`].
pub async fn choose(caller: &Authorized<AskForReviews>, id: Uuid, at: DateTime<Utc>) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Choose)?;
    let proposed: Vec<DateTime<Utc>> = serde_json::from_value(row.proposals.clone())?;
    if !proposed.contains(&at) {
        return Err(Error::invalid("at", "time-unknown", "Choose one of the times that were proposed."));
    }
    if at <= tx.now() {
        return Err(Error::refused("time-gone", "This time has passed. Ask for other times."));
    }
    // The first invitation has the number 0; each change after it one more.
    let sequence = if row.starts_at.is_some() { row.sequence + 1 } else { row.sequence };
    store::set_scheduled(&tx, &row, after, at, sequence).await?;
    tx.enqueue(Invite { meeting_id: id, sequence, cancelled: false }).await?;
    if let Some(day_before) = model::reminder(at, tx.now()) {
        tx.enqueue_at(Announce { meeting_id: id, sequence }, day_before).await?;
    }
    tx.note(Event::MeetingScheduled { meeting_id: id, starts_at: at, sequence }).await?;
    kept(tx, id).await
}

/// Asks for other times, in place of those that were proposed or of the one that was chosen. What stands in the calendars moves
/// with the next choice.
///
/// # Errors
/// `Refused` as [`State::after`].
pub async fn ask_again(caller: &Authorized<AskForReviews>, id: Uuid) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    store::set_asked_again(&tx, id, state(&row.state)?.after(Step::AskAgain)?).await?;
    tx.enqueue(Tell { meeting_id: id, what: Told::AskedAgain }).await?;
    tx.note(Event::MeetingAskedAgain { meeting_id: id }).await?;
    kept(tx, id).await
}

/// Says something on the minutes, below what was said on them before: the operator writes them anew, or explains.
///
/// # Errors
/// `Invalid`; `Refused` as [`State::after`], and with `comments-full`.
pub async fn comment(caller: &Authorized<AskForReviews>, id: Uuid, text: &str) -> Result<Meeting, Error> {
    let comment = model::comment(text).map_err(|error| Error::Invalid(vec![error]))?;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Comment)?;
    let comments = model::below(row.comment.as_deref(), &format!("{}\n{comment}", said_by(&tx).await?))?;
    store::set_comment(&tx, id, after, comments).await?;
    tx.enqueue(Tell { meeting_id: id, what: Told::Commented }).await?;
    tx.note(Event::MeetingCommented { meeting_id: id }).await?;
    kept(tx, id).await
}

/// Who says something now, and when, in the language of the workspace: by role and initials, as in an agreement, for minutes are kept
/// for years and read by both sides, and the log says who it was.
async fn said_by(tx: &TenantTx) -> Result<String, Error> {
    let person = tx.person()?;
    let (name, role) = users::names_and_roles(tx, &HashSet::from([person])).await?.remove(&person).ok_or(Error::NotFound)?;
    let texts = Texts::new(tenants::own(tx).await?.ok_or(Error::NotFound)?.locale);
    let role = texts.t(&format!("role-{}", role.as_str()));
    let said = [("role", role.as_str()), ("initials", &settings::initials(&name)), ("at", &texts.moment(tx.now()))];
    Ok(texts.ta("reviews-comment-by", &said))
}

/// Approves the minutes that were read, told from others by when they were written; from now on what was agreed there is
/// reminded of.
///
/// # Errors
/// `Refused` as [`State::after`], and with `changed-elsewhere` when they were written anew since.
pub async fn approve(caller: &Authorized<AskForReviews>, id: Uuid, read: DateTime<Utc>) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Approve)?;
    revision::check(&row.minuted_at, Some(&Some(read)))?;
    store::set_approved(&tx, id, after).await?;
    for action in store::actions(&tx, &[id]).await? {
        for at in model::reminders(action.due_at, tx.now()) {
            tx.enqueue_at(Remind { meeting_id: id, action_id: action.id }, at).await?;
        }
    }
    tx.enqueue(Tell { meeting_id: id, what: Told::Approved }).await?;
    tx.note(Event::MeetingApproved { meeting_id: id }).await?;
    kept(tx, id).await
}

/// Cancels a meeting that was not held.
///
/// # Errors
/// `Invalid` without a reason; `Refused` as [`State::after`].
pub async fn cancel(caller: &Authorized<AskForReviews>, id: Uuid, reason: &str) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    called_off(&tx, id, reason).await?;
    tx.note(Event::MeetingCancelled { meeting_id: id }).await?;
    kept(tx, id).await
}

/// Cancels the meeting, and the invitation if there is one; gives the meeting as it was.
pub(super) async fn called_off(tx: &TenantTx, id: Uuid, reason: &str) -> Result<review_meeting::Model, Error> {
    let reason = model::cancel_reason(reason).map_err(|error| Error::Invalid(vec![error]))?;
    let row = store::hold(tx, id).await?;
    let after = state(&row.state)?.after(Step::Cancel)?;
    let sequence = row.sequence + i32::from(row.starts_at.is_some());
    store::set_cancelled(tx, id, after, reason, sequence).await?;
    if row.starts_at.is_some() {
        tx.enqueue(Invite { meeting_id: id, sequence, cancelled: true }).await?;
    } else {
        tx.enqueue(Tell { meeting_id: id, what: Told::Cancelled }).await?;
    }
    Ok(row)
}

/// Says that something that was agreed is done.
///
/// # Errors
/// `NotFound`; `Refused` with `minutes-open` before the minutes are approved, and with `action-done`.
pub async fn done(caller: &Authorized<AskForReviews>, ids: (Uuid, Uuid)) -> Result<Meeting, Error> {
    let tx = caller.begin().await?;
    ended(&tx, ids, tx.person()?).await?;
    let (meeting_id, action_id) = ids;
    tx.note(Event::ActionDone { meeting_id, action_id }).await?;
    kept(tx, meeting_id).await
}

/// Marks what was agreed as done.
pub(super) async fn ended(tx: &TenantTx, (meeting, action): (Uuid, Uuid), by: Uuid) -> Result<(), Error> {
    let row = store::hold(tx, meeting).await?;
    let found = store::hold_action(tx, meeting, action).await?;
    if state(&row.state)? != State::Approved {
        return Err(Error::refused("minutes-open", "What was agreed counts when the minutes are approved."));
    }
    if found.done_at.is_some() {
        return Err(Error::refused("action-done", "This is done already."));
    }
    store::set_done(tx, action, by).await
}

/// The invitation to a meeting, as a calendar reads it.
///
/// # Errors
/// `NotFound` while no time was chosen, or another one is sought.
pub async fn invitation(caller: &Authorized<ReadAssurance>, processor: &Processor, id: Uuid) -> Result<String, Error> {
    invited(&caller.read().await?, processor, id).await
}

/// The invitation to a meeting whose time holds.
pub(super) async fn invited(tx: &TenantTx, processor: &Processor, id: Uuid) -> Result<String, Error> {
    let row = store::by_id(tx, id).await?;
    if !state(&row.state)?.has_time() {
        return Err(Error::NotFound);
    }
    Ok(written(tx, processor, &row).await?.text())
}

/// The invitation to a meeting that has a time.
pub(super) async fn written(tx: &TenantTx, processor: &Processor, row: &review_meeting::Model) -> Result<Invitation, Error> {
    let starts_at = row.starts_at.ok_or(Error::NotFound)?;
    let asker = match users::in_charge::<AskForReviews>(tx, row.requested_by).await?.first() {
        Some(person) => users::addressee(tx, *person).await?,
        None => None,
    };
    let texts = Texts::new(asker.as_ref().map(|asker| asker.locale).unwrap_or_default());
    let kernel = tx.kernel();
    let host = kernel.base_url.split_once("://").map_or(kernel.base_url.as_str(), |(_, rest)| rest);
    let host: String = host.chars().take_while(|c| !['/', ':'].contains(c)).collect();
    Ok(Invitation {
        method: if row.cancelled_at.is_some() { Method::Cancel } else { Method::Request },
        uid: format!("review-{}@{host}", row.id),
        sequence: row.sequence,
        written_at: tx.now(),
        starts_at,
        minutes_long: row.minutes_long,
        summary: texts.ta("reviews-invitation", &[("year", &row.year.to_string()), ("operator", &processor.legal_name)]),
        description: format!("{}\n{}/settings/reviews/{}", row.wishes, kernel.base_url, row.id),
        location: row.place.clone().unwrap_or_default(),
        organizer: Party { name: processor.legal_name.clone(), email: processor.contact_email.clone() },
        attendee: asker.map_or_else(
            || Party { name: String::new(), email: processor.contact_email.clone() },
            |asker| Party { name: asker.name, email: asker.email },
        ),
    })
}

async fn kept(tx: TenantTx, id: Uuid) -> Result<Meeting, Error> {
    let after = seen(&tx, id).await?;
    tx.commit_noted().await?;
    Ok(after)
}

//! Looks after a notice that runs: whoever joined is told, whoever was not reached is written to again.

use chrono::{DateTime, Duration, Utc};
use entity::{change_notice, notice_delivery};
use uuid::Uuid;

use super::super::events::Event;
use super::super::policy::ReadNotices;
use super::super::store as notices;
use super::known::Known;
use super::letter::addresses_of;
use super::send::Deliver;
use super::store::{self, Addressee, Step};
use super::{reached_at, reckon};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::people::{tenants, users};
use crate::vendors::contacts;

/// At most so many people of a workspace are told beside its contacts: more owners and admins than any workspace needs.
const MOST_TOLD: usize = 60;
/// Whoever was not reached is written to again after so many days.
const AGAIN_AFTER: Duration = Duration::days(3);
/// So often at most, the first mail included: it fits into the shortest notice several times.
const MOST_TURNS: i32 = 4;
/// A mail that is tried at least once an hour and was not for so long has lost its job.
const LOST_AFTER: Duration = Duration::hours(6);

/// Promises the mails of a notice that this transaction has entered, from a moment on: nobody else can have told anybody of it.
pub async fn begin(tx: &TenantTx, notice: Uuid, mails_from: DateTime<Utc>) -> Result<(), Error> {
    let told = within(wanted(tx).await?, 0);
    for delivery_id in store::insert_all(tx, notice, &told).await? {
        tx.enqueue_at(Deliver { delivery_id }, mails_from).await?;
    }
    Ok(())
}

/// Looks after a notice that is held: new contacts get it, who was not reached gets another mail, what lost its job gets a new
/// one. Says how many mails it promised.
pub async fn tend(tx: &TenantTx, notice: &change_notice::Model) -> Result<usize, Error> {
    let wanted = wanted(tx).await?;
    let told = store::of_notices(tx, &[notice.id]).await?;
    let known = Known::of(tx, &told, &wanted).await?;
    let is_told = told.iter().any(|row| reached_at(row).is_some());
    let mut promised = 0;
    for row in told.iter().filter(|row| known.is_pursued(row, &wanted)) {
        promised += usize::from(pursue(tx, row, is_told).await?);
    }
    let new = wanted.into_iter().filter(|to| known.is_new(*to)).collect();
    for (place, to) in (told.len()..).zip(within(new, told.len())) {
        if let Some(delivery_id) = store::insert(tx, notice.id, to, place).await? {
            tx.enqueue(Deliver { delivery_id }).await?;
            promised += 1;
        }
    }
    Ok(promised)
}

/// As many as are told, besides those who were: contacts first, and each of them, for an agreement names whom it wants told.
fn within(all: Vec<Addressee>, told: usize) -> Vec<Addressee> {
    let (mut some, people): (Vec<_>, Vec<_>) = all.into_iter().partition(|to| matches!(to, Addressee::Contact(_)));
    let room = MOST_TOLD.saturating_sub(told + some.len());
    some.extend(people.into_iter().take(room));
    some
}

/// Who is to be told: the contacts, and the people who look after notices. Whoever is both is told once, as a person.
async fn wanted(tx: &TenantTx) -> Result<Vec<Addressee>, Error> {
    let people = users::holding::<ReadNotices>(tx).await?;
    let mut contacts = contacts::confirmed(tx).await?;
    if !contacts.is_empty() {
        let theirs = users::addresses(tx, &people).await?;
        contacts.retain(|(_, email)| !theirs.contains(email));
    }
    let contacts = contacts.into_iter().map(|(id, _)| Addressee::Contact(id));
    Ok(contacts.chain(people.into_iter().map(Addressee::Person)).collect())
}

/// Whether the workspace of the transaction tells this address of changes: as a contact, or as a person who looks after notices.
///
/// # Errors
/// When the database fails.
pub async fn tells(tx: &TenantTx, email: &str) -> Result<bool, Error> {
    Ok(addresses(tx).await?.iter().any(|theirs| theirs.eq_ignore_ascii_case(email)))
}

/// The addresses that the workspace of the transaction tells of changes: of no more people than it does tell.
///
/// # Errors
/// When the database fails.
pub async fn addresses(tx: &TenantTx) -> Result<Vec<String>, Error> {
    addresses_of(tx, &within(wanted(tx).await?, 0)).await
}

/// Promises what a delivery needs; says whether it needs anything. A mail that may have arrived is followed by another only
/// where nobody else of the workspace `is_told`: the days do not run then, and being told twice is the lesser evil. Else it
/// stays a doubt that both sides see. What came back has surely not arrived.
async fn pursue(tx: &TenantTx, row: &notice_delivery::Model, is_told: bool) -> Result<bool, Error> {
    let last = [row.tried_at, row.bounced_at].into_iter().flatten().max().unwrap_or(row.queued_at);
    let rests = |time| tx.now() - last >= time;
    let delivery_id = row.id;
    match row.state.as_str() {
        "queued" if rests(LOST_AFTER) && tx.now() - row.queued_at >= LOST_AFTER => {}
        "sending" if rests(LOST_AFTER) => {
            store::step(tx, row, Step::Unconfirmed).await?;
            return Ok(false);
        }
        "unconfirmed" | "bounced" if rests(AGAIN_AFTER) && has_a_turn(row) => {
            if is_told && row.state == "unconfirmed" {
                return Ok(false);
            }
            store::step(tx, row, Step::Again).await?;
        }
        _ => return Ok(false),
    }
    tx.enqueue(Deliver { delivery_id }).await?;
    Ok(true)
}

/// Whether somebody who was not reached is written to once more, in time.
pub fn has_a_turn(row: &notice_delivery::Model) -> bool {
    row.turn < MOST_TURNS && reached_at(row).is_none()
}

/// A person reads the notice in the product: they are reached, also when nobody wrote to them yet. Says whether it is the
/// first time. The notice is held.
pub async fn see(tx: &TenantTx, notice: &change_notice::Model, person: Uuid, acknowledges: Seen) -> Result<bool, Error> {
    let row = match store::to_person(tx, notice.id, person).await? {
        Some(row) => row,
        None => {
            let to = Addressee::Person(person);
            let told = store::of_notices(tx, &[notice.id]).await?;
            let known = Known::of(tx, &told, &[to]).await?;
            let entered = store::insert(tx, notice.id, to, told.len()).await?;
            // What is told in writing is told to everybody who reads it here, too, until it is at its end.
            let is_owed = notices::runs(notice, tx.now()) && !notice.left_out && known.is_new(to);
            if let Some(delivery_id) = entered.filter(|_| is_owed) {
                tx.enqueue(Deliver { delivery_id }).await?;
            }
            store::to_person(tx, notice.id, person).await?.ok_or(Error::NotFound)?
        }
    };
    is_seen(tx, notice, &row, acknowledges).await
}

/// A contact without an account says by the link of its mail that it has read the notice. Says whether it is the first time. The
/// notice is held.
pub async fn see_by_link(tx: &TenantTx, notice: &change_notice::Model, delivery: Uuid) -> Result<bool, Error> {
    let row = store::hold(tx, delivery).await?;
    is_seen(tx, notice, &row, Seen::Acknowledged).await
}

/// Writes down once what somebody did with a notice: they are reached.
async fn is_seen(tx: &TenantTx, notice: &change_notice::Model, row: &notice_delivery::Model, what: Seen) -> Result<bool, Error> {
    let is_first = match what {
        Seen::Opened => row.opened_at.is_none(),
        Seen::Acknowledged => row.acknowledged_at.is_none(),
    };
    if !is_first {
        return Ok(false);
    }
    let time = tx.reads_clocks().await?;
    if what == Seen::Opened && time.skew.is_some() {
        // The page is shown; that it was is written down once the clocks agree.
        return Ok(false);
    }
    let at = time.agreed()?.later;
    match what {
        Seen::Opened => store::set_opened(tx, row.id, at).await?,
        Seen::Acknowledged => store::set_acknowledged(tx, row.id, at).await?,
    }
    let zone = tenants::own(tx).await?.ok_or(Error::NotFound)?.zone;
    reckon(tx, notice, zone).await?;
    let (change_id, user_id, contact_id) = (notice.change_id, row.user_id, row.contact_id);
    tx.note(match what {
        Seen::Opened => Event::NoticeOpened { change_id, user_id, contact_id },
        Seen::Acknowledged => Event::NoticeAcknowledged { change_id, user_id, contact_id },
    })
    .await?;
    Ok(true)
}

/// What somebody did with a notice in the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Opened it.
    Opened,
    /// Said that they have read it.
    Acknowledged,
}

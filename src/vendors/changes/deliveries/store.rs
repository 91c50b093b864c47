//! Queries of deliveries. Whoever changes one holds its notice first.

use chrono::{DateTime, Utc};
use entity::notice_delivery;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::why::Failure;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;

/// Who is told: a person of the workspace, or a contact without an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// A person.
    Person(Uuid),
    /// A contact.
    Contact(Uuid),
}

impl Addressee {
    /// Whom a delivery is for.
    pub fn of(row: &notice_delivery::Model) -> Option<Self> {
        row.user_id.map(Self::Person).or(row.contact_id.map(Self::Contact))
    }

    /// The account or the contact.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) | Self::Contact(id) => id,
        }
    }

    /// The account, if it is one.
    pub const fn person(self) -> Option<Uuid> {
        match self {
            Self::Person(id) => Some(id),
            Self::Contact(_) => None,
        }
    }
}

/// Puts a delivery into the queue; none when the addressee has one.
pub async fn insert(tx: &TenantTx, notice: Uuid, to: Addressee, place: usize) -> Result<Option<Uuid>, Error> {
    let id = tx.new_id()?;
    Ok(tx.insert_new(fresh(tx, id, notice, to, place)).await?.then_some(id))
}

/// Puts the first deliveries of a notice into the queue, in this order.
pub async fn insert_all(tx: &TenantTx, notice: Uuid, all: &[Addressee]) -> Result<Vec<Uuid>, Error> {
    let ids = all.iter().map(|_| tx.new_id()).collect::<Result<Vec<_>, _>>()?;
    let rows = all.iter().zip(&ids).enumerate().map(|(place, (to, id))| fresh(tx, *id, notice, *to, place)).collect();
    tx.insert_all(rows).await?;
    Ok(ids)
}

fn fresh(tx: &TenantTx, id: Uuid, notice: Uuid, to: Addressee, place: usize) -> notice_delivery::ActiveModel {
    let (user_id, contact_id) = match to {
        Addressee::Person(id) => (Some(id), None),
        Addressee::Contact(id) => (None, Some(id)),
    };
    notice_delivery::ActiveModel {
        id: Set(id),
        notice_id: Set(notice),
        place: Set(i32::try_from(place).unwrap_or(i32::MAX)),
        user_id: Set(user_id),
        contact_id: Set(contact_id),
        state: Set("queued".to_owned()),
        turn: Set(1),
        tries: Set(0),
        queued_at: Set(tx.now()),
        ..Default::default()
    }
}

/// The deliveries of some notices, in order.
pub async fn of_notices(tx: &TenantTx, notices: &[Uuid]) -> Result<Vec<notice_delivery::Model>, Error> {
    let rows = tx.rows::<notice_delivery::Entity>().among(notice_delivery::Column::NoticeId, notices.iter().copied());
    rows.ascending(notice_delivery::Column::Place).ascending(notice_delivery::Column::Id).all().await
}

pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<notice_delivery::Model>, Error> {
    tx.rows::<notice_delivery::Entity>().find(id).await
}

/// The delivery, held until the end of the transaction; its notice is held already.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<notice_delivery::Model, Error> {
    tx.rows::<notice_delivery::Entity>().locked().by_id(id).await
}

/// The delivery to a person, if there is one.
pub async fn to_person(tx: &TenantTx, notice: Uuid, person: Uuid) -> Result<Option<notice_delivery::Model>, Error> {
    let rows = tx.rows::<notice_delivery::Entity>().filter(notice_delivery::Column::NoticeId.eq(notice));
    rows.filter(notice_delivery::Column::UserId.eq(person)).locked().one().await
}

/// What happens to the mail of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It surely did not leave, and is tried later.
    Queued,
    /// It is handed to the mail server by this job.
    Sending(Uuid),
    /// The mail server took it, and when.
    Sent(DateTime<Utc>),
    /// Nobody knows whether the mail server took it.
    Unconfirmed,
    /// It came back or was refused, and why.
    Bounced(Failure),
    /// A further mail is to leave: the next turn.
    Again,
}

/// Writes down what happened to the mail of a delivery.
pub async fn step(tx: &TenantTx, row: &notice_delivery::Model, step: Step) -> Result<(), Error> {
    let now = Some(tx.now());
    let mut change = notice_delivery::ActiveModel { id: Set(row.id), sending_by: Set(None), ..Default::default() };
    let word = match step {
        Step::Queued => "queued",
        Step::Sending(job) => {
            (change.sending_by, change.tried_at, change.tries) = (Set(Some(job)), Set(now), Set(row.tries + 1));
            "sending"
        }
        Step::Sent(at) => {
            change.sent_at = Set(Some(at));
            "sent"
        }
        Step::Unconfirmed => "unconfirmed",
        Step::Bounced(why) => {
            (change.bounced_at, change.failure) = (Set(now), Set(Some(why.kept())));
            "bounced"
        }
        Step::Again => {
            (change.turn, change.tries, change.queued_at) = (Set(row.turn + 1), Set(0), Set(tx.now()));
            "queued"
        }
    };
    change.state = Set(word.to_owned());
    tx.update(change).await
}

/// The contact opened the notice in the product.
pub async fn set_opened(tx: &TenantTx, delivery: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    tx.update(notice_delivery::ActiveModel { id: Set(delivery), opened_at: Set(Some(at)), ..Default::default() }).await
}

/// The contact said that they have read it.
pub async fn set_acknowledged(tx: &TenantTx, delivery: Uuid, at: DateTime<Utc>) -> Result<(), Error> {
    let acknowledged_at = Set(Some(at));
    tx.update(notice_delivery::ActiveModel { id: Set(delivery), acknowledged_at, ..Default::default() }).await
}

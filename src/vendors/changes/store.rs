//! Queries of changes, notices, deliveries and objections.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{change_notice, change_review, notice_delivery, objection, subprocessor_change};
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _, Set};
use uuid::Uuid;

use super::clock::{Earliest, Sent};
use super::draft::Draft;
use super::model::{Clock, Decision, Outcome, State};
use super::view::Content;
use crate::kernel::db::{PlatformTx, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::people::tenants::Tenant;

pub async fn insert(tx: &TenantTx, draft: &Draft) -> Result<subprocessor_change::Model, Error> {
    let row = subprocessor_change::ActiveModel {
        id: Set(tx.new_id()?),
        drafted_by: Set(tx.person()?),
        drafted_at: Set(tx.now()),
        revision: Set(1),
        ..written(draft)?
    };
    tx.insert(row).await
}

/// Writes a draft anew: whoever writes is its author from now on, and reviews of what it said before no longer count.
pub async fn rewrite(tx: &TenantTx, row: &subprocessor_change::Model, draft: &Draft) -> Result<(), Error> {
    let (revision, drafted_by) = (Set(row.revision + 1), Set(tx.person()?));
    tx.update(subprocessor_change::ActiveModel { id: Set(row.id), revision, drafted_by, ..written(draft)? }).await
}

/// Answers whether customers were told of another change of this vendor that has not ended yet.
pub async fn is_changing(tx: &TenantTx, vendor: Option<Uuid>) -> Result<bool, Error> {
    let Some(vendor) = vendor else { return Ok(false) };
    let rows = tx.rows::<subprocessor_change::Entity>().filter(subprocessor_change::Column::SubprocessorId.eq(vendor));
    Ok(rows.filter(subprocessor_change::Column::State.eq(State::Noticed.as_str())).count().await? > 0)
}

fn written(draft: &Draft) -> Result<subprocessor_change::ActiveModel, Error> {
    Ok(subprocessor_change::ActiveModel {
        kind: Set(draft.kind.as_str().to_owned()),
        state: Set(State::Draft.as_str().to_owned()),
        emergency: Set(draft.emergency),
        subprocessor_id: Set(draft.subprocessor_id),
        proposed: Set(draft.proposed.as_ref().map(serde_json::to_value).transpose()?),
        reason: Set(draft.reason.clone()),
        notice_days: Set(draft.notice_days.into()),
        ..Default::default()
    })
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<subprocessor_change::Model, Error> {
    tx.rows::<subprocessor_change::Entity>().by_id(id).await
}

/// The change, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<subprocessor_change::Model, Error> {
    tx.rows::<subprocessor_change::Entity>().locked().by_id(id).await
}

/// Changes, the newest first.
pub async fn page(tx: &TenantTx, state: Option<State>, paging: &Paging) -> Result<Page<subprocessor_change::Model>, Error> {
    let mut rows = tx.rows::<subprocessor_change::Entity>();
    if let Some(state) = state {
        rows = rows.filter(subprocessor_change::Column::State.eq(state.as_str()));
    }
    page::read(tx, rows, Sort::Newest, paging, &format!("changes {state:?}")).await
}

pub async fn set_state(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    let (at, by) = (Some(tx.now()), tx.person()?);
    let mut row = subprocessor_change::ActiveModel { id: Set(id), state: Set(state.as_str().to_owned()), ..Default::default() };
    match state {
        State::Noticed => (row.noticed_at, row.noticed_by) = (Set(at), Set(Some(by))),
        State::Active => (row.activated_at, row.activated_by) = (Set(at), Set(Some(by))),
        State::Withdrawn => (row.withdrawn_at, row.withdrawn_by) = (Set(at), Set(Some(by))),
        State::Draft | State::Reviewed | State::Rejected => {}
    }
    tx.update(row).await
}

pub async fn set_withdrawal(tx: &TenantTx, id: Uuid, reason: String) -> Result<(), Error> {
    set_state(tx, id, State::Withdrawn).await?;
    tx.update(subprocessor_change::ActiveModel { id: Set(id), withdrawal_reason: Set(Some(reason)), ..Default::default() }).await
}

pub async fn insert_review(
    tx: &TenantTx,
    change: &subprocessor_change::Model,
    decision: Decision,
    note: String,
) -> Result<(), Error> {
    let row = change_review::ActiveModel {
        id: Set(tx.new_id()?),
        change_id: Set(change.id),
        revision: Set(change.revision),
        decision: Set(decision.as_str().to_owned()),
        note: Set(note),
        reviewed_by: Set(tx.person()?),
        reviewed_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await.map(|_| ())
}

/// What was said of some changes, the oldest first.
pub async fn reviews(tx: &TenantTx, changes: &[Uuid]) -> Result<Vec<change_review::Model>, Error> {
    let rows = tx.rows::<change_review::Entity>().among(change_review::Column::ChangeId, changes.iter().copied());
    rows.ascending(change_review::Column::Id).all().await
}

/// What the operator sees of a customer's notice: where its clock stands.
#[derive(FromQueryResult)]
pub struct Told {
    pub tenant_id: Uuid,
    noticed_at: DateTime<Utc>,
    notice_days: i32,
    zone: String,
    reached_at: Option<DateTime<Utc>>,
    pub has_objection: bool,
    left_out: bool,
}

/// The notices of a change, of every customer that was told.
pub async fn told(tx: &PlatformTx, change: Uuid) -> Result<Vec<Told>, Error> {
    tx.survey::<change_notice::Entity, Told>(|all| all.filter(change_notice::Column::ChangeId.eq(change))).await
}

/// The clocks of the customers for whom the change counts: all there were when it was announced, but for those it leaves out.
/// One whose notice has not been entered yet has a clock that would begin now.
pub fn clocks(change: &subprocessor_change::Model, told: &[Told], customers: &[Tenant], now: DateTime<Utc>) -> Clocks {
    let told: HashMap<Uuid, &Told> = told.iter().map(|row| (row.tenant_id, row)).collect();
    let owed = customers.iter().filter(|customer| change.noticed_at.is_some_and(|at| customer.created_at <= at));
    let mine = change.noticed_at.map(|at| Clock {
        earliest: Earliest::of(Sent { at, days: days(change.notice_days), zone: Tz::UTC }),
        is_told: true,
        is_reached: true,
        has_objection: false,
    });
    let theirs = owed.filter_map(|customer| match told.get(&customer.id.get()) {
        Some(row) if row.left_out => None,
        Some(row) => Some(Clock {
            earliest: earliest(row, customer.zone),
            is_told: true,
            is_reached: row.reached_at.is_some(),
            has_objection: row.has_objection,
        }),
        None => {
            let sent = Sent { at: now, days: days(change.notice_days), zone: customer.zone };
            Some(Clock { earliest: Earliest::of(sent), is_told: false, is_reached: false, has_objection: false })
        }
    });
    Clocks { own: mine, customers: theirs.collect() }
}

/// The clocks of a change.
pub struct Clocks {
    /// Its own: nothing starts before it, even when there is no customer to tell.
    pub own: Option<Clock>,
    /// Those of the customers.
    pub customers: Vec<Clock>,
}

/// A zone that changed since the notice cannot bring its end forward: the later end counts.
fn earliest(row: &Told, zone_now: Tz) -> Earliest {
    let of = |zone| Earliest::of(Sent { at: row.noticed_at, days: days(row.notice_days), zone });
    of(row.zone.parse().unwrap_or_default()).max(of(zone_now))
}

fn days(of: i32) -> u16 {
    u16::try_from(of).unwrap_or(u16::MAX)
}

/// Enters the notice of a change for this tenant, once; says whether it was not there.
pub async fn insert_notice(tx: &TenantTx, id: Uuid, tenant: &Tenant, change: Uuid, content: &Content) -> Result<bool, Error> {
    let sent = Sent { at: tx.now(), days: content.notice_days, zone: tenant.zone };
    let row = change_notice::ActiveModel {
        id: Set(id),
        change_id: Set(change),
        kind: Set(content.kind.as_str().to_owned()),
        emergency: Set(content.emergency),
        content: Set(serde_json::to_value(content)?),
        zone: Set(tenant.zone.name().to_owned()),
        notice_days: Set(content.notice_days.into()),
        noticed_at: Set(sent.at),
        earliest_at: Set(Earliest::of(sent).at()),
        has_objection: Set(false),
        left_out: Set(false),
        ..Default::default()
    };
    tx.insert_new(row).await
}

/// The tenant's notice of a change.
pub async fn notice(tx: &TenantTx, change: Uuid) -> Result<change_notice::Model, Error> {
    let rows = tx.rows::<change_notice::Entity>().filter(change_notice::Column::ChangeId.eq(change));
    rows.one().await?.ok_or(Error::NotFound)
}

/// The tenant's notice of a change, held until the end of the transaction.
pub async fn hold_notice(tx: &TenantTx, change: Uuid) -> Result<change_notice::Model, Error> {
    let rows = tx.rows::<change_notice::Entity>().locked().filter(change_notice::Column::ChangeId.eq(change));
    rows.one().await?.ok_or(Error::NotFound)
}

/// The notices of this tenant, the newest first.
pub async fn notices(tx: &TenantTx, paging: &Paging) -> Result<Page<change_notice::Model>, Error> {
    page::read(tx, tx.rows::<change_notice::Entity>(), Sort::Newest, paging, "notices").await
}

/// Somebody was reached: the clock runs from now, unless it ran already.
pub async fn start_clock(tx: &TenantTx, row: &change_notice::Model, zone: Tz) -> Result<(), Error> {
    if row.reached_at.is_some() {
        return Ok(());
    }
    let sent = Sent { at: tx.now(), days: days(row.notice_days), zone };
    tx.update(change_notice::ActiveModel {
        id: Set(row.id),
        zone: Set(zone.name().to_owned()),
        noticed_at: Set(sent.at),
        earliest_at: Set(Earliest::of(sent).at()),
        reached_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

/// Somebody here said that they have read the notice.
pub async fn acknowledge(tx: &TenantTx, notice: Uuid) -> Result<(), Error> {
    let (by, at) = (Set(Some(tx.person()?)), Set(Some(tx.now())));
    let row = change_notice::ActiveModel { id: Set(notice), acknowledged_by: by, acknowledged_at: at, ..Default::default() };
    tx.update(row).await
}

/// Whether an objection waits, and whether the change does not count here.
pub async fn set_objection(tx: &TenantTx, notice: Uuid, waits: bool, left_out: bool) -> Result<(), Error> {
    let (has_objection, left_out) = (Set(waits), Set(left_out));
    tx.update(change_notice::ActiveModel { id: Set(notice), has_objection, left_out, ..Default::default() }).await
}

/// The change has started, or will not be.
pub async fn settle(tx: &TenantTx, notice: Uuid, has_started: bool) -> Result<(), Error> {
    let mut row = change_notice::ActiveModel { id: Set(notice), ..Default::default() };
    match has_started {
        true => row.activated_at = Set(Some(tx.now())),
        false => row.withdrawn_at = Set(Some(tx.now())),
    }
    tx.update(row).await
}

pub async fn insert_delivery(tx: &TenantTx, notice: Uuid, user: Uuid, place: usize) -> Result<Uuid, Error> {
    let id = tx.new_id()?;
    let row = notice_delivery::ActiveModel {
        id: Set(id),
        notice_id: Set(notice),
        place: Set(i32::try_from(place).unwrap_or(i32::MAX)),
        user_id: Set(user),
        state: Set("queued".to_owned()),
        queued_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await?;
    Ok(id)
}

/// The delivery, held until the end of the transaction.
pub async fn hold_delivery(tx: &TenantTx, id: Uuid) -> Result<notice_delivery::Model, Error> {
    tx.rows::<notice_delivery::Entity>().locked().by_id(id).await
}

/// The deliveries of some notices, in order.
pub async fn deliveries(tx: &TenantTx, notices: &[Uuid]) -> Result<Vec<notice_delivery::Model>, Error> {
    let rows = tx.rows::<notice_delivery::Entity>().among(notice_delivery::Column::NoticeId, notices.iter().copied());
    rows.ascending(notice_delivery::Column::Place).all().await
}

/// How far a mail came on its way to a contact.
#[derive(Clone, Copy)]
pub enum Reach {
    /// It waits for its next try.
    Queued,
    /// It is being handed to the mail server.
    Sending,
    /// The worker died while it was handed over: nobody knows.
    Unconfirmed,
    /// The mail server took it.
    Sent,
    /// It never will arrive, and why in a word.
    Failed(&'static str),
}

/// Writes down how far a mail came.
pub async fn set_reach(tx: &TenantTx, delivery: Uuid, reach: Reach) -> Result<(), Error> {
    let mut row = notice_delivery::ActiveModel { id: Set(delivery), ..Default::default() };
    let word = match reach {
        Reach::Queued => "queued",
        Reach::Sending => "sending",
        Reach::Unconfirmed => "unconfirmed",
        Reach::Sent => {
            row.sent_at = Set(Some(tx.now()));
            "sent"
        }
        Reach::Failed(why) => {
            (row.failed_at, row.failure) = (Set(Some(tx.now())), Set(Some(why.to_owned())));
            "failed"
        }
    };
    row.state = Set(word.to_owned());
    tx.update(row).await
}

/// The contact opened the notice in the product.
pub async fn set_opened(tx: &TenantTx, delivery: Uuid) -> Result<(), Error> {
    tx.update(notice_delivery::ActiveModel { id: Set(delivery), opened_at: Set(Some(tx.now())), ..Default::default() }).await
}

pub async fn notice_by_id(tx: &TenantTx, id: Uuid) -> Result<change_notice::Model, Error> {
    tx.rows::<change_notice::Entity>().locked().by_id(id).await
}

pub async fn insert_objection(tx: &TenantTx, notice: Uuid, grounds: String) -> Result<objection::Model, Error> {
    let row = objection::ActiveModel {
        id: Set(tx.new_id()?),
        notice_id: Set(notice),
        grounds: Set(grounds),
        objected_by: Set(tx.person()?),
        objected_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

/// The objections to some notices, the oldest first.
pub async fn objections(tx: &TenantTx, notices: &[Uuid]) -> Result<Vec<objection::Model>, Error> {
    let rows = tx.rows::<objection::Entity>().among(objection::Column::NoticeId, notices.iter().copied());
    rows.ascending(objection::Column::Id).all().await
}

/// The objection to this notice, held until the end of the transaction.
pub async fn hold_objection(tx: &TenantTx, notice: Uuid, id: Uuid) -> Result<objection::Model, Error> {
    tx.rows::<objection::Entity>().filter(objection::Column::NoticeId.eq(notice)).locked().by_id(id).await
}

pub async fn resolve(tx: &TenantTx, id: Uuid, outcome: Outcome, answer: Option<String>, by: Uuid) -> Result<(), Error> {
    tx.update(objection::ActiveModel {
        id: Set(id),
        outcome: Set(Some(outcome.as_str().to_owned())),
        answer: Set(answer),
        resolved_by: Set(Some(by)),
        resolved_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

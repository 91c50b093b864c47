//! Queries of changes, of their reviews and of the notices of customers.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use entity::{change_notice, change_review, subprocessor_change};
use sea_orm::{ColumnTrait as _, Condition, FromQueryResult, QueryFilter as _, Set};
use uuid::Uuid;

use super::clock::{Earliest, Sent};
use super::dates;
use super::draft::Draft;
use super::model::{Clock, Decision, State};
use super::view::Content;
use crate::kernel::db::{Survey, TenantTx};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

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

/// What is at its end for every customer is looked at so much longer: whoever was told of it by a worker that did not know is found
/// and told the end, too.
const LOOKED_AT_AFTER_THE_END: Duration = Duration::days(1);

/// The changes of which customers were told and that are not at their end for every one of them, or came to it a short time ago.
pub async fn under_way(tx: &TenantTx) -> Result<Vec<Uuid>, Error> {
    let rows = tx.rows::<subprocessor_change::Entity>().filter(subprocessor_change::Column::NoticedAt.is_not_null());
    let settled = subprocessor_change::Column::SettledAt;
    let open = rows.filter(Condition::any().add(settled.is_null()).add(settled.gt(tx.now() - LOOKED_AT_AFTER_THE_END)));
    Ok(open.ascending(subprocessor_change::Column::Id).all().await?.into_iter().map(|row| row.id).collect())
}

/// What customers are told, kept as it is told from now on.
pub async fn set_content(tx: &TenantTx, id: Uuid, content: &Content) -> Result<(), Error> {
    let content = Set(Some(serde_json::to_value(content)?));
    tx.update(subprocessor_change::ActiveModel { id: Set(id), content, ..Default::default() }).await
}

/// The changes of which customers were told and that have not ended yet.
pub async fn noticed(tx: &TenantTx) -> Result<Vec<subprocessor_change::Model>, Error> {
    let rows = tx.rows::<subprocessor_change::Entity>();
    rows.filter(subprocessor_change::Column::State.eq(State::Noticed.as_str())).all().await
}

/// Holds every change that can be announced or was, in one order: whoever announces one waits for whoever announces another.
pub async fn hold_announceable(tx: &TenantTx) -> Result<(), Error> {
    let states = [State::Reviewed, State::Noticed].map(State::as_str);
    let rows = tx.rows::<subprocessor_change::Entity>().filter(subprocessor_change::Column::State.is_in(states));
    rows.ascending(subprocessor_change::Column::Id).locked().all().await.map(|_| ())
}

/// Whether the change is at its end for every customer.
pub async fn set_settled(tx: &TenantTx, id: Uuid, is_settled: bool) -> Result<(), Error> {
    let settled_at = Set(is_settled.then(|| tx.now()));
    tx.update(subprocessor_change::ActiveModel { id: Set(id), settled_at, ..Default::default() }).await
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
        loss: Set(draft.loss.map(|loss| loss.as_str().to_owned())),
        risk: Set(draft.risk.map(|risk| risk.as_str().to_owned())),
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

pub async fn set_state(tx: &TenantTx, id: Uuid, state: State, by: Uuid) -> Result<(), Error> {
    let at = Some(tx.now());
    let mut row = subprocessor_change::ActiveModel { id: Set(id), state: Set(state.as_str().to_owned()), ..Default::default() };
    match state {
        State::Noticed => (row.noticed_at, row.noticed_by) = (Set(at), Set(Some(by))),
        State::Active => (row.activated_at, row.activated_by) = (Set(at), Set(Some(by))),
        State::Withdrawn => (row.withdrawn_at, row.withdrawn_by) = (Set(at), Set(Some(by))),
        State::Draft | State::Reviewed | State::Rejected => {}
    }
    tx.update(row).await
}

pub async fn set_withdrawal(tx: &TenantTx, id: Uuid, by: Uuid, reason: String) -> Result<(), Error> {
    set_state(tx, id, State::Withdrawn, by).await?;
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
#[derive(Clone, FromQueryResult)]
pub struct Told {
    pub tenant_id: Uuid,
    pub noticed_at: DateTime<Utc>,
    notice_days: i32,
    zone: String,
    earliest_at: DateTime<Utc>,
    pub reached_at: Option<DateTime<Utc>>,
    pub has_objection: bool,
    pub left_out: bool,
    pub is_awaited: bool,
    pub looked_after_at: Option<DateTime<Utc>>,
    pub activated_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Told {
    /// Whether the notice of this customer runs at a moment.
    pub fn runs(&self, emergency: bool, then: DateTime<Utc>) -> bool {
        self.withdrawn_at.is_none() && dates::runs(emergency, self.reached_at, self.activated_at, self.earliest_at, then)
    }

    /// Whether nobody was reached of a customer whose notice runs at a moment.
    pub fn is_missing(&self, emergency: bool, then: DateTime<Utc>) -> bool {
        self.reached_at.is_none() && !self.left_out && self.runs(emergency, then)
    }

    /// The clock of this customer, who is in this zone now.
    pub fn clock(&self, zone_now: Tz) -> Clock {
        Clock {
            earliest: earliest(self.noticed_at, self.notice_days, &self.zone, zone_now).max(Earliest::kept(self.earliest_at)),
            is_told: true,
            is_reached: self.reached_at.is_some(),
            has_objection: self.has_objection,
        }
    }
}

/// The notices of a change, of every customer that was told.
pub async fn told(survey: &Survey, change: Uuid) -> Result<Vec<Told>, Error> {
    survey.of::<change_notice::Entity, Told>(|all| all.filter(change_notice::Column::ChangeId.eq(change))).await
}

/// A zone that changed since the notice cannot bring its end forward: the later end counts.
fn earliest(noticed_at: DateTime<Utc>, notice_days: i32, zone: &str, zone_now: Tz) -> Earliest {
    let of = |zone| Earliest::of(Sent { at: noticed_at, days: days(notice_days), zone });
    of(zone.parse().unwrap_or_default()).max(of(zone_now))
}

/// The clock of a notice in a workspace that is in this zone now: what was said once is never brought forward.
pub fn clock(row: &change_notice::Model, zone_now: Tz) -> Clock {
    Clock {
        earliest: earliest(row.noticed_at, row.notice_days, &row.zone, zone_now).max(Earliest::kept(row.earliest_at)),
        is_told: true,
        is_reached: row.reached_at.is_some(),
        has_objection: row.has_objection,
    }
}

/// Whether a notice runs at a moment.
pub fn runs(row: &change_notice::Model, then: DateTime<Utc>) -> bool {
    row.withdrawn_at.is_none() && dates::runs(row.emergency, row.reached_at, row.activated_at, row.earliest_at, then)
}

/// What was told, with the days that the notice has by now.
pub fn content(row: &change_notice::Model) -> Result<Content, Error> {
    let told: Content = serde_json::from_value(row.content.clone())?;
    Ok(Content { notice_days: told.notice_days.max(days(row.notice_days)), ..told })
}

pub fn days(of: i32) -> u16 {
    u16::try_from(of).unwrap_or(u16::MAX)
}

/// A notice as it is entered.
pub struct NewNotice<'a> {
    pub change: Uuid,
    pub content: &'a Content,
    pub zone: Tz,
    /// Whether the start of the change waits for this workspace.
    pub is_awaited: bool,
}

/// Enters the notice of a change for this tenant, once; gives its id if it was not there. Else another worker has told this tenant.
pub async fn insert_notice(tx: &TenantTx, new: NewNotice<'_>) -> Result<Option<Uuid>, Error> {
    let NewNotice { change, content, zone, is_awaited } = new;
    let sent = Sent { at: tx.now(), days: content.notice_days, zone };
    let id = tx.new_id()?;
    let row = change_notice::ActiveModel {
        id: Set(id),
        change_id: Set(change),
        kind: Set(content.kind.as_str().to_owned()),
        emergency: Set(content.emergency),
        content: Set(serde_json::to_value(content)?),
        zone: Set(zone.name().to_owned()),
        notice_days: Set(content.notice_days.into()),
        noticed_at: Set(sent.at),
        earliest_at: Set(Earliest::of(sent).at()),
        has_objection: Set(false),
        left_out: Set(false),
        is_awaited: Set(is_awaited),
        looked_after_at: Set(Some(tx.now())),
        ..Default::default()
    };
    Ok(tx.insert_new(row).await?.then_some(id))
}

/// The tenant's notice of a change.
pub async fn notice(tx: &TenantTx, change: Uuid) -> Result<change_notice::Model, Error> {
    let rows = tx.rows::<change_notice::Entity>().filter(change_notice::Column::ChangeId.eq(change));
    rows.one().await?.ok_or(Error::NotFound)
}

/// The tenant's notice of a change, held until the end of the transaction. Whoever changes a notice, its deliveries or its
/// objections holds it first: nothing of a notice is decided by two at once.
pub async fn hold_notice(tx: &TenantTx, change: Uuid) -> Result<change_notice::Model, Error> {
    let rows = tx.rows::<change_notice::Entity>().locked().filter(change_notice::Column::ChangeId.eq(change));
    rows.one().await?.ok_or(Error::NotFound)
}

/// The notice with this id of its own.
pub async fn by_own_id(tx: &TenantTx, id: Uuid) -> Result<change_notice::Model, Error> {
    tx.rows::<change_notice::Entity>().by_id(id).await
}

/// The notice with this id of its own, held as [`hold_notice`] does.
pub async fn hold_notice_by_id(tx: &TenantTx, id: Uuid) -> Result<change_notice::Model, Error> {
    tx.rows::<change_notice::Entity>().locked().by_id(id).await
}

/// The notices of this tenant, the newest first.
pub async fn notices(tx: &TenantTx, paging: &Paging) -> Result<Page<change_notice::Model>, Error> {
    page::read(tx, tx.rows::<change_notice::Entity>(), Sort::Newest, paging, "notices").await
}

/// The notices of this tenant whose change is not in force here, or never will be, or is objected to, the oldest first.
pub async fn held_back(tx: &TenantTx) -> Result<Vec<change_notice::Model>, Error> {
    let [left_out, objected] = [change_notice::Column::LeftOut, change_notice::Column::HasObjection].map(|is| is.eq(true));
    let open = Condition::any().add(change_notice::Column::ActivatedAt.is_null()).add(left_out).add(objected);
    let rows = tx.rows::<change_notice::Entity>().filter(change_notice::Column::WithdrawnAt.is_null()).filter(open);
    rows.ascending(change_notice::Column::Id).all().await
}

/// Since when somebody here counts as reached. The days run from then; a later moment begins them anew, and nothing that
/// was said of their end is brought forward.
pub async fn set_reached(tx: &TenantTx, row: &change_notice::Model, at: Option<DateTime<Utc>>, zone: Tz) -> Result<(), Error> {
    if row.reached_at == at {
        return Ok(());
    }
    let mut change = change_notice::ActiveModel { id: Set(row.id), reached_at: Set(at), ..Default::default() };
    if let Some(at) = at {
        let end = Earliest::of(Sent { at, days: days(row.notice_days), zone }).max(Earliest::kept(row.earliest_at));
        (change.noticed_at, change.zone, change.earliest_at) = (Set(at), Set(zone.name().to_owned()), Set(end.at()));
    }
    tx.update(change).await
}

/// Somebody looked after the notice: whether the start waits for it, and when its days end, as the workspace is set now. An end
/// that another zone has put off stays put off.
pub async fn set_looked_after(tx: &TenantTx, row: &change_notice::Model, zone_now: Tz, is_awaited: bool) -> Result<(), Error> {
    tx.update(change_notice::ActiveModel {
        id: Set(row.id),
        looked_after_at: Set(Some(tx.now())),
        earliest_at: Set(clock(row, zone_now).earliest.at()),
        is_awaited: Set(is_awaited),
        ..Default::default()
    })
    .await
}

/// More days than were told: they count from the same moment, and nothing that was said is brought forward or written anew.
/// Says the new end.
pub async fn lengthen(tx: &TenantTx, row: &change_notice::Model, to: u16, zone_now: Tz) -> Result<DateTime<Utc>, Error> {
    let end = earliest(row.noticed_at, to.into(), &row.zone, zone_now).max(Earliest::kept(row.earliest_at)).at();
    tx.update(change_notice::ActiveModel {
        id: Set(row.id),
        notice_days: Set(to.into()),
        earliest_at: Set(end),
        ..Default::default()
    })
    .await?;
    Ok(end)
}

/// Whether an objection waits, and whether the change does not count here.
pub async fn set_objection(tx: &TenantTx, notice: Uuid, waits: bool, left_out: bool) -> Result<(), Error> {
    let (has_objection, left_out) = (Set(waits), Set(left_out));
    tx.update(change_notice::ActiveModel { id: Set(notice), has_objection, left_out, ..Default::default() }).await
}

/// The change is in force here, or will not be.
pub async fn settle(tx: &TenantTx, notice: Uuid, has_started: bool) -> Result<(), Error> {
    let mut row = change_notice::ActiveModel { id: Set(notice), ..Default::default() };
    match has_started {
        true => row.activated_at = Set(Some(tx.now())),
        false => row.withdrawn_at = Set(Some(tx.now())),
    }
    tx.update(row).await
}

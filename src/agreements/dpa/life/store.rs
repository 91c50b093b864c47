//! Queries of the life of agreements in the operator's realm: who holds them, who countersigned them, what became of them.

use chrono::{DateTime, Utc};
use entity::{agreement, countersignature};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, IntoSimpleExpr as _, Set};
use uuid::Uuid;

use super::super::states::{State, WaitsFor, flattened};
use super::doubts::{Standing, is_twin, key_of};
use super::ending::holders;
use crate::kernel::db::{Scoped, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// A change of an agreement to a state; refused unless the state may follow.
fn step(row: &agreement::Model, next: State) -> Result<agreement::ActiveModel, Error> {
    let now = State::read(&row.state)?;
    if !now.may_become(next) {
        return Err(Error::from(anyhow::anyhow!("an agreement that is {} cannot become {}", row.state, next.as_str())));
    }
    Ok(agreement::ActiveModel { id: Set(row.id), state: Set(next.as_str().to_owned()), ..Default::default() })
}

/// The agreement that this workspace holds.
pub async fn of_holder(tx: &TenantTx, id: Uuid, holder: Uuid) -> Result<agreement::Model, Error> {
    let row = tx.rows::<agreement::Entity>().filter(agreement::Column::HeldBy.eq(holder)).find(id).await?;
    row.ok_or(Error::NotFound)
}

/// Those of the agreements that this workspace holds.
pub async fn all_of_holder(tx: &TenantTx, ids: Vec<Uuid>, holder: Uuid) -> Result<Vec<agreement::Model>, Error> {
    tx.rows::<agreement::Entity>().filter(agreement::Column::HeldBy.eq(holder)).among(agreement::Column::Id, ids).all().await
}

/// The agreement in force of a workspace.
pub async fn in_force_of(tx: &TenantTx, holder: Uuid) -> Result<Option<agreement::Model>, Error> {
    let rows = tx.rows::<agreement::Entity>().filter(agreement::Column::HeldBy.eq(holder));
    rows.filter(agreement::Column::State.eq(State::InForce.as_str())).one().await
}

/// Of the same legal entity, or of the same workspace; nothing where neither is known.
fn same_entity_or_holder(row: &agreement::Model) -> Option<Condition> {
    let same_entity = key_of(row).map(|key| agreement::Column::LegalEntity.eq(key));
    let same_holder = row.held_by.map(|holder| agreement::Column::HeldBy.eq(holder));
    let known = same_entity.is_some() || same_holder.is_some();
    known.then(|| Condition::any().add_option(same_entity).add_option(same_holder))
}

/// What is in force under the same name or contact, beside what is of the same entity or workspace. A row of before has its
/// name only as it was written: whether it is the same, [`is_twin`] says.
fn related(row: &agreement::Model) -> Condition {
    Condition::any()
        .add_option(same_entity_or_holder(row))
        .add(agreement::Column::FlatName.eq(flattened(&row.legal_name)))
        .add(agreement::Column::FlatName.is_null())
        .add(agreement::Column::ContactEmail.eq(row.contact_email.clone()))
}

fn in_force_beside<'a>(tx: &'a TenantTx, row: &agreement::Model) -> Scoped<'a, agreement::Entity> {
    tx.rows::<agreement::Entity>()
        .filter(agreement::Column::State.eq(State::InForce.as_str()))
        .filter(agreement::Column::Id.ne(row.id))
        .filter(related(row))
        .ascending(agreement::Column::Id)
}

fn told_apart(row: &agreement::Model, found: Vec<agreement::Model>) -> Standing {
    let is_rival = |other: &agreement::Model| {
        key_of(row).is_some_and(|key| other.legal_entity.as_ref() == Some(&key))
            || row.held_by.is_some_and(|holder| other.held_by == Some(holder))
    };
    let (rivals, mut twins): (Vec<_>, Vec<_>) = found.into_iter().partition(is_rival);
    twins.retain(|other| is_twin(row, other));
    Standing { rivals, twins }
}

/// The agreements in force that concern this one.
pub async fn standing(tx: &TenantTx, row: &agreement::Model) -> Result<Standing, Error> {
    Ok(told_apart(row, in_force_beside(tx, row).all().await?))
}

/// The same; nobody else changes them until the transaction ends.
pub async fn standing_locked(tx: &TenantTx, row: &agreement::Model) -> Result<Standing, Error> {
    Ok(told_apart(row, in_force_beside(tx, row).locked().all().await?))
}

fn older_offers<'a>(tx: &'a TenantTx, row: &agreement::Model) -> Option<Scoped<'a, agreement::Entity>> {
    let same = same_entity_or_holder(row)?;
    let open: Vec<_> = State::ALL.into_iter().filter(|state| state.is_open()).map(State::as_str).collect();
    let rows = tx.rows::<agreement::Entity>().among(agreement::Column::State, open).filter(same);
    Some(rows.filter(agreement::Column::RequestedAt.lt(row.requested_at)).ascending(agreement::Column::Id))
}

/// Open offers of the same legal entity or workspace that were asked for before this one, and that nobody has signed: they are
/// closed when it comes into force.
pub async fn overtaken(tx: &TenantTx, row: &agreement::Model) -> Result<Vec<agreement::Model>, Error> {
    match older_offers(tx, row) {
        Some(offers) => offers.filter(agreement::Column::SignatureConfirmedAt.is_null()).all().await,
        None => Ok(Vec::new()),
    }
}

/// The same and those whose signature was confirmed; nobody else changes them until the transaction ends.
pub async fn overtaken_locked(tx: &TenantTx, row: &agreement::Model) -> Result<Vec<agreement::Model>, Error> {
    match older_offers(tx, row) {
        Some(offers) => offers.locked().all().await,
        None => Ok(Vec::new()),
    }
}

/// Closes an offer because another agreement came into force before it was signed.
pub async fn set_overtaken(tx: &TenantTx, row: &agreement::Model, by: Uuid) -> Result<(), Error> {
    let change =
        agreement::ActiveModel { expired_at: Set(Some(tx.now())), superseded_by: Set(Some(by)), ..step(row, State::Expired)? };
    tx.update(change).await
}

/// A signature that was confirmed could not be made: why, and that it waits for the operator.
pub async fn set_stuck(tx: &TenantTx, id: Uuid, failure: &str) -> Result<(), Error> {
    let failure = Some(failure.chars().take(500).collect());
    tx.update(agreement::ActiveModel { id: Set(id), failure: Set(failure), ..Default::default() }).await
}

/// Takes the agreement from the workspace that holds it.
pub async fn release(tx: &TenantTx, row: &agreement::Model, reason: String) -> Result<(), Error> {
    let mut from = holders(row)?;
    // Whoever held it last stands last, also when they had held it before.
    from.retain(|one| row.held_by != Some(*one));
    from.extend(row.held_by);
    let change = agreement::ActiveModel {
        id: Set(row.id),
        held_by: Set(None),
        released_from: Set(Some(serde_json::to_value(from)?)),
        released_at: Set(Some(tx.now())),
        release_reason: Set(Some(reason)),
        ..Default::default()
    };
    tx.update(change).await
}

/// So many are said to a workspace: one that was taken from it is a mistake that was mended.
const MOST_RELEASED: u64 = 20;

/// The agreements that were taken from a workspace, the newest first.
pub async fn released_from(tx: &TenantTx, workspace: Uuid) -> Result<Vec<agreement::Model>, Error> {
    use sea_orm::sea_query::ExprTrait as _;
    let former = agreement::Column::ReleasedFrom.into_simple_expr().cast_as("text");
    let rows = tx.rows::<agreement::Entity>().filter(agreement::Column::ReleasedAt.is_not_null());
    let rows = rows.filter(holds(former, &workspace.to_string()));
    rows.descending(agreement::Column::ReleasedAt).limit(MOST_RELEASED).all().await
}

pub async fn set_holder(tx: &TenantTx, id: Uuid, holder: Uuid) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), held_by: Set(Some(holder)), ..Default::default() }).await
}

pub async fn set_viewed(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { viewed_at: Set(Some(tx.now())), ..step(row, State::Viewed)? }).await
}

pub async fn set_reminded(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), reminded_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// Notes the countersigned file beside the master.
pub async fn set_countersigned(
    tx: &TenantTx,
    row: &agreement::Model,
    how: &str,
    file: Uuid,
    sha256: String,
) -> Result<(), Error> {
    let change = agreement::ActiveModel {
        countersigned_at: Set(Some(tx.now())),
        countersigned_how: Set(Some(how.to_owned())),
        countersigned_file_id: Set(Some(file)),
        countersigned_sha256: Set(Some(sha256)),
        failure: Set(None),
        ..step(row, State::Countersigned)?
    };
    tx.update(change).await
}

pub async fn set_in_force(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let change = agreement::ActiveModel {
        in_force_at: Set(Some(tx.now())),
        legal_entity: Set(key_of(row)),
        flat_name: Set(Some(flattened(&row.legal_name))),
        ..step(row, State::InForce)?
    };
    tx.update(change).await
}

pub async fn set_superseded(tx: &TenantTx, row: &agreement::Model, by: Uuid) -> Result<(), Error> {
    let change = agreement::ActiveModel {
        superseded_at: Set(Some(tx.now())),
        superseded_by: Set(Some(by)),
        ..step(row, State::Superseded)?
    };
    tx.update(change).await
}

pub async fn set_terminated(tx: &TenantTx, row: &agreement::Model, reason: String, data: Option<String>) -> Result<(), Error> {
    let change = agreement::ActiveModel {
        terminated_at: Set(Some(tx.now())),
        reason: Set(Some(reason)),
        data_statement: Set(data),
        ..step(row, State::Terminated)?
    };
    tx.update(change).await
}

/// What members of staff said before another confirms the end.
pub async fn set_ending(tx: &TenantTx, id: Uuid, stated: serde_json::Value) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), ending: Set(Some(stated)), ..Default::default() }).await
}

/// Whether this workspace holds another agreement that is in force.
pub async fn is_covered(tx: &TenantTx, holder: Uuid, besides: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<agreement::Entity>().filter(agreement::Column::HeldBy.eq(holder));
    let rows = rows.filter(agreement::Column::State.eq(State::InForce.as_str())).filter(agreement::Column::Id.ne(besides));
    Ok(rows.count().await? > 0)
}

pub async fn set_declined(tx: &TenantTx, row: &agreement::Model, by: &str, reason: Option<String>) -> Result<(), Error> {
    let change = agreement::ActiveModel {
        declined_at: Set(Some(tx.now())),
        declined_by: Set(Some(by.to_owned())),
        reason: Set(reason),
        ..step(row, State::Declined)?
    };
    tx.update(change).await
}

pub async fn set_expired(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { expired_at: Set(Some(tx.now())), ..step(row, State::Expired)? }).await
}

/// Open, with a signature that was confirmed and is not made.
fn being_signed() -> Condition {
    let open = State::ALL.into_iter().filter(|state| state.is_open()).map(State::as_str);
    let confirmed = agreement::Column::SignatureConfirmedAt.is_not_null();
    Condition::all().add(agreement::Column::State.is_in(open)).add(confirmed)
}

/// Those for whom somebody is waited for: a signature that was confirmed is the operator's to make.
fn waiting(who: WaitsFor) -> Condition {
    let states = agreement::Column::State.is_in(State::waiting_for(who).map(State::as_str));
    match who {
        WaitsFor::Operator => Condition::any().add(states).add(being_signed()),
        WaitsFor::Customer => Condition::all().add(states).add(agreement::Column::SignatureConfirmedAt.is_null()),
        WaitsFor::Nobody => Condition::all().add(states),
    }
}

/// How many wait for a signature that was confirmed and is not made.
pub async fn count_being_signed(tx: &TenantTx) -> Result<u64, Error> {
    tx.rows::<agreement::Entity>().filter(being_signed()).count().await
}

/// A page of the board: who is waited for, and what is late; what waits for the operator comes in the order in which it was asked.
pub async fn board(tx: &TenantTx, who: WaitsFor, part: &str, paging: &Paging) -> Result<Page<agreement::Model>, Error> {
    let mut rows = tx.rows::<agreement::Entity>().filter(waiting(who));
    if !part.is_empty() {
        let number = holds(agreement::Column::Number, part);
        rows = rows.filter(Condition::any().add(holds(agreement::Column::LegalName, part)).add(number));
    }
    let sort = if who == WaitsFor::Operator { Sort::Oldest } else { Sort::Newest };
    page::read(tx, rows, sort, paging, &format!("board {who:?} {part}")).await
}

/// From request to seal, in milliseconds, of the newest agreements sealed since a moment.
pub async fn sealing_times(tx: &TenantTx, since: DateTime<Utc>, most: u64) -> Result<Vec<i64>, Error> {
    let rows = tx.rows::<agreement::Entity>().filter(agreement::Column::SealedAt.gte(since));
    let rows = rows.descending(agreement::Column::Id).limit(most);
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> =
        rows.columns([Expr::col(agreement::Column::RequestedAt), Expr::col(agreement::Column::SealedAt)]).await?;
    Ok(rows.into_iter().map(|(asked, sealed)| (sealed - asked).num_milliseconds()).collect())
}

/// The agreements for which the operator is waited for and that were asked for, or countersigned, before a moment.
pub async fn waiting_since(tx: &TenantTx, before: DateTime<Utc>) -> Result<Vec<agreement::Model>, Error> {
    let rows = tx.rows::<agreement::Entity>().filter(waiting(WaitsFor::Operator));
    rows.filter(agreement::Column::RequestedAt.lt(before)).all().await
}

// Countersignatures

/// What is asked to be signed, and by whom.
pub struct Asked {
    pub name: String,
    pub title: String,
    pub link_hash: Option<Vec<u8>>,
    pub how: &'static str,
    pub expires_at: DateTime<Utc>,
    /// The account that asks, of the workspace that holds the agreement.
    pub by: Option<Uuid>,
}

pub async fn insert_countersignature(
    tx: &TenantTx,
    row: &agreement::Model,
    asked: Asked,
) -> Result<countersignature::Model, Error> {
    insert_countersignature_as(tx, tx.new_id()?, row, asked).await
}

/// As [`insert_countersignature`], with the id under which its file lies already.
pub async fn insert_countersignature_as(
    tx: &TenantTx,
    id: Uuid,
    row: &agreement::Model,
    asked: Asked,
) -> Result<countersignature::Model, Error> {
    let origin = tx.origin();
    let new = countersignature::ActiveModel {
        id: Set(id),
        agreement_id: Set(row.id),
        how: Set(asked.how.to_owned()),
        name: Set(asked.name),
        title: Set(asked.title),
        contact_email: Set(row.contact_email.clone()),
        pdf_sha256: Set(row.pdf_sha256.clone().unwrap_or_default()),
        link_hash: Set(asked.link_hash),
        asked_at: Set(tx.now()),
        expires_at: Set(asked.expires_at),
        asked_ip: Set(origin.ip.map(|ip| ip.to_string())),
        asked_agent: Set(origin.user_agent.clone()),
        asked_by: Set(asked.by),
        ..Default::default()
    };
    tx.insert(new).await
}

pub async fn countersignature(tx: &TenantTx, id: Uuid) -> Result<countersignature::Model, Error> {
    tx.rows::<countersignature::Entity>().by_id(id).await
}

/// The countersignature that this link confirms.
pub async fn by_link(tx: &TenantTx, link_hash: Vec<u8>) -> Result<countersignature::Model, Error> {
    let rows = tx.rows::<countersignature::Entity>().filter(countersignature::Column::LinkHash.eq(link_hash));
    rows.one().await?.ok_or(Error::NotFound)
}

/// Whether somebody has confirmed a countersignature of the agreement.
pub async fn is_confirmed(tx: &TenantTx, agreement: Uuid) -> Result<bool, Error> {
    let rows = tx.rows::<countersignature::Entity>().filter(countersignature::Column::AgreementId.eq(agreement));
    Ok(rows.filter(countersignature::Column::ConfirmedAt.is_not_null()).count().await? > 0)
}

/// The countersignature of the agreement that was confirmed, if one was.
pub async fn confirmed(tx: &TenantTx, agreement: Uuid) -> Result<Option<Uuid>, Error> {
    let rows = tx.rows::<countersignature::Entity>().filter(countersignature::Column::AgreementId.eq(agreement));
    let row = rows.filter(countersignature::Column::ConfirmedAt.is_not_null()).one().await?;
    Ok(row.map(|row| row.id))
}

/// The countersignature of the agreement that was confirmed, if one was.
pub async fn countersigned(tx: &TenantTx, agreement: Uuid) -> Result<Option<countersignature::Model>, Error> {
    let rows = tx.rows::<countersignature::Entity>().filter(countersignature::Column::AgreementId.eq(agreement));
    rows.filter(countersignature::Column::ConfirmedAt.is_not_null()).one().await
}

/// So many countersignatures of one agreement are shown: it can ask for five an hour.
const MOST_SHOWN: u64 = 10;

/// The newest countersignatures of the agreement, the oldest of them first.
pub async fn countersignatures(tx: &TenantTx, agreement: Uuid) -> Result<Vec<countersignature::Model>, Error> {
    let rows = tx.rows::<countersignature::Entity>().filter(countersignature::Column::AgreementId.eq(agreement));
    let mut newest = rows.descending(countersignature::Column::Id).limit(MOST_SHOWN).all().await?;
    newest.reverse();
    Ok(newest)
}

/// Keeps that a countersignature was confirmed, with the evidence; from here the agreement waits for the operator.
pub async fn confirm(tx: &TenantTx, asked: &countersignature::Model, evidence: String, sha256: String) -> Result<(), Error> {
    let confirmed_at = Set(Some(tx.now()));
    let row = agreement::ActiveModel { id: Set(asked.agreement_id), signature_confirmed_at: confirmed_at, ..Default::default() };
    tx.update(row).await?;
    let origin = tx.origin();
    let change = countersignature::ActiveModel {
        id: Set(asked.id),
        confirmed_at: Set(Some(tx.now())),
        confirmed_ip: Set(origin.ip.map(|ip| ip.to_string())),
        confirmed_agent: Set(origin.user_agent.clone()),
        evidence: Set(Some(evidence)),
        evidence_sha256: Set(Some(sha256)),
        ..Default::default()
    };
    tx.update(change).await
}

//! Queries of the life of agreements: who holds them, who countersigned them, what became of them.

use chrono::{DateTime, Utc};
use entity::{agreement, countersignature, held_agreement};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::super::model::{NewRequest, number};
use super::super::states::{State, WaitsFor, entity_key};
use crate::kernel::db::TenantTx;
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

/// The agreements in force whose place this one would take, locked: of the same legal entity, or of the same workspace.
pub async fn rivals(tx: &TenantTx, row: &agreement::Model) -> Result<Vec<agreement::Model>, Error> {
    let same_entity = key_of(row).map(|key| agreement::Column::LegalEntity.eq(key));
    let same_holder = row.held_by.map(|holder| agreement::Column::HeldBy.eq(holder));
    if same_entity.is_none() && same_holder.is_none() {
        return Ok(Vec::new());
    }
    tx.rows::<agreement::Entity>()
        .filter(agreement::Column::State.eq(State::InForce.as_str()))
        .filter(agreement::Column::Id.ne(row.id))
        .filter(Condition::any().add_option(same_entity).add_option(same_holder))
        .ascending(agreement::Column::Id)
        .locked()
        .all()
        .await
}

/// The key of the legal entity; an agreement of before has none in its row.
fn key_of(row: &agreement::Model) -> Option<String> {
    row.legal_entity.clone().or_else(|| entity_key(&row.country, &row.register_no))
}

/// Whether the legal entity of an agreement is known.
pub fn has_entity(row: &agreement::Model) -> bool {
    key_of(row).is_some()
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
        ..step(row, State::Countersigned)?
    };
    tx.update(change).await
}

pub async fn set_in_force(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let change =
        agreement::ActiveModel { in_force_at: Set(Some(tx.now())), legal_entity: Set(key_of(row)), ..step(row, State::InForce)? };
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

pub async fn set_terminated(tx: &TenantTx, row: &agreement::Model, reason: String) -> Result<(), Error> {
    let change =
        agreement::ActiveModel { terminated_at: Set(Some(tx.now())), reason: Set(Some(reason)), ..step(row, State::Terminated)? };
    tx.update(change).await
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

/// A page of the board: who is waited for, and what is late.
pub async fn board(tx: &TenantTx, who: WaitsFor, part: &str, paging: &Paging) -> Result<Page<agreement::Model>, Error> {
    let states: Vec<_> = State::waiting_for(who).map(State::as_str).collect();
    let mut rows = tx.rows::<agreement::Entity>().among(agreement::Column::State, states);
    if !part.is_empty() {
        let number = crate::kernel::db::holds(agreement::Column::Number, part);
        rows = rows.filter(Condition::any().add(crate::kernel::db::holds(agreement::Column::LegalName, part)).add(number));
    }
    page::read(tx, rows, Sort::Newest, paging, &format!("board {who:?} {part}")).await
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
    let states: Vec<_> = State::waiting_for(WaitsFor::Operator).map(State::as_str).collect();
    let rows = tx.rows::<agreement::Entity>().among(agreement::Column::State, states);
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

/// Keeps that a countersignature was confirmed, with the evidence.
pub async fn confirm(tx: &TenantTx, id: Uuid, evidence: String, sha256: String) -> Result<(), Error> {
    let origin = tx.origin();
    let change = countersignature::ActiveModel {
        id: Set(id),
        confirmed_at: Set(Some(tx.now())),
        confirmed_ip: Set(origin.ip.map(|ip| ip.to_string())),
        confirmed_agent: Set(origin.user_agent.clone()),
        evidence: Set(Some(evidence)),
        evidence_sha256: Set(Some(sha256)),
        ..Default::default()
    };
    tx.update(change).await
}

// What a workspace holds: rows of its own realm

pub async fn insert_held(
    tx: &TenantTx,
    id: Uuid,
    number_of: Option<String>,
    request: Option<&NewRequest>,
) -> Result<held_agreement::Model, Error> {
    let row = held_agreement::ActiveModel {
        id: Set(id),
        number: Set(number_of.unwrap_or_else(|| number(id, tx.now()))),
        asked_by: Set(tx.person()?),
        asked_at: Set(tx.now()),
        attached_at: Set(request.is_none().then(|| tx.now())),
        request: Set(request.map(serde_json::to_value).transpose()?),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn held(tx: &TenantTx, id: Uuid) -> Result<held_agreement::Model, Error> {
    tx.rows::<held_agreement::Entity>().by_id(id).await
}

/// Whether the workspace holds it already.
pub async fn holds(tx: &TenantTx, id: Uuid) -> Result<bool, Error> {
    Ok(tx.rows::<held_agreement::Entity>().find(id).await?.is_some())
}

pub async fn helds(tx: &TenantTx, paging: &Paging) -> Result<Page<held_agreement::Model>, Error> {
    page::read(tx, tx.rows::<held_agreement::Entity>(), Sort::Newest, paging, "held agreements").await
}

/// What was asked has arrived at the operator and need not lie here, too.
pub async fn clear_request(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(held_agreement::ActiveModel { id: Set(id), request: Set(None), ..Default::default() }).await
}

/// Lets an agreement go that another workspace turned out to hold.
pub async fn let_go(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.rows::<held_agreement::Entity>().filter(held_agreement::Column::Id.eq(id)).delete().await?;
    Ok(())
}

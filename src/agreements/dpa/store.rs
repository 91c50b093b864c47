//! Queries of agreements. They live in the operator's realm.

use chrono::{DateTime, Duration, Utc};
use entity::{agreement, held_agreement};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Request, number};
use super::states::{State, entity_key, flattened};
use crate::kernel::db::{TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

/// An Idempotency-Key is honoured for this long, as those of signed-in callers.
const KEY_KEPT: Duration = Duration::days(7);

pub async fn insert(
    tx: &TenantTx,
    id: Uuid,
    request: &Request,
    template_version: &str,
    token_hash: Vec<u8>,
    key_hash: Option<Vec<u8>>,
) -> Result<agreement::Model, Error> {
    let request_hash = request.fingerprint();
    let request = request.clone();
    let (key, flat_name) = (entity_key(request.country, &request.register_no), Some(flattened(&request.legal_name)));
    let row = agreement::ActiveModel {
        id: Set(id),
        number: Set(number(id, tx.now())),
        state: Set(State::Requested.as_str().to_owned()),
        language: Set(request.language.code().to_owned()),
        return_choice: Set(request.return_choice.map(|choice| choice.as_str().to_owned())),
        legal_name: Set(request.legal_name),
        register_no: Set(request.register_no),
        address: Set(request.address),
        country: Set(request.country.to_owned()),
        contact_email: Set(request.contact_email),
        data_protection_officer: Set(request.data_protection_officer),
        signatory_name: Set(request.signatory_name),
        signatory_title: Set(request.signatory_title),
        status_token_hash: Set(token_hash),
        idempotency_key_hash: Set(key_hash),
        request_hash: Set(request_hash),
        template_version: Set(template_version.to_owned()),
        requested_at: Set(tx.now()),
        legal_entity: Set(key),
        flat_name: Set(flat_name),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Names the workspace that asked for an agreement; its number and its moment are the workspace's.
pub async fn set_workspace(tx: &TenantTx, held: &held_agreement::Model, holder: Uuid) -> Result<(), Error> {
    let row = agreement::ActiveModel {
        id: Set(held.id),
        number: Set(held.number.clone()),
        requested_at: Set(held.asked_at),
        held_by: Set(Some(holder)),
        ..Default::default()
    };
    tx.update(row).await
}

pub async fn find(tx: &TenantTx, id: Uuid) -> Result<Option<agreement::Model>, Error> {
    tx.rows::<agreement::Entity>().find(id).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<agreement::Model, Error> {
    tx.rows::<agreement::Entity>().by_id(id).await
}

/// The agreement that was asked for with this Idempotency-Key.
pub async fn by_key(tx: &TenantTx, key_hash: &[u8]) -> Result<Option<agreement::Model>, Error> {
    tx.rows::<agreement::Entity>().filter(agreement::Column::IdempotencyKeyHash.eq(key_hash)).one().await
}

/// Frees an Idempotency-Key whose days are over.
pub async fn forget_old_key(tx: &TenantTx, key_hash: &[u8]) -> Result<(), Error> {
    let old = tx
        .rows::<agreement::Entity>()
        .filter(agreement::Column::IdempotencyKeyHash.eq(key_hash))
        .filter(agreement::Column::RequestedAt.lt(tx.now() - KEY_KEPT));
    old.set([(agreement::Column::IdempotencyKeyHash, Expr::value(None::<Vec<u8>>))]).await?;
    Ok(())
}

/// The agreement, which nobody else changes until the transaction ends.
pub async fn locked(tx: &TenantTx, id: Uuid) -> Result<agreement::Model, Error> {
    tx.rows::<agreement::Entity>().locked().by_id(id).await
}

/// The agreement that this token opens.
pub async fn by_token(tx: &TenantTx, id: Uuid, token_hash: Vec<u8>) -> Result<agreement::Model, Error> {
    let row = tx.rows::<agreement::Entity>().filter(agreement::Column::StatusTokenHash.eq(token_hash)).find(id).await?;
    row.ok_or(Error::NotFound)
}

pub async fn set_generated(
    tx: &TenantTx,
    id: Uuid,
    template_version: &str,
    json: String,
    json_sha256: &str,
) -> Result<(), Error> {
    let row = agreement::ActiveModel {
        id: Set(id),
        state: Set(State::Generated.as_str().to_owned()),
        template_version: Set(template_version.to_owned()),
        json: Set(Some(json)),
        json_sha256: Set(Some(json_sha256.to_owned())),
        generated_at: Set(Some(tx.now())),
        failure: Set(None),
        ..Default::default()
    };
    tx.update(row).await
}

/// How often it was tried to set a seal.
pub async fn set_tries(tx: &TenantTx, id: Uuid, tries: i32) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), seal_tries: Set(Some(tries)), ..Default::default() }).await
}

/// Notes the sealed file.
pub async fn set_sealed(tx: &TenantTx, id: Uuid, file_id: Uuid, sha256: String) -> Result<(), Error> {
    let row = agreement::ActiveModel {
        id: Set(id),
        state: Set(State::Sealed.as_str().to_owned()),
        pdf_sha256: Set(Some(sha256)),
        file_id: Set(Some(file_id)),
        sealed_at: Set(Some(tx.now())),
        failure: Set(None),
        ..Default::default()
    };
    tx.update(row).await
}

pub async fn set_sent(tx: &TenantTx, id: Uuid, expires_at: DateTime<Utc>) -> Result<(), Error> {
    let row = agreement::ActiveModel {
        id: Set(id),
        state: Set(State::Sent.as_str().to_owned()),
        sent_at: Set(Some(tx.now())),
        expires_at: Set(Some(expires_at)),
        failure: Set(None),
        ..Default::default()
    };
    tx.update(row).await
}

pub async fn set_failed(tx: &TenantTx, id: Uuid, failure: &str) -> Result<(), Error> {
    let row = agreement::ActiveModel {
        id: Set(id),
        state: Set(State::Failed.as_str().to_owned()),
        failure: Set(Some(failure.chars().take(500).collect())),
        ..Default::default()
    };
    tx.update(row).await
}

/// Back to the last step that is done; content that was never sealed is frozen anew, so that a corrected setting counts.
pub async fn set_going_again(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let sealed = row.file_id.is_some();
    let state = if sealed { State::Sealed } else { State::Requested };
    let mut change = agreement::ActiveModel {
        id: Set(row.id),
        state: Set(state.as_str().to_owned()),
        failure: Set(None),
        ..Default::default()
    };
    if !sealed {
        change.json = Set(None);
        change.json_sha256 = Set(None);
        change.generated_at = Set(None);
    }
    tx.update(change).await
}

/// The agreements that stopped for this reason, held until the end of the transaction.
pub async fn stopped_for(tx: &TenantTx, failure: &str) -> Result<Vec<agreement::Model>, Error> {
    let stopped = tx.rows::<agreement::Entity>().filter(agreement::Column::State.eq(State::Failed.as_str()));
    stopped.filter(agreement::Column::Failure.eq(failure)).ascending(agreement::Column::Id).locked().all().await
}

pub async fn page(tx: &TenantTx, state: Option<State>, part: &str, paging: &Paging) -> Result<Page<agreement::Model>, Error> {
    let mut rows = tx.rows::<agreement::Entity>();
    if let Some(state) = state {
        let is = agreement::Column::State.eq(state.as_str());
        // As they are shown: one whose signature could not be made has stopped.
        rows = rows.filter(match state {
            State::Failed => Condition::any().add(is).add(stuck()),
            _ => Condition::all().add(is).add(stuck().not()),
        });
    }
    if !part.is_empty() {
        let number = holds(agreement::Column::Number, part);
        rows = rows.filter(Condition::any().add(holds(agreement::Column::LegalName, part)).add(number));
    }
    let list = format!("agreements {state:?} {part}");
    page::read(tx, rows, Sort::Newest, paging, &list).await
}

/// How many agreements are in each state.
pub async fn counts(tx: &TenantTx) -> Result<Vec<(String, i64)>, Error> {
    tx.rows::<agreement::Entity>()
        .group_by(agreement::Column::State)
        .columns([Expr::col(agreement::Column::State), agreement::Column::Id.count()])
        .await
}

/// Open, with a signature that was confirmed and could not be made.
fn stuck() -> Condition {
    Condition::all()
        .add(agreement::Column::State.is_in(State::ALL.into_iter().filter(|state| state.is_open()).map(State::as_str)))
        .add(agreement::Column::Failure.is_not_null())
        .add(agreement::Column::SignatureConfirmedAt.is_not_null())
}

/// How many in each state have a signature that was confirmed and could not be made.
pub async fn stuck_counts(tx: &TenantTx) -> Result<Vec<(String, i64)>, Error> {
    tx.rows::<agreement::Entity>()
        .filter(stuck())
        .group_by(agreement::Column::State)
        .columns([Expr::col(agreement::Column::State), agreement::Column::Id.count()])
        .await
}

/// It goes on: what stopped it is over.
pub async fn clear_failure(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), failure: Set(None), ..Default::default() }).await
}

/// A mail to the contact could not be delivered.
pub async fn set_mail_failed(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), mail_failed_at: Set(Some(tx.now())), ..Default::default() }).await
}

/// Another mail is on its way.
pub async fn clear_mail_failure(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(agreement::ActiveModel { id: Set(id), mail_failed_at: Set(None), ..Default::default() }).await
}

//! Queries of measures, their checks and alarms. They live in the operator's realm.

use chrono::{DateTime, Utc};
use entity::{measure, measure_alarm, measure_check};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Set};
use uuid::Uuid;

use super::model::{Found, Outcome, State, Written};
use super::release::Measure;
use super::view::{DroppedRetirement, dropped_retirements};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{self, Page, Paging, Sort};

/// So many versions and checks are read at once: more than an operator writes in decades.
const MOST: u64 = 500;

fn words(written: &Written) -> Result<measure::ActiveModel, Error> {
    let [name_en, name_de] = written.name.clone();
    let [text_en, text_de] = written.text.clone();
    Ok(measure::ActiveModel {
        heading: Set(written.heading.clone()),
        name_en: Set(name_en),
        name_de: Set(name_de),
        text_en: Set(text_en),
        text_de: Set(text_de),
        promises: Set(serde_json::to_value(&written.promises)?),
        evidence: Set(serde_json::to_value(&written.evidence)?),
        check_every_months: Set(written.check_every_months),
        ..Default::default()
    })
}

/// Keeps a draft; the code of a measure that is new is its id.
pub async fn insert(tx: &TenantTx, code: Option<String>, version: i32, written: &Written) -> Result<measure::Model, Error> {
    let (id, by, at) = (tx.new_id()?, Set(Some(tx.person()?)), Set(tx.now()));
    let row = measure::ActiveModel {
        id: Set(id),
        code: Set(code.unwrap_or_else(|| id.to_string())),
        version: Set(version),
        state: Set(State::Draft.as_str().to_owned()),
        origin: Set("written".to_owned()),
        revision: Set(1),
        written_by: by.clone(),
        written_at: at.clone(),
        changed_by: by,
        changed_at: at,
        ..words(written)?
    };
    tx.insert(row).await
}

/// Enters a duty of the release, unless somebody else just did; says whether.
pub async fn insert_duty(tx: &TenantTx, id: Uuid, duty: &Measure, state: State, due_at: DateTime<Utc>) -> Result<bool, Error> {
    let at = tx.now();
    let in_use = state == State::InUse;
    let row = measure::ActiveModel {
        id: Set(id),
        code: Set(duty.id.clone()),
        version: Set(1),
        state: Set(state.as_str().to_owned()),
        origin: Set("shipped".to_owned()),
        heading: Set(duty.heading().to_owned()),
        name_en: Set(duty.name.say(Locale::En).to_owned()),
        name_de: Set(duty.name.say(Locale::De).to_owned()),
        text_en: Set(duty.text.say(Locale::En).to_owned()),
        text_de: Set(duty.text.say(Locale::De).to_owned()),
        promises: Set(serde_json::to_value(&duty.promises)?),
        evidence: Set(serde_json::Value::Array(Vec::new())),
        check_every_months: Set(super::model::LONGEST_MONTHS),
        check_due_at: Set(Some(due_at).filter(|_| in_use)),
        revision: Set(1),
        written_at: Set(at),
        changed_at: Set(at),
        approved_at: Set(Some(at).filter(|_| in_use)),
        ..Default::default()
    };
    tx.insert_new(row).await
}

/// Writes a draft anew; whoever does is its last author.
pub async fn rewrite(tx: &TenantTx, row: &measure::Model, written: &Written) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(row.id),
        state: Set(State::Draft.as_str().to_owned()),
        revision: Set(row.revision + 1),
        changed_by: Set(Some(tx.person()?)),
        changed_at: Set(tx.now()),
        ..words(written)?
    })
    .await
}

/// What a version takes over of the checks of the one before it.
pub struct Checked {
    pub at: Option<DateTime<Utc>>,
    pub shortcoming_at: Option<DateTime<Utc>>,
    pub due_at: DateTime<Utc>,
}

/// Puts a draft in use.
pub async fn put_in_use(tx: &TenantTx, id: Uuid, checked: Checked) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(id),
        state: Set(State::InUse.as_str().to_owned()),
        approved_by: Set(Some(tx.person()?)),
        approved_at: Set(Some(tx.now())),
        checked_at: Set(checked.at),
        shortcoming_at: Set(checked.shortcoming_at),
        check_due_at: Set(Some(checked.due_at)),
        ..Default::default()
    })
    .await
}

pub async fn replace(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(id),
        state: Set(State::Replaced.as_str().to_owned()),
        replaced_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

pub async fn reject(tx: &TenantTx, id: Uuid, note: String) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(id),
        state: Set(State::Rejected.as_str().to_owned()),
        rejected_by: Set(Some(tx.person()?)),
        rejected_at: Set(Some(tx.now())),
        rejection_note: Set(Some(note)),
        ..Default::default()
    })
    .await
}

pub async fn propose_retirement(tx: &TenantTx, id: Uuid, note: String) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(id),
        retirement_by: Set(Some(tx.person()?)),
        retirement_at: Set(Some(tx.now())),
        retirement_note: Set(Some(note)),
        ..Default::default()
    })
    .await
}

/// The measure stays in use; who proposed to retire it, and why, stays beside it.
pub async fn drop_retirement(tx: &TenantTx, row: &measure::Model, rejection_note: Option<String>) -> Result<(), Error> {
    let mut dropped = dropped_retirements(row.dropped_retirements.clone())?;
    if let (Some(proposed_by), Some(proposed_at)) = (row.retirement_by, row.retirement_at) {
        let note = row.retirement_note.clone().unwrap_or_default();
        let (dropped_by, dropped_at) = (tx.person()?, tx.now());
        dropped.push(DroppedRetirement { proposed_by, proposed_at, note, dropped_by, dropped_at, rejection_note });
    }
    tx.update(measure::ActiveModel {
        id: Set(row.id),
        dropped_retirements: Set(Some(serde_json::to_value(dropped)?)),
        retirement_by: Set(None),
        retirement_at: Set(None),
        retirement_note: Set(None),
        ..Default::default()
    })
    .await
}

pub async fn retire(tx: &TenantTx, id: Uuid) -> Result<(), Error> {
    tx.update(measure::ActiveModel {
        id: Set(id),
        state: Set(State::Retired.as_str().to_owned()),
        retired_by: Set(Some(tx.person()?)),
        retired_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .await
}

/// Keeps a check, and what it says of the version in use: one that fell short leaves the day of the last one that held.
pub async fn check(tx: &TenantTx, row: &measure::Model, found: &Found, due_at: DateTime<Utc>) -> Result<(), Error> {
    let (at, holds) = (tx.now(), found.result == Outcome::Holds);
    let look = measure_check::ActiveModel {
        id: Set(tx.new_id()?),
        measure_id: Set(row.id),
        code: Set(row.code.clone()),
        result: Set(found.result.as_str().to_owned()),
        note: Set(found.note.clone()),
        evidence: Set(serde_json::to_value(&found.evidence)?),
        checked_by: Set(tx.person()?),
        checked_at: Set(at),
        due_at: Set(due_at),
        ..Default::default()
    };
    tx.insert(look).await?;
    tx.update(measure::ActiveModel {
        id: Set(row.id),
        checked_at: Set(if holds { Some(at) } else { row.checked_at }),
        shortcoming_at: Set((!holds).then_some(at)),
        check_due_at: Set(Some(due_at)),
        ..Default::default()
    })
    .await
}

/// The checks of a measure, whatever its version, the newest first.
pub async fn checks(tx: &TenantTx, code: &str) -> Result<Vec<measure_check::Model>, Error> {
    let rows = tx.rows::<measure_check::Entity>().filter(measure_check::Column::Code.eq(code));
    rows.descending(measure_check::Column::Id).limit(MOST).all().await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<measure::Model, Error> {
    tx.rows::<measure::Entity>().by_id(id).await
}

/// The version, held until the end of the transaction.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<measure::Model, Error> {
    tx.rows::<measure::Entity>().locked().by_id(id).await
}

/// What is in use, oldest first.
pub async fn in_use(tx: &TenantTx) -> Result<Vec<measure::Model>, Error> {
    let rows = tx.rows::<measure::Entity>().filter(measure::Column::State.eq(State::InUse.as_str()));
    rows.ascending(measure::Column::Id).limit(MOST).all().await
}

/// The same, held until the end of the transaction: whoever decides or checks at once waits.
pub async fn hold_in_use(tx: &TenantTx) -> Result<Vec<measure::Model>, Error> {
    let rows = tx.rows::<measure::Entity>().filter(measure::Column::State.eq(State::InUse.as_str()));
    rows.ascending(measure::Column::Id).locked().limit(MOST).all().await
}

/// Every version of a measure, the newest first.
pub async fn versions(tx: &TenantTx, code: &str) -> Result<Vec<measure::Model>, Error> {
    let rows = tx.rows::<measure::Entity>().filter(measure::Column::Code.eq(code));
    rows.descending(measure::Column::Version).limit(MOST).all().await
}

/// The codes that are known, each as often as it has versions.
pub async fn codes(tx: &TenantTx) -> Result<Vec<String>, Error> {
    let rows = tx.rows::<measure::Entity>().group_by(measure::Column::Code);
    Ok(rows.columns::<(String,)>([Expr::col(measure::Column::Code)]).await?.into_iter().map(|(code,)| code).collect())
}

/// Everything but versions that another one replaced, oldest first.
pub async fn shown(tx: &TenantTx) -> Result<Vec<measure::Model>, Error> {
    let rows = tx.rows::<measure::Entity>().filter(measure::Column::State.ne(State::Replaced.as_str()));
    rows.ascending(measure::Column::Id).limit(MOST).all().await
}

/// Versions, the newest first.
pub async fn page(tx: &TenantTx, state: Option<State>, paging: &Paging) -> Result<Page<measure::Model>, Error> {
    let mut rows = tx.rows::<measure::Entity>();
    if let Some(state) = state {
        rows = rows.filter(measure::Column::State.eq(state.as_str()));
    }
    page::read(tx, rows, Sort::Newest, paging, &format!("measures {state:?}")).await
}

/// Writes down that an alarm is raised; says whether it was not yet.
pub async fn raise(tx: &TenantTx, code: &str, due_at: DateTime<Utc>, days: i32) -> Result<bool, Error> {
    let row = measure_alarm::ActiveModel {
        id: Set(tx.new_id()?),
        code: Set(code.to_owned()),
        due_at: Set(due_at),
        days: Set(days),
        raised_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_new(row).await
}

//! Where agreements and the trust page find what the operator's people do: the register in the operator's realm, which begins
//! with the duties of the release. What staff has written since then stays as it is, whatever a later release brings.

use chrono::{DateTime, Utc};
use entity::measure;

use super::events::Event;
use super::evidence::Evidence;
use super::model::{State, next_check};
use super::release::{Measure, measures};
use super::store;
use super::view::OperatorMeasure;
use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::i18n::Words;
use crate::kernel::tenancy::TenantId;
use crate::people::tenants;

/// What the operator's people do, as agreements and the trust page say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undertaking {
    /// Which measure it is, whatever its version.
    pub code: String,
    /// The aim that it serves.
    pub heading: String,
    /// Its name.
    pub name: Words,
    /// What is done.
    pub text: Words,
    /// The promises that it serves.
    pub promises: Vec<String>,
    /// What a second person approved as showing that it is carried out. Nothing where nobody approved any, and nothing while the
    /// last check says that it falls short, as what was shown before shows nothing then: nobody may call that “not yet”.
    pub evidence: Vec<Evidence>,
    /// When somebody last found that it is carried out; nothing while a later check says that it falls short.
    pub checked_at: Option<DateTime<Utc>>,
}

impl Undertaking {
    fn of(row: measure::Model) -> Result<Self, Error> {
        let measure = OperatorMeasure::of(row)?;
        Ok(Self {
            evidence: if measure.shortcoming_at.is_some() { Vec::new() } else { measure.evidence },
            code: measure.code,
            heading: measure.heading,
            name: Words::of(measure.name_en, measure.name_de),
            text: Words::of(measure.text_en, measure.text_de),
            promises: measure.promises,
            checked_at: measure.checked_at.filter(|_| measure.shortcoming_at.is_none()),
        })
    }

    fn of_duty(duty: &Measure) -> Self {
        Self {
            code: duty.id.clone(),
            heading: duty.heading().to_owned(),
            name: duty.name.clone(),
            text: duty.text.clone(),
            promises: duty.promises.clone(),
            evidence: Vec::new(),
            checked_at: None,
        }
    }
}

/// The duties of the release as undertakings without evidence: what holds before there is an operator.
///
/// # Errors
/// When the release's file is not in order.
pub fn defaults() -> Result<Vec<Undertaking>, Error> {
    Ok(measures()?.duties().map(Undertaking::of_duty).collect())
}

/// What the operator's people do now.
///
/// # Errors
/// When the database fails.
pub async fn in_use(kernel: &Kernel) -> Result<Vec<Undertaking>, Error> {
    let realm = tenants::operator_realm(&kernel.register().await?).await?;
    match realm {
        Some(realm) => in_use_in(kernel, realm.id).await,
        None => defaults(),
    }
}

/// The same, for whoever knows the operator's realm.
///
/// # Errors
/// When the database fails.
pub async fn in_use_in(kernel: &Kernel, realm: TenantId) -> Result<Vec<Undertaking>, Error> {
    let mut rows = store::in_use(&kernel.read_as_system(realm).await?).await?;
    if rows.is_empty() {
        enter(kernel, realm).await?;
        rows = store::in_use(&kernel.read_as_system(realm).await?).await?;
    }
    rows.into_iter().map(Undertaking::of).collect()
}

/// Enters the duties of the release that the operator's register does not know, when there is an operator. Called at every
/// start; a realm that is made later gets them when they are first needed.
///
/// # Errors
/// When the database fails.
pub async fn enter_duties(kernel: &Kernel) -> Result<(), Error> {
    let realm = tenants::operator_realm(&kernel.register().await?).await?;
    match realm {
        Some(realm) => enter(kernel, realm.id).await,
        None => Ok(()),
    }
}

async fn enter(kernel: &Kernel, realm: TenantId) -> Result<(), Error> {
    let known = store::codes(&kernel.read_as_system(realm).await?).await?;
    let missing: Vec<&Measure> = measures()?.duties().filter(|duty| !known.contains(&duty.id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    // Where a register has begun, people decide what a later release brings.
    let state = if known.is_empty() { State::InUse } else { State::Draft };
    let tx = kernel.as_system(realm).await?;
    let due_at = next_check(tx.now(), super::model::LONGEST_MONTHS);
    for duty in missing {
        let id = tx.new_id()?;
        if store::insert_duty(&tx, id, duty, state, due_at).await? {
            tx.note(Event::Entered { measure_id: id, code: duty.id.clone(), version: 1 }).await?;
        }
    }
    tx.commit_noted().await
}

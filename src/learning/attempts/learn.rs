//! Opening the units of a module: a page is finished when it is opened, a quiz when it is passed.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::model::not_assigned;
use super::policy::Learn;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::Unaudited;
use crate::kernel::error::Error;
use crate::learning::modules::{self, UnitKind};
use crate::learning::records::{self, Step};
use crate::learning::{assignments, certificates};

/// That a unit was opened, and how far that brings the person.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = UnitView)]
pub struct Seen {
    /// The unit.
    pub unit_id: Uuid,
    /// Its module.
    pub module_id: Uuid,
    /// Units that are finished.
    pub units_done: i32,
    /// Units there are.
    pub units_total: i32,
    /// Share of the units that is finished.
    pub percent: i32,
    /// Since when every unit has been finished.
    pub completed_at: Option<DateTime<Utc>>,
}

/// Notes that the caller has opened a unit. Opening it again changes where they continue, and nothing else.
///
/// # Errors
/// `NotFound` for a unit that is not published, `Refused` with `not-assigned`.
pub async fn opened(caller: &Authorized<Learn>, unit_id: Uuid) -> Result<Seen, Error> {
    let user_id = caller.session().user_id;
    let tx = caller.begin().await?;
    let publication = modules::published_with_unit(&tx, unit_id).await?;
    let module_id = publication.module_id;
    if assignments::enrolment(&tx, user_id, module_id).await?.is_none() {
        return Err(not_assigned());
    }
    let finishes = publication.unit(unit_id).is_some_and(|unit| unit.kind == UnitKind::Page);
    let outcome = records::step(&tx, user_id, &publication, Step { unit_id, finishes, percent: None, at: tx.now() }).await?;
    if outcome.proven_now {
        let attempt = store::last_passed(&tx, user_id, module_id).await?.ok_or(Error::NotFound)?;
        certificates::award(&tx, user_id, (module_id, store::rules(&attempt)?.version), attempt.id).await?;
    }
    if outcome.changed {
        tx.commit_unaudited(Unaudited::ProgressSaved).await?;
    }
    let record = outcome.record;
    Ok(Seen {
        unit_id,
        module_id,
        units_done: record.units_done,
        units_total: record.units_total,
        percent: record.percent(),
        completed_at: record.completed_at,
    })
}

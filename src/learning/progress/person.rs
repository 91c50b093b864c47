//! One person's way through their modules: units, attempts and results, never single answers.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::events::Event;
use super::model::{Cell, CellState};
use super::policy::ReadProgress;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::learning::assignments;
use crate::learning::attempts::{self, Taken};
use crate::learning::certificates;
use crate::learning::modules::{self, Publication, UnitKind};
use crate::learning::records::{self, Inside};
use crate::people::users::{self, ReadPeople};

/// One person's way.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PersonProgress)]
pub struct Person {
    /// The person.
    pub user_id: Uuid,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Each module they were asked to learn, what is open first.
    pub items: Vec<Way>,
    /// When this was read.
    #[serde(skip)]
    pub now: DateTime<Utc>,
}

/// A person's way through one module.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ModuleProgress)]
pub struct Way {
    /// The title of the module.
    pub title: String,
    /// How far they are.
    #[serde(flatten)]
    pub cell: Cell,
    /// Finished units.
    pub units_done: i32,
    /// Units there were when the person last took a step; of the published version before the first.
    pub units_total: i32,
    /// Each unit of the published version.
    pub units: Vec<UnitWay>,
    /// Their attempts, the newest first.
    pub attempts: Vec<Taken>,
    /// The certificate they have for it, while it counts and its PDF is ready.
    pub certificate_id: Option<Uuid>,
}

/// A person and one unit.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = UnitProgress)]
pub struct UnitWay {
    /// The unit.
    pub unit_id: Uuid,
    /// Its title.
    pub title: String,
    /// Page or quiz.
    pub kind: UnitKind,
    /// When it was first opened.
    pub viewed_at: Option<DateTime<Utc>>,
    /// When it was finished.
    pub completed_at: Option<DateTime<Utc>>,
}

/// One person's way. That somebody looked stands in the log.
///
/// # Errors
/// `NotFound` also for a person out of reach.
pub async fn person(caller: &Authorized<ReadProgress>, user_id: Uuid) -> Result<Person, Error> {
    let people = (**caller).clone().authorize::<ReadPeople>()?;
    let user = users::get(&people, user_id).await?;
    let tx = caller.read().await?;
    let now = tx.now();
    let list = assignments::mine_in(&tx, user_id).await?;
    let ids: Vec<Uuid> = list.iter().map(|mine| mine.module_id).collect();
    let publications = modules::published_many(&tx, &ids).await?;
    let enrolled = assignments::enrolled(&tx, &[user_id], &ids).await?;
    let inside = records::everything(&tx, user_id).await?;
    let mut attempts: HashMap<Uuid, Vec<Taken>> = HashMap::new();
    for taken in attempts::of_people(&tx, user_id).await? {
        attempts.entry(taken.module_id).or_default().push(taken);
    }
    let certificates = certificates::by_module(&tx, user_id).await?;
    let none = Inside::default();
    let items = list.into_iter().filter_map(|mine| {
        let publication = publications.get(&mine.module_id)?;
        let inside = inside.get(&mine.module_id).unwrap_or(&none);
        let cell = Cell::new(mine.module_id, enrolled.get(&(user_id, mine.module_id)), inside.record.as_ref(), now);
        let attempts = attempts.remove(&mine.module_id).unwrap_or_default();
        Some(Way {
            title: mine.title,
            cell,
            units_done: mine.units_done,
            units_total: mine.units_total,
            units: units(publication, inside),
            attempts,
            certificate_id: certificates
                .get(&mine.module_id)
                .filter(|one| one.pdf_ready && one.status == certificates::Status::Valid)
                .map(|one| one.id),
        })
    });
    let items = items.collect();
    drop(tx);
    caller.begin().await?.commit(Event::PersonViewed { user_id }).await?;
    Ok(Person { user_id, name: user.name, email: user.email, items, now })
}

fn units(publication: &Publication, inside: &Inside) -> Vec<UnitWay> {
    let known: HashMap<Uuid, _> = inside.units.iter().map(|unit| (unit.unit_id, unit)).collect();
    let way = |unit: &modules::PublishedUnit| UnitWay {
        unit_id: unit.id,
        title: unit.title.clone(),
        kind: unit.kind,
        viewed_at: known.get(&unit.id).map(|known| known.viewed_at),
        completed_at: known.get(&unit.id).and_then(|known| known.completed_at),
    };
    publication.units.iter().map(way).collect()
}

impl Person {
    /// How many modules are finished.
    #[must_use]
    pub fn finished(&self) -> usize {
        self.items.iter().filter(|way| way.cell.state == CellState::Finished).count()
    }
}

//! What the learner's rooms show: the home with what comes next, and a module with the unit that is open.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::{State, left};
use super::policy::Learn;
use super::store;
use super::view::Taken;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::assignments::{self, Enrolled, Mine};
use crate::learning::modules::{self, Publication, PublishedUnit};
use crate::learning::quizzes::{PublishedQuiz, Settings};
use crate::learning::records::{self, Inside, State as Progress};

/// The learner's home.
pub struct Home {
    /// When it was read.
    pub now: DateTime<Utc>,
    /// Everything the person is asked to learn, what is open first.
    pub list: Vec<Mine>,
    /// What to go on with.
    pub next: Option<Next>,
}

/// What to go on with.
pub struct Next {
    /// Its place in the list.
    pub at: usize,
    /// The unit that comes next.
    pub unit: Option<String>,
    /// The attempt that is running in it.
    pub running: Option<Taken>,
}

/// The learner's home. 9 queries, 3 more when something is open.
///
/// # Errors
/// When the database fails.
pub async fn home(caller: &Authorized<Learn>) -> Result<Home, Error> {
    let user_id = caller.session().user_id;
    let tx = caller.read().await?;
    let now = tx.now();
    let list = assignments::mine_in(&tx, user_id).await?;
    let running = store::running(&tx, user_id).await?;
    let is_running = |mine: &Mine| running.iter().any(|row| row.module_id == mine.module_id);
    let at = list
        .iter()
        .position(is_running)
        .or_else(|| list.iter().position(|mine| mine.state == Progress::InProgress))
        .or_else(|| list.iter().position(|mine| mine.state == Progress::NotStarted));
    let next = match at.and_then(|at| list.get(at).map(|mine| (at, mine))) {
        None => None,
        Some((at, mine)) => {
            let publication = modules::published(&tx, mine.module_id).await?;
            let inside = records::of_module(&tx, user_id, mine.module_id).await?;
            let unit = publication.and_then(|publication| first_open(&publication, &inside).map(|unit| unit.title.clone()));
            let running = running.iter().find(|row| row.module_id == mine.module_id).map(|row| store::taken(now, row));
            Some(Next { at, unit, running })
        }
    };
    Ok(Home { now, list, next })
}

fn first_open<'a>(publication: &'a Publication, inside: &Inside) -> Option<&'a PublishedUnit> {
    publication.units.iter().find(|unit| !inside.has_finished(unit.id))
}

/// What an attempt belongs to, by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The title of the module.
    pub module: String,
    /// The title of the unit.
    pub unit: String,
    /// The language in which the module is written, as a tag; empty when it is not known.
    pub language: String,
}

/// What an attempt belongs to, by name; empty where it is no longer published. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn names(caller: &Authorized<Learn>, module_id: Uuid, unit_id: Uuid) -> Result<Names, Error> {
    let publication = modules::published(&caller.read().await?, module_id).await?;
    let named = |publication: Arc<Publication>| Names {
        module: publication.title.clone(),
        unit: publication.unit(unit_id).map(|unit| unit.title.clone()).unwrap_or_default(),
        language: publication.language.clone(),
    };
    Ok(publication.map(named).unwrap_or_default())
}

/// A module as its learner has it before them.
pub struct Player {
    /// When it was read.
    pub now: DateTime<Utc>,
    /// What is taught.
    pub publication: Arc<Publication>,
    /// That the person is asked, and until when.
    pub enrolled: Enrolled,
    /// What they did so far.
    pub inside: Inside,
    /// The place of the open unit.
    pub at: usize,
    /// What stands before the quiz, when the open unit is one.
    pub quiz: Option<Start>,
}

/// What stands before a quiz.
pub struct Start {
    /// The quiz.
    pub quiz_id: Uuid,
    /// Its rules.
    pub settings: Settings,
    /// How many questions it has.
    pub questions: u64,
    /// Points in all.
    pub points: i64,
    /// The person's attempts, the last one first.
    pub taken: Vec<Taken>,
    /// Attempts that are left; `None` when there is no end.
    pub left: Option<i32>,
    /// The attempt that is running.
    pub running: Option<Taken>,
}

/// A module with one of its units: the one asked for, or where the person goes on. 4 queries for a page, 5 for a quiz.
///
/// # Errors
/// `NotFound` for a module that is not published or a unit it does not have, `Refused` with `not-assigned`.
pub async fn player(caller: &Authorized<Learn>, module_id: Uuid, unit_id: Option<Uuid>) -> Result<Player, Error> {
    let user_id = caller.session().user_id;
    let tx = caller.read().await?;
    let publication = modules::published(&tx, module_id).await?.ok_or(Error::NotFound)?;
    let place = |id: Uuid| publication.units.iter().position(|unit| unit.id == id).ok_or(Error::NotFound);
    let wanted = unit_id.map(place).transpose()?;
    let enrolled = assignments::enrolment(&tx, user_id, module_id).await?.ok_or_else(super::model::not_assigned)?;
    let inside = records::of_module(&tx, user_id, module_id).await?;
    let at = wanted.unwrap_or_else(|| resume(&publication, &inside));
    let quiz = match publication.units.get(at).and_then(|unit| Some((unit.quiz_id?, unit.quiz.as_ref()?))) {
        Some((quiz_id, published)) => Some(before_quiz(&tx, user_id, quiz_id, published).await?),
        None => None,
    };
    Ok(Player { now: tx.now(), publication, enrolled, inside, at, quiz })
}

/// Where a person goes on: the unit they were last at while it is open, else the first that is open, else the first.
fn resume(publication: &Publication, inside: &Inside) -> usize {
    let last = inside.record.as_ref().and_then(|record| record.last_unit_id);
    let place = |id: Uuid| publication.units.iter().position(|unit| unit.id == id);
    let last = last.filter(|id| !inside.has_finished(*id)).and_then(place);
    last.or_else(|| first_open(publication, inside).and_then(|unit| place(unit.id))).unwrap_or_default()
}

async fn before_quiz(tx: &TenantTx, user_id: Uuid, quiz_id: Uuid, published: &PublishedQuiz) -> Result<Start, Error> {
    let rows = store::at_quiz(tx, user_id, quiz_id).await?;
    let taken: Vec<Taken> = rows.iter().map(|row| store::taken(tx.now(), row)).collect();
    Ok(Start {
        quiz_id,
        questions: published.slots.len() as u64,
        points: published.points(),
        left: left(published.settings.attempts_allowed, taken.first().map_or(0, |taken| taken.number)),
        running: taken.iter().find(|taken| taken.state == State::InProgress).cloned(),
        taken,
        settings: published.settings.clone(),
    })
}

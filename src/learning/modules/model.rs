//! What a module is: a draft that authors change, and versions that learners see.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Units a module may have.
pub const MOST_UNITS: usize = 200;

/// Where a module is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ModuleState)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Only authors see it.
    Draft,
    /// It has a version that learners can see.
    Published,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Draft, Self::Published].into_iter().find(|state| state.as_str() == word)
    }
}

/// The kinds of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Something to read.
    Page,
    /// Something to answer.
    Quiz,
}

impl UnitKind {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Quiz => "quiz",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Page, Self::Quiz].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A module as its authors see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Module {
    /// The module.
    pub id: Uuid,
    /// Its title, in the draft.
    pub title: String,
    /// The language tag of its content.
    pub language: String,
    /// What people can do afterwards, in a sentence or two.
    pub summary: String,
    /// Draft or published.
    pub state: State,
    /// The version that learners see; absent before the first publication.
    pub published_version: Option<i32>,
    /// When that version was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the draft, its quizzes included, has changed since then.
    pub changed_since: bool,
    /// How many units the draft has.
    pub units_total: u64,
    /// When the module was made.
    pub created_at: DateTime<Utc>,
    /// When the draft last changed, or was published.
    pub updated_at: DateTime<Utc>,
    /// Which title, language and summary these are; send it back with a change to find out whether somebody else was faster.
    pub revision: String,
}

/// A module with the units of its draft.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ModuleWithUnits {
    /// The module.
    #[serde(flatten)]
    pub module: Module,
    /// The units of the draft, in their order.
    pub units: Vec<Unit>,
}

/// A unit of the draft.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Unit {
    /// The unit.
    pub id: Uuid,
    /// Page or quiz.
    pub kind: UnitKind,
    /// Its title.
    pub title: String,
    /// The text of a page, in Markdown; empty for a quiz.
    pub body_md: String,
    /// The quiz of a quiz unit.
    pub quiz_id: Option<Uuid>,
    /// How many questions the quiz has.
    pub questions: Option<u64>,
    /// When the unit last changed; send it back with a change to find out whether somebody else was faster.
    pub updated_at: DateTime<Utc>,
}

/// A version as its authors list it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PublicationSummary {
    /// The publication.
    pub id: Uuid,
    /// Counts from 1 within the module.
    pub version: i32,
    /// The title it was published with.
    pub title: String,
    /// Who published it.
    pub published_by: Uuid,
    /// When.
    pub published_at: DateTime<Utc>,
}

/// Which modules a list shows.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// A part of the title.
    pub q: Option<String>,
    /// Only this state: `draft` or `published`.
    pub state: Option<String>,
}

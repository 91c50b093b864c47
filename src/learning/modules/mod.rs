//! Modules: what is taught. Authors write a draft of pages and quizzes; learners see the versions that were published, with
//! the rules and questions that their quizzes had then.

mod actions;
mod draft;
mod events;
mod languages;
mod model;
mod pages;
mod policy;
mod preview;
mod publication;
mod published;
mod quiz_page;
mod quiz_unit;
mod routes;
mod store;
mod unit_page;

pub use actions::{add_unit, create, get, list, publications, publish, remove_unit, reorder, step, unit, update, update_unit};
pub use draft::{Draft, ModuleChange, NewModule, NewUnit, UnitChange, UnitDraft};
pub use events::Event;
pub use languages::{LANGUAGES, language_name};
pub use model::{Filter, Module, ModuleWithUnits, PublicationSummary, State, Unit, UnitKind};
pub use pages::pages;
pub use policy::{GRANTS, ManageModules, ReadModules};
pub use publication::{Missing, Publication, PublishedUnit};
pub use published::{
    all_published, count_published, published, published_many, published_titles, published_version, published_with_quiz,
    published_with_unit, titles,
};
pub use routes::api;

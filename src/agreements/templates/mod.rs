//! The agreement's text as data (Art. 28 GDPR; M-1): the operator's staff bring a text of their own, which is read and refused
//! with file and line when it does not hold together; a second person approves it, and publishing it makes it the one that new
//! agreements are made from. The form of a text is described in `templates/legal/dpa/README.md`.
//!
//! draft → approved (the text is frozen) → published → retired, when another one is published; or withdrawn before that.

mod actions;
mod check;
mod clauses;
mod clauses_shown;
mod compare;
mod compare_pages;
mod complaint;
mod config;
mod events;
mod labels;
mod liability;
mod model;
mod pages;
mod parse;
mod parts;
mod policy;
mod routes;
mod settings;
mod shelf;
mod store;
mod terms;
mod text;
mod upload_pages;
mod view;
mod vocabulary;

pub use actions::{approve, check, differences, files, get, list, publish, rewrite, text, upload, withdraw};
pub use clauses::{Clause, Performer, Tally};
pub use clauses_shown::{ClauseLine, ClauseMap};
pub use complaint::{Complaint, File};
pub use config::{Config, Labels};
pub use events::Event;
pub use liability::{LiabilityRow, Limit, Per};
pub use model::{Checked, Received, State};
pub use parse::{Block, Kind, Piece};
pub use policy::{ApproveTemplates, GRANTS, ManageTemplates, ReadTemplates};
pub use routes::api;
pub use shelf::{Edition, current, edition, editions, enter_shipped, latest, published, version};
pub use terms::{Life, Term};
pub use text::{Template, Text};
pub use view::Version;

/// The names of the variables that a text may use.
pub fn variables() -> impl Iterator<Item = &'static str> {
    vocabulary::VARIABLES.iter().map(|variable| variable.name)
}

/// The pages of this capability.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    upload_pages::pages(config);
    pages::pages(config);
    compare_pages::pages(config);
}

#[cfg(test)]
mod tests;

//! The life of an agreement after it was sent: viewed, countersigned, in force, superseded or ended (M-1.3). Whoever has its
//! address reaches it, and so does the workspace that holds it.

mod attaching;
mod attachment;
mod board;
mod board_pages;
mod countersign;
mod countersign_pages;
mod customer;
mod decision;
mod doubts;
mod ending;
mod ending_pages;
mod force;
mod held;
mod held_pages;
mod held_routes;
mod held_text;
pub mod jobs;
mod release;
mod released;
mod routes;
mod shown;
mod store;
mod terms;
mod timeline;
mod told;
mod upload;

pub use attachment::{ForgetLost, HandIn, LetGo, TakeBack, forget_lost, hand_in, let_go, lost, take_back};
pub use force::{answer_days, attached, tell_again, workspace_of};
pub use held::in_force;
pub use held_routes::api as held_api;
pub use held_text::{HeldText, held_text};
pub use jobs::open_offer;
pub use routes::{MOST_SIGNED_BYTES, api};
pub use store::confirmed;
pub use terms::{BringTerms, bring_terms};
pub use told::{TellHolder, tell_holder};

/// The pages.
pub fn pages(config: &mut actix_web::web::ServiceConfig) {
    held_pages::pages(config);
    countersign_pages::pages(config);
    attaching::pages::pages(config);
    board_pages::pages(config);
    ending_pages::pages(config);
}

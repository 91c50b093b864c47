//! Attempts: how a person learns a module and takes its quizzes.
//!
//! The ten rules of the quiz engine hold here: only the server's clock counts; an attempt freezes its questions, their
//! order, their keys and its rules when it starts; answers are only ever added; handing in twice is handing in once; what is
//! right leaves the server after the end only; and an attempt that runs out of time ends at its deadline, whenever that is
//! noticed: on the next access or by a job.

mod answer;
mod draw;
mod events;
mod finish;
mod frozen;
pub mod jobs;
mod learn;
mod model;
mod pages;
mod policy;
mod result;
mod review;
mod routes;
mod start;
mod store;
mod study;
mod view;

pub use answer::save;
pub use events::Event;
pub use finish::submit;
pub use learn::{Seen, opened};
pub use model::{GRACE_S, Given, Receipt, Rules, Saved, Standing, State};
pub use pages::{pages, points};
pub use policy::{GRANTS, Learn};
pub use result::{ResultView, of_people, result};
pub use review::{Answered, Reviewed, RightAnswer};
pub use routes::api;
pub use start::{get, start};
pub use view::{AnswerView, Attempt, SlotView, Taken};

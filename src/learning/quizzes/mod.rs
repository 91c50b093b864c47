//! Quizzes: their rules, the question bank with its immutable versions, and exact grading.
//!
//! A quiz is a unit of a module, but knows of it only the unit's id. What is right is kept apart from what is shown:
//! learners get [`Shown`], grading gets [`Key`], and only authors see both.

mod actions;
mod answer;
mod decimal;
mod draft;
mod events;
mod grading;
mod model;
mod pages;
mod policy;
mod question;
mod routes;
mod settings;
mod store;

pub use actions::{
    HeldRules, add, changed_at, create_in, feedback, get, hold_rules, of_units, outlines, publish_in, question, questions,
    quiz_for_attempt, remove, reorder, reword, set_rules, slots_of, step, unit_of, update,
};
pub use answer::Answer;
pub use decimal::{Decimal, NotDecimal};
pub use draft::{Draft, MOST_OPTIONS, OptionDraft};
pub use events::Event;
pub use grading::{Fraction, Key, Score, folded, grade};
pub use model::{
    InUnit, MOST_QUESTIONS, OptionView, Outline, PublishedQuiz, PublishedSlot, QuestionView, Quiz, QuizChange, QuizForAttempt,
    SlotForAttempt, Step, check_order, moment_of_change, moved,
};
pub use pages::{QuestionCard, card, pages};
pub use policy::{GRANTS, ManageQuizzes, ReadQuizzes};
pub use question::{Body, Choice, Kind, Question, Shown, ShownOption};
pub use routes::api;
pub use settings::{Settings, SettingsChange};

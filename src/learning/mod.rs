//! Learning: what is taught, how it is asked and graded, who should learn it, how far they are, and what proves it.
//!
//! In this order: each capability may call the ones above it. A quiz knows only the id of its unit, so quizzes come
//! before modules.

mod text;

pub mod quizzes;

pub mod modules;

pub mod certificates;

pub mod records;

pub mod assignments;

pub mod attempts;

pub mod progress;

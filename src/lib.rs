//! Tutela: a multi-tenant learning platform whose data-processing agreement enforces itself.
//!
//! Four floors, read from the bottom: `entity` (tables), [`kernel`] (knows no business word), the wings (one business
//! word each), [`app`] (composes). Imports go down only; `tests/it/architecture.rs` holds that.

pub mod kernel;

pub mod notifications;
pub mod people;

pub mod vendors;

pub mod learning;

pub mod rights;

pub mod agreements;

pub mod app;

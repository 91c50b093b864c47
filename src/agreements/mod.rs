//! The agreement, what stands in it, and whether it is kept: the top of the house, standing on everything below.
//!
//! In this order: each capability may call the ones above it.

pub mod promises;

pub mod measures;

pub mod templates;

pub mod dpa;

pub mod verification;

pub mod controller;

pub mod assurance;

pub mod trust;

//! The vendors behind the service: who else processes tenants' data, where, and on what ground.

pub mod subprocessors;

pub mod contacts;

pub mod reviews;

pub mod changes;

pub mod lists;

pub mod feeds;

//! The vendors behind the service: who else processes tenants' data, where, and on what ground.

pub mod subprocessors;

pub mod changes;

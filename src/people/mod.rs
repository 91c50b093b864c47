//! People and the workspace they belong to: who is here, in which group, how they sign in, what the tenant has decided.
//!
//! In this order: each capability may call the ones above it.

pub mod tenants;

pub mod groups;

pub mod sessions;

pub mod invitations;

pub mod users;

pub mod settings;

pub mod console;

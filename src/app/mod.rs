//! The top floor: settings, the router, the policy, the worker, the demo. Composes; has no rules of its own.

mod assemble;
mod commands;
mod declare;
mod demo;
mod errors;
mod health;
mod navigation;
pub mod openapi;
mod policy;
mod router;
mod seal;
mod server;
mod settings;
mod telemetry;
mod worker;

pub use assemble::assemble;
pub use commands::{
    create_operator, create_tenant, demo, migrate, replace_seal, rotate_seal, serve, show_seal, verify_audit, work,
};
pub use declare::{declare_first_list, declare_subprocessors};
pub use policy::grants;
pub use router::{Application, application, document};
pub use settings::{FileSettings, KEYS, MailSettings, Pkcs12, SealSettings, Settings, StampSettings};
pub use worker::{handlers, rounds};

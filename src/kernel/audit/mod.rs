//! The audit log (M-8.3): typed events, written in the transaction of the change that they explain.
//!
//! An event that cannot be written undoes the change. Payloads hold ids and words of ours, never names, addresses or
//! answers; where the request came from is sealed with the tenant's key. [`events!`](crate::events) makes one enum per capability,
//! and the catalogue is generated from the enums.

mod checkpoint;
mod sequence;
mod tree;
mod verify;

pub use checkpoint::{Kept, Signer};
pub use sequence::{latest_checkpoint, sequence, sweep};
pub use verify::{Fault, Report, Spot, verify};

use sea_orm::Set;
use serde::Serialize;
use uuid::Uuid;

use super::db::TenantTx;
use super::error::Error;
use super::keys::Place;

/// What an event happened to.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// The noun, as in the table's name.
    pub kind: &'static str,
    /// The row, if there is one.
    pub id: Option<Uuid>,
}

/// Something that happened. Made with [`events!`](crate::events).
pub trait Event: Serialize + Send + Sync {
    /// The stable name, `area.noun.verb`.
    fn name(&self) -> &'static str;
    /// What it happened to.
    fn object(&self) -> Object;
}

/// Declares a capability's events: `Variant = "area.noun.verb" on kind [(id field)] { field: Type, … }`.
///
/// The enum serialises to the payload, a map of its fields. `CATALOGUE` lists every name.
#[macro_export]
macro_rules! events {
    ($(#[$meta:meta])* pub enum $enum:ident {
        $( $(#[$doc:meta])* $variant:ident = $name:literal on $kind:ident $(($id:ident))? { $($field:ident: $type:ty),* $(,)? } ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize)]
        #[serde(untagged)]
        #[expect(missing_docs, reason = "the fields of an event are named for what they hold")]
        pub enum $enum { $( $(#[$doc])* $variant { $($field: $type),* } ),* }

        impl $enum {
            /// The name of every event of this capability.
            pub const CATALOGUE: &'static [&'static str] = &[$($name),*];
        }

        impl $crate::kernel::audit::Event for $enum {
            fn name(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $name ),* }
            }

            fn object(&self) -> $crate::kernel::audit::Object {
                match self { $(
                    #[expect(clippy::allow_attributes, reason = "an event without an object's id binds none of its fields")]
                    #[allow(unused_variables)]
                    Self::$variant { $($field),* } => {
                        #[expect(clippy::allow_attributes, reason = "the id is set only for events that name one")]
                        #[allow(unused_mut, unused_assignments)]
                        let mut id = None;
                        $( id = Some(uuid::Uuid::from(*$id)); )?
                        $crate::kernel::audit::Object { kind: stringify!($kind), id }
                    }
                ),* }
            }
        }
    };
}

/// The version of the envelope.
const SCHEMA_VERSION: i32 = 1;

/// The event as a line of the log; the transaction writes it.
///
/// # Errors
/// When the tenant's key fails.
pub async fn line(tx: &TenantTx, event: &(impl Event + ?Sized)) -> Result<entity::audit_event::ActiveModel, Error> {
    let id = tx.new_id()?;
    let object = event.object();
    let name = event.name();
    let failed = is_failure(name);
    let origin = match tx.origin().ip {
        Some(_) => {
            let plain = serde_json::to_vec(tx.origin())?;
            let place = Place { table: "audit_event", column: "origin", row: id };
            Some(tx.key().await?.seal(&place, &plain)?)
        }
        None => None,
    };
    Ok(entity::audit_event::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        schema_version: Set(SCHEMA_VERSION),
        occurred_at: Set(tx.now()),
        actor_kind: Set(tx.actor().kind().to_owned()),
        actor_id: Set(tx.actor().id()),
        session_id: Set(tx.actor().session()),
        request_id: Set(tx.origin().request_id),
        origin: Set(origin),
        object_kind: Set(object.kind.to_owned()),
        object_id: Set(object.id),
        outcome: Set(if failed { "failure" } else { "success" }.to_owned()),
        severity: Set(if failed { "warning" } else { "info" }.to_owned()),
        payload: Set(serde_json::to_value(event)?),
        ..Default::default()
    })
}

/// The last word of a name says whether it went wrong.
fn is_failure(name: &str) -> bool {
    let verb = name.rsplit('.').next().unwrap_or_default();
    ["failed", "denied", "throttled", "rejected", "verification_failed", "bounced"].contains(&verb)
}

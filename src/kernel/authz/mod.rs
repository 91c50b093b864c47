//! Who may do what (M-8.2): roles through casbin, and the proof that a verb asks for.
//!
//! Each capability lists its permissions with the roles that hold them ([`permissions!`](crate::permissions)); `app`
//! loads them all into one casbin enforcer. The role is the subject and the role comes with the session, which is at
//! most one second old, so that a revocation bites at once. The roles themselves are named here because the two realms,
//! tenants and the operator, must never mix: a role of one realm is refused in the other.

mod authorized;
mod policy;
mod remembered;
mod session;

pub use authorized::{Authorized, SignedIn, Visitor};
pub use policy::{Grant, Permission, Policy};
pub(in crate::kernel) use remembered::{Remembered, Shown};
pub use session::{Credential, Realm, Role, Session, SessionSource, Workspace};

/// Declares permissions with the roles that hold them, and `GRANTS` for `app/policy.rs`.
///
/// `Name = "object" "action" for [Role, …];` with a doc comment each.
#[macro_export]
macro_rules! permissions {
    ($( $(#[$doc:meta])* $name:ident = $object:literal $action:literal for [$($role:ident),* $(,)?]; )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl $crate::kernel::authz::Permission for $name {
                const OBJECT: &'static str = $object;
                const ACTION: &'static str = $action;
            }
        )*
        /// Which role holds which permission of this capability.
        pub const GRANTS: &[$crate::kernel::authz::Grant] = &[
            $( $( $crate::kernel::authz::Grant {
                role: $crate::kernel::authz::Role::$role, object: $object, action: $action,
            }, )* )*
        ];
    };
}

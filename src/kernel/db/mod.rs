//! The only road to the database (M-8.1).
//!
//! [`TenantTx`] is one transaction of one tenant; [`PlatformTx`] is the operator's. What is told to thousands of tenants at once
//! may go on with the next one inside a transaction ([`TenantTx::hand_over`]): it is one tenant's at any moment all the same, and
//! row-level security judges each statement by it. Neither is a `ConnectionTrait`: a capability can write
//! `module::Entity::find()` but has nothing to run it on:
//!
//! ```compile_fail
//! use sea_orm::EntityTrait;
//! async fn unscoped(tx: &tutela::kernel::db::TenantTx) {
//!     let _ = entity::module::Entity::find().all(tx).await;
//! }
//! ```
//!
//! The same question asked of the transaction builds, and carries the tenant:
//!
//! ```
//! async fn scoped(tx: &tutela::kernel::db::TenantTx) {
//!     let _ = tx.rows::<entity::module::Entity>().all().await;
//! }
//! ```
//!
//! A table of the platform is not a tenant's rows:
//!
//! ```compile_fail
//! async fn foreign(tx: &tutela::kernel::db::TenantTx) {
//!     let _ = tx.rows::<entity::tenant::Entity>().all().await;
//! }
//! ```

mod connection;
mod parking;
mod platform;
mod pool;
mod scoped;
mod tenant;
mod time;
mod unaudited;

pub use parking::Parking;
pub use platform::{PlatformTx, Register, Survey};
pub use pool::{Db, Mode, Store};
pub use scoped::{Scoped, holds};
pub use tenant::TenantTx;
pub use time::Reading;
pub use unaudited::Unaudited;

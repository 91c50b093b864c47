//! Which tables belong to a tenant and which to the platform (M-8.1).

use sea_orm::EntityTrait;

use crate::privacy::Privacy;

/// A table whose every row belongs to one tenant. `PRIVACY` has no default: a table that cannot say whose data it
/// holds, why, for how long and how it is erased does not compile. The snapshot of them all is the Art. 30 record.
pub trait TenantOwned: EntityTrait {
    /// Why the rows are held, for how long, how they are erased, and what each column is.
    const PRIVACY: Privacy;
    /// The column that holds the tenant.
    fn tenant() -> Self::Column;
    /// The column that, with the tenant, is the key.
    fn id() -> Self::Column;
    /// The id of a row.
    fn id_of(row: &Self::Model) -> uuid::Uuid;
}

/// A table of tenants of which the operator may look over some columns as a whole: states and times, nothing that says who
/// somebody is or what they wrote. What these columns are is said to customers in one sentence, in annex II among others: the test
/// `what_is_read_across_workspaces_is_what_customers_are_told` lists both.
pub trait Surveyed: TenantOwned {
    /// These columns, and no other.
    fn surveyed() -> Vec<Self::Column>;
}

/// A table shared by all tenants: readable by everybody, written by the operator only. Holds no personal data.
pub trait Platform: EntityTrait {}

//! The verbs of the console: list and look. What stands inside a workspace is counted there, not read.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use uuid::Uuid;

use super::model::TenantView;
use crate::kernel::Kernel;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants::{self, ReadTenants, Tenant};
use crate::people::{settings, users};

/// So many tenants are counted at once: a page of them must not take every connection.
const COUNTED_AT_ONCE: usize = 4;

/// Tenants by their short name; `part` is looked for in the names. 2 queries for each tenant of the page, 4 tenants at once.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ReadTenants>, part: &str, paging: &Paging) -> Result<Page<TenantView>, Error> {
    let found = tenants::list(caller, part, paging).await?;
    let counts = stream::iter(found.items).map(|tenant| counted(caller.kernel(), tenant));
    Ok(Page { items: counts.buffered(COUNTED_AT_ONCE).try_collect().await?, next: found.next })
}

/// One tenant.
///
/// # Errors
/// `NotFound` also for the operator's own realm, which is no tenant.
pub async fn get(caller: &Authorized<ReadTenants>, id: Uuid) -> Result<TenantView, Error> {
    counted(caller.kernel(), tenants::customer(caller, id).await?).await
}

async fn counted(kernel: &Kernel, tenant: Tenant) -> Result<TenantView, Error> {
    let tx = kernel.read_as_system(tenant.id).await?;
    let people = users::count_all_open(&tx).await?;
    Ok(TenantView::new(tenant, people, &settings::ai_of(&tx).await?))
}

//! The clocks of a change, customer by customer: what the operator must know of each before a change starts, and nobody's name.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::dates::Dates;
use super::policy::ReadChanges;
use super::store::{self, Told};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging};
use crate::people::tenants::{self, Tenant};

/// Where the clock of one customer stands.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct CustomerClock {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant: String,
    /// When it was told, or since when its days run; absent until then.
    pub noticed_at: Option<DateTime<Utc>>,
    /// From when the change can take effect there, and until when an objection counts.
    #[serde(flatten)]
    pub dates: Dates,
    /// Since when somebody there counts as reached.
    pub reached_at: Option<DateTime<Utc>>,
    /// Whether the start for everybody waits for this customer: it was there at the announcement and uses the vendor.
    pub is_awaited: bool,
    /// Whether the change does not count there, as an objection ended.
    pub left_out: bool,
    /// Whether an objection waits for its answer.
    pub has_objection: bool,
    /// Since when the change is in force there.
    pub activated_at: Option<DateTime<Utc>>,
    /// Since when it is said there that the change will not be.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl CustomerClock {
    fn of(customer: Tenant, told: Option<&Told>, emergency: bool) -> Self {
        Self {
            noticed_at: told.map(|row| row.noticed_at),
            dates: told.map(|row| Dates::from(emergency, row.reached_at, &row.clock(customer.zone))).unwrap_or_default(),
            reached_at: told.and_then(|row| row.reached_at),
            is_awaited: told.is_none_or(|row| row.is_awaited),
            left_out: told.is_some_and(|row| row.left_out),
            has_objection: told.is_some_and(|row| row.has_objection),
            activated_at: told.and_then(|row| row.activated_at),
            withdrawn_at: told.and_then(|row| row.withdrawn_at),
            tenant_id: customer.id.get(),
            tenant: customer.name,
        }
    }

    /// Where it stands in the list: the earliest first, and last of all of whom nobody is reached yet.
    fn place(&self) -> (String, Uuid) {
        let key = self.dates.earliest.map_or_else(|| "~".to_owned(), |at| format!("{:020}", at.timestamp_micros()));
        (key, self.tenant_id)
    }
}

/// The customers who were told of a change, and those who still are to be, by the end of their days.
///
/// # Errors
/// `NotFound`; `Invalid` for a foreign cursor.
pub async fn customers(caller: &Authorized<ReadChanges>, id: Uuid, paging: &Paging) -> Result<Page<CustomerClock>, Error> {
    let tx = caller.read().await?;
    let change = store::by_id(&tx, id).await?;
    let all = tenants::customers(&tx).await?;
    // The cursor is made after the look over all workspaces: one connection at a time.
    drop(tx);
    let told = store::told(&caller.survey().await?, id).await?;
    let told: HashMap<Uuid, &Told> = told.iter().map(|row| (row.tenant_id, row)).collect();
    let is_owed = |customer: &Tenant| change.noticed_at.is_some_and(|at| customer.created_at <= at);
    let rows = all.into_iter().filter_map(|customer| {
        let row = told.get(&customer.id.get()).copied();
        (row.is_some() || is_owed(&customer)).then(|| CustomerClock::of(customer, row, change.emergency))
    });
    let rows = rows.collect();
    page::of_rows(&caller.read().await?, rows, CustomerClock::place, paging, &format!("customers of {id}"))
}

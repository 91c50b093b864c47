//! The operator's transaction, and reading the registers that everybody may see.

use entity::tenancy::{Platform, Surveyed};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, Condition, EntityTrait, FromQueryResult, QuerySelect as _, Select};

use super::connection::Connection;
use super::pool::Mode;
use super::tenant::TenantTx;
use crate::kernel::Kernel;
use crate::kernel::audit::Event;
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;

/// A transaction of the operator's realm that may also write the registers of the platform. It sees no tenant's rows:
/// where work touches them it opens that tenant's [`TenantTx`].
pub struct PlatformTx(TenantTx);

impl PlatformTx {
    /// Wraps a transaction of the operator's realm. Only `Authorized` (for operators) and `Kernel` call this.
    pub(in crate::kernel) fn over(realm: TenantTx) -> Self {
        Self(realm)
    }

    /// The rows of the operator's own realm.
    #[must_use]
    pub fn realm(&self) -> &TenantTx {
        &self.0
    }

    /// Adds a row to a register.
    ///
    /// # Errors
    /// `Taken` when a unique key is.
    pub async fn enter<A>(&self, row: A) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        self.0.enter(row).await
    }

    /// Changes the set columns of one row of a register.
    ///
    /// # Errors
    /// `NotFound` when there is no such row, `Taken` when a unique key is.
    pub async fn alter<A>(&self, row: A) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        self.0.alter(row).await
    }

    /// Adds a row to a register unless one is there that it cannot stand beside; says whether it was added. Waits for whoever
    /// is adding the same one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enter_new<A>(&self, row: A) -> Result<bool, Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        self.0.enter_new(row).await
    }

    /// Ends the transaction with the event that explains it, in the operator's log.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit(self, event: impl Event) -> Result<(), Error> {
        self.0.commit(event).await
    }

    /// Ends a transaction whose events were written with `realm().note(…)`.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit_noted(self) -> Result<(), Error> {
        self.0.commit_noted().await
    }
}

/// Looks over all tenants at once: of the tables that allow it, the columns that may be seen as a whole. Read only, and on a
/// connection of its own: open no other beside it.
pub struct Survey(Connection);

impl Survey {
    pub(in crate::kernel) async fn open(kernel: &Kernel) -> Result<Self, Error> {
        Ok(Self(kernel.db.open_as_worker().await?))
    }

    /// These columns of every tenant's rows, as they were committed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of<E: Surveyed, T: FromQueryResult>(
        &self,
        refine: impl FnOnce(Select<E>) -> Select<E>,
    ) -> Result<Vec<T>, Error> {
        let columns = <E as EntityTrait>::find().select_only().columns(E::surveyed());
        Ok(refine(columns).into_model::<T>().all(&self.0).await?)
    }
}

/// Reads the registers of the platform without being anybody: tenants by their slug, sub-processors, sealed documents.
pub struct Register(Connection);

impl Register {
    pub(in crate::kernel) async fn open(kernel: &Kernel) -> Result<Self, Error> {
        Ok(Self(kernel.db.open(Mode::Read, None).await?))
    }

    /// Rows of a register.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows<E: Platform>(&self, refine: impl FnOnce(Select<E>) -> Select<E>) -> Result<Vec<E::Model>, Error>
    where
        E::Model: Send + Sync,
    {
        Ok(refine(<E as EntityTrait>::find()).all(&self.0).await?)
    }

    /// The tenants that have due work of these kinds, oldest work first; at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::kernel) async fn with_due_work(kernel: &Kernel, kinds: Condition, limit: u64) -> Result<Vec<TenantId>, Error> {
        use entity::job;
        use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _};
        let connection = kernel.db.open_as_worker().await?;
        let now = kernel.clock.now();
        let tenants: Vec<uuid::Uuid> = job::Entity::find()
            .select_only()
            .column(job::Column::TenantId)
            .filter(job::Column::State.is_in(["queued", "running"]))
            .filter(job::Column::RunAt.lte(now))
            .filter(Condition::any().add(job::Column::LeaseUntil.is_null()).add(job::Column::LeaseUntil.lt(now)))
            .filter(kinds)
            .group_by(job::Column::TenantId)
            .order_by_asc(job::Column::RunAt.min())
            .limit(limit)
            .into_tuple()
            .all(&connection)
            .await?;
        Ok(tenants.into_iter().map(TenantId::trusted).collect())
    }

    /// How many jobs of all tenants stand in each state but done.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::kernel) async fn jobs_by_state(kernel: &Kernel) -> Result<Vec<(String, i64)>, Error> {
        use entity::job;
        use sea_orm::{ColumnTrait as _, QueryFilter as _};
        let connection = kernel.db.open_as_worker().await?;
        let counts = job::Entity::find()
            .select_only()
            .column(job::Column::State)
            .column_as(job::Column::Id.count(), "jobs")
            .filter(job::Column::State.is_in(["queued", "running", "dead"]))
            .group_by(job::Column::State)
            .into_tuple();
        Ok(counts.all(&connection).await?)
    }
}

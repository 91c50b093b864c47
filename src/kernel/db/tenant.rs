//! One transaction, one tenant, one actor.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::tenancy::{Platform, TenantOwned};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait as _, EntityTrait as _, IntoActiveModel, QueryFilter as _, Select, Set,
};
use uuid::Uuid;

use super::connection::{Connection, insert_or_leave};
use super::parking::Parking;
use super::pool::Mode;
use super::scoped::Scoped;
use super::unaudited::Unaudited;
use crate::kernel::audit::{self, Event};
use crate::kernel::error::Error;
use crate::kernel::keys::TenantKey;
use crate::kernel::outbox::Job;
use crate::kernel::tenancy::{Actor, Origin, TenantId};
use crate::kernel::{Kernel, ids};

/// The only road to a tenant's rows. Not a `ConnectionTrait`: a capability can write a query but has nothing to run it on.
pub struct TenantTx {
    pub(super) connection: Connection,
    kernel: Kernel,
    tenant: TenantId,
    actor: Actor,
    origin: Origin,
    now: DateTime<Utc>,
    parking: Option<Arc<Parking>>,
    mode: Mode,
    /// Lines of the log and jobs, each written by one statement at the end.
    lines: Mutex<Vec<entity::audit_event::ActiveModel>>,
    jobs: Mutex<Vec<entity::job::ActiveModel>>,
    /// Whether its jobs are due at its end, and whether the log has grown: known once it ends.
    has_due_work: bool,
    has_lines: bool,
}

impl TenantTx {
    /// Opens a transaction. Only `Authorized` and `Kernel` call this.
    pub(in crate::kernel) async fn open(
        kernel: &Kernel,
        mode: Mode,
        tenant: TenantId,
        actor: Actor,
        origin: Origin,
        parking: Option<Arc<Parking>>,
    ) -> Result<Self, Error> {
        let connection = kernel.db.open(mode, Some(tenant.get())).await?;
        let now = kernel.clock.now();
        Ok(Self {
            connection,
            kernel: kernel.clone(),
            tenant,
            actor,
            origin,
            now,
            parking,
            mode,
            lines: Mutex::default(),
            jobs: Mutex::default(),
            has_due_work: false,
            has_lines: false,
        })
    }

    /// The tenant whose rows this transaction sees.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The account that acts.
    ///
    /// # Errors
    /// `Forbidden` when no person acts.
    pub fn person(&self) -> Result<Uuid, Error> {
        self.actor.id().ok_or(Error::Forbidden)
    }

    /// Where the request came from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The moment at which everything in this transaction happens.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// What the product is made of.
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// A new id that sorts by time.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new_id(&self) -> Result<Uuid, Error> {
        ids::new_id(&*self.kernel.random, self.now)
    }

    /// The tenant's key.
    ///
    /// # Errors
    /// When the tenant or its key is gone.
    pub async fn key(&self) -> Result<Arc<TenantKey>, Error> {
        if let Some(key) = self.kernel.keys.cached_tenant_key(self.tenant.get()) {
            return Ok(key);
        }
        let row = self.own().await?;
        self.kernel.keys.tenant_key(row.id, &row.wrapped_key)
    }

    /// The tenant's own row in the register of tenants.
    ///
    /// # Errors
    /// `NotFound` when it is gone.
    pub async fn own(&self) -> Result<entity::tenant::Model, Error> {
        let own = entity::tenant::Column::Id.eq(self.tenant.get());
        self.register::<entity::tenant::Entity>(|all| all.filter(own)).await?.pop().ok_or(Error::NotFound)
    }

    /// This tenant's rows of `E`.
    pub fn rows<E: TenantOwned>(&self) -> Scoped<'_, E>
    where
        E::Model: Send + Sync,
    {
        Scoped::new(&self.connection, self.tenant)
    }

    /// Rows of a table of the platform, which holds nothing of a tenant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register<E: Platform>(&self, refine: impl FnOnce(Select<E>) -> Select<E>) -> Result<Vec<E::Model>, Error>
    where
        E::Model: Send + Sync,
    {
        Ok(refine(E::find()).all(&self.connection).await?)
    }

    /// Adds a row of a table of the platform: the directory of sealed documents.
    ///
    /// # Errors
    /// `Taken` when a unique key is.
    pub async fn enter<A>(&self, row: A) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        <A::Entity as sea_orm::EntityTrait>::insert(row).exec_without_returning(&self.connection).await?;
        Ok(())
    }

    /// As [`Self::enter`], unless one is there that it cannot stand beside; says whether it was added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enter_new<A>(&self, row: A) -> Result<bool, Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        insert_or_leave(&self.connection, row).await
    }

    /// Changes the set columns of one row of a table of the platform: for [`super::PlatformTx`] alone.
    pub(super) async fn alter<A>(&self, row: A) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Platform,
    {
        match A::Entity::update(row).validate()?.exec_without_returning(&self.connection).await {
            Err(sea_orm::DbErr::RecordNotUpdated) => Err(Error::NotFound),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    /// Changes the set columns of this tenant's own row in the register of tenants: its name, colour, language and zone.
    /// Whatever row `change` names, it is this tenant's that changes; its key, its kind and its slug never do.
    ///
    /// # Errors
    /// `NotFound` when the register has no such tenant.
    pub async fn update_own_entry(&self, mut change: entity::tenant::ActiveModel) -> Result<(), Error> {
        change.id = Set(self.tenant.get());
        change.wrapped_key = sea_orm::NotSet;
        change.kind = sea_orm::NotSet;
        change.slug = sea_orm::NotSet;
        match entity::tenant::Entity::update(change).validate()?.exec_without_returning(&self.connection).await {
            Err(sea_orm::DbErr::RecordNotUpdated) => Err(Error::NotFound),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    /// Adds a row to this tenant; whatever tenant the row names is overwritten.
    ///
    /// # Errors
    /// `Taken` when a unique key is.
    pub async fn insert<A>(&self, mut row: A) -> Result<<A::Entity as sea_orm::EntityTrait>::Model, Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
        <A::Entity as sea_orm::EntityTrait>::Model: IntoActiveModel<A>,
    {
        row.set(A::Entity::tenant(), self.tenant.get().into());
        Ok(row.insert(&self.connection).await?)
    }

    /// Adds many rows in one statement per 500.
    ///
    /// # Errors
    /// `Taken` when a unique key is; then none is added.
    pub async fn insert_all<A>(&self, rows: Vec<A>) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let part: Vec<A> = rows
                .by_ref()
                .take(500)
                .map(|mut row| {
                    row.set(A::Entity::tenant(), self.tenant.get().into());
                    row
                })
                .collect();
            <A::Entity as sea_orm::EntityTrait>::insert_many(part).exec_without_returning(&self.connection).await?;
        }
        Ok(())
    }

    /// Adds a row to this tenant unless one is there that it cannot stand beside; says whether it was added. Waits for
    /// whoever is adding the same one, so that a query after it sees theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_new<A>(&self, mut row: A) -> Result<bool, Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        row.set(A::Entity::tenant(), self.tenant.get().into());
        insert_or_leave(&self.connection, row).await
    }

    /// Changes the set columns of one row of this tenant. A row never moves house.
    ///
    /// # Errors
    /// `NotFound` when this tenant has no such row, `Taken` when a unique key is.
    pub async fn update<A>(&self, mut row: A) -> Result<(), Error>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: TenantOwned,
    {
        row.set(A::Entity::tenant(), self.tenant.get().into());
        let update = A::Entity::update(row).validate()?.filter(A::Entity::tenant().eq(self.tenant.get()));
        match update.exec_without_returning(&self.connection).await {
            Err(sea_orm::DbErr::RecordNotUpdated) => Err(Error::NotFound),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    /// Puts a job into the outbox: it runs after the commit, or not at all.
    ///
    /// # Errors
    /// As [`Self::enqueue_at`].
    pub async fn enqueue(&self, job: impl Job) -> Result<(), Error> {
        self.enqueue_at(job, self.now).await
    }

    /// Puts a job into the outbox that runs not before the moment; it is written at the end of this transaction.
    ///
    /// # Errors
    /// When its payload cannot be written, or this transaction only reads: it would end without the job.
    #[expect(clippy::unused_async, reason = "a verb that promises work waits for it as for every other write")]
    pub async fn enqueue_at<J: Job>(&self, job: J, run_at: DateTime<Utc>) -> Result<(), Error> {
        if !self.mode.writes() {
            return Err(Error::from(anyhow::anyhow!("a job was promised in a transaction that only reads")));
        }
        let row = entity::job::ActiveModel {
            id: Set(self.new_id()?),
            kind: Set(J::KIND.to_owned()),
            payload: Set(serde_json::to_value(&job)?),
            state: Set("queued".to_owned()),
            run_at: Set(run_at),
            attempts: Set(0),
            created_at: Set(self.now),
            ..Default::default()
        };
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).push(row);
        Ok(())
    }

    /// Keeps an event that is not the last one of this transaction; it is written at its end.
    ///
    /// # Errors
    /// When the tenant's key fails, or this transaction only reads: it would end without the line.
    pub async fn note(&self, event: impl Event) -> Result<(), Error> {
        if !self.mode.writes() {
            return Err(Error::from(anyhow::anyhow!("an event was noted in a transaction that only reads")));
        }
        let line = audit::line(self, &event).await?;
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        Ok(())
    }

    /// Ends the transaction: the change, its jobs and the event that explains it are kept together or not at all.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit(self, event: impl Event) -> Result<(), Error> {
        self.note(event).await?;
        self.end().await
    }

    /// Ends a transaction whose change deserves no line in the log.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit_unaudited(self, why: Unaudited) -> Result<(), Error> {
        tracing::trace!(reason = ?why, "A change was kept without a line in the log.");
        self.end().await
    }

    /// Ends a transaction that wrote its events with [`Self::note`], or that found nothing to change.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit_noted(self) -> Result<(), Error> {
        self.end().await
    }

    /// Ends what is done for this tenant, and goes on with the next inside the same transaction of the database: all of it is kept
    /// or nothing. At any moment it is one tenant's: from here on it sees the next one's rows and no others. Only for what
    /// [`Kernel::redoable_as_system`] begins; the architecture test lists the callers.
    ///
    /// # Errors
    /// When this is no such transaction, or the database fails.
    pub async fn hand_over(mut self, next: TenantId) -> Result<Self, Error> {
        if self.mode != Mode::Redoable || self.parking.is_some() {
            return Err(Error::from(anyhow::anyhow!("a transaction was handed over that belongs to one tenant")));
        }
        self.write_promises().await?;
        self.connection.sees_only(next.get()).await?;
        self.tenant = next;
        Ok(self)
    }

    /// Writes the lines and jobs that were kept for the end.
    async fn write_promises(&mut self) -> Result<(), Error> {
        let lines = std::mem::take(self.lines.get_mut().unwrap_or_else(PoisonError::into_inner));
        let jobs = std::mem::take(self.jobs.get_mut().unwrap_or_else(PoisonError::into_inner));
        self.has_due_work |= jobs.iter().any(|job| job.run_at.try_as_ref().is_some_and(|at| *at <= self.now));
        self.has_lines |= !lines.is_empty();
        self.insert_all(lines).await?;
        self.insert_all(jobs).await
    }

    async fn end(mut self) -> Result<(), Error> {
        self.write_promises().await?;
        match self.parking.take() {
            Some(parking) => parking.leave(self),
            None => self.finish().await,
        }
    }

    /// Commits for good. Besides this file only the idempotency middleware calls this.
    pub(in crate::kernel) async fn finish(self) -> Result<(), Error> {
        self.connection.commit().await?;
        // Numbers are given to what the disk has: whoever does something redoable says when it is there.
        let has_news = self.has_lines && self.mode == Mode::Write;
        self.kernel.changed(has_news.then_some(self.tenant), self.has_due_work);
        Ok(())
    }
}

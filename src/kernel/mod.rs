//! The bottom floor: the database, tenancy, permissions, the log, the outbox and everything else that knows no
//! business word. [`Kernel`] is what the product is made of; every part that touches the outside world is a parameter.

pub mod audit;
pub mod authz;
pub mod captcha;
pub mod clock;
pub mod db;
pub mod documents;
pub mod error;
pub mod files;
pub mod html;
pub mod i18n;
pub mod ids;
pub mod keys;
pub mod limits;
pub mod line;
pub mod mail;
pub mod markdown;
pub mod outbox;
pub mod outgoing;
pub mod pace;
pub mod page;
pub mod passwords;
pub mod pdf;
pub mod revision;
pub mod room;
pub mod signatures;
pub mod stamps;
pub mod tenancy;
pub mod tidy;
pub mod wakeups;
pub mod web;

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use authz::{Credential, Policy, Remembered, Session, SessionSource, Shown};
use clock::Clock;
use db::{Db, Mode, PlatformTx, Register, Survey, TenantTx};
use error::Error;
use ids::Random;
use tenancy::{Actor, Origin, TenantId};
use tokio::sync::Notify;
use uuid::Uuid;

/// A session looked up is believed for one second (security design: a revocation bites within one second on every node).
pub const SESSION_BELIEVED: Duration = Duration::from_secs(1);

/// What the kernel is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Keys.
    pub keys: keys::Keys,
    /// Encrypted files.
    pub files: files::Files,
    /// Outgoing mail.
    pub mailer: mail::Mailer,
    /// Rate limits.
    pub limits: limits::Limits,
    /// Passwords.
    pub passwords: passwords::Passwords,
    /// Roles and permissions.
    pub policy: Policy,
    /// Where sessions come from.
    pub sessions: Arc<dyn SessionSource>,
    /// The seal on every document of ours, and the certificates it ever had.
    pub seal: pdf::Seal,
    /// The address under which people reach the product, without a slash at the end.
    pub base_url: String,
    /// The largest number of a proof of work that visitors are asked for.
    pub captcha_difficulty: u32,
}

/// What the product is made of; cheap to clone.
#[derive(Clone)]
pub struct Kernel(Arc<Inner>);

struct Inner {
    parts: Parts,
    sessions: Remembered,
    touched: Mutex<HashSet<TenantId>>,
    touched_at_once: Mutex<Vec<TenantId>>,
    work: Notify,
    changes: Notify,
}

impl Deref for Kernel {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

impl Kernel {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let sessions = Remembered::new(SESSION_BELIEVED);
        Self(Arc::new(Inner {
            parts,
            sessions,
            touched: Mutex::default(),
            touched_at_once: Mutex::default(),
            work: Notify::new(),
            changes: Notify::new(),
        }))
    }

    /// The session this credential opens, at most one second old.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, credential: Credential<'_>) -> Result<Option<Arc<Session>>, Error> {
        let shown = Shown::of(credential);
        if let Some(session) = self.0.sessions.get(&shown) {
            return Ok(Some(session));
        }
        let asked = self.0.sessions.now();
        let Some(session) = self.0.parts.sessions.find(self, credential).await? else { return Ok(None) };
        let session = Arc::new(session);
        self.0.sessions.insert(shown, Arc::clone(&session), asked);
        Ok(Some(session))
    }

    /// Forgets the remembered sessions of a person: on this node a change of role, a sign-out or a new name bites at once.
    pub fn forget_person(&self, id: Uuid) {
        self.0.sessions.forget(id);
    }

    /// Forgets the remembered sessions of a tenant, whose name or colour has changed.
    pub fn forget_tenant(&self, tenant: TenantId) {
        self.0.parts.sessions.forget_workspaces();
        self.0.sessions.forget(tenant.get());
    }

    /// Forgets every remembered session: as if their second were over.
    pub fn forget_sessions(&self) {
        self.0.parts.sessions.forget_workspaces();
        self.0.sessions.forget_everybody();
    }

    /// Opens a transaction as the product itself: the worker and the start. The architecture test lists the callers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn as_system(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        TenantTx::open(self, Mode::Write, tenant, Actor::System, Origin::default(), None).await
    }

    /// As [`Self::as_system`], for what is done again anyway: a job's part, said to be done by a transaction that waits for the
    /// disk, or a note that the next request writes, too. Its line in the log is numbered when that one has said so: [`Self::touch`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn redoable_as_system(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        TenantTx::open(self, Mode::Redoable, tenant, Actor::System, Origin::default(), None).await
    }

    /// Opens a transaction in which a job finishes what a person has begun: the log names the person, whom the job has kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn as_person(&self, tenant: TenantId, person: Uuid, session: Uuid) -> Result<TenantTx, Error> {
        TenantTx::open(self, Mode::Write, tenant, Actor::Person { id: person, session }, Origin::default(), None).await
    }

    /// As [`Self::as_system`], read only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_as_system(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        TenantTx::open(self, Mode::Read, tenant, Actor::System, Origin::default(), None).await
    }

    /// As [`Self::as_system`], read only, and every query sees the same moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn snapshot_as_system(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        TenantTx::open(self, Mode::Snapshot, tenant, Actor::System, Origin::default(), None).await
    }

    /// Opens the operator's transaction as the product itself: the start and the command line.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn platform_as_system(&self, realm: TenantId) -> Result<PlatformTx, Error> {
        Ok(PlatformTx::over(self.as_system(realm).await?))
    }

    /// Looks over all tenants at once as the product itself: the worker. The architecture test lists the callers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_as_system(&self) -> Result<Survey, Error> {
        Survey::open(self).await
    }

    /// Reads the registers that everybody may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(&self) -> Result<Register, Error> {
        Register::open(self).await
    }

    /// Called after each commit: the log of a tenant may have grown, and there may be work that is due.
    pub(in crate::kernel) fn changed(&self, grown: Option<TenantId>, has_due_work: bool) {
        if let Some(tenant) = grown {
            self.touch(tenant);
        }
        if has_due_work {
            self.announce_work();
        }
        if grown.is_some() || has_due_work {
            self.0.changes.notify_one();
        }
    }

    /// Says that the log of a tenant has grown, here or on another server.
    pub fn touch(&self, tenant: TenantId) {
        self.0.touched.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant);
    }

    /// Says that the logs of many tenants have grown by one act, which none of them waits for: their numbers are given when nobody
    /// else needs one.
    pub fn touch_later(&self, tenants: Vec<TenantId>) {
        self.0.touched_at_once.lock().unwrap_or_else(PoisonError::into_inner).extend(tenants);
    }

    /// One of those, if there is one.
    pub(in crate::kernel) fn take_touched_at_once(&self) -> Option<TenantId> {
        self.0.touched_at_once.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// The tenants whose rows changed since this was last asked.
    #[must_use]
    pub fn take_touched(&self) -> Vec<TenantId> {
        std::mem::take(&mut *self.0.touched.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }

    /// Waits for a commit of this server.
    pub(in crate::kernel) async fn changes(&self) {
        self.0.changes.notified().await;
    }

    /// Waits until somebody, here or on another server, has put work into the outbox.
    pub async fn work_arrives(&self) {
        self.0.work.notified().await;
    }

    /// Whether work was put into the outbox since somebody last waited for it; takes the news.
    pub(in crate::kernel) fn has_work(&self) -> bool {
        use futures_util::FutureExt as _;
        self.work_arrives().now_or_never().is_some()
    }

    /// Says that there is work in the outbox.
    pub(in crate::kernel) fn announce_work(&self) {
        self.0.work.notify_one();
    }
}

//! Where every request learns who sends it: cookie or token, person and workspace. One query finds the first three of them;
//! the workspace, which all its people share, is remembered as long as a session is.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::user_account;
use uuid::Uuid;

use super::model::{Life, Secret, is_due};
use super::store;
use crate::kernel::Kernel;
use crate::kernel::authz::{Credential, Role, Session, SessionSource, Workspace};
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::tenancy::TenantId;
use crate::people::tenants::{self, Tenant};

/// Workspaces remembered at once, about 300 bytes each.
const WORKSPACES_REMEMBERED: u64 = 10_000;

/// The sessions and tokens of every tenant.
pub struct Source {
    workspaces: moka::sync::Cache<TenantId, (u64, Tenant)>,
    /// How often workspaces changed here: what was read before the last time is not believed.
    changes: AtomicU64,
}

impl Source {
    /// Believes what it read of a workspace for so long.
    #[must_use]
    pub fn new(believed: Duration) -> Self {
        let workspaces = moka::sync::Cache::builder().max_capacity(WORKSPACES_REMEMBERED).time_to_live(believed).build();
        Self { workspaces, changes: AtomicU64::new(0) }
    }

    /// The workspace, as it is or was when `changes` was read; that is before `tx` began.
    async fn workspace(&self, tx: &TenantTx, changes: u64) -> Result<Option<Tenant>, Error> {
        if let Some((_, known)) = self.workspaces.get(&tx.tenant()).filter(|(read, _)| *read == changes) {
            return Ok(Some(known));
        }
        let found = tenants::own(tx).await?;
        if let Some(found) = &found {
            self.workspaces.insert(tx.tenant(), (changes, found.clone()));
        }
        Ok(found)
    }

    /// The person and the workspace behind a proof. A role of the other realm is nobody.
    async fn identify(&self, tx: &TenantTx, proof: &Proof, changes: u64) -> Result<Option<Session>, Error> {
        let Some(workspace) = self.workspace(tx, changes).await? else { return Ok(None) };
        let person = &proof.person;
        let Some(role) = Role::parse(&person.role).filter(|role| role.realm() == workspace.realm) else { return Ok(None) };
        Ok(Some(Session {
            id: proof.id,
            tenant: tx.tenant(),
            realm: workspace.realm,
            user_id: person.id,
            name: person.name.clone(),
            email: person.email.clone(),
            role,
            locale: Locale::of(&person.locale).unwrap_or_default(),
            workspace: Workspace {
                slug: workspace.slug,
                name: workspace.name,
                accent: workspace.accent.map(|colour| colour.digits().to_owned()),
                zone: workspace.zone,
            },
            confirmed_at: proof.confirmed_at,
            is_token: proof.life.is_none(),
        }))
    }
}

#[async_trait::async_trait]
impl SessionSource for Source {
    async fn find(&self, kernel: &Kernel, credential: Credential<'_>) -> Result<Option<Session>, Error> {
        let Some(secret) = Secret::read(credential) else { return Ok(None) };
        // The tenant is a claim until the secret's hash is found inside it: a wrong one finds nothing.
        let tenant = TenantId::trusted(secret.tenant());
        let changes = self.changes.load(Ordering::SeqCst);
        let tx = kernel.read_as_system(tenant).await?;
        let proof = match credential {
            Credential::Cookie(_) => by_session(&tx, &secret).await?,
            Credential::Bearer(_) => by_token(&tx, &secret).await?,
        };
        let Some(proof) = proof else { return Ok(None) };
        let Some(session) = self.identify(&tx, &proof, changes).await? else { return Ok(None) };
        let now = tx.now();
        drop(tx);
        let Some((seen, expires)) = proof.life else { return Ok(Some(session)) };
        if !Life::of(session.realm).is_alive(seen, expires, now) {
            return Ok(None);
        }
        if is_due(seen, now) {
            note_use(kernel, tenant, proof.id, seen).await;
        }
        Ok(Some(session))
    }

    fn forget_workspaces(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }
}

/// A row that a secret opened: whose it is, and for a session when it was last used and when it ends.
struct Proof {
    id: Uuid,
    person: user_account::Model,
    confirmed_at: Option<DateTime<Utc>>,
    life: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

async fn by_session(tx: &TenantTx, secret: &Secret) -> Result<Option<Proof>, Error> {
    let found = store::by_secret(tx, secret).await?;
    Ok(found.map(|(row, person)| Proof {
        id: row.id,
        person,
        confirmed_at: row.confirmed_at,
        life: Some((row.seen_at, row.expires_at)),
    }))
}

async fn by_token(tx: &TenantTx, secret: &Secret) -> Result<Option<Proof>, Error> {
    let found = store::token_by_secret(tx, secret).await?;
    let found = found.filter(|(row, _)| row.expires_at.is_none_or(|end| tx.now() < end));
    Ok(found.map(|(row, person)| Proof { id: row.id, person, confirmed_at: None, life: None }))
}

/// Writes down the use of a session in a transaction of its own, after the one that read it. Of many requests at once one
/// changes the row; a busy database does not sign anybody out: the next request writes it.
async fn note_use(kernel: &Kernel, tenant: TenantId, id: Uuid, seen: DateTime<Utc>) {
    let written = async {
        let tx = kernel.redoable_as_system(tenant).await?;
        store::seen(&tx, id, seen).await?;
        tx.commit_unaudited(Unaudited::SessionSeen).await
    };
    if let Err(error) = written.await {
        let error: Error = error;
        tracing::warn!(session.id = %id, error.cause = %error, "The use of a session was not written down.");
    }
}

//! What the operator's staff does in a customer's workspace stands in both logs. The customer's line is written with the change;
//! that of the operator, which names the person, by a job that the same transaction leaves behind, so that no crash loses it.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use uuid::Uuid;

use super::events::Event;
use crate::kernel::audit::{self, Object};
use crate::kernel::authz::{Authorized, Permission, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::people::tenants;

/// What these events happen to.
const KINDS: [&str; 2] = ["questionnaire", "meeting"];

/// Writes in the operator's log what somebody of its staff has done in a workspace.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    name: String,
    kind: String,
    object_id: Option<Uuid>,
    payload: Value,
    person: Uuid,
    session: Uuid,
}

impl Job for Report {
    const KIND: &'static str = "assurance.report";
}

impl Report {
    fn of(who: &Session, event: &Event) -> Result<Self, Error> {
        let Object { kind, id } = audit::Event::object(event);
        Ok(Self {
            name: audit::Event::name(event).to_owned(),
            kind: kind.to_owned(),
            object_id: id,
            payload: serde_json::to_value(event)?,
            person: who.user_id,
            session: who.id,
        })
    }
}

/// Keeps the change with its event in the customer's log, and with the job that writes it in the operator's.
///
/// # Errors
/// When the database fails; then nothing is kept.
pub async fn both<P: Permission>(caller: &Authorized<P>, theirs: TenantTx, event: Event) -> Result<(), Error> {
    theirs.enqueue(Report::of(caller.session(), &event)?).await?;
    theirs.commit(event).await?;
    // Nothing is written here: the answer to a request with an Idempotency-Key is kept on the caller's side.
    caller.begin().await?.commit_noted().await
}

/// The event as it is told again.
struct Told {
    name: &'static str,
    object: Object,
    payload: Value,
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.payload.serialize(serializer)
    }
}

impl audit::Event for Told {
    fn name(&self) -> &'static str {
        self.name
    }

    fn object(&self) -> Object {
        self.object
    }
}

/// Writes the line, in the name of whoever did it.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn report(work: Work, job: Report) -> Result<(), Error> {
    let unknown = || anyhow::anyhow!("no event of this capability is called {}", job.name);
    let name = Event::CATALOGUE.iter().copied().find(|name| *name == job.name).ok_or_else(unknown)?;
    let kind = KINDS.into_iter().find(|kind| *kind == job.kind).ok_or_else(unknown)?;
    let realm = tenants::operator_realm(&work.kernel().register().await?).await?.ok_or(Error::NotFound)?.id;
    let tx = work.kernel().as_person(realm, job.person, job.session).await?;
    tx.commit(Told { name, object: Object { kind, id: job.object_id }, payload: job.payload }).await
}

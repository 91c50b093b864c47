//! The log of the workspace that holds an agreement: what its people did with it and what became of it stands there, too. The
//! agreement lies in the operator's realm and two realms are never written in one transaction, so that a job follows.

use entity::agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::events::Event;
use super::held::store;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::people::tenants;

/// Somebody of the workspace that holds an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The workspace.
    pub workspace: Uuid,
    /// The account.
    pub person: Uuid,
    /// The session or token it acts with.
    pub session: Uuid,
}

/// What happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Told {
    /// A link to sign was sent.
    LinkSent {
        /// The countersignature it is for.
        countersignature_id: Uuid,
    },
    /// A file signed elsewhere was accepted.
    Uploaded {
        /// The countersignature.
        countersignature_id: Uuid,
        /// SHA-256 of the evidence.
        evidence_sha256: String,
    },
    /// The link was opened and the signature confirmed.
    Confirmed {
        /// The countersignature.
        countersignature_id: Uuid,
        /// SHA-256 of the evidence.
        evidence_sha256: String,
    },
    /// Both signatures are on it.
    Countersigned {
        /// In which way.
        how: String,
        /// SHA-256 of the file.
        pdf_sha256: String,
    },
    /// A file of it was fetched.
    Downloaded,
    /// The evidence of its countersignature was fetched.
    EvidenceOpened,
    /// It was opened for the first time.
    Viewed,
    /// One side said no.
    Declined {
        /// Which side.
        by: String,
    },
    /// It counts from now on.
    InForce {
        /// The operator's staff have looked.
        confirmed: bool,
    },
    /// A newer one took its place.
    Superseded {
        /// Which one.
        by: Uuid,
    },
    /// Another one came into force before it was signed.
    Overtaken {
        /// Which one.
        by: Uuid,
    },
    /// Nobody signed in time.
    Expired,
    /// It was ended.
    Terminated,
    /// The workspace holds it from now on.
    Attached,
}

impl Told {
    fn event(self, dpa_id: Uuid, workspace: Uuid) -> Event {
        match self {
            Self::LinkSent { countersignature_id } => Event::CountersignatureAsked { dpa_id, countersignature_id },
            Self::Uploaded { countersignature_id, evidence_sha256 } => {
                Event::CountersignatureUploaded { dpa_id, countersignature_id, evidence_sha256 }
            }
            Self::Confirmed { countersignature_id, evidence_sha256 } => {
                Event::CountersignatureConfirmed { dpa_id, countersignature_id, evidence_sha256 }
            }
            Self::Countersigned { how, pdf_sha256 } => Event::Countersigned { dpa_id, how, pdf_sha256 },
            Self::Downloaded => Event::Downloaded { dpa_id },
            Self::EvidenceOpened => Event::EvidenceOpened { dpa_id },
            Self::Viewed => Event::Viewed { dpa_id },
            Self::Declined { by } => Event::Declined { dpa_id, by },
            Self::InForce { confirmed } => Event::InForce { dpa_id, confirmed },
            Self::Superseded { by } => Event::Superseded { dpa_id, by },
            Self::Overtaken { by } => Event::Overtaken { dpa_id, by },
            Self::Expired => Event::Expired { dpa_id },
            Self::Terminated => Event::Terminated { dpa_id },
            Self::Attached => Event::Attached { dpa_id, workspace },
        }
    }
}

/// Writes into the log of the workspace that holds an agreement.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellHolder {
    /// Which agreement.
    agreement_id: Uuid,
    /// The workspace.
    workspace: Uuid,
    /// Who of it did it: account and session.
    by: Option<(Uuid, Uuid)>,
    /// What happened.
    told: Told,
}

impl Job for TellHolder {
    const KIND: &'static str = "dpa.tell_holder";
}

/// Promises a line in the log of the workspace that holds the agreement, if one does.
///
/// # Errors
/// When the database fails.
pub async fn tell(tx: &TenantTx, row: &agreement::Model, by: Option<Member>, told: Told) -> Result<(), Error> {
    let Some(workspace) = row.held_by else { return Ok(()) };
    let by = by.filter(|member| member.workspace == workspace).map(|member| (member.person, member.session));
    tx.enqueue(TellHolder { agreement_id: row.id, workspace, by, told }).await
}

/// Writes the line, once however often the job is done. A workspace that is gone has no log.
///
/// # Errors
/// When the database fails.
pub async fn tell_holder(work: Work, job: TellHolder) -> Result<(), Error> {
    let kernel = work.kernel();
    let Some(workspace) = tenants::find(&work.snapshot().await?, job.workspace).await? else { return Ok(()) };
    let tx = match job.by {
        Some((person, session)) => kernel.as_person(workspace.id, person, session).await?,
        None => kernel.as_system(workspace.id).await?,
    };
    if let Some(held) = store::held_locked(&tx, job.agreement_id).await?
        && !store::note_told(&tx, &held, work.id).await?
    {
        return Ok(());
    }
    tx.commit(job.told.event(job.agreement_id, workspace.id.get())).await
}

//! What an agreement says of notices, brought to the workspace that holds it once it is in force: how many days it is told
//! before a change of sub-processors, and whom it names (M-5.6); once it is not, the days end there. Of an agreement that no
//! workspace holds, the contact it names comes onto the mail list: its announcements go there, until a workspace holds the
//! agreement and tells its contact itself.

use chrono::{DateTime, Utc};
use entity::agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::content::Content;
use super::super::states::State;
use super::super::store as agreements;
use super::held;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::outbox::{Job, Work};
use crate::kernel::tenancy::TenantId;
use crate::people::tenants;
use crate::vendors::contacts::{self, Agreed};
use crate::vendors::feeds;

/// Brings what an agreement says of notices to the workspace that holds it, or ends it there.
#[derive(Debug, Serialize, Deserialize)]
pub struct BringTerms {
    /// The agreement.
    pub agreement_id: Uuid,
}

impl Job for BringTerms {
    const KIND: &'static str = "dpa.bring_terms";
}

/// Brings it, or ends the days of an agreement that is no longer in force. Done again it changes nothing.
///
/// The agreement may go on between the look at it and what is written in the workspace, and the job that brings the later truth
/// may be faster: so whoever has written looks again, and writes what is true now. Whoever writes last has seen the last truth.
///
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn bring_terms(work: Work, job: BringTerms) -> Result<(), Error> {
    let mut brought = None;
    loop {
        let tx = work.snapshot().await?;
        let row = agreements::by_id(&tx, job.agreement_id).await?;
        drop(tx);
        let truth = (row.held_by, says(&row)?);
        if brought == Some(truth) {
            return Ok(());
        }
        bring(&work, row, truth.1).await?;
        brought = Some(truth);
    }
}

/// Writes what an agreement says where it belongs.
async fn bring(work: &Work, row: agreement::Model, says: Option<(u16, DateTime<Utc>)>) -> Result<(), Error> {
    let locale = Locale::of(&row.language).unwrap_or_default();
    let Some(holder) = row.held_by else {
        if says.is_none() {
            return Ok(());
        }
        let tx = work.begin().await?;
        feeds::put_on_list(&tx, &row.contact_email, locale).await?;
        return tx.commit_noted().await;
    };
    let tx = work.snapshot().await?;
    if !tenants::exists(&tx, holder).await? {
        return Ok(());
    }
    drop(tx);
    let theirs = work.kernel().as_system(TenantId::trusted(holder)).await?;
    let Some((notice_days, in_force_at)) = says else {
        contacts::end(&theirs, row.id).await?;
        return theirs.commit_noted().await;
    };
    // Let go in the meantime, it brings nothing; let go from now on, that is done after this.
    let Some(held) = held::store::held_locked(&theirs, row.id).await? else { return Ok(()) };
    let agreed = Agreed {
        agreement_id: row.id,
        notice_days,
        in_force_at,
        named_by: held.asked_by,
        name: row.signatory_name,
        email: row.contact_email,
        locale,
    };
    let contact = agreed.email.clone();
    contacts::agree(&theirs, agreed).await?;
    theirs.commit_noted().await?;
    // It may stand on the mail list from before a workspace held the agreement: from now on the workspace tells it.
    let tx = work.begin().await?;
    feeds::left_to_workspace(&tx, &[contact], holder).await?;
    tx.commit_noted().await
}

/// The days of notice in an agreement and since when they hold; nothing when it is not in force.
fn says(row: &agreement::Model) -> Result<Option<(u16, DateTime<Utc>)>, Error> {
    let (Some(State::InForce), Some(json), Some(in_force_at)) = (State::parse(&row.state), &row.json, row.in_force_at) else {
        return Ok(None);
    };
    let content: Content = serde_json::from_str(json)?;
    Ok(Some((u16::try_from(content.terms.notice_days).unwrap_or(u16::MAX), in_force_at)))
}

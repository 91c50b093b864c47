//! What an agreement says of notices, brought to the workspace that holds it once it is in force: how many days it is told
//! before a change of sub-processors, and whom it names (M-5.6); and the days taken back once it is not. Of an agreement that no workspace holds, the contact it names
//! comes onto the mail list: its announcements go there.

use entity::agreement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::content::Content;
use super::super::states::State;
use super::super::store as agreements;
use super::held;
use crate::kernel::db::TenantTx;
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
/// # Errors
/// When the database fails; the outbox tries again.
pub async fn bring_terms(work: Work, job: BringTerms) -> Result<(), Error> {
    let tx = work.snapshot().await?;
    let row = agreements::by_id(&tx, job.agreement_id).await?;
    if State::parse(&row.state) != Some(State::InForce) {
        return end(work, tx, row).await;
    }
    let (Some(json), Some(in_force_at)) = (&row.json, row.in_force_at) else { return Ok(()) };
    let locale = Locale::of(&row.language).unwrap_or_default();
    let Some(holder) = row.held_by else {
        drop(tx);
        let tx = work.begin().await?;
        feeds::put_on_list(&tx, &row.contact_email, locale).await?;
        return tx.commit_noted().await;
    };
    if !tenants::exists(&tx, holder).await? {
        return Ok(());
    }
    let content: Content = serde_json::from_str(json)?;
    drop(tx);
    let theirs = work.kernel().as_system(TenantId::trusted(holder)).await?;
    // Let go in the meantime, it brings nothing; let go from now on, that is done after this.
    let Some(held) = held::store::held_locked(&theirs, row.id).await? else { return Ok(()) };
    let agreed = Agreed {
        agreement_id: row.id,
        notice_days: u16::try_from(content.terms.notice_days).unwrap_or(u16::MAX),
        in_force_at,
        named_by: held.asked_by,
        name: row.signatory_name,
        email: row.contact_email,
        locale,
    };
    contacts::agree(&theirs, agreed).await?;
    theirs.commit_noted().await
}

async fn end(work: Work, tx: TenantTx, row: agreement::Model) -> Result<(), Error> {
    let Some(holder) = row.held_by else { return Ok(()) };
    if !tenants::exists(&tx, holder).await? {
        return Ok(());
    }
    drop(tx);
    let theirs = work.kernel().as_system(TenantId::trusted(holder)).await?;
    contacts::end(&theirs, row.id).await?;
    theirs.commit_noted().await
}

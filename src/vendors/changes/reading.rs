//! A notice as a contact without an account reads it, by the link of its mail: it sees what changes, from when, and who objects,
//! and says that it was read (M-5.6). That a link was opened proves nothing: programs that look at mails open links, too.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{change_notice, notice_delivery};
use serde::Serialize;
use uuid::Uuid;

use super::dates::Dates;
use super::deliveries;
use super::store;
use super::view::{Content, Standing, may_object};
use crate::kernel::authz::Visitor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::limits::Rule;
use crate::kernel::tenancy::TenantId;
use crate::people::tenants;
use crate::vendors::contacts;

/// Links tried from one network address: each has 256 random bits, so this only keeps the noise down.
const PER_ADDRESS: Rule = Rule::new("notice-link-address", 60, Duration::from_secs(15 * 60));

/// A notice as a contact without an account sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ReadNotice {
    /// The workspace that is told.
    pub workspace: String,
    /// How far it has come there.
    pub state: Standing,
    /// What was told.
    #[serde(flatten)]
    pub content: Content,
    /// When the days of the workspace began.
    pub noticed_at: DateTime<Utc>,
    /// From when it can take effect there, and until when an objection counts.
    #[serde(flatten)]
    pub dates: Dates,
    /// When it started there.
    pub activated_at: Option<DateTime<Utc>>,
    /// Whether the workspace can object.
    pub may_object: bool,
    /// When the contact said that it has read the notice.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Where the workspace is.
    #[serde(skip)]
    pub zone: Tz,
}

/// The notice of a link. Changes nothing.
///
/// # Errors
/// `NotFound` for a link that was never given out, or whose contact was struck out; `TooMany`.
pub async fn show(visitor: &Visitor, delivery: Uuid, token: &str) -> Result<ReadNotice, Error> {
    let tx = visitor.read_in(workspace_of(visitor, delivery, token).await?).await?;
    let row = of_contact(&tx, delivery).await?;
    let notice = store::by_own_id(&tx, row.notice_id).await?;
    seen(&tx, &notice, &row).await
}

/// Writes down that the contact has read the notice: the workspace is reached, and its days run.
///
/// # Errors
/// As [`show`].
pub async fn acknowledge(visitor: &Visitor, delivery: Uuid, token: &str) -> Result<ReadNotice, Error> {
    let tx = visitor.begin_in(workspace_of(visitor, delivery, token).await?).await?;
    let row = of_contact(&tx, delivery).await?;
    let notice = store::hold_notice_by_id(&tx, row.notice_id).await?;
    deliveries::see_by_link(&tx, &notice, row.id).await?;
    let (notice, row) = (store::by_own_id(&tx, notice.id).await?, of_contact(&tx, delivery).await?);
    let shown = seen(&tx, &notice, &row).await?;
    tx.commit_noted().await?;
    Ok(shown)
}

async fn workspace_of(visitor: &Visitor, delivery: Uuid, token: &str) -> Result<TenantId, Error> {
    visitor.kernel().limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    deliveries::workspace(visitor.kernel(), delivery, token).ok_or(Error::NotFound)
}

/// The delivery, while its contact is one.
async fn of_contact(tx: &TenantTx, delivery: Uuid) -> Result<notice_delivery::Model, Error> {
    let row = deliveries::store::find(tx, delivery).await?.ok_or(Error::NotFound)?;
    let contact = row.contact_id.ok_or(Error::NotFound)?;
    contacts::reader(tx, contact).await?.ok_or(Error::NotFound)?;
    Ok(row)
}

async fn seen(tx: &TenantTx, notice: &change_notice::Model, row: &notice_delivery::Model) -> Result<ReadNotice, Error> {
    let workspace = tenants::own(tx).await?.ok_or(Error::NotFound)?;
    Ok(ReadNotice {
        workspace: workspace.name,
        state: Standing::of(notice),
        content: store::content(notice)?,
        noticed_at: notice.noticed_at,
        dates: Dates::of(notice, workspace.zone),
        activated_at: notice.activated_at,
        may_object: may_object(notice, tx.now()),
        acknowledged_at: row.acknowledged_at,
        zone: workspace.zone,
    })
}

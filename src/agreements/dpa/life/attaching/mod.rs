//! Taking an agreement into a workspace needs its contact: whoever asked for it without an account may have asked in somebody
//! else's name, and would hold what that company signs. A link that works once goes to the contact of the agreement; whoever
//! opens it sees which workspace will hold it, and confirms.

pub mod pages;
mod store;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{agreement, agreement_attachment};
use serde::Serialize;
use uuid::Uuid;

use super::super::actions::realm;
use super::super::events::Event;
use super::super::states::State;
use super::super::store as agreements;
use super::attachment::{TakeBack, Why};
use super::force::contact;
use super::store as life;
use super::terms::BringTerms;
use super::told::{Told, tell};
use crate::kernel::authz::Visitor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids::{fingerprint, new_secret};
use crate::kernel::limits::Rule;
use crate::notifications::{self, Mail, Value};
use crate::people::tenants;

pub use store::is_asked;

/// Links opened from one network address: nobody guesses 256 bits, nobody should try.
const PER_ADDRESS: Rule = Rule::new("attachment-address", 30, Duration::from_secs(3600));

/// A workspace that wants to hold an agreement.
pub struct Wish {
    /// The id under which the wish is kept.
    pub id: Uuid,
    /// The workspace.
    pub workspace: Uuid,
    /// Who of it asks.
    pub asked_by: Uuid,
    /// For so long the link works.
    pub valid: TimeDelta,
}

/// Keeps the wish and asks the contact. Done twice, it asks once.
///
/// # Errors
/// When the database fails.
pub async fn ask(tx: &TenantTx, row: &agreement::Model, wish: &Wish) -> Result<(), Error> {
    if store::find(tx, wish.id).await?.is_some() {
        return Ok(());
    }
    let Some(workspace) = tenants::name_of(tx, wish.workspace).await? else { return Ok(()) };
    let secret = new_secret(&*tx.kernel().random)?;
    let expires_at = tx.now() + wish.valid;
    store::insert(tx, row, wish, fingerprint(&secret), expires_at).await?;
    let mail = Mail::new(contact(row), "dpa-attach")
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .with("workspace", workspace)
        .with("expires", Value::Moment(expires_at))
        .link(format!("/attach/{secret}"))
        .about(row.id);
    notifications::mail(tx, mail).await?;
    tx.note(Event::AttachmentAsked { dpa_id: row.id, workspace: wish.workspace }).await
}

/// What a link of the contact leads to.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ToAttach {
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The customer, as the agreement names it.
    pub controller: String,
    /// The workspace that will hold it.
    pub workspace: String,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
    /// When it was confirmed, if it was.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What will be held by whom, for who opened the link.
///
/// # Errors
/// `NotFound` for an unknown link; `Refused` with `link-expired`, `attachment-refused`, `agreement-held` or
/// `agreement-in-force-already`; `TooMany`.
pub async fn to_attach(visitor: &Visitor, secret: &str) -> Result<ToAttach, Error> {
    let kernel = visitor.kernel();
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.read_in(realm(kernel).await?).await?;
    let asked = store::by_link(&tx, fingerprint(secret)).await?;
    let row = agreements::by_id(&tx, asked.agreement_id).await?;
    if asked.confirmed_at.is_none() {
        can_be_held(&tx, &asked, &row).await?;
    }
    let workspace = tenants::name_of(&tx, asked.workspace).await?.ok_or(Error::NotFound)?;
    Ok(ToAttach {
        id: row.id,
        number: row.number,
        controller: row.legal_name,
        workspace,
        expires_at: asked.expires_at,
        confirmed_at: asked.confirmed_at,
    })
}

/// Confirms: the workspace holds the agreement from here on. Confirming again changes nothing.
///
/// # Errors
/// As [`to_attach`].
pub async fn confirm(visitor: &Visitor, secret: &str) -> Result<agreement::Model, Error> {
    let kernel = visitor.kernel();
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    let asked = store::by_link(&tx, fingerprint(secret)).await?;
    let row = agreements::locked(&tx, asked.agreement_id).await?;
    // Whoever confirmed a moment ago held the agreement: what they wrote is seen now.
    let asked = store::find(&tx, asked.id).await?.ok_or(Error::NotFound)?;
    if asked.confirmed_at.is_some() && row.held_by == Some(asked.workspace) {
        return Ok(row);
    }
    if asked.confirmed_at.is_some() {
        return Err(Error::refused("link-expired", "This link was used, and the operator has taken the agreement back since."));
    }
    can_be_held(&tx, &asked, &row).await?;
    life::set_holder(&tx, row.id, asked.workspace).await?;
    store::confirm(&tx, asked.id).await?;
    let row = agreements::by_id(&tx, row.id).await?;
    tx.enqueue(BringTerms { agreement_id: row.id }).await?;
    tell(&tx, &row, None, Told::Attached).await?;
    tx.commit(Event::Attached { dpa_id: row.id, workspace: asked.workspace }).await?;
    Ok(row)
}

/// The contact says that the workspace is not theirs: it does not come to hold the agreement, and whoever asked there is told.
/// Said again it changes nothing.
///
/// # Errors
/// `NotFound` for an unknown link; `Refused` with `link-expired`, or with `attachment-confirmed` after a yes; `TooMany`.
pub async fn refuse(visitor: &Visitor, secret: &str) -> Result<agreement::Model, Error> {
    let kernel = visitor.kernel();
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    let asked = store::by_link(&tx, fingerprint(secret)).await?;
    let row = agreements::locked(&tx, asked.agreement_id).await?;
    // Whoever answered a moment ago held the agreement: what they wrote is seen now.
    let asked = store::find(&tx, asked.id).await?.ok_or(Error::NotFound)?;
    if asked.refused_at.is_some() {
        return Ok(row);
    }
    if asked.confirmed_at.is_some() {
        let detail = "You confirmed that the workspace holds this agreement. Write to the operator if that is wrong.";
        return Err(Error::refused("attachment-confirmed", detail));
    }
    in_time(&tx, &asked)?;
    store::refuse(&tx, &asked).await?;
    tx.enqueue(TakeBack { agreement_id: row.id, workspace: asked.workspace, why: Why::Refused }).await?;
    tx.commit(Event::AttachmentRefused { dpa_id: row.id }).await?;
    Ok(row)
}

async fn can_be_held(tx: &TenantTx, asked: &agreement_attachment::Model, row: &agreement::Model) -> Result<(), Error> {
    in_time(tx, asked)?;
    if asked.refused_at.is_some() {
        let detail = "You said that this workspace is not yours. If it is, ask again in the workspace.";
        return Err(Error::refused("attachment-refused", detail));
    }
    check_free(tx, row, asked.workspace).await
}

fn in_time(tx: &TenantTx, asked: &agreement_attachment::Model) -> Result<(), Error> {
    if tx.now() < asked.expires_at {
        return Ok(());
    }
    Err(Error::refused("link-expired", "This link has expired. Ask for another one in the workspace."))
}

/// Refuses where another workspace holds the agreement, and where both it and one of this workspace are in force.
///
/// # Errors
/// `Refused` with `agreement-held` or `agreement-in-force-already`.
pub async fn check_free(tx: &TenantTx, row: &agreement::Model, workspace: Uuid) -> Result<(), Error> {
    if row.held_by.is_some_and(|other| other != workspace) {
        return Err(Error::refused(
            "agreement-held",
            "Another workspace holds this agreement. Write to the operator if that is wrong.",
        ));
    }
    if row.state == State::InForce.as_str() && life::in_force_of(tx, workspace).await?.is_some_and(|own| own.id != row.id) {
        let detail = "Your workspace has an agreement in force already. Ask the operator which of the two shall count.";
        return Err(Error::refused("agreement-in-force-already", detail));
    }
    Ok(())
}

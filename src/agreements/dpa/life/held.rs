//! The agreements of a workspace: those it holds, asking for a new one, and taking in one that was asked for without an
//! account. The rows of agreements lie with the operator; what the workspace holds is the right to reach them.

pub mod store;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{agreement, held_agreement};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::actions::{by_address, can_be_made, realm};
use super::super::events::Event;
use super::super::model::{NewRequest, Processor, Request, Status};
use super::super::policy::{AttachAgreements, HoldAgreements};
use super::attaching::check_free;
use super::attachment::{AFTER_LINK, HandIn, LetGo};
use super::customer::{Way, view};
use super::store as life;
use crate::agreements::templates;
use crate::kernel::Kernel;
use crate::kernel::authz::{Authorized, SignedIn, Visitor};
use crate::kernel::error::Error;
use crate::kernel::limits::Rule;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants;

/// Agreements that one workspace asks for: corrections of a slip of the pen, not a supply.
const PER_WORKSPACE: Rule = Rule::new("dpa-request-workspace", 10, Duration::from_secs(3600));

/// An agreement of a workspace.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Held {
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Who asked for it here, or took it in.
    pub asked_by: Uuid,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Whether it was asked for without an account and taken in later.
    pub attached: bool,
    /// Its contact was asked whether this workspace may hold it, and has not confirmed yet.
    pub waits_for_contact: bool,
    /// When the request was given up: it never came to the operator, and nothing was made of it.
    pub lost_at: Option<DateTime<Utc>>,
    /// How far it is.
    pub status: Status,
}

/// The agreements of the workspace, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    paging: &Paging,
) -> Result<Page<(Held, Option<agreement::Model>)>, Error> {
    let page = with_rows(caller, visitor, paging).await?;
    let items = page.items.into_iter().map(|(held, row)| Ok((shown(caller.kernel(), &held, row.as_ref())?, row)));
    Ok(Page { items: items.collect::<Result<_, Error>>()?, next: page.next })
}

/// What the workspace holds, the newest first, each with its agreement where that has come to the operator.
async fn with_rows(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    paging: &Paging,
) -> Result<Page<(held_agreement::Model, Option<agreement::Model>)>, Error> {
    let page = store::helds(&caller.read().await?, paging).await?;
    let rows = of_operator(caller, visitor, page.items.iter().map(|held| held.id).collect()).await?;
    let with_row = |held: held_agreement::Model| {
        let row = rows.iter().find(|row| row.id == held.id).cloned();
        (held, row)
    };
    Ok(Page { items: page.items.into_iter().map(with_row).collect(), next: page.next })
}

/// Those of the workspace's agreements that have come to the operator.
async fn of_operator(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    ids: Vec<Uuid>,
) -> Result<Vec<agreement::Model>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let operator = visitor.read_in(realm(caller.kernel()).await?).await?;
    life::all_of_holder(&operator, ids, caller.session().tenant.get()).await
}

fn shown(kernel: &Kernel, held: &held_agreement::Model, row: Option<&agreement::Model>) -> Result<Held, Error> {
    let status = match row {
        Some(row) => Status { pdf_url: row.file_id.map(|_| pdf_url(kernel, row.id)), ..view(kernel, row, "")? },
        None => on_its_way(held),
    };
    Ok(Held {
        id: held.id,
        number: held.number.clone(),
        asked_by: held.asked_by,
        asked_at: held.asked_at,
        attached: held.attached_at.is_some(),
        waits_for_contact: held.attached_at.is_some() && row.is_none(),
        lost_at: held.lost_at.filter(|_| row.is_none()),
        status,
    })
}

/// Where the workspace downloads the sealed PDF.
fn pdf_url(kernel: &Kernel, id: Uuid) -> String {
    format!("{}/api/v1/agreements/{id}/pdf", kernel.base_url)
}

/// What was asked a moment ago: the job that brings it to the operator has not run yet.
fn on_its_way(held: &held_agreement::Model) -> Status {
    Status { id: held.id, number: held.number.clone(), requested_at: held.asked_at, ..Status::default() }
}

/// One agreement of the workspace. The first look after it was sent is kept.
///
/// # Errors
/// `NotFound`.
pub async fn get(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    id: Uuid,
) -> Result<(Held, Option<agreement::Model>), Error> {
    let held = store::held(&caller.read().await?, id).await?;
    let way = Way::of(caller);
    let row = match super::customer::look(visitor, &way, id, false).await {
        Ok(row) => Some(row),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    Ok((shown(caller.kernel(), &held, row.as_ref())?, row))
}

/// Asks for an agreement of the workspace: its switches and its log of instructions stand in the annexes. Where this asks again
/// what was lost, the answers of that one are forgotten, and of no other.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` with `operator-incomplete` or `no-agreement-text`; `TooMany`.
pub async fn ask(
    caller: &Authorized<HoldAgreements>,
    processor: &Processor,
    new: &NewRequest,
    lost: Option<Uuid>,
) -> Result<Held, Error> {
    Request::read(new)?;
    let kernel = caller.kernel();
    can_be_made(kernel, processor)?;
    templates::published(kernel).await?;
    kernel.limits.reserve(&PER_WORKSPACE, &caller.session().tenant.get().to_string()).await?;
    let tx = caller.begin().await?;
    let id = tx.new_id()?;
    if let Some(lost) = lost {
        store::forget_lost(&tx, lost).await?;
    }
    let held = store::insert_held(&tx, id, None, Some(new)).await?;
    tx.enqueue(HandIn { agreement_id: id }).await?;
    let made = shown(kernel, &held, None)?;
    tx.commit(Event::Asked { dpa_id: id }).await?;
    Ok(made)
}

/// Puts a request away that never came to the operator.
///
/// # Errors
/// `NotFound`; `Refused` with `agreement-not-lost`.
pub async fn dismiss(caller: &Authorized<HoldAgreements>, visitor: &Visitor, id: Uuid) -> Result<(), Error> {
    let came = of_operator(caller, visitor, vec![id]).await?;
    let tx = caller.begin().await?;
    let held = store::held_locked(&tx, id).await?.ok_or(Error::NotFound)?;
    if held.lost_at.is_none() || !came.is_empty() {
        return Err(Error::refused("agreement-not-lost", "This request is not lost: its agreement is there, or under way."));
    }
    store::let_go(&tx, id).await?;
    tx.commit(Event::Dismissed { dpa_id: id }).await
}

/// The agreement that is in force for the workspace of whoever is signed in, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn in_force(caller: &SignedIn, visitor: &Visitor) -> Result<Option<agreement::Model>, Error> {
    // Before there is an operator, nobody has an agreement.
    let Some(realm) = tenants::operator_realm(&caller.kernel().register().await?).await? else { return Ok(None) };
    life::in_force_of(&visitor.read_in(realm.id).await?, caller.session().tenant.get()).await
}

/// What names an agreement that was asked for without an account.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Attachment {
    /// The whole address of its page, as the mail with the agreement has it.
    pub address: String,
}

/// Agreements that are asked for by their address: each sends a mail to the contact.
const PER_AGREEMENT: Rule = Rule::new("dpa-attachment-agreement", 5, Duration::from_secs(3600));

/// Asks to take an agreement into the workspace that was asked for without an account. Its contact is sent a link; the
/// workspace holds it once that is confirmed.
///
/// # Errors
/// `Invalid` for what is no address of an agreement; `Refused` with `agreement-held` when another workspace holds it, with
/// `agreement-in-force-already` when both it and one of the workspace are in force; `TooMany`.
pub async fn attach(caller: &Authorized<AttachAgreements>, visitor: &Visitor, attachment: &Attachment) -> Result<Held, Error> {
    let unknown =
        || Error::invalid("address", "agreement-unknown", "Copy the whole address of the agreement's page from the mail.");
    let (id, token) = read_address(&attachment.address).ok_or_else(unknown)?;
    let kernel = caller.kernel();
    kernel.limits.reserve(&PER_WORKSPACE, &caller.session().tenant.get().to_string()).await?;
    let holder = caller.session().tenant.get();
    let operator = visitor.read_in(realm(kernel).await?).await?;
    let row = by_address(&operator, id, &token).await.map_err(|_| unknown())?;
    check_free(&operator, &row, holder).await?;
    drop(operator);
    let template = templates::version(kernel, realm(kernel).await?, &row.template_version).await?;
    if row.held_by != Some(holder) {
        kernel.limits.reserve(&PER_AGREEMENT, &id.to_string()).await?;
    }
    let tx = caller.begin().await?;
    let held = match store::find_held(&tx, id).await? {
        Some(held) if row.held_by == Some(holder) => return shown(kernel, &held, Some(&row)),
        // Asked before, and not confirmed: the contact gets another link.
        Some(held) => held,
        None => store::insert_held(&tx, id, Some(row.number.clone()), None).await?,
    };
    tx.enqueue(HandIn { agreement_id: id }).await?;
    // Promised here, too: where the contact cannot even be asked, the agreement does not wait for ever.
    let valid = TimeDelta::hours(template.config().life.link_hours.value.into());
    tx.enqueue_at(LetGo { agreement_id: id }, tx.now() + valid + AFTER_LINK).await?;
    let made = shown(kernel, &held, None)?;
    tx.commit(Event::AttachmentAsked { dpa_id: id, workspace: holder }).await?;
    Ok(made)
}

/// The id and the secret in an address: its last two parts, whether it is that of the page or of the interface.
fn read_address(address: &str) -> Option<(Uuid, String)> {
    let path = address.trim().trim_end_matches('/').trim_end_matches("/pdf").split(['?', '#']).next()?;
    let (before, token) = path.rsplit_once('/')?;
    let id = before.rsplit('/').next()?.parse().ok()?;
    (!token.is_empty()).then(|| (id, token.to_owned()))
}

/// The form for a new agreement looks for answers in so many of those before it: most have some.
const LOOKED_THROUGH: u64 = 20;

/// What the form for a new agreement begins with.
pub struct Beginning {
    /// The answers.
    pub answers: NewRequest,
    /// The request that was lost whose answers they are.
    pub lost: Option<Uuid>,
}

/// What the form for a new agreement begins with: the answers of a request that was lost, as its page promises: of this one, or of
/// the newest; else those of the newest agreement that has some; else the workspace and who asks.
///
/// # Errors
/// When the database fails.
pub async fn prefilled(caller: &Authorized<HoldAgreements>, visitor: &Visitor, wanted: Option<Uuid>) -> Result<Beginning, Error> {
    let mut lost = all_lost(caller, visitor).await?.into_iter();
    // One that was asked again, or whose time is over, is not followed by another one's answers.
    let found = match wanted {
        Some(wanted) => lost.find(|one| one.id == wanted),
        None => lost.next(),
    };
    if let Some(one) = found
        && let Some(request) = one.request
    {
        return Ok(Beginning { answers: serde_json::from_value(request)?, lost: Some(one.id) });
    }
    Ok(Beginning { answers: latest(caller, visitor).await?, lost: None })
}

/// The requests that were lost, the newest first. One that the operator has after all is none: it can have been handed in between
/// the look of whoever gave it up and the note.
async fn all_lost(caller: &Authorized<HoldAgreements>, visitor: &Visitor) -> Result<Vec<held_agreement::Model>, Error> {
    let mut lost = store::lost(&caller.read().await?, LOOKED_THROUGH).await?;
    let came = of_operator(caller, visitor, lost.iter().map(|one| one.id).collect()).await?;
    lost.retain(|one| came.iter().all(|row| row.id != one.id));
    Ok(lost)
}

async fn latest(caller: &Authorized<HoldAgreements>, visitor: &Visitor) -> Result<NewRequest, Error> {
    let session = caller.session();
    let newest = Paging { after: None, limit: Some(LOOKED_THROUGH) };
    for (held, row) in with_rows(caller, visitor, &newest).await?.items {
        match (row, held.request) {
            (Some(row), _) => return Ok(answers(row)),
            (None, Some(request)) => return Ok(serde_json::from_value(request)?),
            (None, None) => {}
        }
    }
    Ok(NewRequest {
        legal_name: session.workspace.name.clone(),
        contact_email: session.email.clone(),
        language: session.locale.code().to_owned(),
        ..NewRequest::default()
    })
}

/// What was answered when an agreement was asked for.
fn answers(row: agreement::Model) -> NewRequest {
    NewRequest {
        legal_name: row.legal_name,
        register_no: row.register_no,
        address: row.address,
        country: row.country,
        contact_email: row.contact_email,
        data_protection_officer: row.data_protection_officer.unwrap_or_default(),
        signatory_name: row.signatory_name,
        signatory_title: row.signatory_title,
        language: row.language,
        return_choice: row.return_choice.unwrap_or_default(),
        captcha: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_however_it_was_copied() {
        let id: Uuid = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap();
        for address in [
            format!("https://learn.example.com/dpa/{id}/SECRET"),
            format!("  https://learn.example.com/dpa/{id}/SECRET/ "),
            format!("/api/v1/public/dpa-requests/{id}/SECRET/pdf"),
            format!("https://learn.example.com/dpa/{id}/SECRET#main"),
        ] {
            assert_eq!(read_address(&address), Some((id, "SECRET".to_owned())), "{address}");
        }
        for wrong in ["", "https://learn.example.com/dpa", "https://learn.example.com/dpa/7/SECRET", "SECRET"] {
            assert_eq!(read_address(wrong), None, "{wrong}");
        }
    }
}

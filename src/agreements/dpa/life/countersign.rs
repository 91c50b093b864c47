//! Countersigning in the product. The signatory types name and title, says that they may sign, and agrees to sign
//! electronically; a link that works once goes to the contact of the agreement, not to an address typed now; whoever opens
//! it sees exactly what will be signed and confirms. Then we seal a second signature that says what it is: evidence that
//! this was done, under our own certificate, not somebody's qualified signature.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{agreement, countersignature};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::super::actions::realm;
use super::super::content::Content;
use super::super::events::Event;
use super::super::states::{State, not_open};
use super::super::store as agreements;
use super::customer::Way;
use super::force::{contact, workspace_of};
use super::jobs::make_signature;
use super::store::{self, Asked};
use super::told::{Told, tell};
use crate::agreements::templates;
use crate::kernel::authz::Visitor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::ids::{fingerprint, new_secret, sha256_hex};
use crate::kernel::limits::Rule;
use crate::kernel::line;
use crate::notifications::{self, Mail};

/// Links for one agreement: a mail that got lost twice, not a mailbox that is filled.
const PER_AGREEMENT: Rule = Rule::new("countersign-agreement", 5, Duration::from_secs(3600));
/// Links asked for from one network address, and links opened from it: nobody guesses 256 bits, nobody should try.
const PER_ADDRESS: Rule = Rule::new("countersign-address", 30, Duration::from_secs(3600));
/// What a signatory says before the link is sent.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Signatory {
    /// Full name.
    pub name: String,
    /// In which function.
    pub title: String,
    /// They may sign for the organisation.
    pub authority: bool,
    /// They agree to sign electronically.
    pub consent: bool,
}

/// Where the link went.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LinkSent {
    /// The contact of the agreement.
    pub sent_to: String,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
}

/// Takes down who wants to sign and sends the link to the contact of the agreement.
///
/// # Errors
/// `NotFound`; `Invalid` with every wrong field; `Refused` with `agreement-not-open`; `TooMany`.
pub async fn ask(visitor: &Visitor, way: &Way, id: Uuid, signatory: &Signatory) -> Result<LinkSent, Error> {
    let (name, title) = read(signatory)?;
    let kernel = visitor.kernel();
    let realm = realm(kernel).await?;
    // Who does not reach the agreement uses up nobody's links.
    let row = way.row(&visitor.read_in(realm).await?, id).await?;
    let template = templates::version(kernel, realm, &row.template_version).await?;
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    kernel.limits.reserve(&PER_AGREEMENT, &id.to_string()).await?;
    let tx = visitor.begin_in(realm).await?;
    let row = way.locked(&tx, id).await?;
    can_be_signed(&tx, &row).await?;
    let secret = new_secret(&*kernel.random)?;
    let expires_at = tx.now() + TimeDelta::hours(template.config().life.link_hours.value.into());
    let asked = Asked {
        name: name.clone(),
        title: title.clone(),
        link_hash: Some(fingerprint(&secret)),
        how: "product",
        expires_at,
        by: way.member().map(|member| member.person),
    };
    let made = store::insert_countersignature(&tx, &row, asked).await?;
    let mail = Mail::new(contact(&row), "dpa-signing")
        .with("organisation", row.legal_name.clone())
        .with("number", row.number.clone())
        .with("signatory", format!("{name}, {title}"))
        .with("expires", notifications::Value::Moment(expires_at))
        .link(format!("/countersign/{secret}"))
        .about(id);
    notifications::mail(&tx, mail).await?;
    tell(&tx, &row, way.member(), Told::LinkSent { countersignature_id: made.id }).await?;
    tx.commit(Event::CountersignatureAsked { dpa_id: id, countersignature_id: made.id }).await?;
    Ok(LinkSent { sent_to: row.contact_email, expires_at })
}

fn read(signatory: &Signatory) -> Result<(String, String), Error> {
    let mut fields = Fields::new();
    let name = fields.take(line::read("name", &signatory.name, 150));
    let title = fields.take(line::read("title", &signatory.title, 100));
    if !signatory.authority {
        fields.add("authority", "authority-needed", "Confirm that you may sign for the organisation.");
    }
    if !signatory.consent {
        fields.add(
            "consent",
            "consent-needed",
            "Agree to sign electronically, or sign the file with your own program and upload it.",
        );
    }
    fields.check()?;
    name.zip(title).ok_or_else(|| Error::from(anyhow::anyhow!("a signatory without wrong fields was not read")))
}

/// Refuses where the agreement is not sent yet, closed, or signed already.
pub async fn can_be_signed(tx: &TenantTx, row: &agreement::Model) -> Result<(), Error> {
    let in_time = row.expires_at.is_none_or(|end| tx.now() < end);
    if State::read(&row.state)?.is_open() && in_time && !store::is_confirmed(tx, row.id).await? {
        return Ok(());
    }
    Err(not_open())
}

/// What a link leads to.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ToSign {
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// SHA-256 of the PDF that will be signed.
    pub pdf_sha256: String,
    /// The customer.
    pub controller: String,
    /// The operator.
    pub processor: String,
    /// Who signs.
    pub name: String,
    /// In which function.
    pub title: String,
    /// Until when the link works.
    pub expires_at: DateTime<Utc>,
    /// When it was confirmed, if it was.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The workspace that holds the agreement and sees what is signed, if one does.
    pub workspace: Option<String>,
}

/// What will be signed, for who opened the link.
///
/// # Errors
/// `NotFound` for an unknown link; `Refused` with `link-expired` or `agreement-not-open`; `TooMany`.
pub async fn to_sign(visitor: &Visitor, secret: &str) -> Result<(ToSign, agreement::Model), Error> {
    let kernel = visitor.kernel();
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.read_in(realm(kernel).await?).await?;
    let asked = store::by_link(&tx, fingerprint(secret)).await?;
    let row = agreements::by_id(&tx, asked.agreement_id).await?;
    if asked.confirmed_at.is_none() {
        still_works(&asked, tx.now())?;
        can_be_signed(&tx, &row).await?;
    }
    let workspace = workspace_of(&tx, &row).await?;
    let content: Content = serde_json::from_str(row.json.as_deref().unwrap_or_default())?;
    let shown = ToSign {
        id: row.id,
        number: row.number.clone(),
        pdf_sha256: asked.pdf_sha256,
        controller: content.controller.legal_name,
        processor: content.processor.legal_name,
        name: asked.name,
        title: asked.title,
        expires_at: asked.expires_at,
        confirmed_at: asked.confirmed_at,
        workspace,
    };
    Ok((shown, row))
}

fn still_works(asked: &countersignature::Model, now: DateTime<Utc>) -> Result<(), Error> {
    if now < asked.expires_at {
        return Ok(());
    }
    Err(Error::refused("link-expired", "This link has expired. Begin again on the page of the agreement."))
}

/// Confirms: from here the signature is made by the worker. Confirming again changes nothing.
///
/// # Errors
/// As [`to_sign`].
pub async fn confirm(visitor: &Visitor, secret: &str) -> Result<agreement::Model, Error> {
    let kernel = visitor.kernel();
    kernel.limits.reserve(&PER_ADDRESS, &visitor.address()).await?;
    let tx = visitor.begin_in(realm(kernel).await?).await?;
    let asked = store::by_link(&tx, fingerprint(secret)).await?;
    let row = agreements::locked(&tx, asked.agreement_id).await?;
    // Whoever confirmed a moment ago held the agreement: what they wrote is seen now.
    let asked = store::countersignature(&tx, asked.id).await?;
    if asked.confirmed_at.is_some() {
        return Ok(row);
    }
    still_works(&asked, tx.now())?;
    can_be_signed(&tx, &row).await?;
    if row.pdf_sha256.as_deref() != Some(asked.pdf_sha256.as_str()) {
        return Err(not_open());
    }
    let evidence = evidence(&asked, &row, &tx)?;
    let evidence_sha256 = sha256_hex(evidence.as_bytes());
    store::confirm(&tx, &asked, evidence, evidence_sha256.clone()).await?;
    make_signature(&tx, asked.id).await?;
    let (dpa_id, countersignature_id) = (row.id, asked.id);
    tell(&tx, &row, None, Told::Confirmed { countersignature_id, evidence_sha256: evidence_sha256.clone() }).await?;
    tx.commit(Event::CountersignatureConfirmed { dpa_id, countersignature_id, evidence_sha256 }).await?;
    Ok(row)
}

/// What is known of the signing, in canonical form (RFC 8785); its SHA-256 stands in the signature.
fn evidence(asked: &countersignature::Model, row: &agreement::Model, tx: &TenantTx) -> Result<String, Error> {
    let origin = tx.origin();
    let evidence = json!({
        "$schema": "urn:tutela:schema:countersignature:1",
        "agreement": row.id,
        "number": row.number,
        "pdf_sha256": asked.pdf_sha256,
        "countersignature": asked.id,
        "name": asked.name,
        "title": asked.title,
        "authority": true,
        "consent": true,
        "asked": {
            "at": asked.asked_at,
            "ip": asked.asked_ip,
            "user_agent": asked.asked_agent,
            "by_user": asked.asked_by,
            "workspace": asked.asked_by.and(row.held_by),
        },
        "confirmed": {
            "at": tx.now(),
            "by_link_to": asked.contact_email,
            "ip": origin.ip.map(|ip| ip.to_string()),
            "user_agent": origin.user_agent,
        },
    });
    Ok(serde_json_canonicalizer::to_string(&evidence)?)
}

/// What the signature says of itself, in the language of the agreement.
pub fn reason(asked: &countersignature::Model, row: &agreement::Model) -> String {
    let texts = crate::kernel::i18n::Texts::new(Locale::of(&row.language).unwrap_or_default());
    let at = texts.moment(asked.confirmed_at.unwrap_or(asked.asked_at));
    let (name, title) = (shortened(&asked.name, 120), shortened(&asked.title, 80));
    let said = [
        ("name", name.as_str()),
        ("title", title.as_str()),
        ("number", row.number.as_str()),
        ("at", at.as_str()),
        ("evidence", asked.evidence_sha256.as_deref().unwrap_or_default()),
    ];
    texts.ta("dpa-countersignature-reason", &said)
}

/// The reason in a signature has at most 500 characters: programs show it on one line. The whole name stands in the evidence.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_fits_into_a_signature() {
        for locale in Locale::ALL {
            let texts = crate::kernel::i18n::Texts::new(locale);
            let (name, title) = (shortened(&"Ž".repeat(150), 120), shortened(&"d".repeat(100), 80));
            assert_eq!((name.chars().count(), shortened("Ada", 3)), (120, "Ada".to_owned()));
            let (number, evidence) = ("DPA-2026-DUXD6SS3", "e".repeat(64));
            let at = texts.moment("2026-11-21T10:00:00Z".parse::<DateTime<Utc>>().unwrap());
            let said = [("name", name.as_str()), ("title", &title), ("number", number), ("at", &at), ("evidence", &evidence)];
            let reason = texts.ta("dpa-countersignature-reason", &said);
            assert!(reason.chars().count() <= 500 && !reason.contains("{ $"), "{locale}: {}", reason.chars().count());
        }
    }
}

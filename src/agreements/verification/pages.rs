//! Verification as pages: a file to drop, and what a code on paper leads to.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::actions::{self, Paper};
use super::model::{Finding, MOST_BYTES, Signature, Verdict};
use crate::agreements::dpa::{self, Force, Processor, Standing as AgreementStanding};
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, encode, groups, respond_public, respond_with, see_other};
use crate::kernel::i18n::Texts;
use crate::kernel::web::{Query, Sent, form_file};
use crate::learning::certificates::{self, Looked, Standing, Status};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_form).service(check_file).service(show_code);
}

#[derive(askama::Template)]
#[template(path = "pages/verification/form.html")]
struct FormPage {
    shell: Shell,
    errors: FormErrors,
    result: Option<Shown>,
    size_hint: String,
}

impl FormPage {
    fn new(shell: Shell, errors: FormErrors, result: Option<Shown>) -> Self {
        let size_hint = shell.ta("verify-field-file-hint", &[("size", &shell.texts.bytes(MOST_BYTES as u64))]);
        Self { shell, errors, result, size_hint }
    }
}

/// A finding in words.
struct Shown {
    tone: Tone,
    word: String,
    title: String,
    text: String,
    next: String,
    facts: Vec<(String, String)>,
    hash: Vec<String>,
    original: Vec<String>,
    signatures: Vec<SignatureShown>,
    /// Of a file that is not whole one thing is said: what still holds in it does not tell whether it can be relied on.
    is_whole: bool,
    count: String,
}

struct SignatureShown {
    /// For whom it stands in the document; empty when that is not known.
    side: String,
    reason: String,
    signer: String,
    organisation: String,
    issued: String,
    at: String,
    stamp: String,
    tone: Tone,
    state: String,
    whose: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    code: Option<String>,
}

#[get("/verify")]
async fn show_form(shell: Shell, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let code = wish.0.code.unwrap_or_default();
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    if !code.is_empty() {
        return Ok(see_other(&format!("/verify/{}", encode(&code))));
    }
    respond_public(&FormPage::new(shell, FormErrors::none(), None))
}

#[post("/verify")]
async fn check_file(
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    form: Multipart,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    actions::admit(&visitor).await?;
    let refused = |status: StatusCode, words: String| {
        let errors = FormErrors::new(texts, &[FieldError::new("file", "", words)]);
        respond_with(status, &FormPage::new(shell.clone(), errors, None))
    };
    let sent = form_file(form, MOST_BYTES).await?;
    let limit = || texts.ta("verify-error-too-large", &[("size", &texts.bytes(MOST_BYTES as u64))]);
    match sent {
        Sent::Nothing => refused(StatusCode::UNPROCESSABLE_ENTITY, texts.t("verify-error-no-file")),
        Sent::Several => refused(StatusCode::UNPROCESSABLE_ENTITY, texts.t("verify-error-one-file")),
        Sent::TooLarge => refused(StatusCode::PAYLOAD_TOO_LARGE, limit()),
        Sent::File(file) => match actions::checkable(&visitor, file).await? {
            None => refused(StatusCode::UNPROCESSABLE_ENTITY, texts.t("verify-error-not-pdf")),
            Some(pdf) => {
                let finding = actions::verify(&visitor, pdf).await?;
                let result = Some(shown(texts, finding, &processor.contact_email));
                respond_public(&FormPage::new(shell, FormErrors::none(), result))
            }
        },
    }
}

/// The tone of a finding, the word by which its texts are found, and the day that they speak of.
fn outcome(finding: &Finding) -> (Tone, &'static str, Option<DateTime<Utc>>) {
    // Only of a file that we know to the last byte is it said that it is authentic.
    if let Some(agreement) = finding.agreement.as_ref().filter(|agreement| finding.on_record && agreement.state.is_over()) {
        return (Tone::Warn, over_word(agreement.state), agreement.since);
    }
    let is_certificate = finding.document.as_ref().is_some_and(|document| document.kind == certificates::KIND);
    match (finding.verdict, &finding.certificate) {
        (Verdict::Countersigned, _) if finding.on_record => (Tone::Ok, "both-signed", None),
        (Verdict::Countersigned, _) if added_by_us(finding) => (Tone::Ok, "sealed-twice", None),
        (Verdict::Countersigned, _) => (Tone::Ok, "countersigned", None),
        (Verdict::Continued, _) => (Tone::Bad, "continued", None),
        (Verdict::Truncated, _) if finding.sealed_bytes.is_some() => (Tone::Warn, "signature-cut-off", None),
        (Verdict::Truncated, _) => (Tone::Warn, "truncated", None),
        (Verdict::Altered, _) => (Tone::Bad, "altered", None),
        (Verdict::Unknown, _) => (Tone::None, "unknown", None),
        (Verdict::Authentic, Some(Standing { status: Status::Revoked, revoked_at, .. })) => (Tone::Bad, "revoked", *revoked_at),
        (Verdict::Authentic, Some(Standing { status: Status::Expired, expires_at, .. })) => (Tone::Warn, "expired", *expires_at),
        (Verdict::Authentic, None) if is_certificate => (Tone::Warn, "gone", None),
        (Verdict::Authentic, _) => (Tone::Ok, "authentic", None),
    }
}

/// The word by which the texts about an agreement are found that counts no more, or never did.
const fn over_word(state: Force) -> &'static str {
    match state {
        Force::Superseded => "agreement-superseded",
        Force::Declined => "agreement-declined",
        Force::Expired => "agreement-expired",
        Force::Overtaken => "agreement-overtaken",
        _ => "agreement-ended",
    }
}

/// Whether an agreement counts, in words.
fn standing_shown(texts: Texts, agreement: &AgreementStanding) -> String {
    let day = agreement.since.map(|since| texts.date(since)).unwrap_or_default();
    texts.ta(&format!("verify-agreement-{}", agreement.state.as_str()), &[("date", &day)])
}

/// Whether the signature that was added to a document of ours is our own.
fn added_by_us(finding: &Finding) -> bool {
    finding.signatures.iter().any(|signature| signature.ours && signature.covers_whole_file)
}

fn shown(texts: Texts, finding: Finding, contact: &str) -> Shown {
    let (tone, word, day) = outcome(&finding);
    let day = day.map(|day| texts.date(day)).unwrap_or_default();
    let size = texts.bytes(finding.sealed_bytes.unwrap_or_default() as u64);
    let reason = finding.refusal.as_ref().map(|refusal| texts.t(&format!("verify-refusal-{}", refusal.code))).unwrap_or_default();
    let signer = finding.signatures.iter().find(|signature| signature.covers_whole_file).map(|last| last.signer.clone());
    let signer = signer.unwrap_or_default();
    let said = [("email", contact), ("date", &day), ("size", &size), ("reason", &reason), ("signer", &signer)];
    let say = |part: &str| texts.ta(&format!("verify-verdict-{word}{part}"), &said);
    let next = if finding.encrypted { texts.t("verify-encrypted") } else { say("-next") };
    let is_whole = finding.verdict != Verdict::Truncated;
    let original = finding.document.as_ref().filter(|document| is_whole && document.sha256 != finding.sha256);
    Shown {
        tone,
        word: say(""),
        title: say("-title"),
        text: say("-text"),
        next,
        facts: facts(texts, &finding),
        hash: groups(&finding.sha256),
        is_whole,
        original: original.map(|document| groups(&document.sha256)).unwrap_or_default(),
        count: texts.tn("verify-signatures-count", i64::try_from(finding.signatures.len()).unwrap_or(i64::MAX)),
        signatures: finding.signatures.into_iter().map(|signature| signature_shown(texts, signature)).collect(),
    }
}

fn facts(texts: Texts, finding: &Finding) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(document) = &finding.document {
        facts.push((texts.t("verify-facts-kind"), texts.t(&format!("verify-kind-{}", document.kind))));
        facts.push((texts.t("verify-facts-sealed-at"), texts.moment(document.sealed_at)));
    }
    if let Some(standing) = &finding.certificate {
        let until = standing.expires_at.map_or_else(|| texts.t("verify-certificate-expires-never"), |day| texts.date(day));
        facts.push((texts.t("verify-signature-state"), texts.t(status_word(standing.status))));
        facts.push((texts.t("verify-certificate-expires"), until));
    }
    if let Some(agreement) = &finding.agreement {
        facts.push((texts.t("verify-agreement"), standing_shown(texts, agreement)));
    }
    facts.push((texts.t("verify-facts-size"), texts.bytes(finding.size as u64)));
    facts
}

const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Valid => "verify-certificate-valid",
        Status::Expired => "verify-certificate-expired",
        Status::Revoked => "verify-certificate-revoked",
    }
}

/// Only a signature that holds says whose it is.
fn signature_shown(texts: Texts, signature: Signature) -> SignatureShown {
    if !signature.intact {
        return SignatureShown {
            side: String::new(),
            reason: String::new(),
            signer: texts.t("verify-signature-broken"),
            organisation: String::new(),
            issued: String::new(),
            at: String::new(),
            stamp: String::new(),
            tone: Tone::Bad,
            state: texts.t("verify-signature-invalid"),
            whose: texts.t("verify-signature-broken-text"),
        };
    }
    let issued = if signature.issuer == signature.signer {
        texts.t("verify-signature-self-issued")
    } else {
        texts.ta("verify-signature-issued-by", &[("issuer", &signature.issuer)])
    };
    let (at, stamp) = match &signature.time_stamp {
        Some(stamp) if stamp.trusted => {
            (Some(stamp.at), texts.ta("verify-signature-stamped", &[("authority", &stamp.authority)]))
        }
        Some(stamp) => (signature.signed_at, texts.ta("verify-signature-stamped-unknown", &[("authority", &stamp.authority)])),
        None => (signature.signed_at, texts.t("verify-signature-claimed")),
    };
    let reason = match signature.reason {
        reason if reason.is_empty() || signature.ours => reason,
        stated => texts.ta("verify-signature-stated", &[("reason", &stated)]),
    };
    let side = match signature.field.as_str() {
        dpa::CUSTOMER_FIELD => texts.t("verify-signature-customer"),
        dpa::PROCESSOR_FIELD => texts.t("verify-signature-processor"),
        _ => String::new(),
    };
    SignatureShown {
        side,
        reason,
        signer: signature.signer,
        organisation: signature.organisation,
        issued,
        at: at.map(|at| texts.moment(at)).unwrap_or_default(),
        stamp,
        tone: Tone::Ok,
        state: texts.t("verify-signature-valid"),
        whose: texts.t(if signature.ours { "verify-signature-ours" } else { "verify-signature-other" }),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/verification/code.html")]
struct CodePage {
    shell: Shell,
    title: String,
    tone: Tone,
    word: String,
    verdict: String,
    text: String,
    facts: Vec<(String, String)>,
    looked_up: String,
}

#[get("/verify/{code}")]
async fn show_code(visitor: Visitor, shell: Shell, code: web::Path<String>) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let now = visitor.kernel().clock.now();
    let shown_code =
        groups(&code.chars().filter(char::is_ascii_alphanumeric).take(64).collect::<String>().to_uppercase()).join(" ");
    let page = |status: StatusCode, tone, key: &str, text: String, facts| {
        let page = CodePage {
            title: texts.ta("verify-certificate-title", &[("code", &shown_code)]),
            tone,
            word: texts.t(key),
            verdict: texts.t(&format!("{key}-title")),
            text,
            facts,
            looked_up: texts.ta("verify-certificate-looked-up", &[("date", &texts.moment(now))]),
            shell: shell.clone(),
        };
        respond_with(status, &page)
    };
    match actions::looked_up(&visitor, &code).await {
        Ok(Paper::Certificate(looked)) => {
            let key = status_word(looked.status);
            let (tone, at) = match looked.status {
                Status::Valid => (Tone::Ok, None),
                Status::Expired => (Tone::Warn, looked.expires_at),
                Status::Revoked => (Tone::Bad, looked.revoked_at),
            };
            let date = at.map(|at| texts.date(at.with_timezone(&looked.zone))).unwrap_or_default();
            let text = texts.ta(&format!("{key}-text"), &[("issuer", &looked.issuer), ("date", &date)]);
            page(StatusCode::OK, tone, key, text, certificate_facts(texts, looked))
        }
        Ok(Paper::Agreement(known, standing)) => {
            let mut facts = vec![
                (texts.t("verify-facts-kind"), texts.t("verify-kind-dpa")),
                (texts.t("verify-facts-sealed-at"), texts.moment(known.sealed_at)),
                (texts.t("verify-facts-original-sha256"), groups(&known.sha256).join(" ")),
            ];
            let (mut tone, mut key) = (Tone::Ok, "verify-code-agreement");
            if let Some(agreement) = standing {
                if agreement.state.is_over() {
                    (tone, key) = (Tone::Warn, "verify-code-agreement-over");
                }
                facts.insert(1, (texts.t("verify-agreement"), standing_shown(texts, &agreement)));
                let both = agreement.countersigned_sha256.map(|sha256| groups(&sha256).join(" "));
                facts.extend(both.map(|both| (texts.t("verify-facts-countersigned-sha256"), both)));
            }
            page(StatusCode::OK, tone, key, texts.t(&format!("{key}-text")), facts)
        }
        Err(Error::NotFound) => page(
            StatusCode::NOT_FOUND,
            Tone::None,
            "verify-certificate-unknown",
            texts.t("verify-certificate-unknown-text"),
            Vec::new(),
        ),
        Err(error) => Err(error),
    }
}

fn certificate_facts(texts: Texts, looked: Looked) -> Vec<(String, String)> {
    let day = |at: DateTime<Utc>| texts.date(at.with_timezone(&looked.zone));
    vec![
        (texts.t("verify-certificate-holder"), looked.holder),
        (texts.t("verify-certificate-module"), looked.module),
        (texts.t("verify-certificate-version"), looked.version.to_string()),
        (texts.t("verify-certificate-issuer"), looked.issuer),
        (texts.t("verify-certificate-issued"), day(looked.issued_at)),
        (
            texts.t("verify-certificate-expires"),
            looked.expires_at.map_or_else(|| texts.t("verify-certificate-expires-never"), day),
        ),
    ]
}

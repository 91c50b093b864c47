//! Verification as pages: a file to drop, and what a code on paper leads to.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use serde::Deserialize;

use super::actions::{self, Paper};
use super::model::{Finding, MOST_BYTES, Signature, Verdict};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, encode, groups, respond_public, respond_with, see_other};
use crate::kernel::i18n::Texts;
use crate::kernel::pdf::bears_marker;
use crate::kernel::web::Query;
use crate::learning::certificates::{Looked, Status};

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
    count: String,
}

struct SignatureShown {
    signer: String,
    at: String,
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
    let wrong = |words: String| FormErrors::new(texts, &[FieldError::new("file", "", words)]);
    let pdf = match read_file(form).await {
        Ok(pdf) if pdf.is_empty() => Err(wrong(texts.t("verify-error-no-file"))),
        Ok(pdf) if !pdf.get(..1024).unwrap_or(&pdf).windows(5).any(|part| part == b"%PDF-") && !bears_marker(&pdf) => {
            Err(wrong(texts.t("verify-error-not-pdf")))
        }
        Ok(pdf) => Ok(pdf),
        Err(Error::TooLarge { .. }) => {
            Err(wrong(texts.ta("verify-error-too-large", &[("size", &texts.bytes(MOST_BYTES as u64))])))
        }
        Err(error) => return Err(error),
    };
    match pdf {
        Ok(pdf) => {
            let finding = actions::verify(&visitor, pdf).await?;
            let result = Some(shown(texts, finding, &processor.contact_email));
            respond_public(&FormPage::new(shell, FormErrors::none(), result))
        }
        Err(errors) => respond_with(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::new(shell, errors, None)),
    }
}

/// The first file of the form.
async fn read_file(mut form: Multipart) -> Result<Vec<u8>, Error> {
    let broken = |_| Error::Malformed("The file ended before it was complete. Send it again.".to_owned());
    let mut bytes = Vec::new();
    while let Some(mut field) = form.try_next().await.map_err(broken)? {
        let is_file = field.name() == Some("file");
        while let Some(part) = field.try_next().await.map_err(broken)? {
            if bytes.len() + part.len() > MOST_BYTES {
                return Err(Error::TooLarge { limit: MOST_BYTES });
            }
            if is_file {
                bytes.extend_from_slice(&part);
            }
        }
    }
    Ok(bytes)
}

fn shown(texts: Texts, finding: Finding, contact: &str) -> Shown {
    let (tone, word) = match finding.verdict {
        Verdict::Authentic => (Tone::Ok, "authentic"),
        Verdict::Altered => (Tone::Bad, "altered"),
        Verdict::Unknown => (Tone::None, "unknown"),
    };
    let say = |part: &str| texts.ta(&format!("verify-verdict-{word}{part}"), &[("email", contact)]);
    let mut facts = Vec::new();
    if let Some(document) = &finding.document {
        facts.push((texts.t("verify-facts-kind"), texts.t(&format!("verify-kind-{}", document.kind))));
        facts.push((texts.t("verify-facts-sealed-at"), texts.moment(document.sealed_at)));
    }
    facts.push((texts.t("verify-facts-size"), texts.bytes(finding.size as u64)));
    let original = finding.document.as_ref().filter(|document| document.sha256 != finding.sha256);
    Shown {
        tone,
        word: say(""),
        title: say("-title"),
        text: say("-text"),
        next: say("-next"),
        facts,
        hash: groups(&finding.sha256),
        original: original.map(|document| groups(&document.sha256)).unwrap_or_default(),
        count: texts.tn("verify-signatures-count", i64::try_from(finding.signatures.len()).unwrap_or(i64::MAX)),
        signatures: finding.signatures.into_iter().map(|signature| signature_shown(texts, signature)).collect(),
    }
}

fn signature_shown(texts: Texts, signature: Signature) -> SignatureShown {
    let (tone, state) =
        if signature.intact { (Tone::Ok, "verify-signature-valid") } else { (Tone::Bad, "verify-signature-invalid") };
    SignatureShown {
        signer: signature.signer,
        at: signature.signed_at.map(|at| texts.moment(at)).unwrap_or_default(),
        tone,
        state: texts.t(state),
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
            let (tone, key, at) = match looked.status {
                Status::Valid => (Tone::Ok, "verify-certificate-valid", None),
                Status::Expired => (Tone::Warn, "verify-certificate-expired", looked.expires_at),
                Status::Revoked => (Tone::Bad, "verify-certificate-revoked", looked.revoked_at),
            };
            let date = at.map(|at| texts.date(at)).unwrap_or_default();
            let text = texts.ta(&format!("{key}-text"), &[("issuer", &looked.issuer), ("date", &date)]);
            page(StatusCode::OK, tone, key, text, certificate_facts(texts, looked))
        }
        Ok(Paper::Agreement(known)) => {
            let facts = vec![
                (texts.t("verify-facts-kind"), texts.t("verify-kind-dpa")),
                (texts.t("verify-facts-sealed-at"), texts.moment(known.sealed_at)),
                (texts.t("verify-facts-original-sha256"), groups(&known.sha256).join(" ")),
            ];
            page(StatusCode::OK, Tone::Ok, "verify-code-agreement", texts.t("verify-code-agreement-text"), facts)
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
    let day = |at: DateTime<Utc>| texts.date(at);
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

//! Pages for who signs: the agreement under its own address with its forms, and the page behind the link of the mail.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use entity::agreement;
use serde::Deserialize;
use uuid::Uuid;

use super::super::actions::contact_path;
use super::countersign::{self, Signatory, ToSign};
use super::customer::{self, Beside, Way, seen};
use super::routes::{MOST_SIGNED_BYTES, Reason};
use super::shown::{Seen, Shown};
use super::timeline::Course;
use super::upload;
use crate::kernel::authz::Visitor;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::{Form, Sent as SentFile, form_file};

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_status).service(ask_to_sign).service(refuse).service(send_file).service(show_link).service(confirm_link);
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/status.html")]
struct StatusPage {
    shell: Shell,
    errors: FormErrors,
    view: Shown,
    entered: Entered,
}

/// What was written into the forms, or stands in them at first.
#[derive(Clone, Debug, Default)]
pub struct Entered {
    /// Of who signs.
    pub signatory: Signatory,
    /// Why not.
    pub reason: String,
}

/// What was sent in the form that comes back.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// That of who signs.
    pub signatory: Option<Signatory>,
    /// That of who declines.
    pub reason: String,
}

impl Entered {
    /// What was sent; where nothing was, who was named when the agreement was asked for.
    #[must_use]
    pub fn of(row: &agreement::Model, sent: Sent) -> Self {
        let (name, title) = (row.signatory_name.clone(), row.signatory_title.clone());
        let named = || Signatory { name, title, ..Signatory::default() };
        Self { signatory: sent.signatory.unwrap_or_else(named), reason: sent.reason }
    }
}

/// What comes back beside a form, which may have words of its own: wrong fields, what is refused, and when to come back; with
/// the status of the answer.
///
/// # Errors
/// The error itself, when it is not about the form.
pub fn beside_form(texts: Texts, form: &str, error: Error) -> Result<(StatusCode, FormErrors, Option<u64>), Error> {
    let status = error.status_code();
    let Error::TooMany { retry_after_s } = error else {
        let is_of_file = upload::is_of_file(&error);
        let errors = FormErrors::of_form(texts, form, error)?;
        return Ok((status, if is_of_file { errors.at("file") } else { errors }, None));
    };
    let minutes = i64::try_from(retry_after_s.div_ceil(60).max(1)).unwrap_or(i64::MAX);
    let said = FieldError::new("", "", texts.tn("dpa-error-too-often", minutes));
    Ok((status, FormErrors::new(texts, &[said]), Some(retry_after_s)))
}

/// An answer that says when to come back.
#[must_use]
pub fn with_wait(mut response: HttpResponse, seconds: Option<u64>) -> HttpResponse {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The form of who signs.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignForm {
    name: String,
    title: String,
    authority: bool,
    consent: bool,
}

impl From<SignForm> for Signatory {
    fn from(form: SignForm) -> Self {
        Self { name: form.name, title: form.title, authority: form.authority, consent: form.consent }
    }
}

async fn page(
    visitor: &Visitor,
    shell: Shell,
    id: Uuid,
    token: &str,
    errors: FormErrors,
    sent: Sent,
) -> Result<StatusPage, Error> {
    let way = Way::Address(token.to_owned());
    let row = customer::look(visitor, &way, id, shell.operator).await?;
    let Beside { mut course, is_being_signed, answer_days, workspace, newer, template, conditions } =
        customer::beside(visitor, &row).await?;
    let status = seen(visitor.kernel(), &way, &row, token)?;
    let (base, files) = (format!("/dpa/{id}/{token}"), format!("/api/v1/public/dpa-requests/{id}/{token}"));
    let of_contact = way.shows_what_was_signed(visitor.kernel(), id);
    if !of_contact {
        // Who signs and what comes after is the contact's affair: whoever asked may have asked in somebody else's name.
        course = Course::default();
    }
    let (takes_file, workspace, newer) = (of_contact, workspace.as_deref(), newer.as_deref());
    let seen = Seen {
        course: &course,
        is_being_signed,
        of_contact,
        takes_file,
        workspace,
        newer,
        is_held: false,
        answer_days,
        template: template.as_deref(),
        conditions: &conditions,
        base: &base,
        files: &files,
    };
    let view = Shown::new(&shell, &status, &row, &seen);
    Ok(StatusPage { errors, view, entered: Entered::of(&row, sent), shell })
}

#[get("/dpa/{id}/{token}")]
async fn show_status(visitor: Visitor, shell: Shell, path: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    respond(&page(&visitor, shell, path.0, &path.1, FormErrors::none(), Sent::default()).await?)
}

async fn again(
    visitor: &Visitor,
    shell: Shell,
    path: &web::Path<(Uuid, String)>,
    error: Error,
    sent: Sent,
) -> Result<HttpResponse, Error> {
    let (status, errors, wait) = beside_form(shell.texts, "sign", error)?;
    Ok(with_wait(respond_with(status, &page(visitor, shell, path.0, &path.1, errors, sent).await?)?, wait))
}

#[post("/dpa/{id}/{token}/countersignature")]
async fn ask_to_sign(
    visitor: Visitor,
    shell: Shell,
    path: web::Path<(Uuid, String)>,
    form: Form<SignForm>,
) -> Result<HttpResponse, Error> {
    let signatory = Signatory::from(form.0);
    match countersign::ask(&visitor, &Way::Address(path.1.clone()), path.0, &signatory).await {
        Ok(_) => Ok(see_other_with(&format!("/dpa/{}/{}", path.0, path.1), Tone::Ok, "flash-dpa-link-sent")),
        Err(error) => again(&visitor, shell, &path, error, Sent { signatory: Some(signatory), ..Sent::default() }).await,
    }
}

#[post("/dpa/{id}/{token}/refusal")]
async fn refuse(
    visitor: Visitor,
    shell: Shell,
    path: web::Path<(Uuid, String)>,
    form: Form<Reason>,
) -> Result<HttpResponse, Error> {
    match customer::decline(&visitor, &Way::Address(path.1.clone()), path.0, &form.0.reason).await {
        Ok(()) => Ok(see_other_with(&format!("/dpa/{}/{}", path.0, path.1), Tone::Ok, "flash-dpa-declined")),
        Err(error) => again(&visitor, shell, &path, error, Sent { reason: form.0.reason, ..Sent::default() }).await,
    }
}

#[post("/dpa/{id}/{token}/signed-file")]
async fn send_file(
    visitor: Visitor,
    shell: Shell,
    path: web::Path<(Uuid, String)>,
    form: Multipart,
) -> Result<HttpResponse, Error> {
    match take_form(&visitor, &Way::Address(path.1.clone()), path.0, form).await {
        Ok(()) => Ok(see_other_with(&format!("/dpa/{}/{}", path.0, path.1), Tone::Ok, "flash-dpa-uploaded")),
        Err(error) => again(&visitor, shell, &path, error, Sent::default()).await,
    }
}

/// Reads a signed file out of a form, and takes it.
///
/// # Errors
/// What [`upload::take`] ends in; `Invalid` without a file, or with one that is too large.
pub async fn take_form(visitor: &Visitor, way: &Way, id: Uuid, form: Multipart) -> Result<(), Error> {
    let admitted = upload::admit(visitor, way, id).await;
    // Read to its end in any case: a browser shows no answer that comes while it still sends.
    let sent = form_file(form, MOST_SIGNED_BYTES).await?;
    admitted?;
    match sent {
        SentFile::File(file) => upload::take(visitor, way, id, file).await,
        SentFile::TooLarge => Err(Error::invalid("file", "signed-file-too-large", "A signed agreement has at most 20 MB.")),
        SentFile::Nothing | SentFile::Several => {
            Err(Error::invalid("file", "signed-file-needed", "Choose the PDF that you have signed."))
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/countersign.html")]
struct LinkPage {
    shell: Shell,
    sign: ToSign,
    hash: Vec<String>,
    until: String,
    link: String,
    agreement: String,
    is_done: bool,
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/countersign_gone.html")]
struct GonePage {
    shell: Shell,
    text: String,
    next: String,
}

#[get("/countersign/{secret}")]
async fn show_link(visitor: Visitor, shell: Shell, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    match countersign::to_sign(&visitor, &secret).await {
        Ok((sign, row)) => {
            let page = LinkPage {
                hash: crate::kernel::html::groups(&sign.pdf_sha256),
                until: shell.texts.moment(sign.expires_at),
                link: secret.into_inner(),
                agreement: contact_path(visitor.kernel(), row.id),
                is_done: sign.confirmed_at.is_some(),
                sign,
                shell,
            };
            respond(&page)
        }
        Err(error) => gone(shell, error, "dpa-link-gone-next"),
    }
}

#[post("/countersign/{secret}")]
async fn confirm_link(visitor: Visitor, shell: Shell, secret: web::Path<String>) -> Result<HttpResponse, Error> {
    match countersign::confirm(&visitor, &secret).await {
        Ok(row) => {
            let page = contact_path(visitor.kernel(), row.id);
            Ok(see_other_with(&page, Tone::Ok, "flash-dpa-signing"))
        }
        Err(error) => gone(shell, error, "dpa-link-gone-next"),
    }
}

/// A link that leads nowhere any more says why, and what to do next.
pub fn gone(shell: Shell, error: Error, next: &str) -> Result<HttpResponse, Error> {
    let (status, text) = match error {
        Error::NotFound => (StatusCode::NOT_FOUND, shell.t("dpa-link-unknown")),
        Error::Refused { code, detail } => {
            (StatusCode::CONFLICT, shell.texts.try_t(&format!("refused-{code}")).unwrap_or(detail))
        }
        other => return Err(other),
    };
    respond_with(status, &GonePage { next: shell.t(next), shell, text })
}

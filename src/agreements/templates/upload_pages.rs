//! The form in which a version is brought or written anew: three files to choose, or their text to paste.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use futures_util::TryStreamExt as _;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::complaint::{Complaint, File};
use super::model::{MOST_BYTES, Received, State};
use super::pages::SHELF;
use super::policy::{ManageTemplates, ReadTemplates};
use super::vocabulary::{DUTIES, FLAGS, TABLES, VARIABLES};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Query;

/// A form is not read beyond this many bytes: each file once chosen and once pasted, and the note.
const MOST_READ: usize = 7 * MOST_BYTES;

/// The pages for whoever brings a version.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_upload).service(send_upload).service(show_draft).service(send_draft);
}

#[derive(askama::Template)]
#[template(path = "pages/templates/upload.html")]
struct UploadPage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    lead: String,
    crumbs: Vec<(String, String)>,
    action: String,
    send: String,
    complaints: Vec<Told>,
    count: String,
    files: Vec<FileShown>,
    names: Vec<(String, Vec<&'static str>)>,
    note: String,
    revision: String,
    size: String,
}

/// A complaint on the page.
pub(super) struct Told {
    pub field: &'static str,
    pub place: String,
    pub words: String,
}

/// A file on the page.
struct FileShown {
    name: &'static str,
    field: &'static str,
    file_field: String,
    text: String,
    rows: usize,
}

/// What a form brought.
#[derive(Default)]
struct Sent {
    received: Received,
    note: String,
    revision: Option<i32>,
}

/// What is done with it.
enum Way {
    /// A new version.
    New,
    /// A draft that is written anew.
    Draft { id: Uuid, version: String },
}

impl UploadPage {
    fn new(shell: Shell, way: &Way, sent: Sent) -> Self {
        let texts = shell.texts;
        let mut crumbs = vec![(SHELF.to_owned(), texts.t("nav-templates"))];
        let (title, lead, action, send) = match way {
            Way::New => (
                texts.t("templates-upload"),
                texts.t("templates-upload-lead"),
                SHELF.to_owned(),
                texts.t("templates-upload-send"),
            ),
            Way::Draft { id, version } => {
                let name = texts.ta("templates-title", &[("version", version)]);
                crumbs.push((format!("{SHELF}/{id}"), name));
                let (title, lead) = (texts.t("templates-edit"), texts.t("templates-edit-lead"));
                (title, lead, format!("{SHELF}/{id}/draft"), texts.t("templates-edit-send"))
            }
        };
        let shown = |(file, text): (File, String)| FileShown {
            name: file.name(),
            field: file.field(),
            file_field: format!("{}_file", file.field()),
            text,
            rows: 12,
        };
        Self {
            errors: FormErrors::none(),
            title,
            lead,
            crumbs,
            action,
            send,
            complaints: Vec::new(),
            count: String::new(),
            files: File::ALL.into_iter().zip(sent.received.shown()).map(shown).collect(),
            names: vec![
                (texts.t("templates-names-variables"), VARIABLES.iter().map(|variable| variable.name).collect()),
                (texts.t("templates-names-tables"), TABLES.iter().map(|(table, _)| *table).collect()),
                (texts.t("templates-names-flags"), FLAGS.to_vec()),
                (texts.t("templates-names-duties"), DUTIES.to_vec()),
            ],
            note: sent.note,
            revision: sent.revision.map(|revision| revision.to_string()).unwrap_or_default(),
            size: texts.bytes(MOST_BYTES as u64),
            shell,
        }
    }

    fn complaining(self, wrong: &[Complaint]) -> Self {
        let texts = self.shell.texts;
        let count = texts.tn("templates-complaints", i64::try_from(wrong.len()).unwrap_or(i64::MAX));
        Self { complaints: wrong.iter().map(|complaint| told(texts, complaint)).collect(), count, ..self }
    }
}

pub(super) fn told(texts: Texts, complaint: &Complaint) -> Told {
    let line = complaint.line.to_string();
    Told {
        field: complaint.file.field(),
        place: texts.ta("templates-complaint-place", &[("file", complaint.file.name()), ("line", &line)]),
        words: complaint.words(texts),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Start {
    from: Option<Uuid>,
}

#[get("/operator/templates/new")]
async fn show_upload(caller: Authorized<ManageTemplates>, shell: Shell, start: Query<Start>) -> Result<HttpResponse, Error> {
    let received = match start.0.from {
        Some(id) => files_of(&reader(&caller)?, id).await?,
        None => Received::default(),
    };
    respond(&UploadPage::new(shell, &Way::New, Sent { received, ..Sent::default() }))
}

#[get("/operator/templates/{id}/draft")]
async fn show_draft(caller: Authorized<ManageTemplates>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let reader = reader(&caller)?;
    let version = actions::get(&reader, *id).await?;
    if version.state != State::Draft {
        version.standing().may_be_rewritten(None)?;
    }
    let received = files_of(&reader, *id).await?;
    let sent = Sent { received, note: version.note, revision: Some(version.revision) };
    respond(&UploadPage::new(shell, &Way::Draft { id: *id, version: version.version }, sent))
}

async fn files_of(reader: &Authorized<ReadTemplates>, id: Uuid) -> Result<Received, Error> {
    let files = actions::files(reader, id).await?;
    let mut received = Received::default();
    for (file, text) in File::ALL.into_iter().zip([files.template_toml, files.en_md, files.de_md]) {
        *received.file(file) = text.into_bytes();
    }
    Ok(received)
}

#[post("/operator/templates")]
async fn send_upload(caller: Authorized<ManageTemplates>, shell: Shell, form: Multipart) -> Result<HttpResponse, Error> {
    let sent = read_form(form).await?;
    let checked = match actions::check(sent.received.clone()).await? {
        Ok(checked) => checked,
        Err(wrong) => {
            let page = UploadPage::new(shell, &Way::New, sent).complaining(&wrong);
            return respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match actions::upload(&caller, &checked, &sent.note).await {
        Ok(version) => Ok(see_other_with(&format!("{SHELF}/{}", version.id), Tone::Ok, "flash-template-uploaded")),
        Err(error) => refused(shell, &Way::New, sent, error),
    }
}

#[post("/operator/templates/{id}/draft")]
async fn send_draft(
    caller: Authorized<ManageTemplates>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Multipart,
) -> Result<HttpResponse, Error> {
    let sent = read_form(form).await?;
    let version = actions::get(&reader(&caller)?, *id).await?.version;
    let way = Way::Draft { id: *id, version };
    let checked = match actions::check(sent.received.clone()).await? {
        Ok(checked) => checked,
        Err(wrong) => {
            let page = UploadPage::new(shell, &way, sent).complaining(&wrong);
            return respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match actions::rewrite(&caller, *id, &checked, &sent.note, sent.revision).await {
        Ok(_) => Ok(see_other_with(&format!("{SHELF}/{id}"), Tone::Ok, "flash-template-changed")),
        Err(error) => refused(shell, &way, sent, error),
    }
}

/// Shows the form once more with why it was not taken, and what was typed.
fn refused(shell: Shell, way: &Way, sent: Sent, error: Error) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    respond_with(status, &UploadPage { errors, ..UploadPage::new(shell, way, sent) })
}

/// Reads the form. A chosen file counts more than what stands in its field. Of a file that is too large no more is kept than
/// shows that it is.
async fn read_form(mut form: Multipart) -> Result<Sent, Error> {
    let broken = |_| Error::Malformed("The form ended before it was complete. Send it again.".to_owned());
    let (mut sent, mut read) = (Sent::default(), 0);
    while let Some(mut field) = form.try_next().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(part) = field.try_next().await.map_err(broken)? {
            read += part.len();
            if read > MOST_READ {
                return Err(Error::TooLarge { limit: MOST_READ });
            }
            if bytes.len() <= MOST_BYTES {
                bytes.extend_from_slice(&part);
            }
        }
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        let (field, is_chosen) = name.strip_suffix("_file").map_or((name.as_str(), false), |field| (field, true));
        match File::ALL.into_iter().find(|file| file.field() == field) {
            Some(_) if is_chosen && bytes.is_empty() => {}
            Some(file) if is_chosen || sent.received.file(file).is_empty() => *sent.received.file(file) = bytes,
            Some(_) => {}
            None if name == "note" => sent.note = text(),
            None if name == "revision" => sent.revision = text().trim().parse().ok(),
            None => return Err(Error::invalid(&name, "unknown-field", "This form has no such field.")),
        }
    }
    Ok(sent)
}

/// Whoever brings versions may read them.
fn reader(caller: &SignedIn) -> Result<Authorized<ReadTemplates>, Error> {
    caller.clone().authorize()
}

//! The editor of a page: what is written on one side, what learners will see on the other, saved while it is written.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::draft::{MOST_BODY_CHARACTERS, UnitChange};
use super::model::{Module, UnitKind};
use super::policy::{ManageModules, ReadModules};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other, see_other_with};
use crate::kernel::markdown::markdown;
use crate::kernel::web::Form;

#[derive(Template)]
#[template(path = "pages/modules/unit.html")]
struct Editor {
    shell: Shell,
    may_manage: bool,
    module: Module,
    unit_id: Uuid,
    number: usize,
    title: String,
    body_md: String,
    body_html: String,
    updated_at: DateTime<Utc>,
    errors: FormErrors,
    most: usize,
    /// Whether somebody removed it while it was written: what was typed can still be copied.
    is_removed: bool,
}

impl Editor {
    /// The moment exactly as the JSON interface writes it.
    fn version(&self) -> String {
        self.updated_at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }
}

async fn read(caller: &Authorized<ReadModules>, shell: Shell, ids: (Uuid, Uuid)) -> Result<Result<Editor, Uuid>, Error> {
    let found = actions::get(caller, ids.0).await?;
    let at = found.units.iter().position(|unit| unit.id == ids.1).ok_or(Error::NotFound)?;
    let unit = found.units.into_iter().nth(at).ok_or(Error::NotFound)?;
    if let (UnitKind::Quiz, Some(quiz)) = (unit.kind, unit.quiz_id) {
        return Ok(Err(quiz));
    }
    Ok(Ok(Editor {
        shell,
        may_manage: caller.may::<ManageModules>(),
        module: found.module,
        unit_id: unit.id,
        number: at + 1,
        body_html: markdown(&unit.body_md),
        title: unit.title,
        body_md: unit.body_md,
        updated_at: unit.updated_at,
        errors: FormErrors::none(),
        most: MOST_BODY_CHARACTERS,
        is_removed: false,
    }))
}

#[get("/modules/{id}/units/{unit_id}")]
pub async fn show(caller: Authorized<ReadModules>, shell: Shell, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    match read(&caller, shell, *ids).await? {
        Ok(editor) => respond(&editor),
        Err(quiz) => Ok(see_other(&format!("/quizzes/{quiz}"))),
    }
}

/// The form: what is left empty is empty, not left as it was.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageForm {
    title: String,
    body_md: String,
    #[serde(default)]
    updated_at: Option<DateTime<Utc>>,
}

#[post("/modules/{id}/units/{unit_id}")]
pub async fn save(
    caller: Authorized<ManageModules>,
    reader: Authorized<ReadModules>,
    shell: Shell,
    ids: web::Path<(Uuid, Uuid)>,
    form: Form<PageForm>,
) -> Result<HttpResponse, Error> {
    let PageForm { title, body_md, updated_at } = form.0;
    let change = UnitChange { title: Some(title.clone()), body_md: Some(body_md.clone()), updated_at };
    let Err(error) = actions::update_unit(&caller, ids.0, ids.1, change).await else {
        return Ok(see_other_with(&format!("/modules/{}/units/{}", ids.0, ids.1), Tone::Ok, "flash-saved"));
    };
    // A refusal is about another version: the text stays here, nothing saves it by itself, and saving it again is then a
    // decision. Any other error leaves it based on what it was based on.
    if matches!(error, Error::NotFound) && actions::was_removed(&reader, ids.0, ids.1).await? {
        return removed(&reader, shell, *ids, title, body_md).await;
    }
    let refused = matches!(error, Error::Refused { .. });
    let status = if refused { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let Ok(there) = read(&reader, shell, *ids).await? else { return Err(Error::NotFound) };
    let updated_at = updated_at.filter(|_| !refused).unwrap_or(there.updated_at);
    let editor = Editor { title, body_html: markdown(&body_md), body_md, updated_at, errors, ..there };
    respond_with(status, &editor)
}

/// The editor of a page that somebody removed meanwhile, with what was typed.
async fn removed(
    reader: &Authorized<ReadModules>,
    shell: Shell,
    ids: (Uuid, Uuid),
    title: String,
    body_md: String,
) -> Result<HttpResponse, Error> {
    let module = actions::get(reader, ids.0).await?.module;
    let said = Error::refused("unit-removed", "This page was removed in another window or by somebody else meanwhile.");
    let editor = Editor {
        errors: FormErrors::try_from_error(shell.texts, said)?,
        may_manage: true,
        unit_id: ids.1,
        number: 0,
        updated_at: module.updated_at,
        module,
        title,
        body_html: markdown(&body_md),
        body_md,
        most: MOST_BODY_CHARACTERS,
        is_removed: true,
        shell,
    };
    respond_with(StatusCode::CONFLICT, &editor)
}

//! The page at which a contact without an account reads a notice.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use uuid::Uuid;

use super::reading::{self, ReadNotice};
use super::shown::{self, Comparison};
use super::view::Standing;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, respond_with, see_other};
use crate::vendors::subprocessors::Facts;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_letter).service(read_letter);
}

#[derive(askama::Template)]
#[template(path = "pages/changes/letter.html")]
struct LetterPage {
    shell: Shell,
    title: String,
    tone: Tone,
    state: String,
    /// From when it holds, in a sentence.
    sentence: String,
    /// When the contact said that it has read the notice.
    acknowledged: String,
    /// Who objects, and how; empty when nobody can any more.
    object: String,
    comparison: Comparison,
    facts: Vec<(String, String)>,
}

/// Nothing is behind this address any more, or never was.
#[derive(askama::Template)]
#[template(path = "pages/changes/letter_gone.html")]
struct GonePage {
    shell: Shell,
}

#[get("/notices/{id}/{token}")]
async fn show_letter(visitor: Visitor, shell: Shell, link: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, token) = link.into_inner();
    match reading::show(&visitor, id, &token).await {
        Ok(notice) => respond(&page(&shell, &notice)),
        Err(error) => gone(&shell, error),
    }
}

#[post("/notices/{id}/{token}")]
async fn read_letter(visitor: Visitor, shell: Shell, link: web::Path<(Uuid, String)>) -> Result<HttpResponse, Error> {
    let (id, token) = link.into_inner();
    match reading::acknowledge(&visitor, id, &token).await {
        Ok(_) => Ok(see_other(&format!("/notices/{id}/{token}"))),
        Err(error) => gone(&shell, error),
    }
}

fn gone(shell: &Shell, error: Error) -> Result<HttpResponse, Error> {
    let Error::NotFound = error else { return Err(error) };
    let shell = Shell::public(shell.texts.locale(), shell.path.as_str());
    respond_with(StatusCode::NOT_FOUND, &GonePage { shell })
}

fn page(around: &Shell, notice: &ReadNotice) -> LetterPage {
    // Whoever is signed in elsewhere reads here as the contact of this workspace, in its zone.
    let mut shell = Shell::public(around.texts.locale(), around.path.as_str());
    shell.zone = notice.zone;
    let texts = shell.texts;
    let content = &notice.content;
    let (before, after) = (content.before.as_ref().map(name_of), content.after.as_ref().map(name_of));
    let (tone, state) = super::pages::standing(notice.state);
    let mut facts = vec![
        (texts.t("changes-letter-workspace"), notice.workspace.clone()),
        (texts.t("changes-told"), shell.moment_here(notice.noticed_at)),
        shown::days(texts, content.emergency, content.notice_days.into()),
        (texts.t("changes-kind"), shown::kind_name(texts, content.kind)),
    ];
    facts.extend(super::pages::dates(&shell, &notice.dates, notice.activated_at));
    facts.extend(shown::rests_on(texts, content.loss, content.risk));
    if !content.reason.is_empty() {
        facts.push((texts.t("changes-reason"), content.reason.clone()));
    }
    LetterPage {
        title: shown::title(texts, content.kind, before, after),
        tone,
        state: texts.t(state),
        sentence: sentence(&shell, notice),
        acknowledged: notice
            .acknowledged_at
            .map(|at| texts.ta("changes-acknowledged", &[("date", &shell.moment_here(at))]))
            .unwrap_or_default(),
        object: if notice.may_object { texts.t("changes-letter-object") } else { String::new() },
        comparison: Comparison::of(texts, content.before.as_ref(), content.after.as_ref()).since(texts, notice.activated_at),
        facts,
        shell,
    }
}

fn name_of(facts: &Facts) -> &str {
    &facts.legal_name
}

/// When it starts, or what became of it, to somebody who does not object here.
fn sentence(shell: &Shell, notice: &ReadNotice) -> String {
    let (key, at) = match (notice.state, notice.activated_at) {
        (Standing::Withdrawn, _) => return shell.t("changes-sentence-withdrawn"),
        (Standing::LeftOut, _) => return shell.t("changes-sentence-left-out"),
        (Standing::Active, Some(at)) if !(notice.content.emergency && notice.may_object) => ("changes-sentence-active", at),
        (Standing::Objected, Some(_)) => return shell.t("changes-letter-objected-active"),
        (Standing::Objected, None) => return shell.t("changes-letter-objected"),
        _ if notice.content.emergency => return super::pages::urgent(shell, &notice.dates, notice.activated_at),
        _ => match notice.dates.earliest {
            Some(at) => ("changes-letter-noticed", at),
            None => return shell.t("changes-sentence-unreached"),
        },
    };
    shell.ta(key, &[("date", &shell.moment_here(at))])
}

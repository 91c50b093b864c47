//! A draft as a learner would see it. Nothing that happens here counts or is kept (learning rule 10).

use actix_web::http::header;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::draft::MOST_BODY_CHARACTERS;
use super::model::{Module, Unit, UnitKind};
use super::policy::ReadModules;
use super::publication::minutes_to_read;
use super::quiz_unit;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, respond};
use crate::kernel::markdown::markdown;
use crate::kernel::web::{Form, Query};
use crate::learning::quizzes::{Kind, Settings, Shown};

/// A text that is being written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    source: String,
}

/// The text as harmless HTML, for the pane beside it.
#[post("/modules/preview")]
pub async fn fragment(_: Authorized<ReadModules>, form: Form<Source>) -> Result<HttpResponse, Error> {
    if form.0.source.chars().count() > MOST_BODY_CHARACTERS {
        return Err(Error::TooLarge { limit: MOST_BODY_CHARACTERS });
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(markdown(&form.0.source)))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    unit: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "pages/modules/preview.html")]
struct Preview {
    shell: Shell,
    module: Module,
    units: Vec<Unit>,
    at: usize,
    shown: Content,
}

/// What the learner's pane holds.
enum Content {
    Nothing,
    Page { html: String, minutes: u32 },
    Quiz { settings: Settings, questions: Vec<Asked>, points: i32 },
}

struct Asked {
    points: i32,
    question: Shown,
}

impl Preview {
    fn unit(&self) -> Option<&Unit> {
        self.units.get(self.at)
    }

    fn before(&self) -> Option<&Unit> {
        self.at.checked_sub(1).and_then(|at| self.units.get(at))
    }

    fn after(&self) -> Option<&Unit> {
        self.units.get(self.at + 1)
    }

    fn where_to(&self, unit: &Unit) -> String {
        format!("/modules/{}/preview?unit={}", self.module.id, unit.id)
    }

    /// Minutes or questions, for the outline.
    fn size(&self, unit: &Unit) -> String {
        match unit.kind {
            UnitKind::Page => self.shell.tn("modules-preview-minutes", minutes_to_read(&unit.body_md)),
            UnitKind::Quiz => self.shell.tn("count-questions", unit.questions.unwrap_or_default()),
        }
    }

    /// Number and title: the line beside the mark.
    fn place(&self) -> String {
        let all = self.units.len().to_string();
        self.shell.texts.tna("modules-preview-place", i64::try_from(self.at + 1).unwrap_or_default(), &[("of", &all)])
    }
}

#[get("/modules/{id}/preview")]
pub async fn show(
    caller: Authorized<ReadModules>,
    shell: Shell,
    id: web::Path<Uuid>,
    which: Query<Which>,
) -> Result<HttpResponse, Error> {
    let found = actions::get(&caller, *id).await?;
    let at = match which.0.unit {
        Some(wanted) => found.units.iter().position(|unit| unit.id == wanted).ok_or(Error::NotFound)?,
        None => 0,
    };
    let shown = match found.units.get(at) {
        None => Content::Nothing,
        Some(Unit { kind: UnitKind::Quiz, quiz_id: Some(quiz), .. }) => quiz_content(&caller, *quiz).await?,
        Some(unit) => Content::Page { html: markdown(&unit.body_md), minutes: minutes_to_read(&unit.body_md) },
    };
    respond(&Preview { shell, module: found.module, units: found.units, at, shown })
}

async fn quiz_content(caller: &Authorized<ReadModules>, quiz: Uuid) -> Result<Content, Error> {
    let found = quiz_unit::overview(caller, quiz).await?;
    let points = found.slots.iter().map(|slot| slot.points).sum();
    let questions = found.slots.iter().map(|slot| Asked { points: slot.points, question: slot.question.shown() }).collect();
    Ok(Content::Quiz { settings: found.settings, questions, points })
}

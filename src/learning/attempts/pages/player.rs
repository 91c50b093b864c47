//! A module as its learner reads it, unit by unit, and what stands before a quiz. Reading a page writes nothing by itself:
//! that it was opened is sent after it is shown, or with the button at its end.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::words;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::attempts::learn;
use crate::learning::attempts::model::State;
use crate::learning::attempts::policy::Learn;
use crate::learning::attempts::study::{self, Player, Start};
use crate::learning::attempts::view::Taken;
use crate::learning::modules::{PublishedUnit, UnitKind};

#[derive(Template)]
#[template(path = "pages/learn/player.html")]
struct Page {
    shell: Shell,
    player: Player,
    due: (&'static str, String),
}

#[derive(Template)]
#[template(path = "pages/learn/not_assigned.html")]
struct NotAssigned {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "pages/learn/saved.html")]
struct SavedPlace {
    shell: Shell,
    units_done: i32,
    units_total: i32,
}

impl SavedPlace {
    fn done_of(&self) -> String {
        let (done, total) = (self.units_done.to_string(), self.units_total.to_string());
        self.shell.ta("learn-state-in-progress", &[("done", done.as_str()), ("total", total.as_str())])
    }
}

#[derive(Template)]
#[template(path = "pages/learn/done.html")]
struct Done {
    shell: Shell,
    title: String,
    finished_at: DateTime<Utc>,
    has_quiz: bool,
}

impl Page {
    fn unit(&self) -> Option<&PublishedUnit> {
        self.player.publication.units.get(self.player.at)
    }

    fn place(&self) -> String {
        let (n, total) = ((self.player.at + 1).to_string(), self.total().to_string());
        self.shell.ta("learn-player-unit-of", &[("n", n.as_str()), ("total", total.as_str())])
    }

    fn total(&self) -> usize {
        self.player.publication.units.len()
    }

    fn finished(&self) -> usize {
        self.player.publication.units.iter().filter(|unit| self.player.inside.has_finished(unit.id)).count()
    }

    fn done_of(&self) -> String {
        let (done, total) = (self.finished().to_string(), self.total().to_string());
        self.shell.ta("learn-state-in-progress", &[("done", done.as_str()), ("total", total.as_str())])
    }

    fn is_done(&self, unit: &PublishedUnit) -> bool {
        self.player.inside.has_finished(unit.id)
    }

    fn is_current(&self, at: &usize) -> bool {
        self.player.at == *at
    }

    fn size(&self, unit: &PublishedUnit) -> String {
        match unit.minutes {
            Some(minutes) => self.shell.duration(i64::from(minutes) * 60),
            None => self.shell.t("learn-player-unit-quiz"),
        }
    }

    fn where_to(&self, unit: &PublishedUnit) -> String {
        format!("/learn/modules/{}/units/{}", self.player.publication.module_id, unit.id)
    }

    fn before(&self) -> Option<&PublishedUnit> {
        self.player.at.checked_sub(1).and_then(|at| self.player.publication.units.get(at))
    }

    fn after(&self) -> Option<&PublishedUnit> {
        self.player.publication.units.get(self.player.at + 1)
    }

    fn minutes_left(&self) -> u32 {
        let open = self.player.publication.units.iter().filter(|unit| !self.is_done(unit));
        open.filter_map(|unit| unit.minutes).sum()
    }

    fn button(&self) -> String {
        self.shell.t(match self.after().map(|unit| unit.kind) {
            Some(UnitKind::Quiz) => "learn-player-next-quiz",
            Some(UnitKind::Page) => "learn-player-next",
            None => "learn-player-finish",
        })
    }

    /// Whether an attempt can begin or go on.
    fn may_start(&self, start: &Start) -> bool {
        start.running.is_some() || start.left != Some(0)
    }

    fn attempts_left(&self, start: &Start) -> String {
        match (start.left, start.settings.attempts_allowed) {
            (Some(left), Some(allowed)) if left == allowed => self.shell.tn("learn-quiz-intro-attempts", allowed),
            (Some(left), _) => self.shell.tn("learn-quiz-intro-attempts-left", left),
            (None, _) => self.shell.t("learn-quiz-intro-attempts-free"),
        }
    }

    fn time(&self, start: &Start) -> String {
        match start.settings.time_limit_s {
            Some(seconds) => self.shell.tn("learn-quiz-intro-time", (seconds + 59) / 60),
            None => self.shell.t("learn-quiz-intro-no-time"),
        }
    }

    fn questions(&self, start: &Start) -> String {
        let points = start.points.to_string();
        let n = i64::try_from(start.questions).unwrap_or(i64::MAX);
        self.shell.texts.tna("learn-quiz-intro-questions", n, &[("points", points.as_str())])
    }

    fn mark(&self, taken: &Taken) -> (&'static str, String) {
        match (taken.state, taken.passed) {
            (State::InProgress, _) => ("info", self.shell.t("state-in-progress")),
            (State::Submitted, _) => ("none", self.shell.t("state-waiting")),
            (_, Some(true)) => ("ok", self.shell.t("learn-result-passed")),
            (_, _) => ("warn", self.shell.t("learn-result-failed")),
        }
    }

    fn score(&self, taken: &Taken) -> String {
        match (taken.score, taken.percent) {
            (Some(score), Some(percent)) => {
                let (score, max) = (words::points(&self.shell, score), words::points(&self.shell, taken.max_score));
                let points = self.shell.ta("learn-result-score", &[("score", score.as_str()), ("max", max.as_str())]);
                format!("{points} · {}", self.shell.percent(percent))
            }
            _ => "–".to_owned(),
        }
    }
}

/// The module, at the unit where its learner goes on.
#[get("/learn/modules/{id}")]
pub async fn module_page(caller: Authorized<Learn>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    show(&caller, shell, *id, None).await
}

#[get("/learn/modules/{id}/units/{unit_id}")]
pub async fn unit_page(caller: Authorized<Learn>, shell: Shell, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (module_id, unit_id) = ids.into_inner();
    show(&caller, shell, module_id, Some(unit_id)).await
}

async fn show(caller: &Authorized<Learn>, shell: Shell, module_id: Uuid, unit_id: Option<Uuid>) -> Result<HttpResponse, Error> {
    match study::player(caller, module_id, unit_id).await {
        Ok(player) => {
            let due = words::due(&shell, player.enrolled.due_at, player.now);
            html::respond(&Page { shell, player, due })
        }
        Err(Error::Refused { code: "not-assigned", .. }) => html::respond_with(StatusCode::CONFLICT, &NotAssigned { shell }),
        Err(error) => Err(error),
    }
}

/// The button at the end of a page: it was read, and the next unit opens.
#[post("/learn/modules/{id}/units/{unit_id}")]
pub async fn finish_page(caller: Authorized<Learn>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (module_id, unit_id) = ids.into_inner();
    let player = study::player(&caller, module_id, Some(unit_id)).await?;
    let seen = learn::opened(&caller, unit_id).await?;
    Ok(match player.publication.units.get(player.at + 1) {
        Some(next) => html::see_other(&format!("/learn/modules/{module_id}/units/{}", next.id)),
        None if seen.completed_at.is_some() => html::see_other(&format!("/learn/modules/{module_id}/done")),
        None => html::see_other(&format!("/learn/modules/{module_id}")),
    })
}

/// A page was shown: the script says so, and gets the state of saving back.
#[post("/learn/units/{unit_id}/views")]
pub async fn seen_page(
    caller: Authorized<Learn>,
    shell: Shell,
    request: HttpRequest,
    unit_id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let seen = learn::opened(&caller, *unit_id).await?;
    if !request.headers().contains_key("hx-request") {
        return Ok(html::see_other(&format!("/learn/modules/{}/units/{}", seen.module_id, seen.unit_id)));
    }
    html::respond(&SavedPlace { shell, units_done: seen.units_done, units_total: seen.units_total })
}

/// The end of a module.
#[get("/learn/modules/{id}/done")]
pub async fn done_page(caller: Authorized<Learn>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let player = study::player(&caller, *id, None).await?;
    let Some(finished_at) = player.inside.record.as_ref().and_then(|record| record.completed_at) else {
        return Ok(html::see_other(&format!("/learn/modules/{id}")));
    };
    let has_quiz = player.inside.record.as_ref().is_some_and(|record| record.is_proven());
    html::respond(&Done { shell, title: player.publication.title.clone(), finished_at, has_quiz })
}

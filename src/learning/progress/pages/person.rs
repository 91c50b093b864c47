//! One person's way.

use actix_web::{HttpResponse, get, web};
use askama::Template;
use uuid::Uuid;

use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::attempts::{State, Taken, points};
use crate::learning::progress::model::CellState;
use crate::learning::progress::person::{self, Person, UnitWay, Way};
use crate::learning::progress::policy::ReadProgress;

#[derive(Template)]
#[template(path = "pages/progress/person.html")]
struct Page {
    shell: Shell,
    person: Person,
}

impl Page {
    fn lede(&self) -> String {
        let n = i64::try_from(self.person.items.len()).unwrap_or(i64::MAX);
        let done = self.person.finished().to_string();
        self.shell.texts.tna("progress-person-lead", n, &[("done", done.as_str())])
    }

    fn state(&self, way: &Way) -> (&'static str, &'static str, String) {
        let cell = &way.cell;
        if cell.late {
            return ("bad", "bad", self.shell.tn("progress-cell-late", cell.days_late(self.person.now)));
        }
        match (cell.state, cell.completed_at) {
            (CellState::Finished, Some(at)) => {
                let date = self.shell.due_date(at);
                ("ok", "ok", self.shell.ta("progress-cell-finished", &[("date", date.as_str())]))
            }
            (CellState::InProgress, _) => ("info", "half", self.shell.t("progress-state-in-progress")),
            _ => ("none", "none", self.shell.t("progress-state-not-started")),
        }
    }

    fn due(&self, way: &Way) -> String {
        way.cell.due_at.map_or_else(|| self.shell.t("progress-col-no-due"), |due| self.shell.due_date(due))
    }

    fn units(&self, way: &Way) -> String {
        let (done, total) = (way.units_done.to_string(), way.units_total.to_string());
        self.shell.ta("progress-person-units", &[("done", done.as_str()), ("total", total.as_str())])
    }

    fn best(&self, way: &Way) -> String {
        way.cell.best_percent.map_or_else(|| "–".to_owned(), |percent| self.shell.percent(percent))
    }

    fn unit(&self, unit: &UnitWay) -> (&'static str, &'static str, String) {
        match (unit.completed_at, unit.viewed_at) {
            (Some(at), _) => ("ok", "ok", self.shell.ta("progress-cell-finished", &[("date", self.shell.due_date(at).as_str())])),
            (None, Some(_)) => ("info", "half", self.shell.t("progress-state-in-progress")),
            (None, None) => ("none", "none", self.shell.t("progress-person-unit-open")),
        }
    }

    fn units_title(&self, way: &Way) -> String {
        self.shell.ta("progress-person-units-title", &[("module", way.title.as_str())])
    }

    fn attempts_title(&self, way: &Way) -> String {
        self.shell.ta("progress-person-attempts-title", &[("module", way.title.as_str())])
    }

    fn outcome(&self, taken: &Taken) -> (&'static str, String) {
        match (taken.state, taken.passed) {
            (State::InProgress, _) => ("info", self.shell.t("progress-person-attempt-running")),
            (State::Submitted, _) => ("none", self.shell.t("state-waiting")),
            (_, Some(true)) => ("ok", self.shell.t("progress-person-attempt-passed")),
            _ => ("warn", self.shell.t("progress-person-attempt-failed")),
        }
    }

    fn score(&self, taken: &Taken) -> String {
        let Some(score) = taken.score else { return "–".to_owned() };
        let (score, max) = (points(&self.shell, score), points(&self.shell, taken.max_score));
        self.shell.ta("progress-person-score", &[("score", score.as_str()), ("max", max.as_str())])
    }

    fn unit_title(&self, way: &Way, taken: &Taken) -> String {
        way.units.iter().find(|unit| unit.unit_id == taken.unit_id).map(|unit| unit.title.clone()).unwrap_or_default()
    }
}

#[get("/progress/{user_id}")]
pub async fn page(caller: Authorized<ReadProgress>, shell: Shell, user_id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let person = person::person(&caller, *user_id).await?;
    html::respond(&Page { shell, person })
}

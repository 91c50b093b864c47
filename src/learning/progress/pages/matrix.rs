//! People × modules.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use askama::Template;
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use uuid::Uuid;

use crate::kernel::authz::{Authorized, Role};
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;
use crate::learning::assignments::Assign;
use crate::learning::progress::actions;
use crate::learning::progress::model::{Cell, CellState, Column, Filter, Matrix};
use crate::learning::progress::policy::ReadProgress;
use crate::learning::progress::sheet;
use crate::people::groups::{self, ReadGroups};

#[derive(Template)]
#[template(path = "pages/progress/matrix.html")]
struct Page {
    shell: Shell,
    matrix: Matrix,
    finished: Vec<String>,
    query: Values,
    groups: Vec<(String, String)>,
    modules: Vec<(String, String)>,
    shown: String,
    states: Vec<(String, String)>,
    lede: String,
    leads_none: bool,
    has_more_groups: bool,
    may_assign: bool,
    is_filtered: bool,
    first: String,
    next: String,
}

/// What the filter form holds.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Values {
    q: String,
    group_id: String,
    module_id: String,
    state: String,
}

impl Values {
    fn filter(&self) -> Filter {
        let id = |text: &str| text.parse::<Uuid>().ok();
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter { module_id: id(&self.module_id), group_id: id(&self.group_id), q: text(&self.q), state: text(&self.state) }
    }

    fn is_empty(&self) -> bool {
        [&self.q, &self.group_id, &self.module_id, &self.state].iter().all(|text| text.trim().is_empty())
    }

    /// The filters as a part of an address.
    fn address(&self) -> String {
        let pairs = [("q", &self.q), ("group_id", &self.group_id), ("module_id", &self.module_id), ("state", &self.state)];
        let pairs = pairs.iter().filter(|(_, text)| !text.is_empty());
        pairs.map(|(name, text)| format!("{name}={}", html::encode(text))).collect::<Vec<_>>().join("&")
    }
}

impl Page {
    fn tone(&self, cell: &Cell) -> &'static str {
        match (cell.late, cell.state) {
            (true, _) => "bad",
            (_, CellState::Finished) => "ok",
            (_, CellState::InProgress) => "info",
            _ => "none",
        }
    }

    fn icon(&self, cell: &Cell) -> &'static str {
        match (cell.late, cell.state) {
            (true, _) => "bad",
            (_, CellState::Finished) => "ok",
            (_, CellState::InProgress) => "half",
            _ => "none",
        }
    }

    /// What is written in the cell; nothing when the icon says it all.
    fn text(&self, cell: &Cell) -> String {
        if cell.late {
            return self.shell.tn("progress-cell-late-short", cell.days_late(self.matrix.now));
        }
        match (cell.state, cell.completed_at) {
            (CellState::Finished, Some(at)) => self.shell.due_day(at, self.matrix.now),
            (CellState::InProgress, _) => self.shell.percent(cell.percent),
            _ => String::new(),
        }
    }

    /// What is heard besides it.
    fn heard(&self, cell: &Cell) -> String {
        match cell.state {
            CellState::NotStarted if !cell.late => self.shell.t("progress-state-not-started"),
            CellState::Finished => self.shell.t("progress-state-finished"),
            _ => String::new(),
        }
    }

    fn is_asked(&self, cell: &Cell) -> bool {
        cell.state != CellState::NotAssigned
    }

    fn due(&self, column: &Column) -> String {
        match column.due_at {
            Some(due) => self.shell.ta("progress-col-due", &[("date", self.shell.due_day(due, self.matrix.now).as_str())]),
            None if column.due_differs => self.shell.t("progress-col-several-due"),
            None => self.shell.t("progress-col-no-due"),
        }
    }

    fn caption(&self) -> String {
        let people = i64::try_from(self.matrix.items.len()).unwrap_or(i64::MAX);
        let modules = self.matrix.modules.len().to_string();
        self.shell.texts.tna("progress-caption", people, &[("modules", modules.as_str())])
    }
}

#[get("/progress")]
pub async fn page(
    caller: Authorized<ReadProgress>,
    shell: Shell,
    query: Query<Values>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let query = query.0;
    let filter = query.filter();
    let columns = actions::modules(&caller).await?;
    let modules: Vec<_> = columns.iter().map(|column| (column.id.to_string(), column.title.clone())).collect();
    let columns = filter.chosen(columns);
    let part = actions::part(&caller, &filter, &paging.0, &columns).await?;
    let shown = shown(&caller, &shell, &filter, part.items.len(), part.next.is_none() && paging.0.after.is_none()).await?;
    let matrix = Matrix { modules: columns, items: part.items, next: part.next, now: caller.kernel().clock.now() };
    let all = Paging { after: None, limit: Some(200) };
    let groups = groups::list(&(*caller).clone().authorize::<ReadGroups>()?, &all).await?;
    let is_instructor = caller.session().role == Role::Instructor;
    let leads_none = is_instructor && groups.items.is_empty();
    let choose = |key: &str| (String::new(), shell.t(key));
    let has_more_groups = groups.next.is_some();
    let groups = groups.items.into_iter().map(|group| (group.id.to_string(), group.name));
    let state = |word: &str, key: &str| (word.to_owned(), shell.t(key));
    let finished = matrix.finished().into_iter().map(|share| share.map_or_else(|| "–".to_owned(), |share| shell.percent(share)));
    let page = Page {
        finished: finished.collect(),
        groups: std::iter::once(choose("progress-filter-group-any")).chain(groups).collect(),
        modules: std::iter::once(choose("progress-filter-module-any")).chain(modules).collect(),
        shown,
        states: vec![
            choose("progress-filter-state-any"),
            state("late", "progress-state-late"),
            state("in_progress", "progress-state-in-progress"),
            state("not_started", "progress-state-not-started"),
            state("finished", "progress-state-finished"),
        ],
        lede: shell.t(if is_instructor { "progress-lead-instructor" } else { "progress-lead" }),
        leads_none,
        has_more_groups,
        may_assign: caller.may::<Assign>(),
        is_filtered: !query.is_empty(),
        first: paging.0.after.as_ref().map(|_| format!("/progress?{}", query.address())).unwrap_or_default(),
        next: matrix.next.as_ref().map(|cursor| format!("/progress?{}&after={cursor}", query.address())).unwrap_or_default(),
        query,
        matrix,
        shell,
    };
    html::respond(&page)
}

/// How many people stand on the page, and of how many: the rest is counted only when there is a rest, and not by state, which
/// is found out page by page.
async fn shown(
    caller: &Authorized<ReadProgress>,
    shell: &Shell,
    filter: &Filter,
    here: usize,
    is_all: bool,
) -> Result<String, Error> {
    if is_all {
        return Ok(shell.tn("count-people", here));
    }
    if filter.wanted().is_some() {
        return Ok(shell.tn("progress-shown-here", here));
    }
    let all = i64::try_from(actions::count(caller, filter).await?).unwrap_or(i64::MAX);
    Ok(shell.texts.tna("progress-shown", all, &[("here", shell.number(here).as_str())]))
}

#[get("/progress.csv")]
pub async fn download(caller: Authorized<ReadProgress>, query: Query<Values>) -> Result<HttpResponse, Error> {
    let now: DateTime<Utc> = caller.kernel().clock.now();
    let lines = sheet(caller, query.0.filter()).await?;
    let name = format!("attachment; filename=\"progress-{}.csv\"", now.format("%Y-%m-%d"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .streaming(lines.map_ok(web::Bytes::from)))
}

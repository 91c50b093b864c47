//! The learner's home.

use actix_web::{HttpResponse, get};
use askama::Template;

use super::words;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::assignments::{Mine, Why};
use crate::learning::attempts::policy::Learn;
use crate::learning::attempts::study::{self, Home, Next};
use crate::learning::records::State;

#[derive(Template)]
#[template(path = "pages/learn/home.html")]
struct Page {
    shell: Shell,
    title: String,
    lede: String,
    next: Option<Card>,
    open: Vec<Line>,
    done: Vec<Line>,
}

/// What to go on with.
struct Card {
    title: String,
    where_to: String,
    button: String,
    button_name: String,
    what: String,
    due: (&'static str, String),
    units_done: i32,
    units_total: i32,
    units: String,
}

/// A module of the list.
struct Line {
    title: String,
    href: String,
    why: String,
    state: (&'static str, &'static str, String),
    due: (&'static str, String),
    button: String,
}

#[get("/learn")]
pub async fn page(caller: Authorized<Learn>, shell: Shell) -> Result<HttpResponse, Error> {
    let home = study::home(&caller).await?;
    let name = caller.session().name.split_whitespace().next().unwrap_or_default().to_owned();
    let late = home.list.iter().filter(|mine| mine.is_late(home.now)).count();
    let open = home.list.iter().filter(|mine| mine.state != State::Finished).count();
    // When nothing is open, the page says below whether nothing was asked or everything is finished.
    let lede = match (late, open) {
        (1.., _) => shell.tn("learn-home-lead-late", late),
        (0, 1..) => shell.tn("learn-home-lead", open),
        (0, 0) => String::new(),
    };
    let next = home.next.as_ref().and_then(|next| card(&shell, &home, next));
    let lines = |finished: bool| {
        let some = home.list.iter().filter(move |mine| (mine.state == State::Finished) == finished);
        some.map(|mine| line(&shell, mine, &home)).collect::<Vec<_>>()
    };
    let page = Page {
        title: shell.ta("learn-home-title", &[("name", name.as_str())]),
        lede,
        next,
        open: lines(false),
        done: lines(true),
        shell,
    };
    html::respond(&page)
}

fn card(shell: &Shell, home: &Home, next: &Next) -> Option<Card> {
    let mine = home.list.get(next.at)?;
    let starts = mine.state == State::NotStarted;
    let name = if starts { "learn-continue-start-name" } else { "learn-continue-button-name" };
    let mut card = Card {
        title: mine.title.clone(),
        where_to: format!("/learn/modules/{}", mine.module_id),
        button: shell.t(if starts { "learn-continue-start" } else { "learn-continue-button" }),
        button_name: shell.ta(name, &[("module", mine.title.as_str())]),
        what: next.unit.as_ref().map(|unit| shell.ta("learn-continue-where", &[("unit", unit.as_str())])).unwrap_or_default(),
        due: words::due(shell, mine.due_at, home.now),
        units_done: mine.units_done,
        units_total: mine.units_total,
        units: progress(shell, mine),
    };
    if let Some(running) = &next.running {
        card.where_to = format!("/attempts/{}", running.id);
        card.button = shell.t("learn-continue-attempt-button");
        card.button_name.clone_from(&card.button);
        card.what = match running.deadline {
            Some(end) => shell.ta("learn-continue-attempt", &[("time", words::time(shell, end).as_str())]),
            None => shell.t("learn-continue-attempt-open"),
        };
    }
    Some(card)
}

fn progress(shell: &Shell, mine: &Mine) -> String {
    let (done, total) = (mine.units_done.to_string(), mine.units_total.to_string());
    shell.ta("learn-state-in-progress", &[("done", done.as_str()), ("total", total.as_str())])
}

fn line(shell: &Shell, mine: &Mine, home: &Home) -> Line {
    let state = match (mine.state, mine.completed_at) {
        (State::NotStarted, _) => ("none", "none", shell.t("learn-state-not-started")),
        (State::InProgress, _) | (State::Finished, None) => ("info", "half", progress(shell, mine)),
        (State::Finished, Some(at)) => ("ok", "ok", shell.ta("learn-state-finished", &[("date", shell.due_date(at).as_str())])),
    };
    let why = match (mine.why, &mine.why_name) {
        (Why::Group, Some(group)) => shell.ta("learn-due-group", &[("group", group.as_str())]),
        (Why::Person, Some(name)) => shell.ta("learn-due-person", &[("name", name.as_str())]),
        (_, None) => String::new(),
    };
    let button = match mine.state {
        State::NotStarted => "learn-continue-start",
        State::InProgress => "learn-continue-button",
        State::Finished => "learn-done-again",
    };
    Line {
        title: mine.title.clone(),
        href: format!("/learn/modules/{}", mine.module_id),
        why,
        state,
        due: words::due(shell, mine.due_at, home.now),
        button: shell.t(button),
    }
}

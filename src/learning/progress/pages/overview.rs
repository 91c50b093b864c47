//! The home of administrators, and of instructors with the groups they lead.

use actix_web::{HttpResponse, get};
use askama::Template;

use super::chart::{self, Chart};
use crate::kernel::authz::{Authorized, Role};
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::modules::ManageModules;
use crate::learning::progress::overview::{self, Coming, Overdue, Overview};
use crate::learning::progress::policy::ReadProgress;
use crate::people::users::ManagePeople;

/// Weeks in the chart on a narrow page.
const NARROW_WEEKS: usize = 6;
/// Somebody is badly late after so many days.
const BADLY_LATE_DAYS: i64 = 7;

#[derive(Template)]
#[template(path = "pages/progress/overview.html")]
struct Page {
    shell: Shell,
    overview: Overview,
    lede: String,
    steps: Vec<Step>,
    wide: Chart,
    narrow: Chart,
    may_manage: bool,
    may_write: bool,
}

/// A step of setting up.
struct Step {
    done: bool,
    title: String,
    text: String,
    href: &'static str,
    action: String,
}

impl Page {
    fn compared(&self) -> String {
        let (now, before) = (self.overview.finished_this_week, self.overview.finished_last_week);
        if now >= before {
            self.shell.tn("admin-stat-finished-more", now - before)
        } else {
            self.shell.tn("admin-stat-finished-fewer", before - now)
        }
    }

    fn not_yet(&self) -> usize {
        self.overview.learners.saturating_sub(self.overview.active)
    }

    fn of_total(&self) -> String {
        self.shell.ta("admin-stat-active-of", &[("total", self.shell.number(self.overview.learners).as_str())])
    }

    fn tone(&self, overdue: &Overdue) -> &'static str {
        if overdue.days >= BADLY_LATE_DAYS { "bad" } else { "warn" }
    }

    fn open_name(&self, overdue: &Overdue) -> String {
        self.shell.ta("admin-overdue-open-name", &[("name", overdue.name.as_str())])
    }

    fn day(&self, overdue: &Overdue) -> String {
        self.shell.due_day(overdue.due_at, self.overview.at)
    }

    fn range(&self) -> String {
        let from = self.overview.weeks.first().map_or_else(String::new, |week| self.shell.due_date(week.from));
        self.shell.ta("admin-weeks-range", &[("from", from.as_str()), ("until", self.shell.due_date(self.overview.at).as_str())])
    }

    fn chart_label(&self) -> String {
        let most = self.overview.weeks.iter().map(|week| week.finished).max().unwrap_or_default().to_string();
        let now = i64::try_from(self.overview.finished_this_week).unwrap_or(i64::MAX);
        self.shell.texts.tna("admin-weeks-label", now, &[("max", most.as_str())])
    }

    fn has_weeks(&self) -> bool {
        self.overview.weeks.iter().any(|week| week.finished > 0)
    }

    fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    fn done_of(&self) -> String {
        let (done, total) = (self.done().to_string(), self.steps.len().to_string());
        self.shell.ta("admin-setup-done", &[("done", done.as_str()), ("total", total.as_str())])
    }

    fn coming(&self, coming: &Coming) -> String {
        self.shell.ta("admin-coming-due", &[("module", coming.module.as_str())])
    }

    fn coming_text(&self, coming: &Coming) -> String {
        let date = self.shell.due_date(coming.due_at);
        let open = i64::try_from(coming.open).unwrap_or(i64::MAX);
        self.shell.texts.tna("admin-coming-due-text", open, &[("date", date.as_str())])
    }
}

#[get("/admin")]
pub async fn page(caller: Authorized<ReadProgress>, shell: Shell) -> Result<HttpResponse, Error> {
    let overview = overview::overview(&caller).await?;
    let weeks = &overview.weeks;
    let narrow = weeks.get(weeks.len().saturating_sub(NARROW_WEEKS)..).unwrap_or(weeks);
    let page = Page {
        lede: lede(&shell, &overview, caller.session().role),
        steps: steps(&shell, &overview),
        wide: chart::chart(&shell, weeks, 720, 210),
        narrow: chart::chart(&shell, narrow, 330, 190),
        may_manage: caller.may::<ManagePeople>(),
        may_write: caller.may::<ManageModules>(),
        overview,
        shell,
    };
    html::respond(&page)
}

fn lede(shell: &Shell, overview: &Overview, role: Role) -> String {
    let date = shell.due_date(overview.at);
    let date = [("date", date.as_str())];
    let late = i64::try_from(overview.late_people).unwrap_or(i64::MAX);
    match (role, late) {
        (Role::Instructor, _) => shell.ta("admin-lead-instructor", &date),
        (_, 1..) => shell.texts.tna("admin-lead-late", late, &date),
        _ if overview.setup.done() < overview.setup.total() => shell.ta("admin-lead-new", &date),
        _ => shell.ta("admin-lead-calm", &date),
    }
}

/// The five steps, each as the data says.
fn steps(shell: &Shell, overview: &Overview) -> Vec<Step> {
    let setup = &overview.setup;
    let step = |done: bool, key: &str, title: String, href: &'static str| Step {
        done,
        title,
        text: shell.t(&format!("{key}-text")),
        href,
        action: shell.t(&format!("{key}-action")),
    };
    let titled = |done: bool, key: &str, n: usize| if done { shell.tn(&format!("{key}-done"), n) } else { shell.t(key) };
    let assignments = usize::try_from(setup.assignments).unwrap_or(usize::MAX);
    vec![
        step(setup.look, "admin-setup-look", shell.t("admin-setup-look"), "/settings"),
        step(setup.people > 0, "admin-setup-people", titled(setup.people > 0, "admin-setup-people", setup.people), "/people/new"),
        step(setup.modules > 0, "admin-setup-module", titled(setup.modules > 0, "admin-setup-module", setup.modules), "/modules"),
        step(
            assignments > 0,
            "admin-setup-assign",
            titled(assignments > 0, "admin-setup-assign", assignments),
            "/assignments/new",
        ),
        step(
            setup.finished > 0,
            "admin-setup-first",
            titled(setup.finished > 0, "admin-setup-first", setup.finished),
            "/progress",
        ),
    ]
}

//! The matrix as a table for spreadsheets: CSV with one row per person and module that was assigned.

use chrono::{DateTime, SecondsFormat, Utc};
use futures_util::Stream;

use super::actions;
use super::events::Event;
use super::model::{Cell, CellState, Column, Filter, Row};
use super::policy::ReadProgress;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::Paging;

/// People read at once.
const AT_ONCE: u64 = 200;
/// The head of the table. Column names are stable, for programs.
const HEAD: &str = "person_id,person,module_id,module,state,late,percent,best_percent,due_at,completed_at,passed_at\r\n";

/// Everybody who fits the filter, as CSV: page by page, so that a large workspace costs no memory. That somebody takes it
/// along stands in the log before the first line leaves.
///
/// # Errors
/// When the database fails; later the table breaks off, so that nobody takes a part for the whole.
pub async fn sheet(
    caller: Authorized<ReadProgress>,
    filter: Filter,
) -> Result<impl Stream<Item = Result<String, Error>> + 'static, Error> {
    let modules = filter.chosen(actions::modules(&caller).await?);
    let people = usize::try_from(actions::count(&caller, &filter).await?).unwrap_or(usize::MAX);
    caller.begin().await?.commit(Event::Downloaded { people, modules: modules.len() }).await?;
    // Spreadsheets take UTF-8 for what it is only when it begins with this mark.
    let head = format!("\u{feff}{HEAD}");
    let first = Paging { after: None, limit: Some(AT_ONCE) };
    Ok(futures_util::stream::try_unfold((caller, filter, modules, Some(first), head), async |state| {
        let (caller, filter, modules, paging, mut text) = state;
        let Some(paging) = paging else { return Ok(None) };
        let page = actions::part(&caller, &filter, &paging, &modules).await?;
        write(&modules, &page.items, &mut text);
        let next = page.next.map(|after| Paging { after: Some(after), limit: Some(AT_ONCE) });
        Ok(Some((text, (caller, filter, modules, next, String::new()))))
    }))
}

fn write(modules: &[Column], rows: &[Row], text: &mut String) {
    for row in rows {
        for (module, cell) in modules.iter().zip(&row.cells) {
            if cell.state == CellState::NotAssigned {
                continue;
            }
            text.push_str(&line(&row.user_id.to_string(), &row.name, &module.title, cell));
        }
    }
}

fn line(person_id: &str, person: &str, module: &str, cell: &Cell) -> String {
    let state = match cell.state {
        CellState::NotAssigned => "not_assigned",
        CellState::NotStarted => "not_started",
        CellState::InProgress => "in_progress",
        CellState::Finished => "finished",
    };
    let best = cell.best_percent.map(|percent| percent.to_string()).unwrap_or_default();
    let fields = [
        person_id.to_owned(),
        field(person),
        cell.module_id.to_string(),
        field(module),
        state.to_owned(),
        cell.late.to_string(),
        cell.percent.to_string(),
        best,
        time(cell.due_at),
        time(cell.completed_at),
        time(cell.passed_at),
    ];
    fields.join(",") + "\r\n"
}

fn time(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

/// A text as a field: quoted, and never a formula: what begins like one gets an apostrophe before it.
fn field(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\"").replace(['\r', '\n'], " "))
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_name_never_calculates() {
        assert_eq!(field("Ada \"Countess\" Lovelace"), "\"Ada \"\"Countess\"\" Lovelace\"");
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =HYPERLINK(\"x\")", "＝1"] {
            assert!(field(formula).starts_with("\"'"), "{formula}");
        }
        assert_eq!(field("one\r\ntwo"), "\"one  two\"");
    }
}

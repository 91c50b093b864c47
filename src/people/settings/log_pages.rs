//! The log of instructions as a page.

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use askama::Template;
use serde::Deserialize;

use super::log::{Given, log as read_log, sheet};
use super::model::Subject;
use super::policy::ReadSettings;
use super::words::{subject_words, value_words};
use super::written::{self, WrittenRow};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_log).service(download);
}

/// So many of those in writing stand above the first page; the table for spreadsheets has all of them.
const MOST_WRITTEN: u64 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    subject: String,
}

#[derive(Template)]
#[template(path = "pages/settings/instructions.html")]
struct LogPage {
    shell: Shell,
    rows: Vec<Row>,
    written: Vec<WrittenRow>,
    subjects: Vec<(String, String)>,
    subject: String,
    first: String,
    next: String,
}

struct Row {
    subject: String,
    value: String,
    name: String,
    role: String,
    at: String,
    iso: String,
}

#[get("/settings/instructions")]
async fn show_log(
    caller: Authorized<ReadSettings>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let subject = filter.0.subject;
    let page = read_log(&caller, Subject::parse(&subject), &paging.0).await?;
    let written = match subject.is_empty() && paging.0.after.is_none() {
        true => written::log(&caller, &Paging { after: None, limit: Some(MOST_WRITTEN) }).await?.items,
        false => Vec::new(),
    };
    let texts = shell.texts;
    let row = |Given { instruction, name, role, .. }: Given| Row {
        subject: subject_words(texts, &instruction.subject),
        value: value_words(texts, &instruction.subject, &instruction.value),
        role: texts.t(&format!("role-{}", role.as_str())),
        at: texts.moment(instruction.given_at),
        iso: instruction.given_at.to_rfc3339(),
        name,
    };
    let mut subjects = vec![(String::new(), texts.t("instructions-filter-all"))];
    subjects.extend(Subject::ALL.map(|one| (one.as_str().to_owned(), subject_words(texts, one.as_str()))));
    let address = format!("/settings/instructions?subject={}", html::encode(&subject));
    let page = LogPage {
        rows: page.items.into_iter().map(row).collect(),
        written: written.into_iter().map(|entry| WrittenRow::of(&shell, entry)).collect(),
        subjects,
        first: paging.0.after.as_ref().map(|_| address.clone()).unwrap_or_default(),
        next: page.next.map(|cursor| format!("{address}&after={cursor}")).unwrap_or_default(),
        subject,
        shell,
    };
    html::respond(&page)
}

#[get("/settings/instructions.csv")]
async fn download(caller: Authorized<ReadSettings>, shell: Shell, filter: Query<Filter>) -> Result<HttpResponse, Error> {
    let now = caller.kernel().clock.now();
    let text = sheet(&caller, Subject::parse(&filter.0.subject), shell.texts).await?;
    let name = format!("attachment; filename=\"instructions-{}.csv\"", now.format("%Y-%m-%d"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(text))
}

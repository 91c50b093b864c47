//! The log as a page.

use actix_web::{HttpResponse, get, web};
use askama::Template;

use super::actions;
use super::model::{Entry, Filter, Status};
use super::policy::ReadLog;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::kernel::page::Page;
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_page);
}

#[derive(Template)]
#[template(path = "pages/audit/list.html")]
struct List {
    shell: Shell,
    filter: Filter,
    page: Page<Entry>,
    older: Option<String>,
    status: Option<Status>,
}

impl List {
    fn text<'a>(&self, value: &'a Option<String>) -> &'a str {
        value.as_deref().unwrap_or_default()
    }

    fn actor(&self, entry: &Entry) -> String {
        match (&entry.actor.name, entry.actor.kind.as_str()) {
            (Some(name), _) => name.clone(),
            (None, "system") => self.shell.t("audit-actor-system"),
            (None, "visitor") => self.shell.t("audit-actor-anonymous"),
            (None, _) => self.shell.t("audit-actor-gone"),
        }
    }

    fn payload(&self, entry: &Entry) -> String {
        serde_json::to_string_pretty(&entry.payload).unwrap_or_default()
    }

    fn short(&self, id: &uuid::Uuid) -> String {
        let text = id.to_string();
        text[text.len() - 8..].to_owned()
    }
}

#[get("/audit")]
async fn list_page(caller: Authorized<ReadLog>, shell: Shell, filter: Query<Filter>) -> Result<HttpResponse, Error> {
    let filter = filter.0;
    let page = actions::list(&caller, &filter).await?;
    let status = actions::status(&caller).await?;
    let older = page.next.as_deref().map(|next| address(&filter, next));
    html::respond(&List { shell, filter, page, older, status })
}

/// The same filters, further back.
fn address(filter: &Filter, next: &str) -> String {
    let parts = [
        ("type", filter.name.as_deref()),
        ("object", filter.object.as_deref()),
        ("actor", filter.actor.as_deref()),
        ("after", Some(next)),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", html::encode(value.filter(|value| !value.is_empty())?))))
        .collect();
    format!("/audit?{}", parts.join("&"))
}

//! The operator's list of tenants as a page.

use actix_web::{HttpResponse, get, web};
use askama::Template;
use serde::Deserialize;

use super::actions;
use super::policy::ReadTenants;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_tenants);
}

#[derive(Template)]
#[template(path = "pages/tenants/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    part: String,
    first: String,
    next: String,
}

/// A tenant in words.
struct Row {
    name: String,
    slug: String,
    language: String,
    since: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Search {
    q: String,
}

#[get("/operator/tenants")]
async fn list_tenants(
    caller: Authorized<ReadTenants>,
    shell: Shell,
    search: Query<Search>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let part = search.0.q;
    let found = actions::list(&caller, &part, &paging.0).await?;
    let rows = found.items.into_iter().map(|tenant| Row {
        language: shell.t(&format!("language-{}", tenant.locale.code())),
        since: shell.date(tenant.created_at),
        name: tenant.name,
        slug: tenant.slug,
    });
    let address = format!("/operator/tenants?q={}", html::encode(&part));
    html::respond(&ListPage {
        rows: rows.collect(),
        first: if paging.0.after.is_some() { address.clone() } else { String::new() },
        next: found.next.map(|after| format!("{address}&after={}", html::encode(&after))).unwrap_or_default(),
        part,
        shell,
    })
}

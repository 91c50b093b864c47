//! The console as pages: the list of tenants, and one tenant in numbers.

use actix_web::{HttpResponse, get, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::TenantView;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;
use crate::people::tenants::ReadTenants;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_tenants).service(show);
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

#[derive(Template)]
#[template(path = "pages/tenants/show.html")]
struct ShowPage {
    shell: Shell,
    tenant: Row,
    zone: String,
    learners: String,
    active: String,
    ai_since: String,
}

/// A tenant in words.
struct Row {
    id: Uuid,
    name: String,
    slug: String,
    people: String,
    ai: bool,
    language: String,
    since: String,
}

impl Row {
    fn new(shell: &Shell, tenant: &TenantView) -> Self {
        Self {
            id: tenant.id,
            name: tenant.name.clone(),
            slug: tenant.slug.clone(),
            people: shell.number(tenant.people),
            ai: tenant.ai,
            language: shell.t(&format!("language-{}", tenant.locale.code())),
            since: shell.date(tenant.created_at),
        }
    }
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
    let address = format!("/operator/tenants?q={}", html::encode(&part));
    html::respond(&ListPage {
        rows: found.items.iter().map(|tenant| Row::new(&shell, tenant)).collect(),
        first: if paging.0.after.is_some() { address.clone() } else { String::new() },
        next: found.next.map(|after| format!("{address}&after={}", html::encode(&after))).unwrap_or_default(),
        part,
        shell,
    })
}

#[get("/operator/tenants/{id}")]
async fn show(caller: Authorized<ReadTenants>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let tenant = actions::get(&caller, *id).await?;
    let ai_since = tenant.ai_changed_at.map_or_else(|| shell.t("operator-ai-never"), |at| shell.date(at));
    html::respond(&ShowPage {
        learners: shell.number(tenant.learners),
        active: shell.number(tenant.active_learners),
        ai_since,
        zone: tenant.zone.clone(),
        tenant: Row::new(&shell, &tenant),
        shell,
    })
}

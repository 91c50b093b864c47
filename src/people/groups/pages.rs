//! Groups as pages: the list, and one group with its people.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::{Draft, Face, Kind};
use super::policy::{ManageGroups, ReadGroups};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell, Tone};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_groups).service(create).service(show).service(rename).service(add_member).service(remove_member);
}

#[derive(Template)]
#[template(path = "pages/groups/list.html")]
struct ListPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<Row>,
    entered: String,
    first: String,
    next: String,
    may_manage: bool,
}

/// A group in words.
struct Row {
    id: Uuid,
    name: String,
    members: String,
    leads: String,
}

#[derive(Template)]
#[template(path = "pages/groups/show.html")]
struct ShowPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    name: String,
    members: String,
    people: Vec<Seat>,
    first: String,
    next: String,
    candidates: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    entered: Entered,
    has_more: bool,
    part: String,
    may_manage: bool,
    may_assign: bool,
}

/// What stands in the forms of one group.
#[derive(Default)]
struct Entered {
    name: Option<String>,
    user_id: String,
    kind: Kind,
}

/// A person in the group.
struct Seat {
    id: Uuid,
    name: String,
    email: String,
    leads: bool,
    may_lead: bool,
    is_gone: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct GroupForm {
    name: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MemberForm {
    user_id: Option<Uuid>,
    kind: Kind,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Search {
    q: String,
}

#[get("/groups")]
async fn list_groups(caller: Authorized<ReadGroups>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    html::respond(&list_page(&caller, shell, FormErrors::none(), String::new(), &paging.0).await?)
}

async fn list_page(
    caller: &Authorized<ReadGroups>,
    shell: Shell,
    errors: FormErrors,
    entered: String,
    paging: &Paging,
) -> Result<ListPage, Error> {
    let found = actions::overview(caller, paging).await?;
    let rows = found.items.into_iter().map(|(group, leads)| Row {
        id: group.id,
        name: group.name,
        members: shell.tn("people-group-members-count", group.members),
        leads: if leads.is_empty() { shell.t("people-groups-no-lead") } else { leads.join(", ") },
    });
    Ok(ListPage {
        errors,
        rows: rows.collect(),
        entered,
        first: if paging.after.is_some() { "/groups".to_owned() } else { String::new() },
        next: found.next.map(|after| format!("/groups?after={}", html::encode(&after))).unwrap_or_default(),
        may_manage: caller.may::<ManageGroups>(),
        shell,
    })
}

#[post("/groups")]
async fn create(caller: Authorized<ManageGroups>, shell: Shell, form: Form<GroupForm>) -> Result<HttpResponse, Error> {
    let created = match Draft::new(&form.0.name) {
        Ok(draft) => actions::create(&caller, draft).await,
        Err(error) => Err(error),
    };
    match created {
        Ok(group) => Ok(html::see_other_with(&format!("/groups/{}", group.id), Tone::Ok, "flash-group-created")),
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            let page = list_page(&reader(&caller)?, shell, errors, form.0.name, &Paging::default()).await?;
            html::respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn reader(caller: &SignedIn) -> Result<Authorized<ReadGroups>, Error> {
    caller.clone().authorize()
}

#[get("/groups/{id}")]
async fn show(
    caller: Authorized<ReadGroups>,
    shell: Shell,
    id: web::Path<Uuid>,
    search: Query<Search>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    html::respond(&show_page(&caller, shell, FormErrors::none(), *id, search.0.q, &paging.0, Entered::default()).await?)
}

async fn show_page(
    caller: &Authorized<ReadGroups>,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    part: String,
    paging: &Paging,
    entered: Entered,
) -> Result<ShowPage, Error> {
    let policy = &caller.kernel().policy;
    let roster = actions::roster(caller, id, &part, paging).await?;
    let address = format!("/groups/{id}?q={}", html::encode(&part));
    let seat = |(face, kind): (Face, Kind)| Seat {
        id: face.id,
        is_gone: face.state == "deactivated",
        name: face.name,
        email: face.email,
        leads: kind == Kind::Lead,
        may_lead: policy.allows::<ReadGroups>(face.role),
    };
    Ok(ShowPage {
        errors,
        id,
        members: shell.tn("people-group-members-count", roster.group.members),
        entered: Entered { name: entered.name.or_else(|| Some(roster.group.name.clone())), ..entered },
        name: roster.group.name,
        people: roster.people.items.into_iter().map(seat).collect(),
        next: roster.people.next.map(|after| format!("{address}&after={}", html::encode(&after))).unwrap_or_default(),
        first: if paging.after.is_some() { address } else { String::new() },
        candidates: choices(&shell, roster.candidates),
        kinds: vec![
            (Kind::Member.as_str().to_owned(), shell.t("people-group-add-as-member")),
            (Kind::Lead.as_str().to_owned(), shell.t("people-group-add-as-lead")),
        ],
        has_more: roster.has_more,
        part,
        may_manage: caller.may::<ManageGroups>(),
        may_assign: policy.allows_named(caller.session().role, "assignments", "make"),
        shell,
    })
}

/// Who could join, by name; of two with the same name the addresses tell which is which.
fn choices(shell: &Shell, faces: Vec<Face>) -> Vec<(String, String)> {
    if faces.is_empty() {
        return Vec::new();
    }
    let mut named: HashMap<String, usize> = HashMap::new();
    faces.iter().for_each(|face| *named.entry(face.name.clone()).or_default() += 1);
    let text = |face: &Face| match named.get(&face.name) {
        Some(2..) => format!("{} · {}", face.name, face.email),
        _ => face.name.clone(),
    };
    let first = (String::new(), shell.t("people-group-add-member-choose"));
    std::iter::once(first).chain(faces.iter().map(|face| (face.id.to_string(), text(face)))).collect()
}

#[post("/groups/{id}")]
async fn rename(
    caller: Authorized<ManageGroups>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<GroupForm>,
) -> Result<HttpResponse, Error> {
    let renamed = match Draft::new(&form.0.name) {
        Ok(draft) => actions::rename(&caller, *id, draft).await,
        Err(error) => Err(error),
    };
    match renamed {
        Ok(_) => Ok(html::see_other_with(&format!("/groups/{id}"), Tone::Ok, "flash-group-renamed")),
        Err(error) => again(&caller, shell, *id, error, Entered { name: Some(form.0.name), ..Entered::default() }).await,
    }
}

/// The page of a group once more, with what is wrong.
async fn again(caller: &SignedIn, shell: Shell, id: Uuid, error: Error, entered: Entered) -> Result<HttpResponse, Error> {
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let page = show_page(&reader(caller)?, shell, errors, id, String::new(), &Paging::default(), entered).await?;
    html::respond_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

#[post("/groups/{id}/members")]
async fn add_member(
    caller: Authorized<ManageGroups>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<MemberForm>,
) -> Result<HttpResponse, Error> {
    let unknown = || Error::invalid("user_id", "unknown-person", "Choose a person from the list.");
    let added = match form.0.user_id {
        Some(person) => actions::add_member(&caller, *id, person, form.0.kind).await,
        None => Err(unknown()),
    };
    match added {
        Ok(()) => Ok(html::see_other_with(&format!("/groups/{id}"), Tone::Ok, "flash-member-added")),
        Err(error) => {
            let user_id = form.0.user_id.map(|id| id.to_string()).unwrap_or_default();
            again(&caller, shell, *id, error, Entered { user_id, kind: form.0.kind, name: None }).await
        }
    }
}

#[post("/groups/{id}/members/{user_id}/removal")]
async fn remove_member(caller: Authorized<ManageGroups>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (group, person) = ids.into_inner();
    actions::remove_member(&caller, group, person).await?;
    Ok(html::see_other_with(&format!("/groups/{group}"), Tone::Ok, "flash-member-removed"))
}

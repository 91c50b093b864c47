//! Groups as JSON.

use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::actions;
use super::model::{Draft, Group, Kind, Member};
use super::policy::{ManageGroups, ReadGroups};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Problem};
use crate::kernel::page::{Page, Paging};
use crate::kernel::web::{Body, ListQuery, MaybeBody};

/// The routes of this capability.
pub fn api(config: &mut ServiceConfig) {
    config.service(list).service(create).service(get).service(rename).service(put_member).service(delete_member);
}

#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewGroup {
    /// The name, unique in the workspace.
    name: String,
}

#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
struct Membership {
    kind: Kind,
}

/// One group with a page of its people.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct GroupWithMembers {
    #[serde(flatten)]
    group: Group,
    /// Who is in it, in the order in which they joined.
    people: Vec<Member>,
    /// Give this as `after` for more people; absent with the last.
    next: Option<String>,
}

#[utoipa::path(tag = "groups", params(Paging), responses((status = 200, body = Page<Group>)))]
#[get("/api/v1/groups")]
async fn list(caller: Authorized<ReadGroups>, query: ListQuery) -> Result<web::Json<Page<Group>>, Error> {
    Ok(web::Json(actions::list(&caller, &query.paging).await?))
}

#[utoipa::path(tag = "groups", request_body = NewGroup, responses((status = 201, body = Group), (status = 422, body = Problem)))]
#[post("/api/v1/groups")]
async fn create(caller: Authorized<ManageGroups>, body: Body<NewGroup>) -> Result<HttpResponse, Error> {
    let group = actions::create(&caller, Draft::new(&body.0.name)?).await?;
    Ok(HttpResponse::Created().json(group))
}

#[utoipa::path(tag = "groups", params(Paging), responses((status = 200, body = GroupWithMembers), (status = 404, body = Problem)))]
#[get("/api/v1/groups/{id}")]
async fn get(
    caller: Authorized<ReadGroups>,
    id: web::Path<Uuid>,
    query: ListQuery,
) -> Result<web::Json<GroupWithMembers>, Error> {
    let (group, people) = actions::get(&caller, *id, &query.paging).await?;
    Ok(web::Json(GroupWithMembers { group, people: people.items, next: people.next }))
}

#[utoipa::path(tag = "groups", request_body = NewGroup, responses((status = 200, body = Group), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[patch("/api/v1/groups/{id}")]
async fn rename(caller: Authorized<ManageGroups>, id: web::Path<Uuid>, body: Body<NewGroup>) -> Result<web::Json<Group>, Error> {
    Ok(web::Json(actions::rename(&caller, *id, Draft::new(&body.0.name)?).await?))
}

#[utoipa::path(tag = "groups", responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem)))]
#[put("/api/v1/groups/{id}/members/{user_id}")]
async fn put_member(
    caller: Authorized<ManageGroups>,
    ids: web::Path<(Uuid, Uuid)>,
    body: MaybeBody<Membership>,
) -> Result<HttpResponse, Error> {
    let (group, user) = ids.into_inner();
    actions::add_member(&caller, group, user, body.0.kind).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(tag = "groups", responses((status = 204), (status = 404, body = Problem)))]
#[delete("/api/v1/groups/{id}/members/{user_id}")]
async fn delete_member(caller: Authorized<ManageGroups>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (group, user) = ids.into_inner();
    actions::remove_member(&caller, group, user).await?;
    Ok(HttpResponse::NoContent().finish())
}

//! The pages of webhooks: every endpoint, and one with what was sent to it.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use uuid::Uuid;

use super::actions;
use super::model::{MOST_ENDPOINTS, NewWebhookEndpoint, WebhookDelivery, WebhookEndpoint};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::vendors::feeds::policy::ManageWebhooks;

/// Where endpoints are looked after.
const ENDPOINTS: &str = "/settings/webhooks";

/// The pages of webhooks.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_endpoints).service(send_endpoint).service(show_endpoint).service(send_rotation);
    config.service(send_pause).service(send_resumption).service(send_removal).service(send_test).service(send_repetition);
}

#[derive(askama::Template)]
#[template(path = "pages/webhooks/list.html")]
struct ListPage {
    shell: Shell,
    errors: FormErrors,
    endpoints: Vec<EndpointShown>,
    entered: NewWebhookEndpoint,
    /// Whether the password was just given, so that an endpoint may be named.
    is_confirmed: bool,
    is_full: bool,
}

/// An endpoint in the list.
struct EndpointShown {
    id: Uuid,
    url: String,
    description: String,
    tone: Tone,
    state: String,
    since: String,
}

#[get("/settings/webhooks")]
async fn show_endpoints(caller: Authorized<ManageWebhooks>, shell: Shell) -> Result<HttpResponse, Error> {
    respond(&list_page(&caller, shell, FormErrors::none(), NewWebhookEndpoint::default()).await?)
}

async fn list_page(
    caller: &Authorized<ManageWebhooks>,
    shell: Shell,
    errors: FormErrors,
    entered: NewWebhookEndpoint,
) -> Result<ListPage, Error> {
    let all = actions::list(caller).await?;
    let is_full = all.len() >= MOST_ENDPOINTS;
    let endpoints = all.into_iter().map(|endpoint| endpoint_shown(&shell, endpoint)).collect();
    Ok(ListPage { shell, errors, endpoints, entered, is_confirmed: caller.confirmed().is_ok(), is_full })
}

fn endpoint_shown(shell: &Shell, endpoint: WebhookEndpoint) -> EndpointShown {
    let (tone, state) = standing(&endpoint);
    EndpointShown {
        id: endpoint.id,
        tone,
        state: shell.t(state),
        since: shell.due_date(endpoint.created_at),
        url: endpoint.url,
        description: endpoint.description,
    }
}

const fn standing(endpoint: &WebhookEndpoint) -> (Tone, &'static str) {
    match (endpoint.paused_at, endpoint.failing_since) {
        (Some(_), _) => (Tone::None, "webhooks-state-paused"),
        (None, Some(_)) => (Tone::Bad, "webhooks-state-failing"),
        (None, None) => (Tone::Ok, "webhooks-state-active"),
    }
}

#[post("/settings/webhooks")]
async fn send_endpoint(
    caller: Authorized<ManageWebhooks>,
    shell: Shell,
    form: Form<NewWebhookEndpoint>,
) -> Result<HttpResponse, Error> {
    match actions::add(&caller, &form.0).await {
        Ok((endpoint, secret)) => respond(&one_page(&caller, shell, endpoint, Paging::default(), Some(secret)).await?),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &list_page(&caller, shell, errors, form.0).await?)
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/webhooks/one.html")]
struct OnePage {
    shell: Shell,
    id: Uuid,
    url: String,
    description: String,
    tone: Tone,
    state: String,
    is_paused: bool,
    failing: Option<String>,
    /// A new secret, shown this once.
    secret: Option<String>,
    facts: Vec<(String, String)>,
    deliveries: Vec<DeliveryShown>,
    rotate_address: String,
    remove_address: String,
    first: String,
    next: String,
}

/// An event that was sent, or is to be.
struct DeliveryShown {
    id: Uuid,
    event_type: String,
    message_id: String,
    tone: Tone,
    state: String,
    answer: String,
    at: String,
    next: String,
    may_repeat: bool,
}

#[get("/settings/webhooks/{id}")]
async fn show_endpoint(
    caller: Authorized<ManageWebhooks>,
    shell: Shell,
    id: web::Path<Uuid>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let endpoint = actions::get(&caller, *id).await?;
    respond(&one_page(&caller, shell, endpoint, paging.0, None).await?)
}

async fn one_page(
    caller: &Authorized<ManageWebhooks>,
    shell: Shell,
    endpoint: WebhookEndpoint,
    paging: Paging,
    secret: Option<String>,
) -> Result<OnePage, Error> {
    let found = actions::deliveries(caller, endpoint.id, &paging).await?;
    let address = format!("{ENDPOINTS}/{}", endpoint.id);
    let (tone, state) = standing(&endpoint);
    let is_paused = endpoint.is_paused();
    let lines = [
        ("webhooks-since", Some(endpoint.created_at)),
        ("webhooks-paused-since", endpoint.paused_at),
        ("webhooks-old-secret", endpoint.old_secret_until),
    ];
    let facts = lines.into_iter().filter_map(|(key, at)| Some((shell.t(key), shell.moment_here(at?)))).collect();
    Ok(OnePage {
        id: endpoint.id,
        tone,
        state: shell.t(state),
        is_paused,
        failing: endpoint.failing_since.map(|at| shell.ta("webhooks-failing-text", &[("date", &shell.moment_here(at))])),
        secret,
        facts,
        deliveries: found.items.into_iter().map(|one| delivery_shown(&shell, one, is_paused)).collect(),
        rotate_address: format!("{address}/rotation"),
        remove_address: format!("{address}/removal"),
        next: found.next.map(|after| format!("{address}?after={}", encode(&after))).unwrap_or_default(),
        first: if paging.after.is_some() { address } else { String::new() },
        url: endpoint.url,
        description: endpoint.description,
        shell,
    })
}

fn delivery_shown(shell: &Shell, delivery: WebhookDelivery, is_paused: bool) -> DeliveryShown {
    let (tone, state) = match (delivery.state.as_str(), delivery.attempts) {
        ("delivered", _) => (Tone::Ok, "webhooks-delivery-delivered"),
        ("failed", _) => (Tone::Bad, "webhooks-delivery-failed"),
        (_, 0) => (Tone::Info, "webhooks-delivery-queued"),
        _ => (Tone::Warn, "webhooks-delivery-again"),
    };
    let answer = match (delivery.answer_code, delivery.failure.as_deref()) {
        (Some(code), _) => code.to_string(),
        (None, Some(word)) => shell.t(&format!("webhooks-failure-{word}")),
        (None, None) => shell.t("word-none"),
    };
    DeliveryShown {
        may_repeat: delivery.state != "queued" && !is_paused,
        id: delivery.id,
        event_type: delivery.event_type,
        message_id: delivery.message_id,
        tone,
        state: shell.t(state),
        answer,
        at: shell.moment_here(delivery.tried_at.unwrap_or(delivery.queued_at)),
        next: delivery.next_at.map_or_else(|| shell.t("word-none"), |at| shell.moment_here(at)),
    }
}

#[post("/settings/webhooks/{id}/rotation")]
async fn send_rotation(caller: Authorized<ManageWebhooks>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let (endpoint, secret) = actions::rotate(&caller, *id).await?;
    respond(&one_page(&caller, shell, endpoint, Paging::default(), Some(secret)).await?)
}

#[post("/settings/webhooks/{id}/pause")]
async fn send_pause(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::pause(&caller, *id).await?;
    Ok(back(*id, "flash-webhook-paused"))
}

#[post("/settings/webhooks/{id}/resumption")]
async fn send_resumption(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::resume(&caller, *id).await?;
    Ok(back(*id, "flash-webhook-resumed"))
}

#[post("/settings/webhooks/{id}/removal")]
async fn send_removal(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::remove(&caller, *id).await?;
    Ok(see_other_with(ENDPOINTS, Tone::Ok, "flash-webhook-removed"))
}

#[post("/settings/webhooks/{id}/test")]
async fn send_test(caller: Authorized<ManageWebhooks>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    actions::test(&caller, *id).await?;
    Ok(back(*id, "flash-webhook-tested"))
}

#[post("/settings/webhooks/{id}/deliveries/{delivery_id}/repetition")]
async fn send_repetition(caller: Authorized<ManageWebhooks>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    let (endpoint, delivery) = ids.into_inner();
    actions::repeat(&caller, endpoint, delivery).await?;
    Ok(back(endpoint, "flash-webhook-repeated"))
}

fn back(endpoint: Uuid, flash: &'static str) -> HttpResponse {
    see_other_with(&format!("{ENDPOINTS}/{endpoint}"), Tone::Ok, flash)
}

//! Signed webhooks: a customer hears of a change at an address of its own, and nothing inside our network is ever called.

use chrono::Duration;
use futures_util::future::join_all;
use serde_json::json;
use tutela::kernel::tidy;

use crate::actors::{Person, Workspace};
use crate::answer::Answer;
use crate::receiver::{Arrived, Behaviour, Receiver};
use crate::world::World;

const CHANGES: &str = crate::subprocessor_changes::CHANGES;
const WEBHOOKS: &str = "/api/v1/webhooks";

async fn names(owner: &Person, url: &str) -> Answer {
    owner.post(WEBHOOKS, json!({ "url": url, "description": "Ticket system" })).await
}

/// An endpoint with its secret.
async fn endpoint(acme: &Workspace, receiver: &Receiver) -> (String, String) {
    let made = names(&acme.owner, &receiver.url()).await.is_created();
    (format!("{WEBHOOKS}/{}", made.id()), made.string("secret"))
}

async fn last_delivery(owner: &Person, endpoint: &str) -> serde_json::Value {
    owner.get(format!("{endpoint}/deliveries")).await.is_ok().items()[0].clone()
}

/// Lets time pass until the next try, and does it.
async fn goes_on(world: &World, owner: &Person, endpoint: &str) -> bool {
    let delivery = last_delivery(owner, endpoint).await;
    let Some(next) = delivery["next_at"].as_str() else { return false };
    let next: chrono::DateTime<chrono::Utc> = next.parse().unwrap();
    world.waits(next - world.now());
    world.runs_its_jobs().await;
    true
}

#[actix_web::test]
async fn a_customer_hears_of_a_change_at_its_own_address() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, world.staff().await);
    let (receiver, other) = (Receiver::new(), Receiver::new());
    let (path, secret) = endpoint(&acme, &receiver).await;
    endpoint(&globex, &other).await;
    let change = staff.announces(&world, "Mailer SA").await;

    let arrived = receiver.takes();
    assert_eq!((arrived.len(), other.takes().len()), (1, 1));
    let message = &arrived[0];
    assert_eq!(message.line, "POST /hook HTTP/1.1");
    assert_eq!(message.signatures_of(&secret), 1);
    assert_eq!(message.header("webhook-timestamp"), world.now().timestamp().to_string());
    assert_eq!(message.header("content-type"), "application/json");
    let body = message.json();
    assert_eq!(serde_json_canonicalizer::to_string(&body).unwrap(), message.body, "the body is canonical");
    let notice = acme.owner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
    assert_eq!(body["type"], "subprocessor_change.noticed");
    assert_eq!((&body["data"]["change_id"], &body["data"]["after"]["legal_name"]), (&json!(change), &json!("Mailer SA")));
    assert_eq!(body["data"]["earliest_start_at"], notice.json["earliest"], "the customer's own clock");
    assert_eq!(body["data"]["url"], format!("{}/settings/subprocessors/changes/{change}", crate::world::BASE_URL));
    let delivery = last_delivery(&acme.owner, &path).await;
    assert_eq!((&delivery["state"], &delivery["answer_code"]), (&json!("delivered"), &json!(204)));
    assert_eq!(delivery["message_id"], message.header("webhook-id"));
    let tampered = Arrived { body: message.body.replace("Mailer SA", "Mailer Ltd"), ..message.clone() };
    assert_eq!((tampered.signatures_of(&secret), message.signatures_of("whsec_AAAA")), (0, 0));

    world.waits(Duration::days(32));
    staff.starts(&world, &change).await;
    let types: Vec<_> = receiver.takes().iter().map(|message| message.json()["type"].clone()).collect();
    assert_eq!(types, ["subprocessor_change.started"]);
    let second = staff.announces(&world, "Mailer Two").await;
    staff.withdraws(&world, &second).await;
    let types: Vec<_> = receiver.takes().iter().map(|message| message.json()["type"].clone()).collect();
    assert_eq!(types, ["subprocessor_change.noticed", "subprocessor_change.withdrawn"]);
    acme.owner.finds_in_the_log(&["tenant.webhook.added", "tenant.webhook.queued"]).await;
    for text in [acme.owner.get(WEBHOOKS).await.is_ok().text(), acme.owner.opens("/settings/webhooks").await.is_ok().text()] {
        assert!(!text.contains("whsec_") && !text.contains(&secret), "a secret is shown once");
    }
}

#[actix_web::test]
async fn a_secret_that_was_changed_signs_for_a_day_beside_the_new_one() {
    let world = World::new().await;
    let (acme, receiver) = (world.tenant("Acme").await, Receiver::new());
    let (path, old) = endpoint(&acme, &receiver).await;
    let test = async || {
        acme.owner.posts(format!("{path}/test")).await.is_accepted();
        world.runs_its_jobs().await;
        receiver.takes().pop().unwrap()
    };
    let new = acme.owner.posts(format!("{path}/secret")).await.is_ok().string("secret");
    assert_ne!(old, new);
    let both = test().await;
    assert_eq!(
        (both.signatures_of(&new), both.signatures_of(&old), both.header("webhook-signature").split(' ').count()),
        (1, 1, 2)
    );
    assert_eq!(both.json()["type"], "webhook.test");
    world.waits(Duration::hours(24));
    let one = test().await;
    assert_eq!((one.signatures_of(&new), one.signatures_of(&old), one.header("webhook-signature").split(' ').count()), (1, 0, 1));
    assert!(acme.owner.get(&path).await.is_ok().json["old_secret_until"].is_null());
    let rows = world.database.texts("SELECT CAST(url AS text) FROM webhook_endpoint").await;
    assert_eq!(rows.len(), 1);
}

#[actix_web::test]
async fn an_endpoint_that_fails_is_tried_for_three_days_and_then_somebody_is_told_once() {
    let world = World::new().await;
    let (acme, receiver) = (world.tenant("Acme").await, Receiver::new());
    let (path, secret) = endpoint(&acme, &receiver).await;
    receiver.behaves(Behaviour::Status(500));
    let begun = world.now();
    acme.owner.posts(format!("{path}/test")).await.is_accepted();
    world.runs_its_jobs().await;
    let queued = last_delivery(&acme.owner, &path).await;
    assert_eq!((&queued["state"], &queued["answer_code"], &queued["failure"]), (&json!("queued"), &json!(500), &json!("status")));
    acme.owner
        .posts(format!("{path}/deliveries/{}/repetition", queued["id"].as_str().unwrap()))
        .await
        .is_refused("delivery-queued");
    while goes_on(&world, &acme.owner, &path).await {}
    let tries = receiver.takes();
    assert_eq!(tries.len(), 10);
    assert!(world.now() - begun <= Duration::days(3) && world.now() - begun > Duration::hours(71));
    assert!(tries.iter().all(|one| one.header("webhook-id") == tries[0].header("webhook-id") && one.body == tries[0].body));
    assert!(tries.iter().all(|one| one.signatures_of(&secret) == 1), "each try is signed anew");
    let told =
        |world: &World| world.mailbox(&acme.owner.email).iter().filter(|mail| mail.subject.contains("Ticket system")).count();
    assert_eq!(told(&world), 1);
    let failed = last_delivery(&acme.owner, &path).await;
    assert_eq!((&failed["state"], &failed["attempts"]), (&json!("failed"), &json!(10)));
    assert!(
        acme.owner
            .opens(format!("/settings/webhooks/{}", acme.owner.get(&path).await.id()))
            .await
            .is_ok()
            .text()
            .contains("Events do not arrive")
    );

    world.waits(Duration::seconds(1));
    acme.owner.posts(format!("{path}/test")).await.is_accepted();
    world.runs_its_jobs().await;
    while goes_on(&world, &acme.owner, &path).await {}
    assert_eq!(told(&world), 1, "nobody is told twice of the same thing");

    receiver.takes();
    receiver.behaves(Behaviour::Status(200));
    let repetition = format!("{path}/deliveries/{}/repetition", failed["id"].as_str().unwrap());
    acme.owner.posts(&repetition).await.is_accepted();
    world.runs_its_jobs().await;
    let again = receiver.takes();
    assert_eq!((again.len(), again[0].header("webhook-id")), (1, failed["message_id"].as_str().unwrap()));
    assert!(acme.owner.get(&path).await.is_ok().json["failing_since"].is_null());
    acme.owner.finds_in_the_log(&["tenant.webhook.failed", "tenant.webhook.repeated"]).await;
}

#[actix_web::test]
async fn nothing_inside_is_called_and_no_redirect_is_followed() {
    let world = World::new().await;
    let (acme, receiver, inside) = (world.tenant("Acme").await, Receiver::new(), Receiver::new());
    for url in [
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://0.0.0.0/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://100.64.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://224.0.0.1/",
        "http://hooks.acme.example/",
        "https://hooks.acme.example:22/",
        "https://a:b@hooks.acme.example/",
        "http://192.168.0.1/",
        "gopher://hooks.acme.example/",
        "hooks",
        "",
    ] {
        names(&acme.owner, url).await.is_invalid(&["url"]);
    }
    acme.owner.post(WEBHOOKS, json!({ "url": "x", "description": "" })).await.is_invalid(&["url", "description"]);

    let (path, _) = endpoint(&acme, &receiver).await;
    let outcome = async |behaviour: Behaviour| {
        receiver.behaves(behaviour);
        world.waits(Duration::seconds(1));
        acme.owner.posts(format!("{path}/test")).await.is_accepted();
        let begun = std::time::Instant::now();
        world.runs_its_jobs().await;
        let delivery = last_delivery(&acme.owner, &path).await;
        (delivery["state"].clone(), delivery["failure"].clone(), begun.elapsed().as_secs())
    };
    let to_inside: &'static str = Box::leak(inside.url().into_boxed_str());
    for place in ["http://169.254.169.254/latest/meta-data", to_inside] {
        let (state, failure, _) = outcome(Behaviour::Redirect(place)).await;
        assert_eq!((state, failure), (json!("queued"), json!("redirect")));
    }
    assert!(inside.takes().is_empty(), "the redirect was followed");
    let (state, _, seconds) = outcome(Behaviour::Endless).await;
    assert_eq!(state, "delivered");
    assert!(seconds < 9, "what an answer says after its first line is not read: {seconds} s");
    let (state, failure, seconds) = outcome(Behaviour::Hang).await;
    assert_eq!((state, failure), (json!("queued"), json!("timed-out")));
    assert!((9..15).contains(&seconds), "{seconds} s");

    // A name that leads inside is found out where it is resolved.
    let named = names(&acme.owner, "https://localhost:8443/hook").await.is_created().id();
    let path = format!("{WEBHOOKS}/{named}");
    acme.owner.posts(format!("{path}/test")).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(last_delivery(&acme.owner, &path).await["failure"], "not-public");
}

#[actix_web::test]
async fn in_production_this_machine_is_inside_too() {
    let world = World::new().await;
    let (acme, receiver) = (world.tenant("Acme").await, Receiver::new());
    let production = world.server_with(|parts| parts.base_url = "https://tutela.example".to_owned()).await;
    let owner = acme.owner.caller.at(&production);
    let body = json!({ "url": receiver.url(), "description": "Ticket system" });
    owner.post(WEBHOOKS, body).await.is_invalid(&["url"]);
}

#[actix_web::test]
async fn what_happens_while_an_endpoint_is_paused_arrives_when_it_goes_on() {
    let world = World::new().await;
    let (acme, staff, receiver) = (world.tenant("Acme").await, world.staff().await, Receiver::new());
    let (path, _) = endpoint(&acme, &receiver).await;
    receiver.behaves(Behaviour::Status(503));
    acme.owner.posts(format!("{path}/test")).await.is_accepted();
    world.runs_its_jobs().await;
    receiver.takes();
    receiver.behaves(Behaviour::Status(200));
    assert_eq!(acme.owner.put(format!("{path}/pause"), json!({})).await.is_ok().string("state"), "paused");
    acme.owner.posts(format!("{path}/test")).await.is_refused("webhook-paused");
    let change = staff.announces(&world, "Mailer SA").await;
    world.waits(Duration::hours(1));
    world.runs_its_jobs().await;
    assert!(receiver.takes().is_empty(), "a paused endpoint is not called, also not for what was tried before");
    acme.owner.delete(format!("{path}/pause")).await.is_ok();
    acme.owner.delete(format!("{path}/pause")).await.is_ok();
    world.runs_its_jobs().await;
    let mut types: Vec<_> = receiver.takes().iter().map(|message| message.json()["type"].as_str().unwrap().to_owned()).collect();
    types.sort();
    assert_eq!(types, ["subprocessor_change.noticed", "webhook.test"], "each once");

    for _ in 0..4 {
        endpoint(&acme, &receiver).await;
    }
    names(&acme.owner, &receiver.url()).await.is_refused("webhooks-many");
    acme.owner.delete(&path).await.is_done();
    acme.owner.get(&path).await.is_not_found();
    names(&acme.admin, &receiver.url()).await.is_created();
    names(&acme.instructor, &receiver.url()).await.is_forbidden();
    acme.learner.opens("/settings/webhooks").await.has_status(403);
    staff.withdraws(&world, &change).await;
    assert_eq!(receiver.takes().len(), 5);
    let added = acme.owner.submits("/settings/webhooks", &[("url", "x"), ("description", "y")]).await.has_status(422);
    assert!(!added.text().contains("whsec_"));
}

#[actix_web::test]
async fn an_endpoint_that_is_gone_is_called_no_more_and_its_owner_hears_of_it_at_once() {
    let world = World::new().await;
    let (acme, staff, receiver) = (world.tenant("Acme").await, world.staff().await, Receiver::new());
    let (path, _) = endpoint(&acme, &receiver).await;
    receiver.behaves(Behaviour::Status(410));
    let test = async || {
        acme.owner.posts(format!("{path}/test")).await.is_accepted();
    };
    test().await;
    test().await;
    world.runs_its_jobs().await;
    assert_eq!(receiver.takes().len(), 1, "the second event waits");
    let shown = acme.owner.get(&path).await.is_ok();
    assert_eq!((shown.string("state").as_str(), &shown.json["failing_since"]), ("paused", &json!(null)));
    let deliveries = acme.owner.get(format!("{path}/deliveries")).await.is_ok();
    let first = deliveries.items().iter().find(|one| one["attempts"] == 1).unwrap();
    assert_eq!(
        (&first["state"], &first["answer_code"], &first["failure"], &first["next_at"], &first["ended_at"]),
        (&json!("queued"), &json!(410), &json!("gone"), &json!(null), &json!(null))
    );
    let told = || world.mailbox(&acme.owner.email).iter().filter(|mail| mail.subject.contains("Endpoint is gone")).count();
    assert_eq!(told(), 1);
    staff.announces(&world, "Mailer SA").await;
    world.waits(Duration::days(3));
    world.runs_its_jobs().await;
    assert_eq!((receiver.takes().len(), told()), (0, 1), "a server that asks not to be called is not called");

    receiver.behaves(Behaviour::Status(200));
    acme.owner.delete(format!("{path}/pause")).await.is_ok();
    world.runs_its_jobs().await;
    let mut types: Vec<_> = receiver.takes().iter().map(|message| message.json()["type"].as_str().unwrap().to_owned()).collect();
    types.sort_unstable();
    assert_eq!(types, ["subprocessor_change.noticed", "webhook.test", "webhook.test"], "what waited is not lost");
    acme.owner.finds_in_the_log(&["tenant.webhook.gone", "tenant.webhook.resumed"]).await;
}

#[actix_web::test]
async fn what_waits_for_a_month_at_a_paused_endpoint_is_given_up_where_everybody_sees_it() {
    let world = World::new().await;
    let (acme, receiver) = (world.tenant("Acme").await, Receiver::new());
    let (path, _) = endpoint(&acme, &receiver).await;
    receiver.behaves(Behaviour::Status(503));
    acme.owner.posts(format!("{path}/test")).await.is_accepted();
    world.runs_its_jobs().await;
    let pauses = async || drop(acme.owner.put(format!("{path}/pause"), json!({})).await.is_ok());
    pauses().await;
    world.waits(Duration::hours(1));
    world.runs_its_jobs().await;
    // Whoever lets it go on and pauses it again begins the month anew.
    world.waits(Duration::days(20));
    acme.owner.delete(format!("{path}/pause")).await.is_ok();
    pauses().await;
    let later = async |days: i64| {
        world.waits(Duration::days(days));
        world.runs_its_jobs().await;
        tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap();
    };
    later(29).await;
    let waits = last_delivery(&acme.owner, &path).await;
    assert_eq!((&waits["state"], &waits["ended_at"]), (&json!("queued"), &json!(null)), "what still waits is nobody's to delete");
    later(1).await;
    let dropped = last_delivery(&acme.owner, &path).await;
    assert_eq!((&dropped["state"], &dropped["failure"]), (&json!("failed"), &json!("waited")));
    let page = acme.owner.opens(format!("/settings/webhooks/{}", acme.owner.get(&path).await.id())).await.is_ok().text();
    assert!(page.contains("Waited for 30 days"), "{page}");
    acme.owner.finds_in_the_log(&["tenant.webhook.failed"]).await;
    later(29).await;
    assert_eq!(acme.owner.get(format!("{path}/deliveries")).await.is_ok().items().len(), 1);
    later(2).await;
    assert!(acme.owner.get(format!("{path}/deliveries")).await.is_ok().items().is_empty());
    receiver.takes();
}

#[actix_web::test]
async fn a_sixth_endpoint_is_not_added_by_adding_two_at_once() {
    let world = World::new().await;
    let (acme, receiver) = (world.tenant("Acme").await, Receiver::new());
    for _ in 0..4 {
        endpoint(&acme, &receiver).await;
    }
    let url = receiver.url();
    let at_once = join_all((0..6).map(|_| names(&acme.owner, &url))).await;
    assert_eq!(at_once.iter().filter(|answer| answer.status.as_u16() == 201).count(), 1);
    assert_eq!(acme.owner.get(WEBHOOKS).await.is_ok().items().len(), 5);
}

#[actix_web::test]
async fn of_an_emergency_a_signed_webhook_brings_the_dates_before_it_starts() {
    let world = World::new().await;
    let (acme, receiver, staff) = (world.tenant("Acme").await, Receiver::new(), world.staff().await);
    let (_, secret) = endpoint(&acme, &receiver).await;
    let added = staff.announces(&world, "Mailer SA").await;
    world.waits(Duration::days(32));
    staff.starts(&world, &added).await;
    receiver.takes();
    let draft = json!({
        "kind": "replace", "replaces": "mailer sa", "subprocessor": crate::staff::mailer("Courrier SA"), "emergency": true,
        "loss": "security", "risk": "lower", "reason": "Mailer SA lost its keys.",
    });
    let change = staff.author.post(CHANGES, draft).await.is_created().id();
    let third = world.operator("Nika", tutela::kernel::authz::Role::Security).await;
    for second in [&staff.reviewer, &third] {
        second.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved", "revision": 1 })).await.is_ok();
    }
    staff.author.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    world.tries_its_jobs().await;
    let told = world.now();
    let arrived = receiver.takes();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].signatures_of(&secret), 1, "signed with the secret of the endpoint");
    let body = arrived[0].json();
    let at = |name: &str| body["data"][name].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!((&body["type"], &body["data"]["emergency"]), (&json!("subprocessor_change.noticed"), &json!(true)));
    assert_eq!((&body["data"]["loss"], &body["data"]["risk"]), (&json!("security"), &json!("lower")));
    assert_eq!(body["data"]["before"]["legal_name"], "Mailer SA");
    assert_eq!(body["data"]["after"]["legal_name"], "Courrier SA");
    assert_eq!(at("noticed_at"), told);
    let notice = acme.owner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
    assert_eq!(at("earliest_start_at"), told, "it may start at once");
    assert_eq!(body["data"]["earliest_start_at"], notice.json["earliest"], "as on the notice");
    assert_eq!(body["data"]["objections_until"], notice.json["objections_until"]);
    assert!(at("objections_until") - told >= Duration::days(30));
    assert_eq!(body["data"]["started_at"], serde_json::Value::Null, "it is told before it starts");
    staff.starts(&world, &change).await;
    let started = receiver.takes().pop().unwrap();
    assert_eq!(started.signatures_of(&secret), 1);
    let body = started.json();
    assert_eq!((&body["type"], &body["data"]["emergency"]), (&json!("subprocessor_change.started"), &json!(true)));
    assert_eq!(body["data"]["started_at"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap(), world.now());
}

//! `Idempotency-Key`: the same request sent twice is done once.

use serde_json::{Value, json};

use crate::answer::{Answer, Call};
use crate::world::World;

fn group(name: &str, key: &str) -> Call {
    Call::post("/api/v1/groups").json(&json!({ "name": name })).header("idempotency-key", key)
}

#[actix_web::test]
async fn the_same_key_gets_the_same_answer_and_the_work_is_done_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let first = acme.admin.sends(group("Warehouse", "a")).await.is_created();
    for _ in 0..3 {
        let again = acme.admin.sends(group("Warehouse", "a")).await.is_created();
        assert_eq!((&again.bytes, again.header("idempotency-replayed")), (&first.bytes, "true"));
    }
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
    let made = acme.owner.get("/api/v1/audit-events?type=iam.group.created").await.is_ok();
    assert_eq!(made.items().len(), 1);
}

#[actix_web::test]
async fn a_key_belongs_to_one_request_of_one_person() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    acme.admin.sends(group("Warehouse", "a")).await.is_created();
    acme.admin.sends(group("Office", "a")).await.is_invalid(&["Idempotency-Key"]);
    let elsewhere = Call::post("/api/v1/modules").json(&json!({ "name": "Warehouse" })).header("idempotency-key", "a");
    acme.admin.sends(elsewhere).await.is_invalid(&["Idempotency-Key"]);
    acme.owner.sends(group("Office", "a")).await.is_created();
    globex.admin.sends(group("Warehouse", "a")).await.is_created();
    acme.admin.sends(group("X", &"k".repeat(201))).await.is_invalid(&["Idempotency-Key"]);
    acme.admin.sends(group("X", "")).await.is_invalid(&["Idempotency-Key"]);
}

#[actix_web::test]
async fn a_refused_request_may_be_sent_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.admin.sends(group("", "a")).await.is_invalid(&["name"]);
    acme.admin.sends(group("Warehouse", "a")).await.is_created();
    acme.learner.sends(group("Mine", "a")).await.is_forbidden();
}

#[actix_web::test]
async fn two_at_once_with_one_key_do_the_work_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let sent = (0..4).map(|_| acme.admin.sends(group("Warehouse", "a")));
    let answers: Vec<Answer> = futures_util::future::join_all(sent).await;
    for answer in &answers {
        let fine =
            answer.status.as_u16() == 201 || (answer.status.as_u16() == 409 && answer.json["code"] == "idempotency-in-progress");
        // The group's own name may be what stops the second one first.
        assert!(fine || answer.status.as_u16() == 422, "{}", answer.text());
    }
    assert!(answers.iter().any(|answer| answer.status.as_u16() == 201));
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
    assert_eq!(acme.admin.sends(group("Warehouse", "a")).await.is_created().header("idempotency-replayed"), "true");
}

#[actix_web::test]
async fn an_answer_with_a_secret_is_never_kept() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    let token = Call::post("/api/v1/tokens").json(&json!({ "name": "n" })).header("idempotency-key", "a");
    browser.sends(token).await.is_invalid(&["Idempotency-Key"]);
    let again = Call::post("/api/v1/sessions").json(&acme.owner.credentials()).header("idempotency-key", "a");
    browser.sends(again).await.is_invalid(&["Idempotency-Key"]);
    assert_eq!(world.database.number("SELECT count(*) FROM idempotency_key").await, 0);
}

#[actix_web::test]
async fn everything_that_a_verb_promises_is_kept_with_the_key() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let body: Value = json!({ "email": "nina@acme.example", "name": "Nina" });
    let add = || Call::post("/api/v1/users").json(&body).header("idempotency-key", "a");
    acme.admin.sends(add()).await.is_created();
    acme.admin.sends(add()).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("nina@acme.example").len(), 1, "the job was promised in the same transaction, once");
}

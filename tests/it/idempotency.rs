//! `Idempotency-Key`: the same request sent twice is done once.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::test::TestRequest;
use actix_web::{FromRequest as _, HttpMessage as _, web};
use serde_json::{Value, json};
use tutela::kernel::authz::Visitor;
use tutela::kernel::db::{Parking, Store, Unaudited};

use crate::actors::Caller;
use crate::answer::{Answer, Call};
use crate::database::store;
use crate::dpa::{proven, questions, solved};
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

/// Each try brings a proof of work of its own: what is asked is the same.
async fn agreement(visitor: &Caller, body: &Value, key: &str) -> Call {
    let body = proven(visitor, body.clone()).await;
    Call::post("/api/v1/public/dpa-requests").json(&body).header("idempotency-key", key)
}

#[actix_web::test]
async fn an_agreement_asked_for_twice_with_one_key_is_made_once() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let first = visitor.sends(agreement(&visitor, &questions(), "a").await).await.is_created();
    for _ in 0..2 {
        let again = visitor.sends(agreement(&visitor, &questions(), "a").await).await.is_created();
        assert_eq!((&again.json, again.header("idempotency-replayed")), (&first.json, "true"));
        assert_eq!(again.header("location"), first.string("status_url"));
    }
    let mut other = questions();
    other["signatory_name"] = json!("Somebody Else");
    visitor.sends(agreement(&visitor, &other, "a").await).await.is_invalid(&["Idempotency-Key"]);
    visitor.sends(agreement(&visitor, &other, "").await).await.is_invalid(&["Idempotency-Key"]);
    visitor.sends(agreement(&visitor, &other, &"k".repeat(201)).await).await.is_invalid(&["Idempotency-Key"]);
    visitor.sends(agreement(&visitor, &json!({ "language": "xx" }), "b").await).await.has_status(422);
    visitor.sends(agreement(&visitor, &other, "b").await).await.is_created();
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 2);
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("privacy@brezje.example").len(), 2);
}

#[actix_web::test]
async fn strangers_share_no_keys() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let first = visitor.sends(agreement(&visitor, &questions(), "1").await).await.is_created();
    let mut other = questions();
    other["contact_email"] = json!("office@globex.example");
    other["legal_name"] = json!("Globex GmbH");
    let second = world.visitor().sends(agreement(&world.visitor(), &other, "1").await).await.is_created();
    assert_ne!(first.id(), second.id());
    // Who guesses the key and all the answers gets an agreement, but not the address of the other one.
    let guessed = world.visitor().sends(agreement(&world.visitor(), &questions(), "1").await).await.is_created();
    assert_ne!(guessed.string("status_url"), first.string("status_url"));
    let mut louder = questions();
    louder["contact_email"] = json!("PRIVACY@Brezje.example");
    assert_eq!(visitor.sends(agreement(&visitor, &louder, "1").await).await.is_created().json, first.json);
    // Repetitions are counted among what an address may ask for: with its two above these are ten.
    for _ in 0..8 {
        visitor.sends(agreement(&visitor, &questions(), "1").await).await.is_created();
    }
    visitor.sends(agreement(&visitor, &questions(), "1").await).await.has_status(429);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_strangers_key_is_kept_for_seven_days() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let first = visitor.sends(agreement(&visitor, &questions(), "1").await).await.is_created();
    world.waits(chrono::Duration::days(6));
    assert_eq!(visitor.sends(agreement(&visitor, &questions(), "1").await).await.is_created().id(), first.id());
    world.waits(chrono::Duration::days(2));
    assert_ne!(
        visitor.sends(agreement(&visitor, &questions(), "1").await).await.is_created().id(),
        first.id(),
        "a key is kept for 7 days"
    );
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn two_agreements_at_once_with_one_key_are_one() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let body = questions();
    let answers =
        futures_util::future::join_all((0..4).map(|_| async { visitor.sends(agreement(&visitor, &body, "a").await).await }))
            .await;
    for answer in answers {
        let code = answer.json["code"].as_str();
        assert!(answer.status.as_u16() == 201 || code == Some("idempotency-in-progress"), "{}", answer.text());
    }
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn somebody_signed_in_may_send_a_key_to_a_public_address() {
    let world = World::new().await;
    world.realm().await;
    let acme = world.tenant("Acme").await;
    for _ in 0..2 {
        acme.owner.sends(agreement(&acme.owner, &questions(), "a").await).await.is_created();
    }
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    let upload = Call::post("/api/v1/public/documents/verification").body("application/pdf", vec![b'x'; 1024 * 1024 + 1]);
    acme.owner.sends(upload.header("idempotency-key", "b")).await.is_ok();
    assert_eq!(world.database.number("SELECT count(*) FROM idempotency_key").await, 0);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_page_is_never_kept() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let browser = acme.owner.signs_in().await;
    let form = |path: &str, fields: &[(&str, &str)]| {
        let call = Call::post(path).form(fields).header("accept", "text/html").header("sec-fetch-site", "same-origin");
        browser.sends(call.header("idempotency-key", "a"))
    };
    let secret = form("/account/tokens", &[("name", "n"), ("expires_in_days", "30")]).await;
    assert!(secret.text().contains("tut_"), "{}", secret.excerpt());
    for _ in 0..2 {
        form("/groups", &[("name", "Warehouse")]).await;
        let elsewhere = globex.admin.credentials();
        let text = |field: &str| elsewhere[field].as_str().unwrap();
        let fields = ["workspace", "email", "password"].map(|field| (field, text(field)));
        form("/sign-in", &fields).await.leads_to("/");
    }
    assert_eq!(world.database.number("SELECT count(*) FROM idempotency_key").await, 0);
    world.runs_its_jobs().await;
}

/// SQLite has one writer: there the second transaction does not open before the first has ended.
#[actix_web::test]
async fn a_second_transaction_of_one_request_does_not_undo_the_first_unseen() {
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let request = TestRequest::default().app_data(web::Data::new(world.kernel().clone())).to_http_request();
    let parking = Arc::new(Parking::default());
    request.extensions_mut().insert(Arc::clone(&parking));
    let visitor = Visitor::from_request(&request, &mut Payload::None).await.unwrap();
    let first = visitor.begin_in(acme.id).await.unwrap();
    first.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    let second = visitor.begin_in(acme.id).await.unwrap();
    second.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap_err();
    assert!(parking.take().is_some(), "the first one is still there");
}

/// The key of the first form of a page that goes to this address.
fn form_key(page: &str, action: &str) -> String {
    let form = page.split("<form").find(|form| form.contains(&format!("action=\"{action}\""))).unwrap();
    let (_, key) = form.split_once("name=\"form-key\" value=\"").unwrap();
    key.split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_form_sent_twice_is_done_once_and_leads_to_the_same_place() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let page = acme.admin.opens("/groups").await.is_ok().text();
    let key = form_key(&page, "/groups");
    let sent = [("form-key", key.as_str()), ("name", "Warehouse")];
    let first = acme.admin.submits("/groups", &sent).await.has_status(303);
    for _ in 0..2 {
        let again = acme.admin.submits("/groups", &sent).await.leads_to(first.header("location"));
        assert_eq!(again.header("set-cookie"), first.header("set-cookie"), "the page says the same");
    }
    assert_eq!(acme.owner.get("/api/v1/audit-events?type=iam.group.created").await.is_ok().items().len(), 1);
    world.waits(chrono::Duration::minutes(3));
    let later = acme.admin.submits("/groups", &sent).await.leads_to(first.header("location"));
    assert!(later.header("set-cookie").contains("flash-sent-before"), "it does not say again that it was done now");

    // Other answers under the key of a page that was stepped back to are another sending.
    let office = [("form-key", key.as_str()), ("name", "Office")];
    let second = acme.admin.submits("/groups", &office).await.has_status(303);
    acme.admin.submits("/groups", &office).await.leads_to(second.header("location"));
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 2);
    // And so are the first ones after them: a switch that is off, on and off again is off.
    acme.admin.submits("/groups", &sent).await.has_status(422);
    let other = form_key(&acme.admin.opens("/groups").await.is_ok().text(), "/groups");
    assert_ne!(key, other, "every page has keys of its own");
}

#[actix_web::test]
async fn a_form_that_was_refused_may_be_sent_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let key = form_key(&acme.admin.opens("/groups").await.is_ok().text(), "/groups");
    for _ in 0..2 {
        acme.admin.submits("/groups", &[("form-key", key.as_str()), ("name", "")]).await.has_status(422);
    }
    assert_eq!(world.database.number("SELECT count(*) FROM idempotency_key").await, 0);
    acme.admin.submits("/groups", &[("form-key", key.as_str()), ("name", "Warehouse")]).await.has_status(303);
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
}

#[actix_web::test]
async fn the_same_key_from_somebody_else_is_another_form() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let sent = [("form-key", "0.1"), ("name", "Warehouse")];
    let mine = acme.admin.submits("/groups", &sent).await.has_status(303);
    let theirs = globex.admin.submits("/groups", &sent).await.has_status(303);
    assert_ne!(mine.header("location"), theirs.header("location"), "their own group, not mine");
    acme.owner.submits("/groups", &sent).await.has_status(422);
    acme.learner.submits("/groups", &sent).await.has_status(403);
    assert_eq!(globex.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
}

#[actix_web::test]
async fn a_form_whose_server_was_stopped_in_the_middle_may_be_sent_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let sent = [("form-key", "0.1"), ("name", "Warehouse")];
    acme.admin.submits("/groups", &sent).await.has_status(303);
    world.database.run("UPDATE idempotency_key SET status = 102").await;
    world.database.run("DELETE FROM user_group").await;
    world.waits(chrono::Duration::minutes(3));
    acme.admin.submits("/groups", &sent).await.has_status(303);
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
}

#[actix_web::test]
async fn a_form_sent_twice_at_once_is_done_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let key = form_key(&acme.admin.opens("/groups").await.is_ok().text(), "/groups");
    let sent = [("form-key", key.as_str()), ("name", "Warehouse")];
    let answers = futures_util::future::join_all((0..3).map(|_| acme.admin.submits("/groups", &sent))).await;
    for answer in &answers {
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, answers[0].header("location")));
    }
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items().len(), 1);
}

#[actix_web::test]
async fn the_public_form_sent_twice_asks_for_one_agreement() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let key = form_key(&visitor.opens("/dpa").await.is_ok().text(), "/dpa");
    let answers = questions();
    let mut sent: Vec<(&str, &str)> =
        answers.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let captcha = solved(&visitor).await;
    sent.extend([("form-key", key.as_str()), ("captcha", captcha.as_str())]);
    visitor.submits("/dpa", &sent).await.has_status(303);
    visitor.submits("/dpa", &sent).await.has_status(303);
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    world.runs_its_jobs().await;
}

/// A cookie of a session is for whoever gets the answer, and passwords are for nobody.
#[actix_web::test]
async fn what_opens_a_session_is_not_kept_and_no_password_can_be_guessed_from_a_key() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    let key = form_key(&browser.opens("/account").await.is_ok().text(), "/account/password");
    let sent = [
        ("form-key", key.as_str()),
        ("current_password", crate::world::PASSWORD),
        ("new_password", "seven quiet herons by the weir"),
    ];
    browser.submits("/account/password", &sent).await.has_status(303);
    assert_eq!(world.database.number("SELECT count(*) FROM idempotency_key").await, 0);

    let key = form_key(&acme.owner.opens("/people/new").await.is_ok().text(), "/people");
    let person = [
        ("form-key", key.as_str()),
        ("name", "Nora New"),
        ("email", "nora@acme.test"),
        ("role", "learner"),
        ("password", "nine loud geese on the green"),
    ];
    acme.owner.submits("/people", &person).await.has_status(303);
    let kept = world.database.texts("SELECT key FROM idempotency_key").await;
    assert_eq!(kept, [format!("form {key}")], "the answers stand in a keyed hash, which no export holds");
}

#[actix_web::test]
async fn a_token_is_issued_once_however_often_its_form_is_sent() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    let key = form_key(&browser.opens("/account").await.is_ok().text(), "/account/tokens");
    let sent = [("form-key", key.as_str()), ("name", "Import"), ("expires_in_days", "90")];
    browser.submits("/account/tokens", &sent).await.has_status(201);
    browser.submits("/account/tokens", &sent).await.leads_to("/account");
    assert_eq!(world.database.number("SELECT count(*) FROM api_token WHERE name = 'Import'").await, 1);
}

//! Business contacts ask for the list of sub-processors by name, and read it for as long as it is granted (M-6.1).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::dpa::proven;
use crate::notices_kept::mail_server;
use crate::world::World;

const REQUESTS: &str = "/api/v1/operator/list-requests";
const CORA: &str = "cora@firm.example";

fn asking() -> Value {
    json!({ "name": "Cora Kraus", "company": "Firm GmbH", "email": CORA, "reason": "We audit you.", "language": "en" })
}

/// Asks and confirms; says the id of the request.
async fn asks(world: &World, decider: &Person) -> String {
    let contact = world.visitor();
    // Mails of one moment lie in no order.
    world.waits(Duration::seconds(1));
    contact.post("/api/v1/public/list-requests", proven(&contact, asking()).await).await.is_accepted();
    world.runs_its_jobs().await;
    let link = world.mailbox(CORA).pop().unwrap().link();
    contact.opens(&link).await.is_ok();
    contact.submits(&link, &[]).await.leads_to("/subprocessors/list-requests/confirmed");
    contact.submits(&link, &[]).await.has_status(404);
    world.runs_its_jobs().await;
    decider.get(REQUESTS).await.is_ok().each("id")[0].clone()
}

/// Grants it; says where the list is.
async fn granted(world: &World, decider: &Person, id: &str, decision: Value) -> String {
    world.waits(Duration::seconds(1));
    decider.post(format!("{REQUESTS}/{id}/decision"), decision).await.is_ok();
    world.runs_its_jobs().await;
    world.mailbox(CORA).pop().unwrap().link()
}

#[actix_web::test]
async fn a_contact_reads_the_list_for_as_long_as_it_is_granted() {
    let world = World::new().await;
    let staff = world.staff().await;
    let change = staff.announces(&world, "Mailer SA").await;
    world.waits(Duration::days(31));
    staff.starts(&world, &change).await;
    let lena = &staff.author;
    world.visitor().post("/api/v1/public/list-requests", proven(&world.visitor(), asking()).await).await.is_accepted();
    world.runs_its_jobs().await;
    assert!(lena.get(REQUESTS).await.is_ok().items().is_empty(), "a request that nobody confirmed is nobody's");
    let id = asks(&world, lena).await;
    assert!(world.mailbox(&lena.email).iter().any(|mail| mail.subject.contains("Firm GmbH")));
    assert_eq!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().string("state"), "confirmed");
    lena.post(format!("{REQUESTS}/{id}/decision"), json!({ "outcome": "granted", "days": 367 })).await.is_invalid(&["days"]);
    lena.posts(format!("{REQUESTS}/{id}/revocation")).await.is_refused("list-request-state");
    let link = granted(&world, lena, &id, json!({ "outcome": "granted" })).await;

    let contact = world.visitor();
    let page = contact.opens(&link).await.is_ok();
    assert_eq!(page.header("cache-control"), "no-store");
    for fact in [
        "Mailer SA",
        "Rue Haute 1, 1000 Bruxelles, Belgium",
        "privacy@mailer.example",
        "Email delivery",
        "Delivers mails.",
        "Name and email",
        "Brussels, Belgium",
        "None needed: within the EEA",
        "2 Apr 2026",
        "You can open this page until",
    ] {
        assert!(page.text().contains(fact), "no {fact} in {}", page.text());
    }
    let csv = contact.get(format!("{link}/csv")).await.is_ok();
    assert!(csv.header("content-disposition").contains("subprocessors-2026-04-02.csv"), "{}", csv.header("content-disposition"));
    assert!(csv.text().lines().nth(1).unwrap().starts_with("Mailer SA,\"Rue Haute 1"), "{}", csv.text());
    let guess = format!("{}x", &link[..link.len() - 1]);
    for path in [guess.clone(), format!("{guess}/csv")] {
        contact.opens(path).await.has_status(404);
    }
    let seen = lena.get(format!("{REQUESTS}/{id}")).await.is_ok();
    assert_eq!((seen.string("state"), seen.json["openings"].as_i64()), ("granted".to_owned(), Some(2)));

    world.waits(Duration::days(30) - Duration::seconds(1));
    contact.opens(&link).await.is_ok();
    world.waits(Duration::seconds(1));
    contact.opens(&link).await.has_status(404);
    let over = lena.get(format!("{REQUESTS}?state=expired")).await.is_ok();
    assert_eq!(over.each("id"), std::slice::from_ref(&id), "it has expired, whether or not the job has run");
    world.runs_its_jobs().await;
    assert_eq!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().string("state"), "expired");
    lena.posts(format!("{REQUESTS}/{id}/revocation")).await.is_refused("list-request-state");
    let mut log: Vec<_> = lena.reads_the_log().await.into_iter().filter(|name| name.starts_with("subproc.detail")).collect();
    // What happened in one moment of the stopped clock has no order.
    log.sort_unstable();
    let wanted = ["asked", "asked", "confirmed", "expired", "granted", "opened", "opened", "opened"];
    assert_eq!(log, wanted.map(|verb| format!("subproc.detail.{verb}")));
}

#[actix_web::test]
async fn a_grant_is_taken_back_and_a_request_refused_with_a_reason() {
    let world = World::new().await;
    let staff = world.staff().await;
    let (lena, sasa) = (&staff.author, world.operator("Sasa", Role::Support).await);
    let id = asks(&world, lena).await;
    let decision = format!("{REQUESTS}/{id}/decision");
    sasa.get(REQUESTS).await.is_forbidden();
    sasa.post(&decision, json!({ "outcome": "granted" })).await.is_forbidden();
    sasa.opens("/operator/list-requests").await.has_status(403);
    let link = granted(&world, lena, &id, json!({ "outcome": "granted", "days": 1 })).await;
    world.visitor().opens(&link).await.is_ok();
    lena.post(&decision, json!({ "outcome": "refused", "reason": "No." })).await.is_refused("list-request-state");
    assert_eq!(lena.posts(format!("{REQUESTS}/{id}/revocation")).await.is_ok().string("state"), "revoked");
    world.visitor().opens(&link).await.has_status(404);
    world.runs_its_jobs().await;
    world.waits(Duration::days(2));
    world.runs_its_jobs().await;
    assert_eq!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().string("state"), "revoked", "what was revoked does not expire");

    let id = asks(&world, lena).await;
    let page = format!("/operator/list-requests/{id}");
    let typed = [("days", "30"), ("reason", " ")];
    let again = lena.submits(format!("{page}/refusal"), &typed).await.has_status(422);
    assert!(again.text().contains("id=\"e-reason\""), "{}", again.text());
    lena.submits(format!("{page}/grant"), &[("days", "many"), ("reason", "")]).await.has_status(422);
    world.waits(Duration::seconds(1));
    lena.submits(format!("{page}/refusal"), &[("reason", "We do not know you.")]).await.leads_to(&page);
    world.runs_its_jobs().await;
    assert!(world.mailbox(CORA).pop().unwrap().text.contains("We do not know you."));
    assert!(lena.opens(&page).await.is_ok().text().contains("We do not know you."));
}

#[actix_web::test]
async fn whoever_asks_learns_nothing_of_others_who_asked() {
    let world = World::new().await;
    world.realm().await;
    let mut answers = Vec::new();
    for _ in 0..4 {
        let answer = world.visitor().post("/api/v1/public/list-requests", proven(&world.visitor(), asking()).await).await;
        answers.push((answer.status.as_u16(), answer.text()));
    }
    world.runs_its_jobs().await;
    assert!(answers.iter().all(|answer| *answer == (202, String::new())), "{answers:?}");
    assert_eq!(world.mailbox(CORA).len(), 3, "the fourth mail of an hour is not sent");
    let mail = &world.mailbox(CORA)[0];
    assert!(!mail.text.contains("Cora") && !mail.text.contains("Firm GmbH"), "nothing that a stranger typed: {}", mail.text);
    let all = ["name", "company", "email", "reason", "language"];
    world.visitor().post("/api/v1/public/list-requests", json!({})).await.is_invalid(&all);
    let page = world.visitor().submits("/subprocessors/detailed", &[("name", "Cora"), ("email", "x")]).await.has_status(422);
    assert!(page.text().contains("value=\"Cora\""), "{}", page.text());
}

/// The worker dies in the last try of the mail with the decision: the staff sees that the contact has not heard of it.
#[actix_web::test]
async fn a_decision_whose_mail_was_given_up_is_seen() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = asks(&world, &lena).await;
    lena.post(format!("{REQUESTS}/{id}/decision"), json!({ "outcome": "granted" })).await.is_ok();
    assert_eq!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().json["mail_failed_at"], Value::Null);
    let before = world.mailbox(CORA).len();
    let of_it = "kind = 'feeds.tell_decision' AND state = 'queued'";
    world.database.run(&format!("UPDATE job SET state = 'running', attempts = 8 WHERE {of_it}")).await;
    world.tries_its_jobs().await;
    assert_eq!(world.mailbox(CORA).len(), before);
    assert!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().json["mail_failed_at"].is_string());
    let page = lena.opens(format!("/operator/list-requests/{id}")).await.is_ok().text();
    assert!(page.contains("The email did not arrive") && page.contains("Email not delivered"), "{page}");
    lena.finds_in_the_log(&["subproc.detail.undelivered"]).await;
    world.database.run("DELETE FROM job").await;

    // Sent again, a new link goes out, and what became of the old mail counts no more.
    assert!(page.contains("Send the link again"), "{page}");
    world.waits(Duration::seconds(1));
    let sent = lena.posts(format!("{REQUESTS}/{id}/repetition")).await.is_ok();
    assert_eq!((sent.string("state"), &sent.json["mail_failed_at"]), ("granted".to_owned(), &Value::Null));
    world.runs_its_jobs().await;
    let link = world.mailbox(CORA).pop().unwrap().link();
    world.visitor().opens(&link).await.is_ok();
    lena.finds_in_the_log(&["subproc.detail.resent"]).await;
}

#[actix_web::test]
async fn a_link_that_is_sent_again_takes_the_place_of_the_old_one_and_lasts_no_longer() {
    let world = World::new().await;
    let (lena, sasa) = (world.operator("Lena", Role::Legal).await, world.operator("Sasa", Role::Support).await);
    let id = asks(&world, &lena).await;
    let again = format!("{REQUESTS}/{id}/repetition");
    lena.posts(&again).await.is_refused("list-request-state");
    let old = granted(&world, &lena, &id, json!({ "outcome": "granted", "days": 2 })).await;
    let until = lena.get(format!("{REQUESTS}/{id}")).await.is_ok().string("expires_at");
    sasa.posts(&again).await.is_forbidden();
    world.waits(Duration::days(1));
    let page = format!("/operator/list-requests/{id}");
    lena.submits(format!("{page}/repetition"), &[]).await.leads_to(&page);
    world.runs_its_jobs().await;
    let new = world.mailbox(CORA).pop().unwrap().link();
    assert_ne!(old, new);
    world.visitor().opens(&old).await.has_status(404);
    world.visitor().opens(&new).await.is_ok();
    assert_eq!(lena.get(format!("{REQUESTS}/{id}")).await.is_ok().string("expires_at"), until);
    world.waits(Duration::days(1));
    world.visitor().opens(&new).await.has_status(404);
    world.runs_its_jobs().await;
    lena.posts(&again).await.is_refused("list-request-state");
}

/// The first mail is still being tried when the link is sent again: nothing that becomes of it is news.
#[actix_web::test]
async fn a_mail_whose_link_was_replaced_does_not_leave_and_its_loss_is_no_loss() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = asks(&world, &lena).await;
    let (request, again) = (format!("{REQUESTS}/{id}"), format!("{REQUESTS}/{id}/repetition"));
    let before = world.mailbox(CORA).len();
    world.waits(Duration::seconds(1));
    mail_server(&world, true);
    lena.post(format!("{request}/decision"), json!({ "outcome": "granted" })).await.is_ok();
    world.tries_its_jobs().await;
    mail_server(&world, false);
    let waiting = "SELECT count(*) FROM job WHERE kind = 'feeds.tell_decision' AND state = 'queued' AND attempts = 1";
    assert_eq!(world.database.number(waiting).await, 1, "it is tried again in five seconds");

    lena.posts(&again).await.is_ok();
    world.tries_its_jobs().await;
    let link = world.mailbox(CORA).pop().unwrap().link();
    world.visitor().opens(&link).await.is_ok();
    world.waits(Duration::seconds(10));
    world.tries_its_jobs().await;
    assert_eq!(world.database.number(waiting).await, 0);
    assert_eq!(world.mailbox(CORA).len(), before + 1, "a link that opens nothing does not leave");

    // The next one is lost in its last try, when another has been sent already.
    lena.posts(&again).await.is_ok();
    let of_it = "kind = 'feeds.tell_decision' AND state = 'queued'";
    world.database.run(&format!("UPDATE job SET state = 'running', attempts = 8 WHERE {of_it}")).await;
    lena.posts(&again).await.is_ok();
    world.tries_its_jobs().await;
    assert_eq!(world.mailbox(CORA).len(), before + 2);
    assert_eq!(lena.get(&request).await.is_ok().json["mail_failed_at"], Value::Null, "the valid link arrived");
    world.visitor().opens(world.mailbox(CORA).pop().unwrap().link()).await.is_ok();
    world.visitor().opens(&link).await.has_status(404);

    // So it is with a grant that was taken back before its mail left.
    lena.posts(&again).await.is_ok();
    lena.posts(format!("{request}/revocation")).await.is_ok();
    world.tries_its_jobs().await;
    assert_eq!(world.mailbox(CORA).len(), before + 3, "the revocation alone");
    world.database.run("DELETE FROM job").await;
}

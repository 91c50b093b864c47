//! A request for an agreement that never comes to the operator: the workspace is told, and what it answered is not lost.

use chrono::Duration;
use serde_json::{Value, json};

use crate::actors::Person;
use crate::answer::Answer;
use crate::dpa::questions;
use crate::dpa_held::asked;
use crate::dpa_life::{Sent, with};
use crate::world::World;

const KEPT: &str = "SELECT count(*) FROM held_agreement WHERE request IS NOT NULL";
const FORM: &str = "/settings/agreements/new";
const LIST: &str = "/settings/agreements";

/// Sends the form with these answers.
async fn sends(person: &Person, address: &str, answers: Value) -> Answer {
    let fields = answers.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
    person.submits(address, &fields.collect::<Vec<_>>()).await
}

/// The worker dies in the last try of handing in, and nobody takes the job up again.
async fn gets_lost(world: &World) {
    world.database.run("UPDATE job SET state = 'running', attempts = 8 WHERE kind = 'dpa.hand_in'").await;
    world.tries_its_jobs().await;
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    world.waits(Duration::seconds(1));
}

/// The worker dies in the last try of handing in: the workspace is not told for ever that its agreement comes in a moment.
#[actix_web::test]
async fn a_request_that_never_came_to_the_operator_says_so() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.realm().await;
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    let page = format!("/settings/agreements/{id}");
    assert!(acme.owner.opens(&page).await.is_ok().text().contains("appears here in a moment"));
    gets_lost(&world).await;
    let held = acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_ok();
    assert!(held.json["lost_at"].is_string(), "{}", held.text());
    let text = acme.owner.opens(&page).await.is_ok().text();
    assert!(text.contains("did not get through") && text.contains(&format!("/settings/agreements/new?lost={id}")), "{text}");
    assert!(!text.contains("in a moment"), "{text}");
    assert!(acme.owner.opens("/settings/agreements").await.is_ok().text().contains("Lost on its way"));
    acme.owner.finds_in_the_log(&["dpa.agreement.lost"]).await;
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 0);
    // What was answered is there for whoever asks again, also where another one waits that has no answers.
    assert_eq!(world.database.number(KEPT).await, 1);
    let elsewhere = Sent::new(&world, with("legal_name", "Brezje Holding d.d.")).await;
    acme.owner.post("/api/v1/agreements/attachment", json!({ "address": elsewhere.page })).await.is_created();
    world.runs_its_jobs().await;
    let text = acme.owner.opens(FORM).await.is_ok().text();
    assert!(text.contains("5678901000") && text.contains("Živa Šuštar"), "nothing is typed twice: {text}");
    acme.owner.submits(format!("{page}/dismissal"), &[]).await.leads_to("/settings/agreements");
    acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_not_found();
    acme.owner.finds_in_the_log(&["dpa.agreement.dismissed"]).await;
    assert_eq!(world.database.number(KEPT).await, 0, "put away, it is forgotten");
    assert!(!acme.owner.opens(FORM).await.is_ok().text().contains("5678901000"));
    let again = asked(&world, &acme.owner).await;
    acme.owner.posts(format!("/api/v1/agreements/{again}/dismissal")).await.is_refused("agreement-not-lost");
    assert!(acme.owner.get(format!("/api/v1/agreements/{again}")).await.is_ok().json["lost_at"].is_null());
    world.runs_its_jobs().await;
}

/// The form is sent again, with one answer changed: the next one begins with that.
#[actix_web::test]
async fn whoever_asks_again_is_not_shown_the_answers_that_were_lost() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.realm().await;
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    gets_lost(&world).await;
    assert!(acme.owner.opens(FORM).await.is_ok().text().contains("5678901000"));
    let address = format!("{LIST}?lost={id}");
    let page = sends(&acme.owner, &address, with("legal_name", "")).await.has_status(422).text();
    assert!(page.contains(&format!("action=\"{address}\"")), "what is wrong in the form changes nothing of that: {page}");
    assert_eq!(world.database.number(KEPT).await, 1, "nothing is forgotten before it is asked again");
    sends(&acme.owner, &address, with("register_no", "4711")).await.has_status(303);
    assert_eq!(world.database.number(KEPT).await, 1, "the new one alone is on its way");
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 0);
    let text = acme.owner.opens(FORM).await.is_ok().text();
    assert!(text.contains("4711") && !text.contains("5678901000"), "{text}");
    world.runs_its_jobs().await;
}

/// Two companies were asked for, and both requests are lost: each keeps its answers until it is asked again itself.
#[actix_web::test]
async fn asking_again_for_one_request_that_was_lost_forgets_no_other() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    world.realm().await;
    let first = acme.owner.post("/api/v1/agreements", with("register_no", "4711")).await.is_created().id();
    world.waits(Duration::seconds(1));
    let second = acme.owner.post("/api/v1/agreements", with("register_no", "8150")).await.is_created().id();
    gets_lost(&world).await;
    assert_eq!(world.database.number(KEPT).await, 2);
    let begins = async |address: &str, register: &str, lost: &str| {
        let form = acme.owner.opens(address).await.is_ok().text();
        let action = format!("action=\"{LIST}?lost={lost}\"");
        assert!(form.contains(&format!("value=\"{register}\"")) && form.contains(&action), "{address} {register}: {form}");
    };
    begins(FORM, "8150", &second).await;
    begins(&format!("{FORM}?lost={first}"), "4711", &first).await;
    begins(&format!("{FORM}?lost={second}"), "8150", &second).await;

    sends(&acme.owner, &format!("{LIST}?lost={first}"), with("register_no", "4711")).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 1, "the other one is not forgotten");
    let form = acme.owner.opens(&format!("{FORM}?lost={first}")).await.is_ok().text();
    assert!(form.contains(&format!("action=\"{LIST}\"")) && !form.contains("8150"), "nor does it stand in for this one: {form}");
    begins(FORM, "8150", &second).await;
    // What is asked for beside it, by the interface or by another workspace, forgets nothing.
    acme.owner.post("/api/v1/agreements", with("register_no", "1291")).await.is_created();
    sends(&globex.owner, &format!("{LIST}?lost={second}"), questions()).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 1);
    begins(FORM, "8150", &second).await;
    world.waits(Duration::seconds(1));
    sends(&acme.owner, &format!("{LIST}?lost={second}"), with("register_no", "1848")).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 0);
    let form = acme.owner.opens(FORM).await.is_ok().text();
    assert!(form.contains("value=\"1848\"") && form.contains(&format!("action=\"{LIST}\"")), "{form}");
}

/// A newer agreement came through meanwhile: the form still begins with what was lost, as the page says, but not for ever.
#[actix_web::test]
async fn what_was_lost_stands_in_the_form_for_thirty_days() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.realm().await;
    let id = acme.owner.post("/api/v1/agreements", with("register_no", "4711")).await.is_created().id();
    world.waits(Duration::seconds(1));
    acme.owner.post("/api/v1/agreements", questions()).await.is_created();
    let first = format!("CAST(payload AS text) LIKE '%{id}%'");
    world.database.run(&format!("UPDATE job SET state = 'running', attempts = 8 WHERE kind = 'dpa.hand_in' AND {first}")).await;
    world.tries_its_jobs().await;
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    world.runs_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    assert!(acme.owner.opens(FORM).await.is_ok().text().contains("4711"), "what was lost comes before what is there");
    world.waits(Duration::days(30) - Duration::minutes(1));
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 1);
    world.waits(Duration::minutes(2));
    world.runs_its_jobs().await;
    assert_eq!(world.database.number(KEPT).await, 0);
    let held = acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_ok();
    assert!(held.json["lost_at"].is_string(), "that it was lost stays: {}", held.text());
    assert!(!acme.owner.opens(FORM).await.is_ok().text().contains("4711"));
}

/// The worker dies after the operator has the request and before the workspace says so.
#[actix_web::test]
async fn what_came_to_the_operator_is_not_lost() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.realm().await;
    let id = asked(&world, &acme.owner).await;
    world.database.run("UPDATE held_agreement SET request = '{}'").await;
    world
        .database
        .run("UPDATE job SET state = 'queued', finished_at = NULL, lease_until = NULL WHERE kind = 'dpa.hand_in'")
        .await;
    gets_lost(&world).await;
    assert_eq!(world.database.number(KEPT).await, 0);
    assert!(acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_ok().json["lost_at"].is_null());
    world.runs_its_jobs().await;
}

/// One worker looks, another one hands in and dies before it says so, and the first one notes that the request is lost.
#[actix_web::test]
async fn the_form_does_not_begin_with_what_came_to_the_operator_after_all() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let id = asked(&world, &acme.owner).await;
    world.database.run("UPDATE held_agreement SET request = '{\"register_no\":\"4711\"}', lost_at = asked_at").await;
    for address in [FORM.to_owned(), format!("{FORM}?lost={id}")] {
        let form = acme.owner.opens(address).await.is_ok().text();
        assert!(form.contains("value=\"5678901000\"") && !form.contains("value=\"4711\""), "{form}");
        assert!(form.contains(&format!("action=\"{LIST}\"")), "{form}");
    }
    assert!(acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_ok().json["lost_at"].is_null());
    world.runs_its_jobs().await;
}

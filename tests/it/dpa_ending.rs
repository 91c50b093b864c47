//! An agreement ends only when nothing is processed under it: the workspace that holds it is gone, or two members of staff say so.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::dpa::questions;
use crate::dpa_life::{Sent, another_company, takes_in, told};
use crate::world::World;

#[actix_web::test]
async fn an_agreement_ends_only_when_nothing_is_processed_under_it() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let matej = world.operator("Matej", Role::Legal).await;
    let acme = world.tenant("Acme").await;
    let sent = Sent::new(&world, questions()).await;
    let end = format!("/api/v1/dpa-requests/{}/termination", sent.id);
    let reason = json!({ "reason": "The company closes." });
    lena.post(&end, reason.clone()).await.is_refused("agreement-not-in-force");
    sent.is_signed(&world).await;
    takes_in(&world, &acme.owner, &sent).await;
    lena.post(&end, reason.clone()).await.is_refused("data-not-gone");
    let alone = Sent::new(&world, another_company()).await;
    alone.is_signed(&world).await;
    let end = format!("/api/v1/dpa-requests/{}/termination", alone.id);
    let confirmed = format!("{end}/confirmation");
    lena.post(&end, json!({})).await.is_invalid(&["reason", "data"]);
    lena.post(&end, reason).await.is_invalid(&["data"]);
    let page = lena.submits(format!("/operator/dpa-requests/{}/termination", alone.id), &[("reason", "It closes.")]).await;
    assert!(page.has_status(422).text().contains("It closes."), "what was written stays in the form");
    matej.post(&confirmed, revision(1)).await.is_refused("ending-not-stated");
    let both = json!({ "reason": "The company closes.", "data": "No data of theirs were ever received." });
    lena.post(&end, both).await.is_accepted();
    assert_eq!(alone.state().await, "in_force", "one member of staff is not enough");
    assert_eq!(alone.status().await.json["data_statement"], Value::Null);
    lena.post(&confirmed, revision(1)).await.is_refused("own-statement");
    let desk = format!("/operator/dpa-requests/{}", alone.id);
    let page = lena.opens(&desk).await.is_ok().text();
    assert!(page.contains("Another member of staff confirms this") && !page.contains("termination/confirmation"), "{page}");
    let page = matej.opens(&desk).await.is_ok().text();
    for (words, is_said) in [("State something else", true), ("Record this statement", true), ("End it", false)] {
        assert_eq!(page.contains(words), is_said, "{words}: {page}");
    }
    assert!(page.contains("ever received") && page.contains("Lena") && page.contains("termination/confirmation"), "{page}");
    matej.submits(format!("{desk}/termination/confirmation"), &[("revision", "1")]).await.leads_to(&desk);
    world.runs_its_jobs().await;
    let asked = |email: &str| {
        world.mailbox(email).iter().filter(|mail| mail.subject.starts_with("The end of an agreement waits")).count()
    };
    assert_eq!((asked(&lena.email), asked(&matej.email)), (0, 1), "the second member of staff is asked");
    assert_eq!(alone.state().await, "terminated");
    lena.finds_in_the_log(&["dpa.ending.stated", "dpa.agreement.terminated"]).await;
    assert_eq!(alone.status().await.string("data_statement"), "No data of theirs were ever received.");
    // Why it ended is the contact's affair: whoever asked may have asked in somebody else's name.
    let asked = alone.visitor.get(&alone.asked_path).await.is_ok();
    assert_eq!((&asked.json["reason"], &asked.json["data_statement"]), (&Value::Null, &Value::Null));
    let page = alone.visitor.opens(&alone.asked_page).await.is_ok().text();
    assert!(page.contains("Ended") && !page.contains("ever received") && !page.contains("The company closes."), "{page}");
    let page = alone.visitor.opens(&alone.page).await.is_ok().text();
    assert!(page.contains("ever received") && page.contains("The company closes."), "{page}");
    let page = lena.opens(&desk).await.is_ok().text();
    assert!(page.contains("ever received") && page.contains("Confirmed by") && page.contains("Matej"), "{page}");
    assert!(told(&world, &alone.contact, "The company closes."));
}

/// An agreement that is in force, and two of the staff who may end it.
struct InForce {
    world: World,
    lena: Person,
    matej: Person,
    sent: Sent,
}

impl InForce {
    async fn new() -> Self {
        let world = World::new().await;
        let lena = world.operator("Lena", Role::Legal).await;
        let matej = world.operator("Matej", Role::Legal).await;
        let sent = Sent::new(&world, questions()).await;
        sent.is_signed(&world).await;
        Self { world, lena, matej, sent }
    }
}

/// Staff takes the agreement from the workspace that holds it.
async fn is_taken_away(world: &World, staff: &Person, sent: &Sent) {
    let why = json!({ "reason": "The wrong workspace." });
    staff.post(format!("/api/v1/dpa-requests/{}/release", sent.id), why).await.is_done();
    world.runs_its_jobs().await;
}

/// Which statement is confirmed.
fn revision(number: u32) -> Value {
    json!({ "revision": number })
}

/// A workspace that came to hold it by mistake cannot keep it from ending, but whoever ends it sees that it is there.
#[actix_web::test]
async fn an_agreement_taken_from_a_workspace_is_ended_by_two() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let acme = world.tenant("Acme").await;
    takes_in(&world, &acme.owner, &sent).await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    let end = json!({ "reason": "The company closes.", "data": "No data of theirs were ever received." });
    for person in [&lena, &matej] {
        person.post(format!("{path}/termination"), end.clone()).await.is_refused("data-not-gone");
        person.post(format!("{path}/termination/confirmation"), revision(1)).await.is_refused("data-not-gone");
    }
    is_taken_away(&world, &lena, &sent).await;
    lena.post(format!("{path}/termination"), json!({ "reason": "It closes." })).await.is_invalid(&["data"]);
    lena.post(format!("{path}/termination"), end).await.is_accepted();
    assert_eq!(sent.state().await, "in_force");
    for person in [&lena, &matej] {
        let page = person.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
        assert!(page.contains("Held it before") && page.contains("the workspace still exists"), "{page}");
        let ending = person.get(format!("{path}/termination")).await.is_ok();
        assert_eq!(ending.json["former_holders"][0]["name"], "Acme");
    }
    matej.post(format!("{path}/termination/confirmation"), revision(1)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "terminated");
}

/// What was said before a workspace came to hold the agreement says nothing of the data it had there.
#[actix_web::test]
async fn a_statement_does_not_outlive_a_workspace_that_came_after_it() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let acme = world.tenant("Acme").await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    let end = json!({ "reason": "The company closes.", "data": "No data of theirs were ever received." });
    lena.post(format!("{path}/termination"), end).await.is_accepted();
    world.waits(chrono::Duration::seconds(1));
    takes_in(&world, &acme.owner, &sent).await;
    is_taken_away(&world, &lena, &sent).await;
    matej.post(format!("{path}/termination/confirmation"), revision(1)).await.is_refused("ending-outdated");
    let page = matej.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("What was said before") && !page.contains("termination/confirmation"), "{page}");
}

/// Acme held it first and has data still; Globex came after the statement, worked under it, and is gone.
#[actix_web::test]
async fn a_statement_does_not_outlive_a_workspace_that_came_after_it_and_is_gone() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    takes_in(&world, &acme.owner, &sent).await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    let confirmed = format!("{path}/termination/confirmation");
    is_taken_away(&world, &lena, &sent).await;
    let says = |data: &str| json!({ "reason": "The company closes.", "data": data });
    lena.post(format!("{path}/termination"), says("No data of theirs were ever received.")).await.is_accepted();
    world.waits(chrono::Duration::seconds(1));
    takes_in(&world, &globex.owner, &sent).await;
    // No workspace has the id of the agreement: it is held by one that is gone.
    world.database.run("UPDATE agreement SET held_by = id").await;
    matej.post(&confirmed, revision(1)).await.is_refused("ending-outdated");
    assert_eq!(sent.state().await, "in_force", "what was said before says nothing of the data of the last one");
    let desk = format!("/operator/dpa-requests/{}", sent.id);
    let page = matej.submits(format!("{desk}/termination/confirmation"), &[("revision", "1")]).await.has_status(409).text();
    assert!(page.contains("does not speak of the workspaces") && !page.contains("termination/confirmation"), "{page}");
    let ending = matej.get(format!("{path}/termination")).await.is_ok();
    assert_eq!((&ending.json["by_two"], &ending.json["statements"][0]["waits"]), (&json!(true), &json!(false)));

    lena.post(format!("{path}/termination"), says("Deleted with the workspace; Acme never had any.")).await.is_accepted();
    matej.post(&confirmed, revision(1)).await.is_refused("changed-elsewhere");
    matej.post(&confirmed, revision(2)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "terminated");
    assert_eq!(sent.status().await.string("data_statement"), "Deleted with the workspace; Acme never had any.");
}

/// While the statement waits, the last workspace that has data goes, too: nobody has to confirm anything any more.
#[actix_web::test]
async fn whoever_confirms_is_not_told_that_nothing_was_said_when_a_former_holder_is_gone() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let acme = world.tenant("Acme").await;
    takes_in(&world, &acme.owner, &sent).await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    let confirmed = format!("{path}/termination/confirmation");
    is_taken_away(&world, &lena, &sent).await;
    world.database.run("UPDATE agreement SET held_by = id").await;
    matej.post(&confirmed, revision(1)).await.is_refused("ending-not-stated");
    let both = json!({ "reason": "The company closes.", "data": "Acme never had any of theirs." });
    lena.post(format!("{path}/termination"), both).await.is_accepted();
    let gone = format!("UPDATE agreement SET released_from = '[\"{}\"]'", sent.id);
    world.database.run(&gone).await;
    matej.post(&confirmed, revision(1)).await.is_refused("ending-outdated");
    let page = matej.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("What was said before") && page.contains("Acme never had any"), "it stays in the file: {page}");
    assert!(!page.contains("termination/confirmation"), "{page}");
    matej.post(format!("{path}/termination"), json!({ "reason": "The company closes." })).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "terminated");
}

#[actix_web::test]
async fn nobody_confirms_a_statement_that_they_have_not_read() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let end = format!("/api/v1/dpa-requests/{}/termination", sent.id);
    let confirmed = format!("{end}/confirmation");
    let says = |data: &str| json!({ "reason": "The company closes.", "data": data });
    lena.post(&end, says("Never received.")).await.is_accepted();
    let desk = format!("/operator/dpa-requests/{}", sent.id);
    let page = matej.opens(&desk).await.is_ok().text();
    assert!(page.contains("name=\"revision\" value=\"1\"") && !page.contains("What was said before"), "{page}");
    lena.post(&end, says("Given back by post.")).await.is_accepted();
    matej.post(&confirmed, revision(1)).await.is_refused("changed-elsewhere");
    let page = matej.submits(format!("{desk}/termination/confirmation"), &[("revision", "1")]).await.has_status(409).text();
    assert!(page.contains("name=\"revision\" value=\"2\"") && page.contains("Given back by post."), "{page}");
    assert!(page.contains("What was said before") && page.contains("Never received."), "the former one stays: {page}");
    assert_eq!(sent.state().await, "in_force");
    let ending = matej.get(&end).await.is_ok();
    let said = ending.json["statements"].as_array().unwrap();
    let said: Vec<_> = said.iter().map(|one| (one["revision"].as_u64(), one["waits"].as_bool(), one["data"].as_str())).collect();
    let (first, second) = (Some("Never received."), Some("Given back by post."));
    assert_eq!(said, [(Some(1), Some(false), first), (Some(2), Some(true), second)]);
    matej.post(&confirmed, revision(2)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.status().await.string("data_statement"), "Given back by post.");
    let page = lena.opens(&desk).await.is_ok().text();
    assert!(page.contains("Never received."), "{page}");
}

/// A held it and still runs with its data; B came after it and is gone: what B says by its end says nothing of A.
#[actix_web::test]
async fn a_workspace_that_is_gone_does_not_speak_for_one_that_held_the_agreement_before() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let acme = world.tenant("Acme").await;
    takes_in(&world, &acme.owner, &sent).await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    is_taken_away(&world, &lena, &sent).await;
    // No workspace has the id of the agreement: it is held by one that is gone.
    world.database.run("UPDATE agreement SET held_by = id").await;
    let reason = json!({ "reason": "The company closes." });
    lena.post(format!("{path}/termination"), reason.clone()).await.is_invalid(&["data"]);
    assert_eq!(lena.get(format!("{path}/termination")).await.is_ok().json["by_two"], true);
    let both = json!({ "reason": "The company closes.", "data": "Acme never had any of theirs." });
    lena.post(format!("{path}/termination"), both).await.is_accepted();
    assert_eq!(sent.state().await, "in_force", "one member of staff is not enough");
    lena.post(format!("{path}/termination/confirmation"), revision(1)).await.is_refused("own-statement");
    let page = matej.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("Acme never had") && page.contains("termination/confirmation"), "{page}");
    matej.post(format!("{path}/termination/confirmation"), revision(1)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "terminated");

    // Where every workspace that held one is gone, its end says what became of the data.
    let alone = Sent::new(&world, another_company()).await;
    alone.is_signed(&world).await;
    world.database.run("UPDATE agreement SET held_by = id").await;
    let path = format!("/api/v1/dpa-requests/{}", alone.id);
    assert_eq!(lena.get(format!("{path}/termination")).await.is_ok().json["by_two"], false);
    lena.post(format!("{path}/termination"), reason).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(alone.state().await, "terminated");
}

/// A colleague was faster: the form is gone, and what was typed into it is not.
#[actix_web::test]
async fn what_was_typed_is_shown_where_the_agreement_has_gone_on() {
    let InForce { world, lena, matej, sent } = InForce::new().await;
    let desk = format!("/operator/dpa-requests/{}", sent.id);
    let unsent =
        |page: &str| page.split("id=\"h-unsent\"").nth(1).unwrap_or_default().split("</section>").next().unwrap().to_owned();
    // Turned down while it came into force: no reason why it ends.
    let page = lena.submits(format!("{desk}/refusal"), &[("reason", "Nobody knows them.")]).await.has_status(409).text();
    assert!(unsent(&page).contains("Nobody knows them.") && page.matches("Nobody knows them.").count() == 1, "{page}");
    let page =
        lena.submits(format!("{desk}/release"), &[("release_reason", "The wrong workspace.")]).await.has_status(409).text();
    assert!(unsent(&page).contains("The wrong workspace."), "{page}");
    let end = json!({ "reason": "The company closes.", "data": "Never received." });
    let path = format!("/api/v1/dpa-requests/{}/termination", sent.id);
    lena.post(&path, end).await.is_accepted();
    matej.post(format!("{path}/confirmation"), revision(1)).await.is_done();
    let late = [("reason", "It moved away."), ("data", "Given back by post.")];
    let page = lena.submits(format!("{desk}/termination"), &late).await.has_status(409).text();
    assert!(unsent(&page).contains("It moved away.") && unsent(&page).contains("Given back by post."), "{page}");
    world.runs_its_jobs().await;
}

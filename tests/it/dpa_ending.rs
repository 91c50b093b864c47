//! An agreement ends only when nothing is processed under it: the workspaces that held it say so, or two members of staff do.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

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
    matej.posts(&confirmed).await.is_refused("ending-not-stated");
    let both = json!({ "reason": "The company closes.", "data": "No data of theirs were ever received." });
    lena.post(&end, both).await.is_accepted();
    assert_eq!(alone.state().await, "in_force", "one member of staff is not enough");
    assert_eq!(alone.status().await.json["data_statement"], Value::Null);
    lena.posts(&confirmed).await.is_refused("own-statement");
    let desk = format!("/operator/dpa-requests/{}", alone.id);
    let page = lena.opens(&desk).await.is_ok().text();
    assert!(page.contains("Another member of staff confirms this") && !page.contains("termination/confirmation"), "{page}");
    let page = matej.opens(&desk).await.is_ok().text();
    assert!(page.contains("ever received") && page.contains("Lena") && page.contains("termination/confirmation"), "{page}");
    matej.submits(format!("{desk}/termination/confirmation"), &[]).await.leads_to(&desk);
    world.runs_its_jobs().await;
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
    assert!(page.contains("ever received"), "{page}");
    assert!(told(&world, &alone.contact, "The company closes."));
}

/// Taken from its workspace, the agreement is held by nobody; what is processed there is there still.
#[actix_web::test]
async fn an_agreement_taken_from_a_workspace_does_not_end_while_its_data_are_there() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let matej = world.operator("Matej", Role::Legal).await;
    let acme = world.tenant("Acme").await;
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    takes_in(&world, &acme.owner, &sent).await;
    let path = format!("/api/v1/dpa-requests/{}", sent.id);
    lena.post(format!("{path}/release"), json!({ "reason": "The wrong workspace." })).await.is_done();
    world.runs_its_jobs().await;
    let end = json!({ "reason": "The company closes.", "data": "No data of theirs were ever received." });
    for person in [&lena, &matej] {
        person.post(format!("{path}/termination"), end.clone()).await.is_refused("data-not-gone");
        person.posts(format!("{path}/termination/confirmation")).await.is_refused("data-not-gone");
    }
    assert_eq!(sent.state().await, "in_force");

    // Another agreement covers what is processed there now: this one may go.
    let covers = Sent::new(&world, another_company()).await;
    covers.is_signed(&world).await;
    takes_in(&world, &acme.owner, &covers).await;
    lena.post(format!("{path}/termination"), json!({ "reason": "The wrong workspace held it." })).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!((sent.state().await, covers.state().await), ("terminated".into(), "in_force".into()));
}

//! The first list of sub-processors: until the operator has said whom it engages, nobody is told that it is nobody.

use chrono::Duration;
use serde_json::json;
use tutela::app::declare_first_list;
use tutela::kernel::authz::Role;

use crate::dpa::{asks, path_of, questions};
use crate::subprocessor_changes::{Staff, adding};
use crate::world::World;

const DEMO: &str = include_str!("../../templates/demo/subprocessors.toml");
const UNDECLARED: &str = "The list of sub-processors is not declared yet";
const NOBODY: &str = "No sub-processor is engaged";

/// A world whose operator has not said whom it engages, after every vendor of the demo has begun.
async fn silent() -> World {
    let world = World::new().await;
    world.waits(Duration::days(90));
    world.silent_realm().await;
    world
}

/// The pages that say whom the operator engages, as somebody of it, somebody of a customer and a visitor read them.
async fn said(world: &World, staff: &crate::actors::Person, customer: &crate::actors::Person) -> Vec<String> {
    vec![
        world.visitor().opens("/subprocessors").await.is_ok().text(),
        customer.opens("/settings/subprocessors").await.is_ok().text(),
        staff.opens("/settings/subprocessors").await.is_ok().text(),
        staff.opens("/operator/subprocessors").await.is_ok().text(),
    ]
}

#[actix_web::test]
async fn before_the_first_list_no_agreement_is_made_and_no_page_says_that_nobody_is_engaged() {
    let world = silent().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let acme = world.tenant("Acme").await;
    for page in said(&world, &lena, &acme.admin).await {
        assert!(page.contains(UNDECLARED) && !page.contains(NOBODY), "{page}");
    }
    assert!(world.visitor().opens("/dpa/text").await.is_ok().text().contains(UNDECLARED));
    let short = world.visitor().get("/api/v1/public/subprocessors").await.is_ok();
    assert_eq!((&short.json["is_declared"], &short.json["first_list"]), (&json!(false), &json!(null)));
    let board = lena.opens("/operator/dpa-requests").await.is_ok().text();
    assert!(board.contains(UNDECLARED) && board.contains("tutela subprocessors declare"), "what to do: {board}");

    let visitor = world.visitor();
    let made = asks(&visitor, questions()).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(visitor.get(path_of(&made.string("status_url"))).await.is_ok().string("state"), "failed");
    let page = visitor.opens(path_of(&made.string("page_url"))).await.is_ok().text();
    assert!(page.contains("Nobody has to ask a second time"), "{page}");
    assert!(!page.contains("tutela subprocessors"), "what the operator has to do is not the customer's affair: {page}");
    let page = lena.opens(format!("/operator/dpa-requests/{}", made.id())).await.is_ok().text();
    assert!(page.contains(UNDECLARED), "{page}");
    assert!(world.mailbox(&lena.email).iter().any(|mail| mail.text.contains(UNDECLARED)));
    assert_eq!(world.database.number("SELECT count(*) FROM subprocessor_list").await, 0);

    let first = declare_first_list(world.kernel(), Some(DEMO)).await.unwrap();
    assert_eq!((first.number, first.vendors.len()), (1, 8));
    lena.finds_in_the_log(&["subproc.entry.activated", "subproc.register.declared"]).await;
    lena.finds_in_the_log(&["dpa.agreement.retried"]).await;
    lena.posts(format!("/api/v1/dpa-requests/{}/retry", made.id())).await.is_refused("not-stopped");
    world.runs_its_jobs().await;
    let status = visitor.get(path_of(&made.string("status_url"))).await.is_ok();
    assert_eq!(status.string("state"), "sent");
    let json = world.database.texts("SELECT json FROM agreement WHERE json IS NOT NULL").await.remove(0);
    let content: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(content["subprocessors"]["snapshot_id"], json!(first.snapshot_id), "it names the list that was declared");
    let versions = acme.admin.get("/api/v1/subprocessors/versions").await.is_ok();
    assert_eq!((versions.items().len(), &versions.items()[0]["version"]), (1, &json!(1)));
    let page = world.visitor().opens("/subprocessors").await.is_ok().text();
    assert!(page.contains("The first list was made on") && page.contains("8 sub-processors"), "{page}");
    let watched = lena.get("/api/v1/operator/subprocessors").await.is_ok();
    assert!(
        watched.items().iter().all(|one| one["is_overdue"] == false),
        "the declaration was a look at each: {}",
        watched.text()
    );
    let board = lena.opens("/operator/dpa-requests").await.is_ok().text();
    assert!(!board.contains(UNDECLARED), "{board}");
}

#[actix_web::test]
async fn an_agreement_that_had_stopped_says_what_holds_for_its_workspace_when_it_is_made() {
    let world = silent().await;
    world.silent_realm().await;
    let acme = world.tenant("Acme").await;
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    assert_eq!(crate::dpa_held::state(&acme.owner, &id).await, "failed");
    // What the workspace decides while it waits counts.
    acme.admin.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    declare_first_list(world.kernel(), Some(DEMO)).await.unwrap();
    world.runs_its_jobs().await;

    let content = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok();
    let content: serde_json::Value = serde_json::from_slice(&content.bytes).unwrap();
    let listed: Vec<_> = content["subprocessors"]["items"].as_array().unwrap().iter().map(|one| &one["applies"]).collect();
    assert_eq!(listed.len(), 8);
    assert!(listed.iter().all(|applies| *applies != "not_yet"), "nobody announced what was there from the start: {listed:?}");
    assert_eq!(content["ai"]["enabled"], true);
    assert_eq!(content["instructions"][0]["value"], "on");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_first_list_is_declared_once_and_changes_by_notices_from_then_on() {
    let world = silent().await;
    let staff = Staff::of(&world).await;
    let acme = world.tenant("Acme").await;
    let first = declare_first_list(world.kernel(), None).await.unwrap();
    assert_eq!((first.number, first.vendors.len()), (1, 0));
    for page in said(&world, &staff.lena, &acme.admin).await {
        assert!(page.contains(NOBODY) && !page.contains(UNDECLARED), "{page}");
    }
    assert!(world.visitor().opens("/subprocessors").await.is_ok().text().contains("no sub-processor"));
    for again in [Some(DEMO), None] {
        assert_eq!(declare_first_list(world.kernel(), again).await.unwrap_err().code(), "list-declared");
    }
    assert_eq!(world.database.number("SELECT count(*) FROM subprocessor").await, 0, "nothing half-done");
    crate::dpa::sealed(&world, questions()).await;
    staff.announces(&world, adding()).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn two_declarations_at_once_are_one() {
    let world = silent().await;
    let other = world.another_server().await;
    let (one, two) = tokio::join!(declare_first_list(world.kernel(), None), declare_first_list(&other, None));
    let codes: Vec<_> = [&one, &two].into_iter().filter_map(|done| done.as_ref().err().map(|error| error.code())).collect();
    assert_eq!(codes, ["list-declared"]);
    assert_eq!(world.database.number("SELECT count(*) FROM subprocessor_list").await, 1);
}

#[actix_web::test]
async fn a_list_with_mistakes_is_refused_with_all_of_them_by_the_vendors_names() {
    let world = silent().await;
    let wrong = DEMO
        .replacen("country = \"DE\"", "country = \"Germany\"", 1)
        .replacen("contact_email = \"dpo@brieftaube.example\"", "contact_email = \"nobody\"", 1)
        .replacen("holds_until = 20", "holds_until = 19", 1);
    let refused = declare_first_list(world.kernel(), Some(&wrong)).await.unwrap_err();
    let fields: Vec<_> = refused.fields().iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields.len(), 3, "{fields:?}");
    assert_eq!(fields[..2], ["Nordwolke Hosting GmbH (demo): country", "Brieftaube Mail ApS (demo): contact_email"]);
    assert!(fields[2].ends_with(": assessment.holds_until"), "{fields:?}");
    assert_eq!(world.database.number("SELECT count(*) FROM subprocessor").await, 0, "nothing half-done");
}

#[actix_web::test]
async fn vendors_that_stand_in_the_register_count_as_declared() {
    let world = silent().await;
    let lena = world.operator("Lena", Role::Legal).await;
    crate::subprocessors::register(&world).await;
    assert_eq!(declare_first_list(world.kernel(), None).await.unwrap_err().code(), "list-declared");
    assert!(!lena.opens("/operator/dpa-requests").await.is_ok().text().contains(UNDECLARED));
    crate::dpa::sealed(&world, questions()).await;
}

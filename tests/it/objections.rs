//! Objections and what stands around them: the vendor that stays away, the operator's answer, the words of a notice, and an
//! approval that counts for what was read (M-5.6, M-6.2).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::notices::{list, listed, standing};
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::World;

#[actix_web::test]
async fn an_objection_that_comes_before_the_own_start_keeps_the_vendor_away() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    // After the start, before the jobs: the register names the vendor already.
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    assert_eq!((standing(&acme, &change).await, standing(&globex, &change).await), ("objected".into(), "active".into()));
    assert_eq!(listed(&acme, &change).await["activated_at"], Value::Null);
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "not_yet".into())]);
    let started = acme.owner.get("/api/v1/audit-events?type=subproc.entry.changed").await.is_ok();
    assert!(started.items().is_empty(), "it has not started here: {}", started.text());

    let resolution = format!("{CHANGES}/{change}/objections/{objection}/resolution");
    let with = |outcome: &str| json!({ "tenant_id": acme.id.get(), "outcome": outcome, "answer": "Mails go another way." });
    staff.lena.post(&resolution, with("vendor_dropped")).await.is_refused("already-active");
    staff.lena.post(&resolution, with("configured_without")).await.is_ok();
    world.makes_its_rounds().await;
    assert_eq!(standing(&acme, &change).await, "left_out");
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "left_out".into())]);
    assert_eq!(list(&globex).await, [("Mailer SA".into(), "used".into())]);
    let started = acme.owner.get("/api/v1/audit-events?type=subproc.entry.changed").await.is_ok();
    assert!(started.items().is_empty(), "nor has it after the answer");
    globex
        .admin
        .post(format!("/api/v1/subprocessor-changes/{change}/objections"), json!({ "grounds": "Late." }))
        .await
        .is_refused("objection-late");
}

#[actix_web::test]
async fn an_objection_taken_back_after_the_start_lets_it_be_in_force() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    let notice = format!("/settings/subprocessors/changes/{change}");
    let page = acme.owner.opens(&notice).await.is_ok().text();
    assert!(page.contains("What an objection does") && !page.contains("Ended on"), "{page}");
    acme.owner.posts(format!("/api/v1/subprocessor-changes/{change}/objections/{objection}/withdrawal")).await.is_ok();
    world.makes_its_rounds().await;
    assert_eq!((standing(&acme, &change).await, list(&acme).await), ("active".into(), vec![("Mailer SA".into(), "used".into())]));
    let page = acme.owner.opens(&notice).await.is_ok().text();
    assert!(!page.contains("What an objection does") && page.contains("Ended on 2 Apr 2026"), "{page}");
}

#[actix_web::test]
async fn the_mail_says_everything_without_the_product() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let zone = acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Asia/Tokyo" })).await;
    zone.is_ok();
    staff.announces(&world, adding()).await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap();
    for fact in [
        "Mailer SA",
        "Rue Haute 1, 1000 Bruxelles, Belgium",
        "privacy@mailer.example",
        "Email delivery",
        "Delivers mails.",
        "Name and email",
        "Brussels, Belgium",
        "None needed: within the EEA",
        "Mails leave from Brussels.",
        "1 Apr 2026, 17:00 Asia/Tokyo (1 Apr 2026, 08:00 UTC)",
        "30 days",
        "say why",
        "the list of sub-processors of this service",
    ] {
        assert!(mail.text.contains(fact) && mail.html.contains(&fact.replace('\'', "&#39;")), "no {fact} in {}", mail.text);
    }
}

/// Whoever has no agreement yet may sign one before the start, which takes the change with it: they were told, too.
#[actix_web::test]
async fn the_mail_says_to_everybody_what_silence_means_under_an_agreement() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    crate::dpa_held::in_force(&world, &acme.owner).await;
    staff.announces(&world, adding()).await;
    for address in [&acme.owner.email, &acme.admin.email, &globex.owner.email, &globex.admin.email] {
        let notice = world.mailbox(address).into_iter().find(|mail| mail.subject.contains("Mailer SA")).unwrap().text;
        assert!(notice.contains("has a data-processing agreement") && notice.contains("where the agreement says so"), "{notice}");
        assert!(notice.find("counts as consent") < notice.find("To object in writing"), "{notice}");
        assert!(!notice.contains("your data-processing agreement") && !notice.contains("your agreement"), "{notice}");
    }
}

#[actix_web::test]
async fn an_approval_counts_for_what_was_read_and_no_other() {
    let world = World::new().await;
    let (_acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.drafts(adding()).await;
    let review = format!("{CHANGES}/{change}/review");
    let page = format!("/operator/changes/{change}/review");
    let form = staff.matej.submits(&page, &[("decision", "approved"), ("note", "")]).await.has_status(422).text();
    assert!(form.contains("which revision you have read"), "who approves on a page approves what they see: {form}");
    staff.lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_ok();
    staff.matej.post(&review, json!({ "decision": "approved", "revision": 1 })).await.is_refused("draft-changed");
    let long = "x".repeat(2_001);
    staff.matej.post(&review, json!({ "decision": "approved", "revision": 2, "note": long })).await.is_invalid(&["note"]);
    let page = staff.matej.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    assert!(page.contains("name=\"revision\" value=\"2\""), "{page}");
    staff.matej.post(&review, json!({ "decision": "approved", "revision": 2 })).await.is_ok();
    // Without a revision it is the one that stands there now.
    let other = staff.drafts(adding()).await;
    let review = json!({ "decision": "approved", "note": "ok" });
    let approved = staff.matej.post(format!("{CHANGES}/{other}/review"), review).await.is_ok();
    assert_eq!(approved.string("state"), "reviewed");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_was_told_is_the_same_for_whoever_hears_of_it_later() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let mut elsewhere = mailer();
    elsewhere["location"] = json!("Antwerp, Belgium");
    let moved = staff.announces(&world, json!({ "kind": "location", "subprocessor": elsewhere })).await;
    // Whatever becomes of the register meanwhile, the notice says what it said.
    world.database.run("UPDATE subprocessor SET location = 'Ghent, Belgium'").await;
    let late = world.tenant("Latecomer").await;
    world.makes_its_rounds().await;
    for of in [&acme, &late] {
        assert_eq!(listed(of, &moved).await["before"]["location"], "Brussels, Belgium", "{}", of.name);
    }
}

#[actix_web::test]
async fn the_operator_answers_objections_on_a_page_and_the_log_has_them() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let first = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    world.waits(Duration::seconds(1));
    let second = objects(&globex, &change).await;
    world.runs_its_jobs().await;
    world.waits(Duration::days(3));
    let told = world.mailbox(&staff.lena.email);
    let subjects: Vec<_> = told.iter().map(|mail| mail.subject.as_str()).collect();
    assert!(subjects.iter().any(|subject| subject.starts_with("Globex objects")) && subjects.len() == 2, "{subjects:?}");
    staff.lena.finds_in_the_log(&["subproc.objection.filed"]).await;
    let open = staff.lena.get("/api/v1/operator/objections").await.is_ok();
    assert_eq!(open.each("id"), [first.clone(), second.clone()], "the oldest first");
    staff.lena.get("/api/v1/operator/objections?state=odd").await.has_status(422);
    let support = world.operator("Sam", Role::Support).await;
    support.get("/api/v1/operator/objections").await.is_forbidden();
    acme.owner.get("/api/v1/operator/objections").await.is_forbidden();
    let page = staff.lena.opens("/operator/objections").await.is_ok().text();
    assert!(page.contains("Acme") && page.contains("3 days") && page.contains("Waits for an answer"), "{page}");
    assert_eq!(page.matches("Mailer SA joins</td>").count(), 2, "what each objects to: {page}");
    let board = staff.lena.opens("/operator/changes").await.is_ok().text();
    let ends = staff.lena.get(format!("/api/v1/operator/subprocessor-changes/{change}")).await.is_ok();
    let earliest: chrono::DateTime<chrono::Utc> = ends.json["clocks"]["earliest"].as_str().unwrap().parse().unwrap();
    assert!(board.contains(&earliest.format("%-d %b %Y, %H:%M:%S UTC").to_string()), "{earliest}: {board}");
    let address = format!("/operator/objections/{first}");
    let page = staff.lena.opens(&address).await.is_ok().text();
    assert!(page.contains("We do not know this vendor.") && page.contains("value=\"customer_leaves\""), "{page}");
    assert!(!page.contains("value=\"objection_withdrawn\""), "that is the customer's");
    let form = [("outcome", ""), ("answer", "So be it.")];
    let wrong = staff.lena.submits(format!("{address}/resolution"), &form).await.has_status(422).text();
    assert!(wrong.contains("So be it."), "what was typed stays: {wrong}");
    let empty =
        staff.lena.submits(format!("{address}/resolution"), &[("outcome", ""), ("answer", "")]).await.has_status(422).text();
    let list = empty.split("id=\"errors\"").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap();
    assert!(list.contains("#f-outcome") && list.contains("#f-answer"), "both at once: {list}");
    let form = [("outcome", "customer_leaves"), ("answer", "So be it.")];
    staff.lena.submits(format!("{address}/resolution"), &form).await.has_status(303);
    let page = staff.lena.opens(&address).await.is_ok().text();
    assert!(page.contains("So be it.") && !page.contains("name=\"outcome\""), "{page}");
    globex.owner.posts(format!("/api/v1/subprocessor-changes/{change}/objections/{second}/withdrawal")).await.is_ok();
    world.runs_its_jobs().await;
    let page = staff.lena.opens(format!("/operator/objections/{second}")).await.is_ok().text();
    assert!(page.contains("Taken back") && page.contains("Ended on"), "{page}");
    let ended = staff.lena.get("/api/v1/operator/objections?state=ended").await.is_ok();
    assert_eq!(ended.each("outcome"), ["objection_withdrawn", "customer_leaves"]);
    assert!(staff.lena.get("/api/v1/operator/objections").await.is_ok().items().is_empty());
    let log = staff.lena.get("/api/v1/audit-events?type=subproc.objection.&limit=50").await.is_ok().each("type");
    let count = |name: &str| log.iter().filter(|one| *one == name).count();
    let counts = ["filed", "resolved", "withdrawn"].map(|verb| count(&format!("subproc.objection.{verb}")));
    assert_eq!(counts, [2, 1, 1], "each once: {log:?}");
}

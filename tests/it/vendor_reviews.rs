//! Versions of the list under the name that agreements print, and the looks at vendors that keep it true (M-6.1, S-11.1).

use chrono::{Duration, Months};
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::subprocessor_changes::{Staff, adding, mailer};
use crate::subprocessors::register;
use crate::world::World;

const WATCH: &str = "/api/v1/operator/subprocessors";

#[actix_web::test]
async fn an_agreement_names_a_version_of_the_list_that_can_be_opened_and_compared() {
    let world = World::new().await;
    register(&world).await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let nobody = acme.admin.get("/api/v1/subprocessors/versions").await.is_ok();
    assert_eq!(nobody.items().iter().map(|one| one["vendors"].clone()).collect::<Vec<_>>(), [json!(0)], "as it was declared");
    acme.admin.opens("/settings/subprocessors/versions").await.is_ok();
    for language in ["en", "de"] {
        let mut body = crate::dpa::questions();
        body["language"] = json!(language);
        crate::dpa::sealed(&world, body).await;
    }
    let printed = world.database.texts("SELECT json FROM agreement ORDER BY language").await;
    let printed: Vec<serde_json::Value> = printed.iter().map(|json| serde_json::from_str(json).unwrap()).collect();
    let first = printed[0]["subprocessors"]["snapshot_id"].as_str().unwrap().to_owned();
    assert_eq!(printed[1]["subprocessors"]["snapshot_id"], json!(first), "in every language the same");
    let known = acme.admin.get("/api/v1/subprocessors/versions").await.is_ok();
    assert_eq!((&known.items()[0]["snapshot_id"], &known.items()[0]["vendors"]), (&json!(first), &json!(8)));
    assert_eq!(known.items().len(), 2);

    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    let mut elsewhere = mailer();
    elsewhere["location"] = json!("Antwerp, Belgium");
    world.runs_its_jobs().await;
    let moved = staff.announces(&world, json!({ "kind": "location", "subprocessor": elsewhere })).await;
    world.waits(Duration::days(31));
    staff.activates(&moved).await.is_ok();
    world.runs_its_jobs().await;
    let all = acme.admin.get("/api/v1/subprocessors/versions").await.is_ok();
    assert_eq!(
        all.items().iter().map(|one| one["version"].clone()).collect::<Vec<_>>(),
        [json!(4), json!(3), json!(2), json!(1)]
    );
    let names = all.each("snapshot_id");
    let compare = async |from: &str, to: &str| acme.admin.get(format!("/api/v1/subprocessors/comparison?from={from}{to}")).await;
    let whole = compare(&first, "").await.is_ok();
    assert_eq!((whole.json["added"][0]["legal_name"].as_str(), whole.items_of("same").len()), (Some("Mailer SA"), 8));
    let step = compare(&names[1], &format!("&to={}", names[0])).await.is_ok();
    assert_eq!(
        (&step.json["changed"][0]["fields"], &step.json["changed"][0]["before"]["location"]),
        (&json!(["location"]), &json!("Brussels, Belgium"))
    );
    assert_eq!(compare(&names[0], &format!("&to={first}")).await.is_ok().json["removed"][0]["legal_name"], "Mailer SA");
    compare("0000000000000000", "").await.is_invalid(&["from"]);
    compare(&first, "&color=red").await.is_invalid(&["color"]);
    let page = acme.admin.opens(format!("/settings/subprocessors/versions?from={}", names[1])).await.is_ok().text();
    assert!(page.contains(&first) && page.contains("Antwerp, Belgium") && page.contains("From version 3 to version 4"), "{page}");
    acme.admin.opens("/settings/subprocessors/versions?from=nonsense").await.has_status(422);
    acme.learner.get("/api/v1/subprocessors/versions").await.is_forbidden();
}

#[actix_web::test]
async fn each_vendor_is_looked_at_once_a_year_and_staff_hears_in_time() {
    let world = World::new().await;
    register(&world).await;
    let acme = world.tenant("Acme").await;
    let (lena, sam) = (world.operator("Lena", Role::Legal).await, world.operator("Sam", Role::Support).await);
    let all = lena.get(WATCH).await.is_ok();
    // One without a transfer: of an assessment staff hears besides.
    let soonest = all.items().iter().find(|one| one["within_eea"] == json!(true)).unwrap().clone();
    let (id, due) = (soonest["id"].as_str().unwrap().to_owned(), soonest["review_due"].as_str().unwrap().to_owned());
    let due: chrono::DateTime<chrono::Utc> = due.parse().unwrap();
    let of_it = |world: &World| {
        let name = soonest["legal_name"].as_str().unwrap();
        let mails = world.mailbox(&lena.email).into_iter().filter(|mail| mail.subject.contains(name));
        mails.map(|mail| mail.subject).collect::<Vec<_>>()
    };
    world.waits(due - Duration::days(30) - Duration::seconds(1) - world.now());
    world.makes_its_rounds().await;
    assert!(of_it(&world).is_empty(), "a second too early");
    world.waits(Duration::seconds(1));
    world.makes_its_rounds().await;
    world.makes_its_rounds().await;
    assert!(of_it(&world).len() == 1 && of_it(&world)[0].contains("is due on"), "{:?}", of_it(&world));
    world.waits(due - world.now());
    world.makes_its_rounds().await;
    assert!(of_it(&world).len() == 2 && of_it(&world)[1].contains("overdue"), "{:?}", of_it(&world));
    assert!(sam.opens("/operator/subprocessors").await.is_ok().text().contains("Overdue since"));

    let path = format!("{WATCH}/{id}/review");
    sam.post(&path, json!({ "note": "Looked." })).await.is_forbidden();
    acme.owner.post(&path, json!({ "note": "Looked." })).await.is_forbidden();
    lena.post(&path, json!({ "note": " " })).await.is_invalid(&["note"]);
    let looked = lena.post(&path, json!({ "note": "Contract and place are as they were." })).await.is_ok();
    let next = world.now().checked_add_months(Months::new(12)).unwrap();
    assert_eq!(looked.string("review_due").parse::<chrono::DateTime<chrono::Utc>>().unwrap(), next);
    let page = lena.opens(format!("/operator/subprocessors/{id}")).await.is_ok().text();
    assert!(page.contains("Contract and place are as they were.") && page.contains(&lena.name), "{page}");
    lena.finds_in_the_log(&["subproc.review.due", "subproc.review.completed"]).await;
    lena.post(format!("{WATCH}/{}/review", crate::database::fresh_id()), json!({ "note": "x" })).await.is_not_found();
}

#[actix_web::test]
async fn an_assessment_that_has_run_out_stops_agreements() {
    let world = World::new().await;
    register(&world).await;
    let lena = world.operator("Lena", Role::Legal).await;
    let all = lena.get(WATCH).await.is_ok();
    let of = |within: bool| {
        all.items().iter().find(|one| one["within_eea"] == json!(within)).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let (inside, outside) = (of(true), of(false));
    let new = |until: &str| json!({ "note": "Level of protection found.", "reference": "TIA-7", "holds_until": until });
    lena.post(format!("{WATCH}/{inside}/assessment"), new("2026-06-30")).await.is_refused("no-transfer");
    lena.post(format!("{WATCH}/{outside}/assessment"), json!({})).await.is_invalid(&["note", "reference", "holds_until"]);
    lena.post(format!("{WATCH}/{outside}/assessment"), new("2026-06-30")).await.is_ok();
    let heard =
        |world: &World| world.mailbox(&lena.email).iter().filter(|mail| mail.subject.contains("ransfer assessment")).count();
    let mut counts = Vec::new();
    for days_before in [61, 60, 31, 30, 8, 7, 1] {
        world.waits(
            "2026-07-01T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - Duration::days(days_before) - world.now(),
        );
        world.makes_its_rounds().await;
        counts.push(heard(&world));
    }
    assert_eq!(counts, [0, 1, 1, 2, 2, 3, 3]);
    crate::dpa::sealed(&world, crate::dpa::questions()).await;
    world.waits(Duration::days(1));
    world.makes_its_rounds().await;
    assert_eq!(heard(&world), 4, "and that it has run out");
    crate::dpa::requested(&world).await;
    world.runs_its_jobs().await;
    let failed = world.database.texts("SELECT failure FROM agreement WHERE failure IS NOT NULL").await;
    assert!(failed.len() == 1 && failed[0].contains("has expired"), "{failed:?}");
    lena.post(format!("{WATCH}/{outside}/assessment"), new("2027-06-30")).await.is_ok();
    crate::dpa::sealed(&world, crate::dpa::questions()).await;
}

#[actix_web::test]
async fn a_review_that_is_overdue_stops_agreements() {
    let world = World::new().await;
    register(&world).await;
    let lena = world.operator("Lena", Role::Legal).await;
    let all = lena.get(WATCH).await.is_ok();
    let ids: Vec<String> = all.items().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let due: chrono::DateTime<chrono::Utc> = all.items()[0]["review_due"].as_str().unwrap().parse().unwrap();
    world.waits(due - Duration::seconds(60) - world.now());
    for outside in all.items().iter().filter(|one| one["within_eea"] == json!(false)) {
        let path = format!("{WATCH}/{}/assessment", outside["id"].as_str().unwrap());
        lena.post(path, json!({ "note": "As it was.", "reference": "TIA-9", "holds_until": "2027-12-31" })).await.is_ok();
    }
    crate::dpa::sealed(&world, crate::dpa::questions()).await;
    world.waits(due - world.now());
    crate::dpa::requested(&world).await;
    world.runs_its_jobs().await;
    let failed = world.database.texts("SELECT failure FROM agreement WHERE failure IS NOT NULL").await;
    assert!(failed.len() == 1 && failed[0].contains("review") && failed[0].contains("overdue"), "{failed:?}");
    let overdue = |answer: &crate::answer::Answer| answer.items().iter().filter(|one| one["is_overdue"] == json!(true)).count();
    assert_eq!(overdue(&lena.get(WATCH).await.is_ok()), ids.len(), "each has its own day");
    for id in &ids {
        lena.post(format!("{WATCH}/{id}/review"), json!({ "note": "As it was." })).await.is_ok();
    }
    assert_eq!(overdue(&lena.get(WATCH).await.is_ok()), 0);
    crate::dpa::sealed(&world, crate::dpa::questions()).await;
}

/// Two people at one vendor: what the one wrote down does not take back what the other did.
#[actix_web::test]
async fn a_review_and_an_assessment_at_once_are_both_kept() {
    let world = World::new().await;
    register(&world).await;
    let (lena, mia) = (world.operator("Lena", Role::Legal).await, world.operator("Mia", Role::Legal).await);
    world.waits(Duration::days(1));
    let next = world.now().checked_add_months(Months::new(12)).unwrap();
    let all = lena.get(WATCH).await.is_ok();
    for outside in all.items().iter().filter(|one| one["within_eea"] == json!(false)) {
        let path = format!("{WATCH}/{}", outside["id"].as_str().unwrap());
        let found = json!({ "note": "Level of protection found.", "reference": "TIA-11", "holds_until": "2027-02-28" });
        let (looked, assessed) = tokio::join!(
            lena.post(format!("{path}/review"), json!({ "note": "As it was." })),
            mia.post(format!("{path}/assessment"), found),
        );
        looked.is_ok();
        assessed.is_ok();
        let after = lena.get(WATCH).await.is_ok();
        let after = after.items().iter().find(|one| one["id"] == outside["id"]).unwrap();
        let due: chrono::DateTime<chrono::Utc> = after["review_due"].as_str().unwrap().parse().unwrap();
        assert_eq!((&after["assessment_reference"], due), (&json!("TIA-11"), next), "{after}");
    }
}

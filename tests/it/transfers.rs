//! A transfer is examined before it begins: no change starts and no agreement is made on a ground that nobody has assessed (M-7.3).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::vendors::subprocessors::{Transfer, Upkeep, enter, read_register};

use crate::subprocessor_changes::{CHANGES, Staff, mailer};
use crate::world::World;

const WATCH: &str = "/api/v1/operator/subprocessors";

fn going_to(seat: &str, location: &str, ground: &str) -> Value {
    let mut vendor = mailer();
    vendor["country"] = json!(seat);
    vendor["location"] = json!(location);
    vendor["transfer_mechanism"] = json!(ground);
    vendor
}

fn found(until: &str) -> Value {
    json!({ "note": "Encrypted before it leaves; the keys stay here.", "reference": "TIA-7", "holds_until": until })
}

async fn assessment_of(staff: &Staff, vendor: &str) -> Value {
    let all = staff.lena.get(WATCH).await.is_ok();
    all.items().iter().find(|one| one["id"] == vendor).expect("the vendor is in use").clone()
}

/// Whether an agreement can be made now, or why not.
async fn agreement(world: &World) -> Option<String> {
    world.database.run("UPDATE agreement SET failure = NULL").await;
    crate::dpa::requested(world).await;
    world.tries_its_jobs().await;
    world.database.texts("SELECT failure FROM agreement WHERE failure IS NOT NULL").await.pop()
}

#[actix_web::test]
async fn a_change_that_brings_a_transfer_starts_once_somebody_has_assessed_it() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let draft =
        json!({ "kind": "add", "subprocessor": going_to("IN", "Mumbai, India", "scc_m3"), "reason": "Mails leave faster." });
    let change = staff.drafts(draft).await;
    let path = format!("{CHANGES}/{change}/assessment");
    staff.lena.post(&path, found("2027-02-28")).await.is_refused("assessment-early");
    staff.approves(&change).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    world.runs_its_jobs().await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_refused("assessment-missing");
    let page = format!("/operator/changes/{change}");
    let shown = staff.lena.opens(&page).await.is_ok().text();
    assert!(shown.contains(&format!("{page}/assessment")) && !shown.contains(&format!("{page}/activation")), "{shown}");
    assert!(shown.contains("once somebody has assessed the transfer") && !shown.contains("It can start now"), "{shown}");

    staff.lena.get(&path).await.is_not_found();
    staff.matej.post(&path, found("2027-02-28")).await.is_forbidden();
    staff.lena.post(&path, json!({})).await.is_invalid(&["note", "reference", "holds_until"]);
    let form = format!("{page}/assessment");
    let wrong = staff.lena.submits(&form, &[("note", "Seen."), ("reference", "TIA-7"), ("holds_until", "soon")]).await;
    assert!(wrong.has_status(422).text().contains("Seen."));
    staff.lena.submits(&form, &[("note", "Seen."), ("reference", "TIA-6"), ("holds_until", "2026-04-10")]).await.leads_to(&page);
    let shown = staff.matej.opens(&form).await.is_ok().text();
    assert!(shown.contains("TIA-6") && shown.contains("India") && !shown.contains("<form class=\"form\""), "{shown}");
    world.waits(Duration::days(30));
    staff.activates(&change).await.is_refused("assessment-expired");
    assert!(staff.lena.opens(&page).await.is_ok().text().contains("the assessment has run out"));
    staff.lena.post(&path, found("2027-02-28")).await.is_created();
    assert!(staff.lena.opens(&page).await.is_ok().text().contains("It can start now"));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    staff.lena.finds_in_the_log(&["subproc.change.assessed"]).await;
    let held = assessment_of(&staff, &change).await;
    assert_eq!((&held["assessment_reference"], &held["is_missing"]), (&json!("TIA-7"), &json!(false)));
    assert_eq!(agreement(&world).await, None);
    acme.admin.get("/api/v1/subprocessors").await.is_ok();

    // What was found of one place says nothing of another.
    let moved = json!({ "kind": "location", "subprocessor": going_to("IN", "Manila, Philippines", "scc_m3") });
    let moved = staff.announces(&world, moved).await;
    world.waits(Duration::days(31));
    staff.activates(&moved).await.is_refused("assessment-missing");
    staff
        .lena
        .post(
            format!("{CHANGES}/{moved}/assessment"),
            json!({
                "note": "Seen.", "reference": "TIA-8", "holds_until": "2027-04-30",
            }),
        )
        .await
        .is_created();
    staff.activates(&moved).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(assessment_of(&staff, &change).await["assessment_reference"], "TIA-8");
    // Another purpose at the same place needs no other assessment, and keeps this one.
    let mut purpose = going_to("IN", "Manila, Philippines", "scc_m3");
    purpose["purpose"] = json!("Delivers mails and their returns.");
    let purpose = staff.announces(&world, json!({ "kind": "purpose", "subprocessor": purpose })).await;
    world.waits(Duration::days(31));
    staff.activates(&purpose).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(assessment_of(&staff, &change).await["assessment_reference"], "TIA-8");
    let mut home = mailer();
    home["purpose"] = json!("Delivers mails and their returns.");
    let home = staff.announces(&world, json!({ "kind": "location", "subprocessor": home })).await;
    staff.lena.post(format!("{CHANGES}/{home}/assessment"), found("2027-08-31")).await.is_refused("no-transfer");
    world.waits(Duration::days(31));
    staff.activates(&home).await.is_ok();
    world.runs_its_jobs().await;
    let inside = assessment_of(&staff, &change).await;
    assert_eq!((&inside["assessment_reference"], &inside["assessed_at"]), (&json!(null), &json!(null)));
}

/// A change of purpose sends data nowhere else; whoever assesses the transfer anew with it is heard all the same.
#[actix_web::test]
async fn what_was_found_with_a_change_that_moves_nothing_counts_unless_something_was_found_since() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let draft =
        json!({ "kind": "add", "subprocessor": going_to("IN", "Mumbai, India", "scc_m3"), "reason": "Mails leave faster." });
    let vendor = staff.announces(&world, draft).await;
    staff.lena.post(format!("{CHANGES}/{vendor}/assessment"), found("2027-02-28")).await.is_created();
    world.waits(Duration::days(31));
    staff.activates(&vendor).await.is_ok();
    world.runs_its_jobs().await;
    let mut reference = "TIA-7";
    for (purpose, is_overtaken) in [("Delivers mails and their returns.", false), ("Delivers mails and counts returns.", true)] {
        let mut same_place = going_to("IN", "Mumbai, India", "scc_m3");
        same_place["purpose"] = json!(purpose);
        let change = staff.announces(&world, json!({ "kind": "purpose", "subprocessor": same_place })).await;
        assert_eq!(assessment_of(&staff, &vendor).await["assessment_reference"], reference);
        let of_the_change = json!({ "note": "Seen.", "reference": "TIA-8", "holds_until": "2027-04-30" });
        staff.lena.post(format!("{CHANGES}/{change}/assessment"), of_the_change).await.is_created();
        reference = "TIA-8";
        world.waits(Duration::days(1));
        if is_overtaken {
            let since = json!({ "note": "Seen.", "reference": "TIA-9", "holds_until": "2027-06-30" });
            staff.lena.post(format!("{WATCH}/{vendor}/assessment"), since).await.is_ok();
            reference = "TIA-9";
        }
        world.waits(Duration::days(30));
        staff.activates(&change).await.is_ok();
        world.runs_its_jobs().await;
        assert_eq!(assessment_of(&staff, &vendor).await["assessment_reference"], reference);
    }
}

#[actix_web::test]
async fn a_vendor_outside_that_nobody_assessed_is_due_at_once_and_stops_agreements() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let register = include_str!("../../templates/demo/subprocessors.toml");
    let mut vendors = read_register(register).unwrap();
    let on = |ground| vendors.iter().position(|vendor| vendor.facts.transfer_mechanism == ground).expect("the demo has one");
    let (afar, decided) = (on(Transfer::SccM3), on(Transfer::Adequacy));
    let mut nowhere = vendors[0].clone();
    vendors[afar].upkeep = Upkeep::default();
    nowhere.legal_name = "Nowhere Ltd".to_owned();
    nowhere.location = "A data centre".to_owned();
    let decided = vendors[decided].clone();
    for vendor in [vendors[afar].clone(), decided.clone()] {
        let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
        enter(&tx, vendor).await.unwrap();
        tx.commit_noted().await.unwrap();
    }
    world.makes_its_rounds().await;
    world.makes_its_rounds().await;
    let heard = |word: &str| world.mailbox(&lena.email).iter().filter(|mail| mail.subject.contains(word)).count();
    assert_eq!(heard("was never assessed"), 1, "at once, and once; the other is assessed");
    let all = lena.get(WATCH).await.is_ok();
    let of = |name: &str| all.items().iter().find(|one| one["legal_name"] == name).unwrap().clone();
    let missing = of(&vendors[afar].legal_name);
    assert_eq!((&missing["is_missing"], &of(&decided.legal_name)["is_missing"]), (&json!(true), &json!(false)));
    assert!(lena.opens(WATCH.trim_start_matches("/api/v1")).await.is_ok().text().contains("Never assessed"));
    let failure = agreement(&world).await.expect("no agreement names a vendor that nobody assessed");
    assert!(failure.contains("was never assessed"), "{failure}");
    let id = missing["id"].as_str().unwrap();
    lena.post(format!("{WATCH}/{id}/assessment"), found("2027-02-28")).await.is_ok();
    assert_eq!(agreement(&world).await, None);

    // A place without a country counts as outside, whatever ground stands beside it.
    let tx = world.kernel().platform_as_system(world.realm().await).await.unwrap();
    enter(&tx, nowhere).await.unwrap();
    tx.commit_noted().await.unwrap();
    world.makes_its_rounds().await;
    assert_eq!(heard("Nowhere Ltd was never assessed"), 1);
    assert!(agreement(&world).await.is_some());
}

#[actix_web::test]
async fn a_decision_and_a_certification_are_looked_at_before_data_rest_on_them() {
    let world = World::new().await;
    world.tenant("Acme").await;
    let staff = Staff::of(&world).await;
    let joins = |name: &str, vendor: Value| {
        let mut vendor = vendor;
        vendor["legal_name"] = json!(name);
        json!({ "kind": "add", "subprocessor": vendor, "reason": "Mails leave faster." })
    };
    let british = joins("Albion Post Ltd", going_to("GB", "London, United Kingdom", "adequacy"));
    let british = staff.announces(&world, british).await;
    let certified = joins("Prairie Post Inc.", going_to("US", "Austin, United States", "dpf"));
    let certified = staff.announces(&world, certified).await;
    world.waits(Duration::days(31));
    for change in [&british, &certified] {
        staff.activates(change).await.is_refused("assessment-missing");
    }
    let words = [(&british, "covers this vendor"), (&certified, "certification under the Data Privacy Framework is active")];
    for (change, words) in words {
        let page = staff.lena.opens(format!("/operator/changes/{change}/assessment")).await.is_ok().text();
        assert!(page.contains(words), "{page}");
    }
    let (soon, late) = (world.now() + Duration::days(300), world.now() + Duration::days(400));
    let day = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%d").to_string();
    let path = format!("{CHANGES}/{certified}/assessment");
    let wrong = staff.lena.post(&path, found(&day(late))).await.is_invalid(&["holds_until"]);
    assert!(wrong.text().contains("day-within-a-year"), "{}", wrong.text());
    staff.lena.post(&path, found(&day(soon))).await.is_created();
    staff.lena.post(format!("{CHANGES}/{british}/assessment"), found(&day(late))).await.is_created();
    for change in [&british, &certified] {
        staff.activates(change).await.is_ok();
        world.runs_its_jobs().await;
    }
    assert_eq!(agreement(&world).await, None);
    let watched = assessment_of(&staff, &certified).await;
    assert_eq!((&watched["transfer_mechanism"], &watched["is_missing"]), (&json!("dpf"), &json!(false)));
    let page = staff.lena.opens(format!("/operator/subprocessors/{british}")).await.is_ok().text();
    assert!(page.contains("covers this vendor"), "{page}");

    // A certification that was not renewed stops agreements as every other assessment that has run out.
    let heard = |world: &World| world.mailbox(&staff.lena.email).into_iter().map(|mail| mail.subject).collect::<Vec<_>>();
    world.waits(soon - Duration::days(6) - world.now());
    world.makes_its_rounds().await;
    assert!(heard(&world).iter().any(|subject| subject.contains("Transfer assessment of Prairie Post Inc. runs out")));
    world.waits(Duration::days(7));
    world.makes_its_rounds().await;
    assert!(heard(&world).iter().any(|subject| subject.contains("Transfer assessment of Prairie Post Inc. has run out")));
    let failure = agreement(&world).await.expect("no agreement rests on a certification that nobody has checked");
    assert!(failure.contains("has expired"), "{failure}");
    world.runs_its_jobs().await;
}

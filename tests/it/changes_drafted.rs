//! What a draft may say: one name for one vendor, a change held to its kind, and an emergency that says what it rests on (M-5.6).

use chrono::Duration;
use serde_json::json;

use crate::notices::listed;
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer};
use crate::world::World;

#[actix_web::test]
async fn a_name_is_one_however_it_is_typed_and_who_is_replaced_may_be_named() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let named = |name: &str| {
        let mut vendor = mailer();
        vendor["legal_name"] = json!(name);
        json!({ "kind": "add", "subprocessor": vendor })
    };
    let first = staff.announces(&world, adding()).await;
    for alike in ["mailer sa", "MAILER SA", "Mailer  SA"] {
        staff.lena.post(CHANGES, named(alike)).await.is_refused("vendor-announced");
    }
    world.waits(Duration::days(31));
    staff.activates(&first).await.is_ok();
    world.runs_its_jobs().await;
    staff.lena.post(CHANGES, named("mailer sa")).await.is_refused("vendor-listed");

    let replaces = |whom: serde_json::Value| {
        let mut vendor = mailer();
        vendor["legal_name"] = json!("Courrier SA");
        let mut draft = json!({ "kind": "replace", "subprocessor": vendor });
        draft.as_object_mut().unwrap().extend(whom.as_object().unwrap().clone());
        draft
    };
    let old = acme.admin.get("/api/v1/subprocessors").await.is_ok().items()[0]["id"].clone();
    let missing = staff.lena.post(CHANGES, replaces(json!({}))).await.is_invalid(&["subprocessor_id"]);
    assert!(missing.text().contains("`replaces`"), "the error says how to name it: {}", missing.text());
    staff.lena.post(CHANGES, replaces(json!({ "replaces": "Nobody SA" }))).await.is_invalid(&["replaces"]);
    staff
        .lena
        .post(CHANGES, replaces(json!({ "replaces": "Mailer SA", "subprocessor_id": old })))
        .await
        .is_invalid(&["replaces"]);
    let drafted = staff.lena.post(CHANGES, replaces(json!({ "replaces": " mailer sa" }))).await.is_created();
    assert_eq!(drafted.json["subprocessor_id"], old);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn two_announcements_of_one_name_at_once_end_in_one() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let mut other = adding();
    other["subprocessor"]["legal_name"] = json!("mailer sa");
    let (one, two) = (staff.drafts(adding()).await, staff.drafts(other).await);
    for change in [&one, &two] {
        staff.approves(change).await.is_ok();
    }
    let path = |change: &str| format!("{CHANGES}/{change}/notice");
    let (first, second) = tokio::join!(staff.lena.posts(path(&one)), staff.matej.posts(path(&two)));
    let mut states = [first.status.as_u16(), second.status.as_u16()];
    states.sort_unstable();
    assert_eq!(states, [202, 409], "{} {}", first.text(), second.text());
    let refused = if first.status.as_u16() == 409 { first } else { second };
    refused.is_refused("vendor-announced");
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox(&acme.owner.email).len(), 1);
}

#[actix_web::test]
async fn a_change_changes_what_its_kind_says_and_the_mail_tells_what_was() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let with = |kind: &str, differs: &[(&str, &str)]| {
        let mut vendor = mailer();
        for (field, value) in differs {
            vendor[*field] = json!(value);
        }
        json!({ "kind": kind, "subprocessor": vendor })
    };
    for kind in ["location", "purpose", "transfer"] {
        staff.lena.post(CHANGES, with(kind, &[])).await.is_invalid(&["kind"]);
    }
    let (elsewhere, task) = (("location", "Antwerp, Belgium"), ("purpose", "Reads mails."));
    staff.lena.post(CHANGES, with("location", &[elsewhere, task])).await.is_invalid(&["subprocessor.purpose"]);
    staff.lena.post(CHANGES, with("purpose", &[elsewhere])).await.is_invalid(&["kind", "subprocessor.location"]);
    let draft = staff.drafts(with("location", &[elsewhere])).await;
    staff
        .lena
        .patch(format!("{CHANGES}/{draft}"), with("location", &[elsewhere, task]))
        .await
        .is_invalid(&["subprocessor.purpose"]);
    let page = staff.lena.opens(format!("/operator/changes/{draft}/draft")).await.is_ok().text();
    assert!(page.contains("name=\"loss\"") && page.contains("No emergency"), "{page}");

    let moved = [elsewhere, ("contact_email", "dpo@mailer.example")];
    let change = staff.announces(&world, with("location", &moved)).await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().text;
    for line in ["Brussels, Belgium → Antwerp, Belgium", "privacy@mailer.example → dpo@mailer.example"] {
        assert!(mail.contains(line), "{line}: {mail}");
    }
    assert!(mail.contains(": Delivers mails."), "what stays is told as it is: {mail}");
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    // The first draft says by now what the register says.
    staff.approves(&draft).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{draft}/notice")).await.is_refused("draft-outdated");
}

/// What a vendor does stands on the public list, which names no vendor (M-6.1).
#[actix_web::test]
async fn what_a_vendor_does_is_said_without_its_name() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let doing = |purpose: serde_json::Value| {
        let mut vendor = mailer();
        (vendor["legal_name"], vendor["purpose"]) = (json!("Brieftaube Mail ApS"), purpose);
        json!({ "kind": "add", "subprocessor": vendor })
    };
    let named = "subprocessor.purpose";
    for purpose in ["Brieftaube sends the mails.", "Mails leave through BRIEFTAUBE MAIL.", "Runs the Brieftaube-Mail servers."] {
        let wrong = staff.lena.post(CHANGES, doing(json!(purpose))).await.is_invalid(&[named]);
        assert_eq!(wrong.json["errors"][0]["code"], "vendor-named", "{}", wrong.text());
    }
    let (with, without) = ("Brieftaube stellt E-Mails zu.", "Delivers mails.");
    staff.lena.post(CHANGES, doing(json!({ "en": without, "de": with }))).await.is_invalid(&[named]);
    staff.lena.post(CHANGES, doing(json!({ "en": "Brieftaube delivers.", "de": with }))).await.is_invalid(&[named, named]);
    // On the page each language has its own field.
    let form = |en, de| [("kind", "add"), ("legal_name", "Brieftaube Mail ApS"), ("purpose_en", en), ("purpose_de", de)];
    let wrong = async |en: &'static str, de: &'static str| {
        let defaults = [("transfer_mechanism", "none_within_eea"), ("applies", "always")];
        let fields: Vec<_> = form(en, de).into_iter().chain(defaults).collect();
        let page = staff.lena.submits("/operator/changes", &fields).await.has_status(422).text();
        ["purpose_en", "purpose_de"].map(|field| page.contains(&format!("href=\"#f-{field}\"")))
    };
    assert_eq!(wrong(without, with).await, [false, true]);
    assert_eq!(wrong("Brieftaube delivers.", "Stellt E-Mails zu.").await, [true, false]);
    assert_eq!(wrong(with, with).await, [true, true]);
    assert_eq!(wrong(without, "Stellt E-Mails zu.").await, [false, false]);
    staff.lena.post(CHANGES, doing(json!({ "en": without, "de": "Stellt E-Mails zu." }))).await.is_created();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn an_emergency_says_what_is_lost_and_keeps_task_and_risk() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let draft = |category: &str, more: serde_json::Value| {
        let mut vendor = mailer();
        (vendor["legal_name"], vendor["category"]) = (json!("Courrier SA"), json!(category));
        vendor["models"] = if category == "ai" { json!(["Parrot 2"]) } else { json!([]) };
        let mut draft = json!({
            "kind": "replace", "replaces": "Mailer SA", "subprocessor": vendor, "emergency": true, "reason": "Mailer SA is insolvent.",
        });
        draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        draft
    };
    staff.lena.post(CHANGES, draft("email_delivery", json!({}))).await.is_invalid(&["loss", "risk"]);
    let higher = json!({ "loss": "service", "risk": "higher" });
    assert!(staff.lena.post(CHANGES, draft("email_delivery", higher)).await.status.is_client_error());
    let said = json!({ "loss": "service", "risk": "lower" });
    staff.lena.post(CHANGES, draft("ai", said.clone())).await.is_invalid(&["subprocessor.category"]);
    let mut calm = draft("ai", said.clone());
    calm["emergency"] = json!(false);
    staff.lena.post(CHANGES, calm).await.is_invalid(&["loss", "risk"]);
    let change = staff.drafts(draft("email_delivery", said)).await;
    staff.approves(&change).await.is_ok();
    let third = world.operator("Nika", tutela::kernel::authz::Role::Security).await;
    third.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved", "revision": 1 })).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    world.runs_its_jobs().await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().text;
    assert!(mail.contains("the service would be lost") && mail.contains("the risk becomes lower"), "{mail}");
    let told = listed(&acme, &change).await;
    assert_eq!((&told["loss"], &told["risk"]), (&json!("service"), &json!("lower")));
    let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("Lost without it") && page.contains("Lower"), "{page}");
}

#[actix_web::test]
async fn the_models_of_an_ai_vendor_stand_by_name_wherever_it_does() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let with = |models: serde_json::Value| {
        let mut vendor = mailer();
        (vendor["legal_name"], vendor["category"], vendor["applies"]) = (json!("Model AG"), json!("ai"), json!("ai_enabled"));
        vendor["models"] = models;
        vendor
    };
    let joins = |vendor: serde_json::Value| json!({ "kind": "add", "subprocessor": vendor, "reason": "Answers questions." });
    staff.lena.post(CHANGES, joins(with(json!([])))).await.is_invalid(&["subprocessor.models"]);
    staff.lena.post(CHANGES, joins(with(json!(["x".repeat(101)])))).await.is_invalid(&["subprocessor.models"]);
    let mut mails = mailer();
    mails["models"] = json!(["Parrot 2"]);
    staff.lena.post(CHANGES, joins(mails)).await.is_invalid(&["subprocessor.models"]);
    let form =
        [("kind", "add"), ("transfer_mechanism", "none_within_eea"), ("applies", "always"), ("category", "ai"), ("models", "")];
    let page = staff.lena.submits("/operator/changes", &form).await.has_status(422).text();
    assert!(page.contains("href=\"#f-models\""), "{page}");

    let change = staff.announces(&world, joins(with(json!(["Parrot Large 2", " Parrot Small 2 "])))).await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().text;
    assert!(mail.contains("Parrot Large 2, Parrot Small 2"), "{mail}");
    let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("AI models") && page.contains("Parrot Large 2, Parrot Small 2"), "{page}");
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    let listed = acme.admin.get("/api/v1/subprocessors").await.is_ok();
    assert_eq!(listed.items()[0]["models"], json!(["Parrot Large 2", "Parrot Small 2"]));
    assert!(
        acme.admin.opens("/settings/subprocessors").await.is_ok().text().contains("AI models: Parrot Large 2, Parrot Small 2")
    );

    let elsewhere =
        |kind: &str| json!({ "kind": kind, "subprocessor_id": change, "subprocessor": with(json!(["Parrot Large 3"])) });
    staff.lena.post(CHANGES, elsewhere("location")).await.is_invalid(&["subprocessor.models", "kind"]);
    let other = staff.announces(&world, elsewhere("purpose")).await;
    world.waits(Duration::days(31));
    staff.activates(&other).await.is_ok();
    world.runs_its_jobs().await;
    let versions = acme.admin.get("/api/v1/subprocessors/versions").await.is_ok().each("snapshot_id");
    let compared = acme.admin.get(format!("/api/v1/subprocessors/comparison?from={}", versions[1])).await.is_ok();
    assert_eq!(compared.json["changed"][0]["fields"], json!(["models"]));
    let page = acme.admin.opens(format!("/settings/subprocessors/versions?from={}", versions[1])).await.is_ok().text();
    assert!(page.contains("Parrot Large 3"), "{page}");
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();

    // A register made before models had names says so.
    world.database.run("UPDATE subprocessor SET models = NULL").await;
    assert!(acme.admin.opens("/settings/subprocessors").await.is_ok().text().contains("AI models: named on request"));
    world.runs_its_jobs().await;
}

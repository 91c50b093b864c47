//! What a customer sees of the promises: on the trust page and as JSON, from its own rows and nobody else's.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::World;

/// What the workspace of the caller has seen of a promise.
fn of<'a>(items: &'a [Value], promise: &str) -> &'a Value {
    items.iter().find(|item| item["promise"] == promise).unwrap_or_else(|| panic!("nothing is said of {promise}: {items:#?}"))
}

#[actix_web::test]
async fn a_customer_sees_what_its_own_workspace_shows_of_a_promise() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let nothing = acme.owner.get("/api/v1/evidence").await.is_ok();
    assert_eq!(of(nothing.items(), "M-2.2")["key"], "evidence-instructions-none");
    assert_eq!(of(nothing.items(), "M-10.1")["key"], "evidence-export-none");

    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": false })).await.is_ok();
    let owner = acme.owner.signs_in().await;
    owner.posts("/api/v1/exports").await.is_accepted();
    world.runs_its_jobs().await;
    let seen = acme.admin.get("/api/v1/evidence").await.is_ok();
    assert_eq!(of(seen.items(), "M-2.2")["figures"]["n"], 2);
    assert_eq!(of(seen.items(), "M-8.2")["figures"], json!({ "n": 4, "managers": 2 }));
    assert_eq!(of(seen.items(), "M-8.5")["figures"], json!({ "n": 4, "renewed": 4 }));
    assert!(of(seen.items(), "M-10.1")["figures"]["n"].as_i64().unwrap() > 10, "{:#?}", seen.items());
    let sentence = of(seen.items(), "M-2.2")["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("2 instructions are recorded"), "{sentence}");

    let page = acme.owner.opens("/trust").await.is_ok();
    assert!(page.text().contains(sentence) && page.header("cache-control").contains("no-store"), "the page says the same");
    let elsewhere = globex.owner.get("/api/v1/evidence").await.is_ok();
    assert_eq!(of(elsewhere.items(), "M-2.2")["key"], "evidence-instructions-none");
}

#[actix_web::test]
async fn questionnaires_meetings_and_the_parties_are_those_of_the_own_workspace() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lena = world.operator("Lena", Role::Legal).await;
    let said = async |who: &Person, promise: &str| {
        of(who.get("/api/v1/evidence").await.is_ok().items(), promise)["sentence"].as_str().unwrap().to_owned()
    };
    let before = [
        ("M-5.7", "No questionnaire of yours was answered yet."),
        ("M-11.1", "No review meeting was held with you yet."),
        ("M-1.3", "Your workspace has no agreement in force yet."),
    ];
    for (promise, sentence) in before {
        assert_eq!(said(&acme.owner, promise).await, sentence);
    }
    crate::assurance_reviews::minuted(&world, &acme.admin, &lena, "Acme").await;
    crate::assurance::answered(&world, &acme.admin, &lena).await;
    crate::dpa_held::in_force(&world, &acme.owner).await;
    world.runs_its_jobs().await;
    let questionnaire = said(&acme.owner, "M-5.7").await;
    assert_eq!(questionnaire, "One questionnaire of yours was answered, on 2 Mar 2026.");
    assert_eq!(said(&acme.owner, "M-11.1").await, "Your last review meeting was on 2 Mar 2026; one action is open.");
    let parties = said(&acme.owner, "M-1.3").await;
    assert!(parties.starts_with("Agreement ") && parties.ends_with(" names Brezje Logistika d.o.o. as controller."), "{parties}");
    for (promise, sentence) in before {
        assert_eq!(said(&globex.owner, promise).await, sentence, "not of somebody else");
    }
}

#[actix_web::test]
async fn the_list_is_counted_as_the_workspace_sees_it() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    // It leaves, and this workspace objects: in the register it is not in use any more, here it is.
    let removed = staff.announces(&world, json!({ "kind": "remove", "subprocessor": mailer() })).await;
    world.waits(Duration::days(31));
    staff.activates(&removed).await.is_ok();
    objects(&acme, &removed).await;
    world.runs_its_jobs().await;
    let seen = acme.admin.get("/api/v1/subprocessors").await.is_ok();
    let used = seen.items().iter().filter(|item| item["used"] == json!(true)).count();
    let evidence = acme.admin.get("/api/v1/evidence").await.is_ok();
    let figures = &of(evidence.items(), "M-6.1")["figures"];
    assert_eq!((seen.items().len(), used), (1, 1), "{:#?}", seen.items());
    assert_eq!(figures, &json!({ "n": 1, "used": 1 }));
}

#[actix_web::test]
async fn evidence_is_for_those_who_run_a_workspace() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for person in [&acme.instructor, &acme.learner] {
        person.get("/api/v1/evidence").await.is_forbidden();
        let page = person.opens("/trust").await.is_ok();
        assert!(!page.text().contains("For your workspace"), "{}", person.name);
    }
    world.visitor().get("/api/v1/evidence").await.has_status(401);
    let page = world.visitor().opens("/trust").await.is_ok();
    assert!(!page.text().contains("For your workspace"));
}

#[actix_web::test]
async fn the_trust_page_lists_every_promise_and_calls_kept_only_what_was_proved() {
    let world = World::new().await;
    let listed = world.visitor().get("/api/v1/public/promises").await.is_ok();
    let page = world.visitor().opens("/trust").await.is_ok().text();
    let items = listed.items();
    assert_eq!(items.len(), 85, "the register of promises");
    for item in items {
        let (id, kept) = (item["id"].as_str().unwrap(), item["kept"].as_bool().unwrap());
        let article = page.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("{id} is not on the page"));
        let article = article.split("</article>").next().unwrap();
        assert_eq!(article.contains("Not yet kept"), !kept, "{id}");
        let proved = item["checked_at"].is_string() && !item["tests"].as_array().unwrap().is_empty();
        assert_eq!(kept, proved && item["hindrance"].is_null(), "{id}");
        assert!(!kept || item["how"].is_string(), "{id}");
    }
    let kept = items.iter().filter(|item| item["kept"] == true).count();
    assert!(kept > 0 && listed.json["kept"] == kept, "{}", listed.json["kept"]);
}

#[derive(serde::Deserialize)]
struct Register {
    promise: Vec<Promise>,
}

#[derive(serde::Deserialize)]
struct Promise {
    id: String,
    state: String,
    without_evidence: Option<std::collections::BTreeMap<String, String>>,
}

#[actix_web::test]
async fn of_every_kept_promise_a_workspace_has_evidence_or_is_told_why_there_is_none() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/legal/promises.toml");
    let register: Register = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let seen = acme.owner.get("/api/v1/evidence").await.is_ok().each("promise");
    let mut kept = 0;
    for promise in register.promise {
        let has = seen.contains(&promise.id);
        assert!(!has || promise.without_evidence.is_none(), "{} says that there is nothing, and there is", promise.id);
        if promise.state == "kept" {
            let reason = promise.without_evidence.as_ref().is_some_and(|words| words.len() == 2);
            assert!(has || reason, "{} is called kept, and a workspace sees nothing of it", promise.id);
            kept += 1;
        }
    }
    assert!(kept > 10, "{kept}");
}

#[actix_web::test]
async fn transfers_and_reviews_are_those_of_the_vendors_that_are_used_here() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let said = async |who: &Person, promise: &str| of(who.get("/api/v1/evidence").await.is_ok().items(), promise).clone();
    assert_eq!(said(&acme.owner, "M-7.3").await["key"], "evidence-transfers-none");
    assert_eq!(said(&acme.owner, "S-11.1").await["key"], "evidence-reviews-none");
    let mut swiss = mailer();
    (swiss["country"], swiss["location"]) = (json!("CH"), json!("Geneva, Switzerland"));
    swiss["transfer_mechanism"] = json!("adequacy");
    let change = staff.announces(&world, json!({ "kind": "add", "subprocessor": swiss })).await;
    objects(&globex, &change).await;
    let objection = staff.lena.get(format!("{CHANGES}/{change}/objections")).await.is_ok().items()[0]["objection"]["id"].clone();
    let without = json!({ "tenant_id": globex.id.get(), "outcome": "configured_without", "answer": "So be it." });
    let resolution = format!("{CHANGES}/{change}/objections/{}/resolution", objection.as_str().unwrap());
    staff.lena.post(resolution, without).await.is_ok();
    let assessment = json!({ "note": "The decision covers it.", "reference": "ADQ-1", "holds_until": "2027-12-31" });
    staff.lena.post(format!("{CHANGES}/{change}/assessment"), assessment).await.is_created();
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    let began = world.now();
    let transfers = said(&acme.owner, "M-7.3").await;
    assert_eq!((&transfers["key"], &transfers["figures"]["n"]), (&json!("evidence-transfers-until"), &json!(1)));
    assert!(transfers["figures"]["next"].as_str().unwrap().starts_with("2028-01-01T00:00:00"), "{transfers}");
    world.database.run("UPDATE subprocessor SET assessment_expires_at = NULL").await;
    let transfers = said(&acme.owner, "M-7.3").await;
    assert_eq!((&transfers["key"], &transfers["figures"]), (&json!("evidence-transfers"), &json!({ "n": 1, "missing": 1 })));
    let reviews = said(&acme.owner, "S-11.1").await;
    assert_eq!((&reviews["figures"]["n"], &reviews["figures"]["in_time"]), (&json!(1), &json!(1)));
    let next: chrono::DateTime<chrono::Utc> = reviews["figures"]["next"].as_str().unwrap().parse().unwrap();
    assert_eq!(next, began + chrono::Months::new(12));
    assert_eq!(said(&globex.owner, "M-7.3").await["key"], "evidence-transfers-none", "not used there");
    assert_eq!(said(&globex.owner, "S-11.1").await["key"], "evidence-reviews-none");
    world.database.run("UPDATE subprocessor SET review_due_at = since").await;
    assert_eq!(said(&acme.owner, "S-11.1").await["figures"]["in_time"], 0);
}

//! What a workspace has decided: the AI switch, its name and colour, its language.

use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::db::Store;
use tutela::people::settings::{Subject, instruct};

use crate::answer::Answer;
use crate::database::store;
use crate::world::World;

#[actix_web::test]
async fn ai_is_off_until_somebody_turns_it_on_and_the_log_knows_who() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let before = acme.admin.get("/api/v1/settings/ai").await.is_ok();
    assert_eq!(before.json["enabled"], Value::Bool(false));

    let on = acme.admin.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    assert_eq!(on.json["enabled"], Value::Bool(true));
    acme.admin.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    world.waits(chrono::Duration::seconds(1));
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": false })).await.is_ok();

    let given = acme.owner.reads_all("/api/v1/settings/instructions").await;
    assert_eq!(given.len(), 2, "saying what holds already is no instruction: {given:#?}");
    let entries = acme.owner.get("/api/v1/audit-events?type=ai.").await.is_ok();
    let who: Vec<_> = entries.items().iter().map(|entry| (entry["type"].clone(), entry["actor"]["id"].clone())).collect();
    let wanted = [("ai.feature.disabled", acme.owner.id), ("ai.feature.enabled", acme.admin.id)];
    assert_eq!(who, wanted.map(|(name, id)| (json!(name), json!(id.to_string()))));
}

#[actix_web::test]
async fn only_those_who_run_a_workspace_give_instructions() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.instructor.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_forbidden();
    acme.learner.get("/api/v1/settings/ai").await.is_forbidden();
    acme.admin.put("/api/v1/settings/ai", json!({ "enabled": "yes" })).await.is_invalid(&["enabled"]);
    acme.admin.put("/api/v1/settings/ai", json!({ "enabled": true, "model": "x" })).await.is_invalid(&["model"]);
}

#[actix_web::test]
async fn what_one_workspace_decides_means_nothing_in_another() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    acme.owner.patch("/api/v1/settings/branding", json!({ "name": "Acme Academy", "accent": "#0b5563" })).await.is_ok();
    assert_eq!(globex.owner.get("/api/v1/settings/ai").await.is_ok().json["enabled"], Value::Bool(false));
    assert_eq!(globex.owner.get("/api/v1/settings/branding").await.is_ok().json["name"], "Globex");
    assert!(globex.owner.reads_all("/api/v1/settings/instructions").await.is_empty());
}

#[actix_web::test]
async fn name_colour_language_and_zone_are_checked() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.owner.patch("/api/v1/settings/branding", json!({ "name": "", "accent": "red" })).await.is_invalid(&["name", "accent"]);
    acme.owner
        .patch("/api/v1/settings/language", json!({ "locale": "xx", "zone": "Mars/Olympus" }))
        .await
        .is_invalid(&["locale", "zone"]);
    let change = json!({ "locale": "de", "zone": "Europe/Vienna" });
    let set = acme.owner.patch("/api/v1/settings/language", change).await.is_ok();
    assert_eq!(
        acme.owner.get("/api/v1/settings/language").await.is_ok().json,
        json!({ "locale": "de", "zone": "Europe/Vienna", "revision": set.string("revision") })
    );
    acme.owner.finds_in_the_log(&["tenant.setting.changed"]).await;
}

#[actix_web::test]
async fn the_settings_of_a_workspace_are_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for (part, theirs, ours, kept) in [
        ("branding", ("accent", "#0b5563"), [("name", "Acme Academy"), ("accent", "")], "value=\"Acme Academy\""),
        ("language", ("zone", "Europe/Vienna"), [("locale", "en"), ("zone", "Europe/Rome")], "value=\"Europe/Rome\""),
    ] {
        let (page, api) = (format!("/settings/{part}"), format!("/api/v1/settings/{part}"));
        let of_part = |answer: &Answer| {
            let text = answer.text();
            let (_, form) = text.split_once(&format!("action=\"{page}\"")).unwrap();
            form.split_once("name=\"revision\" value=\"").unwrap().1.split('"').next().unwrap().to_owned()
        };
        let seen = of_part(&acme.admin.opens("/settings").await.is_ok());
        assert_eq!(seen, acme.admin.get(&api).await.is_ok().string("revision"));
        let set = acme.owner.patch(&api, json!({ theirs.0: theirs.1 })).await.is_ok();
        let with = |revision: &str| [ours[0], ours[1], ("revision", revision)].map(|(name, value)| (name, value.to_owned()));
        let sends = async |form: [(&str, String); 3]| {
            acme.admin.submits(&page, &form.each_ref().map(|(name, value)| (*name, value.as_str()))).await
        };
        let told = sends(with(&seen)).await.has_status(409);
        assert!(told.text().contains(kept), "what was typed stays: {}", told.text());
        assert_eq!(acme.admin.get(&api).await.is_ok().json[theirs.0], theirs.1);
        assert_eq!(of_part(&told), set.string("revision"));
        let late = json!({ ours[1].0: ours[1].1, "revision": seen });
        acme.admin.patch(&api, late).await.is_refused("changed-elsewhere");
        sends(with(&of_part(&told))).await.leads_to("/settings");
        assert_ne!(acme.admin.get(&api).await.is_ok().json[theirs.0], theirs.1);
    }
}

#[actix_web::test]
async fn the_operator_sees_a_workspace_in_numbers_and_nobody_in_it() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lena = world.operator("Lena", Role::Support).await;
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    acme.learner.signs_in().await;
    globex.admin.posts(format!("/api/v1/users/{}/deactivation", globex.learner.id)).await.is_ok();

    let listed = lena.get("/api/v1/tenants").await.is_ok();
    let numbers =
        |row: &Value| (row["people"].clone(), row["learners"].clone(), row["active_learners"].clone(), row["ai"].clone());
    assert_eq!(listed.each("slug"), ["acme", "globex"]);
    assert_eq!(numbers(&listed.items()[0]), (json!(4), json!(1), json!(1), json!(true)));
    assert_eq!(numbers(&listed.items()[1]), (json!(3), json!(0), json!(0), json!(false)));
    let one = format!("/api/v1/tenants/{}", acme.id.get());
    assert_eq!(lena.get(&one).await.is_ok().json, listed.items()[0]);
    acme.owner.get(&one).await.is_forbidden();
    // More than are counted at once: each keeps its place and its own numbers.
    for name in ["Hooli", "Initech", "Duff", "Ajax"] {
        world.tenant(name).await;
    }
    let listed = lena.get("/api/v1/tenants").await.is_ok();
    assert_eq!(listed.each("slug"), ["acme", "ajax", "duff", "globex", "hooli", "initech"]);
    assert_eq!(listed.each("people"), ["4", "4", "4", "3", "4", "4"]);
    lena.get(format!("/api/v1/tenants/{}", world.realm().await.get())).await.is_not_found();

    for page in ["/operator/tenants".to_owned(), format!("/operator/tenants/{}", acme.id.get())] {
        let text = lena.opens(&page).await.is_ok().text();
        assert!(text.contains("Acme") && text.contains("English"), "{text}");
        for person in acme.people() {
            assert!(!text.contains(&person.name) && !text.contains(&person.email), "{page} names {}", person.name);
        }
    }
    world.runs_its_jobs().await;
}

/// SQLite has one writer: whoever takes the log along reads it beside whoever writes.
#[actix_web::test]
async fn the_table_of_instructions_is_read_while_somebody_else_writes() {
    if store() != Store::Sqlite {
        return;
    }
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let table = "/settings/instructions.csv";
    // Where they are is remembered by then: nothing but the line in the log is written.
    assert_eq!(acme.owner.get(table).await.is_ok().text().lines().count(), 1);
    let tx = world.kernel().as_person(acme.id, acme.admin.id, acme.admin.id).await.unwrap();
    let mut asked = std::pin::pin!(acme.owner.get(table));
    let waits = std::time::Duration::from_secs(1);
    assert!(tokio::time::timeout(waits, asked.as_mut()).await.is_err(), "the line in the log waits for the writer");
    instruct(&tx, Subject::Ai, json!({ "enabled": true })).await.unwrap();
    tx.commit_noted().await.unwrap();
    assert_eq!(asked.await.is_ok().text().lines().count(), 1, "it was read before the writer was free");
    assert_eq!(acme.owner.get(table).await.is_ok().text().lines().count(), 2);
    world.runs_its_jobs().await;
}

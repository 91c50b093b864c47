//! What the operator's people do for security: written by one person, decided by another, printed in annex II of the next
//! agreement, and begun with the duties of the release.

use futures_util::future::join;
use serde_json::{Value, json};
use tutela::agreements::measures::enter_duties;
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::agreement_templates::staff;
use crate::dpa::{questions, sealed};
use crate::world::World;

pub const API: &str = "/api/v1/operator/measures";

/// A measure as somebody writes it.
pub fn spare() -> Value {
    json!({
        "heading": "availability", "name_en": "Spare machines", "name_de": "Ersatzrechner",
        "text_en": "Two spare machines stand ready. They are started every quarter.",
        "text_de": "Zwei Ersatzrechner stehen bereit. Sie werden jedes Quartal gestartet.",
        "promises": ["M-8.8"], "check_every_months": 6,
        "evidence": [
            { "title": "Log of the starts", "source": "Folder 7" },
            { "title": "Certificate of the host", "source": "https://host.example/certificate", "public": true },
        ],
    })
}

/// The same with another value in a field.
fn with(field: &str, value: Value) -> Value {
    let mut body = spare();
    body[field] = value;
    body
}

/// The version of a measure that is in use.
pub async fn in_use(person: &Person, code: &str) -> Value {
    let all = person.get(format!("{API}?state=in_use")).await.is_ok();
    all.items().iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{code} is not in use")).clone()
}

/// Takes a measure out of use: one person proposes it, another approves.
pub async fn retire(one: &Person, other: &Person, id: &str) {
    let proposed = one.post(format!("{API}/{id}/retirement"), json!({ "note": "Somebody else does it now." })).await.is_ok();
    assert_eq!(proposed.string("state"), "in_use");
    let read = json!({ "retirement_at": proposed.json["retirement_at"] });
    assert_eq!(other.post(format!("{API}/{id}/retirement/approval"), read).await.is_ok().string("state"), "retired");
}

pub fn id_of(measure: &Value) -> String {
    measure["id"].as_str().unwrap().to_owned()
}

/// Annex II of every agreement, by the moment it was asked for.
async fn annexes(world: &World) -> Vec<Vec<Value>> {
    let printed = world.database.texts("SELECT json FROM agreement ORDER BY requested_at").await;
    let content = |json: &String| -> Value { serde_json::from_str(json).unwrap() };
    let measures = |content: Value| -> Vec<Value> {
        let groups = content["measures"].as_array().unwrap().clone();
        groups.iter().flat_map(|group| group["measures"].as_array().unwrap().clone()).collect()
    };
    printed.iter().map(content).map(measures).collect()
}

fn named<'a>(annex: &'a [Value], name: &str) -> Option<&'a Value> {
    annex.iter().find(|measure| measure["name"] == name)
}

#[actix_web::test]
async fn what_two_people_decided_stands_in_the_next_agreement_and_in_no_earlier_one() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    sealed(&world, questions()).await;
    let before = annexes(&world).await;
    let backups = named(&before[0], "Backups").expect("the duties of the release stand there");
    assert_eq!((&backups["performed_by"], backups.get("evidence")), (&json!("operator"), None), "an undertaking");
    assert!(before[0].iter().any(|one| one["performed_by"] == "software" && one["proof"]["tests"].is_number()));

    let draft = lena.post(API, spare()).await.is_created();
    let approval = format!("{API}/{}/approval", draft.id());
    lena.post(&approval, json!({ "revision": 1 })).await.is_refused("measure-own");
    world.waits(chrono::Duration::seconds(1));
    sealed(&world, questions()).await;
    assert!(named(&annexes(&world).await[1], "Spare machines").is_none(), "a draft stands nowhere");

    let approved = silvo.post(&approval, json!({ "revision": 1 })).await.is_ok();
    assert_eq!(approved.string("state"), "in_use");
    silvo.post(&approval, json!({ "revision": 1 })).await.is_refused("measure-not-draft");
    world.waits(chrono::Duration::seconds(1));
    sealed(&world, questions()).await;
    let after = annexes(&world).await;
    let listed = named(&after[2], "Spare machines").expect("approved, it stands in the next agreement");
    assert_eq!(listed["evidence"], json!({ "titles": ["Log of the starts", "Certificate of the host"] }));
    assert_eq!((&listed["promises"], &listed["id"]), (&json!(["M-8.8"]), &json!(approved.string("code"))));
    assert_eq!(after[0], before[0], "what was sealed stays");

    // A revision leaves the one in use alone until it is approved.
    let revision = with("text_en", json!("Three spare machines stand ready."));
    let revised = lena.post(format!("{API}/{}/revisions", draft.id()), revision).await.is_created();
    assert_eq!((revised.string("state"), revised.json["version"].clone()), ("draft".into(), json!(2)));
    assert_eq!(in_use(&lena, &approved.string("code")).await["version"], 1);
    silvo.post(format!("{API}/{}/approval", revised.id()), json!({ "revision": 1 })).await.is_ok();
    assert_eq!(in_use(&lena, &approved.string("code")).await["text_en"], "Three spare machines stand ready.");
    assert_eq!(lena.get(format!("{API}/{}", draft.id())).await.is_ok().string("state"), "replaced");

    retire(&lena, &silvo, &revised.id()).await;
    lena.post(format!("{API}/{}/retirement", revised.id()), json!({ "note": "Again." })).await.is_refused("measure-not-in-use");
    world.waits(chrono::Duration::seconds(1));
    sealed(&world, questions()).await;
    assert!(named(&annexes(&world).await[3], "Spare machines").is_none(), "retired, it stands in no new one");
    let wanted =
        ["dpa.measure.entered", "dpa.measure.drafted", "dpa.measure.approved", "dpa.measure.replaced", "dpa.measure.retired"];
    lena.finds_in_the_log(&wanted).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_states_nothing_or_cannot_be_shown_is_refused_with_its_field() {
    let world = World::new().await;
    let (lena, _) = staff(&world).await;
    let invalid =
        async |field: &str, value: Value, wrong: &str| drop(lena.post(API, with(field, value)).await.is_invalid(&[wrong]));
    invalid("text_en", json!("Industry\u{2011}standard machines stand ready."), "text_en").await;
    invalid("text_de", json!("Rechner nach dem Stand der Technik stehen bereit."), "text_de").await;
    invalid("name_de", json!(""), "name_de").await;
    invalid("heading", json!("glory"), "heading").await;
    invalid("promises", json!(["M-99.9"]), "promises").await;
    invalid("evidence", json!([]), "evidence").await;
    invalid("evidence", json!([{ "title": "Report", "source": "http://host.example/a" }]), "evidence.0.source").await;
    invalid("check_every_months", json!(13), "check_every_months").await;
    let all = lena.post(API, json!({})).await;
    all.is_invalid(&["heading", "name_en", "name_de", "text_en", "text_de", "promises", "evidence"]);
    assert!(lena.get(format!("{API}?state=draft")).await.is_ok().items().is_empty());
    let page = lena
        .submits(
            "/operator/measures",
            &[
                ("heading", "availability"),
                ("name_en", "Spare machines"),
                ("name_de", "Ersatzrechner"),
                ("text_en", "Best practice machines."),
                ("text_de", "Zwei Rechner stehen bereit."),
                ("promises", "M-8.8"),
                ("evidence_title", ""),
                ("evidence_source", ""),
                ("evidence_title", "Log of the starts"),
                ("evidence_source", "http://host.example/log"),
            ],
        )
        .await
        .has_status(422);
    let html = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(html.contains("“best practice” claims much and states nothing") && html.contains("e-evidence.1.source"), "{html}");
    assert!(html.contains("http://host.example/log") && html.contains("Best practice machines."), "what was typed stays");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn nobody_else_reads_or_writes_measures() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let (lena, _) = staff(&world).await;
    let sam = world.operator("Sam", Role::Support).await;
    let backups = id_of(&in_use(&lena, "backups").await);
    sam.get(format!("{API}/{backups}")).await.is_ok();
    let check = json!({ "result": "holds", "note": "Looked.", "evidence": { "title": "Log", "source": "Folder 7" } });
    for person in [&sam, &acme.owner, &acme.admin, &acme.learner] {
        person.post(API, spare()).await.is_forbidden();
        person.post(format!("{API}/{backups}/revisions"), spare()).await.is_forbidden();
        person.post(format!("{API}/{backups}/approval"), json!({ "revision": 1 })).await.is_forbidden();
        person.post(format!("{API}/{backups}/retirement"), json!({ "note": "Away." })).await.is_forbidden();
        let mut read = json!({ "retirement_at": "2026-03-02T09:00:00Z" });
        person.post(format!("{API}/{backups}/retirement/approval"), read.clone()).await.is_forbidden();
        read["note"] = json!("No.");
        person.post(format!("{API}/{backups}/retirement/rejection"), read).await.is_forbidden();
        person.delete(format!("{API}/{backups}/retirement")).await.is_forbidden();
        person.delete(format!("{API}/{backups}")).await.is_forbidden();
        person.post(format!("{API}/{backups}/checks"), check.clone()).await.is_forbidden();
    }
    acme.owner.get(API).await.is_forbidden();
    acme.owner.opens("/operator/measures").await.has_status(403);
    world.visitor().get(API).await.is_unauthenticated();
    lena.post(format!("{API}/{}/checks", crate::database::fresh_id()), check).await.is_not_found();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_start_enters_the_duties_once_and_keeps_what_staff_wrote() {
    let world = World::new().await;
    enter_duties(world.kernel()).await.unwrap();
    let (lena, silvo) = staff(&world).await;
    enter_duties(world.kernel()).await.unwrap();
    let codes = |list: &crate::answer::Answer| {
        let mut codes = list.each("code");
        codes.sort();
        codes
    };
    let duties = ["backups", "host-encryption", "premises", "staff"];
    let all = lena.get(API).await.is_ok();
    assert_eq!(codes(&all), duties);
    assert!(
        all.items().iter().all(|one| one["state"] == "in_use" && one["evidence"] == json!([]) && one["written_by"].is_null())
    );

    let backups = id_of(&in_use(&lena, "backups").await);
    let draft = lena.post(format!("{API}/{backups}/revisions"), spare()).await.is_created().id();
    silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
    retire(&lena, &silvo, &id_of(&in_use(&lena, "premises").await)).await;
    enter_duties(world.kernel()).await.unwrap();
    enter_duties(&world.another_server().await).await.unwrap();
    let kept = lena.get(format!("{API}?state=in_use")).await.is_ok();
    assert_eq!(codes(&kept), ["backups", "host-encryption", "staff"]);
    assert_eq!(in_use(&lena, "backups").await["name_en"], "Spare machines");

    // What a later release brings is for people to decide.
    world.database.run("UPDATE measure SET code = 'older' WHERE code = 'staff'").await;
    enter_duties(world.kernel()).await.unwrap();
    let waiting = lena.get(format!("{API}?state=draft")).await.is_ok();
    assert_eq!(codes(&waiting), ["staff"]);
    silvo.post(format!("{API}/{}/approval", id_of(&waiting.items()[0])), json!({ "revision": 1 })).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_rejected_draft_is_written_anew_and_two_at_once_do_not_overwrite_each_other() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let nika = world.operator("Nika", Role::Legal).await;
    let draft = lena.post(API, spare()).await.is_created().id();
    let (path, rejection) = (format!("{API}/{draft}"), format!("{API}/{draft}/rejection"));
    lena.post(&rejection, json!({ "revision": 1, "note": "No." })).await.is_refused("measure-own");
    silvo.post(&rejection, json!({ "revision": 1, "note": " " })).await.is_invalid(&["note"]);
    let rejected = silvo.post(&rejection, json!({ "revision": 1, "note": "Say who starts them." })).await.is_ok();
    assert_eq!((rejected.string("state"), rejected.string("rejection_note")), ("rejected".into(), "Say who starts them.".into()));
    silvo.post(format!("{path}/approval"), json!({ "revision": 1 })).await.is_refused("measure-not-draft");

    world.waits(chrono::Duration::seconds(1));
    let mut anew = with("text_en", json!("Two spare machines are started by the staff on duty."));
    anew["revision"] = json!(1);
    assert_eq!(lena.put(&path, anew.clone()).await.is_ok().json["revision"], 2);
    nika.put(&path, anew.clone()).await.is_refused("changed-elsewhere");
    silvo.post(format!("{path}/approval"), json!({ "revision": 1 })).await.is_refused("changed-elsewhere");
    anew["revision"] = json!(2);
    nika.put(&path, anew).await.is_ok();
    let page = lena.opens(format!("/operator/measures/{draft}")).await.is_ok().text();
    let at = |step: &str| page.find(&format!("<dt>{step}</dt>")).unwrap_or_else(|| panic!("no {step}: {page}"));
    assert!(at("Written") < at("Rejected") && at("Rejected") < at("Changed"), "in the order of time: {page}");
    nika.post(format!("{path}/approval"), json!({ "revision": 3 })).await.is_refused("measure-own");
    silvo.post(format!("{path}/approval"), json!({ "revision": 3 })).await.is_ok();
    lena.put(&path, spare()).await.is_refused("measure-not-draft");

    let revisions = format!("{path}/revisions");
    let both = join(lena.post(&revisions, spare()), nika.post(&revisions, spare())).await;
    let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "one version at a time is written");
    silvo.post(&revisions, spare()).await.is_refused("measure-draft-exists");
    // With the measure goes what is being written of it.
    retire(&lena, &silvo, &draft).await;
    assert!(lena.get(format!("{API}?state=draft")).await.is_ok().items().is_empty());
    lena.post(&revisions, spare()).await.is_refused("measure-not-in-use");
    lena.finds_in_the_log(&["dpa.measure.rejected", "dpa.measure.revised"]).await;
    world.runs_its_jobs().await;
}

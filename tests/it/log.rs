//! The log of a workspace: typed, filtered, paged, and silent about people.

use std::collections::BTreeSet;

use serde_json::json;
use tutela::{agreements, learning, people, rights, vendors};

use crate::world::World;

/// The names of every capability's events.
fn catalogue() -> Vec<&'static str> {
    [
        people::tenants::Event::CATALOGUE,
        people::groups::Event::CATALOGUE,
        people::users::Event::CATALOGUE,
        people::invitations::Event::CATALOGUE,
        people::sessions::Event::CATALOGUE,
        people::settings::Event::CATALOGUE,
        vendors::subprocessors::Event::CATALOGUE,
        learning::modules::Event::CATALOGUE,
        learning::quizzes::Event::CATALOGUE,
        learning::assignments::Event::CATALOGUE,
        learning::records::Event::CATALOGUE,
        learning::attempts::Event::CATALOGUE,
        learning::progress::Event::CATALOGUE,
        learning::certificates::Event::CATALOGUE,
        rights::log::Event::CATALOGUE,
        rights::exports::Event::CATALOGUE,
        agreements::dpa::Event::CATALOGUE,
    ]
    .concat()
}

#[test]
fn the_catalogue_has_sixty_types_each_named_once() {
    let names = catalogue();
    let once: BTreeSet<_> = names.iter().collect();
    assert_eq!(once.len(), names.len(), "a name stands for two things");
    assert!(names.len() >= 60, "{} types: {names:#?}", names.len());
    for name in &names {
        let well_formed =
            name.split('.').count() == 3 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_');
        assert!(well_formed, "{name} is not area.noun.verb");
    }
    let mut sorted = names;
    sorted.sort_unstable();
    insta::assert_snapshot!("events", sorted.join("\n"));
}

#[actix_web::test]
async fn the_log_answers_what_who_and_when() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[&acme.learner]).await;
    world.runs_its_jobs().await;
    let by_type = acme.owner.get("/api/v1/audit-events?type=iam.group.created").await.is_ok();
    let entry = &by_type.items()[0];
    assert_eq!((&entry["actor"]["id"], &entry["object"]["id"]), (&json!(acme.admin.id), &json!(group)));
    assert_eq!(
        (&entry["object"]["kind"], &entry["outcome"], &entry["actor"]["name"]),
        (&json!("group"), &json!("success"), &json!(acme.admin.name))
    );
    assert!(entry["seq"].is_number(), "numbered: {entry}");
    assert_eq!(acme.owner.get(format!("/api/v1/audit-events?object={group}")).await.is_ok().items().len(), 2);
    let hers = acme.owner.get(format!("/api/v1/audit-events?actor={}", acme.admin.id)).await.is_ok();
    assert!(hers.each("type").iter().all(|name| name.starts_with("iam.group.")), "{}", hers.text());
    assert!(!acme.owner.get("/api/v1/audit-events?type=iam.").await.is_ok().items().is_empty());
    for bad in ["object=x", "actor=1", "after=AAAA", "limit=x"] {
        acme.owner.get(format!("/api/v1/audit-events?{bad}")).await.has_status(422);
    }
}

#[actix_web::test]
async fn reading_goes_on_where_it_stopped_and_misses_nothing() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for number in 0..12 {
        acme.admin.makes_a_group(&format!("Group {number}"), &[]).await;
    }
    let made = acme.owner.reads_all("/api/v1/audit-events?type=iam.group.created&limit=5").await;
    let ids: BTreeSet<_> = made.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!((made.len(), ids.len()), (12, 12));
    let viewed = acme.owner.get("/api/v1/audit-events?type=audit.log.viewed").await.is_ok();
    assert_eq!(viewed.items().len(), 1, "one reading, however many pages");
}

#[actix_web::test]
async fn a_cursor_opens_nothing_elsewhere() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let next = acme.owner.get("/api/v1/audit-events?limit=1").await.is_ok().string("next");
    acme.admin.get(format!("/api/v1/audit-events?limit=1&after={next}")).await.is_ok();
    globex.owner.get(format!("/api/v1/audit-events?after={next}")).await.is_invalid(&["after"]);
    acme.owner.get(format!("/api/v1/audit-events?type=iam.&after={next}")).await.is_invalid(&["after"]);
    acme.instructor.get("/api/v1/audit-events").await.is_forbidden();
    acme.learner.get("/api/v1/audit-events").await.is_forbidden();
    let theirs = globex.owner.get("/api/v1/audit-events?limit=200").await.is_ok();
    assert!(!theirs.text().contains(&acme.admin.id.to_string()));
    let foreign = globex.owner.get(format!("/api/v1/audit-events?actor={}", acme.admin.id)).await.is_ok();
    assert!(foreign.items().is_empty(), "{}", foreign.text());
}

#[actix_web::test]
async fn no_payload_names_anybody() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    world
        .visitor()
        .post("/api/v1/sessions", json!({ "workspace": "acmeword", "email": "guess@acmeword.example", "password": "x" }))
        .await
        .has_status(401);
    crate::dpa::requested(&world).await;
    world.runs_its_jobs().await;
    let payloads = world.database.texts("SELECT CAST(payload AS text) FROM audit_event").await.join("\n");
    assert!(payloads.len() > 1000);
    for word in ["Acmeword", "acmeword", "@", "192.0.2", "198.51.100", "Brezje", "Šuštar", crate::lesson::ACCEPTED, "tut_"] {
        assert!(!payloads.contains(word), "a payload holds {word}");
    }
    assert!(acme.workspace.owner.reads_the_log().await.len() > 30);
}

/// Every verb leaves its line: what a furnished workspace did stands in its log.
#[actix_web::test]
async fn what_was_done_stands_in_the_log() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let known: BTreeSet<String> = acme.workspace.owner.reads_the_log().await.into_iter().collect();
    for name in [
        "tenant.account.created",
        "iam.user.created",
        "iam.user.invited",
        "iam.api_key.issued",
        "auth.session.started",
        "iam.group.created",
        "iam.group.member_added",
        "ai.feature.enabled",
        "learn.module.created",
        "learn.module.updated",
        "learn.module.published",
        "learn.unit.created",
        "learn.unit.updated",
        "quiz.question.created",
        "quiz.question.versioned",
        "learn.assignment.created",
        "learn.enrolment.created",
        "assess.attempt.started",
        "assess.attempt.submitted",
        "cert.certificate.issued",
        "cert.certificate.sealed",
        "offboard.export.requested",
        "offboard.export.built",
    ] {
        assert!(known.contains(name), "{name} is missing from {known:#?}");
    }
    let catalogue: BTreeSet<_> = catalogue().into_iter().collect();
    let strays: Vec<_> = known.iter().filter(|name| !catalogue.contains(name.as_str())).collect();
    assert!(strays.is_empty(), "the log has names that no catalogue lists: {strays:?}");
}

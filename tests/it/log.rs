//! The log of a workspace: typed, filtered, paged, and silent about people.

use std::collections::BTreeSet;

use serde_json::json;
use tutela::kernel::authz::Role;
use tutela::kernel::i18n::{Locale, Texts};
use tutela::{agreements, learning, people, rights, vendors};

use crate::answer::encode;
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
        vendors::contacts::Event::CATALOGUE,
        vendors::reviews::Event::CATALOGUE,
        vendors::changes::Event::CATALOGUE,
        vendors::feeds::Event::CATALOGUE,
        learning::modules::Event::CATALOGUE,
        learning::quizzes::Event::CATALOGUE,
        learning::assignments::Event::CATALOGUE,
        learning::records::Event::CATALOGUE,
        learning::attempts::Event::CATALOGUE,
        learning::progress::Event::CATALOGUE,
        learning::certificates::Event::CATALOGUE,
        rights::log::Event::CATALOGUE,
        rights::exports::Event::CATALOGUE,
        agreements::measures::Event::CATALOGUE,
        agreements::templates::Event::CATALOGUE,
        agreements::dpa::Event::CATALOGUE,
        agreements::controller::Event::CATALOGUE,
        agreements::assurance::Event::CATALOGUE,
    ]
    .concat()
}

#[test]
fn the_catalogue_has_at_least_110_types_each_named_once() {
    let names = catalogue();
    let once: BTreeSet<_> = names.iter().collect();
    assert_eq!(once.len(), names.len(), "a name stands for two things");
    assert!(names.len() >= 110, "{} types: {names:#?}", names.len());
    for name in &names {
        let well_formed =
            name.split('.').count() == 3 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_');
        assert!(well_formed, "{name} is not area.noun.verb");
    }
    let mut sorted = names;
    sorted.sort_unstable();
    insta::assert_snapshot!("events", sorted.join("\n"));
}

/// What each event happens to, as the sources declare it: `"area.noun.verb" on kind`.
fn kinds() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|entry| entry.file_name() == "events.rs");
    let sources = files.map(|entry| std::fs::read_to_string(entry.path()).unwrap());
    let kind = |rest: &str| rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default().to_owned();
    sources.flat_map(|source| source.split("\" on ").skip(1).map(kind).collect::<Vec<_>>()).collect()
}

#[test]
fn every_event_has_a_text_and_every_text_an_event() {
    let names: BTreeSet<String> = catalogue().into_iter().map(str::to_owned).collect();
    let areas: BTreeSet<String> = names.iter().filter_map(|name| name.split('.').next()).map(str::to_owned).collect();
    let kinds = kinds();
    assert!(kinds.len() > 10, "{kinds:?}");
    for locale in Locale::ALL {
        let told = |start: &str| -> BTreeSet<String> {
            let keys = Texts::new(locale).keys(start);
            keys.into_iter().filter_map(|key| key.strip_prefix(start)).map(|rest| rest.replace('-', ".")).collect()
        };
        assert_eq!(told("event-"), names, "{locale}");
        assert_eq!(told("audit-area-"), areas, "{locale}");
        assert_eq!(told("audit-object-"), kinds, "{locale}");
    }
}

#[actix_web::test]
async fn the_page_says_it_in_words_and_leads_to_the_things() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let (owner, ids) = (&acme.workspace.owner, &acme.ids);
    let page = owner.opens("/audit?type=learn.module.published").await.is_ok().text();
    for wanted in [
        "Module published".to_owned(),
        "<code>learn.module.published</code>".to_owned(),
        "Module published (learn.module.published)".to_owned(),
        format!("<a href=\"/modules/{}\">Acmeword module</a><small>Module</small>", ids["module"]),
        format!("<a href=\"/people/{}\">{}</a>", acme.workspace.admin.id, acme.workspace.admin.name),
        format!("href=\"/audit?object={}\"", ids["module"]),
        "2 Mar 2026, 08:00:00 UTC".to_owned(),
    ] {
        assert!(page.contains(&wanted), "no {wanted} in {page}");
    }
    let issued = owner.opens("/audit?type=cert.certificate.issued").await.is_ok().text();
    let concerns = format!("<small><a href=\"/modules/{}\">Acmeword module</a></small>", ids["module"]);
    assert!(issued.contains("Certificate issued") && issued.contains(&concerns), "no {concerns} in {issued}");
    let joined = owner.opens("/audit?type=iam.group.member_added").await.is_ok().text();
    let learner = &acme.workspace.learner;
    let concerns = format!("<small><a href=\"/people/{}\">{}</a></small>", learner.id, learner.name);
    assert!(joined.contains(">Acmeword crew</a><small>Group</small>") && joined.contains(&concerns), "no {concerns} in {joined}");
    let of_module = owner.opens(format!("/audit?object={}", ids["module"])).await.is_ok().text();
    assert!(of_module.contains("Only events of: Module Acmeword module."), "{of_module}");
    // An operator's sidebar leads to no modules and no people: what stands in their log is not linked there.
    let lena = world.operator("Lena", Role::Security).await;
    let theirs = lena.opens("/audit").await.is_ok().text();
    assert!(theirs.contains("Signed in") || theirs.contains("Account created"), "{theirs}");
    assert!(!theirs.contains("href=\"/people/"), "{theirs}");
}

#[actix_web::test]
async fn times_are_those_of_the_workspace() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let zone = [("locale", "en"), ("zone", "Asia/Tokyo")];
    acme.owner.submits("/settings/language", &zone).await.has_status(303);
    world.kernel().forget_sessions();
    let page = acme.owner.opens("/audit").await.is_ok().text();
    assert_eq!(page.matches("Asia/Tokyo").count(), 1, "named once: {page}");
    assert!(page.contains(">2 Mar 2026, 17:00</time>") && page.contains("2 Mar 2026, 08:00:00 UTC"), "{page}");
}

#[actix_web::test]
async fn a_wrong_filter_is_explained_beside_its_field_and_the_list_stays() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.admin.makes_a_group("Warehouse", &[]).await;
    for (query, field) in [("object=x&type=iam.group.created", "object"), ("actor=1&type=iam.group.created", "actor")] {
        let page = acme.owner.opens(format!("/audit?{query}")).await.has_status(422).text();
        assert!(page.contains(&format!("id=\"e-{field}\"")) && page.contains("Give a whole id"), "{page}");
        assert!(page.contains(">Warehouse</a>") && page.contains("value=\"iam.group.created\" selected"), "{page}");
    }
    let stale = acme.owner.opens("/audit?after=AAAA").await.has_status(422).text();
    assert!(stale.contains("This place in the list no longer exists") && stale.contains(">Warehouse</a>"), "{stale}");
}

#[actix_web::test]
async fn who_did_it_is_found_by_name() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.admin.makes_a_group("Warehouse", &[&acme.learner]).await;
    world.runs_its_jobs().await;
    let by = async |who: &str| {
        let found = acme.owner.get(format!("/api/v1/audit-events?limit=200&who={}", encode(who))).await.is_ok();
        found.items().iter().map(|entry| entry["actor"].clone()).collect::<Vec<_>>()
    };
    let admin = &acme.admin;
    for who in [admin.name.to_uppercase(), admin.email.clone()] {
        let found = by(&who).await;
        assert!(!found.is_empty() && found.iter().all(|actor| actor["id"] == json!(admin.id)), "{who}: {found:?}");
    }
    for who in ["system", "The system"] {
        let found = by(who).await;
        assert!(!found.is_empty() && found.iter().all(|actor| actor["kind"] == "system"), "{who}: {found:?}");
    }
    assert!(by("nobody of this name").await.is_empty());
    let globex = world.tenant("Globex").await;
    let theirs = globex.owner.get(format!("/api/v1/audit-events?who={}", encode(&admin.email))).await.is_ok();
    assert!(theirs.items().is_empty(), "people are looked for in one's own workspace");
}

#[actix_web::test]
async fn the_checkpoint_can_be_taken_home() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.owner.get("/audit/checkpoint").await.has_status(404);
    world.runs_its_jobs().await;
    let status = acme.owner.get("/api/v1/audit-checkpoint").await.is_ok();
    let file = acme.owner.opens("/audit/checkpoint").await.is_ok();
    assert_eq!(file.text(), status.string("note"));
    let name = format!("tutela-checkpoint-acme-{}.txt", status.json["size"]);
    assert!(file.header("content-disposition").contains(&name), "{}", file.header("content-disposition"));
    let page = acme.owner.opens("/audit").await.is_ok().text();
    let command = format!("tutela audit verify --workspace acme --checkpoint {name}");
    assert!(page.contains(&command) && page.contains("href=\"/audit/checkpoint\""), "{page}");
    acme.learner.opens("/audit/checkpoint").await.has_status(403);
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

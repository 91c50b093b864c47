//! A change of sub-processors: two people, a notice to every customer, thirty days, and an objection that is heard (M-5.6,
//! M-6.2).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::{Person, Workspace};
use crate::answer::Answer;
use crate::world::World;

pub const CHANGES: &str = "/api/v1/operator/subprocessor-changes";

pub fn mailer() -> Value {
    json!({
        "legal_name": "Mailer SA", "address": "Rue Haute 1, 1000 Bruxelles", "country": "BE", "contact_email": "privacy@mailer.example",
        "category": "email_delivery", "purpose": "Delivers mails.", "data_categories": ["identification"], "location": "Brussels, Belgium",
        "transfer_mechanism": "none_within_eea", "applies": "always",
    })
}

/// The operator's staff: who writes and who reviews.
pub struct Staff {
    pub lena: Person,
    pub matej: Person,
}

impl Staff {
    pub async fn of(world: &World) -> Self {
        Self { lena: world.operator("Lena", Role::Legal).await, matej: world.operator("Matej", Role::Security).await }
    }

    pub async fn drafts(&self, draft: Value) -> String {
        self.lena.post(CHANGES, draft).await.is_created().id()
    }

    /// Approves what stands there now.
    pub async fn approves(&self, change: &str) -> Answer {
        let revision = self.matej.get(format!("{CHANGES}/{change}")).await.is_ok().json["revision"].clone();
        let review = json!({ "decision": "approved", "revision": revision, "note": "Contract seen." });
        self.matej.post(format!("{CHANGES}/{change}/review"), review).await
    }

    pub async fn activates(&self, change: &str) -> Answer {
        self.lena.posts(format!("{CHANGES}/{change}/activation")).await
    }

    /// Drafts and has it reviewed; staff is told of it.
    pub async fn prepares(&self, world: &World, draft: Value) -> String {
        let change = self.drafts(draft).await;
        self.approves(&change).await.is_ok();
        world.runs_its_jobs().await;
        change
    }

    /// Tells every customer of a change that was reviewed.
    pub async fn tells(&self, world: &World, change: &str) {
        self.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
        world.runs_its_jobs().await;
    }

    /// Drafts, has it reviewed and tells every customer.
    pub async fn announces(&self, world: &World, draft: Value) -> String {
        let change = self.prepares(world, draft).await;
        self.tells(world, &change).await;
        change
    }
}

pub fn adding() -> Value {
    json!({ "kind": "add", "subprocessor": mailer(), "reason": "Mails leave from Brussels." })
}

pub async fn objects(acme: &Workspace, change: &str) -> String {
    let path = format!("/api/v1/subprocessor-changes/{change}/objections");
    acme.admin.post(path, json!({ "grounds": "We do not know this vendor." })).await.is_created().id()
}

#[actix_web::test]
async fn a_draft_names_every_wrong_field_in_its_own_words_from_top_to_bottom() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let form = [("kind", "replace"), ("emergency", "true"), ("transfer_mechanism", "none_within_eea"), ("applies", "always")];
    let page = staff.lena.submits("/operator/changes", &form).await.has_status(422).text();
    let list = page.split("id=\"errors\"").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap();
    assert!(!list.contains("Fill this in.") && list.contains("Choose a category."), "{list}");
    let named: Vec<&str> = list.split("href=\"#f-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let wanted = [
        "subprocessor_id",
        "reason",
        "loss",
        "risk",
        "legal_name",
        "address",
        "country",
        "contact_email",
        "category",
        "purpose_en",
        "purpose_de",
        "data_categories",
        "location",
    ];
    assert_eq!(named, wanted);
}

#[actix_web::test]
async fn customers_hear_of_a_new_vendor_thirty_days_before_it_starts() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;

    let mail = world.mailbox(&acme.owner.email);
    assert!(mail[0].subject.contains("Mailer SA"), "{}", mail[0].subject);
    assert!(!mail[0].text.contains("{"), "{}", mail[0].text);
    let notice = acme.owner.signs_in().await.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
    assert_eq!((notice.string("state"), notice.json["deliveries"][0]["state"].as_str()), ("noticed".into(), Some("opened")));
    assert_eq!(notice.json["deliveries"][1]["state"], "sent");
    assert!(notice.json["deliveries"][0]["sent_at"].is_string(), "the mail left before");
    assert_eq!(notice.json["after"]["legal_name"], "Mailer SA");

    let refused = staff.activates(&change).await.is_refused("notice-too-short");
    let earliest: chrono::DateTime<chrono::Utc> = refused.string("earliest").parse().unwrap();
    assert!(earliest - world.now() > Duration::hours(719), "{earliest}");
    world.waits(earliest - world.now() - Duration::seconds(1));
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::seconds(1));
    let started = staff.activates(&change).await.is_ok();
    assert_eq!(started.string("state"), "active");
    world.runs_its_jobs().await;
    let names = acme.admin.get("/api/v1/subprocessors").await.is_ok().each("legal_name");
    assert_eq!(names, ["Mailer SA"]);
    assert_eq!(acme.owner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok().string("state"), "active");
    staff.activates(&change).await.is_refused("already-active");
    let log = acme.admin.get("/api/v1/audit-events?type=subproc.").await.is_ok().each("type");
    for kind in ["subproc.notice.scheduled", "subproc.notice.sent", "subproc.notice.delivered", "subproc.entry.changed"] {
        assert!(log.iter().any(|one| one == kind), "{kind}: {log:?}");
    }
}

#[actix_web::test]
async fn nobody_announces_alone_and_nothing_that_was_told_is_changed() {
    let world = World::new().await;
    let (_acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.drafts(adding()).await;
    let path = |verb: &str| format!("{CHANGES}/{change}/{verb}");
    staff.lena.posts(path("notice")).await.is_refused("not-reviewed");
    staff.lena.post(path("review"), json!({ "decision": "approved", "revision": 1 })).await.is_refused("own-draft");
    staff.matej.post(path("review"), json!({ "decision": "rejected" })).await.is_invalid(&["note"]);
    let sent_back = json!({ "decision": "rejected", "note": "The address is missing." });
    assert_eq!(staff.matej.post(path("review"), sent_back).await.is_ok().string("state"), "rejected");
    staff.lena.posts(path("notice")).await.is_refused("not-reviewed");
    assert_eq!(staff.lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_ok().string("state"), "draft");
    let rewritten = staff.drafts(adding()).await;
    staff.matej.patch(format!("{CHANGES}/{rewritten}"), adding()).await.is_ok();
    staff.approves(&rewritten).await.is_refused("own-draft");
    staff.approves(&change).await.is_ok();
    staff.lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_refused("not-a-draft");
    staff.activates(&change).await.is_refused("not-noticed");
    staff.lena.posts(path("notice")).await.is_accepted();
    staff.activates(&change).await.is_refused("notice-too-short");
    staff.lena.posts(path("notice")).await.is_refused("not-reviewed");
    staff.lena.patch(format!("{CHANGES}/{change}"), adding()).await.is_refused("already-noticed");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_change_waits_for_the_customer_who_objects() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let objection = objects(&acme, &change).await;
    let path = format!("/api/v1/subprocessor-changes/{change}/objections");
    acme.owner.post(&path, json!({ "grounds": "Again." })).await.is_refused("objection-open");
    globex.admin.post(&path, json!({ "grounds": " " })).await.is_invalid(&["grounds"]);
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_refused("objection-open");

    let filed = staff.lena.get(format!("{CHANGES}/{change}/objections")).await.is_ok();
    assert_eq!((filed.items().len(), &filed.items()[0]["objection"]["id"]), (1, &json!(objection)));
    assert_eq!(filed.items()[0]["tenant_id"], json!(acme.id.get()));
    let resolution = format!("{CHANGES}/{change}/objections/{objection}/resolution");
    let with = |outcome: &str, tenant: uuid::Uuid| json!({ "tenant_id": tenant, "outcome": outcome, "answer": "Your mails go another way." });
    staff.lena.post(&resolution, with("objection_withdrawn", acme.id.get())).await.is_invalid(&["outcome"]);
    staff.lena.post(&resolution, with("configured_without", globex.id.get())).await.is_not_found();
    staff.lena.post(&resolution, with("configured_without", acme.id.get())).await.is_ok();
    staff.lena.post(&resolution, with("configured_without", acme.id.get())).await.is_refused("objection-resolved");
    let told = acme.owner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
    let kept = &told.items_of("objections")[0];
    assert_eq!((&kept["outcome"], &kept["answer"]), (&json!("configured_without"), &json!("Your mails go another way.")));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    let state =
        async |of: &Workspace| of.admin.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok().string("state");
    assert_eq!((state(&acme).await, state(&globex).await), ("left_out".into(), "active".into()));
}

#[actix_web::test]
async fn an_objection_can_be_taken_back_and_a_dropped_vendor_is_dropped_for_all() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let first = objects(&acme, &change).await;
    let withdrawal = format!("/api/v1/subprocessor-changes/{change}/objections/{first}/withdrawal");
    globex.admin.posts(&withdrawal).await.is_not_found();
    assert_eq!(acme.owner.posts(&withdrawal).await.is_ok().string("state"), "noticed");
    acme.owner.posts(&withdrawal).await.is_refused("objection-resolved");

    let second = objects(&acme, &change).await;
    let with = json!({ "tenant_id": acme.id.get(), "outcome": "vendor_dropped", "answer": "We stay with the one we have." });
    let dropped = staff.lena.post(format!("{CHANGES}/{change}/objections/{second}/resolution"), with).await.is_ok();
    assert_eq!(dropped.string("state"), "withdrawn");
    world.runs_its_jobs().await;
    assert_eq!(globex.admin.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok().string("state"), "withdrawn");
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_refused("not-noticed");
    globex
        .admin
        .post(format!("/api/v1/subprocessor-changes/{change}/objections"), json!({ "grounds": "Late." }))
        .await
        .is_refused("objection-late");
}

#[actix_web::test]
async fn an_emergency_needs_two_approvals_and_starts_after_the_notice() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let old = acme.admin.get("/api/v1/subprocessors").await.is_ok().items()[0]["id"].clone();

    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let draft = json!({ "kind": "replace", "subprocessor_id": old, "subprocessor": other, "emergency": true, "reason": "Mailer SA is insolvent.", "loss": "service", "risk": "same" });
    let change = staff.drafts(draft).await;
    assert_eq!(staff.approves(&change).await.is_ok().string("state"), "draft");
    staff.approves(&change).await.is_refused("already-reviewed");
    let third = world.operator("Nika", Role::Security).await;
    let approved =
        third.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved", "revision": 1 })).await.is_ok();
    assert_eq!(approved.string("state"), "reviewed");
    staff.activates(&change).await.is_refused("not-noticed");
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    staff.activates(&change).await.is_refused("notice-under-way");
    world.runs_its_jobs().await;
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(acme.admin.get("/api/v1/subprocessors").await.is_ok().each("legal_name"), ["Courrier SA"]);
    objects(&acme, &change).await;
    world.runs_its_jobs().await;
    assert_eq!(acme.admin.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok().string("state"), "objected");
}

#[actix_web::test]
async fn a_zone_that_changes_while_the_clock_runs_brings_nothing_forward() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let earliest = |answer: Answer| answer.string("earliest").parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let before = earliest(staff.activates(&change).await.is_refused("notice-too-short"));
    for zone in ["Asia/Tokyo", "Pacific/Honolulu", "America/New_York", "Europe/Berlin"] {
        acme.owner.patch("/api/v1/settings/language", json!({ "zone": zone })).await.is_ok();
        let after = earliest(staff.activates(&change).await.is_refused("notice-too-short"));
        assert!(after >= before, "{zone}: {before} → {after}");
    }
}

#[actix_web::test]
async fn two_who_start_a_change_at_once_start_it_once() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    let path = format!("{CHANGES}/{change}/activation");
    let (one, other) = tokio::join!(staff.lena.posts(&path), staff.matej.posts(&path));
    let mut states = [one.status.as_u16(), other.status.as_u16()];
    states.sort_unstable();
    assert_eq!(states, [200, 409], "{} {}", one.text(), other.text());
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn whoever_may_not_does_not() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    for person in [&acme.owner, &acme.admin, &acme.learner] {
        person.get(CHANGES).await.is_forbidden();
        person.post(CHANGES, adding()).await.is_forbidden();
    }
    acme.learner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_forbidden();
    staff.lena.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_forbidden();
    let support = world.operator("Sam", Role::Support).await;
    support.get(CHANGES).await.is_ok();
    support.posts(format!("{CHANGES}/{change}/activation")).await.is_forbidden();
    let clocks = staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok();
    assert_eq!((&clocks.json["clocks"]["customers"], &clocks.json["clocks"]["reached"]), (&json!(1), &json!(1)));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn nothing_starts_early_although_there_is_nobody_to_tell() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let change = staff.announces(&world, adding()).await;
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::days(30));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_vendor_is_changed_once_at_a_time_and_may_be_named() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    let mut elsewhere = mailer();
    elsewhere["location"] = json!("Antwerp, Belgium");
    staff.announces(&world, json!({ "kind": "location", "subprocessor": elsewhere })).await;
    let removal = staff.drafts(json!({ "kind": "remove", "subprocessor": mailer() })).await;
    staff.approves(&removal).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{removal}/notice")).await.is_refused("vendor-changing");
    assert_eq!(acme.admin.get("/api/v1/subprocessors").await.is_ok().each("location"), ["Brussels, Belgium"]);
    world.runs_its_jobs().await;
}

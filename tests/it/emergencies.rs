//! A vendor that is replaced in an emergency: in force at once, and the time to object runs all the same (M-5.6, M-6.2).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::{Person, Workspace};
use crate::notices::{list, listed, reach, reads, standing};
use crate::objections_kept::{answers, has_a_mailer};
use crate::subprocessor_changes::{CHANGES, Staff, mailer, objects};
use crate::world::World;

/// Two customers for whom a vendor was replaced in an emergency, and the replacement is in force.
struct Urgent {
    world: World,
    acme: Workspace,
    globex: Workspace,
    staff: Staff,
    change: String,
}

impl Urgent {
    async fn started() -> Self {
        let world = World::new().await;
        let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
        has_a_mailer(&world, &staff).await;
        let change = replaces_at_once(&world, &acme, &staff).await;
        staff.activates(&change).await.is_ok();
        world.runs_its_jobs().await;
        Self { world, acme, globex, staff, change }
    }
}

#[actix_web::test]
async fn in_an_emergency_an_objection_stops_what_goes_to_the_vendor() {
    let Urgent { world, acme, globex, staff, change } = Urgent::started().await;
    assert_eq!(list(&acme).await, [("Courrier SA".into(), "used".into())]);
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "objected");
    assert_eq!(
        list(&acme).await,
        [("Courrier SA".into(), "not_yet".into())],
        "nothing goes to the new one, and the old one is gone"
    );
    assert_eq!(list(&globex).await, [("Courrier SA".into(), "used".into())]);
    let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("our people keep your data away"), "{page}");
    acme.owner.posts(format!("/api/v1/subprocessor-changes/{change}/objections/{objection}/withdrawal")).await.is_ok();
    assert_eq!(list(&acme).await, [("Courrier SA".into(), "used".into())]);
    let again = objects(&acme, &change).await;
    answers(&staff, &acme, &change, &again, "configured_without").await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(list(&acme).await, [("Courrier SA".into(), "left_out".into())]);
}

#[actix_web::test]
async fn an_emergency_says_since_when_it_holds_and_until_when_one_may_object() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    has_a_mailer(&world, &staff).await;
    let change = replaces_at_once(&world, &acme, &staff).await;
    let told = world.now();
    world.database.run("UPDATE change_notice SET reached_at = NULL WHERE activated_at IS NULL").await;
    let unreached = listed(&acme, &change).await;
    assert_eq!((&unreached["earliest"], &unreached["objections_until"]), (&json!(null), &json!(null)));
    let page = format!("/settings/subprocessors/changes/{change}");
    for of in [&acme, &globex] {
        reads(&of.owner, &change).await;
    }
    let at = |notice: &Value, name: &str| notice[name].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let dates = listed(&acme, &change).await;
    assert_eq!(at(&dates, "earliest"), told, "from when somebody was reached");
    assert!(at(&dates, "objections_until") - told >= Duration::days(30));
    world.waits(Duration::hours(1));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(at(&listed(&acme, &change).await, "earliest"), told);
    let text = acme.owner.opens(&page).await.is_ok().text();
    for said in ["In force since", "You can object until", "Time to object", "Before", "Now", "Nothing more goes there"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for wrong in ["<dt>Notice</dt>", "The change waits", "Today", "Afterwards", "Earliest start"] {
        assert!(!text.contains(wrong), "{wrong}: {text}");
    }
    let clocks = staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok().json["clocks"].clone();
    assert_eq!(at(&clocks, "earliest"), told, "an emergency may start at once");
    assert!(at(&clocks, "objections_until") - told >= Duration::days(30));

    objects(&acme, &change).await;
    world.runs_its_jobs().await;
    world.waits(Duration::days(40));
    let text = globex.owner.opens(&page).await.is_ok().text();
    assert!(text.contains("It is in force since") && !text.contains("You can object all the same"), "{text}");
}

/// Replaces Mailer SA in an emergency, told to everybody.
async fn replaces_at_once(world: &World, acme: &Workspace, staff: &Staff) -> String {
    let old = acme.admin.get("/api/v1/subprocessors").await.is_ok().items()[0]["id"].clone();
    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let draft = json!({ "kind": "replace", "subprocessor_id": old, "subprocessor": other, "emergency": true, "reason": "Mailer SA is insolvent.", "loss": "service", "risk": "same" });
    let change = staff.drafts(draft).await;
    staff.approves(&change).await.is_ok();
    let third = world.operator("Nika", Role::Security).await;
    third.post(format!("{CHANGES}/{change}/review"), json!({ "decision": "approved", "note": "ok" })).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    world.runs_its_jobs().await;
    change
}

/// Staff hears that the last mail to somebody came back.
async fn comes_back(world: &World, staff: &Staff, to: &Person) {
    let mail = world.mailbox(&to.email).pop().expect("a mail").message_id;
    let reported = staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail })).await.is_ok();
    assert_eq!(reported.json["is_news"], json!(true));
}

/// The customers of whom nobody was reached.
async fn unreached(staff: &Staff, change: &str) -> Vec<String> {
    staff.lena.get(format!("{CHANGES}/{change}/unreached")).await.is_ok().each("tenant")
}

#[actix_web::test]
async fn a_mail_that_comes_back_after_an_urgent_start_is_followed_by_another_and_the_days_begin_with_it() {
    let Urgent { world, acme, globex, staff, change } = Urgent::started().await;
    assert_eq!(standing(&acme, &change).await, "active");
    world.waits(Duration::minutes(10));
    for person in [&acme.owner, &acme.admin] {
        comes_back(&world, &staff, person).await;
    }
    world.runs_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["bounced", "bounced"]);
    assert_eq!(unreached(&staff, &change).await, ["Acme"]);
    let page = staff.lena.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    assert!(page.contains("where it had started before an email came back, it stays in force"), "{page}");
    assert_eq!(list(&acme).await, [("Courrier SA".into(), "used".into())], "it has data by now, and the list says so");
    assert_eq!(listed(&acme, &change).await["objections_until"], Value::Null, "the days have no end before they begin");

    world.waits(Duration::days(3));
    world.makes_its_rounds().await;
    for person in [&acme.owner, &acme.admin] {
        let again = world.mailbox(&person.email).pop().unwrap();
        assert!(again.subject.starts_with("Second notice: urgent replacement"), "{again:?}");
    }
    assert_eq!((reach(&acme, &change).await, unreached(&staff, &change).await.len()), (vec!["sent".into(), "sent".into()], 0));
    let until = listed(&acme, &change).await["objections_until"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>();
    assert_eq!(until.unwrap(), world.now() + Duration::hours(720));

    // Those of the others ended meanwhile.
    world.waits(Duration::days(29));
    let path = |change: &str| format!("/api/v1/subprocessor-changes/{change}/objections");
    let late = json!({ "grounds": "Late." });
    globex.admin.post(path(&change), late.clone()).await.is_refused("objection-late");
    let objection = objects(&acme, &change).await;
    acme.owner.posts(format!("{}/{objection}/withdrawal", path(&change))).await.is_ok();
    world.waits(Duration::days(2));
    acme.admin.post(path(&change), late).await.is_refused("objection-late");
    world.makes_its_rounds().await;
    let open = "SELECT count(*) FROM subprocessor_change WHERE noticed_at IS NOT NULL AND settled_at IS NULL";
    assert_eq!(world.database.number(open).await, 0, "it is at its end");
}

#[actix_web::test]
async fn whoever_joins_in_the_time_to_object_to_an_emergency_is_told_of_it() {
    let Urgent { world, acme, .. } = Urgent::started().await;
    let second = world.joins(acme.id, &acme.slug, "Oto Acme", Role::Owner).await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(world.mailbox(&second.email).len(), 1);
    world.waits(Duration::days(31));
    let late = world.joins(acme.id, &acme.slug, "Alma Acme", Role::Admin).await;
    world.makes_its_rounds().await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert!(world.mailbox(&late.email).is_empty(), "and no longer");
}

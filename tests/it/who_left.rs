//! What somebody has begun reaches the workspace after they have left: whoever may look after it hears of it (M-5.7, M-6.2, M-11.1).

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::assurance::{self, columns, uploads};
use crate::assurance_reviews::{OURS, THEIRS, minutes, read};
use crate::subprocessor_changes::{CHANGES, Staff, adding, objects};
use crate::world::World;

/// The account of the workspace's administrator is closed.
async fn its_admin_leaves(of: &Workspace) {
    of.owner.posts(format!("/api/v1/users/{}/deactivation", of.admin.id)).await.is_ok();
}

#[actix_web::test]
async fn a_meeting_goes_on_with_the_workspace_when_who_asked_for_it_has_left() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let heard = async |start: &str| {
        world.runs_its_jobs().await;
        let count = |address: &str| world.mailbox(address).iter().filter(|mail| mail.subject.starts_with(start)).count();
        (count(&acme.admin.email), count(&acme.owner.email))
    };
    let id = acme.admin.post(OURS, json!({})).await.is_created().id();
    let (ours, theirs) = (format!("{OURS}/{id}"), format!("{THEIRS}/{id}"));
    let times = |day: &str| json!({ "times": [format!("{day}T09:00:00Z")], "minutes_long": 45, "place": "Room 1" });
    lena.put(format!("{theirs}/proposal"), times("2026-03-10")).await.is_ok();
    assert_eq!(heard("Times for your review meeting").await, (1, 0), "who asked is there");
    its_admin_leaves(&acme).await;
    lena.put(format!("{theirs}/proposal"), times("2026-03-11")).await.is_ok();
    assert_eq!(heard("Times for your review meeting").await, (1, 1));
    acme.owner.post(format!("{ours}/choice"), json!({ "at": "2026-03-11T09:00:00Z" })).await.is_ok();
    assert_eq!(heard("Review meeting with Acme").await, (0, 1));
    let mut files = world.mailbox(&acme.owner.email).into_iter().flat_map(|mail| mail.attachments);
    let invitation = files.find(|file| file.name == "meeting.ics").expect("an invitation");
    let lines = String::from_utf8(invitation.bytes.clone()).unwrap().replace("\r\n ", "");
    assert!(lines.contains(&format!("mailto:{}", acme.owner.email)), "the owner is invited: {lines}");
    let until = |moment: &str| moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - world.now();
    world.waits(until("2026-03-10T09:00:00Z"));
    assert_eq!(heard("Tomorrow: ").await, (0, 1));
    world.waits(Duration::days(2));
    lena.posts(format!("{theirs}/holding")).await.is_ok();
    let written = lena.put(format!("{theirs}/minutes"), minutes("Acme")).await.is_ok();
    assert_eq!(heard("Minutes of your review meeting").await, (0, 1));
    acme.owner.post(format!("{ours}/approval"), read(&written.json)).await.is_ok();
    world.waits(until("2026-12-13T00:00:00Z"));
    assert_eq!(heard("Due on ").await, (0, 1));
}

#[actix_web::test]
async fn a_meeting_that_is_declined_is_told_to_the_workspace_when_who_asked_for_it_has_left() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let id = acme.admin.post(OURS, json!({})).await.is_created().id();
    its_admin_leaves(&acme).await;
    lena.post(format!("{THEIRS}/{id}/cancellation"), json!({ "reason": "We are ill." })).await.is_ok();
    world.runs_its_jobs().await;
    let mails = world.mailbox(&acme.owner.email);
    assert!(mails.iter().any(|mail| mail.subject == "Your review meeting was cancelled"), "{mails:#?}");
}

#[actix_web::test]
async fn the_outcome_of_an_objection_is_told_to_the_workspace_when_who_objected_has_left() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    its_admin_leaves(&acme).await;
    let with = json!({ "tenant_id": acme.id.get(), "outcome": "configured_without", "answer": "Mails go another way." });
    staff.lena.post(format!("{CHANGES}/{change}/objections/{objection}/resolution"), with).await.is_ok();
    world.runs_its_jobs().await;
    let told = |address: &str| {
        let subject = "Your objection has its outcome: Mailer SA";
        world.mailbox(address).iter().filter(|mail| mail.subject == subject).count()
    };
    assert_eq!((told(&acme.admin.email), told(&acme.owner.email)), (0, 1));
}

#[actix_web::test]
async fn the_answers_to_a_questionnaire_are_told_to_the_workspace_when_who_handed_it_in_has_left() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let id = uploads(&acme.admin, "Short.csv", "Question,Answer\nWhich colour has the seal?,\n").await.is_created().id();
    let (ours, theirs) = (format!("{}/{id}", assurance::OURS), format!("{}/{id}", assurance::THEIRS));
    acme.admin.put(format!("{ours}/mapping"), columns(0, 2, "A", "B")).await.is_ok();
    for step in ["matching", "submission"] {
        acme.admin.posts(format!("{ours}/{step}")).await.is_ok();
    }
    its_admin_leaves(&acme).await;
    lena.posts(format!("{theirs}/taking")).await.is_done();
    for item in lena.get(format!("{theirs}/items")).await.is_ok().each("id") {
        let decision = json!({ "decision": "edited", "answer": "Green." });
        lena.put(format!("{theirs}/items/{item}/decision"), decision).await.is_done();
    }
    lena.posts(format!("{theirs}/answers")).await.is_done();
    world.runs_its_jobs().await;
    let told = |address: &str| world.mailbox(address).iter().filter(|mail| mail.subject == "Answered: Short.csv").count();
    assert_eq!((told(&acme.admin.email), told(&acme.owner.email)), (0, 1));
}

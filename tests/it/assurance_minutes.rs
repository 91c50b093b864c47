//! The minutes of a review meeting: approved as they were read, with all that was said on them, corrected weeks later, and what was
//! agreed there reminded of once at a time (M-11.1).

use chrono::Duration;
use serde_json::json;
use tutela::agreements::assurance;
use tutela::kernel::authz::Role;
use tutela::kernel::db::Store;

use crate::actors::Person;
use crate::assurance_reviews::{OURS, THEIRS, minuted, minutes, read, written};
use crate::changed_elsewhere::hidden;
use crate::world::World;

#[actix_web::test]
async fn minutes_are_approved_as_they_were_read_and_no_others() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let (id, first) = written(&world, &acme.admin, &lena, "Acme").await;
    let (ours, page) = (format!("{OURS}/{id}"), format!("/settings/reviews/{id}"));
    let seen = hidden(&acme.admin.opens(&page).await.is_ok(), "minuted_at");
    world.waits(Duration::minutes(5));
    let mut anew = minutes("Acme");
    let more = json!({ "task": "Pay for the restore.", "owner": "Ana", "due_on": "2026-12-21" });
    anew["actions"].as_array_mut().unwrap().push(more);
    lena.put(format!("{THEIRS}/{id}/minutes"), anew).await.is_ok();

    acme.admin.post(format!("{ours}/approval"), read(&first)).await.is_refused("changed-elsewhere");
    let told = acme.admin.submits(format!("{page}/approval"), &[("minuted_at", &seen)]).await.has_status(409);
    assert!(told.text().contains("Pay for the restore."), "what is approved is read first: {}", told.text());
    assert_eq!(acme.admin.get(&ours).await.is_ok().string("state"), "minuted");
    let now = hidden(&told, "minuted_at");
    assert_ne!(now, seen);
    acme.admin.submits(format!("{page}/approval"), &[("minuted_at", &now)]).await.has_status(303);
    let approved = acme.admin.get(&ours).await.is_ok();
    assert_eq!((approved.string("state"), approved.items_of("actions").len()), ("approved".to_owned(), 2));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_several_people_say_on_minutes_stays_with_who_said_it() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let (id, _) = written(&world, &acme.admin, &lena, "Acme").await;
    let (ours, page) = (format!("{OURS}/{id}"), format!("/settings/reviews/{id}"));
    let says = async |who: &Person, what: &str| who.post(format!("{ours}/comment"), json!({ "comment": what })).await;
    says(&acme.owner, "The first restore failed.").await.is_ok();
    let both = says(&acme.admin, "The key is kept elsewhere.").await.is_ok().string("comment");
    let blocks: Vec<&str> = both.split("\n\n").collect();
    for (block, role, what) in
        [(blocks[0], "Owner", "The first restore failed."), (blocks[1], "Administrator", "The key is kept elsewhere.")]
    {
        assert!(block.starts_with(&format!("{role} (")) && block.contains("), 2 Mar 2026"), "{both}");
        assert!(block.ends_with(&format!(":\n{what}")), "{both}");
    }
    assert!(!both.contains(&acme.owner.name) && !both.contains(&acme.admin.name), "by initials: {both}");
    for (who, page) in [(&acme.owner, page.clone()), (&lena, format!("/operator/reviews/{id}"))] {
        let shown = who.opens(page).await.is_ok().text();
        assert!(shown.contains("The first restore failed.") && shown.contains("The key is kept elsewhere."), "{shown}");
    }

    // As much as anybody wants to say, but not without end; what was typed then stays in the form.
    let long = "y".repeat(2_000);
    for _ in 0..9 {
        says(&acme.admin, &long).await.is_ok();
    }
    says(&acme.admin, &long).await.is_refused("comments-full");
    let told = acme.admin.submits(format!("{page}/comment"), &[("comment", long.as_str())]).await.has_status(409).text();
    assert!(told.contains(&format!("{long}</textarea>")), "{told}");
    lena.put(format!("{THEIRS}/{id}/minutes"), minutes("Acme")).await.is_ok();
    assert!(says(&acme.admin, &long).await.is_ok().string("comment").ends_with(&long), "the new ones have room again");
    let kept = acme.admin.get(&ours).await.is_ok();
    assert!(kept.items_of("earlier")[0]["comment"].as_str().unwrap().starts_with(&both), "{}", kept.text());
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn minutes_that_are_corrected_late_keep_the_days_that_were_agreed() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let (id, _) = written(&world, &acme.admin, &lena, "Acme").await;
    let theirs = format!("{THEIRS}/{id}/minutes");
    // The action was due on 20 December.
    world.waits(Duration::days(300));
    let corrected = lena.put(&theirs, minutes("Acme Academy")).await.is_ok();
    assert_eq!(corrected.items_of("actions")[0]["due_at"], "2026-12-20T00:00:00Z");
    let mut other = minutes("Acme");
    other["actions"][0]["due_on"] = json!("2026-12-19");
    lena.put(&theirs, other.clone()).await.is_invalid(&["actions"]);
    other["actions"] = json!([]);
    world.waits(Duration::minutes(1));
    lena.put(&theirs, other).await.is_ok();
    world.waits(Duration::minutes(1));
    let back = lena.put(&theirs, minutes("Acme")).await.is_ok();
    acme.admin.post(format!("{OURS}/{id}/approval"), read(&back.json)).await.is_ok();
    let desk = lena.get(THEIRS).await.is_ok();
    assert_eq!(desk.items()[0]["late_actions"], 1, "it is late, and stays so until it is done");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn of_one_reminder_of_what_was_agreed_nobody_hears_twice() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    minuted(&world, &acme.admin, &lena, "Acme").await;
    world.runs_its_jobs().await;
    let reminded = async || {
        world.runs_its_jobs().await;
        let count = |who: &Person| world.mailbox(&who.email).iter().filter(|mail| mail.subject.contains("ction")).count();
        (count(&acme.admin), count(&lena))
    };
    // As it stands when the server dies before it is written down that the job is done.
    let again = async || {
        let undone = "UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'assurance.remind' AND state = 'done'";
        assert!(world.database.run(undone).await > 0);
        reminded().await
    };
    let until = |moment: &str| moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - world.now();
    world.waits(until("2026-12-13T00:00:00Z"));
    assert_eq!(reminded().await, (1, 1));
    assert_eq!(again().await, (1, 1));
    world.waits(until("2026-12-16T00:00:00Z"));
    assert_eq!(again().await, (1, 1), "nor days later");
    world.waits(until("2026-12-20T00:00:00Z"));
    assert_eq!(reminded().await, (2, 2), "a week before, and on the day");
    assert_eq!(again().await, (2, 2));
    acme.owner.finds_in_the_log(&["assure.review_action.reminded"]).await;
    lena.finds_in_the_log(&["assure.review_action.reminded"]).await;
}

#[actix_web::test]
async fn whoever_waits_for_a_meeting_is_not_lost_behind_those_that_have_ended() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lena = world.operator("Lena", Role::Legal).await;
    let waits = acme.admin.post(OURS, json!({})).await.is_created().id();
    world.waits(Duration::hours(1));
    let ended = globex.admin.post(OURS, json!({})).await.is_created().id();
    globex.admin.post(format!("{OURS}/{ended}/cancellation"), json!({ "reason": "Nobody has time." })).await.is_ok();
    world.runs_its_jobs().await;
    many_more_like(&world, &ended).await;
    world.waits(Duration::days(8));
    let desk = lena.get(THEIRS).await.is_ok();
    let first = &desk.items()[0];
    assert_eq!((&first["id"], &first["waiting_days"]), (&json!(waits), &json!(8)));
    assurance::remind_customers(world.kernel()).await.unwrap();
    world.runs_its_jobs().await;
    let mails = world.mailbox(&lena.email);
    assert!(mails.iter().any(|mail| mail.subject == "Customers wait for review meetings"), "{mails:#?}");
}

/// Five hundred meetings that differ from this one in their ids alone.
async fn many_more_like(world: &World, id: &str) {
    let fresh = if world.database.store() == Store::Postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    let columns = "year, reason, state, wishes, requested_by, requested_at, proposals, minutes_long, sequence, cancelled_at, \
                   cancel_reason";
    let sql = format!(
        "INSERT INTO review_meeting (tenant_id, id, {columns}) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) \
         SELECT tenant_id, {fresh}, {columns} FROM review_meeting, n WHERE review_meeting.id = {}",
        world.database.id(id.parse().unwrap())
    );
    assert_eq!(world.database.run(&sql).await, 500);
}

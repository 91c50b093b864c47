//! Asking people and groups to learn.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::world::World;

#[actix_web::test]
async fn an_assignment_reaches_people_and_groups_once_each() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let nina = world.joins(acme.id, &acme.slug, "Nina", Role::Learner).await;
    let group = acme.admin.makes_a_group("Warehouse", &[&acme.learner, &nina]).await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let due = world.now() + Duration::days(14);
    let body = json!({ "module_id": lesson.module, "user_ids": [acme.learner.id], "group_ids": [group], "due_at": due });
    let before = acme.admin.post("/api/v1/assignments/summary", body.clone()).await.is_ok();
    assert_eq!((&before.json["people"], &before.json["new"]), (&json!(2), &json!(2)));
    assert!(acme.learner.get("/api/v1/me/assignments").await.is_ok().items().is_empty(), "a summary does nothing");

    let made = acme.admin.post("/api/v1/assignments", body.clone()).await.is_created();
    assert_eq!((&made.json["people"], &made.json["already"]), (&json!(2), &json!(0)));
    world.runs_its_jobs().await;
    for person in [&acme.learner, &nina] {
        let mine = person.get("/api/v1/me/assignments").await.is_ok();
        assert_eq!(mine.each("module_id"), [lesson.module.as_str()]);
        assert_eq!(world.mailbox(&person.email).len(), 1, "one mail each");
    }
    let again = acme.admin.post("/api/v1/assignments", body).await.is_created();
    assert_eq!(again.json["already"], 2);
    assert_eq!(nina.get("/api/v1/me/assignments").await.is_ok().items().len(), 1);
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["learn.assignment.created", "learn.enrolment.created"]).await;
}

#[actix_web::test]
async fn who_joins_a_group_later_is_asked_too() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[]).await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    acme.admin.post("/api/v1/assignments", json!({ "module_id": lesson.module, "group_ids": [group] })).await.is_created();
    acme.admin.put(format!("/api/v1/groups/{group}/members/{}", acme.learner.id), json!({})).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(acme.learner.get("/api/v1/me/assignments").await.is_ok().items().len(), 1);
}

#[actix_web::test]
async fn only_what_is_published_can_be_assigned() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let draft = acme.admin.writes_a_module("Draft", json!({})).await;
    let body = |module: &str, people: Value| json!({ "module_id": module, "user_ids": people });
    acme.admin.post("/api/v1/assignments", body(&draft.module, json!([acme.learner.id]))).await.has_status(409);
    acme.admin.post("/api/v1/assignments", json!({})).await.is_invalid(&["module_id", "user_ids"]);
    acme.learner.post("/api/v1/assignments", body(&draft.module, json!([]))).await.is_forbidden();
    assert!(acme.learner.get("/api/v1/me/assignments").await.is_ok().items().is_empty());
}

#[actix_web::test]
async fn an_instructor_asks_only_the_people_they_lead() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let nina = world.joins(acme.id, &acme.slug, "Nina", Role::Learner).await;
    let led = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    acme.admin.lets_lead(&led, &acme.instructor).await;
    let other = acme.admin.makes_a_group("Other", &[&nina]).await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let ask = |people: Value, groups: Value| json!({ "module_id": lesson.module, "user_ids": people, "group_ids": groups });
    let refused = acme.instructor.post("/api/v1/assignments", ask(json!([nina.id]), json!([]))).await;
    assert!([404, 422].contains(&refused.status.as_u16()), "{}", refused.text());
    let refused = acme.instructor.post("/api/v1/assignments", ask(json!([]), json!([other]))).await;
    assert!([404, 422].contains(&refused.status.as_u16()), "{}", refused.text());
    acme.instructor.post("/api/v1/assignments", ask(json!([]), json!([led]))).await.is_created();
    world.runs_its_jobs().await;
    assert!(nina.get("/api/v1/me/assignments").await.is_ok().items().is_empty());
}

#[actix_web::test]
async fn a_stranger_assigns_nothing_of_another_workspace() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let ours = acme.admin.publishes_a_module("Ours", json!({})).await;
    let theirs = globex.admin.publishes_a_module("Theirs", json!({})).await;
    let group = acme.admin.makes_a_group("Ours", &[&acme.learner]).await;
    for body in [
        json!({ "module_id": ours.module, "user_ids": [globex.learner.id] }),
        json!({ "module_id": theirs.module, "user_ids": [acme.learner.id] }),
        json!({ "module_id": theirs.module, "group_ids": [group] }),
        json!({ "module_id": theirs.module, "user_ids": [globex.learner.id, acme.learner.id] }),
    ] {
        for path in ["/api/v1/assignments", "/api/v1/assignments/summary"] {
            let answer = globex.owner.post(path, body.clone()).await;
            assert!([404, 422].contains(&answer.status.as_u16()), "{path} {body}: {}", answer.text());
            assert!(!answer.everything().contains("Ours"));
        }
    }
    world.runs_its_jobs().await;
    assert!(globex.learner.get("/api/v1/me/assignments").await.is_ok().items().is_empty(), "nothing half-written");
    assert!(acme.learner.get("/api/v1/me/assignments").await.is_ok().items().is_empty());
}

/// A due date is a day where the workspace is: there it was set, and there it ends.
#[actix_web::test]
async fn a_due_date_is_the_day_that_was_set() {
    let world = World::new().await;
    for (name, zone) in [("Acme", "America/New_York"), ("Globex", "Asia/Tokyo")] {
        let acme = world.tenant(name).await;
        let person = &acme.learner;
        let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
        acme.owner.patch("/api/v1/settings/language", json!({ "zone": zone })).await.is_ok();
        world.waits(Duration::seconds(2));
        let id = person.id.to_string();
        let form =
            |step| [("module_id", lesson.module.as_str()), ("user_ids", id.as_str()), ("due", "2026-03-13"), ("step", step)];
        let check = acme.admin.submits("/assignments/new", &form("check")).await.is_ok().text();
        assert!(check.contains("13 Mar 2026") && !check.contains("14 Mar"), "{zone}: {check}");
        let sent = acme.admin.submits("/assignments/new", &form("send")).await.has_status(303);
        world.runs_its_jobs().await;
        for (who, page) in [
            (&acme.admin, sent.header("location").to_owned()),
            (&acme.admin, "/progress".to_owned()),
            (person, "/learn".to_owned()),
        ] {
            let html = who.opens(&page).await.is_ok().text();
            assert!(html.contains("13 Mar") && !html.contains("14 Mar"), "{zone} {page}: {html}");
        }
        let mail = &world.mailbox(&person.email)[0].text;
        assert!(mail.contains("13 Mar 2026"), "{zone}: {mail}");
    }
}

#[actix_web::test]
async fn an_assignment_is_shown_to_whom_it_concerns() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let sent = format!("/assignments/{}", acme.admin.assigns(&lesson, &[&acme.learner]).await);
    for reader in [&acme.admin, &acme.owner] {
        assert!(reader.opens(&sent).await.is_ok().text().contains("Forklifts"));
    }
    acme.instructor.opens(&sent).await.has_status(404);
    let led = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    acme.admin.lets_lead(&led, &acme.instructor).await;
    acme.instructor.opens(&sent).await.is_ok();
    acme.learner.opens(&sent).await.has_status(403);
    world.runs_its_jobs().await;
}

/// In a workspace of thousands a person is found by name, and who was chosen before stays chosen.
#[actix_web::test]
async fn a_person_is_found_by_name() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let nina = world.joins(acme.id, &acme.slug, "Nina", Role::Learner).await;
    acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let chosen = acme.learner.id.to_string();
    let form = [("user_ids", chosen.as_str()), ("find", "nin"), ("step", "find")];
    let found = acme.admin.submits("/assignments/new", &form).await.is_ok().text();
    let tick = |id: &str, checked: &str| format!("name=\"user_ids\" value=\"{id}\"{checked}>");
    assert!(found.contains(&tick(&nina.id.to_string(), "")), "{found}");
    assert!(found.contains(&tick(&chosen, " checked")), "{found}");
    assert!(!found.contains(&acme.owner.id.to_string()), "others do not fit");
    world.runs_its_jobs().await;
}

/// Whoever comes second waits for the first: nobody stands in the group without what the group was asked.
#[actix_web::test]
async fn who_joins_while_the_group_is_asked_is_asked_too() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[]).await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let ask = acme.admin.post("/api/v1/assignments", json!({ "module_id": lesson.module, "group_ids": [group] }));
    let join = acme.admin.put(format!("/api/v1/groups/{group}/members/{}", acme.learner.id), json!({}));
    let jobs = async {
        world.tries_its_jobs().await;
    };
    let (asked, joined, ()) = tokio::join!(ask, join, jobs);
    asked.is_created();
    joined.is_done();
    world.runs_its_jobs().await;
    assert_eq!(acme.learner.get("/api/v1/me/assignments").await.is_ok().each("module_id"), [lesson.module]);
}

#[actix_web::test]
async fn progress_never_mixes_two_versions() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "pass_percent": 50 })).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    acme.learner.passes(&lesson).await;
    acme.admin.delete(format!("/api/v1/modules/{}/units/{}", lesson.module, lesson.page)).await.is_done();
    acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
    let mine = acme.learner.get("/api/v1/me/assignments").await.is_ok();
    let mine = &mine.items()[0];
    assert_eq!((&mine["units_done"], &mine["units_total"], &mine["percent"]), (&json!(2), &json!(2), &json!(100)));
    let way = acme.admin.get(format!("/api/v1/progress/{}", acme.learner.id)).await.is_ok();
    assert_eq!((&way.items()[0]["units_done"], &way.items()[0]["units_total"]), (&json!(2), &json!(2)));
    world.runs_its_jobs().await;
}

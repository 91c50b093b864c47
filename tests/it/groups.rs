//! Groups, and whom an instructor reaches through them.

use serde_json::json;

use crate::world::World;

#[actix_web::test]
async fn an_admin_makes_a_group_and_moves_people_in_and_out() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[&acme.learner]).await;
    let path = format!("/api/v1/groups/{group}");
    let seen = acme.admin.get(&path).await.is_ok();
    assert_eq!((seen.json["members"].as_u64(), seen.items_of("people").len()), (Some(1), 1));

    let member = format!("{path}/members/{}", acme.learner.id);
    acme.admin.put(&member, json!({})).await.is_done();
    assert_eq!(acme.admin.get(&path).await.json["members"], 1, "twice is once");
    acme.admin.delete(&member).await.is_done();
    acme.admin.delete(&member).await.is_not_found();
    assert_eq!(acme.admin.get("/api/v1/groups").await.is_ok().items()[0]["members"], 0);
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["iam.group.created", "iam.group.member_added", "iam.group.member_removed"]).await;
}

#[actix_web::test]
async fn two_groups_never_have_the_same_name_in_one_workspace() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    acme.admin.makes_a_group("Warehouse", &[]).await;
    acme.owner.post("/api/v1/groups", json!({ "name": " Warehouse " })).await.is_invalid(&["name"]);
    globex.admin.makes_a_group("Warehouse", &[]).await;
    for name in ["", "x\ny", &"x".repeat(121)] {
        acme.owner.post("/api/v1/groups", json!({ "name": name })).await.is_invalid(&["name"]);
    }
    acme.instructor.post("/api/v1/groups", json!({ "name": "Mine" })).await.is_forbidden();
    acme.learner.get("/api/v1/groups").await.is_forbidden();
}

#[actix_web::test]
async fn an_instructor_sees_only_the_groups_they_lead() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let other = world.joins(acme.id, &acme.slug, "Omar", acme.learner.role).await;
    let led = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    let foreign = acme.admin.makes_a_group("Foreign", &[&other]).await;
    acme.admin.lets_lead(&led, &acme.instructor).await;

    let ines = &acme.instructor;
    assert_eq!(ines.get("/api/v1/groups").await.is_ok().each("id"), [led.as_str()]);
    ines.get(format!("/api/v1/groups/{led}")).await.is_ok();
    ines.get(format!("/api/v1/groups/{foreign}")).await.is_not_found();
    ines.get(format!("/api/v1/users/{}", acme.learner.id)).await.is_ok();
    ines.get(format!("/api/v1/users/{}", other.id)).await.is_not_found();
    let seen = ines.get("/api/v1/users").await.is_ok().each("name");
    assert!(seen.contains(&acme.learner.name) && !seen.contains(&other.name), "{seen:?}");
    assert!(ines.get("/api/v1/users?q=omar").await.is_ok().items().is_empty());
    assert!(ines.get(format!("/api/v1/users?group_id={foreign}")).await.is_ok().items().is_empty());
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn nobody_joins_a_group_of_another_workspace() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let ours = acme.admin.makes_a_group("Ours", &[&acme.learner]).await;
    let theirs = globex.admin.makes_a_group("Theirs", &[]).await;
    let path = |group: &str, person| format!("/api/v1/groups/{group}/members/{person}");
    globex.admin.put(path(&ours, globex.learner.id), json!({})).await.is_not_found();
    globex.admin.put(path(&theirs, acme.learner.id), json!({})).await.is_not_found();
    globex.admin.delete(path(&ours, acme.learner.id)).await.is_not_found();
    globex.admin.get(format!("/api/v1/groups/{ours}")).await.is_not_found();
    assert_eq!(acme.admin.get(format!("/api/v1/groups/{ours}")).await.is_ok().json["members"], 1);
    world.runs_its_jobs().await;
}

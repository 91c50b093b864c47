//! Groups, and whom an instructor reaches through them.

use entity::{group_member, user_account};
use sea_orm::Set;
use serde_json::json;

use crate::actors::{Person, Workspace};
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
async fn only_whoever_sees_groups_can_lead_one() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[&acme.learner, &acme.instructor]).await;
    let seat = |person: &Person| format!("/api/v1/groups/{group}/members/{}", person.id);
    acme.admin.put(seat(&acme.learner), json!({ "kind": "lead" })).await.is_invalid(&["kind"]);
    acme.admin.put(seat(&acme.instructor), json!({ "kind": "lead" })).await.is_done();
    acme.admin.put(seat(&acme.instructor), json!({})).await.is_done();

    let path = format!("/groups/{group}");
    let page = acme.admin.opens(&path).await.is_ok().text();
    assert_eq!(page.matches("name=\"kind\" value=\"lead\"").count(), 1, "offered to the instructor alone");
    assert!(page.contains("<option value=\"\" selected"), "nobody is chosen beforehand");
    let members = format!("{path}/members");
    let nobody = acme.admin.submits(&members, &[("user_id", ""), ("kind", "member")]).await.has_status(422).text();
    assert!(nobody.contains("Choose a person from the list."), "{nobody}");
    let owner = acme.owner.id.to_string();
    acme.admin.submits(&members, &[("user_id", owner.as_str()), ("kind", "lead")]).await.leads_to(&path);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_group_gets_another_name() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Warehouse", &[&acme.learner]).await;
    acme.admin.makes_a_group("Sales", &[]).await;
    let path = format!("/api/v1/groups/{group}");
    acme.instructor.patch(&path, json!({ "name": "Mine" })).await.is_forbidden();
    acme.admin.patch(&path, json!({ "name": "Sales" })).await.is_invalid(&["name"]);
    acme.admin.patch(&path, json!({ "name": "" })).await.is_invalid(&["name"]);
    let renamed = acme.admin.patch(&path, json!({ "name": " Logistics " })).await.is_ok();
    assert_eq!((renamed.string("name"), renamed.json["members"].as_u64()), ("Logistics".to_owned(), Some(1)));
    let page = format!("/groups/{group}");
    let wrong = acme.admin.submits(&page, &[("name", "Sales")]).await.has_status(422).text();
    assert!(wrong.contains("value=\"Sales\"") && wrong.contains("<h1>Logistics"), "{wrong}");
    acme.admin.submits(&page, &[("name", "Stock")]).await.leads_to(&page);
    acme.admin.submits(&page, &[("name", "Stock")]).await.leads_to(&page);
    assert!(acme.admin.opens(&page).await.is_ok().text().contains(&format!("/assignments/new?group_ids={group}")));
    world.runs_its_jobs().await;
    let log = acme.owner.reads_the_log().await;
    assert_eq!(log.iter().filter(|name| *name == "iam.group.renamed").count(), 2, "the same name is no change: {log:?}");
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

#[actix_web::test]
async fn a_large_group_is_read_page_by_page() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Large", &[&acme.learner]).await;
    acme.admin.lets_lead(&group, &acme.instructor).await;
    for number in 0..5 {
        let person = world.joins(acme.id, &acme.slug, &format!("Zoe {number}"), acme.learner.role).await;
        acme.admin.put(format!("/api/v1/groups/{group}/members/{}", person.id), json!({})).await.is_done();
    }
    world.runs_its_jobs().await;
    let path = format!("/api/v1/groups/{group}?limit=3");
    let (mut people, mut next) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = acme.instructor.get(format!("{path}{next}")).await.is_ok();
        assert_eq!(page.json["members"], 6, "who learns in it is counted whole");
        people.extend(page.items_of("people").iter().map(|one| one["user_id"].to_string()));
        next = page.json["next"].as_str().map(|after| format!("&after={after}")).unwrap_or_default();
    }
    people.sort();
    people.dedup();
    assert_eq!((people.len(), next.as_str()), (7, ""));
    acme.admin.get(format!("{path}&after=AAAA")).await.is_invalid(&["after"]);

    let page = acme.admin.opens(format!("/groups/{group}?limit=3")).await.is_ok().text();
    assert!(page.contains("Lea Acme") && page.contains("rel=\"next\""));
    assert!(!page.contains("Zoe 4"), "the candidates are not in the group and its last people on another page");
}

#[actix_web::test]
async fn an_instructor_reaches_as_many_people_as_lead_into_their_groups() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Everybody", &[&acme.learner]).await;
    acme.admin.lets_lead(&group, &acme.instructor).await;
    world.runs_its_jobs().await;
    // More than the 32,766 values that one statement of SQLite may carry.
    fills(&world, &acme, &group, 33_000).await;
    assert_eq!(acme.instructor.get("/api/v1/users?q=person%2032999").await.is_ok().items().len(), 1);
    assert_eq!(acme.admin.get(format!("/api/v1/users?limit=1&group_id={group}")).await.is_ok().items().len(), 1);
    for page in [format!("/people?group_id={group}"), format!("/groups/{group}"), "/groups".to_owned()] {
        acme.instructor.opens(&page).await.is_ok();
        acme.admin.opens(&page).await.is_ok();
    }
}

/// Puts so many people into a group, without a line in the log.
async fn fills(world: &World, acme: &Workspace, group: &str, people: usize) {
    let tx = world.kernel().as_system(acme.id).await.unwrap();
    let ids: Vec<_> = (0..people).map(|_| tx.new_id().unwrap()).collect();
    let account = |(number, id): (usize, &uuid::Uuid)| user_account::ActiveModel {
        id: Set(*id),
        email: Set(format!("person{number}@acme.example")),
        name: Set(format!("Person {number}")),
        role: Set("learner".to_owned()),
        state: Set("active".to_owned()),
        locale: Set("en".to_owned()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(ids.iter().enumerate().map(account).collect()).await.unwrap();
    let seat = |id: &uuid::Uuid| group_member::ActiveModel {
        id: Set(tx.new_id().unwrap()),
        group_id: Set(group.parse().unwrap()),
        user_id: Set(*id),
        kind: Set("member".to_owned()),
        added_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert_all(ids.iter().map(seat).collect()).await.unwrap();
    tx.commit_noted().await.unwrap();
}

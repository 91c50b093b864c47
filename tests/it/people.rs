//! People of a workspace: who is here, what they may do, how an account is closed.

use serde_json::json;
use tutela::kernel::authz::Role;

use crate::answer::Call;
use crate::world::{PASSWORD, World};

#[actix_web::test]
async fn an_admin_invites_a_person_who_sets_a_password_and_is_signed_in() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let request = json!({ "email": "Nina@Acme.example", "name": "Nina Novak", "locale": "de" });
    let nina = acme.admin.post("/api/v1/users", request).await.is_created();
    assert_eq!(
        (nina.string("state"), nina.string("role"), nina.string("email")),
        ("invited".into(), "learner".into(), "nina@acme.example".into())
    );
    world.runs_its_jobs().await;

    let mails = world.mailbox("nina@acme.example");
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let link = mails[0].link();
    let visitor = world.visitor();
    visitor.opens(&link).await.is_ok();
    let accepted = visitor
        .post(format!("/api/v1/public{link}/acceptance"), json!({ "password": "vier ferne graue Hügel" }))
        .await
        .is_created();
    let browser = visitor.with_cookie(accepted.cookie().unwrap());
    assert_eq!(browser.get("/api/v1/me").await.is_ok().json["workspace"]["slug"], "acme");
    visitor
        .post(format!("/api/v1/public{link}/acceptance"), json!({ "password": "andere graue ferne Berge" }))
        .await
        .is_not_found();
    acme.owner
        .finds_in_the_log(&["iam.user.created", "iam.user.invited", "iam.invitation.accepted", "auth.session.started"])
        .await;
}

#[actix_web::test]
async fn an_invitation_ends_after_fourteen_days() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.admin.post("/api/v1/users", json!({ "email": "nina@acme.example", "name": "Nina" })).await.is_created();
    world.runs_its_jobs().await;
    let link = world.mailbox("nina@acme.example")[0].link();
    world.waits(chrono::Duration::days(15));
    world.visitor().post(format!("/api/v1/public{link}/acceptance"), json!({ "password": PASSWORD })).await.is_not_found();
}

#[actix_web::test]
async fn every_wrong_field_of_a_new_person_is_named_at_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let owner = &acme.owner;
    let wrong = json!({ "email": "nowhere", "name": " ", "role": "king", "locale": "fr" });
    owner.post("/api/v1/users", wrong).await.is_invalid(&["email", "name", "role", "locale"]);
    owner.post("/api/v1/users", json!({})).await.is_invalid(&["email", "name"]);
    let taken = json!({ "email": acme.learner.email.to_uppercase(), "name": "Another Lea" });
    owner.post("/api/v1/users", taken).await.is_invalid(&["email"]);
    let weak = json!({ "email": "w@acme.example", "name": "W", "password": "passwordpassword" });
    owner.post("/api/v1/users", weak).await.is_invalid(&["password"]);
    let operator = json!({ "email": "o@acme.example", "name": "O", "role": "legal" });
    owner.post("/api/v1/users", operator).await.is_invalid(&["role"]);
    assert_eq!(owner.reads_all("/api/v1/users").await.len(), 4, "nothing half-written");
}

#[actix_web::test]
async fn a_list_of_people_is_paged_filtered_and_complete() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for number in 0..7 {
        world.joins(acme.id, &acme.slug, &format!("Zoe {number}"), Role::Learner).await;
    }
    let everybody = acme.admin.reads_all("/api/v1/users?limit=3").await;
    assert_eq!(everybody.len(), 11);
    let mut names: Vec<_> = everybody.iter().map(|person| person["name"].as_str().unwrap()).collect();
    names.dedup();
    assert_eq!(names.len(), 11, "each once");
    assert_eq!(acme.admin.reads_all("/api/v1/users?q=zoe%203").await.len(), 1);
    assert_eq!(acme.admin.reads_all("/api/v1/users?role=instructor").await.len(), 1);
    let next = acme.admin.get("/api/v1/users?limit=3").await.is_ok().string("next");
    let globex = world.tenant("Globex").await;
    globex.admin.get(format!("/api/v1/users?after={next}")).await.is_invalid(&["after"]);
    acme.admin.get(format!("/api/v1/groups?after={next}")).await.is_invalid(&["after"]);
    acme.admin.get(format!("/api/v1/users?role=learner&after={next}")).await.is_invalid(&["after"]);
    acme.admin.get("/api/v1/users?after=AAAA").await.is_invalid(&["after"]);
}

#[actix_web::test]
async fn nobody_rises_above_their_own_role() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let path = |id| format!("/api/v1/users/{id}");
    acme.admin.patch(path(acme.learner.id), json!({ "role": "owner" })).await.is_refused("owner-needed");
    acme.admin.patch(path(acme.owner.id), json!({ "role": "learner" })).await.is_refused("owner-needed");
    acme.admin.patch(path(acme.admin.id), json!({ "role": "owner" })).await.is_refused("own-role");
    let new_owner = json!({ "email": "x@acme.example", "name": "X", "role": "owner", "password": PASSWORD });
    acme.admin.post("/api/v1/users", new_owner).await.is_refused("owner-needed");
    acme.instructor.patch(path(acme.learner.id), json!({ "name": "L" })).await.is_forbidden();
    acme.learner.get("/api/v1/users").await.is_forbidden();
    world.visitor().get("/api/v1/users").await.is_unauthenticated();
    acme.admin.patch(path(acme.learner.id), json!({ "name": "Lea", "salary": 1 })).await.is_invalid(&["salary"]);
}

#[actix_web::test]
async fn making_an_administrator_asks_for_the_password_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    let path = format!("/api/v1/users/{}", acme.learner.id);
    world.waits(chrono::Duration::minutes(6));
    browser.patch(&path, json!({ "role": "admin" })).await.has_status(403).has_code("confirmation-needed");
    let confirmed = browser.post("/api/v1/sessions/current/confirmation", json!({ "password": PASSWORD })).await.is_ok();
    let browser = browser.with_cookie(confirmed.cookie().unwrap());
    assert_eq!(browser.patch(&path, json!({ "role": "admin" })).await.is_ok().string("role"), "admin");
    acme.owner.finds_in_the_log(&["iam.role.revoked", "iam.role.granted"]).await;
}

#[actix_web::test]
async fn a_deactivated_person_is_out_at_once_everywhere() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.learner.signs_in().await;
    browser.get("/api/v1/me").await.is_ok();
    acme.learner.get("/api/v1/me").await.is_ok();
    let path = format!("/api/v1/users/{}/deactivation", acme.learner.id);
    assert_eq!(acme.admin.posts(&path).await.is_ok().string("state"), "deactivated");

    browser.get("/api/v1/me").await.is_unauthenticated();
    acme.learner.get("/api/v1/me").await.is_unauthenticated();
    world.visitor().post("/api/v1/sessions", acme.learner.credentials()).await.has_status(401).has_code("wrong-credentials");
    acme.admin.posts(format!("/api/v1/users/{}/deactivation", acme.admin.id)).await.is_refused("own-account");
    acme.admin.posts(format!("/api/v1/users/{}/deactivation", acme.owner.id)).await.is_refused("owner-needed");

    acme.admin.delete(&path).await.is_ok();
    acme.admin.delete(&path).await.is_refused("not-deactivated");
    acme.learner.get("/api/v1/me").await.is_unauthenticated();
    acme.learner.signs_in().await.get("/api/v1/me").await.is_ok();
    acme.owner.finds_in_the_log(&["iam.user.deactivated", "iam.user.reactivated", "auth.login.failed"]).await;
}

#[actix_web::test]
async fn a_stranger_learns_nothing_of_anybody() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    for stranger in globex.people() {
        for person in acme.people() {
            let path = format!("/api/v1/users/{}", person.id);
            let seen = stranger.get(&path).await;
            assert!([403, 404].contains(&seen.status.as_u16()), "{} saw {path}", stranger.name);
        }
    }
    globex.owner.patch(format!("/api/v1/users/{}", acme.learner.id), json!({ "name": "Mallory" })).await.is_not_found();
    globex.owner.posts(format!("/api/v1/users/{}/deactivation", acme.learner.id)).await.is_not_found();
    let found = globex.owner.get("/api/v1/users?q=acme").await.is_ok();
    assert!(found.items().is_empty(), "{}", found.text());
    let same = json!({ "email": acme.learner.email, "name": "Another with the same address" });
    globex.admin.post("/api/v1/users", same).await.is_created();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_same_key_adds_a_person_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let add = |name: &str, key: &str| {
        let body = json!({ "email": format!("{name}@acme.example"), "name": name, "password": PASSWORD });
        Call::post("/api/v1/users").json(&body).header("idempotency-key", key)
    };
    let first = acme.admin.sends(add("kim", "k-1")).await.is_created();
    let again = acme.admin.sends(add("kim", "k-1")).await.is_created();
    assert_eq!((first.bytes, again.header("idempotency-replayed")), (again.bytes.clone(), "true"));
    acme.admin.sends(add("ken", "k-1")).await.is_invalid(&["Idempotency-Key"]);
    acme.owner.sends(add("ken", "k-1")).await.is_created();
    let names = acme.owner.reads_the_log().await;
    assert_eq!(names.iter().filter(|name| *name == "iam.user.created").count(), 6, "four at the start, Kim and Ken: {names:?}");
}

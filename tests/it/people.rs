//! People of a workspace: who is here, what they may do, how an account is closed.

use serde_json::json;
use tutela::kernel::authz::Role;

use crate::answer::{Answer, Call, encode};
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
async fn a_withdrawn_invitation_opens_nothing() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let kim = acme.admin.post("/api/v1/users", json!({ "email": "kim@acme.example", "name": "Kim" })).await.is_created().id();
    world.runs_its_jobs().await;
    let link = world.mailbox("kim@acme.example")[0].link();
    let link = link.rsplit('/').next().unwrap();
    let page = format!("/people/{kim}");
    let open = acme.admin.opens(&page).await.is_ok().text();
    assert!(open.contains("can be used until 16 Mar 2026") && open.contains("/invitation/withdrawal"), "{open}");
    acme.admin.submits(format!("{page}/invitation/withdrawal"), &[]).await.leads_to(&page);
    let ended = acme.admin.opens(&page).await.is_ok().text();
    assert!(ended.contains("ended on 2 Mar 2026") && !ended.contains("/invitation/withdrawal"), "{ended}");
    let password = json!({ "password": "violin cargo maple orbit" });
    world.visitor().post(format!("/api/v1/public/invitations/{link}/acceptance"), password).await.is_not_found();
    acme.admin.delete(format!("/api/v1/users/{kim}/invitation")).await.is_refused("no-invitation");
    acme.learner.delete(format!("/api/v1/users/{kim}/invitation")).await.is_forbidden();
    acme.owner.finds_in_the_log(&["iam.invitation.withdrawn"]).await;

    let accepted = acme.admin.opens(format!("/people/{}", acme.learner.id)).await.is_ok().text();
    assert!(!accepted.contains(">Invitation<"), "somebody who has a password is not invited: {accepted}");
}

#[actix_web::test]
async fn pages_lead_on_to_what_the_role_may_do_next() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let group = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    acme.admin.lets_lead(&group, &acme.instructor).await;
    world.runs_its_jobs().await;
    for person in [&acme.owner, &acme.instructor] {
        let page = person.opens(format!("/people/{}", acme.learner.id)).await.is_ok().text();
        for next in [format!("/progress/{}", acme.learner.id), format!("/assignments/new?user_ids={}", acme.learner.id)] {
            assert!(page.contains(&format!("href=\"{next}\"")), "{next} for {}: {page}", person.name);
            person.opens(&next).await.is_ok();
        }
        assert!(person.opens("/admin").await.is_ok().text().contains("href=\"/admin\" aria-current=\"page\""));
    }
    let people = acme.instructor.opens("/people").await.is_ok().text();
    assert!(people.contains("The people of the groups you lead.") && !people.contains("Everyone who can sign in"), "{people}");
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

/// The link to a password, of an invitation or of a password that was forgotten, is as good as the account.
#[actix_web::test]
async fn only_an_owner_decides_on_the_link_to_an_owners_password() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let second = world.joins(acme.id, &acme.slug, "Oskar", Role::Owner).await;
    let link = |person| format!("/api/v1/users/{person}/invitation");
    acme.owner.posts(link(second.id)).await.is_done();
    world.runs_its_jobs().await;
    acme.admin.posts(link(second.id)).await.is_refused("owner-needed");
    acme.admin.delete(link(second.id)).await.is_refused("owner-needed");
    let page = format!("/people/{}/invitation/withdrawal", second.id);
    acme.admin.submits(page, &[]).await.has_status(422);
    let mail = world.mailbox(&second.email).pop().unwrap();
    world.visitor().opens(&mail.link()).await.is_ok();

    second.delete(link(second.id)).await.is_done();
    world.visitor().opens(&mail.link()).await.has_status(404);
    acme.admin.posts(link(acme.instructor.id)).await.is_done();
    acme.admin.delete(link(acme.instructor.id)).await.is_done();
    acme.admin.posts(link(acme.learner.id)).await.is_done();
    world.runs_its_jobs().await;
    let mail = world.mailbox(&acme.learner.email).pop().unwrap();
    let password = json!({ "password": "violin cargo maple orbit" });
    world.visitor().post(format!("/api/v1/public{}/acceptance", mail.link()), password).await.is_created();
    let log = acme.owner.reads_the_log().await;
    for name in ["auth.password.link_sent", "auth.password.link_withdrawn", "auth.password.reset"] {
        assert!(log.iter().any(|known| known == name), "{name} is missing");
    }
    assert!(!log.iter().any(|name| name.starts_with("iam.invitation")), "nobody here was invited: {log:?}");
}

/// Which state the form of a page is based on.
fn revision(page: &Answer) -> String {
    page.text().split_once("name=\"revision\" value=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

/// An administrator whose page is older corrects the name; the role that was given meanwhile stays.
#[actix_web::test]
async fn a_person_is_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let (page, api) = (format!("/people/{}", acme.learner.id), format!("/api/v1/users/{}", acme.learner.id));
    let seen = revision(&acme.admin.opens(&page).await.is_ok());
    let form = |name: &'static str, role: &'static str, revision: &str| {
        [("name", name.to_owned()), ("role", role.into()), ("locale", "en".into()), ("revision", revision.to_owned())]
    };
    let sends = async |form: [(&'static str, String); 4]| {
        acme.admin.submits(&page, &form.each_ref().map(|(name, value)| (*name, value.as_str()))).await
    };
    acme.owner.patch(&api, json!({ "role": "instructor" })).await.is_ok();
    let told = sends(form("Lea Right", "learner", &seen)).await.has_status(409);
    assert!(told.text().contains("value=\"Lea Right\"") && told.text().contains("in a new tab"), "{}", told.text());
    assert_eq!(acme.admin.get(&api).await.is_ok().string("role"), "instructor");

    let now = revision(&told);
    let wrong = sends(form("", "instructor", &now)).await.has_status(422);
    assert_eq!(revision(&wrong), now, "a wrong field changes nothing about what it is based on");
    sends(form("Lea Right", "instructor", &now)).await.leads_to(&page);
    let kept = acme.admin.get(&api).await.is_ok();
    assert_eq!((kept.string("name"), kept.string("role")), ("Lea Right".into(), "instructor".into()));
    acme.admin.patch(&api, json!({ "name": "x", "revision": now })).await.is_refused("changed-elsewhere");
    acme.admin.patch(&api, json!({ "name": "Lea", "revision": kept.string("revision") })).await.is_ok();
    acme.admin.patch(&api, json!({ "name": "Without a word" })).await.is_ok();
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
async fn a_new_administrator_is_made_with_the_password_too() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    let ruler = |role: &str| json!({ "email": format!("{role}@acme.example"), "name": "R", "role": role, "password": PASSWORD });
    world.waits(chrono::Duration::minutes(6));
    for role in ["owner", "admin"] {
        browser.post("/api/v1/users", ruler(role)).await.has_status(403).has_code("confirmation-needed");
        let form = [("email", "r@acme.example"), ("name", "R"), ("role", role), ("password", PASSWORD)];
        browser.submits("/people", &form).await.has_status(403);
    }
    browser.post("/api/v1/users", ruler("instructor")).await.is_created();
    let granted = || async { acme.owner.reads_the_log().await.iter().filter(|name| *name == "iam.role.granted").count() };
    let before = granted().await;
    let confirmed = browser.post("/api/v1/sessions/current/confirmation", json!({ "password": PASSWORD })).await.is_ok();
    browser.with_cookie(confirmed.cookie().unwrap()).post("/api/v1/users", ruler("admin")).await.is_created();
    acme.owner.post("/api/v1/users", ruler("owner")).await.is_created();
    assert_eq!(granted().await, before + 2, "each has a line of their own");
}

#[actix_web::test]
async fn whoever_may_not_give_a_role_may_not_open_its_account_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let second = world.joins(acme.id, &acme.slug, "Oskar", Role::Owner).await;
    let closed = |person| format!("/api/v1/users/{person}/deactivation");
    acme.owner.posts(closed(second.id)).await.is_ok();
    acme.owner.posts(closed(acme.admin.id)).await.is_ok();
    let admin = world.joins(acme.id, &acme.slug, "Agnes", Role::Admin).await;
    admin.delete(closed(second.id)).await.is_refused("owner-needed");
    let browser = acme.owner.signs_in().await;
    world.waits(chrono::Duration::minutes(6));
    for person in [second.id, acme.admin.id] {
        browser.delete(closed(person)).await.has_status(403).has_code("confirmation-needed");
        let page = format!("/people/{person}/reactivation");
        browser.submits(page, &[]).await.has_status(403);
        acme.owner.delete(closed(person)).await.is_ok();
    }
}

#[actix_web::test]
async fn of_two_owners_who_unmake_each_other_one_is_left() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let second = world.joins(acme.id, &acme.slug, "Oskar", Role::Owner).await;
    // The other server has just seen that Oskar is an owner, and believes it for a second.
    let there = second.caller.at(&world.second_server().await);
    let (olga, oskar) = (format!("/api/v1/users/{}", acme.owner.id), format!("/api/v1/users/{}", second.id));
    there.get(&olga).await.is_ok();
    acme.owner.patch(&oskar, json!({ "role": "admin" })).await.is_ok();
    for answer in [there.patch(&olga, json!({ "role": "admin" })).await, there.posts(format!("{olga}/deactivation")).await] {
        assert!(answer.status.is_client_error(), "{}: {}", answer.to, answer.text());
    }
    let left = acme.owner.get(&olga).await.is_ok();
    assert_eq!((left.string("role"), left.string("state")), ("owner".into(), "active".into()));
}

#[actix_web::test]
async fn of_two_owners_who_unmake_each_other_at_once_one_is_refused() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let second = world.joins(acme.id, &acme.slug, "Oskar", Role::Owner).await;
    let there = second.caller.at(&world.second_server().await);
    let (olga, oskar) = (format!("/api/v1/users/{}", acme.owner.id), format!("/api/v1/users/{}", second.id));
    let unmake = || json!({ "role": "admin" });
    let (one, other) = tokio::join!(acme.owner.patch(&oskar, unmake()), there.patch(&olga, unmake()));
    let mut states = [one.status.as_u16(), other.status.as_u16()];
    states.sort_unstable();
    assert!(states[0] == 200 && (400..500).contains(&states[1]), "{states:?}: {} {}", one.text(), other.text());
}

#[actix_web::test]
async fn a_search_finds_a_name_however_it_is_written() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for name in ["Emre Öztürk", "ÄNNE ŁUKASZEWSKA", "Šárka Žižková", "Дарья Иванова"] {
        let email = format!("p{}@acme.example", crate::database::fresh_id());
        acme.admin.post("/api/v1/users", json!({ "email": email, "name": name, "password": PASSWORD })).await.is_created();
        for written in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
            let found = acme.admin.get(format!("/api/v1/users?q={}", encode(&written))).await.is_ok();
            assert_eq!(found.each("name"), [name], "by {written}");
        }
    }
    for text in ["%", "_", "\\", &"ö".repeat(600), &('а'..='ӿ').collect::<String>()] {
        assert!(acme.admin.get(format!("/api/v1/users?q={}", encode(text))).await.is_ok().items().is_empty(), "{text}");
    }
}

#[actix_web::test]
async fn what_the_operator_is_called_stands_below_every_mail() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let realm = world.realm().await;
    for _ in 0..2 {
        tutela::people::tenants::name_operator(world.kernel(), "Sava Learning d.o.o.").await.unwrap();
    }
    acme.admin.post("/api/v1/users", json!({ "email": "nina@acme.example", "name": "Nina" })).await.is_created();
    world.runs_its_jobs().await;
    let mail = world.mailbox("nina@acme.example").pop().unwrap();
    assert!(mail.text.contains("Sava Learning d.o.o."), "{}", mail.text);
    let changed = "SELECT count(*) FROM audit_event WHERE name = 'tenant.setting.changed' AND tenant_id = ";
    assert_eq!(world.database.number(&format!("{changed}{}", world.database.id(realm.get()))).await, 1, "once");
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
    let ended = ["auth.session.revoked", "iam.api_key.revoked", "iam.user.deactivated"];
    acme.owner.finds_in_the_log(&ended).await;
    acme.owner.finds_in_the_log(&["iam.user.reactivated", "auth.login.failed"]).await;
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

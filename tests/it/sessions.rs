//! Signing in and out, limits, confirming the password, tokens.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::passwords::{Cost, Passwords};

use crate::actors::Caller;
use crate::answer::{Answer, Call, encode};
use crate::world::{PASSWORD, World};

#[actix_web::test]
async fn a_person_signs_in_sees_who_they_are_and_signs_out() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let answer = world.visitor().post("/api/v1/sessions", acme.learner.credentials()).await.is_created();
    let set = answer.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    let browser = world.visitor().with_cookie(answer.cookie().unwrap());
    let me = browser.get("/api/v1/me").await.is_ok();
    assert_eq!((me.string("email"), me.string("role")), (acme.learner.email.clone(), "learner".into()));
    let admin = acme.admin.get("/api/v1/me").await.is_ok();
    assert!(admin.items_of("permissions").iter().any(|permission| permission == "people:manage"), "{}", admin.text());
    browser.delete("/api/v1/sessions/current").await.is_done();
    browser.get("/api/v1/me").await.is_unauthenticated();
    acme.owner.finds_in_the_log(&["auth.session.started", "auth.session.ended"]).await;
}

#[actix_web::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let world = World::new().await;
    world.realm().await;
    let acme = world.tenant("Acme").await;
    let visitor = world.visitor();
    let mut answers = Vec::new();
    for (workspace, email, password) in [
        ("acme", acme.learner.email.as_str(), "not the password at all"),
        ("acme", "nobody@acme.example", PASSWORD),
        ("nowhere", acme.learner.email.as_str(), PASSWORD),
        ("globex", "x@y.example", "z"),
    ] {
        let body = json!({ "workspace": workspace, "email": email, "password": password });
        let answer = visitor.post("/api/v1/sessions", body).await.has_status(401).has_code("wrong-credentials");
        assert!(answer.cookie().is_none());
        answers.push(answer.bytes);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "each answer tells something apart");
    visitor.post("/api/v1/sessions", json!({})).await.is_invalid(&["workspace", "email", "password"]);
    acme.owner.finds_in_the_log(&["auth.login.failed"]).await;
    let failures = acme.owner.get("/api/v1/audit-events?type=auth.login.failed").await.is_ok();
    assert!(!failures.text().contains(&acme.learner.email), "the log names nobody's address");
}

#[actix_web::test]
async fn guessing_one_account_ends_and_says_when_to_come_back() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let guess = json!({ "workspace": "acme", "email": acme.learner.email, "password": "guess after guess" });
    let mut refused = None;
    for attempt in 0..40 {
        let answer = world.visitor().post("/api/v1/sessions", guess.clone()).await;
        if answer.status.as_u16() == 429 {
            refused = Some((attempt, answer));
            break;
        }
    }
    let (attempts, answer) = refused.expect("guessing must end");
    assert!(attempts >= 10, "a person who mistypes is not locked out after {attempts}");
    assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    world.visitor().post("/api/v1/sessions", acme.learner.credentials()).await.has_status(429);
    world.visitor().post("/api/v1/sessions", acme.admin.credentials()).await.is_created();
    acme.owner.finds_in_the_log(&["auth.login.throttled"]).await;
}

#[actix_web::test]
async fn a_session_ends_by_rest_and_by_age() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let rests = acme.learner.signs_in().await;
    world.waits(Duration::minutes(31));
    rests.get("/api/v1/me").await.is_unauthenticated();

    let works = acme.learner.signs_in().await;
    for _ in 0..28 {
        world.waits(Duration::minutes(25));
        works.get("/api/v1/me").await.is_ok();
    }
    world.waits(Duration::minutes(25));
    works.get("/api/v1/me").await.is_unauthenticated();
}

#[actix_web::test]
async fn a_person_sees_their_sessions_and_ends_the_others() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let (laptop, phone) = (acme.learner.signs_in().await, acme.learner.signs_in().await);
    let sessions = laptop.get("/api/v1/sessions").await.is_ok();
    assert_eq!(sessions.items().iter().filter(|session| session["current"] == Value::Bool(true)).count(), 1);
    let other = sessions.items().iter().find(|session| session["current"] == Value::Bool(false)).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    acme.admin.delete(format!("/api/v1/sessions/{other}")).await.is_not_found();
    laptop.delete(format!("/api/v1/sessions/{other}")).await.is_done();
    phone.get("/api/v1/me").await.is_unauthenticated();
    laptop.get("/api/v1/me").await.is_ok();
    acme.owner.finds_in_the_log(&["auth.session.revoked"]).await;
}

#[actix_web::test]
async fn a_session_is_recognised_by_browser_and_platform_and_nothing_finer() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let call = Call::post("/api/v1/sessions").json(&acme.learner.credentials()).header("user-agent", agent);
    let browser = world.visitor().with_cookie(world.visitor().sends(call).await.is_created().cookie().unwrap());
    world.waits(Duration::seconds(2));
    acme.learner.signs_in().await;
    let sessions = browser.get("/api/v1/sessions").await.is_ok();
    assert_eq!(sessions.items()[1]["device"], json!({ "browser": "firefox", "platform": "linux" }));
    assert_eq!(sessions.items()[0]["device"], Value::Null);
    let page = browser.opens("/account").await.is_ok().text();
    assert!(page.contains("Firefox on Linux") && page.contains("Unknown browser") && page.contains("This session"), "{page}");
    let kept = world.database.texts("SELECT device FROM session WHERE device IS NOT NULL").await;
    assert_eq!(kept, ["firefox linux"]);
}

#[actix_web::test]
async fn a_new_password_ends_every_other_session() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let (laptop, phone) = (acme.learner.signs_in().await, acme.learner.signs_in().await);
    let me = "/api/v1/me/password";
    laptop.post(me, json!({ "current_password": PASSWORD, "new_password": PASSWORD })).await.is_invalid(&["new_password"]);
    laptop
        .post(me, json!({ "current_password": "wrong one here", "new_password": "violin cargo maple orbit" }))
        .await
        .is_invalid(&["current_password"]);
    laptop.post(me, json!({ "current_password": PASSWORD, "new_password": "short" })).await.is_invalid(&["new_password"]);
    let changed =
        laptop.post(me, json!({ "current_password": PASSWORD, "new_password": "violin cargo maple orbit" })).await.is_done();
    phone.get("/api/v1/me").await.is_unauthenticated();
    laptop.get("/api/v1/me").await.is_unauthenticated();
    laptop.with_cookie(changed.cookie().unwrap()).get("/api/v1/me").await.is_ok();
    world.visitor().post("/api/v1/sessions", acme.learner.credentials()).await.has_status(401);
    acme.owner.finds_in_the_log(&["auth.password.changed"]).await;
}

#[actix_web::test]
async fn a_revoked_role_bites_at_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    browser.get("/api/v1/users").await.is_ok();
    acme.owner.patch(format!("/api/v1/users/{}", acme.admin.id), json!({ "role": "learner" })).await.is_ok();
    browser.get("/api/v1/users").await.is_forbidden();
    acme.admin.get("/api/v1/users").await.is_forbidden();
}

#[actix_web::test]
async fn a_revoked_role_bites_on_another_server_as_soon_as_it_looks() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let second = world.second_server().await;
    let there = acme.admin.caller.at(&second);
    there.get("/api/v1/users").await.is_ok();
    acme.owner.patch(format!("/api/v1/users/{}", acme.admin.id), json!({ "role": "learner" })).await.is_ok();
    // The other server believes what it saw for one second: real time, in its own memory. It must then look again.
    let began = std::time::Instant::now();
    while there.get("/api/v1/users").await.status.is_success() {
        assert!(began.elapsed().as_secs() < 5, "the other server still believes in the old role");
    }
}

#[actix_web::test]
async fn an_older_hash_is_renewed_at_sign_in() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let kept = format!("SELECT password_hash FROM user_account WHERE id = {}", world.database.id(acme.admin.id));
    let before = world.database.texts(&kept).await;
    let dearer = Cost { memory_kib: 128, passes: 2 };
    let server = world
        .server_with(|parts| {
            let pepper = parts.keys.hmac("pepper", b"");
            parts.passwords = Passwords::new(dearer, pepper, parts.random.clone()).unwrap();
        })
        .await;
    let there = world.visitor().at(&server);
    there.post("/api/v1/sessions", acme.admin.credentials()).await.is_created();
    let after = world.database.texts(&kept).await;
    assert!(before[0].starts_with("$argon2id$v=19$m=64,t=1,") && after[0].starts_with("$argon2id$v=19$m=128,t=2,"), "{after:?}");
    there.post("/api/v1/sessions", acme.admin.credentials()).await.is_created();
    assert_eq!(world.database.texts(&kept).await, after, "a hash of the present cost stays");
}

#[actix_web::test]
async fn a_token_acts_for_its_person_until_it_is_revoked() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    browser.post("/api/v1/tokens", json!({ "name": "", "expires_in_days": 400 })).await.is_invalid(&["name", "expires_in_days"]);
    let issued = browser.post("/api/v1/tokens", json!({ "name": "nightly", "expires_in_days": 7 })).await.is_created();
    let token = issued.string("token");
    let with = |path: &str| Call::get(path).header("authorization", format!("Bearer {token}"));
    world.visitor().sends(with("/api/v1/me")).await.is_ok();
    let listed = browser.get("/api/v1/tokens").await.is_ok();
    assert!(!listed.text().contains(&token), "a secret is shown once");
    acme.owner.post("/api/v1/tokens", json!({ "name": "by a token" })).await.is_refused("token-session");

    browser.delete(format!("/api/v1/tokens/{}", issued.id())).await.is_done();
    world.visitor().sends(with("/api/v1/me")).await.is_unauthenticated();
    let second =
        browser.post("/api/v1/tokens", json!({ "name": "short", "expires_in_days": 1 })).await.is_created().string("token");
    world.waits(Duration::days(1));
    world.visitor().sends(Call::get("/api/v1/me").header("authorization", format!("Bearer {second}"))).await.is_unauthenticated();
    acme.owner.finds_in_the_log(&["iam.api_key.issued", "iam.api_key.revoked"]).await;
}

#[actix_web::test]
async fn another_site_cannot_make_a_browser_act() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    let group = || Call::post("/api/v1/groups").json(&json!({ "name": "Forged" }));
    browser.sends(group().header("sec-fetch-site", "cross-site")).await.is_refused("other-origin");
    browser.sends(group().header("sec-fetch-site", "same-site")).await.is_refused("other-origin");
    browser.sends(group().header("origin", "https://evil.example")).await.is_refused("other-origin");
    browser.sends(group().header("origin", "null")).await.is_refused("other-origin");
    browser.sends(group().header("origin", crate::world::BASE_URL)).await.is_created();
    let form = Call::post("/api/v1/groups").form(&[("name", "Forged by a form")]);
    browser.sends(form).await.has_status(400);
}

#[actix_web::test]
async fn nonsense_opens_nothing() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for header in ["Bearer", "Bearer ", "Bearer tut_", "Bearer tut_AAAA", "Basic YTpi", "Bearer \u{fc}"] {
        world.visitor().sends(Call::get("/api/v1/me").header("authorization", header)).await.is_unauthenticated();
    }
    let good = acme.owner.signs_in().await;
    good.get("/api/v1/me").await.is_ok();
    for cookie in ["tutela=", "tutela=x", &format!("tutela={}", "A".repeat(64))] {
        world.visitor().with_cookie(cookie.to_owned()).get("/api/v1/me").await.is_unauthenticated();
    }
}

/// What a page would send by itself: its hidden fields.
fn hidden(page: &Answer) -> Vec<(String, String)> {
    let text = page.text();
    let fields = text.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split('"').next()?.replace("&#38;", "&").replace("&#39;", "'")))
    });
    fields.collect()
}

/// Types a password into the page that asks for it.
async fn types(browser: &Caller, page: &Answer, password: &str) -> Answer {
    let fields = hidden(page);
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.push(("password", password));
    browser.submits("/confirm", &sent).await
}

/// Sends what the page after the password holds, as its button does.
async fn goes_on(browser: &Caller, page: &Answer, action: &str, more: &[(&str, &str)]) -> Answer {
    assert!(page.text().contains(&format!("action=\"{action}\"")), "the form goes elsewhere: {}", page.excerpt());
    let fields = hidden(page);
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.extend_from_slice(more);
    browser.with_cookie(page.cookie().expect("a confirmed session has a new secret")).submits(action, &sent).await
}

#[actix_web::test]
async fn a_form_that_needs_the_password_goes_on_as_it_was_filled_in() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    world.waits(Duration::minutes(6));

    let form = [("name", "Rosa O'Neill & Söhne"), ("email", "rosa@acme.example"), ("role", "admin"), ("locale", "de")];
    let call = Call::post("/people").form(&form).header("accept", "text/html");
    let asked = browser.sends(call.header("referer", "http://tutela.example/people/new?x=1")).await.has_status(403);
    assert!(asked.text().contains("href=\"/people/new?x=1\""), "leaving leads back to the form: {}", asked.excerpt());
    let asked = types(&browser, &asked, "not the password at all").await.has_status(422);
    let confirmed = types(&browser, &asked, PASSWORD).await.is_ok();
    assert!(confirmed.text().contains("data-resend"), "nothing is left to type: {}", confirmed.excerpt());
    let added = goes_on(&browser, &confirmed, "/people", &[]).await.has_status(303);
    let person = acme.owner.get(format!("/api/v1/users/{}", added.header("location").trim_start_matches("/people/"))).await;
    assert_eq!((person.string("name"), person.string("role")), (form[0].1.to_owned(), "admin".to_owned()));

    let browser = browser.with_cookie(confirmed.cookie().unwrap());
    world.waits(Duration::minutes(6));
    let page = format!("/people/{}", acme.learner.id);
    let asked = browser.submits(&page, &[("name", "Lea Renamed"), ("role", "owner"), ("locale", "en")]).await.has_status(403);
    let confirmed = types(&browser, &asked, PASSWORD).await.is_ok();
    goes_on(&browser, &confirmed, &page, &[]).await.leads_to(&page);
    let person = acme.owner.get(format!("/api/v1/users/{}", acme.learner.id)).await;
    assert_eq!((person.string("name"), person.string("role")), ("Lea Renamed".to_owned(), "owner".to_owned()));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_password_in_a_form_does_not_wait_in_the_page() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    world.waits(Duration::minutes(6));
    let first = "violin cargo maple orbit";
    let form = [("name", "Rosa"), ("email", "rosa@acme.example"), ("role", "admin"), ("password", first)];
    let asked = browser.submits("/people", &form).await.has_status(403);
    let confirmed = types(&browser, &asked, PASSWORD).await.is_ok();
    for page in [&asked, &confirmed] {
        assert!(!page.text().contains("violin"), "the page holds a password: {}", page.excerpt());
    }
    assert!(!confirmed.text().contains("data-resend"), "it is asked for again first");
    goes_on(&browser, &confirmed, "/people", &[("password", first)]).await.has_status(303);
    let rosa = json!({ "workspace": "acme", "email": "rosa@acme.example", "password": first });
    world.visitor().post("/api/v1/sessions", rosa).await.is_created();
}

#[actix_web::test]
async fn a_form_that_waited_for_the_password_is_done_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    let page = browser.opens("/people/new").await.is_ok().text();
    let (_, form) = page.split_once("action=\"/people\"").unwrap();
    let key = form.split_once("name=\"form-key\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    world.waits(Duration::minutes(6));
    let first = [("form-key", key.as_str()), ("name", "Rosa"), ("email", "rosa@acme.example"), ("role", "admin")];
    let first = [first.as_slice(), &[("password", "")]].concat();
    let asked = browser.submits("/people", &first).await.has_status(403);
    let asked = types(&browser, &asked, "not the password at all").await.has_status(422);
    let confirmed = types(&browser, &asked, PASSWORD).await.is_ok();
    let done = goes_on(&browser, &confirmed, "/people", &[]).await.has_status(303);

    // A step back to the page from before, and another click.
    let browser = browser.with_cookie(confirmed.cookie().unwrap());
    browser.submits("/people", &first).await.leads_to(done.header("location"));
    assert_eq!(acme.owner.reads_all("/api/v1/users?q=rosa").await.len(), 1);
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("rosa@acme.example").len(), 1);
}

#[actix_web::test]
async fn whoever_signs_in_again_comes_back_to_the_page_with_the_form() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.admin.signs_in().await;
    browser.delete("/api/v1/sessions/current").await.is_done();
    let page = format!("/people/{}", acme.learner.id);
    let sends = |path: String| Call::post(path).form(&[]).header("accept", "text/html");
    let from = |call: Call, page: &str| call.header("referer", format!("http://tutela.example{page}"));
    let to = |page: &str| format!("/sign-in?next={}", encode(page).replace("%2F", "/"));

    browser.sends(from(sends(format!("{page}/deactivation")), &page)).await.leads_to(&to(&page));
    browser.sends(sends(format!("{page}/deactivation"))).await.leads_to(&to("/"));
    browser.opens(format!("{page}?x=1")).await.leads_to(&to(&format!("{page}?x=1")));
    let asked = [("password", PASSWORD), ("next", page.as_str()), ("action", "/people"), ("fields", "name=Rosa")];
    let confirm = Call::post("/confirm").form(&asked).header("accept", "text/html");
    browser.sends(from(confirm, &format!("{page}/deactivation"))).await.leads_to(&to(&page));
    browser.opens(format!("/confirm?next={}", encode(&page))).await.leads_to(&to(&page));
}

#[actix_web::test]
async fn a_form_never_goes_on_to_another_site() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let browser = acme.owner.signs_in().await;
    let elsewhere = [("password", PASSWORD), ("action", "//evil.example/take"), ("fields", "a=b"), ("next", "/people")];
    browser.submits("/confirm", &elsewhere).await.leads_to("/people");
    let fields = [("password", PASSWORD), ("action", "/groups"), ("fields", "name=Forged")];
    let forged = Call::post("/confirm").form(&fields).header("sec-fetch-site", "cross-site");
    browser.sends(forged).await.is_refused("other-origin");
}

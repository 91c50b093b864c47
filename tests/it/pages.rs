//! Every page: opens for whom it should, in both languages, whole, without scripts of its own, under the headers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::answer::{Answer, Call};
use crate::tenant_isolation::with_ids;
use crate::world::{PASSWORD, World};

/// What must not stand in a page, and why.
const FLAWS: &[(&str, &str)] = &[
    ("<script>", "a script inside the page"),
    (" style=\"", "a style inside the page"),
    (" onclick=", "a script in an attribute"),
    (" onsubmit=", "a script in an attribute"),
    ("javascript:", "a script in a link"),
    ("⟪", "a text is missing"),
    ("{ $", "a text was not filled in"),
    ("{$", "a text was not filled in"),
    ("https://cdn", "something from elsewhere"),
    ("<no value>", "something was not filled in"),
];

fn look_at(answer: &Answer, path: &str, language: &str) -> Vec<String> {
    if answer.status.as_u16() != 200 || !answer.header("content-type").starts_with("text/html") {
        return Vec::new();
    }
    let html = String::from_utf8_lossy(&answer.bytes).into_owned();
    let mut flaws: Vec<String> =
        FLAWS.iter().filter(|(mark, _)| html.contains(mark)).map(|(mark, why)| format!("{path}: {why} ({mark})")).collect();
    let is_whole = html.trim_start().to_lowercase().starts_with("<!doctype html>");
    if is_whole {
        for wanted in [format!("<html lang=\"{language}\"").as_str(), "<title>", "<h1", "name=\"viewport\"", "<main"] {
            if !html.contains(wanted) {
                flaws.push(format!("{path}: lacks {wanted}"));
            }
        }
        let icons = html.split("href=\"#i-").skip(1).filter_map(|rest| rest.split('"').next());
        for icon in icons.filter(|icon| !html.contains(&format!("id=\"i-{icon}\""))) {
            flaws.push(format!("{path}: shows the icon {icon}, which is not there"));
        }
        if html.matches("<h1").count() > 1 {
            flaws.push(format!("{path}: more than one h1"));
        }
    }
    flaws
}

#[actix_web::test]
async fn every_page_opens_for_whom_it_should_and_is_whole() {
    let world = World::new().await;
    let mut acme = world.furnished("Acmeword").await;
    world.announces_to(&mut acme, "Acmeword").await;
    world.assures(&mut acme, "Acmeword").await;
    let agreement = crate::dpa::requested(&world).await;
    let lena = world.operator("Lena", Role::Legal).await;
    world.runs_its_jobs().await;
    let token = lena.get(format!("/api/v1/dpa-requests/{agreement}")).await.is_ok().string("pdf_url");
    let token = token.trim_end_matches("/pdf").rsplit('/').next().unwrap().to_owned();
    let open = |path: &str| {
        path.starts_with("/api/") || path.starts_with("/assets/") || ["/healthz", "/readyz", "/metrics"].contains(&path)
    };
    let routes: Vec<_> = world.stage.routes().await.into_iter().filter(|(method, path)| method == "GET" && !open(path)).collect();
    let mut readers: BTreeMap<&str, Option<Person>> = BTreeMap::from([("visitor", None), ("legal", Some(lena.clone()))]);
    for person in acme.workspace.people() {
        readers.insert(person.role.as_str(), Some(person.clone()));
    }
    let mut flaws = Vec::new();
    let mut matrix = String::new();
    for (_, path) in &routes {
        let address = with_ids(path, |kind| match kind {
            "agreement" => agreement.clone(),
            "{token}" => token.clone(),
            // A link to sign lives for a day; its page stands in the story of countersigning.
            "{secret}" => "none".to_owned(),
            "{link}" => acme.ids["link"].clone(),
            "{code}" => acme.ids["code"].clone(),
            "subscriber" => crate::database::fresh_id().to_string(),
            known => acme.ids.get(known).cloned().unwrap_or_else(|| panic!("say what {known} of {path} is")),
        });
        let mut line = format!("{path:<52}");
        for role in ["owner", "admin", "instructor", "learner", "legal", "visitor"] {
            let answer = match &readers[role] {
                Some(person) => person.opens(&address).await,
                None => world.visitor().opens(&address).await,
            };
            assert!(answer.status.as_u16() < 500, "{path} for {role}: {}", answer.text());
            let _ = write!(line, " {role}={}", answer.status.as_u16());
            flaws.extend(look_at(&answer, path, "en"));
        }
        matrix += &(line + "\n");
    }
    flaws.sort();
    flaws.dedup();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    insta::assert_snapshot!("pages", matrix);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn every_page_speaks_german_too() {
    let world = World::new().await;
    let mut acme = world.furnished("Acmeword").await;
    world.announces_to(&mut acme, "Acmeword").await;
    world.assures(&mut acme, "Acmeword").await;
    for person in acme.workspace.people() {
        acme.workspace.owner.patch(format!("/api/v1/users/{}", person.id), json!({ "locale": "de" })).await.is_ok();
    }
    let routes = world
        .stage
        .routes()
        .await
        .into_iter()
        .filter(|(method, path)| method == "GET" && !path.starts_with("/api/") && !path.starts_with("/assets/"));
    let mut flaws = Vec::new();
    // The page of an invitation speaks the language of who is invited.
    let elsewhere = ["{token}", "dpa-requests", "{link}"];
    for (_, path) in routes.filter(|(_, path)| !elsewhere.iter().any(|part| path.contains(part))) {
        let address = with_ids(&path, |kind| acme.ids.get(kind.trim_matches(['{', '}'])).cloned().unwrap_or_default());
        for person in [&acme.workspace.owner, &acme.workspace.learner] {
            flaws.extend(look_at(&person.opens(&address).await, &path, "de"));
        }
        let visitor = Call::get(&address).header("accept", "text/html").header("accept-language", "de-AT,de;q=0.9");
        flaws.extend(look_at(&world.visitor().sends(visitor).await, &path, "de"));
    }
    flaws.sort();
    flaws.dedup();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn who_is_not_signed_in_chooses_the_language_on_every_page() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let visitor = world.visitor();
    let chosen = visitor.submits("/language", &[("language", "de"), ("next", "/verify")]).await.leads_to("/verify");
    let german = visitor.with_cookie(chosen.header("set-cookie").split(';').next().unwrap().to_owned());
    let welcome = format!("/invitations/{}", acme.ids["link"]);
    let certificate = format!("/verify/{}", acme.ids["code"]);
    let public = ["/trust", "/dpa", "/dpa/summary", "/dpa/text", "/subprocessors", "/verify", &certificate, &welcome];
    for path in public.into_iter().chain(["/sign-in?next=/people", "/nothing"]) {
        let (here, there) = (visitor.opens(path).await.text(), german.opens(path).await.text());
        assert!(here.contains("<html lang=\"en\"") && there.contains("<html lang=\"de\""), "{path} in both languages");
        for page in [here, there] {
            let form = page.split("action=\"/language\"").nth(1).unwrap_or_else(|| panic!("{path} has no languages"));
            let next = form.split("name=\"next\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(next, path, "the choice leads back");
        }
    }
    for elsewhere in ["https://evil.example/", "//evil.example"] {
        visitor.submits("/language", &[("language", "de"), ("next", elsewhere)]).await.leads_to("/");
    }
    assert!(visitor.submits("/language", &[("language", "fr"), ("next", "/")]).await.status.is_client_error());
    // Whoever is signed in has chosen in their account.
    let inside = acme.workspace.owner.opens("/trust").await.is_ok().text();
    assert!(!inside.contains("action=\"/language\""));
}

#[actix_web::test]
async fn public_pages_look_like_the_product_for_everybody() {
    let world = World::new().await;
    let acme = world.tenant("Acmeword").await;
    acme.owner.patch("/api/v1/settings/branding", json!({ "accent": "#0b5563" })).await.is_ok();
    let is_theirs = |page: &str| page.contains("/tenant.css?accent=0b5563") && page.contains("Acmeword");
    assert!(is_theirs(&acme.owner.opens("/people").await.is_ok().text()));
    for path in ["/trust", "/dpa", "/dpa/summary", "/dpa/text", "/subprocessors", "/verify"] {
        let page = acme.owner.opens(path).await.is_ok().text();
        assert!(!page.contains("/tenant.css") && !page.contains("Acmeword"), "{path} wears somebody's colours");
        assert!(page.contains("· Tutela</title>"), "{path} has the product's name");
    }
}

#[actix_web::test]
async fn a_person_signs_in_by_form_and_comes_back_to_where_they_were() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let visitor = world.visitor();
    let door = visitor.opens("/people?role=learner").await.has_status(303);
    assert_eq!(door.header("location"), "/sign-in?next=/people%3Frole%3Dlearner");
    let form = |password: &'static str, next: &'static str| {
        [("workspace", "acme"), ("email", "adam.acme@acme.example"), ("password", password), ("next", next)]
    };
    let wrong = visitor.submits("/sign-in", &form("wrong wrong wrong", "/people")).await.has_status(401);
    assert!(wrong.text().contains("adam.acme@acme.example") || wrong.bytes.len() > 2000, "what was typed is kept");
    let inside = visitor.submits("/sign-in", &form(PASSWORD, "/people")).await.leads_to("/people");
    let browser = visitor.with_cookie(inside.cookie().unwrap());
    browser.opens("/people").await.is_ok();
    for elsewhere in ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)"] {
        let way = visitor.submits("/sign-in", &form(PASSWORD, elsewhere)).await.has_status(303);
        let location = way.header("location");
        assert!(
            location.starts_with('/') && !location.starts_with("//") && !location.contains('\\'),
            "{elsewhere} leads to {location}"
        );
    }
    browser.submits("/sign-out", &[]).await.leads_to("/sign-in");
    browser.opens("/people").await.has_status(303);
    let _ = acme;
}

#[actix_web::test]
async fn a_form_that_was_not_understood_comes_back_with_what_was_typed() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let again = acme
        .admin
        .submits("/people", &[("email", "no address"), ("name", "Nina <b>Novak</b>"), ("role", "learner")])
        .await
        .has_status(422);
    let html = String::from_utf8_lossy(&again.bytes).into_owned();
    assert!(html.contains("no address") && !html.contains("<b>Novak</b>"), "{}", again.text());
    assert!(html.contains("aria-invalid") || html.contains("aria-describedby"), "the wrong field is marked");
    let strange = acme.admin.submits("/groups", &[("name", "x"), ("colour", "red")]).await;
    assert!(strange.status.is_client_error());
    assert!(acme.admin.get("/api/v1/groups").await.is_ok().items().is_empty());
}

#[actix_web::test]
async fn every_answer_carries_the_headers() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let visitor = world.visitor();
    let answers = [
        visitor.opens("/sign-in").await,
        visitor.get("/api/v1/me").await,
        visitor.opens("/nothing").await,
        acme.owner.get("/api/v1/me").await,
        acme.owner.opens("/people").await,
        acme.owner.post("/api/v1/groups", json!({})).await,
        visitor.sends(Call::post("/api/v1/groups").json(&json!({})).header("sec-fetch-site", "cross-site")).await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{}: {policy}",
            answer.to
        );
        assert_eq!(
            (answer.header("x-content-type-options"), answer.header("referrer-policy"), answer.header("x-frame-options")),
            ("nosniff", "same-origin", "DENY"),
            "{}",
            answer.to
        );
        assert!(!answer.header("permissions-policy").is_empty() && answer.header("x-request-id").len() == 36, "{}", answer.to);
    }
    for private in ["/people", "/account"] {
        assert!(
            acme.owner.opens(private).await.is_ok().header("cache-control").contains("no-store"),
            "{private} may be kept by a browser"
        );
    }
    assert!(acme.owner.get("/api/v1/users").await.is_ok().header("cache-control").contains("no-store"));
}

#[actix_web::test]
async fn pages_over_https_demand_https() {
    let world = World::new().await;
    assert!(world.visitor().opens("/sign-in").await.header("strict-transport-security").is_empty(), "plain http, as in the demo");
    let server = world.server_with(|parts| parts.base_url = "https://tutela.example".to_owned()).await;
    for path in ["/sign-in", "/trust", "/nothing", "/api/v1/me"] {
        let answer = world.visitor().at(&server).get(path).await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=63072000; includeSubDomains", "{path}");
        let permissions = answer.header("permissions-policy");
        assert!(
            ["camera=()", "geolocation=()", "microphone=()"].iter().all(|one| permissions.contains(one)),
            "{path}: {permissions}"
        );
    }
}

#[actix_web::test]
async fn the_server_says_how_it_is() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.owner.get(format!("/api/v1/users/{}", acme.learner.id)).await.is_ok();
    world.visitor().get("/healthz").await.is_ok();
    world.visitor().get("/readyz").await.is_ok();
    let metrics = world.visitor().get("/metrics").await.is_ok();
    let text = String::from_utf8_lossy(&metrics.bytes).into_owned();
    assert!(text.contains("tutela_request_seconds") && text.contains("/api/v1/users/{id}"), "{}", metrics.text());
    assert!(!text.contains(&acme.learner.id.to_string()), "a metric holds an id");
}

//! Two people change the same thing at once: the second one is told, loses nothing of what was typed, and decides.

use serde_json::json;

use crate::answer::Answer;
use crate::world::World;

/// The value of a hidden field of a form.
#[track_caller]
fn hidden(page: &Answer, name: &str) -> String {
    let html = page.text();
    let (_, after) = html.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {html}"));
    after.split_once('"').unwrap().0.to_owned()
}

#[actix_web::test]
async fn the_details_of_a_module_are_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let (page, api) = (format!("/modules/{}", lesson.module), format!("/api/v1/modules/{}", lesson.module));
    let seen = hidden(&acme.admin.opens(&page).await.is_ok(), "revision");

    // A unit changed meanwhile is none of the form's business.
    acme.owner.patch(format!("{api}/units/{}", lesson.page), json!({ "title": "Read me" })).await.is_ok();
    let details = [("title", "Lifts"), ("language", "en"), ("summary", ""), ("revision", seen.as_str())];
    acme.admin.submits(&page, &details).await.leads_to(&page);

    let late = [("title", "Trucks"), ("language", "en"), ("summary", "Our words"), ("revision", seen.as_str())];
    let told = acme.owner.submits(&page, &late).await.has_status(409);
    assert!(told.text().contains("Our words") && told.text().contains("value=\"Trucks\""), "what was typed stays");
    assert_eq!(acme.owner.get(&api).await.is_ok().string("title"), "Lifts");
    let wrong = [("title", ""), ("language", "en"), ("summary", ""), ("revision", seen.as_str())];
    let corrected = acme.owner.submits(&page, &wrong).await.has_status(422);
    assert_eq!(hidden(&corrected, "revision"), seen, "a wrong field changes nothing about what it is based on");
    let decided = hidden(&told, "revision");
    let again = [("title", "Trucks"), ("language", "en"), ("summary", "Our words"), ("revision", decided.as_str())];
    acme.owner.submits(&page, &again).await.leads_to(&page);

    acme.admin.patch(&api, json!({ "title": "x", "revision": decided })).await.is_refused("changed-elsewhere");
    let now = acme.admin.get(&api).await.is_ok().string("revision");
    acme.admin.patch(&api, json!({ "title": "Tugs", "revision": now })).await.is_ok();
    acme.admin.patch(&api, json!({ "title": "Without a word" })).await.is_ok();
}

#[actix_web::test]
async fn a_question_is_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let question = &lesson.questions[2];
    let (page, api) = (format!("/quizzes/{}/questions/{question}", lesson.quiz), format!("/api/v1/questions/{question}"));
    let form = |stem: &'static str, points: &'static str, version: &'static str| {
        [("kind", "true_false"), ("stem_md", stem), ("points", points), ("truth", "true"), ("version", version)]
    };
    assert_eq!(hidden(&acme.admin.opens(&page).await.is_ok(), "version"), "1");
    acme.admin.submits(&page, &form("Theirs", "2", "1")).await.has_status(303);

    let told = acme.owner.submits(&page, &form("Ours", "2", "1")).await.has_status(409);
    assert!(told.text().contains("Ours") && !told.text().contains("Theirs"), "what was typed stays");
    assert_eq!(hidden(&told, "version"), "2");
    assert_eq!(acme.owner.get(&api).await.is_ok().string("stem_md"), "Theirs");
    let wrong = acme.owner.submits(&page, &form("Ours", "0", "2")).await.has_status(422);
    assert_eq!(hidden(&wrong, "version"), "2", "a wrong field changes nothing about what it is based on");
    acme.owner.submits(&page, &form("Ours", "2", "2")).await.has_status(303);

    acme.admin.patch(&api, json!({ "stem_md": "x", "version": 2 })).await.is_refused("changed-elsewhere");
    assert_eq!(acme.admin.patch(&api, json!({ "stem_md": "y", "version": 3 })).await.is_ok().json["version"], 4);
}

#[actix_web::test]
async fn the_rules_of_a_quiz_are_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({ "pass_percent": 70 })).await;
    let (page, api) = (format!("/quizzes/{}", lesson.quiz), format!("/api/v1/quizzes/{}", lesson.quiz));
    let seen = hidden(&acme.admin.opens(&page).await.is_ok(), "revision");
    let rules = |title: &'static str, pass: &'static str, revision: &str| {
        [("title".to_owned(), title.to_owned()), ("pass_percent".into(), pass.into()), ("revision".into(), revision.to_owned())]
    };
    let sends = async |rules: [(String, String); 3]| {
        let fields: Vec<_> = rules.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        acme.admin.submits(&page, &fields).await
    };
    // A question added meanwhile is none of the form's business.
    let added = json!({ "kind": "true_false", "stem_md": "One more?", "correct": true });
    acme.owner.post(format!("{api}/questions"), added).await.is_created();
    sends(rules("Answer this", "75", &seen)).await.leads_to(&page);

    let told = sends(rules("Ours", "60", &seen)).await.has_status(409);
    assert!(told.text().contains("value=\"60\"") && told.text().contains("value=\"Ours\""), "what was typed stays");
    let kept = acme.admin.get(&api).await.is_ok();
    assert_eq!(kept.json["settings"]["pass_percent"], 75);
    let unit = acme.admin.get(format!("/api/v1/modules/{}/units/{}", lesson.module, lesson.unit)).await.is_ok();
    assert_eq!(unit.string("title"), "Answer this");

    let change = |percent: i32, revision: String| json!({ "settings": { "pass_percent": percent }, "revision": revision });
    acme.owner.patch(&api, change(50, kept.string("revision"))).await.is_ok();
    acme.admin.patch(&api, change(40, kept.string("revision"))).await.is_refused("changed-elsewhere");
    let told = sends(rules("Ours", "60", &hidden(&told, "revision"))).await.has_status(409);
    sends(rules("Ours", "60", &hidden(&told, "revision"))).await.leads_to(&page);
    assert_eq!(acme.admin.get(&api).await.is_ok().json["settings"]["pass_percent"], 60);
}

/// What is emptied in a form is empty afterwards.
#[actix_web::test]
async fn what_was_written_can_be_taken_out_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let (page, api) = (format!("/modules/{}", lesson.module), format!("/api/v1/modules/{}", lesson.module));
    acme.admin.patch(&api, json!({ "summary": "Too early" })).await.is_ok();
    acme.admin.submits(&page, &[("title", "Forklifts"), ("language", "en"), ("summary", "")]).await.leads_to(&page);
    assert_eq!(acme.admin.get(&api).await.is_ok().string("summary"), "");
    acme.admin.submits(&page, &[("title", ""), ("language", "en"), ("summary", "")]).await.has_status(422);
    let unit = format!("/modules/{}/units/{}", lesson.module, lesson.page);
    acme.admin.submits(&unit, &[("title", "Read this"), ("body_md", "")]).await.leads_to(&unit);
    assert_eq!(acme.admin.get(format!("/api/v1{unit}")).await.is_ok().string("body_md"), "");
}

/// A wrong field must not make a stale text look fresh.
#[actix_web::test]
async fn a_page_stays_based_on_what_it_was_based_on() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let page = format!("/modules/{}/units/{}", lesson.module, lesson.page);
    let seen = hidden(&acme.admin.opens(&page).await.is_ok(), "updated_at");
    let wrong = [("title", ""), ("body_md", "Ours"), ("updated_at", seen.as_str())];
    let told = acme.admin.submits(&page, &wrong).await.has_status(422);
    assert_eq!(hidden(&told, "updated_at"), seen);
    acme.owner.patch(format!("/api/v1{page}"), json!({ "body_md": "Theirs" })).await.is_ok();
    let late = [("title", "T"), ("body_md", "Ours"), ("updated_at", seen.as_str())];
    let told = acme.admin.submits(&page, &late).await.has_status(409);
    assert!(told.text().contains("Ours") && hidden(&told, "updated_at") != seen);
}

//! Authors write modules; learners see what was published.

use serde_json::json;

use crate::world::World;

#[actix_web::test]
async fn an_author_writes_a_module_and_publishes_it() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({ "pass_percent": 70 })).await;
    let path = format!("/api/v1/modules/{}", lesson.module);
    let draft = acme.admin.get(&path).await.is_ok();
    assert_eq!((draft.string("state"), draft.items_of("units").len()), ("draft".into(), 2));
    acme.admin.patch(&path, json!({ "title": "Forklifts and people" })).await.is_ok();

    let published = acme.admin.posts(format!("{path}/publication")).await.is_created();
    assert_eq!(published.json["version"], 1);
    assert_eq!(acme.admin.get(&path).await.is_ok().string("state"), "published");
    assert_eq!(acme.instructor.get("/api/v1/modules").await.is_ok().each("title"), ["Forklifts and people"]);
    acme.owner
        .finds_in_the_log(&["learn.module.created", "learn.unit.created", "learn.module.updated", "learn.module.published"])
        .await;
    acme.owner.finds_in_the_log(&["quiz.question.created"]).await;
}

#[actix_web::test]
async fn a_published_version_stays_as_it_was() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    let unit = format!("/api/v1/modules/{}/units/{}", lesson.module, lesson.page);
    let now = acme.admin.get(&unit).await.is_ok();
    let mut change = json!({ "title": "Read this instead" });
    if now.json["version"].is_number() {
        change["version"] = now.json["version"].clone();
    }
    acme.admin.patch(&unit, change).await.is_ok();
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    world.runs_its_jobs().await;
    let seen = acme.learner.opens("/learn").await.is_ok();
    assert!(!seen.text().contains("Read this instead"));
    acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
    let versions = acme.admin.get(format!("/api/v1/modules/{}/publications", lesson.module)).await.is_ok();
    assert_eq!(versions.items().len(), 2);
}

#[actix_web::test]
async fn what_cannot_be_taught_is_not_published() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let module = acme.admin.post("/api/v1/modules", json!({ "title": "Empty", "language": "en" })).await.is_created().id();
    acme.admin.posts(format!("/api/v1/modules/{module}/publication")).await.has_status(409);
    let quiz = json!({ "kind": "quiz", "title": "No questions", "settings": {} });
    acme.admin.post(format!("/api/v1/modules/{module}/units"), quiz).await.is_created();
    acme.admin.posts(format!("/api/v1/modules/{module}/publication")).await.has_status(409);
}

#[actix_web::test]
async fn every_wrong_field_of_a_module_is_named_at_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    acme.admin
        .post("/api/v1/modules", json!({ "title": "", "language": "not a language" }))
        .await
        .is_invalid(&["title", "language"]);
    acme.admin.post("/api/v1/modules", json!({ "title": "T", "language": "en", "colour": 1 })).await.is_invalid(&["colour"]);
    let module = acme.admin.post("/api/v1/modules", json!({ "title": "T", "language": "en" })).await.is_created().id();
    let units = format!("/api/v1/modules/{module}/units");
    acme.admin.post(&units, json!({ "kind": "film", "title": "x" })).await.is_invalid(&["kind"]);
    acme.admin.post(&units, json!({ "kind": "page", "title": "", "body_md": "x" })).await.is_invalid(&["title"]);
    let settings = json!({ "pass_percent": 101, "attempts_allowed": 0, "time_limit_s": 1 });
    let wrong = acme.admin.post(&units, json!({ "kind": "quiz", "title": "Q", "settings": settings })).await;
    wrong.is_invalid(&["settings.pass_percent", "settings.attempts_allowed", "settings.time_limit_s"]);
    assert!(acme.admin.get(format!("/api/v1/modules/{module}")).await.is_ok().items_of("units").is_empty());
    acme.instructor.post("/api/v1/modules", json!({ "title": "T" })).await.is_forbidden();
    acme.learner.get("/api/v1/modules").await.is_forbidden();
}

#[actix_web::test]
async fn markdown_never_becomes_a_script() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let module = acme
        .admin
        .post("/api/v1/modules", json!({ "title": "<script>alert(1)</script>", "language": "en" }))
        .await
        .is_created()
        .id();
    let body =
        "Hello <script>alert(1)</script> <img src=x onerror=alert(1)> [link](javascript:alert(1)) <iframe src=//x></iframe>";
    let page = json!({ "kind": "page", "title": "<b>Bold</b>", "body_md": body });
    let unit = acme.admin.post(format!("/api/v1/modules/{module}/units"), page).await.is_created().id();
    acme.admin.posts(format!("/api/v1/modules/{module}/publication")).await.is_created();
    acme.admin.post("/api/v1/assignments", json!({ "module_id": module, "user_ids": [acme.learner.id] })).await.is_created();
    world.runs_its_jobs().await;
    let learns = [format!("/learn/modules/{module}"), format!("/learn/modules/{module}/units/{unit}"), "/learn".to_owned()];
    let writes = [format!("/modules/{module}"), format!("/modules/{module}/units/{unit}"), format!("/modules/{module}/preview")];
    let pages = learns.iter().map(|path| (&acme.learner, path)).chain(writes.iter().map(|path| (&acme.admin, path)));
    for (person, path) in pages {
        let html = person.opens(path).await.is_ok().text();
        for bad in ["<script>alert", "<img src=x", "<iframe", "<b>Bold", "href=\"javascript:"] {
            assert!(!html.contains(bad), "{path} holds {bad}");
        }
        let is_content = path.contains("/units/") || path.ends_with("preview");
        assert!(!is_content || html.contains("Hello"), "{path} shows the page");
    }
    let shown = acme.admin.submits("/modules/preview", &[("source", body)]).await.is_ok().text();
    assert!(
        shown.contains("Hello") && !["<script", "<img", "<iframe", "javascript:"].iter().any(|bad| shown.contains(bad)),
        "{shown}"
    );
}

/// Learners meet a quiz as it was published: its rules, its questions and their wording.
#[actix_web::test]
async fn a_published_quiz_stays_as_it_was() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "attempts_allowed": 50 })).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    let module = format!("/api/v1/modules/{}", lesson.module);
    let questions = format!("/api/v1/quizzes/{}/questions", lesson.quiz);
    let takes = async || {
        let attempt = acme.learner.starts(&lesson).await.is_created();
        acme.learner.hands_in(&attempt).await.is_ok();
        (attempt.items_of("slots").len(), attempt.text().contains("Something else"))
    };
    let is_changed = async || acme.admin.get(&module).await.is_ok().json["changed_since"].clone();
    let publish = async || acme.admin.posts(format!("{module}/publication")).await.is_created();
    assert_eq!((takes().await, is_changed().await), ((5, false), json!(false)));

    let added = json!({ "kind": "true_false", "stem_md": "One more?", "correct": true });
    acme.admin.post(&questions, added).await.is_created();
    assert_eq!((takes().await, is_changed().await), ((5, false), json!(true)), "a question was added");
    publish().await;
    assert_eq!((takes().await, is_changed().await), ((6, false), json!(false)));

    let word = json!({ "stem_md": "Something else" });
    acme.admin.patch(format!("/api/v1/questions/{}", lesson.questions[0]), word).await.is_ok();
    assert_eq!((takes().await, is_changed().await), ((6, false), json!(true)), "a question was reworded");
    publish().await;
    assert_eq!((takes().await, is_changed().await), ((6, true), json!(false)));

    let rules = json!({ "settings": { "attempts_allowed": 1, "pass_percent": 7 } });
    acme.admin.patch(format!("/api/v1/quizzes/{}", lesson.quiz), rules).await.is_ok();
    for question in acme.admin.get(&questions).await.is_ok().each("id") {
        acme.admin.delete(format!("{questions}/{question}")).await.is_done();
    }
    assert_eq!((takes().await, is_changed().await), ((6, true), json!(true)), "every question was taken out");
    let before = acme.learner.opens(format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit)).await.is_ok().text();
    assert!(before.contains("pass with 80") && !before.contains("pass with 7"), "the rules are those of the version");
    acme.admin.posts(format!("{module}/publication")).await.is_refused("quiz-empty");
    let list = acme.admin.get("/api/v1/modules").await.is_ok();
    assert_eq!((&list.items()[0]["published_version"], &list.items()[0]["changed_since"]), (&json!(3), &json!(true)));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_stranger_sees_no_module_and_moves_no_unit() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let ours = acme.admin.publishes_a_module("Ours", json!({})).await;
    let theirs = globex.admin.publishes_a_module("Theirs", json!({})).await;
    let stranger = &globex.owner;
    stranger.get(format!("/api/v1/modules/{}", ours.module)).await.is_not_found();
    stranger.get(format!("/api/v1/modules/{}/units/{}", theirs.module, ours.page)).await.is_not_found();
    stranger.get(format!("/api/v1/modules/{}/units/{}", ours.module, theirs.page)).await.is_not_found();
    stranger.delete(format!("/api/v1/modules/{}/units/{}", theirs.module, ours.page)).await.is_not_found();
    stranger.posts(format!("/api/v1/modules/{}/publication", ours.module)).await.is_not_found();
    let order = json!({ "unit_ids": [ours.page, ours.unit] });
    let moved = stranger.put(format!("/api/v1/modules/{}/units/order", theirs.module), order).await;
    assert!([404, 422].contains(&moved.status.as_u16()), "{}", moved.text());
    assert_eq!(stranger.get("/api/v1/modules").await.is_ok().each("title"), ["Theirs"]);
}

//! Questions of every kind, their checks, and who sees what is right.

use serde_json::json;

use crate::lesson::questions;
use crate::world::World;

#[actix_web::test]
async fn an_author_writes_a_question_of_every_kind() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let kept = acme.instructor.get(format!("/api/v1/quizzes/{}/questions", lesson.quiz)).await.is_ok();
    assert_eq!(kept.each("kind"), ["single_choice", "multiple_response", "true_false", "short_text", "number"]);
    assert_eq!(kept.items()[0]["options"][1]["correct"], true);

    let first = &lesson.questions[0];
    let before = acme.admin.get(format!("/api/v1/questions/{first}")).await.is_ok();
    let reworded = acme.admin.patch(format!("/api/v1/questions/{first}"), json!({ "stem_md": "Which one?" })).await.is_ok();
    assert_ne!(before.json["version"], reworded.json["version"]);
    acme.admin.patch(format!("/api/v1/questions/{first}"), json!({ "kind": "number" })).await.is_invalid(&["kind"]);
    acme.admin.delete(format!("/api/v1/quizzes/{}/questions/{first}", lesson.quiz)).await.is_done();
    acme.admin.delete(format!("/api/v1/quizzes/{}/questions/{first}", lesson.quiz)).await.is_not_found();
    acme.owner.finds_in_the_log(&["quiz.question.created", "quiz.question.versioned", "quiz.question.removed"]).await;
}

#[actix_web::test]
async fn every_wrong_field_of_a_question_is_named_at_once() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let path = format!("/api/v1/quizzes/{}/questions", lesson.quiz);
    let add = async |body| acme.admin.post(&path, body).await;
    add(json!({})).await.is_invalid(&["kind", "stem_md"]);
    add(json!({ "kind": "essay", "stem_md": "x" })).await.is_invalid(&["kind"]);
    add(json!({ "kind": "number", "stem_md": "x", "value": "many", "points": 0 })).await.is_invalid(&["value", "points"]);
    add(json!({ "kind": "short_text", "stem_md": "x", "accepted": [] })).await.is_invalid(&["accepted"]);
    let none_right = json!({ "kind": "single_choice", "stem_md": "x", "options": [{ "text_md": "a" }, { "text_md": "b" }] });
    add(none_right).await.is_invalid(&["options"]);
    let two_right = json!([{ "text_md": "a", "correct": true }, { "text_md": "b", "correct": true }]);
    add(json!({ "kind": "single_choice", "stem_md": "x", "options": two_right })).await.is_invalid(&["options"]);
    add(json!({ "kind": "number", "stem_md": "x", "value": 1, "colour": "red" })).await.is_invalid(&["colour"]);
    assert_eq!(acme.admin.get(&path).await.is_ok().items().len(), questions().len());
}

/// Rule 4 of the engine: ids of options tell nothing, not even in which order the author wrote them.
#[actix_web::test]
async fn ids_of_options_have_no_order() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let options: Vec<_> = (0..20).map(|at| json!({ "text_md": format!("option {at}"), "correct": at == 0 })).collect();
    let long = json!({ "kind": "single_choice", "stem_md": "Which?", "options": options });
    let written = acme.admin.post(format!("/api/v1/quizzes/{}/questions", lesson.quiz), long).await.is_created();
    let path = format!("/api/v1/questions/{}", written.id());
    let reworded = acme.admin.patch(path, json!({ "stem_md": "Which one?" })).await.is_ok();
    for kept in [&written, &reworded] {
        let ids: Vec<_> = kept.items_of("options").iter().map(|option| option["id"].as_str().unwrap()).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        assert_ne!(ids, sorted, "the author's order once in 20! runs");
    }
    assert_ne!(written.items_of("options")[0]["id"], reworded.items_of("options")[0]["id"]);
}

#[actix_web::test]
async fn learners_and_strangers_never_see_what_is_right() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    for path in [
        format!("/api/v1/quizzes/{}", lesson.quiz),
        format!("/api/v1/quizzes/{}/questions", lesson.quiz),
        format!("/api/v1/questions/{}", lesson.questions[0]),
    ] {
        acme.learner.get(&path).await.is_forbidden();
        globex.owner.get(&path).await.is_not_found();
        world.visitor().get(&path).await.is_unauthenticated();
    }
    globex.owner.patch(format!("/api/v1/questions/{}", lesson.questions[0]), json!({ "stem_md": "mine" })).await.is_not_found();
    globex
        .owner
        .patch(format!("/api/v1/quizzes/{}", lesson.quiz), json!({ "settings": { "pass_percent": 1 } }))
        .await
        .is_not_found();
}

//! What an attempt draws and freezes at its start, and what it shows of that.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::attempts::stage;
use crate::lesson::{FEEDBACK, slot_path};
use crate::world::World;

fn order(attempt: &Answer) -> Vec<String> {
    attempt.items_of("slots").iter().map(|slot| slot["stem_html"].as_str().unwrap().to_owned()).collect()
}

/// The options of a question, by their texts.
fn options(attempt: &Answer, stem: &str) -> Vec<String> {
    let slot = attempt.items_of("slots").iter().find(|slot| slot["stem_html"].as_str().unwrap().contains(stem)).unwrap();
    slot["options"].as_array().unwrap().iter().map(|option| option["text_html"].as_str().unwrap().to_owned()).collect()
}

/// Rule 2: an order is drawn for each attempt, and is that of the attempt from then on.
#[actix_web::test]
async fn each_attempt_is_mixed_once() {
    for mixed in [true, false] {
        let world = World::new().await;
        let acme = world.tenant("Acme").await;
        let settings = json!({ "shuffle_questions": mixed, "shuffle_options": mixed });
        let lesson = acme.admin.writes_a_module("Forklifts", settings).await;
        let written: Vec<String> = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map(str::to_owned).to_vec();
        let given: Vec<Value> = written.iter().map(|text| json!({ "text_md": text, "correct": text == "a" })).collect();
        let long = json!({ "kind": "single_choice", "stem_md": "Ten ways", "options": given });
        acme.admin.post(format!("/api/v1/quizzes/{}/questions", lesson.quiz), long).await.is_created();
        acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
        acme.admin.assigns(&lesson, &[&acme.learner]).await;
        world.runs_its_jobs().await;
        let mut seen = Vec::new();
        for _ in 0..6 {
            let attempt = acme.learner.starts(&lesson).await.is_created();
            let again = acme.learner.get(format!("/api/v1/attempts/{}", attempt.id())).await.is_ok();
            assert_eq!(attempt.items_of("slots"), again.items_of("slots"), "an order stays");
            seen.push((order(&attempt), options(&attempt, "Ten ways")));
            acme.learner.hands_in(&attempt).await.is_ok();
        }
        // Six times the same of 720 and of 3,628,800 orders: once in 10¹⁴ and 10³² runs.
        assert_eq!(seen.iter().any(|one| one.0 != seen[0].0), mixed, "{seen:#?}");
        assert_eq!(seen.iter().any(|one| one.1 != seen[0].1), mixed, "{seen:#?}");
        assert_eq!(seen.iter().all(|one| one.1 == written), !mixed);
    }
}

/// Rule 5: points are not rounded before they are shown: a third of three points is one.
#[actix_web::test]
async fn a_third_of_three_points_is_a_point() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let option = |text: &str, correct: bool| json!({ "text_md": text, "correct": correct });
    let given = [option("one", true), option("two", true), option("three", true), option("four", false)];
    let third = json!({ "kind": "multiple_response", "stem_md": "Thirds", "points": 3, "options": given });
    acme.admin.post(format!("/api/v1/quizzes/{}/questions", lesson.quiz), third).await.is_created();
    acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    world.runs_its_jobs().await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slot = attempt.items_of("slots").last().unwrap();
    let one = slot["options"].as_array().unwrap().iter().find(|option| option["text_html"] == "one").unwrap();
    acme.learner.put(slot_path(&attempt, slot), json!({ "sequence": 1, "option_ids": [one["id"]] })).await.is_ok();
    assert_eq!(acme.learner.hands_in(&attempt).await.is_ok().json["score"], 1.0);
    let review = acme.learner.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_ok();
    let answered = review.items_of("questions").last().unwrap();
    assert_eq!((&answered["score"], &answered["mark"]), (&json!(1.0), &json!("partly")));
}

/// The certificate names what was passed, also when something newer was published meanwhile.
#[actix_web::test]
async fn a_certificate_names_the_version_of_its_attempt() {
    let (world, acme, lesson) = stage(json!({})).await;
    acme.learner.reads(&lesson).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    acme.admin.patch(format!("/api/v1/modules/{}", lesson.module), json!({ "title": "Forklifts and cranes" })).await.is_ok();
    acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
    acme.learner.answers(&attempt, true).await;
    acme.learner.hands_in(&attempt).await.is_ok();
    world.runs_its_jobs().await;
    let mine = acme.learner.get("/api/v1/me/certificates").await.is_ok();
    assert_eq!((mine.each("module_version"), mine.each("module_title")), (vec!["1".to_owned()], vec!["Forklifts".to_owned()]));
}

/// What an author wrote is read out in the language of the module.
#[actix_web::test]
async fn questions_say_their_language() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Stapler", json!({})).await;
    acme.admin.patch(format!("/api/v1/modules/{}", lesson.module), json!({ "language": "de" })).await.is_ok();
    acme.admin.posts(format!("/api/v1/modules/{}/publication", lesson.module)).await.is_created();
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    world.runs_its_jobs().await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let page = format!("/attempts/{}", attempt.id());
    let says = async |path: String, marks: &[&str]| {
        let text = acme.learner.opens(&path).await.is_ok().text();
        for mark in marks {
            assert!(text.contains(mark), "{path} has no {mark}: {text}");
        }
    };
    says(page.clone(), &["<div lang=\"de\"><p>What of", "<span lang=\"de\">no one</span>"]).await;
    says(format!("{page}/submission"), &["<span lang=\"de\">What of"]).await;
    acme.learner.hands_in(&attempt).await.is_ok();
    let feedback = format!("<div lang=\"de\"><p>{FEEDBACK}");
    says(format!("{page}/result"), &["lang=\"de\"><p>What of", "<span lang=\"de\">no one</span>", &feedback]).await;
}

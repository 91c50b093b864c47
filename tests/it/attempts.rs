//! The ten rules of the quiz engine.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::actors::Workspace;
use crate::answer::{Answer, Call};
use crate::lesson::{ACCEPTED, FEEDBACK, Lesson, answer_to, slot_path};
use crate::world::World;

/// A workspace in which a module with these settings of its quiz is published and assigned.
pub async fn stage(settings: Value) -> (World, Workspace, Lesson) {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", settings).await;
    acme.admin.assigns(&lesson, &[&acme.learner, &acme.instructor]).await;
    world.runs_its_jobs().await;
    (world, acme, lesson)
}

#[actix_web::test]
async fn a_learner_reads_passes_and_gets_a_certificate() {
    let (world, acme, lesson) = stage(json!({ "pass_percent": 100 })).await;
    let result = acme.learner.passes(&lesson).await;
    assert_eq!((result.string("state"), &result.json["passed"]), ("finished".into(), &json!(true)));
    assert_eq!((&result.json["score"], &result.json["max_score"]), (&json!(10.0), &json!(10.0)));
    world.runs_its_jobs().await;
    let mine = acme.learner.get("/api/v1/me/certificates").await.is_ok();
    assert_eq!(mine.each("id"), [result.string("certificate_id")]);
    acme.owner.finds_in_the_log(&["assess.attempt.started", "assess.attempt.submitted", "cert.certificate.issued"]).await;
}

#[actix_web::test]
async fn what_is_wrong_or_empty_earns_nothing() {
    let (world, acme, lesson) = stage(json!({ "pass_percent": 50 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    acme.learner.answers(&attempt, false).await;
    let result = acme.learner.hands_in(&attempt).await.is_ok();
    assert_eq!(
        (&result.json["score"], &result.json["passed"], &result.json["certificate_id"]),
        (&json!(0.0), &json!(false), &Value::Null)
    );
    let empty = acme.learner.starts(&lesson).await.is_created();
    assert_eq!(acme.learner.hands_in(&empty).await.is_ok().json["score"], 0.0);
    world.runs_its_jobs().await;
    assert!(acme.learner.get("/api/v1/me/certificates").await.is_ok().items().is_empty());
}

/// Rule 1: only the server's clock counts, and the deadline is stored at the start.
#[actix_web::test]
async fn a_quiz_with_a_limit_ends_at_its_deadline() {
    let (world, acme, lesson) = stage(json!({ "time_limit_s": 600, "pass_percent": 30 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let deadline: DateTime<Utc> = attempt.string("deadline").parse().unwrap();
    assert_eq!(deadline, world.now() + Duration::seconds(600));
    let slots = attempt.items_of("slots").to_vec();
    let mut body = answer_to(&slots[0], true);
    body["sequence"] = json!(1);
    acme.learner.put(slot_path(&attempt, &slots[0]), body).await.is_ok();

    world.waits(Duration::hours(5));
    let mut late = answer_to(&slots[1], true);
    late["sequence"] = json!(1);
    acme.learner.put(slot_path(&attempt, &slots[1]), late).await.is_refused("attempt-ended");
    let seen = acme.learner.get(format!("/api/v1/attempts/{}", attempt.id())).await.is_ok();
    assert_eq!(seen.string("state"), "finished");
    let result = acme.learner.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_ok();
    let ended: DateTime<Utc> = result.string("finished_at").parse().unwrap();
    assert_eq!(
        (ended, &result.json["score"]),
        (deadline, &json!(2.0)),
        "what came in time is graded, what came late is kept and not"
    );
    assert_eq!(result.json["late_answers"], 1);
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["assess.attempt.expired"]).await;
}

/// Rule 8: the worker ends what nobody looks at, at the deadline, also long after.
#[actix_web::test]
async fn the_worker_ends_an_attempt_that_nobody_looks_at() {
    let (world, acme, lesson) = stage(json!({ "time_limit_s": 60 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    world.runs_its_jobs().await;
    world.waits(Duration::days(3));
    world.runs_its_jobs().await;
    let names = acme.owner.reads_the_log().await;
    assert_eq!(names.iter().filter(|name| *name == "assess.attempt.expired").count(), 1);
    let result = acme.learner.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_ok();
    assert_eq!(result.string("finished_at"), attempt.string("deadline"));
    acme.learner.hands_in(&attempt).await.is_ok();
    assert_eq!(acme.owner.reads_the_log().await.iter().filter(|name| name.starts_with("assess.attempt.")).count(), 2);
}

/// Rule 2: a second start returns the open attempt, also when both arrive at once.
#[actix_web::test]
async fn two_starts_at_once_make_one_attempt() {
    let (world, acme, lesson) = stage(json!({})).await;
    let starts = (0..4).map(|_| acme.learner.starts(&lesson));
    let answers: Vec<Answer> = futures_util::future::join_all(starts).await;
    assert!(answers.iter().all(|answer| [200, 201].contains(&answer.status.as_u16())), "{answers:#?}");
    assert_eq!(answers.iter().filter(|answer| answer.status.as_u16() == 201).count(), 1);
    let mut ids: Vec<_> = answers.iter().map(Answer::id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.database.number("SELECT count(*) FROM attempt").await, 1);
}

#[actix_web::test]
async fn attempts_are_counted() {
    let (_world, acme, lesson) = stage(json!({ "attempts_allowed": 2, "pass_percent": 100 })).await;
    for _ in 0..2 {
        let attempt = acme.learner.starts(&lesson).await.is_created();
        acme.learner.hands_in(&attempt).await.is_ok();
    }
    acme.learner.starts(&lesson).await.is_refused("no-attempts-left");
    acme.instructor.starts(&lesson).await.is_created();
}

#[actix_web::test]
async fn who_was_not_asked_starts_nothing() {
    let (_world, acme, lesson) = stage(json!({})).await;
    acme.admin.starts(&lesson).await.is_refused("not-assigned");
    acme.admin.posts(format!("/api/v1/units/{}/views", lesson.page)).await.is_refused("not-assigned");
    let draft = acme.admin.writes_a_module("Draft", json!({})).await;
    acme.learner.starts(&draft).await.is_not_found();
}

/// Rule 3: a stale window is refused with a clear message; the same answer again is the same answer.
#[actix_web::test]
async fn an_answer_from_a_stale_window_is_refused() {
    let (world, acme, lesson) = stage(json!({})).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slot = attempt.items_of("slots")[0].clone();
    let path = slot_path(&attempt, &slot);
    let given = |right: bool, sequence: i64| {
        let mut body = answer_to(&slot, right);
        body["sequence"] = json!(sequence);
        body
    };
    let first = acme.learner.put(&path, given(true, 1)).await.is_ok();
    let again = acme.learner.put(&path, given(true, 1)).await.is_ok();
    assert_eq!(first.json, again.json);
    acme.learner.put(&path, given(false, 1)).await.is_refused("stale-answer");
    acme.learner.put(&path, given(false, 5)).await.is_ok();
    acme.learner.put(&path, given(true, 4)).await.is_refused("stale-answer");
    acme.learner.put(&path, given(true, 0)).await.is_invalid(&["sequence"]);
    assert_eq!(world.database.number("SELECT count(*) FROM answer").await, 2);
    assert_eq!(acme.learner.hands_in(&attempt).await.is_ok().json["score"], 0.0, "the newest answer counts");
}

#[actix_web::test]
async fn two_answers_with_one_number_at_once_keep_one() {
    let (world, acme, lesson) = stage(json!({})).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slot = attempt.items_of("slots")[0].clone();
    let path = slot_path(&attempt, &slot);
    let send = |right: bool| {
        let mut body = answer_to(&slot, right);
        body["sequence"] = json!(1);
        acme.learner.put(path.clone(), body)
    };
    let (one, other) = tokio::join!(send(true), send(false));
    let statuses = [one.status.as_u16(), other.status.as_u16()];
    assert!(statuses == [200, 409] || statuses == [409, 200], "{statuses:?}");
    assert_eq!(world.database.number("SELECT count(*) FROM answer").await, 1);
}

#[actix_web::test]
async fn an_answer_must_fit_its_question() {
    let (_world, acme, lesson) = stage(json!({})).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    for slot in attempt.items_of("slots") {
        let path = slot_path(&attempt, slot);
        let wrong = match slot["kind"].as_str().unwrap() {
            "single_choice" | "multiple_response" => json!({ "sequence": 1, "option_ids": [attempt.id()] }),
            "true_false" => json!({ "sequence": 1, "number": 3 }),
            "short_text" => json!({ "sequence": 1, "text": "x".repeat(2001) }),
            _ => json!({ "sequence": 1, "text": "forty-two" }),
        };
        acme.learner.put(&path, wrong).await.has_status(422);
        acme.learner.put(&path, json!({ "sequence": 1, "score": 100 })).await.is_invalid(&["score"]);
        acme.learner.put(&path, json!({ "sequence": 1 })).await.is_ok();
    }
    let beyond = format!("/api/v1/attempts/{}/answers/99", attempt.id());
    acme.learner.put(beyond, json!({ "sequence": 1, "boolean": true })).await.is_not_found();
}

/// Rules 3 and 6: handing in twice is handing in once, and what follows happens once.
#[actix_web::test]
async fn a_second_submission_says_what_the_first_one_said() {
    let (world, acme, lesson) = stage(json!({})).await;
    acme.learner.reads(&lesson).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    acme.learner.answers(&attempt, true).await;
    let (one, two) = tokio::join!(acme.learner.hands_in(&attempt), acme.learner.hands_in(&attempt));
    let three = acme.learner.hands_in(&attempt).await.is_ok();
    assert_eq!(one.is_ok().json, two.is_ok().json);
    let key = |text: &str| Call::post(format!("/api/v1/attempts/{}/submission", attempt.id())).header("idempotency-key", text);
    assert_eq!(acme.learner.sends(key("a")).await.is_ok().json, three.json);
    world.runs_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM certificate").await, 1);
    let names = acme.owner.reads_the_log().await;
    assert_eq!(names.iter().filter(|name| *name == "assess.attempt.submitted").count(), 1);
}

/// Rule 4: nothing of what is right leaves the server before it may.
#[actix_web::test]
async fn a_running_attempt_says_nothing_of_what_is_right() {
    let settings = json!({ "pass_percent": 100, "shuffle_options": true, "shuffle_questions": true, "attempts_allowed": 3 });
    let (_world, acme, lesson) = stage(settings).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let id = attempt.id();
    let mut seen = vec![attempt.clone()];
    for (at, slot) in attempt.items_of("slots").iter().enumerate() {
        // The accepted word never stands in an answer of one's own, so that wherever it stands, it was told.
        let mut body = answer_to(slot, at % 2 == 0 && slot["kind"] != "short_text");
        body["sequence"] = json!(1);
        seen.push(acme.learner.put(slot_path(&attempt, slot), body).await.is_ok());
    }
    seen.push(acme.learner.get(format!("/api/v1/attempts/{id}")).await.is_ok());
    seen.push(acme.learner.get(format!("/api/v1/attempts/{id}/result")).await.is_refused("attempt-open"));
    seen.push(acme.learner.get("/api/v1/me/assignments").await.is_ok());
    seen.push(acme.learner.starts(&lesson).await.is_ok());
    let mut paths = vec![
        "/learn".to_owned(),
        format!("/learn/modules/{}", lesson.module),
        format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit),
        format!("/attempts/{id}"),
        format!("/attempts/{id}/submission"),
    ];
    paths.extend((1..=lesson.questions.len()).map(|q| format!("/attempts/{id}?q={q}")));
    for path in paths {
        seen.push(acme.learner.opens(path).await.is_ok());
    }
    seen.push(acme.learner.opens(format!("/attempts/{id}/result")).await.leads_to(&format!("/attempts/{id}")));
    for answer in &seen {
        let text = answer.everything();
        for secret in [FEEDBACK, ACCEPTED, "\"correct\"", "answer_key", "tolerance", "\"mark\"", "fraction"] {
            assert!(!text.contains(secret), "{} tells {secret}: {text}", answer.to);
        }
    }
    let failed = acme.learner.hands_in(&attempt).await.is_ok();
    assert_eq!(failed.json["passed"], false);
    let review = acme.learner.get(format!("/api/v1/attempts/{id}/result")).await.is_ok();
    assert!(review.text().contains(FEEDBACK), "feedback is for after the end");
    assert!(
        review.items_of("questions").iter().all(|question| question["right"].is_null()),
        "an attempt is left: {}",
        review.text()
    );
    let page = acme.learner.opens(format!("/attempts/{id}/result")).await.is_ok().text();
    assert!(page.contains(FEEDBACK) && !page.contains(ACCEPTED) && !page.contains("Right answer"), "{page}");
}

#[actix_web::test]
async fn the_right_answers_are_told_when_they_cannot_be_used_any_more() {
    let (_world, acme, lesson) = stage(json!({ "pass_percent": 100, "attempts_allowed": 1 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    acme.learner.hands_in(&attempt).await.is_ok();
    let review = acme.learner.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_ok();
    assert!(review.items_of("questions").iter().all(|question| !question["right"].is_null()), "{}", review.text());
}

#[actix_web::test]
async fn an_earlier_attempt_tells_nothing_that_helps_the_last_one() {
    let (_world, acme, lesson) = stage(json!({ "pass_percent": 100, "attempts_allowed": 2 })).await;
    let first = acme.learner.starts(&lesson).await.is_created();
    acme.learner.hands_in(&first).await.is_ok();
    let last = acme.learner.starts(&lesson).await.is_created();
    let path = format!("/api/v1/attempts/{}/result", first.id());
    let review = acme.learner.get(&path).await.is_ok();
    assert!(review.items_of("questions").iter().all(|question| question["right"].is_null()), "{}", review.text());
    assert_eq!((&review.json["attempts_left"], &review.json["running_id"]), (&json!(0), &json!(last.id())));
    let page = acme.learner.opens(format!("/attempts/{}/result", first.id())).await.is_ok().text();
    assert!(!page.contains(ACCEPTED) && !page.contains("No attempt is left"), "{page}");
    assert!(page.contains(&format!("href=\"/attempts/{}\"", last.id())), "it leads back to what runs");
    acme.learner.hands_in(&last).await.is_ok();
    let review = acme.learner.get(&path).await.is_ok();
    assert!(review.items_of("questions").iter().all(|question| !question["right"].is_null()), "none is left: {}", review.text());
}

#[actix_web::test]
async fn a_question_takes_so_many_answers_whatever_their_numbers() {
    let (world, acme, lesson) = stage(json!({ "pass_percent": 100 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slot = &attempt.items_of("slots")[0];
    let answer = |sequence: i64| {
        let mut body = answer_to(slot, true);
        body["sequence"] = json!(sequence);
        acme.learner.put(slot_path(&attempt, slot), body)
    };
    answer(1_795_000_000_000).await.is_ok();
    answer(1_795_000_000_001).await.is_ok();
    let kept = "SELECT count(*) FROM answer";
    assert_eq!(world.database.number(kept).await, 2);
    // As if there were 1,998 answers more.
    for number in 1..=1_998 {
        let id = world.database.id(crate::database::fresh_id());
        let copy = format!(
            "INSERT INTO answer (id, tenant_id, attempt_id, slot, sequence, value, received_at, late) \
             SELECT {id}, tenant_id, attempt_id, slot, {number}, value, received_at, late FROM answer WHERE sequence = 1795000000000"
        );
        world.database.run(&copy).await;
    }
    answer(1_795_000_000_002).await.is_refused("answers-many");
    answer(1_795_000_000_001).await.is_ok();
    assert_eq!(world.database.number(kept).await, 2_000);
}

/// The bank's rule: editing makes a version; a running attempt keeps what it froze.
#[actix_web::test]
async fn an_edited_question_changes_no_running_attempt() {
    let (_world, acme, lesson) = stage(json!({ "pass_percent": 100 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let number = lesson.questions.last().unwrap();
    acme.admin.patch(format!("/api/v1/questions/{number}"), json!({ "stem_md": "Another question", "value": 7 })).await.is_ok();
    acme.admin.patch(format!("/api/v1/quizzes/{}", lesson.quiz), json!({ "settings": { "pass_percent": 1 } })).await;
    let seen = acme.learner.get(format!("/api/v1/attempts/{}", attempt.id())).await.is_ok();
    assert!(!seen.text().contains("Another question"));
    acme.learner.answers(&attempt, true).await;
    let result = acme.learner.hands_in(&attempt).await.is_ok();
    assert_eq!((&result.json["score"], &result.json["pass_percent"]), (&json!(10.0), &json!(100)));
}

#[actix_web::test]
async fn nobody_answers_in_the_attempt_of_another() {
    let (world, acme, lesson) = stage(json!({})).await;
    let globex = world.tenant("Globex").await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slot = attempt.items_of("slots")[0].clone();
    let mut body = answer_to(&slot, true);
    body["sequence"] = json!(1);
    for other in [&acme.instructor, &acme.owner, &globex.learner, &globex.owner] {
        other.get(format!("/api/v1/attempts/{}", attempt.id())).await.is_not_found();
        other.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_not_found();
        other.put(slot_path(&attempt, &slot), body.clone()).await.is_not_found();
        other.hands_in(&attempt).await.is_not_found();
    }
    globex.learner.starts(&lesson).await.is_not_found();
    globex.learner.posts(format!("/api/v1/units/{}/views", lesson.page)).await.is_not_found();
    assert_eq!(world.database.number("SELECT count(*) FROM answer").await, 0);
}

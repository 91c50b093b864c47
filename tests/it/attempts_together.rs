//! The quiz engine when several requests arrive at once, and at the edge of its time.

use chrono::Duration;
use futures_util::future::{join_all, join3};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::attempts::stage;
use crate::lesson::{answer_to, slot_path};

fn numbered(slot: &Value, right: bool, sequence: i64) -> Value {
    let mut body = answer_to(slot, right);
    body["sequence"] = json!(sequence);
    body
}

fn of_kind(attempt: &Answer, kind: &str) -> Value {
    attempt.items_of("slots").iter().find(|slot| slot["kind"] == kind).unwrap().clone()
}

/// Rules 1 and 3: what is on its way at the deadline counts for five seconds; what comes after them is kept and does not.
#[actix_web::test]
async fn an_answer_travels_for_five_seconds_at_most() {
    let (world, acme, lesson) = stage(json!({ "time_limit_s": 600 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let slots = attempt.items_of("slots").to_vec();
    world.waits(Duration::seconds(605));
    acme.learner.put(slot_path(&attempt, &slots[0]), numbered(&slots[0], true, 1)).await.is_ok();
    world.waits(Duration::seconds(1));
    acme.learner.put(slot_path(&attempt, &slots[1]), numbered(&slots[1], true, 1)).await.is_refused("attempt-ended");
    let result = acme.learner.get(format!("/api/v1/attempts/{}/result", attempt.id())).await.is_ok();
    assert_eq!((&result.json["score"], &result.json["late_answers"]), (&json!(2.0), &json!(1)));
    assert_eq!(result.string("finished_at"), attempt.string("deadline"));
    world.runs_its_jobs().await;
}

/// Rule 3: answers that arrive while the attempt is handed in are kept, whether they count or not.
#[actix_web::test]
async fn answers_beside_a_submission_are_all_kept() {
    let (world, acme, lesson) = stage(json!({ "pass_percent": 100 })).await;
    let mut sent = 0;
    for _ in 0..6 {
        let attempt = acme.learner.starts(&lesson).await.is_created();
        let slots = attempt.items_of("slots").to_vec();
        let put = |slot: &Value| acme.learner.put(slot_path(&attempt, slot), numbered(slot, false, 1));
        let (before, handed_in, after) =
            join3(join_all(slots[..2].iter().map(put)), acme.learner.hands_in(&attempt), join_all(slots[2..].iter().map(put)))
                .await;
        handed_in.is_ok();
        for answer in before.into_iter().chain(after) {
            sent += 1;
            if answer.status.as_u16() != 200 {
                answer.is_refused("attempt-ended");
            }
        }
    }
    assert_eq!(world.database.number("SELECT count(*) FROM answer").await, sent);
}

/// A form and the script's own request of the same page arrive together: the form has the last word, and nobody is told that
/// the attempt is open elsewhere.
#[actix_web::test]
async fn a_form_is_not_behind_the_request_of_its_own_page() {
    let (_world, acme, lesson) = stage(json!({})).await;
    for _ in 0..6 {
        let attempt = acme.learner.starts(&lesson).await.is_created();
        let slot = of_kind(&attempt, "short_text");
        let path = format!("/attempts/{}/answers/{}", attempt.id(), slot["slot"]);
        let fields = [("seen", "0"), ("text", "whole words"), ("go", "review")];
        let (put, form) = tokio::join!(
            acme.learner.put(slot_path(&attempt, &slot), json!({ "sequence": 1, "text": "whole" })),
            acme.learner.submits(path, &fields)
        );
        form.leads_to(&format!("/attempts/{}/submission", attempt.id()));
        if put.status.as_u16() != 200 {
            put.is_refused("stale-answer");
        }
        let seen = acme.learner.get(format!("/api/v1/attempts/{}", attempt.id())).await.is_ok();
        assert_eq!(of_kind(&seen, "short_text")["answer"]["text"], "whole words");
        acme.learner.hands_in(&attempt).await.is_ok();
    }
}

#[actix_web::test]
async fn the_first_step_made_three_times_at_once_is_one_step() {
    let (world, acme, lesson) = stage(json!({})).await;
    let open = || acme.learner.posts(format!("/api/v1/units/{}/views", lesson.page));
    for seen in join_all([open(), open(), open()]).await {
        assert_eq!(seen.is_ok().json["units_done"], 1);
    }
    assert_eq!(world.database.number("SELECT count(*) FROM module_progress").await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM unit_progress").await, 1);
}

/// Rule 8: an attempt whose time is over is nowhere shown as running, also before anybody has noticed.
#[actix_web::test]
async fn an_attempt_that_ran_out_is_not_shown_as_running() {
    let (world, acme, lesson) = stage(json!({ "time_limit_s": 60 })).await;
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let (running, unit) =
        (format!("/attempts/{}", attempt.id()), format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit));
    let progress = format!("/api/v1/progress/{}", acme.learner.id);
    assert!(acme.learner.opens("/learn").await.is_ok().text().contains(&running));
    assert!(acme.learner.opens(&unit).await.is_ok().text().contains("Back to the open attempt"));
    assert!(acme.owner.get(&progress).await.is_ok().text().contains("\"in_progress\""));

    world.waits(Duration::minutes(10));
    assert!(!acme.learner.opens("/learn").await.is_ok().text().contains(&running));
    let start = acme.learner.opens(&unit).await.is_ok().text();
    assert!(start.contains("Waiting") && !start.contains("Back to the open attempt"), "{start}");
    let seen = acme.owner.get(&progress).await.is_ok();
    let attempts = &seen.items()[0]["attempts"];
    assert_eq!(attempts[0]["state"], "submitted", "{}", seen.text());
    acme.learner.opens(&running).await.leads_to(&format!("{running}/result"));
    world.runs_its_jobs().await;
}

//! What a learner reads: one true sentence on the home page, a bar that moves, and what comes after a failed attempt.

use chrono::Duration;
use serde_json::json;

use crate::answer::Call;
use crate::world::World;

const NOTHING: &str = "Nothing is assigned to you yet";
const FINISHED: &str = "Everything assigned to you is finished";
const OPEN: &str = "1 module is open.";

#[actix_web::test]
async fn the_home_page_says_one_true_sentence() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let says = async || {
        let html = acme.learner.opens("/learn").await.is_ok().text();
        [NOTHING, FINISHED, OPEN].into_iter().filter(|sentence| html.contains(sentence)).collect::<Vec<_>>()
    };
    assert_eq!(says().await, [NOTHING]);
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    assert_eq!(says().await, [OPEN]);
    acme.learner.passes(&lesson).await;
    assert_eq!(says().await, [FINISHED]);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_bar_moves_when_a_page_was_opened() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    let page = format!("/learn/modules/{}/units/{}", lesson.module, lesson.page);
    let bar = |done: u8| format!("value=\"{done}\" max=\"2\"");
    let before = acme.learner.opens(&page).await.is_ok().text();
    assert!(before.contains("id=\"study-bar\"") && before.contains(&bar(0)), "{before}");
    let seen = Call::post(format!("/learn/units/{}/views", lesson.page)).header("hx-request", "true");
    let seen = seen.header("accept", "text/html").header("sec-fetch-site", "same-origin");
    let said = acme.learner.sends(seen).await.is_ok().text();
    assert!(said.contains("id=\"study-bar\" hx-swap-oob=\"true\"") && said.contains(&bar(1)), "{said}");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn after_a_failed_attempt_the_page_says_what_comes_next() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "attempts_allowed": 2 })).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    let fails = async || {
        let attempt = acme.learner.starts(&lesson).await.is_created();
        acme.learner.hands_in(&attempt).await.is_ok();
        acme.learner.opens(format!("/attempts/{}/result", attempt.id())).await.is_ok().text()
    };
    let first = fails().await;
    assert!(first.contains("Not passed") && first.contains("1 attempt is left.") && first.contains("Try again"), "{first}");
    let last = fails().await;
    assert!(last.contains("No attempt is left at this quiz.") && !last.contains("Try again"), "{last}");
    let intro = acme.learner.opens(format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit)).await.is_ok().text();
    assert_eq!(intro.matches("No attempt is left").count(), 1, "{intro}");
    assert!(!intro.contains("Before you start"), "{intro}");
    world.runs_its_jobs().await;
}

/// Times are those of the workspace, and the page says which.
#[actix_web::test]
async fn times_are_those_of_the_workspace() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "time_limit_s": 600 })).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Asia/Tokyo" })).await.is_ok();
    world.waits(Duration::seconds(2));
    let attempt = acme.learner.starts(&lesson).await.is_created();
    let question = acme.learner.opens(format!("/attempts/{}", attempt.id())).await.is_ok().text();
    let home = acme.learner.opens("/learn").await.is_ok().text();
    acme.learner.hands_in(&attempt).await.is_ok();
    let result = acme.learner.opens(format!("/attempts/{}/result", attempt.id())).await.is_ok().text();
    let intro = acme.learner.opens(format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit)).await.is_ok().text();
    let way = acme.admin.opens(format!("/progress/{}", acme.learner.id)).await.is_ok().text();
    // It began at 08:00 in UTC and ends ten minutes later.
    let pages = [
        ("question", question, "17:10"),
        ("home", home, "17:10"),
        ("result", result, "17:00"),
        ("intro", intro, "2 Mar, 17:00"),
        ("way", way, "2 Mar, 17:00"),
    ];
    for (name, html, time) in pages {
        assert!(html.contains("Asia/Tokyo") && !html.contains("UTC") && html.contains(time), "{name}, {time}: {html}");
    }
    world.runs_its_jobs().await;
}

/// An attempt of another year says so, and points that are not enough do not read as enough.
#[actix_web::test]
async fn an_old_attempt_has_its_year_and_its_points_are_cut_off() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({})).await;
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    acme.learner.passes(&lesson).await;
    world.database.run("UPDATE attempt SET score_micro = 7996000").await;
    let (way, unit) =
        (format!("/progress/{}", acme.learner.id), format!("/learn/modules/{}/units/{}", lesson.module, lesson.unit));
    let pages = async || [acme.admin.opens(&way).await.is_ok().text(), acme.learner.opens(&unit).await.is_ok().text()];
    for html in pages().await {
        assert!(html.contains("2 Mar, 09:00") && html.contains("7.99 of 10") && !html.contains("8 of 10"), "{html}");
    }
    world.waits(Duration::days(365));
    for html in pages().await {
        assert!(html.contains("2 Mar 2026, 09:00"), "{html}");
    }
    assert!(acme.admin.opens("/progress").await.is_ok().text().contains("2 Mar 2026"), "in the matrix too");
    world.runs_its_jobs().await;
}

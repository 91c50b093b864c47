//! Who is how far, for those who may know.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::{Person, Workspace};
use crate::lesson::Lesson;
use crate::world::World;

async fn stage() -> (World, Workspace, Lesson, Person, String) {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let nina = world.joins(acme.id, &acme.slug, "Nina", Role::Learner).await;
    let lesson = acme.admin.publishes_a_module("Forklifts", json!({ "pass_percent": 50 })).await;
    let led = acme.admin.makes_a_group("Led", &[&acme.learner]).await;
    acme.admin.lets_lead(&led, &acme.instructor).await;
    let due = world.now() + Duration::days(7);
    let body = json!({ "module_id": lesson.module, "user_ids": [acme.learner.id, nina.id], "due_at": due });
    acme.admin.post("/api/v1/assignments", body).await.is_created();
    world.runs_its_jobs().await;
    (world, acme, lesson, nina, led)
}

/// The cell of a person, wherever the matrix keeps it.
fn cell<'a>(matrix: &'a Value, person: &Person) -> &'a Value {
    let row = matrix["items"].as_array().unwrap().iter().find(|row| row.to_string().contains(&person.id.to_string()));
    let row = row.unwrap_or_else(|| panic!("{} is not in {matrix:#}", person.name));
    &row["cells"][0]
}

#[actix_web::test]
async fn an_admin_sees_who_is_how_far() {
    let (world, acme, lesson, nina, _) = stage().await;
    let path = format!("/api/v1/progress?module_id={}", lesson.module);
    assert_eq!(cell(&acme.admin.get(&path).await.is_ok().json, &nina)["state"], "not_started");
    nina.reads(&lesson).await;
    assert_eq!(cell(&acme.admin.get(&path).await.is_ok().json, &nina)["state"], "in_progress");
    acme.learner.passes(&lesson).await;
    let matrix = acme.admin.get(&path).await.is_ok().json;
    assert_eq!(
        (&cell(&matrix, &acme.learner)["state"], &cell(&matrix, &acme.learner)["percent"]),
        (&json!("finished"), &json!(100))
    );
    world.waits(Duration::days(8));
    let matrix = acme.admin.get(&path).await.is_ok().json;
    assert_eq!((&cell(&matrix, &nina)["late"], &cell(&matrix, &acme.learner)["late"]), (&json!(true), &json!(false)));
    let late = acme.admin.get(format!("{path}&state=late")).await.is_ok();
    assert_eq!(late.items().len(), 1);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_page_offers_every_module_and_says_of_how_many_people() {
    let (world, acme, lesson, nina, _) = stage().await;
    let other = acme.admin.publishes_a_module("Ladders", json!({})).await;
    acme.admin.assigns(&other, &[&nina]).await;
    let page = async |query: String| acme.admin.opens(format!("/progress{query}")).await.is_ok().text();
    let option = |lesson: &Lesson| format!("<option value=\"{}\"", lesson.module);
    let narrowed = page(format!("?module_id={}", lesson.module)).await;
    assert!(narrowed.contains(&option(&lesson)) && narrowed.contains(&option(&other)), "both can be chosen");
    assert!(!narrowed.contains("<th scope=\"col\">Ladders"), "one is shown");

    assert!(page(String::new()).await.contains("<span>5 people</span>"));
    assert!(page("?limit=2".to_owned()).await.contains("<span>2 of 5 people</span>"));
    assert!(page("?limit=1&q=n".to_owned()).await.contains("<span>1 of 2 people</span>"), "Nina and Ines");
    let cell = format!("href=\"/progress/{}#m-{}\"", nina.id, other.module);
    assert!(page(String::new()).await.contains(&cell), "a cell leads to the module of the person");
    world.runs_its_jobs().await;
}

/// Titles and due dates of the matrix's columns, as somebody reads them.
async fn columns(who: &Person) -> Vec<(String, Value, bool)> {
    let matrix = who.get("/api/v1/progress").await.is_ok();
    let column =
        |column: &Value| (column["title"].as_str().unwrap().to_owned(), column["due_at"].clone(), column["due_differs"] == true);
    matrix.items_of("modules").iter().map(column).collect()
}

#[actix_web::test]
async fn a_column_says_the_date_that_counts_now() {
    let (world, acme, lesson, nina, _) = stage().await;
    let asks = async |people: &[&Person], days: i64| {
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        let due = world.now() + Duration::days(days);
        let body = json!({ "module_id": lesson.module, "user_ids": ids, "due_at": due });
        acme.admin.post("/api/v1/assignments", body).await.is_created();
        json!(due)
    };
    let column = |due: &Value, differs: bool| vec![("Forklifts".to_owned(), due.clone(), differs)];
    let page = async || acme.admin.opens("/progress").await.is_ok().text();
    let sooner = asks(&[&acme.learner, &nina], 3).await;
    assert_eq!(columns(&acme.admin).await, column(&sooner, false), "not the later one that was replaced");
    assert!(page().await.contains("<small>Due 5 Mar</small>"));

    asks(&[&nina], 30).await;
    assert_eq!(columns(&acme.admin).await, column(&Value::Null, true));
    assert!(page().await.contains("<small>Several due dates</small>"));
    assert_eq!(columns(&acme.instructor).await, column(&sooner, false), "of whom they lead");
    acme.admin.assigns(&lesson, &[&acme.learner]).await;
    assert_eq!(columns(&acme.admin).await, column(&Value::Null, true), "a date and none differ too");
    assert_eq!(columns(&acme.instructor).await, column(&Value::Null, false));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_module_of_others_is_no_column() {
    let (world, acme, _, nina, _) = stage().await;
    let other = acme.admin.publishes_a_module("Ladders", json!({})).await;
    acme.admin.assigns(&other, &[&nina]).await;
    let titles = async |who: &Person| columns(who).await.into_iter().map(|(title, ..)| title).collect::<Vec<_>>();
    assert_eq!(titles(&acme.admin).await, ["Forklifts", "Ladders"]);
    assert_eq!(titles(&acme.instructor).await, ["Forklifts"]);
    for path in ["/progress", "/progress.csv"] {
        assert!(!acme.instructor.opens(path).await.is_ok().text().contains("Ladders"), "{path}");
    }
    acme.admin.posts(format!("/api/v1/users/{}/deactivation", nina.id)).await.is_ok();
    assert_eq!(titles(&acme.admin).await, ["Forklifts"], "nobody with an open account has it");
    world.runs_its_jobs().await;
}

/// A week begins, and a certificate is dated, where the workspace is.
#[actix_web::test]
async fn days_are_those_of_the_workspace() {
    let (world, acme, lesson, nina, _) = stage().await;
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Asia/Tokyo" })).await.is_ok();
    // Sunday evening there, then Monday morning; in UTC both are Sunday.
    world.waits(Duration::days(6) + Duration::hours(6));
    nina.passes(&lesson).await;
    world.waits(Duration::hours(2));
    acme.learner.passes(&lesson).await;
    world.runs_its_jobs().await;
    let weeks = acme.admin.get("/api/v1/overview").await.is_ok().json["weeks"].clone();
    assert_eq!(weeks[10], json!({ "from": "2026-03-08T15:00:00Z", "finished": 1 }));
    assert_eq!(weeks[9], json!({ "from": "2026-03-01T15:00:00Z", "finished": 1 }));
    for (who, path) in [(&acme.admin, "/admin"), (&acme.learner, "/certificates")] {
        let html = who.opens(path).await.is_ok().text();
        assert!(html.contains("9 Mar 2026") && !html.contains("8 Mar"), "{path}: {html}");
    }
}

#[actix_web::test]
async fn who_passed_is_shown_with_their_certificate() {
    let (world, acme, lesson, _, _) = stage().await;
    acme.learner.passes(&lesson).await;
    let way = format!("/progress/{}", acme.learner.id);
    assert!(!acme.instructor.opens(&way).await.is_ok().text().contains("/api/v1/certificates/"), "it is not made yet");
    world.runs_its_jobs().await;
    let id = acme.instructor.get(format!("/api/v1{way}")).await.is_ok().items()[0]["certificate_id"].clone();
    let link = format!("/api/v1/certificates/{}/pdf", id.as_str().unwrap());
    assert!(acme.instructor.opens(&way).await.is_ok().text().contains(&link));
    acme.instructor.opens(&link).await.is_ok();
}

#[actix_web::test]
async fn an_instructor_sees_only_whom_they_lead() {
    let (_world, acme, lesson, nina, led) = stage().await;
    let ines = &acme.instructor;
    for path in [
        "/api/v1/progress".to_owned(),
        format!("/api/v1/progress?module_id={}", lesson.module),
        format!("/api/v1/progress?group_id={led}"),
    ] {
        let seen = ines.get(&path).await.is_ok().text();
        assert!(seen.contains(&acme.learner.id.to_string()) && !seen.contains(&nina.id.to_string()), "{path}: {seen}");
    }
    assert!(ines.get("/api/v1/progress?q=nina").await.is_ok().items().is_empty());
    ines.get(format!("/api/v1/progress/{}", acme.learner.id)).await.is_ok();
    ines.get(format!("/api/v1/progress/{}", nina.id)).await.is_not_found();
    let other = acme.admin.makes_a_group("Other", &[&nina]).await;
    let foreign = ines.get(format!("/api/v1/progress?group_id={other}")).await;
    assert!(foreign.status.as_u16() == 404 || foreign.is_ok().items().is_empty());
    ines.get("/api/v1/overview").await.is_ok();
    _world.runs_its_jobs().await;
}

#[actix_web::test]
async fn progress_is_not_for_learners_and_not_for_strangers() {
    let (world, acme, lesson, nina, _) = stage().await;
    let globex = world.tenant("Globex").await;
    acme.learner.get("/api/v1/progress").await.is_forbidden();
    acme.learner.get(format!("/api/v1/progress/{}", nina.id)).await.is_forbidden();
    globex.owner.get(format!("/api/v1/progress/{}", nina.id)).await.is_not_found();
    let seen = globex.owner.get(format!("/api/v1/progress?module_id={}", lesson.module)).await;
    assert!(seen.status.as_u16() == 404 || !seen.text().contains("Forklifts"), "{}", seen.text());
    acme.admin.get("/api/v1/progress?module_id=x").await.has_status(422);
}

#[actix_web::test]
async fn the_matrix_as_a_table_runs_nothing_in_a_spreadsheet() {
    let (world, acme, _, nina, _) = stage().await;
    acme.admin
        .patch(format!("/api/v1/users/{}", nina.id), json!({ "name": "=HYPERLINK(\"http://evil.example\")" }))
        .await
        .is_ok();
    let table = acme.admin.opens("/progress.csv").await.is_ok();
    assert!(
        table.header("content-type").starts_with("text/csv") && table.header("content-disposition").starts_with("attachment")
    );
    let text = table.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&table.bytes).to_vec();
    let separator = if text.contains(&b';') { b';' } else { b',' };
    let mut rows = csv::ReaderBuilder::new().delimiter(separator).from_reader(&text[..]);
    for row in rows.records() {
        let row = row.unwrap();
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@', '-', '\t'])), "{row:?}");
    }
    assert!(table.text().contains("HYPERLINK"), "{}", table.text());
    let own = acme.instructor.opens("/progress.csv").await.is_ok().text();
    assert!(!own.contains("HYPERLINK") && own.contains(&acme.learner.name), "{own}");
    acme.owner.finds_in_the_log(&["learn.progress.downloaded"]).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn looking_at_one_person_stands_in_the_log() {
    let (_world, acme, lesson, nina, _) = stage().await;
    nina.passes(&lesson).await;
    let way = acme.admin.get(format!("/api/v1/progress/{}", nina.id)).await.is_ok();
    assert_eq!(way.items()[0]["units"].as_array().map(Vec::len), Some(2));
    for secret in [crate::lesson::ACCEPTED, "option_ids", "answer"] {
        assert!(!way.text().contains(secret), "results, never answers: {}", way.text());
    }
    acme.owner.finds_in_the_log(&["learn.progress.viewed"]).await;
    _world.runs_its_jobs().await;
}

/// Who has finished is not late, also when that was long ago; and the overview counts whom the matrix shows.
#[actix_web::test]
async fn the_overview_counts_who_is_late() {
    let (world, acme, lesson, nina, _) = stage().await;
    let overview = async |who: &Person| who.get("/api/v1/overview").await.is_ok().json;
    let seen = overview(&acme.admin).await;
    assert_eq!((&seen["late"], &seen["coming"][0]["open"], &seen["people"]), (&json!(0), &json!(2), &json!(5)));
    assert_eq!((&seen["learners"], &seen["active"]), (&json!(2), &json!(0)), "staff are no learners");
    acme.owner.signs_in().await;
    acme.learner.signs_in().await;
    assert_eq!(overview(&acme.admin).await["active"], 1);
    nina.passes(&lesson).await;
    world.waits(Duration::days(2));
    acme.learner.reads(&lesson).await;
    assert_eq!(overview(&acme.admin).await["coming"][0]["open"], 1);
    world.waits(Duration::days(14));
    let seen = overview(&acme.admin).await;
    assert_eq!((&seen["late"], &seen["late_people"], &seen["long_late"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(seen["overdue"][0]["user_id"], json!(acme.learner.id));
    assert_eq!((&seen["setup"]["finished"], &seen["median_days"]), (&json!(1), &json!(0)));
    let weeks = seen["weeks"].as_array().unwrap();
    assert_eq!((&weeks[8]["finished"], &weeks[9]["finished"], &weeks[10]["finished"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!(overview(&acme.instructor).await["late"], 1);

    acme.admin.posts(format!("/api/v1/users/{}/deactivation", acme.learner.id)).await.is_ok();
    let seen = overview(&acme.admin).await;
    assert_eq!((&seen["late"], &seen["people"], seen["overdue"].as_array().map(Vec::len)), (&json!(0), &json!(4), Some(0)));
    let matrix = acme.admin.get("/api/v1/progress?state=late").await.is_ok();
    assert!(matrix.items().is_empty(), "{}", matrix.text());
    let everybody = acme.admin.get("/api/v1/progress").await.is_ok();
    assert!(!everybody.text().contains(&acme.learner.id.to_string()), "a closed account");
    assert!(!acme.admin.opens("/progress.csv").await.is_ok().text().contains(&acme.learner.name));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn an_instructors_overview_counts_their_groups_only() {
    let (world, acme, lesson, nina, _) = stage().await;
    nina.passes(&lesson).await;
    let other = acme.admin.publishes_a_module("Ladders", json!({})).await;
    acme.admin.assigns(&other, &[&nina]).await;
    world.runs_its_jobs().await;
    let overview = async |who: &Person| who.get("/api/v1/overview").await.is_ok().json;
    let (all, led) = (overview(&acme.admin).await, overview(&acme.instructor).await);
    assert_eq!((&all["certificates"], &led["certificates"]), (&json!(1), &json!(0)));
    assert_eq!((&all["setup"]["assignments"], &led["setup"]["assignments"]), (&json!(2), &json!(1)));
    assert_eq!((&all["setup"]["finished"], &led["setup"]["finished"]), (&json!(1), &json!(0)));
    assert_eq!((&all["people"], &led["people"]), (&json!(5), &json!(2)));
    world.database.run("UPDATE certificate SET expires_at = issued_at").await;
    assert_eq!(overview(&acme.admin).await["certificates"], 0, "what has expired does not count");
}

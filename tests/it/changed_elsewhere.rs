//! Two people change the same thing at once: the second one is told, loses nothing of what was typed, and decides.

use futures_util::future::join;
use serde_json::json;

use crate::answer::Answer;
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::World;

/// The value of a hidden field of a form.
#[track_caller]
pub fn hidden(page: &Answer, name: &str) -> String {
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

#[actix_web::test]
async fn what_is_sent_again_as_it_is_there_is_no_conflict() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let module = format!("/api/v1/modules/{}", lesson.module);
    let unit = format!("{module}/units/{}", lesson.page);
    let question = format!("/api/v1/questions/{}", lesson.questions[2]);
    let quiz = format!("/api/v1/quizzes/{}", lesson.quiz);

    let revision = acme.admin.get(&module).await.is_ok().string("revision");
    let units = acme.admin.get(&module).await.is_ok();
    let seen = units.items_of("units").iter().find(|unit| unit["id"] == json!(lesson.page)).unwrap()["updated_at"].clone();
    let rules = acme.admin.get(&quiz).await.is_ok().string("revision");
    for _ in 0..2 {
        acme.admin.patch(&module, json!({ "title": "Lifts", "revision": revision })).await.is_ok();
        acme.admin.patch(&unit, json!({ "title": "Read me", "updated_at": seen })).await.is_ok();
        acme.admin.patch(&quiz, json!({ "settings": { "pass_percent": 55 }, "revision": rules })).await.is_ok();
        let kept = acme.admin.patch(&question, json!({ "stem_md": "Is it so?", "version": 1 })).await.is_ok();
        assert_eq!(kept.json["version"], 2, "the same words are no new version");
    }
    acme.owner.patch(&module, json!({ "title": "Trucks", "revision": revision })).await.is_refused("changed-elsewhere");
    acme.owner.patch(&unit, json!({ "title": "Other", "updated_at": seen })).await.is_refused("changed-elsewhere");
    acme.owner.patch(&question, json!({ "stem_md": "Or so?", "version": 1 })).await.is_refused("changed-elsewhere");
}

/// Of two who change the same text at once, one is told.
#[actix_web::test]
async fn of_two_at_once_only_one_changes_it() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let module = format!("/api/v1/modules/{}", lesson.module);
    let unit = format!("{module}/units/{}", lesson.page);
    let question = format!("/api/v1/questions/{}", lesson.questions[2]);
    for round in 0..4 {
        for (path, field, base) in
            [(&module, "title", "revision"), (&unit, "body_md", "updated_at"), (&question, "stem_md", "version")]
        {
            let seen = acme.admin.get(path).await.is_ok().json[base].clone();
            let change = |word: &str| json!({ field: format!("{word} {round}"), base: seen });
            let (one, other) = join(acme.admin.patch(path, change("Ours")), acme.owner.patch(path, change("Theirs"))).await;
            let (kept, told) = if one.status.is_success() { (one, other) } else { (other, one) };
            let kept = kept.is_ok();
            told.is_refused("changed-elsewhere");
            assert_eq!(acme.admin.get(path).await.is_ok().string(field), kept.string(field), "{path}");
        }
    }
}

/// What was typed is not lost when the neighbour removed the thing.
#[actix_web::test]
async fn what_was_removed_meanwhile_leaves_the_text_that_was_typed() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let unit = format!("/modules/{}/units/{}", lesson.module, lesson.page);
    acme.owner.delete(format!("/api/v1{unit}")).await.is_done();
    let told = acme.admin.submits(&unit, &[("title", "Our title"), ("body_md", "Our words")]).await.has_status(409).text();
    assert!(told.contains("Our title") && told.contains("Our words") && told.contains("This page was removed"), "{told}");
    assert!(!told.contains("data-autosave") && !told.contains(&format!("href=\"{unit}")), "nothing leads to it: {told}");

    let questions = format!("/quizzes/{}/questions", lesson.quiz);
    let question = format!("{questions}/{}", lesson.questions[2]);
    acme.owner.delete(format!("/api/v1{question}")).await.is_done();
    let ours = [("kind", "true_false"), ("stem_md", "Our question"), ("points", "2"), ("truth", "true"), ("version", "1")];
    let told = acme.admin.submits(&question, &ours).await.has_status(409).text();
    assert!(told.contains("Our question") && told.contains("This question was removed"), "{told}");
    assert!(told.contains(&format!("action=\"{questions}\"")) && !told.contains("name=\"version\""), "it can be added: {told}");
    acme.admin.submits(&questions, &ours[..4]).await.has_status(303);

    let globex = world.tenant("Globex").await;
    globex.admin.submits(&unit, &[("title", "x"), ("body_md", "x")]).await.has_status(404);
    globex.admin.submits(&question, &ours).await.has_status(404);
}

/// An order may say on which one it is based.
#[actix_web::test]
async fn an_order_is_not_overwritten_unawares() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lesson = acme.admin.writes_a_module("Forklifts", json!({})).await;
    let units = vec![lesson.page.clone(), lesson.unit.clone()];
    let lists = [
        (format!("/api/v1/modules/{}/units/order", lesson.module), "unit_ids", units),
        (format!("/api/v1/quizzes/{}/questions/order", lesson.quiz), "question_ids", lesson.questions.clone()),
    ];
    for (path, field, seen) in lists {
        let turned: Vec<_> = seen.iter().rev().cloned().collect();
        let mut ours = seen.clone();
        ours.rotate_left(1);
        for _ in 0..2 {
            let answer = acme.admin.put(&path, json!({ field: turned, "based_on": seen })).await;
            assert!(answer.status.is_success(), "{}", answer.text());
        }
        if ours != turned {
            acme.owner.put(&path, json!({ field: ours, "based_on": seen })).await.is_refused("changed-elsewhere");
        }
        let again = acme.owner.put(&path, json!({ field: seen, "based_on": turned })).await;
        assert!(again.status.is_success(), "{}", again.text());
        acme.owner.put(&path, json!({ field: turned, "based_on": turned })).await.is_refused("changed-elsewhere");
        assert!(acme.owner.put(&path, json!({ field: turned })).await.status.is_success(), "without a base it is no question");
    }
}

#[actix_web::test]
async fn the_draft_of_a_change_is_not_overwritten_unawares() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let change = staff.drafts(adding()).await;
    let (page, api) = (format!("/operator/changes/{change}/draft"), format!("{CHANGES}/{change}"));
    let seen = hidden(&staff.matej.opens(&page).await.is_ok(), "revision");
    let because = |reason: &str, revision: Option<i32>| {
        let mut draft = adding();
        draft["reason"] = json!(reason);
        if let Some(revision) = revision {
            draft["revision"] = json!(revision);
        }
        draft
    };
    staff.lena.patch(&api, because("Theirs", Some(1))).await.is_ok();
    let form = |revision: String| {
        let fields = [
            ("kind", "add"),
            ("legal_name", "Mailer SA"),
            ("address", "Rue Haute 1, 1000 Bruxelles"),
            ("country", "BE"),
            ("contact_email", "privacy@mailer.example"),
            ("category", "email_delivery"),
            ("purpose_en", "Delivers mails."),
            ("purpose_de", "Stellt E-Mails zu."),
            ("data_categories", "identification"),
            ("location", "Brussels, Belgium"),
            ("transfer_mechanism", "none_within_eea"),
            ("applies", "always"),
            ("reason", "Ours"),
            ("notice_days", "30"),
        ];
        let fields = fields.into_iter().map(|(name, value)| (name, value.to_owned()));
        fields.chain([("revision", revision)]).collect::<Vec<_>>()
    };
    let sends = async |form: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        staff.matej.submits(&page, &fields).await
    };
    let told = sends(form(seen.clone())).await.has_status(409);
    assert!(told.text().contains("Ours") && !told.text().contains("Theirs"), "what was typed stays: {}", told.text());
    assert_eq!(staff.lena.get(&api).await.is_ok().string("reason"), "Theirs");
    let mut wrong = form(seen.clone());
    wrong.retain(|(name, _)| *name != "location");
    assert_eq!(
        hidden(&sends(wrong).await.has_status(422), "revision"),
        seen,
        "a wrong field changes nothing about what was read"
    );
    let decided = hidden(&told, "revision");
    assert_ne!(decided, seen);
    sends(form(decided)).await.has_status(303);
    assert_eq!(staff.lena.get(&api).await.is_ok().string("reason"), "Ours");

    staff.lena.patch(&api, because("x", Some(2))).await.is_refused("changed-elsewhere");
    staff.lena.patch(&api, because("Without a word", None)).await.is_ok();
    world.runs_its_jobs().await;
}

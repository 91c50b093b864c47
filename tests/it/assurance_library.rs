//! Answers of the operator's own: approved as they were read by somebody who wrote none of them, and never overwritten unread
//! (M-5.7).

use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::assurance::OWN;
use crate::changed_elsewhere::hidden;
use crate::world::World;

fn answer(english: &str) -> Value {
    json!({
        "topic": "agreement", "question_en": "Which colour has the seal?", "question_de": "Welche Farbe hat das Siegel?",
        "answer_en": english, "answer_de": "Grün.",
    })
}

fn form<'a>(english: &'a str, revision: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("topic", "agreement"),
        ("question_en", "Which colour has the seal?"),
        ("question_de", "Welche Farbe hat das Siegel?"),
        ("answer_en", english),
        ("answer_de", "Grün."),
        ("revision", revision),
    ]
}

#[actix_web::test]
async fn an_answer_of_the_operator_is_approved_as_it_was_read() {
    let world = World::new().await;
    let (lena, matej) = (world.operator("Lena", Role::Legal).await, world.operator("Matej", Role::Security).await);
    let id = lena.post(OWN, answer("Green.")).await.is_created().id();
    let (page, approval) = (format!("/operator/library/{id}"), format!("{OWN}/{id}/approval"));
    let seen = hidden(&matej.opens(&page).await.is_ok(), "revision");
    lena.patch(format!("{OWN}/{id}"), answer("Pink.")).await.is_ok();
    matej.post(&approval, json!({ "revision": 1 })).await.is_refused("changed-elsewhere");
    let told = matej.submits(format!("{page}/approval"), &[("revision", &seen)]).await.has_status(409);
    assert!(told.text().contains("Pink."), "it is read before it is approved: {}", told.text());
    assert_eq!(lena.get(format!("{OWN}/{id}")).await.is_ok().string("state"), "draft");
    matej.submits(format!("{page}/approval"), &[("revision", &hidden(&told, "revision"))]).await.has_status(303);
    assert_eq!(lena.get(format!("{OWN}/{id}")).await.is_ok().string("state"), "approved");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn nobody_approves_their_own_answer_after_somebody_else_has_corrected_it() {
    let world = World::new().await;
    let (lena, matej) = (world.operator("Lena", Role::Legal).await, world.operator("Matej", Role::Security).await);
    let nika = world.operator("Nika", Role::Legal).await;
    let told = |person: &Person| {
        let mails = world.mailbox(&person.email);
        mails.iter().filter(|mail| mail.subject.ends_with("waits for a second person")).count()
    };
    let id = lena.post(OWN, answer("Green")).await.is_created().id();
    world.runs_its_jobs().await;
    assert_eq!([&lena, &matej, &nika].map(told), [0, 1, 1]);
    let (one, approval) = (format!("{OWN}/{id}"), format!("{OWN}/{id}/approval"));
    let corrected = matej.patch(&one, answer("Green.")).await.is_ok();
    assert_eq!((&corrected.json["drafted_by"], &corrected.json["written_by"]), (&json!(lena.id), &json!(matej.id)));
    world.runs_its_jobs().await;
    assert_eq!([&lena, &matej, &nika].map(told), [0, 1, 2], "of its authors nobody can approve it");
    for author in [&lena, &matej] {
        author.post(&approval, json!({ "revision": 2 })).await.is_refused("own-draft");
        let page = author.opens(format!("/operator/library/{id}")).await.is_ok().text();
        assert!(!page.contains("/approval\"") && page.contains("Drafted by"), "{page}");
    }
    nika.post(&approval, json!({ "revision": 2 })).await.is_ok();
    // What was approved and is written anew is a draft of whoever does it: the others have approved the rest.
    let anew = nika.patch(&one, answer("Dark green.")).await.is_ok();
    assert_eq!((&anew.json["drafted_by"], &anew.json["written_by"]), (&json!(nika.id), &json!(nika.id)));
    lena.post(&approval, json!({ "revision": 3 })).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn an_answer_of_the_operator_is_not_overwritten_unawares() {
    let world = World::new().await;
    let (lena, matej) = (world.operator("Lena", Role::Legal).await, world.operator("Matej", Role::Security).await);
    let id = lena.post(OWN, answer("Green.")).await.is_created().id();
    let (page, one) = (format!("/operator/library/{id}"), format!("{OWN}/{id}"));
    let seen = hidden(&matej.opens(&page).await.is_ok(), "revision");
    lena.submits(&page, &form("Theirs", &seen)).await.has_status(303);

    let told = matej.submits(&page, &form("Ours", &seen)).await.has_status(409);
    assert!(told.text().contains("Ours") && !told.text().contains("Theirs"), "what was typed stays: {}", told.text());
    assert!(!told.text().contains("/approval\""), "what is not shown is not approved: {}", told.text());
    assert_eq!(lena.get(&one).await.is_ok().string("answer_en"), "Theirs");
    assert_eq!(hidden(&matej.submits(&page, &form("", &seen)).await.has_status(422), "revision"), seen);
    let decided = hidden(&told, "revision");
    assert_ne!(decided, seen);
    matej.submits(&page, &form("Ours", &decided)).await.has_status(303);

    let with = |english: &str, revision: i32| {
        let mut new = answer(english);
        new["revision"] = json!(revision);
        new
    };
    lena.patch(&one, with("x", 2)).await.is_refused("changed-elsewhere");
    lena.patch(&one, with("Green.", 3)).await.is_ok();
    lena.patch(&one, answer("Without a word")).await.is_ok();
    world.runs_its_jobs().await;
}

//! The desk at which questionnaires are answered: who waits is not forgotten, and of several answers that may be meant a person
//! chooses (M-5.7).

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::assurance::{OURS, THEIRS, columns, uploads};
use crate::world::World;

#[actix_web::test]
async fn the_staff_is_reminded_of_who_waits_for_answers_after_a_week_and_near_the_end_of_the_month() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let id = uploads(&acme.admin, "Short.csv", "Question,Answer\nWhich colour has the seal?,\n").await.is_created().id();
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(0, 2, "A", "B")).await.is_ok();
    for step in ["matching", "submission"] {
        acme.admin.posts(format!("{OURS}/{id}/{step}")).await.is_ok();
    }
    world.runs_its_jobs().await;
    let reminded = async || {
        tutela::agreements::assurance::remind_customers(world.kernel()).await.unwrap();
        world.runs_its_jobs().await;
        let mails = world.mailbox(&lena.email);
        let count = |start: &str| mails.iter().filter(|mail| mail.subject.starts_with(start)).count();
        (count("Customers wait for answers"), count("Questionnaires must be answered"))
    };
    world.waits(Duration::days(7) - Duration::seconds(1));
    assert_eq!(reminded().await, (0, 0));
    world.waits(Duration::seconds(1));
    assert_eq!(reminded().await, (1, 0));
    assert_eq!(reminded().await, (1, 0), "once a week");
    world.waits(Duration::days(18));
    assert_eq!(reminded().await, (1, 1), "few days of the month are left");
    lena.finds_in_the_log(&["assure.questionnaire.overdue"]).await;
    lena.posts(format!("{THEIRS}/{id}/taking")).await.is_done();
    let page = lena.opens(format!("/operator/questionnaires/{id}")).await.is_ok().text();
    assert!(
        page.contains("Which colour has the seal?") && !page.contains("Accept the ticked answers"),
        "nothing can be ticked: {page}"
    );
    for item in lena.get(format!("{THEIRS}/{id}/items")).await.is_ok().each("id") {
        let decision = json!({ "decision": "edited", "answer": "Green." });
        lena.put(format!("{THEIRS}/{id}/items/{item}/decision"), decision).await.is_done();
    }
    lena.posts(format!("{THEIRS}/{id}/answers")).await.is_done();
    world.waits(Duration::days(7));
    assert_eq!(reminded().await, (1, 1), "who has the answers does not wait");
}

#[actix_web::test]
async fn of_several_questions_that_may_be_meant_a_person_chooses_among_them_first() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    // Each asks two things at once.
    let asked = [
        "Which sub-processors process our data and are we told before they change?",
        "Are backups made and is data encrypted at rest?",
        "Do you have a data protection officer and a record of processing activities?",
        "Is the log protected against tampering and can we export it?",
        "How long is data kept and when is it deleted?",
        "Which roles are there and is there multi-factor authentication?",
    ];
    let file = asked.iter().fold("Question,Answer\n".to_owned(), |file, question| format!("{file}{question},\n"));
    let id = uploads(&acme.admin, "Two.csv", file).await.is_created().id();
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(0, 2, "A", "B")).await.is_ok();
    for step in ["matching", "submission"] {
        acme.admin.posts(format!("{OURS}/{id}/{step}")).await.is_ok();
    }
    lena.posts(format!("{THEIRS}/{id}/taking")).await.is_done();
    let items = lena.get(format!("{THEIRS}/{id}/items")).await.is_ok();
    let mut several = None;
    for item in items.items() {
        let candidates = item["candidates"].as_array().unwrap();
        assert!(candidates.len() <= 3, "{item}");
        assert_eq!(candidates.first().map(|one| &one["entry"]), Some(&item["entry"]).filter(|entry| !entry.is_null()), "{item}");
        several = several.or_else(|| (candidates.len() > 1).then(|| item.clone()));
    }
    let several = several.unwrap_or_else(|| panic!("none has two: {}", items.text()));
    let page = lena.opens(format!("/operator/questionnaires/{id}")).await.is_ok().text();
    assert!(page.contains("<optgroup label=\"May be meant\">"), "{page}");
    let second = several["candidates"].as_array().unwrap().iter().rev().find(|one| one["has_answer"] == true);
    let second = second.unwrap_or_else(|| panic!("{several}"))["entry"].as_str().unwrap();
    let decision = json!({ "decision": "chosen", "entry": second });
    let item = several["id"].as_str().unwrap();
    lena.put(format!("{THEIRS}/{id}/items/{item}/decision"), decision).await.is_done();
    let after = lena.get(format!("{THEIRS}/{id}/items")).await.is_ok();
    let chosen = after.items().iter().find(|one| one["id"] == item).unwrap();
    assert_eq!((&chosen["entry"], &chosen["decision"]), (&json!(second), &json!("chosen")));
    assert!(chosen["candidates"].as_array().unwrap().len() > 1, "what else may be meant stays known");
    world.runs_its_jobs().await;
}

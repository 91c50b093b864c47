//! Measures of the operator's people are checked in time, and everybody sees what shows that they are carried out.

use chrono::{DateTime, Duration, Months, Utc};
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::agreement_templates::staff;
use crate::answer::Answer;
use crate::dpa::{questions, sealed};
use crate::measures::{API, in_use, spare};
use crate::world::World;

fn at(measure: &Value, field: &str) -> DateTime<Utc> {
    measure[field].as_str().unwrap().parse().unwrap()
}

/// Records a check of a measure that is in use.
async fn checks(person: &Person, code: &str, evidence: Value) -> Answer {
    let id = in_use(person, code).await["id"].as_str().unwrap().to_owned();
    person.post(format!("{API}/{id}/checks"), json!({ "note": "Restored in 40 minutes.", "evidence": evidence })).await
}

fn html(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

#[actix_web::test]
async fn staff_hears_thirty_days_before_a_check_is_due_and_when_it_is_overdue() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let sam = world.operator("Sam", Role::Support).await;
    let due = at(&in_use(&lena, "backups").await, "check_due_at");
    assert_eq!(due, world.now().checked_add_months(Months::new(12)).unwrap());
    let heard = |person: &Person| {
        let mut subjects: Vec<String> = world.mailbox(&person.email).into_iter().map(|mail| mail.subject).collect();
        subjects.retain(|subject| subject.contains("“Backups”"));
        subjects
    };
    world.waits(due - Duration::days(30) - Duration::seconds(1) - world.now());
    world.makes_its_rounds().await;
    assert!(heard(&lena).is_empty(), "a second too early");
    world.waits(Duration::seconds(1));
    world.makes_its_rounds().await;
    world.makes_its_rounds().await;
    assert!(heard(&lena).len() == 1 && heard(&lena)[0].contains("is due on"), "{:?}", heard(&lena));
    world.waits(due - world.now());
    world.makes_its_rounds().await;
    assert!(heard(&lena).len() == 2 && heard(&lena)[1].contains("overdue"), "{:?}", heard(&lena));
    assert_eq!((heard(&silvo).len(), heard(&sam).len()), (2, 0), "whoever may write down a check is told");
    assert!(sam.opens("/operator/measures").await.is_ok().text().contains("Overdue since"));

    let report = json!({ "title": "Rehearsal of 2027", "source": "Folder 9" });
    checks(&silvo, "backups", json!({ "title": "", "source": "" })).await.is_invalid(&["evidence.title", "evidence.source"]);
    let checked = checks(&silvo, "backups", report).await.is_ok();
    assert_eq!(at(&checked.json, "check_due_at"), world.now().checked_add_months(Months::new(12)).unwrap());
    world.waits(Duration::days(300));
    world.makes_its_rounds().await;
    assert_eq!(heard(&lena).len(), 2, "it is not due for a while");
    lena.finds_in_the_log(&["dpa.measure.due", "dpa.measure.checked"]).await;
}

#[actix_web::test]
async fn a_check_shows_that_a_measure_is_carried_out_and_on_which_day() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    sealed(&world, questions()).await;
    world.waits(Duration::days(3));
    checks(&lena, "backups", json!({ "title": "Rehearsal of March", "source": "Folder 9", "public": true })).await.is_ok();
    sealed(&world, questions()).await;
    let printed = world.database.texts("SELECT json FROM agreement ORDER BY requested_at").await;
    assert!(!printed[0].contains("Rehearsal of March"));
    let shown = r#""evidence":{"checked_on":"2026-03-05","titles":["Rehearsal of March"]}"#;
    assert!(printed[1].contains(shown), "{}", printed[1]);

    // Other words do not put a check off, and what was found stays with the measure.
    let before = in_use(&lena, "backups").await;
    let revisions = format!("{API}/{}/revisions", before["id"].as_str().unwrap());
    let mut revision = spare();
    revision["check_every_months"] = json!(12);
    let draft = lena.post(revisions, revision).await.is_created().id();
    world.waits(Duration::days(60));
    silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
    let after = in_use(&lena, "backups").await;
    assert_eq!((&after["checked_at"], &after["check_due_at"]), (&before["checked_at"], &before["check_due_at"]));
    assert_eq!(after["check_evidence"]["title"], "Rehearsal of March");
    let known = lena.get(format!("{API}/{draft}")).await.is_ok();
    assert_eq!(known.items_of("checks").len(), 1);
}

#[actix_web::test]
async fn everybody_sees_what_shows_a_measure_and_staff_sees_what_is_missing() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let bare = html(&world.visitor().opens("/trust").await.is_ok());
    assert!(bare.contains("Backups") && bare.contains("An undertaking of ours"), "{bare}");
    assert!(lena.opens("/operator/measures").await.is_ok().text().contains("Evidence missing"));

    let mut measure = spare();
    let staff_only = json!({ "title": "Contract with the host", "source": "https://intranet.example/contract" });
    measure["evidence"].as_array_mut().unwrap().push(staff_only);
    let draft = lena.post(API, measure).await.is_created().id();
    let mine = html(&lena.opens(format!("/operator/measures/{draft}")).await.is_ok());
    let theirs = html(&silvo.opens(format!("/operator/measures/{draft}")).await.is_ok());
    let decision = format!("/operator/measures/{draft}/approval");
    assert!(!mine.contains(&decision) && theirs.contains(&decision), "only a second person decides");
    silvo.submits(&decision, &[("revision", "1")]).await.leads_to(&format!("/operator/measures/{draft}"));
    let code = lena.get(format!("{API}/{draft}")).await.is_ok().string("code");
    checks(&lena, &code, json!({ "title": "Start of March", "source": "Folder 7" })).await.is_ok();

    let page = html(&world.visitor().opens("/trust").await.is_ok());
    let shown = page.split("Spare machines").nth(1).unwrap().split("</article>").next().unwrap();
    assert!(shown.contains("href=\"https://host.example/certificate\"") && shown.contains("Certificate of the host"), "{shown}");
    assert!(shown.contains("Contract with the host") && !shown.contains("intranet"), "its title alone: {shown}");
    assert!(shown.contains("Log of the starts") && !shown.contains("Folder 7"), "a reference stays with us: {shown}");
    assert!(shown.contains("Start of March") && shown.contains("last checked on 2 Mar 2026"), "{shown}");
    for path in [format!("/operator/measures/{draft}"), format!("/operator/measures/{draft}/revision")] {
        lena.opens(path).await.is_ok();
    }
    lena.opens(format!("/operator/measures/{draft}/draft")).await.has_status(409);
}

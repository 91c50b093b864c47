//! Measures of the operator's people are checked in time, and everybody sees what shows that they are carried out.

use chrono::{DateTime, Duration, Months, Utc};
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::Person;
use crate::agreement_templates::staff;
use crate::answer::{Answer, Call};
use crate::dpa::{questions, sealed};
use crate::measures::{API, in_use, spare};
use crate::world::World;

fn at(measure: &Value, field: &str) -> DateTime<Utc> {
    measure[field].as_str().unwrap().parse().unwrap()
}

/// Records a check of a measure that is in use, with this result.
async fn finds(person: &Person, code: &str, result: &str, evidence: Value) -> Answer {
    let id = in_use(person, code).await["id"].as_str().unwrap().to_owned();
    let check = json!({ "result": result, "note": "Restored in 40 minutes.", "evidence": evidence });
    person.post(format!("{API}/{id}/checks"), check).await
}

/// Records that a measure that is in use holds.
async fn checks(person: &Person, code: &str, evidence: Value) -> Answer {
    finds(person, code, "holds", evidence).await
}

/// The subjects of the mails that name a measure.
fn heard(world: &World, person: &Person, measure: &str) -> Vec<String> {
    let mut subjects: Vec<String> = world.mailbox(&person.email).into_iter().map(|mail| mail.subject).collect();
    subjects.retain(|subject| subject.contains(&format!("“{measure}”")));
    subjects
}

/// What the newest agreement prints of a measure.
async fn printed(world: &World, name: &str) -> Value {
    let newest = "SELECT json FROM agreement ORDER BY requested_at DESC, id DESC";
    let content: Value = serde_json::from_str(&world.database.texts(newest).await[0]).unwrap();
    let groups = content["measures"].as_array().unwrap().iter();
    let mut measures = groups.flat_map(|group| group["measures"].as_array().unwrap().clone());
    measures.find(|measure| measure["name"] == name).unwrap()
}

/// What the trust page says of a measure.
fn article<'a>(page: &'a str, measure: &str) -> &'a str {
    page.split(&format!("<h4>{measure}</h4>")).nth(1).unwrap().split("</article>").next().unwrap()
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
    let heard = |person: &Person| heard(&world, person, "Backups");
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
    let found = json!({ "title": "Rehearsal of March", "source": "https://host.example/rehearsal" });
    checks(&lena, "backups", found).await.is_ok();
    sealed(&world, questions()).await;
    let printed = world.database.texts("SELECT json FROM agreement ORDER BY requested_at").await;
    assert!(!printed[0].contains("checked_on"));
    let shown = r#""evidence":{"checked_on":"2026-03-05","titles":[]}"#;
    assert!(printed[1].contains(shown), "the bare day: {}", printed[1]);
    assert!(!printed[1].contains("Rehearsal of March"), "nobody approved what one person found");
    let trust = html(&world.visitor().opens("/trust").await.is_ok());
    assert!(article(&trust, "Backups").contains("last found in order on 5 Mar 2026"), "{trust}");
    assert!(!trust.contains("Rehearsal of March") && !trust.contains("host.example/rehearsal"), "for staff alone");

    // Other evidence of the same words: the check still says something of them.
    let before = in_use(&lena, "backups").await;
    let mut revision = spare();
    for word in ["heading", "name_en", "name_de", "text_en", "text_de"] {
        revision[word] = before[word].clone();
    }
    revision["check_every_months"] = json!(12);
    let revises = async |id: &Value, revision: &Value| {
        let revisions = format!("{API}/{}/revisions", id.as_str().unwrap());
        let draft = lena.post(revisions, revision.clone()).await.is_created().id();
        world.waits(Duration::days(20));
        silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
        in_use(&lena, "backups").await
    };
    let same = revises(&before["id"], &revision).await;
    assert_eq!(same["version"], 2);
    assert_eq!((&same["checked_at"], &same["check_due_at"]), (&before["checked_at"], &before["check_due_at"]));

    // Of other words nobody has looked at anything, and the check is no later for it.
    revision["text_en"] = json!("A copy is made every hour and kept in another town.");
    let other = revises(&same["id"], &revision).await;
    assert_eq!((&other["checked_at"], &other["check_due_at"]), (&Value::Null, &before["check_due_at"]));
    sealed(&world, questions()).await;
    let printed = world.database.texts("SELECT json FROM agreement ORDER BY requested_at").await;
    assert!(printed[2].contains("A copy is made every hour") && !printed[2].contains("checked_on"), "{}", printed[2]);
    let known = lena.get(format!("{API}/{}", other["id"].as_str().unwrap())).await.is_ok();
    assert_eq!(known.items_of("checks").len(), 1);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn everybody_sees_what_shows_a_measure_and_staff_sees_what_is_missing() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let bare = html(&world.visitor().opens("/trust").await.is_ok());
    assert!(bare.contains("Backups") && bare.contains("An undertaking of ours"), "{bare}");
    let list = html(&lena.opens("/operator/measures").await.is_ok());
    let backups = in_use(&lena, "backups").await["id"].as_str().unwrap().to_owned();
    let row = list.split(&format!("/operator/measures/{backups}")).nth(1).unwrap().split("</tr>").next().unwrap();
    assert_eq!(row.matches("Evidence missing").count(), 1, "{row}");

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
    assert!(!shown.contains("Start of March") && shown.contains("last found in order on 2 Mar 2026"), "its day alone: {shown}");
    assert!(html(&lena.opens(format!("/operator/measures/{draft}")).await.is_ok()).contains("Start of March"), "staff sees it");
    for path in [format!("/operator/measures/{draft}"), format!("/operator/measures/{draft}/revision")] {
        lena.opens(path).await.is_ok();
    }
    lena.opens(format!("/operator/measures/{draft}/draft")).await.has_status(409);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_check_that_falls_short_is_kept_and_told_and_nothing_says_that_the_measure_is_in_order() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let report = json!({ "title": "Rehearsal", "source": "Folder 9" });
    let heard = |person: &Person| heard(&world, person, "Backups");
    let backups = in_use(&lena, "backups").await["id"].as_str().unwrap().to_owned();
    let unsaid = json!({ "note": "Looked.", "evidence": report });
    lena.post(format!("{API}/{backups}/checks"), unsaid).await.is_invalid(&["result"]);
    let held = checks(&lena, "backups", report.clone()).await.is_ok();
    let trusted = async || {
        let trust = html(&world.visitor().opens("/trust").await.is_ok());
        article(&trust, "Backups").to_owned()
    };
    assert!(trusted().await.contains("last found in order on 2 Mar 2026"));
    sealed(&world, questions()).await;
    assert_eq!(printed(&world, "Backups").await["evidence"]["checked_on"], "2026-03-02");
    world.waits(Duration::days(90));

    let short = finds(&lena, "backups", "shortcoming", report.clone()).await.is_ok();
    assert_eq!(short.json["checked_at"], held.json["checked_at"], "the day of the last check that held stays");
    assert_eq!(at(&short.json, "check_due_at"), world.now() + Duration::days(30));
    world.runs_its_jobs().await;
    for person in [&lena, &silvo] {
        assert!(heard(person).len() == 1 && heard(person)[0].contains("Shortcoming"), "{:?}", heard(person));
    }
    let list = html(&lena.opens("/operator/measures").await.is_ok());
    let row = list.split(&format!("/operator/measures/{backups}")).nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains(r#"data-status="bad""#) && row.contains("Shortcoming found"), "{row}");
    let public = trusted().await;
    assert!(!public.contains("in order") && !public.contains("hortcoming"), "nobody is told that it is in order: {public}");
    sealed(&world, questions()).await;
    assert_eq!(printed(&world, "Backups").await.get("evidence"), None, "nor is it sealed");

    // Other words do not clear it.
    let draft = lena.post(format!("{API}/{backups}/revisions"), spare()).await.is_created().id();
    silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
    let revised = in_use(&lena, "backups").await;
    assert_eq!(revised["shortcoming_at"], short.json["shortcoming_at"]);
    assert!(revised["evidence"].as_array().is_some_and(|shown| shown.len() == 2), "{revised:#}");
    sealed(&world, questions()).await;
    assert_eq!(printed(&world, "Spare machines").await.get("evidence"), None, "what showed it before shows nothing now");
    assert_eq!(revised["check_due_at"], short.json["check_due_at"]);
    let list = html(&lena.opens("/operator/measures").await.is_ok());
    let row = list.split(&format!("/operator/measures/{draft}")).nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains("Not in order on") && !row.contains("Never"), "it was looked at: {row}");

    // Nobody is reminded right after it; ten days before the next check they are.
    world.makes_its_rounds().await;
    let spares = |person: &Person| self::heard(&world, person, "Spare machines");
    assert!(spares(&lena).is_empty(), "{:?}", spares(&lena));
    world.waits(Duration::days(20));
    world.makes_its_rounds().await;
    assert!(spares(&lena).len() == 1 && spares(&lena)[0].contains("is due on"), "{:?}", spares(&lena));
    let mended = checks(&silvo, "backups", report).await.is_ok();
    assert_eq!((&mended.json["shortcoming_at"], at(&mended.json, "checked_at")), (&Value::Null, world.now()));
    let trust = html(&world.visitor().opens("/trust").await.is_ok());
    let today = format!("last found in order on {}", world.now().format("%-d %b %Y"));
    assert!(article(&trust, "Spare machines").contains(&today), "from then on it is again: {trust}");
    let known = lena.get(format!("{API}/{draft}")).await.is_ok();
    let results: Vec<Value> = known.items_of("checks").iter().map(|check| check["result"].clone()).collect();
    assert_eq!(results, ["holds", "shortcoming", "holds"]);
    world.runs_its_jobs().await;
}

/// Two documents were approved and a check held; then one fell short: what showed it shows nothing now, but it did once.
#[actix_web::test]
async fn no_page_says_that_nothing_shows_a_measure_yet_when_something_did() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    let draft = lena.post(API, spare()).await.is_created().id();
    silvo.post(format!("{API}/{draft}/approval"), json!({ "revision": 1 })).await.is_ok();
    let code = lena.get(format!("{API}/{draft}")).await.is_ok().string("code");
    let report = json!({ "title": "Start of March", "source": "Folder 7" });
    checks(&lena, &code, report.clone()).await.is_ok();
    let shown = async |measure: &str, language: &str| {
        let call = Call::get("/trust").header("accept", "text/html").header("accept-language", language);
        article(&html(&world.visitor().sends(call).await.is_ok()), measure).to_owned()
    };
    let held = shown("Spare machines", "en").await;
    assert!(held.contains("last found in order on 2 Mar 2026") && held.contains("Log of the starts"), "{held}");
    world.waits(Duration::days(30));
    finds(&silvo, &code, "shortcoming", report).await.is_ok();
    let short = shown("Spare machines", "en").await;
    assert!(short.contains("nothing that shows it stands here at present") && !short.contains("Log of the starts"), "{short}");
    assert!(!short.contains(" yet") && !short.contains("in order"), "{short}");
    let german = shown("Ersatzrechner", "de").await;
    assert!(german.contains("Zurzeit steht hier nichts, was es zeigt") && !german.contains("noch"), "{german}");
    sealed(&world, questions()).await;
    assert_eq!(printed(&world, "Spare machines").await.get("evidence"), None);
    world.runs_its_jobs().await;
}

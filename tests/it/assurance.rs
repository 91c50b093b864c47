//! A customer's questions on security: answered from facts, from the customer's own file and back into it (M-5.7).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::{Person, Workspace};
use crate::answer::{Answer, Call};
use crate::furnished::Furnished;
use crate::world::World;

pub const OURS: &str = "/api/v1/questionnaires";
pub const THEIRS: &str = "/api/v1/operator/questionnaires";
pub const OWN: &str = "/api/v1/operator/library-answers";

/// Made with openpyxl; the unit tests of `sheets` say what is in it.
const BOOK: &[u8] = include_bytes!("questionnaire.xlsx");

pub async fn uploads(person: &Person, name: &str, bytes: impl Into<actix_web::web::Bytes>) -> Answer {
    let call = Call::post(format!("{OURS}?name={}&language=en", crate::answer::encode(name)));
    person.sends(call.body("application/octet-stream", bytes)).await
}

pub fn columns(sheet: usize, first_row: u32, question: &str, answer: &str) -> Value {
    json!({ "sheet": sheet, "first_row": first_row, "question_column": question, "answer_column": answer })
}

/// Uploads the workbook, says its columns and looks for answers.
async fn matched(acme: &Workspace) -> String {
    let id = uploads(&acme.admin, "Audit 2026.xlsx", BOOK).await.is_created().id();
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(1, 3, "B", "C")).await.is_ok();
    acme.admin.posts(format!("{OURS}/{id}/matching")).await.is_ok();
    id
}

/// A questionnaire that was handed in by one and answered by the other.
pub async fn answered(world: &World, admin: &Person, legal: &Person) {
    let id = uploads(admin, "Short.csv", "Question,Answer\nWhich colour has the seal?,\n").await.is_created().id();
    admin.put(format!("{OURS}/{id}/mapping"), columns(0, 2, "A", "B")).await.is_ok();
    for step in ["matching", "submission"] {
        admin.posts(format!("{OURS}/{id}/{step}")).await.is_ok();
    }
    legal.posts(format!("{THEIRS}/{id}/taking")).await.is_done();
    for item in legal.get(format!("{THEIRS}/{id}/items")).await.is_ok().each("id") {
        let decision = json!({ "decision": "edited", "answer": "Green." });
        legal.put(format!("{THEIRS}/{id}/items/{item}/decision"), decision).await.is_done();
    }
    legal.posts(format!("{THEIRS}/{id}/answers")).await.is_done();
    world.runs_its_jobs().await;
}

impl World {
    /// A questionnaire that was handed in and is looked at, a meeting with minutes, and an answer of the operator's own; what
    /// the customer wrote holds the word.
    pub async fn assures(&self, furnished: &mut Furnished, word: &str) {
        let admin = &furnished.workspace.admin;
        let number = crate::database::fresh_id();
        let legal = self.operator(&format!("Nora {number}"), Role::Legal).await;
        let csv = format!("Question,Answer\nDoes {word} get a list of subcontractors?,\nWhat about {word} only?,\n");
        let questionnaire = uploads(admin, &format!("{word}.csv"), csv).await.is_created().id();
        admin.put(format!("{OURS}/{questionnaire}/mapping"), columns(0, 2, "A", "B")).await.is_ok();
        admin.posts(format!("{OURS}/{questionnaire}/matching")).await.is_ok();
        admin.posts(format!("{OURS}/{questionnaire}/submission")).await.is_ok();
        legal.posts(format!("{THEIRS}/{questionnaire}/taking")).await.is_done();
        let item = admin.get(format!("{OURS}/{questionnaire}/items")).await.is_ok().each("id")[0].clone();
        let (meeting, action) = crate::assurance_reviews::minuted(self, admin, &legal, word).await;
        let draft = json!({ "topic": "agreement", "question_en": "Which colour has the seal?", "question_de": "Welche Farbe hat das Siegel?", "answer_en": "Green.", "answer_de": "Grün." });
        let library = legal.post(OWN, draft).await.is_created().id();
        self.runs_its_jobs().await;
        let ids =
            [("questionnaire", questionnaire), ("item", item), ("meeting", meeting), ("action", action), ("library", library)];
        furnished.ids.extend(ids);
    }
}

#[actix_web::test]
async fn the_library_answers_from_facts_and_says_what_is_not_kept() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    world.realm().await;
    let read = acme.owner.get("/api/v1/questionnaire-library?language=de").await.is_ok();
    let answers = read.items_of("items");
    assert!(answers.len() >= 120, "{} answers", answers.len());
    let one = |id: &str| answers.iter().find(|given| given["id"] == id).unwrap().clone();
    let promises = acme.owner.get("/api/v1/public/promises").await.is_ok();
    let kept = |id: &str| promises.items().iter().any(|promise| promise["id"] == id && promise["kept"] == true);
    let mut limited = 0;
    for given in answers.iter().filter(|given| given["standing"] == "partly") {
        limited += 1;
        assert_ne!(given["short"], "yes", "{given}");
        for id in given["not_kept"].as_array().unwrap() {
            let id = id.as_str().unwrap();
            assert!(!kept(id) && given["answer"].as_str().unwrap().contains(id), "{given}");
        }
    }
    assert!(limited > 10, "{limited} answers stand on promises that are not kept");
    assert!(one("att-promises")["answer"].as_str().unwrap().contains(&promises.json["total"].to_string()));
    assert_eq!((one("agr-own-text")["standing"].as_str(), &one("agr-own-text")["answer"]), (Some("missing"), &Value::Null));
    // The switch is the workspace's own.
    let ai = async || {
        let read = acme.owner.get("/api/v1/questionnaire-library").await.is_ok();
        read.items_of("items").iter().find(|given| given["id"] == "ai-switch").unwrap()["answer"].to_string()
    };
    assert!(ai().await.contains("now: off"), "{}", ai().await);
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    assert!(ai().await.contains("now: on"), "{}", ai().await);
    acme.learner.get("/api/v1/questionnaire-library").await.is_forbidden();
    acme.owner.get("/api/v1/questionnaire-library?lang=de").await.is_invalid(&["lang"]);

    let page = acme.owner.opens("/settings/questionnaire?q=passwort").await.has_status(200).text();
    let all = acme.owner.opens("/settings/questionnaire").await.has_status(200).text();
    assert!(all.matches("<article").count() >= 120 && page.matches("<article").count() < 20, "the search narrows");
    let csv = acme.owner.get("/settings/questionnaire.csv").await.is_ok();
    assert!(csv.text().matches("\r\n").count() > 120 && csv.header("content-disposition").contains(".csv"));
    assert!(acme.owner.get("/settings/questionnaire.xlsx").await.is_ok().bytes.starts_with(b"PK"));
}

#[actix_web::test]
async fn words_of_the_operator_need_a_second_person_and_run_out_after_a_year() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let (lena, matej) = (world.operator("Lena", Role::Legal).await, world.operator("Matej", Role::Security).await);
    let given = async || {
        let read = acme.owner.get("/api/v1/questionnaire-library").await.is_ok();
        read.items_of("items").iter().find(|given| given["id"] == "agr-own-text").unwrap()["standing"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let draft = json!({ "entry": "agr-own-text", "answer_en": "We accept yours.", "answer_de": "Wir nehmen Ihren an." });
    let id = lena.post(OWN, draft.clone()).await.is_created().id();
    lena.post(OWN, draft.clone()).await.is_refused("answer-exists");
    assert_eq!(given().await, "missing", "a draft is nobody's answer");
    let read = |revision: i32| json!({ "revision": revision });
    lena.post(format!("{OWN}/{id}/approval"), read(1)).await.is_refused("own-draft");
    matej.post(format!("{OWN}/{id}/approval"), read(1)).await.is_ok();
    assert_eq!(given().await, "operator");
    world.waits(Duration::days(364));
    assert_eq!(given().await, "operator");
    world.waits(Duration::days(2));
    assert_eq!(given().await, "missing", "after a year somebody looks at it again");
    matej.post(format!("{OWN}/{id}/approval"), read(1)).await.is_ok();
    assert_eq!(given().await, "operator");
    matej.patch(format!("{OWN}/{id}"), draft).await.is_ok();
    assert_eq!(given().await, "missing", "what is written anew is a draft");
    matej.posts(format!("{OWN}/{id}/retirement")).await.is_ok();
    lena.post(format!("{OWN}/{id}/approval"), read(2)).await.is_refused("answer-retired");
    lena.post(OWN, json!({ "entry": "enc-rest", "answer_en": "x", "answer_de": "y" })).await.is_invalid(&["entry"]);
    world.operator("Sara", Role::Support).await.get(OWN).await.is_forbidden();
    lena.finds_in_the_log(&["assure.answer.written", "assure.answer.approved", "assure.answer.retired"]).await;
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_questionnaire_goes_to_the_operator_and_comes_back_in_its_own_layout() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let id = uploads(&acme.admin, "../Audit 2026.XLSX", BOOK).await.is_created().id();
    let one = format!("{OURS}/{id}");
    assert_eq!(acme.admin.get(&one).await.is_ok().string("name"), "Audit 2026.xlsx");
    acme.admin.posts(format!("{one}/submission")).await.is_refused("not-mapped");
    acme.admin.put(format!("{one}/mapping"), columns(9, 0, "B", "B")).await.is_invalid(&["sheet", "first_row", "answer_column"]);
    acme.admin.put(format!("{one}/mapping"), columns(2, 2, "A", "B")).await.is_refused("answer-formulas");
    let skipping = acme.admin.put(format!("{one}/mapping"), columns(1, 2, "A", "C")).await.is_ok();
    assert_eq!((&skipping.json["questions"], &skipping.json["skipped"]), (&json!(4), &json!(2)), "two headings of sections");
    let page = acme.admin.opens(format!("/settings/questionnaires/{id}")).await.is_ok().text();
    assert!(page.contains("2 rows without room for an answer"), "{page}");
    acme.admin.put(format!("{one}/mapping"), columns(1, 40, "B", "C")).await.is_refused("no-questions");
    acme.admin.put(format!("{one}/mapping"), columns(1, 3, "B", "C")).await.is_ok();
    acme.admin.posts(format!("{one}/matching")).await.is_ok();
    let items = acme.admin.get(format!("{one}/items")).await.is_ok();
    let found: Vec<_> = items.each("confidence");
    assert_eq!(found, ["high", "high", "high", "none"], "{}", items.text());
    assert_eq!(items.items()[0]["entry"], "enc-transit");
    assert!(items.items()[0]["answer"].as_str().is_some() && items.items()[0]["is_reviewed"] == false);
    assert!(items.items()[3]["answer"].is_null());

    // Until it is handed in nobody else can know of it.
    assert!(lena.get(THEIRS).await.is_ok().items().is_empty());
    lena.get(format!("{THEIRS}/{id}")).await.is_not_found();
    acme.admin.posts(format!("{one}/submission")).await.is_ok();
    acme.admin.posts(format!("{one}/submission")).await.is_refused("already-submitted");
    acme.admin.posts(format!("{one}/export")).await.is_refused("not-answered");
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox("lena@operator.example").last().unwrap().subject, "Questionnaire of Acme");
    world.waits(Duration::days(12));
    let desk = lena.get(THEIRS).await.is_ok();
    assert_eq!((desk.items()[0]["tenant"].as_str(), desk.items()[0]["age_days"].as_i64()), (Some("Acme"), Some(12)));

    let theirs = format!("{THEIRS}/{id}");
    lena.posts(format!("{theirs}/answers")).await.is_refused("not-in-review");
    lena.posts(format!("{theirs}/taking")).await.is_done();
    lena.posts(format!("{theirs}/taking")).await.is_refused("already-taken");
    let ids = lena.get(format!("{theirs}/items?undecided=true")).await.is_ok().each("id");
    let decide = async |at: usize, decision: Value| lena.put(format!("{theirs}/items/{}/decision", ids[at]), decision).await;
    lena.post(format!("{theirs}/acceptances"), json!({ "item_ids": [ids[0], ids[3]] })).await.is_invalid(&["decision"]);
    assert_eq!(lena.get(format!("{theirs}/items?undecided=true")).await.is_ok().items().len(), 4, "none or all");
    lena.post(format!("{theirs}/acceptances"), json!({ "item_ids": [ids[0]] })).await.is_done();
    decide(1, json!({ "decision": "edited", "answer": "=Yes, \"AES\" <256>" })).await.is_done();
    decide(2, json!({ "decision": "chosen", "entry": "no-such" })).await.is_invalid(&["entry"]);
    decide(2, json!({ "decision": "chosen", "entry": "sgn-sso" })).await.is_done();
    let early = lena.posts(format!("{theirs}/answers")).await.is_refused("questions-undecided");
    assert!(early.text().contains("1 are left"), "{}", early.text());
    decide(3, json!({ "decision": "open", "reason": " " })).await.is_invalid(&["reason"]);
    decide(3, json!({ "decision": "open", "reason": "Not about security." })).await.is_done();
    assert!(
        !acme.admin.get(format!("{one}/items")).await.is_ok().text().contains("<256>"),
        "decisions come together, at the end"
    );
    lena.posts(format!("{theirs}/answers")).await.is_done();
    decide(3, json!({ "decision": "open", "reason": "x" })).await.is_refused("already-answered");
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox(&acme.admin.email).last().unwrap().subject, "Answered: Audit 2026.xlsx");

    let file = acme.admin.posts(format!("{one}/export")).await.is_ok();
    assert!(file.header("content-disposition").contains("Audit 2026-answers.xlsx"), "{:?}", file.headers);
    let sheet = sheet_of(&file.bytes);
    assert!(sheet.contains("=Yes, &quot;AES&quot; &lt;256&gt;") && sheet.contains("Not about security."), "{sheet}");
    assert!(!sheet.contains("<f>=Yes"), "no formula came out of it");
    assert!(sheet.contains("<dataValidation ") && sheet.contains("<mergeCell ref=\"A5:D5\""), "the layout is the customer's");
    let all = acme.admin.get(format!("{one}/items")).await.is_ok();
    assert_eq!(all.each("decision"), ["accepted", "edited", "chosen", "open"]);
    acme.owner
        .finds_in_the_log(&[
            "assure.questionnaire.uploaded",
            "assure.questionnaire.mapped",
            "assure.questionnaire.matched",
            "assure.questionnaire.received",
            "assure.questionnaire.taken",
            "assure.questionnaire.decided",
            "assure.questionnaire.answered",
            "assure.questionnaire.delivered",
        ])
        .await;
    lena.finds_in_the_log(&["assure.questionnaire.received", "assure.questionnaire.taken", "assure.questionnaire.answered"])
        .await;
}

/// The sheet with the questions.
fn sheet_of(book: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet2.xml").unwrap(), &mut text).unwrap();
    text
}

#[actix_web::test]
async fn what_cannot_be_read_is_refused_and_nothing_is_kept() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for (bytes, code) in [
        (b"PK\x03\x04 broken".to_vec(), "file-broken"),
        (b"%PDF-1.7".to_vec(), "file-kind"),
        (Vec::new(), "file-empty"),
        ([&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 99]].concat(), "file-old-excel"),
    ] {
        uploads(&acme.admin, "a.xlsx", bytes).await.is_refused(code);
    }
    uploads(&acme.admin, "a.csv", vec![b'x'; 5 * 1024 * 1024 + 1]).await.has_status(413);
    uploads(&acme.admin, "", "a,b").await.is_invalid(&["name"]);
    assert!(acme.admin.get(OURS).await.is_ok().items().is_empty());
    assert_eq!(world.database.number("SELECT count(*) FROM stored_file").await, 0);
    let many: String = (0..2_001).map(|n| format!("Question number {n}?,\n")).collect();
    let id = uploads(&acme.admin, "many.csv", many).await.is_created().id();
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(0, 1, "A", "B")).await.is_refused("too-many-questions");
    acme.admin.delete(format!("{OURS}/{id}")).await.is_done();
    assert_eq!(world.database.number("SELECT count(*) FROM stored_file").await, 0, "the file went with it");
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(0, 1, "A", "B")).await.is_refused("questionnaire-discarded");
    acme.learner.get(OURS).await.is_forbidden();
    acme.instructor.get(OURS).await.is_forbidden();
}

#[actix_web::test]
async fn two_thousand_questions_are_answered_within_a_request() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let many: String = (0..2_000).map(|n| format!("\"Is data at rest encrypted, case {n}?\";\n")).collect();
    let id = uploads(&acme.admin, "many.csv", many).await.is_created().id();
    acme.admin.put(format!("{OURS}/{id}/mapping"), columns(0, 1, "A", "B")).await.is_ok();
    let began = std::time::Instant::now();
    acme.admin.posts(format!("{OURS}/{id}/matching")).await.is_ok();
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    assert_eq!(acme.admin.reads_all(&format!("{OURS}/{id}/items?limit=200")).await.len(), 2_000);
}

#[actix_web::test]
async fn staff_without_the_duty_and_other_customers_see_nothing() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let id = matched(&acme).await;
    acme.admin.posts(format!("{OURS}/{id}/submission")).await.is_ok();
    world.operator("Lena", Role::Legal).await;
    world.runs_its_jobs().await;
    globex.owner.get(format!("{OURS}/{id}")).await.is_not_found();
    globex.owner.posts(format!("{OURS}/{id}/export")).await.is_not_found();
    world.operator("Sara", Role::Support).await.get(format!("{THEIRS}/{id}")).await.is_forbidden();
    acme.owner.get(format!("{THEIRS}/{id}")).await.is_forbidden();
}

#[actix_web::test]
async fn what_was_typed_stays_when_it_cannot_be_kept_and_a_heading_gets_no_answer() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let csv = "Question,Answer\nChapter 1,\nWhich colour has the seal?,\n";
    let id = uploads(&acme.admin, "Parts.csv", csv).await.is_created().id();
    let page = format!("/settings/questionnaires/{id}");
    let wrong = [("sheet", "0"), ("first_row", "77"), ("question_column", "A"), ("answer_column", "C")];
    let again = acme.admin.submits(&format!("{page}/mapping"), &wrong).await.has_status(409).text();
    assert!(again.contains("value=\"77\"") && again.contains("<option value=\"C\" selected>"), "{again}");
    let right = [("sheet", "0"), ("first_row", "2"), ("question_column", "A"), ("answer_column", "B")];
    acme.admin.submits(&format!("{page}/mapping"), &right).await.has_status(303);
    acme.admin.submits(&format!("{page}/submission"), &[]).await.has_status(303);
    lena.posts(format!("{THEIRS}/{id}/taking")).await.is_done();
    let listed = lena.get(format!("{THEIRS}/{id}/items")).await.is_ok();
    let items = listed.each("id");
    assert_eq!(listed.items()[0]["confidence"], "none", "a heading finds no answer: {}", listed.text());

    let desk = format!("/operator/questionnaires/{id}");
    let long = "x".repeat(4_001);
    let typed = [("decision", "edited"), ("answer", long.as_str()), ("all", "false"), ("after", "")];
    let again = lena.submits(&format!("{desk}/items/{}/decision", items[1]), &typed).await.has_status(422).text();
    assert!(again.contains(&long) && again.contains("<details class=\"disclosure\" open>"), "what was typed is there");
    assert_eq!(again.matches("<details class=\"disclosure\" open>").count(), 1, "and only where it was typed");
    let ticked = [("item_ids", items[0].as_str()), ("all", "false"), ("after", "")];
    let again = lena.submits(&format!("{desk}/acceptances"), &ticked).await.has_status(422).text();
    assert!(again.contains("There is no answer to accept"), "{again}");

    lena.submits(&format!("{desk}/items/{}/decision", items[0]), &[("decision", "not_a_question")]).await.has_status(303);
    lena.submits(&format!("{desk}/items/{}/decision", items[1]), &[("decision", "edited"), ("answer", "Grün, č")])
        .await
        .has_status(303);
    lena.submits(&format!("{desk}/answers"), &[]).await.has_status(303);
    world.runs_its_jobs().await;
    let back = acme.admin.submits(&format!("{page}/export"), &[]).await.has_status(200).text();
    assert_eq!(back, "Question,Answer\nChapter 1,\nWhich colour has the seal?,\"Grün, č\"\n");
    assert!(acme.admin.opens(&page).await.is_ok().text().contains("Not a question"));
    let log = lena.get("/api/v1/audit-events?type=assure.questionnaire").await.is_ok();
    assert!(
        log.items()
            .iter()
            .filter(|line| line["type"] != "assure.questionnaire.received")
            .all(|line| line["actor"]["id"] == json!(lena.id)),
        "{:#?}",
        log.items()
    );
}

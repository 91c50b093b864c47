//! What a customer instructs in writing stands in its record, word for word, and in its next agreement (M-2.2).

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::dpa::questions;
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::World;

const ENTER: &str = "/api/v1/operator/written-instructions";
const READ: &str = "/api/v1/settings/written-instructions";

fn letter(world: &World, tenant: &str) -> Value {
    json!({
        "tenant_id": tenant, "given_by": "Vida Zupan, direktorica", "received_at": (world.now() - Duration::hours(2)).to_rfc3339(),
        "text": "Keep the attempts of 2025 for one more year.\n\n=HYPERLINK(\"x\") \u{1F389}", "answer": "followed",
    })
}

#[actix_web::test]
async fn what_a_customer_instructs_in_writing_stands_in_its_record_and_its_agreement() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let (lena, matej) = (world.operator("Lena", Role::Legal).await, world.operator("Matej", Role::Security).await);
    let tenant = acme.id.get().to_string();
    matej.post(ENTER, letter(&world, &tenant)).await.is_forbidden();
    acme.owner.post(ENTER, letter(&world, &tenant)).await.is_forbidden();
    let before = world.mailbox(&acme.owner.email).len();
    let entered = lena.post(ENTER, letter(&world, &tenant)).await.is_created();
    assert_eq!(entered.string("answer"), "followed");
    world.runs_its_jobs().await;
    lena.post(ENTER, letter(&world, &tenant)).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(world.mailbox(&acme.owner.email).len(), before + 1, "sent again, it is entered and told once");
    assert!(world.mailbox(&acme.owner.email).pop().unwrap().subject.contains("Your instruction is entered"));

    let known = acme.admin.get(READ).await.is_ok();
    assert_eq!(known.items().len(), 1);
    assert_eq!(known.items()[0]["text"], letter(&world, &tenant)["text"]);
    assert_eq!(globex.owner.get(READ).await.is_ok().items().len(), 0);
    acme.learner.get(READ).await.is_forbidden();
    acme.owner.get(format!("{READ}?color=red")).await.has_status(422);
    let page = acme.owner.opens("/settings/instructions").await.is_ok().text();
    assert!(page.contains("Vida Zupan, direktorica") && page.contains("one more year") && page.contains("Followed"), "{page}");
    let csv = acme.owner.get("/settings/instructions.csv").await.is_ok().text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.lines().next().unwrap().ends_with(",role,answer,reason,revoked_at,revoked_by"), "{csv}");
    assert!(csv.lines().all(|line| !line.is_empty()) && csv.ends_with(",followed,,,\r\n"), "{csv}");
    assert!(csv.contains("one more year.  =HYPERLINK"), "{csv}");
    acme.owner.finds_in_the_log(&["dpa.instruction.written", "dpa.instructions.downloaded"]).await;
    lena.finds_in_the_log(&["dpa.instruction.entered"]).await;

    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    let content = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().json;
    let listed = content["instructions"].as_array().unwrap().iter().find(|one| one["subject"] == "In writing").unwrap();
    assert_eq!(listed["given_by"], "in writing");
    assert!(listed["value"].as_str().unwrap().starts_with("Keep the attempts of 2025 for one more year. =HYPERLINK"), "{listed}");
    assert!(!listed["value"].as_str().unwrap().contains('\u{1F389}'), "what the faces lack is a dot");
}

#[actix_web::test]
async fn an_instruction_against_the_law_is_told_with_its_reason_and_not_followed() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let tenant = acme.id.get().to_string();
    let mut wrong = letter(&world, "00000000-0000-7000-8000-000000000000");
    wrong["answer"] = json!("infringes");
    wrong["received_at"] = json!((world.now() + Duration::minutes(1)).to_rfc3339());
    (wrong["given_by"], wrong["text"]) = (json!(""), json!(" "));
    lena.post(ENTER, wrong).await.is_invalid(&["tenant_id", "received_at", "given_by", "text", "reason"]);
    let form = [("tenant_id", ""), ("given_by", "Vida Zupan"), ("received_at", "soon"), ("text", ""), ("answer", "followed")];
    let page = lena.submits("/operator/instructions", &form).await.has_status(422).text();
    assert!(
        page.contains("Choose the customer.") && page.contains("Vida Zupan") && page.contains("as a day and a time"),
        "{page}"
    );

    let received = world.now().format("%Y-%m-%dT00:00").to_string();
    let form = [
        ("tenant_id", tenant.as_str()),
        ("given_by", "Vida Zupan"),
        ("received_at", &received),
        ("text", "Publish everybody's answers."),
        ("answer", "infringes"),
        ("reason", "People's answers are nobody else's business."),
    ];
    let address = format!("/operator/instructions?tenant_id={tenant}");
    lena.submits("/operator/instructions", &form).await.leads_to(&address);
    world.runs_its_jobs().await;
    let page = lena.opens(&address).await.is_ok().text();
    assert!(page.contains("Acme") && page.contains("Publish everybody"), "{page}");
    let mail = world.mailbox(&acme.admin.email).pop().unwrap();
    assert!(mail.subject.contains("against the law"), "{}", mail.subject);
    let page = acme.owner.opens("/settings/instructions").await.is_ok().text();
    assert!(page.contains("Against the law") && page.contains("nobody else"), "{page}");
    let csv = acme.owner.get("/settings/instructions.csv").await.is_ok().text();
    let why = ",infringes,\"People's answers are nobody else's business.\",,";
    assert!(csv.contains("Publish everybody's answers.") && csv.trim_end().ends_with(why), "{csv}");
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    let content = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().json;
    assert!(content["instructions"].as_array().unwrap().iter().all(|one| one["subject"] != "In writing"), "{content}");
}

#[actix_web::test]
async fn an_objection_that_came_in_writing_is_an_instruction() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let staff = Staff::of(&world).await;
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::hours(3));
    let received_at = (world.now() - Duration::hours(1)).to_rfc3339();
    let objection = json!({ "tenant_id": acme.id.get(), "received_at": received_at, "grounds": "We do not know this vendor." });
    staff.lena.post(format!("{CHANGES}/{change}/objections"), objection).await.is_created();
    world.runs_its_jobs().await;
    let known = acme.owner.get(READ).await.is_ok();
    assert_eq!(known.items()[0]["text"], "We object to Mailer SA: We do not know this vendor.");
    assert_eq!(known.items()[0]["given_by"], "Acme");
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    let content = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().json;
    assert!(
        content["instructions"].as_array().unwrap().iter().all(|one| one["subject"] != "In writing"),
        "it ends with its change"
    );
}

#[actix_web::test]
async fn an_instruction_that_was_taken_back_stays_in_the_record_and_holds_no_more() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let lena = world.operator("Lena", Role::Legal).await;
    let tenant = acme.id.get().to_string();
    let first = lena.post(ENTER, letter(&world, &tenant)).await.is_created().id();
    let taking_back = |of: &str, text: &str, answer: &str| {
        let mut later = letter(&world, of);
        (later["text"], later["answer"], later["revokes"]) = (json!(text), json!(answer), json!(first));
        later["received_at"] = json!((world.now() - Duration::hours(1)).to_rfc3339());
        later
    };
    let other = globex.id.get().to_string();
    lena.post(ENTER, taking_back(&other, "Forget it.", "followed")).await.is_invalid(&["revokes"]);
    let mut unlawful = taking_back(&tenant, "Forget it.", "infringes");
    unlawful["reason"] = json!("It would hide a breach.");
    lena.post(ENTER, unlawful).await.is_invalid(&["revokes"]);
    let address = format!("/operator/instructions?tenant_id={tenant}");
    let page = lena.opens(&address).await.is_ok().text();
    assert!(page.contains(&format!("<option value=\"{first}\"")), "{page}");
    let later = lena.post(ENTER, taking_back(&tenant, "Delete the attempts of 2025 after all.", "followed")).await.is_created();
    assert_eq!(later.string("revokes"), first);
    lena.post(ENTER, taking_back(&tenant, "And again.", "followed")).await.is_invalid(&["revokes"]);

    let known = acme.admin.get(READ).await.is_ok();
    let of = |id: &str| known.items().iter().find(|one| one["id"] == json!(id)).unwrap().clone();
    assert_eq!(known.items().len(), 2, "the record has both");
    assert_eq!(of(&first)["revocation"]["by"], json!(later.id()));
    assert_eq!(of(&later.id())["revocation"], Value::Null);
    let page = acme.owner.opens("/settings/instructions").await.is_ok().text();
    assert!(page.contains("Revoked") && page.contains("Taken back on"), "{page}");
    let csv = acme.owner.get("/settings/instructions.csv").await.is_ok().text();
    let line = |words: &str| csv.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in {csv}"));
    let taken_back = (world.now() - Duration::hours(1)).to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    assert!(
        line("one more year").ends_with(&format!(",followed,,{taken_back},\"Vida Zupan, direktorica\"")),
        "the whole log: {csv}"
    );
    assert!(line("after all").ends_with(",followed,,,"), "{csv}");
    assert!(!lena.opens(&address).await.is_ok().text().contains(&format!("<option value=\"{first}\"")));
    world.runs_its_jobs().await;
    let id = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    let content = acme.owner.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().json;
    let written = content["instructions"].as_array().unwrap().iter().filter(|one| one["subject"] == "In writing");
    let written: Vec<_> = written.map(|one| one["value"].as_str().unwrap().to_owned()).collect();
    assert_eq!(written, ["Delete the attempts of 2025 after all."]);
}

#[actix_web::test]
async fn one_letter_takes_back_two_instructions_in_two_entries() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let lena = world.operator("Lena", Role::Legal).await;
    let tenant = acme.id.get().to_string();
    let first = lena.post(ENTER, letter(&world, &tenant)).await.is_created().id();
    let mut other = letter(&world, &tenant);
    other["text"] = json!("Name nobody in reports.");
    let second = lena.post(ENTER, other).await.is_created().id();
    let taking_back = |earlier: &str| {
        let mut later = letter(&world, &tenant);
        (later["text"], later["revokes"]) = (json!("We take back all that we wrote."), json!(earlier));
        later
    };
    let one = lena.post(ENTER, taking_back(&first)).await.is_created().id();
    let two = lena.post(ENTER, taking_back(&second)).await.is_created().id();
    assert_ne!(one, two);
    assert_eq!(lena.post(ENTER, taking_back(&second)).await.is_created().id(), two, "sent again, it is entered once");
    let known = acme.owner.get(READ).await.is_ok();
    assert_eq!(known.items().len(), 4);
    for (earlier, later) in [(&first, &one), (&second, &two)] {
        let of = known.items().iter().find(|entry| entry["id"] == json!(earlier)).unwrap();
        assert_eq!(of["revocation"]["by"], json!(later));
    }
    let page = lena.opens(format!("/operator/instructions?tenant_id={tenant}")).await.is_ok().text();
    for gone in [&first, &second] {
        assert!(!page.contains(&format!("<option value=\"{gone}\"")), "{page}");
    }
    world.runs_its_jobs().await;
}

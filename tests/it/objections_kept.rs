//! What an objection asks for is done, whatever comes in between: a crash, a second objector, a withdrawal, a letter (M-6.2).

use chrono::Duration;
use serde_json::{Value, json};

use crate::actors::Workspace;
use crate::answer::Answer;
use crate::notices::{list, listed, standing};
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::World;

/// Answers the objection of a workspace.
pub async fn answers(staff: &Staff, of: &Workspace, change: &str, objection: &str, outcome: &str) -> Answer {
    let with = json!({ "tenant_id": of.id.get(), "outcome": outcome, "answer": "We have thought about it." });
    staff.lena.post(format!("{CHANGES}/{change}/objections/{objection}/resolution"), with).await
}

async fn state(staff: &Staff, change: &str) -> String {
    staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok().string("state")
}

async fn waiting(staff: &Staff) -> usize {
    staff.lena.get("/api/v1/operator/objections").await.is_ok().items().len()
}

/// The outcome of the last objection that a workspace filed.
async fn outcome(of: &Workspace, change: &str) -> Value {
    listed(of, change).await["objections"].as_array().unwrap().last().unwrap()["outcome"].clone()
}

/// Adds Mailer SA and lets it start.
pub async fn has_a_mailer(world: &World, staff: &Staff) {
    let added = staff.announces(world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_vendor_that_was_dropped_stays_dropped_although_the_server_died_in_between() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    objects(&acme, &change).await;
    world.runs_its_jobs().await;
    // As it stands when the server dies after the customer's side is kept and before the operator's is.
    let by = world.database.id(staff.lena.id);
    let died =
        format!("UPDATE objection SET outcome = 'vendor_dropped', answer = 'No.', resolved_by = {by}, resolved_at = objected_at");
    world.database.run(&died).await;
    world.database.run("UPDATE change_notice SET has_objection = false").await;
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_refused("objection-open");
    // The job that the customer's side left behind.
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'changes.objection'").await;
    world.runs_its_jobs().await;
    assert_eq!((state(&staff, &change).await, waiting(&staff).await), ("withdrawn".into(), 0));
    assert_eq!((standing(&acme, &change).await, standing(&globex, &change).await), ("withdrawn".into(), "withdrawn".into()));
    let line = "SELECT count(*) FROM subprocessor_change WHERE withdrawn_by = ";
    assert_eq!(world.database.number(&format!("{line}{by}")).await, 1, "in the name of whoever answered");
    staff.activates(&change).await.is_refused("not-noticed");
    staff.lena.finds_in_the_log(&["subproc.objection.resolved", "subproc.entry.withdrawn"]).await;
}

#[actix_web::test]
async fn an_answer_before_the_line_is_written_leaves_no_gap() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let objection = objects(&acme, &change).await;
    // The job that tells the operator has not run yet.
    assert_eq!(answers(&staff, &acme, &change, &objection, "vendor_dropped").await.is_ok().string("state"), "withdrawn");
    world.runs_its_jobs().await;
    assert_eq!((waiting(&staff).await, outcome(&acme, &change).await), (0, json!("vendor_dropped")));
    let log = staff.lena.get("/api/v1/audit-events?type=subproc.objection.").await.is_ok().each("type");
    assert_eq!(log.len(), 2, "filed and resolved, each once: {log:?}");
}

#[actix_web::test]
async fn a_change_that_will_not_be_ends_every_objection_to_it() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let (first, _second) = (objects(&acme, &change).await, objects(&globex, &change).await);
    world.runs_its_jobs().await;
    answers(&staff, &acme, &change, &first, "vendor_dropped").await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(
        (outcome(&acme, &change).await, outcome(&globex, &change).await),
        (json!("vendor_dropped"), json!("vendor_dropped"))
    );
    assert_eq!(waiting(&staff).await, 0);
    for objector in [&acme.admin, &globex.admin] {
        let told = world.mailbox(&objector.email);
        let outcome = told.iter().find(|mail| mail.subject.starts_with("Your objection has its outcome"));
        let text = &outcome.unwrap_or_else(|| panic!("{} was not told: {told:#?}", objector.name)).text;
        assert!(text.contains("Mailer SA") && text.contains("will not be, for any customer"), "{text}");
        assert_eq!(text.contains("We have thought about it."), objector.id == acme.admin.id, "an answer is for one: {text}");
    }
    globex.owner.finds_in_the_log(&["subproc.objection.filed", "subproc.objection.resolved"]).await;

    // So does one that staff withdraws for a reason of its own.
    let again = staff.announces(&world, adding()).await;
    objects(&acme, &again).await;
    world.runs_its_jobs().await;
    staff.lena.post(format!("{CHANGES}/{again}/withdrawal"), json!({ "reason": "Another vendor." })).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!((outcome(&acme, &again).await, waiting(&staff).await), (json!("vendor_dropped"), 0));
    assert_eq!(standing(&acme, &again).await, "withdrawn");
}

#[actix_web::test]
async fn what_will_not_be_leaves_nobody_out() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    has_a_mailer(&world, &staff).await;
    let change = staff.announces(&world, moving()).await;
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    answers(&staff, &acme, &change, &objection, "configured_without").await.is_ok();
    assert_eq!(standing(&acme, &change).await, "left_out");
    staff.lena.post(format!("{CHANGES}/{change}/withdrawal"), json!({ "reason": "It stays where it is." })).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(
        (standing(&acme, &change).await, list(&acme).await),
        ("withdrawn".into(), vec![("Mailer SA".into(), "used".into())])
    );
    let open = "SELECT count(*) FROM subprocessor_change WHERE noticed_at IS NOT NULL AND settled_at IS NULL";
    assert_eq!(world.database.number(open).await, 0, "it is at its end");
}

/// That Mailer SA processes in Antwerp.
fn moving() -> Value {
    let mut elsewhere = mailer();
    elsewhere["location"] = json!("Antwerp, Belgium");
    json!({ "kind": "location", "subprocessor": elsewhere })
}

#[actix_web::test]
async fn a_vendor_in_use_is_left_out_from_the_start_of_its_change_and_no_earlier() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    has_a_mailer(&world, &staff).await;
    let change = staff.announces(&world, moving()).await;
    let objection = objects(&acme, &change).await;
    world.runs_its_jobs().await;
    answers(&staff, &acme, &change, &objection, "configured_without").await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "left_out");
    let seen = acme.admin.get("/api/v1/subprocessors").await.is_ok();
    assert_eq!(seen.each("location"), ["Brussels, Belgium"]);
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "used".into())], "it holds the data of the workspace until then");
    let evidence = acme.admin.get("/api/v1/evidence").await.is_ok();
    let counted = evidence.items().iter().find(|one| one["promise"] == "M-6.1").unwrap();
    assert_eq!(counted["figures"], json!({ "n": 1, "used": 1 }));

    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(
        (list(&acme).await, list(&globex).await),
        (vec![("Mailer SA".into(), "left_out".into())], vec![("Mailer SA".into(), "used".into())])
    );
}

#[actix_web::test]
async fn a_change_that_is_given_up_says_so_and_not_that_its_vendor_is_gone() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    has_a_mailer(&world, &staff).await;
    for draft in [moving(), json!({ "kind": "remove", "subprocessor": mailer() })] {
        let change = staff.announces(&world, draft).await;
        let objection = objects(&acme, &change).await;
        world.runs_its_jobs().await;
        let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
        assert!(page.contains("We give the change up"), "{page}");
        let page = staff.lena.opens(format!("/operator/objections/{objection}")).await.is_ok().text();
        assert!(page.contains("The change is given up, for every customer"), "{page}");
        world.waits(Duration::seconds(1));
        answers(&staff, &acme, &change, &objection, "vendor_dropped").await.is_ok();
        world.runs_its_jobs().await;
        assert_eq!(list(&acme).await, [("Mailer SA".into(), "used".into())]);
        let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
        assert!(page.contains("Change given up") && !page.contains("dropped"), "{page}");
        let mails = world.mailbox(&acme.admin.email);
        let mail = mails.iter().rfind(|mail| mail.subject.starts_with("Your objection has its outcome")).unwrap();
        assert!(mail.text.contains("We give the change up: it will not be, for any customer."), "{}", mail.text);
        world.waits(Duration::seconds(1));
    }
}

#[actix_web::test]
async fn what_comes_in_writing_after_the_days_counts_until_the_start() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    let letter = json!({ "tenant_id": acme.id.get(), "received_at": world.now(), "grounds": "It reached nobody until today." });
    let filed = staff.lena.post(format!("{CHANGES}/{change}/objections"), letter).await.is_created();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "objected");
    staff.activates(&change).await.is_refused("objection-open");
    let objection = filed.json["objection"]["id"].as_str().unwrap();
    answers(&staff, &acme, &change, objection, "configured_without").await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "left_out");
}

#[actix_web::test]
async fn an_objection_in_writing_counts_from_when_it_arrived() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let notice = world.mailbox(&acme.owner.email).pop().unwrap();
    assert!(notice.header("reply-to").contains("privacy@tutela.example"), "{}", notice.header("reply-to"));
    assert!(notice.text.contains("privacy@tutela.example"), "{}", notice.text);
    world.waits(Duration::days(29));
    let arrived = world.now();
    world.waits(Duration::days(2));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "used".into())]);
    let path = format!("{CHANGES}/{change}/objections");
    let letter = |of: &Workspace, at: chrono::DateTime<chrono::Utc>| json!({ "tenant_id": of.id.get(), "received_at": at, "grounds": "By letter: no." });
    staff
        .lena
        .post(&path, json!({ "tenant_id": staff.lena.id, "received_at": world.now() + Duration::days(1), "grounds": " " }))
        .await
        .is_invalid(&["grounds", "tenant_id", "received_at"]);
    staff.lena.post(&path, letter(&globex, world.now())).await.is_refused("objection-late");
    acme.owner.post(&path, letter(&acme, arrived)).await.is_forbidden();
    let filed = staff.lena.post(&path, letter(&acme, arrived)).await.is_created();
    assert_eq!(filed.json["objection"]["received_at"], json!(arrived));
    staff.lena.post(&path, letter(&acme, arrived)).await.is_refused("objection-open");
    world.runs_its_jobs().await;
    assert_eq!(
        (standing(&acme, &change).await, list(&acme).await),
        ("objected".into(), vec![("Mailer SA".into(), "not_yet".into())])
    );
    let objection = filed.json["objection"]["id"].as_str().unwrap();
    let page = staff.lena.opens(format!("/operator/objections/{objection}")).await.is_ok().text();
    assert!(page.contains("By letter: no.") && page.contains("Arrived on"), "{page}");
    answers(&staff, &acme, &change, objection, "configured_without").await.is_ok();
    world.runs_its_jobs().await;
    for reader in [&acme.owner, &acme.admin] {
        let mail = world.mailbox(&reader.email).pop().unwrap();
        assert!(mail.subject.starts_with("Your objection has its outcome") && mail.text.contains("We have thought about it."));
    }
    staff.lena.finds_in_the_log(&["subproc.objection.entered"]).await;

    // The page does the same.
    let mut other = mailer();
    other["legal_name"] = json!("Second Mailer SA");
    let next = staff.announces(&world, json!({ "kind": "add", "subprocessor": other })).await;
    let form = format!("/operator/changes/{next}/objections");
    let page = staff.lena.opens(format!("{form}/new")).await.is_ok().text();
    assert!(page.contains("Globex") && page.contains("datetime-local"), "{page}");
    let here = world.now().with_timezone(&chrono_tz::Europe::Ljubljana).format("%Y-%m-%dT%H:%M").to_string();
    let fields = [("tenant_id", globex.id.get().to_string()), ("received_at", here), ("grounds", "No, thanks.".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    staff.lena.submits(&form, &fields[1..]).await.has_status(422);
    staff.lena.submits(&form, &fields).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!(standing(&globex, &next).await, "objected");
}

#[actix_web::test]
async fn what_a_workspace_decides_stands_in_its_log_of_instructions() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let objection = objects(&acme, &change).await;
    for _ in 0..2 {
        acme.owner.posts(format!("/api/v1/subprocessor-changes/{change}/acknowledgement")).await.is_ok();
    }
    let given = async |of: &Workspace| of.owner.get("/api/v1/settings/instructions?subject=subprocessors").await.is_ok();
    let said = given(&acme).await;
    assert_eq!(said.items().len(), 2, "each once: {}", said.text());
    let objected = said.items().iter().find(|one| one["value"]["decision"] == "objected").unwrap();
    assert_eq!((&objected["value"]["change"], &objected["value"]["vendor"]), (&json!(change), &json!("Mailer SA")));
    assert_eq!(
        (&objected["given_by"], &objected["given_role"], &objected["given_initials"]),
        (&json!(acme.admin.id), &json!("admin"), &json!("A. A."))
    );
    // What they are later changes nothing of what they were.
    acme.owner
        .patch(format!("/api/v1/users/{}", acme.admin.id), json!({ "role": "instructor", "name": "Bruno Berg" }))
        .await
        .is_ok();
    let page = acme.owner.opens("/settings/instructions?subject=subprocessors").await.is_ok().text();
    let row = page.split("<tr").find(|row| row.contains("Mailer SA: objected")).unwrap();
    assert!(row.contains("Administrator") && !row.contains("Instructor"), "{row}");
    assert!(page.contains("Mailer SA: notice read"), "{page}");
    world.waits(Duration::seconds(1));
    acme.owner.posts(format!("/api/v1/subprocessor-changes/{change}/objections/{objection}/withdrawal")).await.is_ok();
    let said = given(&acme).await;
    assert_eq!((said.items().len(), &said.items()[0]["value"]["decision"]), (3, &json!("withdrawn")));
    assert_eq!(given(&globex).await.items().len(), 0);
    world.runs_its_jobs().await;
    objects(&globex, &change).await;
    globex.owner.posts(format!("/api/v1/subprocessor-changes/{change}/acknowledgement")).await.is_ok();
    world.runs_its_jobs().await;

    // And so it does in the annex of an agreement, by role and initials.
    let id = globex.owner.post("/api/v1/agreements", crate::dpa::questions()).await.is_created().id();
    world.runs_its_jobs().await;
    let content: Value =
        serde_json::from_slice(&globex.admin.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().bytes).unwrap();
    let listed = |value: &str| content["instructions"].as_array().unwrap().iter().find(|one| one["value"] == value).cloned();
    assert_eq!(listed("Mailer SA: objected").unwrap()["given_by"], "Administrator (A. G.)");
    assert_eq!(listed("Mailer SA: notice read").unwrap()["given_by"], "Owner (O. G.)");
}

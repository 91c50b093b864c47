//! The agreements of a workspace: asked for, taken in, signed; and what stands in their annexes.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::pdf::{Purpose, Seal, SigningDetails};

use crate::actors::{Caller, Person};
use crate::answer::Call;
use crate::dpa::questions;
use crate::dpa_life::{Sent, confirmation, links, signatory, with};
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::{World, monday};

/// Asks in the name of the workspace; says the id.
pub async fn asked(world: &World, person: &Person) -> String {
    world.realm().await;
    let id = person.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    id
}

pub async fn signed(world: &World, person: &Person, id: &str) {
    let before = links(world, "privacy@brezje.example");
    person.post(format!("/api/v1/agreements/{id}/countersignature"), signatory()).await.is_accepted();
    world.runs_its_jobs().await;
    let link = links(world, "privacy@brezje.example").into_iter().find(|link| !before.contains(link)).unwrap();
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.runs_its_jobs().await;
}

/// An agreement that is in force for the person's workspace; its id.
pub async fn in_force(world: &World, person: &Person) -> String {
    let id = asked(world, person).await;
    signed(world, person, &id).await;
    id
}

pub async fn state(person: &Person, id: &str) -> String {
    person.get(format!("/api/v1/agreements/{id}")).await.is_ok().json["status"]["state"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_workspace_asks_and_its_instructions_stand_in_the_annex() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    crate::subprocessors::register(&world).await;
    acme.admin.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    let id = asked(&world, &acme.owner).await;
    let content: Value =
        serde_json::from_slice(&acme.admin.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().bytes).unwrap();
    assert_eq!(content["ai"]["enabled"], true);
    assert!(!content["ai"]["functions"].as_array().unwrap().is_empty(), "the AI vendors stand in annex V");
    judged(&world, "dpa-workspace-ai.pdf", &acme.owner, &id).await;
    let ai = &content["instructions"][0];
    assert_eq!((&ai["subject"], &ai["value"]), (&json!("Artificial intelligence"), &json!("on")));
    assert_eq!(ai["given_by"], "Administrator (A. A.)", "role and initials, no name");
    assert!(!content.to_string().contains(&acme.admin.name));
    assert_eq!(content["instructions"].as_array().unwrap().len(), 5, "what nobody changed stays as the service does it");

    // Without a workspace nothing is switched on.
    let stranger = Sent::new(&world, questions()).await;
    let content: Value =
        serde_json::from_slice(&stranger.visitor.get(format!("{}/content", stranger.path)).await.is_ok().bytes).unwrap();
    assert_eq!((&content["ai"]["enabled"], &content["instructions"][0]["given_by"]), (&json!(false), &Value::Null));
}

/// Leaves the sealed file of an agreement of a workspace for the judges.
async fn judged(world: &World, name: &str, person: &Person, id: &str) {
    let pdf = person.get(format!("/api/v1/agreements/{id}/pdf")).await.is_ok().bytes;
    world.shows_the_judges(name, &pdf);
}

/// What an agreement of a workspace says, as the attached file has it.
async fn content(person: &Person, id: &str) -> Value {
    serde_json::from_slice(&person.get(format!("/api/v1/agreements/{id}/content")).await.is_ok().bytes).unwrap()
}

#[actix_web::test]
async fn what_has_not_taken_effect_for_a_workspace_is_not_accepted_by_its_agreement() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    for workspace in [&acme, &globex] {
        workspace.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    }
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let (mut elsewhere, mut model) = (mailer(), mailer());
    elsewhere["location"] = json!("Antwerp, Belgium");
    (model["legal_name"], model["category"], model["applies"]) = (json!("Model AG"), json!("ai"), json!("ai_enabled"));
    model["models"] = json!(["Parrot 2"]);
    let mut courier = mailer();
    courier["legal_name"] = json!("Courier AG");
    let moved = staff.announces(&world, json!({ "kind": "location", "subprocessor": elsewhere })).await;
    let joined = staff.announces(&world, json!({ "kind": "add", "subprocessor": model })).await;
    let refused = staff.announces(&world, json!({ "kind": "add", "subprocessor": courier })).await;
    let objection = objects(&acme, &refused).await;
    let without = json!({ "tenant_id": acme.id.get(), "outcome": "configured_without", "answer": "Not for your mails." });
    staff.lena.post(format!("{CHANGES}/{refused}/objections/{objection}/resolution"), without).await.is_ok();
    world.runs_its_jobs().await;
    world.waits(Duration::days(31));
    staff.activates(&refused).await.is_ok();
    for change in [&moved, &joined] {
        staff.activates(change).await.is_ok();
        // After the start, before the jobs: the register says so already, but not for whoever objects.
        objects(&acme, change).await;
    }
    world.runs_its_jobs().await;

    let said = |content: &Value| {
        let items = content["subprocessors"]["items"].as_array().unwrap().iter();
        let mut said: Vec<String> =
            items.map(|one| ["legal_name", "location", "applies"].map(|name| one[name].as_str().unwrap()).join(" | ")).collect();
        said.sort();
        said
    };
    let (ours, theirs) = (asked(&world, &acme.owner).await, asked(&world, &globex.owner).await);
    judged(&world, "dpa-kept-away.pdf", &acme.owner, &ours).await;
    judged(&world, "dpa-all-taken.pdf", &globex.owner, &theirs).await;
    let (ours, theirs) = (content(&acme.owner, &ours).await, content(&globex.owner, &theirs).await);
    let (always, place) = ("Mailer SA | Brussels, Belgium | always", "Brussels, Belgium");
    assert_eq!(
        said(&ours),
        [format!("Courier AG | {place} | left_out"), always.to_owned(), format!("Model AG | {place} | not_yet")]
    );
    let elsewhere = "Mailer SA | Antwerp, Belgium | always".to_owned();
    assert_eq!(said(&theirs), [format!("Courier AG | {place} | always"), elsewhere, format!("Model AG | {place} | ai_enabled")]);
    assert_eq!((&ours["ai"]["enabled"], &ours["ai"]["functions"]), (&json!(false), &json!([])), "nor does it stand in annex V");
    assert_eq!(theirs["ai"]["functions"][0]["provider"], "Model AG");
    assert_eq!(theirs["ai"]["functions"][0]["models"], json!(["Parrot 2"]), "by name");
    assert_eq!(ours["subprocessors"]["snapshot_id"], theirs["subprocessors"]["snapshot_id"], "one version of the list");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_data_protection_officer_stands_in_the_agreement_where_there_is_one() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let without = asked(&world, &acme.owner).await;
    assert_eq!(content(&acme.owner, &without).await["controller"].get("data_protection_officer"), None);
    let officer = "Dora Rus, dora.rus@brezje.example";
    let named = acme.owner.post("/api/v1/agreements", with("data_protection_officer", officer)).await.is_created().id();
    world.runs_its_jobs().await;
    assert_eq!(content(&acme.owner, &named).await["controller"]["data_protection_officer"], officer);
    let form = acme.owner.opens("/settings/agreements/new").await.is_ok().text();
    assert!(form.contains(officer), "the next request begins with it: {form}");
    acme.owner
        .post("/api/v1/agreements", with("data_protection_officer", "\u{1F389}"))
        .await
        .is_invalid(&["data_protection_officer"]);
}

#[actix_web::test]
async fn a_workspace_signs_what_it_asked_for() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    world.realm().await;
    let empty = acme.owner.opens("/settings/agreements").await.is_ok().text();
    assert!(empty.contains("No agreement yet"), "{empty}");
    let form = acme.admin.opens("/settings/agreements/new").await.is_ok().text();
    assert!(form.contains("value=\"Acme\"") && form.contains(&acme.admin.email), "{form}");
    let body = questions();
    let fields: Vec<_> = body.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
    let made = acme.admin.submits("/settings/agreements", &fields).await.has_status(303);
    let page = made.header("location").to_owned();
    assert!(acme.owner.opens(&page).await.is_ok().text().contains("in a moment"), "the job has not run yet");
    let id = page.rsplit('/').next().unwrap().to_owned();
    assert_eq!(state(&acme.owner, &id).await, "requested");
    world.runs_its_jobs().await;
    assert!(acme.owner.opens(&page).await.is_ok().text().contains("Sign here"));
    assert_eq!(state(&acme.owner, &id).await, "viewed");
    acme.owner.finds_in_the_log(&["dpa.agreement.asked"]).await;
    let form = acme.owner.opens("/settings/agreements/new").await.is_ok().text();
    assert!(form.contains("5678901000"), "the next one begins with the facts of the last: {form}");

    signed(&world, &acme.owner, &id).await;
    assert_eq!(state(&acme.owner, &id).await, "in_force");
    let both = acme.admin.get(format!("/api/v1/agreements/{id}/countersigned-pdf")).await.is_ok();
    assert_eq!(both.header("content-type"), "application/pdf");
    let list = acme.owner.opens("/settings/agreements").await.is_ok().text();
    assert!(list.contains("In force") && list.contains(&id), "{list}");
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 1);
    assert_eq!(globex.owner.reads_all("/api/v1/agreements").await.len(), 0);
    globex.owner.get(format!("/api/v1/agreements/{id}")).await.is_not_found();
    for person in [&acme.instructor, &acme.learner] {
        person.get("/api/v1/agreements").await.is_forbidden();
        person.opens("/settings/agreements").await.has_status(403);
    }
    // Whoever learns there is told who is responsible (S-10.1), and nobody elsewhere.
    let number =
        acme.owner.get(format!("/api/v1/agreements/{id}")).await.is_ok().json["status"]["number"].as_str().unwrap().to_owned();
    let facts = ["Brezje Logistika d.o.o.", "Obrtniška ulica 7, 4000 Kranj", number.as_str()];
    let responsible = acme.learner.get("/api/v1/controller").await.is_ok();
    let named =
        ["legal_name", "address", "number"].map(|field| responsible.json["agreement"][field].as_str().unwrap().to_owned());
    assert_eq!(named, facts);
    let shown = acme.learner.opens("/account/controller").await.is_ok().text();
    assert!(facts.iter().all(|fact| shown.contains(fact)) && shown.contains("the agreement counts"), "{shown}");
    let elsewhere = globex.learner.get("/api/v1/controller").await.is_ok();
    assert_eq!(elsewhere.json["agreement"], Value::Null);
    let shown = globex.learner.opens("/account/controller").await.is_ok().text();
    assert!(facts.iter().all(|fact| !shown.contains(fact) && !elsewhere.text().contains(fact)), "{shown}");
    // A newer one of the same workspace takes its place, whatever it is called now.
    let mut renamed = with("register_no", "999");
    renamed["legal_name"] = json!("Brezje Holding d.d.");
    let next = acme.owner.post("/api/v1/agreements", renamed).await.is_created().id();
    world.runs_its_jobs().await;
    signed(&world, &acme.owner, &next).await;
    assert_eq!((state(&acme.owner, &id).await, state(&acme.owner, &next).await), ("superseded".into(), "in_force".into()));
    let page = acme.owner.opens(format!("/settings/agreements/{id}")).await.is_ok().text();
    assert!(page.contains("took its place") && page.contains(&format!("href=\"/settings/agreements/{next}\"")), "{page}");
    // What its people did and what became of it stands in the workspace's own log and in the evidence.
    let log = acme.owner.reads_all("/api/v1/audit-events?limit=200").await;
    let by = |name: &str| log.iter().find(|entry| entry["type"] == name).map(|entry| entry["actor"].clone()).unwrap_or_default();
    for name in ["dpa.agreement.viewed", "dpa.countersignature.requested"] {
        assert_eq!((&by(name)["kind"], &by(name)["id"]), (&json!("person"), &json!(acme.owner.id)), "{name}: {log:#?}");
    }
    for name in ["dpa.agreement.in_force", "dpa.agreement.superseded"] {
        assert_eq!(by(name)["kind"], "system", "{name}");
    }
    let evidence = acme.admin.get(format!("/api/v1/agreements/{id}/countersignature-evidence")).await.is_ok();
    assert_eq!(evidence.json["asked"]["by_user"], json!(acme.owner.id));
    assert_eq!(evidence.json["asked"]["workspace"], json!(acme.id.get()));
    acme.learner.get(format!("/api/v1/agreements/{id}/countersignature-evidence")).await.is_forbidden();
    let third = acme.owner.post("/api/v1/agreements", questions()).await.is_created().id();
    world.runs_its_jobs().await;
    acme.admin.submits(format!("/settings/agreements/{third}/refusal"), &[("reason", "Not this one.")]).await.has_status(303);
    world.runs_its_jobs().await;
    let log = acme.owner.reads_all("/api/v1/audit-events?limit=200").await;
    let declined = log.iter().find(|entry| entry["type"] == "dpa.agreement.declined").expect("it stands in the log");
    assert_eq!(declined["actor"]["id"], json!(acme.admin.id));
}

/// The list shows a part of the agreements: whether one is in force is not asked of that part.
#[actix_web::test]
async fn no_page_of_the_list_says_that_none_is_in_force_where_one_is() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let first = asked(&world, &acme.owner).await;
    world.waits(Duration::seconds(1));
    let none = "No agreement is in force";
    assert!(acme.owner.opens("/settings/agreements").await.is_ok().text().contains(none));
    signed(&world, &acme.owner, &first).await;
    world.waits(Duration::seconds(1));
    let next = asked(&world, &acme.owner).await;
    let page = acme.owner.opens("/settings/agreements?limit=1").await.is_ok().text();
    assert!(page.contains(&next) && !page.contains(&first) && !page.contains(none), "{page}");
    let page = acme.owner.opens("/settings/agreements").await.is_ok().text();
    assert!(page.contains(&next) && page.contains(&first) && !page.contains(none), "{page}");
}

#[actix_web::test]
async fn a_workspace_asks_once_however_often_its_job_is_done() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let id = asked(&world, &acme.owner).await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL").await;
    world.runs_its_jobs().await;
    assert_eq!(world.database.number("SELECT count(*) FROM agreement").await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM held_agreement WHERE request IS NOT NULL").await, 0);
    assert_eq!(state(&acme.owner, &id).await, "viewed");
    world.runs_its_jobs().await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.tell_holder'").await;
    world.runs_its_jobs().await;
    let viewed = acme.owner.reads_the_log().await.into_iter().filter(|name| name == "dpa.agreement.viewed").count();
    assert_eq!(viewed, 1, "a line is written once");
}

#[actix_web::test]
async fn the_log_of_instructions_is_a_page_and_a_table() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    assert!(acme.owner.opens("/settings/instructions").await.is_ok().text().contains("No instruction"));
    for enabled in [true, false] {
        acme.admin.put("/api/v1/settings/ai", json!({ "enabled": enabled })).await.is_ok();
    }
    let page = acme.owner.opens("/settings/instructions?subject=ai").await.is_ok().text();
    assert!(page.contains(&acme.admin.name) && page.contains("Administrator"), "{page}");
    assert!(acme.owner.opens("/settings/instructions?subject=sso").await.is_ok().text().contains("No instruction"));
    assert_eq!(acme.owner.get("/api/v1/settings/instructions?subject=ai").await.is_ok().items().len(), 2);
    assert_eq!(acme.owner.get("/api/v1/settings/instructions?subject=sso").await.is_ok().items().len(), 0);
    acme.owner.get("/api/v1/settings/instructions?subject=weather").await.has_status(422);
    let csv = acme.owner.get("/settings/instructions.csv").await.is_ok();
    assert!(csv.header("content-type").starts_with("text/csv"));
    let text = csv.text();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains("\"on\"") && text.contains(&acme.admin.name), "{text}");
    acme.owner.finds_in_the_log(&["dpa.instructions.downloaded"]).await;
    acme.learner.opens("/settings/instructions").await.has_status(403);
}

pub async fn uploads(who: &Caller, path: &str, file: &[u8]) -> crate::answer::Answer {
    who.sends(Call::post(format!("{path}/signed-file")).body("application/pdf", file.to_vec())).await
}

/// The file as another program would sign it.
fn signed_by(seal: &Seal, pdf: &[u8], field: &str) -> Vec<u8> {
    let details = SigningDetails {
        field,
        signer_name: "Živa Šuštar",
        reason: "Signed",
        location: "",
        contact: "",
        at: monday(),
        purpose: Purpose::Approval,
    };
    seal.sign(pdf, &details).unwrap()
}

#[actix_web::test]
async fn a_file_signed_elsewhere_is_taken_only_as_it_should_be() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let master = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes.to_vec();
    let made = Seal::generate("Brezje Logistika d.o.o.", "SI", monday()).unwrap();
    let theirs = Seal::load(&made.pkcs8, made.certificates).unwrap();
    let good = signed_by(&theirs, &master, "Customer");
    let refused = async |file: &[u8], code: &str| drop(uploads(&sent.visitor, &sent.path, file).await.is_refused(code));
    refused(&master, "upload-not-signed").await;
    refused(b"%PDF-1.7\n%%EOF\n", "upload-other-file").await;
    refused(&[&master[..], b"\n% more\n%%EOF\n"].concat(), "upload-not-plain").await;
    let mut broken = good.clone();
    // The last digit of the signature itself, before the padding of its container.
    let added = &broken[master.len()..];
    let contents = master.len() + added.windows(11).position(|bytes| bytes == b"/Contents <").unwrap() + 11;
    let end = contents + broken[contents..].iter().position(|&byte| byte == b'>').unwrap();
    let last = broken[..end].iter().rposition(|&byte| byte != b'0').unwrap();
    broken[last] = if broken[last] == b'1' { b'2' } else { b'1' };
    refused(&broken, "upload-signature-broken").await;
    refused(&[&good[..], b"\n% more\n%%EOF\n"].concat(), "upload-changed-after").await;
    let ours = signed_by(&world.kernel().seal, &master, "Customer");
    refused(&ours, "upload-signature-ours").await;
    let mut other = master.clone();
    other[20] ^= 1;
    refused(&other, "upload-other-file").await;
    uploads(&sent.visitor, &sent.path, b"").await.is_invalid(&["body"]);
    uploads(&sent.visitor, &sent.path, &vec![b' '; 20 * 1024 * 1024 + 1]).await.has_status(413);
    assert_eq!(world.database.number("SELECT count(*) FROM countersignature").await, 0, "nothing half-done");
    assert_eq!(sent.state().await, "viewed");

    // Whoever asked may have asked in somebody else's name: a file is taken at the contact's own address alone.
    uploads(&sent.visitor, &sent.asked_path, &good).await.is_refused("upload-for-the-contact");
    let asked = sent.visitor.opens(&sent.asked_page).await.is_ok().text();
    assert!(asked.contains("taken nowhere else") && !asked.contains("/signed-file"), "{asked}");
    uploads(&sent.visitor, &sent.path, &good).await.is_done();
    world.runs_its_jobs().await;
    let evidence = lena.get(format!("/api/v1/dpa-requests/{}/countersignature-evidence", sent.id)).await.is_ok();
    assert_eq!(evidence.json["uploaded"]["at_address_mailed_to"], sent.contact.as_str());
    let signature = &evidence.json["signature"];
    assert_eq!((&signature["self_issued"], &signature["organisation"]), (&json!(false), &json!("Brezje Logistika d.o.o.")));
    let fingerprint = tutela::kernel::html::groups(signature["certificate_sha256"].as_str().unwrap()).join(" ");
    assert_eq!(fingerprint.len(), 64 + 15, "{signature}");
    let page = lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    for known in [fingerprint.as_str(), "Certificate issued by Brezje Logistika d.o.o. Root", "Holder of the certificate"] {
        assert!(page.contains(known), "{known}: {page}");
    }
    let status = sent.status().await;
    assert_eq!((status.string("state"), status.string("countersigned_how")), ("countersigned".into(), "upload".into()));
    assert_eq!(sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes, good);
    assert_eq!(sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes, master);
    uploads(&sent.visitor, &sent.path, &good).await.is_refused("agreement-not-open");
    // Whoever has the address can have signed it: until the operator has looked it is our file with one signature more.
    let seen = crate::dpa::verdict(&world.visitor(), &good).await;
    assert_eq!((seen.string("verdict"), &seen.json["on_record"]), ("countersigned".to_owned(), &serde_json::json!(false)));
    assert_eq!(seen.json["agreement"]["state"], "not_confirmed");
    assert_eq!(world.database.number("SELECT count(*) FROM document").await, 1);
    lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", sent.id)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    let seen = crate::dpa::verdict(&world.visitor(), &good).await;
    assert_eq!((seen.string("verdict"), &seen.json["on_record"]), ("countersigned".to_owned(), &serde_json::json!(true)));
    assert_eq!(seen.json["agreement"]["state"], "in_force");
    lena.finds_in_the_log(&["dpa.countersignature.uploaded", "dpa.agreement.in_force"]).await;
}

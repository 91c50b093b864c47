//! The life of an agreement after it was sent: countersigned in the product, in force, superseded, declined, expired, ended.

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::outbox;
use tutela::kernel::pdf::inspect;

use crate::actors::Caller;
use crate::answer::Answer;
use crate::dpa::{asks, path_of, questions, verdict};
use crate::verification::page as checked;
use crate::world::World;

/// An agreement that was sent, reached by the address that its contact was mailed.
pub struct Sent {
    pub id: String,
    pub path: String,
    pub page: String,
    /// The address that whoever asked was told.
    pub asked_path: String,
    pub asked_page: String,
    pub contact: String,
    pub visitor: Caller,
}

impl Sent {
    pub async fn new(world: &World, body: Value) -> Self {
        world.realm().await;
        let visitor = world.visitor();
        let contact = body["contact_email"].as_str().unwrap().to_owned();
        let made = asks(&visitor, body).await.is_created();
        world.runs_its_jobs().await;
        let (asked_path, asked_page) = (path_of(&made.string("status_url")), path_of(&made.string("page_url")));
        let id = made.id();
        let mailed = world.mailbox(&contact).into_iter().map(|mail| mail.link());
        let page = mailed.into_iter().find(|link| link.starts_with(&format!("/dpa/{id}/"))).expect("the mail names the page");
        assert_ne!(page, asked_page, "the contact's address is the contact's alone");
        let path = page.replace("/dpa/", "/api/v1/public/dpa-requests/");
        Self { id, path, page, asked_path, asked_page, contact, visitor }
    }

    pub async fn state(&self) -> String {
        self.status().await.string("state")
    }

    pub async fn status(&self) -> Answer {
        self.visitor.get(&self.path).await.is_ok()
    }

    /// Asks for the link and takes it out of the mail.
    pub async fn link(&self, world: &World) -> String {
        let before = links(world, &self.contact);
        self.visitor.post(format!("{}/countersignature", self.path), signatory()).await.is_accepted();
        world.runs_its_jobs().await;
        links(world, &self.contact).into_iter().find(|link| !before.contains(link)).expect("a new link to sign")
    }

    pub async fn is_signed(&self, world: &World) {
        let link = self.link(world).await;
        world.visitor().posts(confirmation(&link)).await.is_accepted();
        world.runs_its_jobs().await;
    }
}

/// The links to sign that went to a contact.
pub fn links(world: &World, contact: &str) -> Vec<String> {
    let all = world.mailbox(contact).into_iter().map(|mail| mail.link());
    all.filter_map(|link| link.strip_prefix("/countersign/").map(str::to_owned)).collect()
}

/// Takes an agreement into a workspace: its owner asks, its contact confirms.
pub async fn takes_in(world: &World, owner: &Caller, sent: &Sent) {
    let before = wishes(world, &sent.contact);
    owner.post("/api/v1/agreements/attachment", json!({ "address": sent.page })).await.is_created();
    world.runs_its_jobs().await;
    let link = wishes(world, &sent.contact).into_iter().find(|link| !before.contains(link)).expect("the contact is asked");
    world.visitor().posts(format!("/api/v1/public/attachments/{link}/confirmation")).await.is_done();
    world.runs_its_jobs().await;
}

/// The links that let a workspace hold an agreement.
pub fn wishes(world: &World, contact: &str) -> Vec<String> {
    let all = world.mailbox(contact).into_iter().map(|mail| mail.link());
    all.filter_map(|link| link.strip_prefix("/attach/").map(str::to_owned)).collect()
}

/// Whether a mail to an address says this.
pub fn told(world: &World, contact: &str, words: &str) -> bool {
    world.mailbox(contact).iter().any(|mail| mail.subject.contains(words) || mail.text.contains(words))
}

pub fn confirmation(link: &str) -> String {
    format!("/api/v1/public/countersignatures/{link}/confirmation")
}

pub fn signatory() -> Value {
    json!({ "name": "Živa Šuštar", "title": "direktorica", "authority": true, "consent": true })
}

/// The same company under other facts.
pub fn with(field: &str, value: &str) -> Value {
    let mut body = questions();
    body[field] = json!(value);
    body
}

/// Another company with the same contact.
pub fn another_company() -> Value {
    let mut body = with("legal_name", "Vesna Handel GmbH");
    body["register_no"] = json!("FN 777777b");
    body["country"] = json!("AT");
    body
}

#[actix_web::test]
async fn whoever_has_the_address_countersigns_by_the_mail_of_the_contact() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    lena.opens(&sent.page).await.is_ok();
    assert_eq!(sent.state().await, "sent", "the operator's own look is not the customer's");
    let page = sent.visitor.opens(&sent.page).await.is_ok().text();
    assert!(page.contains("Sign here") && page.contains("Opened"), "{page}");
    assert!(page.contains("By email to the contact.") && !page.contains("It binds both sides."), "only what happened: {page}");
    assert!(page.contains("A mistake in your details?"), "{page}");
    assert_eq!(page.matches("button primary").count(), 1, "signing is what to do next: {page}");
    let theirs = lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(theirs.contains("The answers have arrived.") && !theirs.contains("Your answers"), "{theirs}");
    assert_eq!(sent.state().await, "viewed");
    let master = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes;
    sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_refused("not-countersigned-yet");
    let before = world.mails().len();
    let link = sent.link(&world).await;
    assert_eq!(world.mails().len(), before + 1, "one mail, to the contact alone");
    let shown = world.visitor().get(format!("/api/v1/public/countersignatures/{link}")).await.is_ok();
    assert_eq!(shown.string("pdf_sha256"), sent.status().await.string("pdf_sha256"));
    assert_eq!((shown.string("name"), shown.string("controller")), ("Živa Šuštar".into(), "Brezje Logistika d.o.o.".into()));
    let page = world.visitor().opens(format!("/countersign/{link}")).await.is_ok().text();
    assert!(page.contains("Sign now") && page.contains(&shown.string("number")), "{page}");
    assert_eq!(sent.state().await, "viewed", "looking signs nothing");

    world.visitor().submits(format!("/countersign/{link}"), &[]).await.leads_to(&sent.page);
    let page = sent.visitor.opens(&sent.page).await.is_ok().text();
    assert!(!page.contains("Sign here") && page.contains("renews itself"), "{page}");
    world.runs_its_jobs().await;
    let done = sent.status().await;
    assert_eq!((done.string("state"), done.string("countersigned_how")), ("in_force".into(), "product".into()));
    let page = sent.visitor.opens(&sent.page).await.is_ok().text();
    assert!(page.contains("It binds both sides.") && !page.contains("A mistake in your details?"), "{page}");
    let both = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    sent.visitor.get(format!("{}/countersigned-pdf", sent.asked_path)).await.is_refused("for-the-contact");
    sent.visitor.get(format!("{}/countersignature-evidence", sent.asked_path)).await.is_refused("for-the-contact");
    let asked = sent.visitor.opens(&sent.asked_page).await.is_ok().text();
    assert!(!asked.contains("/countersigned-pdf") && asked.contains("the address in that email"), "{asked}");
    assert!(!asked.contains("Živa Šuštar, direktorica: here") && !asked.contains("Link to sign sent"), "{asked}");
    assert!(both.starts_with(&master) && both.len() > master.len(), "the master is its beginning, byte for byte");
    assert_eq!(tutela::kernel::ids::sha256_hex(&both), done.string("countersigned_sha256"));
    let seen = inspect(&both, world.kernel().seal.certificates());
    assert!(seen.is_authentic() && seen.certified && seen.signatures.len() == 2, "{seen:#?}");
    assert_eq!(seen.signatures[1].field, "Customer");
    let known = verdict(&sent.visitor, &both).await;
    assert_eq!((known.string("verdict"), &known.json["on_record"]), ("countersigned".to_owned(), &json!(true)));
    assert_eq!((&known.json["sealed_bytes"], &known.json["agreement"]["state"]), (&json!(master.len()), &json!("in_force")));
    let said = known.json["signatures"][1]["reason"].as_str().unwrap_or_default().to_owned();
    assert!(said.starts_with("Countersigned for the controller by Živa Šuštar, direktorica, on "), "{said}");
    let page = checked(&world, &[&both]).await.is_ok().text();
    let (own, theirs) =
        (page.find("<th scope=\"row\">Processor<small>"), page.find("<th scope=\"row\">Customer<small>Countersigned for"));
    assert!(own.is_some() && theirs > own && page.contains("Živa Šuštar, direktorica"), "{page}");
    let known = verdict(&sent.visitor, &master).await;
    assert_eq!((known.json["verdict"].as_str(), &known.json["agreement"]["state"]), (Some("authentic"), &json!("in_force")));
    let code = known.json["document"]["code"].as_str().unwrap().to_owned();
    let page = world.visitor().opens(format!("/verify/{code}")).await.is_ok().text();
    let groups = |sha256: String| tutela::kernel::html::groups(&sha256).join(" ");
    assert!(page.contains("In force since") && page.contains(&groups(done.string("countersigned_sha256"))), "{page}");
    assert_eq!(sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes, master, "the first-signed file is kept");
    world.shows_the_judges("dpa-countersigned.pdf", &both);
    let evidence = world.database.texts("SELECT evidence FROM countersignature").await.remove(0);
    let sha256 = tutela::kernel::ids::sha256_hex(evidence.as_bytes());
    let staff = format!("/api/v1/dpa-requests/{}/countersignature-evidence", sent.id);
    for shown in [lena.get(staff).await, sent.visitor.get(format!("{}/countersignature-evidence", sent.path)).await] {
        assert_eq!(shown.is_ok().bytes, evidence.as_bytes(), "byte for byte what the fingerprint in the signature is of");
    }
    let page = sent.visitor.opens(&sent.page).await.is_ok().text();
    assert!(page.contains("Link to sign sent") && page.contains("Živa Šuštar, direktorica: here"), "{page}");
    let said: String = sha256.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    assert!(String::from_utf8_lossy(&both).to_lowercase().contains(&said), "the reason names the evidence");
    let evidence: Value = serde_json::from_str(&evidence).unwrap();
    assert_eq!(evidence["confirmed"]["by_link_to"], sent.contact.as_str());
    assert_eq!(evidence["authority"], true);
    for address in [sent.contact.as_str(), lena.email.as_str()] {
        let mails = world.mailbox(address);
        assert!(mails.iter().any(|mail| mail.attachments.iter().any(|file| file.bytes == both)), "{address}");
    }
    let wanted = [
        "dpa.agreement.viewed",
        "dpa.countersignature.requested",
        "dpa.countersignature.confirmed",
        "dpa.agreement.countersigned",
        "dpa.agreement.in_force",
    ];
    lena.finds_in_the_log(&wanted).await;
}

#[actix_web::test]
async fn what_is_needed_to_sign_is_named_at_once() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let path = format!("{}/countersignature", sent.path);
    sent.visitor.post(&path, json!({})).await.is_invalid(&["name", "title", "authority", "consent"]);
    let mut without = signatory();
    without["consent"] = json!(false);
    sent.visitor.post(&path, without).await.is_invalid(&["consent"]);
    sent.visitor.post(format!("{}x/countersignature", sent.path), signatory()).await.is_not_found();
    let form = [("name", ""), ("title", "direktorica")];
    let page = sent.visitor.submits(format!("{}/countersignature", sent.page), &form).await.has_status(422).text();
    assert!(page.contains("Agree to sign electronically") && page.contains("direktorica"), "{page}");
    for _ in 0..5 {
        sent.visitor.post(&path, signatory()).await.is_accepted();
    }
    sent.visitor.post(&path, signatory()).await.has_status(429);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_link_works_once_and_for_a_day() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let (late, visitor) = (sent.link(&world).await, world.visitor());
    world.waits(Duration::hours(24));
    visitor.get(format!("/api/v1/public/countersignatures/{late}")).await.is_refused("link-expired");
    visitor.posts(confirmation(&late)).await.is_refused("link-expired");
    visitor.opens(format!("/countersign/{late}")).await.has_status(409);
    visitor.posts(confirmation("AAAA")).await.is_not_found();
    visitor.opens("/countersign/AAAA").await.has_status(404);

    let link = sent.link(&world).await;
    for _ in 0..3 {
        visitor.posts(confirmation(&link)).await.is_accepted();
    }
    world.runs_its_jobs().await;
    visitor.posts(confirmation(&link)).await.is_accepted();
    visitor.opens(format!("/countersign/{link}")).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    assert_eq!(world.database.number("SELECT count(*) FROM document").await, 2);
    visitor.posts(confirmation(&late)).await.is_refused("link-expired");
    sent.visitor.post(format!("{}/countersignature", sent.path), signatory()).await.is_refused("agreement-not-open");
}

/// Two links, two servers, two clicks each, and a worker whose job is done again: one countersignature.
#[actix_web::test]
async fn signed_twice_at_once_is_signed_once() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let (one, two) = (sent.link(&world).await, sent.link(&world).await);
    let elsewhere = world.second_server().await;
    let (here, there) = (world.visitor(), world.visitor().at(&elsewhere));
    let click = |who: &Caller, link: &str| {
        let (who, path) = (who.clone(), confirmation(link));
        async move { who.posts(path).await }
    };
    let answers =
        futures_util::future::join_all([click(&here, &one), click(&there, &two), click(&there, &one), click(&here, &two)]).await;
    let accepted = answers.iter().filter(|answer| answer.status.as_u16() == 202).count();
    assert!((1..=2).contains(&accepted), "one link signs, and its second click is harmless");
    for answer in answers.into_iter().filter(|answer| answer.status.as_u16() != 202) {
        answer.is_refused("agreement-not-open");
    }
    let confirmed = "SELECT count(*) FROM countersignature WHERE confirmed_at IS NOT NULL";
    assert_eq!(world.database.number(confirmed).await, 1);
    // The same job with two workers: the lease of the first has run out.
    world.database.run("INSERT INTO job (tenant_id, id, kind, payload, state, run_at, attempts, created_at) SELECT tenant_id, agreement_id, 'dpa.countersign', payload, 'queued', run_at, 0, job.created_at FROM job JOIN (SELECT agreement_id FROM countersignature LIMIT 1) other ON 1 = 1 WHERE kind = 'dpa.countersign'").await;
    let handlers = tutela::app::handlers(crate::world::processor());
    let (a, b) = tokio::join!(outbox::run_due(world.kernel(), &handlers), outbox::run_due(&elsewhere.kernel, &handlers));
    assert!(a.is_ok() && b.is_ok());
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.countersign'").await;
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    assert_eq!(world.database.number("SELECT count(*) FROM document").await, 2);
    let mails = world.mailbox(&sent.contact);
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("in force")).count(), 1);
    // Each try writes a file of its own, so that the later one never replaces what the earlier one has kept.
    let shared = "SELECT count(*) FROM agreement WHERE countersigned_file_id IN (SELECT id FROM countersignature)";
    assert_eq!(world.database.number(shared).await, 0);
    let both = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    assert_eq!(tutela::kernel::ids::sha256_hex(&both), sent.status().await.string("countersigned_sha256"));
}

#[actix_web::test]
async fn a_newer_agreement_of_the_same_company_takes_its_place() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let old = Sent::new(&world, questions()).await;
    old.is_signed(&world).await;
    let new = Sent::new(&world, with("register_no", "56 789-01000")).await;
    assert_eq!(old.state().await, "in_force", "until the new one is signed");
    new.is_signed(&world).await;
    assert_eq!((old.state().await, new.state().await), ("superseded".into(), "in_force".into()));
    let page = old.visitor.opens(&old.page).await.is_ok().text();
    assert!(page.contains("Superseded") && !page.contains(&new.id), "whoever has this address has not that of the other: {page}");
    let desk = lena.opens(format!("/operator/dpa-requests/{}", old.id)).await.is_ok().text();
    assert_eq!(desk.matches(&format!("href=\"/operator/dpa-requests/{}\"", new.id)).count(), 2, "{desk}");
    lena.finds_in_the_log(&["dpa.agreement.superseded"]).await;
    assert!(told(&world, &old.contact, "has ended"));
    // Another company is another company.
    let other = Sent::new(&world, another_company()).await;
    other.is_signed(&world).await;
    assert_eq!((new.state().await, other.state().await), ("in_force".into(), "in_force".into()));
}

#[actix_web::test]
async fn nobody_takes_over_the_agreement_of_a_company_by_asking_in_its_name() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let ours = Sent::new(&world, questions()).await;
    ours.is_signed(&world).await;
    let theirs = Sent::new(&world, with("contact_email", "mallory@elsewhere.example")).await;
    theirs.is_signed(&world).await;
    let page = lena.opens(format!("/operator/dpa-requests/{}", theirs.id)).await.is_ok().text();
    for known in ["Somebody else holds", "Živa Šuštar, direktorica", &format!("/operator/dpa-requests/{}\"", ours.id)] {
        assert!(page.contains(known), "{known}: {page}");
    }
    assert_eq!((ours.state().await, theirs.state().await), ("in_force".into(), "countersigned".into()));
    assert!(theirs.visitor.opens(&theirs.page).await.is_ok().text().contains("not in force yet"));
    let board = lena.get("/api/v1/operator/agreements-board").await.is_ok();
    assert_eq!((&board.json["waiting_for_operator"], &board.json["overdue"]), (&json!(1), &json!(0)));
    lena.post(format!("/api/v1/dpa-requests/{}/refusal", theirs.id), json!({ "reason": " " })).await.is_invalid(&["reason"]);
    lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", ours.id)).await.is_refused("agreement-not-waiting");
    world.waits(Duration::days(3));
    let board = lena.get("/api/v1/operator/agreements-board").await.is_ok();
    assert_eq!(board.json["overdue"], 1, "two business days were promised");
    let page = lena.opens("/operator/dpa-requests?waits=operator").await.is_ok().text();
    assert!(page.contains("Overdue") && page.contains(&theirs.id) && !page.contains(&ours.id), "{page}");
    let reason = "Whoever signed does not speak for the company.";
    let form = [("reason", reason)];
    lena.submits(format!("/operator/dpa-requests/{}/refusal", theirs.id), &form).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!((ours.state().await, theirs.state().await), ("in_force".into(), "declined".into()));
    assert!(told(&world, &theirs.contact, reason));

    let moved = Sent::new(&world, with("contact_email", "new-privacy@brezje.example")).await;
    moved.is_signed(&world).await;
    lena.submits(format!("/operator/dpa-requests/{}/confirmation", moved.id), &[]).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!((ours.state().await, moved.state().await), ("superseded".into(), "in_force".into()));
}

#[actix_web::test]
async fn a_customer_says_no_and_nothing_can_be_signed_after_it() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let link = sent.link(&world).await;
    let path = format!("{}/refusal", sent.path);
    sent.visitor.post(&path, json!({ "reason": "x".repeat(1001) })).await.is_invalid(&["reason"]);
    sent.visitor.post(&path, json!({ "reason": "We take another service." })).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "declined");
    assert!(told(&world, &lena.email, "another service"));
    world.visitor().posts(confirmation(&link)).await.is_refused("agreement-not-open");
    sent.visitor.posts(&path).await.is_refused("agreement-not-open");
    lena.finds_in_the_log(&["dpa.agreement.declined"]).await;
}

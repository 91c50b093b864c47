//! Notices that arrive: whom they reach, what a mail that comes back changes, and for whom a change is in force (M-5.6, M-6.2).

use chrono::{DateTime, Duration, Utc};
use data_encoding::BASE64;
use ring::hmac;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;

use crate::actors::{Person, Workspace};
use crate::answer::{Answer, Call};
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::{BOUNCE_SECRET, World};

fn at(answer: &Answer, name: &str) -> DateTime<Utc> {
    answer.string(name).parse().unwrap()
}

/// Opens the notice as a person who is signed in.
pub async fn reads(of: &Person, change: &str) {
    of.signs_in().await.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
}

/// The notice as a list shows it: without opening it.
pub async fn listed(of: &Workspace, change: &str) -> Value {
    let all = of.admin.get("/api/v1/subprocessor-changes").await.is_ok();
    all.items().iter().find(|one| one["id"] == json!(change)).cloned().unwrap_or(Value::Null)
}

/// The first moment at which the change can start here.
pub async fn earliest(of: &Workspace, change: &str) -> DateTime<Utc> {
    listed(of, change).await["earliest"].as_str().unwrap().parse().unwrap()
}

pub async fn standing(of: &Workspace, change: &str) -> String {
    listed(of, change).await["state"].as_str().unwrap_or("never told").to_owned()
}

/// How far the notice came to each contact, by the words of the interface.
pub async fn reach(of: &Workspace, change: &str) -> Vec<String> {
    let listed = listed(of, change).await;
    let states = listed["deliveries"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap().to_owned());
    let mut states: Vec<_> = states.collect();
    // People who were added in one moment of the stopped clock have no order.
    states.sort_unstable();
    states
}

/// The names of the vendors of a workspace, with whether each is used.
pub async fn list(of: &Workspace) -> Vec<(String, String)> {
    let all = of.admin.get("/api/v1/subprocessors").await.is_ok();
    let word =
        |one: &Value| if one["used"] == json!(true) { "used".to_owned() } else { one["why_not"].as_str().unwrap().to_owned() };
    all.items().iter().map(|one| (one["legal_name"].as_str().unwrap().to_owned(), word(one))).collect()
}

/// The Message-ID of the last mail to an address.
fn last_mail(world: &World, to: &str) -> String {
    world.mailbox(to).pop().expect("a mail").message_id
}

/// A message of the mail service.
async fn bounces(world: &World, mails: &[&str], sent: DateTime<Utc>, secret: &str) -> Answer {
    let body = json!({ "bounces": mails.iter().map(|id| json!({ "message_id": id })).collect::<Vec<_>>() }).to_string();
    let (id, time) = ("msg_1", sent.timestamp().to_string());
    let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
    let signed = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), format!("{id}.{time}.{body}").as_bytes());
    let call = Call::post("/api/v1/hooks/mail-bounces").body("application/json", body);
    let call = call.header("webhook-id", id).header("webhook-timestamp", time);
    world.visitor().sends(call.header("webhook-signature", format!("v1,{}", BASE64.encode(signed.as_ref())))).await
}

#[actix_web::test]
async fn a_workspace_opened_after_the_notice_is_told_and_has_days_of_its_own() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    world.waits(Duration::days(20));
    let late = world.tenant("Latecomer").await;
    assert_eq!(standing(&late, &change).await, "never told");
    world.makes_its_rounds().await;
    assert_eq!(standing(&late, &change).await, "noticed");
    assert!(world.mailbox(&late.owner.email)[0].subject.contains("Mailer SA"));
    assert_eq!(
        earliest(&late, &change).await,
        world.now() + Duration::hours(720),
        "an hour is lost in Ljubljana meanwhile: the hours count"
    );
    // The others need not wait for those who come later, or nothing would ever start.
    world.waits(Duration::days(11));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!((standing(&acme, &change).await, standing(&late, &change).await), ("active".into(), "noticed".into()));
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "used".into())]);
    assert_eq!(list(&late).await, [("Mailer SA".into(), "not_yet".into())]);
    let seen = staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok();
    assert_eq!((&seen.json["clocks"]["customers"], &seen.json["clocks"]["later"]), (&json!(1), &json!(1)));
    world.waits(earliest(&late, &change).await - world.now() - Duration::seconds(1));
    world.makes_its_rounds().await;
    assert_eq!(standing(&late, &change).await, "noticed", "a second too early");
    world.waits(Duration::seconds(1));
    world.makes_its_rounds().await;
    assert_eq!((standing(&late, &change).await, list(&late).await), ("active".into(), vec![("Mailer SA".into(), "used".into())]));
    let after = world.tenant("Aftermath").await;
    world.makes_its_rounds().await;
    assert_eq!(standing(&after, &change).await, "never told", "it stands in the list from the first day");
    assert_eq!(list(&after).await, [("Mailer SA".into(), "used".into())]);
}

#[actix_web::test]
async fn a_vendor_that_changes_is_as_it_was_where_the_change_is_not_in_force() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let mut elsewhere = mailer();
    elsewhere["location"] = json!("Antwerp, Belgium");
    let moved = staff.announces(&world, json!({ "kind": "location", "subprocessor": elsewhere })).await;
    world.waits(Duration::days(31));
    staff.activates(&moved).await.is_ok();
    objects(&acme, &moved).await;
    world.runs_its_jobs().await;
    let location = async |of: &Workspace| of.admin.get("/api/v1/subprocessors").await.is_ok().each("location");
    assert_eq!(
        (location(&acme).await, location(&globex).await),
        (vec!["Brussels, Belgium".into()], vec!["Antwerp, Belgium".into()])
    );
    let removed = staff.announces(&world, json!({ "kind": "remove", "subprocessor": elsewhere })).await;
    world.waits(Duration::days(31));
    staff.activates(&removed).await.is_ok();
    objects(&acme, &removed).await;
    world.runs_its_jobs().await;
    assert_eq!((list(&acme).await, list(&globex).await), (vec![("Mailer SA".into(), "used".into())], Vec::new()));
}

#[actix_web::test]
async fn a_change_of_ai_alone_waits_for_nobody_without_ai_but_is_told_to_everybody() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    let mut model = mailer();
    (model["category"], model["applies"], model["models"]) = (json!("ai"), json!("ai_enabled"), json!(["Parrot 2"]));
    let change = staff.announces(&world, json!({ "kind": "add", "subprocessor": model })).await;
    assert_eq!(world.mailbox(&globex.owner.email).len(), 1, "everybody is told");
    let page = globex.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("does not use this sub-processor"), "{page}");
    assert!(
        !acme
            .owner
            .opens(format!("/settings/subprocessors/changes/{change}"))
            .await
            .is_ok()
            .text()
            .contains("does not use this vendor")
    );
    let objection = objects(&globex, &change).await;
    let seen = staff.lena.get(format!("{CHANGES}/{change}")).await.is_ok();
    assert_eq!((&seen.json["clocks"]["customers"], &seen.json["clocks"]["objecting"]), (&json!(1), &json!(0)));
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(
        (list(&acme).await, list(&globex).await),
        (vec![("Mailer SA".into(), "used".into())], vec![("Mailer SA".into(), "not_yet".into())])
    );
    // Turned on later, AI does not bring the vendor: the objection is still open.
    globex.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    world.makes_its_rounds().await;
    assert_eq!(list(&globex).await, [("Mailer SA".into(), "not_yet".into())]);
    globex.owner.posts(format!("/api/v1/subprocessor-changes/{change}/objections/{objection}/withdrawal")).await.is_ok();
    world.makes_its_rounds().await;
    assert_eq!(list(&globex).await, [("Mailer SA".into(), "used".into())]);
}

#[actix_web::test]
async fn a_mail_that_comes_back_starts_the_days_anew_with_the_next_contact() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let began = earliest(&acme, &change).await;
    world.waits(Duration::days(4));
    reads(&acme.admin, &change).await;
    assert_eq!((reach(&acme, &change).await, earliest(&acme, &change).await), (vec!["opened".into(), "sent".into()], began));
    let (owners, admins) = (last_mail(&world, &acme.owner.email), last_mail(&world, &acme.admin.email));
    assert!(owners != admins && owners.ends_with("@tutela.example>"), "{owners} {admins}");

    bounces(&world, &[&owners], world.now(), "whsec_b3RoZXIgbWlsbCBhbmNob3IgdmlvbGV0IHRlYXBvdA==").await.is_unauthenticated();
    bounces(&world, &[&owners], world.now() - Duration::minutes(6), BOUNCE_SECRET).await.is_unauthenticated();
    assert_eq!(reach(&acme, &change).await, ["opened", "sent"], "what is not signed is not believed");
    for _ in 0..2 {
        let unknown = "<0194.unknown@tutela.example>";
        bounces(&world, &[&owners, unknown, "nonsense", &admins], world.now(), BOUNCE_SECRET).await.has_status(204);
    }
    world.runs_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["bounced", "opened"], "who opened it was reached, whatever became of the mail");
    assert_eq!(earliest(&acme, &change).await, began + Duration::days(4), "from the next contact on");
    let log = acme.owner.get("/api/v1/audit-events?type=subproc.notice.bounced").await.is_ok();
    assert_eq!(log.items().len(), 2, "each once: {}", log.text());
    world.waits(Duration::days(29));
    assert_eq!(at(&staff.activates(&change).await.is_refused("notice-too-short"), "earliest"), began + Duration::days(4));
}

#[actix_web::test]
async fn whoever_was_not_reached_is_written_to_again_and_nothing_starts_before() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let mails = [last_mail(&world, &acme.owner.email), last_mail(&world, &acme.admin.email)];
    for mail in &mails {
        let reported = staff
            .lena
            .post("/api/v1/operator/mail-bounces", json!({ "message_id": mail, "recipient": "stranger@x.example" }))
            .await;
        assert_eq!(reported.is_ok().json["is_news"], json!(false), "of another address nothing is believed");
        let said = async || {
            staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail })).await.is_ok().json["is_news"].clone()
        };
        assert_eq!((said().await, said().await), (json!(true), json!(false)));
    }
    acme.owner.post("/api/v1/operator/mail-bounces", json!({ "message_id": mails[0] })).await.is_forbidden();
    assert_eq!(reach(&acme, &change).await, ["bounced", "bounced"]);
    world.waits(Duration::days(31));
    world.makes_its_rounds().await;
    let again = world.mailbox(&acme.owner.email).pop().unwrap();
    assert!(again.subject.starts_with("Second notice") && again.message_id != mails[0], "{again:?}");
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"]);
    assert_eq!(earliest(&acme, &change).await, world.now() + Duration::hours(720));
    bounces(&world, &[&mails[0]], world.now(), BOUNCE_SECRET).await.has_status(204);
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"], "the return of the first mail says nothing of the second");
    staff.activates(&change).await.is_refused("notice-too-short");
}

#[actix_web::test]
async fn new_people_are_told_and_who_reads_it_unasked_counts() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let second = world.joins(acme.id, &acme.slug, "Oto Acme", Role::Owner).await;
    let third = world.joins(acme.id, &acme.slug, "Alma Acme", Role::Admin).await;
    reads(&third, &change).await;
    world.runs_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["opened", "sent", "sent"], "nobody wrote to her, but she has read it");
    assert!(world.mailbox(&second.email).is_empty());
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(world.mailbox(&second.email).len(), 1);
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(world.mailbox(&second.email).len(), 1, "once");
    // Each says for themselves that they have read it.
    for _ in 0..2 {
        acme.owner.posts(format!("/api/v1/subprocessor-changes/{change}/acknowledgement")).await.is_ok();
    }
    assert_eq!(reach(&acme, &change).await, ["acknowledged", "opened", "sent", "sent"]);
    assert!(
        !acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text().contains("I have read it")
    );
    assert!(
        acme.admin.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text().contains("I have read it")
    );
    let log = acme.owner.get("/api/v1/audit-events?type=subproc.notice.acknowledged").await.is_ok();
    assert_eq!(log.items().len(), 1);
}

#[actix_web::test]
async fn contacts_without_an_account_confirm_first_and_are_told_then() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let path = "/api/v1/notice-contacts";
    let named = json!({ "name": "Dora Novak", "email": "dpo@acme-law.example", "locale": "de" });
    acme.owner.post(path, json!({})).await.is_invalid(&["name", "email", "locale"]);
    for person in [&acme.admin, &acme.learner] {
        person.post(path, named.clone()).await.is_forbidden();
        person.get(path).await.is_forbidden();
    }
    let contact = acme.owner.post(path, named.clone()).await.is_created().id();
    acme.owner.post(path, named.clone()).await.is_refused("contact-known");
    world.runs_its_jobs().await;
    let asked = world.mailbox("dpo@acme-law.example").pop().unwrap();
    let first = staff.announces(&world, adding()).await;
    assert_eq!(world.mailbox("dpo@acme-law.example").len(), 1, "nothing but the question before it is confirmed");
    let link = format!("/contacts/{}", asked.link().rsplit('/').next().unwrap());
    let opened = world.visitor().opens(&link).await.is_ok().text();
    assert!(opened.contains("Acme") && reach(&acme, &first).await.len() == 2, "a scanner that opens the link confirms nothing");
    world.visitor().submits(&link, &[]).await.is_ok();
    world.visitor().submits(&link, &[]).await.has_status(404);
    world.visitor().opens("/contacts/guessed").await.has_status(404);
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    let told = world.mailbox("dpo@acme-law.example").pop().unwrap();
    assert!(told.subject.contains("Unterauftragsverarbeiter") && told.text.contains("Mailer SA"), "{told:?}");
    assert_eq!(reach(&acme, &first).await, ["sent", "sent", "sent"]);
    assert!(acme.owner.opens("/settings/contacts").await.is_ok().text().contains("Dora Novak"));
    globex.owner.delete(format!("{path}/{contact}")).await.is_not_found();
    assert_eq!(address_of("Dora Novak", &listed(&acme, &first).await), Some("dpo@acme-law.example".to_owned()));
    acme.owner.delete(format!("{path}/{contact}")).await.is_done();
    assert_eq!(address_of("Dora Novak", &listed(&acme, &first).await), None, "the address goes, that she was told stays");
    acme.owner.post(path, named).await.is_created();
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["subproc.contact.added", "subproc.contact.confirmed", "subproc.contact.removed"]).await;
}

/// The address of somebody who was told, as the notice shows it.
fn address_of(name: &str, notice: &Value) -> Option<String> {
    let told = notice["deliveries"].as_array().unwrap().iter().find(|one| one["name"] == name).expect(name);
    told["email"].as_str().map(str::to_owned)
}

/// Names a contact without an account, who confirms the address; says its id.
pub async fn names_a_contact(world: &World, of: &Workspace, email: &str) -> String {
    let named = json!({ "name": "Dora Novak", "email": email, "locale": "de" });
    let contact = of.owner.post("/api/v1/notice-contacts", named).await.is_created().id();
    world.runs_its_jobs().await;
    let link = world.mailbox(email).pop().expect("a question").link();
    world.visitor().submits(&link, &[]).await.is_ok();
    world.runs_its_jobs().await;
    // Mails of one moment have no order.
    world.waits(Duration::seconds(1));
    contact
}

#[actix_web::test]
async fn a_contact_without_an_account_reads_the_notice_by_its_link_and_says_so() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let contact = names_a_contact(&world, &acme, "dpo@acme-law.example").await;
    let other = names_a_contact(&world, &globex, "dpo@globex-law.example").await;
    let change = staff.announces(&world, adding()).await;
    let link = |to: &str| world.mailbox(to).pop().unwrap().link();
    let (ours, theirs) = (link("dpo@acme-law.example"), link("dpo@globex-law.example"));
    assert!(ours.starts_with("/notices/") && ours != theirs, "{ours}");
    let person = world.mailbox(&acme.owner.email).pop().unwrap();
    assert!(person.link().starts_with("/settings/subprocessors/changes/"), "who has an account signs in");
    // The days run anew from whoever is reached next: so far nobody's mail arrived.
    for to in [acme.owner.email.as_str(), &acme.admin.email, "dpo@acme-law.example"] {
        bounces(&world, &[&last_mail(&world, to)], world.now(), BOUNCE_SECRET).await.has_status(204);
    }
    assert_eq!(reach(&acme, &change).await, ["bounced", "bounced", "bounced"]);
    world.waits(Duration::days(2));

    let api = format!("/api/v1/public{ours}");
    let page = world.visitor().opens(&ours).await.is_ok();
    assert!(page.header("cache-control").contains("no-store") && page.text().contains("Mailer SA"), "{}", page.text());
    assert!(page.text().contains("owners and admins of the workspace object") && page.text().contains("Acme"), "{}", page.text());
    let german = Call::get(&ours).header("accept", "text/html").header("accept-language", "de");
    assert!(world.visitor().sends(german).await.is_ok().text().contains("Inhaberkonten und Verwaltung"));
    let told = world.visitor().get(&api).await.is_ok();
    assert_eq!((&told.json["workspace"], &told.json["after"]["legal_name"]), (&json!("Acme"), &json!("Mailer SA")));
    assert_eq!(told.json["acknowledged_at"], Value::Null);
    assert_eq!(reach(&acme, &change).await, ["bounced", "bounced", "bounced"], "a scanner that opens the link has read nothing");

    world.visitor().submits(&ours, &[]).await.leads_to(&ours);
    assert_eq!(reach(&acme, &change).await, ["acknowledged", "bounced", "bounced"]);
    assert_eq!(earliest(&acme, &change).await, world.now() + Duration::hours(720), "whoever has read it was reached");
    let again = world.visitor().posts(format!("{api}/acknowledgement")).await.is_ok();
    assert_eq!(again.string("acknowledged_at").parse::<DateTime<Utc>>().unwrap(), world.now());
    let page = world.visitor().opens(&ours).await.is_ok().text();
    assert!(page.contains("Read on") && !page.contains("I have read it"), "{page}");
    let log = acme.owner.get("/api/v1/audit-events?type=subproc.notice.acknowledged").await.is_ok();
    assert_eq!((log.items().len(), &log.items()[0]["payload"]["contact_id"]), (1, &json!(contact)), "{}", log.text());

    // A link opens its own notice and nothing else, and none once the contact was struck out.
    let parts =
        |link: &str| link.trim_start_matches("/notices/").split_once('/').map(|(id, token)| (id.to_owned(), token.to_owned()));
    let ((id, token), (foreign, secret)) = (parts(&ours).unwrap(), parts(&theirs).unwrap());
    let mut guessed = token.clone().into_bytes();
    guessed[30] = if guessed[30] == b'A' { b'B' } else { b'A' };
    let guessed = String::from_utf8(guessed).unwrap();
    for (id, token) in [(&id, &secret), (&foreign, &token), (&id, &guessed), (&id, &token[..22].to_owned()), (&change, &token)] {
        for path in [format!("/notices/{id}/{token}"), format!("/api/v1/public/notices/{id}/{token}")] {
            world.visitor().opens(&path).await.has_status(404);
        }
        world.visitor().submits(format!("/notices/{id}/{token}"), &[]).await.has_status(404);
        world.visitor().posts(format!("/api/v1/public/notices/{id}/{token}/acknowledgement")).await.is_not_found();
    }
    globex.owner.delete(format!("/api/v1/notice-contacts/{other}")).await.is_done();
    let gone = world.visitor().opens(&theirs).await.has_status(404).text();
    assert!(gone.contains("This link opens nothing"), "{gone}");
    let nosy = world.visitor();
    let mut statuses = Vec::new();
    for _ in 0..61 {
        statuses.push(nosy.get(format!("/api/v1/public/notices/{id}/{guessed}")).await.status.as_u16());
    }
    assert_eq!((statuses[0], statuses.last()), (404, Some(&429)), "guesses are counted");

    // Of a change that will not be it hears at the same address.
    staff.lena.post(format!("{CHANGES}/{change}/withdrawal"), json!({ "reason": "It stays." })).await.is_ok();
    world.runs_its_jobs().await;
    let withdrawn = world.mailbox("dpo@acme-law.example").pop().unwrap();
    assert_eq!(withdrawn.link(), ours);
    assert!(world.visitor().opens(&ours).await.is_ok().text().contains("It will not be."));
}

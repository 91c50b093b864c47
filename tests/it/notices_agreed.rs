//! What an agreement says of notices is done: more days, and the contact that it names; and one customer whom nobody reaches
//! holds up nobody else (M-5.6).

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::agreement_templates::{API, own_text, staff as lawyers};
use crate::dpa::questions;
use crate::dpa_held::{asked, signed, state};
use crate::dpa_life::{Sent, takes_in};
use crate::notices::{earliest, list, listed, reach, reads, standing};
use crate::subprocessor_changes::{CHANGES, Staff, adding, mailer, objects};
use crate::world::World;

const CONTACT: &str = "privacy@brezje.example";

/// Publishes a text with more days of notice.
async fn promises_days(world: &World, days: u16) {
    let (lena, silvo) = lawyers(world).await;
    let mut text = own_text("1.1.0");
    let config = text["template_toml"].as_str().unwrap().replacen(
        "notice_days = { value = 30",
        &format!("notice_days = {{ value = {days}"),
        1,
    );
    text["template_toml"] = json!(config);
    let id = lena.post(API, text).await.is_created().id();
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.posts(format!("{API}/{id}/publication")).await.is_ok();
}

/// Others than those who brought the text.
async fn others(world: &World) -> Staff {
    Staff { lena: world.operator("Mia", Role::Legal).await, matej: world.operator("Matej", Role::Security).await }
}

async fn contacts(of: &Workspace) -> Vec<serde_json::Value> {
    of.owner.get("/api/v1/notice-contacts").await.is_ok().items().to_vec()
}

#[actix_web::test]
async fn an_agreement_with_more_days_has_them_and_its_contact_is_told() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    promises_days(&world, 45).await;
    let staff = others(&world).await;
    let agreement = asked(&world, &acme.owner).await;
    assert!(contacts(&acme).await.is_empty(), "nothing is agreed before both have signed");
    signed(&world, &acme.owner, &agreement).await;
    let named = contacts(&acme).await;
    assert_eq!(named.len(), 1);
    assert_eq!((&named[0]["email"], &named[0]["agreement_id"]), (&json!(CONTACT), &json!(agreement)));
    assert!(named[0]["confirmed_at"].is_string(), "whoever signed has read a mail to this address");
    assert!(acme.owner.opens("/settings/contacts").await.is_ok().text().contains("Named in your agreement"));
    acme.owner.finds_in_the_log(&["subproc.terms.agreed"]).await;

    let before = world.mailbox(CONTACT).len();
    let change = staff.announces(&world, adding()).await;
    let days = async |of: &Workspace| (earliest(of, &change).await - world.now()).num_hours();
    assert!(days(&acme).await >= 45 * 24 && days(&globex).await < 31 * 24, "{} {}", days(&acme).await, days(&globex).await);
    assert_eq!(
        (&listed(&acme, &change).await["notice_days"], &listed(&globex, &change).await["notice_days"]),
        (&json!(45), &json!(30))
    );
    assert_eq!(reach(&acme, &change).await.len(), 3);
    let page = acme.owner.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("privacy@<wbr>brezje.<wbr>example"), "two of one name are told apart: {page}");
    let mails = world.mailbox(CONTACT);
    assert_eq!(mails.len(), before + 1, "once");
    assert_eq!(mails.iter().filter(|mail| mail.text.contains("45 days of notice")).count(), 1, "{mails:#?}");
    world.waits(Duration::days(44));
    let refused = staff.activates(&change).await.is_refused("notice-too-short");
    assert_eq!(refused.string("earliest"), listed(&acme, &change).await["earliest"].as_str().unwrap());
    world.waits(earliest(&acme, &change).await - world.now());
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "active");

    // Struck out it stays, however often the job is done.
    acme.owner.delete(format!("/api/v1/notice-contacts/{}", named[0]["id"].as_str().unwrap())).await.is_done();
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.bring_terms'").await;
    world.runs_its_jobs().await;
    assert!(contacts(&acme).await.is_empty());
}

#[actix_web::test]
async fn an_agreement_that_is_taken_in_brings_its_terms_and_doubles_nobody() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    let by_hand = json!({ "name": "Dora Novak", "email": CONTACT, "locale": "en" });
    acme.owner.post("/api/v1/notice-contacts", by_hand).await.is_created();
    takes_in(&world, &acme.owner, &sent).await;
    let named = contacts(&acme).await;
    assert_eq!((named.len(), &named[0]["name"]), (1, &json!("Dora Novak")), "who is a contact already is not entered again");
    assert!(named[0]["confirmed_at"].is_string());
    assert!(contacts(&globex).await.is_empty());

    // An owner whose address the agreement names is told once.
    let mut own = questions();
    (own["contact_email"], own["register_no"]) = (json!(globex.owner.email), json!("777"));
    own["legal_name"] = json!("Globex GmbH");
    let id = globex.owner.post("/api/v1/agreements", own).await.is_created().id();
    world.runs_its_jobs().await;
    let theirs = Sent {
        id: id.clone(),
        path: format!("/api/v1/agreements/{id}"),
        page: String::new(),
        asked_path: String::new(),
        asked_page: String::new(),
        contact: globex.owner.email.clone(),
        visitor: globex.owner.caller.clone(),
    };
    theirs.is_signed(&world).await;
    assert_eq!(contacts(&globex).await.len(), 1);
    let before = world.mailbox(&globex.owner.email).len();
    let change = staff.announces(&world, adding()).await;
    assert_eq!(world.mailbox(&globex.owner.email).len(), before + 1);
    assert_eq!(reach(&globex, &change).await, ["sent", "sent"]);
}

#[actix_web::test]
async fn the_contact_of_an_agreement_without_a_workspace_hears_of_changes() {
    let world = World::new().await;
    let staff = Staff::of(&world).await;
    let sent = Sent::new(&world, questions()).await;
    let early = staff.announces(&world, adding()).await;
    sent.is_signed(&world).await;
    world.database.run("UPDATE job SET state = 'queued', finished_at = NULL WHERE kind = 'dpa.bring_terms'").await;
    world.runs_its_jobs().await;
    let heard = || world.mailbox(CONTACT).iter().filter(|mail| !mail.header("list-unsubscribe").is_empty()).count();
    assert_eq!(heard(), 0, "it was announced before the agreement was in force");
    let reason = json!({ "reason": "Not needed." });
    staff.lena.post(format!("{CHANGES}/{early}/withdrawal"), reason).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(heard(), 1, "once, however often the job is done");
}

#[actix_web::test]
async fn one_customer_whom_nobody_reaches_holds_up_nobody_else() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    for person in [&acme.owner, &acme.admin] {
        let mail = world.mailbox(&person.email).pop().unwrap().message_id;
        staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail })).await.is_ok();
    }
    let lost = staff.lena.get(format!("{CHANGES}/{change}/unreached")).await.is_ok();
    assert_eq!(lost.items().len(), 1, "{}", lost.text());
    assert_eq!(
        (&lost.items()[0]["tenant"], &lost.items()[0]["mails"]),
        (&json!("Acme"), &json!([{ "state": "bounced", "count": 2 }]))
    );
    assert!(!lost.text().contains(&acme.owner.name), "nobody's name");
    acme.owner.get(format!("{CHANGES}/{change}/unreached")).await.is_forbidden();
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::days(31));
    let page = staff.lena.opens(format!("/operator/changes/{change}")).await.is_ok().text();
    assert!(
        page.contains("One customer was not reached") && page.contains("Acme") && page.contains("Email came back: 2"),
        "{page}"
    );
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(
        (standing(&globex, &change).await, list(&globex).await),
        ("active".into(), vec![("Mailer SA".into(), "used".into())])
    );
    assert_eq!(
        (standing(&acme, &change).await, list(&acme).await),
        ("noticed".into(), vec![("Mailer SA".into(), "not_yet".into())])
    );
    // Their own days begin when somebody is reached.
    reads(&acme.owner, &change).await;
    assert_eq!((earliest(&acme, &change).await - world.now()).num_hours(), 720);
    world.waits(Duration::days(29));
    world.makes_its_rounds().await;
    assert_eq!(standing(&acme, &change).await, "noticed");
    world.waits(Duration::days(2));
    world.makes_its_rounds().await;
    assert_eq!((standing(&acme, &change).await, list(&acme).await), ("active".into(), vec![("Mailer SA".into(), "used".into())]));
}

#[actix_web::test]
async fn a_program_with_a_token_has_opened_nothing() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    acme.owner.get(format!("/api/v1/subprocessor-changes/{change}")).await.is_ok();
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"], "a token is no reader");
    reads(&acme.owner, &change).await;
    assert_eq!(reach(&acme, &change).await, ["opened", "sent"]);
}

/// What a workspace can show of a promise, as its sentence.
async fn evidence(of: &Workspace, promise: &str) -> serde_json::Value {
    let all = of.admin.get("/api/v1/evidence").await.is_ok();
    let mut found = all.items().iter().find(|item| item["promise"] == promise).cloned().unwrap();
    // When it was told is looked at where it is made.
    found["figures"].as_object_mut().map(|figures| figures.remove("at"));
    found
}

#[actix_web::test]
async fn the_evidence_says_who_was_reached_before_the_start_and_how_it_ended() {
    let world = World::new().await;
    let (acme, globex, staff) = (world.tenant("Acme").await, world.tenant("Globex").await, Staff::of(&world).await);
    assert_eq!(evidence(&acme, "M-5.6").await["key"], "evidence-notice-none");
    let change = staff.announces(&world, adding()).await;
    let mail = world.mailbox(&acme.owner.email).pop().unwrap().message_id;
    staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail })).await.is_ok();
    assert_eq!(evidence(&acme, "M-5.6").await["figures"], json!({ "n": 30, "reached": 1, "contacts": 2 }));
    objects(&globex, &change).await;
    world.runs_its_jobs().await;
    assert_eq!(evidence(&globex, "M-5.6").await["key"], "evidence-notice-objected");
    assert_eq!(evidence(&globex, "M-6.2").await["figures"], json!({ "n": 1, "ended": 0 }));
    let objection = listed(&globex, &change).await["objections"][0]["id"].as_str().unwrap().to_owned();
    let with = json!({ "tenant_id": globex.id.get(), "outcome": "configured_without", "answer": "So be it." });
    staff.lena.post(format!("{CHANGES}/{change}/objections/{objection}/resolution"), with).await.is_ok();
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(evidence(&globex, "M-5.6").await["key"], "evidence-notice-left-out");
    assert_eq!(evidence(&globex, "M-6.2").await["figures"], json!({ "n": 1, "ended": 1 }));
    // Who reads of it after the start was not told before it.
    world.waits(Duration::days(1));
    reads(&acme.owner, &change).await;
    let shown = evidence(&acme, "M-5.6").await;
    assert_eq!(
        (&shown["key"], &shown["figures"]),
        (&json!("evidence-notice-started"), &json!({ "n": 31, "reached": 1, "contacts": 2 }))
    );
    world.waits(Duration::days(1));
    let gone = staff.announces(&world, json!({ "kind": "remove", "subprocessor": mailer() })).await;
    staff.lena.post(format!("{CHANGES}/{gone}/withdrawal"), json!({ "reason": "It stays." })).await.is_ok();
    world.runs_its_jobs().await;
    let shown = evidence(&acme, "M-5.6").await;
    assert_eq!(shown["key"], "evidence-notice-withdrawn");
    assert!(shown["sentence"].as_str().unwrap().contains("was withdrawn"), "{shown}");
}

#[actix_web::test]
async fn a_name_that_is_taken_is_refused_before_anybody_is_told() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let second = staff.drafts(adding()).await;
    staff.approves(&second).await.is_ok();
    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let third = staff.drafts(json!({ "kind": "add", "subprocessor": other })).await;
    let first = staff.announces(&world, adding()).await;
    staff.lena.post(CHANGES, adding()).await.is_refused("vendor-announced");
    staff.lena.patch(format!("{CHANGES}/{third}"), adding()).await.is_refused("vendor-announced");
    staff.lena.posts(format!("{CHANGES}/{second}/notice")).await.is_refused("vendor-announced");
    world.waits(Duration::days(31));
    staff.activates(&first).await.is_ok();
    world.runs_its_jobs().await;
    staff.lena.post(CHANGES, adding()).await.is_refused("vendor-listed");
    staff.lena.patch(format!("{CHANGES}/{third}"), adding()).await.is_refused("vendor-listed");
    staff.lena.posts(format!("{CHANGES}/{second}/notice")).await.is_refused("vendor-listed");
    let form = staff.lena.opens("/operator/changes/new").await;
    form.is_ok();
    assert_eq!(world.mailbox(&acme.owner.email).len(), 1, "nobody was told of what cannot be");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_replacement_has_its_thirty_days_too() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let added = staff.announces(&world, adding()).await;
    world.waits(Duration::days(31));
    staff.activates(&added).await.is_ok();
    world.runs_its_jobs().await;
    let old = acme.admin.get("/api/v1/subprocessors").await.is_ok().items()[0]["id"].clone();
    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let draft = json!({ "kind": "replace", "subprocessor_id": old, "subprocessor": other, "reason": "Cheaper." });
    let change = staff.announces(&world, draft).await;
    let refused = staff.activates(&change).await.is_refused("notice-too-short");
    assert_eq!(refused.string("earliest"), listed(&acme, &change).await["earliest"].as_str().unwrap());
    assert_eq!(list(&acme).await, [("Mailer SA".into(), "used".into())]);
    world.waits(earliest(&acme, &change).await - world.now() - Duration::seconds(1));
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::seconds(1));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(list(&acme).await, [("Courrier SA".into(), "used".into())]);
}

#[actix_web::test]
async fn an_agreement_with_more_days_that_comes_into_force_while_a_notice_runs_lengthens_it() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    promises_days(&world, 45).await;
    let staff = others(&world).await;
    let change = staff.announces(&world, adding()).await;
    let mut long = mailer();
    long["legal_name"] = json!("Courrier SA");
    let longer = staff.announces(&world, json!({ "kind": "add", "subprocessor": long, "notice_days": 60 })).await;
    let told = world.now();
    let (short, ninety) = (earliest(&acme, &change).await, earliest(&acme, &longer).await);
    assert!(short - told < Duration::days(31));

    let agreement = asked(&world, &acme.owner).await;
    signed(&world, &acme.owner, &agreement).await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    let lengthened = earliest(&acme, &change).await;
    assert!(lengthened - told >= Duration::days(45) && lengthened - told < Duration::days(46), "{told} {lengthened}");
    assert_eq!(listed(&acme, &change).await["notice_days"], json!(45));
    assert_eq!(earliest(&globex, &change).await, short, "others have the days they were told");
    assert_eq!(
        (earliest(&acme, &longer).await, &listed(&acme, &longer).await["notice_days"]),
        (ninety, &json!(60)),
        "never shortened"
    );
    let log = acme.owner.get("/api/v1/audit-events?type=subproc.notice.extended").await.is_ok();
    assert_eq!(log.items().len(), 1, "{}", log.text());
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(earliest(&acme, &change).await, lengthened, "once");

    world.waits(told + Duration::days(44) - world.now());
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(lengthened - world.now());
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "active");
}

#[actix_web::test]
async fn the_days_of_an_agreement_hold_no_longer_than_the_workspace_holds_it() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promises_days(&world, 45).await;
    let staff = others(&world).await;
    let agreement = asked(&world, &acme.owner).await;
    signed(&world, &acme.owner, &agreement).await;
    let running = staff.announces(&world, adding()).await;
    let told = earliest(&acme, &running).await;

    let path = format!("/api/v1/dpa-requests/{agreement}/release");
    staff.lena.post(path, json!({ "reason": "It is another company's." })).await.is_done();
    world.runs_its_jobs().await;
    acme.owner.finds_in_the_log(&["subproc.terms.ended"]).await;
    let mut other = mailer();
    other["legal_name"] = json!("Courrier SA");
    let later = staff.announces(&world, json!({ "kind": "add", "subprocessor": other })).await;
    assert_eq!(listed(&acme, &later).await["notice_days"], json!(30), "no agreement asks for more");
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(
        (earliest(&acme, &running).await, &listed(&acme, &running).await["notice_days"]),
        (told, &json!(45)),
        "a notice that runs keeps the days it was told with"
    );

    // Held again, its days hold again.
    let mailed = world.mailbox(CONTACT).into_iter().map(|mail| mail.link());
    let page = mailed.into_iter().find(|link| link.starts_with(&format!("/dpa/{agreement}/"))).unwrap();
    let sent = Sent {
        path: page.replace("/dpa/", "/api/v1/public/dpa-requests/"),
        id: agreement,
        page,
        asked_path: String::new(),
        asked_page: String::new(),
        contact: CONTACT.to_owned(),
        visitor: world.visitor(),
    };
    takes_in(&world, &acme.owner, &sent).await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(listed(&acme, &later).await["notice_days"], json!(45));
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_days_end_when_an_agreement_that_the_workspace_does_not_hold_takes_the_place() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promises_days(&world, 45).await;
    let staff = others(&world).await;
    let agreement = asked(&world, &acme.owner).await;
    signed(&world, &acme.owner, &agreement).await;
    world.waits(Duration::minutes(1));
    let newer = Sent::new(&world, questions()).await;
    newer.is_signed(&world).await;
    staff.lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", newer.id)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!((state(&acme.owner, &agreement).await, newer.state().await), ("superseded".into(), "in_force".into()));
    acme.owner.finds_in_the_log(&["subproc.terms.ended"]).await;
    let change = staff.announces(&world, adding()).await;
    assert_eq!(listed(&acme, &change).await["notice_days"], json!(30));
}

//! What keeps a notice whatever happens: a mail server that is away, a worker that died, two workers at once, zones (M-5.6).

use std::sync::Arc;
use std::sync::mpsc::channel;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use tutela::kernel::clock::Clock;
use tutela::kernel::ids::SystemSource;
use tutela::kernel::mail::{Mailer, Smtp, Tls};
use tutela::kernel::outbox;
use tutela::vendors::changes::jobs::look_after;

use crate::actors::Workspace;
use crate::killed::{Refused, sink};
use crate::notices::{earliest, listed, names_a_contact, reach, reads, standing};
use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::{World, processor};

/// Puts the folder of mails out of reach, or back.
pub fn mail_server(world: &World, is_away: bool) {
    let (here, away) = (world.folder().join("mail"), world.folder().join("mail.away"));
    if is_away {
        std::fs::rename(&here, &away).unwrap();
        std::fs::write(&here, "no folder").unwrap();
    } else {
        std::fs::remove_file(&here).unwrap();
        std::fs::rename(&away, &here).unwrap();
    }
}

#[actix_web::test]
async fn a_mail_server_that_is_away_for_a_day_loses_no_notice() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.prepares(&world, adding()).await;
    mail_server(&world, true);
    staff.tells(&world, &change).await;
    let told = world.now();
    let unreached = async || listed(&acme, &change).await["earliest"].is_null();
    assert!(unreached().await, "no date is given while nobody is reached");
    for _ in 0..30 {
        world.waits(Duration::hours(1));
        world.makes_its_rounds().await;
    }
    assert_eq!(reach(&acme, &change).await, ["queued", "queued"]);
    assert!(unreached().await);
    let page = acme.owner.opens("/settings/subprocessors/changes").await.is_ok().text();
    assert!(page.contains("Once a contact is reached"), "{page}");
    mail_server(&world, false);
    assert!(world.mailbox(&acme.owner.email).is_empty());
    world.waits(Duration::hours(1));
    world.makes_its_rounds().await;
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"]);
    assert_eq!(world.mailbox(&acme.owner.email).len(), 1, "once");
    assert_eq!(earliest(&acme, &change).await, told + Duration::hours(31 + 720), "the days run from when it arrived");
    let mail = world.mailbox(&acme.owner.email).pop().unwrap();
    assert!(
        mail.text.contains("2 Apr 2026, 17:00 Europe/Ljubljana (2 Apr 2026, 15:00 UTC)"),
        "and the mail says so: {}",
        mail.text
    );
}

#[actix_web::test]
async fn a_notice_whose_job_was_lost_finds_another() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.prepares(&world, adding()).await;
    mail_server(&world, true);
    staff.tells(&world, &change).await;
    world.database.run("DELETE FROM job").await;
    mail_server(&world, false);
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"]);
}

#[actix_web::test]
async fn what_nobody_knows_of_is_said_so_and_followed_by_a_second_notice() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    // As a worker leaves it that died while both mails were on their way, a day ago.
    world.database.run("UPDATE notice_delivery SET state = 'sending', sent_at = NULL").await;
    world.database.run("UPDATE change_notice SET reached_at = NULL").await;
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(reach(&acme, &change).await, ["unconfirmed", "unconfirmed"]);
    assert_eq!(world.mailbox(&acme.owner.email).len(), 1, "not at once: it may have arrived");
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::days(3));
    world.makes_its_rounds().await;
    assert_eq!(reach(&acme, &change).await, ["sent", "sent"]);
    let mails = world.mailbox(&acme.owner.email);
    assert!(mails.len() == 2 && mails[1].subject.starts_with("Second notice"), "{mails:?}");
    assert_eq!(earliest(&acme, &change).await, world.now() + Duration::hours(720));
}

/// Its worker dies in the last try, with the mail on its way: that is said at once, and not after a day.
#[actix_web::test]
async fn a_notice_whose_job_was_given_up_is_unconfirmed() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.prepares(&world, adding()).await;
    mail_server(&world, true);
    staff.tells(&world, &change).await;
    assert_eq!(reach(&acme, &change).await, ["queued", "queued"]);
    let of_it = "kind = 'changes.deliver' AND state = 'queued'";
    let first = format!("(SELECT id FROM job WHERE {of_it} ORDER BY id LIMIT 1)");
    world.database.run(&format!("DELETE FROM job WHERE {of_it} AND id <> {first}")).await;
    world.database.run(&format!("UPDATE notice_delivery SET state = 'sending', sending_by = {first}")).await;
    let dies = "UPDATE job SET state = 'running', attempts = 8, run_at = '2020-01-01T00:00:00+00:00'";
    world.database.run(&format!("{dies} WHERE {of_it}")).await;
    world.tries_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["queued", "unconfirmed"], "the one that the job was for");
    mail_server(&world, false);
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn where_a_colleague_was_reached_a_doubt_stays_a_doubt_and_nobody_is_told_twice() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    let began = earliest(&acme, &change).await;
    // As a worker leaves it that died while the mail to the owner was on its way.
    let owner = format!("(SELECT id FROM user_account WHERE email = '{}')", acme.owner.email);
    let on_its_way = format!("UPDATE notice_delivery SET state = 'sending', sent_at = NULL WHERE user_id = {owner}");
    world.database.run(&on_its_way).await;
    for _ in 0..9 {
        world.waits(Duration::hours(25));
        world.makes_its_rounds().await;
    }
    let told = delivery(&acme, &change, "user_id", &acme.owner.id.to_string()).await;
    assert_eq!((&told["state"], &told["turn"]), (&json!("unconfirmed"), &json!(1)));
    for person in [&acme.owner, &acme.admin] {
        assert_eq!(world.mailbox(&person.email).len(), 1, "{}", person.name);
    }
    assert_eq!(earliest(&acme, &change).await, began, "the days run from the colleague");
    let page = acme.admin.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("Email not confirmed"), "{page}");
    // Whoever is in doubt opens it here, and is told then.
    reads(&acme.owner, &change).await;
    let told = delivery(&acme, &change, "user_id", &acme.owner.id.to_string()).await;
    assert_eq!(told["state"], json!("opened"));
}

#[actix_web::test]
async fn two_workers_at_once_tell_everybody_once_and_settle_once() {
    let world = World::new().await;
    let mut customers = Vec::new();
    for number in 0..6 {
        customers.push(world.tenant(&format!("Customer {number}")).await);
    }
    let staff = Staff::of(&world).await;
    let change = staff.drafts(adding()).await;
    staff.approves(&change).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    let other = world.another_server().await;
    // For two minutes it is left to its job.
    world.waits(Duration::minutes(3));
    let (one, two, three) = tokio::join!(look_after(world.kernel()), look_after(&other), look_after(&other));
    for looked in [one, two, three] {
        looked.unwrap();
    }
    world.runs_its_jobs().await;
    for customer in &customers {
        assert_eq!(world.mailbox(&customer.owner.email).len(), 1, "{}", customer.name);
    }
    world.waits(Duration::days(31));
    staff.activates(&change).await.is_ok();
    let (one, two) = tokio::join!(look_after(world.kernel()), look_after(&other));
    one.unwrap();
    two.unwrap();
    world.runs_its_jobs().await;
    for customer in &customers {
        let started = customer.owner.get("/api/v1/audit-events?type=subproc.entry.changed").await.is_ok();
        assert_eq!(started.items().len(), 1, "{}: {}", customer.name, started.text());
    }
    assert_eq!(world.database.number("SELECT count(*) FROM subprocessor_change WHERE settled_at IS NOT NULL").await, 1);
}

#[actix_web::test]
async fn another_zone_puts_the_end_off_and_never_brings_it_forward() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    world.waits("2026-03-10T11:00:00Z".parse::<DateTime<Utc>>().unwrap() - world.now());
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Europe/Berlin" })).await.is_ok();
    let change = staff.announces(&world, adding()).await;
    let end = async || earliest(&acme, &change).await.to_rfc3339();
    assert_eq!(end().await, "2026-04-09T11:00:00+00:00", "12:00 in Berlin, thirty times 24 hours later");
    // Clocks go back in Auckland on 5 April: the same time of day is an hour later there.
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Pacific/Auckland" })).await.is_ok();
    assert_eq!(end().await, "2026-04-09T12:00:00+00:00");
    let refused = staff.activates(&change).await.is_refused("notice-too-short");
    assert_eq!(refused.string("earliest"), "2026-04-09T12:00:00Z");
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Pacific/Honolulu" })).await.is_ok();
    assert_eq!(end().await, "2026-04-09T12:00:00+00:00", "what was put off stays put off");
    world.waits("2026-04-09T12:00:00Z".parse::<DateTime<Utc>>().unwrap() - world.now() - Duration::seconds(1));
    staff.activates(&change).await.is_refused("notice-too-short");
    world.waits(Duration::seconds(1));
    staff.activates(&change).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(standing(&acme, &change).await, "active");
}

#[actix_web::test]
async fn in_autumn_the_calendar_counts() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    world.waits("2026-10-10T10:00:00Z".parse::<DateTime<Utc>>().unwrap() - world.now());
    acme.owner.patch("/api/v1/settings/language", json!({ "zone": "Europe/Berlin" })).await.is_ok();
    let change = staff.announces(&world, adding()).await;
    assert_eq!(earliest(&acme, &change).await.to_rfc3339(), "2026-11-09T11:00:00+00:00");
    let refused = staff.activates(&change).await.is_refused("notice-too-short");
    assert_eq!(refused.string("earliest"), "2026-11-09T11:00:00Z");
}

/// How far the notice came to somebody, by the id of the account or the contact.
async fn delivery(of: &Workspace, change: &str, name: &str, id: &str) -> Value {
    let notice = listed(of, change).await;
    let all = notice["deliveries"].as_array().unwrap();
    all.iter().find(|one| one[name] == json!(id)).cloned().unwrap_or_else(|| panic!("{notice:#}"))
}

#[actix_web::test]
async fn whom_the_mail_server_refuses_is_not_reached_and_is_written_to_again() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let refused = Refused::default();
    refused.lock().unwrap().push(acme.owner.email.clone());
    let (tell, told) = channel();
    let smtp = Smtp { host: "127.0.0.1".into(), port: sink(tell, &refused), login: None, tls: Tls::None };
    let clock: Arc<dyn Clock> = world.clock.clone();
    let mailer = Mailer::smtp(&smtp, "Tutela <no-reply@tutela.example>", clock, Arc::new(SystemSource::default())).unwrap();
    let server = world.server_with(|parts| parts.mailer = mailer).await;
    let handlers = tutela::app::handlers(processor());
    let works = async || while outbox::run_due(&server.kernel, &handlers).await.unwrap() > 0 {};

    let change = staff.drafts(adding()).await;
    staff.approves(&change).await.is_ok();
    works().await;
    assert_eq!(
        told.try_iter().collect::<Vec<_>>(),
        std::slice::from_ref(&staff.matej.email),
        "that it waits for a second person"
    );
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    works().await;
    assert_eq!(told.try_iter().collect::<Vec<_>>(), std::slice::from_ref(&acme.admin.email));
    let owner = async || delivery(&acme, &change, "user_id", &acme.owner.id.to_string()).await;
    let bounced = owner().await;
    assert_eq!(
        (&bounced["state"], &bounced["failure"], &bounced["smtp_code"], &bounced["turn"]),
        (&json!("bounced"), &json!("refused"), &json!(550), &json!(1))
    );
    assert!(bounced["sent_at"].is_null() && bounced["bounced_at"].is_string(), "{bounced}");
    let began = earliest(&acme, &change).await;
    assert_eq!(began, world.now() + Duration::hours(720), "the days run from the other contact");
    let page = acme.admin.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("Mail server refused the email: 550"), "{page}");
    let log = acme.owner.get("/api/v1/audit-events?type=subproc.notice.bounced").await.is_ok();
    assert_eq!(log.items().len(), 1, "{}", log.text());

    world.waits(Duration::days(2));
    look_after(&server.kernel).await.unwrap();
    works().await;
    assert_eq!(owner().await["turn"], json!(1), "after three days");
    refused.lock().unwrap().clear();
    world.waits(Duration::days(2));
    look_after(&server.kernel).await.unwrap();
    works().await;
    let second = owner().await;
    assert_eq!((&second["state"], &second["turn"], &second["failure"]), (&json!("sent"), &json!(2), &Value::Null));
    assert_eq!(told.try_iter().collect::<Vec<_>>(), std::slice::from_ref(&acme.owner.email), "the second turn, and nobody else");
    assert_eq!(earliest(&acme, &change).await, began);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn to_a_contact_that_was_struck_out_nothing_leaves_and_that_is_written_down() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let contact = names_a_contact(&world, &acme, "dpo@acme-law.example").await;
    let change = staff.prepares(&world, adding()).await;
    mail_server(&world, true);
    staff.tells(&world, &change).await;
    assert_eq!(reach(&acme, &change).await, ["queued", "queued", "queued"]);
    acme.owner.delete(format!("/api/v1/notice-contacts/{contact}")).await.is_done();
    mail_server(&world, false);
    let before = world.mailbox("dpo@acme-law.example").len();
    world.waits(Duration::hours(1));
    world.runs_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["bounced", "sent", "sent"]);
    let closed = delivery(&acme, &change, "contact_id", &contact).await;
    assert_eq!((&closed["failure"], &closed["smtp_code"]), (&json!("closed"), &Value::Null));
    assert_eq!(world.mailbox("dpo@acme-law.example").len(), before);
    let page = acme.admin.opens(format!("/settings/subprocessors/changes/{change}")).await.is_ok().text();
    assert!(page.contains("account closed or contact struck out"), "{page}");
}

#[actix_web::test]
async fn whoever_may_have_had_the_first_mail_hears_of_the_end_although_a_second_one_waits() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let change = staff.announces(&world, adding()).await;
    // As a worker leaves it that died while both mails were on their way.
    world.database.run("UPDATE notice_delivery SET state = 'unconfirmed', sent_at = NULL").await;
    world.database.run("UPDATE change_notice SET reached_at = NULL").await;
    world.waits(Duration::days(4));
    mail_server(&world, true);
    world.makes_its_rounds().await;
    assert_eq!(reach(&acme, &change).await, ["queued", "queued"], "the second one waits for the mail server");
    staff.lena.post(format!("{CHANGES}/{change}/withdrawal"), json!({ "reason": "It stays." })).await.is_ok();
    mail_server(&world, false);
    world.runs_its_jobs().await;
    world.waits(Duration::hours(2));
    world.makes_its_rounds().await;
    for person in [&acme.owner, &acme.admin] {
        let subjects: Vec<_> = world.mailbox(&person.email).into_iter().map(|mail| mail.subject).collect();
        assert_eq!(subjects, ["Change of sub-processors: Mailer SA", "Change withdrawn: Mailer SA"], "{}", person.name);
    }
}

/// How many mails an address got about Mailer SA.
fn told(world: &World, email: &str) -> usize {
    world.mailbox(email).iter().filter(|mail| mail.subject.contains("Mailer SA")).count()
}

#[actix_web::test]
async fn a_contact_who_looks_after_notices_later_is_not_told_twice_and_reads_them_in_the_product() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let lea = &acme.learner;
    names_a_contact(&world, &acme, &lea.email).await;
    let change = staff.announces(&world, adding()).await;
    assert_eq!(told(&world, &lea.email), 1, "as a contact");
    acme.owner.patch(format!("/api/v1/users/{}", lea.id), json!({ "role": "admin" })).await.is_ok();
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!((told(&world, &lea.email), reach(&acme, &change).await.len()), (1, 3));
    reads(lea, &change).await;
    world.runs_its_jobs().await;
    assert_eq!(reach(&acme, &change).await, ["opened", "sent", "sent", "sent"]);
    for _ in 0..2 {
        world.waits(Duration::hours(25));
        world.makes_its_rounds().await;
    }
    assert_eq!(told(&world, &lea.email), 1, "nor after she has read it");
    staff.lena.post(format!("{CHANGES}/{change}/withdrawal"), json!({ "reason": "It stays." })).await.is_ok();
    world.runs_its_jobs().await;
    assert_eq!(told(&world, &lea.email), 2, "of its end she hears once, too");
}

#[actix_web::test]
async fn what_came_back_from_a_contact_goes_to_the_account_with_its_address() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, Staff::of(&world).await);
    let lea = &acme.learner;
    names_a_contact(&world, &acme, &lea.email).await;
    let change = staff.announces(&world, adding()).await;
    let mail = world.mailbox(&lea.email).pop().unwrap().message_id;
    staff.lena.post("/api/v1/operator/mail-bounces", json!({ "message_id": mail })).await.is_ok();
    acme.owner.patch(format!("/api/v1/users/{}", lea.id), json!({ "role": "admin" })).await.is_ok();
    world.waits(Duration::hours(25));
    world.makes_its_rounds().await;
    assert_eq!(
        (told(&world, &lea.email), reach(&acme, &change).await),
        (2, vec!["bounced".into(), "sent".into(), "sent".into(), "sent".into()])
    );
    world.waits(Duration::days(4));
    world.makes_its_rounds().await;
    assert_eq!(told(&world, &lea.email), 2, "and under one name alone");
}

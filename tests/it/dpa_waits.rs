//! What an agreement waits for, what closes an offer, and what goes wrong on the way.

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::dpa::{asks, questions};
use crate::dpa_life::{Sent, another_company, confirmation, links, signatory, told, with};
use crate::world::World;

#[actix_web::test]
async fn only_who_has_done_the_work_takes_from_what_a_contact_may_ask() {
    let world = World::new().await;
    world.realm().await;
    let stranger = world.visitor();
    for _ in 0..8 {
        stranger.post("/api/v1/public/dpa-requests", questions()).await.is_refused("captcha-needed");
    }
    asks(&world.visitor(), questions()).await.is_created();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn an_older_offer_is_closed_when_a_newer_agreement_comes_into_force() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let old = Sent::new(&world, questions()).await;
    world.waits(Duration::minutes(1));
    let new = Sent::new(&world, questions()).await;
    new.is_signed(&world).await;
    assert_eq!((old.state().await, new.state().await), ("expired".into(), "in_force".into()));
    assert_eq!(old.status().await.string("superseded_by"), new.id);
    let page = old.visitor.opens(&old.page).await.is_ok().text();
    assert!(page.contains("came into force first") && page.contains(&new.status().await.string("number")), "{page}");
    old.visitor.post(format!("{}/countersignature", old.path), signatory()).await.is_refused("agreement-not-open");
    lena.finds_in_the_log(&["dpa.agreement.overtaken"]).await;
    let before = world.mails().len();
    world.waits(Duration::days(91));
    world.runs_its_jobs().await;
    assert_eq!(world.mails().len(), before, "neither reminded nor told that it has ended");
}

/// A stranger asks first and signs last: the newer agreement of the company stays until somebody has looked.
#[actix_web::test]
async fn an_older_agreement_does_not_replace_a_newer_one_by_itself() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let older = Sent::new(&world, with("contact_email", "old-privacy@brezje.example")).await;
    let confirmed = Sent::new(&world, questions()).await;
    let link = confirmed.link(&world).await;
    world.waits(Duration::minutes(1));
    let newer = Sent::new(&world, questions()).await;
    let second = newer.link(&world).await;
    // The older signature is confirmed first and made last: its worker was away.
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.database.run("UPDATE job SET run_at = '2099-01-01T00:00:00+00:00' WHERE kind = 'dpa.countersign'").await;
    world.visitor().posts(confirmation(&second)).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(
        (older.state().await, confirmed.state().await),
        ("sent".into(), "sent".into()),
        "a stranger's and a confirmed one"
    );
    world
        .database
        .run("UPDATE job SET run_at = '2020-01-01T00:00:00+00:00' WHERE kind = 'dpa.countersign' AND state = 'queued'")
        .await;
    world.runs_its_jobs().await;
    assert_eq!((newer.state().await, confirmed.state().await), ("in_force".into(), "countersigned".into()));
    let page = lena.opens(format!("/operator/dpa-requests/{}", confirmed.id)).await.is_ok().text();
    assert!(page.contains("was asked for later than this one") && !page.contains("Somebody else holds"), "{page}");
    older.is_signed(&world).await;
    assert_eq!((newer.state().await, older.state().await), ("in_force".into(), "countersigned".into()));
    lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", older.id)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!((newer.state().await, older.state().await), ("superseded".into(), "in_force".into()), "the staff have looked");
}

#[actix_web::test]
async fn one_company_is_one_however_it_writes_its_number() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let austrian = |number: &str| {
        let mut body = with("country", "AT");
        body["register_no"] = json!(number);
        body
    };
    let plain = Sent::new(&world, austrian("FN 123456a")).await;
    plain.is_signed(&world).await;
    let with_court = Sent::new(&world, austrian("FN 123456 a, Landesgericht Linz")).await;
    with_court.is_signed(&world).await;
    assert_eq!((plain.state().await, with_court.state().await), ("superseded".into(), "in_force".into()));
    // A VAT number cannot be compared: the same name and the same contact are looked at.
    let mut body = austrian("ATU12345678");
    body["legal_name"] = json!("BREZJE Logistika, d. o. o.");
    let vat = Sent::new(&world, body).await;
    vat.is_signed(&world).await;
    assert_eq!((with_court.state().await, vat.state().await), ("in_force".into(), "countersigned".into()));
    let page = lena.opens(format!("/operator/dpa-requests/{}", vat.id)).await.is_ok().text();
    let number = with_court.status().await.string("number");
    for known in ["of the same name has one", "The same contact has one", "same_entity", number.as_str()] {
        assert!(page.contains(known), "{known}: {page}");
    }
    let path = format!("/operator/dpa-requests/{}/confirmation", vat.id);
    lena.submits(&path, &[("same_entity", "true")]).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!((with_court.state().await, vat.state().await), ("superseded".into(), "in_force".into()));
    // Another company at the same contact: the staff say that it is another one, and both count.
    let mut body = austrian("FN 777b");
    body["legal_name"] = json!("Vesna Handel GmbH");
    let other = Sent::new(&world, body).await;
    other.is_signed(&world).await;
    assert_eq!(other.state().await, "countersigned");
    lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", other.id)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!((vat.state().await, other.state().await), ("in_force".into(), "in_force".into()));
}

#[actix_web::test]
async fn what_was_written_stays_in_the_form() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let reason = format!("Because {}", "x".repeat(1000));
    let page =
        sent.visitor.submits(format!("{}/refusal", sent.page), &[("reason", reason.as_str())]).await.has_status(422).text();
    assert!(page.contains(&reason) && page.contains("<details class=\"disclosure\" open>"), "{page}");
    assert!(page.contains("Živa Šuštar"), "the other form begins as before");
    let form = [("name", "Ada Novak"), ("title", "prokuristka"), ("authority", "true"), ("consent", "true")];
    for _ in 0..5 {
        sent.visitor.submits(format!("{}/countersignature", sent.page), &form).await.has_status(303);
    }
    let page = sent.visitor.submits(format!("{}/countersignature", sent.page), &form).await.has_status(429);
    assert!(page.header("retry-after").parse::<u64>().unwrap() > 0);
    let page = page.text();
    assert!(page.contains("Too many tries") && page.contains("Ada Novak") && page.contains("Sign here"), "{page}");
    world.runs_its_jobs().await;
    lena.posts(format!("/api/v1/dpa-requests/{}/mail", sent.id)).await.is_accepted();
    let mut signed = 0;
    for link in links(&world, &sent.contact) {
        signed += usize::from(world.visitor().posts(confirmation(&link)).await.status.is_success());
    }
    assert!(signed > 0, "a link that came before");
    world.runs_its_jobs().await;
    // What was to arrive after the signature is sent again, too.
    lena.posts(format!("/api/v1/dpa-requests/{}/mail", sent.id)).await.is_accepted();
    world.runs_its_jobs().await;
    let mails = world.mailbox(&sent.contact);
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("is in force")).count(), 2);
    let page = lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("/mail\""), "{page}");
    let no = Sent::new(&world, another_company()).await;
    no.visitor.posts(format!("{}/refusal", no.path)).await.is_done();
    world.runs_its_jobs().await;
    lena.posts(format!("/api/v1/dpa-requests/{}/mail", no.id)).await.is_refused("nothing-to-resend");
    assert!(!lena.opens(format!("/operator/dpa-requests/{}", no.id)).await.is_ok().text().contains("/mail\""));
}

/// The mail server takes nothing for hours, while the countersigned agreement is to arrive.
#[actix_web::test]
async fn a_mail_that_never_left_is_seen_and_sent_again() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let link = sent.link(&world).await;
    let (mail, away) = (world.folder().join("mail"), world.folder().join("away"));
    std::fs::rename(&mail, &away).unwrap();
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.tries_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    assert!(sent.status().await.json["mail_failed_at"].is_null(), "it is tried again");
    world.database.run("UPDATE job SET attempts = 7, run_at = '2020-01-01T00:00:00+00:00' WHERE state = 'queued' AND kind = 'notifications.send'").await;
    world.tries_its_jobs().await;
    assert!(sent.status().await.json["mail_failed_at"].is_string(), "it is given up");
    let row = format!("/operator/dpa-requests/{}", sent.id);
    let page = lena.opens(&row).await.is_ok().text();
    assert!(page.contains("Email did not arrive") && page.contains(&format!("{row}/mail\"")), "{page}");
    std::fs::rename(&away, &mail).unwrap();
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    assert!(!told(&world, &sent.contact, "is in force"));
    lena.submits(format!("{row}/mail"), &[]).await.has_status(303);
    world.runs_its_jobs().await;
    assert!(told(&world, &sent.contact, "is in force") && sent.status().await.json["mail_failed_at"].is_null());
    assert!(!lena.opens(&row).await.is_ok().text().contains("Email did not arrive"));
}

#[actix_web::test]
async fn a_mail_that_does_not_arrive_is_seen() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let row = format!("/operator/dpa-requests/{}", sent.id);
    world.database.run("UPDATE agreement SET contact_email = 'nobody'").await;
    lena.submits(format!("{row}/mail"), &[]).await.has_status(303);
    world.tries_its_jobs().await;
    world.tries_its_jobs().await;
    assert!(sent.status().await.json["mail_failed_at"].is_string());
    for page in [lena.opens("/operator/dpa-requests").await, lena.opens(&row).await] {
        let page = page.is_ok().text();
        assert!(page.contains("Email did not arrive"), "{page}");
    }
    let page = sent.visitor.opens(&sent.asked_page).await.is_ok().text();
    assert!(page.contains("The email did not arrive") && page.contains("Email not delivered"), "{page}");
    lena.finds_in_the_log(&["dpa.mail.failed"]).await;
    world.database.run("UPDATE agreement SET contact_email = 'privacy@brezje.example'").await;
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    // A file that many servers would refuse lies on the page alone.
    world.database.run("UPDATE stored_file SET size = 10485761").await;
    lena.submits(format!("{row}/mail"), &[]).await.has_status(303);
    world.runs_its_jobs().await;
    assert!(sent.status().await.json["mail_failed_at"].is_null());
    let mails = world.mailbox("privacy@brezje.example");
    let mail = mails.iter().find(|mail| mail.text.contains("too large for an email")).expect("it says where the file is");
    assert!(mail.attachments.is_empty(), "{}", mail.text);
}

/// Rows of before know no legal entity and no end of their time.
#[actix_web::test]
async fn agreements_of_before_go_on() {
    let world = World::new().await;
    let old = Sent::new(&world, questions()).await;
    world.database.run("UPDATE agreement SET legal_entity = NULL, expires_at = NULL").await;
    world.waits(Duration::days(200));
    world.runs_its_jobs().await;
    assert_eq!(old.state().await, "sent");
    old.is_signed(&world).await;
    assert_eq!(old.state().await, "in_force");
    let new = Sent::new(&world, questions()).await;
    new.is_signed(&world).await;
    assert_eq!((old.state().await, new.state().await), ("superseded".into(), "in_force".into()));
    // Nor is their name kept in the way in which names are compared.
    world.database.run("UPDATE agreement SET flat_name = NULL").await;
    let mut body = with("legal_name", "BREZJE Logistika, d. o. o.");
    body["register_no"] = json!("SI 4711");
    body["contact_email"] = json!("office@brezje.example");
    let other = Sent::new(&world, body).await;
    other.is_signed(&world).await;
    assert_eq!((new.state().await, other.state().await), ("in_force".into(), "countersigned".into()), "the same name");
}

/// The worker gives up: the staff hear of it and set it going again; the signature that was confirmed is made then.
#[actix_web::test]
async fn a_signature_that_could_not_be_made_is_made_later() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let link = sent.link(&world).await;
    // Somebody swapped the bytes of the master: nothing else is ever signed than what was shown.
    let right = world.database.texts("SELECT pdf_sha256 FROM countersignature").await.remove(0);
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.database.run("UPDATE countersignature SET pdf_sha256 = 'another'").await;
    world.database.run("UPDATE job SET attempts = 7 WHERE kind = 'dpa.countersign'").await;
    world.tries_its_jobs().await;
    assert_eq!(sent.state().await, "sent", "it fails closed");
    assert_eq!(sent.status().await.json["stopped"], true);
    let page = sent.visitor.opens(&sent.page).await.is_ok().text();
    assert!(page.contains("Stopped") && !page.contains("renews itself"), "{page}");
    assert!(told(&world, &lena.email, "The signature on") && !told(&world, &lena.email, "could not be made, and"));
    world.database.run(&format!("UPDATE countersignature SET pdf_sha256 = '{right}'")).await;
    world.database.run("DELETE FROM job WHERE kind = 'dpa.countersign'").await;
    world.waits(Duration::days(1));
    let other = Sent::new(&world, with("country", "AT")).await;
    let board = lena.get("/api/v1/operator/agreements-board").await.is_ok();
    assert_eq!((&board.json["waiting_for_operator"], &board.json["waiting_for_customer"]), (&json!(1), &json!(1)));
    let page = lena.opens("/operator/dpa-requests?waits=operator").await.is_ok().text();
    assert!(page.contains(&sent.id) && page.contains("24\u{a0}h") && !page.contains(&other.id), "{page}");
    assert!(!lena.opens("/operator/dpa-requests?waits=customer").await.is_ok().text().contains(&sent.id));
    world.waits(Duration::days(4));
    assert_eq!(lena.get("/api/v1/operator/agreements-board").await.is_ok().json["overdue"], 1, "it waits since it was confirmed");
    let page = lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("/retry"), "{page}");
    let retry = format!("/api/v1/dpa-requests/{}/retry", sent.id);
    let (one, two) = tokio::join!(lena.posts(&retry), lena.posts(&retry));
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [202, 409], "the second click finds it going");
    assert!(!lena.opens(format!("/operator/dpa-requests/{}", sent.id)).await.is_ok().text().contains("/retry"));
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    assert_eq!(sent.status().await.json["stopped"], false);
    lena.posts(&retry).await.is_refused("not-stopped");
    let both = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    assert_eq!(tutela::kernel::ids::sha256_hex(&both), sent.status().await.string("countersigned_sha256"));
    let page = lena.opens("/operator/dpa-requests?state=in_force").await.is_ok().text();
    assert!(page.contains("sealed in"), "what is finished has no age: {page}");
}

/// Its worker is killed in the last try: nobody has said why, and it is seen all the same.
#[actix_web::test]
async fn a_signature_whose_worker_was_killed_is_seen() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let link = sent.link(&world).await;
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    let (row, retry) = (format!("/operator/dpa-requests/{}", sent.id), format!("/api/v1/dpa-requests/{}/retry", sent.id));
    lena.posts(&retry).await.is_refused("not-stopped");
    assert!(!lena.opens(&row).await.is_ok().text().contains("/retry"), "its first try has not begun");
    world.database.run("UPDATE job SET attempts = 8 WHERE kind = 'dpa.countersign'").await;
    world.tries_its_jobs().await;
    assert_eq!(sent.status().await.json["stopped"], false);
    world.waits(Duration::hours(2));
    world.tries_its_jobs().await;
    assert_eq!(sent.status().await.json["stopped"], true);
    assert!(told(&world, &lena.email, "has stopped"));
    let page = lena.opens("/operator/dpa-requests").await.is_ok().text();
    assert!(page.contains("One has stopped"), "{page}");
    let stopped = |path: &str| {
        let (who, path) = (lena.clone(), path.to_owned());
        async move { who.get(path).await.is_ok().items().len() }
    };
    assert_eq!(stopped("/api/v1/dpa-requests?state=failed").await, 1);
    assert_eq!(stopped("/api/v1/dpa-requests?state=sent").await + stopped("/api/v1/dpa-requests?state=viewed").await, 0);
    let board = lena.get("/api/v1/operator/agreements-board").await.is_ok();
    let count = |state: &str| {
        let counts = board.json["counts"].as_array().unwrap();
        counts.iter().find(|one| one["state"] == state).map(|one| one["agreements"].clone()).unwrap()
    };
    assert_eq!((count("failed"), count("sent"), count("viewed")), (json!(1), json!(0), json!(0)));
    assert_eq!((&board.json["waiting_for_operator"], &board.json["waiting_for_customer"]), (&json!(1), &json!(0)));
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    lena.posts(&retry).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    assert!(!lena.opens("/operator/dpa-requests").await.is_ok().text().contains("One has stopped"));
}

#[actix_web::test]
async fn an_offer_is_open_for_ninety_days() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let other = Sent::new(&world, with("country", "AT")).await;
    let last = other.link(&world).await;
    world.waits(Duration::days(75));
    world.runs_its_jobs().await;
    assert!(!told(&world, &sent.contact, "is open until"));
    world.waits(Duration::days(1));
    world.runs_its_jobs().await;
    assert!(told(&world, &sent.contact, "is open until 31 May 2026"));
    world.waits(Duration::days(14) - Duration::minutes(1));
    // Confirmed in the last minute, made after it.
    world.visitor().posts(confirmation(&last)).await.is_refused("link-expired");
    let link = other.link(&world).await;
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.waits(Duration::minutes(1));
    world.runs_its_jobs().await;
    assert_eq!((sent.state().await, other.state().await), ("expired".into(), "in_force".into()));
    assert!(told(&world, &sent.contact, "Nobody signed it in time"));
    sent.visitor.post(format!("{}/countersignature", sent.path), signatory()).await.is_refused("agreement-not-open");
    assert!(sent.visitor.opens(&sent.page).await.is_ok().text().contains("Expired"));
}

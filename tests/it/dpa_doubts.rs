//! What the staff look at before an agreement counts, and whose open offers that closes.

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::dpa::questions;
use crate::dpa_held::{asked, signed};
use crate::dpa_life::{Sent, confirmation, told, with};
use crate::world::World;

/// The end of an offer comes while its signature is confirmed and not made: it is made.
#[actix_web::test]
async fn an_offer_is_not_closed_under_a_signature_that_was_confirmed() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    world.waits(Duration::days(89));
    world.runs_its_jobs().await;
    let link = sent.link(&world).await;
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.database.run("UPDATE job SET run_at = '2099-01-01T00:00:00+00:00' WHERE kind = 'dpa.countersign'").await;
    world.waits(Duration::days(2));
    world.runs_its_jobs().await;
    assert_ne!(sent.state().await, "expired");
    assert!(!told(&world, &sent.contact, "Nobody signed it in time"));
    world.database.run("UPDATE job SET run_at = '2020-01-01T00:00:00+00:00' WHERE kind = 'dpa.countersign'").await;
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
}

/// A yes of the staff closes the open offer of somebody else: they see which, and its contact is told.
#[actix_web::test]
async fn whose_offer_is_closed_by_the_staff_is_told() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let ours = Sent::new(&world, questions()).await;
    ours.is_signed(&world).await;
    let offer = Sent::new(&world, with("contact_email", "office@brezje.example")).await;
    world.waits(Duration::minutes(1));
    let moved = Sent::new(&world, with("contact_email", "new-privacy@brezje.example")).await;
    moved.is_signed(&world).await;
    assert_eq!((offer.state().await, moved.state().await), ("sent".into(), "countersigned".into()));
    let page = lena.opens(format!("/operator/dpa-requests/{}", moved.id)).await.is_ok().text();
    let number = offer.status().await.string("number");
    assert!(page.contains("Open offers that are closed") && page.contains(&number), "{page}");
    assert!(page.contains("office@brezje.example"), "{page}");
    assert!(page.contains("knows two reasons alone"), "why the agreement lets them decline: {page}");
    lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", moved.id)).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!((offer.state().await, ours.state().await), ("expired".into(), "superseded".into()));
    assert!(told(&world, &offer.contact, "another agreement of the same organisation came into force"));
    let master = offer.visitor.get(format!("{}/pdf", offer.path)).await.is_ok().bytes;
    let seen = crate::dpa::verdict(&world.visitor(), &master).await;
    assert_eq!(seen.json["agreement"]["state"], "overtaken");
    let page = crate::verification::page(&world, &[&master]).await.is_ok().text();
    assert!(page.contains("came into force before it was signed") && !page.contains("Nobody signed in time"), "{page}");
    // Which one it was is the contact's affair.
    assert_eq!(offer.status().await.string("superseded_by"), moved.id);
    assert!(offer.visitor.get(&offer.asked_path).await.is_ok().json["superseded_by"].is_null());
    let number = moved.status().await.string("number");
    assert!(offer.visitor.opens(&offer.page).await.is_ok().text().contains(&number));
    assert!(!offer.visitor.opens(&offer.asked_page).await.is_ok().text().contains(&number));
    let page = lena.opens(format!("/operator/dpa-requests/{}", offer.id)).await.is_ok().text();
    assert!(page.contains("Closed for") && !page.contains("Followed by"), "{page}");
}

/// A slip of the country makes two legal entities of one: the staff look.
#[actix_web::test]
async fn the_same_company_in_another_country_is_looked_at() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let right = Sent::new(&world, questions()).await;
    right.is_signed(&world).await;
    let mut body = with("country", "AT");
    body["contact_email"] = json!("office@brezje.example");
    let slip = Sent::new(&world, body).await;
    slip.is_signed(&world).await;
    assert_eq!((right.state().await, slip.state().await), ("in_force".into(), "countersigned".into()));
    let page = lena.opens(format!("/operator/dpa-requests/{}", slip.id)).await.is_ok().text();
    assert!(page.contains("in force in another country") && !page.contains("under another register number"), "{page}");
    lena.submits(format!("/operator/dpa-requests/{}/confirmation", slip.id), &[("same_entity", "true")]).await.has_status(303);
    world.runs_its_jobs().await;
    assert_eq!((right.state().await, slip.state().await), ("superseded".into(), "in_force".into()));
}

/// A workspace asks with the facts and the contact of somebody else: the contact is told which, and the operator takes it back.
#[actix_web::test]
async fn a_workspace_that_asks_in_anothers_name_is_named() {
    let world = World::new().await;
    let (mallory, lena) = (world.tenant("Mallory").await, world.operator("Lena", Role::Legal).await);
    let contact = "privacy@brezje.example";
    let id = asked(&world, &mallory.owner).await;
    let mail = world.mailbox(contact).into_iter().find(|mail| mail.link().starts_with("/dpa/")).unwrap();
    assert!(mail.text.contains("“Mallory” holds this agreement") && mail.text.contains("do not sign"), "{}", mail.text);
    let visitor = world.visitor();
    let page = visitor.opens(mail.link()).await.is_ok().text();
    assert!(page.contains("“Mallory” holds this agreement") && page.contains("/signed-file"), "{page}");
    let page = mallory.owner.opens(format!("/settings/agreements/{id}")).await.is_ok().text();
    assert!(page.contains("taken nowhere else") && !page.contains("/signed-file"), "{page}");
    signed(&world, &mallory.owner, &id).await;
    let told_of = world.mailbox(contact).into_iter().find(|mail| mail.subject.contains("is in force")).unwrap();
    assert!(told_of.text.contains("“Mallory” holds this agreement"), "{}", told_of.text);
    // What was confirmed and made stands in the workspace's own log, and who fetched it.
    mallory.admin.get(format!("/api/v1/agreements/{id}/countersigned-pdf")).await.is_ok();
    mallory.admin.get(format!("/api/v1/agreements/{id}/countersignature-evidence")).await.is_ok();
    world.runs_its_jobs().await;
    mallory.owner.finds_in_the_log(&["dpa.countersignature.confirmed", "dpa.agreement.countersigned"]).await;
    let log = mallory.owner.reads_all("/api/v1/audit-events?limit=200").await;
    for name in ["dpa.agreement.downloaded", "dpa.evidence.opened"] {
        let entry = log.iter().find(|entry| entry["type"] == name).unwrap_or_else(|| panic!("{name}: {log:#?}"));
        assert_eq!(entry["actor"]["id"], json!(mallory.admin.id), "{name}");
    }
    let path = format!("/api/v1/dpa-requests/{id}/release");
    lena.post(&path, json!({ "reason": " " })).await.is_invalid(&["reason"]);
    let row = format!("/operator/dpa-requests/{id}");
    let page = lena.submits(format!("{row}/release"), &[("release_reason", "")]).await.has_status(422).text();
    assert!(page.contains("The wrong workspace?") && page.contains("Mallory"), "{page}");
    let reason = "Brezje does not know this workspace.";
    lena.submits(format!("{row}/release"), &[("release_reason", reason)]).await.has_status(303);
    world.runs_its_jobs().await;
    lena.post(&path, json!({ "reason": reason })).await.is_refused("agreement-not-held");
    assert_eq!(mallory.owner.reads_all("/api/v1/agreements").await.len(), 0);
    mallory.owner.get(format!("/api/v1/agreements/{id}/countersigned-pdf")).await.is_not_found();
    for reader in [contact, mallory.owner.email.as_str()] {
        assert!(told(&world, reader, reason), "{reader}");
    }
    let stranger = world.tenant("Globex").await;
    for (owner, is_told) in [(&mallory.owner, true), (&stranger.owner, false)] {
        let page = owner.opens("/settings/agreements").await.is_ok().text();
        assert_eq!(page.contains("was taken from this workspace") && page.contains(reason), is_told, "{page}");
    }
    mallory.owner.finds_in_the_log(&["dpa.agreement.released"]).await;
    lena.finds_in_the_log(&["dpa.agreement.released"]).await;
    assert!(lena.opens(&row).await.is_ok().text().contains(reason));
    assert_eq!(
        visitor.get(mail.link().replace("/dpa/", "/api/v1/public/dpa-requests/")).await.is_ok().string("state"),
        "in_force"
    );
}

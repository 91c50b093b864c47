//! Agreements that were asked for without an account and are taken into a workspace: its owner asks, the contact confirms.

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::agreement_templates::API;
use crate::dpa::questions;
use crate::dpa_held::state;
use crate::dpa_life::{Sent, confirmation, takes_in, told, wishes};
use crate::world::World;

#[actix_web::test]
async fn an_owner_takes_in_what_was_asked_for_without_an_account() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let sent = Sent::new(&world, questions()).await;
    let address = json!({ "address": format!("http://tutela.example{}", sent.page) });
    let path = "/api/v1/agreements/attachment";
    acme.admin.post(path, address.clone()).await.is_forbidden();
    acme.owner.post(path, json!({ "address": "http://tutela.example/dpa" })).await.is_invalid(&["address"]);
    acme.owner.post(path, json!({ "address": format!("/dpa/{}/AAAA", sent.id) })).await.is_invalid(&["address"]);
    let asked = acme.owner.post(path, address.clone()).await.is_created();
    assert_eq!(asked.json["waits_for_contact"], true);
    world.runs_its_jobs().await;
    let page = acme.owner.opens(format!("/settings/agreements/{}", sent.id)).await.is_ok().text();
    assert!(page.contains("Waits for the contact") && !page.contains("Sign here"), "{page}");
    let link = wishes(&world, &sent.contact).remove(0);
    let page = world.visitor().opens(format!("/attach/{link}")).await.is_ok().text();
    assert!(page.contains("Acme") && page.contains("Confirm only if") && page.contains("It is not ours"), "{page}");
    assert_eq!(world.visitor().get(format!("/api/v1/public/attachments/{link}")).await.is_ok().string("workspace"), "Acme");
    let gone = world.visitor().opens("/attach/AAAA").await.has_status(404).text();
    assert!(gone.contains("asks again there") && !gone.contains("how far it is"), "{gone}");
    world.visitor().submits(format!("/attach/{link}"), &[]).await.leads_to(&sent.page);
    world.visitor().submits(format!("/attach/{link}"), &[]).await.leads_to(&sent.page);
    world.runs_its_jobs().await;
    let again = acme.owner.post(path, address.clone()).await.is_created();
    assert_eq!(again.json["waits_for_contact"], false);
    assert_eq!(wishes(&world, &sent.contact).len(), 1, "nobody is asked for what is held already");
    assert_eq!(state(&acme.admin, &sent.id).await, "viewed");
    let page = globex.owner.submits("/settings/agreements/attachment", &[("address", sent.page.as_str())]).await;
    assert!(page.has_status(409).text().contains("Another workspace holds"));
    assert_eq!(globex.owner.reads_all("/api/v1/agreements").await.len(), 0);
    acme.owner.finds_in_the_log(&["dpa.agreement.attachment_asked", "dpa.agreement.attached"]).await;
    let log = acme.owner.reads_all("/api/v1/audit-events?limit=200").await;
    let attached = log.iter().find(|entry| entry["type"] == "dpa.agreement.attached").unwrap();
    assert_eq!(attached["payload"]["workspace"], json!(acme.id.get()));
    // It is the workspace's from here on: a stranger with the same contact replaces nothing, and the contact is told who holds it.
    let link = sent.link(&world).await;
    assert_eq!(world.visitor().get(format!("/api/v1/public/countersignatures/{link}")).await.is_ok().string("workspace"), "Acme");
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.runs_its_jobs().await;
    let stranger = Sent::new(&world, questions()).await;
    stranger.is_signed(&world).await;
    assert_eq!((sent.state().await, stranger.state().await), ("in_force".into(), "countersigned".into()));
    takes_in(&world, &acme.owner, &stranger).await;
    world.waits(Duration::days(2));
    world.runs_its_jobs().await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 2, "what is held is not let go");
}

/// Mallory asks in the name of Acme, with Acme's own contact, and is told an address. Acme signs. Mallory gets nothing of it.
#[actix_web::test]
async fn whoever_asked_in_anothers_name_holds_nothing() {
    let world = World::new().await;
    let (acme, mallory) = (world.tenant("Acme").await, world.tenant("Mallory").await);
    let sent = Sent::new(&world, questions()).await;
    let path = "/api/v1/agreements/attachment";
    sent.is_signed(&world).await;
    sent.visitor.get(format!("{}/countersigned-pdf", sent.asked_path)).await.is_refused("for-the-contact");
    sent.visitor.get(format!("{}/countersignature-evidence", sent.asked_path)).await.is_refused("for-the-contact");
    mallory.owner.post(path, json!({ "address": sent.asked_page })).await.is_created();
    world.runs_its_jobs().await;
    for file in ["pdf", "countersigned-pdf", "content", "countersignature-evidence"] {
        mallory.owner.get(format!("/api/v1/agreements/{}/{file}", sent.id)).await.is_not_found();
    }
    mallory.owner.posts(format!("/api/v1/agreements/{}/refusal", sent.id)).await.is_not_found();
    let wish = wishes(&world, &sent.contact).remove(0);
    let mail = world.mailbox(&sent.contact).into_iter().find(|mail| mail.link().starts_with("/attach/")).unwrap();
    assert!(mail.text.contains("Mallory") && mail.text.contains("only if the workspace is your own"), "{}", mail.text);
    // Acme does not confirm that, and takes its agreement in.
    takes_in(&world, &acme.owner, &sent).await;
    assert_eq!(state(&acme.owner, &sent.id).await, "in_force");
    world.visitor().posts(format!("/api/v1/public/attachments/{wish}/confirmation")).await.is_refused("agreement-held");
    mallory.owner.post(path, json!({ "address": sent.asked_page })).await.is_refused("agreement-held");
    world.waits(Duration::hours(25));
    world.runs_its_jobs().await;
    world.visitor().posts(format!("/api/v1/public/attachments/{wish}/confirmation")).await.is_refused("link-expired");
    assert_eq!(mallory.owner.reads_all("/api/v1/agreements").await.len(), 0);
    mallory.owner.finds_in_the_log(&["dpa.agreement.attachment_refused"]).await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 1);
}

/// A second link while the first one runs out: the wish stands as long as the newer link.
#[actix_web::test]
async fn whoever_asks_again_is_let_go_only_after_the_last_link() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let sent = Sent::new(&world, questions()).await;
    let path = "/api/v1/agreements/attachment";
    acme.owner.post(path, json!({ "address": sent.page })).await.is_created();
    world.runs_its_jobs().await;
    world.waits(Duration::hours(20));
    acme.owner.post(path, json!({ "address": sent.page })).await.is_created();
    world.runs_its_jobs().await;
    world.waits(Duration::hours(5));
    world.runs_its_jobs().await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 1, "the first link is over, the second is not");
    world.waits(Duration::hours(20));
    world.runs_its_jobs().await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 0);
    acme.owner.finds_in_the_log(&["dpa.agreement.attachment_lapsed"]).await;
    assert!(told(&world, &acme.owner.email, "did not confirm in time"), "whoever asked knows");
}

/// The contact knows nothing of the workspace.
#[actix_web::test]
async fn a_contact_says_no() {
    let world = World::new().await;
    let mallory = world.tenant("Mallory").await;
    let sent = Sent::new(&world, questions()).await;
    mallory.owner.post("/api/v1/agreements/attachment", json!({ "address": sent.asked_page })).await.is_created();
    world.runs_its_jobs().await;
    let link = wishes(&world, &sent.contact).remove(0);
    let visitor = world.visitor();
    visitor.posts("/api/v1/public/attachments/AAAA/refusal").await.is_not_found();
    visitor.submits(format!("/attach/{link}/refusal"), &[]).await.leads_to(&sent.page);
    visitor.posts(format!("/api/v1/public/attachments/{link}/refusal")).await.is_done();
    visitor.posts(format!("/api/v1/public/attachments/{link}/confirmation")).await.is_refused("attachment-refused");
    world.runs_its_jobs().await;
    assert_eq!(mallory.owner.reads_all("/api/v1/agreements").await.len(), 0);
    assert!(told(&world, &mallory.owner.email, "the workspace is not theirs"));
    mallory.owner.finds_in_the_log(&["dpa.agreement.attachment_refused"]).await;
    // A yes is not taken back by the same link.
    let acme = world.tenant("Acme").await;
    takes_in(&world, &acme.owner, &sent).await;
    let link = wishes(&world, &sent.contact).into_iter().find(|other| *other != link).unwrap();
    visitor.posts(format!("/api/v1/public/attachments/{link}/refusal")).await.is_refused("attachment-confirmed");
    assert_eq!(state(&acme.owner, &sent.id).await, "viewed");
    world.runs_its_jobs().await;
}

/// Asked twice, the contact has two links and says no once.
#[actix_web::test]
async fn one_no_refuses_every_link_that_was_sent_for_a_workspace() {
    let world = World::new().await;
    let (mallory, acme) = (world.tenant("Mallory").await, world.tenant("Acme").await);
    let sent = Sent::new(&world, questions()).await;
    for workspace in [&mallory, &mallory, &acme] {
        let address = json!({ "address": sent.asked_page });
        workspace.owner.post("/api/v1/agreements/attachment", address).await.is_created();
        world.runs_its_jobs().await;
        world.waits(Duration::seconds(1));
    }
    let of = |name: &str| -> Vec<String> {
        let mails = world.mailbox(&sent.contact).into_iter().filter(|mail| mail.text.contains(name));
        mails.filter_map(|mail| mail.link().strip_prefix("/attach/").map(str::to_owned)).collect()
    };
    let (theirs, ours) = (of("Mallory"), of("Acme"));
    assert_eq!((theirs.len(), ours.len()), (2, 1));
    let visitor = world.visitor();
    visitor.posts(format!("/api/v1/public/attachments/{}/refusal", theirs[0])).await.is_done();
    for link in &theirs {
        visitor.posts(format!("/api/v1/public/attachments/{link}/confirmation")).await.is_refused("attachment-refused");
        visitor.posts(format!("/api/v1/public/attachments/{link}/refusal")).await.is_done();
    }
    world.runs_its_jobs().await;
    assert_eq!(mallory.owner.reads_all("/api/v1/agreements").await.len(), 0);
    let told = world.mailbox(&mallory.owner.email);
    assert_eq!(told.iter().filter(|mail| mail.text.contains("the workspace is not theirs")).count(), 1, "told once");
    visitor.posts(format!("/api/v1/public/attachments/{}/confirmation", ours[0])).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(state(&acme.owner, &sent.id).await, "viewed", "another workspace is another question");
    world.runs_its_jobs().await;
}

/// No text is in use while an agreement is taken in: it was made from one that was.
#[actix_web::test]
async fn what_was_made_is_taken_in_while_no_text_is_in_use() {
    let world = World::new().await;
    let (acme, lena) = (world.tenant("Acme").await, world.operator("Lena", Role::Legal).await);
    let sent = Sent::new(&world, questions()).await;
    let shipped = lena.get(API).await.is_ok().items()[0]["id"].as_str().unwrap().to_owned();
    lena.submits(format!("/operator/templates/{shipped}/retirement"), &[]).await.has_status(303);
    takes_in(&world, &acme.owner, &sent).await;
    assert_eq!(state(&acme.owner, &sent.id).await, "viewed");
    lena.opens("/operator/dpa-requests").await.is_ok();
    world.runs_its_jobs().await;
}

/// The job that asks the contact is given up: the workspace does not wait for ever.
#[actix_web::test]
async fn what_nobody_could_be_asked_for_is_let_go() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let sent = Sent::new(&world, questions()).await;
    acme.owner.post("/api/v1/agreements/attachment", json!({ "address": sent.page })).await.is_created();
    world.database.run("UPDATE job SET attempts = 8 WHERE kind = 'dpa.hand_in'").await;
    world.tries_its_jobs().await;
    world.database.run("DELETE FROM job WHERE state = 'dead'").await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 1);
    world.waits(Duration::hours(25));
    world.runs_its_jobs().await;
    assert_eq!(acme.owner.reads_all("/api/v1/agreements").await.len(), 0);
}

/// Two workspaces with the same address at the same moment: the contact lets one hold it, and the other is told in its log.
#[actix_web::test]
async fn an_agreement_taken_in_twice_at_once_is_held_once() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let sent = Sent::new(&world, questions()).await;
    let attach = async |workspace: &Workspace| {
        let address = json!({ "address": sent.page });
        workspace.owner.post("/api/v1/agreements/attachment", address).await.is_created();
    };
    tokio::join!(attach(&acme), attach(&globex));
    world.runs_its_jobs().await;
    let both = wishes(&world, &sent.contact);
    assert_eq!(both.len(), 2);
    let confirms = async |link: &str| world.visitor().posts(format!("/api/v1/public/attachments/{link}/confirmation")).await;
    let (one, other) = tokio::join!(confirms(&both[0]), confirms(&both[1]));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [204, 409]);
    world.waits(Duration::hours(25));
    world.runs_its_jobs().await;
    let held = [&acme, &globex].map(|workspace| workspace.owner.clone());
    let counts = [held[0].reads_all("/api/v1/agreements").await.len(), held[1].reads_all("/api/v1/agreements").await.len()];
    assert_eq!(counts.iter().sum::<usize>(), 1, "{counts:?}");
    let loser = if counts[0] == 0 { &acme } else { &globex };
    loser.owner.finds_in_the_log(&["dpa.agreement.attachment_refused"]).await;
    loser.owner.get(format!("/api/v1/agreements/{}", sent.id)).await.is_not_found();
}

/// Taken back at once, the agreement leaves the workspace, with what it brought there; its contact hears of changes by mail.
#[actix_web::test]
async fn what_was_taken_in_by_the_wrong_workspace_leaves_it_whole() {
    let world = World::new().await;
    let (mallory, lena) = (world.tenant("Mallory").await, world.operator("Lena", Role::Legal).await);
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    takes_in(&world, &mallory.owner, &sent).await;
    assert_eq!(mallory.owner.get("/api/v1/notice-contacts").await.is_ok().items().len(), 1);
    let link = wishes(&world, &sent.contact).remove(0);
    let reason = json!({ "reason": "Brezje does not know this workspace." });
    lena.post(format!("/api/v1/dpa-requests/{}/release", sent.id), reason).await.is_done();
    world.runs_its_jobs().await;
    assert_eq!(mallory.owner.reads_all("/api/v1/agreements").await.len(), 0);
    assert_eq!(mallory.owner.get("/api/v1/notice-contacts").await.is_ok().items().len(), 0);
    assert!(told(&world, &mallory.owner.email, "does not know this workspace"));
    world.visitor().posts(format!("/api/v1/public/attachments/{link}/confirmation")).await.is_refused("link-expired");
    assert_eq!(world.database.number("SELECT count(*) FROM list_subscriber WHERE state = 'confirmed'").await, 1);
}

/// The contact of an agreement came onto the mail list as nobody held it, and is a contact of a workspace now.
#[actix_web::test]
async fn whoever_a_workspace_tells_hears_nothing_from_the_mail_list() {
    let world = World::new().await;
    let (acme, staff) = (world.tenant("Acme").await, world.staff().await);
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    let heard = |words: &str| world.mailbox(&sent.contact).iter().filter(|mail| mail.subject.contains(words)).count();
    staff.announces(&world, "Mailer One").await;
    assert_eq!((heard("Announced:"), heard("Mailer One")), (1, 0), "by the list, without the name");
    takes_in(&world, &acme.owner, &sent).await;
    world.waits(Duration::minutes(1));
    staff.announces(&world, "Mailer Two").await;
    assert_eq!((heard("Announced:"), heard("Mailer Two")), (1, 1), "by the workspace alone");

    // The workspace loses the agreement and its contact: the list tells it again.
    let reason = json!({ "reason": "Brezje does not know this workspace." });
    staff.author.post(format!("/api/v1/dpa-requests/{}/release", sent.id), reason).await.is_done();
    world.runs_its_jobs().await;
    world.waits(Duration::minutes(1));
    staff.announces(&world, "Mailer Three").await;
    assert_eq!((heard("Announced:"), heard("Mailer Three")), (2, 0));
    world.runs_its_jobs().await;
}

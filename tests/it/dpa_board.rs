//! The operator's board measures each agreement by what it promises, and what stopped there is made by a try of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::Duration;
use serde_json::json;
use tutela::kernel::authz::Role;
use tutela::kernel::ids::{derived_id, sha256_hex};

use crate::agreement_templates::{API, own_text, staff};
use crate::dpa::{asks, questions};
use crate::dpa_life::{Sent, confirmation, with};
use crate::world::World;

/// A newer text promises a quicker answer to those whose agreements are made from it, and to nobody else.
#[actix_web::test]
async fn each_agreement_is_late_by_what_it_promises_itself() {
    let world = World::new().await;
    let (lena, silvo) = staff(&world).await;
    Sent::new(&world, questions()).await.is_signed(&world).await;
    // Somebody else holds the agreement of the company: the staff have to look.
    let earlier = Sent::new(&world, with("contact_email", "mallory@elsewhere.example")).await;
    earlier.is_signed(&world).await;
    let mut text = own_text("1.1.0");
    let config = text["template_toml"].as_str().unwrap().replacen("answer_days = { value = 2", "answer_days = { value = 1", 1);
    text["template_toml"] = json!(config);
    let id = lena.post(API, text).await.is_created().id();
    silvo.post(format!("{API}/{id}/approval"), json!({ "revision": 1 })).await.is_ok();
    lena.posts(format!("{API}/{id}/publication")).await.is_ok();
    let quicker = Sent::new(&world, with("contact_email", "carol@elsewhere.example")).await;
    quicker.is_signed(&world).await;
    assert_eq!((earlier.state().await, quicker.state().await), ("countersigned".into(), "countersigned".into()));

    let overdue = async || {
        let board = lena.get("/api/v1/operator/agreements-board").await.is_ok();
        let page = lena.opens("/operator/dpa-requests?waits=operator").await.is_ok().text();
        (board.json["overdue"].as_u64().unwrap(), page.matches("Overdue</span>").count())
    };
    let (none, _) = overdue().await;
    assert_eq!(none, 0);
    world.waits(Duration::hours(30));
    let (one, said_once) = overdue().await;
    assert_eq!(one, 1, "one business day was promised to one of them, two to the other");
    world.waits(Duration::hours(24));
    let (both, said_twice) = overdue().await;
    assert_eq!(both, 2);
    assert_eq!(said_twice, said_once + 1);
    world.runs_its_jobs().await;
}

/// Every file that lies in the store.
fn stored(world: &World) -> BTreeSet<PathBuf> {
    let all = walkdir::WalkDir::new(world.folder().join("files")).into_iter().map(Result::unwrap);
    all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// The name of the file that a try writes.
fn file_of(agreement: &str, seal: &str, number: u32) -> String {
    derived_id(agreement.parse().unwrap(), &format!("{seal} {number}")).to_string()
}

fn is_of(path: &Path, agreement: &str, seal: &str, number: u32) -> bool {
    path.file_name().is_some_and(|name| *name == *file_of(agreement, seal, number))
}

/// What is away while the last try is made: the signature is written, and nothing can be kept of it.
async fn without_the_directory(world: &World, kind: &str) {
    world.database.run("ALTER TABLE document RENAME TO document_away").await;
    world.database.run(&format!("UPDATE job SET attempts = 7 WHERE kind = '{kind}'")).await;
    world.tries_its_jobs().await;
    world.database.run("ALTER TABLE document_away RENAME TO document").await;
    world.database.run("DELETE FROM job WHERE failure IS NOT NULL AND state <> 'done'").await;
}

#[actix_web::test]
async fn each_try_of_a_stuck_signature_writes_a_file_of_its_own() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let sent = Sent::new(&world, questions()).await;
    let link = sent.link(&world).await;
    let before = stored(&world);
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    without_the_directory(&world, "dpa.countersign").await;
    assert_eq!(sent.status().await.json["stopped"], true);
    assert_eq!(stored(&world), before, "what is not kept is removed");
    // A worker that is killed leaves what it has written.
    let sealed = before.iter().find(|path| is_of(path, &sent.id, "seal", 1)).expect("the sealed file lies under its name");
    std::fs::write(sealed.with_file_name(file_of(&sent.id, "countersignature", 2)), "left behind").unwrap();

    lena.posts(format!("/api/v1/dpa-requests/{}/retry", sent.id)).await.is_accepted();
    world.runs_its_jobs().await;
    assert_eq!(sent.state().await, "in_force");
    let after = stored(&world);
    assert!(after.is_superset(&before), "the sealed file stays");
    let added: Vec<&PathBuf> = after.difference(&before).collect();
    assert!(
        added.len() == 1 && is_of(added[0], &sent.id, "countersignature", 3),
        "only the good one is left, under its own name: {added:?}"
    );
    let kept = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    assert_eq!(sha256_hex(&kept), sent.status().await.string("countersigned_sha256"));
}

#[actix_web::test]
async fn each_try_of_a_stuck_seal_writes_a_file_of_its_own() {
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let visitor = world.visitor();
    let before = stored(&world);
    let made = asks(&visitor, questions()).await.is_created();
    without_the_directory(&world, "dpa.generate").await;
    let status = crate::dpa::path_of(&made.string("status_url"));
    assert_eq!(visitor.get(&status).await.is_ok().string("state"), "failed");
    assert_eq!(stored(&world), before, "what is not kept is removed");

    lena.posts(format!("/api/v1/dpa-requests/{}/retry", made.id())).await.is_accepted();
    world.runs_its_jobs().await;
    let sealed = visitor.get(&status).await.is_ok();
    assert_eq!(sealed.string("state"), "sent");
    let after = stored(&world);
    let added: Vec<&PathBuf> = after.difference(&before).collect();
    assert!(
        added.len() == 1 && is_of(added[0], &made.id(), "seal", 2),
        "only the good one is left, under its own name: {added:?}"
    );
    let kept = visitor.get(format!("{status}/pdf")).await.is_ok().bytes;
    assert_eq!(sha256_hex(&kept), sealed.string("pdf_sha256"));
}

//! What the tries to set a seal leave behind: it goes, and it never undoes a seal that is set.

use std::path::PathBuf;

use chrono::Duration;
use serde_json::json;
use tutela::kernel::ids::derived_id;

use crate::dpa::{asks, path_of, questions};
use crate::dpa_life::Sent;
use crate::world::World;

/// Where the file of a try lies.
async fn file_of(world: &World, agreement: &str, name: &str) -> PathBuf {
    let (realm, id) = (world.realm().await.get(), derived_id(agreement.parse().unwrap(), name));
    world.folder().join(format!("files/t/{realm}/{id}"))
}

#[actix_web::test]
async fn a_store_that_cannot_remove_what_is_left_undoes_no_seal() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let made = asks(&visitor, questions()).await.is_created();
    // A worker was killed in the first try; what it left cannot be removed: a folder lies there.
    world.database.run("UPDATE agreement SET seal_tries = 1").await;
    let left = file_of(&world, &made.id(), "seal 1").await;
    std::fs::create_dir_all(left.join("within")).unwrap();
    world.runs_its_jobs().await;
    assert_eq!(visitor.get(path_of(&made.string("status_url"))).await.is_ok().string("state"), "sent");
    assert!(file_of(&world, &made.id(), "seal 2").await.is_file() && left.is_dir());
    assert_eq!(
        world.database.number("SELECT CAST(attempts AS bigint) FROM job WHERE kind = 'dpa.generate'").await,
        1,
        "done at once"
    );
}

#[actix_web::test]
async fn what_a_killed_worker_left_goes_when_its_job_is_done_again() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    sent.is_signed(&world).await;
    let (sealed, signed) = (file_of(&world, &sent.id, "seal 1").await, file_of(&world, &sent.id, "countersignature 2").await);
    assert!(sealed.is_file() && signed.is_file(), "each is kept under the name of its try");
    let left = [file_of(&world, &sent.id, "seal 2").await, file_of(&world, &sent.id, "countersignature 1").await];
    for file in &left {
        std::fs::write(file, "left behind").unwrap();
    }
    let again = "UPDATE job SET state = 'queued', finished_at = NULL WHERE kind IN ('dpa.generate', 'dpa.countersign')";
    world.database.run(again).await;
    world.runs_its_jobs().await;
    assert!(left.iter().all(|file| !file.exists()), "{left:?}");
    for file in ["pdf", "countersigned-pdf"] {
        sent.visitor.get(format!("{}/{file}", sent.path)).await.is_ok();
    }
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn what_killed_workers_left_goes_when_no_seal_is_ever_set() {
    let world = World::new().await;
    world.realm().await;
    let visitor = world.visitor();
    let made = asks(&visitor, questions()).await.is_created();
    world.database.run("UPDATE agreement SET seal_tries = 1").await;
    let left = file_of(&world, &made.id(), "seal 1").await;
    std::fs::create_dir_all(left.parent().unwrap()).unwrap();
    std::fs::write(&left, "left behind").unwrap();
    // The last try can keep nothing.
    world.database.run("ALTER TABLE document RENAME TO document_away").await;
    world.database.run("UPDATE job SET attempts = 7 WHERE kind = 'dpa.generate'").await;
    world.tries_its_jobs().await;
    world.database.run("ALTER TABLE document_away RENAME TO document").await;
    assert_eq!(visitor.get(path_of(&made.string("status_url"))).await.is_ok().string("state"), "failed");
    assert!(!left.exists() && !file_of(&world, &made.id(), "seal 2").await.exists());

    // Killed after it was said, before anything was removed.
    std::fs::write(&left, "left behind").unwrap();
    let again = "UPDATE job SET state = 'queued', attempts = 0, finished_at = NULL WHERE kind = 'dpa.generate'";
    world.database.run(again).await;
    world.runs_its_jobs().await;
    assert!(!left.exists());
}

#[actix_web::test]
async fn what_was_left_of_a_signature_goes_when_the_customer_says_no() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    world.database.run("UPDATE agreement SET seal_tries = 2").await;
    let left = file_of(&world, &sent.id, "countersignature 2").await;
    std::fs::write(&left, "left behind").unwrap();
    sent.visitor.post(format!("{}/refusal", sent.path), json!({ "reason": "We take another service." })).await.is_done();
    world.runs_its_jobs().await;
    world.waits(Duration::days(91));
    world.runs_its_jobs().await;
    assert!(!left.exists(), "the day on which the offer would have ended");
    assert!(file_of(&world, &sent.id, "seal 1").await.is_file(), "what was sent stays");
}

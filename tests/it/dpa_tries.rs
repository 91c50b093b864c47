//! What the tries to set a seal leave behind: it goes, and it never undoes a seal that is set.

use std::path::PathBuf;

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

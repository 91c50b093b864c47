//! Clients hang up, and a request whose body is wrong is dropped while its session is looked up: nothing of it stays.

use actix_web::web::Bytes;
use serde_json::json;
use tutela::kernel::db::{Store, Unaudited};

use crate::answer::Call;
use crate::database::store;
use crate::world::World;

/// Lets others run so many times.
async fn yields(times: usize) {
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

#[actix_web::test]
async fn a_transaction_that_is_given_up_while_it_opens_is_gone() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let kernel = world.kernel();
    for round in 0..60 {
        for _ in 0..4 {
            tokio::select! {
                biased;
                given_up = kernel.read_as_system(acme.id) => drop(given_up),
                () = yields(round % 20) => {}
            }
        }
        let tx = kernel.as_system(globex.id).await.unwrap();
        let rows = tx.rows::<entity::user_account::Entity>().count().await.unwrap();
        assert_eq!(rows, 4, "round {round}");
        tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
        globex.admin.post("/api/v1/groups", json!({ "name": format!("Group {round}") })).await.is_created();
    }
    assert_eq!(globex.admin.reads_all("/api/v1/groups").await.len(), 60);
}

#[actix_web::test]
async fn a_request_that_is_refused_before_its_session_is_found_leaves_nothing_open() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for round in 0..40 {
        world.kernel().forget_sessions();
        let broken = Call::post("/api/v1/groups").body("application/json", Bytes::from_static(b"{"));
        acme.admin.sends(broken).await.has_status(400);
        acme.admin.post("/api/v1/groups", json!({ "name": format!("Group {round}") })).await.is_created();
    }
}

#[actix_web::test]
async fn a_client_that_hangs_up_halfway_writes_all_or_nothing() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for round in 0..60 {
        tokio::select! {
            biased;
            answer = acme.admin.post("/api/v1/groups", json!({ "name": format!("Group {round}") })) => { answer.is_created(); }
            () = yields(round) => {}
        }
    }
    acme.admin.post("/api/v1/groups", json!({ "name": "The last one" })).await.is_created();
    let groups = world.database.number("SELECT count(*) FROM user_group").await;
    let events = world.database.number("SELECT count(*) FROM audit_event WHERE name = 'iam.group.created'").await;
    assert_eq!(groups, events, "a group and its event are kept together or not at all");
    acme.owner.get("/api/v1/users").await.is_ok();
}

#[actix_web::test]
async fn a_restart_of_the_database_costs_nobody_an_error() {
    if store() != Store::Postgres {
        return;
    }
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for name in ["Warehouse", "Office"] {
        // Several at once, so that several connections lie in the pool.
        let asked = (0..8).map(|_| acme.admin.get("/api/v1/groups"));
        futures_util::future::join_all(asked).await.into_iter().for_each(|answer| drop(answer.is_ok()));
        let ended = "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert!(!world.database.texts(ended).await.is_empty());
        world.kernel().forget_sessions();
        acme.admin.post("/api/v1/groups", json!({ "name": name })).await.is_created();
    }
}

//! The outbox: at least once, less and less often after failures, and never lost with its worker.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use tutela::kernel::Kernel;
use tutela::kernel::db::Unaudited;
use tutela::kernel::error::Error;
use tutela::kernel::outbox::{self, Handlers, Job, Work};
use tutela::kernel::tenancy::TenantId;
use tutela::kernel::{tidy, wakeups};

use crate::world::World;

#[derive(Serialize, Deserialize)]
pub struct Errand {
    pub number: u32,
}

impl Job for Errand {
    const KIND: &'static str = "test.errand";
}

/// State, tries and lease of every job.
pub async fn states(world: &World) -> Vec<String> {
    let lease = "CASE WHEN lease_until IS NULL THEN 'free' ELSE 'leased' END";
    world.database.texts(&format!("SELECT state || ' ' || attempts || ' ' || {lease} FROM job ORDER BY state, attempts")).await
}

/// Puts an errand into the outbox.
pub async fn promised(world: &World, tenant: TenantId, number: u32) {
    let tx = world.kernel().as_system(tenant).await.unwrap();
    tx.enqueue(Errand { number }).await.unwrap();
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
}

/// Handlers that fail the first tries, and how often they were asked.
pub fn failing(first: usize, error: fn() -> Error) -> (Handlers, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let verb = move |_: Work, _: Errand| {
        let fails = counter.fetch_add(1, Ordering::Relaxed) < first;
        async move { if fails { Err(error()) } else { Ok(()) } }
    };
    (Handlers::new().on(verb), asked)
}

pub fn broken() -> Error {
    Error::from(anyhow::anyhow!("the printer is on fire"))
}

#[actix_web::test]
async fn a_failing_job_is_tried_again_less_and_less_often() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    let (handlers, asked) = failing(3, broken);
    let mut waited = 0;
    for wait in [0, 5, 10, 20] {
        world.waits(Duration::seconds(wait - i64::from(wait > 0)));
        if wait > 0 {
            assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 0, "a second too early");
            world.waits(Duration::seconds(1));
        }
        assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 1);
        waited += 1;
        assert_eq!(asked.load(Ordering::Relaxed), waited);
    }
    let state = world.database.texts("SELECT state || ' ' || attempts FROM job WHERE kind = 'test.errand'").await;
    assert_eq!(state, ["done 4"]);
}

#[actix_web::test]
async fn a_job_that_never_works_is_shown_as_dead_and_tried_no_more() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    let (handlers, asked) = failing(usize::MAX, broken);
    for _ in 0..12 {
        outbox::run_due(world.kernel(), &handlers).await.unwrap();
        world.waits(Duration::hours(2));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 8);
    assert_eq!(world.database.texts("SELECT state || ': ' || failure FROM job").await, ["dead: the printer is on fire"]);
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn a_rule_that_says_no_is_not_asked_again() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    let (handlers, asked) = failing(usize::MAX, || Error::refused("never", "Never."));
    for _ in 0..3 {
        outbox::run_due(world.kernel(), &handlers).await.unwrap();
        world.waits(Duration::hours(2));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn a_job_of_a_worker_that_died_is_taken_over_when_its_lease_ends() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    // A worker claims the job and dies in it: its task is dropped halfway.
    let stuck = Handlers::new().on(|_: Work, _: Errand| std::future::pending::<Result<(), Error>>());
    let dies = outbox::run_due(world.kernel(), &stuck);
    let claimed = async {
        while world.database.texts("SELECT state FROM job").await != ["running"] {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = dies => panic!("the job cannot end"),
        () = claimed => {}
    }
    let (handlers, asked) = failing(0, broken);
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 0, "the lease holds");
    world.waits(Duration::minutes(4));
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 0);
    world.waits(Duration::minutes(2));
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 1);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    assert_eq!(world.database.texts("SELECT state || ' ' || attempts FROM job").await, ["done 2"]);
}

#[actix_web::test]
async fn two_workers_never_do_one_job_at_the_same_time() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    for number in 0..20 {
        promised(&world, if number % 2 == 0 { acme.id } else { globex.id }, number).await;
    }
    let (handlers, asked) = failing(0, broken);
    let kernel = world.kernel();
    let (one, two) = tokio::join!(outbox::run_due(kernel, &handlers), outbox::run_due(kernel, &handlers));
    let mut done = one.unwrap() + two.unwrap();
    while done < 20 {
        done += outbox::run_due(kernel, &handlers).await.unwrap();
    }
    assert_eq!((done, asked.load(Ordering::Relaxed)), (20, 20));
}

#[actix_web::test]
async fn what_is_rolled_back_promises_nothing() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let tx = world.kernel().as_system(acme.id).await.unwrap();
    tx.enqueue(Errand { number: 1 }).await.unwrap();
    drop(tx);
    assert_eq!(world.database.number("SELECT count(*) FROM job").await, 0);
}

#[actix_web::test]
async fn somebody_does_every_kind_of_job() {
    let handlers = tutela::app::handlers(crate::world::processor());
    let mut kinds: Vec<_> = handlers.kinds().collect();
    kinds.sort_unstable();
    insta::assert_snapshot!("jobs", kinds.join("\n"));
}

#[actix_web::test]
async fn a_job_that_panics_is_tried_again_and_the_others_are_done() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    promised(&world, acme.id, 1).await;
    promised(&world, globex.id, 2).await;
    let verb = |work: Work, errand: Errand| async move {
        assert!(errand.number != 1 || work.attempt > 1, "a defect of the product");
        Ok(())
    };
    let handlers = Handlers::new().on(verb);
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 2);
    assert_eq!(states(&world).await, ["done 1 free", "queued 1 free"]);
    assert_eq!(world.database.texts("SELECT failure FROM job WHERE state = 'queued'").await, ["it panicked"]);
    world.waits(Duration::seconds(5));
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 1);
    assert_eq!(states(&world).await, ["done 1 free", "done 2 free"]);
}

/// However a job came to its end, whoever wants to hear of its kind does, once, and of no other.
#[actix_web::test]
async fn whoever_waits_for_a_job_hears_that_it_was_given_up() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
    let hearing = |handlers: Handlers| {
        let heard = Arc::clone(&heard);
        handlers.when_given_up(move |work: Work, errand: Errand| {
            let heard = Arc::clone(&heard);
            async move {
                heard.lock().unwrap().push((errand.number, work.id));
                Ok(())
            }
        })
    };
    let said = || heard.lock().unwrap().iter().map(|(number, _)| *number).collect::<Vec<_>>();
    let due = async |handlers: &Handlers| while outbox::run_due(world.kernel(), handlers).await.unwrap() > 0 {};

    // A rule says no.
    promised(&world, acme.id, 1).await;
    due(&hearing(failing(1, || Error::refused("never", "Never.")).0)).await;
    assert_eq!(said(), [1]);
    let dead = world.database.number("SELECT count(*) FROM job WHERE kind = 'test.errand' AND state = 'dead'").await;
    assert_eq!((dead, states(&world).await.len()), (1, 2), "and the job that says so");

    // Its last try fails.
    promised(&world, acme.id, 2).await;
    let broken_one = hearing(failing(1, broken).0);
    world.database.run("UPDATE job SET attempts = 6 WHERE state = 'queued'").await;
    due(&broken_one).await;
    assert_eq!(said(), [1], "it is tried again");
    world.waits(Duration::hours(2));
    due(&hearing(failing(1, broken).0)).await;
    assert_eq!(said(), [1, 2]);

    // Its worker dies in the last try.
    promised(&world, acme.id, 3).await;
    world.database.run("UPDATE job SET state = 'running', attempts = 8 WHERE state = 'queued'").await;
    due(&hearing(failing(0, broken).0)).await;
    assert_eq!(said(), [1, 2, 3]);

    // What is done is no end of that sort, and where nobody listens nothing is said.
    promised(&world, acme.id, 4).await;
    due(&hearing(failing(0, broken).0)).await;
    promised(&world, acme.id, 5).await;
    due(&failing(1, || Error::refused("never", "Never.")).0).await;
    assert_eq!(said(), [1, 2, 3]);
    world.database.run("DELETE FROM job").await;
}

/// A job that kills its worker each time does not do so for ever.
#[actix_web::test]
async fn a_job_that_ended_its_workers_is_dead_shown_and_forgotten_after_a_month() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    world.database.run("UPDATE job SET state = 'running', attempts = 8").await;
    let (handlers, asked) = failing(0, broken);
    outbox::run_due(world.kernel(), &handlers).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert_eq!(world.database.number("SELECT count(*) FROM job WHERE state = 'dead' AND finished_at IS NOT NULL").await, 1);
    let metrics = world.visitor().get("/metrics").await.is_ok();
    let text = String::from_utf8_lossy(&metrics.bytes).into_owned();
    assert!(text.contains("tutela_jobs{state=\"dead\"} 1") && text.contains("tutela_jobs{state=\"queued\"} 0"), "{text}");
    world.waits(Duration::days(29));
    assert_eq!(tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap(), 0);
    assert_eq!(world.database.number("SELECT count(*) FROM job").await, 1);
    world.waits(Duration::days(2));
    assert_eq!(tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap(), 0);
    assert_eq!(world.database.number("SELECT count(*) FROM job").await, 0);
}

/// A server without a worker inside tells those elsewhere; without Redis there is nobody to tell it.
#[actix_web::test]
async fn a_worker_elsewhere_hears_of_work_and_of_logs_that_grew() {
    let Ok(url) = std::env::var("TUTELA_TEST_REDIS_URL") else { return };
    let redis = redis::Client::open(url).unwrap();
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let worker = world.another_server().await;
    let stop = CancellationToken::new();
    let listening = tokio::spawn(wakeups::listen(worker.clone(), redis.clone(), stop.clone()));
    // It looks once when it begins to listen.
    heard(&worker).await;
    let ringing = tokio::spawn(wakeups::ring(world.kernel().clone(), redis, stop.clone()));
    let _ = world.kernel().take_touched();
    promised(&world, acme.id, 1).await;
    heard(&worker).await;
    assert!(worker.take_touched().is_empty(), "a promise is no line in the log");
    acme.owner.put("/api/v1/settings/ai", json!({ "enabled": true })).await.is_ok();
    let grown = async {
        while !worker.take_touched().contains(&acme.id) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), grown).await.expect("nobody said that the log has grown");
    stop.cancel();
    listening.await.unwrap();
    ringing.await.unwrap();
    world.database.run("DELETE FROM job").await;
}

async fn heard(worker: &Kernel) {
    tokio::time::timeout(std::time::Duration::from_secs(30), worker.work_arrives()).await.expect("nobody rang");
}

//! The worker: no job and no tenant waits for another that is stuck or broken, and what it has when it stops it gives back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono::Duration;
use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tutela::kernel::audit;
use tutela::kernel::authz::Role;
use tutela::kernel::db::Unaudited;
use tutela::kernel::files::shelf::{self, Label};
use tutela::kernel::outbox::{self, Handlers, Job, Lane, Work};
use tutela::kernel::tenancy::TenantId;

use crate::outbox::{Errand, broken, failing, promised, states};
use crate::world::World;

/// So long that only a defect lasts longer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);
const NO_PATIENCE: std::time::Duration = std::time::Duration::ZERO;

#[derive(Serialize, Deserialize)]
struct Removal {}

impl Job for Removal {
    const KIND: &'static str = "test.removal";
    const LANE: Lane = Lane::Long;
}

#[derive(Serialize, Deserialize)]
struct Call {}

impl Job for Call {
    const KIND: &'static str = "test.call";
    const LANE: Lane = Lane::Outgoing;
}

#[derive(Serialize, Deserialize)]
struct Circular {
    number: u32,
}

impl Job for Circular {
    const KIND: &'static str = "test.circular";
    const LANE: Lane = Lane::Bulk;
}

/// Where a job stops until it is let through.
#[derive(Clone)]
struct Gate {
    reached: Arc<Semaphore>,
    open: Arc<Semaphore>,
}

impl Gate {
    fn new() -> Self {
        Self { reached: Arc::new(Semaphore::new(0)), open: Arc::new(Semaphore::new(0)) }
    }

    async fn pass(&self) {
        self.reached.add_permits(1);
        self.open.acquire().await.unwrap().forget();
    }

    async fn is_reached(&self) {
        self.reached.acquire().await.unwrap().forget();
    }

    fn open(&self) {
        self.open.add_permits(1);
    }
}

/// A worker beside the test.
struct Worker {
    stop: CancellationToken,
    work: JoinHandle<()>,
}

impl Worker {
    fn starts(world: &World, handlers: Handlers, patience: std::time::Duration) -> Self {
        let stop = CancellationToken::new();
        let work = tokio::spawn(outbox::work(world.kernel().clone(), Arc::new(handlers), stop.clone(), patience));
        Self { stop, work }
    }

    async fn stops(self) {
        self.stop.cancel();
        self.work.await.unwrap();
    }
}

/// The next errand that was done.
async fn next(ended: &mut mpsc::UnboundedReceiver<u32>) -> u32 {
    tokio::time::timeout(PATIENCE, ended.recv()).await.expect("no errand is done").unwrap()
}

#[actix_web::test]
async fn a_job_that_hangs_holds_up_nobody_else() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let hung = Gate::new();
    let (ends, mut ended) = mpsc::unbounded_channel();
    let verb = {
        let hung = hung.clone();
        move |_: Work, errand: Errand| {
            let (hung, ends) = (hung.clone(), ends.clone());
            async move {
                if errand.number == 1 {
                    hung.pass().await;
                }
                ends.send(errand.number).unwrap();
                Ok(())
            }
        }
    };
    promised(&world, acme.id, 1).await;
    let worker = Worker::starts(&world, Handlers::new().on(verb), PATIENCE);
    hung.is_reached().await;
    promised(&world, globex.id, 2).await;
    promised(&world, acme.id, 3).await;
    let mut others = [next(&mut ended).await, next(&mut ended).await];
    others.sort_unstable();
    assert_eq!(others, [2, 3]);
    hung.open();
    assert_eq!(next(&mut ended).await, 1);
    worker.stops().await;
    assert_eq!(states(&world).await, ["done 1 free", "done 1 free", "done 1 free"]);
}

#[actix_web::test]
async fn long_jobs_take_no_place_of_short_ones() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let hung = Gate::new();
    let long = {
        let hung = hung.clone();
        move |_: Work, _: Removal| {
            let hung = hung.clone();
            async move {
                hung.pass().await;
                Ok(())
            }
        }
    };
    let (ends, mut ended) = mpsc::unbounded_channel();
    let short = move |_: Work, errand: Errand| {
        ends.send(errand.number).unwrap();
        async { Ok(()) }
    };
    let tx = world.kernel().as_system(acme.id).await.unwrap();
    for _ in 0..6 {
        tx.enqueue(Removal {}).await.unwrap();
    }
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    let worker = Worker::starts(&world, Handlers::new().on(long).on(short), NO_PATIENCE);
    hung.is_reached().await;
    promised(&world, acme.id, 1).await;
    assert_eq!(next(&mut ended).await, 1);
    assert_eq!(world.database.number("SELECT count(*) FROM job WHERE state = 'running' AND kind = 'test.removal'").await, 1);
    worker.stops().await;
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn calls_to_servers_of_customers_wait_for_each_other_alone_and_nobody_takes_every_place() {
    let world = World::new().await;
    let mut tenants = Vec::new();
    for name in ["Acme", "Globex", "Initech", "Umbrella", "Hooli"] {
        tenants.push(world.tenant(name).await.id);
    }
    let (long, called) = (Gate::new(), Gate::new());
    let stops_at = |gate: &Gate| {
        let gate = gate.clone();
        move || {
            let gate = gate.clone();
            async move {
                gate.pass().await;
                Ok(())
            }
        }
    };
    let (export, call) = (stops_at(&long), stops_at(&called));
    let (ends, mut ended) = mpsc::unbounded_channel();
    let short = move |_: Work, errand: Errand| {
        ends.send(errand.number).unwrap();
        async { Ok(()) }
    };
    let tx = world.kernel().as_system(tenants[0]).await.unwrap();
    tx.enqueue(Removal {}).await.unwrap();
    for _ in 0..30 {
        tx.enqueue(Call {}).await.unwrap();
    }
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    let handlers = Handlers::new().on(move |_: Work, _: Removal| export()).on(move |_: Work, _: Call| call()).on(short);
    let worker = Worker::starts(&world, handlers, NO_PATIENCE);
    long.is_reached().await;
    let running = async |kind: &str, tenant: Option<TenantId>| {
        let whose = tenant.map_or(String::new(), |tenant| format!(" AND tenant_id = {}", world.database.id(tenant.get())));
        world.database.number(&format!("SELECT count(*) FROM job WHERE state = 'running' AND kind = '{kind}'{whose}")).await
    };
    for _ in 0..2 {
        called.is_reached().await;
    }
    // One tenant whose endpoints hang has two places; the next ones find theirs, beside an export that is at work.
    for tenant in &tenants[1..] {
        let tx = world.kernel().as_system(*tenant).await.unwrap();
        for _ in 0..3 {
            tx.enqueue(Call {}).await.unwrap();
        }
        tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    }
    for _ in 0..6 {
        called.is_reached().await;
    }
    promised(&world, tenants[1], 1).await;
    assert_eq!(next(&mut ended).await, 1, "a mail goes out meanwhile");
    assert_eq!((running("test.call", None).await, running("test.removal", None).await), (8, 1));
    assert_eq!(running("test.call", Some(tenants[0])).await, 2);
    worker.stops().await;
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn whoever_lost_a_job_has_no_say_in_it_any_more() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    promised(&world, acme.id, 1).await;
    let hung = Gate::new();
    let slow = {
        let hung = hung.clone();
        move |work: Work, _: Errand| {
            let hung = hung.clone();
            async move {
                hung.pass().await;
                assert!(work.renew().await.is_err(), "the job is another's");
                Err(broken())
            }
        }
    };
    let slow = Handlers::new().on(slow);
    let (quick, asked) = failing(0, broken);
    let second = async {
        hung.is_reached().await;
        world.waits(Duration::minutes(6));
        assert_eq!(outbox::run_due(world.kernel(), &quick).await.unwrap(), 1);
        hung.open();
    };
    let (first, ()) = tokio::join!(outbox::run_due(world.kernel(), &slow), second);
    assert_eq!((first.unwrap(), asked.load(Ordering::Relaxed)), (1, 1));
    assert_eq!(states(&world).await, ["done 2 free"]);
    assert_eq!(world.database.number("SELECT count(*) FROM job WHERE failure IS NOT NULL").await, 0);
}

#[actix_web::test]
async fn a_worker_that_stops_gives_its_jobs_back() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let hung = Gate::new();
    let stuck = {
        let hung = hung.clone();
        move |_: Work, _: Errand| {
            let hung = hung.clone();
            async move {
                hung.pass().await;
                Ok(())
            }
        }
    };
    promised(&world, acme.id, 1).await;
    let worker = Worker::starts(&world, Handlers::new().on(stuck), NO_PATIENCE);
    hung.is_reached().await;
    worker.stops().await;
    assert_eq!(states(&world).await, ["queued 0 free"]);
    let (handlers, asked) = failing(0, broken);
    assert_eq!(outbox::run_due(world.kernel(), &handlers).await.unwrap(), 1, "without waiting for a lease");
    assert_eq!((asked.load(Ordering::Relaxed), states(&world).await), (1, vec!["done 1 free".to_owned()]));
}

#[actix_web::test]
async fn a_log_that_cannot_be_signed_holds_up_no_other() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    let kernel = world.kernel();
    assert_eq!(audit::sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 0);
    let of = |id: TenantId| format!("tenant_id = {}", world.database.id(id.get()));
    // Whoever is looked at first: each is the broken one once.
    for (broken, whole) in [(&acme, &globex), (&globex, &acme)] {
        let (broken_rows, whole_rows) = (of(broken.id), of(whole.id));
        let newest = world.database.number(&format!("SELECT max(size) FROM audit_checkpoint WHERE {broken_rows}")).await;
        world
            .database
            .run(&format!("UPDATE audit_checkpoint SET size = {newest} * 2 + 1 WHERE size = {newest} AND {broken_rows}"))
            .await;
        world.joins(whole.id, &whole.slug, "Nora New", Role::Learner).await;
        world.waits(Duration::minutes(2));
        let _earlier = kernel.take_touched();
        assert_eq!(audit::sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 1);
        let waiting = format!(
            "SELECT (SELECT count(*) FROM audit_event WHERE {whole_rows}) - (SELECT count(*) FROM audit_leaf WHERE {whole_rows})"
        );
        assert_eq!(world.database.number(&waiting).await, 0, "{}", whole.name);
        let again = kernel.take_touched();
        assert!(!again.contains(&broken.id), "it is looked at in the next sweep, not twice a second");
        world
            .database
            .run(&format!("UPDATE audit_checkpoint SET size = {newest} WHERE size = {newest} * 2 + 1 AND {broken_rows}"))
            .await;
        assert_eq!(audit::sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 0, "mended, the next sweep signs it");
    }
}

/// A notice to thousands of customers is queued, and somebody waits for a single mail.
#[actix_web::test]
async fn a_mail_that_somebody_waits_for_overtakes_a_thousand_notices() {
    let lanes = [<tutela::vendors::changes::Deliver as Job>::LANE, <tutela::notifications::Send as Job>::LANE];
    assert_eq!(lanes, [Lane::Bulk, Lane::Short]);
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let tx = world.kernel().as_system(acme.id).await.unwrap();
    for number in 0..1_000 {
        tx.enqueue(Circular { number }).await.unwrap();
    }
    tx.commit_unaudited(Unaudited::WorkerBookkeeping).await.unwrap();
    let gate = Gate::new();
    let slow = {
        let gate = gate.clone();
        move |_: Work, _: Circular| {
            let gate = gate.clone();
            async move {
                gate.pass().await;
                Ok(())
            }
        }
    };
    let (ends, mut ended) = mpsc::unbounded_channel();
    let quick = move |_: Work, errand: Errand| {
        ends.send(errand.number).unwrap();
        async { Ok(()) }
    };
    let worker = Worker::starts(&world, Handlers::new().on(slow).on(quick), NO_PATIENCE);
    gate.is_reached().await;
    gate.is_reached().await;
    promised(&world, acme.id, 7).await;
    assert_eq!(next(&mut ended).await, 7);
    let waiting = "SELECT count(*) FROM job WHERE kind = 'test.circular' AND state = 'queued'";
    assert_eq!(world.database.number(waiting).await, 998, "two are at work, and nobody has overtaken the others");
    worker.stops().await;
    world.database.run("DELETE FROM job").await;
}

/// What a transaction that failed has left in the store belongs to whoever does the work again.
#[actix_web::test]
async fn a_file_that_is_kept_again_replaces_what_no_row_names() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let kernel = world.kernel();
    let label = || Label::pdf("agreement", "A-1.pdf".to_owned());
    let id = tutela::kernel::ids::new_id(&*kernel.random, world.now()).unwrap();
    shelf::put(kernel.read_as_system(acme.id).await.unwrap(), id, b"before the fall").await.unwrap();
    let kept = shelf::put(kernel.read_as_system(acme.id).await.unwrap(), id, b"after it").await.unwrap();
    let tx = kernel.as_system(acme.id).await.unwrap();
    shelf::enter(&tx, id, label(), &kept).await.unwrap();
    let key = tx.key().await.unwrap();
    tx.commit_noted().await.unwrap();
    assert_eq!(kept.size, 8);
    assert_eq!(kernel.files.get(&key, acme.id.get(), id).await.unwrap(), b"after it");
}

#[actix_web::test]
async fn documents_and_exports_lie_under_their_own_ids() {
    let world = World::new().await;
    world.furnished("Acmeword").await;
    for table in ["certificate", "export"] {
        let count = async |rows: &str| world.database.number(&format!("SELECT count(*) FROM {table} WHERE {rows}")).await;
        assert_eq!((count("file_id = id").await, count("file_id <> id").await), (1, 0), "{table}");
    }
}

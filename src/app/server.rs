//! Serving: listens, works off the outbox beside it, and stops in order.
//!
//! On SIGTERM it is not ready any more, gives requests and jobs 30 seconds to end, gives other jobs back, and ends with 0
//! after at most 40 seconds. When its worker breaks off, it stops in the same order and ends with an error.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::HttpServer;
use anyhow::Context as _;
use tokio_util::sync::CancellationToken;

use super::router::{Application, application};
use super::{Settings, assemble, worker};
use crate::agreements::dpa::Processor;
use crate::agreements::{measures, templates};
use crate::kernel::{Kernel, wakeups};
use crate::people::tenants;

/// Seconds that open requests and jobs get after SIGTERM (security design).
const DRAIN_SECONDS: u64 = 30;
/// After the signal the worker has ended by then: jobs are given back within five seconds.
const WORKER_ENDS: Duration = Duration::from_secs(DRAIN_SECONDS + 6);
/// What the connections get to say good-bye.
const CLOSING: Duration = Duration::from_secs(3);

/// Runs until told to stop.
///
/// # Errors
/// When a part cannot be put together, the address is taken, or the worker breaks off.
pub async fn run(settings: Settings, started: Instant) -> anyhow::Result<()> {
    let kernel = assemble(&settings).await?;
    name_operator(&kernel, &settings).await;
    enter_text(&kernel).await?;
    let processor = Processor::from_settings(&settings.operator);
    let parts = Application::new(kernel.clone(), processor.clone())
        .behind(settings.trusted_proxies.clone())
        .hearing_bounces(settings.mail_bounce_secret.clone());
    let draining = parts.draining.clone();
    let (stop, drained) = (CancellationToken::new(), CancellationToken::new());
    let worker_inside = settings.worker_inside;
    let redis = settings.redis()?;
    if let Some(client) = redis {
        let (kernel, stop) = (kernel.clone(), drained.clone());
        tokio::spawn(async move {
            if worker_inside { wakeups::listen(kernel, client, stop).await } else { wakeups::ring(kernel, client, stop).await }
        });
    }
    let threads =
        if settings.threads == 0 { std::thread::available_parallelism().map_or(2, usize::from) } else { settings.threads };
    let server = HttpServer::new(move || application(parts.clone()))
        .workers(threads)
        .shutdown_timeout(DRAIN_SECONDS)
        .disable_signals()
        .client_request_timeout(Duration::from_secs(15))
        .bind(settings.listen)
        .with_context(|| format!("The address {} cannot be used; choose another with --listen.", settings.listen))?
        .run();
    let worker = worker_inside.then(|| tokio::spawn(works(kernel.clone(), processor, stop.clone())));
    tracing::info!(address = %settings.listen, startup_ms = started.elapsed().as_millis(), "Listening. Open {}", settings.base_url);
    let (handle, stopping) = (server.handle(), stop.clone());
    tokio::spawn(async move {
        stopping.run_until_cancelled(stop_signal()).await;
        tracing::info!("Stopping: finishing open requests and jobs.");
        stopping.cancel();
        draining.begin();
        handle.stop(true).await;
    });
    let served = server.await;
    stop.cancel();
    drained.cancel();
    let worked = match worker {
        Some(worker) => worker.await.context("The worker broke off.").flatten(),
        None => Ok(()),
    };
    close(&kernel).await;
    served?;
    worked
}

/// The operator's realm is called what the settings call it, once they do; a name that cannot be is no reason not to start.
async fn name_operator(kernel: &Kernel, settings: &Settings) {
    let Some(name) = settings.operator.get("legal_name").filter(|name| !name.is_empty()) else { return };
    if let Err(error) = tenants::name_operator(kernel, name).await {
        tracing::warn!(error.cause = error.cause(), "The operator's realm keeps its old name: operator_legal_name cannot be it.");
    }
}

/// The text of the agreement that this program brings stands beside those of the operator, under a number that means one text;
/// the operator's register of measures begins with the duties that it brings.
async fn enter_text(kernel: &Kernel) -> anyhow::Result<()> {
    templates::enter_shipped(kernel).await.map_err(|error| anyhow::anyhow!("{}", error.cause()))?;
    measures::enter_duties(kernel).await.map_err(|error| anyhow::anyhow!("{}", error.cause()))
}

/// Works until told to stop, and then for as long as jobs get.
async fn works(kernel: Kernel, processor: Processor, stop: CancellationToken) -> anyhow::Result<()> {
    let handlers = Arc::new(worker::handlers(processor));
    let limit = async {
        stop.cancelled().await;
        tokio::time::sleep(WORKER_ENDS).await;
    };
    tokio::select! {
        ended = worker::run(kernel, handlers, stop.clone(), Duration::from_secs(DRAIN_SECONDS)) => ended,
        () = limit => {
            tracing::warn!("The worker did not end in time; what it left is done at the next start.");
            Ok(())
        }
    }
}

async fn close(kernel: &Kernel) {
    if tokio::time::timeout(CLOSING, kernel.db.close()).await.is_err() {
        tracing::warn!("The connections to the database did not close in time.");
    }
}

/// Runs the worker alone until told to stop.
///
/// # Errors
/// When a part cannot be put together, or the worker breaks off.
pub async fn work(settings: Settings) -> anyhow::Result<()> {
    let kernel = assemble(&settings).await?;
    name_operator(&kernel, &settings).await;
    enter_text(&kernel).await?;
    let processor = Processor::from_settings(&settings.operator);
    let stop = CancellationToken::new();
    let ending = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        ending.cancel();
    });
    if let Some(client) = settings.redis()? {
        tokio::spawn(wakeups::listen(kernel.clone(), client, stop.clone()));
    }
    tracing::info!("Working off the outbox.");
    let worked = works(kernel.clone(), processor, stop).await;
    close(&kernel).await;
    worked
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

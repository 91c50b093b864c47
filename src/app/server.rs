//! Serving: listens, works off the outbox beside it, and stops in order.
//!
//! On SIGTERM it is not ready any more, finishes what it has within 30 seconds, gives its jobs back and ends with 0.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::HttpServer;
use anyhow::Context as _;
use tokio_util::sync::CancellationToken;

use super::router::{Application, application};
use super::{Settings, assemble, worker};
use crate::agreements::dpa::Processor;
use crate::kernel::wakeups;

/// Seconds that open requests get after SIGTERM (security design).
const DRAIN_SECONDS: u64 = 30;

/// Runs until told to stop.
///
/// # Errors
/// When a part cannot be put together or the address is taken.
pub async fn run(settings: Settings, started: Instant) -> anyhow::Result<()> {
    let kernel = assemble(&settings).await?;
    let processor = Processor::from_settings(&settings.operator);
    let parts = Application::new(kernel.clone(), processor.clone()).behind(settings.trusted_proxies.clone());
    let draining = parts.draining.clone();
    let stop = CancellationToken::new();
    let worker_inside = settings.worker_inside;
    let worker =
        worker_inside.then(|| tokio::spawn(worker::run(kernel.clone(), Arc::new(worker::handlers(processor)), stop.clone())));
    if let Some(client) = settings.redis()? {
        let (kernel, stop) = (kernel.clone(), stop.clone());
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
    tracing::info!(address = %settings.listen, startup_ms = started.elapsed().as_millis(), "Listening. Open {}", settings.base_url);
    let handle = server.handle();
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("Stopping: finishing open requests.");
        draining.begin();
        handle.stop(true).await;
    });
    server.await?;
    stop.cancel();
    if let Some(worker) = worker {
        let _ = tokio::time::timeout(Duration::from_secs(DRAIN_SECONDS), worker).await;
    }
    kernel.db.close().await;
    Ok(())
}

/// Runs the worker alone until told to stop.
///
/// # Errors
/// When a part cannot be put together.
pub async fn work(settings: Settings) -> anyhow::Result<()> {
    let kernel = assemble(&settings).await?;
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
    worker::run(kernel.clone(), Arc::new(worker::handlers(processor)), stop).await;
    kernel.db.close().await;
    Ok(())
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

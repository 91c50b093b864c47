//! Who does which job, and the worker: in `serve` by default, or alone. Jobs, the numbers of the log and the tidying each
//! go on by themselves, so that none waits for another.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::agreements::dpa::Processor;
use crate::kernel::Kernel;
use crate::kernel::audit;
use crate::kernel::outbox::{self, Handlers};
use crate::kernel::tidy;
use crate::{agreements, learning, notifications, rights, vendors};

/// Events of changed tenants get their numbers this often: within a second of the change.
const NUMBER_EVERY: Duration = Duration::from_millis(500);
/// The whole log is looked through for events without a number this often.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// What the kernel itself need not keep is deleted this often.
const TIDY_EVERY: Duration = Duration::from_secs(3600);

/// Every job kind with its verb.
#[must_use]
pub fn handlers(processor: Processor) -> Handlers {
    Handlers::new()
        .on(notifications::jobs::send)
        .on(vendors::changes::jobs::announce)
        .on(vendors::changes::jobs::deliver)
        .on(vendors::changes::jobs::settle)
        .on(learning::assignments::jobs::member_added)
        .on(learning::attempts::jobs::expire)
        .on(learning::certificates::jobs::issue)
        .on(move |work, job| agreements::dpa::jobs::generate(work, job, processor.clone()))
        .on(rights::exports::jobs::build)
        .on(rights::exports::jobs::expire)
}

/// Works until told to stop; then jobs have `patience` to end. However it ends, it tells the others to stop, too.
///
/// # Errors
/// When a part of the worker broke off.
pub async fn run(kernel: Kernel, handlers: Arc<Handlers>, stop: CancellationToken, patience: Duration) -> anyhow::Result<()> {
    let _others = stop.clone().drop_guard();
    let mut parts = JoinSet::new();
    parts.spawn(outbox::work(kernel.clone(), handlers, stop.clone(), patience));
    parts.spawn(number(kernel.clone(), stop.clone()));
    parts.spawn(tidy_up(kernel, stop.clone()));
    let mut outcome = Ok(());
    while let Some(ended) = parts.join_next().await {
        if let Err(error) = ended {
            stop.cancel();
            outcome = Err(anyhow::Error::new(error).context("A part of the worker broke off."));
        }
    }
    outcome
}

async fn number(kernel: Kernel, stop: CancellationToken) {
    let mut swept: Option<Instant> = None;
    let mut ticks = every(NUMBER_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let sweep = swept.is_none_or(|at| at.elapsed() >= SWEEP_EVERY);
        if sweep {
            swept = Some(Instant::now());
        }
        if let Err(error) = audit::sequence(&kernel, sweep).await {
            tracing::warn!(error.cause = error.cause(), "The log could not be numbered.");
        }
    }
}

async fn tidy_up(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(TIDY_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = tidy::tidy(&kernel).await {
            tracing::warn!(error.cause = error.cause(), "Old rows of the kernel could not be deleted.");
        }
    }
}

/// Ticks at once, and then in this distance; ticks that were missed are not made up for.
fn every(distance: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(distance);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

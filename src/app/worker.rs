//! Who does which job, and the worker: in `serve` by default, or alone. Jobs, the numbers of the log and the tidying each
//! go on by themselves, so that none waits for another.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::agreements::dpa::Processor;
use crate::kernel::Kernel;
use crate::kernel::audit;
use crate::kernel::outbox::{self, Handlers};
use crate::kernel::tidy;
use crate::{agreements, learning, notifications, rights, vendors};

/// Events of changed tenants get their numbers this often: within a second of the change, those of a notice to thousands as soon
/// as nobody else waits.
const NUMBER_EVERY: Duration = Duration::from_millis(500);
/// The whole log is looked through for events without a number this often.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// Whether the certificate of the seal ends soon is looked at this often.
const WATCH_SEAL_EVERY: Duration = Duration::from_secs(86_400);
/// What the kernel itself need not keep is deleted this often.
const TIDY_EVERY: Duration = Duration::from_secs(3600);
/// Open notices and due dates are looked at this often: a new workspace hears of a change within a minute.
const ROUND_EVERY: Duration = Duration::from_secs(60);
/// Whether a yearly or weekly reminder is due is looked at this often: each is a matter of days.
const REMIND_EVERY: Duration = Duration::from_secs(4 * 3600);

/// Every job kind with its verb.
#[must_use]
pub fn handlers(processor: Processor) -> Handlers {
    Handlers::new()
        .on(notifications::jobs::send)
        .on(vendors::changes::jobs::announce)
        .on({
            let address = processor.privacy_email.clone();
            move |work, job| vendors::changes::jobs::deliver(work, job, address.clone())
        })
        .on(vendors::changes::jobs::settle)
        .on(vendors::changes::jobs::report)
        .on(vendors::feeds::jobs::publish)
        .on(vendors::feeds::jobs::circulate)
        .on(vendors::feeds::jobs::told)
        .on(vendors::feeds::jobs::contact_confirmed)
        .on(vendors::feeds::jobs::send)
        .on(vendors::feeds::jobs::give_up_waiting)
        .on(vendors::feeds::jobs::tell_decision)
        .on(vendors::feeds::jobs::end_grant)
        .on(learning::assignments::jobs::member_added)
        .on(learning::attempts::jobs::expire)
        .on(learning::certificates::jobs::issue)
        .on({
            let processor = processor.clone();
            move |work, job| agreements::dpa::jobs::generate(work, job, processor.clone())
        })
        .on(agreements::dpa::jobs::hand_in)
        .on(agreements::dpa::jobs::let_go)
        .on(agreements::dpa::jobs::forget_lost)
        .on(agreements::dpa::jobs::tell_holder)
        .on(agreements::dpa::jobs::undelivered)
        .on(agreements::dpa::jobs::bring_terms)
        .on(agreements::dpa::jobs::countersign)
        .on(agreements::dpa::jobs::watch_signature)
        .on(agreements::dpa::jobs::take_back)
        .on(agreements::dpa::jobs::remind)
        .on(agreements::dpa::jobs::close)
        .on(agreements::assurance::jobs::tell_staff)
        .on(move |work, job| agreements::assurance::jobs::invite(work, job, processor.clone()))
        .on(agreements::assurance::jobs::tell)
        .on(agreements::assurance::jobs::remind)
        .on(agreements::assurance::jobs::announce)
        .on(agreements::assurance::jobs::report)
        .on(rights::exports::jobs::build)
        .on(rights::exports::jobs::expire)
        .when_given_up(notifications::jobs::given_up)
        .when_given_up(vendors::changes::jobs::given_up)
        .when_given_up(vendors::feeds::jobs::decision_given_up)
        .when_given_up(agreements::dpa::jobs::lost)
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
    parts.spawn(sweep(kernel.clone(), stop.clone()));
    parts.spawn(tidy_up(kernel.clone(), stop.clone()));
    parts.spawn(watch_seal(kernel.clone(), stop.clone()));
    parts.spawn(make_rounds(kernel.clone(), stop.clone()));
    parts.spawn(remind(kernel, stop.clone()));
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
    let mut ticks = every(NUMBER_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        // What it has not come to is found when the next server looks through all logs.
        let _ = stop.run_until_cancelled(audit::sequence(&kernel)).await;
    }
}

/// Beside the numbering: what changed just now does not wait until everybody was looked at.
async fn sweep(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(SWEEP_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Some(Err(error)) = stop.run_until_cancelled(audit::sweep(&kernel, SWEEP_EVERY)).await {
            tracing::warn!(error.cause = error.cause(), "The log could not be looked through.");
        }
    }
}

async fn tidy_up(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(TIDY_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Some(Err(error)) = stop.run_until_cancelled(tidy::tidy(&kernel, TIDY_EVERY / 2)).await {
            tracing::warn!(error.cause = error.cause(), "Old rows of the kernel could not be deleted.");
        }
    }
}

/// Warns while there is time to get another certificate: an expired one seals nothing.
async fn watch_seal(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(WATCH_SEAL_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let Some(identity) = kernel.seal.identity() else { continue };
        let days = (identity.not_after - kernel.clock.now()).num_days();
        let until = identity.not_after.to_rfc3339();
        match days {
            ..=7 => tracing::error!(
                seal.not_after = until,
                seal.days_left = days,
                "The certificate of the seal ends: nothing is sealed after it. Replace it with `tutela seal rotate`."
            ),
            8..=30 => tracing::warn!(
                seal.not_after = until,
                seal.days_left = days,
                "The certificate of the seal ends soon. Replace it with `tutela seal rotate`."
            ),
            31..=90 => tracing::info!(
                seal.not_after = until,
                seal.days_left = days,
                "The certificate of the seal ends within three months. Get another, and replace it with `tutela seal rotate`."
            ),
            _ => {}
        }
    }
}

async fn remind(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(REMIND_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = agreements::assurance::remind_customers(&kernel).await {
            tracing::warn!(error.cause = error.cause(), "Not everybody could be reminded of review meetings.");
        }
    }
}

async fn make_rounds(kernel: Kernel, stop: CancellationToken) {
    let mut ticks = every(ROUND_EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        // Stopped half-way, the next round goes on: what is not committed is as if it had not begun.
        let _ = stop.run_until_cancelled(rounds(&kernel)).await;
    }
}

/// Says, from the start and once a round, when the clocks of this server and of its database do not agree: meanwhile no change
/// starts and no notice is sent.
async fn watch_clock(kernel: &Kernel) {
    match kernel.db.skew(&*kernel.clock).await {
        Ok(None) => {}
        Ok(Some(by)) => tracing::error!(
            clock.skew_ms = by.num_milliseconds(),
            "The clocks of this server and of its database do not agree: no change starts and no notice is sent."
        ),
        Err(error) => tracing::warn!(error.cause = error.cause(), "The clock of the database could not be asked."),
    }
}

/// Looks after what must come to its end by itself, whatever job was lost: notices, and alarms to staff.
pub async fn rounds(kernel: &Kernel) {
    watch_clock(kernel).await;
    if let Err(error) = vendors::changes::jobs::look_after(kernel).await {
        tracing::warn!(error.cause = error.cause(), "Notices of a change could not be looked after.");
    }
    if let Err(error) = vendors::reviews::jobs::raise_alarms(kernel).await {
        tracing::warn!(error.cause = error.cause(), "Alarms could not be raised.");
    }
    if let Err(error) = agreements::measures::jobs::raise_alarms(kernel).await {
        tracing::warn!(error.cause = error.cause(), "Alarms of measures could not be raised.");
    }
}

/// Ticks at once, and then in this distance; ticks that were missed are not made up for.
fn every(distance: Duration) -> tokio::time::Interval {
    let mut ticks = tokio::time::interval(distance);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

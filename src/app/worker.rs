//! Who does which job, and the loop that does them: in `serve` by default, or alone.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::agreements::dpa::Processor;
use crate::kernel::Kernel;
use crate::kernel::audit;
use crate::kernel::outbox::{self, Handlers};
use crate::kernel::tidy;
use crate::{agreements, learning, notifications, rights};

/// Without a wake-up the outbox is looked at this often: what another node enqueued, and what became due.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The whole log is looked through for events without a number this often; changed tenants are looked at at once.
const SWEEP_EVERY: u32 = 60;
/// What the kernel itself need not keep is deleted this often, in rounds: about every hour.
const TIDY_EVERY: u32 = 3600;

/// Every job kind with its verb.
#[must_use]
pub fn handlers(processor: Processor) -> Handlers {
    Handlers::new()
        .on(notifications::jobs::send)
        .on(learning::assignments::jobs::member_added)
        .on(learning::attempts::jobs::expire)
        .on(learning::certificates::jobs::issue)
        .on(move |work, job| agreements::dpa::jobs::generate(work, job, processor.clone()))
        .on(rights::exports::jobs::build)
        .on(rights::exports::jobs::expire)
}

/// Works until told to stop: jobs as they arrive, the numbering of the log within a second.
pub async fn run(kernel: Kernel, handlers: Arc<Handlers>, stop: CancellationToken) {
    let mut rounds = 0_u32;
    while !stop.is_cancelled() {
        let worked = match outbox::run_due(&kernel, &handlers).await {
            Ok(tried) => tried > 0,
            Err(error) => {
                tracing::warn!(error.cause = %error, "The outbox could not be read.");
                false
            }
        };
        if let Err(error) = audit::sequence(&kernel, rounds.is_multiple_of(SWEEP_EVERY)).await {
            tracing::warn!(error.cause = %error, "The log could not be numbered.");
        }
        if rounds.is_multiple_of(TIDY_EVERY)
            && let Err(error) = tidy::tidy(&kernel).await
        {
            tracing::warn!(error.cause = %error, "Old rows of the kernel could not be deleted.");
        }
        rounds = rounds.wrapping_add(1);
        if !worked {
            tokio::select! {
                () = stop.cancelled() => {}
                () = kernel.work_arrives() => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }
}

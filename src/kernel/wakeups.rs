//! Wake-ups between servers: a server without a worker rings over Redis, and the workers look at once.
//!
//! Nothing stands on it. A worker looks into the outbox each second and through all logs each minute, so without Redis, or
//! when a message is lost, that is how much later work starts and events get their numbers. A message says that there is
//! work, or which tenant's log has grown; never anything of a person.

use std::time::Duration;

use anyhow::Context as _;
use futures_util::StreamExt as _;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use tokio_util::sync::CancellationToken;

use super::Kernel;
use super::tenancy::TenantId;

/// That there is work in some outbox.
const WORK: &str = "tutela:work";
/// The id of a tenant whose log has grown.
const LOG: &str = "tutela:log";
/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long Redis is left alone after it failed.
const LEFT_ALONE: Duration = Duration::from_secs(5);

/// Tells the workers elsewhere what this server changed, until told to stop: for a server that has no worker inside.
pub async fn ring(kernel: Kernel, client: redis::Client, stop: CancellationToken) {
    stop.run_until_cancelled(keep_up("ring", || send(&kernel, &client))).await;
}

/// Hears what servers without a worker changed, until told to stop: for every process that works.
pub async fn listen(kernel: Kernel, client: redis::Client, stop: CancellationToken) {
    stop.run_until_cancelled(keep_up("listen", || receive(&kernel, &client))).await;
}

/// Does it again and again, with a pause after each failure.
async fn keep_up<F: Future<Output = anyhow::Result<()>>>(what: &str, again: impl Fn() -> F) {
    loop {
        if let Err(error) = again().await {
            tracing::warn!(wakeups = what, error.cause = %error, "Redis failed: other servers' work is found by looking.");
        }
        tokio::time::sleep(LEFT_ALONE).await;
    }
}

async fn send(kernel: &Kernel, client: &redis::Client) -> anyhow::Result<()> {
    let config = ConnectionManagerConfig::new()
        .set_connection_timeout(Some(PATIENCE))
        .set_response_timeout(Some(PATIENCE))
        .set_number_of_retries(1);
    let mut connection = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
    loop {
        kernel.changes().await;
        // What happens while one message is on its way goes into the next.
        let mut messages = redis::pipe();
        for tenant in kernel.take_touched() {
            messages.publish(LOG, tenant.get().to_string()).ignore();
        }
        if kernel.has_work() {
            messages.publish(WORK, "").ignore();
        }
        let () = messages.query_async(&mut connection).await.context("a wake-up could not be sent")?;
    }
}

async fn receive(kernel: &Kernel, client: &redis::Client) -> anyhow::Result<()> {
    let mut subscription = client.get_async_pubsub().await?;
    subscription.subscribe(&[WORK, LOG]).await?;
    // What was said while nobody listened.
    kernel.announce_work();
    let mut messages = subscription.into_on_message();
    while let Some(message) = messages.next().await {
        match message.get_channel_name() {
            LOG => {
                let tenant: String = message.get_payload()?;
                // Only numbers a log, inside the tenant that it names: a wrong one finds nothing to number.
                kernel.touch(TenantId::trusted(tenant.parse()?));
            }
            _ => kernel.announce_work(),
        }
    }
    anyhow::bail!("the connection ended")
}

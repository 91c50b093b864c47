//! One try: what is sent, and what comes back.

use entity::{webhook_delivery, webhook_endpoint};

use super::model::{Outcome, message_id};
use super::store;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::outgoing::{self, Failure, Reach, Target};
use crate::kernel::signatures::sign;

/// A signed message, ready to leave.
pub struct Message {
    target: Option<Target>,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Message {
    /// Signs a delivery as of now, with every secret that counts.
    ///
    /// # Errors
    /// When a secret cannot be opened.
    pub async fn signed(
        tx: &TenantTx,
        endpoint: &webhook_endpoint::Model,
        delivery: &webhook_delivery::Model,
    ) -> Result<Self, Error> {
        let (id, timestamp) = (message_id(delivery.id), tx.now().timestamp());
        let secrets = store::secrets(tx, endpoint).await?;
        let signatures: Vec<_> = secrets.iter().map(|secret| sign(secret, &id, timestamp, delivery.body.as_bytes())).collect();
        let headers =
            vec![("webhook-id", id), ("webhook-timestamp", timestamp.to_string()), ("webhook-signature", signatures.join(" "))];
        // What was allowed when it was named may not be any more: at home, and then in production.
        let target = Target::parse(&endpoint.url, Reach::of(&tx.kernel().base_url)).ok();
        Ok(Self { target, headers, body: delivery.body.clone() })
    }

    /// Sends it.
    pub async fn leave(self) -> Outcome {
        let target = self.target.ok_or(Failure::NotPublic)?;
        outgoing::post(&target, &self.headers, self.body).await
    }
}

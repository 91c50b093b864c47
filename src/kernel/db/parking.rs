//! Where a transaction waits for what is added to it after the verb that made it.

use std::sync::{Mutex, PoisonError};

use super::TenantTx;
use crate::kernel::error::Error;

/// Where a request with an Idempotency-Key leaves its transaction, so that key, work and answer are kept together:
/// the middleware adds the answer and commits.
#[derive(Default)]
pub struct Parking(Mutex<Option<TenantTx>>);

impl Parking {
    /// Takes the transaction, if a verb has left one.
    pub fn take(&self) -> Option<TenantTx> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Leaves it. One place for one transaction: a second one would roll the first back unseen.
    pub(super) fn leave(&self, tx: TenantTx) -> Result<(), Error> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_some() {
            return Err(Error::from(anyhow::anyhow!("a request with an Idempotency-Key ended two transactions")));
        }
        *place = Some(tx);
        Ok(())
    }
}

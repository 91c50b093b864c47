//! The files that the tries to set a seal write. Each try has a name of its own, so that whoever is later never replaces the bytes
//! whose fingerprint is kept; only the newest try may keep its file, and what the others have written goes.

use entity::agreement;
use uuid::Uuid;

use super::store;
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;
use crate::kernel::ids::derived_id;
use crate::kernel::outbox::Work;

/// A try to set a seal on an agreement.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    agreement: Uuid,
    number: i32,
}

impl Try {
    /// Counts a try; from here no earlier one keeps its file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(work: &Work, agreement: Uuid) -> Result<Self, Error> {
        let tx = work.begin().await?;
        let number = store::locked(&tx, agreement).await?.seal_tries.unwrap_or_default() + 1;
        store::set_tries(&tx, agreement, number).await?;
        tx.commit_unaudited(Unaudited::WorkerBookkeeping).await?;
        Ok(Self { agreement, number })
    }

    /// The file that it writes.
    #[must_use]
    pub fn file(self) -> Uuid {
        file_of(self.agreement, self.number)
    }

    /// Whether no later one was begun, by the locked row of the agreement.
    #[must_use]
    pub fn is_newest(self, row: &agreement::Model) -> bool {
        row.seal_tries == Some(self.number)
    }

    /// Removes what this try and those before it have written and nobody has kept.
    ///
    /// # Errors
    /// When the database or the store fails; the next try removes it.
    pub async fn tidy(self, work: &Work) -> Result<(), Error> {
        let tx = work.snapshot().await?;
        let kept = kept(&tx, self.agreement).await?;
        drop(tx);
        for file in (1..=self.number).map(|number| file_of(self.agreement, number)).filter(|file| !kept.contains(&Some(*file))) {
            work.kernel().files.delete(work.tenant().get(), file).await?;
        }
        Ok(())
    }
}

async fn kept(tx: &TenantTx, agreement: Uuid) -> Result<[Option<Uuid>; 2], Error> {
    let row = store::by_id(tx, agreement).await?;
    Ok([row.file_id, row.countersigned_file_id])
}

fn file_of(agreement: Uuid, number: i32) -> Uuid {
    derived_id(agreement, &format!("try {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_has_a_name_of_its_own_that_is_found_again() {
        let (one, other): (Uuid, Uuid) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(file_of(one, 1), file_of(one, 1));
        assert_ne!(file_of(one, 1), file_of(one, 2));
        assert_ne!(file_of(one, 1), file_of(other, 1));
    }
}

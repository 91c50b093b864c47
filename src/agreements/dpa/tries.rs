//! The files that the tries to set a seal write. Each try has a name of its own, so that whoever is later never replaces the bytes
//! whose fingerprint is kept; whoever is first keeps its file, and what the others have written goes.

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
    /// Counts a try.
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

    /// Ends a try: removes what it has written and nobody has kept. Once the seal is set, by whomever, that of all tries before
    /// it goes, too; until then one of them may still be at work and keep its own.
    ///
    /// # Errors
    /// Why the try failed; or when the database or the store fails, and then the next try removes it.
    pub async fn end(self, work: &Work, done: Result<(), Error>) -> Result<(), Error> {
        let first = if done.is_ok() { 1 } else { self.number };
        let tidied = self.tidy(work, first).await;
        done?;
        tidied
    }

    async fn tidy(self, work: &Work, first: i32) -> Result<(), Error> {
        let tx = work.snapshot().await?;
        let kept = kept(&tx, self.agreement).await?;
        drop(tx);
        let files = (first..=self.number).map(|number| file_of(self.agreement, number));
        for file in files.filter(|file| !kept.contains(&Some(*file))) {
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

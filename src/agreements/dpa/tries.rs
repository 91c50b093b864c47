//! The files that the tries to set a seal write. Each try has a name of its own, so that whoever is later never replaces the bytes
//! whose fingerprint is kept; whoever is first keeps its file, and what the others have written goes.

use entity::agreement;
use uuid::Uuid;

use super::states::State;
use super::store;
use crate::kernel::db::Unaudited;
use crate::kernel::error::Error;
use crate::kernel::ids::derived_id;
use crate::kernel::outbox::Work;

/// Which seal is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Ours, on the agreement.
    Agreement,
    /// The second one, for the customer.
    Countersignature,
}

/// What came of the tries to set a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// One of them may still keep its file.
    Open,
    /// The seal is set: this file is kept, and stays the same.
    Kept(Uuid),
    /// No seal was set, and none of them can keep its file any more: each looks again at the agreement before it does.
    Void,
}

impl Seal {
    fn outcome(self, row: &agreement::Model) -> Outcome {
        let state = State::parse(&row.state);
        let (kept, is_over) = match self {
            // Set going again, it is frozen anew, and nothing is kept of what was made of the content before.
            Self::Agreement => (row.file_id, state == Some(State::Failed)),
            Self::Countersignature => (row.countersigned_file_id, state.is_some_and(State::was_open)),
        };
        match kept {
            Some(file) => Outcome::Kept(file),
            None if is_over => Outcome::Void,
            None => Outcome::Open,
        }
    }

    /// The file of a try. Those of one seal never bear the name of one of the other.
    fn file(self, agreement: Uuid, number: i32) -> Uuid {
        let word = match self {
            Self::Agreement => "seal",
            Self::Countersignature => "countersignature",
        };
        derived_id(agreement, &format!("{word} {number}"))
    }
}

/// A try to set a seal on an agreement.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    agreement: Uuid,
    seal: Seal,
    number: i32,
}

impl Try {
    /// Counts a try.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(work: &Work, agreement: Uuid, seal: Seal) -> Result<Self, Error> {
        let tx = work.begin().await?;
        let number = store::locked(&tx, agreement).await?.seal_tries.unwrap_or_default() + 1;
        store::set_tries(&tx, agreement, number).await?;
        tx.commit_unaudited(Unaudited::WorkerBookkeeping).await?;
        Ok(Self { agreement, seal, number })
    }

    /// The file that it writes.
    #[must_use]
    pub fn file(self) -> Uuid {
        self.seal.file(self.agreement, self.number)
    }

    /// Ends a try: removes what it has written and nobody has kept, and says what came of the try. A store that fails then undoes
    /// no seal: what is left is removed by [`tidy`].
    ///
    /// # Errors
    /// Why the try failed.
    pub async fn end(self, work: &Work, done: Result<(), Error>) -> Result<(), Error> {
        note(self.agreement, self.tidied(work).await);
        done
    }

    async fn tidied(self, work: &Work) -> Result<(), Error> {
        // Whether the try was kept may be unknown to us: whoever holds the row is waited for, and what they wrote is seen.
        let tx = work.begin().await?;
        let row = store::locked(&tx, self.agreement).await?;
        drop(tx);
        remove(work, self.leftovers(self.seal.outcome(&row))).await
    }

    /// What it leaves behind: its own file, where another one is kept or none is yet. Once the seal is set, by whomever, or is not
    /// set any more, no other try keeps its own, and those of all before it go, too; until then one of them may still be at work.
    fn leftovers(self, outcome: Outcome) -> Vec<Uuid> {
        let first = if outcome == Outcome::Open { self.number } else { 1 };
        let files = (first..=self.number).map(|number| self.seal.file(self.agreement, number));
        files.filter(|file| outcome != Outcome::Kept(*file)).collect()
    }
}

/// Removes what the tries to set a seal have left behind, once it is set or is not set any more: a worker that was killed could not,
/// nor could one whose store failed. Called whenever a job finds that there is nothing to seal; what a store does not remove then
/// either stays, and the log says so.
pub async fn tidy(work: &Work, row: &agreement::Model, seal: Seal) {
    let (outcome, number) = (seal.outcome(row), row.seal_tries.unwrap_or_default());
    if outcome != Outcome::Open {
        let left = Try { agreement: row.id, seal, number }.leftovers(outcome);
        note(row.id, remove(work, left).await);
    }
}

async fn remove(work: &Work, files: Vec<Uuid>) -> Result<(), Error> {
    for file in files {
        work.kernel().files.delete(work.tenant().get(), file).await?;
    }
    Ok(())
}

fn note(agreement: Uuid, tidied: Result<(), Error>) {
    if let Err(error) = tidied {
        tracing::warn!(agreement.id = %agreement, error.cause = error.cause(), "What a try to set a seal left behind could not be removed.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGREEMENT: Uuid = Uuid::from_u128(1);

    fn third(seal: Seal) -> Try {
        Try { agreement: AGREEMENT, seal, number: 3 }
    }

    #[test]
    fn each_try_has_a_name_of_its_own_that_is_found_again() {
        let file = |seal: Seal, number: i32| seal.file(AGREEMENT, number);
        assert_eq!(file(Seal::Agreement, 1), file(Seal::Agreement, 1));
        assert_ne!(file(Seal::Agreement, 1), file(Seal::Agreement, 2));
        assert_ne!(file(Seal::Agreement, 1), Seal::Agreement.file(Uuid::from_u128(2), 1));
        assert_ne!(file(Seal::Agreement, 1), file(Seal::Countersignature, 1), "who tidies one seal never removes the other");
    }

    #[test]
    fn nobody_removes_what_another_may_still_keep() {
        for seal in [Seal::Agreement, Seal::Countersignature] {
            let file = |number: i32| seal.file(AGREEMENT, number);
            assert_eq!(third(seal).leftovers(Outcome::Open), [file(3)], "another try may be at work");
            assert_eq!(third(seal).leftovers(Outcome::Kept(file(3))), [file(1), file(2)]);
            assert_eq!(third(seal).leftovers(Outcome::Kept(file(1))), [file(2), file(3)]);
            let by_customer = Outcome::Kept(Uuid::from_u128(7));
            assert_eq!(third(seal).leftovers(by_customer), [file(1), file(2), file(3)], "sent by the customer");
            assert_eq!(third(seal).leftovers(Outcome::Void), [file(1), file(2), file(3)], "nobody keeps any");
        }
    }
}

//! Saving an answer. In a running attempt: one query to read, one to write.

use uuid::Uuid;

use super::finish;
use super::frozen;
use super::model::{Given, Posted, Receipt, Saved, Standing, ended, posted, stale};
use super::policy::Learn;
use super::result;
use super::store;
use crate::kernel::authz::Authorized;
use crate::kernel::db::Unaudited;
use crate::kernel::error::Error;

/// Adds an answer. The same answer sent again is the same answer; another one that does not count on is refused, because
/// its window does not know the newest. After the end it is kept, marked late, and not graded.
///
/// # Errors
/// `NotFound` for an attempt that is not the caller's or a question it does not have, `Invalid` for an answer that is not
/// of the question's kind, `Refused` with `stale-answer` or `attempt-ended`.
pub async fn save(caller: &Authorized<Learn>, attempt_id: Uuid, slot: i32, given: Given) -> Result<Receipt, Error> {
    let tx = caller.begin().await?;
    let head = store::head(&tx, attempt_id, slot).await?;
    let head = head.filter(|head| head.user_id == caller.session().user_id).ok_or(Error::NotFound)?;
    let questions = frozen::questions(&tx, attempt_id).await?;
    let (_, shown) = questions.iter().find(|(number, _)| *number == slot).ok_or(Error::NotFound)?;
    let (sequence, saved) = given.check(shown)?;
    let receipt = Receipt { slot, sequence, received_at: tx.now() };
    let standing = Standing::at(tx.now(), head.state, head.deadline);

    if head.newest.is_some_and(|newest| sequence <= newest) {
        let before = store::answer(&tx, attempt_id, slot, sequence).await?;
        return match before {
            Some(kept) if kept.saved == saved && !kept.late => Ok(Receipt { received_at: kept.received_at, ..receipt }),
            _ if standing == Standing::Open => Err(stale()),
            _ => Err(ended()),
        };
    }
    let late = standing != Standing::Open;
    match store::add_answer(&tx, attempt_id, slot, sequence, &saved, late).await {
        Err(Error::Taken { .. }) => {
            drop(tx);
            return repeated(caller, attempt_id, &receipt, &saved).await;
        }
        added => added?,
    }
    if let Standing::RanOut(deadline) = standing {
        finish::expire_in(&tx, attempt_id, deadline).await?;
    }
    tx.commit_unaudited(Unaudited::AnswerSaved).await?;
    if late { Err(ended()) } else { Ok(receipt) }
}

/// Saves an answer that came with a form; `seen` is the number of the newest answer when the form was made.
///
/// # Errors
/// As [`save`].
pub async fn save_form(
    caller: &Authorized<Learn>,
    attempt_id: Uuid,
    slot: i32,
    given: Given,
    seen: i64,
    has_script: bool,
) -> Result<(), Error> {
    let tx = caller.read().await?;
    result::own(&tx, caller, attempt_id).await?;
    let questions = frozen::questions(&tx, attempt_id).await?;
    let (_, shown) = questions.iter().find(|(number, _)| *number == slot).ok_or(Error::NotFound)?;
    let (_, saved) = Given { sequence: Some(1), ..given.clone() }.check(shown)?;
    let mut answers = store::answers(&tx, attempt_id).await?;
    answers.retain(|kept| kept.slot == slot);
    drop(tx);
    let newest = answers.iter().max_by_key(|kept| kept.sequence);
    let base = answers.iter().find(|kept| kept.sequence == seen);
    match posted(newest, base, seen, &saved, has_script) {
        Posted::Keep => Ok(()),
        Posted::Stale => Err(stale()),
        Posted::Add(sequence) => save(caller, attempt_id, slot, Given { sequence: Some(sequence), ..given }).await.map(|_| ()),
    }
}

/// Two requests with the same number arrived at the same moment: the one that lost looks at what won.
async fn repeated(caller: &Authorized<Learn>, attempt_id: Uuid, receipt: &Receipt, saved: &Saved) -> Result<Receipt, Error> {
    let tx = caller.read().await?;
    let won = store::answer(&tx, attempt_id, receipt.slot, receipt.sequence).await?;
    let same = won.filter(|won| won.saved == *saved && !won.late);
    same.map(|won| Receipt { received_at: won.received_at, ..*receipt }).ok_or_else(stale)
}

//! Saving an answer. In a running attempt: one statement asks whether it counts, and adds it.

use uuid::Uuid;

use super::finish;
use super::frozen;
use super::model::{Given, MOST_ANSWERS, Posted, Receipt, Saved, Standing, ended, posted, stale, too_many};
use super::policy::Learn;
use super::result;
use super::store::{self, Head};
use crate::kernel::authz::Authorized;
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::error::Error;

/// Times a form looks at what is newest before it is refused.
const TRIES: usize = 4;

/// Adds an answer. The same answer sent again is the same answer; another one that does not count on is refused, because
/// its window does not know the newest. After the end it is kept, marked late, and not graded.
///
/// # Errors
/// `NotFound` for an attempt that is not the caller's or a question it does not have, `Invalid` for an answer that is not
/// of the question's kind, `Refused` with `stale-answer`, `attempt-ended` or `answers-many`.
pub async fn save(caller: &Authorized<Learn>, attempt_id: Uuid, slot: i32, given: Given) -> Result<Receipt, Error> {
    let tx = caller.begin().await?;
    let questions = frozen::questions(&tx, attempt_id).await?;
    let shown = questions.iter().find(|(number, _)| *number == slot).map(|(_, shown)| shown);
    let checked = shown.map(|shown| given.check(shown));
    let Some(Ok((sequence, saved))) = checked else {
        // Whose the attempt is comes first, then what is wrong.
        own_head(&tx, caller, attempt_id, slot).await?;
        return Err(checked.and_then(Result::err).unwrap_or(Error::NotFound));
    };
    let receipt = Receipt { slot, sequence, received_at: tx.now() };
    let counts = store::add_answer_if_open(&tx, attempt_id, caller.session().user_id, (slot, sequence), &saved).await;
    let done = match counts {
        Ok(true) => tx.commit_unaudited(Unaudited::AnswerSaved).await.map(|()| receipt),
        Ok(false) => {
            // The question waited for whoever ends the attempt and holds it weakly now. To lock it on top of that would
            // wait for others who do the same, and they for this one: the lock is asked for in a transaction of its own.
            drop(tx);
            save_uncounted(caller, attempt_id, receipt, &saved).await
        }
        Err(error) => Err(error),
    };
    match done {
        Err(Error::Taken { .. }) => repeated(caller, attempt_id, &receipt, &saved).await,
        done => done,
    }
}

/// What becomes of an answer that does not count: it is there already, its window is behind, or the attempt is over.
async fn save_uncounted(caller: &Authorized<Learn>, attempt_id: Uuid, receipt: Receipt, saved: &Saved) -> Result<Receipt, Error> {
    let tx = caller.begin().await?;
    let receipt = Receipt { received_at: tx.now(), ..receipt };
    let at = (receipt.slot, receipt.sequence);
    let head = own_head(&tx, caller, attempt_id, receipt.slot).await?;
    let standing = Standing::at(tx.now(), head.state, head.deadline);
    if head.newest.is_some_and(|newest| receipt.sequence <= newest) {
        return match store::answer(&tx, attempt_id, at).await? {
            Some(kept) if kept.saved == *saved && !kept.late => Ok(Receipt { received_at: kept.received_at, ..receipt }),
            _ if standing == Standing::Open => Err(stale()),
            _ => Err(ended()),
        };
    }
    if store::count_answers(&tx, attempt_id, receipt.slot).await? >= MOST_ANSWERS.unsigned_abs() {
        return Err(too_many());
    }
    let late = standing != Standing::Open;
    store::add_answer(&tx, attempt_id, at, saved, late).await?;
    if let Standing::RanOut(deadline) = standing {
        finish::expire_in(&tx, attempt_id, deadline).await?;
    }
    tx.commit_unaudited(Unaudited::AnswerSaved).await?;
    if late { Err(ended()) } else { Ok(receipt) }
}

async fn own_head(tx: &TenantTx, caller: &Authorized<Learn>, attempt_id: Uuid, slot: i32) -> Result<Head, Error> {
    let head = store::head(tx, attempt_id, slot).await?;
    head.filter(|head| head.user_id == caller.session().user_id).ok_or(Error::NotFound)
}

/// Saves an answer that came with a form; `seen` is the number of the newest answer when the form was made.
///
/// With a script an answer may arrive while the form does: whoever comes second looks again at what is newest.
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
    for _ in 1..TRIES {
        match save_form_once(caller, attempt_id, slot, given.clone(), seen, has_script).await {
            Err(Error::Refused { code: "stale-answer", .. }) if has_script => {}
            done => return done,
        }
    }
    save_form_once(caller, attempt_id, slot, given, seen, has_script).await
}

async fn save_form_once(
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
    let won = store::answer(&tx, attempt_id, (receipt.slot, receipt.sequence)).await?;
    let same = won.filter(|won| won.saved == *saved && !won.late);
    same.map(|won| Receipt { received_at: won.received_at, ..*receipt }).ok_or_else(stale)
}

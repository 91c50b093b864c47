//! Reading the library, and looking after the answers of the operator's own.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::embedded::library;
use super::model::{Given, NewAnswer, Sources};
use super::own::{OwnAnswer, State};
use super::{facts, store};
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::policy::{ReadAssurance, ReadLibrary, WriteLibrary};
use crate::agreements::dpa::Processor;
use crate::agreements::promises::{self, Conditions};
use crate::kernel::Kernel;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::people::{tenants, users};

/// The library as a workspace may read it now.
///
/// # Errors
/// When the database fails.
pub async fn read(caller: &Authorized<ReadAssurance>, processor: &Processor, texts: Texts) -> Result<Vec<Given>, Error> {
    let own = own(caller.kernel()).await?;
    answers(&caller.read().await?, processor, texts, &own).await
}

/// What can be answered now, for the workspace of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn answers(tx: &TenantTx, processor: &Processor, texts: Texts, own: &[OwnAnswer]) -> Result<Vec<Given>, Error> {
    let (promises, conditions) = (promises::register()?, &Conditions::now(tx.kernel()).await?);
    let facts = facts::gather(tx, processor, (promises, conditions), texts).await?;
    let not_kept = texts.ta("library-not-kept", &[("promises", "{promises}")]);
    let sources = Sources { facts: &facts, promises, conditions, own, texts, now: tx.now(), not_kept: &not_kept };
    Ok(library()?.given(&sources))
}

/// The answers of the operator's own: they are for every customer.
///
/// # Errors
/// When the database fails.
pub async fn own(kernel: &Kernel) -> Result<Vec<OwnAnswer>, Error> {
    let Some(realm) = tenants::operator_realm(&kernel.register().await?).await? else { return Ok(Vec::new()) };
    store::all(&kernel.read_as_system(realm.id).await?, false).await
}

/// The answers of the operator's own at every stage.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<ReadLibrary>) -> Result<Vec<OwnAnswer>, Error> {
    store::all(&caller.read().await?, true).await
}

/// One answer of the operator's own.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadLibrary>, id: Uuid) -> Result<OwnAnswer, Error> {
    store::by_id(&caller.read().await?, id).await
}

/// The names of those who wrote and approved.
///
/// # Errors
/// When the database fails.
pub async fn names(caller: &Authorized<ReadLibrary>, of: &OwnAnswer) -> Result<HashMap<Uuid, String>, Error> {
    let people: HashSet<Uuid> = of.approved_by.into_iter().chain(of.drafted_by).chain([of.written_by]).collect();
    users::names(&caller.read().await?, &people).await
}

/// Writes an answer. Nobody outside reads it before a second person has approved it.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` with `answer-exists` for a question that has an answer.
pub async fn write(caller: &Authorized<WriteLibrary>, new: NewAnswer) -> Result<OwnAnswer, Error> {
    let new = new.check(library()?)?;
    let tx = caller.begin().await?;
    let exists = || Error::refused("answer-exists", "This question has an answer of yours. Change that one instead.");
    let id = store::insert(&tx, &new).await.map_err(|error| error.when_taken("library_answer_entry_key", exists))?;
    tx.note(Event::AnswerWritten { answer_id: id }).await?;
    asks_for_approval(&tx, id, &[]).await?;
    kept(tx, id).await
}

async fn asks_for_approval(tx: &TenantTx, id: Uuid, authors: &[Uuid]) -> Result<(), Error> {
    users::asks_a_second::<WriteLibrary>(tx, "mail-second-answer", &format!("/operator/library/{id}"), authors).await
}

/// Writes an answer anew: it is a draft again, and not given meanwhile.
///
/// # Errors
/// `Invalid` as [`write`]; `Refused` with `answer-retired`, or with `changed-elsewhere` when it is another text than was read.
pub async fn rewrite(caller: &Authorized<WriteLibrary>, id: Uuid, new: NewAnswer) -> Result<OwnAnswer, Error> {
    let tx = caller.begin().await?;
    let before = store::hold(&tx, id).await?;
    let new = NewAnswer { entry: before.entry.clone(), ..new }.check(library()?)?;
    before.may_be_rewritten(new.revision)?;
    store::rewrite(&tx, &before, &new).await?;
    tx.note(Event::AnswerWritten { answer_id: id }).await?;
    let by = tx.person()?;
    if before.state != State::Draft || before.written_by != by {
        // What waits already is known to whoever did not write it; now there are others who did.
        asks_for_approval(&tx, id, &[before.first_author(by)]).await?;
    }
    kept(tx, id).await
}

/// Approves an answer as it was read, for a year, for the first time or again.
///
/// # Errors
/// `Refused` with `own-draft`, `answer-retired`, or `changed-elsewhere` when it is another text than was read.
pub async fn approve(caller: &Authorized<WriteLibrary>, id: Uuid, read: i32) -> Result<OwnAnswer, Error> {
    let tx = caller.begin().await?;
    let until = store::hold(&tx, id).await?.approve(tx.person()?, read, tx.now())?;
    store::set_approved(&tx, id, until).await?;
    tx.note(Event::AnswerApproved { answer_id: id }).await?;
    kept(tx, id).await
}

/// Takes an answer out of the library for good.
///
/// # Errors
/// `NotFound`; `Refused` with `answer-retired`.
pub async fn retire(caller: &Authorized<WriteLibrary>, id: Uuid) -> Result<OwnAnswer, Error> {
    let tx = caller.begin().await?;
    if store::hold(&tx, id).await?.state == State::Retired {
        return Err(Error::refused("answer-retired", "This answer is not given any more."));
    }
    store::set_retired(&tx, id).await?;
    tx.note(Event::AnswerRetired { answer_id: id }).await?;
    kept(tx, id).await
}

async fn kept(tx: TenantTx, id: Uuid) -> Result<OwnAnswer, Error> {
    let after = store::by_id(&tx, id).await?;
    tx.commit_noted().await?;
    Ok(after)
}

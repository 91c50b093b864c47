//! The operator's verbs: upload, write anew, approve, publish, retire, withdraw, and look.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use entity::agreement_template;
use uuid::Uuid;

use super::compare::{self, Comparison};
use super::complaint::Complaint;
use super::events::Event;
use super::model::{self, Checked, Received, State};
use super::policy::{ApproveTemplates, ManageTemplates, ReadTemplates};
use super::text::Template;
use super::view::{Files, Version, received, standing, state_of};
use super::{shelf, store};
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{Page, Paging};
use crate::people::users;

/// Reads what was sent and holds it together, beside the requests of others: a large file takes its time. Nothing is kept.
///
/// # Errors
/// When the shipped text cannot be read. What is wrong with the one that was sent is the answer.
pub async fn check(received: Received) -> Result<Result<Checked, Vec<Complaint>>, Error> {
    let shipped = Template::shipped()?;
    let read = tokio::task::spawn_blocking(move || Checked::read(&received, &shipped)).await;
    read.map_err(|error| anyhow::Error::new(error).into())
}

/// What is wrong as wrong fields of a request, each with its line.
#[must_use]
pub fn invalid(wrong: &[Complaint]) -> Error {
    Error::Invalid(wrong.iter().map(Complaint::field).collect())
}

/// Brings a version as a draft.
///
/// # Errors
/// `Invalid` when its number is taken or the note too long.
pub async fn upload(caller: &Authorized<ManageTemplates>, checked: &Checked, note: &str) -> Result<Version, Error> {
    let note = model::note(note)?;
    shelf::enter_shipped(caller.kernel()).await?;
    let tx = caller.begin().await?;
    let row = store::insert(&tx, checked, note).await.map_err(|error| taken(error, checked))?;
    let version = row.version.clone();
    tx.note(Event::Uploaded { template_id: row.id, version, origin: row.origin.clone() }).await?;
    asks_for_approval(&tx, row.id, &[]).await?;
    seen_and_kept(tx, row.id).await
}

/// Writes a draft anew.
///
/// # Errors
/// As [`upload`]; `Refused` with `template-not-draft`, or with `changed-elsewhere` when it is another one than was read.
pub async fn rewrite(
    caller: &Authorized<ManageTemplates>,
    id: Uuid,
    checked: &Checked,
    note: &str,
    read: Option<i32>,
) -> Result<Version, Error> {
    let note = model::note(note)?;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_rewritten(read)?;
    store::rewrite(&tx, &row, checked, note).await.map_err(|error| taken(error, checked))?;
    let (version, revision) = (checked.template.version().to_owned(), row.revision + 1);
    tx.note(Event::Changed { template_id: id, version, revision }).await?;
    if row.uploaded_by != Some(tx.person()?) {
        asks_for_approval(&tx, id, row.uploaded_by.as_slice()).await?;
    }
    seen_and_kept(tx, id).await
}

async fn asks_for_approval(tx: &TenantTx, id: Uuid, authors: &[Uuid]) -> Result<(), Error> {
    users::asks_a_second::<ApproveTemplates>(tx, "mail-second-template", &format!("/operator/templates/{id}"), authors).await
}

fn taken(error: Error, checked: &Checked) -> Error {
    error.when_taken("agreement_template_version_key", || {
        let detail = format!("There is a version {} already. Take another number.", checked.template.version());
        Error::invalid("template_toml", "version-taken", detail)
    })
}

/// What is wrong with a version by the rules of today, whenever it was brought; of one that agreements were made from, or that
/// was given up, nobody asks any more.
///
/// # Errors
/// `NotFound`.
pub async fn complaints(caller: &Authorized<ReadTemplates>, id: Uuid) -> Result<Vec<Complaint>, Error> {
    let row = store::by_id(&caller.read().await?, id).await?;
    if !matches!(state_of(&row)?, State::Draft | State::Approved) {
        return Ok(Vec::new());
    }
    Ok(check(received(row)).await?.err().unwrap_or_default())
}

/// A version that was brought under earlier rules goes no further while those of today refuse it.
async fn holds_today(row: &agreement_template::Model) -> Result<(), Error> {
    check(received(row.clone())).await?.map(drop).map_err(|wrong| invalid(&wrong))
}

/// Freezes a version that somebody else brought, as it was read.
///
/// # Errors
/// `Refused` with `template-own`, `template-not-draft`, or `changed-elsewhere`; `Invalid` with every line that is wrong by the
/// rules of today.
pub async fn approve(caller: &Authorized<ApproveTemplates>, id: Uuid, read: i32) -> Result<Version, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_approved(tx.person()?, read)?;
    holds_today(&row).await?;
    store::set_state(&tx, id, State::Approved).await?;
    let (sha256_config, sha256_en, sha256_de) = (row.template_toml_sha256, row.en_md_sha256, row.de_md_sha256);
    let version = row.version;
    tx.note(Event::Approved { template_id: id, version, sha256_config, sha256_en, sha256_de }).await?;
    seen_and_kept(tx, id).await
}

/// Makes agreements from this version from now on; the one before it is retired in the same transaction.
///
/// # Errors
/// `Refused` with `template-not-approved`, or with `template-publishing` when somebody publishes another one this moment;
/// `Invalid` with every line that is wrong by the rules of today.
pub async fn publish(caller: &Authorized<ManageTemplates>, id: Uuid) -> Result<Version, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_published()?;
    holds_today(&row).await?;
    if let Some(before) = store::hold_published(&tx).await? {
        store::set_state(&tx, before.id, State::Retired).await?;
        tx.note(Event::Retired { template_id: before.id, version: before.version }).await?;
    }
    let published = store::set_state(&tx, id, State::Published).await;
    published.map_err(|error| {
        error.when_taken("agreement_template__key", || {
            Error::refused(
                "template-publishing",
                "Another version was published this moment. Look at the list, then decide again.",
            )
        })
    })?;
    tx.note(Event::Published { template_id: id, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Takes the published version out of use without another one in its place: no new agreement is made until one is published.
///
/// # Errors
/// `Refused` with `template-not-published`.
pub async fn retire(caller: &Authorized<ManageTemplates>, id: Uuid) -> Result<Version, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_retired()?;
    store::set_state(&tx, id, State::Retired).await?;
    tx.note(Event::Retired { template_id: id, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Gives up a version that no agreement was made from. Its number may be used again.
///
/// # Errors
/// `Refused` with `template-in-use`.
pub async fn withdraw(caller: &Authorized<ManageTemplates>, id: Uuid) -> Result<Version, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    standing(&row)?.may_be_withdrawn()?;
    store::set_state(&tx, id, State::Withdrawn).await?;
    tx.note(Event::Withdrawn { template_id: id, version: row.version }).await?;
    seen_and_kept(tx, id).await
}

/// Versions, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadTemplates>, state: Option<State>, paging: &Paging) -> Result<Page<Version>, Error> {
    shelf::enter_shipped(caller.kernel()).await?;
    let tx = caller.read().await?;
    let page = store::page(&tx, state, paging).await?;
    let made = store::made_from(&tx).await?;
    let items = page.items.into_iter().map(|row| counted(row, &made)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// One version.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadTemplates>, id: Uuid) -> Result<Version, Error> {
    seen(&caller.read().await?, id).await
}

/// The files of a version.
///
/// # Errors
/// `NotFound`.
pub async fn files(caller: &Authorized<ReadTemplates>, id: Uuid) -> Result<Files, Error> {
    let row = store::by_id(&caller.read().await?, id).await?;
    Ok(Files { template_toml: row.template_toml, en_md: row.en_md, de_md: row.de_md })
}

/// The text of a version, at whatever stage it is.
///
/// # Errors
/// `NotFound`.
pub async fn text(caller: &Authorized<ReadTemplates>, id: Uuid) -> Result<Arc<Template>, Error> {
    shelf::open(store::by_id(&caller.read().await?, id).await?)
}

/// What differs between two versions in a language.
///
/// # Errors
/// `NotFound` when one of them is not there.
pub async fn differences(
    caller: &Authorized<ReadTemplates>,
    before: Uuid,
    after: Uuid,
    locale: Locale,
) -> Result<Comparison, Error> {
    let tx = caller.read().await?;
    let (before, after) = (store::by_id(&tx, before).await?, store::by_id(&tx, after).await?);
    drop(tx);
    Ok(compare::compare(&*shelf::open(before)?, &*shelf::open(after)?, locale))
}

/// The names of those who did something to versions.
///
/// # Errors
/// When the database fails.
pub async fn names(caller: &Authorized<ReadTemplates>, versions: &[Version]) -> Result<HashMap<Uuid, String>, Error> {
    let people: HashSet<Uuid> = versions.iter().flat_map(Version::people).collect();
    users::names(&caller.read().await?, &people).await
}

fn counted(row: agreement_template::Model, made: &HashMap<String, i64>) -> Result<Version, Error> {
    // A number that was given back is another version's.
    let agreements = if row.state == State::Withdrawn.as_str() { 0 } else { made.get(&row.version).copied().unwrap_or_default() };
    Version::of(row, agreements)
}

async fn seen(tx: &TenantTx, id: Uuid) -> Result<Version, Error> {
    counted(store::by_id(tx, id).await?, &store::made_from(tx).await?)
}

async fn seen_and_kept(tx: TenantTx, id: Uuid) -> Result<Version, Error> {
    let after = seen(&tx, id).await?;
    tx.commit_noted().await?;
    Ok(after)
}

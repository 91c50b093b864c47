//! What learners see, read fast: versions never change, so their content is remembered in this process.
//!
//! Which version is the latest is asked of the database every time (one small query on a unique key); only the content
//! of a version, which is immutable, comes from memory. The key is tenant and publication, so that no other tenant's
//! content can be found under it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use uuid::Uuid;

use super::publication::{Content, Publication, PublishedUnit};
use super::store::{self, Version};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;
use crate::learning::quizzes::{self, PublishedSlot};

/// Bytes of content remembered at most.
const MEMORY: u64 = 32 * 1024 * 1024;
/// Content that nobody asked for this long is forgotten, also that of a tenant who has left.
const IDLE: Duration = Duration::from_secs(600);
/// Modules offered for assignment at once.
const MOST_OFFERED: u64 = 500;

type Key = (TenantId, Uuid);

fn memory() -> &'static moka::sync::Cache<Key, Arc<Publication>> {
    static MEMORY_OF_CONTENT: OnceLock<moka::sync::Cache<Key, Arc<Publication>>> = OnceLock::new();
    MEMORY_OF_CONTENT.get_or_init(|| {
        moka::sync::Cache::builder().max_capacity(MEMORY).weigher(|_, publication| weight(publication)).time_to_idle(IDLE).build()
    })
}

fn weight(publication: &Arc<Publication>) -> u32 {
    let slots = |unit: &PublishedUnit| unit.quiz.as_ref().map_or(0, |quiz| quiz.slots.len() * size_of::<PublishedSlot>());
    let bytes: usize = publication.units.iter().map(|unit| unit.html.len() + unit.title.len() + slots(unit) + 192).sum();
    u32::try_from(bytes + 256).unwrap_or(u32::MAX)
}

/// What learners see of a module now; nothing before the first publication.
///
/// # Errors
/// When the database fails.
pub async fn published(tx: &TenantTx, module_id: Uuid) -> Result<Option<Arc<Publication>>, Error> {
    let latest = store::latest_version(tx, module_id).await?;
    one(tx, latest).await
}

/// One version of a module, for who began with it.
///
/// # Errors
/// When the database fails.
pub async fn published_version(tx: &TenantTx, module_id: Uuid, version: i32) -> Result<Option<Arc<Publication>>, Error> {
    let found = store::version(tx, module_id, version).await?;
    one(tx, found).await
}

async fn one(tx: &TenantTx, version: Option<Version>) -> Result<Option<Arc<Publication>>, Error> {
    let found = contents(tx, version.into_iter().collect()).await?;
    Ok(found.into_values().next())
}

/// What learners see of some modules now; a module that was never published is absent.
///
/// # Errors
/// When the database fails.
pub async fn published_many(tx: &TenantTx, module_ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<Publication>>, Error> {
    let latest = store::latest_versions(tx, module_ids).await?;
    contents(tx, latest.into_values().collect()).await
}

/// What learners see of the module that has this unit.
///
/// # Errors
/// `NotFound` unless the unit stands in the latest version.
pub async fn published_with_unit(tx: &TenantTx, unit_id: Uuid) -> Result<Arc<Publication>, Error> {
    let module = store::module_of(tx, unit_id).await?.ok_or(Error::NotFound)?;
    let publication = published(tx, module).await?.ok_or(Error::NotFound)?;
    if publication.unit(unit_id).is_none() {
        return Err(Error::NotFound);
    }
    Ok(publication)
}

/// What learners see of the module that has this quiz.
///
/// # Errors
/// `NotFound` unless the quiz stands in the latest version.
pub async fn published_with_quiz(tx: &TenantTx, quiz_id: Uuid) -> Result<Arc<Publication>, Error> {
    published_with_unit(tx, quizzes::unit_of(tx, quiz_id).await?).await
}

/// The titles of some modules as their drafts have them; a module that is not there is absent.
///
/// # Errors
/// When the database fails.
pub async fn titles(tx: &TenantTx, module_ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Error> {
    Ok(store::by_ids(tx, module_ids).await?.into_iter().map(|row| (row.id, row.title)).collect())
}

/// The titles that learners see of some modules; a module that was never published is absent.
///
/// # Errors
/// When the database fails.
pub async fn published_titles(tx: &TenantTx, module_ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Error> {
    store::published_titles(tx, module_ids).await
}

/// How many modules learners can be given.
///
/// # Errors
/// When the database fails.
pub async fn count_published(tx: &TenantTx) -> Result<usize, Error> {
    Ok(usize::try_from(store::count_published(tx).await?).unwrap_or(usize::MAX))
}

/// The modules that learners can be given, with the titles that learners see, by title; at most 500.
///
/// # Errors
/// When the database fails.
pub async fn all_published(tx: &TenantTx) -> Result<Vec<(Uuid, String)>, Error> {
    let ids: Vec<Uuid> = store::published_modules(tx, MOST_OFFERED).await?.into_iter().map(|row| row.id).collect();
    let mut offered: Vec<(Uuid, String)> = store::published_titles(tx, &ids).await?.into_iter().collect();
    offered.sort_by_key(|(id, title)| (title.to_lowercase(), *id));
    Ok(offered)
}

/// The content of versions, by module: from memory, and in one query what is not there.
async fn contents(tx: &TenantTx, versions: Vec<Version>) -> Result<HashMap<Uuid, Arc<Publication>>, Error> {
    let mut found = HashMap::with_capacity(versions.len());
    let mut unknown = Vec::new();
    for (module, _, id, _) in versions {
        match memory().get(&(tx.tenant(), id)) {
            Some(publication) => {
                found.insert(module, publication);
            }
            None => unknown.push(id),
        }
    }
    if unknown.is_empty() {
        return Ok(found);
    }
    for row in store::with_content(tx, &unknown).await? {
        let publication = Arc::new(open(row)?);
        memory().insert((tx.tenant(), publication.id), Arc::clone(&publication));
        found.insert(publication.module_id, publication);
    }
    Ok(found)
}

fn open(row: entity::publication::Model) -> Result<Publication, Error> {
    let content: Content = serde_json::from_value(row.content)?;
    Ok(Publication {
        id: row.id,
        module_id: row.module_id,
        version: row.version,
        title: row.title,
        language: content.language,
        summary: content.summary,
        units: content.units,
    })
}

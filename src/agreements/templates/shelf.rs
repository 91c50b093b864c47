//! Where agreements find the text they are made from: the published version, and every earlier one. Reading a text and holding
//! it against itself takes milliseconds, so what was read is remembered by what it is.

use std::sync::{Arc, LazyLock};

use entity::agreement_template;
use moka::sync::Cache;

use super::complaint::File;
use super::events::Event;
use super::model::{Checked, Received, State, sources};
use super::store::{self, Head};
use super::text::{SHIPPED, Template, told};
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::ids::sha256_hex;
use crate::kernel::tenancy::TenantId;
use crate::people::tenants;

/// So many versions are kept ready: the published one, the one before it, and some that are being looked at.
const REMEMBERED: u64 = 16;

/// What was read, by the hashes of its files: the same files are the same text, whoever asks.
static READ: LazyLock<Cache<String, Arc<Template>>> = LazyLock::new(|| Cache::new(REMEMBERED));

/// Enters the text that comes with the product into the operator's realm, when there is one: published when nothing ever was,
/// else approved and waiting. Called at every start; a realm that is made later gets it when it is first needed.
///
/// # Errors
/// `Refused` with `template-changed` when the product brings another text under a number that is taken by an earlier one.
pub async fn enter_shipped(kernel: &Kernel) -> Result<(), Error> {
    match tenants::operator_realm(&kernel.register().await?).await? {
        Some(realm) => enter(kernel, realm.id).await,
        None => Ok(()),
    }
}

async fn enter(kernel: &Kernel, realm: TenantId) -> Result<(), Error> {
    let shipped = Template::shipped()?;
    let version = shipped.version().to_owned();
    let mut received = Received::default();
    for file in File::ALL {
        *received.file(file) = SHIPPED.of(file).as_bytes().to_vec();
    }
    let checked = Checked::read(&received, &shipped).map_err(|wrong| anyhow::anyhow!("{}", told(&wrong)))?;
    let known = store::by_version(&looking(kernel, realm).await?, &version).await?;
    match known {
        Some(row) if row.origin != "shipped" => {
            tracing::warn!(
                template.version = version,
                "An uploaded text has the number of the one that comes with this program."
            );
            return Ok(());
        }
        Some(row) => return same(&row, &checked),
        None => {}
    }
    let tx = kernel.as_system(realm).await?;
    // Where somebody has published or retired a text before, people decide what comes next.
    let state = if store::editions(&tx).await?.is_empty() { State::Published } else { State::Approved };
    let id = tx.new_id()?;
    if store::insert_shipped(&tx, id, &checked, state).await? {
        tx.note(Event::Uploaded { template_id: id, version: version.clone(), origin: "shipped".to_owned() }).await?;
        if state == State::Published {
            tx.note(Event::Published { template_id: id, version }).await?;
        }
    }
    tx.commit_noted().await
}

/// A number means one text for ever: agreements name it.
fn same(row: &agreement_template::Model, checked: &Checked) -> Result<(), Error> {
    let [config, en, de] = checked.sha256();
    if (&row.template_toml_sha256, &row.en_md_sha256, &row.de_md_sha256) == (&config, &en, &de) {
        return Ok(());
    }
    let detail = format!(
        "This program brings another text as version {} of the agreement than the one that was entered on {}. \
         A changed text needs a new version number; agreements were made from the old one.",
        row.version,
        row.uploaded_at.format("%F")
    );
    Err(Error::refused("template-changed", detail))
}

async fn looking(kernel: &Kernel, realm: TenantId) -> Result<TenantTx, Error> {
    kernel.read_as_system(realm).await
}

/// The version that new agreements are made from.
///
/// # Errors
/// As [`enter_shipped`]; `Refused` with `no-agreement-text` when the last one was retired and none took its place.
pub async fn current(kernel: &Kernel, realm: TenantId) -> Result<Arc<Template>, Error> {
    let found = store::published(&looking(kernel, realm).await?).await?;
    let head = match found {
        Some(head) => head,
        None => {
            enter(kernel, realm).await?;
            let entered = store::published(&looking(kernel, realm).await?).await?;
            entered.ok_or_else(no_text)?
        }
    };
    load(kernel, realm, &head).await
}

fn no_text() -> Error {
    Error::refused(
        "no-agreement-text",
        "No text of the agreement is in use at present, so no agreement can be made. Ask the operator.",
    )
}

/// The version that new agreements are made from, or were made from last.
///
/// # Errors
/// As [`current`], but not while none is in use.
pub async fn latest(kernel: &Kernel) -> Result<Arc<Template>, Error> {
    match published(kernel).await {
        Err(Error::Refused { code: "no-agreement-text", .. }) => {
            let newest = editions(kernel).await?.into_iter().next().ok_or(Error::NotFound)?;
            edition(kernel, &newest.version).await
        }
        found => found,
    }
}

/// The version that new agreements are made from, for everybody to read: the shipped one before there is an operator.
///
/// # Errors
/// As [`current`].
pub async fn published(kernel: &Kernel) -> Result<Arc<Template>, Error> {
    match tenants::operator_realm(&kernel.register().await?).await? {
        Some(realm) => current(kernel, realm.id).await,
        None => Template::shipped(),
    }
}

/// The version with this number: one that agreements are, or were, made from.
///
/// # Errors
/// `NotFound` when there is no such version.
pub async fn version(kernel: &Kernel, realm: TenantId, version: &str) -> Result<Arc<Template>, Error> {
    let found = store::ever_published(&looking(kernel, realm).await?, version).await?;
    let head = match found {
        Some(head) => Some(head),
        None => {
            enter(kernel, realm).await?;
            store::ever_published(&looking(kernel, realm).await?, version).await?
        }
    };
    load(kernel, realm, &head.ok_or(Error::NotFound)?).await
}

async fn load(kernel: &Kernel, realm: TenantId, head: &Head) -> Result<Arc<Template>, Error> {
    let key = head.sha256.concat();
    if let Some(known) = READ.get(&key) {
        return Ok(known);
    }
    let row = store::by_id(&looking(kernel, realm).await?, head.id).await?;
    let template = open(row)?;
    READ.insert(key, Arc::clone(&template));
    Ok(template)
}

/// The text of a row: exactly the one whose hashes it bears.
///
/// # Errors
/// When it is another one, or cannot be read.
pub fn open(row: agreement_template::Model) -> Result<Arc<Template>, Error> {
    let borne = [row.template_toml_sha256, row.en_md_sha256, row.de_md_sha256];
    if let Some(known) = READ.get(&borne.concat()) {
        return Ok(known);
    }
    let files = [row.template_toml, row.en_md, row.de_md];
    if files.each_ref().map(|file| sha256_hex(file.as_bytes())) != borne {
        return Err(anyhow::anyhow!("the text of version {} is not the one that was entered", row.version).into());
    }
    let stored = Template::stored(&sources(&files), &*Template::shipped()?);
    Ok(Arc::new(stored.map_err(|wrong| anyhow::anyhow!("{}", told(&wrong)))?))
}

/// A version that everybody may read.
pub struct Edition {
    /// Its number.
    pub version: String,
    /// Since when agreements are made from it.
    pub since: Option<chrono::DateTime<chrono::Utc>>,
    /// Until when they were; `None`: they still are.
    pub until: Option<chrono::DateTime<chrono::Utc>>,
}

/// Every version that agreements are, or were, made from, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn editions(kernel: &Kernel) -> Result<Vec<Edition>, Error> {
    let Some(realm) = tenants::operator_realm(&kernel.register().await?).await? else { return Ok(Vec::new()) };
    let mut rows = store::editions(&looking(kernel, realm.id).await?).await?;
    if rows.is_empty() {
        enter(kernel, realm.id).await?;
        rows = store::editions(&looking(kernel, realm.id).await?).await?;
    }
    Ok(rows.into_iter().map(|row| Edition { version: row.version, since: row.published_at, until: row.retired_at }).collect())
}

/// The version with this number, for everybody to read.
///
/// # Errors
/// `NotFound` when nobody may read it, or there is none.
pub async fn edition(kernel: &Kernel, number: &str) -> Result<Arc<Template>, Error> {
    match tenants::operator_realm(&kernel.register().await?).await? {
        Some(realm) => version(kernel, realm.id, number).await,
        None => {
            Template::shipped().and_then(|shipped| if shipped.version() == number { Ok(shipped) } else { Err(Error::NotFound) })
        }
    }
}

//! The verbs of certificates.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use entity::{certificate, document};
use uuid::Uuid;

use super::events::Event;
use super::jobs::Issue;
use super::model::{Certificate, Looked, Standing, Status, read_code};
use super::policy::{OwnCertificates, ReadCertificates, RevokeCertificates};
use super::store;
use crate::kernel::authz::{Authorized, Session, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::documents;
use crate::kernel::error::Error;
use crate::kernel::files::{OpenFile, shelf};
use crate::kernel::ids::new_code;
use crate::kernel::limits::Rule;
use crate::kernel::page::{Page, Paging};
use crate::learning::modules;
use crate::people::{groups, tenants, users};

/// The word for a certificate among files and in the public directory.
pub const KIND: &str = "certificate";
/// Look-ups by code of one network address: nobody finds 128 random bits by trying, so this only protects the server.
const LOOK_UPS: Rule = Rule::new("certificate-look-up", 300, Duration::from_secs(60));

/// Gives a person the certificate for the version of a module that they passed, once: passing again gives the same one. The sealed PDF follows
/// by a job. Part of the transaction of whoever decided that it was passed; the caller commits.
///
/// # Errors
/// `NotFound` when the person is gone or this version of the module was never published.
pub async fn award(tx: &TenantTx, user_id: Uuid, (module_id, version): (Uuid, i32), attempt_id: Uuid) -> Result<Uuid, Error> {
    let row = award_once(tx, user_id, (module_id, version), attempt_id).await?;
    if row.file_id.is_none() {
        tx.enqueue(Issue { user_id, module_id, version, attempt_id }).await?;
    }
    Ok(row.id)
}

/// The certificate row, made if there is none.
pub async fn award_once(
    tx: &TenantTx,
    user_id: Uuid,
    (module_id, version): (Uuid, i32),
    attempt_id: Uuid,
) -> Result<certificate::Model, Error> {
    if let Some(row) = store::of(tx, user_id, module_id).await? {
        return Ok(row);
    }
    let published = modules::published_version(tx, module_id, version).await?.ok_or(Error::NotFound)?;
    let holder = users::names(tx, &HashSet::from([user_id])).await?.remove(&user_id).ok_or(Error::NotFound)?;
    let code = new_code(&*tx.kernel().random)?;
    let row = store::insert(tx, user_id, &published, holder, code).await?;
    tx.note(Event::Issued { cert_id: row.id, user_id, module_id, attempt_id }).await?;
    Ok(row)
}

/// The certificate a person has for a module.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &TenantTx, user_id: Uuid, module_id: Uuid) -> Result<Option<Certificate>, Error> {
    Ok(store::of(tx, user_id, module_id).await?.map(|row| Certificate::at(tx.now(), row)))
}

/// The certificates of a person, by module. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn by_module(tx: &TenantTx, user_id: Uuid) -> Result<HashMap<Uuid, Certificate>, Error> {
    let rows = store::all_of(tx, user_id).await?;
    Ok(rows.into_iter().map(|row| (row.module_id, Certificate::at(tx.now(), row))).collect())
}

/// How many certificates of people within reach count now.
///
/// # Errors
/// When the database fails.
pub async fn issued(tx: &TenantTx, reader: &Session) -> Result<u64, Error> {
    store::count_valid(tx, reader).await
}

/// The caller's certificates, newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn own(caller: &Authorized<OwnCertificates>, paging: &Paging) -> Result<Page<Certificate>, Error> {
    let tx = caller.read().await?;
    let now = tx.now();
    Ok(store::of_person(&tx, caller.session().user_id, paging).await?.map(|row| Certificate::at(now, row)))
}

/// Opens the sealed PDF: one's own, or that of somebody within reach.
///
/// # Errors
/// `NotFound` also for a certificate out of reach, `Refused` while the PDF is still being made.
pub async fn open(caller: &Authorized<OwnCertificates>, id: Uuid) -> Result<OpenFile, Error> {
    let session = caller.session();
    let tx = caller.begin().await?;
    let row = store::by_id(&tx, id).await?;
    let is_own = row.user_id == session.user_id;
    let is_theirs = caller.may::<ReadCertificates>() && groups::reach(&tx, session).await?.includes(row.user_id);
    if !(is_own || is_theirs) {
        return Err(Error::NotFound);
    }
    let not_yet = || Error::refused("certificate-not-ready", "The PDF is still being made. Try again in a moment.");
    let file_id = row.file_id.ok_or_else(not_yet)?;
    let opened = shelf::open(&tx, file_id).await?;
    tx.commit(Event::Downloaded { cert_id: id }).await?;
    Ok(opened)
}

/// Withdraws a certificate. Doing it twice is doing it once.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(caller: &Authorized<RevokeCertificates>, id: Uuid) -> Result<Certificate, Error> {
    let tx = caller.begin().await?;
    let now = tx.now();
    let row = store::locked(&tx, id).await?;
    if row.revoked_at.is_some() {
        return Ok(Certificate::at(now, row));
    }
    store::set_revoked(&tx, id).await?;
    let user_id = row.user_id;
    let revoked = Certificate::at(now, certificate::Model { revoked_at: Some(now), ..row });
    tx.commit(Event::Revoked { cert_id: id, user_id }).await?;
    Ok(revoked)
}

/// Whether the certificate of an entry of the directory counts; nothing for another document, and for a certificate that was
/// deleted with the data of its holder.
///
/// # Errors
/// When the database fails.
pub async fn standing(visitor: &Visitor, entry: &document::Model) -> Result<Option<Standing>, Error> {
    if entry.kind != KIND {
        return Ok(None);
    }
    let found = async {
        let tx = visitor.read_in(documents::holder(entry)).await?;
        let row = store::by_id(&tx, entry.object_id).await?;
        let status = Status::at(tx.now(), row.expires_at, row.revoked_at);
        Ok(Standing { status, expires_at: row.expires_at, revoked_at: row.revoked_at })
    };
    match found.await {
        Ok(standing) => Ok(Some(standing)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a code says, to anybody who has it.
///
/// # Errors
/// `NotFound` for an unknown code, `TooMany`.
pub async fn looked_up(visitor: &Visitor, code: &str) -> Result<Looked, Error> {
    visitor.kernel().limits.reserve(&LOOK_UPS, &visitor.address()).await?;
    let code = read_code(code).ok_or(Error::NotFound)?;
    let entry = documents::by_code(&visitor.register().await?, &code).await?;
    let entry = entry.filter(|entry| entry.kind == KIND).ok_or(Error::NotFound)?;
    let tx = visitor.read_in(documents::holder(&entry)).await?;
    let row = store::by_id(&tx, entry.object_id).await?;
    let issuer = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    Ok(Looked {
        status: Status::at(tx.now(), row.expires_at, row.revoked_at),
        holder: row.holder_name,
        module: row.module_title,
        version: row.module_version,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        zone: issuer.zone,
        issuer: issuer.name,
    })
}

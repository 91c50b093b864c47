//! Files: encrypted with the tenant's key, in a folder or in an object store that speaks S3 (isolation design, 4).
//!
//! A file lies under `t/{tenant}/{id}`. Whoever reads one has checked its row before; here only the key and the place are
//! checked. Memory stays bounded whatever the size: a writer holds one part, a reader one chunk. What is written becomes
//! readable at once and whole, or not at all. There is no de-duplication: it would tell one tenant about another.

mod s3;
mod sealed;
pub mod shelf;
mod writer;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use actix_web::web::Bytes;
use anyhow::Context as _;
use futures_util::stream::{BoxStream, StreamExt as _, try_unfold};
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt as _};
use uuid::Uuid;

pub use s3::{S3, use_ring_for_tls};
pub use shelf::OpenFile;
pub use writer::FileWriter;

use super::error::Error;
use super::ids::Random;
use super::keys::TenantKey;
use sealed::Opener;

/// What a writer holds before it goes to the disk.
const LOCAL_PART: usize = 1024 * 1024;
/// What a writer holds before it goes to the object store: parts under 5 MiB are refused there, and 10,000 are the limit.
const REMOTE_PART: usize = 8 * 1024 * 1024;

/// What is known of a file once it is written; the caller keeps it in the file's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Bytes of the text, not of what is stored.
    pub size: u64,
    /// SHA-256 of the text.
    pub sha256: [u8; 32],
}

impl StoredFile {
    /// The SHA-256 as manifests show it.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.sha256)
    }
}

/// A file while it is read: text in pieces of at most a few chunks.
pub type FileStream = BoxStream<'static, Result<Bytes, Error>>;

/// Where files lie; cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    random: Arc<dyn Random>,
    part: usize,
}

impl Files {
    /// Files in a folder, which is made when it is missing. Each write is on the disk before it is reported.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn local(folder: &Path, random: Arc<dyn Random>) -> anyhow::Result<Self> {
        let cannot = || format!("The folder for files {} cannot be used", folder.display());
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder).with_context(cannot)?;
        let store = LocalFileSystem::new_with_prefix(folder).with_context(cannot)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), random, part: LOCAL_PART })
    }

    /// Files in an object store that speaks S3.
    ///
    /// # Errors
    /// When the settings do not fit together. Nothing is sent yet.
    pub fn s3(settings: &S3, random: Arc<dyn Random>) -> anyhow::Result<Self> {
        Ok(Self { store: Arc::new(settings.store()?), random, part: REMOTE_PART })
    }

    /// Writes a file that is already in memory. A file with the same id is replaced.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put(&self, key: &TenantKey, tenant: Uuid, id: Uuid, text: &[u8]) -> Result<StoredFile, Error> {
        let mut writer = self.writer(key, tenant, id)?;
        writer.write(text).await?;
        writer.finish().await
    }

    /// Writes a file piece by piece; it is readable after [`FileWriter::finish`] and not before.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn writer(&self, key: &TenantKey, tenant: Uuid, id: Uuid) -> Result<FileWriter, Error> {
        FileWriter::new(Arc::clone(&self.store), path(tenant, id), self.part, |out| {
            sealed::Sealer::new(key, (tenant, id), &*self.random, out)
        })
    }

    /// Reads a whole file into memory: for what is known to be small.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Internal` when it was altered.
    pub async fn get(&self, key: &Arc<TenantKey>, tenant: Uuid, id: Uuid) -> Result<Vec<u8>, Error> {
        let mut stream = self.stream(key, tenant, id).await?;
        let mut text = Vec::new();
        while let Some(piece) = stream.next().await {
            text.extend_from_slice(&piece?);
        }
        Ok(text)
    }

    /// Reads a file piece by piece. An altered file ends in an error, after the pieces that were whole.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn stream(&self, key: &Arc<TenantKey>, tenant: Uuid, id: Uuid) -> Result<FileStream, Error> {
        let stored = self.store.get(&path(tenant, id)).await.map_err(failed)?.into_stream();
        let opener = Opener::new(Arc::clone(key), (tenant, id));
        let pieces = try_unfold(Some((stored, opener)), |reading| async move {
            let Some((mut stored, mut opener)) = reading else { return Ok(None) };
            let mut text = Vec::new();
            while text.is_empty() {
                match stored.next().await {
                    Some(bytes) => opener.push(&bytes.map_err(failed)?, &mut text)?,
                    None => {
                        opener.finish(&mut text)?;
                        return Ok(Some((Bytes::from(text), None)));
                    }
                }
            }
            Ok(Some((Bytes::from(text), Some((stored, opener)))))
        });
        Ok(pieces.boxed())
    }

    /// Removes a file; one that is gone already is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, tenant: Uuid, id: Uuid) -> Result<(), Error> {
        match self.store.delete(&path(tenant, id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

fn path(tenant: Uuid, id: Uuid) -> object_store::path::Path {
    object_store::path::Path::from(format!("t/{tenant}/{id}"))
}

fn failed(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::from(anyhow::Error::new(other).context("the store for files failed")),
    }
}

//! A file while it is written: one part in memory, the rest with the store.

use std::sync::Arc;

use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _};
use ring::digest;

use super::sealed::Sealer;
use super::{StoredFile, failed};
use crate::kernel::error::Error;

/// Text goes in, encrypted parts go out. Dropped before [`Self::finish`], it leaves nothing behind.
pub struct FileWriter {
    store: Arc<dyn ObjectStore>,
    path: Path,
    part: usize,
    /// Gone after a failure: what would follow is not the file that was meant.
    sealer: Option<Sealer>,
    sealed: Vec<u8>,
    /// Begun with the first full part; a smaller file is written in one go.
    upload: Option<Box<dyn MultipartUpload>>,
    hash: digest::Context,
    size: u64,
}

impl FileWriter {
    pub(super) fn new(
        store: Arc<dyn ObjectStore>,
        path: Path,
        part: usize,
        start: impl FnOnce(&mut Vec<u8>) -> Result<Sealer, Error>,
    ) -> Result<Self, Error> {
        let mut sealed = Vec::new();
        let sealer = Some(start(&mut sealed)?);
        Ok(Self { store, path, part, sealer, sealed, upload: None, hash: digest::Context::new(&digest::SHA256), size: 0 })
    }

    /// Takes the next piece of text.
    ///
    /// # Errors
    /// When the store fails; the writer is of no use afterwards.
    pub async fn write(&mut self, text: &[u8]) -> Result<(), Error> {
        // Not `self.sealer.as_mut()`: a write that fails, or is given up half-way, must not be continued.
        let mut sealer = self.sealer.take().ok_or_else(broken)?;
        self.hash.update(text);
        self.size += text.len() as u64;
        for piece in text.chunks(self.part) {
            sealer.push(piece, &mut self.sealed)?;
            while self.sealed.len() >= self.part {
                self.send_part().await?;
            }
        }
        self.sealer = Some(sealer);
        Ok(())
    }

    /// Ends the file and makes it readable.
    ///
    /// # Errors
    /// When the store fails; then there is no file.
    pub async fn finish(mut self) -> Result<StoredFile, Error> {
        let sealer = self.sealer.take().ok_or_else(broken)?;
        sealer.finish(&mut self.sealed)?;
        while self.upload.is_some() && self.sealed.len() > self.part {
            self.send_part().await?;
        }
        let rest = std::mem::take(&mut self.sealed);
        match &mut self.upload {
            Some(upload) => {
                upload.put_part(rest.into()).await.map_err(failed)?;
                upload.complete().await.map_err(failed)?;
                self.upload = None;
            }
            None => drop(self.store.put(&self.path, rest.into()).await.map_err(failed)?),
        }
        let mut sha256 = [0u8; 32];
        sha256.copy_from_slice(self.hash.clone().finish().as_ref());
        Ok(StoredFile { size: self.size, sha256 })
    }

    /// Gives the file up.
    ///
    /// # Errors
    /// When the store fails to forget the parts it has.
    pub async fn abort(mut self) -> Result<(), Error> {
        match self.upload.take() {
            Some(mut upload) => upload.abort().await.map_err(failed),
            None => Ok(()),
        }
    }

    /// Parts of one size: some stores refuse others.
    async fn send_part(&mut self) -> Result<(), Error> {
        let rest = self.sealed.split_off(self.part.min(self.sealed.len()));
        let part = std::mem::replace(&mut self.sealed, rest);
        let upload = match &mut self.upload {
            Some(upload) => upload,
            empty => empty.insert(self.store.put_multipart(&self.path).await.map_err(failed)?),
        };
        upload.put_part(part.into()).await.map_err(failed)
    }
}

impl Drop for FileWriter {
    fn drop(&mut self) {
        if let (Some(mut upload), Ok(runtime)) = (self.upload.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                if let Err(error) = upload.abort().await {
                    tracing::warn!(error.cause = %error, "The parts of an unfinished file could not be removed.");
                }
            });
        }
    }
}

fn broken() -> Error {
    Error::from(anyhow::anyhow!("a file was written on after a failure"))
}

//! The zip: written as a stream, so that memory stays small however large the tenant is.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use ring::digest;
use serde::Serialize;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::kernel::error::Error;
use crate::kernel::files::{FileWriter, StoredFile};

/// Bytes that may wait before they are sent to the file store.
const WAITING_BYTES: usize = 256 * 1024;

/// What the manifest says of one part.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its path in the zip.
    pub path: String,
    /// Its rows, for a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Its bytes before compression.
    pub bytes: u64,
    /// SHA-256 of those bytes, in hexadecimal.
    pub sha256: String,
}

/// A zip in the making, over an encrypted file.
pub struct Archive {
    zip: ZipWriter<StreamWriter<Spool>>,
    spool: Spool,
    file: FileWriter,
    open: Option<(String, digest::Context, u64)>,
}

/// Where the zip writer leaves its bytes until they are sent on.
#[derive(Clone, Default)]
struct Spool(Arc<Mutex<Vec<u8>>>);

impl Spool {
    fn waiting(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Archive {
    /// An empty zip over a file.
    #[must_use]
    pub fn over(file: FileWriter) -> Self {
        let spool = Spool::default();
        Self { zip: ZipWriter::new_stream(spool.clone()), spool, file, open: None }
    }

    /// Begins a part; text is compressed, files (PDF, images) are stored as they are.
    ///
    /// # Errors
    /// When the zip writer fails.
    pub fn begin(&mut self, path: &str, compress: bool) -> Result<(), Error> {
        let method = if compress { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(path, options).map_err(broken)?;
        self.open = Some((path.to_owned(), digest::Context::new(&digest::SHA256), 0));
        Ok(())
    }

    /// Adds bytes to the open part.
    ///
    /// # Errors
    /// When the zip writer or the file store fails.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.zip.write_all(bytes).map_err(broken)?;
        if let Some((_, hash, count)) = &mut self.open {
            hash.update(bytes);
            *count += bytes.len() as u64;
        }
        if self.spool.waiting() > WAITING_BYTES { self.send().await } else { Ok(()) }
    }

    /// Ends the open part; says what the manifest says of it.
    ///
    /// # Errors
    /// When no part is open.
    pub fn end(&mut self, rows: Option<u64>) -> Result<Part, Error> {
        let (path, hash, bytes) = self.open.take().ok_or_else(|| Error::from(anyhow::anyhow!("no part of the zip is open")))?;
        Ok(Part { path, rows, bytes, sha256: data_encoding::HEXLOWER.encode(hash.finish().as_ref()) })
    }

    /// Writes a whole part.
    ///
    /// # Errors
    /// When the zip writer or the file store fails.
    pub async fn add(&mut self, path: &str, bytes: &[u8]) -> Result<Part, Error> {
        self.begin(path, true)?;
        self.write(bytes).await?;
        self.end(None)
    }

    /// Ends the zip.
    ///
    /// # Errors
    /// When the zip writer or the file store fails.
    pub async fn finish(mut self) -> Result<StoredFile, Error> {
        let spool = self.spool.clone();
        self.zip.finish().map_err(broken)?;
        self.file.write(&spool.take()).await?;
        self.file.finish().await
    }

    /// Leaves nothing behind of a zip that cannot be finished.
    ///
    /// # Errors
    /// When the file store fails.
    pub async fn give_up(self) -> Result<(), Error> {
        self.file.abort().await
    }

    async fn send(&mut self) -> Result<(), Error> {
        let bytes = self.spool.take();
        self.file.write(&bytes).await
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::from(anyhow::Error::new(error))
}

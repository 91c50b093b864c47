//! How a file lies in the store: encrypted in chunks, so that neither writing nor reading needs the whole of it.
//!
//! `version (1) | salt (16) | chunks`, each chunk 64 KiB of text and 16 bytes of tag, the last one shorter or empty. Each
//! file has a key of its own, derived from the tenant's key, the salt, the tenant and the file's id; the nonce counts the
//! chunks and marks the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). A file that is
//! cut short, reordered, altered, or put in another's place therefore does not open.

use std::sync::Arc;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce};
use uuid::Uuid;

use crate::kernel::error::Error;
use crate::kernel::ids::Random;
use crate::kernel::keys::TenantKey;

const VERSION: u8 = 1;
const SALT: usize = 16;
const HEADER: usize = 1 + SALT;
/// Text in a chunk. 64 KiB: small enough to hold for every reader at once, large enough that tags cost nothing.
pub(super) const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

struct Cipher {
    key: LessSafeKey,
    next: u32,
}

impl Cipher {
    fn new(tenant_key: &TenantKey, tenant: Uuid, id: Uuid, salt: &[u8]) -> Result<Self, Error> {
        let key = tenant_key.file_cipher(&[b"file", &[VERSION], salt, tenant.as_bytes(), id.as_bytes()])?;
        debug_assert_eq!(AES_256_GCM.tag_len(), TAG);
        Ok(Self { key, next: 0 })
    }

    fn nonce(&mut self, position: Position) -> Result<Nonce, Error> {
        let mut nonce = [0u8; NONCE_LEN];
        nonce[NONCE_LEN - 5..NONCE_LEN - 1].copy_from_slice(&self.next.to_be_bytes());
        nonce[NONCE_LEN - 1] = u8::from(position == Position::Last);
        self.next = self.next.checked_add(1).ok_or_else(|| anyhow::anyhow!("a file of 256 TiB is too large"))?;
        Ok(Nonce::assume_unique_for_key(nonce))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Inside,
    Last,
}

/// Turns text into the stored form.
pub(super) struct Sealer {
    cipher: Cipher,
    pending: Vec<u8>,
}

impl Sealer {
    /// Starts a file; the header goes into `out`.
    pub fn new(
        tenant_key: &TenantKey,
        (tenant, id): (Uuid, Uuid),
        random: &dyn Random,
        out: &mut Vec<u8>,
    ) -> Result<Self, Error> {
        let mut salt = [0u8; SALT];
        random.fill(&mut salt)?;
        out.push(VERSION);
        out.extend(salt);
        Ok(Self { cipher: Cipher::new(tenant_key, tenant, id, &salt)?, pending: Vec::with_capacity(CHUNK + TAG) })
    }

    /// Takes text; full chunks go into `out`. The last full chunk waits, because only `finish` knows that it is the last.
    pub fn push(&mut self, mut text: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        while !text.is_empty() {
            if self.pending.len() == CHUNK {
                self.seal(Position::Inside, out)?;
            }
            let (now, later) = text.split_at(text.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(now);
            text = later;
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.seal(Position::Last, out)
    }

    fn seal(&mut self, position: Position, out: &mut Vec<u8>) -> Result<(), Error> {
        let nonce = self.cipher.nonce(position)?;
        let sealed = self.cipher.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut self.pending);
        sealed.map_err(|_| anyhow::anyhow!("a chunk of a file cannot be sealed"))?;
        out.append(&mut self.pending);
        Ok(())
    }
}

/// Turns the stored form into text.
pub(super) struct Opener {
    place: (Uuid, Uuid),
    state: State,
    pending: Vec<u8>,
}

enum State {
    /// Before the header; the key is needed when it has come.
    Header(Arc<TenantKey>),
    Chunks(Box<Cipher>),
}

impl Opener {
    /// Starts to read the file of this tenant with this id.
    pub fn new(tenant_key: Arc<TenantKey>, place: (Uuid, Uuid)) -> Self {
        Self { place, state: State::Header(tenant_key), pending: Vec::new() }
    }

    /// Takes stored bytes; the text of the chunks that are complete goes into `out`.
    pub fn push(&mut self, stored: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        self.pending.extend_from_slice(stored);
        if let State::Header(tenant_key) = &self.state {
            let Some((header, rest)) = self.pending.split_at_checked(HEADER) else { return Ok(()) };
            if header[0] != VERSION {
                return Err(self.altered());
            }
            let cipher = Cipher::new(tenant_key, self.place.0, self.place.1, &header[1..])?;
            self.pending = rest.to_vec();
            self.state = State::Chunks(Box::new(cipher));
        }
        // A chunk is known not to be the last when a byte stands behind it.
        while self.pending.len() > CHUNK + TAG {
            self.open(CHUNK + TAG, Position::Inside, out)?;
        }
        Ok(())
    }

    /// Ends the file: what is left is the last chunk, or the file was cut.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.open(self.pending.len(), Position::Last, out)
    }

    fn open(&mut self, length: usize, position: Position, out: &mut Vec<u8>) -> Result<(), Error> {
        let State::Chunks(cipher) = &mut self.state else { return Err(self.altered()) };
        let nonce = cipher.nonce(position)?;
        let opened = cipher.key.open_in_place(nonce, Aad::empty(), &mut self.pending[..length]);
        match opened {
            Ok(text) => out.extend_from_slice(text),
            Err(_) => return Err(self.altered()),
        }
        self.pending.drain(..length);
        Ok(())
    }

    fn altered(&self) -> Error {
        let (tenant, id) = self.place;
        Error::from(anyhow::anyhow!("the file {id} of tenant {tenant} was cut, altered or put in another's place"))
    }
}

//! Keys: operator key → tenant key → what is sealed with it (M-8.4). AES-256-GCM with table, column and row as
//! associated data, so that a sealed value opens only where it was put. Destroying a tenant's key makes all of it
//! unreadable at once.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use data_encoding::BASE64;
use moka::sync::Cache;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::{hkdf, hmac};
use uuid::Uuid;

use super::error::Error;
use super::ids::Random;

/// Every sealed value starts with it, so that the way of sealing can change.
const VERSION: u8 = 1;
/// Unwrapped tenant keys held in memory at most.
const HELD: u64 = 1000;
/// A key is held for 10 minutes, so that destroying it reaches every server.
const HELD_FOR: Duration = Duration::from_secs(600);

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
}

impl Place {
    fn aad(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        for text in [self.table, self.column] {
            bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
            bytes.extend(text.as_bytes());
        }
        bytes.extend(self.row.as_bytes());
        bytes
    }
}

/// The key of one tenant.
pub struct TenantKey {
    key: LessSafeKey,
    bytes: [u8; 32],
    random: Arc<dyn Random>,
}

impl std::fmt::Debug for TenantKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TenantKey(redacted)")
    }
}

impl TenantKey {
    fn new(bytes: [u8; 32], random: Arc<dyn Random>) -> Result<Self, Error> {
        Ok(Self { key: aes(&bytes)?, bytes, random })
    }

    /// Seals a value for one place.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.key, &*self.random, &place.aad(), plain)
    }

    /// Opens a value in its place.
    ///
    /// # Errors
    /// When it was sealed for another place, with another key, or changed.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        open(&self.key, &place.aad(), sealed)
    }

    /// A key of its own for one file, derived from what names the file.
    ///
    /// # Errors
    /// When it cannot be derived.
    pub fn file_cipher(&self, info: &[&[u8]]) -> Result<LessSafeKey, Error> {
        aes(&expand(&self.bytes, info)?)
    }
}

/// The operator key and everything that comes from it.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    operator: [u8; 32],
    wrapping: LessSafeKey,
    held: Cache<Uuid, Arc<TenantKey>>,
    random: Arc<dyn Random>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(redacted)")
    }
}

impl Keys {
    /// Reads the operator key, or makes it when the file is not there.
    ///
    /// # Errors
    /// When the file is readable by others or is not a key.
    pub fn load(file: &Path, random: Arc<dyn Random>) -> anyhow::Result<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        if !file.exists() {
            make_key_file(file, &*random).with_context(|| format!("The operator key {} cannot be made", file.display()))?;
        }
        let shown = file.display();
        let mode =
            std::fs::metadata(file).with_context(|| format!("The operator key {shown} cannot be read."))?.permissions().mode();
        anyhow::ensure!(mode & 0o077 == 0, "The operator key {shown} is open to others: chmod 600 {shown}.");
        let text = std::fs::read_to_string(file).with_context(|| format!("The operator key {shown} cannot be read."))?;
        let bytes = BASE64.decode(text.trim().as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let bytes = bytes.with_context(|| format!("The operator key {shown} is not 32 bytes in base64."))?;
        Self::new(bytes, random).map_err(|error| anyhow::anyhow!("{error}"))
    }

    /// Keys over the operator key.
    ///
    /// # Errors
    /// When a key cannot be derived.
    pub fn new(operator: [u8; 32], random: Arc<dyn Random>) -> Result<Self, Error> {
        let wrapping = aes(&expand(&operator, &[b"wrap-tenant-key"])?)?;
        let held = Cache::builder().max_capacity(HELD).time_to_live(HELD_FOR).build();
        Ok(Self(Arc::new(Inner { operator, wrapping, held, random })))
    }

    /// A new tenant key, wrapped for its row.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn new_tenant_key(&self, tenant: Uuid) -> Result<Vec<u8>, Error> {
        let mut bytes = [0; 32];
        self.0.random.fill(&mut bytes)?;
        seal(&self.0.wrapping, &*self.0.random, tenant.as_bytes(), &bytes)
    }

    /// The tenant's key if it is held in memory.
    #[must_use]
    pub fn cached_tenant_key(&self, tenant: Uuid) -> Option<Arc<TenantKey>> {
        self.0.held.get(&tenant)
    }

    /// Unwraps the tenant's key and holds it.
    ///
    /// # Errors
    /// When it was wrapped for another tenant or with another operator key.
    pub fn tenant_key(&self, tenant: Uuid, wrapped: &[u8]) -> Result<Arc<TenantKey>, Error> {
        let bytes = open(&self.0.wrapping, tenant.as_bytes(), wrapped)?;
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| Error::from(anyhow::anyhow!("a tenant key has the wrong length")))?;
        let key = Arc::new(TenantKey::new(bytes, Arc::clone(&self.0.random))?);
        self.0.held.insert(tenant, Arc::clone(&key));
        Ok(key)
    }

    /// Forgets a tenant's key: after it was changed or destroyed.
    pub fn forget_tenant_key(&self, tenant: Uuid) {
        self.0.held.invalidate(&tenant);
    }

    /// Seals something of the operator's own, such as the signing key of documents.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal_own(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.0.wrapping, &*self.0.random, purpose.as_bytes(), plain)
    }

    /// Opens something of the operator's own.
    ///
    /// # Errors
    /// When it was sealed for another purpose or with another key.
    pub fn open_own(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        open(&self.0.wrapping, purpose.as_bytes(), sealed)
    }

    /// A keyed hash for one purpose: cursors, limits, fingerprints of addresses in the log.
    #[must_use]
    pub fn hmac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0.operator);
        let mut context = hmac::Context::with_key(&key);
        context.update(&(purpose.len() as u64).to_be_bytes());
        context.update(purpose.as_bytes());
        context.update(message);
        let mut out = [0; 32];
        out.copy_from_slice(context.sign().as_ref());
        out
    }
}

/// Writes a new key beside its place and links it there: processes that start at once end up with the same key, and a crash
/// leaves none that is half written.
fn make_key_file(file: &Path, random: &dyn Random) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut bytes = [0; 40];
    random.fill(&mut bytes)?;
    let (key, name) = bytes.split_at(32);
    let draft = folder.join(format!(".operator-key-{}", data_encoding::HEXLOWER.encode(name)));
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let written =
        std::io::Write::write_all(&mut out, format!("{}\n", BASE64.encode(key)).as_bytes()).and_then(|()| out.sync_all());
    let linked = written.and_then(|()| match std::fs::hard_link(&draft, file) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    });
    std::fs::remove_file(&draft).ok();
    linked?;
    Ok(std::fs::File::open(folder)?.sync_all()?)
}

struct KeyLength;

impl hkdf::KeyType for KeyLength {
    fn len(&self) -> usize {
        32
    }
}

fn expand(key: &[u8], info: &[&[u8]]) -> Result<[u8; 32], Error> {
    let failed = |_| Error::from(anyhow::anyhow!("a key could not be derived"));
    let pseudorandom = hkdf::Salt::new(hkdf::HKDF_SHA256, b"tutela").extract(key);
    let mut out = [0; 32];
    pseudorandom.expand(info, KeyLength).map_err(failed)?.fill(&mut out).map_err(failed)?;
    Ok(out)
}

fn aes(bytes: &[u8; 32]) -> Result<LessSafeKey, Error> {
    let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| Error::from(anyhow::anyhow!("a key has the wrong length")))?;
    Ok(LessSafeKey::new(key))
}

fn seal(key: &LessSafeKey, random: &dyn Random, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let mut nonce = [0; NONCE_LEN];
    random.fill(&mut nonce)?;
    let mut body = plain.to_vec();
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut body)
        .map_err(|_| Error::from(anyhow::anyhow!("a value could not be sealed")))?;
    let mut out = Vec::with_capacity(1 + NONCE_LEN + body.len());
    out.push(VERSION);
    out.extend(nonce);
    out.extend(body);
    Ok(out)
}

fn open(key: &LessSafeKey, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let wrong = || Error::from(anyhow::anyhow!("a sealed value does not open: another key, another place, or changed"));
    let (version, rest) = sealed.split_first().ok_or_else(wrong)?;
    let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or_else(wrong)?;
    if *version != VERSION {
        return Err(wrong());
    }
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
    let mut body = body.to_vec();
    let plain = key.open_in_place(nonce, Aad::from(aad), &mut body).map_err(|_| wrong())?;
    Ok(plain.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::SystemSource;

    fn keys() -> Keys {
        Keys::new([1; 32], Arc::new(SystemSource::default())).unwrap()
    }

    const PLACE: Place = Place { table: "a", column: "b", row: Uuid::from_u128(1) };

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let keys = keys();
        let tenant = Uuid::from_u128(9);
        let key = keys.tenant_key(tenant, &keys.new_tenant_key(tenant).unwrap()).unwrap();
        let sealed = key.seal(&PLACE, b"secret").unwrap();
        assert_eq!(key.open(&PLACE, &sealed).unwrap(), b"secret");
        for elsewhere in [Place { table: "x", ..PLACE }, Place { column: "x", ..PLACE }, Place { row: Uuid::nil(), ..PLACE }] {
            assert!(key.open(&elsewhere, &sealed).is_err());
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(&PLACE, &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_tenants_key_is_of_no_use_to_another() {
        let keys = keys();
        let wrapped = keys.new_tenant_key(Uuid::from_u128(1)).unwrap();
        assert!(keys.tenant_key(Uuid::from_u128(2), &wrapped).is_err());
        assert!(Keys::new([2; 32], Arc::new(SystemSource::default())).unwrap().tenant_key(Uuid::from_u128(1), &wrapped).is_err());
    }

    #[test]
    fn the_key_file_is_made_once_and_must_be_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("operator.key");
        let first = Keys::load(&file, Arc::new(SystemSource::default())).unwrap();
        let second = Keys::load(&file, Arc::new(SystemSource::default())).unwrap();
        assert_eq!(first.hmac("x", b"y"), second.hmac("x", b"y"));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Keys::load(&file, Arc::new(SystemSource::default())).unwrap_err().to_string().contains("chmod 600"));
    }

    #[test]
    fn processes_that_start_at_once_share_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/operator.key");
        let start =
            |file: std::path::PathBuf| move || Keys::load(&file, Arc::new(SystemSource::default())).unwrap().hmac("x", b"y");
        let starts: Vec<_> = (0..8).map(|_| std::thread::spawn(start(file.clone()))).collect();
        let seen: std::collections::HashSet<_> = starts.into_iter().map(|start| start.join().unwrap()).collect();
        assert_eq!(seen.len(), 1);
        assert_eq!(std::fs::read_dir(folder.path().join("deep")).unwrap().count(), 1);
    }
}

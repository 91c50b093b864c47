//! Signed checkpoints in the C2SP note format: origin, size, root, and an Ed25519 signature that anybody can check
//! offline with the public key alone.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use uuid::Uuid;

use super::super::error::Error;
use super::super::keys::Keys;
use super::super::tenancy::TenantId;
use super::tree::Hash;

/// How the first line of a note begins; the rest is the tenant.
const ORIGIN: &str = "tutela/log/";
/// The name of the key in the note.
const KEY_NAME: &str = "tutela";
/// The algorithm number of Ed25519 in C2SP signed notes.
const ED25519_ALGORITHM: u8 = 0x01;

/// Signs and checks checkpoints of the operator's logs.
pub struct Signer {
    pair: Ed25519KeyPair,
}

impl Signer {
    /// The signer whose key comes from the operator key.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub fn new(keys: &Keys) -> Result<Self, Error> {
        let seed = keys.hmac("audit-checkpoint", b"ed25519");
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed)
            .map_err(|_| Error::from(anyhow::anyhow!("the checkpoint key was refused")))?;
        Ok(Self { pair })
    }

    /// The public key as a C2SP verifier key: `name+hash+base64`.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        let mut key = vec![ED25519_ALGORITHM];
        key.extend(self.pair.public_key().as_ref());
        let hash = data_encoding::HEXLOWER.encode(&self.key_hash());
        format!("{KEY_NAME}+{hash}+{}", data_encoding::BASE64.encode(&key))
    }

    fn key_hash(&self) -> [u8; 4] {
        let mut bytes = format!("{KEY_NAME}\n").into_bytes();
        bytes.push(ED25519_ALGORITHM);
        bytes.extend(self.pair.public_key().as_ref());
        let digest = ring::digest::digest(&ring::digest::SHA256, &bytes);
        let mut hash = [0; 4];
        hash.copy_from_slice(&digest.as_ref()[..4]);
        hash
    }

    /// The signed note over a root.
    #[must_use]
    pub fn sign(&self, tenant: TenantId, size: u64, root: &Hash) -> String {
        let text = text(tenant, size, root);
        let mut signature = self.key_hash().to_vec();
        signature.extend(self.pair.sign(text.as_bytes()).as_ref());
        format!("{text}\n\u{2014} {KEY_NAME} {}\n", data_encoding::BASE64.encode(&signature))
    }

    /// Answers whether the note is ours and says just this.
    #[must_use]
    pub fn verifies(&self, note: &str, tenant: TenantId, size: u64, root: &Hash) -> bool {
        let text = text(tenant, size, root);
        let Some(rest) = note.strip_prefix(&text) else { return false };
        self.signed(&text, rest.trim())
    }

    fn signed(&self, text: &str, line: &str) -> bool {
        let Some(encoded) = line.strip_prefix(&format!("\u{2014} {KEY_NAME} ")) else { return false };
        let Ok(bytes) = data_encoding::BASE64.decode(encoded.trim().as_bytes()) else { return false };
        let Some((hash, signature)) = bytes.split_at_checked(4) else { return false };
        let key = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        hash == self.key_hash() && key.verify(text.as_bytes(), signature).is_ok()
    }
}

/// A checkpoint of ours that somebody kept outside the database: what the log was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    tenant: Uuid,
    size: u64,
    root: Hash,
}

impl Kept {
    /// Reads a kept note, bare or inside the answer it came in, and checks its signature.
    ///
    /// # Errors
    /// In words, when it is no checkpoint or not one of this installation.
    pub fn read(keys: &Keys, file: &str) -> Result<Self, &'static str> {
        let answer: Option<Answer> = serde_json::from_str(file).ok();
        let note = answer.map_or_else(|| file.to_owned(), |answer| answer.note).replace("\r\n", "\n");
        let none = "it is not a checkpoint of a log";
        let (text, signatures) = note.split_once("\n\n").ok_or(none)?;
        let kept = Self::of(text).ok_or(none)?;
        let signer = Signer::new(keys).map_err(|_| "the key of the checkpoints cannot be made")?;
        let text = format!("{text}\n");
        if !signatures.lines().any(|line| signer.signed(&text, line)) {
            return Err("its signature is not by the key of this installation");
        }
        Ok(kept)
    }

    fn of(text: &str) -> Option<Self> {
        let [origin, size, root] = text.lines().collect::<Vec<_>>().try_into().ok()?;
        let root = data_encoding::BASE64.decode(root.as_bytes()).ok()?;
        let tenant = origin.strip_prefix(ORIGIN)?.parse().ok()?;
        Some(Self { tenant, size: size.parse().ok()?, root: root.try_into().ok()? })
    }

    /// Whether it is of this tenant's log.
    #[must_use]
    pub fn is_of(&self, tenant: Uuid) -> bool {
        self.tenant == tenant
    }

    /// How many events the log had.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root it had.
    #[must_use]
    pub fn root(&self) -> &Hash {
        &self.root
    }
}

/// A note inside the answer that served it.
#[derive(serde::Deserialize)]
struct Answer {
    note: String,
}

fn text(tenant: TenantId, size: u64, root: &Hash) -> String {
    format!("{ORIGIN}{}\n{size}\n{}\n", tenant.get(), data_encoding::BASE64.encode(root))
}

//! Signed checkpoints in the C2SP note format: origin, size, root, and an Ed25519 signature that anybody can check
//! offline with the public key alone.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use super::super::error::Error;
use super::super::keys::Keys;
use super::super::tenancy::TenantId;
use super::tree::Hash;

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
        let Some(encoded) = rest.trim().strip_prefix(&format!("\u{2014} {KEY_NAME} ")) else { return false };
        let Ok(bytes) = data_encoding::BASE64.decode(encoded.as_bytes()) else { return false };
        let Some((hash, signature)) = bytes.split_at_checked(4) else { return false };
        let key = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        hash == self.key_hash() && key.verify(text.as_bytes(), signature).is_ok()
    }
}

fn text(tenant: TenantId, size: u64, root: &Hash) -> String {
    format!("tutela/log/{}\n{size}\n{}\n", tenant.get(), data_encoding::BASE64.encode(root))
}

//! The operator's realm, in which the mail list, the news and the requests lie; and the secrets of links.

use uuid::Uuid;

use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::ids::{self, fingerprint};
use crate::kernel::tenancy::TenantId;
use crate::people::tenants;

/// The operator's realm.
///
/// # Errors
/// `NotFound` before the operator is set up.
pub async fn realm(kernel: &Kernel) -> Result<TenantId, Error> {
    let realm = tenants::operator_realm(&kernel.register().await?).await?;
    Ok(realm.ok_or(Error::NotFound)?.id)
}

/// A secret for a link, and what is kept of it.
///
/// # Errors
/// When there is no randomness.
pub fn new_link(kernel: &Kernel) -> Result<(String, Vec<u8>), Error> {
    let secret = ids::new_secret(&*kernel.random)?;
    let kept = fingerprint(&secret);
    Ok((secret, kept))
}

/// The secret under which a subscriber leaves the list: 256 bits that only the operator key can make again, so that every mail
/// can name it while the database holds nothing of it.
#[must_use]
pub fn leaving_token(kernel: &Kernel, subscriber: Uuid) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&kernel.keys.hmac("list-leave", subscriber.as_bytes()))
}

/// Whether this is that secret; the time it takes says nothing of how much of it is right.
#[must_use]
pub fn is_leaving_token(kernel: &Kernel, subscriber: Uuid, token: &str) -> bool {
    use subtle::ConstantTimeEq as _;
    leaving_token(kernel, subscriber).as_bytes().ct_eq(token.as_bytes()).into()
}

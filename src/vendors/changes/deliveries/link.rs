//! Where a notice is read: people sign in, and a contact without an account has a link of its own. The link holds its workspace
//! and 256 bits that only the operator key can make again: every mail can name it, and the database holds nothing of it.

use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::store::Addressee;
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::tenancy::TenantId;

/// The path at which an addressee reads the notice of a change.
pub fn path(tx: &TenantTx, change: Uuid, delivery: Uuid, to: Addressee) -> String {
    match to {
        Addressee::Person(_) => format!("/settings/subprocessors/changes/{change}"),
        Addressee::Contact(_) => format!("/notices/{delivery}/{}", token(tx.kernel(), tx.tenant(), delivery)),
    }
}

/// The secret of a contact's link.
fn token(kernel: &Kernel, tenant: TenantId, delivery: Uuid) -> String {
    let named = [tenant.get().into_bytes(), delivery.into_bytes()].concat();
    let seal = kernel.keys.hmac("notice-link", &named);
    BASE64URL_NOPAD.encode(&[tenant.get().as_bytes().as_slice(), &seal].concat())
}

/// The workspace of a link; none for a link that we never gave out. The time it takes says nothing of how much of it is right.
pub fn workspace(kernel: &Kernel, delivery: Uuid, given: &str) -> Option<TenantId> {
    let bytes = BASE64URL_NOPAD.decode(given.as_bytes()).ok()?;
    let tenant = TenantId::trusted(Uuid::from_slice(bytes.get(..16)?).ok()?);
    let is_ours: bool = token(kernel, tenant, delivery).as_bytes().ct_eq(given.as_bytes()).into();
    is_ours.then_some(tenant)
}

//! The mail with a decision, made anew whenever it is about to leave: it says what holds then, or does not leave.

use data_encoding::BASE64URL_NOPAD;
use entity::list_request;
use uuid::Uuid;

use super::model::{self, ListRequestState};
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::fingerprint;
use crate::notifications::{Mail, Recipient};

/// A new link to a list, and what is kept of it.
pub fn new_link(tx: &TenantTx, request: Uuid) -> Result<(Uuid, Vec<u8>), Error> {
    let link = tx.new_id()?;
    Ok((link, fingerprint(&secret(tx.kernel(), request, link))))
}

/// The secret of a link: 256 bits that only the operator key can make again, so that the mail can be made when it leaves while
/// the database holds nothing of it.
fn secret(kernel: &Kernel, request: Uuid, link: Uuid) -> String {
    let named = [request.into_bytes(), link.into_bytes()].concat();
    BASE64URL_NOPAD.encode(&kernel.keys.hmac("list-access", &named))
}

/// The mail that brings a link, or without one a refusal or a revocation; none when another has taken its place, or when what it
/// says holds no longer.
pub fn letter(tx: &TenantTx, row: &list_request::Model, link: Option<Uuid>) -> Result<Option<Mail>, Error> {
    Ok(match (model::state_of(row, tx.now())?, link) {
        (ListRequestState::Granted, Some(link)) => {
            let secret = secret(tx.kernel(), row.id, link);
            let is_last = row.access_hash.as_ref().is_some_and(|hash| *hash == fingerprint(&secret));
            let path = format!("/subprocessors/detailed/{}/{secret}", row.id);
            let until = row.expires_at.filter(|_| is_last);
            until.map(|until| to_contact(row, "detail-granted").with("expires", until).link(path))
        }
        (ListRequestState::Refused, None) => {
            let reason = row.answer.as_deref().unwrap_or_default();
            Some(to_contact(row, "detail-refused").with("reason", reason).link("/subprocessors"))
        }
        (ListRequestState::Revoked, None) => Some(to_contact(row, "detail-revoked").link("/subprocessors")),
        _ => None,
    })
}

fn to_contact(row: &list_request::Model, message: &str) -> Mail {
    let locale = Locale::of(&row.locale).unwrap_or_default();
    let to = Recipient::Address { email: row.email.clone(), name: Some(row.name.clone()), locale };
    Mail::new(to, message).with("company", row.company.as_str())
}

//! A mail that comes back, days later too: told by the mail service, or by the operator's staff who read the return. What is
//! said twice counts once, and what nobody sent harms nobody.

use entity::{change_notice, notice_delivery};
use serde::Deserialize;
use uuid::Uuid;

use super::super::events::Event;
use super::super::store as notices;
use super::store::{self, Addressee, Step};
use super::tend::{has_a_turn, tells};
use super::why::{Failure, Why};
use super::{reckon, tend};
use crate::kernel::Kernel;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::signatures::read_secret;
use crate::kernel::tenancy::TenantId;
use crate::people::{tenants, users};
use crate::vendors::contacts;

/// A mail that came back.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounce {
    /// The Message-ID of the mail, as its header has it; the angle brackets may be left out.
    pub message_id: String,
    /// The address, if it is known; of another address than the contact's nothing is believed.
    #[serde(default)]
    pub recipient: Option<String>,
}

/// The secret that the mail service signs its messages with; none where it is not set.
#[derive(Clone, Default)]
pub struct BounceSecret(Option<Vec<u8>>);

impl std::fmt::Debug for BounceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "BounceSecret(…)" } else { "BounceSecret(none)" })
    }
}

impl BounceSecret {
    /// The secret as the settings have it: `whsec_` and base64, as Standard Webhooks writes them. Empty is none.
    ///
    /// # Errors
    /// When it is not written like that, or is shorter than 24 bytes (Standard Webhooks).
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let wanted = "write whsec_ and at least 24 random bytes in base64";
        read_secret(text).map(|bytes| Self(Some(bytes))).ok_or(wanted)
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }
}

/// The name of a mail: its workspace, its delivery and its turn, so that a return finds the way back.
pub fn message_name(tenant: TenantId, delivery: Uuid, turn: i32) -> String {
    format!("{}.{}.{turn}", tenant.get().simple(), delivery.simple())
}

struct Named {
    tenant: TenantId,
    delivery: Uuid,
    turn: i32,
}

/// Reads the name of a mail; none for a mail of another kind, or not of ours.
fn named(message_id: &str) -> Option<Named> {
    let text = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    let mut parts = text.split('@').next()?.split('.');
    let tenant = Uuid::try_parse(parts.next()?).ok()?;
    let delivery = Uuid::try_parse(parts.next()?).ok()?;
    let turn = parts.next()?.parse().ok()?;
    // A claim until the delivery is found inside the tenant; and whoever makes it holds the secret, or is staff.
    parts.next().is_none().then(|| Named { tenant: TenantId::trusted(tenant), delivery, turn })
}

/// What follows from a mail that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Nothing: nobody sent it, or it is known to have come back.
    NoNews,
    /// The address is written to again.
    Again,
    /// It is not, but somebody of the workspace was reached.
    Reached,
    /// It is not, and nobody of the workspace was reached.
    Unreached,
    /// The notice does not run there any more.
    Over,
}

/// Writes down that a mail came back: the contact counts as not reached by it, and the days of the workspace run from the next
/// contact who is. Says what follows.
///
/// # Errors
/// When the database fails.
pub async fn report(kernel: &Kernel, bounce: &Bounce) -> Result<Returned, Error> {
    let Some(named) = named(&bounce.message_id) else { return Ok(Returned::NoNews) };
    let tx = kernel.as_system(named.tenant).await?;
    let Some(found) = store::find(&tx, named.delivery).await? else { return Ok(Returned::NoNews) };
    let notice = notices::hold_notice_by_id(&tx, found.notice_id).await?;
    let row = store::hold(&tx, found.id).await?;
    let is_news = row.turn == named.turn && matches!(row.state.as_str(), "sending" | "sent" | "unconfirmed");
    let address = address(&tx, &row).await?;
    if !is_news || !is_theirs(address.as_deref(), bounce.recipient.as_deref()) {
        return Ok(Returned::NoNews);
    }
    store::step(&tx, &row, Step::Bounced(Failure::of(Why::Returned))).await?;
    let zone = tenants::own(&tx).await?.ok_or(Error::NotFound)?.zone;
    reckon(&tx, &notice, zone).await?;
    let (notice, row) = (notices::by_own_id(&tx, notice.id).await?, store::hold(&tx, row.id).await?);
    let follows = follows(&tx, &notice, &row, address.as_deref()).await?;
    if follows != Returned::Over {
        tend(&tx, &notice).await?;
    }
    tx.note(Event::NoticeBounced { change_id: notice.change_id, user_id: row.user_id, contact_id: row.contact_id }).await?;
    tx.commit_noted().await?;
    Ok(follows)
}

/// What follows from a return that is written down.
async fn follows(
    tx: &TenantTx,
    notice: &change_notice::Model,
    row: &notice_delivery::Model,
    address: Option<&str>,
) -> Result<Returned, Error> {
    if notice.left_out || !notices::runs(notice, tx.now()) {
        return Ok(Returned::Over);
    }
    if let Some(address) = address.filter(|_| has_a_turn(row))
        && tells(tx, address).await?
    {
        return Ok(Returned::Again);
    }
    Ok(if notice.reached_at.is_some() { Returned::Reached } else { Returned::Unreached })
}

/// The address of whoever the mail was for; none of a contact that was struck out.
async fn address(tx: &TenantTx, row: &notice_delivery::Model) -> Result<Option<String>, Error> {
    match Addressee::of(row) {
        Some(Addressee::Person(id)) => users::email(tx, id).await,
        Some(Addressee::Contact(id)) => Ok(contacts::reader(tx, id).await?.map(|reader| reader.email)),
        None => Ok(None),
    }
}

/// Whether the address that a return names, if it names one, is theirs.
fn is_theirs(theirs: Option<&str>, named: Option<&str>) -> bool {
    named.is_none_or(|named| theirs.is_some_and(|theirs| theirs.eq_ignore_ascii_case(named.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_found_by_its_name_and_no_other_text_is_one() {
        let (tenant, delivery) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let name = message_name(TenantId::trusted(tenant), delivery, 2);
        for written in [format!("<{name}@tutela.example>"), format!(" {name}@x"), name.clone()] {
            let found = named(&written).unwrap();
            assert_eq!((found.tenant.get(), found.delivery, found.turn), (tenant, delivery, 2), "{written}");
        }
        for other in ["", "<>", "0194-job@x", &format!("{name}.3@x"), &name[3..], "a.b.c", "..", "…"] {
            assert!(named(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_secret_is_written_as_standard_webhooks_writes_it() {
        assert!(BounceSecret::parse("").unwrap().bytes().is_none());
        let long = format!("whsec_{}", data_encoding::BASE64.encode(&[7; 24]));
        assert_eq!(BounceSecret::parse(&long).unwrap().bytes(), Some(&[7; 24][..]));
        assert_eq!(format!("{:?}", BounceSecret::parse(&long).unwrap()), "BounceSecret(…)");
        for wrong in ["secret", "whsec_short", "whsec_AAAA", "whsec_ä"] {
            assert!(BounceSecret::parse(wrong).is_err(), "{wrong}");
        }
    }
}

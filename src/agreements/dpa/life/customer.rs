//! What a customer does with an agreement: look at it, fetch its files, say no.

use entity::agreement;
use uuid::Uuid;

use super::super::actions::realm;
pub use super::super::actions::view;
use super::super::events::Event;
use super::super::policy::{HoldAgreements, ManageAgreements};
use super::super::states::{State, not_open};
use super::super::store as agreements;
use super::store;
use crate::kernel::authz::{Authorized, SignedIn, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::files::{OpenFile, shelf};
use crate::kernel::ids::fingerprint;
use crate::kernel::line;
use crate::notifications::{self, Mail, Recipient};
use crate::people::users;

/// How a customer reaches an agreement.
pub enum Way {
    /// By its address: the secret in it.
    Address(String),
    /// As the workspace that holds it.
    Holder(Uuid),
}

impl Way {
    /// The way of a workspace to an agreement that it holds.
    ///
    /// # Errors
    /// `NotFound` when it holds no such agreement.
    pub async fn held(caller: &Authorized<HoldAgreements>, id: Uuid) -> Result<Self, Error> {
        store::held(&caller.read().await?, id).await?;
        Ok(Self::Holder(caller.session().tenant.get()))
    }

    /// The agreement at the end of the way.
    ///
    /// # Errors
    /// `NotFound` also for a wrong secret.
    pub async fn row(&self, tx: &TenantTx, id: Uuid) -> Result<agreement::Model, Error> {
        match self {
            Self::Address(token) => agreements::by_token(tx, id, fingerprint(token)).await,
            Self::Holder(holder) => store::of_holder(tx, id, *holder).await,
        }
    }

    /// The same; nobody else changes it until the transaction ends.
    ///
    /// # Errors
    /// `NotFound` also for a wrong secret.
    pub async fn locked(&self, tx: &TenantTx, id: Uuid) -> Result<agreement::Model, Error> {
        self.row(tx, id).await?;
        agreements::locked(tx, id).await
    }
}

/// Whether somebody is one of the operator's staff: their looking at an agreement is not the customer's.
#[must_use]
pub fn is_staff(caller: Option<&SignedIn>) -> bool {
    caller.is_some_and(SignedIn::may::<ManageAgreements>)
}

/// The agreement as it stands. That it was asked about is not kept: programs do.
///
/// # Errors
/// `NotFound`.
pub async fn read(visitor: &Visitor, way: &Way, id: Uuid) -> Result<agreement::Model, Error> {
    way.row(&visitor.read_in(realm(visitor.kernel()).await?).await?, id).await
}

/// The agreement as it stands; the first look after it was sent is kept, unless it is the operator's own.
///
/// # Errors
/// `NotFound`.
pub async fn look(visitor: &Visitor, way: &Way, id: Uuid, is_staff: bool) -> Result<agreement::Model, Error> {
    let realm = realm(visitor.kernel()).await?;
    let row = way.row(&visitor.read_in(realm).await?, id).await?;
    if row.state != State::Sent.as_str() || is_staff {
        return Ok(row);
    }
    let tx = visitor.begin_in(realm).await?;
    let row = way.locked(&tx, id).await?;
    if row.state != State::Sent.as_str() {
        return Ok(row);
    }
    store::set_viewed(&tx, &row).await?;
    let row = agreements::by_id(&tx, id).await?;
    tx.commit(Event::Viewed { dpa_id: id }).await?;
    Ok(row)
}

/// Whether a signature was confirmed that the worker has not made yet.
///
/// # Errors
/// When the database fails.
pub async fn is_being_signed(visitor: &Visitor, row: &agreement::Model) -> Result<bool, Error> {
    if !State::read(&row.state)?.is_open() {
        return Ok(false);
    }
    store::is_confirmed(&visitor.read_in(realm(visitor.kernel()).await?).await?, row.id).await
}

/// Which file of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// With our seal alone: the master.
    Sealed,
    /// With both signatures.
    Countersigned,
}

/// Opens a file of the agreement.
///
/// # Errors
/// `NotFound`; `Refused` before there is one.
pub async fn open(visitor: &Visitor, way: &Way, id: Uuid, which: Which, is_staff: bool) -> Result<OpenFile, Error> {
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = way.locked(&tx, id).await?;
    if row.state == State::Sent.as_str() && !is_staff {
        store::set_viewed(&tx, &row).await?;
        tx.note(Event::Viewed { dpa_id: id }).await?;
    }
    hand_out(tx, row, which).await
}

/// Opens a file of the agreement for the operator's staff.
///
/// # Errors
/// `NotFound`; `Refused` before there is one.
pub async fn open_as_operator(caller: &Authorized<ManageAgreements>, id: Uuid, which: Which) -> Result<OpenFile, Error> {
    let tx = caller.begin().await?;
    let row = agreements::by_id(&tx, id).await?;
    hand_out(tx, row, which).await
}

async fn hand_out(tx: TenantTx, row: agreement::Model, which: Which) -> Result<OpenFile, Error> {
    let file = match which {
        Which::Sealed => row.file_id.ok_or_else(not_sealed),
        Which::Countersigned => row.countersigned_file_id.ok_or_else(|| {
            Error::refused("not-countersigned-yet", "There is no countersigned PDF yet. The sealed one can be downloaded.")
        }),
    };
    let opened = shelf::open(&tx, file?).await?;
    tx.commit(Event::Downloaded { dpa_id: row.id }).await?;
    Ok(opened)
}

fn not_sealed() -> Error {
    Error::refused("not-sealed-yet", "The PDF is not sealed yet. Try again in a few seconds.")
}

/// The content of the agreement in canonical form, as it is attached to the PDF.
///
/// # Errors
/// `NotFound`; `Refused` before it is frozen.
pub async fn content(visitor: &Visitor, way: &Way, id: Uuid) -> Result<String, Error> {
    let row = way.row(&visitor.read_in(realm(visitor.kernel()).await?).await?, id).await?;
    row.json.filter(|_| row.file_id.is_some()).ok_or_else(not_sealed)
}

/// The customer says no.
///
/// # Errors
/// `NotFound`; `Invalid` for a reason that is too long; `Refused` with `agreement-not-open`.
pub async fn decline(visitor: &Visitor, way: &Way, id: Uuid, reason: &str) -> Result<(), Error> {
    let reason = read_reason(reason, false)?;
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = way.locked(&tx, id).await?;
    // A signature that was confirmed a moment ago is on its way: it cannot be called back.
    if !State::read(&row.state)?.is_open() || store::is_confirmed(&tx, id).await? {
        return Err(not_open());
    }
    store::set_declined(&tx, &row, "customer", reason.clone()).await?;
    for person in users::holding::<ManageAgreements>(&tx).await? {
        let mail = Mail::new(Recipient::Person(person), "dpa-declined")
            .with("organisation", row.legal_name.clone())
            .with("number", row.number.clone())
            .with("reason", reason.clone().unwrap_or_else(|| "–".to_owned()))
            .link(format!("/operator/dpa-requests/{id}"));
        notifications::mail(&tx, mail).await?;
    }
    tx.commit(Event::Declined { dpa_id: id, by: "customer".to_owned() }).await
}

/// A reason is at most this long: a paragraph.
const MOST_REASON: usize = 1000;

/// Reads a reason.
///
/// # Errors
/// `Invalid` when it is too long, or missing where one is needed.
pub fn read_reason(text: &str, needed: bool) -> Result<Option<String>, Error> {
    let text = line::composed(text);
    if text.chars().count() > MOST_REASON {
        return Err(Error::invalid("reason", "too-long", format!("Use at most {MOST_REASON} characters.")));
    }
    if needed && text.is_empty() {
        return Err(Error::invalid("reason", "required", "Give the reason in a sentence."));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

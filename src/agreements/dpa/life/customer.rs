//! What a customer does with an agreement: look at it, fetch its files, say no.

use std::sync::Arc;

use entity::agreement;
use uuid::Uuid;

pub use super::super::actions::view;
use super::super::actions::{by_address, is_of_contact, realm};
use super::super::events::Event;
use super::super::model::Status;
use super::super::policy::{HoldAgreements, ManageAgreements};
use super::super::states::{State, not_open};
use super::super::store as agreements;
use super::force::workspace_of;
use super::held;
use super::store;
use super::timeline::Course;
use super::told::{Member, Told, tell};
use crate::agreements::promises::Conditions;
use crate::agreements::templates::{self, Template};
use crate::kernel::Kernel;
use crate::kernel::authz::{Authorized, SignedIn, Visitor};
use crate::kernel::db::TenantTx;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::files::{OpenFile, shelf};
use crate::kernel::line;
use crate::notifications::{self, Mail, Recipient};
use crate::people::users;

/// How far an agreement is, in the words of the interface, as this way shows it: why it ended and what took its place is the
/// contact's affair.
///
/// # Errors
/// When its row is broken.
pub fn seen(kernel: &Kernel, way: &Way, row: &agreement::Model, token: &str) -> Result<Status, Error> {
    let status = view(kernel, row, token)?;
    if way.shows_what_was_signed(kernel, row.id) {
        return Ok(status);
    }
    Ok(Status { reason: None, data_statement: None, superseded_by: None, ..status })
}

/// How a customer reaches an agreement.
pub enum Way {
    /// By its address: the secret in it.
    Address(String),
    /// As somebody of the workspace that holds it.
    Holder(Member),
}

impl Way {
    /// The way of a workspace to an agreement that it holds.
    ///
    /// # Errors
    /// `NotFound` when it holds no such agreement.
    pub async fn held(caller: &Authorized<HoldAgreements>, id: Uuid) -> Result<Self, Error> {
        held::store::held(&caller.read().await?, id).await?;
        Ok(Self::of(caller))
    }

    /// The way of somebody of a workspace, to whatever it holds.
    #[must_use]
    pub fn of(caller: &Authorized<HoldAgreements>) -> Self {
        let session = caller.session();
        Self::Holder(Member { workspace: session.tenant.get(), person: session.user_id, session: session.id })
    }

    /// Who of the holder goes it.
    #[must_use]
    pub fn member(&self) -> Option<Member> {
        if let Self::Holder(member) = self { Some(*member) } else { None }
    }

    /// Whether it shows what was signed: to the holder, and at the address that only the contact was sent. Whoever asked for
    /// the agreement may have asked in somebody else's name.
    #[must_use]
    pub fn shows_what_was_signed(&self, kernel: &Kernel, id: Uuid) -> bool {
        match self {
            Self::Address(token) => is_of_contact(kernel, id, token),
            Self::Holder(_) => true,
        }
    }

    /// The agreement at the end of the way.
    ///
    /// # Errors
    /// `NotFound` also for a wrong secret.
    pub async fn row(&self, tx: &TenantTx, id: Uuid) -> Result<agreement::Model, Error> {
        match self {
            Self::Address(token) => by_address(tx, id, token).await,
            Self::Holder(member) => store::of_holder(tx, id, member.workspace).await,
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
    tell(&tx, &row, way.member(), Told::Viewed).await?;
    let row = agreements::by_id(&tx, id).await?;
    tx.commit(Event::Viewed { dpa_id: id }).await?;
    Ok(row)
}

/// What a page of an agreement shows beside its row.
pub struct Beside {
    /// Who was asked to sign, and what took its place.
    pub course: Course,
    /// A signature was confirmed and is not made.
    pub is_being_signed: bool,
    /// Within so many business days the operator answers.
    pub answer_days: u32,
    /// The workspace that holds it.
    pub workspace: Option<String>,
    /// The version that new agreements are made from, where this one was made from another.
    pub newer: Option<String>,
    /// The version that it was made from; none before it is sealed.
    pub template: Option<Arc<Template>>,
    /// What the registers say now of the promises behind it.
    pub conditions: Conditions,
}

/// What a page of an agreement shows beside its row.
///
/// # Errors
/// When the database fails.
pub async fn beside(visitor: &Visitor, row: &agreement::Model) -> Result<Beside, Error> {
    let kernel = visitor.kernel();
    let answer_days = super::force::answer_days(kernel, row).await?;
    let tx = visitor.read_in(realm(kernel).await?).await?;
    let (course, workspace) = (Course::of(&tx, row).await?, workspace_of(&tx, row).await?);
    let is_being_signed = State::read(&row.state)?.is_open() && course.signed().is_some();
    drop(tx);
    let template = match row.file_id {
        Some(_) => Some(templates::version(kernel, realm(kernel).await?, &row.template_version).await?),
        None => None,
    };
    let (newer, conditions) = (newer(kernel, row).await?, Conditions::now(kernel).await?);
    Ok(Beside { course, is_being_signed, answer_days, workspace, newer, template, conditions })
}

/// The version that new agreements are made from, where this one's content was frozen from another.
async fn newer(kernel: &Kernel, row: &agreement::Model) -> Result<Option<String>, Error> {
    match templates::published(kernel).await {
        Ok(template) if row.json.is_some() && template.version() != row.template_version => {
            Ok(Some(template.version().to_owned()))
        }
        Ok(_) | Err(Error::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
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
/// `NotFound`; `Refused` before there is one, and with `for-the-contact` for what was signed at another address than the contact's.
pub async fn open(visitor: &Visitor, way: &Way, id: Uuid, which: Which, is_staff: bool) -> Result<OpenFile, Error> {
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = way.locked(&tx, id).await?;
    if which == Which::Countersigned && row.countersigned_file_id.is_some() {
        for_the_contact(visitor, way, id)?;
    }
    if row.state == State::Sent.as_str() && !is_staff {
        store::set_viewed(&tx, &row).await?;
        tell(&tx, &row, way.member(), Told::Viewed).await?;
        tx.note(Event::Viewed { dpa_id: id }).await?;
    }
    hand_out(tx, row, which, way.member()).await
}

/// Opens a file of the agreement for the operator's staff.
///
/// # Errors
/// `NotFound`; `Refused` before there is one.
pub async fn open_as_operator(caller: &Authorized<ManageAgreements>, id: Uuid, which: Which) -> Result<OpenFile, Error> {
    let tx = caller.begin().await?;
    let row = agreements::by_id(&tx, id).await?;
    hand_out(tx, row, which, None).await
}

async fn hand_out(tx: TenantTx, row: agreement::Model, which: Which, by: Option<Member>) -> Result<OpenFile, Error> {
    let file = match which {
        Which::Sealed => row.file_id.ok_or_else(not_sealed),
        Which::Countersigned => row.countersigned_file_id.ok_or_else(not_countersigned),
    };
    let opened = shelf::open(&tx, file?).await?;
    if by.is_some() {
        tell(&tx, &row, by, Told::Downloaded).await?;
    }
    tx.commit(Event::Downloaded { dpa_id: row.id }).await?;
    Ok(opened)
}

fn for_the_contact(visitor: &Visitor, way: &Way, id: Uuid) -> Result<(), Error> {
    if way.shows_what_was_signed(visitor.kernel(), id) {
        return Ok(());
    }
    let detail = "What was signed is shown at the address in the mails to the contact of the agreement, and in the workspace that holds it.";
    Err(Error::refused("for-the-contact", detail))
}

/// The evidence of the countersignature, in canonical form: its SHA-256 stands in the signature that we made.
///
/// # Errors
/// `NotFound`; `Refused` before there is one, and at another address than the contact's.
pub async fn evidence(visitor: &Visitor, way: &Way, id: Uuid) -> Result<String, Error> {
    let tx = visitor.begin_in(realm(visitor.kernel()).await?).await?;
    let row = way.row(&tx, id).await?;
    for_the_contact(visitor, way, id)?;
    hand_out_evidence(tx, row, way.member()).await
}

/// As [`evidence`], for the operator's staff.
///
/// # Errors
/// `NotFound`; `Refused` before there is one.
pub async fn evidence_as_operator(caller: &Authorized<ManageAgreements>, id: Uuid) -> Result<String, Error> {
    let tx = caller.begin().await?;
    let row = agreements::by_id(&tx, id).await?;
    hand_out_evidence(tx, row, None).await
}

async fn hand_out_evidence(tx: TenantTx, row: agreement::Model, by: Option<Member>) -> Result<String, Error> {
    let signed = store::countersigned(&tx, row.id).await?;
    let evidence = signed.and_then(|signed| signed.evidence).ok_or_else(not_countersigned)?;
    if by.is_some() {
        tell(&tx, &row, by, Told::EvidenceOpened).await?;
    }
    tx.commit(Event::EvidenceOpened { dpa_id: row.id }).await?;
    Ok(evidence)
}

fn not_countersigned() -> Error {
    Error::refused("not-countersigned-yet", "There is no countersigned PDF yet. The sealed one can be downloaded.")
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
    let reason = read_reason("reason", reason, false).map_err(|wrong| Error::Invalid(vec![wrong]))?;
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
    tell(&tx, &row, way.member(), Told::Declined { by: "customer".to_owned() }).await?;
    tx.commit(Event::Declined { dpa_id: id, by: "customer".to_owned() }).await
}

/// A reason is at most this long: a paragraph.
const MOST_REASON: usize = 1000;

/// Reads a reason.
///
/// # Errors
/// When it is too long, or missing where one is needed.
pub fn read_reason(field: &str, text: &str, needed: bool) -> Result<Option<String>, FieldError> {
    let text = line::composed(text);
    if text.chars().count() > MOST_REASON {
        return Err(FieldError::new(field, "too-long", format!("Use at most {MOST_REASON} characters.")));
    }
    if needed && text.is_empty() {
        return Err(FieldError::new(field, "required", "Say it in a sentence."));
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

//! What the operator's staff are shown before they decide whether an agreement comes into force.

use entity::agreement;

use super::super::model::Status;
use super::board::File;
use super::timeline::{certificate, signed_how};
use super::upload::Signed;
use crate::kernel::i18n::Texts;

/// What the staff have to know before they decide.
pub struct Decision {
    /// Why it does not come into force by itself.
    pub doubts: Vec<String>,
    /// Who signed, and in which way.
    pub signed: String,
    /// When.
    pub at: String,
    /// What is known of a signature that was made elsewhere.
    pub certificate: Vec<(String, String)>,
    /// The workspace that holds it.
    pub workspace: String,
    /// The agreements in force that are superseded.
    pub rivals: Vec<Other>,
    /// Those that perhaps are of the same legal entity.
    pub twins: Vec<Other>,
    /// The open offers that are closed.
    pub offers: Vec<Other>,
}

impl Decision {
    /// What the staff have to know of an agreement.
    #[must_use]
    pub fn of(texts: Texts, status: &Status, file: &File, workspace: String) -> Self {
        let signed = file.course.signed();
        let all = |rows: &[agreement::Model]| rows.iter().map(Other::of).collect();
        Self {
            doubts: file.doubts.iter().map(|doubt| texts.t(doubt.key())).collect(),
            signed: signed.map(|signed| signed_how(texts, signed)).unwrap_or_default(),
            at: status.countersigned_at.map(|at| texts.moment(at)).unwrap_or_default(),
            certificate: signed.and_then(Signed::of).map(|signed| certificate(texts, &signed)).unwrap_or_default(),
            workspace,
            rivals: all(&file.standing.rivals),
            twins: all(&file.standing.twins),
            offers: all(&file.offers),
        }
    }
}

/// Another agreement.
pub struct Other {
    /// Its page.
    pub href: String,
    /// Its number.
    pub number: String,
    /// The organisation.
    pub name: String,
    /// Its contact.
    pub contact: String,
}

impl Other {
    fn of(row: &agreement::Model) -> Self {
        Self {
            href: format!("/operator/dpa-requests/{}", row.id),
            number: row.number.clone(),
            name: row.legal_name.clone(),
            contact: row.contact_email.clone(),
        }
    }
}

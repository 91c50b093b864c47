//! Why a countersigned agreement does not come into force by itself: what the operator's legal staff have to look at.

use entity::agreement;

use super::super::states::{Holder, entity_key, flattened};

/// Something that a person has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The signature was made with a program of the customer's: whose it is, we cannot know.
    SignedElsewhere,
    /// The register number holds no letter and no digit.
    EntityUnknown,
    /// Somebody else holds the agreement in force of the same legal entity.
    OtherHolder,
    /// The one in force was asked for later.
    NewerInForce,
    /// An organisation of the same name has one in force under another register number.
    SameName,
    /// The same contact has one in force under another register number.
    SameContact,
    /// An organisation of the same name has one in force in another country, with the same register number or contact.
    OtherCountry,
}

impl Doubt {
    /// The text that says it to the staff.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::SignedElsewhere => "operator-dpa-doubt-signed-elsewhere",
            Self::EntityUnknown => "operator-dpa-doubt-entity-unknown",
            Self::OtherHolder => "operator-dpa-doubt-other-holder",
            Self::NewerInForce => "operator-dpa-doubt-newer-in-force",
            Self::SameName => "operator-dpa-doubt-same-name",
            Self::SameContact => "operator-dpa-doubt-same-contact",
            Self::OtherCountry => "operator-dpa-doubt-other-country",
        }
    }
}

/// What in force stands in relation to an agreement.
#[derive(Debug, Default)]
pub struct Standing {
    /// Of the same legal entity or the same workspace: it would be superseded.
    pub rivals: Vec<agreement::Model>,
    /// Perhaps of the same entity ([`is_twin`]).
    pub twins: Vec<agreement::Model>,
}

/// Whose an agreement is.
#[must_use]
pub fn holder(row: &agreement::Model) -> Holder<'_> {
    Holder { workspace: row.held_by, contact_email: &row.contact_email }
}

/// The key of the legal entity; an agreement of before has none in its row.
#[must_use]
pub fn key_of(row: &agreement::Model) -> Option<String> {
    row.legal_entity.clone().or_else(|| entity_key(&row.country, &row.register_no))
}

fn is_same_name(row: &agreement::Model, other: &agreement::Model) -> bool {
    flattened(&other.legal_name) == flattened(&row.legal_name)
}

fn is_same_contact(row: &agreement::Model, other: &agreement::Model) -> bool {
    other.contact_email.eq_ignore_ascii_case(&row.contact_email)
}

/// Whether two agreements may be of one legal entity although their keys differ: the same name or contact in one country; in
/// two, where a slip of the country makes two of one, the same name with the same number or contact.
#[must_use]
pub fn is_twin(row: &agreement::Model, other: &agreement::Model) -> bool {
    let (same_name, same_contact) = (is_same_name(row, other), is_same_contact(row, other));
    if other.country == row.country {
        return same_name || same_contact;
    }
    same_name && (same_contact || flattened(&other.register_no) == flattened(&row.register_no))
}

/// What a person has to look at before the agreement counts; nothing, when it may come into force by itself.
#[must_use]
pub fn doubts(row: &agreement::Model, standing: &Standing) -> Vec<Doubt> {
    let Standing { rivals, twins } = standing;
    let here = || twins.iter().filter(|twin| twin.country == row.country);
    let found = [
        (Doubt::SignedElsewhere, row.countersigned_how.as_deref() == Some("upload")),
        (Doubt::EntityUnknown, key_of(row).is_none()),
        (Doubt::OtherHolder, !rivals.iter().all(|rival| holder(row).may_replace(holder(rival)))),
        (Doubt::NewerInForce, rivals.iter().any(|rival| rival.requested_at > row.requested_at)),
        (Doubt::SameName, here().any(|twin| is_same_name(row, twin))),
        (Doubt::SameContact, here().any(|twin| is_same_contact(row, twin))),
        (Doubt::OtherCountry, twins.iter().any(|twin| twin.country != row.country)),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(doubt, _)| doubt).collect()
}

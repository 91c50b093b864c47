//! Versions of the list: what is kept of it, and the name under which agreements and customers find it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{Facts, Vendor};
use crate::kernel::ids::sha256_hex;

/// A version of the list.
#[derive(Clone, Debug)]
pub struct Version {
    /// Counted from 1.
    pub number: i32,
    /// What agreements call it in annex III.
    pub snapshot_id: String,
    /// The change that made it.
    pub change_id: Option<Uuid>,
    /// Since when it holds.
    pub made_at: DateTime<Utc>,
    /// The vendors.
    pub vendors: Vec<Kept>,
}

/// A vendor as a version keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Kept {
    /// The row in the register.
    pub id: Uuid,
    /// What is said of it.
    #[serde(flatten)]
    pub facts: Facts,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What agreements call a version of the list: the beginning of its fingerprint, 64 bits.
#[must_use]
pub fn snapshot_id(sha256: &str) -> String {
    sha256.chars().take(16).collect()
}

/// The fingerprint of a list of vendors: over what is said of each, whatever the language.
///
/// # Errors
/// When it cannot be written as canonical JSON.
pub fn fingerprint(vendors: &[Vendor]) -> Result<String, serde_json::Error> {
    Ok(sha256_hex(&serde_json_canonicalizer::to_vec(&vendors)?))
}

#[cfg(test)]
mod tests {
    use super::super::written::read_register;
    use super::*;

    #[test]
    fn a_list_has_one_fingerprint_whatever_the_operator_notes_besides() {
        let mut vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let before = fingerprint(&vendors).unwrap();
        vendors[0].upkeep.reviewed_at = Some(DateTime::UNIX_EPOCH);
        assert_eq!(fingerprint(&vendors).unwrap(), before);
        let kept: Vec<Kept> = serde_json::from_value(serde_json::to_value(&vendors).unwrap()).unwrap();
        assert_eq!(sha256_hex(&serde_json_canonicalizer::to_vec(&kept).unwrap()), before, "what is kept has it, too");
        vendors[0].location.push('x');
        assert_ne!(fingerprint(&vendors).unwrap(), before);
        assert_eq!(snapshot_id(&before).len(), 16);
        let plain = |vendor: &Vendor| serde_json::to_value(vendor).unwrap();
        assert!(plain(&vendors[0]).get("models").is_none(), "a list without models is named as before models were");
        let moved = fingerprint(&vendors).unwrap();
        let ai = vendors.iter_mut().find(|vendor| !vendor.models.is_empty()).unwrap();
        ai.models.push("Another".into());
        assert_ne!(fingerprint(&vendors).unwrap(), moved, "and a model is a fact");
    }
}

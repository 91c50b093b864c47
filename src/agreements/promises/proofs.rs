//! The record of proofs (`templates/legal/proofs.toml`): which tests ran and passed, when, on which stores, and for which
//! sources. `tests/run --record` writes it after every step has passed; nobody writes it by hand.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// The fingerprint of what this program was built from, and of the tests that stood beside it.
const SOURCES: &str = env!("BUILT_FROM");

/// The record.
#[derive(Debug, Deserialize)]
pub struct Proofs {
    ran_at: String,
    sources: String,
    /// By the name of the test, the stores on which it passed; [`ANY`] for a test that knows no store.
    tests: BTreeMap<String, Vec<String>>,
}

/// That tests ran and passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// When.
    pub ran_at: DateTime<Utc>,
    /// On which stores all of them passed: `sqlite`, `postgres`.
    pub stores: Vec<&'static str>,
    /// They ran for exactly the sources that this program was built from.
    pub is_current: bool,
}

/// What the record says of a test that knows no store.
const ANY: &str = "any";
/// The stores on which tests run.
const STORES: [&str; 2] = ["sqlite", "postgres"];

impl Proofs {
    /// The proof that these tests make together; none when there is no test, or one of them is not in the record.
    #[must_use]
    pub fn of(&self, tests: &[String]) -> Option<Proof> {
        let stores: Vec<&Vec<String>> = tests.iter().map(|test| self.tests.get(test)).collect::<Option<_>>()?;
        if stores.is_empty() {
            return None;
        }
        let everywhere = |store: &&str| stores.iter().all(|passed| passed.iter().any(|one| one == store || one == ANY));
        Some(Proof {
            ran_at: self.ran_at.parse().ok()?,
            stores: STORES.into_iter().filter(everywhere).collect(),
            is_current: self.sources == SOURCES,
        })
    }

    fn read(record: &str) -> Result<Self, String> {
        toml::from_str(record).map_err(|error| error.to_string())
    }
}

/// The proof that these tests make together, by the embedded record; none when one of them is not in it.
#[must_use]
pub fn proof(tests: &[String]) -> Option<Proof> {
    static PROOFS: LazyLock<Option<Proofs>> =
        LazyLock::new(|| Proofs::read(include_str!("../../../templates/legal/proofs.toml")).ok());
    PROOFS.as_ref()?.of(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_prove_only_together_and_only_where_all_of_them_passed() {
        let record = "ran_at = \"2026-11-21T20:00:00Z\"\nsources = \"0\"\n\
            [tests]\none = [\"sqlite\", \"postgres\"]\nunit = [\"any\"]\nhalf = [\"sqlite\"]";
        let proofs = Proofs::read(record).unwrap();
        let of = |tests: &[&str]| proofs.of(&tests.iter().map(|&test| test.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["one"]).unwrap().stores, ["sqlite", "postgres"]);
        assert_eq!(of(&["one", "unit"]).unwrap().stores, ["sqlite", "postgres"]);
        assert_eq!(of(&["one", "half"]).unwrap().stores, ["sqlite"]);
        assert_eq!((of(&["one", "gone"]), of(&[])), (None, None));
        assert!(!of(&["one"]).unwrap().is_current, "the record is for other sources");
        let here = Proofs::read(&record.replace("\"0\"", &format!("\"{SOURCES}\""))).unwrap();
        assert!(here.of(&["one".to_owned()]).unwrap().is_current);
    }

    #[test]
    fn the_embedded_record_can_be_read() {
        Proofs::read(include_str!("../../../templates/legal/proofs.toml")).unwrap();
    }
}

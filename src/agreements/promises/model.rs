//! The register (`templates/legal/promises.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::proofs::{Proof, proof};
use crate::kernel::i18n::{Locale, Words};

/// The register of promises.
#[derive(Debug, Deserialize)]
pub struct Register {
    /// Its version.
    pub version: String,
    /// Since when it is in effect.
    pub effective: toml::value::Datetime,
    /// Which source documents promise it, by their letter.
    pub sources: BTreeMap<String, Words>,
    /// The topics, in order.
    #[serde(rename = "topic")]
    pub topics: Vec<Topic>,
    /// The promises, in order.
    #[serde(rename = "promise")]
    pub promises: Vec<Promise>,
}

/// What promises are about.
#[derive(Debug, Deserialize)]
pub struct Topic {
    /// Stable.
    pub id: String,
    #[serde(flatten)]
    name: Words,
}

impl Topic {
    /// Its name.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        self.name.say(locale)
    }
}

/// A promise.
#[derive(Debug, Deserialize)]
pub struct Promise {
    /// Stays for ever, as `M-8.1`.
    pub id: String,
    /// What it is about.
    pub topic: String,
    #[serde(flatten)]
    sentence: Words,
    /// The module that keeps it; empty while there is none.
    pub control: String,
    state: State,
    /// The tests that prove it.
    pub tests: Vec<String>,
    /// How it is kept, in plain words; every kept promise says so.
    #[serde(default)]
    pub how: Option<Words>,
    /// Which part is missing.
    #[serde(default)]
    pub note: Option<Words>,
    /// The name of the query that answers with what a workspace has seen of it.
    #[serde(default)]
    pub evidence: Option<String>,
    /// Why a workspace has nothing of its own to show of it.
    #[serde(default)]
    pub without_evidence: Option<Words>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Kept,
    Planned,
}

impl Promise {
    /// The promise in one sentence.
    #[must_use]
    pub fn sentence(&self, locale: Locale) -> &str {
        self.sentence.say(locale)
    }

    /// The proof that it is kept: we claim it, and each of its tests ran and passed.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        if self.is_claimed() { proof(&self.tests) } else { None }
    }

    /// Whether we say that it is kept; what proves it is another matter.
    #[must_use]
    pub fn is_claimed(&self) -> bool {
        self.state == State::Kept
    }

    /// Whether it counts as kept.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.proof().is_some()
    }

    /// Whether something of ours does it, proved or not.
    #[must_use]
    pub fn is_built(&self) -> bool {
        !self.control.is_empty()
    }

    /// The letter of the source document.
    #[must_use]
    pub fn source(&self) -> &str {
        self.id.split('-').next().unwrap_or_default()
    }
}

impl Register {
    /// How many promises are kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.promises.iter().filter(|promise| promise.is_kept()).count()
    }

    /// How many tests stand behind the kept ones, each counted once.
    #[must_use]
    pub fn tests(&self) -> usize {
        let kept = self.promises.iter().filter(|promise| promise.is_kept());
        kept.flat_map(|promise| &promise.tests).collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// The register as it is embedded.
///
/// # Errors
/// What is wrong with it; the tests insist on nothing.
pub fn register() -> Result<&'static Register, anyhow::Error> {
    static REGISTER: LazyLock<Result<Register, String>> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../templates/legal/promises.toml")).map_err(|error| error.to_string())
    });
    REGISTER.as_ref().map_err(|error| anyhow::anyhow!("promises.toml: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promise_has_a_topic_and_a_source() {
        let register = register().unwrap();
        for promise in &register.promises {
            assert!(register.topics.iter().any(|topic| topic.id == promise.topic), "{}", promise.id);
            assert!(register.sources.contains_key(promise.source()), "{}", promise.id);
            assert!(!promise.sentence(Locale::De).is_empty());
            assert!(!promise.is_claimed() || promise.how.is_some(), "{} does not say how it is kept", promise.id);
        }
    }

    #[test]
    fn a_promise_without_a_test_that_ran_is_not_kept() {
        let promise = |control: &str, state: &str, tests: &str| -> Promise {
            toml::from_str(&format!(
                "id = \"M-1.1\"\ntopic = \"x\"\nen = \"a\"\nde = \"b\"\ncontrol = \"{control}\"\nstate = \"{state}\"\ntests = [{tests}]"
            ))
            .unwrap()
        };
        let ran = format!("{:?}", register().unwrap().promises.iter().find(|promise| promise.is_kept()).unwrap().tests[0]);
        assert!(promise("kernel::db", "kept", &ran).is_kept());
        assert!(!promise("kernel::db", "kept", &format!("{ran}, \"nobody_ran_this\"")).is_kept());
        assert!(!promise("kernel::db", "kept", "").is_kept() && promise("kernel::db", "kept", "").is_built());
        assert!(!promise("", "planned", &ran).is_kept() && !promise("", "planned", "").is_built());
    }
}

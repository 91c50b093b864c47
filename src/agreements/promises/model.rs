//! The register (`templates/legal/promises.toml`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::conditions::{Condition, Conditions};
use super::proofs::{Proof, proof};
use crate::kernel::i18n::{Locale, Texts, Words};

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
    /// What must hold now, besides the tests.
    #[serde(default)]
    condition: Option<Condition>,
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

    /// Whether it counts as kept now.
    #[must_use]
    pub fn is_kept(&self, now: &Conditions) -> bool {
        self.proof().is_some() && self.condition.is_none_or(|condition| now.hold(condition))
    }

    /// What stands in the way of it now although the software does its part, in words for everybody.
    #[must_use]
    pub fn hindrance(&self, now: &Conditions, texts: Texts) -> Option<String> {
        self.condition.and_then(|condition| now.hindrance(condition, texts))
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
    /// How many promises are kept now.
    #[must_use]
    pub fn kept(&self, now: &Conditions) -> usize {
        self.promises.iter().filter(|promise| promise.is_kept(now)).count()
    }

    /// How many tests stand behind the kept ones, each counted once.
    #[must_use]
    pub fn tests(&self, now: &Conditions) -> usize {
        let kept = self.promises.iter().filter(|promise| promise.is_kept(now));
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
    use crate::vendors::subprocessors::read_register;

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
        let now = Conditions::of(&[]);
        let ran = format!("{:?}", register().unwrap().promises.iter().find(|promise| promise.is_kept(&now)).unwrap().tests[0]);
        assert!(promise("kernel::db", "kept", &ran).is_kept(&now));
        assert!(!promise("kernel::db", "kept", &format!("{ran}, \"nobody_ran_this\"")).is_kept(&now));
        assert!(!promise("kernel::db", "kept", "").is_kept(&now) && promise("kernel::db", "kept", "").is_built());
        assert!(!promise("", "planned", &ran).is_kept(&now) && !promise("", "planned", "").is_built());
    }

    #[test]
    fn a_promise_with_a_condition_is_kept_while_it_holds() {
        let mut vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let now = Conditions::of(&vendors);
        let proved = register().unwrap().promises.iter().find(|promise| promise.is_kept(&now)).unwrap();
        let promise = Promise {
            id: "M-7.1".to_owned(),
            topic: proved.topic.clone(),
            sentence: proved.sentence.clone(),
            control: proved.control.clone(),
            state: State::Kept,
            condition: Some(Condition::CoreInUnion),
            tests: proved.tests.clone(),
            how: None,
            note: None,
            evidence: None,
            without_evidence: None,
        };
        let texts = Texts::new(Locale::En);
        assert!(promise.proof().is_some() && !promise.is_kept(&now), "its tests ran, and a vendor sits elsewhere");
        assert!(promise.hindrance(&now, texts).is_some() && proved.hindrance(&now, texts).is_none());
        vendors.retain(|vendor| vendor.country != "CH");
        let then = Conditions::of(&vendors);
        assert!(promise.is_kept(&then) && promise.hindrance(&then, texts).is_none());
        let unproved = Promise { tests: vec!["nobody_ran_this".to_owned()], ..promise };
        assert!(!unproved.is_kept(&then), "that it holds proves nothing by itself");
    }
}

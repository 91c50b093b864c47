//! What comes with the release (`templates/legal/measures.toml`): the aims, what the software does, and the duties of the
//! operator's people with which its own register begins.

use std::sync::LazyLock;

use serde::Deserialize;

use super::phrases::empty_phrases;
use crate::agreements::promises::{self, Proof, proof};
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Words};

/// Technical and organisational measures.
#[derive(Debug, Deserialize)]
pub struct Measures {
    /// The version of the register.
    pub version: String,
    /// The aims, in order.
    #[serde(rename = "heading")]
    pub headings: Vec<Heading>,
    #[serde(rename = "measure")]
    measures: Vec<Measure>,
}

/// An aim that measures serve.
#[derive(Debug, Deserialize)]
pub struct Heading {
    /// Stable.
    pub id: String,
    #[serde(flatten)]
    name: Words,
}

impl Heading {
    /// Its name.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        self.name.say(locale)
    }
}

/// Who carries a measure out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PerformedBy {
    /// The software, proved by tests.
    Software,
    /// People of the operator.
    Operator,
}

impl PerformedBy {
    /// The word in the agreement's content.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Software => "software",
            Self::Operator => "operator",
        }
    }
}

/// A measure.
#[derive(Debug, Deserialize)]
pub struct Measure {
    /// Stable.
    pub id: String,
    heading: String,
    /// Its name.
    pub name: Words,
    /// What is done.
    pub text: Words,
    /// Who does it.
    pub performed_by: PerformedBy,
    /// The promises that it serves.
    pub promises: Vec<String>,
    control: String,
    /// The tests that prove it.
    #[serde(default)]
    pub tests: Vec<String>,
}

impl Measure {
    /// The proof that the software does it; a duty of the operator has none.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        proof(&self.tests)
    }

    /// The aim that it serves.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Whether the software does it, and every test behind it ran and passed.
    fn stands(&self) -> bool {
        self.performed_by == PerformedBy::Software && self.proof().is_some()
    }

    /// Says what is wrong with it.
    fn check(&self, register: &Measures) -> Result<(), String> {
        let wrong = |what: &str| Err(format!("measures.toml: the measure “{}” {what}", self.id));
        if !register.headings.iter().any(|heading| heading.id == self.heading) {
            return wrong("stands under no heading");
        }
        let known = &promises::register().map_err(|error| error.to_string())?.promises;
        if self.promises.is_empty() || self.promises.iter().any(|id| !known.iter().any(|promise| promise.id == *id)) {
            return wrong("serves no promise of the register");
        }
        let is_software = self.performed_by == PerformedBy::Software;
        let is_kept = |id: &String| known.iter().any(|promise| promise.id == *id && promise.is_claimed());
        if is_software && !self.promises.iter().any(is_kept) {
            return wrong("is carried out by the software and serves no promise that is called kept");
        }
        if is_software == (self.control.is_empty() || self.tests.is_empty()) {
            return wrong("needs a control and tests if the software carries it out, and has neither if the operator does");
        }
        // Words that claim much and state nothing (trust design, 1).
        for locale in Locale::ALL {
            let text = format!("{}\n{}", self.name.say(locale), self.text.say(locale));
            if let Some(phrase) = empty_phrases(locale, &text).first() {
                return wrong(&format!("says “{phrase}”, which states nothing"));
            }
        }
        Ok(())
    }
}

impl Measures {
    fn read(source: &str) -> Result<Self, String> {
        let register: Self = toml::from_str(source).map_err(|error| format!("measures.toml: {error}"))?;
        register.measures.iter().try_for_each(|measure| measure.check(&register))?;
        Ok(register)
    }

    /// What the software does under a heading, as far as it is proved.
    pub fn under<'a>(&'a self, heading: &'a Heading) -> impl Iterator<Item = &'a Measure> {
        self.measures.iter().filter(move |measure| measure.heading == heading.id && measure.stands())
    }

    /// The duties of the operator's people with which its register begins.
    pub fn duties(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| measure.performed_by == PerformedBy::Operator)
    }

    /// The aims that no measure serves when the operator's people carry out what stands under these headings.
    pub fn empty_headings<'a>(&'a self, carried_out: &'a [&str]) -> impl Iterator<Item = &'a Heading> {
        let served = |heading: &Heading| self.under(heading).next().is_some() || carried_out.contains(&heading.id.as_str());
        self.headings.iter().filter(move |heading| !served(heading))
    }
}

/// The measures that stand in every agreement.
///
/// # Errors
/// What is wrong with the register; the tests insist on nothing.
pub fn measures() -> Result<&'static Measures, Error> {
    static MEASURES: LazyLock<Result<Measures, String>> =
        LazyLock::new(|| Measures::read(include_str!("../../../templates/legal/measures.toml")));
    MEASURES.as_ref().map_err(|wrong| anyhow::anyhow!("{wrong}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: &str = include_str!("../../../templates/legal/measures.toml");

    fn wrong(from: &str, to: &str) -> String {
        assert!(MEASURES.contains(from), "{from}");
        Measures::read(&MEASURES.replacen(from, to, 1)).unwrap_err()
    }

    #[test]
    fn every_measure_stands_and_no_aim_is_without_one() {
        let register = measures().unwrap();
        let duties: Vec<&str> = register.duties().map(Measure::heading).collect();
        assert_eq!(register.empty_headings(&duties).count(), 0);
        let proved: usize = register.headings.iter().map(|heading| register.under(heading).count()).sum();
        let by_software = register.measures.iter().filter(|measure| measure.performed_by == PerformedBy::Software);
        let unproved: Vec<_> = by_software.filter(|measure| !measure.stands()).map(|measure| &measure.id).collect();
        // While a run is recorded, a test that is new stands in no record yet: the run itself is what proves it.
        if std::env::var_os("TUTELA_TEST_RECORD").is_none() {
            assert_eq!(proved + duties.len(), register.measures.len(), "not proved, so not printed: {unproved:?}");
        }
    }

    #[test]
    fn a_measure_that_states_nothing_or_stands_on_nothing_is_refused() {
        assert!(wrong("Passwords have at least", "Industry standard passwords have at least").contains("industry standard"));
        for typed in ["industry\u{2011}standard", "Industry\u{A0}standard", "industry  standard"] {
            let said = wrong("Passwords have at least", &format!("Passwords of {typed} have at least"));
            assert!(said.contains("industry standard"), "{typed}: {said}");
        }
        assert!(wrong("heading = \"integrity\"", "heading = \"glory\"").contains("under no heading"));
        assert!(wrong("promises = [\"M-8.1\"]", "promises = [\"M-99.9\"]").contains("no promise"));
        assert!(wrong("promises = [\"M-8.1\"]", "promises = [\"M-8.8\"]").contains("called kept"));
        assert!(wrong("control = \"kernel::db\"", "control = \"\"").contains("needs a control"));
    }

    #[test]
    fn what_no_test_proves_is_not_printed() {
        let proved = "\"the_catalogue_holds_every_lock\"";
        let unproved = MEASURES.replacen(proved, "\"nobody_ran_this\"", 1);
        let register = Measures::read(&unproved).unwrap();
        let printed: Vec<_> = register.headings.iter().flat_map(|heading| register.under(heading)).map(|one| &one.id).collect();
        assert!(!printed.iter().any(|id| *id == "tenant-database"), "{printed:?}");
    }

    #[test]
    fn an_aim_is_empty_when_neither_the_software_nor_anybody_serves_it() {
        // Of the last heading's measures only those of people are left, and then none.
        let unproved = MEASURES.replacen("\"every_column_is_annotated_exactly_once\"", "\"nobody_ran_this\"", 1);
        let register = Measures::read(&unproved).unwrap();
        let empty = |carried_out: &[&str]| -> Vec<String> {
            register.empty_headings(carried_out).map(|heading| heading.id.clone()).collect()
        };
        assert_eq!(empty(&["organisation", "availability"]), Vec::<String>::new());
        assert_eq!(empty(&["availability"]), ["organisation"]);
    }
}

//! The registers that the annexes are made from (`templates/legal/*.toml`): what is processed, by which measures it is
//! protected, how long it is kept.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Words};

/// Everything the annexes need besides the sub-processors.
#[derive(Debug)]
pub struct Registers {
    /// What is processed, about whom, and why.
    pub processing: Processing,
    /// Technical and organisational measures.
    pub measures: Measures,
    /// How long data are kept.
    pub retention: Retention,
}

/// What is processed, about whom, and why.
#[derive(Debug, Deserialize)]
pub struct Processing {
    /// The version of the register.
    pub version: String,
    purpose: Vec<Purpose>,
    /// Kinds of data.
    #[serde(rename = "data_category")]
    pub data_categories: Vec<Category>,
    /// Kinds of people.
    #[serde(rename = "people_category")]
    pub people_categories: Vec<Category>,
    /// What a customer without a workspace has instructed by the agreement itself.
    #[serde(rename = "default_instruction")]
    pub default_instructions: Vec<Instruction>,
}

#[derive(Debug, Deserialize)]
struct Purpose {
    id: String,
    #[serde(flatten)]
    name: Words,
}

/// A kind of data or of people.
#[derive(Debug, Deserialize)]
pub struct Category {
    /// Stable.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// What belongs to it.
    pub text: Words,
    /// What it is needed for.
    #[serde(default)]
    pub purposes: Vec<String>,
}

/// An instruction of the controller.
#[derive(Debug, Deserialize)]
pub struct Instruction {
    /// What it is about.
    pub subject: Words,
    /// What it says.
    pub value: Words,
}

/// Technical and organisational measures.
#[derive(Debug, Deserialize)]
pub struct Measures {
    /// The version of the register.
    pub version: String,
    empty_words: EmptyWords,
    /// The aims, in order.
    #[serde(rename = "heading")]
    pub headings: Vec<Heading>,
    /// The measures, in order.
    #[serde(rename = "measure")]
    pub measures: Vec<Measure>,
}

#[derive(Debug, Deserialize)]
struct EmptyWords {
    en: Vec<String>,
    de: Vec<String>,
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

/// A measure.
#[derive(Debug, Deserialize)]
pub struct Measure {
    /// Stable.
    pub id: String,
    /// The aim it serves.
    pub heading: String,
    /// Its name.
    pub name: Words,
    /// What is done.
    pub text: Words,
    /// `software` or `operator`.
    pub performed_by: String,
}

/// How long data are kept.
#[derive(Debug, Deserialize)]
pub struct Retention {
    /// The version of the register.
    pub version: String,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// A rule of retention.
#[derive(Debug, Deserialize)]
pub struct Rule {
    /// Stable.
    pub id: String,
    /// Which data.
    pub what: Words,
    /// How long, ISO 8601; empty: as long as the workspace exists.
    pub period: String,
    /// Counted from.
    pub start: Words,
    /// `delete`, `anonymise` or `overwrite`.
    pub action: String,
    /// Why.
    pub basis: Words,
    /// Whether it stands in the agreement.
    pub annex: bool,
}

impl Registers {
    /// The embedded registers.
    ///
    /// # Errors
    /// What is wrong with them; the tests insist on nothing.
    pub fn current() -> Result<&'static Self, &'static str> {
        static REGISTERS: LazyLock<Result<Registers, String>> = LazyLock::new(|| {
            Registers::read(
                include_str!("../../../templates/legal/processing.toml"),
                include_str!("../../../templates/legal/measures.toml"),
                include_str!("../../../templates/legal/retention.toml"),
            )
        });
        REGISTERS.as_ref().map_err(String::as_str)
    }

    fn read(processing: &str, measures: &str, retention: &str) -> Result<Self, String> {
        let at = |file: &'static str| move |error: toml::de::Error| format!("{file}: {error}");
        let measures: Measures = toml::from_str(measures).map_err(at("measures.toml"))?;
        measures.check()?;
        Ok(Self {
            processing: toml::from_str(processing).map_err(at("processing.toml"))?,
            measures,
            retention: toml::from_str(retention).map_err(at("retention.toml"))?,
        })
    }
}

impl Processing {
    /// What a kind of data is needed for, in words.
    #[must_use]
    pub fn purposes_of(&self, category: &Category, locale: Locale) -> Vec<&str> {
        let known = category.purposes.iter().filter_map(|id| self.purpose.iter().find(|purpose| purpose.id == *id));
        known.map(|purpose| purpose.name.say(locale)).collect()
    }

    /// The name of a kind of data, or its id where the register does not know it.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a str, locale: Locale) -> &'a str {
        self.data_categories.iter().find(|category| category.id == id).map_or(id, |category| category.name.say(locale))
    }
}

/// The measures that stand in every agreement.
///
/// # Errors
/// What is wrong with the registers; the tests insist on nothing.
pub fn measures() -> Result<&'static Measures, Error> {
    let registers = Registers::current().map_err(|wrong| anyhow::anyhow!(wrong))?;
    Ok(&registers.measures)
}

impl Measures {
    /// Words that claim much and state nothing are refused (trust design, 1).
    fn check(&self) -> Result<(), String> {
        for measure in &self.measures {
            if !self.headings.iter().any(|heading| heading.id == measure.heading) {
                return Err(format!("measures.toml: the measure “{}” stands under no heading", measure.id));
            }
            for (locale, words) in [(Locale::En, &self.empty_words.en), (Locale::De, &self.empty_words.de)] {
                let text = format!("{} {}", measure.name.say(locale), measure.text.say(locale)).to_lowercase();
                if let Some(word) = words.iter().find(|word| text.contains(&word.to_lowercase())) {
                    return Err(format!("measures.toml: the measure “{}” says “{word}”, which states nothing", measure.id));
                }
            }
        }
        Ok(())
    }

    /// The measures under a heading.
    pub fn under<'a>(&'a self, heading: &'a Heading) -> impl Iterator<Item = &'a Measure> {
        self.measures.iter().filter(move |measure| measure.heading == heading.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROCESSING: &str = include_str!("../../../templates/legal/processing.toml");
    const MEASURES: &str = include_str!("../../../templates/legal/measures.toml");
    const RETENTION: &str = include_str!("../../../templates/legal/retention.toml");

    #[test]
    fn the_registers_are_in_order() {
        let registers = Registers::current().unwrap();
        assert!(registers.measures.headings.iter().all(|heading| registers.measures.under(heading).next().is_some()));
        assert!(
            registers
                .processing
                .data_categories
                .iter()
                .all(|category| !registers.processing.purposes_of(category, Locale::De).is_empty())
        );
        assert!(registers.retention.rules.iter().any(|rule| rule.annex));
    }

    #[test]
    fn a_measure_that_states_nothing_is_refused() {
        let vague = MEASURES.replacen("Passwords have at least", "Industry standard passwords have at least", 1);
        assert!(Registers::read(PROCESSING, &vague, RETENTION).unwrap_err().contains("industry standard"));
        let astray = MEASURES.replacen("heading = \"integrity\"", "heading = \"glory\"", 1);
        assert!(Registers::read(PROCESSING, &astray, RETENTION).unwrap_err().contains("under no heading"));
    }
}

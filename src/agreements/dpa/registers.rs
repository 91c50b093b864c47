//! The registers that the annexes are made from (`templates/legal/*.toml`): what is processed, by which measures it is
//! protected, how long it is kept.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::agreements::measures::{self, Measures, PerformedBy};
use crate::kernel::i18n::{Locale, Words};

/// Everything the annexes need besides the sub-processors.
#[derive(Debug)]
pub struct Registers {
    /// What is processed, about whom, and why.
    pub processing: Processing,
    /// Technical and organisational measures.
    pub measures: &'static Measures,
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
    /// Stable: the subject of an instruction of a workspace that takes its place.
    pub id: String,
    /// What it is about.
    pub subject: Words,
    /// What it says.
    pub value: Words,
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
    /// The module that carries it out by itself; empty where people do.
    control: String,
    /// Whether it stands in the agreement.
    pub annex: bool,
}

impl Rule {
    /// Who carries it out.
    #[must_use]
    pub const fn performed_by(&self) -> PerformedBy {
        if self.control.is_empty() { PerformedBy::Operator } else { PerformedBy::Software }
    }
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
                include_str!("../../../templates/legal/retention.toml"),
            )
        });
        REGISTERS.as_ref().map_err(String::as_str)
    }

    fn read(processing: &str, retention: &str) -> Result<Self, String> {
        let at = |file: &'static str| move |error: toml::de::Error| format!("{file}: {error}");
        Ok(Self {
            processing: toml::from_str(processing).map_err(at("processing.toml"))?,
            measures: measures::measures().map_err(|error| error.cause())?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registers_are_in_order() {
        let registers = Registers::current().unwrap();
        assert!(
            registers
                .processing
                .data_categories
                .iter()
                .all(|category| !registers.processing.purposes_of(category, Locale::De).is_empty())
        );
        let mut printed = registers.retention.rules.iter().filter(|rule| rule.annex).map(Rule::performed_by);
        assert!(printed.any(|by| by == PerformedBy::Software) && printed.any(|by| by == PerformedBy::Operator));
    }
}

//! What some promises need besides tests: that the registers say so now. A test shows that the software tells the truth of them;
//! whether the truth is what was promised is looked at whenever somebody asks.

use serde::Deserialize;

use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::vendors::subprocessors::{self, Core, Vendor, category_name};

/// What a promise needs besides its tests (`condition = "…"` in promises.toml).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every vendor that all customers use has its seat and each place of processing in the European Union, and one of them
    /// runs servers in Frankfurt.
    CoreInUnion,
}

/// What the registers say now of the conditions: read once, for everything that is said in one answer.
#[derive(Debug)]
pub struct Conditions {
    core: Core,
}

impl Conditions {
    /// Looks.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn now(kernel: &Kernel) -> Result<Self, Error> {
        Ok(Self::of(&subprocessors::active(&kernel.register().await?).await?))
    }

    /// What the vendors in use make of them.
    #[must_use]
    pub fn of(vendors: &[Vendor]) -> Self {
        Self { core: Core::of(vendors.iter().map(|vendor| &vendor.facts)) }
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn hold(&self, condition: Condition) -> bool {
        match condition {
            Condition::CoreInUnion => self.core.is_in_union(),
        }
    }

    /// What stands in the way of a condition, in words for everybody: categories and countries, no names.
    #[must_use]
    pub fn hindrance(&self, condition: Condition, texts: Texts) -> Option<String> {
        if self.hold(condition) {
            return None;
        }
        match condition {
            Condition::CoreInUnion => Some(self.core_elsewhere(texts)),
        }
    }

    fn core_elsewhere(&self, texts: Texts) -> String {
        let outside: Vec<String> = self
            .core
            .outside
            .iter()
            .map(|one| format!("{} ({})", category_name(texts, &one.category), one.countries(texts.locale())))
            .collect();
        let count = i64::try_from(outside.len()).unwrap_or(i64::MAX);
        let vendors = (count > 0).then(|| texts.tna("trust-core-outside", count, &[("vendors", &outside.join("; "))]));
        let servers = (!self.core.is_in_frankfurt).then(|| texts.t("trust-core-no-host"));
        vendors.into_iter().chain(servers).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;
    use crate::vendors::subprocessors::read_register;

    #[test]
    fn what_stands_in_the_way_is_said_by_category_and_country() {
        let mut vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let said = |vendors: &[Vendor], locale| Conditions::of(vendors).hindrance(Condition::CoreInUnion, Texts::new(locale));
        let one = said(&vendors, Locale::En).unwrap();
        assert!(one.contains("Support desk (Switzerland)") && one.starts_with("1 sub-processor"), "{one}");
        assert!(vendors.iter().all(|vendor| !one.contains(&vendor.legal_name)), "{one}");
        vendors[3].country = "NO".to_owned();
        let two = said(&vendors, Locale::De).unwrap();
        assert!(two.contains("(Norwegen); ") && two.contains("(Schweiz)") && two.starts_with("2 "), "{two}");
        vendors[0].location = "Berlin, Germany".to_owned();
        let three = said(&vendors, Locale::En).unwrap();
        assert!(three.contains("Switzerland") && three.ends_with("in Frankfurt."), "{three}");
        vendors.retain(|vendor| !["CH", "NO"].contains(&vendor.country.as_str()));
        vendors[0].location = "Frankfurt am Main, Germany".to_owned();
        assert_eq!(said(&vendors, Locale::En), None);
    }
}

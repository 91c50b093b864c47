//! The register in short, by category and without names.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::model::{Applies, Vendor};
use crate::kernel::i18n::{Locale, Texts};

/// The register in short, for everybody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Summary {
    /// The moment of the extract.
    pub as_of: DateTime<Utc>,
    /// Whether the operator has said whom it engages, be it nobody; until then the register says nothing.
    pub is_declared: bool,
    /// The first version of the list, where it is kept.
    pub first_list: Option<FirstList>,
    /// How many vendors there are.
    pub total: usize,
    /// By kind.
    pub categories: Vec<Group>,
}

/// How the list began.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = FirstSubprocessorList)]
pub struct FirstList {
    /// Since when it held.
    pub made_at: DateTime<Utc>,
    /// How many vendors it had.
    pub vendors: usize,
}

impl FirstList {
    /// When it began and with how many vendors, in a sentence.
    #[must_use]
    pub fn say(&self, texts: Texts) -> String {
        let vendors = texts.tn("subprocessors-first-vendors", i64::try_from(self.vendors).unwrap_or(i64::MAX));
        texts.ta("subprocessors-first", &[("date", &texts.date(self.made_at)), ("vendors", &vendors)])
    }
}

/// The vendors of one kind, without their names.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = VendorGroup)]
pub struct Group {
    /// The kind, as `email_delivery`.
    pub category: String,
    /// How many.
    pub count: usize,
    /// What is said of each in public.
    pub vendors: Vec<Listed>,
}

/// What is said of a vendor in public.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = VendorListed)]
pub struct Listed {
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where it processes.
    pub location: String,
    /// Whether data stay in the European Economic Area.
    pub within_eea: bool,
    /// What it does.
    pub purpose: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it takes part.
    pub applies: Applies,
}

impl Summary {
    /// Puts the vendors together by kind, in the order of the register.
    #[must_use]
    pub fn of(vendors: &[Vendor], first_list: Option<FirstList>, as_of: DateTime<Utc>, locale: Locale) -> Self {
        let mut categories: Vec<Group> = Vec::new();
        for vendor in vendors {
            let listed = Listed {
                country: vendor.country.clone(),
                location: vendor.location.clone(),
                within_eea: vendor.is_within_eea(),
                purpose: vendor.purpose(locale).to_owned(),
                since: vendor.since,
                applies: vendor.applies,
            };
            match categories.iter_mut().find(|group| group.category == vendor.category) {
                Some(group) => {
                    group.count += 1;
                    group.vendors.push(listed);
                }
                None => categories.push(Group { category: vendor.category.clone(), count: 1, vendors: vec![listed] }),
            }
        }
        let is_declared = first_list.is_some() || !vendors.is_empty();
        Self { as_of, is_declared, first_list, total: vendors.len(), categories }
    }
}

#[cfg(test)]
mod tests {
    use super::super::written::read_register;
    use super::*;

    #[test]
    fn the_summary_says_what_is_done_but_not_by_whom() {
        let vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        let summary = Summary::of(&vendors, None, vendors[0].since, Locale::De);
        assert_eq!((vendors.len(), summary.total), (8, 8));
        let text = serde_json::to_string(&summary).unwrap();
        assert!(vendors.iter().all(|vendor| !text.contains(&vendor.legal_name) && !text.contains(&vendor.contact_email)));
        assert!(text.contains("Betreibt die Server"));
    }

    #[test]
    fn a_register_without_vendors_says_nothing_before_it_was_declared() {
        let first = FirstList { made_at: DateTime::UNIX_EPOCH, vendors: 0 };
        let is_declared = |first| Summary::of(&[], first, DateTime::UNIX_EPOCH, Locale::En).is_declared;
        assert!(!is_declared(None) && is_declared(Some(first)));
    }
}

//! What the register says of a vendor in the reader's language.

use super::model::{AI, Applies};
use super::transfer::Transfer;
use crate::kernel::i18n::Texts;

/// What kind of vendor it is.
#[must_use]
pub fn category_name(texts: Texts, category: &str) -> String {
    let named = texts.try_t(&format!("subprocessors-category-{}", category.replace('_', "-")));
    named.unwrap_or_else(|| texts.t("subprocessors-category-other"))
}

/// When it takes part.
#[must_use]
pub fn applies_name(texts: Texts, applies: Applies) -> String {
    texts.t(&format!("subprocessors-applies-{}", applies.as_str().replace('_', "-")))
}

/// On what ground data go there.
#[must_use]
pub fn ground_name(texts: Texts, ground: Transfer) -> String {
    texts.t(&format!("subprocessors-transfer-{}", ground.as_str().replace('_', "-")))
}

/// What somebody finds out before data go there on this ground, in a sentence.
#[must_use]
pub fn assessment_hint(texts: Texts, ground: Transfer) -> String {
    texts.t(match ground {
        Transfer::NoneWithinEea => "reviews-assess-unnamed",
        Transfer::Adequacy => "reviews-assess-adequacy",
        Transfer::Dpf => "reviews-assess-framework",
        Transfer::SccM2 | Transfer::SccM3 => "reviews-assess-clauses",
        Transfer::Bcr => "reviews-assess-rules",
    })
}

/// A category of data; one without a name as it stands in the register.
#[must_use]
pub fn data_name(texts: Texts, category: &str) -> String {
    texts.try_t(&format!("subprocessors-data-{}", category.replace('_', "-"))).unwrap_or_else(|| category.to_owned())
}

/// The AI models of a vendor of this category; nothing for one that runs none.
#[must_use]
pub fn models_said(texts: Texts, category: &str, models: &[String]) -> String {
    match models.is_empty() {
        true if category == AI => texts.t("subprocessors-models-on-request"),
        _ => models.join(", "),
    }
}

/// An email address up to its sign and after it: a page breaks it there and nowhere else.
#[must_use]
pub fn around_the_sign(address: &str) -> (String, String) {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    (name.to_owned(), host.to_owned())
}

/// What is said of a list without vendors: nobody is engaged, or nobody has said whom.
#[must_use]
pub const fn nobody(is_declared: bool) -> &'static str {
    if is_declared { "subprocessors-empty" } else { "subprocessors-undeclared" }
}

/// Whether two full names are one, however they are spaced and with small letters or large.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        for other in ["Mailer SA", "mailer sa", " MAILER  SA "] {
            assert!(is_same_name("Mailer SA", other), "{other}");
        }
        assert!(is_same_name("ÖBERLIN AG", "Öberlin ag") && !is_same_name("Mailer SA", "Mailer S A"));
    }
}

//! What the register says of a vendor in the reader's language.

use super::model::{Applies, Transfer};
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

/// A category of data; one without a name as it stands in the register.
#[must_use]
pub fn data_name(texts: Texts, category: &str) -> String {
    texts.try_t(&format!("subprocessors-data-{}", category.replace('_', "-"))).unwrap_or_else(|| category.to_owned())
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

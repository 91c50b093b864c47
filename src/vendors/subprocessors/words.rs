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

/// What stands at the end of a name and says only what kind of company it is; single letters as in S.A. need no entry.
const LEGAL_FORMS: &str = "ab ag aps as bv bvba co company corp corporation dac doo eg ev gbr ggmbh gmbh inc incorporated kft kg kgaa \
                           limited llc llp lp ltd mbh nv ohg oy plc sa sarl sas se sp ug";
/// First words of names that are words of any text: alone they stand for nobody.
const COMMON: &str = "cloud data daten deutsche digital education email euro europa european first general global hosting internet lern \
                      learning mail media messaging network online post secure security server service services software stream \
                      support systems tech training united video world";
/// The first word of a name stands for the vendor if it has so many letters.
const LEAST_FIRST_WORD: usize = 4;
/// Or so many that are all capitals, as IBM; fewer may be a word of any text, as AI.
const LEAST_CAPITALS: usize = 3;

/// Whether a text names the vendor with this full name: by the whole of it without its legal form, or by its first word, which is
/// what people call it.
#[must_use]
pub fn names_it(text: &str, legal_name: &str) -> bool {
    let said = words_of(text);
    let name = usual_name(legal_name);
    let is_in_capitals = |word: &String| word.to_uppercase() == *word;
    // Where the whole name is in capitals, they say nothing of its first word.
    let least = match name.first() {
        Some(first) if is_in_capitals(first) && !name.iter().all(is_in_capitals) => LEAST_CAPITALS,
        _ => LEAST_FIRST_WORD,
    };
    let is_common = |word: &str| COMMON.split_whitespace().any(|common| common == word.to_lowercase());
    let first = name.first().filter(|word| word.chars().count() >= least && !is_common(word));
    let stands =
        |name: &[String]| !name.is_empty() && said.windows(name.len()).any(|part| is_same_name(&part.join(" "), &name.join(" ")));
    stands(&name) || first.is_some_and(|word| stands(std::slice::from_ref(word)))
}

/// The words of a name without what stands in brackets and without its legal form.
fn usual_name(legal_name: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let outside = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 { c } else { ' ' }
    };
    let mut words = words_of(&legal_name.chars().map(outside).collect::<String>());
    let is_letter = |word: &String| word.chars().count() == 1;
    let is_form = |word: &String| is_letter(word) || LEGAL_FORMS.split(' ').any(|form| form == word.to_lowercase());
    let end = words.iter().rposition(|word| !is_form(word)).map_or(1, |last| last + 1);
    // What is one letter without its legal form is called by all of it.
    if end > 1 || words.first().is_none_or(|word| !is_letter(word)) {
        words.truncate(end);
    }
    words
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
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

    #[test]
    fn a_text_names_a_vendor_by_its_whole_name_or_by_its_first_word() {
        for (text, name) in [
            ("Brieftaube sends the mails", "Brieftaube Mail ApS (demo)"),
            ("Die Server von BRIEFTAUBE-Mail.", "Brieftaube Mail ApS"),
            ("Runs on SAP.", "SAP SE"),
            ("The IBM cloud.", "IBM Deutschland GmbH"),
            ("Öberlin's servers", "ÖBERLIN d.o.o."),
            ("Mailer S.A. delivers mails", "Mailer SA"),
            ("Sent by Box.", "Box GmbH & Co. KG"),
        ] {
            assert!(names_it(text, name), "{text} | {name}");
        }
        for (text, name) in [
            ("Delivers mails.", "Mailer SA"),
            ("Stellt E-Mails zu.", "Early Mail AG"),
            ("Takes the mails and delivers them.", "The Post Ltd"),
            ("Answers AI requests.", "AI Works Inc."),
            ("As a company of the group, it keeps backups.", "Zweitkopie AG"),
            ("", "Mailer SA"),
            ("Takes the mails and delivers them.", "THE POST LTD"),
            ("Runs a server.", "A. GmbH"),
            ("Delivers mails.", ""),
            ("Stores data.", "Data Center Frankfurt GmbH"),
        ] {
            assert!(!names_it(text, name), "{text} | {name}");
        }
    }
}

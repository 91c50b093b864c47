//! The agreement before it is anybody's: in short (M-1.2), and in full with blanks where the customer will stand. Both come
//! from the text that agreements are made from, so that they cannot say anything else.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::content::{Content, Party};
use super::freeze::Sources;
use super::model::Processor;
use super::registers::Registers;
use super::render::{Printed, render};
use crate::agreements::measures::Undertaking;
use crate::agreements::templates::{self, Template};
use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::vendors::subprocessors::{Vendor, category_name};

/// A clause in short words.
pub struct Line {
    /// The number of the clause.
    pub number: String,
    /// In two words.
    pub title: String,
    /// In a sentence.
    pub text: String,
}

/// The clauses of a version in short words.
#[must_use]
pub fn lines(template: &Template, locale: Locale) -> Vec<Line> {
    let (config, text) = (template.config(), template.text(locale));
    let numbers = config.terms.named();
    let say = |words: &str| {
        let fill = |words: String, (name, term): &(&str, templates::Term)| {
            words.replace(&format!("{{{{{name}}}}}"), &term.value.to_string())
        };
        numbers.iter().fold(words.to_owned(), fill)
    };
    let lines = config.summary.iter().map(|line| {
        let number = text.numbers.get(line.anchor()).cloned().unwrap_or_default();
        let [title, text] = line.words(locale).map(say);
        Line { number, title, text }
    });
    lines.collect()
}

/// The numbers that the text of the agreement promises.
#[derive(Clone, Copy, Debug)]
pub struct Promised {
    /// Days between the notice of a sub-processor and its start.
    pub notice_days: u32,
    /// Hours within which an incident is reported.
    pub incident_hours: u32,
    /// Days for the return of data after the end.
    pub return_days: u32,
}

/// The numbers that the published text of the agreement promises; while none is, those of the one before.
///
/// # Errors
/// As [`templates::latest`].
pub async fn promised(kernel: &Kernel) -> Result<Promised, Error> {
    let template = templates::latest(kernel).await?;
    let terms = &template.config().terms;
    Ok(Promised {
        notice_days: terms.notice_days.value,
        incident_hours: terms.incident_hours.value,
        return_days: terms.return_days.value,
    })
}

/// The full text with blanks where the customer will stand, and each sub-processor by what it is: names are for customers
/// (M-6.1).
///
/// # Errors
/// In words, when a fact of the operator is missing.
pub fn full_text(
    template: &Template,
    locale: Locale,
    processor: &Processor,
    (undertakings, vendors): (&[Undertaking], &[Vendor]),
    base_url: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Printed>, String> {
    let labels = template.labels(locale).ok_or("the labels are missing")?;
    let names = labels.list("parties_rows").ok_or("the names of the parties' facts are missing")?;
    let blank = |at: usize| names.get(at).map_or_else(|| "[…]".to_owned(), |name| format!("[{name}]"));
    let content = Content::freeze(Sources {
        template,
        registers: Registers::current()?,
        undertakings,
        vendors,
        processor,
        controller: Party {
            legal_name: blank(0),
            register_no: blank(1),
            address: blank(2),
            country: blank(3),
            contact_email: blank(4),
            data_protection_officer: Some(blank(5)),
            signatory_name: blank(6),
            signatory_title: blank(7),
        },
        id: Uuid::nil(),
        number: "[…]".to_owned(),
        language: locale,
        verification_url: format!("{base_url}/verify"),
        return_choice: None,
        workspace: None,
        now,
    })?;
    let mut printed = render(template, &content).map_err(|complaint| complaint.to_string())?;
    for block in &mut printed {
        if let Printed::Table(table) = block
            && table.name == "subprocessors"
        {
            let texts = Texts::new(locale);
            table.columns[0] = texts.t("subprocessors-column-category");
            for (row, vendor) in table.rows.iter_mut().zip(vendors) {
                row[0] = category_name(texts, &vendor.category);
            }
        }
    }
    Ok(printed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::agreements::templates::{Block, Kind, Piece};

    /// The variables of a clause with its items.
    fn variables<'a>(template: &'a Template, locale: Locale, anchor: &str) -> BTreeSet<&'a str> {
        let from = template.text(locale).blocks.iter().skip_while(|block| block.anchor.as_deref() != Some(anchor));
        let is_of_it = |(at, block): &(usize, &Block)| *at == 0 || matches!(block.kind, Kind::Item(_));
        let pieces = from.enumerate().take_while(is_of_it).flat_map(|(_, block)| &block.pieces);
        pieces.filter_map(|piece| if let Piece::Variable(name) = piece { Some(name.as_str()) } else { None }).collect()
    }

    #[test]
    fn each_number_of_the_summary_is_the_one_of_the_clause_it_puts_in_short_words() {
        let template = Template::shipped().unwrap();
        let mut numbers = BTreeSet::new();
        for locale in Locale::ALL {
            for line in &template.config().summary {
                let mut rest = line.words(locale).join(" ");
                let clause = variables(&template, locale, line.anchor());
                for (name, _) in template.config().terms.named() {
                    let mark = format!("{{{{{name}}}}}");
                    if rest.contains(&mark) {
                        assert!(clause.contains(name), "{locale}: the clause {} does not say {name}", line.anchor());
                        numbers.insert(name);
                        rest = rest.replace(&mark, "");
                    }
                }
                assert!(!rest.contains(|c: char| c.is_ascii_digit()), "{locale}: a number is typed by hand: {rest}");
            }
        }
        assert_eq!(numbers.len(), template.config().terms.named().len(), "{numbers:?}");
    }
}

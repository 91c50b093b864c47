//! The agreement before it is anybody's: in short (M-1.2), and in full with blanks where the customer will stand. Both come
//! from the text that agreements are made from, so that they cannot say anything else.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::content::{Content, Party};
use super::freeze::Sources;
use super::model::Processor;
use super::registers::Registers;
use super::render::{Printed, render};
use super::template::{Complaint, Template};
use crate::kernel::i18n::Locale;
use crate::vendors::subprocessors::Vendor;

/// A clause in short words.
pub struct Line {
    /// The number of the clause.
    pub number: String,
    /// In two words.
    pub title: String,
    /// In a sentence.
    pub text: String,
}

/// The version of the text, and its clauses in short words.
///
/// # Errors
/// When the text does not hold together.
pub fn lines(locale: Locale) -> Result<(&'static str, Vec<Line>), Complaint> {
    let template = Template::current()?;
    let (config, text) = (template.config(), template.text(locale)?);
    let terms = &config.terms;
    let numbers = [
        ("{{notice_days}}", terms.notice_days.value),
        ("{{incident_hours}}", terms.incident_hours.value),
        ("{{request_days}}", terms.request_days.value),
        ("{{return_days}}", terms.return_days.value),
    ];
    let say = |words: Option<&String>| {
        let words = words.cloned().unwrap_or_default();
        numbers.iter().fold(words, |words, (name, value)| words.replace(name, &value.to_string()))
    };
    let lines = config.summary.iter().map(|line| Line {
        number: text.numbers.get(&line.anchor).cloned().unwrap_or_default(),
        title: say(line.title.get(locale.code())),
        text: say(line.text.get(locale.code())),
    });
    Ok((&config.version, lines.collect()))
}

/// The days of notice that the text promises (M-5.6).
pub fn notice_days() -> u32 {
    Template::current().map_or(30, |template| template.config().terms.notice_days.value)
}

/// The full text with blanks where the customer will stand.
///
/// # Errors
/// In words, when a fact of the operator is missing.
pub fn full_text(
    locale: Locale,
    processor: &Processor,
    vendors: &[Vendor],
    base_url: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Printed>, String> {
    let template = Template::current().map_err(|complaint| complaint.to_string())?;
    let labels = template.config().labels(locale).map_err(|complaint| complaint.to_string())?;
    let names = labels.list("parties_rows").ok_or("the names of the parties' facts are missing")?;
    let blank = |at: usize| names.get(at).map_or_else(|| "[…]".to_owned(), |name| format!("[{name}]"));
    let content = Content::freeze(Sources {
        template,
        registers: Registers::current()?,
        vendors,
        processor,
        controller: Party {
            legal_name: blank(0),
            register_no: blank(1),
            address: blank(2),
            country: blank(3),
            contact_email: blank(4),
            signatory_name: blank(5),
            signatory_title: blank(6),
        },
        id: Uuid::nil(),
        number: "[…]".to_owned(),
        language: locale,
        verification_url: format!("{base_url}/verify"),
        now,
    })?;
    render(template, &content).map_err(|complaint| complaint.to_string())
}

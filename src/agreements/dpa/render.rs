//! Puts the content into the text: numbers, values, tables. What comes out is the document as blocks, for paper and screen.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::content::{Content, EvidenceListed, MeasureListed, Party, Proved, ReturnChoice};
use crate::agreements::templates::{Block, Config, Kind, Labels, Piece, Template, Text};
use crate::kernel::i18n::{Locale, Texts};
use crate::vendors::subprocessors::{country, place};

/// Why a text could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Complaint {
    /// The file of the text.
    pub file: String,
    /// Its line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is missing.
    pub what: String,
}

/// A block as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// The title.
    Title(String),
    /// A numbered section.
    Section(String, String),
    /// An annex: its number and its title.
    Annex(String, String),
    /// A heading inside an annex.
    Heading(String),
    /// A numbered clause.
    Clause(String, String),
    /// A lettered item of the clause or paragraph above.
    Item(String, String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in the template.
    pub name: String,
    /// Its head.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of a row, each with what stands over it.
    pub fn cells<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
        row.iter().enumerate().map(|(place, cell)| (self.columns.get(place).map_or("", String::as_str), cell.as_str()))
    }
}

/// Renders an agreement.
///
/// # Errors
/// When a variable has no value, or a table or label is missing; with file and line.
pub fn render(template: &Template, content: &Content) -> Result<Vec<Printed>, Complaint> {
    let locale = content.language;
    let text = template.text(locale);
    let file = format!("{}.md", locale.code());
    let no_labels = || Complaint { file: "template.toml".to_owned(), line: 0, what: format!("[labels.{locale}] is missing") };
    let labels = template.labels(locale).ok_or_else(no_labels)?;
    let renderer = Renderer {
        file,
        text,
        config: template.config(),
        labels,
        values: variables(template.config(), labels, content),
        content,
        locale,
    };
    let printed = renderer.blocks()?;
    // What stands in no sentence but only in the table of the parties.
    let is_empty = |name: &str| renderer.values.get(name).is_none_or(|value| value.trim().is_empty());
    match renderer.config.variables().find(|(name, required)| *required && is_empty(name)) {
        Some((name, _)) => {
            Err(Complaint { file: renderer.file, line: 0, what: format!("the variable “{name}” has no value") })
        }
        None => Ok(printed),
    }
}

struct Renderer<'a> {
    file: String,
    text: &'a Text,
    config: &'a Config,
    labels: &'a Labels,
    values: BTreeMap<&'static str, String>,
    content: &'a Content,
    locale: Locale,
}

impl Renderer<'_> {
    fn blocks(&self) -> Result<Vec<Printed>, Complaint> {
        let mut printed = Vec::new();
        let mut shown = true;
        for block in &self.text.blocks {
            match &block.kind {
                Kind::If(flag) => shown = self.is_set(flag),
                Kind::EndIf => shown = true,
                _ if shown => self.block(block, &mut printed)?,
                _ => {}
            }
        }
        Ok(printed)
    }

    fn is_set(&self, flag: &str) -> bool {
        match flag {
            "ai.enabled" => self.content.ai.enabled,
            "sso.enabled" => self.content.sso == Some(true),
            _ => false,
        }
    }

    fn block(&self, block: &Block, printed: &mut Vec<Printed>) -> Result<(), Complaint> {
        let words = self.words(block)?;
        let number = || block.anchor.as_ref().and_then(|anchor| self.text.numbers.get(anchor)).cloned().unwrap_or_default();
        match &block.kind {
            Kind::Title => printed.push(Printed::Title(words)),
            Kind::Section(number) => printed.push(Printed::Section(number.clone(), words)),
            Kind::Annex(_) => printed.push(Printed::Annex(number(), words)),
            Kind::Clause(number) => printed.push(Printed::Clause(number.clone(), words)),
            Kind::Item(letter) => printed.push(Printed::Item(letter.clone(), words)),
            Kind::Paragraph => printed.push(Printed::Paragraph(words)),
            Kind::Table(name) => self.table(block, name, printed)?,
            Kind::If(_) | Kind::EndIf => {}
        }
        Ok(())
    }

    /// A value is put in once and never read again, so that braces in a name are just text.
    fn words(&self, block: &Block) -> Result<String, Complaint> {
        let mut words = String::new();
        for piece in &block.pieces {
            match piece {
                Piece::Words(text) => words.push_str(text),
                Piece::Reference(anchor) => words.push_str(self.text.numbers.get(anchor).map_or("", String::as_str)),
                Piece::Variable(name) => match self.values.get(name.as_str()).filter(|value| !value.trim().is_empty()) {
                    Some(value) => words.push_str(&value.replace(['\n', '\r'], " ")),
                    None => return Err(self.wrong(block, format!("the variable “{name}” has no value"))),
                },
            }
        }
        Ok(words)
    }

    fn wrong(&self, block: &Block, what: String) -> Complaint {
        Complaint { file: self.file.clone(), line: block.line, what }
    }

    fn table(&self, block: &Block, name: &str, printed: &mut Vec<Printed>) -> Result<(), Complaint> {
        let label = |name: &str| self.labels.text(name).map(str::to_owned);
        let columns = self
            .labels
            .list(&format!("{name}_columns"))
            .ok_or_else(|| self.wrong(block, format!("the table “{name}” has no columns")))?;
        let table = |rows| {
            Printed::Table(Table {
                name: name.to_owned(),
                columns: columns.iter().map(|&column| column.to_owned()).collect(),
                rows,
            })
        };
        if name == "measures" {
            for group in &self.content.measures {
                let row = |measure: &MeasureListed| vec![measure.name.clone(), measure.text.clone(), self.proved(measure)];
                printed.push(Printed::Heading(group.name.clone()));
                printed.push(table(group.measures.iter().map(row).collect()));
            }
            return Ok(());
        }
        let rows = self.rows(name).ok_or_else(|| self.wrong(block, format!("the table “{name}” cannot be made")))?;
        match (rows.is_empty(), label(&format!("{name}_empty"))) {
            (false, _) => printed.push(table(rows)),
            (true, Some(sentence)) => printed.push(Printed::Paragraph(sentence)),
            (true, None) => return Err(self.wrong(block, format!("the table “{name}” has no rows"))),
        }
        Ok(())
    }

    /// Who carries a measure out, what proves it, and the promises under which the public register shows both.
    fn proved(&self, measure: &MeasureListed) -> String {
        let mut words = self.word("performed_by", &measure.performed_by);
        if let Some(Proved { tests, passed_on }) = measure.proof {
            let label = self.labels.text(if tests == 1 { "measures_test" } else { "measures_tests" }).unwrap_or_default();
            let said = label.replace("{tests}", &tests.to_string()).replace("{date}", &self.day(passed_on));
            words = format!("{words}; {said}");
        }
        if let Some(EvidenceListed { titles, checked_on }) = &measure.evidence {
            words = titles.iter().fold(words, |words, title| format!("{words}; {title}"));
            if let Some(day) = checked_on {
                let label = self.labels.text("measures_checked").unwrap_or_default();
                words = format!("{words}; {}", label.replace("{date}", &self.day(*day)));
            }
        }
        if measure.promises.is_empty() { words } else { format!("{words} ({})", measure.promises.join(", ")) }
    }

    fn rows(&self, name: &str) -> Option<Vec<Vec<String>>> {
        let content = self.content;
        let none = self.labels.text("none")?;
        Some(match name {
            "parties" => {
                let names = self.labels.list("parties_rows")?;
                let nobody = self.labels.text("parties_no_officer")?;
                let facts = |party: &Party| facts(party, self.locale, nobody);
                let (theirs, ours) = (facts(&content.controller), facts(&content.processor));
                let rows = names.into_iter().zip(theirs.into_iter().zip(ours));
                rows.map(|(name, (theirs, ours))| vec![name.to_owned(), theirs, ours]).collect()
            }
            "liability" => {
                let rows = content.liability.iter().map(|row| row.cells(self.config, self.labels, self.locale));
                rows.collect::<Option<Vec<_>>>()?
            }
            "data_categories" => {
                let row = |category: &super::content::CategoryListed| {
                    vec![category.name.clone(), category.text.clone(), category.purposes.join("; ")]
                };
                content.data_categories.iter().map(row).collect()
            }
            "people_categories" => {
                content.people_categories.iter().map(|kind| vec![kind.name.clone(), kind.text.clone()]).collect()
            }
            "instructions" => {
                let default = self.labels.text("instructions_default_giver")?;
                let row = |instruction: &super::content::InstructionListed| {
                    let giver = instruction.given_by.as_deref().unwrap_or(default);
                    vec![instruction.subject.clone(), instruction.value.clone(), giver.to_owned(), self.day(instruction.date)]
                };
                content.instructions.iter().map(row).collect()
            }
            "subprocessors" => content.subprocessors.items.iter().map(|vendor| self.vendor(vendor, none)).collect(),
            "retention" => {
                let forever = self.labels.text("retention_none")?;
                let rows = content.retention.iter().map(|rule| {
                    let period = match &rule.period {
                        Some(period) => self.config.period(self.locale, period)?,
                        None => forever.to_owned(),
                    };
                    Some(vec![
                        rule.what.clone(),
                        period,
                        rule.start.clone(),
                        self.word("action", &rule.action),
                        rule.performed_by.as_ref().map(|by| self.word("performed_by", by)).unwrap_or_default(),
                        rule.basis.clone(),
                    ])
                });
                rows.collect::<Option<Vec<_>>>()?
            }
            "ai_schedule" => {
                let functions = content.ai.functions.iter();
                let on_request = Texts::new(self.locale).t("subprocessors-models-on-request");
                let row = functions.map(|it| {
                    let models = if it.models.is_empty() { on_request.clone() } else { it.models.join("\n") };
                    vec![
                        it.name.clone(),
                        format!("{}\n{models}", it.provider),
                        place(&it.location, self.locale),
                        it.data.clone(),
                        self.day(it.since),
                    ]
                });
                row.collect()
            }
            _ => return None,
        })
    }

    fn vendor(&self, vendor: &super::content::VendorListed, none: &str) -> Vec<String> {
        let data = if vendor.data.is_empty() { none.to_owned() } else { vendor.data.join(", ") };
        vec![
            format!(
                "{}\n{}, {}\n{}",
                vendor.legal_name,
                vendor.address,
                country_name(&vendor.country, self.locale),
                vendor.contact_email
            ),
            vendor.purpose.clone(),
            data,
            place(&vendor.location, self.locale),
            self.word("transfer_mechanism", &vendor.transfer_mechanism),
            self.day(vendor.since),
            self.word("applies", &vendor.applies),
        ]
    }

    fn word(&self, kind: &str, code: &str) -> String {
        self.config.word(self.locale, kind, code).unwrap_or(code).to_owned()
    }

    fn day(&self, date: NaiveDate) -> String {
        day(self.locale, date)
    }
}

fn day(locale: Locale, date: NaiveDate) -> String {
    Texts::new(locale).date(date.and_time(NaiveTime::MIN).and_utc())
}

fn country_name(code: &str, locale: Locale) -> String {
    country(code).map_or_else(|| code.to_owned(), |country| country.name(locale).to_owned())
}

fn facts(party: &Party, locale: Locale, nobody: &str) -> [String; 8] {
    [
        party.legal_name.clone(),
        party.register_no.clone(),
        party.address.clone(),
        country_name(&party.country, locale),
        party.contact_email.clone(),
        party.data_protection_officer.clone().unwrap_or_else(|| nobody.to_owned()),
        party.signatory_name.clone(),
        party.signatory_title.clone(),
    ]
}

/// The value of every variable of the text.
pub(super) fn variables(config: &Config, labels: &Labels, content: &Content) -> BTreeMap<&'static str, String> {
    let locale = content.language;
    let language = labels.text("language_name").unwrap_or(locale.code()).to_owned();
    let (theirs, ours) = (&content.controller, &content.processor);
    let extract = &content.subprocessors;
    let nobody = labels.text("parties_no_officer").unwrap_or_default();
    let officer = |party: &Party| party.data_protection_officer.clone().unwrap_or_else(|| nobody.to_owned());
    // What an older agreement did not freeze, its text does not say.
    let frozen = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let choice = config.word(locale, "return_choice", content.return_choice.map_or("none", ReturnChoice::as_str));
    BTreeMap::from([
        ("controller.legal_name", theirs.legal_name.clone()),
        ("controller.register_no", theirs.register_no.clone()),
        ("controller.address", theirs.address.clone()),
        ("controller.country", country_name(&theirs.country, locale)),
        ("controller.contact_email", theirs.contact_email.clone()),
        ("controller.data_protection_officer", officer(theirs)),
        ("controller.signatory_name", theirs.signatory_name.clone()),
        ("controller.signatory_title", theirs.signatory_title.clone()),
        ("processor.legal_name", ours.legal_name.clone()),
        ("processor.register_no", ours.register_no.clone()),
        ("processor.address", ours.address.clone()),
        ("processor.country", country_name(&ours.country, locale)),
        ("processor.contact_email", ours.contact_email.clone()),
        ("processor.data_protection_officer", officer(ours)),
        ("processor.signatory_name", ours.signatory_name.clone()),
        ("processor.signatory_title", ours.signatory_title.clone()),
        ("processor.privacy_email", content.privacy_email.clone()),
        ("processor.security_email", content.security_email.clone()),
        ("agreement.number", content.number.clone()),
        ("agreement.date", day(locale, content.date)),
        ("agreement.template_version", content.template.version.clone()),
        ("agreement.verification_url", content.verification_url.clone()),
        ("agreement.language", language),
        ("notice_days", content.terms.notice_days.to_string()),
        ("incident_hours", content.terms.incident_hours.to_string()),
        ("incident_target_hours", frozen(content.terms.incident_target_hours)),
        ("request_days", content.terms.request_days.to_string()),
        ("return_days", content.terms.return_days.to_string()),
        ("offer_days", frozen(content.terms.offer_days)),
        ("answer_days", frozen(content.terms.answer_days)),
        ("return_choice", choice.unwrap_or_default().to_owned()),
        ("subprocessors.as_of", day(locale, extract.as_of)),
        ("subprocessors.count", extract.items.len().to_string()),
        ("subprocessors.snapshot_id", extract.snapshot_id.clone()),
        ("governing_law.country", country_name(&content.governing_law.country, locale)),
        ("governing_law.place", content.governing_law.place.clone()),
    ])
}

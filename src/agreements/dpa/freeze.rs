//! Freezes the content of an agreement from the settings, the registers and the request: after this nothing of it changes.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::content::{
    Ai, CategoryListed, Content, Extract, GoverningLaw, InstructionListed, MeasureGroup, MeasureListed, Party, RegistersUsed,
    RetentionListed, SCHEMA, TemplateUsed, Terms, VendorListed,
};
use super::model::Processor;
use super::registers::{Category, Registers};
use super::template::Template;
use crate::kernel::i18n::Locale;
use crate::kernel::ids::sha256_hex;
use crate::vendors::subprocessors::{Transfer, Vendor, country_named};

/// What an agreement is made from.
pub struct Sources<'a> {
    /// The text.
    pub template: &'a Template,
    /// The registers of the annexes.
    pub registers: &'a Registers,
    /// The vendors in use.
    pub vendors: &'a [Vendor],
    /// The operator.
    pub processor: &'a Processor,
    /// The customer.
    pub controller: Party,
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its language.
    pub language: Locale,
    /// Where a copy can be checked.
    pub verification_url: String,
    /// The moment it is frozen.
    pub now: DateTime<Utc>,
}

impl Content {
    /// Freezes the content.
    ///
    /// # Errors
    /// In words, when a fact is missing.
    pub fn freeze(from: Sources<'_>) -> Result<Self, String> {
        let missing = from.processor.missing();
        if !missing.is_empty() {
            return Err(format!("these settings are missing: {}", missing.join(", ")));
        }
        let (registers, locale, date) = (from.registers, from.language, from.now.date_naive());
        let text = from.template.text(locale).map_err(|complaint| complaint.to_string())?;
        let config = from.template.config();
        let processor = from.processor;
        Ok(Self {
            schema: SCHEMA.to_owned(),
            id: from.id,
            number: from.number,
            date,
            language: locale,
            template: TemplateUsed { version: config.version.clone(), sha256: text.sha256.clone() },
            verification_url: from.verification_url,
            controller: from.controller,
            processor: party(processor),
            privacy_email: processor.privacy_email.clone(),
            security_email: processor.security_email.clone(),
            terms: Terms {
                notice_days: config.terms.notice_days.value,
                incident_hours: config.terms.incident_hours.value,
                request_days: config.terms.request_days.value,
                return_days: config.terms.return_days.value,
            },
            governing_law: GoverningLaw {
                country: coded(&processor.governing_law_country),
                place: processor.governing_law_place.clone(),
            },
            data_categories: categories(registers, &registers.processing.data_categories, locale),
            people_categories: categories(registers, &registers.processing.people_categories, locale),
            instructions: instructions(registers, locale, date),
            measures: measures(registers, locale),
            subprocessors: Extract::of(from.vendors, registers, locale, date)?,
            retention: retention(registers, locale),
            // A customer without a workspace has switched nothing on.
            ai: Ai { enabled: false, functions: Vec::new() },
            registers: RegistersUsed {
                processing: registers.processing.version.clone(),
                measures: registers.measures.version.clone(),
                retention: registers.retention.version.clone(),
            },
        })
    }
}

fn party(processor: &Processor) -> Party {
    Party {
        legal_name: processor.legal_name.clone(),
        register_no: processor.register_no.clone(),
        address: processor.address.clone(),
        country: coded(&processor.country),
        contact_email: processor.contact_email.clone(),
        signatory_name: processor.signatory_name.clone(),
        signatory_title: processor.signatory_title.clone(),
    }
}

/// The code of a country that the settings name in whatever way.
fn coded(country: &str) -> String {
    country_named(country).map_or_else(|| country.to_owned(), |country| country.code.to_owned())
}

fn categories(registers: &Registers, listed: &[Category], locale: Locale) -> Vec<CategoryListed> {
    let list = |category: &Category| CategoryListed {
        id: category.id.clone(),
        name: category.name.say(locale).to_owned(),
        text: category.text.say(locale).to_owned(),
        purposes: registers.processing.purposes_of(category, locale).into_iter().map(str::to_owned).collect(),
    };
    listed.iter().map(list).collect()
}

fn instructions(registers: &Registers, locale: Locale, date: NaiveDate) -> Vec<InstructionListed> {
    let defaults = registers.processing.default_instructions.iter();
    let list = defaults.map(|instruction| InstructionListed {
        subject: instruction.subject.say(locale).to_owned(),
        value: instruction.value.say(locale).to_owned(),
        given_by: None,
        date,
    });
    list.collect()
}

fn measures(registers: &Registers, locale: Locale) -> Vec<MeasureGroup> {
    let groups = registers.measures.headings.iter().map(|heading| MeasureGroup {
        name: heading.name(locale).to_owned(),
        measures: registers
            .measures
            .under(heading)
            .map(|measure| MeasureListed {
                id: measure.id.clone(),
                name: measure.name.say(locale).to_owned(),
                text: measure.text.say(locale).to_owned(),
                performed_by: measure.performed_by.as_str().to_owned(),
                promises: measure.promises.clone(),
            })
            .collect(),
    });
    groups.filter(|group| !group.measures.is_empty()).collect()
}

fn retention(registers: &Registers, locale: Locale) -> Vec<RetentionListed> {
    let rules = registers.retention.rules.iter().filter(|rule| rule.annex);
    let list = rules.map(|rule| RetentionListed {
        id: rule.id.clone(),
        what: rule.what.say(locale).to_owned(),
        period: Some(rule.period.clone()).filter(|period| !period.is_empty()),
        start: rule.start.say(locale).to_owned(),
        action: rule.action.clone(),
        basis: rule.basis.say(locale).to_owned(),
    });
    list.collect()
}

impl Extract {
    /// The vendors in use, by name; one outside the European Economic Area must have a ground of transfer (Art. 44 GDPR).
    fn of(vendors: &[Vendor], registers: &Registers, locale: Locale, as_of: NaiveDate) -> Result<Self, String> {
        let mut items = Vec::new();
        for vendor in vendors {
            if vendor.transfer_mechanism == Transfer::NoneWithinEea && !vendor.is_within_eea() {
                return Err(format!("the sub-processor {} is outside the EEA and has no ground of transfer", vendor.id));
            }
            let data = vendor.data_categories.iter().map(|id| registers.processing.name_of(id, locale).to_owned());
            items.push(VendorListed {
                legal_name: vendor.legal_name.clone(),
                address: vendor.address.clone(),
                country: vendor.country.clone(),
                contact_email: vendor.contact_email.clone(),
                purpose: vendor.purpose(locale).to_owned(),
                data: data.collect(),
                location: vendor.location.clone(),
                transfer_mechanism: vendor.transfer_mechanism.as_str().to_owned(),
                since: vendor.since.date_naive(),
                applies: vendor.applies.as_str().to_owned(),
            });
        }
        let canonical = serde_json_canonicalizer::to_string(&items).map_err(|error| error.to_string())?;
        let snapshot_id = sha256_hex(canonical.as_bytes()).chars().take(16).collect();
        Ok(Self { snapshot_id, as_of, items })
    }
}

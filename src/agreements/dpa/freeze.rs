//! Freezes the content of an agreement from the settings, the registers and the request: after this nothing of it changes.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::content::{
    Ai, AiFunction, CategoryListed, Content, Extract, GoverningLaw, InstructionListed, Party, RegistersUsed, RetentionListed,
    ReturnChoice, SCHEMA, TemplateUsed, Terms, VendorListed,
};
use super::liability::liability;
use super::measures::measures;
use super::model::Processor;
use super::registers::{Category, Registers};
use crate::agreements::measures::Undertaking;
use crate::agreements::templates::Template;
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::pdf::printable;
use crate::people::settings;
use crate::vendors::lists::{Entry, WhyNot};
use crate::vendors::subprocessors::{Applies, Facts, Kept, Transfer, Vendor, country_named, fingerprint, snapshot_id};

/// So many characters of an instruction in writing stand in the annex: a row stays on its page.
const MOST_WRITTEN: usize = 600;

/// What an agreement is made from.
pub struct Sources<'a> {
    /// The text.
    pub template: &'a Template,
    /// The registers of the annexes.
    pub registers: &'a Registers,
    /// What the operator's people do.
    pub undertakings: &'a [Undertaking],
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
    /// What happens to the data at the end; `None`: nobody has chosen.
    pub return_choice: Option<ReturnChoice>,
    /// What the workspace has instructed; `None`: it was asked for without one.
    pub workspace: Option<&'a WorkspaceFacts>,
    /// The moment it is frozen.
    pub now: DateTime<Utc>,
}

/// What a workspace has instructed by the moment at which the content is frozen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkspaceFacts {
    /// Whether AI may be used.
    pub ai: bool,
    /// Whether single sign-on is used.
    pub sso: bool,
    /// The newest instruction on each subject.
    pub instructions: Vec<GivenInstruction>,
    /// What was instructed in writing and is followed.
    pub written: Vec<WrittenListed>,
    /// The list as it holds for the workspace.
    pub vendors: Vec<VendorHere>,
}

/// A vendor as it holds for a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorHere {
    /// The vendor, with the facts that hold here.
    pub vendor: Kept,
    /// Why it gets no data of the workspace, where a notice or an objection keeps it away.
    pub kept_away: Option<KeptAway>,
}

/// Why a vendor gets no data of a workspace although its functions are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptAway {
    /// The workspace objected, and the objection ended with the vendor left out.
    LeftOut,
    /// The days of its notice still run, or an objection is open.
    NotYet,
}

impl KeptAway {
    /// The code in annex III.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftOut => "left_out",
            Self::NotYet => "not_yet",
        }
    }
}

impl VendorHere {
    pub(super) fn of(vendor: &Vendor, kept_away: Option<KeptAway>) -> Self {
        Self { vendor: Kept { id: vendor.id, facts: vendor.facts.clone(), since: vendor.since }, kept_away }
    }

    /// The list for an agreement. What came into the register in the moment after the workspace was looked at was announced to
    /// it, and its days cannot have run.
    fn listed(vendors: &[Vendor], workspace: Option<&WorkspaceFacts>) -> Vec<Self> {
        let Some(known) = workspace.map(|facts| &facts.vendors) else {
            return vendors.iter().map(|vendor| Self::of(vendor, None)).collect();
        };
        let newer = vendors.iter().filter(|vendor| known.iter().all(|here| here.vendor.id != vendor.id));
        known.iter().cloned().chain(newer.map(|vendor| Self::of(vendor, Some(KeptAway::NotYet)))).collect()
    }
}

/// An instruction, without the name of who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GivenInstruction {
    /// What it is about.
    pub subject: String,
    /// What shall hold.
    pub value: serde_json::Value,
    /// The role of who gave it.
    pub role: String,
    /// Their initials.
    pub initials: String,
    /// When.
    pub date: NaiveDate,
}

/// An instruction in writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenListed {
    /// What it says.
    pub text: String,
    /// When it arrived.
    pub date: NaiveDate,
}

impl GivenInstruction {
    /// Whether it is about one change of sub-processors or one kind of data: the rest of its subject stays as it was.
    fn is_particular(&self) -> bool {
        ["change", "vendor", "category"].iter().any(|part| self.value.get(part).is_some())
    }
}

impl WorkspaceFacts {
    /// The facts in what was instructed.
    #[must_use]
    pub fn of(given: Vec<settings::Given>, written: Vec<settings::WrittenInstruction>, list: Vec<Entry>) -> Self {
        let is_on = |subject: &str| given.iter().any(|one| one.instruction.subject == subject && one.instruction.enables());
        let (ai, sso) = (is_on(settings::Subject::Ai.as_str()), is_on(settings::Subject::Sso.as_str()));
        let instructions = given.into_iter().map(|one| GivenInstruction {
            initials: one.initials,
            role: one.role.as_str().to_owned(),
            date: one.instruction.given_at.date_naive(),
            subject: one.instruction.subject,
            value: one.instruction.value,
        });
        let here = list.iter().map(|entry| {
            let kept_away = match entry.why_not {
                Some(WhyNot::LeftOut) => Some(KeptAway::LeftOut),
                Some(WhyNot::NotYet) => Some(KeptAway::NotYet),
                // Whether a function is on stands in annex I and decides by itself.
                Some(WhyNot::AiOff | WhyNot::SsoOff) | None => None,
            };
            VendorHere::of(&entry.vendor, kept_away)
        });
        let written =
            written.into_iter().map(|one| WrittenListed { text: one.text, date: one.received_at.date_naive() }).collect();
        Self { ai, sso, instructions: instructions.collect(), written, vendors: here.collect() }
    }

    fn since(&self, subject: settings::Subject) -> Option<NaiveDate> {
        self.instructions.iter().find(|one| one.subject == subject.as_str()).map(|one| one.date)
    }
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
        let text = from.template.text(locale);
        let config = from.template.config();
        let processor = from.processor;
        let here = VendorHere::listed(from.vendors, from.workspace);
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
                incident_target_hours: Some(config.terms.incident_target_hours.value),
                request_days: config.terms.request_days.value,
                return_days: config.terms.return_days.value,
                offer_days: Some(config.life.offer_days.value),
                answer_days: Some(config.life.answer_days.value),
            },
            return_choice: from.return_choice,
            sso: Some(from.workspace.is_some_and(|facts| facts.sso)),
            governing_law: GoverningLaw {
                country: coded(&processor.governing_law_country),
                place: processor.governing_law_place.clone(),
            },
            liability: liability(from.template, locale)?,
            data_categories: categories(registers, &registers.processing.data_categories, locale),
            people_categories: categories(registers, &registers.processing.people_categories, locale),
            instructions: instructions(registers, from.workspace, locale, date),
            measures: measures(registers, from.undertakings, locale)?,
            subprocessors: Extract::of(from.vendors, &here, registers, locale, date)?,
            retention: retention(registers, locale),
            ai: ai(&here, registers, from.workspace, locale),
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
        data_protection_officer: Some(processor.data_protection_officer.clone()).filter(|officer| !officer.is_empty()),
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

/// The newest instruction of the workspace on each subject; where it gave none for the whole of it, what the service does by
/// itself.
fn instructions(
    registers: &Registers,
    workspace: Option<&WorkspaceFacts>,
    locale: Locale,
    date: NaiveDate,
) -> Vec<InstructionListed> {
    let given = workspace.map(|facts| facts.instructions.as_slice()).unwrap_or_default();
    let texts = Texts::new(locale);
    let list = |one: &GivenInstruction| InstructionListed {
        subject: settings::subject_words(texts, &one.subject),
        value: settings::value_words(texts, &one.subject, &one.value),
        given_by: Some(format!("{} ({})", texts.t(&format!("role-{}", one.role)), one.initials)),
        date: one.date,
    };
    let defaults = registers.processing.default_instructions.iter();
    let defaults = defaults.filter(|default| given.iter().all(|one| one.subject != default.id || one.is_particular()));
    let defaults = defaults.map(|instruction| InstructionListed {
        subject: instruction.subject.say(locale).to_owned(),
        value: instruction.value.say(locale).to_owned(),
        given_by: None,
        date,
    });
    let written = workspace.map(|facts| facts.written.as_slice()).unwrap_or_default().iter().map(|one| InstructionListed {
        subject: texts.t("instruction-subject-written"),
        value: beginning(&one.text),
        given_by: Some(texts.t("instruction-given-in-writing")),
        date: one.date,
    });
    given.iter().map(list).chain(written).chain(defaults).collect()
}

/// What an instruction in writing says, as far as it fits into a row; the record of instructions has the whole of it.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_long = line.chars().count() > MOST_WRITTEN;
    format!("{}{}", printable(&line, MOST_WRITTEN), if is_long { " …" } else { "" })
}

/// Annex V: nothing where the workspace has not switched AI on, or there is none; otherwise what the AI vendors do, without
/// those that get no data of the workspace.
fn ai(here: &[VendorHere], registers: &Registers, workspace: Option<&WorkspaceFacts>, locale: Locale) -> Ai {
    let since = workspace.filter(|facts| facts.ai).and_then(|facts| facts.since(settings::Subject::Ai));
    let takes_part = here.iter().filter(|one| one.kept_away.is_none()).map(|one| &one.vendor.facts);
    let of_ai = takes_part.filter(|vendor| vendor.applies == Applies::AiEnabled);
    let list = |(vendor, since): (&Facts, NaiveDate)| AiFunction {
        name: vendor.purpose(locale).to_owned(),
        provider: vendor.legal_name.clone(),
        models: vendor.models.clone(),
        location: vendor.location.clone(),
        data: vendor.data_categories.iter().map(|id| registers.processing.name_of(id, locale)).collect::<Vec<_>>().join(", "),
        since,
    };
    let functions: Vec<_> =
        since.into_iter().flat_map(|since| of_ai.clone().map(move |vendor| (vendor, since))).map(list).collect();
    Ai { enabled: !functions.is_empty(), functions }
}

fn retention(registers: &Registers, locale: Locale) -> Vec<RetentionListed> {
    let rules = registers.retention.rules.iter().filter(|rule| rule.annex);
    let list = rules.map(|rule| RetentionListed {
        id: rule.id.clone(),
        what: rule.what.say(locale).to_owned(),
        period: Some(rule.period.clone()).filter(|period| !period.is_empty()),
        start: rule.start.say(locale).to_owned(),
        action: rule.action.clone(),
        performed_by: Some(rule.performed_by().as_str().to_owned()),
        basis: rule.basis.say(locale).to_owned(),
    });
    list.collect()
}

impl Extract {
    /// The vendors as they hold for the customer; one outside the European Economic Area must have a ground of transfer
    /// (Art. 44 GDPR). What is kept away is listed as such: the name of the extract leads to the version of the list that
    /// holds for all.
    fn of(
        vendors: &[Vendor],
        here: &[VendorHere],
        registers: &Registers,
        locale: Locale,
        as_of: NaiveDate,
    ) -> Result<Self, String> {
        let mut items = Vec::new();
        for VendorHere { vendor: Kept { id, facts, since }, kept_away } in here {
            if facts.transfer_mechanism == Transfer::NoneWithinEea && !facts.is_within_eea() {
                return Err(format!("the sub-processor {id} is outside the EEA and has no ground of transfer"));
            }
            let data = facts.data_categories.iter().map(|id| registers.processing.name_of(id, locale).to_owned());
            items.push(VendorListed {
                legal_name: facts.legal_name.clone(),
                address: facts.address.clone(),
                country: facts.country.clone(),
                contact_email: facts.contact_email.clone(),
                purpose: facts.purpose(locale).to_owned(),
                data: data.collect(),
                location: facts.location.clone(),
                transfer_mechanism: facts.transfer_mechanism.as_str().to_owned(),
                since: since.date_naive(),
                applies: kept_away.map_or(facts.applies.as_str(), KeptAway::as_str).to_owned(),
            });
        }
        // The name of the version of the list, whatever the language: customers open and compare it by this.
        let snapshot_id = snapshot_id(&fingerprint(vendors).map_err(|error| error.to_string())?);
        Ok(Self { snapshot_id, as_of, items })
    }
}

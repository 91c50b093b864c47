//! The content of one agreement, frozen: everything its pages say besides the template's own sentences. Attached to the
//! PDF as `agreement.json` in canonical form (RFC 8785); its SHA-256 stands on every page.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::liability::LiabilityListed;
use crate::kernel::i18n::{Locale, Texts};

/// The form of the content; the schema is attached beside it.
pub const SCHEMA: &str = "urn:tutela:schema:agreement:1";

/// The content of an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The form of this document.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its language.
    pub language: Locale,
    /// The text it is made from.
    pub template: TemplateUsed,
    /// Where a copy can be checked.
    pub verification_url: String,
    /// The customer.
    pub controller: Party,
    /// The operator.
    pub processor: Party,
    /// Where the processor is told about data protection.
    pub privacy_email: String,
    /// Where the processor is told about incidents.
    pub security_email: String,
    /// The numbers of the text.
    pub terms: Terms,
    /// What happens to the data at the end, until the customer says otherwise; `None`: no customer has chosen yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_choice: Option<ReturnChoice>,
    /// Whether single sign-on is used; `None`: made before agreements said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso: Option<bool>,
    /// Whose law, which courts.
    pub governing_law: GoverningLaw,
    /// Who bears which claim, and up to what amount; none: the text it is made from has no such schedule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub liability: Vec<LiabilityListed>,
    /// Annex I: kinds of data.
    pub data_categories: Vec<CategoryListed>,
    /// Annex I: kinds of people.
    pub people_categories: Vec<CategoryListed>,
    /// Annex I: the instructions on the date of the agreement.
    pub instructions: Vec<InstructionListed>,
    /// Annex II: the measures by aim.
    pub measures: Vec<MeasureGroup>,
    /// Annex III: the extract from the register of sub-processors.
    pub subprocessors: Extract,
    /// Annex IV: how long data are kept.
    pub retention: Vec<RetentionListed>,
    /// Annex V: artificial intelligence.
    pub ai: Ai,
    /// The versions of the registers.
    pub registers: RegistersUsed,
}

/// The text an agreement is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TemplateUsed {
    /// The version.
    pub version: String,
    /// SHA-256 of the text in the agreement's language.
    pub sha256: String,
}

/// One party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Full name.
    pub legal_name: String,
    /// Register and number.
    pub register_no: String,
    /// Registered address.
    pub address: String,
    /// Country: a code where it is known, else as the settings say.
    pub country: String,
    /// Contact.
    pub contact_email: String,
    /// Name and contact of the data protection officer; `None`: none is designated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_protection_officer: Option<String>,
    /// Who signs.
    pub signatory_name: String,
    /// In which function.
    pub signatory_title: String,
}

/// The numbers of the text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Days.
    pub notice_days: u32,
    /// Hours.
    pub incident_hours: u32,
    /// Hours; `None`, as below: made before agreements froze it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_target_hours: Option<u32>,
    /// Working days.
    pub request_days: u32,
    /// Days.
    pub return_days: u32,
    /// Days for which the offer stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer_days: Option<u32>,
    /// Working days within which a countersignature that needs a check is confirmed or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

/// What happens to the data when the processing ends, at the choice of the customer (Art. 28(3)(g) GDPR).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnChoice {
    /// They are made ready to be fetched, and deleted afterwards.
    #[default]
    ReturnThenDelete,
    /// They are deleted at once.
    DeleteWithoutReturn,
}

impl ReturnChoice {
    /// Every choice; the first one applies as long as none is made.
    pub const ALL: [Self; 2] = [Self::ReturnThenDelete, Self::DeleteWithoutReturn];

    /// The word in the interface and in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReturnThenDelete => "return_then_delete",
            Self::DeleteWithoutReturn => "delete_without_return",
        }
    }

    /// The choice with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }

    /// What was chosen, in words, or that nothing was.
    #[must_use]
    pub fn said(choice: Option<Self>, texts: Texts) -> String {
        choice.map_or_else(|| texts.t("dpa-return-not-chosen"), |choice| choice.words(texts))
    }

    /// In words.
    #[must_use]
    pub fn words(self, texts: Texts) -> String {
        texts.t(match self {
            Self::ReturnThenDelete => "dpa-return-then-delete",
            Self::DeleteWithoutReturn => "dpa-delete-without-return",
        })
    }
}

/// Whose law, which courts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoverningLaw {
    /// Country: a code where it is known, else as the settings say.
    pub country: String,
    /// Town.
    pub place: String,
}

/// A kind of data or of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryListed {
    /// Stable.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What belongs to it.
    pub text: String,
    /// What it is needed for; empty for people.
    pub purposes: Vec<String>,
}

/// An instruction in force on the date of the agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InstructionListed {
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub value: String,
    /// Who gave it; `None`: adopted with the agreement itself.
    pub given_by: Option<String>,
    /// When.
    pub date: NaiveDate,
}

/// The measures that serve one aim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureGroup {
    /// The aim.
    pub name: String,
    /// The measures.
    pub measures: Vec<MeasureListed>,
}

/// A measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureListed {
    /// Stable.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is done.
    pub text: String,
    /// `software` or `operator`.
    pub performed_by: String,
    /// The promises of the public register that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<String>,
    /// How many tests prove that the software does it, and when they last passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proved>,
    /// What shows that people of the operator do it; `None`: an undertaking, or made before agreements said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceListed>,
}

/// What shows on the day of the agreement that people do what a measure says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceListed {
    /// The titles of the documents that a second person approved; empty where somebody looked and no document is listed.
    pub titles: Vec<String>,
    /// The day on which somebody last found it so; `None`: nobody has since the measure was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<NaiveDate>,
}

/// What proves a measure on the day of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// So many tests.
    pub tests: u32,
    /// The day on which all of them last passed.
    pub passed_on: NaiveDate,
}

/// A dated extract from the register of sub-processors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// The first 64 bits of the SHA-256 of the items in canonical form: the same list has the same identifier.
    pub snapshot_id: String,
    /// The day of the extract.
    pub as_of: NaiveDate,
    /// The vendors.
    pub items: Vec<VendorListed>,
}

/// A vendor as annex III names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VendorListed {
    /// Full name.
    pub legal_name: String,
    /// Address.
    pub address: String,
    /// Country code.
    pub country: String,
    /// Contact.
    pub contact_email: String,
    /// What it does.
    pub purpose: String,
    /// Which data it sees, by name.
    pub data: Vec<String>,
    /// Where it processes.
    pub location: String,
    /// Ground of transfer, coded.
    pub transfer_mechanism: String,
    /// Since when.
    pub since: NaiveDate,
    /// When it takes part, coded.
    pub applies: String,
}

/// A rule of retention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetentionListed {
    /// Stable.
    pub id: String,
    /// Which data.
    pub what: String,
    /// How long, ISO 8601; `None`: as long as the workspace exists.
    pub period: Option<String>,
    /// Counted from.
    pub start: String,
    /// What happens then, coded.
    pub action: String,
    /// `software` or `operator`; `None` in what was frozen before it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performed_by: Option<String>,
    /// Why.
    pub basis: String,
}

/// Annex V.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ai {
    /// Whether any function is switched on.
    pub enabled: bool,
    /// The functions that are.
    pub functions: Vec<AiFunction>,
}

/// An AI function that is switched on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AiFunction {
    /// Its name.
    pub name: String,
    /// Who provides it.
    pub provider: String,
    /// The models by name; none: the provider's models are named on request, or the agreement was made before they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// Where.
    pub location: String,
    /// Which data.
    pub data: String,
    /// Since when.
    pub since: NaiveDate,
}

/// The versions of the registers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegistersUsed {
    /// What is processed.
    pub processing: String,
    /// Measures.
    pub measures: String,
    /// Retention.
    pub retention: String,
}

impl Content {
    /// The code under which a paper copy can be looked up: the end of the printed address.
    #[must_use]
    pub fn code(&self) -> &str {
        self.verification_url.rsplit('/').next().unwrap_or_default()
    }

    /// The content in canonical form (RFC 8785).
    ///
    /// # Errors
    /// When it cannot be written, which plain data always can.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json_canonicalizer::to_string(self)
    }
}

/// Within how many working days an answer was promised, as frozen content says: read alone, because lists ask it of every row.
#[must_use]
pub fn answer_days(json: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Frozen {
        terms: Promised,
    }
    #[derive(Deserialize)]
    struct Promised {
        answer_days: Option<u32>,
    }
    serde_json::from_str::<Frozen>(json).ok()?.terms.answer_days
}

//! What a customer asks for, who we are, and how far an agreement has come (M-1.1, M-1.3).

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::content::ReturnChoice;
use super::states::State;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::i18n::Locale;
use crate::kernel::ids::fingerprint;
use crate::kernel::line;
use crate::kernel::pdf;
use crate::people::users::Email;
use crate::vendors::subprocessors;

/// The word for an agreement in the public directory of documents.
pub const DOCUMENT: &str = "dpa";

/// What a customer sends to get an agreement.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NewAgreementRequest)]
pub struct NewRequest {
    /// Full name of the company, as its register shows it.
    pub legal_name: String,
    /// Register and number, or the VAT number.
    pub register_no: String,
    /// Registered address, on one line.
    pub address: String,
    /// Country of the seat, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where the agreement and later notices go.
    pub contact_email: String,
    /// Name and contact of the data protection officer; empty when none is designated.
    pub data_protection_officer: String,
    /// Who signs.
    pub signatory_name: String,
    /// In which function.
    pub signatory_title: String,
    /// `en` or `de`.
    pub language: String,
    /// `return_then_delete` or `delete_without_return` at the end of the contract; absent or empty: none is chosen yet.
    pub return_choice: String,
    /// The solved challenge of `/api/v1/public/captcha`; needed without an account only.
    #[serde(skip_serializing)]
    pub captcha: String,
}

impl NewRequest {
    /// What was written into a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        match field {
            "legal_name" => &self.legal_name,
            "register_no" => &self.register_no,
            "address" => &self.address,
            "data_protection_officer" => &self.data_protection_officer,
            "signatory_name" => &self.signatory_name,
            "signatory_title" => &self.signatory_title,
            _ => "",
        }
    }
}

/// A request that can be turned into an agreement.
#[derive(Clone, Debug)]
pub struct Request {
    /// Full name of the company.
    pub legal_name: String,
    /// Register and number.
    pub register_no: String,
    /// Registered address.
    pub address: String,
    /// Country code.
    pub country: &'static str,
    /// Contact.
    pub contact_email: String,
    /// Name and contact of the data protection officer; `None`: none is designated.
    pub data_protection_officer: Option<String>,
    /// Who signs.
    pub signatory_name: String,
    /// In which function.
    pub signatory_title: String,
    /// Language of the agreement.
    pub language: Locale,
    /// What happens to the data at the end; `None`: not chosen yet.
    pub return_choice: Option<ReturnChoice>,
}

impl Request {
    /// Reads a request; every wrong field at once.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn read(new: &NewRequest) -> Result<Self, Error> {
        let mut fields = Fields::new();
        let legal_name = fields.take(line::read("legal_name", &new.legal_name, 200));
        let register_no = fields.take(line::read("register_no", &new.register_no, 100));
        let address = fields.take(line::read("address", &new.address, 300));
        let country = fields.take(read_country(&new.country));
        let contact_email = fields.take(Email::parse("contact_email", &new.contact_email));
        let officer = fields.take(line::read_optional("data_protection_officer", &new.data_protection_officer, 200));
        let signatory_name = fields.take(line::read("signatory_name", &new.signatory_name, 150));
        let signatory_title = fields.take(line::read("signatory_title", &new.signatory_title, 100));
        let language = Locale::ALL.into_iter().find(|locale| locale.code() == new.language);
        if language.is_none() {
            fields.add("language", "language-unknown", "Choose en or de.");
        }
        let choice = match new.return_choice.as_str() {
            "" => Some(None),
            word => ReturnChoice::parse(word).map(Some),
        };
        if choice.is_none() {
            fields.add("return_choice", "return-choice-unknown", "Choose return_then_delete or delete_without_return.");
        }
        let read = (|| {
            Some(Self {
                legal_name: legal_name?,
                register_no: register_no?,
                address: address?,
                country: country?,
                contact_email: contact_email?.as_str().to_owned(),
                data_protection_officer: officer?,
                signatory_name: signatory_name?,
                signatory_title: signatory_title?,
                language: language?,
                return_choice: choice?,
            })
        })();
        fields.check()?;
        read.ok_or_else(|| Error::from(anyhow::anyhow!("a request without wrong fields was not read")))
    }
}

impl Request {
    /// What tells one request from another.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<u8> {
        let Self { legal_name, register_no, address, country, contact_email, .. } = self;
        let Self { data_protection_officer, signatory_name, signatory_title, .. } = self;
        let (language, choice) = (self.language.code(), self.return_choice.map_or("", ReturnChoice::as_str));
        let lines: [&str; 9] =
            [legal_name, register_no, address, country, contact_email, signatory_name, signatory_title, language, choice];
        let lines = lines.into_iter().chain(data_protection_officer.as_deref());
        fingerprint(&lines.collect::<Vec<_>>().join("\n"))
    }
}

fn read_country(code: &str) -> Result<&'static str, FieldError> {
    if code.trim().is_empty() {
        return Err(FieldError::new("country", "required", "Choose the country of registration."));
    }
    let known = subprocessors::country(code.trim()).map(|country| country.code);
    known.ok_or_else(|| {
        FieldError::new(
            "country",
            "country-unknown",
            "Give the country as two capital letters (ISO 3166-1 alpha-2), for example SI.",
        )
    })
}

/// The operator as the processor in every agreement: from the settings, never from a form (M-1.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Processor {
    /// Full name.
    pub legal_name: String,
    /// Register and number.
    pub register_no: String,
    /// Registered address.
    pub address: String,
    /// Country, as a code or a name.
    pub country: String,
    /// Contact.
    pub contact_email: String,
    /// Where data-protection questions go.
    pub privacy_email: String,
    /// Where incidents are reported.
    pub security_email: String,
    /// Name and contact of the data protection officer; empty when none is designated.
    pub data_protection_officer: String,
    /// Who signs.
    pub signatory_name: String,
    /// In which function.
    pub signatory_title: String,
    /// Whose law governs, as a code or a name.
    pub governing_law_country: String,
    /// Where disputes are heard.
    pub governing_law_place: String,
}

impl Processor {
    /// The processor as the settings name it, by key without `operator_`.
    #[must_use]
    pub fn from_settings(settings: &BTreeMap<String, String>) -> Self {
        let get = |key: &str| settings.get(key).map(|text| line::composed(text)).unwrap_or_default();
        Self {
            legal_name: get("legal_name"),
            register_no: get("register_no"),
            address: get("address"),
            country: get("country"),
            contact_email: get("contact_email"),
            privacy_email: get("privacy_email"),
            security_email: get("security_email"),
            data_protection_officer: get("data_protection_officer"),
            signatory_name: get("signatory_name"),
            signatory_title: get("signatory_title"),
            governing_law_country: get("governing_law_country"),
            governing_law_place: get("governing_law_place"),
        }
    }

    /// The settings without which no agreement can be made: they are empty, cannot be printed, or name the law of a country
    /// that is no state of the European Economic Area; empty when there are none.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let facts = [
            ("operator_legal_name", &self.legal_name),
            ("operator_register_no", &self.register_no),
            ("operator_address", &self.address),
            ("operator_country", &self.country),
            ("operator_contact_email", &self.contact_email),
            ("operator_privacy_email", &self.privacy_email),
            ("operator_security_email", &self.security_email),
            ("operator_signatory_name", &self.signatory_name),
            ("operator_signatory_title", &self.signatory_title),
            ("governing_law_country", &self.governing_law_country),
            ("governing_law_place", &self.governing_law_place),
        ];
        let is_missing = |text: &str| text.is_empty() || pdf::first_unprintable(text).is_some();
        let unprintable = |text: &&String| pdf::first_unprintable(text).is_some();
        let officer = Some(&self.data_protection_officer).filter(unprintable).map(|_| "operator_data_protection_officer");
        let foreign = |name: &str| name == "governing_law_country" && !is_law_of_the_eea(&self.governing_law_country);
        let missing = facts.into_iter().filter(|(name, text)| is_missing(text) || foreign(name)).map(|(name, _)| name);
        missing.chain(officer).collect()
    }
}

/// Whether a country, named by its code or its name, is a state of the European Economic Area: only under Union law or the
/// law of such a state is there a contract that Art. 28(3) GDPR knows.
#[must_use]
pub fn is_law_of_the_eea(country: &str) -> bool {
    subprocessors::country_named(country).is_some_and(|country| country.is_eea)
}

/// The number of an agreement: its year and 40 random bits of its id. It says nothing about how many there are.
#[must_use]
pub fn number(id: Uuid, at: DateTime<Utc>) -> String {
    let tail = data_encoding::BASE32_NOPAD.encode(&id.as_bytes()[11..]);
    format!("DPA-{}-{tail}", at.year())
}

/// What the customer is told after asking.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Requested {
    /// The agreement.
    pub id: Uuid,
    /// Where its status stands. Whoever has the address can download the agreement.
    pub status_url: String,
    /// The same for people.
    pub page_url: String,
}

/// How far an agreement is, for who holds its address.
#[derive(Clone, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct Status {
    /// The agreement.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// How far it is.
    pub state: State,
    /// What happens to the data at the end, as it was chosen with the request.
    pub return_choice: Option<ReturnChoice>,
    /// Where the sealed PDF is, once there is one.
    pub pdf_url: Option<String>,
    /// SHA-256 of the attached `agreement.json`.
    pub json_sha256: Option<String>,
    /// SHA-256 of the sealed PDF.
    pub pdf_sha256: Option<String>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When the content was frozen.
    pub generated_at: Option<DateTime<Utc>>,
    /// When it was sealed.
    pub sealed_at: Option<DateTime<Utc>>,
    /// When it was handed to the mail.
    pub sent_at: Option<DateTime<Utc>>,
    /// When somebody of the customer first opened it.
    pub viewed_at: Option<DateTime<Utc>>,
    /// Until when it can be signed.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was countersigned.
    pub countersigned_at: Option<DateTime<Utc>>,
    /// `product` or `upload`.
    pub countersigned_how: Option<String>,
    /// SHA-256 of the countersigned PDF.
    pub countersigned_sha256: Option<String>,
    /// When it came into force.
    pub in_force_at: Option<DateTime<Utc>>,
    /// When a newer one took its place.
    pub superseded_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub terminated_at: Option<DateTime<Utc>>,
    /// When one side said no.
    pub declined_at: Option<DateTime<Utc>>,
    /// `customer` or `operator`.
    pub declined_by: Option<String>,
    /// When its time ran out.
    pub expired_at: Option<DateTime<Utc>>,
    /// Why it was declined or ended.
    pub reason: Option<String>,
    /// When the contact was reminded that its time runs out.
    pub reminded_at: Option<DateTime<Utc>>,
    /// When a signature was confirmed; the operator's software makes it.
    pub signature_confirmed_at: Option<DateTime<Utc>>,
    /// It does not go on by itself: the operator's staff have been told.
    pub stopped: bool,
    /// The agreement that took its place, or came into force before it was signed.
    pub superseded_by: Option<Uuid>,
    /// When a mail to the contact turned out not to arrive.
    pub mail_failed_at: Option<DateTime<Utc>>,
    /// What became of the data when it was ended, as far as no workspace held it.
    pub data_statement: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> NewRequest {
        NewRequest {
            legal_name: "Žiga  &\u{200B} Söhne d.o.o.".into(),
            register_no: "1234567000".into(),
            address: "Slovenska cesta 1,\n1000 Ljubljana".into(),
            country: "SI".into(),
            contact_email: "Legal@Example.com".into(),
            data_protection_officer: " ".into(),
            signatory_name: "Nguyễn Thị Dương".into(),
            signatory_title: "direktorica".into(),
            language: "de".into(),
            return_choice: String::new(),
            captcha: String::new(),
        }
    }

    #[test]
    fn what_is_asked_is_tidied() {
        let request = Request::read(&good()).unwrap();
        assert_eq!(request.legal_name, "Žiga & Söhne d.o.o.");
        assert_eq!(request.address, "Slovenska cesta 1, 1000 Ljubljana");
        assert_eq!((request.contact_email.as_str(), request.language), ("legal@example.com", Locale::De));
        assert_eq!(request.data_protection_officer, None, "whoever has designated none leaves it empty");
        let officer = NewRequest { data_protection_officer: "Dora  Rus,\ndora@example.com".into(), ..good() };
        let named = Request::read(&officer).unwrap();
        assert_eq!(named.data_protection_officer.as_deref(), Some("Dora Rus, dora@example.com"));
        assert_ne!(named.fingerprint(), request.fingerprint());
        let long = NewRequest { data_protection_officer: "x".repeat(201), ..good() };
        assert_eq!(Request::read(&long).unwrap_err().fields()[0].field, "data_protection_officer");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let error = Request::read(&NewRequest::default()).unwrap_err();
        let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
        let all =
            ["legal_name", "register_no", "address", "country", "contact_email", "signatory_name", "signatory_title", "language"];
        assert_eq!(named, all);
        let odd = NewRequest {
            legal_name: "Party \u{1F389} Ltd".into(),
            register_no: "x".repeat(101),
            country: "XX".into(),
            language: "sl".into(),
            address: "\u{200B} \t".into(),
            ..good()
        };
        let error = Request::read(&odd).unwrap_err();
        let codes: Vec<_> = error.fields().iter().map(|field| field.code.as_str()).collect();
        assert_eq!(codes, ["characters", "too-long", "required", "country-unknown", "language-unknown"]);
    }

    #[test]
    fn an_unnamed_processor_makes_no_agreement() {
        let mut settings: BTreeMap<String, String> = BTreeMap::new();
        assert_eq!(Processor::from_settings(&settings).missing().len(), 11);
        settings.insert("legal_name".into(), "Tutela Operations d.o.o.".into());
        assert!(!Processor::from_settings(&settings).missing().contains(&"operator_legal_name"));
    }

    #[test]
    fn a_number_comes_from_the_id() {
        let id: Uuid = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse().unwrap();
        let at = "2026-11-21T10:00:00Z".parse().unwrap();
        assert_eq!(number(id, at), "DPA-2026-DUXD6SS3");
    }
}

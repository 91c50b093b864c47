//! What people say of a vendor, in a draft of a change or in the first list: every field checked at once.

use serde::Deserialize;

use super::ai_models;
use super::countries::{countries_of, country};
use super::model::{Applies, Facts};
use super::transfer::Transfer;
use super::words::names_it;
use crate::kernel::error::{FieldError, Fields};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::line;
use crate::people::users::Email;

/// A purpose in one language for both, or in each.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Purpose {
    /// The same text for readers of both languages.
    Same(String),
    /// In each language.
    Each {
        /// In English.
        en: String,
        /// In German.
        de: String,
    },
}

/// What a vendor will be.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVendor {
    /// Its full name.
    pub legal_name: String,
    /// Its address, without the country.
    pub address: String,
    /// The country of its seat, ISO 3166-1 alpha-2.
    pub country: String,
    /// Whom to write to about data protection.
    pub contact_email: String,
    /// What kind of vendor it is, as `email_delivery`.
    pub category: String,
    /// What it does.
    pub purpose: Purpose,
    /// Which data it sees.
    pub data_categories: Vec<String>,
    /// Where it processes.
    pub location: String,
    /// On what ground data go there.
    pub transfer_mechanism: Transfer,
    /// When it takes part.
    pub applies: Applies,
    /// The AI models that it uses, by name: 1 to 20 of a vendor of AI, none of another.
    #[serde(default)]
    pub models: Vec<String>,
}

impl NewVendor {
    /// Checks what is said of a vendor; adds every wrong field at once, each under the name that `named` gives it.
    pub fn check(self, named: impl Fn(&str) -> String, fields: &mut Fields) -> Option<Facts> {
        let legal_name = fields.take(line::read(&named("legal_name"), &self.legal_name, 200));
        let address = fields.take(line::read(&named("address"), &self.address, 300));
        let seat = country(self.country.trim());
        if seat.is_none() {
            fields.add(
                named("country"),
                "country-unknown",
                "Give the country as two capital letters (ISO 3166-1 alpha-2), for example SI.",
            );
        }
        let contact_email = fields.take(Email::parse(&named("contact_email"), &self.contact_email));
        let category = fields.take(word(&named("category"), "subprocessors-category-", &self.category));
        let location = fields.take(location(&named("location"), &self.location));
        let (en, de) = match &self.purpose {
            Purpose::Same(text) => (text, text),
            Purpose::Each { en, de } => (en, de),
        };
        let said = |text: &str| purpose(&named("purpose"), text, &self.legal_name);
        let purpose_en = fields.take(said(en));
        let purpose_de = if en == de { purpose_en.clone() } else { fields.take(said(de)) };
        if self.data_categories.is_empty() || self.data_categories.len() > 20 {
            fields.add(named("data_categories"), "data-categories", "Name 1 to 20 categories of data.");
        }
        let data_categories: Vec<String> = self
            .data_categories
            .iter()
            .filter_map(|text| fields.take(word(&named("data_categories"), "subprocessors-data-", text)))
            .collect();
        let models = ai_models::check(&named("models"), category.as_deref(), &self.models, fields);
        if let Some(seat) = seat {
            let place = location.as_deref();
            if let Some(error) = wrong_ground(&named("transfer_mechanism"), seat.code, place, self.transfer_mechanism) {
                fields.add(error.field, error.code, error.detail);
            }
        }
        Some(Facts {
            legal_name: legal_name?,
            address: address?,
            country: seat?.code.to_owned(),
            contact_email: contact_email?.as_str().to_owned(),
            category: category?,
            purpose_en: purpose_en?,
            purpose_de: purpose_de?,
            data_categories,
            location: location?,
            transfer_mechanism: self.transfer_mechanism,
            applies: self.applies,
            models,
        })
    }
}

/// What a vendor with this full name does, as it stands on the public list, where no vendor is named (M-6.1).
///
/// # Errors
/// As [`line::read`], and `vendor-named`.
pub fn purpose(field: &str, text: &str, legal_name: &str) -> Result<String, FieldError> {
    let text = line::read(field, text, 500)?;
    if names_it(&text, legal_name) {
        let detail = "Everybody can read this, and the public list names no vendor. Leave its name out.";
        return Err(FieldError::new(field, "vendor-named", detail));
    }
    Ok(text)
}

/// Data that leave the European Economic Area, by the seat or by a place of processing, need a ground that reaches there
/// (Chapter V GDPR). A place that is wrong in itself is told of once.
fn wrong_ground(field: &str, seat: &str, location: Option<&str>, ground: Transfer) -> Option<FieldError> {
    if ground.reaches(seat, location?) {
        return None;
    }
    let (code, detail) = match ground {
        Transfer::Dpf => (
            "transfer-framework",
            "The Data Privacy Framework reaches the United States alone: the seat and each place must be there or in the European Economic Area.",
        ),
        Transfer::Adequacy => (
            "transfer-adequacy",
            "The Commission has no adequacy decision for the seat or a place of processing: name another ground. For the United States it is the Data Privacy Framework.",
        ),
        _ => (
            "transfer-ground",
            "The seat or a place of processing is outside the European Economic Area: name the ground of the transfer.",
        ),
    };
    Some(FieldError::new(field, code, detail))
}

/// Where a vendor processes: each place ends with a country, so that it can be seen whether data leave the area.
fn location(field: &str, text: &str) -> Result<String, FieldError> {
    let text = line::read(field, text, 200)?;
    let wrong = || {
        let detail = "End each place with its country, as Brussels, Belgium, and name no other country in it; put a semicolon between several places.";
        FieldError::new(field, "place-country", detail)
    };
    countries_of(&text).map(|_| text).ok_or_else(wrong)
}

/// A word for programs that has a name for readers: small letters, digits and underscores.
fn word(field: &str, named: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let fits = (1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !fits {
        let detail = "Use small letters, digits and underscores, for example email_delivery.";
        return Err(FieldError::new(field, "word", detail));
    }
    let texts = Texts::new(Locale::En);
    if texts.try_t(&format!("{named}{}", text.replace('_', "-"))).is_none() {
        let known = texts.keys(named).into_iter().filter_map(|key| key.strip_prefix(named)).map(|word| word.replace('-', "_"));
        let detail = format!("Readers have no name for this. Use one of {}.", known.collect::<Vec<_>>().join(", "));
        return Err(FieldError::new(field, "unknown-word", detail));
    }
    Ok(text.to_owned())
}

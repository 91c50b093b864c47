//! What may be drafted: a change with what a vendor will be, every field checked at once.

use serde::Deserialize;
use uuid::Uuid;

use super::ai_models;
use super::clock::{LEAST_DAYS, MOST_DAYS};
use super::emergency::{Loss, Risk};
use super::model::{Kind, MOST_REASON};
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::line;
use crate::people::users::Email;
use crate::vendors::subprocessors::{Applies, Facts, Transfer, countries_of, country};

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

/// A change as it is drafted.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChange {
    /// What is changed.
    pub kind: Kind,
    /// The vendor in the register that is changed, replaced or removed.
    pub subprocessor_id: Option<Uuid>,
    /// Instead of `subprocessor_id`, the full name of the vendor that is replaced.
    #[serde(default)]
    pub replaces: Option<String>,
    /// What the vendor will be.
    pub subprocessor: Option<NewVendor>,
    /// Why; customers read it.
    #[serde(default)]
    pub reason: String,
    /// Whether service or security is lost without it: then it may start as soon as customers were told.
    #[serde(default)]
    pub emergency: bool,
    /// What an emergency would lose; customers read it.
    #[serde(default)]
    pub loss: Option<Loss>,
    /// The risk after an emergency; customers read it.
    #[serde(default)]
    pub risk: Option<Risk>,
    /// Days between notice and start, 30 to 366; 30 when absent.
    pub notice_days: Option<u16>,
}

/// A change whose every field was found right.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) kind: Kind,
    pub(super) subprocessor_id: Option<Uuid>,
    pub(super) proposed: Option<Facts>,
    pub(super) reason: String,
    pub(super) emergency: bool,
    pub(super) loss: Option<Loss>,
    pub(super) risk: Option<Risk>,
    pub(super) notice_days: u16,
}

impl NewChange {
    /// Checks a draft; every wrong field at once.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn check(self) -> Result<Draft, Error> {
        let mut fields = Fields::new();
        match (self.kind.names_a_vendor(), self.subprocessor_id) {
            (true, None) if self.replaces.is_some() && self.kind == Kind::Replace => {
                fields.add("replaces", "unknown-subprocessor", "The register has no vendor of this name in use.")
            }
            (true, None) => {
                let detail =
                    "Say which vendor of the register is meant: its id, or for a replacement its full name in `replaces`.";
                fields.add("subprocessor_id", "required", detail)
            }
            (false, Some(_)) => {
                fields.add("subprocessor_id", "not-here", "A vendor that joins does not stand in the register yet.")
            }
            _ => {}
        }
        if self.replaces.is_some() && (self.kind != Kind::Replace || self.subprocessor_id.is_some()) {
            let detail = "Only a replacement says whom it replaces, and once: by `subprocessor_id` or by `replaces`.";
            fields.add("replaces", "not-here", detail);
        }
        let proposed = match (self.kind.proposes(), self.subprocessor) {
            (true, None) => {
                fields.add("subprocessor", "required", "Say what the vendor will be.");
                None
            }
            (false, Some(_)) => {
                fields.add("subprocessor", "not-here", "A vendor that leaves is named by its id alone.");
                None
            }
            (_, proposed) => proposed.and_then(|vendor| vendor.check(&mut fields)),
        };
        let reason = self.reason.trim().to_owned();
        if reason.chars().count() > MOST_REASON {
            fields.add("reason", "too-long", format!("Use at most {MOST_REASON} characters."));
        }
        if self.emergency && self.kind != Kind::Replace {
            fields.add("emergency", "only-replace", "Only a replacement can be an emergency.");
        }
        if self.emergency && reason.is_empty() {
            fields.add("reason", "required", "Say what is lost without the replacement, and why the risk is not higher.");
        }
        match (self.emergency, self.loss) {
            (true, None) => fields.add("loss", "required", "Say what is lost without the replacement: service or security."),
            (false, Some(_)) => fields.add("loss", "not-here", "Only an emergency says what would be lost."),
            _ => {}
        }
        match (self.emergency, self.risk) {
            (true, None) => {
                fields.add("risk", "required", "Say whether the risk is the same or lower; a higher one is no emergency.")
            }
            (false, Some(_)) => fields.add("risk", "not-here", "Only an emergency says this of its risk."),
            _ => {}
        }
        let notice_days = self.notice_days.unwrap_or(LEAST_DAYS);
        if !(LEAST_DAYS..=MOST_DAYS).contains(&notice_days) {
            fields.add("notice_days", "notice-days", format!("Give {LEAST_DAYS} to {MOST_DAYS} days."));
        }
        fields.check()?;
        let Self { kind, subprocessor_id, emergency, loss, risk, .. } = self;
        Ok(Draft { kind, subprocessor_id, proposed, reason, emergency, loss, risk, notice_days })
    }
}

impl NewVendor {
    fn check(self, fields: &mut Fields) -> Option<Facts> {
        let named = |name: &str| format!("subprocessor.{name}");
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
        let purpose_en = fields.take(line::read(&named("purpose"), en, 500));
        let purpose_de = if en == de { purpose_en.clone() } else { fields.take(line::read(&named("purpose"), de, 500)) };
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
        let detail = "End each place with its country, as Brussels, Belgium; put a semicolon between several.";
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

#[cfg(test)]
mod tests {
    use super::*;

    fn vendor() -> NewVendor {
        NewVendor {
            legal_name: "Mailer SA".into(),
            address: "Rue 1, 1000 Bruxelles".into(),
            country: "BE".into(),
            contact_email: "privacy@mailer.example".into(),
            category: "email_delivery".into(),
            purpose: Purpose::Same("Delivers mails.".into()),
            data_categories: vec!["identification".into()],
            location: "Brussels, Belgium".into(),
            transfer_mechanism: Transfer::NoneWithinEea,
            applies: Applies::Always,
            models: Vec::new(),
        }
    }

    fn adding() -> NewChange {
        NewChange {
            kind: Kind::Add,
            subprocessor_id: None,
            replaces: None,
            subprocessor: Some(vendor()),
            reason: String::new(),
            emergency: false,
            loss: None,
            risk: None,
            notice_days: None,
        }
    }

    fn wrong(change: NewChange) -> Vec<String> {
        change.check().unwrap_err().fields().iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn a_draft_names_every_wrong_field_at_once() {
        assert_eq!(adding().check().unwrap().notice_days, 30);
        let empty = NewVendor {
            legal_name: " ".into(),
            category: "E-Mail".into(),
            data_categories: Vec::new(),
            country: "Belgium".into(),
            ..vendor()
        };
        let change =
            NewChange { subprocessor: Some(empty), notice_days: Some(29), subprocessor_id: Some(Uuid::nil()), ..adding() };
        let expected = [
            "subprocessor_id",
            "subprocessor.legal_name",
            "subprocessor.country",
            "subprocessor.category",
            "subprocessor.data_categories",
            "notice_days",
        ];
        assert_eq!(wrong(change), expected);
        assert_eq!(wrong(NewChange { kind: Kind::Remove, ..adding() }), ["subprocessor_id", "subprocessor"]);
        assert_eq!(wrong(NewChange { emergency: true, ..adding() }), ["emergency", "reason", "loss", "risk"]);
        assert_eq!(wrong(NewChange { loss: Some(Loss::Service), risk: Some(Risk::Same), ..adding() }), ["loss", "risk"]);
        assert_eq!(wrong(NewChange { kind: Kind::Replace, ..adding() }), ["subprocessor_id"]);
        let called = |kind, subprocessor_id| NewChange { kind, subprocessor_id, replaces: Some("Mailer SA".into()), ..adding() };
        assert_eq!(wrong(called(Kind::Replace, None)), ["replaces"], "a name that nobody bears");
        assert_eq!(wrong(called(Kind::Replace, Some(Uuid::nil()))), ["replaces"], "once");
        assert_eq!(wrong(called(Kind::Add, None)), ["replaces"]);
    }

    #[test]
    fn a_word_has_a_name_and_a_place_has_a_country() {
        let with = |category: &str, data: &str, location: &str| {
            let data_categories = vec![data.to_owned()];
            let models = if category == "ai" { vec!["Parrot 2".to_owned()] } else { Vec::new() };
            let new = NewVendor { category: category.into(), data_categories, location: location.into(), models, ..vendor() };
            NewChange { subprocessor: Some(new), ..adding() }
        };
        assert!(with("ai", "learning_records", "Wien, Österreich; Brno, Czechia").check().is_ok());
        for wrong_word in ["fortune_telling", "E-Mail", "", "email delivery"] {
            assert_eq!(wrong(with(wrong_word, "content", "Brno, Czechia")), ["subprocessor.category"], "{wrong_word}");
            assert_eq!(wrong(with("ai", wrong_word, "Brno, Czechia")), ["subprocessor.data_categories"], "{wrong_word}");
        }
        for nowhere in ["Brno", "Wilmington, DE", "Brno, Czechia; Wilmington"] {
            assert_eq!(wrong(with("ai", "content", nowhere)), ["subprocessor.location"], "{nowhere}");
        }
    }

    #[test]
    fn a_vendor_outside_the_area_needs_a_ground() {
        let with = |country: &str, transfer_mechanism| NewChange {
            subprocessor: Some(NewVendor { country: country.into(), transfer_mechanism, ..vendor() }),
            ..adding()
        };
        assert_eq!(wrong(with("US", Transfer::NoneWithinEea)), ["subprocessor.transfer_mechanism"]);
        assert_eq!(wrong(with("GB", Transfer::Dpf)), ["subprocessor.transfer_mechanism"]);
        for (country, location, ground) in [
            ("US", "Mumbai, India", Transfer::Dpf),
            ("IE", "Toronto, Canada", Transfer::Dpf),
            ("US", "Oregon, United States", Transfer::Adequacy),
            ("IN", "Brussels, Belgium", Transfer::Adequacy),
            ("CH", "Mumbai, India", Transfer::Adequacy),
        ] {
            let afar = NewVendor { country: country.into(), location: location.into(), transfer_mechanism: ground, ..vendor() };
            let afar = NewChange { subprocessor: Some(afar), ..adding() };
            assert_eq!(wrong(afar), ["subprocessor.transfer_mechanism"], "{country} {location} {ground:?}");
        }
        let afar = NewVendor { location: "Oregon, United States".into(), ..vendor() };
        let afar = NewChange { subprocessor: Some(afar), ..adding() };
        assert_eq!(wrong(afar), ["subprocessor.transfer_mechanism"], "the place of processing counts, too");
        for (country, ground) in
            [("US", Transfer::Dpf), ("IN", Transfer::SccM3), ("CH", Transfer::Adequacy), ("SI", Transfer::NoneWithinEea)]
        {
            assert!(with(country, ground).check().is_ok(), "{country}");
        }
    }
}

//! What may be drafted: a change with what a vendor will be, every field checked at once.

use serde::Deserialize;
use uuid::Uuid;

use super::clock::{LEAST_DAYS, MOST_DAYS};
use super::emergency::{Loss, Risk};
use super::model::{Kind, MOST_REASON};
use crate::kernel::error::{Error, Fields};
use crate::vendors::subprocessors::{Facts, NewVendor};

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
    /// Of a draft that is written anew: which revision of it was read.
    #[serde(default)]
    pub revision: Option<i32>,
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
            (_, proposed) => proposed.and_then(|vendor| vendor.check(|name| format!("subprocessor.{name}"), &mut fields)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::subprocessors::{Applies, Purpose, Transfer};

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
            revision: None,
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

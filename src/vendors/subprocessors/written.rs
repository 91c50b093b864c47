//! A register written down by people: the operator's first list, and the one that the demo starts with.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use toml::value::Datetime;
use uuid::Uuid;

use super::model::{Applies, Facts, Upkeep, Vendor};
use super::new::{NewVendor, Purpose};
use super::transfer::Transfer;
use super::words::is_same_name;
use crate::kernel::error::{Error, FieldError, Fields};
use crate::kernel::line;

#[derive(Deserialize)]
struct Written {
    subprocessors: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    legal_name: String,
    address: String,
    country: String,
    contact_email: String,
    category: String,
    data_categories: Vec<String>,
    location: String,
    transfer_mechanism: Transfer,
    applies: Applies,
    since: Datetime,
    purpose: Purpose,
    assessment: Option<Assessed>,
    #[serde(default)]
    models: Vec<String>,
}

/// What the register says of the assessment of a transfer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assessed {
    reference: String,
    at: Datetime,
    holds_until: Datetime,
}

/// Reads a register written as TOML, as the demo's.
///
/// # Errors
/// `Invalid` with every wrong field of every vendor, by the vendor's name.
pub fn read_register(source: &str) -> Result<Vec<Vendor>, Error> {
    read(source, None)
}

/// Reads the first list: the same, and nothing in it is still to come or has run out.
///
/// # Errors
/// `Invalid` with every wrong field of every vendor, by the vendor's name.
pub fn read_first_list(source: &str, now: DateTime<Utc>) -> Result<Vec<Vendor>, Error> {
    read(source, Some(now))
}

fn read(source: &str, now: Option<DateTime<Utc>>) -> Result<Vec<Vendor>, Error> {
    let written: Written =
        toml::from_str(source).map_err(|error| Error::invalid("subprocessors", "wrong-type", error.to_string()))?;
    if written.subprocessors.is_empty() {
        return Err(Error::invalid("subprocessors", "required", "The list names no vendor."));
    }
    let mut fields = Fields::new();
    let (mut vendors, mut names): (Vec<Vendor>, Vec<String>) = (Vec::new(), Vec::new());
    for (number, table) in (1..).zip(written.subprocessors) {
        let name = table.get("legal_name").and_then(toml::Value::as_str).map(str::trim).filter(|name| !name.is_empty());
        let name = name.map_or_else(|| format!("vendor {number}"), str::to_owned);
        let named = |field: &str| format!("{name}: {field}");
        if names.iter().any(|other| is_same_name(other, &name)) {
            fields.add(named("legal_name"), "taken", "Another vendor of the list has this name.");
        }
        match table.try_into::<Entry>() {
            Ok(entry) => vendors.extend(entry.vendor(named, now, &mut fields)),
            Err(error) => fields.add(name.clone(), "wrong-type", error.to_string().trim().to_owned()),
        }
        names.push(name);
    }
    fields.check()?;
    Ok(vendors)
}

impl Entry {
    fn vendor(self, named: impl Fn(&str) -> String, now: Option<DateTime<Utc>>, fields: &mut Fields) -> Option<Vendor> {
        let since = fields.take(day_gone(&named("since"), &self.since, now));
        let said = NewVendor {
            legal_name: self.legal_name,
            address: self.address,
            country: self.country,
            contact_email: self.contact_email,
            category: self.category,
            purpose: self.purpose,
            data_categories: self.data_categories,
            location: self.location,
            transfer_mechanism: self.transfer_mechanism,
            applies: self.applies,
            models: self.models,
        };
        let facts = said.check(&named, fields);
        let asked = now.zip(facts.as_ref());
        let upkeep = self.assessment.map_or_else(|| Some(Upkeep::default()), |assessed| assessed.upkeep(&named, asked, fields));
        let vendor = Vendor { upkeep: upkeep?, ..Vendor::new(Uuid::nil(), facts?, since?) };
        if now.is_some() && vendor.was_never_assessed() {
            let detail = "Data leave the European Economic Area here: say what the assessment of the transfer found.";
            fields.add(named("assessment"), "required", detail);
        }
        Some(vendor)
    }
}

impl Assessed {
    /// It holds at least on the day on which it was made; asked of a vendor now, on this day, and no longer than the rule says.
    fn upkeep(
        self,
        named: impl Fn(&str) -> String,
        asked: Option<(DateTime<Utc>, &Facts)>,
        fields: &mut Fields,
    ) -> Option<Upkeep> {
        let reference = fields.take(line::read(&named("assessment.reference"), &self.reference, 200));
        let at = fields.take(day_gone(&named("assessment.at"), &self.at, asked.map(|(now, _)| now)));
        let field = named("assessment.holds_until");
        let last = fields.take(day(&field, &self.holds_until)).zip(at);
        let end = last.and_then(|(last, at)| {
            fields.take(match asked {
                _ if last < at => {
                    Err(FieldError::new(&field, "day-before-assessment", "Give the day of the assessment or a later one."))
                }
                Some((now, facts)) => facts.assessed_until(&field, Some(last.date_naive()), at, now),
                None => Ok(last + Duration::days(1)),
            })
        });
        Some(Upkeep {
            assessed_at: Some(at?),
            assessment_expires_at: Some(end?),
            assessment_reference: Some(reference?),
            ..Upkeep::default()
        })
    }
}

/// The beginning of a day.
fn day(field: &str, written: &Datetime) -> Result<DateTime<Utc>, FieldError> {
    let wrong = |_| FieldError::new(field, "wrong-type", "Give a day, as 2026-03-01.");
    Ok(written.to_string().parse::<NaiveDate>().map_err(wrong)?.and_time(NaiveTime::MIN).and_utc())
}

/// The beginning of a day that has come by now, where that matters.
fn day_gone(field: &str, written: &Datetime, now: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, FieldError> {
    let begin = day(field, written)?;
    match now {
        Some(now) if begin > now => Err(FieldError::new(field, "day-gone", "Give a day that has come.")),
        _ => Ok(begin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO: &str = include_str!("../../../templates/demo/subprocessors.toml");

    fn wrong(source: &str, now: Option<&str>) -> Vec<(String, String)> {
        let found = read(source, now.map(|now| now.parse().unwrap())).unwrap_err();
        found.fields().iter().map(|error| (error.field.clone(), error.code.clone())).collect()
    }

    #[test]
    fn every_wrong_field_of_every_vendor_is_named_at_once() {
        let source = DEMO
            .replacen("country = \"DE\"", "country = \"Germany\"", 1)
            .replacen("category = \"hosting\"", "category = \"fortune_telling\"", 1)
            .replacen("contact_email = \"dpo@brieftaube.example\"", "contact_email = \"nobody\"", 1);
        let said = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let (cloud, mail) = ("Nordwolke Hosting GmbH (demo)", "Brieftaube Mail ApS (demo)");
        let expected = [
            said(&format!("{cloud}: country"), "country-unknown"),
            said(&format!("{cloud}: category"), "unknown-word"),
            said(&format!("{mail}: contact_email"), "email"),
        ];
        assert_eq!(wrong(&source, None), expected);
    }

    #[test]
    fn no_vendor_of_a_first_list_is_named_by_what_it_does() {
        let source = DEMO.replacen("en = \"Delivers invitations", "en = \"Brieftaube delivers invitations", 1);
        assert_eq!(wrong(&source, None), [("Brieftaube Mail ApS (demo): purpose".to_owned(), "vendor-named".to_owned())]);
    }

    #[test]
    fn a_first_list_says_what_is_and_not_what_will_be() {
        let early = wrong(DEMO, Some("2020-01-01T00:00:00Z"));
        assert!(early.iter().any(|(field, code)| field.ends_with(": since") && code == "day-gone"), "{early:?}");
        let late = wrong(DEMO, Some("2090-01-01T00:00:00Z"));
        assert!(
            !late.is_empty() && late.iter().all(|(field, code)| field.ends_with("holds_until") && code.starts_with("day-")),
            "{late:?}"
        );
        let unassessed: Vec<&str> = DEMO.lines().filter(|line| !line.starts_with("assessment")).collect();
        let missing = wrong(&unassessed.join("\n"), Some("2027-03-02T08:00:00Z"));
        let are_asked = missing.iter().all(|(field, code)| field.ends_with(": assessment") && code == "required");
        assert!(missing.len() == 3 && are_asked, "{missing:?}");
    }

    #[test]
    fn the_longest_time_of_an_assessment_counts_from_when_it_was_made() {
        let told = |at: &str, until: &str, now: Option<&str>| {
            let old = "at = 2026-01-15, holds_until = 2028-12-31";
            wrong(&DEMO.replacen(old, &format!("at = {at}, holds_until = {until}"), 1), now).into_iter().map(|(_, code)| code)
        };
        let now = Some("2026-12-01T08:00:00Z");
        let codes = |at: &str, until: &str, now| told(at, until, now).collect::<Vec<_>>();
        assert!(
            read(&DEMO.replacen("holds_until = 2028-12-31", "holds_until = 2029-01-14", 1), now.map(|at| at.parse().unwrap()))
                .is_ok()
        );
        assert_eq!(codes("2026-01-15", "2029-01-15", now), ["day-to-come"], "three years from then, not from now");
        assert_eq!(codes("2026-01-15", "2026-01-14", now), ["day-before-assessment"]);
        assert_eq!(codes("2026-01-15", "2026-01-14", None), ["day-before-assessment"]);
        assert_eq!(codes("2026-01-15", "2026-11-30", now), ["day-to-come"], "it has run out");
    }

    #[test]
    fn what_nobody_can_read_is_said_by_the_vendors_name() {
        assert_eq!(wrong("subprocessors = []", None), [("subprocessors".to_owned(), "required".to_owned())]);
        assert_eq!(wrong("subprocesors = []", None), [("subprocessors".to_owned(), "wrong-type".to_owned())]);
        let source =
            "[[subprocessors]]\nlegal_name = \"Mailer SA\"\n[[subprocessors]]\nlegal_name = \"mailer  sa\"\ncolour = \"red\"";
        let found = wrong(source, None);
        let named: Vec<_> = found.iter().map(|(field, code)| (field.as_str(), code.as_str())).collect();
        let expected = [("Mailer SA", "wrong-type"), ("mailer  sa: legal_name", "taken"), ("mailer  sa", "wrong-type")];
        assert_eq!(named, expected);
    }
}

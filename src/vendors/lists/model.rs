//! Which vendors a workspace uses, and what differs between two versions of the list.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::kernel::i18n::Locale;
use crate::vendors::changes::{Hold, Kind};
use crate::vendors::subprocessors::{Applies, Facts, Kept, Transfer, Vendor, Version};

/// Why a workspace does not use a vendor of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// AI is off.
    AiOff,
    /// Single sign-on is off.
    SsoOff,
    /// It stands in the register, but the notice of this workspace has not come to its end, or an objection is open.
    NotYet,
    /// An objection ended with the vendor left out.
    LeftOut,
}

/// A vendor as it holds for one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The vendor, with the facts that hold here.
    pub vendor: Vendor,
    /// Why it is not used, if it is not.
    pub why_not: Option<WhyNot>,
}

/// The list of a workspace. What its notices hold back is not in force here: a vendor that joined is not used yet, one that
/// changed is as it was, one that left is still there. What has not started changes nothing, whatever came of an objection to
/// it: a vendor that is to be left out holds the data of the workspace until then.
#[must_use]
pub fn of_workspace(
    in_use: Vec<Vendor>,
    retired: Vec<Vendor>,
    holds: &[Hold],
    in_force: &HashSet<Uuid>,
    ai_is_on: bool,
) -> Vec<Entry> {
    let started = holds.iter().filter(|hold| in_force.contains(&hold.change_id));
    let (without, open): (Vec<&Hold>, Vec<&Hold>) = started.partition(|hold| hold.left_out);
    let left_out = |id: Uuid| without.iter().any(|hold| joins_or_is(hold, id));
    let entry = |mut vendor: Vendor| {
        let joins = open.iter().any(|hold| hold.change_id == vendor.id);
        if !joins {
            // The oldest that is open says how it was before all of them.
            let before = open.iter().find(|hold| hold.content.subprocessor_id == Some(vendor.id));
            vendor.facts = before.and_then(|hold| hold.content.before.clone()).unwrap_or(vendor.facts);
        }
        let why_not = match vendor.facts.applies {
            _ if left_out(vendor.id) => Some(WhyNot::LeftOut),
            _ if joins => Some(WhyNot::NotYet),
            applies if applies.is_used(ai_is_on) => None,
            Applies::SsoEnabled => Some(WhyNot::SsoOff),
            Applies::AiEnabled | Applies::Always => Some(WhyNot::AiOff),
        };
        Entry { vendor, why_not }
    };
    let leaves = |vendor: &Vendor| {
        // Who is replaced in an emergency is there for nobody any more: who objects to the new one has neither.
        let by = |hold: &&&Hold| matches!(hold.content.kind, Kind::Replace | Kind::Remove) && !hold.content.emergency;
        open.iter().filter(by).any(|hold| hold.content.subprocessor_id == Some(vendor.id)) && !left_out(vendor.id)
    };
    let staying = retired.into_iter().filter(leaves);
    in_use.into_iter().chain(staying).map(entry).collect()
}

/// Whether a change that is left out concerns this vendor: the one that joins by it, or the one that it changes. Of a
/// replacement only the new one is left out.
fn joins_or_is(hold: &Hold, vendor: Uuid) -> bool {
    hold.change_id == vendor
        || (hold.content.subprocessor_id == Some(vendor)
            && matches!(hold.content.kind, Kind::Location | Kind::Purpose | Kind::Transfer))
}

/// A vendor as customers see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Detail {
    /// The row.
    pub id: Uuid,
    /// Its full name.
    pub legal_name: String,
    /// Its address.
    pub address: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Whom to write to about data protection.
    pub contact_email: String,
    /// What kind of vendor it is.
    pub category: String,
    /// What it does.
    pub purpose: String,
    /// Which data it sees.
    pub data_categories: Vec<String>,
    /// Where it processes.
    pub location: String,
    /// On what ground data go there.
    pub transfer_mechanism: Transfer,
    /// When it takes part.
    pub applies: Applies,
    /// The AI models that it uses, by name; empty where it runs none, or names them on request.
    pub models: Vec<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether it takes part for this workspace, as its settings and its notices are now.
    pub used: bool,
    /// Why it does not, if it does not.
    pub why_not: Option<WhyNot>,
}

impl Detail {
    /// What a workspace sees of a vendor.
    #[must_use]
    pub fn of(entry: Entry, locale: Locale) -> Self {
        let Vendor { id, facts, since, .. } = entry.vendor;
        Self {
            purpose: facts.purpose(locale).to_owned(),
            used: entry.why_not.is_none(),
            why_not: entry.why_not,
            id,
            since,
            legal_name: facts.legal_name,
            address: facts.address,
            country: facts.country,
            contact_email: facts.contact_email,
            category: facts.category,
            data_categories: facts.data_categories,
            location: facts.location,
            transfer_mechanism: facts.transfer_mechanism,
            applies: facts.applies,
            models: facts.models,
        }
    }
}

/// A version of the list, in a line.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ListVersion {
    /// Counted from 1.
    pub version: i32,
    /// What agreements call it in annex III.
    pub snapshot_id: String,
    /// Since when it holds.
    pub made_at: DateTime<Utc>,
    /// The change that made it; absent for the first one, and for one that an agreement was the first to name.
    pub change_id: Option<Uuid>,
    /// How many vendors it has.
    pub vendors: usize,
}

impl From<&Version> for ListVersion {
    fn from(version: &Version) -> Self {
        Self {
            version: version.number,
            snapshot_id: version.snapshot_id.clone(),
            made_at: version.made_at,
            change_id: version.change_id,
            vendors: version.vendors.len(),
        }
    }
}

/// Two versions of the list side by side.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ListComparison)]
pub struct Comparison {
    /// The one.
    pub from: ListVersion,
    /// The other.
    pub to: ListVersion,
    /// Vendors that stand in the other alone.
    pub added: Vec<Kept>,
    /// Vendors that stand in the one alone.
    pub removed: Vec<Kept>,
    /// Vendors that stand in both, but not with the same facts.
    pub changed: Vec<Changed>,
    /// Vendors that are the same in both.
    pub same: Vec<Kept>,
}

/// A vendor that changed.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Changed {
    /// The row.
    pub id: Uuid,
    /// How it was.
    pub before: Facts,
    /// How it is.
    pub after: Facts,
    /// The names of the fields that differ.
    pub fields: Vec<String>,
}

impl Comparison {
    /// Puts two versions side by side.
    #[must_use]
    pub fn of(from: &Version, to: &Version) -> Self {
        let mut before: BTreeMap<Uuid, &Kept> = from.vendors.iter().map(|kept| (kept.id, kept)).collect();
        let mut compared = Self {
            from: from.into(),
            to: to.into(),
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            same: Vec::new(),
        };
        for kept in &to.vendors {
            match before.remove(&kept.id) {
                None => compared.added.push(kept.clone()),
                Some(was) if was.facts == kept.facts => compared.same.push(kept.clone()),
                Some(was) => compared.changed.push(Changed {
                    id: kept.id,
                    fields: differing(&was.facts, &kept.facts),
                    before: was.facts.clone(),
                    after: kept.facts.clone(),
                }),
            }
        }
        compared.removed = from.vendors.iter().filter(|kept| before.contains_key(&kept.id)).cloned().collect();
        compared
    }
}

/// The names of the fields that differ, in the order of their names.
fn differing(before: &Facts, after: &Facts) -> Vec<String> {
    let fields = |facts| serde_json::to_value(facts).ok().and_then(|value| value.as_object().cloned()).unwrap_or_default();
    let (before, after) = (fields(before), fields(after));
    // What is empty may be left out on either side.
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::changes::Content;
    use crate::vendors::subprocessors::read_register;

    fn register() -> Vec<Vendor> {
        let mut vendors = read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap();
        for (number, vendor) in (1..).zip(&mut vendors) {
            vendor.id = Uuid::from_u128(number);
        }
        vendors
    }

    fn hold(change: u128, kind: Kind, subject: Option<&Vendor>, left_out: bool) -> Hold {
        let mut before = subject.map(|vendor| vendor.facts.clone());
        if let Some(facts) = &mut before {
            facts.location = "Before, Austria".into();
        }
        let subprocessor_id = subject.map(|vendor| vendor.id);
        let reason = String::new();
        let content = Content {
            kind,
            emergency: false,
            loss: None,
            risk: None,
            subprocessor_id,
            before,
            after: None,
            reason,
            notice_days: 30,
        };
        Hold { change_id: Uuid::from_u128(change), content, left_out }
    }

    fn used(entries: &[Entry]) -> usize {
        entries.iter().filter(|entry| entry.why_not.is_none()).count()
    }

    #[test]
    fn what_is_off_is_not_used() {
        let list = |ai| of_workspace(register(), Vec::new(), &[], &HashSet::new(), ai);
        assert_eq!((used(&list(false)), used(&list(true))), (6, 7));
        let off: Vec<_> = list(false).into_iter().filter_map(|entry| entry.why_not).collect();
        assert_eq!(off, [WhyNot::AiOff, WhyNot::SsoOff]);
    }

    #[test]
    fn what_a_notice_holds_back_is_as_it_was() {
        let (all, gone) = (register(), register().pop().unwrap());
        let holds = [
            hold(1, Kind::Add, None, false),
            hold(101, Kind::Location, Some(&all[1]), false),
            hold(102, Kind::Location, Some(&all[2]), false),
            hold(103, Kind::Remove, Some(&gone), false),
            hold(4, Kind::Replace, Some(&all[4]), true),
            hold(105, Kind::Purpose, Some(&all[5]), true),
            hold(106, Kind::Transfer, Some(&all[6]), true),
        ];
        let in_force: HashSet<Uuid> = [1, 101, 103, 4, 106].map(Uuid::from_u128).into();
        let rest: Vec<Vendor> = all.iter().filter(|vendor| vendor.id != gone.id).cloned().collect();
        let list = of_workspace(rest, vec![gone.clone()], &holds, &in_force, true);
        let of = |number: u128| list.iter().find(|entry| entry.vendor.id == Uuid::from_u128(number)).unwrap();
        assert_eq!(of(1).why_not, Some(WhyNot::NotYet), "who joined by it is not used yet");
        assert_eq!((of(2).why_not, of(2).vendor.location.as_str()), (None, "Before, Austria"), "who changed is as it was");
        assert_eq!(of(3).vendor.location, all[2].location, "what is not in force changes nothing");
        assert_eq!(of(4).why_not, Some(WhyNot::LeftOut));
        assert_eq!(of(5).why_not, None, "the one it would have replaced is not left out");
        assert_eq!(
            (of(6).why_not, of(6).vendor.location.as_str()),
            (None, all[5].location.as_str()),
            "until the start all is as it was"
        );
        assert_eq!(of(7).why_not, Some(WhyNot::LeftOut), "from the start on it is left out");
        assert_eq!(list.len(), all.len(), "who left is still there");
        let over = of_workspace(Vec::new(), vec![gone], &[], &in_force, true);
        assert!(over.is_empty(), "and gone when nothing holds it any more");
    }

    #[test]
    fn two_versions_are_compared_field_by_field() {
        let kept = |vendor: &Vendor| Kept { id: vendor.id, facts: vendor.facts.clone(), since: vendor.since };
        let version = |number, vendors: Vec<Kept>| Version {
            number,
            snapshot_id: String::new(),
            change_id: None,
            made_at: DateTime::UNIX_EPOCH,
            vendors,
        };
        let all: Vec<Kept> = register().iter().map(kept).collect();
        let mut later = all[1..].to_vec();
        later[0].facts.location = "Elsewhere, Norway".into();
        later[0].facts.purpose_en = "Something else.".into();
        let compared = Comparison::of(&version(1, all[..7].to_vec()), &version(2, later));
        assert_eq!((compared.added.len(), compared.removed.len(), compared.same.len()), (1, 1, 5));
        assert_eq!(compared.changed[0].fields, ["location", "purpose_en"]);
        assert_eq!(compared.removed[0].id, Uuid::from_u128(1));
    }
}

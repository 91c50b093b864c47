//! On what ground data may leave the European Economic Area, and how long a look at that ground holds (Chapter V GDPR).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::countries::{Country, countries_of, country};

/// On what ground data may go there (Chapter V GDPR).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transfer {
    /// None is needed.
    NoneWithinEea,
    /// An adequacy decision of the Commission.
    Adequacy,
    /// The adequacy decision for the EU-US Data Privacy Framework.
    Dpf,
    /// Standard contractual clauses, controller to processor.
    SccM2,
    /// Standard contractual clauses, processor to processor.
    SccM3,
    /// Binding corporate rules.
    Bcr,
}

impl Transfer {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoneWithinEea => "none_within_eea",
            Self::Adequacy => "adequacy",
            Self::Dpf => "dpf",
            Self::SccM2 => "scc_m2",
            Self::SccM3 => "scc_m3",
            Self::Bcr => "bcr",
        }
    }

    /// Whether this ground can carry data to the seat and to every place of processing (Chapter V GDPR). The decisions of the
    /// Commission carry them where there is one; clauses and rules carry them anywhere. A place that nobody can
    /// name is outside every one of them. Whichever it is, data go there once somebody has assessed it.
    #[must_use]
    pub fn reaches(self, seat: &str, location: &str) -> bool {
        let everywhere = |fits: fn(&Country) -> bool| {
            country(seat).is_some_and(fits) && countries_of(location).is_some_and(|places| places.into_iter().all(fits))
        };
        match self {
            Self::NoneWithinEea => everywhere(|country| country.is_eea),
            Self::Adequacy => everywhere(|country| country.is_eea || country.adequacy.is_some()),
            Self::Dpf => everywhere(|country| country.is_eea || country.code == "US"),
            Self::SccM2 | Self::SccM3 | Self::Bcr => true,
        }
    }
    /// An assessment holds for at most so many years. A company certifies itself under the Data Privacy Framework anew every year
    /// ((EU) 2023/1795, Annex I); for the others laws, decisions and vendors change.
    #[must_use]
    pub const fn longest_years(self) -> u32 {
        match self {
            Self::Dpf => 1,
            Self::NoneWithinEea | Self::Adequacy | Self::SccM2 | Self::SccM3 | Self::Bcr => 3,
        }
    }

    /// The last day of the decision that carries data there, where it is limited in time; of several the first to end.
    #[must_use]
    pub fn decision_ends(self, seat: &str, location: &str) -> Option<NaiveDate> {
        if self != Self::Adequacy {
            return None;
        }
        let places = countries_of(location).unwrap_or_default();
        country(seat).into_iter().chain(places).filter_map(|country| country.adequacy_until).min()
    }
}

/// Whether the seat or a place of processing is outside the European Economic Area, or nobody can say.
#[must_use]
pub fn leaves_eea(seat: &str, location: &str) -> bool {
    let seat = country(seat).is_some_and(|country| country.is_eea);
    !seat || !countries_of(location).is_some_and(|places| places.iter().all(|country| country.is_eea))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};
    use uuid::Uuid;

    use super::super::model::{Facts, Vendor};
    use super::super::written::read_register;
    use super::*;

    fn register() -> Vec<Vendor> {
        read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap()
    }

    #[test]
    fn the_seat_and_every_place_of_processing_count() {
        let vendors = register();
        assert_eq!(vendors.iter().filter(|vendor| vendor.is_within_eea()).count(), 5);
        for (seat, location, leaves) in [
            ("BE", "Brussels, Belgium", false),
            ("BE", "Brussels, Belgium; Wien, Österreich", false),
            ("BE", "Oregon, United States", true),
            ("BE", "Brussels, Belgium; Oregon, United States", true),
            ("US", "Brussels, Belgium", true),
            ("IE", "San Francisco, CA", true),
            ("BE", "", true),
        ] {
            assert_eq!(leaves_eea(seat, location), leaves, "{seat} {location}");
        }
    }

    #[test]
    fn an_assessment_counts_outside_the_area_alone() {
        let vendors = register();
        let now = DateTime::UNIX_EPOCH;
        let expired = |mut vendor: Vendor, expires| {
            vendor.upkeep.assessment_expires_at = expires;
            vendor.is_assessed_no_more(now)
        };
        let outside = vendors.iter().find(|vendor| !vendor.is_within_eea()).unwrap();
        let inside = vendors.iter().find(|vendor| vendor.is_within_eea()).unwrap();
        assert!(expired(outside.clone(), Some(now)) && !expired(outside.clone(), Some(now + Duration::seconds(1))));
        assert!(!expired(outside.clone(), None) && !expired(inside.clone(), Some(now)));
    }

    #[test]
    fn every_transfer_asks_for_an_assessment_and_decisions_reach_their_countries_alone() {
        let oregon = "Portland, United States";
        for (seat, location, ground, reaches, stays) in [
            ("DE", "Berlin, Germany", Transfer::NoneWithinEea, true, true),
            ("DE", "Berlin", Transfer::NoneWithinEea, false, false),
            ("DE", oregon, Transfer::NoneWithinEea, false, false),
            ("CH", "Zürich, Switzerland; Berlin, Germany", Transfer::Adequacy, true, false),
            ("CH", "Mumbai, India", Transfer::Adequacy, false, false),
            ("US", oregon, Transfer::Adequacy, false, false),
            ("CA", "Toronto, Canada", Transfer::Adequacy, true, false),
            ("BR", "Brasília, Brazil", Transfer::Adequacy, false, false),
            ("US", oregon, Transfer::Dpf, true, false),
            ("US", "Berlin, Germany", Transfer::Dpf, true, false),
            ("IE", oregon, Transfer::Dpf, true, false),
            ("US", "Mumbai, India", Transfer::Dpf, false, false),
            ("US", "Wilmington, DE", Transfer::Dpf, false, false),
            ("GB", oregon, Transfer::Dpf, false, false),
            ("US", oregon, Transfer::SccM2, true, false),
            ("IN", "Mumbai, India", Transfer::SccM3, true, false),
            ("IN", "Mumbai, India", Transfer::Bcr, true, false),
        ] {
            let facts = register()[0].facts.clone();
            let facts = Facts { country: seat.into(), location: location.into(), transfer_mechanism: ground, ..facts };
            assert_eq!((ground.reaches(seat, location), facts.is_within_eea()), (reaches, stays), "{seat} {location} {ground:?}");
            let mut vendor = Vendor::new(Uuid::nil(), facts, DateTime::UNIX_EPOCH);
            let refused = |vendor: &Vendor| vendor.may_receive(DateTime::UNIX_EPOCH).err().map(|error| error.code());
            let is_refused = !stays && ground != Transfer::NoneWithinEea;
            assert_eq!(refused(&vendor), is_refused.then_some("assessment-missing"), "{seat} {location} {ground:?}");
            vendor.upkeep.assessment_expires_at = Some(DateTime::UNIX_EPOCH);
            assert_eq!(refused(&vendor), (!stays).then_some("assessment-expired"), "{seat} {location} {ground:?}");
            vendor.upkeep.assessment_expires_at = Some(DateTime::UNIX_EPOCH + Duration::seconds(1));
            assert_eq!(refused(&vendor), None, "{seat} {location} {ground:?}");
        }
    }

    #[test]
    fn a_certification_holds_a_year_and_a_decision_to_its_last_day() {
        let years =
            [Transfer::Adequacy, Transfer::Dpf, Transfer::SccM2, Transfer::SccM3, Transfer::Bcr].map(Transfer::longest_years);
        assert_eq!(years, [3, 1, 3, 3, 3]);
        let day = NaiveDate::from_ymd_opt(2031, 12, 27);
        assert_eq!(Transfer::Adequacy.decision_ends("GB", "London, United Kingdom"), day);
        assert_eq!(Transfer::Adequacy.decision_ends("CH", "Bern, Switzerland; London, United Kingdom"), day);
        assert_eq!(Transfer::Adequacy.decision_ends("CH", "Bern, Switzerland"), None);
        assert_eq!(Transfer::SccM3.decision_ends("GB", "London, United Kingdom"), None, "clauses do not rest on it");
    }
}

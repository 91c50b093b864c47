//! Where the core of the service is (M-7.1): the vendors that every customer uses, and what of them is not in the European Union.
//!
//! The promise says the Union, not the European Economic Area. Iceland, Liechtenstein and Norway need no ground for a transfer,
//! and still what happens there does not happen where the promise says. Nobody is kept from engaging a vendor elsewhere: then the
//! promise is not kept, and that is said.

use super::countries::{Country, countries_of, country};
use super::model::{Applies, Facts};
use crate::kernel::i18n::Locale;

/// The category of vendors that run the servers.
const HOSTING: &str = "hosting";
/// Where the promise says that they run them.
const TOWN: &str = "Frankfurt";
/// Another town of that name, as in `Frankfurt (Oder)`.
const OTHER_TOWN: &str = "Oder";

/// The vendors that every customer uses, and where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Core {
    /// How many there are.
    pub vendors: usize,
    /// Those with a seat or a place of processing outside the European Union.
    pub outside: Vec<Outside>,
    /// One of them runs servers in Frankfurt.
    pub is_in_frankfurt: bool,
}

/// A vendor that every customer uses, with a seat or a place of processing outside the European Union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Its full name: for customers and the operator, not for the public.
    pub legal_name: String,
    /// What kind of vendor it is.
    pub category: String,
    places: Vec<Place>,
}

/// A seat or a place of processing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    In(&'static Country),
    /// Nobody can say in which country.
    Unknown(String),
}

impl Core {
    /// The core among the vendors in use. A list without vendors has none, whether it was declared or not.
    #[must_use]
    pub fn of<'a>(in_use: impl IntoIterator<Item = &'a Facts>) -> Self {
        let all: Vec<&Facts> = in_use.into_iter().filter(|facts| facts.applies == Applies::Always).collect();
        Self {
            vendors: all.len(),
            outside: all.iter().filter_map(|facts| Outside::of(facts)).collect(),
            is_in_frankfurt: all.iter().any(|facts| facts.category == HOSTING && facts.location.split(';').any(is_the_town)),
        }
    }

    /// Whether all of it is in the European Union, with servers in Frankfurt.
    #[must_use]
    pub fn is_in_union(&self) -> bool {
        self.outside.is_empty() && self.is_in_frankfurt
    }
}

impl Outside {
    fn of(facts: &Facts) -> Option<Self> {
        let seat = country(&facts.country).map_or_else(|| Place::Unknown(facts.country.clone()), Place::In);
        let mut places: Vec<Place> = Vec::new();
        for place in std::iter::once(seat).chain(facts.location.split(';').map(Place::read)) {
            let is_inside = matches!(&place, Place::In(country) if country.is_eu);
            if !is_inside && !places.contains(&place) {
                places.push(place);
            }
        }
        let (legal_name, category) = (facts.legal_name.clone(), facts.category.clone());
        (!places.is_empty()).then_some(Self { legal_name, category, places })
    }

    /// The countries outside, each once; a place as it stands in the register where nobody can say its country.
    #[must_use]
    pub fn countries(&self, locale: Locale) -> String {
        self.places.iter().map(|place| place.say(locale)).collect::<Vec<_>>().join(", ")
    }
}

impl Place {
    fn read(place: &str) -> Self {
        let found = countries_of(place).and_then(|countries| countries.into_iter().next());
        found.map_or_else(|| Self::Unknown(place.trim().to_owned()), Self::In)
    }

    fn say(&self, locale: Locale) -> &str {
        match self {
            Self::In(country) => country.name(locale),
            Self::Unknown(place) => place,
        }
    }
}

/// Whether a place is the town of the promise, as in `Frankfurt am Main, Germany`.
fn is_the_town(place: &str) -> bool {
    let is = |word: &str, name: &str| word.eq_ignore_ascii_case(name);
    let mut words = place.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let named = words.next().is_some_and(|first| is(first, TOWN)) && !words.any(|word| is(word, OTHER_TOWN));
    named && matches!(Place::read(place), Place::In(country) if country.code == "DE")
}

#[cfg(test)]
mod tests {
    use super::super::model::Vendor;
    use super::super::written::read_register;
    use super::*;

    fn demo() -> Vec<Vendor> {
        read_register(include_str!("../../../templates/demo/subprocessors.toml")).unwrap()
    }

    fn core(vendors: &[Vendor]) -> Core {
        Core::of(vendors.iter().map(|vendor| &vendor.facts))
    }

    #[test]
    fn the_core_is_in_the_union_when_every_vendor_that_all_use_is() {
        let mut vendors = demo();
        let before = core(&vendors);
        assert_eq!((before.vendors, before.is_in_frankfurt, before.is_in_union()), (6, true, false));
        let [desk] = before.outside.as_slice() else { panic!("{before:?}") };
        assert_eq!((desk.category.as_str(), desk.countries(Locale::En)), ("support_desk", "Switzerland".to_owned()));
        assert_eq!(desk.countries(Locale::De), "Schweiz");
        vendors.retain(|vendor| vendor.country != "CH");
        assert!(core(&vendors).is_in_union(), "whom a customer switches on may be anywhere: {vendors:?}");
        let with = |seat: &str, location: &str| {
            let mut vendors = vendors.clone();
            (vendors[1].country, vendors[1].location) = (seat.to_owned(), location.to_owned());
            core(&vendors).outside.first().map(|one| one.countries(Locale::En))
        };
        for (seat, location, outside) in [
            ("DK", "Aarhus, Denmark; Wien, Österreich", None),
            ("NO", "Aarhus, Denmark", Some("Norway")),
            ("DK", "Aarhus, Denmark; Bern, Switzerland; Zürich, Switzerland", Some("Switzerland")),
            ("US", "Reykjavík, Iceland; at sea", Some("United States, Iceland, at sea")),
        ] {
            assert_eq!(with(seat, location).as_deref(), outside, "{seat} {location}");
        }
    }

    #[test]
    fn the_servers_stand_in_frankfurt_or_the_core_does_not() {
        for (location, stands) in [
            ("Frankfurt am Main, Germany", true),
            ("Dublin, Ireland; Frankfurt, Deutschland", true),
            ("Frankfurt (Oder), Germany", false),
            ("Frankfurt", false),
            ("Frankfurter Hof, Germany", false),
            ("Frankfort, United States", false),
            ("Berlin, Germany", false),
        ] {
            let mut vendors = demo();
            vendors[0].location = location.to_owned();
            assert_eq!(core(&vendors).is_in_frankfurt, stands, "{location}");
        }
        let mut vendors = demo();
        vendors[0].applies = Applies::AiEnabled;
        assert!(!core(&vendors).is_in_frankfurt, "the servers are for everybody");
        vendors[1].location = "Frankfurt, Germany".to_owned();
        assert!(!core(&vendors).is_in_frankfurt, "mails are no servers");
        assert!(!core(&[]).is_in_union(), "and nobody is nowhere");
    }
}

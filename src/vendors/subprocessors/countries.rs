//! Countries by their code (ISO 3166-1 alpha-2), with their names, whether they are in the European Economic Area, and
//! whether the Commission finds protection there adequate.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::kernel::i18n::Locale;

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Two capital letters.
    pub code: &'static str,
    en: &'static str,
    de: &'static str,
    /// Whether the GDPR applies there as part of the European Economic Area.
    pub is_eea: bool,
    /// Whether it is a member of the European Union.
    pub is_eu: bool,
    /// The decision that finds protection there adequate (Article 45 GDPR).
    pub adequacy: Option<&'static str>,
    /// The last day on which that decision holds, where it is limited in time.
    pub adequacy_until: Option<NaiveDate>,
}

impl Country {
    /// Its name in a language.
    #[must_use]
    pub const fn name(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::De => self.de,
        }
    }
}

/// Every country, by code.
#[must_use]
pub fn countries() -> &'static [Country] {
    static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
        let lines = include_str!("../../../templates/legal/countries.tsv").lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let mut parts = line.split('\t');
                let (code, en, de, area) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
                Some(Country {
                    code,
                    en,
                    de,
                    is_eea: ["eu", "eea"].contains(&area),
                    is_eu: area == "eu",
                    adequacy: parts.next().filter(|decision| *decision != "-"),
                    adequacy_until: parts.next().and_then(|day| day.parse().ok()),
                })
            })
            .collect()
    });
    &ALL
}

/// The country with this code.
#[must_use]
pub fn country(code: &str) -> Option<&'static Country> {
    countries().iter().find(|country| country.code == code)
}

/// The country with this code or this name in any of our languages: settings are written by people.
#[must_use]
pub fn country_named(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    countries().iter().find(|country| country.code.eq_ignore_ascii_case(text)).or_else(|| by_name(text))
}

fn by_name(text: &str) -> Option<&'static Country> {
    let same = |name: &str| name.eq_ignore_ascii_case(text.trim());
    countries().iter().find(|country| same(country.en) || same(country.de))
}

/// A place as the register has it, `Aarhus, Denmark`, with its country named in a language. What ends with no country's name
/// stays: two letters may as well be a state of a federation.
#[must_use]
pub fn place(location: &str, locale: Locale) -> String {
    if location.contains(';') {
        return location.split(';').map(|one| place(one.trim(), locale)).collect::<Vec<_>>().join("; ");
    }
    let Some((town, land)) = location.rsplit_once(", ") else {
        return by_name(location).map_or_else(|| location.to_owned(), |country| country.name(locale).to_owned());
    };
    match by_name(land) {
        Some(country) => format!("{town}, {}", country.name(locale)),
        None => location.to_owned(),
    }
}

/// The countries of one or several places, as in `Dublin, Ireland; Frankfurt, Germany`; none when a place does not end with
/// the name of one, or names another before it: what is said of two countries at once is said of neither.
#[must_use]
pub fn countries_of(location: &str) -> Option<Vec<&'static Country>> {
    location.split(';').map(country_of).collect()
}

fn country_of(place: &str) -> Option<&'static Country> {
    let Some((before, land)) = place.rsplit_once(", ") else { return by_name(place) };
    let found = by_name(land)?;
    let is_another = |other: &Country| other.code != found.code && !NAMESAKES.contains(&(other.code, found.code));
    let names_another = before.split(", ").any(|part| named_in(part).any(is_another));
    (!names_another).then_some(found)
}

/// Countries with a part that bears the name of another one, as in `Atlanta, Georgia, United States` and `Arlon, Luxembourg, Belgium`.
const NAMESAKES: [(&str, &str); 2] = [("GE", "US"), ("LU", "BE")];

/// Words with which people join places that a semicolon should part.
const JOINING: [&str; 7] = ["and", "or", "und", "oder", "&", "+", "/"];

/// The countries that words between two of [`JOINING`] name: `Norway and Bergen` names one, `New Mexico` none.
fn named_in(part: &str) -> impl Iterator<Item = &'static Country> {
    let part = part.replace('/', " / ");
    let words: Vec<&str> = part.split_whitespace().collect();
    let joins = |at: &usize| words.get(*at).is_some_and(|word| JOINING.iter().any(|one| one.eq_ignore_ascii_case(word)));
    let begins = std::iter::once(0).chain((0..words.len()).filter(joins).map(|at| at + 1));
    let ends: Vec<usize> = (0..words.len()).filter(joins).chain([words.len()]).collect();
    let between = begins.flat_map(|from| ends.iter().filter(move |&&to| from < to).map(move |&to| (from, to)));
    let found: Vec<_> = between.filter_map(|(from, to)| by_name(&words.get(from..to)?.join(" "))).collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_there_once() {
        assert_eq!(countries().len(), 249);
        assert!(countries().iter().all(|country| country.code.len() == 2 && !country.en.is_empty() && !country.de.is_empty()));
        assert!(countries().is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(countries().iter().filter(|country| country.is_eea).count(), 30);
        let beside: Vec<_> = countries().iter().filter(|country| country.is_eea && !country.is_eu).collect();
        assert_eq!(beside.iter().map(|country| country.code).collect::<Vec<_>>(), ["IS", "LI", "NO"], "beside 27 members");
    }

    #[test]
    fn a_country_has_a_decision_or_none() {
        let with: Vec<_> = countries().iter().filter(|country| country.adequacy.is_some()).map(|country| country.code).collect();
        let known = ["AD", "AR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"];
        assert_eq!(with, known, "and none for the United States as a whole");
        assert!(countries().iter().all(|country| !country.is_eea || country.adequacy.is_none()));
        let text = include_str!("../../../templates/legal/countries.tsv");
        assert!(text.lines().filter(|line| !line.starts_with('#')).all(|line| line.split('\t').count() == 6));
        let limited: Vec<_> = countries().iter().filter_map(|country| Some((country.code, country.adequacy_until?))).collect();
        assert_eq!(limited, [("GB", NaiveDate::from_ymd_opt(2031, 12, 27).unwrap())], "every day is written as a day");
        assert_eq!(text.lines().filter(|line| !line.starts_with('#') && !line.ends_with("\t-")).count(), limited.len());
    }

    #[test]
    fn a_place_names_its_country_in_the_language_of_the_reader() {
        assert_eq!(place("Aarhus, Denmark", Locale::De), "Aarhus, Dänemark");
        assert_eq!(place("Oregon, United States", Locale::De), "Oregon, Vereinigte Staaten");
        assert_eq!(
            (place("Germany", Locale::De), place("Wien, Österreich", Locale::En)),
            ("Deutschland".into(), "Wien, Austria".into())
        );
        assert_eq!(place("Everywhere, at sea", Locale::De), "Everywhere, at sea");
        assert_eq!(place("Aarhus, Denmark; Wien, Austria", Locale::De), "Aarhus, Dänemark; Wien, Österreich");
        let codes = |text: &str| countries_of(text).map(|all| all.iter().map(|country| country.code).collect::<Vec<_>>());
        assert_eq!(codes("Aarhus, Denmark;Wien, Österreich"), Some(vec!["DK", "AT"]));
        assert_eq!((codes("Aarhus"), codes("Aarhus, Denmark;"), codes("Wilmington, DE")), (None, None, None));
    }

    #[test]
    fn a_place_names_one_country() {
        let codes = |text: &str| countries_of(text).map(|all| all.iter().map(|country| country.code).collect::<Vec<_>>());
        for two in [
            "Zürich, Switzerland and Dublin, Ireland",
            "Zürich, Schweiz und Dublin, Irland",
            "Switzerland, Ireland",
            "Zürich, Switzerland, Ireland",
            "Nuuk, Greenland, Denmark",
            "Tbilisi, Georgia and Wien, Austria",
            "Bern, Switzerland/Dublin, Ireland",
            "Sarajevo, Bosnia & Herzegovina & Dublin, Ireland",
            "Dublin, Ireland; Port of Spain, Trinidad & Tobago and Wien, Austria",
            "Norway & Denmark",
        ] {
            assert_eq!(codes(two), None, "{two}");
        }
        for (one, code) in [
            ("Santa Fe, New Mexico, United States", "US"),
            ("Jersey City, United States", "US"),
            ("Atlanta, Georgia, United States", "US"),
            ("Arlon, Luxembourg, Belgium", "BE"),
            ("Berlin, Germany and Frankfurt, Germany", "DE"),
            ("Luxembourg, Luxembourg", "LU"),
            ("Rhine and Main, Germany", "DE"),
            ("Sarajevo, Bosnia & Herzegovina", "BA"),
        ] {
            assert_eq!(codes(one), Some(vec![code]), "{one}");
        }
    }

    #[test]
    fn a_state_of_a_federation_is_no_country() {
        for state in ["San Francisco, CA", "Wilmington, DE", "Atlanta, GA", "DE"] {
            assert_eq!((place(state, Locale::En), place(state, Locale::De)), (state.to_owned(), state.to_owned()));
        }
    }

    #[test]
    fn a_country_is_found_by_what_people_write() {
        assert_eq!(country("SI").map(|country| country.name(Locale::De)), Some("Slowenien"));
        assert_eq!(country("si"), None);
        assert_eq!(country_named("Slovenia"), country("SI"));
        assert_eq!(country_named("österreich"), None, "only ASCII letters are compared without case");
        assert_eq!(country_named("Atlantis"), None);
    }
}

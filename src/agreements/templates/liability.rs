//! The schedule of liability (Art. 82 GDPR): who bears which claim and up to what amount, as data of the version, so that whoever
//! changes a limit changes no sentence.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use toml::{Spanned, Table, Value};

use super::complaint::{Complaints, File};
use super::config::Config;
use super::text::Template;
use crate::kernel::i18n::Locale;

/// The rows that every version has and none limits: what data subjects claim is not for the parties to limit (Art. 82 GDPR), and
/// liability for intent or for injury is not limited beforehand (§ 276(3), § 309 no. 7 of the German Civil Code).
const UNLIMITED: [&str; 3] = ["data_subjects", "intent", "injury"];

/// The processor is fully liable for a sub-processor (Art. 28(4) GDPR): this row has no limit but that of the row under which the
/// same would fall had the processor done it itself.
const AS_OWN: &str = "subprocessors";

/// An amount is at most a trillion: more is a slip of the pen, and every program reads so much to the last digit.
const MOST_AMOUNT: i64 = 1_000_000_000_000;

/// Up to what amount a claim is borne.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Limit {
    /// Without one.
    Unlimited,
    /// As the contract says under which the service is used.
    MainContract,
    /// As if whoever bears it had done it: by the row that then fits.
    AsOwn,
    /// An amount of the version's own.
    Amount {
        /// Whole units of the currency, more than none.
        amount: i64,
        /// Three capital letters (ISO 4217).
        currency: String,
        /// For what it stands once.
        per: Per,
    },
}

/// For what an amount stands once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Everything that has the same cause.
    Event,
    /// Twelve months of the agreement.
    ContractYear,
}

impl Limit {
    /// What a version says.
    ///
    /// # Errors
    /// The code of everything that is wrong with it.
    fn of(value: &Value) -> Result<Self, Vec<&'static str>> {
        match value {
            Value::String(word) if word == "unlimited" => Ok(Self::Unlimited),
            Value::String(word) if word == "main_contract" => Ok(Self::MainContract),
            Value::String(word) if word == "as_own" => Ok(Self::AsOwn),
            Value::Table(table) if table.keys().all(|name| ["amount", "currency", "per"].contains(&name.as_str())) => {
                Self::amount(table)
            }
            _ => Err(vec!["liability-limit"]),
        }
    }

    fn amount(table: &Table) -> Result<Self, Vec<&'static str>> {
        let is_currency = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let amount = table.get("amount").and_then(Value::as_integer).filter(|amount| (1..=MOST_AMOUNT).contains(amount));
        let currency = table.get("currency").and_then(Value::as_str).filter(is_currency);
        let per = match table.get("per").and_then(Value::as_str) {
            Some("event") => Some(Per::Event),
            Some("contract_year") => Some(Per::ContractYear),
            _ => None,
        };
        if let (Some(amount), Some(currency), Some(per)) = (amount, currency, per) {
            return Ok(Self::Amount { amount, currency: currency.to_owned(), per });
        }
        let missing = [
            (amount.is_none(), "liability-amount"),
            (currency.is_none(), "liability-currency"),
            (per.is_none(), "liability-per"),
        ];
        Err(missing.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, code)| code).collect())
    }
}

/// Words by language, each with its place.
type Worded = BTreeMap<String, Spanned<String>>;

/// A row as the version says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: Spanned<String>,
    claim: Worded,
    bearer: Worded,
    limit: Spanned<Value>,
}

impl Entry {
    /// Its cells in words, by their names.
    pub fn parts(&self) -> [(&'static str, &Worded); 2] {
        [("claim", &self.claim), ("bearer", &self.bearer)]
    }

    fn row(&self, locale: Locale) -> Result<LiabilityRow<'_>, String> {
        let id = self.id.get_ref().as_str();
        let [claim, bearer] = self.parts().map(|(_, words)| words.get(locale.code()).map_or("", |words| words.get_ref()));
        let unknown = |_| format!("the limit of “{id}” in the schedule of liability is not known");
        Ok(LiabilityRow { id, claim, bearer, limit: Limit::of(self.limit.get_ref()).map_err(unknown)? })
    }
}

/// A row of the schedule in a language.
#[derive(Debug)]
pub struct LiabilityRow<'a> {
    /// Stable.
    pub id: &'a str,
    /// Which claims.
    pub claim: &'a str,
    /// Who bears them.
    pub bearer: &'a str,
    /// Up to what amount.
    pub limit: Limit,
}

impl Template {
    /// The schedule of liability in a language; none in a version that was entered before versions had one.
    ///
    /// # Errors
    /// In words, when a row has a limit that this program does not know: it is never left out.
    pub fn liability(&self, locale: Locale) -> Result<Vec<LiabilityRow<'_>>, String> {
        self.config().liability.iter().map(|entry| entry.row(locale)).collect()
    }
}

/// What is wrong with the schedule: each row has a name of its own and a limit that is known, and what nobody can limit is there
/// without one. Its words are held against the page with the others.
pub(super) fn check(config: &Config, wrong: &mut Complaints) {
    let mut named = BTreeSet::new();
    for row in &config.liability {
        let (id, at) = (row.id.get_ref().as_str(), config.line(&row.limit));
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            wrong.add(File::Config, config.line(&row.id), "name-form", id);
        }
        if !named.insert(id) {
            wrong.add(File::Config, config.line(&row.id), "liability-twice", id);
        }
        for (part, words) in row.parts() {
            let known = |language: &str| Locale::ALL.iter().any(|locale| locale.code() == language);
            for (language, text) in words.iter().filter(|(language, _)| !known(language)) {
                wrong.add(File::Config, config.line(text), "setting-unknown", format!("liability[{id}].{part}.{language}"));
            }
        }
        match Limit::of(row.limit.get_ref()) {
            Ok(limit) => {
                if UNLIMITED.contains(&id) && limit != Limit::Unlimited {
                    wrong.add(File::Config, at, "liability-unlimited", id);
                }
                if (id == AS_OWN) != (limit == Limit::AsOwn) {
                    wrong.add(File::Config, at, "liability-as-own", id);
                }
            }
            Err(codes) => codes.into_iter().for_each(|code| wrong.add(File::Config, at, code, id)),
        }
    }
    for id in UNLIMITED.into_iter().filter(|id| !named.contains(id)) {
        wrong.add(File::Config, config.line_of("[[liability]]"), "liability-missing", id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::complaint::Complaint;
    use super::super::settings;
    use super::super::text::{SHIPPED, Sources};
    use super::*;

    fn read(config: &str) -> Result<Template, Vec<Complaint>> {
        let shipped = Template::shipped().unwrap();
        Template::read(&Sources { config, ..SHIPPED }, Some(shipped.config()))
    }

    /// The shipped settings with another limit of some rows.
    fn limited(limits: &[(&str, &str)]) -> String {
        limits.iter().fold(SHIPPED.config.to_owned(), |config, (id, limit)| {
            let (before, row) = config.split_once(&format!("id = \"{id}\"")).unwrap();
            let (words, rest) = row.split_once("\nlimit = ").unwrap();
            let after = rest.split_once('\n').unwrap().1;
            format!("{before}id = \"{id}\"{words}\nlimit = {limit}\n{after}")
        })
    }

    /// The schedule alone, as it stands in the shipped settings.
    fn schedule() -> &'static str {
        let from = SHIPPED.config.find("[[liability]]").unwrap();
        let to = SHIPPED.config.find("# The public summary").unwrap();
        &SHIPPED.config[from..to]
    }

    #[test]
    fn the_shipped_schedule_limits_nothing_that_nobody_can_limit() {
        let template = Template::shipped().unwrap();
        let limits = |locale| -> Vec<_> {
            template.liability(locale).unwrap().into_iter().map(|row| (row.id.to_owned(), row.limit)).collect()
        };
        assert_eq!(limits(Locale::En), limits(Locale::De));
        let unlimited: Vec<_> = limits(Locale::En).into_iter().filter(|(_, limit)| *limit == Limit::Unlimited).collect();
        assert_eq!(
            unlimited.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
            ["data_subjects", "intent", "injury", "recourse", "fines", "mandatory", "essential"]
        );
        for locale in Locale::ALL {
            let rows = template.liability(locale).unwrap();
            assert!(rows.iter().all(|row| !row.claim.is_empty() && !row.bearer.is_empty()), "{locale}");
        }
    }

    #[test]
    fn an_amount_is_set_without_a_sentence() {
        let amount = "{ amount = 250000, currency = \"EUR\", per = \"contract_year\" }";
        let event = "{ amount = 1, currency = \"CHF\", per = \"event\" }";
        let template = read(&limited(&[("breach", amount), ("data_loss", event)])).unwrap();
        let of = |id| template.liability(Locale::De).unwrap().into_iter().find(|row| row.id == id).unwrap().limit;
        let year = Limit::Amount { amount: 250_000, currency: "EUR".into(), per: Per::ContractYear };
        assert_eq!((of("breach"), of("subprocessors")), (year, Limit::AsOwn));
        assert_eq!(of("data_loss"), Limit::Amount { amount: 1, currency: "CHF".into(), per: Per::Event });
        assert_eq!(of("intent"), Limit::Unlimited);
    }

    #[test]
    fn a_limit_that_does_not_hold_is_refused_with_its_line() {
        for (id, limit, codes) in [
            ("data_loss", "\"none\"", &["liability-limit"] as &[_]),
            ("data_loss", "100000", &["liability-limit"]),
            ("data_loss", "{ amount = 1, currency = \"EUR\", per = \"event\", once = true }", &["liability-limit"]),
            ("data_loss", "{ amount = 0, currency = \"EUR\", per = \"event\" }", &["liability-amount"]),
            ("data_loss", "{ amount = -1, currency = \"EUR\", per = \"event\" }", &["liability-amount"]),
            ("data_loss", "{ amount = 0.5, currency = \"EUR\", per = \"event\" }", &["liability-amount"]),
            ("data_loss", "{ amount = 1000000000001, currency = \"EUR\", per = \"event\" }", &["liability-amount"]),
            ("data_loss", "{ amount = 100000, per = \"event\" }", &["liability-currency"]),
            ("data_loss", "{ amount = 100000, currency = \"eur\", per = \"event\" }", &["liability-currency"]),
            ("data_loss", "{ amount = 100000, currency = \"EUR\", per = \"month\" }", &["liability-per"]),
            ("data_loss", "{}", &["liability-amount", "liability-currency", "liability-per"]),
            ("data_subjects", "\"main_contract\"", &["liability-unlimited"]),
            ("intent", "{ amount = 100000, currency = \"EUR\", per = \"event\" }", &["liability-unlimited"]),
            ("injury", "\"main_contract\"", &["liability-unlimited"]),
            ("subprocessors", "{ amount = 100000, currency = \"EUR\", per = \"event\" }", &["liability-as-own"]),
            ("breach", "\"as_own\"", &["liability-as-own"]),
        ] {
            let config = limited(&[(id, limit)]);
            let line = config.lines().zip(SHIPPED.config.lines()).position(|(one, other)| one != other).unwrap() + 1;
            let found = read(&config).unwrap_err();
            let told: Vec<_> = found.iter().map(|one| (one.file, one.line, one.code, one.about.as_str())).collect();
            let wanted: Vec<_> = codes.iter().map(|code| (File::Config, line, *code, id)).collect();
            assert_eq!(told, wanted, "{limit}");
        }
    }

    #[test]
    fn a_row_that_does_not_hold_is_refused_with_its_line() {
        let line = |config: &str, mark: &str| config.lines().position(|line| line.contains(mark)).unwrap() + 1;
        let told = |config: &str| -> Vec<_> {
            let found = read(config).unwrap_err().into_iter();
            found.map(|one| (one.line, one.code, one.about)).collect()
        };
        let swap = |from: &str, to: &str| {
            assert!(SHIPPED.config.contains(from), "{from}");
            SHIPPED.config.replacen(from, to, 1)
        };
        let claim = "claim.de = \"Geldbußen von Behörden, wo keine Zeile darüber passt\"\n";
        for (config, mark, code, about) in [
            (swap("id = \"injury\"", "id = \"hurt\""), "[[liability]]", "liability-missing", "injury"),
            (swap("id = \"recourse\"", "id = \"fines\""), "Geldbußen", "liability-twice", "fines"),
            (swap("id = \"recourse\"", "id = \"Re course\""), "id = \"Re course\"", "name-form", "Re course"),
            (swap(claim, ""), "id = \"fines\"", "setting-missing", "liability[fines].claim.de"),
            (swap(claim, &format!("{claim}claim.fr = \"Amendes\"\n")), "Amendes", "setting-unknown", "liability[fines].claim.fr"),
            (swap("Fines of authorities", "Fines under industry standard"), "Fines under", "empty-phrase", "industry standard"),
        ] {
            // The name that is there twice is told where it stands the second time.
            let at = line(&config, mark) - if code == "liability-twice" { 2 } else { 0 };
            assert_eq!(told(&config), [(at, code, about.to_owned())], "{mark}");
        }
        let long = swap("Fines of authorities", &"Fines ".repeat(40));
        assert_eq!(told(&long)[0].1, "label-long");
        let found = told(&swap("limit = \"unlimited\"\n", ""));
        assert!(found.iter().any(|one| one.1 == "toml" && one.2.contains("limit")), "{found:?}");
    }

    #[test]
    fn a_version_without_a_schedule_is_refused_today_and_opens_when_it_was_entered_before() {
        let mark = "{{table:liability}}\n\n";
        let config = SHIPPED.config.replacen(schedule(), "", 1).replacen("\"liability\", ", "", 1);
        let (en, de) = (SHIPPED.en.replacen(mark, "", 1), SHIPPED.de.replacen(mark, "", 1));
        let sources = Sources { config: &config, en: &en, de: &de };
        let shipped = Template::shipped().unwrap();
        let codes: BTreeSet<_> =
            Template::read(&sources, Some(shipped.config())).unwrap_err().into_iter().map(|one| one.code).collect();
        assert_eq!(codes, BTreeSet::from(["liability-missing", "table-missing", "table-not-declared"]));
        let stored = Template::stored(&sources, &shipped).unwrap();
        assert!(stored.liability(Locale::En).unwrap().is_empty(), "never the rows of another text");
    }

    #[test]
    fn whoever_compares_sees_limits_and_order() {
        let changed = |config: &str| settings::differences(&SHIPPED.config.parse().unwrap(), &config.parse().unwrap());
        let found = changed(&limited(&[("data_loss", "{ amount = 100000, currency = \"EUR\", per = \"event\" }")]));
        let paths: Vec<_> = found.iter().map(|one| (one.path.as_str(), one.before.as_deref(), one.after.as_deref())).collect();
        assert_eq!(
            paths,
            [
                ("liability[data_loss].limit", Some("main_contract"), None),
                ("liability[data_loss].limit.amount", None, Some("100000")),
                ("liability[data_loss].limit.currency", None, Some("EUR")),
                ("liability[data_loss].limit.per", None, Some("event")),
            ]
        );
        assert!(found.iter().all(settings::SettingChange::is_public), "an agreement says them");
        let last = schedule().rfind("[[liability]]").unwrap();
        let moved = format!("{}{}", &schedule()[last..], &schedule()[..last]);
        let found = changed(&SHIPPED.config.replacen(schedule(), &moved, 1));
        assert!(found.len() == 1 && found[0].path == "liability" && found[0].is_public(), "{found:?}");
    }
}

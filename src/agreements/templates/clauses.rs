//! Who carries out each clause, and on which promises it stands (M-1): the map from the agreement to the register of promises,
//! as data of the version. What is proved of it is read from the record of proofs when somebody looks.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::complaint::{Complaints, File};
use super::config::Config;
use super::parse::{Block, Kind};
use super::text::{Template, Text};
use crate::agreements::promises::{self, Conditions, Promise};
use crate::kernel::i18n::Locale;

/// Who carries out a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ClausePerformer)]
pub enum Performer {
    /// The software, and tests prove it.
    Software,
    /// People of the operator, also where the software does a part of it.
    Operator,
    /// The customer.
    Customer,
    /// Nobody: it says what holds between the parties.
    Agreed,
}

/// An entry of the map.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    anchor: Spanned<String>,
    performed_by: Performer,
    #[serde(default)]
    promises: Vec<Spanned<String>>,
}

/// A numbered clause of which the version says who carries it out.
#[derive(Debug)]
pub struct Clause<'a> {
    /// Its name in every language.
    pub anchor: &'a str,
    /// Its number, as `7.2`.
    pub number: &'a str,
    /// Who carries it out.
    pub performed_by: Performer,
    /// The promises on which it stands; one that the register no longer has is not among them.
    pub promises: Vec<&'static Promise>,
}

impl Clause<'_> {
    /// When the tests behind it last passed; none when it is not the software's, or one of its promises is not kept now.
    #[must_use]
    pub fn proved_at(&self, now: &Conditions) -> Option<DateTime<Utc>> {
        if self.performed_by != Performer::Software || !self.promises.iter().all(|promise| promise.is_kept(now)) {
            return None;
        }
        let passed = self.promises.iter().map(|promise| Some(promise.proof()?.ran_at));
        passed.collect::<Option<Vec<_>>>()?.into_iter().min()
    }
}

/// Whether everything that is proved behind these clauses was proved for exactly the sources that this program was built from.
#[must_use]
pub fn are_current(clauses: &[Clause<'_>]) -> bool {
    let mut proofs = clauses.iter().flat_map(|clause| &clause.promises).filter_map(|promise| promise.proof());
    proofs.all(|proof| proof.is_current)
}

/// How many clauses are carried out by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ClauseTally)]
pub struct Tally {
    /// All of which the version says it.
    pub clauses: usize,
    /// By the software, each promise behind them kept and proved.
    pub proved: usize,
    /// By the software, with a promise that is not kept at present.
    pub unproved: usize,
    /// By people of the operator.
    pub operator: usize,
    /// By the customer.
    pub customer: usize,
    /// Declarations.
    pub agreed: usize,
}

impl Tally {
    /// Counts.
    #[must_use]
    pub fn of(clauses: &[Clause<'_>], now: &Conditions) -> Self {
        let mut tally = Self { clauses: clauses.len(), ..Self::default() };
        for clause in clauses {
            match (clause.performed_by, clause.proved_at(now)) {
                (Performer::Software, Some(_)) => tally.proved += 1,
                (Performer::Software, None) => tally.unproved += 1,
                (Performer::Operator, _) => tally.operator += 1,
                (Performer::Customer, _) => tally.customer += 1,
                (Performer::Agreed, _) => tally.agreed += 1,
            }
        }
        tally
    }
}

impl Template {
    /// The clauses of which this version says who carries them out, in the order of the text; none in a version that was
    /// entered before versions said it.
    #[must_use]
    pub fn clauses(&self) -> Vec<Clause<'_>> {
        let known = promises::register().map(|register| register.promises.as_slice()).unwrap_or_default();
        let entries = &self.config().clauses;
        let clauses = self.text(Locale::En).blocks.iter().filter_map(numbered).filter_map(|(anchor, number)| {
            let entry = entries.iter().find(|entry| entry.anchor.get_ref() == anchor)?;
            let found = entry.promises.iter().filter_map(|id| known.iter().find(|promise| promise.id == *id.get_ref()));
            Some(Clause { anchor, number, performed_by: entry.performed_by, promises: found.collect() })
        });
        clauses.collect()
    }
}

/// The anchor and the number of a clause.
fn numbered(block: &Block) -> Option<(&str, &str)> {
    match (&block.kind, &block.anchor) {
        (Kind::Clause(number), Some(anchor)) => Some((anchor, number)),
        _ => None,
    }
}

/// What is wrong with the map: each entry names one clause and promises of the register; what the software is said to do, a
/// promise claims that tests prove; and no clause beside one that answers a duty is left out.
pub(super) fn check(config: &Config, texts: [(Locale, &Text); 2], wrong: &mut Complaints) {
    let known = promises::register().map(|register| register.promises.as_slice()).unwrap_or_default();
    let anchors =
        texts.map(|(_, text)| text.blocks.iter().filter_map(numbered).map(|(anchor, _)| anchor).collect::<BTreeSet<_>>());
    let mut named = BTreeSet::new();
    for entry in &config.clauses {
        let (anchor, line) = (entry.anchor.get_ref().as_str(), config.line(&entry.anchor));
        if !anchors.iter().all(|anchors| anchors.contains(anchor)) {
            wrong.add(File::Config, line, "no-anchor", anchor);
        }
        if !named.insert(anchor) {
            wrong.add(File::Config, line, "clause-twice", anchor);
        }
        if entry.performed_by == Performer::Software && entry.promises.is_empty() {
            wrong.add(File::Config, line, "clause-without-promise", anchor);
        }
        for id in &entry.promises {
            match known.iter().find(|promise| promise.id == *id.get_ref()) {
                None => wrong.add(File::Config, config.line(id), "no-promise", id.get_ref()),
                Some(promise) if entry.performed_by == Performer::Software && !promise.is_claimed() => {
                    wrong.add_two(File::Config, config.line(id), "clause-unkept", (anchor, id.get_ref()));
                }
                Some(_) => {}
            }
        }
    }
    let [(locale, text), _] = texts;
    for block in beside_duties(config, text) {
        if let Some((anchor, _)) = numbered(block).filter(|(anchor, _)| !named.contains(anchor)) {
            wrong.add(File::Text(locale), block.line, "clause-missing", anchor);
        }
    }
}

/// The blocks of the sections in which a clause answers a duty of Art. 28(3) GDPR.
fn beside_duties<'a>(config: &'a Config, text: &'a Text) -> impl Iterator<Item = &'a Block> {
    let is_heading = |block: &Block| matches!(block.kind, Kind::Section(_) | Kind::Annex(_));
    let answers = move |block: &Block| config.duties.iter().any(|duty| block.anchor.as_ref() == Some(duty.anchor.get_ref()));
    let sections = text.blocks.chunk_by(move |_, next| !is_heading(next));
    sections.filter(move |section| section.iter().any(answers)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::complaint::Complaint;
    use super::super::text::{SHIPPED, Sources};
    use super::*;

    fn read(config: &str) -> Result<Template, Vec<Complaint>> {
        let shipped = Template::shipped().unwrap();
        Template::read(&Sources { config, ..SHIPPED }, Some(shipped.config()))
    }

    fn swapped(from: &str, to: &str) -> String {
        assert!(SHIPPED.config.contains(from), "{from}");
        SHIPPED.config.replacen(from, to, 1)
    }

    #[test]
    fn every_clause_of_the_shipped_text_says_who_carries_it_out() {
        let shipped = Template::shipped().unwrap();
        let clauses = shipped.clauses();
        let numbered = shipped.text(Locale::De).blocks.iter().filter(|block| matches!(block.kind, Kind::Clause(_))).count();
        assert_eq!(clauses.len(), numbered);
        let notice = clauses.iter().find(|clause| clause.anchor == "subprocessors-notice").unwrap();
        assert_eq!((notice.performed_by, notice.number), (Performer::Software, "7.2"));
        assert_eq!(notice.promises.iter().map(|promise| promise.id.as_str()).collect::<Vec<_>>(), ["M-5.6"]);
        let tally = Tally::of(&clauses, &Conditions::of(&[]));
        assert_eq!(tally.proved + tally.unproved + tally.operator + tally.customer + tally.agreed, tally.clauses);
        let software = clauses.iter().filter(|clause| clause.performed_by == Performer::Software);
        let software: Vec<_> = software.map(|clause| clause.anchor).collect();
        let expected = [
            "subprocessors-authorisation",
            "subprocessors-notice",
            "subprocessors-silence",
            "transfers-ground",
            "signatures-seal",
        ];
        assert_eq!(software, expected, "whatever people have a part in is theirs");
        // While a run is recorded, a test that is new stands in no record yet: the run itself is what proves it.
        if std::env::var_os("TUTELA_TEST_RECORD").is_none() {
            assert_eq!(tally.unproved, 0, "{tally:?}");
        }
    }

    #[test]
    fn a_map_that_does_not_fit_is_refused_with_its_line() {
        let notice = "anchor = \"subprocessors-notice\"\nperformed_by = \"software\"\npromises = [\"M-5.6\"]";
        let entry = |anchor: &str, by: &str, promises: &str| {
            format!("anchor = \"{anchor}\"\nperformed_by = \"{by}\"\npromises = [{promises}]")
        };
        let more = |entry: &str| swapped("[[clause]]\n", &format!("[[clause]]\n{entry}\n\n[[clause]]\n"));
        let line = |config: &str, mark: &str| config.lines().position(|line| line.contains(mark)).unwrap() + 1;
        let english = SHIPPED.en.lines().position(|line| line.ends_with("{#security-change}")).unwrap() + 1;
        let gone = swapped("[[clause]]\nanchor = \"security-change\"\nperformed_by = \"operator\"\n", "");
        for (config, file, code, about, mark) in [
            (more(&entry("nowhere", "operator", "")), File::Config, "no-anchor", "nowhere", "\"nowhere\""),
            (
                more(&entry("annex-measures", "operator", "")),
                File::Config,
                "no-anchor",
                "annex-measures",
                "anchor = \"annex-measures\"",
            ),
            (
                swapped(notice, &entry("subprocessors-notice", "software", "\"M-99.9\"")),
                File::Config,
                "no-promise",
                "M-99.9",
                "M-99.9",
            ),
            (
                swapped(notice, &entry("subprocessors-notice", "software", "\"M-8.8\"")),
                File::Config,
                "clause-unkept",
                "subprocessors-notice",
                "[\"M-8.8\"]",
            ),
        ] {
            let found = read(&config).unwrap_err();
            let wanted = (file, line(&config, mark), code, about);
            let is_told = found.iter().any(|one| (one.file, one.line, one.code, one.about.as_str()) == wanted);
            assert!(is_told, "{wanted:?}: {found:?}");
        }
        let found = read(&swapped(notice, &entry("subprocessors-notice", "software", ""))).unwrap_err();
        assert_eq!((found[0].code, found[0].about.as_str()), ("clause-without-promise", "subprocessors-notice"));
        let found = read(&more(&entry("security-change", "operator", ""))).unwrap_err();
        assert_eq!((found[0].code, found[0].about.as_str()), ("clause-twice", "security-change"));
        let found = read(&gone).unwrap_err();
        let told: Vec<_> = found.iter().map(|one| (one.file, one.line, one.code, one.about.as_str())).collect();
        assert_eq!(told, [(File::Text(Locale::En), english, "clause-missing", "security-change")]);
        let found = read(&swapped(notice, &entry("subprocessors-notice", "magic", ""))).unwrap_err();
        assert!(found.iter().any(|one| one.code == "toml" && one.about.contains("magic")), "{found:?}");
    }

    #[test]
    fn a_section_without_a_duty_may_say_nothing() {
        let law = "[[clause]]\nanchor = \"law-country\"\nperformed_by = \"agreed\"\n";
        let template = read(&swapped(law, "")).unwrap();
        assert!(!template.clauses().iter().any(|clause| clause.anchor == "law-country"));
    }

    #[test]
    fn a_version_from_before_says_nothing_of_it_and_opens() {
        let (before, rest) = SHIPPED.config.split_once("[[clause]]").unwrap();
        let after = rest.split_once("# Every variable of the text").unwrap().1;
        let config = format!("{before}# Every variable of the text{after}");
        let codes: BTreeSet<_> = read(&config).unwrap_err().into_iter().map(|one| one.code).collect();
        assert_eq!(codes, BTreeSet::from(["clause-missing"]));
        let stored = Template::stored(&Sources { config: &config, ..SHIPPED }, &Template::shipped().unwrap()).unwrap();
        assert!(stored.clauses().is_empty());
    }

    #[test]
    fn a_clause_is_proved_when_each_of_its_promises_is() {
        let known = &promises::register().unwrap().promises;
        let of = |ids: &[&str], performed_by| Clause {
            anchor: "a",
            number: "1.1",
            performed_by,
            promises: known.iter().filter(|promise| ids.contains(&promise.id.as_str())).collect(),
        };
        let now = Conditions::of(&[]);
        // While a run is recorded, a promise whose test is new stands in no record yet.
        if std::env::var_os("TUTELA_TEST_RECORD").is_none() {
            assert!(of(&["M-5.6"], Performer::Software).proved_at(&now).is_some());
        }
        assert!(of(&["M-5.6", "M-8.8"], Performer::Software).proved_at(&now).is_none(), "one of them is planned");
        assert!(of(&[], Performer::Software).proved_at(&now).is_none(), "it stands on nothing");
        assert!(of(&["M-5.6"], Performer::Operator).proved_at(&now).is_none());
    }
}

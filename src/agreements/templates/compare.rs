//! What differs between two versions: clause by clause, each found by its anchor whatever its number is, with the words marked;
//! the numbers of the text; and every other setting.

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{Algorithm, DiffOp};

use super::check::said;
use super::parse::{Block, Kind};
use super::settings::{self, SettingChange};
use super::text::{Template, Text};
use crate::kernel::i18n::Locale;

/// Two paragraphs with more words than this between them are shown one after the other: nobody reads such a page word by word,
/// and comparing them would take longer than anybody waits.
const MOST_WORDS: usize = 6_000;

/// What differs between two versions in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = TemplateComparison)]
pub struct Comparison {
    /// The number of the older version.
    pub before: String,
    /// The number of the newer version.
    pub after: String,
    /// The numbers of the text that differ.
    pub terms: Vec<TermChange>,
    /// Everything else in `template.toml` that differs, in every language.
    pub settings: Vec<SettingChange>,
    /// The clauses that differ, in the order of the newer version.
    pub clauses: Vec<ClauseChange>,
    /// How many clauses are the same.
    pub same: usize,
}

/// A number of the text that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TermChange {
    /// Its name, as `notice_days`.
    pub name: String,
    /// In the older version.
    pub before: u32,
    /// In the newer version.
    pub after: u32,
}

/// How a clause differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ClauseChangeKind)]
pub enum Change {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says the same under another number.
    Renumbered,
}

/// A clause that differs, with what stands under it up to the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ClauseChange {
    /// Its anchor; empty for what stands before the first one.
    pub anchor: String,
    /// How it differs.
    pub change: Change,
    /// Its number in the older version, if it has one there.
    pub number_before: Option<String>,
    /// Its number in the newer version, if it has one there.
    pub number_after: Option<String>,
    /// Its lines, one for each block.
    pub lines: Vec<Vec<Run>>,
}

/// Some words of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Run {
    /// Where they stand.
    pub kind: RunKind,
    /// The words.
    pub text: String,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// In both versions.
    Same,
    /// In the newer version.
    Added,
    /// In the older version.
    Removed,
}

/// A clause with what stands under it.
struct Unit {
    anchor: String,
    number: Option<String>,
    lines: Vec<String>,
}

/// Compares two versions.
#[must_use]
pub fn compare(before: &Template, after: &Template, locale: Locale) -> Comparison {
    let (old, new) = (units(before.text(locale)), units(after.text(locale)));
    let (anchors_old, anchors_new): (Vec<_>, Vec<_>) =
        (old.iter().map(|unit| unit.anchor.as_str()).collect(), new.iter().map(|unit| unit.anchor.as_str()).collect());
    let by_anchor: BTreeMap<&str, &Unit> = old.iter().map(|unit| (unit.anchor.as_str(), unit)).collect();
    let (mut clauses, mut same) = (Vec::new(), 0);
    let mut add_new = |unit: &Unit, clauses: &mut Vec<ClauseChange>| match by_anchor.get(unit.anchor.as_str()) {
        None => clauses.push(whole(unit, Change::Added)),
        Some(was) if was.lines != unit.lines => clauses.push(between(was, unit, Change::Changed)),
        Some(was) if was.number != unit.number => clauses.push(between(was, unit, Change::Renumbered)),
        Some(_) => same += 1,
    };
    for op in similar::capture_diff_slices(Algorithm::Myers, &anchors_old, &anchors_new) {
        let (_, gone, come) = op.as_tag_tuple();
        if !matches!(op, DiffOp::Equal { .. }) {
            // What only moved is told where it stands now.
            let gone = old[gone].iter().filter(|unit| !anchors_new.contains(&unit.anchor.as_str()));
            clauses.extend(gone.map(|unit| whole(unit, Change::Removed)));
        }
        for unit in &new[come] {
            add_new(unit, &mut clauses);
        }
    }
    Comparison {
        before: before.version().to_owned(),
        after: after.version().to_owned(),
        terms: terms(before, after),
        settings: settings::differences(before.settings(), after.settings()),
        clauses,
        same,
    }
}

fn terms(before: &Template, after: &Template) -> Vec<TermChange> {
    let (old, new) = (before.config().terms.named(), after.config().terms.named());
    let pairs = old.into_iter().zip(new).filter(|((_, old), (_, new))| old.value != new.value);
    pairs.map(|((name, old), (_, new))| TermChange { name: name.to_owned(), before: old.value, after: new.value }).collect()
}

fn units(text: &Text) -> Vec<Unit> {
    let mut units = vec![Unit { anchor: String::new(), number: None, lines: Vec::new() }];
    for block in &text.blocks {
        if let Some(anchor) = &block.anchor {
            let number = text.numbers.get(anchor).cloned();
            units.push(Unit { anchor: anchor.clone(), number, lines: Vec::new() });
        }
        if let Some(unit) = units.last_mut() {
            unit.lines.push(line(block));
        }
    }
    units
}

/// A block as a lawyer reads it: its words, without the letter that only its place gives it.
fn line(block: &Block) -> String {
    match &block.kind {
        Kind::Table(name) => format!("{{{{table:{name}}}}}"),
        Kind::If(flag) => format!("{{{{#if {flag}}}}}"),
        Kind::EndIf => "{{/if}}".to_owned(),
        Kind::Item(_) => format!("– {}", said(block)),
        _ => said(block),
    }
}

fn whole(unit: &Unit, change: Change) -> ClauseChange {
    let kind = if change == Change::Added { RunKind::Added } else { RunKind::Removed };
    let number = |there: bool| unit.number.clone().filter(|_| there);
    ClauseChange {
        anchor: unit.anchor.clone(),
        change,
        number_before: number(change == Change::Removed),
        number_after: number(change == Change::Added),
        lines: unit.lines.iter().map(|line| vec![Run { kind, text: line.clone() }]).collect(),
    }
}

fn between(was: &Unit, is: &Unit, change: Change) -> ClauseChange {
    let mut lines = Vec::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, &was.lines, &is.lines) {
        let (_, old, new) = op.as_tag_tuple();
        let (mut old, mut new) = (was.lines[old].iter(), is.lines[new].iter());
        loop {
            match (old.next(), new.next()) {
                (Some(old), Some(new)) => lines.push(words(old, new)),
                (Some(old), None) => lines.push(vec![Run { kind: RunKind::Removed, text: old.clone() }]),
                (None, Some(new)) => lines.push(vec![Run { kind: RunKind::Added, text: new.clone() }]),
                (None, None) => break,
            }
        }
    }
    let (number_before, number_after) = (was.number.clone(), is.number.clone());
    ClauseChange { anchor: is.anchor.clone(), change, number_before, number_after, lines }
}

/// The words of two lines against each other.
fn words(old: &str, new: &str) -> Vec<Run> {
    if old == new {
        return vec![Run { kind: RunKind::Same, text: new.to_owned() }];
    }
    let (olds, news) = (parts(old), parts(new));
    if olds.len() + news.len() > MOST_WORDS {
        return [(RunKind::Removed, old), (RunKind::Added, new)].map(|(kind, text)| Run { kind, text: text.to_owned() }).into();
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut add = |kind, text: String| match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(&text),
        _ => runs.push(Run { kind, text }),
    };
    for op in similar::capture_diff_slices(Algorithm::Myers, &olds, &news) {
        let (_, gone, come) = op.as_tag_tuple();
        if matches!(op, DiffOp::Equal { .. }) {
            add(RunKind::Same, news[come].concat());
        } else {
            add(RunKind::Removed, olds[gone].concat());
            add(RunKind::Added, news[come].concat());
        }
    }
    runs
}

/// A line in words, each with the space after it; a variable is a word.
fn parts(line: &str) -> Vec<&str> {
    line.split_inclusive(' ').collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::{SHIPPED, Sources};
    use super::*;

    fn version(en: &str, de: &str, config: &str) -> Template {
        Template::read(&Sources { config, en, de }, None).unwrap_or_else(|wrong| panic!("{}", super::super::text::told(&wrong)))
    }

    #[test]
    fn a_text_is_the_same_as_itself() {
        let shipped = version(SHIPPED.en, SHIPPED.de, SHIPPED.config);
        let comparison = compare(&shipped, &shipped, Locale::De);
        assert!(
            comparison.clauses.is_empty()
                && comparison.terms.is_empty()
                && comparison.settings.is_empty()
                && comparison.same > 80
        );
    }

    #[test]
    fn clauses_are_found_by_their_anchor_and_words_are_marked() {
        let shipped = version(SHIPPED.en, SHIPPED.de, SHIPPED.config);
        let swap = |text: &str, from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        };
        let list = "{#confidentiality-list}\n";
        let en = swap(SHIPPED.en, list, &format!("{list}+ A new clause. {{#confidentiality-new}}\n"));
        let en = swap(&en, "within one month", "within two weeks");
        let de = swap(SHIPPED.de, list, &format!("{list}+ Eine neue Ziffer. {{#confidentiality-new}}\n"));
        let cost = |text: &str| text.lines().filter(|line| !line.ends_with("{#audits-cost}")).collect::<Vec<_>>().join("\n");
        let config = swap(SHIPPED.config, "notice_days = { value = 30", "notice_days = { value = 45");
        // Who carries them out stands in the map: what is new is said, what is gone is not.
        let entry = |anchor: &str, by: &str| format!("[[clause]]\nanchor = \"{anchor}\"\nperformed_by = \"{by}\"\n");
        let config = swap(&config, &entry("audits-cost", "agreed"), &entry("confidentiality-new", "operator"));
        let other = version(&cost(&en), &cost(&de), &config);
        let comparison = compare(&shipped, &other, Locale::En);
        let told: Vec<_> = comparison.clauses.iter().map(|clause| (clause.anchor.as_str(), clause.change)).collect();
        assert_eq!(
            told,
            [
                ("confidentiality-new", Change::Added),
                ("confidentiality-authority", Change::Renumbered),
                ("audits-information", Change::Changed),
                ("audits-cost", Change::Removed),
            ]
        );
        assert_eq!(
            comparison.clauses[1].number_before.as_deref().zip(comparison.clauses[1].number_after.as_deref()),
            Some(("5.4", "5.5"))
        );
        let runs = &comparison.clauses[2].lines[0];
        let of = |kind| runs.iter().filter(|run| run.kind == kind).map(|run| run.text.trim()).collect::<Vec<_>>();
        assert_eq!((of(RunKind::Removed), of(RunKind::Added)), (vec!["one month."], vec!["two weeks."]));
        assert_eq!(comparison.terms, [TermChange { name: "notice_days".into(), before: 30, after: 45 }]);
    }
}

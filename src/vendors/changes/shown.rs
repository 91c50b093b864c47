//! Changes in the reader's words: what the pages of customers and of the operator's staff have in common.

use chrono::{DateTime, Utc};

use super::emergency::{Loss, Risk};
use super::model::Kind;
use super::unreached::Unreached;
use crate::kernel::i18n::{Locale, Texts};
use crate::notifications::Value;
use crate::vendors::subprocessors::{Facts, applies_name, category_name, country, data_name, ground_name, models_said, place};

/// What a vendor was and will be, fact by fact.
pub struct Comparison {
    /// What stands above how it was and above how it will be.
    pub heads: [String; 2],
    /// The facts.
    pub lines: Vec<Line>,
    /// Whether there was a vendor before.
    pub has_before: bool,
    /// Whether there will be one.
    pub has_after: bool,
}

/// One fact.
pub struct Line {
    /// Its name.
    pub name: String,
    /// How it was; of no use without a vendor before.
    pub before: String,
    /// How it will be; of no use without a vendor afterwards.
    pub after: String,
    /// Whether it will be another than before.
    pub differs: bool,
}

/// The names of the facts, in their order.
const FACTS: [&str; 10] = [
    "subprocessors-detail-name",
    "changes-fact-seat",
    "changes-fact-contact",
    "subprocessors-column-category",
    "subprocessors-detail-purpose",
    "subprocessors-models",
    "subprocessors-detail-data",
    "subprocessors-detail-location",
    "changes-fact-ground",
    "subprocessors-column-used",
];

impl Comparison {
    /// Puts both side by side.
    #[must_use]
    pub fn of(texts: Texts, before: Option<&Facts>, after: Option<&Facts>) -> Self {
        let (has_before, has_after) = (before.is_some(), after.is_some());
        let old = before.map(|facts| facts_in_words(texts, facts)).unwrap_or_default();
        let new = after.map(|facts| facts_in_words(texts, facts)).unwrap_or_default();
        let none = |text: String| if text.is_empty() { texts.t("word-none") } else { text };
        let line = |(key, (before, after)): (&str, (String, String))| Line {
            name: texts.t(key),
            differs: has_before && has_after && before != after,
            before: none(before),
            after: none(after),
        };
        // Of a vendor that runs no models, none are spoken of.
        let said = |(_, (before, after)): &(&str, (String, String))| !(before.is_empty() && after.is_empty());
        let heads = ["changes-compare-today", "changes-compare-afterwards"].map(|key| texts.t(key));
        Self {
            heads,
            lines: FACTS.into_iter().zip(old.into_iter().zip(new)).filter(said).map(line).collect(),
            has_before,
            has_after,
        }
    }

    /// The same, of a change that is in force since then; of another one as it is.
    #[must_use]
    pub fn since(mut self, texts: Texts, activated_at: Option<DateTime<Utc>>) -> Self {
        if activated_at.is_some() {
            self.heads = ["changes-compare-before", "changes-compare-now"].map(|key| texts.t(key));
        }
        self
    }
}

fn facts_in_words(texts: Texts, facts: &Facts) -> [String; FACTS.len()] {
    let locale = texts.locale();
    let seat = country(&facts.country).map_or(facts.country.as_str(), |country| country.name(locale));
    let purpose = match locale {
        Locale::En => &facts.purpose_en,
        Locale::De => &facts.purpose_de,
    };
    let data: Vec<String> = facts.data_categories.iter().map(|id| data_name(texts, id)).collect();
    [
        facts.legal_name.clone(),
        format!("{}, {seat}", facts.address),
        facts.contact_email.clone(),
        category_name(texts, &facts.category),
        purpose.clone(),
        models_said(texts, &facts.category, &facts.models),
        data.join(", "),
        place(&facts.location, locale),
        ground_name(texts, facts.transfer_mechanism),
        applies_name(texts, facts.applies),
    ]
}

/// The facts that differ.
#[must_use]
pub fn differences(texts: Texts, before: &Facts, after: &Facts) -> Vec<Line> {
    let all = Comparison::of(texts, Some(before), Some(after)).lines;
    all.into_iter().filter(|line| line.differs).collect()
}

/// What an emergency would lose, in a word.
#[must_use]
pub fn loss_name(texts: Texts, loss: Loss) -> String {
    texts.t(match loss {
        Loss::Service => "changes-loss-service",
        Loss::Security => "changes-loss-security",
    })
}

/// The risk after an emergency, in a word.
#[must_use]
pub fn risk_name(texts: Texts, risk: Risk) -> String {
    texts.t(match risk {
        Risk::Same => "changes-risk-same",
        Risk::Lower => "changes-risk-lower",
    })
}

/// The days of a notice, as a fact of a page: those for which a change waits, or those in which an emergency can be objected to.
#[must_use]
pub fn days(texts: Texts, emergency: bool, days: i64) -> (String, String) {
    (texts.t(if emergency { "changes-days-emergency" } else { "changes-days" }), texts.tn("count-days", days))
}

/// What an emergency rests on, as facts of a page; none for what is no emergency.
#[must_use]
pub fn rests_on(texts: Texts, loss: Option<Loss>, risk: Option<Risk>) -> Vec<(String, String)> {
    let loss = loss.map(|loss| (texts.t("changes-loss"), loss_name(texts, loss)));
    let risk = risk.map(|risk| (texts.t("changes-risk"), risk_name(texts, risk)));
    loss.into_iter().chain(risk).collect()
}

/// A fact for a mail: its name and what it is, in each language.
pub struct Told {
    /// The name.
    pub name: Value,
    /// What it was, where it differs.
    pub before: Option<Value>,
    /// What it is.
    pub value: Value,
}

/// Every fact of a vendor, for a reader whose language is not known yet; beside those that differ, what they were.
#[must_use]
pub fn told(before: Option<&Facts>, facts: Option<&Facts>) -> Vec<Told> {
    let Some(facts) = facts else { return Vec::new() };
    let (en, de) = (Texts::new(Locale::En), Texts::new(Locale::De));
    let in_words = |facts: &Facts| facts_in_words(en, facts).into_iter().zip(facts_in_words(de, facts));
    let old = before.map_or_else(Vec::new, |before| in_words(before).collect());
    let fact = |(place, (key, now)): (usize, (&str, (String, String)))| Told {
        name: Value::Each(en.t(key), de.t(key)),
        before: old
            .get(place)
            .filter(|old| **old != now && !old.0.is_empty())
            .map(|(english, german)| Value::Each(english.clone(), german.clone())),
        value: Value::Each(now.0, now.1),
    };
    let said = |(_, (_, (english, _))): &(usize, (&str, (String, String)))| !english.is_empty();
    FACTS.into_iter().zip(in_words(facts)).enumerate().filter(said).map(fact).collect()
}

/// A change in one line, as `Mailer SA joins`.
#[must_use]
pub fn title(texts: Texts, kind: Kind, before: Option<&str>, after: Option<&str>) -> String {
    let unnamed = texts.t("changes-vendor-unnamed");
    let before = before.or(after).unwrap_or(&unnamed);
    let after = after.unwrap_or(&unnamed);
    texts.ta(&format!("changes-title-{}", kind.as_str()), &[("before", before), ("after", after)])
}

/// What is changed, in a word.
#[must_use]
pub fn kind_name(texts: Texts, kind: Kind) -> String {
    texts.t(&format!("changes-kind-{}", kind.as_str()))
}

/// How far the mails to a customer came, as `Email came back: 2`.
#[must_use]
pub fn mails(texts: Texts, lost: &Unreached) -> String {
    let words = |state: &str| texts.t(&format!("changes-delivery-{state}"));
    let each = lost.mails.iter().map(|mails| format!("{}: {}", words(mails.state.as_str()), mails.count));
    match lost.mails.is_empty() {
        true => texts.t("changes-deliveries-none"),
        false => each.collect::<Vec<_>>().join(", "),
    }
}

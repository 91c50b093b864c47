//! What the library holds, what may be said of it today, and what an answer of the operator's own has to say.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::embedded::library;
use super::own::OwnAnswer;
use crate::agreements::assurance::matching::Subject;
use crate::agreements::assurance::text::said;
use crate::agreements::promises::{Conditions, Register};
use crate::kernel::error::{Error, Fields};
use crate::kernel::i18n::{Locale, Texts, Words};

/// A question of the operator's own is at most this long.
const MOST_QUESTION: usize = 500;
/// An answer is at most this long: what fits a cell that people read.
pub const MOST_ANSWER: usize = 4_000;

/// The library as it is embedded.
#[derive(Debug, Deserialize)]
pub struct Library {
    /// Its version.
    pub version: String,
    /// Since when its words are these.
    pub effective: toml::value::Datetime,
    #[serde(rename = "topic")]
    topics: Vec<Topic>,
    #[serde(rename = "question")]
    entries: Vec<Entry>,
}

/// What questions are about.
#[derive(Debug, Deserialize)]
struct Topic {
    id: String,
    #[serde(flatten)]
    name: Words,
}

/// A question with its answer.
#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    topic: String,
    question: Words,
    also: Vec<String>,
    kind: Short,
    answer: Words,
    rests_on: Vec<String>,
    evidence: Vec<String>,
    ask_operator: bool,
}

/// The short answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Short {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// In part.
    Partly,
    /// No short answer fits.
    Text,
}

/// On what an answer stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AnswerStanding)]
pub enum Standing {
    /// On facts, and on promises that are all kept.
    Facts,
    /// On facts; not every promise under it counts as kept, and the answer says which.
    Partly,
    /// On words of the operator that a second person approved within the last year.
    Operator,
    /// On nothing yet: the operator has to answer it. No answer is given.
    Missing,
}

/// A question of the library with the answer that can be given today.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Given {
    /// Stays for ever; of a question of the operator's own, the id of its row.
    pub id: String,
    /// The topic.
    pub topic: String,
    /// The question.
    pub question: String,
    /// The short answer; none while there is no answer.
    pub short: Option<Short>,
    /// The answer.
    pub answer: Option<String>,
    /// On what it stands.
    pub standing: Standing,
    /// Promises under it that do not count as kept.
    pub not_kept: Vec<String>,
    /// Pages that show it.
    pub evidence: Vec<String>,
    /// Of an answer of the operator: when it was approved.
    pub approved_at: Option<DateTime<Utc>>,
}

/// Topics by their id, in order.
pub type Topics = Vec<(String, String)>;

/// What the operator's staff writes.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewAnswer {
    /// The question of the library that it answers; leave it out for a question of the operator's own.
    pub entry: Option<String>,
    /// The topic of a question of the operator's own.
    pub topic: String,
    /// Its words in English.
    pub question_en: String,
    /// Its words in German.
    pub question_de: String,
    /// The answer in English.
    pub answer_en: String,
    /// The answer in German.
    pub answer_de: String,
    /// Of an answer that is written anew: which revision of it was read.
    pub revision: Option<i32>,
}

impl NewAnswer {
    /// The answer as it can be kept; the words of a question of the library are the library's.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(mut self, library: &Library) -> Result<Self, Error> {
        let mut fields = Fields::new();
        self.entry = self.entry.filter(|entry| !entry.trim().is_empty());
        match self.entry.as_deref().map(|id| library.entry(id)) {
            Some(Some(entry)) if entry.ask_operator => {
                self.topic.clone_from(&entry.topic);
                entry.question.say(Locale::En).clone_into(&mut self.question_en);
                entry.question.say(Locale::De).clone_into(&mut self.question_de);
            }
            Some(Some(_)) => fields.add("entry", "entry-from-facts", "This question is answered from facts."),
            Some(None) => fields.add("entry", "entry-unknown", "The library has no such question."),
            None => {
                if !library.topics.iter().any(|topic| topic.id == self.topic) {
                    fields.add("topic", "topic-unknown", "Choose a topic.");
                }
                for (name, text) in [("question_en", &mut self.question_en), ("question_de", &mut self.question_de)] {
                    *text = fields.take(said(name, text, MOST_QUESTION)).unwrap_or_default();
                }
            }
        }
        for (name, text) in [("answer_en", &mut self.answer_en), ("answer_de", &mut self.answer_de)] {
            *text = fields.take(said(name, text, MOST_ANSWER)).unwrap_or_default();
        }
        fields.check()?;
        Ok(self)
    }
}

impl Library {
    fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Questions that only the operator can answer, with their words.
    pub fn for_the_operator(&self, locale: Locale) -> impl Iterator<Item = (&str, &str)> {
        let asked = self.entries.iter().filter(|entry| entry.ask_operator);
        asked.map(move |entry| (entry.id.as_str(), entry.question.say(locale)))
    }

    /// What can be answered today, topic by topic.
    #[must_use]
    pub fn given(&self, from: &Sources<'_>) -> Vec<Given> {
        let mut given = Vec::new();
        for topic in &self.topics {
            given.extend(self.entries.iter().filter(|entry| entry.topic == topic.id).map(|entry| entry.given(from)));
            let own = from.own.iter().filter(|own| own.entry.is_none() && own.topic == topic.id && own.is_given(from.now));
            given.extend(own.map(|own| own_given(&own.id.to_string(), own, from.texts.locale())));
        }
        given
    }
}

/// What answers are made of.
pub struct Sources<'a> {
    /// The values of the variables.
    pub facts: &'a BTreeMap<&'static str, String>,
    /// What is promised and kept.
    pub promises: &'a Register,
    /// What the registers say now of the conditions under which promises are kept.
    pub conditions: &'a Conditions,
    /// Answers of the operator's own.
    pub own: &'a [OwnAnswer],
    /// The language.
    pub texts: Texts,
    /// Today.
    pub now: DateTime<Utc>,
    /// The sentence on promises that do not count as kept, with their ids where `{promises}` stands.
    pub not_kept: &'a str,
}

impl Entry {
    fn given(&self, from: &Sources<'_>) -> Given {
        let own = from.own.iter().find(|own| own.entry.as_deref() == Some(&self.id) && own.is_given(from.now));
        if let Some(own) = own {
            return Given { evidence: self.pages(), topic: self.topic.clone(), ..own_given(&self.id, own, from.texts.locale()) };
        }
        let blank = Given {
            id: self.id.clone(),
            topic: self.topic.clone(),
            question: self.question.say(from.texts.locale()).to_owned(),
            short: None,
            answer: None,
            standing: Standing::Missing,
            not_kept: Vec::new(),
            evidence: self.pages(),
            approved_at: None,
        };
        // A fact that is not set is nothing to answer with.
        let Some(answer) = filled(self.answer.say(from.texts.locale()), from.facts).filter(|_| !self.ask_operator) else {
            return blank;
        };
        let promise = |id: &String| from.promises.promises.iter().find(|promise| promise.id == *id);
        let is_kept = |id: &String| promise(id).is_some_and(|promise| promise.is_kept(from.conditions));
        let not_kept: Vec<String> = self.rests_on.iter().filter(|id| !is_kept(id)).cloned().collect();
        if not_kept.is_empty() {
            return Given { short: Some(self.kind), answer: Some(answer), standing: Standing::Facts, ..blank };
        }
        let limit = from.not_kept.replace("{promises}", &not_kept.join(", "));
        let short = if self.kind == Short::Yes { Short::Partly } else { self.kind };
        let why = not_kept.iter().filter_map(|id| promise(id)?.hindrance(from.conditions, from.texts));
        let answer = Some([answer, limit].into_iter().chain(why).collect::<Vec<_>>().join(" "));
        Given { short: Some(short), answer, standing: Standing::Partly, not_kept, ..blank }
    }

    /// Evidence that a customer can open.
    fn pages(&self) -> Vec<String> {
        self.evidence.iter().filter(|place| place.starts_with('/')).cloned().collect()
    }
}

fn own_given(id: &str, own: &OwnAnswer, locale: Locale) -> Given {
    let (question, answer) = own.words(locale);
    Given {
        id: id.to_owned(),
        topic: own.topic.clone(),
        question: question.to_owned(),
        short: Some(Short::Text),
        answer: Some(answer.to_owned()),
        standing: Standing::Operator,
        not_kept: Vec::new(),
        evidence: Vec::new(),
        approved_at: own.approved_at,
    }
}

/// The text with its variables filled; none when one of them has no value.
fn filled(text: &str, facts: &BTreeMap<&'static str, String>) -> Option<String> {
    let (mut whole, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        whole.push_str(before);
        whole.push_str(facts.get(name).filter(|value| !value.is_empty())?);
        rest = after;
    }
    whole.push_str(rest);
    Some(whole)
}

/// The topics in a language.
///
/// # Errors
/// As [`library`].
pub fn topics(locale: Locale) -> Result<Topics, anyhow::Error> {
    Ok(library()?.topics.iter().map(|topic| (topic.id.clone(), topic.name.say(locale).to_owned())).collect())
}

/// By which words the questions that can be answered are found.
///
/// # Errors
/// As [`library`].
pub fn subjects(own: &[OwnAnswer], now: DateTime<Utc>) -> Result<Vec<Subject>, anyhow::Error> {
    let library = library()?;
    let names = |id: &str| -> Vec<String> {
        let topic = library.topics.iter().find(|topic| topic.id == id);
        topic.map(|topic| Locale::ALL.map(|locale| topic.name.say(locale).to_owned()).to_vec()).unwrap_or_default()
    };
    let entry = |entry: &Entry| Subject {
        id: entry.id.clone(),
        wordings: Locale::ALL.map(|locale| entry.question.say(locale).to_owned()).into_iter().chain(entry.also.clone()).collect(),
        topic: names(&entry.topic),
    };
    let own_subject = |own: &OwnAnswer| Subject {
        id: own.id.to_string(),
        wordings: vec![own.question_en.clone(), own.question_de.clone()],
        topic: names(&own.topic),
    };
    let own = own.iter().filter(|own| own.entry.is_none() && own.is_given(now)).map(own_subject);
    Ok(library.entries.iter().map(entry).chain(own).collect())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

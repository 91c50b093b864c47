//! What learners see: the content of a module, frozen at one moment.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{Unit, UnitKind};
use crate::kernel::error::Error;
use crate::kernel::markdown::markdown;
use crate::learning::quizzes::PublishedQuiz;

/// Words a grown-up reads in a minute on a screen; the lower end of what studies report for learning.
const WORDS_PER_MINUTE: usize = 180;

/// A published version of a module. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The publication.
    pub id: Uuid,
    /// The module.
    pub module_id: Uuid,
    /// Counts from 1 within the module.
    pub version: i32,
    /// The title.
    pub title: String,
    /// The language tag of the content.
    pub language: String,
    /// What people can do afterwards.
    pub summary: String,
    /// The units in their order.
    pub units: Vec<PublishedUnit>,
}

/// A unit of a published version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedUnit {
    /// The unit.
    pub id: Uuid,
    /// Page or quiz.
    pub kind: UnitKind,
    /// The title.
    pub title: String,
    /// The text of a page as harmless HTML; empty for a quiz.
    pub html: String,
    /// The quiz of a quiz unit.
    pub quiz_id: Option<Uuid>,
    /// The rules and questions of that quiz, as they were published.
    pub quiz: Option<PublishedQuiz>,
    /// Minutes to read a page.
    pub minutes: Option<u32>,
}

impl Publication {
    /// The unit with this id, if it is in this version.
    #[must_use]
    pub fn unit(&self, id: Uuid) -> Option<&PublishedUnit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The unit that is this quiz, if it is in this version.
    #[must_use]
    pub fn quiz(&self, quiz_id: Uuid) -> Option<&PublishedUnit> {
        self.units.iter().find(|unit| unit.quiz_id == Some(quiz_id))
    }
}

/// The frozen part of a version, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Content {
    pub language: String,
    pub summary: String,
    pub units: Vec<PublishedUnit>,
}

/// Why a draft cannot be published yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is no unit.
    Units,
    /// This page has no text.
    Text(String),
    /// This quiz has no question.
    Questions(String),
}

/// Everything that is missing before the draft can be published.
#[must_use]
pub fn missing(units: &[Unit]) -> Vec<Missing> {
    if units.is_empty() {
        return vec![Missing::Units];
    }
    let lacks = |unit: &Unit| match unit.kind {
        UnitKind::Page if unit.body_md.trim().is_empty() => Some(Missing::Text(unit.title.clone())),
        UnitKind::Quiz if unit.questions.unwrap_or_default() == 0 => Some(Missing::Questions(unit.title.clone())),
        _ => None,
    };
    units.iter().filter_map(lacks).collect()
}

/// Freezes the units of a draft with their quizzes.
///
/// # Errors
/// `Refused` with `nothing-to-publish`, `quiz-empty` or `page-empty`, naming every unit that lacks something.
pub fn freeze(units: &[Unit], quizzes: &HashMap<Uuid, PublishedQuiz>) -> Result<Vec<PublishedUnit>, Error> {
    let missing = missing(units);
    if let Some(first) = missing.first() {
        return Err(refusal(first, &missing));
    }
    Ok(units.iter().map(|unit| publish(unit, quizzes)).collect())
}

fn refusal(first: &Missing, all: &[Missing]) -> Error {
    let sentences: Vec<String> = all
        .iter()
        .map(|missing| match missing {
            Missing::Units => "Add at least one unit: there is nothing to publish yet.".to_owned(),
            Missing::Text(title) => format!("Write a text for “{title}”."),
            Missing::Questions(title) => format!("Add at least one question to “{title}”."),
        })
        .collect();
    let code = match first {
        Missing::Units => "nothing-to-publish",
        _ if all.iter().any(|missing| matches!(missing, Missing::Questions(_))) => "quiz-empty",
        _ => "page-empty",
    };
    Error::refused(code, sentences.join(" "))
}

fn publish(unit: &Unit, quizzes: &HashMap<Uuid, PublishedQuiz>) -> PublishedUnit {
    let is_page = unit.kind == UnitKind::Page;
    PublishedUnit {
        id: unit.id,
        kind: unit.kind,
        title: unit.title.clone(),
        html: if is_page { markdown(&unit.body_md) } else { String::new() },
        quiz_id: unit.quiz_id,
        quiz: unit.quiz_id.and_then(|quiz| quizzes.get(&quiz).cloned()),
        minutes: is_page.then(|| minutes_to_read(&unit.body_md)),
    }
}

/// Minutes to read a text, at least one.
#[must_use]
pub fn minutes_to_read(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    u32::try_from(words.div_ceil(WORDS_PER_MINUTE)).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::quizzes::Settings;
    use chrono::DateTime;

    fn unit(kind: UnitKind, title: &str, body: &str, questions: Option<u64>) -> Unit {
        Unit {
            id: Uuid::from_u128(1),
            kind,
            title: title.to_owned(),
            body_md: body.to_owned(),
            quiz_id: questions.map(|_| Uuid::from_u128(2)),
            questions,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn an_unfinished_draft_says_what_it_lacks() {
        assert_eq!(freeze(&[], &HashMap::new()).unwrap_err().code(), "nothing-to-publish");
        let units = [unit(UnitKind::Page, "Ladders", " ", None), unit(UnitKind::Quiz, "Final", "", Some(0))];
        let error = freeze(&units, &HashMap::new()).unwrap_err();
        assert_eq!(error.code(), "quiz-empty");
        assert_eq!(error.to_string(), "Write a text for “Ladders”. Add at least one question to “Final”.");
        assert_eq!(freeze(&units[..1], &HashMap::new()).unwrap_err().code(), "page-empty");
    }

    #[test]
    fn what_is_frozen_is_harmless() {
        let units = [unit(UnitKind::Page, "P", "# Hi\n\n<script>x</script>", None), unit(UnitKind::Quiz, "Q", "", Some(3))];
        let quiz = PublishedQuiz { settings: Settings::default(), slots: Vec::new() };
        let frozen = freeze(&units, &HashMap::from([(Uuid::from_u128(2), quiz.clone())])).unwrap();
        assert!(frozen[0].html.starts_with("<h2>Hi</h2>") && !frozen[0].html.contains("<script"));
        assert_eq!((frozen[0].minutes, frozen[1].minutes, frozen[1].quiz_id), (Some(1), None, Some(Uuid::from_u128(2))));
        assert_eq!((&frozen[0].quiz, &frozen[1].quiz), (&None, &Some(quiz)));
    }

    #[test]
    fn reading_takes_its_time() {
        assert_eq!(minutes_to_read(""), 1);
        assert_eq!(minutes_to_read(&"word ".repeat(181)), 2);
        assert_eq!(minutes_to_read("- | --- #"), 1);
    }
}

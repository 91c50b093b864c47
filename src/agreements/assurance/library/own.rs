//! An answer of the operator's own: how far it is, who may approve it, and how long it is given.

use chrono::{DateTime, Months, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::revision;

/// An answer of the operator's own is looked at again after so many months.
const LOOKED_AT_AGAIN: Months = Months::new(12);

/// An answer of the operator's own.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = LibraryAnswer)]
pub struct OwnAnswer {
    /// The row.
    pub id: Uuid,
    /// The question of the library that it answers; none for a question of the operator's own.
    pub entry: Option<String>,
    /// The topic.
    pub topic: String,
    /// The question in English.
    pub question_en: String,
    /// The question in German.
    pub question_de: String,
    /// The answer in English.
    pub answer_en: String,
    /// The answer in German.
    pub answer_de: String,
    /// How far it is.
    pub state: State,
    /// Counts how often it was written: an approval names the one that was read.
    pub revision: i32,
    /// Who wrote the draft first that waits or was approved; none where that was not kept yet.
    pub drafted_by: Option<Uuid>,
    /// Who wrote it as it stands.
    pub written_by: Uuid,
    /// When.
    pub written_at: DateTime<Utc>,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// From when on it is not given until somebody has looked at it again.
    pub review_at: Option<DateTime<Utc>>,
}

/// How far an answer of the operator's own is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = AnswerState)]
pub enum State {
    /// Nobody but its authors has looked at it.
    Draft,
    /// It is given.
    Approved,
    /// It is not given any more.
    Retired,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Retired => "retired",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Draft, Self::Approved, Self::Retired].into_iter().find(|state| state.as_str() == word)
    }
}

impl OwnAnswer {
    /// Whether it is given at a moment.
    #[must_use]
    pub fn is_given(&self, now: DateTime<Utc>) -> bool {
        self.state == State::Approved && self.review_at.is_some_and(|review| now < review)
    }

    /// Whether a person wrote it: first, or as it stands.
    #[must_use]
    pub fn is_by(&self, person: Uuid) -> bool {
        self.written_by == person || self.drafted_by == Some(person)
    }

    /// Who wrote the draft first once this person writes it anew: what was approved is a draft of theirs from then on.
    #[must_use]
    pub fn first_author(&self, by: Uuid) -> Uuid {
        match self.state {
            State::Draft => self.drafted_by.unwrap_or(self.written_by),
            State::Approved | State::Retired => by,
        }
    }

    /// The question and the answer in a language.
    #[must_use]
    pub fn words(&self, locale: Locale) -> (&str, &str) {
        match locale {
            Locale::En => (&self.question_en, &self.answer_en),
            Locale::De => (&self.question_de, &self.answer_de),
        }
    }

    /// Whether it may be written anew by somebody who has read this revision; without one, it is no question.
    ///
    /// # Errors
    /// `Refused` with `answer-retired`, or with `changed-elsewhere` when it is another text than was read.
    pub fn may_be_rewritten(&self, read: Option<i32>) -> Result<(), Error> {
        match self.state {
            State::Retired => Err(Error::refused("answer-retired", "This answer is not given any more. Write another one.")),
            State::Draft | State::Approved => revision::check(&self.revision, read.as_ref()),
        }
    }

    /// Until when it is given when somebody approves the revision that they read.
    ///
    /// # Errors
    /// `Refused` with `answer-retired`, `own-draft`, or `changed-elsewhere` when it is another text than was read.
    pub fn approve(&self, by: Uuid, read: i32, now: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
        if self.state != State::Retired && self.is_by(by) {
            return Err(Error::refused("own-draft", "A second person approves what you wrote."));
        }
        self.may_be_rewritten(Some(read))?;
        Ok(now.checked_add_months(LOOKED_AT_AGAIN).unwrap_or(now))
    }
}

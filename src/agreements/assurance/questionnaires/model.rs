//! How far a questionnaire is, where its questions stand, and what may be decided of one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::agreements::assurance::library::MOST_ANSWER;
use crate::agreements::assurance::sheets::{Book, Columns, MOST_QUESTIONS, letters};
use crate::agreements::assurance::text::said;
use crate::kernel::error::{Error, Fields};

/// A question is kept until here; what follows in its cell is explanation.
const MOST_QUESTION: usize = 2_000;
/// Why a question stays open is said in so many characters.
const MOST_REASON: usize = 500;

/// How far a questionnaire is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QuestionnaireState)]
pub enum State {
    /// The file is there.
    Uploaded,
    /// It is known where questions stand and answers go.
    Mapped,
    /// Answers were looked for.
    Matched,
    /// It was handed in.
    Submitted,
    /// The operator's staff looks at it.
    InReview,
    /// Every question was looked at.
    Answered,
    /// The file with the answers was taken.
    Exported,
    /// It was thrown away before it was handed in.
    Discarded,
}

/// What can be done with a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Say where questions stand.
    Map,
    /// Look for answers.
    Match,
    /// Hand it in.
    Submit,
    /// Begin to look at it.
    Take,
    /// Decide on a question.
    Decide,
    /// Give the answers back.
    Finish,
    /// Take the file with the answers.
    Export,
    /// Throw it away.
    Discard,
}

/// Which step leads from where to where.
const STEPS: &[(Step, &[State], State)] = &[
    (Step::Map, &[State::Uploaded, State::Mapped, State::Matched], State::Mapped),
    (Step::Match, &[State::Mapped, State::Matched], State::Matched),
    (Step::Submit, &[State::Matched], State::Submitted),
    (Step::Take, &[State::Submitted], State::InReview),
    (Step::Decide, &[State::InReview], State::InReview),
    (Step::Finish, &[State::InReview], State::Answered),
    (Step::Export, &[State::Answered, State::Exported], State::Exported),
    (Step::Discard, &[State::Uploaded, State::Mapped, State::Matched], State::Discarded),
];

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 8] = [
        Self::Uploaded,
        Self::Mapped,
        Self::Matched,
        Self::Submitted,
        Self::InReview,
        Self::Answered,
        Self::Exported,
        Self::Discarded,
    ];

    /// Those that the operator's staff may see.
    pub const HANDED_IN: [Self; 4] = [Self::Submitted, Self::InReview, Self::Answered, Self::Exported];

    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Mapped => "mapped",
            Self::Matched => "matched",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::Answered => "answered",
            Self::Exported => "exported",
            Self::Discarded => "discarded",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether the step can be taken.
    #[must_use]
    pub fn may(self, step: Step) -> bool {
        self.after(step).is_ok()
    }

    /// Whether the answers are the customer's.
    #[must_use]
    pub const fn has_answers(self) -> bool {
        matches!(self, Self::Answered | Self::Exported)
    }

    /// Where the step leads.
    ///
    /// # Errors
    /// `Refused`, with what has to be done first.
    pub fn after(self, step: Step) -> Result<Self, Error> {
        let found = STEPS.iter().find(|(one, from, _)| *one == step && from.contains(&self));
        found.map(|(_, _, to)| *to).ok_or_else(|| self.refusal(step))
    }

    fn refusal(self, step: Step) -> Error {
        let (code, detail) = match (self, step) {
            (Self::Discarded, _) => ("questionnaire-discarded", "This questionnaire was thrown away. Upload it again."),
            (Self::Uploaded, Step::Match | Step::Submit) => ("not-mapped", "Say first where the questions stand."),
            (Self::Mapped, Step::Submit) => ("not-matched", "Look for answers first."),
            (Self::Uploaded | Self::Mapped | Self::Matched, _) => ("not-submitted", "It was not handed in yet."),
            (Self::Submitted, Step::Decide | Step::Finish) => ("not-in-review", "Begin to look at it first."),
            (Self::Submitted | Self::InReview, Step::Export) => ("not-answered", "Your answers are still looked at."),
            (_, Step::Take) => ("already-taken", "Somebody has begun to look at it already."),
            (_, Step::Decide | Step::Finish) => ("already-answered", "The customer has the answers already."),
            _ => ("already-submitted", "It was handed in. Upload another one to change it."),
        };
        Error::refused(code, detail)
    }
}

/// Where questions stand and answers go, as the customer says it.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewMapping {
    /// The sheet, from 0.
    pub sheet: usize,
    /// The row of the first question, from 1.
    pub first_row: u32,
    /// The column of the questions, as `B`.
    pub question_column: String,
    /// The column of the answers.
    pub answer_column: String,
}

/// A question as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its row, from 1.
    pub row: u32,
    /// Its words.
    pub text: String,
}

impl NewMapping {
    /// The columns, and the questions that stand there.
    ///
    /// # Errors
    /// `Invalid` with every wrong field; `Refused` with `no-questions` or `too-many-questions`.
    pub fn check(&self, book: &Book) -> Result<(Columns, Vec<Asked>), Error> {
        let mut fields = Fields::new();
        let sheet = book.sheets.get(self.sheet);
        if sheet.is_none() {
            fields.add("sheet", "sheet-unknown", "The file has no such sheet.");
        }
        let question = column(&self.question_column);
        let answer = column(&self.answer_column);
        for (name, column) in [("question_column", question), ("answer_column", answer)] {
            if column.is_none() {
                fields.add(name, "column-unknown", "Give the letters of a column, for example B.");
            }
        }
        if question.is_some() && question == answer {
            fields.add("answer_column", "column-twice", "Answers need a column of their own.");
        }
        if self.first_row == 0 {
            fields.add("first_row", "row-unknown", "Rows begin with 1.");
        }
        fields.check()?;
        let (Some(sheet), Some(question), Some(answer)) = (sheet, question, answer) else { return Err(Error::NotFound) };
        let rows = sheet.rows.iter().filter(|row| row.number >= self.first_row && !row.cell(question).trim().is_empty());
        let asked = |row: &crate::agreements::assurance::sheets::Row| Asked {
            row: row.number,
            text: row.cell(question).trim().chars().filter(|c| *c != '\0').take(MOST_QUESTION).collect(),
        };
        let questions: Vec<Asked> = rows.map(asked).collect();
        match questions.len() {
            0 => return Err(Error::refused("no-questions", "No text stands in this column from that row on.")),
            many if many > MOST_QUESTIONS => {
                let detail = "A questionnaire may have at most 2,000 questions. Split it into several files.";
                return Err(Error::refused("too-many-questions", detail));
            }
            _ => {}
        }
        Ok((Columns { sheet: self.sheet, first_row: self.first_row, question, answer }, questions))
    }
}

/// The number of a column of one or two letters.
fn column(text: &str) -> Option<u32> {
    let text = text.trim();
    (1..=256).find(|number| letters(*number).eq_ignore_ascii_case(text))
}

/// What is decided of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ItemVerdict)]
pub enum Verdict {
    /// The answer that was found.
    Accepted,
    /// Words of the operator's staff.
    Edited,
    /// The answer to another question of the library.
    Chosen,
    /// It stays open, and why.
    Open,
    /// It asks nothing: a heading, or a remark. Nothing is written there.
    NotAQuestion,
}

impl Verdict {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Edited => "edited",
            Self::Chosen => "chosen",
            Self::Open => "open",
            Self::NotAQuestion => "not_a_question",
        }
    }

    /// The verdict of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Accepted, Self::Edited, Self::Chosen, Self::Open, Self::NotAQuestion].into_iter().find(|one| one.as_str() == word)
    }
}

/// What the operator's staff decides of a question.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// What is decided.
    pub decision: Verdict,
    /// Of `chosen`: the question of the library.
    #[serde(default)]
    pub entry: String,
    /// Of `edited`: the answer.
    #[serde(default)]
    pub answer: String,
    /// Of `open`: why. The customer reads it.
    #[serde(default)]
    pub reason: String,
}

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub verdict: Verdict,
    /// The question of the library.
    pub entry: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// Why it stays open.
    pub reason: Option<String>,
}

impl NewDecision {
    /// The decision on a question for which `found` was found; `answer_of` says what can be answered today.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn check(&self, found: Option<&str>, answer_of: impl Fn(&str) -> Option<String>) -> Result<Decided, Error> {
        let mut fields = Fields::new();
        let blank = Decided { verdict: self.decision, entry: found.map(str::to_owned), answer: None, reason: None };
        let decided = match self.decision {
            Verdict::Accepted => {
                let answer = found.and_then(&answer_of);
                if answer.is_none() {
                    fields.add(
                        "decision",
                        "no-answer",
                        "There is no answer to accept. Write one, choose another, or leave it open.",
                    );
                }
                Decided { answer, ..blank }
            }
            Verdict::Chosen => {
                let entry = self.entry.trim();
                let answer = answer_of(entry);
                if answer.is_none() {
                    fields.add("entry", "entry-unknown", "Choose a question of the library that has an answer.");
                }
                Decided { entry: Some(entry.to_owned()), answer, ..blank }
            }
            Verdict::Edited => Decided { answer: fields.take(said("answer", &self.answer, MOST_ANSWER)), ..blank },
            Verdict::Open => Decided { reason: fields.take(said("reason", &self.reason, MOST_REASON)), ..blank },
            Verdict::NotAQuestion => Decided { entry: None, ..blank },
        };
        fields.check()?;
        Ok(decided)
    }
}

/// The questions whose answer is accepted as it was found.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Acceptances {
    /// Their ids.
    pub item_ids: Vec<Uuid>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_leads_where_the_table_says_and_nowhere_else() {
        use Step::{Decide, Discard, Export, Finish, Map, Match, Submit, Take};
        let refused = |state: State, step| state.after(step).unwrap_err().code().to_owned();
        let way = [(Map, State::Mapped), (Match, State::Matched), (Submit, State::Submitted), (Take, State::InReview)];
        let mut state = State::Uploaded;
        for (step, next) in
            way.into_iter().chain([(Decide, State::InReview), (Finish, State::Answered), (Export, State::Exported)])
        {
            state = state.after(step).unwrap();
            assert_eq!(state, next);
        }
        assert_eq!(state.after(Export).unwrap(), State::Exported, "the file can be taken again");
        assert_eq!(State::Matched.after(Map).unwrap(), State::Mapped, "columns can be corrected until it is handed in");
        for (state, step, code) in [
            (State::Uploaded, Match, "not-mapped"),
            (State::Uploaded, Submit, "not-mapped"),
            (State::Mapped, Submit, "not-matched"),
            (State::Matched, Take, "not-submitted"),
            (State::Matched, Export, "not-submitted"),
            (State::Submitted, Map, "already-submitted"),
            (State::Submitted, Discard, "already-submitted"),
            (State::Submitted, Decide, "not-in-review"),
            (State::InReview, Export, "not-answered"),
            (State::InReview, Take, "already-taken"),
            (State::Answered, Decide, "already-answered"),
            (State::Exported, Submit, "already-submitted"),
            (State::Discarded, Map, "questionnaire-discarded"),
        ] {
            assert_eq!(refused(state, step), code, "{state:?} {step:?}");
        }
        let all = [Map, Match, Submit, Take, Decide, Finish, Export, Discard];
        assert!(all.iter().all(|step| !State::Discarded.may(*step)), "nothing is done with what was thrown away");
    }

    #[test]
    fn a_decision_has_what_it_needs() {
        let decide = |decision, entry: &str, answer: &str, reason: &str| NewDecision {
            decision,
            entry: entry.to_owned(),
            answer: answer.to_owned(),
            reason: reason.to_owned(),
        };
        let known = |id: &str| (id == "a" || id == "b").then(|| format!("answer {id}"));
        let accepted = decide(Verdict::Accepted, "", "", "").check(Some("a"), known).unwrap();
        assert_eq!(accepted.answer.as_deref(), Some("answer a"));
        let chosen = decide(Verdict::Chosen, "b", "", "").check(Some("a"), known).unwrap();
        assert_eq!((chosen.entry.as_deref(), chosen.answer.as_deref()), (Some("b"), Some("answer b")));
        let nothing = decide(Verdict::NotAQuestion, "a", "x", "y").check(Some("a"), known).unwrap();
        assert_eq!((nothing.entry, nothing.answer, nothing.reason), (None, None, None), "nothing is written there");
        for (wrong, field) in [
            (decide(Verdict::Accepted, "", "", "").check(None, known), "decision"),
            (decide(Verdict::Accepted, "", "", "").check(Some("c"), known), "decision"),
            (decide(Verdict::Chosen, "c", "", "").check(Some("a"), known), "entry"),
            (decide(Verdict::Edited, "", " ", "").check(Some("a"), known), "answer"),
            (decide(Verdict::Open, "", "", "").check(Some("a"), known), "reason"),
        ] {
            assert_eq!(wrong.unwrap_err().fields()[0].field, field);
        }
    }
}

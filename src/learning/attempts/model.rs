//! Rules of an attempt: its clock, the order of its answers, what its learner sees. Pure.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, Fields};
use crate::learning::quizzes::{Answer, Decimal, Fraction, Key, Settings, Shown, grade};

/// Seconds an answer may travel: what was sent before the deadline and arrives within them counts. Nobody sees them on the
/// clock.
pub const GRACE_S: i64 = 5;
/// Answers that one question of an attempt takes. They are all kept, so there must be an end: a page that is typed in saves
/// after each pause, and nobody pauses 2,000 times over one question.
pub const MOST_ANSWERS: i64 = 2_000;

/// Where an attempt is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AttemptState)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Can be answered.
    InProgress,
    /// Over and not graded yet. Nothing waits for a person; lists say it of what ran out of time before anybody noticed.
    Submitted,
    /// Graded.
    Finished,
}

impl State {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Finished => "finished",
        }
    }

    /// The state with this word; a word that no state has reads as the end, so that nothing can be changed.
    #[must_use]
    pub fn of(word: &str) -> Self {
        [Self::InProgress, Self::Submitted].into_iter().find(|state| state.as_str() == word).unwrap_or(Self::Finished)
    }
}

/// What can be done with an attempt now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be answered.
    Open,
    /// Its time is over, and nobody has noticed yet: it ended at this deadline.
    RanOut(DateTime<Utc>),
    /// It has ended.
    Ended,
}

impl Standing {
    /// The standing at a moment of the server's clock.
    #[must_use]
    pub fn at(now: DateTime<Utc>, state: State, deadline: Option<DateTime<Utc>>) -> Self {
        match (state, deadline) {
            (State::Submitted | State::Finished, _) => Self::Ended,
            (State::InProgress, Some(deadline)) if deadline < earliest_open_deadline(now) => Self::RanOut(deadline),
            (State::InProgress, _) => Self::Open,
        }
    }
}

/// An attempt that runs is open while its deadline is not before this.
#[must_use]
pub fn earliest_open_deadline(now: DateTime<Utc>) -> DateTime<Utc> {
    now - Duration::seconds(GRACE_S)
}

/// When the job that ends an attempt runs: a second after the last moment at which an answer counts.
#[must_use]
pub fn expires_at(deadline: DateTime<Utc>) -> DateTime<Utc> {
    deadline + Duration::seconds(GRACE_S + 1)
}

/// The refusal of whoever answers after the end.
#[must_use]
pub fn ended() -> Error {
    Error::refused("attempt-ended", "This attempt has ended. The answer is kept, but it does not count.")
}

/// The refusal of a window that does not know the newest answer.
#[must_use]
pub fn stale() -> Error {
    Error::refused(
        "stale-answer",
        "This attempt is open elsewhere, and a newer answer came from there. Load the question again to continue here.",
    )
}

/// The refusal of whoever has answered a question too often.
#[must_use]
pub fn too_many() -> Error {
    let detail = format!("A question takes {MOST_ANSWERS} answers at most. The last one that was saved counts.");
    Error::refused("answers-many", detail)
}

/// The refusal of whoever was not asked to learn this.
#[must_use]
pub fn not_assigned() -> Error {
    Error::refused("not-assigned", "This module is not assigned to you. Ask your administrator if you need it.")
}

/// What an attempt froze of its quiz at the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The rules of the quiz.
    pub settings: Settings,
    /// The version of the module.
    pub version: i32,
}

/// An answer as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// What was answered.
    #[serde(flatten)]
    pub answer: Answer,
    /// Whether the person wants to look at it again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flagged: bool,
}

/// What a request says about an answer: one of the four fields as the question asks, or none to take the answer back.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[schema(as = GivenAnswer)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    /// Counts up with each answer to this question; at least 1, and a question takes 2,000 answers.
    pub sequence: Option<i64>,
    /// The options picked.
    pub option_ids: Option<Vec<Uuid>>,
    /// A text.
    pub text: Option<String>,
    /// A number.
    pub number: Option<Decimal>,
    /// True or false.
    pub boolean: Option<bool>,
    /// Whether the person wants to look at it again.
    pub flagged: bool,
}

impl Given {
    /// Checks the answer against what was asked.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn check(self, shown: &Shown) -> Result<(i64, Saved), Error> {
        let mut fields = Fields::new();
        let sequence = self.sequence.filter(|sequence| *sequence >= 1);
        if sequence.is_none() {
            fields.add("sequence", "sequence", "Count the answers to each question: 1, 2, 3 and so on.");
        }
        let answer = Answer { option_ids: self.option_ids, text: self.text, number: self.number, boolean: self.boolean };
        match (answer.check(shown), sequence) {
            (Ok(answer), Some(sequence)) => Ok((sequence, Saved { answer, flagged: self.flagged })),
            (Err(Error::Invalid(wrong)), _) => {
                wrong.into_iter().for_each(|wrong| fields.add(wrong.field, wrong.code, wrong.detail));
                Err(fields.check().err().unwrap_or(Error::Invalid(Vec::new())))
            }
            (Err(other), _) => Err(other),
            (Ok(_), None) => Err(fields.check().err().unwrap_or(Error::Invalid(Vec::new()))),
        }
    }
}

/// That an answer is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = AnswerReceipt)]
pub struct Receipt {
    /// The question.
    pub slot: i32,
    /// Its number among the answers to this question; the next one must be larger.
    pub sequence: i64,
    /// When it arrived, by the server's clock.
    pub received_at: DateTime<Utc>,
}

/// An answer out of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The question.
    pub slot: i32,
    /// Its number.
    pub sequence: i64,
    /// What was answered.
    pub saved: Saved,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Whether it came after the end.
    pub late: bool,
}

/// The newest answer to each question that came in time.
#[must_use]
pub fn newest(answers: &[Kept]) -> HashMap<i32, &Kept> {
    let mut newest: HashMap<i32, &Kept> = HashMap::new();
    for kept in answers.iter().filter(|kept| !kept.late) {
        if newest.get(&kept.slot).is_none_or(|other| other.sequence < kept.sequence) {
            newest.insert(kept.slot, kept);
        }
    }
    newest
}

/// How much of a question its newest answer is worth, by the key that was frozen.
#[must_use]
pub fn fraction(key: Option<&Key>, kept: Option<&Kept>) -> Fraction {
    let none = Answer::default();
    key.map(|key| grade(key, kept.map_or(&none, |kept| &kept.saved.answer))).unwrap_or_default()
}

/// What to do with an answer that came with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posted {
    /// Nothing: it is the newest one already, or this window changed nothing.
    Keep,
    /// Add it under this number.
    Add(i64),
    /// Refuse it: another window was faster.
    Stale,
}

/// Compares an answer out of a form with what the form was made from and what is newest now.
///
/// Without a script the form alone writes, so an answer that is newer than the form came from another window. With a script
/// answers are saved while the form is filled in, and it was told in time when another window was faster; then the button
/// is the person's last word, unless nothing was changed here.
#[must_use]
pub fn posted(newest: Option<&Kept>, base: Option<&Kept>, seen: i64, given: &Saved, has_script: bool) -> Posted {
    let Some(newest) = newest else {
        return if *given == Saved::default() { Posted::Keep } else { Posted::Add(1) };
    };
    let next = Posted::Add(newest.sequence.saturating_add(1));
    let unchanged_here = base.map_or_else(|| *given == Saved::default(), |base| base.saved == *given);
    match newest.saved == *given {
        true => Posted::Keep,
        false if newest.sequence <= seen => next,
        false if unchanged_here => Posted::Keep,
        false if has_script => next,
        false => Posted::Stale,
    }
}

/// Micropoints as points. Exact for all that a JSON number can say: 15 digits.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a quiz has at most 20,000 points: far within 53 bits")]
pub fn points(micro: i64) -> f64 {
    micro as f64 / 1_000_000.0
}

/// The share of the points reached, in percent, rounded down: exactly, because micropoints are cut off.
#[must_use]
pub fn percent(score_micro: i64, max_micro: i64) -> i64 {
    score_micro.saturating_mul(100).checked_div(max_micro).unwrap_or_default()
}

/// Attempts that are left; `None` when there is no end.
#[must_use]
pub fn left(allowed: Option<i32>, taken: i32) -> Option<i32> {
    allowed.map(|allowed| (allowed - taken).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::quizzes::{Kind, Score, ShownOption};
    use proptest::prelude::*;

    fn moment(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn shown(kind: Kind) -> Shown {
        let option = |id| ShownOption { id: Uuid::from_u128(id), text_html: String::new() };
        Shown { kind, stem_html: String::new(), options: vec![option(1), option(2)] }
    }

    fn kept(slot: i32, sequence: i64, late: bool) -> Kept {
        Kept { slot, sequence, saved: Saved::default(), received_at: moment(sequence), late }
    }

    #[test]
    fn an_answer_on_its_way_at_the_deadline_counts_for_five_seconds() {
        let at = |seconds| Standing::at(moment(seconds), State::InProgress, Some(moment(0)));
        assert_eq!((at(0), at(GRACE_S)), (Standing::Open, Standing::Open));
        assert_eq!(at(GRACE_S + 1), Standing::RanOut(moment(0)));
        assert_eq!(Standing::at(expires_at(moment(0)), State::InProgress, Some(moment(0))), Standing::RanOut(moment(0)));
    }

    #[test]
    fn without_a_limit_nothing_runs_out_and_after_the_end_nothing_opens() {
        assert_eq!(Standing::at(moment(1_000_000_000), State::InProgress, None), Standing::Open);
        for state in [State::Submitted, State::Finished] {
            assert_eq!(Standing::at(moment(0), state, Some(moment(60))), Standing::Ended);
        }
        assert_eq!(State::of("something new"), State::Finished);
    }

    #[test]
    fn an_answer_counts_its_place() {
        let given = |sequence| Given { sequence, option_ids: Some(vec![Uuid::from_u128(1)]), flagged: true, ..Given::default() };
        let (sequence, saved) = given(Some(7)).check(&shown(Kind::SingleChoice)).unwrap();
        assert_eq!((sequence, saved.flagged, saved.answer.only_option()), (7, true, Some(Uuid::from_u128(1))));
        assert!(given(Some(i64::MAX)).check(&shown(Kind::SingleChoice)).is_ok());
        for wrong in [None, Some(0), Some(-1)] {
            let error = given(wrong).check(&shown(Kind::ShortText)).unwrap_err();
            let named: Vec<_> = error.fields().iter().map(|field| field.field.as_str()).collect();
            assert_eq!(named, ["sequence", "option_ids"]);
        }
    }

    #[test]
    fn what_is_kept_is_read_back_the_same() {
        let answer = Answer { number: Some("0.50".parse().unwrap()), ..Answer::default() };
        for saved in [Saved::default(), Saved { answer, flagged: true }] {
            let json = serde_json::to_value(&saved).unwrap();
            assert_eq!(serde_json::from_value::<Saved>(json).unwrap(), saved);
        }
        assert_eq!(serde_json::to_string(&Saved::default()).unwrap(), "{}");
    }

    #[test]
    fn a_form_writes_what_was_changed_and_never_over_what_it_does_not_know() {
        let text = |text: &str| Saved { answer: Answer { text: Some(text.to_owned()), ..Answer::default() }, flagged: false };
        let at = |sequence, saved| Kept { saved, ..kept(1, sequence, false) };
        let (one, two, three) = (at(1, text("a")), at(2, text("b")), text("c"));
        assert_eq!(posted(None, None, 0, &Saved::default(), false), Posted::Keep);
        assert_eq!(posted(None, None, 0, &three, false), Posted::Add(1));
        assert_eq!(posted(Some(&one), Some(&one), 1, &three, false), Posted::Add(2));
        assert_eq!(posted(Some(&two), Some(&one), 1, &text("b"), false), Posted::Keep, "the same answer is the same answer");
        assert_eq!(posted(Some(&two), Some(&one), 1, &text("a"), false), Posted::Keep, "nothing was changed in this window");
        assert_eq!(posted(Some(&two), Some(&one), 1, &three, false), Posted::Stale);
        assert_eq!(posted(Some(&two), Some(&one), 1, &three, true), Posted::Add(3), "saved while it was filled in");
    }

    #[test]
    fn points_are_exact_and_percent_is_rounded_down() {
        assert_eq!((points(7_500_000), points(333_333)), (7.5, 0.333_333));
        assert_eq!((percent(7_999_999, 10_000_000), percent(8_000_000, 10_000_000), percent(0, 0)), (79, 80, 0));
        assert_eq!((left(None, 9), left(Some(3), 1), left(Some(3), 5)), (None, Some(2), Some(0)));
    }

    proptest! {
        #[test]
        fn the_percentage_of_the_column_is_that_of_the_grades(
            answers in proptest::collection::vec((1..=100_i32, 0..=20_u32, 1..=20_u32), 1..60),
        ) {
            let (mut score, mut worth) = (Score::default(), 0);
            for (points, part, of) in answers {
                score.add(points, Fraction::new(part, of));
                worth += points;
            }
            let said = percent(score.micro(), i64::from(worth) * 1_000_000);
            prop_assert_eq!(said, i64::from(score.percent(worth)));
            prop_assert_eq!(score.reaches(i32::try_from(said).unwrap(), worth), true);
            prop_assert_eq!(score.reaches(i32::try_from(said).unwrap() + 1, worth), false);
        }

        #[test]
        fn the_newest_answer_in_time_counts_in_whatever_order_they_are_read(
            mut answers in proptest::collection::vec((1..4_i32, 1..50_i64, any::<bool>()), 0..40), seed: u64,
        ) {
            answers.sort_by_key(|answer| (i64::from(answer.0) * 31 + answer.1).wrapping_mul(seed.cast_signed()));
            let kept: Vec<_> = answers.iter().map(|(slot, sequence, late)| kept(*slot, *sequence, *late)).collect();
            for (slot, found) in newest(&kept) {
                let best = answers.iter().filter(|answer| answer.0 == slot && !answer.2).map(|answer| answer.1).max();
                prop_assert_eq!(Some(found.sequence), best);
                prop_assert!(!found.late);
            }
        }
    }
}

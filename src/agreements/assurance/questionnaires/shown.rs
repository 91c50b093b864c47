//! Questionnaires in the reader's words: what the pages of customers and of the operator's staff have in common.

use uuid::Uuid;

use super::model::{State, Verdict};
use super::view::{Counts, Item, Questionnaire};
use crate::agreements::assurance::library::Standing;
use crate::agreements::assurance::matching::Confidence;
use crate::kernel::html::Tone;
use crate::kernel::i18n::Texts;

/// A question with what was found for it.
pub struct ItemShown {
    /// The row.
    pub id: Uuid,
    /// The question.
    pub question: String,
    /// Its tone.
    pub tone: Tone,
    /// How surely it was found, or what was decided.
    pub state: String,
    /// The question of the library.
    pub found: String,
    /// The questions of the library that may be meant and have an answer, the likeliest first.
    pub likely: Vec<(String, String)>,
    /// By which words it was found, and how well it fits.
    pub why: String,
    /// The answer.
    pub answer: String,
    /// What has to be known of the answer.
    pub note: String,
    /// Whether there is an answer that can be accepted as it is.
    pub can_accept: bool,
    /// Whether that was ticked.
    pub is_ticked: bool,
    /// What was typed to decide otherwise, and could not be kept.
    pub typed: Option<Typed>,
}

/// What was typed of a question.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The question of the library.
    pub entry: String,
    /// The answer.
    pub answer: String,
    /// Why it stays open.
    pub reason: String,
}

impl ItemShown {
    /// What stands in the field of the answer.
    #[must_use]
    pub fn answer_typed(&self) -> &str {
        let typed = self.typed.as_ref().map(|typed| typed.answer.as_str());
        typed.filter(|typed| !typed.is_empty()).unwrap_or(&self.answer)
    }

    /// What stands in the field of the reason.
    #[must_use]
    pub fn reason_typed(&self) -> &str {
        self.typed.as_ref().map_or("", |typed| typed.reason.as_str())
    }

    /// Whether this question of the library was chosen.
    #[must_use]
    pub fn has_chosen(&self, entry: &str) -> bool {
        !entry.is_empty() && self.typed.as_ref().is_some_and(|typed| typed.entry == entry)
    }
}

/// The tone and the name of a state.
#[must_use]
pub fn state(texts: Texts, state: State) -> (Tone, String) {
    let (tone, key) = match state {
        State::Uploaded => (Tone::None, "questionnaires-state-uploaded"),
        State::Mapped => (Tone::None, "questionnaires-state-mapped"),
        State::Matched => (Tone::Info, "questionnaires-state-matched"),
        State::Submitted => (Tone::Info, "questionnaires-state-submitted"),
        State::InReview => (Tone::Warn, "questionnaires-state-in-review"),
        State::Answered => (Tone::Ok, "questionnaires-state-answered"),
        State::Exported => (Tone::Ok, "questionnaires-state-exported"),
        State::Discarded => (Tone::None, "questionnaires-state-discarded"),
    };
    (tone, texts.t(key))
}

/// What comes next, in a sentence.
#[must_use]
pub const fn sentence(state: State) -> &'static str {
    match state {
        State::Uploaded => "questionnaires-next-uploaded",
        State::Mapped => "questionnaires-next-mapped",
        State::Matched => "questionnaires-next-matched",
        State::Submitted => "questionnaires-next-submitted",
        State::InReview => "questionnaires-next-in-review",
        State::Answered | State::Exported => "questionnaires-next-answered",
        State::Discarded => "questionnaires-next-discarded",
    }
}

/// The facts beside a questionnaire.
#[must_use]
pub fn facts(texts: Texts, one: &Questionnaire) -> Vec<(String, String)> {
    let mut facts = vec![(texts.t("questionnaires-uploaded"), texts.moment(one.uploaded_at))];
    facts.push((texts.t("questionnaires-language"), texts.t(&format!("language-{}", one.language))));
    if let Some(mapping) = &one.mapping {
        let sheet = usize::try_from(mapping.sheet).ok().and_then(|at| one.sheets.get(at)).filter(|name| !name.is_empty());
        facts.extend(sheet.map(|name| (texts.t("questionnaires-sheet"), name.clone())));
        facts.push((texts.t("questionnaires-question-column"), mapping.question_column.clone()));
        facts.push((texts.t("questionnaires-answer-column"), mapping.answer_column.clone()));
    }
    if one.skipped > 0 {
        facts.push((texts.t("questionnaires-skipped"), texts.tn("questionnaires-skipped-rows", one.skipped.into())));
    }
    let moments = [
        ("questionnaires-submitted", one.submitted_at),
        ("questionnaires-taken", one.taken_at),
        ("questionnaires-answered", one.answered_at),
    ];
    facts.extend(moments.into_iter().filter_map(|(key, at)| Some((texts.t(key), texts.moment(at?)))));
    facts
}

/// How the questions stand, in numbers.
#[must_use]
pub fn stats(texts: Texts, counts: Counts, is_answered: bool) -> Vec<(String, i64)> {
    let found = [
        ("questionnaires-count-all", counts.all),
        ("questionnaires-count-high", counts.high),
        ("questionnaires-count-possible", counts.possible),
        ("questionnaires-count-none", counts.none),
    ];
    let answered = [
        ("questionnaires-count-all", counts.all),
        ("questionnaires-count-answered", counts.all - counts.open - counts.not_questions),
        ("questionnaires-count-open", counts.open),
    ];
    let chosen = if is_answered { answered.to_vec() } else { found.to_vec() };
    chosen.into_iter().map(|(key, number)| (texts.t(key), number)).collect()
}

/// A question; `decided` when what was decided may be shown.
#[must_use]
pub fn item(texts: Texts, item: Item, decided: bool) -> ItemShown {
    let (tone, key) = match (item.decision, item.confidence) {
        (Some(Verdict::Accepted), _) => (Tone::Ok, "questionnaires-decision-accepted"),
        (Some(Verdict::Edited), _) => (Tone::Ok, "questionnaires-decision-edited"),
        (Some(Verdict::Chosen), _) => (Tone::Ok, "questionnaires-decision-chosen"),
        (Some(Verdict::NotAQuestion), _) => (Tone::None, "questionnaires-decision-not-a-question"),
        (Some(Verdict::Open), _) => (Tone::Warn, "questionnaires-decision-open"),
        (None, Confidence::High) => (Tone::Info, "questionnaires-confidence-high"),
        (None, Confidence::Possible) => (Tone::Warn, "questionnaires-confidence-possible"),
        (None, Confidence::None) => (Tone::None, "questionnaires-confidence-none"),
    };
    let percent = format!("{:.0}", item.score * 100.0);
    let why = match item.words.is_empty() {
        true => String::new(),
        false => texts.ta("questionnaires-why", &[("words", &item.words.join(", ")), ("percent", &percent)]),
    };
    let note = match (item.decision, item.standing, &item.answer) {
        (Some(_), _, _) => String::new(),
        (None, Some(Standing::Missing), _) => texts.t("questionnaires-note-missing"),
        (None, _, Some(_)) if !decided => texts.t("questionnaires-note-unreviewed"),
        _ => String::new(),
    };
    let likely = item.candidates.into_iter().filter(|one| one.has_answer).map(|one| (one.entry, one.question));
    ItemShown {
        likely: likely.collect(),
        id: item.id,
        question: item.question,
        tone,
        state: texts.t(key),
        found: if item.confidence == Confidence::None && item.decision.is_none() {
            String::new()
        } else {
            item.entry_question.unwrap_or_default()
        },
        why,
        can_accept: item.decision.is_none() && item.answer.is_some() && item.confidence != Confidence::None,
        answer: item.answer.or(item.reason).unwrap_or_default(),
        note,
        is_ticked: false,
        typed: None,
    }
}

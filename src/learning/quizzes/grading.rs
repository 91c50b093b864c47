//! Grading: pure and exact. `f(frozen key, answer) → fraction`, summed without rounding; rounded once, for display.
//!
//! Learning rule 5. Partial credit of a multiple response is (right picks − wrong picks) / right, and not below 0: who
//! ticks everything gets nothing for it. Texts are compared without spaces at the ends, with inner spaces folded, in
//! Unicode's composed form, and without regard to capital letters unless the author wants it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::answer::Answer;
use super::decimal::Decimal;

/// The least common multiple of 1 to 20: options are at most 20, so every share of them is a whole number of these parts.
const WHOLE: u32 = 232_792_560;
/// Micropoints in a point.
const MICRO: u64 = 1_000_000;

/// What is right. Kept with the attempt from its start; never sent to a learner before the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Key {
    /// One option.
    SingleChoice {
        /// That one.
        right: Uuid,
    },
    /// Some options.
    MultipleResponse {
        /// Those.
        right: Vec<Uuid>,
    },
    /// A statement.
    TrueFalse {
        /// What it is.
        answer: bool,
        /// The option that says true.
        if_true: Uuid,
        /// The option that says false.
        if_false: Uuid,
    },
    /// A text.
    ShortText {
        /// Every spelling that counts.
        accepted: Vec<String>,
        /// Whether capital letters matter.
        case_sensitive: bool,
    },
    /// A number.
    Number {
        /// The right one.
        value: Decimal,
        /// How far beside it still counts.
        tolerance: Decimal,
    },
}

/// How much of a question was answered rightly: 0 to 1, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(u32);

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const ONE: Self = Self(WHOLE);

    /// `part` of `of`, at most one.
    #[must_use]
    pub fn new(part: u32, of: u32) -> Self {
        let parts = u64::from(part.min(of)) * u64::from(WHOLE);
        Self(parts.checked_div(u64::from(of)).and_then(|parts| u32::try_from(parts).ok()).unwrap_or_default())
    }

    /// Whether it is all.
    #[must_use]
    pub fn is_full(self) -> bool {
        self == Self::ONE
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }
}

/// The points of an attempt, summed exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u64);

impl Score {
    /// Adds a question worth so many points.
    pub fn add(&mut self, points: i32, fraction: Fraction) {
        self.0 += u64::try_from(points).unwrap_or_default() * u64::from(fraction.0);
    }

    /// In micropoints, cut off downwards: a whole percentage of a whole number of points that is reckoned from it is exact.
    #[must_use]
    pub fn micro(self) -> i64 {
        i64::try_from(u128::from(self.0) * u128::from(MICRO) / u128::from(WHOLE)).unwrap_or(i64::MAX)
    }

    /// In whole percent of the points there are, rounded down: 79.9 does not read as the 80 it did not reach.
    #[must_use]
    pub fn percent(self, max_points: i32) -> i32 {
        let whole = u64::try_from(max_points).unwrap_or_default() * u64::from(WHOLE);
        (self.0 * 100).checked_div(whole).and_then(|percent| i32::try_from(percent).ok()).unwrap_or_default()
    }

    /// Whether it is at least this share of the points there are; exact.
    #[must_use]
    pub fn reaches(self, percent: i32, max_points: i32) -> bool {
        let needed = u64::try_from(percent).unwrap_or_default() * u64::try_from(max_points).unwrap_or_default();
        self.0 * 100 >= needed * u64::from(WHOLE)
    }
}

/// Grades an answer. An answer that is missing, or of another kind, is worth nothing.
#[must_use]
pub fn grade(key: &Key, answer: &Answer) -> Fraction {
    match key {
        Key::SingleChoice { right } => all_or_nothing(answer.only_option() == Some(*right)),
        Key::MultipleResponse { right } => share(right, answer.option_ids.as_deref().unwrap_or_default()),
        Key::TrueFalse { answer: right, if_true, if_false } => {
            let wanted = if *right { if_true } else { if_false };
            let said = answer.boolean.map(|said| said == *right);
            all_or_nothing(said.unwrap_or_else(|| answer.only_option() == Some(*wanted)))
        }
        Key::ShortText { accepted, case_sensitive } => {
            let said = answer.text.as_deref().map(|text| folded(text, *case_sensitive)).filter(|text| !text.is_empty());
            let fits = |said: &String| accepted.iter().any(|wanted| folded(wanted, *case_sensitive) == *said);
            all_or_nothing(said.as_ref().is_some_and(fits))
        }
        Key::Number { value, tolerance } => all_or_nothing(answer.number.is_some_and(|said| value.is_within(*tolerance, said))),
    }
}

fn all_or_nothing(right: bool) -> Fraction {
    if right { Fraction::ONE } else { Fraction::ZERO }
}

fn share(right: &[Uuid], picked: &[Uuid]) -> Fraction {
    let right: HashSet<_> = right.iter().collect();
    let picked: HashSet<_> = picked.iter().collect();
    let hits = picked.intersection(&right).count();
    let misses = picked.len() - hits;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Fraction::new(count(hits.saturating_sub(misses)), count(right.len()))
}

/// A text as it is compared. Without capitals means by upper, then lower case, so that ß and SS are the same.
#[must_use]
pub fn folded(text: &str, case_sensitive: bool) -> String {
    let spaced: String = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if case_sensitive { spaced } else { spaced.to_uppercase().to_lowercase().nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn picks(ids: impl IntoIterator<Item = u128>) -> Answer {
        Answer { option_ids: Some(ids.into_iter().map(id).collect()), ..Answer::default() }
    }

    fn says(text: &str) -> Answer {
        Answer { text: Some(text.to_owned()), ..Answer::default() }
    }

    fn counts(number: &str) -> Answer {
        Answer { number: Some(number.parse().unwrap()), ..Answer::default() }
    }

    fn several(right: impl IntoIterator<Item = u128>) -> Key {
        Key::MultipleResponse { right: right.into_iter().map(id).collect() }
    }

    fn words(accepted: &[&str], case_sensitive: bool) -> Key {
        Key::ShortText { accepted: accepted.iter().map(|word| (*word).to_owned()).collect(), case_sensitive }
    }

    fn number(value: &str, tolerance: &str) -> Key {
        Key::Number { value: value.parse().unwrap(), tolerance: tolerance.parse().unwrap() }
    }

    #[test]
    fn a_single_choice_is_right_or_wrong() {
        let key = Key::SingleChoice { right: id(1) };
        assert!(grade(&key, &picks([1])).is_full());
        for wrong in [picks([2]), picks([]), picks([1, 2]), says("1"), Answer::default()] {
            assert!(grade(&key, &wrong).is_zero(), "{wrong:?}");
        }
    }

    #[test]
    fn every_subset_of_a_multiple_response_has_its_share() {
        // Options 1 to 5, of which 1, 2 and 3 are right: all 32 answers.
        let key = several([1, 2, 3]);
        for chosen in 0u32..32 {
            let picked = (0..5u32).filter(|bit| chosen & (1 << bit) != 0);
            let (hits, misses) = ((chosen & 0b00111).count_ones(), (chosen & 0b11000).count_ones());
            let answer = picks(picked.map(|bit| u128::from(bit) + 1));
            assert_eq!(grade(&key, &answer), Fraction::new(hits.saturating_sub(misses), 3), "{chosen:05b}");
        }
        assert!(grade(&key, &picks([1, 2, 3])).is_full());
        assert_eq!(grade(&key, &picks([1, 1, 1])), Fraction::new(1, 3), "a pick counts once");
        assert!(grade(&several([]), &picks([1])).is_zero(), "a broken key gives nothing");
    }

    #[test]
    fn a_statement_is_answered_by_word_or_by_option() {
        for right in [true, false] {
            let key = Key::TrueFalse { answer: right, if_true: id(1), if_false: id(2) };
            for said in [true, false] {
                let word = Answer { boolean: Some(said), ..Answer::default() };
                let option = picks([if said { 1 } else { 2 }]);
                assert_eq!(grade(&key, &word).is_full(), said == right);
                assert_eq!(grade(&key, &option).is_full(), said == right);
            }
            for wrong in [Answer::default(), picks([3]), picks([1, 2]), says("true")] {
                assert!(grade(&key, &wrong).is_zero(), "{wrong:?}");
            }
        }
    }

    #[test]
    fn texts_are_compared_as_people_read_them() {
        let key = words(&["Data protection officer", "DPO", "Straße", "na\u{ef}ve"], false);
        for right in
            ["dpo", " DPO ", "data  protection\u{a0}officer", "DATA PROTECTION\nOFFICER", "STRASSE", "strasse", "nai\u{308}ve"]
        {
            assert!(grade(&key, &says(right)).is_full(), "{right}");
        }
        for wrong in ["", " ", "D P O", "DPO.", "naive", "data-protection officer"] {
            assert!(grade(&key, &says(wrong)).is_zero(), "{wrong}");
        }
        let strict = words(&["pH"], true);
        assert!(grade(&strict, &says(" pH")).is_full());
        assert!(grade(&strict, &says("PH")).is_zero());
        assert!(grade(&words(&[], false), &says("")).is_zero());
    }

    #[test]
    fn numbers_are_exact() {
        let key = number("0.3", "0.1");
        for right in ["0.3", "0.2", "0.4", "0.20000000000000000000", "3e-1"] {
            assert!(grade(&key, &counts(right)).is_full(), "{right}");
        }
        for wrong in ["0.19999999999999999999", "0.40000000000000000001", "-0.3"] {
            assert!(grade(&key, &counts(wrong)).is_zero(), "{wrong}");
        }
        assert!(grade(&number("72", "0"), &counts("72.0")).is_full());
        assert!(grade(&number("72", "0"), &says("72")).is_zero(), "a text is no number");
    }

    #[test]
    fn nothing_is_worth_nothing() {
        let keys = [
            Key::SingleChoice { right: id(1) },
            several([1]),
            Key::TrueFalse { answer: false, if_true: id(1), if_false: id(2) },
            words(&["a"], false),
            number("0", "0"),
        ];
        for key in keys {
            assert!(grade(&key, &Answer::default()).is_zero(), "{key:?}");
        }
    }

    #[test]
    fn shares_add_up_without_rounding() {
        let mut score = Score::default();
        for _ in 0..3 {
            score.add(1, Fraction::new(1, 3));
        }
        assert_eq!(score.micro(), 1_000_000, "three thirds of a point are a point");
        assert!(score.reaches(10, 10));
        let mut seventh = Score::default();
        seventh.add(7, Fraction::new(1, 7));
        seventh.add(19, Fraction::new(1, 19));
        assert_eq!((seventh.micro(), seventh.percent(26)), (2_000_000, 7));
    }

    #[test]
    fn a_pass_mark_is_reached_or_not() {
        let mut score = Score::default();
        score.add(4, Fraction::ONE);
        assert!(score.reaches(80, 5) && score.reaches(0, 5) && !score.reaches(81, 5));
        assert_eq!(score.percent(5), 80);
        let mut less = Score::default();
        less.add(799, Fraction::ONE);
        assert_eq!(less.percent(1000), 79, "79.9 does not read as 80");
        assert!(!less.reaches(80, 1000));
        assert!(Score::default().reaches(0, 0) && Score::default().percent(0) == 0);
    }

    #[test]
    fn a_score_is_cut_off_once() {
        let of = |points, fraction| {
            let mut score = Score::default();
            score.add(points, fraction);
            score.micro()
        };
        assert_eq!((of(1, Fraction::new(1, 3)), of(1, Fraction::new(2, 3))), (333_333, 666_666));
        assert_eq!(of(3, Fraction::new(1, 3)), 1_000_000, "a third of three points is a point");
        assert_eq!((of(1, Fraction::new(5, 4)), of(1, Fraction::new(1, 0))), (1_000_000, 0));
    }

    proptest! {
        #[test]
        fn a_grade_lies_between_nothing_and_all(right in prop::collection::hash_set(0u128..25, 0..=20), picked in prop::collection::vec(0u128..25, 0..40)) {
            let grade = grade(&several(right), &picks(picked));
            prop_assert!((Fraction::ZERO..=Fraction::ONE).contains(&grade));
        }

        #[test]
        fn the_order_of_picks_does_not_matter(mut picked in prop::collection::vec(0u128..10, 0..12)) {
            let key = several([1, 3, 5, 7]);
            let before = grade(&key, &picks(picked.clone()));
            picked.reverse();
            picked.dedup();
            prop_assert_eq!(before, grade(&key, &picks(picked)));
        }

        #[test]
        fn a_wrong_pick_never_helps(picked in prop::collection::hash_set(0u128..10, 0..10)) {
            let key = several([1, 3, 5, 7]);
            let with_wrong = picked.iter().copied().chain([99]);
            prop_assert!(grade(&key, &picks(with_wrong)) <= grade(&key, &picks(picked.iter().copied())));
        }

        #[test]
        fn picking_exactly_the_right_ones_is_all(right in prop::collection::hash_set(0u128..100, 1..=20)) {
            prop_assert!(grade(&several(right.clone()), &picks(right)).is_full());
        }

        #[test]
        fn an_accepted_text_is_right_however_it_is_spaced(text in "[\\PC&&[^ ]]{1,8}( [\\PC&&[^ ]]{1,8}){0,3}", spaces in 1usize..4) {
            prop_assume!(!folded(&text, true).is_empty());
            let spaced = format!(" {} ", text.replace(' ', &" ".repeat(spaces)));
            for case_sensitive in [true, false] {
                prop_assert!(grade(&words(&[&text], case_sensitive), &says(&spaced)).is_full());
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,20}", case_sensitive: bool) {
            let once = folded(&text, case_sensitive);
            prop_assert_eq!(folded(&once, case_sensitive), once);
        }

        #[test]
        fn a_number_is_right_exactly_within_its_tolerance(value in -1_000_000i64..1_000_000, tolerance in 0i64..1000, said in -1_000_000i64..1_000_000) {
            let hundredths = |number: i64| format!("{}e-2", number);
            let key = number(&hundredths(value), &hundredths(tolerance));
            prop_assert_eq!(grade(&key, &counts(&hundredths(said))).is_full(), (value - said).abs() <= tolerance);
        }

        #[test]
        fn the_sum_of_full_answers_is_the_maximum(points in prop::collection::vec(1i32..=100, 0..50)) {
            let mut score = Score::default();
            points.iter().for_each(|points| score.add(*points, Fraction::ONE));
            let max: i32 = points.iter().sum();
            prop_assert_eq!(score.micro(), i64::from(max) * 1_000_000);
            prop_assert!(score.reaches(100, max));
        }
    }
}

use uuid::Uuid;

use super::super::own::State;
use super::*;
use crate::agreements::promises::{self, Conditions};
use crate::kernel::i18n::Texts;

fn facts() -> BTreeMap<&'static str, String> {
    super::super::facts::NAMES.into_iter().map(|name| (name, format!("«{name}»"))).collect()
}

/// As the registers are before anybody is engaged.
fn nowhere() -> &'static Conditions {
    static NOW: std::sync::LazyLock<Conditions> = std::sync::LazyLock::new(|| Conditions::of(&[]));
    &NOW
}

fn sources<'a>(facts: &'a BTreeMap<&'static str, String>, own: &'a [OwnAnswer], locale: Locale) -> Sources<'a> {
    let promises = promises::register().unwrap();
    let now = "2026-06-01T00:00:00Z".parse().unwrap();
    Sources { facts, promises, conditions: nowhere(), own, texts: Texts::new(locale), now, not_kept: "Not kept: {promises}." }
}

fn own(state: State, review_at: &str) -> OwnAnswer {
    OwnAnswer {
        id: Uuid::from_u128(7),
        entry: Some("agr-own-text".to_owned()),
        topic: "agreement".to_owned(),
        question_en: "Q".to_owned(),
        question_de: "F".to_owned(),
        answer_en: "We accept other texts.".to_owned(),
        answer_de: "Wir nehmen andere Texte an.".to_owned(),
        state,
        revision: 2,
        drafted_by: Some(Uuid::from_u128(3)),
        written_by: Uuid::from_u128(1),
        written_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        approved_by: None,
        approved_at: None,
        review_at: Some(review_at.parse().unwrap()),
    }
}

#[test]
fn every_variable_has_a_fact_and_no_brace_is_left() {
    let facts = facts();
    for locale in Locale::ALL {
        for given in library().unwrap().given(&sources(&facts, &[], locale)) {
            let is_missing = given.answer.is_none();
            assert_eq!(is_missing, given.standing == Standing::Missing, "{}", given.id);
            let asked = library().unwrap().entry(&given.id).unwrap().ask_operator;
            assert_eq!(is_missing, asked, "{}: only what software cannot know has no answer", given.id);
            assert!(!given.answer.unwrap_or_default().contains(['{', '}']), "{}", given.id);
        }
    }
}

#[test]
fn an_answer_on_a_promise_that_is_not_kept_says_so_and_is_no_plain_yes() {
    let (library, register, facts) = (library().unwrap(), promises::register().unwrap(), facts());
    let mut limited = 0;
    for given in library.given(&sources(&facts, &[], Locale::En)).into_iter().filter(|given| given.answer.is_some()) {
        let entry = library.entry(&given.id).unwrap();
        let kept = |id: &String| register.promises.iter().any(|promise| promise.id == *id && promise.is_kept(nowhere()));
        let expected: Vec<String> = entry.rests_on.iter().filter(|id| !kept(id)).cloned().collect();
        assert_eq!(given.not_kept, expected, "{}", given.id);
        if !expected.is_empty() {
            limited += 1;
            assert_ne!(given.short, Some(Short::Yes), "{}", given.id);
            let answer = given.answer.unwrap();
            assert!(expected.iter().all(|id| answer.contains(id.as_str())), "{answer}");
        }
    }
    assert!(limited > 0, "the rule was looked at");
}

#[test]
fn a_fact_that_is_not_set_is_nothing_to_answer_with() {
    let mut facts = facts();
    facts.insert("operator.privacy_email", String::new());
    let given = library().unwrap().given(&sources(&facts, &[], Locale::De));
    let silent = given.iter().filter(|given| given.answer.is_none()).count();
    let asked = library().unwrap().for_the_operator(Locale::De).count();
    assert!(silent > asked, "answers with the address are not given");
}

#[test]
fn words_of_the_operator_are_given_for_a_year_after_their_approval() {
    let facts = facts();
    let answer = |own: OwnAnswer| {
        let own = [own];
        let given = library().unwrap().given(&sources(&facts, &own, Locale::De));
        given.into_iter().find(|given| given.id == "agr-own-text").unwrap()
    };
    let fresh = answer(own(State::Approved, "2026-06-02T00:00:00Z"));
    assert_eq!((fresh.standing, fresh.answer.as_deref()), (Standing::Operator, Some("Wir nehmen andere Texte an.")));
    for (state, review) in [
        (State::Draft, "2026-06-02T00:00:00Z"),
        (State::Approved, "2026-06-01T00:00:00Z"),
        (State::Retired, "2026-06-02T00:00:00Z"),
    ] {
        assert_eq!(answer(own(state, review)).standing, Standing::Missing, "{state:?}");
    }
}

#[test]
fn a_second_person_approves() {
    let draft = own(State::Draft, "2026-06-02T00:00:00Z");
    let now = "2028-02-29T08:00:00Z".parse().unwrap();
    let (first, last, other) = (Uuid::from_u128(3), draft.written_by, Uuid::from_u128(2));
    for author in [first, last] {
        assert_eq!(draft.approve(author, 2, now).unwrap_err().code(), "own-draft");
    }
    assert_eq!(draft.approve(other, 1, now).unwrap_err().code(), "changed-elsewhere", "another text was read");
    assert_eq!(draft.approve(other, 2, now).unwrap().to_rfc3339(), "2029-02-28T08:00:00+00:00");
    assert_eq!((draft.may_be_rewritten(None).is_ok(), draft.may_be_rewritten(Some(2)).is_ok()), (true, true));
    assert_eq!(draft.may_be_rewritten(Some(1)).unwrap_err().code(), "changed-elsewhere");
    assert_eq!(draft.first_author(other), first, "who writes a draft anew does not take it over");
    assert_eq!(own(State::Approved, "2026-06-02T00:00:00Z").first_author(other), other, "what was approved is no draft any more");
    let retired = own(State::Retired, "2026-06-02T00:00:00Z");
    assert_eq!(retired.approve(other, 2, now).unwrap_err().code(), "answer-retired");
}

#[test]
fn what_is_answered_from_facts_is_not_overwritten() {
    let library = library().unwrap();
    let new = |entry: &str| NewAnswer {
        entry: Some(entry.to_owned()),
        answer_en: "x".to_owned(),
        answer_de: "y".to_owned(),
        ..NewAnswer::default()
    };
    assert_eq!(new("enc-rest").check(library).unwrap_err().fields()[0].code, "entry-from-facts");
    assert_eq!(new("no-such").check(library).unwrap_err().fields()[0].code, "entry-unknown");
    let checked = new("agr-own-text").check(library).unwrap();
    assert!(checked.topic == "agreement" && !checked.question_de.is_empty());
    let wrong = NewAnswer::default().check(library).unwrap_err();
    assert_eq!(wrong.fields().len(), 5, "all wrong fields at once: {wrong:?}");
}

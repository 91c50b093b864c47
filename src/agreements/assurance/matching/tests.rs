use super::*;
use crate::agreements::assurance::library::subjects;

/// A labelled question: which entry is meant, none for what the library does not answer.
struct Labelled {
    entry: Option<&'static str>,
    question: &'static str,
}

/// The paraphrases, those that were written after the table and the thresholds were set, and those that deny something.
fn labelled() -> (Vec<Labelled>, Vec<Labelled>, Vec<Labelled>) {
    let (tuned, rest) =
        include_str!("../../../../tests/it/paraphrases.tsv").split_once("# From here on").expect("the second part is there");
    let (fresh, denied) = rest.split_once("# Denied from here on").expect("the third part is there");
    let read = |part: &'static str| {
        let lines = part.lines().filter_map(|line| {
            let mut fields = line.split('\t');
            let (_, entry, question) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Labelled { entry: Some(entry).filter(|entry| *entry != "-"), question })
        });
        lines.collect::<Vec<_>>()
    };
    (read(tuned), read(fresh), read(denied))
}

fn matcher() -> Matcher {
    Matcher::new(&subjects(&[], "2026-01-01T00:00:00Z".parse().unwrap()).unwrap()).unwrap()
}

/// What the matcher is worth on a set: of the meant ones, how many stand first, and among the three that are offered; of those
/// found surely, how many are right; and how many of the meant ones are found surely.
#[derive(Debug)]
struct Worth {
    first: f64,
    offered: f64,
    precision: f64,
    recall: f64,
    sure_of_nothing: usize,
}

fn share(part: usize, whole: usize) -> f64 {
    count(part) / count(whole.max(1))
}

fn worth(set: &[Labelled]) -> Worth {
    let matcher = matcher();
    let (mut meant, mut first, mut offered, mut sure, mut right, mut nothing) = (0, 0, 0, 0, 0, 0);
    for one in set {
        let found = matcher.find(one.question);
        let best = found.candidates.first().map(|candidate| candidate.id.as_str());
        let is_sure = found.confidence == Confidence::High;
        let Some(entry) = one.entry else {
            nothing += usize::from(is_sure);
            continue;
        };
        assert!(matcher.entries.iter().any(|known| known.id == entry), "{entry} is in the library");
        meant += 1;
        first += usize::from(best == Some(entry));
        offered += usize::from(found.candidates.iter().any(|candidate| candidate.id == entry));
        sure += usize::from(is_sure);
        right += usize::from(is_sure && best == Some(entry));
        if is_sure && best != Some(entry) {
            eprintln!("sure of {best:?} for {}", one.question);
        }
    }
    Worth {
        first: share(first, meant),
        offered: share(offered, meant),
        precision: share(right, sure),
        recall: share(right, meant),
        sure_of_nothing: nothing,
    }
}

#[test]
fn what_is_found_surely_is_right_and_most_of_it_is_found() {
    let (tuned, fresh, _) = labelled();
    assert!(tuned.len() >= 100 && fresh.len() >= 30, "{} and {} questions", tuned.len(), fresh.len());
    let (on_tuned, on_fresh) = (worth(&tuned), worth(&fresh));
    for (name, worth) in [("tuned", &on_tuned), ("fresh", &on_fresh)] {
        eprintln!("{name}: {worth:?}");
        assert!(worth.precision >= 0.97, "{name}: {worth:?}");
        assert!(worth.first >= 0.93, "{name}: {worth:?}");
        assert!(worth.offered >= 0.95, "{name}: {worth:?}");
        assert!(worth.recall >= 0.65, "{name}: {worth:?}");
        assert_eq!(worth.sure_of_nothing, 0, "{name}: {worth:?}");
    }
}

#[test]
fn a_question_that_denies_is_found_and_never_surely() {
    let (_, _, denied) = labelled();
    assert!(denied.len() >= 16, "{} questions", denied.len());
    let matcher = matcher();
    for one in &denied {
        let found = matcher.find(one.question);
        assert_ne!(found.confidence, Confidence::High, "{}: {found:?}", one.question);
    }
    let worth = worth(&denied);
    eprintln!("denied: {worth:?}");
    assert!(worth.offered >= 0.90 && worth.first >= 0.75, "{worth:?}");
    // Put without the denial, most of them would be believed: it is the denial that keeps them from it.
    let affirmed = |one: &&Labelled| {
        let words = one.question.split(' ').filter(|word| !Speech::current().unwrap().denies(word));
        matcher.find(&words.collect::<Vec<_>>().join(" ")).confidence == Confidence::High
    };
    assert!(denied.iter().filter(affirmed).count() >= 8);
}

#[test]
fn the_same_question_is_answered_the_same_and_says_why() {
    let matcher = matcher();
    let ask = "Wird eine Zwei-Faktor-Authentifizierung angeboten?";
    let found = matcher.find(ask);
    assert_eq!(found, matcher.find(ask));
    let best = &found.candidates[0];
    assert_eq!((best.id.as_str(), found.confidence), ("sgn-second-factor", Confidence::High));
    assert_eq!(best.words, ["Zwei Faktor Authentifizierung"]);
    assert!(best.score <= 1.0 && best.score >= HIGH);
    assert_eq!(matcher.find("").confidence, Confidence::None);
    assert_eq!(matcher.find("???").candidates, []);
}

#[test]
fn of_two_that_are_as_good_neither_is_believed() {
    let subject = |id: &str, wording: &str| Subject { id: id.to_owned(), wordings: vec![wording.to_owned()], topic: Vec::new() };
    let twins = [subject("a", "Are backups encrypted?"), subject("b", "Are the backups encrypted?"), subject("c", "Cookies")];
    let found = Matcher::new(&twins).unwrap().find("Are backups encrypted?");
    assert_eq!((found.confidence, found.candidates.len()), (Confidence::Possible, 2));
}

proptest::proptest! {
    #[test]
    fn whatever_is_asked_the_score_is_one(question in ".{0,200}") {
        thread_local!(static MATCHER: Matcher = matcher());
        MATCHER.with(|matcher| {
            for candidate in matcher.find(&question).candidates {
                assert!((0.0..=1.0).contains(&candidate.score), "{candidate:?}");
            }
        });
    }
}

use super::*;
use crate::agreements::assurance::library::subjects;

/// A labelled question: which entry is meant, none for what the library does not answer.
struct Labelled {
    entry: Option<&'static str>,
    question: &'static str,
}

/// The paraphrases, and those that were written after the table and the thresholds were set.
fn labelled() -> (Vec<Labelled>, Vec<Labelled>) {
    let (tuned, fresh) =
        include_str!("../../../../tests/it/paraphrases.tsv").split_once("# From here on").expect("both parts are there");
    let read = |part: &'static str| {
        let lines = part.lines().filter_map(|line| {
            let mut fields = line.split('\t');
            let (_, entry, question) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Labelled { entry: Some(entry).filter(|entry| *entry != "-"), question })
        });
        lines.collect::<Vec<_>>()
    };
    (read(tuned), read(fresh))
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
    let (tuned, fresh) = labelled();
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

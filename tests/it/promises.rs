//! The register of promises says nothing that no test proves.

use std::path::Path;

#[derive(serde::Deserialize)]
struct Register {
    promise: Vec<Promise>,
}

#[derive(serde::Deserialize)]
struct Promise {
    id: String,
    state: String,
    tests: Vec<String>,
}

/// Whether a function of this name stands behind an attribute that makes it a test.
fn is_a_test(sources: &str, name: &str) -> bool {
    let mut before: Vec<&str> = Vec::new();
    for line in sources.lines().map(str::trim) {
        let named = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ").and_then(|rest| rest.split('(').next());
        if named == Some(name) && before.iter().any(|line| ["#[test]", "#[actix_web::test]", "#[tokio::test]"].contains(line)) {
            return true;
        }
        if line.starts_with("#[") { before.push(line) } else { before.clear() }
    }
    false
}

#[test]
fn a_helper_proves_nothing() {
    let sources = "#[test]\nfn proves() {}\n\nfn helps() {}\n#[actix_web::test]\n#[ignore]\nasync fn tells() {}";
    assert!(is_a_test(sources, "proves") && is_a_test(sources, "tells"));
    assert!(!is_a_test(sources, "helps") && !is_a_test(sources, "prove"));
}

#[test]
fn every_promise_that_is_kept_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let register = std::fs::read_to_string(root.join("templates/legal/promises.toml")).unwrap();
    let register: Register = toml::from_str(&register).unwrap();
    let sources: String = ["src", "tests/it"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    let kept: Vec<_> = register.promise.iter().filter(|promise| promise.state == "kept").collect();
    assert!(!kept.is_empty());
    for promise in kept {
        assert!(!promise.tests.is_empty(), "{} is called kept and names no test", promise.id);
        for test in &promise.tests {
            assert!(is_a_test(&sources, test), "{} names the test {test}, which is nowhere", promise.id);
        }
    }
}

/// A question of the library of answers, as far as it can be checked before anybody asks it.
#[derive(serde::Deserialize)]
struct Question {
    id: String,
    topic: String,
    rests_on: Vec<String>,
    evidence: Vec<String>,
    ask_operator: bool,
}

#[derive(serde::Deserialize)]
struct Library {
    topic: Vec<Topic>,
    question: Vec<Question>,
}

#[derive(serde::Deserialize)]
struct Topic {
    id: String,
}

#[test]
fn every_answer_of_the_library_rests_on_something_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join("templates/legal").join(name)).unwrap();
    let promises: Register = toml::from_str(&read("promises.toml")).unwrap();
    let library: Library = toml::from_str(&read("questionnaire.toml")).unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for question in &library.question {
        assert!(ids.insert(&question.id), "{} stands there twice", question.id);
        assert!(library.topic.iter().any(|topic| topic.id == question.topic), "{}: {}", question.id, question.topic);
        assert!(question.ask_operator || !question.rests_on.is_empty(), "{} rests on nothing", question.id);
        for promise in &question.rests_on {
            assert!(promises.promise.iter().any(|known| known.id == *promise), "{}: {promise}", question.id);
        }
        for place in &question.evidence {
            assert!(place.starts_with('/') || root.join(place).exists(), "{}: {place}", question.id);
        }
    }
}

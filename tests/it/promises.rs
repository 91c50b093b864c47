//! The registers of promises and of measures say nothing that no test proves, and the record says which tests ran.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tutela::kernel::clock::{Clock as _, SystemClock};

#[derive(serde::Deserialize)]
struct Register {
    promise: Vec<Promise>,
}

#[derive(serde::Deserialize)]
struct Measures {
    measure: Vec<Measure>,
}

#[derive(serde::Deserialize)]
struct Measure {
    #[serde(default)]
    tests: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Record {
    tests: BTreeMap<String, Vec<String>>,
}

fn legal(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/legal").join(name)
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    toml::from_str(&std::fs::read_to_string(legal(name)).unwrap()).unwrap()
}

/// The tests that stand behind a promise that is called kept, or behind a measure.
fn proofs_wanted() -> BTreeSet<String> {
    let kept = read::<Register>("promises.toml").promise.into_iter().filter(|promise| promise.state == "kept");
    let measures = read::<Measures>("measures.toml").measure;
    kept.flat_map(|promise| promise.tests).chain(measures.into_iter().flat_map(|measure| measure.tests)).collect()
}

/// The tests that a run says have passed: by name, whether the store does not matter to them (unit tests know none).
fn passed(log: &str) -> BTreeMap<&str, bool> {
    let lines = log.lines().filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... ok"));
    lines.filter_map(|path| path.rsplit_once("::").map(|(module, name)| (name, module.contains("::")))).collect()
}

#[test]
fn what_passed_is_read_from_a_run() {
    let log = "running 3 tests\ntest kernel::pdf::tests::draws ... ok\ntest dpa::seals ... ok\ntest dpa::breaks ... FAILED\n\
        test src/lib.rs - a (line 3) ... ok\ntest dpa::waits ... ignored";
    assert_eq!(passed(log), BTreeMap::from([("draws", true), ("seals", false)]));
}

/// `tests/run` asks this last, with the logs of its steps (`TUTELA_TEST_RESULTS`): each test that proves something must have run
/// in each of them. With `TUTELA_TEST_RECORD` it then writes the record; the steps before have none to be compared with.
#[test]
fn every_proof_stands_in_the_record_and_ran() {
    let wanted = proofs_wanted();
    let recording = std::env::var_os("TUTELA_TEST_RECORD").is_some();
    if let Some(folder) = std::env::var_os("TUTELA_TEST_RESULTS").map(PathBuf::from) {
        let stores: Vec<_> = ["sqlite", "postgres"]
            .into_iter()
            .filter_map(|store| Some((store, std::fs::read_to_string(folder.join(format!("{store}.log"))).ok()?)))
            .collect();
        assert!(!stores.is_empty() && (stores.len() == 2 || !recording), "a record needs the runs on both stores");
        let ran: Vec<_> = stores.iter().map(|(store, log)| (*store, passed(log))).collect();
        let on = |test: &str| -> Vec<&str> {
            match ran.iter().find_map(|(_, passed)| passed.get(test)) {
                Some(true) => vec!["any"],
                _ => ran.iter().filter(|(_, passed)| passed.contains_key(test)).map(|(store, _)| *store).collect(),
            }
        };
        let missing: Vec<_> = wanted.iter().filter(|test| on(test) != ["any"] && on(test).len() < ran.len()).collect();
        assert!(
            missing.is_empty(),
            "these tests prove a promise or a measure, and did not run or pass on each store: {missing:#?}"
        );
        if recording {
            let mut record = format!(
                "# Which tests ran and passed. Written by `tests/run --record`; not by hand.\n\nran_at = \"{}\"\nsources = \"{}\"\n\n[tests]\n",
                SystemClock.now().format("%FT%TZ"),
                env!("BUILT_FROM"),
            );
            wanted.iter().for_each(|test| writeln!(record, "{test} = {:?}", on(test)).unwrap());
            std::fs::write(legal("proofs.toml"), record).unwrap();
        }
    } else if recording {
        return;
    }
    let recorded: BTreeSet<String> = read::<Record>("proofs.toml").tests.into_keys().collect();
    assert_eq!(recorded, wanted, "run `tests/run --record`, which writes templates/legal/proofs.toml");
}

#[derive(serde::Deserialize)]
struct Promise {
    id: String,
    state: String,
    tests: Vec<String>,
    control: String,
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
    let register: Register = read("promises.toml");
    let sources: String = ["src", "tests/it"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect();
    for test in proofs_wanted() {
        assert!(is_a_test(&sources, &test), "the test {test} is named by a promise or a measure, and is nowhere");
    }
    let kept: Vec<_> = register.promise.iter().filter(|promise| promise.state == "kept").collect();
    assert!(!kept.is_empty());
    for promise in kept {
        assert!(!promise.tests.is_empty(), "{} is called kept and names no test", promise.id);
        assert!(!promise.control.is_empty(), "{} is called kept and names no control", promise.id);
    }
    for promise in register.promise.iter().filter(|promise| !promise.control.is_empty()) {
        let entity = promise.control.strip_prefix("entity::").map(|name| root.join("entity/src").join(name).with_extension("rs"));
        let is_there = entity.map_or_else(|| is_built(&promise.control), |file| file.is_file());
        assert!(is_there, "{}: the control {} is no module", promise.id, promise.control);
    }
    assert!(!is_built("vendors::telepathy"));
}

/// A question of the library of answers, as far as it can be checked before anybody asks it.
#[derive(serde::Deserialize)]
struct Question {
    id: String,
    topic: String,
    rests_on: Vec<String>,
    evidence: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    answer: BTreeMap<String, String>,
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
    let promises: Register = read("promises.toml");
    let library: Library = read("questionnaire.toml");
    let mut ids = BTreeSet::new();
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

/// Whether a module of the program stands at a path such as `people::sso`.
fn is_built(path: &str) -> bool {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path.replace("::", "/"));
    place.is_dir() || place.with_extension("rs").is_file()
}

/// Whether an answer says that something is missing which is to come.
fn waits(answer: &BTreeMap<String, String>) -> bool {
    let says = |words: &[&str]| answer.values().any(|text| words.iter().any(|word| text.contains(word)));
    says(&[" yet", "not built", "noch nicht", "noch kein", "nicht gebaut"])
}

#[test]
fn an_answer_that_says_what_is_missing_is_wrong_on_the_day_that_it_is_built() {
    assert!(is_built("agreements::assurance") && is_built("kernel::captcha") && !is_built("people::telepathy"));
    let library: Library = read("questionnaire.toml");
    let mut named = 0;
    for question in library.question.iter().filter(|question| !question.ask_operator) {
        let id = &question.id;
        assert!(
            !waits(&question.answer) || !question.unless.is_empty(),
            "{id} says what is missing: name what would end that (unless)"
        );
        for path in &question.unless {
            let wing = path.split("::").next().unwrap_or_default();
            assert!(is_built(wing) || wing == "ai", "{id}: {path} stands in no wing, so it would never be noticed");
            assert!(!is_built(path), "{path} is built: read the answer {id} again, and mend it");
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
}

#[test]
fn no_answer_begins_with_a_bare_yes_or_no() {
    let library: Library = read("questionnaire.toml");
    for question in &library.question {
        for answer in question.answer.values() {
            let first = answer.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let is_bare = ["Yes", "No", "Ja", "Nein"].contains(&first) && !answer[first.len()..].starts_with(' ');
            assert!(
                !is_bare,
                "{}: the short answer stands beside it, and a question may be put the other way round",
                question.id
            );
        }
    }
}

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
            assert!(sources.contains(&format!("fn {test}(")), "{} names the test {test}, which is nowhere", promise.id);
        }
    }
}

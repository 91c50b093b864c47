//! Both languages are complete, and every key that the sources name exists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{TimeZone, Utc};

use super::{FILES, Locale, Texts, load};

/// The keys of a language, each with the variables of its text.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, _, source) in FILES.iter().filter(|(language, _, _)| *language == locale.code()) {
        let mut current = None;
        for line in source.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
                current = Some(key.trim().to_owned());
                keys.entry(key.trim().to_owned()).or_default();
            }
            let variables = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect::<String>());
            if let Some(key) = current.as_ref().filter(|_| !line.starts_with('#')) {
                keys.entry(key.clone()).or_default().extend(variables);
            }
        }
    }
    keys
}

#[test]
fn locale_files_are_in_order() {
    for locale in Locale::ALL {
        assert_eq!(load(locale).1, Vec::<String>::new());
    }
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (en, de) = (keys(Locale::En), keys(Locale::De));
    let only = |a: &BTreeMap<String, BTreeSet<String>>, b: &BTreeMap<String, BTreeSet<String>>| {
        a.iter().filter(|(key, variables)| b.get(*key) != Some(variables)).map(|(key, _)| key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(only(&en, &de), Vec::<String>::new(), "in English, but not (or with other variables) in German");
    assert_eq!(only(&de, &en), Vec::<String>::new(), "in German, but not (or with other variables) in English");
}

#[test]
fn every_key_in_the_sources_exists() {
    let known = keys(Locale::En);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for folder in ["templates/pages", "src"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().filter_map(Result::ok) {
            let path = entry.path();
            let wanted = path.extension().is_some_and(|extension| extension == "html" || extension == "rs");
            if !wanted || path.ends_with("i18n/tests.rs") {
                continue;
            }
            let source = std::fs::read_to_string(path).unwrap_or_default();
            let named = named_in(&source).into_iter().filter(|key| !known.contains_key(*key));
            missing.extend(named.map(|key| format!("{}: {key}", path.strip_prefix(root).unwrap_or(path).display())));
        }
    }
    assert!(missing.is_empty(), "keys without a text:\n{}", missing.join("\n"));
}

#[test]
fn every_refusal_has_a_text() {
    let known = keys(Locale::En);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok) {
        if entry.path().ends_with("tests.rs") {
            continue;
        }
        let source = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let codes = source.split("refused(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
        missing.extend(codes.filter(|code| !known.contains_key(format!("refused-{code}").as_str())).map(str::to_owned));
    }
    assert!(missing.is_empty(), "refusals without a text: {missing:?}");
}

/// Keys that are put together when a page is made: how they begin, how they may end, and why. What stands between is a word
/// that the sources write out (`field-` + `required`), or it is the beginning of what the sources write out (`admin-setup-look`
/// + `-text`).
const PUT_TOGETHER: &[(&str, &[&str], &str)] = &[
    ("admin-setup-", &["-action", "-done", "-text"], "a step of setting up has three texts more"),
    ("audit-area-", &[""], "an area of events"),
    ("audit-object-", &[""], "what an event happened to"),
    ("changes-delivery-", &[""], "how far a notice came to a contact"),
    ("changes-kind-", &[""], "what is changed"),
    ("changes-outcome-", &[""], "how an objection ended"),
    ("changes-state-", &[""], "how far a change has come"),
    ("changes-title-", &[""], "a change in one line"),
    ("dpa-error-", &["-format", "-required", "-unknown"], "the form of the agreement has words of its own for its fields"),
    ("dpa-language-", &[""], "a language in the form"),
    ("dpa-state-", &[""], "the state of an agreement"),
    ("dpa-step-", &["", "-text"], "a step of an agreement's way"),
    ("error-", &["-next", "-text", "-title"], "the status of an error page"),
    ("event-", &[""], "an event of the log"),
    ("feeds-state-", &[""], "how far a request for the list has come"),
    ("feeds-title-", &[""], "what is changed for a category"),
    ("field-", &[""], "the code of a wrong field"),
    ("field-answer-", &["-required"], "a field of an answer of the operator's own"),
    ("field-change-", &["-required", "-word"], "a field of a draft of a change"),
    ("field-request-", &["-required"], "a field of a request for the list"),
    ("field-sign-", &["-required"], "a field of who signs"),
    ("field-password-", &[""], "the code of a wrong password, which is a field's"),
    ("language-", &[""], "a language"),
    ("library-column-", &[""], "a column of the library as a table"),
    ("mail-", &["-action", "-body", "-heading", "-preview", "-reason", "-subject"], "the parts of a mail"),
    ("measures-state-", &[""], "how far a measure has come"),
    ("modules-question-kind-", &["", "-hint"], "the kind of a question"),
    ("objections-outcome-", &[""], "how an objection may end"),
    ("people-role-", &["", "-hint"], "a role"),
    ("people-state-", &[""], "the state of an account"),
    ("refused-", &[""], "the code of a refusal"),
    ("role-", &[""], "a role"),
    ("settings-locale-", &[""], "a language"),
    ("subprocessors-applies-", &[""], "when a sub-processor is used"),
    ("subprocessors-transfer-", &[""], "the ground of a transfer"),
    ("template-wrong-", &[""], "what is wrong with a text of agreements"),
    ("templates-state-", &[""], "how far a version has come"),
    ("verify-agreement-", &[""], "whether an agreement counts"),
    ("verify-certificate-", &["-text", "-title"], "what is known of a code"),
    ("verify-code-", &["-text", "-title"], "what is known of a code"),
    ("verify-kind-", &[""], "the kind of a document"),
    ("verify-refusal-", &[""], "what was added to a document of ours"),
    ("verify-verdict-", &["", "-next", "-text", "-title"], "the verdict on a document"),
    ("webhooks-failure-", &[""], "why an event did not arrive"),
];

/// Keys that words from outside choose: whoever runs the platform writes the register of sub-processors.
const CHOSEN_OUTSIDE: &[&str] = &["subprocessors-category-", "subprocessors-data-"];

/// Every word in quotation marks in the sources and in the registers that come with them, and the numbers of error pages.
fn words_written_out() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = BTreeSet::new();
    for folder in ["src", "templates/pages", "templates/mail"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() && entry.file_name() != "tests.rs" {
                let source = std::fs::read_to_string(entry.path()).unwrap_or_default();
                words.extend(source.split('"').filter(|text| is_key(&text.replace('_', "-"))).map(str::to_owned));
                words.extend(events_in(&source));
            }
        }
    }
    let errors = std::fs::read_to_string(root.join("src/kernel/html/errors.rs")).unwrap_or_default();
    words.extend(errors.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 3).map(str::to_owned));
    words
}

/// The events that a source declares, as `"area.noun.verb" on kind`: each with its area and the kind of what it happens to.
fn events_in(source: &str) -> impl Iterator<Item = String> {
    let declared = source.split('"').collect::<Vec<_>>();
    let pairs = declared.windows(2).filter_map(|pair| Some((pair[0], pair[1].strip_prefix(" on ")?)));
    let words = pairs.flat_map(|(name, rest)| {
        let kind = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        [name.replace('.', "-"), name.split('.').next().unwrap_or_default().to_owned(), kind.to_owned()]
    });
    words.collect::<Vec<_>>().into_iter()
}

/// Whether the sources name a key, as a whole or in its parts.
fn is_named(key: &str, words: &BTreeSet<String>) -> bool {
    let written = |word: &str| words.contains(word) || words.contains(&word.replace('-', "_"));
    let is_built = |(start, ends, _): &(&str, &[&str], &str)| {
        ends.iter().filter_map(|end| key.strip_suffix(end).map(|base| (base, *end))).any(|(base, end)| {
            base.strip_prefix(start).is_some_and(|middle| written(middle) || (!end.is_empty() && words.contains(base)))
        })
    };
    words.contains(key) || CHOSEN_OUTSIDE.iter().any(|start| key.starts_with(start)) || PUT_TOGETHER.iter().any(is_built)
}

#[test]
fn every_text_is_used() {
    let words = words_written_out();
    let idle: Vec<String> = keys(Locale::En).into_keys().filter(|key| !is_named(key, &words)).collect();
    assert!(idle.is_empty(), "texts that nothing shows:\n{}", idle.join("\n"));
    let needed = |start: &str| keys(Locale::En).keys().any(|key| key.starts_with(start) && !words.contains(key));
    let idle: Vec<_> = PUT_TOGETHER.iter().filter(|(start, _, _)| !needed(start)).collect();
    assert!(idle.is_empty(), "beginnings that no key needs: {idle:?}");
}

/// The literals given to `t`, `tn`, `ta` and `tna`, and those that are keys by their first word.
fn named_in(source: &str) -> Vec<&str> {
    let calls = [".t(", ".tn(", ".ta(", ".tna("]
        .into_iter()
        .flat_map(|call| source.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()));
    let by_name = ["\"nav-", "\"flash-"]
        .into_iter()
        .flat_map(|start| source.match_indices(start).filter_map(|(at, _)| source.get(at + 1..)?.split('"').next()));
    calls.chain(by_name).filter(|key| is_key(key)).collect()
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[test]
fn the_language_follows_the_browser() {
    assert_eq!(Locale::negotiate("de-AT,de;q=0.9,en;q=0.8"), Locale::De);
    assert_eq!(Locale::negotiate("fr, en-GB;q=0.4, de;q=0.3"), Locale::En);
    assert_eq!(Locale::negotiate("fr"), Locale::En);
    assert_eq!(Locale::negotiate("en;q=0, de;q=0.001"), Locale::De);
    assert_eq!(Locale::negotiate(";;;,,q=9"), Locale::En);
}

#[test]
fn a_missing_text_is_seen() {
    assert_eq!(Texts::new(Locale::De).t("no-such-key"), "⟪no-such-key⟫");
}

#[test]
fn dates_and_numbers_are_written_as_the_language_writes_them() {
    let at = Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 5).single().unwrap_or_default();
    let (en, de) = (Texts::new(Locale::En), Texts::new(Locale::De));
    assert_eq!((en.date(at).as_str(), de.date(at).as_str()), ("20 Nov 2026", "20. Nov. 2026"));
    assert_eq!((en.date_time(at).as_str(), de.date_time(at).as_str()), ("20 Nov, 09:00 UTC", "20. Nov., 09:00 UTC"));
    assert_eq!(en.moment(at), "20 Nov 2026, 09:00:05 UTC");
    assert_eq!((en.number(-1_234_567).as_str(), de.number(1_000).as_str()), ("\u{2212}1,234,567", "1.000"));
    assert_eq!(
        (en.bytes(999), en.bytes(210_400), de.bytes(1_250_000)),
        ("999\u{a0}B".into(), "210\u{a0}kB".into(), "1,2\u{a0}MB".into())
    );
    assert_eq!((en.bytes(999_999), en.bytes(1_000_000)), ("999\u{a0}kB".into(), "1.0\u{a0}MB".into()));
    assert_eq!(
        (en.duration(45), en.duration(7_800), en.duration(3_600)),
        ("45\u{a0}s".into(), "2\u{a0}h 10\u{a0}min".into(), "1\u{a0}h".into())
    );
    assert_eq!((en.percent(55), de.percent(55)), ("55%".to_owned(), "55\u{a0}%".to_owned()));
}

#[test]
fn counted_texts_have_a_plural_and_grouped_numbers() {
    let (en, de) = (Texts::new(Locale::En), Texts::new(Locale::De));
    assert_eq!((en.tn("count-people", 1), en.tn("count-people", 1_200)), ("1 person".into(), "1,200 people".into()));
    assert_eq!((de.tn("count-people", 1), de.tn("count-people", 1_200)), ("1 Person".into(), "1.200 Personen".into()));
}

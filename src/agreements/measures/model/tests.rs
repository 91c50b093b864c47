use super::super::release::measures;
use super::*;

fn new() -> NewMeasure {
    NewMeasure {
        heading: "availability".into(),
        name_en: "Spare machines".into(),
        name_de: "Ersatzrechner".into(),
        text_en: "Two spare machines stand ready. They are started every quarter.".into(),
        text_de: "Zwei Ersatzrechner stehen bereit. Sie werden jedes Quartal gestartet.".into(),
        promises: vec!["M-8.8".into()],
        evidence: vec![NewEvidence { title: "Log of the starts".into(), source: "Folder 7".into(), public: true }],
        check_every_months: None,
        revision: None,
    }
}

fn wrong(new: &NewMeasure) -> Vec<(String, String)> {
    let error = new.check(measures().unwrap()).unwrap_err();
    error.fields().iter().map(|wrong| (wrong.field.clone(), wrong.code.clone())).collect()
}

fn one(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[test]
fn every_wrong_field_is_named() {
    let written = new().check(measures().unwrap()).unwrap();
    assert_eq!((written.check_every_months, written.evidence[0].public), (12, false));
    let empty: Vec<String> = wrong(&NewMeasure::default()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(empty, ["heading", "name_en", "name_de", "text_en", "text_de", "promises", "evidence"]);
    let text_de = "Rechner nach dem Stand\u{A0}der Technik".to_owned();
    assert_eq!(wrong(&NewMeasure { text_de, ..new() }), one("text_de", "empty-phrase"));
    assert_eq!(wrong(&NewMeasure { text_en: "Robust machines.".into(), ..new() }), one("text_en", "empty-phrase"));
    assert_eq!(wrong(&NewMeasure { name_de: " ".into(), ..new() }), one("name_de", "required"));
    assert_eq!(wrong(&NewMeasure { heading: "glory".into(), ..new() }), one("heading", "heading-unknown"));
    assert_eq!(wrong(&NewMeasure { promises: vec!["M-99.9".into()], ..new() }), one("promises", "promise-unknown"));
    assert_eq!(wrong(&NewMeasure { check_every_months: Some(13), ..new() }), one("check_every_months", "check-months"));
    let many = vec![new().evidence[0].clone(); 6];
    assert_eq!(wrong(&NewMeasure { evidence: many, ..new() }), one("evidence", "evidence-count"));
    let bad = NewEvidence { title: "Report".into(), source: "http://x.example".into(), public: false };
    let evidence = vec![new().evidence[0].clone(), bad];
    assert_eq!(wrong(&NewMeasure { evidence, ..new() }), one("evidence.1.source", "evidence-link"));
}

#[test]
fn a_check_is_due_after_its_months_and_the_nearest_alarm_holds() {
    let at = |text: &str| -> DateTime<Utc> { format!("{text}T09:00:00Z").parse().unwrap() };
    assert_eq!(next_check(at("2028-02-29"), 12), at("2029-02-28"));
    assert_eq!(next_check(at("2026-08-31"), 6), at("2027-02-28"));
    assert_eq!(next_check(at("2026-03-02"), 99), at("2027-03-02"), "a year at the latest");
    let (due, second) = (at("2027-03-02"), Duration::seconds(1));
    let holds = |before: Duration| alarm(due, due - before, lead(12, false));
    assert_eq!(holds(Duration::days(30) + second), None);
    assert_eq!((holds(Duration::days(30)), holds(second), holds(-second)), (Some(30), Some(30), Some(0)));
}

#[test]
fn no_aim_of_annex_two_is_left_without_a_measure() {
    let release = measures().unwrap();
    let all: Vec<&str> = release.headings.iter().map(|heading| heading.id.as_str()).collect();
    assert!(every_heading_is_served(release, &all).is_ok());
    let unserved: Vec<&str> = release.empty_headings(&[]).map(|heading| heading.id.as_str()).collect();
    assert_eq!(every_heading_is_served(release, &[]).is_ok(), unserved.is_empty());
}

#[test]
fn nobody_is_reminded_right_after_a_check() {
    assert_eq!([1, 2, 3, 6, 12].map(|months| lead(months, false)), [10, 20, 30, 30, 30]);
    assert_eq!(lead(12, true), 10, "after a shortcoming somebody looks again in 30 days");
    let at: DateTime<Utc> = "2026-02-02T09:00:00Z".parse().unwrap();
    let due = due_after(Outcome::Holds, at, 1);
    let holds = |days: i64| alarm(due, at + Duration::days(days), lead(1, false));
    assert_eq!(due, at + Duration::days(28));
    assert_eq!((holds(0), holds(17), holds(18), holds(27), holds(28)), (None, None, Some(10), Some(10), Some(0)));
    assert_eq!(due_after(Outcome::Shortcoming, at, 12), at + Duration::days(30));
    assert_eq!(alarm(at + Duration::days(30), at, lead(12, true)), None);
}

#[test]
fn a_check_says_what_it_found() {
    let evidence = Document { title: "Log of the starts".into(), source: "Folder 7".into() };
    let look = NewMeasureCheck { result: Some(Outcome::Shortcoming), note: "One did not start.".into(), evidence };
    assert_eq!(look.check().unwrap().result, Outcome::Shortcoming);
    let fields = |look: &NewMeasureCheck| -> Vec<String> {
        look.check().unwrap_err().fields().iter().map(|wrong| wrong.field.clone()).collect()
    };
    assert_eq!(fields(&NewMeasureCheck { result: None, ..look }), ["result"]);
    assert_eq!(fields(&NewMeasureCheck::default()), ["result", "note", "evidence.title", "evidence.source"]);
}

use super::*;

#[test]
fn every_wrong_setting_is_named_at_once() {
    let overrides = [("listen", "nowhere".to_owned()), ("mail_kind", "smtp".to_owned()), ("files_kind", "tape".to_owned())];
    let wrong = Settings::read(None, &overrides).unwrap_err();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(wrong.iter().any(|line| line.contains("mail_host")));
}

#[test]
fn facts_of_the_operator_are_not_invented() {
    let settings = Settings::read(None, &[]).unwrap();
    assert_eq!(crate::agreements::dpa::Processor::from_settings(&settings.operator).missing().len(), 11);
}

#[test]
fn nothing_is_put_right_in_silence() {
    for (name, value) in [
        ("operator_country", "Slovenia"),
        ("operator_country", "XX"),
        ("governing_law_country", "US"),
        ("governing_law_country", "CH"),
        ("governing_law_country", "Atlantis"),
        ("log_level", ""),
        ("log_level", "loud"),
        ("log_level", "info,tutela=loud"),
        ("log_level", "info,,debug"),
        ("log_level", "tutela[x=info"),
        ("log_level", "info, tutela=debug"),
        ("database_connections", "0"),
        ("database_connections", "501"),
        ("database_connections", "-1"),
    ] {
        let wrong = Settings::read(None, &[(name, value.to_owned())]).unwrap_err();
        assert!(matches!(&wrong[..], [line] if line.starts_with(name)), "{name} = {value}: {wrong:?}");
    }
    for level in ["off", "WARN", "info,tutela=debug", "warn,tutela::kernel=trace,[request]=debug"] {
        assert!(Settings::read(None, &[("log_level", level.to_owned())]).is_ok(), "{level}");
    }
}

#[test]
fn the_law_of_an_agreement_is_one_of_the_european_economic_area() {
    for law in ["SI", "Slovenia", "NO", ""] {
        assert!(Settings::read(None, &[("governing_law_country", law.to_owned())]).is_ok(), "{law}");
    }
}

#[test]
fn the_readme_lists_every_setting() {
    let readme = include_str!("../../../README.md");
    let table = readme.split("<!-- settings -->").nth(1).and_then(|rest| rest.split("<!-- /settings -->").next()).unwrap();
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let wanted: Vec<_> = KEYS
        .iter()
        .map(|key| {
            let default = if key.default.is_empty() { String::new() } else { format!("`{}` ", key.default) };
            format!("| `{}` | `TUTELA_{}` | {default}| {} |", key.name, key.name.to_uppercase(), key.meaning)
        })
        .collect();
    assert_eq!(rows, wanted);
}

#[test]
fn the_base_address_follows_the_listener() {
    let settings = Settings::read(None, &[("listen", "127.0.0.1:9".to_owned())]).unwrap();
    assert_eq!(settings.base_url, "http://127.0.0.1:9");
}

#[test]
fn a_variable_that_is_no_text_is_refused_if_it_is_ours() {
    use std::os::unix::ffi::OsStrExt as _;
    let broken = || std::ffi::OsStr::from_bytes(b"\xff").to_owned();
    let (mut values, mut wrong) = (BTreeMap::from([("data".to_owned(), String::new())]), Vec::new());
    let variables = [("TUTELA_DATA".into(), broken()), ("LESSOPEN".into(), broken()), (broken(), broken())];
    read_environment(variables, &mut values, &mut wrong);
    assert_eq!(wrong, ["TUTELA_DATA: write it in UTF-8."]);
}

//! The embedded text holds together, and each way to break it is refused with its line.

use super::*;

const CONFIG: &str = include_str!("../../../../templates/legal/dpa/1.0.0/template.toml");
const EN: &str = include_str!("../../../../templates/legal/dpa/1.0.0/en.md");
const DE: &str = include_str!("../../../../templates/legal/dpa/1.0.0/de.md");

fn read(config: &str, en: &str, de: &str) -> Result<Template, Complaint> {
    Template::read(config, &[(Locale::En, en), (Locale::De, de)])
}

#[test]
fn the_current_version_holds_together() {
    let template = Template::current().unwrap();
    for locale in Locale::ALL {
        let text = template.text(locale).unwrap();
        assert!(text.blocks.len() > 100, "{locale}");
        assert_eq!(text.numbers["parties"], "1");
        assert!(text.numbers["annex-measures"].ends_with(" II"));
    }
    assert!(Template::version("0.9.0").is_err());
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let line = EN.lines().position(|line| line.starts_with("+ ")).unwrap() + 1;
    let second = |text: &str| EN.replacen("+ ", &format!("{text}\n+ "), 1);
    for (broken, what) in [
        (second("Dear {{customer.nickname}},"), "there is no variable “customer.nickname”"),
        (second("See section {{ref:nowhere}}."), "there is no anchor “nowhere”"),
        (second("{{table:salaries}}"), "there is no table “salaries”"),
        (second("{{#if rich}}"), "flag"),
        (second("### Heading"), "cannot begin like this"),
        (second("* star"), "cannot begin like this"),
        (second("1. one"), "cannot begin like this"),
        (second("- an item under a heading"), "an item belongs to"),
        (second("One { brace"), "a single brace"),
        (second("Open {{agreement.number"), "never closed"),
        (second("A party \u{1F389}"), "cannot be printed"),
        (second("# Another title"), "one title"),
    ] {
        let complaint = read(CONFIG, &broken, DE).unwrap_err();
        let lines = if what == "flag" { line..=usize::MAX } else { line..=line };
        assert!(lines.contains(&complaint.line) && complaint.file == "en.md", "{complaint}");
        assert!(what == "flag" || complaint.what.contains(what), "{complaint}");
    }
}

#[test]
fn parts_that_do_not_fit_together_are_refused() {
    let twice = EN.replacen("{#parties-occasion}", "{#parties-names}", 1);
    assert!(read(CONFIG, &twice, DE).unwrap_err().what.contains("twice"));
    let shorter = DE.trim_end().rsplit_once('\n').unwrap().0;
    assert!(read(CONFIG, EN, shorter).unwrap_err().what.contains("ends before"));
    let no_table = EN.replace("{{table:retention}}\n", "");
    assert!(read(CONFIG, &no_table, DE).unwrap_err().what.contains("“retention” does not appear"));
    let other_order = EN.replace("@annex II |", "@annex IV |");
    assert!(read(CONFIG, &other_order, DE).unwrap_err().what.contains("out of order"));
    let short_notice = CONFIG.replace("value = 30, floor = 30", "value = 14, floor = 30");
    assert!(read(&short_notice, EN, DE).unwrap_err().what.contains("notice_days"));
    let no_summary = CONFIG.replace("anchor = \"ai-off\"", "anchor = \"ai-gone\"");
    assert!(read(&no_summary, EN, DE).unwrap_err().what.contains("ai-gone"));
    let one_more = format!("{CONFIG}\n[[variable]]\nname = \"colour\"\nrequired = true\nmeaning = \"x\"\n");
    assert!(read(&one_more, EN, DE).unwrap_err().what.contains("colour"));
}

#[test]
fn periods_are_written_in_words() {
    let config = Template::current().unwrap().config();
    let words = |locale, period| config.period(locale, period);
    assert_eq!(words(Locale::En, "P30D").as_deref(), Some("30 days"));
    assert_eq!(words(Locale::En, "P1Y").as_deref(), Some("1 year"));
    assert_eq!(words(Locale::De, "PT12H").as_deref(), Some("12 Stunden"));
    assert_eq!(words(Locale::De, "P1Y6M"), None);
    assert_eq!(words(Locale::En, ""), None);
}

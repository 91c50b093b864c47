//! The shipped text holds together, and each way to break one is refused with its file and line, all at once.

use proptest::prelude::*;

use super::complaint::{Complaint, File};
use super::text::{SHIPPED, Sources, Template};
use super::vocabulary::{TABLES, VARIABLES};
use crate::agreements::measures::empty_phrases;
use crate::kernel::i18n::{Locale, Texts};

const EN: File = File::Text(Locale::En);
const DE: File = File::Text(Locale::De);

fn read(config: &str, en: &str, de: &str) -> Result<Template, Vec<Complaint>> {
    let shipped = Template::shipped().unwrap();
    Template::read(&Sources { config, en, de }, Some(shipped.config()))
}

fn wrong(config: &str, en: &str, de: &str) -> Vec<(File, usize, &'static str, String)> {
    let complaints = read(config, en, de).unwrap_err();
    complaints.into_iter().map(|complaint| (complaint.file, complaint.line, complaint.code, complaint.about)).collect()
}

#[test]
fn the_shipped_version_holds_together() {
    let template = Template::shipped().unwrap();
    for locale in Locale::ALL {
        let text = template.text(locale);
        assert!(text.blocks.len() > 100, "{locale}");
        assert_eq!(text.numbers["parties"], "1");
        assert!(text.numbers["annex-measures"].ends_with(" II"));
    }
    // Before our policy stands the agreement (S-10.1).
    assert!(SHIPPED.en.contains("then the Main Contract, then any privacy policy of the Processor."));
    assert!(SHIPPED.de.contains("danach der Hauptvertrag, danach jede Datenschutzerklärung des Auftragsverarbeiters."));
    let whole = [SHIPPED.en, SHIPPED.de].map(str::to_lowercase);
    let vague = Locale::ALL.iter().zip(&whole).flat_map(|(locale, text)| empty_phrases(*locale, text));
    assert_eq!(vague.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let line = SHIPPED.en.lines().position(|line| line.starts_with("+ ")).unwrap() + 1;
    let before = |text: &str| SHIPPED.en.replacen("+ ", &format!("{text}\n+ "), 1);
    for (text, code, about) in [
        ("Dear {{customer.nickname}},", "no-variable", "customer.nickname"),
        ("See section {{ref:nowhere}}.", "no-anchor", "nowhere"),
        ("{{table:salaries}}", "no-table", "salaries"),
        ("{{#if rich}}", "no-flag", "rich"),
        ("### Heading", "line-start", "### Heading"),
        ("* star", "line-start", "* star"),
        ("1. one", "line-start", "1. one"),
        ("- an item under a heading", "item-place", ""),
        ("One { brace", "single-brace", ""),
        ("Open {{agreement.number", "braces-open", ""),
        ("{{Agreement.Number}}", "name-form", "Agreement.Number"),
        ("A party \u{1F389}", "character", "\u{1F389} (U+1F389)"),
        ("\u{5D7}\u{5D1}\u{5E8}\u{5D4}", "character", "\u{5D7} (U+05D7)"),
        ("A \u{202E}txet", "unseen-character", "U+202E"),
        ("A\u{200B}b", "unseen-character", "U+200B"),
        ("A **bold** word", "sign", "**"),
        ("A [link](https://example.com)", "sign", "]("),
        ("A <b>tag</b>", "sign", "<"),
        ("# Another title", "second-title", ""),
        ("We follow industry standard practice.", "empty-phrase", "industry standard"),
        ("## Nothing below {#nothing-below}\n## Nothing either {#nothing-either}\nWords.", "unanswered", "Nothing below"),
        ("A paragraph {#astray}", "anchor-place", "astray"),
        ("+ A clause without a name", "anchor-missing", ""),
        ("+ A clause {#Not-An-Anchor}", "anchor-form", "Not-An-Anchor"),
        ("+ A clause {#parties}", "anchor-twice", "parties"),
        ("{{/if}}", "if-not-open", ""),
    ] {
        let found = wrong(SHIPPED.config, &before(text), SHIPPED.de);
        let wanted = (EN, line, code, about.to_owned());
        assert!(found.contains(&wanted), "{text}: {found:?}");
    }
}

#[test]
fn what_every_agreement_says_stands_under_no_condition() {
    let if_of = |text: &str| format!("{{{{#if ai.enabled}}}}\n{text}\n{{{{/if}}}}");
    let line_of = |text: &str, mark: &str| text.lines().position(|line| line.contains(mark)).unwrap() + 1;
    let table = "{{table:subprocessors}}";
    let hidden = |text: &str| text.replacen(table, &if_of(table), 1);
    let (en, de) = (hidden(SHIPPED.en), hidden(SHIPPED.de));
    let found = wrong(SHIPPED.config, &en, &de);
    let wanted =
        [(EN, line_of(&en, table), "table-in-if", "subprocessors"), (DE, line_of(&de, table), "table-in-if", "subprocessors")];
    assert_eq!(found, wanted.map(|(file, line, code, about)| (file, line, code, about.to_owned())));

    // A needed variable whose only sentence is an item of a condition.
    let mark = "{{incident_hours}}";
    let hidden = |text: &str| {
        text.replacen(mark, "x", 1).replacen(
            "{{table:ai_schedule}}",
            &format!("{}\n{{{{table:ai_schedule}}}}", if_of(&format!("In {mark} hours."))),
            1,
        )
    };
    let (en, de) = (hidden(SHIPPED.en), hidden(SHIPPED.de));
    let found = wrong(SHIPPED.config, &en, &de);
    assert_eq!(found[0], (EN, line_of(&en, "In {{incident_hours}}"), "variable-in-if", "incident_hours".to_owned()), "{found:?}");

    let emptied = |text: &str| {
        let from = text.find("{#annex-ai}").unwrap();
        let (before, after) = text.split_at(from);
        format!("{before}{}", after.replacen("{{/if}}\n", "", 1).trim_end().to_owned() + "\n{{/if}}\n")
    };
    let found = wrong(SHIPPED.config, &emptied(SHIPPED.en), &emptied(SHIPPED.de));
    let heading = line_of(SHIPPED.en, "{#annex-ai}");
    assert!(found.contains(&(EN, heading, "unanswered-in-if", "Artificial intelligence".to_owned())), "{found:?}");
    assert!(found.iter().any(|one| one.2 == "table-in-if" && one.3 == "ai_schedule"), "{found:?}");
}

#[test]
fn the_summary_says_what_it_can_fill_in_and_nothing_empty() {
    let config = |from: &str, to: &str| SHIPPED.config.replacen(from, to, 1);
    let line = |config: &str, mark: &str| config.lines().position(|line| line.contains(mark)).unwrap() + 1;
    for (to, code, other) in [
        ("{{notice_weeks}} of notice", "summary-variable", "{{notice_weeks}} of notice"),
        ("{{processor.privacy_email}}", "summary-variable", "{{processor.privacy_email}}"),
        ("a brace { alone", "summary-variable", "{ alone"),
    ] {
        let text = config("So lange vorher erfahren Sie mindestens", to);
        let complaints = read(&text, SHIPPED.en, SHIPPED.de).unwrap_err();
        let found = complaints.iter().any(|one| {
            (one.file, one.line, one.code, one.about.as_str()) == (File::Config, line(&text, to), code, "subprocessors-notice")
                && one.other.starts_with(other)
        });
        assert!(found, "{to}: {complaints:?}");
    }
    let text = config("Until you switch it on.", "Industry standard until you switch it on.");
    let found = wrong(&text, SHIPPED.en, SHIPPED.de);
    assert_eq!(found, [(File::Config, line(&text, "Industry standard until"), "empty-phrase", "industry standard".to_owned())]);
}

#[test]
fn everything_is_told_at_once_and_in_both_languages() {
    let en = SHIPPED.en.replacen("+ ", "Dear {{customer.nickname}},\n* star\n+ ", 1);
    let de = format!("{}\n{{{{table:salaries}}}}\nparty \u{1F389}", SHIPPED.de.trim_end());
    let config = SHIPPED
        .config
        .replace("incident_hours = { value = 72", "incident_hours = { value = 96")
        .replace("letter = \"b\"", "letter = \"q\"");
    let found: Vec<_> = wrong(&config, &en, &de).into_iter().map(|(file, _, code, _)| (file, code)).collect();
    for wanted in [
        (File::Config, "term"),
        (File::Config, "duty-letter"),
        (File::Config, "duty-missing"),
        (EN, "no-variable"),
        (EN, "line-start"),
        (DE, "no-table"),
        (DE, "character"),
        (DE, "only-here-de"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:?}");
    }
    let files: Vec<_> = found.iter().map(|(file, _)| File::ALL.iter().position(|known| known == file)).collect();
    assert!(files.is_sorted(), "file by file");
}

#[test]
fn parts_that_do_not_fit_together_are_refused() {
    let has = |found: Vec<(File, usize, &'static str, String)>, file: File, code: &str, about: &str| {
        assert!(found.iter().any(|one| (one.0, one.2, one.3.as_str()) == (file, code, about)), "{code} {about}: {found:?}");
    };
    let shorter = SHIPPED.de.trim_end().rsplit_once('\n').unwrap().0;
    has(
        wrong(SHIPPED.config, SHIPPED.en, shorter),
        EN,
        "only-here",
        &(SHIPPED.de.trim_end().matches('\n').count() - 1).to_string(),
    );
    for (table, _) in TABLES {
        let mark = format!("{{{{table:{table}}}}}\n");
        has(wrong(SHIPPED.config, &SHIPPED.en.replace(&mark, ""), SHIPPED.de), EN, "table-missing", table);
        let config = SHIPPED.config.replacen(&format!("\"{table}\""), "\"salaries\"", 1);
        has(wrong(&config, SHIPPED.en, SHIPPED.de), File::Config, "table-not-declared", table);
    }
    for variable in VARIABLES.iter().filter(|variable| variable.is_needed) {
        let mark = format!("{{{{{}}}}}", variable.name);
        has(wrong(SHIPPED.config, &SHIPPED.en.replace(&mark, "x"), SHIPPED.de), EN, "variable-missing", variable.name);
    }
    has(wrong(SHIPPED.config, &SHIPPED.en.replace("@annex II |", "@annex IV |"), SHIPPED.de), EN, "annex-order", "IV");
    let config = |from: &str, to: &str| {
        assert!(SHIPPED.config.contains(from), "{from}");
        wrong(&SHIPPED.config.replacen(from, to, 1), SHIPPED.en, SHIPPED.de)
    };
    has(config("value = 30, floor = 30", "value = 14, floor = 10"), File::Config, "term", "notice_days = 14");
    has(config("anchor = \"ai-off\"", "anchor = \"ai-gone\""), File::Config, "no-anchor", "ai-gone");
    has(
        config("letter = \"h\"\nanchor = \"audits-information\"", "letter = \"h\"\nanchor = \"gone\""),
        File::Config,
        "no-anchor",
        "gone",
    );
    has(config("\"Legal name\", ", ""), File::Config, "label-list", "labels.en.parties_rows");
    has(config("Page {page} of {pages}", "Page {page}"), File::Config, "label-place", "labels.en.page");
    has(
        config("footer = \"Agreement", &format!("footer = \"{}", "x".repeat(100_000))),
        File::Config,
        "label-long",
        "labels.en.footer",
    );
    has(config("none = \"keine\"", "none = \"\u{5D0}\""), File::Config, "label-character", "labels.de.none");
    has(config("action.overwrite = \"überschrieben\"\n", ""), File::Config, "setting-missing", "values.de.action.overwrite");
    has(config("version = \"1.0.0\"", "version = \"one\""), File::Config, "version-form", "one");
    has(config("paper = \"A4\"", "colour = \"red\""), File::Config, "setting-unknown", "colour");
    let more = "[[variable]]\nname = \"colour\"\nrequired = true\nmeaning = \"x\"\n";
    has(wrong(&format!("{}\n{more}", SHIPPED.config), SHIPPED.en, SHIPPED.de), File::Config, "no-variable", "colour");
}

#[test]
fn each_part_of_the_settings_is_read_by_itself() {
    let config = SHIPPED.config.replace("[annexes]", "[annexe]").replace("days = [\"day\", \"days\"]", "days = 7");
    let config = config.replace("request_days = { value = 2,", "request_days = { value = \"two\",");
    let found: Vec<_> =
        wrong(&config, SHIPPED.en, SHIPPED.de).into_iter().map(|(_, line, code, about)| (line, code, about)).collect();
    let line = |beginning: &str| config.lines().position(|line| line.starts_with(beginning)).unwrap() + 1;
    assert!(found.iter().any(|one| (one.0, one.1) == (line("request_days"), "toml")), "{found:?}");
    assert!(found.iter().any(|one| (one.0, one.1) == (line("days = 7"), "toml")), "{found:?}");
    assert!(found.contains(&(line("[annexe]"), "setting-unknown", "annexe".to_owned())), "{found:?}");
    assert!(found.contains(&(1, "setting-missing", "annexes".to_owned())), "{found:?}");
}

#[test]
fn the_words_of_a_law_may_be_repeated_when_the_law_is_named() {
    let en = SHIPPED.en.replacen("applies the technical", "applies, with regard to the state of the art, the technical", 1);
    assert_eq!(wrong(SHIPPED.config, &en, SHIPPED.de)[0].2, "empty-phrase");
    let quoted = |source: &str| format!("{}\n[[quoted]]\nphrase = \"State of the Art\"\nsource = \"{source}\"\n", SHIPPED.config);
    assert!(read(&quoted("Art. 32(1) GDPR"), &en, SHIPPED.de).is_ok());
    assert_eq!(wrong(&quoted(" "), &en, SHIPPED.de)[0].2, "quoted-source");
}

#[test]
fn a_line_of_a_hundred_thousand_characters_is_a_line() {
    let long = |text: &str, word: &str| {
        text.replacen("{#confidentiality-people}", &format!("{} {{#confidentiality-people}}", word.repeat(20_000)), 1)
    };
    assert!(read(SHIPPED.config, &long(SHIPPED.en, "word "), &long(SHIPPED.de, "Wort ")).is_ok());
    let braces = SHIPPED.en.replacen("+ ", &format!("{}\n+ ", "{{x}}".repeat(20_000)), 1);
    let found = read(SHIPPED.config, &braces, SHIPPED.de).unwrap_err();
    assert!(found.len() < 400 && found.last().unwrap().code == "and-more", "{}", found.len());
}

#[test]
fn periods_are_written_in_words() {
    let template = Template::shipped().unwrap();
    let words = |locale, period| template.config().period(locale, period);
    assert_eq!(words(Locale::En, "P30D").as_deref(), Some("30 days"));
    assert_eq!(words(Locale::En, "P1Y").as_deref(), Some("1 year"));
    assert_eq!(words(Locale::De, "PT12H").as_deref(), Some("12 Stunden"));
    assert_eq!(words(Locale::De, "P1Y6M"), None);
    assert_eq!(words(Locale::En, ""), None);
}

/// What a person might write, and what nobody would.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(SHIPPED.en.lines().collect::<Vec<_>>()).prop_map(str::to_owned),
        2 => "[#+\\- {}/a-z:._@|^]{0,30}",
        1 => "\\PC{0,40}",
        1 => prop::sample::select(vec!["{{#if ai.enabled}}", "{{/if}}", "{{table:parties}}", "## @annex I | A {#a}", "+ x {#x}", "- i", "{{ref:}}"]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_sent_is_answered_with_lines_that_are_there(
        en in prop::collection::vec(line(), 0..60),
        de in prop::collection::vec(line(), 0..60),
        config in prop_oneof![Just(SHIPPED.config.to_owned()), "\\PC{0,200}", "[a-z\\[\\]=\"{}\n.0-9 ]{0,200}"],
    ) {
        let (en, de) = (en.join("\n"), de.join("\n"));
        if let Err(complaints) = read(&config, &en, &de) {
            prop_assert!(!complaints.is_empty());
            for complaint in complaints {
                let source = Sources { config: &config, en: &en, de: &de }.of(complaint.file);
                prop_assert!((1..=source.lines().count().max(1)).contains(&complaint.line), "{complaint}");
                for locale in Locale::ALL {
                    let words = complaint.words(Texts::new(locale));
                    prop_assert!(!words.contains('\u{27EA}') && !words.contains("{ $"), "{words}");
                }
            }
        }
    }
}

#[test]
fn the_periods_of_an_agreements_life_are_data() {
    let of = |config: &str| read(config, SHIPPED.en, SHIPPED.de).unwrap().config().life.named().map(|(_, term)| term.value);
    assert_eq!(of(SHIPPED.config), [90, 14, 24, 2]);
    let (before, _) = SHIPPED.config.split_once("[life]").unwrap();
    assert_eq!(of(before), [90, 14, 24, 2], "a version that does not say it");
    let with = |from: &str, to: &str| SHIPPED.config.replacen(from, to, 1);
    assert_eq!(of(&with("offer_days = { value = 90", "offer_days = { value = 60")), [60, 14, 24, 2]);
    for (from, to, about) in [
        ("offer_days = { value = 90", "offer_days = { value = 0", "offer_days = 0"),
        ("reminder_days = { value = 14", "reminder_days = { value = 90", "reminder_days = 90"),
        ("link_hours = { value = 24", "link_hours = { value = 40000", "link_hours = 40000"),
        ("answer_days = { value = 2", "answer_days = { value = 0", "answer_days = 0"),
        ("incident_target_hours = { value = 24", "incident_target_hours = { value = 73", "incident_target_hours = 73"),
    ] {
        let complaints = wrong(&with(from, to), SHIPPED.en, SHIPPED.de);
        assert!(complaints.iter().any(|(_, _, code, said)| *code == "term" && said.contains(about)), "{about}: {complaints:?}");
    }
    // Two days at most, whatever bounds a version gives itself (M-1.1).
    let slow = with("answer_days = { value = 2, floor = 1, ceiling = 2", "answer_days = { value = 30, floor = 1");
    let line = slow.lines().position(|line| line.starts_with("answer_days")).unwrap() + 1;
    assert_eq!(wrong(&slow, SHIPPED.en, SHIPPED.de), [(File::Config, line, "term", "answer_days = 30".to_owned())]);
}

#[test]
fn what_promises_and_duties_say_a_number_of_stays_that_number() {
    for (from, to, about) in [
        ("return_days = { value = 30, floor = 30, ceiling = 30", "return_days = { value = 29", "return_days = 29"),
        ("return_days = { value = 30, floor = 30, ceiling = 30", "return_days = { value = 31", "return_days = 31"),
        ("request_days = { value = 2, ceiling = 2", "request_days = { value = 3", "request_days = 3"),
    ] {
        assert!(SHIPPED.config.contains(from), "{from}");
        let config = SHIPPED.config.replacen(from, to, 1);
        let line = config.lines().position(|line| line.starts_with(to)).unwrap() + 1;
        assert_eq!(wrong(&config, SHIPPED.en, SHIPPED.de), [(File::Config, line, "term", about.to_owned())]);
    }
    let sooner = SHIPPED.config.replacen("request_days = { value = 2", "request_days = { value = 1", 1);
    assert!(read(&sooner, SHIPPED.en, SHIPPED.de).is_ok());
}

#[test]
fn words_that_the_page_bears_are_known_state_something_and_have_room() {
    let wide = format!("footer = \"{}Vertrag", "WWWW ".repeat(20));
    for (from, to, code, about) in [
        ("none = \"none\"", "none = \"none, as Industry\u{2011}Standard\"", "empty-phrase", "industry standard"),
        ("en = \"Data-processing agreement\"", "en = \"State of the\u{A0}art agreement\"", "empty-phrase", "state of the art"),
        ("action.delete = \"gelöscht\"", "action.delete = \"bestmöglich gelöscht\"", "empty-phrase", "bestmöglich"),
        ("none = \"none\"", "nothing = \"none\"", "setting-unknown", "labels.en.nothing"),
        ("action.delete = \"gelöscht\"", "action.burn = \"verbrannt\"", "setting-unknown", "values.de.action.burn"),
        ("[periods.de]", "[labels.fr]\nnone = \"rien\"\n\n[periods.de]", "setting-unknown", "labels.fr"),
        ("action.delete = \"deleted\"", "action.delete = \"deleted \u{5D0}\"", "label-character", "values.en.action.delete"),
        ("page = \"Page {page}", "page = \"This is the page with the number {page}", "label-wide", "labels.en.page"),
        ("footer = \"Vertrag", wide.as_str(), "label-wide", "labels.de.footer"),
    ] {
        let config = SHIPPED.config.replacen(from, to, 1);
        let line = config.lines().zip(SHIPPED.config.lines()).position(|(one, other)| one != other).unwrap() + 1;
        let found = wrong(&config, SHIPPED.en, SHIPPED.de);
        assert!(found.contains(&(File::Config, line, code, about.to_owned())), "{to}: {found:?}");
    }
    // A long footer takes two lines.
    let long = SHIPPED.config.replacen("footer = \"Vertrag", &format!("footer = \"{}Vertrag", "lang ".repeat(8)), 1);
    assert!(read(&long, SHIPPED.en, SHIPPED.de).is_ok());
}

#[test]
fn what_was_entered_before_opens_by_the_rules_of_its_day() {
    let shipped = Template::shipped().unwrap();
    let mut config = SHIPPED.config.replacen("none = \"none\"", "none = \"nothing\"", 1);
    for gone in [
        "measures_tests = \"{tests} tests, last passed {date}\"\n",
        "qr_alt = \"QR code with the address at which this document can be checked\"\n",
        "action.overwrite = \"overwritten\"\n",
        "\"Legal name\", ",
    ] {
        assert!(config.contains(gone), "{gone}");
        config = config.replacen(gone, "", 1);
    }
    let en = SHIPPED.en.replace("{{offer_days}}", "90").replacen("the technical and", "the industry-standard technical and", 1);
    let sources = Sources { config: &config, en: &en, de: SHIPPED.de };
    let refused: Vec<_> = Template::read(&sources, Some(shipped.config())).unwrap_err().into_iter().map(|one| one.code).collect();
    for code in ["setting-missing", "label-list", "variable-missing", "empty-phrase", "differs"] {
        assert!(refused.contains(&code), "today's rules refuse it: {code} in {refused:?}");
    }
    let stored = Template::stored(&sources, &shipped).unwrap();
    let (labels, ours) = (stored.labels(Locale::En).unwrap(), shipped.labels(Locale::En).unwrap());
    assert_eq!(labels.text("none"), Some("nothing"), "its own words stay");
    assert_eq!(labels.text("qr_alt"), ours.text("qr_alt"));
    assert_eq!(labels.list("parties_rows"), ours.list("parties_rows"));
    assert_eq!(stored.config().word(Locale::En, "action", "overwrite"), Some("overwritten"));
    assert_eq!(stored.text(Locale::En).sha256, crate::kernel::ids::sha256_hex(en.as_bytes()));
    assert_eq!(stored.text(Locale::En).blocks.len(), shipped.text(Locale::En).blocks.len());
    assert!(!stored.settings()["labels"]["en"].as_table().unwrap().contains_key("qr_alt"), "compared as it stands");
    assert!(Template::stored(&Sources { config: "nonsense", ..sources }, &shipped).is_err());
}

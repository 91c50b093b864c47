//! Holds the words that the renderer itself puts on the page against the vocabulary: title, labels, coded words and rows are all there,
//! nothing else is, each can be printed where it belongs, and none of them claims much and states nothing.

use super::check::vague;
use super::complaint::{Complaints, File};
use super::config::Config;
use super::vocabulary::{LABELS, LONGEST_LABEL, PARTIES_ROWS, TABLES, VALUES, WIDEST_NUMBER};
use crate::kernel::i18n::Locale;
use crate::kernel::pdf;

/// Words on the page: their name, the line they stand on, and what they say.
struct Said<'a> {
    name: String,
    line: usize,
    text: &'a str,
}

/// What is wrong with the words of a language.
pub(super) fn of(config: &Config, locale: Locale, wrong: &mut Complaints) {
    let mut all = Vec::new();
    all.extend(title(config, locale, wrong));
    all.extend(labels(config, locale, wrong));
    all.extend(coded(config, locale, wrong));
    all.extend(scheduled(config, locale, wrong));
    for Said { name, line, text } in all {
        for phrase in vague(Some(config), locale, text) {
            wrong.add(File::Config, line, "empty-phrase", phrase);
        }
        if let Some(c) = pdf::first_unprintable(text) {
            wrong.add_two(File::Config, line, "label-character", (name.as_str(), format!("{c} (U+{:04X})", u32::from(c))));
        }
        if text.chars().count() > LONGEST_LABEL || text.contains('\n') {
            wrong.add_two(File::Config, line, "label-long", (name, LONGEST_LABEL.to_string()));
        }
    }
    foot(config, locale, wrong);
}

/// Words in a language that no text is in would never be seen.
pub(super) fn languages(config: &Config, wrong: &mut Complaints) {
    let mut all: Vec<(&str, &String)> = Vec::new();
    all.extend(config.title.keys().map(|language| ("title", language)));
    all.extend(config.labels.keys().map(|language| ("labels", language)));
    all.extend(config.values.keys().map(|language| ("values", language)));
    all.extend(config.periods.keys().map(|language| ("periods", language)));
    for (part, language) in all {
        if Locale::ALL.iter().all(|locale| locale.code() != language.as_str()) {
            let line = match part {
                "title" => config.line_under("[title]", language),
                _ => config.line_of(&format!("[{part}.{language}]")),
            };
            wrong.add(File::Config, line, "setting-unknown", format!("{part}.{language}"));
        }
    }
}

fn title<'a>(config: &'a Config, locale: Locale, wrong: &mut Complaints) -> Option<Said<'a>> {
    let name = format!("title.{locale}");
    let line = config.line_under("[title]", locale.code());
    match config.title.get(locale.code()).filter(|title| !title.trim().is_empty()) {
        Some(text) => Some(Said { name, line, text }),
        None => {
            wrong.add(File::Config, line, "setting-missing", name);
            None
        }
    }
}

fn labels<'a>(config: &'a Config, locale: Locale, wrong: &mut Complaints) -> Vec<Said<'a>> {
    let head = format!("[labels.{locale}]");
    let full = |name: &str| format!("labels.{locale}.{name}");
    let Some(labels) = config.labels.get(locale.code()) else {
        wrong.add(File::Config, 1, "setting-missing", format!("labels.{locale}"));
        return Vec::new();
    };
    for (name, places) in LABELS {
        let Some(text) = labels.text(name).filter(|text| !text.trim().is_empty()) else {
            wrong.add(File::Config, config.line_of(&head), "setting-missing", full(name));
            continue;
        };
        for place in places.iter().filter(|place| !text.contains(**place)) {
            wrong.add_two(File::Config, config.line_under(&head, name), "label-place", (full(name), *place));
        }
    }
    let lists = TABLES.iter().map(|(table, columns)| (format!("{table}_columns"), *columns));
    let lists: Vec<_> = lists.chain([("parties_rows".to_owned(), PARTIES_ROWS)]).collect();
    for (name, length) in &lists {
        if labels.list(name).is_none_or(|list| list.len() != *length) {
            let line = config.line_under(&head, name);
            wrong.add_two(File::Config, line, "label-list", (full(name), length.to_string()));
        }
    }
    // A table that may be without rows says so in a sentence, where the version has one for it.
    let is_sentence =
        |name: &str| name.strip_suffix("_empty").is_some_and(|table| TABLES.iter().any(|(known, _)| *known == table));
    let is_known = |name: &str| {
        is_sentence(name) || LABELS.iter().any(|(known, _)| *known == name) || lists.iter().any(|(known, _)| known == name)
    };
    for name in labels.names().filter(|name| !is_known(name)) {
        wrong.add(File::Config, config.line_under(&head, name), "setting-unknown", full(name));
    }
    let said = labels.texts().map(|(name, text)| Said { name: full(name), line: config.line_under(&head, name), text });
    said.collect()
}

fn coded<'a>(config: &'a Config, locale: Locale, wrong: &mut Complaints) -> Vec<Said<'a>> {
    let head = format!("[values.{locale}]");
    for (kind, codes) in VALUES {
        for code in codes.iter().filter(|code| config.word(locale, kind, code).is_none_or(|word| word.trim().is_empty())) {
            wrong.add(File::Config, config.line_of(&head), "setting-missing", format!("values.{locale}.{kind}.{code}"));
        }
    }
    let mut all = Vec::new();
    for (kind, words) in config.values.get(locale.code()).into_iter().flatten() {
        for (code, text) in words {
            let (name, line) = (format!("values.{locale}.{kind}.{code}"), config.line_under(&head, &format!("{kind}.{code}")));
            if !VALUES.iter().any(|(known, codes)| known == kind && codes.contains(&code.as_str())) {
                wrong.add(File::Config, line, "setting-unknown", name.as_str());
            }
            all.push(Said { name, line, text });
        }
    }
    match config.periods.get(locale.code()) {
        Some(periods) => {
            let (name, line) = (format!("periods.{locale}"), config.line_of(&format!("[periods.{locale}]")));
            all.extend(periods.words().map(|text| Said { name: name.clone(), line, text }));
        }
        None => wrong.add(File::Config, 1, "setting-missing", format!("periods.{locale}")),
    }
    all
}

/// The words of the schedule of liability.
fn scheduled<'a>(config: &'a Config, locale: Locale, wrong: &mut Complaints) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for row in &config.liability {
        for (part, words) in row.parts() {
            let name = format!("liability[{}].{part}.{locale}", row.id.get_ref());
            match words.get(locale.code()).filter(|words| !words.get_ref().trim().is_empty()) {
                Some(words) => all.push(Said { name, line: config.line(words), text: words.get_ref() }),
                None => wrong.add(File::Config, config.line(&row.id), "setting-missing", name),
            }
        }
    }
    all
}

/// Number, version and language stand on every page whole, and so does the number of the page beside them.
fn foot(config: &Config, locale: Locale, wrong: &mut Complaints) {
    let Some(labels) = config.labels.get(locale.code()) else { return };
    let label = |name: &str| labels.text(name).unwrap_or_default();
    let footer = label("footer").replace("{number}", WIDEST_NUMBER).replace("{version}", &config.version);
    let footer = footer.replace("{language}", label("language_name"));
    // As many pages as no agreement has.
    let page = label("page").replace("{page}", "888").replace("{pages}", "888");
    // Nobody measures what is far too long to fit.
    let is_short = |text: &str| text.chars().count() <= 2 * LONGEST_LABEL;
    let head = format!("[labels.{locale}]");
    for (name, fits) in [("footer", is_short(&footer) && pdf::fits_foot(&footer)), ("page", pdf::fits_page_number(&page))] {
        if !fits {
            wrong.add(File::Config, config.line_under(&head, name), "label-wide", format!("labels.{locale}.{name}"));
        }
    }
}

//! Holds the parts of a version against each other and against the vocabulary: names, references, tables, duties, labels, and
//! one language against the other. Everything that is wrong is noted; nothing is where the reader stops.

use std::collections::BTreeSet;

use similar::{Algorithm, DiffOp};
use toml::Spanned;

use super::clauses;
use super::complaint::{Complaints, File};
use super::config::Config;
use super::labels;
use super::liability;
use super::parse::{Block, Kind, Piece};
use super::terms::Term;
use super::text::Text;
use super::vocabulary::{self as words, DUTIES, FLAGS, TABLES, VARIABLES};
use crate::agreements::measures::{empty_phrases, flat};
use crate::kernel::i18n::Locale;

type Texts<'a> = [(Locale, &'a Text); 2];

/// What is wrong with the texts.
pub(super) fn texts(config: Option<&Config>, texts: Texts<'_>, wrong: &mut Complaints) {
    for (locale, text) in texts {
        let file = File::Text(locale);
        names(config, file, text, wrong);
        needed(file, text, wrong);
        unanswered(file, text, wrong);
        phrases(config, locale, text, wrong);
    }
    let [(_, one), (_, other)] = texts;
    same(one, other, wrong);
}

/// Every name that the text uses is one that the product fills in, and is declared.
fn names(config: Option<&Config>, file: File, text: &Text, wrong: &mut Complaints) {
    let declared: Option<BTreeSet<&str>> = config.map(|config| config.variables().map(|(name, _)| name).collect());
    for block in &text.blocks {
        for piece in &block.pieces {
            match piece {
                Piece::Variable(name) if !words::is_variable(name) => wrong.add(file, block.line, "no-variable", name),
                Piece::Variable(name) if declared.as_ref().is_some_and(|declared| !declared.contains(name.as_str())) => {
                    wrong.add(file, block.line, "variable-not-declared", name);
                }
                Piece::Reference(anchor) if !text.numbers.contains_key(anchor) => {
                    wrong.add(file, block.line, "no-anchor", anchor);
                }
                _ => {}
            }
        }
        match &block.kind {
            Kind::If(flag) if !FLAGS.contains(&flag.as_str()) => wrong.add(file, block.line, "no-flag", flag),
            Kind::Table(table) if !words::is_table(table) => wrong.add(file, block.line, "no-table", table),
            _ => {}
        }
    }
}

/// What every agreement has to say stands in the text.
fn needed(file: File, text: &Text, wrong: &mut Complaints) {
    let blocks = placed(text);
    // The line that says it only sometimes, or nothing where no line does.
    let sometimes = |says: &dyn Fn(&Block) -> bool| {
        let mut saying = blocks.iter().filter(|(block, _)| says(block)).peekable();
        match saying.peek() {
            None => Some(None),
            Some((first, _)) => saying.all(|(_, in_if)| *in_if).then_some(Some(first.line)),
        }
    };
    let mut complain = |at: Option<Option<usize>>, codes: [&'static str; 2], name: &str| match at {
        Some(Some(line)) => wrong.add(file, line, codes[1], name),
        Some(None) => wrong.add(file, text.lines, codes[0], name),
        None => {}
    };
    for needed in VARIABLES.iter().filter(|variable| variable.is_needed) {
        let says = |block: &Block| block.pieces.iter().filter_map(variable).any(|name| name == needed.name);
        complain(sometimes(&says), ["variable-missing", "variable-in-if"], needed.name);
    }
    for (table, _) in TABLES {
        let says = |block: &Block| matches!(&block.kind, Kind::Table(name) if name == table);
        complain(sometimes(&says), ["table-missing", "table-in-if"], table);
    }
}

/// Each block that is printed, and whether only on a condition.
fn placed(text: &Text) -> Vec<(&Block, bool)> {
    let mut in_if = false;
    let mut placed = Vec::new();
    for block in &text.blocks {
        match block.kind {
            Kind::If(_) => in_if = true,
            Kind::EndIf => in_if = false,
            _ => placed.push((block, in_if)),
        }
    }
    placed
}

fn variable(piece: &Piece) -> Option<&str> {
    if let Piece::Variable(name) = piece { Some(name) } else { None }
}

/// A heading promises something: below it stands what, whatever the conditions.
fn unanswered(file: File, text: &Text, wrong: &mut Complaints) {
    let mut heading: Option<(&Block, &'static str)> = None;
    let is_heading = |block: &Block| matches!(block.kind, Kind::Section(_) | Kind::Annex(_));
    let mut complain = |heading: Option<(&Block, &'static str)>| {
        if let Some((empty, code)) = heading {
            wrong.add(file, empty.line, code, said(empty));
        }
    };
    for (block, in_if) in placed(text) {
        if is_heading(block) {
            complain(heading.replace((block, "unanswered")));
        } else if in_if {
            heading = heading.map(|(empty, _)| (empty, "unanswered-in-if"));
        } else {
            heading = None;
        }
    }
    complain(heading);
}

/// The words of a block, as they stand in the file.
pub(super) fn said(block: &Block) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Variable(name) => format!("{{{{{name}}}}}"),
        Piece::Reference(anchor) => format!("{{{{ref:{anchor}}}}}"),
    };
    block.pieces.iter().map(piece).collect()
}

fn phrases(config: Option<&Config>, locale: Locale, text: &Text, wrong: &mut Complaints) {
    for block in &text.blocks {
        for phrase in vague(config, locale, &said(block)) {
            wrong.add(File::Text(locale), block.line, "empty-phrase", phrase);
        }
    }
}

/// The phrases in some words that claim much and state nothing, but for those that repeat a law.
pub(super) fn vague(config: Option<&Config>, locale: Locale, words: &str) -> Vec<&'static str> {
    let quoted = |phrase: &str| {
        let phrase = flat(phrase);
        config.is_some_and(|config| config.quoted.iter().any(|quoted| flat(quoted.phrase.get_ref()) == phrase))
    };
    empty_phrases(locale, words).into_iter().filter(|phrase| !quoted(phrase)).collect()
}

/// Two languages say the same: the same blocks in the same order, with the same names in them.
fn same(en: &Text, de: &Text, wrong: &mut Complaints) {
    let line = |text: &Text, at: usize| text.blocks.get(at).map_or(text.lines, |block| block.line);
    let (english, german) = (File::Text(Locale::En), File::Text(Locale::De));
    for op in similar::capture_diff_slices(Algorithm::Myers, &shapes(en), &shapes(de)) {
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { old_index, old_len, new_index } => {
                for at in old_index..old_index + old_len {
                    wrong.add(english, line(en, at), "only-here", line(de, new_index).to_string());
                }
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                for at in new_index..new_index + new_len {
                    wrong.add(german, line(de, at), "only-here-de", line(en, old_index).to_string());
                }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                for step in 0..old_len.max(new_len) {
                    let (old, new) = (old_index + step.min(old_len - 1), new_index + step.min(new_len - 1));
                    wrong.add(german, line(de, new), "differs", line(en, old).to_string());
                }
            }
        }
    }
}

fn shapes(text: &Text) -> Vec<Shape<'_>> {
    text.blocks.iter().map(shape).collect()
}

type Shape<'a> = (&'static str, Option<&'a str>, &'a str, BTreeSet<&'a str>, BTreeSet<&'a str>);

/// What must agree: kind, anchor, table or flag, variables, references. Their order within a sentence is the language's.
fn shape(block: &Block) -> Shape<'_> {
    let name = match &block.kind {
        Kind::Table(name) | Kind::If(name) | Kind::Annex(name) => name.as_str(),
        _ => "",
    };
    let references =
        block.pieces.iter().filter_map(|piece| if let Piece::Reference(name) = piece { Some(name.as_str()) } else { None });
    (block.kind.name(), block.anchor.as_deref(), name, block.pieces.iter().filter_map(variable).collect(), references.collect())
}

/// What is wrong with `template.toml`, by itself and held against the texts.
pub(super) fn config(config: &Config, texts: Texts<'_>, house: Option<&Config>, wrong: &mut Complaints) {
    declared(config, texts, wrong);
    annexes(config, texts, wrong);
    terms(config, house.unwrap_or(config), wrong);
    duties(config, texts, wrong);
    clauses::check(config, texts, wrong);
    liability::check(config, wrong);
    for quoted in &config.quoted {
        if quoted.source.trim().is_empty() {
            wrong.add(File::Config, config.line(&quoted.phrase), "quoted-source", quoted.phrase.get_ref());
        }
    }
    for (locale, text) in texts {
        summary(config, locale, text, wrong);
        labels::of(config, locale, wrong);
    }
    labels::languages(config, wrong);
}

fn declared(config: &Config, texts: Texts<'_>, wrong: &mut Complaints) {
    let used: BTreeSet<&str> =
        texts.iter().flat_map(|(_, text)| &text.blocks).flat_map(|block| &block.pieces).filter_map(variable).collect();
    let mut seen = BTreeSet::new();
    for variable in &config.variables {
        let (name, line) = (variable.name.get_ref().as_str(), config.line(&variable.name));
        // The table of the parties shows every fact of a party, so these need not stand in a sentence.
        let in_table = name.starts_with("controller.") || name.starts_with("processor.");
        if !words::is_variable(name) {
            wrong.add(File::Config, line, "no-variable", name);
        } else if !seen.insert(name) {
            wrong.add(File::Config, line, "declared-twice", name);
        } else if !used.contains(name) && !in_table {
            wrong.add(File::Config, line, "variable-unused", name);
        }
    }
    for table in config.tables.iter().filter(|table| !words::is_table(table.get_ref())) {
        wrong.add(File::Config, config.line(table), "no-table", table.get_ref());
    }
    for (table, _) in TABLES.iter().filter(|(table, _)| !config.declares_table(table)) {
        wrong.add(File::Config, 1, "table-not-declared", *table);
    }
    for flag in config.flags.keys().filter(|flag| !FLAGS.contains(&flag.as_str())) {
        wrong.add(File::Config, 1, "no-flag", flag);
    }
}

fn annexes(config: &Config, texts: Texts<'_>, wrong: &mut Complaints) {
    for (locale, text) in texts {
        let mut wanted = config.annexes.iter().map(Spanned::get_ref);
        for block in &text.blocks {
            if let Kind::Annex(number) = &block.kind
                && wanted.next() != Some(number)
            {
                wrong.add(File::Text(locale), block.line, "annex-order", number);
            }
        }
        for number in wanted {
            wrong.add(File::Text(locale), text.lines, "annex-missing", number);
        }
    }
}

/// The numbers lie within their own bounds, and within those of the shipped text: they are what the register of promises says.
fn terms(config: &Config, house: &Config, wrong: &mut Complaints) {
    let mut complain = |name: &str, value: u32, limit: String| {
        wrong.add_two(File::Config, config.line_of(name), "term", (format!("{name} = {value}"), limit));
    };
    for ((name, term), (_, bound)) in config.terms.named().into_iter().zip(house.terms.named()) {
        if !term.allows(term.value) || !bound.allows(term.value) {
            complain(name, term.value, limit(bound));
        }
    }
    let (target, latest) = (config.terms.incident_target_hours.value, config.terms.incident_hours.value);
    if target > latest {
        complain("incident_target_hours", target, format!("≤ {latest}"));
    }
    for ((name, term), (_, bound)) in config.life.named().into_iter().zip(house.life.named()) {
        // A century of days or hours is a slip of the pen; and a time that runs out must lie ahead.
        if term.value > MOST_OF_A_PERIOD {
            complain(name, term.value, format!("1–{MOST_OF_A_PERIOD}"));
        } else if !term.allows(term.value) || !bound.allows(term.value) {
            complain(name, term.value, limit(bound));
        }
    }
    let (reminder, offer) = (config.life.reminder_days.value, config.life.offer_days.value);
    if reminder >= offer {
        complain("reminder_days", reminder, format!("< {offer}"));
    }
}

/// The bounds of a number, in signs.
fn limit(bound: Term) -> String {
    match (bound.floor, bound.ceiling) {
        (Some(floor), Some(ceiling)) if floor == ceiling => floor.to_string(),
        (Some(floor), Some(ceiling)) => format!("{floor}–{ceiling}"),
        (None, Some(ceiling)) => format!("≤ {ceiling}"),
        (floor, None) => format!("≥ {}", floor.unwrap_or(1)),
    }
}

/// The largest number of days or hours in a period of an agreement's life: a hundred years.
const MOST_OF_A_PERIOD: u32 = 36_500;

fn duties(config: &Config, texts: Texts<'_>, wrong: &mut Complaints) {
    let mut answered = BTreeSet::new();
    for duty in &config.duties {
        let (letter, anchor) = (duty.letter.get_ref().as_str(), duty.anchor.get_ref().as_str());
        if !DUTIES.contains(&letter) {
            wrong.add(File::Config, config.line(&duty.letter), "duty-letter", letter);
        } else if texts.iter().all(|(_, text)| text.numbers.contains_key(anchor)) {
            answered.insert(letter);
        } else {
            wrong.add(File::Config, config.line(&duty.anchor), "no-anchor", anchor);
            answered.insert(letter);
        }
    }
    for letter in DUTIES.iter().filter(|letter| !answered.contains(*letter)) {
        wrong.add(File::Config, 1, "duty-missing", *letter);
    }
}

fn summary(config: &Config, locale: Locale, text: &Text, wrong: &mut Complaints) {
    for line in &config.summary {
        let at = config.line(&line.anchor);
        if !text.numbers.contains_key(line.anchor()) {
            wrong.add(File::Config, at, "no-anchor", line.anchor());
        }
        let words = [&line.title, &line.text].map(|words| words.get(locale.code()));
        if words.iter().any(|words| words.is_none_or(|words| words.get_ref().trim().is_empty())) {
            wrong.add_two(File::Config, at, "summary-language", (line.anchor(), locale.code()));
        }
        for words in words.into_iter().flatten() {
            let (at, words) = (config.line(words), words.get_ref());
            if let Some(name) = unfilled(config, words) {
                wrong.add_two(File::Config, at, "summary-variable", (line.anchor(), name));
            }
            for phrase in vague(Some(config), locale, words) {
                wrong.add(File::Config, at, "empty-phrase", phrase);
            }
        }
    }
}

/// What would be left in braces of a line of the summary, which knows the numbers of the text alone.
fn unfilled(config: &Config, words: &str) -> Option<String> {
    let filled =
        config.terms.named().iter().fold(words.to_owned(), |words, (name, _)| words.replace(&format!("{{{{{name}}}}}"), ""));
    let at = filled.find(['{', '}'])?;
    Some(filled.chars().skip(filled.get(..at)?.chars().count()).take(40).collect())
}

//! Holds the parts of a version against each other: names, references, required tables, and one language against the other.

use std::collections::{BTreeMap, BTreeSet};

use super::parse::{Block, Kind, Piece};
use super::{Complaint, Config, Text};

pub(super) fn check(config: &Config, texts: &BTreeMap<&'static str, Text>) -> Result<(), Complaint> {
    let mut first: Option<(&str, &Text)> = None;
    for (language, text) in texts {
        let file = format!("{language}.md");
        names(config, &file, text)?;
        tables_and_annexes(config, &file, text)?;
        summary(config, language, text)?;
        match first {
            None => first = Some((language, text)),
            Some((other, reference)) => same(&file, text, &format!("{other}.md"), reference)?,
        }
    }
    Ok(())
}

/// Every name that the text uses is declared, and every declared one is used.
fn names(config: &Config, file: &str, text: &Text) -> Result<(), Complaint> {
    let declared: BTreeSet<&str> = config.variables().map(|(name, _)| name).collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for block in &text.blocks {
        for piece in &block.pieces {
            match piece {
                Piece::Variable(name) if !declared.contains(name.as_str()) => {
                    return Err(Complaint::new(file, block.line, format!("there is no variable “{name}”")));
                }
                Piece::Reference(anchor) if !text.numbers.contains_key(anchor) => {
                    return Err(Complaint::new(file, block.line, format!("there is no anchor “{anchor}”")));
                }
                Piece::Variable(name) => drop(used.insert(name)),
                _ => {}
            }
        }
        match &block.kind {
            Kind::If(flag) if !config.flags.contains_key(flag) => {
                return Err(Complaint::new(file, block.line, format!("there is no flag “{flag}”")));
            }
            Kind::Table(table) if !config.tables().contains(table) => {
                return Err(Complaint::new(file, block.line, format!("there is no table “{table}”")));
            }
            _ => {}
        }
    }
    // The table of the parties shows every fact of a party, so these need not stand in a sentence.
    let in_table = |name: &str| name.starts_with("controller.") || name.starts_with("processor.");
    match declared.iter().find(|name| !used.contains(*name) && !in_table(name)) {
        Some(name) => Err(Complaint::new(file, 0, format!("the variable “{name}” is declared but does not appear"))),
        None => Ok(()),
    }
}

fn tables_and_annexes(config: &Config, file: &str, text: &Text) -> Result<(), Complaint> {
    let has = |table: &String| text.blocks.iter().any(|block| matches!(&block.kind, Kind::Table(name) if name == table));
    if let Some(table) = config.tables().iter().find(|table| !has(table)) {
        return Err(Complaint::new(file, 0, format!("the table “{table}” does not appear")));
    }
    let mut wanted = config.annexes().iter();
    for block in &text.blocks {
        if let Kind::Annex(number) = &block.kind
            && wanted.next() != Some(number)
        {
            return Err(Complaint::new(file, block.line, format!("annex {number} is out of order")));
        }
    }
    match wanted.next() {
        Some(number) => Err(Complaint::new(file, 0, format!("annex {number} is missing"))),
        None => Ok(()),
    }
}

fn summary(config: &Config, language: &str, text: &Text) -> Result<(), Complaint> {
    for line in &config.summary {
        if !text.numbers.contains_key(&line.anchor) {
            return Err(Complaint::new(
                "template.toml",
                0,
                format!("the summary names the anchor “{}”, which is not in {language}.md", line.anchor),
            ));
        }
        if !line.title.contains_key(language) || !line.text.contains_key(language) {
            return Err(Complaint::new("template.toml", 0, format!("the summary of “{}” is missing in {language}", line.anchor)));
        }
    }
    Ok(())
}

/// Two languages say the same: the same blocks in the same order, with the same names in them.
fn same(file: &str, text: &Text, other_file: &str, other: &Text) -> Result<(), Complaint> {
    let mut theirs = other.blocks.iter();
    for block in &text.blocks {
        let Some(their) = theirs.next() else {
            return Err(Complaint::new(file, block.line, format!("{other_file} ends before this")));
        };
        if shape(block) != shape(their) {
            return Err(Complaint::new(file, block.line, format!("this differs from {other_file}, line {}", their.line)));
        }
    }
    match theirs.next() {
        Some(their) => Err(Complaint::new(other_file, their.line, format!("{file} ends before this"))),
        None => Ok(()),
    }
}

type Shape<'a> = (&'static str, Option<&'a str>, &'a str, BTreeSet<&'a str>, BTreeSet<&'a str>);

/// What must agree: kind, anchor, table or flag, variables, references. Their order within a sentence is the language's.
fn shape(block: &Block) -> Shape<'_> {
    let name = match &block.kind {
        Kind::Table(name) | Kind::If(name) => name.as_str(),
        _ => "",
    };
    let variables =
        block.pieces.iter().filter_map(|piece| if let Piece::Variable(name) = piece { Some(name.as_str()) } else { None });
    let references =
        block.pieces.iter().filter_map(|piece| if let Piece::Reference(name) = piece { Some(name.as_str()) } else { None });
    (block.kind.name(), block.anchor.as_deref(), name, variables.collect(), references.collect())
}

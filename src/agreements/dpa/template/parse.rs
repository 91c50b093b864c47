//! Reads one language of the text: line by line, each with its number.

use std::collections::BTreeMap;

use super::{Complaint, Labels, Text};
use crate::kernel::ids::sha256_hex;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Words(String),
    /// A variable.
    Variable(String),
    /// A reference to an anchor.
    Reference(String),
}

/// A block of the text.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its line, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// Its words; empty for tables and flags.
    pub pieces: Vec<Piece>,
    /// The name under which it is referred to.
    pub anchor: Option<String>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title.
    Title,
    /// A numbered section.
    Section(String),
    /// An annex with its Roman number.
    Annex(String),
    /// A numbered clause.
    Clause(String),
    /// A lettered item.
    Item(String),
    /// A paragraph without a number.
    Paragraph,
    /// A table made from data.
    Table(String),
    /// The beginning of what is printed only when a flag is set.
    If(String),
    /// Its end.
    EndIf,
}

impl Kind {
    /// The kind without its number: what two languages must agree on.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Section(_) => "section",
            Self::Annex(_) => "annex",
            Self::Clause(_) => "clause",
            Self::Item(_) => "item",
            Self::Paragraph => "paragraph",
            Self::Table(_) => "table",
            Self::If(_) => "if",
            Self::EndIf => "end of if",
        }
    }
}

struct Reader<'a> {
    file: &'a str,
    line: usize,
    labels: &'a Labels,
    section: usize,
    clause: usize,
    item: u8,
    annexed: bool,
    within: Option<usize>,
    blocks: Vec<Block>,
    numbers: BTreeMap<String, String>,
}

pub(super) fn read(file: &str, source: &str, labels: &Labels) -> Result<Text, Complaint> {
    let blocks = Vec::new();
    let mut reader = Reader {
        file,
        line: 0,
        labels,
        section: 0,
        clause: 0,
        item: 0,
        annexed: false,
        within: None,
        blocks,
        numbers: BTreeMap::new(),
    };
    for (at, line) in source.lines().enumerate() {
        reader.line = at + 1;
        if !line.trim().is_empty() {
            reader.read(line.trim_end())?;
        }
    }
    if let Some(opened) = reader.within {
        return Err(Complaint::new(file, opened, "this {{#if}} is never closed"));
    }
    if reader.blocks.first().is_none_or(|block| block.kind != Kind::Title) {
        return Err(Complaint::new(file, 1, "the text must begin with its title"));
    }
    Ok(Text { blocks: reader.blocks, numbers: reader.numbers, sha256: sha256_hex(source.as_bytes()) })
}

impl Reader<'_> {
    fn wrong(&self, what: impl Into<String>) -> Complaint {
        Complaint::new(self.file, self.line, what)
    }

    fn read(&mut self, line: &str) -> Result<(), Complaint> {
        if let Some(c) = crate::kernel::pdf::first_unprintable(line) {
            return Err(self.wrong(format!("the character “{c}” cannot be printed")));
        }
        if let Some(command) =
            line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).filter(|name| !name.contains("}}"))
        {
            if let Some(flag) = command.strip_prefix("#if ") {
                return self.open(flag);
            }
            if command == "/if" {
                return self.close();
            }
            if let Some(table) = command.strip_prefix("table:") {
                return self.push(Kind::Table(self.named(table)?), "");
            }
        }
        if let Some(title) = line.strip_prefix("# ") {
            if !self.blocks.is_empty() {
                return Err(self.wrong("there is one title, and it comes first"));
            }
            return self.push(Kind::Title, title);
        }
        if let Some(heading) = line.strip_prefix("## ") {
            return self.heading(heading);
        }
        if let Some(text) = line.strip_prefix("+ ") {
            return self.clause(text);
        }
        if let Some(text) = line.strip_prefix("- ") {
            return self.item(text);
        }
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_list = digits.len() < line.len() && digits.starts_with(". ");
        if line.starts_with(['#', '*', '>', '|', '\t', '+', '-', ' ', '`']) || is_list {
            return Err(self.wrong("a line cannot begin like this; the README lists how it can"));
        }
        self.push(Kind::Paragraph, line)
    }

    fn heading(&mut self, heading: &str) -> Result<(), Complaint> {
        if self.within.is_some() {
            return Err(self.wrong("a heading cannot depend on a flag"));
        }
        let Some(annex) = heading.strip_prefix("@annex ") else {
            if self.annexed {
                return Err(self.wrong("a section cannot follow an annex"));
            }
            self.section += 1;
            self.clause = 0;
            return self.push(Kind::Section(self.section.to_string()), heading);
        };
        let (number, title) =
            annex.split_once(" | ").ok_or_else(|| self.wrong("an annex is written `## @annex I | Title {#anchor}`"))?;
        self.annexed = true;
        self.push(Kind::Annex(number.to_owned()), title)
    }

    fn clause(&mut self, text: &str) -> Result<(), Complaint> {
        if self.annexed || self.section == 0 || self.within.is_some() {
            return Err(self.wrong("a clause stands in a section, outside annexes and flags"));
        }
        self.clause += 1;
        self.push(Kind::Clause(format!("{}.{}", self.section, self.clause)), text)
    }

    fn item(&mut self, text: &str) -> Result<(), Complaint> {
        match self.blocks.last().map(|block| &block.kind) {
            Some(Kind::Item(_)) => self.item += 1,
            Some(Kind::Clause(_) | Kind::Paragraph) => self.item = 0,
            _ => return Err(self.wrong("an item belongs to a clause or a paragraph above it")),
        }
        let letter = b'a'
            .checked_add(self.item)
            .filter(u8::is_ascii_lowercase)
            .ok_or_else(|| self.wrong("a list has at most 26 items"))?;
        self.push(Kind::Item(format!("({})", char::from(letter))), text)
    }

    fn open(&mut self, flag: &str) -> Result<(), Complaint> {
        if self.within.is_some() {
            return Err(self.wrong("flags cannot be nested"));
        }
        self.within = Some(self.line);
        self.push(Kind::If(self.named(flag)?), "")
    }

    fn close(&mut self) -> Result<(), Complaint> {
        self.within.take().ok_or_else(|| self.wrong("there is no {{#if}} to close"))?;
        self.push(Kind::EndIf, "")
    }

    fn push(&mut self, kind: Kind, text: &str) -> Result<(), Complaint> {
        let (text, anchor) = match text.strip_suffix('}').and_then(|text| text.rsplit_once(" {#")) {
            Some((text, anchor)) => (text, Some(self.anchor(anchor)?)),
            None => (text, None),
        };
        let number = match &kind {
            Kind::Section(number) | Kind::Clause(number) => Some(number.clone()),
            Kind::Annex(number) => {
                let word = self.labels.text("annex").ok_or_else(|| self.wrong("the labels lack the word `annex`"))?;
                Some(format!("{word} {number}"))
            }
            _ => None,
        };
        match (number, &anchor) {
            (Some(number), Some(anchor)) => {
                self.numbers.insert(anchor.clone(), number);
            }
            (None, Some(_)) => return Err(self.wrong("only sections, clauses and annexes have an anchor")),
            (Some(_), None) => return Err(self.wrong("sections, clauses and annexes need an anchor")),
            (None, None) => {}
        }
        let pieces = self.pieces(text)?;
        self.blocks.push(Block { line: self.line, kind, pieces, anchor });
        Ok(())
    }

    fn anchor(&self, anchor: &str) -> Result<String, Complaint> {
        if anchor.is_empty() || !anchor.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(self.wrong(format!("“{anchor}” is not an anchor: lower-case letters, digits and hyphens")));
        }
        if self.numbers.contains_key(anchor) {
            return Err(self.wrong(format!("the anchor “{anchor}” is there twice")));
        }
        Ok(anchor.to_owned())
    }

    fn pieces(&self, text: &str) -> Result<Vec<Piece>, Complaint> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            if !before.is_empty() {
                pieces.push(Piece::Words(self.words(before)?));
            }
            let (name, after) = after.split_once("}}").ok_or_else(|| self.wrong("“{{” is never closed"))?;
            pieces.push(match name.strip_prefix("ref:") {
                Some(anchor) => Piece::Reference(anchor.to_owned()),
                None => Piece::Variable(self.named(name)?),
            });
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(self.words(rest)?));
        }
        Ok(pieces)
    }

    fn words(&self, text: &str) -> Result<String, Complaint> {
        if text.contains(['{', '}']) {
            return Err(self.wrong("a single brace stands in the text"));
        }
        Ok(text.to_owned())
    }

    fn named(&self, name: &str) -> Result<String, Complaint> {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.')) {
            return Err(self.wrong(format!("“{name}” is not a name: lower-case words joined by _ and .")));
        }
        Ok(name.to_owned())
    }
}

//! Reads one language of the text: line by line, each with its number. It goes on after what is wrong, so that everything
//! that is wrong is told at once.

use std::collections::BTreeMap;

use super::complaint::{Complaints, File};
use super::text::Text;
use crate::kernel::ids::sha256_hex;
use crate::kernel::pdf;

/// So many blocks a text has at most; an agreement of 60 pages has about a thousand.
const MOST_BLOCKS: usize = 5_000;

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
    file: File,
    line: usize,
    annex_word: &'a str,
    section: usize,
    clause: usize,
    item: u8,
    annexed: bool,
    within: Option<usize>,
    blocks: Vec<Block>,
    numbers: BTreeMap<String, String>,
    wrong: &'a mut Complaints,
}

pub(super) fn read(file: File, source: &str, annex_word: &str, wrong: &mut Complaints) -> Text {
    let mut reader = Reader {
        file,
        line: 0,
        annex_word,
        section: 0,
        clause: 0,
        item: 0,
        annexed: false,
        within: None,
        blocks: Vec::new(),
        numbers: BTreeMap::new(),
        wrong,
    };
    for (at, line) in source.lines().enumerate() {
        reader.line = at + 1;
        if reader.blocks.len() >= MOST_BLOCKS {
            reader.complain("too-many-blocks", MOST_BLOCKS.to_string());
            break;
        }
        if !line.trim().is_empty() {
            reader.read(line.trim_end());
        }
    }
    if let Some(opened) = reader.within {
        reader.wrong.add(file, opened, "if-open", "");
    }
    if reader.blocks.first().is_none_or(|block| block.kind != Kind::Title) {
        reader.wrong.add(file, 1, "no-title", "");
    }
    Text { blocks: reader.blocks, numbers: reader.numbers, lines: source.lines().count(), sha256: sha256_hex(source.as_bytes()) }
}

/// Characters that are there and not seen, or turn the direction of what follows: nobody can approve what nobody sees.
fn first_unseen(line: &str) -> Option<char> {
    let unseen = |c: &char| {
        c.is_control() && *c != '\t'
            || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
    };
    line.chars().find(unseen)
}

/// Markdown or HTML inside a line, which would be printed as it stands.
fn first_sign(words: &str) -> Option<&'static str> {
    let has_tag =
        words.match_indices('<').any(|(at, _)| words[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    if has_tag { Some("<") } else { ["**", "](", "`"].into_iter().find(|sign| words.contains(sign)) }
}

impl Reader<'_> {
    fn complain(&mut self, code: &'static str, about: impl Into<String>) {
        self.wrong.add(self.file, self.line, code, about);
    }

    fn read(&mut self, line: &str) {
        if let Some(c) = first_unseen(line) {
            self.complain("unseen-character", format!("U+{:04X}", u32::from(c)));
        } else if let Some(c) = pdf::first_unprintable(line) {
            self.complain("character", format!("{c} (U+{:04X})", u32::from(c)));
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
                if let Some(table) = self.named(table) {
                    self.push(Kind::Table(table), "");
                }
                return;
            }
        }
        if let Some(title) = line.strip_prefix("# ") {
            if !self.blocks.is_empty() {
                return self.complain("second-title", "");
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
            return self.complain("line-start", line.chars().take(12).collect::<String>());
        }
        self.push(Kind::Paragraph, line);
    }

    fn heading(&mut self, heading: &str) {
        if self.within.is_some() {
            self.complain("heading-in-if", "");
        }
        let Some(annex) = heading.strip_prefix("@annex ") else {
            if self.annexed {
                self.complain("section-after-annex", "");
            }
            self.section += 1;
            self.clause = 0;
            return self.push(Kind::Section(self.section.to_string()), heading);
        };
        self.annexed = true;
        match annex.split_once(" | ") {
            Some((number, title)) => self.push(Kind::Annex(number.trim().to_owned()), title),
            None => self.complain("annex-form", ""),
        }
    }

    fn clause(&mut self, text: &str) {
        if self.annexed || self.section == 0 || self.within.is_some() {
            self.complain("clause-place", "");
            // Read as a paragraph, so that its items still belong to something; its anchor is not asked for.
            let text = text.rsplit_once(" {#").map_or(text, |(text, _)| text);
            return self.push(Kind::Paragraph, text);
        }
        self.clause += 1;
        self.push(Kind::Clause(format!("{}.{}", self.section, self.clause)), text);
    }

    fn item(&mut self, text: &str) {
        match self.blocks.last().map(|block| &block.kind) {
            Some(Kind::Item(_)) => self.item = self.item.saturating_add(1),
            Some(Kind::Clause(_) | Kind::Paragraph) => self.item = 0,
            _ => return self.complain("item-place", ""),
        }
        let letter = b'a'.saturating_add(self.item);
        if !letter.is_ascii_lowercase() {
            return self.complain("too-many-items", "");
        }
        self.push(Kind::Item(format!("({})", char::from(letter))), text);
    }

    fn open(&mut self, flag: &str) {
        if self.within.is_some() {
            return self.complain("if-nested", "");
        }
        self.within = Some(self.line);
        if let Some(flag) = self.named(flag) {
            self.push(Kind::If(flag), "");
        }
    }

    fn close(&mut self) {
        match self.within.take() {
            Some(_) => self.push(Kind::EndIf, ""),
            None => self.complain("if-not-open", ""),
        }
    }

    fn push(&mut self, kind: Kind, text: &str) {
        let (text, anchor) = match text.strip_suffix('}').and_then(|text| text.rsplit_once(" {#")) {
            Some((text, anchor)) => (text, Some(anchor)),
            None => (text, None),
        };
        let number = match &kind {
            Kind::Section(number) | Kind::Clause(number) => Some(number.clone()),
            Kind::Annex(number) => Some(format!("{} {number}", self.annex_word)),
            _ => None,
        };
        let anchor = match (number, anchor) {
            (Some(number), Some(anchor)) => self.anchor(anchor, number),
            (None, Some(anchor)) => {
                self.complain("anchor-place", anchor);
                None
            }
            (Some(_), None) => {
                self.complain("anchor-missing", "");
                None
            }
            (None, None) => None,
        };
        let has_words = !matches!(kind, Kind::Table(_) | Kind::If(_) | Kind::EndIf);
        if has_words && text.trim().is_empty() {
            self.complain("no-words", "");
        }
        let pieces = self.pieces(text);
        self.blocks.push(Block { line: self.line, kind, pieces, anchor });
    }

    fn anchor(&mut self, anchor: &str, number: String) -> Option<String> {
        if anchor.is_empty() || !anchor.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            self.complain("anchor-form", anchor);
            return None;
        }
        if self.numbers.contains_key(anchor) {
            self.complain("anchor-twice", anchor);
            return None;
        }
        self.numbers.insert(anchor.to_owned(), number);
        Some(anchor.to_owned())
    }

    fn pieces(&mut self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            self.words(before, &mut pieces);
            let Some((name, after)) = after.split_once("}}") else {
                self.complain("braces-open", "");
                return pieces;
            };
            match name.strip_prefix("ref:") {
                Some(anchor) => pieces.push(Piece::Reference(anchor.to_owned())),
                None => pieces.extend(self.named(name).map(Piece::Variable)),
            }
            rest = after;
        }
        self.words(rest, &mut pieces);
        pieces
    }

    fn words(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        if text.is_empty() {
            return;
        }
        if text.contains(['{', '}']) {
            self.complain("single-brace", "");
        }
        if let Some(sign) = first_sign(text) {
            self.complain("sign", sign);
        }
        pieces.push(Piece::Words(text.to_owned()));
    }

    fn named(&mut self, name: &str) -> Option<String> {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.')) {
            self.complain("name-form", name);
            return None;
        }
        Some(name.to_owned())
    }
}

//! Reads the parts of `template.toml` one by one, each with the line it stands on.

use serde::de::{DeserializeOwned, IntoDeserializer as _};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::complaint::{Complaints, File};

/// Where each line of a file begins, and with which characters.
#[derive(Debug)]
pub struct Lines(Vec<(usize, String)>);

impl Lines {
    pub fn of(source: &str) -> Self {
        let mut at = 0;
        let line = |line: &str| {
            let start = at;
            at += line.len();
            (start, line.trim_start().chars().take(60).collect())
        };
        Self(source.split_inclusive('\n').map(line).collect())
    }

    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|(start, _)| *start <= at).max(1)
    }

    pub fn beginning(&self, with: &str) -> usize {
        self.0.iter().position(|(_, line)| line.starts_with(with)).map_or(1, |at| at + 1)
    }

    /// The line of a name under the head of its part; that of the head where the name stands elsewhere.
    pub fn under(&self, head: &str, name: &str) -> usize {
        let Some(head) = self.0.iter().position(|(_, line)| line.starts_with(head)) else { return 1 };
        let part = self.0.iter().enumerate().skip(head + 1).take_while(|(_, (_, line))| !line.starts_with('['));
        let is_named = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '=']));
        part.into_iter().find(|(_, (_, line))| is_named(line)).map_or(head, |(at, _)| at) + 1
    }
}

/// Reads the parts of `template.toml`, each by itself, so that one that is wrong does not hide the others.
pub struct Reader<'a> {
    pub table: &'a DeTable<'a>,
    pub lines: &'a Lines,
    pub wrong: &'a mut Complaints,
}

impl Reader<'_> {
    pub fn say(&mut self, error: &toml::de::Error, at: usize) {
        let at = error.span().map_or(at, |span| span.start);
        self.wrong.add(File::Config, self.lines.line(at), "toml", error.message().replace('\n', " "));
    }

    fn read<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Option<T> {
        let at = value.span().start;
        T::deserialize(value.into_deserializer()).map_err(|error| self.say(&error, at)).ok()
    }

    pub fn part<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        match self.table.get(name) {
            Some(value) => self.read(value.clone()),
            None => {
                self.wrong.add(File::Config, 1, "setting-missing", name);
                None
            }
        }
    }

    /// A part that may be there several times, or not at all.
    pub fn list<T: DeserializeOwned>(&mut self, name: &'static str) -> Vec<T> {
        let Some(value) = self.table.get(name) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(list) => list.iter().cloned().collect::<Vec<_>>().into_iter().filter_map(|one| self.read(one)).collect(),
            None => {
                self.wrong.add(File::Config, self.lines.line(value.span().start), "setting-list", name);
                Vec::new()
            }
        }
    }
}

//! What differs between two versions besides the clauses: every setting of `template.toml`, by its path. Labels, coded words, the
//! summary and the duties stand in the agreement or decide what is in it, so whoever approves has to see them.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = TemplateSettingChange)]
pub struct SettingChange {
    /// Where it stands, as `labels.en.footer` or `summary[ai-off].text.en`.
    pub path: String,
    /// In the older version, if it is there.
    pub before: Option<String>,
    /// In the newer version, if it is there.
    pub after: Option<String>,
}

impl SettingChange {
    /// Whether agreements or their public summary say it, or the software keeps to it; the rest is for whoever writes texts.
    #[must_use]
    pub fn is_public(&self) -> bool {
        let parts = ["title.", "labels.", "values.", "periods.", "summary[", "clause[", "liability["];
        let is_said = parts.iter().any(|part| self.path.starts_with(part));
        // The order of the rows decides which of them goes first.
        is_said || ["annexes.order", "liability"].contains(&self.path.as_str()) || self.path.ends_with(".value")
    }
}

/// What names an entry of a list, the first that it has.
const NAMES: [&str; 5] = ["anchor", "name", "phrase", "letter", "id"];

/// The settings of a version: each value by its path, and the order of each list of entries.
#[derive(Default)]
struct Flat {
    values: BTreeMap<String, String>,
    orders: BTreeMap<String, Vec<String>>,
}

/// The settings that differ, by their path. The number of the version and the numbers of the text are told on their own.
pub fn differences(before: &Table, after: &Table) -> Vec<SettingChange> {
    let (old, new) = (Flat::of(before), Flat::of(after));
    let mut paths: Vec<&String> = old.values.keys().chain(new.values.keys()).filter(|path| !is_told(path)).collect();
    paths.sort_unstable();
    paths.dedup();
    let change = |path: &String| SettingChange {
        path: path.clone(),
        before: old.values.get(path).cloned(),
        after: new.values.get(path).cloned(),
    };
    let mut changes: Vec<_> = paths.into_iter().map(change).filter(|change| change.before != change.after).collect();
    // What is in both, but in another order.
    for (path, names) in &old.orders {
        let others = new.orders.get(path).map(Vec::as_slice).unwrap_or_default();
        let kept = |names: &[String], others: &[String]| {
            names.iter().filter(|name| others.contains(name)).cloned().collect::<Vec<_>>().join(", ")
        };
        let (before, after) = (kept(names, others), kept(others, names));
        if before != after {
            changes.push(SettingChange { path: path.clone(), before: Some(before), after: Some(after) });
        }
    }
    changes
}

fn is_told(path: &str) -> bool {
    path == "version" || path.strip_prefix("terms.").is_some_and(|term| term.ends_with(".value"))
}

impl Flat {
    fn of(settings: &Table) -> Self {
        let mut flat = Self::default();
        flat.table("", settings);
        flat
    }

    fn table(&mut self, path: &str, table: &Table) {
        for (name, value) in table {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.value(path, value);
        }
    }

    fn value(&mut self, path: String, value: &Value) {
        match value {
            Value::Table(table) => self.table(&path, table),
            Value::Array(list) if list.iter().any(Value::is_table) => self.entries(&path, list),
            Value::Array(list) => {
                let words = list.iter().map(said).collect::<Vec<_>>().join(" · ");
                self.values.insert(path, words);
            }
            other => {
                self.values.insert(path, said(other));
            }
        }
    }

    /// Entries are found by what names them, wherever they stand; two of one name are told apart by a number.
    fn entries(&mut self, path: &str, list: &[Value]) {
        let mut order: Vec<String> = Vec::new();
        for entry in list {
            let named = NAMES.iter().find_map(|name| entry.get(name)).map(said).unwrap_or_default();
            let letter = entry.get("letter").map(said);
            let name = letter.filter(|letter| *letter != named).map_or(named.clone(), |letter| format!("{letter}, {named}"));
            let same = order.iter().filter(|other| **other == name || other.starts_with(&format!("{name} #"))).count();
            let name = if same == 0 { name } else { format!("{name} #{}", same + 1) };
            match entry {
                Value::Table(table) => self.table(&format!("{path}[{name}]"), table),
                other => {
                    self.values.insert(format!("{path}[{name}]"), said(other));
                }
            }
            order.push(name);
        }
        self.orders.insert(path.to_owned(), order);
    }
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(before: &str, after: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let changes = differences(&before.parse().unwrap(), &after.parse().unwrap());
        changes.into_iter().map(|change| (change.path, change.before, change.after)).collect()
    }

    #[test]
    fn every_setting_that_differs_is_named_by_its_path() {
        let shipped = super::super::text::SHIPPED.config;
        assert!(changed(shipped, shipped).is_empty());
        let swap = |from: &str, to: &str| {
            assert!(shipped.contains(from), "{from}");
            changed(shipped, &shipped.replacen(from, to, 1))
        };
        let some = |text: &str| Some(text.to_owned());
        let one = |path: &str, before: &str, after: &str| vec![(path.to_owned(), some(before), some(after))];
        assert!(swap("version = \"1.0.0\"", "version = \"2.0.0\"").is_empty());
        assert!(swap("return_days = { value = 30", "return_days = { value = 20").is_empty(), "told as a number of the text");
        for (from, to, told) in [
            ("none = \"none\"", "none = \"nothing\"", one("labels.en.none", "none", "nothing")),
            (
                "en = \"Data-processing agreement\"",
                "en = \"Agreement\"",
                one("title.en", "Data-processing agreement", "Agreement"),
            ),
            ("applies.always = \"immer\"", "applies.always = \"stets\"", one("values.de.applies.always", "immer", "stets")),
            ("offer_days = { value = 90", "offer_days = { value = 60", one("life.offer_days.value", "90", "60")),
            ("floor = 30, unit", "floor = 31, unit", one("terms.notice_days.floor", "30", "31")),
            ("en = \"AI off\"", "en = \"No AI\"", one("summary[ai-off].title.en", "AI off", "No AI")),
            (
                "[\"I\", \"II\", \"III\", \"IV\", \"V\"]",
                "[\"I\", \"III\"]",
                one("annexes.order", "I · II · III · IV · V", "I · III"),
            ),
        ] {
            assert_eq!(swap(from, to), told, "{to}");
        }
        let duty = "[[duty]]\nletter = \"b\"\nanchor = \"confidentiality-people\"\n\n";
        let gone = swap(duty, "");
        assert_eq!(
            gone,
            [
                ("duty[b, confidentiality-people].anchor".to_owned(), some("confidentiality-people"), None),
                ("duty[b, confidentiality-people].letter".to_owned(), some("b"), None),
            ]
        );
        let quoted = changed(shipped, &format!("{shipped}\n[[quoted]]\nphrase = \"state of the art\"\nsource = \"Art. 32\"\n"));
        assert_eq!(quoted[1], ("quoted[state of the art].source".to_owned(), None, some("Art. 32")));
    }

    #[test]
    fn entries_in_another_order_are_told_once() {
        let entries = |names: &[&str]| names.iter().map(|name| format!("[[summary]]\nanchor = \"{name}\"\n")).collect::<String>();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(changed(&entries(&["a", "b"]), &entries(&["b", "a"])), [("summary".to_owned(), some("a, b"), some("b, a"))]);
        let more = changed(&entries(&["a", "b"]), &entries(&["a", "c", "b"]));
        assert_eq!(more, [("summary[c].anchor".to_owned(), None, some("c"))]);
        let twice = changed(&entries(&["a"]), &entries(&["a", "a"]));
        assert_eq!(twice, [("summary[a #2].anchor".to_owned(), None, some("a"))]);
    }
}

//! Events in the words of their reader, with links to what they happened to, where the reader's sidebar leads there.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::{Entry, Thing};
use crate::kernel::html::Shell;
use crate::kernel::i18n::Texts;

/// A text that may lead somewhere.
pub struct Link {
    /// The text.
    pub text: String,
    /// Where to, if the reader may go there.
    pub address: Option<String>,
}

/// What stands in the column of objects.
pub struct Cell {
    /// The noun.
    pub word: String,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The end of its id, to tell the nameless apart.
    pub short: String,
    /// The row.
    pub id: Option<Uuid>,
    /// Where it is shown, if the reader may go there.
    pub address: Option<String>,
}

/// A row of the log.
pub struct Row {
    /// The event.
    pub id: Uuid,
    /// The event in words.
    pub text: String,
    /// Its stable name.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub who: Link,
    /// The account that did it.
    pub actor_id: Option<Uuid>,
    /// What it happened to.
    pub object: Cell,
    /// Whom and what else it concerns.
    pub concerns: Vec<Link>,
    /// Whether it went well.
    pub is_done: bool,
    /// Its number, once it has one.
    pub seq: Option<i64>,
    /// Its payload, set out for reading; empty when there is none.
    pub payload: String,
    /// The request that did it.
    pub request_id: Option<Uuid>,
}

impl Row {
    /// An entry as the reader of this page sees it.
    pub fn new(shell: &Shell, entry: Entry) -> Self {
        let is_empty = entry.payload.as_object().is_some_and(serde_json::Map::is_empty);
        let payload = if is_empty { String::new() } else { serde_json::to_string_pretty(&entry.payload).unwrap_or_default() };
        let actor = (&entry.actor.name, entry.actor.id);
        let concerns = entry.concerns.iter().filter(|named| Some(named.id) != entry.actor.id);
        Self {
            id: entry.id,
            text: text(shell.texts, &entry.name),
            at: entry.occurred_at,
            who: Link {
                text: actor.0.clone().unwrap_or_else(|| actor_word(shell, &entry.actor.kind)),
                address: actor.0.as_ref().zip(actor.1).and_then(|(_, id)| address(shell, Thing::User.kind(), Some(id))),
            },
            actor_id: entry.actor.id,
            concerns: concerns
                .map(|named| Link { text: named.name.clone(), address: address(shell, named.kind.kind(), Some(named.id)) })
                .collect(),
            object: Cell {
                word: object_word(shell.texts, &entry.object.kind),
                short: entry.object.id.map(|id| short(&id)).unwrap_or_default(),
                id: entry.object.id,
                address: object_address(shell, &entry),
                name: entry.object.name,
            },
            is_done: entry.outcome == "success",
            seq: entry.seq,
            payload,
            request_id: entry.request_id,
            name: entry.name,
        }
    }
}

/// An event in words; its name when it has none, as an event of a version before.
pub fn text(texts: Texts, name: &str) -> String {
    texts.try_t(&format!("event-{}", name.replace('.', "-"))).unwrap_or_else(|| name.to_owned())
}

/// The noun of an object.
pub fn object_word(texts: Texts, kind: &str) -> String {
    texts.try_t(&format!("audit-object-{kind}")).unwrap_or_else(|| kind.to_owned())
}

/// The last letters of an id: the first ones are the time.
pub fn short(id: &Uuid) -> String {
    let text = id.simple().to_string();
    text.get(text.len() - 8..).unwrap_or_default().to_owned()
}

fn actor_word(shell: &Shell, kind: &str) -> String {
    shell.t(match kind {
        "system" => "audit-actor-system",
        "visitor" => "audit-actor-anonymous",
        _ => "audit-actor-gone",
    })
}

/// Where an object is shown; what has a name leads somewhere only while its row is there.
fn object_address(shell: &Shell, entry: &Entry) -> Option<String> {
    let is_gone = Thing::of_kind(&entry.object.kind).is_some() && entry.object.name.is_none();
    if is_gone { None } else { address(shell, &entry.object.kind, entry.object.id) }
}

/// The page of a thing, if the reader's sidebar leads to pages of its kind.
fn address(shell: &Shell, kind: &str, id: Option<Uuid>) -> Option<String> {
    let (place, has_own) = match kind {
        "user" => ("/people", true),
        "group" => ("/groups", true),
        "module" => ("/modules", true),
        "export" => ("/exports", true),
        "agreement" => ("/operator/dpa-requests", true),
        "measure" => ("/operator/measures", true),
        "instruction" | "tenant" => ("/settings", false),
        "subprocessor" => ("/settings/subprocessors", false),
        "progress" => ("/progress", false),
        _ => return None,
    };
    let is_open = shell.nav.iter().flat_map(|group| &group.items).any(|item| item.href == place);
    match (is_open, has_own) {
        (true, true) => Some(format!("{place}/{}", id?)),
        (true, false) => Some(place.to_owned()),
        (false, _) => None,
    }
}

/// An area of the product with its events, as the filter offers them.
pub struct Area {
    /// Its name.
    pub text: String,
    /// Value and text of each choice; the first is the whole area.
    pub choices: Vec<(String, String)>,
}

/// Every type that has a text, by area.
pub fn areas(texts: Texts) -> Vec<Area> {
    let mut areas: Vec<(String, Area)> = Vec::new();
    for key in texts.keys("event-") {
        let name = key.trim_start_matches("event-").replace('-', ".");
        let first = name.split('.').next().unwrap_or_default().to_owned();
        if areas.last().is_none_or(|(area, _)| *area != first) {
            let text = texts.t(&format!("audit-area-{first}"));
            let whole = (format!("{first}."), texts.ta("audit-filter-area", &[("area", text.as_str())]));
            areas.push((first, Area { text, choices: vec![whole] }));
        }
        if let Some((_, area)) = areas.last_mut() {
            area.choices.push((name.clone(), format!("{} ({name})", texts.t(key))));
        }
    }
    areas.into_iter().map(|(_, area)| area).collect()
}

//! What the ids in an event are called today: the log itself holds no names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use uuid::Uuid;

use super::model::{Named, Thing};

/// The ids whose names a part of the log needs.
#[derive(Debug, Default)]
pub struct Wanted(BTreeMap<Thing, BTreeSet<Uuid>>);

impl Wanted {
    /// Adds an id.
    pub fn add(&mut self, thing: Thing, id: Uuid) {
        self.0.entry(thing).or_default().insert(id);
    }

    /// Adds what an event happened to and what its payload speaks of.
    pub fn add_event(&mut self, kind: &str, id: Option<Uuid>, payload: &Value) {
        let object = Thing::of_kind(kind).zip(id);
        object.into_iter().chain(spoken_of(payload)).for_each(|(thing, id)| self.add(thing, id));
    }

    /// The ids of one kind.
    pub fn of(&self, thing: Thing) -> impl Iterator<Item = Uuid> {
        self.0.get(&thing).into_iter().flatten().copied()
    }

    /// Whether there are ids of this kind.
    pub fn has(&self, thing: Thing) -> bool {
        self.0.contains_key(&thing)
    }
}

/// Names by kind and id; what is gone has none.
#[derive(Debug, Default)]
pub struct Names(HashMap<(Thing, Uuid), String>);

impl Names {
    /// Adds the names of one kind.
    pub fn add(&mut self, thing: Thing, names: HashMap<Uuid, String>) {
        self.0.extend(names.into_iter().map(|(id, name)| ((thing, id), name)));
    }

    /// The name of something.
    pub fn of(&self, thing: Thing, id: Uuid) -> Option<String> {
        self.0.get(&(thing, id)).cloned()
    }

    /// The name of the row that an event happened to.
    pub fn of_object(&self, kind: &str, id: Option<Uuid>) -> Option<String> {
        let (thing, id) = Thing::of_kind(kind).zip(id)?;
        self.of(thing, id)
    }

    /// What the payload speaks of besides the object itself.
    pub fn concerns(&self, object: Option<Uuid>, payload: &Value) -> Vec<Named> {
        let others = spoken_of(payload).into_iter().filter(|(_, id)| Some(*id) != object);
        others.filter_map(|(kind, id)| Some(Named { kind, id, name: self.of(kind, id)? })).collect()
    }
}

/// The people, groups and modules whose ids stand in a payload.
fn spoken_of(payload: &Value) -> Vec<(Thing, Uuid)> {
    let fields = [("user_id", Thing::User), ("group_id", Thing::Group), ("module_id", Thing::Module)];
    let id = |field| payload.get(field)?.as_str()?.parse().ok();
    fields.into_iter().filter_map(|(field, thing)| Some((thing, id(field)?))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_concerns_what_its_payload_names_besides_the_object() {
        let [certificate, person, module] = [1, 2, 3].map(Uuid::from_u128);
        let payload = json!({ "cert_id": certificate, "user_id": person, "module_id": module, "attempt_id": "x" });
        let mut wanted = Wanted::default();
        wanted.add_event("certificate", Some(certificate), &payload);
        assert_eq!(wanted.of(Thing::User).collect::<Vec<_>>(), [person]);
        assert!(wanted.has(Thing::Module) && !wanted.has(Thing::Group));
        let mut names = Names::default();
        names.add(Thing::User, HashMap::from([(person, "Ana".to_owned())]));
        let told: Vec<String> = names.concerns(Some(certificate), &payload).into_iter().map(|named| named.name).collect();
        assert_eq!(told, ["Ana"], "a module that is gone has no name");
        assert!(names.concerns(Some(person), &payload).is_empty());
        assert_eq!(names.of_object("user", Some(person)).as_deref(), Some("Ana"));
        assert_eq!(names.of_object("session", Some(person)), None);
    }
}

//! An entry of the log as its readers see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::error::{Error, FieldError};
use crate::kernel::i18n::Texts;

/// One thing that happened.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Entry {
    /// The event.
    pub id: Uuid,
    /// Its number in the log, given within a second as a rule.
    pub seq: Option<i64>,
    /// Its stable name, `area.noun.verb`.
    #[serde(rename = "type")]
    pub name: String,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What it happened to.
    pub object: Affected,
    /// Whom and what else it concerns.
    pub concerns: Vec<Named>,
    /// `success` or `failure`.
    pub outcome: String,
    /// `info` or `warning`.
    pub severity: String,
    /// More, by event.
    #[schema(value_type = Object)]
    pub payload: serde_json::Value,
    /// The request that did it.
    pub request_id: Option<Uuid>,
}

/// Who did it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Actor {
    /// `person`, `visitor` or `system`.
    pub kind: String,
    /// The account, if it was a person.
    pub id: Option<Uuid>,
    /// The person's name as it is today.
    pub name: Option<String>,
}

/// What it happened to.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Affected {
    /// The noun.
    pub kind: String,
    /// The row.
    pub id: Option<Uuid>,
    /// The name of a person, group or module as it is today.
    pub name: Option<String>,
}

/// A kind of row that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NamedKind)]
pub enum Thing {
    /// A person.
    User,
    /// A group.
    Group,
    /// A module.
    Module,
}

impl Thing {
    /// The kind, as events name it.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Module => "module",
        }
    }

    /// The kind that events name so, if its rows have names.
    #[must_use]
    pub fn of_kind(kind: &str) -> Option<Self> {
        [Self::User, Self::Group, Self::Module].into_iter().find(|thing| thing.kind() == kind)
    }
}

/// Something whose id stands in the payload.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Named {
    /// What it is.
    pub kind: Thing,
    /// The row.
    pub id: Uuid,
    /// Its name as it is today.
    pub name: String,
}

/// Which entries a list shows.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filter {
    /// A name, or the beginning of one such as `iam.`.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    pub name: Option<String>,
    /// Only what happened to this row.
    pub object: Option<String>,
    /// Only what this account did.
    pub actor: Option<String>,
    /// Only what people did whose name or address holds this; or `system`, or `visitor` for nobody signed in.
    pub who: Option<String>,
}

impl Filter {
    /// Answers whether anything narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        [&self.name, &self.object, &self.actor, &self.who].into_iter().any(|text| given(text.as_deref()).is_some())
    }

    /// The filter with its ids read; who is neither a person nor an id may also be named as the reader's language does.
    ///
    /// # Errors
    /// `Invalid` with every id that is none.
    pub fn check(&self, texts: Texts) -> Result<Narrowed, Error> {
        let mut wrong = Vec::new();
        let mut id = |field: &str, text: Option<&str>| {
            let read = given(text).map(str::parse);
            if let Some(Err(_)) = read {
                wrong.push(FieldError::new(field, "id", "Give the id as it stands in the log."));
            }
            read.and_then(Result::ok)
        };
        let (object, actor) = (id("object", self.object.as_deref()), id("actor", self.actor.as_deref()));
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let who = given(self.who.as_deref()).map(|text| Who::named(text, texts));
        Ok(Narrowed { name: given(self.name.as_deref()).map(str::to_owned), object, actor, who })
    }
}

/// A filter that was understood.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// The beginning of a name.
    pub name: Option<String>,
    /// What it happened to.
    pub object: Option<Uuid>,
    /// Who did it, by id.
    pub actor: Option<Uuid>,
    /// Who did it, by name.
    pub who: Option<Who>,
}

/// Whom a reader looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// People whose name or address holds this.
    Called(String),
    /// Who is no person: `system` or `visitor`.
    Kind(&'static str),
}

impl Who {
    /// Who are no people, each with the key of what readers call them.
    pub const OTHERS: [(&'static str, &'static str); 2] =
        [("system", "audit-actor-system"), ("visitor", "audit-actor-anonymous")];

    fn named(text: &str, texts: Texts) -> Self {
        let wanted = text.to_lowercase();
        let is = |(kind, key): &(&str, &str)| wanted == *kind || wanted == texts.t(key).to_lowercase();
        let other = Self::OTHERS.into_iter().find(is);
        other.map_or_else(|| Self::Called(text.to_owned()), |(kind, _)| Self::Kind(kind))
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// How far the log is numbered and signed.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Checkpoint)]
pub struct Status {
    /// Events counted by the newest checkpoint.
    pub size: i64,
    /// The root of the tree at that size, in hexadecimal.
    pub root: String,
    /// The signed note (C2SP), checkable offline with `verifier_key`.
    pub note: String,
    /// The public key of the notes.
    pub verifier_key: String,
    /// When it was signed.
    pub made_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::i18n::Locale;

    #[test]
    fn the_system_is_found_by_its_name_and_people_by_theirs() {
        let who = |text: &str, locale| {
            let filter = Filter { who: Some(text.to_owned()), ..Filter::default() };
            filter.check(Texts::new(locale)).unwrap().who.unwrap()
        };
        for (text, locale) in [("system", Locale::De), (" The System ", Locale::En), ("das system", Locale::De)] {
            assert_eq!(who(text, locale), Who::Kind("system"), "{text}");
        }
        assert_eq!(who("visitor", Locale::En), Who::Kind("visitor"));
        assert_eq!(who("Systema", Locale::En), Who::Called("Systema".to_owned()));
    }

    #[test]
    fn every_wrong_id_is_named_and_blanks_narrow_nothing() {
        let filter = |object: &str, actor: &str| Filter {
            object: Some(object.to_owned()),
            actor: Some(actor.to_owned()),
            ..Filter::default()
        };
        let error = filter("x", "1").check(Texts::default()).unwrap_err();
        assert_eq!(error.fields().iter().map(|wrong| wrong.field.as_str()).collect::<Vec<_>>(), ["object", "actor"]);
        assert!(!filter(" ", "").narrows());
        assert!(filter(" ", "").check(Texts::default()).unwrap().object.is_none());
    }
}

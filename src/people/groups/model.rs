//! What a group is, who is in it, and whom a role reaches.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::authz::{Role, Session};
use crate::kernel::error::{Error, FieldError};
use crate::kernel::outbox::Job;
use crate::kernel::page::Page;

/// A name is at most this long.
const MOST_NAME_CHARACTERS: usize = 120;

/// A group as its readers see it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Group {
    /// The group.
    pub id: Uuid,
    /// Its name, unique in the workspace.
    pub name: String,
    /// How many people learn in it.
    pub members: u64,
}

/// That a person is in a group.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Member {
    /// The person.
    pub user_id: Uuid,
    /// Learns or leads.
    pub kind: Kind,
}

/// A person as lists of groups show them.
#[derive(Clone, Debug)]
pub struct Face {
    /// The account.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What the person may do.
    pub role: Role,
    /// Invited, active or deactivated.
    pub state: String,
}

/// A group with a page of who is in it, and who could join.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The group.
    pub group: Group,
    /// Who is in it, by name.
    pub people: Page<(Face, Kind)>,
    /// Who could join, by name: at most 100.
    pub candidates: Vec<Face>,
    /// Whether more could join than are listed.
    pub has_more: bool,
}

/// People offered at once to join a group; a search narrows them down.
pub const MOST_CANDIDATES: u64 = 100;

/// How a person belongs to a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = GroupEntryKind)]
pub enum Kind {
    /// Learns in it.
    #[default]
    Member,
    /// Leads it.
    Lead,
}

impl Kind {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Lead => "lead",
        }
    }
}

/// A group that could be made, or be called so.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its name.
    pub name: String,
}

impl Draft {
    /// Checks the name.
    ///
    /// # Errors
    /// `Invalid` for an empty or long name.
    pub fn new(name: &str) -> Result<Self, Error> {
        let name = name.trim();
        let characters = name.chars().count();
        if characters == 0 || characters > MOST_NAME_CHARACTERS || name.chars().any(char::is_control) {
            let detail = format!("Give the group a name of 1 to {MOST_NAME_CHARACTERS} characters.");
            return Err(Error::Invalid(vec![FieldError::new("name", "length", detail)]));
        }
        Ok(Self { name: name.to_owned() })
    }
}

/// Whom a caller reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody in the workspace.
    Everyone,
    /// The members of the groups they lead, and nobody else.
    Only(HashSet<Uuid>),
}

impl Reach {
    /// Answers whether the person is within reach.
    #[must_use]
    pub fn includes(&self, user_id: Uuid) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only(people) => people.contains(&user_id),
        }
    }
}

/// The caller, if they see only the groups that they lead.
pub fn leader(session: &Session) -> Option<Uuid> {
    match session.role {
        Role::Owner | Role::Admin => None,
        _ => Some(session.user_id),
    }
}

/// Told after a person joined a group: what the group was asked to learn is asked of them too.
#[derive(Debug, Serialize, Deserialize)]
pub struct MemberAdded {
    /// The group.
    pub group_id: Uuid,
    /// The person.
    pub user_id: Uuid,
}

impl Job for MemberAdded {
    const KIND: &'static str = "groups.member_added";
}

//! A signed-in person as every request sees it, and where sessions come from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::tenancy::{Actor, TenantId};

/// Which side of the counter a workspace stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    /// A customer.
    Tenant,
    /// The operator's own staff.
    Operator,
}

/// What a person may do, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything in a tenant, also taking the data out.
    Owner,
    /// Runs a tenant.
    Admin,
    /// Leads groups of a tenant.
    Instructor,
    /// Learns.
    Learner,
    /// Operator: agreements and registers.
    Legal,
    /// Operator: security.
    Security,
    /// Operator: support.
    Support,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] =
        [Self::Owner, Self::Admin, Self::Instructor, Self::Learner, Self::Legal, Self::Security, Self::Support];

    /// The word in the table and in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Instructor => "instructor",
            Self::Learner => "learner",
            Self::Legal => "legal",
            Self::Security => "security",
            Self::Support => "support",
        }
    }

    /// The role with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The realm in which the role means something.
    #[must_use]
    pub const fn realm(self) -> Realm {
        match self {
            Self::Owner | Self::Admin | Self::Instructor | Self::Learner => Realm::Tenant,
            Self::Legal | Self::Security | Self::Support => Realm::Operator,
        }
    }
}

/// The workspace a session belongs to, as pages show it.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The short name in addresses and at sign-in.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The tenant's colour as `rrggbb`, if it has one.
    pub accent: Option<String>,
    /// The time zone in which due dates end.
    pub zone: chrono_tz::Tz,
}

/// A signed-in person. At most one second old.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session or token.
    pub id: Uuid,
    /// Where.
    pub tenant: TenantId,
    /// Tenant or operator.
    pub realm: Realm,
    /// Who.
    pub user_id: Uuid,
    /// The person's name, for pages.
    pub name: String,
    /// The person's address, for "who am I".
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The language of the person.
    pub locale: Locale,
    /// The workspace.
    pub workspace: Workspace,
    /// When the password was last given; `None` for a token, which is issued after a step-up.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether it came as a bearer token.
    pub is_token: bool,
}

impl Session {
    /// Who acts, for the log.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.user_id, session: self.id }
    }
}

/// What a request shows to prove who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential<'a> {
    /// The cookie of a browser.
    Cookie(&'a str),
    /// `Authorization: Bearer …`.
    Bearer(&'a str),
}

/// Where sessions come from: the capability that keeps them; `app` puts it in.
#[async_trait::async_trait]
pub trait SessionSource: Send + Sync {
    /// The session that this credential opens, if it is alive.
    ///
    /// # Errors
    /// When the database fails.
    async fn find(&self, kernel: &Kernel, credential: Credential<'_>) -> Result<Option<Session>, Error>;

    /// Forgets what it remembers of workspaces.
    fn forget_workspaces(&self);
}

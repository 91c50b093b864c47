//! Who acts, in which tenant, from where (M-8.1).

use std::net::IpAddr;

use uuid::Uuid;

/// The tenant whose rows a transaction sees. Made only from a session, a token, a job or the operator's register:
/// never from a path, a query, a header or a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TenantId(Uuid);

impl TenantId {
    /// The id as something that authenticated it says. The architecture test lists every file that calls this.
    #[must_use]
    pub const fn trusted(id: Uuid) -> Self {
        Self(id)
    }

    /// The bare id, for rows and logs.
    #[must_use]
    pub const fn get(self) -> Uuid {
        self.0
    }
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Person {
        /// The account.
        id: Uuid,
        /// The session or token it acts with.
        session: Uuid,
    },
    /// Somebody who is not signed in.
    Visitor,
    /// The product itself: the worker, a clock.
    System,
}

impl Actor {
    /// The word in the log.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Person { .. } => "person",
            Self::Visitor => "visitor",
            Self::System => "system",
        }
    }

    /// The account, if it is a person.
    #[must_use]
    pub fn id(self) -> Option<Uuid> {
        if let Self::Person { id, .. } = self { Some(id) } else { None }
    }

    /// The session or token, if it is a person.
    #[must_use]
    pub fn session(self) -> Option<Uuid> {
        if let Self::Person { session, .. } = self { Some(session) } else { None }
    }
}

/// Where a request came from; sealed with the tenant's key when it is written to the log.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// The id of the request, also in the log of the server.
    pub request_id: Option<Uuid>,
    /// The address of the client.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, at most 200 characters.
    pub user_agent: Option<String>,
}

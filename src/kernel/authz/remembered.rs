//! Sessions looked up are believed for a second, and on this server not a moment longer than they hold.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use uuid::Uuid;

use super::session::{Credential, Session};
use crate::kernel::ids;

/// Sessions remembered at once. 100,000 of about 400 bytes: 40 MB at the very most.
const MOST: u64 = 100_000;
/// Moments of forgetting that are kept apart. Two people who share one forget together, which costs a query.
const MOMENTS: usize = 4096;

/// What a request showed, never the secret itself. A cookie is no token, even with the same words in it.
#[derive(PartialEq, Eq, Hash)]
pub struct Shown {
    is_token: bool,
    fingerprint: Vec<u8>,
}

impl Shown {
    /// What stands for this credential.
    #[must_use]
    pub fn of(credential: Credential<'_>) -> Self {
        let (is_token, secret) = match credential {
            Credential::Cookie(secret) => (false, secret),
            Credential::Bearer(secret) => (true, secret),
        };
        Self { is_token, fingerprint: ids::fingerprint(secret) }
    }
}

/// A session and the moment before it was looked up.
#[derive(Clone)]
struct Known {
    session: Arc<Session>,
    asked: Moment,
}

/// A moment of this server: each forgetting begins a new one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment(u64);

/// The sessions of the last second. What was looked up before its person or tenant was last forgotten is not believed, also
/// when the answer came in only afterwards.
pub struct Remembered {
    known: moka::sync::Cache<Shown, Known>,
    now: AtomicU64,
    everybody: AtomicU64,
    forgotten: Box<[AtomicU64]>,
}

impl Remembered {
    /// Believes for so long.
    #[must_use]
    pub fn new(believed: Duration) -> Self {
        let known = moka::sync::Cache::builder().max_capacity(MOST).time_to_live(believed).build();
        let forgotten = (0..MOMENTS).map(|_| AtomicU64::new(0)).collect();
        Self { known, now: AtomicU64::new(0), everybody: AtomicU64::new(0), forgotten }
    }

    /// The moment, to be taken before a session is looked up.
    #[must_use]
    pub fn now(&self) -> Moment {
        Moment(self.now.load(Ordering::SeqCst))
    }

    /// The session behind what was shown, if it can be believed.
    #[must_use]
    pub fn get(&self, shown: &Shown) -> Option<Arc<Session>> {
        let known = self.known.get(shown)?;
        self.believes(&known).then_some(known.session)
    }

    /// Remembers a session that was looked up after `asked`.
    pub fn insert(&self, shown: Shown, session: Arc<Session>, asked: Moment) {
        self.known.insert(shown, Known { session, asked });
    }

    /// Believes nothing from before about a person or a tenant.
    pub fn forget(&self, id: Uuid) {
        let now = self.next();
        if let Some(moment) = self.moment(id) {
            moment.fetch_max(now, Ordering::SeqCst);
        }
    }

    /// Believes nothing from before.
    pub fn forget_everybody(&self) {
        self.everybody.fetch_max(self.next(), Ordering::SeqCst);
    }

    fn next(&self) -> u64 {
        self.now.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn believes(&self, known: &Known) -> bool {
        let ids = [known.session.tenant.get(), known.session.user_id];
        let forgotten = ids.into_iter().filter_map(|id| self.moment(id)).chain([&self.everybody]);
        forgotten.map(|moment| moment.load(Ordering::SeqCst)).all(|moment| moment <= known.asked.0)
    }

    /// Where the last forgetting of this id is noted. The end of an id is random.
    fn moment(&self, id: Uuid) -> Option<&AtomicU64> {
        let [.., high, low] = *id.as_bytes();
        self.forgotten.get(usize::from(u16::from_be_bytes([high, low])) % MOMENTS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::authz::{Realm, Role, Workspace};
    use crate::kernel::i18n::Locale;
    use crate::kernel::tenancy::TenantId;

    fn session(tenant: u128, user: u128) -> Arc<Session> {
        Arc::new(Session {
            id: Uuid::from_u128(1),
            tenant: TenantId::trusted(Uuid::from_u128(tenant)),
            realm: Realm::Tenant,
            user_id: Uuid::from_u128(user),
            name: String::new(),
            email: String::new(),
            role: Role::Learner,
            locale: Locale::En,
            workspace: Workspace { slug: String::new(), name: String::new(), accent: None, zone: chrono_tz::UTC },
            confirmed_at: None,
            is_token: false,
        })
    }

    fn shown(secret: &str) -> Shown {
        Shown::of(Credential::Cookie(secret))
    }

    fn remembered() -> Remembered {
        let remembered = Remembered::new(Duration::from_secs(3600));
        for (secret, tenant, user) in [("lea", 1, 11), ("adam", 1, 12), ("ines", 2, 13)] {
            remembered.insert(shown(secret), session(tenant, user), remembered.now());
        }
        remembered
    }

    fn known(remembered: &Remembered) -> Vec<&'static str> {
        ["lea", "adam", "ines"].into_iter().filter(|secret| remembered.get(&shown(secret)).is_some()).collect()
    }

    #[test]
    fn one_person_one_tenant_or_everybody_is_forgotten() {
        let memory = remembered();
        memory.forget(Uuid::from_u128(11));
        assert_eq!(known(&memory), ["adam", "ines"]);
        memory.forget(Uuid::from_u128(1));
        assert_eq!(known(&memory), ["ines"]);
        memory.forget_everybody();
        assert!(known(&memory).is_empty());
        memory.insert(shown("lea"), session(1, 11), memory.now());
        assert_eq!(known(&memory), ["lea"]);
    }

    #[test]
    fn an_answer_from_before_the_forgetting_is_not_believed_when_it_comes_after() {
        let memory = remembered();
        let asked = memory.now();
        memory.forget(Uuid::from_u128(11));
        memory.insert(shown("lea"), session(1, 11), asked);
        assert_eq!(known(&memory), ["adam", "ines"]);
    }

    #[test]
    fn a_cookie_is_no_token() {
        let memory = remembered();
        assert!(memory.get(&Shown::of(Credential::Bearer("lea"))).is_none());
    }
}

//! Casbin holds the policy, the code writes it.

use casbin::{CachedApi as _, CachedEnforcer, CoreApi as _, DefaultCache, DefaultModel, MemoryAdapter, MgmtApi as _};

use super::session::Role;

/// Something a role may do.
pub trait Permission: 'static {
    /// The noun.
    const OBJECT: &'static str;
    /// The verb.
    const ACTION: &'static str;
}

/// That a role may do something.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// Who.
    pub role: Role,
    /// The noun.
    pub object: &'static str,
    /// The verb.
    pub action: &'static str,
}

/// A role holds a permission when a rule says so; there are no denials and no inheritance: the matrix is what it is.
const MODEL: &str = "
[request_definition]
r = role, obj, act
[policy_definition]
p = role, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.role == p.role && r.obj == p.obj && r.act == p.act
";

/// Every role × permission that can be asked: more than the cache ever sees.
const CACHE: usize = 10_000;

/// The loaded policy. Asking costs about half a microsecond once an answer is cached.
pub struct Policy {
    enforcer: CachedEnforcer,
    grants: Vec<Grant>,
}

impl Policy {
    /// Loads the grants of all capabilities.
    ///
    /// # Errors
    /// When casbin refuses the model or a rule.
    pub async fn load(grants: impl IntoIterator<Item = Grant>) -> anyhow::Result<Self> {
        let grants: Vec<Grant> = grants.into_iter().collect();
        let model = DefaultModel::from_str(MODEL).await?;
        let mut enforcer = CachedEnforcer::new(model, MemoryAdapter::default()).await?;
        enforcer.set_cache(Box::new(DefaultCache::new(CACHE)));
        let rules = grants
            .iter()
            .map(|grant| vec![grant.role.as_str().to_owned(), grant.object.to_owned(), grant.action.to_owned()])
            .collect();
        anyhow::ensure!(enforcer.add_policies(rules).await?, "a permission is granted twice to the same role");
        Ok(Self { enforcer, grants })
    }

    /// Answers whether the role holds the permission.
    #[must_use]
    pub fn allows<P: Permission>(&self, role: Role) -> bool {
        self.allows_named(role, P::OBJECT, P::ACTION)
    }

    /// Answers whether the role may do the action on the object.
    #[must_use]
    pub fn allows_named(&self, role: Role, object: &str, action: &str) -> bool {
        self.enforcer.enforce((role.as_str(), object, action)).unwrap_or(false)
    }

    /// Every grant, for the snapshot and for "who am I".
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// What the role may do, as `object:action`, sorted.
    #[must_use]
    pub fn permissions_of(&self, role: Role) -> Vec<String> {
        let mine = self.grants.iter().filter(|grant| grant.role == role);
        let mut names: Vec<_> = mine.map(|grant| format!("{}:{}", grant.object, grant.action)).collect();
        names.sort();
        names
    }
}

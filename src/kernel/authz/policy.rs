//! Casbin holds the policy, the code writes it.

use std::sync::atomic::{AtomicU8, Ordering};

use casbin::{CoreApi as _, DefaultModel, Enforcer, MemoryAdapter, MgmtApi as _};

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

/// What casbin said of a role and a permission; 0 while it was not asked.
const YES: u8 = 1;
const NO: u8 = 2;

/// A permission that somebody holds, with casbin's answer for each role, by [`Role::ALL`].
struct Asked {
    object: &'static str,
    action: &'static str,
    answers: [AtomicU8; Role::ALL.len()],
}

/// The loaded policy. Casbin is asked once for each role and permission, when the question first comes up; from then on a
/// check is a search among a hundred names and allocates nothing.
pub struct Policy {
    enforcer: Enforcer,
    grants: Vec<Grant>,
    /// Sorted by object and action.
    asked: Vec<Asked>,
    /// What each role may do, by [`Role::ALL`].
    names: [Vec<String>; Role::ALL.len()],
}

impl Policy {
    /// Loads the grants of all capabilities.
    ///
    /// # Errors
    /// When casbin refuses the model or a rule.
    pub async fn load(grants: impl IntoIterator<Item = Grant>) -> anyhow::Result<Self> {
        let grants: Vec<Grant> = grants.into_iter().collect();
        let model = DefaultModel::from_str(MODEL).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        let rules = grants
            .iter()
            .map(|grant| vec![grant.role.as_str().to_owned(), grant.object.to_owned(), grant.action.to_owned()])
            .collect();
        anyhow::ensure!(enforcer.add_policies(rules).await?, "a permission is granted twice to the same role");
        let mut permissions: Vec<_> = grants.iter().map(|grant| (grant.object, grant.action)).collect();
        permissions.sort_unstable();
        permissions.dedup();
        let asked = permissions.into_iter().map(|(object, action)| Asked { object, action, answers: Default::default() });
        Ok(Self { asked: asked.collect(), names: Role::ALL.map(|role| names_of(&grants, role)), enforcer, grants })
    }

    /// Answers whether the role holds the permission.
    #[must_use]
    pub fn allows<P: Permission>(&self, role: Role) -> bool {
        self.allows_named(role, P::OBJECT, P::ACTION)
    }

    /// Answers whether the role may do the action on the object.
    #[must_use]
    pub fn allows_named(&self, role: Role, object: &str, action: &str) -> bool {
        let named = |asked: &Asked| (asked.object, asked.action).cmp(&(object, action));
        // What nobody was granted is in no rule.
        let Some(asked) = self.asked.binary_search_by(named).ok().and_then(|at| self.asked.get(at)) else { return false };
        let Some(answer) = asked.answers.get(role as usize) else { return false };
        match answer.load(Ordering::Relaxed) {
            0 => {
                let allowed = self.enforcer.enforce((role.as_str(), object, action)).unwrap_or(false);
                answer.store(if allowed { YES } else { NO }, Ordering::Relaxed);
                allowed
            }
            known => known == YES,
        }
    }

    /// Every grant, for the snapshot and for "who am I".
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// What the role may do, as `object:action`, sorted.
    #[must_use]
    pub fn permissions_of(&self, role: Role) -> &[String] {
        self.names.get(role as usize).map_or(&[], Vec::as_slice)
    }
}

fn names_of(grants: &[Grant], role: Role) -> Vec<String> {
    let mine = grants.iter().filter(|grant| grant.role == role);
    let mut names: Vec<_> = mine.map(|grant| format!("{}:{}", grant.object, grant.action)).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRANTS: [Grant; 3] = [
        Grant { role: Role::Owner, object: "module", action: "publish" },
        Grant { role: Role::Admin, object: "module", action: "publish" },
        Grant { role: Role::Support, object: "audit", action: "read" },
    ];

    #[test]
    fn each_role_stands_at_its_place() {
        assert!(Role::ALL.iter().enumerate().all(|(at, role)| *role as usize == at));
    }

    #[tokio::test]
    async fn the_answer_that_is_kept_is_the_answer_of_casbin() {
        let policy = Policy::load(GRANTS).await.unwrap();
        for again in 0..2 {
            for role in Role::ALL {
                for (object, action) in [("module", "publish"), ("audit", "read"), ("module", "read"), ("", "")] {
                    let granted = GRANTS.iter().any(|g| (g.role, g.object, g.action) == (role, object, action));
                    assert_eq!(policy.allows_named(role, object, action), granted, "{again} {role:?} {object}:{action}");
                }
            }
        }
        assert_eq!(policy.permissions_of(Role::Admin), ["module:publish"]);
    }
}

//! Every role × every permission, printed and compared: a grant that nobody decided fails here.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tutela::kernel::authz::{Policy, Realm, Role};

#[actix_web::test]
async fn every_role_holds_what_was_decided_and_no_more() {
    let policy = Policy::load(tutela::app::grants()).await.unwrap();
    let permissions: BTreeSet<(&str, &str)> = policy.grants().iter().map(|grant| (grant.object, grant.action)).collect();
    let mut matrix = format!("{:<28}", "");
    for role in Role::ALL {
        let _ = write!(matrix, "{:<11}", role.as_str());
    }
    matrix = matrix.trim_end().to_owned() + "\n";
    for (object, action) in permissions {
        let mut line = format!("{:<28}", format!("{object}:{action}"));
        for role in Role::ALL {
            let _ = write!(line, "{:<11}", if policy.allows_named(role, object, action) { "yes" } else { "-" });
        }
        matrix += &(line.trim_end().to_owned() + "\n");
    }
    insta::assert_snapshot!("policy_matrix", matrix);
}

#[actix_web::test]
async fn nobody_holds_what_nobody_granted() {
    let policy = Policy::load(tutela::app::grants()).await.unwrap();
    for role in Role::ALL {
        assert!(!policy.allows_named(role, "people", "everything"));
        assert!(!policy.allows_named(role, "*", "*") && !policy.allows_named(role, "", ""));
        assert!(!policy.permissions_of(role).is_empty(), "{} may do nothing at all", role.as_str());
    }
}

#[test]
fn a_role_of_the_operator_holds_nothing_that_changes_a_tenant() {
    let inside = ["people", "groups", "modules", "quizzes", "assignments", "exports", "settings", "workspace"];
    for grant in tutela::app::grants() {
        let outside = grant.role.realm() == Realm::Tenant || !inside.contains(&grant.object);
        assert!(outside, "{} holds {}:{}", grant.role.as_str(), grant.object, grant.action);
    }
}

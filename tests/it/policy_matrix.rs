//! Every role × every permission, printed and compared: a grant that nobody decided fails here.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;
use tutela::kernel::authz::{Policy, Realm, Role};

use crate::actors::Caller;
use crate::answer::Call;
use crate::database::fresh_id;
use crate::tenant_isolation::with_ids;
use crate::world::World;

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

/// Every role × every JSON route, with ids of nothing and an empty body: a door that opens for somebody new shows here.
#[actix_web::test]
async fn every_json_route_opens_for_the_roles_that_it_opened_for() {
    let world = World::new().await;
    let roles = everybody(&world).await;
    let mut matrix = String::new();
    let mut wrong = Vec::new();
    let routes = world.stage.routes().await;
    for (method, path) in routes.iter().filter(|(_, path)| path.starts_with("/api/v1/")) {
        let address = with_ids(path, |kind| if kind == "slot" { "1".to_owned() } else { fresh_id().to_string() });
        let _ = write!(matrix, "{method} {path}:");
        for (role, caller) in &roles {
            // Who sends it is not remembered: it has to be looked up while the rest of the request is already there.
            world.kernel().forget_sessions();
            let call = Call::new(method.parse().unwrap(), &address);
            let answer = caller.sends(if method == "GET" { call } else { call.json(&json!({})) }).await;
            let status = answer.status.as_u16();
            assert!(status < 500, "{method} {path} for {role}: {}", answer.text());
            let _ = write!(matrix, " {role}={status}");
            let code = answer.json["code"].as_str().unwrap_or_default();
            if !["forbidden", "unauthenticated"].contains(&code) {
                continue;
            }
            world.kernel().forget_sessions();
            let nonsense = Call::new(method.parse().unwrap(), format!("{address}?limit=many")).json(&json!({ "no such": [1] }));
            let refused = caller.sends(nonsense).await;
            if refused.json["code"] != code {
                wrong.push(format!("{method} {path} tells {role} more than {code}: {}", refused.excerpt()));
            }
        }
        matrix += "\n";
    }
    world.runs_its_jobs().await;
    assert!(wrong.is_empty(), "whoever may not come in learns what is asked for inside:\n{}", wrong.join("\n"));
    insta::assert_snapshot!("json_routes", matrix);
}

async fn everybody(world: &World) -> Vec<(&'static str, Caller)> {
    let acme = world.tenant("Acme").await;
    let mut roles: Vec<_> = acme.people().into_iter().map(|person| (person.role.as_str(), person.caller.clone())).collect();
    for role in [Role::Legal, Role::Security, Role::Support] {
        roles.push((role.as_str(), world.operator(&format!("Olivia {}", role.as_str()), role).await.caller));
    }
    roles.push(("visitor", world.visitor()));
    assert_eq!(roles.len(), Role::ALL.len() + 1, "a role is missing");
    roles
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

//! What annex IV says of periods is done: each rule of the register names who does it, and what the software does happens.

use chrono::Duration;
use entity::Visit;
use entity::privacy::Category;
use entity::tenancy::TenantOwned;
use serde_json::json;
use tutela::kernel::tidy;

use crate::answer::Call;
use crate::world::World;

#[derive(serde::Deserialize)]
struct Register {
    rule: Vec<Rule>,
}

#[derive(serde::Deserialize)]
struct Rule {
    id: String,
    period: String,
    tables: Vec<String>,
    control: String,
}

/// Rules that the operator or the controller carries out; none of them falls due before a workspace is two years old, but
/// the last, which stands in no annex.
const BY_HAND: [&str; 6] = ["accounts", "learning-records", "certificates", "audit-log", "agreement", "unsigned-requests"];

/// Requests that were lost are forgotten by a job of their own; dpa_lost tells it.
const LOST: &str = "agreements::dpa";

fn rules() -> Vec<Rule> {
    let register: Register = toml::from_str(include_str!("../../templates/legal/retention.toml")).unwrap();
    register.rule
}

#[test]
fn every_rule_is_carried_out_by_somebody() {
    for rule in rules().iter().filter(|rule| !rule.tables.is_empty() && !rule.period.is_empty()) {
        let by_software = ["kernel::tidy", "rights::exports", LOST].contains(&rule.control.as_str());
        assert!(by_software != BY_HAND.contains(&rule.id.as_str()), "{} has a period and nobody who keeps it", rule.id);
    }
}

/// Whether a table holds something that the vocabulary calls somebody's.
fn personal() -> Vec<String> {
    struct Tables;
    impl Visit for Tables {
        type Output = Option<String>;

        fn table<E: TenantOwned>(&mut self) -> Option<String>
        where
            E::Model: serde::Serialize + Send + Sync,
        {
            let of_nobody = |category: &Category| matches!(category, Category::Technical | Category::Secret);
            let is_personal = E::PRIVACY.columns.iter().any(|(_, category)| !of_nobody(category));
            is_personal.then(|| E::default().table_name().to_owned())
        }
    }
    entity::each_tenant_table(&mut Tables).into_iter().flatten().collect()
}

#[test]
fn every_table_with_personal_data_stands_in_one_rule() {
    let rules = rules();
    for table in personal() {
        let in_rules: Vec<&str> = rules.iter().filter(|rule| rule.tables.contains(&table)).map(|rule| rule.id.as_str()).collect();
        // One that nobody countersigned ends sooner than one that was in force.
        let both = table == "agreement" && in_rules == ["agreement", "unsigned-requests"];
        // The answers of a request that was lost are forgotten, the note stays.
        let lost = table == "held_agreement" && in_rules == ["held-agreements", "lost-requests"];
        assert!(in_rules.len() == 1 || both || lost, "{table} stands in {in_rules:?}");
    }
}

#[actix_web::test]
async fn what_is_kept_for_a_time_is_deleted_then() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let owner = &acme.workspace.owner;
    world.realm().await;
    world.refuses_the_list().await;
    let group = Call::post("/api/v1/groups").json(&json!({ "name": "Kept" })).header("idempotency-key", "a");
    owner.sends(group).await.is_created();
    let learner = acme.workspace.learner.signs_in().await;
    learner.delete(format!("/api/v1/tokens/{}", acme.ids["token"])).await.is_done();
    world.runs_its_jobs().await;

    // Those of the stories' people are neither revoked nor do they run out.
    let left = async |table: &str| {
        let which = match table {
            "api_token" => "revoked_at IS NOT NULL",
            "export" => "file_id IS NOT NULL",
            "job" => "state = 'done'",
            _ => "1 = 1",
        };
        world.database.number(&format!("SELECT count(*) FROM {table} WHERE {which}")).await
    };
    let mut periods = Vec::new();
    let by_others = |rule: &Rule| rule.control.is_empty() || rule.control == LOST;
    for rule in rules().into_iter().filter(|rule| !by_others(rule) && !rule.period.is_empty()) {
        let days: i64 = rule.period.trim_start_matches('P').trim_end_matches('D').parse().unwrap();
        periods.extend(rule.tables.into_iter().map(|table| (days, table)));
    }
    periods.sort();
    let begun = world.now();
    for (days, table) in &periods {
        // Shortly before the earliest day on which the period can be over.
        world.waits(begun + Duration::days(*days) - Duration::hours(1) - world.now());
        assert_eq!(tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap(), 0);
        assert!(left(table).await > 0, "{table} is gone before {days} days");
    }
    // An invitation runs out after 14 days at most, a session after half a day, and the jobs of today are done today.
    for (days, table) in &periods {
        world.waits((begun + Duration::days(*days + 8) - world.now()).max(Duration::zero()));
        world.runs_its_jobs().await;
        assert_eq!(tidy::tidy(world.kernel(), std::time::Duration::ZERO).await.unwrap(), 0);
        let old = left(table).await;
        assert!(old == 0 || table == "job", "{table}: {old} are left after {days} days");
    }
    let old_jobs = "SELECT count(*) FROM job WHERE state = 'done' AND kind = 'exports.build'";
    assert_eq!(world.database.number(old_jobs).await, 0);
}

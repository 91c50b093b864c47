//! A notice to every customer: how soon it is in the queue of each, and what requests feel of it while the mails leave.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use tutela::kernel::ids::SystemSource;
use tutela::kernel::keys::Keys;
use uuid::Uuid;

use super::http::request;
use super::load::{self, Length, Run};
use super::report::Figure;
use super::seed::{self, Workspace, text};
use super::server::Server;
use super::sql::{Database, numbered};
use super::stage::Stage;

/// The numbers of the customers' ids begin here: above every other number of the bench.
const FROM: usize = 100_000_000;
/// How long requests are measured without and with mails on their way.
const SECONDS: f64 = 2.0;
/// A notice that is not queued by then is not measured.
const PATIENCE: Duration = Duration::from_secs(120);

/// Customers with an owner and an admin each, put in by the set; every one has a key of its own, as the product would make it.
pub async fn fill(stage: &Stage, database: &mut Database) -> anyhow::Result<()> {
    let keys = Keys::load(&stage.folder.join("data").join("operator.key"), Arc::new(SystemSource::default()))?;
    let past = database.in_days("-60");
    let all: Vec<usize> = (0..stage.plan.customers).map(|number| FROM + number * 10).collect();
    for some in all.chunks(500) {
        let (mut tenants, mut people) = (Vec::new(), Vec::new());
        for number in some {
            let id = numbered(*number);
            let (tenant, key) = (database.uuid(id), database.bytes(&keys.new_tenant_key(id)?));
            tenants.push(format!("({tenant}, 'c{number}', 'Customer {number}', 'tenant', 'en', 'Europe/Berlin', {key}, {past})"));
            for (place, role) in [(1, "owner"), (2, "admin")] {
                let person = database.uuid(numbered(number + place));
                people.push(format!(
                    "({tenant}, {person}, '{role}@c{number}.example', 'Person {number}', '{role}', 'active', 'en', {past})"
                ));
            }
        }
        let columns = "tenant (id, slug, name, kind, locale, zone, wrapped_key, created_at)";
        database.run(&format!("INSERT INTO {columns} VALUES {}", tenants.join(", "))).await?;
        let columns = "user_account (tenant_id, id, email, name, role, state, locale, created_at)";
        database.run(&format!("INSERT INTO {columns} VALUES {}", people.join(", "))).await?;
    }
    database.settle().await
}

/// Tells all customers of a new sub-processor: the time until the last delivery is queued, then the requests of 5,000 other
/// people while the mails leave, beside the same requests before.
pub async fn tell(
    stage: &Stage,
    workspace: &Workspace,
    product: &Server,
    database: &mut Database,
) -> anyhow::Result<Vec<Figure>> {
    let (drafts, reviews) = staff(database).await?;
    let changes = "/api/v1/operator/subprocessor-changes";
    let change = text(&seed::post(product.address, &drafts, changes, &adding()).await?, "id")?;
    let change = format!("{changes}/{change}");
    let now: Value = serde_json::from_slice(&seed::get(product.address, &reviews, &change).await?)?;
    let review = json!({ "decision": "approved", "revision": now["revision"], "note": "Contract seen." });
    seed::post(product.address, &reviews, &format!("{change}/review"), &review).await?;
    let before = requests(workspace, product).await?;

    let began = Instant::now();
    seed::post(product.address, &drafts, &format!("{change}/notice"), &json!({})).await?;
    let deliveries = 2 * stage.plan.customers;
    while database.count("SELECT count(*) FROM notice_delivery").await? < deliveries {
        ensure!(began.elapsed() < PATIENCE, "the notice was not queued within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let queued = began.elapsed().as_secs_f64();
    let sent = "SELECT count(*) FROM notice_delivery WHERE state = 'sent'";
    while database.count(sent).await? < 100 {
        ensure!(began.elapsed() < PATIENCE, "no mail of the notice left within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (sent_before, began) = (database.count(sent).await?, Instant::now());
    let during = requests(workspace, product).await?;
    let left = (database.count(sent).await? - sent_before) as f64 / began.elapsed().as_secs_f64();
    let what = format!("notice to {} customers × 2 contacts", stage.plan.customers);
    Ok(vec![
        Figure::below(format!("{what}: in the queue"), queued, "s", 5.0),
        Figure::plain(format!("{what}: mails that leave beside full load"), left, "/s"),
        Figure::plain("GET /me before it, p99", before.latency_ms(0.99), "ms"),
        Figure::plain("GET /me while its mails leave, p99", during.latency_ms(0.99), "ms"),
        Figure::plain(
            "GET /me while its mails leave, of the requests/s before",
            during.per_second() / before.per_second(),
            "times",
        ),
    ])
}

async fn requests(workspace: &Workspace, product: &Server) -> anyhow::Result<Run> {
    let asked: Vec<_> = workspace.learners.iter().map(|cookie| request("GET", "/api/v1/me", Some(cookie), None)).collect();
    let mut at = 0;
    let mut next = |request: &mut Vec<u8>| {
        at = (at + 1) % asked.len().max(1);
        asked.get(at).is_some_and(|one| {
            request.extend_from_slice(one);
            true
        })
    };
    load::run(product.address, 8, Length { seconds: SECONDS, most: u64::MAX }, &mut next).await
}

/// Sessions of two members of the operator's staff: one writes, the other reviews.
async fn staff(database: &mut Database) -> anyhow::Result<(String, String)> {
    let realm = database.id("SELECT id FROM tenant WHERE kind = 'operator'").await?;
    let (of_realm, past) = (database.uuid(realm), database.in_days("-60"));
    let ids: [Uuid; 2] = [numbered(FROM - 2), numbered(FROM - 1)];
    let rows: Vec<_> = ids
        .iter()
        .zip(["legal", "security"])
        .map(|(id, role)| {
            let id = database.uuid(*id);
            format!("({of_realm}, {id}, '{role}@operator.example', 'Staff', '{role}', 'active', 'en', {past})")
        })
        .collect();
    let columns = "user_account (tenant_id, id, email, name, role, state, locale, created_at)";
    database.run(&format!("INSERT INTO {columns} VALUES {}", rows.join(", "))).await?;
    let mut cookies = seed::sessions(database, realm, &ids).await?.into_iter();
    cookies.next().zip(cookies.next()).context("no sessions")
}

fn adding() -> Value {
    json!({
        "kind": "add", "reason": "Mails leave from Brussels.",
        "subprocessor": {
            "legal_name": "Measured Mail SA", "address": "Rue Haute 1, 1000 Bruxelles", "country": "BE",
            "contact_email": "privacy@mail.example", "category": "email_delivery", "purpose": "Delivers mails.",
            "data_categories": ["identification"], "location": "Brussels, Belgium",
            "transfer_mechanism": "none_within_eea", "applies": "always",
        },
    })
}

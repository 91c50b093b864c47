//! The workspace that is measured: 5,000 people, 20 published modules, and progress in most of them.
//!
//! What has rules is made through the product (modules, quizzes, attempts, answers); what is only many is put in by the set.

use std::net::SocketAddr;

use anyhow::{Context as _, ensure};
use ring::digest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::http::request;
use super::load;
use super::server;
use super::sql::{Database, numbered};
use super::stage::Stage;

/// Modules that everybody is assigned to.
pub const MODULES: usize = 20;

/// Who and what there is to ask for.
pub struct Workspace {
    /// The cookie of the owner.
    pub owner: String,
    /// The cookies of the learners, by number.
    pub learners: Vec<String>,
    /// The modules.
    pub modules: Vec<Uuid>,
    /// The quiz of the first module.
    pub quiz: String,
}

/// Brings the schema up to date and opens the operator's realm and two workspaces.
pub fn open(stage: &Stage) -> anyhow::Result<()> {
    server::tutela(stage, &["migrate"])?;
    server::tutela(stage, &["operator", "create", "--email", "legal@measured.example", "--name", "Mira Kovač"])?;
    server::tutela(stage, &["subprocessors", "declare", "--none"])?;
    for slug in ["measured", "exported"] {
        let owner = format!("owner@{slug}.example");
        server::tutela(
            stage,
            &["tenant", "create", "--slug", slug, "--name", slug, "--owner-email", &owner, "--owner-name", "Ada Owner"],
        )?;
    }
    Ok(())
}

/// The workspace called so, and a fresh session of its owner.
pub async fn owner_of(database: &mut Database, slug: &str) -> anyhow::Result<(Uuid, Uuid, String)> {
    let tenant = database.id(&format!("SELECT id FROM tenant WHERE slug = '{slug}'")).await?;
    let of_tenant = database.uuid(tenant);
    let owner = database.id(&format!("SELECT id FROM user_account WHERE tenant_id = {of_tenant} AND role = 'owner'")).await?;
    database.run(&format!("UPDATE user_account SET state = 'active' WHERE tenant_id = {of_tenant} AND role = 'owner'")).await?;
    let cookies = sessions(database, tenant, &[owner]).await?;
    Ok((tenant, owner, cookies.into_iter().next().context("no session was made")?))
}

/// Fills the workspace `measured`.
pub async fn fill(stage: &Stage, database: &mut Database, address: SocketAddr) -> anyhow::Result<Workspace> {
    let (id, owner_id, owner) = owner_of(database, "measured").await?;
    let quiz = modules(address, &owner).await?;
    let of_tenant = database.uuid(id);
    let modules = database.ids(&format!("SELECT id FROM module WHERE tenant_id = {of_tenant} ORDER BY title")).await?;
    ensure!(modules.len() == MODULES, "there are {} modules", modules.len());
    people(database, id, stage.plan.people).await?;
    assign(database, id, owner_id, stage.plan.people).await?;
    let ids: Vec<Uuid> = (1..=stage.plan.people).map(numbered).collect();
    let learners = sessions(database, id, &ids).await?;
    database.settle().await?;
    Ok(Workspace { owner, learners, modules, quiz })
}

/// Learners with the numbers from 1.
pub async fn people(database: &mut Database, tenant: Uuid, most: usize) -> anyhow::Result<()> {
    let sql = format!(
        "INSERT INTO user_account (tenant_id, id, email, name, role, state, locale, created_at) \
         SELECT {tenant}, {id}, 'person' || n || '@measured.example', 'Person ' || n, 'learner', 'active', 'en', {joined} FROM {numbers} AS people",
        tenant = database.uuid(tenant),
        id = database.numbered("n"),
        joined = database.in_days("-60"),
        numbers = database.numbers(most),
    );
    database.run(&sql).await?;
    Ok(())
}

/// Everybody is assigned to every module and is somewhere in seven of ten of them.
async fn assign(database: &mut Database, tenant: Uuid, owner: Uuid, people: usize) -> anyhow::Result<()> {
    let (tenant, owner) = (database.uuid(tenant), database.uuid(owner));
    let (past, due) = (database.in_days("-30"), database.in_days("14"));
    let all = format!(
        "{numbers} AS people CROSS JOIN (SELECT id, row_number() OVER (ORDER BY title) AS m FROM module WHERE tenant_id = {tenant}) AS modules",
        numbers = database.numbers(people)
    );
    let (person, row) = (database.numbered("people.n"), database.numbered("people.n * 100 + modules.m"));
    let assignment = database.numbered("modules.m");
    let statements = [
        format!(
            "INSERT INTO assignment (tenant_id, id, module_id, due_at, assigned_by, assigned_at) SELECT {tenant}, {assignment}, modules.id, {due}, {owner}, {past} \
             FROM (SELECT id, row_number() OVER (ORDER BY title) AS m FROM module WHERE tenant_id = {tenant}) AS modules"
        ),
        format!(
            "INSERT INTO enrolment (tenant_id, id, assignment_id, module_id, user_id, due_at, created_at) \
             SELECT {tenant}, {row}, {assignment}, modules.id, {person}, {due}, {past} FROM {all}"
        ),
        format!(
            "INSERT INTO module_progress (tenant_id, id, user_id, module_id, units_done, units_total, best_percent, started_at, completed_at, passed_at) \
             SELECT {tenant}, {row}, {person}, modules.id, CASE WHEN (n + m) % 3 = 0 THEN 3 ELSE (n + m) % 3 END, 3, \
             CASE WHEN (n + m) % 3 = 0 THEN 80 END, {past}, CASE WHEN (n + m) % 3 = 0 THEN {past} END, CASE WHEN (n + m) % 3 = 0 THEN {past} END \
             FROM {all} WHERE (n * 7 + m * 3) % 10 < 7 AND m > 1"
        ),
    ];
    for statement in &statements {
        database.run(statement).await?;
    }
    Ok(())
}

/// A session for each of these people, whose password was just given; returns their cookies.
pub async fn sessions(database: &mut Database, tenant: Uuid, people: &[Uuid]) -> anyhow::Result<Vec<String>> {
    let mut cookies = Vec::with_capacity(people.len());
    for some in people.chunks(500) {
        let (now, end) = (database.in_days("0"), database.in_days("1"));
        let mut rows = Vec::with_capacity(some.len());
        for person in some {
            let cookie = secret(tenant)?;
            let id = Uuid::from_slice(&digest::digest(&digest::SHA256, person.as_bytes()).as_ref()[..16])?;
            let hash = database.bytes(digest::digest(&digest::SHA256, cookie.as_bytes()).as_ref());
            rows.push(format!(
                "({}, {}, {}, {hash}, {now}, {now}, {end}, {now})",
                database.uuid(tenant),
                database.uuid(id),
                database.uuid(*person)
            ));
            cookies.push(cookie);
        }
        let sql = format!(
            "INSERT INTO session (tenant_id, id, user_id, token_hash, created_at, seen_at, expires_at, confirmed_at) VALUES {}",
            rows.join(", ")
        );
        database.run(&sql).await?;
    }
    Ok(cookies)
}

/// What a cookie holds: the tenant and 256 random bits.
fn secret(tenant: Uuid) -> anyhow::Result<String> {
    let mut random = [0_u8; 32];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut random)
        .map_err(|_| anyhow::anyhow!("there is no randomness"))?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&[tenant.as_bytes().as_slice(), &random].concat()))
}

/// Builds and publishes the modules through the product; returns the quiz of the first.
async fn modules(address: SocketAddr, owner: &str) -> anyhow::Result<String> {
    let mut first_quiz = None;
    for number in 1..=MODULES {
        let module =
            post(address, owner, "/api/v1/modules", &json!({ "title": format!("Module {number:02}"), "language": "en" })).await?;
        let units = format!("/api/v1/modules/{}/units", text(&module, "id")?);
        for page in ["What it is", "What to do"] {
            post(address, owner, &units, &json!({ "kind": "page", "title": page, "body_md": page_md() })).await?;
        }
        let quiz = json!({ "kind": "quiz", "title": "Check", "settings": { "pass_percent": 60 } });
        let quiz = text(&post(address, owner, &units, &quiz).await?, "quiz_id")?;
        for question in questions() {
            post(address, owner, &format!("/api/v1/quizzes/{quiz}/questions"), &question).await?;
        }
        post(address, owner, &format!("/api/v1/modules/{}/publication", text(&module, "id")?), &json!({})).await?;
        first_quiz.get_or_insert(quiz);
    }
    first_quiz.context("there is no quiz")
}

/// A page of some 2,000 characters with what pages have: headings, lists, a table, emphasis.
fn page_md() -> String {
    let part = "## Before you send\n\nLook at the **address** first: who gets it, and did they ask for it? A list helps:\n\n\
                - the name of the file says what it is\n- the file holds nothing else\n- the link ends after *seven* days\n\n\
                | Case | Do |\n|---|---|\n| A colleague asks | share the folder |\n| A stranger asks | ask who they are |\n\n";
    part.repeat(6)
}

/// One question of each kind.
fn questions() -> [Value; 5] {
    let options = |right: usize| -> Vec<Value> {
        (0..4).map(|at| json!({ "text_md": format!("Option {}", at + 1), "correct": at < right })).collect()
    };
    [
        json!({ "kind": "single_choice", "stem_md": "Who decides what the data is for?", "points": 1, "options": options(1), "feedback_md": "The controller." }),
        json!({ "kind": "multiple_response", "stem_md": "Which two are personal data?", "points": 2, "options": options(2) }),
        json!({ "kind": "true_false", "stem_md": "A wrong address is a breach.", "points": 1, "value": true }),
        json!({ "kind": "short_text", "stem_md": "Who supervises?", "points": 1, "accepted": ["the authority", "authority"] }),
        json!({ "kind": "number", "stem_md": "Within how many hours is a breach notified?", "points": 1, "value": 72, "tolerance": 0 }),
    ]
}

/// Posts as somebody; anything but a 2xx is an error.
pub async fn post(address: SocketAddr, cookie: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
    let requests = [request("POST", path, Some(cookie), Some(&body.to_string()))];
    let (status, answer) = load::each(address, &requests).await?.into_iter().next().context("no answer")?;
    ensure!((200..300).contains(&status), "POST {path}: {status} {}", String::from_utf8_lossy(&answer));
    Ok(serde_json::from_slice(&answer).unwrap_or_default())
}

/// Gets as somebody; anything but a 200 is an error.
pub async fn get(address: SocketAddr, cookie: &str, path: &str) -> anyhow::Result<Vec<u8>> {
    let (status, answer) =
        load::each(address, &[request("GET", path, Some(cookie), None)]).await?.into_iter().next().context("no answer")?;
    ensure!(status == 200, "GET {path}: {status}");
    Ok(answer)
}

/// The text of a field.
pub fn text(value: &Value, field: &str) -> anyhow::Result<String> {
    value[field].as_str().map(str::to_owned).with_context(|| format!("the answer has no {field}: {value}"))
}

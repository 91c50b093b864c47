//! What is asked of the product, and the yardsticks beside it.

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::http::request;
use super::load;
use super::measure::{Aim, Line, Subject, WARM_UP, in_turn};
use super::seed::{self, Workspace, text};
use super::server::Server;
use super::sql::Database;
use super::stage::Stage;
use super::yardstick::{ROWS, key};

/// Reading may cost this much of a bare select, writing an answer of a bare insert.
const AIM: Option<f64> = Some(0.30);
/// The learners whose answers and whose submissions are measured, by number: others than those who only read.
const ANSWERING_FROM: usize = 500;
const SUBMITTING_FROM: usize = 1_000;

/// Reads: the session, and a module as a learner sees it.
pub async fn reads(stage: &Stage, workspace: &Workspace, product: &Server, yardstick: &Server) -> anyhow::Result<Vec<Line>> {
    let hello = request("GET", "/hello", None, None);
    let rows: Vec<Vec<u8>> =
        (1..=ROWS).map(|row| request("GET", &format!("/rows/{}", key(row * 7919 % ROWS + 1)), None, None)).collect();
    let me = |cookie: &String| request("GET", "/api/v1/me", Some(cookie), None);
    let one = vec![me(&workspace.owner)];
    let many: Vec<Vec<u8>> = workspace.learners.iter().map(me).collect();
    let mut subjects = vec![
        Subject::new(stage, "bare constant JSON", yardstick, again(vec![hello])),
        Subject::new(stage, "bare select", yardstick, again(rows)),
        Subject::new(stage, "GET /me, one session", product, again(one)).against(1, AIM),
        Subject::new(stage, format!("GET /me, {} sessions in turn", many.len()), product, again(many)).against(1, AIM),
    ];
    match module_page(workspace, product).await {
        Ok(path) => {
            let pages =
                workspace.learners.iter().take(ANSWERING_FROM).map(|cookie| request("GET", &path, Some(cookie), None)).collect();
            subjects.push(Subject::new(stage, "module page (HTML)", product, again(pages)).against(1, None));
        }
        Err(error) => eprintln!("Not measured: the module page. {error:#}"),
    }
    in_turn(stage, &mut subjects).await
}

/// Writes: answers that are kept, and attempts that are handed in. The planner is told of the attempts and answers put in
/// before, as a server that runs for longer than a minute is by autovacuum.
pub async fn writes(
    stage: &Stage,
    workspace: &Workspace,
    database: &mut Database,
    product: &Server,
    yardstick: &Server,
) -> anyhow::Result<Vec<Line>> {
    let body = r#"{"option_ids":["00000000-0000-7000-8000-000000000001"]}"#;
    let mut subjects =
        vec![Subject::new(stage, "bare insert", yardstick, again(vec![request("POST", "/rows", None, Some(body))]))];
    let answering = &workspace.learners[ANSWERING_FROM..ANSWERING_FROM + stage.plan.answering];
    let warm_up = usize::try_from(WARM_UP)?;
    let submitting = &workspace.learners[SUBMITTING_FROM..SUBMITTING_FROM + stage.plan.submissions * stage.plan.rounds + warm_up];
    match slots(workspace, product, answering).await {
        Ok(slots) => subjects.push(
            Subject::new(stage, format!("PUT answer, {} people in turn", answering.len()), product, answers(slots))
                .against(0, AIM),
        ),
        Err(error) => eprintln!("Not measured: answers. {error:#}"),
    }
    match ready(workspace, product, submitting).await {
        Ok(mut requests) => {
            let next = move |request: &mut Vec<u8>| {
                requests.pop().is_some_and(|next| {
                    *request = next;
                    true
                })
            };
            let most = u64::try_from(stage.plan.submissions)?;
            subjects.push(Subject { most, ..Subject::new(stage, "POST submission (5 answers)", product, next).against(0, None) });
        }
        Err(error) => eprintln!("Not measured: submissions. {error:#}"),
    }
    database.settle().await?;
    in_turn(stage, &mut subjects).await
}

/// The progress matrix as the owner sees it, asked by one person at a time.
pub async fn matrix(stage: &Stage, workspace: &Workspace, product: &Server) -> anyhow::Result<Vec<Line>> {
    let size = format!("{} people × {} modules", workspace.learners.len(), workspace.modules.len());
    let mut subjects = Vec::new();
    for (name, path) in [("matrix page (HTML)", "/progress"), ("matrix as JSON", "/api/v1/progress")] {
        match seed::get(product.address, &workspace.owner, path).await {
            Ok(_) => subjects.push(Subject {
                connections: 1,
                aim: Some(Aim::Milliseconds(100.0)),
                ..Subject::new(
                    stage,
                    format!("{name}, {size}"),
                    product,
                    again(vec![request("GET", path, Some(&workspace.owner), None)]),
                )
            }),
            Err(error) => eprintln!("Not measured: {name}. {error:#}"),
        }
    }
    in_turn(stage, &mut subjects).await
}

/// The same requests over and over.
fn again(requests: Vec<Vec<u8>>) -> impl FnMut(&mut Vec<u8>) -> bool {
    let mut last = 0;
    move |request| {
        last = (last + 1) % requests.len().max(1);
        requests.get(last).is_some_and(|next| {
            request.extend_from_slice(next);
            true
        })
    }
}

/// Where a learner reads: the first link of their home that leads into a module, followed to the page it ends in.
async fn module_page(workspace: &Workspace, product: &Server) -> anyhow::Result<String> {
    let learner = workspace.learners.first().context("there is no learner")?;
    let home = String::from_utf8(seed::get(product.address, learner, "/learn").await?)?;
    let names = |href: &&str| workspace.modules.iter().any(|module| href.contains(&module.to_string()));
    let links = || home.split("href=\"").skip(1).filter_map(|part| part.split('"').next());
    let href = links().find(names).or_else(|| links().find(|href| href.starts_with("/learn/")));
    let mut path = href.context("the home of a learner links to no module")?.to_owned();
    for _ in 0..3 {
        let mut connection = super::http::Connection::open(product.address, super::http::HERE).await?;
        let status = connection.ask(&request("GET", &path, Some(learner), None)).await?;
        if status == 200 {
            return Ok(path);
        }
        let headers = connection.headers();
        let location = headers.lines().find_map(|line| line.strip_prefix("location: "));
        path = location.with_context(|| format!("GET {path}: {status}"))?.to_owned();
    }
    anyhow::bail!("{path} leads nowhere")
}

/// A slot of an attempt that somebody is working on.
struct Slot {
    path: String,
    cookie: String,
    /// The answer behind its sequence.
    rest: String,
    sequence: u64,
}

/// Answers with increasing sequences, a different attempt each time.
fn answers(mut slots: Vec<Slot>) -> impl FnMut(&mut Vec<u8>) -> bool {
    let mut last = 0;
    move |request_| {
        last = (last + 1) % slots.len().max(1);
        slots.get_mut(last).is_some_and(|slot| {
            *request_ = slot.next();
            true
        })
    }
}

impl Slot {
    fn next(&mut self) -> Vec<u8> {
        self.sequence += 1;
        request("PUT", &self.path, Some(&self.cookie), Some(&format!("{{\"sequence\":{},{}", self.sequence, self.rest)))
    }
}

/// Starts an attempt for each of these learners.
async fn start(workspace: &Workspace, product: &Server, learners: &[String]) -> anyhow::Result<Vec<Value>> {
    let path = format!("/api/v1/quizzes/{}/attempts", workspace.quiz);
    let requests: Vec<_> = learners.iter().map(|cookie| request("POST", &path, Some(cookie), Some("{}"))).collect();
    let answers = load::each(product.address, &requests).await?;
    answers
        .iter()
        .map(|(status, body)| {
            ensure!(*status == 201, "POST {path}: {status} {}", String::from_utf8_lossy(body));
            Ok(serde_json::from_slice(body)?)
        })
        .collect()
}

/// The slots of an attempt for each of these learners, attempt by attempt in turn.
async fn slots(workspace: &Workspace, product: &Server, learners: &[String]) -> anyhow::Result<Vec<Slot>> {
    let attempts = start(workspace, product, learners).await?;
    let mut slots = Vec::new();
    for (attempt, cookie) in attempts.iter().zip(learners) {
        let id = text(attempt, "id")?;
        for (at, slot) in attempt["slots"].as_array().context("an attempt has no slots")?.iter().enumerate() {
            let path = format!("/api/v1/attempts/{id}/answers/{}", slot["slot"]);
            slots.push((at, Slot { path, cookie: cookie.clone(), rest: rest(slot)?, sequence: 0 }));
        }
    }
    slots.sort_by_key(|(at, _)| *at);
    Ok(slots.into_iter().map(|(_, slot)| slot).collect())
}

fn rest(slot: &Value) -> anyhow::Result<String> {
    Ok(match slot["kind"].as_str().unwrap_or_default() {
        "true_false" => "\"boolean\":true}".to_owned(),
        "short_text" => "\"text\":\"the authority\"}".to_owned(),
        "number" => "\"number\":72}".to_owned(),
        _ => format!("\"option_ids\":[\"{}\"]}}", text(&slot["options"][0], "id")?),
    })
}

/// Attempts with all their answers, ready to be handed in: the requests that do so.
async fn ready(workspace: &Workspace, product: &Server, learners: &[String]) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut slots = slots(workspace, product, learners).await?;
    let requests: Vec<_> = slots.iter_mut().map(Slot::next).collect();
    let refused = load::each(product.address, &requests).await?.into_iter().find(|(status, _)| !(200..300).contains(status));
    ensure!(refused.is_none(), "an answer was refused: {refused:?}");
    let hand_in = |slot: &Slot| {
        let attempt = slot.path.split("/answers/").next().unwrap_or_default();
        request("POST", &format!("{attempt}/submission"), Some(&slot.cookie), Some("{}"))
    };
    Ok(slots.iter().take(learners.len()).map(hand_in).collect())
}

//! How an invented person learns: opens pages, answers questions, hands in.

use std::collections::HashMap;

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use anyhow::Context as _;
use serde_json::{Value, json};

use super::client::{Client, text};
use super::data::Module;
use crate::kernel::markdown::markdown;

/// A module of the demo after it was built: what is needed to learn it.
pub struct Built {
    /// Its id.
    pub id: String,
    /// Its units in order, with the quiz if it is one.
    pub units: Vec<(String, Option<String>)>,
    /// The right and a wrong answer of each question, by the text of its stem.
    answers: HashMap<String, Answers>,
}

struct Answers {
    question: Value,
}

impl Built {
    /// Remembers what was built from a file.
    pub fn new(id: String, units: Vec<(String, Option<String>)>, module: &Module) -> Self {
        let questions = module.units.iter().flat_map(|unit| &unit.questions);
        let answers = questions.map(|question| {
            (plain(&markdown(question["stem_md"].as_str().unwrap_or_default())), Answers { question: question.clone() })
        });
        Self { id, units, answers: answers.collect() }
    }
}

/// Opens the first units that are pages.
pub async fn read<S, B>(client: &Client<S>, token: &str, module: &Built, units: usize) -> anyhow::Result<()>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    for (unit, _) in module.units.iter().filter(|(_, quiz)| quiz.is_none()).take(units) {
        client.post(token, &format!("/api/v1/units/{unit}/views"), json!({})).await?;
    }
    Ok(())
}

/// Takes the quiz, answering the first `wrong` questions wrong.
pub async fn take<S, B>(client: &Client<S>, token: &str, module: &Built, wrong: usize) -> anyhow::Result<()>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    let quiz = module.units.iter().find_map(|(_, quiz)| quiz.as_deref()).context("the module has no quiz")?;
    let attempt = client.post(token, &format!("/api/v1/quizzes/{quiz}/attempts"), json!({})).await?;
    let id = text(&attempt, "id")?;
    for (at, slot) in attempt["slots"].as_array().context("the attempt has no slots")?.iter().enumerate() {
        let stem = plain(slot["stem_html"].as_str().unwrap_or_default());
        let answers = module.answers.get(&stem).with_context(|| format!("no answer is known to: {stem}"))?;
        let mut answer = if at < wrong { answers.wrong(slot) } else { answers.right(slot) };
        answer["sequence"] = json!(1);
        client.put(token, &format!("/api/v1/attempts/{id}/answers/{}", slot["slot"]), answer).await?;
    }
    client.post(token, &format!("/api/v1/attempts/{id}/submission"), json!({})).await?;
    Ok(())
}

impl Answers {
    fn right(&self, slot: &Value) -> Value {
        match self.question["kind"].as_str().unwrap_or_default() {
            "true_false" => json!({ "boolean": self.question["value"] }),
            "short_text" => json!({ "text": self.question["accepted"][0] }),
            "number" => json!({ "number": self.question["value"] }),
            _ => json!({ "option_ids": self.options(slot, true) }),
        }
    }

    fn wrong(&self, slot: &Value) -> Value {
        match self.question["kind"].as_str().unwrap_or_default() {
            "true_false" => json!({ "boolean": !self.question["value"].as_bool().unwrap_or_default() }),
            "short_text" => json!({ "text": "I do not know" }),
            "number" => json!({ "number": self.question["value"].as_i64().unwrap_or_default() + 1_000_000 }),
            "single_choice" => json!({ "option_ids": self.options(slot, false).into_iter().take(1).collect::<Vec<_>>() }),
            _ => json!({ "option_ids": self.options(slot, false) }),
        }
    }

    /// The shown options that are right, or those that are not.
    fn options(&self, slot: &Value, right: bool) -> Vec<String> {
        let wanted: Vec<String> = self.question["options"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|option| option["correct"].as_bool().unwrap_or_default() == right)
            .map(|option| plain(&markdown(option["text_md"].as_str().unwrap_or_default())))
            .collect();
        let shown = slot["options"].as_array().into_iter().flatten();
        shown
            .filter(|option| wanted.contains(&plain(option["text_html"].as_str().unwrap_or_default())))
            .filter_map(|option| option["id"].as_str().map(str::to_owned))
            .collect()
    }
}

/// The text of some HTML without its tags.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Who acts in the stories: visitors, signed-in people, and the workspaces they belong to.

use std::ops::Deref;
use std::rc::Rc;

use actix_web::http::Method;
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::tenancy::TenantId;
use uuid::Uuid;

use crate::answer::{Answer, Call};
use crate::world::{PASSWORD, Stage};

/// What an actor shows to prove who they are.
#[derive(Clone)]
enum Credential {
    None,
    Token(String),
    Cookie(String),
}

/// Somebody who sends requests.
#[derive(Clone)]
pub struct Caller {
    stage: Rc<Stage>,
    credential: Credential,
    address: String,
}

impl Caller {
    pub fn visitor(stage: Rc<Stage>, address: String) -> Self {
        Self { stage, credential: Credential::None, address }
    }

    pub fn with_token(stage: Rc<Stage>, token: String) -> Self {
        Self { stage, credential: Credential::Token(token), address: "198.51.100.7".to_owned() }
    }

    /// The same browser with a cookie.
    pub fn with_cookie(&self, cookie: String) -> Self {
        Self { credential: Credential::Cookie(cookie), ..self.clone() }
    }

    /// The same person at another server.
    pub fn at(&self, stage: &Rc<Stage>) -> Self {
        Self { stage: Rc::clone(stage), ..self.clone() }
    }

    pub async fn sends(&self, call: Call) -> Answer {
        let call = match &self.credential {
            Credential::None => call,
            Credential::Token(token) => call.header("authorization", format!("Bearer {token}")),
            Credential::Cookie(cookie) => call.header("cookie", cookie.clone()),
        };
        self.stage.send(call, &self.address).await
    }

    pub async fn get(&self, path: impl Into<String>) -> Answer {
        self.sends(Call::get(path)).await
    }

    pub async fn post(&self, path: impl Into<String>, body: Value) -> Answer {
        self.sends(Call::post(path).json(&body)).await
    }

    /// POST without a body.
    pub async fn posts(&self, path: impl Into<String>) -> Answer {
        self.sends(Call::post(path)).await
    }

    pub async fn put(&self, path: impl Into<String>, body: Value) -> Answer {
        self.sends(Call::new(Method::PUT, path).json(&body)).await
    }

    pub async fn patch(&self, path: impl Into<String>, body: Value) -> Answer {
        self.sends(Call::new(Method::PATCH, path).json(&body)).await
    }

    pub async fn delete(&self, path: impl Into<String>) -> Answer {
        self.sends(Call::new(Method::DELETE, path)).await
    }

    /// Opens a page as a browser does.
    pub async fn opens(&self, path: impl Into<String>) -> Answer {
        self.sends(Call::get(path).header("accept", "text/html")).await
    }

    /// Sends a form as a browser does.
    pub async fn submits(&self, path: impl Into<String>, fields: &[(&str, &str)]) -> Answer {
        self.sends(Call::post(path).form(fields).header("accept", "text/html").header("sec-fetch-site", "same-origin")).await
    }

    /// Reads a list to its end.
    pub async fn reads_all(&self, path: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut address = path.to_owned();
        loop {
            let page = self.get(address).await.is_ok();
            rows.extend(page.items().iter().cloned());
            let Some(next) = page.json["next"].as_str() else { return rows };
            address = format!("{path}{}after={next}", if path.contains('?') { '&' } else { '?' });
        }
    }
}

/// A signed-in person.
#[derive(Clone)]
pub struct Person {
    pub caller: Caller,
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub slug: String,
    pub tenant: TenantId,
}

impl Deref for Person {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Person {
    /// The body of a sign-in.
    pub fn credentials(&self) -> Value {
        json!({ "workspace": self.slug, "email": self.email, "password": PASSWORD })
    }

    /// Signs in with the password; what comes back is their browser.
    pub async fn signs_in(&self) -> Caller {
        let browser = Caller { credential: Credential::None, ..self.caller.clone() };
        let answer = browser.post("/api/v1/sessions", self.credentials()).await.is_created();
        browser.with_cookie(answer.cookie().expect("a sign-in sets a cookie"))
    }

    /// The names of the events in the log that the person may read, oldest first.
    pub async fn reads_the_log(&self) -> Vec<String> {
        let mut names: Vec<String> = self.reads_all("/api/v1/audit-events?limit=200").await.iter().map(name_of).collect();
        names.reverse();
        names
    }

    /// Fails unless the log of the workspace has each of these events.
    pub async fn finds_in_the_log(&self, wanted: &[&str]) {
        let names = self.reads_the_log().await;
        let missing: Vec<_> = wanted.iter().filter(|name| !names.iter().any(|known| known == *name)).collect();
        assert!(missing.is_empty(), "the log lacks {missing:?}; it has {names:#?}");
    }

    /// Makes a group with these people in it; says its id.
    pub async fn makes_a_group(&self, name: &str, members: &[&Person]) -> String {
        let group = self.post("/api/v1/groups", json!({ "name": name })).await.is_created().id();
        for member in members {
            self.put(format!("/api/v1/groups/{group}/members/{}", member.id), json!({})).await.is_done();
        }
        group
    }

    /// Lets somebody lead a group.
    pub async fn lets_lead(&self, group: &str, leader: &Person) {
        self.put(format!("/api/v1/groups/{group}/members/{}", leader.id), json!({ "kind": "lead" })).await.is_done();
    }
}

fn name_of(entry: &Value) -> String {
    entry["type"].as_str().unwrap_or_default().to_owned()
}

/// A customer and its people.
pub struct Workspace {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub owner: Person,
    pub admin: Person,
    pub instructor: Person,
    pub learner: Person,
}

impl Workspace {
    /// Every role of the workspace, with its person.
    pub fn people(&self) -> [&Person; 4] {
        [&self.owner, &self.admin, &self.instructor, &self.learner]
    }
}

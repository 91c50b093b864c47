//! The invented people, modules and sub-processors, as they stand in `templates/demo`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::vendors::subprocessors::{self, Vendor};

/// Everything the demo starts with.
pub struct Demo {
    pub operator: Operator,
    pub tenants: Vec<Tenant>,
    pub modules: BTreeMap<&'static str, Module>,
    pub subprocessors: Vec<Vendor>,
}

#[derive(Deserialize)]
pub struct Operator {
    pub slug: String,
    pub name: String,
    pub locale: String,
    pub zone: String,
    pub people: Vec<Person>,
    pub company: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub struct Tenant {
    pub slug: String,
    pub name: String,
    pub accent: Option<String>,
    pub locale: String,
    pub zone: String,
    pub company: BTreeMap<String, String>,
    pub people: Vec<Person>,
    pub groups: Vec<Group>,
    pub modules: Vec<Publication>,
    pub assignments: Vec<Assignment>,
    pub progress: Vec<Progress>,
}

#[derive(Deserialize)]
pub struct Person {
    pub key: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub locale: String,
    pub joined_day: i64,
    pub last_seen_day: Option<i64>,
}

#[derive(Deserialize)]
pub struct Group {
    pub key: String,
    pub name: String,
    pub members: Vec<String>,
    pub leads: Vec<String>,
}

#[derive(Deserialize)]
pub struct Publication {
    pub file: String,
    pub published_day: i64,
}

#[derive(Deserialize)]
pub struct Assignment {
    pub module: String,
    pub groups: Vec<String>,
    pub by: String,
    pub assigned_day: i64,
    pub due_day: i64,
}

#[derive(Deserialize)]
pub struct Progress {
    pub person: String,
    pub module: String,
    pub started_day: Option<i64>,
    pub first_try_day: Option<i64>,
    pub finished_day: Option<i64>,
    pub last_day: Option<i64>,
    pub time: Option<String>,
    #[serde(default)]
    pub units_done: usize,
    #[serde(default)]
    pub wrong: usize,
    #[serde(default)]
    pub wrong_first: usize,
}

#[derive(Deserialize)]
pub struct Module {
    pub title: String,
    pub language: String,
    pub summary: String,
    pub units: Vec<Unit>,
}

#[derive(Deserialize)]
pub struct Unit {
    pub kind: String,
    pub title: String,
    #[serde(default)]
    pub body_md: String,
    pub settings: Option<serde_json::Value>,
    #[serde(default)]
    pub questions: Vec<serde_json::Value>,
}

/// The modules by the name of their file.
const MODULES: [(&str, &str); 6] = [
    ("01-handling-personal-data", include_str!("../../../templates/demo/modules/01-handling-personal-data.toml")),
    ("02-phishing-and-passwords", include_str!("../../../templates/demo/modules/02-phishing-and-passwords.toml")),
    ("03-reporting-an-incident", include_str!("../../../templates/demo/modules/03-reporting-an-incident.toml")),
    ("04-safe-use-of-ai", include_str!("../../../templates/demo/modules/04-safe-use-of-ai.toml")),
    (
        "05-umgang-mit-personenbezogenen-daten",
        include_str!("../../../templates/demo/modules/05-umgang-mit-personenbezogenen-daten.toml"),
    ),
    ("06-arbeitsschutz-im-buero", include_str!("../../../templates/demo/modules/06-arbeitsschutz-im-buero.toml")),
];

/// Reads all of it.
///
/// # Errors
/// When a file is not what this module expects.
pub fn read() -> anyhow::Result<Demo> {
    #[derive(Deserialize)]
    struct Tenants {
        operator: Operator,
        tenants: Vec<Tenant>,
    }
    let Tenants { operator, tenants } = toml::from_str(include_str!("../../../templates/demo/tenants.toml"))?;
    let subprocessors = subprocessors::read_register(include_str!("../../../templates/demo/subprocessors.toml"));
    let subprocessors = subprocessors.map_err(|wrong| anyhow::anyhow!("the demo's sub-processors: {:?}", wrong.fields()))?;
    let modules = MODULES.into_iter().map(|(file, text)| Ok((file, toml::from_str(text)?))).collect::<anyhow::Result<_>>()?;
    Ok(Demo { operator, tenants, modules, subprocessors })
}

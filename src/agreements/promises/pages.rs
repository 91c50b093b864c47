//! The trust page and the start page of the public site.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

use super::model::{self, Promise};
use crate::agreements::dpa::{self, Processor};
use crate::kernel::authz::{Role, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, respond_public, see_other};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(start).service(trust);
}

#[derive(askama::Template)]
#[template(path = "pages/promises/start.html")]
struct StartPage {
    shell: Shell,
}

/// Visitors see what this is; whoever is signed in goes where their work is.
#[get("/")]
async fn start(request: HttpRequest, shell: Shell) -> Result<HttpResponse, Error> {
    let Some(caller) = SignedIn::find(&request).await? else { return respond(&StartPage { shell }) };
    Ok(see_other(match caller.session().role {
        Role::Owner | Role::Admin => "/admin",
        Role::Instructor => "/progress",
        Role::Learner => "/learn",
        Role::Legal | Role::Security | Role::Support => "/operator/tenants",
    }))
}

#[derive(askama::Template)]
#[template(path = "pages/promises/trust.html")]
struct TrustPage {
    shell: Shell,
    kept: usize,
    planned: usize,
    total: usize,
    tests: usize,
    version: String,
    show: String,
    topics: Vec<TopicShown>,
    measures: Vec<AimShown>,
    contacts: Vec<String>,
}

struct TopicShown {
    id: String,
    name: String,
    promises: Vec<PromiseShown>,
}

/// An aim and the measures that serve it.
struct AimShown {
    id: String,
    name: String,
    measures: Vec<MeasureShown>,
}

struct MeasureShown {
    name: String,
    text: String,
    by: String,
}

struct PromiseShown {
    id: String,
    sentence: String,
    tone: Tone,
    state: String,
    source: String,
    evidence: String,
    tests: Vec<String>,
    plan: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    show: String,
}

#[get("/trust")]
async fn trust(shell: Shell, processor: web::Data<Processor>, wish: Query<Wish>) -> Result<HttpResponse, Error> {
    let (register, texts) = (model::register()?, shell.texts);
    let locale = texts.locale();
    let show = if ["kept", "planned"].contains(&wish.0.show.as_str()) { wish.0.show } else { String::new() };
    let wanted = |promise: &&Promise| show.is_empty() || promise.is_kept() == (show == "kept");
    let topics = register.topics.iter().map(|topic| TopicShown {
        id: topic.id.clone(),
        name: topic.name(locale).to_owned(),
        promises: register
            .promises
            .iter()
            .filter(|promise| promise.topic == topic.id)
            .filter(wanted)
            .map(|promise| promise_shown(texts, register, promise))
            .collect(),
    });
    let topics: Vec<TopicShown> = topics.filter(|topic| !topic.promises.is_empty()).collect();
    let effective =
        register.effective.to_string().parse::<NaiveDate>().map(|day| texts.date(day.and_time(NaiveTime::MIN).and_utc()));
    let effective = effective.unwrap_or_default();
    let (kept, total) = (register.kept(), register.promises.len());
    let contacts = [("trust-contact", &processor.privacy_email), ("trust-contact-security", &processor.security_email)];
    let contacts = contacts.into_iter().filter(|(_, email)| !email.is_empty());
    let contacts = contacts.map(|(key, email)| texts.ta(key, &[("email", email)])).collect();
    respond_public(&TrustPage {
        version: texts.ta("trust-stat-version-text", &[("version", &register.version), ("date", &effective)]),
        contacts,
        kept,
        planned: total - kept,
        total,
        tests: register.tests(),
        show,
        topics,
        measures: measures_shown(locale, texts)?,
        shell,
    })
}

fn measures_shown(locale: Locale, texts: Texts) -> Result<Vec<AimShown>, Error> {
    let register = dpa::measures()?;
    let shown = |measure: &dpa::Measure| MeasureShown {
        name: measure.name.say(locale).to_owned(),
        text: measure.text.say(locale).to_owned(),
        by: texts.t(if measure.performed_by == "software" { "trust-measures-by-software" } else { "trust-measures-by-operator" }),
    };
    let aims = register.headings.iter().map(|heading| AimShown {
        id: heading.id.clone(),
        name: heading.name(locale).to_owned(),
        measures: register.under(heading).map(shown).collect(),
    });
    Ok(aims.collect())
}

fn promise_shown(texts: Texts, register: &model::Register, promise: &Promise) -> PromiseShown {
    let locale = texts.locale();
    let kept = promise.is_kept();
    let note = promise.note.as_ref().map(|note| note.say(locale));
    let plan = match (kept, note) {
        (true, _) => String::new(),
        (_, Some(note)) => texts.ta("trust-planned-partly", &[("note", note)]),
        _ => texts.t(if promise.is_built() { "trust-unproved" } else { "trust-planned" }),
    };
    let source = register.sources.get(promise.source()).map(|source| texts.ta("trust-source", &[("source", source.say(locale))]));
    PromiseShown {
        id: promise.id.clone(),
        sentence: promise.sentence(locale).to_owned(),
        tone: if kept { Tone::Ok } else { Tone::None },
        state: texts.t(if kept { "trust-state-kept" } else { "trust-state-not-kept" }),
        source: source.unwrap_or_default(),
        evidence: if promise.tests.is_empty() {
            texts.t("trust-evidence-none")
        } else {
            texts.tn("trust-evidence-tests", i64::try_from(promise.tests.len()).unwrap_or(i64::MAX))
        },
        tests: promise.tests.iter().map(|test| test.replace('_', " ")).collect(),
        plan,
    }
}

//! The trust page and the start page of the public site.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

use super::evidence;
use super::policy::ReadEvidence;
use crate::agreements::dpa::Processor;
use crate::agreements::measures::{self, Measure, Undertaking};
use crate::agreements::promises::{self, Conditions, Promise, Proof, Register};
use crate::kernel::authz::{Role, SignedIn, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, respond_public, see_other};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(start).service(trust);
}

#[derive(askama::Template)]
#[template(path = "pages/trust/start.html")]
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
#[template(path = "pages/trust/trust.html")]
struct TrustPage {
    shell: Shell,
    kept: usize,
    planned: usize,
    total: usize,
    tests: usize,
    version: String,
    show: String,
    /// Somebody of a customer looks: the page shows what their workspace has seen.
    is_customer: bool,
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
    promises: Vec<String>,
    tests: Vec<String>,
    /// What shows that people do it: the title, and the address that everybody may follow.
    evidence: Vec<(String, Option<String>)>,
}

struct PromiseShown {
    id: String,
    sentence: String,
    tone: Tone,
    icon: &'static str,
    state: String,
    source: String,
    how: String,
    checked: String,
    /// What the workspace of whoever looks has seen of it.
    own: Option<String>,
    tests: Vec<String>,
    plan: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    show: String,
}

#[get("/trust")]
async fn trust(
    request: HttpRequest,
    visitor: Visitor,
    shell: Shell,
    processor: web::Data<Processor>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let (register, texts) = (promises::register()?, shell.texts);
    let now = Conditions::now(visitor.kernel()).await?;
    let own = own_evidence(&request, &visitor, texts).await?;
    let undertakings = measures::in_use(visitor.kernel()).await?;
    let locale = texts.locale();
    let show = if ["kept", "planned"].contains(&wish.0.show.as_str()) { wish.0.show } else { String::new() };
    let wanted = |promise: &&Promise| show.is_empty() || promise.is_kept(&now) == (show == "kept");
    let topics = register.topics.iter().map(|topic| TopicShown {
        id: topic.id.clone(),
        name: topic.name(locale).to_owned(),
        promises: register
            .promises
            .iter()
            .filter(|promise| promise.topic == topic.id)
            .filter(wanted)
            .map(|promise| promise_shown(texts, (register, &now), promise, shown_of(own.as_ref(), (promise, &now), locale)))
            .collect(),
    });
    let topics: Vec<TopicShown> = topics.filter(|topic| !topic.promises.is_empty()).collect();
    let effective =
        register.effective.to_string().parse::<NaiveDate>().map(|day| texts.date(day.and_time(NaiveTime::MIN).and_utc()));
    let effective = effective.unwrap_or_default();
    let (kept, total) = (register.kept(&now), register.promises.len());
    let contacts = [("trust-contact", &processor.privacy_email), ("trust-contact-security", &processor.security_email)];
    let contacts = contacts.into_iter().filter(|(_, email)| !email.is_empty());
    let contacts = contacts.map(|(key, email)| texts.ta(key, &[("email", email)])).collect();
    let page = TrustPage {
        version: texts.ta("trust-stat-version-text", &[("version", &register.version), ("date", &effective)]),
        contacts,
        kept,
        planned: total - kept,
        total,
        tests: register.tests(&now),
        show,
        is_customer: own.is_some(),
        topics,
        measures: measures_shown(texts, &undertakings)?,
        shell,
    };
    if own.is_some() { respond(&page) } else { respond_public(&page) }
}

/// What the workspace of whoever looks has seen of the promises; none for visitors, and for people who do not run one.
async fn own_evidence(
    request: &HttpRequest,
    visitor: &Visitor,
    texts: Texts,
) -> Result<Option<BTreeMap<&'static str, String>>, Error> {
    let caller = SignedIn::find(request).await?.filter(|caller| caller.may::<ReadEvidence>());
    let Some(caller) = caller else { return Ok(None) };
    let zone = caller.session().workspace.zone;
    let seen = evidence::evidence(&caller.authorize()?, visitor).await?;
    Ok(Some(seen.into_iter().map(|evidence| (evidence.promise, evidence.say(texts, zone))).collect()))
}

/// What the workspace has seen of a promise, or why there is nothing to see; nothing for whoever runs none.
fn shown_of(
    own: Option<&BTreeMap<&'static str, String>>,
    (promise, now): (&Promise, &Conditions),
    locale: Locale,
) -> Option<String> {
    let without = promise.without_evidence.as_ref().filter(|_| promise.is_kept(now));
    let reason = || without.map(|reason| reason.say(locale).to_owned());
    own.and_then(|seen| seen.get(promise.id.as_str()).cloned().or_else(reason))
}

/// Under each aim what the software does and what people of the operator do.
fn measures_shown(texts: Texts, undertakings: &[Undertaking]) -> Result<Vec<AimShown>, Error> {
    let (register, locale) = (measures::measures()?, texts.locale());
    let aims = register.headings.iter().map(|heading| {
        let by_software = register.under(heading).map(|measure| proved(texts, measure));
        let by_people = undertakings.iter().filter(|one| one.heading == heading.id).map(|one| undertaken(texts, one));
        AimShown {
            id: heading.id.clone(),
            name: heading.name(locale).to_owned(),
            measures: by_software.chain(by_people).collect(),
        }
    });
    Ok(aims.collect())
}

fn proved(texts: Texts, measure: &Measure) -> MeasureShown {
    MeasureShown {
        name: measure.name.say(texts.locale()).to_owned(),
        text: measure.text.say(texts.locale()).to_owned(),
        by: checked(texts, &measure.tests, measure.proof().as_ref()),
        promises: measure.promises.clone(),
        tests: in_words(&measure.tests),
        evidence: Vec::new(),
    }
}

/// Without evidence and without a check it is shown as what it is: an undertaking. So it is where a check fell short, and what
/// showed it before shows nothing now: the words fit both.
fn undertaken(texts: Texts, one: &Undertaking) -> MeasureShown {
    let by = match one.checked_at {
        None if one.evidence.is_empty() => texts.t("trust-measures-undertaken"),
        None => texts.t("trust-measures-by-operator"),
        Some(at) => texts.ta("trust-measures-checked", &[("date", &texts.date(at))]),
    };
    let evidence = one.evidence.iter().map(|one| (one.title.clone(), one.public_link().map(str::to_owned)));
    MeasureShown {
        name: one.name.say(texts.locale()).to_owned(),
        text: one.text.say(texts.locale()).to_owned(),
        by,
        promises: one.promises.clone(),
        tests: Vec::new(),
        evidence: evidence.collect(),
    }
}

/// How often it was checked, when and where; or that nothing proves it.
fn checked(texts: Texts, tests: &[String], proof: Option<&Proof>) -> String {
    let Some(proof) = proof else { return texts.t("trust-evidence-none") };
    let count = i64::try_from(tests.len()).unwrap_or(i64::MAX);
    let (at, both) = (texts.moment(proof.ran_at), proof.stores.len() > 1);
    let on = texts.t(if both { "trust-checked-on-both" } else { "trust-checked-on-one" });
    let sources = texts.t(if proof.is_current { "trust-checked-these" } else { "trust-checked-earlier" });
    texts.tna("trust-checked", count, &[("at", &at), ("on", &on), ("sources", &sources)])
}

/// Names of tests as people read them.
fn in_words(tests: &[String]) -> Vec<String> {
    tests.iter().map(|test| test.replace('_', " ")).collect()
}

fn promise_shown(
    texts: Texts,
    (register, now): (&Register, &Conditions),
    promise: &Promise,
    own: Option<String>,
) -> PromiseShown {
    let locale = texts.locale();
    let proof = promise.proof();
    let kept = promise.is_kept(now);
    let note = promise.note.as_ref().map(|note| note.say(locale));
    let plan = match (promise.hindrance(now, texts), note) {
        _ if kept => String::new(),
        (Some(hindrance), _) => hindrance,
        (_, Some(note)) => texts.ta("trust-planned-partly", &[("note", note)]),
        _ => texts.t(if promise.is_built() { "trust-unproved" } else { "trust-planned" }),
    };
    let source = register.sources.get(promise.source()).map(|source| texts.ta("trust-source", &[("source", source.say(locale))]));
    PromiseShown {
        id: promise.id.clone(),
        sentence: promise.sentence(locale).to_owned(),
        tone: if kept { Tone::Ok } else { Tone::Bad },
        icon: if kept { "ok" } else { "none" },
        state: texts.t(if kept { "trust-state-kept" } else { "trust-state-not-kept" }),
        source: source.unwrap_or_default(),
        how: promise.how.as_ref().filter(|_| kept).map(|how| how.say(locale).to_owned()).unwrap_or_default(),
        checked: checked(texts, &promise.tests, proof.as_ref()),
        own,
        tests: in_words(&promise.tests),
        plan,
    }
}

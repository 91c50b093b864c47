//! The library as a page for customers: searched, printed, taken as CSV or as a workbook.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use super::actions;
use super::embedded::library;
use super::model::{self, Given, Short, Standing};
use crate::agreements::assurance::policy::ReadAssurance;
use crate::agreements::assurance::questionnaires::attached;
use crate::agreements::assurance::sheets::{Format, csv_of, workbook_of};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Query;

/// Columns of the workbook are so wide, in characters.
const WIDTHS: [u32; 7] = [24, 18, 60, 12, 90, 34, 24];

/// The pages for customers.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_library).service(take_csv).service(take_workbook);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Search {
    q: String,
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/library.html")]
struct LibraryPage {
    shell: Shell,
    search: String,
    about: String,
    shown: String,
    topics: Vec<TopicShown>,
}

struct TopicShown {
    id: String,
    name: String,
    answers: Vec<AnswerShown>,
}

struct AnswerShown {
    question: String,
    tone: Tone,
    short: String,
    answer: String,
    standing: String,
    /// Pages that show it: their addresses and names.
    evidence: Vec<(String, String)>,
}

#[get("/settings/questionnaire")]
async fn show_library(
    caller: Authorized<ReadAssurance>,
    shell: Shell,
    processor: web::Data<Processor>,
    search: Query<Search>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let given = actions::read(&caller, &processor, texts).await?;
    let embedded = library()?;
    let wanted = search.0.q.trim().to_lowercase();
    let holds = |given: &&Given| {
        let text = format!("{} {}", given.question, given.answer.as_deref().unwrap_or_default()).to_lowercase();
        wanted.split_whitespace().all(|word| text.contains(word))
    };
    let found: Vec<&Given> = given.iter().filter(holds).collect();
    let topic = |(id, name): (String, String)| {
        let answers: Vec<_> = found.iter().filter(|given| given.topic == id).map(|given| answer_shown(texts, given)).collect();
        TopicShown { id, name, answers }
    };
    let page = LibraryPage {
        shown: shell.tn("library-shown", found.len()),
        topics: model::topics(texts.locale())?.into_iter().map(topic).filter(|topic| !topic.answers.is_empty()).collect(),
        about: shell.ta("library-about", &[("date", &shell.moment(caller.kernel().clock.now())), ("version", &embedded.version)]),
        search: search.0.q,
        shell,
    };
    respond(&page)
}

fn answer_shown(texts: Texts, given: &Given) -> AnswerShown {
    let tone = match (given.standing, given.short) {
        (Standing::Missing, _) => Tone::None,
        (_, Some(Short::Yes)) => Tone::Ok,
        (_, Some(Short::Partly)) => Tone::Warn,
        (_, Some(Short::No)) => Tone::Bad,
        _ => Tone::Info,
    };
    AnswerShown {
        question: given.question.clone(),
        tone,
        short: short_name(texts, given.short),
        answer: given.answer.clone().unwrap_or_else(|| texts.t("library-missing")),
        standing: standing(texts, given),
        evidence: evidence(texts, given),
    }
}

/// The pages that show it by name, and the promises under it that are not kept in full.
fn evidence(texts: Texts, given: &Given) -> Vec<(String, String)> {
    let page = |place: &String| (place.clone(), page_name(place).map_or_else(|| place.clone(), |key| texts.t(key)));
    let promise = |id: &String| (format!("/trust#{id}"), id.clone());
    given.evidence.iter().map(page).chain(given.not_kept.iter().map(promise)).collect()
}

/// The text that names a page of the product.
fn page_name(place: &str) -> Option<&'static str> {
    Some(match place {
        "/account" => "session-account-title",
        "/api/docs/" => "start-open-api",
        "/audit" => "nav-audit",
        "/dpa" => "site-agreement",
        "/dpa/text" => "dpa-text-title",
        "/exports" => "nav-exports",
        "/learn" => "nav-learn-home",
        "/people" => "nav-people",
        "/progress" => "nav-progress",
        "/settings" => "nav-settings",
        "/settings/reviews" => "nav-reviews",
        "/settings/subprocessors" | "/subprocessors" => "nav-subprocessors",
        "/sign-in" => "action-sign-in",
        "/trust" => "site-promises",
        "/verify" => "site-verify",
        _ => return None,
    })
}

fn short_name(texts: Texts, short: Option<Short>) -> String {
    texts.t(match short {
        Some(Short::Yes) => "library-short-yes",
        Some(Short::No) => "library-short-no",
        Some(Short::Partly) => "library-short-partly",
        Some(Short::Text) => "library-short-text",
        None => "library-short-none",
    })
}

/// On what an answer stands, in words.
pub fn standing(texts: Texts, given: &Given) -> String {
    match (given.standing, given.approved_at) {
        (Standing::Operator, Some(at)) => texts.ta("library-standing-operator", &[("date", &texts.date(at))]),
        (Standing::Missing, _) => texts.t("library-standing-missing"),
        (Standing::Partly, _) => texts.t("library-standing-partly"),
        _ => texts.t("library-standing-facts"),
    }
}

async fn table(caller: &Authorized<ReadAssurance>, shell: &Shell, processor: &Processor) -> Result<Vec<Vec<String>>, Error> {
    let texts = shell.texts;
    let given = actions::read(caller, processor, texts).await?;
    let topics = model::topics(texts.locale())?;
    let name = |id: &str| topics.iter().find(|(known, _)| known == id).map_or_else(String::new, |(_, name)| name.clone());
    let day = texts.date(caller.kernel().clock.now());
    let head = ["topic", "id", "question", "short", "answer", "standing", "date"];
    let mut rows = vec![head.iter().map(|column| texts.t(&format!("library-column-{column}"))).collect::<Vec<_>>()];
    rows.extend(given.into_iter().map(|given| {
        let (short, standing) = (short_name(texts, given.short), standing(texts, &given));
        let answer = given.answer.unwrap_or_else(|| texts.t("library-missing"));
        vec![name(&given.topic), given.id, given.question, short, answer, standing, day.clone()]
    }));
    Ok(rows)
}

#[get("/settings/questionnaire.csv")]
async fn take_csv(
    caller: Authorized<ReadAssurance>,
    shell: Shell,
    processor: web::Data<Processor>,
) -> Result<HttpResponse, Error> {
    let rows = table(&caller, &shell, &processor).await?;
    Ok(attached("security-questionnaire.csv".to_owned(), Format::Csv.media_type(), csv_of(&rows)))
}

#[get("/settings/questionnaire.xlsx")]
async fn take_workbook(
    caller: Authorized<ReadAssurance>,
    shell: Shell,
    processor: web::Data<Processor>,
) -> Result<HttpResponse, Error> {
    let rows = table(&caller, &shell, &processor).await?;
    let book = workbook_of(&shell.t("library-sheet"), &WIDTHS, &rows)?;
    Ok(attached("security-questionnaire.xlsx".to_owned(), Format::Xlsx.media_type(), book))
}

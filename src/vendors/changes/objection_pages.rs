//! Objections as pages for the operator's staff: who objects and since when, and one with the way to answer it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::model::{self, Outcome, Resolution};
use super::objections;
use super::policy::{ManageChanges, ReadChanges};
use super::view::{Change, FiledLine};
use super::{actions, shown};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::{Error, Fields};
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::vendors::subprocessors::{self, Vendor};

/// Where objections are answered.
const OBJECTIONS: &str = "/operator/objections";

/// The pages of objections.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_objections).service(show_objection).service(answer);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
}

#[derive(askama::Template)]
#[template(path = "pages/changes/objections.html")]
struct ObjectionsPage {
    shell: Shell,
    rows: Vec<RowShown>,
    is_waiting: bool,
    first: String,
    next: String,
}

struct RowShown {
    id: Uuid,
    customer: String,
    change: String,
    tone: Tone,
    state: String,
    filed: String,
    age: String,
}

#[get("/operator/objections")]
async fn show_objections(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let is_waiting = filter.0.state != "ended";
    let found = objections::list(&caller, is_waiting, &paging.0).await?;
    let now = caller.kernel().clock.now();
    let state = if is_waiting { "open" } else { "ended" };
    let address = format!("{OBJECTIONS}?state={state}");
    let titles = titles(&caller, shell.texts, &found.items).await?;
    let row = |line: &FiledLine| RowShown {
        id: line.id,
        customer: line.tenant.clone(),
        change: titles.get(&line.change_id).cloned().unwrap_or_default(),
        tone: if line.ended_at.is_some() { Tone::Ok } else { Tone::Warn },
        state: ending(shell.texts, line.outcome),
        filed: shell.texts.moment(line.filed_at),
        age: shell.tn("count-days", (line.ended_at.unwrap_or(now) - line.filed_at).num_days()),
    };
    let page = ObjectionsPage {
        rows: found.items.iter().map(row).collect(),
        is_waiting,
        next: found.next.map(|after| format!("{address}&after={}", encode(&after))).unwrap_or_default(),
        first: if paging.0.after.is_some() { address } else { String::new() },
        shell,
    };
    respond(&page)
}

/// What each change is that somebody of a list objects to.
async fn titles(caller: &SignedIn, texts: Texts, lines: &[FiledLine]) -> Result<BTreeMap<Uuid, String>, Error> {
    let reader: Authorized<ReadChanges> = caller.clone().authorize()?;
    let vendors = subprocessors::ever(&caller.kernel().register().await?).await?;
    let mut titles = BTreeMap::new();
    for id in lines.iter().map(|line| line.change_id) {
        if let Entry::Vacant(free) = titles.entry(id) {
            free.insert(title(texts, &actions::get(&reader, id).await?, &vendors));
        }
    }
    Ok(titles)
}

/// A change in one line.
fn title(texts: Texts, change: &Change, vendors: &[Vendor]) -> String {
    let before = vendors.iter().find(|vendor| Some(vendor.id) == change.subprocessor_id);
    let after = change.subprocessor.as_ref().map(|facts| facts.legal_name.as_str());
    shown::title(texts, change.kind, before.map(|vendor| vendor.legal_name.as_str()), after)
}

/// How an objection ended, or that it waits.
fn ending(texts: Texts, outcome: Option<Outcome>) -> String {
    match outcome {
        None => texts.t("changes-outcome-open"),
        Some(outcome) => texts.t(&format!("changes-outcome-{}", outcome.as_str().replace('_', "-"))),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/changes/objection.html")]
struct ObjectionPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    change_id: Uuid,
    tenant_id: Uuid,
    title: String,
    change: String,
    customer: String,
    grounds: String,
    given_answer: String,
    tone: Tone,
    state: String,
    filed: String,
    /// When it came in writing; empty for one that was filed in the product.
    received: String,
    /// When it ended; empty while it is open.
    ended: String,
    is_open: bool,
    outcomes: Vec<(String, String)>,
    entered: AnswerForm,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AnswerForm {
    outcome: String,
    answer: String,
}

#[get("/operator/objections/{id}")]
async fn show_objection(caller: Authorized<ManageChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&objection_page(&caller, shell, FormErrors::none(), *id, AnswerForm::default()).await?)
}

async fn objection_page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: AnswerForm,
) -> Result<ObjectionPage, Error> {
    let texts = shell.texts;
    let filed = objections::one(&caller.clone().authorize()?, id).await?;
    let reader: Authorized<ReadChanges> = caller.clone().authorize()?;
    let change = actions::get(&reader, filed.change_id).await?;
    let vendors = subprocessors::ever(&caller.kernel().register().await?).await?;
    // The customer alone takes an objection back; the three others are the operator's.
    let outcomes = Outcome::ALL.into_iter().filter(|outcome| *outcome != Outcome::ObjectionWithdrawn);
    let outcomes = outcomes.map(|outcome| {
        let key = format!("objections-outcome-{}", outcome.as_str().replace('_', "-"));
        (outcome.as_str().to_owned(), texts.t(&key))
    });
    Ok(ObjectionPage {
        errors,
        id,
        change_id: filed.change_id,
        tenant_id: filed.tenant_id,
        title: texts.ta("objections-of", &[("customer", &filed.tenant)]),
        change: title(texts, &change, &vendors),
        customer: filed.tenant,
        grounds: filed.objection.grounds,
        given_answer: filed.objection.answer.unwrap_or_default(),
        tone: if filed.objection.outcome.is_some() { Tone::Ok } else { Tone::Warn },
        state: ending(texts, filed.objection.outcome),
        filed: texts.moment(filed.objection.objected_at),
        received: filed.objection.received_at.map(|at| texts.moment(at)).unwrap_or_default(),
        ended: filed.objection.resolved_at.map(|at| texts.moment(at)).unwrap_or_default(),
        is_open: filed.objection.outcome.is_none(),
        outcomes: outcomes.collect(),
        entered,
        shell,
    })
}

/// What is wrong with a form in which no outcome was chosen: that, and whatever else.
fn unchosen(written: &str) -> Error {
    let mut fields = Fields::new();
    fields.add("outcome", "required", "Say how the objection ends.");
    fields.take(model::said("answer", written));
    fields.check().err().unwrap_or(Error::NotFound)
}

#[post("/operator/objections/{id}/resolution")]
async fn answer(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, Error> {
    let filed = objections::one(&caller, *id).await?;
    let answered = match Outcome::parse(&form.0.outcome) {
        Some(outcome) => {
            let with = Resolution { tenant_id: filed.tenant_id, outcome, answer: form.0.answer.clone() };
            objections::resolve(&caller, filed.change_id, *id, with).await
        }
        None => Err(unchosen(&form.0.answer)),
    };
    match answered {
        Ok(_) => Ok(see_other_with(&format!("{OBJECTIONS}/{id}"), Tone::Ok, "flash-objection-answered")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &objection_page(&caller, shell, errors, *id, form.0).await?)
        }
    }
}

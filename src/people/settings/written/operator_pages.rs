//! The page on which the operator's staff enters what a customer instructed in writing, beside what was entered before.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::super::policy::EnterInstructions;
use super::actions::{self, OfCustomer};
use super::model::{Answer, NewWrittenInstruction, WrittenInstruction};
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Fields};
use crate::kernel::html::{FormErrors, Shell, Tone, local_moment, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

const PAGE: &str = "/operator/instructions";
/// So many characters of an instruction stand in the list from which one is chosen.
const MOST_SHOWN: usize = 80;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_entries).service(enter_one);
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entered {
    tenant_id: String,
    given_by: String,
    received_at: String,
    text: String,
    answer: String,
    reason: String,
    revokes: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    tenant_id: Option<Uuid>,
}

#[derive(askama::Template)]
#[template(path = "pages/settings/written.html")]
struct EntryPage {
    shell: Shell,
    errors: FormErrors,
    entered: Entered,
    customers: Vec<(String, String)>,
    answers: Vec<(String, String)>,
    /// Those of the customer that can be taken back.
    holding: Vec<(String, String)>,
    zone: String,
    customer: String,
    rows: Vec<WrittenRow>,
    first: String,
    next: String,
}

/// An instruction in writing in words.
pub struct WrittenRow {
    /// What it says, in paragraphs.
    pub text: String,
    /// Who gave it.
    pub given_by: String,
    /// When it arrived.
    pub received: String,
    /// What became of it.
    pub answer: String,
    /// Its tone.
    pub tone: &'static str,
    /// Why it infringes; empty when it does not.
    pub reason: String,
    /// When and by what it was taken back; empty while it holds.
    pub revoked: String,
}

impl WrittenRow {
    /// An entry in the reader's language and zone.
    #[must_use]
    pub fn of(shell: &Shell, entry: WrittenInstruction) -> Self {
        let (answer, tone) = match (entry.answer, &entry.revocation) {
            (_, Some(_)) => ("instruction-answer-revoked", "none"),
            (Answer::Followed, None) => ("instruction-answer-followed", "ok"),
            (Answer::Infringes, None) => ("instruction-answer-infringes", "warn"),
        };
        let revoked = entry
            .revocation
            .map(|by| shell.ta("instruction-revoked-by", &[("date", &shell.moment(by.at)), ("name", &by.given_by)]));
        Self {
            text: entry.text,
            given_by: entry.given_by,
            received: shell.moment(entry.received_at),
            answer: shell.t(answer),
            tone,
            reason: entry.reason.unwrap_or_default(),
            revoked: revoked.unwrap_or_default(),
        }
    }
}

#[get("/operator/instructions")]
async fn show_entries(
    caller: Authorized<EnterInstructions>,
    shell: Shell,
    chosen: Query<Chosen>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let tenant_id = chosen.0.tenant_id.map(|id| id.to_string()).unwrap_or_default();
    let entered = Entered { tenant_id, answer: Answer::Followed.as_str().to_owned(), ..Entered::default() };
    respond(&page(&caller, shell, FormErrors::none(), entered, &paging.0).await?)
}

async fn page(
    caller: &Authorized<EnterInstructions>,
    shell: Shell,
    errors: FormErrors,
    entered: Entered,
    paging: &Paging,
) -> Result<EntryPage, Error> {
    let chosen = entered.tenant_id.parse().ok();
    let OfCustomer { customers: all, page: list, holding } = actions::of_customer(caller, chosen, paging).await?;
    let customer = all.iter().find(|one| Some(one.id.get()) == chosen).map(|one| one.name.clone()).unwrap_or_default();
    let mut customers = vec![(String::new(), shell.t("objections-written-choose"))];
    customers.extend(all.into_iter().map(|one| (one.id.get().to_string(), one.name)));
    let answers = [Answer::Followed, Answer::Infringes].map(|answer| {
        let label = match answer {
            Answer::Followed => "instruction-answer-followed",
            Answer::Infringes => "instruction-answer-infringes",
        };
        (answer.as_str().to_owned(), shell.t(label))
    });
    let mut earlier = vec![(String::new(), shell.t("instruction-written-revokes-none"))];
    earlier.extend(holding.into_iter().rev().map(|one| {
        let beginning: String = one.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_SHOWN).collect();
        (one.id.to_string(), format!("{}: {beginning}", shell.texts.date(one.received_at)))
    }));
    let address = format!("{PAGE}?tenant_id={}", entered.tenant_id);
    Ok(EntryPage {
        errors,
        customers,
        customer,
        answers: answers.into(),
        holding: earlier,
        zone: shell.ta("changes-zone", &[("zone", shell.zone.name())]),
        rows: list.items.into_iter().map(|entry| WrittenRow::of(&shell, entry)).collect(),
        first: paging.after.as_ref().map(|_| address.clone()).unwrap_or_default(),
        next: list.next.map(|cursor| format!("{address}&after={cursor}")).unwrap_or_default(),
        entered,
        shell,
    })
}

#[post("/operator/instructions")]
async fn enter_one(caller: Authorized<EnterInstructions>, shell: Shell, form: Form<Entered>) -> Result<HttpResponse, Error> {
    let done = match read(&form.0, &shell, caller.kernel().clock.now()) {
        Ok(new) => actions::enter(&caller, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(see_other_with(&format!("{PAGE}?tenant_id={}", form.0.tenant_id), Tone::Ok, "flash-instruction-entered")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &page(&caller, shell, errors, form.0, &Paging { after: None, limit: None }).await?)
        }
    }
}

/// What was typed; every wrong field at once.
fn read(form: &Entered, shell: &Shell, now: DateTime<Utc>) -> Result<NewWrittenInstruction, Error> {
    let received_at = local_moment(&form.received_at, shell.zone);
    let new = NewWrittenInstruction {
        // Nobody's: it is refused as an unknown customer, with everything else that is wrong.
        tenant_id: form.tenant_id.parse().unwrap_or_default(),
        given_by: form.given_by.clone(),
        received_at: received_at.unwrap_or_default(),
        text: form.text.clone(),
        answer: Answer::parse(&form.answer).unwrap_or(Answer::Followed),
        reason: Some(form.reason.clone()),
        // What is no id of ours is refused as an unknown instruction.
        revokes: Some(form.revokes.trim()).filter(|id| !id.is_empty()).map(|id| id.parse().unwrap_or_default()),
    };
    if received_at.is_some() {
        return Ok(new);
    }
    let mut fields = Fields::new();
    fields.add("received_at", "time-format", "Give the time as a day and a time.");
    let is_customer = !new.tenant_id.is_nil();
    if let Err(Error::Invalid(others)) = new.check(is_customer, now) {
        others.into_iter().for_each(|other| fields.add(other.field, other.code, other.detail));
    }
    fields.check()?;
    Err(Error::NotFound)
}

//! The verbs of the operator's staff: see what was handed in, decide on each question, give the answers back.
//!
//! Whose a questionnaire is, the survey says; the workspace is then opened for this one questionnaire, and only while it is
//! handed in. Each step is kept in the customer's log and in the operator's.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::actions::given;
use super::model::{Acceptances, NewDecision, Step, Verdict};
use super::store;
use super::view::{Counts, HandedIn, Item, Questionnaire, state};
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::library::{self, Given};
use crate::agreements::assurance::policy::{AnswerQuestionnaires, SendQuestionnaires};
use crate::agreements::assurance::report::both;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants::{self, Tenant};
use crate::people::users;

/// What was handed in, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn list(caller: &Authorized<AnswerQuestionnaires>) -> Result<Vec<HandedIn>, Error> {
    let rows = store::survey(&caller.survey().await?).await?;
    let tx = caller.read().await?;
    let (now, customers) = (tx.now(), tenants::customers(&tx).await?);
    let view = |row: store::Surveyed| {
        let customer = customers.iter().find(|customer| customer.id.get() == row.tenant_id)?;
        let state = super::model::State::parse(&row.state)?;
        Some(HandedIn {
            tenant_id: row.tenant_id,
            tenant: customer.name.clone(),
            id: row.id,
            state,
            questions: row.questions,
            submitted_at: row.submitted_at,
            answered_at: row.answered_at,
            age_days: age(row.submitted_at, row.answered_at.unwrap_or(now)),
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

fn age(from: Option<DateTime<Utc>>, until: DateTime<Utc>) -> i64 {
    from.map_or(0, |from| (until - from).num_days())
}

/// Whose questionnaire it is.
async fn customer(caller: &Authorized<AnswerQuestionnaires>, id: Uuid) -> Result<Tenant, Error> {
    let owner = store::owner(&caller.survey().await?, id).await?;
    let customers = tenants::customers(&caller.read().await?).await?;
    customers.into_iter().find(|customer| customer.id.get() == owner).ok_or(Error::NotFound)
}

/// A questionnaire that was handed in, with whose it is.
///
/// # Errors
/// `NotFound`, also for one that was not handed in.
pub async fn get(caller: &Authorized<AnswerQuestionnaires>, id: Uuid) -> Result<(Tenant, Questionnaire, Counts), Error> {
    let customer = customer(caller, id).await?;
    let tx = caller.kernel().read_as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, false).await?;
    let counts = store::counts(&tx, id).await?;
    Ok((customer, Questionnaire::of(row)?, counts))
}

/// Its questions, with what was found and decided; only those that nobody has looked at, if wanted.
///
/// # Errors
/// `NotFound`; `Invalid` for a foreign cursor.
pub async fn items(
    caller: &Authorized<AnswerQuestionnaires>,
    processor: &Processor,
    id: Uuid,
    undecided: bool,
    paging: &Paging,
) -> Result<(Page<Item>, Vec<Given>), Error> {
    let customer = customer(caller, id).await?;
    let own = library::own(caller.kernel()).await?;
    let tx = caller.kernel().read_as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, false).await?;
    let given = given(&tx, processor, &row, &own).await?;
    let page = store::items_page(&tx, id, undecided, paging).await?;
    let items = page.items.into_iter().map(|row| Item::of(row, &given, true)).collect::<Result<_, _>>()?;
    Ok((Page { items, next: page.next }, given))
}

/// Begins to look at a questionnaire.
///
/// # Errors
/// `Refused` with `already-taken`.
pub async fn take(caller: &Authorized<AnswerQuestionnaires>, id: Uuid) -> Result<(), Error> {
    let customer = customer(caller, id).await?;
    let tx = caller.kernel().as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, true).await?;
    store::set_state(&tx, id, state(&row.state)?.after(Step::Take)?).await?;
    both(caller, tx, Event::Taken { questionnaire_id: id }).await
}

/// Decides on a question.
///
/// # Errors
/// `NotFound`; `Invalid` as [`NewDecision::check`]; `Refused` with `not-in-review` or `already-answered`.
pub async fn decide(
    caller: &Authorized<AnswerQuestionnaires>,
    processor: &Processor,
    (id, item): (Uuid, Uuid),
    new: NewDecision,
) -> Result<(), Error> {
    let customer = customer(caller, id).await?;
    let own = library::own(caller.kernel()).await?;
    let tx = caller.kernel().as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, true).await?;
    state(&row.state)?.after(Step::Decide)?;
    let given = given(&tx, processor, &row, &own).await?;
    let asked = store::item(&tx, id, item).await?;
    let decided = new.check(asked.entry.as_deref(), |entry| answer_of(&given, entry))?;
    store::set_decision(&tx, item, decided, caller.session().user_id).await?;
    both(caller, tx, Event::Decided { questionnaire_id: id, count: 1 }).await
}

fn answer_of(given: &[Given], entry: &str) -> Option<String> {
    given.iter().find(|given| given.id == entry)?.answer.clone()
}

/// Accepts the answers that were found for some questions, each of which was looked at.
///
/// # Errors
/// `NotFound`; `Invalid` when one of them has no answer, then none is accepted; `Refused` as [`decide`].
pub async fn accept(
    caller: &Authorized<AnswerQuestionnaires>,
    processor: &Processor,
    id: Uuid,
    wanted: Acceptances,
) -> Result<(), Error> {
    let wanted: HashSet<Uuid> = wanted.item_ids.into_iter().collect();
    if wanted.is_empty() {
        return Err(Error::invalid("item_ids", "required", "Say which answers are accepted."));
    }
    let customer = customer(caller, id).await?;
    let own = library::own(caller.kernel()).await?;
    let tx = caller.kernel().as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, true).await?;
    state(&row.state)?.after(Step::Decide)?;
    let given = given(&tx, processor, &row, &own).await?;
    let items: Vec<_> = store::items(&tx, id).await?.into_iter().filter(|item| wanted.contains(&item.id)).collect();
    if items.len() != wanted.len() {
        return Err(Error::NotFound);
    }
    let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
    let accepted =
        NewDecision { decision: Verdict::Accepted, entry: String::new(), answer: String::new(), reason: String::new() };
    for item in items {
        let decided = accepted.check(item.entry.as_deref(), |entry| answer_of(&given, entry))?;
        store::set_decision(&tx, item.id, decided, caller.session().user_id).await?;
    }
    both(caller, tx, Event::Decided { questionnaire_id: id, count }).await
}

/// Gives the answers back, once every question was looked at. Who handed it in is told; once they have left, who may hand one in.
///
/// # Errors
/// `Refused` with `questions-undecided`, `not-in-review` or `already-answered`.
pub async fn finish(caller: &Authorized<AnswerQuestionnaires>, id: Uuid) -> Result<(), Error> {
    let customer = customer(caller, id).await?;
    let tx = caller.kernel().as_system(customer.id).await?;
    let row = store::handed_in(&tx, id, true).await?;
    let after = state(&row.state)?.after(Step::Finish)?;
    let counts = store::counts(&tx, id).await?;
    if counts.reviewed < counts.all {
        let left = counts.all - counts.reviewed;
        return Err(Error::refused("questions-undecided", format!("Decide on every question first: {left} are left.")));
    }
    store::set_state(&tx, id, after).await?;
    for person in users::in_charge::<SendQuestionnaires>(&tx, row.submitted_by.unwrap_or(row.uploaded_by)).await? {
        let mail = Mail::new(Recipient::Person(person), "questionnaire-answered")
            .with("name", row.name.as_str())
            .link(format!("/settings/questionnaires/{id}"));
        notifications::mail(&tx, mail).await?;
    }
    both(caller, tx, Event::Answered { questionnaire_id: id, count: row.questions }).await
}

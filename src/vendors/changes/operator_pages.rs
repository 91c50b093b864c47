//! The pages for the operator's staff: the board of changes, and one with its reviews, its clocks and its next step.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::customers::{self, CustomerClock};
use super::model::{Decision, Kind, State};
use super::operator_next::{Next, Standing, takes_core_out};
use super::policy::{ManageChanges, ReadChanges};
use super::shown::{self, Comparison};
use super::view::{Change, Review};
use super::{actions, decision_pages, draft_pages, transfer, transfer_pages, unreached, written_pages};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond};
use crate::kernel::i18n::Texts;
use crate::kernel::page::Paging;
use crate::kernel::web::Query;
use crate::vendors::subprocessors::{self, Vendor};

/// Where changes stand.
pub const BOARD: &str = "/operator/changes";

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    draft_pages::pages(config);
    transfer_pages::pages(config);
    written_pages::pages(config);
    decision_pages::pages(config);
    config.service(show_board).service(show_change);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
}

#[derive(askama::Template)]
#[template(path = "pages/changes/operator_list.html")]
struct BoardPage {
    shell: Shell,
    rows: Vec<RowShown>,
    states: Vec<(String, String)>,
    state: String,
    is_filtered: bool,
    may_draft: bool,
    first: String,
    next: String,
}

/// A change on the board.
struct RowShown {
    id: Uuid,
    title: String,
    kind: String,
    tone: Tone,
    state: String,
    drafted: String,
    told: String,
    starts: String,
}

#[get("/operator/changes")]
async fn show_board(
    caller: Authorized<ReadChanges>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let state = filter.0.state;
    let found = actions::list(&caller, State::parse(&state), &paging.0).await?;
    let vendors = subprocessors::ever(&caller.kernel().register().await?).await?;
    let reader: Authorized<ReadChanges> = SignedIn::clone(&caller).authorize()?;
    let mut rows = Vec::new();
    for change in &found.items {
        let mut row = row_shown(texts, change, &vendors);
        if change.state == State::Noticed {
            // Where its clocks stand is only looked up for a notice that runs: there are few.
            let clocks = actions::get(&reader, change.id).await?.clocks;
            row.starts = clocks.and_then(|clocks| clocks.earliest).map_or(row.starts, |at| texts.moment(at));
        }
        rows.push(row);
    }
    let mut states = vec![(String::new(), texts.t("changes-filter-all"))];
    states.extend(State::ALL.iter().map(|state| (state.as_str().to_owned(), state_name(texts, *state))));
    let address = format!("{BOARD}?state={}", encode(&state));
    let page = BoardPage {
        rows,
        states,
        is_filtered: State::parse(&state).is_some(),
        may_draft: caller.may::<ManageChanges>(),
        next: found.next.map(|after| format!("{address}&after={}", encode(&after))).unwrap_or_default(),
        first: if paging.0.after.is_some() { address } else { String::new() },
        state,
        shell,
    };
    respond(&page)
}

fn state_name(texts: Texts, state: State) -> String {
    texts.t(&format!("changes-state-{}", state.as_str()))
}

const fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Withdrawn => Tone::None,
        State::Reviewed => Tone::Info,
        State::Rejected | State::Noticed => Tone::Warn,
        State::Active => Tone::Ok,
    }
}

fn row_shown(texts: Texts, change: &Change, vendors: &[Vendor]) -> RowShown {
    let days = texts.tn("count-days", change.notice_days.into());
    RowShown {
        id: change.id,
        title: title(texts, change, vendor_of(change, vendors)),
        kind: shown::kind_name(texts, change.kind),
        tone: tone(change.state),
        state: state_name(texts, change.state),
        drafted: texts.date(change.drafted_at),
        starts: "–".to_owned(),
        told: change.noticed_at.map_or_else(|| texts.t("word-none"), |at| format!("{}, {days}", texts.date(at))),
    }
}

/// The vendor in the register that a change is about.
fn vendor_of<'a>(change: &Change, vendors: &'a [Vendor]) -> Option<&'a Vendor> {
    vendors.iter().find(|vendor| Some(vendor.id) == change.subprocessor_id)
}

fn title(texts: Texts, change: &Change, vendor: Option<&Vendor>) -> String {
    let before = vendor.map(|vendor| vendor.legal_name.as_str());
    let after = change.subprocessor.as_ref().map(|facts| facts.legal_name.as_str());
    shown::title(texts, change.kind, before, after)
}

#[derive(askama::Template)]
#[template(path = "pages/changes/operator_one.html")]
pub(super) struct ChangePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    /// Where the dialog posts to: inside its macro `id` is the dialog's own.
    announce_address: String,
    title: String,
    tone: Tone,
    state: String,
    about: String,
    /// The core of the service leaves the European Union with it.
    takes_core_out: bool,
    next: Next,
    comparison: Comparison,
    facts: Vec<(String, String)>,
    clocks: Vec<(String, String)>,
    /// The clock of each customer, and the addresses of the first and the next of them.
    customers: Vec<CustomerShown>,
    first: String,
    more: String,
    /// Whom nobody was reached of, with how far the mails came.
    unreached: Vec<(String, String)>,
    /// What the change is for them.
    unreached_said: String,
    reviews: Vec<ReviewShown>,
    /// Of the draft that is shown: an approval is of this.
    revision: i32,
    entered: Entered,
}

/// Where the clock of a customer stands.
struct CustomerShown {
    name: String,
    earliest: String,
    reached: String,
    awaited: String,
    tone: Tone,
    state: String,
}

fn customer_shown(texts: Texts, one: &CustomerClock) -> CustomerShown {
    let (tone, state) = match () {
        () if one.withdrawn_at.is_some() => (Tone::None, "changes-state-withdrawn"),
        () if one.left_out => (Tone::None, "changes-customer-left-out"),
        () if one.has_objection => (Tone::Warn, "changes-clocks-objecting"),
        () if one.activated_at.is_some() => (Tone::Ok, "changes-state-active"),
        () if one.noticed_at.is_none() => (Tone::Info, "changes-delivery-queued"),
        () => (Tone::Info, "changes-state-noticed"),
    };
    let moment = |at: Option<DateTime<Utc>>, none: &str| at.map_or_else(|| texts.t(none), |at| texts.moment(at));
    CustomerShown {
        name: one.tenant.clone(),
        earliest: moment(one.dates.earliest, "word-none"),
        reached: moment(one.reached_at, "changes-customer-unreached"),
        awaited: texts.t(if one.is_awaited { "changes-customer-awaited" } else { "changes-customer-not-awaited" }),
        tone,
        state: texts.t(state),
    }
}

/// What somebody said of a draft.
struct ReviewShown {
    name: String,
    at: String,
    tone: Tone,
    decision: String,
    note: String,
}

/// What stands in the forms of a change.
#[derive(Default)]
pub(super) struct Entered {
    pub(super) decision: String,
    pub(super) note: String,
    pub(super) reason: String,
    pub(super) message_id: String,
    pub(super) recipient: String,
    /// Which customers the table shows.
    pub(super) paging: Paging,
}

#[get("/operator/changes/{id}")]
async fn show_change(
    caller: Authorized<ReadChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    respond(&change_page(&caller, shell, FormErrors::none(), *id, Entered { paging: paging.0, ..Entered::default() }).await?)
}

pub(super) async fn change_page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: Entered,
) -> Result<ChangePage, Error> {
    let texts = shell.texts;
    let reader: Authorized<ReadChanges> = caller.clone().authorize()?;
    let change = actions::get(&reader, id).await?;
    let names = actions::names(&reader, &change).await?;
    let vendors = subprocessors::ever(&caller.kernel().register().await?).await?;
    let vendor = vendor_of(&change, &vendors);
    // Once a change holds, the register says what the vendor is now; what it was is only known of one that left.
    let was = vendor.filter(|_| change.state != State::Active || matches!(change.kind, Kind::Replace | Kind::Remove));
    let in_use = subprocessors::active(&caller.kernel().register().await?).await?;
    let lack = if change.state == State::Noticed { transfer::lack(&reader, id).await? } else { None };
    let standing = Standing { change: &change, lack, now: caller.kernel().clock.now() };
    let is_told = matches!(change.state, State::Noticed | State::Active);
    let lost = if is_told { unreached::unreached(&reader, id).await? } else { Vec::new() };
    let told = customers::customers(&reader, id, &entered.paging).await?;
    let name_of = |id: Uuid| names.get(&id).cloned().unwrap_or_else(|| texts.t("changes-contact-gone"));
    let review_shown = |review: &Review| {
        let is_approval = review.decision == Decision::Approved.as_str();
        ReviewShown {
            name: name_of(review.reviewed_by),
            at: texts.moment(review.reviewed_at),
            tone: if is_approval { Tone::Ok } else { Tone::Warn },
            decision: texts.t(if is_approval { "changes-review-approved" } else { "changes-review-rejected" }),
            note: review.note.clone(),
        }
    };
    Ok(ChangePage {
        announce_address: format!("{BOARD}/{id}/notice"),
        errors,
        id,
        title: title(texts, &change, vendor),
        tone: tone(change.state),
        state: state_name(texts, change.state),
        about: standing.about(texts, caller),
        takes_core_out: takes_core_out(&change, &in_use),
        next: standing.next(caller),
        comparison: Comparison::of(texts, was.map(|vendor| &vendor.facts), change.subprocessor.as_ref()),
        revision: change.revision,
        facts: facts(texts, &change, name_of(change.drafted_by)),
        clocks: clocks(texts, &change),
        customers: told.items.iter().map(|one| customer_shown(texts, one)).collect(),
        more: told.next.map(|after| format!("{BOARD}/{id}?after={}", encode(&after))).unwrap_or_default(),
        first: if entered.paging.after.is_some() { format!("{BOARD}/{id}") } else { String::new() },
        unreached_said: texts.t(if change.emergency { "changes-unreached-emergency" } else { "changes-unreached-text" }),
        unreached: lost.iter().map(|one| (one.tenant.clone(), shown::mails(texts, one))).collect(),
        reviews: change.reviews.iter().map(review_shown).collect(),
        entered,
        shell,
    })
}

fn facts(texts: Texts, change: &Change, author: String) -> Vec<(String, String)> {
    let mut facts = vec![
        (texts.t("changes-kind"), shown::kind_name(texts, change.kind)),
        shown::days(texts, change.emergency, change.notice_days.into()),
        (texts.t("changes-drafted-by"), author),
        (texts.t("changes-drafted-at"), texts.moment(change.drafted_at)),
    ];
    if change.emergency {
        facts.push((texts.t("changes-emergency"), texts.t("changes-emergency-yes")));
    }
    facts.extend(shown::rests_on(texts, change.loss, change.risk));
    if !change.reason.is_empty() {
        facts.push((texts.t("changes-reason"), change.reason.clone()));
    }
    if let Some(reason) = &change.withdrawal_reason {
        facts.push((texts.t("changes-withdrawal-reason"), reason.clone()));
    }
    facts
}

fn clocks(texts: Texts, change: &Change) -> Vec<(String, String)> {
    let Some((clocks, told)) = change.clocks.zip(change.noticed_at) else { return Vec::new() };
    let (reached, all) = (clocks.reached.to_string(), clocks.customers.to_string());
    let mut facts = vec![
        (texts.t("changes-told"), texts.moment(told)),
        (texts.t("changes-clocks-reached"), texts.ta("changes-clocks-of", &[("reached", &reached), ("all", &all)])),
        (texts.t("changes-clocks-objecting"), clocks.objecting.to_string()),
    ];
    if clocks.later > 0 {
        facts.push((texts.t("changes-clocks-later"), clocks.later.to_string()));
    }
    if let Some(earliest) = clocks.earliest {
        facts.push((texts.t("changes-clock-starts"), texts.moment(earliest)));
    }
    if let Some(until) = clocks.objections_until {
        facts.push((texts.t("changes-clocks-object-until"), texts.moment(until)));
    }
    facts
}

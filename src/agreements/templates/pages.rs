//! The pages for the operator's staff: the versions, one with its next step, and what differs between two.

use std::collections::HashMap;

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::State;
use super::policy::{ApproveTemplates, ManageTemplates, ReadTemplates};
use super::upload_pages::{Told, told};
use super::view::Version;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, groups, respond, respond_with, see_other_with};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// Where versions stand.
pub const SHELF: &str = "/operator/templates";

/// The pages for the operator's staff.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(show_one);
    config.service(approve).service(publish).service(retire).service(withdraw);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    state: String,
}

#[derive(askama::Template)]
#[template(path = "pages/templates/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<RowShown>,
    states: Vec<(String, String)>,
    state: String,
    is_filtered: bool,
    may_upload: bool,
    first: String,
    next: String,
}

/// A version in the list.
struct RowShown {
    id: Uuid,
    version: String,
    origin: String,
    tone: Tone,
    state: String,
    last: String,
    agreements: String,
}

#[get("/operator/templates")]
async fn show_list(
    caller: Authorized<ReadTemplates>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let texts = shell.texts;
    let state = filter.0.state;
    let found = actions::list(&caller, State::parse(&state), &paging.0).await?;
    let names = actions::names(&caller, &found.items).await?;
    let mut states = vec![(String::new(), texts.t("templates-filter-all"))];
    states.extend(State::ALL.iter().map(|state| (state.as_str().to_owned(), state_name(texts, *state))));
    let address = format!("{SHELF}?state={}", encode(&state));
    let page = ListPage {
        rows: found.items.iter().map(|version| row_shown(texts, version, &names)).collect(),
        states,
        is_filtered: State::parse(&state).is_some(),
        may_upload: caller.may::<ManageTemplates>(),
        next: found.next.map(|after| format!("{address}&after={}", encode(&after))).unwrap_or_default(),
        first: if paging.0.after.is_some() { address } else { String::new() },
        state,
        shell,
    };
    respond(&page)
}

fn state_name(texts: Texts, state: State) -> String {
    texts.t(&format!("templates-state-{}", state.as_str()))
}

pub(super) fn language_name(texts: Texts, locale: Locale) -> String {
    texts.t(&format!("dpa-language-{locale}"))
}

const fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Retired | State::Withdrawn => Tone::None,
        State::Approved => Tone::Info,
        State::Published => Tone::Ok,
    }
}

type Names = HashMap<Uuid, String>;

/// Somebody who did something, or the program that brought its own text.
fn name_of(texts: Texts, names: &Names, person: Option<Uuid>) -> String {
    match person {
        None => texts.t("templates-by-program"),
        Some(person) => names.get(&person).cloned().unwrap_or_else(|| texts.t("templates-person-gone")),
    }
}

/// Who did what last, and when.
fn steps(texts: Texts, version: &Version, names: &Names) -> Vec<(String, String)> {
    let by = |person: Option<Uuid>, at: DateTime<Utc>| format!("{}, {}", name_of(texts, names, person), texts.moment(at));
    let mut steps = vec![(texts.t("templates-uploaded"), by(version.uploaded_by, version.uploaded_at))];
    if version.revision > 1 {
        steps.push((texts.t("templates-changed"), by(version.changed_by, version.changed_at)));
    }
    // The text that came with the program was approved by those who made it.
    if let Some(at) = version.approved_at.filter(|_| version.approved_by.is_some()) {
        steps.push((texts.t("templates-approved"), by(version.approved_by, at)));
    }
    if let Some(at) = version.published_at {
        steps.push((texts.t("templates-published"), by(version.published_by, at)));
    }
    if let Some(at) = version.retired_at {
        steps.push((texts.t("templates-retired"), by(version.retired_by, at)));
    }
    if let Some(at) = version.withdrawn_at {
        steps.push((texts.t("templates-withdrawn"), by(version.withdrawn_by, at)));
    }
    steps
}

fn row_shown(texts: Texts, version: &Version, names: &Names) -> RowShown {
    let last = steps(texts, version, names).pop().map(|(what, who)| format!("{what}: {who}"));
    RowShown {
        id: version.id,
        version: version.version.clone(),
        origin: texts.t(if version.origin == "shipped" { "templates-origin-shipped" } else { "templates-origin-uploaded" }),
        tone: tone(version.state),
        state: state_name(texts, version.state),
        last: last.unwrap_or_default(),
        agreements: texts.number(version.agreements),
    }
}

#[derive(askama::Template)]
#[template(path = "pages/templates/one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    complaints: Vec<Told>,
    id: Uuid,
    revision: i32,
    title: String,
    tone: Tone,
    state: String,
    about: String,
    note: String,
    next: Next,
    steps: Vec<(String, String)>,
    fingerprints: Vec<(&'static str, Vec<String>)>,
    others: Vec<(String, String)>,
    samples: Vec<(String, String)>,
    public_page: String,
    publish_address: String,
    publish_text: String,
    retire_address: String,
    retire_text: String,
    withdraw_address: String,
}

/// What the person can do with a version as it stands.
struct Next {
    edit: bool,
    approve: bool,
    publish: bool,
    retire: bool,
    withdraw: bool,
    copy: bool,
}

#[get("/operator/templates/{id}")]
async fn show_one(caller: Authorized<ReadTemplates>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, FormErrors::none(), *id).await?)
}

async fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, id: Uuid) -> Result<OnePage, Error> {
    let texts = shell.texts;
    let reader: Authorized<ReadTemplates> = caller.clone().authorize()?;
    let version = actions::get(&reader, id).await?;
    let wrong = actions::complaints(&reader, id).await?;
    let names = actions::names(&reader, std::slice::from_ref(&version)).await?;
    let all = actions::list(&reader, None, &Paging { after: None, limit: Some(200) }).await?.items;
    let mut facts = steps(texts, &version, &names);
    facts.push((texts.t("templates-column-agreements"), texts.number(version.agreements)));
    let published = all.iter().find(|other| other.state == State::Published);
    let others = all.iter().filter(|other| other.id != id);
    // What the rules of today refuse goes no further.
    let next = next(caller, &version);
    Ok(OnePage {
        errors,
        complaints: wrong.iter().map(|complaint| told(texts, complaint)).collect(),
        id,
        revision: version.revision,
        title: texts.ta("templates-title", &[("version", &version.version)]),
        tone: tone(version.state),
        state: state_name(texts, version.state),
        about: about(texts, caller, &version),
        note: version.note.clone(),
        next: Next { approve: next.approve && wrong.is_empty(), publish: next.publish && wrong.is_empty(), ..next },
        steps: facts,
        fingerprints: vec![
            ("template.toml", groups(&version.sha256.template_toml)),
            ("en.md", groups(&version.sha256.en_md)),
            ("de.md", groups(&version.sha256.de_md)),
        ],
        others: others
            .map(|other| (other.id.to_string(), format!("{} ({})", other.version, state_name(texts, other.state))))
            .collect(),
        samples: samples(texts),
        public_page: if version.state.is_public() { format!("/dpa/versions/{}", version.version) } else { String::new() },
        publish_address: format!("{SHELF}/{id}/publication"),
        publish_text: match published {
            Some(other) => texts.ta("templates-publish-text", &[("version", &version.version), ("before", &other.version)]),
            None => texts.ta("templates-publish-first", &[("version", &version.version)]),
        },
        retire_address: format!("{SHELF}/{id}/retirement"),
        retire_text: texts.ta("templates-retire-text", &[("version", &version.version)]),
        withdraw_address: format!("{SHELF}/{id}/withdrawal"),
        shell,
    })
}

/// Each language with each case of the preview: its query and its name.
fn samples(texts: Texts) -> Vec<(String, String)> {
    let cases =
        [("workspace", texts.t("templates-preview-workspace")), ("without-workspace", texts.t("templates-preview-without"))];
    let of = |locale: Locale| {
        let name = language_name(texts, locale);
        cases.clone().map(|(case, words)| (format!("language={locale}&case={case}"), format!("{name}, {words}")))
    };
    Locale::ALL.into_iter().flat_map(of).collect()
}

fn next(caller: &SignedIn, version: &Version) -> Next {
    let standing = version.standing();
    let manages = caller.may::<ManageTemplates>();
    let me = caller.session().user_id;
    Next {
        edit: manages && version.state == State::Draft,
        approve: caller.may::<ApproveTemplates>() && standing.may_be_approved(me, version.revision).is_ok(),
        publish: manages && standing.may_be_published().is_ok(),
        retire: manages && standing.may_be_retired().is_ok(),
        withdraw: manages && standing.may_be_withdrawn().is_ok(),
        copy: manages,
    }
}

/// Where a version stands, in a sentence.
fn about(texts: Texts, caller: &SignedIn, version: &Version) -> String {
    let is_mine = version.standing().may_be_approved(caller.session().user_id, version.revision).is_err();
    texts.t(match version.state {
        State::Draft if is_mine => "templates-about-draft-own",
        State::Draft => "templates-about-draft",
        State::Approved => "templates-about-approved",
        State::Published => "templates-about-published",
        State::Retired => "templates-about-retired",
        State::Withdrawn => "templates-about-withdrawn",
    })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ApprovalForm {
    revision: i32,
}

#[post("/operator/templates/{id}/approval")]
async fn approve(
    caller: Authorized<ApproveTemplates>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ApprovalForm>,
) -> Result<HttpResponse, Error> {
    let approved = actions::approve(&caller, *id, form.0.revision).await;
    done(&caller, shell, *id, approved, "flash-template-approved").await
}

#[post("/operator/templates/{id}/publication")]
async fn publish(caller: Authorized<ManageTemplates>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let published = actions::publish(&caller, *id).await;
    done(&caller, shell, *id, published, "flash-template-published").await
}

#[post("/operator/templates/{id}/retirement")]
async fn retire(caller: Authorized<ManageTemplates>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let gone = actions::retire(&caller, *id).await;
    done(&caller, shell, *id, gone, "flash-template-retired").await
}

#[post("/operator/templates/{id}/withdrawal")]
async fn withdraw(caller: Authorized<ManageTemplates>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let withdrawn = actions::withdraw(&caller, *id).await;
    done(&caller, shell, *id, withdrawn, "flash-template-withdrawn").await
}

/// Goes on to the version, or shows its page once more with what is wrong.
async fn done(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    result: Result<Version, Error>,
    flash: &'static str,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(_) => Ok(see_other_with(&format!("{SHELF}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            // Which lines are wrong stands on the page by itself.
            let errors = match error {
                Error::Invalid(_) => FormErrors::none(),
                error => FormErrors::try_from_error(shell.texts, error)?,
            };
            respond_with(status, &one_page(caller, shell, errors, id).await?)
        }
    }
}

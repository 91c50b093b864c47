//! The agreements of a workspace as pages.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::super::model::{NewRequest, Processor};
use super::super::pages::{Options, countries, languages, return_choices, said};
use super::super::policy::{AttachAgreements, HoldAgreements};
use super::countersign::{self, Signatory};
use super::countersign_pages::{Entered, Sent, SignForm, beside_form, with_wait};
use super::customer::{self, Beside, Way};
use super::held::{self, Attachment, Beginning};
use super::released::{self, Released};
use super::routes::Reason;
use super::shown::{Seen, Shown};
use super::timeline::{icon, tone};
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_held).service(new_held).service(ask_held).service(attach_held);
    config.service(show_one_held).service(sign_one).service(refuse_one).service(dismiss_one);
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/held_list.html")]
struct HeldPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<HeldRow>,
    has_force: bool,
    /// The agreements that the operator took from the workspace, with when, and why; none where it has one in force.
    released: Vec<(String, String)>,
    may_attach: bool,
    address: String,
    first: String,
    next: String,
}

struct HeldRow {
    id: Uuid,
    number: String,
    organisation: String,
    tone: Tone,
    icon: &'static str,
    state: String,
    asked: String,
    since: String,
}

async fn list_page(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    shell: Shell,
    paging: &Paging,
    errors: FormErrors,
    address: String,
) -> Result<HeldPage, Error> {
    let page = held::list(caller, visitor, paging).await?;
    let texts = shell.texts;
    let row = |(held, row): (held::Held, Option<entity::agreement::Model>)| HeldRow {
        id: held.id,
        organisation: row.map(|row| row.legal_name).unwrap_or_default(),
        tone: if held.lost_at.is_some() { Tone::Bad } else { tone(held.status.state) },
        icon: if held.lost_at.is_some() { Tone::Bad.as_str() } else { icon(held.status.state) },
        state: match (held.waits_for_contact, held.lost_at) {
            (true, _) => texts.t("dpa-held-waits-for-contact"),
            (false, Some(_)) => texts.t("dpa-held-lost"),
            (false, None) => texts.t(&format!("dpa-state-{}", held.status.state.as_str().replace('_', "-"))),
        },
        asked: texts.date(held.asked_at),
        since: held.status.in_force_at.map(|at| texts.date(at)).unwrap_or_default(),
        number: held.number,
    };
    let has_force = held::in_force(caller, visitor).await?.is_some();
    let released = if has_force { Vec::new() } else { released::released(caller, visitor).await? };
    Ok(HeldPage {
        errors,
        has_force,
        released: released.into_iter().map(|one| released_shown(&shell, &one)).collect(),
        may_attach: caller.may::<AttachAgreements>(),
        address,
        first: paging.after.as_ref().map(|_| "/settings/agreements".to_owned()).unwrap_or_default(),
        next: page.next.map(|cursor| format!("/settings/agreements?after={cursor}")).unwrap_or_default(),
        rows: page.items.into_iter().map(row).collect(),
        shell,
    })
}

/// That an agreement was taken from the workspace on a day, and why.
fn released_shown(shell: &Shell, one: &Released) -> (String, String) {
    let title = shell.ta("dpa-held-released", &[("number", &one.number), ("date", &shell.moment_here(one.at))]);
    (title, shell.ta("dpa-held-released-why", &[("reason", &one.reason)]))
}

#[get("/settings/agreements")]
async fn show_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    respond(&list_page(&caller, &visitor, shell, &paging.0, FormErrors::none(), String::new()).await?)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AttachForm {
    address: String,
}

#[post("/settings/agreements/attachment")]
async fn attach_held(
    caller: Authorized<AttachAgreements>,
    visitor: Visitor,
    shell: Shell,
    form: Form<AttachForm>,
) -> Result<HttpResponse, Error> {
    let address = form.0.address;
    match held::attach(&caller, &visitor, &Attachment { address: address.clone() }).await {
        Ok(held) => Ok(see_other_with(&format!("/settings/agreements/{}", held.id), Tone::Ok, "flash-dpa-attach-asked")),
        Err(error) => {
            let (status, errors, wait) = beside_form(shell.texts, "", error)?;
            let reader = (*caller).clone().authorize::<HoldAgreements>()?;
            let page = list_page(&reader, &visitor, shell, &Paging::default(), errors, address).await?;
            Ok(with_wait(respond_with(status, &page)?, wait))
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/held_new.html")]
struct NewPage {
    shell: Shell,
    errors: FormErrors,
    values: NewRequest,
    /// Where the form is sent: with the request that was lost whose answers it began with.
    action: String,
    countries: Options,
    languages: Options,
    choices: Options,
    contact_hint: String,
}

impl NewPage {
    fn new(shell: Shell, errors: FormErrors, values: NewRequest, lost: Option<Uuid>) -> Self {
        Self {
            errors,
            values,
            action: lost.map_or_else(|| "/settings/agreements".to_owned(), |id| format!("/settings/agreements?lost={id}")),
            countries: countries(shell.texts),
            languages: languages(shell.texts),
            choices: return_choices(shell.texts),
            contact_hint: shell.t("dpa-held-contact-hint"),
            shell,
        }
    }
}

/// Which request that was lost is asked again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Again {
    lost: Option<Uuid>,
}

#[get("/settings/agreements/new")]
async fn new_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    again: Query<Again>,
) -> Result<HttpResponse, Error> {
    let Beginning { answers, lost } = held::prefilled(&caller, &visitor, again.0.lost).await?;
    respond(&NewPage::new(shell, FormErrors::none(), answers, lost))
}

#[post("/settings/agreements")]
async fn ask_held(
    caller: Authorized<HoldAgreements>,
    shell: Shell,
    processor: web::Data<Processor>,
    again: Query<Again>,
    form: Form<NewRequest>,
) -> Result<HttpResponse, Error> {
    match held::ask(&caller, &processor, &form.0, again.0.lost).await {
        Ok(made) => Ok(see_other_with(&format!("/settings/agreements/{}", made.id), Tone::Ok, "flash-dpa-asked")),
        Err(error) => {
            let status = error.status_code();
            let errors = said(shell.texts, &form.0, error)?;
            respond_with(status, &NewPage::new(shell, errors, form.0, again.0.lost))
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/dpa/held_one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    number: String,
    view: Option<Shown>,
    waits_for_contact: bool,
    /// Where a request that never came to the operator is asked again.
    again: Option<String>,
    entered: Entered,
}

async fn one_page(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    shell: Shell,
    id: Uuid,
    errors: FormErrors,
    sent: Sent,
) -> Result<OnePage, Error> {
    let (held, row) = held::get(caller, visitor, id).await?;
    let (base, files) = (format!("/settings/agreements/{id}"), format!("/api/v1/agreements/{id}"));
    let (mut view, mut entered) = (None, Entered::default());
    if let Some(row) = &row {
        let Beside { course, is_being_signed, answer_days, workspace, newer, template, conditions } =
            customer::beside(visitor, row).await?;
        let (of_contact, takes_file, workspace, newer) = (true, false, workspace.as_deref(), newer.as_deref());
        let seen = Seen {
            course: &course,
            is_being_signed,
            of_contact,
            takes_file,
            workspace,
            newer,
            is_held: true,
            answer_days,
            template: template.as_deref(),
            conditions: &conditions,
            base: &base,
            files: &files,
        };
        view = Some(Shown::new(&shell, &held.status, row, &seen));
        entered = Entered::of(row, sent);
    }
    let (title, number) = (shell.ta("dpa-status-title", &[("number", &held.number)]), held.number);
    let again = held.lost_at.map(|_| format!("/settings/agreements/new?lost={id}"));
    Ok(OnePage { errors, title, number, view, waits_for_contact: held.waits_for_contact, again, entered, shell })
}

#[get("/settings/agreements/{id}")]
async fn show_one_held(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, &visitor, shell, *id, FormErrors::none(), Sent::default()).await?)
}

async fn again(
    caller: &Authorized<HoldAgreements>,
    visitor: &Visitor,
    shell: Shell,
    id: Uuid,
    error: Error,
    sent: Sent,
) -> Result<HttpResponse, Error> {
    let (status, errors, wait) = beside_form(shell.texts, "sign", error)?;
    Ok(with_wait(respond_with(status, &one_page(caller, visitor, shell, id, errors, sent).await?)?, wait))
}

#[post("/settings/agreements/{id}/countersignature")]
async fn sign_one(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<SignForm>,
) -> Result<HttpResponse, Error> {
    let signatory = Signatory::from(form.0);
    let way = Way::held(&caller, *id).await?;
    match countersign::ask(&visitor, &way, *id, &signatory).await {
        Ok(_) => Ok(see_other_with(&format!("/settings/agreements/{id}"), Tone::Ok, "flash-dpa-link-sent")),
        Err(error) => again(&caller, &visitor, shell, *id, error, Sent { signatory: Some(signatory), ..Sent::default() }).await,
    }
}

#[post("/settings/agreements/{id}/dismissal")]
async fn dismiss_one(caller: Authorized<HoldAgreements>, visitor: Visitor, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    held::dismiss(&caller, &visitor, *id).await?;
    Ok(see_other_with("/settings/agreements", Tone::Ok, "flash-dpa-dismissed"))
}

#[post("/settings/agreements/{id}/refusal")]
async fn refuse_one(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Reason>,
) -> Result<HttpResponse, Error> {
    let way = Way::held(&caller, *id).await?;
    match customer::decline(&visitor, &way, *id, &form.0.reason).await {
        Ok(()) => Ok(see_other_with(&format!("/settings/agreements/{id}"), Tone::Ok, "flash-dpa-declined")),
        Err(error) => {
            let sent = Sent { reason: form.0.reason, ..Sent::default() };
            again(&caller, &visitor, shell, *id, error, sent).await
        }
    }
}

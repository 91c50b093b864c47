//! What is due to be looked at as pages for the operator's staff.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::model::{Kind, Look, NewAssessment, NewLook, Watched};
use super::policy::{ReadReviews, ReviewVendors};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Form;
use crate::vendors::subprocessors::assessment_hint;

/// Where vendors are watched.
const WATCH: &str = "/operator/subprocessors";

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(show_one).service(send_review).service(send_assessment);
}

#[derive(askama::Template)]
#[template(path = "pages/reviews/list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<RowShown>,
    is_declared: bool,
}

struct RowShown {
    id: Uuid,
    name: String,
    review: Due,
    assessment: Due,
}

/// When something is due, and how urgent that is.
struct Due {
    tone: Tone,
    text: String,
}

#[get("/operator/subprocessors")]
async fn show_list(caller: Authorized<ReadReviews>, shell: Shell) -> Result<HttpResponse, Error> {
    let now = caller.kernel().clock.now();
    let row = |one: Watched| RowShown {
        id: one.id,
        review: review_due(shell.texts, &one, now),
        assessment: assessment_due(shell.texts, &one, now),
        name: one.legal_name,
    };
    let (all, is_declared) = actions::list(&caller).await?;
    let rows = all.into_iter().map(row).collect();
    respond(&ListPage { shell, rows, is_declared })
}

fn tone(one: &Watched, kind: Kind, now: chrono::DateTime<chrono::Utc>) -> Tone {
    match one.alarms(now).into_iter().find(|(of, _, _)| *of == kind).map(|(_, _, days)| days) {
        None => Tone::Ok,
        Some(0) => Tone::Bad,
        Some(_) => Tone::Warn,
    }
}

fn review_due(texts: Texts, one: &Watched, now: chrono::DateTime<chrono::Utc>) -> Due {
    let key = if one.is_overdue { "reviews-overdue" } else { "reviews-due" };
    Due { tone: tone(one, Kind::Review, now), text: texts.ta(key, &[("date", &texts.date(one.review_due))]) }
}

fn assessment_due(texts: Texts, one: &Watched, now: chrono::DateTime<chrono::Utc>) -> Due {
    let (tone, key) = match (one.within_eea, one.assessment_expires_at) {
        (true, _) => return Due { tone: Tone::None, text: texts.t("reviews-within") },
        (false, None) => return Due { tone: Tone::Bad, text: texts.t("reviews-not-assessed") },
        (false, Some(_)) if one.is_expired => (Tone::Bad, "reviews-expired"),
        (false, Some(_)) => (tone(one, Kind::Assessment, now), "reviews-holds"),
    };
    let date = one.assessment_expires_at.map(|at| texts.date(at - chrono::Duration::seconds(1))).unwrap_or_default();
    Due { tone, text: texts.ta(key, &[("date", &date)]) }
}

#[derive(askama::Template)]
#[template(path = "pages/reviews/one.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    name: String,
    review: Due,
    assessment: Due,
    looks: Vec<LookShown>,
    may_review: bool,
    may_assess: bool,
    /// What is assessed on the ground of this vendor.
    hint: String,
    entered: Entered,
}

/// What stands in the forms.
#[derive(Default)]
struct Entered {
    look: String,
    assessment: AssessmentForm,
}

/// The form of an assessment: its note has a name of its own, beside the one of a review.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AssessmentForm {
    found: String,
    reference: String,
    holds_until: String,
}

struct LookShown {
    title: String,
    note: String,
    by: String,
    reference: String,
}

#[get("/operator/subprocessors/{id}")]
async fn show_one(caller: Authorized<ReadReviews>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&one_page(&caller, shell, FormErrors::none(), *id, Entered::default()).await?)
}

async fn one_page(caller: &SignedIn, shell: Shell, errors: FormErrors, id: Uuid, entered: Entered) -> Result<OnePage, Error> {
    let (texts, now) = (shell.texts, caller.kernel().clock.now());
    let reader: Authorized<ReadReviews> = caller.clone().authorize()?;
    let (vendor, looks, names) = actions::one(&reader, id).await?;
    let look_shown = |look: Look| {
        let (name, date) = (names.get(&look.reviewed_by).cloned().unwrap_or_default(), texts.date(look.reviewed_at));
        LookShown {
            title: texts.t(if look.kind == Kind::Review { "reviews-look" } else { "reviews-assessment" }),
            note: look.note,
            by: texts.ta("reviews-by", &[("name", &name), ("date", &date)]),
            reference: look.reference.unwrap_or_default(),
        }
    };
    let may = caller.may::<ReviewVendors>();
    Ok(OnePage {
        errors,
        id,
        review: review_due(texts, &vendor, now),
        assessment: assessment_due(texts, &vendor, now),
        looks: looks.into_iter().map(look_shown).collect(),
        may_review: may,
        may_assess: may && !vendor.within_eea,
        hint: assessment_hint(texts, vendor.transfer_mechanism),
        name: vendor.legal_name,
        entered,
        shell,
    })
}

#[post("/operator/subprocessors/{id}/review")]
async fn send_review(
    caller: Authorized<ReviewVendors>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<NewLook>,
) -> Result<HttpResponse, Error> {
    match actions::review(&caller, *id, &form.0).await {
        Ok(_) => Ok(see_other_with(&format!("{WATCH}/{id}"), Tone::Ok, "flash-vendor-reviewed")),
        Err(error) => again(&caller, shell, *id, error, Entered { look: form.0.note, ..Entered::default() }).await,
    }
}

#[post("/operator/subprocessors/{id}/assessment")]
async fn send_assessment(
    caller: Authorized<ReviewVendors>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<AssessmentForm>,
) -> Result<HttpResponse, Error> {
    let AssessmentForm { found, reference, holds_until } = &form.0;
    let new = NewAssessment { note: found.clone(), reference: reference.clone(), holds_until: holds_until.clone() };
    match actions::assess(&caller, *id, &new).await {
        Ok(_) => Ok(see_other_with(&format!("{WATCH}/{id}"), Tone::Ok, "flash-transfer-assessed")),
        Err(mut error) => {
            if let Error::Invalid(fields) = &mut error {
                fields.iter_mut().filter(|wrong| wrong.field == "note").for_each(|wrong| wrong.field = "found".to_owned());
            }
            again(&caller, shell, *id, error, Entered { assessment: form.0, ..Entered::default() }).await
        }
    }
}

/// The page once more, with what is wrong and what was typed.
async fn again(caller: &SignedIn, shell: Shell, id: Uuid, error: Error, entered: Entered) -> Result<HttpResponse, Error> {
    let status = error.status_code();
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    respond_with(status, &one_page(caller, shell, errors, id, entered).await?)
}

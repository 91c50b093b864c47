//! The decisions on a measure as forms of its page: a draft is approved, rejected or given up; a retirement is proposed, and
//! approved by somebody else, or comes to nothing.

use actix_web::{HttpResponse, post, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::operator_pages::{Entered, done};
use super::policy::{ApproveMeasures, WriteMeasures};
use super::view::OperatorMeasure;
use super::{actions, retirement};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::Shell;
use crate::kernel::web::Form;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(approve).service(reject).service(give_up);
    config.service(propose_retirement).service(approve_retirement).service(reject_retirement).service(take_back_retirement);
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ApprovalForm {
    revision: i32,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RejectionForm {
    revision: i32,
    reason: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RetirementForm {
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetirementApprovalForm {
    retirement_at: DateTime<Utc>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RetirementRejectionForm {
    retirement_at: DateTime<Utc>,
    #[serde(default)]
    reason: String,
}

#[post("/operator/measures/{id}/approval")]
async fn approve(
    caller: Authorized<ApproveMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ApprovalForm>,
) -> Result<HttpResponse, Error> {
    let approved = actions::approve(&caller, *id, form.0.revision).await;
    done(&caller, shell, *id, approved, ("flash-measure-approved", Entered::Nothing)).await
}

#[post("/operator/measures/{id}/rejection")]
async fn reject(
    caller: Authorized<ApproveMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<RejectionForm>,
) -> Result<HttpResponse, Error> {
    let rejected = actions::reject(&caller, *id, form.0.revision, &form.0.reason).await;
    let entered = Entered::Rejection(form.0.reason);
    done(&caller, shell, *id, beside_the_reason(rejected), ("flash-measure-rejected", entered)).await
}

#[post("/operator/measures/{id}/end")]
async fn give_up(caller: Authorized<WriteMeasures>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let given_up = retirement::give_up(&caller, *id).await;
    done(&caller, shell, *id, given_up, ("flash-measure-given-up", Entered::Nothing)).await
}

#[post("/operator/measures/{id}/retirement")]
async fn propose_retirement(
    caller: Authorized<WriteMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<RetirementForm>,
) -> Result<HttpResponse, Error> {
    let proposed = retirement::propose_retirement(&caller, *id, &form.0.reason).await;
    let entered = Entered::Retirement(form.0.reason);
    done(&caller, shell, *id, beside_the_reason(proposed), ("flash-measure-retirement-proposed", entered)).await
}

#[post("/operator/measures/{id}/retirement/approval")]
async fn approve_retirement(
    caller: Authorized<ApproveMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<RetirementApprovalForm>,
) -> Result<HttpResponse, Error> {
    let retired = retirement::approve_retirement(&caller, *id, form.0.retirement_at).await;
    done(&caller, shell, *id, retired, ("flash-measure-retired", Entered::Nothing)).await
}

#[post("/operator/measures/{id}/retirement/rejection")]
async fn reject_retirement(
    caller: Authorized<ApproveMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<RetirementRejectionForm>,
) -> Result<HttpResponse, Error> {
    let RetirementRejectionForm { retirement_at, reason } = form.0;
    let rejected = retirement::reject_retirement(&caller, *id, retirement_at, &reason).await;
    let entered = Entered::Keeping(reason);
    done(&caller, shell, *id, beside_the_reason(rejected), ("flash-measure-kept", entered)).await
}

#[post("/operator/measures/{id}/retirement/end")]
async fn take_back_retirement(
    caller: Authorized<WriteMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let taken_back = retirement::take_back_retirement(&caller, *id).await;
    done(&caller, shell, *id, taken_back, ("flash-measure-kept", Entered::Nothing)).await
}

/// What is wrong with the reason stands beside it: the form of a check on the same page has a note, too.
fn beside_the_reason(result: Result<OperatorMeasure, Error>) -> Result<OperatorMeasure, Error> {
    result.map_err(|error| match error {
        Error::Invalid(mut fields) => {
            fields.iter_mut().for_each(|wrong| wrong.field = "reason".to_owned());
            Error::Invalid(fields)
        }
        other => other,
    })
}

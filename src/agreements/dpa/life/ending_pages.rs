//! How the staff take an agreement from its workspace and end it: forms of the page of one agreement.

use actix_web::{HttpResponse, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::super::policy::ManageAgreements;
use super::board_pages::{Entered, again};
use super::ending::{self, EndConfirmation, Outcome, Termination};
use super::release;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, see_other_with};
use crate::kernel::web::Form;

/// The forms.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(end).service(confirm_end).service(take_from_workspace);
}

#[post("/operator/dpa-requests/{id}/termination")]
async fn end(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<Termination>,
) -> Result<HttpResponse, Error> {
    match ending::terminate(&caller, *id, &form.0).await {
        Ok(outcome) => {
            let said = if outcome == Outcome::Ended { "flash-dpa-ended" } else { "flash-dpa-end-stated" };
            Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, said))
        }
        Err(error) => again(&caller, shell, *id, error, form.0).await,
    }
}

#[post("/operator/dpa-requests/{id}/termination/confirmation")]
async fn confirm_end(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<EndConfirmation>,
) -> Result<HttpResponse, Error> {
    match ending::confirm_end(&caller, *id, form.0).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-ended")),
        Err(error) => again(&caller, shell, *id, error, Termination::default()).await,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReleaseForm {
    release_reason: String,
}

#[post("/operator/dpa-requests/{id}/release")]
async fn take_from_workspace(
    caller: Authorized<ManageAgreements>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ReleaseForm>,
) -> Result<HttpResponse, Error> {
    match release::release(&caller, *id, ("release_reason", &form.0.release_reason)).await {
        Ok(()) => Ok(see_other_with(&format!("/operator/dpa-requests/{id}"), Tone::Ok, "flash-dpa-released")),
        Err(error) => {
            let entered = Entered { release_reason: form.0.release_reason, ..Entered::default() };
            again(&caller, shell, *id, error, entered).await
        }
    }
}

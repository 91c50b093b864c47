//! The steps of a change as forms: reviewed, announced, started, withdrawn.

use actix_web::{HttpResponse, ResponseError as _, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::deliveries::{self, Bounce, Returned};
use super::model::{Decision, NewReview};
use super::operator_pages::{BOARD, Entered, change_page};
use super::policy::ManageChanges;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond_with, see_other_with};
use crate::kernel::web::Form;

/// The forms of the steps.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(send_review).service(announce).service(activate).service(withdraw).service(report_return);
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReviewForm {
    decision: Option<Decision>,
    note: String,
    revision: Option<i32>,
}

#[post("/operator/changes/{id}/review")]
async fn send_review(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ReviewForm>,
) -> Result<HttpResponse, Error> {
    let ReviewForm { decision, note, revision } = form.0;
    let reviewed = match decision {
        // A person approves what they see on the page: without saying what that was, nothing.
        Some(Decision::Approved) if revision.is_none() => {
            Err(Error::invalid("revision", "revision-needed", "Say which revision of the draft you have read."))
        }
        Some(decision) => actions::review(&caller, *id, NewReview { decision, revision, note: note.clone() }).await,
        None => Err(Error::invalid("decision", "required", "Say whether the draft is approved or goes back.")),
    };
    let decision = decision.map(|decision| decision.as_str().to_owned()).unwrap_or_default();
    let entered = Entered { decision, note, ..Entered::default() };
    done(&caller, shell, *id, reviewed.map(|_| "flash-change-reviewed"), entered).await
}

#[post("/operator/changes/{id}/notice")]
async fn announce(caller: Authorized<ManageChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let announced = actions::announce(&caller, *id).await.map(|_| "flash-change-announced");
    done(&caller, shell, *id, announced, Entered::default()).await
}

#[post("/operator/changes/{id}/activation")]
async fn activate(caller: Authorized<ManageChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let started = actions::activate(&caller, *id).await.map(|_| "flash-change-started");
    done(&caller, shell, *id, started, Entered::default()).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WithdrawalForm {
    reason: String,
}

#[post("/operator/changes/{id}/withdrawal")]
async fn withdraw(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<WithdrawalForm>,
) -> Result<HttpResponse, Error> {
    let reason = form.0.reason;
    let withdrawn = actions::withdraw(&caller, *id, &reason).await.map(|_| "flash-change-withdrawn");
    done(&caller, shell, *id, withdrawn, Entered { reason, ..Entered::default() }).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReturnForm {
    message_id: String,
    recipient: String,
}

/// A mail came back, says somebody who has read the return.
#[post("/operator/changes/{id}/returned-mails")]
async fn report_return(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<ReturnForm>,
) -> Result<HttpResponse, Error> {
    let ReturnForm { message_id, recipient } = form.0;
    let named = Some(recipient.trim().to_owned()).filter(|address| !address.is_empty());
    let bounce = Bounce { message_id: message_id.clone(), recipient: named };
    let reported = deliveries::report(caller.kernel(), &bounce).await.and_then(return_said);
    let entered = Entered { message_id, recipient, ..Entered::default() };
    done(&caller, shell, *id, reported, entered).await
}

/// The text that says what follows from a mail that came back.
fn return_said(returned: Returned) -> Result<&'static str, Error> {
    match returned {
        Returned::Again => Ok("flash-mail-returned-again"),
        Returned::Reached => Ok("flash-mail-returned-reached"),
        Returned::Unreached => Ok("flash-mail-returned-unreached"),
        Returned::Over => Ok("flash-mail-returned-over"),
        Returned::NoNews => {
            let detail =
                "No email of a notice that was on its way has this Message-ID and address, or it is known to have come back.";
            Err(Error::invalid("message_id", "return-unknown", detail))
        }
    }
}

/// Goes on to the change and says there what was done, or shows its page once more with what is wrong and what was typed.
async fn done(
    caller: &SignedIn,
    shell: Shell,
    id: Uuid,
    result: Result<&'static str, Error>,
    entered: Entered,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(flash) => Ok(see_other_with(&format!("{BOARD}/{id}"), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &change_page(caller, shell, errors, id, entered).await?)
        }
    }
}

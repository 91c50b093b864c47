//! The page on which the transfer that a change proposes is assessed.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use uuid::Uuid;

use super::model::State;
use super::operator_pages::BOARD;
use super::policy::ReadChanges;
use super::{actions, transfer};
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::web::Form;
use crate::vendors::reviews::{NewAssessment, ReviewVendors};
use crate::vendors::subprocessors::{assessment_hint, country, ground_name, place};

/// The page.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_assessment).service(send_assessment);
}

#[derive(askama::Template)]
#[template(path = "pages/changes/assessment.html")]
struct AssessmentPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    vendor: String,
    facts: Vec<(String, String)>,
    note: String,
    /// What is assessed on this ground.
    hint: String,
    may_assess: bool,
    entered: NewAssessment,
}

#[get("/operator/changes/{id}/assessment")]
async fn show_assessment(caller: Authorized<ReadChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&page(&caller, shell, FormErrors::none(), *id, NewAssessment::default()).await?)
}

async fn page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: NewAssessment,
) -> Result<AssessmentPage, Error> {
    let texts = shell.texts;
    let reader: Authorized<ReadChanges> = caller.clone().authorize()?;
    let change = actions::get(&reader, id).await?;
    let inside =
        || Error::refused("no-transfer", "Data stay in the European Economic Area here: there is no transfer to assess.");
    let proposed = change.subprocessor.filter(|facts| !facts.is_within_eea()).ok_or_else(inside)?;
    let found = transfer::found(&reader, id).await?;
    let locale = texts.locale();
    let seat = country(&proposed.country).map_or_else(|| proposed.country.clone(), |country| country.name(locale).to_owned());
    let mut facts = vec![
        (texts.t("changes-assess-seat"), seat),
        (texts.t("subprocessors-detail-location"), place(&proposed.location, locale)),
        (texts.t("feeds-ground"), ground_name(texts, proposed.transfer_mechanism)),
    ];
    if let Some(look) = &found {
        let until = texts.date(look.due_at - chrono::Duration::seconds(1));
        facts.push((texts.t("reviews-reference"), look.reference.clone().unwrap_or_default()));
        facts.push((texts.t("changes-assess-at"), texts.moment(look.reviewed_at)));
        facts.push((texts.t("reviews-until"), until));
    }
    Ok(AssessmentPage {
        errors,
        id,
        vendor: proposed.legal_name,
        facts,
        note: found.map(|look| look.note).unwrap_or_default(),
        hint: assessment_hint(texts, proposed.transfer_mechanism),
        may_assess: caller.may::<ReviewVendors>() && matches!(change.state, State::Reviewed | State::Noticed),
        entered,
        shell,
    })
}

#[post("/operator/changes/{id}/assessment")]
async fn send_assessment(
    caller: Authorized<ReviewVendors>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<NewAssessment>,
) -> Result<HttpResponse, Error> {
    match transfer::assess(&caller, *id, &form.0).await {
        Ok(_) => Ok(see_other_with(&format!("{BOARD}/{id}"), Tone::Ok, "flash-transfer-assessed")),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &page(&caller, shell, errors, *id, form.0).await?)
        }
    }
}

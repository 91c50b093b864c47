//! The form with which the operator's staff enters an objection that came in writing.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

use super::model::WrittenObjection;
use super::objections;
use super::operator_pages::BOARD;
use super::policy::ManageChanges;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, Fields};
use crate::kernel::html::{FormErrors, Shell, Tone, local_moment, respond, respond_with, see_other_with};
use crate::kernel::web::Form;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_form).service(enter);
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenForm {
    tenant_id: String,
    received_at: String,
    grounds: String,
}

#[derive(askama::Template)]
#[template(path = "pages/changes/written.html")]
struct WrittenPage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    change_address: String,
    customers: Vec<(String, String)>,
    entered: WrittenForm,
    zone: String,
}

#[get("/operator/changes/{id}/objections/new")]
async fn show_form(caller: Authorized<ManageChanges>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&page(&caller, shell, FormErrors::none(), *id, WrittenForm::default()).await?)
}

async fn page(
    caller: &Authorized<ManageChanges>,
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    entered: WrittenForm,
) -> Result<WrittenPage, Error> {
    let mut customers = vec![(String::new(), shell.t("objections-written-choose"))];
    let those = objections::who_may_object(caller, id).await?;
    customers.extend(those.into_iter().map(|(id, name)| (id.to_string(), name)));
    let zone = shell.ta("changes-zone", &[("zone", shell.zone.name())]);
    Ok(WrittenPage { change_address: format!("{BOARD}/{id}"), errors, id, customers, entered, zone, shell })
}

#[post("/operator/changes/{id}/objections")]
async fn enter(
    caller: Authorized<ManageChanges>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<WrittenForm>,
) -> Result<HttpResponse, Error> {
    let entered = match read(&form.0, shell.zone) {
        Ok(written) => objections::enter(&caller, *id, written).await,
        Err(error) => Err(error),
    };
    match entered {
        Ok(filed) => {
            let address = format!("/operator/objections/{}", filed.objection.id);
            Ok(see_other_with(&address, Tone::Ok, "flash-objection-entered"))
        }
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &page(&caller, shell, errors, *id, form.0).await?)
        }
    }
}

/// What was typed; every wrong field at once.
fn read(form: &WrittenForm, zone: Tz) -> Result<WrittenObjection, Error> {
    let mut fields = Fields::new();
    let tenant_id = form.tenant_id.parse().ok();
    if tenant_id.is_none() {
        fields.add("tenant_id", "unknown-customer", "Choose the customer who objects.");
    }
    let received_at = local_moment(&form.received_at, zone);
    if received_at.is_none() {
        fields.add("received_at", "time-format", "Give the time as a day and a time.");
    }
    let grounds = fields.take(super::model::said("grounds", &form.grounds));
    fields.check()?;
    match (tenant_id, received_at, grounds) {
        (Some(tenant_id), Some(received_at), Some(grounds)) => Ok(WrittenObjection { tenant_id, received_at, grounds }),
        _ => Err(Error::Invalid(Vec::new())),
    }
}

//! Who is responsible, as a page.

use actix_web::{HttpResponse, get, post, web};
use askama::Template;

use super::actions;
use super::policy::AskController;
use crate::agreements::dpa::Processor;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond, see_other_with};
use crate::vendors::subprocessors;

const PAGE: &str = "/account/controller";

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show).service(ask);
}

#[derive(Template)]
#[template(path = "pages/controller/controller.html")]
struct ControllerPage {
    shell: Shell,
    workspace: String,
    agreement: Option<NamedShown>,
    processor_email: String,
}

struct NamedShown {
    legal_name: String,
    address: String,
    bound: String,
}

#[get("/account/controller")]
async fn show(
    caller: Authorized<AskController>,
    visitor: Visitor,
    processor: web::Data<Processor>,
    shell: Shell,
) -> Result<HttpResponse, Error> {
    let controller = actions::get(&caller, &visitor, &processor).await?;
    let agreement = controller.agreement.map(|named| NamedShown {
        address: match subprocessors::country(&named.country) {
            Some(country) => format!("{}, {}", named.address, country.name(shell.texts.locale())),
            None => named.address,
        },
        legal_name: named.legal_name,
        bound: shell.ta("controller-bound", &[("number", &named.number), ("since", &shell.date(named.since))]),
    });
    respond(&ControllerPage { workspace: controller.workspace, agreement, processor_email: controller.processor_email, shell })
}

#[post("/account/controller/agreement-requests")]
async fn ask(caller: Authorized<AskController>) -> Result<HttpResponse, Error> {
    Ok(match actions::ask(&caller).await {
        Ok(()) => see_other_with(PAGE, Tone::Ok, "flash-controller-asked"),
        Err(Error::TooMany { .. }) => see_other_with(PAGE, Tone::Info, "flash-controller-asked-before"),
        Err(other) => return Err(other),
    })
}

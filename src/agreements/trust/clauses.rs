//! What keeps each clause of an agreement of the workspace (M-1): who carries it out, on which promises it stands, when their
//! tests last passed, and what the workspace itself has seen of them.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use uuid::Uuid;

use super::evidence;
use super::policy::ReadEvidence;
use crate::agreements::dpa::{self, HoldAgreements, Placed, Printed};
use crate::agreements::promises::Conditions;
use crate::agreements::templates::ClauseMap;
use crate::kernel::authz::{Authorized, Visitor};
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, respond};

#[derive(askama::Template)]
#[template(path = "pages/trust/clauses.html")]
struct ClausesPage {
    shell: Shell,
    title: String,
    number: String,
    address: String,
    clauses: Placed,
    blocks: Vec<Printed>,
    lang: &'static str,
}

#[get("/settings/agreements/{id}/clauses")]
async fn clauses(
    caller: Authorized<HoldAgreements>,
    visitor: Visitor,
    shell: Shell,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let text = dpa::held_text(&caller, &visitor, *id).await?;
    let (texts, zone) = (shell.texts, caller.session().workspace.zone);
    let seen = evidence::evidence(&(*caller).clone().authorize::<ReadEvidence>()?, &visitor).await?;
    let seen: BTreeMap<&str, String> = seen.into_iter().map(|one| (one.promise, one.say(texts, zone))).collect();
    let now = Conditions::now(visitor.kernel()).await?;
    let map = ClauseMap::of(&text.template, &now, texts).seen(|promise| seen.get(promise).cloned());
    respond(&ClausesPage {
        title: shell.ta("clauses-title", &[("number", &text.number)]),
        address: format!("/settings/agreements/{id}"),
        number: text.number,
        clauses: Placed::of(&text.blocks, map),
        blocks: text.blocks,
        lang: text.lang,
        shell,
    })
}

/// The pages of this part.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(clauses);
}

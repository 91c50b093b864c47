//! The last look before handing in.

use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::words::{self, Clock};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, Shell};
use crate::learning::attempts::model::State;
use crate::learning::attempts::policy::Learn;
use crate::learning::attempts::study::{self, Names};
use crate::learning::attempts::view::{Attempt, SlotView};
use crate::learning::attempts::{finish, start};

/// Characters of a question in the table.
const STEM_CHARACTERS: usize = 90;

#[derive(Template)]
#[template(path = "pages/learn/review.html")]
struct Page {
    shell: Shell,
    attempt: Attempt,
    names: Names,
    now: DateTime<Utc>,
}

impl Page {
    fn open(&self) -> usize {
        self.attempt.slots.iter().filter(|slot| !slot.is_answered()).count()
    }

    fn flagged(&self) -> usize {
        self.attempt.slots.iter().filter(|slot| slot.is_flagged()).count()
    }

    fn stem(&self, slot: &SlotView) -> String {
        words::plain(&slot.stem_html, STEM_CHARACTERS)
    }

    fn change_name(&self, slot: &SlotView) -> String {
        self.shell.ta("learn-review-change-name", &[("n", slot.slot.to_string().as_str())])
    }

    fn clock(&self) -> Option<Clock> {
        words::clock(&self.shell, self.attempt.deadline, self.now)
    }
}

#[get("/attempts/{id}/submission")]
pub async fn page(caller: Authorized<Learn>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let attempt = start::get(&caller, *id).await?;
    if attempt.state != State::InProgress {
        return Ok(html::see_other(&format!("/attempts/{id}/result")));
    }
    let names = study::names(&caller, attempt.module_id, attempt.unit_id).await?;
    html::respond(&Page { now: caller.kernel().clock.now(), shell, attempt, names })
}

#[post("/attempts/{id}/submission")]
pub async fn hand_in(caller: Authorized<Learn>, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    finish::submit(&caller, *id).await?;
    Ok(html::see_other(&format!("/attempts/{id}/result")))
}

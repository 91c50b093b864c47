//! The page on which modules are assigned: choose, check the numbers, sent. It needs no script.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::choices::{self, Choices, Sent};
use super::model::{Draft, Request, Summary, end_of_day};
use super::policy::Assign;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell};
use crate::kernel::web::{Form, Query};

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_page).service(choose_page).service(send_page).service(sent_page);
}

/// What the form holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Values {
    module_id: String,
    group_ids: Vec<Uuid>,
    user_ids: Vec<Uuid>,
    due: String,
    /// A part of the name or the address of a person to choose.
    find: String,
    /// `check` shows the numbers, `back` and `find` the form again, `send` sends.
    step: String,
}

#[derive(Template)]
#[template(path = "pages/assignments/choose.html")]
struct Choose {
    shell: Shell,
    choices: Choices,
    modules: Vec<(String, String)>,
    values: Values,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/assignments/check.html")]
struct Check {
    shell: Shell,
    summary: Summary,
    values: Values,
    is_past: bool,
}

#[derive(Template)]
#[template(path = "pages/assignments/sent.html")]
struct Done {
    shell: Shell,
    sent: Sent,
}

impl Choose {
    fn has_group(&self, id: &Uuid) -> bool {
        self.values.group_ids.contains(id)
    }

    fn has_person(&self, id: &Uuid) -> bool {
        self.values.user_ids.contains(id)
    }

    fn size(&self, name: &str, members: &u64) -> String {
        self.shell.texts.tna("assignments-field-group-size", i64::try_from(*members).unwrap_or(i64::MAX), &[("name", name)])
    }
}

impl Check {
    fn sentence(&self) -> String {
        let n = i64::try_from(self.summary.people).unwrap_or(i64::MAX);
        let module = self.summary.module.as_str();
        match self.summary.due_at {
            Some(due) => {
                let date = self.shell.due_date(due);
                self.shell.texts.tna("assignments-summary-due", n, &[("module", module), ("date", date.as_str())])
            }
            None => self.shell.texts.tna("assignments-summary-no-due", n, &[("module", module)]),
        }
    }

    fn asked(&self) -> usize {
        self.summary.new + self.summary.already
    }
}

impl Done {
    fn sentence(&self) -> String {
        let n = i64::try_from(self.sent.people).unwrap_or(i64::MAX);
        self.shell.texts.tna("assignments-sent", n, &[("module", self.sent.title.as_str())])
    }
}

/// There is no list of assignments: what was assigned is in the matrix.
#[get("/assignments")]
async fn list_page(_caller: Authorized<Assign>) -> HttpResponse {
    html::see_other("/assignments/new")
}

#[get("/assignments/new")]
async fn choose_page(caller: Authorized<Assign>, shell: Shell, values: Query<Values>) -> Result<HttpResponse, Error> {
    choose(&caller, shell, values.0, FormErrors::none()).await
}

async fn choose(caller: &Authorized<Assign>, shell: Shell, values: Values, errors: FormErrors) -> Result<HttpResponse, Error> {
    let choices = choices::choices(caller, &values.find, &values.user_ids).await?;
    let any = (String::new(), shell.t("assignments-field-module-choose"));
    let modules = choices.modules.iter().map(|(id, title)| (id.to_string(), title.clone()));
    let modules = std::iter::once(any).chain(modules).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html::respond_with(status, &Choose { shell, choices, modules, values, errors })
}

#[post("/assignments/new")]
async fn send_page(caller: Authorized<Assign>, shell: Shell, form: Form<Values>) -> Result<HttpResponse, Error> {
    let values = form.0;
    if ["back", "find"].contains(&values.step.as_str()) {
        return choose(&caller, shell, values, FormErrors::none()).await;
    }
    match go_on(&caller, &values).await {
        Ok(Next::Sent(id)) => Ok(html::see_other(&format!("/assignments/{id}"))),
        Ok(Next::Check(summary)) => {
            let is_past = summary.due_at.is_some_and(|due| due < caller.kernel().clock.now());
            html::respond(&Check { shell, summary, values, is_past })
        }
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            choose(&caller, shell, values, errors).await
        }
    }
}

enum Next {
    Check(Summary),
    Sent(Uuid),
}

async fn go_on(caller: &Authorized<Assign>, values: &Values) -> Result<Next, Error> {
    let due = end_of_day("due", &values.due, caller.session().workspace.zone);
    let request = Request {
        module_id: values.module_id.trim().parse().ok(),
        user_ids: values.user_ids.clone(),
        group_ids: values.group_ids.clone(),
        due_at: due.as_ref().ok().copied().flatten(),
    };
    let draft = match (Draft::try_from(request), due) {
        (Ok(draft), Ok(_)) => draft,
        (Err(Error::Invalid(mut fields)), Err(Error::Invalid(more))) => {
            fields.extend(more);
            return Err(Error::Invalid(fields));
        }
        (Err(error), _) | (_, Err(error)) => return Err(error),
    };
    if values.step == "send" {
        return Ok(Next::Sent(actions::assign(caller, &draft).await?.id));
    }
    Ok(Next::Check(actions::check(caller, &draft).await?))
}

#[get("/assignments/{id}")]
async fn sent_page(caller: Authorized<Assign>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let sent = choices::sent(&caller, *id).await?;
    html::respond(&Done { shell, sent })
}

//! The log as a page, and its newest checkpoint as a file.

use actix_web::http::StatusCode;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, get, web};
use askama::Template;
use serde::Deserialize;

use super::actions;
use super::model::{Filter, Status, Who};
use super::policy::ReadLog;
use super::view::{self, Area, Row};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{self, FormErrors, Shell};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(list_page).service(checkpoint_file);
}

#[derive(Template)]
#[template(path = "pages/audit/list.html")]
struct List {
    shell: Shell,
    filter: Filter,
    errors: FormErrors,
    areas: Vec<Area>,
    rows: Vec<Row>,
    newest: String,
    older: String,
    /// Sentences about ids that narrow the list, each with the address without it.
    narrowed: Vec<(String, String)>,
    status: Option<Status>,
    file: String,
}

impl List {
    fn value<'a>(&self, value: &'a Option<String>) -> &'a str {
        value.as_deref().unwrap_or_default()
    }

    /// The ids that narrow the list: name, label and value of each.
    fn ids(&self) -> [(&'static str, String, String); 2] {
        let value = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            ("object", self.shell.t("audit-filter-object"), value(&self.filter.object)),
            ("actor", self.shell.t("audit-filter-actor"), value(&self.filter.actor)),
        ]
    }

    /// A type that is looked for and that the filter does not offer: the beginning of some, or one of a version before.
    fn other_type(&self) -> Option<&str> {
        let name = self.filter.name.as_deref().filter(|name| !name.is_empty())?;
        let offered = self.areas.iter().flat_map(|area| &area.choices).any(|(value, _)| value == name);
        (!offered).then_some(name)
    }

    fn others(&self) -> impl Iterator<Item = String> {
        Who::OTHERS.into_iter().map(|(_, key)| self.shell.t(key))
    }

    fn command(&self) -> String {
        let workspace = self.shell.workspace.as_ref().map(|workspace| workspace.slug.as_str()).unwrap_or_default();
        format!("tutela audit verify --workspace {workspace} --checkpoint {}", self.file)
    }
}

/// Where in the list the page begins; how long it is, it decides itself.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Place {
    after: Option<String>,
}

#[get("/audit")]
async fn list_page(
    caller: Authorized<ReadLog>,
    shell: Shell,
    filter: Query<Filter>,
    place: Query<Place>,
) -> Result<HttpResponse, Error> {
    let filter = filter.0;
    let paging = Paging { after: place.0.after.filter(|after| !after.is_empty()), limit: None };
    let is_later = paging.after.is_some();
    let (found, errors) = match actions::list(&caller, &filter, &paging).await {
        Ok(found) => (found, FormErrors::none()),
        // What was not understood is left out, so that the list stays; the page says so beside the field.
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            let sound = without(&filter, &errors);
            (actions::list(&caller, &sound, &Paging::default()).await?, errors)
        }
    };
    let status = actions::status(&caller).await?;
    let sound = without(&filter, &errors);
    let older = found.next.as_deref().map(|next| address(&sound, Some(next))).unwrap_or_default();
    let rows: Vec<Row> = found.items.into_iter().map(|entry| Row::new(&shell, entry)).collect();
    let page = List {
        narrowed: narrowed(&shell, &sound, &rows),
        areas: view::areas(shell.texts),
        newest: if is_later { address(&sound, None) } else { String::new() },
        file: status.as_ref().map(|status| file_name(&shell, status)).unwrap_or_default(),
        shell,
        filter,
        older,
        rows,
        status,
        errors,
    };
    let code = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    html::respond_with(code, &page)
}

/// The newest checkpoint, to be kept where nobody here reaches it.
#[get("/audit/checkpoint")]
async fn checkpoint_file(caller: Authorized<ReadLog>, shell: Shell) -> Result<HttpResponse, Error> {
    let status = actions::status(&caller).await?.ok_or(Error::NotFound)?;
    let name = DispositionParam::Filename(file_name(&shell, &status));
    let disposition = ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![name] };
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header(disposition).body(status.note))
}

fn file_name(shell: &Shell, status: &Status) -> String {
    let workspace = shell.workspace.as_ref().map(|workspace| workspace.slug.as_str()).unwrap_or_default();
    format!("tutela-checkpoint-{workspace}-{}.txt", status.size)
}

/// The filter without what is wrong in it.
fn without(filter: &Filter, errors: &FormErrors) -> Filter {
    let sound = |field: &str, value: &Option<String>| value.clone().filter(|_| errors.of(field).is_none());
    Filter {
        name: filter.name.clone(),
        who: filter.who.clone(),
        object: sound("object", &filter.object),
        actor: sound("actor", &filter.actor),
    }
}

/// What the ids of the filter are, in words: as the rows found call them.
fn narrowed(shell: &Shell, filter: &Filter, rows: &[Row]) -> Vec<(String, String)> {
    let given = |value: &Option<String>| value.clone().filter(|value| !value.trim().is_empty());
    let mut narrowed = Vec::new();
    if let Some(id) = given(&filter.object) {
        let object = rows.first().map(|row| &row.object);
        let what = object.map(|object| format!("{} {}", object.word, object.name.as_ref().unwrap_or(&object.short)));
        let sentence = shell.ta("audit-narrowed-object", &[("what", what.as_ref().unwrap_or(&id))]);
        narrowed.push((sentence, address(&Filter { object: None, ..filter.clone() }, None)));
    }
    if let Some(id) = given(&filter.actor) {
        let who = rows.first().map_or(id.as_str(), |row| row.who.text.as_str());
        let sentence = shell.ta("audit-narrowed-actor", &[("who", who)]);
        narrowed.push((sentence, address(&Filter { actor: None, ..filter.clone() }, None)));
    }
    narrowed
}

/// The address of the list with these filters, from a place on.
fn address(filter: &Filter, after: Option<&str>) -> String {
    let parts = [
        ("type", filter.name.as_deref()),
        ("who", filter.who.as_deref()),
        ("object", filter.object.as_deref()),
        ("actor", filter.actor.as_deref()),
        ("after", after),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", html::encode(value.filter(|value| !value.is_empty())?))))
        .collect();
    if parts.is_empty() { "/audit".to_owned() } else { format!("/audit?{}", parts.join("&")) }
}

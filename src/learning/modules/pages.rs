//! Modules as pages: the list, a new module, the editor of one, publication.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::draft::{Draft, ModuleChange, NewModule, NewUnit, UnitDraft};
use super::languages::{LANGUAGES, language_name};
use super::model::{Filter, Module, ModuleWithUnits, PublicationSummary, State, Unit, UnitKind};
use super::policy::{ManageModules, ReadModules};
use super::publication::{Missing, minutes_to_read, missing};
use super::{preview, quiz_page, unit_page};
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other, see_other_with};
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};
use crate::learning::quizzes::Step;

/// The pages of this capability, the quiz editor among them: a quiz is a unit.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(index).service(new).service(create).service(preview::fragment);
    config.service(one).service(change).service(publish);
    config.service(add_unit).service(move_unit).service(remove_unit);
    config.service(unit_page::show).service(unit_page::save).service(preview::show);
    config.service(quiz_page::show).service(quiz_page::save);
}

#[derive(Template)]
#[template(path = "pages/modules/list.html")]
struct List {
    shell: Shell,
    may_manage: bool,
    filter: Filter,
    rows: Vec<Module>,
    next: String,
}

impl List {
    fn narrows(&self) -> bool {
        let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        given(&self.filter.q) || given(&self.filter.state)
    }

    fn states(&self) -> [(&'static str, String); 3] {
        [
            ("", self.shell.t("modules-filter-state-any")),
            ("draft", self.shell.t("modules-state-draft")),
            ("published", self.shell.t("modules-state-published")),
        ]
    }
}

#[get("/modules")]
async fn index(
    caller: Authorized<ReadModules>,
    shell: Shell,
    filter: Query<Filter>,
    paging: Query<Paging>,
) -> Result<HttpResponse, Error> {
    let rows = actions::list(&caller, &filter.0, &paging.0).await?;
    let next = rows.next.as_deref().map(|after| next_address(&filter.0, after)).transpose()?;
    respond(&List {
        shell,
        may_manage: caller.may::<ManageModules>(),
        filter: filter.0,
        rows: rows.items,
        next: next.unwrap_or_default(),
    })
}

fn next_address(filter: &Filter, after: &str) -> Result<String, Error> {
    let query = [("q", filter.q.as_deref()), ("state", filter.state.as_deref()), ("after", Some(after))];
    let given: Vec<_> = query.iter().filter_map(|(name, value)| value.map(|value| (*name, value))).collect();
    let query = serde_html_form::to_string(&given).map_err(anyhow::Error::from)?;
    Ok(format!("/modules?{query}"))
}

/// The badge of a module: tone, icon and the key of its text.
pub fn badge(module: &Module) -> (Tone, &'static str, &'static str) {
    match (module.state, module.changed_since) {
        (State::Draft, _) => (Tone::None, "pen", "modules-state-draft"),
        (State::Published, false) => (Tone::Ok, "ok", "modules-state-published"),
        (State::Published, true) => (Tone::Info, "half", "modules-state-changed"),
    }
}

#[derive(Template)]
#[template(path = "pages/modules/new.html")]
struct New {
    shell: Shell,
    form: NewModule,
    errors: FormErrors,
}

impl New {
    fn text(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }

    fn language(&self) -> &str {
        self.form.language.as_deref().unwrap_or_else(|| self.shell.lang())
    }
}

#[get("/modules/new")]
async fn new(_: Authorized<ManageModules>, shell: Shell) -> Result<HttpResponse, Error> {
    respond(&New { shell, form: NewModule::default(), errors: FormErrors::none() })
}

#[post("/modules")]
async fn create(caller: Authorized<ManageModules>, shell: Shell, form: Form<NewModule>) -> Result<HttpResponse, Error> {
    let draft = match Draft::read(&form.0, caller.session().locale.code()) {
        Ok(draft) => draft,
        Err(error) => {
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            return respond_with(StatusCode::UNPROCESSABLE_ENTITY, &New { shell, form: form.0, errors });
        }
    };
    let module = actions::create(&caller, draft).await?;
    Ok(see_other_with(&format!("/modules/{}", module.id), Tone::Ok, "flash-module-created"))
}

/// What stands in the two forms of the editor.
#[derive(Clone, Debug, Default)]
struct Entered {
    title: String,
    language: String,
    summary: String,
    revision: String,
    unit_title: String,
}

#[derive(Template)]
#[template(path = "pages/modules/one.html")]
struct One {
    shell: Shell,
    may_manage: bool,
    module: Module,
    units: Vec<Unit>,
    versions: Vec<Version>,
    lacks: Vec<String>,
    entered: Entered,
    errors: FormErrors,
    unit_errors: FormErrors,
}

/// A published version in words.
struct Version {
    title: String,
    said: String,
}

impl One {
    async fn read(caller: &Authorized<ReadModules>, shell: Shell, id: Uuid) -> Result<Self, Error> {
        let (ModuleWithUnits { module, units }, versions, names) = actions::overview(caller, id).await?;
        let say = |version: PublicationSummary| {
            let name = names.get(&version.published_by).cloned().unwrap_or_default();
            let date = shell.date(version.published_at);
            let said = shell.texts.tna("modules-published-version", version.version.into(), &[("date", &date), ("name", &name)]);
            Version { title: version.title, said }
        };
        let versions = versions.into_iter().map(say).collect();
        let lacks = missing(&units).iter().map(|missing| lacking(&shell, missing)).collect();
        let entered = Entered {
            title: module.title.clone(),
            language: module.language.clone(),
            summary: module.summary.clone(),
            revision: module.revision.clone(),
            unit_title: String::new(),
        };
        Ok(Self {
            shell,
            may_manage: caller.may::<ManageModules>(),
            module,
            units,
            versions,
            lacks,
            entered,
            errors: FormErrors::none(),
            unit_errors: FormErrors::none(),
        })
    }

    fn questions(&self) -> u64 {
        self.units.iter().filter_map(|unit| unit.questions).sum()
    }

    /// The languages to choose from, and the one it has, also when it is another.
    fn languages(&self) -> Vec<(&str, &str)> {
        let mut all = LANGUAGES.to_vec();
        if all.iter().all(|(tag, _)| *tag != self.entered.language) {
            all.push((&self.entered.language, &self.entered.language));
        }
        all
    }

    fn minutes(&self) -> u32 {
        let pages = self.units.iter().filter(|unit| unit.kind == UnitKind::Page && !unit.body_md.trim().is_empty());
        pages.map(|unit| minutes_to_read(&unit.body_md)).sum()
    }

    fn next_version(&self) -> i32 {
        self.module.published_version.map_or(1, |version| version + 1)
    }

    fn is_unchanged(&self) -> bool {
        self.module.published_version.is_some() && !self.module.changed_since
    }

    /// What a unit says of itself in the list: tone, icon and text.
    fn said(&self, unit: &Unit) -> (Tone, &'static str, String) {
        match unit.kind {
            UnitKind::Page if unit.body_md.trim().is_empty() => (Tone::Warn, "warn", self.shell.t("modules-unit-no-text")),
            UnitKind::Page => (Tone::None, "clock", self.shell.tn("modules-unit-reading-time", minutes_to_read(&unit.body_md))),
            UnitKind::Quiz => match unit.questions.unwrap_or_default() {
                0 => (Tone::Warn, "warn", self.shell.tn("modules-questions", 0u64)),
                questions => (Tone::None, "list", self.shell.tn("modules-questions", questions)),
            },
        }
    }
}

/// Where a unit is edited.
fn address(module: Uuid, unit: &Unit) -> String {
    match unit.quiz_id {
        Some(quiz) => format!("/quizzes/{quiz}"),
        None => format!("/modules/{module}/units/{}", unit.id),
    }
}

fn lacking(shell: &Shell, missing: &Missing) -> String {
    match missing {
        Missing::Units => shell.t("modules-publish-check-units"),
        Missing::Text(title) => shell.ta("modules-publish-check-body", &[("name", title)]),
        Missing::Questions(title) => shell.ta("modules-publish-check-questions", &[("name", title)]),
    }
}

#[get("/modules/{id}")]
async fn one(caller: Authorized<ReadModules>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    respond(&One::read(&caller, shell, *id).await?)
}

/// The form of the details: what is left empty is empty, not left as it was.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DetailsForm {
    title: String,
    language: String,
    summary: String,
    #[serde(default)]
    revision: Option<String>,
}

#[post("/modules/{id}")]
async fn change(
    caller: Authorized<ManageModules>,
    reader: Authorized<ReadModules>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<DetailsForm>,
) -> Result<HttpResponse, Error> {
    let DetailsForm { title, language, summary, revision } = form.0;
    let change = ModuleChange {
        title: Some(title.clone()),
        language: Some(language.clone()),
        summary: Some(summary.clone()),
        revision: revision.clone(),
    };
    let Err(error) = actions::update(&caller, *id, change).await else {
        return Ok(see_other_with(&format!("/modules/{id}"), Tone::Ok, "flash-saved"));
    };
    // After a refusal what was typed stays here, and saving it over the other details is then a decision.
    let refused = matches!(error, Error::Refused { .. });
    let status = if refused { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = FormErrors::try_from_error(shell.texts, error)?;
    let page = One::read(&reader, shell, *id).await?;
    let revision = revision.filter(|_| !refused).unwrap_or_else(|| page.module.revision.clone());
    let entered = Entered { title, language, summary, revision, unit_title: String::new() };
    respond_with(status, &One { entered, errors, ..page })
}

#[post("/modules/{id}/publication")]
async fn publish(
    caller: Authorized<ManageModules>,
    reader: Authorized<ReadModules>,
    shell: Shell,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    match actions::publish(&caller, *id).await {
        Ok(_) => Ok(see_other_with(&format!("/modules/{id}"), Tone::Ok, "flash-module-published")),
        // What is missing stands in the page already, by name.
        Err(Error::Refused { .. }) => respond_with(StatusCode::CONFLICT, &One::read(&reader, shell, *id).await?),
        Err(error) => Err(error),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnitForm {
    kind: String,
    unit_title: String,
}

#[post("/modules/{id}/units")]
async fn add_unit(
    caller: Authorized<ManageModules>,
    reader: Authorized<ReadModules>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<UnitForm>,
) -> Result<HttpResponse, Error> {
    let UnitForm { kind, unit_title } = form.0;
    let request = NewUnit { kind, title: unit_title.clone(), ..NewUnit::default() };
    let added = match UnitDraft::read(request) {
        Ok(draft) => actions::add_unit(&caller, *id, draft).await,
        Err(error) => Err(error),
    };
    let error = match added {
        Ok(unit) => return Ok(see_other(&address(*id, &unit))),
        Err(Error::Invalid(mut fields)) => {
            fields.iter_mut().filter(|field| field.field == "title").for_each(|field| field.field = "unit_title".to_owned());
            Error::Invalid(fields)
        }
        Err(error) => error,
    };
    let unit_errors = FormErrors::try_from_error(shell.texts, error)?;
    let mut page = One::read(&reader, shell, *id).await?;
    page.entered.unit_title = unit_title;
    respond_with(StatusCode::UNPROCESSABLE_ENTITY, &One { unit_errors, ..page })
}

/// One place up or down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepForm {
    step: Step,
}

#[post("/modules/{id}/units/{unit_id}/step")]
async fn move_unit(
    caller: Authorized<ManageModules>,
    ids: web::Path<(Uuid, Uuid)>,
    form: Form<StepForm>,
) -> Result<HttpResponse, Error> {
    actions::step(&caller, ids.0, ids.1, form.0.step).await?;
    Ok(see_other(&format!("/modules/{}#unit-{}", ids.0, ids.1)))
}

#[post("/modules/{id}/units/{unit_id}/removal")]
async fn remove_unit(caller: Authorized<ManageModules>, ids: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Error> {
    actions::remove_unit(&caller, ids.0, ids.1).await?;
    Ok(see_other_with(&format!("/modules/{}", ids.0), Tone::Ok, "flash-unit-removed"))
}

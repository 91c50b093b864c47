//! The form in which staff writes a measure, or another version of one that is in use.

use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions;
use super::evidence::NewEvidence;
use super::model::{LONGEST_MONTHS, MOST_EVIDENCE, NewMeasure};
use super::operator_pages::REGISTER;
use super::policy::{ReadMeasures, WriteMeasures};
use super::release::measures;
use super::view::OperatorMeasure;
use crate::agreements::promises;
use crate::kernel::authz::Authorized;
use crate::kernel::error::{Error, FieldError};
use crate::kernel::html::{FormErrors, Shell, Tone, respond, respond_with, see_other_with};
use crate::kernel::i18n::Texts;
use crate::kernel::web::Form;

/// The pages.
pub fn pages(config: &mut web::ServiceConfig) {
    config
        .service(show_new)
        .service(send_new)
        .service(show_draft)
        .service(send_draft)
        .service(show_revision)
        .service(send_revision);
}

/// What stands in the form; the lists have an entry for each row of evidence.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DraftForm {
    heading: String,
    name_en: String,
    name_de: String,
    text_en: String,
    text_de: String,
    promises: Vec<String>,
    check_every_months: String,
    evidence_title: Vec<String>,
    evidence_source: Vec<String>,
    /// The numbers of the rows that everybody may follow.
    evidence_public: Vec<usize>,
    revision: Option<i32>,
}

impl DraftForm {
    fn of(measure: OperatorMeasure) -> Self {
        let public = measure.evidence.iter().enumerate().filter(|(_, evidence)| evidence.public).map(|(at, _)| at);
        Self {
            evidence_public: public.collect(),
            evidence_title: measure.evidence.iter().map(|evidence| evidence.title.clone()).collect(),
            evidence_source: measure.evidence.iter().map(|evidence| evidence.source.clone()).collect(),
            heading: measure.heading,
            name_en: measure.name_en,
            name_de: measure.name_de,
            text_en: measure.text_en,
            text_de: measure.text_de,
            promises: measure.promises,
            check_every_months: measure.check_every_months.to_string(),
            revision: Some(measure.revision),
        }
    }

    /// The row of evidence with this number, as it was typed.
    fn row(&self, at: usize) -> NewEvidence {
        let typed = |list: &[String]| list.get(at).cloned().unwrap_or_default();
        NewEvidence {
            title: typed(&self.evidence_title),
            source: typed(&self.evidence_source),
            public: self.evidence_public.contains(&at),
        }
    }

    /// The numbers of the rows that were filled in.
    fn filled(&self) -> Vec<usize> {
        let rows = self.evidence_title.len().max(self.evidence_source.len());
        (0..rows).filter(|at| !self.row(*at).is_blank()).collect()
    }

    /// The measure that is asked for. What is no number is no possible number of months either.
    fn measure(&self) -> NewMeasure {
        NewMeasure {
            heading: self.heading.clone(),
            name_en: self.name_en.clone(),
            name_de: self.name_de.clone(),
            text_en: self.text_en.clone(),
            text_de: self.text_de.clone(),
            promises: self.promises.clone(),
            evidence: self.filled().into_iter().map(|at| self.row(at)).collect(),
            check_every_months: match self.check_every_months.trim() {
                "" => None,
                months => Some(months.parse().unwrap_or(0)),
            },
            revision: self.revision,
        }
    }

    /// What is wrong, beside the row in which it was typed.
    fn errors(&self, texts: Texts, mut error: Error) -> Result<FormErrors, Error> {
        if let Error::Invalid(fields) = &mut error {
            let filled = self.filled();
            for wrong in fields {
                let place = wrong.field.strip_prefix("evidence.").and_then(|rest| rest.split_once('.'));
                if let Some((row, part)) = place.and_then(|(at, part)| Some((filled.get(at.parse::<usize>().ok()?)?, part))) {
                    wrong.field = format!("evidence.{row}.{part}");
                }
                // No document at all is missing in the first row.
                if wrong.field == "evidence" {
                    wrong.field = "evidence.0.title".to_owned();
                }
            }
        }
        form_errors(texts, error)
    }
}

/// What is wrong in the reader's language; an empty phrase is named.
///
/// # Errors
/// The error itself, when it is not about the form.
pub(super) fn form_errors(texts: Texts, error: Error) -> Result<FormErrors, Error> {
    let Error::Invalid(fields) = error else { return FormErrors::try_from_error(texts, error) };
    let say = |wrong: FieldError| match wrong.detail.split(['“', '”']).nth(1).filter(|_| wrong.code == "empty-phrase") {
        Some(phrase) => {
            let words = texts.ta("measures-empty-phrase", &[("phrase", phrase)]);
            FieldError::new(wrong.field.clone(), "", words)
        }
        None => wrong,
    };
    Ok(FormErrors::new(texts, &fields.into_iter().map(say).collect::<Vec<_>>()))
}

#[derive(askama::Template)]
#[template(path = "pages/measures/draft.html")]
struct DraftPage {
    shell: Shell,
    errors: FormErrors,
    title: String,
    lead: String,
    /// Where the form posts to.
    action: String,
    entered: DraftForm,
    revision: String,
    headings: Vec<(String, String)>,
    months: Vec<(String, String)>,
    promises: Vec<PromiseShown>,
    rows: Vec<EvidenceRow>,
}

struct PromiseShown {
    id: String,
    sentence: String,
    is_chosen: bool,
}

/// A row of evidence: the names under which what is wrong with it stands, and what was typed.
struct EvidenceRow {
    number: String,
    title_field: String,
    source_field: String,
    public_field: String,
    at: usize,
    typed: NewEvidence,
}

/// What the form is for.
enum Purpose {
    New,
    Draft(Uuid),
    Revision(Uuid),
}

impl Purpose {
    fn address(&self) -> String {
        match self {
            Self::New => REGISTER.to_owned(),
            Self::Draft(id) => format!("{REGISTER}/{id}/draft"),
            Self::Revision(id) => format!("{REGISTER}/{id}/revision"),
        }
    }

    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::New => ("measures-new", "measures-new-lead"),
            Self::Draft(_) => ("measures-edit", "measures-edit-lead"),
            Self::Revision(_) => ("measures-revise", "measures-revise-lead"),
        }
    }
}

fn page(shell: Shell, errors: FormErrors, purpose: &Purpose, entered: DraftForm) -> Result<DraftPage, Error> {
    let (texts, locale) = (shell.texts, shell.texts.locale());
    let headings = measures()?.headings.iter().map(|heading| (heading.id.clone(), heading.name(locale).to_owned()));
    let months = (1..=LONGEST_MONTHS).rev().map(|n| (n.to_string(), texts.tn("measures-months", n.into())));
    let promises = promises::register()?.promises.iter().map(|promise| PromiseShown {
        is_chosen: entered.promises.contains(&promise.id),
        id: promise.id.clone(),
        sentence: promise.sentence(locale).to_owned(),
    });
    let row = |at: usize| EvidenceRow {
        number: texts.number(i64::try_from(at + 1).unwrap_or_default()),
        title_field: format!("evidence.{at}.title"),
        source_field: format!("evidence.{at}.source"),
        public_field: format!("evidence.{at}.public"),
        at,
        typed: entered.row(at),
    };
    let (title, lead) = purpose.words();
    Ok(DraftPage {
        errors,
        title: texts.t(title),
        lead: texts.t(lead),
        action: purpose.address(),
        revision: entered.revision.map(|revision| revision.to_string()).unwrap_or_default(),
        headings: std::iter::once((String::new(), texts.t("measures-choose"))).chain(headings).collect(),
        months: months.collect(),
        promises: promises.collect(),
        rows: (0..MOST_EVIDENCE).map(row).collect(),
        entered,
        shell,
    })
}

#[get("/operator/measures/new")]
async fn show_new(_caller: Authorized<WriteMeasures>, shell: Shell) -> Result<HttpResponse, Error> {
    let entered = DraftForm { check_every_months: LONGEST_MONTHS.to_string(), ..DraftForm::default() };
    respond(&page(shell, FormErrors::none(), &Purpose::New, entered)?)
}

#[post("/operator/measures")]
async fn send_new(caller: Authorized<WriteMeasures>, shell: Shell, form: Form<DraftForm>) -> Result<HttpResponse, Error> {
    let drafted = actions::draft(&caller, &form.0.measure()).await;
    done(shell, &Purpose::New, form.0, drafted)
}

#[get("/operator/measures/{id}/draft")]
async fn show_draft(caller: Authorized<WriteMeasures>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let measure = found(&caller, *id).await?;
    measure.standing().may_be_rewritten(None)?;
    respond(&page(shell, FormErrors::none(), &Purpose::Draft(*id), DraftForm::of(measure))?)
}

#[post("/operator/measures/{id}/draft")]
async fn send_draft(
    caller: Authorized<WriteMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<DraftForm>,
) -> Result<HttpResponse, Error> {
    let rewritten = actions::rewrite(&caller, *id, &form.0.measure()).await;
    done(shell, &Purpose::Draft(*id), form.0, rewritten)
}

#[get("/operator/measures/{id}/revision")]
async fn show_revision(caller: Authorized<WriteMeasures>, shell: Shell, id: web::Path<Uuid>) -> Result<HttpResponse, Error> {
    let measure = found(&caller, *id).await?;
    measure.standing().is_in_use()?;
    measure.standing().may_be_replaced()?;
    respond(&page(shell, FormErrors::none(), &Purpose::Revision(*id), DraftForm::of(measure))?)
}

#[post("/operator/measures/{id}/revision")]
async fn send_revision(
    caller: Authorized<WriteMeasures>,
    shell: Shell,
    id: web::Path<Uuid>,
    form: Form<DraftForm>,
) -> Result<HttpResponse, Error> {
    let revised = actions::revise(&caller, *id, &form.0.measure()).await;
    done(shell, &Purpose::Revision(*id), form.0, revised)
}

async fn found(caller: &Authorized<WriteMeasures>, id: Uuid) -> Result<OperatorMeasure, Error> {
    let reader: Authorized<ReadMeasures> = (**caller).clone().authorize()?;
    Ok(actions::get(&reader, id).await?.measure)
}

/// Goes on to the measure, or shows the form once more with what is wrong and what was typed.
fn done(shell: Shell, purpose: &Purpose, form: DraftForm, result: Result<OperatorMeasure, Error>) -> Result<HttpResponse, Error> {
    match result {
        Ok(measure) => Ok(see_other_with(&format!("{REGISTER}/{}", measure.id), Tone::Ok, "flash-measure-drafted")),
        Err(error) => {
            let status = error.status_code();
            let errors = form.errors(shell.texts, error)?;
            respond_with(status, &page(shell, errors, purpose, form)?)
        }
    }
}

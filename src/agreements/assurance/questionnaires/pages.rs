//! The pages for customers: their questionnaires, and one on its way from the file to the answers.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError as _, get, post, web};
use serde::Deserialize;
use uuid::Uuid;

use super::actions::{self, NewFile};
use super::model::{NewMapping, State, Step};
use super::view::{Item, Questionnaire};
use super::{forms, shown};
use crate::agreements::assurance::policy::{ReadAssurance, SendQuestionnaires};
use crate::agreements::assurance::sheets::{MOST_BYTES, Trouble, letters};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::{Authorized, SignedIn};
use crate::kernel::error::Error;
use crate::kernel::html::{FormErrors, Shell, Tone, encode, respond, respond_with, see_other_with};
use crate::kernel::i18n::Locale;
use crate::kernel::page::Paging;
use crate::kernel::web::{Form, Query};

/// Where questionnaires stand.
const QUESTIONNAIRES: &str = "/settings/questionnaires";
/// So many rows of a file are shown before its columns are said.
const PREVIEWED_ROWS: usize = 8;
/// So many columns.
const PREVIEWED_COLUMNS: u32 = 8;
/// So much of a cell.
const PREVIEWED_TEXT: usize = 80;

/// The pages for customers.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(show_list).service(upload).service(show_one).service(map).service(find).service(submit);
    config.service(take_file).service(discard);
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/questionnaires.html")]
struct ListPage {
    shell: Shell,
    errors: FormErrors,
    rows: Vec<RowShown>,
    languages: Vec<(String, String)>,
    language: String,
    file_hint: String,
    may_send: bool,
    first: String,
    next: String,
}

struct RowShown {
    id: Uuid,
    name: String,
    tone: Tone,
    state: String,
    questions: String,
    uploaded: String,
}

#[get("/settings/questionnaires")]
async fn show_list(caller: Authorized<ReadAssurance>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    let language = shell.lang().to_owned();
    respond(&list_page(&caller, shell, FormErrors::none(), &paging.0, language).await?)
}

async fn list_page(
    caller: &SignedIn,
    shell: Shell,
    errors: FormErrors,
    paging: &Paging,
    language: String,
) -> Result<ListPage, Error> {
    let found = actions::list(&caller.clone().authorize()?, paging).await?;
    let row = |one: &Questionnaire| {
        let (tone, state) = shown::state(shell.texts, one.state);
        RowShown {
            id: one.id,
            name: one.name.clone(),
            tone,
            state,
            questions: if one.questions == 0 { shell.t("word-none") } else { shell.number(one.questions) },
            uploaded: shell.due_date(one.uploaded_at),
        }
    };
    Ok(ListPage {
        rows: found.items.iter().map(row).collect(),
        languages: Locale::ALL.map(|one| (one.code().to_owned(), shell.t(&format!("language-{one}")))).to_vec(),
        file_hint: shell.ta("questionnaires-file-hint", &[("size", &shell.bytes(MOST_BYTES))]),
        may_send: caller.may::<SendQuestionnaires>(),
        first: if paging.after.is_some() { QUESTIONNAIRES.to_owned() } else { String::new() },
        next: found.next.map(|after| format!("{QUESTIONNAIRES}?after={}", encode(&after))).unwrap_or_default(),
        language,
        errors,
        shell,
    })
}

#[post("/settings/questionnaires")]
async fn upload(caller: Authorized<SendQuestionnaires>, shell: Shell, form: Multipart) -> Result<HttpResponse, Error> {
    let sent = forms::read(form).await?;
    let language = sent.language.clone();
    let uploaded = match sent.bytes {
        None => Err(Trouble::TooLarge.into()),
        Some(bytes) if sent.name.is_empty() && bytes.is_empty() => Err(Error::invalid("file", "required", "Choose a file.")),
        Some(bytes) => match actions::check_upload(&sent.name, &sent.language) {
            Ok(language) => actions::upload(&caller, NewFile { name: sent.name, language, bytes }).await,
            Err(error) => Err(error),
        },
    };
    match uploaded {
        Ok(new) => Ok(see_other_with(&format!("{QUESTIONNAIRES}/{}", new.id), Tone::Ok, "flash-questionnaire-uploaded")),
        Err(error) => {
            let status =
                if matches!(error, Error::Refused { .. }) { StatusCode::UNPROCESSABLE_ENTITY } else { error.status_code() };
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &list_page(&caller, shell, errors, &Paging::default(), language).await?)
        }
    }
}

#[derive(askama::Template)]
#[template(path = "pages/assurance/questionnaire.html")]
struct OnePage {
    shell: Shell,
    errors: FormErrors,
    id: Uuid,
    title: String,
    tone: Tone,
    state: String,
    sentence: String,
    mapping: Option<MappingShown>,
    /// The columns that can be chosen.
    letters: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    stats: Vec<(String, i64)>,
    items: Vec<shown::ItemShown>,
    /// Where the dialog posts to: inside its macro `id` is the dialog's own.
    discard_address: String,
    finds: bool,
    submits: bool,
    discards: bool,
    takes: bool,
    first: String,
    next: String,
}

/// The form by which columns are said, with the first rows.
struct MappingShown {
    sheets: Vec<(String, String)>,
    sheet: String,
    letters: Vec<(String, String)>,
    question: String,
    answer: String,
    first_row: String,
    heads: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

/// What stands in the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct MappingForm {
    sheet: usize,
    first_row: String,
    question_column: String,
    answer_column: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    sheet: Option<usize>,
}

#[get("/settings/questionnaires/{id}")]
async fn show_one(
    caller: Authorized<ReadAssurance>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    paging: Query<Paging>,
    wish: Query<Wish>,
) -> Result<HttpResponse, Error> {
    let looked = Looked { id: *id, sheet: wish.0.sheet, typed: None };
    respond(&one_page(&caller, shell, &processor, FormErrors::none(), looked, &paging.0).await?)
}

/// Which questionnaire is looked at, which of its sheets, and what was typed of its columns.
struct Looked {
    id: Uuid,
    sheet: Option<usize>,
    typed: Option<MappingForm>,
}

impl Looked {
    const fn at(id: Uuid) -> Self {
        Self { id, sheet: None, typed: None }
    }
}

async fn one_page(
    caller: &SignedIn,
    shell: Shell,
    processor: &Processor,
    errors: FormErrors,
    looked: Looked,
    paging: &Paging,
) -> Result<OnePage, Error> {
    let Looked { id, sheet, typed } = looked;
    let reader: Authorized<ReadAssurance> = caller.clone().authorize()?;
    let (one, counts) = actions::get(&reader, id).await?;
    let page = actions::items(&reader, processor, id, paging).await?;
    let (texts, may) = (shell.texts, caller.may::<SendQuestionnaires>());
    let mut mapping = match may && one.state.may(Step::Map) {
        true => Some(mapping(&reader, &shell, &one, sheet).await?),
        false => None,
    };
    if let (Some(shown), Some(typed)) = (&mut mapping, typed) {
        (shown.question, shown.answer, shown.first_row) = (typed.question_column, typed.answer_column, typed.first_row);
    }
    let (tone, state) = shown::state(texts, one.state);
    let address = format!("{QUESTIONNAIRES}/{id}");
    let is_found = one.state != State::Uploaded && one.state != State::Mapped;
    Ok(OnePage {
        errors,
        id,
        title: one.name.clone(),
        tone,
        state,
        sentence: texts.t(shown::sentence(one.state)),
        letters: mapping.as_mut().map(|shown| std::mem::take(&mut shown.letters)).unwrap_or_default(),
        mapping,
        facts: shown::facts(texts, &one),
        stats: if is_found { shown::stats(texts, counts, one.state.has_answers()) } else { Vec::new() },
        items: page.items.into_iter().map(|item: Item| shown::item(texts, item, one.state.has_answers())).collect(),
        discard_address: format!("{address}/discard"),
        finds: may && one.state.may(Step::Match),
        submits: may && one.state.may(Step::Submit),
        discards: may && one.state.may(Step::Discard),
        takes: may && one.state.may(Step::Export),
        first: if paging.after.is_some() { address.clone() } else { String::new() },
        next: page.next.map(|after| format!("{address}?after={}", encode(&after))).unwrap_or_default(),
        shell,
    })
}

/// The form with what was said before, or what is guessed.
async fn mapping(
    reader: &Authorized<ReadAssurance>,
    shell: &Shell,
    one: &Questionnaire,
    sheet: Option<usize>,
) -> Result<MappingShown, Error> {
    let said = one.mapping.as_ref().filter(|said| sheet.is_none_or(|wanted| usize::try_from(said.sheet) == Ok(wanted)));
    let wanted = said.and_then(|said| usize::try_from(said.sheet).ok()).or(sheet);
    let (book, guess) = actions::preview(reader, one.id, wanted).await?;
    let at = wanted.or(guess.map(|guess| guess.sheet)).unwrap_or_default();
    let empty = crate::agreements::assurance::sheets::Sheet::default();
    let shown = book.sheets.get(at).unwrap_or(&empty);
    let last = shown.columns().max(guess.map_or(0, |guess| guess.answer)).max(2);
    let first_row = said.and_then(|said| u32::try_from(said.first_row).ok()).or(guess.map(|guess| guess.first_row)).unwrap_or(1);
    let cut = |text: &str| text.chars().take(PREVIEWED_TEXT).collect::<String>();
    let from = shown.rows.iter().position(|row| row.number >= first_row).unwrap_or_default().saturating_sub(1);
    let rows = shown.rows.iter().skip(from).take(PREVIEWED_ROWS);
    let width = last.min(PREVIEWED_COLUMNS);
    let name = |(at, sheet): (usize, &String)| {
        let name = if sheet.is_empty() { shell.t("questionnaires-only-sheet") } else { sheet.clone() };
        (at.to_string(), name)
    };
    Ok(MappingShown {
        sheets: one.sheets.iter().enumerate().map(name).collect(),
        sheet: at.to_string(),
        letters: (1..=last + 1).map(|column| (letters(column), letters(column))).collect(),
        question: said
            .map_or_else(|| guess.map_or_else(String::new, |guess| letters(guess.question)), |said| said.question_column.clone()),
        answer: said
            .map_or_else(|| guess.map_or_else(String::new, |guess| letters(guess.answer)), |said| said.answer_column.clone()),
        first_row: first_row.to_string(),
        heads: (1..=width).map(letters).collect(),
        rows: rows.map(|row| (row.number, (1..=width).map(|column| cut(row.cell(column))).collect())).collect(),
    })
}

#[post("/settings/questionnaires/{id}/mapping")]
async fn map(
    caller: Authorized<SendQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
    form: Form<MappingForm>,
) -> Result<HttpResponse, Error> {
    let MappingForm { sheet, first_row, question_column, answer_column } = form.0.clone();
    let new = NewMapping { sheet, first_row: first_row.trim().parse().unwrap_or_default(), question_column, answer_column };
    let mapped = match actions::map(&caller, *id, new).await {
        // One press says the columns and looks for answers.
        Ok(_) => actions::find(&caller, *id).await,
        Err(error) => Err(error),
    };
    let looked = Looked { id: *id, sheet: Some(sheet), typed: Some(form.0) };
    done(&caller, shell, &processor, looked, mapped.map(drop), "flash-questionnaire-matched").await
}

#[post("/settings/questionnaires/{id}/matching")]
async fn find(
    caller: Authorized<SendQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let found = actions::find(&caller, *id).await;
    done(&caller, shell, &processor, Looked::at(*id), found.map(drop), "flash-questionnaire-matched").await
}

#[post("/settings/questionnaires/{id}/submission")]
async fn submit(
    caller: Authorized<SendQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    let submitted = actions::submit(&caller, *id).await;
    done(&caller, shell, &processor, Looked::at(*id), submitted.map(drop), "flash-questionnaire-submitted").await
}

#[post("/settings/questionnaires/{id}/export")]
async fn take_file(
    caller: Authorized<SendQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    match actions::export(&caller, *id).await {
        Ok(file) => Ok(forms::sent(file)),
        Err(error) => done(&caller, shell, &processor, Looked::at(*id), Err(error), "flash-questionnaire-matched").await,
    }
}

#[post("/settings/questionnaires/{id}/discard")]
async fn discard(
    caller: Authorized<SendQuestionnaires>,
    shell: Shell,
    processor: web::Data<Processor>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Error> {
    match actions::discard(&caller, *id).await {
        Ok(()) => Ok(see_other_with(QUESTIONNAIRES, Tone::Ok, "flash-questionnaire-discarded")),
        Err(error) => done(&caller, shell, &processor, Looked::at(*id), Err(error), "flash-questionnaire-discarded").await,
    }
}

/// Goes on to the questionnaire, or shows its page once more with what is wrong.
async fn done(
    caller: &SignedIn,
    shell: Shell,
    processor: &Processor,
    looked: Looked,
    result: Result<(), Error>,
    flash: &'static str,
) -> Result<HttpResponse, Error> {
    match result {
        Ok(()) => Ok(see_other_with(&format!("{QUESTIONNAIRES}/{}", looked.id), Tone::Ok, flash)),
        Err(error) => {
            let status = error.status_code();
            let errors = FormErrors::try_from_error(shell.texts, error)?;
            respond_with(status, &one_page(caller, shell, processor, errors, looked, &Paging::default()).await?)
        }
    }
}

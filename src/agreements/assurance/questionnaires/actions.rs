//! The customer's verbs: upload, say where questions stand, look for answers, hand in, take the file.

use std::time::Duration;

use entity::questionnaire;
use uuid::Uuid;

use super::jobs::TellStaff;
use super::model::{NewMapping, Step};
use super::store::{self, Upload};
use super::view::{Counts, Item, Questionnaire, state};
use crate::agreements::assurance::events::Event;
use crate::agreements::assurance::library::{self, Given};
use crate::agreements::assurance::matching::{Confidence, Finding, Matcher};
use crate::agreements::assurance::policy::{ReadAssurance, SendQuestionnaires};
use crate::agreements::assurance::sheets::{self, Book, Columns, Format, Target, Trouble};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::{Error, Fields};
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::i18n::{Locale, Texts};
use crate::kernel::limits::Rule;
use crate::kernel::page::{Page, Paging};

/// A workspace uploads so many files an hour: reading one takes a processor for a moment.
const UPLOADS: Rule = Rule::new("questionnaire-upload", 30, Duration::from_secs(3600));
/// The name of a file is kept until here.
const MOST_NAME: usize = 120;

/// What a customer uploads.
pub struct NewFile {
    /// What the file is called.
    pub name: String,
    /// The language of the answers.
    pub language: Locale,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes a file. What it says is read at once, so that one that cannot be read is not kept.
///
/// # Errors
/// `Refused` with what is wrong with the file; `TooMany`.
pub async fn upload(caller: &Authorized<SendQuestionnaires>, new: NewFile) -> Result<Questionnaire, Error> {
    let reading = caller.read().await?;
    let tenant = reading.tenant().get().to_string();
    drop(reading);
    caller.kernel().limits.reserve(&UPLOADS, &tenant).await?;
    let (bytes, book) = apart(new.bytes, sheets::read).await?;
    let book = book?;
    let reading = caller.read().await?;
    let id = reading.new_id()?;
    let stored = shelf::put(reading, id, &bytes).await?;
    let name = file_name(&new.name, book.format);
    let tx = caller.begin().await?;
    let label = Label { kind: "questionnaire", name: name.clone(), content_type: book.format.media_type() };
    shelf::enter(&tx, id, label, &stored).await?;
    let row = store::insert(&tx, Upload { id, name, book: &book, language: new.language.code() }).await?;
    tx.commit(Event::Uploaded { questionnaire_id: id, format: row.format.clone() }).await?;
    Questionnaire::of(row)
}

/// Does what takes long on a thread of its own, so that no other request waits for it.
async fn apart<T: Send + 'static>(bytes: Vec<u8>, read: impl FnOnce(&[u8]) -> T + Send + 'static) -> Result<(Vec<u8>, T), Error> {
    let work = tokio::task::spawn_blocking(move || {
        let read = read(&bytes);
        (bytes, read)
    });
    Ok(work.await.map_err(anyhow::Error::new)?)
}

/// The name without folders and what no file may be called, with the ending of what it is.
fn file_name(name: &str, format: Format) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !"\"<>|:*?".contains(*c)).take(MOST_NAME).collect();
    let stem = kept.rsplit_once('.').map_or(kept.as_str(), |(stem, _)| stem).trim();
    let stem = if stem.is_empty() { "questionnaire" } else { stem };
    format!("{stem}.{}", format.as_str())
}

/// The questionnaires of the caller's workspace, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(caller: &Authorized<ReadAssurance>, paging: &Paging) -> Result<Page<Questionnaire>, Error> {
    let page = store::page(&caller.read().await?, paging).await?;
    let items = page.items.into_iter().map(Questionnaire::of).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// One questionnaire, with how its questions stand.
///
/// # Errors
/// `NotFound`.
pub async fn get(caller: &Authorized<ReadAssurance>, id: Uuid) -> Result<(Questionnaire, Counts), Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    Ok((Questionnaire::of(row)?, store::counts(&tx, id).await?))
}

/// Its questions with what was found for them. What the operator's staff decides is shown when all of it is decided.
///
/// # Errors
/// `NotFound`; `Invalid` for a foreign cursor.
pub async fn items(
    caller: &Authorized<ReadAssurance>,
    processor: &Processor,
    id: Uuid,
    paging: &Paging,
) -> Result<Page<Item>, Error> {
    let own = library::own(caller.kernel()).await?;
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    let decided = state(&row.state)?.has_answers();
    let given = given(&tx, processor, &row, &own).await?;
    let page = store::items_page(&tx, id, false, paging).await?;
    let items = page.items.into_iter().map(|row| Item::of(row, &given, decided)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// The library in the language of a questionnaire.
pub(super) async fn given(
    tx: &TenantTx,
    processor: &Processor,
    row: &questionnaire::Model,
    own: &[library::OwnAnswer],
) -> Result<Vec<Given>, Error> {
    let locale = Locale::of(&row.language).unwrap_or_default();
    library::answers(tx, processor, Texts::new(locale), own).await
}

async fn bytes_of(tx: &TenantTx, row: &questionnaire::Model) -> Result<Vec<u8>, Error> {
    let file = row.file_id.ok_or(Error::NotFound)?;
    tx.kernel().files.get(&tx.key().await?, tx.tenant().get(), file).await
}

/// What stands in the file, and where its questions seem to be.
///
/// # Errors
/// `NotFound`.
pub async fn preview(
    caller: &Authorized<ReadAssurance>,
    id: Uuid,
    sheet: Option<usize>,
) -> Result<(Book, Option<Columns>), Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    let bytes = bytes_of(&tx, &row).await?;
    drop(tx);
    let (_, read) = apart(bytes, move |bytes| {
        let book = sheets::read(bytes)?;
        let guess = sheets::guess(&book, sheet);
        Ok::<_, Trouble>((book, guess))
    })
    .await?;
    Ok(read?)
}

/// Says where questions stand and answers go. That answers fit there is tried out at once.
///
/// # Errors
/// `Invalid` with every wrong field; `Refused` as [`NewMapping::check`], with `answer-formulas` or `answer-merged`, and with
/// `already-submitted`.
pub async fn map(caller: &Authorized<SendQuestionnaires>, id: Uuid, new: NewMapping) -> Result<Questionnaire, Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    state(&row.state)?.after(Step::Map)?;
    let bytes = bytes_of(&tx, &row).await?;
    drop(tx);
    let (_, checked) = apart(bytes, move |bytes| {
        let (columns, asked) = new.check(&sheets::read(bytes)?)?;
        let target = Target { sheet: columns.sheet, column: columns.answer };
        let rows: Vec<u32> = asked.iter().map(|one| one.row).collect();
        let closed = sheets::closed(bytes, target, &rows)?;
        if let (true, Some(trouble)) = (closed.len() == rows.len(), closed.values().next()) {
            return Err((*trouble).into());
        }
        // The headings of sections, and rows that answer themselves: no answer goes there, and none is asked for.
        let asked: Vec<_> = asked.into_iter().filter(|one| !closed.contains_key(&one.row)).collect();
        sheets::write(bytes, target, &asked.iter().map(|one| (one.row, String::new())).collect())?;
        Ok::<_, Error>((columns, asked, closed.len()))
    })
    .await?;
    let (columns, asked, skipped) = checked?;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    state(&row.state)?.after(Step::Map)?;
    let count = i32::try_from(asked.len()).unwrap_or(i32::MAX);
    store::set_mapping(&tx, id, &columns, asked, skipped).await?;
    tx.note(Event::Mapped { questionnaire_id: id, count }).await?;
    kept(tx, id).await
}

/// Looks for answers in the library.
///
/// # Errors
/// `Refused` with `not-mapped` or `already-submitted`.
pub async fn find(caller: &Authorized<SendQuestionnaires>, id: Uuid) -> Result<Questionnaire, Error> {
    let own = library::own(caller.kernel()).await?;
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    state(&row.state)?.after(Step::Match)?;
    let (questions, now) = (store::items(&tx, id).await?, tx.now());
    drop(tx);
    let subjects = library::subjects(&own, now)?;
    let asked: Vec<(Uuid, String)> = questions.into_iter().map(|item| (item.id, item.question)).collect();
    let work = tokio::task::spawn_blocking(move || {
        let matcher = Matcher::new(&subjects)?;
        Ok::<_, anyhow::Error>(asked.into_iter().map(|(id, question)| (id, matcher.find(&question))).collect::<Vec<_>>())
    });
    let found = work.await.map_err(anyhow::Error::new)??;
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Match)?;
    let items = store::items(&tx, id).await?;
    if items.iter().map(|item| item.id).ne(found.iter().map(|(id, _)| *id)) {
        return Err(Error::refused("changed-elsewhere", "Somebody has changed the columns meanwhile. Look for answers again."));
    }
    let found: Vec<Finding> = found.into_iter().map(|(_, finding)| finding).collect();
    let sure = found.iter().filter(|finding| finding.confidence == Confidence::High).count();
    let (count, sure) = (i32::try_from(items.len()).unwrap_or(i32::MAX), i32::try_from(sure).unwrap_or(i32::MAX));
    store::set_found(&tx, items, found).await?;
    store::set_state(&tx, id, after).await?;
    tx.note(Event::Matched { questionnaire_id: id, count, sure }).await?;
    kept(tx, id).await
}

/// Hands a questionnaire in: the operator's staff looks at every answer.
///
/// # Errors
/// `Refused` with `not-mapped`, `not-matched` or `already-submitted`.
pub async fn submit(caller: &Authorized<SendQuestionnaires>, id: Uuid) -> Result<Questionnaire, Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    store::set_state(&tx, id, state(&row.state)?.after(Step::Submit)?).await?;
    tx.enqueue(TellStaff { questionnaire_id: id }).await?;
    tx.note(Event::Received { questionnaire_id: id, count: row.questions }).await?;
    kept(tx, id).await
}

/// Throws a questionnaire away with its file.
///
/// # Errors
/// `Refused` with `already-submitted` or `questionnaire-discarded`.
pub async fn discard(caller: &Authorized<SendQuestionnaires>, id: Uuid) -> Result<(), Error> {
    let tx = caller.begin().await?;
    let row = store::hold(&tx, id).await?;
    let after = state(&row.state)?.after(Step::Discard)?;
    store::remove_items(&tx, id).await?;
    store::set_state(&tx, id, after).await?;
    if let Some(file) = row.file_id {
        shelf::remove(&tx, file).await?;
    }
    tx.commit(Event::Discarded { questionnaire_id: id }).await
}

/// A file that is given back.
pub struct Filled {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub content_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The customer's file with the answers in its column, and nothing else changed.
///
/// # Errors
/// `Refused` with `not-answered` while the answers are looked at.
pub async fn export(caller: &Authorized<SendQuestionnaires>, id: Uuid) -> Result<Filled, Error> {
    let tx = caller.read().await?;
    let row = store::by_id(&tx, id).await?;
    state(&row.state)?.after(Step::Export)?;
    let bytes = bytes_of(&tx, &row).await?;
    let number = |value: Option<i32>| value.and_then(|value| usize::try_from(value).ok()).ok_or(Error::NotFound);
    let column = u32::try_from(number(row.answer_column)?).unwrap_or_default();
    let target = Target { sheet: number(row.sheet)?, column };
    let answers = store::answers(store::items(&tx, id).await?);
    // What is answered does not change any more: nobody waits while the file is written.
    drop(tx);
    let (_, written) = apart(bytes, move |bytes| sheets::write(bytes, target, &answers)).await?;
    let bytes = written?;
    let tx = caller.begin().await?;
    let after = state(&store::hold(&tx, id).await?.state)?.after(Step::Export)?;
    store::set_state(&tx, id, after).await?;
    tx.commit(Event::Delivered { questionnaire_id: id }).await?;
    let format = if row.format == Format::Xlsx.as_str() { Format::Xlsx } else { Format::Csv };
    let name = row.name.rsplit_once('.').map_or(row.name.as_str(), |(stem, _)| stem).to_owned();
    Ok(Filled { name: format!("{name}-answers.{}", format.as_str()), content_type: format.media_type(), bytes })
}

/// Checks what a form or an address says of a file.
///
/// # Errors
/// `Invalid` with every wrong field.
pub fn check_upload(name: &str, language: &str) -> Result<Locale, Error> {
    let mut fields = Fields::new();
    let locale = Locale::ALL.into_iter().find(|locale| locale.code() == language);
    if locale.is_none() {
        fields.add("language", "language-unknown", "Choose en or de.");
    }
    if name.trim().is_empty() {
        fields.add("name", "required", "Say what the file is called.");
    }
    fields.check()?;
    Ok(locale.unwrap_or_default())
}

async fn kept(tx: TenantTx, id: Uuid) -> Result<Questionnaire, Error> {
    let after = store::by_id(&tx, id).await?;
    tx.commit_noted().await?;
    Questionnaire::of(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_and_nothing_dangerous() {
        assert_eq!(file_name("Audit 2026.XLSX", Format::Xlsx), "Audit 2026.xlsx");
        assert_eq!(file_name("C:\\docs\\..\\a\"b.csv", Format::Csv), "ab.csv");
        assert_eq!(file_name("../../etc/passwd", Format::Csv), "passwd.csv");
        assert_eq!(file_name("\u{0}", Format::Csv), "questionnaire.csv");
        assert!(file_name(&"x".repeat(900), Format::Csv).len() < 140);
    }
}

//! The log of instructions (M-2.2, Art. 28(3)(a) GDPR): what was instructed, by whom and when; what of it holds today.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::events::Event;
use super::model::{Giver, Instruction, Subject, initials};
use super::policy::ReadSettings;
use super::store;
use super::words::{subject_words, value_words};
use super::written::{self, WrittenInstruction};
use crate::kernel::authz::{Authorized, Role};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Texts;
use crate::kernel::page::{Page, Paging};
use crate::people::users;

/// So many instructions are looked through for those that hold: more than a workspace gives in its life.
const MOST_LOOKED_AT: u64 = 2_000;

/// The columns of the table for spreadsheets; the last four are of what came in writing.
const HEADINGS: &str =
    "given_at,subject,subject_in_words,value,value_in_words,given_by,name,role,answer,reason,revoked_at,revoked_by";

/// An instruction with who gave it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The instruction.
    pub instruction: Instruction,
    /// The name of who gave it, as far as the workspace still has it; else their initials.
    pub name: String,
    /// Their initials when they gave it.
    pub initials: String,
    /// Their role when they gave it.
    pub role: Role,
}

/// Keeps an instruction of the person who acts in this transaction. Capabilities whose settings change processing call it in
/// the transaction of the change.
///
/// # Errors
/// `Forbidden` when no person acts.
pub async fn instruct(tx: &TenantTx, subject: Subject, value: serde_json::Value) -> Result<Instruction, Error> {
    let by = giver(tx).await?;
    let given = store::insert(tx, subject.as_str(), value, by).await?;
    tx.note(Event::InstructionGiven { instruction_id: given.id, subject: given.subject.clone() }).await?;
    Ok(given)
}

/// The person who acts in this transaction, as they are now.
pub(super) async fn giver(tx: &TenantTx) -> Result<Giver, Error> {
    let id = tx.person()?;
    let mut people = users::names_and_roles(tx, &HashSet::from([id])).await?;
    let (name, role) = people.remove(&id).ok_or(Error::Forbidden)?;
    Ok(Giver { id, role: role.as_str().to_owned(), initials: initials(&name) })
}

/// The instructions that hold now: of each subject, or each piece of it, the newest.
///
/// # Errors
/// When the database fails.
pub async fn in_force(tx: &TenantTx) -> Result<Vec<Given>, Error> {
    let all = store::newest(tx, MOST_LOOKED_AT).await?;
    let mut seen = HashSet::new();
    let newest = all.iter().filter(|one| seen.insert(one.key()));
    signed(tx, newest.cloned().collect()).await
}

/// A page of the log.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn log(caller: &Authorized<ReadSettings>, subject: Option<Subject>, paging: &Paging) -> Result<Page<Given>, Error> {
    let tx = caller.read().await?;
    let page = store::page(&tx, subject, paging).await?;
    Ok(Page { items: signed(&tx, page.items).await?, next: page.next })
}

async fn signed(tx: &TenantTx, all: Vec<Instruction>) -> Result<Vec<Given>, Error> {
    let people = users::names_and_roles(tx, &all.iter().map(|one| one.given_by).collect()).await?;
    let sign = |instruction: Instruction| {
        // What was kept with the instruction counts; who they are today only for what was kept before that was.
        let (name, role) = people.get(&instruction.given_by).cloned().unzip();
        let kept = instruction.given_role.as_deref().and_then(Role::parse);
        let initials = instruction.given_initials.clone().or_else(|| name.as_deref().map(initials));
        let initials = initials.unwrap_or_else(|| "–".to_owned());
        let (name, role) = (name.unwrap_or_else(|| initials.clone()), kept.or(role).unwrap_or(Role::Learner));
        Given { instruction, name, initials, role }
    };
    Ok(all.into_iter().map(sign).collect())
}

/// The whole log as a table for spreadsheets: what came in writing with its answer, and with what took it back. That somebody
/// takes it along stands in the audit log before the first line leaves.
///
/// # Errors
/// When the database fails.
pub async fn sheet(caller: &Authorized<ReadSettings>, subject: Option<Subject>, texts: Texts) -> Result<String, Error> {
    // What is long is read beside whoever writes: on SQLite there is one writer for everybody.
    let tx = caller.read().await?;
    let all = store::all(&tx).await?;
    let all = all.into_iter().filter(|one| subject.is_none_or(|subject| one.subject == subject.as_str())).collect();
    let rows = signed(&tx, all).await?;
    let in_writing = match subject {
        None => written::all(&tx).await?,
        Some(_) => Vec::new(),
    };
    drop(tx);
    // Spreadsheets take UTF-8 for what it is only when it begins with this mark.
    let mut text = format!("\u{feff}{HEADINGS}\r\n");
    for Given { instruction, name, role, .. } in &rows {
        let fields = [
            second(instruction.given_at),
            instruction.subject.clone(),
            field(&subject_words(texts, &instruction.subject)),
            field(&instruction.value.to_string()),
            field(&value_words(texts, &instruction.subject, &instruction.value)),
            instruction.given_by.to_string(),
            field(name),
            role.as_str().to_owned(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ];
        text.push_str(&(fields.join(",") + "\r\n"));
    }
    for one in &in_writing {
        text.push_str(&(written_fields(texts, one).join(",") + "\r\n"));
    }
    let downloaded = Event::InstructionsDownloaded { rows: rows.len() + in_writing.len() };
    caller.begin().await?.commit(downloaded).await?;
    Ok(text)
}

/// An instruction in writing as a line of the table.
fn written_fields(texts: Texts, one: &WrittenInstruction) -> [String; 12] {
    let revocation = one.revocation.as_ref();
    [
        second(one.received_at),
        "written".to_owned(),
        field(&texts.t("instruction-subject-written")),
        field(&one.text),
        field(&texts.t(&format!("instruction-answer-{}", one.answer.as_str()))),
        String::new(),
        field(&one.given_by),
        String::new(),
        one.answer.as_str().to_owned(),
        one.reason.as_deref().map(field).unwrap_or_default(),
        revocation.map(|by| second(by.at)).unwrap_or_default(),
        revocation.map(|by| field(&by.given_by)).unwrap_or_default(),
    ]
}

fn second(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// A text as a field: quoted, and never a formula: what begins like one gets an apostrophe before it.
fn field(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\"").replace(['\r', '\n'], " "))
}

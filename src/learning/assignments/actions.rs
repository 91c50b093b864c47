//! The verbs of assignments.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::events::Event;
use super::model::{Asked, Assigned, Draft, Enrolled, Sorted, Summary};
use super::policy::Assign;
use super::store;
use crate::kernel::authz::{Authorized, Role, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::learning::{modules, records};
use crate::notifications::{self, Mail, Recipient};
use crate::people::{groups, tenants, users};

/// Asks people and groups to learn a module. Who has it already gets the new due date; who has finished is left alone. Each
/// person who has it for the first time gets one mail.
///
/// # Errors
/// `NotFound` for a module, person or group that is not there or not within reach, `Refused` with
/// `module-not-published`.
pub async fn assign(caller: &Authorized<Assign>, draft: &Draft) -> Result<Assigned, Error> {
    let tx = caller.begin().await?;
    let title = title(&tx, draft.module_id).await?;
    // Who joins meanwhile waits, and then finds this assignment; who was faster is among the members.
    groups::hold_all(&tx, &draft.groups).await?;
    let sorted = sort(&tx, caller.session(), draft).await?;
    let id = store::insert(&tx, draft, caller.session().user_id).await?;
    let module_id = draft.module_id;
    store::enrol(&tx, id, module_id, &sorted.new, draft.due_at).await.map_err(at_once)?;
    store::reassign(&tx, id, module_id, &sorted.again, draft.due_at).await?;
    tell(&tx, &sorted.new, &title, draft.due_at).await?;
    if !sorted.new.is_empty() {
        tx.note(Event::Enrolled { assignment_id: id, module_id, people: sorted.new.len() }).await?;
    }
    if !sorted.again.is_empty() {
        tx.note(Event::Postponed { assignment_id: id, module_id, people: sorted.again.len() }).await?;
    }
    let assigned = Assigned { id, people: sorted.people(), already: sorted.enrolled };
    let (people, already) = (assigned.people, assigned.already);
    tx.commit(Event::Created { assignment_id: id, module_id, groups: draft.groups.len(), people, already }).await?;
    Ok(assigned)
}

/// Counts what [`assign`] would do, and does nothing.
///
/// # Errors
/// As [`assign`].
pub async fn check(caller: &Authorized<Assign>, draft: &Draft) -> Result<Summary, Error> {
    let tx = caller.read().await?;
    let module = title(&tx, draft.module_id).await?;
    let sorted = sort(&tx, caller.session(), draft).await?;
    Ok(Summary {
        module,
        due_at: draft.due_at,
        people: sorted.people(),
        new: sorted.new.len(),
        already: sorted.again.len(),
        finished: sorted.finished.len(),
        left_out: sorted.left_out,
    })
}

/// The published title of a module that can be assigned.
async fn title(tx: &TenantTx, module_id: Uuid) -> Result<String, Error> {
    if let Some(publication) = modules::published(tx, module_id).await? {
        return Ok(publication.title.clone());
    }
    if modules::titles(tx, &[module_id]).await?.contains_key(&module_id) {
        return Err(Error::refused("module-not-published", "This module is not published. Publish it first."));
    }
    Err(Error::NotFound)
}

/// Everybody the draft reaches, sorted. An instructor reaches the groups they lead and the people in them.
async fn sort(tx: &TenantTx, session: &Session, draft: &Draft) -> Result<Sorted, Error> {
    let members = groups::members_of(tx, &draft.groups).await?;
    match session.role {
        Role::Owner | Role::Admin => {
            if groups::titles(tx, &draft.groups).await?.len() != draft.groups.len() {
                return Err(Error::NotFound);
            }
        }
        _ => {
            let leads = members.iter().filter(|(_, who)| who.user_id == session.user_id && who.kind == groups::Kind::Lead);
            let led: BTreeSet<Uuid> = leads.map(|(group, _)| *group).collect();
            let reach = groups::reach(tx, session).await?;
            if led != draft.groups || draft.people.iter().any(|person| !reach.includes(*person)) {
                return Err(Error::NotFound);
            }
        }
    }
    let learn = members.iter().filter(|(_, who)| who.kind == groups::Kind::Member).map(|(_, who)| who.user_id);
    let named: BTreeSet<Uuid> = draft.people.iter().copied().chain(learn).collect();
    let open = users::open_among(tx, &named).await?;
    if draft.people.iter().any(|person| !open.contains_key(person)) {
        return Err(Error::NotFound);
    }
    let people: Vec<Uuid> = named.iter().copied().collect();
    let enrolled = store::enrolled_in(tx, draft.module_id, &people).await?;
    let finished = records::finished_in(tx, draft.module_id, &people).await?;
    Ok(Sorted::new(&named, &open, &enrolled, &finished))
}

fn at_once(error: Error) -> Error {
    error.when_taken("enrolment_module_id_user_id_key", || {
        Error::refused("assigned-at-once", "Somebody assigned this module at the same moment. Check the numbers and send again.")
    })
}

/// Promises one mail to each person.
pub async fn tell(tx: &TenantTx, people: &[Uuid], title: &str, due_at: Option<DateTime<Utc>>) -> Result<(), Error> {
    if people.is_empty() {
        return Ok(());
    }
    let workspace = tenants::own(tx).await?.ok_or(Error::NotFound)?;
    let due_on = due_at.map(|due| due.with_timezone(&workspace.zone).date_naive());
    for person in people {
        let mail = Mail::new(Recipient::Person(*person), "assignment")
            .with("workspace", workspace.name.as_str())
            .counting(1)
            .link("/learn");
        let mail = match due_on {
            Some(due) => mail.item("mail-assignment-item-due", [("module", title.into()), ("due", due.into())]),
            None => mail.item("mail-assignment-item", [("module", title.into())]),
        };
        notifications::mail(tx, mail).await?;
    }
    Ok(())
}

/// Whether a person has a module, and until when.
///
/// # Errors
/// When the database fails.
pub async fn enrolment(tx: &TenantTx, user_id: Uuid, module_id: Uuid) -> Result<Option<Enrolled>, Error> {
    Ok(store::enrolment(tx, user_id, module_id).await?.as_ref().map(store::enrolled))
}

/// Which of some people have which of some modules. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn enrolled(tx: &TenantTx, people: &[Uuid], modules: &[Uuid]) -> Result<HashMap<(Uuid, Uuid), Enrolled>, Error> {
    let found = store::enrolments(tx, people, modules).await?;
    Ok(found.into_iter().map(|enrolled| ((enrolled.user_id, enrolled.module_id), enrolled)).collect())
}

/// The modules that people within reach have, and until when. 1 query.
///
/// # Errors
/// When the database fails.
pub async fn given(tx: &TenantTx, reader: &Session) -> Result<HashMap<Uuid, Asked>, Error> {
    store::given(tx, reader).await
}

/// How many assignments were made; for an instructor, those that reached somebody of their groups.
///
/// # Errors
/// When the database fails.
pub async fn made(tx: &TenantTx, reader: &Session) -> Result<u64, Error> {
    store::count(tx, reader).await
}

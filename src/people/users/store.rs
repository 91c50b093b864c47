//! Queries of accounts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::tenancy::TenantOwned;
use entity::user_account;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Checked, Counted, Draft, Filter, State, User};
use crate::kernel::authz::{Permission, Role, Session};
use crate::kernel::db::{Scoped, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::kernel::revision;
use crate::people::groups;

/// Ids in one `IN (…)`.
const AT_ONCE: usize = 5_000;

pub async fn insert(
    tx: &TenantTx,
    draft: &Draft,
    locale: Locale,
    password_hash: Option<String>,
) -> Result<user_account::Model, Error> {
    let state = if password_hash.is_some() { State::Active } else { State::Invited };
    let row = user_account::ActiveModel {
        id: Set(tx.new_id()?),
        email: Set(draft.email.as_str().to_owned()),
        name: Set(draft.name.as_str().to_owned()),
        role: Set(draft.role.as_str().to_owned()),
        state: Set(state.as_str().to_owned()),
        password_hash: Set(password_hash),
        locale: Set(locale.code().to_owned()),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<user_account::Model, Error> {
    tx.rows::<user_account::Entity>().by_id(id).await
}

/// The person, held until the end of the transaction, so that two administrators change them one after the other.
pub async fn hold(tx: &TenantTx, id: Uuid) -> Result<user_account::Model, Error> {
    tx.rows::<user_account::Entity>().locked().by_id(id).await
}

/// The person with this id, if the reader reaches them.
pub async fn within_reach(tx: &TenantTx, reader: &Session, id: Uuid) -> Result<user_account::Model, Error> {
    let all = tx.rows::<user_account::Entity>();
    groups::within_reach(tx, reader, all, user_account::Column::Id).by_id(id).await
}

/// People by name whom the reader reaches.
pub async fn page(tx: &TenantTx, reader: &Session, filter: &Filter, paging: &Paging) -> Result<Page<user_account::Model>, Error> {
    let rows = filtered(tx, reader, filter);
    let list = format!("people {filter:?}");
    page::read(tx, rows, Sort::<user_account::Entity>::Text(user_account::Column::Name, |row| &row.name), paging, &list).await
}

/// How many people the filter keeps.
pub async fn count(tx: &TenantTx, reader: &Session, filter: &Filter) -> Result<u64, Error> {
    filtered(tx, reader, filter).count().await
}

fn filtered<'tx>(tx: &'tx TenantTx, reader: &Session, filter: &Filter) -> Scoped<'tx, user_account::Entity> {
    let all = tx.rows::<user_account::Entity>();
    let mut rows = groups::within_reach(tx, reader, all, user_account::Column::Id);
    if filter.open_only {
        rows = rows.filter(user_account::Column::State.ne(State::Deactivated.as_str()));
    }
    if let Some(group) = filter.group_id {
        rows = groups::within_group(tx, rows, user_account::Column::Id, group);
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        rows = rows.filter(called(text));
    }
    if let Some(role) = filter.role.as_deref().and_then(Role::parse) {
        rows = rows.filter(user_account::Column::Role.eq(role.as_str()));
    }
    if let Some(state) = filter.state.as_deref().and_then(State::parse) {
        rows = rows.filter(user_account::Column::State.eq(state.as_str()));
    }
    rows
}

/// The open accounts of owners, locked: nobody makes or unmakes an owner until the end of the transaction.
pub async fn owners(tx: &TenantTx) -> Result<Vec<Uuid>, Error> {
    let rows = tx
        .rows::<user_account::Entity>()
        .filter(user_account::Column::Role.eq(Role::Owner.as_str()))
        .filter(user_account::Column::State.eq(State::Active.as_str()))
        .ascending(user_account::Column::Id)
        .locked()
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The open accounts that can sign in and whose role holds a permission.
///
/// # Errors
/// When the database fails.
pub async fn holding<P: Permission>(tx: &TenantTx) -> Result<Vec<Uuid>, Error> {
    let policy = &tx.kernel().policy;
    let roles = Role::ALL.into_iter().filter(|role| policy.allows::<P>(*role)).map(Role::as_str);
    let active = user_account::Column::State.eq(State::Active.as_str());
    let people = tx.rows::<user_account::Entity>().filter(active).among(user_account::Column::Role, roles);
    let ids: Vec<(Uuid,)> = people.ascending(user_account::Column::Id).columns([Expr::col(user_account::Column::Id)]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

pub async fn change(tx: &TenantTx, id: Uuid, change: &Checked) -> Result<(), Error> {
    let mut row = user_account::ActiveModel { id: Set(id), ..Default::default() };
    if let Some(name) = &change.name {
        row.name = Set(name.as_str().to_owned());
    }
    if let Some(role) = change.role {
        row.role = Set(role.as_str().to_owned());
    }
    if let Some(locale) = change.locale {
        row.locale = Set(locale.code().to_owned());
    }
    tx.update(row).await
}

pub async fn set_state(tx: &TenantTx, id: Uuid, state: State) -> Result<(), Error> {
    let closed = (state == State::Deactivated).then(|| tx.now());
    let row = user_account::ActiveModel {
        id: Set(id),
        state: Set(state.as_str().to_owned()),
        deactivated_at: Set(closed),
        ..Default::default()
    };
    tx.update(row).await
}

/// Which of the accounts exist, and whether they are open.
pub async fn open_among(tx: &TenantTx, people: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, bool>, Error> {
    let mut open = BTreeMap::new();
    let people: Vec<Uuid> = people.iter().copied().collect();
    for some in people.chunks(AT_ONCE) {
        let rows: Vec<(Uuid, String)> = tx
            .rows::<user_account::Entity>()
            .among(user_account::Column::Id, some.iter().copied())
            .columns([Expr::col(user_account::Column::Id), Expr::col(user_account::Column::State)])
            .await?;
        open.extend(rows.into_iter().map(|(id, state)| (id, state != State::Deactivated.as_str())));
    }
    Ok(open)
}

/// How many open accounts the reader reaches.
pub async fn count_open(tx: &TenantTx, reader: &Session) -> Result<Counted, Error> {
    counted(groups::within_reach(tx, reader, open(tx), user_account::Column::Id)).await
}

/// How many open accounts the workspace has.
pub async fn count_all_open(tx: &TenantTx) -> Result<Counted, Error> {
    counted(open(tx)).await
}

async fn counted(rows: Scoped<'_, user_account::Entity>) -> Result<Counted, Error> {
    use user_account::Column;
    let columns = [Expr::col(Column::Role), Column::Id.count(), Column::SignedInAt.count()];
    let roles: Vec<(String, i64, i64)> = rows.group_by(Column::Role).columns(columns).await?;
    let whole = |n: i64| usize::try_from(n).unwrap_or_default();
    let learners = roles.iter().find(|(role, ..)| role == Role::Learner.as_str());
    Ok(Counted {
        people: roles.iter().map(|(_, accounts, _)| whole(*accounts)).sum(),
        learners: learners.map_or(0, |(_, accounts, _)| whole(*accounts)),
        active_learners: learners.map_or(0, |(.., signed_in)| whole(*signed_in)),
    })
}

fn open(tx: &TenantTx) -> Scoped<'_, user_account::Entity> {
    tx.rows::<user_account::Entity>().filter(user_account::Column::State.ne(State::Deactivated.as_str()))
}

/// How many passwords are kept, and how many of the hashes begin so.
pub async fn passwords(tx: &TenantTx, beginning: &str) -> Result<(u64, u64), Error> {
    let kept = || tx.rows::<user_account::Entity>().filter(user_account::Column::PasswordHash.is_not_null());
    Ok((kept().count().await?, kept().filter(user_account::Column::PasswordHash.starts_with(beginning)).count().await?))
}

/// How many open accounts have each role.
pub async fn roles(tx: &TenantTx) -> Result<Vec<(String, i64)>, Error> {
    let columns = [Expr::col(user_account::Column::Role), user_account::Column::Id.count()];
    open(tx).group_by(user_account::Column::Role).columns(columns).await
}

/// Keeps the rows whose column names a person with an open account. No query of its own.
pub fn among_open<'tx, E: TenantOwned>(tx: &'tx TenantTx, rows: Scoped<'tx, E>, person: E::Column) -> Scoped<'tx, E>
where
    E::Model: Send + Sync,
{
    rows.among_rows(person, open(tx), user_account::Column::Id)
}

/// Keeps the rows whose column names a person whose name or address holds the text. No query of its own.
pub fn among_called<'tx, E: TenantOwned>(tx: &'tx TenantTx, rows: Scoped<'tx, E>, person: E::Column, text: &str) -> Scoped<'tx, E>
where
    E::Model: Send + Sync,
{
    rows.among_rows(person, tx.rows::<user_account::Entity>().filter(called(text)), user_account::Column::Id)
}

/// That the name or the address holds the text.
fn called(text: &str) -> Condition {
    Condition::any().add(holds(user_account::Column::Name, text)).add(holds(user_account::Column::Email, text))
}

pub async fn names(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    let mut names = HashMap::new();
    let people: Vec<Uuid> = people.iter().copied().collect();
    for some in people.chunks(AT_ONCE) {
        let rows = tx.rows::<user_account::Entity>().among(user_account::Column::Id, some.iter().copied());
        let rows = rows.columns([Expr::col(user_account::Column::Id), Expr::col(user_account::Column::Name)]).await?;
        names.extend(rows);
    }
    Ok(names)
}

/// Names with roles.
///
/// # Errors
/// When the database fails.
pub async fn names_and_roles(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<HashMap<Uuid, (String, Role)>, Error> {
    let mut found = HashMap::new();
    let people: Vec<Uuid> = people.iter().copied().collect();
    for some in people.chunks(AT_ONCE) {
        let rows = tx.rows::<user_account::Entity>().among(user_account::Column::Id, some.iter().copied());
        let columns = [user_account::Column::Id, user_account::Column::Name, user_account::Column::Role].map(Expr::col);
        let rows: Vec<(Uuid, String, String)> = rows.columns(columns).await?;
        let read = |(id, name, role): (Uuid, String, String)| (id, (name, Role::parse(&role).unwrap_or(Role::Learner)));
        found.extend(rows.into_iter().map(read));
    }
    Ok(found)
}

/// Names with addresses.
///
/// # Errors
/// When the database fails.
pub async fn names_and_addresses(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<HashMap<Uuid, (String, String)>, Error> {
    let mut found = HashMap::new();
    let people: Vec<Uuid> = people.iter().copied().collect();
    for some in people.chunks(AT_ONCE) {
        let rows = tx.rows::<user_account::Entity>().among(user_account::Column::Id, some.iter().copied());
        let columns = [user_account::Column::Id, user_account::Column::Name, user_account::Column::Email].map(Expr::col);
        let rows: Vec<(Uuid, String, String)> = rows.columns(columns).await?;
        found.extend(rows.into_iter().map(|(id, name, email)| (id, (name, email))));
    }
    Ok(found)
}

/// The addresses of these people.
///
/// # Errors
/// When the database fails.
pub async fn addresses(tx: &TenantTx, people: &[Uuid]) -> Result<HashSet<String>, Error> {
    let mut found = HashSet::new();
    for some in people.chunks(AT_ONCE) {
        let rows = tx.rows::<user_account::Entity>().among(user_account::Column::Id, some.iter().copied());
        let columns = [user_account::Column::Id, user_account::Column::Email].map(Expr::col);
        let rows: Vec<(Uuid, String)> = rows.columns(columns).await?;
        found.extend(rows.into_iter().map(|(_, email)| email));
    }
    Ok(found)
}

pub async fn email(tx: &TenantTx, id: Uuid) -> Result<Option<String>, Error> {
    Ok(tx.rows::<user_account::Entity>().find(id).await?.map(|row| row.email))
}

/// The row as its readers see it. A word that no role or state has would be a broken row: it reads as the least.
pub fn view(row: user_account::Model) -> User {
    let role = Role::parse(&row.role).unwrap_or(Role::Learner);
    User {
        id: row.id,
        revision: revision::of(&(&row.name, role.as_str(), &row.locale)),
        email: row.email,
        name: row.name,
        role,
        state: State::parse(&row.state).unwrap_or(State::Deactivated),
        locale: Locale::of(&row.locale).unwrap_or_default(),
        created_at: row.created_at,
        signed_in_at: row.signed_in_at,
    }
}

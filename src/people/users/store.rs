//! Queries of accounts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::{group_member, session, user_account};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Checked, Draft, Filter, State, User};
use crate::kernel::authz::Role;
use crate::kernel::db::{Scoped, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{self, Page, Paging, Sort};
use crate::people::groups::Reach;

/// Ids in one `IN (…)`.
const AT_ONCE: usize = 5_000;
/// Accounts that are counted, at most.
const MOST_ACCOUNTS: u64 = 200_000;

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

pub async fn page(tx: &TenantTx, reach: &Reach, filter: &Filter, paging: &Paging) -> Result<Page<user_account::Model>, Error> {
    let rows = filtered(tx, reach, filter).await?;
    let list = format!("people {filter:?}");
    page::read(tx, rows, Sort::<user_account::Entity>::Text(user_account::Column::Name, |row| &row.name), paging, &list).await
}

/// How many people the filter keeps.
pub async fn count(tx: &TenantTx, reach: &Reach, filter: &Filter) -> Result<u64, Error> {
    filtered(tx, reach, filter).await?.count().await
}

async fn filtered<'tx>(tx: &'tx TenantTx, reach: &Reach, filter: &Filter) -> Result<Scoped<'tx, user_account::Entity>, Error> {
    let mut rows = tx.rows::<user_account::Entity>();
    if let Reach::Only(people) = reach {
        rows = rows.among(user_account::Column::Id, people.iter().copied());
    }
    if let Some(group) = filter.group_id {
        let members = tx.rows::<group_member::Entity>().filter(group_member::Column::GroupId.eq(group)).all().await?;
        rows = rows.among(user_account::Column::Id, members.into_iter().map(|member| member.user_id));
    }
    if let Some(text) = filter.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let email = holds(user_account::Column::Email, text);
        rows = rows.filter(Condition::any().add(holds(user_account::Column::Name, text)).add(email));
    }
    if let Some(role) = filter.role.as_deref().and_then(Role::parse) {
        rows = rows.filter(user_account::Column::Role.eq(role.as_str()));
    }
    if let Some(state) = filter.state.as_deref().and_then(State::parse) {
        rows = rows.filter(user_account::Column::State.eq(state.as_str()));
    }
    Ok(rows)
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

/// Ends every open session of the person.
pub async fn end_sessions(tx: &TenantTx, user: Uuid) -> Result<u64, Error> {
    tx.rows::<session::Entity>()
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null())
        .set([(session::Column::EndedAt, Expr::value(tx.now()))])
        .await
}

/// Ends every token of the person.
pub async fn revoke_tokens(tx: &TenantTx, user: Uuid) -> Result<u64, Error> {
    use entity::api_token;
    tx.rows::<api_token::Entity>()
        .filter(api_token::Column::UserId.eq(user))
        .filter(api_token::Column::RevokedAt.is_null())
        .set([(api_token::Column::RevokedAt, Expr::value(tx.now()))])
        .await
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

/// Every open account, and whether its person has ever signed in.
pub async fn all_open(tx: &TenantTx) -> Result<Vec<(Uuid, bool)>, Error> {
    use user_account::Column;
    tx.rows::<user_account::Entity>()
        .filter(Column::State.ne(State::Deactivated.as_str()))
        .limit(MOST_ACCOUNTS)
        .columns([Expr::col(Column::Id), Column::SignedInAt.is_not_null()])
        .await
}

pub async fn names(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    let rows = tx.rows::<user_account::Entity>().among(user_account::Column::Id, people.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The row as its readers see it. A word that no role or state has would be a broken row: it reads as the least.
pub fn view(row: user_account::Model) -> User {
    User {
        id: row.id,
        email: row.email,
        name: row.name,
        role: Role::parse(&row.role).unwrap_or(Role::Learner),
        state: State::parse(&row.state).unwrap_or(State::Deactivated),
        locale: Locale::of(&row.locale).unwrap_or_default(),
        created_at: row.created_at,
        signed_in_at: row.signed_in_at,
    }
}

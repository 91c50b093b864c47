//! Queries of groups and their members.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::tenancy::TenantOwned;
use entity::{group_member, user_account, user_group};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Draft, Face, Kind, Member, leader};
use crate::kernel::authz::{Role, Session};
use crate::kernel::db::{Scoped, TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn insert(tx: &TenantTx, draft: Draft) -> Result<user_group::Model, Error> {
    let row =
        user_group::ActiveModel { id: Set(tx.new_id()?), name: Set(draft.name), created_at: Set(tx.now()), ..Default::default() };
    tx.insert(row).await
}

pub async fn rename(tx: &TenantTx, id: Uuid, draft: Draft) -> Result<(), Error> {
    tx.update(user_group::ActiveModel { id: Set(id), name: Set(draft.name), ..Default::default() }).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<user_group::Model, Error> {
    tx.rows::<user_group::Entity>().by_id(id).await
}

/// Groups by name; with a leader only the ones they lead.
pub async fn page(tx: &TenantTx, led_by: Option<Uuid>, paging: &Paging) -> Result<Page<user_group::Model>, Error> {
    let mut rows = tx.rows::<user_group::Entity>();
    if let Some(leader) = led_by {
        rows = rows.among_rows(user_group::Column::Id, leading(tx, leader), group_member::Column::GroupId);
    }
    page::read(tx, rows, Sort::Text(user_group::Column::Name, |row: &user_group::Model| &row.name), paging, "groups").await
}

/// How many people learn in each of the groups.
pub async fn sizes(tx: &TenantTx, groups: &[Uuid]) -> Result<HashMap<Uuid, u64>, Error> {
    let counted: Vec<(Uuid, i64)> = tx
        .rows::<group_member::Entity>()
        .among(group_member::Column::GroupId, groups.iter().copied())
        .filter(group_member::Column::Kind.eq(Kind::Member.as_str()))
        .group_by(group_member::Column::GroupId)
        .columns([Expr::col(group_member::Column::GroupId), group_member::Column::Id.count()])
        .await?;
    Ok(counted.into_iter().map(|(group, count)| (group, u64::try_from(count).unwrap_or_default())).collect())
}

/// Who stands in a group, in the order in which they joined.
pub async fn members(tx: &TenantTx, group: Uuid, paging: &Paging) -> Result<Page<Member>, Error> {
    let list = format!("members {group}");
    Ok(page::read(tx, rows_of(tx, group), Sort::Oldest, paging, &list).await?.map(member))
}

/// Who stands in a group, by name, with how they belong to it.
pub async fn seats(tx: &TenantTx, group: Uuid, paging: &Paging) -> Result<Page<(Face, Kind)>, Error> {
    let rows = within_group(tx, tx.rows::<user_account::Entity>(), user_account::Column::Id, group);
    let by_name = Sort::Text(user_account::Column::Name, |row: &user_account::Model| &row.name);
    let people = page::read(tx, rows, by_name, paging, &format!("seats {group}")).await?;
    let ids: Vec<Uuid> = people.items.iter().map(|person| person.id).collect();
    let rows = rows_of(tx, group).among(group_member::Column::UserId, ids).all().await?;
    let kinds: HashMap<Uuid, Kind> = rows.into_iter().map(|row| (row.user_id, kind_of(&row.kind))).collect();
    Ok(people.map(|row| {
        let kind = kinds.get(&row.id).copied().unwrap_or_default();
        (face(row), kind)
    }))
}

fn rows_of(tx: &TenantTx, group: Uuid) -> Scoped<'_, group_member::Entity> {
    tx.rows::<group_member::Entity>().filter(group_member::Column::GroupId.eq(group))
}

fn member(row: group_member::Model) -> Member {
    Member { user_id: row.user_id, kind: kind_of(&row.kind) }
}

/// Who stands in each of some groups.
pub async fn members_of(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, Member)>, Error> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx.rows::<group_member::Entity>().among(group_member::Column::GroupId, groups.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.group_id, member(row))).collect())
}

/// The groups in which a person learns.
pub async fn learns_in(tx: &TenantTx, user: Uuid) -> Result<HashSet<Uuid>, Error> {
    let rows: Vec<(Uuid,)> = tx
        .rows::<group_member::Entity>()
        .filter(group_member::Column::UserId.eq(user))
        .filter(group_member::Column::Kind.eq(Kind::Member.as_str()))
        .columns([Expr::col(group_member::Column::GroupId)])
        .await?;
    Ok(rows.into_iter().map(|(group,)| group).collect())
}

/// The group, as it is until the end of the transaction: whoever joins it waits for who holds it, and the other way round.
pub async fn present(tx: &TenantTx, id: Uuid) -> Result<user_group::Model, Error> {
    tx.rows::<user_group::Entity>().held().by_id(id).await
}

/// The groups, held until the end of the transaction: nobody joins meanwhile. Says which of them there are.
pub async fn hold_all(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<BTreeSet<Uuid>, Error> {
    let rows = tx.rows::<user_group::Entity>().among(user_group::Column::Id, groups.iter().copied());
    let rows = rows.ascending(user_group::Column::Id).locked().all().await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub async fn titles(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, String>, Error> {
    if groups.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.rows::<user_group::Entity>().among(user_group::Column::Id, groups.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

fn kind_of(word: &str) -> Kind {
    if word == Kind::Lead.as_str() { Kind::Lead } else { Kind::Member }
}

/// Puts a person into a group, or changes how they belong to it; says whether anything changed.
pub async fn put_member(tx: &TenantTx, group: Uuid, user: Uuid, kind: Kind) -> Result<bool, Error> {
    let known = tx
        .rows::<group_member::Entity>()
        .filter(group_member::Column::GroupId.eq(group))
        .filter(group_member::Column::UserId.eq(user))
        .one()
        .await?;
    match known {
        Some(row) if row.kind == kind.as_str() => Ok(false),
        Some(row) => {
            let change = group_member::ActiveModel { id: Set(row.id), kind: Set(kind.as_str().to_owned()), ..Default::default() };
            tx.update(change).await?;
            Ok(true)
        }
        None => {
            let row = group_member::ActiveModel {
                id: Set(tx.new_id()?),
                group_id: Set(group),
                user_id: Set(user),
                kind: Set(kind.as_str().to_owned()),
                added_at: Set(tx.now()),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(true)
        }
    }
}

pub async fn remove_member(tx: &TenantTx, group: Uuid, user: Uuid) -> Result<bool, Error> {
    let removed = tx
        .rows::<group_member::Entity>()
        .filter(group_member::Column::GroupId.eq(group))
        .filter(group_member::Column::UserId.eq(user))
        .delete()
        .await?;
    Ok(removed > 0)
}

/// The role of a person, if the workspace has them. A word that no role has reads as the least.
pub async fn role_of(tx: &TenantTx, user: Uuid) -> Result<Option<Role>, Error> {
    let person = tx.rows::<user_account::Entity>().find(user).await?;
    Ok(person.map(|person| Role::parse(&person.role).unwrap_or(Role::Learner)))
}

/// The places from which a person leads.
fn leading(tx: &TenantTx, leader: Uuid) -> Scoped<'_, group_member::Entity> {
    let own = tx.rows::<group_member::Entity>().filter(group_member::Column::UserId.eq(leader));
    own.filter(group_member::Column::Kind.eq(Kind::Lead.as_str()))
}

/// Every place in the groups that a person leads.
fn led_by(tx: &TenantTx, leader: Uuid) -> Scoped<'_, group_member::Entity> {
    let all = tx.rows::<group_member::Entity>();
    all.among_rows(group_member::Column::GroupId, leading(tx, leader), group_member::Column::GroupId)
}

/// Answers whether a person leads a group.
pub async fn leads(tx: &TenantTx, leader: Uuid, group: Uuid) -> Result<bool, Error> {
    Ok(leading(tx, leader).filter(group_member::Column::GroupId.eq(group)).one().await?.is_some())
}

/// Everybody in any of the groups that a person leads.
pub async fn people_led_by(tx: &TenantTx, leader: Uuid) -> Result<HashSet<Uuid>, Error> {
    let rows: Vec<(Uuid,)> = led_by(tx, leader).columns([Expr::col(group_member::Column::UserId)]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Keeps the rows whose column names a person whom the caller reaches. No query of its own.
pub fn within_reach<'tx, E: TenantOwned>(
    tx: &'tx TenantTx,
    session: &Session,
    rows: Scoped<'tx, E>,
    person: E::Column,
) -> Scoped<'tx, E>
where
    E::Model: Send + Sync,
{
    match leader(session) {
        None => rows,
        Some(leader) => rows.among_rows(person, led_by(tx, leader), group_member::Column::UserId),
    }
}

/// Keeps the rows whose column names a person in the group. No query of its own.
pub fn within_group<'tx, E: TenantOwned>(
    tx: &'tx TenantTx,
    rows: Scoped<'tx, E>,
    person: E::Column,
    group: Uuid,
) -> Scoped<'tx, E>
where
    E::Model: Send + Sync,
{
    rows.among_rows(person, rows_of(tx, group), group_member::Column::UserId)
}

/// The groups of each of the people, by id and name, in the order of their names.
pub async fn names_of(tx: &TenantTx, people: &[Uuid]) -> Result<HashMap<Uuid, Vec<(Uuid, String)>>, Error> {
    let rows = tx.rows::<group_member::Entity>().among(group_member::Column::UserId, people.iter().copied()).all().await?;
    let ids: HashSet<Uuid> = rows.iter().map(|row| row.group_id).collect();
    let groups =
        tx.rows::<user_group::Entity>().among(user_group::Column::Id, ids).ascending(user_group::Column::Name).all().await?;
    let mut names: HashMap<Uuid, Vec<(Uuid, String)>> = HashMap::new();
    for group in groups {
        for row in rows.iter().filter(|row| row.group_id == group.id) {
            names.entry(row.user_id).or_default().push((group.id, group.name.clone()));
        }
    }
    Ok(names)
}

/// Who leads each of the groups, by name.
pub async fn leads_of(tx: &TenantTx, groups: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, Error> {
    let leading = || {
        let rows = tx.rows::<group_member::Entity>().among(group_member::Column::GroupId, groups.iter().copied());
        rows.filter(group_member::Column::Kind.eq(Kind::Lead.as_str()))
    };
    let people = tx
        .rows::<user_account::Entity>()
        .among_rows(user_account::Column::Id, leading(), group_member::Column::UserId)
        .columns([Expr::col(user_account::Column::Id), Expr::col(user_account::Column::Name)])
        .await?;
    let names: HashMap<Uuid, String> = people.into_iter().collect();
    let rows = leading().all().await?;
    let mut leads: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in rows {
        leads.entry(row.group_id).or_default().extend(names.get(&row.user_id).cloned());
    }
    Ok(leads)
}

/// People who could join: not in the group yet, not deactivated, with a part of the name or the address.
pub async fn candidates(tx: &TenantTx, group: Uuid, part: &str, most: u64) -> Result<Vec<Face>, Error> {
    let mut rows = tx.rows::<user_account::Entity>().filter(user_account::Column::State.ne("deactivated")).not_among_rows(
        user_account::Column::Id,
        rows_of(tx, group),
        group_member::Column::UserId,
    );
    if !part.is_empty() {
        let email = holds(user_account::Column::Email, part);
        rows = rows.filter(Condition::any().add(holds(user_account::Column::Name, part)).add(email));
    }
    Ok(rows.ascending(user_account::Column::Name).limit(most).all().await?.into_iter().map(face).collect())
}

fn face(row: user_account::Model) -> Face {
    let role = Role::parse(&row.role).unwrap_or(Role::Learner);
    Face { id: row.id, name: row.name, email: row.email, role, state: row.state }
}

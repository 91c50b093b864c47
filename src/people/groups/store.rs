//! Queries of groups and their members.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::{group_member, user_account, user_group};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, Condition, Set};
use uuid::Uuid;

use super::model::{Draft, Face, Kind, Member};
use crate::kernel::db::{TenantTx, holds};
use crate::kernel::error::Error;
use crate::kernel::page::{self, Page, Paging, Sort};

pub async fn insert(tx: &TenantTx, draft: Draft) -> Result<user_group::Model, Error> {
    let row =
        user_group::ActiveModel { id: Set(tx.new_id()?), name: Set(draft.name), created_at: Set(tx.now()), ..Default::default() };
    tx.insert(row).await
}

pub async fn by_id(tx: &TenantTx, id: Uuid) -> Result<user_group::Model, Error> {
    tx.rows::<user_group::Entity>().by_id(id).await
}

/// Groups by name; `only` keeps the groups of an instructor.
pub async fn page(tx: &TenantTx, only: Option<&HashSet<Uuid>>, paging: &Paging) -> Result<Page<user_group::Model>, Error> {
    let mut rows = tx.rows::<user_group::Entity>();
    if let Some(only) = only {
        rows = rows.among(user_group::Column::Id, only.iter().copied());
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

pub async fn members(tx: &TenantTx, group: Uuid) -> Result<Vec<Member>, Error> {
    let rows = tx.rows::<group_member::Entity>().filter(group_member::Column::GroupId.eq(group)).all().await?;
    let turn = |row: group_member::Model| Member { user_id: row.user_id, kind: kind_of(&row.kind) };
    Ok(rows.into_iter().map(turn).collect())
}

/// Who stands in each of some groups.
pub async fn members_of(tx: &TenantTx, groups: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, Member)>, Error> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx.rows::<group_member::Entity>().among(group_member::Column::GroupId, groups.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| (row.group_id, Member { user_id: row.user_id, kind: kind_of(&row.kind) })).collect())
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

/// Answers whether the workspace has this person.
pub async fn has_person(tx: &TenantTx, user: Uuid) -> Result<bool, Error> {
    Ok(tx.rows::<user_account::Entity>().find(user).await?.is_some())
}

/// The groups a person leads.
pub async fn led_by(tx: &TenantTx, user: Uuid) -> Result<HashSet<Uuid>, Error> {
    let rows = tx
        .rows::<group_member::Entity>()
        .filter(group_member::Column::UserId.eq(user))
        .filter(group_member::Column::Kind.eq(Kind::Lead.as_str()))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| row.group_id).collect())
}

/// Everybody in any of the groups.
pub async fn people_in(tx: &TenantTx, groups: &HashSet<Uuid>) -> Result<HashSet<Uuid>, Error> {
    let rows = tx.rows::<group_member::Entity>().among(group_member::Column::GroupId, groups.iter().copied()).all().await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
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
    let rows = tx
        .rows::<group_member::Entity>()
        .among(group_member::Column::GroupId, groups.iter().copied())
        .filter(group_member::Column::Kind.eq(Kind::Lead.as_str()))
        .all()
        .await?;
    let people: HashSet<Uuid> = rows.iter().map(|row| row.user_id).collect();
    let names: HashMap<Uuid, String> = faces(tx, &people).await?.into_iter().map(|face| (face.id, face.name)).collect();
    let mut leads: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in rows {
        leads.entry(row.group_id).or_default().extend(names.get(&row.user_id).cloned());
    }
    Ok(leads)
}

/// Name, address and state of some people, in the order of their names.
pub async fn faces(tx: &TenantTx, people: &HashSet<Uuid>) -> Result<Vec<Face>, Error> {
    let rows = tx
        .rows::<user_account::Entity>()
        .among(user_account::Column::Id, people.iter().copied())
        .ascending(user_account::Column::Name)
        .all()
        .await?;
    Ok(rows.into_iter().map(face).collect())
}

/// People who could join: not in the group yet, not deactivated, with a part of the name or the address.
pub async fn candidates(tx: &TenantTx, inside: &HashSet<Uuid>, part: &str, most: u64) -> Result<Vec<Face>, Error> {
    let mut rows = tx.rows::<user_account::Entity>().filter(user_account::Column::State.ne("deactivated"));
    if !inside.is_empty() {
        rows = rows.filter(user_account::Column::Id.is_not_in(inside.iter().copied()));
    }
    if !part.is_empty() {
        let email = holds(user_account::Column::Email, part);
        rows = rows.filter(Condition::any().add(holds(user_account::Column::Name, part)).add(email));
    }
    Ok(rows.ascending(user_account::Column::Name).limit(most).all().await?.into_iter().map(face).collect())
}

fn face(row: user_account::Model) -> Face {
    Face { id: row.id, name: row.name, email: row.email, state: row.state }
}

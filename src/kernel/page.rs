//! Lists are paged by key, always with a limit. A cursor is authenticated and bound to tenant, list and filters, so that
//! it says nothing about others and opens nothing elsewhere.

use entity::tenancy::TenantOwned;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, Condition};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::db::{Scoped, TenantTx};
use super::error::Error;

/// Rows on a page when the caller does not say.
const USUAL: u64 = 50;
/// Rows on a page at most.
const MOST: u64 = 200;

/// Which part of a list.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Rows, 1 to 200; 50 when absent.
    pub limit: Option<u64>,
}

impl Paging {
    /// How many rows to show.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.limit.unwrap_or(USUAL).clamp(1, MOST)
    }
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Give this as `after` for the next page; absent on the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same page with every row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

/// The order of a list. Every order ends with the id, so that it is total.
pub enum Sort<E: TenantOwned> {
    /// Oldest first.
    Oldest,
    /// Newest first.
    Newest,
    /// By a text column, upwards.
    Text(E::Column, fn(&E::Model) -> &str),
    /// By a number, upwards.
    Number(E::Column, fn(&E::Model) -> i64),
}

/// Reads one page of the rows.
///
/// `list` names the list and its filters: a cursor of another list, or of the same with other filters, is refused.
///
/// # Errors
/// `Invalid` for a cursor that is not of this list.
pub async fn read<E: TenantOwned>(
    tx: &TenantTx,
    rows: Scoped<'_, E>,
    sort: Sort<E>,
    paging: &Paging,
    list: &str,
) -> Result<Page<E::Model>, Error>
where
    E::Model: Send + Sync,
{
    let mut rows = rows;
    if let Some(cursor) = &paging.after {
        let position = open(tx, list, cursor)?;
        rows = rows.filter(beyond(&sort, &position)?);
    }
    rows = match &sort {
        Sort::Oldest => rows.ascending(E::id()),
        Sort::Newest => rows.descending(E::id()),
        Sort::Text(column, _) | Sort::Number(column, _) => rows.ascending(*column).ascending(E::id()),
    };
    let wanted = paging.rows();
    let mut items = rows.limit(wanted + 1).all().await?;
    let more = items.len() as u64 > wanted;
    items.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    let next = match (more, items.last()) {
        (true, Some(last)) => {
            let key = match sort {
                Sort::Oldest | Sort::Newest => String::new(),
                Sort::Text(_, of) => of(last).to_owned(),
                Sort::Number(_, of) => of(last).to_string(),
            };
            Some(seal(tx, list, &Position { key, id: E::id_of(last) })?)
        }
        _ => None,
    };
    Ok(Page { items, next })
}

/// One page of rows that were read whole, because their order is not one of the database. `place` says where a row stands: a text
/// that sorts as the list does, and its id.
///
/// # Errors
/// `Invalid` for a cursor that is not of this list.
pub fn of_rows<T>(
    tx: &TenantTx,
    mut rows: Vec<T>,
    place: impl Fn(&T) -> (String, Uuid),
    paging: &Paging,
    list: &str,
) -> Result<Page<T>, Error> {
    rows.sort_by_cached_key(&place);
    if let Some(cursor) = &paging.after {
        let Position { key, id } = open(tx, list, cursor)?;
        let after = (key, id);
        rows.retain(|row| place(row) > after);
    }
    let wanted = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = match rows.last().filter(|_| more).map(&place) {
        Some((key, id)) => Some(seal(tx, list, &Position { key, id })?),
        None => None,
    };
    Ok(Page { items: rows, next })
}

#[derive(Serialize, Deserialize)]
struct Position {
    key: String,
    id: Uuid,
}

fn beyond<E: TenantOwned>(sort: &Sort<E>, position: &Position) -> Result<Condition, Error> {
    let id = position.id;
    Ok(match sort {
        Sort::Oldest => Condition::all().add(E::id().gt(id)),
        Sort::Newest => Condition::all().add(E::id().lt(id)),
        Sort::Text(column, _) => after_key::<E>(*column, position.key.clone().into(), id),
        Sort::Number(column, _) => {
            let number: i64 = position.key.parse().map_err(|_| stale())?;
            after_key::<E>(*column, number.into(), id)
        }
    })
}

fn after_key<E: TenantOwned>(column: E::Column, key: sea_orm::Value, id: Uuid) -> Condition {
    let same = Condition::all().add(Expr::col(column).eq(key.clone())).add(E::id().gt(id));
    Condition::any().add(Expr::col(column).gt(key)).add(same)
}

fn stale() -> Error {
    Error::invalid("after", "cursor-unknown", "Start again without `after`: this cursor is not of this list.")
}

fn seal(tx: &TenantTx, list: &str, position: &Position) -> Result<String, Error> {
    let body = serde_json::to_vec(position)?;
    let mut bytes = mac(tx, list, &body);
    bytes.extend(body);
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}

fn open(tx: &TenantTx, list: &str, cursor: &str) -> Result<Position, Error> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| stale())?;
    let (given, body) = bytes.split_at_checked(16).ok_or_else(stale)?;
    if mac(tx, list, body) != given {
        return Err(stale());
    }
    serde_json::from_slice(body).map_err(|_| stale())
}

/// 128 bits over tenant, list and position.
fn mac(tx: &TenantTx, list: &str, body: &[u8]) -> Vec<u8> {
    let mut message = tx.tenant().get().as_bytes().to_vec();
    message.extend((list.len() as u64).to_be_bytes());
    message.extend(list.as_bytes());
    message.extend(body);
    tx.kernel().keys.hmac("cursor", &message)[..16].to_vec()
}

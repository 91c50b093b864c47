//! The matrix.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::{Cell, Column, Filter, Matrix, Row, Wanted};
use super::policy::ReadProgress;
use crate::kernel::authz::{Authorized, Session};
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::{Page, Paging};
use crate::learning::{assignments, modules as taught, records};
use crate::people::users::{self, ReadPeople, User};

/// People looked through at once when only some states are wanted.
const LOOKED_THROUGH: u64 = 200;
/// How often that is repeated before the page ends, so that a page never reads the whole workspace.
const LOOKS: usize = 5;

/// People × modules. 5 queries for a page, whatever its size; 2 more when it is of a group or an instructor's. With a wanted
/// state it looks through up to 1,000 people, and the page may hold fewer or more than asked for.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn matrix(caller: &Authorized<ReadProgress>, filter: &Filter, paging: &Paging) -> Result<Matrix, Error> {
    let modules = filter.chosen(modules(caller).await?);
    let page = part(caller, filter, paging, &modules).await?;
    let now = caller.kernel().clock.now();
    Ok(Matrix { modules, items: page.items, next: page.next, now })
}

/// Every module of the caller's matrix, whatever the filter. 2 queries.
///
/// # Errors
/// When the database fails.
pub async fn modules(caller: &Authorized<ReadProgress>) -> Result<Vec<Column>, Error> {
    columns(&caller.read().await?, caller.session()).await
}

/// The people of a page of the matrix, in these modules.
///
/// # Errors
/// As [`matrix`].
pub async fn part(
    caller: &Authorized<ReadProgress>,
    filter: &Filter,
    paging: &Paging,
    modules: &[Column],
) -> Result<Page<Row>, Error> {
    let people = (**caller).clone().authorize::<ReadPeople>()?;
    let wanted = filter.wanted();
    let mut paging = paging.clone();
    let enough = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    if wanted.is_some() {
        paging.limit = Some(LOOKED_THROUGH);
    }
    let mut part = Page { items: Vec::new(), next: None };
    for _ in 0..LOOKS {
        let page = users::list(&people, &who(filter), &paging).await?;
        let tx = caller.read().await?;
        let rows = rows(&tx, page.items, modules, tx.now()).await?;
        part.items.extend(rows.into_iter().filter(|row| fits(row, wanted)));
        part.next = page.next;
        if wanted.is_none() || part.next.is_none() || part.items.len() >= enough {
            break;
        }
        paging.after.clone_from(&part.next);
    }
    Ok(part)
}

/// How many people the filter names, whatever their state in the modules.
///
/// # Errors
/// When the database fails.
pub async fn count(caller: &Authorized<ReadProgress>, filter: &Filter) -> Result<u64, Error> {
    if filter.group_id.is_none() && filter.q.is_none() {
        let people = users::count_open(&caller.read().await?, caller.session()).await?.people;
        return Ok(u64::try_from(people).unwrap_or(u64::MAX));
    }
    let people = (**caller).clone().authorize::<ReadPeople>()?;
    users::count(&people, &who(filter)).await
}

fn who(filter: &Filter) -> users::Filter {
    users::Filter { q: filter.q.clone(), group_id: filter.group_id, open_only: true, ..users::Filter::default() }
}

fn fits(row: &Row, wanted: Option<Wanted>) -> bool {
    wanted.is_none_or(|wanted| row.cells.iter().any(|cell| cell.fits(wanted)))
}

/// The modules that people within reach were asked to learn, by title.
async fn columns(tx: &TenantTx, reader: &Session) -> Result<Vec<Column>, Error> {
    let given = assignments::given(tx, reader).await?;
    let ids: Vec<Uuid> = given.keys().copied().collect();
    let titles = taught::published_titles(tx, &ids).await?;
    let column = |(id, title)| {
        let asked = given.get(&id).copied().unwrap_or_default();
        Column { id, title, due_at: asked.due_at, due_differs: asked.differs }
    };
    let mut columns: Vec<Column> = titles.into_iter().map(column).collect();
    columns.sort_by_key(|column| (column.title.to_lowercase(), column.id));
    Ok(columns)
}

async fn rows(tx: &TenantTx, people: Vec<User>, columns: &[Column], now: DateTime<Utc>) -> Result<Vec<Row>, Error> {
    let user_ids: Vec<Uuid> = people.iter().map(|user| user.id).collect();
    let module_ids: Vec<Uuid> = columns.iter().map(|column| column.id).collect();
    let enrolled = assignments::enrolled(tx, &user_ids, &module_ids).await?;
    let records = records::matrix(tx, &user_ids, &module_ids).await?;
    let row = |user: User| {
        let cell = |module: &Uuid| Cell::new(*module, enrolled.get(&(user.id, *module)), records.get(&(user.id, *module)), now);
        Row { cells: module_ids.iter().map(cell).collect(), user_id: user.id, name: user.name }
    };
    Ok(people.into_iter().map(row).collect())
}

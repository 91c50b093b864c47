//! The matrix.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::model::{Cell, Column, Filter, Matrix, Row, Wanted};
use super::policy::ReadProgress;
use crate::kernel::authz::Authorized;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::page::Paging;
use crate::learning::{assignments, modules, records};
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
    let people = (**caller).clone().authorize::<ReadPeople>()?;
    let wanted = filter.wanted();
    let mut paging = paging.clone();
    let enough = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    if wanted.is_some() {
        paging.limit = Some(LOOKED_THROUGH);
    }
    let mut matrix = Matrix { modules: Vec::new(), items: Vec::new(), next: None, now: caller.kernel().clock.now() };
    for look in 0..LOOKS {
        let page = users::list(&people, &who(filter), &paging).await?;
        let tx = caller.read().await?;
        matrix.now = tx.now();
        if look == 0 {
            matrix.modules = columns(&tx, filter.module_id).await?;
        }
        let rows = rows(&tx, page.items, &matrix.modules, matrix.now).await?;
        matrix.items.extend(rows.into_iter().filter(|row| fits(row, wanted)));
        matrix.next = page.next;
        if wanted.is_none() || matrix.next.is_none() || matrix.items.len() >= enough {
            break;
        }
        paging.after.clone_from(&matrix.next);
    }
    Ok(matrix)
}

fn who(filter: &Filter) -> users::Filter {
    users::Filter { q: filter.q.clone(), group_id: filter.group_id, ..users::Filter::default() }
}

fn fits(row: &Row, wanted: Option<Wanted>) -> bool {
    wanted.is_none_or(|wanted| row.cells.iter().any(|cell| cell.fits(wanted)))
}

/// The modules that were assigned, by title.
async fn columns(tx: &TenantTx, only: Option<Uuid>) -> Result<Vec<Column>, Error> {
    let given = assignments::given(tx).await?;
    let ids: Vec<Uuid> = given.keys().copied().filter(|id| only.is_none_or(|only| only == *id)).collect();
    let titles = modules::titles(tx, &ids).await?;
    let column = |(id, title)| Column { id, title, due_at: given.get(&id).copied().flatten() };
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

//! sea-orm's `ConnectionTrait` over one sqlx transaction, so that BEGIN and the tenant's setting are one message.
//!
//! `DatabaseTransaction::begin` of sea-orm cannot be given a BEGIN of one's own; with it the row-level-security
//! transaction costs one round trip more (measured on the design's bench: 0.44 against 0.57 of a plain select).

use sea_orm::sea_query::{OnConflict, Values};
use sea_orm::sqlx::{self, Executor as _, Postgres, Sqlite};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExecResult, QueryResult, RuntimeErr,
    Statement,
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::kernel::error::Error;

/// An open transaction on either store.
pub(super) enum Open {
    Postgres(sqlx::Transaction<'static, Postgres>),
    Sqlite(sqlx::Transaction<'static, Sqlite>),
}

/// One transaction that sea-orm can run queries on. Private to `kernel::db`.
pub(super) struct Connection {
    backend: DbBackend,
    open: Mutex<Open>,
}

impl Connection {
    pub(super) fn new(open: Open) -> Self {
        let backend = match open {
            Open::Postgres(_) => DbBackend::Postgres,
            Open::Sqlite(_) => DbBackend::Sqlite,
        };
        Self { backend, open: Mutex::new(open) }
    }

    /// What the database's own clock says now, to the microsecond; nothing of a file, which has none of its own.
    pub(super) async fn microseconds(&self) -> Result<Option<i64>, DbErr> {
        let Open::Postgres(open) = &mut *self.open.lock().await else { return Ok(None) };
        let now = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        sqlx::query_scalar(now).fetch_one(&mut **open).await.map(Some).map_err(query_error)
    }

    /// From here on it sees this tenant's rows. A file knows no tenants: there each query names its own.
    pub(super) async fn sees_only(&self, next: Uuid) -> Result<(), DbErr> {
        let Open::Postgres(open) = &mut *self.open.lock().await else { return Ok(()) };
        let next = sqlx::AssertSqlSafe(format!("SET LOCAL app.tenant = '{next}'"));
        open.execute(next).await.map(|_| ()).map_err(exec_error)
    }

    pub(super) async fn commit(self) -> Result<(), DbErr> {
        match self.open.into_inner() {
            Open::Postgres(transaction) => transaction.commit().await,
            Open::Sqlite(transaction) => transaction.commit().await,
        }
        .map_err(exec_error)
    }
}

macro_rules! query {
    ($statement:expr) => {
        sqlx::query_with(
            sqlx::AssertSqlSafe($statement.sql.as_str()),
            SqlxValues($statement.values.clone().unwrap_or_else(|| Values(Vec::new()))),
        )
    };
}

#[async_trait::async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &mut *self.open.lock().await {
            Open::Postgres(open) => query!(statement).execute(&mut **open).await.map(Into::into),
            Open::Sqlite(open) => query!(statement).execute(&mut **open).await.map(Into::into),
        }
        .map_err(exec_error)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &mut *self.open.lock().await {
            Open::Postgres(open) => open.execute(sql).await.map(Into::into),
            Open::Sqlite(open) => open.execute(sql).await.map(Into::into),
        }
        .map_err(exec_error)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &mut *self.open.lock().await {
            Open::Postgres(open) => query!(statement).fetch_optional(&mut **open).await.map(|row| row.map(Into::into)),
            Open::Sqlite(open) => query!(statement).fetch_optional(&mut **open).await.map(|row| row.map(Into::into)),
        }
        .map_err(query_error)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &mut *self.open.lock().await {
            Open::Postgres(open) => {
                query!(statement).fetch_all(&mut **open).await.map(|rows| rows.into_iter().map(Into::into).collect())
            }
            Open::Sqlite(open) => {
                query!(statement).fetch_all(&mut **open).await.map(|rows| rows.into_iter().map(Into::into).collect())
            }
        }
        .map_err(query_error)
    }
}

pub(super) fn exec_error(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

fn query_error(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

/// Adds a row unless one is there that it cannot stand beside; says whether it was added.
pub(super) async fn insert_or_leave<A>(connection: &Connection, row: A) -> Result<bool, Error>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let insert = <A::Entity as EntityTrait>::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    match insert.exec_without_returning(connection).await {
        Err(DbErr::RecordNotInserted) => Ok(false),
        added => Ok(added? > 0),
    }
}

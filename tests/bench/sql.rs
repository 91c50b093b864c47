//! Rows written past the product: thousands of people are not what is measured, so they are put in by the set.

use std::str::FromStr as _;
use std::time::Duration;

use anyhow::Context as _;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions as _, Executor as _, PgConnection, SqliteConnection};
use uuid::Uuid;

use super::stage::{Stage, Store};

/// A connection of the owner of the schema; on PostgreSQL a superuser, whom row-level security does not bind.
pub enum Database {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Database {
    /// Connects to the product's database.
    pub async fn open(stage: &Stage) -> anyhow::Result<Self> {
        let url = stage.product_url.as_str();
        Ok(match stage.store {
            Store::Postgres => Self::Postgres(PgConnectOptions::from_str(url)?.disable_statement_logging().connect().await?),
            Store::Sqlite => {
                let options =
                    SqliteConnectOptions::from_str(url)?.busy_timeout(Duration::from_secs(20)).pragma("cache_size", "-100000");
                Self::Sqlite(options.disable_statement_logging().connect().await?)
            }
        })
    }

    /// Runs one statement; says how many rows it changed.
    pub async fn run(&mut self, sql: &str) -> anyhow::Result<u64> {
        let sql_text = AssertSqlSafe(sql.to_owned());
        let changed = match self {
            Self::Postgres(connection) => connection.execute(sql_text).await.map(|done| done.rows_affected()),
            Self::Sqlite(connection) => connection.execute(sql_text).await.map(|done| done.rows_affected()),
        };
        changed.with_context(|| sql.chars().take(300).collect::<String>())
    }

    /// The ids that a query finds.
    pub async fn ids(&mut self, sql: &str) -> anyhow::Result<Vec<Uuid>> {
        let sql_text = AssertSqlSafe(sql.to_owned());
        let found = match self {
            Self::Postgres(connection) => sqlx::query_scalar(sql_text).fetch_all(connection).await,
            Self::Sqlite(connection) => sqlx::query_scalar(sql_text).fetch_all(connection).await,
        };
        found.with_context(|| sql.to_owned())
    }

    /// What a query counts.
    pub async fn count(&mut self, sql: &str) -> anyhow::Result<usize> {
        let sql_text = AssertSqlSafe(sql.to_owned());
        let counted: i64 = match self {
            Self::Postgres(connection) => sqlx::query_scalar(sql_text).fetch_one(connection).await,
            Self::Sqlite(connection) => sqlx::query_scalar(sql_text).fetch_one(connection).await,
        }
        .with_context(|| sql.to_owned())?;
        Ok(usize::try_from(counted)?)
    }

    /// The one id that a query finds.
    pub async fn id(&mut self, sql: &str) -> anyhow::Result<Uuid> {
        self.ids(sql).await?.first().copied().with_context(|| format!("nothing was found: {sql}"))
    }

    /// Tells the planner what there is now, and ends what is left to be written.
    pub async fn settle(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Postgres(_) => {
                self.run("VACUUM ANALYZE").await?;
                self.run("CHECKPOINT").await?;
            }
            Self::Sqlite(_) => {
                self.run("ANALYZE").await?;
                self.run("PRAGMA wal_checkpoint(TRUNCATE)").await?;
            }
        }
        Ok(())
    }

    /// An id as a literal.
    pub fn uuid(&self, id: Uuid) -> String {
        match self {
            Self::Postgres(_) => format!("'{id}'::uuid"),
            Self::Sqlite(_) => format!("X'{}'", id.simple()),
        }
    }

    /// Bytes as a literal.
    pub fn bytes(&self, bytes: &[u8]) -> String {
        let hex = data_encoding::HEXLOWER.encode(bytes);
        match self {
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
            Self::Sqlite(_) => format!("X'{hex}'"),
        }
    }

    /// The id with this number, as an expression: what [`numbered`] computes.
    pub fn numbered(&self, number: &str) -> String {
        match self {
            Self::Postgres(_) => format!("('00000000-0000-7000-8000-' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"),
            Self::Sqlite(_) => format!("unhex(printf('00000000000070008000%012x', {number}))"),
        }
    }

    /// A source of rows with the numbers from 1 in the column `n`.
    pub fn numbers(&self, most: usize) -> String {
        match self {
            Self::Postgres(_) => format!("(SELECT n::bigint FROM generate_series(1, {most}) AS n)"),
            Self::Sqlite(_) => {
                format!("(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {most}) SELECT n FROM c)")
            }
        }
    }

    /// A moment some days from now, as an expression of whole days.
    pub fn in_days(&self, days: &str) -> String {
        match self {
            Self::Postgres(_) => format!("now() + make_interval(days => ({days})::int)"),
            Self::Sqlite(_) => format!("strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now', ({days}) || ' days')"),
        }
    }
}

/// The id with this number.
pub fn numbered(number: usize) -> Uuid {
    Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000_u128 | number as u128)
}

/// Makes the databases on the PostgreSQL server.
pub async fn create_databases(server: &str, names: &[&str]) -> anyhow::Result<()> {
    let mut connection = PgConnectOptions::from_str(server)?.connect().await?;
    for name in names {
        connection.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"))).await?;
        connection.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    }
    Ok(())
}

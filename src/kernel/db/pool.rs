//! Connecting: PostgreSQL as a role that cannot bypass row-level security, or SQLite with one writer.

use std::str::FromStr;
use std::time::Duration;

use anyhow::Context as _;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, Executor as _, PgPool, Row as _, SqlitePool};
use uuid::Uuid;

use super::connection::{Connection, Open, exec_error};
use crate::kernel::error::Error;

/// The role the application acts as; the login becomes it right after connecting.
const APP_ROLE: &str = "tutela_app";

/// A statement that runs longer than this is ended by the server. 30 seconds: the longest request that may hold a connection.
const STATEMENT_TIMEOUT: &str = "30s";

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Read and write.
    Write,
    /// Read and write without waiting for the disk: when the power fails in the next second the database may have forgotten it,
    /// whole. For what a job does over and over until all of it is there: it is done when a later [`Mode::Write`] says so, and
    /// that one brings everything before it to the disk.
    Redoable,
    /// Read only; the database refuses writes. Never committed, so that its end costs no round trip.
    Read,
    /// Read only, and every query sees the same moment.
    Snapshot,
}

impl Mode {
    /// Whether rows may change.
    pub(super) const fn writes(self) -> bool {
        matches!(self, Self::Write | Self::Redoable)
    }
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// A PostgreSQL server, 15 or newer.
    Postgres,
    /// One file.
    Sqlite,
}

#[derive(Clone)]
enum Pool {
    Postgres(PgPool),
    Sqlite { writer: SqlitePool, reader: SqlitePool },
}

/// The database. Opens transactions and nothing else.
#[derive(Clone)]
pub struct Db {
    pool: Pool,
}

impl Db {
    /// Connects to `sqlite:` or `postgres:`; `connections` bounds the pool (PostgreSQL).
    ///
    /// # Errors
    /// When the address is wrong, the server does not answer, or the login could see rows past row-level security.
    pub async fn connect(url: &str, connections: u32) -> anyhow::Result<Self> {
        let pool = match store_of(url)? {
            Store::Postgres => Pool::Postgres(connect_postgres(url, connections).await?),
            Store::Sqlite => connect_sqlite(url).await?,
        };
        Ok(Self { pool })
    }

    /// Brings the schema up to date, as the login that owns it.
    ///
    /// # Errors
    /// When a step fails; on PostgreSQL a failed step leaves nothing behind.
    #[expect(clippy::disallowed_methods, reason = "migrations run before any tenant exists, on their own connection")]
    pub async fn migrate(url: &str) -> anyhow::Result<()> {
        if store_of(url)? == Store::Postgres {
            prepare_roles(url).await?;
        } else {
            connect_sqlite(url).await?.close().await;
        }
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = sea_orm::Database::connect(options).await.context("The database did not answer.")?;
        Migrator::up(&connection, None).await.context("A schema step failed.")?;
        connection.close().await?;
        Ok(())
    }

    /// Which database it is.
    #[must_use]
    pub fn store(&self) -> Store {
        match self.pool {
            Pool::Postgres(_) => Store::Postgres,
            Pool::Sqlite { .. } => Store::Sqlite,
        }
    }

    /// Answers whether the database answers and its schema is there.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    pub async fn ready(&self) -> Result<(), Error> {
        let question = "SELECT count(*) FROM tenant";
        let asked = match &self.pool {
            Pool::Postgres(pool) => pool.execute(question).await.map(|_| ()),
            Pool::Sqlite { reader, .. } => reader.execute(question).await.map(|_| ()),
        };
        asked.map_err(|_| Error::Unavailable { retry_after_s: 5 })
    }

    /// Ends all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Opens a transaction that sees one tenant, or no tenant's rows at all.
    pub(super) async fn open(&self, mode: Mode, tenant: Option<Uuid>) -> Result<Connection, Error> {
        let open = match &self.pool {
            Pool::Postgres(pool) => {
                let begin = match mode {
                    Mode::Write => "BEGIN",
                    Mode::Redoable => "BEGIN; SET LOCAL synchronous_commit = off",
                    Mode::Read => "BEGIN READ ONLY",
                    Mode::Snapshot => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                };
                let begin = match tenant {
                    Some(tenant) => format!("{begin}; SET LOCAL app.tenant = '{tenant}'"),
                    None => begin.to_owned(),
                };
                begin_whole(pool, begin).await?.map(Open::Postgres)
            }
            // Said each time: what was said to the one writer before stays with it.
            Pool::Sqlite { writer, .. } if mode.writes() => {
                let waits = if mode == Mode::Redoable { "NORMAL" } else { "FULL" };
                let begin = format!("PRAGMA synchronous = {waits}; BEGIN IMMEDIATE");
                writer.begin_with(sqlx::AssertSqlSafe(begin)).await.map(Open::Sqlite)
            }
            Pool::Sqlite { reader, .. } => reader.begin_with("BEGIN").await.map(Open::Sqlite),
        };
        Ok(Connection::new(open.map_err(opening_failed)?))
    }

    /// Opens a read-only transaction as the worker's role, which may see which tenants have due work.
    pub(super) async fn open_as_worker(&self) -> Result<Connection, Error> {
        match &self.pool {
            Pool::Postgres(pool) => {
                let open = begin_whole(pool, "BEGIN READ ONLY; SET LOCAL ROLE tutela_worker".to_owned()).await?;
                Ok(Connection::new(Open::Postgres(open.map_err(opening_failed)?)))
            }
            Pool::Sqlite { .. } => self.open(Mode::Read, None).await,
        }
    }
}

impl Pool {
    async fn close(&self) {
        match self {
            Self::Postgres(pool) => pool.close().await,
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
        }
    }
}

/// As [`begin_once`], again when the connection turns out to be dead: after a restart of the server the pool holds as many of
/// those as it has connections. Nothing has happened yet, so nothing happens twice.
async fn begin_whole(
    pool: &PgPool,
    begin: String,
) -> Result<Result<sqlx::Transaction<'static, sqlx::Postgres>, sqlx::Error>, Error> {
    let mut stale = pool.size();
    loop {
        match begin_once(pool, begin.clone()).await? {
            Err(error) if stale > 0 && is_cut_off(&error) => stale -= 1,
            answered => return Ok(answered),
        }
    }
}

/// Answers whether the connection had ended before anything was done on it.
fn is_cut_off(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| code == "57P01"),
        _ => false,
    }
}

/// Begins in a task of its own, which nobody can drop halfway. A request that is given up while BEGIN is on its way (the
/// client hangs up, another extractor refuses) would otherwise leave the pool a connection inside a transaction, with its
/// tenant and its role still set: the driver rolls back only what it knows to have begun.
async fn begin_once(
    pool: &PgPool,
    begin: String,
) -> Result<Result<sqlx::Transaction<'static, sqlx::Postgres>, sqlx::Error>, Error> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(sqlx::AssertSqlSafe(begin)).await }).await;
    begun.map_err(|error| Error::from(anyhow::Error::new(error)))
}

/// A server that cannot be reached is one that is down, not one that broke.
fn opening_failed(error: sqlx::Error) -> Error {
    if matches!(error, sqlx::Error::Io(_)) {
        tracing::warn!(error.cause = %error, "The database cannot be reached.");
        return Error::Unavailable { retry_after_s: 2 };
    }
    Error::from(exec_error(error))
}

fn store_of(url: &str) -> anyhow::Result<Store> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => Ok(Store::Sqlite),
        Some("postgres" | "postgresql") => Ok(Store::Postgres),
        _ => anyhow::bail!("The database address must start with sqlite: or postgres:."),
    }
}

async fn connect_postgres(url: &str, connections: u32) -> anyhow::Result<PgPool> {
    let options = PgConnectOptions::from_str(url)
        .context("The database address is not understood.")?
        .application_name("tutela")
        .statement_cache_capacity(500)
        .options([("statement_timeout", STATEMENT_TIMEOUT), ("synchronous_commit", "on")])
        .disable_statement_logging();
    check_role(&options).await?;
    PgPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            Box::pin(async move { connection.execute(sqlx::AssertSqlSafe(format!("SET ROLE {APP_ROLE}"))).await.map(|_| ()) })
        })
        .connect_with(options)
        .await
        .context("The database did not answer.")
}

/// Refuses to start as a role that row-level security does not bind.
async fn check_role(options: &PgConnectOptions) -> anyhow::Result<()> {
    let mut connection = options.connect().await.context("The database did not answer.")?;
    connection
        .execute(sqlx::AssertSqlSafe(format!("SET ROLE {APP_ROLE}")))
        .await
        .with_context(|| format!("The login cannot act as the role {APP_ROLE}: run `tutela migrate` as the owner of the schema, and GRANT {APP_ROLE} TO the login."))?;
    let row = sqlx::query("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        .fetch_one(&mut connection)
        .await?;
    anyhow::ensure!(
        !row.get::<bool, _>(0),
        "The role {APP_ROLE} bypasses row-level security: ALTER ROLE {APP_ROLE} NOSUPERUSER NOBYPASSRLS."
    );
    // A member that inherits the worker's role would see the outbox of every tenant in every transaction.
    let row = sqlx::query("SELECT pg_has_role(current_user, 'tutela_worker', 'USAGE')").fetch_one(&mut connection).await?;
    anyhow::ensure!(!row.get::<bool, _>(0), "The role {APP_ROLE} inherits tutela_worker: ALTER ROLE {APP_ROLE} NOINHERIT.");
    connection.close().await?;
    Ok(())
}

/// Makes the two roles when they are missing, and lets the login act as them.
async fn prepare_roles(url: &str) -> anyhow::Result<()> {
    let options = PgConnectOptions::from_str(url).context("The database address is not understood.")?;
    let mut connection = options.connect().await.context("The database did not answer.")?;
    for role in [APP_ROLE, "tutela_worker"] {
        let statement = format!(
            "DO $$ BEGIN CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; \
             WHEN insufficient_privilege THEN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN RAISE; END IF; END $$"
        );
        connection.execute(sqlx::AssertSqlSafe(statement)).await.with_context(|| {
            format!(
                "The role {role} is missing and this login may not create it: run docker/postgres/roles.sql as an administrator."
            )
        })?;
    }
    let grants = format!(
        "DO $$ BEGIN \
         IF NOT pg_has_role(session_user, '{APP_ROLE}', 'MEMBER') THEN EXECUTE format('GRANT {APP_ROLE} TO %I', session_user); END IF; \
         IF NOT pg_has_role(session_user, 'tutela_worker', 'MEMBER') THEN EXECUTE format('GRANT tutela_worker TO %I', session_user); END IF; \
         EXCEPTION WHEN OTHERS THEN NULL; END $$"
    );
    connection.execute(sqlx::AssertSqlSafe(grants)).await?;
    connection.close().await?;
    Ok(())
}

async fn connect_sqlite(url: &str) -> anyhow::Result<Pool> {
    let options = SqliteConnectOptions::from_str(url)
        .context("The database address is not understood.")?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-20000")
        .statement_cache_capacity(300)
        .disable_statement_logging();
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await
        .context("The database file could not be opened.")?;
    assert_pragmas(&writer).await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Pool::Sqlite { writer, reader })
}

/// SQLite keeps foreign keys off by default and has no row-level security: what isolation stands on is asserted.
async fn assert_pragmas(pool: &SqlitePool) -> anyhow::Result<()> {
    for (pragma, wanted) in [("foreign_keys", "1"), ("journal_mode", "wal"), ("synchronous", "2")] {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}")))
            .fetch_one(pool)
            .await?;
        let found: String = row.get(0);
        anyhow::ensure!(found == wanted, "SQLite runs with {pragma} = {found}; it must be {wanted}.");
    }
    Ok(())
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::from(exec_error(error))
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

    use super::{Db, Mode};

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "asks the database for a setting of the connection")]
    async fn only_what_is_redoable_does_not_wait_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("tutela.db").display());
        let db = Db::connect(&url, 1).await.unwrap();
        for (mode, waits) in [(Mode::Write, 2), (Mode::Redoable, 1), (Mode::Write, 2)] {
            let open = db.open(mode, None).await.unwrap();
            let said = Statement::from_string(DbBackend::Sqlite, "PRAGMA synchronous");
            let row = open.query_one_raw(said).await.unwrap().unwrap();
            assert_eq!(row.try_get_by_index::<i32>(0).unwrap(), waits, "{mode:?}");
        }
    }
}

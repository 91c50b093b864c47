//! A database per test: a copy of a migrated one that is made once per set of migrations.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, Row as _};
use tutela::kernel::db::{Db, Store};
use tutela::kernel::ids::sha256_hex;
use uuid::Uuid;

/// "tutela": whoever makes a template holds this lock.
const TEMPLATE_LOCK: i64 = 0x7475_7465_6c61;

/// Which store the tests run on.
pub fn store() -> Store {
    match std::env::var("TUTELA_TEST_STORE").as_deref() {
        Ok("postgres") => Store::Postgres,
        Ok("sqlite") | Err(_) => Store::Sqlite,
        Ok(other) => panic!("TUTELA_TEST_STORE is {other}: write sqlite or postgres"),
    }
}

/// The database of one test.
pub struct Database {
    store: Store,
    url: String,
    name: String,
}

impl Database {
    pub async fn fresh(folder: &Path) -> Self {
        match store() {
            Store::Sqlite => Self::copied_file(folder).await,
            Store::Postgres => Self::cloned().await,
        }
    }

    async fn copied_file(folder: &Path) -> Self {
        let template = template_file().await;
        let place = folder.join("tutela.db");
        std::fs::copy(&template, &place).unwrap_or_else(|error| panic!("{} was not copied: {error}", template.display()));
        Self { store: Store::Sqlite, url: format!("sqlite:{}", place.display()), name: String::new() }
    }

    async fn cloned() -> Self {
        let mut server = PgConnectOptions::from_str(&server_url()).unwrap().connect().await.unwrap();
        let template = format!("tutela_template_{}", migrations());
        sqlx::query("SELECT pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut server).await.unwrap();
        let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&template);
        if known.fetch_optional(&mut server).await.unwrap().is_none() {
            let draft = format!("{template}_draft");
            run_on(&mut server, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
            run_on(&mut server, format!("CREATE DATABASE {draft}")).await;
            Db::migrate(&url_of(&draft)).await.unwrap();
            run_on(&mut server, format!("ALTER DATABASE {draft} RENAME TO {template}")).await;
        }
        let name = format!("tutela_{}", fresh_id().simple());
        run_on(&mut server, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await;
        sqlx::query("SELECT pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut server).await.unwrap();
        server.close().await.unwrap();
        Self { store: Store::Postgres, url: url_of(&name), name }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn store(&self) -> Store {
        self.store
    }

    /// An id as this store's SQL writes it.
    pub fn id(&self, id: Uuid) -> String {
        match self.store {
            Store::Postgres => format!("'{id}'::uuid"),
            Store::Sqlite => format!("x'{}'", id.simple()),
        }
    }

    /// Runs SQL past every guard of the product, as somebody with the disk in their hands would; says how many rows changed.
    pub async fn run(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.store {
            Store::Postgres => self.postgres().await.execute(sql).await.unwrap().rows_affected(),
            Store::Sqlite => self.sqlite().await.execute(sql).await.unwrap().rows_affected(),
        }
    }

    /// The first column of every row, as text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.store {
            Store::Postgres => self.postgres().await.fetch_all(sql).await.unwrap().iter().map(|row| row.get(0)).collect(),
            Store::Sqlite => self.sqlite().await.fetch_all(sql).await.unwrap().iter().map(|row| row.get(0)).collect(),
        }
    }

    /// One whole number.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.store {
            Store::Postgres => self.postgres().await.fetch_one(sql).await.unwrap().get(0),
            Store::Sqlite => self.sqlite().await.fetch_one(sql).await.unwrap().get(0),
        }
    }

    /// The kinds of the jobs that nobody has done although they are due.
    pub async fn jobs_left(&self, now: DateTime<Utc>) -> Vec<String> {
        let due = "SELECT kind || ' (' || state || ')' FROM job WHERE state <> 'done' AND (state = 'dead' OR run_at <= $1)";
        match self.store {
            Store::Postgres => sqlx::query(due)
                .bind(now)
                .fetch_all(&mut self.postgres().await)
                .await
                .unwrap()
                .iter()
                .map(|row| row.get(0))
                .collect(),
            Store::Sqlite => sqlx::query(due)
                .bind(now)
                .fetch_all(&mut self.sqlite().await)
                .await
                .unwrap()
                .iter()
                .map(|row| row.get(0))
                .collect(),
        }
    }

    pub async fn postgres(&self) -> PgConnection {
        PgConnectOptions::from_str(&self.url).unwrap().disable_statement_logging().connect().await.unwrap()
    }

    async fn sqlite(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::from_str(&self.url).unwrap().foreign_keys(false);
        options.busy_timeout(std::time::Duration::from_secs(10)).disable_statement_logging().connect().await.unwrap()
    }

    /// Removes the database; a file goes with its folder.
    pub async fn drop_it(&self) {
        if self.store == Store::Postgres {
            let mut server = PgConnectOptions::from_str(&server_url()).unwrap().connect().await.unwrap();
            run_on(&mut server, format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)).await;
        }
    }
}

async fn run_on(server: &mut PgConnection, sql: String) {
    let shown = sql.clone();
    server.execute(AssertSqlSafe(sql)).await.unwrap_or_else(|error| panic!("{shown}: {error}"));
}

fn server_url() -> String {
    std::env::var("TUTELA_TEST_POSTGRES_URL")
        .expect("TUTELA_TEST_POSTGRES_URL names the server when TUTELA_TEST_STORE is postgres")
}

/// The server's address with another database.
fn url_of(database: &str) -> String {
    let url = server_url();
    let (address, query) =
        url.split_once('?').map_or((url.as_str(), String::new()), |(address, query)| (address, format!("?{query}")));
    let (server, _) = address.rsplit_once('/').expect("the address of the server ends with a database");
    format!("{server}/{database}{query}")
}

/// A migrated file, made by whichever test comes first.
async fn template_file() -> PathBuf {
    static MADE: tokio::sync::OnceCell<PathBuf> = tokio::sync::OnceCell::const_new();
    let make = || async {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let place = folder.join(format!("template-{}.db", migrations()));
        if !place.exists() {
            let draft = folder.join(format!("draft-{}.db", fresh_id().simple()));
            Db::migrate(&format!("sqlite:{}", draft.display())).await.unwrap();
            std::fs::rename(&draft, &place).unwrap();
        }
        place
    };
    MADE.get_or_init(make).await.clone()
}

/// A fingerprint of every migration's text.
fn migrations() -> &'static str {
    static FINGERPRINT: OnceLock<String> = OnceLock::new();
    FINGERPRINT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migration/src");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let text: Vec<u8> = files.iter().flat_map(|file| std::fs::read(file).unwrap()).collect();
        sha256_hex(&text)[..16].to_owned()
    })
}

/// An id that no other process takes.
pub fn fresh_id() -> Uuid {
    let mut bytes = [0; 16];
    tutela::kernel::ids::Random::fill(&tutela::kernel::ids::SystemSource::default(), &mut bytes).unwrap();
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

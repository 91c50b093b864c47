//! The yardsticks: the barest server that one could write with the same parts, the same threads and the same pool.
//!
//! A constant; one row by its key; one row inserted and committed. It runs as a process of its own, so that its CPU time
//! can be told from that of the load.

use std::io::Write as _;
use std::str::FromStr as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, get, post, web};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{self, ConnectOptions as _, Executor as _, PgPool, SqlitePool};
use serde::Serialize;
use uuid::Uuid;

/// Rows that are there to be read.
pub const ROWS: u64 = 10_000;

enum Pools {
    Postgres(PgPool),
    Sqlite { writer: SqlitePool, reader: SqlitePool },
}

#[derive(Serialize)]
struct Row {
    id: Uuid,
    name: String,
    body: String,
}

/// Serves until it is killed; writes its address to standard output.
pub fn serve(url: &str, threads: usize, connections: u32) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let pools = web::Data::new(connect(url, connections).await?);
        prepare(&pools).await?;
        let server = HttpServer::new(move || App::new().app_data(pools.clone()).service(hello).service(select).service(insert))
            .workers(threads)
            .bind(("127.0.0.1", 0))?;
        let address = server.addrs().first().copied().ok_or_else(|| anyhow::anyhow!("no address was bound"))?;
        println!("{address}");
        std::io::stdout().flush()?;
        server.run().await?;
        Ok(())
    })
}

#[get("/hello")]
async fn hello() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(r#"{"message":"hello"}"#)
}

#[get("/rows/{id}")]
async fn select(pools: web::Data<Pools>, id: web::Path<Uuid>) -> Result<HttpResponse, actix_web::Error> {
    let row: Result<(Uuid, String, String), _> = match &**pools {
        Pools::Postgres(pool) => {
            sqlx::query_as("SELECT id, name, body FROM yardstick WHERE id = $1").bind(*id).fetch_one(pool).await
        }
        Pools::Sqlite { reader, .. } => {
            sqlx::query_as("SELECT id, name, body FROM yardstick WHERE id = ?").bind(*id).fetch_one(reader).await
        }
    };
    let (id, name, body) = row.map_err(failed)?;
    Ok(HttpResponse::Ok().json(Row { id, name, body }))
}

#[post("/rows")]
async fn insert(pools: web::Data<Pools>, body: String) -> Result<HttpResponse, actix_web::Error> {
    static LAST: AtomicU64 = AtomicU64::new(ROWS);
    let id = key(LAST.fetch_add(1, Ordering::Relaxed) + 1);
    match &**pools {
        Pools::Postgres(pool) => sqlx::query("INSERT INTO yardstick (id, name, body) VALUES ($1, $2, $3)")
            .bind(id)
            .bind("answer")
            .bind(body)
            .execute(pool)
            .await
            .map(|_| ()),
        Pools::Sqlite { writer, .. } => sqlx::query("INSERT INTO yardstick (id, name, body) VALUES (?, ?, ?)")
            .bind(id)
            .bind("answer")
            .bind(body)
            .execute(writer)
            .await
            .map(|_| ()),
    }
    .map_err(failed)?;
    Ok(HttpResponse::Created().json(id))
}

/// The key of a row: ascending, as the product's own ids are.
pub fn key(number: u64) -> Uuid {
    Uuid::from_u128(0x7000_8000_0000_0000_0000_u128 + u128::from(number))
}

fn failed(error: sqlx::Error) -> actix_web::Error {
    actix_web::error::ErrorInternalServerError(error.to_string())
}

/// The pool's options are those of the product (`kernel/db/pool.rs`).
async fn connect(url: &str, connections: u32) -> anyhow::Result<Pools> {
    if url.starts_with("postgres") {
        let options = PgConnectOptions::from_str(url)?
            .statement_cache_capacity(500)
            .options([("statement_timeout", "30s"), ("synchronous_commit", "on")])
            .disable_statement_logging();
        let pool = PgPoolOptions::new().max_connections(connections).min_connections(1).test_before_acquire(false);
        return Ok(Pools::Postgres(pool.connect_with(options).await?));
    }
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-20000")
        .disable_statement_logging();
    let writer = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options.clone()).await?;
    let reader =
        SqlitePoolOptions::new().max_connections(4).test_before_acquire(false).connect_with(options.read_only(true)).await?;
    Ok(Pools::Sqlite { writer, reader })
}

async fn prepare(pools: &Pools) -> anyhow::Result<()> {
    let rows: Vec<String> = (1..=ROWS)
        .map(|number| format!("({}, 'Row {number}', 'A row that is there to be read')", literal(pools, key(number))))
        .collect();
    let statement =
        |rows: &[String]| sqlx::AssertSqlSafe(format!("INSERT INTO yardstick (id, name, body) VALUES {}", rows.join(", ")));
    match pools {
        Pools::Postgres(pool) => {
            pool.execute("CREATE TABLE yardstick (id uuid PRIMARY KEY, name text NOT NULL, body text NOT NULL)").await?;
            for some in rows.chunks(1000) {
                pool.execute(statement(some)).await?;
            }
            pool.execute("ANALYZE yardstick").await?;
        }
        Pools::Sqlite { writer, .. } => {
            writer.execute("CREATE TABLE yardstick (id blob PRIMARY KEY, name text NOT NULL, body text NOT NULL)").await?;
            for some in rows.chunks(1000) {
                writer.execute(statement(some)).await?;
            }
        }
    }
    Ok(())
}

fn literal(pools: &Pools, id: Uuid) -> String {
    match pools {
        Pools::Postgres(_) => format!("'{id}'"),
        Pools::Sqlite { .. } => format!("X'{}'", id.simple()),
    }
}

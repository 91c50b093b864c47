//! The bench: what the product costs, as ratios to the barest server that could do the same, in one run.
//!
//! Start it with `tests/bench/run`, which brings the database servers. It measures the product's own binary in a process of
//! its own, over HTTP; the load shares the machine's cores with it, for the yardsticks as for the product. It never fails
//! because something is slow: it says so.

mod heavy;
mod http;
mod load;
mod measure;
mod notices;
mod process;
mod report;
mod seed;
mod server;
mod sql;
mod stage;
mod subjects;
mod yardstick;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;

use report::Figure;
use sql::Database;
use stage::{Plan, Stage, Store};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["--yardstick", url, threads, connections] => threads
            .parse()
            .context("threads")
            .and_then(|threads| yardstick::serve(url, threads, connections.parse().context("connections")?)),
        words if words.contains(&"--bench") => bench(words),
        _ => {
            println!("Nothing was measured: start the bench with tests/bench/run.");
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(words: &[&str]) -> anyhow::Result<()> {
    let plan = if words.contains(&"--quick") { Plan::QUICK } else { Plan::FULL };
    let folder = PathBuf::from(setting("TUTELA_BENCH_FOLDER")?);
    let stores: Vec<Store> = [("postgres", Store::Postgres), ("sqlite", Store::Sqlite)]
        .into_iter()
        .filter(|(word, _)| words.contains(word) || !words.iter().any(|word| ["postgres", "sqlite"].contains(word)))
        .map(|(_, store)| store)
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for store in stores {
            measure(stage(store, plan, &folder).await?).await.with_context(|| store.title())?;
        }
        Ok(())
    })
}

fn setting(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: start the bench with tests/bench/run"))
}

async fn stage(store: Store, plan: Plan, folder: &std::path::Path) -> anyhow::Result<Stage> {
    let folder = folder.join(if store == Store::Postgres { "postgres" } else { "sqlite" });
    std::fs::create_dir_all(&folder)?;
    if store == Store::Sqlite {
        let file = |name: &str| format!("sqlite:{}", folder.join(name).display());
        let (product_url, yardstick_url) = (file("product.db"), file("yardstick.db"));
        return Ok(Stage { store, plan, product_url, yardstick_url, redis_url: None, postgres_pid: None, folder });
    }
    let server = setting("TUTELA_TEST_POSTGRES_URL")?;
    sql::create_databases(&server, &["bench_product", "bench_yardstick"]).await?;
    let (base, _) = server.rsplit_once('/').context("the address of PostgreSQL names no database")?;
    Ok(Stage {
        store,
        plan,
        product_url: format!("{base}/bench_product"),
        yardstick_url: format!("{base}/bench_yardstick"),
        redis_url: Some(setting("TUTELA_TEST_REDIS_URL")?),
        postgres_pid: Some(setting("TUTELA_BENCH_POSTGRES_PID")?.parse().context("TUTELA_BENCH_POSTGRES_PID")?),
        folder,
    })
}

async fn measure(stage: Stage) -> anyhow::Result<()> {
    let began = Instant::now();
    let tell = |what: &str| eprintln!("[{:>4.0} s] {}: {what}", began.elapsed().as_secs_f64(), stage.store.title());
    tell("people and modules are put in");
    seed::open(&stage)?;
    let mut database = Database::open(&stage).await?;
    let (product, _) = server::serve(&stage).await?;
    let workspace = seed::fill(&stage, &mut database, product.address).await?;
    product.stop()?;

    tell("starts");
    let (product, mut figures) = heavy::start(&stage).await?;
    let yardstick = server::yardstick(&stage)?;
    tell("reads");
    let mut lines = subjects::reads(&stage, &workspace, &product, &yardstick).await?;
    lines.extend(subjects::matrix(&stage, &workspace, &product).await?);
    tell("writes");
    lines.extend(subjects::writes(&stage, &workspace, &mut database, &product, &yardstick).await?);
    drop(yardstick);
    tell("agreements");
    noted(&mut figures, "agreements", heavy::agreements(&stage, &product).await);
    tell("checks of documents");
    noted(&mut figures, "checks of documents", heavy::verification(&stage, &product, &mut database).await);
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    figures.push(Figure::plain(
        "resident memory, idle after all of this",
        process::resident_kib(product.pid()) as f64 / 1024.0,
        "MiB",
    ));
    product.stop()?;

    tell("rows for the export");
    let owner = heavy::fill_exported(&stage, &mut database).await?;
    drop(database);
    let (product, _) = server::serve(&stage).await?;
    tell("export");
    noted(&mut figures, "the export", heavy::export(&stage, &product, &owner).await);
    product.stop()?;

    tell("customers for the notice");
    let mut database = Database::open(&stage).await?;
    notices::fill(&stage, &mut database).await?;
    let (product, _) = server::serve(&stage).await?;
    tell("a notice to all of them");
    noted(&mut figures, "the notice", notices::tell(&stage, &workspace, &product, &mut database).await);
    product.stop()?;
    tell("done");
    report::print(&stage, &lines, &figures);
    Ok(())
}

fn noted(figures: &mut Vec<Figure>, what: &str, outcome: anyhow::Result<Vec<Figure>>) {
    match outcome {
        Ok(more) => figures.extend(more),
        Err(error) => eprintln!("Not measured: {what}. {error:#}"),
    }
}

//! `tutela demo`: a product full of invented people, made by using it.
//!
//! The seed is not written into tables: a clock is set back some weeks, and the people of `templates/demo` then join,
//! build modules, learn and pass quizzes through the product's own interface, day by day. What the demo shows has
//! therefore happened, with its log, its jobs and its sealed certificates.

mod agreement;
mod client;
mod clock;
mod data;
mod learner;
mod seed;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use serde_json::json;

use super::assemble::assemble_at;
use super::seal::SEAL_CERTIFICATE;
use super::{Settings, server};
use crate::kernel::clock::{Clock as _, SystemClock};
use crate::kernel::db::Db;

/// The one password of all invented people.
const PASSWORD: &str = "lantern harbour violet teapot";

/// Seeds on the first start, says what it made and how to sign in, and serves.
///
/// # Errors
/// When a part cannot be put together or the seed fails; then the next start begins anew.
pub async fn run(mut settings: Settings, started: std::time::Instant) -> anyhow::Result<()> {
    let demo = data::read()?;
    settings.operator = demo.operator.company.clone();
    // The demo is always the embedded one: a newcomer's environment must not lead it to somebody's database.
    settings.database_url = format!("sqlite:{}", settings.data.join("tutela.db").display());
    settings.redis_url = None;
    std::fs::create_dir_all(&settings.data).with_context(|| format!("The folder {} cannot be made.", settings.data.display()))?;
    let card = settings.data.join("demo.json");
    if settings.data.join("tutela.db").exists() {
        anyhow::ensure!(
            card.exists(),
            "The folder {} holds data that is no demo: name another with --data.",
            settings.data.display()
        );
        println!("Going on with the demo in {}.", settings.data.display());
        readdress(&card, &settings.base_url)?;
    } else {
        println!("Seeding the demo: some weeks of invented people at work. This takes a few seconds.");
        seed(&settings, &demo, &card).await?;
    }
    describe(&settings, &card)?;
    server::run(settings, started).await
}

async fn seed(settings: &Settings, demo: &data::Demo, card: &Path) -> anyhow::Result<()> {
    let building = settings.data.join("tutela.db.seeding");
    for leftover in ["tutela.db.seeding", "tutela.db.seeding-wal", "tutela.db.seeding-shm"] {
        let _ = std::fs::remove_file(settings.data.join(leftover));
    }
    let mut seeding = settings.clone();
    seeding.database_url = format!("sqlite:{}", building.display());
    let now = SystemClock.now();
    // The seal is made with the kernel: its certificate must be older than the first document.
    let clock = Arc::new(clock::SetClock::at(now - seed::BEFORE));
    let kernel = assemble_at(&seeding, clock.clone()).await?;
    let people = seed::seed(&kernel, &clock, now, demo, &settings.data.join("mail")).await?;
    kernel.db.close().await;
    Db::migrate(&seeding.database_url).await?;
    let text = serde_json::to_vec_pretty(&json!({
        "base_url": settings.base_url,
        "operators": people.operators,
        "seal_certificate_pem_path": std::path::absolute(settings.data.join(SEAL_CERTIFICATE))?,
        "tenants": people.tenants,
    }))?;
    write_private(card, &text)?;
    // Last of all: a folder with the database is a demo that was finished.
    std::fs::rename(&building, settings.data.join("tutela.db")).context("The seeded database could not be put in place.")
}

/// The demo may be started under another address than before.
fn readdress(card: &Path, base_url: &str) -> anyhow::Result<()> {
    let mut demo: serde_json::Value = serde_json::from_slice(&std::fs::read(card)?).context("demo.json cannot be read.")?;
    demo["base_url"] = json!(base_url);
    write_private(card, &serde_json::to_vec_pretty(&demo)?)
}

/// Whole or not at all; tokens stand in it: nobody else on the machine may read it.
fn write_private(path: &Path, text: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let unfinished = path.with_extension("json.new");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(text)?;
    file.sync_all()?;
    Ok(std::fs::rename(&unfinished, path)?)
}

fn describe(settings: &Settings, card: &Path) -> anyhow::Result<()> {
    let demo: serde_json::Value = serde_json::from_slice(&std::fs::read(card)?)?;
    println!("\nEverybody here is invented. The password of all of them: {PASSWORD}\n");
    println!("  {:<12} {:<36} role", "workspace", "e-mail");
    let show = |workspace: &str, people: &serde_json::Value, most: usize| {
        for person in people.as_array().into_iter().flatten().take(most) {
            let text = |name: &str| person[name].as_str().unwrap_or_default().to_owned();
            println!("  {workspace:<12} {:<36} {}", text("email"), text("role"));
        }
    };
    show("operator", &demo["operators"], 2);
    for tenant in demo["tenants"].as_array().into_iter().flatten() {
        show(tenant["slug"].as_str().unwrap_or_default(), &tenant["users"], 3);
    }
    println!("\n  All of them, with tokens for the API: {}", card.display());
    println!(
        "  Sign in at {}/sign-in · API at {0}/api/docs/ · mails in {}\n",
        settings.base_url,
        settings.data.join("mail").display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_card_names_the_address_of_this_start() {
        let folder = tempfile::tempdir().unwrap();
        let card = folder.path().join("demo.json");
        write_private(&card, br#"{"base_url":"http://127.0.0.1:1","tenants":[{"slug":"acme"}]}"#).unwrap();
        readdress(&card, "http://127.0.0.1:2").unwrap();
        let demo: serde_json::Value = serde_json::from_slice(&std::fs::read(&card).unwrap()).unwrap();
        assert_eq!(demo, json!({ "base_url": "http://127.0.0.1:2", "tenants": [{ "slug": "acme" }] }));
        assert_eq!(std::fs::metadata(&card).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing unfinished is left");
    }
}

//! The commands of `tutela`, each in its own runtime.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;

use super::assemble::put_together;
use super::{Settings, assemble, seal, server, telemetry};
use crate::agreements::dpa::{self, Processor};
use crate::kernel::authz::{Realm, Role};
use crate::kernel::clock::SystemClock;
use crate::kernel::db::Db;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::pdf::Identity;
use crate::kernel::tenancy::TenantId;
use crate::kernel::{Kernel, audit};
use crate::people::{invitations, tenants, users};

/// Threads for the worker and the connections; requests have their own.
const BACKGROUND_THREADS: usize = 2;

pub(super) fn block_on<T>(settings: &Settings, work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    telemetry::start(settings);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(BACKGROUND_THREADS).enable_all().build()?;
    runtime.block_on(work)
}

/// `tutela serve`.
///
/// # Errors
/// One clear sentence.
pub fn serve(settings: Settings) -> anyhow::Result<()> {
    let started = Instant::now();
    block_on(&settings.clone(), server::run(settings, started))
}

/// `tutela demo`.
///
/// # Errors
/// One clear sentence.
pub fn demo(settings: Settings) -> anyhow::Result<()> {
    let started = Instant::now();
    block_on(&settings.clone(), super::demo::run(settings, started))
}

/// `tutela worker`.
///
/// # Errors
/// One clear sentence.
pub fn work(settings: Settings) -> anyhow::Result<()> {
    block_on(&settings.clone(), server::work(settings))
}

/// `tutela migrate`.
///
/// # Errors
/// One clear sentence.
pub fn migrate(settings: &Settings) -> anyhow::Result<()> {
    block_on(settings, async {
        std::fs::create_dir_all(&settings.data)?;
        Db::migrate(&settings.database_url).await?;
        println!("The schema is up to date.");
        Ok(())
    })
}

/// `tutela audit verify`: prints a line per workspace; fails when one log has a fault. A kept checkpoint picks its workspace.
///
/// # Errors
/// When a log has a fault, the checkpoint is not one of that log, or the database does not answer.
pub fn verify_audit(settings: Settings, workspace: Option<String>, checkpoint: Option<PathBuf>) -> anyhow::Result<()> {
    block_on(&settings.clone(), async {
        anyhow::ensure!(
            settings.key_file.exists(),
            "There is no operator key at {}: name the data folder with --data.",
            settings.key_file.display()
        );
        let kernel = assemble(&settings).await?;
        let kept = checkpoint.map(|file| kept(&kernel, &file)).transpose()?;
        let register = kernel.register().await.map_err(told)?;
        let all = register.rows::<entity::tenant::Entity>(|all| all).await.map_err(told)?;
        drop(register);
        let wanted: Vec<_> = all.into_iter().filter(|row| workspace.as_ref().is_none_or(|slug| *slug == row.slug)).collect();
        anyhow::ensure!(!wanted.is_empty(), "There is no such workspace.");
        let is_meant = |row: &entity::tenant::Model| kept.as_ref().is_none_or(|kept| kept.is_of(row.id));
        let wanted: Vec<_> = wanted.into_iter().filter(is_meant).collect();
        anyhow::ensure!(!wanted.is_empty(), "The checkpoint is of another log.");
        let mut faults = 0;
        for row in wanted {
            let report = audit::verify(&kernel, TenantId::trusted(row.id), kept.as_ref()).await.map_err(told)?;
            match &report.fault {
                None => println!(
                    "{}: {} events, {} checkpoints, no fault; {} wait for a number.",
                    row.slug, report.events, report.checkpoints, report.waiting
                ),
                Some(fault) => {
                    faults += 1;
                    println!("{}: FAULT at {}: {}.", row.slug, fault.at, fault.finding);
                }
            }
        }
        anyhow::ensure!(faults == 0, "{faults} logs have a fault.");
        if let Some(kept) = &kept {
            println!("It still leads to the checkpoint over its first {} events.", kept.size());
        }
        Ok(())
    })
}

fn kept(kernel: &Kernel, file: &Path) -> anyhow::Result<audit::Kept> {
    let text = std::fs::read_to_string(file).with_context(|| format!("The checkpoint {} cannot be read", file.display()))?;
    audit::Kept::read(&kernel.keys, &text).map_err(|why| anyhow::anyhow!("{} is of no use here: {why}.", file.display()))
}

/// `tutela seal show`: the certificate that seals, and those before it.
///
/// # Errors
/// When there is no seal yet.
pub fn show_seal(settings: &Settings) -> anyhow::Result<()> {
    let (now, before) = seal::shown(&settings.data)?;
    println!("{}", in_words(&now));
    match &settings.seal.stamps {
        Some(stamps) => println!("Time-stamps: {} (PAdES B-T)", stamps.url),
        None => println!("Time-stamps: none (PAdES B-B); timestamp_url is not set"),
    }
    for (identity, until) in before {
        let until = until.map_or_else(|| "before this was written down".to_owned(), |until| until.to_rfc3339());
        println!("\nReplaced {until}:\n{}", in_words(&identity));
    }
    Ok(())
}

fn in_words(identity: &Identity) -> String {
    format!(
        "Organisation: {}\nHolder:       {}\nIssuer:       {}\nSerial:       {}\nValid:        {} to {}\nSHA-256:      {}",
        identity.organisation,
        identity.holder,
        identity.issuer,
        identity.serial,
        identity.not_before.format("%Y-%m-%d"),
        identity.not_after.format("%Y-%m-%d"),
        identity.sha256
    )
}

/// `tutela seal rotate`: replaces the seal; what was sealed stays authentic.
///
/// # Errors
/// As [`replace_seal`].
pub fn rotate_seal(settings: &Settings) -> anyhow::Result<()> {
    block_on(settings, replace_seal(settings))?;
    show_seal(settings)?;
    println!("\nThe seal is replaced. Restart the servers and workers: until then they seal nothing.");
    Ok(())
}

/// Replaces the seal, and says so in the operator's log. Before there is an operator there is nobody's log.
///
/// # Errors
/// When the operator is not named, what the settings name is of no use, the files or the database fail.
pub async fn replace_seal(settings: &Settings) -> anyhow::Result<()> {
    let processor = Processor::from_settings(&settings.operator);
    anyhow::ensure!(
        settings.key_file.exists(),
        "There is no operator key at {}: name the data folder with --data.",
        settings.key_file.display()
    );
    let kernel = put_together(settings, &processor, Arc::new(SystemClock)).await?;
    let place = seal::Place { data: &settings.data, keys: &kernel.keys, processor: &processor, settings: &settings.seal };
    let before = seal::shown(&settings.data)?.0;
    let realm = tenants::operator_realm(&kernel.register().await.map_err(told)?).await.map_err(told)?;
    let tx = match realm {
        Some(realm) => Some(kernel.platform_as_system(realm.id).await.map_err(told)?),
        None => None,
    };
    seal::rotate(place, kernel.clock.now())?;
    let Some(tx) = tx else { return Ok(()) };
    let after = seal::shown(&settings.data)?.0;
    let event = dpa::Event::SealReplaced { sha256: after.sha256, before: before.sha256, holder: after.organisation };
    let kept = tx.commit(event).await.map_err(told);
    kept.context("The seal is replaced, but the operator's log does not say so")
}

/// `tutela operator create`: adds a member of staff; makes the operator's realm with the first one.
///
/// # Errors
/// One clear sentence.
pub fn create_operator(settings: Settings, email: String, name: String, role: String) -> anyhow::Result<()> {
    block_on(&settings.clone(), async {
        let kernel = assemble(&settings).await?;
        let role = Role::parse(&role)
            .filter(|role| role.realm() == Realm::Operator)
            .context("Choose a role: legal, security or support.")?;
        let password = new_password()?;
        kernel.passwords.check_strength(&password, &[&email, &name]).map_err(|error| anyhow::anyhow!("{}", error.detail))?;
        let register = kernel.register().await.map_err(told)?;
        let known = tenants::operator_realm(&register).await.map_err(told)?;
        drop(register);
        let realm = match known {
            Some(realm) => realm.id,
            None => {
                let name = settings.operator.get("legal_name").filter(|name| !name.is_empty());
                let name = name.cloned().unwrap_or_else(|| "Operator".to_owned());
                open(&kernel, "operator", &name, Realm::Operator).await?
            }
        };
        let draft = draft(&email, &name, role)?;
        let hash = kernel.passwords.hash(password).await.map_err(told)?;
        let tx = kernel.as_system(realm).await.map_err(told)?;
        users::add_as_system(&tx, &draft, Some(hash)).await.map_err(told)?;
        tx.commit_noted().await.map_err(told)?;
        println!("{email} can sign in at {}/sign-in in the workspace operator.", settings.base_url);
        Ok(())
    })
}

/// `tutela tenant create`: makes a workspace; its owner gets an invitation by mail.
///
/// # Errors
/// One clear sentence.
pub fn create_tenant(settings: Settings, slug: String, name: String, (email, owner): (String, String)) -> anyhow::Result<()> {
    block_on(&settings.clone(), async {
        let kernel = assemble(&settings).await?;
        let draft = draft(&email, &owner, Role::Owner)?;
        let tenant = open(&kernel, &slug, &name, Realm::Tenant).await?;
        let tx = kernel.as_system(tenant).await.map_err(told)?;
        let user = users::add_as_system(&tx, &draft, None).await.map_err(told)?;
        invitations::invite(&tx, user.id).await.map_err(told)?;
        tx.commit_noted().await.map_err(told)?;
        println!("The workspace {slug} is open. {email} gets an invitation as soon as a worker runs.");
        Ok(())
    })
}

async fn open(kernel: &Kernel, slug: &str, name: &str, kind: Realm) -> anyhow::Result<TenantId> {
    let new = tenants::NewTenant {
        slug: slug.to_owned(),
        name: name.to_owned(),
        kind,
        locale: Locale::default(),
        zone: "Europe/Berlin".to_owned(),
        accent: None,
    };
    tenants::create(kernel, new).await.map_err(told)
}

fn draft(email: &str, name: &str, role: Role) -> anyhow::Result<users::Draft> {
    let wrong = |error: crate::kernel::error::FieldError| anyhow::anyhow!("{}", error.detail);
    Ok(users::Draft {
        email: users::Email::parse("email", email).map_err(wrong)?,
        name: users::Name::parse("name", name).map_err(wrong)?,
        role,
        locale: None,
        password: None,
    })
}

/// From the environment, or from the first line of standard input: a password on the command line would be seen.
fn new_password() -> anyhow::Result<String> {
    if let Ok(password) = std::env::var("TUTELA_NEW_PASSWORD") {
        return Ok(password);
    }
    eprintln!("Password (it is shown as you type; or set TUTELA_NEW_PASSWORD):");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

pub(super) fn told(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => anyhow::anyhow!("{cause:#}"),
        Error::Invalid(fields) => {
            anyhow::anyhow!("{}", fields.iter().map(|field| field.detail.as_str()).collect::<Vec<_>>().join(" "))
        }
        other => anyhow::anyhow!("{other}"),
    }
}

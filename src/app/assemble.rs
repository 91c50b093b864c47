//! Puts the kernel together from the settings.

use std::sync::Arc;

use anyhow::Context as _;

use super::seal::{self, Place};
use super::{FileSettings, MailSettings, Settings, policy};
use crate::agreements::dpa::Processor;
use crate::kernel::authz::Policy;
use crate::kernel::clock::{Clock, SystemClock};
use crate::kernel::db::Db;
use crate::kernel::files::{Files, S3};
use crate::kernel::ids::{Random, SystemSource};
use crate::kernel::keys::Keys;
use crate::kernel::limits::Limits;
use crate::kernel::mail::{Mailer, Smtp, Tls};
use crate::kernel::passwords::{Cost, Passwords};
use crate::kernel::{Kernel, Parts, SESSION_BELIEVED};
use crate::people::sessions::Source;

/// Everything that touches the outside world, as the settings say.
///
/// # Errors
/// One clear sentence for the first part that cannot be had.
pub async fn assemble(settings: &Settings) -> anyhow::Result<Kernel> {
    assemble_at(settings, Arc::new(SystemClock)).await
}

/// As [`assemble`], with another clock: the demo lives through some weeks before it starts.
///
/// # Errors
/// As [`assemble`].
pub async fn assemble_at(settings: &Settings, clock: Arc<dyn Clock>) -> anyhow::Result<Kernel> {
    let processor = Processor::from_settings(&settings.operator);
    let kernel = put_together(settings, &processor, Arc::clone(&clock)).await?;
    if !seal::retired(&kernel, &settings.data, &processor).await? {
        return Ok(kernel);
    }
    kernel.db.close().await;
    put_together(settings, &processor, clock).await
}

/// As [`assemble`], with the seal as it lies there.
///
/// # Errors
/// As [`assemble`].
pub async fn put_together(settings: &Settings, processor: &Processor, clock: Arc<dyn Clock>) -> anyhow::Result<Kernel> {
    let random: Arc<dyn Random> = Arc::new(SystemSource::default());
    std::fs::create_dir_all(&settings.data).with_context(|| format!("The folder {} cannot be made.", settings.data.display()))?;
    let keys = Keys::load(&settings.key_file, Arc::clone(&random))?;
    if settings.database_migrate {
        Db::migrate(&settings.database_url).await?;
    }
    let db = Db::connect(&settings.database_url, settings.database_connections).await?;
    let pepper = keys.hmac("pepper", b"");
    Ok(Kernel::new(Parts {
        db,
        files: files(settings, Arc::clone(&random))?,
        mailer: mailer(settings, Arc::clone(&clock), Arc::clone(&random))?,
        limits: limits(settings, Arc::clone(&clock), keys.clone())?,
        passwords: Passwords::new(Cost::FULL, pepper, Arc::clone(&random)).map_err(|error| anyhow::anyhow!("{error}"))?,
        policy: Policy::load(policy::grants()).await?,
        sessions: Arc::new(Source::new(SESSION_BELIEVED)),
        seal: seal::seal(Place { data: &settings.data, keys: &keys, processor, settings: &settings.seal }, clock.now())?,
        base_url: settings.base_url.clone(),
        captcha_difficulty: settings.captcha_difficulty,
        clock,
        random,
        keys,
    }))
}

fn files(settings: &Settings, random: Arc<dyn Random>) -> anyhow::Result<Files> {
    match &settings.files {
        FileSettings::Local => Files::local(&settings.data.join("files"), random),
        FileSettings::S3 { bucket, region, endpoint, access_key, secret_key } => {
            let store = S3 {
                endpoint: endpoint.clone(),
                bucket: bucket.clone(),
                region: region.clone(),
                access_key: access_key.clone(),
                secret_key: secret_key.clone(),
            };
            Files::s3(&store, random)
        }
    }
}

fn mailer(settings: &Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> anyhow::Result<Mailer> {
    match &settings.mail {
        MailSettings::Folder => Mailer::folder(&settings.data.join("mail"), &settings.mail_from, clock, random),
        MailSettings::Smtp { host, port, login, tls } => {
            let tls = match tls.as_str() {
                "none" => Tls::None,
                "tls" => Tls::Tls,
                _ => Tls::Starttls,
            };
            let server = Smtp { host: host.clone(), port: *port, login: login.clone(), tls };
            Mailer::smtp(&server, &settings.mail_from, clock, random)
        }
    }
}

fn limits(settings: &Settings, clock: Arc<dyn Clock>, keys: Keys) -> anyhow::Result<Limits> {
    match settings.redis()? {
        None => Ok(Limits::in_process(clock, keys)),
        Some(client) => Limits::redis(client, clock, keys),
    }
}

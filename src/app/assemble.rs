//! Puts the kernel together from the settings.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::{FileSettings, MailSettings, Settings, policy};
use crate::kernel::authz::Policy;
use crate::kernel::clock::{Clock, SystemClock};
use crate::kernel::db::Db;
use crate::kernel::files::{Files, S3};
use crate::kernel::ids::{Random, SystemSource};
use crate::kernel::keys::Keys;
use crate::kernel::limits::Limits;
use crate::kernel::mail::{Mailer, Smtp, Tls};
use crate::kernel::passwords::{Cost, Passwords};
use crate::kernel::pdf::Seal;
use crate::kernel::{Kernel, Parts, SESSION_BELIEVED};
use crate::people::sessions::Source;

/// The signing key of documents, sealed with the operator key.
const SEAL_KEY: &str = "seal.key";
/// Its certificates, leaf first.
const SEAL_CHAIN: &str = "seal-chain.pem";
/// The root that people trust.
pub const SEAL_CERTIFICATE: &str = "seal-certificate.pem";

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
        seal: seal(&settings.data, &keys, operator_name(settings), clock.now())?,
        base_url: settings.base_url.clone(),
        clock,
        random,
        keys,
    }))
}

fn operator_name(settings: &Settings) -> (&str, &str) {
    let fact = |name: &str| settings.operator.get(name).map_or("", String::as_str);
    (fact("legal_name"), fact("country"))
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

/// Loads the seal, or makes it on the first start.
///
/// # Errors
/// When the files cannot be read or written, or the key was sealed with another operator key.
pub fn seal(data: &Path, keys: &Keys, (organisation, country): (&str, &str), now: DateTime<Utc>) -> anyhow::Result<Seal> {
    let (key_file, chain_file) = (data.join(SEAL_KEY), data.join(SEAL_CHAIN));
    let failed = |error: crate::kernel::error::Error| anyhow::anyhow!("{error}");
    if key_file.exists() {
        let sealed = std::fs::read(&key_file).context("The signing key cannot be read.")?;
        let pkcs8 = keys
            .open_own("seal", &sealed)
            .map_err(|_| anyhow::anyhow!("The signing key {} was sealed with another operator key.", key_file.display()))?;
        let chain = std::fs::read_to_string(&chain_file).context("The certificates of the seal cannot be read.")?;
        return Ok(Seal::load(&pkcs8, certificates(&chain)?)?);
    }
    // Two processes may start at once: whoever holds this file makes the seal, the other is told to start again.
    let making = data.join("seal.making");
    std::fs::File::create_new(&making).context(
        "Another process is making the seal, or was stopped while it did: delete seal.making in the data folder when none runs.",
    )?;
    let made = Seal::generate(organisation, country, now)?;
    let seal = Seal::load(&made.pkcs8, made.certificates)?;
    std::fs::write(&chain_file, seal.chain_pem())?;
    std::fs::write(data.join(SEAL_CERTIFICATE), seal.root_pem())?;
    let unfinished = data.join("seal.key.new");
    std::fs::write(&unfinished, keys.seal_own("seal", &made.pkcs8).map_err(failed)?)
        .context("The signing key cannot be written.")?;
    std::fs::rename(&unfinished, &key_file)?;
    std::fs::remove_file(&making)?;
    Ok(seal)
}

/// The certificates of a PEM file.
fn certificates(pem: &str) -> anyhow::Result<Vec<Vec<u8>>> {
    let begin = "-----BEGIN CERTIFICATE-----";
    pem.split(begin)
        .skip(1)
        .map(|part| {
            let body = part.split("-----END").next().unwrap_or_default();
            let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
            data_encoding::BASE64.decode(body.as_bytes()).context("A certificate of the seal is not base64.")
        })
        .collect()
}

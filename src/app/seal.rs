//! The operator's seal on the disk: made on the first start, made anew while nothing was sealed by a named operator, and
//! afterwards kept. Chains that were replaced stay trusted, so that whatever was sealed stays authentic.

use std::fs::File;
use std::path::Path;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use crate::agreements::dpa::Processor;
use crate::kernel::Kernel;
use crate::kernel::documents;
use crate::kernel::ids::sha256_hex;
use crate::kernel::keys::Keys;
use crate::kernel::pdf::Seal;

/// The signing key of documents, sealed with the operator key.
const KEY: &str = "seal.key";
/// Its certificates, leaf first.
const CHAIN: &str = "seal-chain.pem";
/// The certificates of earlier seals, one file each.
const EARLIER: &str = "seal-chain.d";
/// The root that people trust.
pub const SEAL_CERTIFICATE: &str = "seal-certificate.pem";
/// Held while a process makes or removes the key; the system lets go of it when the process ends, however it ends.
const LOCK: &str = "seal.lock";
/// Whom a seal names that was made before the operator was, with the code for an unknown country.
const NOBODY: (&str, &str) = ("Operator not named yet", "ZZ");

/// Loads the seal, or makes it.
///
/// # Errors
/// When the files cannot be read or written, or the key was sealed with another operator key.
pub fn seal(data: &Path, keys: &Keys, processor: &Processor, now: DateTime<Utc>) -> anyhow::Result<Seal> {
    let key_file = data.join(KEY);
    let _alone = lock(data)?;
    if !key_file.exists() {
        make(data, keys, processor, now)?;
    }
    let sealed = std::fs::read(&key_file).context("The signing key cannot be read.")?;
    let pkcs8 = keys
        .open_own("seal", &sealed)
        .map_err(|_| anyhow::anyhow!("The signing key {} was sealed with another operator key.", key_file.display()))?;
    let chain = std::fs::read_to_string(data.join(CHAIN)).context("The certificates of the seal cannot be read.")?;
    Ok(Seal::load(&pkcs8, certificates(&chain)?)?.also_trusting(earlier(data)?))
}

/// Removes the key of a seal that names another than the settings, if it may be replaced: while no document is sealed, or
/// when it was made before the operator was named. Says whether it did; where it may not, warns.
///
/// # Errors
/// When the database or the folder fails.
pub async fn retired(kernel: &Kernel, data: &Path, processor: &Processor) -> anyhow::Result<bool> {
    let named = kernel.seal.organisation();
    if !is_named(processor) || named == processor.legal_name {
        return Ok(false);
    }
    let register = kernel.register().await.map_err(|error| anyhow::anyhow!("{}", error.cause()))?;
    let has_sealed = documents::any(&register).await.map_err(|error| anyhow::anyhow!("{}", error.cause()))?;
    if has_sealed && named != NOBODY.0 {
        tracing::warn!(
            "The seal names “{named}” and operator_legal_name is “{}”: the seal stays, because documents bear it, and no agreement is made until the two are the same.",
            processor.legal_name
        );
        return Ok(false);
    }
    let _alone = lock(data)?;
    // Another process may have replaced it meanwhile.
    if std::fs::read_to_string(data.join(CHAIN))? == kernel.seal.chain_pem() && data.join(KEY).exists() {
        std::fs::remove_file(data.join(KEY)).context("The signing key cannot be replaced.")?;
    }
    tracing::info!("The seal is made anew: it now names {}.", processor.legal_name);
    Ok(true)
}

fn is_named(processor: &Processor) -> bool {
    !processor.legal_name.is_empty() && !processor.country.is_empty()
}

fn make(data: &Path, keys: &Keys, processor: &Processor, now: DateTime<Utc>) -> anyhow::Result<()> {
    let (organisation, country) =
        if is_named(processor) { (processor.legal_name.as_str(), processor.country.as_str()) } else { NOBODY };
    let made = Seal::generate(organisation, country, now)?;
    let seal = Seal::load(&made.pkcs8, made.certificates)?;
    keep_earlier(data)?;
    std::fs::write(data.join(CHAIN), seal.chain_pem()).context("The certificates of the seal cannot be written.")?;
    std::fs::write(data.join(SEAL_CERTIFICATE), seal.root_pem())?;
    let unfinished = data.join("seal.key.new");
    let sealed = keys.seal_own("seal", &made.pkcs8).map_err(|error| anyhow::anyhow!("{error}"))?;
    std::fs::write(&unfinished, sealed).context("The signing key cannot be written.")?;
    Ok(std::fs::rename(&unfinished, data.join(KEY))?)
}

/// Puts the chain that is about to be replaced beside the earlier ones.
fn keep_earlier(data: &Path) -> anyhow::Result<()> {
    let Ok(chain) = std::fs::read(data.join(CHAIN)) else { return Ok(()) };
    std::fs::create_dir_all(data.join(EARLIER))?;
    let name: String = sha256_hex(&chain).chars().take(16).collect();
    std::fs::write(data.join(EARLIER).join(format!("{name}.pem")), chain).context("An earlier certificate cannot be kept.")
}

fn earlier(data: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let Ok(folder) = std::fs::read_dir(data.join(EARLIER)) else { return Ok(Vec::new()) };
    let mut files = folder.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend(certificates(&std::fs::read_to_string(file)?)?);
    }
    Ok(all)
}

fn lock(data: &Path) -> anyhow::Result<File> {
    let file = File::create(data.join(LOCK)).with_context(|| format!("The folder {} cannot be written.", data.display()))?;
    file.lock().context("The file seal.lock cannot be locked.")?;
    Ok(file)
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kernel::ids::SystemSource;

    fn named(legal_name: &str, country: &str) -> Processor {
        Processor { legal_name: legal_name.to_owned(), country: country.to_owned(), ..Processor::default() }
    }

    #[test]
    fn a_seal_is_made_once_and_a_broken_start_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::load(&folder.path().join("operator.key"), Arc::new(SystemSource::default())).unwrap();
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        assert!(seal(folder.path(), &keys, &named("Acme", "Slovenia"), now).is_err(), "no code of a country");
        let first = seal(folder.path(), &keys, &named("Acme d.o.o.", "SI"), now).unwrap();
        assert_eq!(first.organisation(), "Acme d.o.o.");
        let again = seal(folder.path(), &keys, &named("Globex", "SI"), now).unwrap();
        assert_eq!(again.certificates(), first.certificates());
    }

    #[test]
    fn an_earlier_chain_stays_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::load(&folder.path().join("operator.key"), Arc::new(SystemSource::default())).unwrap();
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let first = seal(folder.path(), &keys, &Processor::default(), now).unwrap();
        assert_eq!(first.organisation(), NOBODY.0);
        std::fs::remove_file(folder.path().join(KEY)).unwrap();
        let second = seal(folder.path(), &keys, &named("Acme d.o.o.", "SI"), now).unwrap();
        assert_eq!(second.organisation(), "Acme d.o.o.");
        assert!(first.certificates().iter().all(|before| second.certificates().contains(before)));
        assert_eq!((second.certificates().len(), second.chain_pem().matches("BEGIN").count()), (4, 2));
        assert!(!second.root_pem().contains(&first.root_pem()));
    }
}

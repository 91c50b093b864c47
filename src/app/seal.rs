//! The operator's seal on the disk: made on the first start (or taken from a PKCS#12 file of the operator's), made anew while
//! nothing was sealed by a named operator, and afterwards kept until the operator replaces it with `tutela seal rotate`.
//!
//! Chains that were replaced stay beside it with the time of their replacement, so that whatever was sealed stays ours. They
//! vouch only for what was signed until then. That is a protection against a key that leaks later, not against one that leaked
//! before: without a time-stamp the time of a signature is the signer's word. Nothing is called authentic for a certificate's
//! sake, though: that is decided by the fingerprint in the directory, which knows every file we sealed, under whichever seal.
//!
//! Of a chain that an authority issued only the signing certificate vouches: the authority's issues certificates to others.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use super::settings::{Pkcs12, SealSettings};
use crate::agreements::dpa::Processor;
use crate::kernel::Kernel;
use crate::kernel::documents;
use crate::kernel::ids::sha256_hex;
use crate::kernel::keys::Keys;
use crate::kernel::pdf::{self, Anchor, Identity, Seal};
use crate::kernel::stamps::HttpAuthority;

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
/// A line before the certificates of a chain that an authority issued.
const BY_OTHERS: &str = "Issued-By-Others: yes";
/// The line before the certificates of an earlier chain that says until when it was ours.
const REPLACED_AT: &str = "Replaced-At: ";
/// Whom a seal names that was made before the operator was, with the code for an unknown country.
const NOBODY: (&str, &str) = ("Operator not named yet", "ZZ");

/// Where the seal lies, and of what it is made.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The folder of the data.
    pub data: &'a Path,
    /// The keys that seal the key.
    pub keys: &'a Keys,
    /// Whom it names.
    pub processor: &'a Processor,
    /// A certificate of the operator's own, and who stamps the time.
    pub settings: &'a SealSettings,
}

/// Loads the seal, or makes it.
///
/// # Errors
/// When the files cannot be read or written, the key was sealed with another operator key, or what the settings name is of no use.
pub fn seal(place: Place<'_>, now: DateTime<Utc>) -> anyhow::Result<Seal> {
    let key_file = place.data.join(KEY);
    let _alone = lock(place.data)?;
    if !key_file.exists() {
        let new = New::of(place, now)?;
        replace(place, &new, now)?;
    }
    let sealed = std::fs::read(&key_file).context("The signing key cannot be read.")?;
    let pkcs8 = place
        .keys
        .open_own("seal", &sealed)
        .map_err(|_| anyhow::anyhow!("The signing key {} was sealed with another operator key.", key_file.display()))?;
    let chain = std::fs::read_to_string(place.data.join(CHAIN)).context("The certificates of the seal cannot be read.")?;
    let mut seal = Seal::load(&pkcs8, certificates(&chain)?)?;
    if has_line(&chain, BY_OTHERS) {
        seal = seal.issued_by_others();
    }
    seal = seal.also_trusting(earlier(place.data)?).after(earlier_pem(place.data)?);
    let on_disk = place.data.join(CHAIN);
    seal = seal.while_current(move || std::fs::read_to_string(&on_disk).is_ok_and(|now| now == chain));
    warn_of_unused(place, &seal);
    let Some(stamps) = &place.settings.stamps else { return Ok(seal) };
    let trust = std::fs::read_to_string(&stamps.trust);
    let trust = trust.with_context(|| format!("timestamp_trust: {} cannot be read", stamps.trust.display()))?;
    let trust = certificates(&trust)?;
    anyhow::ensure!(!trust.is_empty(), "timestamp_trust: {} holds no certificate in PEM.", stamps.trust.display());
    let authority = HttpAuthority::new(&stamps.url, stamps.timeout)?;
    Ok(seal.stamped_by(Arc::new(authority), trust)?)
}

/// A certificate that the settings name is taken when the seal is made or replaced, not when it is loaded: says so where it is
/// not the one that seals.
fn warn_of_unused(place: Place<'_>, seal: &Seal) {
    let Some(pkcs12) = &place.settings.pkcs12 else { return };
    let now = seal.identity().map(|now| now.sha256).unwrap_or_default();
    match opened(pkcs12).map(|(_, chain)| chain.first().and_then(|leaf| Identity::read(leaf)).map(|wanted| wanted.sha256)) {
        Ok(wanted) if wanted.as_ref() == Some(&now) => {}
        Ok(wanted) => tracing::warn!(
            seal.sha256 = now,
            seal.wanted_sha256 = wanted.unwrap_or_default(),
            "The certificate in seal_pkcs12 is not the one that seals. Run `tutela seal rotate` to seal with it."
        ),
        Err(error) => tracing::warn!(
            error.cause = format!("{error:#}"),
            "The certificate in seal_pkcs12 cannot be compared with the one that seals."
        ),
    }
}

/// Replaces the seal by a new one for the operator of the settings; what was sealed stays ours.
///
/// # Errors
/// When the operator is not named, what the settings name is of no use or in use already, or the files fail.
pub fn rotate(place: Place<'_>, now: DateTime<Utc>) -> anyhow::Result<()> {
    let _alone = lock(place.data)?;
    anyhow::ensure!(
        is_named(place.processor),
        "Set operator_legal_name and operator_country first: the new seal names the operator."
    );
    let new = New::of(place, now)?;
    let current = std::fs::read_to_string(place.data.join(CHAIN)).unwrap_or_default();
    let is_same = certificates(&current)?.first() == new.chain.first();
    anyhow::ensure!(!is_same, "The certificate in seal_pkcs12 is the one that seals already.");
    replace(place, &new, now)
}

/// A certificate that sealed before, and until when, if that was written down.
pub type Replaced = (Identity, Option<DateTime<Utc>>);

/// The certificate that seals, and those before it with the time at which they were replaced.
///
/// # Errors
/// When there is no seal yet, or the files cannot be read.
pub fn shown(data: &Path) -> anyhow::Result<(Identity, Vec<Replaced>)> {
    let chain = std::fs::read_to_string(data.join(CHAIN));
    let chain = chain.with_context(|| format!("There is no seal in {} yet: the first start makes it", data.display()))?;
    let first = |chain: &str| -> anyhow::Result<Identity> {
        let certificates = certificates(chain)?;
        certificates.first().and_then(|der| Identity::read(der)).context("A certificate of the seal cannot be read.")
    };
    let mut before =
        earlier_files(data)?.iter().map(|text| Ok((first(text)?, replaced_at(text)))).collect::<anyhow::Result<Vec<_>>>()?;
    before.sort_by_key(|(_, until)| std::cmp::Reverse(*until));
    Ok((first(&chain)?, before))
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
            "The seal names “{named}” and operator_legal_name is “{}”: no agreement is made until the two are the same. Documents bear the seal, so it is not replaced by itself; `tutela seal rotate` does.",
            processor.legal_name
        );
        return Ok(false);
    }
    let _alone = lock(data)?;
    // Another process may have replaced it meanwhile.
    let chain = std::fs::read_to_string(data.join(CHAIN))?;
    if certificates(&chain)? == certificates(&kernel.seal.chain_pem())? && data.join(KEY).exists() {
        std::fs::remove_file(data.join(KEY)).context("The signing key cannot be replaced.")?;
    }
    tracing::info!("The seal is made anew: it now names {}.", processor.legal_name);
    Ok(true)
}

fn is_named(processor: &Processor) -> bool {
    !processor.legal_name.is_empty() && !processor.country.is_empty()
}

/// A seal that is not on the disk yet.
struct New {
    pkcs8: Vec<u8>,
    chain: Vec<Vec<u8>>,
    by_others: bool,
}

impl New {
    fn of(place: Place<'_>, now: DateTime<Utc>) -> anyhow::Result<Self> {
        match &place.settings.pkcs12 {
            Some(pkcs12) => Self::imported(pkcs12, place.processor, now),
            None => Self::made(place.processor, now),
        }
    }

    fn made(processor: &Processor, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let named = (processor.legal_name.as_str(), processor.country.as_str());
        let (organisation, country) = if is_named(processor) { named } else { NOBODY };
        let made = Seal::generate(organisation, country, now)?;
        Ok(Self { pkcs8: made.pkcs8, chain: made.certificates, by_others: false })
    }

    fn imported(pkcs12: &Pkcs12, processor: &Processor, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let (pkcs8, chain) = opened(pkcs12)?;
        let identity =
            chain.first().and_then(|leaf| Identity::read(leaf)).context("seal_pkcs12: its certificate cannot be read.")?;
        anyhow::ensure!(
            identity.not_before <= now && now <= identity.not_after,
            "seal_pkcs12: its certificate is valid from {} to {}; ask for a new one.",
            identity.not_before.format("%Y-%m-%d"),
            identity.not_after.format("%Y-%m-%d")
        );
        anyhow::ensure!(
            !is_named(processor) || identity.organisation == processor.legal_name,
            "seal_pkcs12: its certificate names the organisation “{}”, and operator_legal_name is “{}”; make the two the same.",
            identity.organisation,
            processor.legal_name
        );
        Ok(Self { pkcs8, chain, by_others: true })
    }
}

/// The key and the certificates of the operator's own file.
fn opened(pkcs12: &Pkcs12) -> anyhow::Result<(Vec<u8>, Vec<Vec<u8>>)> {
    let unreadable = |name: &str, file: &Path| format!("{name}: {} cannot be read", file.display());
    let file = std::fs::read(&pkcs12.file).with_context(|| unreadable("seal_pkcs12", &pkcs12.file))?;
    let password = std::fs::read_to_string(&pkcs12.password_file);
    let password = password.with_context(|| unreadable("seal_pkcs12_password_file", &pkcs12.password_file))?;
    let password = password.lines().next().unwrap_or_default();
    pdf::open_pkcs12(&file, password).with_context(|| format!("seal_pkcs12: {}", pkcs12.file.display()))
}

/// Writes a new seal in place of the old one. Broken off in the middle it leaves no key, and the next start makes one.
fn replace(place: Place<'_>, new: &New, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Place { data, keys, .. } = place;
    let seal = Seal::load(&new.pkcs8, new.chain.clone())?;
    let sealed = keys.seal_own("seal", &new.pkcs8).map_err(|error| anyhow::anyhow!("{error}"))?;
    keep_earlier(data, now)?;
    if data.join(KEY).exists() {
        std::fs::remove_file(data.join(KEY)).context("The signing key cannot be replaced.")?;
    }
    let head = if new.by_others { format!("{BY_OTHERS}\n") } else { String::new() };
    let chain = format!("{head}{}", seal.chain_pem());
    std::fs::write(data.join(CHAIN), chain).context("The certificates of the seal cannot be written.")?;
    std::fs::write(data.join(SEAL_CERTIFICATE), seal.root_pem())?;
    let unfinished = data.join("seal.key.new");
    std::fs::write(&unfinished, sealed).context("The signing key cannot be written.")?;
    Ok(std::fs::rename(&unfinished, data.join(KEY))?)
}

/// Puts the chain that is about to be replaced beside the earlier ones, with the time at which it stops being ours.
fn keep_earlier(data: &Path, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Ok(chain) = std::fs::read_to_string(data.join(CHAIN)) else { return Ok(()) };
    std::fs::create_dir_all(data.join(EARLIER))?;
    let name: String = sha256_hex(chain.as_bytes()).chars().take(16).collect();
    // The second is its own to the end: a signature names no part of one.
    let until = now + TimeDelta::milliseconds(i64::from(1000 - now.timestamp_subsec_millis()) % 1000);
    let kept = format!("{REPLACED_AT}{}\n{chain}", until.to_rfc3339_opts(SecondsFormat::Secs, true));
    std::fs::write(data.join(EARLIER).join(format!("{name}.pem")), kept).context("An earlier certificate cannot be kept.")
}

fn earlier(data: &Path) -> anyhow::Result<Vec<Anchor>> {
    let mut all = Vec::new();
    for text in earlier_files(data)? {
        let (until, by_others) = (replaced_at(&text), has_line(&text, BY_OTHERS));
        let ours = certificates(&text)?.into_iter().take(if by_others { 1 } else { usize::MAX });
        all.extend(ours.map(|der| Anchor { until, ..Anchor::new(der) }));
    }
    Ok(all)
}

/// The certificates of the seals before, the last one first, each with a line that says until when it sealed.
fn earlier_pem(data: &Path) -> anyhow::Result<String> {
    let mut all: Vec<_> = earlier_files(data)?.into_iter().map(|text| (replaced_at(&text), text)).collect();
    all.sort_by_key(|(until, _)| std::cmp::Reverse(*until));
    let shown = all.iter().map(|(until, text)| {
        let said = until.map_or_else(
            || "# Sealed before".to_owned(),
            |until| format!("# Sealed until {}", until.to_rfc3339_opts(SecondsFormat::Secs, true)),
        );
        let certificates = text.find("-----BEGIN").and_then(|start| text.get(start..)).unwrap_or_default();
        format!("{said}\n{certificates}")
    });
    Ok(shown.collect())
}

fn earlier_files(data: &Path) -> anyhow::Result<Vec<String>> {
    let Ok(folder) = std::fs::read_dir(data.join(EARLIER)) else { return Ok(Vec::new()) };
    let mut files = folder.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))).collect()
}

/// When a chain was replaced. One that was kept before this was written down vouches without end, as it did then.
fn replaced_at(text: &str) -> Option<DateTime<Utc>> {
    let at = text.lines().find_map(|line| line.strip_prefix(REPLACED_AT))?;
    DateTime::parse_from_rfc3339(at.trim()).ok().map(|at| at.to_utc())
}

fn has_line(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| line == wanted)
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
            data_encoding::BASE64.decode(body.as_bytes()).context("A certificate is not base64.")
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

    fn at(folder: &Path, keys: &Keys, processor: &Processor, now: DateTime<Utc>) -> anyhow::Result<Seal> {
        seal(Place { data: folder, keys, processor, settings: &SealSettings::default() }, now)
    }

    #[test]
    fn a_seal_is_made_once_and_a_broken_start_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::load(&folder.path().join("operator.key"), Arc::new(SystemSource::default())).unwrap();
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        assert!(at(folder.path(), &keys, &named("Acme", "Slovenia"), now).is_err(), "no code of a country");
        let first = at(folder.path(), &keys, &named("Acme d.o.o.", "SI"), now).unwrap();
        assert_eq!(first.organisation(), "Acme d.o.o.");
        let again = at(folder.path(), &keys, &named("Globex", "SI"), now).unwrap();
        assert_eq!(again.certificates(), first.certificates());
    }

    #[test]
    fn an_earlier_chain_stays_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::load(&folder.path().join("operator.key"), Arc::new(SystemSource::default())).unwrap();
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let first = at(folder.path(), &keys, &Processor::default(), now).unwrap();
        assert_eq!(first.organisation(), NOBODY.0);
        std::fs::remove_file(folder.path().join(KEY)).unwrap();
        let second = at(folder.path(), &keys, &named("Acme d.o.o.", "SI"), now).unwrap();
        assert_eq!(second.organisation(), "Acme d.o.o.");
        let kept = second.certificates().iter().filter(|anchor| anchor.until == Some(now)).map(|anchor| &anchor.der);
        assert!(kept.eq(first.certificates().iter().map(|anchor| &anchor.der)));
        assert_eq!((second.certificates().len(), second.chain_pem().matches("BEGIN").count()), (4, 2));
        assert!(!second.root_pem().contains(&first.root_pem()));
    }
}

//! The settings of the seal: a certificate of the operator's own, and who stamps the time.

use std::path::PathBuf;
use std::time::Duration;

use super::Reader;

/// What the seal is made of.
#[derive(Clone, Debug, Default)]
pub struct SealSettings {
    /// A certificate of the operator's own; without it one is made.
    pub pkcs12: Option<Pkcs12>,
    /// Who stamps the time; without it nobody does.
    pub stamps: Option<StampSettings>,
}

/// A PKCS#12 file.
#[derive(Clone, Debug)]
pub struct Pkcs12 {
    /// The file.
    pub file: PathBuf,
    /// The file with its password.
    pub password_file: PathBuf,
}

/// A time-stamping authority.
#[derive(Clone, Debug)]
pub struct StampSettings {
    /// Its address.
    pub url: String,
    /// The certificates its own must lead to.
    pub trust: PathBuf,
    /// How long to wait for it.
    pub timeout: Duration,
}

impl Reader<'_> {
    pub(super) fn seal(&mut self) -> SealSettings {
        SealSettings { pkcs12: self.pkcs12(), stamps: self.stamps() }
    }

    fn pkcs12(&mut self) -> Option<Pkcs12> {
        let file = self.some("seal_pkcs12")?;
        let password_file = self.needed("seal_pkcs12_password_file", "to open seal_pkcs12");
        Some(Pkcs12 { file: file.into(), password_file: password_file.into() })
    }

    fn stamps(&mut self) -> Option<StampSettings> {
        let wanted = "a whole number of seconds from 1 to 120";
        let seconds = self.parse("timestamp_timeout_s", wanted, 15);
        if !(1..=120).contains(&seconds) {
            self.wrong.push(format!("timestamp_timeout_s = \"{seconds}\": write {wanted}."));
        }
        let url = self.some("timestamp_url")?;
        if !url.starts_with("http://") && !url.starts_with("https://") {
            self.wrong.push(format!("timestamp_url = \"{url}\": write an address that starts with https:// or http://."));
        }
        let trust = self.needed("timestamp_trust", "to check what timestamp_url answers");
        Some(StampSettings { url, trust: trust.into(), timeout: Duration::from_secs(seconds) })
    }
}

//! Whom a certificate names, in words for people.

use chrono::{DateTime, Utc};

use super::certs;

/// A certificate in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The holder.
    pub holder: String,
    /// Its organisation.
    pub organisation: String,
    /// Who issued it.
    pub issuer: String,
    /// Its serial number, in hexadecimal digits.
    pub serial: String,
    /// From when it is valid.
    pub not_before: DateTime<Utc>,
    /// Until when.
    pub not_after: DateTime<Utc>,
    /// SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Identity {
    /// Reads a certificate (DER).
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Self> {
        let certificate = certs::read(der)?;
        let (not_before, not_after) = certs::validity(&certificate);
        Some(Self {
            holder: certs::holder(&certificate),
            organisation: certs::organisation(&certificate),
            issuer: certs::issuer(&certificate),
            serial: data_encoding::HEXLOWER.encode(certificate.tbs_certificate().serial_number().as_bytes()),
            not_before,
            not_after,
            sha256: certs::fingerprint(&certificate),
        })
    }
}

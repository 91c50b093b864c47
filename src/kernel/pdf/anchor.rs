//! What vouches for a signature: certificates of ours, and for how long they were; authorities whose time is believed.
//!
//! A seal that was replaced vouches only for what was signed while it was ours: whoever finds its key later can sign with it,
//! but not in the past. The time is that of a time-stamp, or else what the signer claims; a claim can be false, so nothing is
//! called authentic because of a certificate alone. That is decided by the fingerprint in the directory of documents.

use chrono::{DateTime, Utc};
use x509_cert::Certificate;

use super::certs;

/// A certificate (DER) that vouches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The certificate.
    pub der: Vec<u8>,
    /// When it stopped being ours, if it did.
    pub until: Option<DateTime<Utc>>,
    /// It vouches for time-stamps, and for nothing else.
    pub for_time: bool,
}

impl Anchor {
    /// A certificate that vouches for documents.
    #[must_use]
    pub const fn new(der: Vec<u8>) -> Self {
        Self { der, until: None, for_time: false }
    }
}

/// What can vouch: an [`Anchor`], or the bare bytes of a certificate, which then vouches without end.
pub trait Vouch {
    /// The certificate, DER.
    fn der(&self) -> &[u8];
    /// When it stopped being ours.
    fn until(&self) -> Option<DateTime<Utc>> {
        None
    }
    /// Whether it vouches for time-stamps only.
    fn for_time(&self) -> bool {
        false
    }
}

impl<T: AsRef<[u8]>> Vouch for T {
    fn der(&self) -> &[u8] {
        self.as_ref()
    }
}

impl Vouch for Anchor {
    fn der(&self) -> &[u8] {
        &self.der
    }

    fn until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    fn for_time(&self) -> bool {
        self.for_time
    }
}

/// The same, read.
pub(super) struct Trusted {
    documents: Vec<(Certificate, Option<DateTime<Utc>>)>,
    pub(super) times: Vec<Certificate>,
}

impl Trusted {
    pub(super) fn of<T: Vouch>(anchors: &[T]) -> Self {
        let mut trusted = Self { documents: Vec::new(), times: Vec::new() };
        for anchor in anchors {
            match certs::read(anchor.der()) {
                Some(certificate) if anchor.for_time() => trusted.times.push(certificate),
                Some(certificate) => trusted.documents.push((certificate, anchor.until())),
                None => {}
            }
        }
        trusted
    }

    /// What vouches for a document signed at that time. Without a time only what is ours now does.
    pub(super) fn at(&self, at: Option<DateTime<Utc>>) -> Vec<Certificate> {
        let was_ours = |until: Option<DateTime<Utc>>| until.is_none_or(|until| at.is_some_and(|at| at <= until));
        self.documents.iter().filter(|(_, until)| was_ours(*until)).map(|(certificate, _)| certificate.clone()).collect()
    }
}

//! What a certificate says, to its holder and to whoever checks it.

use chrono::{DateTime, Utc};
use entity::certificate;
use serde::Serialize;
use uuid::Uuid;

/// Whether a certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = CertificateStatus)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It counts.
    Valid,
    /// Its time is over.
    Expired,
    /// It was withdrawn.
    Revoked,
}

impl Status {
    /// The status at a moment.
    #[must_use]
    pub fn at(now: DateTime<Utc>, expires_at: Option<DateTime<Utc>>, revoked_at: Option<DateTime<Utc>>) -> Self {
        match (revoked_at, expires_at) {
            (Some(_), _) => Self::Revoked,
            (None, Some(end)) if end <= now => Self::Expired,
            _ => Self::Valid,
        }
    }
}

/// A certificate as its holder sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Certificate {
    /// The certificate.
    pub id: Uuid,
    /// Whose it is.
    pub user_id: Uuid,
    /// For which module.
    pub module_id: Uuid,
    /// The module's title when it was passed.
    pub module_title: String,
    /// The published version that was passed.
    pub module_version: i32,
    /// The code that others check it by.
    pub code: String,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// Until when it counts; without an end when absent.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether it counts.
    pub status: Status,
    /// Whether the sealed PDF is ready.
    pub pdf_ready: bool,
}

impl Certificate {
    /// The certificate at a moment.
    #[must_use]
    pub fn at(now: DateTime<Utc>, row: certificate::Model) -> Self {
        Self {
            status: Status::at(now, row.expires_at, row.revoked_at),
            pdf_ready: row.file_id.is_some(),
            id: row.id,
            user_id: row.user_id,
            module_id: row.module_id,
            module_title: row.module_title,
            module_version: row.module_version,
            code: row.code,
            issued_at: row.issued_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        }
    }
}

/// Whether a certificate counts, for whoever holds its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = CertificateStanding)]
pub struct Standing {
    /// Whether it counts.
    pub status: Status,
    /// Until when it counts; without an end when absent.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What whoever holds the code learns.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Looked {
    /// Whether it counts.
    pub status: Status,
    /// The name printed on it.
    pub holder: String,
    /// The module.
    pub module: String,
    /// The version of the module.
    pub version: i32,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// Until when it counts.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The workspace that issued it.
    pub issuer: String,
    /// Its time zone: days are days there.
    #[serde(skip)]
    pub zone: chrono_tz::Tz,
}

/// A code as a person types it: spaces and hyphens between the groups, small letters.
#[must_use]
pub fn read_code(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    let known = code.len() == 26 && code.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte));
    known.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{SystemSource, new_code};

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = new_code(&SystemSource::default()).unwrap();
        let typed = code
            .to_lowercase()
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect::<Vec<_>>()
            .join(" - ");
        assert_eq!(read_code(&typed), Some(code));
        for wrong in ["", "ABC", "0000000000000000000000000I", "AAAAAAAAAAAAAAAAAAAAAAAAA1"] {
            assert_eq!(read_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn revoked_counts_more_than_expired() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let before = Some(now - chrono::TimeDelta::days(1));
        assert_eq!(Status::at(now, None, None), Status::Valid);
        assert_eq!(Status::at(now, before, None), Status::Expired);
        assert_eq!(Status::at(now, before, before), Status::Revoked);
    }
}

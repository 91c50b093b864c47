//! A version as the operator's staff see it.

use chrono::{DateTime, Utc};
use entity::agreement_template;
use serde::Serialize;
use uuid::Uuid;

use super::complaint::File;
use super::model::{Received, Standing, State};
use crate::kernel::error::Error;

/// A version of the agreement's text.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Version {
    /// The row.
    pub id: Uuid,
    /// Its number.
    pub version: String,
    /// How far it has come.
    pub state: State,
    /// `shipped` with the product, or `uploaded`.
    pub origin: String,
    /// What whoever approves should know.
    pub note: String,
    /// Counts how often a draft was written.
    pub revision: i32,
    /// SHA-256 of each file.
    pub sha256: Fingerprints,
    /// Who brought it; nobody for what came with the product.
    pub uploaded_by: Option<Uuid>,
    /// When.
    pub uploaded_at: DateTime<Utc>,
    /// Who wrote it last.
    pub changed_by: Option<Uuid>,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
    /// When.
    pub approved_at: Option<DateTime<Utc>>,
    /// Who published it.
    pub published_by: Option<Uuid>,
    /// When.
    pub published_at: Option<DateTime<Utc>>,
    /// Who took it out of use, or published the one in its place.
    pub retired_by: Option<Uuid>,
    /// When.
    pub retired_at: Option<DateTime<Utc>>,
    /// Who withdrew it.
    pub withdrawn_by: Option<Uuid>,
    /// When.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// How many agreements were made from it.
    pub agreements: i64,
}

/// SHA-256 of the files of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fingerprints {
    /// Of `template.toml`.
    pub template_toml: String,
    /// Of `en.md`.
    pub en_md: String,
    /// Of `de.md`.
    pub de_md: String,
}

/// The files of a version.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Files {
    /// Everything besides the text.
    pub template_toml: String,
    /// The text in English.
    pub en_md: String,
    /// The text in German.
    pub de_md: String,
}

impl Version {
    /// The row as it is shown.
    ///
    /// # Errors
    /// When the row is in a state that this program does not know.
    pub fn of(row: agreement_template::Model, agreements: i64) -> Result<Self, Error> {
        Ok(Self {
            state: state_of(&row)?,
            id: row.id,
            version: row.version,
            origin: row.origin,
            note: row.note,
            revision: row.revision,
            sha256: Fingerprints { template_toml: row.template_toml_sha256, en_md: row.en_md_sha256, de_md: row.de_md_sha256 },
            uploaded_by: row.uploaded_by,
            uploaded_at: row.uploaded_at,
            changed_by: row.changed_by,
            changed_at: row.changed_at,
            approved_by: row.approved_by,
            approved_at: row.approved_at,
            published_by: row.published_by,
            published_at: row.published_at,
            retired_by: row.retired_by,
            retired_at: row.retired_at,
            withdrawn_by: row.withdrawn_by,
            withdrawn_at: row.withdrawn_at,
            agreements,
        })
    }

    /// Everybody who did something to it.
    pub fn people(&self) -> impl Iterator<Item = Uuid> {
        let after = [self.published_by, self.retired_by, self.withdrawn_by];
        [self.uploaded_by, self.changed_by, self.approved_by].into_iter().chain(after).flatten()
    }

    /// What the rules look at.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing { state: self.state, revision: self.revision, uploaded_by: self.uploaded_by, changed_by: self.changed_by }
    }
}

/// How far a row has come.
///
/// # Errors
/// When this program does not know the word.
pub fn state_of(row: &agreement_template::Model) -> Result<State, Error> {
    State::parse(&row.state).ok_or_else(|| anyhow::anyhow!("a version of the agreement's text in an unknown state").into())
}

/// What the rules look at in a row.
///
/// # Errors
/// As [`state_of`].
pub fn standing(row: &agreement_template::Model) -> Result<Standing, Error> {
    let (state, revision) = (state_of(row)?, row.revision);
    Ok(Standing { state, revision, uploaded_by: row.uploaded_by, changed_by: row.changed_by })
}

/// The files of a row, to be judged once more.
pub fn received(row: agreement_template::Model) -> Received {
    let mut received = Received::default();
    for (file, text) in File::ALL.into_iter().zip([row.template_toml, row.en_md, row.de_md]) {
        *received.file(file) = text.into_bytes();
    }
    received
}

//! Mail as files: for the demo, for tests, and for whoever passes them on in another way.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::Failure;
use crate::kernel::ids::sha256_hex;

pub(super) struct Folder(PathBuf);

impl Folder {
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("The folder for mails {} cannot be made", folder.display()))?;
        Ok(Self(folder.to_owned()))
    }

    /// Writes the mail beside its place and then renames it: whoever reads the folder never sees half a mail. The name is
    /// the time and a few digits that belong to the Message-ID.
    pub async fn keep(&self, mail: Vec<u8>, message_id: &str, now: DateTime<Utc>) -> Result<(), Failure> {
        let id: String = sha256_hex(message_id.as_bytes()).chars().take(12).collect();
        let name = format!("{}-{id}", now.format("%Y%m%dT%H%M%S%.6fZ"));
        let (draft, place) = (self.0.join(format!(".{name}.part")), self.0.join(format!("{name}.eml")));
        let write = move || {
            let mut file = std::fs::File::create(&draft)?;
            file.write_all(&mail)?;
            file.sync_all()?;
            std::fs::rename(&draft, &place)
        };
        let written = tokio::task::spawn_blocking(write).await.map_err(std::io::Error::other).flatten();
        written.map_err(|error| Failure::Temporary(format!("the folder for mails cannot be written: {error}")))
    }
}

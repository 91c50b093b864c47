//! The settings of what lies outside: how mail leaves, and where files lie.

use super::Reader;

/// How mail leaves.
#[derive(Clone, Debug)]
pub enum MailSettings {
    /// Files.
    Folder,
    /// A server.
    Smtp {
        /// Its name.
        host: String,
        /// Its port.
        port: u16,
        /// The login, if it wants one.
        login: Option<(String, String)>,
        /// starttls, tls or none.
        tls: String,
    },
}

/// Where files lie.
#[derive(Clone, Debug)]
pub enum FileSettings {
    /// Under the data folder.
    Local,
    /// In an object store.
    S3 {
        /// Bucket.
        bucket: String,
        /// Region.
        region: String,
        /// Address, if not Amazon's.
        endpoint: Option<String>,
        /// Access key id.
        access_key: String,
        /// Secret access key.
        secret_key: String,
    },
}

impl Reader<'_> {
    pub(super) fn mail(&mut self) -> MailSettings {
        if self.one_of("mail_kind", &["folder", "smtp"]) != "smtp" {
            return MailSettings::Folder;
        }
        let login = self.some("mail_user").map(|user| (user, self.text("mail_password")));
        MailSettings::Smtp {
            host: self.needed("mail_host", "to send mail by SMTP"),
            port: self.parse("mail_port", "a port", 587),
            tls: self.one_of("mail_tls", &["starttls", "tls", "none"]),
            login,
        }
    }

    pub(super) fn files(&mut self) -> FileSettings {
        if self.one_of("files_kind", &["local", "s3"]) != "s3" {
            return FileSettings::Local;
        }
        FileSettings::S3 {
            bucket: self.needed("files_bucket", "for an object store"),
            region: self.text("files_region"),
            endpoint: self.some("files_endpoint"),
            access_key: self.needed("files_access_key", "for an object store"),
            secret_key: self.needed("files_secret_key", "for an object store"),
        }
    }
}

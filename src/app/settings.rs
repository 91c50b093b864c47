//! Settings by file (`tutela.toml`) and environment (`TUTELA_*`): one table of keys, of which the README's is made.
//!
//! The environment wins over the file, the file over the default. Every wrong setting is named at once, one line each.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::telemetry;
use crate::agreements::dpa::is_law_of_the_eea;
use crate::kernel::captcha;
use crate::kernel::web::Proxies;
use crate::vendors::changes::BounceSecret;
use crate::vendors::subprocessors::country;

/// A setting: its key in the file, its default, what it means. The variable is the key in capitals behind `TUTELA_`.
pub struct Key {
    /// Dotted, as in the file.
    pub name: &'static str,
    /// When nothing is set.
    pub default: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

const fn key(name: &'static str, default: &'static str, meaning: &'static str) -> Key {
    Key { name, default, meaning }
}

/// Every setting.
pub const KEYS: &[Key] = &[
    key("data", "./data", "Folder for the embedded database, files, mails and keys."),
    key("listen", "127.0.0.1:8080", "Address and port to listen on."),
    key(
        "base_url",
        "",
        "Address under which people reach the product, such as https://learn.example.com; http://LISTEN when empty.",
    ),
    key(
        "trusted_proxies",
        "",
        "Addresses and networks, separated by commas, of the proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8. Behind a proxy that is not listed all visitors share one rate limit.",
    ),
    key("database_url", "", "sqlite: or postgres: address; the file tutela.db in the data folder when empty."),
    key("database_connections", "8", "Connections to PostgreSQL at most, 1 to 500."),
    key(
        "database_migrate",
        "true",
        "Bring the schema up to date at the start; false where `tutela migrate` does it as another role.",
    ),
    key(
        "redis_url",
        "",
        "redis: address for what several servers share: rate limits, and wake-ups of a worker of its own. Counted in process when empty.",
    ),
    key("threads", "0", "Threads that answer requests; one per core when 0."),
    key("worker_inside", "true", "Run the worker inside `serve`; false where `tutela worker` runs beside it."),
    key("key_file", "", "File with the operator key; operator.key in the data folder when empty, made on the first start."),
    key(
        "captcha_difficulty",
        "50000",
        "Largest number of the proof of work that a visitor's device finds before a form without an account is taken, 1 to 10000000; 50000 is half a second of a phone at most.",
    ),
    key("mail_kind", "folder", "folder: .eml files under DATA/mail; smtp: send them."),
    key("mail_from", "Tutela <no-reply@tutela.example>", "Sender of every mail."),
    key("mail_host", "", "SMTP server."),
    key("mail_port", "587", "Port of the SMTP server."),
    key("mail_user", "", "User at the SMTP server; no authentication when empty."),
    key("mail_password", "", "Password at the SMTP server."),
    key("mail_tls", "starttls", "starttls, tls or none."),
    key(
        "mail_bounce_secret",
        "",
        "Secret (whsec_…) with which the mail service signs what it tells of mails that came back; nothing is heard when empty.",
    ),
    key("files_kind", "local", "local: encrypted files under DATA/files; s3: an object store."),
    key("files_bucket", "", "Bucket in the object store."),
    key("files_region", "eu-central-1", "Region of the object store."),
    key("files_endpoint", "", "Address of the object store; Amazon's for the region when empty."),
    key("files_access_key", "", "Access key id of the object store."),
    key("files_secret_key", "", "Secret access key of the object store."),
    key("operator_legal_name", "", "The processor in every agreement: its legal name."),
    key("operator_register_no", "", "Register and number of the processor."),
    key("operator_address", "", "Street, postcode and town of the processor."),
    key("operator_country", "", "Country of the processor, ISO 3166-1 alpha-2."),
    key("operator_contact_email", "", "Contact of the processor."),
    key("operator_privacy_email", "", "Where data-protection questions go."),
    key("operator_security_email", "", "Where incidents are reported."),
    key(
        "operator_data_protection_officer",
        "",
        "Name and contact of the processor's data protection officer, on one line; empty when none is designated.",
    ),
    key("operator_signatory_name", "", "Who signs for the processor."),
    key("operator_signatory_title", "", "The title of who signs."),
    key("seal_pkcs12", "", "PKCS#12 file with a certificate for the seal and its chain; when empty the first start makes one."),
    key("seal_pkcs12_password_file", "", "File whose first line is the password of seal_pkcs12."),
    key(
        "timestamp_url",
        "",
        "Time-stamping authority (RFC 3161); without one documents are sealed without a time-stamp (PAdES B-B).",
    ),
    key("timestamp_trust", "", "PEM file with the root certificates of the time-stamping authority."),
    key("timestamp_timeout_s", "15", "Seconds to wait for a time-stamp, 1 to 120."),
    key(
        "governing_law_country",
        "",
        "Whose law governs the agreement: a state of the European Economic Area, ISO 3166-1 alpha-2.",
    ),
    key("governing_law_place", "", "Where disputes are heard."),
    key("log_format", "text", "text or json."),
    key("log_level", "info", "error, warn, info, debug or trace; module filters as in RUST_LOG are understood."),
];

/// Everything that can be set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of the data.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address for people, without a slash at the end.
    pub base_url: String,
    /// The proxies in front.
    pub trusted_proxies: Proxies,
    /// The database.
    pub database_url: String,
    /// Connections at most.
    pub database_connections: u32,
    /// Whether to migrate at the start.
    pub database_migrate: bool,
    /// Redis, if there is one.
    pub redis_url: Option<String>,
    /// Threads; 0 is one per core.
    pub threads: usize,
    /// Whether `serve` works off the outbox too.
    pub worker_inside: bool,
    /// The operator key.
    pub key_file: PathBuf,
    /// The largest number of a proof of work.
    pub captcha_difficulty: u32,
    /// Sender.
    pub mail_from: String,
    /// How mail leaves.
    pub mail: MailSettings,
    /// What the mail service signs with when a mail has come back.
    pub mail_bounce_secret: BounceSecret,
    /// Where files lie.
    pub files: FileSettings,
    /// Facts of the operator for agreements, by key without `operator_`.
    pub operator: BTreeMap<String, String>,
    /// The operator's certificate and its time-stamps.
    pub seal: SealSettings,
    /// text or json.
    pub log_format: String,
    /// What to log.
    pub log_level: String,
}

impl Settings {
    /// Reads file and environment.
    ///
    /// # Errors
    /// One line per wrong setting.
    pub fn read(file: Option<&Path>, overrides: &[(&str, String)]) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let mut values: BTreeMap<String, String> = KEYS.iter().map(|key| (key.name.to_owned(), key.default.to_owned())).collect();
        read_file(file, &mut values, &mut wrong);
        read_environment(std::env::vars_os(), &mut values, &mut wrong);
        values.extend(overrides.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let settings = Reader { values: &values, wrong: &mut wrong }.settings();
        if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
    }

    /// Redis, if there is one; connects when it is first used.
    ///
    /// # Errors
    /// When the address is not one of Redis.
    pub fn redis(&self) -> anyhow::Result<Option<redis::Client>> {
        let client = |url: &String| redis::Client::open(url.as_str()).context("redis_url is not understood.");
        self.redis_url.as_ref().map(client).transpose()
    }
}

fn read_file(file: Option<&Path>, values: &mut BTreeMap<String, String>, wrong: &mut Vec<String>) {
    let path = file.unwrap_or_else(|| Path::new("tutela.toml"));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(_) if file.is_none() => return,
        Err(error) => return wrong.push(format!("The settings file {} cannot be read: {error}.", path.display())),
    };
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return wrong.push(format!("The settings file {} is not TOML: {}.", path.display(), error.message())),
    };
    for (name, value) in table {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(flag) => flag.to_string(),
            _ => {
                wrong.push(format!("{name}: write text, a whole number, true or false."));
                continue;
            }
        };
        if values.insert(name.clone(), value).is_none() {
            wrong.push(format!("{name}: there is no such setting; the README lists them all."));
        }
    }
}

fn read_environment(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
    values: &mut BTreeMap<String, String>,
    wrong: &mut Vec<String>,
) {
    for (variable, value) in variables {
        let Some(variable) = variable.to_str() else { continue };
        let Some(name) = variable.strip_prefix("TUTELA_").map(str::to_ascii_lowercase) else { continue };
        // TUTELA_TEST_*, TUTELA_PDF_OUT and the like steer the tests, not the product.
        if ["config", "new_password", "test_", "pdf_out", "shots", "bench_"].iter().any(|other| name.starts_with(other)) {
            continue;
        }
        let Some(value) = value.to_str() else {
            wrong.push(format!("{variable}: write it in UTF-8."));
            continue;
        };
        if values.insert(name, value.to_owned()).is_none() {
            wrong.push(format!("{variable}: there is no such setting; the README lists them all."));
        }
    }
}

struct Reader<'a> {
    values: &'a BTreeMap<String, String>,
    wrong: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn text(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    fn parse<T: std::str::FromStr>(&mut self, name: &str, wanted: &str, otherwise: T) -> T {
        let text = self.text(name);
        text.parse().unwrap_or_else(|_| {
            self.wrong.push(format!("{name} = \"{text}\": write {wanted}."));
            otherwise
        })
    }

    fn one_of(&mut self, name: &str, words: &[&str]) -> String {
        let text = self.text(name);
        if !words.contains(&text.as_str()) {
            self.wrong.push(format!("{name} = \"{text}\": write one of {}.", words.join(", ")));
        }
        text
    }

    fn needed(&mut self, name: &str, because: &str) -> String {
        let text = self.text(name);
        if text.is_empty() {
            self.wrong.push(format!("{name}: needed {because}."));
        }
        text
    }

    fn settings(mut self) -> Settings {
        let data = PathBuf::from(self.text("data"));
        let listen =
            self.parse("listen", "an address and a port such as 127.0.0.1:8080", SocketAddr::from(([127, 0, 0, 1], 8080)));
        let base_url = self.base_url(listen);
        let database_url = self.some("database_url").unwrap_or_else(|| format!("sqlite:{}", data.join("tutela.db").display()));
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database_url.starts_with(scheme)) {
            self.wrong.push("database_url: write an address that starts with sqlite: or postgres:.".to_owned());
        }
        let operator = self.values.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("operator_").or_else(|| name.starts_with("governing_law").then_some(name))?;
            Some((name.to_owned(), value.clone()))
        });
        self.operator_country();
        self.governing_law_country();
        Settings {
            operator: operator.collect(),
            key_file: self.some("key_file").map_or_else(|| data.join("operator.key"), PathBuf::from),
            database_connections: self.connections(),
            database_migrate: self.parse("database_migrate", "true or false", true),
            trusted_proxies: self.proxies(),
            redis_url: self.some("redis_url"),
            threads: self.parse("threads", "a whole number", 0),
            worker_inside: self.parse("worker_inside", "true or false", true),
            captcha_difficulty: self.captcha_difficulty(),
            mail_from: self.text("mail_from"),
            mail: self.mail(),
            mail_bounce_secret: self.bounce_secret(),
            files: self.files(),
            seal: self.seal(),
            log_format: self.one_of("log_format", &["text", "json"]),
            log_level: self.log_level(),
            data,
            listen,
            base_url,
            database_url,
        }
    }

    fn base_url(&mut self, listen: SocketAddr) -> String {
        let Some(url) = self.some("base_url") else { return format!("http://{listen}") };
        if !url.starts_with("http://") && !url.starts_with("https://") {
            self.wrong.push(format!("base_url = \"{url}\": write an address that starts with https://."));
        }
        url.trim_end_matches('/').to_owned()
    }

    fn operator_country(&mut self) {
        let code = self.text("operator_country");
        if !code.is_empty() && country(&code).is_none() {
            self.wrong.push(format!("operator_country = \"{code}\": write a code of ISO 3166-1 alpha-2 such as SI."));
        }
    }

    fn governing_law_country(&mut self) {
        let country = self.text("governing_law_country");
        if !country.is_empty() && !is_law_of_the_eea(&country) {
            self.wrong.push(format!(
                "governing_law_country = \"{country}\": write the code of a state of the European Economic Area such as SI; \
                 Art. 28(3) GDPR knows no agreement under another law."
            ));
        }
    }

    fn connections(&mut self) -> u32 {
        let wanted = "a whole number from 1 to 500";
        let connections = self.parse("database_connections", wanted, 8);
        if !(1..=500).contains(&connections) {
            self.wrong.push(format!("database_connections = \"{connections}\": write {wanted}."));
        }
        connections
    }

    fn captcha_difficulty(&mut self) -> u32 {
        let wanted = "a whole number from 1 to 10000000";
        let most = self.parse("captcha_difficulty", wanted, captcha::DIFFICULTY);
        if !(1..=10_000_000).contains(&most) {
            self.wrong.push(format!("captcha_difficulty = \"{most}\": write {wanted}."));
        }
        most
    }

    fn log_level(&mut self) -> String {
        let levels = self.text("log_level");
        if let Err(part) = telemetry::check(&levels) {
            self.wrong.push(format!(
                "log_level: \"{part}\" is not understood; write error, warn, info, debug or trace, and module=level to filter."
            ));
        }
        levels
    }

    fn proxies(&mut self) -> Proxies {
        Proxies::parse(&self.text("trusted_proxies")).unwrap_or_else(|part| {
            self.wrong.push(format!("trusted_proxies: \"{part}\" is no address and no network; write 10.0.0.0/8 or 192.0.2.7."));
            Proxies::default()
        })
    }

    fn bounce_secret(&mut self) -> BounceSecret {
        BounceSecret::parse(&self.text("mail_bounce_secret")).unwrap_or_else(|wanted| {
            self.wrong.push(format!("mail_bounce_secret: {wanted}."));
            BounceSecret::default()
        })
    }
}

mod outside;
mod seal;
#[cfg(test)]
mod tests;

pub use outside::{FileSettings, MailSettings};
pub use seal::{Pkcs12, SealSettings, StampSettings};

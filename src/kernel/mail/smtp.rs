//! Mail by SMTP.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as Encryption, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Category;
use lettre::transport::smtp::{AsyncSmtpTransport, AsyncSmtpTransportBuilder, PoolConfig};
use lettre::{AsyncTransport as _, Tokio1Executor};

use super::Failure;

/// A server that is silent for this long is given up. The library limits the connecting only, hence the limit around it.
const PATIENCE: Duration = Duration::from_secs(20);
/// On top for every 100 KB of mail: what a slow line needs.
const PATIENCE_PER_100_KB: Duration = Duration::from_secs(1);

/// The server that takes our mail.
#[derive(Clone)]
pub struct Smtp {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// User and password, if it wants them.
    pub login: Option<(String, String)>,
    /// How the line is encrypted.
    pub tls: Tls,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{}, {:?}, …)", self.host, self.port, self.tls)
    }
}

/// How the line to the server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: only for a server on the same machine or network.
    None,
    /// After the greeting; a server that cannot is not used.
    Starttls,
    /// From the first byte.
    Tls,
}

impl std::str::FromStr for Tls {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "none" => Ok(Self::None),
            "starttls" => Ok(Self::Starttls),
            "tls" => Ok(Self::Tls),
            _ => anyhow::bail!("write one of starttls, tls, none"),
        }
    }
}

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Connections are kept for the next mail.
pub(super) struct Server {
    builder: AsyncSmtpTransportBuilder,
    /// Made with the first mail, because it needs the runtime, and made anew after a mail that was given up.
    transport: Arc<Mutex<Option<Transport>>>,
    pub(super) patience: Duration,
}

impl Server {
    /// `greeting` is the name we greet with: the sender's domain.
    pub fn new(settings: &Smtp, greeting: &str) -> anyhow::Result<Self> {
        let Smtp { host, port, login, tls } = settings;
        let parameters =
            || TlsParameters::new(host.clone()).with_context(|| format!("{host} cannot be the name of a mail server"));
        let encryption = match tls {
            Tls::None => Encryption::None,
            Tls::Starttls => Encryption::Required(parameters()?),
            Tls::Tls => Encryption::Wrapper(parameters()?),
        };
        let mut builder = Transport::builder_dangerous(host)
            .port(*port)
            .tls(encryption)
            .hello_name(ClientId::Domain(greeting.to_owned()))
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(4).idle_timeout(Duration::from_secs(30)));
        if let Some((user, password)) = login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { builder, transport: Arc::default(), patience: PATIENCE })
    }

    /// In a task of its own: a mail given up half-way would leave its connection in the middle of a dialogue, and the next
    /// mail would take the answers to this one for its own.
    pub async fn send(&self, envelope: Envelope, mail: Vec<u8>) -> Result<(), Failure> {
        let kept = Arc::clone(&self.transport);
        let transport = open(&kept).get_or_insert_with(|| self.builder.clone().build()).clone();
        let hundreds = u32::try_from(mail.len() / 100_000).unwrap_or(u32::MAX);
        let patience = self.patience.saturating_add(PATIENCE_PER_100_KB.saturating_mul(hundreds));
        let sent = tokio::spawn(async move {
            match tokio::time::timeout(patience, transport.send_raw(&envelope, &mail)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(failure(&error, &envelope)),
                Err(_) => {
                    *open(&kept) = None;
                    Err(Failure::Unknown(format!("the server did not answer within {} seconds", patience.as_secs())))
                }
            }
        });
        sent.await.unwrap_or_else(|_| Err(Failure::Unknown("sending was interrupted".to_owned())))
    }
}

fn open(kept: &Mutex<Option<Transport>>) -> MutexGuard<'_, Option<Transport>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// 5xx is for good, except what concerns our login (x3x is about authentication and the connection's security: RFC 4954
/// gives 530, 534, 535 and 538): that is the operator's to mend, and no mail should be lost over it. The server's words
/// are left out, because they repeat the address.
fn failure(error: &lettre::transport::smtp::Error, envelope: &Envelope) -> Failure {
    match error.status() {
        Some(code) if error.is_permanent() && code.category != Category::Unspecified3 => {
            Failure::Permanent(format!("the server answered {code}"))
        }
        Some(code) => Failure::Temporary(format!("the server answered {code}")),
        None if error.is_client() && has_non_ascii(envelope) => {
            Failure::Permanent("the server does not take addresses with letters beyond a to z".to_owned())
        }
        None if never_began(error) => Failure::Temporary(kind(error).to_owned()),
        None => Failure::Unknown(kind(error).to_owned()),
    }
}

/// Whether the line to the server could not be had, so that no mail was on it. The library keeps the kind of its error to
/// itself but for its words: a test holds them.
fn never_began(error: &lettre::transport::smtp::Error) -> bool {
    error.is_tls() || error.is_client() || error.to_string().starts_with("Connection error")
}

fn kind(error: &lettre::transport::smtp::Error) -> &'static str {
    if error.is_timeout() {
        "the server did not answer in time"
    } else if error.is_tls() {
        "the encryption with the server failed"
    } else if error.is_client() {
        "the server lacks STARTTLS or a way to log in that we know"
    } else if error.is_response() {
        "the server's answer made no sense"
    } else {
        "the server cannot be reached"
    }
}

fn has_non_ascii(envelope: &Envelope) -> bool {
    envelope.to().iter().chain(envelope.from()).any(|address| !AsRef::<str>::as_ref(address).is_ascii())
}

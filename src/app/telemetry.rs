//! Logs: a sentence plus fields. Ids only; no names, addresses, tokens, answers or bodies.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use super::Settings;

/// Starts logging to standard error.
pub fn start(settings: &Settings) {
    // What the libraries say of every start belongs to whoever asks for it.
    let levels = format!("{},sea_orm_migration=warn,actix_server=warn", settings.log_level);
    let filter = EnvFilter::try_new(levels).unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let started = if settings.log_format == "json" { builder.json().try_init() } else { builder.try_init() };
    if started.is_err() {
        tracing::debug!("Logging had been started before.");
    }
}

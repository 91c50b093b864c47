//! Logs: a sentence plus fields. Ids only; no names, addresses, tokens, answers or bodies.

use tracing_subscriber::EnvFilter;

use super::Settings;

/// Starts logging to standard error.
pub fn start(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log_level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if settings.log_format == "json" { builder.json().try_init() } else { builder.try_init() };
    if started.is_err() {
        tracing::debug!("Logging had been started before.");
    }
}

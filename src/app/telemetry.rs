//! Logs: a sentence plus fields. Ids only; no names, addresses, tokens, answers or bodies.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use super::Settings;

/// Starts logging to standard error.
pub fn start(settings: &Settings) {
    // What the libraries say of every start belongs to whoever asks for it. The settings have checked the rest.
    let filter = EnvFilter::new(format!("{},sea_orm_migration=warn,actix_server=warn", settings.log_level));
    let colours = std::io::stderr().is_terminal();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let started = if settings.log_format == "json" { builder.json().try_init() } else { builder.try_init() };
    if started.is_err() {
        tracing::debug!("Logging had been started before.");
    }
}

/// Checks what to log: levels, and filters by module as in RUST_LOG. A lone word must be a level: the filter itself would
/// take `inof` for the name of a module, and log nothing else.
///
/// # Errors
/// The part that is not understood.
pub fn check(levels: &str) -> Result<(), String> {
    let lone = |part: &str| !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err();
    if let Some(part) = levels.split(',').map(str::trim).find(|part| part.is_empty() || lone(part)) {
        return Err(part.to_owned());
    }
    EnvFilter::try_new(levels).map(|_| ()).map_err(|_| levels.to_owned())
}

//! What the product logs while tests run: every error in memory, and on standard error what `RUST_LOG` asks for.
//!
//! One listener for the whole binary, set before the first world. A listener of one thread alone would be deaf to lines
//! that other threads were the first to reach, depending on who was quicker.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, registry};

static ERRORS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Listens from now on.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let kept = layer().with_ansi(false).with_writer(|| Kept).with_filter(LevelFilter::ERROR);
        let shown = std::env::var("RUST_LOG").ok();
        let shown = shown.map(|levels| layer().with_writer(std::io::stderr).with_filter(EnvFilter::new(levels)));
        registry().with(kept).with(shown).init();
    });
}

/// The errors logged so far that name `id`.
pub fn errors_of(id: &str) -> Vec<String> {
    let errors = ERRORS.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&errors).lines().filter(|line| line.contains(id)).map(str::to_owned).collect()
}

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        ERRORS.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

//! How a state is told apart: by its text and icon; the colour only repeats it.

use std::fmt;

/// The one vocabulary of state: `data-status` in every template, and the icon of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done, kept, passed.
    Ok,
    /// Needs a look soon.
    Warn,
    /// Late, failed, refused.
    Bad,
    /// Under way, or good to know.
    Info,
    /// Not begun, not due.
    None,
}

impl Tone {
    /// The value of `data-status`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::None => "none",
        }
    }

    /// The tone of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Ok, Self::Warn, Self::Bad, Self::Info, Self::None].into_iter().find(|tone| tone.as_str() == word)
    }
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl askama::filters::HtmlSafe for Tone {}

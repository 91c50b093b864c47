//! One version of the agreement's text, read and checked.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::check;
use super::complaint::{Complaint, Complaints, File};
use super::config::{Config, Labels, Terms};
use super::parse::{self, Block};
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;

/// The text that comes with the product.
pub const SHIPPED: Sources<'static> = Sources {
    config: include_str!("../../../templates/legal/dpa/1.0.0/template.toml"),
    en: include_str!("../../../templates/legal/dpa/1.0.0/en.md"),
    de: include_str!("../../../templates/legal/dpa/1.0.0/de.md"),
};

/// The three files of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sources<'a> {
    /// `template.toml`.
    pub config: &'a str,
    /// `en.md`.
    pub en: &'a str,
    /// `de.md`.
    pub de: &'a str,
}

impl<'a> Sources<'a> {
    /// One of the files.
    #[must_use]
    pub const fn of(&self, file: File) -> &'a str {
        match file {
            File::Config => self.config,
            File::Text(Locale::En) => self.en,
            File::Text(Locale::De) => self.de,
        }
    }
}

/// One version of the agreement's text, in every language. There is none that was not checked.
#[derive(Debug)]
pub struct Template {
    config: Config,
    en: Text,
    de: Text,
}

/// The text in one language.
#[derive(Debug)]
pub struct Text {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// What each anchor's number is.
    pub numbers: BTreeMap<String, String>,
    /// How many lines the file has.
    pub lines: usize,
    /// SHA-256 of the file, so that an agreement names the exact text it was made from.
    pub sha256: String,
}

impl Template {
    /// Reads and checks a version. `bounds` are those of the numbers that no text may leave: the shipped text has its own.
    ///
    /// # Errors
    /// Everything that is wrong, with file and line.
    pub fn read(sources: &Sources<'_>, bounds: Option<&Terms>) -> Result<Self, Vec<Complaint>> {
        let mut wrong = Complaints::default();
        let config = Config::read(sources.config, &mut wrong);
        let text = |locale: Locale, wrong: &mut Complaints| {
            let word = config.as_ref().and_then(|config| config.annex_word(locale)).unwrap_or("Annex");
            let file = File::Text(locale);
            parse::read(file, sources.of(file), word, wrong)
        };
        let (en, de) = (text(Locale::En, &mut wrong), text(Locale::De, &mut wrong));
        check::texts(config.as_ref(), [(Locale::En, &en), (Locale::De, &de)], &mut wrong);
        if let Some(config) = &config {
            check::config(config, [(Locale::En, &en), (Locale::De, &de)], bounds, &mut wrong);
        }
        match config.filter(|_| wrong.is_empty()) {
            Some(config) => Ok(Self { config, en, de }),
            None => Err(wrong.sorted()),
        }
    }

    /// The version that comes with the product.
    ///
    /// # Errors
    /// What is wrong with it; the tests insist on nothing.
    pub fn shipped() -> Result<Arc<Self>, Error> {
        static TEMPLATE: LazyLock<Result<Arc<Template>, Vec<Complaint>>> =
            LazyLock::new(|| Template::read(&SHIPPED, None).map(Arc::new));
        TEMPLATE.clone().map_err(|wrong| anyhow::anyhow!("{}", told(&wrong)).into())
    }

    /// Everything besides the text.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The number of the version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.config.version
    }

    /// The text in a language.
    #[must_use]
    pub const fn text(&self, locale: Locale) -> &Text {
        match locale {
            Locale::En => &self.en,
            Locale::De => &self.de,
        }
    }

    /// What the renderer itself puts on the page in a language; a version that lacks it is not read.
    #[must_use]
    pub fn labels(&self, locale: Locale) -> Option<&Labels> {
        self.config.labels.get(locale.code())
    }

    /// The title in a language.
    #[must_use]
    pub fn title(&self, locale: Locale) -> &str {
        self.config.title.get(locale.code()).map_or("", String::as_str)
    }
}

/// Every complaint on a line of its own.
#[must_use]
pub fn told(wrong: &[Complaint]) -> String {
    wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

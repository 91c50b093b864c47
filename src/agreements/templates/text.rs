//! One version of the agreement's text, read and checked.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::check;
use super::complaint::{Complaint, Complaints, File};
use super::config::{Config, Labels};
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

/// One version of the agreement's text, in every language. There is none that was not checked when it was brought.
#[derive(Debug)]
pub struct Template {
    config: Config,
    /// `template.toml` as it stands, for whoever compares versions.
    settings: toml::Table,
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
    /// Reads and checks a version. `house` is the shipped one, whose bounds no number may leave; that one has its own.
    ///
    /// # Errors
    /// Everything that is wrong, with file and line.
    pub fn read(sources: &Sources<'_>, house: Option<&Config>) -> Result<Self, Vec<Complaint>> {
        let mut wrong = Complaints::default();
        let config = Config::read(sources.config, &mut wrong);
        let [en, de] = texts(sources, config.as_ref(), &mut wrong);
        check::texts(config.as_ref(), [(Locale::En, &en), (Locale::De, &de)], &mut wrong);
        if let Some(config) = &config {
            check::config(config, [(Locale::En, &en), (Locale::De, &de)], house, &mut wrong);
        }
        match config.filter(|_| wrong.is_empty()) {
            Some(config) => Ok(Self { config, settings: settings(sources), en, de }),
            None => Err(wrong.sorted()),
        }
    }

    /// Reads a version that was entered before: it was checked by the rules of that day, and those of today are for what is
    /// brought today. What this program puts on the page beyond what the version names is said as in the shipped text.
    ///
    /// # Errors
    /// What is wrong, when `template.toml` can no longer be read at all.
    pub fn stored(sources: &Sources<'_>, shipped: &Self) -> Result<Self, Vec<Complaint>> {
        let mut wrong = Complaints::default();
        let Some(mut config) = Config::read(sources.config, &mut wrong) else { return Err(wrong.sorted()) };
        config.fill(&shipped.config);
        let [en, de] = texts(sources, Some(&config), &mut wrong);
        Ok(Self { config, settings: settings(sources), en, de })
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

    /// `template.toml` as it stands.
    pub(super) const fn settings(&self) -> &toml::Table {
        &self.settings
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

fn texts(sources: &Sources<'_>, config: Option<&Config>, wrong: &mut Complaints) -> [Text; 2] {
    [Locale::En, Locale::De].map(|locale| {
        let word = config.and_then(|config| config.annex_word(locale)).unwrap_or("Annex");
        let file = File::Text(locale);
        parse::read(file, sources.of(file), word, wrong)
    })
}

/// Everything that stands in `template.toml`; empty only where nothing in it can be read.
fn settings(sources: &Sources<'_>) -> toml::Table {
    toml::from_str(sources.config).unwrap_or_default()
}

/// Every complaint on a line of its own.
#[must_use]
pub fn told(wrong: &[Complaint]) -> String {
    wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

//! What the public reads of a change: category, purpose, place, ground of transfer and dates, never who it is (M-6.1).

use chrono::{DateTime, Utc};
use entity::change_news;
use serde::Serialize;
use uuid::Uuid;

use crate::kernel::error::Error;
use crate::kernel::i18n::{Locale, Texts};
use crate::vendors::changes::{Kind, Step};
use crate::vendors::subprocessors::{FirstList, Transfer, category_name, ground_name, place};

/// A change as the public reads of it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct NewsItem {
    /// Stable; not the id that customers see.
    pub id: Uuid,
    /// What is changed.
    pub kind: Kind,
    /// How far it is: `noticed`, `started` or `withdrawn`.
    pub state: &'static str,
    /// Whether it may start at once because service or security would be lost.
    pub emergency: bool,
    /// What kind of vendor it is, as `email_delivery`.
    pub category: String,
    /// What the vendor does.
    pub purpose: String,
    /// Where it processes.
    pub location: String,
    /// On what ground data go there.
    pub transfer_mechanism: Transfer,
    /// When customers were told.
    pub noticed_at: DateTime<Utc>,
    /// The first moment at which it can start.
    pub starts_at: DateTime<Utc>,
    /// When it started.
    pub started_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When this entry last changed.
    pub updated_at: DateTime<Utc>,
}

/// An entry of the news: a change, or how the list began, which is the first of all.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum NewsEntry {
    /// A change of which customers were told.
    Change(NewsItem),
    /// The first list.
    First(FirstListNews),
}

/// How the list began, as the public reads of it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct FirstListNews {
    /// Stable.
    pub id: Uuid,
    /// `first_list`.
    pub kind: &'static str,
    /// `declared`: it held at once.
    pub state: &'static str,
    /// How many vendors it had.
    pub vendors: usize,
    /// Since when it held.
    pub declared_at: DateTime<Utc>,
    /// When this entry last changed: it never does.
    pub updated_at: DateTime<Utc>,
}

impl FirstListNews {
    /// The entry of a site.
    #[must_use]
    pub fn of(first: FirstList, base_url: &str) -> Self {
        Self {
            id: id_named(&format!("{base_url}/subprocessors#first-list")),
            kind: "first_list",
            state: "declared",
            vendors: first.vendors,
            declared_at: first.made_at,
            updated_at: first.made_at,
        }
    }

    /// When it began and with how many vendors, in a sentence.
    #[must_use]
    pub fn text(&self, texts: Texts) -> String {
        FirstList { made_at: self.declared_at, vendors: self.vendors }.say(texts)
    }
}

/// An id made from an address: the first bytes of its SHA-256 in the namespace of addresses.
#[must_use]
pub fn id_named(address: &str) -> Uuid {
    let bytes_of = [Uuid::NAMESPACE_URL.as_bytes().as_slice(), address.as_bytes()].concat();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&ring::digest::digest(&ring::digest::SHA256, &bytes_of).as_ref()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl NewsItem {
    /// The entry in a row, in a language.
    ///
    /// # Errors
    /// When the row says what the product does not know.
    pub fn of(row: change_news::Model, locale: Locale) -> Result<Self, Error> {
        let step = match (row.started_at, row.withdrawn_at) {
            (Some(_), _) => Step::Started,
            (None, Some(_)) => Step::Withdrawn,
            (None, None) => Step::Noticed,
        };
        Ok(Self {
            id: row.id,
            kind: Kind::parse(&row.kind).ok_or_else(|| anyhow::anyhow!("news of an unknown kind"))?,
            state: step.as_str(),
            emergency: row.emergency,
            category: row.category,
            purpose: match locale {
                Locale::En => row.purpose_en,
                Locale::De => row.purpose_de,
            },
            location: place(&row.location, locale),
            transfer_mechanism: serde_json::from_value(row.transfer_mechanism.into())?,
            noticed_at: row.noticed_at,
            starts_at: row.starts_at,
            started_at: row.started_at,
            withdrawn_at: row.withdrawn_at,
            updated_at: row.updated_at,
        })
    }

    /// What changes, in a line: `Email delivery: a company joins`.
    #[must_use]
    pub fn title(&self, texts: Texts) -> String {
        line(texts, self.kind, &self.category)
    }

    /// How far it is, in a sentence.
    #[must_use]
    pub fn standing(&self, texts: Texts) -> String {
        let (key, at) = match (self.started_at, self.withdrawn_at) {
            (Some(at), _) => ("feeds-standing-started", at),
            (None, Some(at)) => ("feeds-standing-withdrawn", at),
            (None, None) if self.emergency => ("feeds-standing-emergency", self.noticed_at),
            (None, None) => ("feeds-standing-noticed", self.starts_at),
        };
        texts.ta(key, &[("date", &texts.date(at))])
    }

    /// On what ground data go there, in words.
    #[must_use]
    pub fn ground(&self, texts: Texts) -> String {
        ground_name(texts, self.transfer_mechanism)
    }

    /// The entry as lines of text: what a feed reader shows.
    #[must_use]
    pub fn text(&self, texts: Texts) -> String {
        let fact = |key: &str, value: &str| format!("{}: {value}", texts.t(key));
        [
            self.standing(texts),
            fact("subprocessors-column-purpose", &self.purpose),
            fact("subprocessors-column-place", &self.location),
            fact("feeds-ground", &self.ground(texts)),
            fact("feeds-told", &texts.date(self.noticed_at)),
        ]
        .join("\n")
    }
}

/// What changes for a category, in a line.
#[must_use]
pub fn line(texts: Texts, kind: Kind, category: &str) -> String {
    texts.ta(&format!("feeds-title-{}", kind.as_str()), &[("category", &category_name(texts, category))])
}

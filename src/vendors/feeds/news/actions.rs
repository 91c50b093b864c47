//! The verbs of the news: everybody reads them.

use chrono::{DateTime, Duration, Utc};

use super::model::NewsItem;
use super::store;
use crate::kernel::authz::Visitor;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants;
use crate::vendors::feeds::realm::realm;

/// The public page shows what has ended for a year: for as long as a summary of a change is shown elsewhere.
const SHOWN: Duration = Duration::days(365);
/// The public page shows at most so many changes; the feeds have all.
const MOST_SHOWN: u64 = 20;
/// A feed holds at most so many entries, as readers expect.
const MOST_ENTRIES: u64 = 50;

/// The news, the newest first.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(visitor: &Visitor, paging: &Paging, locale: Locale) -> Result<Page<NewsItem>, Error> {
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let page = store::page(&tx, paging).await?;
    let items = page.items.into_iter().map(|row| NewsItem::of(row, locale)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// What comes and what happened within a year; nothing before the operator is set up.
///
/// # Errors
/// When the database fails.
pub async fn latest(visitor: &Visitor, locale: Locale) -> Result<Vec<NewsItem>, Error> {
    let realm = match realm(visitor.kernel()).await {
        Err(Error::NotFound) => return Ok(Vec::new()),
        realm => realm?,
    };
    let tx = visitor.read_in(realm).await?;
    let rows = store::since(&tx, tx.now() - SHOWN, MOST_SHOWN).await?;
    rows.into_iter().map(|row| NewsItem::of(row, locale)).collect()
}

/// What a feed is made of.
pub struct Feed {
    /// The entries, those that changed last first.
    pub items: Vec<NewsItem>,
    /// When the last of them changed; without one, when the operator was set up.
    pub updated_at: DateTime<Utc>,
    /// Who publishes it.
    pub author: String,
}

/// The feed in a language.
///
/// # Errors
/// `NotFound` before the operator is set up.
pub async fn feed(visitor: &Visitor, locale: Locale) -> Result<Feed, Error> {
    let tx = visitor.read_in(realm(visitor.kernel()).await?).await?;
    let operator = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let rows = store::changed_last(&tx, MOST_ENTRIES).await?;
    let items: Vec<NewsItem> = rows.into_iter().map(|row| NewsItem::of(row, locale)).collect::<Result<_, _>>()?;
    let updated_at = items.first().map_or(operator.created_at, |item| item.updated_at);
    Ok(Feed { items, updated_at, author: operator.name })
}

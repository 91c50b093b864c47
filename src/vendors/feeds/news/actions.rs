//! The verbs of the news: everybody reads them.

use chrono::{DateTime, Duration, Utc};

use super::model::{FirstListNews, NewsEntry, NewsItem};
use super::store;
use crate::kernel::authz::Visitor;
use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::i18n::Locale;
use crate::kernel::page::{Page, Paging};
use crate::people::tenants;
use crate::vendors::feeds::realm::realm;
use crate::vendors::subprocessors;

/// The public page shows what has ended for a year: for as long as a summary of a change is shown elsewhere.
const SHOWN: Duration = Duration::days(365);
/// The public page shows at most so many changes; the feeds have all.
const MOST_SHOWN: u64 = 20;
/// A feed holds at most so many entries, as readers expect.
const MOST_ENTRIES: u64 = 50;

/// The cursor of how the list began, which comes after every change.
const FIRST: &str = "first-list";

/// The news, the newest first; the last is how the list began.
///
/// # Errors
/// `Invalid` for a foreign cursor.
pub async fn list(visitor: &Visitor, paging: &Paging, locale: Locale) -> Result<Page<NewsEntry>, Error> {
    let realm = realm(visitor.kernel()).await?;
    let first = first(visitor).await?;
    let mut page = match paging.after.as_deref() {
        Some(FIRST) => Page { items: Vec::new(), next: None },
        _ => changes(&visitor.read_in(realm).await?, paging, locale).await?,
    };
    match first {
        Some(first) if page.next.is_none() && (page.items.len() as u64) < paging.rows() => {
            page.items.push(NewsEntry::First(first));
        }
        Some(_) if page.next.is_none() => page.next = Some(FIRST.to_owned()),
        _ => {}
    }
    Ok(page)
}

async fn changes(tx: &TenantTx, paging: &Paging, locale: Locale) -> Result<Page<NewsEntry>, Error> {
    let page = store::page(tx, paging).await?;
    let items = page.items.into_iter().map(|row| NewsItem::of(row, locale).map(NewsEntry::Change));
    Ok(Page { items: items.collect::<Result<_, _>>()?, next: page.next })
}

async fn first(visitor: &Visitor) -> Result<Option<FirstListNews>, Error> {
    let first = subprocessors::first_list(visitor).await?;
    Ok(first.map(|first| FirstListNews::of(first, &visitor.kernel().base_url)))
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
    /// The changes, those that changed last first.
    pub items: Vec<NewsItem>,
    /// How the list began, where there is room for it.
    pub first: Option<FirstListNews>,
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
    let (realm, first) = (realm(visitor.kernel()).await?, first(visitor).await?);
    let tx = visitor.read_in(realm).await?;
    let operator = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let rows = store::changed_last(&tx, MOST_ENTRIES).await?;
    let items: Vec<NewsItem> = rows.into_iter().map(|row| NewsItem::of(row, locale)).collect::<Result<_, _>>()?;
    let first = first.filter(|_| (items.len() as u64) < MOST_ENTRIES);
    let began_at = first.as_ref().map_or(operator.created_at, |first| first.updated_at);
    let updated_at = items.first().map_or(began_at, |item| item.updated_at);
    Ok(Feed { items, first, updated_at, author: operator.name })
}

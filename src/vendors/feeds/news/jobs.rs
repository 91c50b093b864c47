//! The jobs of the news: enter a change for the public as it comes to a step, and bring it to the mail list, some at a time.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::kernel::error::Error;
use crate::kernel::outbox::{Job, Work};
use crate::vendors::changes::{self, News, Step};
use crate::vendors::feeds::events::Event;
use crate::vendors::feeds::mail_list;

/// Brings a piece of news to the subscribers after one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Circulate {
    /// The entry.
    pub news_id: Uuid,
    /// How far the change is.
    pub step: Step,
    /// The last subscriber who has it; the first comes first.
    pub after: Option<Uuid>,
}

impl Job for Circulate {
    const KIND: &'static str = "feeds.circulate";
}

/// Enters a change for the public, or how it ended, and promises the mails. Done again, it does nothing.
///
/// # Errors
/// When the database fails.
pub async fn publish(work: Work, job: News) -> Result<(), Error> {
    let tx = work.begin().await?;
    let Some(told) = changes::noticed(&tx, job.change_id).await? else { return Ok(()) };
    let held = store::hold(&tx, job.change_id).await?;
    let is_new = held.is_none();
    if is_new {
        store::enter(&tx, job.change_id, &told).await?;
    }
    let row = store::hold(&tx, job.change_id).await?.ok_or(Error::NotFound)?;
    let end = match job.step {
        Step::Noticed => None,
        Step::Started => told.started_at.filter(|_| row.started_at.is_none()),
        Step::Withdrawn => told.withdrawn_at.filter(|_| row.withdrawn_at.is_none()),
    };
    match (job.step, end) {
        (Step::Noticed, _) if is_new => {}
        (_, Some(at)) => store::set_end(&tx, row.id, job.step, at).await?,
        // It was told already.
        _ => return Ok(()),
    }
    tx.enqueue(Circulate { news_id: row.id, step: job.step, after: None }).await?;
    tx.commit(Event::NewsPublished { change_id: job.change_id, step: job.step.as_str().to_owned() }).await
}

/// Promises mails to some subscribers, and goes on with the next in a job of its own: both in one transaction, so that whatever
/// dies in between, each of them hears of it once.
///
/// # Errors
/// When the database fails.
pub async fn circulate(work: Work, job: Circulate) -> Result<(), Error> {
    let news = store::by_id(&work.snapshot().await?, job.news_id).await?;
    let letter = mail_list::NewsLetter { news: &news, step: job.step };
    // Of what workspaces do not mail, nobody hears but from here.
    let elsewhere = match job.step.is_mailed() {
        true => mail_list::told_elsewhere(&work, &letter, job.after).await?,
        false => HashSet::new(),
    };
    let tx = work.begin().await?;
    let last = mail_list::tell(&tx, &letter, job.after, &elsewhere).await?;
    if let Some(last) = last {
        tx.enqueue(Circulate { after: Some(last), ..job }).await?;
    }
    tx.commit_noted().await
}

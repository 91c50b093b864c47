//! Doing the parts of a long job, some of them at once, while its lease is renewed.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::kernel::error::Error;
use crate::kernel::outbox::Work;

/// So many tasks write at once: a notice must leave connections to requests.
const AT_ONCE: usize = 4;
/// The lease of the job, five minutes, is renewed this often.
const RENEW_EVERY: Duration = Duration::from_mins(1);

/// Does each part, some at once and on every thread there is. One that fails does not hold up the others.
pub async fn in_each<T, F, Fut>(work: Option<&Work>, all: Vec<T>, verb: F) -> Result<(), Error>
where
    F: Fn(T) -> Fut,
    Fut: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (mut failure, mut left) = (None, all.into_iter().peekable());
    // Dropped with the job, it ends what is at work.
    let mut at_work = JoinSet::new();
    while left.peek().is_some() {
        let renewed = Instant::now();
        while renewed.elapsed() < RENEW_EVERY
            && let Some(one) = left.next()
        {
            at_work.spawn(verb(one));
            if at_work.len() >= AT_ONCE {
                failure = one_ends(&mut at_work).await.or(failure);
            }
        }
        // All of them end before the lease is renewed: on SQLite one that waits would hold the only writer.
        while !at_work.is_empty() {
            failure = one_ends(&mut at_work).await.or(failure);
        }
        if let Some(work) = work {
            work.renew().await?;
        }
    }
    failure.map_or(Ok(()), Err)
}

async fn one_ends(at_work: &mut JoinSet<Result<(), Error>>) -> Option<Error> {
    match at_work.join_next().await? {
        Ok(ended) => ended.err(),
        Err(broken) => Some(Error::from(anyhow::Error::new(broken))),
    }
}

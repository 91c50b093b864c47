//! The load: some connections that ask again as soon as they are answered, and what that took.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use super::http::{Connection, HERE};

/// Writes the next request; false when there is none left.
pub type Next<'a> = dyn FnMut(&mut Vec<u8>) -> bool + 'a;

/// What a run showed.
#[derive(Default)]
pub struct Run {
    /// Answers with the expected status.
    pub requests: u64,
    /// From the first request to the last answer.
    pub seconds: f64,
    /// Of every answer.
    pub latencies_us: Vec<u32>,
    /// Answers with another status than 2xx.
    pub strange: BTreeMap<u16, u64>,
}

/// How long a run lasts: whichever comes first.
#[derive(Clone, Copy)]
pub struct Length {
    /// No request begins after this.
    pub seconds: f64,
    /// At most so many requests.
    pub most: u64,
}

/// Asks with so many connections at once until the time is over or nothing is left to ask.
pub async fn run(to: SocketAddr, connections: usize, length: Length, next: &mut Next<'_>) -> anyhow::Result<Run> {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(to, HERE).await?);
    }
    let mut left = length.most;
    let mut counted = |request: &mut Vec<u8>| {
        let any = left > 0;
        left = left.saturating_sub(1);
        any && next(request)
    };
    let shared = (RefCell::new(&mut counted as &mut Next<'_>), RefCell::new(Run::default()));
    let began = Instant::now();
    let end = began + Duration::from_secs_f64(length.seconds);
    try_join_all(open.into_iter().map(|connection| ask(connection, end, &shared.0, &shared.1))).await?;
    let mut run = shared.1.into_inner();
    run.seconds = began.elapsed().as_secs_f64();
    run.latencies_us.sort_unstable();
    Ok(run)
}

async fn ask(mut connection: Connection, end: Instant, next: &RefCell<&mut Next<'_>>, run: &RefCell<Run>) -> anyhow::Result<()> {
    let mut request = Vec::with_capacity(1024);
    loop {
        request.clear();
        let began = Instant::now();
        if began >= end || !(next.borrow_mut())(&mut request) {
            return Ok(());
        }
        let status = connection.ask(&request).await?;
        let took = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
        let mut run = run.borrow_mut();
        run.latencies_us.push(took);
        if (200..300).contains(&status) { run.requests += 1 } else { *run.strange.entry(status).or_default() += 1 }
    }
}

impl Run {
    /// Expected answers per second.
    pub fn per_second(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    /// The latency that this share of the answers stayed within, in milliseconds.
    pub fn latency_ms(&self, share: f64) -> f64 {
        let last = self.latencies_us.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.latencies_us.get(at).map_or(f64::NAN, |latency| f64::from(*latency) / 1000.0)
    }
}

/// Sends every request once over some connections; the answers come in the order of the requests.
pub async fn each(to: SocketAddr, requests: &[Vec<u8>]) -> anyhow::Result<Vec<(u16, Vec<u8>)>> {
    const CONNECTIONS: usize = 16;
    let share = requests.len().div_ceil(CONNECTIONS).max(1);
    let answers = requests.chunks(share).map(|mine| async move {
        let mut connection = Connection::open(to, HERE).await?;
        let mut answers = Vec::with_capacity(mine.len());
        for request in mine {
            let status = connection.ask(request).await?;
            answers.push((status, connection.body().to_vec()));
        }
        anyhow::Ok(answers)
    });
    Ok(try_join_all(answers).await?.into_iter().flatten().collect())
}

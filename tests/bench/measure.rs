//! Subjects and yardsticks measured in turn (A B A B), so that a machine that grows slower or faster slows all of them.

use std::net::SocketAddr;
use std::time::Duration;

use super::load::{self, Length, Next, Run};
use super::process;
use super::server::Server;
use super::stage::Stage;

/// What is asked, of whom, and what it should come to.
pub struct Subject<'a> {
    /// As the table shows it.
    pub name: String,
    /// Which server answers.
    pub server: &'a Server,
    /// Writes the next request.
    pub next: Box<Next<'a>>,
    /// That ask at once.
    pub connections: usize,
    /// Requests of one run at most.
    pub most: u64,
    /// The subject of the same group that it is compared with.
    pub yardstick: Option<usize>,
    /// What it should reach.
    pub aim: Option<Aim>,
}

/// What was decided to be fast enough.
#[derive(Clone, Copy)]
pub enum Aim {
    /// At least this share of the yardstick's requests per second.
    Ratio(f64),
    /// At most so many milliseconds in the middle (p50).
    Milliseconds(f64),
}

impl<'a> Subject<'a> {
    /// Asked by all connections, without a limit, compared with nothing.
    pub fn new(stage: &Stage, name: impl Into<String>, server: &'a Server, next: impl FnMut(&mut Vec<u8>) -> bool + 'a) -> Self {
        Self {
            name: name.into(),
            server,
            next: Box::new(next),
            connections: stage.plan.connections,
            most: u64::MAX,
            yardstick: None,
            aim: None,
        }
    }

    /// Compared with another subject of its group.
    pub fn against(mut self, yardstick: usize, aim: Option<f64>) -> Self {
        self.yardstick = Some(yardstick);
        self.aim = aim.map(Aim::Ratio);
        self
    }
}

/// What came out, each the median of the runs.
pub struct Line {
    /// As the table shows it.
    pub name: String,
    /// Requests per second.
    pub per_second: f64,
    /// Of the yardstick's requests per second, run by run.
    pub ratio: Option<f64>,
    /// What it should reach.
    pub aim: Option<Aim>,
    /// In the middle.
    pub p50_ms: f64,
    /// Of 99 in 100.
    pub p99_ms: f64,
    /// Microseconds of CPU per request in the answering process.
    pub app_us: f64,
    /// The same in the database server, if there is one.
    pub database_us: Option<f64>,
    /// Answers that were no 2xx, with one of their statuses.
    pub strange: Option<(u64, u16)>,
}

struct Sample {
    run: Run,
    app_us: u64,
    database_us: Option<u64>,
}

/// Measures a group.
pub async fn in_turn(stage: &Stage, subjects: &mut [Subject<'_>]) -> anyhow::Result<Vec<Line>> {
    for subject in &mut *subjects {
        let length = Length { seconds: 0.3, most: subject.most.min(WARM_UP) };
        load::run(subject.server.address, subject.connections, length, &mut *subject.next).await?;
    }
    let mut samples: Vec<Vec<Sample>> = subjects.iter().map(|_| Vec::new()).collect();
    for _ in 0..stage.plan.rounds {
        for (subject, samples) in subjects.iter_mut().zip(&mut samples) {
            samples.push(sample(stage, subject).await?);
            // What a run leaves behind (audit numbers, dead rows) should not be paid by the next.
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }
    Ok(subjects
        .iter()
        .zip(&samples)
        .map(|(subject, own)| line(subject, own, subject.yardstick.and_then(|at| samples.get(at))))
        .collect())
}

/// Requests at most before a limited subject is measured.
pub const WARM_UP: u64 = 32;

async fn sample(stage: &Stage, subject: &mut Subject<'_>) -> anyhow::Result<Sample> {
    let address: SocketAddr = subject.server.address;
    let pid = subject.server.pid();
    let database = || stage.postgres_pid.map(process::cpu_of_family_us);
    let (app_before, database_before) = (process::cpu_us(pid), database());
    let length = Length { seconds: stage.plan.seconds, most: subject.most };
    let run = load::run(address, subject.connections, length, &mut *subject.next).await?;
    let spent = |after: u64, before: u64| after.saturating_sub(before);
    Ok(Sample {
        run,
        app_us: spent(process::cpu_us(pid), app_before),
        database_us: database().zip(database_before).map(|(after, before)| spent(after, before)),
    })
}

fn line(subject: &Subject<'_>, own: &[Sample], yardstick: Option<&Vec<Sample>>) -> Line {
    let of = |value: &dyn Fn(&Sample) -> f64| median(own.iter().map(value));
    let each = |us: u64, run: &Run| us as f64 / run.latencies_us.len().max(1) as f64;
    let strange: u64 = own.iter().flat_map(|sample| sample.run.strange.values()).sum();
    let status = own.iter().find_map(|sample| sample.run.strange.keys().next().copied());
    Line {
        name: subject.name.clone(),
        per_second: of(&|sample| sample.run.per_second()),
        ratio: yardstick
            .map(|other| median(own.iter().zip(other).map(|(own, other)| own.run.per_second() / other.run.per_second()))),
        aim: subject.aim,
        p50_ms: of(&|sample| sample.run.latency_ms(0.5)),
        p99_ms: of(&|sample| sample.run.latency_ms(0.99)),
        app_us: of(&|sample| each(sample.app_us, &sample.run)),
        database_us: own
            .iter()
            .all(|sample| sample.database_us.is_some())
            .then(|| of(&|sample| each(sample.database_us.unwrap_or_default(), &sample.run))),
        strange: status.map(|status| (strange, status)),
    }
}

/// The middle value.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

//! Where a run takes place: one store with its folder and addresses, and how much is asked of it.

use std::path::PathBuf;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Of one run.
    pub seconds: f64,
    /// Runs of each subject, in turn with the others; the median counts.
    pub rounds: usize,
    /// That ask at once.
    pub connections: usize,
    /// That answer, in the product and in the yardsticks.
    pub threads: usize,
    /// Connections to PostgreSQL, in the product and in the yardsticks.
    pub pool: u32,
    /// In the workspace that is measured.
    pub people: usize,
    /// Whose answers are kept.
    pub answering: usize,
    /// In one run: each needs an attempt of its own.
    pub submissions: usize,
    /// Agreements asked for at once, and one by one.
    pub agreements: (usize, usize),
    /// Units that each person of the exported workspace has opened.
    pub exported_units: usize,
    /// Starts of an existing database.
    pub starts: usize,
    /// Workspaces with two contacts each that a notice is told to.
    pub customers: usize,
}

impl Plan {
    /// The whole bench: at most 10 minutes on 2 cores.
    pub const FULL: Self = Self {
        seconds: 2.0,
        rounds: 3,
        connections: 32,
        threads: 2,
        pool: 8,
        people: 5_000,
        answering: 256,
        submissions: 500,
        agreements: (40, 20),
        exported_units: 200,
        starts: 7,
        customers: 5_000,
    };

    /// A look: at most 3 minutes; the export has 100,000 rows.
    pub const QUICK: Self =
        Self { seconds: 0.7, answering: 128, submissions: 100, agreements: (8, 5), exported_units: 20, starts: 3, ..Self::FULL };
}

/// The two stores.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// PostgreSQL and Redis.
    Postgres,
    /// One file.
    Sqlite,
}

/// One store, ready to be measured.
pub struct Stage {
    /// Which.
    pub store: Store,
    /// How much.
    pub plan: Plan,
    /// For data, logs and downloads.
    pub folder: PathBuf,
    /// The product's database.
    pub product_url: String,
    /// The yardsticks' database, on the same server.
    pub yardstick_url: String,
    /// Limits and wake-ups.
    pub redis_url: Option<String>,
    /// The database server's process, to read its CPU time; none for SQLite, which works inside the product.
    pub postgres_pid: Option<u32>,
}

impl Store {
    /// The heading of its table.
    pub fn title(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL + Redis",
            Self::Sqlite => "SQLite",
        }
    }
}

//! The processes that are measured: the product's own binary, and the yardsticks.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use super::http::{self, Connection, HERE};
use super::stage::Stage;

/// The product as cargo built it beside this program.
pub const BINARY: &str = env!("CARGO_BIN_EXE_tutela");

/// The facts of an invented operator: without them no agreement is made.
const OPERATOR: &[(&str, &str)] = &[
    ("TUTELA_OPERATOR_LEGAL_NAME", "Measured Learning d.o.o."),
    ("TUTELA_OPERATOR_REGISTER_NO", "Ljubljana 1234567000"),
    ("TUTELA_OPERATOR_ADDRESS", "Merilna ulica 1, 1000 Ljubljana"),
    ("TUTELA_OPERATOR_COUNTRY", "SI"),
    ("TUTELA_OPERATOR_CONTACT_EMAIL", "office@measured.example"),
    ("TUTELA_OPERATOR_PRIVACY_EMAIL", "privacy@measured.example"),
    ("TUTELA_OPERATOR_SECURITY_EMAIL", "security@measured.example"),
    ("TUTELA_GOVERNING_LAW_COUNTRY", "SI"),
    ("TUTELA_GOVERNING_LAW_PLACE", "Ljubljana"),
    ("TUTELA_OPERATOR_SIGNATORY_NAME", "Mira Kovač"),
    ("TUTELA_OPERATOR_SIGNATORY_TITLE", "Managing director"),
];

/// A running server; it ends with this value, or when this program dies.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> anyhow::Result<()> {
        Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.pid())).status()?;
        let until = Instant::now() + Duration::from_secs(40);
        while self.child.try_wait()?.is_none() {
            ensure!(Instant::now() < until, "the server did not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that dies with this program and knows nothing of its environment's settings.
fn command(program: impl Into<OsString>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--"]).arg(program.into()).stdin(Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(|name| name.starts_with("TUTELA_"))) {
        command.env_remove(name);
    }
    command
}

/// Starts the yardsticks.
pub fn yardstick(stage: &Stage) -> anyhow::Result<Server> {
    let own = std::env::current_exe()?;
    let mut child = command(own)
        .args(["--yardstick", &stage.yardstick_url, &stage.plan.threads.to_string(), &stage.plan.pool.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("setpriv (util-linux) is missing")?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("no output")?).read_line(&mut line)?;
    let Ok(address) = line.trim().parse() else {
        let _ = child.kill();
        let _ = child.wait();
        bail!("the yardsticks did not start");
    };
    Ok(Server { child, address })
}

fn product(stage: &Stage, arguments: &[&str]) -> anyhow::Result<Command> {
    let mut command = command(std::env::var_os("TUTELA_BENCH_BINARY").unwrap_or_else(|| BINARY.into()));
    let log = log(stage)?;
    command
        .args(arguments)
        .current_dir(&stage.folder)
        .envs(OPERATOR.iter().copied())
        .env("TUTELA_DATA", stage.folder.join("data"))
        .env("TUTELA_DATABASE_URL", &stage.product_url)
        .env("TUTELA_DATABASE_CONNECTIONS", stage.plan.pool.to_string())
        .env("TUTELA_THREADS", stage.plan.threads.to_string())
        .env("TUTELA_LOG_LEVEL", "warn")
        .stdout(log.try_clone()?)
        .stderr(log);
    if let Some(redis) = &stage.redis_url {
        command.env("TUTELA_REDIS_URL", redis);
    }
    Ok(command)
}

fn log(stage: &Stage) -> anyhow::Result<File> {
    Ok(OpenOptions::new().create(true).append(true).open(log_path(&stage.folder))?)
}

/// Where the product writes what it has to say.
pub fn log_path(folder: &Path) -> PathBuf {
    folder.join("product.log")
}

/// Runs a command of the product to its end.
pub fn tutela(stage: &Stage, arguments: &[&str]) -> anyhow::Result<()> {
    let status = product(stage, arguments)?.env("TUTELA_NEW_PASSWORD", "seventeen quiet lamps turn").status()?;
    ensure!(status.success(), "tutela {} failed: {}", arguments.join(" "), tail(stage));
    Ok(())
}

/// Starts the product and waits for the first 200 that needed the database; says how long that took.
pub async fn serve(stage: &Stage) -> anyhow::Result<(Server, Duration)> {
    let address = free_address()?;
    let began = Instant::now();
    let child = product(stage, &["serve", "--listen", &address.to_string()])?.spawn()?;
    let mut server = Server { child, address };
    let ready = http::request("GET", "/readyz", None, None);
    loop {
        if let Ok(mut connection) = Connection::open(address, HERE).await
            && connection.ask(&ready).await.is_ok_and(|status| status == 200)
        {
            return Ok((server, began.elapsed()));
        }
        if server.child.try_wait()?.is_some() || began.elapsed() > Duration::from_secs(60) {
            bail!("the product did not start: {}", tail(stage));
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// An address below those that outgoing connections take: there a connection that tries a server which is not up yet could
/// meet itself, and hold its port.
fn free_address() -> anyhow::Result<SocketAddr> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for _ in 0..1000 {
        let number = std::process::id().wrapping_mul(97).wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, u16::try_from(20_000 + number % 12_000)?));
        if TcpListener::bind(address).is_ok() {
            return Ok(address);
        }
    }
    bail!("no port is free")
}

/// The last lines of the product's log.
pub fn tail(stage: &Stage) -> String {
    let text = std::fs::read_to_string(log_path(&stage.folder)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(8)..].join("\n")
}

//! The worker is killed as it sends notices, again and again: nobody is told twice, and whoever may not have been told is
//! recorded as that (M-5.6). The real program, a mail server of its own, SIGKILL.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tutela::kernel::clock::{Clock as _, SystemClock};
use tutela::vendors::changes::jobs::look_after;

use crate::subprocessor_changes::{CHANGES, Staff, adding};
use crate::world::World;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// So many workspaces with two contacts each: more than all kills together can leave unsure, and still most are told.
const CUSTOMERS: usize = 40;
/// The worker is killed so often.
const KILLS: usize = 6;
/// Mails of notices that one worker sends at once: the places of the lane `Bulk`.
const AT_ONCE: usize = 2;
/// Nobody listens there: what is to be sent waits.
const NOWHERE: u16 = 1;

/// Addresses to which a mail server takes nothing.
pub type Refused = Arc<Mutex<Vec<String>>>;

/// A mail server that takes its time, and tells of each mail it has taken before it says so.
pub fn sink(told: Sender<String>, refused: &Refused) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (port, refused) = (listener.local_addr().unwrap().port(), Arc::clone(refused));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (told, refused) = (told.clone(), Arc::clone(&refused));
            std::thread::spawn(move || converse(stream, &told, &refused));
        }
    });
    port
}

fn converse(stream: TcpStream, told: &Sender<String>, refused: &Refused) -> Option<()> {
    let mut out = stream.try_clone().ok()?;
    let mut lines = BufReader::new(stream).lines();
    let mut to = String::new();
    out.write_all(b"220 mail.test\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match word.as_str() {
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                if refused.lock().unwrap().contains(&to) { "550 no such mailbox\r\n" } else { "250 ok\r\n" }
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n").ok()?;
                while lines.next()?.ok()? != "." {}
                told.send(to.clone()).ok()?;
                // Time enough to be killed between the mail and the yes.
                std::thread::sleep(Duration::from_millis(25));
                "250 taken\r\n"
            }
            "QUIT" => return None,
            _ => "250 ok\r\n",
        };
        out.write_all(answer.as_bytes()).ok()?;
    }
    Some(())
}

/// A worker that dies with the test.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn worker(world: &World, port: u16) -> Worker {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tutela"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(|name| name.starts_with("TUTELA_"))) {
        command.env_remove(name);
    }
    command
        .args(["worker", "--data"])
        .arg(world.folder().join("worker"))
        .env("TUTELA_DATABASE_URL", world.database.url())
        .env("TUTELA_DATABASE_MIGRATE", "false")
        .env("TUTELA_KEY_FILE", world.folder().join("operator.key"))
        .env("TUTELA_MAIL_KIND", "smtp")
        .env("TUTELA_MAIL_HOST", "127.0.0.1")
        .env("TUTELA_MAIL_PORT", port.to_string())
        .env("TUTELA_MAIL_TLS", "none")
        .env("TUTELA_LOG_LEVEL", "error")
        .stdout(Stdio::null())
        .stderr(Stdio::inherit());
    Worker(command.spawn().unwrap())
}

/// Waits until the mail server has taken so many more.
fn takes(told: &Receiver<String>, taken: &mut Vec<String>, more: usize) {
    for _ in 0..more {
        match told.recv_timeout(PATIENCE) {
            Ok(to) => taken.push(to),
            Err(error) => panic!("after {} mails none comes: {error}", taken.len()),
        }
    }
}

/// Announces a change to all customers; says whom a mail must reach.
async fn announces_to_all(world: &World) -> BTreeSet<String> {
    let mut addresses = BTreeSet::new();
    for number in 0..CUSTOMERS {
        let customer = world.tenant(&format!("Customer {number}")).await;
        addresses.extend([customer.owner.email.clone(), customer.admin.email.clone()]);
    }
    let staff = Staff::of(world).await;
    let change = staff.drafts(adding()).await;
    staff.approves(&change).await.is_ok();
    staff.lena.posts(format!("{CHANGES}/{change}/notice")).await.is_accepted();
    addresses
}

#[actix_web::test]
async fn a_worker_killed_as_it_sends_tells_nobody_twice_and_owns_up_to_what_it_does_not_know() {
    let world = World::new().await;
    let addresses = announces_to_all(&world).await;

    let (tell, told) = channel();
    let port = sink(tell, &Refused::default());
    let mut taken = Vec::new();
    for kill in 0..KILLS {
        let mut worker = worker(&world, port);
        takes(&told, &mut taken, 4 + kill);
        worker.0.kill().unwrap();
        worker.0.wait().unwrap();
        // As if the five minutes were over for which a worker keeps a job.
        world.database.run("UPDATE job SET lease_until = created_at WHERE state = 'running'").await;
    }
    let last = worker(&world, port);
    let open = "SELECT count(*) FROM notice_delivery WHERE state IN ('queued', 'sending')";
    let all = "SELECT count(*) FROM notice_delivery WHERE state IN ('sent', 'unconfirmed')";
    let began = Instant::now();
    while world.database.number(open).await > 0 || world.database.number(all).await < 2 * CUSTOMERS as i64 {
        assert!(began.elapsed() < PATIENCE, "notices are still under way");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(last);
    taken.extend(told.try_iter());

    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for to in taken.iter().filter(|to| addresses.contains(*to)) {
        *times.entry(to).or_default() += 1;
    }
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
    let of_state = |state: &str| {
        format!(
            "SELECT u.email FROM notice_delivery d JOIN user_account u ON u.tenant_id = d.tenant_id AND u.id = d.user_id WHERE d.state = '{state}'"
        )
    };
    let sent: BTreeSet<String> = world.database.texts(&of_state("sent")).await.into_iter().collect();
    let unsure: BTreeSet<String> = world.database.texts(&of_state("unconfirmed")).await.into_iter().collect();
    assert_eq!(sent.len() + unsure.len(), addresses.len(), "everybody has a record");
    let unsaid: Vec<_> = sent.iter().filter(|to| !times.contains_key(to.as_str())).collect();
    assert!(unsaid.is_empty(), "recorded as sent, but the server has no such mail: {unsaid:?}");
    let silent: Vec<_> = addresses.iter().filter(|to| !times.contains_key(to.as_str()) && !unsure.contains(*to)).collect();
    assert!(silent.is_empty(), "never told and not owned up to: {silent:?}");
    assert!(unsure.len() <= KILLS * AT_ONCE, "at most what was on its way at each kill: {}", unsure.len());
    assert!(sent.len() > CUSTOMERS, "most are told: {} of {}", sent.len(), addresses.len());
    world.database.run("DELETE FROM job").await;
    days_pass_and_nobody_hears_twice(&world, &unsure).await;
}

/// Four days of rounds: whoever may have had the mail gets no other where a colleague was reached, and the doubt stays.
async fn days_pass_and_nobody_hears_twice(world: &World, unsure: &BTreeSet<String>) {
    // The workers went by the time of this machine.
    world.waits(SystemClock.now() - world.now());
    for _ in 0..4 {
        world.waits(chrono::Duration::hours(25));
        look_after(world.kernel()).await.unwrap();
        world.tries_its_jobs().await;
    }
    let alone = "SELECT u.email FROM notice_delivery d JOIN user_account u ON u.tenant_id = d.tenant_id AND u.id = d.user_id \
                 WHERE NOT EXISTS (SELECT 1 FROM notice_delivery o WHERE o.tenant_id = d.tenant_id AND o.id <> d.id AND o.turn = 1 AND o.state = 'sent')";
    let alone: BTreeSet<String> = world.database.texts(alone).await.into_iter().collect();
    for address in unsure {
        let second = world.mailbox(address).len();
        let wanted = usize::from(alone.contains(address));
        assert_eq!(second, wanted, "{address}: another mail is for those alone of whose workspace nobody was reached");
    }
    let others = world.mails().into_iter().filter(|mail| mail.subject.starts_with("Second notice") && !unsure.contains(&mail.to));
    assert_eq!(others.count(), 0, "whoever was reached hears once");
    world.database.run("DELETE FROM job").await;
}

#[actix_web::test]
async fn a_worker_killed_between_two_workspaces_tells_each_of_them_once() {
    let world = World::new().await;
    let addresses = announces_to_all(&world).await;

    let notices = "SELECT count(*) FROM change_notice";
    let freed = "UPDATE job SET lease_until = created_at WHERE state = 'running'";
    let mut entered = 0;
    for _ in 0..20 {
        let mut worker = worker(&world, NOWHERE);
        let began = Instant::now();
        while world.database.number(notices).await == 0 {
            assert!(began.elapsed() < PATIENCE, "nobody is told");
        }
        worker.0.kill().unwrap();
        worker.0.wait().unwrap();
        world.database.run(freed).await;
        entered = world.database.number(notices).await;
        if entered < CUSTOMERS as i64 {
            break;
        }
        // It was faster than we: as if it had not begun. No mail server was there, so nobody has heard of it.
        for sql in [
            "DELETE FROM notice_delivery",
            "DELETE FROM change_notice",
            "DELETE FROM job WHERE kind <> 'changes.announce'",
            "UPDATE job SET state = 'queued', attempts = 0, lease_until = NULL, finished_at = NULL",
        ] {
            world.database.run(sql).await;
        }
    }
    assert!(0 < entered && entered < CUSTOMERS as i64, "killed in the midst: {entered} of {CUSTOMERS}");

    let (tell, told) = channel();
    let port = sink(tell, &Refused::default());
    world.database.run("UPDATE job SET run_at = created_at WHERE state = 'queued'").await;
    let last = worker(&world, port);
    let open = "SELECT count(*) FROM notice_delivery WHERE state IN ('queued', 'sending')";
    let began = Instant::now();
    while world.database.number(notices).await < CUSTOMERS as i64 || world.database.number(open).await > 0 {
        assert!(began.elapsed() < PATIENCE, "notices are still under way");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(last);
    let each = "SELECT count(*) FROM (SELECT tenant_id FROM change_notice GROUP BY tenant_id HAVING count(*) = 1) AS once";
    assert_eq!(world.database.number(each).await, CUSTOMERS as i64, "one notice in each workspace");
    let pairs =
        "SELECT count(*) FROM (SELECT notice_id FROM notice_delivery GROUP BY tenant_id, notice_id HAVING count(*) = 2) AS two";
    assert_eq!(world.database.number(pairs).await, CUSTOMERS as i64, "two contacts of each");
    assert_eq!(world.database.number("SELECT count(*) FROM notice_delivery").await, 2 * CUSTOMERS as i64);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for to in told.try_iter().filter(|to| addresses.contains(to)) {
        *times.entry(to).or_default() += 1;
    }
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
    let sent = world.database.number("SELECT count(*) FROM notice_delivery WHERE state = 'sent'").await;
    assert_eq!(times.len() as i64, sent, "whoever is written down as told was told");
    assert!(sent > CUSTOMERS as i64, "most are told: {sent}");
    world.database.run("DELETE FROM job").await;
}

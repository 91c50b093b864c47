//! What a process costs, as Linux counts it under `/proc`.

use std::fs;
use std::path::Path;

/// Linux counts in hundredths of a second for programs (USER_HZ), on every machine that we build for.
const US_PER_TICK: u64 = 10_000;

/// CPU time of a process with all its threads, in microseconds.
pub fn cpu_us(pid: u32) -> u64 {
    stat(pid).map_or(0, |stat| (stat.user + stat.system) * US_PER_TICK)
}

/// CPU time of a server that works in child processes, in microseconds: itself, its children, and those that have ended.
pub fn cpu_of_family_us(pid: u32) -> u64 {
    let Some(own) = stat(pid) else { return 0 };
    let children: u64 =
        processes().filter_map(stat).filter(|child| child.parent == pid).map(|child| child.user + child.system).sum();
    (own.user + own.system + own.ended_children + children) * US_PER_TICK
}

/// Resident memory, in KiB.
pub fn resident_kib(pid: u32) -> u64 {
    status(pid, "VmRSS:")
}

/// The most resident memory since the start or since [`forget_peak`], in KiB.
pub fn peak_kib(pid: u32) -> u64 {
    status(pid, "VmHWM:")
}

/// Lets the peak begin anew; says whether the kernel did so.
pub fn forget_peak(pid: u32) -> bool {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").is_ok()
}

struct Stat {
    parent: u32,
    user: u64,
    system: u64,
    ended_children: u64,
}

fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in brackets may hold anything, so the fields are counted from its end: see proc(5).
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
    Some(Stat {
        parent: u32::try_from(number(1)?).ok()?,
        user: number(11)?,
        system: number(12)?,
        ended_children: number(13)? + number(14)?,
    })
}

fn status(pid: u32, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir(Path::new("/proc")).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str().and_then(|name| name.parse().ok()))
}

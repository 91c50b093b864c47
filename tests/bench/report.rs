//! The tables, as Markdown: what is printed can be pasted into the README.

use super::measure::{Aim, Line};
use super::stage::Stage;

/// A value that is not a rate of requests.
pub struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    below: Option<f64>,
}

impl Figure {
    /// Nothing was decided about it.
    pub fn plain(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, below: None }
    }

    /// It should stay below.
    pub fn below(name: impl Into<String>, value: f64, unit: &'static str, below: f64) -> Self {
        Self { name: name.into(), value, unit, below: Some(below) }
    }
}

/// Prints the two tables of a store.
pub fn print(stage: &Stage, lines: &[Line], figures: &[Figure]) {
    let plan = &stage.plan;
    println!("\n### {}\n", stage.store.title());
    println!(
        "{} threads and a pool of {} on both sides, {} connections that ask (the matrix: one). Each line is the median of {} runs of at most {} s, taken in turn \
         with the others of its group; the ratio is that of requests/s to the bare select (reads) or the bare insert (writes), run by run.\n",
        plan.threads, plan.pool, plan.connections, plan.rounds, plan.seconds
    );
    table(
        &["", "requests/s", "ratio", "aim", "p50 ms", "p99 ms", "CPU µs app", "CPU µs database"],
        lines.iter().map(|line| {
            [
                line.name.clone(),
                format!("{:.0}", line.per_second),
                line.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")),
                verdict(line),
                format!("{:.2}", line.p50_ms),
                format!("{:.2}", line.p99_ms),
                format!("{:.0}", line.app_us),
                line.database_us.map_or_else(|| "–".to_owned(), |us| format!("{us:.0}")),
            ]
        }),
    );
    println!();
    table(
        &["", "value", "aim"],
        figures.iter().map(|figure| {
            let aim = figure.below.map(|below| mark(format!("< {below:.0} {}", figure.unit), figure.value < below));
            [figure.name.clone(), format!("{:.1} {}", figure.value, figure.unit), aim.unwrap_or_default()]
        }),
    );
    for line in lines {
        if let Some((many, status)) = line.strange {
            println!("\n{}: {many} answers were no 2xx, for example {status}.", line.name);
        }
    }
}

fn verdict(line: &Line) -> String {
    match line.aim {
        Some(Aim::Ratio(aim)) => mark(format!("≥ {aim:.2}"), line.ratio.is_some_and(|ratio| ratio >= aim)),
        Some(Aim::Milliseconds(aim)) => mark(format!("p50 < {aim:.0} ms"), line.p50_ms < aim),
        None => String::new(),
    }
}

fn mark(aim: String, reached: bool) -> String {
    if reached { format!("{aim} ✓") } else { format!("{aim} MISSED") }
}

fn table<const N: usize>(head: &[&str; N], rows: impl Iterator<Item = [String; N]>) {
    let rows: Vec<[String; N]> = rows.collect();
    let widths: Vec<usize> = (0..N)
        .map(|at| rows.iter().map(|row| row[at].chars().count()).chain([head[at].chars().count()]).max().unwrap_or_default())
        .collect();
    let show = |cells: Vec<&str>| {
        let cells = cells.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            let space = " ".repeat(width.saturating_sub(cell.chars().count()));
            if at == 0 { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        println!("| {} |", cells.collect::<Vec<_>>().join(" | "));
    };
    show(head.to_vec());
    let rules: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(at, width)| if at == 0 { "-".repeat(*width) } else { format!("{}:", "-".repeat(width - 1)) })
        .collect();
    println!("| {} |", rules.join(" | "));
    for row in &rows {
        show(row.iter().map(String::as_str).collect());
    }
}

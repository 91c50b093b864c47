//! Writing the zip.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::archive::{Archive, Part};
use super::events::Event;
use super::model::{Build, Expire, KEPT, State};
use super::store;
use super::tables::{Table, catalogue};
use crate::kernel::db::{TenantTx, Unaudited};
use crate::kernel::documents;
use crate::kernel::error::Error;
use crate::kernel::files::shelf::{self, Label};
use crate::kernel::outbox::Work;
use crate::notifications::{self, Mail, Recipient};
use crate::people::tenants;

/// Rows read at once.
const BATCH: u64 = 1000;
/// After this many tries an export has failed and its owner may ask for another.
const MOST_ATTEMPTS: i32 = 3;
/// The job's lease is renewed and the progress shown at most this often.
const SHOW_EVERY: Duration = Duration::from_millis(500);
/// The word for an export among the files: a later export does not take it along.
const KIND: &str = "export";
/// The version of the zip's layout.
const FORMAT: &str = "tutela-export/1";

/// Builds the zip of a requested export. Done again after a crash it starts from the beginning and replaces the file.
///
/// # Errors
/// When the database or the file store fails; the export is marked as failed with the last try.
pub async fn build(work: Work, job: Build) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = store::by_id(&tx, job.export_id).await?;
    if State::parse(&row.state).is_none_or(|state| !state.is_running()) {
        return Ok(());
    }
    // The worker ended in the middle of the last try, so that nobody has said yet that it failed.
    if work.attempt > MOST_ATTEMPTS {
        drop(tx);
        return fail(&work, job.export_id, "internal").await;
    }
    store::set_progress(&tx, job.export_id, 0, 0).await?;
    tx.commit_unaudited(Unaudited::BuildProgress).await?;
    match write(&work, job.export_id).await {
        Err(error) if work.attempt >= MOST_ATTEMPTS => fail(&work, job.export_id, error.code()).await,
        built => built,
    }
}

/// Gives an export up, unless another worker has taken it.
async fn fail(work: &Work, export_id: Uuid, code: &str) -> Result<(), Error> {
    work.renew().await?;
    let tx = work.begin().await?;
    if State::parse(&store::by_id(&tx, export_id).await?.state).is_none_or(|state| !state.is_running()) {
        return Ok(());
    }
    work.kernel().files.delete(work.tenant().get(), export_id).await?;
    store::set_failed(&tx, export_id, code).await?;
    tx.commit(Event::Failed { export_id }).await
}

/// Deletes the zip of an export whose time is over.
///
/// # Errors
/// When the database or the file store fails.
pub async fn expire(work: Work, job: Expire) -> Result<(), Error> {
    let tx = work.begin().await?;
    let row = store::by_id(&tx, job.export_id).await?;
    let Some(file_id) = row.file_id else { return Ok(()) };
    store::set_expired(&tx, job.export_id).await?;
    shelf::remove(&tx, file_id).await?;
    tx.commit(Event::Expired { export_id: job.export_id }).await
}

async fn write(work: &Work, export_id: Uuid) -> Result<(), Error> {
    let kernel = work.kernel();
    let snapshot = work.snapshot().await?;
    let key = snapshot.key().await?;
    let file = kernel.files.writer(&key, work.tenant().get(), export_id)?;
    let mut build = Building {
        work,
        export_id,
        archive: Archive::over(file),
        parts: Vec::new(),
        rows: 0,
        tables_done: 0,
        shown: Instant::now(),
    };
    let built = build.everything(&snapshot).await;
    drop(snapshot);
    if let Err(error) = built {
        build.archive.give_up().await?;
        return Err(error);
    }
    let rows = build.rows;
    // The file is replaced whole: only by whoever still has the job.
    work.renew().await?;
    let stored = build.archive.finish().await?;
    let tx = work.begin().await?;
    let tenant = tenants::own(&tx).await?.ok_or(Error::NotFound)?;
    let row = store::by_id(&tx, export_id).await?;
    let name = format!("{}-{}.zip", tenant.slug, tx.now().format("%Y-%m-%d"));
    shelf::enter(&tx, export_id, Label { kind: KIND, name, content_type: "application/zip" }, &stored).await?;
    store::set_ready(&tx, export_id, export_id, &stored, rows).await?;
    tx.enqueue_at(Expire { export_id }, tx.now() + KEPT).await?;
    let mail = Mail::new(Recipient::Person(row.requested_by), "export-ready")
        .with("workspace", tenant.name)
        .with("size", notifications::Value::Bytes(stored.size))
        .with("expires", tx.now() + KEPT)
        .with("sha256", stored.sha256_hex())
        .link(format!("/exports/{export_id}"));
    notifications::mail(&tx, mail).await?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    tx.commit(Event::Built { export_id, rows, size, sha256: stored.sha256_hex() }).await
}

struct Building<'a> {
    work: &'a Work,
    export_id: Uuid,
    archive: Archive,
    parts: Vec<Part>,
    rows: i64,
    tables_done: i32,
    shown: Instant,
}

impl Building<'_> {
    async fn everything(&mut self, snapshot: &TenantTx) -> Result<(), Error> {
        let tables = catalogue();
        for table in &tables {
            self.table(snapshot, table).await?;
        }
        self.registers(snapshot).await?;
        self.files(snapshot).await?;
        self.documents(snapshot, &tables).await
    }

    /// What the tables of the platform hold of the tenant: its own row, and its entries in the directory of documents.
    async fn registers(&mut self, snapshot: &TenantTx) -> Result<(), Error> {
        let mut row = serde_json::to_value(snapshot.own().await?)?;
        if let Some(row) = row.as_object_mut() {
            row.remove("wrapped_key");
        }
        self.parts.push(self.archive.add("tenant.json", &serde_json::to_vec_pretty(&row)?).await?);

        self.archive.begin("documents.jsonl", true)?;
        let mut count = 0;
        let mut after = None;
        loop {
            let rows = documents::of(snapshot, after, BATCH).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            count += rows.len() as u64;
            let mut text = Vec::new();
            for row in &rows {
                serde_json::to_writer(&mut text, row)?;
                text.push(b'\n');
            }
            self.archive.write(&text).await?;
            self.rows += i64::try_from(rows.len()).unwrap_or_default();
            self.show(false).await?;
        }
        self.parts.push(self.archive.end(Some(count))?);
        Ok(())
    }

    /// Reads a table twice, once per format: a zip is written front to back, and memory must not grow with the table.
    async fn table(&mut self, snapshot: &TenantTx, table: &Table) -> Result<(), Error> {
        self.archive.begin(&format!("tables/{}.jsonl", table.name), true)?;
        let mut count = 0;
        let mut after = None;
        loop {
            let rows = table.rows(snapshot, after, BATCH).await?;
            let Some((last, _)) = rows.last() else { break };
            after = Some(*last);
            count += rows.len() as u64;
            let mut text = Vec::with_capacity(rows.len() * 256);
            for (_, row) in &rows {
                serde_json::to_writer(&mut text, row)?;
                text.push(b'\n');
            }
            self.archive.write(&text).await?;
            self.rows += i64::try_from(rows.len()).unwrap_or_default();
            self.show(false).await?;
        }
        self.parts.push(self.archive.end(Some(count))?);
        self.csv(snapshot, table).await?;
        self.tables_done += 1;
        self.show(true).await
    }

    async fn csv(&mut self, snapshot: &TenantTx, table: &Table) -> Result<(), Error> {
        self.archive.begin(&format!("tables/{}.csv", table.name), true)?;
        self.archive.write(&line(table.columns.iter().map(|column| column.name.clone()))?).await?;
        let mut count = 0;
        let mut after = None;
        loop {
            let rows = table.rows(snapshot, after, BATCH).await?;
            let Some((last, _)) = rows.last() else { break };
            after = Some(*last);
            count += rows.len() as u64;
            let mut text = Vec::with_capacity(rows.len() * 200);
            for (_, row) in &rows {
                text.extend(line(table.columns.iter().map(|column| cell(row.get(&column.name))))?);
            }
            self.archive.write(&text).await?;
            self.show(false).await?;
        }
        self.parts.push(self.archive.end(Some(count))?);
        Ok(())
    }

    async fn files(&mut self, snapshot: &TenantTx) -> Result<(), Error> {
        let key = snapshot.key().await?;
        let mut after = None;
        loop {
            let files = shelf::all_but(snapshot, KIND, after, BATCH).await?;
            let Some(last) = files.last() else { return Ok(()) };
            after = Some(last.id);
            for file in &files {
                let name: String = file.name.chars().filter(|c| c.is_alphanumeric() || "._- ".contains(*c)).collect();
                self.archive.begin(&format!("files/{}/{name}", file.id), false)?;
                let bytes = self.work.kernel().files.stream(&key, self.work.tenant().get(), file.id).await?;
                let mut bytes = std::pin::pin!(bytes);
                while let Some(chunk) = bytes.next().await {
                    self.archive.write(&chunk?).await?;
                    self.show(false).await?;
                }
                self.parts.push(self.archive.end(None)?);
            }
        }
    }

    /// The schema, and last of all the manifest: it counts everything before it.
    async fn documents(&mut self, snapshot: &TenantTx, tables: &[Table]) -> Result<(), Error> {
        let schema: Vec<Value> = tables.iter().map(describe).collect();
        let schema = json!({ "format": FORMAT, "tables": schema });
        let part = self.archive.add("schema.json", &serde_json::to_vec_pretty(&schema)?).await?;
        self.parts.push(part);
        let manifest = json!({
            "format": FORMAT,
            "tenant": self.work.tenant().get(),
            "export": self.export_id,
            "moment": snapshot.now(),
            "rows": self.rows,
            "parts": self.parts,
        });
        self.archive.add("manifest.json", &serde_json::to_vec_pretty(&manifest)?).await?;
        Ok(())
    }

    async fn show(&mut self, at_once: bool) -> Result<(), Error> {
        if self.shown.elapsed() < SHOW_EVERY && !at_once {
            return Ok(());
        }
        self.shown = Instant::now();
        self.work.renew().await?;
        let tx = self.work.begin().await?;
        store::set_progress(&tx, self.export_id, self.tables_done, self.rows).await?;
        tx.commit_unaudited(Unaudited::BuildProgress).await
    }
}

/// What the schema says of a table: its columns with their categories, why it is held, for how long.
fn describe(table: &Table) -> Value {
    let columns = table.columns.iter();
    let columns: Vec<Value> =
        columns.map(|column| json!({ "name": column.name, "type": column.kind, "category": column.category })).collect();
    json!({
        "table": table.name,
        "basis": table.privacy.basis,
        "retention": table.privacy.retention,
        "columns": columns,
    })
}

fn line(cells: impl Iterator<Item = String>) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    writer.into_inner().map_err(|_| Error::from(anyhow::anyhow!("a line of CSV could not be written")))
}

/// A value as a cell. Text that a spreadsheet would run as a formula gets an apostrophe in front (security design).
fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{cell, line};

    #[test]
    fn a_spreadsheet_runs_nothing_of_ours() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert!(cell(Some(&json!(text))).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell(Some(&json!(-1))), "-1");
        assert_eq!(cell(Some(&json!({ "a": 1 }))), "{\"a\":1}");
    }

    #[test]
    fn a_cell_with_a_line_break_stays_one_cell() {
        let text = line(["a\nb".to_owned(), "c,\"d\"".to_owned()].into_iter()).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "\"a\nb\",\"c,\"\"d\"\"\"\n");
    }
}

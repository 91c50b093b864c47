//! What is not counted in requests: agreements sealed, a workspace taken out, starts, memory.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use chrono::DateTime;
use futures_util::future::try_join_all;
use serde_json::{Value, json};
use tutela::agreements::dpa::{CUSTOMER_FIELD, PROCESSOR_FIELD};
use tutela::kernel::ids::sha256_hex;
use tutela::kernel::pdf::{Attachment, Description, Purpose, Seal, Sheet, SignatureField, SigningDetails, finish};

use tutela::kernel::captcha;

use super::http::{Connection, HERE, request};
use super::measure::median;
use super::process;
use super::report::Figure;
use super::seed::{self, owner_of, people, text};
use super::server::{self, Server};
use super::sql::Database;
use super::stage::Stage;

/// Starts of the existing database, and the memory of the last one at rest. Leaves it running.
pub async fn start(stage: &Stage) -> anyhow::Result<(Server, Vec<Figure>)> {
    let mut took = Vec::new();
    for _ in 1..stage.plan.starts {
        let (server, start) = server::serve(stage).await?;
        took.push(start.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    let (server, start) = server::serve(stage).await?;
    took.push(start.as_secs_f64() * 1000.0);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = process::resident_kib(server.pid()) as f64 / 1024.0;
    let figures = vec![
        Figure::below(format!("start to first 200 (median of {})", took.len()), median(took), "ms", 300.0),
        Figure::below("resident memory, idle after the start", idle, "MiB", 60.0),
    ];
    Ok((server, figures))
}

/// Agreements asked for by the public form, each from an address of its own so that no limit is met: some at once, then one
/// after the other. The times are those that the product wrote down.
pub async fn agreements(stage: &Stage, product: &Server) -> anyhow::Result<Vec<Figure>> {
    let (at_once, in_turn) = stage.plan.agreements;
    agreement(product, 0).await?;
    let cpu = process::cpu_us(product.pid());
    let together = try_join_all((1..=at_once).map(|number| agreement(product, number))).await?;
    let cpu_ms = (process::cpu_us(product.pid()) - cpu) as f64 / 1000.0 / at_once as f64;
    let first = together.iter().map(|(asked, _)| *asked).min().context("no agreement")?;
    let last = together.iter().map(|(_, sealed)| *sealed).max().context("no agreement")?;
    let mut alone = Vec::new();
    for number in 0..in_turn {
        let (asked, sealed) = agreement(product, at_once + 1 + number).await?;
        alone.push((sealed - asked) as f64 / 1000.0);
    }
    Ok(vec![
        Figure::plain(
            format!("agreements sealed, {at_once} asked for at once"),
            at_once as f64 / ((last - first) as f64 / 1e6),
            "/s",
        ),
        // 10 in a second of one core.
        Figure::below("CPU of an agreement (with the questions how far it is)", cpu_ms, "ms", 100.0),
        Figure::below("agreement from the request to the seal, p50", median(alone), "ms", 150.0),
    ])
}

/// Bytes of the file that is checked: ten times an agreement.
const CHECKED_BYTES: usize = 2_000_000;

/// An agreement of two megabytes with both signatures, which the directory knows with one and with both, checked by the public
/// interface, one after the other, each from an address of its own; and what the bare SHA-256 of the same bytes takes on the
/// same machine, which no check can do without.
pub async fn verification(stage: &Stage, product: &Server, database: &mut Database) -> anyhow::Result<Vec<Figure>> {
    let [sealed, file] = signed_by_both()?;
    for (number, pdf) in [&sealed, &file].into_iter().enumerate() {
        let (id, sha256) = (database.numbered(&(number + 1).to_string()), sha256_hex(pdf));
        let now = database.in_days("0");
        let row = format!("{id}, {id}, 'dpa', {id}, 'BENCH{number}', '{sha256}', {now}");
        let columns = "id, owner_id, kind, object_id, code, sha256, sealed_at";
        database.run(&format!("INSERT INTO document ({columns}) VALUES ({row})")).await?;
    }
    let head = "POST /api/v1/public/documents/verification HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/pdf\r\n";
    let request = [format!("{head}Content-Length: {}\r\n\r\n", file.len()).as_bytes(), &file].concat();
    let (mut took, mut hashed) = (Vec::new(), Vec::new());
    for number in 0..stage.plan.agreements.0 {
        let began = Instant::now();
        std::hint::black_box(ring::digest::digest(&ring::digest::SHA256, std::hint::black_box(&file)));
        hashed.push(began.elapsed().as_secs_f64() * 1000.0);
        let mut connection =
            Connection::open(product.address, Ipv4Addr::new(127, 78, 0, u8::try_from(number % 200)? + 1)).await?;
        let began = Instant::now();
        let status = connection.ask(&request).await?;
        took.push(began.elapsed().as_secs_f64() * 1000.0);
        let answer: Value = serde_json::from_slice(connection.body())?;
        let is_known = answer["verdict"] == "countersigned" && answer["on_record"] == true;
        let is_intact = [0, 1].iter().all(|at: &usize| answer["signatures"][*at]["intact"] == true);
        ensure!(status == 200 && is_known && is_intact, "the file was answered with {status}: {answer}");
    }
    let (took, hashed) = (median(took), median(hashed));
    Ok(vec![
        Figure::below("check of an agreement of 2 MB with both signatures, p50", took, "ms", 50.0),
        Figure::plain("the same in bare SHA-256 of those bytes", took / hashed, "times"),
    ])
}

/// An agreement as it is sealed and countersigned, with an attachment that does not get smaller: with one signature, with both.
fn signed_by_both() -> anyhow::Result<[Vec<u8>; 2]> {
    let at = DateTime::from_timestamp(1_795_000_000, 0).context("a time")?;
    let new = Seal::generate("Operator GmbH", "DE", at)?;
    let seal = Seal::load(&new.pkcs8, new.certificates)?;
    let mut noise = 0x9E37_79B9_7F4A_7C15_u64;
    let data: Vec<u8> = std::iter::repeat_with(|| {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        noise.to_le_bytes()[0]
    })
    .take(CHECKED_BYTES)
    .collect();
    let attachment = Attachment { name: "data.bin", mime: "application/octet-stream", description: "Data", data: &data };
    let about = Description {
        title: "Agreement".to_owned(),
        author: "Operator GmbH".to_owned(),
        subject: "Agreement".to_owned(),
        language: "en".to_owned(),
        identifier: seal.identifier(uuid::Uuid::nil()),
        created_at: at,
    };
    let mut sheet = Sheet::portrait("Agreement", "1");
    sheet.heading(1, "Agreement").paragraph("Words.");
    let fields = [PROCESSOR_FIELD, CUSTOMER_FIELD].map(|name| SignatureField { name, label: name });
    let plain = finish(sheet, &about, &[attachment], &fields)?;
    let details = |field, purpose| SigningDetails {
        field,
        signer_name: "Operator GmbH",
        reason: "Sealed",
        location: "",
        contact: "",
        at,
        purpose,
    };
    let sealed = seal.sign(&plain, &details(PROCESSOR_FIELD, Purpose::Certification))?;
    let both = seal.sign(&sealed, &details(CUSTOMER_FIELD, Purpose::Approval))?;
    Ok([sealed, both])
}

/// Asks for an agreement and waits for its seal: when it was asked for and sealed, in microseconds.
async fn agreement(product: &Server, number: usize) -> anyhow::Result<(i64, i64)> {
    let from = Ipv4Addr::new(127, 77, u8::try_from(number / 200)?, u8::try_from(number % 200)? + 1);
    let mut connection = Connection::open(product.address, from).await?;
    connection.ask(&request("GET", "/api/v1/public/captcha", None, None)).await?;
    let challenge: captcha::Challenge = serde_json::from_slice(connection.body())?;
    let solved = captcha::solve(&challenge).context("a challenge has no solution")?;
    let body = json!({
        "captcha": solved, "legal_name": format!("Customer {number} GmbH"), "register_no": format!("HRB {}", 10_000 + number),
        "address": "Messweg 5, 10115 Berlin", "country": "DE", "contact_email": format!("legal@customer-{number}.example"),
        "signatory_name": "Jana Vogel", "signatory_title": "Managing director", "language": "en",
    });
    let status = connection.ask(&request("POST", "/api/v1/public/dpa-requests", None, Some(&body.to_string()))).await?;
    ensure!(
        status == 201,
        "the request for an agreement was answered with {status}: {}",
        String::from_utf8_lossy(connection.body())
    );
    let asked: Value = serde_json::from_slice(connection.body())?;
    let address = text(&asked, "status_url")?;
    let path = address.find("/api/").map(|at| &address[at..]).context("the status has no path")?;
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        connection.ask(&request("GET", path, None, None)).await?;
        let now: Value = serde_json::from_slice(connection.body())?;
        if let Some(sealed) = now["sealed_at"].as_str() {
            let micros = |time: &str| DateTime::parse_from_rfc3339(time).map(|time| time.timestamp_micros());
            return Ok((micros(&text(&now, "requested_at")?)?, micros(sealed)?));
        }
        ensure!(now["state"] != "failed" && Instant::now() < until, "an agreement was not sealed: {now}");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

/// Puts the rows in that are taken out: every person has opened every unit of a workspace of their own.
pub async fn fill_exported(stage: &Stage, database: &mut Database) -> anyhow::Result<String> {
    let (tenant, owner, cookie) = owner_of(database, "exported").await?;
    people(database, tenant, stage.plan.people).await?;
    let (of_tenant, owner) = (database.uuid(tenant), database.uuid(owner));
    let (past, id, units) = (database.in_days("-20"), database.numbered("n"), database.numbers(stage.plan.exported_units));
    let (module, row, unit, person) = (
        database.numbered("1"),
        database.numbered("people.n * 1000 + units.n"),
        database.numbered("units.n"),
        database.numbered("people.n"),
    );
    let everybody = database.numbers(stage.plan.people);
    let statements = [
        format!(
            "INSERT INTO module (tenant_id, id, title, language, summary, state, created_by, created_at, updated_at) \
             VALUES ({of_tenant}, {module}, 'Archive', 'en', '', 'draft', {owner}, {past}, {past})"
        ),
        format!(
            "INSERT INTO unit (tenant_id, id, module_id, position, kind, title, body_md, created_at, updated_at) \
             SELECT {of_tenant}, {id}, {module}, n, 'page', 'Unit ' || n, 'Text of unit ' || n, {past}, {past} FROM {units} AS units"
        ),
        format!(
            "INSERT INTO unit_progress (tenant_id, id, user_id, unit_id, module_id, viewed_at, completed_at) \
             SELECT {of_tenant}, {row}, {person}, {unit}, {module}, {past}, {past} FROM {everybody} AS people CROSS JOIN {units} AS units"
        ),
    ];
    for statement in &statements {
        database.run(statement).await?;
    }
    database.settle().await?;
    Ok(cookie)
}

/// Takes the workspace out, on a server that has just started: its memory has not been used by anything else.
pub async fn export(stage: &Stage, product: &Server, owner: &str) -> anyhow::Result<Vec<Figure>> {
    seed::get(product.address, owner, "/api/v1/me").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let reset = process::forget_peak(product.pid());
    let (before, cpu, began) = (process::resident_kib(product.pid()), process::cpu_us(product.pid()), Instant::now());
    let asked = seed::post(product.address, owner, "/api/v1/exports", &json!({})).await?;
    let path = format!("/api/v1/exports/{}", text(&asked, "id")?);
    let mut sampled = before;
    let done = loop {
        let now: Value = serde_json::from_slice(&seed::get(product.address, owner, &path).await?)?;
        match now["state"].as_str() {
            Some("ready") => break now,
            Some("requested" | "building") if began.elapsed() < Duration::from_secs(400) => {}
            _ => anyhow::bail!("the export did not get ready: {now}\n{}", server::tail(stage)),
        }
        sampled = sampled.max(process::resident_kib(product.pid()));
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let wrote = began.elapsed().as_secs_f64();
    let cpu = (process::cpu_us(product.pid()) - cpu) as f64 / 1e6;
    let file = stage.folder.join("export.zip");
    let (began, mut connection) = (Instant::now(), Connection::open(product.address, HERE).await?);
    let bytes = connection.download(&request("GET", &format!("{path}/download"), Some(owner), None), &file).await?;
    let sent = began.elapsed().as_secs_f64();
    let peak = if reset { process::peak_kib(product.pid()) } else { sampled };
    let (content, rows) = (unpacked(&file)? as f64 / 1e6, done["rows_done"].as_u64().unwrap_or_default());
    std::fs::remove_file(&file)?;
    let what = format!("export of {rows} rows");
    Ok(vec![
        Figure::plain(format!("{what}: written"), wrote, "s"),
        Figure::plain(format!("{what}: {content:.0} MB of content (zip {:.1} MB)", bytes as f64 / 1e6), content / wrote, "MB/s"),
        Figure::plain(format!("{what}: CPU of the application"), cpu, "s"),
        Figure::plain(format!("{what}: sent"), bytes as f64 / 1e6 / sent, "MB/s"),
        Figure::below(
            format!("{what}: growth of resident memory at its peak"),
            peak.saturating_sub(before) as f64 / 1024.0,
            "MiB",
            64.0,
        ),
    ])
}

/// The bytes of the files in a zip before they were packed.
fn unpacked(path: &std::path::Path) -> anyhow::Result<u64> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path)?)?;
    let mut sum = 0;
    for at in 0..zip.len() {
        sum += zip.by_index_raw(at)?.size();
    }
    Ok(sum)
}

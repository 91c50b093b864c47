//! The owner takes the whole workspace out as one zip.

use std::collections::BTreeMap;
use std::io::Read as _;

use chrono::Duration;
use serde_json::{Value, json};
use tutela::kernel::ids::sha256_hex;
use tutela::kernel::tenancy::TenantId;

use crate::world::{PASSWORD, World};

/// The parts of a zip by path.
fn parts(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, bytes);
    }
    parts
}

#[actix_web::test]
async fn the_owner_takes_everything_out() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let owner = &acme.workspace.owner;
    let requested = owner.posts("/api/v1/exports").await.is_accepted();
    assert_eq!(requested.string("state"), "requested");
    let path = format!("/api/v1/exports/{}", requested.id());
    assert_eq!(requested.header("location"), path);
    owner.posts("/api/v1/exports").await.is_refused("export-running");
    owner.get(format!("{path}/download")).await.is_refused("export-not-ready");
    world.runs_its_jobs().await;
    let ready = owner.get(&path).await.is_ok();
    assert_eq!((ready.string("state"), &ready.json["tables_done"]), ("ready".into(), &ready.json["tables_total"]));
    let zip = owner.get(format!("{path}/download")).await.is_ok();
    assert_eq!(sha256_hex(&zip.bytes), ready.string("sha256"));

    let parts = parts(&zip.bytes);
    let manifest: Value = serde_json::from_slice(&parts["manifest.json"]).unwrap();
    let listed = manifest["parts"].as_array().unwrap();
    assert_eq!(listed.len() + 1, parts.len(), "everything but the manifest is in the manifest");
    let mut rows = 0;
    for part in listed {
        let name = part["path"].as_str().unwrap();
        let bytes = &parts[name];
        assert_eq!(
            (part["sha256"].as_str().unwrap(), part["bytes"].as_u64()),
            (sha256_hex(bytes).as_str(), Some(bytes.len() as u64)),
            "{name}"
        );
        if name.ends_with(".jsonl") {
            let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            let count = lines.inspect(|line| assert!(serde_json::from_slice::<Value>(line).is_ok(), "{name}")).count();
            assert_eq!(part["rows"].as_u64(), Some(count as u64), "{name}");
            rows += count;
        }
        if name.ends_with(".csv") {
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            assert_eq!(reader.records().map(Result::unwrap).count() as u64, part["rows"].as_u64().unwrap(), "{name}");
        }
    }
    assert_eq!(manifest["rows"].as_u64(), Some(rows as u64));
    for table in ["user_account", "module", "attempt", "answer", "certificate", "audit_event", "instruction", "enrolment"] {
        assert!(!parts[&format!("tables/{table}.jsonl")].is_empty(), "{table} is empty");
    }
    origins_can_be_read(&parts["tables/audit_event.jsonl"]);
    assert_eq!(parts["documents.jsonl"].iter().filter(|byte| **byte == b'\n').count(), 1, "its entry in the directory");
    let own: Value = serde_json::from_slice(&parts["tenant.json"]).unwrap();
    assert_eq!((&own["slug"], own.get("wrapped_key")), (&json!(acme.workspace.slug), None));
    holds_every_table(&world, acme.workspace.id, listed).await;
    let mails = world.mailbox(&owner.email);
    let told = mails.iter().filter(|mail| mail.text.contains(&ready.string("sha256")) && mail.link().ends_with(&requested.id()));
    assert_eq!(told.count(), 1, "{mails:#?}");
    let pdfs: Vec<_> = parts.iter().filter(|(name, bytes)| name.starts_with("files/") && bytes.starts_with(b"%PDF")).collect();
    assert_eq!(pdfs.len(), 1, "the certificate itself");
    owner.finds_in_the_log(&["offboard.export.requested", "offboard.export.built", "offboard.export.downloaded"]).await;
}

/// Where each act came from leaves as the log has it, and so that somebody without the key can read it.
fn origins_can_be_read(events: &[u8]) {
    let events = events.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let events: Vec<Value> = events.map(|line| serde_json::from_slice(line).unwrap()).collect();
    let known: Vec<_> = events.iter().filter(|event| event["origin"].is_string()).collect();
    assert!(!known.is_empty());
    for event in &known {
        assert!(event["origin_opened"]["ip"].as_str().unwrap().parse::<std::net::IpAddr>().is_ok(), "{event}");
        assert_eq!(event["origin_opened"]["request_id"], event["request_id"], "{event}");
    }
    assert!(events.iter().filter(|event| event["origin"].is_null()).all(|event| event.get("origin_opened").is_none()));
}

/// Each table of the catalogue with as many rows as the database has; what the export itself adds to may have more.
async fn holds_every_table(world: &World, tenant: TenantId, listed: &[Value]) {
    struct Names;
    impl entity::Visit for Names {
        type Output = String;

        fn table<E: entity::tenancy::TenantOwned>(&mut self) -> String
        where
            E::Model: serde::Serialize + Send + Sync,
        {
            sea_orm::EntityName::table_name(&E::default()).to_owned()
        }
    }
    let tenant = world.database.id(tenant.get());
    let grows = ["audit_event", "audit_leaf", "audit_checkpoint", "job", "stored_file"];
    for table in entity::each_tenant_table(&mut Names) {
        let part = listed.iter().find(|part| part["path"] == format!("tables/{table}.jsonl"));
        let taken = part.and_then(|part| part["rows"].as_i64()).unwrap_or_else(|| panic!("{table} is not in the export"));
        let there = world.database.number(&format!("SELECT count(*) FROM {table} WHERE tenant_id = {tenant}")).await;
        assert!(taken == there || (taken < there && grows.contains(&table.as_str())), "{table}: {taken} of {there}");
    }
}

#[actix_web::test]
async fn two_exports_at_once_are_one() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let asked = futures_util::future::join_all((0..4).map(|_| acme.owner.posts("/api/v1/exports"))).await;
    let accepted = asked.iter().filter(|answer| answer.status.as_u16() == 202).count();
    assert_eq!(accepted, 1, "{:?}", asked.iter().map(|answer| answer.status).collect::<Vec<_>>());
    assert!(asked.iter().all(|answer| answer.status.as_u16() == 202 || answer.json["code"] == "export-running"));
    world.runs_its_jobs().await;
    acme.owner.posts("/api/v1/exports").await.is_accepted();
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn no_secret_leaves() {
    let world = World::new().await;
    let acme = world.furnished("Acmeword").await;
    let owner = &acme.workspace.owner;
    let zip = owner.get(format!("/api/v1/exports/{}/download", acme.ids["export"])).await.is_ok();
    let hashes = world.database.texts("SELECT password_hash FROM user_account WHERE password_hash IS NOT NULL").await;
    assert!(!hashes.is_empty());
    for (name, bytes) in parts(&zip.bytes) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["password_hash\"", "token_hash", "wrapped_key", "$argon2id$", "tut_", PASSWORD] {
            let mentioned = name == "schema.json" && !secret.contains('$');
            assert!(mentioned || !text.contains(secret), "{name} holds {secret}");
        }
        assert!(!hashes.iter().any(|hash| text.contains(hash)), "{name}");
    }
}

#[actix_web::test]
async fn a_spreadsheet_runs_nothing_of_the_export() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    for name in ["=HYPERLINK(\"http://evil.example\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)"] {
        acme.admin.makes_a_group(name, &[]).await;
    }
    acme.admin.makes_a_group("plain, \"quoted\"", &[]).await;
    let export = acme.owner.posts("/api/v1/exports").await.is_accepted().id();
    world.runs_its_jobs().await;
    let zip = acme.owner.get(format!("/api/v1/exports/{export}/download")).await.is_ok();
    let parts = parts(&zip.bytes);
    let mut reader = csv::Reader::from_reader(&parts["tables/user_group.csv"][..]);
    let names: Vec<String> = reader.records().map(|row| row.unwrap().iter().collect::<Vec<_>>().join("\u{1f}")).collect();
    assert_eq!(names.len(), 5);
    for (name, bytes) in parts.iter().filter(|(name, _)| name.ends_with(".csv")) {
        for row in csv::Reader::from_reader(&bytes[..]).records() {
            let row = row.unwrap();
            let runs = row.iter().find(|cell| {
                cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.parse::<f64>().is_err())
            });
            assert_eq!(runs, None, "{name}");
        }
    }
    assert!(names.iter().any(|row| row.contains("plain, \"quoted\"")) && names.iter().any(|row| row.contains("'=HYPERLINK")));
    let lines = String::from_utf8(parts["tables/user_group.jsonl"].clone()).unwrap();
    assert!(lines.contains("\"=HYPERLINK"), "JSON keeps the text as it is");
}

#[actix_web::test]
async fn only_the_owner_with_a_fresh_password_takes_data_out() {
    let world = World::new().await;
    let (acme, globex) = (world.tenant("Acme").await, world.tenant("Globex").await);
    for other in [&acme.admin, &acme.instructor, &acme.learner] {
        other.posts("/api/v1/exports").await.is_forbidden();
        other.get("/api/v1/exports").await.is_forbidden();
    }
    let browser = acme.owner.signs_in().await;
    world.waits(Duration::minutes(6));
    browser.posts("/api/v1/exports").await.has_status(403).has_code("confirmation-needed");
    let confirmed = browser.post("/api/v1/sessions/current/confirmation", json!({ "password": PASSWORD })).await.is_ok();
    let export = browser.with_cookie(confirmed.cookie().unwrap()).posts("/api/v1/exports").await.is_accepted().id();
    world.runs_its_jobs().await;
    let browser = browser.with_cookie(confirmed.cookie().unwrap());
    browser.opens(format!("/exports/{export}/download")).await.is_ok();
    world.waits(Duration::minutes(6));
    browser.get(format!("/api/v1/exports/{export}/download")).await.has_status(403).has_code("confirmation-needed");
    let page = browser.opens(format!("/exports/{export}/download")).await;
    page.leads_to(&format!("/confirm?next=/exports/{export}"));
    acme.owner.get(format!("/api/v1/exports/{export}/download")).await.is_ok();
    globex.owner.get(format!("/api/v1/exports/{export}")).await.is_not_found();
    globex.owner.get(format!("/api/v1/exports/{export}/download")).await.is_not_found();
    assert!(globex.owner.get("/api/v1/exports").await.is_ok().items().is_empty());
}

#[actix_web::test]
async fn an_export_is_kept_for_thirty_days() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let export = acme.owner.posts("/api/v1/exports").await.is_accepted().id();
    world.runs_its_jobs().await;
    world.waits(Duration::days(29));
    acme.owner.get(format!("/api/v1/exports/{export}/download")).await.is_ok();
    world.waits(Duration::days(2));
    acme.owner.get(format!("/api/v1/exports/{export}/download")).await.is_refused("export-expired");
    world.runs_its_jobs().await;
    acme.owner.get(format!("/api/v1/exports/{export}/download")).await.is_refused("export-expired");
    acme.owner.posts("/api/v1/exports").await.is_accepted();
    world.runs_its_jobs().await;
}

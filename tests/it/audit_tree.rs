//! The log proves itself: whoever changes it past the product is found out, at the first number that is wrong.

use chrono::Duration;
use serde_json::json;
use tutela::kernel::audit::{Fault, Kept, Report, Spot, sweep, verify};
use tutela::kernel::authz::Role;

use crate::actors::Workspace;
use crate::world::World;

/// A workspace whose log is numbered and signed.
async fn signed(world: &World, name: &str) -> Workspace {
    let workspace = world.tenant(name).await;
    for number in 0..8 {
        workspace.admin.makes_a_group(&format!("{name} {number}"), &[]).await;
    }
    world.runs_its_jobs().await;
    workspace
}

async fn report(world: &World, workspace: &Workspace) -> Report {
    verify(world.kernel(), workspace.id, None).await.unwrap()
}

async fn fault(world: &World, workspace: &Workspace) -> Fault {
    report(world, workspace).await.fault.unwrap_or_else(|| panic!("nobody noticed what happened to {}", workspace.name))
}

/// The condition that picks the event with this number.
fn event(world: &World, workspace: &Workspace, seq: i64) -> String {
    let tenant = world.database.id(workspace.id.get());
    format!("tenant_id = {tenant} AND id = (SELECT id FROM audit_leaf WHERE tenant_id = {tenant} AND seq = {seq})")
}

fn leaf(world: &World, workspace: &Workspace, seq: i64) -> String {
    format!("tenant_id = {} AND seq = {seq}", world.database.id(workspace.id.get()))
}

#[actix_web::test]
async fn an_honest_log_is_whole() {
    let world = World::new().await;
    let acme = signed(&world, "Acme").await;
    let whole = report(&world, &acme).await;
    assert_eq!((whole.fault, whole.waiting), (None, 0));
    assert!(whole.events >= 17 && whole.checkpoints >= 1);
    acme.admin.makes_a_group("One more", &[]).await;
    assert_eq!(report(&world, &acme).await.waiting, 1);
    world.waits(Duration::minutes(2));
    world.runs_its_jobs().await;
    let later = report(&world, &acme).await;
    assert_eq!((later.fault, later.waiting, later.events), (None, 0, whole.events + 1));
    assert!(later.checkpoints > whole.checkpoints);
}

#[actix_web::test]
async fn every_kind_of_tampering_is_named_by_its_number() {
    let world = World::new().await;
    let changed = signed(&world, "Changed").await;
    for (column, value) in [
        ("payload", "'{\"x\":1}'"),
        ("name", "'iam.group.deleted'"),
        ("outcome", "'failure'"),
        ("actor_id", world.database.id(changed.admin.id).as_str()),
        ("occurred_at", "'2020-01-01 00:00:00+00:00'"),
    ] {
        // Nobody of the other workspace did it, whoever did.
        let workspace = signed(&world, &format!("Changed {}", column.replace('_', " "))).await;
        let rows = world
            .database
            .run(&format!("UPDATE audit_event SET {column} = {value} WHERE {}", event(&world, &workspace, 12)))
            .await;
        assert_eq!(rows, 1);
        assert_eq!(fault(&world, &workspace).await, Fault { at: Spot::Number(12), finding: "the event was changed" }, "{column}");
    }
    assert_eq!(report(&world, &changed).await.fault, None, "the neighbours' logs are whole");

    let deleted = signed(&world, "Deleted").await;
    world.database.run(&format!("DELETE FROM audit_event WHERE {}", event(&world, &deleted, 3))).await;
    assert_eq!(fault(&world, &deleted).await, Fault { at: Spot::Number(3), finding: "the event is missing" });

    let erased = signed(&world, "Erased").await;
    world.database.run(&format!("DELETE FROM audit_event WHERE {}", event(&world, &erased, 3))).await;
    world.database.run(&format!("DELETE FROM audit_leaf WHERE {}", leaf(&world, &erased, 3))).await;
    assert_eq!(fault(&world, &erased).await, Fault { at: Spot::Number(3), finding: "a number is missing" });

    let inserted = signed(&world, "Inserted").await;
    let tenant = world.database.id(inserted.id.get());
    world.database.run(&format!("UPDATE audit_leaf SET seq = seq + 1000 WHERE tenant_id = {tenant} AND seq >= 5")).await;
    world.database.run(&format!("UPDATE audit_leaf SET seq = seq - 999 WHERE tenant_id = {tenant} AND seq > 1000")).await;
    let copy = "tenant_id, name, schema_version, occurred_at, actor_kind, object_kind, outcome, severity, payload";
    let id = world.database.id(crate::database::fresh_id());
    world
        .database
        .run(&format!(
            "INSERT INTO audit_event (id, {copy}) SELECT {id}, {copy} FROM audit_event WHERE {}",
            event(&world, &inserted, 4)
        ))
        .await;
    world.database.run(&format!("INSERT INTO audit_leaf (tenant_id, id, seq, leaf_hash) SELECT tenant_id, {id}, 5, leaf_hash FROM audit_leaf WHERE {}", leaf(&world, &inserted, 4))).await;
    assert_eq!(fault(&world, &inserted).await.at, Spot::Number(5));
}

#[actix_web::test]
async fn the_order_and_the_end_are_proven_by_checkpoints() {
    let world = World::new().await;
    let swapped = signed(&world, "Swapped").await;
    for (from, to) in [(4, 1004), (5, 4), (1004, 5)] {
        world.database.run(&format!("UPDATE audit_leaf SET seq = {to} WHERE {}", leaf(&world, &swapped, from))).await;
    }
    let size = report(&world, &swapped).await.events;
    let found = fault(&world, &swapped).await;
    let Spot::Number(at) = found.at else { panic!("{found:?}") };
    assert!(u64::try_from(at).unwrap() <= size && found.finding.contains("swapped"), "{found:?}");

    let truncated = signed(&world, "Truncated").await;
    let size = i64::try_from(report(&world, &truncated).await.events).unwrap();
    for seq in [size, size - 1] {
        world.database.run(&format!("DELETE FROM audit_event WHERE {}", event(&world, &truncated, seq))).await;
        world.database.run(&format!("DELETE FROM audit_leaf WHERE {}", leaf(&world, &truncated, seq))).await;
    }
    let found = fault(&world, &truncated).await;
    assert_eq!((found.at, found.finding), (Spot::Number(size - 1), "events that a checkpoint counts are missing"));

    let resigned = signed(&world, "Resigned").await;
    let tenant = world.database.id(resigned.id.get());
    world
        .database
        .run(&format!("UPDATE audit_checkpoint SET note = replace(note, 'tutela/log', 'tutela/lag') WHERE tenant_id = {tenant}"))
        .await;
    assert_eq!(fault(&world, &resigned).await.finding, "the signature of the checkpoint is not ours");

    let emptied = signed(&world, "Emptied").await;
    let tenant = world.database.id(emptied.id.get());
    world.database.run(&format!("DELETE FROM audit_event WHERE tenant_id = {tenant}")).await;
    world.database.run(&format!("DELETE FROM audit_leaf WHERE tenant_id = {tenant}")).await;
    assert_eq!(fault(&world, &emptied).await.at, Spot::Number(1));
}

#[actix_web::test]
async fn the_newest_checkpoint_can_be_fetched_and_checked_elsewhere() {
    let world = World::new().await;
    let acme = signed(&world, "Acme").await;
    let status = acme.owner.get("/api/v1/audit-checkpoint").await.is_ok();
    let note = status.string("note");
    let mut lines = note.lines();
    assert_eq!(lines.next(), Some(format!("tutela/log/{}", acme.id.get()).as_str()));
    assert_eq!(lines.next(), Some(status.json["size"].to_string().as_str()));
    // Checked as anybody would: with the public key alone.
    let key = data_encoding::BASE64.decode(status.string("verifier_key").splitn(3, '+').nth(2).unwrap().as_bytes()).unwrap();
    let (text, signatures) = note.split_once("\n\n").map(|(text, rest)| (format!("{text}\n"), rest)).unwrap();
    let signature = data_encoding::BASE64.decode(signatures.trim().rsplit(' ').next().unwrap().as_bytes()).unwrap();
    let public = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, &key[1..]);
    assert!(public.verify(text.as_bytes(), &signature[4..]).is_ok(), "{note}");
    acme.learner.get("/api/v1/audit-checkpoint").await.is_forbidden();
    assert_eq!(acme.owner.get("/api/v1/audit-events?type=none.of.these").await.is_ok().json["items"], json!([]));
}

const COPIED: &str = "tenant_id, name, schema_version, occurred_at, actor_kind, object_kind, outcome, severity, payload";

/// Copies the event with number 4 under another id, past the product.
async fn slips_in(world: &World, workspace: &Workspace, id: uuid::Uuid) {
    let new = world.database.id(id);
    let copy = format!(
        "INSERT INTO audit_event (id, {COPIED}) SELECT {new}, {COPIED} FROM audit_event WHERE {}",
        event(world, workspace, 4)
    );
    assert_eq!(world.database.run(&copy).await, 1);
}

#[actix_web::test]
async fn an_event_slipped_in_before_the_others_is_found() {
    let world = World::new().await;
    let dated_back = signed(&world, "Dated back").await;
    let long_ago = uuid::Uuid::from_u128(0x0170_0000_0000_7000_8000_0000_0000_0001);
    slips_in(&world, &dated_back, long_ago).await;
    world.runs_its_jobs().await;
    let found = fault(&world, &dated_back).await;
    assert_eq!(found.at, Spot::Event(long_ago), "{found:?}");
    assert_eq!(found.at.to_string(), format!("event {long_ago}"));

    let numbered = signed(&world, "Numbered below one").await;
    let id = uuid::Uuid::from_u128(0x0170_0000_0000_7000_8000_0000_0000_0002);
    slips_in(&world, &numbered, id).await;
    let copy = format!(
        "INSERT INTO audit_leaf (tenant_id, id, seq, leaf_hash) SELECT tenant_id, {}, -3, leaf_hash FROM audit_leaf WHERE {}",
        world.database.id(id),
        leaf(&world, &numbered, 4)
    );
    assert_eq!(world.database.run(&copy).await, 1);
    assert_eq!(fault(&world, &numbered).await.at, Spot::Number(-3));
}

#[actix_web::test]
async fn a_log_cut_off_with_its_checkpoints_does_not_lead_to_the_kept_one() {
    let world = World::new().await;
    let acme = signed(&world, "Acme").await;
    let served = acme.owner.get("/api/v1/audit-checkpoint").await.is_ok();
    let keys = &world.kernel().keys;
    let kept = Kept::read(keys, &served.string("note")).unwrap();
    assert_eq!(Kept::read(keys, &served.text()), Ok(kept.clone()), "the answer as it was saved");
    assert!(kept.is_of(acme.id.get()) && !kept.is_of(crate::database::fresh_id()));
    acme.admin.makes_a_group("Later", &[]).await;
    world.waits(Duration::minutes(2));
    world.runs_its_jobs().await;
    assert_eq!(verify(world.kernel(), acme.id, Some(&kept)).await.unwrap().fault, None, "a log that grew still leads to it");

    let tenant = world.database.id(acme.id.get());
    let end = i64::try_from(kept.size()).unwrap();
    let seqs = format!("SELECT id FROM audit_leaf WHERE tenant_id = {tenant} AND seq >= {end}");
    world.database.run(&format!("DELETE FROM audit_event WHERE tenant_id = {tenant} AND id IN ({seqs})")).await;
    world.database.run(&format!("DELETE FROM audit_leaf WHERE tenant_id = {tenant} AND seq >= {end}")).await;
    world.database.run(&format!("DELETE FROM audit_checkpoint WHERE tenant_id = {tenant}")).await;
    assert_eq!(report(&world, &acme).await.fault, None, "the log alone does not tell");
    let found = verify(world.kernel(), acme.id, Some(&kept)).await.unwrap().fault.unwrap();
    assert_eq!((found.at, found.finding), (Spot::Number(end), "events that the kept checkpoint counts are missing"));

    acme.admin.makes_a_group("Another end", &[]).await;
    acme.admin.makes_a_group("And one more", &[]).await;
    world.runs_its_jobs().await;
    let found = verify(world.kernel(), acme.id, Some(&kept)).await.unwrap().fault.unwrap();
    assert_eq!(found.at, Spot::Number(end));
    assert!(found.finding.contains("kept checkpoint"), "{found:?}");
}

#[actix_web::test]
async fn a_file_that_is_no_checkpoint_of_ours_is_refused() {
    let world = World::new().await;
    let acme = signed(&world, "Acme").await;
    let note = acme.owner.get("/api/v1/audit-checkpoint").await.is_ok().string("note");
    let keys = &world.kernel().keys;
    let size = note.lines().nth(1).unwrap();
    let forged = note.replacen(&format!("\n{size}\n"), "\n3\n", 1);
    for broken in ["", "{}", "nothing", "tutela/log/x\n1\nAAAA\n\n", "a\n\nb"] {
        assert_eq!(Kept::read(keys, broken), Err("it is not a checkpoint of a log"), "{broken:?}");
    }
    let unsigned = note.split_once("\n\n").map(|(text, _)| format!("{text}\n\n")).unwrap();
    for forged in [forged, unsigned] {
        assert_eq!(Kept::read(keys, &forged), Err("its signature is not by the key of this installation"), "{forged}");
    }
}

/// The key of a checkpoint fails after the numbers were given: they stay, without a gap and without a signature over half of them.
#[actix_web::test]
async fn a_log_whose_signature_fails_is_numbered_whole_and_signed_later() {
    let world = World::new().await;
    let acme = world.tenant("Acme").await;
    let kernel = world.kernel();
    assert_eq!(sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 0);
    let rows = format!("tenant_id = {}", world.database.id(acme.id.get()));
    let number = async |what: &str, table: &str| world.database.number(&format!("SELECT {what} FROM {table} WHERE {rows}")).await;
    let signed = number("max(size)", "audit_checkpoint").await;
    let alter = |to: i64, from: i64| format!("UPDATE audit_checkpoint SET size = {to} WHERE size = {from} AND {rows}");
    world.database.run(&alter(signed * 2 + 1, signed)).await;
    for name in ["Nora New", "Nils New", "Nele New"] {
        world.joins(acme.id, &acme.slug, name, Role::Learner).await;
    }
    world.waits(Duration::minutes(2));
    let checkpoints = number("count(*)", "audit_checkpoint").await;
    for _ in 0..2 {
        assert_eq!(sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 1, "it says so each time");
        let leaves = number("count(*)", "audit_leaf").await;
        assert_eq!(leaves, number("count(*)", "audit_event").await, "every event has its number");
        assert_eq!(leaves, number("max(seq) - min(seq) + 1", "audit_leaf").await, "without a gap");
        assert_eq!(leaves, number("count(DISTINCT seq)", "audit_leaf").await, "and no number twice");
        assert_eq!(number("count(*)", "audit_checkpoint").await, checkpoints, "nothing is signed");
    }
    world.database.run(&alter(signed, signed * 2 + 1)).await;
    assert_eq!(sweep(kernel, std::time::Duration::ZERO).await.unwrap(), 0);
    assert_eq!(number("max(size)", "audit_checkpoint").await, number("count(*)", "audit_leaf").await, "all of it is signed");
    assert_eq!(verify(kernel, acme.id, None).await.unwrap().fault, None);
}

#[actix_web::test]
async fn what_a_clock_that_was_set_back_dates_earlier_is_numbered() {
    let world = World::new().await;
    let acme = signed(&world, "Acme").await;
    world.waits(-Duration::hours(2));
    // A server that begins now knows nothing of the ids that were given out.
    let later = world.second_server().await;
    let before = report(&world, &acme).await.events;
    acme.owner.caller.at(&later).patch("/api/v1/settings/language", json!({ "zone": "Europe/Berlin" })).await.is_ok();
    // However long it is until somebody gives numbers.
    world.waits(Duration::minutes(30));
    assert_eq!(sweep(&later.kernel, std::time::Duration::ZERO).await.unwrap(), 0);
    let after = report(&world, &acme).await;
    assert_eq!((after.events, after.fault), (before + 1, None));
}

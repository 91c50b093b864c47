//! What people send and type where an agreement is countersigned: other files, names that are instructions.

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use serde_json::json;
use tutela::kernel::pdf::inspect;

use crate::dpa::questions;
use crate::dpa_held::uploads;
use crate::dpa_life::{Sent, confirmation, links, signatory};
use crate::world::World;

/// The file as a program leaves it that locks it with a password.
fn locked(file: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(file).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "kozarec",
        user_password: "kozarec",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[actix_web::test]
async fn a_locked_file_an_archive_and_a_large_file_are_refused_and_nothing_is_half_done() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let master = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes.to_vec();
    let archive = [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[7; 4_000], b"PK\x05\x06", &[0; 18]].concat();
    let refused = async |file: &[u8], code: &str| {
        let answer = uploads(&sent.visitor, &sent.path, file).await.is_refused(code);
        assert!(answer.string("detail").len() > 40, "what to do instead: {}", answer.text());
    };
    refused(&locked(&master), "upload-other-file").await;
    refused(&archive, "upload-other-file").await;
    uploads(&sent.visitor, &sent.path, &[&master[..], &archive].concat()).await.has_status(409);
    uploads(&sent.visitor, &sent.path, &vec![b' '; 21 * 1024 * 1024]).await.has_status(413);
    assert_eq!(world.database.number("SELECT count(*) FROM countersignature").await, 0, "nothing half-done");
    assert_eq!(sent.state().await, "viewed");
    assert_eq!(sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes, master);
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn the_name_of_a_countersigner_is_refused_or_written_exactly() {
    let world = World::new().await;
    let sent = Sent::new(&world, questions()).await;
    let signs = async |name: &str| {
        let mut said = signatory();
        said["name"] = json!(name);
        sent.visitor.post(format!("{}/countersignature", sent.path), said).await
    };
    for name in ["x".repeat(100_000).as_str(), "Živa \u{1F389}", "שלום כהן", " "] {
        signs(name).await.is_invalid(&["name"]);
    }
    assert_eq!(world.database.number("SELECT count(*) FROM countersignature").await, 0, "nothing half-done");
    let name = "A) Tj ET Q q BT (B <</JS (app.alert(1))>> endobj";
    signs(name).await.is_accepted();
    world.runs_its_jobs().await;
    let link = links(&world, &sent.contact).pop().unwrap();
    let page = world.visitor().opens(format!("/countersign/{link}")).await.is_ok().text();
    assert!(page.contains("A) Tj ET Q q BT (B &#60;&#60;/JS (app.alert(1))&#62;&#62; endobj"), "{page}");
    world.visitor().posts(confirmation(&link)).await.is_accepted();
    world.runs_its_jobs().await;
    let both = sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes;
    let seen = inspect(&both, world.kernel().seal.certificates());
    assert!(seen.is_authentic() && seen.signatures.len() == 2, "{seen:#?}");
    let known = crate::dpa::verdict(&sent.visitor, &both).await;
    let said = known.json["signatures"][1]["reason"].as_str().unwrap_or_default().to_owned();
    assert!(said.starts_with(&format!("Countersigned for the controller by {name}, direktorica, on ")), "{said}");
    world.shows_the_judges("dpa-countersigned-hostile.pdf", &both);
}

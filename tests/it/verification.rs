//! Verification: what is said of a file, in one sentence, and which files are refused.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tutela::kernel::pdf::{Description, Purpose, Seal, Sheet, SignatureField, SigningDetails, finish};
use uuid::Uuid;

use crate::answer::{Answer, Call};
use crate::dpa::{questions, sealed, verdict};
use crate::world::World;

const FIELDS: [SignatureField<'_>; 1] = [SignatureField { name: "Processor", label: "Seal" }];

fn some_seal() -> Seal {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let new = Seal::generate("Globex GmbH", "DE", at).unwrap();
    Seal::load(&new.pkcs8, new.certificates).unwrap()
}

fn details(field: &str, at: DateTime<Utc>, purpose: Purpose) -> SigningDetails<'_> {
    SigningDetails { field, signer_name: "Globex", reason: "Sealed", at, purpose }
}

/// A file as another installation of this program makes it.
fn of_another_installation() -> Vec<u8> {
    let (seal, at) = (some_seal(), DateTime::from_timestamp(1_795_000_000, 0).unwrap());
    let mut sheet = Sheet::portrait("Agreement", "1");
    sheet.heading(1, "Agreement").paragraph("Between Globex and somebody.");
    let about = Description {
        title: "Agreement".to_owned(),
        author: "Globex GmbH".to_owned(),
        subject: "Agreement".to_owned(),
        language: "en".to_owned(),
        identifier: seal.identifier(Uuid::from_u128(7)),
        created_at: at,
    };
    let plain = finish(sheet, &about, &[], &FIELDS).unwrap();
    seal.sign(&plain, &details("Processor", at, Purpose::Certification)).unwrap()
}

/// What the page says of the files of a form.
async fn page(world: &World, files: &[&[u8]]) -> Answer {
    let mut body = Vec::new();
    for file in files {
        body.extend_from_slice(b"--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n");
        body.extend_from_slice(b"Content-Type: application/pdf\r\n\r\n");
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limit--\r\n");
    let call = Call::post("/verify").body("multipart/form-data; boundary=limit", body);
    world.visitor().sends(call.header("accept", "text/html").header("sec-fetch-site", "same-origin")).await
}

/// The headline of a page.
fn headline(page: &Answer) -> String {
    let text = page.text();
    text.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn a_file_of_another_installation_is_not_ours() {
    let world = World::new().await;
    world.realm().await;
    let foreign = of_another_installation();
    assert_eq!(verdict(&world.visitor(), &foreign).await.string("verdict"), "unknown");
    let mut broken = foreign.clone();
    broken[foreign.len() / 2] ^= 1;
    assert_eq!(verdict(&world.visitor(), &broken).await.string("verdict"), "unknown");
    let shown = page(&world, &[&foreign]).await.is_ok();
    assert_eq!(headline(&shown), "This document is not ours");
    assert!(shown.text().contains("Globex GmbH Document Seal"), "the signature holds, so it says whose it is");
}

#[actix_web::test]
async fn the_headline_is_the_result() {
    let world = World::new().await;
    let (_, ours) = sealed(&world, questions()).await;
    let shown = page(&world, &[&ours]).await.is_ok();
    assert_eq!(headline(&shown), "This document is authentic: it is exactly as we sealed it");

    let later = details("Customer", world.kernel().clock.now(), Purpose::Approval);
    let countersigned = some_seal().sign(&ours, &later).unwrap();
    let seen = verdict(&world.visitor(), &countersigned).await;
    assert_eq!((seen.string("verdict"), &seen.json["sealed_bytes"]), ("altered".to_owned(), &json!(ours.len())));
    let shown = page(&world, &[&countersigned]).await.is_ok();
    assert_eq!(headline(&shown), "Something was added to this document after it was sealed");
    assert!(
        shown.text().contains("Our seal") && shown.text().contains("Not checked by us"),
        "an intact signature says whose it is"
    );
}

#[actix_web::test]
async fn a_broken_signature_is_nobodys() {
    let world = World::new().await;
    let (_, mut ours) = sealed(&world, questions()).await;
    let middle = ours.len() / 3;
    ours[middle] ^= 1;
    let shown = page(&world, &[&ours]).await.is_ok();
    assert_eq!(headline(&shown), "This document was changed after it was sealed");
    let text = shown.text();
    assert!(text.contains("Broken signature") && !text.contains("Not checked by us") && !text.contains("Our seal"), "{text}");
}

#[actix_web::test]
async fn a_certificate_that_counts_no_more_says_so() {
    let (world, acme, _) = crate::certificates::proven().await;
    let mine = acme.learner.get("/api/v1/me/certificates").await.is_ok();
    let id = mine.each("id")[0].clone();
    let pdf = acme.learner.get(format!("/api/v1/certificates/{id}/pdf")).await.is_ok().bytes.to_vec();
    let standing = async || {
        let seen = verdict(&world.visitor(), &pdf).await;
        assert_eq!(seen.string("verdict"), "authentic");
        seen.json["certificate"].clone()
    };
    assert_eq!(standing().await, json!({ "status": "valid", "expires_at": null, "revoked_at": null }));
    assert!(page(&world, &[&pdf]).await.is_ok().text().contains("You can rely on its content"));

    world.database.run("UPDATE certificate SET expires_at = issued_at").await;
    assert_eq!(standing().await["status"], "expired");
    let shown = page(&world, &[&pdf]).await.is_ok();
    assert!(headline(&shown).starts_with("This certificate is authentic, but it expired on "), "{}", headline(&shown));
    assert!(!shown.text().contains("You can rely on its content"));

    acme.admin.posts(format!("/api/v1/certificates/{id}/revocation")).await.is_ok();
    let revoked = standing().await;
    assert!(revoked["status"] == "revoked" && revoked["revoked_at"] != Value::Null, "{revoked}");
    let shown = page(&world, &[&pdf]).await.is_ok();
    assert!(headline(&shown).starts_with("This certificate is authentic, but it was revoked on "), "{}", headline(&shown));
    assert!(!shown.text().contains("You can rely on its content"));

    let mut altered = pdf.clone();
    altered[pdf.len() / 2] ^= 1;
    assert_eq!(verdict(&world.visitor(), &altered).await.json["certificate"], Value::Null, "only of the genuine file");
}

#[actix_web::test]
async fn exactly_one_file_that_is_not_too_large_is_checked() {
    let world = World::new().await;
    world.realm().await;
    let file = &b"%PDF-1.7\n%%EOF\n"[..];
    page(&world, &[file]).await.is_ok();
    let several = page(&world, &[file, file]).await.has_status(422);
    assert!(several.text().contains("Choose one file only") && several.text().contains("href=\"#f-file\""), "{}", several.text());
    assert!(page(&world, &[b""]).await.has_status(422).text().contains("Choose a PDF file first"));
    let large = vec![b' '; 20 * 1024 * 1024 + 1];
    let refused = page(&world, &[&large]).await.has_status(413);
    assert!(refused.text().contains("The file is larger than 20"), "{}", refused.text());
}

//! Verification: what is said of a file, in one sentence, and which files are refused.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tutela::kernel::authz::Role;
use tutela::kernel::pdf::{Description, NewSeal, Purpose, Seal, Sheet, SignatureField, SigningDetails, finish};
use uuid::Uuid;

use crate::answer::{Answer, Call};
use crate::dpa::{questions, sealed, verdict};
use crate::dpa_held::uploads;
use crate::dpa_life::Sent;
use crate::openssl::openssl;
use crate::world::{World, monday};

const FIELDS: [SignatureField<'_>; 1] = [SignatureField { name: "Processor", label: "Seal" }];

/// One for all tests, valid in the past of whoever judges the documents of these tests outside.
fn some_seal() -> Seal {
    static MADE: std::sync::OnceLock<NewSeal> = std::sync::OnceLock::new();
    let made = MADE.get_or_init(|| Seal::generate("Globex GmbH", "DE", monday()).unwrap());
    Seal::load(&made.pkcs8, made.certificates.clone()).unwrap()
}

fn details(field: &str, at: DateTime<Utc>, purpose: Purpose) -> SigningDetails<'_> {
    SigningDetails { field, signer_name: "Globex", reason: "Sealed", location: "", contact: "", at, purpose }
}

/// A file as another installation of this program makes it.
fn of_another_installation() -> Vec<u8> {
    let (seal, at) = (some_seal(), monday());
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
pub async fn page(world: &World, files: &[&[u8]]) -> Answer {
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
    assert_eq!((seen.string("verdict"), &seen.json["sealed_bytes"]), ("countersigned".to_owned(), &json!(ours.len())));
    assert_eq!((&seen.json["refusal"], &seen.json["signatures"][1]["organisation"]), (&Value::Null, &json!("Globex GmbH")));
    assert_eq!(seen.json["document"]["kind"], "dpa", "it is still known which one");
    assert_eq!(seen.json["signatures"][1]["reason"], "Sealed");
    let shown = page(&world, &[&countersigned]).await.is_ok();
    assert_eq!(headline(&shown), "Our document is intact, and one signature was added to it");
    let text = shown.text();
    assert!(text.contains("Stated in the signature: Sealed"), "what others say is not our word: {text}");
    assert!(text.contains("Our seal") && text.contains("Not checked by us"), "{text}");
    assert!(text.contains("We do not vouch for the identity behind the certificate of Globex GmbH Document Seal"), "{text}");
    assert!(text.contains("Certificate issued by Globex GmbH Root") && text.contains("Time as the signer states it"), "{text}");
    world.shows_the_judges_with("countersigned.pdf", &countersigned, &[some_seal().root_pem()]);

    let twice = world.kernel().seal.sign(&ours, &later).unwrap();
    assert_eq!(verdict(&world.visitor(), &twice).await.string("verdict"), "countersigned");
    let shown = page(&world, &[&twice]).await.is_ok();
    assert_eq!(headline(&shown), "Our document is intact, and we sealed it a second time");
    world.shows_the_judges("sealed-twice.pdf", &twice);
}

/// Adds a revision that changes the language of the document, and says so in its table.
fn with_more(ours: &[u8]) -> Vec<u8> {
    let mut file = lopdf::IncrementalDocument::create_from(ours.to_vec(), lopdf::Document::load_mem(ours).unwrap());
    let root = file.get_prev_documents().trailer.get(b"Root").unwrap().as_reference().unwrap();
    file.opt_clone_object_to_new_document(root).unwrap();
    let catalog = file.new_document.get_dictionary_mut(root).unwrap();
    catalog.set("OpenAction", lopdf::dictionary! { "S" => "JavaScript" });
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[actix_web::test]
async fn what_a_forger_adds_is_named() {
    let world = World::new().await;
    let (_, ours) = sealed(&world, questions()).await;
    let later = details("Customer", world.kernel().clock.now(), Purpose::Approval);
    let good = some_seal().sign(&ours, &later).unwrap();
    let mut broken = good.clone();
    let at = good.len() - 1200;
    broken[at] ^= 1;
    let changed = with_more(&ours);
    for (file, code) in [
        ([&ours[..], b"\n"].concat(), "after-end"),
        ([&good[..], &good[ours.len()..]].concat(), "several-revisions"),
        ([&good[..], b"more"].concat(), "after-end"),
        ([&good[..good.len() - 900], b"\n%%EOF\n"].concat(), "syntax"),
        (changed, "table"),
    ] {
        let seen = verdict(&world.visitor(), &file).await;
        assert_eq!(
            (seen.string("verdict"), seen.json["refusal"]["code"].as_str()),
            ("continued".to_owned(), Some(code)),
            "{code}"
        );
        assert_eq!(seen.json["sealed_bytes"], json!(ours.len()));
        let shown = page(&world, &[&file]).await.is_ok();
        assert_eq!(headline(&shown), "Something was added to this document after it was sealed");
    }
    assert_eq!(verdict(&world.visitor(), &broken).await.string("verdict"), "continued");
    let shown = page(&world, &[&[&good[..], &good[ours.len()..]].concat()]).await.is_ok();
    assert!(shown.text().contains("The file was saved more than once after we sealed it."), "{}", shown.text());
    let cut = page(&world, &[&ours[..ours.len() / 2]]).await.is_ok();
    assert_eq!(headline(&cut), "This document is incomplete");
    assert!(cut.text().contains("Do not rely on it.") && !cut.text().contains("Signatures</h2>"), "one verdict: {}", cut.text());
}

#[actix_web::test]
async fn a_countersigned_file_that_was_cut_off_is_incomplete() {
    let world = World::new().await;
    let (_, ours) = sealed(&world, questions()).await;
    let later = details("Customer", world.kernel().clock.now(), Purpose::Approval);
    let good = some_seal().sign(&ours, &later).unwrap();
    for cut in [ours.len() + 1, ours.len() + 400, good.len() - 900, good.len() - 6] {
        let seen = verdict(&world.visitor(), &good[..cut]).await;
        assert_eq!((seen.string("verdict"), &seen.json["sealed_bytes"]), ("truncated".to_owned(), &json!(ours.len())), "{cut}");
        assert_eq!((&seen.json["refusal"], &seen.json["document"]["kind"]), (&Value::Null, &json!("dpa")));
    }
    let shown = page(&world, &[&good[..good.len() - 900]]).await.is_ok();
    assert_eq!(headline(&shown), "This document is incomplete: what was added to it is cut off");
    let shown = shown.text();
    assert!(shown.contains("Do not rely on it."), "{shown}");
    for other in ["intact", ">Valid<", "Signatures</h2>", "the customer has not signed", "Fingerprint as we sealed it"] {
        assert!(!shown.contains(other), "{other} says something else: {shown}");
    }
    // The end of ours without its beginning is no PDF, and yet there is something to say of it.
    let rest = page(&world, &[&ours[ours.len() / 3..]]).await.is_ok();
    assert_eq!(headline(&rest), "This document was changed after it was sealed");
}

#[actix_web::test]
async fn an_agreement_says_whether_it_counts() {
    let world = World::new().await;
    let old = Sent::new(&world, questions()).await;
    let master = old.visitor.get(format!("{}/pdf", old.path)).await.is_ok().bytes.to_vec();
    let standing = async |file: &[u8]| verdict(&world.visitor(), file).await.json["agreement"].clone();
    assert_eq!(standing(&master).await["state"], "not_signed");
    let shown = page(&world, &[&master]).await.is_ok();
    assert!(headline(&shown).starts_with("This document is authentic") && shown.text().contains("the customer has not signed"));
    old.is_signed(&world).await;
    let both = old.visitor.get(format!("{}/countersigned-pdf", old.path)).await.is_ok().bytes.to_vec();
    let shown = page(&world, &[&both]).await.is_ok();
    assert!(
        headline(&shown).contains("both signatures are on it") && shown.text().contains("In force since"),
        "{}",
        shown.text()
    );

    let new = Sent::new(&world, questions()).await;
    new.is_signed(&world).await;
    for file in [&master, &both] {
        assert_eq!(standing(file).await["state"], "superseded");
        let shown = page(&world, &[file]).await.is_ok();
        assert!(headline(&shown).starts_with("This agreement is authentic, but a newer one took its place"), "{}", shown.text());
        assert!(!shown.text().contains("You can rely on its content"));
    }
    let code = verdict(&world.visitor(), &master).await.json["document"]["code"].as_str().unwrap().to_owned();
    let shown = world.visitor().opens(format!("/verify/{code}")).await.is_ok();
    assert_eq!(headline(&shown), "The agreement with this code does not count");

    let other = Sent::new(&world, crate::dpa_life::with("country", "AT")).await;
    other.visitor.post(format!("{}/refusal", other.path), json!({})).await.is_done();
    let sealed = other.visitor.get(format!("{}/pdf", other.path)).await.is_ok().bytes;
    assert_eq!(standing(&sealed).await["state"], "declined");
    world.runs_its_jobs().await;
}

#[actix_web::test]
async fn a_protected_file_is_told_what_to_do() {
    let world = World::new().await;
    world.realm().await;
    let file = b"%PDF-1.7\n1 0 obj\n<</Filter /Standard>>\nendobj\ntrailer\n<</Encrypt 1 0 R>>\n%%EOF\n";
    let seen = verdict(&world.visitor(), file).await;
    assert_eq!((seen.string("verdict"), &seen.json["encrypted"]), ("unknown".to_owned(), &json!(true)));
    assert!(page(&world, &[file]).await.is_ok().text().contains("protected with a password"));
    let zip = page(&world, &[b"PK\x03\x04 and so on"]).await.has_status(422);
    assert!(zip.text().contains("This is not a PDF file"), "{}", zip.text());
}

/// The program of another house that signs PDFs; asked for in vain only where nobody set the tests up.
fn pyhanko() -> Option<std::ffi::OsString> {
    let program = std::env::var_os("TUTELA_TEST_PYHANKO");
    let is_set_up = std::env::var_os("TUTELA_TEST_JUDGES").is_some() || std::env::var_os("TUTELA_PDF_OUT").is_some();
    assert!(program.is_some() || !is_set_up, "tests/run sets TUTELA_TEST_PYHANKO");
    if program.is_none() {
        eprintln!("Not run: TUTELA_TEST_PYHANKO names no program (tests/run sets it).");
    }
    program
}

#[actix_web::test]
async fn a_customer_signs_with_a_tool_of_another_house() {
    let Some(program) = pyhanko() else { return };
    let world = World::new().await;
    let lena = world.operator("Lena", Role::Legal).await;
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    openssl(
        here,
        "req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -days 3650 -subj /C=SI/O=Brezje/CN=Ana -addext keyUsage=critical,digitalSignature,nonRepudiation",
    );
    openssl(here, "ecparam -name prime256v1 -genkey -noout -out ec.key");
    openssl(
        here,
        "req -x509 -new -key ec.key -out ec.pem -days 3650 -subj /C=SI/O=Brezje/CN=Ana -addext keyUsage=critical,digitalSignature,nonRepudiation",
    );
    for (language, key, options) in [
        ("en", "ec", vec!["--use-pades", "--reason", "Gelesen und für gut befunden"]),
        ("de", "rsa", vec!["--name", "Ana", "--location", "Kranj"]),
    ] {
        let mut body = questions();
        body["language"] = json!(language);
        // Another company, so that none takes the other's place.
        body["register_no"] = json!(format!("{language}-5678901000"));
        let sent = Sent::new(&world, body).await;
        let ours = sent.visitor.get(format!("{}/pdf", sent.path)).await.is_ok().bytes;
        std::fs::write(here.join("ours.pdf"), &ours).unwrap();
        let mut command = std::process::Command::new(&program);
        command.current_dir(here).args(["sign", "addsig", "--field", "Customer"]).args(options);
        command.args([
            "pemder",
            "--key",
            &format!("{key}.key"),
            "--cert",
            &format!("{key}.pem"),
            "--no-pass",
            "ours.pdf",
            "theirs.pdf",
        ]);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let theirs = std::fs::read(here.join("theirs.pdf")).unwrap();
        let seen = verdict(&world.visitor(), &theirs).await;
        assert_eq!(seen.string("verdict"), "countersigned", "{}", seen.json);
        let added = &seen.json["signatures"][1];
        assert_eq!((&added["signer"], &added["organisation"], &added["ours"]), (&json!("Ana"), &json!("Brezje"), &json!(false)));
        let shown = page(&world, &[&theirs]).await.is_ok();
        assert!(shown.text().contains("Certificate issued by its own holder"), "{}", shown.text());
        let root = std::fs::read_to_string(here.join(format!("{key}.pem"))).unwrap();
        world.shows_the_judges_with(&format!("countersigned-{language}-theirs.pdf"), &theirs, &[root]);

        uploads(&sent.visitor, &sent.path, &theirs).await.is_done();
        world.runs_its_jobs().await;
        let status = sent.status().await;
        assert_eq!((status.string("state"), status.string("countersigned_how")), ("countersigned".into(), "upload".into()));
        assert_eq!(sent.visitor.get(format!("{}/countersigned-pdf", sent.path)).await.is_ok().bytes, theirs);
        let seen = verdict(&world.visitor(), &theirs).await;
        assert_eq!((&seen.json["on_record"], &seen.json["agreement"]["state"]), (&json!(false), &json!("not_confirmed")));
        lena.posts(format!("/api/v1/dpa-requests/{}/confirmation", sent.id)).await.is_done();
        world.runs_its_jobs().await;
        assert_eq!(sent.state().await, "in_force");
        let seen = verdict(&world.visitor(), &theirs).await;
        assert_eq!((seen.string("verdict"), &seen.json["on_record"]), ("countersigned".to_owned(), &json!(true)));
        assert_eq!(seen.json["agreement"]["state"], "in_force");
    }
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

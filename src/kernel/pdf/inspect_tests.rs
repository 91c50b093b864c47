//! A signature holds until a single byte changes, and no file, however broken, does more than fail to be read.

use std::collections::BTreeSet;

use der::Encode as _;

use super::super::{Purpose, Seal, SigningDetails, samples, verify};
use super::*;

const ID: Uuid = Uuid::from_u128(0x0190_a1b2_c3d4_7e5f_8a9b_0c1d_2e3f_4a5b);

fn seal() -> Seal {
    let new = Seal::generate("Sonnenhof Akademie GmbH", "DE", samples::at()).unwrap();
    Seal::load(&new.pkcs8, new.certificates).unwrap()
}

fn details(field: &str, purpose: Purpose) -> SigningDetails<'_> {
    let at = samples::at() + chrono::TimeDelta::hours(1);
    SigningDetails { field, signer_name: "Žiga Šuštar", reason: "Sealed", location: "", contact: "", at, purpose }
}

fn signed(seal: &Seal) -> Vec<u8> {
    seal.sign(&samples::contract_as(&seal.identifier(ID)), &details("Processor", Purpose::Certification)).unwrap()
}

#[test]
fn a_signed_file_is_authentic() {
    let seal = seal();
    let pdf = signed(&seal);
    let seen = inspect(&pdf, &[seal.root()]);
    assert_eq!(seen.documents, [ID]);
    assert_eq!(seen.parse_error, None);
    assert!(seen.certified && seen.is_authentic());
    let [report] = seen.signatures.as_slice() else { panic!("one signature") };
    assert_eq!((report.field.as_str(), report.signer.as_str()), ("Processor", "Sonnenhof Akademie GmbH Document Seal"));
    assert_eq!(report.signed_at, Some(samples::at() + chrono::TimeDelta::hours(1)));
    assert_eq!(report.problem, None);
}

#[test]
fn the_container_is_what_pades_wants_and_nothing_more() {
    let new = Seal::generate("Sonnenhof Akademie GmbH", "DE", samples::at()).unwrap();
    let chain: BTreeSet<Vec<u8>> = new.certificates.iter().cloned().collect();
    assert!(chain.len() > 1);
    let seal = Seal::load(&new.pkcs8, new.certificates).unwrap();
    let first = signed(&seal);
    let both = seal.sign(&first, &details("Customer", Purpose::Approval)).unwrap();
    let document = lopdf::Document::load_mem(&both).unwrap();
    let signatures: Vec<&Dictionary> = document.objects.values().filter_map(|object| object.as_dict().ok()).collect();
    let signatures: Vec<_> = signatures.into_iter().filter(|object| object.has(b"ByteRange")).collect();
    assert_eq!(signatures.len(), 2);
    for signature in &signatures {
        assert_eq!(signature.get(b"SubFilter").and_then(Object::as_name).unwrap(), b"ETSI.CAdES.detached");
        let container = verify::open(signature.get(b"Contents").and_then(Object::as_str).unwrap()).unwrap();
        assert!(container.encap_content_info.econtent.is_none(), "detached");
        let [signer] = container.signer_infos.0.as_slice() else { panic!("one signer") };
        let mut signs: Vec<String> =
            signer.signed_attrs.as_ref().unwrap().iter().map(|attribute| attribute.oid.to_string()).collect();
        signs.sort_unstable();
        // Content type, message digest, signing certificate; not the time (1.2.840.113549.1.9.5), which stands in the PDF.
        assert_eq!(signs, ["1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"]);
        assert!(signer.unsigned_attrs.is_none(), "no time-stamp without an authority");
        let brought = container.certificates.as_ref().unwrap().0.iter().map(|certificate| certificate.to_der().unwrap());
        assert_eq!(brought.collect::<BTreeSet<_>>(), chain, "the full chain");
    }
    // The first one certifies: what follows may fill in fields and sign, and nothing else.
    let permissions = document.catalog().unwrap().get(b"Perms").and_then(Object::as_dict).unwrap();
    let certifying = document.get_dictionary(permissions.get(b"DocMDP").and_then(Object::as_reference).unwrap()).unwrap();
    let level = |signature: &Dictionary| {
        let reference = signature.get(b"Reference").and_then(Object::as_array).ok()?.first()?.as_dict().ok()?;
        let parameters = reference.get(b"TransformParams").and_then(Object::as_dict).ok()?;
        parameters.get(b"P").and_then(Object::as_i64).ok()
    };
    assert_eq!(level(certifying), Some(2));
    assert_eq!(signatures.iter().filter(|signature| level(signature).is_some()).count(), 1, "one of the two certifies");
}

#[test]
fn a_second_signature_leaves_the_first_intact() {
    let (ours, theirs) = (seal(), seal());
    let first = signed(&ours);
    let both = theirs.sign(&first, &details("Customer", Purpose::Approval)).unwrap();
    assert!(both.starts_with(&first));
    let seen = inspect(&both, &[ours.root()]);
    assert!(seen.certified && seen.signatures.iter().all(|signature| signature.intact));
    let facts: Vec<_> = seen.signatures.iter().map(|s| (s.field.as_str(), s.trusted, s.covers_whole_file)).collect();
    assert_eq!(facts, [("Processor", true, false), ("Customer", false, true)]);
    assert!(!seen.is_authentic(), "the last signature is by nobody we trust");
    assert!(inspect(&both, &[ours.root(), theirs.root()]).is_authentic());
}

#[test]
fn a_field_is_signed_once() {
    let seal = seal();
    let pdf = signed(&seal);
    for field in ["Processor", "Nobody"] {
        let refused = seal.sign(&pdf, &details(field, Purpose::Approval));
        assert!(matches!(refused, Err(super::super::Error::Field(name)) if name == field));
    }
}

#[test]
fn one_changed_byte_breaks_the_signature() {
    let seal = seal();
    let pdf = signed(&seal);
    let gap = find(&pdf, b"/Contents <3", 0).unwrap();
    for at in (0..pdf.len()).step_by(pdf.len() / 150) {
        let mut changed = pdf.clone();
        changed[at] ^= 1;
        // Within the container the root's certificate is a courtesy: nothing depends on it.
        let in_container = at > gap && at < gap + 6_000;
        assert!(in_container || !inspect(&changed, &[seal.root()]).is_authentic(), "byte {at} may be changed");
    }
}

#[test]
fn what_is_added_later_is_seen() {
    let seal = seal();
    let mut pdf = signed(&seal);
    pdf.extend_from_slice(b"1 0 obj\n<</Type /Page>>\nendobj\n%%EOF\n");
    let seen = inspect(&pdf, &[seal.root()]);
    assert!(seen.signatures[0].intact && !seen.signatures[0].covers_whole_file && !seen.is_authentic());
}

#[test]
fn a_range_that_leaves_out_more_than_the_signature_is_refused() {
    let seal = seal();
    let pdf = signed(&seal);
    let place = find(&pdf, b"/ByteRange [0 ", 0).unwrap();
    for range in [
        "[0 10 20 30]",
        "[0 -1 5 5]",
        "[0 9223372036854775807 9223372036854775807 9]",
        "[0 1 2]",
        "[5 6 7 8]",
        "(text)",
        "[0 0 0 0]",
    ] {
        let mut changed = pdf.clone();
        changed[place + 11..place + 11 + 48].fill(b' ');
        changed[place + 11..place + 11 + range.len()].copy_from_slice(range.as_bytes());
        assert!(!inspect(&changed, &[seal.root()]).signatures[0].intact, "{range}");
    }
}

#[test]
fn another_root_is_not_trusted() {
    let pdf = signed(&seal());
    let seen = inspect(&pdf, &[seal().root()]);
    assert!(seen.signatures[0].intact && !seen.signatures[0].trusted);
    assert!(!inspect(&pdf, &[b"not a certificate"]).is_authentic());
}

#[test]
fn broken_files_are_reported_and_nothing_worse() {
    let nothing: [&[u8]; 0] = [];
    for bytes in
        [&b""[..], b"PK\x03\x04", b"%PDF-", b"%PDF-1.7\n1 0 obj <</ByteRange [", b"%PDF-1.7 trailer <</Encrypt 5 0 R>>\n%%EOF"]
    {
        let seen = inspect(bytes, &nothing);
        assert!(seen.parse_error.is_some() && seen.signatures.is_empty());
    }
    let cyclic = b"%PDF-1.7\n1 0 obj <</Type /ObjStm /N 1 /First 1 0 R /Length 1 0 R /V 1 0 R>> stream\nendstream endobj\n%%EOF";
    assert!(inspect(cyclic, &nothing).signatures.is_empty());
    let pdf = signed(&seal());
    for length in (0..pdf.len()).step_by(pdf.len() / 200) {
        assert!(!inspect(&pdf[..length], &nothing).is_authentic());
    }
}

#[test]
fn noise_in_the_container_is_survived() {
    let pdf = signed(&seal());
    let start = find(&pdf, b"/Contents <3", 0).unwrap() + 11;
    let nothing: [&[u8]; 0] = [];
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..300 {
        let mut changed = pdf.clone();
        for _ in 0..4 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let digit = b"0123456789abcdef"[usize::from(random.to_le_bytes()[7] & 15)];
            changed[start + random as usize % 4_000] = digit;
        }
        let _ = inspect(&changed, &nothing);
    }
}

#[test]
fn markers_are_found_in_every_layer() {
    let seal = seal();
    let id = seal.identifier(ID);
    let wide: String = super::super::text::utf16(&id).iter().map(|byte| format!("{byte:02X}")).collect();
    let nothing: [&[u8]; 0] = [];
    let packed =
        lopdf::Stream::new(lopdf::dictionary! { "Type" => "Metadata" }, format!("{id} {}", " ".repeat(500)).into_bytes());
    let mut packed = packed;
    packed.compress().unwrap();
    let mut file =
        format!("%PDF-1.7\n1 0 obj <</Type /Metadata /Filter /FlateDecode /Length {}>>\nstream\n", packed.content.len())
            .into_bytes();
    file.extend(packed.content);
    file.extend_from_slice(b"\nendstream endobj\n%%EOF");
    for file in [file, format!("%PDF-1.7\n1 0 obj <</Keywords <{wide}>>> endobj\n%%EOF").into_bytes()] {
        assert_eq!(inspect(&file, seal.certificates()).documents, [ID]);
        assert!(inspect(&file, &nothing).documents.is_empty(), "of another house");
    }
    let cut = id.replace(&ID.to_string(), "nonsense");
    assert!(inspect(format!("%PDF-1.7\n{cut}\n%%EOF").as_bytes(), seal.certificates()).documents.is_empty());
}

/// Writes the samples where the judges of other houses can read them: tests/judges/judge.py.
#[test]
fn samples_for_the_judges() {
    let Some(folder) = std::env::var_os("TUTELA_PDF_OUT").map(std::path::PathBuf::from) else {
        return;
    };
    let (ours, theirs) = (seal(), seal());
    let first = signed(&ours);
    let second = theirs.sign(&first, &details("Customer", Purpose::Approval)).unwrap();
    let award = ours.sign(&samples::award(), &details("Issuer", Purpose::Certification)).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in [("base", samples::contract()), ("signed", first), ("twice-signed", second), ("award", award)] {
        std::fs::write(folder.join(name).with_extension("pdf"), bytes).unwrap();
    }
    std::fs::write(folder.join("trust.pem"), ours.root_pem() + theirs.root_pem().as_str()).unwrap();
}

#[test]
fn a_container_brings_no_more_certificates_than_are_looked_at() {
    let new = Seal::generate("Sonnenhof Akademie GmbH", "DE", samples::at()).unwrap();
    let others = (0..10).map(|_| Seal::generate("Other", "DE", samples::at()).unwrap().certificates.remove(1));
    let ours = new.certificates.clone();
    let seal = Seal::load(&new.pkcs8, ours.iter().cloned().chain(others).collect()).unwrap();
    let crowded = inspect(&signed(&seal), &ours);
    assert!(!crowded.signatures[0].intact, "{crowded:#?}");
    assert!(crowded.signatures[0].problem.as_ref().unwrap().contains("too many"), "{crowded:#?}");
}

#[test]
fn what_is_sealed_again_after_a_rotation_rests_on_the_new_seal_alone() {
    let (before, now) = (seal(), seal());
    let first = signed(&before);
    let (both, last) = now.sign_checked(&first, &details("Customer", Purpose::Approval)).unwrap();
    assert!(both.starts_with(&first) && last.trusted && last.field == "Customer");
    let seen = inspect(&both, now.certificates());
    assert!(seen.signatures[0].intact && !seen.signatures[0].trusted, "nobody was told of the seal before");
    let mut broken = first;
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    let refused = now.sign_checked(&broken, &details("Customer", Purpose::Approval));
    assert!(matches!(refused, Err(crate::kernel::pdf::Error::NotHeld(_))), "{refused:?}");
    let replaced = seal().while_current(|| false);
    let refused = replaced.sign_checked(&samples::contract(), &details("Processor", Purpose::Certification)).unwrap_err();
    assert!(matches!(refused, crate::kernel::pdf::Error::Replaced) && refused.is_temporary());
}

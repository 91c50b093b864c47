//! One signature in its field is let in; every forgery, signed by a key of the forger's, is refused for what it is.

use proptest::prelude::*;
use uuid::Uuid;

use super::super::forgery::{Draft, Rows, details, judged, ours, plain_rows, seal, sign_elsewhere, signature};
use super::super::{Purpose, SigningDetails, inspect, samples, scan::find};
use super::*;

fn draft() -> Draft {
    Draft::honest(ours(&seal("Sonnenhof")))
}

fn refused(draft: &Draft) -> Refusal {
    draft.judged().unwrap_err()
}

#[test]
fn one_signature_in_its_field_is_let_in() {
    let draft = draft();
    let added = draft.judged().unwrap().signature;
    assert!(added.intact && added.covers_whole_file && !added.trusted);
    assert_eq!((added.field.as_str(), added.organisation.as_str()), ("Customer", "Učilnica d.o.o."));
    assert_eq!((added.issuer.as_str(), added.self_issued, added.level()), ("Učilnica d.o.o. Root", false, "B-B"));
    assert_eq!(added.certificate_sha256.len(), 64);
    // As tools do it: the head of the free list, the catalog and the facts anew, another identifier of the revision.
    let mut like_a_tool = draft;
    let (root, info) = (like_a_tool.root(), like_a_tool.info());
    like_a_tool = like_a_tool.rewrite(root, |catalog| catalog.set("Version", Object::Name(b"2.0".to_vec())));
    like_a_tool = like_a_tool.rewrite(info, |facts| facts.set("Producer", Object::string_literal("Tutela; pyHanko")));
    like_a_tool.rows = |offsets| format!("0 1\n0000000000 65535 f \n{}", plain_rows(offsets));
    assert_eq!(like_a_tool.judged().map(|added| added.signature.field), Ok("Customer".to_owned()));
}

#[test]
fn our_own_second_seal_is_let_in() {
    let seal = seal("Sonnenhof");
    let first = ours(&seal);
    let both = seal.sign(&first, &details("Customer", Purpose::Approval)).unwrap();
    let added = continuation(&both, first.len(), "Customer", seal.certificates()).unwrap().signature;
    assert!(added.trusted && added.covers_whole_file);
    let seen = inspect(&both, seal.certificates());
    assert!(seen.is_authentic() && seen.certified && seen.signatures.len() == 2);
    for said in ["Read and agreed", "Ljubljana", "dpo@example.org"] {
        let wide = data_encoding::HEXLOWER.encode(&super::super::text::utf16(said));
        assert!(find(&both[first.len()..], wide.as_bytes(), 0).is_some(), "{said}");
    }
    let long = "a".repeat(501);
    let too_long = seal.sign(&first, &SigningDetails { reason: &long, ..details("Customer", Purpose::Approval) });
    assert!(matches!(too_long, Err(super::super::Error::Reason(500))));
}

#[test]
fn a_signature_that_does_not_hold_is_refused() {
    let seal = seal("Sonnenhof");
    let first = ours(&seal);
    let mut both = seal.sign(&first, &details("Customer", Purpose::Approval)).unwrap();
    assert!(judged(&both, first.len()).is_ok());
    // The last digit of the signature itself, before the padding of its container.
    let contents = find(&both, b"/Contents <", first.len()).unwrap() + 11;
    let end = find(&both, b">", contents).unwrap();
    let last = both[..end].iter().rposition(|&byte| byte != b'0').unwrap();
    both[last] = if both[last] == b'1' { b'2' } else { b'1' };
    assert_eq!(judged(&both, first.len()).unwrap_err(), Refusal::SignatureBroken);
}

#[test]
fn a_table_that_points_elsewhere_is_refused() {
    // The row of object 21 leads to a forged one, and another number to the original's.
    let mut forged = draft();
    forged.objects.push((21, "<</Forged true>>".to_owned()));
    assert_eq!(refused(&forged), Refusal::ContentChanged);
    forged.rows = |offsets| format!("{}900 1\n0000000088 00000 n \n", plain_rows(offsets));
    assert_eq!(refused(&forged), Refusal::Table);
    // Objects of the original are declared free.
    let mut freed = draft();
    freed.rows = |offsets| format!("21 1\n0000000000 00001 f \n{}", plain_rows(offsets));
    assert_eq!(refused(&freed), Refusal::Table);
    // An object without a row; a row without an object; two rows for one; rows that fall.
    let tables: [Rows; 5] = [
        |offsets| plain_rows(&offsets.iter().skip(1).map(|(number, offset)| (*number, *offset)).collect()),
        |offsets| format!("{}999 1\n{:010} 00000 n \n", plain_rows(offsets), offsets.values().next().unwrap()),
        |offsets| format!("{0}{0}", plain_rows(offsets)),
        |offsets| offsets.iter().rev().map(|(number, offset)| format!("{number} 1\n{offset:010} 00000 n \n")).collect(),
        |offsets| plain_rows(offsets).replace("00000 n", "00001 n"),
    ];
    for rows in tables {
        assert_eq!(refused(&Draft { rows, ..draft() }), Refusal::Table);
    }
}

#[test]
fn thousands_of_rows_cost_nothing() {
    let mut flood = draft();
    flood.rows = |offsets| {
        let first = *offsets.values().next().unwrap();
        let rows: String = (0..20_000).map(|_| format!("{first:010} 00000 n \n")).collect();
        format!("1000 20000\n{rows}")
    };
    assert_eq!(refused(&flood), Refusal::Table);
    let stream = draft().add("<</Type /ObjStm /N 1 /First 4 /Length 8>>\nstream\n1 0 <<>>\nendstream");
    assert_eq!(refused(&stream), Refusal::ObjectsAdded);
}

#[test]
fn another_trailer_is_refused() {
    let first = draft();
    let (root, info) = (format!("/Root {} 0 R", first.root()), format!("/Info {} 0 R", first.info()));
    assert_eq!(refused(&draft().change_trailer(&info, "/Info 5 0 R")), Refusal::Trailer);
    assert_eq!(refused(&draft().change_trailer(&info, "")), Refusal::Trailer);
    assert_eq!(refused(&draft().change_trailer(&root, "/Root 5 0 R")), Refusal::Trailer);
    assert_eq!(refused(&draft().change_trailer("/Prev ", "/Prev 1")), Refusal::Trailer);
    assert_eq!(refused(&draft().change_trailer("/Size ", "/Size 1")), Refusal::Trailer);
    for more in ["/XRefStm 17", "/XRef#53tm 17", "/Encrypt 9 0 R", &root, "/R#6Fot 5 0 R", "% hidden\n/Root 5 0 R"] {
        let hidden = draft().change_trailer(&root, &format!("{root} {more}"));
        assert_eq!(refused(&hidden), Refusal::Trailer, "{more}");
    }
}

#[test]
fn a_second_end_is_refused() {
    let twice = Draft { tail: "startxref\n17\n%%EOF\n".to_owned(), ..draft() };
    assert_eq!(refused(&twice), Refusal::SeveralRevisions);
    assert_eq!(refused(&Draft { tail: "%%EOF\n".to_owned(), ..draft() }), Refusal::SeveralRevisions);
    assert_eq!(refused(&Draft { tail: "more".to_owned(), ..draft() }), Refusal::AfterEnd);
    assert_eq!(refused(&Draft { tail: "\n".to_owned(), ..draft() }), Refusal::AfterEnd);
    // Two honest signatures, one after the other.
    let seal = seal("Sonnenhof");
    let mut plain = samples::contract_as(&seal.identifier(Uuid::from_u128(7)));
    let original = plain.len();
    plain = seal.sign(&plain, &details("Customer", Purpose::Approval)).unwrap();
    plain = seal.sign(&plain, &details("Processor", Purpose::Approval)).unwrap();
    assert_eq!(judged(&plain, original), Err(Refusal::SeveralRevisions));
}

#[test]
fn what_stands_between_the_objects_is_refused() {
    for more in ["% a comment\n", "garbage\n", "\0"] {
        let hidden = draft().change_object(0, "<</Type", &format!("{more}<</Type"));
        assert_eq!(refused(&hidden), Refusal::Syntax, "{more:?}");
    }
    let between = draft().change_object(1, ">>", ">> endobj % 21 0 obj\n<</A 1>>");
    assert_eq!(refused(&between), Refusal::Table);
    for (said, instead) in
        [("/Filter", "/Byte#52ange [0 1 2 3] /Filter"), ("/Filter", "/Type /Page /Filter"), ("/Sig ", "/S#69g ")]
    {
        assert_eq!(refused(&draft().change_object(0, said, instead)), Refusal::Syntax, "{instead}");
    }
}

#[test]
fn a_part_of_the_original_that_is_replaced_is_refused() {
    let first = draft();
    let opened = first.opened();
    let is = |value: &Object, kind: &[u8]| {
        value.as_dict().is_ok_and(|value| value.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == kind))
    };
    let all = || (1..opened.size().unwrap()).filter_map(|number| Some((number, opened.object(number)?)));
    let numbered = |kind: &[u8]| all().find(|(_, (value, _))| is(value, kind)).unwrap().0;
    let page = numbered(b"Page");
    for change in [
        |page: &mut Dictionary| page.set("Contents", (3, 0)),
        |page: &mut Dictionary| page.set("Annots", vec![Object::Reference((3, 0))]),
        |page: &mut Dictionary| page.set("AA", lopdf::dictionary! { "O" => (3, 0) }),
        |page: &mut Dictionary| drop(page.remove(b"Resources")),
    ] {
        assert_eq!(refused(&draft().rewrite(page, change)), Refusal::ContentChanged);
    }
    assert!(draft().rewrite(page, |_| ()).judged().is_ok(), "written again as it was");
    let attachment = numbered(b"Filespec");
    let exchanged = draft().rewrite(attachment, |file| file.set("EF", lopdf::dictionary! { "F" => (3, 0) }));
    assert_eq!(refused(&exchanged), Refusal::ContentChanged);
    // The contents of a page as a stream of the same number.
    let contents = reference(opened.dictionary(page).unwrap().get(b"Contents")).unwrap_or_else(|| numbered(b"EmbeddedFile"));
    let mut replaced = draft();
    replaced.objects.push((contents, "<</Length 4>>\nstream\nq Q \nendstream".to_owned()));
    assert_eq!(refused(&replaced), Refusal::ContentChanged);
    // And with the metadata.
    let mut renamed = draft();
    let metadata = "<?xpacket begin=\"\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/><?xpacket end=\"w\"?>";
    let body = format!("<</Type /Metadata /Subtype /XML /Length {}>>\nstream\n{metadata}\nendstream", metadata.len());
    renamed.objects.push((numbered(b"Metadata"), body));
    assert_eq!(refused(&renamed), Refusal::MetadataChanged);
    let info = first.info();
    assert_eq!(
        refused(&draft().rewrite(info, |facts| facts.set("Title", Object::string_literal("NDA")))),
        Refusal::MetadataChanged
    );
}

#[test]
fn another_catalog_is_refused() {
    let root = draft().root();
    let changes: [fn(&mut Dictionary); 6] = [
        |catalog| {
            catalog.set("OpenAction", lopdf::dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") })
        },
        |catalog| catalog.set("AA", lopdf::dictionary! { "WC" => (3, 0) }),
        |catalog| drop(catalog.remove(b"Perms")),
        |catalog| catalog.set("Pages", (3, 0)),
        |catalog| catalog.set("AcroForm", lopdf::dictionary! { "Fields" => vec![Object::Reference((3, 0))], "SigFlags" => 3 }),
        |catalog| catalog.set("Names", lopdf::dictionary! { "JavaScript" => (3, 0) }),
    ];
    for change in changes {
        assert_eq!(refused(&draft().rewrite(root, change)), Refusal::CatalogChanged);
    }
    let beside = draft().add("<</Type /Action /S /JavaScript /JS (app.alert\\(1\\))>>");
    assert_eq!(refused(&beside), Refusal::ObjectsAdded);
}

#[test]
fn another_field_is_refused() {
    // A field of that name beside the prepared one, which stays empty.
    let mut shadow = draft();
    let field = shadow.objects.remove(1).1;
    assert_eq!(refused(&shadow.add(field)), Refusal::ObjectsAdded);
    let mut nowhere = draft();
    nowhere.objects.remove(1);
    assert_eq!(refused(&nowhere), Refusal::OtherField);
    for (said, instead) in [
        ("/Rect", "/Rect [0 0 600 800] /Rec"),
        ("/F 132", "/F 4"),
        ("/FT", "/AP <</N 3 0 R>> /FT"),
        ("/FT", "/MK <</CA (signed)>> /FT"),
        ("/FT", "/A <</S /JavaScript>> /FT"),
    ] {
        assert_eq!(refused(&draft().change_object(1, said, instead)), Refusal::FieldChanged, "{instead}");
    }
    let size = draft().size;
    let value = format!("/V {} 0 R", size - 1);
    assert_eq!(refused(&draft().change_object(1, &value, "/V (agreed)")), Refusal::FieldChanged);
    assert_eq!(refused(&draft().change_object(1, &value, "/V 3 0 R")), Refusal::FieldChanged);
    let processor = draft();
    let number = processor.objects[1].0;
    let other = (1..size)
        .find(|&other| other != number && processor.opened().dictionary(other).is_some_and(|value| value.has(b"TU")))
        .unwrap();
    assert_eq!(refused(&draft().rewrite(other, |field| field.set("V", (3, 0)))), Refusal::ContentChanged);
    let empty = samples::award();
    assert_eq!(judged(&empty, empty.len()), Err(Refusal::Original), "no such field");
}

#[test]
fn another_signature_is_refused() {
    assert_eq!(refused(&draft().add(signature(""))), Refusal::SignatureCount);
    for more in [
        "/Reference [<</TransformMethod /DocMDP>>]",
        "/Changes [1 2 3]",
        "/Reason 3 0 R",
        "/Cert (a)",
        "/Prop_Build <</App 3 0 R>>",
    ] {
        assert_eq!(
            refused(&draft().change_object(0, "/SubFilter", &format!("{more} /SubFilter"))),
            Refusal::SignatureUnusual,
            "{more}"
        );
    }
    let old = draft().change_object(0, "ETSI.CAdES.detached", "adbe.pkcs7.sha1");
    assert_eq!(refused(&old), Refusal::SignatureUnusual);
    // A gap that is longer than the digits; digits of both kinds; another digit; another order of certificates.
    let draft = draft();
    let (good, original) = (draft.signed(), draft.original.len());
    let from = original + find(&good[original..], b"/Contents <", 0).unwrap() + 11;
    let numbers = |at: usize| String::from_utf8(good[at..at + 60].to_vec()).unwrap();
    let range = original + find(&good[original..], b"/ByteRange [", 0).unwrap() + 12;
    let stated: Vec<usize> = numbers(range).split(' ').filter_map(|number| number.parse().ok()).collect();
    for (a, b, c) in
        [(stated[1] - 1, stated[2], stated[3]), (stated[1], stated[2] + 1, stated[3] - 1), (stated[1], stated[2], stated[3] - 1)]
    {
        let mut gap = good.clone();
        gap[range..range + 60].fill(b' ');
        let numbers = format!("0 {a} {b} {c}");
        gap[range..range + numbers.len()].copy_from_slice(numbers.as_bytes());
        assert_eq!(judged(&gap, original), Err(Refusal::SignatureRange));
    }
    let mut large = good.clone();
    let letter = from + good[from..].iter().position(u8::is_ascii_lowercase).unwrap();
    large[letter].make_ascii_uppercase();
    assert_eq!(judged(&large, original), Err(Refusal::SignatureRange));
    let mut broken = good.clone();
    broken[original + 60] = if broken[original + 60] == b'P' { b'Q' } else { broken[original + 60] ^ 1 };
    assert!(judged(&broken, original).is_err());
}

#[test]
fn what_was_made_by_weak_means_is_refused() {
    let draft = draft();
    let mut file = draft.signed();
    let original = draft.original.len();
    // The object identifier of SHA-256 becomes that of SHA-224, and of MD5's family: as a signer would state it.
    let sha256 = b"608648016503040201";
    let at = original + find(&file[original..], sha256, 0).unwrap();
    let count = file[original..].windows(sha256.len()).filter(|window| window == sha256).count();
    assert!(count >= 2 && at > original);
    for place in (original..file.len() - sha256.len()).rev() {
        if file[place..].starts_with(sha256) {
            file[place + 16..place + 18].copy_from_slice(b"04");
        }
    }
    assert_eq!(judged(&file, original), Err(Refusal::SignatureWeak));
    // A real one with SHA-1; the same with SHA-256 is let in.
    let elsewhere = draft.change_object(0, "ETSI.CAdES.detached", "adbe.pkcs7.detached");
    let by = |hash: &str| {
        let mut file = elsewhere.written();
        sign_elsewhere(&mut file, hash);
        judged(&file, original).map(|added| added.signature.signer)
    };
    assert_eq!(by("sha256"), Ok("Ana".to_owned()));
    assert_eq!(by("sha1"), Err(Refusal::SignatureWeak));
}

#[test]
fn nothing_is_no_signature() {
    let file = ours(&seal("Sonnenhof"));
    assert_eq!(judged(&file, file.len()), Err(Refusal::NothingSigned));
    assert_eq!(judged(&[&file[..], b"\n"].concat(), file.len()), Err(Refusal::AfterEnd));
    assert_eq!(judged(&[&file[..], b"1 0 obj\n<<>>\nendobj\n"].concat(), file.len()), Err(Refusal::Syntax));
    assert_eq!(judged(&file, file.len() + 1), Err(Refusal::Original));
    assert_eq!(judged(&vec![b' '; MAX_BYTES + 1], 9), Err(Refusal::TooLarge));
}

#[test]
fn every_refusal_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), Refusal::ALL.len());
}

/// A countersigned file, and how much of it is the original.
fn countersigned() -> &'static (Vec<u8>, usize) {
    static FILE: std::sync::OnceLock<(Vec<u8>, usize)> = std::sync::OnceLock::new();
    FILE.get_or_init(|| {
        let draft = draft();
        (draft.signed(), draft.original.len())
    })
}

/// Every place in what was added, and some in the original.
fn place() -> impl Strategy<Value = usize> {
    let (file, original) = countersigned();
    prop_oneof![9 => *original..file.len(), 1 => 0..*original]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changed_byte_is_refused(at in place(), change in 1_u8..=255) {
        let (file, original) = countersigned();
        let mut changed = file.clone();
        changed[at] ^= change;
        prop_assert!(judged(&changed, *original).is_err(), "byte {at} of {original}+");
    }

    #[test]
    fn any_inserted_byte_is_refused(at in place(), byte: u8) {
        let (file, original) = countersigned();
        let mut changed = file.clone();
        changed.insert(at, byte);
        // Whoever inserts into the original moves its end along.
        for original in [*original, original + 1] {
            prop_assert!(judged(&changed, original).is_err(), "byte {at}");
        }
    }

    #[test]
    fn any_deleted_byte_is_refused(at in place()) {
        let (file, original) = countersigned();
        let mut changed = file.clone();
        changed.remove(at);
        for original in [*original, original - 1] {
            prop_assert!(judged(&changed, original).is_err(), "byte {at}");
        }
    }

    #[test]
    fn any_bytes_end_in_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..600), original in 0_usize..700) {
        prop_assert!(judged(&bytes, original).is_err());
        let (file, length) = countersigned();
        let added = [&file[..*length], &bytes[..]].concat();
        prop_assert!(judged(&added, *length).is_err());
    }

    #[test]
    fn any_words_of_a_pdf_end_in_an_answer(words in proptest::collection::vec(prop_oneof![
        Just("xref\n"), Just("trailer\n"), Just("startxref\n"), Just("%%EOF"), Just("<<"), Just(">>"), Just("7 0 obj\n"), Just("endobj\n"),
        Just("stream\n"), Just("endstream\n"), Just("/ByteRange [0 1 2 3]"), Just("/Length 9999999999"), Just("0 4294967295\n"), Just("(("), Just("[[["),
    ], 0..60)) {
        let (file, length) = countersigned();
        let words = words.concat();
        prop_assert!(judged(&[&file[..*length], words.as_bytes()].concat(), *length).is_err());
        let whole = format!("%PDF-1.7\n{words}");
        prop_assert!(judged(whole.as_bytes(), whole.len() / 2).is_err());
    }
}

//! The paper: sealed, the same wherever it is drawn, and a sample that says what it is.

use super::super::content::{EvidenceListed, MeasureGroup, Proved};
use super::*;
use crate::agreements::measures::PerformedBy;

#[test]
fn the_paper_is_sealed_and_any_changed_byte_shows() {
    let new = Seal::generate("Tutela Operations d.o.o. (demo)", "SI", "2026-11-01T00:00:00Z".parse().unwrap()).unwrap();
    let seal = Seal::load(&new.pkcs8, new.certificates).unwrap();
    let folder = std::env::var_os("TUTELA_PDF_OUT").map(std::path::PathBuf::from);
    for locale in Locale::ALL {
        let content = content(locale);
        let json = content.canonical().unwrap();
        let at = "2026-11-21T10:00:00Z".parse().unwrap();
        let mark = || seal.identifier(content.id);
        let plain = draw(&Template::shipped().unwrap(), &content, &json, mark(), at).unwrap();
        assert_eq!(
            plain,
            draw(&Template::shipped().unwrap(), &content, &json, mark(), at).unwrap(),
            "equal content, equal bytes"
        );
        assert_eq!(check_structure(&plain), Vec::<String>::new());
        let details = SigningDetails {
            field: PROCESSOR_FIELD,
            signer_name: &content.processor.legal_name,
            reason: "Sealed",
            location: "",
            contact: "",
            at,
            purpose: Purpose::Certification,
        };
        let sealed = seal.sign(&plain, &details).unwrap();
        let seen = pdf::inspect(&sealed, &[seal.root()]);
        assert!(seen.is_authentic() && seen.certified);
        assert_eq!(seen.documents, [content.id]);

        let theirs =
            seal.sign(&sealed, &SigningDetails { field: CUSTOMER_FIELD, purpose: Purpose::Approval, ..details }).unwrap();
        let both = pdf::inspect(&theirs, &[seal.root()]);
        assert_eq!(
            both.signatures.iter().map(|one| (one.intact, one.covers_whole_file)).collect::<Vec<_>>(),
            [(true, false), (true, true)]
        );
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join(format!("agreement-{locale}.pdf")), &sealed).unwrap();
            std::fs::write(folder.join(format!("agreement-{locale}.json")), &json).unwrap();
            std::fs::write(folder.join("agreement-trust.pem"), seal.chain_pem()).unwrap();
        }
        // Each single changed byte leaves a mark of ours in the file, so that it is told from a stranger's.
        for at in (0..sealed.len()).step_by(sealed.len() / 200) {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(pdf::bears_mark(&changed, &[seal.root()]), "byte {at}");
        }
    }
}

/// Every build draws the same bytes, whatever the process, the profile and the platform: an agreement that is drawn anew is the
/// one that was sealed. A change of text or drawing changes this, and is meant to be seen. Annex II is one of the test's own:
/// which measures the last run proved is a fact of that run, not of the drawing.
#[test]
fn the_drawn_agreement_is_the_same_wherever_it_is_drawn() {
    let drawn = Locale::ALL.map(|locale| {
        let content = Content { measures: invented_measures(), ..content(locale) };
        let json = content.canonical().unwrap();
        let at = "2026-11-21T10:00:00Z".parse().unwrap();
        let mark = "urn:example:an-agreement".to_owned();
        let plain = draw(&Template::shipped().unwrap(), &content, &json, mark, at).unwrap();
        format!("{locale}: {} bytes, SHA-256 {}", plain.len(), sha256_hex(&plain))
    });
    insta::with_settings!({ snapshot_path => "../../../../tests/it/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("drawn_agreement", drawn.join("\n"));
    });
}

/// One measure that the software carries out and one that people do.
fn invented_measures() -> Vec<MeasureGroup> {
    let day = "2026-11-21".parse().unwrap();
    let measure = |by: PerformedBy| MeasureListed {
        id: format!("invented-{}", by.as_str()),
        name: "An invented measure".to_owned(),
        text: "It is carried out in this test alone.".to_owned(),
        performed_by: by.as_str().to_owned(),
        promises: vec!["M-8.1".to_owned()],
        proof: (by == PerformedBy::Software).then_some(Proved { tests: 3, passed_on: day }),
        evidence: (by == PerformedBy::Operator)
            .then(|| EvidenceListed { titles: vec!["An invented policy".to_owned()], checked_on: Some(day) }),
    };
    vec![MeasureGroup {
        name: "An invented aim".to_owned(),
        measures: [PerformedBy::Software, PerformedBy::Operator].map(measure).into(),
    }]
}

#[test]
fn a_sample_says_on_every_page_what_it_is_and_bears_no_mark_of_ours() {
    let new = Seal::generate("Tutela Operations d.o.o. (demo)", "SI", "2026-11-01T00:00:00Z".parse().unwrap()).unwrap();
    let seal = Seal::load(&new.pkcs8, new.certificates).unwrap();
    let at = "2026-11-21T10:00:00Z".parse().unwrap();
    for (locale, word) in [(Locale::En, "SAMPLE"), (Locale::De, "MUSTER")] {
        let template = Template::shipped().unwrap();
        let sample = |case| super::super::preview::content(&template, (locale, case), "https://learn.example.com", at).unwrap();
        let without = sample(Case::WithoutWorkspace);
        assert!(
            !without.ai.enabled && without.sso == Some(false) && without.instructions.iter().all(|one| one.given_by.is_none())
        );
        let content = sample(Case::Workspace);
        assert!(content.number.contains(word) && content.ai.enabled && content.sso == Some(true), "{locale}");
        assert!(content.subprocessors.items.iter().any(|vendor| vendor.applies == "not_yet"));
        assert_eq!(content.instructions.iter().filter(|one| one.given_by.is_some()).count(), 3);
        let printed = format!("{:?}", render(&template, &content).unwrap());
        assert!(printed.contains("Sample Hosting (invented / erfunden)") && printed.contains(word), "{locale}");
        let pdf = super::super::preview::draw(&template, &content, at).unwrap();
        assert_eq!(check_structure(&pdf), Vec::<String>::new());
        assert!(!pdf::bears_mark(&pdf, &[seal.root()]), "a sample is nobody's document");
        let seen = pdf::inspect(&pdf, &[seal.root()]);
        assert!(seen.signatures.is_empty() && seen.documents.is_empty(), "{seen:?}");
    }
}

//! Documents for the tests: a contract of some pages and a certificate.

use chrono::{DateTime, TimeZone, Utc};

use super::*;

pub(super) fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 10, 0, 0).unwrap()
}

pub(super) const IDENTIFIER: &str = "urn:tutela:0123456789abcdef:document:0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const DIGEST: &str = "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea";

pub(super) fn about(title: &str) -> Description {
    Description {
        title: title.into(),
        author: "Sonnenhof Akademie GmbH".into(),
        subject: "Agreement on processing <personal> data & its annexes".into(),
        language: "en".into(),
        identifier: IDENTIFIER.into(),
        created_at: at(),
    }
}

pub(super) fn contract() -> Vec<u8> {
    contract_as(IDENTIFIER)
}

pub(super) fn contract_as(identifier: &str) -> Vec<u8> {
    let header = "Data-processing agreement  ·  Sonnenhof Akademie GmbH and Učilnica d.o.o.";
    let footer = format!("Agreement 2026-0017  ·  template 3, English\nSHA-256 of agreement.json: {DIGEST}");
    let mut sheet = Sheet::portrait(header, &footer).numbered("Page {} of {}");
    sheet.heading(1, "Agreement on the processing of personal data");
    sheet.small("Number 2026-0017, version of 20 November 2026");
    sheet.space(6.0);
    sheet.facts(&[
        ("Controller", "Učilnica d.o.o., Slovenska cesta 54, 1000 Ljubljana, Slovenia"),
        ("Represented by", "Žiga Šuštar, managing director"),
        ("Processor", "Sonnenhof Akademie GmbH\nGrüne Gasse 7, 70173 Stuttgart, Germany"),
        ("Contact for data protection", "Nguyễn Thị Thuỳ Dương, dpo@example.org"),
    ]);
    sheet.rule();
    for section in 1..=5 {
        sheet.section(2, &section.to_string(), "Subject matter, duration and purpose of the processing");
        for number in 1..=4 {
            sheet.clause(&format!("{section}.{number}"), CLAUSE);
            if number == 2 {
                sheet.subclause("(a)", "names, work addresses and language of the people who learn;");
                sheet.subclause(
                    "(b)",
                    "what they have learned, with dates and results, as far as the controller has switched it on.",
                );
                sheet.list(&["first point of an unnumbered list", "second point"]);
            }
        }
        sheet.paragraph("Слова на другом алфавите и đấu giá stand here as they are written; the amount is 1 250,00 €.");
    }
    sheet.heading(2, "Annex III  Sub-processors on 20 November 2026").heading(3, "In use");
    let columns = [("Name and address", 3.0), ("What they do", 3.0), ("Where", 1.4), ("Since", 1.4)];
    let columns = columns.map(|(title, width_share)| Column { title, width_share });
    let rows: Vec<Vec<String>> = (1..=24)
        .map(|number| {
            let name = format!("Mailer {number} SA, 12 rue de la Gare, Luxembourg");
            vec![
                name,
                "Sends messages to learners and to administrators; sees addresses and names.".into(),
                "EU".into(),
                "2025-03-01".into(),
            ]
        })
        .collect();
    sheet.table(&columns, &rows);
    sheet.heading(2, "Integrity").checksum("SHA-256 of the attached agreement.json", DIGEST);
    sheet.qr_beside(
        "https://learn.example.org/verify/0190a1b2",
        "QR code: address at which this document can be checked",
        86.0,
        "This document can be checked at\nhttps://learn.example.org/verify/0190a1b2\nwithout an account.",
    );
    let attachment =
        Attachment { name: "agreement.json", mime: "application/json", description: "The agreement for machines", data: b"{}\n" };
    let about = Description { identifier: identifier.into(), ..about("Agreement on the processing of personal data") };
    finish(sheet, &about, &[attachment], &FIELDS).unwrap()
}

pub(super) const FIELDS: [SignatureField<'static>; 2] = [
    SignatureField { name: "Processor", label: "Signature of the processor" },
    SignatureField { name: "Customer", label: "Signature of the customer" },
];

pub(super) fn award() -> Vec<u8> {
    let mut sheet = Sheet::landscape("", "").bordered(Colour::hex("#1f6f8b").unwrap()).vertically_centred();
    sheet.display("Sonnenhof Akademie", 13.0, Tone::Quiet, Align::Centre).space(18.0);
    sheet.display_heading(1, "Certificate of completion", 30.0, Align::Centre).space(14.0);
    sheet.display("This is to certify that", 12.0, Tone::Quiet, Align::Centre).space(4.0);
    sheet.display("Žofia Kováčová-Österreicher", 34.0, Tone::Strong, Align::Centre).space(6.0);
    sheet.display("has completed", 12.0, Tone::Quiet, Align::Centre).space(2.0);
    sheet.display("Data protection for people who work with customers", 18.0, Tone::Plain, Align::Centre).space(8.0);
    sheet.display("on 20 November 2026 with 92 of 100 points", 12.0, Tone::Plain, Align::Centre).space(10.0);
    sheet.qr(
        "https://learn.example.org/c/8K2F-77QD",
        "QR code: address at which this certificate can be checked",
        92.0,
        Align::Centre,
    );
    sheet.display("learn.example.org/c/8K2F-77QD", 9.0, Tone::Quiet, Align::Centre);
    finish(
        sheet,
        &about("Certificate of completion"),
        &[],
        &[SignatureField { name: "Issuer", label: "Signature of the issuer" }],
    )
    .unwrap()
}

const CLAUSE: &str = "The processor acts on documented instructions only. It keeps a log of what the controller has decided in \
    the product itself (which features are on, how long data is kept, which vendors take part) and tells the controller without \
    delay when an instruction seems to break the law; until that is settled the instruction need not be followed.";

use std::io::{Cursor, Read as _, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

/// Made with openpyxl: styles, widths, merged cells, a list of choices, a conditional format, a comment, three sheets.
const BOOK: &[u8] = include_bytes!("../../../../tests/it/questionnaire.xlsx");

fn answers(rows: &[(u32, &str)]) -> BTreeMap<u32, String> {
    rows.iter().map(|(row, answer)| (*row, (*answer).to_owned())).collect()
}

fn part(book: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML.
fn book_of(sheet: &str) -> Vec<u8> {
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="a"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/></Relationships>"#;
    packed(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/s.xml", sheet),
    ])
}

#[test]
fn a_workbook_of_another_program_is_read_and_its_columns_are_guessed() {
    let book = read(BOOK).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Cover", "Fragen & Antworten", "Formulas"]);
    assert_eq!(book.sheets[1].rows[2].cell(2), "Which TLS versions are used to encrypt data in transit?");
    assert_eq!(book.sheets[1].rows[6].cell(4), "<optional> & odd");
    let guessed = guess(&book, None).unwrap();
    assert_eq!(guessed, Columns { sheet: 1, first_row: 3, question: 2, answer: 3 });
}

#[test]
fn answers_are_cut_in_and_nothing_else_changes() {
    let target = Target { sheet: 1, column: 3 };
    let given = answers(&[(3, "TLS 1.3 <only>\nand 1.2"), (4, "=SUM(A1) & more"), (6, "_x0041_ stays")]);
    let written = write(BOOK, target, &given).unwrap();
    let after = read(&written).unwrap();
    for (row, text) in &given {
        let found = after.sheets[1].rows.iter().find(|one| one.number == *row).unwrap();
        let expected = text.replace("_x0041_", "_x005F_x0041_");
        assert_eq!(found.cell(3), expected, "row {row}");
    }
    // Each other part of the zip is the same to the byte, and of the sheet everything but three cells.
    let (mut old, mut new) = (ZipArchive::new(Cursor::new(BOOK)).unwrap(), ZipArchive::new(Cursor::new(&written[..])).unwrap());
    assert_eq!(old.len(), new.len());
    let mut changed = Vec::new();
    for at in 0..old.len() {
        let (mut one, mut other) = (Vec::new(), Vec::new());
        let name = old.by_index(at).unwrap().name().unwrap().into_owned();
        old.by_index(at).unwrap().read_to_end(&mut one).unwrap();
        new.by_index(at).unwrap().read_to_end(&mut other).unwrap();
        assert_eq!(new.by_index(at).unwrap().name().unwrap(), name);
        if one != other {
            changed.push(name);
        }
    }
    assert_eq!(changed, ["xl/worksheets/sheet2.xml"]);
    let (before, after) = (part(BOOK, "xl/worksheets/sheet2.xml"), part(&written, "xl/worksheets/sheet2.xml"));
    for kept in ["<mergeCells", "<dataValidation ", "<conditionalFormatting", "<cols>", "<legacyDrawing", "<pane"] {
        let of = |text: &str| text.split_once(kept).map(|(_, rest)| rest.split_once('>').unwrap().0.to_owned());
        assert!(of(&before).is_some(), "the workbook has {kept}");
        assert_eq!(of(&before), of(&after), "{kept}");
    }
    let style = |text: &str| text.split_once("<c r=\"C3\" s=\"").unwrap().1.split('"').next().unwrap().to_owned();
    assert_eq!(style(&before), style(&after), "a cell looks as before");
    assert!(after.contains("t=\"inlineStr\"") && !after.contains("<f>SUM"), "a text stays a text");
}

#[test]
fn a_column_that_is_not_there_yet_is_added() {
    let sheet = concat!(
        "<worksheet><dimension ref=\"A1:B2\"/><cols><col min=\"4\" max=\"4\" style=\"7\"/></cols><sheetData>",
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Question here?</t></is></c><c r=\"F1\"/></row>",
        "<row r=\"2\"><c t=\"str\"><v>A second one?</v></c></row></sheetData></worksheet>"
    );
    let written = write(&book_of(sheet), Target { sheet: 0, column: 4 }, &answers(&[(1, "one"), (2, "two")])).unwrap();
    let xml = part(&written, "xl/worksheets/s.xml");
    assert!(xml.contains("<dimension ref=\"A1:D2\"/>"), "{xml}");
    assert!(
        xml.contains("</c><c r=\"D1\" s=\"7\" t=\"inlineStr\"><is><t xml:space=\"preserve\">one</t></is></c><c r=\"F1\"/>"),
        "{xml}"
    );
    assert!(xml.contains("<c r=\"D2\" s=\"7\""), "{xml}");
}

#[test]
fn what_would_harm_the_file_is_refused() {
    let formulas = write(BOOK, Target { sheet: 2, column: 2 }, &answers(&[(2, "x")]));
    assert_eq!(formulas.unwrap_err(), Trouble::Formulas);
    let merged = write(BOOK, Target { sheet: 1, column: 3 }, &answers(&[(5, "x")]));
    assert_eq!(merged.unwrap_err(), Trouble::Merged);
    for target in [Target { sheet: 9, column: 3 }, Target { sheet: 1, column: 0 }, Target { sheet: 1, column: 9_999 }] {
        assert_eq!(write(BOOK, target, &answers(&[(3, "x")])).unwrap_err(), Trouble::NoColumn);
    }
}

#[test]
fn files_that_are_something_else_are_refused_by_name() {
    let old = [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat();
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let macros = packed(&[("[Content_Types].xml", "<Types/>"), ("xl/vbaProject.bin", "x")]);
    let named = packed(&[("[Content_Types].xml", "<Types t=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>")]);
    for (bytes, trouble) in [
        (old.clone(), Trouble::OldExcel),
        ([old, mark].concat(), Trouble::Encrypted),
        (macros, Trouble::Macros),
        (named, Trouble::Macros),
        (packed(&[("mimetype", "x")]), Trouble::Kind),
        (b"PK not a zip".to_vec(), Trouble::Broken),
        (b"%PDF-1.7".to_vec(), Trouble::Kind),
        (vec![0xFF, 0xFE, b'a'], Trouble::Encoding),
        (b"Frage;\xE8as?;\xB9\n".to_vec(), Trouble::Encoding),
        (Vec::new(), Trouble::Empty),
        (b" \n ,,\n".to_vec(), Trouble::Empty),
        (vec![b'x'; MOST_BYTES + 1], Trouble::TooLarge),
        (book_of("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>"), Trouble::Broken),
    ] {
        assert_eq!(read(&bytes).unwrap_err(), trouble);
    }
}

#[test]
fn a_small_file_that_unpacks_to_much_is_refused_before_it_is_there() {
    let text = " ".repeat(60 * 1024 * 1024);
    let bomb = book_of(&format!("<worksheet>{text}</worksheet>"));
    assert!(bomb.len() < 200_000, "{} bytes", bomb.len());
    assert_eq!(read(&bomb).unwrap_err(), Trouble::Inflates);
    let cell = "<c><v>1</v></c>".repeat(200);
    let rows: String = (0..3_000).map(|_| format!("<row>{cell}</row>")).collect();
    assert_eq!(read(&book_of(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))).unwrap_err(), Trouble::Inflates);
}

#[test]
fn a_csv_keeps_its_separator_encoding_line_ends_and_quotes() {
    let text = "Nr;Frage;Antwort\r\n1;\"Sind; ruhende Daten verschl\u{FC}sselt?\";\r\n2;Kurz?;alt\r\n\r\n3;Ohne Feld?\r\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let book = read(&latin).unwrap();
    assert_eq!(book.sheets[0].rows[1].cell(2), "Sind; ruhende Daten verschlüsselt?");
    let given = answers(&[(2, "Ja; größtenteils – „gut“ €"), (3, "=1+1"), (5, "-nein")]);
    let written = write(&latin, Target { sheet: 0, column: 3 }, &given).unwrap();
    let shown: String = csv::read(&written).unwrap().rows.iter().map(|row| format!("{}|", row.cell(3))).collect();
    assert_eq!(shown, "Antwort|Ja; größtenteils – „gut“ €|'=1+1|'-nein|");
    assert!(written.starts_with(b"Nr;Frage;Antwort\r\n1;\"Sind; ruhende Daten verschl\xFCsselt?\";\""), "the rest is untouched");
    assert!(written.windows(10).any(|part| part == b"\r\n\r\n3;Ohne"), "empty lines stay");
    let marked = [&[0xEF, 0xBB, 0xBF][..], "Question,Answer\nÄ?,\"x\"\n".as_bytes()].concat();
    let written = write(&marked, Target { sheet: 0, column: 2 }, &answers(&[(2, "ü")])).unwrap();
    assert_eq!(written, [&[0xEF, 0xBB, 0xBF][..], "Question,Answer\nÄ?,\"ü\"\n".as_bytes()].concat());
}

#[test]
fn a_csv_of_sixteen_bits_comes_back_as_it_came() {
    let text = "Frage\tAntwort\r\nWird č gelesen?\t\r\n";
    for little in [true, false] {
        let bytes = encoding::Encoding::Utf16 { little }.write(text);
        assert_eq!(read(&bytes).unwrap().sheets[0].rows[1].cell(1), "Wird č gelesen?");
        let written = write(&bytes, Target { sheet: 0, column: 2 }, &answers(&[(2, "Ja → č")])).unwrap();
        assert_eq!(written, encoding::Encoding::Utf16 { little }.write(&text.replace("?\t", "?\tJa → č")));
    }
    // The old code page lacks the letter: the file becomes UTF-8, and holds it.
    let latin = b"Frage;Antwort\nVerschl\xFCsselt?;\n";
    let written = write(latin, Target { sheet: 0, column: 2 }, &answers(&[(2, "č")])).unwrap();
    assert_eq!(written, [&[0xEF, 0xBB, 0xBF][..], "Frage;Antwort\nVerschlüsselt?;č\n".as_bytes()].concat());
}

#[test]
fn rows_that_take_no_answer_are_known_and_a_sheet_has_a_plain_name() {
    let of = |sheet, column, rows: &[u32]| closed(BOOK, Target { sheet, column }, rows).unwrap();
    assert_eq!(of(1, 3, &[2, 3, 4, 5, 6, 7]), BTreeMap::from([(2, Trouble::Merged), (5, Trouble::Merged)]));
    assert_eq!(of(2, 2, &[1, 2]), BTreeMap::from([(2, Trouble::Formulas)]));
    assert_eq!(closed(BOOK, Target { sheet: 9, column: 1 }, &[1]).unwrap_err(), Trouble::NoColumn);
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="On&#10;e&#7;" sheetId="1" r:id="a"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>"#;
    let sheet = "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>x</v></c></row></sheetData></worksheet>";
    let file = packed(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/s.xml", sheet),
    ]);
    assert_eq!(read(&file).unwrap().sheets[0].name, "One");
}

#[test]
fn our_own_tables_are_read_back_and_hold_no_formula() {
    let rows =
        vec![vec!["Frage".to_owned(), "Antwort".to_owned()], vec!["=cmd()".to_owned(), "+1 \"quoted\",\nnext <line>".to_owned()]];
    let book = read(&workbook_of("Antworten & mehr", &[20, 40], &rows).unwrap()).unwrap();
    assert_eq!(book.sheets[0].name, "Antworten & mehr");
    assert_eq!((book.sheets[0].rows[1].cell(1), book.sheets[0].rows[1].cell(2)), ("=cmd()", rows[1][1].as_str()));
    assert!(!part(&workbook_of("A", &[], &rows).unwrap(), "xl/worksheets/sheet1.xml").contains("<f"));
    let csv = read(&csv_of(&rows)).unwrap();
    assert_eq!((csv.sheets[0].rows[1].cell(1), csv.sheets[0].rows[1].cell(2)), ("'=cmd()", "'+1 \"quoted\",\nnext <line>"));
}

#[test]
fn columns_have_letters() {
    let named: Vec<String> = [1, 26, 27, 52, 53, 256].into_iter().map(letters).collect();
    assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "IV"]);
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), column in 0..300u32) {
        let _ = read(&bytes);
        let _ = write(&bytes, Target { sheet: 0, column }, &answers(&[(1, "x"), (3, "y")]));
    }

    #[test]
    fn arbitrary_sheets_are_read_or_refused(parts in proptest::collection::vec("[<>/crvtis =\"0-9A-C&;!\\[\\]-]{0,12}", 0..40)) {
        let bytes = book_of(&parts.concat());
        if let Ok(book) = read(&bytes) {
            let _ = guess(&book, None);
        }
        let _ = write(&bytes, Target { sheet: 0, column: 3 }, &answers(&[(1, "x")]));
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0..BOOK.len(), byte: u8) {
        let mut bytes = BOOK.to_vec();
        bytes[at] = byte;
        let _ = read(&bytes);
        let _ = write(&bytes, Target { sheet: 1, column: 3 }, &answers(&[(3, "x")]));
    }

    #[test]
    fn what_is_written_into_a_csv_is_what_is_read(cells in proptest::collection::vec("[^\\r\\n\u{0}]{1,20}", 1..6), answer in "[a-zäöü,;\" \n]{1,30}") {
        let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec![format!("q {cell}"), "a".to_owned()]).collect();
        let bytes = csv_of(&rows);
        let written = write(&bytes, Target { sheet: 0, column: 2 }, &answers(&[(1, &answer)])).unwrap();
        let before = read(&bytes).unwrap();
        let after = read(&written).unwrap();
        for (old, new) in before.sheets[0].rows.iter().zip(&after.sheets[0].rows).skip(1) {
            prop_assert_eq!(&old.cells, &new.cells);
        }
        if !answer.trim().is_empty() {
            prop_assert_eq!(after.sheets[0].rows[0].cell(2), answer);
        }
    }
}

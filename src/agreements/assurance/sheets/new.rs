//! A table of our own as CSV and as a workbook: texts only, none of which is a formula.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{MOST_CELL, csv, letters, xlsx};
use crate::kernel::error::Error;

/// The rows as CSV: UTF-8 with a mark, so that every program reads the letters; commas; line ends of RFC 4180.
#[must_use]
pub fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::from('\u{FEFF}');
    for row in rows {
        let fields: Vec<String> = row.iter().map(|cell| csv::field(cell, b',', false)).collect();
        text += &fields.join(",");
        text += "\r\n";
    }
    text.into_bytes()
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Two styles: wrapped text, and the same in bold for the head.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>"#;

/// The rows as a workbook with one sheet; the first row is its head, `widths` are those of the columns in characters.
///
/// # Errors
/// When it cannot be packed.
pub fn workbook_of(name: &str, widths: &[u32], rows: &[Vec<String>]) -> Result<Vec<u8>, Error> {
    let book = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        xlsx::escaped(name)
    );
    let mut sheet = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#,
    );
    for (at, width) in (1..).zip(widths) {
        sheet += &format!(r#"<col min="{at}" max="{at}" width="{width}" customWidth="1"/>"#);
    }
    sheet += "</cols><sheetData>";
    for (number, row) in (1..).zip(rows) {
        sheet += &format!(r#"<row r="{number}">"#);
        let style = if number == 1 { "2" } else { "1" };
        for (column, cell) in (1..).zip(row) {
            let cell: String = cell.chars().take(MOST_CELL).collect();
            sheet += &xlsx::cell("", &format!("{}{number}", letters(column)), Some(style), &cell);
        }
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).map_err(anyhow::Error::new)?;
        zip.write_all(part.as_bytes()).map_err(anyhow::Error::new)?;
    }
    Ok(zip.finish().map_err(anyhow::Error::new)?.into_inner())
}

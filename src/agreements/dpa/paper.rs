//! The agreement on paper: tagged PDF with bookmarks, the fingerprint of the content on every page, and the content itself
//! attached.

use super::content::Content;
use super::render::{Printed, Table, render};
use crate::agreements::templates::{Labels, Template};
use crate::kernel::ids::sha256_hex;
use crate::kernel::pdf::{Attachment, Column, Description, Sheet, SignatureField, finish};

/// The field that our seal signs.
pub const PROCESSOR_FIELD: &str = "Processor";
/// The field prepared for the customer.
pub const CUSTOMER_FIELD: &str = "Customer";

const SCHEMA: &str = include_str!("../../../templates/legal/dpa/agreement.schema.json");

/// Draws the agreement under the identifier that our seal gives it; equal content gives equal bytes.
///
/// # Errors
/// In words, when the text or the content does not hold together.
pub fn draw(
    template: &Template,
    content: &Content,
    canonical: &str,
    identifier: String,
    created_at: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<u8>, String> {
    let printed = render(template, content).map_err(|complaint| complaint.to_string())?;
    let labels = template.labels(content.language).ok_or("the labels are missing")?;
    let label = |name: &str| labels.text(name).ok_or_else(|| format!("the label “{name}” is missing"));
    let title = template.title(content.language);
    let sha256 = sha256_hex(canonical.as_bytes());
    let parties = format!("{} · {}", content.controller.legal_name, content.processor.legal_name);
    let footer = footer(labels, content).ok_or("the label “footer” is missing")?;
    let pages = label("page")?.replace("{page}", "{}").replace("{pages}", "{}");

    let mut sheet = Sheet::portrait(&format!("{title} · {parties}"), &format!("{footer}\n{sha256}")).numbered(&pages);
    let mut blanks = Vec::new();
    for (at, block) in printed.iter().enumerate() {
        // Lines to fill in that follow each other stand beside each other.
        if let Some(blank) = blank(block) {
            blanks.push(blank);
            if printed.get(at + 1).and_then(self::blank).is_none() {
                sheet.blanks(&std::mem::take(&mut blanks));
            }
            continue;
        }
        let announced = announced(&sheet, &printed, at);
        sheet.announce(announced);
        set(&mut sheet, block);
        // After the title and the first paragraph: where this copy can be checked.
        if at == 1 {
            sheet.qr_beside(&content.verification_url, label("qr_alt")?, 76.0, &content.verification_url);
            sheet.checksum(&footer, &sha256);
            sheet.rule();
        }
    }
    let description = Description {
        title: format!("{title} {}", content.number),
        author: content.processor.legal_name.clone(),
        subject: parties,
        language: content.language.code().to_owned(),
        identifier,
        created_at,
    };
    let attachments = [
        Attachment {
            name: "agreement.json",
            mime: "application/json",
            description: label("attachment")?,
            data: canonical.as_bytes(),
        },
        Attachment {
            name: "agreement.schema.json",
            mime: "application/schema+json",
            description: "JSON Schema",
            data: SCHEMA.as_bytes(),
        },
    ];
    let fields = [
        SignatureField { name: PROCESSOR_FIELD, label: label("processor_field")? },
        SignatureField { name: CUSTOMER_FIELD, label: label("customer_field")? },
    ];
    finish(sheet, &description, &attachments, &fields).map_err(|error| error.to_string())
}

fn footer(labels: &Labels, content: &Content) -> Option<String> {
    let footer = labels.text("footer")?.replace("{number}", &content.number);
    Some(footer.replace("{version}", &content.template.version).replace("{language}", labels.text("language_name")?))
}

fn set(sheet: &mut Sheet, block: &Printed) {
    match block {
        Printed::Title(text) => sheet.heading(1, text),
        Printed::Section(number, text) => sheet.section(2, number, text),
        Printed::Annex(number, text) => sheet.part().heading(2, &format!("{number}: {text}")),
        Printed::Heading(text) => sheet.heading(3, text),
        Printed::Clause(number, text) => sheet.clause(number, text),
        Printed::Item(letter, text) => sheet.subclause(letter, text),
        Printed::Paragraph(text) => sheet.paragraph(text),
        Printed::Table(table) => {
            let table = fitted(table);
            sheet.table(&columns(&table), &table.rows)
        }
    };
}

/// What belongs on a line to fill in, where a text has one: it ends in a row of underscores.
fn blank(block: &Printed) -> Option<&str> {
    let Printed::Paragraph(text) = block else { return None };
    let label = text.trim_end().trim_end_matches('_');
    (text.trim_end().len() >= label.len() + 5).then(|| label.trim_end().trim_end_matches(':'))
}

/// How many points of what follows a block stay on its page: a heading is not left alone, nor a text that leads to a table, to
/// lettered items or to lines to fill in.
fn announced(sheet: &Sheet, printed: &[Printed], at: usize) -> f32 {
    let Some(next) = printed.get(at + 1) else { return 0.0 };
    let leads = match printed.get(at) {
        Some(Printed::Paragraph(_) | Printed::Clause(..)) => {
            matches!(next, Printed::Table(_) | Printed::Item(..)) || blank(next).is_some()
        }
        Some(Printed::Title(_) | Printed::Section(..) | Printed::Annex(..) | Printed::Heading(_)) => true,
        _ => false,
    };
    if leads { start(sheet, printed, at + 1) } else { 0.0 }
}

/// How many points the beginning of a block takes, with what it announces itself.
fn start(sheet: &Sheet, printed: &[Printed], at: usize) -> f32 {
    /// A heading with the space above it; a line to fill in with room for a hand.
    const HEADING: f32 = 34.0;
    const BLANK: f32 = 50.0;
    let Some(block) = printed.get(at) else { return 0.0 };
    if blank(block).is_some() {
        return BLANK;
    }
    match block {
        Printed::Table(table) => {
            let table = fitted(table);
            sheet.start_of_table(&columns(&table), &table.rows)
        }
        Printed::Paragraph(text) | Printed::Clause(_, text) | Printed::Item(_, text) => {
            let (points, is_whole) = sheet.start_of_text(text, !matches!(block, Printed::Paragraph(_)));
            points + if is_whole { announced(sheet, printed, at) } else { 0.0 }
        }
        Printed::Title(_) | Printed::Section(..) | Printed::Annex(..) | Printed::Heading(_) => {
            HEADING + announced(sheet, printed, at)
        }
    }
}

fn fitted(table: &Table) -> Table {
    if table.name == "subprocessors" { narrowed(table) } else { table.clone() }
}

fn columns(table: &Table) -> Vec<Column<'_>> {
    table.columns.iter().zip(shares(table)).map(|(title, &width_share)| Column { title, width_share }).collect()
}

/// Seven columns do not fit beside each other on upright paper: place stands above ground of transfer, since above used.
fn narrowed(table: &Table) -> Table {
    let narrow = |cells: &Vec<String>| match cells.as_slice() {
        [name, task, data, place, ground, since, used] => {
            vec![name.clone(), task.clone(), data.clone(), format!("{place}\n{ground}"), format!("{since}\n{used}")]
        }
        other => other.to_vec(),
    };
    Table { name: table.name.clone(), columns: narrow(&table.columns), rows: table.rows.iter().map(narrow).collect() }
}

/// How wide the columns are in relation to each other.
fn shares(table: &Table) -> &'static [f32] {
    match table.name.as_str() {
        "parties" => &[1.0, 1.8, 1.8],
        "liability" => &[2.2, 1.7, 1.3],
        "data_categories" => &[1.2, 2.4, 2.4],
        "people_categories" => &[1.2, 3.0],
        "instructions" => &[1.1, 2.2, 1.6, 0.9],
        "measures" => &[1.15, 3.1, 1.2],
        "subprocessors" => &[2.0, 1.45, 1.55, 2.5, 1.15],
        "retention" => &[1.7, 1.05, 1.15, 0.95, 1.0, 1.5],
        _ => &[1.0; 8],
    }
}

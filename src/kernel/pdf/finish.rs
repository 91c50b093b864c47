//! From drawn pages to a file that lasts: PDF/A-3a for the archive, PDF/UA-1 for everybody who reads it.

use chrono::{DateTime, Utc};
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};
use ring::digest::{SHA256, digest};

use super::{
    Error, Sheet, fonts, icc, mark, outline,
    text::{clean, name, text_string},
    tree::{self, integer},
    xmp,
};

/// The program named in every file.
pub(super) const TOOL: &str = "Tutela";

/// What the file says about itself.
#[derive(Clone, Debug)]
pub struct Description {
    /// Shown in the window's title.
    pub title: String,
    /// Who issues the document.
    pub author: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Language of the text: `en`, `de`.
    pub language: String,
    /// Found again by [`super::inspect`] when [`super::Seal::identifier`] made it.
    pub identifier: String,
    /// Written as date of creation; part of the input, so that equal input gives equal bytes.
    pub created_at: DateTime<Utc>,
}

/// A file inside the file: the machine-readable form of what the pages say.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// File name.
    pub name: &'a str,
    /// Media type.
    pub mime: &'a str,
    /// What it is, for people.
    pub description: &'a str,
    /// Its bytes.
    pub data: &'a [u8],
}

/// An invisible field prepared for a signature.
#[derive(Clone, Copy, Debug)]
pub struct SignatureField<'a> {
    /// Name by which it is signed.
    pub name: &'a str,
    /// What a screen reader says.
    pub label: &'a str,
}

/// Writes the file: pages, structure, bookmarks, metadata, colour profile, attachments, empty signature fields.
///
/// # Errors
/// What the sheet could not set: [`Error::Unprintable`], [`Error::Shape`], [`Error::TooLong`], [`Error::Qr`];
/// [`Error::Pdf`] and [`Error::Write`] if the file cannot be put together.
pub fn finish(
    sheet: Sheet,
    about: &Description,
    attachments: &[Attachment<'_>],
    fields: &[SignatureField<'_>],
) -> Result<Vec<u8>, Error> {
    let mut sheet = sheet.close()?;
    let about = about.cleaned();
    let mut document = draw(&mut sheet)?;
    let pages = mark_pages(&mut document)?;
    let root = document.trailer.get(b"Root")?.as_reference()?;
    let info = document.trailer.get(b"Info")?.as_reference()?;
    document.set_object(info, information(&about));

    let structure = tree::write(&mut document, &sheet.canvas.tags, &pages, fields)?;
    let outlines = outline::add(&mut document, &sheet.outline, &pages, sheet.area.left);
    let (names, associated) = attach(&mut document, attachments, about.created_at);
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp::packet(&about).into_bytes());
    let metadata = document.add_object(metadata.with_compression(false));

    let catalog = document.get_dictionary_mut(root)?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text_string(&about.language));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", structure.root);
    catalog.set("OutputIntents", vec![intent(profile)]);
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", name(if pages.len() > 1 { "UseOutlines" } else { "UseNone" }));
    }
    if !associated.is_empty() {
        catalog.set("AF", associated);
        catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    }
    if let (Some(&last), false) = (pages.last(), structure.fields.is_empty()) {
        catalog.set("AcroForm", dictionary! { "Fields" => structure.fields.clone(), "SigFlags" => 3 });
        document.get_dictionary_mut(last)?.set("Annots", structure.fields);
    }
    document.binary_mark = mark::raised(&about.identifier);
    save(document)
}

impl Description {
    fn cleaned(&self) -> Self {
        let line = |text: &str| clean(text).replace('\n', " ");
        Self {
            title: line(&self.title),
            author: line(&self.author),
            subject: line(&self.subject),
            language: line(&self.language),
            identifier: line(&self.identifier),
            created_at: self.created_at,
        }
    }
}

fn draw(sheet: &mut Sheet) -> Result<Document, Error> {
    let mut drawn = PdfDocument::new("");
    let (width, height) = if sheet.area.width < sheet.area.height { (Mm(210.0), Mm(297.0)) } else { (Mm(297.0), Mm(210.0)) };
    let pages = std::mem::take(&mut sheet.canvas.pages);
    fonts::embed(&mut drawn, &pages)?;
    drawn.with_pages(pages.into_iter().map(|operations| PdfPage::new(width, height, operations)).collect());
    let mut document = drawn.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    document.version = "1.7".into();
    Ok(document)
}

/// Joins pages and structure; returns the pages in order.
fn mark_pages(document: &mut Document) -> Result<Vec<ObjectId>, Error> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (index, page) in pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page)?;
        page.set("StructParents", integer(index));
        page.set("Tabs", name("S"));
        page.remove(b"Annots");
    }
    Ok(pages)
}

/// The drawing library's own entries (an empty PDF/X claim, its dates) are replaced as a whole.
fn information(about: &Description) -> lopdf::Dictionary {
    dictionary! {
        "Title" => text_string(&about.title), "Author" => text_string(&about.author), "Subject" => text_string(&about.subject),
        "Keywords" => text_string(&about.identifier), "Creator" => text_string(TOOL), "Producer" => text_string(TOOL),
        "CreationDate" => date(about.created_at), "ModDate" => date(about.created_at),
    }
}

/// A PDF date in UTC.
pub(super) fn date(at: DateTime<Utc>) -> Object {
    Object::string_literal(at.format("D:%Y%m%d%H%M%S+00'00'").to_string())
}

fn intent(profile: ObjectId) -> Object {
    dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => text_string("sRGB"),
        "Info" => text_string("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
    }
    .into()
}

/// Adds the attachments; returns the name tree's entries, sorted as it demands, and the list of associated files.
fn attach(document: &mut Document, attachments: &[Attachment<'_>], at: DateTime<Utc>) -> (Vec<Object>, Vec<Object>) {
    let mut sorted: Vec<&Attachment<'_>> = attachments.iter().collect();
    sorted.sort_by_key(|attachment| attachment.name);
    let (mut names, mut associated) = (Vec::new(), Vec::new());
    for attachment in sorted {
        let parameters = dictionary! { "Size" => integer(attachment.data.len()), "ModDate" => date(at) };
        let embedded = dictionary! { "Type" => "EmbeddedFile", "Subtype" => name(attachment.mime), "Params" => parameters };
        let embedded = document.add_object(Stream::new(embedded, attachment.data.to_vec()));
        let file = document.add_object(dictionary! {
            "Type" => "Filespec", "F" => text_string(attachment.name), "UF" => text_string(attachment.name),
            "Desc" => text_string(attachment.description), "AFRelationship" => "Data",
            "EF" => dictionary! { "F" => embedded, "UF" => embedded },
        });
        names.extend([text_string(attachment.name), file.into()]);
        associated.push(file.into());
    }
    (names, associated)
}

/// A compressed stream that ends in a carriage return is written as it is: a reader that goes by `endstream` instead of the
/// length would take the return, and the line feed behind it, for one line end, and lose the last byte.
fn without_trailing_returns(document: &mut Document) -> Result<(), Error> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.last() == Some(&b'\r')
            && stream.dict.has(b"Filter")
        {
            stream.decompress()?;
        }
    }
    Ok(())
}

/// Saves twice: the identifier is a hash of the file itself, saved with an empty one.
fn save(mut document: Document) -> Result<Vec<u8>, Error> {
    document.compress();
    without_trailing_returns(&mut document)?;
    let mut bytes = Vec::new();
    let mut identifier = vec![0; 16];
    for _ in 0..2 {
        let id = Object::String(identifier, StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id.clone(), id]);
        bytes.clear();
        document.save_to(&mut bytes)?;
        bytes.push(b'\n');
        identifier = digest(&SHA256, &bytes).as_ref()[..16].to_vec();
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::{check_structure, samples};
    use super::*;

    #[test]
    fn equal_input_gives_equal_bytes() {
        assert_eq!(samples::contract(), samples::contract());
        assert_eq!(samples::award(), samples::award());
    }

    #[test]
    fn every_mark_on_every_page_belongs_to_the_structure() {
        assert_eq!(check_structure(&samples::contract()), Vec::<String>::new());
        assert_eq!(check_structure(&samples::award()), Vec::<String>::new());
    }

    #[test]
    fn any_text_is_either_drawn_or_refused() {
        for text in ["(Tj) ET Q <</A>> EMC \\", "", "\n\n", &"long ".repeat(20_000), &"w".repeat(100_000), "%%EOF\u{0}\u{7}"] {
            let mut sheet = Sheet::portrait(text, text).numbered("{} / {}");
            sheet.heading(1, text).paragraph(text).clause("1.1", text).facts(&[(text, text)]);
            let pdf = finish(sheet, &samples::about("Any text"), &[], &[]).unwrap();
            assert_eq!(check_structure(&pdf), Vec::<String>::new());
        }
        for text in ["\u{1F389}", "\u{5E9}\u{5DC}\u{5D5}\u{5DD}", "\u{E000}"] {
            let mut sheet = Sheet::portrait("", "");
            sheet.paragraph(text);
            let refused = finish(sheet, &samples::about("Refused"), &[], &[]);
            assert!(matches!(refused, Err(Error::Unprintable(c)) if text.starts_with(c)));
        }
    }

    #[test]
    fn a_label_must_leave_room_for_its_clause() {
        let mut sheet = Sheet::portrait("", "");
        sheet.clause(&"1.".repeat(90), "text");
        assert!(matches!(finish(sheet, &samples::about("Label"), &[], &[]), Err(Error::Label(_))));
    }

    #[test]
    fn a_row_longer_than_a_page_is_split() {
        let mut sheet = Sheet::portrait("", "").numbered("{} / {}");
        let columns =
            [super::super::Column { title: "Left", width_share: 1.0 }, super::super::Column { title: "Right", width_share: 2.0 }];
        sheet.heading(1, "Rows").table(&columns, &[vec!["long ".repeat(5_000), "short".into()], vec!["a".into(), String::new()]]);
        let pdf = finish(sheet, &samples::about("Rows"), &[], &[]).unwrap();
        assert_eq!(check_structure(&pdf), Vec::<String>::new());
        let mut sheet = Sheet::portrait("", "");
        sheet.table(&columns, &[vec!["alone".into()]]);
        assert!(matches!(finish(sheet, &samples::about("Rows"), &[], &[]), Err(Error::Shape { cells: 1, columns: 2 })));
    }
}

//! The tests' own judge of what a file holds beside pages and structure: other validators do not notice that an attachment is in
//! no list, that a field says nothing, or that the two descriptions of the file differ.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::text::read_text;

/// What the metadata packet and the Info dictionary both say.
const TWICE: [(&str, &str); 8] = [
    ("dc:title", "Title"),
    ("dc:creator", "Author"),
    ("dc:description", "Subject"),
    ("pdf:Keywords", "Keywords"),
    ("xmp:CreatorTool", "Creator"),
    ("pdf:Producer", "Producer"),
    ("xmp:CreateDate", "CreationDate"),
    ("xmp:ModifyDate", "ModDate"),
];
/// Printed, and kept as it is: a widget without these is none of an archival file.
const FIELD_FLAGS: i64 = 132;

/// Returns what is wrong with version, catalog, metadata, attachments and fields.
pub(super) fn check(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else { return vec!["there is no catalog".to_owned()] };
    let part = |holder: &str, entry: &str| {
        let holder = catalog.get_deref(holder.as_bytes(), document).and_then(Object::as_dict).ok()?;
        holder.get(entry.as_bytes()).and_then(Object::as_bool).ok()
    };
    let identifiers = document.trailer.get(b"ID").and_then(Object::as_array).map_or(0, |parts| parts.len());
    let mut findings: Vec<String> = [
        ("the version is 1.7", document.version == "1.7"),
        ("the trailer identifies the file", identifiers == 2),
        ("the catalog names the language", words(catalog, "Lang").is_some()),
        ("the catalog says that the file is tagged", part("MarkInfo", "Marked") == Some(true)),
        ("the title is shown", part("ViewerPreferences", "DisplayDocTitle") == Some(true)),
        ("the colours have a profile", has_profile(document, catalog)),
    ]
    .into_iter()
    .filter(|(_, holds)| !holds)
    .map(|(what, _)| format!("not so: {what}"))
    .collect();
    findings.extend(descriptions(document, catalog));
    findings.extend(attachments(document, catalog));
    findings.extend(fields(document, catalog));
    findings
}

/// A text string that is not empty.
fn words(of: &Dictionary, entry: &str) -> Option<String> {
    of.get(entry.as_bytes()).and_then(Object::as_str).ok().map(read_text).filter(|words| !words.is_empty())
}

fn has_profile(document: &Document, catalog: &Dictionary) -> bool {
    let Ok([intent]) = catalog.get_deref(b"OutputIntents", document).and_then(Object::as_array).map(Vec::as_slice) else {
        return false;
    };
    let profile =
        intent.as_dict().and_then(|intent| intent.get_deref(b"DestOutputProfile", document)).and_then(Object::as_stream);
    profile.is_ok_and(|profile| profile.dict.get(b"N").and_then(Object::as_i64).is_ok_and(|channels| channels == 3))
}

/// Compares both descriptions of the file: readers show one or the other.
fn descriptions(document: &Document, catalog: &Dictionary) -> Vec<String> {
    let Ok(info) = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict) else {
        return vec!["there is no Info dictionary".to_owned()];
    };
    let Ok(packet) = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream) else {
        return vec!["there is no metadata packet".to_owned()];
    };
    if packet.dict.has(b"Filter") {
        return vec!["the metadata packet is not readable as it stands".to_owned()];
    }
    let packet = String::from_utf8_lossy(&packet.content);
    let differs = |(property, entry): &(&str, &str)| {
        let (told, known) = (said(&packet, property), info.get(entry.as_bytes()).and_then(Object::as_str).ok().map(read_text));
        let as_compared = |text: &String| if entry.ends_with("Date") { digits(text) } else { text.clone() };
        let is_same = told.is_some() && told.as_ref().map(as_compared) == known.as_ref().map(as_compared);
        (!is_same).then(|| format!("{property} says {told:?}, {entry} says {known:?}"))
    };
    TWICE.iter().filter_map(differs).collect()
}

/// What a property of the packet says, without the elements within it.
fn said(packet: &str, property: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{property}>"))?;
    let (inner, _) = rest.split_once(&format!("</{property}>"))?;
    let mut text = String::new();
    let mut within = false;
    for character in inner.chars() {
        match character {
            '<' => within = true,
            '>' => within = false,
            other if !within => text.push(other),
            _ => {}
        }
    }
    // The ampersand last: it begins the others.
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&#115;", "s"), ("&#111;", "o"), ("&amp;", "&")];
    Some(plain.iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain)))
}

/// A moment by its digits: both kinds of date write them in the same order.
fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).collect()
}

/// Every attached file says what it is, belongs to the document, and is in the list that readers show.
fn attachments(document: &Document, catalog: &Dictionary) -> Vec<String> {
    let is_file = |object: &Object| object.as_dict().is_ok_and(|one| one.has(b"EF") || one.has_type(b"Filespec"));
    let files: Vec<ObjectId> = document.objects.iter().filter(|(_, object)| is_file(object)).map(|(id, _)| *id).collect();
    let contents = document.objects.values().filter_map(|object| object.as_stream().ok());
    let contents = contents.filter(|stream| stream.dict.has_type(b"EmbeddedFile")).count();
    let associated = catalog.get_deref(b"AF", document).and_then(Object::as_array).map(|all| references(all)).unwrap_or_default();
    let listed = listed(document, catalog).unwrap_or_default();
    let mut findings = Vec::new();
    if contents != files.len() {
        findings.push(format!("{contents} files are embedded, {} described", files.len()));
    }
    for id in files.iter().chain(&associated) {
        let Some((name, lacks)) = document.get_dictionary(*id).ok().map(|file| described(document, file)) else {
            findings.push(format!("attachment {} is missing", id.0));
            continue;
        };
        findings.extend(lacks.into_iter().map(|lack| format!("attachment {name}: {lack}")));
        if !files.contains(id) || !associated.contains(id) {
            findings.push(format!("attachment {name} does not belong to the document"));
        }
        if !listed.iter().any(|(key, file)| file == id && *key == name) {
            findings.push(format!("attachment {name} is in no list of names"));
        }
    }
    if listed.len() != files.len() || !listed.is_sorted_by_key(|(key, _)| key) {
        findings.push("the list of names is not that of the attachments, sorted".to_owned());
    }
    findings
}

fn references(all: &[Object]) -> Vec<ObjectId> {
    all.iter().filter_map(|one| one.as_reference().ok()).collect()
}

/// The attachments by name, as readers list them.
fn listed(document: &Document, catalog: &Dictionary) -> Option<Vec<(String, ObjectId)>> {
    let names = catalog.get_deref(b"Names", document).and_then(Object::as_dict).ok()?;
    let files = names.get_deref(b"EmbeddedFiles", document).and_then(Object::as_dict).ok()?;
    let pairs = files.get_deref(b"Names", document).and_then(Object::as_array).ok()?;
    pairs.as_chunks::<2>().0.iter().map(|[key, file]| Some((read_text(key.as_str().ok()?), file.as_reference().ok()?))).collect()
}

/// The name of an attachment, and what it does not say of itself.
fn described(document: &Document, file: &Dictionary) -> (String, Vec<&'static str>) {
    let named = |entry: &str| words(file, entry);
    let embedded: Option<&Stream> = file.get_deref(b"EF", document).and_then(Object::as_dict).ok().and_then(|forms| {
        let stream = |form: &[u8]| forms.get_deref(form, document).and_then(Object::as_stream).ok();
        stream(b"F").filter(|_| stream(b"UF").is_some())
    });
    let size = embedded.and_then(|stream| {
        let parameters = stream.dict.get(b"Params").and_then(Object::as_dict).ok()?;
        parameters.has(b"ModDate").then_some(())?;
        parameters.get(b"Size").and_then(Object::as_i64).ok()
    });
    let held = embedded.and_then(|stream| stream.get_plain_content().ok()).and_then(|bytes| i64::try_from(bytes.len()).ok());
    let lacks = [
        ("no name, or two", named("F").is_some() && named("F") == named("UF")),
        ("no description", named("Desc").is_some()),
        ("no relation to the document", file.get(b"AFRelationship").and_then(Object::as_name).is_ok()),
        ("no media type", embedded.is_some_and(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok())),
        ("another size than it says", size.is_some() && size == held),
    ];
    let lacks = lacks.into_iter().filter(|(_, holds)| !holds).map(|(lack, _)| lack).collect();
    (named("UF").unwrap_or_default(), lacks)
}

/// Every field of the form is on a page, takes no room, and says what it is for.
fn fields(document: &Document, catalog: &Dictionary) -> Vec<String> {
    let form = catalog.get_deref(b"AcroForm", document).and_then(Object::as_dict);
    let fields = form.and_then(|form| form.get_deref(b"Fields", document)).and_then(Object::as_array);
    let fields = fields.map(|all| references(all)).unwrap_or_default();
    let on_pages: Vec<ObjectId> = document
        .get_pages()
        .into_values()
        .filter_map(|page| document.get_dictionary(page).ok()?.get_deref(b"Annots", document).and_then(Object::as_array).ok())
        .flat_map(|all| references(all))
        .collect();
    let mut findings = Vec::new();
    if fields != on_pages {
        findings.push(format!("{} fields in the form, {} on the pages", fields.len(), on_pages.len()));
    }
    for id in fields.iter().chain(&on_pages) {
        let Ok(field) = document.get_dictionary(*id) else {
            findings.push(format!("field {} is missing", id.0));
            continue;
        };
        let room =
            field.get(b"Rect").and_then(Object::as_array).map(|edges| edges.iter().map(Object::as_i64).collect::<Vec<_>>());
        let is_nowhere =
            room.is_ok_and(|edges| edges.len() == 4 && edges.iter().all(|edge| edge.as_ref().is_ok_and(|at| *at == 0)));
        for (what, holds) in [
            ("no name", words(field, "T").is_some()),
            ("nothing to read aloud", words(field, "TU").is_some()),
            (
                "other flags than one that is printed",
                field.get(b"F").and_then(Object::as_i64).is_ok_and(|flags| flags == FIELD_FLAGS),
            ),
            ("room on its page, and nothing to show in it", is_nowhere),
        ] {
            if !holds {
                findings.push(format!("field {}: {what}", id.0));
            }
        }
    }
    findings
}

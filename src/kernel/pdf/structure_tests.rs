//! Is the judge awake? From a contract without fault one thing at a time is taken away, and each time something is found.

use lopdf::{StringFormat, dictionary};

use super::super::samples;
use super::*;

/// What is taken away.
enum Taken {
    /// An entry of the first dictionary that has it and whose other entry has this name.
    Entry(&'static str, &'static str, &'static str),
    /// An entry of the Info dictionary.
    Info(&'static str),
    /// An entry of the trailer.
    Trailer(&'static str),
    /// Anything else.
    Other(fn(&mut Document)),
}

use Taken::{Entry, Info, Other, Trailer};

fn dictionary_of(object: &mut Object) -> Option<&mut Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    }
}

/// The first dictionary with this name in this entry, and another entry.
fn first<'a>(document: &'a mut Document, entry: &str, named: &str, with: &str) -> &'a mut Dictionary {
    let is_it = |one: &Dictionary| {
        one.get(entry.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == named.as_bytes()) && one.has(with.as_bytes())
    };
    let mut all = document.objects.values_mut().filter_map(dictionary_of);
    all.find(|one| is_it(one)).unwrap_or_else(|| panic!("no {named} with {with}"))
}

fn facts(document: &mut Document) -> &mut Dictionary {
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(info).unwrap()
}

impl Taken {
    fn is_taken_from(&self, document: &mut Document) {
        let gone = match self {
            Entry(entry, named, taken) => first(document, entry, named, taken).remove(taken.as_bytes()),
            Info(taken) => facts(document).remove(taken.as_bytes()),
            Trailer(taken) => document.trailer.remove(taken.as_bytes()),
            Other(change) => {
                change(document);
                Some(Object::Null)
            }
        };
        assert!(gone.is_some(), "it was there");
    }
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn contract() -> Document {
    Document::load_mem(&samples::contract()).unwrap()
}

/// Draws the first page anew with other operations.
fn redraws(document: &mut Document, keep: fn(&str) -> bool) {
    let page = document.get_pages()[&1];
    let mut content = Content::decode(&document.get_page_content(page)).unwrap();
    let before = content.operations.len();
    content.operations.retain(|operation| keep(&operation.operator));
    assert!(content.operations.len() < before);
    document.change_page_content(page, content.encode().unwrap()).unwrap();
}

#[test]
fn a_contract_that_was_only_saved_again_is_without_fault() {
    assert_eq!(check_structure(&saved(contract())), Vec::<String>::new());
}

#[test]
fn whatever_is_taken_away_is_missed() {
    let cases = [
        // What the standards want of the whole file.
        Other(|document| "1.3".clone_into(&mut document.version)),
        Trailer("ID"),
        Trailer("Info"),
        Entry("Type", "Catalog", "Metadata"),
        Entry("Type", "Catalog", "OutputIntents"),
        Entry("Type", "Catalog", "Lang"),
        Entry("Type", "Catalog", "MarkInfo"),
        Entry("Type", "Catalog", "ViewerPreferences"),
        // What the file says of itself twice.
        Info("Title"),
        Info("Author"),
        Info("Subject"),
        Info("Keywords"),
        Info("Creator"),
        Info("Producer"),
        Info("CreationDate"),
        Info("ModDate"),
        Other(|document| facts(document).set("Title", Object::string_literal("Another"))),
        Other(|document| facts(document).set("ModDate", Object::string_literal("D:20261120100001+00'00'"))),
        // Structure, and how content leads to it.
        Entry("Type", "Catalog", "StructTreeRoot"),
        Entry("Type", "StructTreeRoot", "ParentTree"),
        Entry("Type", "StructTreeRoot", "K"),
        Entry("Type", "Page", "StructParents"),
        Entry("Type", "Page", "Tabs"),
        Entry("S", "H1", "K"),
        Entry("S", "H1", "P"),
        Entry("S", "TR", "K"),
        Entry("S", "TH", "A"),
        Entry("S", "L", "A"),
        Entry("S", "Figure", "Alt"),
        Other(|document| first(document, "S", "H1", "K").set("S", Object::Name(b"H2".to_vec()))),
        Other(|document| first(document, "S", "L", "A").set("A", dictionary! { "O" => "List" })),
        Other(|document| redraws(document, |operator| !matches!(operator, "BDC" | "EMC"))),
        Other(|document| redraws(document, |operator| operator != "EMC")),
        // The attachment.
        Entry("Type", "Catalog", "AF"),
        Entry("Type", "Catalog", "Names"),
        Entry("Type", "Filespec", "F"),
        Entry("Type", "Filespec", "UF"),
        Entry("Type", "Filespec", "Desc"),
        Entry("Type", "Filespec", "AFRelationship"),
        Entry("Type", "Filespec", "EF"),
        Entry("Type", "EmbeddedFile", "Subtype"),
        Entry("Type", "EmbeddedFile", "Params"),
        Entry("Type", "EmbeddedFile", "Type"),
        Other(|document| first(document, "Type", "Filespec", "UF").set("UF", Object::string_literal("other.json"))),
        // The fields for signatures.
        Entry("Type", "Catalog", "AcroForm"),
        Entry("Type", "Page", "Annots"),
        Entry("Subtype", "Widget", "T"),
        Entry("Subtype", "Widget", "TU"),
        Entry("Subtype", "Widget", "F"),
        Entry("Subtype", "Widget", "Rect"),
        Entry("Subtype", "Widget", "StructParent"),
        Entry("S", "Form", "Alt"),
        Entry("S", "Form", "K"),
        Other(|document| first(document, "S", "Form", "Alt").set("Alt", Object::String(Vec::new(), StringFormat::Literal))),
        Other(|document| {
            first(document, "Subtype", "Widget", "Rect").set("Rect", Object::Array([0, 0, 9, 9].map(Object::Integer).to_vec()))
        }),
    ];
    let sound = contract();
    for (number, case) in cases.iter().enumerate() {
        let mut document = sound.clone();
        case.is_taken_from(&mut document);
        assert_ne!(check_structure(&saved(document)), Vec::<String>::new(), "nothing was found in case {number}: {case}");
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Entry(_, named, taken) => write!(to, "{named} without {taken}"),
            Info(taken) => write!(to, "Info without {taken}"),
            Trailer(taken) => write!(to, "trailer without {taken}"),
            Other(_) => write!(to, "something changed"),
        }
    }
}

//! A sealed agreement is opened by somebody who has nothing but the file.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use qrcode::{Color, QrCode};
use serde_json::{Value, json};
use tutela::agreements::templates::{Kind, Piece, Template};
use tutela::kernel::i18n::Locale;
use tutela::kernel::ids::sha256_hex;

use crate::dpa::{questions, sealed, verdict};
use crate::world::{World, processor};

/// The attached files by name.
fn attached(pdf: &Document) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for object in pdf.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if !dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"Filespec") {
            continue;
        }
        let name = lopdf::decode_text_string(dictionary.get(b"UF").unwrap()).unwrap();
        let embedded = pdf.dereference(dictionary.get(b"EF").unwrap()).unwrap().1.as_dict().unwrap();
        let stream = pdf.dereference(embedded.get(b"F").unwrap()).unwrap().1.as_stream().unwrap();
        files.insert(name, stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
    }
    files
}

/// What stands on the pages, without the space between words.
fn printed(pdf: &Document) -> Vec<String> {
    let text = |page: u32| pdf.extract_text(&[page]).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    pdf.get_pages().into_keys().map(text).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A bookmark: how deep it stands, what it says, and the page it leads to, from 1.
#[derive(Debug)]
struct Bookmark {
    depth: usize,
    title: String,
    page: u32,
}

fn bookmarks(pdf: &Document) -> Vec<Bookmark> {
    fn below(pdf: &Document, parent: &Dictionary, depth: usize, found: &mut Vec<Bookmark>) {
        let mut next = parent.get(b"First").ok();
        while let Some(place) = next {
            let entry = pdf.dereference(place).unwrap().1.as_dict().unwrap();
            let page = entry.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            let page = pdf.get_pages().into_iter().find(|(_, id)| *id == page).expect("it leads to a page").0;
            found.push(Bookmark { depth, title: lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap(), page });
            below(pdf, entry, depth + 1, found);
            next = entry.get(b"Next").ok();
        }
    }
    let root = pdf.dereference(pdf.catalog().unwrap().get(b"Outlines").unwrap()).unwrap().1.as_dict().unwrap();
    let mut found = Vec::new();
    below(pdf, root, 1, &mut found);
    found
}

/// The sections and annexes of a text as their headings stand in it: the number, and the words up to the first value.
fn headings(locale: Locale) -> Vec<(String, bool)> {
    let template = Template::shipped().unwrap();
    let text = template.text(locale);
    let heading = |block: &tutela::agreements::templates::Block| {
        let number = match &block.kind {
            Kind::Section(number) => format!("{number} "),
            Kind::Annex(_) => format!("{}: ", text.numbers[block.anchor.as_ref()?]),
            _ => return None,
        };
        let words =
            block.pieces.iter().map_while(|piece| if let Piece::Words(words) = piece { Some(words.as_str()) } else { None });
        let is_whole = block.pieces.iter().all(|piece| matches!(piece, Piece::Words(_)));
        Some((format!("{number}{}", words.collect::<String>()), is_whole))
    };
    text.blocks.iter().filter_map(heading).collect()
}

/// The modules of the code on the first page, row by row: the middle of each is painted or not.
fn modules(pdf: &Document, width: usize) -> Vec<Color> {
    let content = pdf.get_and_decode_page_content(pdf.get_pages()[&1]).unwrap();
    let mut path: Vec<Vec<[f32; 2]>> = Vec::new();
    let mut code: Vec<Vec<[f32; 2]>> = Vec::new();
    for operation in content.operations {
        let point = || [0, 1].map(|at: usize| operation.operands[at].as_float().unwrap());
        match operation.operator.as_str() {
            "m" => path.push(vec![point()]),
            "l" => path.last_mut().expect("a path was begun").push(point()),
            // The code is the one area of many pieces.
            "f" | "f*" | "F" if path.len() > code.len() => code = std::mem::take(&mut path),
            "f" | "f*" | "F" | "S" | "s" | "B" | "b" | "n" => path.clear(),
            _ => {}
        }
    }
    let edge = |piece: &Vec<[f32; 2]>, axis: usize| {
        let all = piece.iter().map(|point| point[axis]);
        (all.clone().fold(f32::MAX, f32::min), all.fold(f32::MIN, f32::max))
    };
    let pieces: Vec<_> = code.iter().map(|piece| (edge(piece, 0), edge(piece, 1))).collect();
    let left = pieces.iter().map(|piece| piece.0.0).fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|piece| piece.0.1).fold(f32::MIN, f32::max);
    let top = pieces.iter().map(|piece| piece.1.1).fold(f32::MIN, f32::max);
    let module = (right - left) / width as f32;
    let place = |at: usize| (at as f32 + 0.5) * module;
    let is_dark = |row: usize, column: usize| {
        let (x, y) = (left + place(column), top - place(row));
        pieces.iter().any(|((from, to), (foot, head))| *from < x && x < *to && *foot < y && y < *head)
    };
    let all = (0..width).flat_map(|row| (0..width).map(move |column| (row, column)));
    all.map(|(row, column)| if is_dark(row, column) { Color::Dark } else { Color::Light }).collect()
}

/// Complaints of a value about a schema: the part of JSON Schema that ours uses; anything else in it is a complaint, too.
pub fn complaints(schema: &Value, root: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut wrong = |what: String| found.push(format!("{at}: {what}"));
    let mut inside = Vec::new();
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => {}
            "$ref" => {
                let place = rule.as_str().unwrap().strip_prefix('#').unwrap();
                inside.push((root.pointer(place).unwrap(), value, at.to_owned()));
            }
            "const" if value != rule => wrong(format!("is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => wrong(format!("{value} is none of {rule}")),
            "const" | "enum" => {}
            "type" => {
                let is = |kind: &Value| match kind.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("the type {other} is not known here"),
                };
                let fits = rule.as_array().map_or_else(|| is(rule), |kinds| kinds.iter().any(is));
                if !fits {
                    wrong(format!("is no {rule}"));
                }
            }
            "minimum" if value.as_i64() < rule.as_i64() => wrong(format!("is under {rule}")),
            "maximum" if value.as_i64() > rule.as_i64() => wrong(format!("is over {rule}")),
            "minItems" if value.as_array().is_some_and(|all| (all.len() as u64) < rule.as_u64().unwrap()) => {
                wrong("has too few items".to_owned());
            }
            "minLength" if value.as_str().is_some_and(|text| (text.chars().count() as u64) < rule.as_u64().unwrap()) => {
                wrong("is too short".to_owned());
            }
            "minimum" | "maximum" | "minItems" | "minLength" => {}
            "pattern" => {
                if value.as_str().is_some_and(|text| !fits(rule.as_str().unwrap(), text)) {
                    wrong(format!("does not look like {rule}"));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
                    if value.get(name).is_none() {
                        wrong(format!("lacks {name}"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &json!(false));
                for name in value.as_object().into_iter().flat_map(|all| all.keys()) {
                    if schema["properties"].get(name).is_none() {
                        wrong(format!("has the unknown {name}"));
                    }
                }
            }
            "properties" => {
                let named = rule.as_object().unwrap().iter();
                inside.extend(named.filter_map(|(name, part)| Some((part, value.get(name)?, format!("{at}/{name}")))));
            }
            "oneOf" => {
                let fits = |part: &&Value| {
                    let mut found = Vec::new();
                    complaints(part, root, value, at, &mut found);
                    found.is_empty()
                };
                if rule.as_array().unwrap().iter().filter(fits).count() != 1 {
                    wrong("fits none of its forms, or several".to_owned());
                }
            }
            "items" => {
                let all = value.as_array().into_iter().flatten().enumerate();
                inside.extend(all.map(|(number, item)| (rule, item, format!("{at}/{number}"))));
            }
            other => wrong(format!("the schema says {other}, which is not known here")),
        }
    }
    for (part, value, at) in inside {
        complaints(part, root, value, &at, found);
    }
}

/// Whether a text fits one of the patterns of our schema.
fn fits(pattern: &str, text: &str) -> bool {
    let hex =
        |length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
    match pattern {
        "^[0-9a-f]{16}$" => hex(16),
        "^[0-9a-f]{64}$" => hex(64),
        "^[A-Z]{2}$" => text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        r"^[A-Z]-[0-9]+\.[0-9]+$" => text.get(1..2) == Some("-") && text.split('.').count() == 2,
        _ => panic!("the pattern {pattern} is not known here"),
    }
}

#[actix_web::test]
async fn the_file_alone_holds_the_agreement_and_its_proof() {
    let world = World::new().await;
    let (status, bytes) = sealed(&world, questions()).await;
    let pdf = Document::load_mem(&bytes).unwrap();
    let files = attached(&pdf);
    let json = &files["agreement.json"];
    assert_eq!(sha256_hex(json), status.string("json_sha256"));
    let content: Value = serde_json::from_slice(json).unwrap();
    let schema: Value = serde_json::from_slice(&files["agreement.schema.json"]).unwrap();
    let mut found = Vec::new();
    complaints(&schema, &schema, &content, "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    let mut astray = content.clone();
    astray["terms"]["notice_days"] = json!(29);
    complaints(&schema, &schema, &astray, "", &mut found);
    assert_eq!(found, ["/terms/notice_days: is under 30"], "the schema refuses something");

    let pages = printed(&pdf);
    for (at, page) in pages.iter().enumerate() {
        let number = format!("Page {} of {}", at + 1, pages.len());
        let version = format!("template {}", content["template"]["version"].as_str().unwrap());
        for words in [status.string("json_sha256"), status.string("number"), number, version, "English".to_owned()] {
            assert!(page.contains(&bare(&words)), "{words} stands on every page: {page}");
        }
    }

    let bookmarks = bookmarks(&pdf);
    assert_eq!((bookmarks[0].depth, bookmarks[0].title.as_str(), bookmarks[0].page), (1, "Data-processing agreement", 1));
    let parts: Vec<_> = bookmarks.iter().filter(|bookmark| bookmark.depth == 2).collect();
    let headings = headings(Locale::En);
    assert_eq!(parts.len(), headings.len(), "{parts:?}");
    for (part, (heading, is_whole)) in parts.iter().zip(&headings) {
        assert!(if *is_whole { part.title == *heading } else { part.title.starts_with(heading.as_str()) }, "{part:?} {heading}");
    }
    for bookmark in &bookmarks {
        assert!(pages[bookmark.page as usize - 1].contains(&bare(&bookmark.title)), "{bookmark:?} leads elsewhere");
    }

    let code = QrCode::new(content["verification_url"].as_str().unwrap()).unwrap();
    assert_eq!(modules(&pdf, code.width()), code.to_colors(), "the code leads where the copy can be checked");
    let all = pages.concat();
    let theirs = questions();
    let names = ["legal_name", "register_no", "address", "contact_email", "signatory_name", "signatory_title"];
    let us = processor();
    let ours = [&us.legal_name, &us.register_no, &us.address, &us.contact_email, &us.signatory_name, &us.signatory_title];
    let facts = names.iter().map(|name| theirs[name].as_str().unwrap()).chain(ours.into_iter().map(String::as_str));
    for fact in facts {
        assert!(all.contains(&bare(fact)), "{fact} is not on the pages (M-1.3)");
    }
    for name in names {
        assert_eq!(content["controller"][name], theirs[name], "{name}");
    }
}

/// The code on paper cannot be worked out from anything else (annex II).
#[actix_web::test]
async fn the_code_on_paper_is_drawn() {
    let world = World::new().await;
    let (status, pdf) = sealed(&world, questions()).await;
    let (_, other) = sealed(&world, questions()).await;
    let visitor = world.visitor();
    let code = async |pdf: &[u8]| verdict(&visitor, pdf).await.json["document"]["code"].as_str().unwrap().to_owned();
    let (code, another) = (code(&pdf).await, code(&other).await);
    let bytes = data_encoding::BASE32_NOPAD.decode(code.as_bytes()).unwrap();
    assert_eq!(bytes.len(), 16, "128 bits");
    let id: uuid::Uuid = status.id().parse().unwrap();
    assert!(bytes != id.as_bytes() && code[..6] != another[..6], "{code} {another}");
    let text = Document::load_mem(&pdf).unwrap();
    assert!(attached(&text)["agreement.json"].windows(26).any(|part| part == code.as_bytes()), "it stands in the content");
    visitor.opens(format!("/verify/{code}")).await.is_ok();
}

//! A sealed agreement is opened by somebody who has nothing but the file.

use std::collections::BTreeMap;

use lopdf::{Document, Object};
use serde_json::{Value, json};
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

/// Complaints of a value about a schema: the part of JSON Schema that ours uses; anything else in it is a complaint, too.
fn complaints(schema: &Value, root: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
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
    for page in &pages {
        assert!(page.contains(&status.string("json_sha256")), "the fingerprint stands on every page: {page}");
    }
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

//! Compares two metadata packets (XMP): signing tools rewrite ours in another form, with another date and their own name.
//! Only that is allowed, because readers show the title that stands there. Metadata paint nothing.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// What signing tools write of themselves: when, with what, and which copy it is.
const HISTORY: [&str; 7] =
    ["xmp:ModifyDate", "xmp:MetadataDate", "pdf:Producer", "x:xmptk", "xmpMM:DocumentID", "xmpMM:InstanceID", "xmlns:xmpMM"];
/// How the structure of a packet is written; the same facts can be said in several ways.
const FORM: [&str; 7] = ["rdf:RDF", "rdf:Description", "rdf:Alt", "rdf:Seq", "rdf:Bag", "rdf:li", "x:xmpmeta"];
/// Attributes that say nothing of the document.
const FORM_ATTRIBUTES: [&str; 2] = ["rdf:about", "rdf:parseType"];
/// Entries of the stream's dictionary.
const ENTRIES: [&[u8]; 4] = [b"Type", b"Subtype", b"Length", b"Filter"];
/// Our packets have two thousand bytes.
const MAX_PACKET: usize = 64 * 1024;

/// Where the catalog says that the metadata stand.
pub(super) fn place(document: &Document) -> Option<ObjectId> {
    document.catalog().ok()?.get(b"Metadata").and_then(Object::as_reference).ok()
}

/// True if both documents say the same of themselves, but for the history.
pub(super) fn agree(before: &Document, after: &Document) -> bool {
    let facts = |document: &Document| {
        let stream = document.get_object(place(document)?).and_then(Object::as_stream).ok()?;
        if is_plain(&stream.dict) { facts(&text(stream)?) } else { None }
    };
    matches!((facts(before), facts(after)), (Some(before), Some(after)) if before == after)
}

fn is_plain(dictionary: &Dictionary) -> bool {
    let named = |key: &[u8], name: &[u8]| dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name);
    dictionary.iter().all(|(key, _)| ENTRIES.contains(&key.as_slice()))
        && named(b"Type", b"Metadata")
        && named(b"Subtype", b"XML")
}

fn text(stream: &Stream) -> Option<String> {
    String::from_utf8(stream.get_plain_content_with_limit(MAX_PACKET).ok()?).ok()
}

/// What a packet says, as names and values; nothing if it is written in a way that is not understood here.
fn facts(packet: &str) -> Option<BTreeSet<(String, String)>> {
    let (mut facts, mut open, mut rest) = (BTreeSet::new(), Vec::new(), packet);
    while let Some(at) = rest.find('<') {
        say(&mut facts, &open, &rest[..at])?;
        let end = rest[at..].find('>')? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(instruction) = tag.strip_prefix('?') {
            // Readers take the encoding and the end from these, and nothing else.
            instruction.strip_prefix("xpacket ").filter(|_| tag.ends_with('?'))?;
        } else if let Some(name) = tag.strip_prefix('/') {
            (open.pop()? == name.trim_end()).then_some(())?;
        } else {
            let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b':')).then_some(())?;
            open.push(name);
            attributes_of(&mut facts, &open, attributes)?;
            if closed {
                open.pop();
            }
        }
    }
    say(&mut facts, &open, rest)?;
    open.is_empty().then_some(facts)
}

fn attributes_of(facts: &mut BTreeSet<(String, String)>, open: &[&str], mut attributes: &str) -> Option<()> {
    loop {
        attributes = attributes.trim_start();
        if attributes.is_empty() {
            return Some(());
        }
        let (name, rest) = attributes.split_once('=')?;
        let (name, quote) = (name.trim_end(), rest.chars().next().filter(|quote| "\"'".contains(*quote))?);
        let (value, rest) = rest[1..].split_once(quote)?;
        attributes = rest;
        if name == "rdf:resource" {
            say(facts, open, value)?;
        } else if !FORM_ATTRIBUTES.contains(&name) {
            say(facts, &[name], value)?;
        }
    }
}

/// Adds a value under the innermost name that is not of the form.
fn say(facts: &mut BTreeSet<(String, String)>, open: &[&str], value: &str) -> Option<()> {
    let name = open.iter().rev().find(|name| !FORM.contains(name)).copied().unwrap_or_default();
    let value = unescaped(value.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}'))?;
    if !value.is_empty() && !HISTORY.contains(&name) {
        facts.insert((name.to_owned(), value));
    }
    Some(())
}

fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';')?;
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            number => char::from_u32(number.strip_prefix('#')?.parse().ok()?)?,
        });
        plain.push_str(rest);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::super::{samples, xmp};
    use super::*;

    #[test]
    fn the_same_facts_in_another_form_are_the_same() {
        let packet = xmp::packet(&samples::about("A & B"));
        let ours = facts(&packet).unwrap();
        let says = |name: &str, value: &str| ours.contains(&(name.to_owned(), value.to_owned()));
        assert!(says("dc:title", "A & B") && says("dc:identifier", samples::IDENTIFIER) && says("pdfuaid:part", "1"), "{ours:?}");
        let identifier = format!("<dc:identifier>{}</dc:identifier>", samples::IDENTIFIER);
        let attribute = format!("rdf:about=\"\" dc:identifier=\"{}\" xmlns:dc=", samples::IDENTIFIER);
        let rewritten = packet
            .replace(&identifier, "")
            .replacen("rdf:about=\"\" xmlns:dc=", &attribute, 1)
            .replace("<x:xmpmeta ", "<x:xmpmeta x:xmptk=\"Tool 1\" ")
            .replace("<pdf:Producer>Tutela<", "<pdf:Producer>Tool 1<")
            .replace(" rdf:parseType=\"Resource\"", "");
        assert!(rewritten.contains("Tool 1</pdf:Producer>") && !rewritten.contains(&identifier));
        assert_eq!(facts(&rewritten), Some(ours.clone()));
        for (what, from, to) in [
            ("another title", "A &amp; B", "A &amp; C"),
            ("no identifier", identifier.as_str(), ""),
            ("another meaning of a name", "http://purl.org/dc/elements/1.1/", "urn:x"),
            ("a comment", "<dc:format>", "<!-- --><dc:format>"),
            ("an entity", "application/pdf", "&x;"),
            ("something more", "<dc:format>", "<dc:rights>None</dc:rights><dc:format>"),
            ("a broken tag", "</dc:format>", "</dc:title>"),
        ] {
            assert!(packet.contains(from), "{what}");
            assert_ne!(facts(&packet.replacen(from, to, 1)), Some(ours.clone()), "{what}");
        }
    }
}

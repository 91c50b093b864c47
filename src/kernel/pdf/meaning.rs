//! What a metadata packet (XMP) says, however it is written: the same facts may stand in elements or attributes, in any order.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::alike::{is_date, is_name_of_a_tool};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The facts that a signing tool may set anew.
const DATES: [&str; 2] = ["/{http://ns.adobe.com/xap/1.0/}ModifyDate", "/{http://ns.adobe.com/xap/1.0/}MetadataDate"];
const PRODUCER: &str = "/{http://ns.adobe.com/pdf/1.3/}Producer";
/// Nesting of our own packet is 14.
const MAX_DEPTH: usize = 32;
/// Elements and attributes of our own packet are about 60.
const MAX_NODES: usize = 2_000;
/// Our own packet has three kilobytes; tools add room to write in.
const MAX_PACKET: usize = 256 * 1024;
/// A name with its namespace. Every element carries its own, and every fact those above it.
const MAX_NAME: usize = 256;

/// True if both packets say the same but for the time of the change and the tool.
pub(super) fn same_metadata(before: &[u8], after: &[u8]) -> bool {
    let (Some(before), Some(after)) = (facts(before), facts(after)) else {
        return false;
    };
    let fixed = |facts: &[Fact]| -> Vec<Fact> { facts.iter().filter(|(path, _)| !is_free(path)).cloned().collect() };
    let free = |facts: &[Fact]| facts.iter().filter(|(path, _)| is_free(path)).all(|(path, value)| may_be(path, value));
    let counted =
        |facts: &[Fact]| DATES.iter().chain([&PRODUCER]).all(|free| facts.iter().filter(|(path, _)| path == free).count() <= 1);
    fixed(&before) == fixed(&after) && free(&after) && counted(&after)
}

fn is_free(path: &str) -> bool {
    path == PRODUCER || DATES.contains(&path)
}

fn may_be(path: &str, value: &str) -> bool {
    if path == PRODUCER { is_name_of_a_tool(value) } else { is_date(value) }
}

/// A path of names, and the text at its end.
type Fact = (String, String);

struct Element {
    name: String,
    attributes: Vec<Fact>,
    children: Vec<Element>,
    text: String,
}

/// Everything the packet says, sorted; `None` if it is not a packet of the plain kind.
fn facts(packet: &[u8]) -> Option<Vec<Fact>> {
    let root = parse(packet)?;
    let mut facts = Vec::new();
    let rdf = match root.children.as_slice() {
        [rdf] if root.name == "{adobe:ns:meta/}xmpmeta" && rdf.name == rdf_name("RDF") && rdf.attributes.is_empty() => rdf,
        _ => return None,
    };
    if !root.attributes.iter().all(|(name, _)| name == "{adobe:ns:meta/}xmptk") || !root.text.trim().is_empty() {
        return None;
    }
    for description in &rdf.children {
        describe(description, "", &mut facts)?;
    }
    facts.sort();
    rdf.text.trim().is_empty().then_some(facts)
}

fn rdf_name(local: &str) -> String {
    format!("{{{RDF}}}{local}")
}

/// The properties of a description: its attributes and its children.
fn describe(element: &Element, path: &str, facts: &mut Vec<Fact>) -> Option<()> {
    if element.name != rdf_name("Description") {
        return None;
    }
    for (name, value) in &element.attributes {
        if *name == rdf_name("about") {
            value.is_empty().then_some(())?;
        } else if name.starts_with(&format!("{{{RDF}}}")) || name.starts_with(&format!("{{{XML}}}")) {
            return None;
        } else {
            facts.push((format!("{path}/{name}"), value.trim().to_owned()));
        }
    }
    properties(element, path, facts)
}

fn properties(element: &Element, path: &str, facts: &mut Vec<Fact>) -> Option<()> {
    for child in &element.children {
        property(child, &format!("{path}/{}", child.name), facts)?;
    }
    element.text.trim().is_empty().then_some(())
}

/// A property: a text, an address, a description, or a list of such.
fn property(element: &Element, path: &str, facts: &mut Vec<Fact>) -> Option<()> {
    let mut path = path.to_owned();
    let mut is_description = false;
    for (name, value) in &element.attributes {
        if *name == rdf_name("parseType") && value == "Resource" {
            is_description = true;
        } else if *name == rdf_name("resource") && element.children.is_empty() && element.text.trim().is_empty() {
            facts.push((path.clone(), value.trim().to_owned()));
            return (element.attributes.len() == 1).then_some(());
        } else if *name == format!("{{{XML}}}lang") {
            path.push('@');
            path.push_str(value);
        } else {
            return None;
        }
    }
    if is_description {
        return properties(element, &path, facts);
    }
    match element.children.as_slice() {
        [] => facts.push((path, element.text.trim().to_owned())),
        [only] if only.name == rdf_name("Description") => describe(only, &path, facts)?,
        [list] if ["Bag", "Seq", "Alt"].iter().any(|kind| list.name == rdf_name(kind)) => {
            for (index, item) in list.children.iter().enumerate() {
                if item.name != rdf_name("li") {
                    return None;
                }
                property(item, &format!("{path}/{}[{index}]", list.name), facts)?;
            }
            return (list.attributes.is_empty() && list.text.trim().is_empty() && element.text.trim().is_empty()).then_some(());
        }
        _ => return None,
    }
    (element.children.is_empty() || element.text.trim().is_empty()).then_some(())
}

/// Reads the packet as a tree: no declarations, no entities but those of XML itself, no comments.
fn parse(packet: &[u8]) -> Option<Element> {
    let text = std::str::from_utf8(packet).ok().filter(|text| text.len() <= MAX_PACKET)?;
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut nodes = 0;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                open.push(element(&reader, &start, &mut nodes)?);
                (open.len() <= MAX_DEPTH && root.is_none()).then_some(())?;
            }
            Event::Empty(start) => {
                let leaf = element(&reader, &start, &mut nodes)?;
                open.last_mut()?.children.push(leaf);
            }
            Event::End(_) => {
                let closed = open.pop()?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None if root.is_none() => root = Some(closed),
                    None => return None,
                }
            }
            Event::Text(text) => add(&mut open, &text.decode().ok()?)?,
            Event::GeneralRef(reference) => add(&mut open, &character(&reference)?)?,
            Event::PI(instruction) => instruction.target().eq(b"xpacket").then_some(())?,
            Event::Eof => return root.filter(|_| open.is_empty()),
            _ => return None,
        }
    }
}

fn add(open: &mut [Element], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None => text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}').then_some(())?,
    }
    Some(())
}

fn character(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(letter) = reference.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(&reference.decode().ok()?).map(str::to_owned)
}

fn element(reader: &NsReader<&[u8]>, start: &BytesStart<'_>, nodes: &mut usize) -> Option<Element> {
    let expanded = |(namespace, local): (ResolveResult<'_>, quick_xml::name::LocalName<'_>)| {
        let ResolveResult::Bound(namespace) = namespace else { return None };
        (namespace.as_ref().len() + local.as_ref().len() <= MAX_NAME).then_some(())?;
        Some(format!("{{{}}}{}", std::str::from_utf8(namespace.as_ref()).ok()?, std::str::from_utf8(local.as_ref()).ok()?))
    };
    let name = expanded(reader.resolver().resolve_element(start.name()))?;
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        *nodes += 1;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
        attributes.push((expanded(reader.resolver().resolve_attribute(attribute.key))?, value));
    }
    *nodes += 1;
    (*nodes <= MAX_NODES).then_some(Element { name, attributes, children: Vec::new(), text: String::new() })
}

#[cfg(test)]
mod tests {
    use super::super::{samples, xmp};
    use super::*;

    /// As signing tools write it anew: facts as attributes, in another order, with their own name and time.
    const REWRITTEN: &str = include_str!("rewritten.xmp");

    #[test]
    fn the_same_facts_in_another_form_are_the_same() {
        let before = xmp::packet(&samples::about("Agreement"));
        assert!(same_metadata(before.as_bytes(), before.as_bytes()));
        assert!(
            same_metadata(before.as_bytes(), REWRITTEN.as_bytes()),
            "{:#?} {:#?}",
            facts(before.as_bytes()),
            facts(REWRITTEN.as_bytes())
        );
    }

    #[test]
    fn a_packet_is_of_a_size() {
        let packet = |namespace: &str, more: &str| {
            REWRITTEN.replacen("<rdf:RDF", &format!("<rdf:RDF xmlns:far=\"{namespace}\""), 1).replacen(
                "</rdf:Description>",
                &format!("{more}</rdf:Description>"),
                1,
            )
        };
        let said = facts(packet("urn:far", "<far:x>1</far:x>").as_bytes()).unwrap();
        assert!(said.iter().any(|(path, _)| path.ends_with("/{urn:far}x")), "{said:#?}");
        assert!(facts(packet(&"f".repeat(300), "<far:x>1</far:x>").as_bytes()).is_none(), "a name of any length");
        assert!(facts(packet("urn:far", &" ".repeat(MAX_PACKET)).as_bytes()).is_none());
        assert!(facts(packet("urn:far", &"<far:x>1</far:x>".repeat(MAX_NODES)).as_bytes()).is_none());
    }

    #[test]
    fn any_other_fact_is_another_packet() {
        let before = xmp::packet(&samples::about("Agreement"));
        for (said, instead) in [
            ("pdfaid:part=\"3\"", "pdfaid:part=\"1\""),
            (">Agreement<", ">Disagreement<"),
            ("Bag><rdf:li>en", "Bag><rdf:li>de"),
            ("rdf:about=\"\"", "rdf:about=\"urn:other\""),
            ("pdf:Producer=\"pyHanko 0.38.0\"", "pdf:Producer=\"pyHanko 0.38.0\" pdf:Trapped=\"True\""),
            ("2026-11-21T18:00:43+00:00", "yesterday"),
            ("</dc:title>", "</dc:title><dc:title>Twice</dc:title>"),
            ("<x:xmpmeta", "<!DOCTYPE x [<!ENTITY e \"e\">]><x:xmpmeta"),
            ("<rdf:RDF", "<!-- hidden --><rdf:RDF"),
        ] {
            let changed = REWRITTEN.replacen(said, instead, 1);
            assert_ne!(changed, REWRITTEN, "{said}");
            assert!(!same_metadata(before.as_bytes(), changed.as_bytes()), "{instead}");
        }
    }
}

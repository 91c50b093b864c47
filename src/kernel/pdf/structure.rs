//! The tests' own judge of a file's structure: other validators do not notice content that no element owns.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};

use super::archive;

/// Operators that leave a mark on the page.
const PAINTS: [&str; 18] = ["Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI", "BI", "W n"];

/// Checks a file made here: everything painted is content of exactly one element or an artifact, elements and content
/// know each other, headings skip no level, rows of a table have equally many cells, fields belong to the structure, and what
/// stands beside the structure is whole: metadata, attachments, the form. Returns what is wrong.
pub fn check_structure(pdf: &[u8]) -> Vec<String> {
    let mut findings = Vec::new();
    let document = match Document::load_mem(pdf) {
        Ok(document) => document,
        Err(error) => return vec![format!("unreadable: {error}")],
    };
    if check(&document, &mut findings).is_none() {
        findings.push("the structure is incomplete".into());
    }
    findings.extend(archive::check(&document));
    findings
}

fn check(document: &Document, findings: &mut Vec<String>) -> Option<()> {
    let root = document.catalog().ok()?.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
    let tree = document.get_dictionary(root).ok()?;
    let parents = parent_tree(document, tree)?;
    let mut walk = Walk {
        document,
        findings: Vec::new(),
        seen: BTreeSet::new(),
        owned: BTreeMap::new(),
        objects: BTreeMap::new(),
        headings: Vec::new(),
    };
    for kid in tree.get(b"K").and_then(Object::as_array).ok()? {
        walk.element(kid.as_reference().ok()?, root, 0);
    }
    for pair in walk.headings.windows(2).filter(|pair| pair[1] > pair[0] + 1) {
        findings.push(format!("a heading of level {} follows one of level {}", pair[1], pair[0]));
    }
    if walk.headings.first().is_some_and(|first| *first != 1) {
        findings.push("the first heading is not of level 1".into());
    }
    findings.append(&mut walk.findings);
    for (number, page) in document.get_pages() {
        let dictionary = document.get_dictionary(page).ok()?;
        if dictionary.get(b"Tabs").and_then(Object::as_name).ok() != Some(b"S") {
            findings.push(format!("page {number}: the keyboard does not follow the structure"));
        }
        let key = dictionary.get(b"StructParents").and_then(Object::as_i64).ok()?;
        let owners = document.dereference(parents.get(&key)?).ok()?.1.as_array().ok()?;
        let drawn = drawn(document, page, number, findings)?;
        if drawn.len() != owners.len() {
            findings.push(format!("page {number}: {} pieces of content, {} owners", drawn.len(), owners.len()));
        }
        for mcid in drawn {
            let owner =
                usize::try_from(mcid).ok().and_then(|index| owners.get(index)).and_then(|owner| owner.as_reference().ok());
            if owner.is_none() || walk.owned.get(&(page, mcid)) != owner.as_ref() {
                findings.push(format!("page {number}: content {mcid} belongs to no element, or to two"));
            }
        }
    }
    widgets(document, &parents, &walk.objects, findings)
}

fn parent_tree(document: &Document, tree: &Dictionary) -> Option<BTreeMap<i64, Object>> {
    let parents = document.dereference(tree.get(b"ParentTree").ok()?).ok()?.1.as_dict().ok()?;
    let numbers = parents.get(b"Nums").and_then(Object::as_array).ok()?;
    numbers.as_chunks::<2>().0.iter().map(|[key, value]| Some((key.as_i64().ok()?, value.clone()))).collect()
}

/// The pieces of content on a page, in order; reports what is painted outside of any.
fn drawn(document: &Document, page: ObjectId, number: u32, findings: &mut Vec<String>) -> Option<Vec<i64>> {
    let content = Content::decode(&document.get_page_content(page)).ok()?;
    let mut open: Vec<Option<i64>> = Vec::new();
    let mut pieces = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let artifact = operation.operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"Artifact");
                let mcid =
                    operation.operands.get(1).and_then(|properties| properties.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok());
                if !open.is_empty() {
                    findings.push(format!("page {number}: content within content"));
                }
                if mcid.is_none() && !artifact {
                    findings.push(format!("page {number}: marked, but neither content nor artifact"));
                }
                pieces.extend(mcid);
                open.push(mcid);
            }
            "EMC" if open.pop().is_none() => findings.push(format!("page {number}: an end without a beginning")),
            operator if PAINTS.contains(&operator) && open.is_empty() => {
                findings.push(format!("page {number}: {operator} outside of content and artifacts"));
            }
            _ => {}
        }
    }
    if !open.is_empty() {
        findings.push(format!("page {number}: content without an end"));
    }
    let distinct: BTreeSet<i64> = pieces.iter().copied().collect();
    if distinct.len() != pieces.len() {
        findings.push(format!("page {number}: two pieces of content have one number"));
    }
    Some(pieces)
}

/// Every widget belongs to the element that its key in the parent tree names.
fn widgets(
    document: &Document,
    parents: &BTreeMap<i64, Object>,
    owners: &BTreeMap<ObjectId, ObjectId>,
    findings: &mut Vec<String>,
) -> Option<()> {
    for (number, page) in document.get_pages() {
        let Ok(annotations) = document.get_dictionary(page).ok()?.get(b"Annots").and_then(Object::as_array) else {
            continue;
        };
        for annotation in annotations {
            let id = annotation.as_reference().ok()?;
            let key = document.get_dictionary(id).ok()?.get(b"StructParent").and_then(Object::as_i64).ok()?;
            let parent = parents.get(&key).and_then(|parent| parent.as_reference().ok());
            if parent.is_none() || owners.get(&id) != parent.as_ref() {
                findings.push(format!("page {number}: a field is not part of the structure"));
            }
        }
    }
    Some(())
}

struct Walk<'a> {
    document: &'a Document,
    findings: Vec<String>,
    seen: BTreeSet<ObjectId>,
    /// Owner of each piece of content, by page and number.
    owned: BTreeMap<(ObjectId, i64), ObjectId>,
    /// Owner of each annotation.
    objects: BTreeMap<ObjectId, ObjectId>,
    headings: Vec<i64>,
}

impl Walk<'_> {
    /// Walks an element; returns its tag.
    fn element(&mut self, id: ObjectId, parent: ObjectId, depth: u32) -> Option<Vec<u8>> {
        if depth > 32 || !self.seen.insert(id) {
            self.findings.push(format!("element {} is its own ancestor, or has two parents", id.0));
            return None;
        }
        let element = self.document.get_dictionary(id).ok()?;
        if element.get(b"P").and_then(Object::as_reference).ok() != Some(parent) {
            self.findings.push(format!("element {} names another parent", id.0));
        }
        let tag = element.get(b"S").and_then(Object::as_name).ok()?.to_vec();
        if let [b'H', level @ b'1'..=b'6'] = tag.as_slice() {
            self.headings.push(i64::from(level - b'0'));
        }
        if let Some(lack) = lack(&tag, element) {
            self.findings.push(format!("{} {} has no {lack}", String::from_utf8_lossy(&tag), id.0));
        }
        let home = element.get(b"Pg").and_then(Object::as_reference).ok();
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        let mut below = Vec::new();
        for kid in &kids {
            match kid {
                Object::Integer(mcid) => self.own(home, *mcid, id),
                Object::Reference(kid) => below.push((*kid, self.element(*kid, id, depth + 1)?)),
                Object::Dictionary(kid) => self.reference(kid, id, home),
                _ => self.findings.push(format!("element {} has a kid of no kind", id.0)),
            }
        }
        if tag == b"Table" {
            let rows = below
                .iter()
                .map(|(row, _)| self.document.get_dictionary(*row).ok()?.get(b"K").ok()?.as_array().ok().map(Vec::len));
            if rows.collect::<BTreeSet<_>>().len() > 1 {
                self.findings.push(format!("table {} has rows of different lengths", id.0));
            }
        }
        Some(tag)
    }

    fn reference(&mut self, kid: &Dictionary, owner: ObjectId, home: Option<ObjectId>) {
        let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(home);
        match (kid.get(b"MCID").and_then(Object::as_i64), kid.get(b"Obj").and_then(Object::as_reference)) {
            (Ok(mcid), _) => self.own(page, mcid, owner),
            (_, Ok(object)) => {
                self.objects.insert(object, owner);
            }
            _ => self.findings.push(format!("element {} refers to nothing", owner.0)),
        }
    }

    fn own(&mut self, page: Option<ObjectId>, mcid: i64, owner: ObjectId) {
        let Some(page) = page else {
            return self.findings.push(format!("element {} has content on no page", owner.0));
        };
        if self.owned.insert((page, mcid), owner).is_some() {
            self.findings.push(format!("content {mcid} has two owners"));
        }
    }
}

/// What an element of its kind must say, and does not.
fn lack(tag: &[u8], element: &Dictionary) -> Option<&'static str> {
    let attribute = |name: &[u8]| element.get(b"A").and_then(Object::as_dict).is_ok_and(|attributes| attributes.has(name));
    let is_described = element.get(b"Alt").and_then(Object::as_str).is_ok_and(|words| !words.is_empty());
    match tag {
        b"Figure" | b"Form" if !is_described => Some("alternative text"),
        b"L" if !attribute(b"ListNumbering") => Some("way of counting"),
        b"TH" if !attribute(b"Scope") => Some("scope"),
        _ => None,
    }
}

#[cfg(test)]
#[path = "structure_tests.rs"]
mod tests;

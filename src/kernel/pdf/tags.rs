//! The structure of a document (headings, paragraphs, lists, tables), collected while it is drawn: what lets it be
//! read aloud, PDF/UA-1.

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

/// What an element holds, in reading order.
pub(super) enum Kid {
    /// Another element.
    Element(usize),
    /// A piece of page content.
    Content { page: usize, mcid: usize },
}

/// An attribute without which an element of its kind would be ambiguous.
#[derive(Clone, Copy)]
pub(super) enum Attribute {
    /// What a header cell is the header of: `Column` or `Row`.
    Scope(&'static str),
    /// How the labels of a list count.
    Numbering(&'static str),
    /// The place of a figure on its page: left, bottom, right, top.
    Bounds([f32; 4]),
}

/// One node of the structure.
pub(super) struct Element {
    pub(super) tag: &'static str,
    pub(super) parent: usize,
    pub(super) kids: Vec<Kid>,
    pub(super) alt: Option<String>,
    pub(super) attribute: Option<Attribute>,
}

/// The whole structure. Element 0 is the document itself.
pub(super) struct Tags {
    pub(super) elements: Vec<Element>,
    /// For each page, the owner of each piece of content.
    pub(super) owners: Vec<Vec<usize>>,
}

impl Tags {
    pub(super) const ROOT: usize = 0;

    pub(super) fn new() -> Self {
        let root = Element { tag: "Document", parent: Self::ROOT, kids: Vec::new(), alt: None, attribute: None };
        Self { elements: vec![root], owners: Vec::new() }
    }

    /// Adds an element as the last one of its parent.
    pub(super) fn add(&mut self, parent: usize, tag: &'static str) -> usize {
        let id = self.elements.len();
        self.elements.push(Element { tag, parent, kids: Vec::new(), alt: None, attribute: None });
        self.elements[parent].kids.push(Kid::Element(id));
        id
    }

    /// Adds an element that needs an attribute.
    pub(super) fn add_with(&mut self, parent: usize, tag: &'static str, attribute: Attribute) -> usize {
        let id = self.add(parent, tag);
        self.elements[id].attribute = Some(attribute);
        id
    }

    /// The operator that begins a piece of content of that element. Pieces are never nested and never cross a page.
    pub(super) fn begin(&mut self, element: usize, page: usize) -> Op {
        if self.owners.len() <= page {
            self.owners.resize_with(page + 1, Vec::new);
        }
        let mcid = self.owners[page].len();
        self.owners[page].push(element);
        self.elements[element].kids.push(Kid::Content { page, mcid });
        marked(self.elements[element].tag, "MCID", DictItem::Int(i64::try_from(mcid).unwrap_or(i64::MAX)))
    }
}

/// The operator that begins something that is not content: rules and borders (`Layout`), running text (`Pagination`).
pub(super) fn artifact(kind: &str) -> Op {
    marked("Artifact", "Type", DictItem::Name(kind.into()))
}

fn marked(tag: &str, key: &str, value: DictItem) -> Op {
    let map = BTreeMap::from([(key.to_owned(), value)]);
    Op::BeginMarkedContentWithProperties { tag: tag.into(), properties: DictItem::Dict { map } }
}

//! Writes the collected structure into the file: elements, and the parent tree that leads from content back to them.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::{
    Error, SignatureField,
    tags::{Attribute, Element, Kid, Tags},
    text::{name, text_string},
};

/// What the catalog and the last page need to know.
pub(super) struct Written {
    pub(super) root: ObjectId,
    pub(super) fields: Vec<Object>,
}

/// Adds structure tree, parent tree and the empty, invisible signature fields on the last page. The fields are part
/// of the structure from the start, so that signing later changes nothing but the field itself.
pub(super) fn write(
    document: &mut Document,
    tags: &Tags,
    pages: &[ObjectId],
    fields: &[SignatureField<'_>],
) -> Result<Written, Error> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = tags.elements.iter().map(|_| document.new_object_id()).collect();
    for (index, element) in tags.elements.iter().enumerate() {
        let parent = if index == Tags::ROOT { root } else { ids[element.parent] };
        document.set_object(ids[index], describe(element, parent, &ids, pages));
    }
    let mut numbers: Vec<Object> = Vec::new();
    for index in 0..pages.len() {
        numbers.push(integer(index));
        let owners = tags.owners.get(index).into_iter().flatten();
        numbers.push(Object::Array(owners.map(|&element| ids[element].into()).collect()));
    }
    let last = *pages.last().ok_or(Error::NotOurs("it has no page"))?;
    let mut written = Written { root, fields: Vec::new() };
    let mut forms = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let key = pages.len() + index;
        let (widget, form) = prepare(document, field, ids[Tags::ROOT], last, key);
        numbers.extend([integer(key), form.into()]);
        forms.push(form.into());
        written.fields.push(widget.into());
    }
    let kids = document.get_dictionary_mut(ids[Tags::ROOT])?;
    match kids.get_mut(b"K") {
        Ok(Object::Array(kids)) => kids.extend(forms),
        _ => kids.set("K", forms),
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let next = integer(pages.len() + fields.len());
    let tree = dictionary! { "Type" => "StructTreeRoot", "K" => vec![ids[Tags::ROOT].into()], "ParentTree" => parents, "ParentTreeNextKey" => next };
    document.set_object(root, tree);
    Ok(written)
}

fn describe(element: &Element, parent: ObjectId, ids: &[ObjectId], pages: &[ObjectId]) -> Dictionary {
    let mut dictionary = dictionary! { "Type" => "StructElem", "S" => name(element.tag), "P" => parent };
    let home = element.kids.iter().find_map(|kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None });
    if let Some(page) = home {
        dictionary.set("Pg", pages[page]);
    }
    let kids: Vec<Object> = element
        .kids
        .iter()
        .map(|kid| match kid {
            Kid::Element(kid) => ids[*kid].into(),
            Kid::Content { page, mcid } if Some(*page) == home => integer(*mcid),
            Kid::Content { page, mcid } => dictionary! { "Type" => "MCR", "Pg" => pages[*page], "MCID" => integer(*mcid) }.into(),
        })
        .collect();
    if !kids.is_empty() {
        dictionary.set("K", kids);
    }
    if let Some(alt) = &element.alt {
        dictionary.set("Alt", text_string(alt));
    }
    match element.attribute {
        Some(Attribute::Scope(scope)) => dictionary.set("A", dictionary! { "O" => "Table", "Scope" => scope }),
        Some(Attribute::Numbering(kind)) => dictionary.set("A", dictionary! { "O" => "List", "ListNumbering" => kind }),
        Some(Attribute::Bounds(bounds)) => {
            let bounds: Vec<Object> = bounds.iter().map(|edge| ((edge * 100.0).round() / 100.0).into()).collect();
            dictionary.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds });
        }
        None => {}
    }
    dictionary
}

fn prepare(
    document: &mut Document,
    field: &SignatureField<'_>,
    parent: ObjectId,
    page: ObjectId,
    key: usize,
) -> (ObjectId, ObjectId) {
    let label = text_string(field.label);
    let nowhere: Vec<Object> = vec![0.into(), 0.into(), 0.into(), 0.into()];
    let widget = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => text_string(field.name), "TU" => label.clone(),
        "Contents" => label.clone(), "F" => 132, "P" => page, "StructParent" => integer(key), "Rect" => nowhere,
    });
    let form = document.add_object(dictionary! {
        "Type" => "StructElem", "S" => "Form", "P" => parent, "Pg" => page, "Alt" => label,
        "K" => dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => page },
    });
    (widget, form)
}

pub(super) fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

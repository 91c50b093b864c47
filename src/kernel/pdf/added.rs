//! What another tool added to a file of ours: exactly a signature, or something more? Decides whether a countersigned
//! upload is accepted. Whatever could paint on a page is more: the prepared field is invisible and stays so, and no page
//! gets a note, a field or a picture.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::{Error, metadata};

/// More than any signature with its appearance and its certificates.
const MAX_ADDED: usize = 1024 * 1024;
/// Room for a table of references in compressed form.
const MAX_UNFOLDED: usize = 64 * 1024;
/// Entries of the catalog that signing tools keep for signatures.
const CATALOG: [&[u8]; 6] = [b"AcroForm", b"Perms", b"DSS", b"Extensions", b"Version", b"Metadata"];
/// Entries of the form that signing tools set, and which say nothing of its fields.
const FORM: [&[u8]; 3] = [b"SigFlags", b"DR", b"DA"];
/// Entries of the prepared field that signing fills in. `Rect` is not among them: the field stays where it is, without area.
const FIELD: [&[u8]; 8] = [b"V", b"AP", b"MK", b"F", b"DA", b"M", b"Lock", b"SV"];
/// Entries of the description that tell of the last change.
const DESCRIPTION: [&[u8]; 2] = [b"ModDate", b"Producer"];

/// What an uploaded file holds beyond the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addition {
    /// The upload begins with the original, byte for byte.
    pub continues: bool,
    /// Names of prepared fields that were empty in the original and are signed now.
    pub signed_fields: Vec<String>,
    /// Everything else that differs, in words.
    pub other_changes: Vec<String>,
}

impl Addition {
    /// True if the upload is the original with exactly one signature more and nothing else.
    pub fn is_one_signature(&self) -> bool {
        self.continues && self.signed_fields.len() == 1 && self.other_changes.is_empty()
    }
}

/// Compares an upload with the original it claims to continue. The original must be a file of ours.
///
/// # Errors
/// [`Error::Pdf`] if one of the files cannot be read; [`Error::NotOurs`] if far more was added than a signature.
pub fn added(original: &[u8], upload: &[u8]) -> Result<Addition, Error> {
    if !upload.starts_with(original) {
        return Ok(Addition::default());
    }
    if upload.len() - original.len() > MAX_ADDED {
        return Err(Error::NotOurs("far more was added to it than a signature"));
    }
    let options = || LoadOptions::with_max_decompressed_size(MAX_UNFOLDED);
    let before = Document::load_mem_with_options(original, options())?;
    let after = Document::load_mem_with_options(upload, options())?;
    let mut addition = Addition { continues: true, ..Addition::default() };
    // A second table of references could show another file to readers that look there first.
    if upload.get(original.len()..).is_some_and(|added| added.windows(8).any(|part| part == b"/XRefStm")) {
        addition.other_changes.push("two tables of references".into());
    }
    let root = before.trailer.get(b"Root")?.as_reference()?;
    if after.trailer.get(b"Root").and_then(Object::as_reference).ok() != Some(root) {
        addition.other_changes.push("another catalog".into());
    }
    // Metadata paint nothing, wherever the catalog lets them stand: here it counts what they say.
    if !metadata::agree(&before, &after) {
        addition.other_changes.push("the document says something else of itself".into());
    }
    let described = metadata::place(&before);
    for (id, old) in &before.objects {
        match after.objects.get(id) {
            Some(new) if same(old, new) => {}
            Some(Object::Stream(_)) if described == Some(*id) && metadata::place(&after) == described => {}
            Some(new) => addition.judge(&before, *id, old, new),
            None => addition.other_changes.push(format!("object {} is gone", id.0)),
        }
    }
    for (id, object) in after.objects.iter().filter(|(id, _)| !before.objects.contains_key(id)) {
        if before.objects.keys().any(|known| known.0 == id.0) {
            addition.other_changes.push(format!("object {} stands there twice", id.0));
        }
        let Ok(dictionary) = object.as_dict() else { continue };
        let is_widget = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget");
        if dictionary.has(b"Rect") || is_widget {
            addition.other_changes.push(format!("object {} is a note or a field on a page", id.0));
        }
    }
    let (was, is) = (form(&before), form(&after));
    for key in differing(&was, &is, &FORM) {
        addition.other_changes.push(format!("form: {}", String::from_utf8_lossy(&key)));
    }
    Ok(addition)
}

impl Addition {
    fn judge(&mut self, before: &Document, id: ObjectId, old: &Object, new: &Object) {
        let (Ok(was), Ok(is)) = (old.as_dict(), new.as_dict()) else {
            return self.other_changes.push(format!("object {} was changed", id.0));
        };
        if is_empty_field(was) {
            if is.has(b"V") {
                self.signed_fields.push(was.get(b"T").and_then(Object::as_str).map(super::text::read_text).unwrap_or_default());
            }
            let may_paint = is.has(b"AP") && has_area(is);
            if may_paint || differing(was, is, &FIELD).next().is_some() {
                self.other_changes.push(format!("field {} was changed", id.0));
            }
            return;
        }
        let is_info = before.trailer.get(b"Info").and_then(Object::as_reference).is_ok_and(|info| info == id);
        let allowed: &[&[u8]] = match was.get(b"Type").and_then(Object::as_name) {
            Ok(b"Catalog") => &CATALOG,
            _ if is_info => &DESCRIPTION,
            _ => &[],
        };
        for key in differing(was, is, allowed) {
            self.other_changes.push(format!("object {}: {}", id.0, String::from_utf8_lossy(&key)));
        }
    }
}

/// Equal in meaning: whether a string is written in letters or in hexadecimal digits makes no difference.
fn same(old: &Object, new: &Object) -> bool {
    match (old, new) {
        (Object::String(old, _), Object::String(new, _)) => old == new,
        (Object::Array(old), Object::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Object::Dictionary(old), Object::Dictionary(new)) => differing(old, new, &[]).next().is_none(),
        (Object::Stream(old), Object::Stream(new)) => {
            old.content == new.content && differing(&old.dict, &new.dict, &[]).next().is_none()
        }
        _ => old == new,
    }
}

/// The form of a document, wherever it stands.
fn form(document: &Document) -> Dictionary {
    let form = document.catalog().and_then(|catalog| catalog.get(b"AcroForm"));
    let form = form.and_then(|form| document.dereference(form)).and_then(|(_, form)| form.as_dict());
    form.cloned().unwrap_or_default()
}

/// Whether an annotation covers anything: its rectangle is not a point, or not to be read.
fn has_area(annotation: &Dictionary) -> bool {
    let corners = annotation.get(b"Rect").and_then(Object::as_array);
    let corners: Vec<f32> =
        corners.map(|corners| corners.iter().filter_map(|at| at.as_float().ok()).collect()).unwrap_or_default();
    !matches!(corners[..], [left, bottom, right, top] if left == right && bottom == top)
}

fn is_empty_field(dictionary: &Dictionary) -> bool {
    dictionary.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig") && !dictionary.has(b"V")
}

/// Keys whose values differ, but for those that may.
fn differing(old: &Dictionary, new: &Dictionary, allowed: &[&[u8]]) -> impl Iterator<Item = Vec<u8>> {
    let mut keys: Vec<Vec<u8>> = old.iter().chain(new.iter()).map(|(key, _)| key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| {
        let kept = matches!((old.get(key), new.get(key)), (Ok(old), Ok(new)) if same(old, new));
        !allowed.contains(&key.as_slice()) && !kept
    });
    keys.into_iter()
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::super::{Purpose, Seal, SigningDetails, samples};
    use super::*;

    /// pyHanko and others write the metadata anew, under the number that they had.
    #[test]
    fn metadata_may_be_rewritten_as_long_as_they_say_the_same() {
        let new = Seal::generate("Customer", "SI", samples::at()).unwrap();
        let seal = Seal::load(&new.pkcs8, new.certificates).unwrap();
        let details = |field, purpose| SigningDetails { field, signer_name: "A", reason: "B", at: samples::at(), purpose };
        let first = seal.sign(&samples::contract(), &details("Processor", Purpose::Certification)).unwrap();
        let document = Document::load_mem(&first).unwrap();
        let place = metadata::place(&document).unwrap();
        let packet = document.get_object(place).unwrap().as_stream().unwrap().content.clone();
        let packet = String::from_utf8(packet).unwrap();
        let countersigned = |packet: &str, id: ObjectId, more: &str| {
            let mut revision = super::super::revision::Revision::of(&first, &document).unwrap();
            let head = format!("<</Type /Metadata /Subtype /XML {more}/Length {}>>\nstream\n", packet.len());
            revision.put(id, format!("{head}{packet}\nendstream").as_bytes());
            let described = revision.close().unwrap();
            let upload = seal.sign(&described, &details("Customer", Purpose::Approval)).unwrap();
            added(&first, &upload).unwrap()
        };
        let later = packet.replace("<pdf:Producer>Tutela<", "<pdf:Producer>Another tool<");
        assert_ne!(later, packet);
        let seen = countersigned(&later, place, "");
        assert!(seen.is_one_signature(), "{seen:?}");
        let retitled = packet.replace("Agreement on the processing", "Agreement on no processing");
        assert_ne!(retitled, packet);
        let pages = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        for (what, seen) in [
            ("another title", countersigned(&retitled, place, "")),
            ("no metadata", countersigned("", place, "")),
            ("a form that can be drawn", countersigned(&later, place, "/BBox [0 0 500 700] ")),
            ("another object", countersigned(&later, pages, "")),
        ] {
            assert!(!seen.is_one_signature(), "{what} was taken for a signature");
        }
    }

    #[test]
    fn a_countersignature_is_told_from_a_change() {
        let new = Seal::generate("Customer", "SI", samples::at()).unwrap();
        let seal = Seal::load(&new.pkcs8, new.certificates).unwrap();
        let sign = |pdf: &[u8], field, purpose| {
            seal.sign(pdf, &SigningDetails { field, signer_name: "A", reason: "B", at: samples::at(), purpose }).unwrap()
        };
        let first = sign(&samples::contract(), "Processor", Purpose::Certification);
        let second = sign(&first, "Customer", Purpose::Approval);
        let seen = added(&first, &second).unwrap();
        assert_eq!(seen.other_changes, Vec::<String>::new());
        assert_eq!((seen.is_one_signature(), seen.signed_fields), (true, vec!["Customer".to_owned()]));
        assert!(!added(&first, &first).unwrap().is_one_signature());
        assert!(!added(&first, &samples::contract()).unwrap().continues);

        let document = Document::load_mem(&first).unwrap();
        let page = *document.get_pages().values().next().unwrap();
        let last = *document.get_pages().values().last().unwrap();
        let field = document.get_dictionary(last).unwrap().get(b"Annots").unwrap().as_array().unwrap()[1].as_reference().unwrap();
        let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
        let note = dictionary! { "Type" => "Annot", "Subtype" => "FreeText", "Rect" => vec![0.into(), 0.into(), 500.into(), 700.into()] };
        type Change = Box<dyn Fn(&mut Dictionary)>;
        let other = metadata::place(&document).unwrap().0 - 1;
        let changes: [(&str, ObjectId, Change); 8] = [
            ("another content", page, Box::new(|page| page.set("Contents", (1, 0)))),
            ("a note on a page without one", page, Box::new(move |page| page.set("Annots", vec![note.clone().into()]))),
            ("a note beside the fields", last, {
                let note = dictionary! { "Subtype" => "FreeText", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
                Box::new(move |page| {
                    let mut annotations = page.get(b"Annots").unwrap().as_array().unwrap().clone();
                    annotations.push(note.clone().into());
                    page.set("Annots", annotations);
                })
            }),
            ("a field that grows", field, Box::new(|field| field.set("Rect", vec![0.into(), 0.into(), 500.into(), 700.into()]))),
            ("a form with another field", root, {
                let form =
                    dictionary! { "Fields" => vec![Object::Reference(field), Object::Reference((9000, 0))], "SigFlags" => 3 };
                Box::new(move |root| root.set("AcroForm", form.clone()))
            }),
            ("other metadata", root, Box::new(move |root| root.set("Metadata", (other, 0)))),
            ("an action on opening", root, Box::new(|root| root.set("OpenAction", dictionary! { "S" => "JavaScript" }))),
            ("a form that redraws itself", root, {
                let mut form = form(&document);
                form.set("NeedAppearances", true);
                Box::new(move |root| root.set("AcroForm", form.clone()))
            }),
        ];
        for (what, id, change) in changes {
            let mut changed = Document::load_mem(&second).unwrap().get_dictionary(id).unwrap().clone();
            change(&mut changed);
            let mut revision = super::super::revision::Revision::of(&second, &Document::load_mem(&second).unwrap()).unwrap();
            revision.put_dictionary(id, &changed).unwrap();
            let forged = added(&first, &revision.close().unwrap()).unwrap();
            assert!(!forged.is_one_signature(), "{what} was taken for a signature");
        }
    }
}

//! What another tool added to a file of ours: exactly a signature, or something more? Decides whether a countersigned
//! upload is accepted.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::Error;

/// More than any signature with its appearance and its certificates.
const MAX_ADDED: usize = 1024 * 1024;
/// Room for a table of references in compressed form.
const MAX_UNFOLDED: usize = 64 * 1024;
/// Entries of the catalog that signing tools keep for signatures.
const CATALOG: [&[u8]; 6] = [b"AcroForm", b"Perms", b"DSS", b"Extensions", b"Version", b"Metadata"];
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
    let root = before.trailer.get(b"Root")?.as_reference()?;
    if after.trailer.get(b"Root").and_then(Object::as_reference).ok() != Some(root) {
        addition.other_changes.push("another catalog".into());
    }
    for (id, old) in &before.objects {
        match after.objects.get(id) {
            Some(new) if same(old, new) => {}
            Some(new) => addition.judge(&before, *id, old, new),
            None => addition.other_changes.push(format!("object {} is gone", id.0)),
        }
    }
    for (id, object) in after.objects.iter().filter(|(id, _)| !before.objects.contains_key(id)) {
        let Ok(dictionary) = object.as_dict() else { continue };
        let is_widget = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget");
        if dictionary.has(b"Rect") && !is_widget {
            addition.other_changes.push(format!("object {} is a note on a page", id.0));
        }
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
            if differing(was, is, &[b"V", b"AP", b"MK", b"F", b"DA", b"Rect", b"M", b"Lock", b"SV"]).next().is_some() {
                self.other_changes.push(format!("field {} was changed", id.0));
            }
            return;
        }
        let is_info = before.trailer.get(b"Info").and_then(Object::as_reference).is_ok_and(|info| info == id);
        let allowed: &[&[u8]] = match was.get(b"Type").and_then(Object::as_name) {
            Ok(b"Catalog") => &CATALOG,
            Ok(b"Page") => &[b"Annots"],
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
    use super::super::{Purpose, Seal, SigningDetails, samples};
    use super::*;

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
        let mut changed = document.get_dictionary(page).unwrap().clone();
        changed.set("Contents", (1, 0));
        let mut revision = super::super::revision::Revision::of(&second, &Document::load_mem(&second).unwrap()).unwrap();
        revision.put_dictionary(page, &changed).unwrap();
        let forged = added(&first, &revision.close().unwrap()).unwrap();
        assert_eq!(forged.other_changes.len(), 1);
    }
}

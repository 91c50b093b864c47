//! Judges what was added to a file of ours: exactly one signature in the prepared field, and nothing else. Promise: a
//! countersigned agreement is recognised as such, and whatever else was done to it is not taken for one.
//!
//! An update of a PDF can replace everything that is seen. So each added object is held against what stood there before: the
//! field may get its value, the catalog what a signing tool declares about the format, the facts about the file the time and
//! the tool; an object may be written again as it was. The first thing beyond that is the refusal. What DocMDP level 2 would
//! still permit (other fields, a revocation store in a further revision) is refused as well: there is nothing else to fill in.

use std::ops::Range;

use lopdf::{Dictionary, Object};

use super::{
    MAX_BYTES, Refusal,
    alike::{alike, alike_but, in_letters, same_catalog, same_information},
    anchor::{Trusted, Vouch},
    inspect::{Judged, SignatureReport, judge},
    meaning::same_metadata,
    original::Original,
    scan::Found,
    strict::{Added, Update, update},
    verify::WEAK,
};

/// What a signature dictionary may hold.
const SIGNATURE_KEYS: [&[u8]; 12] = [
    b"Type",
    b"Filter",
    b"SubFilter",
    b"ByteRange",
    b"Contents",
    b"M",
    b"Name",
    b"Reason",
    b"Location",
    b"ContactInfo",
    b"Prop_Build",
    b"Prop_AuthTime",
];
const SUB_FILTERS: [&[u8]; 2] = [b"ETSI.CAdES.detached", b"adbe.pkcs7.detached"];

/// A file of ours with one signature added, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// The added signature; it holds and covers the whole file.
    pub signature: SignatureReport,
}

/// Judges a file whose first `original` bytes are a file of ours, byte for byte, as the caller knows by its fingerprint.
/// `field` is the prepared, still empty field; `trusted` says which signers and time-stamps are vouched for, which is reported
/// and decides nothing.
///
/// # Errors
/// The first [`Refusal`].
pub fn continuation<T: Vouch>(file: &[u8], original: usize, field: &str, trusted: &[T]) -> Result<Continuation, Refusal> {
    if file.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let trusted = Trusted::of(trusted);
    // As in `inspect`: a defect in a decoder of others must not take a request down.
    std::panic::catch_unwind(|| Case::open(file, original, field)?.judge(&trusted)).unwrap_or(Err(Refusal::Syntax))
}

/// The original, what was added, and the field that it is about.
struct Case<'a> {
    file: &'a [u8],
    original: Original<'a>,
    update: Update,
    name: &'a str,
    field: u32,
    root: u32,
}

impl<'a> Case<'a> {
    fn open(file: &'a [u8], length: usize, name: &'a str) -> Result<Self, Refusal> {
        let bytes = file.get(..length).ok_or(Refusal::Original)?;
        let original = Original::open(bytes).ok_or(Refusal::Original)?;
        let root = reference(original.trailer.get(b"Root")).ok_or(Refusal::Original)?;
        let field = empty_field(&original, root, name).ok_or(Refusal::Original)?;
        Ok(Self { file, update: update(file, length)?, original, name, field, root })
    }

    fn judge(&self, trusted: &Trusted) -> Result<Continuation, Refusal> {
        self.trailer()?;
        let (number, added) = self.signature()?;
        self.field(number)?;
        for (&number, added) in &self.update.objects {
            self.rewritten(number, added)?;
        }
        self.signed(number, added, trusted)
    }

    /// The trailer names the same catalog and the same facts, and leads to the original's table.
    fn trailer(&self) -> Result<(), Refusal> {
        let (before, after) = (&self.original.trailer, &self.update.trailer);
        let size = self.original.size().ok_or(Refusal::Original)?;
        let highest = self.update.objects.keys().next_back().map_or(0, |highest| highest.saturating_add(1));
        let number = |key: &[u8]| after.get(key).and_then(Object::as_i64).ok();
        let is_kept = |key: &[u8]| before.get(key).ok() == after.get(key).ok();
        let right = after.iter().all(|(key, _)| [&b"Size"[..], b"Root", b"Info", b"ID", b"Prev"].contains(&key.as_slice()))
            && is_kept(b"Root")
            && is_kept(b"Info")
            && same_identity(before, after)
            && number(b"Size") == Some(i64::from(size.max(highest)))
            && number(b"Prev").and_then(|previous| usize::try_from(previous).ok()) == Some(self.original.table);
        if right { Ok(()) } else { Err(Refusal::Trailer) }
    }

    /// The one new object, which is the one signature.
    fn signature(&self) -> Result<(u32, &Added), Refusal> {
        let is_signature = |added: &Added| added.value.as_dict().is_ok_and(|dictionary| dictionary.has(b"ByteRange"));
        if self.update.objects.values().filter(|added| is_signature(added)).count() != 1 {
            return Err(Refusal::SignatureCount);
        }
        let size = self.original.size().ok_or(Refusal::Original)?;
        let mut new =
            self.update.objects.iter().filter(|(number, _)| **number >= size || self.original.object(**number).is_none());
        match (new.next(), new.next()) {
            (Some((&number, added)), None) if is_signature(added) => Ok((number, added)),
            _ => Err(Refusal::ObjectsAdded),
        }
    }

    /// The field has the signature for its value, and is otherwise what it was.
    fn field(&self, signature: u32) -> Result<(), Refusal> {
        let Some(added) = self.update.objects.get(&self.field) else {
            return Err(Refusal::OtherField);
        };
        let before = self.original.dictionary(self.field).ok_or(Refusal::Original)?;
        let after = added.plain().ok_or(Refusal::FieldChanged)?;
        if reference(after.get(b"V")) != Some(signature) || before.has(b"V") || !alike_but(&before, after, &[b"V"]) {
            return Err(Refusal::FieldChanged);
        }
        Ok(())
    }

    /// An object of the original that was written anew says what it said.
    fn rewritten(&self, number: u32, added: &Added) -> Result<(), Refusal> {
        let Some((before, stream)) = self.original.object(number).filter(|_| number != self.field) else { return Ok(()) };
        if number == self.root {
            let same = before.as_dict().ok().zip(added.plain()).is_some_and(|(before, after)| same_catalog(before, after));
            return if same { Ok(()) } else { Err(Refusal::CatalogChanged) };
        }
        if reference(self.original.trailer.get(b"Info")) == Some(number) {
            let same = before.as_dict().ok().zip(added.plain()).is_some_and(|(before, after)| same_information(before, after));
            return if same { Ok(()) } else { Err(Refusal::MetadataChanged) };
        }
        match (stream, &added.stream) {
            (None, None) if alike(&before, &added.value) => Ok(()),
            (Some(before), Some(after)) if self.is_metadata(number) => {
                let plain = added.value.as_dict().is_ok_and(is_plain_metadata);
                let same = plain && self.file.get(after.clone()).is_some_and(|after| same_metadata(before, after));
                if same { Ok(()) } else { Err(Refusal::MetadataChanged) }
            }
            _ => Err(Refusal::ContentChanged),
        }
    }

    fn is_metadata(&self, number: u32) -> bool {
        let catalog = self.original.dictionary(self.root);
        catalog.is_some_and(|catalog| reference(catalog.get(b"Metadata")) == Some(number))
    }

    /// The signature is a plain one, covers everything but its own digits, and holds.
    fn signed(&self, number: u32, added: &Added, trusted: &Trusted) -> Result<Continuation, Refusal> {
        let dictionary = added.plain().ok_or(Refusal::SignatureUnusual)?;
        let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok();
        let is_plain = dictionary.iter().all(|(key, value)| SIGNATURE_KEYS.contains(&key.as_slice()) && !refers(value))
            && name(b"Type").is_none_or(|kind| kind == b"Sig")
            && name(b"Filter") == Some(b"Adobe.PPKLite")
            && name(b"SubFilter").is_some_and(|filter| SUB_FILTERS.contains(&filter));
        if !is_plain {
            return Err(Refusal::SignatureUnusual);
        }
        if !self.covers_all_but(added) {
            return Err(Refusal::SignatureRange);
        }
        let found = Found { number, span: added.span.clone(), dictionary: dictionary.clone() };
        let Judged { report, is_loose, is_stamped_wrongly } = judge(self.file, &found, self.name.to_owned(), trusted);
        match (&report.problem, report.intact && report.covers_whole_file) {
            (Some(problem), _) if problem == WEAK => Err(Refusal::SignatureWeak),
            _ if is_stamped_wrongly => Err(Refusal::TimeStampBroken),
            (Some(_), _) | (_, false) => Err(Refusal::SignatureBroken),
            _ if is_loose => Err(Refusal::SignatureLoose),
            _ => Ok(Continuation { signature: report }),
        }
    }

    /// The range leaves out the value of `Contents` to the byte; its digits are all large or all small, so that not even their
    /// form can be changed unseen.
    fn covers_all_but(&self, added: &Added) -> bool {
        let place = |wanted: &[u8]| added.places.iter().find(|(key, _)| key == wanted).map(|(_, place)| place.clone());
        let Some(Range { start, end }) = place(b"Contents") else { return false };
        let range =
            added.plain().and_then(|dictionary| dictionary.get(b"ByteRange").ok()).and_then(|range| range.as_array().ok());
        let wanted = [0, start, end, self.file.len() - end].map(|number| i64::try_from(number).ok());
        let digits = self.file.get(start..end).unwrap_or_default();
        let is_stated = range.is_some_and(|range| range.iter().map(|number| number.as_i64().ok()).eq(wanted));
        is_stated
            && digits.starts_with(b"<")
            && !(digits.iter().any(u8::is_ascii_lowercase) && digits.iter().any(u8::is_ascii_uppercase))
    }
}

pub(super) fn reference(object: lopdf::Result<&Object>) -> Option<u32> {
    object.and_then(Object::as_reference).ok().filter(|(_, generation)| *generation == 0).map(|(number, _)| number)
}

/// The first part of the identifier stays for ever; the second is each revision's own.
fn same_identity(before: &Dictionary, after: &Dictionary) -> bool {
    match (before.get(b"ID").and_then(Object::as_array), after.get(b"ID").and_then(Object::as_array)) {
        (Ok(before), Ok(after)) => {
            let is_short = |id: &Object| id.as_str().is_ok_and(|id| id.len() <= 64);
            after.len() == 2
                && after.iter().all(is_short)
                && before.first().zip(after.first()).is_some_and(|(one, other)| alike(one, other))
        }
        (Err(_), Err(_)) => !before.has(b"ID") && !after.has(b"ID"),
        _ => false,
    }
}

/// The only field of that name, if it is empty.
pub(super) fn empty_field(original: &Original<'_>, root: u32, name: &str) -> Option<u32> {
    let catalog = original.dictionary(root)?;
    let form = match catalog.get(b"AcroForm").ok()? {
        Object::Dictionary(form) => form.clone(),
        form => original.dictionary(reference(Ok(form))?)?,
    };
    let fields = form.get(b"Fields").and_then(Object::as_array).ok()?;
    let numbers = fields.iter().filter_map(|field| reference(Ok(field)));
    let mut named = numbers.filter(|&number| {
        let field = original.dictionary(number);
        field.is_some_and(|field| field.get(b"T").and_then(Object::as_str).is_ok_and(|title| in_letters(title) == name))
    });
    let (number, None) = (named.next()?, named.next()) else { return None };
    let field = original.dictionary(number)?;
    (field.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig") && !field.has(b"V")).then_some(number)
}

fn is_plain_metadata(dictionary: &Dictionary) -> bool {
    let is = |key: &[u8], name: &[u8]| dictionary.get(key).and_then(Object::as_name).is_ok_and(|value| value == name);
    dictionary.len() == 3 && is(b"Type", b"Metadata") && is(b"Subtype", b"XML") && dictionary.has(b"Length")
}

/// True if the value leads to another object.
fn refers(value: &Object) -> bool {
    match value {
        Object::Reference(_) => true,
        Object::Array(items) => items.iter().any(refers),
        Object::Dictionary(dictionary) => dictionary.iter().any(|(_, value)| refers(value)),
        _ => false,
    }
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;

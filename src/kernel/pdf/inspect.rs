//! Judges a file that comes back, whoever made it: which of our documents it says it is, and which of its signatures
//! hold. Takes any bytes; never fails, says what it saw.

use chrono::{DateTime, NaiveDate, Utc};
use lopdf::{Dictionary, Object};
use ring::digest;
use uuid::Uuid;

use super::{
    alike::in_letters,
    anchor::{Trusted, Vouch},
    certs::{self, Hash},
    mark::{self, Marks},
    parser::unhex,
    scan::{Found, Scan, find, scan},
    seal::MAX_REASON,
    stamp::{self, TimeStamp},
    text::read_text,
    verify::verify,
};

/// Larger files are not read.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;
/// Signatures beyond this are not judged.
const MAX_SIGNATURES: usize = 16;

/// What was seen in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Every document that the file names under the mark of a trusted certificate, in any of its layers. A claim, not a proof.
    pub documents: Vec<Uuid>,
    /// The signatures, in the order of the file.
    pub signatures: Vec<SignatureReport>,
    /// An intact signature restricts what may change after it.
    pub certified: bool,
    /// The file is protected with a password.
    pub encrypted: bool,
    /// The file does not end where a PDF ends, and no signature in it covers it whole: it may be the beginning of a longer one.
    pub cut_off: bool,
    /// Why the file was not read, or not to its end.
    pub parse_error: Option<String>,
}

/// What is known of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// Name of its field.
    pub field: String,
    /// The holder of the certificate; what the file claims if the signature does not hold.
    pub signer: String,
    /// The organisation that the certificate names; empty when it names none, or the signature does not hold.
    pub organisation: String,
    /// What the signer says of the signature; empty when it says nothing, or does not hold.
    pub reason: String,
    /// Who issued the certificate; empty when the signature does not hold.
    pub issuer: String,
    /// The certificate was issued by its own holder.
    pub self_issued: bool,
    /// SHA-256 of the certificate, in hexadecimal digits; empty when the signature does not hold.
    pub certificate_sha256: String,
    /// The time the signer claims.
    pub signed_at: Option<DateTime<Utc>>,
    /// The time that an authority vouches for, if it does and its token holds.
    pub time_stamp: Option<TimeStamp>,
    /// The bytes it covers are the ones that were signed.
    pub intact: bool,
    /// Its certificate leads to a trusted one.
    pub trusted: bool,
    /// Nothing was added after it.
    pub covers_whole_file: bool,
    /// How many bytes of the file existed when it was made.
    pub covered_bytes: usize,
    /// Why it, or its time-stamp, does not hold.
    pub problem: Option<String>,
}

impl SignatureReport {
    /// The level of PAdES (EN 319 142-1): B-T with a time-stamp by an authority that is trusted here, B-B without.
    #[must_use]
    pub fn level(&self) -> &'static str {
        if self.time_stamp.as_ref().is_some_and(|stamp| stamp.trusted) { "B-T" } else { "B-B" }
    }
}

impl Inspection {
    /// True if the file is, to its last byte, what a trusted signer signed, and no other signature is broken.
    pub fn is_authentic(&self) -> bool {
        self.signatures.iter().all(|signature| signature.intact)
            && self.signatures.iter().any(|signature| signature.trusted && signature.covers_whole_file)
    }
}

/// Inspects a file; `trusted` are certificates that vouch for signers and for time-stamps.
pub fn inspect<T: Vouch>(pdf: &[u8], trusted: &[T]) -> Inspection {
    let unreadable = |reason: &str| Inspection { parse_error: Some(reason.into()), ..Inspection::default() };
    if pdf.len() > MAX_BYTES {
        return unreadable("The file is larger than 50 MB.");
    }
    if find(&pdf[..pdf.len().min(1024)], b"%PDF-", 0).is_none() {
        return unreadable("The file is not a PDF.");
    }
    let marks = Marks::of(trusted);
    let trusted = Trusted::of(trusted);
    // The decoders of others have limits of their own, and a defect in one of them must not take a request down.
    std::panic::catch_unwind(|| look(pdf, &trusted, &marks)).unwrap_or_else(|_| unreadable("The file cannot be read."))
}

/// Whether something in these bytes ends a PDF.
#[must_use]
pub fn has_end(bytes: &[u8]) -> bool {
    find(bytes, b"%%EOF", 0).is_some()
}

fn look(pdf: &[u8], trusted: &Trusted, marks: &Marks) -> Inspection {
    let scan = scan(pdf);
    let mut documents = Vec::new();
    let header = mark::header_comment(pdf);
    for text in [pdf, &header].into_iter().chain(scan.texts.iter().map(Vec::as_slice)) {
        marks.collect(text, &mut documents);
    }
    let mut inspection = Inspection { documents, ..Inspection::default() };
    let mut certifying = None;
    for found in scan.objects.iter().filter(|found| found.dictionary.has(b"ByteRange")).take(MAX_SIGNATURES) {
        let Judged { report, .. } = judge(pdf, found, field_name(&scan, found.number), trusted);
        if report.intact && restricts(&found.dictionary) {
            certifying = Some(found.number);
        }
        inspection.signatures.push(report);
    }
    inspection.certified = certifying.is_some_and(|number| permission(&scan) == Some(number));
    inspection.encrypted = scan.encrypted;
    let has_end = has_end(&pdf[pdf.len().saturating_sub(2048)..]);
    // A file of ours whose signature is there to its last byte is whole, even if its end is damaged.
    let is_whole = inspection.signatures.iter().any(|signature| signature.covers_whole_file);
    inspection.cut_off = !is_whole && !pdf.trim_ascii_end().ends_with(b"%%EOF");
    inspection.parse_error = if scan.exhausted {
        Some("The file is too complex to be read to its end.".into())
    } else if scan.encrypted {
        Some("The file is encrypted.".into())
    } else if !has_end {
        Some("The file has no end; it may have been cut off.".into())
    } else {
        None
    };
    inspection
}

/// What is said of a signature, and what only the strict reader asks about.
pub(super) struct Judged {
    pub(super) report: SignatureReport,
    /// There is something in the container that nothing protects.
    pub(super) is_loose: bool,
    /// It brings a time-stamp that does not hold.
    pub(super) is_stamped_wrongly: bool,
}

/// Judges the signature in a dictionary, which stands in the field of that name.
pub(super) fn judge(pdf: &[u8], found: &Found, field: String, trusted: &Trusted) -> Judged {
    let dictionary = &found.dictionary;
    let text = |key: &[u8]| dictionary.get(key).and_then(Object::as_str).map(in_letters).unwrap_or_default();
    let mut report = SignatureReport {
        field,
        signer: text(b"Name"),
        organisation: String::new(),
        reason: String::new(),
        issuer: String::new(),
        self_issued: false,
        certificate_sha256: String::new(),
        signed_at: read_date(&text(b"M")),
        time_stamp: None,
        intact: false,
        trusted: false,
        covers_whole_file: false,
        covered_bytes: 0,
        problem: None,
    };
    let checked = Range::read(pdf, found).and_then(|range| {
        report.covered_bytes = range.end;
        report.covers_whole_file = range.end == pdf.len();
        let cades = dictionary.get(b"SubFilter").and_then(Object::as_name).is_ok_and(|filter| filter == b"ETSI.CAdES.detached");
        verify(&range.container, |hash| range.digest(pdf, hash), cades)
    });
    let signer = match checked {
        Ok(signer) => signer,
        Err(problem) => {
            report.problem = Some(problem.into());
            return Judged { report, is_loose: true, is_stamped_wrongly: false };
        }
    };
    report.intact = true;
    report.signer = certs::holder(&signer.certificate);
    report.reason = text(b"Reason").chars().filter(|letter| !letter.is_control()).take(MAX_REASON).collect();
    report.organisation = certs::organisation(&signer.certificate);
    report.issuer = certs::issuer(&signer.certificate);
    report.self_issued = certs::is_self_issued(&signer.certificate);
    report.certificate_sha256 = certs::fingerprint(&signer.certificate);
    let stamp = signer.token.as_ref().map(|token| stamp::read(token, &signer.signature, &trusted.times));
    let is_stamped_wrongly = matches!(stamp, Some(Err(_)));
    match stamp {
        Some(Ok(read)) => report.time_stamp = Some(read.stamp),
        Some(Err(problem)) => report.problem = Some(format!("its time-stamp does not hold: {problem}")),
        None => {}
    }
    // A time that an authority vouches for counts for more than what the signer says.
    let proved = report.time_stamp.as_ref().filter(|stamp| stamp.trusted).map(|stamp| stamp.at);
    let at = proved.or(report.signed_at);
    report.trusted = certs::leads_to_trust(&signer.certificate, &signer.others, &trusted.at(at), at);
    Judged { report, is_loose: signer.is_loose, is_stamped_wrongly }
}

/// The bytes a signature covers: everything up to `end` but the signature itself.
struct Range {
    gap: std::ops::Range<usize>,
    end: usize,
    container: Vec<u8>,
}

impl Range {
    /// Accepts only a range that begins at the first byte and leaves out nothing but the signature's own digits.
    fn read(pdf: &[u8], found: &Found) -> Result<Self, &'static str> {
        let wrong = "the byte range is not acceptable";
        let numbers = found.dictionary.get(b"ByteRange").and_then(Object::as_array).map_err(|_| wrong)?;
        let numbers: Vec<usize> =
            numbers.iter().filter_map(|number| number.as_i64().ok()).filter_map(|number| usize::try_from(number).ok()).collect();
        let &[0, from, to, length] = numbers.as_slice() else {
            return Err(wrong);
        };
        let end = to.checked_add(length).filter(|&end| end <= pdf.len()).ok_or(wrong)?;
        let inside = found.span.start < from && from < to && to <= found.span.end;
        let gap = if inside {
            pdf.get(from..to).ok_or(wrong)?
        } else {
            return Err(wrong);
        };
        let digits = gap.strip_prefix(b"<").and_then(|gap| gap.strip_suffix(b">")).ok_or(wrong)?;
        let container = unhex(digits).ok_or(wrong)?;
        let stated = found.dictionary.get(b"Contents").and_then(Object::as_str).map_err(|_| wrong)?;
        if stated != container {
            return Err(wrong);
        }
        Ok(Self { gap: from..to, end, container })
    }

    fn digest(&self, pdf: &[u8], hash: Hash) -> Vec<u8> {
        let mut context = digest::Context::new(hash.algorithm());
        context.update(&pdf[..self.gap.start]);
        context.update(&pdf[self.gap.end..self.end]);
        context.finish().as_ref().to_vec()
    }
}

fn field_name(scan: &Scan, signature: u32) -> String {
    let points_here =
        |found: &&Found| found.dictionary.get(b"V").and_then(Object::as_reference).is_ok_and(|(number, _)| number == signature);
    let field = scan.objects.iter().rev().find(points_here);
    field.and_then(|field| field.dictionary.get(b"T").and_then(Object::as_str).ok()).map(read_text).unwrap_or_default()
}

fn restricts(signature: &Dictionary) -> bool {
    let references = signature.get(b"Reference").and_then(Object::as_array);
    references.is_ok_and(|references| {
        references.iter().any(|reference| {
            let method = reference.as_dict().and_then(|reference| reference.get(b"TransformMethod")).and_then(Object::as_name);
            method.is_ok_and(|method| method == b"DocMDP")
        })
    })
}

/// The signature to which the catalog gives the right to restrict.
fn permission(scan: &Scan) -> Option<u32> {
    let is_catalog =
        |found: &&Found| found.dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"Catalog");
    let number = scan.objects.iter().rev().find(is_catalog)?.number;
    let permissions = scan.latest(number)?.dictionary.get(b"Perms").and_then(Object::as_dict).ok()?;
    permissions.get(b"DocMDP").and_then(Object::as_reference).ok().map(|(number, _)| number)
}

/// Reads a PDF date: `D:20261120100000+01'00'`.
fn read_date(text: &str) -> Option<DateTime<Utc>> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let date = NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6).unwrap_or(1), part(6, 8).unwrap_or(1))?;
    let time = date.and_hms_opt(part(8, 10).unwrap_or(0), part(10, 12).unwrap_or(0), part(12, 14).unwrap_or(0))?;
    let minutes = i64::from(part(15, 17).unwrap_or(0)) * 60 + i64::from(part(18, 20).unwrap_or(0));
    let shift = chrono::TimeDelta::minutes(match text.get(14..15) {
        Some("+") => -minutes,
        Some("-") => minutes,
        _ => 0,
    });
    time.and_utc().checked_add_signed(shift)
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;

//! Do two objects say the same? What a signing tool writes anew is compared with what stood there before, part by part:
//! only the way of writing may differ, and the few entries that such tools set.

use lopdf::{Dictionary, Object};

use super::text::read_text;

/// Longest name of a tool that is let in as the producer of a file.
const MAX_PRODUCER: usize = 200;

/// True if both mean the same, however they are written.
pub(super) fn alike(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::String(one, _), Object::String(other, _)) => one == other || in_letters(one) == in_letters(other),
        (Object::Array(one), Object::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Object::Dictionary(one), Object::Dictionary(other)) => alike_but(one, other, &[]),
        (Object::Integer(whole), Object::Real(real)) | (Object::Real(real), Object::Integer(whole)) => {
            f64::from(*real) == whole_number(*whole)
        }
        _ => one == other,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a whole number that does not fit is not equal to any real of a file")]
fn whole_number(whole: i64) -> f64 {
    whole as f64
}

/// True if both dictionaries mean the same, leaving out these keys.
pub(super) fn alike_but(one: &Dictionary, other: &Dictionary, but: &[&[u8]]) -> bool {
    let kept = |dictionary: &Dictionary| dictionary.iter().filter(|(key, _)| !but.contains(&key.as_slice())).count();
    kept(one) == kept(other)
        && one
            .iter()
            .filter(|(key, _)| !but.contains(&key.as_slice()))
            .all(|(key, value)| other.get(key).is_ok_and(|other| alike(value, other)))
}

/// True if the document information is the same but for the date of the change and the tool that made it.
pub(super) fn same_information(before: &Dictionary, after: &Dictionary) -> bool {
    let text = |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).and_then(Object::as_str).map(in_letters).ok();
    let date = text(after, b"ModDate").is_none_or(|date| is_date(&date));
    let producer = match (text(before, b"Producer"), text(after, b"Producer")) {
        // A tool adds itself behind whoever was there.
        (Some(before), Some(after)) => {
            after == before || (after.starts_with(&format!("{before}; ")) && is_name_of_a_tool(&after))
        }
        (None, after) => after.is_none_or(|after| is_name_of_a_tool(&after)),
        (Some(_), None) => false,
    };
    date && producer && alike_but(before, after, &[b"ModDate", b"Producer"])
}

/// True if the catalog is the same but for the extensions of the format that a tool declares.
pub(super) fn same_catalog(before: &Dictionary, after: &Dictionary) -> bool {
    let version = match (before.get(b"Version"), after.get(b"Version")) {
        (_, Ok(Object::Name(version))) => [&b"1.7"[..], b"2.0"].contains(&version.as_slice()),
        (Err(_), Err(_)) => true,
        _ => false,
    };
    let extensions = match (before.get(b"Extensions"), after.get(b"Extensions")) {
        (Err(_), Ok(Object::Dictionary(extensions))) => extensions.iter().all(|(_, extension)| declares(extension)),
        (Err(_), Err(_)) => true,
        (Ok(before), Ok(after)) => alike(before, after),
        _ => false,
    };
    version && extensions && alike_but(before, after, &[b"Version", b"Extensions"])
}

/// A developer's extension, or several: words about the format, nothing that a reader would act on.
fn declares(extension: &Object) -> bool {
    match extension {
        Object::Array(several) => several.len() <= 8 && several.iter().all(|one| one.as_dict().is_ok() && declares(one)),
        Object::Dictionary(one) => one.iter().all(|(key, value)| match value {
            Object::Name(_) => [&b"Type"[..], b"BaseVersion"].contains(&key.as_slice()),
            Object::Integer(_) => key == b"ExtensionLevel",
            Object::String(..) => [&b"URL"[..], b"ExtensionRevision"].contains(&key.as_slice()),
            _ => false,
        }),
        _ => false,
    }
}

/// `D:` and digits, as in the document information, or with hyphens, as in its metadata.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.strip_prefix("D:").unwrap_or(text);
    (4..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-:'TZ.".contains(&byte))
}

/// A name that a tool may give itself.
pub(super) fn is_name_of_a_tool(text: &str) -> bool {
    text.len() <= MAX_PRODUCER && !text.chars().any(char::is_control)
}

/// The letters of a text string: UTF-16 and UTF-8 by their marks, anything else in `PDFDocEncoding` (ISO 32000-1, annex D.3).
pub(super) fn in_letters(bytes: &[u8]) -> String {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return read_text(bytes);
    }
    bytes.iter().map(|&byte| letter(byte)).collect()
}

fn letter(byte: u8) -> char {
    const LOW: [char; 8] = ['\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}'];
    const HIGH: [char; 33] = [
        '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}', '\u{2039}', '\u{203A}',
        '\u{2212}', '\u{2030}', '\u{201E}', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '\u{201A}', '\u{2122}', '\u{FB01}',
        '\u{FB02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}', '\u{17D}', '\u{131}', '\u{142}', '\u{153}', '\u{161}', '\u{17E}',
        '\u{FFFD}', '\u{20AC}',
    ];
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::super::text::{text_string, utf16};
    use super::*;

    #[test]
    fn the_way_of_writing_does_not_matter_and_anything_else_does() {
        let hex = Object::String(utf16("Acme · Šuštar"), lopdf::StringFormat::Hexadecimal);
        let literal = Object::string_literal(b"Acme \xB7 \x97u\x9Dtar".to_vec());
        assert!(alike(&hex, &literal) && alike(&0.into(), &0.0.into()) && !alike(&hex, &text_string("Acme")));
        let before = dictionary! { "A" => 1, "B" => vec![Object::Reference((3, 0))] };
        let after = dictionary! { "B" => vec![Object::Reference((3, 0))], "A" => 1.0 };
        assert!(alike(&before.clone().into(), &after.into()));
        assert!(!alike(&before.clone().into(), &dictionary! { "A" => 1 }.into()));
        assert!(!alike(&before.into(), &dictionary! { "A" => 1, "B" => vec![Object::Reference((4, 0))] }.into()));
    }

    #[test]
    fn a_tool_adds_its_name_and_the_time_to_the_information_and_nothing_else() {
        let before = dictionary! { "Title" => text_string("DPA"), "Producer" => text_string("Tutela") };
        let with = |key: &str, text: &str| {
            let mut after = before.clone();
            after.set(key, text_string(text));
            same_information(&before, &after)
        };
        assert!(with("Producer", "Tutela; pyHanko") && with("ModDate", "D:20261121180043Z"));
        assert!(!with("Producer", "Forger") && !with("ModDate", "today") && !with("Title", "NDA") && !with("Author", "Me"));
    }

    #[test]
    fn a_tool_declares_extensions_in_the_catalog_and_nothing_else() {
        let before = dictionary! { "Type" => "Catalog", "Pages" => (1, 0) };
        let with = |key: &str, value: Object| {
            let mut after = before.clone();
            after.set(key, value);
            same_catalog(&before, &after)
        };
        let declared = || dictionary! { "Type" => "DeveloperExtensions", "BaseVersion" => "2.0", "ExtensionLevel" => 32002 };
        assert!(with("Version", "2.0".into()) && with("Extensions", dictionary! { "ISO_" => vec![declared().into()] }.into()));
        assert!(!with("Version", "9.9".into()) && !with("Pages", Object::Reference((2, 0))));
        assert!(!with("OpenAction", declared().into()) && !with("Extensions", Object::Reference((7, 0))));
        let script = dictionary! { "S" => "JavaScript" };
        assert!(!with("Extensions", dictionary! { "ESIC" => script }.into()));
    }
}

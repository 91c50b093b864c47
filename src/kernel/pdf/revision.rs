//! An incremental revision, written by hand: the bytes before it stay as they are, so signatures over them stay good.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Error;

/// A file with new objects appended.
pub(super) struct Revision {
    bytes: Vec<u8>,
    offsets: Vec<(ObjectId, usize)>,
    previous: usize,
    next: u32,
    trailer: Dictionary,
}

impl Revision {
    /// Begins a revision of a file that was made here.
    ///
    /// # Errors
    /// [`Error::NotOurs`] if the file has another kind of cross-reference table.
    pub(super) fn of(pdf: &[u8], document: &Document) -> Result<Self, Error> {
        let previous = last_table(pdf).ok_or(Error::NotOurs("its cross-reference table is not of the plain kind"))?;
        let size = document.trailer.get(b"Size")?.as_i64()?;
        let next = u32::try_from(size).map_err(|_| Error::NotOurs("its size is wrong"))?;
        let mut trailer = Dictionary::new();
        for key in ["Root", "Info", "ID"] {
            if let Ok(value) = document.trailer.get(key.as_bytes()) {
                trailer.set(key, value.clone());
            }
        }
        let mut bytes = pdf.to_vec();
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        Ok(Self { bytes, offsets: Vec::new(), previous, next, trailer })
    }

    /// An identifier no object has yet.
    pub(super) fn new_id(&mut self) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        id
    }

    /// Appends an object given as bytes; returns where those bytes begin.
    pub(super) fn put(&mut self, id: ObjectId, body: &[u8]) -> usize {
        self.offsets.push((id, self.bytes.len()));
        self.bytes.extend(format!("{} {} obj\n", id.0, id.1).into_bytes());
        let at = self.bytes.len();
        self.bytes.extend_from_slice(body);
        self.bytes.extend_from_slice(b"\nendobj\n");
        at
    }

    /// Appends a changed dictionary.
    pub(super) fn put_dictionary(&mut self, id: ObjectId, dictionary: &Dictionary) -> Result<(), Error> {
        let mut body = Vec::new();
        write_dictionary(dictionary, &mut body)?;
        self.put(id, &body);
        Ok(())
    }

    /// Writes cross-reference table and trailer.
    pub(super) fn close(mut self) -> Result<Vec<u8>, Error> {
        let start = self.bytes.len();
        self.offsets.sort_unstable();
        self.bytes.extend_from_slice(b"xref\n");
        for section in self.offsets.chunk_by(|a, b| a.0.0 + 1 == b.0.0) {
            let mut text = format!("{} {}\n", section[0].0.0, section.len());
            for (id, offset) in section {
                let _ = write!(text, "{offset:010} {:05} n\r\n", id.1);
            }
            self.bytes.extend(text.into_bytes());
        }
        self.trailer.set("Size", i64::from(self.next));
        self.trailer.set("Prev", i64::try_from(self.previous).unwrap_or(i64::MAX));
        self.bytes.extend_from_slice(b"trailer\n");
        write_dictionary(&self.trailer, &mut self.bytes)?;
        self.bytes.extend(format!("\nstartxref\n{start}\n%%EOF\n").into_bytes());
        Ok(self.bytes)
    }
}

pub(super) fn last_table(pdf: &[u8]) -> Option<usize> {
    const KEY: &[u8] = b"startxref";
    let at = pdf.windows(KEY.len()).rposition(|window| window == KEY)? + KEY.len();
    let number = std::str::from_utf8(pdf.get(at..)?).ok()?.split_whitespace().next()?.parse().ok()?;
    pdf.get(number..)?.starts_with(b"xref").then_some(number)
}

/// A string in hexadecimal form.
pub(super) fn write_hex(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'<');
    out.extend(data_encoding::HEXLOWER.encode(bytes).into_bytes());
    out.push(b'>');
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte) {
            out.push(byte);
        } else {
            out.extend(format!("#{byte:02X}").into_bytes());
        }
    }
}

pub(super) fn write_dictionary(dictionary: &Dictionary, out: &mut Vec<u8>) -> Result<(), Error> {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(key, out);
        out.push(b' ');
        write_object(value, out)?;
        out.push(b' ');
    }
    out.extend_from_slice(b">>");
    Ok(())
}

fn write_object(object: &Object, out: &mut Vec<u8>) -> Result<(), Error> {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().into_bytes()),
        Object::Integer(value) => out.extend(value.to_string().into_bytes()),
        Object::Real(value) => out.extend(value.to_string().into_bytes()),
        Object::Name(name) => write_name(name, out),
        Object::String(bytes, _) => write_hex(bytes, out),
        Object::Reference((number, generation)) => out.extend(format!("{number} {generation} R").into_bytes()),
        Object::Dictionary(dictionary) => write_dictionary(dictionary, out)?,
        Object::Array(items) => {
            out.push(b'[');
            for item in items {
                write_object(item, out)?;
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Stream(_) => return Err(Error::NotOurs("a stream stands where a dictionary belongs")),
    }
    Ok(())
}

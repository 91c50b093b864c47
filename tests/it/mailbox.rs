//! Mails as their readers get them: the `.eml` file taken apart.

use data_encoding::{BASE64, BASE64_MIME};

/// A mail that left.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub message_id: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    headers: Vec<(String, String)>,
}

/// A file that came with a mail.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub name: String,
    pub mime: String,
    pub bytes: Vec<u8>,
}

impl Mail {
    pub fn read(eml: &[u8]) -> Self {
        let whole = Part::read(eml);
        let address = whole.header("to");
        let address = address.rsplit('<').next().unwrap_or_default().trim_end_matches('>').trim().to_owned();
        let mut mail = Self {
            to: address,
            subject: decoded_words(&whole.header("subject")),
            message_id: whole.header("message-id"),
            headers: whole.headers.clone(),
            ..Self::default()
        };
        mail.collect(&whole);
        mail
    }

    fn collect(&mut self, part: &Part) {
        if let Some(boundary) = part.parameter("boundary") {
            part.children(&boundary).iter().for_each(|child| self.collect(child));
            return;
        }
        let kind = part.header("content-type");
        let mime = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
        if part.header("content-disposition").starts_with("attachment") {
            let name = part.parameter("filename").or_else(|| part.parameter("name")).unwrap_or_default();
            self.attachments.push(Attachment { name, mime, bytes: part.decoded() });
        } else if mime == "text/html" {
            self.html = String::from_utf8(part.decoded()).unwrap();
        } else {
            self.text = String::from_utf8(part.decoded()).unwrap();
        }
    }

    /// A header as it stands in the mail; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The first link of ours in the text, without the host.
    pub fn link(&self) -> String {
        let base = crate::world::BASE_URL;
        let at = self.text.find(base).unwrap_or_else(|| panic!("no link in: {}", self.text));
        self.text[at + base.len()..].split_whitespace().next().unwrap_or_default().to_owned()
    }
}

/// A part of a mail: headers and a body.
struct Part {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Part {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).replace("\r\n ", " ").replace("\r\n\t", " ");
        let pairs = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let headers = pairs.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
        Self { headers, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn header(&self, name: &str) -> String {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// A parameter of the type or the disposition.
    fn parameter(&self, name: &str) -> Option<String> {
        let both = format!("{};{}", self.header("content-type"), self.header("content-disposition"));
        let value = both.split(';').find_map(|pair| pair.trim().strip_prefix(&format!("{name}=")).map(str::to_owned))?;
        Some(value.trim_matches('"').to_owned())
    }

    fn children(&self, boundary: &str) -> Vec<Self> {
        let mark = format!("--{boundary}");
        let text = &self.body;
        let starts: Vec<usize> = (0..text.len()).filter(|at| text[*at..].starts_with(mark.as_bytes())).collect();
        let parts = starts.windows(2).map(|pair| &text[pair[0] + mark.len()..pair[1]]);
        parts.map(|part| Self::read(part.strip_prefix(b"\r\n").unwrap_or(part))).collect()
    }

    fn decoded(&self) -> Vec<u8> {
        match self.header("content-transfer-encoding").to_lowercase().as_str() {
            "base64" => BASE64_MIME.decode(self.body.trim_ascii()).or_else(|_| decode_base64(&self.body)).unwrap(),
            "quoted-printable" => quoted_printable(&self.body),
            _ => self.body.clone(),
        }
    }
}

fn decode_base64(body: &[u8]) -> Result<Vec<u8>, data_encoding::DecodeError> {
    let bare: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(&bare)
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < body.len() {
        match body[at] {
            b'=' if body[at..].starts_with(b"=\r\n") => at += 3,
            b'=' => {
                let digits = std::str::from_utf8(&body[at + 1..at + 3]).unwrap();
                out.push(u8::from_str_radix(digits, 16).unwrap());
                at += 3;
            }
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// A header whose words may be encoded (RFC 2047).
fn decoded_words(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let between = &rest[..start];
        // White space between two encoded words is not part of the text.
        if !between.trim().is_empty() || text.is_empty() {
            text.push_str(between);
        }
        let mut fields = rest[start + 2..].splitn(4, '?');
        let (_, how, what) = (fields.next(), fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let bytes = match how {
            "b" | "B" => BASE64.decode(what.as_bytes()).unwrap(),
            _ => quoted_printable(what.replace('_', " ").as_bytes()),
        };
        text.push_str(&String::from_utf8(bytes).unwrap());
        rest = fields.next().and_then(|after| after.strip_prefix('=')).unwrap_or_default();
    }
    text + rest
}

//! A request as an actor sends it, and the answer with what a story says of it.

use actix_web::http::header::HeaderMap;
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use serde_json::Value;

/// A request before it is sent.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Bytes>,
}

impl Call {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: None }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    pub fn body(mut self, kind: &str, bytes: impl Into<Bytes>) -> Self {
        self.body = Some(bytes.into());
        self.header("content-type", kind)
    }
}

/// Text as it stands in an address or a form.
pub fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Method and path, for messages.
    pub to: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    /// The body, if it is JSON.
    pub json: Value,
}

impl Answer {
    #[track_caller]
    pub fn has_status(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} answered {}: {}", self.to, self.status, self.excerpt());
        self
    }

    #[track_caller]
    pub fn is_ok(self) -> Self {
        self.has_status(200)
    }

    #[track_caller]
    pub fn is_created(self) -> Self {
        self.has_status(201)
    }

    #[track_caller]
    pub fn is_accepted(self) -> Self {
        self.has_status(202)
    }

    #[track_caller]
    pub fn is_done(self) -> Self {
        self.has_status(204)
    }

    /// 303, as every form answers that was understood.
    #[track_caller]
    pub fn leads_to(self, path: &str) -> Self {
        let answer = self.has_status(303);
        assert_eq!(answer.header("location"), path, "{} leads elsewhere", answer.to);
        answer
    }

    #[track_caller]
    pub fn is_not_found(self) -> Self {
        self.has_status(404).has_code("not-found")
    }

    #[track_caller]
    pub fn is_forbidden(self) -> Self {
        self.has_status(403).has_code("forbidden")
    }

    #[track_caller]
    pub fn is_unauthenticated(self) -> Self {
        self.has_status(401).has_code("unauthenticated")
    }

    #[track_caller]
    pub fn is_refused(self, code: &str) -> Self {
        self.has_status(409).has_code(code)
    }

    #[track_caller]
    pub fn has_code(self, code: &str) -> Self {
        assert_eq!(self.json["code"], code, "{} was refused otherwise: {}", self.to, self.excerpt());
        self
    }

    /// 422 that names exactly these fields, in whatever order.
    #[track_caller]
    pub fn is_invalid(self, fields: &[&str]) -> Self {
        let answer = self.has_status(422).has_code("invalid");
        let mut named: Vec<_> =
            answer.items_of("errors").iter().map(|error| error["field"].as_str().unwrap_or_default()).collect();
        let mut wanted = fields.to_vec();
        named.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(named, wanted, "{} names other fields: {}", answer.to, answer.excerpt());
        answer
    }

    /// The id of what was made.
    #[track_caller]
    pub fn id(&self) -> String {
        self.string("id")
    }

    /// A text of the body.
    #[track_caller]
    pub fn string(&self, field: &str) -> String {
        let text = self.json[field].as_str();
        text.unwrap_or_else(|| panic!("{} has no text {field}: {}", self.to, self.excerpt())).to_owned()
    }

    /// The rows of a list.
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self.items_of("items")
    }

    #[track_caller]
    pub fn items_of(&self, field: &str) -> &[Value] {
        let list = self.json[field].as_array();
        list.unwrap_or_else(|| panic!("{} has no list {field}: {}", self.to, self.excerpt()))
    }

    /// One field of every row of a list.
    #[track_caller]
    pub fn each(&self, field: &str) -> Vec<String> {
        self.items().iter().map(|item| item[field].as_str().map_or_else(|| item[field].to_string(), str::to_owned)).collect()
    }

    /// A header's value, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookie that a sign-in sets, as `name=value`.
    pub fn cookie(&self) -> Option<String> {
        let values = self.headers.get_all("set-cookie").filter_map(|value| value.to_str().ok());
        let named = values.filter_map(|value| value.split(';').next()).find(|pair| pair.contains("tutela="));
        named.map(str::to_owned)
    }

    /// Everything in it as text: body and headers.
    pub fn everything(&self) -> String {
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
        format!("{}\n{}", headers.collect::<String>(), String::from_utf8_lossy(&self.bytes))
    }

    /// The body.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Enough of the body for a message.
    pub fn excerpt(&self) -> String {
        self.text().chars().take(1500).collect()
    }
}

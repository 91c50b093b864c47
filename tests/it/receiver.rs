//! A server of a customer's own that takes webhooks: a real one, in a thread, on this machine.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use data_encoding::BASE64;
use ring::hmac;

/// How the server answers.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// With a status.
    Status(u16),
    /// It sends whoever calls elsewhere.
    Redirect(&'static str),
    /// Not at all.
    Hang,
    /// With a body that has no end.
    Endless,
}

/// What arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Arrived {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// How many of the signatures are those of the secret, checked as a receiver does it: over the bytes that arrived.
    pub fn signatures_of(&self, secret: &str) -> usize {
        let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signed = [self.header("webhook-id"), self.header("webhook-timestamp"), &self.body].join(".");
        let is_right = |one: &&str| {
            let signature = one.strip_prefix("v1,").map(|text| BASE64.decode(text.as_bytes()).unwrap());
            signature.is_some_and(|signature| hmac::verify(&key, signed.as_bytes(), &signature).is_ok())
        };
        self.header("webhook-signature").split(' ').filter(is_right).count()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// The server.
pub struct Receiver {
    address: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    behaviour: Arc<Mutex<Behaviour>>,
}

impl Receiver {
    /// A server that answers 204.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let behaviour = Arc::new(Mutex::new(Behaviour::Status(204)));
        let (kept, asked) = (Arc::clone(&arrived), Arc::clone(&behaviour));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, behaviour) = (Arc::clone(&kept), asked.lock().unwrap().clone());
                std::thread::spawn(move || drop(serve(stream.unwrap(), &kept, &behaviour)));
            }
        });
        Self { address, arrived, behaviour }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub fn behaves(&self, behaviour: Behaviour) {
        *self.behaviour.lock().unwrap() = behaviour;
    }

    /// What has arrived since this was last asked.
    pub fn takes(&self) -> Vec<Arrived> {
        std::mem::take(&mut *self.arrived.lock().unwrap())
    }
}

fn serve(mut stream: TcpStream, kept: &Mutex<Vec<Arrived>>, behaviour: &Behaviour) -> std::io::Result<()> {
    kept.lock().unwrap().push(read(&mut stream)?);
    match behaviour {
        Behaviour::Status(status) => write!(stream, "HTTP/1.1 {status} Whatever\r\ncontent-length: 0\r\n\r\n"),
        Behaviour::Redirect(to) => write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n"),
        Behaviour::Hang => {
            std::thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Behaviour::Endless => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n")?;
            // Until whoever called has had enough.
            loop {
                stream.write_all(&[b'x'; 65_536])?;
            }
        }
    }
}

fn read(stream: &mut TcpStream) -> std::io::Result<Arrived> {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        let read = stream.read(&mut part)?;
        assert!(read > 0, "a request that breaks off");
        bytes.extend(&part[..read]);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap().to_owned();
    let pairs = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = pairs.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        let read = stream.read(&mut part)?;
        body.extend(&part[..read]);
    }
    Ok(Arrived { line, headers, body: String::from_utf8(body).unwrap() })
}

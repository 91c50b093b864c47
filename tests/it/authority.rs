//! A web server that stands where a time-stamping authority would: it answers as a test tells it to.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tutela::kernel::stamps::HttpAuthority;

use crate::openssl::TimeAuthority;

/// Status and body, or silence.
pub type Reply = Option<(u16, Vec<u8>)>;
type Answers = Box<dyn Fn(&[u8]) -> Reply + Send + Sync>;

/// A web server before an authority; ends with the test.
pub struct Server {
    /// Where it listens.
    pub url: String,
    answers: Arc<Mutex<Answers>>,
}

impl Server {
    pub fn new(answers: impl Fn(&[u8]) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/tsr", listener.local_addr().unwrap());
        let answers: Arc<Mutex<Answers>> = Arc::new(Mutex::new(Box::new(answers)));
        let shared = Arc::clone(&answers);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        Self { url, answers }
    }

    pub fn of(authority: &Arc<TimeAuthority>) -> Self {
        let authority = Arc::clone(authority);
        Self::new(move |question| Some((200, authority.answers(question))))
    }

    pub fn says(&self, answers: impl Fn(&[u8]) -> Reply + Send + Sync + 'static) {
        *self.answers.lock().unwrap() = Box::new(answers);
    }

    pub fn authority(&self) -> Arc<HttpAuthority> {
        Arc::new(HttpAuthority::new(&self.url, Duration::from_secs(20)).unwrap())
    }
}

/// Reads one question of RFC 3161 and answers it, or lets it wait.
fn serve(mut stream: TcpStream, answers: &Mutex<Answers>) {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    let question = loop {
        let Ok(read) = stream.read(&mut part) else { return };
        request.extend_from_slice(&part[..read]);
        let Some(head) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
            if read == 0 {
                return;
            }
            continue;
        };
        let text = String::from_utf8_lossy(&request[..head]).to_lowercase();
        assert!(text.starts_with("post /tsr ") && text.contains("content-type: application/timestamp-query"), "{text}");
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse::<usize>().unwrap();
        if request.len() >= head + 4 + length {
            break request[head + 4..].to_vec();
        }
    };
    let Some((status, answer)) = (answers.lock().unwrap())(&question) else {
        return std::thread::sleep(Duration::from_secs(30));
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&answer));
}

//! One keep-alive connection of HTTP/1.1, as thin as the load generator needs it: it shares the cores with what it measures.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

/// The usual source address.
pub const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// A request as it goes over the wire. `cookie` opens a session; a body is JSON.
pub fn request(method: &str, path: &str, cookie: Option<&str>, body: Option<&str>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    if let Some(cookie) = cookie {
        text.push_str("Cookie: tutela=");
        text.push_str(cookie);
        text.push_str("\r\n");
    }
    if let Some(body) = body {
        text.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()));
    } else {
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// An open connection with the last answer.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    body_at: usize,
    joined: Option<Vec<u8>>,
}

enum Length {
    Bytes(usize),
    Chunks,
}

impl Connection {
    /// Connects from an address of this machine: all of 127.0.0.0/8 is ours, so that limits by address can be met honestly.
    pub async fn open(to: SocketAddr, from: Ipv4Addr) -> anyhow::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((from, 0)))?;
        let stream = socket.connect(to).await.with_context(|| format!("{to} does not answer"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(16 * 1024), body_at: 0, joined: None })
    }

    /// Sends a request, reads the whole answer, returns its status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.stream.write_all(request).await?;
        let (status, length) = self.head().await?;
        match length {
            Length::Bytes(bytes) => {
                while self.received.len() < self.body_at + bytes {
                    self.more().await?;
                }
            }
            Length::Chunks => self.join_chunks().await?,
        }
        Ok(status)
    }

    /// Sends a request and writes the body of the answer into a file; returns its bytes.
    pub async fn download(&mut self, request: &[u8], into: &Path) -> anyhow::Result<u64> {
        self.stream.write_all(request).await?;
        let (status, length) = self.head().await?;
        ensure!(status == 200, "the download was answered with {status}");
        let Length::Bytes(bytes) = length else { bail!("the download has no length") };
        let mut file = tokio::fs::File::create(into).await?;
        let mut left = bytes;
        let mut part = self.received.split_off(self.body_at);
        loop {
            left = left.saturating_sub(part.len());
            file.write_all(&part).await?;
            if left == 0 {
                break;
            }
            part.clear();
            part.reserve(64 * 1024);
            ensure!(self.stream.read_buf(&mut part).await? > 0, "the download broke off");
        }
        file.flush().await?;
        Ok(u64::try_from(bytes)?)
    }

    /// The body of the last answer.
    pub fn body(&self) -> &[u8] {
        self.joined.as_deref().unwrap_or(&self.received[self.body_at..])
    }

    /// The head of the last answer.
    pub fn headers(&self) -> String {
        String::from_utf8_lossy(&self.received[..self.body_at]).into_owned()
    }

    async fn head(&mut self) -> anyhow::Result<(u16, Length)> {
        self.received.clear();
        self.joined = None;
        self.body_at = loop {
            if let Some(end) = self.received.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = std::str::from_utf8(&self.received[..self.body_at]).context("the head of an answer is not text")?;
        let status = head.get(9..12).and_then(|digits| digits.parse().ok()).context("an answer has no status")?;
        let mut length = Length::Bytes(0);
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = Length::Bytes(value.trim().parse()?);
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                length = Length::Chunks;
            }
        }
        Ok((status, length))
    }

    async fn join_chunks(&mut self) -> anyhow::Result<()> {
        let mut joined = Vec::new();
        let mut at = self.body_at;
        loop {
            let line = loop {
                if let Some(end) = self.received[at..].windows(2).position(|two| two == b"\r\n") {
                    break end;
                }
                self.more().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.received[at..at + line])?.trim(), 16)?;
            at += line + 2;
            while self.received.len() < at + size + 2 {
                self.more().await?;
            }
            joined.extend_from_slice(&self.received[at..at + size]);
            at += size + 2;
            if size == 0 {
                self.joined = Some(joined);
                return Ok(());
            }
        }
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        self.received.reserve(16 * 1024);
        ensure!(self.stream.read_buf(&mut self.received).await? > 0, "the connection was closed");
        Ok(())
    }
}

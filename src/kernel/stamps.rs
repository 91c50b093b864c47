//! Asks a time-stamping authority over HTTP (RFC 3161, section 3.4). The answer is checked in [`super::pdf`]; nothing that
//! comes back is believed here, and the connection need not be secret: the token is signed.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::header::CONTENT_TYPE;
use tokio::runtime::Handle;

use super::files::use_ring_for_tls;
use super::pdf::Authority;

/// Answers are some kilobytes; a signature has room for no more than 16.
const MAX_ANSWER: usize = 64 * 1024;

/// An authority that is asked by HTTP.
#[derive(Debug)]
pub struct HttpAuthority {
    client: reqwest::Client,
    url: reqwest::Url,
}

impl HttpAuthority {
    /// Prepares to ask at this address, and to wait so long for a whole answer.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(url: &str, timeout: Duration) -> anyhow::Result<Self> {
        use_ring_for_tls();
        let url = url.parse().with_context(|| format!("timestamp_url = \"{url}\" is no address"))?;
        let client = reqwest::Client::builder().timeout(timeout).redirect(reqwest::redirect::Policy::none());
        Ok(Self { client: client.build().context("The connection to the time-stamping authority cannot be prepared")?, url })
    }

    async fn send(&self, question: Vec<u8>) -> Result<Vec<u8>, String> {
        let failed = |error: reqwest::Error| {
            let why = if error.is_timeout() { "it took too long" } else { "it cannot be reached" };
            format!("{why} ({})", error.without_url())
        };
        let request = self.client.post(self.url.clone()).header(CONTENT_TYPE, "application/timestamp-query").body(question);
        let mut response = request.send().await.map_err(failed)?;
        if !response.status().is_success() {
            return Err(format!("it answers with HTTP status {}", response.status().as_u16()));
        }
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await.map_err(failed)? {
            if answer.len() + part.len() > MAX_ANSWER {
                return Err("its answer is too long".to_owned());
            }
            answer.extend_from_slice(&part);
        }
        Ok(answer)
    }
}

impl Authority for HttpAuthority {
    /// Waits on a thread for blocking work; the connection itself is the runtime's.
    fn ask(&self, question: &[u8]) -> Result<Vec<u8>, String> {
        let runtime = Handle::try_current().map_err(|error| error.to_string())?;
        runtime.block_on(self.send(question.to_vec()))
    }
}

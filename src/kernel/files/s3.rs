//! An object store that speaks S3: how it is reached.

use std::fmt;
use std::time::Duration;

use anyhow::Context as _;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ClientOptions, RetryConfig};

/// Where the object store is and who we are there.
#[derive(Clone)]
pub struct S3 {
    /// Its address, if it is not Amazon's. An address that starts with http:// is taken as permission not to encrypt.
    pub endpoint: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// The region.
    pub region: String,
    /// Access key id.
    pub access_key: String,
    /// Secret access key.
    pub secret_key: String,
}

impl fmt::Debug for S3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3 {{ endpoint: {:?}, bucket: {:?}, region: {:?}, … }}", self.endpoint, self.bucket, self.region)
    }
}

impl S3 {
    pub(super) fn store(&self) -> anyhow::Result<AmazonS3> {
        use_ring_for_tls();
        let unencrypted = self.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        // No limit on the whole request: a download of some gigabytes takes its time. A silent peer is limited.
        let client = ClientOptions::new()
            .with_allow_http(unencrypted)
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout_disabled()
            .with_read_timeout(Duration::from_secs(20));
        let retry = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key)
            .with_secret_access_key(&self.secret_key)
            .with_disable_bulk_delete(true)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
        }
        builder.build().context("The settings of the object store do not fit together")
    }
}

/// Says once which library does the cryptography of TLS; reqwest is built without one. Call it before any HTTPS.
pub fn use_ring_for_tls() {
    // An error says that a provider was chosen before: by us.
    rustls::crypto::ring::default_provider().install_default().ok();
}

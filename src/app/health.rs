//! Is it alive, is it ready, how is it doing: `/healthz`, `/readyz`, `/metrics` (Prometheus).

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpResponse, get, web};
use prometheus::core::Collector as _;
use prometheus::proto::MetricFamily;
use prometheus::{Encoder as _, HistogramOpts, HistogramVec, IntGauge, IntGaugeVec, Opts, TextEncoder};

use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::outbox;

/// Set when the server has been asked to stop: it finishes what it has and takes nothing new.
#[derive(Debug, Default)]
pub struct Draining(AtomicBool);

impl Draining {
    /// From now on not ready.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Seconds per request, by route pattern, method and status class: never by address, which may hold an id.
static SECONDS: LazyLock<Option<HistogramVec>> = LazyLock::new(|| {
    let options = HistogramOpts::new("tutela_request_seconds", "Seconds that a request took")
        .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0]);
    let histogram = HistogramVec::new(options, &["route", "method", "status"]).ok()?;
    prometheus::default_registry().register(Box::new(histogram.clone())).ok()?;
    Some(histogram)
});

/// The routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(alive).service(ready).service(metrics);
}

#[get("/healthz")]
async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

#[get("/readyz")]
async fn ready(kernel: web::Data<Kernel>, draining: web::Data<Draining>) -> Result<HttpResponse, Error> {
    if draining.0.load(Ordering::Relaxed) {
        return Err(Error::Unavailable { retry_after_s: 30 });
    }
    kernel.db.ready().await?;
    if let Some(by) = kernel.db.skew(&*kernel.clock).await? {
        tracing::error!(clock.skew_ms = by.num_milliseconds(), "The clocks of this server and of its database do not agree.");
        return Err(Error::Unavailable { retry_after_s: 30 });
    }
    Ok(HttpResponse::Ok().content_type("text/plain").body("ready\n"))
}

#[get("/metrics")]
async fn metrics(kernel: web::Data<Kernel>) -> Result<HttpResponse, Error> {
    let mut text = Vec::new();
    let encoder = TextEncoder::new();
    let mut families = prometheus::gather();
    match jobs(&kernel).await {
        Ok(jobs) => families.extend(jobs),
        // The rest is worth most when the database is down.
        Err(error) => tracing::warn!(error.cause = %error, "The jobs could not be counted."),
    }
    families.extend(seal(&kernel).unwrap_or_default());
    encoder.encode(&families, &mut text).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    Ok(HttpResponse::Ok().content_type(encoder.format_type().to_owned()).body(text))
}

/// Jobs by state, counted at the moment of asking: the worker may be another process.
async fn jobs(kernel: &Kernel) -> anyhow::Result<Vec<MetricFamily>> {
    let options = Opts::new("tutela_jobs", "Jobs of all tenants that are queued, running, or dead and waiting for the operator");
    let gauge = IntGaugeVec::new(options, &["state"])?;
    for state in ["queued", "running", "dead"] {
        gauge.with_label_values(&[state]).set(0);
    }
    for (state, count) in outbox::counts(kernel).await? {
        gauge.with_label_values(&[state.as_str()]).set(count);
    }
    Ok(gauge.collect())
}

/// When the certificate of the seal ends: nothing is sealed after it.
fn seal(kernel: &Kernel) -> Option<Vec<MetricFamily>> {
    let name = "tutela_seal_not_after_seconds";
    let gauge = IntGauge::new(name, "When the certificate of the seal ends, in seconds since 1970").ok()?;
    gauge.set(kernel.seal.identity()?.not_after.timestamp());
    Some(gauge.collect())
}

/// The method as a label: any word is a method to HTTP, and each new label would be a series kept for ever.
fn label(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|word| *word == method.as_str()).unwrap_or("other")
}

/// Counts and times every request.
///
/// # Errors
/// Passes on what the request ends in.
pub async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(seconds) = SECONDS.as_ref() else { return next.call(request).await };
    let started = std::time::Instant::now();
    let method = label(request.method());
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unknown".to_owned());
    let status = response.status().as_u16() / 100;
    let status = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"].get(usize::from(status)).copied().unwrap_or("other");
    seconds.with_label_values(&[route.as_str(), method, status]).observe(started.elapsed().as_secs_f64());
    Ok(response)
}

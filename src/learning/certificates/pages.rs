//! A learner's certificates as a page.

use actix_web::{HttpResponse, get, web};

use super::actions;
use super::model::{Certificate, Status};
use super::policy::OwnCertificates;
use crate::kernel::authz::Authorized;
use crate::kernel::error::Error;
use crate::kernel::html::{Shell, Tone, respond};
use crate::kernel::page::Paging;
use crate::kernel::web::Query;

/// The pages of this capability.
pub fn pages(config: &mut web::ServiceConfig) {
    config.service(certificates);
}

#[derive(askama::Template)]
#[template(path = "pages/certificates/own.html")]
struct Own {
    shell: Shell,
    rows: Vec<Row>,
    next: String,
}

struct Row {
    certificate: Certificate,
    issued: String,
    until: String,
    tone: Tone,
    state: String,
    groups: Vec<String>,
}

#[get("/certificates")]
async fn certificates(caller: Authorized<OwnCertificates>, shell: Shell, paging: Query<Paging>) -> Result<HttpResponse, Error> {
    let page = actions::own(&caller, &paging.0).await?;
    let rows = page.items.into_iter().map(|certificate| row(&shell, certificate)).collect();
    let next = page.next.map(|cursor| format!("/certificates?after={cursor}")).unwrap_or_default();
    respond(&Own { shell, rows, next })
}

fn row(shell: &Shell, certificate: Certificate) -> Row {
    let texts = shell.texts;
    let on = |key: &str, at: Option<chrono::DateTime<chrono::Utc>>| {
        texts.ta(key, &[("date", &at.map(|at| shell.due_date(at)).unwrap_or_default())])
    };
    let (tone, state) = match certificate.status {
        Status::Valid => (Tone::Ok, texts.t("learn-certificates-valid")),
        Status::Expired => (Tone::Warn, on("learn-certificates-expired", certificate.expires_at)),
        Status::Revoked => (Tone::Bad, on("learn-certificates-revoked", certificate.revoked_at)),
    };
    Row {
        issued: shell.due_date(certificate.issued_at),
        until: certificate.expires_at.map_or_else(|| texts.t("learn-certificates-open-end"), |at| shell.due_date(at)),
        groups: certificate.code.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect(),
        tone,
        state,
        certificate,
    }
}

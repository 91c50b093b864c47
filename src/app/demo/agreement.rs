//! The agreement of each invented company: asked for in the workspace, signed by its owner through the link in the mail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use serde_json::json;

use super::client::{Client, text};

/// What stands before the secret in the mail.
const LINK: &str = "/countersign/";

/// Asks for the agreement; says its id.
///
/// # Errors
/// When the product refuses it.
pub async fn ask<S, B>(client: &Client<S>, owner: &str, company: &BTreeMap<String, String>) -> anyhow::Result<String>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    text(&client.post(owner, "/api/v1/agreements", json!(company)).await?, "id")
}

/// Says who signs; the link goes out by mail.
///
/// # Errors
/// When the product refuses it.
pub async fn sign<S, B>(client: &Client<S>, owner: &str, id: &str, company: &BTreeMap<String, String>) -> anyhow::Result<()>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    let said = |field: &str| company.get(field).cloned().unwrap_or_default();
    let signatory = json!({
        "name": said("signatory_name"), "title": said("signatory_title"), "authority": true, "consent": true,
    });
    client.post(owner, &format!("/api/v1/agreements/{id}/countersignature"), signatory).await?;
    Ok(())
}

/// Opens the links that came since, and confirms. Where the demo sends its mails by SMTP there are none, and the agreement
/// waits for its signature.
///
/// # Errors
/// When the product refuses it.
pub async fn confirm<S, B>(client: &Client<S>, owner: &str, mails: &Path, before: &BTreeSet<String>) -> anyhow::Result<()>
where
    S: Service<actix_http::Request, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody,
{
    for link in links(mails).difference(before) {
        client.post(owner, &format!("/api/v1/public/countersignatures/{link}/confirmation"), json!({})).await?;
    }
    Ok(())
}

/// The links to sign in the mails of a folder.
pub fn links(mails: &Path) -> BTreeSet<String> {
    let files = std::fs::read_dir(mails).into_iter().flatten().filter_map(Result::ok);
    let read = files.filter_map(|file| std::fs::read(file.path()).ok());
    read.filter_map(|mail| {
        // Long lines of a mail are broken by a sign of equality.
        let mail = String::from_utf8_lossy(&mail).replace("=\r\n", "");
        let at = mail.find(LINK)? + LINK.len();
        let secret = mail.get(at..)?.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c));
        Some(secret.collect())
    })
    .collect()
}

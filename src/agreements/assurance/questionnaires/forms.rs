//! Files in and out: reading the form with an upload, and sending a file back.

use actix_multipart::Multipart;
use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use futures_util::TryStreamExt as _;

use super::actions::Filled;
use crate::agreements::assurance::sheets::MOST_BYTES;
use crate::kernel::error::Error;

/// A form is not read beyond this many bytes: the sender of more gets the answer when the connection is cut.
const MOST_READ: usize = 4 * MOST_BYTES;
/// A field beside the file has at most so many bytes.
const MOST_FIELD: usize = 200;

/// What a form brought.
#[derive(Default)]
pub struct Sent {
    /// What the file is called.
    pub name: String,
    /// The language of the answers.
    pub language: String,
    /// What is in the file; none when it is too large.
    pub bytes: Option<Vec<u8>>,
}

/// Reads the form to its end, because a browser shows no answer that comes while it still sends; what is too large is not kept.
///
/// # Errors
/// `Malformed` for a form that breaks off.
pub async fn read(mut form: Multipart) -> Result<Sent, Error> {
    let broken = |_| Error::Malformed("The file ended before it was complete. Send it again.".to_owned());
    let mut sent = Sent { bytes: Some(Vec::new()), ..Sent::default() };
    let mut read = 0;
    while let Some(mut field) = form.try_next().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            sent.name = field.content_disposition().and_then(|one| one.get_filename()).unwrap_or_default().to_owned();
        }
        let mut text = Vec::new();
        while let Some(part) = field.try_next().await.map_err(broken)? {
            read += part.len();
            if read > MOST_READ {
                return Ok(Sent { bytes: None, ..sent });
            }
            match &mut sent.bytes {
                Some(bytes) if name == "file" => {
                    bytes.extend(&part);
                    if bytes.len() > MOST_BYTES {
                        sent.bytes = None;
                    }
                }
                _ if text.len() < MOST_FIELD => text.extend(&part),
                _ => {}
            }
        }
        if name == "language" {
            sent.language = String::from_utf8_lossy(&text).into_owned();
        }
    }
    Ok(sent)
}

/// Sends a file to be saved.
pub fn sent(file: Filled) -> HttpResponse {
    attached(file.name, file.content_type, file.bytes)
}

/// Sends bytes to be saved under a name.
pub fn attached(name: String, content_type: &str, bytes: Vec<u8>) -> HttpResponse {
    let disposition =
        ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![DispositionParam::Filename(name)] };
    HttpResponse::Ok()
        .content_type(content_type.to_owned())
        .insert_header(disposition)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes)
}

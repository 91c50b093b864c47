//! Receiving a file that a stranger sends: as the body of a request, or in a form. Its memory is taken out of the common room.

use actix_multipart::Multipart;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{HttpRequest, web};
use futures_util::{StreamExt as _, TryStreamExt as _};

use crate::kernel::error::Error;
use crate::kernel::room::{ROOM, Received, in_time};

/// A form is not read beyond so many times what its file may have: the sender of more gets the answer when the connection is cut.
const MOST_READ: usize = 5;

/// What a form brought in its field `file`.
pub enum Sent {
    /// No file, or an empty one.
    Nothing,
    /// More than one.
    Several,
    /// One that is larger than it may be.
    TooLarge,
    /// One file.
    File(Received<'static>),
}

fn broken<E>(_: E) -> Error {
    Error::Malformed("The file ended before it was complete. Send it again.".to_owned())
}

/// Reads a file that is the body of a request and has at most so many bytes.
///
/// # Errors
/// `TooLarge`; `Malformed` when it breaks off or takes too long; `Unavailable` when the memory is full.
pub async fn sent_file(request: &HttpRequest, mut payload: web::Payload, most: usize) -> Result<Received<'static>, Error> {
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(Error::TooLarge { limit: most });
    }
    let receive = async {
        let mut file = ROOM.receive(most);
        while let Some(part) = payload.next().await {
            file.extend(&part.map_err(broken)?)?;
        }
        Ok(file)
    };
    in_time(receive).await
}

/// Reads a form to its end, because a browser shows no answer that comes while it still sends; what is too large or too
/// many is not kept.
///
/// # Errors
/// `Malformed` when it breaks off or takes too long; `Unavailable` when the memory is full.
pub async fn form_file(form: Multipart, most: usize) -> Result<Sent, Error> {
    in_time(read(form, most)).await
}

async fn read(mut form: Multipart, most: usize) -> Result<Sent, Error> {
    let (mut file, mut files, mut read, mut too_large) = (ROOM.receive(most), 0, 0, false);
    while let Some(mut field) = form.try_next().await.map_err(broken)? {
        let is_file = field.name() == Some("file");
        files += usize::from(is_file);
        while let Some(part) = field.try_next().await.map_err(broken)? {
            read += part.len();
            if read > most.saturating_mul(MOST_READ) {
                return Ok(Sent::TooLarge);
            }
            too_large |= read > most;
            if too_large || files > 1 {
                file = ROOM.receive(most);
            } else if is_file {
                file.extend(&part)?;
            }
        }
    }
    Ok(match files {
        2.. => Sent::Several,
        _ if too_large => Sent::TooLarge,
        _ if file.is_empty() => Sent::Nothing,
        _ => Sent::File(file),
    })
}

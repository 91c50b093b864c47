//! Sending a file of a tenant.

use actix_web::HttpResponse;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};

use crate::kernel::Kernel;
use crate::kernel::error::Error;
use crate::kernel::files::OpenFile;

/// Streams a file, decrypted as it goes, to be saved under its name.
///
/// # Errors
/// When the store fails before the first byte.
pub async fn send(kernel: &Kernel, file: OpenFile) -> Result<HttpResponse, Error> {
    let bytes = kernel.files.stream(&file.key, file.tenant.get(), file.id).await?;
    let disposition =
        ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![DispositionParam::Filename(file.name)] };
    Ok(HttpResponse::Ok().content_type(file.content_type).insert_header(disposition).no_chunking(file.size).streaming(bytes))
}

//! Sending a file that was made for one request, and removing it when it has been sent or the caller has gone.

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::StreamExt;
use tokio_util::io::ReaderStream;

use app::parties::ExportFormat;

use crate::problem::ApiError;

/// Removes its file when dropped.
#[derive(Debug)]
pub(crate) struct Fleeting(PathBuf);

impl Fleeting {
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Fleeting {
    fn drop(&mut self) {
        match std::fs::remove_file(&self.0) {
            Ok(()) => {}
            // an upload that was taken over has moved away
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, "a temporary file could not be removed"),
        }
    }
}

/// Streams the file as an attachment of this name (ASCII, without the extension).
pub(crate) async fn send(path: PathBuf, name: &str, format: ExportFormat) -> Result<Response, ApiError> {
    send_as(path, &format!("{name}.{}", format.extension()), format.media_type()).await
}

/// The same under a name with its extension.
pub(crate) async fn send_as(path: PathBuf, name: &str, media_type: &'static str) -> Result<Response, ApiError> {
    let fleeting = Fleeting::new(path);
    let file = tokio::fs::File::open(fleeting.path()).await.map_err(app::AppError::from)?;
    // the file goes when the stream that holds it goes
    let stream = ReaderStream::new(file).map(move |chunk| {
        let _held = &fleeting;
        chunk
    });
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

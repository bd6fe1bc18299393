//! A file arrives: streamed to the disk as it comes, since it may be larger than the memory.

use app::{
    App, AppError, FieldError,
    imports::{ImportView, UploadImport},
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State, multipart::Field},
    http::{HeaderMap, StatusCode, header},
};
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{download::Fleeting, extract::Query, guard::SignedIn, problem::ApiError, state::Api};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ForList {
    /// an existing list
    list_id: Option<Uuid>,
    /// where no list is named by id: a list of one's own with this name, or a new one; the file's name where absent
    list_name: Option<String>,
    /// what the rows are: `orders`, `deals`, or names where absent. Orders and deals are on no list
    subject: Option<String>,
}

/// The form as a browser sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; the fields are read as a stream")]
pub(super) struct UploadForm {
    /// CSV, TXT, XLSX or XLS
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Bytes around the file that a form may have: boundaries and part headers.
const FORM_BYTES: u64 = 64 * 1024;

/// Upload a file; it is analysed, and nothing is imported before the run is started
#[utoipa::path(post, path = "/imports", tag = "imports", operation_id = "upload_import", params(ForList),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportView)))]
pub(super) async fn upload(
    State(api): State<Api>,
    SignedIn(actor): SignedIn,
    Query(target): Query<ForList>,
    mut request: Request,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    // refused before the first byte is stored
    actor.require(app::Right::Import)?;
    let most = api.settings.max_upload_bytes;
    if content_length(request.headers()).is_some_and(|length| length > most.saturating_add(FORM_BYTES)) {
        return Err(too_large());
    }
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|error| ApiError::malformed(error.body_text()))?;
    while let Some(field) = form.next_field().await.map_err(|error| ApiError::malformed(error.body_text()))? {
        if field.name() != Some("file") {
            continue;
        }
        let file_name = field.file_name().map(plain_name).unwrap_or_default();
        let file = receive(&api.app, field, most).await?;
        let asked =
            UploadImport { list_id: target.list_id, list_name: target.list_name, subject: target.subject, file_name };
        let view = api.app.upload_import(&actor, file.path(), asked).await?;
        return Ok((StatusCode::CREATED, Json(view)));
    }
    Err(ApiError::invalid(FieldError::new("/file", "required", "send the file as the form field named file")))
}

async fn receive(app: &App, mut field: Field<'_>, most: u64) -> Result<Fleeting, ApiError> {
    // beside its later place, so that moving it there copies nothing
    let folder = app.config().data_dir.join("imports");
    tokio::fs::create_dir_all(&folder).await.map_err(AppError::from)?;
    let fleeting = Fleeting::new(folder.join(format!("{}.part", Uuid::now_v7())));
    let file = tokio::fs::File::create_new(fleeting.path()).await.map_err(AppError::from)?;
    let mut file = tokio::io::BufWriter::with_capacity(256 * 1024, file);
    let mut received = 0_u64;
    while let Some(chunk) = field.chunk().await.map_err(|error| ApiError::malformed(error.body_text()))? {
        received += chunk.len() as u64;
        if received > most {
            return Err(too_large());
        }
        file.write_all(&chunk).await.map_err(AppError::from)?;
    }
    file.flush().await.map_err(AppError::from)?;
    file.get_ref().sync_all().await.map_err(AppError::from)?;
    Ok(fleeting)
}

fn too_large() -> ApiError {
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the file is larger than the server accepts")
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The name without folders, which some browsers send.
fn plain_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

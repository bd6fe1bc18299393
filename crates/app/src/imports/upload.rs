//! A file arrives: kept in the data folder, analysed, its columns suggested.

use std::path::Path;

use method::Coded;
use method::duplicates::OnDuplicate;
use serde::Deserialize;
use store::entities::import_run;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ImportNote, ImportView, KeptFormat, MappedColumn, state, subject};
use crate::{Actor, App, AppError, Right, lists::CreateList, parties::summary::masked_cell};

/// For which list a file is.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct UploadImport {
    pub list_id: Option<Uuid>,
    /// used where no list is named: an existing list of the actor with this name, or a new one
    pub list_name: Option<String>,
    /// `orders` or `deals`, or names where absent
    pub subject: Option<String>,
    pub file_name: String,
}

/// What the analysis of a file found, as it is kept.
pub(super) struct Analysis {
    pub format: String,
    pub notes: String,
    pub mapping: Vec<MappedColumn>,
}

/// Samples shown of a column.
const SAMPLES: usize = 5;

pub(super) fn unreadable(error: tables::ReadError) -> AppError {
    let params: serde_json::Map<String, serde_json::Value> =
        error.params().into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    AppError::FileUnreadable { code: error.code().to_owned(), detail: error.to_string(), params: params.into() }
}

/// Analyses a file; what a person knows better goes before what is detected.
pub(super) async fn analyse(path: &Path, hints: tables::Hints, subject: tables::Subject) -> Result<Analysis, AppError> {
    let path = path.to_owned();
    let found = tokio::task::spawn_blocking(move || tables::detect_with(path, &hints))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(unreadable)?;
    let suggestions = subject.suggest(&found.format.columns, &found.samples);
    let mapping = suggestions
        .into_iter()
        .enumerate()
        .map(|(i, suggestion)| MappedColumn {
            field: suggestion
                .is_confident()
                .then(|| suggestion.field.as_ref().map(|f| f.code().into_owned()))
                .flatten(),
            name: suggestion.column,
            confidence: suggestion.confidence,
            why: suggestion.why.code().to_owned(),
            samples: found
                .samples
                .iter()
                // enough of a number to know what the column is, and no more
                .filter_map(|row| row.get(i).filter(|cell| !cell.is_empty()).map(|cell| masked_cell(cell)))
                .take(SAMPLES)
                .collect(),
        })
        .collect();
    let notes: Vec<ImportNote> = found
        .notes
        .iter()
        .map(|note| ImportNote {
            code: note.code().to_owned(),
            params: note.params().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            detail: note.to_string(),
        })
        .collect();
    let sheets = found.sheets.into_iter().filter(|sheet| !sheet.empty).map(|sheet| sheet.name).collect();
    Ok(Analysis {
        format: serde_json::to_string(&KeptFormat { format: found.format, sheets })?,
        notes: serde_json::to_string(&notes)?,
        mapping,
    })
}

impl App {
    /// Takes over a file that lies at `path` (it is moved where possible), analyses it, and keeps a run that waits for its start.
    pub async fn upload_import(&self, actor: &Actor, path: &Path, asked: UploadImport) -> Result<ImportView, AppError> {
        actor.require(Right::Import)?;
        let id = self.new_id();
        let kept = self.import_path(id);
        if let Some(folder) = kept.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        if tokio::fs::rename(path, &kept).await.is_err() {
            tokio::fs::copy(path, &kept).await?;
        }
        let result = self.keep_run(actor, id, &kept, asked).await;
        if result.is_err() {
            // a file without a run would lie there for ever
            let _ = tokio::fs::remove_file(&kept).await;
        }
        result
    }

    /// Copies a file of the machine itself, for the command line.
    pub async fn import_file(&self, actor: &Actor, path: &Path, asked: UploadImport) -> Result<ImportView, AppError> {
        let folder = self.imports_folder();
        tokio::fs::create_dir_all(&folder).await?;
        let copy = folder.join(format!("{}.part", self.new_id()));
        let copied = tokio::fs::copy(path, &copy).await;
        if copied.is_err() {
            // part of a file, of a disk that is full
            let _ = tokio::fs::remove_file(&copy).await;
        }
        copied.map_err(|source| unreadable(tables::ReadError::Io { path: path.to_owned(), source }))?;
        let result = self.upload_import(actor, &copy, asked).await;
        let _ = tokio::fs::remove_file(&copy).await;
        result
    }

    async fn keep_run(
        &self,
        actor: &Actor,
        id: Uuid,
        path: &Path,
        asked: UploadImport,
    ) -> Result<ImportView, AppError> {
        let bytes = tokio::fs::metadata(path).await?.len();
        let of = subject::asked(asked.subject.as_deref())?;
        subject::require(actor, of)?;
        let analysed = analyse(path, tables::Hints::default(), of).await;
        let analysis = analysed.map_err(|error| named(error, &asked.file_name))?;
        let tx = self.store.begin().await?;
        let list =
            if of == tables::Subject::Names { Some(self.list_for_import(&tx, actor, &asked).await?) } else { None };
        let row = import_run::Model {
            subject: subject::kept(of),
            id,
            list_id: list.as_ref().map(|list| list.id).unwrap_or_default(),
            file_name: asked.file_name.chars().take(255).collect(),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            state: state::ANALYSED.to_owned(),
            format: analysis.format,
            notes: analysis.notes,
            mapping: serde_json::to_string(&analysis.mapping)?,
            on_duplicate: OnDuplicate::default().code().to_owned(),
            owner_id: actor.id(),
            team_id: actor.team,
            market: list.as_ref().and_then(|list| list.market.clone()),
            method: list.and_then(|list| list.method),
            rows_read: 0,
            created: 0,
            updated: 0,
            duplicate: 0,
            rejected: 0,
            skipped: 0,
            review: 0,
            last_row: 0,
            bytes_read: 0,
            created_by: actor.id(),
            created_at: self.now_ms(),
            started_at: None,
            finished_at: None,
            error: None,
            undone_rows: None,
            kept_rows: None,
            undo_row: None,
            undo_by: None,
            undo_asked_at: None,
            undone_at: None,
            template_id: None,
            folder_id: None,
            make_customers: None,
            version: 1,
        };
        store::imports::insert_run(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "bytes": bytes });
        self.audit(&tx, actor, "import_uploaded", ("import", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.import_view(actor, row).await
    }

    async fn list_for_import(
        &self,
        tx: &store::Tx,
        actor: &Actor,
        asked: &UploadImport,
    ) -> Result<store::entities::lead_list::Model, AppError> {
        if let Some(id) = asked.list_id {
            let list = store::lists::find(tx, id).await?;
            let own = list.filter(|list| actor.reaches(list.owner_id, list.team_id));
            return own.ok_or_else(|| AppError::invalid("/list_id", "unknown", "there is no such list"));
        }
        let name = asked.list_name.clone().filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| {
            let stem = asked.file_name.rsplit_once('.').map_or(asked.file_name.as_str(), |(stem, _)| stem);
            if stem.trim().is_empty() { "list".to_owned() } else { stem.to_owned() }
        });
        if let Some(list) = store::lists::find_by_name(tx, name.trim()).await?
            && list.owner_id == actor.id()
        {
            return Ok(list);
        }
        let row = self.new_list(actor, &CreateList { name, ..CreateList::default() })?;
        store::lists::insert(tx, row.clone()).await?;
        self.audit(tx, actor, "list_created", ("list", &row.id.to_string()), serde_json::json!({})).await?;
        Ok(row)
    }
}

/// The person knows the file by its own name, not by where it is kept.
fn named(error: AppError, file_name: &str) -> AppError {
    match error {
        AppError::FileUnreadable { code, detail, mut params } => {
            let kept = params.get("file").and_then(|file| file.as_str()).map(str::to_owned);
            if let Some(object) = params.as_object_mut() {
                object.insert("file".to_owned(), file_name.into());
            }
            // the path of the kept file is the machine's business
            let detail = match kept.and_then(|kept| detail.split_once(&kept).map(|(_, rest)| rest.to_owned())) {
                Some(rest) => format!("{file_name}{rest}"),
                None => detail,
            };
            AppError::FileUnreadable { code, detail, params }
        }
        other => other,
    }
}

//! Import that can be trusted (PRO-11): analyse a file, map its columns, run it chunk by chunk, report every row.
//!
//! A run is a row in the store with a job that works it. Each chunk is one transaction that writes the parties, the state
//! of every row read and the place in the file, so that a run killed at any moment resumes without doubles.

mod cells;
mod chunks;
mod control;
mod customers;
mod deals;
mod effect;
pub(crate) mod folders;
mod held;
mod interpret;
mod merge;
pub(crate) mod orders;
mod plan;
mod preview;
mod products;
pub(crate) mod progress;
mod reader;
mod report;
mod rows;
pub(crate) mod run;
mod subject;
mod templates;
pub(crate) mod undo;
mod upload;

use std::{collections::HashMap, path::PathBuf};

use method::{Coded, Timestamp, duplicates::OnDuplicate};
use serde::{Deserialize, Serialize};
use store::entities::import_run;
use tables::Format;
use utoipa::ToSchema;
use uuid::Uuid;

pub use deals::DealsPreview;
pub(crate) use effect::{changes_of, made};
pub use folders::{EditFolder, ImportFolder, ImportFolderFile, ImportFolders, WatchFolder};
pub use held::{DecideRow, HeldDraft, HeldRow, RowDecision};
pub use orders::OrdersPreview;
pub use plan::{EditImport, FormatHints, MapColumn};
pub use progress::ImportProgress;
pub use report::{ImportFieldView, ImportRowPage, ImportRowView, RowReason};
pub use templates::{EditTemplate, ImportTemplate, ProposedTemplate, SaveTemplate, UseTemplate};
pub use undo::UndoPreview;
pub use upload::UploadImport;

use crate::{Actor, App, AppError, NameRef, UserRef, app::user_ref, parties::draft::Origin};

/// Names a run.
pub type ImportId = Uuid;

/// The states of a run.
pub(crate) mod state {
    pub(crate) const ANALYSED: &str = "analysed";
    pub(crate) const RUNNING: &str = "running";
    pub(crate) const CANCELLING: &str = "cancelling";
    pub(crate) const CANCELLED: &str = "cancelled";
    pub(crate) const FINISHED: &str = "finished";
    pub(crate) const FAILED: &str = "failed";
    pub(crate) const UNDOING: &str = "undoing";
    pub(crate) const UNDONE: &str = "undone";
    /// undoing came to a halt and can be asked for again
    pub(crate) const UNDO_FAILED: &str = "undo_failed";
}

/// Rows by what became of them; the first four add up to the rows read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportCounts {
    pub read: i64,
    pub created: i64,
    pub updated: i64,
    pub duplicate: i64,
    pub rejected: i64,
    /// of the duplicates, those kept for the merge review
    pub review: i64,
    /// blank lines, totals, repeated headers: no rows
    pub skipped: i64,
}

/// How a file is read, as the page shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormatView {
    /// `text`, `xlsx` or `xls`
    pub kind: String,
    pub encoding: Option<String>,
    pub delimiter: Option<String>,
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    /// the row that holds the header, from 1; absent without a header
    pub header_row: Option<u64>,
    pub columns: Vec<String>,
}

/// A column with the field it is taken for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MappedColumn {
    pub name: String,
    /// absent: the column is left out
    pub field: Option<String>,
    /// 0 to 100
    pub confidence: u8,
    pub why: String,
    pub samples: Vec<String>,
}

/// A doubt about the file, by code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportNote {
    pub code: String,
    pub params: HashMap<String, String>,
    /// the same in English
    pub detail: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportFailure {
    pub code: String,
    pub detail: String,
}

/// How the taking back of a run stands (PRO-11). Rows that created or updated something are in one of the two in the end.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportUndo {
    pub undone: i64,
    /// something stayed, since it was changed after the import
    pub kept: i64,
    pub by: Option<UserRef>,
    pub asked_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportView {
    pub id: Uuid,
    /// what the rows are: `names`, `orders` or `deals`
    pub subject: String,
    pub file_name: String,
    pub bytes: i64,
    /// of orders and deals: none, with a nil id
    pub list: NameRef,
    /// analysed, running, cancelling, cancelled, finished, failed, undoing, undone, undo_failed
    pub state: String,
    pub format: FormatView,
    pub notes: Vec<ImportNote>,
    pub mapping: Vec<MappedColumn>,
    pub on_duplicate: OnDuplicate,
    /// of deals: whether customers who are not on file are made
    pub make_customers: bool,
    pub owner: Option<UserRef>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub counts: ImportCounts,
    pub bytes_read: i64,
    pub created_by: Option<UserRef>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub seconds: Option<f64>,
    pub error: Option<ImportFailure>,
    /// kept mappings that fit the file, while the import is planned
    pub templates: Vec<ProposedTemplate>,
    /// the kept mapping that was used
    pub template_id: Option<Uuid>,
    /// absent: nobody asked to undo the run
    pub undo: Option<ImportUndo>,
    /// whether the reader may undo the run as it stands
    pub may_undo: bool,
    /// rises with every change of the plan
    pub version: i32,
}

/// What is kept of the detection beside the format itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptFormat {
    pub format: Format,
    pub sheets: Vec<String>,
}

pub(crate) fn counts(row: &import_run::Model) -> ImportCounts {
    ImportCounts {
        read: row.rows_read,
        created: row.created,
        updated: row.updated,
        duplicate: row.duplicate,
        rejected: row.rejected,
        review: row.review,
        skipped: row.skipped,
    }
}

/// Where the records of a run come from, and whose they become.
fn origin_of(run: &import_run::Model) -> Origin {
    Origin {
        by: run.created_by,
        owner: run.owner_id,
        team: run.team_id,
        list: run.subject.is_none().then_some(run.list_id),
        market: run.market.clone(),
        method: run.method.clone(),
    }
}

fn format_view(kept: &KeptFormat) -> FormatView {
    let format = &kept.format;
    let (kind, encoding, delimiter, sheet) = match &format.layout {
        tables::Layout::Text(text) => {
            ("text", Some(text.encoding.name().to_owned()), Some(text.delimiter.to_string()), None)
        }
        tables::Layout::Workbook { kind, sheet } => {
            let kind = if *kind == tables::WorkbookKind::Xlsx { "xlsx" } else { "xls" };
            (kind, None, None, Some(sheet.clone()))
        }
    };
    FormatView {
        kind: kind.to_owned(),
        encoding,
        delimiter,
        sheet,
        sheets: kept.sheets.clone(),
        header_row: format.header.map(|header| header.last),
        columns: format.columns.clone(),
    }
}

impl App {
    /// Where the file of a run waits.
    pub(crate) fn import_path(&self, run: Uuid) -> PathBuf {
        self.imports_folder().join(run.to_string())
    }

    /// Where the files lie that wait to be imported.
    pub(crate) fn imports_folder(&self) -> PathBuf {
        self.config.data_dir.join("imports")
    }

    /// A run the actor may see: their own, or of a list of their teams.
    pub(crate) async fn run_seen(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<import_run::Model, AppError> {
        let row = store::imports::run(db, id).await?;
        row.filter(|row| may_see(actor, row)).ok_or(AppError::NotFound("import"))
    }

    pub async fn import(&self, actor: &Actor, id: Uuid) -> Result<ImportView, AppError> {
        let row = self.run_seen(&self.store, actor, id).await?;
        self.import_view(actor, row).await
    }

    pub async fn imports(&self, actor: &Actor) -> Result<Vec<ImportView>, AppError> {
        self.imports_of(actor, None).await
    }

    pub(crate) async fn imports_of(&self, actor: &Actor, list: Option<Uuid>) -> Result<Vec<ImportView>, AppError> {
        let rows = store::imports::runs(&self.store, list, 200).await?;
        let mut views = Vec::new();
        for row in rows.into_iter().filter(|row| may_see(actor, row)) {
            views.push(self.import_view(actor, row).await?);
        }
        Ok(views)
    }

    pub(crate) async fn import_view(&self, actor: &Actor, row: import_run::Model) -> Result<ImportView, AppError> {
        let names = self.user_names().await?;
        let list = store::lists::find(&self.store, row.list_id).await?;
        let kept: KeptFormat = serde_json::from_str(&row.format)?;
        let templates = match row.state.as_str() {
            state::ANALYSED => self.proposed_templates(actor, &row).await?,
            _ => Vec::new(),
        };
        let seconds = row.started_at.map(|start| {
            let end = row.finished_at.unwrap_or_else(|| self.now_ms());
            (end - start) as f64 / 1000.0
        });
        Ok(ImportView {
            id: row.id,
            subject: subject::subject_of(&row).code().to_owned(),
            counts: counts(&row),
            list: NameRef { id: row.list_id, name: list.map(|list| list.name).unwrap_or_default() },
            format: format_view(&kept),
            notes: serde_json::from_str(&row.notes)?,
            mapping: serde_json::from_str(&row.mapping)?,
            on_duplicate: OnDuplicate::from_code(&row.on_duplicate).unwrap_or_default(),
            make_customers: row.make_customers == Some(true),
            owner: user_ref(&names, row.owner_id),
            created_by: user_ref(&names, row.created_by),
            templates,
            template_id: row.template_id,
            undo: undo::view(&row, &names),
            may_undo: undo::UNDOABLE.contains(&row.state.as_str()) && undo::may_undo(actor, &row),
            created_at: row.created_at.into(),
            started_at: row.started_at.map(Timestamp::from),
            finished_at: row.finished_at.map(Timestamp::from),
            error: row.error.as_deref().map(serde_json::from_str).transpose()?,
            file_name: row.file_name,
            bytes: row.bytes,
            state: row.state,
            market: row.market,
            method: row.method,
            bytes_read: row.bytes_read,
            version: row.version,
            seconds,
        })
    }
}

fn may_see(actor: &Actor, row: &import_run::Model) -> bool {
    row.created_by == actor.id()
        || (row.team_id.is_some() && actor.may_edit(row.owner_id, row.team_id))
        || actor.may(crate::Right::ManagePeople)
}

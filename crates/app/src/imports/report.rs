//! What became of every row, and the files with the rows that were not taken.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};
use tables::{ImportField, Subject, write::TableWriter};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    KeptFormat,
    subject::{self, subject_of},
};
use crate::{
    Actor, App, AppError, NameRef,
    parties::{ExportFormat, export_error, summary::masked_cell},
};

/// Why a row ended as it did, by code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RowReason {
    pub code: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl RowReason {
    pub(crate) fn new(code: &str, params: &[(&str, &str)]) -> Self {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { code: code.to_owned(), params }
    }

    /// Why a row could not be read.
    pub(super) fn of_fault(fault: &tables::RowFault) -> Self {
        let params = fault.params();
        let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Self::new(fault.code(), &params)
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportRowView {
    /// the row of the file, from 1
    pub row: i64,
    /// created, updated, duplicate or rejected
    pub state: String,
    /// the record that was made, changed or is the same
    pub party: Option<NameRef>,
    pub reasons: Vec<RowReason>,
    /// the cells of a row that was not taken
    pub cells: Option<Vec<String>>,
    /// why something of the row stayed when the import was undone; empty where all of it went back, or nobody undid it
    pub kept: Vec<RowReason>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportRowPage {
    pub items: Vec<ImportRowView>,
    /// send as `after` for the next page
    pub next: Option<i64>,
}

/// A field that a column can be mapped to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportFieldView {
    pub code: String,
    /// whether several columns may be mapped to it
    pub repeatable: bool,
    /// whether it alone tells who a row is about
    pub identifies: bool,
}

const PAGE: u64 = 100;
const NOT_TAKEN: [&str; 2] = ["rejected", "duplicate"];

impl App {
    /// The fields a column can be mapped to, custom fields of the team at the end; of a list of names, of `orders` or of `deals`.
    pub async fn import_fields(&self, actor: &Actor, subject: Option<&str>) -> Result<Vec<ImportFieldView>, AppError> {
        let of = subject::asked(subject)?;
        subject::require(actor, of)?;
        let view = |field: &ImportField| ImportFieldView {
            code: field.code().into_owned(),
            repeatable: field.is_repeatable(),
            identifies: field.identifies(),
        };
        if of != Subject::Names {
            return Ok(ImportField::of(of).into_iter().map(view).collect());
        }
        let own = store::settings::custom_fields(&self.store).await?;
        let own = own.into_iter().map(|field| ImportField::Custom(field.key));
        let fields = ImportField::of(of).into_iter().filter(|field| **field != ImportField::Ignore).cloned().chain(own);
        Ok(fields.map(|field| view(&field)).collect())
    }

    /// Rows of a run in the order of the file; all states where none is named, `review` for the duplicates that are held,
    /// `kept` for those of which something stayed when the import was undone.
    pub async fn import_rows(
        &self,
        actor: &Actor,
        id: Uuid,
        state: Option<&str>,
        after: Option<i64>,
    ) -> Result<ImportRowPage, AppError> {
        let run = self.run_seen(&self.store, actor, id).await?;
        let brought = run.created_by == actor.id();
        let states: Vec<&str> = state.into_iter().filter(|state| !state.is_empty()).collect();
        let after = after.unwrap_or(0);
        let mut rows = match states.as_slice() {
            ["kept"] => store::imports::kept_rows_after(&self.store, id, after, PAGE + 1).await?,
            ["review"] => store::imports::held_rows_after(&self.store, id, after, PAGE + 1).await?,
            states => store::imports::rows_after(&self.store, id, states, after, PAGE + 1).await?,
        };
        let more = rows.len() as u64 > PAGE;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| row.row);
        let became: Vec<Uuid> = rows.iter().filter_map(|row| row.became_id).collect();
        let whose = match subject_of(&run) {
            Subject::Names => HashMap::new(),
            Subject::Orders => store::orders::customers_of(&self.store, &became).await?,
            Subject::Deals => store::deals::customers_of(&self.store, &became).await?,
        };
        for row in &mut rows {
            row.party_id = row.party_id.or_else(|| whose.get(&row.became_id?).copied());
        }
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.party_id).collect();
        // a record outside the reach is not named
        let seen = store::parties::find_many(&self.store, &ids).await?;
        let names: BTreeMap<Uuid, String> =
            seen.into_iter().filter(|p| actor.reaches(p.owner_id, p.team_id)).map(|p| (p.id, p.name)).collect();
        let items: Result<Vec<ImportRowView>, AppError> = rows
            .into_iter()
            .map(|row| {
                Ok(ImportRowView {
                    row: row.row,
                    state: row.state,
                    party: row.party_id.and_then(|id| names.get(&id).map(|name| NameRef { id, name: name.clone() })),
                    reasons: reasons_of(row.reasons.as_deref(), brought)?,
                    cells: row.cells.as_deref().map(|cells| cells_of(cells, brought)).transpose()?,
                    kept: row.kept_reasons.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default(),
                })
            })
            .collect();
        Ok(ImportRowPage { items: items?, next })
    }

    /// Writes the rejected and duplicate rows with the reason in the last column, in the columns of the file; answers the
    /// path, which the caller sends and deletes.
    pub async fn import_reasons(&self, actor: &Actor, id: Uuid, format: ExportFormat) -> Result<PathBuf, AppError> {
        let run = self.run_seen(&self.store, actor, id).await?;
        let brought = run.created_by == actor.id();
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let width = kept.format.columns.len();
        let mut header: Vec<String> = vec!["row".to_owned()];
        header.extend(kept.format.columns);
        header.extend(["state".to_owned(), "reason".to_owned()]);
        let folder = self.config.data_dir.join("exports");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.{}", self.new_id(), format.extension()));
        let mut writer = TableWriter::create(&path, format.kind(), "Tuoke", &header).map_err(export_error)?;
        let mut after = 0;
        loop {
            let rows = store::imports::rows_after(&self.store, id, &NOT_TAKEN, after, 2_000).await?;
            let Some(last) = rows.last() else { break };
            after = last.row;
            for row in rows {
                let mut cells = vec![row.row.to_string()];
                let own = row.cells.as_deref().map(|cells| cells_of(cells, brought)).transpose()?.unwrap_or_default();
                cells.extend(own.into_iter().chain(std::iter::repeat(String::new())).take(width));
                let reasons = reasons_of(row.reasons.as_deref(), brought)?;
                cells.push(row.state);
                cells.push(reasons.iter().map(in_words).collect::<Vec<_>>().join("; "));
                writer.write_row(&cells).map_err(export_error)?;
            }
        }
        writer.finish().map_err(export_error)?;
        Ok(path)
    }
}

/// The cells as they came to whoever brought the file; to others without its numbers.
fn cells_of(cells: &str, brought: bool) -> Result<Vec<String>, AppError> {
    let cells: Vec<String> = serde_json::from_str(cells)?;
    Ok(if brought { cells } else { cells.iter().map(|cell| masked_cell(cell)).collect() })
}

/// The reasons, whose parameters may repeat a cell.
fn reasons_of(reasons: Option<&str>, brought: bool) -> Result<Vec<RowReason>, AppError> {
    let mut reasons: Vec<RowReason> = reasons.map(serde_json::from_str).transpose()?.unwrap_or_default();
    if !brought {
        for value in reasons.iter_mut().flat_map(|reason| reason.params.values_mut()) {
            *value = masked_cell(value);
        }
    }
    Ok(reasons)
}

fn in_words(reason: &RowReason) -> String {
    let params: Vec<String> = reason.params.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    if params.is_empty() { reason.code.clone() } else { format!("{} ({})", reason.code, params.join(", ")) }
}

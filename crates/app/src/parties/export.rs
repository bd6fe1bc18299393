//! Exports of a list as CSV or Excel. Numbers stay masked; formulas are neutralised.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use store::parties::Cursor;
use tables::write::{TableKind, TableWriter};
use utoipa::ToSchema;

use super::{
    list::{ListParties, parse_sort},
    summary::PartySummary,
};
use crate::{Actor, App, AppError, Right};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    #[default]
    Csv,
    Xlsx,
}

impl ExportFormat {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    pub(crate) fn kind(self) -> TableKind {
        match self {
            Self::Csv => TableKind::Csv,
            Self::Xlsx => TableKind::Xlsx,
        }
    }
}

type Column = (&'static str, fn(&PartySummary) -> String);

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

/// Columns an export may have, with how each is filled.
const COLUMNS: [Column; 23] = [
    ("id", |p| p.id.to_string()),
    ("name", |p| p.name.clone()),
    ("kind", |p| p.kind.clone()),
    ("status", |p| p.status.clone()),
    ("employer", |p| text(&p.employer)),
    ("position", |p| text(&p.position)),
    ("phone", |p| text(&p.phone)),
    ("city", |p| text(&p.city)),
    ("owner", |p| p.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default()),
    ("market", |p| text(&p.market)),
    ("method", |p| text(&p.method)),
    ("list", |p| p.list.as_ref().map(|list| list.name.clone()).unwrap_or_default()),
    ("grade", |p| text(&p.grade)),
    ("score", |p| p.score.map(|score| format!("{score:.1}")).unwrap_or_default()),
    ("intent", |p| p.intent.clone()),
    ("golden", |p| if p.golden { "yes" } else { "no" }.to_owned()),
    ("colour", |p| p.colour.clone()),
    ("cadence", |p| p.cadence.clone()),
    ("last_two_way_at", |p| p.last_two_way_at.map(|at| at.to_string()).unwrap_or_default()),
    ("next_contact_at", |p| p.next_contact_at.map(|at| at.to_string()).unwrap_or_default()),
    ("completeness", |p| p.completeness.to_string()),
    ("disposition", |p| p.disposition.clone()),
    ("tags", |p| p.tags.join(" ")),
];

const PER_READ: u64 = 2_000;
const MOST_ROWS: u64 = 200_000;

impl App {
    /// Writes the matching records to a file of its own and answers its path; the caller sends and deletes it.
    /// `columns` are names separated by commas, all where absent.
    pub async fn export_parties(
        &self,
        actor: &Actor,
        asked: &ListParties,
        columns: Option<&str>,
        format: ExportFormat,
    ) -> Result<PathBuf, AppError> {
        actor.require(Right::Export)?;
        let chosen = chosen_columns(columns)?;
        let mut filter = self.filter_of(actor, &asked.filter).await?;
        // files are made of what is one's own; lent records stay where they are
        filter.reach = Some(actor.own_reach());
        let sort = parse_sort(asked.sort.as_deref())?;
        let folder = self.config.data_dir.join("exports");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.{}", self.new_id(), format.extension()));
        let header: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
        let mut writer = TableWriter::create(&path, format.kind(), "Tuoke", &header).map_err(unwritable)?;
        let mut cursor: Option<Cursor> = None;
        let mut written = 0;
        while written < MOST_ROWS {
            let rows = store::parties::page_within_limit(&self.store, &filter, sort, cursor.as_ref(), PER_READ).await?;
            let Some(last) = rows.last() else { break };
            cursor = Some(sort.cursor(last));
            written += rows.len() as u64;
            for summary in self.summaries(&self.store, rows).await? {
                let cells: Vec<String> = chosen.iter().map(|(_, fill)| fill(&summary)).collect();
                writer.write_row(&cells).map_err(unwritable)?;
            }
        }
        writer.finish().map_err(unwritable)?;
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "rows": written });
        self.audit(&tx, actor, "parties_exported", ("parties", ""), detail).await?;
        tx.commit().await?;
        Ok(path)
    }
}

fn chosen_columns(columns: Option<&str>) -> Result<Vec<Column>, AppError> {
    let Some(names) = columns.filter(|names| !names.trim().is_empty()) else {
        return Ok(COLUMNS.to_vec());
    };
    let find = |name: &str| {
        let column = COLUMNS.iter().find(|(known, _)| *known == name).copied();
        column.ok_or_else(|| AppError::invalid("/columns", "unknown", format!("there is no column {name}")))
    };
    names.split(',').map(|name| find(name.trim())).collect()
}

pub(crate) fn unwritable(error: tables::write::WriteError) -> AppError {
    AppError::Internal(error.to_string())
}

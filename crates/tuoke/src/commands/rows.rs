//! What `tuoke orders import` and `tuoke deals import` have in common.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use app::{
    Actor, App,
    imports::{EditImport, MapColumn, UploadImport},
};
use clap::Args;
use method::coded::Language;

use super::import::{follow, in_words, report};
use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct FileOfRows {
    /// A CSV, TSV or Excel file
    pub file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Only read the file and say what is in it
    #[arg(long)]
    pub dry_run: bool,
    /// Make the customers who are not on file; without it their rows are left out, each with its reason
    #[arg(long)]
    pub create_customers: bool,
    /// E-mail of the person who imports, and whose that becomes which the file gives to nobody
    #[arg(long)]
    owner: Option<String>,
    /// FIELD=COLUMN, in place of what is found; may be repeated
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// Print one JSON object at the end
    #[arg(long)]
    pub json: bool,
}

impl FileOfRows {
    pub async fn open(&self) -> anyhow::Result<(App, Actor)> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.owner.as_deref()).await?;
        Ok((app, person))
    }

    /// Keeps the file, plans, starts and follows the run to its end.
    pub async fn import(&self, app: &App, person: &Actor, subject: &str, plan: EditImport) -> anyhow::Result<ExitCode> {
        let maps = self.pairs()?;
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let upload = UploadImport { subject: Some(subject.to_owned()), file_name, ..UploadImport::default() };
        let run = app.import_file(person, &self.file, upload).await.map_err(in_words)?;
        let mapping = maps.into_iter().map(|(field, column)| MapColumn { column, field: Some(field) }).collect();
        let edit = EditImport { mapping: Some(mapping), ..plan };
        app.edit_import(person, run.id, edit).await.map_err(in_words)?;
        app.start_import(person, run.id).await.map_err(in_words)?;
        let finished = follow(app, person, run.id, !self.json).await?;
        report(&finished, self.json)
    }

    pub fn pairs(&self) -> anyhow::Result<Vec<(String, String)>> {
        let pair = |text: &String| {
            let pair = text.split_once('=').map(|(field, column)| (field.trim().to_owned(), column.trim().to_owned()));
            pair.with_context(|| format!("`{text}` is not FIELD=COLUMN; write for example amount=金额"))
        };
        self.maps.iter().map(pair).collect()
    }
}

/// How the columns of a file are understood.
pub fn show_columns(columns: &[(String, String)]) -> anyhow::Result<()> {
    columns.iter().try_for_each(|(column, field)| say(format!("{column} → {field}")))
}

/// Rows that cannot be read, with the reason in words where there are any.
pub fn show_problem(reason: &str, count: u64) -> anyhow::Result<()> {
    say(match language() {
        Language::Zh => format!("{count} 行读不了：{reason}"),
        Language::En => format!("{count} rows cannot be read: {reason}"),
    })
}

//! `tuoke import`

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Context;
use app::{
    Actor, App, AppError,
    imports::{EditImport, ImportView, MapColumn, UploadImport},
};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    commands::{actor, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Import {
    /// A CSV, TSV or Excel file
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// The list the names go to; made where there is none
    #[arg(long)]
    list: String,
    /// E-mail of the person whose the names become
    #[arg(long)]
    owner: Option<String>,
    /// FIELD=COLUMN, in place of what is found; may be repeated. An empty column leaves nothing mapped to the field
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// What to do with names that are on file: skip, fill, overwrite, create or review
    #[arg(long, default_value = "skip")]
    on_duplicate: String,
    /// Print one JSON object at the end
    #[arg(long)]
    json: bool,
}

impl Import {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.owner.as_deref()).await?;
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let upload = UploadImport { list_id: None, list_name: Some(self.list.clone()), file_name };
        let run = match app.import_file(&person, &self.file, upload).await {
            Err(AppError::FileUnreadable { detail, .. }) => {
                eprintln!("tuoke: {detail}");
                return Ok(ExitCode::from(2));
            }
            other => other?,
        };
        let edit = EditImport {
            mapping: Some(self.mapping()?),
            on_duplicate: Some(self.on_duplicate.clone()),
            ..EditImport::default()
        };
        let planned = app.edit_import(&person, run.id, edit).await;
        planned.map_err(in_words)?;
        app.start_import(&person, run.id).await?;
        let finished = self.follow(&app, &person, run.id).await?;
        let code = self.report(&finished)?;
        app.close().await?;
        Ok(code)
    }

    fn mapping(&self) -> anyhow::Result<Vec<MapColumn>> {
        self.maps
            .iter()
            .map(|pair| {
                let (field, column) = pair
                    .split_once('=')
                    .with_context(|| format!("`{pair}` is not FIELD=COLUMN; write for example phone=手机号码"))?;
                Ok(MapColumn { column: column.trim().to_owned(), field: Some(field.trim().to_owned()) })
            })
            .collect()
    }

    /// Works the run here, or watches the server that took it.
    async fn follow(&self, app: &App, person: &Actor, run: app::imports::ImportId) -> anyhow::Result<ImportView> {
        let bar = if self.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        let style = "{elapsed_precise} {wide_bar} {percent}% {msg} {eta}";
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        let working = tokio::spawn({
            let app = app.clone();
            async move {
                while app.work_one().await? {}
                Ok::<(), AppError>(())
            }
        });
        loop {
            let progress = app.import_progress(person, run).await?;
            bar.set_length(progress.bytes.unsigned_abs());
            bar.set_position(progress.done.unsigned_abs());
            bar.set_message(format!("{} rows", progress.counts.read));
            if progress.ended() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bar.finish_and_clear();
        working.await.context("the import ended early")??;
        Ok(app.import(person, run).await?)
    }

    fn report(&self, run: &ImportView) -> anyhow::Result<ExitCode> {
        let counts = run.counts;
        if self.json {
            let seconds = run.seconds.unwrap_or_default();
            let object = serde_json::json!({
                "id": run.id,
                "list": run.list.name,
                "state": run.state,
                "read": counts.read,
                "created": counts.created,
                "updated": counts.updated,
                "duplicate": counts.duplicate,
                "rejected": counts.rejected,
                "review": counts.review,
                "skipped": counts.skipped,
                "seconds": seconds,
            });
            say(object)?;
        } else {
            println!(
                "{} read: {} created, {} updated, {} duplicate ({} for review), {} rejected; {} lines skipped",
                counts.read,
                counts.created,
                counts.updated,
                counts.duplicate,
                counts.review,
                counts.rejected,
                counts.skipped
            );
        }
        match &run.error {
            Some(error) if error.code.starts_with("file_") || error.code.starts_with("workbook_") => {
                eprintln!("tuoke: {}", error.detail);
                Ok(ExitCode::from(2))
            }
            Some(error) => anyhow::bail!("{}", error.detail),
            None => Ok(ExitCode::SUCCESS),
        }
    }
}

/// Field errors as one line.
fn in_words(error: AppError) -> anyhow::Error {
    match error {
        AppError::Invalid(errors) => {
            let details: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
            anyhow::anyhow!("{}", details.join("; "))
        }
        other => other.into(),
    }
}

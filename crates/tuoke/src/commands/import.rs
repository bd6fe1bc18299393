//! `tuoke import`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context;
use app::{
    Actor, App, AppError,
    imports::{EditImport, ImportCounts, ImportView, MapColumn, UndoPreview, UploadImport, UseTemplate},
};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use method::{Coded, coded::Language, imports::KeptBecause};
use uuid::Uuid;

use crate::{
    commands::{actor, language, say},
    configuration::DataArgs,
};

#[derive(Debug, Args)]
pub struct Import {
    /// A CSV, TSV or Excel file
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
    /// The list the names go to; made where there is none
    #[arg(long, required_unless_present = "undo")]
    list: Option<String>,
    /// Take an import back by its id: what nobody has changed since goes, the rest is counted and stays
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["file", "list", "maps", "template"])]
    undo: Option<Uuid>,
    /// With --undo: only say what would go and what would stay
    #[arg(long, requires = "undo")]
    preview: bool,
    /// A kept mapping by its name, in place of what is found
    #[arg(long)]
    template: Option<String>,
    /// E-mail of the person whose the names become
    #[arg(long)]
    owner: Option<String>,
    /// FIELD=COLUMN, in place of what is found; may be repeated. An empty column leaves nothing mapped to the field
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// What to do with names that are on file: skip, fill, overwrite, create or review; as the kept mapping says, or skip
    #[arg(long)]
    on_duplicate: Option<String>,
    /// Print one JSON object at the end
    #[arg(long)]
    json: bool,
}

impl Import {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = self.data.open_migrated(false).await?;
        let person = actor(&app, self.owner.as_deref()).await?;
        let code = match (&self.file, self.undo) {
            (Some(file), _) => self.import(&app, &person, file).await?,
            (None, Some(run)) => self.take_back(&app, &person, run).await?,
            (None, None) => anyhow::bail!("name a file, or an import with --undo"),
        };
        app.close().await?;
        Ok(code)
    }

    async fn import(&self, app: &App, person: &Actor, file: &Path) -> anyhow::Result<ExitCode> {
        let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let upload = UploadImport { list_name: self.list.clone(), file_name, ..UploadImport::default() };
        let run = match app.import_file(person, file, upload).await {
            Err(AppError::FileUnreadable { detail, .. }) => {
                eprintln!("tuoke: {detail}");
                return Ok(ExitCode::from(2));
            }
            other => other?,
        };
        if let Some(name) = &self.template {
            let kept = app.import_templates(person).await?.into_iter().find(|template| template.name == *name);
            let template_id = kept.with_context(|| format!("there is no kept mapping {name}"))?.id;
            app.use_template(person, run.id, UseTemplate { template_id }).await?;
        }
        let edit = EditImport {
            mapping: Some(self.mapping()?),
            on_duplicate: self.on_duplicate.clone().or((self.template.is_none()).then(|| "skip".to_owned())),
            ..EditImport::default()
        };
        let planned = app.edit_import(person, run.id, edit).await;
        planned.map_err(in_words)?;
        app.start_import(person, run.id).await?;
        let finished = follow(app, person, run.id, !self.json).await?;
        report(&finished, self.json)
    }

    /// Takes an import back, or says what that would do.
    async fn take_back(&self, app: &App, person: &Actor, run: Uuid) -> anyhow::Result<ExitCode> {
        if self.preview {
            let preview = app.preview_undo(person, run).await?;
            let because: Vec<String> =
                preview.because.iter().map(|(code, count)| format!("{}: {count}", in_language(code))).collect();
            if self.json {
                say(serde_json::to_string(&preview)?)?;
            } else {
                let more = if preview.complete { "" } else { " (of the last rows only: the import is large)" };
                let UndoPreview { goes, restored, stays, .. } = preview;
                say(format!(
                    "{goes} records would go, {restored} would be as before, {stays} would stay changed{more}"
                ))?;
                because.into_iter().try_for_each(say)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        app.undo_import(person, run).await?;
        let ended = follow(app, person, run, !self.json).await?;
        let (undone, kept) = ended.undo.as_ref().map_or((0, 0), |undo| (undo.undone, undo.kept));
        if self.json {
            say(serde_json::json!({ "id": ended.id, "state": ended.state, "undone": undone, "kept": kept }))?;
        } else {
            say(format!("{undone} rows taken back; {kept} stay, since they were changed after the import"))?;
        }
        match ended.error {
            Some(error) => anyhow::bail!("{}", error.detail),
            None => Ok(ExitCode::SUCCESS),
        }
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
}

/// Why something stays, in the language of the terminal.
fn in_language(code: &str) -> &str {
    KeptBecause::from_code(code).map_or(code, |why| why.text().in_language(language()))
}

/// Field errors as one line.
pub(super) fn in_words(error: AppError) -> anyhow::Error {
    match error {
        AppError::Invalid(errors) => {
            let details: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
            anyhow::anyhow!("{}", details.join("; "))
        }
        other => other.into(),
    }
}

/// Works the run here, or watches the server that took it.
pub(super) async fn follow(
    app: &App,
    person: &Actor,
    run: app::imports::ImportId,
    shown: bool,
) -> anyhow::Result<ImportView> {
    let bar = if shown { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let style = "{elapsed_precise} {wide_bar} {percent}% {msg} {eta}";
    bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let mut working = tokio::spawn({
        let app = app.clone();
        async move {
            while app.work_one().await? {}
            Ok::<(), AppError>(())
        }
    });
    let mut worked = false;
    loop {
        let progress = app.import_progress(person, run).await?;
        bar.set_length(progress.bytes.unsigned_abs());
        bar.set_position(progress.done.unsigned_abs());
        let undoing = progress.state.starts_with("undo");
        bar.set_message(format!("{} rows", if undoing { progress.done } else { progress.counts.read }));
        if progress.ended() {
            break;
        }
        if !worked && working.is_finished() {
            // another process may work the run; a worker that failed here, as on a full disk, says why
            (&mut working).await.context("the import ended early")??;
            worked = true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bar.finish_and_clear();
    if !worked {
        working.await.context("the import ended early")??;
    }
    Ok(app.import(person, run).await?)
}

/// Says what became of the rows.
pub(super) fn report(run: &ImportView, json: bool) -> anyhow::Result<ExitCode> {
    let counts = run.counts;
    if json {
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
        let ImportCounts { read, created, updated, duplicate, review, rejected, skipped } = counts;
        say(match language() {
            Language::Zh => format!(
                "读取 {read} 行：新建 {created}，更新 {updated}，重复 {duplicate}（待核对 {review}），未导入 {rejected}；跳过 {skipped} 行"
            ),
            Language::En => format!(
                "{read} read: {created} created, {updated} updated, {duplicate} duplicate ({review} for review), {rejected} rejected; {skipped} lines skipped"
            ),
        })?;
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

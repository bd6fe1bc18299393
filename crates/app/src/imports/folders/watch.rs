//! One look at a watched folder: files that no longer grow are imported, each content once, and put away.

use std::path::{Path, PathBuf};

use method::alerts::AlertKind;
use store::entities::{import_folder, import_folder_file, import_run};
use uuid::Uuid;

use super::{
    place::{DONE, FAILED, Found, copy_with_hash, files, make_room, put_away},
    times::{next_look, soon},
};
use crate::{
    Actor, App, AppError,
    imports::{ImportFailure, UploadImport, state},
    jobs::kind,
    parties::ExportFormat,
};

/// What is known of a file.
mod seen {
    /// it may still grow
    pub(super) const SEEN: &str = "seen";
    pub(super) const IMPORTING: &str = "importing";
    pub(super) const DONE: &str = "done";
    /// its content was imported before, under whatever name
    pub(super) const KNOWN: &str = "known";
    pub(super) const FAILED: &str = "failed";
}

/// The folder as a look goes on.
struct Look<'a> {
    folder: &'a import_folder::Model,
    place: PathBuf,
    actor: Actor,
    failure: Option<ImportFailure>,
}

impl App {
    /// Asks for a look at every folder whose time has come. Of several processes one wins, and nobody looks at a folder
    /// that is being looked at.
    pub async fn ask_for_looks(&self) -> Result<(), AppError> {
        let now = self.now();
        for folder in store::import_folders::due(&self.store, now.as_millis()).await? {
            let tx = self.store.begin().await?;
            let latest = store::jobs::latest_of(&tx, folder.id).await?;
            let busy = latest.is_some_and(|job| ["waiting", "running"].contains(&job.state.as_str()));
            if !busy && store::import_folders::claim_look(&tx, &folder, next_look(&folder, now)).await? {
                self.enqueue(&tx, kind::FOLDER, folder.id).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Looks at a folder.
    pub(crate) async fn look_into_folder(&self, id: Uuid) -> Result<(), AppError> {
        let Some(folder) = store::import_folders::find(&self.store, id).await? else { return Ok(()) };
        if !folder.active {
            return Ok(());
        }
        let outcome = self.look(&folder).await;
        if self.is_stopping() {
            // the job is given back, and the next look takes up what this one began
            return outcome.map(drop);
        }
        let (growing, failure) = match outcome {
            Ok(seen) => seen,
            Err(error) => (false, Some(failure_of(&error))),
        };
        let now = self.now();
        let tx = self.store.begin().await?;
        let error = failure.as_ref().map(serde_json::to_string).transpose()?;
        if let Some(failure) = &failure
            && error != folder.error
        {
            tracing::warn!(folder = %folder.id, code = %failure.code, "a watched folder could not be imported");
            let detail = serde_json::json!({ "folder": folder.path, "code": failure.code });
            self.alert(&tx, AlertKind::FolderImport, folder.created_by, None, detail).await?;
        }
        let next_at = if growing { soon(now.as_millis()) } else { next_look(&folder, now) };
        store::import_folders::looked(&tx, folder.id, now.as_millis(), next_at, error).await?;
        Ok(tx.commit().await?)
    }

    /// Answers whether a file may still be growing, and the last failure.
    async fn look(&self, folder: &import_folder::Model) -> Result<(bool, Option<ImportFailure>), AppError> {
        let actor = match folder.created_by {
            Some(user) => self.actor(user).await?.ok_or(AppError::Forbidden)?,
            None => Actor::system(),
        };
        let place = self.folder_at(&folder.path)?;
        let mut look = Look { folder, place, actor, failure: None };
        for file in store::import_folders::files_in(&self.store, folder.id, &[seen::IMPORTING]).await? {
            self.go_on_with(&mut look, file).await?;
        }
        let there = look.place.clone();
        blocking(move || make_room(&there)).await.map_err(|error| {
            AppError::conflict("folder_not_writable", format!("done and failed cannot be made in the folder: {error}"))
        })?;
        let there = look.place.clone();
        let found = blocking(move || files(&there)).await?;
        let known = store::import_folders::files_in(&self.store, folder.id, &[seen::SEEN]).await?;
        let mut growing = false;
        for found in &found {
            if self.is_stopping() {
                return Ok((true, look.failure));
            }
            let before = known.iter().find(|file| file.name == found.name).cloned();
            let steady = before.as_ref().is_some_and(|file| {
                (file.bytes, file.modified_at) == (found.bytes, found.modified_at) && file.seen_at < self.now_ms()
            });
            match before {
                Some(file) if steady => self.take_file(&mut look, file, found).await?,
                before => {
                    growing = true;
                    self.note_seen(folder, before, found).await?;
                }
            }
        }
        for file in known {
            if !found.iter().any(|found| found.name == file.name) {
                let tx = self.store.begin().await?;
                store::import_folders::delete_file(&tx, file.id).await?;
                tx.commit().await?;
            }
        }
        Ok((growing, look.failure))
    }

    async fn note_seen(
        &self,
        folder: &import_folder::Model,
        before: Option<import_folder_file::Model>,
        found: &Found,
    ) -> Result<(), AppError> {
        let row = import_folder_file::Model {
            id: before.as_ref().map_or_else(|| self.new_id(), |file| file.id),
            folder_id: folder.id,
            name: found.name.clone(),
            state: seen::SEEN.to_owned(),
            bytes: found.bytes,
            modified_at: found.modified_at,
            seen_at: self.now_ms(),
            hash: None,
            run_id: None,
            error: None,
        };
        let tx = self.store.begin().await?;
        match before {
            Some(_) => store::import_folders::update_file(&tx, row).await?,
            None => store::import_folders::insert_file(&tx, row).await?,
        }
        Ok(tx.commit().await?)
    }

    /// Imports a file that no longer grows, or puts it away where its content is known.
    async fn take_file(
        &self,
        look: &mut Look<'_>,
        mut file: import_folder_file::Model,
        found: &Found,
    ) -> Result<(), AppError> {
        let (from, copy) =
            (look.place.join(&found.name), self.imports_folder().join(format!("{}.part", self.new_id())));
        tokio::fs::create_dir_all(self.imports_folder()).await?;
        let to = copy.clone();
        let hash = match blocking(move || copy_with_hash(&from, &to)).await {
            Ok(hash) => hash,
            Err(error) => {
                let _ = tokio::fs::remove_file(&copy).await;
                return self.end_file(look, file, found, Err(failure_of(&error))).await;
            }
        };
        if store::import_folders::imported_before(&self.store, look.folder.id, &hash).await?.is_some() {
            tokio::fs::remove_file(&copy).await?;
            file.state = seen::KNOWN.to_owned();
            file.hash = Some(hash);
            return self.end_file(look, file, found, Ok(None)).await;
        }
        file.hash = Some(hash);
        let begun = self.begin_run(look, &copy, &mut file).await;
        let _ = tokio::fs::remove_file(&copy).await;
        match begun {
            Ok(()) => self.go_on_with(look, file).await,
            Err(error) => self.end_file(look, file, found, Err(failure_of(&error))).await,
        }
    }

    /// Makes a run of the file, planned by the template and started; the file says so in the same transaction.
    async fn begin_run(
        &self,
        look: &Look<'_>,
        copy: &Path,
        file: &mut import_folder_file::Model,
    ) -> Result<(), AppError> {
        let Look { folder, actor, .. } = look;
        let template = store::imports::template(&self.store, folder.template_id).await?;
        let template = template.ok_or(AppError::NotFound("template"))?;
        let asked =
            UploadImport { list_id: Some(folder.list_id), file_name: file.name.clone(), ..UploadImport::default() };
        let run = self.upload_import(actor, copy, asked).await?;
        let planned = async {
            let row = store::imports::run(&self.store, run.id).await?;
            let mut row = row.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
            self.plan_by_template(&mut row, &template).await?;
            let holder = match folder.holder_id {
                Some(id) => store::people::user(&self.store, id).await?,
                None => None,
            };
            row.owner_id = holder.as_ref().map(|user| user.id);
            row.team_id = holder.map_or(actor.team, |user| user.team_id);
            row.folder_id = Some(folder.id);
            row.state = state::RUNNING.to_owned();
            row.started_at = Some(self.now_ms());
            file.run_id = Some(row.id);
            file.state = seen::IMPORTING.to_owned();
            let tx = self.store.begin().await?;
            store::imports::update_run(&tx, row).await?;
            store::import_folders::update_file(&tx, file.clone()).await?;
            let detail = serde_json::json!({ "folder": folder.id });
            self.audit(&tx, actor, "import_started", ("import", &run.id.to_string()), detail).await?;
            Ok::<(), AppError>(tx.commit().await?)
        };
        match planned.await {
            Ok(()) => Ok(()),
            Err(error) => {
                // the run shows what was wrong with the file
                let tx = self.store.begin().await?;
                self.fail_import(&tx, run.id, &error).await?;
                tx.commit().await?;
                file.run_id = Some(run.id);
                Err(error)
            }
        }
    }

    /// Works the run of a file to its end and puts the file away.
    async fn go_on_with(&self, look: &mut Look<'_>, file: import_folder_file::Model) -> Result<(), AppError> {
        let found = Found { name: file.name.clone(), bytes: file.bytes, modified_at: file.modified_at };
        let Some(id) = file.run_id else { return Ok(()) };
        if let Err(error) = self.run_import(id).await {
            if error.code() == crate::imports::run::WORKED_ELSEWHERE {
                return Err(error);
            }
            let tx = self.store.begin().await?;
            self.fail_import(&tx, id, &error).await?;
            tx.commit().await?;
        }
        let run = store::imports::run(&self.store, id).await?;
        let run = run.ok_or_else(|| AppError::Internal("the run is gone".to_owned()))?;
        match run.state.as_str() {
            state::RUNNING | state::CANCELLING => Ok(()),
            state::CANCELLED | state::FAILED => {
                let error = run.error.as_deref().map(serde_json::from_str).transpose()?;
                let cancelled = || ImportFailure {
                    code: "cancelled".to_owned(),
                    detail: "somebody cancelled the import".to_owned(),
                };
                self.end_file(look, file, &found, Err(error.unwrap_or_else(cancelled))).await
            }
            _ => self.end_file(look, file, &found, Ok(Some(run))).await,
        }
    }

    /// Puts a file away with its reasons beside it, and notes how it ended.
    async fn end_file(
        &self,
        look: &mut Look<'_>,
        mut file: import_folder_file::Model,
        found: &Found,
        ended: Result<Option<import_run::Model>, ImportFailure>,
    ) -> Result<(), AppError> {
        let into = if ended.is_ok() { DONE } else { FAILED };
        let (folder, what) = (look.place.clone(), found.clone());
        let away = blocking(move || put_away(&folder, &what, into)).await?;
        match ended {
            Ok(run) => {
                if file.state != seen::KNOWN {
                    file.state = seen::DONE.to_owned();
                }
                if let (Some(run), Some(away)) = (run, &away)
                    && run.rejected + run.duplicate > 0
                {
                    let reasons = self.import_reasons(&look.actor, run.id, ExportFormat::Csv).await?;
                    tokio::fs::copy(&reasons, beside(away, "reasons.csv")).await?;
                    tokio::fs::remove_file(&reasons).await?;
                }
            }
            Err(failure) => {
                if let Some(away) = &away {
                    let line = format!("{}: {}\n", failure.code, failure.detail);
                    tokio::fs::write(beside(away, "reason.txt"), line).await?;
                }
                file.state = seen::FAILED.to_owned();
                file.error = Some(serde_json::to_string(&failure)?);
                look.failure = Some(failure);
            }
        }
        file.seen_at = self.now_ms();
        let tx = self.store.begin().await?;
        store::import_folders::update_file(&tx, file).await?;
        Ok(tx.commit().await?)
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(end);
    path.with_file_name(name)
}

fn failure_of(error: &AppError) -> ImportFailure {
    let code = match error {
        AppError::FileUnreadable { code, .. } => code.clone(),
        AppError::Invalid(errors) => errors.first().map_or("invalid", |error| error.code.as_str()).to_owned(),
        other => other.code().to_owned(),
    };
    let detail = match error {
        AppError::Invalid(errors) => errors.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    };
    ImportFailure { code, detail }
}

/// Work on files, which must not hold up the others.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(done?)
}

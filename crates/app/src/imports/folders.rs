//! Watched folders (PRO-11): files that appear in a folder of the server are imported by themselves, each content once.
//!
//! An administrator names a folder below the base of the configuration, a template, a list, a holder and the times. A job
//! looks (`watch.rs`); what a look does is safe to repeat, so a killed one goes on where it stood.

mod place;
mod times;
mod watch;

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::{import_folder, import_folder_file};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ImportFailure;
use crate::{Actor, App, AppError, NameRef, Right, UserRef, app::user_ref, error::check_version_if_named};
use times::{checked_times, next_look};

/// A folder that is watched.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportFolder {
    pub id: Uuid,
    /// below the base folder
    pub path: String,
    pub template: NameRef,
    pub list: NameRef,
    /// whose the names become; nobody's where absent
    pub holder: Option<UserRef>,
    pub every_minutes: Option<i32>,
    /// `HH:MM` in the time zone
    pub daily_at: Option<String>,
    pub time_zone: String,
    pub active: bool,
    pub next_at: Timestamp,
    pub looked_at: Option<Timestamp>,
    /// why the last look failed, or the last file it met
    pub error: Option<ImportFailure>,
    /// rises with every change
    pub version: i32,
}

/// The watched folders, and whether the server has a base folder for them at all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportFolders {
    /// false: `import_folder` is not set in the configuration of the server
    pub configured: bool,
    pub folders: Vec<ImportFolder>,
}

/// A file that was seen in a watched folder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportFolderFile {
    pub name: String,
    /// `seen` (waits until it no longer grows), `importing`, `done`, `known` (imported before), `failed`
    pub state: String,
    pub bytes: i64,
    pub seen_at: Timestamp,
    pub import_id: Option<Uuid>,
    pub error: Option<ImportFailure>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WatchFolder {
    /// below the base folder, parts separated by `/`
    pub path: String,
    pub template_id: Uuid,
    pub list_id: Uuid,
    pub holder_id: Option<Uuid>,
    /// one of the two: every so many minutes, 1 to 10,080
    pub every_minutes: Option<i32>,
    /// or once a day at `HH:MM`
    pub daily_at: Option<String>,
    /// an IANA name; the administrator's own where absent
    pub time_zone: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditFolder {
    pub template_id: Option<Uuid>,
    pub list_id: Option<Uuid>,
    pub every_minutes: Option<i32>,
    pub daily_at: Option<String>,
    pub active: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// The newest files shown of a folder.
const FILES_SHOWN: u64 = 100;

impl App {
    pub async fn import_folders(&self, actor: &Actor) -> Result<ImportFolders, AppError> {
        actor.require(Right::ManageSettings)?;
        let mut folders = Vec::new();
        for row in store::import_folders::all(&self.store).await? {
            folders.push(self.folder_view(row).await?);
        }
        Ok(ImportFolders { configured: self.config.import_folder.is_some(), folders })
    }

    pub async fn import_folder(&self, actor: &Actor, id: Uuid) -> Result<ImportFolder, AppError> {
        actor.require(Right::ManageSettings)?;
        self.folder_view(self.watched(&self.store, id).await?).await
    }

    pub async fn import_folder_files(&self, actor: &Actor, id: Uuid) -> Result<Vec<ImportFolderFile>, AppError> {
        actor.require(Right::ManageSettings)?;
        store::import_folders::find(&self.store, id).await?.ok_or(AppError::NotFound("watched folder"))?;
        let files = store::import_folders::files(&self.store, id, FILES_SHOWN).await?;
        files.into_iter().map(file_view).collect()
    }

    /// Begins to watch a folder; it is looked at at once.
    pub async fn watch_folder(&self, actor: &Actor, asked: WatchFolder) -> Result<ImportFolder, AppError> {
        actor.require(Right::ManageSettings)?;
        let path = self.checked_place(&asked.path)?;
        let (every_minutes, daily_at) = checked_times(asked.every_minutes, asked.daily_at.as_deref())?;
        let time_zone = match asked.time_zone {
            Some(zone) => zone,
            None => self.time_zone_of(actor).await?,
        };
        if method::Zone::named(&time_zone).is_err() {
            let detail = "name a zone of the tz database, such as Asia/Shanghai";
            return Err(AppError::invalid("/time_zone", "unknown", detail));
        }
        let tx = self.store.begin().await?;
        if store::import_folders::all(&tx).await?.iter().any(|row| row.path == path) {
            return Err(AppError::invalid("/path", "taken", "the folder is watched already"));
        }
        self.check_targets(&tx, actor, Some(asked.template_id), Some(asked.list_id), asked.holder_id).await?;
        let row = import_folder::Model {
            id: self.new_id(),
            path,
            template_id: asked.template_id,
            list_id: asked.list_id,
            holder_id: asked.holder_id,
            every_minutes,
            daily_at,
            time_zone,
            active: true,
            next_at: self.now_ms(),
            looked_at: None,
            error: None,
            created_by: actor.id(),
            created_at: self.now_ms(),
            version: 1,
        };
        store::import_folders::insert(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "template": row.template_id, "list": row.list_id });
        self.audit(&tx, actor, "import_folder_watched", ("import_folder", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_workers();
        self.folder_view(row).await
    }

    /// Changes how a folder is watched, or rests it.
    pub async fn edit_folder(&self, actor: &Actor, id: Uuid, edit: EditFolder) -> Result<ImportFolder, AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let mut row = self.watched(&tx, id).await?;
        check_version_if_named(edit.version, row.version)?;
        self.check_targets(&tx, actor, edit.template_id, edit.list_id, None).await?;
        row.template_id = edit.template_id.unwrap_or(row.template_id);
        row.list_id = edit.list_id.unwrap_or(row.list_id);
        if edit.every_minutes.is_some() || edit.daily_at.is_some() {
            (row.every_minutes, row.daily_at) = checked_times(edit.every_minutes, edit.daily_at.as_deref())?;
            row.next_at = next_look(&row, self.now());
        }
        if let Some(active) = edit.active {
            row.active = active;
        }
        let row = store::import_folders::update(&tx, row).await?;
        let detail = serde_json::json!({ "active": row.active });
        self.audit(&tx, actor, "import_folder_changed", ("import_folder", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.folder_view(row).await
    }

    /// Ends the watching; the imports it made stay. `read` is the version that was seen, where it matters.
    pub async fn unwatch_folder(&self, actor: &Actor, id: Uuid, read: Option<i32>) -> Result<(), AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        check_version_if_named(read, self.watched(&tx, id).await?.version)?;
        store::import_folders::delete(&tx, id).await?;
        let detail = serde_json::json!({});
        self.audit(&tx, actor, "import_folder_unwatched", ("import_folder", &id.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Looks at a folder as soon as a worker is free.
    pub async fn look_at_folder(&self, actor: &Actor, id: Uuid) -> Result<ImportFolder, AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        let mut row = self.watched(&tx, id).await?;
        row.next_at = self.now_ms();
        row.active = true;
        let row = store::import_folders::update(&tx, row).await?;
        let detail = serde_json::json!({});
        self.audit(&tx, actor, "import_folder_looked_at", ("import_folder", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_workers();
        self.folder_view(row).await
    }

    async fn watched(&self, db: &impl store::Db, id: Uuid) -> Result<import_folder::Model, AppError> {
        store::import_folders::find(db, id).await?.ok_or(AppError::NotFound("watched folder"))
    }

    /// Refuses a template, list or holder that there is not, or that the administrator cannot use.
    async fn check_targets(
        &self,
        tx: &store::Tx,
        actor: &Actor,
        template: Option<Uuid>,
        list: Option<Uuid>,
        holder: Option<Uuid>,
    ) -> Result<(), AppError> {
        if let Some(id) = template {
            let found = store::imports::template(tx, id).await?;
            if !found.is_some_and(|row| row.shared || row.owner_id == actor.id()) {
                return Err(AppError::invalid("/template_id", "unknown", "there is no such template"));
            }
        }
        if let Some(id) = list
            && store::lists::find(tx, id).await?.is_none()
        {
            return Err(AppError::invalid("/list_id", "unknown", "there is no such list"));
        }
        if let Some(id) = holder
            && !store::people::user(tx, id).await?.is_some_and(|user| user.active)
        {
            return Err(AppError::invalid("/holder_id", "unknown", "there is no such active user"));
        }
        Ok(())
    }

    async fn time_zone_of(&self, actor: &Actor) -> Result<String, AppError> {
        let user = store::people::user(&self.store, actor.user).await?;
        Ok(user.map_or_else(|| "Asia/Shanghai".to_owned(), |user| user.time_zone))
    }

    async fn folder_view(&self, row: import_folder::Model) -> Result<ImportFolder, AppError> {
        let template = store::imports::template(&self.store, row.template_id).await?;
        let list = store::lists::find(&self.store, row.list_id).await?;
        let names = self.user_names().await?;
        Ok(ImportFolder {
            id: row.id,
            template: NameRef { id: row.template_id, name: template.map(|row| row.name).unwrap_or_default() },
            list: NameRef { id: row.list_id, name: list.map(|row| row.name).unwrap_or_default() },
            holder: user_ref(&names, row.holder_id),
            every_minutes: row.every_minutes,
            daily_at: row.daily_at,
            time_zone: row.time_zone,
            active: row.active,
            next_at: row.next_at.into(),
            looked_at: row.looked_at.map(Timestamp::from),
            error: row.error.as_deref().map(serde_json::from_str).transpose()?,
            path: row.path,
            version: row.version,
        })
    }
}

fn file_view(row: import_folder_file::Model) -> Result<ImportFolderFile, AppError> {
    Ok(ImportFolderFile {
        bytes: row.bytes,
        seen_at: row.seen_at.into(),
        import_id: row.run_id,
        error: row.error.as_deref().map(serde_json::from_str).transpose()?,
        name: row.name,
        state: row.state,
    })
}

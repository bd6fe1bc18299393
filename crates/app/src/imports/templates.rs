//! Mappings kept for the next file of the same source (PRO-11): recognised by the headings, proposed, used.

use method::{Coded, Timestamp, duplicates::OnDuplicate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::entities::{import_run, import_template};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    FormatHints, ImportView, KeptFormat, MapColumn, MappedColumn, plan::apply_mapping, plan::hints_of, state,
    upload::analyse,
};
use crate::{Actor, App, AppError, Right, UserRef, app::user_ref, error::check_version_if_named};

/// A kept mapping.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportTemplate {
    pub id: Uuid,
    pub name: String,
    /// seen and used by everybody who imports
    pub shared: bool,
    /// whether it is the reader's own, who may rename and remove it
    pub own: bool,
    pub owner: Option<UserRef>,
    pub headings: Vec<String>,
    pub mapping: Vec<MapColumn>,
    pub on_duplicate: OnDuplicate,
    /// whose the names become; the importing person's where absent
    pub holder: Option<UserRef>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub updated_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

/// A template whose headings a file has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposedTemplate {
    pub id: Uuid,
    pub name: String,
    /// false where the file has further columns
    pub exact: bool,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveTemplate {
    /// the import whose mapping is kept
    pub import_id: Uuid,
    pub name: String,
    #[serde(default)]
    pub shared: bool,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTemplate {
    pub name: Option<String>,
    pub shared: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseTemplate {
    pub template_id: Uuid,
}

/// Templates that one person keeps at most.
const MOST: usize = 200;

/// A heading without case, width and blanks around it.
fn plain(heading: &str) -> String {
    text::normalise::tidy(heading).to_lowercase()
}

/// What tells files of one source from others: their headings in whatever order.
pub(super) fn signature(headings: &[String]) -> String {
    let mut plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    plain.sort_unstable();
    let digest = Sha256::digest(plain.join("\u{1f}").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(AppError::invalid("/name", "required", "name the template in 1 to 100 characters"));
    }
    Ok(name.to_owned())
}

/// How the file of a run was read, as hints for the next.
fn hints_from(kept: &KeptFormat) -> FormatHints {
    let format = &kept.format;
    let header_row = Some(format.header.map_or(0, |header| header.last));
    match &format.layout {
        tables::Layout::Text(text) => FormatHints {
            encoding: Some(text.encoding.name().to_owned()),
            delimiter: Some(text.delimiter.to_string()),
            sheet: None,
            header_row,
        },
        tables::Layout::Workbook { sheet, .. } => {
            FormatHints { encoding: None, delimiter: None, sheet: Some(sheet.clone()), header_row }
        }
    }
}

impl App {
    /// The templates the actor may use: their own and the shared ones.
    pub async fn import_templates(&self, actor: &Actor) -> Result<Vec<ImportTemplate>, AppError> {
        actor.require(Right::Import)?;
        let names = self.user_names().await?;
        let rows = store::imports::templates(&self.store, actor.id()).await?;
        rows.into_iter().map(|row| template_view(actor, &names, row)).collect()
    }

    /// One of those that [`App::import_templates`] lists.
    pub async fn import_template(&self, actor: &Actor, id: Uuid) -> Result<ImportTemplate, AppError> {
        let found = self.import_templates(actor).await?.into_iter().find(|template| template.id == id);
        found.ok_or(AppError::NotFound("template"))
    }

    /// Keeps the mapping of an import under a name; one of the same name of the same person is replaced.
    pub async fn save_template(&self, actor: &Actor, asked: SaveTemplate) -> Result<ImportTemplate, AppError> {
        actor.require(Right::Import)?;
        let name = checked_name(&asked.name)?;
        let tx = self.store.begin().await?;
        let run = self.run_seen(&tx, actor, asked.import_id).await?;
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
        let mapping: Vec<MapColumn> =
            columns.into_iter().map(|column| MapColumn { column: column.name, field: column.field }).collect();
        let own = store::imports::templates_of(&tx, actor.id()).await?;
        let known = own.iter().find(|row| row.name == name);
        if known.is_none() && own.len() >= MOST {
            return Err(AppError::conflict("too_many_templates", "remove templates that are not used any more first"));
        }
        let now = self.now_ms();
        let row = import_template::Model {
            id: known.map_or_else(|| self.new_id(), |row| row.id),
            owner_id: actor.id(),
            name,
            shared: asked.shared,
            signature: signature(&kept.format.columns),
            headings: serde_json::to_string(&kept.format.columns)?,
            format: serde_json::to_string(&hints_from(&kept))?,
            mapping: serde_json::to_string(&mapping)?,
            on_duplicate: run.on_duplicate,
            // the names of the next file are of whoever imports it, unless somebody else was named
            holder_id: run.owner_id.filter(|owner| Some(*owner) != run.created_by),
            market: run.market,
            method: run.method,
            created_at: known.map_or(now, |row| row.created_at),
            updated_at: now,
            version: known.map_or(1, |row| row.version),
        };
        let row = match known {
            Some(_) => store::imports::update_template(&tx, row).await?,
            None => {
                store::imports::insert_template(&tx, row.clone()).await?;
                row
            }
        };
        let detail = serde_json::json!({ "shared": row.shared, "replaced": known.is_some() });
        self.audit(&tx, actor, "import_template_saved", ("import_template", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        template_view(actor, &self.user_names().await?, row)
    }

    /// Renames a template, shares it or keeps it to oneself.
    pub async fn edit_template(&self, actor: &Actor, id: Uuid, edit: EditTemplate) -> Result<ImportTemplate, AppError> {
        let tx = self.store.begin().await?;
        let mut row = self.own_template(&tx, actor, id, edit.version).await?;
        if let Some(name) = &edit.name {
            row.name = checked_name(name)?;
            let own = store::imports::templates_of(&tx, row.owner_id).await?;
            if own.iter().any(|other| other.id != id && other.name == row.name) {
                return Err(AppError::invalid("/name", "taken", "there is a template of this name"));
            }
        }
        row.shared = edit.shared.unwrap_or(row.shared);
        row.updated_at = self.now_ms();
        let row = store::imports::update_template(&tx, row).await?;
        let detail = serde_json::json!({ "shared": row.shared });
        self.audit(&tx, actor, "import_template_changed", ("import_template", &id.to_string()), detail).await?;
        tx.commit().await?;
        template_view(actor, &self.user_names().await?, row)
    }

    /// Removes a template that no watched folder uses; `read` is the version that was seen, where it matters.
    pub async fn delete_template(&self, actor: &Actor, id: Uuid, read: Option<i32>) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        self.own_template(&tx, actor, id, read).await?;
        if store::import_folders::all(&tx).await?.iter().any(|folder| folder.template_id == id) {
            return Err(AppError::conflict("template_in_use", "a watched folder uses this template"));
        }
        store::imports::delete_template(&tx, id).await?;
        let detail = serde_json::json!({});
        self.audit(&tx, actor, "import_template_deleted", ("import_template", &id.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }

    /// Plans an import as the template says. Columns that the file has beyond it stay as they were found.
    pub async fn use_template(&self, actor: &Actor, import: Uuid, asked: UseTemplate) -> Result<ImportView, AppError> {
        actor.require(Right::Import)?;
        let mut row = self.run_seen(&self.store, actor, import).await?;
        if row.state != state::ANALYSED {
            return Err(AppError::conflict("import_started", "the import has started; its plan stands"));
        }
        let template = store::imports::template(&self.store, asked.template_id).await?;
        let template = template.filter(|template| template.shared || template.owner_id == actor.id());
        let template = template.ok_or(AppError::NotFound("template"))?;
        self.plan_by_template(&mut row, &template).await?;
        if let Some(holder) = template.holder_id {
            let user = store::people::user(&self.store, holder).await?.filter(|user| user.active);
            if let Some(user) = user.filter(|user| actor.may_edit(Some(holder), user.team_id)) {
                row.owner_id = Some(holder);
                row.team_id = user.team_id;
            }
        }
        let tx = self.store.begin().await?;
        let row = store::imports::update_plan(&tx, row).await?;
        let detail = serde_json::json!({ "template": template.id });
        self.audit(&tx, actor, "import_template_used", ("import", &import.to_string()), detail).await?;
        tx.commit().await?;
        self.import_view(actor, row).await
    }

    /// Gives a run the reading and the mapping of a template; refused where the file does not have its columns.
    pub(super) async fn plan_by_template(
        &self,
        row: &mut import_run::Model,
        template: &import_template::Model,
    ) -> Result<(), AppError> {
        let headings: Vec<String> = serde_json::from_str(&template.headings)?;
        if !has_all(&columns_of(row)?, &headings) {
            // found otherwise than the person who saved the template had read it
            let hints: FormatHints = serde_json::from_str(&template.format)?;
            let analysis =
                analyse(&self.import_path(row.id), hints_of(hints)?, super::subject::subject_of(row)).await?;
            row.format = analysis.format;
            row.notes = analysis.notes;
            row.mapping = serde_json::to_string(&analysis.mapping)?;
        }
        let mut columns: Vec<MappedColumn> = serde_json::from_str(&row.mapping)?;
        let missing: Vec<&str> = headings
            .iter()
            .filter(|heading| !columns.iter().any(|column| plain(&column.name) == plain(heading)))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            let detail = format!("the file lacks columns of the template: {}", missing.join(", "));
            return Err(AppError::Conflict {
                code: "template_does_not_fit",
                detail,
                params: serde_json::json!({ "columns": missing.join(", ") }),
            });
        }
        let mapping: Vec<MapColumn> = serde_json::from_str(&template.mapping)?;
        // by the names that this file has
        let changes = mapping.into_iter().map(|change| {
            let own = columns.iter().find(|column| plain(&column.name) == plain(&change.column));
            MapColumn { column: own.map_or(change.column, |column| column.name.clone()), field: change.field }
        });
        let changes: Vec<MapColumn> = changes.collect();
        apply_mapping(&mut columns, changes)?;
        row.mapping = serde_json::to_string(&columns)?;
        row.on_duplicate = template.on_duplicate.clone();
        row.market = template.market.clone().or(row.market.take());
        row.method = template.method.clone().or(row.method.take());
        row.template_id = Some(template.id);
        Ok(())
    }

    /// Templates whose columns the file of a run has, those of exactly its columns first.
    pub(super) async fn proposed_templates(
        &self,
        actor: &Actor,
        row: &import_run::Model,
    ) -> Result<Vec<ProposedTemplate>, AppError> {
        let columns = columns_of(row)?;
        let own = signature(&columns);
        let mut proposed = Vec::new();
        for template in store::imports::templates(&self.store, actor.id()).await? {
            let exact = template.signature == own;
            if exact || has_all(&columns, &serde_json::from_str::<Vec<String>>(&template.headings)?) {
                proposed.push(ProposedTemplate { id: template.id, name: template.name, exact });
            }
        }
        proposed.sort_by_key(|template| !template.exact);
        Ok(proposed)
    }

    /// A template that the actor may change: their own; an administrator any shared one.
    async fn own_template(
        &self,
        tx: &store::Tx,
        actor: &Actor,
        id: Uuid,
        read: Option<i32>,
    ) -> Result<import_template::Model, AppError> {
        actor.require(Right::Import)?;
        let row = store::imports::template(tx, id).await?;
        let row = row.filter(|row| row.shared || row.owner_id == actor.id()).ok_or(AppError::NotFound("template"))?;
        if row.owner_id != actor.id() && !actor.may(Right::ManageSettings) {
            return Err(AppError::Forbidden);
        }
        check_version_if_named(read, row.version)?;
        Ok(row)
    }
}

fn columns_of(row: &import_run::Model) -> Result<Vec<String>, AppError> {
    Ok(serde_json::from_str::<KeptFormat>(&row.format)?.format.columns)
}

fn has_all(columns: &[String], headings: &[String]) -> bool {
    let columns: std::collections::HashSet<String> = columns.iter().map(|column| plain(column)).collect();
    headings.iter().all(|heading| columns.contains(&plain(heading)))
}

fn template_view(
    actor: &Actor,
    names: &std::collections::HashMap<Uuid, String>,
    row: import_template::Model,
) -> Result<ImportTemplate, AppError> {
    Ok(ImportTemplate {
        own: row.owner_id == actor.id(),
        owner: user_ref(names, row.owner_id),
        headings: serde_json::from_str(&row.headings)?,
        mapping: serde_json::from_str(&row.mapping)?,
        on_duplicate: OnDuplicate::from_code(&row.on_duplicate).unwrap_or_default(),
        holder: user_ref(names, row.holder_id),
        updated_at: row.updated_at.into(),
        version: row.version,
        id: row.id,
        name: row.name,
        shared: row.shared,
        market: row.market,
        method: row.method,
    })
}

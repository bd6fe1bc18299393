//! Saved views of the table of prospects.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Tx, entities::saved_view};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right, error::check_version_if_named};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SavedView {
    pub id: Uuid,
    pub subject: String,
    pub name: String,
    /// filter, sort and columns, as the page wrote them
    pub definition: serde_json::Value,
    pub shared: bool,
    /// whether it is the actor's own
    pub own: bool,
    pub created_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateView {
    /// `parties`
    pub subject: String,
    pub name: String,
    pub definition: serde_json::Value,
    #[serde(default)]
    pub shared: bool,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditView {
    pub name: Option<String>,
    pub definition: Option<serde_json::Value>,
    pub shared: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

const LONGEST_DEFINITION: usize = 20_000;

impl App {
    pub async fn saved_views(&self, actor: &Actor, subject: &str) -> Result<Vec<SavedView>, AppError> {
        actor.require(Right::SeeLists)?;
        let rows = store::views::visible_to(&self.store, actor.user, subject).await?;
        rows.into_iter().map(|row| view(row, actor)).collect()
    }

    /// A view of one's own, or one that is shared.
    pub async fn saved_view(&self, actor: &Actor, id: Uuid) -> Result<SavedView, AppError> {
        actor.require(Right::SeeLists)?;
        let found = store::views::find(&self.store, id).await?;
        let seen = found.filter(|row| row.shared || row.owner_id == actor.user);
        view(seen.ok_or(AppError::NotFound("view"))?, actor)
    }

    pub async fn create_view(&self, actor: &Actor, asked: CreateView) -> Result<SavedView, AppError> {
        actor.require(Right::SeeLists)?;
        let name = checked_name(&asked.name)?;
        if asked.subject != "parties" {
            return Err(AppError::invalid("/subject", "unknown", "views are kept of parties"));
        }
        let row = saved_view::Model {
            id: self.new_id(),
            owner_id: actor.user,
            subject: asked.subject,
            name,
            definition: checked_definition(&asked.definition)?,
            shared: asked.shared,
            created_at: self.now_ms(),
            version: 1,
        };
        let tx = self.store.begin().await?;
        store::views::insert(&tx, row.clone()).await?;
        self.audit(&tx, actor, "view_created", ("view", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        view(row, actor)
    }

    /// Changes a view of one's own.
    pub async fn edit_view(&self, actor: &Actor, id: Uuid, edit: EditView) -> Result<SavedView, AppError> {
        actor.require(Right::SeeLists)?;
        let tx = self.store.begin().await?;
        let mut row = self.own_view(&tx, actor, id, edit.version).await?;
        if let Some(name) = &edit.name {
            row.name = checked_name(name)?;
        }
        if let Some(definition) = &edit.definition {
            row.definition = checked_definition(definition)?;
        }
        if let Some(shared) = edit.shared {
            row.shared = shared;
        }
        let row = store::views::update(&tx, row).await?;
        self.audit(&tx, actor, "view_changed", ("view", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        view(row, actor)
    }

    /// Deletes a view of one's own; `read` is the version that was seen, where it matters.
    pub async fn delete_view(&self, actor: &Actor, id: Uuid, read: Option<i32>) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        self.own_view(&tx, actor, id, read).await?;
        store::views::delete(&tx, actor.user, id).await?;
        self.audit(&tx, actor, "view_deleted", ("view", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    async fn own_view(
        &self,
        tx: &Tx,
        actor: &Actor,
        id: Uuid,
        read: Option<i32>,
    ) -> Result<saved_view::Model, AppError> {
        let found = store::views::find(tx, id).await?;
        let row = found.filter(|row| row.owner_id == actor.user).ok_or(AppError::NotFound("view"))?;
        check_version_if_named(read, row.version)?;
        Ok(row)
    }
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(AppError::invalid("/name", "required", "name the view in 1 to 100 characters"));
    }
    Ok(name.to_owned())
}

fn checked_definition(definition: &serde_json::Value) -> Result<String, AppError> {
    let text = definition.to_string();
    if !definition.is_object() || text.len() > LONGEST_DEFINITION {
        return Err(AppError::invalid("/definition", "malformed", "a view is an object of at most 20 kB"));
    }
    Ok(text)
}

fn view(row: saved_view::Model, actor: &Actor) -> Result<SavedView, AppError> {
    Ok(SavedView {
        own: row.owner_id == actor.user,
        definition: serde_json::from_str(&row.definition)?,
        id: row.id,
        subject: row.subject,
        name: row.name,
        shared: row.shared,
        created_at: row.created_at.into(),
        version: row.version,
    })
}

//! Saved views of the table of prospects.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::saved_view;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

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

const LONGEST_DEFINITION: usize = 20_000;

impl App {
    pub async fn saved_views(&self, actor: &Actor, subject: &str) -> Result<Vec<SavedView>, AppError> {
        actor.require(Right::SeeLists)?;
        let rows = store::views::visible_to(&self.store, actor.user, subject).await?;
        rows.into_iter().map(|row| view(row, actor)).collect()
    }

    pub async fn create_view(&self, actor: &Actor, asked: CreateView) -> Result<SavedView, AppError> {
        actor.require(Right::SeeLists)?;
        let name = asked.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(AppError::invalid("/name", "required", "name the view in 1 to 100 characters"));
        }
        if asked.subject != "parties" {
            return Err(AppError::invalid("/subject", "unknown", "views are kept of parties"));
        }
        let definition = asked.definition.to_string();
        if !asked.definition.is_object() || definition.len() > LONGEST_DEFINITION {
            return Err(AppError::invalid("/definition", "malformed", "a view is an object of at most 20 kB"));
        }
        let row = saved_view::Model {
            id: self.new_id(),
            owner_id: actor.user,
            subject: asked.subject,
            name: name.to_owned(),
            definition,
            shared: asked.shared,
            created_at: self.now_ms(),
        };
        let tx = self.store.begin().await?;
        store::views::insert(&tx, row.clone()).await?;
        self.audit(&tx, actor, "view_created", ("view", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        view(row, actor)
    }

    pub async fn delete_view(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        if !store::views::delete(&tx, actor.user, id).await? {
            return Err(AppError::NotFound("view"));
        }
        self.audit(&tx, actor, "view_deleted", ("view", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }
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
    })
}

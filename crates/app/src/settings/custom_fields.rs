//! Fields a team adds to the card.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::custom_field;
use utoipa::ToSchema;

use crate::{Actor, App, AppError, Right};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomFieldKind {
    Text,
    Number,
    Date,
}

impl CustomFieldKind {
    fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "number" => Self::Number,
            "date" => Self::Date,
            _ => Self::Text,
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomFieldView {
    pub key: String,
    pub label_zh: String,
    pub label_en: String,
    pub kind: CustomFieldKind,
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCustomField {
    /// lower-case letters, digits and `_`, beginning with a letter
    pub key: String,
    pub label_zh: String,
    pub label_en: String,
    pub kind: CustomFieldKind,
}

impl App {
    /// Everybody sees the fields, since every card shows them.
    pub async fn custom_fields(&self, _actor: &Actor) -> Result<Vec<CustomFieldView>, AppError> {
        let rows = store::settings::custom_fields(&self.store).await?;
        Ok(rows.into_iter().map(view).collect())
    }

    pub async fn create_custom_field(
        &self,
        actor: &Actor,
        asked: CreateCustomField,
    ) -> Result<CustomFieldView, AppError> {
        actor.require(Right::ManageSettings)?;
        let fits = asked.key.len() <= 40
            && asked.key.starts_with(|c: char| c.is_ascii_lowercase())
            && asked.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !fits {
            return Err(AppError::invalid("/key", "malformed", "use lower-case letters, digits and _, at most 40"));
        }
        let label = |text: &str, pointer: &str| match text.trim() {
            "" => Err(AppError::invalid(pointer, "required", "a label is needed in both languages")),
            label => Ok(label.to_owned()),
        };
        let row = custom_field::Model {
            label_zh: label(&asked.label_zh, "/label_zh")?,
            label_en: label(&asked.label_en, "/label_en")?,
            key: asked.key,
            kind: asked.kind.code().to_owned(),
            created_at: self.now_ms(),
        };
        let tx = self.store.begin().await?;
        match store::settings::insert_custom_field(&tx, row.clone()).await {
            Err(error) if error.is_unique_violation() => {
                return Err(AppError::invalid("/key", "taken", "a field with this key exists already"));
            }
            other => other?,
        }
        self.audit(&tx, actor, "custom_field_created", ("custom_field", &row.key), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(view(row))
    }

    /// Takes the field off the cards; what was written stays with the records.
    pub async fn delete_custom_field(&self, actor: &Actor, key: &str) -> Result<(), AppError> {
        actor.require(Right::ManageSettings)?;
        let tx = self.store.begin().await?;
        if !store::settings::delete_custom_field(&tx, key).await? {
            return Err(AppError::NotFound("custom field"));
        }
        self.audit(&tx, actor, "custom_field_deleted", ("custom_field", key), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }
}

fn view(row: custom_field::Model) -> CustomFieldView {
    CustomFieldView {
        key: row.key,
        label_zh: row.label_zh,
        label_en: row.label_en,
        kind: CustomFieldKind::from_code(&row.kind),
        created_at: row.created_at.into(),
    }
}

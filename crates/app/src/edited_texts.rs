//! Texts that ship with the product and that a team may say its own way: methods, causes, plays. Every edit is a version,
//! and an upgrade overwrites none.

use std::collections::HashMap;

use store::entities::catalogue_entry;

use crate::{Actor, App, AppError, error::check_version_if_named};

/// What an edit is noted as.
pub(crate) struct Edited {
    /// the event of the audit
    pub event: &'static str,
    /// what the event is about
    pub what: &'static str,
}

impl App {
    /// The last version of each text that was ever edited, by code.
    pub(crate) async fn edited_texts(&self) -> Result<HashMap<String, catalogue_entry::Model>, AppError> {
        let rows = store::catalogue::entries(&self.store).await?;
        Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
    }

    /// Appends a version of a text; none goes back to the shipped one.
    ///
    /// `read` is the version the change starts from; none: whatever there is.
    pub(crate) async fn append_text(
        &self,
        actor: &Actor,
        edited: Edited,
        code: &str,
        read: Option<i32>,
        content: Option<String>,
    ) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        let last = store::catalogue::entries(&tx).await?.into_iter().rfind(|row| row.code == code);
        let version = last.map_or(0, |row| row.version);
        check_version_if_named(read, version)?;
        let row = catalogue_entry::Model {
            code: code.to_owned(),
            version: version + 1,
            content,
            changed_by: actor.id(),
            changed_at: self.now_ms(),
        };
        store::catalogue::append_entry(&tx, row).await?;
        self.audit(&tx, actor, edited.event, (edited.what, code), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }
}

//! The audit as it is read: who did what to which record, narrowed, page by page or as a file.

use std::path::PathBuf;

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{audit::AuditFilter, entities::audit_record};
use tables::write::TableWriter;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    Actor, App, AppError, Page, Right, UserRef,
    app::user_ref,
    parties::{ExportFormat, export_error},
};

/// Who did what to which record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditView {
    pub id: Uuid,
    pub at: Timestamp,
    /// absent: the machine itself
    pub actor: Option<UserRef>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    /// the colleague for whom the actor stood in
    pub on_behalf_of: Option<UserRef>,
    pub detail: serde_json::Value,
}

/// What to narrow the audit to.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AuditAsked {
    /// id of a record
    pub subject: Option<String>,
    /// id of a user
    pub actor: Option<Uuid>,
    /// code of an action
    pub action: Option<String>,
    /// from this moment on
    #[param(value_type = Option<String>)]
    pub from: Option<Timestamp>,
    /// up to this moment, which is not among them
    #[param(value_type = Option<String>)]
    pub to: Option<Timestamp>,
}

impl AuditAsked {
    fn filter(&self) -> AuditFilter {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        AuditFilter {
            subject: given(&self.subject),
            actor: self.actor,
            action: given(&self.action),
            from: self.from.map(Timestamp::as_millis),
            to: self.to.map(Timestamp::as_millis),
        }
    }
}

const PAGE: u64 = 100;
const PER_READ: u64 = 2_000;
const MOST_ROWS: usize = 200_000;

impl App {
    /// The audit, newest first; of one subject or of all.
    pub async fn audit_records(
        &self,
        actor: &Actor,
        subject: Option<&str>,
        cursor: Option<Uuid>,
    ) -> Result<Page<AuditView>, AppError> {
        let asked = AuditAsked { subject: subject.map(str::to_owned), ..AuditAsked::default() };
        self.audit_page(actor, &asked, cursor).await
    }

    /// The audit that matches, newest first.
    pub async fn audit_page(
        &self,
        actor: &Actor,
        asked: &AuditAsked,
        cursor: Option<Uuid>,
    ) -> Result<Page<AuditView>, AppError> {
        actor.require(Right::SeeAudit)?;
        let names = self.user_names().await?;
        let mut rows = store::audit::page(&self.store, &asked.filter(), cursor, PAGE + 1).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let view = |row: audit_record::Model| {
            let detail: serde_json::Value = serde_json::from_str(&row.detail)?;
            let away = detail["for"].as_str().and_then(|id| Uuid::parse_str(id).ok());
            Ok(AuditView {
                on_behalf_of: user_ref(&names, away),
                id: row.id,
                at: row.at.into(),
                actor: user_ref(&names, row.actor_id),
                action: row.action,
                subject_kind: row.subject_kind,
                subject_id: row.subject_id,
                detail,
            })
        };
        let items: Result<Vec<AuditView>, AppError> = rows.into_iter().map(view).collect();
        Ok(Page { items: items?, next, total: None })
    }

    /// Writes the audit that matches to a file of its own and answers its path; the caller sends and deletes it.
    pub async fn export_audit(
        &self,
        actor: &Actor,
        asked: &AuditAsked,
        format: ExportFormat,
    ) -> Result<PathBuf, AppError> {
        actor.require(Right::SeeAudit)?;
        let names = self.user_names().await?;
        let folder = self.config.data_dir.join("exports");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.{}", self.new_id(), format.extension()));
        let header = ["at", "actor", "action", "subject_kind", "subject_id", "detail"];
        let mut writer = TableWriter::create(&path, format.kind(), "Tuoke", &header).map_err(export_error)?;
        let (mut cursor, mut written) = (None, 0);
        while written < MOST_ROWS {
            let rows = store::audit::page(&self.store, &asked.filter(), cursor, PER_READ).await?;
            let Some(last) = rows.last() else { break };
            cursor = Some(last.id);
            written += rows.len();
            for row in rows {
                let who = user_ref(&names, row.actor_id).map(|user| user.name).unwrap_or_default();
                let at = Timestamp::from(row.at).to_string();
                let cells = [at, who, row.action, row.subject_kind, row.subject_id, row.detail];
                writer.write_row(&cells).map_err(export_error)?;
            }
        }
        writer.finish().map_err(export_error)?;
        let tx = self.store.begin().await?;
        self.audit(&tx, actor, "audit_exported", ("audit", ""), serde_json::json!({ "rows": written })).await?;
        tx.commit().await?;
        Ok(path)
    }
}

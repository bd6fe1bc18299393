//! The wording of the method's codes, the audit, the health of the database.

use method::{Timestamp, labels::Label};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Page, Right, UserRef, app::user_ref};

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
    pub detail: serde_json::Value,
}

/// What `tuoke check` counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckFinding {
    pub name: String,
    pub count: i64,
    pub fine: bool,
}

/// An outcome of a contact as the page offers it (APP-4).
pub type OutcomeView = method::appointments::outcomes::Outcome;

const AUDIT_PAGE: u64 = 100;

impl App {
    /// Every code of the method with its wording in both languages.
    pub fn labels(&self) -> Vec<Label> {
        method::labels::all_labels()
    }

    /// The outcomes that can be chosen, in the order of the screen.
    pub async fn outcomes(&self, _actor: &Actor) -> Result<Vec<OutcomeView>, AppError> {
        let settings = self.settings().await?;
        Ok(settings.method.outcomes.outcomes.iter().filter(|outcome| outcome.active).cloned().collect())
    }

    /// The audit, newest first; of one subject or of all.
    pub async fn audit_records(
        &self,
        actor: &Actor,
        subject: Option<&str>,
        cursor: Option<Uuid>,
    ) -> Result<Page<AuditView>, AppError> {
        actor.require(Right::SeeAudit)?;
        let names = self.user_names().await?;
        let mut rows = store::audit::newest(&self.store, subject, cursor, AUDIT_PAGE + 1).await?;
        let more = rows.len() as u64 > AUDIT_PAGE;
        rows.truncate(AUDIT_PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let items: Result<Vec<AuditView>, AppError> = rows
            .into_iter()
            .map(|row| {
                Ok(AuditView {
                    id: row.id,
                    at: row.at.into(),
                    actor: user_ref(&names, row.actor_id),
                    action: row.action,
                    subject_kind: row.subject_kind,
                    subject_id: row.subject_id,
                    detail: serde_json::from_str(&row.detail)?,
                })
            })
            .collect();
        Ok(Page { items: items?, next, total: None })
    }

    /// Whether the database answers and has the schema of this version.
    pub async fn ready(&self) -> Result<bool, AppError> {
        self.store.ping().await?;
        Ok(self.store.migration_state().await?.missing.is_empty())
    }

    /// Counts everything and tests what must hold.
    pub async fn check(&self) -> Result<Vec<CheckFinding>, AppError> {
        let findings = store::check::run(&self.store).await?;
        Ok(findings
            .into_iter()
            .map(|finding| CheckFinding { name: finding.name.to_owned(), count: finding.count, fine: finding.fine })
            .collect())
    }
}

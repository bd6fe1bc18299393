//! Tasks: follow-ups, promises, meetings.

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Tx, entities::task};
use utoipa::ToSchema;
use uuid::Uuid;

use super::entry::PlannedKind;
use crate::{Actor, App, AppError, error::check_version_if_named};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Open,
    Done,
    Cancelled,
}

impl TaskState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskView {
    pub id: Uuid,
    pub party_id: Uuid,
    /// `follow_up`, `promise`, `meeting`, `call_back`, `find_contact`, `decide_visit`, `visit`, `ask_cause`, `after_purchase`,
    /// `remove_block`, `cultivate`, `key_need_lost`, `key_to_rival`, `deal_play`, `other`
    pub kind: String,
    /// as somebody wrote it; of a `deal_play` the play's code, `play.<play>`
    pub title: String,
    pub due_at: Timestamp,
    pub state: String,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTask {
    #[serde(default)]
    pub kind: PlannedKind,
    pub title: String,
    pub due_at: Timestamp,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTask {
    pub state: Option<TaskState>,
    pub due_at: Option<Timestamp>,
    pub title: Option<String>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

impl From<task::Model> for TaskView {
    fn from(row: task::Model) -> Self {
        Self {
            id: row.id,
            party_id: row.party_id,
            kind: row.kind,
            title: row.title,
            due_at: row.due_at.into(),
            state: row.state,
            version: row.version,
        }
    }
}

fn checked_title(title: &str) -> Result<String, AppError> {
    let title = title.trim();
    if title.chars().count() > 200 {
        return Err(AppError::invalid("/title", "too_long", "use at most 200 characters"));
    }
    Ok(title.to_owned())
}

impl App {
    pub async fn create_task(&self, actor: &Actor, party: Uuid, asked: CreateTask) -> Result<TaskView, AppError> {
        let title = checked_title(&asked.title)?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let row = task::Model {
            id: self.new_id(),
            party_id: party,
            owner_id: before.owner_id.or(actor.id()),
            kind: asked.kind.code().to_owned(),
            title,
            due_at: asked.due_at.as_millis(),
            state: TaskState::Open.code().to_owned(),
            activity_id: None,
            created_by: actor.id(),
            created_at: self.now_ms(),
            closed_at: None,
            closed_by_activity: None,
            version: 1,
        };
        store::timeline::insert_tasks(&tx, vec![row.clone()]).await?;
        let detail = serde_json::json!({ "task": row.id, "kind": row.kind });
        self.audit(&tx, actor, "task_created", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// A task of a record within reach.
    pub async fn task(&self, actor: &Actor, id: Uuid) -> Result<TaskView, AppError> {
        let row = store::timeline::task(&self.store, id).await?.ok_or(AppError::NotFound("task"))?;
        self.party_seen(&self.store, actor, row.party_id).await?;
        Ok(row.into())
    }

    pub async fn edit_task(&self, actor: &Actor, id: Uuid, edit: EditTask) -> Result<TaskView, AppError> {
        let tx = self.store.begin().await?;
        let mut row = store::timeline::task(&tx, id).await?.ok_or(AppError::NotFound("task"))?;
        self.party_edited(&tx, actor, row.party_id).await?;
        check_version_if_named(edit.version, row.version)?;
        if let Some(title) = edit.title {
            row.title = checked_title(&title)?;
        }
        if let Some(due) = edit.due_at {
            row.due_at = due.as_millis();
        }
        if let Some(state) = edit.state {
            row.state = state.code().to_owned();
            row.closed_at = (state != TaskState::Open).then(|| self.now_ms());
        }
        let row = store::timeline::update_task(&tx, row).await?;
        let detail = serde_json::json!({ "task": id, "state": row.state });
        self.audit(&tx, actor, "task_changed", ("party", &row.party_id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(row.into())
    }

    /// Closes the task that a logged contact did.
    pub(super) async fn close_task(&self, tx: &Tx, party: Uuid, id: Uuid, activity: Uuid) -> Result<(), AppError> {
        let row = store::timeline::task(tx, id).await?.filter(|row| row.party_id == party);
        let mut row = row.ok_or_else(|| AppError::invalid("/task_id", "unknown", "the record has no such task"))?;
        if row.state == TaskState::Open.code() {
            row.state = TaskState::Done.code().to_owned();
            row.closed_at = Some(self.now_ms());
            row.closed_by_activity = Some(activity);
            store::timeline::update_task(tx, row).await?;
        }
        Ok(())
    }
}

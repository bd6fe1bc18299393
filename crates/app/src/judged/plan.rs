//! The cultivation plan of a PII prospect (CLA-3): six rows, each with what we do and by when. A row that is planned is a task.

use method::{Coded, Timestamp, appointments::outcomes::TaskKind, classes::potential::PlanRow};
use serde::{Deserialize, Serialize};
use store::entities::{judgement, task};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Judgements, checked_note, kind};
use crate::{Actor, App, AppError, UserRef, activities::TaskView, app::user_ref};

/// A row of the plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlanRowView {
    pub row: PlanRow,
    /// what we do; absent: not planned
    pub text: Option<String>,
    pub task: Option<TaskView>,
    pub by: Option<UserRef>,
    pub at: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPlanRow {
    pub row: PlanRow,
    /// what we do about it, 1 to 200 characters
    pub text: String,
    pub due_at: Timestamp,
}

/// What is kept of a row besides its words.
#[derive(Debug, Serialize, Deserialize)]
struct Planned {
    task: Uuid,
}

const LONGEST_TEXT: usize = 200;

impl App {
    /// Plans a row; an open task of the same row is put aside.
    pub async fn set_plan_row(&self, actor: &Actor, party: Uuid, asked: SetPlanRow) -> Result<Judgements, AppError> {
        let text = checked_note("/text", &asked.text, true)?;
        if text.chars().count() > LONGEST_TEXT {
            return Err(AppError::invalid("/text", "too_long", "use at most 200 characters"));
        }
        let tx = self.store.begin().await?;
        let row = self.party_edited(&tx, actor, party).await?;
        let kept = format!("{}{}", kind::PLAN, asked.row.code());
        if let Some(last) = store::judged::standing(&tx, party).await?.iter().find(|judged| judged.kind == kept) {
            let Planned { task } = serde_json::from_str(&last.value)?;
            if let Some(mut open) = store::timeline::task(&tx, task).await?.filter(|task| task.state == "open") {
                open.state = "cancelled".to_owned();
                open.closed_at = Some(self.now_ms());
                store::timeline::update_task(&tx, open).await?;
            }
        }
        let due = self.task_for(&row, TaskKind::Cultivate, asked.due_at, None);
        let task = task::Model { title: text.clone(), created_by: actor.id(), ..due };
        let planned = Planned { task: task.id };
        store::timeline::insert_tasks(&tx, vec![task]).await?;
        self.judge(&tx, actor, (party, &kept, "planned"), &planned, text).await?;
        tx.commit().await?;
        self.judgements_of(actor, row).await
    }

    /// The six rows, planned or not.
    pub(super) async fn plan_of(&self, standing: &[judgement::Model]) -> Result<Vec<PlanRowView>, AppError> {
        let names = self.user_names().await?;
        let mut rows = Vec::new();
        for row in PlanRow::ALL.iter().copied() {
            let kept = format!("{}{}", kind::PLAN, row.code());
            let Some(last) = standing.iter().find(|judged| judged.kind == kept) else {
                rows.push(PlanRowView { row, text: None, task: None, by: None, at: None });
                continue;
            };
            let Planned { task } = serde_json::from_str(&last.value)?;
            rows.push(PlanRowView {
                row,
                text: Some(last.note.clone()),
                task: store::timeline::task(&self.store, task).await?.map(TaskView::from),
                by: user_ref(&names, last.by),
                at: Some(last.at.into()),
            });
        }
        Ok(rows)
    }
}

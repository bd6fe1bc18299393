//! The history of what was entered about a deal (OPP-1): stage, owner, amount, day, probability, end.

use std::collections::HashMap;

use jiff::civil::Date;
use method::{Coded, Timestamp, deals::stages::DealEnd};
use serde::Serialize;
use store::entities::deal_change;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{StageRef, kind, record::read_holder};
use crate::{Actor, App, AppError, UserRef, app::user_ref, orders::date_of};

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DealChangeKind {
    Stage,
    Owner,
    Amount,
    Expected,
    Probability,
    Ended,
    Reopened,
}

impl DealChangeKind {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            kind::STAGE => Self::Stage,
            kind::OWNER => Self::Owner,
            kind::AMOUNT => Self::Amount,
            kind::EXPECTED => Self::Expected,
            kind::PROBABILITY => Self::Probability,
            kind::ENDED => Self::Ended,
            kind::REOPENED => Self::Reopened,
            _ => return None,
        })
    }
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ChangeSide {
    Stage {
        stage: StageRef,
    },
    /// nobody where the user is gone
    Owner {
        owner: Option<UserRef>,
    },
    /// minor units of the deal's currency
    Amount {
        minor: i64,
    },
    Day {
        #[schema(value_type = String)]
        on: Date,
    },
    Percent {
        percent: i32,
    },
    Outcome {
        outcome: DealEnd,
    },
}

/// A change of a deal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealChangeView {
    pub id: Uuid,
    pub kind: DealChangeKind,
    /// absent: nothing was there
    pub before: Option<ChangeSide>,
    /// absent: nothing is there any more
    pub after: Option<ChangeSide>,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

impl App {
    /// What changed about a deal, the newest first.
    pub async fn deal_changes(&self, actor: &Actor, id: Uuid) -> Result<Vec<DealChangeView>, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        let settings = self.settings().await?;
        let users = self.user_names().await?;
        let side =
            |kind: DealChangeKind, text: Option<&str>| side_of(kind, text?, &settings.method.deals.stages, &users);
        let view = |change: deal_change::Model| {
            // a kind of a newer version is not shown
            let kind = DealChangeKind::from_code(&change.kind)?;
            Some(DealChangeView {
                id: change.id,
                kind,
                before: side(kind, change.before.as_deref()),
                after: side(kind, change.after.as_deref()),
                by: user_ref(&users, change.by),
                at: change.at.into(),
            })
        };
        let changes = store::deals::changes_of(&self.store, &[row.id]).await?;
        Ok(changes.into_iter().rev().filter_map(view).collect())
    }
}

fn side_of(
    kind: DealChangeKind,
    text: &str,
    stages: &method::deals::stages::StageSettings,
    users: &HashMap<Uuid, String>,
) -> Option<ChangeSide> {
    Some(match kind {
        DealChangeKind::Stage => ChangeSide::Stage { stage: StageRef::of(text, stages) },
        DealChangeKind::Owner => ChangeSide::Owner { owner: user_ref(users, Some(read_holder(text)?.0)) },
        DealChangeKind::Amount => ChangeSide::Amount { minor: text.parse().ok()? },
        DealChangeKind::Expected => ChangeSide::Day { on: date_of(text.parse().ok()?) },
        DealChangeKind::Probability => ChangeSide::Percent { percent: text.parse().ok()? },
        DealChangeKind::Ended | DealChangeKind::Reopened => ChangeSide::Outcome { outcome: DealEnd::from_code(text)? },
    })
}

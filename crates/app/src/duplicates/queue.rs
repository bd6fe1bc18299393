//! The queue of pairs: listed within reach, dismissed, taken up again.

use std::collections::HashMap;

use method::{Timestamp, duplicates::Likeness};
use serde::{Deserialize, Serialize};
use store::{duplicates::PairFilter, entities::duplicate_pair};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{Actor, App, AppError, Page, Right, Total, UserRef, app::user_ref, parties::PartySummary};

/// Where a pair stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairState {
    /// waits for a decision
    #[default]
    Open,
    /// not the same; not asked again
    Dismissed,
}

impl PairState {
    fn code(self) -> &'static str {
        match self {
            Self::Open => store::duplicates::OPEN,
            Self::Dismissed => store::duplicates::DISMISSED,
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListPairs {
    /// `open` (the default) or `dismissed`
    #[serde(default)]
    pub state: PairState,
    /// `same` or `review`; both where absent
    pub likeness: Option<Likeness>,
    /// only pairs with this record
    pub party: Option<Uuid>,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200; 50 where absent
    pub limit: Option<u64>,
}

/// Two records believed to be the same, beside each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicatePair {
    pub id: Uuid,
    pub left: PartySummary,
    pub right: PartySummary,
    /// 0 to 1
    pub score: f64,
    pub likeness: Likeness,
    /// fields that agree or disagree, with their weight
    pub reasons: serde_json::Value,
    pub state: PairState,
    pub found_at: Timestamp,
    /// who said that they are not the same
    pub decided_by: Option<UserRef>,
    pub decided_at: Option<Timestamp>,
    /// the actor may change both records
    pub can_merge: bool,
}

impl App {
    /// Pairs whose both records are within the actor's reach, the likeliest first.
    pub async fn duplicate_pairs(&self, actor: &Actor, asked: ListPairs) -> Result<Page<DuplicatePair>, AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let limit = asked.limit.unwrap_or(50).clamp(1, 200);
        let after = asked.cursor.as_deref().map(read_cursor).transpose()?;
        let thresholds = self.settings().await?.method.duplicates;
        let (from, below) = match asked.likeness {
            Some(Likeness::Same) => (Some(thresholds.same), None),
            Some(Likeness::Review) => (None, Some(thresholds.same)),
            Some(Likeness::New) | None => (None, None),
        };
        let filter =
            PairFilter { reach: actor.own_reach(), state: asked.state.code(), party: asked.party, from, below };
        let mut rows = store::duplicates::page(&self.store, &filter, after, limit + 1).await?;
        let total = match after {
            None => {
                let count = store::duplicates::count(&self.store, &filter).await?;
                Some(Total { count: count.count, exact: count.exact })
            }
            Some(_) => None,
        };
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.id, row.score));
        Ok(Page { items: self.pair_views(actor, rows).await?, next, total })
    }

    async fn pair_views(
        &self,
        actor: &Actor,
        rows: Vec<duplicate_pair::Model>,
    ) -> Result<Vec<DuplicatePair>, AppError> {
        let thresholds = self.settings().await?.method.duplicates;
        let names = self.user_names().await?;
        let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.left_id, row.right_id]).collect();
        ids.sort_unstable();
        ids.dedup();
        let parties = store::parties::find_many(&self.store, &ids).await?;
        let editable: HashMap<Uuid, bool> =
            parties.iter().map(|row| (row.id, actor.may_edit(row.owner_id, row.team_id))).collect();
        let summaries: HashMap<Uuid, PartySummary> =
            self.summaries(&self.store, parties).await?.into_iter().map(|summary| (summary.id, summary)).collect();
        let edits = |id: Uuid| editable.get(&id).copied().unwrap_or(false);
        let view = |row: duplicate_pair::Model| {
            Some(DuplicatePair {
                left: summaries.get(&row.left_id)?.clone(),
                right: summaries.get(&row.right_id)?.clone(),
                likeness: method::duplicates::likeness(row.score, &thresholds),
                reasons: serde_json::from_str(&row.reasons).unwrap_or_default(),
                state: if row.state == store::duplicates::OPEN { PairState::Open } else { PairState::Dismissed },
                found_at: row.found_at.into(),
                decided_by: user_ref(&names, row.decided_by),
                decided_at: row.decided_at.map(Timestamp::from),
                can_merge: edits(row.left_id) && edits(row.right_id),
                score: row.score,
                id: row.id,
            })
        };
        Ok(rows.into_iter().filter_map(view).collect())
    }

    /// Says that the two of a pair are not the same. Later scans do not ask again.
    pub async fn dismiss_pair(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        self.decide_pair(actor, id, PairState::Dismissed).await
    }

    /// Takes a dismissed pair up again.
    pub async fn reopen_pair(&self, actor: &Actor, id: Uuid) -> Result<(), AppError> {
        self.decide_pair(actor, id, PairState::Open).await
    }

    /// Whoever may change one of the two may say that it is not the other.
    async fn decide_pair(&self, actor: &Actor, id: Uuid, state: PairState) -> Result<(), AppError> {
        actor.require(Right::ReviewDuplicates)?;
        let tx = self.store.begin().await?;
        let pair = store::duplicates::pair(&tx, id).await?;
        let mut pair = pair.ok_or(AppError::NotFound("pair"))?;
        let mut may = false;
        for party in [pair.left_id, pair.right_id] {
            let row = store::parties::find(&tx, party).await?;
            let row = row.filter(|row| actor.reaches(row.owner_id, row.team_id)).ok_or(AppError::NotFound("pair"))?;
            may |= actor.may_edit(row.owner_id, row.team_id);
        }
        if !may {
            return Err(AppError::Forbidden);
        }
        let dismissed = state == PairState::Dismissed;
        pair.state = state.code().to_owned();
        pair.decided_by = actor.id().filter(|_| dismissed);
        pair.decided_at = dismissed.then(|| self.now_ms());
        let (left, right) = (pair.left_id, pair.right_id);
        store::duplicates::update(&tx, pair).await?;
        let action = if dismissed { "pair_dismissed" } else { "pair_reopened" };
        let detail = serde_json::json!({ "left": left, "right": right });
        self.audit(&tx, actor, action, ("pair", &id.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }
}

/// The place that a cursor stands on: id and likeness.
fn read_cursor(cursor: &str) -> Result<(f64, Uuid), AppError> {
    let parts = cursor.split_once('~').and_then(|(id, score)| Some((score.parse().ok()?, Uuid::parse_str(id).ok()?)));
    parts.ok_or_else(|| AppError::invalid("/cursor", "unknown", "send back the cursor of the page before"))
}

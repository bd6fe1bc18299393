//! Decisions about deals (OPP-5): pursue, hold or drop, by whom and why, with what was proposed then. A deal that is dropped ends.

use std::collections::BTreeMap;

use method::{
    Coded, Timestamp, Verdict,
    deals::{
        queue::{DealDecision, QueuePlace, check_decision},
        stages::{DealEnd, EndReason},
    },
};
use serde::{Deserialize, Serialize};
use store::entities::deal_decision;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_TEXT, by_deal, checked_text};
use crate::{Actor, App, AppError, UserRef, app::user_ref, error::check_version_if_named};

/// A decision about a deal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    pub decision: DealDecision,
    pub reason: String,
    /// the index and the investment proposed then
    pub proposed: Option<Verdict<QueuePlace<Uuid>>>,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideDeal {
    pub decision: DealDecision,
    /// why, for those who learn from it later
    pub reason: String,
    /// the version that was read; a newer one in between refuses the decision
    pub version: Option<i32>,
}

impl App {
    /// Decides about an open deal. What is dropped ends as given up by us.
    pub async fn decide_deal(&self, actor: &Actor, id: Uuid, asked: DecideDeal) -> Result<DealView, AppError> {
        check_decision(&asked.reason)
            .map_err(|missing| AppError::invalid("/reason", "required", missing.to_string()))?;
        let reason = checked_text("/reason", &asked.reason, LONGEST_TEXT)?;
        let row = self.deal_open(&self.store, actor, id).await?;
        let proposed = self.ranked_deals(vec![row]).await?.pop().map(|(place, ..)| place);
        let tx = self.store.begin().await?;
        let mut row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        row.decision = Some(asked.decision.code().to_owned());
        let decision = deal_decision::Model {
            id: self.new_id(),
            deal_id: id,
            by: actor.id(),
            decision: asked.decision.code().to_owned(),
            reason: reason.clone(),
            proposed: serde_json::to_string(&proposed)?,
            at: self.now_ms(),
        };
        store::deals::append_decision(&tx, decision).await?;
        let row = if asked.decision == DealDecision::Drop {
            row.seller_reason = Some(EndReason::Other.code().to_owned());
            row.seller_words = Some(reason);
            self.end_with(&tx, actor, row, DealEnd::Dropped).await?
        } else {
            self.write_deal(&tx, actor, row, "deal_decided").await?
        };
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// The decisions about a deal, the newest first.
    pub async fn deal_decisions(&self, actor: &Actor, id: Uuid) -> Result<Vec<DecisionView>, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        let mut found = self.decisions_on(&[row.id]).await?.remove(&row.id).unwrap_or_default();
        found.reverse();
        Ok(found)
    }

    /// The decisions about these deals, oldest first.
    pub(super) async fn decisions_on(&self, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<DecisionView>>, AppError> {
        let users = self.user_names().await?;
        let rows = by_deal(store::deals::decisions_of(&self.store, ids).await?, |row| row.deal_id);
        let mut found = BTreeMap::new();
        for (deal, rows) in rows {
            let mut views = Vec::with_capacity(rows.len());
            for row in rows {
                let Some(decision) = DealDecision::from_code(&row.decision) else { continue };
                views.push(DecisionView {
                    decision,
                    proposed: serde_json::from_str(&row.proposed)?,
                    by: user_ref(&users, row.by),
                    at: row.at.into(),
                    reason: row.reason,
                });
            }
            found.insert(deal, views);
        }
        Ok(found)
    }
}

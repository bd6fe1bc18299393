//! Go or no-go (OPP-5): the open deals in the order in which time should go to them, each with a proposed investment.

use method::{
    Verdict,
    deals::{
        opening::grid::Opening,
        queue::{QueuePlace, QueuedDeal, queue},
        win_rates::WinRateLevel,
    },
    verdict::Measured,
};
use serde::{Deserialize, Serialize};
use store::entities::deal;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    DealLine, DecisionView,
    rates::{Alike, RateBook},
    word,
};
use crate::{Actor, App, AppError};

/// Deals that are ranked at most: those expected first.
const RANKED: u64 = 500;

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct QueueAsked {
    /// of a seller
    pub user: Option<Uuid>,
    /// of a team and the teams below it
    pub team: Option<Uuid>,
}

/// A place of the queue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueLine {
    /// from 1
    pub rank: u32,
    pub deal: DealLine,
    /// the index, the proposed investment, and why
    pub place: Verdict<QueuePlace<Uuid>>,
    pub win_rate: Measured,
    /// the group of closed deals that the win rate rests on
    pub win_rate_of: WinRateLevel,
    /// the last decision
    pub decision: Option<DecisionView>,
}

impl App {
    /// The open deals of those asked about, ranked.
    pub async fn deal_queue(&self, actor: &Actor, asked: QueueAsked) -> Result<Vec<QueueLine>, AppError> {
        let whose = self.whose(actor, asked.user, asked.team).await?;
        let rows = store::deals::open(&self.store, &actor.own_reach(), &whose.filter(), RANKED).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let places = self.ranked_deals(rows.clone()).await?;
        let mut lines = self.deal_lines(rows).await?;
        let mut decisions = self.decisions_on(&ids).await?;
        let mut ranked = Vec::with_capacity(places.len());
        for (rank, (place, win_rate, win_rate_of)) in (1..).zip(places) {
            let id = place.value.id;
            let Some(at) = lines.iter().position(|line| line.id == id) else { continue };
            ranked.push(QueueLine {
                rank,
                deal: lines.swap_remove(at),
                place,
                win_rate,
                win_rate_of,
                decision: decisions.remove(&id).and_then(|mut all| all.pop()),
            });
        }
        Ok(ranked)
    }

    /// Ranks rows by the rule of the queue, with the win rate of each.
    pub(super) async fn ranked_deals(
        &self,
        rows: Vec<deal::Model>,
    ) -> Result<Vec<(Verdict<QueuePlace<Uuid>>, Measured, WinRateLevel)>, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals;
        let now = self.now();
        let learned = self.learned().await?;
        let mut book = RateBook::now(&learned, &rules.win_rates);
        let mut waiting = Vec::with_capacity(rows.len());
        let mut rates = std::collections::BTreeMap::new();
        for row in rows {
            let (level, win_rate) = book.shown(&Alike::now(&row));
            rates.insert(row.id, (win_rate, level));
            waiting.push(QueuedDeal {
                id: row.id,
                class: word(row.value_class.as_ref()),
                short: row.short_score,
                long: row.long_score,
                cell: word::<Opening>(row.cell.as_ref()),
                win_rate,
                effort_left_days: row.effort_left_days,
            });
        }
        let places = queue(&waiting, &rules.queue, now).into_iter();
        let with_rate = places.filter_map(|place| {
            let (rate, level) = *rates.get(&place.value.id)?;
            Some((place, rate, level))
        });
        Ok(with_rate.collect())
    }
}

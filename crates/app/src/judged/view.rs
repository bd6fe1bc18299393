//! Everything that people judged about one party, with what follows from it.

use std::collections::BTreeMap;

use method::{
    Answer, Coded, Timestamp, Verdict,
    answer_sheet::{AnswerSheet, Given},
    appointments::outcomes::TaskKind,
    classes::{
        anchors::Anchor,
        existing::{TurnRound, UnsteadyCause, turn_round},
        expected::{Expected, Indicator, expected},
        plays::Move,
        potential::{Cultivation, LowIntentCause, ProspectClassing, ProspectPlay, cultivation},
    },
};
use serde::Serialize;
use store::entities::{evidence, party};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{FaceView, LatentView, PlanRowView, SettlementView};
use crate::{
    Actor, App, AppError, Right, UserRef,
    activities::TaskView,
    app::user_ref,
    parties::{
        GivenAnswer,
        portrait::{answer_of, answers_of, portray, topic},
        reassess::Whole,
    },
};

/// An indicator of the sheet with its rating.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorView {
    pub indicator: Indicator,
    pub weight: f64,
    /// 0 to 10; absent: unknown
    pub score: Option<u8>,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Option<Timestamp>,
    /// what 0, 3, 5, 7 and 10 mean
    pub anchors: Vec<Anchor>,
}

/// What experience adds or takes, shown apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AdjustmentView {
    pub by_points: f64,
    pub reason: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// The sheet of expected contribution (CLA-3).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpectedView {
    pub indicators: Vec<IndicatorView>,
    pub adjustment: Option<AdjustmentView>,
    /// the most that experience may add or take
    pub adjustment_most: f64,
    pub verdict: Verdict<Expected>,
}

/// The class of a prospect with its play (CLA-3).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProspectClassView {
    pub verdict: Verdict<ProspectClassing>,
    pub play: Option<ProspectPlay>,
    pub moves: Vec<Move>,
    /// the method leaves this class open; the play is Tuoke's own
    pub tuokes_own: bool,
}

/// Why intent is low, what answers it, and the plan (CLA-3).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LowIntentView {
    /// answers by cause
    pub answers: BTreeMap<String, GivenAnswer>,
    pub our_cost_is_lower: Answer,
    pub cultivation: Cultivation,
    /// the six rows, in their order
    pub plan: Vec<PlanRowView>,
}

/// Why a customer of high contribution is unsteady, and what answers it (CLA-2, EII).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnsteadyView {
    /// answers by cause
    pub answers: BTreeMap<String, GivenAnswer>,
    pub turn_round: TurnRound,
}

/// What people judged about a party.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Judgements {
    /// `prospect`, `customer` or `contact`
    pub status: String,
    pub expected: ExpectedView,
    /// absent for customers, and where nothing is rated
    pub class: Option<ProspectClassView>,
    /// what still blocks the contract, first due first
    pub blocks: Vec<TaskView>,
    pub low_intent: LowIntentView,
    pub unsteady: UnsteadyView,
    pub face: FaceView,
    pub settlement: SettlementView,
    /// absent for whoever is not on the list of latent key customers (PRO-13)
    pub latent: Option<LatentView>,
    /// whether the actor may answer and put forward
    pub may_judge: bool,
    /// whether the actor may decide what others put forward
    pub may_approve: bool,
}

impl App {
    /// What people judged about a party, with what follows (CLA-2, CLA-3, CLA-5, PRO-13).
    pub async fn judgements(&self, actor: &Actor, party: Uuid) -> Result<Judgements, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        self.judgements_of(actor, row).await
    }

    pub(super) async fn judgements_of(&self, actor: &Actor, row: party::Model) -> Result<Judgements, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let whole = self.whole(&self.store, row).await?;
        let names = self.user_names().await?;
        let by = |id: Option<Uuid>| user_ref(&names, id);
        let portrait = portray(whole.known(), &settings.method, now);
        let asked = super::portrait::Asked {
            known: whole.known(),
            sheet: &portrait.sheet,
            intent: &portrait.intent,
            completeness: portrait.card.value.completeness,
        };
        let facts = super::portrait::latent_facts(
            &asked,
            portrait.judged.expected.as_ref().and_then(|expected| expected.value.high),
            &settings.method,
        );
        let class = portrait.judged.class.clone().map(|verdict| {
            let play = verdict.value.class.map(method::classes::potential::ProspectClass::play);
            ProspectClassView {
                play,
                moves: play.map(|play| play.moves().to_vec()).unwrap_or_default(),
                tuokes_own: play.is_some_and(ProspectPlay::is_tuokes_own),
                verdict,
            }
        });
        let low: AnswerSheet<LowIntentCause> = answers_of(&whole.evidence, topic::LOW_INTENT_CAUSE);
        let unsteady: AnswerSheet<UnsteadyCause> = answers_of(&whole.evidence, topic::UNSTEADY_CAUSE);
        let our_cost_is_lower = last(&whole.evidence, topic::OUR_COST_IS_LOWER);
        let our_cost_is_lower = our_cost_is_lower.map_or(Answer::Unknown, |row| answer_of(row).answer);
        let standing = store::judged::standing(&self.store, whole.row.id).await?;
        let tasks = store::timeline::open_tasks(&self.store, &[whole.row.id]).await?;
        let blocks =
            tasks.into_iter().filter(|task| task.kind == TaskKind::RemoveBlock.code()).map(TaskView::from).collect();
        let latent = match &portrait.judged.latent {
            Some(verdict) => Some(self.latent_view(&whole, verdict.clone(), &facts).await?),
            None => None,
        };
        Ok(Judgements {
            status: whole.row.status.clone(),
            expected: self.expected_view(&whole, by).await?,
            class,
            blocks,
            low_intent: LowIntentView {
                answers: given_answers(&low, &whole.evidence, by),
                our_cost_is_lower,
                cultivation: cultivation(&low, our_cost_is_lower),
                plan: self.plan_of(&standing).await?,
            },
            unsteady: UnsteadyView {
                answers: given_answers(&unsteady, &whole.evidence, by),
                turn_round: turn_round(&unsteady),
            },
            face: self.face_of(&standing, &whole).await?,
            settlement: self.settlement_of(&standing).await?,
            latent,
            may_judge: actor.works(&whole.row),
            may_approve: actor.may(Right::Approve) && actor.works(&whole.row),
        })
    }

    async fn expected_view(
        &self,
        whole: &Whole,
        by: impl Fn(Option<Uuid>) -> Option<UserRef>,
    ) -> Result<ExpectedView, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.classes.expected;
        let sheet = super::portrait::expected_sheet(&whole.row, &whole.evidence);
        let indicators = Indicator::of(sheet.kind).iter().map(|indicator| {
            let rated = last(&whole.evidence, indicator.dotted());
            IndicatorView {
                indicator: *indicator,
                weight: rules.weight(*indicator),
                score: sheet.ratings.get(indicator).map(|rating| rating.score),
                note: rated.map(|row| row.note.clone()).unwrap_or_default(),
                by: rated.and_then(|row| by(row.by)),
                at: rated.map(|row| row.at.into()),
                anchors: Anchor::of(*indicator).to_vec(),
            }
        });
        let adjusted = last(&whole.evidence, topic::EXPECTED_ADJUSTMENT);
        let adjustment = sheet.adjustment.as_ref().zip(adjusted).map(|(adjustment, row)| AdjustmentView {
            by_points: adjustment.by,
            reason: adjustment.reason.clone(),
            by: by(row.by),
            at: row.at.into(),
        });
        Ok(ExpectedView {
            indicators: indicators.collect(),
            adjustment,
            adjustment_most: rules.adjustment_most,
            verdict: expected(&sheet, rules, self.now()),
        })
    }
}

/// The last answer to a question.
fn last<'a>(evidence: &'a [evidence::Model], topic: &str) -> Option<&'a evidence::Model> {
    evidence.iter().rev().find(|row| row.topic == topic)
}

/// The answers of a sheet with who gave them.
pub(super) fn given_answers<Q: Ord + Copy + Coded>(
    sheet: &AnswerSheet<Q>,
    evidence: &[evidence::Model],
    by: impl Fn(Option<Uuid>) -> Option<UserRef>,
) -> BTreeMap<String, GivenAnswer> {
    let view = |question: Q, given: &Given| {
        let row = last(evidence, question.dotted());
        GivenAnswer {
            answer: given.answer,
            source: given.source,
            note: given.note.clone(),
            by: row.and_then(|row| by(row.by)),
            at: row.map(|row| row.at.into()),
        }
    };
    sheet.iter().map(|(question, given)| (question.code().to_owned(), view(question, given))).collect()
}

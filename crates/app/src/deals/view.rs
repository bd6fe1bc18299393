//! A deal as it is read.

use jiff::civil::Date;
use method::{
    Answer, Coded, Timestamp, Verdict,
    deals::{
        opening::grid::{Opening, OpeningKind},
        queue::DealDecision,
        stages::{BuyingStage, DealEnd, EndReason, NextStepState, StageAge, StageSettings, StatedReason, stage_age},
        value::{ValueClass, ValuePolicy, short_term::DealAmount},
    },
};
use serde::Serialize;
use store::entities::{deal, deal_tender};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ConcernView, DealPerson, DealRival, PlayView, record::TenderFacts, word, works};
use crate::{
    Actor, App, AppError, NameRef, UserRef,
    app::user_ref,
    orders::{LineRef, date_of},
};

/// A stage with its wording, which is a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StageRef {
    pub code: String,
    pub zh: String,
    pub en: String,
}

impl StageRef {
    pub(super) fn of(code: &str, settings: &StageSettings) -> Self {
        let known = settings.stages.iter().find(|stage| stage.code == code);
        // a stage that was taken out of the settings is shown by its code
        let (zh, en) = known.map_or((code, code), |stage| (stage.zh.as_str(), stage.en.as_str()));
        Self { code: code.to_owned(), zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// How a deal ended: the buyer's own reason apart from the seller's view.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealEnding {
    pub outcome: DealEnd,
    pub at: Timestamp,
    pub by: Option<UserRef>,
    /// what the buyer says; absent where nobody asked
    pub buyer_says: Option<StatedReason>,
    /// how the seller sees it
    pub seller_sees: Option<StatedReason>,
    /// whether the two name different reasons; absent while the buyer has not said
    pub views_differ: Option<bool>,
}

/// A deal with everything around it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealView {
    pub id: Uuid,
    pub party: NameRef,
    pub name: String,
    pub line: LineRef,
    pub owner: Option<UserRef>,
    pub team: Option<NameRef>,
    pub stage: StageRef,
    /// how long it has been in its stage, against the won deals
    pub stage_age: Verdict<StageAge>,
    pub buying_stage: Option<BuyingStage>,
    pub amount: DealAmount,
    pub currency: String,
    /// how an estimated amount was made: units and price
    pub amount_basis: Option<serde_json::Value>,
    #[schema(value_type = Option<String>)]
    pub expected_on: Option<Date>,
    pub next_step: String,
    pub next_step_at: Option<Timestamp>,
    pub next_step_state: NextStepState,
    /// per cent, by a manager
    pub probability: Option<i32>,
    pub probability_by: Option<UserRef>,
    pub probability_at: Option<Timestamp>,
    /// person-days still needed
    pub effort_left_days: Option<f64>,
    /// where it came from
    pub source: String,
    pub note: String,
    pub tender: Option<TenderFacts>,
    pub value_class: Option<ValueClass>,
    pub value_firm: bool,
    /// what the class asks for
    pub policy: Option<ValuePolicy>,
    pub cell: Option<Opening>,
    pub cell_kind: Option<OpeningKind>,
    pub cell_firm: bool,
    pub assessed_at: Option<Timestamp>,
    /// the last decision
    pub decision: Option<DealDecision>,
    pub people: Vec<DealPerson>,
    pub rivals: Vec<DealRival>,
    pub concerns: Vec<ConcernView>,
    pub plays: Vec<PlayView>,
    /// absent while it is open
    pub ending: Option<DealEnding>,
    /// whether the actor may work it
    pub may_work: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

/// The amount of a deal as the rules read it.
pub(super) fn amount_of(row: &deal::Model) -> DealAmount {
    match row.amount_kind.as_str() {
        "known" => DealAmount::Known { minor: row.likely_minor },
        "estimated" => DealAmount::Estimated {
            low_minor: row.low_minor.unwrap_or(row.likely_minor),
            likely_minor: row.likely_minor,
            high_minor: row.high_minor.unwrap_or(row.likely_minor),
        },
        _ => DealAmount::Unknown,
    }
}

pub(super) fn expected_on(row: &deal::Model) -> Option<Date> {
    (row.expected_day != store::deals::NO_DAY).then(|| date_of(row.expected_day))
}

pub(super) fn next_step_state(row: &deal::Model, now: Timestamp) -> NextStepState {
    let due: Vec<Timestamp> = row.next_step_at.map(Timestamp::from).into_iter().collect();
    method::deals::stages::next_step(&due, now)
}

pub(super) fn tender_facts(row: &deal_tender::Model) -> TenderFacts {
    TenderFacts {
        public: Answer::from_code(&row.public).unwrap_or_default(),
        opens_at: row.opens_at.map(Timestamp::from),
        decision_at: row.decision_at.map(Timestamp::from),
        place: row.place.clone(),
        note: row.note.clone(),
    }
}

pub(super) fn stated(reason: Option<&String>, words: Option<&String>) -> Option<StatedReason> {
    let reason = reason.and_then(|code| EndReason::from_code(code))?;
    Some(StatedReason { reason, words: words.cloned().unwrap_or_default() })
}

impl App {
    /// One deal with everything around it.
    pub async fn deal(&self, actor: &Actor, id: Uuid) -> Result<DealView, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        self.deal_view(actor, row).await
    }

    pub(super) async fn deal_view(&self, actor: &Actor, row: deal::Model) -> Result<DealView, AppError> {
        let settings = self.settings().await?;
        let rules = &settings.method.deals;
        let now = self.now();
        let users = self.user_names().await?;
        let lines = self.line_names(&self.store, &[]).await?;
        let party = store::parties::find(&self.store, row.party_id).await?;
        let team = match row.team_id {
            Some(team) => store::people::team(&self.store, team).await?,
            None => None,
        };
        let tender = store::deals::tenders_of(&self.store, &[row.id]).await?;
        let won_days = self.won_days_in(&row.stage).await?;
        let value_class: Option<ValueClass> = word(row.value_class.as_ref());
        let cell: Option<Opening> = word(row.cell.as_ref());
        Ok(DealView {
            id: row.id,
            party: NameRef { id: row.party_id, name: party.map(|party| party.name).unwrap_or_default() },
            line: lines.line(row.line_id),
            owner: user_ref(&users, row.owner_id),
            team: team.map(|team| NameRef { id: team.id, name: team.name }),
            stage: StageRef::of(&row.stage, &rules.stages),
            stage_age: stage_age(row.stage_since.into(), &won_days, &rules.stages, ended_or(&row, now)),
            buying_stage: word(row.buying_stage.as_ref()),
            amount: amount_of(&row),
            amount_basis: row.amount_basis.as_deref().map(serde_json::from_str).transpose()?,
            expected_on: expected_on(&row),
            next_step_at: row.next_step_at.map(Timestamp::from),
            next_step_state: next_step_state(&row, now),
            probability: row.probability,
            probability_by: user_ref(&users, row.probability_by),
            probability_at: row.probability_at.map(Timestamp::from),
            effort_left_days: row.effort_left_days,
            tender: tender.first().map(tender_facts),
            value_class,
            value_firm: row.value_firm,
            policy: value_class.map(ValueClass::policy),
            cell,
            cell_kind: cell.map(Opening::kind),
            cell_firm: row.cell_firm,
            assessed_at: row.assessed_at.map(Timestamp::from),
            decision: word(row.decision.as_ref()),
            people: self.people_of_deal(&row).await?,
            rivals: self.rivals_of_deal(&row).await?,
            concerns: self.concerns_of_deal(&row).await?,
            plays: self.plays_of_deal(&row).await?,
            ending: super::ending::ending_of(&row, &users),
            may_work: works(actor, &row),
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
            version: row.version,
            name: row.name,
            currency: row.currency,
            next_step: row.next_step,
            source: row.source,
            note: row.note,
        })
    }
}

/// A deal that ended has been in its last stage until then.
fn ended_or(row: &deal::Model, now: Timestamp) -> Timestamp {
    row.ended_at.map_or(now, Timestamp::from)
}

//! Opening a deal and changing what is entered about it (OPP-1).

use jiff::civil::Date;
use method::{
    Answer, Coded, Timestamp,
    deals::{
        stages::{BuyingStage, NextStepState, StageSettings},
        value::short_term::{DealAmount, UnitsWanted},
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_change, deal_tender},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_NAME, LONGEST_TEXT, checked_text, kind, required_text, view::amount_of};
use crate::{
    Actor, App, AppError, Right,
    error::check_version_if_named,
    orders::{CURRENCY, day_number, is_currency},
};

/// Amounts up to which sums of thousands stay exact: a hundred billion.
pub(crate) const MOST_MINOR: i64 = 10_000_000_000_000;

/// What is to be done next, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DealStep {
    pub what: String,
    pub due_at: Timestamp,
}

/// An amount worked out from the units wanted and the market price of one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EstimateAmount {
    pub units: UnitsWanted,
    pub price_minor: i64,
}

/// What is known of a tender.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TenderFacts {
    /// whether it is a public one, which limits what may be done
    pub public: Answer,
    pub opens_at: Option<Timestamp>,
    /// when the customer decides
    pub decision_at: Option<Timestamp>,
    pub place: String,
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateDeal {
    pub party_id: Uuid,
    pub name: String,
    /// the general line where absent
    pub line_id: Option<Uuid>,
    /// a stage of the settings; the first where absent
    pub stage: Option<String>,
    #[serde(default)]
    pub amount: DealAmount,
    /// instead of an amount: units and the market price of one
    pub estimate: Option<EstimateAmount>,
    /// ISO 4217; CNY where absent
    pub currency: Option<String>,
    #[schema(value_type = Option<String>)]
    pub expected_on: Option<Date>,
    /// every open deal needs one
    pub next_step: DealStep,
    pub buying_stage: Option<BuyingStage>,
    /// person-days still needed
    pub effort_left_days: Option<f64>,
    /// where it came from
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub note: String,
    pub tender: Option<TenderFacts>,
    /// the customer's owner where absent, or else the actor
    pub owner_id: Option<Uuid>,
}

/// A field that can be emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DealField {
    ExpectedOn,
    BuyingStage,
    Probability,
    EffortLeftDays,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditDeal {
    pub name: Option<String>,
    pub line_id: Option<Uuid>,
    pub amount: Option<DealAmount>,
    /// instead of an amount: units and the market price of one
    pub estimate: Option<EstimateAmount>,
    pub currency: Option<String>,
    #[schema(value_type = Option<String>)]
    pub expected_on: Option<Date>,
    pub next_step: Option<DealStep>,
    pub buying_stage: Option<BuyingStage>,
    pub effort_left_days: Option<f64>,
    /// per cent; a manager's own view
    pub probability: Option<i32>,
    pub source: Option<String>,
    pub note: Option<String>,
    pub tender: Option<TenderFacts>,
    pub owner_id: Option<Uuid>,
    /// fields to empty
    pub empty: Vec<DealField>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

/// The amount asked, as it is and how it was made.
fn asked_amount(
    amount: Option<DealAmount>,
    estimate: Option<EstimateAmount>,
) -> Result<Option<(DealAmount, Option<EstimateAmount>)>, AppError> {
    let refused = |pointer: &str, detail: &str| AppError::invalid(pointer, "out_of_range", detail);
    let found = match (amount, estimate) {
        (_, Some(estimate)) => {
            let amount = DealAmount::estimate(estimate.units, estimate.price_minor);
            let detail = "the three numbers of units stand in order, and the price is not negative";
            Some((amount.ok_or_else(|| refused("/estimate", detail))?, Some(estimate)))
        }
        (amount, None) => amount.map(|amount| (amount, None)),
    };
    if let Some((amount, _)) = &found {
        let ordered = match *amount {
            DealAmount::Estimated { low_minor, likely_minor, high_minor } => {
                low_minor <= likely_minor && likely_minor <= high_minor
            }
            DealAmount::Known { .. } | DealAmount::Unknown => true,
        };
        let within = amount.range_minor().is_none_or(|(low, high)| low >= 0 && high <= MOST_MINOR);
        if !ordered || !within {
            return Err(refused("/amount", "an amount is not negative, and its ends stand in order"));
        }
    }
    Ok(found)
}

pub(super) fn put_amount(
    row: &mut deal::Model,
    amount: DealAmount,
    basis: Option<EstimateAmount>,
) -> Result<(), AppError> {
    let (kind, low, high) = match amount {
        DealAmount::Unknown => ("unknown", None, None),
        DealAmount::Known { .. } => ("known", None, None),
        DealAmount::Estimated { low_minor, high_minor, .. } => ("estimated", Some(low_minor), Some(high_minor)),
    };
    row.amount_kind = kind.to_owned();
    row.likely_minor = amount.likely_minor().unwrap_or(0);
    (row.low_minor, row.high_minor) = (low, high);
    row.amount_basis = basis.map(|basis| serde_json::to_string(&basis)).transpose()?;
    Ok(())
}

/// A next step as it is kept, refused where it says nothing or lies in the past already.
pub(super) fn checked_step(pointer: &str, step: &DealStep, now: Timestamp) -> Result<(String, i64), AppError> {
    let what = required_text(&format!("{pointer}/what"), &step.what, LONGEST_TEXT)?;
    if method::deals::stages::next_step(&[step.due_at], now) != NextStepState::Set {
        return Err(AppError::invalid(&format!("{pointer}/due_at"), "in_the_past", "a next step lies ahead"));
    }
    Ok((what, step.due_at.as_millis()))
}

/// A stage that deals may enter.
pub(super) fn checked_stage(pointer: &str, code: &str, settings: &StageSettings) -> Result<String, AppError> {
    let known = settings.stages.iter().any(|stage| stage.active && stage.code == code);
    if known { Ok(code.to_owned()) } else { Err(AppError::invalid(pointer, "unknown", "there is no such stage")) }
}

fn checked_effort(days: Option<f64>) -> Result<Option<f64>, AppError> {
    match days {
        Some(days) if !days.is_finite() || !(0.0..=10_000.0).contains(&days) => {
            Err(AppError::invalid("/effort_left_days", "out_of_range", "a number of days from zero on is needed"))
        }
        days => Ok(days),
    }
}

/// Owner and team as a change keeps them.
pub(crate) fn holder(owner: Option<Uuid>, team: Option<Uuid>) -> Option<String> {
    owner.map(|owner| format!("{owner} {}", team.unwrap_or_default()))
}

/// The same as it is read again; the team is none where there was none.
pub(super) fn read_holder(text: &str) -> Option<(Uuid, Option<Uuid>)> {
    let (owner, team) = text.split_once(' ')?;
    let team = Uuid::parse_str(team).ok()?;
    Some((Uuid::parse_str(owner).ok()?, (!team.is_nil()).then_some(team)))
}

pub(super) fn amount_text(row: &deal::Model) -> Option<String> {
    amount_of(row).likely_minor().map(|minor| minor.to_string())
}

pub(super) fn day_text(day: i32) -> Option<String> {
    (day != store::deals::NO_DAY).then(|| day.to_string())
}

impl App {
    /// Opens a deal with a customer the actor works.
    pub async fn create_deal(&self, actor: &Actor, asked: CreateDeal) -> Result<DealView, AppError> {
        actor.require(Right::Work)?;
        let settings = self.settings().await?;
        let stages = &settings.method.deals.stages;
        let now = self.now();
        let first = stages.stages.iter().find(|stage| stage.active).map(|stage| stage.code.as_str());
        let stage = checked_stage("/stage", asked.stage.as_deref().or(first).unwrap_or_default(), stages)?;
        let (next_step, next_step_at) = checked_step("/next_step", &asked.next_step, now)?;
        let amount = asked_amount(Some(asked.amount), asked.estimate)?;
        let currency = asked.currency.unwrap_or_else(|| CURRENCY.to_owned());
        if !is_currency(&currency) {
            return Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        let tx = self.store.begin().await?;
        let party = self.party_edited(&tx, actor, asked.party_id).await?;
        let owner = asked.owner_id.or(party.owner_id).or(actor.id());
        let team = self.team_of_owner(&tx, actor, owner, party.owner_id).await?;
        let line_id = asked.line_id.unwrap_or(store::products::GENERAL_LINE);
        self.check_line(&tx, line_id).await?;
        let mut row = deal::Model {
            id: self.new_id(),
            party_id: party.id,
            line_id,
            owner_id: owner,
            team_id: team,
            created_by: actor.id(),
            name: required_text("/name", &asked.name, LONGEST_NAME)?,
            stage,
            source: checked_text("/source", &asked.source, LONGEST_NAME)?,
            note: checked_text("/note", &asked.note, LONGEST_TEXT)?,
            currency,
            amount_kind: String::new(),
            next_step,
            buying_stage: asked.buying_stage.map(|stage| stage.code().to_owned()),
            amount_basis: None,
            value_class: None,
            cell: None,
            decision: None,
            stage_since: now.as_millis(),
            likely_minor: 0,
            created_at: now.as_millis(),
            updated_at: now.as_millis(),
            low_minor: None,
            high_minor: None,
            next_step_at: Some(next_step_at),
            probability_at: None,
            assessed_at: None,
            ended_at: None,
            expected_day: asked.expected_on.map_or(store::deals::NO_DAY, day_number),
            version: 1,
            probability: None,
            probability_by: None,
            ended_by: None,
            value_firm: false,
            cell_firm: false,
            short_score: None,
            long_score: None,
            effort_left_days: checked_effort(asked.effort_left_days)?,
            outcome: None,
            buyer_reason: None,
            buyer_words: None,
            seller_reason: None,
            seller_words: None,
            number_key: None,
            import_id: None,
            import_row: None,
        };
        let (amount, basis) = amount.unwrap_or_default();
        put_amount(&mut row, amount, basis)?;
        let mut changes = vec![
            self.change_of(actor, row.id, kind::OWNER, None, holder(owner, team)),
            self.change_of(actor, row.id, kind::STAGE, None, Some(row.stage.clone())),
        ];
        let known = [(kind::AMOUNT, amount_text(&row)), (kind::EXPECTED, day_text(row.expected_day))];
        let known = known.into_iter().filter(|(_, text)| text.is_some());
        changes.extend(known.map(|(kind, text)| self.change_of(actor, row.id, kind, None, text)));
        store::deals::insert(&tx, row.clone()).await?;
        store::deals::append_changes(&tx, changes).await?;
        if let Some(tender) = asked.tender {
            store::deals::keep_tender(&tx, tender_row(row.id, &tender)?).await?;
        }
        self.audit_deal(&tx, actor, &row, "deal_created", serde_json::json!({})).await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// Changes what is entered about an open deal.
    pub async fn edit_deal(&self, actor: &Actor, id: Uuid, edit: EditDeal) -> Result<DealView, AppError> {
        let tx = self.store.begin().await?;
        let before = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(edit.version, before.version)?;
        let row = self.edited(&tx, actor, &before, &edit).await?;
        let changes = self.changes_between(actor, &before, &row);
        store::deals::append_changes(&tx, changes).await?;
        if let Some(tender) = &edit.tender {
            store::deals::keep_tender(&tx, tender_row(id, tender)?).await?;
        }
        let row = self.write_deal(&tx, actor, row, "deal_changed").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    async fn edited(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &deal::Model,
        edit: &EditDeal,
    ) -> Result<deal::Model, AppError> {
        let now = self.now();
        let mut row = before.clone();
        if let Some(name) = &edit.name {
            row.name = required_text("/name", name, LONGEST_NAME)?;
        }
        if let Some(line) = edit.line_id {
            self.check_line(tx, line).await?;
            row.line_id = line;
        }
        if let Some((amount, basis)) = asked_amount(edit.amount, edit.estimate)? {
            put_amount(&mut row, amount, basis)?;
        }
        if let Some(currency) = &edit.currency {
            if !is_currency(currency) {
                return Err(AppError::invalid("/currency", "malformed", "use an ISO 4217 code such as CNY"));
            }
            row.currency.clone_from(currency);
        }
        if let Some(day) = edit.expected_on {
            row.expected_day = day_number(day);
        }
        if let Some(step) = &edit.next_step {
            let (what, due) = checked_step("/next_step", step, now)?;
            (row.next_step, row.next_step_at) = (what, Some(due));
        }
        if let Some(stage) = edit.buying_stage {
            row.buying_stage = Some(stage.code().to_owned());
        }
        if edit.effort_left_days.is_some() {
            row.effort_left_days = checked_effort(edit.effort_left_days)?;
        }
        if let Some(source) = &edit.source {
            row.source = checked_text("/source", source, LONGEST_NAME)?;
        }
        if let Some(note) = &edit.note {
            row.note = checked_text("/note", note, LONGEST_TEXT)?;
        }
        if let Some(percent) = edit.probability {
            actor.require(Right::Approve)?;
            if !(0..=100).contains(&percent) {
                return Err(AppError::invalid("/probability", "out_of_range", "a probability is 0 to 100 per cent"));
            }
            (row.probability, row.probability_by) = (Some(percent), actor.id());
            row.probability_at = Some(now.as_millis());
        }
        if let Some(owner) = edit.owner_id {
            row.team_id = self.team_of_owner(tx, actor, Some(owner), before.owner_id).await?;
            row.owner_id = Some(owner);
        }
        for field in &edit.empty {
            match field {
                DealField::ExpectedOn => row.expected_day = store::deals::NO_DAY,
                DealField::BuyingStage => row.buying_stage = None,
                DealField::EffortLeftDays => row.effort_left_days = None,
                DealField::Probability => {
                    actor.require(Right::Approve)?;
                    (row.probability, row.probability_by, row.probability_at) = (None, None, None);
                }
            }
        }
        Ok(row)
    }

    /// What a change of a deal leaves for later readings.
    pub(super) fn changes_between(
        &self,
        actor: &Actor,
        before: &deal::Model,
        now: &deal::Model,
    ) -> Vec<deal_change::Model> {
        let percent = |row: &deal::Model| row.probability.map(|percent| percent.to_string());
        let looked_back_on = [
            (kind::OWNER, holder(before.owner_id, before.team_id), holder(now.owner_id, now.team_id)),
            (kind::AMOUNT, amount_text(before), amount_text(now)),
            (kind::EXPECTED, day_text(before.expected_day), day_text(now.expected_day)),
            (kind::PROBABILITY, percent(before), percent(now)),
        ];
        let differ = looked_back_on.into_iter().filter(|(_, was, is)| was != is);
        differ.map(|(kind, was, is)| self.change_of(actor, now.id, kind, was, is)).collect()
    }

    /// The team of a deal's owner. Somebody new as owner has to be the actor, or one of those the actor answers for.
    pub(super) async fn team_of_owner(
        &self,
        tx: &Tx,
        actor: &Actor,
        owner: Option<Uuid>,
        before: Option<Uuid>,
    ) -> Result<Option<Uuid>, AppError> {
        let Some(id) = owner else { return Ok(actor.team) };
        let unknown = || AppError::invalid("/owner_id", "unknown", "there is no such user");
        let user = store::people::user(tx, id).await?.filter(|user| user.active).ok_or_else(unknown)?;
        let allowed = owner == actor.id() || owner == before || actor.may_edit(Some(id), user.team_id);
        if allowed { Ok(user.team_id) } else { Err(AppError::Forbidden) }
    }

    async fn check_line(&self, tx: &Tx, line: Uuid) -> Result<(), AppError> {
        let known = store::products::line(tx, line).await?.filter(|line| line.archived_at.is_none());
        if known.is_none() {
            return Err(AppError::invalid("/line_id", "unknown", "there is no such product line, or it is archived"));
        }
        Ok(())
    }
}

fn tender_row(deal: Uuid, facts: &TenderFacts) -> Result<deal_tender::Model, AppError> {
    Ok(deal_tender::Model {
        deal_id: deal,
        public: facts.public.code().to_owned(),
        place: checked_text("/tender/place", &facts.place, LONGEST_NAME)?,
        note: checked_text("/tender/note", &facts.note, LONGEST_TEXT)?,
        opens_at: facts.opens_at.map(Timestamp::as_millis),
        decision_at: facts.decision_at.map(Timestamp::as_millis),
    })
}

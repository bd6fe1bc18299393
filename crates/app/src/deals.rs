//! Deals with key accounts (OPP): what each is worth, which opening it has, what is done about it, and what closed deals say
//! about open ones.
//!
//! A deal's row holds what people enter and, as projections, what the last assessments found. What was found, decided,
//! forecast or changed is appended, so that statistics see a deal as it was known at each moment.

mod advice;
mod assess;
mod changes;
mod concerns;
mod decisions;
mod diagnosis;
mod ending;
mod filed;
mod forecast;
mod history;
mod holders;
mod learned;
mod lists;
mod people;
mod plays;
mod queue;
mod rates;
mod record;
mod rivals;
mod stages;
mod view;
mod watch;
mod whose;

use std::collections::BTreeMap;

use method::Coded;
use store::{
    Db, Tx,
    entities::{deal, deal_change},
};
use uuid::Uuid;

pub use advice::{CauseToAsk, ChangedAnswer, DealAdvice, DealPlace, NamedAreas, QuestionsView, RivalMirror};
pub use assess::{
    AnswerNote, AssessOpening, AssessQuestions, AssessValue, AssessedDeal, AssessmentKind, AssessmentView,
};
pub use changes::{ChangeSide, DealChangeKind, DealChangeView};
pub use concerns::{ConcernView, VoiceConcern};
pub use decisions::{DecideDeal, DecisionView};
pub use diagnosis::{DealDiagnosis, DealPoint, DiagnosisAsked, OpenCount};
pub use ending::EndDeal;
pub use forecast::{DealForecast, ForecastAsked, ForecastLine, PastQuarter, PastScores, PeriodSaid, SayForecast};
pub use lists::{BoardColumn, CalendarAsked, CalendarDay, DealBoard, DealLine, DealsAsked, MoneySum};
pub use people::{DealPerson, EditDealPerson, PutDealPerson};
pub use plays::{ClosePlay, PlayState, PlayView, TakePlay};
pub use queue::{QueueAsked, QueueLine};
pub use rates::{
    DealAccuracy, DealWinRates, ForecastScores, ManagerScores, RateLine, RatesAsked, RatesBy, ReliabilityPoint,
    TacticLine,
};
pub use record::{CreateDeal, DealField, DealStep, EditDeal, EstimateAmount, TenderFacts};
pub use rivals::{DealRival, EditDealRival, PutDealRival};
pub use stages::MoveDeal;
pub use view::{DealEnding, DealView, StageRef};
pub use watch::DealNews;

pub(crate) use filed::{FiledDeal, FiledEnd};
pub(crate) use forecast::Quarter;
pub(crate) use learned::KeptLessons;
pub(crate) use record::{MOST_MINOR, holder};

use crate::{Actor, App, AppError, Right};

/// The kinds of changes that are kept.
pub(crate) mod kind {
    pub(crate) const STAGE: &str = "stage";
    pub(crate) const OWNER: &str = "owner";
    pub(crate) const AMOUNT: &str = "amount";
    pub(crate) const EXPECTED: &str = "expected";
    pub(crate) const PROBABILITY: &str = "probability";
    pub(crate) const ENDED: &str = "ended";
    pub(crate) const REOPENED: &str = "reopened";
}

/// The longest text of a field that says more than a name.
const LONGEST_TEXT: usize = 2_000;
const LONGEST_NAME: usize = 200;

/// A text without its margins, refused where it is too long.
fn checked_text(pointer: &str, text: &str, longest: usize) -> Result<String, AppError> {
    let text = text.trim();
    if text.chars().count() > longest {
        return Err(AppError::invalid(pointer, "too_long", format!("use at most {longest} characters")));
    }
    Ok(text.to_owned())
}

/// A text that has to be there.
fn required_text(pointer: &str, text: &str, longest: usize) -> Result<String, AppError> {
    let text = checked_text(pointer, text, longest)?;
    if text.is_empty() {
        return Err(AppError::invalid(pointer, "required", "this is needed"));
    }
    Ok(text)
}

/// Reads a word that is kept by its code.
fn word<W: Coded>(code: Option<&String>) -> Option<W> {
    code.and_then(|code| W::from_code(code))
}

impl App {
    /// A deal that the actor sees: by its owner and team, or because the owner or the customer is lent.
    pub(crate) async fn deal_seen(&self, db: &impl Db, actor: &Actor, id: Uuid) -> Result<deal::Model, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::deals::find(db, id).await?;
        row.filter(|row| sees(actor, row)).ok_or(AppError::NotFound("deal"))
    }

    /// The same of one the actor may work.
    pub(crate) async fn deal_worked(&self, db: &impl Db, actor: &Actor, id: Uuid) -> Result<deal::Model, AppError> {
        let row = self.deal_seen(db, actor, id).await?;
        if works(actor, &row) { Ok(row) } else { Err(AppError::Forbidden) }
    }

    /// The same of one that has not ended.
    async fn deal_open(&self, db: &impl Db, actor: &Actor, id: Uuid) -> Result<deal::Model, AppError> {
        let row = self.deal_worked(db, actor, id).await?;
        if row.ended_at.is_some() {
            return Err(AppError::conflict("deal_ended", "the deal has ended; open it again first"));
        }
        Ok(row)
    }

    /// Writes a deal as the next version, with the record of who did what.
    async fn write_deal(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut row: deal::Model,
        action: &str,
    ) -> Result<deal::Model, AppError> {
        row.updated_at = self.now_ms();
        let row = store::deals::update(tx, row).await?;
        self.audit_deal(tx, actor, &row, action, serde_json::json!({})).await?;
        Ok(row)
    }

    /// What is done to a deal is told with its customer's record.
    async fn audit_deal(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &deal::Model,
        action: &str,
        mut detail: serde_json::Value,
    ) -> Result<(), AppError> {
        detail["deal"] = row.id.to_string().into();
        self.audit(tx, actor, action, ("party", &row.party_id.to_string()), detail).await
    }

    /// A change that later readings look back on.
    fn change_of(
        &self,
        actor: &Actor,
        deal: Uuid,
        kind: &str,
        before: Option<String>,
        after: Option<String>,
    ) -> deal_change::Model {
        deal_change::Model {
            id: self.new_id(),
            deal_id: deal,
            by: actor.id(),
            kind: kind.to_owned(),
            before,
            after,
            at: self.now_ms(),
        }
    }
}

fn sees(actor: &Actor, row: &deal::Model) -> bool {
    actor.reaches(row.owner_id, row.team_id)
        || row.owner_id.is_some_and(|owner| actor.lent.stands_in_for(owner))
        || actor.lent.parties().contains(&row.party_id)
}

pub(crate) fn works(actor: &Actor, row: &deal::Model) -> bool {
    if actor.may_edit(row.owner_id, row.team_id) {
        return true;
    }
    let lent = row.owner_id.is_some_and(|owner| actor.lent.stands_in_for(owner))
        || actor.lent.to_work().contains(&row.party_id);
    lent && actor.may(Right::Work)
}

/// Rows that name their deal, deal by deal.
fn by_deal<Row>(rows: Vec<Row>, deal: impl Fn(&Row) -> Uuid) -> BTreeMap<Uuid, Vec<Row>> {
    let mut found: BTreeMap<Uuid, Vec<Row>> = BTreeMap::new();
    for row in rows {
        found.entry(deal(&row)).or_default().push(row);
    }
    found
}

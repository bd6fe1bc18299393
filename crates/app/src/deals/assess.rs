//! Assessing a deal: what its customer is worth (OPP-2), which opening it has (OPP-3), the twenty questions (OPP-4). Each
//! assessment is appended with the sheet as answered and the verdict; the deal's row shows what the last ones found.

mod opening;
mod questions;
mod value;

use method::{
    Coded, Timestamp, Verdict,
    deals::{opening::deal::DealOpening, value::DealValue},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_assessment},
};
use utoipa::ToSchema;
use uuid::Uuid;

pub use opening::{AnswerNote, AssessOpening};
pub(super) use opening::{OpeningSheet, RIVALS_MOST};
pub use questions::AssessQuestions;
pub(super) use questions::QuestionSheet;
pub use value::AssessValue;

use super::QuestionsView;
use crate::{Actor, App, AppError, UserRef, app::user_ref};

/// What is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentKind {
    Value,
    Opening,
    Questions,
}

impl AssessmentKind {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Opening => "opening",
            Self::Questions => "questions",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Value, Self::Opening, Self::Questions].into_iter().find(|kind| kind.code() == code)
    }
}

/// An assessment as it was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessmentView {
    pub id: Uuid,
    pub kind: AssessmentKind,
    /// the class or the cell; absent where it was not known
    pub found: Option<String>,
    /// whether no missing answer could change it
    pub firm: bool,
    /// the sheet as answered
    pub sheet: serde_json::Value,
    /// the verdict with its reasons
    pub verdict: serde_json::Value,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// What an assessment found; one of the three.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssessedDeal {
    pub value: Option<Verdict<DealValue>>,
    pub opening: Option<Verdict<DealOpening<Uuid>>>,
    pub questions: Option<QuestionsView>,
    /// the deal's version after it
    pub version: i32,
}

/// An assessment to be kept.
struct Assessed<'a, Sheet, Found> {
    kind: AssessmentKind,
    sheet: &'a Sheet,
    verdict: &'a Found,
    found: Option<&'static str>,
    /// of an opening: territory and standing
    ground: (Option<&'static str>, Option<&'static str>),
    firm: bool,
    note: String,
}

impl App {
    /// The assessments of a deal, the newest first.
    pub async fn deal_assessments(
        &self,
        actor: &Actor,
        id: Uuid,
        kind: Option<AssessmentKind>,
    ) -> Result<Vec<AssessmentView>, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        let rows = store::deals::assessments_of(&self.store, &[row.id], kind.map(AssessmentKind::code)).await?;
        let users = self.user_names().await?;
        let mut found = Vec::new();
        for row in rows.into_iter().rev() {
            let Some(kind) = AssessmentKind::from_code(&row.kind) else { continue };
            found.push(AssessmentView {
                id: row.id,
                kind,
                found: row.found,
                firm: row.firm,
                sheet: serde_json::from_str(&row.sheet)?,
                verdict: serde_json::from_str(&row.verdict)?,
                note: row.note,
                by: user_ref(&users, row.by),
                at: row.at.into(),
            });
        }
        Ok(found)
    }

    /// The last assessment of a kind.
    pub(super) async fn last_assessment(
        &self,
        deal: Uuid,
        kind: AssessmentKind,
    ) -> Result<Option<deal_assessment::Model>, AppError> {
        Ok(store::deals::assessments_of(&self.store, &[deal], Some(kind.code())).await?.pop())
    }

    /// Appends an assessment and writes the deal's row, on which the caller has put what it found.
    async fn keep_assessment<Sheet: Serialize + Sync, Found: Serialize + Sync>(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut row: deal::Model,
        assessed: Assessed<'_, Sheet, Found>,
    ) -> Result<deal::Model, AppError> {
        let kept = deal_assessment::Model {
            id: self.new_id(),
            deal_id: row.id,
            by: actor.id(),
            kind: assessed.kind.code().to_owned(),
            sheet: serde_json::to_string(assessed.sheet)?,
            verdict: serde_json::to_string(assessed.verdict)?,
            note: assessed.note,
            found: assessed.found.map(str::to_owned),
            territory: assessed.ground.0.map(str::to_owned),
            standing: assessed.ground.1.map(str::to_owned),
            firm: assessed.firm,
            at: self.now_ms(),
        };
        store::deals::append_assessment(tx, kept).await?;
        row.assessed_at = Some(self.now_ms());
        row.updated_at = self.now_ms();
        let row = store::deals::update(tx, row).await?;
        let detail = serde_json::json!({ "kind": assessed.kind, "found": assessed.found });
        self.audit_deal(tx, actor, &row, "deal_assessed", detail).await?;
        Ok(row)
    }
}

/// How many questions of a value nobody had answered.
pub(super) fn unanswered_of_value(row: &deal_assessment::Model) -> Result<u64, AppError> {
    let verdict: Verdict<DealValue> = serde_json::from_str(&row.verdict)?;
    Ok(value::unanswered(&verdict.value))
}

/// The same of an opening.
pub(super) fn unanswered_of_opening(row: &deal_assessment::Model) -> Result<u64, AppError> {
    let verdict: Verdict<DealOpening<Uuid>> = serde_json::from_str(&row.verdict)?;
    Ok(opening::unanswered(&verdict.value))
}

/// The code of a word that may not be known.
fn code_of<W: Coded>(word: Option<W>) -> Option<&'static str> {
    word.map(Coded::code)
}

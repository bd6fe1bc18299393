//! The twenty questions of strategic deals (OPP-4), for us and each rival.

use std::collections::BTreeMap;

use method::{
    Verdict,
    deals::{
        questions::{StrategicReading, StrategicSheet, long_form_applies, read_questions},
        value::short_term::DealAmount,
    },
};
use serde::{Deserialize, Serialize};
use store::entities::deal;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Assessed, AssessedDeal, AssessmentKind, RIVALS_MOST};
use crate::{
    Actor, App, AppError, FieldError,
    deals::{LONGEST_TEXT, checked_text, view::amount_of, word},
    error::check_version_if_named,
};

/// Answers to the twenty questions; what is absent is unknown.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssessQuestions {
    /// for us
    pub ours: StrategicSheet,
    /// for each rival of the deal
    pub rivals: BTreeMap<Uuid, StrategicSheet>,
    pub note: String,
    /// the version that was read; a newer one in between refuses the assessment
    pub version: Option<i32>,
}

/// The sheets as they were answered.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::deals) struct QuestionSheet {
    pub ours: StrategicSheet,
    pub rivals: BTreeMap<Uuid, StrategicSheet>,
}

impl App {
    /// Whether the long form applies to a deal.
    pub(in crate::deals) async fn long_form(&self, row: &deal::Model) -> Result<bool, AppError> {
        let settings = self.settings().await?;
        let amount: DealAmount = amount_of(row);
        let class = word(row.value_class.as_ref());
        Ok(long_form_applies(class, amount.likely_minor(), &settings.method.deals.questions))
    }

    /// Answers the twenty questions of an open deal of class 1 above the amount that is set.
    pub async fn assess_questions(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: AssessQuestions,
    ) -> Result<AssessedDeal, AppError> {
        let settings = self.settings().await?;
        let note = checked_text("/note", &asked.note, LONGEST_TEXT)?;
        let before = self.last_assessment(id, AssessmentKind::Questions).await?;
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        if !self.long_form(&row).await? {
            let detail = "the twenty questions are for deals of class 1 above the amount that is set";
            return Err(AppError::conflict("long_form_not_needed", detail));
        }
        let rivals = store::deals::rivals_of(&tx, &[id]).await?;
        let known = |rival: &&Uuid| rivals.iter().any(|known| known.id == **rival);
        if asked.rivals.len() > RIVALS_MOST || !asked.rivals.keys().all(|rival| known(&rival)) {
            let error = FieldError::new("/rivals", "unknown", "answers are about rivals of the deal");
            return Err(AppError::Invalid(vec![error]));
        }
        let sheet = QuestionSheet { ours: asked.ours, rivals: asked.rivals };
        let theirs: Vec<(Uuid, StrategicSheet)> =
            sheet.rivals.iter().map(|(rival, answers)| (*rival, answers.clone())).collect();
        let verdict: Verdict<StrategicReading<Uuid>> =
            read_questions(&sheet.ours, &theirs, &settings.method.deals.questions, self.now());
        let assessed = Assessed {
            kind: AssessmentKind::Questions,
            sheet: &sheet,
            verdict: &verdict,
            found: None,
            ground: (None, None),
            firm: verdict.value.ask.is_empty(),
            note,
        };
        let row = self.keep_assessment(&tx, actor, row, assessed).await?;
        tx.commit().await?;
        let before = before.map(|row| serde_json::from_str::<QuestionSheet>(&row.sheet)).transpose()?;
        let questions = self.questions_view(&row, verdict, &sheet, before.as_ref()).await?;
        Ok(AssessedDeal { value: None, opening: None, questions: Some(questions), version: row.version })
    }
}

//! Latent key customers (PRO-13): a list on which each stands in a stage, with what is missing for the next and the time in it.

use std::collections::BTreeMap;

use method::{
    Coded, Timestamp, Verdict,
    classes::latent::{LatentFacts, LatentSource, LatentStage, LatentStanding},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    portrait::{latent_source, stage_of},
    view::given_answers,
};
use crate::{
    Actor, App, AppError, Right,
    app::user_ref,
    parties::{GivenAnswer, PartySummary, reassess::Whole},
};

/// When a stage was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LatentStageSince {
    pub stage: LatentStage,
    pub at: Timestamp,
}

/// A latent key customer on the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LatentView {
    pub source: Option<LatentSource>,
    pub verdict: Verdict<LatentStanding>,
    /// answers by criterion, those drawn from the record among them
    pub answers: BTreeMap<String, GivenAnswer>,
    /// the stages gone through, newest first
    pub stages: Vec<LatentStageSince>,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LatentCustomer {
    pub party: PartySummary,
    pub stage: LatentStage,
    pub since: Timestamp,
    pub days_in_stage: f64,
}

const LINES: u64 = 200;

impl App {
    /// The list of latent key customers within reach, those longest in their stage first; at most 200.
    pub async fn latent_customers(
        &self,
        actor: &Actor,
        stage: Option<LatentStage>,
    ) -> Result<Vec<LatentCustomer>, AppError> {
        actor.require(Right::SeeLists)?;
        let rows = store::judged::latent(&self.store, &actor.reach(), stage.map(Coded::code), LINES).await?;
        let stages: Vec<_> = rows.iter().map(|row| (stage_of(row), row.latent_since)).collect();
        let parties = self.summaries(&self.store, rows).await?;
        let line = |(party, (stage, since)): (PartySummary, (Option<LatentStage>, Option<i64>))| {
            let since = Timestamp::from(since?);
            Some(LatentCustomer { party, stage: stage?, since, days_in_stage: self.now().days_since(since).max(0.0) })
        };
        Ok(parties.into_iter().zip(stages).filter_map(line).collect())
    }

    pub(super) async fn latent_view(
        &self,
        whole: &Whole,
        verdict: Verdict<LatentStanding>,
        facts: &LatentFacts,
    ) -> Result<LatentView, AppError> {
        let names = self.user_names().await?;
        let kept = store::assessments::history(&self.store, whole.row.id, "latent").await?;
        let stages = kept.into_iter().map(|row| {
            let standing: LatentStanding = serde_json::from_str(&row.value)?;
            Ok::<_, AppError>(LatentStageSince { stage: standing.stage, at: row.as_of.into() })
        });
        Ok(LatentView {
            source: latent_source(&whole.evidence),
            verdict,
            answers: given_answers(facts, &whole.evidence, |id| user_ref(&names, id)),
            stages: stages.collect::<Result<_, _>>()?,
        })
    }
}

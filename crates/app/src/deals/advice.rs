//! What to do about a deal: the policy of its class, the plays of its cell, what each rival will try, and the trail of cells.

use std::collections::BTreeMap;

use method::{
    Answer, Coded, Timestamp, Verdict, Zone,
    deals::{
        opening::{
            causes::{CauseProbe, OpeningCause},
            chase::{Chase, chase},
            deal::DealOpening,
            grid::{Opening, OpeningKind},
            plays::{OpeningAdvice, Play, advise, expect_of_rival},
            trail::{Assessed, TrailStep, trail},
        },
        questions::{AreaReading, QuestionChange, QuestionReading, StrategicQuestion, StrategicReading, what_changed},
        queue::QueuePlace,
        value::{DealValue, ValueClass, ValuePolicy},
        win_rates::WinRateLevel,
    },
    verdict::Measured,
};
use serde::Serialize;
use store::entities::{deal, deal_assessment};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AssessmentKind,
    assess::{OpeningSheet, QuestionSheet},
    word,
};
use crate::{Actor, App, AppError, NameRef};

/// A rival's own cell, and what they will therefore try.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RivalMirror {
    pub rival: NameRef,
    /// whether they take part; one who does not is shown as absent
    pub takes_part: bool,
    /// our cell against them
    pub cell: Option<Opening>,
    /// theirs
    pub mirror: Option<Opening>,
    /// what to guard against
    pub expect: Vec<Play>,
}

/// The four areas of a rival.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedAreas {
    pub rival: NameRef,
    pub areas: Vec<AreaReading>,
}

/// An answer that differs from the assessment before; absent side: ours.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangedAnswer {
    pub rival: Option<NameRef>,
    pub change: QuestionChange,
}

/// The twenty questions as read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionsView {
    pub ours: Vec<AreaReading>,
    pub rivals: Vec<NamedAreas>,
    pub questions: Vec<QuestionReading>,
    /// our questions without an answer
    pub ask: Vec<StrategicQuestion>,
    /// what changed since the assessment before
    pub changed: Vec<ChangedAnswer>,
    pub as_of: Timestamp,
}

/// A cause nobody has answered yet, with what to ask.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CauseToAsk {
    pub cause: OpeningCause,
    pub probes: Vec<CauseProbe>,
}

/// What is proposed to put into a deal, for who decides about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealPlace {
    pub place: Verdict<QueuePlace<Uuid>>,
    pub win_rate: Measured,
    /// the group of closed deals that the win rate rests on
    pub win_rate_of: WinRateLevel,
}

/// Everything that is said about a deal, with its reasons.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealAdvice {
    /// the last value
    pub value: Option<Verdict<DealValue>>,
    /// what the class asks for
    pub policy: Option<ValuePolicy>,
    /// the last opening
    pub opening: Option<Verdict<DealOpening<Uuid>>>,
    pub cell_kind: Option<OpeningKind>,
    /// the plays of the cell by the causes answered
    pub plays: Option<Verdict<OpeningAdvice>>,
    /// the causes to ask about, in this order
    pub ask: Vec<CauseToAsk>,
    pub mirrors: Vec<RivalMirror>,
    /// the cells the deal went through
    pub trail: Vec<TrailStep>,
    /// in cell C: the search for a break
    pub chase: Option<Chase>,
    /// its place by itself: the investment proposed, and the win rate that goes into it (OPP-5)
    pub place: Option<DealPlace>,
    /// whether the twenty questions apply
    pub long_form: bool,
    /// deals of class 1 have the twenty questions from this amount on, minor units
    pub long_form_from_minor: i64,
    pub questions: Option<QuestionsView>,
}

/// An opening as it was found, for the trail.
fn assessed(row: &deal_assessment::Model) -> Assessed {
    Assessed {
        at: row.at.into(),
        territory: word(row.territory.as_ref()),
        standing: word(row.standing.as_ref()),
        firm: row.firm,
    }
}

/// When the customer decides: the moment of the tender, or noon of the day on which the deal is expected.
pub(super) fn decision_of(row: &deal::Model, tender: Option<i64>, zone: &Zone) -> Option<Timestamp> {
    let expected = || super::view::expected_on(row).map(|day| zone.moment(day.at(12, 0, 0, 0)));
    tender.map(Timestamp::from).or_else(expected)
}

impl App {
    /// What to do about a deal, from its last assessments.
    pub async fn deal_advice(&self, actor: &Actor, id: Uuid) -> Result<DealAdvice, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        let all = store::deals::assessments_of(&self.store, &[id], None).await?;
        let last = |kind: AssessmentKind| all.iter().rev().find(|one| one.kind == kind.code());
        let value: Option<Verdict<DealValue>> =
            last(AssessmentKind::Value).map(|one| serde_json::from_str(&one.verdict)).transpose()?;
        let opening: Option<Verdict<DealOpening<Uuid>>> =
            last(AssessmentKind::Opening).map(|one| serde_json::from_str(&one.verdict)).transpose()?;
        let openings = all.iter().filter(|one| one.kind == AssessmentKind::Opening.code());
        let trail = trail(&openings.map(assessed).collect::<Vec<_>>());
        let cell: Option<Opening> = word(row.cell.as_ref());
        let class: Option<ValueClass> = value.as_ref().and_then(|value| value.value.class);
        let plays = self.advice_on_opening(&row).await?;
        let ask = plays.iter().flat_map(|advice| &advice.value.ask);
        let ask = ask.map(|cause| CauseToAsk { cause: *cause, probes: cause.probes().to_vec() }).collect();
        Ok(DealAdvice {
            policy: class.map(ValueClass::policy),
            cell_kind: cell.map(Opening::kind),
            mirrors: self.mirrors(&row, opening.as_ref(), last(AssessmentKind::Opening)).await?,
            chase: self.chase_of(&row, &trail, last(AssessmentKind::Opening)).await?,
            place: self.place_of(&row).await?,
            long_form: self.long_form(&row).await?,
            long_form_from_minor: self.settings().await?.method.deals.questions.from_minor,
            questions: self.last_questions(&row, &all).await?,
            value,
            opening,
            plays,
            ask,
            trail,
        })
    }

    /// The plays of the deal's cell; none while it has no cell.
    pub(super) async fn advice_on_opening(
        &self,
        row: &deal::Model,
    ) -> Result<Option<Verdict<OpeningAdvice>>, AppError> {
        let Some(cell) = word::<Opening>(row.cell.as_ref()) else { return Ok(None) };
        let last = self.last_assessment(row.id, AssessmentKind::Opening).await?;
        let sheet = last.map(|one| serde_json::from_str::<OpeningSheet>(&one.sheet)).transpose()?;
        let causes = sheet.map(|sheet| sheet.causes).unwrap_or_default();
        let tender = store::deals::tenders_of(&self.store, &[row.id]).await?;
        let public = tender.first().and_then(|tender| Answer::from_code(&tender.public)).unwrap_or_default();
        Ok(Some(advise(cell, &causes, public, self.now())))
    }

    /// What is proposed to put into an open deal.
    async fn place_of(&self, row: &deal::Model) -> Result<Option<DealPlace>, AppError> {
        if row.ended_at.is_some() {
            return Ok(None);
        }
        let place = self.ranked_deals(vec![row.clone()]).await?.pop();
        Ok(place.map(|(place, win_rate, win_rate_of)| DealPlace { place, win_rate, win_rate_of }))
    }

    /// What each rival sees and will try.
    async fn mirrors(
        &self,
        row: &deal::Model,
        opening: Option<&Verdict<DealOpening<Uuid>>>,
        last: Option<&deal_assessment::Model>,
    ) -> Result<Vec<RivalMirror>, AppError> {
        let Some(opening) = opening else { return Ok(Vec::new()) };
        let sheet = last.map(|one| serde_json::from_str::<OpeningSheet>(&one.sheet)).transpose()?;
        let mut names = sheet.map(|sheet| sheet.absent).unwrap_or_default();
        names.extend(self.rival_names(row).await?);
        let mirror = |one: &method::deals::opening::deal::RivalOpening<Uuid>| RivalMirror {
            rival: NameRef { id: one.rival, name: names.get(&one.rival).cloned().unwrap_or_default() },
            takes_part: one.takes_part,
            cell: one.cell,
            mirror: one.mirror,
            expect: one.cell.map(expect_of_rival).unwrap_or_default(),
        };
        Ok(opening.value.rivals.iter().map(mirror).collect())
    }

    async fn rival_names(&self, row: &deal::Model) -> Result<BTreeMap<Uuid, String>, AppError> {
        let rivals = store::deals::rivals_of(&self.store, &[row.id]).await?;
        Ok(rivals.into_iter().map(|rival| (rival.id, rival.name)).collect())
    }

    /// In cell C: how the search for a break stands.
    async fn chase_of(
        &self,
        row: &deal::Model,
        trail: &[TrailStep],
        last: Option<&deal_assessment::Model>,
    ) -> Result<Option<Chase>, AppError> {
        let (Some(step), Some(last)) = (trail.last().filter(|step| step.cell == Opening::C), last) else {
            return Ok(None);
        };
        let sheet: OpeningSheet = serde_json::from_str(&last.sheet)?;
        let settings = self.settings().await?;
        let tender = store::deals::tenders_of(&self.store, &[row.id]).await?;
        let tender = tender.first().and_then(|tender| tender.decision_at);
        let decision = decision_of(row, tender, &settings.method.contact.zone);
        let limits = &settings.method.deals.opening.chase;
        Ok(Some(chase(&sheet.causes, step.at, decision, sheet.look_until, limits, self.now())))
    }

    async fn last_questions(
        &self,
        row: &deal::Model,
        all: &[deal_assessment::Model],
    ) -> Result<Option<QuestionsView>, AppError> {
        let mut kept = all.iter().rev().filter(|one| one.kind == AssessmentKind::Questions.code());
        let Some(last) = kept.next() else { return Ok(None) };
        let before = kept.next().map(|one| serde_json::from_str::<QuestionSheet>(&one.sheet)).transpose()?;
        let sheet: QuestionSheet = serde_json::from_str(&last.sheet)?;
        let verdict = serde_json::from_str(&last.verdict)?;
        Ok(Some(self.questions_view(row, verdict, &sheet, before.as_ref()).await?))
    }

    /// The twenty questions with the names of the rivals and what changed.
    pub(super) async fn questions_view(
        &self,
        row: &deal::Model,
        verdict: Verdict<StrategicReading<Uuid>>,
        sheet: &QuestionSheet,
        before: Option<&QuestionSheet>,
    ) -> Result<QuestionsView, AppError> {
        let names = self.rival_names(row).await?;
        let named = |id: Uuid| NameRef { id, name: names.get(&id).cloned().unwrap_or_default() };
        let mut changed = Vec::new();
        if let Some(before) = before {
            let ours = what_changed(&before.ours, &sheet.ours);
            changed.extend(ours.into_iter().map(|change| ChangedAnswer { rival: None, change }));
            for (rival, now) in &sheet.rivals {
                let was = before.rivals.get(rival).cloned().unwrap_or_default();
                let theirs = what_changed(&was, now).into_iter();
                changed.extend(theirs.map(|change| ChangedAnswer { rival: Some(named(*rival)), change }));
            }
        }
        let found = verdict.value;
        let theirs = found.rivals.into_iter().map(|(id, areas)| NamedAreas { rival: named(id), areas });
        Ok(QuestionsView {
            ours: found.ours,
            rivals: theirs.collect(),
            questions: found.questions,
            ask: found.ask,
            changed,
            as_of: verdict.as_of,
        })
    }
}

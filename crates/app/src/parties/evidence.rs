//! Answers with their source, and the advice that follows from them (PRO-2, PRO-4, PRO-5, APP-9).

use std::collections::BTreeMap;

use method::{
    Answer, Coded, Reason, Source, Timestamp, Verdict,
    appointments::intent::{EvidenceKind, Intent, IntentLevel},
    contact_policy::{Channel, Deed, Permission},
    prospecting::{
        buying::Buying,
        cadence::NextContact,
        card::CardReading,
        colour::Colour,
        disposition::{DecisionFacts, VisitDecision, propose},
        golden::{GoldenQuestion, GoldenReading},
        man::{Authority, ManReading},
        screening::{Criterion, Graded},
        steps::Step,
    },
    today::Action,
};
use serde::{Deserialize, Serialize};
use store::entities::{evidence, party};
use utoipa::ToSchema;
use uuid::Uuid;

use super::portrait::{Portrait, topic};
use crate::{Actor, App, AppError, UserRef, app::user_ref, contact_policy::ask, judged::is_judged};

/// An answer as it was given, or as it was drawn from the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GivenAnswer {
    pub answer: Answer,
    pub source: Source,
    pub note: Option<String>,
    pub by: Option<UserRef>,
    pub at: Option<Timestamp>,
}

/// One piece of evidence of intent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IntentPiece {
    pub id: Uuid,
    pub kind: String,
    pub at: Timestamp,
    pub note: String,
    pub source: String,
    pub by: Option<UserRef>,
}

/// What to do next with a party, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NextStep {
    /// what to do; absent where nothing is asked today
    pub action: Option<Action>,
    pub at: Option<Timestamp>,
    pub reasons: Vec<Reason>,
}

/// Everything the method says about a party, each verdict with its reasons.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Advice {
    pub screening: Verdict<Graded>,
    /// answers by criterion (PRO-2)
    pub answers: BTreeMap<String, GivenAnswer>,
    pub authority: Authority,
    pub man: Verdict<ManReading>,
    pub golden: Verdict<GoldenReading>,
    /// answers by question (PRO-5)
    pub golden_answers: BTreeMap<String, GivenAnswer>,
    pub intent: Verdict<Intent>,
    pub intent_evidence: Vec<IntentPiece>,
    pub card: Verdict<CardReading>,
    pub cadence: Verdict<NextContact>,
    pub permission: Verdict<Permission>,
    pub step: Verdict<Step>,
    /// PRO-8
    pub colour: Verdict<Colour>,
    /// whether they still buy; absent for whoever never bought (CLA-6)
    pub buying: Option<Verdict<Buying>>,
    /// the visit decision that the facts speak for (PRO-8)
    pub visit_decision: Verdict<Option<VisitDecision>>,
    pub next_step: NextStep,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestion {
    /// `screening.<criterion>`, `golden.<question>`, `authority` or `intent_level`; of what people judge
    /// `expected.<indicator>`, `expected_adjustment`, `low_intent_cause.<cause>`, `our_cost_is_lower`,
    /// `unsteady_cause.<cause>`, `influence`, `latent.<criterion>` or `latent_source`
    pub topic: String,
    /// yes, no or unknown; for `authority` one of decides, recommends, vetoes, none, unknown; for `intent_level` a level; for
    /// an indicator and for `influence` 0 to 10 or unknown; for `expected_adjustment` points; for `latent_source` a source or
    /// none
    pub answer: String,
    /// the evidence in a few words; required for `intent_level`, `expected_adjustment` and an influence of a black face
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddIntentEvidence {
    pub kind: String,
    #[serde(default)]
    pub note: String,
    /// when it happened; now where absent
    pub at: Option<Timestamp>,
}

impl App {
    pub async fn advice(&self, actor: &Actor, party: Uuid) -> Result<Advice, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        self.advice_of(actor, row).await
    }

    async fn advice_of(&self, actor: &Actor, row: party::Model) -> Result<Advice, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let whole = self.whole(&self.store, row).await?;
        let portrait = super::portrait::portray(whole.known(), &settings.method, now);
        let call = ask(actor, &whole.row, Deed::Contact, Channel::Call);
        let permission = self.permission(&whole.row, &call, now).await?;
        let names = self.user_names().await?;
        let by = |id: Option<Uuid>| user_ref(&names, id);
        let given = |topic_name: &str, given: &method::answer_sheet::Given| {
            let row = whole.evidence.iter().rev().find(|row| row.topic == topic_name);
            GivenAnswer {
                answer: given.answer,
                source: given.source,
                note: given.note.clone(),
                by: row.and_then(|row| by(row.by)),
                at: row.map(|row| row.at.into()),
            }
        };
        let answers = portrait.sheet.iter().map(|(q, a)| (q.code().to_owned(), given(q.dotted(), a))).collect();
        let golden_answers =
            portrait.golden_sheet.iter().map(|(q, a)| (q.code().to_owned(), given(q.dotted(), a))).collect();
        let intent_evidence = whole
            .evidence
            .iter()
            .rev()
            .filter(|row| row.topic == topic::INTENT)
            .map(|row| IntentPiece {
                id: row.id,
                kind: row.value.clone(),
                at: row.at.into(),
                note: row.note.clone(),
                source: row.source.clone(),
                by: by(row.by),
            })
            .collect();
        let next_step = self.next_step_of(&whole.row).await?;
        let decision = DecisionFacts {
            grade: portrait.screening.value.grade,
            intent: portrait.intent.value.level,
            man: portrait.man.value.advice,
            refusals_in_person: self.refusals_in_person(whole.row.id).await?,
            ineligible: portrait.sheet.answer(Criterion::Eligible) == Answer::No,
        };
        let visit_decision = propose(&decision, &settings.method.decision, now);
        let bought = whole.row.won_at.is_some();
        let Portrait { screening, authority, man, golden, intent, card, cadence, step, colour, buying, .. } = portrait;
        Ok(Advice {
            screening,
            answers,
            authority,
            man,
            golden,
            golden_answers,
            intent,
            intent_evidence,
            card,
            cadence,
            permission,
            step,
            colour,
            buying: bought.then_some(buying),
            visit_decision,
            next_step,
        })
    }

    /// Meetings in which they refused.
    async fn refusals_in_person(&self, party: Uuid) -> Result<u32, AppError> {
        let settings = self.settings().await?;
        let refused = |code: &str| settings.method.outcomes.find(code).is_some_and(|outcome| outcome.refusal);
        let activities = store::timeline::activities_since(&self.store, &[party], 0).await?;
        let in_person = activities.iter().filter(|row| {
            matches!(row.kind.as_str(), "visit" | "event") && row.outcome.as_deref().is_some_and(refused)
        });
        Ok(u32::try_from(in_person.count()).unwrap_or(u32::MAX))
    }

    /// The line that Today has, or would have, for this party.
    async fn next_step_of(&self, row: &party::Model) -> Result<NextStep, AppError> {
        let line = self.ranked(vec![row.clone()], &method::Zone::default()).await?.lines.into_iter().next();
        Ok(match line {
            Some(line) => NextStep { action: Some(line.action), at: line.at, reasons: line.reasons },
            None => NextStep { action: None, at: None, reasons: Vec::new() },
        })
    }

    /// Records an answer; answers are appended, so that what was known at a time stays readable.
    pub async fn answer_question(&self, actor: &Actor, party: Uuid, asked: AnswerQuestion) -> Result<Advice, AppError> {
        let fits = match asked.topic.as_str() {
            judged if is_judged(judged) => self.fits_judged(&asked).await?,
            topic::AUTHORITY => Authority::from_code(&asked.answer).is_some(),
            topic::INTENT_LEVEL => IntentLevel::from_code(&asked.answer).is_some(),
            name => {
                let known = name.strip_prefix(topic::SCREENING).is_some_and(|c| Criterion::from_code(c).is_some())
                    || name.strip_prefix(topic::GOLDEN).is_some_and(|q| GoldenQuestion::from_code(q).is_some());
                if !known {
                    return Err(AppError::invalid("/topic", "unknown", "there is no such question"));
                }
                ["yes", "no", "unknown"].contains(&asked.answer.as_str())
            }
        };
        if !fits {
            return Err(AppError::invalid("/answer", "unknown", "this is not an answer to that question"));
        }
        if asked.topic == topic::INTENT_LEVEL && asked.note.trim().is_empty() {
            return Err(AppError::invalid("/note", "required", "a level set by hand needs its evidence in words"));
        }
        self.append_evidence(actor, party, &asked.topic, &asked.answer, &asked.note, self.now()).await
    }

    pub async fn add_intent_evidence(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: AddIntentEvidence,
    ) -> Result<Advice, AppError> {
        if EvidenceKind::from_code(&asked.kind).is_none() {
            return Err(AppError::invalid("/kind", "unknown", "the evidence list has no such entry"));
        }
        let at = asked.at.unwrap_or_else(|| self.now());
        if at > self.now() {
            return Err(AppError::invalid("/at", "in_the_future", "evidence lies in the past"));
        }
        self.append_evidence(actor, party, topic::INTENT, &asked.kind, &asked.note, at).await
    }

    async fn append_evidence(
        &self,
        actor: &Actor,
        party: Uuid,
        topic: &str,
        value: &str,
        note: &str,
        at: Timestamp,
    ) -> Result<Advice, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let row = evidence::Model {
            id: self.new_id(),
            party_id: party,
            topic: topic.to_owned(),
            value: value.to_owned(),
            note: note.trim().chars().take(500).collect(),
            source: Source::Stated.code().to_owned(),
            at: at.as_millis(),
            by: actor.id(),
            activity_id: None,
            created_at: self.now_ms(),
            retracted_at: None,
        };
        store::timeline::insert_evidence(&tx, vec![row]).await?;
        self.heed_word(&tx, &before, (topic, value), None).await?;
        let (row, _) = self.reassess(&tx, actor, &before, before.clone()).await?;
        let detail = serde_json::json!({ "topic": topic, "answer": value });
        self.audit(&tx, actor, "evidence_added", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.advice_of(actor, row).await
    }
}

//! Future customers (CLA-4): the lists of the four standing questions, worked until a need and a way in are known; then one
//! becomes a prospect and goes the six steps.

use method::{
    Answer, Coded, Source, Timestamp, Verdict,
    answer_sheet::{AnswerSheet, Given},
    classes::future::{FutureCondition, FutureStanding, FutureStep, StandingQuestion, future_standing},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{future_answer, future_customer},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::checked_note;
use crate::{
    Actor, App, AppError, NameRef, Right, UserRef, app::user_ref, error::check_version_if_named, parties::CreateParty,
};

/// An answer about a future customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FutureAnswer {
    /// `future_condition.<condition>` or `future_step.<step>`
    pub topic: String,
    pub answer: Answer,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

/// A line of the list of a standing question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FutureCustomer {
    pub id: Uuid,
    pub question: StandingQuestion,
    pub name: String,
    pub note: String,
    pub owner: Option<UserRef>,
    /// the record it became
    pub party: Option<NameRef>,
    pub prospect_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// how far it is
    pub standing: Verdict<FutureStanding>,
    /// the last answer of each topic
    pub answers: Vec<FutureAnswer>,
    /// whether the actor may work it
    pub may_work: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuestionCount {
    pub question: StandingQuestion,
    pub count: u64,
}

/// The four questions with their lists.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FutureCustomers {
    pub questions: Vec<QuestionCount>,
    /// the last changed first, at most 200
    pub items: Vec<FutureCustomer>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateFuture {
    pub question: StandingQuestion,
    /// who or what it is, 1 to 200 characters
    pub name: String,
    #[serde(default)]
    pub note: String,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditFuture {
    pub name: Option<String>,
    pub note: Option<String>,
    /// take it off the list
    pub closed: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerFuture {
    /// `future_condition.<condition>` or `future_step.<step>`
    pub topic: String,
    pub answer: Answer,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BecomeProspect {
    /// a record that exists; absent: a new one is made
    pub party_id: Option<Uuid>,
    /// of a new record: `person` or `organisation`
    pub kind: Option<String>,
    /// save although likely doubles were shown
    #[serde(default)]
    pub allow_duplicate: bool,
}

const LINES: u64 = 200;

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(AppError::invalid("/name", "required", "a name of 1 to 200 characters is needed"));
    }
    Ok(name.to_owned())
}

fn is_topic(topic: &str) -> bool {
    let of = |group: &str| topic.strip_prefix(group).and_then(|rest| rest.strip_prefix('.'));
    of(FutureCondition::GROUP).and_then(FutureCondition::from_code).is_some()
        || of(FutureStep::GROUP).and_then(FutureStep::from_code).is_some()
}

/// The last answer of each question of one set.
fn sheet<Q: Ord + Copy + Coded>(answers: &[future_answer::Model]) -> AnswerSheet<Q> {
    let mut sheet = AnswerSheet::default();
    for row in answers {
        if let Some(question) = Q::ALL.iter().copied().find(|question| question.dotted() == row.topic) {
            let answer = Answer::from_code(&row.answer).unwrap_or_default();
            let note = (!row.note.is_empty()).then(|| row.note.clone());
            sheet.set(question, Given { answer, source: Source::Stated, note });
        }
    }
    sheet
}

impl App {
    /// The lists of the four questions within reach, or of one.
    pub async fn future_customers(
        &self,
        actor: &Actor,
        question: Option<StandingQuestion>,
    ) -> Result<FutureCustomers, AppError> {
        actor.require(Right::SeeLists)?;
        let reach = actor.reach();
        let mut questions = Vec::new();
        for question in StandingQuestion::ALL.iter().copied() {
            let count = store::judged::future_counts(&self.store, &reach, question.code()).await?;
            questions.push(QuestionCount { question, count });
        }
        let code = question.map(Coded::code);
        let rows = store::judged::future_customers(&self.store, &reach, code, LINES).await?;
        Ok(FutureCustomers { questions, items: self.future_views(actor, rows).await? })
    }

    pub async fn future_customer(&self, actor: &Actor, id: Uuid) -> Result<FutureCustomer, AppError> {
        let row = self.future_seen(&self.store, actor, id).await?;
        self.future_view(actor, row).await
    }

    /// Puts a name on the list of a question.
    pub async fn create_future_customer(&self, actor: &Actor, asked: CreateFuture) -> Result<FutureCustomer, AppError> {
        actor.require(Right::Work)?;
        let now = self.now_ms();
        let row = future_customer::Model {
            id: self.new_id(),
            party_id: None,
            owner_id: actor.id(),
            team_id: actor.team,
            created_by: actor.id(),
            question: asked.question.code().to_owned(),
            name: checked_name(&asked.name)?,
            note: checked_note("/note", &asked.note, false)?,
            version: 1,
            created_at: now,
            updated_at: now,
            prospect_at: None,
            closed_at: None,
        };
        let tx = self.store.begin().await?;
        store::judged::insert_future_customer(&tx, row.clone()).await?;
        let detail = serde_json::json!({ "question": row.question });
        self.audit(&tx, actor, "future_customer_created", ("future_customer", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.future_view(actor, row).await
    }

    pub async fn edit_future_customer(
        &self,
        actor: &Actor,
        id: Uuid,
        edit: EditFuture,
    ) -> Result<FutureCustomer, AppError> {
        let tx = self.store.begin().await?;
        let mut row = self.future_worked(&tx, actor, id).await?;
        check_version_if_named(edit.version, row.version)?;
        if let Some(name) = &edit.name {
            row.name = checked_name(name)?;
        }
        if let Some(note) = &edit.note {
            row.note = checked_note("/note", note, false)?;
        }
        if let Some(closed) = edit.closed {
            row.closed_at = closed.then(|| self.now_ms());
        }
        let row = self.write_future(&tx, actor, row, "future_customer_changed").await?;
        tx.commit().await?;
        self.future_view(actor, row).await
    }

    /// Answers a condition or a step; earlier answers are kept.
    pub async fn answer_future(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: AnswerFuture,
    ) -> Result<FutureCustomer, AppError> {
        if !is_topic(&asked.topic) {
            return Err(AppError::invalid("/topic", "unknown", "there is no such question"));
        }
        let note = checked_note("/note", &asked.note, false)?;
        let tx = self.store.begin().await?;
        let row = self.future_worked(&tx, actor, id).await?;
        let answer = future_answer::Model {
            id: self.new_id(),
            future_id: id,
            topic: asked.topic,
            answer: asked.answer.code().to_owned(),
            note,
            by: actor.id(),
            at: self.now_ms(),
        };
        store::judged::insert_future_answer(&tx, answer).await?;
        let row = self.write_future(&tx, actor, row, "future_customer_answered").await?;
        tx.commit().await?;
        self.future_view(actor, row).await
    }

    /// Makes a prospect of it once a need and a way in are known (CLA-4): a new record of the actor's, or one that exists.
    pub async fn become_prospect(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: BecomeProspect,
    ) -> Result<FutureCustomer, AppError> {
        let row = self.future_worked(&self.store, actor, id).await?;
        if row.party_id.is_some() {
            return Err(AppError::conflict("is_prospect", "a record was made of it already"));
        }
        let answers = store::judged::future_answers(&self.store, &[id]).await?;
        if !future_standing(&sheet(&answers), &sheet(&answers), self.now()).value.prospect {
            return Err(AppError::conflict("conditions_unknown", "a need and a way in must be known first"));
        }
        let party = match asked.party_id {
            Some(party) => {
                self.party_edited(&self.store, actor, party).await?;
                party
            }
            None => {
                let kind = asked.kind.unwrap_or_else(|| "organisation".to_owned());
                let allow_duplicate = asked.allow_duplicate;
                let create = CreateParty { kind, name: row.name.clone(), allow_duplicate, ..CreateParty::default() };
                self.create_party(actor, create).await?.summary.id
            }
        };
        let tx = self.store.begin().await?;
        let mut row = self.future_worked(&tx, actor, id).await?;
        row.party_id = Some(party);
        row.prospect_at = Some(self.now_ms());
        let row = self.write_future(&tx, actor, row, "future_customer_became_prospect").await?;
        tx.commit().await?;
        self.future_view(actor, row).await
    }

    async fn write_future(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut row: future_customer::Model,
        action: &str,
    ) -> Result<future_customer::Model, AppError> {
        row.updated_at = self.now_ms();
        let row = store::judged::update_future_customer(tx, row).await?;
        self.audit(tx, actor, action, ("future_customer", &row.id.to_string()), serde_json::json!({})).await?;
        Ok(row)
    }

    async fn future_seen(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<future_customer::Model, AppError> {
        actor.require(Right::SeeLists)?;
        let found = store::judged::future_customer(db, id).await?;
        found.filter(|row| actor.reaches(row.owner_id, row.team_id)).ok_or(AppError::NotFound("future_customer"))
    }

    async fn future_worked(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<future_customer::Model, AppError> {
        let row = self.future_seen(db, actor, id).await?;
        if actor.may_edit(row.owner_id, row.team_id) { Ok(row) } else { Err(AppError::Forbidden) }
    }

    async fn future_view(&self, actor: &Actor, row: future_customer::Model) -> Result<FutureCustomer, AppError> {
        self.future_views(actor, vec![row]).await?.pop().ok_or(AppError::NotFound("future_customer"))
    }

    async fn future_views(
        &self,
        actor: &Actor,
        rows: Vec<future_customer::Model>,
    ) -> Result<Vec<FutureCustomer>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let parties: Vec<Uuid> = rows.iter().filter_map(|row| row.party_id).collect();
        let parties = store::parties::find_many(&self.store, &parties).await?;
        let all = store::judged::future_answers(&self.store, &ids).await?;
        let names = self.user_names().await?;
        let view = |row: future_customer::Model| {
            let answers: Vec<_> = all.iter().filter(|answer| answer.future_id == row.id).cloned().collect();
            let party = parties.iter().find(|party| Some(party.id) == row.party_id && actor.sees(party));
            FutureCustomer {
                standing: future_standing(&sheet(&answers), &sheet(&answers), self.now()),
                answers: last_answers(&answers, |id| user_ref(&names, id)),
                question: StandingQuestion::from_code(&row.question).unwrap_or(StandingQuestion::NewNames),
                owner: user_ref(&names, row.owner_id),
                party: party.map(|party| NameRef { id: party.id, name: party.name.clone() }),
                may_work: actor.may_edit(row.owner_id, row.team_id),
                id: row.id,
                name: row.name,
                note: row.note,
                prospect_at: row.prospect_at.map(Timestamp::from),
                closed_at: row.closed_at.map(Timestamp::from),
                created_at: row.created_at.into(),
                updated_at: row.updated_at.into(),
                version: row.version,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

/// The last answer of each topic, in the order in which the topics were first answered.
fn last_answers(answers: &[future_answer::Model], by: impl Fn(Option<Uuid>) -> Option<UserRef>) -> Vec<FutureAnswer> {
    let mut found: Vec<FutureAnswer> = Vec::new();
    for row in answers {
        let answer = FutureAnswer {
            topic: row.topic.clone(),
            answer: Answer::from_code(&row.answer).unwrap_or_default(),
            note: row.note.clone(),
            by: by(row.by),
            at: row.at.into(),
        };
        match found.iter_mut().find(|known| known.topic == row.topic) {
            Some(known) => *known = answer,
            None => found.push(answer),
        }
    }
    found
}

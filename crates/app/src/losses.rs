//! Losses (PRO-8): customers who stopped buying and prospects given up, each with its reason; not knowing is one.

use method::{
    Coded, Timestamp,
    appointments::outcomes::TaskKind,
    classes::conversions::Heard,
    prospecting::losses::{LossKind, LossReason},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{loss, party, party_change, task},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, FieldError, UserRef,
    app::user_ref,
    parties::{PartySummary, status},
};

/// A loss as it stands on the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LossView {
    pub id: Uuid,
    pub kind: LossKind,
    pub reason: LossReason,
    pub note: String,
    /// what they bought in a year, minor units; absent where nobody knows
    pub amount_minor: Option<i64>,
    pub currency: Option<String>,
    pub at: Timestamp,
    /// absent: found by the rule
    pub by: Option<UserRef>,
}

/// Why a customer stopped buying, and what they bought.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LossDetails {
    pub reason: LossReason,
    /// what they bought in a year, minor units
    pub amount_minor: Option<i64>,
    /// ISO 4217; needed with an amount
    pub currency: Option<String>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordLoss {
    #[serde(default)]
    pub reason: LossReason,
    #[serde(default)]
    pub note: String,
    /// what they bought in a year, minor units
    pub amount_minor: Option<i64>,
    /// ISO 4217; needed with an amount
    pub currency: Option<String>,
    /// when they stopped; now where absent
    pub at: Option<Timestamp>,
}

/// A loss on its way to the table.
#[derive(Clone, Debug)]
pub(crate) struct Lost {
    pub reason: LossReason,
    pub note: String,
    pub money: Option<(i64, String)>,
    pub at: i64,
    pub activity: Option<Uuid>,
}

/// Text kept of a note.
const LONGEST_NOTE: usize = 500;
/// Days within which the cause is to be asked.
const ASKED_WITHIN_DAYS: f64 = 2.0;

/// An amount with its currency, or what is wrong with them.
pub(crate) fn money_of(
    amount: Option<i64>,
    currency: Option<&str>,
    path: &str,
) -> Result<Option<(i64, String)>, FieldError> {
    let Some(amount) = amount else { return Ok(None) };
    if amount <= 0 {
        let pointer = format!("{path}/amount_minor");
        return Err(FieldError::new(&pointer, "out_of_range", "an amount above zero is needed"));
    }
    let currency = currency.filter(|code| code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()));
    let wrong = || FieldError::new(&format!("{path}/currency"), "malformed", "use an ISO 4217 code such as CNY");
    Ok(Some((amount, currency.ok_or_else(wrong)?.to_owned())))
}

impl App {
    /// Records that a customer stopped buying; where that is known already and the cause was not, names the cause.
    pub async fn record_loss(&self, actor: &Actor, party: Uuid, asked: RecordLoss) -> Result<PartySummary, AppError> {
        let now = self.now();
        let at = asked.at.unwrap_or(now);
        let mut errors = Vec::new();
        if at > now.plus_millis(120_000) {
            errors.push(FieldError::new("/at", "in_the_future", "a loss lies in the past"));
        }
        let money = money_of(asked.amount_minor, asked.currency.as_deref(), "").unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let note: String = asked.note.trim().chars().take(LONGEST_NOTE).collect();
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let mut row = before.clone();
        if before.status == status::CUSTOMER {
            let lost = Lost { reason: asked.reason, note: note.clone(), money, at: at.as_millis(), activity: None };
            self.turn_back(&tx, actor, &mut row, &lost).await?;
        } else {
            self.name_cause(&tx, actor, party, asked.reason, note.clone(), money).await?;
        }
        self.follow_lines(&tx, &[party]).await?;
        self.heed_cause(&tx, actor, &before, (asked.reason, &note), None).await?;
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        let detail = serde_json::json!({ "reason": asked.reason.code() });
        self.audit(&tx, actor, "loss_recorded", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.one_summary(row).await
    }

    /// Takes back that a customer was lost: a mistake, or they buy after all.
    pub async fn take_loss_back(&self, actor: &Actor, party: Uuid, id: Uuid) -> Result<PartySummary, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let standing = store::supply::losses_of(&tx, party).await?;
        let of_customers: Vec<&loss::Model> =
            standing.iter().filter(|loss| loss.kind == LossKind::Customer.code()).collect();
        let Some(newest) = of_customers.first().filter(|loss| loss.id == id) else {
            return Err(AppError::NotFound("loss"));
        };
        if before.status != status::PROSPECT {
            return Err(AppError::conflict("won_back", "the customer has bought again since"));
        }
        store::supply::retract_losses(&tx, &[newest.id], self.now_ms()).await?;
        self.end_tasks(&tx, party, TaskKind::AskCause, None).await?;
        self.end_alarms(&tx, party).await?;
        self.follow_lines(&tx, &[party]).await?;
        let row = party::Model {
            status: status::CUSTOMER.to_owned(),
            lost_at: of_customers.get(1).map(|earlier| earlier.at),
            ..before.clone()
        };
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        self.audit(&tx, actor, "loss_taken_back", ("party", &party.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.one_summary(row).await
    }

    /// A backward conversion (CLA-6): the customer is a prospect again, and an unknown cause is asked for.
    pub(crate) async fn turn_back(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &mut party::Model,
        lost: &Lost,
    ) -> Result<(), AppError> {
        self.insert_loss(tx, actor, row, LossKind::Customer, lost).await?;
        let why = Some(lost.reason.dotted().to_owned());
        let change = self.status_change(actor, row, status::PROSPECT, why);
        store::timeline::insert_changes(tx, vec![change]).await?;
        store::timeline::insert_tasks(tx, self.cause_to_ask(row, lost).into_iter().collect()).await?;
        row.status = status::PROSPECT.to_owned();
        row.lost_at = Some(lost.at);
        Ok(())
    }

    /// That a party is something else from now on.
    pub(crate) fn status_change(
        &self,
        actor: &Actor,
        before: &party::Model,
        after: &str,
        reason: Option<String>,
    ) -> party_change::Model {
        party_change::Model {
            id: self.new_id(),
            party_id: before.id,
            at: self.now_ms(),
            by: actor.id(),
            kind: "status".to_owned(),
            field: "status".to_owned(),
            before: Some(before.status.clone()),
            after: Some(after.to_owned()),
            reason,
        }
    }

    /// The task to ask for the cause of a loss, where nobody knows it.
    pub(crate) fn cause_to_ask(&self, row: &party::Model, lost: &Lost) -> Option<task::Model> {
        let due = self.now().plus_days(ASKED_WITHIN_DAYS);
        (lost.reason == LossReason::Unknown).then(|| self.task_for(row, TaskKind::AskCause, due, lost.activity))
    }

    pub(crate) async fn insert_loss(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &party::Model,
        kind: LossKind,
        lost: &Lost,
    ) -> Result<(), AppError> {
        Ok(store::supply::insert_losses(tx, vec![self.loss_row(actor, row, kind, lost)]).await?)
    }

    pub(crate) fn loss_row(&self, actor: &Actor, row: &party::Model, kind: LossKind, lost: &Lost) -> loss::Model {
        loss::Model {
            id: self.new_id(),
            party_id: row.id,
            kind: kind.code().to_owned(),
            reason: lost.reason.code().to_owned(),
            note: lost.note.clone(),
            amount_minor: lost.money.as_ref().map(|(amount, _)| *amount),
            currency: lost.money.as_ref().map(|(_, currency)| currency.clone()),
            at: lost.at,
            created_at: self.now_ms(),
            by: actor.id(),
            owner_id: row.owner_id,
            activity_id: lost.activity,
            retracted_at: None,
        }
    }

    /// What a cause brings about besides: the lines that were left have it too, a dissatisfied customer's circle is spoken to,
    /// and a key customer who lost the need or went to a rival is told of (CLA-6).
    pub(crate) async fn heed_cause(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &party::Model,
        (reason, note): (LossReason, &str),
        activity: Option<Uuid>,
    ) -> Result<(), AppError> {
        self.explain_conversions(tx, actor, row.id, reason, note).await?;
        self.warn_circle(tx, row, reason).await?;
        self.heed_heard(tx, row, Heard::Loss(reason), activity).await
    }

    /// Puts a cause in the place of an unknown one.
    pub(crate) async fn name_cause(
        &self,
        tx: &Tx,
        actor: &Actor,
        party: Uuid,
        reason: LossReason,
        note: String,
        money: Option<(i64, String)>,
    ) -> Result<(), AppError> {
        let standing = store::supply::losses_of(tx, party).await?;
        let unknown = standing.into_iter().find(|loss| loss.reason == LossReason::Unknown.code());
        let unknown = unknown.ok_or_else(|| AppError::conflict("not_a_customer", "only a customer can be lost"))?;
        store::supply::retract_losses(tx, &[unknown.id], self.now_ms()).await?;
        self.end_tasks(tx, party, TaskKind::AskCause, None).await?;
        let (amount, currency) = money.unzip();
        let named = loss::Model {
            id: self.new_id(),
            reason: reason.code().to_owned(),
            note,
            amount_minor: amount.or(unknown.amount_minor),
            currency: currency.or_else(|| unknown.currency.clone()),
            created_at: self.now_ms(),
            by: actor.id(),
            activity_id: None,
            ..unknown
        };
        Ok(store::supply::insert_losses(tx, vec![named]).await?)
    }

    /// A task of the kinds that the method creates, for whoever holds the record.
    pub(crate) fn task_for(
        &self,
        row: &party::Model,
        kind: TaskKind,
        due: Timestamp,
        activity: Option<Uuid>,
    ) -> task::Model {
        task::Model {
            id: self.new_id(),
            party_id: row.id,
            owner_id: row.owner_id,
            kind: kind.code().to_owned(),
            title: String::new(),
            due_at: due.as_millis(),
            state: "open".to_owned(),
            activity_id: activity,
            created_by: None,
            created_at: self.now_ms(),
            closed_at: None,
            closed_by_activity: None,
            version: 1,
        }
    }

    /// Ends the open tasks of a kind: done by an activity, or no longer asked.
    pub(crate) async fn end_tasks(
        &self,
        tx: &Tx,
        party: Uuid,
        kind: TaskKind,
        by_activity: Option<Uuid>,
    ) -> Result<(), AppError> {
        let open = store::timeline::open_tasks(tx, &[party]).await?;
        for task in open.into_iter().filter(|task| task.kind == kind.code()) {
            self.end_task(tx, task, by_activity).await?;
        }
        Ok(())
    }

    /// Ends an open task.
    pub(crate) async fn end_task(
        &self,
        tx: &Tx,
        mut task: task::Model,
        by_activity: Option<Uuid>,
    ) -> Result<(), AppError> {
        task.state = if by_activity.is_some() { "done" } else { "cancelled" }.to_owned();
        task.closed_at = Some(self.now_ms());
        task.closed_by_activity = by_activity;
        store::timeline::update_task(tx, task).await?;
        Ok(())
    }

    /// The losses of a party that stand, newest first.
    pub(crate) async fn losses_of(&self, party: Uuid) -> Result<Vec<LossView>, AppError> {
        let rows = store::supply::losses_of(&self.store, party).await?;
        let names = self.user_names().await?;
        let view = |row: loss::Model| LossView {
            id: row.id,
            kind: LossKind::from_code(&row.kind).unwrap_or(LossKind::Customer),
            reason: LossReason::from_code(&row.reason).unwrap_or_default(),
            note: row.note,
            amount_minor: row.amount_minor,
            currency: row.currency,
            at: row.at.into(),
            by: user_ref(&names, row.by),
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

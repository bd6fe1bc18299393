//! How a customer stands in each product line (CLA-6), how it came about, and why: the cause is asked on the record.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use method::{
    Answer, Coded, Timestamp,
    appointments::outcomes::TaskKind,
    classes::conversions::{Conversion, Heard, LineStatus, WinCause, circle_to_warn},
    prospecting::losses::LossReason,
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{line_conversion, party},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{LineRef, date_of, day_number, follow::FRESH_DAYS, line_status};
use crate::{Actor, App, AppError, UserRef, app::user_ref, parties::status};

/// A conversion of a customer in a product line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConversionView {
    pub id: Uuid,
    pub kind: Conversion,
    /// the day of the purchase, or the first day on which they were a customer no more
    #[schema(value_type = String)]
    pub on: Date,
    /// a code of `loss` for a backward conversion, else of `win_cause`; absent: nobody has said why
    pub cause: Option<String>,
    pub note: Option<String>,
    pub by: Option<UserRef>,
    pub answered_at: Option<Timestamp>,
}

/// How a customer stands in a product line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineStanding {
    pub line: LineRef,
    pub status: LineStatus,
    #[schema(value_type = String)]
    pub first_on: Date,
    #[schema(value_type = String)]
    pub last_on: Date,
    /// days on which something of the line was bought
    pub purchases: i32,
    /// the last day on which they count as a customer without another purchase
    #[schema(value_type = Option<String>)]
    pub still_buying_until: Option<Date>,
    /// earliest first
    pub conversions: Vec<ConversionView>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerCause {
    /// a code of `loss` for a backward conversion, else of `win_cause`
    pub cause: String,
    #[serde(default)]
    pub note: String,
}

const LONGEST_NOTE: usize = 500;
/// People of a circle who are looked at.
const CIRCLE: usize = 50;
/// Days within which the people of the circle are to be spoken to.
const WARNED_WITHIN_DAYS: f64 = 2.0;

impl App {
    /// The standing in every line of which the customer ever bought something.
    pub async fn line_standings(&self, actor: &Actor, party: Uuid) -> Result<Vec<LineStanding>, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let names = self.line_names(&self.store, &[]).await?;
        let users = self.user_names().await?;
        let mut by_line: BTreeMap<Uuid, Vec<ConversionView>> = BTreeMap::new();
        for kept in store::standings::conversions_of(&self.store, &[row.id]).await? {
            by_line.entry(kept.line_id).or_default().push(conversion_view(kept, &users));
        }
        let statuses = store::standings::statuses_of(&self.store, &[row.id]).await?;
        let view = |row: store::entities::line_status::Model| LineStanding {
            line: names.line(row.line_id),
            status: line_status(&row.status),
            first_on: date_of(row.first_day),
            last_on: date_of(row.last_day),
            purchases: row.orders,
            still_buying_until: row.still_buying_until_day.map(date_of),
            conversions: by_line.remove(&row.line_id).unwrap_or_default(),
        };
        Ok(statuses.into_iter().map(view).collect())
    }

    /// Says why a customer came, left or came back. Where the party itself was lost at the same time, that loss gets its
    /// cause too, so that nobody is asked twice.
    pub async fn answer_conversion(
        &self,
        actor: &Actor,
        party: Uuid,
        id: Uuid,
        asked: AnswerCause,
    ) -> Result<Vec<LineStanding>, AppError> {
        let tx = self.store.begin().await?;
        let customer = self.party_edited(&tx, actor, party).await?;
        let found = store::standings::conversion(&tx, id).await?;
        let found = found.filter(|row| row.party_id == party && row.retracted_at.is_none());
        let mut row = found.ok_or(AppError::NotFound("conversion"))?;
        let backward = row.kind == Conversion::Backward.code();
        let lost = LossReason::from_code(&asked.cause).filter(|_| backward);
        let won = WinCause::from_code(&asked.cause).filter(|_| !backward);
        if lost.is_none() && won.is_none() {
            let set = if backward { "loss" } else { "win_cause" };
            return Err(AppError::invalid("/cause", "unknown", format!("use a code of `{set}`")));
        }
        row.cause = Some(asked.cause.clone());
        row.note =
            Some(asked.note.trim().chars().take(LONGEST_NOTE).collect()).filter(|note: &String| !note.is_empty());
        row.by = actor.id();
        row.answered_at = Some(self.now_ms());
        store::standings::answer_conversion(&tx, row.clone()).await?;
        if let Some(reason) = lost.filter(|reason| *reason != LossReason::Unknown) {
            let losses = store::supply::customer_losses(&tx, &[party]).await?;
            if customer.status == status::PROSPECT
                && losses.first().is_some_and(|loss| loss.reason == LossReason::Unknown.code())
            {
                self.name_cause(&tx, actor, party, reason, row.note.clone().unwrap_or_default(), None).await?;
            }
            self.warn_circle(&tx, &customer, reason).await?;
            let settings = self.settings().await?;
            let today = day_number(self.now().local_date(&settings.method.contact.zone));
            // what lies longer back is history: nobody is alarmed
            if today - row.day <= FRESH_DAYS {
                self.heed_heard(&tx, &customer, Heard::Loss(reason), None).await?;
            }
        }
        let detail = serde_json::json!({ "conversion": id, "cause": asked.cause });
        self.audit(&tx, actor, "conversion_explained", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.line_standings(actor, party).await
    }

    /// The cause of a loss, said of the party as a whole, answers for the lines that were left and of which nobody has said
    /// why.
    pub(crate) async fn explain_conversions(
        &self,
        tx: &Tx,
        actor: &Actor,
        party: Uuid,
        reason: LossReason,
        note: &str,
    ) -> Result<(), AppError> {
        if reason == LossReason::Unknown {
            return Ok(());
        }
        let mut last: BTreeMap<Uuid, line_conversion::Model> = BTreeMap::new();
        for row in store::standings::conversions_of(tx, &[party]).await? {
            last.insert(row.line_id, row);
        }
        for mut row in last.into_values() {
            let open = row.kind == Conversion::Backward.code()
                && row.cause.as_deref().is_none_or(|cause| cause == LossReason::Unknown.code());
            if open {
                row.cause = Some(reason.code().to_owned());
                row.note = Some(note.to_owned()).filter(|note| !note.is_empty());
                row.by = actor.id();
                row.answered_at = Some(self.now_ms());
                store::standings::answer_conversion(tx, row).await?;
            }
        }
        Ok(())
    }

    /// A dissatisfied customer's word travels: whoever holds a prospect of their circle is asked to speak to them first.
    pub(crate) async fn warn_circle(
        &self,
        tx: &Tx,
        customer: &party::Model,
        reason: LossReason,
    ) -> Result<(), AppError> {
        let dissatisfied = if reason == LossReason::Dissatisfied { Answer::Yes } else { Answer::Unknown };
        if dissatisfied != Answer::Yes {
            return Ok(());
        }
        let circle = self.circle_of(tx, customer).await?;
        let standing: Vec<(Uuid, LineStatus)> = circle.iter().map(|row| (row.id, line_status(&row.status))).collect();
        let warned: BTreeSet<Uuid> = circle_to_warn(dissatisfied, &standing).into_iter().collect();
        let due = self.now().plus_days(WARNED_WITHIN_DAYS);
        let open = store::timeline::open_tasks(tx, &warned.iter().copied().collect::<Vec<_>>()).await?;
        let asked: BTreeSet<Uuid> = open
            .into_iter()
            .filter(|task| task.kind == TaskKind::WarnedCircle.code())
            .map(|task| task.party_id)
            .collect();
        let tasks = circle
            .iter()
            .filter(|row| warned.contains(&row.id) && !asked.contains(&row.id) && row.disposition == "open")
            .map(|row| self.task_for(row, TaskKind::WarnedCircle, due, None));
        Ok(store::timeline::insert_tasks(tx, tasks.collect()).await?)
    }

    /// Who hears what a customer says: those they introduced, who introduced them, and the people of the same organisation.
    async fn circle_of(&self, tx: &Tx, customer: &party::Model) -> Result<Vec<party::Model>, AppError> {
        let mut ids: BTreeSet<Uuid> = customer.introducer_id.into_iter().collect();
        ids.extend(store::merges::introduced(tx, customer.id).await?);
        let mut organisations: Vec<Uuid> =
            store::parties::organisations_of(tx, customer.id).await?.iter().map(|link| link.organisation_id).collect();
        ids.extend(&organisations);
        organisations.push(customer.id);
        for organisation in organisations {
            let people = store::parties::people_of(tx, organisation).await?;
            ids.extend(people.into_iter().map(|link| link.person_id));
        }
        ids.remove(&customer.id);
        let ids: Vec<Uuid> = ids.into_iter().take(CIRCLE).collect();
        Ok(store::parties::find_many(tx, &ids).await?)
    }
}

fn conversion_view(row: line_conversion::Model, users: &std::collections::HashMap<Uuid, String>) -> ConversionView {
    ConversionView {
        id: row.id,
        kind: Conversion::from_code(&row.kind).unwrap_or(Conversion::Forward),
        on: date_of(row.day),
        cause: row.cause,
        note: row.note,
        by: user_ref(users, row.by),
        answered_at: row.answered_at.map(Timestamp::from),
    }
}

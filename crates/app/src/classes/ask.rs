//! Asking for a run, watching it, stopping it.

use jiff::civil::Date;
use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::entities::class_run;
use utoipa::ToSchema;
use uuid::Uuid;

use super::run::{ASKED, FINISHED, RUNNING, WAITING};
use crate::{
    Actor, App, AppError, Right, UserRef,
    app::user_ref,
    jobs::kind,
    orders::{date_of, day_number},
};

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskRun {
    /// the day, by order date, with what is recorded now; absent: today
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
}

/// A classification of all customers, and how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ClassRunView {
    pub id: Uuid,
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
    /// `scheduled` or `asked`
    pub kind: String,
    /// `waiting`, `running`, `finished`, `failed` or `cancelled`
    pub state: String,
    /// `waiting`, `reading`, `classing`, `writing` or `done`
    pub stage: String,
    /// whether lists and records show what it found
    pub current: bool,
    /// whether its customers can still be listed
    pub keeps_customers: bool,
    /// the settings it was made with
    pub settings_version: i32,
    pub asked_by: Option<UserRef>,
    pub asked_at: Timestamp,
    /// orders count as they were recorded at this moment
    pub recorded_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// orders and returns that count
    pub orders: i64,
    /// lines of orders in other currencies, which cannot be added
    pub left_out: i64,
    pub customers: i64,
    pub changes: i64,
    pub currency: Option<String>,
    /// of the stage; customers
    pub done: i64,
    /// 0 where it cannot be told yet
    pub total: i64,
    pub error: Option<String>,
}

impl ClassRunView {
    /// Whether nothing more happens to it.
    pub fn ended(&self) -> bool {
        self.state != WAITING && self.state != RUNNING
    }
}

/// A run with the figures of the company, as the command line prints it.
#[derive(Clone, Debug, Serialize)]
pub struct ClassifyReport {
    pub run: ClassRunView,
    pub figures: Option<super::ClassFigures>,
}

const SHOWN: u64 = 50;

impl App {
    /// Asks for a run; one at a time.
    pub async fn start_class_run(&self, actor: &Actor, asked: AskRun) -> Result<ClassRunView, AppError> {
        let row = self.ask_for_classes(actor, asked).await?;
        let tx = self.store.begin().await?;
        if !store::classes::unfinished(&tx).await?.is_empty() {
            return Err(AppError::conflict("classes_running", "customers are being classed already"));
        }
        store::classes::insert(&tx, row.clone()).await?;
        self.enqueue(&tx, kind::CLASSES, row.id).await?;
        let detail = serde_json::json!({ "as_of": date_of(row.as_of_day) });
        self.audit(&tx, actor, "classes_asked", ("class_run", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.wake_workers();
        self.run_view(row).await
    }

    /// Makes a run at once and waits for it: the command line.
    pub async fn classify(&self, actor: &Actor, asked: AskRun) -> Result<ClassifyReport, AppError> {
        let row = self.ask_for_classes(actor, asked).await?;
        let id = row.id;
        let tx = self.store.begin().await?;
        store::classes::insert(&tx, row).await?;
        self.audit(&tx, actor, "classes_asked", ("class_run", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        if let Err(failure) = self.run_classes(id).await {
            let tx = self.store.begin().await?;
            self.fail_classes(&tx, id, &failure).await?;
            tx.commit().await?;
            return Err(failure);
        }
        let run = self.class_run(actor, id).await?;
        let kept = store::classes::figure(&self.store, id, crate::supply::COMPANY).await?;
        let figures = kept.map(|row| serde_json::from_str(&row.value)).transpose()?;
        Ok(ClassifyReport { run, figures })
    }

    async fn ask_for_classes(&self, actor: &Actor, asked: AskRun) -> Result<class_run::Model, AppError> {
        actor.require(Right::Classify)?;
        let today = self.company_day().await?;
        let day = asked.as_of.unwrap_or(today.day);
        if day > today.day {
            return Err(AppError::invalid("/as_of", "in_the_future", "name today or an earlier day"));
        }
        let as_of = method::classes::periods::AsOf { moment: self.now(), day };
        self.new_run(self.new_id(), ASKED, as_of, actor.id()).await
    }

    /// The last runs, the newest first.
    pub async fn class_runs(&self, actor: &Actor) -> Result<Vec<ClassRunView>, AppError> {
        actor.require(Right::SeeLists)?;
        let names = self.user_names().await?;
        let rows = store::classes::newest(&self.store, SHOWN).await?;
        Ok(rows.into_iter().map(|row| view(row, &names)).collect())
    }

    pub async fn class_run(&self, actor: &Actor, id: Uuid) -> Result<ClassRunView, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::classes::run(&self.store, id).await?.ok_or(AppError::NotFound("class_run"))?;
        self.run_view(row).await
    }

    /// Stops a run that has not ended; what it wrote is taken out, and what was current stays so.
    pub async fn cancel_class_run(&self, actor: &Actor, id: Uuid) -> Result<ClassRunView, AppError> {
        actor.require(Right::Classify)?;
        let tx = self.store.begin().await?;
        let mut row = store::classes::locked(&tx, id).await?.ok_or(AppError::NotFound("class_run"))?;
        if row.state != WAITING && row.state != RUNNING {
            return Err(AppError::conflict("class_run_ended", format!("the run is {}", row.state)));
        }
        row.state = "cancelled".to_owned();
        row.ended_at = Some(self.now_ms());
        store::classes::update(&tx, row.clone()).await?;
        self.audit(&tx, actor, "classes_cancelled", ("class_run", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.run_view(row).await
    }

    pub(super) async fn run_view(&self, row: class_run::Model) -> Result<ClassRunView, AppError> {
        Ok(view(row, &self.user_names().await?))
    }

    /// The run that is asked about: a named one, one as of a day, or the current one. `known_then` asks for what a scheduled
    /// run knew on that day, else what is recorded now counts.
    pub(super) async fn run_asked(
        &self,
        run: Option<Uuid>,
        as_of: Option<Date>,
        known_then: bool,
    ) -> Result<Option<class_run::Model>, AppError> {
        Ok(match (run, as_of.map(day_number)) {
            (Some(id), _) => {
                let found = store::classes::run(&self.store, id).await?.filter(|run| run.state == FINISHED);
                Some(found.ok_or(AppError::NotFound("class_run"))?)
            }
            (None, Some(day)) if known_then => store::classes::known_on(&self.store, day).await?,
            (None, Some(day)) => store::classes::as_recorded(&self.store, day).await?,
            (None, None) => store::classes::current(&self.store).await?,
        })
    }
}

fn view(row: class_run::Model, names: &std::collections::HashMap<Uuid, String>) -> ClassRunView {
    ClassRunView {
        id: row.id,
        as_of: date_of(row.as_of_day),
        kind: row.kind,
        state: row.state,
        stage: row.stage,
        current: row.current,
        keeps_customers: row.keeps_rows,
        settings_version: row.settings_version,
        asked_by: user_ref(names, row.asked_by),
        asked_at: row.asked_at.into(),
        recorded_at: row.started_at.map(Timestamp::from),
        ended_at: row.ended_at.map(Timestamp::from),
        orders: row.orders,
        left_out: row.left_out,
        customers: row.customers,
        changes: row.changes,
        currency: row.currency,
        done: row.done,
        total: row.total,
        error: row.error,
    }
}

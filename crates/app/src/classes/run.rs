//! A run: writes columns, classes, keeps what came out, becomes current.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use analytics::{
    classes::{ClassesAsked, Classification},
    engine::FiguresAsked,
};
use method::{
    Coded, MethodSettings,
    classes::{existing::ExistingClass, periods::AsOf, stability::OrderRhythm},
};
use store::entities::{class_figure, class_run, customer_class, product_line};
use uuid::Uuid;

use super::{
    ALL_LINES,
    classing::{Classed, Models},
    columns::blocking,
    overview::{About, Seen, figures, seen, test_alert},
    rows::{change_of, moved, row_of},
};
use crate::{
    Actor, App, AppError,
    orders::{date_of, day_number},
    settings::SettingsInForce,
    supply::Scopes,
};

/// Customers written at a time.
const PER_PASS: usize = 1_000;
/// Runs besides the current one whose customers are kept.
const KEPT_RUNS: usize = 2;

pub(crate) const WAITING: &str = "waiting";
pub(crate) const RUNNING: &str = "running";
pub(crate) const FINISHED: &str = "finished";
pub(crate) const SCHEDULED: &str = "scheduled";
pub(crate) const ASKED: &str = "asked";

/// Whether a run goes on, or somebody stopped it, or the process is about to end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    On,
    No,
}

impl App {
    /// What the company's calendar says today.
    pub(crate) async fn company_day(&self) -> Result<AsOf, AppError> {
        let settings = self.settings().await?;
        Ok(AsOf::at(self.now(), &settings.method.contact.zone))
    }

    /// The daily job: a run as of today under the job's own id, so that beginning again is the same run. Nothing is done for
    /// a team without orders.
    pub(crate) async fn classify_today(&self, id: Uuid) -> Result<(), AppError> {
        if store::classes::run(&self.store, id).await?.is_none() {
            if !store::orders::any(&self.store).await? {
                return Ok(());
            }
            let row = self.new_run(id, SCHEDULED, self.company_day().await?, None).await?;
            let tx = self.store.begin().await?;
            store::classes::insert(&tx, row).await?;
            tx.commit().await?;
        }
        self.run_classes(id).await
    }

    pub(super) async fn new_run(
        &self,
        id: Uuid,
        kind: &str,
        as_of: AsOf,
        asked_by: Option<Uuid>,
    ) -> Result<class_run::Model, AppError> {
        let settings = self.settings().await?;
        Ok(class_run::Model {
            id,
            as_of_day: day_number(as_of.day),
            settings_version: settings.version,
            kind: kind.to_owned(),
            state: WAITING.to_owned(),
            stage: WAITING.to_owned(),
            current: false,
            keeps_rows: true,
            asked_by,
            asked_at: self.now_ms(),
            started_at: None,
            ended_at: None,
            orders: 0,
            left_out: 0,
            customers: 0,
            done: 0,
            total: 0,
            changes: 0,
            currency: None,
            error: None,
        })
    }

    /// Works a run from its beginning. What an attempt that was killed left behind is taken out first, so that nothing is
    /// there twice.
    pub(crate) async fn run_classes(&self, id: Uuid) -> Result<(), AppError> {
        let Some(mut run) = store::classes::run(&self.store, id).await? else { return Ok(()) };
        if run.state != WAITING && run.state != RUNNING {
            return self.after_run(id).await;
        }
        self.take_out(id).await?;
        let settings = self.settings().await?;
        // they may have been changed since it was asked for
        run.settings_version = settings.version;
        run.state = RUNNING.to_owned();
        run.started_at = Some(self.now_ms());
        let tx = self.store.begin().await?;
        // somebody may have stopped it since it was read
        if store::classes::locked(&tx, id).await?.is_none_or(|row| row.state != WAITING && row.state != RUNNING) {
            return Ok(());
        }
        store::classes::update(&tx, run.clone()).await?;
        tx.commit().await?;
        if self.class_customers(run, settings).await? == Goes::No {
            self.take_out(id).await?;
        }
        self.after_run(id).await
    }

    /// What follows a run that has ended. Done again it does nothing, so that a job killed in the middle of it is simply begun
    /// again.
    async fn after_run(&self, id: Uuid) -> Result<(), AppError> {
        if store::classes::run(&self.store, id).await?.is_some_and(|run| run.current) {
            self.review_faces(&Actor::system(), id).await?;
        }
        self.forget_old_rows().await
    }

    async fn class_customers(
        &self,
        mut run: class_run::Model,
        settings: Arc<SettingsInForce>,
    ) -> Result<Goes, AppError> {
        let zone = &settings.method.contact.zone;
        let day = date_of(run.as_of_day);
        let today = self.company_day().await?;
        // of an earlier day the last moment counts, of today the present one
        let end = zone.moment(method::classes::periods::plus_days(day, 1).at(0, 0, 0, 0));
        let as_of = AsOf { moment: end.min(self.now()), day };
        let Some(columns) = self.write_columns(Some(run.id)).await? else { return Ok(Goes::No) };
        let currency = columns.manifest().currency.clone();
        let in_others = store::orders::lines_by_currency(&self.store, Some(run.as_of_day)).await?;
        // amounts in other currencies cannot be added: they are left out and counted
        run.left_out = in_others.iter().filter(|(other, _)| *other != currency).map(|(_, lines)| lines).sum();
        run.currency = Some(currency).filter(|currency| !currency.is_empty());
        let current = store::classes::current(&self.store).await?;
        let becomes_current =
            day == today.day && current.as_ref().is_none_or(|current| current.as_of_day <= run.as_of_day);
        let before = current.filter(|_| becomes_current).map(|current| current.id);
        let lines = self.lines_to_class().await?;
        let influence = store::judged::influences(&self.store).await?;
        let each = i64::try_from(columns.manifest().totals().customers).unwrap_or(i64::MAX);
        let total = each.saturating_mul(lines.len() as i64);
        let mut values = Vec::new();
        for (place, (line, rhythm)) in lines.into_iter().enumerate() {
            let done = each.saturating_mul(place as i64);
            let asked =
                ClassesAsked { influence: influence.clone(), ..asked_of(line, rhythm, &settings.method, as_of) };
            let Some(classes) = self.class_line(&columns, asked, Some((run.id, done, total))).await? else {
                return Ok(Goes::No);
            };
            if classes.is_empty() {
                continue;
            }
            let classes = Arc::new(classes);
            let models = blocking({
                let (classes, settings) = (Arc::clone(&classes), Arc::clone(&settings));
                move || Ok(Models::fit(&classes, &settings.method))
            })
            .await?;
            let writing = Writing { run: run.id, line, before, appends: becomes_current, as_of };
            let Some((abouts, changes)) =
                self.write_line(&writing, &classes, &models, &settings, (done, total)).await?
            else {
                return Ok(Goes::No);
            };
            run.changes += changes;
            if line == ALL_LINES {
                run.customers = i64::try_from(classes.len()).unwrap_or(i64::MAX);
                run.orders = i64::try_from(classes.orders()).unwrap_or(i64::MAX);
                values = self.all_figures(run.id, classes, abouts, models, Arc::clone(&settings), as_of).await?;
            }
        }
        run.ended_at = Some(self.now_ms());
        let tx = self.store.begin().await?;
        store::classes::keep_figures(&tx, run.id, values).await?;
        if !store::classes::finish(&tx, &run).await? {
            return Ok(Goes::No);
        }
        if becomes_current {
            store::classes::make_current(&tx, run.id).await?;
        }
        tx.commit().await?;
        Ok(Goes::On)
    }

    /// The lines in which customers are classed, all together first: with a single line the whole says all.
    async fn lines_to_class(&self) -> Result<Vec<(Uuid, OrderRhythm)>, AppError> {
        let known = store::products::lines(&self.store).await?;
        let single = known.len() <= 1;
        let of = |line: product_line::Model| (line.id, OrderRhythm::from_code(&line.rhythm).unwrap_or_default());
        let each = known.into_iter().filter(|_| !single).map(of);
        Ok(std::iter::once((ALL_LINES, OrderRhythm::default())).chain(each).collect())
    }

    pub(super) async fn note(&self, run: Uuid, stage: &str, done: i64, total: i64) -> Result<Goes, AppError> {
        let tx = self.store.begin().await?;
        let goes = store::classes::progress(&tx, run, stage, done, total).await?;
        tx.commit().await?;
        Ok(if goes && !self.is_stopping() { Goes::On } else { Goes::No })
    }

    /// Writes the customers of a line with what changed; answers who holds them and how many changes there were.
    async fn write_line(
        &self,
        writing: &Writing,
        classes: &Classification,
        models: &Models,
        settings: &SettingsInForce,
        (done, total): (i64, i64),
    ) -> Result<Option<(Vec<About>, i64)>, AppError> {
        let place = (writing.run, writing.line);
        let day = day_number(writing.as_of.day);
        let mut abouts = Vec::with_capacity(classes.len());
        let mut written = 0;
        for start in (0..classes.len()).step_by(PER_PASS) {
            let end = (start + PER_PASS).min(classes.len());
            let chunk: Vec<Classed> = (start..end).map(|at| Classed::of(classes, at, models)).collect();
            let ids: Vec<Uuid> = chunk.iter().map(|one| one.row.customer).collect();
            let before: HashMap<Uuid, customer_class::Model> = match writing.before {
                Some(run) => store::classes::classes_of_run(&self.store, run, writing.line, &ids).await?,
                None => Vec::new(),
            }
            .into_iter()
            .map(|row| (row.party_id, row))
            .collect();
            let holders: HashMap<Uuid, Option<Uuid>> = store::classes::holders(&self.store, &ids)
                .await?
                .into_iter()
                .map(|(id, owner, _)| (id, owner))
                .collect();
            let (mut rows, mut changes) = (Vec::with_capacity(chunk.len()), Vec::new());
            for classed in &chunk {
                let one = &classed.row;
                let known = before.get(&one.customer);
                let owner = holders.get(&one.customer).copied().flatten();
                let was = known.and_then(|row| ExistingClass::from_code(&row.existing));
                abouts.push(About { owner, before: was });
                let (moves, told) = if writing.appends {
                    moved(known, one, &settings.method.classes.stability)
                } else {
                    (Vec::new(), one.existing)
                };
                rows.push(row_of(classed, place, day, told)?);
                for moved in moves {
                    let stamp = (self.new_id(), self.now());
                    changes.push(change_of(moved, one, place, (&settings.method, writing.as_of), stamp)?);
                }
            }
            written += changes.len() as i64;
            let tx = self.store.begin().await?;
            let so_far = done + end as i64;
            if !store::classes::progress(&tx, writing.run, "writing", so_far, total).await? || self.is_stopping() {
                return Ok(None);
            }
            store::classes::keep_classes(&tx, rows).await?;
            store::classes::append_changes(&tx, changes).await?;
            tx.commit().await?;
        }
        Ok(Some((abouts, written)))
    }

    /// The figures of the company, of every team and of everybody who holds customers.
    async fn all_figures(
        &self,
        run_id: Uuid,
        classes: Arc<Classification>,
        abouts: Vec<About>,
        models: Models,
        settings: Arc<SettingsInForce>,
        as_of: AsOf,
    ) -> Result<Vec<class_figure::Model>, AppError> {
        let users = store::people::users(&self.store).await?;
        let scopes = Scopes::of(&users, &store::people::teams(&self.store).await?);
        let working = tokio::task::spawn_blocking(move || {
            let all = seen(&classes, &abouts);
            let mut parts: HashMap<Uuid, Vec<&Seen<'_>>> = HashMap::new();
            for (one, about) in all.iter().zip(&abouts) {
                for scope in scopes.of_holder(about.owner) {
                    parts.entry(*scope).or_default().push(one);
                }
            }
            parts.entry(crate::supply::COMPANY).or_default();
            let mut rows = Vec::with_capacity(parts.len());
            for (scope_id, own) in parts {
                let mut found = figures(&own, &settings.method, as_of);
                if scope_id == crate::supply::COMPANY {
                    found.back_test = Some(test_alert(&all, &settings.method, as_of));
                    found.lifetime = models.view(&settings.method);
                }
                rows.push(class_figure::Model { run_id, scope_id, value: serde_json::to_string(&found)? });
            }
            Ok(rows)
        });
        working.await.map_err(|error| AppError::Internal(error.to_string()))?
    }

    /// Takes out what a run has written that did not come to its end.
    async fn take_out(&self, run: Uuid) -> Result<(), AppError> {
        loop {
            let tx = self.store.begin().await?;
            let empty = store::classes::drop_rows(&tx, run).await?;
            if empty {
                store::classes::clear(&tx, run).await?;
            }
            tx.commit().await?;
            if empty {
                return Ok(());
            }
        }
    }

    /// Lets the customers of old runs go; the overviews of the company and its teams, and the changes, stay.
    async fn forget_old_rows(&self) -> Result<(), AppError> {
        let teams = store::people::teams(&self.store).await?;
        let mut kept: Vec<Uuid> = teams.into_iter().map(|team| team.id).collect();
        kept.push(crate::supply::COMPANY);
        let (finished, given_up): (Vec<_>, Vec<_>) =
            store::classes::with_rows(&self.store).await?.into_iter().partition(|run| run.state == FINISHED);
        for mut old in finished.into_iter().skip(KEPT_RUNS).chain(given_up) {
            loop {
                let tx = self.store.begin().await?;
                let empty = store::classes::drop_rows(&tx, old.id).await?;
                if empty {
                    old.keeps_rows = false;
                    store::classes::thin_figures(&tx, old.id, &kept).await?;
                    store::classes::update(&tx, old.clone()).await?;
                }
                tx.commit().await?;
                if empty {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Says why a run ended early, in the transaction that ends its job.
    pub(crate) async fn fail_classes(&self, tx: &store::Tx, id: Uuid, failure: &AppError) -> Result<(), AppError> {
        if let Some(mut run) = store::classes::locked(tx, id).await?
            && (run.state == WAITING || run.state == RUNNING)
        {
            run.state = "failed".to_owned();
            run.error = Some(failure.to_string());
            run.ended_at = Some(self.now_ms());
            store::classes::update(tx, run).await?;
        }
        Ok(())
    }
}

/// What is asked of the columns for a line, with nobody's influence.
pub(super) fn asked_of(line: Uuid, rhythm: OrderRhythm, settings: &MethodSettings, as_of: AsOf) -> ClassesAsked {
    let line = Some(line).filter(|line| *line != ALL_LINES);
    let figures = FiguresAsked { as_of, line, predicate: None, rhythm, settings: settings.classes.clone() };
    ClassesAsked { figures, influence: BTreeMap::new(), results: settings.results }
}

/// Where the rows of a line go.
struct Writing {
    run: Uuid,
    line: Uuid,
    /// the run that is current until this one is
    before: Option<Uuid>,
    /// whether changes are written down
    appends: bool,
    as_of: AsOf,
}

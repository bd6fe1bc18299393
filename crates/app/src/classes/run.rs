//! A run: reads, classes, writes, becomes current.

use std::{collections::HashMap, sync::Arc};

use method::{
    Coded,
    classes::{existing::ExistingClass, periods::AsOf},
};
use store::entities::{class_figure, class_run, customer_class};
use uuid::Uuid;

use super::{
    classing::{Classed, LifetimeModels, class_all},
    overview::{About, Part, figures, test_alert},
    reading::{ALL_LINES, Lens, Line, Read},
    rows::{change_of, moved, row_of},
};
use crate::{
    App, AppError,
    orders::{date_of, day_number},
    settings::SettingsInForce,
    supply::Scopes,
};

/// Customers read, and written, at a time.
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
enum Goes {
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
        let settings = store::settings::current(&self.store, crate::settings::KEY).await?;
        Ok(class_run::Model {
            id,
            as_of_day: day_number(as_of.day),
            settings_version: settings.map_or(0, |row| row.version),
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
            return self.forget_old_rows().await;
        }
        self.take_out(id).await?;
        let settings = self.settings().await?;
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
        let lens = Lens::of(&self.store, &settings.method, as_of).await?;
        (run.currency, run.left_out) = (lens.currency.clone(), lens.left_out);
        let Some(read) = self.read_orders(&run, &lens, &settings).await? else { return Ok(Goes::No) };
        run.orders = i64::try_from(read.orders).unwrap_or(i64::MAX);
        let current = store::classes::current(&self.store).await?;
        let becomes_current =
            day == today.day && current.as_ref().is_none_or(|current| current.as_of_day <= run.as_of_day);
        let before = current.filter(|_| becomes_current).map(|current| current.id);
        let total = read.lines.values().map(|line| line.histories.len() as i64).sum();
        let mut done = 0;
        let mut values = Vec::new();
        for (line_id, line) in read.lines {
            if self.note(run.id, "classing", done, total).await? == Goes::No {
                return Ok(Goes::No);
            }
            let kept = settings.clone();
            let (line, classed, models) = tokio::task::spawn_blocking(move || {
                let (classed, models) = class_all(&line, &kept.method, as_of);
                (line, classed, models)
            })
            .await
            .map_err(|error| AppError::Internal(error.to_string()))?;
            let writing = Writing { run: run.id, line: line_id, before, appends: becomes_current, as_of };
            let Some((abouts, changes)) = self.write_line(&writing, &classed, &settings, (done, total)).await? else {
                return Ok(Goes::No);
            };
            done += classed.len() as i64;
            run.changes += changes;
            if line_id == ALL_LINES {
                run.customers = classed.len() as i64;
                values = self.all_figures(run.id, &line, &classed, &abouts, models, (&*settings, as_of)).await?;
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

    /// Streams the orders, some customers at a time; none where the run is to end.
    async fn read_orders(
        &self,
        run: &class_run::Model,
        lens: &Lens,
        settings: &SettingsInForce,
    ) -> Result<Option<Read>, AppError> {
        let mut read = Read::default();
        let mut after = None;
        loop {
            let bought = store::orders::bought_after(&self.store, after, PER_PASS as u64).await?;
            let Some(last) = bought.last() else { return Ok(Some(read)) };
            after = Some(last.party_id);
            read.add(&bought, lens, &settings.method);
            let so_far = read.lines.get(&ALL_LINES).map_or(0, |line| line.histories.len() as i64);
            if self.note(run.id, "reading", so_far, 0).await? == Goes::No {
                return Ok(None);
            }
        }
    }

    async fn note(&self, run: Uuid, stage: &str, done: i64, total: i64) -> Result<Goes, AppError> {
        let tx = self.store.begin().await?;
        let goes = store::classes::progress(&tx, run, stage, done, total).await?;
        tx.commit().await?;
        Ok(if goes && !self.is_stopping() { Goes::On } else { Goes::No })
    }

    /// Writes the customers of a line with what changed; answers who holds them and how many changes there were.
    async fn write_line(
        &self,
        writing: &Writing,
        classed: &[Classed],
        settings: &SettingsInForce,
        (done, total): (i64, i64),
    ) -> Result<Option<(Vec<About>, i64)>, AppError> {
        let place = (writing.run, writing.line);
        let day = day_number(writing.as_of.day);
        let mut abouts = Vec::with_capacity(classed.len());
        let mut written = 0;
        for (pass, chunk) in classed.chunks(PER_PASS).enumerate() {
            let ids: Vec<Uuid> = chunk.iter().map(|one| one.party).collect();
            let before: HashMap<Uuid, customer_class::Model> = match writing.before {
                Some(run) => store::classes::classes_of_run(&self.store, run, writing.line, &ids).await?,
                None => Vec::new(),
            }
            .into_iter()
            .map(|row| (row.party_id, row))
            .collect();
            let mut holders: HashMap<Uuid, (Option<Uuid>, Option<String>)> = store::classes::holders(&self.store, &ids)
                .await?
                .into_iter()
                .map(|(id, owner, region)| (id, (owner, region)))
                .collect();
            let (mut rows, mut changes) = (Vec::with_capacity(chunk.len()), Vec::new());
            for one in chunk {
                let known = before.get(&one.party);
                let (owner, region) = holders.remove(&one.party).unwrap_or_default();
                let was = known.and_then(|row| ExistingClass::from_code(&row.existing));
                abouts.push(About { owner, region, before: was });
                let (moves, told) = if writing.appends {
                    moved(known, one, &settings.method.classes.stability)
                } else {
                    (Vec::new(), one.existing)
                };
                rows.push(row_of(one, place, day, told)?);
                for moved in moves {
                    let stamp = (self.new_id(), self.now());
                    changes.push(change_of(moved, one, place, (&settings.method, writing.as_of), stamp)?);
                }
            }
            written += changes.len() as i64;
            let tx = self.store.begin().await?;
            let so_far = done + (pass * PER_PASS + chunk.len()) as i64;
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
        line: &Line,
        classed: &[Classed],
        abouts: &[About],
        models: Option<LifetimeModels>,
        (settings, as_of): (&SettingsInForce, AsOf),
    ) -> Result<Vec<class_figure::Model>, AppError> {
        let users = store::people::users(&self.store).await?;
        let scopes = Scopes::of(&users, &store::people::teams(&self.store).await?);
        let mut places: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (place, about) in abouts.iter().enumerate() {
            for scope in scopes.of_holder(about.owner) {
                places.entry(*scope).or_default().push(place);
            }
        }
        let company = places.entry(crate::supply::COMPANY).or_default();
        company.sort_unstable();
        let mut rows = Vec::with_capacity(places.len());
        for (scope_id, places) in &places {
            let part = Part { classed, days: &line.days, about: abouts, places };
            let mut found = figures(&part, &settings.method, as_of);
            if *scope_id == crate::supply::COMPANY {
                found.back_test = Some(test_alert(&line.days, &settings.method, as_of));
                found.lifetime = models.clone();
            }
            rows.push(class_figure::Model { run_id, scope_id: *scope_id, value: serde_json::to_string(&found)? });
        }
        Ok(rows)
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

//! What other thresholds would make of the customers: for the preview of the settings.

use std::collections::HashMap;

use method::{
    Coded, MethodSettings,
    classes::{changes::RhythmState, periods::AsOf},
};
use uuid::Uuid;

use super::{
    classing::{Classed, class_all},
    reading::{ALL_LINES, Lens, Read},
};
use crate::{App, AppError, orders::date_of};

/// The classes of a customer, each under its name.
pub(crate) type OrderClasses = [(&'static str, String); 4];

const PER_PASS: u64 = 2_000;

fn codes(one: &Classed) -> OrderClasses {
    let rhythm = if one.rhythm.alert { RhythmState::Silent } else { RhythmState::Usual };
    let face = one.face.face.map_or("none", |face| face.code());
    [
        ("abc", one.abc.class.code().to_owned()),
        ("existing", one.existing.code().to_owned()),
        ("face", face.to_owned()),
        ("rhythm", rhythm.code().to_owned()),
    ]
}

impl App {
    /// The classes of every customer by the settings in force and by others, as of the current run's day or today. Nothing
    /// where both would say the same by themselves.
    pub(crate) async fn classes_by_both(
        &self,
        in_force: &MethodSettings,
        proposed: &MethodSettings,
    ) -> Result<Vec<(Uuid, OrderClasses, OrderClasses)>, AppError> {
        if in_force.classes == proposed.classes && in_force.results == proposed.results {
            return Ok(Vec::new());
        }
        let current = store::classes::current(&self.store).await?;
        let today = self.company_day().await?;
        let as_of = current.map_or(today, |run| AsOf { moment: self.now(), day: date_of(run.as_of_day) });
        let before = self.class_by(in_force, as_of).await?;
        let mut after: HashMap<Uuid, OrderClasses> = self.class_by(proposed, as_of).await?.into_iter().collect();
        let both = |(id, before): (Uuid, OrderClasses)| Some((id, before, after.remove(&id)?));
        Ok(before.into_iter().filter_map(both).collect())
    }

    async fn class_by(&self, settings: &MethodSettings, as_of: AsOf) -> Result<Vec<(Uuid, OrderClasses)>, AppError> {
        let lens = Lens::of(&self.store, settings, as_of).await?;
        let mut read = Read::default();
        let mut after = None;
        loop {
            let bought = store::orders::bought_after(&self.store, after, PER_PASS).await?;
            let Some(last) = bought.last() else { break };
            after = Some(last.party_id);
            read.add(&bought, &lens, settings);
        }
        let Some(line) = read.lines.remove(&ALL_LINES) else { return Ok(Vec::new()) };
        let settings = settings.clone();
        let classing = tokio::task::spawn_blocking(move || class_all(&line, &settings, as_of).0);
        let classed = classing.await.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(classed.iter().map(|one| (one.party, codes(one))).collect())
    }
}

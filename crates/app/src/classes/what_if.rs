//! What other thresholds would make of the customers: for the preview of the settings.

use std::collections::HashMap;

use analytics::{
    classes::{ClassRow, ClassesAsked},
    engine::DataSet,
};
use method::{
    Coded, MethodSettings,
    classes::{changes::RhythmState, periods::AsOf, stability::OrderRhythm},
};
use uuid::Uuid;

use super::{ALL_LINES, columns::blocking, run::asked_of};
use crate::{App, AppError, orders::date_of};

/// The classes of a customer, each under its name.
pub(crate) type OrderClasses = [(&'static str, String); 4];

fn codes(one: &ClassRow) -> OrderClasses {
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
        // nobody can stop this one
        let Some(columns) = self.write_columns(None).await? else { return Ok(Vec::new()) };
        let before = self.class_by(&columns, in_force, as_of).await?;
        let mut after: HashMap<Uuid, OrderClasses> =
            self.class_by(&columns, proposed, as_of).await?.into_iter().collect();
        let both = |(id, before): (Uuid, OrderClasses)| Some((id, before, after.remove(&id)?));
        Ok(before.into_iter().filter_map(both).collect())
    }

    async fn class_by(
        &self,
        columns: &DataSet,
        settings: &MethodSettings,
        as_of: AsOf,
    ) -> Result<Vec<(Uuid, OrderClasses)>, AppError> {
        let asked = ClassesAsked {
            influence: store::judged::influences(&self.store).await?,
            ..asked_of(ALL_LINES, OrderRhythm::default(), settings, as_of)
        };
        let Some(classes) = self.class_line(columns, asked, None).await? else { return Ok(Vec::new()) };
        blocking(move || Ok(classes.rows().map(|one| (one.customer, codes(&one))).collect())).await
    }
}

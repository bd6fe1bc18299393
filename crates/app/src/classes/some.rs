//! The classes of those for whom a filter is true, among themselves (CLA-8): what the largest customers of one region are, how
//! one trade is spread over the grid. The engine answers the filter and narrows the figures by it; nothing is kept.

use std::path::{Path, PathBuf};

use analytics::{
    classes::{ClassesAsked, Classification},
    engine::{CustomerTable, CustomerWriter, CustomersStream, DataSet, WriterOptions, narrowed},
};
use filters::Clause;
use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::Date;
use method::classes::{periods::AsOf, stability::OrderRhythm};
use serde::{Deserialize, Serialize};
use store::{Tx, parties::Reach};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ALL_LINES, ClassFigures,
    columns::blocking,
    overview::{About, Seen, figures, seen},
    run::asked_of,
};
use crate::{Actor, App, AppError, Right};

/// Records read, and written, at a time.
const PER_PASS: u64 = 4_000;

/// Whom to class, and as of when.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassifySome {
    /// a filter as lists and segments have it
    pub filter: Option<String>,
    /// a segment; with a filter, those for whom both are true
    pub segment: Option<Uuid>,
    /// the day, by order date, with what is recorded now; today where absent
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Date>,
}

/// What classing them among themselves found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClassesOfSome {
    #[schema(value_type = String)]
    pub as_of: Date,
    /// those within reach for whom the filter is true and who ever bought
    pub customers: u64,
    /// ISO 4217, of the amounts; absent where nobody ever bought
    pub currency: Option<String>,
    /// absent where there are none
    pub figures: Option<ClassFigures>,
}

impl App {
    /// Classes those within reach for whom a filter is true, as if there were no others.
    pub async fn classify_some(&self, actor: &Actor, asked: ClassifySome) -> Result<ClassesOfSome, AppError> {
        actor.require(Right::Classify)?;
        let needed = || AppError::invalid("/filter", "required", "say whom to class");
        let meant = self.meant(actor, asked.filter.as_deref(), asked.segment).await?.ok_or_else(needed)?;
        let today = self.company_day().await?;
        let day = asked.as_of.unwrap_or(today.day);
        if day > today.day {
            return Err(AppError::invalid("/as_of", "in_the_future", "name today or an earlier day"));
        }
        let as_of = AsOf { moment: self.now(), day };
        let settings = self.settings().await?;
        let nobody = |currency| ClassesOfSome { as_of: day, customers: 0, currency, figures: None };
        let Some(columns) = self.write_columns(None).await? else { return Ok(nobody(None)) };
        let currency = Some(columns.manifest().currency.clone()).filter(|currency| !currency.is_empty());
        let classes_asked = ClassesAsked {
            influence: store::judged::influences(&self.store).await?,
            ..asked_of(ALL_LINES, OrderRhythm::default(), &settings.method, as_of)
        };
        let folder = self.config().data_dir.join("columns").join(format!("some-{}", self.new_id().simple()));
        let classed = self.class_named(actor, &folder, meant.clause, columns, classes_asked).await;
        // whoever is in it is nobody's business any longer, whatever came of it
        let removed = tokio::fs::remove_dir_all(&folder).await;
        let classes = classed?;
        removed?;
        if classes.is_empty() {
            return Ok(nobody(currency));
        }
        let customers = classes.len() as u64;
        let found = tokio::task::spawn_blocking(move || {
            let abouts: Vec<About> = (0..classes.len()).map(|_| About { owner: None, before: None }).collect();
            let all = seen(&classes, &abouts);
            let own: Vec<&Seen<'_>> = all.iter().collect();
            figures(&own, &settings.method, as_of)
        });
        let found = found.await.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(ClassesOfSome { as_of: day, customers, currency, figures: Some(found) })
    }

    async fn class_named(
        &self,
        actor: &Actor,
        folder: &Path,
        clause: Clause,
        columns: DataSet,
        asked: ClassesAsked,
    ) -> Result<Classification, AppError> {
        let moment = self.store.snapshot().await?;
        let written = self.write_customers(&moment, folder.to_owned()).await;
        moment.rollback().await?;
        let table = written?;
        let named = self.engine()?.customers(&table, &clause).await?;
        let named = self.named_within(&actor.reach(), named).await?;
        let figures = self.engine()?.figures(&columns, asked.figures.clone()).await?;
        Ok(analytics::classes::classify(narrowed(figures, named), asked).await?)
    }

    /// Everybody on file with what filters ask about, in columns of their own.
    async fn write_customers(&self, moment: &Tx, folder: PathBuf) -> Result<CustomerTable, AppError> {
        let options = WriterOptions {
            currency: String::new(),
            mark: self.now_ms().to_string(),
            part_rows: WriterOptions::PART_ROWS,
        };
        let begun = folder.clone();
        let mut writer = blocking(move || CustomerWriter::begin(&begun, options)).await?;
        let mut after = None;
        loop {
            let records = store::parties::facts_after(moment, after, PER_PASS, self.now_ms()).await?;
            let Some((last, _)) = records.last() else { break };
            after = Some(*last);
            writer = blocking(move || {
                let mut writer = writer;
                for (id, facts) in records {
                    writer.push(id, facts)?;
                }
                Ok(writer)
            })
            .await?;
        }
        blocking(move || {
            writer.finish()?;
            CustomerTable::open(&folder)
        })
        .await
    }

    /// Of ids those that somebody reaches, in their order.
    async fn named_within(&self, reach: &Reach, named: CustomersStream) -> Result<CustomersStream, AppError> {
        if matches!(reach, Reach::All) {
            return Ok(named);
        }
        let all: Vec<Uuid> = named.try_concat().await?;
        let reached = store::parties::reached(&self.store, reach, &all).await?;
        Ok(stream::once(async { Ok(reached) }).boxed())
    }
}

//! Customers by class.

use std::collections::HashMap;

use jiff::civil::Date;
use method::{
    Coded,
    classes::{abc::AbcClass, contribution::ContributionMeasure, existing::ExistingClass, faces::Face},
};
use serde::{Deserialize, Serialize};
use store::{
    classes::{ClassCursor, ClassFilter, ClassSort, Moved},
    entities::{customer_class, party},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ALL_LINES, ClassChangeView};
use crate::{Actor, App, AppError, NameRef, Page, Right, UserRef, app::user_ref, orders::day_number};

/// Which customers, in which order.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ClassListAsked {
    /// a run whose customers are kept; where absent, the current one
    pub run: Option<Uuid>,
    /// a product line; where absent, all of them
    pub line: Option<Uuid>,
    /// `a`, `b`, `c`, separated by commas
    pub abc: Option<String>,
    /// `ei` … `eiv`, `new`, separated by commas
    pub existing: Option<String>,
    /// proposed faces, `red`, `black`, `white`, separated by commas
    pub face: Option<String>,
    /// unusually silent, or not
    pub silent: Option<bool>,
    /// bought once, or more than once
    pub once: Option<bool>,
    /// the city
    pub region: Option<String>,
    /// bought first on this day or later
    #[param(value_type = Option<String>)]
    pub first_from: Option<Date>,
    /// bought first on this day or before
    #[param(value_type = Option<String>)]
    pub first_to: Option<Date>,
    /// class A, EI, or a face
    pub key_customers: bool,
    /// only those whose class by contribution and stability is another than in this earlier run, whose customers are kept
    pub since: Option<Uuid>,
    /// the classes that they were in then, `ei` … `eiv`, `new`, separated by commas; any where absent
    pub was: Option<String>,
    /// `contribution` (where absent), `risk` or `value`, the largest first
    pub sort: Option<String>,
    pub cursor: Option<String>,
    /// 50 where absent, 200 at most
    pub limit: Option<u64>,
}

/// A customer with the classes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClassLine {
    pub party: NameRef,
    pub city: Option<String>,
    pub owner: Option<UserRef>,
    pub abc: AbcClass,
    pub existing: ExistingClass,
    /// as the figures propose it
    pub face: Option<Face>,
    pub face_tie: bool,
    pub sales_minor: i64,
    pub contribution_minor: i64,
    pub measure: ContributionMeasure,
    /// absent: too little history
    pub stability: Option<f64>,
    /// unusually silent
    pub silent: bool,
    pub silent_days: i32,
    pub usual_days: Option<f64>,
    pub purchases: i32,
    /// the probability that they still buy; absent for whoever bought once: it is not known
    pub alive: Option<f64>,
    pub expected_purchases: Option<f64>,
    pub lifetime_minor: Option<i64>,
    /// recency, frequency, money, 1 to 5
    pub rfm: [i32; 3],
    /// what changed in the last 90 days, the newest first
    pub changes: Vec<ClassChangeView>,
}

const CHANGED_DAYS: i32 = 90;

fn sort_of(asked: Option<&str>) -> Result<ClassSort, AppError> {
    Ok(match asked {
        None | Some("" | "contribution") => ClassSort::Contribution,
        Some("risk") => ClassSort::Risk,
        Some("value") => ClassSort::Value,
        Some(_) => return Err(AppError::invalid("/sort", "unknown", "use contribution, risk or value")),
    })
}

/// The codes of a set, checked.
fn codes<T: Coded>(pointer: &str, asked: Option<&str>) -> Result<Vec<String>, AppError> {
    let asked = asked.unwrap_or_default().split(',').map(str::trim).filter(|code| !code.is_empty());
    let known = |code: &str| {
        let found = T::from_code(code).map(|one| one.code().to_owned());
        found.ok_or_else(|| AppError::invalid(pointer, "unknown", "it is no class"))
    };
    asked.map(known).collect()
}

fn cursor_of(text: &str) -> Result<ClassCursor, AppError> {
    let parts = text.split_once('~');
    let cursor = parts
        .and_then(|(value, id)| Some(ClassCursor { value: value.parse().ok()?, party: Uuid::parse_str(id).ok()? }));
    cursor.ok_or_else(|| AppError::invalid("/cursor", "malformed", "begin again without a cursor"))
}

fn next_of(row: &customer_class::Model, sort: ClassSort) -> String {
    let value = match sort {
        ClassSort::Contribution => row.contribution_minor.to_string(),
        ClassSort::Risk => row.silence_rank.to_string(),
        ClassSort::Value => row.lifetime_sort.to_string(),
    };
    format!("{value}~{}", row.party_id.simple())
}

fn thinned() -> AppError {
    AppError::conflict("class_run_thinned", "the customers of that run are not kept any more")
}

impl App {
    /// From which classes customers are to have moved since which run.
    async fn moved_since(&self, since: Option<Uuid>, was: Option<&str>) -> Result<Option<Moved>, AppError> {
        let was = codes::<ExistingClass>("/was", was)?;
        let Some(since) = since else {
            let alone = "name the earlier run as since";
            return if was.is_empty() { Ok(None) } else { Err(AppError::invalid("/since", "required", alone)) };
        };
        let earlier = self.run_asked(Some(since), None, false).await?.ok_or(AppError::NotFound("class_run"))?;
        if earlier.keeps_rows { Ok(Some(Moved { since: earlier.id, was })) } else { Err(thinned()) }
    }

    /// Customers within reach by class, sorted by contribution, risk or value.
    pub async fn classed_customers(&self, actor: &Actor, asked: ClassListAsked) -> Result<Page<ClassLine>, AppError> {
        actor.require(Right::SeeLists)?;
        let sort = sort_of(asked.sort.as_deref())?;
        let Some(run) = self.run_asked(asked.run, None, false).await? else {
            return Ok(Page { items: Vec::new(), next: None, total: None });
        };
        if !run.keeps_rows {
            return Err(thinned());
        }
        let first = match (asked.first_from, asked.first_to) {
            (None, None) => None,
            (from, to) => Some((from.map_or(i32::MIN, day_number), to.map_or(i32::MAX, day_number))),
        };
        let filter = ClassFilter {
            run: run.id,
            line: asked.line.unwrap_or(ALL_LINES),
            reach: actor.reach(),
            abc: codes::<AbcClass>("/abc", asked.abc.as_deref())?,
            existing: codes::<ExistingClass>("/existing", asked.existing.as_deref())?,
            face: codes::<Face>("/face", asked.face.as_deref())?,
            alert: asked.silent,
            once: asked.once,
            region: asked.region.filter(|region| !region.is_empty()),
            first_day: first,
            key_customers: asked.key_customers,
            moved: self.moved_since(asked.since, asked.was.as_deref()).await?,
        };
        let after = asked.cursor.as_deref().filter(|text| !text.is_empty()).map(cursor_of).transpose()?;
        let limit = asked.limit.unwrap_or(50).clamp(1, 200);
        let mut rows = store::classes::page(&self.store, &filter, sort, after, limit + 1).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|(row, _)| next_of(row, sort));
        let ids: Vec<Uuid> = rows.iter().map(|(row, _)| row.party_id).collect();
        let recent = store::classes::changes_since(&self.store, &ids, run.as_of_day - CHANGED_DAYS).await?;
        let mut changes: HashMap<Uuid, Vec<ClassChangeView>> = HashMap::new();
        for change in self.change_views(recent).await? {
            changes.entry(change.party.id).or_default().push(change);
        }
        let names = self.user_names().await?;
        let line = |(row, party): (customer_class::Model, party::Model)| {
            let changed = changes.remove(&row.party_id).unwrap_or_default();
            line(row, party, changed, &names)
        };
        Ok(Page { items: rows.into_iter().map(line).collect(), next, total: None })
    }
}

fn line(
    row: customer_class::Model,
    party: party::Model,
    changes: Vec<ClassChangeView>,
    names: &HashMap<Uuid, String>,
) -> ClassLine {
    ClassLine {
        owner: user_ref(names, party.owner_id),
        party: NameRef { id: party.id, name: party.name },
        city: party.city,
        abc: AbcClass::from_code(&row.abc).unwrap_or(AbcClass::C),
        existing: ExistingClass::from_code(&row.existing).unwrap_or(ExistingClass::New),
        face: Face::from_code(&row.face),
        face_tie: row.face_tie,
        sales_minor: row.sales_minor,
        contribution_minor: row.contribution_minor,
        measure: ContributionMeasure::from_code(&row.contribution_measure).unwrap_or(ContributionMeasure::Sales),
        stability: row.stability,
        silent: row.rhythm_alert,
        silent_days: (row.as_of_day - row.last_day).max(0),
        usual_days: row.usual_gap,
        purchases: row.purchases,
        alive: row.alive,
        expected_purchases: row.expected_purchases,
        lifetime_minor: row.lifetime_minor,
        rfm: [row.rfm_r, row.rfm_f, row.rfm_m],
        changes,
    }
}

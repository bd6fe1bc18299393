//! Classes of prospects for the overview (CLA-3): how many there are of each, and where they stand.

use method::{Coded, Timestamp, classes::potential::ProspectClass};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProspectClassCount {
    pub class: ProspectClass,
    pub count: u64,
}

/// A prospect as a point of the picture.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ProspectPoint {
    pub id: Uuid,
    pub name: String,
    pub class: ProspectClass,
    /// expected contribution, 0 to 10
    pub expected: f64,
    /// intent, 0 to 100
    pub intent: f64,
}

/// The quadrants of prospects within reach.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProspectClasses {
    /// PI to PIV; prospects of whom too little is rated are in none
    pub counts: Vec<ProspectClassCount>,
    /// the most promising, at most 500
    pub points: Vec<ProspectPoint>,
    /// expected contribution is high from here
    pub high_from: f64,
    /// intent is strong from here
    pub strong_from: f64,
    pub as_of: Timestamp,
}

const POINTS: u64 = 500;

impl App {
    /// Counts and points of the classes of prospects within reach.
    pub async fn prospect_classes(&self, actor: &Actor) -> Result<ProspectClasses, AppError> {
        actor.require(Right::SeeLists)?;
        let settings = self.settings().await?;
        let reach = actor.reach();
        let found = store::judged::class_counts(&self.store, &reach).await?;
        let count = |class: &ProspectClass| {
            let row = found.iter().find(|row| row.class == class.code());
            ProspectClassCount { class: *class, count: row.map_or(0, |row| row.count.unsigned_abs()) }
        };
        let points = store::judged::class_points(&self.store, &reach, POINTS).await?;
        let point = |row: store::judged::ClassPoint| {
            Some(ProspectPoint {
                class: ProspectClass::from_code(&row.class)?,
                id: row.id,
                name: row.name,
                expected: row.expected,
                intent: row.intent,
            })
        };
        Ok(ProspectClasses {
            counts: ProspectClass::ALL.iter().map(count).collect(),
            points: points.into_iter().filter_map(point).collect(),
            high_from: settings.method.classes.expected.high_from,
            strong_from: settings.method.intent.strong_from,
            as_of: self.now(),
        })
    }
}

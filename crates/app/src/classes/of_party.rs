//! Every class of one customer, with its reasons and its history.

use jiff::civil::Date;
use method::{
    Coded, MethodSettings, Reason, Verdict,
    classes::{
        abc::AbcClass,
        contribution::Contribution,
        existing::{ExistingClass, ExistingPlay, TimeAdvice, UnsteadyCause},
        faces::Face,
        periods::AsOf,
        plays::Move,
        rfm::Rfm,
        rhythm::{Rhythm, explained},
        stability::StabilityReading,
    },
};
use serde::Serialize;
use store::entities::{class_run, customer_class, product_line};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ALL_LINES, ClassChangeView, ClassRunView,
    classing::existing_verdict,
    rows::{abc_of, contribution_of, rhythm_of, stability_of},
};
use crate::{
    Actor, App, AppError,
    orders::{LineRef, date_of},
};

/// The face that the figures speak for; a person confirms it or not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposedFaceView {
    pub face: Face,
    /// buys by chance: tie them in
    pub tie: bool,
    pub reasons: Vec<Reason>,
    pub moves: Vec<Move>,
}

/// What is expected of a customer (CLA-7).
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct LifetimeView {
    /// the probability that they still buy; absent for whoever bought once: it is not known
    pub alive: Option<f64>,
    pub expected_purchases: Option<f64>,
    /// value today of what is expected; absent where the amounts could not be fitted
    pub value_minor: Option<i64>,
    pub horizon_weeks: u32,
}

/// The classes of a customer in a product line, or in all of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineClasses {
    /// absent: all lines together
    pub line: Option<LineRef>,
    pub abc: Verdict<AbcClass>,
    pub sales_minor: i64,
    pub existing: Verdict<ExistingClass>,
    pub contribution: Contribution,
    pub stability: StabilityReading,
    pub play: Option<ExistingPlay>,
    pub time: Option<TimeAdvice>,
    pub moves: Vec<Move>,
    /// the causes to ask about where the class is EII
    pub ask: Vec<UnsteadyCause>,
    pub face: Option<ProposedFaceView>,
    /// absent for whoever only returned something
    pub rfm: Option<Rfm>,
    pub rhythm: Verdict<Rhythm>,
    pub lifetime: LifetimeView,
    /// days on which something was bought
    pub purchases: i32,
    #[schema(value_type = Option<String>)]
    pub first: Option<Date>,
    #[schema(value_type = Option<String>)]
    pub last: Option<Date>,
    /// bought once: whether they come back is not known
    pub once: bool,
}

/// Every class of a customer as of the current run, and how it came to be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyClasses {
    /// absent where no run has come to its end yet
    pub run: Option<ClassRunView>,
    /// all lines together first; empty for whoever has bought nothing up to the run's day
    pub lines: Vec<LineClasses>,
    /// the newest first
    pub history: Vec<ClassChangeView>,
}

const HISTORY: u64 = 200;

impl App {
    pub async fn classes_of_party(&self, actor: &Actor, id: Uuid) -> Result<PartyClasses, AppError> {
        let row = self.party_seen(&self.store, actor, id).await?;
        let history = store::classes::changes_of(&self.store, row.id, HISTORY).await?;
        let history = self.change_views(history).await?;
        let Some(run) = store::classes::current(&self.store).await? else {
            return Ok(PartyClasses { run: None, lines: Vec::new(), history });
        };
        let settings = self.settings_at(run.settings_version).await?;
        let known = store::products::lines(&self.store).await?;
        let kept = store::classes::classes_of_party(&self.store, run.id, row.id).await?;
        let lines = kept.into_iter().map(|kept| classes_of(kept, &run, &known, &settings)).collect::<Result<_, _>>()?;
        Ok(PartyClasses { run: Some(self.run_view(run).await?), lines, history })
    }

    /// The settings as they were in a version.
    async fn settings_at(&self, version: i32) -> Result<MethodSettings, AppError> {
        let rows = store::settings::history(&self.store, crate::settings::KEY).await?;
        let found = rows.into_iter().find(|row| row.version == version);
        Ok(found.map(|row| serde_json::from_str(&row.value)).transpose()?.unwrap_or_default())
    }
}

fn classes_of(
    row: customer_class::Model,
    run: &class_run::Model,
    lines: &[product_line::Model],
    settings: &MethodSettings,
) -> Result<LineClasses, AppError> {
    let as_of = AsOf { moment: run.started_at.unwrap_or(run.asked_at).into(), day: date_of(run.as_of_day) };
    let line = lines.iter().find(|line| line.id == row.line_id && row.line_id != ALL_LINES);
    let line = line.map(|line| LineRef { id: line.id, code: line.code.clone(), name: line.name.clone() });
    let contribution = contribution_of(&row);
    let stability = stability_of(&row, &settings.classes.stability);
    let existing = existing_verdict(&contribution, stability.clone(), settings, as_of);
    let class = existing.value;
    let face = match Face::from_code(&row.face) {
        Some(face) => Some(ProposedFaceView {
            face,
            tie: row.face_tie,
            reasons: row.face_reasons.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default(),
            moves: face.moves().to_vec(),
        }),
        None => None,
    };
    let band = |score: i32| u8::try_from(score).unwrap_or_default();
    let rfm = Rfm { recency: band(row.rfm_r), frequency: band(row.rfm_f), money: band(row.rfm_m) };
    let bought = row.purchases > 0;
    Ok(LineClasses {
        line,
        abc: abc_of(&row).verdict(as_of.moment),
        sales_minor: row.sales_minor,
        existing,
        contribution,
        stability,
        play: class.play(),
        time: class.time(),
        moves: class.play().map_or_else(Vec::new, |play| play.moves().to_vec()),
        ask: if class == ExistingClass::Eii { UnsteadyCause::ALL.to_vec() } else { Vec::new() },
        face,
        rfm: Some(rfm).filter(|rfm| rfm.recency > 0),
        rhythm: explained(rhythm_of(&row, &settings.results), as_of.moment),
        lifetime: LifetimeView {
            alive: row.alive,
            expected_purchases: row.expected_purchases,
            value_minor: row.lifetime_minor,
            horizon_weeks: settings.classes.lifetime.horizon_weeks,
        },
        purchases: row.purchases,
        first: bought.then(|| date_of(row.first_day)),
        last: bought.then(|| date_of(row.last_day)),
        once: row.purchases == 1,
    })
}

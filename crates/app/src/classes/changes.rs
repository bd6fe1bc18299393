//! A class that changed, as its owner is told of it: the figures, the play, and what to ask.

use std::collections::HashMap;

use jiff::civil::Date;
use method::{
    Coded, Reason, Timestamp,
    classes::{
        changes::ClassKind,
        existing::{ExistingClass, ExistingPlay, TimeAdvice, UnsteadyCause},
        faces::Face,
        plays::Move,
    },
};
use serde::Serialize;
use store::entities::class_change;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ALL_LINES;
use crate::{
    Actor, App, AppError, NameRef, Right,
    orders::{LineRef, date_of},
};

/// A class that changed from one run to the next.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClassChangeView {
    pub id: Uuid,
    pub party: NameRef,
    /// the product line; absent: all lines together
    pub line: Option<LineRef>,
    pub kind: ClassKind,
    /// code of the class before; absent: the first. Of a face, empty: none
    pub was: Option<String>,
    /// code of the class now
    pub becomes: String,
    /// the figures it rests on
    pub reasons: Vec<Reason>,
    /// what to do, of EI to EIV
    pub play: Option<ExistingPlay>,
    /// the time that the class deserves
    pub time: Option<TimeAdvice>,
    /// the moves of the play
    pub moves: Vec<Move>,
    /// the causes to ask about, of a customer who became unsteady
    pub ask: Vec<UnsteadyCause>,
    #[schema(value_type = String)]
    pub as_of: Date,
    /// when it was found
    pub at: Timestamp,
    pub told: bool,
    pub seen_at: Option<Timestamp>,
}

/// Changes older than this are history, not news.
const NEWS_DAYS: f64 = 30.0;
/// Changes that Today shows.
const SHOWN: u64 = 50;

impl App {
    /// Changes that the holder of the records has not looked at.
    pub(crate) async fn class_news(&self, owner: Uuid) -> Result<Vec<ClassChangeView>, AppError> {
        let since = self.now().plus_days(-NEWS_DAYS).as_millis();
        let rows = store::classes::told_to(&self.store, owner, since, SHOWN).await?;
        self.change_views(rows).await
    }

    /// The time that the classes of these customers deserve, by the current run.
    pub(crate) async fn class_times(&self, parties: &[Uuid]) -> Result<HashMap<Uuid, TimeAdvice>, AppError> {
        let Some(run) = store::classes::current(&self.store).await? else { return Ok(HashMap::new()) };
        let rows = store::classes::classes_of_run(&self.store, run.id, ALL_LINES, parties).await?;
        let time = |row: &store::entities::customer_class::Model| ExistingClass::from_code(&row.existing)?.time();
        Ok(rows.iter().filter_map(|row| Some((row.party_id, time(row)?))).collect())
    }

    /// Notes that a change was looked at.
    pub async fn see_class_change(&self, actor: &Actor, id: Uuid) -> Result<ClassChangeView, AppError> {
        actor.require(Right::Work)?;
        let tx = self.store.begin().await?;
        let change = store::classes::change(&tx, id).await?.ok_or(AppError::NotFound("class_change"))?;
        let row = self.party_seen(&tx, actor, change.party_id).await?;
        if !actor.works(&row) {
            return Err(AppError::Forbidden);
        }
        store::classes::see_change(&tx, id, actor.id(), self.now_ms()).await?;
        let detail = serde_json::json!({ "party": row.id, "kind": change.kind });
        self.audit(&tx, actor, "class_change_seen", ("class_change", &id.to_string()), detail).await?;
        tx.commit().await?;
        let seen = store::classes::change(&self.store, id).await?.ok_or(AppError::NotFound("class_change"))?;
        self.change_views(vec![seen]).await?.pop().ok_or(AppError::NotFound("class_change"))
    }

    pub(super) async fn change_views(&self, rows: Vec<class_change::Model>) -> Result<Vec<ClassChangeView>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        let found = store::parties::find_many(&self.store, &ids).await?;
        let names: HashMap<Uuid, String> = found.into_iter().map(|row| (row.id, row.name)).collect();
        let lines = self.line_names(&self.store, &[]).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(name) = names.get(&row.party_id) else { continue };
            let Some(kind) = ClassKind::from_code(&row.kind) else { continue };
            let line = (row.line_id != ALL_LINES).then(|| lines.line(row.line_id));
            views.push(view(row, kind, name.clone(), line)?);
        }
        Ok(views)
    }
}

fn view(
    row: class_change::Model,
    kind: ClassKind,
    name: String,
    line: Option<LineRef>,
) -> Result<ClassChangeView, AppError> {
    let existing = ExistingClass::from_code(&row.becomes).filter(|_| kind == ClassKind::Existing);
    let face = Face::from_code(&row.becomes).filter(|_| kind == ClassKind::Face);
    let play = existing.and_then(ExistingClass::play);
    let moves = play.map_or(&[][..], ExistingPlay::moves).iter().chain(face.map_or(&[][..], Face::moves));
    let unsteady = existing == Some(ExistingClass::Eii);
    Ok(ClassChangeView {
        id: row.id,
        party: NameRef { id: row.party_id, name },
        line,
        kind,
        was: row.was,
        becomes: row.becomes,
        reasons: serde_json::from_str(&row.figures)?,
        play,
        time: existing.and_then(ExistingClass::time),
        moves: moves.copied().collect(),
        ask: if unsteady { UnsteadyCause::ALL.to_vec() } else { Vec::new() },
        as_of: date_of(row.as_of_day),
        at: row.at.into(),
        told: row.told,
        seen_at: row.seen_at.map(Timestamp::from),
    })
}

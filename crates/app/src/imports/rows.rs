//! Rows of a file on their way from the reader to the writer.

use std::collections::BTreeMap;

use method::{MethodSettings, Timestamp, duplicates::RowState};
use store::entities::{import_run, user_account};
use tables::{Entry, mapping::BoundMapping};
use text::matching::{Features, Likeness};
use uuid::Uuid;

use super::{
    KeptFormat, MappedColumn,
    interpret::{Interpreted, RowContext, interpret},
    origin_of,
    plan::mapping_of,
    report::RowReason,
};
use crate::{
    Actor, App, AppError,
    parties::{
        draft::{Batch, Draft, Origin, Prepared},
        matching::MatchFields,
    },
    privacy::suppression::Suppressed,
};

/// How the rows of a run become records: what its columns mean, to whom the names will belong, the rules that judge them.
pub(super) struct RowPlan {
    mapping: BoundMapping,
    origin: Origin,
    settings: MethodSettings,
    /// numbers of people who asked to be erased
    suppressed: Suppressed,
    /// colleagues a row may name as owner, by their address
    owners: BTreeMap<String, Holder>,
    now: Timestamp,
}

/// A colleague and the team.
type Holder = (Uuid, Option<Uuid>);

/// A row that can become a record.
#[derive(Debug)]
pub(super) struct Ready {
    pub prepared: Prepared,
    pub features: Features,
    pub reasons: Vec<RowReason>,
    pub owner_email: Option<String>,
    pub cells: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Outcome {
    Ready(Box<Ready>),
    Rejected(Rejected),
}

#[derive(Debug)]
pub(super) struct Rejected {
    pub reasons: Vec<RowReason>,
    pub cells: Vec<String>,
}

/// A row beside the record it is most like.
#[derive(Debug)]
pub(super) struct Compared {
    pub ready: Ready,
    /// the record and how alike it is
    pub alike: Option<(Uuid, Likeness)>,
    /// what shall become of the row
    pub state: RowState,
    pub held: bool,
}

/// What becomes of a row.
#[derive(Debug)]
pub(super) enum Fate {
    Settled(Settled),
    /// what it says is to be brought into a record on file
    Update(Box<Update>),
}

/// Nothing is left to ask about the row.
#[derive(Debug)]
pub(super) struct Settled {
    pub state: RowState,
    pub party: Option<Uuid>,
    pub reasons: Vec<RowReason>,
    /// kept where the row did not become a record
    pub cells: Option<Vec<String>>,
    pub held: bool,
}

#[derive(Debug)]
pub(super) struct Update {
    pub party: Uuid,
    pub draft: Draft,
    pub reasons: Vec<RowReason>,
    pub cells: Vec<String>,
}

/// Rows that are written together.
#[derive(Debug)]
pub(super) struct Chunk {
    /// the records that its rows became
    pub batch: Batch,
    pub rows: Vec<(i64, Fate)>,
    /// records on file that shall be on the list too
    pub known: Vec<Uuid>,
    pub skipped: i64,
    pub last_row: i64,
    pub bytes_read: i64,
}

impl Chunk {
    /// An empty one, with room for so many rows.
    pub(super) fn new(after: i64, rows: usize) -> Self {
        Self {
            batch: Batch::with_room(rows),
            rows: Vec::with_capacity(rows),
            known: Vec::new(),
            skipped: 0,
            last_row: after,
            bytes_read: 0,
        }
    }

    /// Takes an entry of the file in: prepared, compared and placed, rejected with its reasons, or counted as skipped.
    pub(super) fn take(&mut self, entry: Entry, plan: &RowPlan, compare: impl FnOnce(Ready) -> Compared) {
        self.last_row = i64::try_from(entry.number()).unwrap_or(i64::MAX);
        let fate = match entry {
            Entry::Row(row) => match plan.prepare(row.cells) {
                Outcome::Ready(ready) => self.place(compare(*ready), plan),
                Outcome::Rejected(rejected) => Fate::Settled(rejected.settled()),
            },
            Entry::Problem(problem) => {
                let reasons = vec![RowReason::of_fault(&problem.fault)];
                Fate::Settled(Rejected { reasons, cells: vec![problem.raw] }.settled())
            }
            Entry::Skipped(_) => {
                self.skipped += 1;
                return;
            }
        };
        self.rows.push((self.last_row, fate));
    }

    /// Gives a row its place: a new record, a change of one on file, or a duplicate.
    fn place(&mut self, row: Compared, plan: &RowPlan) -> Fate {
        let Compared { ready, alike, state, held } = row;
        let Ready { mut prepared, mut reasons, owner_email, cells, .. } = ready;
        match (state, alike) {
            (RowState::Created, _) | (_, None) => {
                if let Some(email) = owner_email {
                    plan.assign_to(&mut prepared.draft, &email, &mut reasons);
                }
                let party = Some(self.batch.add(prepared));
                Fate::Settled(Settled { state: RowState::Created, party, reasons, cells: None, held: false })
            }
            (RowState::Updated, Some((party, _))) => {
                Fate::Update(Box::new(Update { party, draft: prepared.draft, reasons, cells }))
            }
            (_, Some((party, likeness))) => {
                let (shown, fields) = (format!("{:.3}", likeness.score), agreeing(&likeness));
                let code = if held { "held_for_review" } else { "already_on_file" };
                reasons.insert(0, RowReason::new(code, &[("score", &shown), ("fields", &fields)]));
                if !held {
                    // the name is on this list too, and the person asked for it
                    self.known.push(party);
                }
                let party = Some(party);
                Fate::Settled(Settled { state: RowState::Duplicate, party, reasons, cells: Some(cells), held })
            }
        }
    }
}

impl Rejected {
    fn settled(self) -> Settled {
        let Self { reasons, cells } = self;
        Settled { state: RowState::Rejected, party: None, reasons, cells: Some(cells), held: false }
    }
}

/// Whether the actor may give what is imported to a colleague.
pub(super) fn may_hold(actor: &Actor, user: &user_account::Model) -> bool {
    user.id == actor.user || actor.may_edit(Some(user.id), user.team_id)
}

/// The fields that agree, strongest first.
fn agreeing(likeness: &Likeness) -> String {
    let mut fields: Vec<_> = likeness.reasons.iter().filter(|reason| reason.weight > 0.0).collect();
    fields.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let names = fields.iter().map(|reason| {
        let name = serde_json::to_value(reason.field).unwrap_or_default();
        name.as_str().unwrap_or_default().to_owned()
    });
    names.collect::<Vec<_>>().join(",")
}

impl App {
    /// How the rows of this run become records, by the rules of today.
    pub(super) async fn row_plan(&self, run: &import_run::Model, actor: &Actor) -> Result<RowPlan, AppError> {
        let kept: KeptFormat = serde_json::from_str(&run.format)?;
        let columns: Vec<MappedColumn> = serde_json::from_str(&run.mapping)?;
        let mapping = mapping_of(&columns)?
            .bind(&kept.format.columns)
            .map_err(|error| AppError::invalid("/mapping", error.code(), error.to_string()))?;
        let origin = origin_of(run);
        let (suppressed, owners) = (self.suppressed(&self.store).await?, self.owners_by_email(actor).await?);
        let settings = self.settings().await?.method.clone();
        Ok(RowPlan { mapping, origin, settings, suppressed, owners, now: self.now() })
    }

    /// Colleagues a row may name as owner.
    async fn owners_by_email(&self, actor: &Actor) -> Result<BTreeMap<String, Holder>, AppError> {
        let users = store::people::users(&self.store).await?;
        let may = |user: &user_account::Model| user.active && may_hold(actor, user);
        Ok(users.into_iter().filter(|user| may(user)).map(|user| (user.email, (user.id, user.team_id))).collect())
    }
}

impl RowPlan {
    /// Interprets a row and asks the rules about it.
    pub(super) fn prepare(&self, cells: Vec<String>) -> Outcome {
        let now = self.now.as_millis();
        let context = RowContext { origin: &self.origin, mapping: &self.mapping, now };
        let mut new_id = || store::new_id(now);
        match interpret(&cells, &context, &mut new_id) {
            Ok(Interpreted { mut draft, mut doubts, owner_email }) => {
                if self.suppressed.mark(&mut draft, now) {
                    doubts.push(RowReason::new("asked_not_to_be_contacted", &[]));
                }
                let features = MatchFields::of_draft(&draft).features();
                let prepared = Prepared::new(draft, &self.settings, self.now, &mut new_id);
                Outcome::Ready(Box::new(Ready { prepared, features, reasons: doubts, owner_email, cells }))
            }
            Err(reasons) => Outcome::Rejected(Rejected { reasons, cells }),
        }
    }

    /// Gives a record to the colleague its row names.
    fn assign_to(&self, draft: &mut Draft, email: &str, reasons: &mut Vec<RowReason>) {
        match self.owners.get(email) {
            Some((owner, team)) => {
                draft.row.owner_id = Some(*owner);
                draft.row.team_id = *team;
            }
            None => reasons.push(RowReason::new("owner_unknown", &[("cell", email)])),
        }
    }

    pub(super) fn settings(&self) -> &MethodSettings {
        &self.settings
    }
}

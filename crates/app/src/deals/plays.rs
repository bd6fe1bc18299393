//! Plays taken up as tasks (OPP-3), and whether each was used: what win rates compare later.

use method::{
    Coded, Timestamp,
    deals::opening::{
        grid::Opening,
        plays::{OfferedPlay, Play},
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_play, task},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_TEXT, checked_text, word};
use crate::{
    Actor, App, AppError, Right, UserRef, activities::TaskState, app::user_ref, error::check_version_if_named,
};

/// The kind of the tasks that plays become.
pub(super) const TASK: &str = "deal_play";
/// Days in which a play is to be done where nothing presses.
const USUAL_DAYS: f64 = 7.0;

/// How a play stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlayState {
    /// waits for a manager, since it touches a public tender
    Asked,
    Planned,
    Used,
    NotUsed,
}

impl PlayState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Planned => "planned",
            Self::Used => "used",
            Self::NotUsed => "not_used",
        }
    }

    fn from_code(code: &str) -> Self {
        [Self::Asked, Self::Used, Self::NotUsed].into_iter().find(|state| state.code() == code).unwrap_or(Self::Planned)
    }
}

/// A play that was taken up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlayView {
    pub id: Uuid,
    pub play: Play,
    /// the cell in which it was taken up
    pub cell: Option<Opening>,
    pub state: PlayState,
    pub task_id: Option<Uuid>,
    /// who is to do it, by when: as its task says
    pub owner: Option<UserRef>,
    pub due_at: Timestamp,
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
    /// the manager who confirmed it
    pub confirmed_by: Option<UserRef>,
    pub closed_at: Option<Timestamp>,
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakePlay {
    pub play: Play,
    /// by when; what the play itself asks for, or in a week, where absent
    pub due_at: Option<Timestamp>,
    /// who is to do it; the deal's owner where absent
    pub owner_id: Option<Uuid>,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePlay {
    /// whether it was used
    pub used: bool,
    #[serde(default)]
    pub note: String,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

impl App {
    pub(super) async fn plays_of_deal(&self, row: &deal::Model) -> Result<Vec<PlayView>, AppError> {
        let rows = store::deals::plays_of(&self.store, &[row.id]).await?;
        self.play_views(rows).await
    }

    async fn play_views(&self, rows: Vec<deal_play::Model>) -> Result<Vec<PlayView>, AppError> {
        let users = self.user_names().await?;
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.task_id).collect();
        let tasks = store::timeline::tasks(&self.store, &ids).await?;
        let view = |row: deal_play::Model| {
            let task = tasks.iter().find(|task| Some(task.id) == row.task_id);
            let owner = task.map_or(row.owner_id, |task| task.owner_id);
            // a play of a newer version is not shown
            Some(PlayView {
                play: Play::from_code(&row.play)?,
                owner: user_ref(&users, owner),
                due_at: task.map_or(row.due_at, |task| task.due_at).into(),
                id: row.id,
                cell: word(row.cell.as_ref()),
                state: PlayState::from_code(&row.state),
                task_id: row.task_id,
                by: user_ref(&users, row.by),
                at: row.at.into(),
                confirmed_by: user_ref(&users, row.confirmed_by),
                closed_at: row.closed_at.map(Timestamp::from),
                version: row.version,
                note: row.note,
            })
        };
        Ok(rows.into_iter().filter_map(view).collect())
    }

    /// Takes up a play of the deal's cell. It becomes a task; one that touches a public tender waits for a manager first.
    pub async fn take_play(&self, actor: &Actor, deal: Uuid, asked: TakePlay) -> Result<DealView, AppError> {
        let note = checked_text("/note", &asked.note, LONGEST_TEXT)?;
        let row = self.deal_open(&self.store, actor, deal).await?;
        let offered = self.offered(&row, asked.play).await?;
        let waits = offered.needs_confirmation && !actor.may(Right::Approve);
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let owner = asked.owner_id.or(row.owner_id).or(actor.id());
        self.team_of_owner(&tx, actor, owner, row.owner_id).await?;
        let open = store::deals::plays_of(&tx, &[deal]).await?;
        let is_open = |play: &deal_play::Model| play.play == asked.play.code() && play.closed_at.is_none();
        if open.iter().any(is_open) {
            return Err(AppError::conflict("play_taken", "this play is taken up already"));
        }
        let mut play = deal_play::Model {
            id: self.new_id(),
            deal_id: deal,
            task_id: None,
            owner_id: owner,
            confirmed_by: actor.id().filter(|_| offered.needs_confirmation && !waits),
            by: actor.id(),
            closed_by: None,
            play: asked.play.code().to_owned(),
            state: if waits { PlayState::Asked } else { PlayState::Planned }.code().to_owned(),
            note,
            cell: row.cell.clone(),
            due_at: self.due_of(asked.play, asked.due_at).as_millis(),
            at: self.now_ms(),
            closed_at: None,
            version: 1,
        };
        if !waits {
            play.task_id = Some(self.plan_play(&tx, actor, &row, &play, asked.play).await?);
        }
        store::deals::insert_play(&tx, play).await?;
        let row = self.write_deal(&tx, actor, row, "deal_play_taken").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// A manager confirms a play that touches a public tender, having checked the limits that the law and the buyer set.
    pub async fn confirm_play(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<DealView, AppError> {
        actor.require(Right::Approve)?;
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let mut play = self.play_row(&tx, deal, id).await?;
        if PlayState::from_code(&play.state) != PlayState::Asked {
            return Err(AppError::conflict("play_not_waiting", "the play does not wait for anybody"));
        }
        if let Some(kind) = Play::from_code(&play.play) {
            // it could not begin before now
            play.due_at = play.due_at.max(self.due_of(kind, None).as_millis());
            play.task_id = Some(self.plan_play(&tx, actor, &row, &play, kind).await?);
        }
        play.state = PlayState::Planned.code().to_owned();
        play.confirmed_by = actor.id();
        store::deals::update_play(&tx, play).await?;
        let row = self.write_deal(&tx, actor, row, "deal_play_confirmed").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// Says whether a play was used; its task is done, or no longer to be done.
    pub async fn close_play(
        &self,
        actor: &Actor,
        deal: Uuid,
        id: Uuid,
        asked: ClosePlay,
    ) -> Result<PlayView, AppError> {
        let note = checked_text("/note", &asked.note, LONGEST_TEXT)?;
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let mut play = self.play_row(&tx, deal, id).await?;
        check_version_if_named(asked.version, play.version)?;
        if asked.used && PlayState::from_code(&play.state) == PlayState::Asked {
            return Err(AppError::conflict("play_waits", "a manager has to confirm this play first"));
        }
        play.state = if asked.used { PlayState::Used } else { PlayState::NotUsed }.code().to_owned();
        (play.closed_at, play.closed_by) = (Some(self.now_ms()), actor.id());
        if !note.is_empty() {
            play.note = note;
        }
        if let Some(task) = play.task_id {
            self.end_play_task(&tx, task, asked.used).await?;
        }
        let play = store::deals::update_play(&tx, play).await?;
        self.write_deal(&tx, actor, row, "deal_play_closed").await?;
        tx.commit().await?;
        self.play_views(vec![play]).await?.pop().ok_or(AppError::NotFound("play of the deal"))
    }

    /// One of the plays of a deal that the actor sees.
    pub async fn deal_play(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<PlayView, AppError> {
        self.deal_seen(&self.store, actor, deal).await?;
        let row = self.play_row(&self.store, deal, id).await?;
        self.play_views(vec![row]).await?.pop().ok_or(AppError::NotFound("play of the deal"))
    }

    async fn play_row(&self, db: &impl store::Db, deal: Uuid, id: Uuid) -> Result<deal_play::Model, AppError> {
        let found = store::deals::play(db, id).await?.filter(|play| play.deal_id == deal);
        found.ok_or(AppError::NotFound("play of the deal"))
    }

    /// The play as the advice offers it, whether its causes are known or not.
    async fn offered(&self, row: &deal::Model, play: Play) -> Result<OfferedPlay, AppError> {
        let advice = self.advice_on_opening(row).await?;
        let found = advice.into_iter().flat_map(|advice| advice.value.offered.into_iter().chain(advice.value.waiting));
        let mut found = found.filter(|offered| offered.play == play);
        found.next().ok_or_else(|| AppError::invalid("/play", "unknown", "the deal's cell has no such play"))
    }

    /// By when a play is to be done: as asked, as it presses, or as usual.
    fn due_of(&self, play: Play, asked: Option<Timestamp>) -> Timestamp {
        let now = self.now();
        let pressing = play.within_hours().map(|hours| now.plus_hours(i64::from(hours)));
        asked.or(pressing).unwrap_or_else(|| now.plus_days(USUAL_DAYS))
    }

    async fn plan_play(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &deal::Model,
        taken: &deal_play::Model,
        play: Play,
    ) -> Result<Uuid, AppError> {
        let now = self.now();
        let task = task::Model {
            id: self.new_id(),
            party_id: row.party_id,
            owner_id: taken.owner_id,
            kind: TASK.to_owned(),
            // the code, which every reader's side words
            title: play.dotted().to_owned(),
            due_at: taken.due_at,
            state: TaskState::Open.code().to_owned(),
            activity_id: None,
            created_by: actor.id(),
            created_at: now.as_millis(),
            closed_at: None,
            closed_by_activity: None,
            version: 1,
        };
        let id = task.id;
        store::timeline::insert_tasks(tx, vec![task]).await?;
        Ok(id)
    }

    async fn end_play_task(&self, tx: &Tx, id: Uuid, done: bool) -> Result<(), AppError> {
        let open = store::timeline::task(tx, id).await?.filter(|task| task.state == TaskState::Open.code());
        if let Some(mut task) = open {
            task.state = if done { TaskState::Done } else { TaskState::Cancelled }.code().to_owned();
            task.closed_at = Some(self.now_ms());
            store::timeline::update_task(tx, task).await?;
        }
        Ok(())
    }
}

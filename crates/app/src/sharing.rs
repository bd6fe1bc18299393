//! Who reaches a record besides its owner: whoever stands in for them while they are away (代班), and whom it is shared
//! with. What is lent is read with the actor at every request, so that it ends by itself at its end.

mod deputies;
mod shares;

use std::{collections::BTreeMap, sync::atomic::Ordering};

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{party, user_account},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, app::KEPT_MS};

pub use deputies::{Colleague, Colleagues, DeputyState, DeputyView, NameDeputy};
pub use shares::{ShareParty, ShareView, StandIn, WhoReaches};

/// What a record is shared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareLevel {
    /// to see it, numbers masked
    Read,
    /// to work it as its owner does
    Work,
}

impl ShareLevel {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Work => "work",
        }
    }

    /// A code of a newer version opens the least.
    pub(crate) fn from_code(code: &str) -> Self {
        if code == "work" { Self::Work } else { Self::Read }
    }
}

/// How a record comes to be lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loan {
    Deputy,
    Share(ShareLevel),
}

/// A colleague somebody stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    pub user: Uuid,
    pub until: Timestamp,
}

/// What is lent to somebody now. A deputy's deputy is lent nothing: this is never asked about anybody but the actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lent {
    away: Vec<Away>,
    shared: BTreeMap<Uuid, ShareLevel>,
}

impl Lent {
    /// How this record is lent; standing in for its owner opens more than any share.
    pub fn of(&self, row: &party::Model) -> Option<Loan> {
        self.loan(row.id, row.owner_id)
    }

    pub(crate) fn loan(&self, id: Uuid, owner: Option<Uuid>) -> Option<Loan> {
        if owner.is_some_and(|owner| self.stands_in_for(owner)) {
            return Some(Loan::Deputy);
        }
        self.shared.get(&id).map(|level| Loan::Share(*level))
    }

    pub fn stands_in_for(&self, user: Uuid) -> bool {
        self.away.iter().any(|away| away.user == user)
    }

    pub fn away(&self) -> &[Away] {
        &self.away
    }

    pub fn owners(&self) -> Vec<Uuid> {
        self.away.iter().map(|away| away.user).collect()
    }

    pub fn parties(&self) -> Vec<Uuid> {
        self.shared.keys().copied().collect()
    }

    /// Those that are shared to be worked.
    pub fn to_work(&self) -> Vec<Uuid> {
        self.shared.iter().filter(|(_, level)| **level == ShareLevel::Work).map(|(id, _)| *id).collect()
    }
}

impl App {
    /// What is lent to a user now. Where nobody is lent anything, nothing is asked for half a minute.
    pub(crate) async fn lent_to(&self, user: &user_account::Model, reached: &[Uuid]) -> Result<Lent, AppError> {
        let now = self.now_ms();
        let since = now.saturating_sub(self.nothing_lent.load(Ordering::Relaxed));
        if (0..KEPT_MS).contains(&since) {
            return Ok(Lent::default());
        }
        if !store::sharing::any(&self.store, now).await? {
            self.nothing_lent.store(now, Ordering::Relaxed);
            return Ok(Lent::default());
        }
        let mut lent = Lent::default();
        for row in store::sharing::stood_in_for(&self.store, user.id, now).await? {
            lent.away.push(Away { user: row.user_id, until: row.ends_at.into() });
        }
        // a team is all below it: shared with a team above means shared with one's own
        let mut teams = reached.to_vec();
        if let Some(own) = user.team_id {
            teams.extend(store::people::team(&self.store, own).await?.into_iter().flat_map(|team| chain(&team.path)));
        }
        for row in store::sharing::shared_with(&self.store, user.id, &teams, now).await? {
            let level = ShareLevel::from_code(&row.level);
            let known = lent.shared.entry(row.party_id).or_insert(level);
            *known = level.max(*known);
        }
        Ok(lent)
    }

    /// From now on somebody may be lent something.
    fn something_lent(&self) {
        self.nothing_lent.store(i64::MIN, Ordering::Relaxed);
    }

    /// The colleague for whom an act was done: the owner of the record where the actor stands in for them and has no
    /// other right to it.
    pub(crate) async fn acted_for(
        &self,
        tx: &Tx,
        actor: &Actor,
        (kind, id): (&str, &str),
    ) -> Result<Option<Uuid>, AppError> {
        if actor.lent.away().is_empty() || kind != "party" {
            return Ok(None);
        }
        let Ok(id) = Uuid::parse_str(id) else { return Ok(None) };
        let row = store::parties::find(tx, id).await?;
        let row = row.filter(|row| !actor.may_edit(row.owner_id, row.team_id));
        Ok(row.and_then(|row| row.owner_id).filter(|owner| actor.lent.stands_in_for(*owner)))
    }
}

/// The teams of a path, from the root to the team itself.
fn chain(path: &str) -> Vec<Uuid> {
    path.split('/').filter_map(|id| Uuid::parse_str(id).ok()).collect()
}

/// A reason or a note, without blanks around, of so many characters at most.
fn tidy(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

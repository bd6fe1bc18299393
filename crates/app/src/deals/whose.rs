//! Whose deals a reading is about: a seller's, a team's with the teams below it, or all within reach.

use store::{deals::DealFilter, parties::Reach};
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

/// Whose deals are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Seller(Uuid),
    /// a team with those below it
    Team(Uuid, Vec<Uuid>),
    /// everybody's within reach
    Reach,
}

impl Whose {
    /// Narrows a list to them.
    pub(super) fn filter(&self) -> DealFilter {
        match self {
            Self::Seller(user) => DealFilter { owner: Some(*user), ..DealFilter::default() },
            Self::Team(_, teams) => DealFilter { teams: Some(teams.clone()), ..DealFilter::default() },
            Self::Reach => DealFilter::default(),
        }
    }

    /// Whether something of this owner and team is among them.
    pub(super) fn holds(&self, owner: Option<Uuid>, team: Option<Uuid>) -> bool {
        match self {
            Self::Seller(user) => owner == Some(*user),
            Self::Team(_, teams) => team.is_some_and(|team| teams.contains(&team)),
            Self::Reach => true,
        }
    }
}

impl App {
    /// Whose deals the actor may read together: a seller only their own, where nothing is named their own or all in reach.
    pub(super) async fn whose(&self, actor: &Actor, user: Option<Uuid>, team: Option<Uuid>) -> Result<Whose, AppError> {
        actor.require(Right::SeeLists)?;
        match (user, team) {
            (Some(_), Some(_)) => Err(AppError::invalid("/team", "unknown", "ask about a user or a team")),
            (Some(user), None) => {
                let person = store::people::user(&self.store, user).await?.ok_or(AppError::NotFound("user"))?;
                let reached = user == actor.user || actor.reaches(Some(user), person.team_id);
                if reached { Ok(Whose::Seller(user)) } else { Err(AppError::NotFound("user")) }
            }
            (None, Some(team)) => {
                let reached = match actor.own_reach() {
                    Reach::All => store::people::team(&self.store, team).await?.is_some(),
                    Reach::Teams { teams, .. } => teams.contains(&team),
                    Reach::Own(_) | Reach::Lent { .. } => false,
                };
                if !reached {
                    return Err(AppError::NotFound("team"));
                }
                Ok(Whose::Team(team, self.subtree(team).await?))
            }
            (None, None) => Ok(match actor.own_reach() {
                Reach::Own(user) => Whose::Seller(user),
                Reach::All | Reach::Teams { .. } | Reach::Lent { .. } => Whose::Reach,
            }),
        }
    }
}

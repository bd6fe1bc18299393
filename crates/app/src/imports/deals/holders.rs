//! Colleagues whom a row may name as the owner of its deal, by e-mail or by name.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{Actor, App, AppError, imports::rows::may_hold};

/// An owner and the team.
pub(super) type Holder = (Uuid, Option<Uuid>);

#[derive(Debug, Default)]
pub(super) struct Holders {
    /// none: several colleagues have the name
    active: HashMap<String, Option<Holder>>,
    /// who has left may still have won or lost deals
    left: HashMap<String, Option<Holder>>,
    teams: HashMap<Uuid, Option<Uuid>>,
}

impl Holders {
    pub(super) async fn read(app: &App, actor: &Actor) -> Result<Self, AppError> {
        let mut holders = Self::default();
        for user in store::people::users(&app.store).await? {
            holders.teams.insert(user.id, user.team_id);
            if !may_hold(actor, &user) {
                continue;
            }
            let names = if user.active { &mut holders.active } else { &mut holders.left };
            for name in [&user.email, &user.name] {
                let holder = Some((user.id, user.team_id));
                names
                    .entry(folded(name))
                    .and_modify(|known| *known = known.filter(|known| Some(*known) == holder))
                    .or_insert(holder);
            }
        }
        Ok(holders)
    }

    /// The colleague of this e-mail or name.
    pub(super) fn of(&self, word: &str, ended: bool) -> Option<Holder> {
        let key = folded(word);
        let left = || self.left.get(&key).filter(|_| ended).copied().flatten();
        self.active.get(&key).copied().flatten().or_else(left)
    }

    pub(super) fn team(&self, user: Uuid) -> Option<Uuid> {
        self.teams.get(&user).copied().flatten()
    }
}

fn folded(name: &str) -> String {
    text::normalise::fold_width(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

//! Deals follow their sellers and their customers: to another team, and to whoever is given the customer.

use std::collections::HashMap;

use store::{
    Tx,
    entities::{deal, party},
};
use uuid::Uuid;

use super::{kind, record::holder};
use crate::{Actor, App, AppError};

impl App {
    /// The open deals of a seller who changes teams go with them; closed ones stay with the team that won or lost them.
    pub(crate) async fn deals_move_team(
        &self,
        tx: &Tx,
        actor: &Actor,
        seller: Uuid,
        team: Option<Uuid>,
    ) -> Result<(), AppError> {
        let rows = store::deals::open_of_owner(tx, seller).await?;
        self.hand_deals_over(tx, actor, rows, Some(seller), team).await
    }

    /// Customers were given to somebody: the open deals that their owner of before had with them go along. What is given back to
    /// the pool leaves its deals where they are.
    pub(crate) async fn deals_follow(
        &self,
        tx: &Tx,
        actor: &Actor,
        taken: &[party::Model],
        owner: Option<Uuid>,
        team: Option<Uuid>,
    ) -> Result<(), AppError> {
        if owner.is_none() {
            return Ok(());
        }
        let before: HashMap<Uuid, Option<Uuid>> = taken.iter().map(|row| (row.id, row.owner_id)).collect();
        let ids: Vec<Uuid> = before.keys().copied().collect();
        let mut rows = store::deals::open_of_parties(tx, &ids).await?;
        rows.retain(|row| before.get(&row.party_id) == Some(&row.owner_id));
        self.hand_deals_over(tx, actor, rows, owner, team).await
    }

    async fn hand_deals_over(
        &self,
        tx: &Tx,
        actor: &Actor,
        rows: Vec<deal::Model>,
        owner: Option<Uuid>,
        team: Option<Uuid>,
    ) -> Result<(), AppError> {
        let mut changes = Vec::new();
        for mut row in rows {
            let (before, after) = (holder(row.owner_id, row.team_id), holder(owner, team));
            if before == after {
                continue;
            }
            changes.push(self.change_of(actor, row.id, kind::OWNER, before, after));
            (row.owner_id, row.team_id) = (owner, team);
            row.updated_at = self.now_ms();
            store::deals::update(tx, row).await?;
        }
        Ok(store::deals::append_changes(tx, changes).await?)
    }
}

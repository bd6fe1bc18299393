//! Giving records to people, many at once.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use store::{
    entities::{party, party_change},
    parties::{Sort, SortKey},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::list::PartyFilterInput;
use crate::{Actor, App, AppError, Right};

/// Which records go to whom: named ones, or all that match a filter.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    #[serde(default)]
    pub ids: Vec<Uuid>,
    /// used where no ids are named
    pub filter: Option<PartyFilterInput>,
    /// absent: the records lose their owner
    pub owner_id: Option<Uuid>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignRefusal {
    pub id: Uuid,
    pub code: String,
}

/// What was done; each record asked for is in one of the two.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Assigned {
    pub assigned: u64,
    pub refused: Vec<AssignRefusal>,
}

/// Records assigned in one request at most.
const MOST_AT_ONCE: u64 = 100_000;

impl App {
    pub async fn assign(&self, actor: &Actor, asked: Assign) -> Result<Assigned, AppError> {
        actor.require(Right::Assign)?;
        let team = match asked.owner_id {
            Some(owner) => {
                let user = store::people::user(&self.store, owner).await?.filter(|user| user.active);
                let user =
                    user.ok_or_else(|| AppError::invalid("/owner_id", "unknown", "there is no such active user"))?;
                if !actor.may_edit(Some(owner), user.team_id) {
                    return Err(AppError::Forbidden);
                }
                user.team_id
            }
            None => actor.team,
        };
        let (rows, mut refused) = self.rows_to_assign(actor, &asked).await?;
        let mut taken = Vec::new();
        for row in rows {
            if !actor.may_edit(row.owner_id, row.team_id) {
                refused.push(AssignRefusal { id: row.id, code: "forbidden".to_owned() });
            } else if row.owner_id != asked.owner_id {
                taken.push(row);
            }
        }
        let now = self.now_ms();
        let ids: Vec<Uuid> = taken.iter().map(|row| row.id).collect();
        let changes: Vec<party_change::Model> = taken
            .iter()
            .map(|row| party_change::Model {
                id: self.new_id(),
                party_id: row.id,
                at: now,
                by: actor.id(),
                kind: "assignment".to_owned(),
                field: "owner".to_owned(),
                before: row.owner_id.map(|id| id.to_string()),
                after: asked.owner_id.map(|id| id.to_string()),
                reason: None,
            })
            .collect();
        let tx = self.store.begin().await?;
        store::parties::assign(&tx, &ids, asked.owner_id, team, now).await?;
        store::timeline::insert_changes(&tx, changes).await?;
        // the first contact with a name is due from the day somebody has it
        let untouched: Vec<Uuid> = taken.iter().filter(|row| row.last_two_way_at == 0).map(|row| row.id).collect();
        let rows = store::parties::find_many(&tx, &untouched).await?;
        self.reassess_rows(&tx, actor, rows).await?;
        let subject = asked.owner_id.map(|id| id.to_string()).unwrap_or_default();
        let detail = serde_json::json!({ "count": ids.len() });
        self.audit(&tx, actor, "parties_assigned", ("user", &subject), detail).await?;
        tx.commit().await?;
        Ok(Assigned { assigned: ids.len() as u64, refused })
    }

    async fn rows_to_assign(
        &self,
        actor: &Actor,
        asked: &Assign,
    ) -> Result<(Vec<party::Model>, Vec<AssignRefusal>), AppError> {
        if !asked.ids.is_empty() {
            let found = store::parties::find_many(&self.store, &asked.ids).await?;
            let seen: Vec<party::Model> =
                found.into_iter().filter(|row| actor.reaches(row.owner_id, row.team_id)).collect();
            let known: HashSet<Uuid> = seen.iter().map(|row| row.id).collect();
            let refused = asked
                .ids
                .iter()
                .filter(|id| !known.contains(id))
                .map(|id| AssignRefusal { id: *id, code: "not_found".to_owned() })
                .collect();
            return Ok((seen, refused));
        }
        let Some(filter) = &asked.filter else {
            return Err(AppError::invalid("/ids", "required", "name records or a filter"));
        };
        let filter = self.filter_of(actor, filter).await?;
        let sort = Sort { key: SortKey::Created, descending: false };
        let rows = store::parties::page(&self.store, &filter, sort, None, MOST_AT_ONCE).await?;
        Ok((rows, Vec::new()))
    }
}

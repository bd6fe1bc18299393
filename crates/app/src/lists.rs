//! Lead lists (PRO-1): batches of names from one source, and how far each has come through the five steps.

use std::collections::HashMap;

use method::{
    Coded, Timestamp,
    prospecting::{markets::Market, steps::Step},
};
use serde::{Deserialize, Serialize};
use store::entities::lead_list;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right, UserRef, app::user_ref, imports::ImportView, parties::checked_code};

/// Names at each of the five steps, as far as the actor reaches them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct StepCounts {
    pub total: u64,
    pub gather: u64,
    pub screen: u64,
    pub record: u64,
    pub choose: u64,
    pub keep_current: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListView {
    pub id: Uuid,
    pub name: String,
    pub market: Option<String>,
    pub method: Option<String>,
    pub note: String,
    pub owner: Option<UserRef>,
    pub created_at: Timestamp,
    pub counts: StepCounts,
}

/// A list with the imports that filled it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListDetail {
    #[serde(flatten)]
    pub list: ListView,
    pub imports: Vec<ImportView>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateList {
    pub name: String,
    pub market: Option<String>,
    pub method: Option<String>,
    #[serde(default)]
    pub note: String,
}

fn counts(by_step: Option<&HashMap<String, u64>>) -> StepCounts {
    let of = |step: Step| by_step.and_then(|counts| counts.get(step.code())).copied().unwrap_or(0);
    StepCounts {
        total: by_step.map_or(0, |counts| counts.values().sum()),
        gather: of(Step::Gather),
        screen: of(Step::Screen),
        record: of(Step::Record),
        choose: of(Step::Choose),
        keep_current: of(Step::KeepCurrent),
    }
}

impl App {
    /// The lists the actor made or reaches names of, newest first.
    pub async fn lists(&self, actor: &Actor) -> Result<Vec<ListView>, AppError> {
        actor.require(Right::SeeLists)?;
        let by_list = store::lists::step_counts(&self.store, &actor.reach(), None).await?;
        let names = self.user_names().await?;
        let rows = store::lists::all(&self.store).await?;
        let seen = rows.into_iter().filter(|row| may_see(actor, row, by_list.contains_key(&row.id)));
        Ok(seen.map(|row| view(&names, counts(by_list.get(&row.id)), row)).collect())
    }

    pub async fn list(&self, actor: &Actor, id: Uuid) -> Result<ListDetail, AppError> {
        actor.require(Right::SeeLists)?;
        let by_list = store::lists::step_counts(&self.store, &actor.reach(), Some(id)).await?;
        let row = store::lists::find(&self.store, id).await?;
        let row = row.filter(|row| may_see(actor, row, by_list.contains_key(&id))).ok_or(AppError::NotFound("list"))?;
        let names = self.user_names().await?;
        let imports = self.imports_of(actor, Some(id)).await?;
        Ok(ListDetail { list: view(&names, counts(by_list.get(&id)), row), imports })
    }

    /// Whether there is a list of this id that the actor may see.
    pub(crate) async fn list_seen(&self, actor: &Actor, id: Uuid) -> Result<bool, AppError> {
        let Some(row) = store::lists::find(&self.store, id).await? else { return Ok(false) };
        let by_list = store::lists::step_counts(&self.store, &actor.reach(), Some(id)).await?;
        Ok(may_see(actor, &row, by_list.contains_key(&id)))
    }

    pub async fn create_list(&self, actor: &Actor, asked: CreateList) -> Result<ListView, AppError> {
        actor.require(Right::Import)?;
        let row = self.new_list(actor, &asked)?;
        let tx = self.store.begin().await?;
        store::lists::insert(&tx, row.clone()).await?;
        self.audit(&tx, actor, "list_created", ("list", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(view(&self.user_names().await?, StepCounts::default(), row))
    }

    pub(crate) fn new_list(&self, actor: &Actor, asked: &CreateList) -> Result<lead_list::Model, AppError> {
        let name = asked.name.trim();
        if name.is_empty() || name.chars().count() > 200 {
            return Err(AppError::invalid("/name", "required", "name the list in 1 to 200 characters"));
        }
        let mut errors = Vec::new();
        let market = checked_code::<Market>(asked.market.as_deref(), "/market", &mut errors);
        let method = self.checked_method(asked.method.as_deref(), "/method", &mut errors);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        Ok(lead_list::Model {
            id: self.new_id(),
            name: name.to_owned(),
            market,
            method,
            note: asked.note.trim().chars().take(1_000).collect(),
            owner_id: actor.id(),
            team_id: actor.team,
            created_by: actor.id(),
            created_at: self.now_ms(),
        })
    }
}

fn may_see(actor: &Actor, row: &lead_list::Model, reaches_names: bool) -> bool {
    reaches_names || (row.owner_id.is_some() && actor.reaches(row.owner_id, row.team_id))
}

fn view(names: &HashMap<Uuid, String>, counts: StepCounts, row: lead_list::Model) -> ListView {
    ListView {
        id: row.id,
        name: row.name,
        market: row.market,
        method: row.method,
        note: row.note,
        owner: user_ref(names, row.owner_id),
        created_at: row.created_at.into(),
        counts,
    }
}

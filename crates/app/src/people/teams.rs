//! The tree of teams.

use serde::{Deserialize, Serialize};
use store::entities::team;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right, error::check_version_if_named};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamView {
    pub id: Uuid,
    pub name: String,
    pub parent_id: Option<Uuid>,
    /// 0 for the root
    pub depth: u32,
    /// active users of this team itself
    pub members: u32,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTeam {
    pub name: String,
    pub parent_id: Uuid,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditTeam {
    pub name: Option<String>,
    pub parent_id: Option<Uuid>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

impl App {
    /// The teams in the order of the tree, a manager's own subtree only.
    pub async fn teams(&self, actor: &Actor) -> Result<Vec<TeamView>, AppError> {
        actor.require(Right::SeePeople)?;
        let rows = store::people::teams(&self.store).await?;
        let users = store::people::users(&self.store).await?;
        let all = actor.may(Right::ManagePeople);
        let seen = rows.into_iter().filter(|row| all || actor.teams.contains(&row.id));
        Ok(seen
            .map(|row| TeamView {
                members: users.iter().filter(|u| u.active && u.team_id == Some(row.id)).count() as u32,
                depth: depth(&row.path),
                id: row.id,
                name: row.name,
                parent_id: row.parent_id,
                version: row.version,
            })
            .collect())
    }

    /// One of those that [`App::teams`] lists.
    pub async fn team(&self, actor: &Actor, id: Uuid) -> Result<TeamView, AppError> {
        let found = self.teams(actor).await?.into_iter().find(|team| team.id == id);
        found.ok_or(AppError::NotFound("team"))
    }

    pub async fn create_team(&self, actor: &Actor, asked: CreateTeam) -> Result<TeamView, AppError> {
        actor.require(Right::ManagePeople)?;
        let name = checked_team_name(&asked.name, "/name")?;
        let rows = store::people::teams(&self.store).await?;
        let parent = find(&rows, asked.parent_id, "/parent_id")?;
        let id = self.new_id();
        let row = team::Model {
            id,
            name,
            parent_id: Some(parent.id),
            path: format!("{}{id}/", parent.path),
            created_at: self.now_ms(),
            version: 1,
        };
        let tx = self.store.begin().await?;
        store::people::insert_teams(&tx, vec![row.clone()]).await?;
        self.audit(&tx, actor, "team_created", ("team", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(TeamView {
            id,
            name: row.name,
            parent_id: row.parent_id,
            depth: depth(&row.path),
            members: 0,
            version: row.version,
        })
    }

    /// Renames a team or hangs it, with all below it, elsewhere in the tree.
    pub async fn edit_team(&self, actor: &Actor, id: Uuid, edit: EditTeam) -> Result<TeamView, AppError> {
        actor.require(Right::ManagePeople)?;
        let rows = store::people::teams(&self.store).await?;
        let mut row = rows.iter().find(|t| t.id == id).cloned().ok_or(AppError::NotFound("team"))?;
        check_version_if_named(edit.version, row.version)?;
        let old_path = row.path.clone();
        if let Some(name) = edit.name {
            row.name = checked_team_name(&name, "/name")?;
        }
        let mut moved = Vec::new();
        if let Some(parent) = edit.parent_id.filter(|parent| Some(*parent) != row.parent_id) {
            let parent = find(&rows, parent, "/parent_id")?;
            if parent.path.starts_with(&old_path) {
                return Err(AppError::invalid("/parent_id", "circular", "a team cannot hang below itself"));
            }
            row.parent_id = Some(parent.id);
            row.path = format!("{}{id}/", parent.path);
            let below = rows.iter().filter(|t| t.id != id && t.path.starts_with(&old_path));
            moved.extend(below.cloned().map(|mut team| {
                team.path = team.path.replacen(&old_path, &row.path, 1);
                team
            }));
        }
        let tx = self.store.begin().await?;
        store::people::update_team(&tx, row.clone()).await?;
        for team in moved {
            store::people::update_team(&tx, team).await?;
        }
        self.audit(&tx, actor, "team_changed", ("team", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.team(actor, id).await
    }
}

fn find<'a>(rows: &'a [team::Model], id: Uuid, pointer: &str) -> Result<&'a team::Model, AppError> {
    rows.iter().find(|t| t.id == id).ok_or_else(|| AppError::invalid(pointer, "unknown", "there is no such team"))
}

fn depth(path: &str) -> u32 {
    path.matches('/').count().saturating_sub(2) as u32
}

pub(super) fn checked_team_name(name: &str, pointer: &str) -> Result<String, AppError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(AppError::invalid(pointer, "required", "a name is needed")),
        1..=100 => Ok(name.to_owned()),
        _ => Err(AppError::invalid(pointer, "too_long", "use at most 100 characters")),
    }
}

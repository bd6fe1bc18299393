//! The tree of teams.

use app::{
    App, Page,
    people::{CreateTeam, EditTeam, TeamView},
};
use axum::{Json, extract::State, http::StatusCode};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path},
    guard::SignedIn,
    problem::ApiError,
};

/// Teams in the order of the tree, a manager's own subtree only
#[utoipa::path(get, path = "/teams", tag = "people", operation_id = "list_teams",
    responses((status = 200, body = Page<TeamView>)))]
pub(super) async fn list(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<TeamView>>, ApiError> {
    Ok(whole(app.teams(&actor).await?))
}

/// Make a team below another
#[utoipa::path(post, path = "/teams", tag = "people", operation_id = "create_team",
    request_body = CreateTeam, responses((status = 201, body = TeamView)))]
pub(super) async fn create(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateTeam>,
) -> Result<(StatusCode, Versioned<TeamView>), ApiError> {
    Ok((StatusCode::CREATED, versioned(app.create_team(&actor, asked).await?)))
}

/// Rename a team, or hang it with all below it elsewhere
#[utoipa::path(patch, path = "/teams/{id}", tag = "people", operation_id = "edit_team",
    params(("id" = Uuid, Path), IfMatch), request_body = EditTeam, responses((status = 200, body = TeamView)))]
pub(super) async fn edit(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditTeam>,
) -> Result<Versioned<TeamView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_team(&actor, id, edit).await;
    let current = async { app.team(&actor, id).await.map(|team| (team.version, team)) };
    Ok(versioned(read.answer(changed, current).await?))
}

fn versioned(team: TeamView) -> Versioned<TeamView> {
    Versioned(team.version, team)
}

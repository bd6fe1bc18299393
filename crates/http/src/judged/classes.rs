//! Lists of what people judged: the quadrants of prospects, latent key customers.

use app::{
    App, Page,
    judged::{LatentCustomer, ProspectClasses},
};
use axum::{Json, extract::State};
use method::classes::latent::LatentStage;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{answer::whole, extract::Query, guard::SignedIn, problem::ApiError};

/// Prospects within reach by class, with their place in the picture (CLA-3)
///
/// The list of a class is `GET /parties?class=pi`.
#[utoipa::path(get, path = "/prospect-classes", tag = "classes", operation_id = "prospect_classes",
    responses((status = 200, body = ProspectClasses)))]
pub(super) async fn prospects(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
) -> Result<Json<ProspectClasses>, ApiError> {
    Ok(Json(app.prospect_classes(&actor).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Stage {
    /// one stage; all where absent
    stage: Option<LatentStage>,
}

/// Latent key customers within reach, those longest in their stage first (PRO-13)
#[utoipa::path(get, path = "/latent-customers", tag = "classes", operation_id = "latent_customers", params(Stage),
    responses((status = 200, body = Page<LatentCustomer>)))]
pub(super) async fn latent(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<Stage>,
) -> Result<Json<Page<LatentCustomer>>, ApiError> {
    Ok(whole(app.latent_customers(&actor, asked.stage).await?))
}

//! Product lines and products.

use app::{
    Actor, App, AppError, Page,
    products::{CreateLine, CreateProduct, EditLine, EditProduct, LineView, ProductView},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    answer::whole,
    conditional::{IfMatch, Versioned},
    extract::{JsonBody, Path, Query},
    guard::SignedIn,
    problem::ApiError,
    state::Api,
};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(lines, create_line))
        .routes(routes!(line, edit_line))
        .routes(routes!(products, create_product))
        .routes(routes!(product, edit_product))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfLine {
    /// the products of one line
    line: Option<Uuid>,
}

/// All product lines by code, archived ones too; the general one is always there
#[utoipa::path(get, path = "/product-lines", tag = "products", operation_id = "product_lines",
    responses((status = 200, body = Page<LineView>)))]
async fn lines(State(app): State<App>, SignedIn(actor): SignedIn) -> Result<Json<Page<LineView>>, ApiError> {
    Ok(whole(app.product_lines(&actor).await?))
}

/// Make a product line
#[utoipa::path(post, path = "/product-lines", tag = "products", operation_id = "create_product_line",
    request_body = CreateLine, responses((status = 201, body = LineView)))]
async fn create_line(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateLine>,
) -> Result<(StatusCode, Versioned<LineView>), ApiError> {
    Ok((StatusCode::CREATED, versioned_line(app.create_line(&actor, asked).await?)))
}

/// One product line
#[utoipa::path(get, path = "/product-lines/{id}", tag = "products", operation_id = "product_line",
    params(("id" = Uuid, Path)), responses((status = 200, body = LineView)))]
async fn line(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<LineView>, ApiError> {
    Ok(versioned_line(app.product_line(&actor, id).await?))
}

/// Change a product line, archive it or take it back into use
#[utoipa::path(patch, path = "/product-lines/{id}", tag = "products", operation_id = "edit_product_line",
    params(("id" = Uuid, Path), IfMatch), request_body = EditLine, responses((status = 200, body = LineView)))]
async fn edit_line(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditLine>,
) -> Result<Versioned<LineView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_line(&actor, id, edit).await;
    Ok(versioned_line(read.answer(changed, current_line(&app, &actor, id)).await?))
}

/// All products by SKU, archived ones too
#[utoipa::path(get, path = "/products", tag = "products", operation_id = "products", params(OfLine),
    responses((status = 200, body = Page<ProductView>)))]
async fn products(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Query(asked): Query<OfLine>,
) -> Result<Json<Page<ProductView>>, ApiError> {
    Ok(whole(app.products(&actor, asked.line).await?))
}

/// Make a product
#[utoipa::path(post, path = "/products", tag = "products", operation_id = "create_product",
    request_body = CreateProduct, responses((status = 201, body = ProductView)))]
async fn create_product(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    JsonBody(asked): JsonBody<CreateProduct>,
) -> Result<(StatusCode, Versioned<ProductView>), ApiError> {
    Ok((StatusCode::CREATED, versioned_product(app.create_product(&actor, asked).await?)))
}

/// One product
#[utoipa::path(get, path = "/products/{id}", tag = "products", operation_id = "product",
    params(("id" = Uuid, Path)), responses((status = 200, body = ProductView)))]
async fn product(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Versioned<ProductView>, ApiError> {
    Ok(versioned_product(app.product(&actor, id).await?))
}

/// Change a product, archive it or take it back into use
#[utoipa::path(patch, path = "/products/{id}", tag = "products", operation_id = "edit_product",
    params(("id" = Uuid, Path), IfMatch), request_body = EditProduct, responses((status = 200, body = ProductView)))]
async fn edit_product(
    State(app): State<App>,
    SignedIn(actor): SignedIn,
    Path(id): Path<Uuid>,
    read: IfMatch,
    JsonBody(mut edit): JsonBody<EditProduct>,
) -> Result<Versioned<ProductView>, ApiError> {
    edit.version = read.or(edit.version);
    let changed = app.edit_product(&actor, id, edit).await;
    Ok(versioned_product(read.answer(changed, current_product(&app, &actor, id)).await?))
}

async fn current_line(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, LineView), AppError> {
    app.product_line(actor, id).await.map(|view| (view.version, view))
}

async fn current_product(app: &App, actor: &Actor, id: Uuid) -> Result<(i32, ProductView), AppError> {
    app.product(actor, id).await.map(|view| (view.version, view))
}

fn versioned_line(view: LineView) -> Versioned<LineView> {
    Versioned(view.version, view)
}

fn versioned_product(view: ProductView) -> Versioned<ProductView> {
    Versioned(view.version, view)
}

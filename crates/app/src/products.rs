//! Product lines and products: what orders are told apart by. The general line is always there, so that a simple team needs
//! no other.

use method::{Coded, Timestamp, classes::stability::OrderRhythm};
use serde::{Deserialize, Serialize};
use store::entities::{product, product_line};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, FieldError, Right,
    error::check_version_if_named,
    orders::{LineRef, is_currency},
};

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineView {
    pub id: Uuid,
    pub code: String,
    /// empty for the general line until somebody names it
    pub name: String,
    /// how often its customers usually buy
    pub rhythm: OrderRhythm,
    /// sold by contracts that end: until then, and some time after, the customer counts as one
    pub contract: bool,
    /// what an ordinary order is worth
    pub ordinary_order_minor: Option<i64>,
    pub currency: Option<String>,
    /// absent: in use
    pub archived_at: Option<Timestamp>,
    /// whether it is the line that is always there
    pub general: bool,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateLine {
    /// short and unique, as files name it
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub rhythm: OrderRhythm,
    #[serde(default)]
    pub contract: bool,
    pub ordinary_order_minor: Option<i64>,
    pub currency: Option<String>,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditLine {
    pub code: Option<String>,
    pub name: Option<String>,
    pub rhythm: Option<OrderRhythm>,
    pub contract: Option<bool>,
    /// 0: not known
    pub ordinary_order_minor: Option<i64>,
    pub currency: Option<String>,
    /// takes no new orders; the general line stays
    pub archived: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProductView {
    pub id: Uuid,
    pub line: LineRef,
    pub sku: String,
    pub name: String,
    pub unit: Option<String>,
    /// absent: in use
    pub archived_at: Option<Timestamp>,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateProduct {
    /// the general line where absent
    pub line_id: Option<Uuid>,
    /// unique, as files name it
    pub sku: String,
    pub name: String,
    pub unit: Option<String>,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditProduct {
    /// lines of orders that are there keep the line they had
    pub line_id: Option<Uuid>,
    pub sku: Option<String>,
    pub name: Option<String>,
    /// blank: none
    pub unit: Option<String>,
    /// takes no new orders
    pub archived: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

const LONGEST_CODE: usize = 60;
const LONGEST_NAME: usize = 200;

fn checked(text: &str, most: usize, pointer: &str, may_be_empty: bool, errors: &mut Vec<FieldError>) -> String {
    let text = text.trim();
    if (text.is_empty() && !may_be_empty) || text.chars().count() > most {
        errors.push(FieldError::new(pointer, "required", format!("use 1 to {most} characters")));
    }
    text.to_owned()
}

/// An amount with its currency; neither where the amount is not known.
fn ordinary(
    amount: Option<i64>,
    currency: Option<String>,
    errors: &mut Vec<FieldError>,
) -> (Option<i64>, Option<String>) {
    let Some(amount) = amount.filter(|amount| *amount != 0) else { return (None, None) };
    if amount < 0 {
        errors.push(FieldError::new("/ordinary_order_minor", "out_of_range", "an amount above zero is needed"));
    }
    if !currency.as_deref().is_some_and(is_currency) {
        errors.push(FieldError::new("/currency", "malformed", "use an ISO 4217 code such as CNY"));
    }
    (Some(amount), currency)
}

fn taken(pointer: &'static str) -> impl Fn(store::StoreError) -> AppError {
    move |error| match error {
        error if error.is_unique_violation() => AppError::invalid(pointer, "taken", "another one has it"),
        other => other.into(),
    }
}

fn line_view(row: product_line::Model) -> LineView {
    LineView {
        rhythm: OrderRhythm::from_code(&row.rhythm).unwrap_or_default(),
        archived_at: row.archived_at.map(Timestamp::from),
        general: row.id == store::products::GENERAL_LINE,
        id: row.id,
        code: row.code,
        name: row.name,
        contract: row.contract,
        ordinary_order_minor: row.ordinary_order_minor,
        currency: row.currency,
        version: row.version,
    }
}

impl App {
    /// All product lines by code, those that are archived too.
    pub async fn product_lines(&self, actor: &Actor) -> Result<Vec<LineView>, AppError> {
        actor.require(Right::SeeLists)?;
        Ok(store::products::lines(&self.store).await?.into_iter().map(line_view).collect())
    }

    pub async fn product_line(&self, actor: &Actor, id: Uuid) -> Result<LineView, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::products::line(&self.store, id).await?;
        row.map(line_view).ok_or(AppError::NotFound("product line"))
    }

    pub async fn create_line(&self, actor: &Actor, asked: CreateLine) -> Result<LineView, AppError> {
        actor.require(Right::EditProducts)?;
        let mut errors = Vec::new();
        let code = checked(&asked.code, LONGEST_CODE, "/code", false, &mut errors);
        let name = checked(&asked.name, LONGEST_NAME, "/name", false, &mut errors);
        let (amount, currency) = ordinary(asked.ordinary_order_minor, asked.currency, &mut errors);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let row = product_line::Model {
            id: self.new_id(),
            code,
            name,
            rhythm: asked.rhythm.code().to_owned(),
            contract: asked.contract,
            ordinary_order_minor: amount,
            currency,
            created_at: self.now_ms(),
            updated_at: self.now_ms(),
            archived_at: None,
            version: 1,
        };
        let tx = self.store.begin().await?;
        store::products::insert_line(&tx, row.clone()).await.map_err(taken("/code"))?;
        let detail = serde_json::json!({ "code": row.code });
        self.audit(&tx, actor, "product_line_created", ("product_line", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(line_view(row))
    }

    pub async fn edit_line(&self, actor: &Actor, id: Uuid, edit: EditLine) -> Result<LineView, AppError> {
        actor.require(Right::EditProducts)?;
        let tx = self.store.begin().await?;
        let mut row = store::products::line(&tx, id).await?.ok_or(AppError::NotFound("product line"))?;
        check_version_if_named(edit.version, row.version)?;
        let general = row.id == store::products::GENERAL_LINE;
        let mut errors = Vec::new();
        if let Some(code) = &edit.code {
            row.code = checked(code, LONGEST_CODE, "/code", false, &mut errors);
        }
        if let Some(name) = &edit.name {
            row.name = checked(name, LONGEST_NAME, "/name", general, &mut errors);
        }
        if let Some(rhythm) = edit.rhythm {
            row.rhythm = rhythm.code().to_owned();
        }
        row.contract = edit.contract.unwrap_or(row.contract);
        if edit.ordinary_order_minor.is_some() || edit.currency.is_some() {
            let amount = edit.ordinary_order_minor.or(row.ordinary_order_minor);
            let currency = edit.currency.or(row.currency);
            (row.ordinary_order_minor, row.currency) = ordinary(amount, currency, &mut errors);
        }
        if let Some(archived) = edit.archived {
            if archived && general {
                errors.push(FieldError::new("/archived", "general_line", "the general line stays"));
            }
            row.archived_at = archived.then(|| row.archived_at.unwrap_or_else(|| self.now_ms()));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        row.updated_at = self.now_ms();
        let row = match store::products::update_line(&tx, row).await {
            Err(store::StoreError::Changed) => return Err(AppError::ChangedMeanwhile),
            other => other.map_err(taken("/code"))?,
        };
        let detail = serde_json::json!({ "code": row.code });
        self.audit(&tx, actor, "product_line_changed", ("product_line", &id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(line_view(row))
    }

    /// All products by SKU, those that are archived too; of one line where it is named.
    pub async fn products(&self, actor: &Actor, line: Option<Uuid>) -> Result<Vec<ProductView>, AppError> {
        actor.require(Right::SeeLists)?;
        let rows = store::products::products(&self.store).await?;
        let names = self.line_names(&self.store, &[]).await?;
        let of_line = rows.into_iter().filter(|row| line.is_none_or(|line| row.line_id == line));
        Ok(of_line.map(|row| product_view(row, &names)).collect())
    }

    pub async fn product(&self, actor: &Actor, id: Uuid) -> Result<ProductView, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::products::product(&self.store, id).await?.ok_or(AppError::NotFound("product"))?;
        Ok(product_view(row, &self.line_names(&self.store, &[]).await?))
    }

    pub async fn create_product(&self, actor: &Actor, asked: CreateProduct) -> Result<ProductView, AppError> {
        actor.require(Right::EditProducts)?;
        let mut errors = Vec::new();
        let row = product::Model {
            id: self.new_id(),
            line_id: asked.line_id.unwrap_or(store::products::GENERAL_LINE),
            sku: checked(&asked.sku, LONGEST_CODE, "/sku", false, &mut errors),
            name: checked(&asked.name, LONGEST_NAME, "/name", false, &mut errors),
            unit: asked
                .unit
                .map(|unit| unit.trim().chars().take(20).collect())
                .filter(|unit: &String| !unit.is_empty()),
            created_at: self.now_ms(),
            updated_at: self.now_ms(),
            archived_at: None,
            version: 1,
        };
        let tx = self.store.begin().await?;
        self.check_line_of_product(&tx, row.line_id, &mut errors).await?;
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let id = row.id;
        let detail = serde_json::json!({ "sku": row.sku });
        store::products::insert_products(&tx, vec![row]).await.map_err(taken("/sku"))?;
        self.audit(&tx, actor, "product_created", ("product", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.product(actor, id).await
    }

    pub async fn edit_product(&self, actor: &Actor, id: Uuid, edit: EditProduct) -> Result<ProductView, AppError> {
        actor.require(Right::EditProducts)?;
        let tx = self.store.begin().await?;
        let mut row = store::products::product(&tx, id).await?.ok_or(AppError::NotFound("product"))?;
        check_version_if_named(edit.version, row.version)?;
        let mut errors = Vec::new();
        if let Some(line) = edit.line_id {
            self.check_line_of_product(&tx, line, &mut errors).await?;
            row.line_id = line;
        }
        if let Some(sku) = &edit.sku {
            row.sku = checked(sku, LONGEST_CODE, "/sku", false, &mut errors);
        }
        if let Some(name) = &edit.name {
            row.name = checked(name, LONGEST_NAME, "/name", false, &mut errors);
        }
        if let Some(unit) = edit.unit {
            row.unit = Some(unit.trim().chars().take(20).collect()).filter(|unit: &String| !unit.is_empty());
        }
        if let Some(archived) = edit.archived {
            row.archived_at = archived.then(|| row.archived_at.unwrap_or_else(|| self.now_ms()));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        row.updated_at = self.now_ms();
        let row = match store::products::update_product(&tx, row).await {
            Err(store::StoreError::Changed) => return Err(AppError::ChangedMeanwhile),
            other => other.map_err(taken("/sku"))?,
        };
        let detail = serde_json::json!({ "sku": row.sku });
        self.audit(&tx, actor, "product_changed", ("product", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.product(actor, id).await
    }

    async fn check_line_of_product(
        &self,
        tx: &store::Tx,
        line: Uuid,
        errors: &mut Vec<FieldError>,
    ) -> Result<(), AppError> {
        let found = store::products::line(tx, line).await?;
        if found.is_none_or(|line| line.archived_at.is_some()) {
            errors.push(FieldError::new("/line_id", "unknown", "there is no such line, or it is archived"));
        }
        Ok(())
    }
}

fn product_view(row: product::Model, names: &crate::orders::Names) -> ProductView {
    ProductView {
        line: names.line(row.line_id),
        archived_at: row.archived_at.map(Timestamp::from),
        id: row.id,
        sku: row.sku,
        name: row.name,
        unit: row.unit,
        version: row.version,
    }
}

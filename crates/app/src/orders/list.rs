//! Orders as they are read: of one customer, of all within reach, one by itself.

use std::collections::HashMap;

use jiff::civil::Date;
use method::{Coded, classes::purchases::OrderKind};
use serde::Deserialize;
use store::{
    entities::{customer_order, order_line, product, product_line},
    orders::{OrderCursor, OrderFilter},
};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{LineRef, OrderLineView, OrderView, ProductRef, VoidedView, date_of, day_number};
use crate::{Actor, App, AppError, NameRef, Page, Right, app::user_ref};

/// What to narrow orders to, and where the page begins.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct OrdersAsked {
    /// orders with something of this product line
    pub line: Option<Uuid>,
    /// from this day on
    #[param(value_type = Option<String>)]
    pub from: Option<Date>,
    /// up to this day, which is among them
    #[param(value_type = Option<String>)]
    pub to: Option<Date>,
    /// `order` or `return`; both where absent
    pub kind: Option<String>,
    /// also those that were voided
    pub voided: bool,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200, 50 where absent
    pub limit: Option<u64>,
}

/// The lines and products there are, to name them.
pub(crate) struct Names {
    lines: HashMap<Uuid, product_line::Model>,
    products: HashMap<Uuid, product::Model>,
}

impl Names {
    pub(crate) fn line(&self, id: Uuid) -> LineRef {
        let found = self.lines.get(&id);
        LineRef {
            id,
            code: found.map(|line| line.code.clone()).unwrap_or_default(),
            name: found.map(|line| line.name.clone()).unwrap_or_default(),
        }
    }

    pub(crate) fn product(&self, id: Uuid) -> ProductRef {
        let found = self.products.get(&id);
        ProductRef {
            id,
            sku: found.map(|product| product.sku.clone()).unwrap_or_default(),
            name: found.map(|product| product.name.clone()).unwrap_or_default(),
        }
    }
}

fn cursor_of(text: &str) -> Option<OrderCursor> {
    let (day, id) = text.split_once('~')?;
    Some(OrderCursor { day: day.parse().ok()?, id: Uuid::parse_str(id).ok()? })
}

impl App {
    /// The orders of a customer, the newest first.
    pub async fn orders_of(&self, actor: &Actor, party: Uuid, asked: OrdersAsked) -> Result<Page<OrderView>, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        self.order_page(actor, Some(row.id), asked).await
    }

    /// The orders of all customers within reach, the newest first.
    pub async fn orders(&self, actor: &Actor, asked: OrdersAsked) -> Result<Page<OrderView>, AppError> {
        actor.require(Right::SeeLists)?;
        self.order_page(actor, None, asked).await
    }

    async fn order_page(
        &self,
        actor: &Actor,
        party: Option<Uuid>,
        asked: OrdersAsked,
    ) -> Result<Page<OrderView>, AppError> {
        let unknown = |pointer: &str, what: &str| AppError::invalid(pointer, "unknown", what);
        let kind = asked.kind.as_deref().filter(|kind| !kind.is_empty());
        let kind = kind.map(|kind| OrderKind::from_code(kind).ok_or_else(|| unknown("/kind", "use order or return")));
        let filter = OrderFilter {
            party,
            line: asked.line,
            from_day: asked.from.map(day_number),
            to_day: asked.to.map(day_number),
            kind: kind.transpose()?.map(|kind| kind.code().to_owned()),
            with_voided: asked.voided,
        };
        let after = asked.cursor.as_deref().filter(|text| !text.is_empty());
        let after = after.map(|text| cursor_of(text).ok_or_else(|| unknown("/cursor", "it is none of this list")));
        let limit = asked.limit.unwrap_or(50).clamp(1, 200);
        let mut rows = store::orders::page(&self.store, &actor.reach(), &filter, after.transpose()?, limit + 1).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.day, row.id.simple()));
        Ok(Page { items: self.order_views(&self.store, rows).await?, next, total: None })
    }

    /// One order of a customer within reach.
    pub async fn order(&self, actor: &Actor, id: Uuid) -> Result<OrderView, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::orders::order(&self.store, id).await?.ok_or(AppError::NotFound("order"))?;
        self.party_seen(&self.store, actor, row.party_id).await.map_err(hidden)?;
        self.order_view(&self.store, row).await
    }

    pub(crate) async fn order_view(
        &self,
        db: &impl store::Db,
        row: customer_order::Model,
    ) -> Result<OrderView, AppError> {
        self.order_views(db, vec![row]).await?.pop().ok_or(AppError::NotFound("order"))
    }

    pub(crate) async fn line_names(&self, db: &impl store::Db, products: &[Uuid]) -> Result<Names, AppError> {
        let lines = store::products::lines(db).await?;
        let products = store::products::products_of(db, products).await?;
        Ok(Names {
            lines: lines.into_iter().map(|line| (line.id, line)).collect(),
            products: products.into_iter().map(|product| (product.id, product)).collect(),
        })
    }

    async fn order_views(
        &self,
        db: &impl store::Db,
        rows: Vec<customer_order::Model>,
    ) -> Result<Vec<OrderView>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut lines: HashMap<Uuid, Vec<order_line::Model>> = HashMap::new();
        for line in store::orders::lines_of(db, &ids).await? {
            lines.entry(line.order_id).or_default().push(line);
        }
        let mut products: Vec<Uuid> = lines.values().flatten().filter_map(|line| line.product_id).collect();
        products.sort_unstable();
        products.dedup();
        let names = self.line_names(db, &products).await?;
        let parties: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        let parties: HashMap<Uuid, String> =
            store::parties::find_many(db, &parties).await?.into_iter().map(|row| (row.id, row.name)).collect();
        let users = self.user_names().await?;
        let line_view = |line: order_line::Model| OrderLineView {
            line: names.line(line.line_id),
            product: line.product_id.map(|id| names.product(id)),
            quantity_milli: line.quantity_milli,
            amount_minor: line.amount_minor,
            margin_minor: line.margin_minor,
        };
        let view = |row: customer_order::Model| OrderView {
            party: NameRef { id: row.party_id, name: parties.get(&row.party_id).cloned().unwrap_or_default() },
            kind: OrderKind::from_code(&row.kind).unwrap_or_default(),
            lines: lines.remove(&row.id).unwrap_or_default().into_iter().map(line_view).collect(),
            ordered_at: row.ordered_at.into(),
            on: date_of(row.day),
            contract_until: row.contract_until_day.map(date_of),
            owner: user_ref(&users, row.owner_id),
            created_by: user_ref(&users, row.created_by),
            created_at: row.created_at.into(),
            voided: row.voided_at.map(|at| VoidedView {
                at: at.into(),
                by: user_ref(&users, row.voided_by),
                reason: row.void_reason.clone().unwrap_or_default(),
            }),
            id: row.id,
            number: row.number,
            source: row.source,
            currency: row.currency,
            amount_minor: row.amount_minor,
            margin_minor: row.margin_minor,
            note: row.note,
            returned_id: row.returned_id,
            import_id: row.import_id,
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

/// An order of a customer out of reach does not show either.
pub(super) fn hidden(error: AppError) -> AppError {
    match error {
        AppError::NotFound(_) | AppError::MergedAway { .. } => AppError::NotFound("order"),
        other => other,
    }
}

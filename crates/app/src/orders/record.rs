//! Writing an order or a return down by hand, and voiding one that was a mistake.

use jiff::civil::Date;
use method::{Coded, classes::purchases::OrderKind};
use serde::Deserialize;
use store::{
    Tx,
    entities::{customer_order, order_line, party},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{OrderView, day_number, list::hidden, moment_of};
use crate::{Actor, App, AppError, FieldError};

/// What was bought, or brought back with negative numbers.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrderLine {
    /// the product's line where absent, or else the general one
    pub line_id: Option<Uuid>,
    pub product_id: Option<Uuid>,
    /// thousandths of the unit; one unit where absent
    pub quantity_milli: Option<i64>,
    pub amount_minor: i64,
    /// absent: not known
    pub margin_minor: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordOrder {
    /// `order` where absent; a `return` is a record of its own, with negative amounts, on the day of its booking
    #[serde(default)]
    pub kind: OrderKind,
    /// unique within the source
    pub number: Option<String>,
    /// the system that the number comes from; `manual` where absent
    pub source: Option<String>,
    /// the day; today where absent
    #[schema(value_type = Option<String>)]
    pub on: Option<Date>,
    /// ISO 4217; CNY where absent
    pub currency: Option<String>,
    /// the last day of the contract
    #[schema(value_type = Option<String>)]
    pub contract_until: Option<Date>,
    #[serde(default)]
    pub note: String,
    /// of a return: the order it belongs to
    pub returned_id: Option<Uuid>,
    pub lines: Vec<NewOrderLine>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidOrder {
    pub reason: String,
}

/// The source of numbers that people give.
pub(crate) const MANUAL: &str = "manual";
/// The currency of what says none.
pub(crate) const CURRENCY: &str = "CNY";
const MOST_LINES: usize = 200;
const LONGEST_NOTE: usize = 1_000;
const LONGEST_NUMBER: usize = 100;
/// Amounts up to which sums of thousands stay exact: a hundred billion.
const MOST_MINOR: i64 = 10_000_000_000_000;

pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase())
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The margin of a whole, known where that of each line is.
pub(crate) fn margin_of(lines: &[order_line::Model]) -> Option<i64> {
    lines.iter().map(|line| line.margin_minor).sum()
}

impl App {
    /// Writes an order or a return down. What follows from it for the customer is renewed in the same transaction.
    pub async fn record_order(&self, actor: &Actor, party: Uuid, asked: RecordOrder) -> Result<OrderView, AppError> {
        self.check_order(&asked).await?;
        let tx = self.store.begin().await?;
        let customer = self.party_edited(&tx, actor, party).await?;
        let id = self.new_id();
        let lines = self.new_lines(&tx, id, &asked).await?;
        if let Some(returned) = asked.returned_id {
            let of = store::orders::order(&tx, returned).await?;
            let fits = |order: &customer_order::Model| {
                order.party_id == party && order.voided_at.is_none() && order.kind == OrderKind::Order.code()
            };
            if asked.kind != OrderKind::Return || !of.as_ref().is_some_and(fits) {
                let detail = "a return belongs to an order of the same customer that stands";
                return Err(AppError::invalid("/returned_id", "unknown", detail));
            }
        }
        let order = self.new_order(actor, &customer, id, &asked, &lines).await?;
        match store::orders::insert(&tx, vec![order.clone()], lines).await {
            Err(error) if error.is_unique_violation() => {
                return Err(AppError::invalid("/number", "taken", "another order of this source has the number"));
            }
            done => done?,
        }
        self.follow_orders(&tx, actor, &[party]).await?;
        let detail = serde_json::json!({ "order": id, "kind": asked.kind, "currency": order.currency });
        self.audit(&tx, actor, "order_recorded", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.order_view(&self.store, order).await
    }

    /// Voids an order that was a mistake. It stays readable with the reason, and counts for nothing.
    pub async fn void_order(&self, actor: &Actor, id: Uuid, asked: VoidOrder) -> Result<OrderView, AppError> {
        let reason = asked.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_NOTE {
            return Err(AppError::invalid("/reason", "required", "say why, in at most 1000 characters"));
        }
        let tx = self.store.begin().await?;
        let row = store::orders::order(&tx, id).await?.ok_or(AppError::NotFound("order"))?;
        self.party_edited(&tx, actor, row.party_id).await.map_err(hidden)?;
        if !store::orders::returns_of(&tx, id).await?.is_empty() {
            let detail = "something of this order was returned; void the return first";
            return Err(AppError::conflict("order_has_returns", detail));
        }
        if store::orders::void(&tx, &[id], actor.id(), reason, self.now_ms()).await? == 0 {
            return Err(AppError::conflict("order_voided", "the order is voided already"));
        }
        self.follow_orders(&tx, actor, &[row.party_id]).await?;
        let detail = serde_json::json!({ "order": id });
        self.audit(&tx, actor, "order_voided", ("party", &row.party_id.to_string()), detail).await?;
        tx.commit().await?;
        self.order(actor, id).await
    }

    async fn check_order(&self, asked: &RecordOrder) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let today = self.now().local_date(&settings.method.contact.zone);
        let mut errors = Vec::new();
        if asked.on.is_some_and(|day| day > today) {
            errors.push(FieldError::new("/on", "in_the_future", "an order lies in the past"));
        }
        if asked.contract_until.is_some_and(|until| until < asked.on.unwrap_or(today)) {
            errors.push(FieldError::new("/contract_until", "out_of_range", "the contract ends before the order"));
        }
        if asked.currency.as_deref().is_some_and(|code| !is_currency(code)) {
            errors.push(FieldError::new("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        for (pointer, text) in [("/number", &asked.number), ("/source", &asked.source)] {
            if text.as_ref().is_some_and(|text| text.trim().chars().count() > LONGEST_NUMBER) {
                errors.push(FieldError::new(pointer, "too_long", "use at most 100 characters"));
            }
        }
        if asked.note.chars().count() > LONGEST_NOTE {
            errors.push(FieldError::new("/note", "too_long", "use at most 1000 characters"));
        }
        if asked.lines.is_empty() || asked.lines.len() > MOST_LINES {
            errors.push(FieldError::new("/lines", "required", "an order has 1 to 200 lines"));
        }
        let wrong_side = |amount: i64| if asked.kind == OrderKind::Return { amount > 0 } else { amount < 0 };
        for (place, line) in asked.lines.iter().enumerate() {
            let mut check = |field: &str, amount: Option<i64>, signed: bool| {
                let amount = amount.unwrap_or(0);
                if amount.unsigned_abs() > MOST_MINOR.unsigned_abs() || (signed && wrong_side(amount)) {
                    let detail = "an order has no negative numbers, a return no positive ones";
                    errors.push(FieldError::new(&format!("/lines/{place}/{field}"), "out_of_range", detail));
                }
            };
            check("amount_minor", Some(line.amount_minor), true);
            check("quantity_milli", line.quantity_milli, true);
            check("margin_minor", line.margin_minor, false);
        }
        if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
    }

    /// The lines as they are kept; a line or product that is archived takes no new orders.
    async fn new_lines(&self, tx: &Tx, order: Uuid, asked: &RecordOrder) -> Result<Vec<order_line::Model>, AppError> {
        let lines = store::products::lines(tx).await?;
        let products: Vec<Uuid> = asked.lines.iter().filter_map(|line| line.product_id).collect();
        let products = store::products::products_of(tx, &products).await?;
        let unit = if asked.kind == OrderKind::Return { -1_000 } else { 1_000 };
        let mut kept = Vec::with_capacity(asked.lines.len());
        for (place, line) in asked.lines.iter().enumerate() {
            let refuse = |field: &str| {
                AppError::invalid(&format!("/lines/{place}/{field}"), "unknown", "there is none, or it is archived")
            };
            let product = match line.product_id {
                Some(id) => {
                    let found = products.iter().find(|product| product.id == id && product.archived_at.is_none());
                    Some(found.ok_or_else(|| refuse("product_id"))?)
                }
                None => None,
            };
            let line_id = line.line_id.or(product.map(|product| product.line_id));
            let line_id = line_id.unwrap_or(store::products::GENERAL_LINE);
            if !lines.iter().any(|known| known.id == line_id && known.archived_at.is_none()) {
                return Err(refuse("line_id"));
            }
            kept.push(order_line::Model {
                order_id: order,
                position: i32::try_from(place).unwrap_or(i32::MAX),
                line_id,
                product_id: line.product_id,
                quantity_milli: line.quantity_milli.unwrap_or(unit),
                amount_minor: line.amount_minor,
                margin_minor: line.margin_minor,
                import_row: None,
            });
        }
        Ok(kept)
    }

    async fn new_order(
        &self,
        actor: &Actor,
        customer: &party::Model,
        id: Uuid,
        asked: &RecordOrder,
        lines: &[order_line::Model],
    ) -> Result<customer_order::Model, AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let day = asked.on.unwrap_or_else(|| self.now().local_date(zone));
        let number = filled(asked.number.as_deref()).map(str::to_owned);
        Ok(customer_order::Model {
            id,
            party_id: customer.id,
            number_key: number.clone(),
            number,
            source: filled(asked.source.as_deref()).unwrap_or(MANUAL).to_owned(),
            kind: asked.kind.code().to_owned(),
            ordered_at: moment_of(day, zone, self.now()).as_millis(),
            day: day_number(day),
            currency: asked.currency.clone().unwrap_or_else(|| CURRENCY.to_owned()),
            amount_minor: lines.iter().map(|line| line.amount_minor).sum(),
            margin_minor: margin_of(lines),
            contract_until_day: asked.contract_until.map(day_number),
            note: asked.note.trim().to_owned(),
            returned_id: asked.returned_id,
            owner_id: customer.owner_id,
            import_id: None,
            created_by: actor.id(),
            created_at: self.now_ms(),
            voided_at: None,
            voided_by: None,
            void_reason: None,
        })
    }
}

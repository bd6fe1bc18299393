//! The demo's product lines, products and orders, and what follows from them.

use demo_data::DemoTeam;
use method::{Coded, classes::purchases::OrderKind};
use store::entities::{customer_order, order_line, product, product_line};
use uuid::Uuid;

use super::{Ids, PER_CHUNK};
use crate::{
    Actor, App, AppError,
    orders::{CURRENCY, day_number, margin_of},
};

/// The source of the demo's numbers.
const SOURCE: &str = "demo";

impl App {
    pub(super) async fn fill_orders(&self, demo: &DemoTeam, ids: &Ids) -> Result<(), AppError> {
        let products = self.fill_products(demo).await?;
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let buyers: Vec<usize> =
            demo.parties.iter().enumerate().filter(|(_, party)| !party.orders.is_empty()).map(|(at, _)| at).collect();
        for chunk in buyers.chunks(PER_CHUNK) {
            let (mut orders, mut lines) = (Vec::new(), Vec::new());
            for place in chunk {
                let party = &demo.parties[*place];
                for order in &party.orders {
                    let id = self.new_id();
                    let own = order.lines.iter().enumerate().map(|(position, line)| {
                        let (product, line_id) = products[line.product];
                        order_line::Model {
                            order_id: id,
                            position: i32::try_from(position).unwrap_or(i32::MAX),
                            line_id,
                            product_id: Some(product),
                            quantity_milli: line.quantity * 1_000,
                            amount_minor: line.amount_minor,
                            margin_minor: line.margin_minor,
                            import_row: None,
                        }
                    });
                    let own: Vec<order_line::Model> = own.collect();
                    let kind = if order.is_return { OrderKind::Return } else { OrderKind::Order };
                    orders.push(customer_order::Model {
                        id,
                        party_id: ids.parties[*place],
                        number: Some(order.number.clone()),
                        number_key: Some(order.number.clone()),
                        source: SOURCE.to_owned(),
                        kind: kind.code().to_owned(),
                        ordered_at: order.at.as_millis(),
                        day: day_number(order.at.local_date(zone)),
                        currency: CURRENCY.to_owned(),
                        amount_minor: own.iter().map(|line| line.amount_minor).sum(),
                        margin_minor: margin_of(&own),
                        contract_until_day: None,
                        note: String::new(),
                        returned_id: None,
                        owner_id: Some(ids.users[party.owner]),
                        import_id: None,
                        created_by: Some(ids.users[party.owner]),
                        created_at: order.at.as_millis(),
                        voided_at: None,
                        voided_by: None,
                        void_reason: None,
                    });
                    lines.extend(own);
                }
            }
            let parties: Vec<Uuid> = chunk.iter().map(|place| ids.parties[*place]).collect();
            let tx = self.store.begin().await?;
            store::orders::insert(&tx, orders, lines).await?;
            // the parties' own status is the one their history was told with
            self.follow_lines(&tx, &parties).await?;
            let rows = store::parties::find_many(&tx, &parties).await?;
            self.reassess_rows(&tx, &Actor::system(), rows).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Answers the product and its line, by position.
    async fn fill_products(&self, demo: &DemoTeam) -> Result<Vec<(Uuid, Uuid)>, AppError> {
        let now = self.now_ms();
        let lines: Vec<product_line::Model> = demo
            .product_lines
            .iter()
            .map(|line| product_line::Model {
                id: self.new_id(),
                code: line.code.to_owned(),
                name: line.name.to_owned(),
                rhythm: line.rhythm.to_owned(),
                contract: line.contract,
                ordinary_order_minor: None,
                currency: None,
                created_at: now,
                updated_at: now,
                archived_at: None,
                version: 1,
            })
            .collect();
        let products: Vec<product::Model> = demo
            .products
            .iter()
            .map(|product| product::Model {
                id: self.new_id(),
                line_id: lines[product.line].id,
                sku: product.sku.to_owned(),
                name: product.name.to_owned(),
                unit: Some(product.unit.to_owned()),
                created_at: now,
                updated_at: now,
                archived_at: None,
                version: 1,
            })
            .collect();
        let made = products.iter().map(|product| (product.id, product.line_id)).collect();
        let tx = self.store.begin().await?;
        for line in lines {
            store::products::insert_line(&tx, line).await?;
        }
        store::products::insert_products(&tx, products).await?;
        tx.commit().await?;
        Ok(made)
    }
}

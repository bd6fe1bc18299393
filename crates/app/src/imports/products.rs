//! Product lines and products by the words of a file. Whoever may edit products has those that are missing made; for others a
//! line that is not there is a problem of the row.

use std::collections::HashMap;

use store::{
    Tx,
    entities::{product, product_line},
};
use uuid::Uuid;

use super::report::RowReason;
use crate::{Actor, App, AppError, Right};

#[derive(Debug, Default)]
pub(super) struct Products {
    lines: HashMap<String, Uuid>,
    products: HashMap<String, (Uuid, Uuid)>,
    may_make: bool,
    new_lines: Vec<product_line::Model>,
    new_products: Vec<product::Model>,
}

fn folded(word: &str) -> String {
    word.trim().to_lowercase()
}

impl Products {
    pub(super) async fn read(app: &App, actor: &Actor) -> Result<Self, AppError> {
        let mut known = Self { may_make: actor.may(Right::EditProducts), ..Self::default() };
        for line in store::products::lines(&app.store).await? {
            known.lines.insert(folded(&line.name), line.id);
            known.lines.insert(folded(&line.code), line.id);
        }
        for product in store::products::products(&app.store).await? {
            known.products.insert(folded(&product.sku), (product.id, product.line_id));
        }
        Ok(known)
    }

    /// The line and the product of a row of an order; the general line where it names none.
    pub(super) fn of_row(
        &mut self,
        app: &App,
        line: Option<&str>,
        sku: Option<&str>,
        product: Option<&str>,
    ) -> Result<(Uuid, Option<Uuid>), RowReason> {
        let named = match line {
            Some(word) => Some(self.line(app, word)?),
            None => None,
        };
        let found = sku.or(product).and_then(|sku| self.product(app, sku, product, named));
        let line = named.or(found.map(|(_, line)| line)).unwrap_or(store::products::GENERAL_LINE);
        Ok((line, found.map(|(id, _)| id)))
    }

    /// The line of a deal, which may name a product of it; the general line where nothing is named.
    pub(super) fn line_of(&mut self, app: &App, word: Option<&str>) -> Result<Uuid, RowReason> {
        let Some(word) = word else { return Ok(store::products::GENERAL_LINE) };
        match self.products.get(&folded(word)) {
            Some((_, line)) if !self.lines.contains_key(&folded(word)) => Ok(*line),
            _ => self.line(app, word),
        }
    }

    fn line(&mut self, app: &App, word: &str) -> Result<Uuid, RowReason> {
        let key = folded(word);
        if let Some(id) = self.lines.get(&key) {
            return Ok(*id);
        }
        if !self.may_make {
            return Err(RowReason::new("product_line_unknown", &[("cell", word)]));
        }
        let row = product_line::Model {
            id: app.new_id(),
            code: word.to_owned(),
            name: word.to_owned(),
            rhythm: "month".to_owned(),
            contract: false,
            ordinary_order_minor: None,
            currency: None,
            created_at: app.now_ms(),
            updated_at: app.now_ms(),
            archived_at: None,
            version: 1,
        };
        let id = row.id;
        self.lines.insert(key, id);
        self.new_lines.push(row);
        Ok(id)
    }

    fn product(&mut self, app: &App, sku: &str, name: Option<&str>, line: Option<Uuid>) -> Option<(Uuid, Uuid)> {
        let key = folded(sku);
        if let Some(known) = self.products.get(&key) {
            return Some(*known);
        }
        if !self.may_make {
            return None;
        }
        let line_id = line.unwrap_or(store::products::GENERAL_LINE);
        let row = product::Model {
            id: app.new_id(),
            line_id,
            sku: sku.to_owned(),
            name: name.unwrap_or(sku).to_owned(),
            unit: None,
            created_at: app.now_ms(),
            updated_at: app.now_ms(),
            archived_at: None,
            version: 1,
        };
        let made = (row.id, line_id);
        self.products.insert(key, made);
        self.new_products.push(row);
        Some(made)
    }

    /// Writes what was made since the last time.
    pub(super) async fn write(&mut self, app: &App, tx: &Tx, actor: &Actor) -> Result<(), AppError> {
        for row in std::mem::take(&mut self.new_lines) {
            let detail = serde_json::json!({ "code": row.code, "import": true });
            let id = row.id.to_string();
            store::products::insert_line(tx, row).await?;
            app.audit(tx, actor, "product_line_created", ("product_line", &id), detail).await?;
        }
        Ok(store::products::insert_products(tx, std::mem::take(&mut self.new_products)).await?)
    }
}

//! The writing side: a chunk's rows become orders with their lines, in one transaction with the state of every row.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use method::{Coded, Zone, classes::purchases::OrderKind, duplicates::RowState};
use store::entities::{customer_order, import_run, order_line};
use tables::mapping::BoundMapping;
use uuid::Uuid;

use super::{FILE, rows::OrderRow};
use crate::{
    Actor, App, AppError,
    imports::{
        chunks::{Refused, RowChunk, Rows, WriteRows},
        customers::{About, Customer, Customers},
        effect::Effect,
        origin_of,
        products::Products,
        report::RowReason,
        rows::Settled,
    },
    orders::{CURRENCY, day_number, margin_of, moment_of},
    parties::draft::Batch,
};

const LONGEST_NOTE: usize = 1_000;

/// What the writing side needs all along.
pub(super) struct Writing {
    run: Uuid,
    actor: Actor,
    zone: Zone,
    today: Date,
    customers: Customers,
    products: Products,
}

/// A row that has its customer and its product line.
struct Placed {
    number: i64,
    row: Box<OrderRow>,
    customer: Customer,
    line: Uuid,
    product: Option<Uuid>,
}

/// A row that brought a customer with its order.
struct RowThatMade {
    number: i64,
    customer: Uuid,
    order: Uuid,
}

/// What the rows of one chunk became, beside the orders.
#[derive(Default)]
struct Written {
    /// customers who were not on file
    customers: Batch,
    lines: Vec<order_line::Model>,
    made: Vec<RowThatMade>,
    rows: Rows,
}

impl Writing {
    pub(super) async fn new(
        app: &App,
        run: &import_run::Model,
        actor: Actor,
        make: bool,
        about: BoundMapping,
    ) -> Result<Self, AppError> {
        let settings = app.settings().await?;
        let zone = settings.method.contact.zone.clone();
        Ok(Self {
            run: run.id,
            today: app.now().local_date(&zone),
            zone,
            customers: Customers::new(about, origin_of(run), make, app.suppressed(&app.store).await?),
            products: Products::read(app, &actor).await?,
            actor,
        })
    }

    pub(super) fn today(&self) -> Date {
        self.today
    }
}

impl WriteRows<OrderRow> for Writing {
    async fn write(&mut self, app: &App, chunk: RowChunk<OrderRow>, expected: i64) -> Result<String, AppError> {
        app.write_orders(self, chunk, expected).await
    }
}

impl App {
    /// Writes a chunk, the state of its rows and the place in the file in one transaction; answers the state of the run.
    async fn write_orders(
        &self,
        writing: &mut Writing,
        chunk: RowChunk<OrderRow>,
        expected: i64,
    ) -> Result<String, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.run_behind(&tx, writing.run, &chunk, expected).await?;
        let rows = chunk.rows.iter().filter_map(|(_, row)| row.as_deref().ok());
        let rows = rows.map(|row| About { customer: &row.customer, cells: &row.cells });
        writing.customers.find(self, &tx, &writing.actor, rows).await?;
        let mut written = Written::default();
        let placed = self.place_orders(writing, &mut run, chunk.rows, &mut written)?;
        writing.products.write(self, &tx, &writing.actor).await?;
        let keys: Vec<String> = placed.iter().map(|(key, _)| key.clone()).collect();
        let holding = store::orders::holding_numbers(&tx, FILE, &keys).await?;
        let mut holding: HashMap<String, customer_order::Model> =
            holding.into_iter().filter_map(|order| Some((order.number_key.clone()?, order))).collect();
        let mut fresh = Vec::with_capacity(placed.len());
        for (key, rows) in placed {
            match holding.remove(&key) {
                None => fresh.push((key, rows)),
                // the rest of an order whose first rows this run has written
                Some(order) if order.import_id == Some(run.id) && order.party_id == rows[0].customer.id => {
                    self.lengthen_order(&tx, &mut run, order, rows, &mut written).await?;
                }
                Some(order) => {
                    for placed in rows {
                        let reason = RowReason::new("order_on_file", &[("number", &key)]);
                        let (number, party) = (placed.number, Some(order.party_id));
                        written.rows.leave_out(&mut run, number, party, reason, placed.row.cells)?;
                    }
                }
            }
        }
        // while the database writes some orders, the next are made
        let orders = fresh.into_iter().map(|order| self.new_import_order(writing, &mut run, order, &mut written));
        store::orders::insert_orders(&tx, orders).await?;
        let Written { customers, lines, made, mut rows } = written;
        customers.insert(&tx).await?;
        store::orders::insert_lines(&tx, lines).await?;
        let effect = Effect { made: true, ..Effect::default() };
        for RowThatMade { number, customer, order } in made {
            let (state, party) = (RowState::Created, Some(customer));
            let settled = Settled { state, party, reasons: Vec::new(), cells: None, held: false };
            rows.keep(&run, number, settled, &effect, Some(order))?;
        }
        self.end_chunk(tx, run, rows).await
    }

    /// Gives every row its customer and line, and puts rows of one number together, in the order of the file; what has none
    /// is a problem with its reason.
    fn place_orders(
        &self,
        writing: &mut Writing,
        run: &mut import_run::Model,
        rows: Vec<(i64, Result<Box<OrderRow>, Refused>)>,
        written: &mut Written,
    ) -> Result<Vec<(String, Vec<Placed>)>, AppError> {
        let mut orders: Vec<(String, Vec<Placed>)> = Vec::with_capacity(rows.len());
        let mut places: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        for (number, row) in rows {
            let found = row.and_then(|row| match self.placed(writing, &row) {
                Ok((customer, line, product)) => Ok(Placed { number, customer, line, product, row }),
                Err(reason) => Err(Refused { reasons: vec![reason], cells: row.cells }),
            });
            let placed = match found {
                Ok(placed) => placed,
                Err(refused) => {
                    written.rows.refuse(run, number, refused)?;
                    continue;
                }
            };
            let row = &placed.row;
            let place = *places.entry(row.key.clone()).or_insert_with(|| {
                orders.push((row.key.clone(), Vec::new()));
                orders.len() - 1
            });
            let own = &mut orders[place].1;
            let currency = |row: &OrderRow| row.currency.clone().unwrap_or_else(|| CURRENCY.to_owned());
            let agrees = own
                .first()
                .is_none_or(|first| first.customer.id == placed.customer.id && currency(&first.row) == currency(row));
            if !agrees {
                let reasons = vec![RowReason::new("order_disagrees", &[("number", &row.key)])];
                written.rows.refuse(run, number, Refused { reasons, cells: placed.row.cells })?;
                continue;
            }
            own.push(placed);
        }
        // an order of which every row was refused is none
        orders.retain(|(_, rows)| !rows.is_empty());
        Ok(orders)
    }

    /// The customer, the line and the product of a row.
    fn placed(&self, writing: &mut Writing, row: &OrderRow) -> Result<(Customer, Uuid, Option<Uuid>), RowReason> {
        let customer = writing.customers.of(&row.customer)?;
        let (line, sku, product) = (row.line.as_deref(), row.sku.as_deref(), row.product.as_deref());
        let (line, product) = writing.products.of_row(self, line, sku, product)?;
        Ok((customer, line, product))
    }

    fn new_import_order(
        &self,
        writing: &mut Writing,
        run: &mut import_run::Model,
        (key, rows): (String, Vec<Placed>),
        written: &mut Written,
    ) -> customer_order::Model {
        let id = self.new_id();
        let first = &rows[0];
        let day = rows.iter().map(|placed| placed.row.day).min().unwrap_or(first.row.day);
        let mut order = customer_order::Model {
            id,
            party_id: first.customer.id,
            number: first.row.number.clone(),
            number_key: Some(key),
            source: FILE.to_owned(),
            kind: OrderKind::Order.code().to_owned(),
            ordered_at: moment_of(day, &writing.zone, self.now()).as_millis(),
            day: day_number(day),
            currency: first.row.currency.clone().unwrap_or_else(|| CURRENCY.to_owned()),
            amount_minor: 0,
            margin_minor: None,
            contract_until_day: rows.iter().filter_map(|placed| placed.row.contract_until).max().map(day_number),
            note: note_of(&rows),
            returned_id: None,
            owner_id: first.customer.owner,
            import_id: Some(run.id),
            created_by: run.created_by,
            created_at: self.now_ms(),
            voided_at: None,
            voided_by: None,
            void_reason: None,
        };
        let all_returned = rows.iter().all(|placed| placed.row.is_return);
        let lines = lines_of(id, 0, &rows);
        order.amount_minor = lines.iter().map(|line| line.amount_minor).sum();
        order.margin_minor = margin_of(&lines);
        if all_returned || order.amount_minor < 0 {
            order.kind = OrderKind::Return.code().to_owned();
        }
        let made = writing.customers.take_made(order.party_id);
        created(run, &order, &rows, made.is_some(), written);
        if let Some(made) = made {
            written.customers.add(made);
        }
        written.lines.extend(lines);
        order
    }

    async fn lengthen_order(
        &self,
        tx: &store::Tx,
        run: &mut import_run::Model,
        mut order: customer_order::Model,
        rows: Vec<Placed>,
        written: &mut Written,
    ) -> Result<(), AppError> {
        let mut all = store::orders::lines_of(tx, &[order.id]).await?;
        let lines = lines_of(order.id, all.len(), &rows);
        created(run, &order, &rows, false, written);
        all.extend(lines.clone());
        order.amount_minor = all.iter().map(|line| line.amount_minor).sum();
        order.margin_minor = margin_of(&all);
        let is_return = order.amount_minor < 0 || all.iter().all(|line| line.amount_minor < 0);
        order.kind = if is_return { OrderKind::Return } else { OrderKind::Order }.code().to_owned();
        Ok(store::orders::extend(tx, order, lines).await?)
    }
}

fn note_of(rows: &[Placed]) -> String {
    let mut said: HashSet<&str> = HashSet::new();
    let notes = rows.iter().filter_map(|placed| placed.row.note.as_deref()).filter(|note| said.insert(note));
    notes.collect::<Vec<_>>().join("\n").chars().take(LONGEST_NOTE).collect()
}

fn lines_of(order: Uuid, from: usize, rows: &[Placed]) -> Vec<order_line::Model> {
    let line = |(place, placed): (usize, &Placed)| order_line::Model {
        order_id: order,
        position: i32::try_from(from + place).unwrap_or(i32::MAX),
        line_id: placed.line,
        product_id: placed.product,
        quantity_milli: placed.row.quantity_milli,
        amount_minor: placed.row.amount_minor,
        margin_minor: placed.row.margin_minor,
        import_row: Some(placed.number),
    };
    rows.iter().enumerate().map(line).collect()
}

/// The states of rows that became an order; the first says whether the customer was made for it.
fn created(
    run: &mut import_run::Model,
    order: &customer_order::Model,
    rows: &[Placed],
    made: bool,
    written: &mut Written,
) {
    run.created += rows.len() as i64;
    let mut numbers = rows.iter().map(|placed| placed.number);
    if made && let Some(number) = numbers.next() {
        written.made.push(RowThatMade { number, customer: order.party_id, order: order.id });
    }
    written.rows.take(numbers, order.id);
}

//! The writing side: a chunk's rows become deals, or change those on file, in one transaction with the state of every row.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use method::{
    Timestamp, Zone,
    duplicates::{OnDuplicate, RowState},
};
use store::{
    Tx,
    entities::{deal, deal_change, import_run},
};
use tables::mapping::BoundMapping;
use uuid::Uuid;

use super::{
    holders::{Holder, Holders},
    rows::DealRow,
};
use crate::{
    Actor, App, AppError,
    deals::{FiledDeal, FiledEnd, works},
    imports::{
        chunks::{Refused, RowChunk, Rows, WriteRows},
        customers::{About, Customer, Customers},
        effect::{DealChanged, Effect},
        origin_of,
        products::Products,
        report::RowReason,
        rows::Settled,
    },
    orders::moment_of,
    parties::draft::Batch,
};

/// The hour of its day at which a next step is due.
const DUE_HOUR: i8 = 18;

/// What the writing side needs all along.
pub(super) struct Writing {
    run: Uuid,
    actor: Actor,
    choice: OnDuplicate,
    zone: Zone,
    customers: Customers,
    products: Products,
    holders: Holders,
    /// whose deals become that name nobody, and whose customers have nobody
    owner: Option<Uuid>,
}

/// A row that has its customer.
struct Placed {
    number: i64,
    row: Box<DealRow>,
    customer: Customer,
    deal: FiledDeal,
    reasons: Vec<RowReason>,
}

/// What the rows of one chunk became.
#[derive(Default)]
struct Written {
    /// customers who were not on file
    customers: Batch,
    deals: Vec<deal::Model>,
    changes: Vec<deal_change::Model>,
    rows: Rows,
}

impl Writing {
    pub(super) async fn new(
        app: &App,
        run: &import_run::Model,
        actor: Actor,
        choice: OnDuplicate,
        about: BoundMapping,
    ) -> Result<Self, AppError> {
        let make = run.make_customers == Some(true) || choice == OnDuplicate::Create;
        Ok(Self {
            run: run.id,
            choice,
            zone: app.settings().await?.method.contact.zone.clone(),
            customers: Customers::new(about, origin_of(run), make, app.suppressed(&app.store).await?),
            products: Products::read(app, &actor).await?,
            holders: Holders::read(app, &actor).await?,
            owner: run.owner_id.or(actor.id()),
            actor,
        })
    }

    /// Whose the deal becomes: whom the row names, else the customer's owner, else as the run says; and what is to be said of it.
    fn holder(&self, row: &DealRow, customer: &Customer) -> (Option<Holder>, bool, Option<RowReason>) {
        let named = row.owner.as_deref().map(|word| (word, self.holders.of(word, row.ended.is_some())));
        if let Some((_, Some(holder))) = named {
            return (Some(holder), true, None);
        }
        let unknown = named.map(|(word, _)| RowReason::new("owner_unknown", &[("cell", word)]));
        let owner = customer.owner.or(self.owner);
        (owner.map(|owner| (owner, self.holders.team(owner))), false, unknown)
    }

    /// The moments of a row: opening and end lie at noon, the opening before the end.
    fn moments(&self, row: &DealRow, now: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
        let at = |day: Date| moment_of(day, &self.zone, now);
        let ended = row.ended.map(|(_, day)| at(day));
        let opened = row.opened.map(at).or(ended);
        let before = |end: Timestamp| Timestamp::from(end.as_millis() - 1);
        let opened = opened.map(|opened| ended.map_or(opened, |end| opened.min(before(end))));
        (opened, ended)
    }

    fn filed(
        &mut self,
        app: &App,
        row: &DealRow,
        customer: &Customer,
    ) -> Result<(FiledDeal, Vec<RowReason>), RowReason> {
        let line_id = self.products.line_of(app, row.line.as_deref())?;
        let (holder, owner_named, doubt) = self.holder(row, customer);
        let (opened_at, ended_at) = self.moments(row, app.now());
        let due = |day: Date| self.zone.moment(day.at(DUE_HOUR, 0, 0, 0));
        let end =
            row.ended.zip(ended_at).map(|((end, _), at)| FiledEnd { end, at, buyer_says: row.buyer_says.clone() });
        let deal = FiledDeal {
            number_key: row.key.clone(),
            import: self.run,
            name: row.name.clone(),
            other_name: row.line.clone().or_else(|| row.number.clone()).unwrap_or_default(),
            line_id: row.line.is_some().then_some(line_id),
            owner: holder.map(|(owner, _)| owner),
            team: holder.and_then(|(_, team)| team),
            owner_named,
            stage: row.stage.clone(),
            buying_stage: row.buying_stage,
            amount: row.amount,
            currency: row.currency.clone(),
            opened_at,
            expected: row.expected,
            end,
            next_step: row.next_step.clone().or_else(|| row.next_due.map(|_| follow_up(row))),
            next_step_at: row.next_due.map(due),
            source: row.source.clone().unwrap_or_default(),
            note: row.note.clone(),
        };
        Ok((deal, doubt.into_iter().collect()))
    }
}

/// What to do on a day for which the file names nothing, in the language of the file.
fn follow_up(row: &DealRow) -> String {
    let chinese = row.cells.iter().flat_map(|cell| cell.chars()).any(text::normalise::is_han);
    if chinese { "跟进" } else { "Follow up" }.to_owned()
}

impl WriteRows<DealRow> for Writing {
    async fn write(&mut self, app: &App, chunk: RowChunk<DealRow>, expected: i64) -> Result<String, AppError> {
        app.write_deals(self, chunk, expected).await
    }
}

impl App {
    /// Writes a chunk, the state of its rows and the place in the file in one transaction; answers the state of the run.
    async fn write_deals(
        &self,
        writing: &mut Writing,
        chunk: RowChunk<DealRow>,
        expected: i64,
    ) -> Result<String, AppError> {
        let tx = self.store.begin().await?;
        let mut run = self.run_behind(&tx, writing.run, &chunk, expected).await?;
        let rows = chunk.rows.iter().filter_map(|(_, row)| row.as_deref().ok());
        let rows = rows.map(|row| About { customer: &row.customer, cells: &row.cells });
        writing.customers.find(self, &tx, &writing.actor, rows).await?;
        let mut written = Written::default();
        let mut placed = Vec::with_capacity(chunk.rows.len());
        for (number, row) in chunk.rows {
            match row.and_then(|row| self.place_deal(writing, number, row)) {
                Ok(found) => placed.push(found),
                Err(refused) => written.rows.refuse(&mut run, number, refused)?,
            }
        }
        writing.products.write(self, &tx, &writing.actor).await?;
        let keys: Vec<String> = placed.iter().map(|placed| placed.row.key.clone()).collect();
        let known = store::deals::holding_numbers(&tx, &keys).await?;
        let known: HashMap<String, deal::Model> =
            known.into_iter().filter_map(|row| Some((row.number_key.clone()?, row))).collect();
        let mut said: HashSet<String> = HashSet::new();
        for placed in placed {
            let again = !said.insert(placed.row.key.clone());
            match known.get(&placed.row.key) {
                Some(deal) if !again => {
                    self.known_deal(&tx, writing, &mut run, deal.clone(), placed, &mut written).await?;
                }
                None if !again => self.new_import_deal(writing, &mut run, placed, &mut written).await?,
                _ => leave_out(writing, &mut run, placed, "deal_on_file", &mut written)?,
            }
        }
        let Written { customers, deals, changes, rows } = written;
        customers.insert(&tx).await?;
        store::deals::insert_whole(&tx, store::deals::WholeDeals { deals, changes, ..Default::default() }).await?;
        self.end_chunk(tx, run, rows).await
    }

    /// Gives a row its customer, line and owner, or says why it has none.
    fn place_deal(&self, writing: &mut Writing, number: i64, row: Box<DealRow>) -> Result<Placed, Refused> {
        let found = writing.customers.of(&row.customer).and_then(|customer| {
            let (deal, reasons) = writing.filed(self, &row, &customer)?;
            Ok((customer, deal, reasons))
        });
        match found {
            Ok((customer, deal, reasons)) => Ok(Placed { number, row, customer, deal, reasons }),
            Err(reason) => Err(Refused { reasons: vec![reason], cells: row.cells }),
        }
    }

    async fn new_import_deal(
        &self,
        writing: &mut Writing,
        run: &mut import_run::Model,
        placed: Placed,
        written: &mut Written,
    ) -> Result<(), AppError> {
        let Placed { number, customer, deal, reasons, .. } = placed;
        let (row, changes) = self.deal_from_file(&writing.actor, customer.id, number, &deal).await?;
        let made = writing.customers.take_made(customer.id);
        run.created += 1;
        if made.is_some() || !reasons.is_empty() {
            let party = Some(customer.id);
            let settled = Settled { state: RowState::Created, party, reasons, cells: None, held: false };
            let effect = Effect { made: made.is_some(), ..Effect::default() };
            written.rows.keep(run, number, settled, &effect, Some(row.id))?;
        } else {
            written.rows.take(std::iter::once(number), row.id);
        }
        if let Some(mut made) = made {
            // who has the customer's first deal has the customer
            (made.draft.row.owner_id, made.draft.row.team_id) = (row.owner_id, row.team_id);
            written.customers.add(made);
        }
        written.deals.push(row);
        written.changes.extend(changes);
        Ok(())
    }

    /// Brings a row into the deal that has its number, as the run chooses.
    async fn known_deal(
        &self,
        tx: &Tx,
        writing: &Writing,
        run: &mut import_run::Model,
        before: deal::Model,
        placed: Placed,
        written: &mut Written,
    ) -> Result<(), AppError> {
        let overwrite = writing.choice == OnDuplicate::Overwrite;
        let updates = overwrite || writing.choice == OnDuplicate::Fill;
        let why = match () {
            () if before.party_id != placed.customer.id => Some("deal_of_another"),
            () if !updates || before.import_id == Some(run.id) => Some("deal_on_file"),
            () if !works(&writing.actor, &before) => Some("deal_not_yours"),
            () if before.ended_at.is_some() => Some("deal_ended"),
            () => None,
        };
        if let Some(code) = why {
            return leave_out(writing, run, placed, code, written);
        }
        let (row, changes) = self.deal_by_file(&writing.actor, &before, &placed.deal, overwrite);
        if row == before {
            return leave_out(writing, run, placed, "deal_on_file", written);
        }
        let row = store::deals::update(tx, row).await?;
        let changed = DealChanged {
            deal: row.id,
            version: row.version,
            before: serde_json::to_string(&before)?,
            changes: changes.iter().map(|change| change.id).collect(),
        };
        written.changes.extend(changes);
        run.updated += 1;
        let Placed { number, customer, reasons, .. } = placed;
        let settled = Settled { state: RowState::Updated, party: Some(customer.id), reasons, cells: None, held: false };
        let effect = Effect { deal: Some(changed), ..Effect::default() };
        written.rows.keep(run, number, settled, &effect, None)
    }
}

/// Leaves a row out whose deal is there.
fn leave_out(
    writing: &Writing,
    run: &mut import_run::Model,
    placed: Placed,
    code: &str,
    written: &mut Written,
) -> Result<(), AppError> {
    let Placed { number, row, customer, .. } = placed;
    let shown = row.number.as_deref().or(row.name.as_deref()).unwrap_or_default();
    let reason = RowReason::new(code, &[("cell", shown)]);
    // a customer who would only have been made for it is not on file
    let party = (!writing.customers.is_waiting(customer.id)).then_some(customer.id);
    written.rows.leave_out(run, number, party, reason, row.cells)
}

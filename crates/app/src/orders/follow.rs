//! What follows from the orders of customers (CLA-6): the standing in each product line, conversions with their alarms, and
//! the party's own status. One path for an order by hand, a void, an import of thousands, a merge, and the hour that passes.

use std::collections::{BTreeSet, HashMap, VecDeque};

use jiff::civil::Date;
use method::{
    Coded, Timestamp,
    classes::{
        conversions::{Conversion, ConversionEvent, buying_until, conversions, status as status_after},
        periods::plus_days,
    },
};
use store::{
    Tx,
    entities::{line_conversion, line_status, loss, party},
    purchases::Purchase,
};
use uuid::Uuid;

use super::{date_of, day_number};
use crate::{
    Actor, App, AppError,
    beside::{READS, beside},
    parties::reassess::by_party,
    settings::SettingsInForce,
};

/// A conversion that lies longer back is history: nobody is alarmed, and nobody asked for its cause.
pub(super) const FRESH_DAYS: i32 = 90;
/// Customers that are looked at together: as many as one statement names.
pub(crate) const PER_PASS: usize = 5_000;
/// Customers whose purchases are read together, while what follows for others is written.
const PER_READ: usize = 1_250;

/// How a customer stands in a line, and how it came about.
#[derive(Clone, Debug)]
struct Standing {
    row: line_status::Model,
    events: Vec<ConversionEvent>,
}

/// The standing in every line of which something was bought. `bought` is of one party, oldest first.
fn standings(
    bought: &[Purchase],
    said_no: &[Date],
    contract_lines: &BTreeSet<Uuid>,
    settings: &SettingsInForce,
    today: Date,
) -> Vec<Standing> {
    let lines: BTreeSet<Uuid> = bought.iter().map(|row| row.line_id).collect();
    let of_line = |line: Uuid| {
        let own = || bought.iter().filter(move |row| row.line_id == line);
        let mut days: Vec<Date> = own().map(|row| date_of(row.day)).filter(|day| *day <= today).collect();
        days.dedup();
        let (first, last) = (days.first().copied()?, days.last().copied()?);
        let interval = settings.line_intervals.get(&line).copied().unwrap_or(settings.line_interval);
        let until = |days: &[Date]| {
            let last = days.last().copied().unwrap_or(first);
            let ends = own().filter(|row| date_of(row.day) <= last).filter_map(|row| row.contract_until_day);
            let contract = ends.max().filter(|_| contract_lines.contains(&line)).map(date_of);
            buying_until(days, contract, interval, &settings.method.buying).unwrap_or(last)
        };
        let events = conversions(&days, said_no, |days| plus_days(until(days), 1), today);
        let row = line_status::Model {
            party_id: bought[0].party_id,
            line_id: line,
            status: status_after(&events).code().to_owned(),
            first_day: day_number(first),
            last_day: day_number(last),
            orders: i32::try_from(days.len()).unwrap_or(i32::MAX),
            still_buying_until_day: Some(day_number(until(&days))),
        };
        Some(Standing { row, events })
    };
    lines.into_iter().filter_map(of_line).collect()
}

/// What has to be written of the conversions of a party so that those that stand are these.
#[derive(Debug, Default)]
struct Turns {
    new: Vec<(Uuid, ConversionEvent)>,
    gone: Vec<Uuid>,
}

/// A backward conversion whose day moved by no more than this is the one that was kept, with its cause: what a customer says
/// and what the rule found seldom fall on one day.
const SAME_WITHIN_DAYS: i32 = 3;

fn turns(kept: &[line_conversion::Model], standings: &[Standing]) -> Turns {
    let mut missing: Vec<&line_conversion::Model> = kept.iter().collect();
    let mut turns = Turns::default();
    for standing in standings {
        for event in &standing.events {
            let day = day_number(event.on);
            let within = if event.kind == Conversion::Backward { SAME_WITHIN_DAYS } else { 0 };
            let same = |row: &&line_conversion::Model| {
                row.line_id == standing.row.line_id && row.kind == event.kind.code() && (row.day - day).abs() <= within
            };
            match missing.iter().position(same) {
                Some(place) => {
                    missing.remove(place);
                }
                None => turns.new.push((standing.row.line_id, *event)),
            }
        }
    }
    turns.gone = missing.into_iter().map(|row| row.id).collect();
    turns
}

/// What some customers bought, oldest first, and their losses as customers, newest first.
#[derive(Debug, Default)]
pub(super) struct History {
    bought: HashMap<Uuid, Vec<Purchase>>,
    losses: HashMap<Uuid, Vec<loss::Model>>,
    /// product lines that are sold by contract
    pub(super) contract_lines: BTreeSet<Uuid>,
}

impl History {
    pub(super) fn bought_by(&self, party: Uuid) -> &[Purchase] {
        self.bought.get(&party).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn losses_of(&self, party: Uuid) -> &[loss::Model] {
        self.losses.get(&party).map(Vec::as_slice).unwrap_or_default()
    }
}

impl App {
    /// Renews what follows from the orders of these customers, as the transaction has them. The rows are held until it ends.
    pub(crate) async fn follow_orders(
        &self,
        tx: &Tx,
        actor: &Actor,
        parties: &[Uuid],
    ) -> Result<Vec<party::Model>, AppError> {
        let mut followed = Vec::with_capacity(parties.len());
        for chunk in parties.chunks(PER_PASS) {
            let rows = store::parties::lock_many(tx, chunk).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            let bought = store::purchases::written_of(tx, &ids).await?;
            let history = self.renew_lines(tx, &ids, bought).await?;
            followed.extend(self.turn_parties(tx, actor, rows, &history).await?);
        }
        Ok(followed)
    }

    /// The same of a few thousand customers whose orders are committed, all of them: they are read beside the transaction, so
    /// that every processor has its share. Whoever would add one waits for the customer's row.
    pub(crate) async fn follow_committed(&self, tx: &Tx, actor: &Actor, parties: &[Uuid]) -> Result<(), AppError> {
        let mut rows = store::parties::lock_many(tx, parties).await?;
        let mut reads = VecDeque::with_capacity(READS);
        while !rows.is_empty() || !reads.is_empty() {
            while !rows.is_empty() && reads.len() < READS {
                let some: Vec<party::Model> = rows.drain(..rows.len().min(PER_READ)).collect();
                let ids: Vec<Uuid> = some.iter().map(|row| row.id).collect();
                let (store, asked) = (self.store.clone(), ids.clone());
                let bought = beside(async move { Ok(store::purchases::written_of(&store, &asked).await?) });
                reads.push_back((some, ids, bought));
            }
            if let Some((some, ids, bought)) = reads.pop_front() {
                let history = self.renew_lines(tx, &ids, bought.await?).await?;
                self.turn_parties(tx, actor, some, &history).await?;
            }
        }
        Ok(())
    }

    /// Renews the standing of these customers in the product lines, and the conversions, without their own rows: what a loss
    /// that was heard of, or a merge, brings about.
    pub(crate) async fn follow_lines(&self, tx: &Tx, parties: &[Uuid]) -> Result<(), AppError> {
        let bought = store::purchases::written_of(tx, parties).await?;
        self.renew_lines(tx, parties, bought).await.map(drop)
    }

    /// The same from what was bought; answers it with what else it read.
    async fn renew_lines(&self, tx: &Tx, ids: &[Uuid], bought: Vec<Purchase>) -> Result<History, AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let today = self.now().local_date(zone);
        let history = History {
            bought: by_party(bought, |purchase| purchase.party_id),
            losses: by_party(store::supply::customer_losses(tx, ids).await?, |row| row.party_id),
            contract_lines: store::products::contract_lines(tx).await?.into_iter().collect(),
        };
        let kept = by_party(store::standings::conversions_of(tx, ids).await?, |row| row.party_id);
        let (mut statuses, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            let said_no: Vec<Date> = history
                .losses_of(*id)
                .iter()
                .filter(|loss| loss.by.is_some() || loss.activity_id.is_some())
                .map(|loss| Timestamp::from(loss.at).local_date(zone))
                .collect();
            let standings = standings(history.bought_by(*id), &said_no, &history.contract_lines, &settings, today);
            let turns = turns(kept.get(id).map(Vec::as_slice).unwrap_or_default(), &standings);
            gone.extend(turns.gone);
            new.extend(turns.new.into_iter().map(|(line, event)| self.conversion_row(*id, line, event)));
            statuses.extend(standings.into_iter().map(|standing| standing.row));
        }
        store::standings::keep_statuses(tx, ids, statuses).await?;
        store::standings::retract_conversions(tx, &gone, self.now_ms()).await?;
        let fresh = |row: &&line_conversion::Model| {
            row.kind == Conversion::Backward.code() && day_number(today) - row.day <= FRESH_DAYS
        };
        let backward: Vec<line_conversion::Model> = new.iter().filter(fresh).cloned().collect();
        store::standings::insert_conversions(tx, new).await?;
        self.alarm_of_conversions(tx, &backward).await?;
        Ok(history)
    }

    fn conversion_row(&self, party: Uuid, line: Uuid, event: ConversionEvent) -> line_conversion::Model {
        line_conversion::Model {
            id: self.new_id(),
            party_id: party,
            line_id: line,
            kind: event.kind.code().to_owned(),
            day: day_number(event.on),
            cause: None,
            note: None,
            by: None,
            answered_at: None,
            at: self.now_ms(),
            retracted_at: None,
        }
    }

    /// Customers of a line whose time without an order of it has run out: what the hour brings about.
    pub(crate) async fn follow_the_lapsed(&self) -> Result<(), AppError> {
        let actor = Actor::system();
        while !self.is_stopping() {
            let settings = self.settings().await?;
            let today = day_number(self.now().local_date(&settings.method.contact.zone));
            let tx = self.store.begin().await?;
            let lapsed = store::standings::lapsed(&tx, today, PER_PASS as u64).await?;
            if lapsed.is_empty() {
                return Ok(());
            }
            self.follow_committed(&tx, &actor, &lapsed).await?;
            // a record that is gone, or a rule that says otherwise, must not be asked about for ever
            let still: Vec<Uuid> = store::standings::lapsed(&tx, today, PER_PASS as u64).await?;
            tx.commit().await?;
            if still == lapsed {
                return Err(AppError::Internal("customers of a line that lapsed cannot be turned".to_owned()));
            }
        }
        Ok(())
    }
}

//! What follows from the orders of customers (CLA-6): the standing in each product line, conversions with their alarms, and
//! the party's own status. One path for an order by hand, a void, an import of thousands, a merge, and the hour that passes.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use method::{
    Coded, MethodSettings, Timestamp,
    appointments::outcomes::TaskKind,
    classes::{
        conversions::{Conversion, ConversionEvent, buying_until, conversions, status as status_after},
        periods::plus_days,
    },
    prospecting::{buying::still_buying, losses::LossReason},
};
use store::{
    Tx,
    entities::{line_conversion, line_status, loss, party, party_change},
    orders::{Bought, ORDER},
};
use uuid::Uuid;

use super::{date_of, day_number};
use crate::{Actor, App, AppError, losses::Lost, parties::status, settings::SettingsInForce};

/// A conversion that lies longer back is history: nobody is alarmed, and nobody asked for its cause.
pub(super) const FRESH_DAYS: i32 = 90;
/// Customers that are looked at together.
pub(crate) const PER_PASS: usize = 500;

/// How a customer stands in a line, and how it came about.
#[derive(Clone, Debug)]
struct Standing {
    row: line_status::Model,
    events: Vec<ConversionEvent>,
}

/// The standing in every line of which something was bought. `bought` is of one party, oldest first.
fn standings(
    bought: &[Bought],
    said_no: &[Date],
    contract_lines: &BTreeSet<Uuid>,
    settings: &SettingsInForce,
    today: Date,
) -> Vec<Standing> {
    let lines: BTreeSet<Uuid> = bought.iter().map(|row| row.line_id).collect();
    let of_line = |line: Uuid| {
        let own = || bought.iter().filter(move |row| row.line_id == line && row.kind == ORDER && row.amount_minor > 0);
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

/// Where a party stands by its orders, oldest first, and its losses, newest first.
#[derive(Debug, PartialEq)]
struct PartyTurn {
    status: &'static str,
    won_at: Option<i64>,
    lost_at: Option<i64>,
    /// losses found by the rule that the orders refute
    refuted: Vec<Uuid>,
    /// the moment of a loss that the orders show and nobody has written down
    lost: Option<Timestamp>,
}

fn party_turn(
    orders: &[Timestamp],
    losses: &[loss::Model],
    line_interval: f64,
    settings: &MethodSettings,
    now: Timestamp,
) -> PartyTurn {
    let (Some(first), Some(last)) = (orders.first(), orders.last()) else {
        return PartyTurn { status: status::PROSPECT, won_at: None, lost_at: None, refuted: Vec::new(), lost: None };
    };
    let said = |loss: &&loss::Model| loss.by.is_some() || loss.activity_id.is_some();
    let said_no = losses.iter().find(said).map(|loss| Timestamp::from(loss.at));
    let buying = still_buying(orders, said_no, line_interval, &settings.buying, now).value;
    let since_last = |loss: &&loss::Model| loss.at >= last.as_millis();
    let by_rule = losses.iter().filter(|loss| !said(loss)).filter(since_last);
    let won_at = Some(first.as_millis());
    let earlier = losses.iter().filter(|loss| said(loss) || !since_last(loss)).map(|loss| loss.at).max();
    if buying.still {
        let refuted = by_rule.map(|loss| loss.id).collect();
        return PartyTurn { status: status::CUSTOMER, won_at, lost_at: earlier, refuted, lost: None };
    }
    let known = losses.iter().find(since_last).map(|loss| loss.at);
    let lost = buying.until.filter(|_| known.is_none());
    let lost_at = known.or(lost.map(Timestamp::as_millis)).or(earlier);
    PartyTurn { status: status::PROSPECT, won_at, lost_at, refuted: Vec::new(), lost }
}

impl App {
    /// Renews what follows from the orders of these customers. The rows are held until the transaction ends.
    pub(crate) async fn follow_orders(
        &self,
        tx: &Tx,
        actor: &Actor,
        parties: &[Uuid],
    ) -> Result<Vec<party::Model>, AppError> {
        let mut followed = Vec::with_capacity(parties.len());
        for chunk in parties.chunks(PER_PASS) {
            followed.extend(self.follow_some(tx, actor, chunk).await?);
        }
        Ok(followed)
    }

    async fn follow_some(&self, tx: &Tx, actor: &Actor, ids: &[Uuid]) -> Result<Vec<party::Model>, AppError> {
        let rows = store::parties::lock_many(tx, ids).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        self.follow_lines(tx, &ids).await?;
        let losses = store::supply::customer_losses(tx, &ids).await?;
        let losses: HashMap<Uuid, &[loss::Model]> =
            losses.chunk_by(|a, b| a.party_id == b.party_id).map(|own| (own[0].party_id, own)).collect();
        self.turn_parties(tx, actor, rows, &losses).await
    }

    /// Renews the standing of these customers in the product lines, and the conversions, without their own rows: what a loss
    /// that was heard of, or a merge, brings about.
    pub(crate) async fn follow_lines(&self, tx: &Tx, parties: &[Uuid]) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let today = self.now().local_date(zone);
        let ids = parties;
        let bought = store::orders::bought_by(tx, ids).await?;
        let losses = store::supply::customer_losses(tx, ids).await?;
        let kept = store::orders::conversions_of(tx, ids).await?;
        let contract_lines: BTreeSet<Uuid> =
            store::products::lines(tx).await?.into_iter().filter(|line| line.contract).map(|line| line.id).collect();
        let bought: HashMap<Uuid, &[Bought]> =
            bought.chunk_by(|a, b| a.party_id == b.party_id).map(|own| (own[0].party_id, own)).collect();
        let losses: HashMap<Uuid, &[loss::Model]> =
            losses.chunk_by(|a, b| a.party_id == b.party_id).map(|own| (own[0].party_id, own)).collect();
        let kept: HashMap<Uuid, &[line_conversion::Model]> =
            kept.chunk_by(|a, b| a.party_id == b.party_id).map(|own| (own[0].party_id, own)).collect();

        let (mut statuses, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            let said_no: Vec<Date> = losses
                .get(id)
                .into_iter()
                .flat_map(|own| own.iter().filter(|loss| loss.by.is_some() || loss.activity_id.is_some()))
                .map(|loss| Timestamp::from(loss.at).local_date(zone))
                .collect();
            let own = bought.get(id).copied().unwrap_or_default();
            let standings = standings(own, &said_no, &contract_lines, &settings, today);
            let turns = turns(kept.get(id).copied().unwrap_or_default(), &standings);
            gone.extend(turns.gone);
            new.extend(turns.new.into_iter().map(|(line, event)| self.conversion_row(*id, line, event)));
            statuses.extend(standings.into_iter().map(|standing| standing.row));
        }
        store::orders::keep_statuses(tx, ids, statuses).await?;
        store::orders::retract_conversions(tx, &gone, self.now_ms()).await?;
        let fresh = |row: &&line_conversion::Model| {
            row.kind == Conversion::Backward.code() && day_number(today) - row.day <= FRESH_DAYS
        };
        let backward: Vec<line_conversion::Model> = new.iter().filter(fresh).cloned().collect();
        store::orders::insert_conversions(tx, new).await?;
        self.alarm_of_conversions(tx, &backward).await
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

    /// The parties' own status, asked by the rule that holds for customers whose purchases are only heard of, too.
    async fn turn_parties(
        &self,
        tx: &Tx,
        actor: &Actor,
        rows: Vec<party::Model>,
        losses: &HashMap<Uuid, &[loss::Model]>,
    ) -> Result<Vec<party::Model>, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let before: HashMap<Uuid, party::Model> = rows.iter().map(|row| (row.id, row.clone())).collect();
        // whoever has orders counts as having bought while the rules are asked
        let mut rows = rows;
        rows.iter_mut().for_each(|row| row.won_at = row.won_at.or(Some(now.as_millis())));
        let mut changed = Vec::with_capacity(rows.len());
        for mut whole in self.wholes(tx, rows).await? {
            let was = &before[&whole.row.id];
            let own = losses.get(&was.id).copied().unwrap_or_default();
            let turn = party_turn(&whole.orders, own, whole.line_interval, &settings.method, now);
            whole.row.won_at = turn.won_at;
            whole.row.lost_at = turn.lost_at;
            let never_bought = whole.orders.is_empty() && was.status == status::CONTACT;
            if !never_bought {
                whole.row.status = turn.status.to_owned();
            }
            store::supply::retract_losses(tx, &turn.refuted, now.as_millis()).await?;
            if let Some(at) = turn.lost {
                self.note_loss(tx, was, at).await?;
            }
            if whole.row.status == status::CUSTOMER && (was.status != status::CUSTOMER || !turn.refuted.is_empty()) {
                self.end_tasks(tx, was.id, TaskKind::AskCause, None).await?;
                self.end_alarms(tx, was.id).await?;
            }
            if whole.row.status != was.status && turn.lost.is_none() {
                self.note_status(tx, actor, was, &whole.row.status).await?;
            }
            changed.push((was.clone(), whole));
        }
        self.reassess_wholes(tx, actor, changed).await
    }

    /// A loss that only the orders tell of: its cause is asked for where it is not long ago.
    async fn note_loss(&self, tx: &Tx, row: &party::Model, at: Timestamp) -> Result<(), AppError> {
        let lost =
            Lost { reason: LossReason::Unknown, note: String::new(), money: None, at: at.as_millis(), activity: None };
        if self.now().days_since(at) <= f64::from(FRESH_DAYS) {
            return self.turn_back(tx, &Actor::system(), &mut row.clone(), &lost).await;
        }
        self.insert_loss(tx, &Actor::system(), row, method::prospecting::losses::LossKind::Customer, &lost).await
    }

    async fn note_status(&self, tx: &Tx, actor: &Actor, before: &party::Model, after: &str) -> Result<(), AppError> {
        let change = party_change::Model {
            id: self.new_id(),
            party_id: before.id,
            at: self.now_ms(),
            by: actor.id(),
            kind: "status".to_owned(),
            field: "status".to_owned(),
            before: Some(before.status.clone()),
            after: Some(after.to_owned()),
            reason: None,
        };
        Ok(store::timeline::insert_changes(tx, vec![change]).await?)
    }

    /// Customers of a line whose time without an order of it has run out: what the hour brings about.
    pub(crate) async fn follow_the_lapsed(&self) -> Result<(), AppError> {
        let actor = Actor::system();
        while !self.is_stopping() {
            let settings = self.settings().await?;
            let today = day_number(self.now().local_date(&settings.method.contact.zone));
            let tx = self.store.begin().await?;
            let lapsed = store::orders::lapsed(&tx, today, PER_PASS as u64).await?;
            if lapsed.is_empty() {
                return Ok(());
            }
            self.follow_orders(&tx, &actor, &lapsed).await?;
            // a record that is gone, or a rule that says otherwise, must not be asked about for ever
            let still: Vec<Uuid> = store::orders::lapsed(&tx, today, PER_PASS as u64).await?;
            tx.commit().await?;
            if still == lapsed {
                return Err(AppError::Internal("customers of a line that lapsed cannot be turned".to_owned()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn at(days: &[i64]) -> Vec<Timestamp> {
        days.iter().map(|day| Timestamp::from(day * DAY)).collect()
    }

    fn loss(day: i64, said: bool) -> loss::Model {
        loss::Model {
            id: Uuid::from_u128(day.unsigned_abs().into()),
            party_id: Uuid::nil(),
            kind: "customer".to_owned(),
            reason: "unknown".to_owned(),
            note: String::new(),
            amount_minor: None,
            currency: None,
            at: day * DAY,
            created_at: 0,
            by: said.then(|| Uuid::from_u128(7)),
            owner_id: None,
            activity_id: None,
            retracted_at: None,
        }
    }

    fn turn(orders: &[i64], losses: &[loss::Model], now: i64) -> PartyTurn {
        party_turn(&at(orders), losses, 100.0, &MethodSettings::default(), Timestamp::from(now * DAY))
    }

    #[test]
    fn cla_6_without_an_order_nobody_is_a_customer() {
        let turn = turn(&[], &[], 10);
        assert_eq!((turn.status, turn.won_at), (status::PROSPECT, None));
    }

    #[test]
    fn cla_6_a_late_order_refutes_what_the_rule_had_found_but_not_what_the_customer_said() {
        let refuted = turn(&[0, 90], &[loss(100, false)], 150);
        assert_eq!((refuted.status, refuted.lost_at, refuted.refuted.len()), (status::CUSTOMER, None, 1));
        let said = turn(&[0, 90], &[loss(100, true)], 150);
        assert_eq!((said.status, said.lost_at), (status::PROSPECT, Some(100 * DAY)));
        assert!(said.refuted.is_empty() && said.lost.is_none());
    }

    #[test]
    fn cla_6_a_history_that_ended_long_ago_is_a_loss_of_its_own_day() {
        let turn = turn(&[0, 10], &[], 500);
        assert_eq!(turn.status, status::PROSPECT);
        assert_eq!(turn.lost, Some(Timestamp::from(110 * DAY)));
        assert_eq!(turn.lost_at, Some(110 * DAY));
    }

    #[test]
    fn cla_6_whoever_came_back_keeps_the_loss_that_lies_before() {
        let turn = turn(&[0, 200], &[loss(100, false)], 210);
        assert_eq!((turn.status, turn.lost_at), (status::CUSTOMER, Some(100 * DAY)));
        assert!(turn.refuted.is_empty());
    }
}

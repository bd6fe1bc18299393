//! The own status of parties who have orders (CLA-6): a customer, or a prospect again, with the losses that the orders show or
//! refute. Asked by the rule that holds for customers whose purchases are only heard of, too.

use std::collections::{BTreeSet, HashMap};

use method::{
    Coded, MethodSettings, Timestamp,
    appointments::outcomes::TaskKind,
    classes::conversions::ConversionAlarm,
    prospecting::{
        buying::still_buying,
        losses::{LossKind, LossReason},
    },
};
use store::{
    Tx,
    entities::{loss, party, party_change, task},
};
use uuid::Uuid;

use super::follow::{FRESH_DAYS, History};
use crate::{
    Actor, App, AppError,
    losses::Lost,
    parties::{
        reassess::{Purchases, end_of_contract},
        status,
    },
};

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
    (orders, contract_end): (&[Timestamp], Option<Timestamp>),
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
    let buying = still_buying(orders, said_no, contract_end, line_interval, &settings.buying, now).value;
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

/// What has to be written besides the rows when parties turn.
#[derive(Debug, Default)]
struct Aside {
    losses: Vec<loss::Model>,
    /// losses that the orders refute
    refuted: Vec<Uuid>,
    changes: Vec<party_change::Model>,
    tasks: Vec<task::Model>,
    /// who buys after all, whom nobody need ask why they left
    won: Vec<Uuid>,
}

impl App {
    /// Turns these parties to what their orders say, and asks the rules anew.
    pub(super) async fn turn_parties(
        &self,
        tx: &Tx,
        actor: &Actor,
        rows: Vec<party::Model>,
        history: &History,
    ) -> Result<Vec<party::Model>, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut purchases: HashMap<Uuid, Purchases> = HashMap::with_capacity(ids.len());
        for (party, at) in store::purchases::heard_of(tx, &ids).await? {
            purchases.entry(party).or_default().orders.push(at.into());
        }
        for id in &ids {
            let own = || history.bought_by(*id).iter();
            let entry = purchases.entry(*id).or_default();
            entry.orders.extend(own().map(|row| Timestamp::from(row.at)));
            let by_contract = own().filter(|row| history.contract_lines.contains(&row.line_id));
            let end = by_contract.filter_map(|row| row.contract_until_day).max();
            entry.contract_end = end.map(|day| end_of_contract(day, &settings.method.contact.zone));
        }
        let mut aside = Aside::default();
        let mut changed = Vec::with_capacity(rows.len());
        for mut whole in self.wholes_with(tx, rows, purchases).await? {
            let was = whole.row.clone();
            let bought = (whole.orders.as_slice(), whole.contract_end);
            let turn = party_turn(bought, history.losses_of(was.id), whole.line_interval, &settings.method, now);
            whole.row.won_at = turn.won_at;
            whole.row.lost_at = turn.lost_at;
            let never_bought = whole.orders.is_empty() && was.status == status::CONTACT;
            if !never_bought {
                whole.row.status = turn.status.to_owned();
            }
            if whole.row.status == status::CUSTOMER && (was.status != status::CUSTOMER || !turn.refuted.is_empty()) {
                aside.won.push(was.id);
            }
            match turn.lost {
                Some(at) => self.note_loss(&was, at, &mut aside),
                None if whole.row.status != was.status => {
                    aside.changes.push(self.status_change(actor, &was, &whole.row.status, None));
                }
                None => {}
            }
            aside.refuted.extend(turn.refuted);
            changed.push((was, whole));
        }
        self.write_aside(tx, aside).await?;
        self.reassess_held(tx, actor, changed).await
    }

    async fn write_aside(&self, tx: &Tx, aside: Aside) -> Result<(), AppError> {
        store::supply::retract_losses(tx, &aside.refuted, self.now_ms()).await?;
        let alarms = ConversionAlarm::ALL.iter().filter_map(|alarm| alarm.task());
        let over: BTreeSet<&str> = alarms.chain([TaskKind::AskCause]).map(|kind| kind.code()).collect();
        for task in store::timeline::open_tasks(tx, &aside.won).await? {
            if over.contains(task.kind.as_str()) {
                self.end_task(tx, task, None).await?;
            }
        }
        store::supply::insert_losses(tx, aside.losses).await?;
        store::timeline::insert_changes(tx, aside.changes).await?;
        Ok(store::timeline::insert_tasks(tx, aside.tasks).await?)
    }

    /// A loss that only the orders tell of: its cause is asked for where it is not long ago.
    fn note_loss(&self, row: &party::Model, at: Timestamp, aside: &mut Aside) {
        let lost =
            Lost { reason: LossReason::Unknown, note: String::new(), money: None, at: at.as_millis(), activity: None };
        let system = Actor::system();
        aside.losses.push(self.loss_row(&system, row, LossKind::Customer, &lost));
        if self.now().days_since(at) <= f64::from(FRESH_DAYS) {
            let why = Some(lost.reason.dotted().to_owned());
            aside.changes.push(self.status_change(&system, row, status::PROSPECT, why));
            aside.tasks.extend(self.cause_to_ask(row, &lost));
        }
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
        under_contract(orders, None, losses, now)
    }

    fn under_contract(orders: &[i64], end: Option<i64>, losses: &[loss::Model], now: i64) -> PartyTurn {
        let bought = (&at(orders)[..], end.map(|day| Timestamp::from(day * DAY)));
        party_turn(bought, losses, 100.0, &MethodSettings::default(), Timestamp::from(now * DAY))
    }

    #[test]
    fn cla_6_a_long_contract_keeps_its_customer_without_another_order() {
        let bound = under_contract(&[0], Some(400), &[loss(100, false)], 300);
        assert_eq!((bound.status, bound.refuted.len(), bound.lost), (status::CUSTOMER, 1, None));
        let over = under_contract(&[0], Some(400), &[], 450);
        assert_eq!((over.status, over.lost), (status::PROSPECT, Some(Timestamp::from(430 * DAY))));
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

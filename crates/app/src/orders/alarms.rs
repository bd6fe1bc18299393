//! The manager is told at once of an important customer who stopped buying, loses the need or turns to a rival; whoever holds
//! the customer has a task besides (CLA-6). One and the same thing is told once.

use std::collections::{BTreeMap, BTreeSet};

use method::{
    Answer, Coded, Timestamp,
    alerts::AlertKind,
    appointments::{intent::EvidenceKind, outcomes::TaskKind},
    classes::{
        abc::AbcClass,
        conversions::{AlarmFacts, ConversionAlarm, Heard, alarms},
        existing::{ExistingClass, UnsteadyCause},
        faces::Face,
        plays::Move,
    },
    prospecting::screening::Criterion,
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{alert, line_conversion, party},
};
use uuid::Uuid;

use crate::{
    App, AppError,
    parties::{portrait::topic, status},
};

/// What is told already is told again only when it comes up anew after so many days.
const TOLD_AGAIN_DAYS: f64 = 90.0;

/// What an alert about a customer says.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Told {
    because: Vec<String>,
    /// codes of the lines that were left
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<String>,
    /// the play, as codes of `class_move`
    moves: Vec<String>,
}

impl Told {
    fn add(&mut self, found: &[ConversionAlarm]) {
        let add = |kept: &mut Vec<String>, code: &str| {
            if !kept.iter().any(|known| known == code) {
                kept.push(code.to_owned());
            }
        };
        for alarm in found {
            add(&mut self.because, alarm.code());
            alarm.moves().iter().for_each(|step: &Move| add(&mut self.moves, step.code()));
        }
    }
}

/// What can be heard in an answer or a piece of evidence; none where it says nothing of leaving.
fn heard_in(name: &str, value: &str) -> Option<Heard> {
    if name == topic::INTENT {
        return EvidenceKind::from_code(value).map(Heard::Evidence);
    }
    let answer = Answer::from_code(value)?;
    let criterion = name.strip_prefix(topic::SCREENING).and_then(Criterion::from_code);
    if criterion == Some(Criterion::HasNeed) {
        return Some(Heard::Need(answer));
    }
    let cause = name.strip_prefix(topic::UNSTEADY_CAUSE).and_then(UnsteadyCause::from_code)?;
    Some(Heard::Unsteady(cause, answer))
}

impl App {
    /// Raises an alert for each customer of class A or EI among those who have just left a line, by the classes of the last
    /// run. `backward` are conversions of not long ago.
    pub(super) async fn alarm_of_conversions(
        &self,
        tx: &Tx,
        backward: &[line_conversion::Model],
    ) -> Result<(), AppError> {
        let mut lines: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for row in backward {
            lines.entry(row.party_id).or_default().push(row.line_id);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let parties: Vec<Uuid> = lines.keys().copied().collect();
        let classes = store::standings::classes_before(tx, &parties).await?;
        if classes.is_empty() {
            return Ok(());
        }
        let names = self.line_names(tx, &[]).await?;
        let teams: BTreeMap<Uuid, Option<Uuid>> =
            store::parties::find_many(tx, &parties).await?.into_iter().map(|row| (row.id, row.team_id)).collect();
        for (party, abc, existing) in classes {
            let facts = AlarmFacts {
                backward: true,
                abc: AbcClass::from_code(&abc),
                existing: ExistingClass::from_code(&existing),
                ..AlarmFacts::default()
            };
            let found = alarms(&facts, self.now()).value;
            if found.is_empty() {
                continue;
            }
            let left = lines.get(&party).into_iter().flatten().map(|line| names.line(*line).code).collect();
            let mut told = Told { lines: left, ..Told::default() };
            told.add(&found);
            let team = teams.get(&party).copied().flatten();
            self.tell_of_customer(tx, AlertKind::KeyCustomerLost, (party, team), &told).await?;
        }
        Ok(())
    }

    /// Heeds an answer or a piece of evidence about somebody who buys: a key customer who loses the need or turns to a rival
    /// is told of before the last purchase is long ago.
    pub(crate) async fn heed_word(
        &self,
        tx: &Tx,
        customer: &party::Model,
        (name, value): (&str, &str),
        activity: Option<Uuid>,
    ) -> Result<(), AppError> {
        match heard_in(name, value).filter(|_| customer.status == status::CUSTOMER) {
            Some(heard) => self.heed_heard(tx, customer, heard, activity).await,
            None => Ok(()),
        }
    }

    /// Tells the manager of what was heard of a key customer, and whoever holds them, once.
    pub(crate) async fn heed_heard(
        &self,
        tx: &Tx,
        customer: &party::Model,
        heard: Heard,
        activity: Option<Uuid>,
    ) -> Result<(), AppError> {
        let (need_lost, turns_to_rival) = (heard.need_lost(), heard.turns_to_rival());
        if need_lost != Answer::Yes && turns_to_rival != Answer::Yes {
            return Ok(());
        }
        let class = store::standings::classes_before(tx, &[customer.id]).await?.pop();
        let facts = AlarmFacts {
            backward: false,
            abc: class.as_ref().and_then(|(_, abc, _)| AbcClass::from_code(abc)),
            existing: class.as_ref().and_then(|(_, _, existing)| ExistingClass::from_code(existing)),
            face: customer.face.as_deref().and_then(Face::from_code),
            need_lost,
            turns_to_rival,
        };
        let kind =
            if matches!(heard, Heard::Loss(_)) { AlertKind::KeyCustomerLost } else { AlertKind::KeyCustomerAtRisk };
        let since = self.now().plus_days(-TOLD_AGAIN_DAYS).as_millis();
        let before = store::audit::alerts_about(tx, kind.code(), customer.id, since).await?;
        let mut known = BTreeSet::new();
        for row in &before {
            known.extend(serde_json::from_str::<Told>(&row.detail)?.because);
        }
        let found = alarms(&facts, self.now()).value;
        let new: Vec<ConversionAlarm> = found.into_iter().filter(|alarm| !known.contains(alarm.code())).collect();
        if new.is_empty() {
            return Ok(());
        }
        match before.into_iter().find(|row| row.seen_at.is_none()) {
            // nobody has looked at it yet: the loss that is told gets its cause
            Some(mut row) => {
                let mut told: Told = serde_json::from_str(&row.detail)?;
                told.add(&new);
                row.detail = serde_json::to_string(&told)?;
                store::audit::update_alert(tx, row).await?;
            }
            None => {
                let mut told = Told::default();
                told.add(&new);
                self.tell_of_customer(tx, kind, (customer.id, customer.team_id), &told).await?;
            }
        }
        let open = store::timeline::open_tasks(tx, &[customer.id]).await?;
        let asked = |kind: &TaskKind| !open.iter().any(|task| task.kind == kind.code());
        let due: Timestamp = self.now();
        let tasks = new.iter().filter_map(|alarm| alarm.task()).filter(asked);
        let tasks = tasks.map(|kind| self.task_for(customer, kind, due, activity)).collect();
        Ok(store::timeline::insert_tasks(tx, tasks).await?)
    }

    /// Ends the tasks of an alarm that no longer holds: the customer buys after all.
    pub(crate) async fn end_alarms(&self, tx: &Tx, party: Uuid) -> Result<(), AppError> {
        for kind in ConversionAlarm::ALL.iter().filter_map(|alarm| alarm.task()) {
            self.end_tasks(tx, party, kind, None).await?;
        }
        Ok(())
    }

    async fn tell_of_customer(
        &self,
        tx: &Tx,
        kind: AlertKind,
        (party, team): (Uuid, Option<Uuid>),
        told: &Told,
    ) -> Result<(), AppError> {
        let row = alert::Model {
            id: self.new_id(),
            kind: kind.code().to_owned(),
            detail: serde_json::to_string(told)?,
            user_id: None,
            party_id: Some(party),
            seen_by: None,
            at: self.now_ms(),
            seen_at: None,
            team_id: team,
        };
        Ok(store::audit::raise(tx, row).await?)
    }
}

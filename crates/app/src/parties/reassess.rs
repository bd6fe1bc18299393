//! After anything about a party changed: ask the rules again, write the row, keep what changed.

use std::collections::HashMap;

use method::{Timestamp, Zone, events::EventKind, prospecting::buying::one_a_day};
use store::{
    Tx,
    entities::{address, contact_point, evidence, party, party_link},
    search::Document,
};
use uuid::Uuid;

use super::{
    draft::tokens,
    facts::{self, Around, Facts},
    portrait::{Known, Portrait, portray},
};
use crate::{Actor, App, AppError, orders::date_of};

/// A party with everything the rules look at.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub row: party::Model,
    pub facts: Facts,
    pub contacts: Vec<contact_point::Model>,
    pub addresses: Vec<address::Model>,
    pub people: Vec<party_link::Model>,
    pub evidence: Vec<evidence::Model>,
    pub orders: Vec<Timestamp>,
    pub contract_end: Option<Timestamp>,
    pub line_interval: f64,
}

impl Whole {
    pub(crate) fn known(&self) -> Known<'_> {
        let around = Around { contacts: &self.contacts, addresses: &self.addresses, people: &self.people };
        Known {
            row: &self.row,
            facts: &self.facts,
            around,
            evidence: &self.evidence,
            orders: &self.orders,
            contract_end: self.contract_end,
            line_interval: self.line_interval,
        }
    }
}

/// What a party bought, as the rule on who still buys asks for it.
#[derive(Debug, Default)]
pub(crate) struct Purchases {
    pub orders: Vec<Timestamp>,
    pub contract_end: Option<Timestamp>,
}

/// When a contract ends of which this is the last day.
pub(crate) fn end_of_contract(day: i32, zone: &Zone) -> Timestamp {
    zone.moment(date_of(day).at(23, 59, 59, 0))
}

/// Rows by the party that they are of, in their order.
pub(crate) fn by_party<T>(rows: Vec<T>, party: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut grouped: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        grouped.entry(party(&row)).or_default().push(row);
    }
    grouped
}

impl App {
    pub(crate) async fn whole(&self, db: &impl store::Db, row: party::Model) -> Result<Whole, AppError> {
        self.wholes(db, vec![row]).await?.pop().ok_or(AppError::NotFound("party"))
    }

    /// Many parties with everything the rules look at, in six reads.
    pub(crate) async fn wholes(&self, db: &impl store::Db, rows: Vec<party::Model>) -> Result<Vec<Whole>, AppError> {
        let buyers: Vec<Uuid> = rows.iter().filter(|row| row.won_at.is_some()).map(|row| row.id).collect();
        let mut purchases: HashMap<Uuid, Purchases> = HashMap::new();
        for (party, at) in store::purchases::moments_of(db, &buyers).await? {
            purchases.entry(party).or_default().orders.push(at.into());
        }
        let zone = self.settings().await?.method.contact.zone.clone();
        for (party, day) in store::purchases::contract_ends(db, &buyers).await? {
            purchases.entry(party).or_default().contract_end = Some(end_of_contract(day, &zone));
        }
        self.wholes_with(db, rows, purchases).await
    }

    /// The same of parties whose purchases are known.
    pub(crate) async fn wholes_with(
        &self,
        db: &impl store::Db,
        rows: Vec<party::Model>,
        mut purchases: HashMap<Uuid, Purchases>,
    ) -> Result<Vec<Whole>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut contacts = by_party(store::parties::contacts(db, &ids).await?, |row| row.party_id);
        let mut addresses = by_party(store::parties::addresses(db, &ids).await?, |row| row.party_id);
        let mut people = by_party(store::parties::people_of_many(db, &ids).await?, |row| row.organisation_id);
        let mut evidence = by_party(store::timeline::evidence_of(db, &ids).await?, |row| row.party_id);
        let settings = self.settings().await?;
        let (line_interval, zone) = (settings.line_interval, &settings.method.contact.zone);
        let whole = |row: party::Model| {
            let Purchases { orders, contract_end } = purchases.remove(&row.id).unwrap_or_default();
            Whole {
                facts: facts::read(&row),
                contacts: contacts.remove(&row.id).unwrap_or_default(),
                addresses: addresses.remove(&row.id).unwrap_or_default(),
                people: people.remove(&row.id).unwrap_or_default(),
                evidence: evidence.remove(&row.id).unwrap_or_default(),
                orders: one_a_day(orders, zone),
                contract_end,
                line_interval,
                row,
            }
        };
        Ok(rows.into_iter().map(whole).collect())
    }

    /// Writes a changed row with its verdicts; `before` is the row as it was read.
    pub(crate) async fn reassess(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &party::Model,
        changed: party::Model,
    ) -> Result<(party::Model, Portrait), AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let mut whole = self.whole(tx, changed).await?;
        let first_phone = whole.contacts.iter().find(|c| c.kind == "phone" && c.valid);
        whole.row.primary_phone = first_phone.map(|c| c.value.clone());
        let portrait = portray(whole.known(), &settings.method, now);
        whole.row.appointment_at = self.appointment_of(tx, before.id).await?;
        portrait.renew(&mut whole.row, &settings.method);
        let assessments = portrait.assessments(Some(before), before.id, actor.id(), || self.new_id());
        store::assessments::append(tx, assessments).await?;
        whole.row.updated_at = now.as_millis();
        let row = store::parties::update(tx, whole.row.clone()).await?;
        self.tell_of_moves(tx, before, &row).await?;
        Ok((row, portrait))
    }

    /// Tells other systems of a class that changed and of a prospect that was won.
    pub(crate) async fn tell_of_moves(
        &self,
        tx: &Tx,
        before: &party::Model,
        row: &party::Model,
    ) -> Result<(), AppError> {
        self.tell_of_all_moves(tx, std::iter::once((before, row))).await
    }

    /// The same of many at once, each as it was and as it is.
    pub(crate) async fn tell_of_all_moves<'a>(
        &self,
        tx: &Tx,
        rows: impl Iterator<Item = (&'a party::Model, &'a party::Model)>,
    ) -> Result<(), AppError> {
        let (mut moved, mut won) = (Vec::new(), Vec::new());
        for (before, row) in rows {
            let about = |detail| ("party".to_owned(), row.id.to_string(), detail);
            if before.grade != row.grade {
                moved.push(about(serde_json::json!({ "before": before.grade, "after": row.grade })));
            }
            if before.won_at.is_none() && row.won_at.is_some() {
                won.push(about(serde_json::json!({})));
            }
        }
        self.tell(tx, EventKind::ClassChanged, moved).await?;
        self.tell(tx, EventKind::PartyWon, won).await
    }

    /// The last appointment planned with a party.
    async fn appointment_of(&self, tx: &Tx, party: Uuid) -> Result<Option<i64>, AppError> {
        let tasks = store::timeline::open_tasks(tx, &[party]).await?;
        Ok(tasks.into_iter().filter(|task| task.kind == "meeting").map(|task| task.due_at).max())
    }

    /// Makes the search document of a party anew.
    pub(crate) async fn reindex(&self, tx: &Tx, row: &party::Model) -> Result<(), AppError> {
        let contacts = store::parties::contacts(tx, &[row.id]).await?;
        let tags: Vec<String> = store::parties::tags(tx, &[row.id]).await?.into_iter().map(|tag| tag.tag).collect();
        let links: Vec<Uuid> =
            store::parties::people_of(tx, row.id).await?.into_iter().map(|link| link.person_id).collect();
        let people: Vec<String> =
            store::parties::find_many(tx, &links).await?.into_iter().map(|person| person.name).collect();
        let document = Document { position: row.seq, tokens: tokens(row, &contacts, &tags, &people) };
        Ok(store::search::replace(tx, vec![document]).await?)
    }
}

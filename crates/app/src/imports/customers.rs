//! Whom the rows are about: found by customer number, else by the rules that find doubles among names; each is looked for
//! once.

use std::collections::{HashMap, HashSet};

use method::duplicates::{Likeness, likeness as class_of};
use store::{Tx, entities::party, parties::Numbered};
use tables::{ImportField, mapping::BoundMapping};
use text::matching::likeness;
use uuid::Uuid;

use super::{
    interpret::{RowContext, interpret},
    report::RowReason,
};
use crate::{
    Actor, App, AppError,
    parties::{
        draft::{Draft, Origin, Prepared},
        matching::MatchFields,
    },
    privacy::suppression::Suppressed,
};

/// A row that is about a customer.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// what tells the customer, as it stands in the file
    pub customer: &'a str,
    pub cells: &'a [String],
}

/// A customer as an order or a deal needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Customer {
    pub id: Uuid,
    pub owner: Option<Uuid>,
}

type Found = Result<Customer, RowReason>;

pub(super) struct Customers {
    known: HashMap<String, Found>,
    /// what the columns say of the customer
    about: BoundMapping,
    origin: Origin,
    /// whether who is not on file is made
    make: bool,
    /// made, and to be written with their first order or deal: who has none that is taken is not put on file
    made: HashMap<Uuid, Prepared>,
    suppressed: Suppressed,
}

/// Someone to be looked for.
struct Wanted {
    key: String,
    draft: Draft,
    doubts: bool,
}

impl Customers {
    pub(super) fn new(about: BoundMapping, origin: Origin, make: bool, suppressed: Suppressed) -> Self {
        Self { known: HashMap::new(), about, origin, make, made: HashMap::new(), suppressed }
    }

    pub(super) fn of(&self, customer: &str) -> Found {
        self.known.get(customer).cloned().unwrap_or_else(|| Err(RowReason::new("customer_unknown", &[])))
    }

    /// Whether a customer would be made, and has nothing yet that was taken.
    pub(super) fn is_waiting(&self, id: Uuid) -> bool {
        self.made.contains_key(&id)
    }

    /// A customer who was made and is not written yet, to be written now.
    pub(super) fn take_made(&mut self, id: Uuid) -> Option<Prepared> {
        self.made.remove(&id)
    }

    /// Finds everybody these rows are about who was not looked for before, or makes them. Whoever has the number that the
    /// file names is not described at all.
    pub(super) async fn find<'a>(
        &mut self,
        app: &App,
        tx: &Tx,
        actor: &Actor,
        rows: impl Iterator<Item = About<'a>>,
    ) -> Result<(), AppError> {
        let mut unknown: Vec<About<'a>> = Vec::new();
        let mut asked: HashSet<&str> = HashSet::new();
        for row in rows {
            if !self.known.contains_key(row.customer) && asked.insert(row.customer) {
                unknown.push(row);
            }
        }
        let mut numbers: Vec<String> =
            unknown.iter().filter_map(|row| self.number_of(row)).map(str::to_owned).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut numbered: HashMap<String, Vec<Numbered>> = HashMap::new();
        for found in store::parties::with_external_ids(tx, &numbers).await? {
            numbered.entry(found.external_id.clone()).or_default().push(found);
        }
        let now = app.now_ms();
        let mut wanted = Vec::new();
        for row in unknown {
            let found = match self.number_of(&row).map(|number| (number, numbered.get(number).map(Vec::as_slice))) {
                Some((_, Some([only]))) => taken(actor, only.id, only.owner_id, only.team_id),
                Some((number, Some([_, _, ..]))) => Err(RowReason::new("customer_ambiguous", &[("cell", number)])),
                _ => match self.describe(app, &row, now) {
                    Ok(draft) => {
                        wanted.push(draft);
                        continue;
                    }
                    Err(reason) => Err(reason),
                },
            };
            self.known.insert(row.customer.to_owned(), found);
        }
        self.find_described(app, tx, actor, wanted).await
    }

    /// Finds those who have no number on file by what is said of them, or makes them.
    async fn find_described(&mut self, app: &App, tx: &Tx, actor: &Actor, wanted: Vec<Wanted>) -> Result<(), AppError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let now = app.now_ms();
        let candidates = candidates(app, tx, &wanted).await?;
        let settings = app.settings().await?;
        for Wanted { key, mut draft, doubts } in wanted {
            let found = candidates.best(actor, &draft, &settings.method.duplicates);
            let found = match found {
                Err(reason) if reason.code == "customer_unknown" && self.make && !doubts => {
                    draft.row.owner_id = self.origin.owner;
                    self.suppressed.mark(&mut draft, now);
                    let customer = Customer { id: draft.row.id, owner: draft.row.owner_id };
                    let prepared = Prepared::new(draft, &settings.method, app.now(), &mut || app.new_id());
                    self.made.insert(customer.id, prepared);
                    Ok(customer)
                }
                other => other,
            };
            self.known.insert(key, found);
        }
        Ok(())
    }

    /// The number by which the file calls the customer of a row.
    fn number_of<'a>(&'a self, row: &About<'a>) -> Option<&'a str> {
        let mut cells = self.about.values(row.cells);
        cells.find_map(|(field, cell)| (*field == ImportField::ExternalId).then_some(cell))
    }

    /// The customer as the row describes them. A number alone is enough to look for somebody, and too little to make them.
    fn describe(&self, app: &App, row: &About<'_>, now: i64) -> Result<Wanted, RowReason> {
        let key = row.customer.to_owned();
        let context = RowContext { origin: &self.origin, mapping: &self.about, now };
        match interpret(row.cells, &context, &mut || app.new_id()) {
            Ok(read) => Ok(Wanted { key, draft: read.draft, doubts: false }),
            Err(reasons) => {
                let reason = reasons.into_iter().next().unwrap_or_else(|| RowReason::new("customer_unknown", &[]));
                let number = self.number_of(row).ok_or(reason)?;
                let mut draft = Draft::new(app.new_id(), "organisation", "", &self.origin, now);
                draft.row.external_id = Some(number.to_owned());
                Ok(Wanted { key, draft, doubts: true })
            }
        }
    }
}

/// Records that may be those that are looked for.
struct Candidates {
    by_name: HashMap<String, Vec<Uuid>>,
    by_contact: HashMap<String, Vec<Uuid>>,
    rows: HashMap<Uuid, party::Model>,
    fields: HashMap<Uuid, MatchFields>,
}

async fn candidates(app: &App, tx: &Tx, wanted: &[Wanted]) -> Result<Candidates, AppError> {
    let names: Vec<String> =
        wanted.iter().map(|wanted| wanted.draft.row.name_key.clone()).filter(|key| !key.is_empty()).collect();
    let contacts: Vec<String> = wanted
        .iter()
        .flat_map(|wanted| wanted.draft.contacts.iter())
        .filter(|contact| contact.kind != "wechat")
        .map(|contact| contact.value.clone())
        .collect();
    let mut by_contact: HashMap<String, Vec<Uuid>> = HashMap::new();
    for contact in store::parties::contacts_by_value(tx, &contacts).await? {
        by_contact.entry(contact.value).or_default().push(contact.party_id);
    }
    let ids: Vec<Uuid> = by_contact.values().flatten().copied().collect();
    let mut rows: HashMap<Uuid, party::Model> =
        store::parties::find_many(tx, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut by_name: HashMap<String, Vec<Uuid>> = HashMap::new();
    for row in store::parties::with_name_keys(tx, &names).await? {
        by_name.entry(row.name_key.clone()).or_default().push(row.id);
        rows.insert(row.id, row);
    }
    let all: Vec<party::Model> = rows.values().cloned().collect();
    let fields = app.match_fields(tx, &all).await?.into_iter().collect();
    Ok(Candidates { by_name, by_contact, rows, fields })
}

impl Candidates {
    fn best(&self, actor: &Actor, draft: &Draft, settings: &method::duplicates::DuplicateSettings) -> Found {
        let named = self.by_name.get(&draft.row.name_key).filter(|_| !draft.row.name_key.is_empty());
        let shared = draft.contacts.iter().filter_map(|contact| self.by_contact.get(&contact.value)).flatten();
        let mut ids: Vec<Uuid> = named.into_iter().flatten().chain(shared).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        // who has another number is another customer
        let fits = |row: &&party::Model| {
            draft.row.external_id.is_none() || row.external_id.is_none() || row.external_id == draft.row.external_id
        };
        let rows: Vec<&party::Model> = ids.iter().filter_map(|id| self.rows.get(id)).filter(fits).collect();
        let own = MatchFields::of_draft(draft).features();
        let mut scored: Vec<(f64, &party::Model)> = rows
            .iter()
            .filter_map(|row| Some((likeness(&own, &self.fields.get(&row.id)?.features()).score, *row)))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let same = scored.iter().filter(|(score, _)| class_of(*score, settings) == Likeness::Same).count();
        match scored.as_slice() {
            [(_, best), ..] if same == 1 => taken(actor, best.id, best.owner_id, best.team_id),
            // a name is all that the file says, and one customer has it
            [(_, only)] if draft.contacts.is_empty() && only.name_key == draft.row.name_key => {
                taken(actor, only.id, only.owner_id, only.team_id)
            }
            [] => Err(RowReason::new("customer_unknown", &[("cell", &draft.row.name)])),
            [(score, _), ..] if same == 0 && class_of(*score, settings) == Likeness::New => {
                Err(RowReason::new("customer_unknown", &[("cell", &draft.row.name)]))
            }
            [(score, _), ..] => {
                let score = format!("{score:.3}");
                Err(RowReason::new("customer_ambiguous", &[("cell", &draft.row.name), ("score", &score)]))
            }
        }
    }
}

fn taken(actor: &Actor, id: Uuid, owner: Option<Uuid>, team: Option<Uuid>) -> Found {
    if actor.works_on(id, owner, team) { Ok(Customer { id, owner }) } else { Err(RowReason::new("not_yours", &[])) }
}

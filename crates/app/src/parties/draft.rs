//! New parties before they are written: by hand, by import and by the demo alike.

use std::collections::BTreeMap;

use method::{MethodSettings, Timestamp};
use store::{
    Tx,
    entities::{address, assessment, contact_point, evidence, list_member, party, party_tag},
    search::Document,
};
use text::{
    normalise::organisation_key,
    tokens::{OwnName, SearchFields},
};
use uuid::Uuid;

use super::{
    facts::{self, Around, Facts},
    portrait::{Known, Portrait, portray},
    status,
};
use crate::{Actor, AppError};

/// A party that is about to be written, with everything that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub row: party::Model,
    pub facts: Facts,
    pub contacts: Vec<contact_point::Model>,
    pub addresses: Vec<address::Model>,
    pub tags: Vec<String>,
    pub evidence: Vec<evidence::Model>,
    /// orders that came with it, oldest first
    pub orders: Vec<Timestamp>,
}

/// Who writes, and to whom the record shall belong.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub by: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub list: Option<Uuid>,
    pub market: Option<String>,
    pub method: Option<String>,
}

impl Origin {
    pub(crate) fn of(actor: &Actor) -> Self {
        Self { by: actor.id(), owner: actor.id(), team: actor.team, list: None, market: None, method: None }
    }
}

impl Draft {
    /// An empty card with a name.
    pub(crate) fn new(id: Uuid, kind: &str, name: &str, origin: &Origin, now: i64) -> Self {
        let row = party::Model {
            id,
            seq: 0,
            kind: kind.to_owned(),
            status: status::PROSPECT.to_owned(),
            name: name.to_owned(),
            name_key: name_key(kind, name),
            external_id: None,
            owner_id: origin.owner,
            team_id: origin.team,
            list_id: origin.list,
            market: origin.market.clone(),
            method: origin.method.clone(),
            relation_group: None,
            introducer_id: None,
            introducer_name: None,
            identity_number: None,
            primary_phone: None,
            employer: None,
            position: None,
            city: None,
            facts: "{}".to_owned(),
            custom: "{}".to_owned(),
            disposition: "open".to_owned(),
            decision: None,
            authority: None,
            grade: store::parties::NOT_GRADED.to_owned(),
            score: -1.0,
            warm_order: 0.0,
            intent: "none".to_owned(),
            golden: false,
            completeness: 0,
            step: "gather".to_owned(),
            contact_count: 0,
            two_way_count: 0,
            unanswered: 0,
            do_not_contact_since: None,
            named_at: None,
            retry_at: None,
            first_reached_at: None,
            first_met_at: None,
            won_at: None,
            last_contact_at: None,
            last_two_way_at: 0,
            due_at: store::parties::NEVER,
            overdue_at: store::parties::NEVER,
            dormant_at: store::parties::NEVER,
            assigned_at: origin.owner.map(|_| now),
            created_by: origin.by,
            created_at: now,
            updated_at: now,
            version: 1,
            time_zone: None,
            progress_at: None,
            appointment_at: None,
            returns_at: None,
            pool_warned_at: None,
            colour: "green".to_owned(),
            man: "???".to_owned(),
            in_hand_until: None,
            screened_at: None,
            screened_by: None,
            last_met_at: None,
            buying_until: None,
            lost_at: None,
            reopen_at: None,
            prospect_class: None,
            expected_score: None,
            intent_score: None,
            latent_stage: None,
            latent_since: None,
            face: None,
        };
        Self {
            row,
            facts: Facts::new(),
            contacts: Vec::new(),
            addresses: Vec::new(),
            tags: Vec::new(),
            evidence: Vec::new(),
            orders: Vec::new(),
        }
    }

    /// Adds a way to reach the party; the same value is added once, the first phone is the one lists show.
    pub(crate) fn add_contact(&mut self, id: Uuid, kind: &str, value: String, label: Option<String>) {
        if self.contacts.iter().any(|c| c.kind == kind && c.value == value) {
            return;
        }
        let first = !self.contacts.iter().any(|c| c.kind == kind);
        if kind == "phone" && first {
            self.row.primary_phone = Some(value.clone());
        }
        self.contacts.push(contact_point::Model {
            id,
            party_id: self.row.id,
            kind: kind.to_owned(),
            value,
            label,
            is_primary: first,
            valid: true,
            do_not_contact: false,
            created_at: self.row.created_at,
        });
    }

    pub(crate) fn set_custom(&mut self, custom: &BTreeMap<String, String>) {
        self.row.custom = serde_json::to_string(custom).unwrap_or_else(|_| "{}".to_owned());
    }

    /// Asks the rules and writes facts and current values onto the row.
    pub(crate) fn settle(&mut self, settings: &MethodSettings, now: Timestamp) -> Portrait {
        facts::write(&mut self.row, self.facts.clone());
        let around = Around { contacts: &self.contacts, addresses: &self.addresses, people: &[] };
        let known = Known {
            row: &self.row,
            facts: &self.facts,
            around,
            evidence: &self.evidence,
            orders: &self.orders,
            contract_end: None,
            line_interval: f64::from(settings.buying.usual_interval_days),
        };
        let portrait = portray(known, settings, now);
        portrait.project(&mut self.row, settings);
        portrait
    }
}

/// A draft about which the rules were asked, with its search document: all that is left is writing it.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub draft: Draft,
    assessments: Vec<assessment::Model>,
    tokens: String,
}

impl Prepared {
    pub(crate) fn new(
        mut draft: Draft,
        settings: &MethodSettings,
        now: Timestamp,
        new_id: &mut impl FnMut() -> Uuid,
    ) -> Self {
        let portrait = draft.settle(settings, now);
        let assessments = portrait.assessments(None, draft.row.id, draft.row.created_by, new_id);
        let tokens = tokens(&draft.row, &draft.contacts, &draft.tags, &[]);
        Self { draft, assessments, tokens }
    }
}

/// Rows of many new parties, written together.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    parties: Vec<party::Model>,
    tokens: Vec<String>,
    contacts: Vec<contact_point::Model>,
    addresses: Vec<address::Model>,
    tags: Vec<party_tag::Model>,
    evidence: Vec<evidence::Model>,
    assessments: Vec<assessment::Model>,
    members: Vec<list_member::Model>,
}

impl Batch {
    /// An empty one with room for so many parties.
    pub(crate) fn with_room(parties: usize) -> Self {
        Self {
            parties: Vec::with_capacity(parties),
            tokens: Vec::with_capacity(parties),
            contacts: Vec::with_capacity(parties),
            assessments: Vec::with_capacity(parties),
            members: Vec::with_capacity(parties),
            ..Self::default()
        }
    }

    /// Takes a prepared party in; answers its id.
    pub(crate) fn add(&mut self, prepared: Prepared) -> Uuid {
        let Prepared { draft, assessments, tokens } = prepared;
        let id = draft.row.id;
        if let Some(list) = draft.row.list_id {
            self.members.push(list_member::Model { list_id: list, party_id: id, added_at: draft.row.created_at });
        }
        self.assessments.extend(assessments);
        self.tokens.push(tokens);
        self.tags.extend(draft.tags.into_iter().map(|tag| party_tag::Model { party_id: id, tag }));
        self.parties.push(draft.row);
        self.contacts.extend(draft.contacts);
        self.addresses.extend(draft.addresses);
        self.evidence.extend(draft.evidence);
        id
    }

    pub(crate) async fn insert(self, tx: &Tx) -> Result<(), AppError> {
        let positions = store::parties::insert(tx, self.parties).await?;
        let documents = positions.into_iter().zip(self.tokens).map(|(position, tokens)| Document { position, tokens });
        store::search::insert(tx, documents.collect()).await?;
        store::parties::insert_contacts(tx, self.contacts).await?;
        store::parties::insert_addresses(tx, self.addresses).await?;
        store::parties::insert_tags(tx, self.tags).await?;
        store::timeline::insert_evidence(tx, self.evidence).await?;
        store::assessments::append(tx, self.assessments).await?;
        store::lists::insert_members(tx, self.members).await?;
        Ok(())
    }
}

/// The key by which equal names are found: organisations without legal form and brackets.
pub(crate) fn name_key(kind: &str, name: &str) -> String {
    if kind == "organisation" { organisation_key(name) } else { text::normalise::fold_latin(name).replace(' ', "") }
}

/// The search document of a party.
pub(crate) fn tokens(
    row: &party::Model,
    contacts: &[contact_point::Model],
    tags: &[String],
    people: &[String],
) -> String {
    let of =
        |kind: &str| -> Vec<&str> { contacts.iter().filter(|c| c.kind == kind).map(|c| c.value.as_str()).collect() };
    let (phones, emails) = (of("phone"), of("email"));
    let own_name = match row.kind.as_str() {
        "organisation" => OwnName::Organisation(&row.name),
        _ => OwnName::Person(&row.name),
    };
    let person_names: Vec<&str> = people.iter().map(String::as_str).collect();
    let organisation_names: Vec<&str> = row.employer.as_deref().into_iter().collect();
    let external: Vec<&str> = row.external_id.as_deref().into_iter().collect();
    let other: Vec<&str> =
        tags.iter().map(String::as_str).chain(row.city.as_deref()).chain(row.position.as_deref()).collect();
    text::tokens::document_tokens(&SearchFields {
        own_name: Some(own_name),
        person_names: &person_names,
        organisation_names: &organisation_names,
        phones: &phones,
        emails: &emails,
        external_ids: &external,
        other: &other,
    })
}

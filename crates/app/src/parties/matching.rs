//! Likely doubles (PRO-11): what a record offers for comparison, and who is compared with whom.

use std::collections::HashMap;

use store::entities::{address, contact_point, party};
use text::{
    matching::{Features, Likeness, RecordFields, likeness},
    normalise::{DateReading, parse_date},
};
use uuid::Uuid;

use super::{
    create::LikelyDuplicate,
    draft::Draft,
    facts::{self, Facts},
};
use crate::{Actor, App, AppError, NameRef};

/// The fields of a record that tell whether it is another one.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatchFields {
    organisation: bool,
    name: String,
    family: String,
    given: String,
    employer: String,
    contact: String,
    phones: Vec<String>,
    emails: Vec<String>,
    identity_number: String,
    birth_date: String,
    street_number: String,
    street: String,
    address: String,
    suburb: String,
    postcode: String,
    province: String,
    name_key: String,
}

impl MatchFields {
    pub(crate) fn of_draft(draft: &Draft) -> Self {
        Self::new(&draft.row, &draft.facts, draft.contacts.iter(), draft.addresses.first())
    }

    pub(crate) fn new<'a>(
        row: &party::Model,
        facts: &Facts,
        contacts: impl Iterator<Item = &'a contact_point::Model>,
        address: Option<&address::Model>,
    ) -> Self {
        let fact = |key: &str| facts.get(key).cloned().unwrap_or_default();
        let organisation = row.kind == "organisation";
        let (mut phones, mut emails) = (Vec::new(), Vec::new());
        for contact in contacts {
            match contact.kind.as_str() {
                "phone" => phones.push(contact.value.clone()),
                "email" => emails.push(contact.value.clone()),
                _ => {}
            }
        }
        let place = |value: fn(&address::Model) -> Option<String>| address.and_then(value).unwrap_or_default();
        Self {
            organisation,
            name: row.name.clone(),
            family: fact("family_name"),
            given: fact("given_name"),
            employer: row.employer.clone().unwrap_or_else(|| fact("employer")),
            contact: fact("contact_person"),
            phones,
            emails,
            identity_number: row.identity_number.clone().unwrap_or_default(),
            birth_date: fact("birth_date"),
            street_number: place(|a| a.street_number.clone()),
            street: place(|a| a.street.clone()),
            address: address.map(|a| a.text.clone()).unwrap_or_default(),
            suburb: place(|a| a.district.clone().or(a.city.clone())),
            postcode: place(|a| a.postcode.clone()),
            province: place(|a| a.province.clone()),
            name_key: row.name_key.clone(),
        }
    }

    pub(crate) fn features(&self) -> Features {
        let phones: Vec<&str> = self.phones.iter().map(String::as_str).collect();
        let emails: Vec<&str> = self.emails.iter().map(String::as_str).collect();
        let in_parts = !self.street.is_empty();
        Features::new(&RecordFields {
            name: if self.organisation { "" } else { &self.name },
            family: &self.family,
            given: &self.given,
            organisation: if self.organisation { &self.name } else { &self.employer },
            contact: &self.contact,
            phones: &phones,
            emails: &emails,
            identity_number: &self.identity_number,
            birth_date: parse_date(&self.birth_date, &DateReading::default()).ok(),
            street_number: if in_parts { &self.street_number } else { "" },
            street: &self.street,
            street_more: if in_parts { &self.address } else { "" },
            suburb: if in_parts { &self.suburb } else { "" },
            postcode: &self.postcode,
            province: &self.province,
            address: if in_parts { "" } else { &self.address },
        })
    }
}

/// Reasons as data for rows and screens.
pub(crate) fn reasons(likeness: &Likeness) -> serde_json::Value {
    serde_json::to_value(&likeness.reasons).unwrap_or_default()
}

impl App {
    /// What parties offer for comparison, in the order of the rows.
    pub(crate) async fn match_fields(
        &self,
        db: &impl store::Db,
        rows: &[party::Model],
    ) -> Result<Vec<(Uuid, MatchFields)>, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut contacts: HashMap<Uuid, Vec<contact_point::Model>> = HashMap::new();
        for contact in store::parties::contacts(db, &ids).await? {
            contacts.entry(contact.party_id).or_default().push(contact);
        }
        let mut addresses: HashMap<Uuid, address::Model> = HashMap::new();
        for address in store::parties::addresses(db, &ids).await? {
            addresses.entry(address.party_id).or_insert(address);
        }
        Ok(rows
            .iter()
            .map(|row| {
                let own = contacts.get(&row.id).map(Vec::as_slice).unwrap_or_default();
                let facts = facts::read(row);
                (row.id, MatchFields::new(row, &facts, own.iter(), addresses.get(&row.id)))
            })
            .collect())
    }

    /// Records within the actor's reach that may be the one described, likeliest first.
    pub(crate) async fn likely_duplicates(
        &self,
        actor: &Actor,
        fields: &MatchFields,
    ) -> Result<Vec<LikelyDuplicate>, AppError> {
        const LOOKED_AT: u64 = 200;
        let settings = self.settings().await?;
        let values: Vec<String> = fields.phones.iter().chain(&fields.emails).cloned().collect();
        let mut ids: Vec<Uuid> =
            store::parties::contacts_by_value(&self.store, &values).await?.into_iter().map(|c| c.party_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut rows = store::parties::find_many(&self.store, &ids).await?;
        let identity: Vec<String> =
            Some(&fields.identity_number).filter(|n| !n.is_empty()).cloned().into_iter().collect();
        let name_keys: Vec<String> = Some(&fields.name_key).filter(|k| !k.is_empty()).cloned().into_iter().collect();
        rows.extend(store::parties::alike(&self.store, &identity, &name_keys, LOOKED_AT).await?);
        rows.retain(|row| actor.sees(row));
        rows.sort_by_key(|row| row.id);
        rows.dedup_by_key(|row| row.id);
        let own = fields.features();
        let names: HashMap<Uuid, String> = rows.iter().map(|row| (row.id, row.name.clone())).collect();
        let mut found: Vec<LikelyDuplicate> = self
            .match_fields(&self.store, &rows)
            .await?
            .into_iter()
            .filter_map(|(id, other)| {
                let alike = likeness(&own, &other.features());
                (alike.score >= settings.method.duplicates.review).then(|| LikelyDuplicate {
                    party: NameRef { id, name: names.get(&id).cloned().unwrap_or_default() },
                    score: alike.score,
                    reasons: reasons(&alike),
                })
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(5);
        Ok(found)
    }
}

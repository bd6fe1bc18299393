//! The people at the customer who have a part in a deal (OPP-1): power, leaning, how well we know them, and whether they left.

use method::{
    Coded, Timestamp,
    deals::{
        opening::standing::{KeyPerson, Leaning, Power},
        people::ContactLevel,
    },
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_person},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_NAME, LONGEST_TEXT, checked_text, required_text, word};
use crate::{Actor, App, AppError, NameRef, error::check_version_if_named};

/// Somebody at the customer who has a part in the decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealPerson {
    pub id: Uuid,
    pub name: String,
    /// their record, where they have one
    pub party: Option<NameRef>,
    /// what they are at the customer
    pub role: String,
    pub power: Power,
    /// absent: not known
    pub leaning: Option<Leaning>,
    /// the rival they lean to, where it is known which
    pub rival_id: Option<Uuid>,
    pub contact_level: ContactLevel,
    /// whether they sit on the deciding body
    pub on_committee: bool,
    pub note: String,
    /// when they left or were moved
    pub left_at: Option<Timestamp>,
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutDealPerson {
    /// the name of the record where absent
    pub name: Option<String>,
    /// a person on file
    pub party_id: Option<Uuid>,
    #[serde(default)]
    pub role: String,
    pub power: Power,
    pub leaning: Option<Leaning>,
    pub rival_id: Option<Uuid>,
    pub contact_level: Option<ContactLevel>,
    #[serde(default)]
    pub on_committee: bool,
    #[serde(default)]
    pub note: String,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditDealPerson {
    pub name: Option<String>,
    pub role: Option<String>,
    pub power: Option<Power>,
    pub leaning: Option<Leaning>,
    pub rival_id: Option<Uuid>,
    /// nobody knows any longer whom they lean to
    pub leaning_unknown: bool,
    pub contact_level: Option<ContactLevel>,
    pub on_committee: Option<bool>,
    pub note: Option<String>,
    /// they left or were moved; `false`: they are there after all
    pub left: Option<bool>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

fn power_of(row: &deal_person::Model) -> Power {
    Power::from_code(&row.power).unwrap_or(Power::User)
}

/// Those who are still there, as the standing is read from them.
pub(super) fn key_people(rows: &[deal_person::Model]) -> Vec<KeyPerson<Uuid>> {
    let there = rows.iter().filter(|row| row.left_at.is_none());
    there
        .map(|row| KeyPerson { power: power_of(row), leaning: word(row.leaning.as_ref()), rival: row.rival_id })
        .collect()
}

/// When people with influence left.
pub(super) fn departures(rows: &[deal_person::Model]) -> Vec<Timestamp> {
    let with_influence = rows.iter().filter(|row| power_of(row) != Power::User);
    with_influence.filter_map(|row| row.left_at.map(Timestamp::from)).collect()
}

impl App {
    /// The people of a deal, in the order in which they were put down.
    pub(super) async fn people_of_deal(&self, row: &deal::Model) -> Result<Vec<DealPerson>, AppError> {
        let rows = store::deals::people_of(&self.store, &[row.id]).await?;
        let parties: Vec<Uuid> = rows.iter().filter_map(|row| row.party_id).collect();
        let parties = store::parties::find_many(&self.store, &parties).await?;
        let on_file = |id: Uuid| {
            let found = parties.iter().find(|party| party.id == id);
            found.map(|party| NameRef { id, name: party.name.clone() })
        };
        let view = |row: deal_person::Model| DealPerson {
            id: row.id,
            power: power_of(&row),
            leaning: word(row.leaning.as_ref()),
            contact_level: ContactLevel::from_code(&row.contact_level).unwrap_or(ContactLevel::NeverMet),
            party: row.party_id.and_then(on_file),
            rival_id: row.rival_id,
            on_committee: row.on_committee,
            left_at: row.left_at.map(Timestamp::from),
            version: row.version,
            name: row.name,
            role: row.role,
            note: row.note,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Puts somebody at the customer down: a person on file that the actor sees, or a name.
    pub async fn put_deal_person(&self, actor: &Actor, deal: Uuid, asked: PutDealPerson) -> Result<DealView, AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let on_file = match asked.party_id {
            Some(party) => Some(self.party_seen(&tx, actor, party).await?),
            None => None,
        };
        let name = asked.name.or_else(|| on_file.as_ref().map(|party| party.name.clone()));
        self.check_rival(&tx, deal, asked.rival_id).await?;
        let now = self.now_ms();
        let person = deal_person::Model {
            id: self.new_id(),
            deal_id: deal,
            party_id: asked.party_id,
            rival_id: asked.rival_id,
            by: actor.id(),
            name: required_text("/name", name.as_deref().unwrap_or_default(), LONGEST_NAME)?,
            role: checked_text("/role", &asked.role, LONGEST_NAME)?,
            power: asked.power.code().to_owned(),
            contact_level: asked.contact_level.unwrap_or(ContactLevel::NeverMet).code().to_owned(),
            note: checked_text("/note", &asked.note, LONGEST_TEXT)?,
            leaning: asked.leaning.map(|leaning| leaning.code().to_owned()),
            on_committee: asked.on_committee,
            created_at: now,
            updated_at: now,
            left_at: None,
            version: 1,
        };
        store::deals::insert_person(&tx, person).await?;
        let row = self.write_deal(&tx, actor, row, "deal_person_put").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    pub async fn edit_deal_person(
        &self,
        actor: &Actor,
        deal: Uuid,
        id: Uuid,
        edit: EditDealPerson,
    ) -> Result<DealPerson, AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let mut person = self.person_of_deal(&tx, deal, id).await?;
        check_version_if_named(edit.version, person.version)?;
        if let Some(name) = &edit.name {
            person.name = required_text("/name", name, LONGEST_NAME)?;
        }
        if let Some(role) = &edit.role {
            person.role = checked_text("/role", role, LONGEST_NAME)?;
        }
        if let Some(note) = &edit.note {
            person.note = checked_text("/note", note, LONGEST_TEXT)?;
        }
        if let Some(power) = edit.power {
            person.power = power.code().to_owned();
        }
        if let Some(leaning) = edit.leaning {
            person.leaning = Some(leaning.code().to_owned());
            person.rival_id = None;
        }
        if edit.leaning_unknown {
            (person.leaning, person.rival_id) = (None, None);
        }
        if edit.rival_id.is_some() {
            self.check_rival(&tx, deal, edit.rival_id).await?;
            person.rival_id = edit.rival_id;
        }
        if let Some(level) = edit.contact_level {
            person.contact_level = level.code().to_owned();
        }
        if let Some(on_committee) = edit.on_committee {
            person.on_committee = on_committee;
        }
        if let Some(left) = edit.left {
            person.left_at = left.then(|| person.left_at.unwrap_or_else(|| self.now_ms()));
        }
        person.updated_at = self.now_ms();
        store::deals::update_person(&tx, person).await?;
        self.write_deal(&tx, actor, row.clone(), "deal_person_changed").await?;
        tx.commit().await?;
        self.person_view(&row, id).await
    }

    /// One of the people of a deal that the actor sees.
    pub async fn deal_person(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<DealPerson, AppError> {
        let row = self.deal_seen(&self.store, actor, deal).await?;
        self.person_view(&row, id).await
    }

    /// Takes somebody off who was put down by mistake; whoever left is kept with the day.
    pub async fn remove_deal_person(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let person = self.person_of_deal(&tx, deal, id).await?;
        store::deals::delete_person(&tx, person.id).await?;
        self.write_deal(&tx, actor, row, "deal_person_removed").await?;
        Ok(tx.commit().await?)
    }

    async fn person_view(&self, row: &deal::Model, id: Uuid) -> Result<DealPerson, AppError> {
        let people = self.people_of_deal(row).await?;
        people.into_iter().find(|person| person.id == id).ok_or(AppError::NotFound("person of the deal"))
    }

    async fn person_of_deal(&self, tx: &Tx, deal: Uuid, id: Uuid) -> Result<deal_person::Model, AppError> {
        let found = store::deals::person(tx, id).await?.filter(|person| person.deal_id == deal);
        found.ok_or(AppError::NotFound("person of the deal"))
    }

    async fn check_rival(&self, tx: &Tx, deal: Uuid, rival: Option<Uuid>) -> Result<(), AppError> {
        let Some(id) = rival else { return Ok(()) };
        let known = store::deals::rival(tx, id).await?.is_some_and(|rival| rival.deal_id == deal);
        if known { Ok(()) } else { Err(AppError::invalid("/rival_id", "unknown", "the deal has no such rival")) }
    }
}

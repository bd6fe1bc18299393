//! The people of an organisation: their roles, and who influences whom (PRO-6).

use serde::{Deserialize, Serialize};
use store::entities::party_link;
use text::normalise::{Region, parse_person, parse_phone};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    draft::{Batch, Draft, Origin, Prepared},
    record::PartyRecord,
    status,
};
use crate::{Actor, App, AppError, error::check_version_if_named};

/// A role in a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationRole {
    User,
    Technical,
    EconomicBuyer,
    Decider,
    Coach,
    Gatekeeper,
}

/// A person of an organisation, or an organisation of a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkView {
    pub id: Uuid,
    /// the party at the other end
    pub party_id: Uuid,
    pub name: String,
    pub position: Option<String>,
    pub roles: Vec<OrganisationRole>,
    /// parties (people of the same organisation) whom this person influences
    pub influences: Vec<Uuid>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    /// a person on file; without one a new record is made from name and phone
    pub party_id: Option<Uuid>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub position: Option<String>,
    #[serde(default)]
    pub roles: Vec<OrganisationRole>,
    #[serde(default)]
    pub influences: Vec<Uuid>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditPerson {
    pub position: Option<String>,
    pub roles: Option<Vec<OrganisationRole>>,
    pub influences: Option<Vec<Uuid>>,
    /// the version of the record that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

pub(super) fn view(row: &party_link::Model, other: Uuid, name: String) -> LinkView {
    LinkView {
        id: row.id,
        party_id: other,
        name,
        position: row.position.clone(),
        roles: serde_json::from_str(&row.roles).unwrap_or_default(),
        influences: serde_json::from_str(&row.influences).unwrap_or_default(),
    }
}

impl App {
    pub async fn add_person(
        &self,
        actor: &Actor,
        organisation: Uuid,
        asked: AddPerson,
    ) -> Result<PartyRecord, AppError> {
        let settings = self.settings().await?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, organisation).await?;
        if before.kind != "organisation" {
            return Err(AppError::invalid("", "not_an_organisation", "only organisations have contact persons"));
        }
        let person = match asked.party_id {
            Some(id) => {
                let person = self.party_seen(&tx, actor, id).await?;
                if person.kind != "person" {
                    return Err(AppError::invalid("/party_id", "not_a_person", "choose a person"));
                }
                person.id
            }
            None => {
                let mut draft = self.draft_person(actor, &asked, &before)?;
                self.suppressed(&tx).await?.mark(&mut draft, self.now_ms());
                let id = draft.row.id;
                let mut batch = Batch::default();
                batch.add(Prepared::new(draft, &settings.method, self.now(), &mut || self.new_id()));
                batch.insert(&tx).await?;
                id
            }
        };
        let row = party_link::Model {
            id: self.new_id(),
            organisation_id: organisation,
            person_id: person,
            position: asked.position.filter(|p| !p.trim().is_empty()),
            roles: serde_json::to_string(&asked.roles)?,
            influences: serde_json::to_string(&asked.influences)?,
            created_at: self.now_ms(),
        };
        let known = store::parties::people_of(&tx, organisation).await?;
        if known.iter().any(|link| link.person_id == person) {
            return Err(AppError::invalid("/party_id", "taken", "this person is with the organisation already"));
        }
        store::parties::insert_links(&tx, vec![row]).await?;
        self.after_link_change(tx, actor, &before, "person_added").await
    }

    fn draft_person(
        &self,
        actor: &Actor,
        asked: &AddPerson,
        organisation: &store::entities::party::Model,
    ) -> Result<Draft, AppError> {
        let parsed = asked.name.as_deref().and_then(parse_person);
        let Some(name) = parsed else {
            return Err(AppError::invalid("/name", "required", "name the person, or choose one on file"));
        };
        let mut origin = Origin::of(actor);
        origin.owner = organisation.owner_id;
        origin.team = organisation.team_id;
        let mut draft = Draft::new(self.new_id(), "person", &name.full, &origin, self.now_ms());
        draft.row.status = status::CONTACT.to_owned();
        draft.facts.insert("employer".to_owned(), organisation.name.clone());
        if let Some(position) = asked.position.clone().or(name.title).filter(|p| !p.trim().is_empty()) {
            draft.facts.insert("position".to_owned(), position);
        }
        if let Some(phone) = asked.phone.as_deref().filter(|p| !p.trim().is_empty()) {
            let phone = parse_phone(phone, Region::CHINA)
                .map_err(|error| AppError::invalid("/phone", error.code(), error.to_string()))?;
            draft.add_contact(self.new_id(), "phone", phone.e164, None);
        }
        Ok(draft)
    }

    pub async fn edit_person(
        &self,
        actor: &Actor,
        organisation: Uuid,
        link: Uuid,
        edit: EditPerson,
    ) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, organisation).await?;
        check_version_if_named(edit.version, before.version)?;
        let mut row = self.link_of(&tx, organisation, link).await?;
        if let Some(position) = edit.position {
            row.position = (!position.trim().is_empty()).then(|| position.trim().to_owned());
        }
        if let Some(roles) = edit.roles {
            row.roles = serde_json::to_string(&roles)?;
        }
        if let Some(influences) = edit.influences {
            if influences.contains(&row.person_id) {
                return Err(AppError::invalid("/influences", "circular", "nobody influences themselves"));
            }
            row.influences = serde_json::to_string(&influences)?;
        }
        store::parties::update_link(&tx, row).await?;
        self.after_link_change(tx, actor, &before, "person_changed").await
    }

    /// Takes a person off an organisation; the person's own record stays.
    pub async fn remove_person(&self, actor: &Actor, organisation: Uuid, link: Uuid) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, organisation).await?;
        let row = self.link_of(&tx, organisation, link).await?;
        store::parties::delete_link(&tx, row.id).await?;
        self.after_link_change(tx, actor, &before, "person_removed").await
    }

    async fn link_of(&self, tx: &store::Tx, organisation: Uuid, id: Uuid) -> Result<party_link::Model, AppError> {
        let row = store::parties::link(tx, id).await?.filter(|row| row.organisation_id == organisation);
        row.ok_or(AppError::NotFound("person of this organisation"))
    }

    async fn after_link_change(
        &self,
        tx: store::Tx,
        actor: &Actor,
        before: &store::entities::party::Model,
        action: &str,
    ) -> Result<PartyRecord, AppError> {
        let (row, _) = self.reassess(&tx, actor, before, before.clone()).await?;
        self.reindex(&tx, &row).await?;
        self.audit(&tx, actor, action, ("party", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.party(actor, row.id).await
    }
}

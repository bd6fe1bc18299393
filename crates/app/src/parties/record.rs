//! One whole record (PRO-6).

use std::collections::{BTreeMap, HashMap};

use method::{Coded, Timestamp, prospecting::disposition::VisitDecision};
use serde::Serialize;
use store::entities::party;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    facts,
    links::{LinkView, view},
    summary::{PartySummary, masked_contact, masked_text},
};
use crate::{Actor, App, AppError, NameRef, Right, losses::LossView};

/// A way to reach the party, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactView {
    pub id: Uuid,
    /// `phone`, `email`, `wechat`, `other`
    pub kind: String,
    pub masked: String,
    pub label: Option<String>,
    pub primary: bool,
    pub valid: bool,
    pub do_not_contact: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AddressView {
    pub id: Uuid,
    /// `home`, `work`, `registered`, `other`
    pub kind: String,
    pub text: String,
    pub province: Option<String>,
    pub city: Option<String>,
    pub district: Option<String>,
    pub postcode: Option<String>,
}

/// What the actor may do with this record.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Capabilities {
    pub edit: bool,
    pub assign: bool,
    pub reveal: bool,
    pub log: bool,
    /// hand it on, put it back into the pool, share it
    pub dispose: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyRecord {
    #[serde(flatten)]
    pub summary: PartySummary,
    /// send it back with an edit
    pub version: i32,
    pub external_id: Option<String>,
    pub contacts: Vec<ContactView>,
    pub addresses: Vec<AddressView>,
    /// facts of the card by key (PRO-6)
    pub facts: BTreeMap<String, String>,
    pub custom: BTreeMap<String, String>,
    pub introducer_id: Option<Uuid>,
    pub introducer_name: Option<String>,
    pub relation_group: Option<String>,
    /// masked
    pub identity_number: Option<String>,
    /// the visit decision in force (PRO-8)
    pub decision: Option<VisitDecision>,
    /// when a prospect given up is looked at again
    pub reopen_at: Option<Timestamp>,
    /// when they first bought
    pub won_at: Option<Timestamp>,
    /// losses that stand, newest first (PRO-8)
    pub losses: Vec<LossView>,
    /// the person's own zone, where it is not the team's
    pub time_zone: Option<String>,
    /// asked not to be contacted
    pub do_not_contact: bool,
    /// contact persons of an organisation
    pub people: Vec<LinkView>,
    /// organisations a person belongs to
    pub organisations: Vec<LinkView>,
    pub lists: Vec<NameRef>,
    pub can: Capabilities,
}

impl App {
    pub async fn party(&self, actor: &Actor, id: Uuid) -> Result<PartyRecord, AppError> {
        let row = self.party_seen(&self.store, actor, id).await?;
        let edit = actor.works(&row);
        let contacts = store::parties::contacts(&self.store, &[id]).await?;
        let addresses = store::parties::addresses(&self.store, &[id]).await?;
        let people = self.linked(&store::parties::people_of(&self.store, id).await?, true).await?;
        let organisations = self.linked(&store::parties::organisations_of(&self.store, id).await?, false).await?;
        let on = store::lists::lists_of(&self.store, id).await?;
        let lists = store::lists::all(&self.store).await?.into_iter().filter(|list| on.contains(&list.id));
        Ok(PartyRecord {
            version: row.version,
            decision: row.decision.as_deref().and_then(VisitDecision::from_code),
            reopen_at: row.reopen_at.map(Timestamp::from),
            won_at: row.won_at.map(Timestamp::from),
            losses: self.losses_of(id).await?,
            external_id: row.external_id.clone(),
            contacts: contacts
                .into_iter()
                .map(|c| ContactView {
                    masked: masked_contact(&c.kind, &c.value),
                    id: c.id,
                    kind: c.kind,
                    label: c.label,
                    primary: c.is_primary,
                    valid: c.valid,
                    do_not_contact: c.do_not_contact,
                })
                .collect(),
            addresses: addresses
                .into_iter()
                .map(|a| AddressView {
                    id: a.id,
                    kind: a.kind,
                    text: a.text,
                    province: a.province,
                    city: a.city,
                    district: a.district,
                    postcode: a.postcode,
                })
                .collect(),
            facts: facts::read(&row),
            custom: facts::custom(&row),
            introducer_id: row.introducer_id,
            introducer_name: row.introducer_name.clone(),
            relation_group: row.relation_group.clone(),
            identity_number: row.identity_number.as_deref().map(masked_text),
            time_zone: row.time_zone.clone(),
            do_not_contact: row.do_not_contact_since.is_some(),
            people,
            organisations,
            lists: lists.map(|list| NameRef { id: list.id, name: list.name }).collect(),
            can: Capabilities {
                edit,
                assign: actor.may(Right::Assign) && actor.may_edit(row.owner_id, row.team_id),
                reveal: edit && actor.may(Right::RevealNumbers),
                log: edit,
                dispose: actor.may_edit(row.owner_id, row.team_id),
            },
            summary: self.one_summary(row).await?,
        })
    }

    pub(crate) async fn one_summary(&self, row: party::Model) -> Result<PartySummary, AppError> {
        let summary = self.summaries(&self.store, vec![row]).await?.into_iter().next();
        summary.ok_or(AppError::NotFound("party"))
    }

    async fn linked(
        &self,
        links: &[store::entities::party_link::Model],
        people: bool,
    ) -> Result<Vec<LinkView>, AppError> {
        let other =
            |link: &store::entities::party_link::Model| if people { link.person_id } else { link.organisation_id };
        let ids: Vec<Uuid> = links.iter().map(other).collect();
        let names: HashMap<Uuid, String> = store::parties::find_many(&self.store, &ids)
            .await?
            .into_iter()
            .map(|party| (party.id, party.name))
            .collect();
        Ok(links
            .iter()
            .map(|link| view(link, other(link), names.get(&other(link)).cloned().unwrap_or_default()))
            .collect())
    }
}

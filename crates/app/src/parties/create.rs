//! A party entered by hand; likely doubles are shown before it is saved.

use std::collections::BTreeMap;

use method::{
    Coded,
    prospecting::card::PartyKind,
    prospecting::markets::{Market, RelationGroup},
};
use serde::{Deserialize, Serialize};
use store::entities::party_change;
use text::normalise::{IdentityScheme, Region, parse_email, parse_identity, parse_person, parse_phone};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    contacts::AddAddress,
    draft::{Batch, Draft, Origin, Prepared},
    facts,
    matching::MatchFields,
    record::PartyRecord,
};
use crate::{Actor, App, AppError, FieldError, NameRef, Right};

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateParty {
    /// `person` or `organisation`
    pub kind: String,
    pub name: String,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub emails: Vec<String>,
    #[serde(default)]
    pub wechat: Option<String>,
    /// facts of the card by key (PRO-6)
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    #[serde(default)]
    pub custom: BTreeMap<String, String>,
    #[serde(default)]
    pub addresses: Vec<AddAddress>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub external_id: Option<String>,
    pub identity_number: Option<String>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub relation_group: Option<String>,
    pub introducer_id: Option<Uuid>,
    pub introducer_name: Option<String>,
    pub list_id: Option<Uuid>,
    /// save although likely doubles were shown
    #[serde(default)]
    pub allow_duplicate: bool,
}

/// A record that may be the same.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LikelyDuplicate {
    pub party: NameRef,
    /// 0 to 1; at .92 and above the same, at .80 and above for review
    pub score: f64,
    /// fields that agree or disagree, with their weight
    pub reasons: serde_json::Value,
}

impl App {
    /// Saves a new party of the actor. Likely doubles within the actor's reach are answered first, unless the caller
    /// says to save anyway (PRO-11).
    pub async fn create_party(&self, actor: &Actor, asked: CreateParty) -> Result<PartyRecord, AppError> {
        actor.require(Right::CreateParties)?;
        let mut draft = self.draft_by_hand(actor, &asked).await?;
        self.suppressed(&self.store).await?.mark(&mut draft, self.now_ms());
        if !asked.allow_duplicate {
            let matches = self.likely_duplicates(actor, &MatchFields::of_draft(&draft)).await?;
            if !matches.is_empty() {
                return Err(AppError::Conflict {
                    code: "likely_duplicate",
                    detail: "records that may be the same exist already; open one of them or save anyway".to_owned(),
                    params: serde_json::json!({ "matches": matches }),
                });
            }
        }
        let settings = self.settings().await?;
        let id = draft.row.id;
        let mut batch = Batch::default();
        batch.add(Prepared::new(draft, &settings.method, self.now(), &mut || self.new_id()));
        let created = party_change::Model {
            id: self.new_id(),
            party_id: id,
            at: self.now_ms(),
            by: actor.id(),
            kind: "created".to_owned(),
            field: "party".to_owned(),
            before: None,
            after: None,
            reason: None,
        };
        let tx = self.store.begin().await?;
        batch.insert(&tx).await?;
        store::timeline::insert_changes(&tx, vec![created]).await?;
        self.audit(&tx, actor, "party_created", ("party", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.party(actor, id).await
    }

    async fn draft_by_hand(&self, actor: &Actor, asked: &CreateParty) -> Result<Draft, AppError> {
        let mut errors = Vec::new();
        let kind = PartyKind::from_code(&asked.kind);
        if kind.is_none() {
            errors.push(FieldError::new("/kind", "unknown", "a party is a person or an organisation"));
        }
        let name = asked.name.trim();
        if name.is_empty() || name.chars().count() > 200 {
            errors.push(FieldError::new("/name", "required", "a name of 1 to 200 characters is needed"));
        }
        let mut origin = Origin::of(actor);
        origin.market = checked_code::<Market>(asked.market.as_deref(), "/market", &mut errors);
        origin.method = self.checked_method(asked.method.as_deref(), "/method", &mut errors);
        if let Some(list) = asked.list_id {
            if !self.list_seen(actor, list).await? {
                errors.push(FieldError::new("/list_id", "unknown", "there is no such list"));
            }
            origin.list = Some(list);
        }
        let now = self.now_ms();
        let (display, title) = match kind {
            Some(PartyKind::Person) => parse_person(name).map_or((name.to_owned(), None), |p| (p.full, p.title)),
            _ => (name.to_owned(), None),
        };
        let mut draft = Draft::new(self.new_id(), &asked.kind, &display, &origin, now);
        for (i, phone) in asked.phones.iter().enumerate() {
            match parse_phone(phone, Region::CHINA) {
                Ok(phone) => draft.add_contact(self.new_id(), "phone", phone.e164, None),
                Err(error) => errors.push(FieldError::new(&format!("/phones/{i}"), error.code(), error.to_string())),
            }
        }
        for (i, email) in asked.emails.iter().enumerate() {
            match parse_email(email) {
                Ok(email) => draft.add_contact(self.new_id(), "email", email, None),
                Err(error) => errors.push(FieldError::new(&format!("/emails/{i}"), error.code(), error.to_string())),
            }
        }
        if let Some(wechat) = asked.wechat.as_deref().map(str::trim).filter(|w| !w.is_empty()) {
            draft.add_contact(self.new_id(), "wechat", wechat.to_owned(), None);
        }
        if let Some(number) = asked.identity_number.as_deref().filter(|n| !n.trim().is_empty()) {
            match parse_identity(number, IdentityScheme::ChineseResident) {
                Ok(identity) => draft.row.identity_number = Some(identity.number),
                Err(error) => errors.push(FieldError::new("/identity_number", error.code(), error.to_string())),
            }
        }
        draft.row.relation_group =
            checked_code::<RelationGroup>(asked.relation_group.as_deref(), "/relation_group", &mut errors);
        if let Err(AppError::Invalid(found)) = facts::check(&asked.facts) {
            errors.extend(found);
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        if let Some(id) = asked.introducer_id {
            let introducer = self.party_seen(&self.store, actor, id).await?;
            draft.row.introducer_id = Some(id);
            draft.row.introducer_name = Some(introducer.name);
        } else {
            draft.row.introducer_name = asked.introducer_name.clone().filter(|name| !name.trim().is_empty());
        }
        draft.row.external_id = asked.external_id.clone().filter(|id| !id.trim().is_empty());
        draft.facts = asked
            .facts
            .iter()
            .filter(|(_, v)| !v.trim().is_empty())
            .map(|(k, v)| (k.clone(), v.trim().to_owned()))
            .collect();
        if let Some(title) = title {
            draft.facts.entry("position".to_owned()).or_insert(title);
        }
        draft.set_custom(&asked.custom);
        draft.tags = super::edit::tidy_tags(&asked.tags);
        for address in &asked.addresses {
            let row = address.row(self.new_id(), draft.row.id)?;
            draft.row.city = draft.row.city.take().or_else(|| row.city.clone());
            draft.addresses.push(row);
        }
        Ok(draft)
    }

    pub(crate) fn checked_method(
        &self,
        code: Option<&str>,
        pointer: &str,
        errors: &mut Vec<FieldError>,
    ) -> Option<String> {
        let code = code.map(str::trim).filter(|code| !code.is_empty())?;
        if method::prospecting::catalogue::method(code).is_none() {
            errors.push(FieldError::new(pointer, "unknown", "the catalogue has no such method"));
        }
        Some(code.to_owned())
    }
}

/// A code of one of the method's closed sets; blank means not known.
pub(crate) fn checked_code<C: Coded>(
    code: Option<&str>,
    pointer: &str,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    let code = code.map(str::trim).filter(|code| !code.is_empty())?;
    match C::from_code(code) {
        Some(word) => Some(word.code().to_owned()),
        None => {
            let known: Vec<&str> = C::ALL.iter().map(|word| word.code()).collect();
            errors.push(FieldError::new(pointer, "unknown", format!("use one of {}", known.join(", "))));
            None
        }
    }
}

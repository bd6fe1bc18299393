//! Ways to reach a party: added, marked wrong, taken off.

use serde::Deserialize;
use store::entities::{address, contact_point, party_change};
use text::normalise::{Region, parse_address, parse_email, parse_phone};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{record::PartyRecord, summary::masked_contact};
use crate::{Actor, App, AppError, error::check_version_if_named};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddContact {
    /// `phone`, `email`, `wechat` or `other`
    pub kind: String,
    pub value: String,
    pub label: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditContact {
    pub label: Option<String>,
    pub primary: Option<bool>,
    pub valid: Option<bool>,
    pub do_not_contact: Option<bool>,
    /// the version of the record that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddAddress {
    /// `home`, `work`, `registered` or `other`
    pub kind: String,
    pub text: String,
    pub province: Option<String>,
    pub city: Option<String>,
    pub district: Option<String>,
    pub postcode: Option<String>,
}

impl AddAddress {
    pub(crate) fn row(&self, id: Uuid, party: Uuid) -> Result<address::Model, AppError> {
        if !["home", "work", "registered", "other"].contains(&self.kind.as_str()) {
            return Err(AppError::invalid("/kind", "unknown", "use home, work, registered or other"));
        }
        let text = self.text.trim();
        if text.is_empty() || text.chars().count() > 500 {
            return Err(AppError::invalid("/text", "required", "an address of 1 to 500 characters is needed"));
        }
        let parsed = parse_address(text);
        let given = |value: &Option<String>| value.clone().filter(|v| !v.trim().is_empty());
        Ok(address::Model {
            id,
            party_id: party,
            kind: self.kind.clone(),
            text: text.to_owned(),
            province: given(&self.province).or(parsed.province.map(str::to_owned)),
            city: given(&self.city).or(parsed.city.map(str::to_owned)),
            district: given(&self.district).or(parsed.district),
            postcode: given(&self.postcode).or(parsed.postcode),
            street_number: parsed.number,
            street: None,
        })
    }
}

fn checked_value(kind: &str, value: &str) -> Result<String, AppError> {
    let invalid = |code: &str, detail: String| AppError::invalid("/value", code, detail);
    match kind {
        "phone" => parse_phone(value, Region::CHINA).map(|p| p.e164).map_err(|e| invalid(e.code(), e.to_string())),
        "email" => parse_email(value).map_err(|e| invalid(e.code(), e.to_string())),
        "wechat" | "other" => match value.trim() {
            "" => Err(invalid("required", "a value is needed".to_owned())),
            value => Ok(value.chars().take(200).collect()),
        },
        _ => Err(AppError::invalid("/kind", "unknown", "use phone, email, wechat or other")),
    }
}

#[derive(Clone, Copy)]
enum PointChange {
    Added,
    TakenOff,
    Wrong,
    RightAgain,
}

impl App {
    pub async fn add_contact(&self, actor: &Actor, party: Uuid, asked: AddContact) -> Result<PartyRecord, AppError> {
        let value = checked_value(&asked.kind, &asked.value)?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let known = store::parties::contacts(&tx, &[party]).await?;
        if known.iter().any(|c| c.kind == asked.kind && c.value == value) {
            return Err(AppError::invalid("/value", "taken", "the record has this already"));
        }
        let mut row = contact_point::Model {
            id: self.new_id(),
            party_id: party,
            is_primary: !known.iter().any(|c| c.kind == asked.kind && c.is_primary),
            kind: asked.kind,
            value,
            label: asked.label.filter(|label| !label.trim().is_empty()),
            valid: true,
            do_not_contact: false,
            created_at: self.now_ms(),
        };
        row.do_not_contact = self.suppressed(&tx).await?.has(&row);
        let id = row.id;
        let change = self.contact_change(actor, &row, PointChange::Added);
        store::timeline::insert_changes(&tx, vec![change]).await?;
        store::parties::insert_contacts(&tx, vec![row]).await?;
        self.after_contact_change(tx, actor, &before, "contact_added", id).await
    }

    pub async fn edit_contact(
        &self,
        actor: &Actor,
        party: Uuid,
        id: Uuid,
        edit: EditContact,
    ) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        check_version_if_named(edit.version, before.version)?;
        let known = store::parties::contacts(&tx, &[party]).await?;
        let mut row = known.iter().find(|c| c.id == id).cloned().ok_or(AppError::NotFound("contact point"))?;
        if edit.primary == Some(true) {
            for mut other in known.into_iter().filter(|c| c.kind == row.kind && c.id != id && c.is_primary) {
                other.is_primary = false;
                store::parties::update_contact(&tx, other).await?;
            }
        }
        if let Some(valid) = edit.valid.filter(|valid| *valid != row.valid) {
            let what = if valid { PointChange::RightAgain } else { PointChange::Wrong };
            store::timeline::insert_changes(&tx, vec![self.contact_change(actor, &row, what)]).await?;
        }
        row.is_primary = edit.primary.unwrap_or(row.is_primary);
        row.valid = edit.valid.unwrap_or(row.valid);
        row.do_not_contact = edit.do_not_contact.unwrap_or(row.do_not_contact);
        if let Some(label) = edit.label {
            row.label = (!label.trim().is_empty()).then(|| label.trim().to_owned());
        }
        store::parties::update_contact(&tx, row).await?;
        self.after_contact_change(tx, actor, &before, "contact_changed", id).await
    }

    pub async fn delete_contact(&self, actor: &Actor, party: Uuid, id: Uuid) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let known = store::parties::contacts(&tx, &[party]).await?;
        let row = known.iter().find(|c| c.id == id).ok_or(AppError::NotFound("contact point"))?;
        let change = self.contact_change(actor, row, PointChange::TakenOff);
        store::timeline::insert_changes(&tx, vec![change]).await?;
        store::parties::delete_contact(&tx, id).await?;
        self.after_contact_change(tx, actor, &before, "contact_deleted", id).await
    }

    /// A way to reach somebody in the history of the card, masked as on the card.
    fn contact_change(&self, actor: &Actor, point: &contact_point::Model, what: PointChange) -> party_change::Model {
        let masked = Some(masked_contact(&point.kind, &point.value));
        let (before, after, reason) = match what {
            PointChange::Added => (None, masked, None),
            PointChange::TakenOff => (masked, None, None),
            PointChange::Wrong => (masked, None, Some("contact_wrong")),
            PointChange::RightAgain => (None, masked, Some("contact_right")),
        };
        party_change::Model {
            id: self.new_id(),
            party_id: point.party_id,
            at: self.now_ms(),
            by: actor.id(),
            kind: "fact".to_owned(),
            field: point.kind.clone(),
            before,
            after,
            reason: reason.map(str::to_owned),
        }
    }

    async fn after_contact_change(
        &self,
        tx: store::Tx,
        actor: &Actor,
        before: &store::entities::party::Model,
        action: &str,
        contact: Uuid,
    ) -> Result<PartyRecord, AppError> {
        let (row, _) = self.reassess(&tx, actor, before, before.clone()).await?;
        self.reindex(&tx, &row).await?;
        let detail = serde_json::json!({ "contact": contact });
        self.audit(&tx, actor, action, ("party", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.party(actor, row.id).await
    }

    pub async fn add_address(&self, actor: &Actor, party: Uuid, asked: AddAddress) -> Result<PartyRecord, AppError> {
        let row = asked.row(self.new_id(), party)?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let mut changed = before.clone();
        changed.city = changed.city.or_else(|| row.city.clone());
        store::parties::insert_addresses(&tx, vec![row]).await?;
        let (row, _) = self.reassess(&tx, actor, &before, changed).await?;
        self.audit(&tx, actor, "address_added", ("party", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.party(actor, party).await
    }

    pub async fn delete_address(&self, actor: &Actor, party: Uuid, id: Uuid) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        if !store::parties::delete_address(&tx, party, id).await? {
            return Err(AppError::NotFound("address"));
        }
        let (row, _) = self.reassess(&tx, actor, &before, before.clone()).await?;
        self.audit(&tx, actor, "address_deleted", ("party", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.party(actor, party).await
    }
}

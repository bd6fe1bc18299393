//! Editing a card: every changed fact is kept with who changed it and when (PRO-6).

use std::collections::BTreeMap;

use method::prospecting::markets::{Market, RelationGroup};
use serde::Deserialize;
use store::entities::{party, party_change};
use text::normalise::{IdentityScheme, parse_identity};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{create::checked_code, draft::name_key, facts, record::PartyRecord};
use crate::{Actor, App, AppError};

/// What changes; what is absent stays. A blank text takes the fact off the card.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditParty {
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
    pub name: Option<String>,
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    #[serde(default)]
    pub custom: BTreeMap<String, String>,
    pub tags: Option<Vec<String>>,
    pub market: Option<String>,
    pub method: Option<String>,
    pub relation_group: Option<String>,
    pub introducer_name: Option<String>,
    pub introducer_id: Option<Uuid>,
    pub identity_number: Option<String>,
    pub external_id: Option<String>,
    /// the person's own zone as an IANA name (`Asia/Urumqi`); blank: the team's
    pub time_zone: Option<String>,
}

/// Tags without blanks, doubles and emptiness, at most 50 of 40 characters.
pub(super) fn tidy_tags(tags: &[String]) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::new();
    for tag in tags {
        let tag: String = tag.trim().chars().take(40).collect();
        if !tag.is_empty() && !tidy.contains(&tag) && tidy.len() < 50 {
            tidy.push(tag);
        }
    }
    tidy
}

/// Collects what changed, for the history.
struct Changes<'a> {
    rows: Vec<party_change::Model>,
    app: &'a App,
    party: Uuid,
    by: Option<Uuid>,
}

impl Changes<'_> {
    fn note(&mut self, field: &str, before: Option<String>, after: Option<String>) {
        if before == after {
            return;
        }
        self.rows.push(party_change::Model {
            id: self.app.new_id(),
            party_id: self.party,
            at: self.app.now_ms(),
            by: self.by,
            kind: "fact".to_owned(),
            field: field.to_owned(),
            before,
            after,
            reason: None,
        });
    }

    /// Sets a column that may be blank.
    fn set(&mut self, field: &str, column: &mut Option<String>, value: Option<String>) {
        self.note(field, column.clone(), value.clone());
        *column = value;
    }
}

impl App {
    pub async fn edit_party(&self, actor: &Actor, id: Uuid, edit: EditParty) -> Result<PartyRecord, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, id).await?;
        crate::error::check_version(edit.version, before.version)?;
        let mut row = before.clone();
        let mut changes = Changes { rows: Vec::new(), app: self, party: id, by: actor.id() };
        self.apply_columns(actor, &edit, &mut row, &mut changes).await?;
        apply_facts(&edit.facts, &mut row, &mut changes)?;
        apply_custom(&edit.custom, &mut row, &mut changes);
        if let Some(tags) = &edit.tags {
            let tags = tidy_tags(tags);
            let known: Vec<String> = store::parties::tags(&tx, &[id]).await?.into_iter().map(|t| t.tag).collect();
            changes.note("tags", Some(known.join(" ")), Some(tags.join(" ")));
            store::parties::replace_tags(&tx, id, &tags).await?;
        }
        let fields: Vec<String> = changes.rows.iter().map(|change| change.field.clone()).collect();
        store::timeline::insert_changes(&tx, changes.rows).await?;
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        self.reindex(&tx, &row).await?;
        let detail = serde_json::json!({ "fields": fields });
        self.audit(&tx, actor, "party_changed", ("party", &id.to_string()), detail).await?;
        tx.commit().await?;
        self.party(actor, id).await
    }

    async fn apply_columns(
        &self,
        actor: &Actor,
        edit: &EditParty,
        row: &mut party::Model,
        changes: &mut Changes<'_>,
    ) -> Result<(), AppError> {
        let mut errors = Vec::new();
        if let Some(name) = &edit.name {
            let name = name.trim();
            if name.is_empty() || name.chars().count() > 200 {
                return Err(AppError::invalid("/name", "required", "a name of 1 to 200 characters is needed"));
            }
            changes.note("name", Some(row.name.clone()), Some(name.to_owned()));
            row.name = name.to_owned();
            row.name_key = name_key(&row.kind, name);
        }
        if edit.market.is_some() {
            let market = checked_code::<Market>(edit.market.as_deref(), "/market", &mut errors);
            changes.set("market", &mut row.market, market);
        }
        if edit.method.is_some() {
            let method = self.checked_method(edit.method.as_deref(), "/method", &mut errors);
            changes.set("method", &mut row.method, method);
        }
        if edit.relation_group.is_some() {
            let group = checked_code::<RelationGroup>(edit.relation_group.as_deref(), "/relation_group", &mut errors);
            changes.set("relation_group", &mut row.relation_group, group);
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        if let Some(introducer) = edit.introducer_id {
            let found = self.party_seen(&self.store, actor, introducer).await?;
            changes.set("introducer", &mut row.introducer_name, Some(found.name));
            row.introducer_id = Some(introducer);
        } else if let Some(name) = &edit.introducer_name {
            changes.set("introducer", &mut row.introducer_name, filled(name));
            row.introducer_id = None;
        }
        if let Some(number) = &edit.identity_number {
            let number = match filled(number) {
                Some(number) => Some(
                    parse_identity(&number, IdentityScheme::ChineseResident)
                        .map_err(|error| AppError::invalid("/identity_number", error.code(), error.to_string()))?
                        .number,
                ),
                None => None,
            };
            // the history must not show what the card masks
            let masked = |n: &Option<String>| n.as_deref().map(super::summary::masked_text);
            changes.note("identity_number", masked(&row.identity_number), masked(&number));
            row.identity_number = number;
        }
        if let Some(zone) = &edit.time_zone {
            let zone = filled(zone);
            if zone.as_deref().is_some_and(|name| method::Zone::named(name).is_err()) {
                let detail = "name a zone of the tz database, such as Asia/Shanghai";
                return Err(AppError::invalid("/time_zone", "unknown", detail));
            }
            changes.set("time_zone", &mut row.time_zone, zone);
        }
        if let Some(external) = &edit.external_id {
            changes.set("external_id", &mut row.external_id, filled(external));
        }
        Ok(())
    }
}

fn apply_facts(
    edit: &BTreeMap<String, String>,
    row: &mut party::Model,
    changes: &mut Changes<'_>,
) -> Result<(), AppError> {
    facts::check(edit)?;
    let mut known = facts::read(row);
    for (key, value) in edit {
        let value = filled(value);
        changes.note(key, known.get(key).cloned(), value.clone());
        match value {
            Some(value) => known.insert(key.clone(), value),
            None => known.remove(key),
        };
    }
    facts::write(row, known);
    Ok(())
}

fn apply_custom(edit: &BTreeMap<String, String>, row: &mut party::Model, changes: &mut Changes<'_>) {
    let mut custom = facts::custom(row);
    for (key, value) in edit {
        let value = filled(value);
        changes.note(&format!("custom.{key}"), custom.get(key).cloned(), value.clone());
        match value {
            Some(value) => custom.insert(key.clone(), value),
            None => custom.remove(key),
        };
    }
    row.custom = serde_json::to_string(&custom).unwrap_or_else(|_| "{}".to_owned());
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().take(facts::LONGEST_FACT).collect())
}

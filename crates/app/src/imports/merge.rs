//! Rows that are on file already: filling blanks of, or overwriting, the record that they are the same as.

use store::{
    Tx,
    entities::{party_change, party_tag},
};
use uuid::Uuid;

use super::effect::{Effect, ValueChanged};
use crate::{
    Actor, App, AppError,
    parties::{draft::Draft, facts, reassess::Whole, summary::masked_contact},
};

impl App {
    /// Brings what the row knows into a record: only into blanks, or over what is there. Contact points, addresses and
    /// tags are added, never taken away; every change of a fact is kept in the history. Answers what changed.
    pub(super) async fn bring_into(
        &self,
        tx: &Tx,
        actor: &Actor,
        target: Whole,
        draft: Draft,
        overwrite: bool,
    ) -> Result<Effect, AppError> {
        let before = target.row.clone();
        let id = before.id;
        let mut row = target.row;
        let mut known = target.facts;
        let mut changes: Vec<party_change::Model> = Vec::new();
        let mut values: Vec<ValueChanged> = Vec::new();
        let mut changed = |field: &str, before: Option<String>, after: Option<String>| {
            values.push(ValueChanged { field: field.to_owned(), before, after });
        };
        let mut note = |field: &str, old: Option<String>, new: Option<String>| {
            changes.push(party_change::Model {
                id: self.new_id(),
                party_id: id,
                at: self.now_ms(),
                by: actor.id(),
                kind: "fact".to_owned(),
                field: field.to_owned(),
                before: old,
                after: new,
                reason: Some("import".to_owned()),
            });
        };
        for (key, value) in draft.facts {
            let old = known.get(&key).cloned();
            if old.as_ref().is_none_or(|old| overwrite && *old != value) {
                changed(&key, old.clone(), Some(value.clone()));
                note(&key, old, Some(value.clone()));
                known.insert(key, value);
            }
        }
        let columns: [(&str, &mut Option<String>, Option<String>); 6] = [
            ("market", &mut row.market, draft.row.market.clone()),
            ("method", &mut row.method, draft.row.method.clone()),
            ("relation_group", &mut row.relation_group, draft.row.relation_group.clone()),
            ("introducer", &mut row.introducer_name, draft.row.introducer_name.clone()),
            ("external_id", &mut row.external_id, draft.row.external_id.clone()),
            ("identity_number", &mut row.identity_number, draft.row.identity_number.clone()),
        ];
        for (field, column, value) in columns {
            if value.is_some() && (column.is_none() || (overwrite && *column != value)) {
                // numbers of identity stay masked in the history too
                let shown = |text: &Option<String>| match field {
                    "identity_number" => text.as_deref().map(crate::parties::summary::masked_text),
                    _ => text.clone(),
                };
                changed(field, column.clone(), value.clone());
                note(field, shown(column), shown(&value));
                *column = value;
            }
        }
        if overwrite && row.name != draft.row.name {
            changed("name", Some(row.name.clone()), Some(draft.row.name.clone()));
            note("name", Some(row.name.clone()), Some(draft.row.name.clone()));
            row.name_key = draft.row.name_key.clone();
            row.name = draft.row.name.clone();
        }
        facts::write(&mut row, known);
        let mut custom = facts::custom(&row);
        for (key, value) in facts::custom(&draft.row) {
            let old = custom.get(&key).cloned();
            if old.as_ref().is_none_or(|old| overwrite && *old != value) {
                let field = format!("custom.{key}");
                changed(&field, old.clone(), Some(value.clone()));
                note(&field, old, Some(value.clone()));
                custom.insert(key, value);
            }
        }
        row.custom = serde_json::to_string(&custom)?;
        let known_tags: Vec<String> = store::parties::tags(tx, &[id]).await?.into_iter().map(|tag| tag.tag).collect();
        let new_tags: Vec<party_tag::Model> = draft
            .tags
            .into_iter()
            .filter(|tag| !known_tags.contains(tag))
            .map(|tag| party_tag::Model { party_id: id, tag })
            .collect();
        if !new_tags.is_empty() {
            let all: Vec<&str> =
                known_tags.iter().chain(new_tags.iter().map(|tag| &tag.tag)).map(String::as_str).collect();
            note("tags", Some(known_tags.join(" ")), Some(all.join(" ")));
        }
        let new_contacts: Vec<_> = draft
            .contacts
            .into_iter()
            .filter(|new| !target.contacts.iter().any(|old| old.kind == new.kind && old.value == new.value))
            .map(|mut new| {
                new.party_id = id;
                new.is_primary = !target.contacts.iter().any(|old| old.kind == new.kind);
                new
            })
            .collect();
        let new_addresses: Vec<_> = draft
            .addresses
            .into_iter()
            .filter(|new| !target.addresses.iter().any(|old| old.text == new.text && old.street == new.street))
            .map(|mut new| {
                new.party_id = id;
                new
            })
            .collect();
        let new_evidence: Vec<_> = draft
            .evidence
            .into_iter()
            .filter(|new| overwrite || !target.evidence.iter().any(|old| old.topic == new.topic))
            .map(|mut new| {
                new.party_id = id;
                new
            })
            .collect();
        for contact in &new_contacts {
            note(&contact.kind, None, Some(masked_contact(&contact.kind, &contact.value)));
        }
        let effect = Effect {
            values,
            changes: changes.iter().map(|change| change.id).collect(),
            contacts: new_contacts.iter().map(|contact| contact.id).collect(),
            addresses: new_addresses.iter().map(|address| address.id).collect(),
            evidence: new_evidence.iter().map(|piece| piece.id).collect(),
            tags: new_tags.iter().map(|tag| tag.tag.clone()).collect(),
            listed: false,
            made: false,
            deal: None,
            left: None,
        };
        store::parties::insert_tags(tx, new_tags).await?;
        store::parties::insert_contacts(tx, new_contacts).await?;
        store::parties::insert_addresses(tx, new_addresses).await?;
        store::timeline::insert_evidence(tx, new_evidence).await?;
        store::timeline::insert_changes(tx, changes).await?;
        if effect != Effect::default() {
            let (row, _) = self.reassess(tx, actor, &before, row).await?;
            self.reindex(tx, &row).await?;
        }
        Ok(effect)
    }

    /// A record that a row may be brought into; none where the actor may not change it.
    pub(super) async fn merge_target(&self, tx: &Tx, actor: &Actor, id: Uuid) -> Result<Option<Whole>, AppError> {
        let row = store::parties::find(tx, id).await?;
        match row.filter(|row| actor.may_edit(row.owner_id, row.team_id)) {
            Some(row) => Ok(Some(self.whole(tx, row).await?)),
            None => Ok(None),
        }
    }
}

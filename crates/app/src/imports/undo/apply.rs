//! Applying what was planned for some rows: records leave, values go back, the rows say what became of them.

use store::{
    Tx,
    entities::{import_row, import_run, party, party_change},
};
use uuid::Uuid;

use super::{
    look::{Earlier, Scene},
    plan::{RowPlan, put_back},
};
use crate::{Actor, App, AppError, imports::effect::ValueChanged, parties::summary::masked_text};

/// The reason in the history of a card of what an undone import put back.
pub(crate) const UNDONE: &str = "import_undone";

impl App {
    pub(super) async fn apply_undo(
        &self,
        tx: &Tx,
        actor: &Actor,
        run: &mut import_run::Model,
        mut scene: Scene,
        rows: Vec<import_row::Model>,
        earlier: &Earlier,
    ) -> Result<(), AppError> {
        let (mut leaving, mut unlisted, mut done) = (Vec::new(), Vec::new(), Vec::new());
        for mut row in rows {
            let plan = scene.plan(&row, earlier)?;
            if plan.changes_record()
                && let Some(party) = row.party_id.and_then(|id| scene.party(id)).cloned()
            {
                let tags = scene.tags_of(party.id);
                let written = self.put_record_back(tx, actor, party, &plan, tags).await?;
                scene.without_tags(written.id, &plan.tags);
                scene.put(written);
            }
            unlisted.extend(row.party_id.filter(|_| plan.unlisted));
            // nobody need decide any more about a row of an import that was taken back
            row.held = false;
            let counted = i64::from(row.state == "created" || row.state == "updated");
            if plan.kept.is_empty() {
                row.undone = Some("undone".to_owned());
                *run.undone_rows.get_or_insert(0) += counted;
            } else {
                row.undone = Some("kept".to_owned());
                row.kept_reasons = Some(serde_json::to_string(&plan.reasons())?);
                *run.kept_rows.get_or_insert(0) += counted;
            }
            match row.party_id.and_then(|id| scene.party(id)).filter(|_| plan.goes) {
                Some(party) => leaving.push((row, party.clone())),
                None => done.push(row),
            }
        }
        let (rows, parties): (Vec<import_row::Model>, Vec<party::Model>) = leaving.into_iter().unzip();
        let whole = store::leaving::take_out(tx, parties).await?;
        for (mut row, whole) in rows.into_iter().zip(whole) {
            row.record = Some(serde_json::to_string(&whole)?);
            done.push(row);
        }
        store::lists::remove_members(tx, run.list_id, &unlisted).await?;
        for row in done {
            store::imports::update_row(tx, row).await?;
        }
        Ok(())
    }

    /// Puts a record back to what it was before the row, as far as planned; answers it as it is now.
    async fn put_record_back(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: party::Model,
        plan: &RowPlan,
        known_tags: Vec<String>,
    ) -> Result<party::Model, AppError> {
        let id = before.id;
        let mut row = before.clone();
        let mut changes = Vec::new();
        for value in &plan.values {
            put_back(&mut row, value);
            changes.push(self.put_back_change(actor, id, value));
        }
        for contact in &plan.contacts {
            store::parties::delete_contact(tx, *contact).await?;
        }
        for address in &plan.addresses {
            store::parties::delete_address(tx, id, *address).await?;
        }
        store::timeline::retract_evidence(tx, &plan.evidence, self.now_ms()).await?;
        if !plan.tags.is_empty() {
            let left: Vec<String> = known_tags.iter().filter(|tag| !plan.tags.contains(tag)).cloned().collect();
            store::parties::replace_tags(tx, id, &left).await?;
            let (field, before, after) = ("tags".to_owned(), Some(known_tags.join(" ")), Some(left.join(" ")));
            changes.push(self.put_back_change(actor, id, &ValueChanged { field, before: after, after: before }));
        }
        store::timeline::insert_changes(tx, changes).await?;
        let (row, _) = self.reassess(tx, actor, &before, row).await?;
        self.reindex(tx, &row).await?;
        Ok(row)
    }

    /// The entry in the history of a card for a value that went back.
    fn put_back_change(&self, actor: &Actor, party: Uuid, value: &ValueChanged) -> party_change::Model {
        // numbers of identity stay masked in the history too
        let shown = |text: &Option<String>| match value.field.as_str() {
            "identity_number" => text.as_deref().map(masked_text),
            _ => text.clone(),
        };
        party_change::Model {
            id: self.new_id(),
            party_id: party,
            at: self.now_ms(),
            by: actor.id(),
            kind: "fact".to_owned(),
            field: value.field.clone(),
            before: shown(&value.after),
            after: shown(&value.before),
            reason: Some(UNDONE.to_owned()),
        }
    }
}

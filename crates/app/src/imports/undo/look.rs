//! What is known about the records of an import when it is taken back: how they stand, and what happened to them since.

use std::collections::{HashMap, HashSet};

use store::{
    Tx,
    entities::{contact_point, import_row, import_run, party, party_change, party_tag},
};
use uuid::Uuid;

use crate::{Actor, App, AppError, imports::effect::Effect};

const PER_READ: u64 = 2_000;

/// What is looked up once for a whole run.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// entries in the history that this run wrote itself, or another that was undone since
    own: HashSet<Uuid>,
    /// records that a later import found on file or changed
    used: HashSet<Uuid>,
}

impl Earlier {
    pub(super) fn uses(&self, party: Uuid) -> bool {
        self.used.contains(&party)
    }
}

/// The records of some rows with what happened to them since the run began.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// when the run began
    since: i64,
    parties: HashMap<Uuid, party::Model>,
    out_of_hand: HashSet<Uuid>,
    contacts: HashMap<Uuid, Vec<contact_point::Model>>,
    tags: Vec<party_tag::Model>,
    changes: HashMap<Uuid, Vec<party_change::Model>>,
    contacted: HashSet<Uuid>,
    audited: HashSet<Uuid>,
    linked: HashSet<Uuid>,
    ordered: HashSet<Uuid>,
    /// into which another record was merged
    grown: HashSet<Uuid>,
}

/// What happened to one record since.
#[derive(Debug)]
pub(super) struct Touched<'a> {
    pub out_of_hand: bool,
    pub contacts: bool,
    pub audited: bool,
    pub linked: bool,
    pub merged: bool,
    pub imported: bool,
    /// what others wrote into the history of the card
    pub changes: Vec<&'a party_change::Model>,
    pub contact_points: &'a [contact_point::Model],
    pub tags: Vec<&'a str>,
}

impl Scene {
    pub(super) fn party(&self, id: Uuid) -> Option<&party::Model> {
        self.parties.get(&id)
    }

    /// Takes in how a record stands after something was taken back, for earlier rows about it.
    pub(super) fn put(&mut self, party: party::Model) {
        self.parties.insert(party.id, party);
    }

    pub(super) fn ids(&self) -> Vec<Uuid> {
        self.parties.keys().copied().collect()
    }

    /// Whether the import made a record; a row of a record that was merged leads to the one it was brought into.
    pub(super) fn made(&self, party: &party::Model) -> bool {
        party.created_at >= self.since
    }

    /// Whether another record refers to it; its own orders do not count.
    pub(super) fn named_by_others(&self, id: Uuid) -> bool {
        self.linked.contains(&id)
    }

    /// The record where it is within reach.
    pub(super) fn seen(&self, actor: &Actor, id: Option<Uuid>) -> Option<&party::Model> {
        let party = self.parties.get(&id?)?;
        actor.reaches(party.owner_id, party.team_id).then_some(party)
    }

    pub(super) fn tags_of(&self, id: Uuid) -> Vec<String> {
        self.tags.iter().filter(|tag| tag.party_id == id).map(|tag| tag.tag.clone()).collect()
    }

    /// The same for tags.
    pub(super) fn without_tags(&mut self, id: Uuid, gone: &[String]) {
        self.tags.retain(|tag| tag.party_id != id || !gone.contains(&tag.tag));
    }

    pub(super) fn touched(&self, id: Uuid, earlier: &Earlier) -> Touched<'_> {
        let foreign = |change: &&party_change::Model| !earlier.own.contains(&change.id);
        Touched {
            out_of_hand: self.out_of_hand.contains(&id),
            contacts: self.contacted.contains(&id),
            audited: self.audited.contains(&id),
            linked: self.linked.contains(&id) || self.ordered.contains(&id),
            merged: self.grown.contains(&id),
            imported: earlier.used.contains(&id),
            changes: self.changes.get(&id).into_iter().flatten().filter(foreign).collect(),
            contact_points: self.contacts.get(&id).map_or(&[], Vec::as_slice),
            tags: self.tags.iter().filter(|tag| tag.party_id == id).map(|tag| tag.tag.as_str()).collect(),
        }
    }
}

impl App {
    /// Looks up what a run wrote itself, and which records later imports made use of.
    pub(super) async fn earlier(&self, run: &import_run::Model) -> Result<Earlier, AppError> {
        let mut earlier = Earlier::default();
        let mut after = 0;
        loop {
            let rows = store::imports::rows_after(&self.store, run.id, &["updated"], after, PER_READ).await?;
            let Some(last) = rows.last() else { break };
            after = last.row;
            for row in &rows {
                earlier.own.extend(Effect::read(row.effect.as_deref())?.changes);
            }
        }
        let Some(started_at) = run.started_at else { return Ok(earlier) };
        for later in store::imports::started_since(&self.store, run.id, started_at).await? {
            let mut after = 0;
            loop {
                let states = ["updated", "duplicate"];
                let rows = store::imports::rows_after(&self.store, later, &states, after, PER_READ).await?;
                let Some(last) = rows.last() else { break };
                after = last.row;
                for row in rows {
                    if row.undone.as_deref() == Some("undone") {
                        earlier.own.extend(Effect::read(row.effect.as_deref())?.changes);
                    } else {
                        earlier.used.extend(row.party_id);
                    }
                }
            }
        }
        Ok(earlier)
    }

    /// The records of these rows; locked where a transaction is given.
    pub(super) async fn scene(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        run: &import_run::Model,
        rows: &[import_row::Model],
        lock: Option<&Tx>,
    ) -> Result<Scene, AppError> {
        let mut ids: Vec<Uuid> = rows.iter().filter_map(|row| row.party_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let parties = match lock {
            Some(tx) => store::parties::lock_many(tx, &ids).await?,
            None => store::parties::find_many(db, &ids).await?,
        };
        let since = run.started_at.unwrap_or(run.created_at);
        let mut scene = Scene { since, ..Scene::default() };
        for contact in store::parties::contacts(db, &ids).await? {
            scene.contacts.entry(contact.party_id).or_default().push(contact);
        }
        for change in store::timeline::changes_since(db, &ids, since).await? {
            if change.reason.as_deref() != Some(super::apply::UNDONE) {
                scene.changes.entry(change.party_id).or_default().push(change);
            }
        }
        let contacts = store::timeline::activities_since(db, &ids, i64::MIN).await?;
        scene.contacted = contacts.into_iter().filter(|a| a.created_at >= since).map(|a| a.party_id).collect();
        let subjects: Vec<String> = ids.iter().map(Uuid::to_string).collect();
        let audited = store::audit::subjects_since(db, "party", &subjects, since).await?;
        scene.audited = audited.iter().filter_map(|id| id.parse().ok()).collect();
        let links = store::parties::people_of_many(db, &ids).await?;
        scene.linked.extend(links.into_iter().map(|link| link.organisation_id));
        let places = store::parties::organisations_of_many(db, &ids).await?;
        scene.linked.extend(places.into_iter().map(|link| link.person_id));
        scene.ordered.extend(store::orders::with_orders(db, &ids).await?);
        // a deal of this run that is still there when the customers leave is one that stays
        let with_deals = match lock {
            Some(_) => store::deals::with_deals(db, &ids).await?,
            None => store::deals::with_other_deals(db, &ids, run.id).await?,
        };
        scene.linked.extend(with_deals);
        scene.grown = store::merges::grown_since(db, &ids, since).await?.into_iter().collect();
        scene.tags = store::parties::tags(db, &ids).await?;
        for party in parties {
            if !actor.may_edit(party.owner_id, party.team_id) {
                scene.out_of_hand.insert(party.id);
            }
            scene.parties.insert(party.id, party);
        }
        Ok(scene)
    }
}

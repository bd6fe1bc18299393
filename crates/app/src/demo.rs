//! Fills an empty database with the demo team, through the same drafts and rules as everything else.

mod convert;
mod deals;
mod judged;
mod many_deals;
mod orders;

use demo_data::{DemoTeam, Size};
use method::{MethodSettings, Timestamp};
use store::entities::{activity, lead_list, loss, method_cost, party_link, task, team, user_account};
use uuid::Uuid;

use crate::{
    Actor, App, AppError, Role, Roles,
    parties::draft::{Batch, Prepared, tokens},
    people::hash_password,
};

/// The seed of the demo: the same team every time, as of the day it is made.
const SEED: u64 = 20_260_401;
/// Parties of one transaction.
const PER_CHUNK: usize = 1_000;

/// Who can sign in to the demo.
pub const SIGN_IN: [(&str, &str); 3] =
    [("manager", "lin@demo.tuoke"), ("sales", "chen@demo.tuoke"), ("administrator", "admin@demo.tuoke")];
pub use demo_data::PASSWORD;

/// What was made.
#[derive(Clone, Copy, Debug)]
pub struct DemoCounts {
    pub users: usize,
    pub parties: usize,
    pub activities: usize,
}

impl DemoCounts {
    fn of(demo: &DemoTeam) -> Self {
        let activities = demo.parties.iter().map(|party| party.activities.len()).sum();
        Self { users: demo.users.len(), parties: demo.parties.len(), activities }
    }
}

/// Ids given to the demo's rows, by position.
pub(crate) struct Ids {
    pub teams: Vec<Uuid>,
    pub users: Vec<Uuid>,
    pub lists: Vec<Uuid>,
    pub parties: Vec<Uuid>,
}

impl App {
    /// Makes the demo team; refuses where there is anybody already.
    pub async fn fill_demo(&self) -> Result<DemoCounts, AppError> {
        let (demo, ids) = self.fill_team(Size::default()).await?;
        self.judge_some(&demo, &ids).await?;
        // the queue of doubles has something to show
        self.start_scan(&Actor::system()).await?;
        while self.work_one().await? {}
        Ok(DemoCounts::of(&demo))
    }

    /// The demo team in another size, for tests and measurements.
    pub async fn fill_demo_sized(&self, size: Size) -> Result<DemoCounts, AppError> {
        let (demo, _) = self.fill_team(size).await?;
        Ok(DemoCounts::of(&demo))
    }

    async fn fill_team(&self, size: Size) -> Result<(DemoTeam, Ids), AppError> {
        if store::people::any_user(&self.store).await? {
            return Err(AppError::conflict("not_empty", "the database has users already; the demo fills an empty one"));
        }
        let now = self.now();
        let demo = demo_data::generate(SEED, now, size);
        let ids = Ids {
            teams: demo.teams.iter().map(|_| self.new_id()).collect(),
            users: demo.users.iter().map(|_| self.new_id()).collect(),
            lists: demo.lists.iter().map(|list| store::new_id(list.created_at.as_millis())).collect(),
            parties: demo.parties.iter().map(|party| store::new_id(party.found_at.as_millis())).collect(),
        };
        self.fill_people(&demo, &ids, now).await?;
        self.fill_parties(&demo, &ids, now).await?;
        self.fill_links(&demo, &ids, now).await?;
        self.fill_orders(&demo, &ids).await?;
        self.fill_deals(&demo, &ids).await?;
        self.store.analyse().await?;
        self.forget_names();
        Ok((demo, ids))
    }

    async fn fill_people(&self, demo: &DemoTeam, ids: &Ids, now: Timestamp) -> Result<(), AppError> {
        let hash = hash_password(PASSWORD.to_owned()).await?;
        let began = now.plus_days(-600.0).as_millis();
        let mut paths: Vec<String> = Vec::new();
        let mut teams = Vec::new();
        for (i, team) in demo.teams.iter().enumerate() {
            let above = team.parent.map_or("/".to_owned(), |parent| paths[parent].clone());
            paths.push(format!("{above}{}/", ids.teams[i]));
            teams.push(team::Model {
                id: ids.teams[i],
                name: team.name.to_owned(),
                parent_id: team.parent.map(|parent| ids.teams[parent]),
                path: paths[i].clone(),
                created_at: began,
                version: 1,
            });
        }
        let users = demo.users.iter().enumerate().map(|(i, user)| user_account::Model {
            id: ids.users[i],
            name: user.name.to_owned(),
            email: user.email.to_owned(),
            password_hash: Some(hash.clone()),
            roles: Roles::new(user.roles.iter().filter_map(|code| Role::from_code(code))).to_codes(),
            team_id: Some(ids.teams[user.team]),
            locale: user.locale.to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            active: true,
            created_at: began,
            password_changed_at: Some(began),
            version: 1,
        });
        let tx = self.store.begin().await?;
        store::people::insert_teams(&tx, teams).await?;
        store::people::insert_users(&tx, users.collect()).await?;
        for (i, list) in demo.lists.iter().enumerate() {
            let row = lead_list::Model {
                id: ids.lists[i],
                name: list.name.clone(),
                market: Some(list.market.to_owned()),
                method: Some(list.method.to_owned()),
                note: list.note.to_owned(),
                owner_id: list.owner.map(|owner| ids.users[owner]),
                team_id: Some(ids.teams[list.team]),
                created_by: list.owner.map(|owner| ids.users[owner]),
                created_at: list.created_at.as_millis(),
            };
            store::lists::insert(&tx, row).await?;
        }
        for cost in &demo.costs {
            let row = method_cost::Model {
                id: self.new_id(),
                method: cost.method.to_owned(),
                team_id: Some(ids.teams[cost.team]),
                spent_at: cost.spent_at.as_millis(),
                amount_minor: cost.amount_minor,
                currency: "CNY".to_owned(),
                note: cost.note.to_owned(),
                created_by: None,
                created_at: cost.spent_at.as_millis(),
            };
            store::catalogue::insert_cost(&tx, row).await?;
        }
        let (growth, reason) = demo.growth;
        let mut planned = MethodSettings::default();
        planned.supply.growth_per_week = growth;
        crate::settings::append(&tx, 1, &planned, reason, (None, began)).await?;
        Ok(tx.commit().await?)
    }

    async fn fill_parties(&self, demo: &DemoTeam, ids: &Ids, now: Timestamp) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let places: Vec<usize> = (0..demo.parties.len()).collect();
        for chunk in places.chunks(PER_CHUNK) {
            let mut batch = Batch::default();
            let mut activities: Vec<activity::Model> = Vec::new();
            let mut tasks: Vec<task::Model> = Vec::new();
            let mut losses: Vec<loss::Model> = Vec::new();
            for place in chunk {
                let party = convert::party(demo, ids, *place);
                activities.extend(party.activities);
                tasks.extend(party.tasks);
                losses.extend(party.losses);
                let mut prepared = Prepared::new(party.draft, &settings.method, now, &mut || self.new_id());
                convert::screened(&mut prepared.draft.row);
                batch.add(prepared);
            }
            let tx = self.store.begin().await?;
            batch.insert(&tx).await?;
            store::timeline::insert_activities(&tx, activities).await?;
            store::timeline::insert_tasks(&tx, tasks).await?;
            store::supply::insert_losses(&tx, losses).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn fill_links(&self, demo: &DemoTeam, ids: &Ids, now: Timestamp) -> Result<(), AppError> {
        let links = demo.links.iter().map(|link| {
            let influences: Vec<Uuid> = link.influences.iter().map(|place| ids.parties[*place]).collect();
            party_link::Model {
                id: self.new_id(),
                organisation_id: ids.parties[link.organisation],
                person_id: ids.parties[link.person],
                position: Some(link.position.to_owned()),
                roles: serde_json::to_string(&link.roles).unwrap_or_default(),
                influences: serde_json::to_string(&influences).unwrap_or_default(),
                created_at: now.as_millis(),
            }
        });
        let links: Vec<party_link::Model> = links.collect();
        let mut organisations: Vec<Uuid> = links.iter().map(|link| link.organisation_id).collect();
        organisations.sort_unstable();
        organisations.dedup();
        let tx = self.store.begin().await?;
        store::parties::insert_links(&tx, links).await?;
        // organisations are found by the names of their people, and their people fill places of the card
        let rows = store::parties::find_many(&tx, &organisations).await?;
        let settings = self.settings().await?;
        let mut documents = Vec::new();
        for whole in self.wholes(&tx, rows).await? {
            let portrait = crate::parties::portrait::portray(whole.known(), &settings.method, now);
            let mut row = whole.row.clone();
            portrait.project(&mut row, &settings.method);
            let people: Vec<Uuid> = whole.people.iter().map(|link| link.person_id).collect();
            let people = store::parties::find_many(&tx, &people).await?;
            let names: Vec<String> = people.into_iter().map(|person| person.name).collect();
            documents.push(store::search::Document {
                position: row.seq,
                tokens: tokens(&row, &whole.contacts, &[], &names),
            });
            store::parties::update(&tx, row).await?;
        }
        store::search::replace(&tx, documents).await?;
        Ok(tx.commit().await?)
    }
}

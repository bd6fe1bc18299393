//! The dormancy report (PRO-9): prospects that were spoken with once and let go, by whom, and what was said last.

use std::{collections::HashMap, path::PathBuf};

use method::Timestamp;
use serde::{Deserialize, Serialize};
use store::{
    entities::{party, user_account},
    supply::Holders,
};
use tables::write::TableWriter;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    Actor, App, AppError, NameRef, Page, Right, UserRef,
    app::user_ref,
    parties::{ExportFormat, export_error, facts},
};

/// One prospect that went dormant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DormantLine {
    pub party: NameRef,
    /// `person` or `organisation`
    pub kind: String,
    pub owner: Option<UserRef>,
    /// `a` to `d`; absent: not graded
    pub grade: Option<String>,
    pub last_two_way_at: Timestamp,
    /// whole days since the last two-way contact
    pub days_silent: u32,
    /// whole days since it went dormant
    pub days_dormant: u32,
    /// the last note
    pub last_words: Option<String>,
    /// the rival they buy from, where the card knows one
    pub rival: Option<String>,
}

/// How many of somebody's prospects went dormant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DormantCount {
    /// absent for a team
    pub user: Option<UserRef>,
    pub team: Option<NameRef>,
    pub dormant: u64,
    /// open prospects that were spoken with at some time
    pub spoken_with: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DormancySummary {
    pub as_of: Timestamp,
    pub dormant: u64,
    pub spoken_with: u64,
    /// the most dormant first
    pub reps: Vec<DormantCount>,
    pub teams: Vec<DormantCount>,
}

/// Whose dormant prospects.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DormancyAsked {
    /// a team with all below it
    pub team: Option<Uuid>,
    pub owner: Option<Uuid>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DormancyPage {
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200, default 50
    pub limit: Option<u64>,
}

const LARGEST_PAGE: u64 = 200;
const PER_READ: u64 = 2_000;
const MOST_ROWS: u64 = 200_000;
/// Facts of the card that name a rival, the plainest first.
const RIVAL_FACTS: [&str; 2] = ["rival_products", "suppliers"];

const COLUMNS: [&str; 10] =
    ["id", "name", "kind", "owner", "grade", "last_two_way_at", "days_silent", "days_dormant", "last_words", "rival"];

impl App {
    /// Dormant prospects within reach, the longest dormant first.
    pub async fn dormancy(
        &self,
        actor: &Actor,
        asked: DormancyAsked,
        page: DormancyPage,
    ) -> Result<Page<DormantLine>, AppError> {
        actor.require(Right::SeeMethods)?;
        let (holders, _) = self.dormant_holders(actor, &asked).await?;
        let limit = page.limit.unwrap_or(50).clamp(1, LARGEST_PAGE);
        let after = page.cursor.as_deref().map(read_place).transpose()?;
        let now = self.now_ms();
        let mut rows = store::dormancy::page(&self.store, &holders, now, after, limit + 1).await?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.dormant_at, row.id.simple()));
        Ok(Page { items: self.dormant_lines(rows).await?, next, total: None })
    }

    /// Who lets prospects go dormant: counts by person and by team.
    pub async fn dormancy_summary(&self, actor: &Actor, asked: DormancyAsked) -> Result<DormancySummary, AppError> {
        actor.require(Right::SeeMethods)?;
        let (holders, users) = self.dormant_holders(actor, &asked).await?;
        let now = self.now();
        let counts = store::dormancy::by_holder(&self.store, &holders, now.as_millis()).await?;
        let teams: HashMap<Uuid, String> =
            store::people::teams(&self.store).await?.into_iter().map(|team| (team.id, team.name)).collect();
        let team_ref = |id: Uuid| NameRef { id, name: teams.get(&id).cloned().unwrap_or_default() };
        let mut by_team: HashMap<Uuid, DormantCount> = HashMap::new();
        let mut reps = Vec::new();
        let mut summary =
            DormancySummary { as_of: now, dormant: 0, spoken_with: 0, reps: Vec::new(), teams: Vec::new() };
        for count in counts {
            let (dormant, spoken_with) = (count.dormant.unsigned_abs(), count.spoken_with.unsigned_abs());
            summary.dormant += dormant;
            summary.spoken_with += spoken_with;
            let Some(user) = users.iter().find(|user| user.id == count.owner_id) else { continue };
            if let Some(team) = user.team_id {
                let empty = || DormantCount { user: None, team: Some(team_ref(team)), dormant: 0, spoken_with: 0 };
                let sum = by_team.entry(team).or_insert_with(empty);
                sum.dormant += dormant;
                sum.spoken_with += spoken_with;
            }
            reps.push(DormantCount {
                user: Some(UserRef { id: user.id, name: user.name.clone() }),
                team: user.team_id.map(team_ref),
                dormant,
                spoken_with,
            });
        }
        let most_first = |counts: &mut Vec<DormantCount>| {
            counts.sort_by_key(|count| std::cmp::Reverse((count.dormant, count.spoken_with)));
        };
        summary.teams = by_team.into_values().collect();
        summary.reps = reps;
        most_first(&mut summary.reps);
        most_first(&mut summary.teams);
        Ok(summary)
    }

    /// Writes the report to a file of its own and answers its path; the caller sends and deletes it.
    pub async fn export_dormancy(
        &self,
        actor: &Actor,
        asked: DormancyAsked,
        format: ExportFormat,
    ) -> Result<PathBuf, AppError> {
        actor.require(Right::Export)?;
        actor.require(Right::SeeMethods)?;
        let (holders, _) = self.dormant_holders(actor, &asked).await?;
        let now = self.now_ms();
        let folder = self.config.data_dir.join("exports");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.{}", self.new_id(), format.extension()));
        let mut writer = TableWriter::create(&path, format.kind(), "Tuoke", &COLUMNS).map_err(export_error)?;
        let (mut after, mut written) = (None, 0);
        while written < MOST_ROWS {
            let rows = store::dormancy::page(&self.store, &holders, now, after, PER_READ).await?;
            let Some(last) = rows.last() else { break };
            after = Some((last.dormant_at, last.id));
            written += rows.len() as u64;
            for line in self.dormant_lines(rows).await? {
                writer.write_row(&cells(&line)).map_err(export_error)?;
            }
        }
        writer.finish().map_err(export_error)?;
        let tx = self.store.begin().await?;
        let detail = serde_json::json!({ "rows": written });
        self.audit(&tx, actor, "dormancy_exported", ("parties", ""), detail).await?;
        tx.commit().await?;
        Ok(path)
    }

    /// Whose prospects are looked at: those within reach, narrowed to a team or a person.
    async fn dormant_holders(
        &self,
        actor: &Actor,
        asked: &DormancyAsked,
    ) -> Result<(Holders, Vec<user_account::Model>), AppError> {
        let looked = self.looked_at(actor, asked.team).await?;
        match asked.owner {
            None => Ok((looked.holders, looked.users)),
            Some(owner) if looked.users.iter().any(|user| user.id == owner) => {
                Ok((Holders::These(vec![owner]), looked.users))
            }
            Some(_) => Err(AppError::NotFound("user")),
        }
    }

    async fn dormant_lines(&self, rows: Vec<party::Model>) -> Result<Vec<DormantLine>, AppError> {
        let names = self.user_names().await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut words: HashMap<Uuid, String> = HashMap::new();
        for said in store::timeline::activities_since(&self.store, &ids, 0).await? {
            if !said.note.is_empty() {
                words.insert(said.party_id, said.note);
            }
        }
        let now = self.now();
        let days = |since: i64| now.days_since(since.into()).max(0.0) as u32;
        let line = |row: party::Model| {
            let facts = facts::read(&row);
            DormantLine {
                owner: user_ref(&names, row.owner_id),
                grade: Some(row.grade.clone()).filter(|grade| grade != store::parties::NOT_GRADED),
                last_two_way_at: row.last_two_way_at.into(),
                days_silent: days(row.last_two_way_at),
                days_dormant: days(row.dormant_at),
                last_words: words.remove(&row.id),
                rival: RIVAL_FACTS.iter().find_map(|key| facts.get(*key).cloned()),
                party: NameRef { id: row.id, name: row.name },
                kind: row.kind,
            }
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

fn cells(line: &DormantLine) -> [String; 10] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        line.party.id.to_string(),
        line.party.name.clone(),
        line.kind.clone(),
        line.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
        text(&line.grade),
        line.last_two_way_at.to_string(),
        line.days_silent.to_string(),
        line.days_dormant.to_string(),
        text(&line.last_words),
        text(&line.rival),
    ]
}

fn read_place(cursor: &str) -> Result<(i64, Uuid), AppError> {
    let parts = cursor.split_once('~').and_then(|(at, id)| Some((at.parse().ok()?, Uuid::parse_str(id).ok()?)));
    parts.ok_or_else(|| AppError::invalid("/cursor", "malformed", "begin again without a cursor"))
}

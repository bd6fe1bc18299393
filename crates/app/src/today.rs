//! Today (今日): the ranked worklist of a person.

use std::collections::HashMap;

use method::{
    Coded, Reason, Timestamp, Zone,
    appointments::intent::IntentLevel,
    classes::potential::ProspectClass,
    prospecting::screening::Grade,
    today::{Action, Candidate, Worklist as Ranked, rank},
};
use serde::Serialize;
use store::entities::{activity, party, task};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, Right, UserRef,
    activities::TaskView,
    classes::ClassChangeView,
    deals::DealNews,
    judged::WaitingDecision,
    parties::{PartyFilterInput, PartySummary, portrait::cadence_of},
};

/// One line: who, what to do, and why it is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorklistLine {
    pub rank: u32,
    pub party: PartySummary,
    pub score: f64,
    pub action: Action,
    /// the appointment, the promise, the due contact
    pub at: Option<Timestamp>,
    /// when a call becomes possible; absent where it is possible now
    pub callable_at: Option<Timestamp>,
    pub reasons: Vec<Reason>,
    /// the open task that is due first
    pub task: Option<TaskView>,
    /// the note of the last entry
    pub last_words: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorklistCounts {
    pub untouched: u64,
    pub due: u64,
    pub overdue: u64,
    pub dormant: u64,
    pub golden: u64,
    /// promises due today or earlier
    pub promises: u64,
}

/// A person's day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Worklist {
    pub user: UserRef,
    pub as_of: Timestamp,
    pub lines: Vec<WorklistLine>,
    /// lines beyond those shown
    pub more: u64,
    pub done_today: u64,
    pub counts: WorklistCounts,
    /// days of colleagues for whom the actor stands in; with the actor's own day only
    pub covered: Vec<CoveredDay>,
    /// due among the records that are shared with the actor to be worked
    pub shared: Vec<WorklistLine>,
    /// classes of customers that changed and that nobody has looked at, the newest first (CLA-2, CLA-5, CLA-7)
    pub class_changes: Vec<ClassChangeView>,
    /// faces and settlements that wait for the actor's decision (CLA-2, CLA-5); with the actor's own day only
    pub decisions: Vec<WaitingDecision>,
    /// open deals that need a look, most to tell first (OPP-7)
    pub deals: Vec<DealNews>,
}

/// What a colleague who is away leaves to their deputy.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoveredDay {
    pub user: UserRef,
    /// when standing in ends
    pub until: Timestamp,
    pub lines: Vec<WorklistLine>,
    /// lines beyond those shown
    pub more: u64,
}

/// Parties looked at for a day, and lines shown of it.
const CANDIDATES: u64 = 1_000;
const LINES: usize = 200;
/// Lines shown of what is lent, for each colleague.
const LENT_LINES: usize = 50;
/// How far back the last words are looked for.
const LAST_WORDS_DAYS: f64 = 400.0;

impl App {
    /// The worklist of the actor, or of somebody whose records the actor may change. One's own has what is due of colleagues
    /// one stands in for besides.
    pub async fn worklist(&self, actor: &Actor, user: Option<Uuid>) -> Result<Worklist, AppError> {
        self.worklist_of(actor, user, None).await
    }

    /// The same of those who are in a segment; what is lent is left out then.
    pub async fn worklist_of(
        &self,
        actor: &Actor,
        user: Option<Uuid>,
        segment: Option<Uuid>,
    ) -> Result<Worklist, AppError> {
        actor.require(Right::Work)?;
        let id = user.unwrap_or(actor.user);
        let person = store::people::user(&self.store, id).await?.ok_or(AppError::NotFound("user"))?;
        if id != actor.user && !actor.may_edit(Some(id), person.team_id) && !actor.lent.stands_in_for(id) {
            return Err(AppError::NotFound("user"));
        }
        let now = self.now();
        let zone = Zone::named(&person.time_zone).unwrap_or_default();
        let (start, end) = day_of(now, &zone);
        let until = end.as_millis();
        let rows = match segment {
            None => store::worklist::candidates(&self.store, id, until, CANDIDATES).await?,
            Some(_) => {
                let asked = PartyFilterInput { segment, ..PartyFilterInput::default() };
                let within = self.filter_of(actor, &asked).await?;
                store::worklist::candidates_within(&self.store, id, &within, until, CANDIDATES).await?
            }
        };
        let (lines, more) = self.lines(rows, &zone, LINES).await?;
        let promises = lines.iter().filter_map(|line| line.task.as_ref());
        let promises = promises.filter(|task| task.kind == "promise" && task.due_at <= end).count() as u64;
        let (covered, shared) = if id == actor.user && segment.is_none() {
            self.lent_lines(actor, &zone, end).await?
        } else {
            (Vec::new(), Vec::new())
        };
        let decisions = if id == actor.user { self.waiting_decisions(actor).await? } else { Vec::new() };
        let standing = store::worklist::standing(&self.store, id, now.as_millis()).await?;
        Ok(Worklist {
            user: UserRef { id, name: person.name },
            as_of: now,
            lines,
            more,
            done_today: store::worklist::contacts_logged(&self.store, id, start.as_millis()).await?,
            counts: WorklistCounts {
                untouched: standing.untouched,
                due: standing.due,
                overdue: standing.overdue,
                dormant: standing.dormant,
                golden: standing.golden,
                promises,
            },
            covered,
            shared,
            class_changes: self.class_news(id).await?,
            decisions,
            deals: self.deal_news(id).await?,
        })
    }

    /// What is due of colleagues who are away, and of shared records. Whoever is lent nothing asks the database nothing.
    async fn lent_lines(
        &self,
        actor: &Actor,
        zone: &Zone,
        end: Timestamp,
    ) -> Result<(Vec<CoveredDay>, Vec<WorklistLine>), AppError> {
        let until = end.as_millis();
        let mut covered = Vec::new();
        for away in actor.lent.away() {
            let rows = store::worklist::candidates(&self.store, away.user, until, CANDIDATES).await?;
            let (lines, more) = self.lines(rows, zone, LENT_LINES).await?;
            let name = self.user_names().await?.get(&away.user).cloned().unwrap_or_default();
            covered.push(CoveredDay { user: UserRef { id: away.user, name }, until: away.until, lines, more });
        }
        let ids = actor.lent.to_work();
        if ids.is_empty() {
            return Ok((covered, Vec::new()));
        }
        let mut rows = store::worklist::candidates_among(&self.store, &ids, until, CANDIDATES).await?;
        // a day of one's own or of somebody who is away has them already
        rows.retain(|row| row.owner_id.is_none_or(|owner| owner != actor.user && !actor.lent.stands_in_for(owner)));
        Ok((covered, self.lines(rows, zone, LENT_LINES).await?.0))
    }

    /// Ranks rows and words the first of them; answers how many there are beyond.
    async fn lines(
        &self,
        rows: Vec<party::Model>,
        zone: &Zone,
        most: usize,
    ) -> Result<(Vec<WorklistLine>, u64), AppError> {
        let by_id: HashMap<Uuid, party::Model> = rows.iter().map(|row| (row.id, row.clone())).collect();
        let ranked = self.ranked(rows, zone).await?;
        let more = ranked.lines.len().saturating_sub(most) as u64;
        let shown: Vec<_> = ranked.lines.into_iter().take(most).collect();
        let ids: Vec<Uuid> = shown.iter().map(|line| line.id).collect();
        let models = ids.iter().filter_map(|id| by_id.get(id).cloned()).collect();
        let mut summaries: HashMap<Uuid, PartySummary> =
            self.summaries(&self.store, models).await?.into_iter().map(|summary| (summary.id, summary)).collect();
        let mut tasks = first_by_party(store::timeline::open_tasks(&self.store, &ids).await?, |task| task.party_id);
        let since = self.now().plus_days(-LAST_WORDS_DAYS).as_millis();
        let words = last_words(store::timeline::activities_since(&self.store, &ids, since).await?);
        let lines = shown
            .into_iter()
            .enumerate()
            .filter_map(|(i, line)| {
                Some(WorklistLine {
                    rank: i as u32 + 1,
                    party: summaries.remove(&line.id)?,
                    score: line.score,
                    action: line.action,
                    at: line.at,
                    callable_at: line.callable_at,
                    reasons: line.reasons,
                    task: tasks.remove(&line.id).map(TaskView::from),
                    last_words: words.get(&line.id).cloned(),
                })
            })
            .collect();
        Ok((lines, more))
    }

    /// Ranks rows by the rule of Today.
    pub(crate) async fn ranked(&self, rows: Vec<party::Model>, zone: &Zone) -> Result<Ranked<Uuid>, AppError> {
        let settings = self.settings().await?;
        let now = self.now();
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut tasks: HashMap<Uuid, Vec<task::Model>> = HashMap::new();
        for task in store::timeline::open_tasks(&self.store, &ids).await? {
            tasks.entry(task.party_id).or_default().push(task);
        }
        let times = self.class_times(&ids).await?;
        let mut contact = self.contact_facts(&rows.iter().collect::<Vec<_>>()).await?;
        let candidates = rows.into_iter().map(|row| {
            let own = tasks.remove(&row.id).unwrap_or_default();
            let due = |kinds: &[&str]| -> Vec<Timestamp> {
                own.iter().filter(|t| kinds.contains(&t.kind.as_str())).map(|t| t.due_at.into()).collect()
            };
            let grade = Grade::from_code(&row.grade);
            let intent = IntentLevel::from_code(&row.intent).unwrap_or(IntentLevel::None);
            let next = cadence_of(&row, grade, intent, &settings.method, now).value;
            Candidate {
                id: row.id,
                grade,
                intent,
                golden: row.golden,
                next,
                assigned_at: row.assigned_at.unwrap_or(row.created_at).into(),
                last_two_way: (row.last_two_way_at > 0).then(|| row.last_two_way_at.into()),
                promises: due(&["promise"]),
                tasks: due(&[
                    "follow_up",
                    "call_back",
                    "find_contact",
                    "decide_visit",
                    "visit",
                    "ask_cause",
                    "warned_circle",
                    "after_purchase",
                    "remove_block",
                    "cultivate",
                    "key_need_lost",
                    "key_to_rival",
                    "deal_play",
                    "other",
                ]),
                class: row.prospect_class.as_deref().and_then(ProspectClass::from_code),
                blocks: due(&["remove_block"]),
                cultivation: due(&["cultivate"]),
                appointments: due(&["meeting"]),
                retry_at: row.retry_at.map(Timestamp::from),
                time: times.get(&row.id).copied(),
                has_phone: row.primary_phone.is_some(),
                given_up: row.disposition != "open",
                contact: contact.remove(&row.id).unwrap_or_default(),
            }
        });
        Ok(rank(candidates.collect::<Vec<_>>(), now, zone, &settings.method.today, &settings.method.contact))
    }
}

/// The beginning and the end of the local day around a moment.
pub(crate) fn day_of(now: Timestamp, zone: &Zone) -> (Timestamp, Timestamp) {
    let start = zone.moment(now.local_date(zone).at(0, 0, 0, 0));
    (start, start.plus_days(1.0))
}

fn first_by_party<T>(rows: Vec<T>, party: impl Fn(&T) -> Uuid) -> HashMap<Uuid, T> {
    let mut first = HashMap::new();
    for row in rows {
        first.entry(party(&row)).or_insert(row);
    }
    first
}

/// The last note of each party; the rows are oldest first.
fn last_words(rows: Vec<activity::Model>) -> HashMap<Uuid, String> {
    let noted = rows.into_iter().filter(|row| !row.note.is_empty());
    noted.map(|row| (row.party_id, row.note)).collect()
}

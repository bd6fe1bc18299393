//! What to be told about open deals (OPP-7), for Today: the alerts, and next steps that are missing or overdue.

use std::collections::BTreeMap;

use method::{
    Timestamp, Verdict,
    deals::{
        opening::grid::Opening,
        stages::NextStepState,
        watch::{AmountChange, DealAlert, WatchFacts, watch},
    },
};
use serde::Serialize;
use store::{
    deals::DealFilter,
    entities::{activity, deal, deal_assessment, deal_change, deal_person, deal_rival},
    parties::Reach,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AssessmentKind, DealLine,
    advice::decision_of,
    assess::{unanswered_of_opening, unanswered_of_value},
    by_deal, kind,
    people::departures,
    stages::Visit,
    word,
};
use crate::{Actor, App, AppError};

/// Open deals of a person that are watched: those expected first.
const WATCHED: u64 = 200;
/// Lines of Today.
const LINES: usize = 20;
/// The questions of a deal that was never assessed: five of its value, six of its standing, and the territory.
const NEVER_ASKED: (u64, u64) = (5, 7);

/// An open deal that needs a look, with why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealNews {
    pub deal: DealLine,
    pub alerts: Verdict<Vec<DealAlert>>,
}

/// What is known beside the rows of some deals.
struct Known {
    people: BTreeMap<Uuid, Vec<deal_person::Model>>,
    rivals: BTreeMap<Uuid, Vec<deal_rival::Model>>,
    changes: BTreeMap<Uuid, Vec<deal_change::Model>>,
    assessments: BTreeMap<Uuid, Vec<deal_assessment::Model>>,
    /// when tenders are decided
    tenders: BTreeMap<Uuid, i64>,
    last_contacts: BTreeMap<Uuid, i64>,
    gaps: BTreeMap<String, Vec<f64>>,
}

impl App {
    /// The open deals of a person that need a look, at most 20; whoever has none asks the database once.
    pub(crate) async fn deal_news(&self, owner: Uuid) -> Result<Vec<DealNews>, AppError> {
        let own = DealFilter { owner: Some(owner), ..DealFilter::default() };
        let rows = store::deals::open(&self.store, &Reach::All, &own, WATCHED).await?;
        let mut found = self.news_of(rows).await?;
        let telling =
            |news: &DealNews| !news.alerts.value.is_empty() || news.deal.next_step_state != NextStepState::Set;
        found.retain(telling);
        // most to tell first; equals keep the order of the days expected
        found.sort_by_key(|news| std::cmp::Reverse(news.alerts.value.len()));
        found.truncate(LINES);
        Ok(found)
    }

    /// The alerts of one deal within reach.
    pub async fn deal_alerts(&self, actor: &Actor, id: Uuid) -> Result<Verdict<Vec<DealAlert>>, AppError> {
        let row = self.deal_seen(&self.store, actor, id).await?;
        if row.ended_at.is_some() {
            let rule = method::verdict::RuleVersion::new(method::deals::watch::RULE, method::deals::watch::VERSION);
            return Ok(Verdict::new(Vec::new(), Vec::new(), rule, self.now()));
        }
        let news = self.news_of(vec![row]).await?.pop().ok_or(AppError::NotFound("deal"))?;
        Ok(news.alerts)
    }

    async fn news_of(&self, rows: Vec<deal::Model>) -> Result<Vec<DealNews>, AppError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let settings = self.settings().await?;
        let known = self.known_of(&rows).await?;
        let mut alerts = Vec::with_capacity(rows.len());
        for row in &rows {
            let decision_at = decision_of(row, known.tenders.get(&row.id).copied(), &settings.method.contact.zone);
            let facts = known.facts(row, decision_at)?;
            alerts.push(watch(&facts, &settings.method.deals.watch, self.now()));
        }
        let lines = self.deal_lines(rows).await?;
        Ok(lines.into_iter().zip(alerts).map(|(deal, alerts)| DealNews { deal, alerts }).collect())
    }

    async fn known_of(&self, rows: &[deal::Model]) -> Result<Known, AppError> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut parties: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        parties.sort_unstable();
        parties.dedup();
        let since = rows.iter().map(|row| row.created_at).min().unwrap_or_default();
        let contacts = store::timeline::activities_since(&self.store, &parties, since).await?;
        let mut last_contacts = BTreeMap::new();
        for contact in contacts.iter().filter(|contact| is_contact(contact)) {
            last_contacts.insert(contact.party_id, contact.at);
        }
        let all = store::deals::assessments_of(&self.store, &ids, None).await?;
        let tenders = store::deals::tenders_of(&self.store, &ids).await?;
        Ok(Known {
            people: by_deal(store::deals::people_of(&self.store, &ids).await?, |row| row.deal_id),
            rivals: by_deal(store::deals::rivals_of(&self.store, &ids).await?, |row| row.deal_id),
            changes: by_deal(store::deals::changes_of(&self.store, &ids).await?, |row| row.deal_id),
            assessments: by_deal(all, |row| row.deal_id),
            tenders: tenders.into_iter().filter_map(|row| Some((row.deal_id, row.decision_at?))).collect(),
            last_contacts,
            gaps: self.won_gaps().await?,
        })
    }

    /// Days between contacts with the customers of won deals, by the stage in which the deals were then.
    async fn won_gaps(&self) -> Result<BTreeMap<String, Vec<f64>>, AppError> {
        let visits = self.won_visits().await?;
        let Some(since) = visits.iter().map(|visit| visit.from).min() else { return Ok(BTreeMap::new()) };
        let mut parties: Vec<Uuid> = visits.iter().map(|visit| visit.party).collect();
        parties.sort_unstable();
        parties.dedup();
        let contacts = store::timeline::activities_since(&self.store, &parties, since).await?;
        let contacts = by_deal(contacts.into_iter().filter(is_contact).collect(), |contact| contact.party_id);
        let mut gaps: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for visit in visits {
            let own = contacts.get(&visit.party).map_or(&[][..], Vec::as_slice);
            gaps.entry(visit.stage.clone()).or_default().extend(gaps_within(&visit, own));
        }
        Ok(gaps)
    }
}

/// A note is no contact, and nor is a call that nobody answered.
fn is_contact(row: &activity::Model) -> bool {
    row.kind != "note" && row.two_way
}

fn gaps_within(visit: &Visit, contacts: &[activity::Model]) -> Vec<f64> {
    let within: Vec<Timestamp> = contacts
        .iter()
        .map(|one| one.at)
        .filter(|at| (visit.from..=visit.until).contains(at))
        .map(Into::into)
        .collect();
    within.windows(2).map(|pair| pair[1].days_since(pair[0])).collect()
}

impl Known {
    fn facts(&self, row: &deal::Model, decision_at: Option<Timestamp>) -> Result<WatchFacts, AppError> {
        let own = self.assessments.get(&row.id).map_or(&[][..], Vec::as_slice);
        let people = self.people.get(&row.id).map_or(&[][..], Vec::as_slice);
        let rivals = self.rivals.get(&row.id).map_or(&[][..], Vec::as_slice);
        let openings = || own.iter().filter(|one| one.kind == AssessmentKind::Opening.code());
        let cells: Vec<Opening> = openings().filter_map(|one| word(one.found.as_ref())).collect();
        let last_two = cells.len().checked_sub(2).map(|from| (cells[from], cells[from + 1]));
        let last_value = own.iter().rev().find(|one| one.kind == AssessmentKind::Value.code());
        let of_value = last_value.map(unanswered_of_value).transpose()?.unwrap_or(NEVER_ASKED.0);
        let of_opening = openings().next_back().map(unanswered_of_opening).transpose()?.unwrap_or(NEVER_ASKED.1);
        let there = people.iter().filter(|person| person.left_at.is_none());
        Ok(WatchFacts {
            opened_at: row.created_at.into(),
            assessed_at: openings().next_back().map(|one| one.at.into()),
            cells: last_two,
            rivals_seen: rivals.iter().filter(|one| one.takes_part).map(|one| one.created_at.into()).collect(),
            people_left: departures(people),
            last_contact_at: self.last_contacts.get(&row.party_id).map(|at| (*at).into()),
            won_gaps: self.gaps.get(&row.stage).cloned().unwrap_or_default(),
            people_known: there.count() as u64,
            decision_at,
            unanswered: of_value + of_opening,
            amounts: self.changes.get(&row.id).into_iter().flatten().filter_map(amount_change).collect(),
        })
    }
}

fn amount_change(change: &deal_change::Model) -> Option<AmountChange> {
    let minor = |text: &Option<String>| text.as_deref()?.parse::<i64>().ok();
    if change.kind != kind::AMOUNT {
        return None;
    }
    Some(AmountChange { at: change.at.into(), was_minor: minor(&change.before)?, is_minor: minor(&change.after)? })
}

//! The history of a record fact by fact (字段历史): each value with the moment from which it held, who brought it and in which
//! way. Nothing is kept for it: it is read from the changes of the card, the verdicts, the consents, the contact points
//! and the rows of imports, and goes with them.

use std::collections::{BTreeMap, HashMap, HashSet};

use method::{Coded, Timestamp, contact_policy::ConsentSource};
use serde::{Deserialize, Serialize};
use store::{
    audit::AuditFilter,
    entities::{assessment, audit_record, consent, contact_point, party, party_change},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    facts,
    summary::{masked_contact, masked_text},
};
use crate::{Actor, App, AppError, UserRef, app::user_ref, imports, merges};

/// How a value came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryWay {
    /// somebody wrote it
    Hand,
    Import,
    /// an import was taken back
    ImportUndone,
    Merge,
    MergeUndone,
    /// a rule of the method concluded it, or did it
    Rule,
}

/// The import that brought a value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryRun {
    pub id: Uuid,
    pub file_name: String,
}

/// The rule that reached a verdict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HistoryRule {
    pub rule: String,
    pub version: i32,
}

/// One value that a fact had.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactEntry {
    /// a fact of the card, `name`, `owner`, `status`, `disposition`, `phone`, `grade`, `intent`, `golden`, `consent`,
    /// `consent.CHANNEL`, `custom.KEY` …
    pub fact: String,
    /// absent: nothing, or no longer. Numbers are masked
    pub value: Option<String>,
    /// what it took the place of, where that is known
    pub before: Option<String>,
    /// from when on
    pub at: Timestamp,
    /// absent: the machine itself, or nobody knows
    pub by: Option<UserRef>,
    pub way: HistoryWay,
    pub run: Option<HistoryRun>,
    pub rule: Option<HistoryRule>,
    /// words or a code that were given with it
    pub reason: Option<String>,
    /// nothing newer is known of the fact
    pub current: bool,
}

/// A page of it, the newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactHistory {
    pub items: Vec<FactEntry>,
    /// send it back as `cursor`; absent on the last page
    pub next: Option<String>,
    /// every fact that has a history
    pub facts: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct HistoryAsked {
    /// one fact; `consent` stands for every channel
    pub fact: Option<String>,
    /// `next` of the page before
    pub cursor: Option<String>,
    /// 1 to 200, 50 where absent
    pub limit: Option<u64>,
}

/// An entry with its place: moment, and a key of its own within it.
type Placed = (i64, String, FactEntry);

/// What an earlier version wrote instead of the number that an import brought.
const ADDED: &str = "+";
/// Contacts whose adding is looked up; nobody has more.
const MOST_CONTACTS: u64 = 1_000;

impl App {
    pub async fn fact_history(&self, actor: &Actor, party: Uuid, asked: HistoryAsked) -> Result<FactHistory, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let mut all = self.history_of(&row).await?;
        all.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
        let mut known = HashSet::new();
        for (.., entry) in &mut all {
            // of ways to reach somebody there are several at a time
            let one_of_many = is_contact(&entry.fact) && entry.value.is_some();
            entry.current = known.insert(entry.fact.clone()) || one_of_many;
        }
        gone_numbers_are_past(&mut all);
        let mut names: Vec<String> = known.into_iter().collect();
        names.sort_unstable();
        let wanted = asked.fact.as_deref().filter(|fact| !fact.is_empty());
        all.retain(|(.., entry)| wanted.is_none_or(|fact| is_of(&entry.fact, fact)));
        if let Some(cursor) = asked.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            let after = read_place(cursor)?;
            all.retain(|(at, key, _)| (*at, key.as_str()) < after);
        }
        let limit = asked.limit.unwrap_or(50).clamp(1, 200) as usize;
        let more = all.len() > limit;
        all.truncate(limit);
        let next = all.last().filter(|_| more).map(|(at, key, _)| format!("{at}~{key}"));
        Ok(FactHistory { items: all.into_iter().map(|(.., entry)| entry).collect(), next, facts: names })
    }

    async fn history_of(&self, row: &party::Model) -> Result<Vec<Placed>, AppError> {
        let (db, id) = (&self.store, row.id);
        let names = self.user_names().await?;
        let runs = self.runs_behind(id).await?;
        let changes = store::timeline::changes_since(db, &[id], i64::MIN).await?;
        let mut all: Vec<Placed> = Vec::new();
        for change in &changes {
            all.extend(of_change(change, &names, &runs));
        }
        let origin = Origin::of(row, &changes, &runs, &names);
        all.extend(origin.values(row, &changes, &names));
        let contacts = store::parties::contacts(db, &[id]).await?;
        let added = AuditFilter {
            subject: Some(id.to_string()),
            action: Some("contact_added".to_owned()),
            ..AuditFilter::default()
        };
        let added = store::audit::page(db, &added, None, MOST_CONTACTS).await?;
        all.extend(contacts.iter().filter_map(|point| origin.contact(row, point, &changes, &added, &names, &runs)));
        let mut last: HashMap<String, Option<String>> = HashMap::new();
        let mut verdicts = store::timeline::assessments_before(db, id, i64::MAX, u64::from(u32::MAX)).await?;
        verdicts.sort_by_key(|verdict| (verdict.as_of, verdict.id));
        for verdict in verdicts {
            all.extend(of_verdict(verdict, &mut last, &names)?);
        }
        let consents = store::timeline::consents_of(db, &[id]).await?;
        all.extend(consents.into_iter().map(|entry| of_consent(entry, &names)));
        Ok(all)
    }

    async fn runs_behind(&self, party: Uuid) -> Result<Runs, AppError> {
        let rows = store::imports::rows_of_party(&self.store, party).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.run_id).collect();
        let known = store::imports::runs_of(&self.store, &ids).await?;
        let mut runs = Runs::default();
        for row in rows {
            let Some(run) = known.iter().find(|run| run.id == row.run_id) else { continue };
            let named = HistoryRun { id: run.id, file_name: run.file_name.clone() };
            if imports::made(run, &row)? {
                runs.made = Some(named.clone());
            }
            for change in imports::changes_of(row.effect.as_deref())? {
                runs.by_change.insert(change, named.clone());
            }
        }
        Ok(runs)
    }
}

/// Imports that made the record or changed it.
#[derive(Default)]
struct Runs {
    made: Option<HistoryRun>,
    by_change: HashMap<Uuid, HistoryRun>,
}

type Names = HashMap<Uuid, String>;

/// The name of the user whose id a change of holder keeps.
fn named(names: &Names, value: Option<String>) -> Option<String> {
    let value = value?;
    Some(Uuid::parse_str(&value).ok().and_then(|id| names.get(&id).cloned()).unwrap_or(value))
}

fn of_change(change: &party_change::Model, names: &Names, runs: &Runs) -> Option<Placed> {
    let fact = match change.kind.as_str() {
        "fact" | "disposition" | "status" | "assignment" => change.field.clone(),
        _ => return None,
    };
    if is_contact(&fact) && change.after.as_deref() == Some(ADDED) {
        return None;
    }
    let way = match change.reason.as_deref() {
        Some("import") => HistoryWay::Import,
        Some(imports::undo::UNDONE_REASON) => HistoryWay::ImportUndone,
        Some(merges::MERGED) => HistoryWay::Merge,
        Some(merges::UNDONE) => HistoryWay::MergeUndone,
        _ if change.by.is_none() => HistoryWay::Rule,
        _ => HistoryWay::Hand,
    };
    let said = matches!(way, HistoryWay::Hand | HistoryWay::Rule);
    let shown = |value: &Option<String>| if fact == "owner" { named(names, value.clone()) } else { value.clone() };
    let entry = FactEntry {
        value: shown(&change.after),
        before: shown(&change.before),
        at: change.at.into(),
        by: user_ref(names, change.by),
        run: runs.by_change.get(&change.id).cloned(),
        rule: None,
        reason: change.reason.clone().filter(|_| said),
        current: false,
        way,
        fact,
    };
    Some((change.at, change.id.to_string(), entry))
}

/// How the record began, to which belongs whatever no change tells of.
struct Origin {
    at: i64,
    by: Option<UserRef>,
    run: Option<HistoryRun>,
}

impl Origin {
    fn of(row: &party::Model, changes: &[party_change::Model], runs: &Runs, names: &Names) -> Self {
        let created = changes.iter().find(|change| change.kind == "created").and_then(|change| change.by);
        Self { at: row.created_at, by: user_ref(names, row.created_by.or(created)), run: runs.made.clone() }
    }

    fn entry(&self, fact: &str, value: Option<String>) -> Placed {
        let entry = FactEntry {
            fact: fact.to_owned(),
            value,
            before: None,
            at: self.at.into(),
            by: self.by.clone(),
            way: if self.run.is_some() { HistoryWay::Import } else { HistoryWay::Hand },
            run: self.run.clone(),
            rule: None,
            reason: None,
            current: false,
        };
        // before anything else of the same moment
        (self.at, format!("-{fact}"), entry)
    }

    /// What each fact said at first: what the first change found, or what it still says where there was none.
    fn values(&self, row: &party::Model, changes: &[party_change::Model], names: &Names) -> Vec<Placed> {
        let kinds = ["fact", "disposition", "status", "assignment"];
        let mut first: HashMap<&str, &party_change::Model> = HashMap::new();
        for change in changes.iter().filter(|change| kinds.contains(&change.kind.as_str())) {
            first.entry(&change.field).or_insert(change);
        }
        let now = values_now(row);
        let told = first.keys().map(|field| (*field).to_owned());
        let fields: std::collections::BTreeSet<String> = now.keys().cloned().chain(told).collect();
        let at_first = |field: &String| {
            let value = match first.get(field.as_str()) {
                // handed over by a merge, and older than the record itself
                Some(change) if change.at < self.at => None,
                Some(change) if field == "owner" => named(names, change.before.clone()),
                Some(change) => change.before.clone(),
                None if field == "owner" => named(names, now.get(field).cloned()),
                None => now.get(field).cloned(),
            };
            let value = value.filter(|value| !value.is_empty() && !is_contact(field))?;
            Some(self.entry(field, Some(value)))
        };
        fields.iter().filter_map(at_first).collect()
    }

    /// A way to reach them of which no change tells.
    fn contact(
        &self,
        row: &party::Model,
        point: &contact_point::Model,
        changes: &[party_change::Model],
        added: &[audit_record::Model],
        names: &Names,
        runs: &Runs,
    ) -> Option<Placed> {
        let masked = masked_contact(&point.kind, &point.value);
        let of_kind = || changes.iter().filter(|change| change.field == point.kind && change.kind == "fact");
        if of_kind().any(|change| change.after.as_deref() == Some(masked.as_str())) {
            return None;
        }
        let (_, _, mut entry) = self.entry(&point.kind, Some(masked));
        entry.at = point.created_at.into();
        if point.created_at > row.created_at {
            let by_hand = added.iter().find(|record| record.detail.contains(&point.id.to_string()));
            let by_import = of_kind().find(|change| change.after.as_deref() == Some(ADDED));
            (entry.way, entry.by, entry.run) = match (by_hand, by_import) {
                (Some(record), _) => (HistoryWay::Hand, user_ref(names, record.actor_id), None),
                (None, Some(change)) => {
                    (HistoryWay::Import, user_ref(names, change.by), runs.by_change.get(&change.id).cloned())
                }
                (None, None) => (HistoryWay::Hand, None, None),
            };
        }
        Some((point.created_at, format!("-{}", point.id), entry))
    }
}

/// What the card says now, by the names that changes use.
fn values_now(row: &party::Model) -> BTreeMap<String, String> {
    let mut now = facts::read(row);
    now.extend(facts::custom(row).into_iter().map(|(key, value)| (format!("custom.{key}"), value)));
    let columns = [
        ("name", Some(row.name.clone())),
        ("status", Some(row.status.clone())),
        ("owner", row.owner_id.map(|id| id.to_string())),
        ("market", row.market.clone()),
        ("method", row.method.clone()),
        ("relation_group", row.relation_group.clone()),
        ("introducer", row.introducer_name.clone()),
        ("city", row.city.clone()),
        ("external_id", row.external_id.clone()),
        ("time_zone", row.time_zone.clone()),
        ("identity_number", row.identity_number.as_deref().map(masked_text)),
    ];
    now.extend(columns.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))));
    now
}

/// A verdict where it differs from the one before.
fn of_verdict(
    verdict: assessment::Model,
    last: &mut HashMap<String, Option<String>>,
    names: &Names,
) -> Result<Option<Placed>, AppError> {
    let value: serde_json::Value = serde_json::from_str(&verdict.value)?;
    let (fact, part) = match verdict.kind.as_str() {
        "screening" => ("grade", "grade"),
        "golden" => ("golden", "status"),
        "intent" => ("intent", "level"),
        _ => return Ok(None),
    };
    let value = value[part].as_str().map(str::to_owned);
    let before = last.insert(fact.to_owned(), value.clone());
    if before.as_ref().map_or(value.is_none(), |before| *before == value) {
        return Ok(None);
    }
    let entry = FactEntry {
        fact: fact.to_owned(),
        value,
        before: before.flatten(),
        at: verdict.as_of.into(),
        by: user_ref(names, verdict.by),
        way: HistoryWay::Rule,
        run: None,
        rule: Some(HistoryRule { rule: verdict.rule, version: verdict.rule_version }),
        reason: None,
        current: false,
    };
    Ok(Some((verdict.as_of, verdict.id.to_string(), entry)))
}

fn of_consent(row: consent::Model, names: &Names) -> Placed {
    let fact = row.channel.map_or("consent".to_owned(), |channel| format!("consent.{channel}"));
    let way = match ConsentSource::from_code(&row.source) {
        Some(ConsentSource::Imported) => HistoryWay::Import,
        Some(ConsentSource::Merged) => HistoryWay::Merge,
        _ => HistoryWay::Hand,
    };
    let entry = FactEntry {
        fact,
        value: Some(if row.given { "given" } else { "withdrawn" }.to_owned()),
        before: None,
        at: row.at.into(),
        by: user_ref(names, row.by),
        way,
        run: None,
        rule: None,
        reason: Some(row.note).filter(|note| !note.is_empty()),
        current: false,
    };
    (row.at, row.id.to_string(), entry)
}

/// A number that was taken off later is not among those that they have.
fn gone_numbers_are_past(newest_first: &mut [Placed]) {
    let mut gone: HashSet<(String, String)> = HashSet::new();
    for (.., entry) in newest_first.iter_mut().filter(|(.., entry)| is_contact(&entry.fact)) {
        match (&entry.value, &entry.before) {
            (Some(value), _) => entry.current = !gone.contains(&(entry.fact.clone(), value.clone())),
            (None, Some(before)) => {
                gone.insert((entry.fact.clone(), before.clone()));
                entry.current = false;
            }
            (None, None) => {}
        }
    }
}

fn is_contact(fact: &str) -> bool {
    ["phone", "email", "wechat", "other"].contains(&fact)
}

fn is_of(fact: &str, wanted: &str) -> bool {
    fact.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || (wanted == "consent" && rest.starts_with('.')))
}

fn read_place(cursor: &str) -> Result<(i64, &str), AppError> {
    let place = cursor.split_once('~').and_then(|(at, key)| Some((at.parse().ok()?, key)));
    place.ok_or_else(|| AppError::invalid("/cursor", "malformed", "begin again without a cursor"))
}

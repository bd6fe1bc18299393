//! One timeline for everything that happens to a party, newest first.

use method::{Reason, Timestamp};
use serde::Serialize;
use store::entities::{activity, assessment, evidence, party_change, task};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Actor, App, AppError, UserRef, app::user_ref};

/// Something that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineEvent {
    pub id: Uuid,
    pub at: Timestamp,
    pub by: Option<UserRef>,
    #[serde(flatten)]
    pub data: TimelineData,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum TimelineData {
    Activity {
        kind: String,
        direction: String,
        outcome: Option<String>,
        note: String,
        two_way: bool,
        duration_seconds: Option<i32>,
        objection: Option<String>,
        new_fact: bool,
        larger_order: bool,
        trial: bool,
        bought: bool,
        trouble: bool,
        /// `allowed`, or the rule of the contact policy that it went against; absent where it was not asked
        permission: Option<String>,
        /// the actor may take it back now
        can_undo: bool,
    },
    Task {
        kind: String,
        title: String,
        due_at: Timestamp,
        state: String,
        /// rises with every change
        version: i32,
    },
    Assessment {
        kind: String,
        /// the verdict's value, by kind
        value: serde_json::Value,
        reasons: Vec<Reason>,
        rule: String,
        rule_version: i32,
    },
    Evidence {
        topic: String,
        answer: String,
        note: String,
        source: String,
    },
    /// a change of a fact, the owner or the disposition, or the beginning
    Change {
        kind: String,
        field: String,
        before: Option<String>,
        after: Option<String>,
        reason: Option<String>,
    },
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelinePage {
    pub items: Vec<TimelineEvent>,
    /// moment to send as `before` for the next page; absent at the beginning of the history
    pub next_before: Option<Timestamp>,
}

const PAGE: u64 = 50;

impl App {
    pub async fn timeline(
        &self,
        actor: &Actor,
        party: Uuid,
        before: Option<Timestamp>,
    ) -> Result<TimelinePage, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let names = self.user_names().await?;
        let before = before.map_or(i64::MAX, Timestamp::as_millis);
        let (db, now) = (&self.store, self.now_ms());
        let by = |id: Option<Uuid>| user_ref(&names, id);
        let mut items: Vec<TimelineEvent> = Vec::new();
        let may_undo = actor.works(&row);
        for entry in store::timeline::activities_before(db, party, before, PAGE + 1).await? {
            let can_undo = may_undo
                && entry.by == actor.id()
                && now - entry.created_at < 600_000
                && entry.before.is_some()
                && !self.merged_since(db, &entry).await?;
            items.push(of_activity(entry, can_undo, &by));
        }
        items.extend(
            store::timeline::tasks_before(db, party, before, PAGE + 1).await?.into_iter().map(|row| of_task(row, &by)),
        );
        let evidence = store::timeline::evidence_before(db, party, before, PAGE + 1).await?;
        items.extend(evidence.into_iter().map(|row| of_evidence(row, &by)));
        for row in store::timeline::assessments_before(db, party, before, PAGE + 1).await? {
            items.push(of_assessment(row, &by)?);
        }
        for change in store::timeline::changes_before(db, party, before, PAGE + 1).await? {
            items.push(of_change(change, &names));
        }
        items.sort_by(|a, b| b.at.cmp(&a.at).then(b.id.cmp(&a.id)));
        let more = items.len() > PAGE as usize;
        if more {
            // whole moments only: the next page begins strictly before the last one shown
            let edge = items[PAGE as usize - 1].at;
            items.retain(|event| event.at >= edge);
        }
        let next_before = items.last().filter(|_| more).map(|event| event.at);
        Ok(TimelinePage { items, next_before })
    }
}

fn of_activity(row: activity::Model, can_undo: bool, by: &impl Fn(Option<Uuid>) -> Option<UserRef>) -> TimelineEvent {
    TimelineEvent {
        id: row.id,
        at: row.at.into(),
        by: by(row.by),
        data: TimelineData::Activity {
            kind: row.kind,
            direction: row.direction,
            outcome: row.outcome,
            note: row.note,
            two_way: row.two_way,
            duration_seconds: row.duration_seconds,
            objection: row.objection,
            new_fact: row.new_fact,
            larger_order: row.larger_order,
            trial: row.trial,
            bought: row.bought,
            trouble: row.trouble,
            permission: row.permission,
            can_undo,
        },
    }
}

fn of_task(row: task::Model, by: &impl Fn(Option<Uuid>) -> Option<UserRef>) -> TimelineEvent {
    TimelineEvent {
        id: row.id,
        at: row.created_at.into(),
        by: by(row.created_by),
        data: TimelineData::Task {
            kind: row.kind,
            title: row.title,
            due_at: row.due_at.into(),
            state: row.state,
            version: row.version,
        },
    }
}

fn of_evidence(row: evidence::Model, by: &impl Fn(Option<Uuid>) -> Option<UserRef>) -> TimelineEvent {
    TimelineEvent {
        id: row.id,
        at: row.at.into(),
        by: by(row.by),
        data: TimelineData::Evidence { topic: row.topic, answer: row.value, note: row.note, source: row.source },
    }
}

fn of_assessment(
    row: assessment::Model,
    by: &impl Fn(Option<Uuid>) -> Option<UserRef>,
) -> Result<TimelineEvent, AppError> {
    Ok(TimelineEvent {
        id: row.id,
        at: row.as_of.into(),
        by: by(row.by),
        data: TimelineData::Assessment {
            kind: row.kind,
            value: serde_json::from_str(&row.value)?,
            reasons: serde_json::from_str(&row.reasons)?,
            rule: row.rule,
            rule_version: row.rule_version,
        },
    })
}

fn of_change(row: party_change::Model, names: &std::collections::HashMap<Uuid, String>) -> TimelineEvent {
    // an owner is kept by id and shown by name
    let named = |value: Option<String>| match (row.kind.as_str(), value) {
        ("assignment", Some(id)) => {
            Some(Uuid::parse_str(&id).ok().and_then(|id| names.get(&id).cloned()).unwrap_or(id))
        }
        (_, value) => value,
    };
    TimelineEvent {
        id: row.id,
        at: row.at.into(),
        by: user_ref(names, row.by),
        data: TimelineData::Change {
            before: named(row.before.clone()),
            after: named(row.after.clone()),
            kind: row.kind,
            field: row.field,
            reason: row.reason,
        },
    }
}

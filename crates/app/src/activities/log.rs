//! Logging a contact (APP-4, APP-9): its outcome leads somewhere, intent and card are renewed, the next step is set.

use std::collections::BTreeMap;

use method::{
    Coded, Source, Timestamp, Verdict,
    alerts::AlertKind,
    appointments::{
        intent::EvidenceKind,
        outcomes::{Consequence, Logged, OutcomeNeeds, TaskKind, consequence},
    },
    contact_policy::{Channel, ConsentSource, Deed, Permission, PolicyRule},
    prospecting::disposition::VisitDecision,
};
use store::{
    Tx,
    entities::{activity, consent, evidence, party, party_change, task},
};
use uuid::Uuid;

use super::{
    entry::{ActivityKind, Direction, LogActivity, LoggedActivity, PlannedKind},
    undo::Before,
};
use crate::{
    Actor, App, AppError, FieldError,
    contact_policy::{ask, kept},
    losses::money_of,
    parties::{facts, portrait::topic, status},
};

/// Text kept of a note.
const LONGEST_NOTE: usize = 4_000;

impl App {
    pub async fn log_activity(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: LogActivity,
    ) -> Result<LoggedActivity, AppError> {
        let now = self.now();
        let at = asked.at.unwrap_or(now);
        self.check_log(&asked, at)?;
        let seen = self.party_edited(&self.store, actor, party).await?;
        let follows = self.consequence_of(&seen, &asked, at).await?;
        let permission = self.permission_of(actor, &seen, &asked, at).await?;
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        if asked.lost.is_some() && before.status != status::CUSTOMER {
            return Err(AppError::invalid("/lost", "not_a_customer", "only a customer can be lost"));
        }
        let id = self.new_id();
        let mut row = before.clone();
        let two_way = follows.as_ref().map_or(asked.direction == Direction::In, |verdict| verdict.value.two_way);
        let invalidated = match &follows {
            Some(verdict) if verdict.value.number_wrong => self.invalidate_phone(&tx, &before).await?,
            _ => None,
        };
        project(&mut row, &asked, follows.as_ref().map(|verdict| &verdict.value), two_way, at);
        let entry = activity::Model {
            id,
            party_id: party,
            kind: asked.kind.code().to_owned(),
            direction: asked.direction.code().to_owned(),
            outcome: asked.outcome.clone(),
            note: asked.note.trim().to_owned(),
            two_way,
            objection: asked.objection.clone().filter(|text| !text.trim().is_empty()),
            duration_seconds: asked.duration_seconds,
            new_fact: asked.new_fact || !asked.facts.is_empty(),
            larger_order: asked.larger_order,
            trial: asked.trial,
            bought: asked.won,
            trouble: asked.trouble,
            at: at.as_millis(),
            by: actor.id(),
            created_at: now.as_millis(),
            before: Some(serde_json::to_string(&Before::of(&before, invalidated))?),
            retracted_at: None,
            permission: permission.as_ref().map(|answer| kept(&answer.value).to_owned()),
        };
        store::timeline::insert_activities(&tx, vec![entry]).await?;
        self.keep_wish(&tx, actor, &before, &row, id, at).await?;
        self.tell_of_breach(&tx, actor, party, id, permission.as_ref()).await?;
        let heard = self.evidence_of_log(actor, party, id, &asked, follows.as_ref(), at);
        // a loss is heeded with its cause
        for piece in heard.iter().filter(|_| asked.lost.is_none()) {
            self.heed_word(&tx, &before, (&piece.topic, &piece.value), Some(id)).await?;
        }
        store::timeline::insert_evidence(&tx, heard).await?;
        let mut tasks = self.tasks_of_log(actor, &before, id, &asked, follows.as_ref());
        if asked.won {
            tasks.extend(self.talks_after_purchase(actor, &before, id, at).await?);
        }
        store::timeline::insert_tasks(&tx, tasks).await?;
        self.follow_visits(&tx, &before, &row, id).await?;
        self.keep_loss(&tx, actor, &before, &row, id, &asked).await?;
        self.keep_facts(&tx, actor, &mut row, &asked.facts, now).await?;
        if row.disposition != before.disposition {
            self.keep_disposition(&tx, actor, &before, &row, &asked, now).await?;
        }
        if let Some(task) = asked.task_id {
            self.close_task(&tx, party, task, id).await?;
        }
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        if !asked.facts.is_empty() {
            self.reindex(&tx, &row).await?;
        }
        let detail = serde_json::json!({ "activity": id, "kind": asked.kind, "outcome": asked.outcome });
        self.audit(&tx, actor, "activity_logged", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        Ok(LoggedActivity { activity_id: id, party: self.one_summary(row).await?, consequence: follows, permission })
    }

    /// What the contact policy says to a contact that went out. What happened is logged all the same, with this answer.
    async fn permission_of(
        &self,
        actor: &Actor,
        row: &party::Model,
        asked: &LogActivity,
        at: Timestamp,
    ) -> Result<Option<Verdict<Permission>>, AppError> {
        let channel = Channel::from_code(asked.kind.code()).filter(|_| asked.direction == Direction::Out);
        let Some(channel) = channel else { return Ok(None) };
        Ok(Some(self.permission(row, &ask(actor, row, Deed::Contact, channel), at).await?))
    }

    /// Keeps a wish not to be contacted, heard in this contact, in the consent ledger.
    async fn keep_wish(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &party::Model,
        row: &party::Model,
        activity: Uuid,
        at: Timestamp,
    ) -> Result<(), AppError> {
        if before.do_not_contact_since.is_none() && row.do_not_contact_since.is_some() {
            let withdrawn = consent::Model {
                id: self.new_id(),
                party_id: row.id,
                channel: None,
                given: false,
                source: ConsentSource::Spoken.code().to_owned(),
                note: String::new(),
                at: at.as_millis(),
                created_at: self.now_ms(),
                by: actor.id(),
                activity_id: Some(activity),
                retracted_at: None,
            };
            store::timeline::insert_consents(tx, vec![withdrawn]).await?;
        }
        Ok(())
    }

    /// Raises an alert where a contact passed over the person's wish.
    async fn tell_of_breach(
        &self,
        tx: &Tx,
        actor: &Actor,
        party: Uuid,
        activity: Uuid,
        permission: Option<&Verdict<Permission>>,
    ) -> Result<(), AppError> {
        let passed_over = match permission.map(|answer| answer.value) {
            Some(Permission::No { because, .. }) => {
                matches!(because, PolicyRule::DoNotContact | PolicyRule::ConsentWithdrawn).then_some(because)
            }
            _ => None,
        };
        if let Some(because) = passed_over {
            let detail = serde_json::json!({ "rule": because.dotted(), "activity": activity });
            self.alert(tx, AlertKind::AgainstWish, actor.id(), Some(party), detail).await?;
        }
        Ok(())
    }

    fn check_log(&self, asked: &LogActivity, at: Timestamp) -> Result<(), AppError> {
        let mut errors = Vec::new();
        // a clock of the other side that runs a little ahead is no error
        if at > self.now().plus_millis(120_000) {
            errors.push(FieldError::new("/at", "in_the_future", "a contact lies in the past; plan a task instead"));
        }
        if asked.note.chars().count() > LONGEST_NOTE {
            errors.push(FieldError::new("/note", "too_long", format!("use at most {LONGEST_NOTE} characters")));
        }
        for (i, kind) in asked.intent_evidence.iter().enumerate() {
            if EvidenceKind::from_code(kind).is_none() {
                errors.push(FieldError::new(
                    &format!("/intent_evidence/{i}"),
                    "unknown",
                    "the evidence list has no such entry",
                ));
            }
        }
        if let Some(lost) = &asked.lost {
            errors.extend(money_of(lost.amount_minor, lost.currency.as_deref(), "/lost").err());
            if asked.won {
                errors.push(FieldError::new("/lost", "contradicts", "who bought is not lost"));
            }
        }
        if let Err(AppError::Invalid(found)) = facts::check(&asked.facts) {
            errors.extend(found);
        }
        if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
    }

    async fn consequence_of(
        &self,
        row: &party::Model,
        asked: &LogActivity,
        at: Timestamp,
    ) -> Result<Option<Verdict<Consequence>>, AppError> {
        let Some(code) = asked.outcome.as_deref().filter(|code| !code.is_empty()) else { return Ok(None) };
        let settings = self.settings().await?;
        let outcomes = &settings.method.outcomes;
        let outcome = outcomes.find(code).filter(|outcome| outcome.active);
        let outcome = outcome
            .ok_or_else(|| AppError::invalid("/outcome", "unknown", "the list of outcomes has no such entry"))?;
        let facts = self.contact_facts(&[row]).await?.remove(&row.id).unwrap_or_default();
        let reason =
            asked.objection.clone().or_else(|| Some(asked.note.clone())).filter(|text| !text.trim().is_empty());
        let logged = Logged { agreed_at: asked.next.as_ref().map(|next| next.at), reason };
        let unanswered = row.unanswered.unsigned_abs();
        let verdict = consequence(outcome, &logged, &facts, unanswered, at, outcomes, &settings.method.contact);
        match verdict.value.needs {
            Some(OutcomeNeeds::Time) => Err(AppError::invalid("/next", "required", "enter the time agreed")),
            Some(OutcomeNeeds::Reason) => Err(AppError::invalid("/note", "required", "enter the reason")),
            None => Ok(Some(verdict)),
        }
    }

    /// Marks the first phone wrong; answers which one it was.
    async fn invalidate_phone(&self, tx: &Tx, row: &party::Model) -> Result<Option<Uuid>, AppError> {
        let contacts = store::parties::contacts(tx, &[row.id]).await?;
        let Some(mut phone) = contacts.into_iter().find(|c| c.kind == "phone" && c.valid) else { return Ok(None) };
        let id = phone.id;
        phone.valid = false;
        store::parties::update_contact(tx, phone).await?;
        Ok(Some(id))
    }

    fn evidence_of_log(
        &self,
        actor: &Actor,
        party: Uuid,
        activity: Uuid,
        asked: &LogActivity,
        follows: Option<&Verdict<Consequence>>,
        at: Timestamp,
    ) -> Vec<evidence::Model> {
        let heard = asked.intent_evidence.iter().map(|kind| (kind.clone(), Source::Stated));
        let follows = follows.into_iter().flat_map(|verdict| verdict.value.evidence.iter());
        let mut kinds: Vec<(String, Source)> = heard.collect();
        for kind in follows {
            if !kinds.iter().any(|(known, _)| known == kind.code()) {
                kinds.push((kind.code().to_owned(), Source::Derived));
            }
        }
        kinds
            .into_iter()
            .map(|(value, source)| evidence::Model {
                id: self.new_id(),
                party_id: party,
                topic: topic::INTENT.to_owned(),
                value,
                note: String::new(),
                source: source.code().to_owned(),
                at: at.as_millis(),
                by: actor.id(),
                activity_id: Some(activity),
                created_at: self.now_ms(),
                retracted_at: None,
            })
            .collect()
    }

    fn tasks_of_log(
        &self,
        actor: &Actor,
        row: &party::Model,
        activity: Uuid,
        asked: &LogActivity,
        follows: Option<&Verdict<Consequence>>,
    ) -> Vec<task::Model> {
        let new = |kind: &str, title: String, due: Timestamp| task::Model {
            id: self.new_id(),
            party_id: row.id,
            owner_id: row.owner_id.or(actor.id()),
            kind: kind.to_owned(),
            title,
            due_at: due.as_millis(),
            state: "open".to_owned(),
            activity_id: Some(activity),
            created_by: actor.id(),
            created_at: self.now_ms(),
            closed_at: None,
            closed_by_activity: None,
            version: 1,
        };
        let mut tasks = Vec::new();
        let agreed_title = asked.next.as_ref().map(|next| next.title.trim().to_owned()).unwrap_or_default();
        if let Some(value) = follows.map(|verdict| &verdict.value) {
            if let Some(at) = value.meeting_at {
                tasks.push(new("meeting", agreed_title.clone(), at));
            }
            if let Some(follow) = value.task {
                let title = if follow.kind == TaskKind::CallBack { agreed_title.clone() } else { String::new() };
                tasks.push(new(follow.kind.code(), title, follow.due));
            }
        }
        // a promise is a task of its own; a plain follow-up is the date the person named, kept with the party
        let planned = asked.next.as_ref().filter(|next| {
            let booked = tasks.iter().any(|task| task.due_at == next.at.as_millis());
            !booked && (next.kind != PlannedKind::FollowUp || !next.title.trim().is_empty())
        });
        if let Some(next) = planned {
            tasks.push(new(next.kind.code(), agreed_title, next.at));
        }
        tasks
    }

    /// Every buyer is talked to at set times after the purchase (PRO-9).
    async fn talks_after_purchase(
        &self,
        actor: &Actor,
        row: &party::Model,
        activity: Uuid,
        bought: Timestamp,
    ) -> Result<Vec<task::Model>, AppError> {
        let settings = self.settings().await?;
        let days = &settings.method.after_purchase.talk_days;
        let talk = |days: &u32| task::Model {
            id: self.new_id(),
            party_id: row.id,
            owner_id: row.owner_id.or(actor.id()),
            kind: "after_purchase".to_owned(),
            title: String::new(),
            due_at: bought.plus_days(f64::from(*days)).as_millis(),
            state: "open".to_owned(),
            activity_id: Some(activity),
            created_by: actor.id(),
            created_at: self.now_ms(),
            closed_at: None,
            closed_by_activity: None,
            version: 1,
        };
        Ok(days.iter().map(talk).collect())
    }

    async fn keep_facts(
        &self,
        tx: &Tx,
        actor: &Actor,
        row: &mut party::Model,
        learned: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let mut known = facts::read(row);
        let mut changes = Vec::new();
        for (key, value) in learned {
            let value = value.trim();
            if value.is_empty() || known.get(key).is_some_and(|old| old == value) {
                continue;
            }
            let before = known.insert(key.clone(), value.to_owned());
            changes.push(party_change::Model {
                id: self.new_id(),
                party_id: row.id,
                at: now.as_millis(),
                by: actor.id(),
                kind: "fact".to_owned(),
                field: key.clone(),
                before,
                after: Some(value.to_owned()),
                reason: None,
            });
        }
        facts::write(row, known);
        Ok(store::timeline::insert_changes(tx, changes).await?)
    }

    async fn keep_disposition(
        &self,
        tx: &Tx,
        actor: &Actor,
        before: &party::Model,
        row: &party::Model,
        asked: &LogActivity,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let note = asked.note.trim();
        let change = party_change::Model {
            id: self.new_id(),
            party_id: row.id,
            at: now.as_millis(),
            by: actor.id(),
            kind: "disposition".to_owned(),
            field: "disposition".to_owned(),
            before: Some(before.disposition.clone()),
            after: Some(row.disposition.clone()),
            reason: if note.is_empty() { asked.outcome.clone() } else { Some(note.to_owned()) },
        };
        Ok(store::timeline::insert_changes(tx, vec![change]).await?)
    }
}

/// What the entry changes on the row itself.
fn project(row: &mut party::Model, asked: &LogActivity, follows: Option<&Consequence>, two_way: bool, at: Timestamp) {
    let ms = at.as_millis();
    if asked.kind != ActivityKind::Note {
        row.contact_count += 1;
        row.last_contact_at = Some(row.last_contact_at.map_or(ms, |last| last.max(ms)));
        if two_way {
            row.last_two_way_at = row.last_two_way_at.max(ms);
            row.two_way_count += 1;
            row.unanswered = 0;
            row.retry_at = None;
            row.first_reached_at.get_or_insert(ms);
        } else if asked.direction == Direction::Out {
            row.unanswered += 1;
        }
        let met = matches!(asked.kind, ActivityKind::Visit | ActivityKind::Event);
        if two_way && (met || asked.outcome.as_deref() == Some("met")) {
            row.first_met_at.get_or_insert(ms);
            row.last_met_at = row.last_met_at.max(Some(ms));
            // a kept meeting is progress (PRO-10)
            row.progress_at = row.progress_at.max(Some(ms));
        }
    }
    if let Some(next) = &asked.next {
        row.named_at = Some(next.at.as_millis());
    }
    if let Some(follows) = follows {
        if let Some(named) = follows.named_date {
            row.named_at = Some(named.as_millis());
        }
        row.retry_at = follows.retry_at.map(Timestamp::as_millis);
        if follows.suppress {
            row.do_not_contact_since.get_or_insert(ms);
        }
        if follows.decision == Some(VisitDecision::GiveUp) {
            row.disposition = if follows.suppress { "given_up" } else { "stopped" }.to_owned();
        }
    }
    if asked.won {
        row.status = status::CUSTOMER.to_owned();
        row.won_at.get_or_insert(ms);
    }
    if asked.lost.is_some() {
        row.status = status::PROSPECT.to_owned();
        row.lost_at = Some(ms);
    }
}

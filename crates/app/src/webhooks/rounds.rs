//! Sending what waits, in its order, trying again, giving up.

use std::time::{Duration, Instant};

use method::alerts::AlertKind;
use rand::Rng;
use store::entities::{webhook, webhook_delivery, webhook_event};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Parcel, Reply, Undelivered, signature::sign};
use crate::{Actor, App, AppError, Right};

/// Pauses between attempts in seconds, eight attempts within a day.
const PAUSES: [i64; 7] = [10, 5 * 60, 30 * 60, 2 * 60 * 60, 5 * 60 * 60, 8 * 60 * 60, 8 * 60 * 60];
/// Each pause is this much longer or shorter, so that what failed together does not come back together.
const JITTER: f64 = 0.15;
/// A subscriber that has answered nothing well for so long is not tried any more.
const DISABLED_AFTER_MS: i64 = 3 * 24 * 60 * 60 * 1000;
/// A process that is silent for so long is taken for dead; longer than one attempt can last.
const LEASE_MS: i64 = 60_000;
const LOOKED_EVERY: Duration = Duration::from_secs(2);
/// By this answer the other side says that it wants nothing more.
const GONE: u16 = 410;

/// Why a subscriber is switched off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// nothing arrived for days
    Failing,
    /// the other side said so
    Gone,
    /// who answers for it may no longer see what it is told
    NobodyAnswers,
}

impl Why {
    fn code(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Gone => "gone",
            Self::NobodyAnswers => "nobody_answers",
        }
    }
}

/// An attempt with what came of it.
struct Attempt {
    delivery: Uuid,
    outcome: Result<Reply, Undelivered>,
    took: Duration,
}

impl App {
    /// Sends what is due until the process is asked to stop. `alone`: no other process sends, so what a killed one had is
    /// taken up at once.
    pub async fn deliver(&self, alone: bool) -> Result<(), AppError> {
        if alone {
            let tx = self.store.begin().await?;
            store::webhooks::release_all(&tx).await?;
            tx.commit().await?;
        }
        let mut rounds = JoinSet::new();
        while !self.is_stopping() {
            self.begin_rounds(&mut rounds).await?;
            tokio::select! {
                () = self.asked_to_stop() => {}
                () = self.courier_woken() => {}
                () = tokio::time::sleep(LOOKED_EVERY) => {}
                Some(ended) = rounds.join_next() => note_end(ended.map_err(into_internal).and_then(|ended| ended)),
            }
        }
        // what is under way comes to its end, so that it need not be sent twice
        while let Some(ended) = rounds.join_next().await {
            note_end(ended.map_err(into_internal).and_then(|ended| ended));
        }
        Ok(())
    }

    /// Sends what is due now; answers how often something was sent.
    pub async fn deliver_due(&self) -> Result<usize, AppError> {
        let mut rounds = JoinSet::new();
        self.begin_rounds(&mut rounds).await?;
        let mut count = 0;
        while let Some(ended) = rounds.join_next().await {
            count += ended.map_err(into_internal)??;
        }
        Ok(count)
    }

    /// Takes every subscriber for whom something is due and whom nobody has, and begins to send to each.
    async fn begin_rounds(&self, rounds: &mut JoinSet<Result<usize, AppError>>) -> Result<(), AppError> {
        if self.courier().is_none() {
            return Ok(());
        }
        let now = self.now_ms();
        for hook in store::webhooks::free(&self.store, now, LEASE_MS).await? {
            if self.due(hook.id).await?.is_none() {
                continue;
            }
            let lease = self.new_id();
            let tx = self.store.begin().await?;
            let taken = store::webhooks::lease(&tx, hook.id, lease, now, LEASE_MS).await?;
            tx.commit().await?;
            if taken {
                let app = self.clone();
                rounds.spawn(async move { app.round(hook.id, lease).await });
            }
        }
        Ok(())
    }

    /// What is to be sent next, if its time has come.
    async fn due(&self, hook: Uuid) -> Result<Option<webhook_delivery::Model>, AppError> {
        let next = store::webhooks::next(&self.store, hook).await?;
        Ok(next.filter(|delivery| delivery.next_at <= self.now_ms()))
    }

    /// Sends to one subscriber until nothing is due; answers how often.
    async fn round(&self, hook: Uuid, lease: Uuid) -> Result<usize, AppError> {
        let mut count = 0;
        while !self.is_stopping()
            && let Some(delivery) = self.due(hook).await?
            && let Some(row) = store::webhooks::find(&self.store, hook).await?
            && row.lease_id == Some(lease)
            && row.state == "active"
        {
            if !self.answered_for(&row).await? {
                self.disable(hook, Why::NobodyAnswers).await?;
                break;
            }
            let Some(event) = store::webhooks::event(&self.store, delivery.event_id).await? else { break };
            let attempt = self.attempt(&row, delivery.id, &event).await;
            count += 1;
            if !self.note_attempt(hook, lease, attempt).await? {
                break;
            }
        }
        let tx = self.store.begin().await?;
        store::webhooks::release(&tx, hook, lease).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Whether the person with whose rights it is told may still know everything: whoever may keep webhooks reaches all
    /// records.
    async fn answered_for(&self, hook: &webhook::Model) -> Result<bool, AppError> {
        let actor = match hook.acts_as {
            Some(user) => self.actor(user).await?,
            None => Some(Actor::system()),
        };
        Ok(actor.is_some_and(|actor| actor.may(Right::ManageSettings) && actor.reaches(Some(Uuid::max()), None)))
    }

    async fn attempt(&self, hook: &webhook::Model, delivery: Uuid, event: &webhook_event::Model) -> Attempt {
        let began = Instant::now();
        let outcome = match (self.courier(), self.parcel(hook, event)) {
            (Some(courier), Some(parcel)) => courier.carry(parcel).await,
            _ => Err(Undelivered::Unsigned),
        };
        Attempt { delivery, outcome, took: began.elapsed() }
    }

    /// What is sent, signed; none where a secret cannot be read.
    fn parcel(&self, hook: &webhook::Model, event: &webhook_event::Model) -> Option<Parcel> {
        let now = self.now_ms();
        let id = event.id.to_string();
        let seconds = now.div_euclid(1000);
        let previous = hook.previous_secret.as_ref().filter(|_| hook.previous_until.is_some_and(|until| until > now));
        let secrets: Option<Vec<String>> =
            [Some(&hook.secret), previous].into_iter().flatten().map(|sealed| self.opened(sealed, hook.id)).collect();
        let signature = sign(&secrets?, &id, seconds, &event.body)?;
        Some(Parcel {
            url: hook.url.clone(),
            headers: vec![
                ("content-type", "application/json".to_owned()),
                ("webhook-signature", signature),
                ("webhook-timestamp", seconds.to_string()),
                ("webhook-id", id),
            ],
            body: event.body.clone(),
        })
    }

    fn opened(&self, sealed: &str, hook: Uuid) -> Option<String> {
        let key = self.secret_key().inspect_err(|error| tracing::error!(?error, "the key for secrets")).ok()?;
        let opened = key.open(sealed, &hook.to_string()).and_then(|bytes| String::from_utf8(bytes).ok());
        if opened.is_none() {
            tracing::error!(webhook = %hook, "a secret was sealed with another key than this server's");
        }
        opened
    }

    /// Writes what came of an attempt and keeps the lease; false where the round is over: somebody else has the
    /// subscriber by now, or it is gone.
    async fn note_attempt(&self, hook: Uuid, lease: Uuid, attempt: Attempt) -> Result<bool, AppError> {
        let now = self.now_ms();
        let tx = self.store.begin().await?;
        let Some(mut hook) = store::webhooks::find_locked(&tx, hook).await?.filter(|row| row.lease_id == Some(lease))
        else {
            return Ok(false);
        };
        let Some(mut row) = store::webhooks::delivery_locked(&tx, attempt.delivery).await? else { return Ok(true) };
        let arrived = attempt.outcome.as_ref().is_ok_and(|reply| (200..300).contains(&reply.status));
        let gone = attempt.outcome.as_ref().is_ok_and(|reply| reply.status == GONE);
        note_outcome(&mut row, attempt, arrived, now);
        let given_up = row.state == "dead";
        store::webhooks::update_delivery(&tx, row).await?;
        hook.leased_until = Some(now + LEASE_MS);
        if arrived {
            hook.failing_since = None;
            hook.told_at = None;
        } else {
            let since = *hook.failing_since.get_or_insert(now);
            if gone {
                self.switch_off(&tx, &mut hook, Why::Gone).await?;
            } else if now - since >= DISABLED_AFTER_MS {
                self.switch_off(&tx, &mut hook, Why::Failing).await?;
            } else if given_up && hook.told_at.is_none() {
                hook.told_at = Some(now);
                let detail = serde_json::json!({ "webhook": hook.id, "name": hook.name });
                self.alert(&tx, AlertKind::WebhookGivenUp, None, None, detail).await?;
            }
        }
        store::webhooks::update_state(&tx, hook).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn disable(&self, hook: Uuid, why: Why) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        if let Some(mut row) = store::webhooks::find_locked(&tx, hook).await? {
            self.switch_off(&tx, &mut row, why).await?;
            store::webhooks::update_state(&tx, row).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Switches a subscriber off, if a person did not pause it meanwhile, and tells the administrators.
    async fn switch_off(&self, tx: &store::Tx, hook: &mut webhook::Model, why: Why) -> Result<(), AppError> {
        if hook.state != "active" {
            return Ok(());
        }
        hook.state = "disabled".to_owned();
        hook.told_at = Some(self.now_ms());
        hook.version += 1;
        let detail = serde_json::json!({ "webhook": hook.id, "name": hook.name, "why": why.code() });
        self.alert(tx, AlertKind::WebhookDisabled, None, None, detail).await?;
        let detail = serde_json::json!({ "why": why.code() });
        self.audit(tx, &Actor::system(), "webhook_disabled", ("webhook", &hook.id.to_string()), detail).await
    }
}

fn note_outcome(row: &mut webhook_delivery::Model, attempt: Attempt, arrived: bool, now: i64) {
    row.attempts += 1;
    row.tried_at = Some(now);
    row.took_ms = Some(i32::try_from(attempt.took.as_millis()).unwrap_or(i32::MAX));
    row.status = attempt.outcome.as_ref().ok().map(|reply| i32::from(reply.status));
    row.error = attempt.outcome.as_ref().err().map(|error| error.code().to_owned());
    row.answer = attempt.outcome.ok().map(|reply| reply.body);
    let pause = usize::try_from(row.attempts - 1).ok().and_then(|tried| PAUSES.get(tried));
    let state = match (arrived, pause) {
        (true, _) => "delivered",
        (false, Some(seconds)) => {
            let stretch = 1.0 + rand::rng().random_range(-JITTER..=JITTER);
            row.next_at = now + (*seconds as f64 * 1000.0 * stretch) as i64;
            "waiting"
        }
        (false, None) => "dead",
    };
    row.state = state.to_owned();
}

/// A round that failed is no reason to end: its lease runs out, and it begins again.
fn note_end(ended: Result<usize, AppError>) {
    if let Err(error) = ended {
        tracing::error!(?error, "deliveries to one webhook were broken off");
    }
}

fn into_internal(error: tokio::task::JoinError) -> AppError {
    AppError::Internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::PAUSES;

    #[test]
    fn the_last_attempt_is_within_a_day() {
        assert!(PAUSES.is_sorted());
        assert!((20 * 3600..=24 * 3600).contains(&PAUSES.iter().sum::<i64>()));
    }
}

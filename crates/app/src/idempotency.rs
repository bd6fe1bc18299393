//! Requests that may be sent again under a key of the caller's: done once, answered each time.
//!
//! The first request under a key takes a claim and runs as its holder, so that the store notes with each commit that it
//! was carried out. A repetition gets the kept answer. A claim whose holder is silent for a minute is taken over, unless it
//! had done something already: then nothing is done again, and the caller is told to look.

use std::time::Duration;

use sha2::{Digest, Sha256};
use store::entities::idempotency_key;
use uuid::Uuid;

use crate::{App, AppError, people::hex};

/// A holder that is silent for so long is taken for dead.
const LEASE_MS: i64 = 60_000;
const RENEWED_EVERY: Duration = Duration::from_secs(15);
/// For so long a repetition is recognised.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// A request with its key.
#[derive(Clone, Copy, Debug)]
pub struct KeyedRequest<'a> {
    /// the user in a browser, or the token of a program: the same key of another caller is another key
    pub caller: Uuid,
    pub method: &'a str,
    pub path: &'a str,
    pub key: &'a str,
    /// what has to be the same in a repetition: query and body
    pub content: [&'a [u8]; 2],
}

/// What a request under a key is.
#[derive(Debug)]
pub enum Keyed {
    /// the first, which is to be run
    First(Claim),
    /// a repetition, whose answer is kept
    Answered(KeptAnswer),
    /// another request under the same key
    Reused,
    /// the first is still being carried out
    UnderWay,
    /// it was carried out, and what was answered is not kept
    AnswerGone,
}

/// The right to carry a request out.
#[derive(Clone, Copy, Debug)]
pub struct Claim(Uuid);

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// How a run ended.
#[derive(Debug)]
pub enum Ending {
    Answered(KeptAnswer),
    /// well, with an answer that is not to be kept
    Unkept,
    /// with a refusal: a repetition is looked at anew
    Refused,
    Failed,
}

/// One digest of several texts, each of which ends where it ends.
fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

impl KeyedRequest<'_> {
    fn id(&self) -> String {
        digest(&[self.caller.as_bytes(), self.method.as_bytes(), self.path.as_bytes(), self.key.as_bytes()])
    }

    /// Salted with the key, which is not kept: what a body held cannot be found by trying.
    fn fingerprint(&self) -> String {
        let [query, body] = self.content;
        digest(&[self.key.as_bytes(), query, body])
    }
}

impl App {
    /// Claims a request, or finds what became of it.
    pub async fn begin_keyed(&self, request: KeyedRequest<'_>) -> Result<Keyed, AppError> {
        let (id, fingerprint) = (request.id(), request.fingerprint());
        let claim = self.new_id();
        loop {
            let now = self.now_ms();
            let row = idempotency_key::Model {
                id: id.clone(),
                claim,
                fingerprint: fingerprint.clone(),
                carried_out: false,
                created_at: now,
                leased_until: now + LEASE_MS,
                status: None,
                headers: None,
                body: None,
            };
            let tx = self.store.begin().await?;
            if store::idempotency::begin(&tx, row).await? {
                tx.commit().await?;
                return Ok(Keyed::First(Claim(claim)));
            }
            tx.rollback().await?;
            // none: its run has ended with nothing to keep since
            let Some(known) = store::idempotency::find(&self.store, &id).await? else { continue };
            let silent = known.leased_until <= now;
            if silent && known.created_at + KEPT_MS <= now {
                self.forget_keys().await?;
                continue;
            }
            if known.fingerprint != fingerprint {
                return Ok(Keyed::Reused);
            }
            if let Some(status) = known.status {
                return Ok(Keyed::Answered(kept(status, known)?));
            }
            if !silent {
                return Ok(Keyed::UnderWay);
            }
            if known.carried_out {
                return Ok(Keyed::AnswerGone);
            }
            let tx = self.store.begin().await?;
            let taken = store::idempotency::take_over(&tx, &known, claim, now, now + LEASE_MS).await?;
            tx.commit().await?;
            if taken {
                return Ok(Keyed::First(Claim(claim)));
            }
        }
    }

    /// Carries a request out as the holder of its claim, which is renewed meanwhile.
    pub async fn run_keyed<F: Future>(&self, Claim(claim): Claim, work: F) -> F::Output {
        let renewing = self.clone();
        // apart, since the work may hold the one connection that writes; ends with the work
        let mut renewal = tokio::task::JoinSet::new();
        renewal.spawn(async move {
            loop {
                tokio::time::sleep(RENEWED_EVERY).await;
                if let Err(error) = renewing.renew_key(claim).await {
                    tracing::warn!(%error, "the claim of a request could not be renewed");
                }
            }
        });
        store::idempotency::as_claimed(claim, work).await
    }

    async fn renew_key(&self, claim: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        store::idempotency::renew(&tx, claim, self.now_ms() + LEASE_MS).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps how a run ended.
    pub async fn end_keyed(&self, Claim(claim): Claim, ending: Ending) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        match ending {
            Ending::Answered(answer) => {
                let headers = serde_json::to_string(&answer.headers)?;
                let answer = Some((i32::from(answer.status), headers, answer.body));
                store::idempotency::end(&tx, claim, self.now_ms(), answer).await?;
            }
            Ending::Unkept => store::idempotency::end(&tx, claim, self.now_ms(), None).await?,
            Ending::Refused => drop(store::idempotency::release(&tx, claim, true).await?),
            Ending::Failed => {
                if !store::idempotency::release(&tx, claim, false).await? {
                    store::idempotency::end(&tx, claim, self.now_ms(), None).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    /// Forgets the keys whose time is over.
    pub(crate) async fn forget_keys(&self) -> Result<(), AppError> {
        let now = self.now_ms();
        let tx = self.store.begin().await?;
        store::idempotency::forget_until(&tx, now - KEPT_MS, now).await?;
        Ok(tx.commit().await?)
    }
}

fn kept(status: i32, row: idempotency_key::Model) -> Result<KeptAnswer, AppError> {
    Ok(KeptAnswer {
        status: u16::try_from(status).unwrap_or_default(),
        headers: serde_json::from_str(row.headers.as_deref().unwrap_or("[]"))?,
        body: row.body.unwrap_or_default(),
    })
}

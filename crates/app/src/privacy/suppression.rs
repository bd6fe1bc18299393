//! Numbers of people who asked to be erased are known again when a list brings them, though nobody can read them: each is
//! kept as a hash under a key of the installation. The key lies in the database with the hashes, so they keep a reader of a
//! report or a log from the numbers, not somebody who holds the whole database and tries every number there is.

use std::{collections::HashSet, fmt::Write};

use rand::RngCore;
use sha2::{Digest, Sha256};
use store::{
    Db, Tx,
    entities::{contact_point, setting},
};

use crate::{App, AppError, parties::draft::Draft};

/// Where the key is kept among the settings.
const KEY: &str = "suppression_key";

/// The numbers that must not be contacted again; usually none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suppressed {
    key: String,
    hashes: HashSet<String>,
}

impl Suppressed {
    /// Marks what must not be contacted, and the record with it; answers whether there was any.
    pub(crate) fn mark(&self, draft: &mut Draft, now: i64) -> bool {
        if self.hashes.is_empty() {
            return false;
        }
        let mut any = false;
        for point in &mut draft.contacts {
            if self.hashes.contains(&hash(&self.key, point)) {
                point.do_not_contact = true;
                any = true;
            }
        }
        if any {
            draft.row.do_not_contact_since = Some(now);
        }
        any
    }

    /// Whether one way to reach somebody is among them.
    pub(crate) fn has(&self, point: &contact_point::Model) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&hash(&self.key, point))
    }
}

impl App {
    pub(crate) async fn suppressed(&self, db: &impl Db) -> Result<Suppressed, AppError> {
        let hashes = store::privacy::suppressed(db).await?;
        if hashes.is_empty() {
            return Ok(Suppressed::default());
        }
        let key = store::settings::current(db, KEY).await?.map(|row| row.value).unwrap_or_default();
        Ok(Suppressed { key, hashes })
    }

    /// Keeps the marks of a person's numbers; answers how many.
    pub(super) async fn suppress(&self, tx: &Tx, points: &[contact_point::Model]) -> Result<u64, AppError> {
        let key = match store::settings::current(tx, KEY).await? {
            Some(row) => row.value,
            None => self.new_key(tx).await?,
        };
        let hashes: Vec<String> = points.iter().map(|point| hash(&key, point)).collect();
        let count = hashes.len() as u64;
        store::privacy::suppress(tx, hashes, self.now_ms()).await?;
        Ok(count)
    }

    async fn new_key(&self, tx: &Tx) -> Result<String, AppError> {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let row = setting::Model {
            key: KEY.to_owned(),
            version: 1,
            value: hexadecimal(&bytes),
            reason: "made with the first erasure".to_owned(),
            changed_by: None,
            changed_at: self.now_ms(),
        };
        store::settings::append(tx, row.clone()).await?;
        Ok(row.value)
    }
}

/// The kind is part of it, so that a number written as a WeChat name is another mark.
fn hash(key: &str, point: &contact_point::Model) -> String {
    let mut digest = Sha256::new();
    for part in [key, &point.kind, &point.value] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hexadecimal(&digest.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // writing to a string cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}

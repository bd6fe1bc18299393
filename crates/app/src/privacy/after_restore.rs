//! A backup that is older than an erasure holds the person still. What was erased is therefore also kept beside the
//! database, as ids only, in `erasures.jsonl` of the data folder; after a restore, and at every start, it is done again.

use std::{collections::BTreeMap, io::Write, path::Path};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

/// A line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KnownErasure {
    party: Uuid,
    /// UTC milliseconds
    at: i64,
    /// a dispute was open, so that what was said was kept
    dispute: bool,
}

const FILE: &str = "erasures.jsonl";

impl App {
    /// Erases again whom this database has, though they were erased: by the file of the data folder, and by another one
    /// where it is named. Answers how many people it were.
    pub async fn repeat_erasures(&self, actor: &Actor, more: Option<&Path>) -> Result<usize, AppError> {
        actor.require(Right::HandleRequests)?;
        let mut known = read(&self.config.data_dir.join(FILE))?;
        if let Some(path) = more {
            if !path.is_file() {
                return Err(AppError::NotFound("file of erasures"));
            }
            known.extend(read(path)?);
        }
        let mut repeated = 0;
        for one in known.values() {
            let Some(row) = store::parties::find(&self.store, one.party).await? else { continue };
            let tx = self.store.begin().await?;
            let person = self.person_of(&tx, row).await?;
            self.erase_person(&tx, actor, person, None, one.dispute).await?;
            tx.commit().await?;
            repeated += 1;
        }
        self.note_erasures_beside_the_database().await?;
        Ok(repeated)
    }

    /// Brings the file up to what the database says; lines of people whom this database never had stay.
    pub(super) async fn note_erasures_beside_the_database(&self) -> Result<(), AppError> {
        let path = self.config.data_dir.join(FILE);
        let mut known = read(&path)?;
        let before = known.len();
        for done in store::privacy::erasures(&self.store).await? {
            let dispute = super::erasing::kept_for_a_dispute(&done)?;
            known.entry(done.party_id).or_insert(KnownErasure { party: done.party_id, at: done.at, dispute });
        }
        if known.len() == before {
            return Ok(());
        }
        let mut file = tempfile::NamedTempFile::new_in(&self.config.data_dir)?;
        for one in known.values() {
            writeln!(file, "{}", serde_json::to_string(one)?)?;
        }
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    }
}

fn read(path: &Path) -> Result<BTreeMap<Uuid, KnownErasure>, AppError> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        other => other?,
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let one: KnownErasure = serde_json::from_str(line)?;
            Ok((one.party, one))
        })
        .collect()
}

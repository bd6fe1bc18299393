//! Taking back an entry just made by mistake.

use serde::{Deserialize, Serialize};
use store::entities::{activity, party, party_merge};
use uuid::Uuid;

use crate::{Actor, App, AppError, parties::PartySummary};

/// What an entry changed on the party's row, as it was before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Before {
    status: String,
    disposition: String,
    contact_count: i32,
    two_way_count: i32,
    unanswered: i32,
    do_not_contact_since: Option<i64>,
    named_at: Option<i64>,
    retry_at: Option<i64>,
    first_reached_at: Option<i64>,
    first_met_at: Option<i64>,
    won_at: Option<i64>,
    last_contact_at: Option<i64>,
    last_two_way_at: i64,
    #[serde(default)]
    progress: Option<Progress>,
    #[serde(default)]
    standing: Option<Standing>,
    /// the phone that the entry marked wrong
    invalidated: Option<Uuid>,
}

/// What progress is measured by, as it was before (PRO-10).
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Progress {
    at: Option<i64>,
    grade: String,
    intent: String,
    authority: Option<String>,
}

/// How the party stood, as it was before (PRO-8).
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Standing {
    last_met_at: Option<i64>,
    lost_at: Option<i64>,
    screened_at: Option<i64>,
    screened_by: Option<Uuid>,
}

impl Before {
    pub(super) fn of(row: &party::Model, invalidated: Option<Uuid>) -> Self {
        Self {
            status: row.status.clone(),
            disposition: row.disposition.clone(),
            contact_count: row.contact_count,
            two_way_count: row.two_way_count,
            unanswered: row.unanswered,
            do_not_contact_since: row.do_not_contact_since,
            named_at: row.named_at,
            retry_at: row.retry_at,
            first_reached_at: row.first_reached_at,
            first_met_at: row.first_met_at,
            won_at: row.won_at,
            last_contact_at: row.last_contact_at,
            last_two_way_at: row.last_two_way_at,
            progress: Some(Progress {
                at: row.progress_at,
                grade: row.grade.clone(),
                intent: row.intent.clone(),
                authority: row.authority.clone(),
            }),
            standing: Some(Standing {
                last_met_at: row.last_met_at,
                lost_at: row.lost_at,
                screened_at: row.screened_at,
                screened_by: row.screened_by,
            }),
            invalidated,
        }
    }

    fn put_back(self, row: &mut party::Model) {
        row.status = self.status;
        row.disposition = self.disposition;
        row.contact_count = self.contact_count;
        row.two_way_count = self.two_way_count;
        row.unanswered = self.unanswered;
        row.do_not_contact_since = self.do_not_contact_since;
        row.named_at = self.named_at;
        row.retry_at = self.retry_at;
        row.first_reached_at = self.first_reached_at;
        row.first_met_at = self.first_met_at;
        row.won_at = self.won_at;
        row.last_contact_at = self.last_contact_at;
        row.last_two_way_at = self.last_two_way_at;
        if let Some(standing) = self.standing {
            row.last_met_at = standing.last_met_at;
            row.lost_at = standing.lost_at;
            row.screened_at = standing.screened_at;
            row.screened_by = standing.screened_by;
        }
        if let Some(progress) = self.progress {
            // what rises again because it fell by mistake is no progress
            row.progress_at = progress.at;
            row.grade = progress.grade;
            row.intent = progress.intent;
            row.authority = progress.authority;
        }
    }
}

/// Minutes in which an entry can be taken back.
const UNDO_WITHIN_MS: i64 = 10 * 60 * 1000;

impl App {
    /// Takes back the last entry of a party, by its author and within ten minutes. Facts learned stay on the card, where
    /// their history shows them.
    pub async fn undo_activity(&self, actor: &Actor, party: Uuid, activity: Uuid) -> Result<PartySummary, AppError> {
        let tx = self.store.begin().await?;
        let before = self.party_edited(&tx, actor, party).await?;
        let found = store::timeline::activity(&tx, activity).await?;
        let mut entry = found
            .filter(|entry| entry.party_id == party && entry.retracted_at.is_none())
            .ok_or(AppError::NotFound("activity"))?;
        if entry.by != actor.id() {
            return Err(AppError::Forbidden);
        }
        let now = self.now_ms();
        if now - entry.created_at > UNDO_WITHIN_MS {
            return Err(AppError::conflict("too_late", "an entry can be taken back within ten minutes"));
        }
        let later = store::timeline::activities_before(&tx, party, i64::MAX, 50).await?;
        if later.iter().any(|other| other.id != entry.id && other.created_at >= entry.created_at) {
            return Err(AppError::conflict("later_entry", "a later entry builds on this one; take that back first"));
        }
        if self.merged_since(&tx, &entry).await? {
            return Err(AppError::conflict(
                "merged_since",
                "the record was merged since; what stood before is another's",
            ));
        }
        let mut row = before.clone();
        if let Some(kept) = entry.before.take() {
            let kept: Before = serde_json::from_str(&kept)?;
            if let Some(phone) = kept.invalidated {
                let contacts = store::parties::contacts(&tx, &[party]).await?;
                if let Some(mut contact) = contacts.into_iter().find(|c| c.id == phone) {
                    contact.valid = true;
                    store::parties::update_contact(&tx, contact).await?;
                }
            }
            kept.put_back(&mut row);
        }
        entry.retracted_at = Some(now);
        store::timeline::update_activity(&tx, entry).await?;
        store::timeline::retract_with_activity(&tx, activity, now).await?;
        self.follow_lines(&tx, &[party]).await?;
        let (row, _) = self.reassess(&tx, actor, &before, row).await?;
        let detail = serde_json::json!({ "activity": activity });
        self.audit(&tx, actor, "activity_taken_back", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.one_summary(row).await
    }

    /// Whether a merge, or undoing one, came between an entry and now: the values it kept are then those of another sum.
    pub(super) async fn merged_since(&self, db: &impl store::Db, entry: &activity::Model) -> Result<bool, AppError> {
        let merges = store::merges::touching(db, entry.party_id).await?;
        let between =
            |merge: &party_merge::Model| merge.id > entry.id || merge.undone_at.is_some_and(|at| at > entry.created_at);
        Ok(merges.iter().any(between))
    }
}

//! How an attempt ends: done, given back, tried again later, or given up, which administrators are told.

use method::alerts::AlertKind;
use store::{entities::job, jobs::state};

use super::kind;
use crate::{App, AppError, imports::run::WORKED_ELSEWHERE};

/// Attempts after which a failure that might pass is taken for one that does not.
const MOST_ATTEMPTS: i32 = 5;
/// A job whose worker dies each time kills no more workers than this.
pub(super) const MOST_BEGINNINGS: i32 = 25;
/// Pauses before the second, third, fourth and fifth attempt.
const PAUSES_MS: [i64; 4] = [60_000, 5 * 60_000, 30 * 60_000, 2 * 60 * 60_000];

impl App {
    /// Ends the attempt of a job in one transaction with what its failure means for its subject.
    pub(super) async fn end_job(&self, mut job: job::Model, outcome: Result<(), AppError>) -> Result<(), AppError> {
        let now = self.now_ms();
        let tx = self.store.begin().await?;
        let Err(failure) = outcome else {
            if self.is_stopping() {
                // it may not have come to its end, and doing more than once does no more
                store::jobs::release(&tx, job.id).await?;
            } else {
                (job.error, job.error_code, job.not_before) = (None, None, None);
                job.state = state::DONE.to_owned();
                job.finished_at = Some(now);
                store::jobs::end_attempt(&tx, job).await?;
            }
            return Ok(tx.commit().await?);
        };
        tracing::error!(job = %job.id, kind = %job.kind, attempt = job.attempts, error = ?failure, "a job failed");
        job.error = Some(failure.to_string());
        job.error_code = Some(failure.code().to_owned());
        match next_attempt(&failure, job.attempts, now) {
            Some(at) => {
                job.state = state::WAITING.to_owned();
                job.not_before = Some(at);
                store::jobs::end_attempt(&tx, job).await?;
            }
            None => {
                job.state = state::FAILED.to_owned();
                job.finished_at = Some(now);
                if store::jobs::end_attempt(&tx, job.clone()).await? && failure.code() != WORKED_ELSEWHERE {
                    self.give_up(&tx, &job, &failure).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }

    async fn give_up(&self, tx: &store::Tx, job: &job::Model, failure: &AppError) -> Result<(), AppError> {
        match job.kind.as_str() {
            kind::IMPORT | kind::UNDO => self.fail_import(tx, job.subject_id, failure).await?,
            kind::CLASSES => self.fail_classes(tx, job.subject_id, failure).await?,
            kind::CLASSES_DAILY => self.fail_classes(tx, job.id, failure).await?,
            kind::SCAN => self.fail_scan(tx, job.subject_id, failure).await?,
            _ => {}
        }
        let detail =
            serde_json::json!({ "job": job.id, "kind": job.kind, "code": failure.code(), "attempts": job.attempts });
        self.alert(tx, AlertKind::JobFailed, None, None, detail).await
    }
}

/// When a failed job is tried again: only what the machine failed at may pass by itself, and not for ever.
fn next_attempt(failure: &AppError, attempts: i32, now: i64) -> Option<i64> {
    let may_pass =
        matches!(failure, AppError::Store(_) | AppError::Io(_) | AppError::Internal(_) | AppError::ChangedMeanwhile);
    let pause = usize::try_from(attempts - 1).ok().and_then(|at| PAUSES_MS.get(at));
    pause.filter(|_| may_pass && attempts < MOST_ATTEMPTS).map(|pause| now + pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_five_times_with_longer_and_longer_pauses() {
        let failure = AppError::Internal("the disk is full".to_owned());
        let pauses: Vec<Option<i64>> = (1..=5).map(|attempts| next_attempt(&failure, attempts, 0)).collect();
        assert_eq!(pauses, [Some(60_000), Some(300_000), Some(1_800_000), Some(7_200_000), None]);
    }

    #[test]
    fn what_a_person_has_to_mend_is_not_tried_again() {
        for failure in [AppError::Forbidden, AppError::NotFound("import"), AppError::conflict("x", "y")] {
            assert_eq!(next_attempt(&failure, 1, 0), None, "{failure}");
        }
    }
}

//! Which answers are evidence of what people judge, and what each may say.

use method::{
    Coded,
    classes::{
        existing::UnsteadyCause,
        expected::{BEST, Indicator},
        faces::{MOST_INFLUENCE, influence_needs_evidence},
        latent::{LatentCriterion, LatentSource},
        potential::LowIntentCause,
    },
};

use crate::{
    App, AppError,
    parties::{AnswerQuestion, portrait::topic},
};

/// Whether a topic is one of those that people judge.
pub(crate) fn is_judged(name: &str) -> bool {
    indicator(name).is_some()
        || is_cause(name)
        || matches!(
            name,
            topic::EXPECTED_ADJUSTMENT | topic::OUR_COST_IS_LOWER | topic::LATENT_SOURCE | topic::INFLUENCE
        )
}

fn indicator(name: &str) -> Option<Indicator> {
    name.strip_prefix(topic::EXPECTED).and_then(Indicator::from_code)
}

/// A question with the answers yes, no and unknown.
fn is_cause(name: &str) -> bool {
    let of = |prefix: &str| name.strip_prefix(prefix);
    of(topic::LOW_INTENT_CAUSE).and_then(LowIntentCause::from_code).is_some()
        || of(topic::UNSTEADY_CAUSE).and_then(UnsteadyCause::from_code).is_some()
        || of(topic::LATENT).and_then(LatentCriterion::from_code).is_some()
}

impl App {
    /// Whether an answer is one to its question; an adjustment stays within its bound and says why (CLA-3), and so does an
    /// influence that makes a black face (CLA-5).
    pub(crate) async fn fits_judged(&self, asked: &AnswerQuestion) -> Result<bool, AppError> {
        let answer = asked.answer.as_str();
        if indicator(&asked.topic).is_some() {
            return Ok(answer == "unknown" || answer.parse::<u8>().is_ok_and(|score| score <= BEST));
        }
        match asked.topic.as_str() {
            topic::LATENT_SOURCE => Ok(answer == "none" || LatentSource::from_code(answer).is_some()),
            topic::INFLUENCE => {
                let rated = answer.parse::<u8>().ok().filter(|score| *score <= MOST_INFLUENCE);
                let faces = &self.settings().await?.method.classes.faces;
                if rated.is_some_and(|score| influence_needs_evidence(score, faces)) && asked.note.trim().is_empty() {
                    return Err(AppError::invalid("/note", "required", "such influence needs its evidence in words"));
                }
                Ok(rated.is_some() || answer == "unknown")
            }
            topic::EXPECTED_ADJUSTMENT => {
                let most = self.settings().await?.method.classes.expected.adjustment_most;
                let by = answer.parse::<f64>().ok().filter(|by| by.is_finite() && by.abs() <= most);
                if by.is_some_and(|by| by != 0.0) && asked.note.trim().is_empty() {
                    return Err(AppError::invalid("/note", "required", "an adjustment needs its reason in words"));
                }
                Ok(by.is_some())
            }
            _ => Ok(["yes", "no", "unknown"].contains(&answer)),
        }
    }
}

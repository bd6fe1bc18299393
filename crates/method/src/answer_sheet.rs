//! A set of questions with the answers known so far: the form that screening and the golden check share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::Answer;
use crate::verdict::Source;

/// One answer with where it comes from. Author and moment are kept with the assessment that holds the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Who or what it was learned from.
    #[serde(default)]
    pub source: Source,
    /// The evidence in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Given {
    /// An answer from a source, without a note.
    pub const fn new(answer: Answer, source: Source) -> Self {
        Self { answer, source, note: None }
    }
}

/// Answers by question. A question that is absent is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerSheet<Q: Ord>(BTreeMap<Q, Given>);

impl<Q: Ord> Default for AnswerSheet<Q> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Q: Ord + Copy> AnswerSheet<Q> {
    /// The answer to a question; unknown when nobody gave one.
    pub fn answer(&self, question: Q) -> Answer {
        self.0.get(&question).map_or(Answer::Unknown, |given| given.answer)
    }

    /// The answer with its source, when one was given.
    pub fn given(&self, question: Q) -> Option<&Given> {
        self.0.get(&question)
    }

    /// The source to name for a question: a question nobody answered is set by the rule.
    pub fn source(&self, question: Q) -> Source {
        self.0.get(&question).map_or(Source::Rule, |given| given.source)
    }

    /// Puts an answer in place of the earlier one.
    pub fn set(&mut self, question: Q, given: Given) {
        self.0.insert(question, given);
    }

    /// The same sheet with a person's answer added.
    #[must_use]
    pub fn with(mut self, question: Q, answer: Answer) -> Self {
        self.set(question, Given::new(answer, Source::Stated));
        self
    }

    /// How many questions have a yes or a no.
    pub fn known(&self) -> usize {
        self.0.values().filter(|given| given.answer.is_known()).count()
    }

    /// The questions with what was given, in the questions' order.
    pub fn iter(&self) -> impl Iterator<Item = (Q, &Given)> {
        self.0.iter().map(|(question, given)| (*question, given))
    }

    /// Whether nothing was ever given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<Q: Ord> FromIterator<(Q, Given)> for AnswerSheet<Q> {
    fn from_iter<I: IntoIterator<Item = (Q, Given)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

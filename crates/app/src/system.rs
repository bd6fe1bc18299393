//! The wording of the method's codes, the health of the database.

use method::labels::Label;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Actor, App, AppError};

/// What `tuoke check` counted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckFinding {
    pub name: String,
    pub count: i64,
    pub fine: bool,
}

/// An outcome of a contact as the page offers it (APP-4).
pub type OutcomeView = method::appointments::outcomes::Outcome;

impl App {
    /// Every code of the method with its wording in both languages.
    pub fn labels(&self) -> Vec<Label> {
        method::labels::all_labels()
    }

    /// The outcomes that can be chosen, in the order of the screen.
    pub async fn outcomes(&self, _actor: &Actor) -> Result<Vec<OutcomeView>, AppError> {
        let settings = self.settings().await?;
        Ok(settings.method.outcomes.outcomes.iter().filter(|outcome| outcome.active).cloned().collect())
    }

    /// Whether the database answers and has the schema of this version.
    pub async fn ready(&self) -> Result<bool, AppError> {
        self.store.ping().await?;
        Ok(self.store.migration_state().await?.missing.is_empty())
    }

    /// Counts everything and tests what must hold.
    pub async fn check(&self) -> Result<Vec<CheckFinding>, AppError> {
        let findings = store::check::run(&self.store).await?;
        let of_store = findings.into_iter().map(|finding| CheckFinding {
            name: finding.name.to_owned(),
            count: finding.count,
            fine: finding.fine,
        });
        Ok(of_store.chain(self.check_columns().await?).collect())
    }
}

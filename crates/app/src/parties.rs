//! Parties: lists of them, one whole record, and everything that changes one.

mod assign;
mod contacts;
mod counts;
mod create;
mod disposition;
pub(crate) mod draft;
mod edit;
mod evidence;
mod export;
pub(crate) mod facts;
mod history;
mod links;
mod list;
pub(crate) mod matching;
pub(crate) mod portrait;
pub(crate) mod reassess;
mod record;
mod search;
mod standing;
pub(crate) mod summary;
mod views;

pub use assign::{Among, Assign, AssignRefusal, AssignRule, Assigned};
pub use contacts::{AddAddress, AddContact, EditContact};
pub(crate) use counts::Counts;
pub(crate) use create::checked_code;
pub use create::{CreateParty, LikelyDuplicate};
pub use disposition::{Disposition, SetDisposition};
pub use edit::EditParty;
pub use evidence::{AddIntentEvidence, Advice, AnswerQuestion, GivenAnswer, IntentPiece, NextStep};
pub use export::ExportFormat;
pub(crate) use export::unwritable as export_error;
pub use history::{FactEntry, FactHistory, HistoryAsked, HistoryRule, HistoryRun, HistoryWay};
pub use links::{AddPerson, EditPerson, LinkView, OrganisationRole};
pub(crate) use list::search_groups;
pub use list::{ListParties, PartyFilterInput};
pub use record::{AddressView, Capabilities, ContactView, PartyRecord};
pub use search::{FoundParty, SearchResult};
pub use summary::PartySummary;
pub use views::{CreateView, EditView, SavedView};

use store::entities::party;
use uuid::Uuid;

use crate::{Actor, App, AppError, Right};

/// Where a party stands in its relation to us.
pub(crate) mod status {
    pub(crate) const PROSPECT: &str = "prospect";
    pub(crate) const CUSTOMER: &str = "customer";
    /// somebody at a customer's, not pursued as a prospect
    pub(crate) const CONTACT: &str = "contact";
}

impl App {
    /// The row of a party within the actor's reach.
    pub(crate) async fn party_seen(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<party::Model, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::parties::find(db, id).await?;
        self.within_reach(db, actor, id, row).await
    }

    /// The row of a party that the actor may change. Within a transaction it is held until that ends, so that nothing is
    /// written to a record that is being merged away.
    pub(crate) async fn party_edited(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<party::Model, AppError> {
        actor.require(Right::SeeLists)?;
        let row = store::parties::find_held(db, id).await?;
        let row = self.within_reach(db, actor, id, row).await?;
        if actor.works(&row) { Ok(row) } else { Err(AppError::Forbidden) }
    }

    /// The same of a record that the actor may dispose of: whoever stands in for its owner may not, nor whom it is
    /// shared with.
    pub(crate) async fn party_disposed(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<party::Model, AppError> {
        let row = self.party_edited(db, actor, id).await?;
        if actor.may_edit(row.owner_id, row.team_id) { Ok(row) } else { Err(AppError::Forbidden) }
    }

    /// The row where the actor reaches it. One that was merged away tells where it is now, if the actor reaches that.
    async fn within_reach(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
        row: Option<party::Model>,
    ) -> Result<party::Model, AppError> {
        match row {
            Some(row) if actor.sees(&row) => Ok(row),
            Some(_) => Err(AppError::NotFound("party")),
            None => Err(self.merged_away(db, actor, id).await?.unwrap_or(AppError::NotFound("party"))),
        }
    }
}

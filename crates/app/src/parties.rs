//! Parties: lists of them, one whole record, and everything that changes one.

mod assign;
mod contacts;
mod create;
mod disposition;
pub(crate) mod draft;
mod duplicates;
mod edit;
mod evidence;
mod export;
pub(crate) mod facts;
mod links;
mod list;
pub(crate) mod matching;
pub(crate) mod portrait;
pub(crate) mod reassess;
mod record;
mod search;
pub(crate) mod summary;
mod views;

pub use assign::{Among, Assign, AssignRefusal, AssignRule, Assigned};
pub use contacts::{AddAddress, AddContact, EditContact};
pub(crate) use create::checked_code;
pub use create::{CreateParty, LikelyDuplicate};
pub use disposition::{Disposition, SetDisposition};
pub use duplicates::{BelievedPair, DuplicateScan};
pub use edit::EditParty;
pub use evidence::{AddIntentEvidence, Advice, AnswerQuestion, GivenAnswer, IntentPiece, NextStep};
pub use export::ExportFormat;
pub(crate) use export::unwritable as export_error;
pub use links::{AddPerson, EditPerson, LinkView, OrganisationRole};
pub use list::{ListParties, PartyFilterInput};
pub use record::{AddressView, Capabilities, ContactView, PartyRecord};
pub use search::{FoundParty, SearchResult};
pub use summary::PartySummary;
pub use views::{CreateView, SavedView};

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
        row.filter(|row| actor.reaches(row.owner_id, row.team_id)).ok_or(AppError::NotFound("party"))
    }

    /// The row of a party that the actor may change.
    pub(crate) async fn party_edited(
        &self,
        db: &impl store::Db,
        actor: &Actor,
        id: Uuid,
    ) -> Result<party::Model, AppError> {
        let row = self.party_seen(db, actor, id).await?;
        if actor.may_edit(row.owner_id, row.team_id) { Ok(row) } else { Err(AppError::Forbidden) }
    }
}

//! The rivals in a deal (OPP-1): what they are strong in and what they offered, and how we stand against each.

use method::{
    Timestamp,
    deals::opening::grid::{Opening, Standing},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{deal, deal_rival},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_NAME, LONGEST_TEXT, checked_text, required_text, word};
use crate::{Actor, App, AppError, error::check_version_if_named};

/// A rival in a deal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DealRival {
    pub id: Uuid,
    pub name: String,
    /// a past supplier who does not take part still counts for the territory
    pub takes_part: bool,
    pub strengths: String,
    /// what they offered, as far as it is known
    pub offer: String,
    pub note: String,
    /// how we stand against them, by the last assessment
    pub standing: Option<Standing>,
    /// our cell against them
    pub cell: Option<Opening>,
    /// theirs: what they see, and so what they will try
    pub mirror: Option<Opening>,
    pub seen_at: Timestamp,
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutDealRival {
    pub name: String,
    /// `true` where absent
    pub takes_part: Option<bool>,
    #[serde(default)]
    pub strengths: String,
    #[serde(default)]
    pub offer: String,
    #[serde(default)]
    pub note: String,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EditDealRival {
    pub name: Option<String>,
    pub takes_part: Option<bool>,
    pub strengths: Option<String>,
    pub offer: Option<String>,
    pub note: Option<String>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

fn view(row: deal_rival::Model) -> DealRival {
    let cell: Option<Opening> = word(row.cell.as_ref());
    DealRival {
        id: row.id,
        standing: word(row.standing.as_ref()),
        cell,
        mirror: cell.map(Opening::mirror),
        seen_at: row.created_at.into(),
        takes_part: row.takes_part,
        version: row.version,
        name: row.name,
        strengths: row.strengths,
        offer: row.offer,
        note: row.note,
    }
}

impl App {
    /// The rivals of a deal, in the order in which they were seen.
    pub(super) async fn rivals_of_deal(&self, row: &deal::Model) -> Result<Vec<DealRival>, AppError> {
        Ok(store::deals::rivals_of(&self.store, &[row.id]).await?.into_iter().map(view).collect())
    }

    pub async fn put_deal_rival(&self, actor: &Actor, deal: Uuid, asked: PutDealRival) -> Result<DealView, AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let name = required_text("/name", &asked.name, LONGEST_NAME)?;
        let known = store::deals::rivals_of(&tx, &[deal]).await?;
        if known.iter().any(|rival| rival.name.to_lowercase() == name.to_lowercase()) {
            return Err(AppError::invalid("/name", "taken", "the deal has this rival already"));
        }
        let now = self.now_ms();
        let rival = deal_rival::Model {
            id: self.new_id(),
            deal_id: deal,
            by: actor.id(),
            name,
            strengths: checked_text("/strengths", &asked.strengths, LONGEST_TEXT)?,
            offer: checked_text("/offer", &asked.offer, LONGEST_TEXT)?,
            note: checked_text("/note", &asked.note, LONGEST_TEXT)?,
            standing: None,
            cell: None,
            takes_part: asked.takes_part.unwrap_or(true),
            created_at: now,
            updated_at: now,
            version: 1,
        };
        store::deals::insert_rival(&tx, rival).await?;
        let row = self.write_deal(&tx, actor, row, "deal_rival_put").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    pub async fn edit_deal_rival(
        &self,
        actor: &Actor,
        deal: Uuid,
        id: Uuid,
        edit: EditDealRival,
    ) -> Result<DealRival, AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let mut rival = self.rival_row(&tx, deal, id).await?;
        check_version_if_named(edit.version, rival.version)?;
        if let Some(name) = &edit.name {
            rival.name = required_text("/name", name, LONGEST_NAME)?;
        }
        if let Some(takes_part) = edit.takes_part {
            rival.takes_part = takes_part;
        }
        if let Some(strengths) = &edit.strengths {
            rival.strengths = checked_text("/strengths", strengths, LONGEST_TEXT)?;
        }
        if let Some(offer) = &edit.offer {
            rival.offer = checked_text("/offer", offer, LONGEST_TEXT)?;
        }
        if let Some(note) = &edit.note {
            rival.note = checked_text("/note", note, LONGEST_TEXT)?;
        }
        rival.updated_at = self.now_ms();
        let rival = store::deals::update_rival(&tx, rival).await?;
        self.write_deal(&tx, actor, row, "deal_rival_changed").await?;
        tx.commit().await?;
        Ok(view(rival))
    }

    /// One of the rivals of a deal that the actor sees.
    pub async fn deal_rival(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<DealRival, AppError> {
        self.deal_seen(&self.store, actor, deal).await?;
        Ok(view(self.rival_row(&self.store, deal, id).await?))
    }

    async fn rival_row(&self, db: &impl store::Db, deal: Uuid, id: Uuid) -> Result<deal_rival::Model, AppError> {
        let found = store::deals::rival(db, id).await?.filter(|rival| rival.deal_id == deal);
        found.ok_or(AppError::NotFound("rival of the deal"))
    }

    /// Keeps how we stand against a rival by the last assessment.
    pub(super) async fn keep_standing(
        &self,
        tx: &Tx,
        mut rival: deal_rival::Model,
        standing: Option<String>,
        cell: Option<String>,
    ) -> Result<(), AppError> {
        (rival.standing, rival.cell) = (standing, cell);
        store::deals::update_rival(tx, rival).await?;
        Ok(())
    }
}

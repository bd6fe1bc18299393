//! What worries the buyer, kept by the stage of buying in which it was heard (OPP-1).

use method::{Coded, Timestamp, deals::stages::BuyingStage};
use serde::{Deserialize, Serialize};
use store::entities::{deal, deal_concern};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{DealView, LONGEST_TEXT, required_text, word};
use crate::{Actor, App, AppError, UserRef, app::user_ref};

/// Something that worries the buyer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConcernView {
    pub id: Uuid,
    pub buying_stage: BuyingStage,
    pub words: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
    /// absent while it stands
    pub settled_at: Option<Timestamp>,
    pub settled_by: Option<UserRef>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceConcern {
    pub words: String,
    /// the buying stage of the deal where absent
    pub buying_stage: Option<BuyingStage>,
}

impl App {
    pub(super) async fn concerns_of_deal(&self, row: &deal::Model) -> Result<Vec<ConcernView>, AppError> {
        let users = self.user_names().await?;
        let view = |row: deal_concern::Model| ConcernView {
            id: row.id,
            buying_stage: BuyingStage::from_code(&row.buying_stage).unwrap_or(BuyingStage::Recognise),
            by: user_ref(&users, row.by),
            at: row.at.into(),
            settled_at: row.settled_at.map(Timestamp::from),
            settled_by: user_ref(&users, row.settled_by),
            words: row.words,
        };
        Ok(store::deals::concerns_of(&self.store, &[row.id]).await?.into_iter().map(view).collect())
    }

    pub async fn voice_concern(&self, actor: &Actor, deal: Uuid, asked: VoiceConcern) -> Result<DealView, AppError> {
        let words = required_text("/words", &asked.words, LONGEST_TEXT)?;
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        let stage = asked.buying_stage.or_else(|| word(row.buying_stage.as_ref()));
        let stage =
            stage.ok_or_else(|| AppError::invalid("/buying_stage", "required", "say how far the customer is"))?;
        let concern = deal_concern::Model {
            id: self.new_id(),
            deal_id: deal,
            by: actor.id(),
            settled_by: None,
            buying_stage: stage.code().to_owned(),
            words,
            at: self.now_ms(),
            settled_at: None,
        };
        store::deals::insert_concern(&tx, concern).await?;
        let row = self.write_deal(&tx, actor, row, "deal_concern_voiced").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// Notes that a concern no longer stands.
    pub async fn settle_concern(&self, actor: &Actor, deal: Uuid, id: Uuid) -> Result<DealView, AppError> {
        let tx = self.store.begin().await?;
        let row = self.deal_open(&tx, actor, deal).await?;
        if !store::deals::settle_concern(&tx, deal, id, actor.id(), self.now_ms()).await? {
            return Err(AppError::NotFound("concern"));
        }
        let row = self.write_deal(&tx, actor, row, "deal_concern_settled").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }
}

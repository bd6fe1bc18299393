//! How a deal ends (OPP-1): won, lost or bought from nobody, with the buyer's own reason apart from the seller's view; and opening one
//! again that was closed by mistake.

use std::collections::HashMap;

use method::{
    Coded,
    deals::stages::{DealClosing, DealEnd, IncompleteEnd, StatedReason},
};
use serde::Deserialize;
use store::entities::deal;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    DealEnding, DealStep, DealView, LONGEST_TEXT, checked_text, kind, record::checked_step, view::stated, word,
};
use crate::{Actor, App, AppError, FieldError, app::user_ref, error::check_version_if_named};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDeal {
    /// `won`, `lost` or `no_decision`; giving a deal up is a decision
    pub end: DealEnd,
    /// what the buyer says, in their words where possible; that they did not say is an answer
    pub buyer_says: Option<StatedReason>,
    /// how the seller sees it
    pub seller_sees: Option<StatedReason>,
    /// the version that was read; a newer one in between refuses the end
    pub version: Option<i32>,
}

fn pointer_of(missing: IncompleteEnd) -> &'static str {
    match missing {
        IncompleteEnd::ReasonMissing => "/seller_sees",
        IncompleteEnd::WordsMissing => "/seller_sees/words",
        IncompleteEnd::BuyerNotAsked => "/buyer_says",
    }
}

/// How a deal ended, where it did.
pub(super) fn ending_of(row: &deal::Model, users: &HashMap<Uuid, String>) -> Option<DealEnding> {
    let (at, outcome) = (row.ended_at?, word::<DealEnd>(row.outcome.as_ref())?);
    let buyer_says = stated(row.buyer_reason.as_ref(), row.buyer_words.as_ref());
    let seller_sees = stated(row.seller_reason.as_ref(), row.seller_words.as_ref());
    let closing = DealClosing { end: outcome, buyer_says, seller_sees };
    Some(DealEnding {
        outcome,
        at: at.into(),
        by: user_ref(users, row.ended_by),
        views_differ: closing.views_differ(),
        buyer_says: closing.buyer_says,
        seller_sees: closing.seller_sees,
    })
}

impl App {
    /// Closes a deal. Without the seller's reason, and without having asked the buyer, it stays open.
    pub async fn end_deal(&self, actor: &Actor, id: Uuid, asked: EndDeal) -> Result<DealView, AppError> {
        if asked.end == DealEnd::Dropped {
            return Err(AppError::invalid("/end", "unknown", "giving a deal up is decided in the queue"));
        }
        let closing = DealClosing { end: asked.end, buyer_says: asked.buyer_says, seller_sees: asked.seller_sees };
        let missing = closing.missing();
        if !missing.is_empty() {
            let error = |one: &IncompleteEnd| FieldError::new(pointer_of(*one), one.code(), one.text().en);
            return Err(AppError::Invalid(missing.iter().map(error).collect()));
        }
        let words = |said: Option<&StatedReason>, pointer: &str| -> Result<Option<String>, AppError> {
            said.map(|said| checked_text(pointer, &said.words, LONGEST_TEXT)).transpose()
        };
        let buyer_words = words(closing.buyer_says.as_ref(), "/buyer_says/words")?;
        let seller_words = words(closing.seller_sees.as_ref(), "/seller_sees/words")?;
        let reason = |said: Option<&StatedReason>| said.map(|said| said.reason.code().to_owned());
        let tx = self.store.begin().await?;
        let mut row = self.deal_open(&tx, actor, id).await?;
        check_version_if_named(asked.version, row.version)?;
        (row.buyer_reason, row.buyer_words) = (reason(closing.buyer_says.as_ref()), buyer_words);
        (row.seller_reason, row.seller_words) = (reason(closing.seller_sees.as_ref()), seller_words);
        let row = self.end_with(&tx, actor, row, asked.end).await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }

    /// Writes that a deal ended.
    pub(super) async fn end_with(
        &self,
        tx: &store::Tx,
        actor: &Actor,
        mut row: deal::Model,
        end: DealEnd,
    ) -> Result<deal::Model, AppError> {
        row.outcome = Some(end.code().to_owned());
        (row.ended_at, row.ended_by) = (Some(self.now_ms()), actor.id());
        let change = self.change_of(actor, row.id, kind::ENDED, None, row.outcome.clone());
        store::deals::append_changes(tx, vec![change]).await?;
        self.write_deal(tx, actor, row, "deal_ended").await
    }

    /// Opens a deal again that was closed by mistake, or that the customer took up again. How it had ended stays in its changes.
    pub async fn reopen_deal(&self, actor: &Actor, id: Uuid, step: DealStep) -> Result<DealView, AppError> {
        let (what, due) = checked_step("", &step, self.now())?;
        let tx = self.store.begin().await?;
        let mut row = self.deal_worked(&tx, actor, id).await?;
        if row.ended_at.is_none() {
            return Err(AppError::conflict("deal_open", "the deal is open"));
        }
        let change = self.change_of(actor, id, kind::REOPENED, row.outcome.take(), None);
        store::deals::append_changes(&tx, vec![change]).await?;
        (row.ended_at, row.ended_by, row.decision) = (None, None, None);
        (row.buyer_reason, row.buyer_words) = (None, None);
        (row.seller_reason, row.seller_words) = (None, None);
        (row.next_step, row.next_step_at) = (what, Some(due));
        let row = self.write_deal(&tx, actor, row, "deal_reopened").await?;
        tx.commit().await?;
        self.deal_view(actor, row).await
    }
}

//! What customers buy from rivals, as far as somebody knows or estimates it: appended, each with its source.

use jiff::civil::Date;
use method::{Coded, Timestamp, classes::purchases::RivalSource};
use serde::{Deserialize, Serialize};
use store::entities::rival_share;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{LineRef, date_of, day_number, record::is_currency};
use crate::{Actor, App, AppError, FieldError, UserRef, app::user_ref};

/// What a customer bought from a rival in a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RivalShareView {
    pub id: Uuid,
    pub line: LineRef,
    pub rival: String,
    pub amount_minor: i64,
    pub currency: String,
    #[schema(value_type = String)]
    pub from: Date,
    #[schema(value_type = String)]
    pub to: Date,
    pub source: RivalSource,
    /// from whom or how it is known
    pub note: String,
    pub by: Option<UserRef>,
    pub at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddRivalShare {
    /// the general line where absent
    pub line_id: Option<Uuid>,
    pub rival: String,
    pub amount_minor: i64,
    /// ISO 4217
    pub currency: String,
    #[schema(value_type = String)]
    pub from: Date,
    #[schema(value_type = String)]
    pub to: Date,
    pub source: RivalSource,
    /// from whom or how it is known; needed of an estimate
    #[serde(default)]
    pub note: String,
}

impl App {
    /// What rivals sell to a customer, the latest period first.
    pub async fn rival_shares(&self, actor: &Actor, party: Uuid) -> Result<Vec<RivalShareView>, AppError> {
        let row = self.party_seen(&self.store, actor, party).await?;
        let names = self.line_names(&self.store, &[]).await?;
        let users = self.user_names().await?;
        let view = |row: rival_share::Model| RivalShareView {
            line: names.line(row.line_id),
            source: RivalSource::from_code(&row.source).unwrap_or(RivalSource::Estimated),
            from: date_of(row.from_day),
            to: date_of(row.to_day),
            by: user_ref(&users, row.by),
            at: row.at.into(),
            id: row.id,
            rival: row.rival,
            amount_minor: row.amount_minor,
            currency: row.currency,
            note: row.note,
        };
        Ok(store::orders::rival_shares_of(&self.store, row.id).await?.into_iter().map(view).collect())
    }

    pub async fn add_rival_share(
        &self,
        actor: &Actor,
        party: Uuid,
        asked: AddRivalShare,
    ) -> Result<Vec<RivalShareView>, AppError> {
        let (rival, note) = (asked.rival.trim(), asked.note.trim());
        let mut errors = Vec::new();
        if rival.is_empty() || rival.chars().count() > 200 {
            errors.push(FieldError::new("/rival", "required", "name the rival in 1 to 200 characters"));
        }
        if asked.amount_minor < 0 {
            errors.push(FieldError::new("/amount_minor", "out_of_range", "an amount from zero on is needed"));
        }
        if !is_currency(&asked.currency) {
            errors.push(FieldError::new("/currency", "malformed", "use an ISO 4217 code such as CNY"));
        }
        if asked.to < asked.from {
            errors.push(FieldError::new("/to", "out_of_range", "the period ends before it begins"));
        }
        if note.chars().count() > 1_000 || (asked.source == RivalSource::Estimated && note.is_empty()) {
            errors.push(FieldError::new("/note", "required", "say how it was estimated, in at most 1000 characters"));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let line = asked.line_id.unwrap_or(store::products::GENERAL_LINE);
        let tx = self.store.begin().await?;
        self.party_edited(&tx, actor, party).await?;
        if store::products::line(&tx, line).await?.is_none() {
            return Err(AppError::invalid("/line_id", "unknown", "there is no such product line"));
        }
        let row = rival_share::Model {
            id: self.new_id(),
            party_id: party,
            line_id: line,
            rival: rival.to_owned(),
            amount_minor: asked.amount_minor,
            currency: asked.currency,
            from_day: day_number(asked.from),
            to_day: day_number(asked.to),
            source: asked.source.code().to_owned(),
            note: note.to_owned(),
            by: actor.id(),
            at: self.now_ms(),
            retracted_at: None,
        };
        let detail = serde_json::json!({ "rival_share": row.id });
        store::orders::insert_rival_shares(&tx, vec![row]).await?;
        self.audit(&tx, actor, "rival_share_added", ("party", &party.to_string()), detail).await?;
        tx.commit().await?;
        self.rival_shares(actor, party).await
    }

    /// Takes back what turned out to be wrong.
    pub async fn retract_rival_share(&self, actor: &Actor, party: Uuid, id: Uuid) -> Result<(), AppError> {
        let tx = self.store.begin().await?;
        self.party_edited(&tx, actor, party).await?;
        if !store::orders::retract_rival_share(&tx, party, id, self.now_ms()).await? {
            return Err(AppError::NotFound("rival share"));
        }
        let detail = serde_json::json!({ "rival_share": id });
        self.audit(&tx, actor, "rival_share_retracted", ("party", &party.to_string()), detail).await?;
        Ok(tx.commit().await?)
    }
}

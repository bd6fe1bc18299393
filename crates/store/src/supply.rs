//! The counts behind the supply of prospects (PRO-8), and the figures kept of the slow ones.
//!
//! What changes by the minute (who is in hand, who still buys) is counted when asked for, each by an index that holds all its
//! columns of the few rows in question. What is counted over years is counted by a job and kept.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Asterisk, Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{loss, party, supply_figure},
    rows::insert_all,
};

const DAY_MS: i64 = 86_400_000;

/// Whose records are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holders {
    /// those of everybody who holds some
    All,
    These(Vec<Uuid>),
}

impl Holders {
    pub(crate) fn among(&self, column: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::All => column.is_not_null(),
            Self::These(users) => column.is_in(users.iter().copied()),
        }
    }
}

fn count() -> SimpleExpr {
    Expr::col(Asterisk).count()
}

/// Prospects in hand that are alike in everything that is shown of them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InHand {
    pub owner_id: Uuid,
    pub kind: String,
    pub grade: String,
    pub man: String,
    pub colour: String,
    pub count: i64,
}

/// Counts the prospects in hand at a moment.
pub async fn in_hand(db: &impl Db, holders: &Holders, now: i64) -> Result<Vec<InHand>, StoreError> {
    use party::Column as C;
    let alike = [C::OwnerId, C::Kind, C::Grade, C::Man, C::Colour];
    let mut find = party::Entity::find().select_only().columns(alike).column_as(count(), "count");
    for column in alike {
        find = find.group_by(column);
    }
    let find = find.filter(C::InHandUntil.gt(now)).filter(holders.among(C::OwnerId));
    Ok(find.into_model().all(db.connection()).await?)
}

/// Counts the customers who are still buying at a moment, by owner.
pub async fn still_buying(db: &impl Db, holders: &Holders, now: i64) -> Result<Vec<(Uuid, i64)>, StoreError> {
    use party::Column as C;
    let find = party::Entity::find()
        .select_only()
        .column(C::OwnerId)
        .column_as(count(), "count")
        .filter(C::BuyingUntil.gt(now))
        .filter(holders.among(C::OwnerId))
        .group_by(C::OwnerId);
    Ok(find.into_tuple().all(db.connection()).await?)
}

/// Prospects screened by somebody on a day, counted backwards from the present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ScreenedDay {
    pub screened_by: Uuid,
    pub days_ago: i64,
    pub count: i64,
}

/// Prospects screened since a moment, by whom and by day.
pub async fn screened_days(db: &impl Db, since: i64, now: i64) -> Result<Vec<ScreenedDay>, StoreError> {
    use party::Column as C;
    let days_ago = Expr::val(now).sub(Expr::col(C::ScreenedAt)).div(DAY_MS);
    let find = party::Entity::find()
        .select_only()
        .column(C::ScreenedBy)
        .column_as(days_ago, "days_ago")
        .column_as(count(), "count")
        .filter(C::ScreenedAt.gt(since))
        .filter(C::ScreenedAt.lte(now))
        .filter(C::ScreenedBy.is_not_null())
        .group_by(C::ScreenedBy)
        .group_by(Expr::col("days_ago"));
    Ok(find.into_model().all(db.connection()).await?)
}

/// The first order of a customer, and the screening that went before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Won {
    pub owner_id: Option<Uuid>,
    pub screened_by: Option<Uuid>,
    pub screened_at: Option<i64>,
    pub won_at: i64,
}

/// Everybody who ever bought.
pub async fn won(db: &impl Db, now: i64) -> Result<Vec<Won>, StoreError> {
    use party::Column as C;
    let find = party::Entity::find()
        .select_only()
        .columns([C::OwnerId, C::ScreenedBy, C::ScreenedAt, C::WonAt])
        .filter(C::WonAt.lte(now));
    Ok(find.into_model().all(db.connection()).await?)
}

/// Customers whose time without an order has run out, some at a time.
pub async fn lapsed(db: &impl Db, now: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find()
        .filter(party::Column::BuyingUntil.lte(now))
        .filter(party::Column::Status.eq("customer"))
        .order_by_asc(party::Column::BuyingUntil);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Prospects given up whose day to look again has come, some at a time.
pub async fn to_reopen(db: &impl Db, now: i64, limit: u64) -> Result<Vec<party::Model>, StoreError> {
    let find = party::Entity::find().filter(party::Column::ReopenAt.lte(now)).order_by_asc(party::Column::ReopenAt);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The figures that were counted last.
pub async fn figures(db: &impl Db) -> Result<Vec<supply_figure::Model>, StoreError> {
    Ok(supply_figure::Entity::find().all(db.connection()).await?)
}

/// The figures of one scope.
pub async fn figure(db: &impl Db, scope: Uuid) -> Result<Option<supply_figure::Model>, StoreError> {
    Ok(supply_figure::Entity::find_by_id(scope).one(db.connection()).await?)
}

/// Puts figures in place of all that were kept.
pub async fn keep_figures(tx: &Tx, rows: Vec<supply_figure::Model>) -> Result<(), StoreError> {
    supply_figure::Entity::delete_many().exec(tx.connection()).await?;
    insert_all::<supply_figure::Entity>(tx, rows).await
}

/// Losses of one kind for one reason, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct LossCount {
    pub kind: String,
    pub reason: String,
    pub currency: Option<String>,
    pub count: i64,
    pub amount_minor: Option<i64>,
}

/// Counts losses since a moment by kind and reason.
pub async fn loss_counts(db: &impl Db, holders: &Holders, since: i64, now: i64) -> Result<Vec<LossCount>, StoreError> {
    use loss::Column as L;
    let mut find = loss::Entity::find()
        .select_only()
        .columns([L::Kind, L::Reason, L::Currency])
        .column_as(count(), "count")
        .column_as(SimpleExpr::from(Func::sum(Expr::col(L::AmountMinor))).cast_as("bigint"), "amount_minor")
        .filter(L::At.gt(since))
        .filter(L::At.lte(now))
        .filter(L::RetractedAt.is_null())
        .group_by(L::Kind)
        .group_by(L::Reason)
        .group_by(L::Currency);
    if let Holders::These(users) = holders {
        find = find.filter(L::OwnerId.is_in(users.iter().copied()));
    }
    Ok(find.into_model().all(db.connection()).await?)
}

/// Every loss of a kind that stands.
pub async fn losses_of_kind(db: &impl Db, kind: &str) -> Result<Vec<loss::Model>, StoreError> {
    let find = loss::Entity::find().filter(loss::Column::Kind.eq(kind)).filter(loss::Column::RetractedAt.is_null());
    Ok(find.all(db.connection()).await?)
}

/// The losses of a party that stand, newest first.
pub async fn losses_of(db: &impl Db, party: Uuid) -> Result<Vec<loss::Model>, StoreError> {
    let find = loss::Entity::find()
        .filter(loss::Column::PartyId.eq(party))
        .filter(loss::Column::RetractedAt.is_null())
        .order_by_desc(loss::Column::At)
        .order_by_desc(loss::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// The losses of these parties as customers that stand, party by party and newest first.
pub async fn customer_losses(db: &impl Db, parties: &[Uuid]) -> Result<Vec<loss::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = loss::Entity::find()
            .filter(loss::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(loss::Column::Kind.eq("customer"))
            .filter(loss::Column::RetractedAt.is_null())
            .order_by_asc(loss::Column::PartyId)
            .order_by_desc(loss::Column::At)
            .order_by_desc(loss::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

pub async fn insert_losses(tx: &Tx, rows: Vec<loss::Model>) -> Result<(), StoreError> {
    insert_all::<loss::Entity>(tx, rows).await
}

/// Takes losses back.
pub async fn retract_losses(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        let update = loss::Entity::update_many()
            .col_expr(loss::Column::RetractedAt, Expr::val(Some(now)))
            .filter(loss::Column::Id.is_in(chunk.iter().copied()));
        update.exec(tx.connection()).await?;
    }
    Ok(())
}

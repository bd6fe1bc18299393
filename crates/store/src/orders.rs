//! Orders and returns with their lines, and what rivals sell.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, Func, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{customer_order, order_line, party, rival_share},
    parties::Reach,
    rows::{column_of, insert_all, insert_each, update_one},
};

/// Ids that one statement names at most.
const IDS: usize = 5_000;

/// What an order is, beside a return.
pub const ORDER: &str = "order";
/// What is brought back.
pub const RETURN: &str = "return";

/// Appends orders with their lines.
pub async fn insert(
    tx: &Tx,
    orders: Vec<customer_order::Model>,
    lines: Vec<order_line::Model>,
) -> Result<(), StoreError> {
    insert_orders(tx, orders.into_iter()).await?;
    insert_lines(tx, lines).await
}

/// Appends orders without their lines, each made when its turn comes.
pub async fn insert_orders(
    tx: &Tx,
    orders: impl ExactSizeIterator<Item = customer_order::Model>,
) -> Result<(), StoreError> {
    insert_each::<customer_order::Entity>(tx, orders).await
}

pub async fn insert_lines(tx: &Tx, lines: Vec<order_line::Model>) -> Result<(), StoreError> {
    insert_all::<order_line::Entity>(tx, lines).await
}

pub async fn order(db: &impl Db, id: Uuid) -> Result<Option<customer_order::Model>, StoreError> {
    Ok(customer_order::Entity::find_by_id(id).one(db.connection()).await?)
}

/// Whose these orders are.
pub async fn customers_of(db: &impl Db, orders: &[Uuid]) -> Result<HashMap<Uuid, Uuid>, StoreError> {
    use customer_order::{Column, Entity};
    column_of::<Entity, _>(db, (Column::Id, Column::PartyId), orders).await
}

/// The lines of these orders, order by order.
pub async fn lines_of(db: &impl Db, orders: &[Uuid]) -> Result<Vec<order_line::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in orders.chunks(IDS) {
        let find = order_line::Entity::find()
            .filter(order_line::Column::OrderId.is_in(chunk.iter().copied()))
            .order_by_asc(order_line::Column::OrderId)
            .order_by_asc(order_line::Column::Position);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// The returns of an order that stand.
pub async fn returns_of(db: &impl Db, order: Uuid) -> Result<Vec<customer_order::Model>, StoreError> {
    let find = customer_order::Entity::find()
        .filter(customer_order::Column::ReturnedId.eq(order))
        .filter(customer_order::Column::VoidedAt.is_null())
        .order_by_asc(customer_order::Column::Day);
    Ok(find.all(db.connection()).await?)
}

/// Voids orders that stand; their numbers are free again.
pub async fn void(tx: &Tx, ids: &[Uuid], by: Option<Uuid>, reason: &str, now: i64) -> Result<u64, StoreError> {
    use customer_order::Column as C;
    let mut voided = 0;
    for chunk in ids.chunks(IDS) {
        let update = customer_order::Entity::update_many()
            .col_expr(C::VoidedAt, Expr::val(Some(now)))
            .col_expr(C::VoidedBy, Expr::val(by))
            .col_expr(C::VoidReason, Expr::val(Some(reason)))
            .col_expr(C::NumberKey, Expr::val(None::<String>))
            .filter(C::Id.is_in(chunk.iter().copied()))
            .filter(C::VoidedAt.is_null());
        voided += update.exec(tx.connection()).await?.rows_affected;
    }
    Ok(voided)
}

/// Where a page of orders goes on: the day and the id of the last row shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderCursor {
    pub day: i32,
    pub id: Uuid,
}

/// Which orders are shown.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    pub party: Option<Uuid>,
    /// an order with something of this line
    pub line: Option<Uuid>,
    pub from_day: Option<i32>,
    pub to_day: Option<i32>,
    pub kind: Option<String>,
    pub with_voided: bool,
}

impl OrderFilter {
    fn condition(&self) -> Condition {
        use customer_order::Column as C;
        let of_line = |line: Uuid| {
            let lines = Query::select()
                .column(order_line::Column::OrderId)
                .from(order_line::Entity)
                .and_where(order_line::Column::LineId.eq(line))
                .to_owned();
            C::Id.in_subquery(lines)
        };
        Condition::all()
            .add_option(self.party.map(|party| C::PartyId.eq(party)))
            .add_option(self.line.map(of_line))
            .add_option(self.from_day.map(|day| C::Day.gte(day)))
            .add_option(self.to_day.map(|day| C::Day.lte(day)))
            .add_option(self.kind.as_deref().map(|kind| C::Kind.eq(kind)))
            .add_option((!self.with_voided).then(|| C::VoidedAt.is_null()))
    }
}

fn joined_to_party() -> sea_orm::RelationDef {
    customer_order::Entity::belongs_to(party::Entity).from(customer_order::Column::PartyId).to(party::Column::Id).into()
}

/// One page of orders of customers within reach, the newest first.
pub async fn page(
    db: &impl Db,
    reach: &Reach,
    filter: &OrderFilter,
    after: Option<OrderCursor>,
    limit: u64,
) -> Result<Vec<customer_order::Model>, StoreError> {
    use customer_order::Column as C;
    let before = |cursor: OrderCursor| {
        let same_day = Condition::all().add(C::Day.eq(cursor.day)).add(C::Id.lt(cursor.id));
        Condition::any().add(C::Day.lt(cursor.day)).add(same_day)
    };
    let find = customer_order::Entity::find()
        .join(JoinType::InnerJoin, joined_to_party())
        .filter(reach.condition())
        .filter(filter.condition())
        .filter(Condition::all().add_option(after.map(before)))
        .order_by_desc(C::Day)
        .order_by_desc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The orders that hold these numbers of a source.
pub async fn holding_numbers(
    db: &impl Db,
    source: &str,
    numbers: &[String],
) -> Result<Vec<customer_order::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(IDS) {
        let find = customer_order::Entity::find()
            .filter(customer_order::Column::Source.eq(source))
            .filter(customer_order::Column::NumberKey.is_in(chunk));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// The orders of an import that stand, after an id, with their customers.
pub async fn of_import(db: &impl Db, run: Uuid, after: Uuid, limit: u64) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    use customer_order::Column as C;
    let find = customer_order::Entity::find()
        .select_only()
        .columns([C::Id, C::PartyId])
        .filter(C::ImportId.eq(run))
        .filter(C::VoidedAt.is_null())
        .filter(C::Id.gt(after))
        .order_by_asc(C::Id);
    Ok(find.limit(limit).into_tuple().all(db.connection()).await?)
}

/// One line of an order that stands, as the rules on customers read it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Bought {
    pub party_id: Uuid,
    pub order_id: Uuid,
    pub line_id: Uuid,
    pub position: i32,
    pub kind: String,
    pub day: i32,
    pub ordered_at: i64,
    pub currency: String,
    pub amount_minor: i64,
    pub margin_minor: Option<i64>,
    pub contract_until_day: Option<i32>,
}

/// From a line to its order.
pub(crate) fn line_of_order() -> sea_orm::RelationDef {
    order_line::Entity::belongs_to(customer_order::Entity)
        .from(order_line::Column::OrderId)
        .to(customer_order::Column::Id)
        .into()
}

fn bought() -> sea_orm::Select<order_line::Entity> {
    use customer_order::Column as C;
    use order_line::Column as L;
    order_line::Entity::find()
        .join(JoinType::InnerJoin, line_of_order())
        .select_only()
        .columns([L::OrderId, L::LineId, L::Position, L::AmountMinor, L::MarginMinor])
        .columns([C::PartyId, C::Kind, C::Day, C::OrderedAt, C::Currency, C::ContractUntilDay])
        .filter(C::VoidedAt.is_null())
        .order_by_asc(C::PartyId)
        .order_by_asc(C::Day)
        .order_by_asc(L::OrderId)
        .order_by_asc(L::Position)
}

/// Everything that these parties bought, party by party and oldest first.
pub async fn bought_by(db: &impl Db, parties: &[Uuid]) -> Result<Vec<Bought>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = bought().filter(customer_order::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(find.into_model().all(db.connection()).await?);
    }
    Ok(found)
}

/// Everything that the next parties after one bought, party by party and oldest first: all of `parties` customers at most.
/// Nothing where there is none left.
pub async fn bought_after(db: &impl Db, after: Option<Uuid>, parties: u64) -> Result<Vec<Bought>, StoreError> {
    use customer_order::Column as C;
    let next = customer_order::Entity::find()
        .select_only()
        .column(C::PartyId)
        .distinct()
        .filter(C::VoidedAt.is_null())
        .filter(Condition::all().add_option(after.map(|after| C::PartyId.gt(after))))
        .order_by_asc(C::PartyId)
        .limit(parties);
    let ids: Vec<Uuid> = next.into_tuple().all(db.connection()).await?;
    bought_by(db, &ids).await
}

/// How many lines stand in each currency, up to a day where one is given.
pub async fn lines_by_currency(db: &impl Db, until: Option<i32>) -> Result<Vec<(String, i64)>, StoreError> {
    use customer_order::Column as C;
    let find = order_line::Entity::find()
        .join(JoinType::InnerJoin, line_of_order())
        .select_only()
        .column(C::Currency)
        .column_as(order_line::Column::Position.count(), "lines")
        .filter(C::VoidedAt.is_null())
        .filter(Condition::all().add_option(until.map(|day| C::Day.lte(day))))
        .group_by(C::Currency);
    Ok(find.into_tuple().all(db.connection()).await?)
}

/// Counts and sums of the lines that stand in a currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct LineTotals {
    pub lines: i64,
    pub amount_minor: i64,
    pub with_margin: i64,
    pub margin_minor: i64,
}

/// Everything that stands in a currency, counted and added up.
pub async fn line_totals(db: &impl Db, currency: &str) -> Result<LineTotals, StoreError> {
    use customer_order::Column as C;
    use order_line::Column as L;
    let sum = |column: L| {
        let sum: SimpleExpr = Func::sum(Expr::col((order_line::Entity, column))).into();
        SimpleExpr::from(Func::coalesce([sum, Expr::val(0_i64)])).cast_as("bigint")
    };
    let find = order_line::Entity::find()
        .join(JoinType::InnerJoin, line_of_order())
        .select_only()
        .column_as(L::Position.count(), "lines")
        .column_as(sum(L::AmountMinor), "amount_minor")
        .column_as(L::MarginMinor.count(), "with_margin")
        .column_as(sum(L::MarginMinor), "margin_minor")
        .filter(C::VoidedAt.is_null())
        .filter(C::Currency.eq(currency));
    Ok(find.into_model().one(db.connection()).await?.unwrap_or_default())
}

/// Whether any order was written or voided since a moment.
pub async fn any_since(db: &impl Db, moment: i64) -> Result<bool, StoreError> {
    use customer_order::Column as C;
    let since = Condition::any().add(C::CreatedAt.gte(moment)).add(C::VoidedAt.gte(moment));
    Ok(customer_order::Entity::find().filter(since).limit(1).one(db.connection()).await?.is_some())
}

/// Whether any order was ever taken down.
pub async fn any(db: &impl Db) -> Result<bool, StoreError> {
    Ok(customer_order::Entity::find().limit(1).one(db.connection()).await?.is_some())
}

pub async fn insert_rival_shares(tx: &Tx, rows: Vec<rival_share::Model>) -> Result<(), StoreError> {
    insert_all::<rival_share::Entity>(tx, rows).await
}

/// What rivals sell to a customer, as far as it stands, the latest period first.
pub async fn rival_shares_of(db: &impl Db, party: Uuid) -> Result<Vec<rival_share::Model>, StoreError> {
    let find = rival_share::Entity::find()
        .filter(rival_share::Column::PartyId.eq(party))
        .filter(rival_share::Column::RetractedAt.is_null())
        .order_by_desc(rival_share::Column::ToDay)
        .order_by_desc(rival_share::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// Takes one back; answers whether it stood.
pub async fn retract_rival_share(tx: &Tx, party: Uuid, id: Uuid, now: i64) -> Result<bool, StoreError> {
    let update = rival_share::Entity::update_many()
        .col_expr(rival_share::Column::RetractedAt, Expr::val(Some(now)))
        .filter(rival_share::Column::Id.eq(id))
        .filter(rival_share::Column::PartyId.eq(party))
        .filter(rival_share::Column::RetractedAt.is_null());
    Ok(update.exec(tx.connection()).await?.rows_affected > 0)
}

/// Takes the lines of a party's orders out for good, when the person is erased.
pub(crate) async fn erase_lines(tx: &Tx, party: Uuid) -> Result<(), StoreError> {
    let orders = Query::select()
        .column(customer_order::Column::Id)
        .from(customer_order::Entity)
        .and_where(customer_order::Column::PartyId.eq(party))
        .to_owned();
    let delete = Query::delete()
        .from_table(order_line::Entity)
        .and_where(Expr::col(order_line::Column::OrderId).in_subquery(orders))
        .to_owned();
    tx.connection().execute(&delete).await?;
    Ok(())
}

/// Whose purchases make the sales of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sales {
    /// customers whose first order lies in it
    pub won: u64,
    /// customers from before who bought in it
    pub kept: u64,
    pub sales_won_minor: i64,
    pub sales_kept_minor: i64,
}

/// Sums up the orders and returns from a day up to another, in one currency, apart for customers won between two moments and
/// those from before.
pub async fn sales_between(
    db: &impl Db,
    reach: &Reach,
    (from, to): (i32, i32),
    (start, end): (i64, i64),
    currency: &str,
) -> Result<Sales, StoreError> {
    use customer_order::Column as C;
    let of_period = |won: Condition| {
        customer_order::Entity::find()
            .join(JoinType::InnerJoin, joined_to_party())
            .select_only()
            .column_as(SimpleExpr::from(Func::count_distinct(Expr::col((customer_order::Entity, C::PartyId)))), "heads")
            .column_as(C::AmountMinor.sum().cast_as("bigint"), "amount")
            .filter(C::VoidedAt.is_null())
            .filter(C::Day.gte(from))
            .filter(C::Day.lte(to))
            .filter(C::Currency.eq(currency))
            .filter(reach.condition())
            .filter(won)
    };
    let won = Condition::all().add(party::Column::WonAt.gte(start)).add(party::Column::WonAt.lt(end));
    let earlier = Condition::all().add(party::Column::WonAt.lt(start));
    let mut sales = Sales::default();
    if let Some((heads, amount)) = of_period(won).into_tuple::<(i64, Option<i64>)>().one(db.connection()).await? {
        (sales.won, sales.sales_won_minor) = (heads.unsigned_abs(), amount.unwrap_or(0));
    }
    if let Some((heads, amount)) = of_period(earlier).into_tuple::<(i64, Option<i64>)>().one(db.connection()).await? {
        (sales.kept, sales.sales_kept_minor) = (heads.unsigned_abs(), amount.unwrap_or(0));
    }
    Ok(sales)
}

/// Which of these parties have orders, those that were voided too.
pub async fn with_orders(db: &impl Db, parties: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = customer_order::Entity::find()
            .select_only()
            .column(customer_order::Column::PartyId)
            .distinct()
            .filter(customer_order::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Which of these parties have orders that did not come with this import, those that were voided too.
pub async fn with_other_orders(db: &impl Db, parties: &[Uuid], run: Uuid) -> Result<Vec<Uuid>, StoreError> {
    use customer_order::Column as C;
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let other = Condition::any().add(C::ImportId.is_null()).add(C::ImportId.ne(run));
        let find = customer_order::Entity::find()
            .select_only()
            .column(C::PartyId)
            .distinct()
            .filter(C::PartyId.is_in(chunk.iter().copied()))
            .filter(other);
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Whose the orders of an import are, voided ones too, in the order of the ids.
pub async fn customers_of_import(db: &impl Db, run: Uuid) -> Result<Vec<Uuid>, StoreError> {
    use customer_order::Column as C;
    let find = customer_order::Entity::find().select_only().column(C::PartyId).distinct().filter(C::ImportId.eq(run));
    Ok(find.order_by_asc(C::PartyId).into_tuple().all(db.connection()).await?)
}

/// Adds lines to an order that the same import began.
pub async fn extend(tx: &Tx, order: customer_order::Model, lines: Vec<order_line::Model>) -> Result<(), StoreError> {
    update_one::<customer_order::Entity, _>(tx, order).await?;
    insert_lines(tx, lines).await
}

/// Which of these orders something was returned of that stands.
pub async fn with_returns(db: &impl Db, orders: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for chunk in orders.chunks(IDS) {
        let find = customer_order::Entity::find()
            .select_only()
            .column(customer_order::Column::ReturnedId)
            .distinct()
            .filter(customer_order::Column::ReturnedId.is_in(chunk.iter().copied()))
            .filter(customer_order::Column::VoidedAt.is_null());
        found.extend(find.into_tuple::<Option<Uuid>>().all(db.connection()).await?.into_iter().flatten());
    }
    Ok(found)
}

/// The rows of a file that the lines of these orders came from.
pub async fn rows_of_orders(db: &impl Db, orders: &[Uuid]) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    for chunk in orders.chunks(IDS) {
        let find = order_line::Entity::find()
            .select_only()
            .column(order_line::Column::ImportRow)
            .filter(order_line::Column::OrderId.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<Option<i64>>().all(db.connection()).await?.into_iter().flatten());
    }
    Ok(found)
}

/// What a customer bought net over some time, and whose they are.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CustomerSales {
    pub party_id: Uuid,
    pub owner_id: Option<Uuid>,
    pub team_id: Option<Uuid>,
    pub amount_minor: i64,
}

/// What customers within reach bought from a day on, in one currency.
pub async fn sales_by_customer(
    db: &impl Db,
    reach: &Reach,
    from: i32,
    currency: &str,
) -> Result<Vec<CustomerSales>, StoreError> {
    use customer_order::Column as C;
    let find = customer_order::Entity::find()
        .join(JoinType::InnerJoin, joined_to_party())
        .select_only()
        .column(C::PartyId)
        .column_as(party::Column::OwnerId, "owner_id")
        .column_as(party::Column::TeamId, "team_id")
        .column_as(C::AmountMinor.sum().cast_as("bigint"), "amount_minor")
        .filter(C::VoidedAt.is_null())
        .filter(C::Day.gte(from))
        .filter(C::Currency.eq(currency))
        .filter(reach.condition())
        .group_by(C::PartyId)
        .group_by(party::Column::OwnerId)
        .group_by(party::Column::TeamId);
    Ok(find.into_model().all(db.connection()).await?)
}

//! What customers bought, as the rules on buying read it: by an order that stands, or heard of in a contact. Returns are none.

use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError,
    entities::{activity, customer_order, order_line, product_line},
};

/// Ids that one statement names at most.
const IDS: usize = 5_000;

/// Something of a product line that an order brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    pub party_id: Uuid,
    pub line_id: Uuid,
    pub at: i64,
    pub day: i32,
    /// the last day of its contract, where it has one
    pub contract_until_day: Option<i32>,
}

/// Contacts in which something was bought.
fn heard() -> Select<activity::Entity> {
    use activity::Column as A;
    activity::Entity::find()
        .select_only()
        .columns([A::PartyId, A::At])
        .filter(Expr::col(A::Bought.as_column_ref()))
        .filter(A::RetractedAt.is_null())
}

/// Lines of orders that stand, by which something was bought.
fn written_down() -> Select<order_line::Entity> {
    use customer_order::Column as C;
    use order_line::Column as L;
    order_line::Entity::find()
        .join(JoinType::InnerJoin, crate::orders::line_of_order())
        .select_only()
        .columns([C::PartyId, C::OrderedAt])
        .filter(C::VoidedAt.is_null())
        .filter(C::Kind.eq(crate::orders::ORDER))
        .filter(L::AmountMinor.gt(0))
}

/// When the first order was made, of all on record.
pub async fn first(db: &impl Db) -> Result<Option<i64>, StoreError> {
    let heard: Option<Option<i64>> = activity::Entity::find()
        .select_only()
        .column_as(activity::Column::At.min(), "at")
        .filter(Expr::col(activity::Column::Bought.as_column_ref()))
        .filter(activity::Column::RetractedAt.is_null())
        .into_tuple()
        .one(db.connection())
        .await?;
    let first = customer_order::Entity::find()
        .select_only()
        .column(customer_order::Column::OrderedAt)
        .filter(customer_order::Column::VoidedAt.is_null())
        .filter(customer_order::Column::Kind.eq(crate::orders::ORDER))
        .order_by_asc(customer_order::Column::Day)
        .limit(1);
    let written: Option<i64> = first.into_tuple().one(db.connection()).await?;
    Ok(heard.flatten().into_iter().chain(written).min())
}

/// The next customers after one of whom an order was heard of or written down, by id.
pub async fn customers_after(db: &impl Db, after: Option<Uuid>, customers: u64) -> Result<Vec<Uuid>, StoreError> {
    let beyond = |column: SimpleExpr| Condition::all().add_option(after.map(|after| column.gt(after)));
    let heard = activity::Entity::find()
        .select_only()
        .column(activity::Column::PartyId)
        .distinct()
        .filter(Expr::col(activity::Column::Bought.as_column_ref()))
        .filter(activity::Column::RetractedAt.is_null())
        .filter(beyond(Expr::col(activity::Column::PartyId)))
        .order_by_asc(activity::Column::PartyId);
    let mut ids: Vec<Uuid> = heard.limit(customers).into_tuple().all(db.connection()).await?;
    let written = customer_order::Entity::find()
        .select_only()
        .column(customer_order::Column::PartyId)
        .distinct()
        .filter(beyond(Expr::col(customer_order::Column::PartyId)))
        .order_by_asc(customer_order::Column::PartyId);
    ids.extend(written.limit(customers).into_tuple::<Uuid>().all(db.connection()).await?);
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(usize::try_from(customers).unwrap_or(usize::MAX));
    Ok(ids)
}

/// What these parties bought by orders, party by party and oldest first.
///
/// There is one row for each party and product line: to hand over a row for each purchase costs more than to read it.
pub async fn written_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<Purchase>, StoreError> {
    use customer_order::Column as C;
    use order_line::Column as L;
    let when = [C::Day, C::OrderedAt, C::ContractUntilDay].map(|column| Expr::col((customer_order::Entity, column)));
    let one = Func::cust("concat_ws").args([Expr::val(BETWEEN.to_string())].into_iter().chain(when));
    let all = Func::cust("string_agg").args([SimpleExpr::from(one), Expr::val(AFTER.to_string())]);
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let some = written_down()
            .select_only()
            .column(C::PartyId)
            .column(L::LineId)
            .expr(all.clone())
            .filter(C::PartyId.is_in(chunk.iter().copied()))
            .group_by(C::PartyId)
            .group_by(L::LineId);
        for (party_id, line_id, packed) in some.into_tuple::<(Uuid, Uuid, String)>().all(db.connection()).await? {
            for one in packed.split(AFTER) {
                found.push(purchase(party_id, line_id, one)?);
            }
        }
    }
    // each row is in order nearly always: of that a stable sort makes use
    found.sort_by_key(|purchase| (purchase.party_id, purchase.day, purchase.at, purchase.line_id));
    Ok(found)
}

/// Between the numbers of a purchase, and after each but the last.
const BETWEEN: char = ' ';
const AFTER: char = ',';

fn purchase(party_id: Uuid, line_id: Uuid, packed: &str) -> Result<Purchase, StoreError> {
    let unreadable = || StoreError::from(DbErr::Type(format!("a purchase that reads {packed:?}")));
    let mut numbers = packed.split(BETWEEN).map(|number| number.parse::<i64>().map_err(|_| unreadable()));
    let mut next = || numbers.next().transpose();
    let (day, at) = (next()?.ok_or_else(unreadable)?, next()?.ok_or_else(unreadable)?);
    let as_day = |day: i64| i32::try_from(day).map_err(|_| unreadable());
    let contract_until_day = next()?.map(as_day).transpose()?;
    Ok(Purchase { party_id, line_id, at, day: as_day(day)?, contract_until_day })
}

/// When these parties bought something of which was only heard in a contact.
pub async fn heard_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let some = heard().filter(activity::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(some.into_tuple::<(Uuid, i64)>().all(db.connection()).await?);
    }
    Ok(found)
}

/// When these parties bought something at all.
pub async fn moments_of(db: &impl Db, parties: &[Uuid]) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let mut found = heard_of(db, parties).await?;
    for chunk in parties.chunks(IDS) {
        let written = written_down().filter(customer_order::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(written.into_tuple::<(Uuid, i64)>().all(db.connection()).await?);
    }
    Ok(found)
}

/// The last day of the last contract of these parties in product lines that are sold by contract.
pub async fn contract_ends(db: &impl Db, parties: &[Uuid]) -> Result<Vec<(Uuid, i32)>, StoreError> {
    use customer_order::Column as C;
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let of_line = order_line::Entity::belongs_to(product_line::Entity)
            .from(order_line::Column::LineId)
            .to(product_line::Column::Id);
        let find = order_line::Entity::find()
            .join(JoinType::InnerJoin, crate::orders::line_of_order())
            .join(JoinType::InnerJoin, of_line.into())
            .select_only()
            .column(C::PartyId)
            .column_as(C::ContractUntilDay.max(), "day")
            .filter(C::VoidedAt.is_null())
            .filter(C::Kind.eq(crate::orders::ORDER))
            .filter(C::ContractUntilDay.is_not_null())
            .filter(order_line::Column::AmountMinor.gt(0))
            .filter(product_line::Column::Contract.eq(true))
            .filter(C::PartyId.is_in(chunk.iter().copied()))
            .group_by(C::PartyId);
        found.extend(find.into_tuple::<(Uuid, i32)>().all(db.connection()).await?);
    }
    Ok(found)
}

//! Customers by class: pages, counts, and who moved from one class to another between two runs.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Asterisk, Expr, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError,
    entities::{customer_class, party},
    parties::Reach,
};

/// What a list of customers is sorted by, largest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClassSort {
    #[default]
    Contribution,
    /// how unusual the silence is
    Risk,
    /// lifetime value; whoever has none comes last
    Value,
}

/// Where a page goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassCursor {
    pub value: f64,
    pub party: Uuid,
}

/// Which customers are listed.
#[derive(Clone, Debug)]
pub struct ClassFilter {
    pub run: Uuid,
    /// a product line; the nil id for all of them
    pub line: Uuid,
    pub reach: Reach,
    pub abc: Vec<String>,
    pub existing: Vec<String>,
    pub face: Vec<String>,
    pub alert: Option<bool>,
    /// bought once
    pub once: Option<bool>,
    pub region: Option<String>,
    /// first bought in these days, both included
    pub first_day: Option<(i32, i32)>,
    /// class A, EI, or a face
    pub key_customers: bool,
    /// those who were in another class before
    pub moved: Option<Moved>,
}

/// Customers whose class by contribution and stability is another than in an earlier run.
#[derive(Clone, Debug)]
pub struct Moved {
    /// the earlier run, whose customers are kept
    pub since: Uuid,
    /// the classes they were in then; any where none is named
    pub was: Vec<String>,
}

impl Moved {
    fn condition(&self, line: Uuid) -> SimpleExpr {
        use customer_class::Column as C;
        let before = Alias::new("earlier");
        let then = |column: C| Expr::col((before.clone(), column));
        let now = |column: C| Expr::col((customer_class::Entity, column));
        let mut earlier = Query::select();
        earlier
            .expr(Expr::val(1))
            .from_as(customer_class::Entity, before.clone())
            .and_where(then(C::RunId).eq(self.since))
            .and_where(then(C::LineId).eq(line))
            .and_where(then(C::PartyId).eq(now(C::PartyId)))
            .and_where(then(C::Existing).ne(now(C::Existing)));
        if !self.was.is_empty() {
            earlier.and_where(then(C::Existing).is_in(self.was.iter().cloned()));
        }
        Expr::exists(earlier)
    }
}

impl ClassFilter {
    fn condition(&self) -> Condition {
        use customer_class::Column as C;
        let among = |column: C, codes: &[String]| (!codes.is_empty()).then(|| column.is_in(codes.iter().cloned()));
        Condition::all()
            .add(C::RunId.eq(self.run))
            .add(C::LineId.eq(self.line))
            .add(self.reach.condition())
            .add_option(among(C::Abc, &self.abc))
            .add_option(among(C::Existing, &self.existing))
            .add_option(among(C::Face, &self.face))
            .add_option(self.alert.map(silent))
            .add_option(self.once.map(|once| if once { C::Purchases.eq(1) } else { C::Purchases.ne(1) }))
            .add_option(self.region.as_ref().map(|region| party::Column::City.eq(region.as_str())))
            .add_option(self.first_day.map(|(from, to)| C::FirstDay.between(from, to)))
            .add_option(self.key_customers.then(key_customer))
            .add_option(self.moved.as_ref().map(|moved| moved.condition(self.line)))
    }
}

/// Unusually silent, or not. The column alone, without a value beside it, is what the index of the silent holds.
fn silent(alert: bool) -> SimpleExpr {
    let column = Expr::col((customer_class::Entity, customer_class::Column::RhythmAlert));
    if alert { column } else { column.not() }
}

/// Class A, EI, or a face by the figures.
pub(crate) fn key_customer() -> Condition {
    use customer_class::Column as C;
    Condition::any().add(C::Abc.eq("a")).add(C::Existing.eq("ei")).add(C::Face.ne(""))
}

fn joined() -> sea_orm::RelationDef {
    customer_class::Entity::belongs_to(party::Entity).from(customer_class::Column::PartyId).to(party::Column::Id).into()
}

/// One page of customers with their records, after a place in the order.
pub async fn page(
    db: &impl Db,
    filter: &ClassFilter,
    sort: ClassSort,
    after: Option<ClassCursor>,
    limit: u64,
) -> Result<Vec<(customer_class::Model, party::Model)>, StoreError> {
    use customer_class::Column as C;
    let column = match sort {
        ClassSort::Contribution => C::ContributionMinor,
        ClassSort::Risk => C::SilenceRank,
        ClassSort::Value => C::LifetimeSort,
    };
    let id = || Expr::col((customer_class::Entity, C::PartyId));
    let mut find = customer_class::Entity::find().join(JoinType::InnerJoin, joined()).filter(filter.condition());
    if let Some(ClassCursor { value, party }) = after {
        let value = match sort {
            ClassSort::Risk => Expr::val(value),
            ClassSort::Contribution | ClassSort::Value => Expr::val(value as i64),
        };
        let below = Expr::col((customer_class::Entity, column)).lt(value.clone());
        let same = Expr::col((customer_class::Entity, column)).eq(value).and(id().lt(party));
        find = find.filter(Condition::any().add(below).add(same));
    }
    let find = find.order_by_desc(column).order_by_desc(C::PartyId).limit(limit);
    let rows = find.select_also(party::Entity).all(db.connection()).await?;
    Ok(rows.into_iter().filter_map(|(class, party)| party.map(|party| (class, party))).collect())
}

/// How many customers are listed.
pub async fn counts(db: &impl Db, filter: &ClassFilter) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    let find = customer_class::Entity::find().join(JoinType::InnerJoin, joined()).filter(filter.condition());
    Ok(find.count(db.connection()).await?)
}

/// Customers who were in one class and are in another.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Move {
    pub was: String,
    pub becomes: String,
    pub customers: i64,
}

/// Counts the moves between two runs whose customers are kept, of all lines together.
pub async fn moves(db: &impl Db, from: Uuid, to: Uuid, reach: &Reach) -> Result<Vec<Move>, StoreError> {
    use customer_class::Column as C;
    let before = Alias::new("before");
    let same = customer_class::Entity::belongs_to(customer_class::Entity).from(C::PartyId).to(C::PartyId).into();
    let was = Expr::col((before.clone(), C::Existing));
    let find = customer_class::Entity::find()
        .join(JoinType::InnerJoin, joined())
        .join_as(JoinType::InnerJoin, same, before.clone())
        .select_only()
        .column_as(was.clone(), "was")
        .column_as(C::Existing, "becomes")
        .column_as(Expr::col(Asterisk).count(), "customers")
        .filter(C::RunId.eq(to))
        .filter(C::LineId.eq(Uuid::nil()))
        .filter(Expr::col((before.clone(), C::RunId)).eq(from))
        .filter(Expr::col((before, C::LineId)).eq(Uuid::nil()))
        .filter(reach.condition())
        .group_by(was)
        .group_by(C::Existing);
    Ok(find.into_model().all(db.connection()).await?)
}

//! What is kept of a run: the classes of its customers, its overviews, and what changed.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{class_change, class_figure, class_run, customer_class, party},
    rows::insert_all,
};

/// Ids that one statement names at most.
const IDS: usize = 5_000;
/// Rows that one statement takes out at most, so that writers wait no longer than for any other.
const TAKEN_OUT: u64 = 5_000;

/// Writes the classes of customers.
pub async fn keep_classes(tx: &Tx, rows: Vec<customer_class::Model>) -> Result<(), StoreError> {
    insert_all::<customer_class::Entity>(tx, rows).await
}

/// Appends what changed.
pub async fn append_changes(tx: &Tx, rows: Vec<class_change::Model>) -> Result<(), StoreError> {
    insert_all::<class_change::Entity>(tx, rows).await
}

/// Writes the overviews of a run in place of those it had.
pub async fn keep_figures(tx: &Tx, run: Uuid, rows: Vec<class_figure::Model>) -> Result<(), StoreError> {
    class_figure::Entity::delete_many().filter(class_figure::Column::RunId.eq(run)).exec(tx.connection()).await?;
    insert_all::<class_figure::Entity>(tx, rows).await
}

/// The overview of a run for a person, a team or the company.
pub async fn figure(db: &impl Db, run: Uuid, scope: Uuid) -> Result<Option<class_figure::Model>, StoreError> {
    Ok(class_figure::Entity::find_by_id((run, scope)).one(db.connection()).await?)
}

/// Takes up to some thousand customers of a run out; true when there are none left.
pub async fn drop_rows(tx: &Tx, run: Uuid) -> Result<bool, StoreError> {
    use customer_class::Column as C;
    // keys of the first: what is deleted is found by the same index
    let last = customer_class::Entity::find()
        .select_only()
        .columns([C::LineId, C::PartyId])
        .filter(C::RunId.eq(run))
        .order_by_asc(C::LineId)
        .order_by_asc(C::PartyId)
        .offset(TAKEN_OUT)
        .limit(1)
        .into_tuple::<(Uuid, Uuid)>()
        .one(tx.connection())
        .await?;
    let mut delete = customer_class::Entity::delete_many().filter(C::RunId.eq(run));
    if let Some((line, party)) = last {
        let place = Expr::tuple([Expr::col(C::LineId), Expr::col(C::PartyId)]);
        delete = delete.filter(place.lt(Expr::tuple([Expr::val(line), Expr::val(party)])));
    }
    delete.exec(tx.connection()).await?;
    Ok(last.is_none())
}

/// Takes the changes out that a run wrote and that nobody has seen, since it did not come to its end.
pub async fn clear(tx: &Tx, run: Uuid) -> Result<(), StoreError> {
    class_change::Entity::delete_many().filter(class_change::Column::RunId.eq(run)).exec(tx.connection()).await?;
    class_figure::Entity::delete_many().filter(class_figure::Column::RunId.eq(run)).exec(tx.connection()).await?;
    Ok(())
}

/// The classes of these customers in a line of a run.
pub async fn classes_of_run(
    db: &impl Db,
    run: Uuid,
    line: Uuid,
    parties: &[Uuid],
) -> Result<Vec<customer_class::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = customer_class::Entity::find()
            .filter(customer_class::Column::RunId.eq(run))
            .filter(customer_class::Column::LineId.eq(line))
            .filter(customer_class::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// The classes of one customer in a run, that of all lines first.
pub async fn classes_of_party(db: &impl Db, run: Uuid, party: Uuid) -> Result<Vec<customer_class::Model>, StoreError> {
    use customer_class::Column as C;
    let find =
        customer_class::Entity::find().filter(C::RunId.eq(run)).filter(C::PartyId.eq(party)).order_by_asc(C::LineId);
    Ok(find.all(db.connection()).await?)
}

/// Who holds these customers, and in which region they are.
pub async fn holders(db: &impl Db, parties: &[Uuid]) -> Result<Vec<(Uuid, Option<Uuid>, Option<String>)>, StoreError> {
    use party::Column as C;
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = party::Entity::find()
            .select_only()
            .columns([C::Id, C::OwnerId, C::City])
            .filter(C::Id.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<(Uuid, Option<Uuid>, Option<String>)>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Overviews name some customers by their ids; that of somebody who is erased becomes nobody's.
pub(crate) async fn forget_in_figures(tx: &Tx, party: Uuid) -> Result<(), StoreError> {
    use class_figure::Column as C;
    let value = || Expr::col(C::Value);
    let replaced = Func::cust("replace").arg(value()).arg(party.to_string()).arg(Uuid::nil().to_string());
    class_figure::Entity::update_many()
        .col_expr(C::Value, replaced.into())
        .filter(C::Value.contains(party.to_string()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Forgets the overviews of a run except those of the company and of teams.
pub async fn thin_figures(tx: &Tx, run: Uuid, scopes: &[Uuid]) -> Result<(), StoreError> {
    use class_figure::Column as C;
    let delete = class_figure::Entity::delete_many()
        .filter(C::RunId.eq(run))
        .filter(C::ScopeId.is_not_in(scopes.iter().copied()));
    delete.exec(tx.connection()).await?;
    Ok(())
}

/// Changes of runs that came to their end.
fn finished() -> SimpleExpr {
    let runs = class_run::Entity::find()
        .select_only()
        .column(class_run::Column::Id)
        .filter(class_run::Column::State.eq("finished"))
        .into_query();
    class_change::Column::RunId.in_subquery(runs)
}

/// The history of a customer, the newest first.
pub async fn changes_of(db: &impl Db, party: Uuid, limit: u64) -> Result<Vec<class_change::Model>, StoreError> {
    use class_change::Column as C;
    let find = class_change::Entity::find()
        .filter(C::PartyId.eq(party))
        .filter(finished())
        .order_by_desc(C::AsOfDay)
        .order_by_desc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// What changed for these customers from a day on, the newest first.
pub async fn changes_since(db: &impl Db, parties: &[Uuid], day: i32) -> Result<Vec<class_change::Model>, StoreError> {
    use class_change::Column as C;
    let find = class_change::Entity::find()
        .filter(C::PartyId.is_in(parties.iter().copied()))
        .filter(C::LineId.eq(Uuid::nil()))
        .filter(C::Was.is_not_null())
        .filter(C::AsOfDay.gte(day))
        .filter(finished())
        .order_by_desc(C::AsOfDay)
        .order_by_desc(C::Id);
    Ok(find.all(db.connection()).await?)
}

/// What a run found of one kind over all lines, some at a time in the order of their ids.
pub async fn changes_of_run(
    db: &impl Db,
    run: Uuid,
    kind: &str,
    after: Uuid,
    limit: u64,
) -> Result<Vec<class_change::Model>, StoreError> {
    use class_change::Column as C;
    let find = class_change::Entity::find()
        .filter(C::RunId.eq(run))
        .filter(C::LineId.eq(Uuid::nil()))
        .filter(C::Kind.eq(kind))
        .filter(C::Id.gt(after))
        .order_by_asc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

pub async fn change(db: &impl Db, id: Uuid) -> Result<Option<class_change::Model>, StoreError> {
    Ok(class_change::Entity::find_by_id(id).filter(finished()).one(db.connection()).await?)
}

/// Changes that an owner is to be told of and has not looked at, the newest first.
pub async fn told_to(
    db: &impl Db,
    owner: Uuid,
    since: i64,
    limit: u64,
) -> Result<Vec<class_change::Model>, StoreError> {
    use class_change::Column as C;
    let find = class_change::Entity::find()
        .join(
            JoinType::InnerJoin,
            class_change::Entity::belongs_to(party::Entity).from(C::PartyId).to(party::Column::Id).into(),
        )
        .filter(party::Column::OwnerId.eq(owner))
        .filter(C::WaitsSince.gte(since))
        .filter(finished())
        .order_by_desc(C::At)
        .order_by_desc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Notes that a change was looked at, by whoever looked first.
pub async fn see_change(tx: &Tx, id: Uuid, by: Option<Uuid>, now: i64) -> Result<(), StoreError> {
    use class_change::Column as C;
    class_change::Entity::update_many()
        .col_expr(C::SeenAt, Expr::val(Some(now)))
        .col_expr(C::SeenBy, Expr::val(by))
        .col_expr(C::WaitsSince, Expr::val(None::<i64>))
        .filter(C::Id.eq(id))
        .filter(C::SeenAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

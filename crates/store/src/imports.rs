//! Import runs and the state of their rows.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, IntoCondition},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{import_row, import_run, import_template},
    rows::{claim_version, insert_all, insert_one, insert_values, update_one},
};

pub async fn run(db: &impl Db, id: Uuid) -> Result<Option<import_run::Model>, StoreError> {
    Ok(import_run::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The run, locked against other writers until the transaction ends.
pub async fn run_locked(tx: &Tx, id: Uuid) -> Result<Option<import_run::Model>, StoreError> {
    Ok(import_run::Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await?)
}

pub async fn runs(db: &impl Db, list: Option<Uuid>, limit: u64) -> Result<Vec<import_run::Model>, StoreError> {
    let mut find = import_run::Entity::find();
    if let Some(list) = list {
        find = find.filter(import_run::Column::ListId.eq(list));
    }
    Ok(find.order_by_desc(import_run::Column::CreatedAt).limit(limit).all(db.connection()).await?)
}

pub async fn runs_of(db: &impl Db, ids: &[Uuid]) -> Result<Vec<import_run::Model>, StoreError> {
    let find = import_run::Entity::find().filter(import_run::Column::Id.is_in(ids.iter().copied()));
    Ok(find.all(db.connection()).await?)
}

/// Runs whose kept samples have one of these words.
pub async fn runs_with_samples_of(tx: &Tx, words: &[String]) -> Result<Vec<import_run::Model>, StoreError> {
    let mut any = Condition::any();
    for word in words {
        any = any.add(import_run::Column::Mapping.contains(word.as_str()));
    }
    Ok(import_run::Entity::find().filter(any).all(tx.connection()).await?)
}

pub async fn insert_run(tx: &Tx, row: import_run::Model) -> Result<(), StoreError> {
    insert_one::<import_run::Entity, _>(tx, row).await
}

pub async fn update_run(tx: &Tx, row: import_run::Model) -> Result<(), StoreError> {
    update_one::<import_run::Entity, _>(tx, row).await
}

/// Writes a run whose plan changed as the next version, unless somebody else did since the row was read.
pub async fn update_plan(tx: &Tx, mut row: import_run::Model) -> Result<import_run::Model, StoreError> {
    use import_run::Column;
    row.version = claim_version::<import_run::Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<import_run::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

pub async fn insert_rows(tx: &Tx, rows: Vec<import_row::Model>) -> Result<(), StoreError> {
    insert_all::<import_row::Entity>(tx, rows).await
}

/// Rows that were taken as they are, each with the order or the deal it became: nothing else is kept of them.
pub async fn insert_taken(tx: &Tx, run: Uuid, rows: Vec<(i64, Uuid)>) -> Result<(), StoreError> {
    let columns = ["run_id", "row", "state", "became_id", "held"].map(str::to_owned);
    insert_values(tx, "import_row", &columns, rows.into_iter(), |(row, became), values| {
        values.extend([run.into(), row.into(), "created".into(), became.into(), false.into()]);
    })
    .await
}

/// Rows in one of these states after a row number, in the order of the file.
pub async fn rows_after(
    db: &impl Db,
    run: Uuid,
    states: &[&str],
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let in_state = || import_row::Column::State.is_in(states.iter().copied());
    let which = Condition::all().add_option((!states.is_empty()).then(in_state));
    next_rows(db, run, after, which, limit).await
}

/// Rows before a row number that changed something or wait for a decision, the last first: in this order they are taken
/// back.
pub async fn rows_to_undo(
    db: &impl Db,
    run: Uuid,
    before: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let did_something = Condition::any()
        .add(import_row::Column::State.is_in(["created", "updated"]))
        .add(import_row::Column::Effect.is_not_null())
        .add(import_row::Column::Held.eq(true));
    let find = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(run))
        .filter(import_row::Column::Row.lt(before))
        .filter(did_something)
        .order_by_desc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Rows after a row number that changed something besides what their state says.
pub async fn rows_with_effect(
    db: &impl Db,
    run: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    next_rows(db, run, after, import_row::Column::Effect.is_not_null(), limit).await
}

/// Rows after a row number of which something stayed when the run was undone.
pub async fn kept_rows_after(
    db: &impl Db,
    run: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    next_rows(db, run, after, import_row::Column::Undone.eq("kept"), limit).await
}

/// Rows after a row number that meet a condition, in their order.
async fn next_rows(
    db: &impl Db,
    run: Uuid,
    after: i64,
    which: impl IntoCondition,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let find = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(run))
        .filter(import_row::Column::Row.gt(after))
        .filter(which)
        .order_by_asc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Other runs that were started at or after a moment.
pub async fn started_since(db: &impl Db, other_than: Uuid, moment: i64) -> Result<Vec<Uuid>, StoreError> {
    let find = import_run::Entity::find()
        .select_only()
        .column(import_run::Column::Id)
        .filter(import_run::Column::Id.ne(other_than))
        .filter(import_run::Column::StartedAt.gte(moment));
    Ok(find.into_tuple().all(db.connection()).await?)
}

pub async fn row(db: &impl Db, run: Uuid, row: i64) -> Result<Option<import_row::Model>, StoreError> {
    Ok(import_row::Entity::find_by_id((run, row)).one(db.connection()).await?)
}

/// Rows of all runs that became one party, or were found to be it.
pub async fn rows_of_party(db: &impl Db, party: Uuid) -> Result<Vec<import_row::Model>, StoreError> {
    Ok(import_row::Entity::find().filter(import_row::Column::PartyId.eq(party)).all(db.connection()).await?)
}

pub async fn update_row(tx: &Tx, row: import_row::Model) -> Result<(), StoreError> {
    update_one::<import_row::Entity, _>(tx, row).await
}

/// Rows that wait for a decision, run by run.
pub async fn held_rows(db: &impl Db, limit: u64) -> Result<Vec<import_row::Model>, StoreError> {
    // written out, so that the index of the held rows is the one that is read
    let find = import_row::Entity::find()
        .filter(Expr::cust("held"))
        .order_by_desc(import_row::Column::RunId)
        .order_by_asc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// Rows of one run that wait for a decision, after a row number.
pub async fn held_rows_after(
    db: &impl Db,
    run: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    let find = import_row::Entity::find()
        .filter(import_row::Column::Held.eq(true))
        .filter(import_row::Column::RunId.eq(run))
        .filter(import_row::Column::Row.gt(after))
        .order_by_asc(import_row::Column::Row);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The templates that a person keeps, or that are shared, by name.
pub async fn templates(db: &impl Db, of: Option<Uuid>) -> Result<Vec<import_template::Model>, StoreError> {
    let own = match of {
        Some(owner) => import_template::Column::OwnerId.eq(owner),
        None => import_template::Column::OwnerId.is_null(),
    };
    let find = import_template::Entity::find()
        .filter(Condition::any().add(own).add(import_template::Column::Shared.eq(true)))
        .order_by_asc(import_template::Column::Name)
        .order_by_asc(import_template::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// The templates that a person keeps.
pub async fn templates_of(db: &impl Db, owner: Option<Uuid>) -> Result<Vec<import_template::Model>, StoreError> {
    Ok(templates(db, owner).await?.into_iter().filter(|row| row.owner_id == owner).collect())
}

pub async fn template(db: &impl Db, id: Uuid) -> Result<Option<import_template::Model>, StoreError> {
    Ok(import_template::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn insert_template(tx: &Tx, row: import_template::Model) -> Result<(), StoreError> {
    insert_one::<import_template::Entity, _>(tx, row).await
}

/// Writes a template as the next version, unless somebody else did since the row was read.
pub async fn update_template(tx: &Tx, mut row: import_template::Model) -> Result<import_template::Model, StoreError> {
    use import_template::{Column, Entity};
    row.version = claim_version::<Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

pub async fn delete_template(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    import_template::Entity::delete_by_id(id).exec(tx.connection()).await?;
    Ok(())
}

/// How many rows of all runs were created, updated, duplicates and rejected.
pub async fn row_totals(db: &impl Db) -> Result<[i64; 4], StoreError> {
    // PostgreSQL would answer a sum with a number of another kind
    let total = |column: import_run::Column| column.sum().cast_as("bigint");
    let find = import_run::Entity::find()
        .select_only()
        .column_as(total(import_run::Column::Created), "created")
        .column_as(total(import_run::Column::Updated), "updated")
        .column_as(total(import_run::Column::Duplicate), "duplicate")
        .column_as(total(import_run::Column::Rejected), "rejected");
    let row: Option<[Option<i64>; 4]> = find
        .into_tuple::<(Option<i64>, Option<i64>, Option<i64>, Option<i64>)>()
        .one(db.connection())
        .await?
        .map(|(created, updated, duplicate, rejected)| [created, updated, duplicate, rejected]);
    Ok(row.unwrap_or_default().map(Option::unwrap_or_default))
}

/// Notes what became of rows that created or changed something when their run was undone, once; all that are left where none are named.
/// Answers how many.
pub async fn settle_undone(
    tx: &Tx,
    run: Uuid,
    rows: Option<&[i64]>,
    undone: &str,
    kept_reasons: Option<&str>,
) -> Result<u64, StoreError> {
    use import_row::Column as C;
    let update = |some: Option<&[i64]>| {
        import_row::Entity::update_many()
            .col_expr(C::Undone, Expr::val(Some(undone)))
            .col_expr(C::KeptReasons, Expr::val(kept_reasons))
            .filter(C::RunId.eq(run))
            .filter(C::State.is_in(["created", "updated"]))
            .filter(C::Undone.is_null())
            .filter(Condition::all().add_option(some.map(|rows| C::Row.is_in(rows.iter().copied()))))
    };
    let Some(rows) = rows else { return Ok(update(None).exec(tx.connection()).await?.rows_affected) };
    let mut settled = 0;
    for chunk in rows.chunks(5_000) {
        settled += update(Some(chunk)).exec(tx.connection()).await?.rows_affected;
    }
    Ok(settled)
}

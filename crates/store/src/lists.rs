//! Lead lists and who is on them.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{lead_list, list_member, party},
    parties::Reach,
    rows::insert_one,
};

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<lead_list::Model>, StoreError> {
    Ok(lead_list::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn find_by_name(db: &impl Db, name: &str) -> Result<Option<lead_list::Model>, StoreError> {
    let find =
        lead_list::Entity::find().filter(lead_list::Column::Name.eq(name)).order_by_desc(lead_list::Column::CreatedAt);
    Ok(find.one(db.connection()).await?)
}

pub async fn all(db: &impl Db) -> Result<Vec<lead_list::Model>, StoreError> {
    Ok(lead_list::Entity::find().order_by_desc(lead_list::Column::CreatedAt).all(db.connection()).await?)
}

pub async fn insert(tx: &Tx, row: lead_list::Model) -> Result<(), StoreError> {
    insert_one::<lead_list::Entity, _>(tx, row).await
}

/// Puts parties on a list; one already there stays there once. Answers those that were not on it.
pub async fn add_members(tx: &Tx, list: Uuid, parties: &[Uuid], now: i64) -> Result<Vec<Uuid>, StoreError> {
    let mut added = Vec::new();
    for chunk in parties.chunks(5_000) {
        let there = list_member::Entity::find()
            .select_only()
            .column(list_member::Column::PartyId)
            .filter(list_member::Column::ListId.eq(list))
            .filter(list_member::Column::PartyId.is_in(chunk.iter().copied()));
        let there: HashSet<Uuid> = there.into_tuple::<Uuid>().all(tx.connection()).await?.into_iter().collect();
        let new: Vec<Uuid> = chunk.iter().filter(|id| !there.contains(id)).copied().collect();
        if new.is_empty() {
            continue;
        }
        let rows = new.iter().map(|party| list_member::ActiveModel {
            list_id: sea_orm::Set(list),
            party_id: sea_orm::Set(*party),
            added_at: sea_orm::Set(now),
        });
        let once =
            OnConflict::columns([list_member::Column::ListId, list_member::Column::PartyId]).do_nothing().to_owned();
        list_member::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx.connection()).await?;
        added.extend(new);
    }
    Ok(added)
}

/// Takes parties off a list.
pub async fn remove_members(tx: &Tx, list: Uuid, parties: &[Uuid]) -> Result<(), StoreError> {
    for chunk in parties.chunks(5_000) {
        let delete = list_member::Entity::delete_many()
            .filter(list_member::Column::ListId.eq(list))
            .filter(list_member::Column::PartyId.is_in(chunk.iter().copied()));
        delete.exec(tx.connection()).await?;
    }
    Ok(())
}

pub async fn lists_of(db: &impl Db, party: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let find = list_member::Entity::find()
        .filter(list_member::Column::PartyId.eq(party))
        .order_by_asc(list_member::Column::AddedAt);
    Ok(find.all(db.connection()).await?.into_iter().map(|m| m.list_id).collect())
}

/// How many names of each list within reach stand at each of the five steps (PRO-1).
pub async fn step_counts(
    db: &impl Db,
    reach: &Reach,
    list: Option<Uuid>,
) -> Result<HashMap<Uuid, HashMap<String, u64>>, StoreError> {
    let mut find = list_member::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            party::Entity::belongs_to(list_member::Entity)
                .from(party::Column::Id)
                .to(list_member::Column::PartyId)
                .into(),
        )
        .select_only()
        .column(list_member::Column::ListId)
        .column(party::Column::Step)
        .column_as(Expr::col((list_member::Entity, list_member::Column::PartyId)).count(), "n")
        .filter(reach.condition())
        .group_by(list_member::Column::ListId)
        .group_by(party::Column::Step);
    if let Some(list) = list {
        find = find.filter(list_member::Column::ListId.eq(list));
    }
    let rows: Vec<(Uuid, String, i64)> = find.into_tuple().all(db.connection()).await?;
    let mut counts: HashMap<Uuid, HashMap<String, u64>> = HashMap::new();
    for (list, step, n) in rows {
        counts.entry(list).or_default().insert(step, n.unsigned_abs());
    }
    Ok(counts)
}

/// Puts new parties on lists; none of them is on one yet.
pub async fn insert_members(tx: &Tx, rows: Vec<list_member::Model>) -> Result<(), StoreError> {
    crate::rows::insert_all::<list_member::Entity>(tx, rows).await
}

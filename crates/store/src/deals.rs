//! Deals with key accounts (OPP): the deals themselves, what stands around them, and what was appended about them.

mod appended;
mod around;
mod imported;
mod lists;

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait as _, Query},
};
use uuid::Uuid;

pub use appended::{
    Became, FirstAmount, Found, append_assessment, append_changes, append_decision, append_forecast, assessments_of,
    became, changed_since, changes_of, decisions_of, first_amounts, forecasts_of, found_of, last_change,
    last_forecasts,
};
pub use around::{
    concern, concerns_of, delete_person, insert_concern, insert_person, insert_play, insert_rival, keep_tender,
    parts_of, people_of, person, play, plays_of, rival, rivals_of, settle_concern, tenders_of, update_person,
    update_play, update_rival,
};
pub use imported::{delete, delete_changes, holding_numbers, locked, of_import, with_other_deals, worked_on};
pub use lists::{
    Closed, DealCursor, DealFilter, DealLook, DealOrder, DealSort, StageSum, between_days, board, closed, closed_since,
    open, open_looks, page,
};

use crate::{
    Db, StoreError, Tx,
    entities::{deal, deal_assessment, deal_change, deal_person, deal_play, deal_rival, deal_tender},
    parties::Reach,
    rows::{claim_version, column_of, insert_all, insert_one, update_one},
};

/// Deals with what stands around them, to be written together.
#[derive(Debug, Default)]
pub struct WholeDeals {
    pub deals: Vec<deal::Model>,
    pub tenders: Vec<deal_tender::Model>,
    pub people: Vec<deal_person::Model>,
    pub rivals: Vec<deal_rival::Model>,
    pub plays: Vec<deal_play::Model>,
    pub changes: Vec<deal_change::Model>,
    pub assessments: Vec<deal_assessment::Model>,
}

/// Writes many deals with what stands around them.
pub async fn insert_whole(tx: &Tx, whole: WholeDeals) -> Result<(), StoreError> {
    insert_all::<deal::Entity>(tx, whole.deals).await?;
    insert_all::<deal_tender::Entity>(tx, whole.tenders).await?;
    insert_all::<deal_person::Entity>(tx, whole.people).await?;
    insert_all::<deal_rival::Entity>(tx, whole.rivals).await?;
    insert_all::<deal_play::Entity>(tx, whole.plays).await?;
    insert_all::<deal_change::Entity>(tx, whole.changes).await?;
    insert_all::<deal_assessment::Entity>(tx, whole.assessments).await
}

/// The expected day of a deal for which nobody expects one: after all others.
pub const NO_DAY: i32 = i32::MAX;

/// Ids that one statement names at most.
const IDS: usize = 5_000;

/// What stands around a deal, by `deal_id`.
const AROUND: [&str; 8] = [
    "deal_tender",
    "deal_person",
    "deal_rival",
    "deal_concern",
    "deal_change",
    "deal_assessment",
    "deal_play",
    "deal_decision",
];

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<deal::Model>, StoreError> {
    Ok(deal::Entity::find_by_id(id).one(db.connection()).await?)
}

/// These deals, in the order of their ids.
pub async fn find_many(db: &impl Db, ids: &[Uuid]) -> Result<Vec<deal::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS) {
        let find = deal::Entity::find().filter(deal::Column::Id.is_in(chunk.iter().copied()));
        found.extend(find.order_by_asc(deal::Column::Id).all(db.connection()).await?);
    }
    Ok(found)
}

/// Whose these deals are.
pub async fn customers_of(db: &impl Db, deals: &[Uuid]) -> Result<HashMap<Uuid, Uuid>, StoreError> {
    use deal::{Column, Entity};
    column_of::<Entity, _>(db, (Column::Id, Column::PartyId), deals).await
}

/// The deals with a customer, the open ones first and the newest of each first.
pub async fn of_party(db: &impl Db, party: Uuid) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find().filter(deal::Column::PartyId.eq(party)).order_by_desc(deal::Column::CreatedAt);
    let mut rows = find.order_by_desc(deal::Column::Id).all(db.connection()).await?;
    rows.sort_by_key(|row| row.ended_at.is_some());
    Ok(rows)
}

pub async fn insert(tx: &Tx, row: deal::Model) -> Result<(), StoreError> {
    insert_one::<deal::Entity, _>(tx, row).await
}

/// Writes a deal as the next version, unless somebody else did since it was read.
pub async fn update(tx: &Tx, mut row: deal::Model) -> Result<deal::Model, StoreError> {
    use deal::Column as C;
    row.version = claim_version::<deal::Entity>(tx, (C::Id, row.id), (C::Version, row.version)).await?;
    update_one::<deal::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

/// The open deals of a seller.
pub async fn open_of_owner(db: &impl Db, owner: Uuid) -> Result<Vec<deal::Model>, StoreError> {
    let find = deal::Entity::find().filter(deal::Column::OwnerId.eq(owner)).filter(deal::Column::EndedAt.is_null());
    Ok(find.order_by_asc(deal::Column::Id).all(db.connection()).await?)
}

/// The open deals with these customers.
pub async fn open_of_parties(db: &impl Db, parties: &[Uuid]) -> Result<Vec<deal::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = deal::Entity::find()
            .filter(deal::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(deal::Column::EndedAt.is_null());
        found.extend(find.order_by_asc(deal::Column::Id).all(db.connection()).await?);
    }
    Ok(found)
}

/// Which of these parties have deals.
pub async fn with_deals(db: &impl Db, parties: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(IDS) {
        let find = deal::Entity::find()
            .select_only()
            .column(deal::Column::PartyId)
            .distinct()
            .filter(deal::Column::PartyId.is_in(chunk.iter().copied()));
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// Whose deals an actor sees: their own by owner and team, those without an owner, and what is lent.
fn within(reach: &Reach) -> Condition {
    use deal::Column as C;
    let unowned = || Condition::any().add(C::OwnerId.is_null());
    match reach {
        Reach::All => Condition::all(),
        Reach::Own(user) => unowned().add(C::OwnerId.eq(*user)),
        Reach::Teams { user, teams } => unowned().add(C::OwnerId.eq(*user)).add(C::TeamId.is_in(teams.iter().copied())),
        Reach::Lent { own, owners, parties } => Condition::any()
            .add(within(own))
            .add(C::OwnerId.is_in(owners.iter().copied()))
            .add(C::PartyId.is_in(parties.iter().copied())),
    }
}

/// Takes away what stands around a party's deals, when the party is erased; the deals go with what belongs to it.
pub(crate) async fn erase_around(tx: &Tx, party: Uuid) -> Result<(), StoreError> {
    for table in AROUND {
        let deals = Query::select()
            .column(deal::Column::Id)
            .from(deal::Entity)
            .and_where(Expr::col(deal::Column::PartyId).eq(party))
            .to_owned();
        let delete =
            Query::delete().from_table(Alias::new(table)).and_where(Expr::col("deal_id").in_subquery(deals)).to_owned();
        tx.connection().execute(&delete).await?;
    }
    Ok(())
}

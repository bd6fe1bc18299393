//! Merging two records and undoing it (PRO-11): what belongs to a party and how it changes hands.
//!
//! The record that is merged away leaves the table of parties, and with it every list, search, count and rule, at no
//! cost to any of them. It is kept whole in `party_merge`, from which an undo brings it back.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Alias, Expr, Query},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx, dialect,
    entities::{import_row, list_member, party, party_link, party_merge, party_tag},
    rows::{insert_all, insert_one, update_one},
};

/// Tables whose rows belong to a party by `party_id` and have an id of their own. A merge hands all of them over, an
/// undo hands back those it had handed over.
pub const BELONGINGS: [&str; 19] = [
    "contact_point",
    "address",
    "activity",
    "task",
    "evidence",
    "assessment",
    "party_change",
    "consent",
    "loss",
    "alert",
    "party_share",
    "customer_order",
    "rival_share",
    "line_conversion",
    "class_change",
    "judgement",
    "future_customer",
    "deal",
    "deal_person",
];

/// The other columns that name a party, with the reason why they are none of [`BELONGINGS`]. A test compares both with
/// the schema, so that a new table cannot be forgotten.
pub const OTHER_REFERENCES: [(&str, &str, &str); 15] = [
    ("customer_class", "party_id", "computed anew by every run"),
    ("party_tag", "party_id", "the same tag is on a record once"),
    ("list_member", "party_id", "a record is on a list once"),
    ("segment_member", "party_id", "a record is in a static segment once"),
    ("import_row", "party_id", "its key is the run and the row"),
    ("party_link", "organisation_id", "two links of the same two are one"),
    ("party_link", "person_id", "two links of the same two are one"),
    ("party", "introducer_id", "who introduced others"),
    ("duplicate_pair", "left_id", "pairs of the merged record become pairs of the kept one"),
    ("duplicate_pair", "right_id", "pairs of the merged record become pairs of the kept one"),
    ("party_merge", "kept_id", "the record of merges itself"),
    ("party_merge", "merged_id", "the record of merges itself"),
    ("person_request", "party_id", "what somebody asked about the record as it was"),
    ("erasure", "party_id", "the proof of what was erased"),
    ("line_status", "party_id", "a projection of the orders, made anew for both records"),
];

/// The rows of one table that belong to a party.
pub async fn belongings(db: &impl Db, table: &str, party: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let query = Query::select()
        .column("id")
        .from(Alias::new(table))
        .and_where(Expr::col("party_id").eq(party))
        .order_by("id", sea_orm::Order::Asc)
        .to_owned();
    let rows = db.connection().query_all(&query).await?;
    rows.iter().map(|row| Ok(row.try_get::<Uuid>("", "id")?)).collect()
}

/// Gives rows of one table to another party; those that are no longer the first one's stay where they are.
pub async fn hand_over(tx: &Tx, table: &str, ids: &[Uuid], from: Uuid, to: Uuid) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        let update = Query::update()
            .table(Alias::new(table))
            .value("party_id", to)
            .and_where(Expr::col("id").is_in(chunk.iter().copied()))
            .and_where(Expr::col("party_id").eq(from))
            .to_owned();
        tx.connection().execute(&update).await?;
    }
    Ok(())
}

/// The rows of imports that became a party or resembled it.
pub async fn import_rows(db: &impl Db, party: Uuid) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let find = import_row::Entity::find()
        .select_only()
        .columns([import_row::Column::RunId, import_row::Column::Row])
        .filter(import_row::Column::PartyId.eq(party))
        .order_by_asc(import_row::Column::RunId)
        .order_by_asc(import_row::Column::Row);
    Ok(find.into_tuple().all(db.connection()).await?)
}

pub async fn hand_over_import_rows(tx: &Tx, rows: &[(Uuid, i64)], from: Uuid, to: Uuid) -> Result<(), StoreError> {
    for chunk in rows.chunks(400) {
        let mut any = Condition::any();
        for (run, row) in chunk {
            any = any.add(import_row::Column::RunId.eq(*run).and(import_row::Column::Row.eq(*row)));
        }
        import_row::Entity::update_many()
            .col_expr(import_row::Column::PartyId, Expr::val(Some(to)))
            .filter(any)
            .filter(import_row::Column::PartyId.eq(from))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// Who was introduced by a party.
pub async fn introduced(db: &impl Db, by: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let find = party::Entity::find().select_only().column(party::Column::Id);
    let find = find.filter(party::Column::IntroducerId.eq(by)).order_by_asc(party::Column::Id);
    Ok(find.into_tuple().all(db.connection()).await?)
}

/// Names another introducer where the first one stands; whoever is editing these records is told.
pub async fn introduce(tx: &Tx, ids: &[Uuid], from: Uuid, to: Uuid) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        party::Entity::update_many()
            .col_expr(party::Column::IntroducerId, Expr::val(Some(to)))
            .col_expr(party::Column::Version, Expr::col(party::Column::Version).add(1))
            .filter(party::Column::Id.is_in(chunk.iter().copied()))
            .filter(party::Column::IntroducerId.eq(from))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

pub async fn memberships(db: &impl Db, party: Uuid) -> Result<Vec<list_member::Model>, StoreError> {
    let find = list_member::Entity::find().filter(list_member::Column::PartyId.eq(party));
    Ok(find.order_by_asc(list_member::Column::ListId).all(db.connection()).await?)
}

/// Makes the lists of a party exactly these.
pub async fn replace_memberships(tx: &Tx, party: Uuid, rows: Vec<list_member::Model>) -> Result<(), StoreError> {
    list_member::Entity::delete_many().filter(list_member::Column::PartyId.eq(party)).exec(tx.connection()).await?;
    insert_all::<list_member::Entity>(tx, rows).await
}

/// Takes all tags off a party.
pub async fn delete_tags(tx: &Tx, party: Uuid) -> Result<(), StoreError> {
    party_tag::Entity::delete_many().filter(party_tag::Column::PartyId.eq(party)).exec(tx.connection()).await?;
    Ok(())
}

/// The links in which a party stands at either end.
pub async fn links(db: &impl Db, party: Uuid) -> Result<Vec<party_link::Model>, StoreError> {
    let either =
        Condition::any().add(party_link::Column::OrganisationId.eq(party)).add(party_link::Column::PersonId.eq(party));
    Ok(party_link::Entity::find().filter(either).order_by_asc(party_link::Column::Id).all(db.connection()).await?)
}

/// Takes a merged record out of the parties and out of the search; refused where somebody changed it meanwhile.
pub async fn take_out(tx: &Tx, row: &party::Model) -> Result<(), StoreError> {
    let delete = party::Entity::delete_many()
        .filter(party::Column::Id.eq(row.id))
        .filter(party::Column::Version.eq(row.version));
    if delete.exec(tx.connection()).await?.rows_affected == 0 {
        return Err(StoreError::Changed);
    }
    dialect::delete_search_tokens(tx.connection(), &[row.seq]).await
}

/// Puts a record back among the parties, at its old position where nobody took it; answers the position. The search
/// document is the caller's to write.
pub async fn bring_back(tx: &Tx, mut row: party::Model) -> Result<i64, StoreError> {
    let taken = party::Entity::find().filter(party::Column::Seq.eq(row.seq)).count(tx.connection()).await? > 0;
    if taken {
        row.seq = dialect::reserve_positions(tx.connection(), 1).await?;
    }
    let position = row.seq;
    insert_one::<party::Entity, _>(tx, row).await?;
    Ok(position)
}

pub async fn insert(tx: &Tx, row: party_merge::Model) -> Result<(), StoreError> {
    insert_one::<party_merge::Entity, _>(tx, row).await
}

pub async fn update(tx: &Tx, row: party_merge::Model) -> Result<(), StoreError> {
    update_one::<party_merge::Entity, _>(tx, row).await
}

pub async fn find(db: &impl Db, id: Uuid) -> Result<Option<party_merge::Model>, StoreError> {
    Ok(party_merge::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The merge in which a record was merged away; none where it was not, or is back.
pub async fn in_force(db: &impl Db, merged: Uuid) -> Result<Option<party_merge::Model>, StoreError> {
    let find = party_merge::Entity::find()
        .filter(party_merge::Column::MergedId.eq(merged))
        .filter(party_merge::Column::UndoneAt.is_null());
    Ok(find.one(db.connection()).await?)
}

/// Every merge in which a record took part, on either side.
pub async fn touching(db: &impl Db, party: Uuid) -> Result<Vec<party_merge::Model>, StoreError> {
    let either =
        Condition::any().add(party_merge::Column::KeptId.eq(party)).add(party_merge::Column::MergedId.eq(party));
    Ok(party_merge::Entity::find().filter(either).all(db.connection()).await?)
}

/// Of these records, those into which another was merged since a moment, where that was not undone.
pub async fn grown_since(db: &impl Db, parties: &[Uuid], since: i64) -> Result<Vec<Uuid>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = party_merge::Entity::find()
            .select_only()
            .column(party_merge::Column::KeptId)
            .distinct()
            .filter(party_merge::Column::KeptId.is_in(chunk.iter().copied()))
            .filter(party_merge::Column::At.gte(since))
            .filter(party_merge::Column::UndoneAt.is_null());
        found.extend(find.into_tuple::<Uuid>().all(db.connection()).await?);
    }
    Ok(found)
}

/// The merges that hold something of a record: those in which it took part, and those whose kept record was merged into it
/// in turn.
pub async fn leading_to(db: &impl Db, party: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let mut all: Vec<party_merge::Model> = touching(db, party).await?;
    let into = |merges: &[party_merge::Model], kept: Uuid| -> Vec<Uuid> {
        let there = merges.iter().filter(|merge| merge.kept_id == kept && merge.undone_at.is_none());
        there.map(|merge| merge.merged_id).collect()
    };
    let mut next = into(&all, party);
    while let Some(merged) = next.pop() {
        let earlier = into_party(db, merged).await?;
        next.extend(into(&earlier, merged));
        all.extend(earlier);
    }
    Ok(all.into_iter().map(|merge| merge.id).collect())
}

/// The merges into a record, the newest first.
pub async fn into_party(db: &impl Db, kept: Uuid) -> Result<Vec<party_merge::Model>, StoreError> {
    let find = party_merge::Entity::find().filter(party_merge::Column::KeptId.eq(kept));
    Ok(find.order_by_desc(party_merge::Column::At).order_by_desc(party_merge::Column::Id).all(db.connection()).await?)
}

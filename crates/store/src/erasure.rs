//! Taking a person out of every table, in one transaction. The record goes with all that belongs to it; other records and
//! the rows of imports forget it.
//!
//! What belongs to a record is what a merge hands over (`merges::BELONGINGS`), so that a new table is erased from as well. A
//! test plants a person everywhere and looks for them in every row of the database afterwards.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    sea_query::{Alias, Expr, Query},
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx, dialect,
    entities::{
        activity, address, assessment, consent, contact_point, deal, deal_person, duplicate_pair, evidence,
        future_answer, future_customer, import_row, judgement, list_member, party, party_change, party_link,
        party_merge, task,
    },
    merges::BELONGINGS,
};

/// Tables that belong to a record besides those that a merge hands over.
const MORE: [&str; 6] = ["loss", "party_tag", "list_member", "line_status", "customer_class", "segment_member"];

/// How many rows of each kind of data there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    pub contacts: u64,
    pub notes: u64,
    pub history: u64,
    pub links: u64,
    pub lists: u64,
    pub reasons: u64,
}

/// Counts what there is about a party; `numbers` are looked for in the raw rows of imports.
pub async fn holdings(db: &impl Db, party: Uuid, numbers: &[String]) -> Result<Holdings, StoreError> {
    let c = db.connection();
    let activities = activity::Entity::find().filter(activity::Column::PartyId.eq(party)).count(c).await?;
    let tasks = task::Entity::find().filter(task::Column::PartyId.eq(party)).count(c).await?;
    let answers = evidence::Entity::find().filter(evidence::Column::PartyId.eq(party)).count(c).await?;
    let consents = consent::Entity::find().filter(consent::Column::PartyId.eq(party)).count(c).await?;
    let points = contact_point::Entity::find().filter(contact_point::Column::PartyId.eq(party)).count(c).await?;
    let addresses = address::Entity::find().filter(address::Column::PartyId.eq(party)).count(c).await?;
    let links = party_link::Entity::find().filter(linked(party)).count(c).await?;
    let introduced = party::Entity::find().filter(party::Column::IntroducerId.eq(party)).count(c).await?;
    let members = list_member::Entity::find().filter(list_member::Column::PartyId.eq(party)).count(c).await?;
    let judgements = judgement::Entity::find().filter(judgement::Column::PartyId.eq(party)).count(c).await?;
    let deals = deal::Entity::find().filter(deal::Column::PartyId.eq(party)).count(c).await?;
    let parts = deal_person::Entity::find().filter(deal_person::Column::PartyId.eq(party)).count(c).await?;
    let rows = import_row::Entity::find().filter(names(party, numbers)).count(c).await?;
    Ok(Holdings {
        contacts: points + addresses,
        notes: activities + tasks + answers + consents + deals + parts,
        history: party_change::Entity::find().filter(party_change::Column::PartyId.eq(party)).count(c).await?,
        links: links + introduced,
        lists: members + rows,
        reasons: judgements + assessment::Entity::find().filter(assessment::Column::PartyId.eq(party)).count(c).await?,
    })
}

/// Takes a record out for good.
pub async fn erase(tx: &Tx, row: &party::Model, numbers: &[String]) -> Result<(), StoreError> {
    let id = row.id;
    forget_introductions(tx, id).await?;
    let none = || Expr::val(None::<String>);
    import_row::Entity::update_many()
        .col_expr(import_row::Column::Cells, none())
        .col_expr(import_row::Column::Reasons, none())
        .col_expr(import_row::Column::Held, Expr::val(false))
        // what it would take to bring an undone import's values or record back
        .col_expr(import_row::Column::Effect, none())
        .col_expr(import_row::Column::KeptReasons, none())
        .col_expr(import_row::Column::Record, none())
        .filter(names(id, numbers))
        .exec(tx.connection())
        .await?;
    party_link::Entity::delete_many().filter(linked(id)).exec(tx.connection()).await?;
    let pairs = Condition::any().add(duplicate_pair::Column::LeftId.eq(id)).add(duplicate_pair::Column::RightId.eq(id));
    duplicate_pair::Entity::delete_many().filter(pairs).exec(tx.connection()).await?;
    // records that were brought into this one, also by way of others, are the same person's, kept whole
    let merges = crate::merges::leading_to(tx, id).await?;
    party_merge::Entity::delete_many().filter(party_merge::Column::Id.is_in(merges)).exec(tx.connection()).await?;
    crate::orders::erase_lines(tx, id).await?;
    crate::deals::erase_around(tx, id).await?;
    // the answers about the future customer that became this record
    let became = Query::select()
        .column(future_customer::Column::Id)
        .from(future_customer::Entity)
        .and_where(future_customer::Column::PartyId.eq(id))
        .to_owned();
    future_answer::Entity::delete_many()
        .filter(future_answer::Column::FutureId.in_subquery(became))
        .exec(tx.connection())
        .await?;
    for table in BELONGINGS.into_iter().chain(MORE) {
        let delete = Query::delete().from_table(Alias::new(table)).and_where(Expr::col("party_id").eq(id)).to_owned();
        tx.connection().execute(&delete).await?;
    }
    crate::classes::forget_in_figures(tx, id).await?;
    // any of the answers kept for a day may show the person
    crate::idempotency::blank_answers(tx).await?;
    party::Entity::delete_by_id(id).exec(tx.connection()).await?;
    dialect::delete_search_tokens(tx.connection(), &[row.seq]).await
}

/// Others were introduced by this person, and their cards say the name.
async fn forget_introductions(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let introduced = Query::select()
        .column(party::Column::Id)
        .from(party::Entity)
        .and_where(party::Column::IntroducerId.eq(id))
        .to_owned();
    party_change::Entity::update_many()
        .col_expr(party_change::Column::Before, Expr::val(None::<String>))
        .col_expr(party_change::Column::After, Expr::val(None::<String>))
        .filter(party_change::Column::Field.eq("introducer"))
        .filter(party_change::Column::PartyId.in_subquery(introduced))
        .exec(tx.connection())
        .await?;
    party::Entity::update_many()
        .col_expr(party::Column::IntroducerName, Expr::val(None::<String>))
        .col_expr(party::Column::IntroducerId, Expr::val(None::<Uuid>))
        .filter(party::Column::IntroducerId.eq(id))
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn linked(party: Uuid) -> Condition {
    Condition::any().add(party_link::Column::PersonId.eq(party)).add(party_link::Column::OrganisationId.eq(party))
}

/// Rows of imports that became this record, or that have one of these numbers among what is kept of them.
fn names(party: Uuid, numbers: &[String]) -> Condition {
    let mut any = Condition::any().add(import_row::Column::PartyId.eq(party));
    for number in numbers.iter().filter(|number| number.len() >= 6) {
        any = any.add(import_row::Column::Cells.contains(number.as_str()));
        any = any.add(import_row::Column::Record.contains(number.as_str()));
    }
    any
}

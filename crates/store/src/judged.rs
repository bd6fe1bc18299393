//! What people judge: faces and settlements, future customers, and the classes of prospects as lists show them.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{evidence, future_answer, future_customer, judgement, party},
    parties::Reach,
    rows::{claim_version, insert_one, update_one},
};

/// Every judgement of one kind about a party, newest first.
pub async fn history(db: &impl Db, party: Uuid, kind: &str) -> Result<Vec<judgement::Model>, StoreError> {
    let find = judgement::Entity::find()
        .filter(judgement::Column::PartyId.eq(party))
        .filter(judgement::Column::Kind.eq(kind))
        .order_by_desc(judgement::Column::At)
        .order_by_desc(judgement::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// Every judgement about a party, oldest first.
pub async fn all_of(db: &impl Db, party: Uuid) -> Result<Vec<judgement::Model>, StoreError> {
    let find = judgement::Entity::find()
        .filter(judgement::Column::PartyId.eq(party))
        .order_by_asc(judgement::Column::At)
        .order_by_asc(judgement::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// The judgements that stand about a party, newest first.
pub async fn standing(db: &impl Db, party: Uuid) -> Result<Vec<judgement::Model>, StoreError> {
    let find = judgement::Entity::find()
        .filter(judgement::Column::PartyId.eq(party))
        .filter(judgement::Column::ReplacedAt.is_null())
        .order_by_desc(judgement::Column::At)
        .order_by_desc(judgement::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// The judgements of a kind that stand about these parties, in one of these states.
pub async fn standing_of(
    db: &impl Db,
    kind: &str,
    states: &[&str],
    parties: &[Uuid],
) -> Result<Vec<judgement::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in parties.chunks(5_000) {
        let find = judgement::Entity::find()
            .filter(judgement::Column::PartyId.is_in(chunk.iter().copied()))
            .filter(judgement::Column::Kind.eq(kind))
            .filter(judgement::Column::State.is_in(states.iter().copied()))
            .filter(judgement::Column::ReplacedAt.is_null())
            .order_by_asc(judgement::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

/// Appends a judgement; the earlier ones of its kind about the same party no longer stand.
pub async fn judge(tx: &Tx, row: judgement::Model) -> Result<(), StoreError> {
    judgement::Entity::update_many()
        .col_expr(judgement::Column::ReplacedAt, Expr::val(Some(row.at)))
        .filter(judgement::Column::PartyId.eq(row.party_id))
        .filter(judgement::Column::Kind.eq(row.kind.as_str()))
        .filter(judgement::Column::ReplacedAt.is_null())
        .exec(tx.connection())
        .await?;
    insert_one::<judgement::Entity, _>(tx, row).await
}

/// Standing judgements of a kind in one of these states about parties within reach, the longest waiting first, with the
/// party.
pub async fn waiting(
    db: &impl Db,
    reach: &Reach,
    wanted: &[(&str, &str)],
    limit: u64,
) -> Result<Vec<(judgement::Model, party::Model)>, StoreError> {
    use judgement::Column as C;
    let mut any = Condition::any();
    for (kind, state) in wanted {
        any = any.add(Condition::all().add(C::Kind.eq(*kind)).add(C::State.eq(*state)));
    }
    let find = judgement::Entity::find()
        .join(
            JoinType::InnerJoin,
            judgement::Entity::belongs_to(party::Entity).from(C::PartyId).to(party::Column::Id).into(),
        )
        .filter(any)
        .filter(C::ReplacedAt.is_null())
        .filter(reach.condition())
        .order_by_asc(C::At)
        .order_by_asc(C::Id)
        .limit(limit);
    let rows = find.all(db.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
    let parties = crate::parties::find_many(db, &ids).await?;
    let with_party = |row: judgement::Model| {
        let party = parties.iter().find(|party| party.id == row.party_id)?.clone();
        Some((row, party))
    };
    Ok(rows.into_iter().filter_map(with_party).collect())
}

/// The topic under which somebody rates the influence of a customer, 0 to 10.
pub const INFLUENCE: &str = "influence";
/// Ratings read at a time.
const RATINGS: u64 = 10_000;

/// The influence of everybody whose influence is rated, by the last rating (CLA-5). Whose rating was taken back is not among
/// them. Read some at a time in the order in which they were written.
pub async fn influences(db: &impl Db) -> Result<BTreeMap<Uuid, u8>, StoreError> {
    use evidence::Column as C;
    let mut last: BTreeMap<Uuid, (i64, Uuid, Option<u8>)> = BTreeMap::new();
    let mut after = Uuid::nil();
    loop {
        let find = evidence::Entity::find()
            .select_only()
            .columns([C::Id, C::PartyId, C::At, C::Value])
            .filter(C::Topic.eq(INFLUENCE))
            .filter(C::RetractedAt.is_null())
            .filter(C::Id.gt(after))
            .order_by_asc(C::Id)
            .limit(RATINGS);
        let rows: Vec<(Uuid, Uuid, i64, String)> = find.into_tuple().all(db.connection()).await?;
        let Some(read) = rows.last() else { break };
        after = read.0;
        for (id, party, at, value) in rows {
            let known = last.entry(party).or_insert((i64::MIN, id, None));
            if (at, id) >= (known.0, known.1) {
                *known = (at, id, value.parse().ok());
            }
        }
    }
    Ok(last.into_iter().filter_map(|(party, (_, _, rated))| Some((party, rated?))).collect())
}

/// How many prospects of a class there are.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ClassCount {
    pub class: String,
    pub count: i64,
}

/// A prospect as a point of the quadrant picture.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ClassPoint {
    pub id: Uuid,
    pub name: String,
    pub class: String,
    pub expected: f64,
    pub intent: f64,
}

fn classed(reach: &Reach) -> sea_orm::Select<party::Entity> {
    party::Entity::find()
        .filter(party::Column::ProspectClass.is_not_null())
        .filter(party::Column::Disposition.eq("open"))
        .filter(reach.condition())
}

/// Open prospects within reach by class (CLA-3).
pub async fn class_counts(db: &impl Db, reach: &Reach) -> Result<Vec<ClassCount>, StoreError> {
    use party::Column as C;
    let find = classed(reach)
        .select_only()
        .column_as(C::ProspectClass, "class")
        .column_as(C::Id.count(), "count")
        .group_by(C::ProspectClass);
    Ok(find.into_model().all(db.connection()).await?)
}

/// Open prospects within reach with both axes, the most promising first.
pub async fn class_points(db: &impl Db, reach: &Reach, limit: u64) -> Result<Vec<ClassPoint>, StoreError> {
    use party::Column as C;
    let find = classed(reach)
        .select_only()
        .columns([C::Id, C::Name])
        .column_as(C::ProspectClass, "class")
        .column_as(C::ExpectedScore, "expected")
        .column_as(C::IntentScore, "intent")
        .filter(C::ExpectedScore.is_not_null())
        .filter(C::IntentScore.is_not_null())
        .order_by_asc(C::ProspectClass)
        .order_by_desc(C::ExpectedScore)
        .order_by_asc(C::Id)
        .limit(limit);
    Ok(find.into_model().all(db.connection()).await?)
}

/// Latent key customers within reach, those longest in their stage first (PRO-13).
pub async fn latent(
    db: &impl Db,
    reach: &Reach,
    stage: Option<&str>,
    limit: u64,
) -> Result<Vec<party::Model>, StoreError> {
    use party::Column as C;
    let mut find = party::Entity::find().filter(C::LatentStage.is_not_null()).filter(reach.condition());
    if let Some(stage) = stage {
        find = find.filter(C::LatentStage.eq(stage));
    }
    let find = find.order_by_asc(C::LatentStage).order_by_asc(C::LatentSince).order_by_asc(C::Id).limit(limit);
    Ok(find.all(db.connection()).await?)
}

/// Whose future customers an actor sees: a line without an owner is everybody's.
fn within(reach: &Reach) -> Condition {
    use future_customer::Column as C;
    let unowned = || Condition::any().add(C::OwnerId.is_null());
    match reach {
        Reach::All => Condition::all(),
        Reach::Own(user) => unowned().add(C::OwnerId.eq(*user)),
        Reach::Teams { user, teams } => unowned().add(C::OwnerId.eq(*user)).add(C::TeamId.is_in(teams.iter().copied())),
        Reach::Lent { own, owners, .. } => {
            Condition::any().add(within(own)).add(C::OwnerId.is_in(owners.iter().copied()))
        }
    }
}

pub async fn future_customer(db: &impl Db, id: Uuid) -> Result<Option<future_customer::Model>, StoreError> {
    Ok(future_customer::Entity::find_by_id(id).one(db.connection()).await?)
}

/// The lists of the standing questions, the last changed first.
pub async fn future_customers(
    db: &impl Db,
    reach: &Reach,
    question: Option<&str>,
    limit: u64,
) -> Result<Vec<future_customer::Model>, StoreError> {
    use future_customer::Column as C;
    let mut find = future_customer::Entity::find().filter(C::ClosedAt.is_null()).filter(within(reach));
    if let Some(question) = question {
        find = find.filter(C::Question.eq(question));
    }
    let find = find.order_by_desc(C::UpdatedAt).order_by_desc(C::Id).limit(limit);
    Ok(find.all(db.connection()).await?)
}

/// The lines that became this party.
pub async fn future_customers_of(db: &impl Db, party: Uuid) -> Result<Vec<future_customer::Model>, StoreError> {
    use future_customer::Column as C;
    let find = future_customer::Entity::find().filter(C::PartyId.eq(party)).order_by_asc(C::Id);
    Ok(find.all(db.connection()).await?)
}

/// Lines of future customers that no record was made of, with the answers about them, in whose words one of these words stands.
pub async fn future_naming(
    db: &impl Db,
    words: &[String],
) -> Result<Vec<(future_customer::Model, Vec<future_answer::Model>)>, StoreError> {
    let (mut lines, mut answers) = (Condition::any(), Condition::any());
    for word in words.iter().filter(|word| !word.is_empty()) {
        lines = lines
            .add(future_customer::Column::Name.contains(word.as_str()))
            .add(future_customer::Column::Note.contains(word.as_str()));
        answers = answers.add(future_answer::Column::Note.contains(word.as_str()));
    }
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let said = future_answer::Entity::find()
        .select_only()
        .column(future_answer::Column::FutureId)
        .filter(answers)
        .into_query();
    let find = future_customer::Entity::find()
        .filter(future_customer::Column::PartyId.is_null())
        .filter(lines.add(future_customer::Column::Id.in_subquery(said)))
        .order_by_asc(future_customer::Column::Id);
    let rows = find.all(db.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut about = future_answers(db, &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let (own, rest) = about.into_iter().partition(|answer| answer.future_id == row.id);
        about = rest;
        found.push((row, own));
    }
    Ok(found)
}

/// Takes lines of future customers out for good, with the answers about them.
pub async fn delete_future_customers(tx: &Tx, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(5_000) {
        let about = future_answer::Column::FutureId.is_in(chunk.iter().copied());
        future_answer::Entity::delete_many().filter(about).exec(tx.connection()).await?;
        let lines = future_customer::Column::Id.is_in(chunk.iter().copied());
        future_customer::Entity::delete_many().filter(lines).exec(tx.connection()).await?;
    }
    Ok(())
}

/// Empties the words that were noted with an answer about a future customer.
pub async fn forget_future_words(tx: &Tx, answers: &[Uuid]) -> Result<(), StoreError> {
    for chunk in answers.chunks(5_000) {
        future_answer::Entity::update_many()
            .col_expr(future_answer::Column::Note, Expr::val(""))
            .filter(future_answer::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

/// How many lines stand on the list of each question.
pub async fn future_counts(db: &impl Db, reach: &Reach, question: &str) -> Result<u64, StoreError> {
    use future_customer::Column as C;
    let find = future_customer::Entity::find()
        .filter(C::ClosedAt.is_null())
        .filter(C::Question.eq(question))
        .filter(within(reach));
    Ok(find.count(db.connection()).await?)
}

pub async fn insert_future_customer(tx: &Tx, row: future_customer::Model) -> Result<(), StoreError> {
    insert_one::<future_customer::Entity, _>(tx, row).await
}

/// Writes a line as the next version, unless somebody else did since it was read.
pub async fn update_future_customer(
    tx: &Tx,
    mut row: future_customer::Model,
) -> Result<future_customer::Model, StoreError> {
    use future_customer::Column;
    row.version =
        claim_version::<future_customer::Entity>(tx, (Column::Id, row.id), (Column::Version, row.version)).await?;
    update_one::<future_customer::Entity, _>(tx, row.clone()).await?;
    Ok(row)
}

pub async fn insert_future_answer(tx: &Tx, row: future_answer::Model) -> Result<(), StoreError> {
    insert_one::<future_answer::Entity, _>(tx, row).await
}

/// The answers about these future customers, oldest first.
pub async fn future_answers(db: &impl Db, ids: &[Uuid]) -> Result<Vec<future_answer::Model>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(5_000) {
        let find = future_answer::Entity::find()
            .filter(future_answer::Column::FutureId.is_in(chunk.iter().copied()))
            .order_by_asc(future_answer::Column::At)
            .order_by_asc(future_answer::Column::Id);
        found.extend(find.all(db.connection()).await?);
    }
    Ok(found)
}

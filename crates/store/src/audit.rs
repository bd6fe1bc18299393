//! Who did what. Written in the transaction of the change.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Db, StoreError, Tx,
    entities::{alert, audit_record},
    rows::{insert_all, update_one},
};

pub async fn append(tx: &Tx, rows: Vec<audit_record::Model>) -> Result<(), StoreError> {
    insert_all::<audit_record::Entity>(tx, rows).await
}

/// What the audit is narrowed to; an empty part does not narrow.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub subject: Option<String>,
    pub actor: Option<Uuid>,
    pub action: Option<String>,
    pub from: Option<i64>,
    /// up to this moment, which is not among them
    pub to: Option<i64>,
}

/// The newest records before one (ids are ordered by time) that match.
pub async fn page(
    db: &impl Db,
    filter: &AuditFilter,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<audit_record::Model>, StoreError> {
    use audit_record::Column as C;
    let narrowed = Condition::all()
        .add_option(filter.subject.as_ref().map(|subject| C::SubjectId.eq(subject.as_str())))
        .add_option(filter.actor.map(|actor| C::ActorId.eq(actor)))
        .add_option(filter.action.as_ref().map(|action| C::Action.eq(action.as_str())))
        .add_option(filter.from.map(|from| C::At.gte(from)))
        .add_option(filter.to.map(|to| C::At.lt(to)))
        .add_option(before.map(|before| C::Id.lt(before)));
    let find = audit_record::Entity::find().filter(narrowed).order_by_desc(C::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The newest records before one, of one subject or of all.
pub async fn newest(
    db: &impl Db,
    subject: Option<&str>,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<audit_record::Model>, StoreError> {
    page(db, &AuditFilter { subject: subject.map(str::to_owned), ..AuditFilter::default() }, before, limit).await
}

/// Which of these subjects of a kind have a record since a moment.
pub async fn subjects_since(
    db: &impl Db,
    kind: &str,
    subjects: &[String],
    since: i64,
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for chunk in subjects.chunks(5_000) {
        let find = audit_record::Entity::find()
            .select_only()
            .column(audit_record::Column::SubjectId)
            .distinct()
            .filter(audit_record::Column::SubjectKind.eq(kind))
            .filter(audit_record::Column::SubjectId.is_in(chunk))
            .filter(audit_record::Column::At.gte(since));
        found.extend(find.into_tuple::<String>().all(db.connection()).await?);
    }
    Ok(found)
}

/// When an actor did this since a moment, oldest first.
pub async fn moments(db: &impl Db, actor: Uuid, action: &str, since: i64) -> Result<Vec<i64>, StoreError> {
    let find = audit_record::Entity::find()
        .select_only()
        .column(audit_record::Column::At)
        .filter(audit_record::Column::ActorId.eq(actor))
        .filter(audit_record::Column::At.gte(since))
        .filter(audit_record::Column::Action.eq(action))
        .order_by_asc(audit_record::Column::At);
    Ok(find.into_tuple().all(db.connection()).await?)
}

pub async fn raise(tx: &Tx, row: alert::Model) -> Result<(), StoreError> {
    insert_all::<alert::Entity>(tx, vec![row]).await
}

pub async fn alert(db: &impl Db, id: Uuid) -> Result<Option<alert::Model>, StoreError> {
    Ok(alert::Entity::find_by_id(id).one(db.connection()).await?)
}

pub async fn update_alert(tx: &Tx, row: alert::Model) -> Result<(), StoreError> {
    update_one::<alert::Entity, _>(tx, row).await
}

/// The newest alerts, those that nobody has looked at before the others.
pub async fn alerts(db: &impl Db, limit: u64) -> Result<Vec<alert::Model>, StoreError> {
    let find = alert::Entity::find().order_by_asc(alert::Column::SeenAt.is_not_null()).order_by_desc(alert::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The newest alerts about these teams, those that nobody has looked at before the others.
pub async fn alerts_of_teams(db: &impl Db, teams: &[Uuid], limit: u64) -> Result<Vec<alert::Model>, StoreError> {
    let find = alert::Entity::find()
        .filter(alert::Column::TeamId.is_in(teams.iter().copied()))
        .order_by_asc(alert::Column::SeenAt.is_not_null())
        .order_by_desc(alert::Column::Id);
    Ok(find.limit(limit).all(db.connection()).await?)
}

/// The alerts of this kind about a party since a moment, the newest first.
pub async fn alerts_about(db: &impl Db, kind: &str, party: Uuid, since: i64) -> Result<Vec<alert::Model>, StoreError> {
    let find = alert::Entity::find()
        .filter(alert::Column::PartyId.eq(party))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::At.gte(since))
        .order_by_desc(alert::Column::Id);
    Ok(find.all(db.connection()).await?)
}

/// The teams about which an alert of this kind was raised since a moment.
pub async fn teams_told_since(db: &impl Db, kind: &str, since: i64) -> Result<Vec<Uuid>, StoreError> {
    let find = alert::Entity::find()
        .select_only()
        .column(alert::Column::TeamId)
        .filter(alert::Column::At.gte(since))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::TeamId.is_not_null());
    Ok(find.into_tuple().all(db.connection()).await?)
}

/// Whether an alert of this kind about this user was raised since a moment.
pub async fn raised_since(db: &impl Db, kind: &str, user: Uuid, since: i64) -> Result<bool, StoreError> {
    let find = alert::Entity::find()
        .filter(alert::Column::At.gte(since))
        .filter(alert::Column::Kind.eq(kind))
        .filter(alert::Column::UserId.eq(user));
    Ok(find.count(db.connection()).await? > 0)
}

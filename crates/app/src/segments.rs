//! Segments (CLA-8): kept filters over all parties, counted as they are now, and static copies.

use std::collections::HashMap;

use filters::Filter;
use method::{Timestamp, coded::Language};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{list_member, segment, segment_member, team},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Actor, App, AppError, NameRef, Page, Right, Role, Total, UserRef,
    app::user_ref,
    error::check_version_if_named,
    filters::named,
    lists::{CreateList, ListView},
    parties::{ListParties, PartyFilterInput, PartySummary},
};

/// Whether a segment follows its filter or keeps who was in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    Live,
    Static,
}

impl SegmentKind {
    fn code(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Static => "static",
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SegmentView {
    pub id: Uuid,
    pub name: String,
    pub note: String,
    pub kind: SegmentKind,
    /// the canonical text; of a static one that of which it is a copy
    pub filter: String,
    /// the same with names, in Chinese
    pub filter_zh: String,
    /// the same with names, in English
    pub filter_en: String,
    pub owner: Option<UserRef>,
    /// with whom it is shared; absent: with everybody
    pub team_id: Option<Uuid>,
    pub shared: bool,
    /// whether the actor may change it
    pub can_edit: bool,
    /// the segment of which a static one is a copy
    pub copied_from: Option<Uuid>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// rises with every change
    pub version: i32,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateSegment {
    pub name: String,
    /// such as `grade in (A, B) and last_contact < -30d`
    pub filter: String,
    #[serde(default)]
    pub note: String,
    /// whether others see it
    #[serde(default)]
    pub shared: bool,
    /// the team, with all below it, that it is shared with; absent: everybody
    pub team_id: Option<Uuid>,
}

/// What changes; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditSegment {
    pub name: Option<String>,
    pub filter: Option<String>,
    pub note: Option<String>,
    pub shared: Option<bool>,
    /// a nil id shares it with everybody
    pub team_id: Option<Uuid>,
    /// the version that was read; a newer one in between refuses the change. `If-Match` says the same
    pub version: Option<i32>,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopySegment {
    /// the name of the copy
    pub name: String,
}

const LONGEST_NOTE: usize = 1_000;

/// Reads a text that was kept.
pub(crate) fn reads(canonical: &str) -> Result<Filter, AppError> {
    let read = filters::parse(canonical, &filters::Names::default());
    read.map_err(|problem| AppError::Internal(format!("a kept filter: {}", problem.message(Language::En))))
}

impl App {
    /// The own segments and those that are shared with the actor.
    pub async fn segments(&self, actor: &Actor) -> Result<Vec<SegmentView>, AppError> {
        actor.require(Right::SeeLists)?;
        let rows = self.segments_seen(actor).await?;
        let all_text: String = rows.iter().map(|row| row.filter.as_str()).collect();
        let names = self.filter_names(actor, &all_text).await?;
        let users = self.user_names().await?;
        rows.into_iter().map(|row| view(row, actor, &users, &names)).collect()
    }

    pub async fn segment(&self, actor: &Actor, id: Uuid) -> Result<SegmentView, AppError> {
        actor.require(Right::SeeLists)?;
        let row = self.segment_seen(actor, id).await?;
        self.segment_view(actor, row).await
    }

    /// How many within reach are in it now.
    pub async fn count_segment(&self, actor: &Actor, id: Uuid) -> Result<Total, AppError> {
        actor.require(Right::SeeLists)?;
        let input = PartyFilterInput { segment: Some(id), ..PartyFilterInput::default() };
        self.count_parties(actor, &input).await
    }

    /// Those within reach who are in it now, page by page.
    pub async fn segment_members(
        &self,
        actor: &Actor,
        id: Uuid,
        mut asked: ListParties,
    ) -> Result<Page<PartySummary>, AppError> {
        asked.filter = PartyFilterInput { segment: Some(id), ..PartyFilterInput::default() };
        self.parties(actor, asked).await
    }

    /// The segments that name this one, as far as the actor sees them.
    pub async fn segment_uses(&self, actor: &Actor, id: Uuid) -> Result<Vec<NameRef>, AppError> {
        actor.require(Right::SeeLists)?;
        self.segment_seen(actor, id).await?;
        let mut uses = Vec::new();
        for row in self.segments_seen(actor).await? {
            if reads(&row.filter)?.segments().contains(&id) {
                uses.push(named(&row));
            }
        }
        Ok(uses)
    }

    pub async fn create_segment(&self, actor: &Actor, asked: CreateSegment) -> Result<SegmentView, AppError> {
        actor.require(Right::SeeLists)?;
        let now = self.now_ms();
        let row = segment::Model {
            id: self.new_id(),
            name: checked_name(&asked.name)?,
            note: checked_note(&asked.note),
            kind: SegmentKind::Live.code().to_owned(),
            filter: filters::print(&self.read_filter(actor, &asked.filter).await?),
            owner_id: actor.user,
            team_id: self.checked_team(asked.team_id).await?,
            copied_from: None,
            shared: asked.shared,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let tx = self.store.begin().await?;
        store::segments::insert(&tx, row.clone()).await?;
        self.audit(&tx, actor, "segment_created", ("segment", &row.id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.segment_view(actor, row).await
    }

    /// Changes a segment of one's own.
    pub async fn edit_segment(&self, actor: &Actor, id: Uuid, edit: EditSegment) -> Result<SegmentView, AppError> {
        actor.require(Right::SeeLists)?;
        let filter = match &edit.filter {
            Some(text) => Some(self.read_filter(actor, text).await?),
            None => None,
        };
        if let Some(filter) = &filter
            && (filter.segments().contains(&id) || self.segments_within(filter).await?.contains_key(&id))
        {
            return Err(AppError::invalid("/filter", "cycle", "a segment cannot be made of itself"));
        }
        let team = match edit.team_id {
            Some(team) if team.is_nil() => Some(None),
            Some(team) => Some(self.checked_team(Some(team)).await?),
            None => None,
        };
        let tx = self.store.begin().await?;
        let mut row = self.segment_to_edit(&tx, actor, id, edit.version).await?;
        if let Some(name) = &edit.name {
            row.name = checked_name(name)?;
        }
        if let Some(note) = &edit.note {
            row.note = checked_note(note);
        }
        if let Some(filter) = filter {
            if row.kind == SegmentKind::Static.code() {
                return Err(AppError::conflict("segment_is_static", "a static segment keeps who was in it"));
            }
            row.filter = filters::print(&filter);
        }
        row.shared = edit.shared.unwrap_or(row.shared);
        row.team_id = team.unwrap_or(row.team_id);
        row.updated_at = self.now_ms();
        let row = store::segments::update(&tx, row).await?;
        self.audit(&tx, actor, "segment_changed", ("segment", &id.to_string()), serde_json::json!({})).await?;
        tx.commit().await?;
        self.segment_view(actor, row).await
    }

    /// Deletes a segment of one's own; one that others are made of stays.
    pub async fn delete_segment(&self, actor: &Actor, id: Uuid, read: Option<i32>) -> Result<(), AppError> {
        actor.require(Right::SeeLists)?;
        let tx = self.store.begin().await?;
        self.segment_to_edit(&tx, actor, id, read).await?;
        for row in store::segments::all(&tx).await? {
            if row.kind == SegmentKind::Live.code() && reads(&row.filter)?.segments().contains(&id) {
                return Err(AppError::conflict("segment_in_use", "another segment is made of this one"));
            }
        }
        store::segments::delete(&tx, id).await?;
        self.audit(&tx, actor, "segment_deleted", ("segment", &id.to_string()), serde_json::json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps who is in a segment now, among the actor's own reach.
    pub async fn copy_segment(&self, actor: &Actor, id: Uuid, asked: CopySegment) -> Result<SegmentView, AppError> {
        actor.require(Right::SeeLists)?;
        let source = self.segment_seen(actor, id).await?;
        let now = self.now_ms();
        let row = segment::Model {
            id: self.new_id(),
            name: checked_name(&asked.name)?,
            note: String::new(),
            kind: SegmentKind::Static.code().to_owned(),
            filter: source.filter,
            owner_id: actor.user,
            team_id: None,
            copied_from: Some(id),
            shared: false,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let chosen = self.chosen_of_segment(actor, id).await?;
        let tx = self.store.begin().await?;
        let chosen = store::parties::still_there(&tx, &chosen).await?;
        let detail = serde_json::json!({ "members": chosen.len() });
        let member = |party_id| segment_member::Model { segment_id: row.id, party_id, added_at: now };
        store::segments::insert(&tx, row.clone()).await?;
        store::segments::insert_members(&tx, chosen.into_iter().map(member).collect()).await?;
        self.audit(&tx, actor, "segment_copied", ("segment", &row.id.to_string()), detail).await?;
        tx.commit().await?;
        self.segment_view(actor, row).await
    }

    /// Makes a lead list of those who are in a segment now, among the actor's own reach.
    pub async fn list_of_segment(&self, actor: &Actor, id: Uuid, asked: CopySegment) -> Result<ListView, AppError> {
        actor.require(Right::SeeLists)?;
        actor.require(Right::Import)?;
        let list = self.new_list(actor, &CreateList { name: asked.name, ..CreateList::default() })?;
        let chosen = self.chosen_of_segment(actor, id).await?;
        let (list_id, now) = (list.id, self.now_ms());
        let tx = self.store.begin().await?;
        let chosen = store::parties::still_there(&tx, &chosen).await?;
        let detail = serde_json::json!({ "segment": id, "members": chosen.len() });
        let member = |party_id| list_member::Model { list_id, party_id, added_at: now };
        store::lists::insert(&tx, list).await?;
        store::lists::insert_members(&tx, chosen.into_iter().map(member).collect()).await?;
        self.audit(&tx, actor, "list_created", ("list", &list_id.to_string()), detail).await?;
        tx.commit().await?;
        Ok(self.list(actor, list_id).await?.list)
    }

    /// Who is in a segment of the actor's own reach; what is lent stays where it is. Read before anything is written, since
    /// what a filter says may take long.
    async fn chosen_of_segment(&self, actor: &Actor, id: Uuid) -> Result<Vec<Uuid>, AppError> {
        let input = PartyFilterInput { segment: Some(id), ..PartyFilterInput::default() };
        let mut filter = self.filter_of(actor, &input).await?;
        filter.reach = Some(actor.own_reach());
        Ok(store::parties::all_within_limit(&self.store, &filter).await?)
    }

    pub(crate) async fn segments_seen(&self, actor: &Actor) -> Result<Vec<segment::Model>, AppError> {
        let rows = store::segments::all(&self.store).await?;
        let teams = store::people::teams(&self.store).await?;
        Ok(rows.into_iter().filter(|row| sees(actor, row, &teams)).collect())
    }

    pub(crate) async fn segment_seen(&self, actor: &Actor, id: Uuid) -> Result<segment::Model, AppError> {
        let row = store::segments::find(&self.store, id).await?.ok_or(AppError::NotFound("segment"))?;
        let teams = store::people::teams(&self.store).await?;
        if sees(actor, &row, &teams) { Ok(row) } else { Err(AppError::NotFound("segment")) }
    }

    /// A segment that the actor may change; one that is only seen is not found, so that the two look alike.
    async fn segment_to_edit(
        &self,
        tx: &Tx,
        actor: &Actor,
        id: Uuid,
        read: Option<i32>,
    ) -> Result<segment::Model, AppError> {
        let found = store::segments::find(tx, id).await?;
        let row = found.filter(|row| may_edit(actor, row)).ok_or(AppError::NotFound("segment"))?;
        check_version_if_named(read, row.version)?;
        Ok(row)
    }

    async fn checked_team(&self, team: Option<Uuid>) -> Result<Option<Uuid>, AppError> {
        let Some(id) = team else { return Ok(None) };
        let known = store::people::teams(&self.store).await?.iter().any(|row| row.id == id);
        if known { Ok(Some(id)) } else { Err(AppError::invalid("/team_id", "unknown", "there is no such team")) }
    }

    async fn segment_view(&self, actor: &Actor, row: segment::Model) -> Result<SegmentView, AppError> {
        let names = self.filter_names(actor, &row.filter).await?;
        view(row, actor, &self.user_names().await?, &names)
    }
}

fn may_edit(actor: &Actor, row: &segment::Model) -> bool {
    row.owner_id == actor.user || actor.roles.has(Role::Administrator)
}

fn sees(actor: &Actor, row: &segment::Model, teams: &[team::Model]) -> bool {
    if may_edit(actor, row) {
        return true;
    }
    let Some(with) = row.team_id else { return row.shared };
    let path = |id: Uuid| teams.iter().find(|team| team.id == id).map(|team| team.path.as_str());
    let below = actor.team.and_then(path).zip(path(with)).is_some_and(|(own, with)| own.starts_with(with));
    row.shared && (below || actor.teams.contains(&with))
}

fn checked_name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let wrong = name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control);
    if wrong {
        return Err(AppError::invalid("/name", "required", "name the segment in 1 to 100 characters"));
    }
    Ok(name.to_owned())
}

fn checked_note(note: &str) -> String {
    note.trim().chars().take(LONGEST_NOTE).collect()
}

fn view(
    row: segment::Model,
    actor: &Actor,
    users: &HashMap<Uuid, String>,
    names: &filters::Names,
) -> Result<SegmentView, AppError> {
    let filter = reads(&row.filter)?;
    Ok(SegmentView {
        kind: if row.kind == SegmentKind::Static.code() { SegmentKind::Static } else { SegmentKind::Live },
        filter_zh: filters::print_named(&filter, Language::Zh, names),
        filter_en: filters::print_named(&filter, Language::En, names),
        can_edit: may_edit(actor, &row),
        owner: user_ref(users, Some(row.owner_id)),
        id: row.id,
        name: row.name,
        note: row.note,
        filter: row.filter,
        team_id: row.team_id,
        shared: row.shared,
        copied_from: row.copied_from,
        created_at: row.created_at.into(),
        updated_at: row.updated_at.into(),
        version: row.version,
    })
}

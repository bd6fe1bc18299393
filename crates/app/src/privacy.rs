//! What a person may ask about their own data (PIPL, GDPR): a copy of everything, or that it is erased. Requests are a
//! register with a day by which they are answered; both are done by the compliance role after it is sure who asks.

mod after_restore;
mod copy;
mod erasing;
mod purchases;
mod readable;
pub(crate) mod suppression;

use method::{
    Coded, Timestamp, Verdict,
    privacy::{IdentityCheck, PlannedFate, RequestKind, answer_due},
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    entities::{party, person_request},
    parties::Reach,
    privacy::state,
};
use utoipa::ToSchema;
use uuid::Uuid;

pub use erasing::CompleteRequest;

use crate::{
    Actor, App, AppError, Page, Right, UserRef,
    app::user_ref,
    parties::{search_groups, summary::masked_phone},
};

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenRequest {
    pub party_id: Uuid,
    pub kind: RequestKind,
    /// how it was made sure that the person asks
    pub identity_check: IdentityCheck,
    /// when it came; now where absent
    pub received_at: Option<Timestamp>,
    /// a file number, never words about the person
    #[serde(default)]
    pub note: String,
    /// a dispute with the person is open
    #[serde(default)]
    pub dispute: bool,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseRequest {
    /// what the person was told
    pub reason: String,
}

/// A person as the register shows them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestedPerson {
    pub id: Uuid,
    /// absent once it is erased
    pub name: Option<String>,
    /// masked
    pub phone: Option<String>,
    pub owner: Option<UserRef>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestView {
    pub id: Uuid,
    pub person: RequestedPerson,
    pub kind: String,
    /// `open`, `done` or `refused`
    pub state: String,
    pub identity_check: String,
    pub note: String,
    pub dispute: bool,
    pub received_at: Timestamp,
    pub due_at: Timestamp,
    /// the day has passed and it is still open
    pub late: bool,
    pub created_by: Option<UserRef>,
    pub closed_at: Option<Timestamp>,
    pub closed_by: Option<UserRef>,
    /// why it was refused
    pub answer: Option<String>,
}

/// One kind of data: what becomes of it, and how many entries there are.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FateLine {
    #[serde(flatten)]
    pub planned: PlannedFate,
    /// absent where they are not counted
    pub count: Option<u64>,
}

/// What an erasure will do, or did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErasureView {
    pub lines: Verdict<Vec<FateLine>>,
    /// when it was done; absent: it is a preview
    pub done_at: Option<Timestamp>,
    /// whose name is kept, where the law lets one
    pub kept_name: Option<String>,
}

/// A request with what it would do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestDetail {
    #[serde(flatten)]
    pub request: RequestView,
    /// of an erasure: its preview, or its certificate
    pub erasure: Option<ErasureView>,
}

const PAGE: u64 = 50;
const LONGEST_NOTE: usize = 200;
const MOST_CANDIDATES: u64 = 20;

impl App {
    /// The register, newest first; in one state or all.
    pub async fn person_requests(
        &self,
        actor: &Actor,
        state: Option<&str>,
        before: Option<Uuid>,
    ) -> Result<Page<RequestView>, AppError> {
        actor.require(Right::HandleRequests)?;
        let mut rows = store::privacy::requests(&self.store, state, before, PAGE + 1).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        Ok(Page { items: self.request_views(rows).await?, next, total: None })
    }

    /// People on file by name or number, whoever holds them: whom a request is about.
    pub async fn request_candidates(&self, actor: &Actor, typed: &str) -> Result<Vec<RequestedPerson>, AppError> {
        actor.require(Right::HandleRequests)?;
        let groups = search_groups(typed);
        let found = store::search::find(&self.store, Reach::All, groups, MOST_CANDIDATES).await?;
        let names = self.user_names().await?;
        let people = found.into_iter().filter(|row| row.kind == "person");
        Ok(people.map(|row| person_of(row.id, Some(&row), user_ref(&names, row.owner_id))).collect())
    }

    pub async fn person_request(&self, actor: &Actor, id: Uuid) -> Result<RequestDetail, AppError> {
        actor.require(Right::HandleRequests)?;
        let row = store::privacy::request(&self.store, id).await?.ok_or(AppError::NotFound("request"))?;
        self.request_detail(row).await
    }

    /// Puts a request into the register.
    pub async fn open_person_request(&self, actor: &Actor, asked: OpenRequest) -> Result<RequestDetail, AppError> {
        actor.require(Right::HandleRequests)?;
        let now = self.now();
        let received = asked.received_at.unwrap_or(now);
        if received > now {
            return Err(AppError::invalid("/received_at", "in_the_future", "a request lies in the past"));
        }
        if asked.note.chars().count() > LONGEST_NOTE {
            return Err(AppError::invalid("/note", "too_long", format!("use at most {LONGEST_NOTE} characters")));
        }
        let settings = self.settings().await?;
        let tx = self.store.begin().await?;
        let party = store::parties::find(&tx, asked.party_id).await?.ok_or(AppError::NotFound("party"))?;
        if party.kind != "person" {
            return Err(AppError::invalid("/party_id", "not_a_person", "requests are made by people"));
        }
        if store::privacy::is_open(&tx, party.id, asked.kind.code()).await? {
            return Err(AppError::conflict("request_open", "the person has an open request of this kind"));
        }
        let row = person_request::Model {
            id: self.new_id(),
            party_id: party.id,
            kind: asked.kind.code().to_owned(),
            state: state::OPEN.to_owned(),
            identity_check: asked.identity_check.code().to_owned(),
            note: asked.note.trim().to_owned(),
            dispute: asked.dispute,
            received_at: received.as_millis(),
            due_at: answer_due(received, &settings.method.privacy).as_millis(),
            created_at: now.as_millis(),
            created_by: actor.id(),
            closed_at: None,
            closed_by: None,
            answer: None,
        };
        store::privacy::insert_request(&tx, row.clone()).await?;
        self.audit_request(&tx, actor, "request_opened", &row).await?;
        tx.commit().await?;
        self.request_detail(row).await
    }

    /// Closes a request without doing it, with what the person was told.
    pub async fn refuse_person_request(
        &self,
        actor: &Actor,
        id: Uuid,
        asked: RefuseRequest,
    ) -> Result<RequestDetail, AppError> {
        actor.require(Right::HandleRequests)?;
        let reason = asked.reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST_NOTE {
            return Err(AppError::invalid("/reason", "required", "say why, in at most 200 characters"));
        }
        let tx = self.store.begin().await?;
        let mut row = self.open_request_locked(&tx, id).await?;
        row.answer = Some(reason);
        let row = self.close_request(&tx, actor, row, state::REFUSED).await?;
        tx.commit().await?;
        self.request_detail(row).await
    }

    /// An open request, kept from others until the transaction ends.
    async fn open_request_locked(&self, tx: &Tx, id: Uuid) -> Result<person_request::Model, AppError> {
        let row = store::privacy::request_locked(tx, id).await?.ok_or(AppError::NotFound("request"))?;
        if row.state != state::OPEN {
            return Err(AppError::conflict("request_closed", format!("the request is {}", row.state)));
        }
        Ok(row)
    }

    async fn close_request(
        &self,
        tx: &Tx,
        actor: &Actor,
        mut row: person_request::Model,
        state: &str,
    ) -> Result<person_request::Model, AppError> {
        row.state = state.to_owned();
        row.closed_at = Some(self.now_ms());
        row.closed_by = actor.id();
        store::privacy::update_request(tx, row.clone()).await?;
        self.audit_request(tx, actor, &format!("request_{state}"), &row).await?;
        Ok(row)
    }

    async fn audit_request(
        &self,
        tx: &Tx,
        actor: &Actor,
        action: &str,
        row: &person_request::Model,
    ) -> Result<(), AppError> {
        let detail = serde_json::json!({ "kind": row.kind, "party": row.party_id, "check": row.identity_check });
        self.audit(tx, actor, action, ("request", &row.id.to_string()), detail).await
    }

    async fn request_detail(&self, row: person_request::Model) -> Result<RequestDetail, AppError> {
        let erasure = if row.kind == RequestKind::Erasure.code() { self.erasure_of(&row).await? } else { None };
        let view = self.request_views(vec![row]).await?.pop().ok_or(AppError::NotFound("request"))?;
        Ok(RequestDetail { request: view, erasure })
    }

    async fn request_views(&self, rows: Vec<person_request::Model>) -> Result<Vec<RequestView>, AppError> {
        let names = self.user_names().await?;
        let about: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        let parties = store::parties::find_many(&self.store, &about).await?;
        let now = self.now_ms();
        let view = |row: person_request::Model| {
            let party = parties.iter().find(|party| party.id == row.party_id);
            RequestView {
                person: person_of(row.party_id, party, party.and_then(|party| user_ref(&names, party.owner_id))),
                late: row.state == state::OPEN && row.due_at < now,
                id: row.id,
                kind: row.kind,
                state: row.state,
                identity_check: row.identity_check,
                note: row.note,
                dispute: row.dispute,
                received_at: row.received_at.into(),
                due_at: row.due_at.into(),
                created_by: user_ref(&names, row.created_by),
                closed_at: row.closed_at.map(Timestamp::from),
                closed_by: user_ref(&names, row.closed_by),
                answer: row.answer,
            }
        };
        Ok(rows.into_iter().map(view).collect())
    }
}

fn person_of(id: Uuid, row: Option<&party::Model>, owner: Option<UserRef>) -> RequestedPerson {
    RequestedPerson {
        id,
        name: row.map(|row| row.name.clone()).filter(|name| !name.is_empty()),
        phone: row.and_then(|row| row.primary_phone.as_deref()).map(masked_phone),
        owner,
    }
}

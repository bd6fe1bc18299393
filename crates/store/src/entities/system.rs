//! Settings, the catalogue of methods, views, custom fields, audit.

table! {
    /// A setting as it was from one moment on; the highest version is in force.
    setting = "setting" {
        #[sea_orm(primary_key, auto_increment = false)]
        key: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i32,
        value: String,
        reason: String,
        changed_by: Option<Uuid>,
        changed_at: i64,
    }
}

table! {
    /// An edited text of the catalogue of methods; a row with empty content returns to the shipped text.
    catalogue_entry = "catalogue_entry" {
        #[sea_orm(primary_key, auto_increment = false)]
        code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i32,
        content: Option<String>,
        changed_by: Option<Uuid>,
        changed_at: i64,
    }
}

table! {
    /// Money spent on a prospecting method, in minor units.
    method_cost = "method_cost" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        method: String,
        team_id: Option<Uuid>,
        spent_at: i64,
        amount_minor: i64,
        currency: String,
        note: String,
        created_by: Option<Uuid>,
        created_at: i64,
    }
}

table! {
    saved_view = "saved_view" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        owner_id: Uuid,
        subject: String,
        name: String,
        definition: String,
        shared: bool,
        created_at: i64,
        version: i32,
    }
}

table! {
    custom_field = "custom_field" {
        #[sea_orm(primary_key, auto_increment = false)]
        key: String,
        label_zh: String,
        label_en: String,
        kind: String,
        created_at: i64,
    }
}

table! {
    /// Who did what to which record, written in the transaction of the change.
    audit_record = "audit_record" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        at: i64,
        actor_id: Option<Uuid>,
        action: String,
        subject_kind: String,
        subject_id: String,
        detail: String,
    }
}

table! {
    /// Something out of the ordinary that an administrator, or the manager of a team, should look at.
    alert = "alert" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        kind: String,
        detail: String,
        user_id: Option<Uuid>,
        party_id: Option<Uuid>,
        seen_by: Option<Uuid>,
        at: i64,
        seen_at: Option<i64>,
        /// which team it is about
        team_id: Option<Uuid>,
    }
}

table! {
    /// What was counted of a person, a team or the company (the nil id) for the supply, as JSON (PRO-8).
    supply_figure = "supply_figure" {
        #[sea_orm(primary_key, auto_increment = false)]
        scope_id: Uuid,
        counted_at: i64,
        value: String,
    }
}

table! {
    /// A request that may be sent again, and what was answered to it.
    idempotency_key = "idempotency_key" {
        /// digest of caller, method, path and key
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        /// names the run that may answer; another run is another claim
        claim: Uuid,
        /// digest of the body, salted with the key
        fingerprint: String,
        /// whether something the request asked for is committed
        carried_out: bool,
        created_at: i64,
        leased_until: i64,
        /// none: not answered yet, or what was answered is not kept
        status: Option<i32>,
        headers: Option<String>,
        body: Option<String>,
    }
}

//! What happened to a party and what was concluded: appended, never overwritten.

table! {
    /// A contact or a note. A mistaken entry is retracted, not deleted.
    activity = "activity" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        kind: String,
        direction: String,
        outcome: Option<String>,
        note: String,
        two_way: bool,
        objection: Option<String>,
        duration_seconds: Option<i32>,
        new_fact: bool,
        larger_order: bool,
        trial: bool,
        /// the person bought on this occasion
        bought: bool,
        /// the person complained, or our service failed
        trouble: bool,
        at: i64,
        by: Option<Uuid>,
        created_at: i64,
        /// the projections of the party before this entry, so that it can be taken back
        before: Option<String>,
        retracted_at: Option<i64>,
        /// `allowed`, or the rule of the contact policy that it went against; none where it was not asked
        permission: Option<String>,
    }
}

table! {
    task = "task" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        owner_id: Option<Uuid>,
        kind: String,
        title: String,
        due_at: i64,
        state: String,
        activity_id: Option<Uuid>,
        created_by: Option<Uuid>,
        created_at: i64,
        closed_at: Option<i64>,
        closed_by_activity: Option<Uuid>,
        version: i32,
    }
}

table! {
    /// An answer with its source: a screening criterion, a golden question, the authority, or a sign of intent.
    evidence = "evidence" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        topic: String,
        value: String,
        note: String,
        source: String,
        at: i64,
        by: Option<Uuid>,
        activity_id: Option<Uuid>,
        created_at: i64,
        retracted_at: Option<i64>,
    }
}

table! {
    /// A verdict as it was reached, with its reasons, the rule and its version.
    assessment = "assessment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        kind: String,
        rule: String,
        rule_version: i32,
        as_of: i64,
        by: Option<Uuid>,
        value: String,
        reasons: String,
    }
}

table! {
    /// The change history of a card: one row per fact, owner or disposition changed.
    party_change = "party_change" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        at: i64,
        by: Option<Uuid>,
        kind: String,
        field: String,
        before: Option<String>,
        after: Option<String>,
        reason: Option<String>,
    }
}

table! {
    /// The consent ledger: what a person agreed to or withdrew, by which channel (none: all). Appended.
    consent = "consent" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        channel: Option<String>,
        given: bool,
        source: String,
        note: String,
        at: i64,
        created_at: i64,
        by: Option<Uuid>,
        activity_id: Option<Uuid>,
        retracted_at: Option<i64>,
    }
}

table! {
    /// A customer or a prospect lost, with the reason (PRO-8). Appended; a reason learned later takes the place of an unknown
    /// one, which is retracted.
    loss = "loss" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        kind: String,
        reason: String,
        note: String,
        /// what they bought in a year, minor units; none where nobody knows
        amount_minor: Option<i64>,
        currency: Option<String>,
        at: i64,
        created_at: i64,
        by: Option<Uuid>,
        /// who held the record then
        owner_id: Option<Uuid>,
        activity_id: Option<Uuid>,
        retracted_at: Option<i64>,
    }
}

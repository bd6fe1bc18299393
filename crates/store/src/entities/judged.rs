//! What people judge about customers and prospects. Judgements and answers are appended.

table! {
    /// What somebody judged: a face, a settlement. A later one of the same kind takes its place and leaves it readable.
    judgement = "judgement" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        /// `face` or `settlement`
        kind: String,
        state: String,
        value: String,
        note: String,
        by: Option<Uuid>,
        at: i64,
        /// when a later one took its place; none while it stands
        replaced_at: Option<i64>,
    }
}

table! {
    /// A line of the lists of the four standing questions (CLA-4).
    future_customer = "future_customer" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// the record it became
        party_id: Option<Uuid>,
        owner_id: Option<Uuid>,
        team_id: Option<Uuid>,
        created_by: Option<Uuid>,
        question: String,
        name: String,
        note: String,
        version: i32,
        created_at: i64,
        updated_at: i64,
        prospect_at: Option<i64>,
        /// when somebody took it off the list
        closed_at: Option<i64>,
    }
}

table! {
    /// An answer about a future customer: a condition or a step of the way. The last one of a topic holds.
    future_answer = "future_answer" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        future_id: Uuid,
        topic: String,
        answer: String,
        note: String,
        by: Option<Uuid>,
        at: i64,
    }
}

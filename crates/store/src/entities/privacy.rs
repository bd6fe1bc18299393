//! Requests of persons about their data, and what came of them. None of these rows says who somebody is.

table! {
    /// What a person asked for, by when it has to be answered, and how it was.
    person_request = "person_request" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        /// `export` or `erasure`
        kind: String,
        /// `open`, `done` or `refused`
        state: String,
        /// how it was made sure who asks
        identity_check: String,
        note: String,
        /// a dispute with the person was open when it was last looked at
        dispute: bool,
        received_at: i64,
        due_at: i64,
        created_at: i64,
        created_by: Option<Uuid>,
        closed_at: Option<i64>,
        closed_by: Option<Uuid>,
        /// why it was refused
        answer: Option<String>,
    }
}

table! {
    /// A person whose data were erased, with what was erased and what was kept and why.
    erasure = "erasure" {
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        /// none where it was done again after a backup was restored
        request_id: Option<Uuid>,
        by: Option<Uuid>,
        at: i64,
        /// when what was kept for a time goes as well
        kept_until: Option<i64>,
        certificate: String,
        /// what the law lets one keep (JSON); none where nothing is kept, or no longer
        kept: Option<String>,
    }
}

table! {
    /// A number or an address that must not be contacted again, as a hash under the installation's key.
    suppressed_contact = "suppressed_contact" {
        #[sea_orm(primary_key, auto_increment = false)]
        hash: String,
        since: i64,
    }
}

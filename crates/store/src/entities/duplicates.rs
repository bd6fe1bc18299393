//! Pairs believed to be the same, the scans that find them, and merges.

table! {
    /// Two records believed to be the same; the smaller id stands left.
    duplicate_pair = "duplicate_pair" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        left_id: Uuid,
        right_id: Uuid,
        /// 0 to 1
        score: f64,
        reasons: String,
        /// `open` or `dismissed`
        state: String,
        found_at: i64,
        /// the scan that saw it last
        scan_id: Option<Uuid>,
        decided_by: Option<Uuid>,
        decided_at: Option<i64>,
    }
}

table! {
    /// A comparison of all records, worked by a job.
    duplicate_scan = "duplicate_scan" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// `running`, `finished` or `failed`
        state: String,
        /// `waiting`, `reading`, `comparing`, `writing` or `done`
        stage: String,
        records: i64,
        /// records read, then pairs written
        done: i64,
        compared: i64,
        left_out: i64,
        found: i64,
        added: i64,
        asked_by: Option<Uuid>,
        error: Option<String>,
        created_at: i64,
        started_at: Option<i64>,
        finished_at: Option<i64>,
    }
}

table! {
    /// One record brought into another, with everything that undoing needs. The row that was merged away is kept in
    /// `record`, whole, and nowhere else.
    party_merge = "party_merge" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        kept_id: Uuid,
        merged_id: Uuid,
        merged_name: String,
        record: String,
        at: i64,
        by: Option<Uuid>,
        undone_by: Option<Uuid>,
        undone_at: Option<i64>,
    }
}

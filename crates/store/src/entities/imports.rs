//! Import runs, their rows, and the jobs that work them.

table! {
    import_run = "import_run" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        list_id: Uuid,
        file_name: String,
        bytes: i64,
        state: String,
        format: String,
        notes: String,
        mapping: String,
        on_duplicate: String,
        owner_id: Option<Uuid>,
        team_id: Option<Uuid>,
        market: Option<String>,
        method: Option<String>,
        rows_read: i64,
        created: i64,
        updated: i64,
        duplicate: i64,
        rejected: i64,
        skipped: i64,
        review: i64,
        /// the last row of the file whose result is committed
        last_row: i64,
        bytes_read: i64,
        created_by: Option<Uuid>,
        created_at: i64,
        started_at: Option<i64>,
        finished_at: Option<i64>,
        error: Option<String>,
    }
}

table! {
    /// What became of one row of the file: exactly one state (PRO-11). Cells are kept where the row was not taken.
    import_row = "import_row" {
        #[sea_orm(primary_key, auto_increment = false)]
        run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        row: i64,
        state: String,
        party_id: Option<Uuid>,
        reasons: Option<String>,
        cells: Option<String>,
        /// a duplicate that waits for a person to decide
        held: bool,
    }
}

table! {
    /// Work to be done after the transaction that asked for it; leased, so that a dead worker's job is taken up again.
    job = "job" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        kind: String,
        subject_id: Uuid,
        state: String,
        attempts: i32,
        leased_until: Option<i64>,
        created_at: i64,
        finished_at: Option<i64>,
        error: Option<String>,
    }
}

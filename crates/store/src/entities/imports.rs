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
        /// rows whose result was taken back, and those of which something stayed (none: nobody asked for it)
        undone_rows: Option<i64>,
        kept_rows: Option<i64>,
        /// the last row that was taken back; the first rows of the file come last
        undo_row: Option<i64>,
        undo_by: Option<Uuid>,
        undo_asked_at: Option<i64>,
        undone_at: Option<i64>,
        /// the template the mapping was taken from
        template_id: Option<Uuid>,
        /// the watched folder the file came from
        folder_id: Option<Uuid>,
        /// rises with every change of the plan
        version: i32,
        /// what the rows are: `orders`, `deals`, or names where nothing is said
        subject: Option<String>,
        /// of deals: whether customers who are not on file are made
        make_customers: Option<bool>,
    }
}

table! {
    /// A mapping kept for the next file of the same source, recognised by its headings.
    import_template = "import_template" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        owner_id: Option<Uuid>,
        name: String,
        shared: bool,
        /// the headings without case, width and order
        signature: String,
        headings: String,
        format: String,
        mapping: String,
        on_duplicate: String,
        /// whose the names become; the importing person's where none
        holder_id: Option<Uuid>,
        market: Option<String>,
        method: Option<String>,
        created_at: i64,
        updated_at: i64,
        version: i32,
    }
}

table! {
    /// A folder of the server whose files are imported by themselves.
    import_folder = "import_folder" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// below the base folder of the configuration
        path: String,
        template_id: Uuid,
        list_id: Uuid,
        holder_id: Option<Uuid>,
        every_minutes: Option<i32>,
        /// `HH:MM` in the time zone
        daily_at: Option<String>,
        time_zone: String,
        active: bool,
        /// when it is looked at next
        next_at: i64,
        looked_at: Option<i64>,
        error: Option<String>,
        created_by: Option<Uuid>,
        created_at: i64,
        version: i32,
    }
}

table! {
    /// A file that was seen in a watched folder, and what became of it.
    import_folder_file = "import_folder_file" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        folder_id: Uuid,
        name: String,
        state: String,
        bytes: i64,
        modified_at: i64,
        seen_at: i64,
        hash: Option<String>,
        run_id: Option<Uuid>,
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
        /// what the row changed on a record that was there before, so that it can be taken back
        effect: Option<String>,
        /// `undone`, or `kept` where something changed since stayed
        undone: Option<String>,
        kept_reasons: Option<String>,
        /// the record the row had made, whole, after it was taken out of the parties
        record: Option<String>,
        /// the order or the deal that the row became; the party is named only where the row itself says something of it
        became_id: Option<Uuid>,
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
        /// after a failure that may pass, the next attempt is made no sooner
        not_before: Option<i64>,
        /// when the last attempt began
        started_at: Option<i64>,
        error_code: Option<String>,
        /// how far the last attempt is, of how much
        done: Option<i64>,
        total: Option<i64>,
    }
}

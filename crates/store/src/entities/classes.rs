//! Classes computed from orders: runs, what they found, and what changed.

table! {
    /// A classification of all customers as of a day.
    class_run = "class_run" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// days since 1970
        as_of_day: i32,
        /// the settings in force when it was asked for
        settings_version: i32,
        /// `scheduled` or `asked`
        kind: String,
        /// `waiting`, `running`, `finished`, `failed` or `cancelled`
        state: String,
        /// `waiting`, `reading`, `classing`, `writing` or `done`
        stage: String,
        /// whether lists and records show what it found; at most one
        current: bool,
        /// whether the classes of its customers are kept
        keeps_rows: bool,
        asked_by: Option<Uuid>,
        asked_at: i64,
        started_at: Option<i64>,
        ended_at: Option<i64>,
        /// orders and returns counted
        orders: i64,
        /// orders in other currencies
        left_out: i64,
        customers: i64,
        done: i64,
        total: i64,
        changes: i64,
        /// what amounts are in; none without an order
        currency: Option<String>,
        error: Option<String>,
    }
}

table! {
    /// The overview of a run for a person, a team or the company (the nil id), as JSON.
    class_figure = "class_figure" {
        #[sea_orm(primary_key, auto_increment = false)]
        run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        scope_id: Uuid,
        value: String,
    }
}

table! {
    /// The classes of a customer in a run, for a product line or for all of them (the nil id): a projection.
    customer_class = "customer_class" {
        #[sea_orm(primary_key, auto_increment = false)]
        run_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        line_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        as_of_day: i32,
        abc: String,
        existing: String,
        /// the class that the owner was last told of
        told_existing: String,
        /// the face that the figures speak for; empty: none
        face: String,
        /// net sales of the period
        sales_minor: i64,
        sales_rank: i64,
        contribution_minor: i64,
        sales_share: f64,
        sales_cumulative: f64,
        contribution_share: f64,
        contribution_cumulative: f64,
        contribution_measure: String,
        contribution_high: bool,
        contribution_estimated: bool,
        /// none: too little history, the class is `new`; so are the next four
        stability: Option<f64>,
        regularity: Option<f64>,
        evenness: Option<f64>,
        order_size: Option<f64>,
        decline: Option<f64>,
        periods: i32,
        periods_with_orders: i32,
        /// orders behind the stability, or so far where there is none
        counted_orders: i32,
        full_months: i32,
        full_quarters: i32,
        /// a red face that buys by chance
        face_tie: bool,
        /// reasons as JSON, where there is a face
        face_reasons: Option<String>,
        rfm_r: i32,
        rfm_f: i32,
        rfm_m: i32,
        /// days on which something was bought
        purchases: i32,
        first_day: i32,
        last_day: i32,
        usual_gap: Option<f64>,
        gap_base: String,
        rhythm_alert: bool,
        /// how unusual the silence is: 1 less the share of gaps as long, 0 where it cannot be judged
        silence_rank: f64,
        alert_from_days: Option<i32>,
        as_long: Option<f64>,
        followed: Option<f64>,
        as_long_n: i64,
        followed_n: i64,
        /// none for whoever bought once: it is not known
        alive: Option<f64>,
        expected_purchases: Option<f64>,
        lifetime_minor: Option<i64>,
        /// the same for sorting; -1 where there is none
        lifetime_sort: i64,
    }
}

table! {
    /// A class that changed from one run to the next. Appended; part of the history once its run has finished.
    class_change = "class_change" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        line_id: Uuid,
        run_id: Uuid,
        /// `abc`, `existing`, `face` or `rhythm`
        kind: String,
        /// none: the first class
        was: Option<String>,
        becomes: String,
        /// what it rests on, as JSON
        figures: String,
        as_of_day: i32,
        /// whether the owner is told; held back near the border (CLA-2)
        told: bool,
        at: i64,
        seen_at: Option<i64>,
        seen_by: Option<Uuid>,
    }
}

//! Deals with key accounts, who has a part in them, and what was found out, decided and forecast. Changes, assessments,
//! decisions and forecasts are appended.

table! {
    /// A deal. What it was found to be worth, its cell and the last decision are projections of what was appended.
    deal = "deal" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        /// the general line where it is about none in particular
        line_id: Uuid,
        owner_id: Option<Uuid>,
        team_id: Option<Uuid>,
        created_by: Option<Uuid>,
        name: String,
        /// a code of the settings
        stage: String,
        /// where it came from, as people wrote it
        source: String,
        note: String,
        currency: String,
        /// `unknown`, `known` or `estimated`
        amount_kind: String,
        next_step: String,
        buying_stage: Option<String>,
        /// how an estimate was made: units and price
        amount_basis: Option<String>,
        value_class: Option<String>,
        cell: Option<String>,
        /// the last decision: `pursue`, `hold` or `drop`
        decision: Option<String>,
        /// since when it is in its stage
        stage_since: i64,
        /// minor units; 0 where the amount is not known
        likely_minor: i64,
        created_at: i64,
        updated_at: i64,
        low_minor: Option<i64>,
        high_minor: Option<i64>,
        next_step_at: Option<i64>,
        probability_at: Option<i64>,
        assessed_at: Option<i64>,
        ended_at: Option<i64>,
        /// days since 1970; [`NO_DAY`](crate::deals::NO_DAY) where nobody expects one
        expected_day: i32,
        version: i32,
        /// per cent, by a manager
        probability: Option<i32>,
        probability_by: Option<Uuid>,
        ended_by: Option<Uuid>,
        value_firm: bool,
        cell_firm: bool,
        short_score: Option<f64>,
        long_score: Option<f64>,
        effort_left_days: Option<f64>,
        /// `won`, `lost`, `no_decision` or `dropped`
        outcome: Option<String>,
        buyer_reason: Option<String>,
        buyer_words: Option<String>,
        seller_reason: Option<String>,
        seller_words: Option<String>,
        /// of a deal from a file: its number there, or what tells it from others where it has none
        number_key: Option<String>,
        /// the import that made it
        import_id: Option<Uuid>,
        /// the row of the file it came from
        import_row: Option<i64>,
    }
}

table! {
    /// What is known of a deal's tender; none where nobody said anything about one.
    deal_tender = "deal_tender" {
        #[sea_orm(primary_key, auto_increment = false)]
        deal_id: Uuid,
        /// whether it is a public one: `yes`, `no` or `unknown`
        public: String,
        place: String,
        note: String,
        opens_at: Option<i64>,
        decision_at: Option<i64>,
    }
}

table! {
    /// Somebody at the customer who has a part in the decision, on file or by name only.
    deal_person = "deal_person" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        /// the person's record
        party_id: Option<Uuid>,
        /// the rival they lean to
        rival_id: Option<Uuid>,
        by: Option<Uuid>,
        name: String,
        role: String,
        power: String,
        contact_level: String,
        note: String,
        leaning: Option<String>,
        on_committee: bool,
        created_at: i64,
        updated_at: i64,
        /// when they left or were moved
        left_at: Option<i64>,
        version: i32,
    }
}

table! {
    /// A rival in a deal. Standing and cell against them are projections of the last assessment.
    deal_rival = "deal_rival" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        by: Option<Uuid>,
        name: String,
        strengths: String,
        offer: String,
        note: String,
        standing: Option<String>,
        cell: Option<String>,
        /// whether they take part in this deal; a past supplier may not
        takes_part: bool,
        created_at: i64,
        updated_at: i64,
        version: i32,
    }
}

table! {
    /// What worries the buyer at a stage of buying.
    deal_concern = "deal_concern" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        by: Option<Uuid>,
        settled_by: Option<Uuid>,
        buying_stage: String,
        words: String,
        at: i64,
        settled_at: Option<i64>,
    }
}

table! {
    /// A change of a deal that later readings look back on: stage, owner, amount, a rival, a play, how it ended.
    deal_change = "deal_change" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        by: Option<Uuid>,
        kind: String,
        before: Option<String>,
        after: Option<String>,
        at: i64,
    }
}

table! {
    /// An assessment: the sheet as answered and the verdict on it.
    deal_assessment = "deal_assessment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        by: Option<Uuid>,
        /// `value`, `opening` or `questions`
        kind: String,
        sheet: String,
        verdict: String,
        note: String,
        /// the class or the cell; none where it is not known
        found: Option<String>,
        /// of an opening: whose ground it was, as far as known
        territory: Option<String>,
        /// and who was ahead
        standing: Option<String>,
        firm: bool,
        at: i64,
    }
}

table! {
    /// A play taken up, with its task, and whether it was used.
    deal_play = "deal_play" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        task_id: Option<Uuid>,
        /// who is to do it
        owner_id: Option<Uuid>,
        /// the manager who confirmed a play that touches a public tender
        confirmed_by: Option<Uuid>,
        by: Option<Uuid>,
        closed_by: Option<Uuid>,
        play: String,
        /// `asked`, `planned`, `used` or `not_used`
        state: String,
        note: String,
        /// the cell in which it was taken up
        cell: Option<String>,
        /// by when, as it was taken up; its task may have been put off since
        due_at: i64,
        at: i64,
        closed_at: Option<i64>,
        version: i32,
    }
}

table! {
    /// A decision about a deal, with what was proposed then.
    deal_decision = "deal_decision" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        deal_id: Uuid,
        by: Option<Uuid>,
        decision: String,
        reason: String,
        /// the place in the queue and the investment proposed
        proposed: String,
        at: i64,
    }
}

table! {
    /// Target and own forecast of a period, of a team or a seller, as somebody gave them. The last one holds.
    deal_forecast = "deal_forecast" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        team_id: Option<Uuid>,
        user_id: Option<Uuid>,
        by: Option<Uuid>,
        /// a quarter, `2026-q1`
        period: String,
        currency: String,
        target_minor: Option<i64>,
        forecast_minor: Option<i64>,
        at: i64,
    }
}

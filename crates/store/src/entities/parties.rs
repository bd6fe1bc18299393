//! Parties (people and organisations on file), how to reach them, where they belong.

table! {
    /// One record for life. The columns after `custom` are projections of append-only rows (assessments, activities,
    /// changes), kept here so that a list is one indexed query; `app` renews them in the transaction that appends.
    party = "party" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        /// position of the row in the search index
        seq: i64,
        kind: String,
        status: String,
        name: String,
        name_key: String,
        external_id: Option<String>,
        owner_id: Option<Uuid>,
        team_id: Option<Uuid>,
        list_id: Option<Uuid>,
        market: Option<String>,
        method: Option<String>,
        relation_group: Option<String>,
        introducer_id: Option<Uuid>,
        introducer_name: Option<String>,
        identity_number: Option<String>,
        primary_phone: Option<String>,
        employer: Option<String>,
        position: Option<String>,
        city: Option<String>,
        facts: String,
        custom: String,
        disposition: String,
        /// the visit decision taken (PRO-8)
        decision: Option<String>,
        authority: Option<String>,
        /// `a` to `d`, or [`crate::parties::NOT_GRADED`]
        grade: String,
        /// 0 to 100, or -1 where not graded
        score: f64,
        warm_order: f64,
        intent: String,
        golden: bool,
        completeness: i32,
        step: String,
        contact_count: i32,
        two_way_count: i32,
        /// attempts in a row without an answer
        unanswered: i32,
        do_not_contact_since: Option<i64>,
        /// the date the person named for the next contact
        named_at: Option<i64>,
        /// the next attempt by the retry rule
        retry_at: Option<i64>,
        first_reached_at: Option<i64>,
        first_met_at: Option<i64>,
        won_at: Option<i64>,
        last_contact_at: Option<i64>,
        /// 0 where there was none: columns that are sorted by have no nulls, since the databases order nulls differently
        last_two_way_at: i64,
        /// the next contact; [`crate::parties::NEVER`] where none is planned (also the next two)
        due_at: i64,
        overdue_at: i64,
        dormant_at: i64,
        assigned_at: Option<i64>,
        created_by: Option<Uuid>,
        created_at: i64,
        updated_at: i64,
        version: i32,
        /// the person's own, where it is not the team's
        time_zone: Option<String>,
        /// when a grade, an intent or a step last rose, or a meeting was kept (PRO-10)
        progress_at: Option<i64>,
        /// the last appointment planned
        appointment_at: Option<i64>,
        /// when the record goes back to the pool; none where it does not (PRO-10)
        returns_at: Option<i64>,
        /// when its holder was warned of that
        pool_warned_at: Option<i64>,
        /// `red`, `yellow`, `green` or `none` (PRO-8)
        colour: String,
        /// the letters of MAN: large where it holds, small where it does not, `?` where nobody knows
        man: String,
        /// until when a prospect counts as in hand; none where it does not (PRO-8)
        in_hand_until: Option<i64>,
        /// when it was first graded in somebody's hands, and in whose
        screened_at: Option<i64>,
        screened_by: Option<Uuid>,
        /// the last meeting that was kept
        last_met_at: Option<i64>,
        /// until when a customer counts as still buying; none for prospects (CLA-6)
        buying_until: Option<i64>,
        /// when a customer was last lost
        lost_at: Option<i64>,
        /// when to look again at a prospect given up
        reopen_at: Option<i64>,
        /// `pi` to `piv`; none for whoever is no prospect, or of whom too little is rated (CLA-3)
        prospect_class: Option<String>,
        /// the expected contribution, 0 to 10; none where too little is rated
        expected_score: Option<f64>,
        /// the intent, 0 to 100; kept where there is an expected contribution
        intent_score: Option<f64>,
        /// the stage of a latent key customer; none for whoever is not on that list (PRO-13)
        latent_stage: Option<String>,
        latent_since: Option<i64>,
        /// the face that a person confirmed (CLA-5)
        face: Option<String>,
    }
}

table! {
    contact_point = "contact_point" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        kind: String,
        /// phones in E.164, e-mail in lower case
        value: String,
        label: Option<String>,
        is_primary: bool,
        valid: bool,
        do_not_contact: bool,
        created_at: i64,
    }
}

table! {
    address = "address" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        party_id: Uuid,
        kind: String,
        text: String,
        province: Option<String>,
        city: Option<String>,
        district: Option<String>,
        postcode: Option<String>,
        street_number: Option<String>,
        street: Option<String>,
    }
}

table! {
    /// A person's place in an organisation (PRO-6: the people and their roles, and whom each influences).
    party_link = "party_link" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        organisation_id: Uuid,
        person_id: Uuid,
        position: Option<String>,
        roles: String,
        influences: String,
        created_at: i64,
    }
}

table! {
    party_tag = "party_tag" {
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        tag: String,
    }
}

table! {
    lead_list = "lead_list" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        market: Option<String>,
        method: Option<String>,
        note: String,
        owner_id: Option<Uuid>,
        team_id: Option<Uuid>,
        created_by: Option<Uuid>,
        created_at: i64,
    }
}

table! {
    list_member = "list_member" {
        #[sea_orm(primary_key, auto_increment = false)]
        list_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        party_id: Uuid,
        added_at: i64,
    }
}

//! Rows to test with: complete, plain, and changed where a test cares.

use store::{
    Store, Tx,
    entities::{
        activity, assessment, contact_point, customer_class, evidence, import_row, import_run, job, party,
        party_change, task, user_account,
    },
    parties::{NEVER, NOT_GRADED},
};
use test_support::TestDatabase;
use uuid::Uuid;

/// The moment at which the tests take place.
pub const NOW: i64 = 1_772_000_000_000;
pub const DAY: i64 = 24 * 60 * 60 * 1000;

pub fn id() -> Uuid {
    store::new_id(NOW)
}

/// A person nobody has contacted yet.
pub fn party(name: &str) -> party::Model {
    party::Model {
        id: id(),
        seq: 0,
        kind: "person".to_owned(),
        status: "prospect".to_owned(),
        name: name.to_owned(),
        name_key: name.to_owned(),
        external_id: None,
        owner_id: None,
        team_id: None,
        list_id: None,
        market: None,
        method: None,
        relation_group: None,
        introducer_id: None,
        introducer_name: None,
        identity_number: None,
        primary_phone: None,
        employer: None,
        position: None,
        city: None,
        facts: "{}".to_owned(),
        custom: "{}".to_owned(),
        disposition: "open".to_owned(),
        decision: None,
        authority: None,
        grade: NOT_GRADED.to_owned(),
        score: -1.0,
        warm_order: 0.0,
        intent: "none".to_owned(),
        golden: false,
        completeness: 0,
        step: "gather".to_owned(),
        contact_count: 0,
        two_way_count: 0,
        unanswered: 0,
        do_not_contact_since: None,
        named_at: None,
        retry_at: None,
        first_reached_at: None,
        first_met_at: None,
        won_at: None,
        last_contact_at: None,
        last_two_way_at: 0,
        due_at: NEVER,
        overdue_at: NEVER,
        dormant_at: NEVER,
        assigned_at: None,
        created_by: None,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
        time_zone: None,
        progress_at: None,
        appointment_at: None,
        returns_at: None,
        pool_warned_at: None,
        colour: "green".to_owned(),
        man: "???".to_owned(),
        in_hand_until: None,
        screened_at: None,
        screened_by: None,
        last_met_at: None,
        buying_until: None,
        lost_at: None,
        reopen_at: None,
        prospect_class: None,
        expected_score: None,
        intent_score: None,
        latent_stage: None,
        latent_since: None,
        face: None,
    }
}

/// The same with what the test cares about.
pub fn party_with(name: &str, change: impl FnOnce(&mut party::Model)) -> party::Model {
    let mut row = party(name);
    change(&mut row);
    row
}

/// Begins a transaction, does the work, commits.
pub async fn write<T>(store: &Store, work: impl AsyncFnOnce(&Tx) -> T) -> T {
    let tx = store.begin().await.expect("a transaction");
    let done = work(&tx).await;
    tx.commit().await.expect("a commit");
    done
}

/// Inserts parties in a transaction of their own.
pub async fn add_parties(store: &Store, rows: Vec<party::Model>) {
    let tx = store.begin().await.expect("a transaction");
    store::parties::insert(&tx, rows).await.expect("inserted parties");
    tx.commit().await.expect("a commit");
}

/// Inserts parties; answers their ids in the order given.
pub async fn insert_parties(db: &TestDatabase, rows: Vec<party::Model>) -> Vec<Uuid> {
    let ids = rows.iter().map(|row| row.id).collect();
    add_parties(db.store(), rows).await;
    ids
}

pub async fn insert_party(db: &TestDatabase, row: party::Model) -> Uuid {
    insert_parties(db, vec![row]).await[0]
}

pub async fn stored(db: &TestDatabase, id: Uuid) -> party::Model {
    store::parties::find(db.store(), id).await.expect("a read").expect("the party")
}

pub fn user(email: &str) -> user_account::Model {
    user_account::Model {
        id: id(),
        name: email.split('@').next().unwrap_or_default().to_owned(),
        email: email.to_owned(),
        password_hash: None,
        roles: "sales".to_owned(),
        team_id: None,
        locale: "zh".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        active: true,
        created_at: NOW,
        password_changed_at: None,
        version: 1,
    }
}

pub fn contact(party: Uuid, kind: &str, value: &str) -> contact_point::Model {
    contact_point::Model {
        id: id(),
        party_id: party,
        kind: kind.to_owned(),
        value: value.to_owned(),
        label: None,
        is_primary: false,
        valid: true,
        do_not_contact: false,
        created_at: NOW,
    }
}

pub fn call(party: Uuid, at: i64) -> activity::Model {
    activity::Model {
        id: store::new_id(at),
        party_id: party,
        kind: "call".to_owned(),
        direction: "out".to_owned(),
        outcome: Some("spoke".to_owned()),
        note: String::new(),
        two_way: true,
        objection: None,
        duration_seconds: None,
        new_fact: false,
        larger_order: false,
        trial: false,
        bought: false,
        trouble: false,
        at,
        by: None,
        created_at: at,
        before: None,
        retracted_at: None,
        permission: None,
    }
}

pub fn task(party: Uuid, due_at: i64) -> task::Model {
    task::Model {
        id: id(),
        party_id: party,
        owner_id: None,
        kind: "follow_up".to_owned(),
        title: String::new(),
        due_at,
        state: "open".to_owned(),
        activity_id: None,
        created_by: None,
        created_at: NOW,
        closed_at: None,
        closed_by_activity: None,
        version: 1,
    }
}

pub fn evidence(party: Uuid, topic: &str, value: &str, at: i64) -> evidence::Model {
    evidence::Model {
        id: store::new_id(at),
        party_id: party,
        topic: topic.to_owned(),
        value: value.to_owned(),
        note: String::new(),
        source: "stated".to_owned(),
        at,
        by: None,
        activity_id: None,
        created_at: at,
        retracted_at: None,
    }
}

pub fn assessment(party: Uuid, kind: &str, value: &str, as_of: i64) -> assessment::Model {
    assessment::Model {
        id: store::new_id(as_of),
        party_id: party,
        kind: kind.to_owned(),
        rule: "screening".to_owned(),
        rule_version: 1,
        as_of,
        by: None,
        value: value.to_owned(),
        reasons: "[]".to_owned(),
    }
}

pub fn change(party: Uuid, field: &str, at: i64) -> party_change::Model {
    party_change::Model {
        id: store::new_id(at),
        party_id: party,
        at,
        by: None,
        kind: "fact".to_owned(),
        field: field.to_owned(),
        before: None,
        after: Some("new".to_owned()),
        reason: None,
    }
}

pub fn run(list: Uuid) -> import_run::Model {
    import_run::Model {
        id: id(),
        list_id: list,
        file_name: "名单.csv".to_owned(),
        bytes: 100,
        state: "analysed".to_owned(),
        format: "{}".to_owned(),
        notes: "[]".to_owned(),
        mapping: "[]".to_owned(),
        on_duplicate: "skip".to_owned(),
        owner_id: None,
        team_id: None,
        market: None,
        method: None,
        rows_read: 0,
        created: 0,
        updated: 0,
        duplicate: 0,
        rejected: 0,
        skipped: 0,
        review: 0,
        last_row: 0,
        bytes_read: 0,
        created_by: None,
        created_at: NOW,
        started_at: None,
        finished_at: None,
        error: None,
        undone_rows: None,
        kept_rows: None,
        undo_row: None,
        undo_by: None,
        undo_asked_at: None,
        undone_at: None,
        template_id: None,
        folder_id: None,
        make_customers: None,
        version: 1,
        subject: None,
    }
}

pub fn import_row(run: Uuid, row: i64, state: &str) -> import_row::Model {
    import_row::Model {
        run_id: run,
        row,
        state: state.to_owned(),
        party_id: None,
        reasons: None,
        cells: None,
        held: false,
        effect: None,
        undone: None,
        kept_reasons: None,
        record: None,
        became_id: None,
    }
}

pub fn job(created_at: i64) -> job::Model {
    job::Model {
        id: store::new_id(created_at),
        kind: "import".to_owned(),
        subject_id: id(),
        state: "waiting".to_owned(),
        attempts: 0,
        leased_until: None,
        created_at,
        finished_at: None,
        error: None,
        not_before: None,
        started_at: None,
        error_code: None,
        done: None,
        total: None,
    }
}

/// The job as it is after an attempt that ended; with an error it is given up.
pub fn ended(mut row: job::Model, error: Option<&str>, at: i64) -> job::Model {
    row.state = if error.is_some() { "failed" } else { "done" }.to_owned();
    row.error = error.map(str::to_owned);
    row.finished_at = Some(at);
    row
}

/// What a run found of a customer in a line, whose id is still to be said: a large one who buys as ever.
pub fn customer_class(run: Uuid, line: Uuid) -> customer_class::Model {
    customer_class::Model {
        run_id: run,
        line_id: line,
        party_id: Uuid::nil(),
        as_of_day: 20_500,
        abc: "a".to_owned(),
        existing: "ei".to_owned(),
        told_existing: "ei".to_owned(),
        face: "red".to_owned(),
        sales_minor: 100,
        sales_rank: 1,
        contribution_minor: 100,
        sales_share: 0.0,
        sales_cumulative: 0.0,
        contribution_share: 0.0,
        contribution_cumulative: 0.0,
        contribution_measure: "sales".to_owned(),
        contribution_high: true,
        contribution_estimated: false,
        stability: None,
        regularity: None,
        evenness: None,
        order_size: None,
        decline: None,
        periods: 0,
        periods_with_orders: 0,
        counted_orders: 0,
        full_months: 0,
        full_quarters: 0,
        face_tie: false,
        face_reasons: None,
        rfm_r: 1,
        rfm_f: 1,
        rfm_m: 1,
        purchases: 1,
        first_day: 20_000,
        last_day: 20_000,
        usual_gap: None,
        gap_base: "line".to_owned(),
        rhythm_alert: false,
        silence_rank: 0.0,
        alert_from_days: None,
        as_long: None,
        followed: None,
        as_long_n: 0,
        followed_n: 0,
        alive: None,
        expected_purchases: None,
        lifetime_minor: Some(100),
        lifetime_sort: 100,
    }
}

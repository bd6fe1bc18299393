//! The cadence filter at the moments where a state begins (PRO-9).

use store::parties::{NEVER, PartyFilter, Sort, SortKey, page};
use test_support::{TestDatabase, on_both_databases};

use crate::sample::{DAY, NOW, insert_parties, party, party_with};

const STATES: [&str; 5] = ["untouched", "fine", "due", "overdue", "dormant"];

/// Due, overdue and dormant ten, twelve and fifteen days after the last contact.
fn rhythm(name: &str) -> store::entities::party::Model {
    party_with(name, |row| {
        row.last_two_way_at = NOW;
        row.due_at = NOW + 10 * DAY;
        row.overdue_at = NOW + 12 * DAY;
        row.dormant_at = NOW + 15 * DAY;
    })
}

async fn in_state(db: &TestDatabase, states: &[&str], now: i64) -> Vec<String> {
    let cadences = states.iter().map(|state| (*state).to_owned()).collect();
    let filter = PartyFilter { cadences, now, ..PartyFilter::default() };
    let sort = Sort { key: SortKey::Name, descending: false };
    page(db.store(), &filter, sort, None, 100).await.unwrap().into_iter().map(|row| row.name).collect()
}

async fn states_of(db: &TestDatabase, name: &str, now: i64) -> Vec<&'static str> {
    let mut found = Vec::new();
    for state in STATES {
        if in_state(db, &[state], now).await.iter().any(|other| other == name) {
            found.push(state);
        }
    }
    found
}

on_both_databases! {
    async fn a_state_begins_at_its_moment(db: TestDatabase) {
        insert_parties(&db, vec![rhythm("a")]).await;
        let due = NOW + 10 * DAY;
        let overdue = NOW + 12 * DAY;
        let dormant = NOW + 15 * DAY;
        for (now, state) in [
            (NOW, "fine"),
            (due - 1, "fine"),
            (due, "due"),
            (overdue - 1, "due"),
            (overdue, "overdue"),
            (dormant - 1, "overdue"),
            (dormant, "dormant"),
            (dormant + 400 * DAY, "dormant"),
        ] {
            assert_eq!(states_of(&db, "a", now).await, [state], "at {}", now - NOW);
        }
    }

    async fn whom_nobody_contacted_is_untouched_and_nothing_else(db: TestDatabase) {
        let due = party_with("due", |row| row.due_at = NOW - DAY);
        let given_up = party("never due");
        insert_parties(&db, vec![due, given_up]).await;
        assert_eq!(states_of(&db, "due", NOW).await, ["untouched"]);
        assert_eq!(states_of(&db, "never due", NOW).await, ["untouched"]);
    }

    async fn where_no_contact_is_planned_only_silence_makes_dormant(db: TestDatabase) {
        let row = party_with("d", |row| {
            row.last_two_way_at = NOW;
            row.due_at = NEVER;
            row.dormant_at = NOW + 120 * DAY;
        });
        insert_parties(&db, vec![row]).await;
        assert_eq!(states_of(&db, "d", NOW + 119 * DAY).await, ["fine"]);
        assert_eq!(states_of(&db, "d", NOW + 120 * DAY).await, ["dormant"]);
    }

    async fn several_states_are_added_up(db: TestDatabase) {
        let late = party_with("late", |row| {
            *row = rhythm("late");
            row.overdue_at = NOW + DAY;
            row.due_at = NOW + DAY;
        });
        insert_parties(&db, vec![rhythm("calm"), late, party("new")]).await;
        assert_eq!(in_state(&db, &["overdue", "untouched"], NOW + 2 * DAY).await, ["late", "new"]);
    }
}

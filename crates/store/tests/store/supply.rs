//! The counts behind the supply, and who was let go.

use store::{
    dormancy,
    entities::{loss, supply_figure},
    supply::{self, Holders},
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, insert_parties, party_with, write};

const CHEN: Uuid = Uuid::from_u128(7);
const LI: Uuid = Uuid::from_u128(8);

fn loss(party: Uuid, owner: Uuid, reason: &str, at: i64) -> loss::Model {
    loss::Model {
        id: sample::id(),
        party_id: party,
        kind: "customer".to_owned(),
        reason: reason.to_owned(),
        note: String::new(),
        amount_minor: Some(100),
        currency: Some("CNY".to_owned()),
        at,
        created_at: at,
        by: None,
        owner_id: Some(owner),
        activity_id: None,
        retracted_at: None,
    }
}

on_both_databases! {
    async fn who_is_in_hand_is_counted_by_what_is_shown_of_them(db: TestDatabase) {
        let held = |name: &str, owner: Option<Uuid>, until: Option<i64>, grade: &str| {
            party_with(name, |row| {
                row.owner_id = owner;
                row.in_hand_until = until;
                row.grade = grade.to_owned();
            })
        };
        insert_parties(&db, vec![
            held("a", Some(CHEN), Some(NOW + 1), "a"),
            held("b", Some(CHEN), Some(NOW + DAY), "a"),
            held("c", Some(CHEN), Some(NOW + DAY), "b"),
            held("over", Some(CHEN), Some(NOW), "a"),
            held("never", Some(CHEN), None, "a"),
            held("nobody's", None, Some(NOW + DAY), "a"),
            held("li's", Some(LI), Some(NOW + DAY), "a"),
        ]).await;
        let count = async |holders: Holders| {
            let mut rows = supply::in_hand(db.store(), &holders, NOW).await.unwrap();
            rows.sort_by(|a, b| (a.owner_id, &a.grade).cmp(&(b.owner_id, &b.grade)));
            rows.into_iter().map(|row| (row.owner_id, row.grade, row.count)).collect::<Vec<_>>()
        };
        let (a, b) = ("a".to_owned(), "b".to_owned());
        assert_eq!(count(Holders::All).await, [(CHEN, a.clone(), 2), (CHEN, b, 1), (LI, a.clone(), 1)]);
        assert_eq!(count(Holders::These(vec![LI])).await, [(LI, a, 1)]);
    }

    async fn screenings_fall_on_whole_days_counted_backwards(db: TestDatabase) {
        let screened = |name: &str, at: i64| {
            party_with(name, |row| {
                row.screened_at = Some(at);
                row.screened_by = Some(CHEN);
            })
        };
        insert_parties(&db, vec![
            screened("now", NOW),
            screened("today", NOW - DAY + 1),
            screened("yesterday", NOW - DAY),
            screened("too long ago", NOW - 10 * DAY),
            screened("ahead of the clock", NOW + DAY),
        ]).await;
        let mut days = supply::screened_days(db.store(), NOW - 10 * DAY, NOW).await.unwrap();
        days.sort_by_key(|day| day.days_ago);
        let counted: Vec<(i64, i64)> = days.iter().map(|day| (day.days_ago, day.count)).collect();
        assert_eq!(counted, [(0, 2), (1, 1)]);
    }

    async fn losses_are_counted_by_reason_without_those_taken_back(db: TestDatabase) {
        let party = sample::insert_party(&db, party_with("a", |_| ())).await;
        let rows = vec![
            loss(party, CHEN, "ceased", NOW - DAY),
            loss(party, CHEN, "ceased", NOW - 2 * DAY),
            loss(party, LI, "merged", NOW - DAY),
            loss::Model { retracted_at: Some(NOW), ..loss(party, CHEN, "merged", NOW - DAY) },
            loss(party, CHEN, "merged", NOW - 400 * DAY),
        ];
        write(db.store(), async |tx| supply::insert_losses(tx, rows).await.unwrap()).await;
        let counts = async |holders: Holders| {
            let mut rows = supply::loss_counts(db.store(), &holders, NOW - 364 * DAY, NOW).await.unwrap();
            rows.sort_by(|a, b| a.reason.cmp(&b.reason));
            rows.into_iter().map(|row| (row.reason, row.count, row.amount_minor)).collect::<Vec<_>>()
        };
        let ceased = ("ceased".to_owned(), 2, Some(200));
        assert_eq!(counts(Holders::All).await, [ceased.clone(), ("merged".to_owned(), 1, Some(100))]);
        assert_eq!(counts(Holders::These(vec![CHEN])).await, [ceased]);
    }

    async fn figures_are_replaced_as_a_whole(db: TestDatabase) {
        let figure = |scope: u128| supply_figure::Model {
            scope_id: Uuid::from_u128(scope),
            counted_at: NOW,
            value: "{}".to_owned(),
        };
        for scopes in [vec![0, 1, 2], vec![0, 3]] {
            let rows = scopes.iter().map(|scope| figure(*scope)).collect();
            write(db.store(), async |tx| supply::keep_figures(tx, rows).await.unwrap()).await;
            assert_eq!(supply::figures(db.store()).await.unwrap().len(), scopes.len());
        }
        assert!(supply::figure(db.store(), Uuid::from_u128(1)).await.unwrap().is_none());
    }

    async fn only_open_prospects_that_were_spoken_with_are_dormant(db: TestDatabase) {
        let touched = |name: &str, dormant_at: i64| {
            party_with(name, |row| {
                row.owner_id = Some(CHEN);
                row.last_two_way_at = NOW - 200 * DAY;
                row.dormant_at = dormant_at;
            })
        };
        insert_parties(&db, vec![
            touched("longest", NOW - 9 * DAY),
            touched("longer", NOW - 5 * DAY),
            touched("awake", NOW + DAY),
            store::entities::party::Model { status: "customer".to_owned(), ..touched("customer", NOW - DAY) },
            store::entities::party::Model { disposition: "stopped".to_owned(), ..touched("stopped", NOW - DAY) },
            store::entities::party::Model { last_two_way_at: 0, ..touched("untouched", NOW - DAY) },
        ]).await;
        let all = dormancy::page(db.store(), &Holders::All, NOW, None, 10).await.unwrap();
        let names: Vec<&str> = all.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["longest", "longer"]);
        let after = Some((all[0].dormant_at, all[0].id));
        let rest = dormancy::page(db.store(), &Holders::These(vec![CHEN]), NOW, after, 10).await.unwrap();
        assert_eq!(rest.len(), 1);
        let counts = dormancy::by_holder(db.store(), &Holders::All, NOW).await.unwrap();
        assert_eq!((counts[0].dormant, counts[0].spoken_with), (2, 3));
    }
}

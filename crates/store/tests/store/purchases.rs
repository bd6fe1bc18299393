//! What customers bought, as the rules on buying read it.

use store::{
    entities::{activity, customer_order, order_line},
    orders::{ORDER, RETURN},
    products::GENERAL_LINE,
    purchases::{self, Purchase},
};
use test_support::{TestDatabase, on_both_databases};
use uuid::Uuid;

use crate::sample::{self, DAY, NOW, call, insert_parties, party_with, write};

fn order(party: Uuid, kind: &str, day: i32, until: Option<i32>) -> customer_order::Model {
    customer_order::Model {
        id: sample::id(),
        party_id: party,
        number: None,
        number_key: None,
        source: "hand".to_owned(),
        kind: kind.to_owned(),
        ordered_at: i64::from(day) * DAY,
        day,
        currency: "CNY".to_owned(),
        amount_minor: 0,
        margin_minor: None,
        contract_until_day: until,
        note: String::new(),
        returned_id: None,
        owner_id: None,
        import_id: None,
        created_by: None,
        created_at: NOW,
        voided_at: None,
        voided_by: None,
        void_reason: None,
    }
}

fn line(order: &customer_order::Model, position: i32, line: Uuid, amount_minor: i64) -> order_line::Model {
    order_line::Model {
        order_id: order.id,
        position,
        line_id: line,
        product_id: None,
        quantity_milli: 1_000,
        amount_minor,
        margin_minor: None,
        import_row: None,
    }
}

on_both_databases! {
    async fn what_was_heard_of_is_read_customer_by_customer(db: TestDatabase) {
        let rows = vec![party_with("a", |row| row.owner_id = Some(sample::id())), party_with("b", |_| ())];
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        insert_parties(&db, rows).await;
        let bought = |party: Uuid, at: i64| activity::Model { bought: true, ..call(party, at) };
        let taken_back = activity::Model { retracted_at: Some(NOW), ..bought(ids[0], NOW - 5) };
        let entries = vec![
            bought(ids[0], NOW - 1), bought(ids[1], NOW - 2), bought(ids[0], NOW - 3), call(ids[0], NOW - 4), taken_back,
        ];
        write(db.store(), async |tx| store::timeline::insert_activities(tx, entries).await.unwrap()).await;
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        assert_eq!(purchases::customers_after(db.store(), None, 10).await.unwrap(), sorted);
        assert_eq!(purchases::customers_after(db.store(), Some(sorted[0]), 10).await.unwrap(), sorted[1..]);
        let mut heard = purchases::heard_of(db.store(), &ids).await.unwrap();
        heard.sort_unstable_by_key(|(_, at)| *at);
        assert_eq!(heard, [(ids[0], NOW - 3), (ids[1], NOW - 2), (ids[0], NOW - 1)]);
        assert_eq!(purchases::moments_of(db.store(), &ids[1..]).await.unwrap(), [(ids[1], NOW - 2)]);
    }

    async fn purchases_of_orders_are_read_oldest_first_without_what_was_returned_or_voided(db: TestDatabase) {
        let rows = vec![party_with("a", |_| ()), party_with("b", |_| ()), party_with("c", |_| ())];
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        insert_parties(&db, rows).await;
        let service = Uuid::from_u128(9);
        let (late, early) = (order(ids[0], ORDER, 20_100, Some(20_465)), order(ids[0], ORDER, 20_000, None));
        // days before 1970 are days, too
        let (old, back) = (order(ids[1], ORDER, -3, None), order(ids[1], RETURN, 20_001, None));
        let voided = customer_order::Model { voided_at: Some(NOW), ..order(ids[1], ORDER, 20_002, None) };
        let lines = vec![
            line(&late, 0, GENERAL_LINE, 100),
            line(&late, 1, service, 50),
            line(&early, 0, service, 70),
            line(&early, 1, GENERAL_LINE, 0),
            line(&old, 0, GENERAL_LINE, 10),
            line(&back, 0, GENERAL_LINE, -10),
            line(&voided, 0, GENERAL_LINE, 10),
        ];
        let orders = vec![late, early, old, back, voided];
        write(db.store(), async |tx| store::orders::insert(tx, orders, lines).await.unwrap()).await;
        let bought = |party_id: Uuid, line_id: Uuid, day: i32, contract_until_day: Option<i32>| Purchase {
            party_id,
            line_id,
            at: i64::from(day) * DAY,
            day,
            contract_until_day,
        };
        let mut expected = vec![
            bought(ids[0], service, 20_000, None),
            bought(ids[0], GENERAL_LINE, 20_100, Some(20_465)),
            bought(ids[0], service, 20_100, Some(20_465)),
            bought(ids[1], GENERAL_LINE, -3, None),
        ];
        expected.sort_by_key(|purchase| (purchase.party_id, purchase.day, purchase.line_id));
        assert_eq!(purchases::written_of(db.store(), &ids).await.unwrap(), expected);
        assert_eq!(purchases::customers_after(db.store(), None, 10).await.unwrap(), ids[..2]);
        assert_eq!(purchases::first(db.store()).await.unwrap(), Some(-3 * DAY));
    }
}

//! Whatever was bought, the engine's classes are those of the rules applied customer by customer.

use analytics::classes::ClassRow;
use jiff::civil::Date;
use method::classes::faces::{Face, FaceFacts, propose_faces};
use method::coded::Coded;
use proptest::prelude::*;

use super::naive;
use super::orders::{Row, as_of, classes_asked, classify, id, write};

/// Days from which orders are drawn: three years before 2026.
const DAYS: std::ops::Range<i32> = 19_358..20_454;

/// Lines of one order: customer, order, day and for each line its product line, amount and margin.
fn order() -> impl Strategy<Value = (u128, i32, Vec<Row>)> {
    let line = (0_u128..3, -3_000_i64..20_000, prop::option::weighted(0.95, -500_i64..9_000));
    let region = prop::sample::select(vec![None, Some("华东"), Some("华南")]);
    (0_u128..12, DAYS, prop::collection::vec(line, 1..4), region).prop_map(|(customer, day, lines, region)| {
        let row = |(line, amount_minor, margin_minor)| Row {
            customer: id(customer),
            line: id(line),
            order: id(0),
            day,
            amount_minor,
            margin_minor,
            region,
        };
        (customer, day, lines.into_iter().map(row).collect())
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(order(), 0..150).prop_map(|orders| {
        let numbered = orders.into_iter().enumerate().flat_map(|(number, (_, _, lines))| {
            lines.into_iter().map(move |row| Row { order: id(1 + number as u128), ..row })
        });
        numbered.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_engine_finds_what_the_rules_find(rows in rows(), day in 20_000_i32..20_500, part_rows in 1_u64..200) {
        let folder = tempfile::tempdir().expect("a directory is to be had");
        let data_set = write(folder.path(), &rows, part_rows);
        let asked = classes_asked(day);
        let found = classify(&data_set, asked.clone());
        let naive = naive::classes(&rows, day, &asked);
        let classes: Vec<ClassRow> = found.rows().collect();
        let of = |part: fn(&ClassRow) -> uuid::Uuid| classes.iter().map(part).collect::<Vec<_>>();
        prop_assert_eq!(of(|row| row.customer), naive.customers);
        prop_assert_eq!(classes.iter().map(|row| row.abc).collect::<Vec<_>>(), naive.abc);
        prop_assert_eq!(classes.iter().map(|row| row.contribution).collect::<Vec<_>>(), naive.contributions);
        prop_assert_eq!(classes.iter().map(|row| row.stability.clone()).collect::<Vec<_>>(), naive.stability);
        prop_assert_eq!(classes.iter().map(|row| row.existing).collect::<Vec<_>>(), naive.existing);
        prop_assert_eq!(classes.iter().map(|row| row.rfm).collect::<Vec<_>>(), naive.rfm);
        prop_assert_eq!(classes.iter().map(|row| row.rhythm).collect::<Vec<_>>(), naive.rhythm);
        let days: Vec<Vec<Date>> = (0..found.len()).map(|place| found.purchase_days(place).to_vec()).collect();
        prop_assert_eq!(days, naive.days);
    }
}

#[test]
fn faces_are_proposed_from_margins_influence_and_stability() {
    // twenty customers whose margin rates rise with their number; one brings nothing and is influential
    let mut rows = Vec::new();
    for customer in 1..=20_u128 {
        for month in 0..12_i32 {
            let amount = 1_000 * (21 - customer as i64);
            let margin = if customer == 20 { 0 } else { amount * customer as i64 / 40 };
            rows.push(Row {
                margin_minor: Some(margin),
                ..super::orders::row(customer, customer * 100 + month as u128, 20_089 + 30 * month, amount)
            });
        }
    }
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let data_set = write(folder.path(), &rows, 50);
    let mut asked = classes_asked(20_454);
    asked.influence.insert(id(20), 9);
    let found = classify(&data_set, asked.clone());
    let facts: Vec<FaceFacts<uuid::Uuid>> = found
        .rows()
        .map(|row| FaceFacts {
            id: row.customer,
            sales_minor: row.abc.net_minor,
            margin_minor: Some(row.contribution.amount_minor),
            influence: asked.influence.get(&row.customer).copied(),
            stability: match row.stability {
                method::classes::stability::StabilityReading::Known(found) => Some(found.value),
                method::classes::stability::StabilityReading::New { .. } => None,
            },
        })
        .collect();
    let rules = propose_faces(&facts, &asked.figures.settings.faces, as_of(20_454).moment);
    let by_rules: Vec<_> = rules.into_iter().map(|verdict| verdict.value).collect();
    assert_eq!(found.rows().map(|row| row.face).collect::<Vec<_>>(), by_rules);
    for face in Face::ALL {
        assert!(found.rows().any(|row| row.face.face == Some(*face)), "nobody is {face:?}");
    }
}

#[test]
fn the_reasons_of_a_face_are_those_of_the_rule() {
    let rows: Vec<Row> = (1..=12_u128)
        .map(|customer| Row {
            margin_minor: Some(30 * customer as i64),
            region: Some("华东"),
            ..super::orders::row(customer, customer, 20_300, 1_000)
        })
        .collect();
    let folder = tempfile::tempdir().expect("a directory is to be had");
    let found = classify(&write(folder.path(), &rows, 5), classes_asked(20_454));
    let best = found.rows().last().expect("there are twelve");
    assert_eq!((best.face.face, best.region.as_deref()), (Some(Face::Red), Some("华东")));
    assert!(!best.face_reasons.is_empty());
    assert_eq!(found.orders(), 12);
}

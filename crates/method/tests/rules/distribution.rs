//! Many records given away at once (PRO-10).

use method::prospecting::card::PartyKind;
use method::prospecting::distribution::{Distribution, Item, Rule, Taker, Ungiven, distribute};
use method::prospecting::pool::PoolSettings;
use proptest::prelude::*;

fn person(city: &str, market: &str) -> Item {
    let word = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Item { kind: PartyKind::Person, city: word(city), market: word(market), grade: None }
}

fn taker(held: u32, territory: &[&str]) -> Taker {
    Taker { held: [held, 0], territory: territory.iter().map(|place| (*place).to_owned()).collect() }
}

fn given(items: &[Item], takers: Vec<Taker>, by: Distribution, rules: &[Rule]) -> Vec<Result<usize, Ungiven>> {
    distribute(items, takers, by, rules, &PoolSettings::default())
}

#[test]
fn in_turn_everybody_gets_one_after_the_other() {
    let items = vec![person("", ""); 5];
    let takers = vec![taker(0, &[]), taker(100, &[]), taker(0, &[])];
    assert_eq!(given(&items, takers, Distribution::RoundRobin, &[]), [Ok(0), Ok(1), Ok(2), Ok(0), Ok(1)]);
}

#[test]
fn by_load_who_holds_least_is_next() {
    let takers = vec![taker(3, &[]), taker(1, &[])];
    assert_eq!(given(&vec![person("", ""); 4], takers, Distribution::Load, &[]), [Ok(1), Ok(1), Ok(0), Ok(1)]);
}

#[test]
fn by_territory_a_record_goes_where_it_is() {
    let takers = vec![taker(0, &["杭州"]), taker(0, &["宁波市", "温州市"])];
    let items = [person("杭州市", ""), person("宁波市", ""), person("上海市", ""), person("", "")];
    let nobody = Err(Ungiven::NoTerritory);
    assert_eq!(given(&items, takers, Distribution::Territory, &[]), [Ok(0), Ok(1), nobody, nobody]);
}

#[test]
fn by_rule_the_first_that_matches_decides() {
    let rules = [
        Rule { market: Some("warm".to_owned()), taker: 1, ..Rule::default() },
        Rule { city: Some("杭州市".to_owned()), taker: 0, ..Rule::default() },
    ];
    let items = [person("杭州市", "warm"), person("杭州市", "cold"), person("上海市", "cold")];
    let takers = vec![taker(0, &[]), taker(0, &[])];
    assert_eq!(given(&items, takers, Distribution::Rule, &rules), [Ok(1), Ok(0), Err(Ungiven::NoRule)]);
}

#[test]
fn nobody_is_given_more_than_they_may_hold() {
    let takers = vec![taker(200, &[]), taker(199, &[])];
    let items = vec![person("", ""); 2];
    assert_eq!(given(&items, takers, Distribution::RoundRobin, &[]), [Ok(1), Err(Ungiven::HoldingsFull)]);
}

proptest! {
    #[test]
    fn sharing_out_by_load_leaves_nobody_two_apart(count in 0_usize..60, takers in 1_usize..7) {
        let answers = given(&vec![person("", ""); count], vec![taker(0, &[]); takers], Distribution::Load, &[]);
        let mut held = vec![0_u32; takers];
        for answer in answers {
            held[answer.expect("there is room")] += 1;
        }
        let (most, least) = (held.iter().max().copied(), held.iter().min().copied());
        prop_assert!(most.unwrap_or(0) - least.unwrap_or(0) <= 1);
    }
}

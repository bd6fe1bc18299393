//! What everybody who shows or writes the demo team relies on.

use std::collections::HashSet;

use demo_data::records::{DemoTeam, Kind, Party};
use demo_data::{Size, generate};
use method::Timestamp;

/// Wednesday, 4 March 2026, 10:00 in China.
fn now() -> Timestamp {
    Timestamp::from_millis(1_772_589_600_000)
}

fn team() -> DemoTeam {
    generate(2026, now(), Size::default())
}

fn owned_by<'a>(team: &'a DemoTeam, email: &str) -> Vec<&'a Party> {
    let owner = team.users.iter().position(|user| user.email == email).expect("a user of that address");
    team.parties.iter().filter(|party| party.owner == owner).collect()
}

#[test]
fn the_same_seed_makes_the_same_team_and_another_seed_another_one() {
    let small = Size { people: 200, organisations: 40 };
    assert_eq!(generate(7, now(), small), generate(7, now(), small));
    assert_ne!(generate(7, now(), small), generate(8, now(), small));
}

#[test]
fn there_are_some_three_thousand_people_and_organisations() {
    let team = team();
    assert!((2_800..4_200).contains(&team.parties.len()), "{}", team.parties.len());
    let organisations = team.parties.iter().filter(|party| party.kind == Kind::Organisation).count();
    assert!((560..680).contains(&organisations), "{organisations}");
}

#[test]
fn the_people_to_sign_in_as_are_there() {
    let team = team();
    for email in ["admin@demo.tuoke", "lin@demo.tuoke", "chen@demo.tuoke"] {
        assert!(team.users.iter().any(|user| user.email == email), "{email}");
    }
}

#[test]
fn chen_owns_the_two_names_that_the_tour_looks_for() {
    let team = team();
    let chens = owned_by(&team, "chen@demo.tuoke");
    assert!(chens.iter().any(|party| party.name == "张三"));
    assert!(chens.iter().any(|party| party.name == "上海元器件分销有限公司"));
    let prospects = chens.iter().filter(|party| party.status != "contact").count();
    assert!((270..320).contains(&prospects), "{prospects}");
}

#[test]
fn chen_has_every_kind_of_situation_today() {
    let team = team();
    let chens = owned_by(&team, "chen@demo.tuoke");
    let midnight = Timestamp::from_millis(now().as_millis() - 10 * 3_600_000);
    let count = |wanted: &dyn Fn(&Party) -> bool| chens.iter().filter(|party| wanted(party)).count();
    let open = |party: &Party, kind: &str| party.tasks.iter().any(|task| !task.done && task.kind == kind);
    let situations: [(&str, usize); 10] = [
        ("never contacted", count(&|party| party.activities.is_empty())),
        ("golden", count(&|party| party.golden.len() == 5 && party.golden.iter().all(|answer| answer.yes))),
        ("customer", count(&|party| party.status == "customer")),
        ("given up", count(&|party| party.decision.as_ref().is_some_and(|taken| taken.decision == "give_up"))),
        ("promise overdue", count(&|party| party.tasks.iter().any(|task| !task.done && task.due_at < midnight))),
        ("promise open", count(&|party| open(party, "promise"))),
        ("call back", count(&|party| open(party, "call_back"))),
        ("meeting", count(&|party| open(party, "meeting"))),
        ("visit decision", count(&|party| open(party, "decide_visit"))),
        (
            "quiet for four months",
            count(&|party| party.activities.last().is_some_and(|last| now().days_since(last.at) > 120.0)),
        ),
    ];
    for (situation, count) in situations {
        assert!(count >= 2, "{situation}: {count}");
    }
}

#[test]
fn nothing_has_happened_in_the_future_or_before_the_name_was_found() {
    for party in team().parties {
        let moments = party.activities.iter().map(|activity| activity.at).chain(party.won_at);
        for moment in moments {
            assert!(moment >= party.found_at && moment <= now(), "{}: {moment}", party.name);
        }
        assert!(party.activities.is_sorted_by_key(|activity| activity.at), "{}", party.name);
        let longest = if party.won_at.is_some() { 2_000.0 } else { 560.0 };
        assert!(now().days_since(party.found_at) < longest, "{}", party.name);
    }
}

#[test]
fn references_point_at_rows_that_exist() {
    let team = team();
    for (index, party) in team.parties.iter().enumerate() {
        assert!(party.owner < team.users.len() && party.list < team.lists.len());
        assert!(party.introducer.is_none_or(|introducer| introducer < index), "{}", party.name);
        assert_eq!(party.market, team.lists[party.list].market);
        assert!(party.signs.iter().filter_map(|sign| sign.activity).all(|activity| activity < party.activities.len()));
    }
    for link in &team.links {
        assert_eq!(team.parties[link.organisation].kind, Kind::Organisation);
        assert_eq!(team.parties[link.person].kind, Kind::Person);
        assert!(link.influences.iter().all(|person| *person < team.parties.len()));
    }
}

#[test]
fn numbers_and_addresses_reach_nobody() {
    for party in team().parties {
        assert!(!party.phones.is_empty(), "{}", party.name);
        for phone in &party.phones {
            let invented = phone.number.contains("0000") || phone.number.contains("555");
            assert!(phone.number.starts_with("+86") && invented, "{}", phone.number);
        }
        for mail in &party.emails {
            assert!(
                ["example.com", "example.net", "example.org"].iter().any(|domain| mail.ends_with(domain)),
                "{mail}"
            );
        }
    }
}

#[test]
fn a_few_names_stand_on_two_lists() {
    let team = team();
    let mut seen = HashSet::new();
    let doubles = team.parties.iter().filter(|party| !seen.insert(&party.phones[0].number)).count();
    assert!((5..40).contains(&doubles), "{doubles}");
}

#[test]
fn the_great_markets_have_wins_and_costs_to_compare() {
    let team = team();
    for method in ["relation_groups", "customer_referral", "market_survey", "trade_fair_visit", "directories"] {
        let found = team.parties.iter().filter(|party| party.method == method).count();
        let won = team.parties.iter().filter(|party| party.method == method && party.won_at.is_some()).count();
        let cost: i64 = team.costs.iter().filter(|cost| cost.method == method).map(|cost| cost.amount_minor).sum();
        assert!(won > 0 && won < found / 2 && cost > 0, "{method}: {won} of {found} for {cost}");
    }
}

#[test]
fn customers_of_old_bought_again_and_again_and_some_left_for_every_reason() {
    let team = team();
    let orders = |party: &Party| party.activities.iter().filter(|activity| activity.bought).count();
    let of_old = team.parties.iter().filter(|party| now().days_since(party.found_at) > 1_200.0).count();
    assert!(of_old > 80, "{of_old}");
    assert!(team.parties.iter().all(|party| (orders(party) > 0) == party.won_at.is_some()));
    assert!(team.parties.iter().any(|party| orders(party) > 5));
    let reasons: HashSet<&str> =
        team.parties.iter().filter_map(|party| party.lost.as_ref()).map(|lost| lost.reason).collect();
    assert_eq!(reasons.len(), 14, "{reasons:?}");
}

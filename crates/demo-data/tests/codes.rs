//! The codes in the demo team are those that the method knows.

use demo_data::{DemoTeam, Size, generate};
use method::appointments::intent::EvidenceKind;
use method::appointments::outcomes::OutcomeSettings;
use method::prospecting::catalogue;
use method::prospecting::disposition::VisitDecision;
use method::prospecting::golden::GoldenQuestion;
use method::prospecting::losses::LossReason;
use method::prospecting::man::Authority;
use method::prospecting::markets::{Market, RelationGroup};
use method::prospecting::screening::Criterion;
use method::prospecting::warm_order::Nearness;
use method::{Coded, Timestamp};

fn team() -> DemoTeam {
    generate(2026, Timestamp::from_millis(1_772_589_600_000), Size::default())
}

fn known<C: Coded>(code: &str) -> bool {
    C::ALL.iter().any(|word| word.code() == code)
}

#[test]
fn every_list_and_cost_names_a_method_of_the_catalogue_and_its_market() {
    let team = team();
    for list in &team.lists {
        let entry = catalogue::method(list.method).unwrap_or_else(|| panic!("no method {}", list.method));
        assert_eq!(entry.market.code(), list.market, "{}", list.name);
        assert!(known::<Market>(list.market), "{}", list.market);
    }
    for cost in &team.costs {
        assert!(catalogue::method(cost.method).is_some(), "{}", cost.method);
    }
}

#[test]
fn answers_belong_to_questions_of_the_method() {
    for party in team().parties {
        assert!(party.screening.iter().all(|answer| known::<Criterion>(answer.question)));
        assert!(party.golden.iter().all(|answer| known::<GoldenQuestion>(answer.question)));
        assert!(party.authority.is_none_or(known::<Authority>));
        assert!(party.relation_group.is_none_or(known::<RelationGroup>));
        assert!(party.facts.get("nearness").is_none_or(|code| known::<Nearness>(code)));
        assert!(party.lost.is_none_or(|lost| known::<LossReason>(lost.reason)));
        let decided = |taken: demo_data::records::Decision| {
            known::<VisitDecision>(taken.decision) && known::<LossReason>(taken.cause)
        };
        assert!(party.decision.is_none_or(decided));
    }
}

#[test]
fn contacts_end_in_outcomes_of_the_method() {
    let outcomes = OutcomeSettings::default();
    for party in team().parties {
        for activity in &party.activities {
            let outcome = outcomes.find(activity.outcome).unwrap_or_else(|| panic!("no outcome {}", activity.outcome));
            assert_eq!(outcome.two_way, activity.two_way, "{}", activity.outcome);
        }
        assert!(party.signs.iter().all(|sign| known::<EvidenceKind>(sign.kind)));
    }
}

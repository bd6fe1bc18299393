//! PRO-2: answers drawn from the record.

use method::answer_sheet::Given;
use method::prospecting::inference::{InferenceSettings, RecordFacts, authority_of, complete, infer};
use method::prospecting::man::Authority;
use method::prospecting::markets::Market;
use method::prospecting::screening::{Criterion, Screening};
use method::{Answer, Source};
use rstest::rstest;

fn criteria(facts: &RecordFacts) -> Vec<Criterion> {
    infer(facts, &InferenceSettings::default()).into_iter().map(|found| found.criterion).collect()
}

#[rstest]
#[case("董事长", Authority::Decides)]
#[case("总经理", Authority::Decides)]
#[case("老板", Authority::Decides)]
#[case("法人", Authority::Decides)]
#[case("Founder & CEO", Authority::Decides)]
#[case("co-founder", Authority::Decides)]
#[case("Owner", Authority::Decides)]
#[case("Managing Director", Authority::Decides)]
#[case("副总经理", Authority::Recommends)]
#[case("总经理办公室主任", Authority::Recommends)]
#[case("采购主管", Authority::Recommends)]
#[case("采购负责人", Authority::Recommends)]
#[case("技术总监", Authority::Recommends)]
#[case("Vice President", Authority::Recommends)]
#[case("Purchasing Manager", Authority::Recommends)]
#[case("Director of IT", Authority::Recommends)]
#[case("总经理助理", Authority::Unknown)]
#[case("客户经理", Authority::Unknown)]
#[case("Assistant to the CEO", Authority::Unknown)]
#[case("former owner", Authority::Unknown)]
#[case("工程师", Authority::Unknown)]
#[case("teacher", Authority::Unknown)]
#[case("homeowner", Authority::Unknown)]
fn titles_are_read_with_caution(#[case] position: &str, #[case] expected: Authority) {
    assert_eq!(authority_of(position), expected);
}

#[test]
fn an_introducer_or_a_warm_market_makes_easy_to_approach_only_with_a_phone() {
    let introduced = RecordFacts { has_phone: true, has_introducer: true, ..RecordFacts::default() };
    assert_eq!(criteria(&introduced), [Criterion::EasyToApproach]);
    let warm = RecordFacts { has_phone: true, market: Some(Market::Warm), ..RecordFacts::default() };
    assert_eq!(criteria(&warm), [Criterion::EasyToApproach]);
    let cold = RecordFacts { has_phone: true, market: Some(Market::Cold), ..RecordFacts::default() };
    assert!(criteria(&cold).is_empty());
    let without_phone = RecordFacts { has_phone: false, ..introduced };
    assert!(criteria(&without_phone).is_empty());
}

#[rstest]
#[case(10_000_000, true)]
#[case(9_999_999, false)]
fn income_at_the_setting_means_able_to_pay(#[case] income_minor: i64, #[case] able: bool) {
    let facts = RecordFacts { income_minor: Some(income_minor), ..RecordFacts::default() };
    assert_eq!(criteria(&facts).contains(&Criterion::AbleToPay), able);
}

#[test]
fn an_empty_word_in_a_cell_is_no_evidence() {
    for word in ["", "  ", "无", "暂无", "n/a", "-"] {
        let facts =
            RecordFacts { need: Some(word.to_owned()), holdings: Some(word.to_owned()), ..RecordFacts::default() };
        assert!(criteria(&facts).is_empty(), "{word:?} was taken as evidence");
    }
}

#[test]
fn nothing_is_ever_inferred_as_no() {
    let facts = RecordFacts {
        market: Some(Market::Warm),
        has_phone: true,
        position: Some("总经理".to_owned()),
        need: Some("合同年底到期".to_owned()),
        income_minor: Some(30_000_000),
        holdings: Some("重疾险".to_owned()),
        ..RecordFacts::default()
    };
    let found = infer(&facts, &InferenceSettings::default());
    assert_eq!(found.len(), 5);
    for inferred in found {
        assert_eq!(inferred.answer, Answer::Yes);
        assert_eq!(inferred.reason.source, Source::Derived);
    }
}

#[test]
fn a_stated_or_imported_answer_is_never_replaced() {
    let facts = RecordFacts {
        position: Some("总经理".to_owned()),
        need: Some("换供应商".to_owned()),
        holdings: Some("有".to_owned()),
        ..RecordFacts::default()
    };
    let mut screening = Screening::default().with(Criterion::Decides, Answer::No);
    screening.set(Criterion::HasNeed, Given::new(Answer::No, Source::Imported));
    let filled = complete(&screening, &facts, &InferenceSettings::default());
    assert_eq!(filled.answer(Criterion::Decides), Answer::No);
    assert_eq!(filled.source(Criterion::HasNeed), Source::Imported);
    assert_eq!(filled.answer(Criterion::Aware), Answer::Yes);
    assert_eq!(filled.source(Criterion::Aware), Source::Derived);
}

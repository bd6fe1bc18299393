//! PRO-4: the MAN matrix with unknowns.

use method::coded::Coded;
use method::prospecting::man::{Authority, Man, ManAdvice, ManCell, ManLetter, ManReading, read};
use method::{Answer, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use Answer::{No, Unknown, Yes};

fn reading(money: Answer, authority: Authority, need: Answer) -> ManReading {
    read(Man { money, authority, need }, Timestamp::default()).value
}

#[rstest]
#[case(Yes, Authority::Decides, Yes, ManCell::MoneyAuthorityNeed, ManAdvice::Sell)]
#[case(Yes, Authority::Decides, No, ManCell::NeedLacking, ManAdvice::CreateNeed)]
#[case(Yes, Authority::None, Yes, ManCell::AuthorityLacking, ManAdvice::FindAuthority)]
#[case(No, Authority::Decides, Yes, ManCell::MoneyLacking, ManAdvice::CheckCredit)]
#[case(No, Authority::None, Yes, ManCell::NeedOnly, ManAdvice::Cultivate)]
#[case(No, Authority::Decides, No, ManCell::AuthorityOnly, ManAdvice::Cultivate)]
#[case(Yes, Authority::None, No, ManCell::MoneyOnly, ManAdvice::Cultivate)]
#[case(No, Authority::None, No, ManCell::Nothing, ManAdvice::Stop)]
fn known_letters_give_one_cell_and_its_advice(
    #[case] money: Answer,
    #[case] authority: Authority,
    #[case] need: Answer,
    #[case] cell: ManCell,
    #[case] advice: ManAdvice,
) {
    let found = reading(money, authority, need);
    assert_eq!(found.cells, [cell]);
    assert_eq!(found.advice, advice);
    assert!(found.questions.is_empty());
}

#[test]
fn an_unknown_letter_keeps_the_better_cell_open_and_asks_for_the_fact() {
    let found = reading(No, Authority::None, Unknown);
    assert_eq!(found.cells, [ManCell::NeedOnly, ManCell::Nothing]);
    assert_eq!(found.advice, ManAdvice::Cultivate);
    assert_eq!(found.questions, [ManLetter::Need]);
}

#[rstest]
#[case(Authority::Recommends, Some(ManAdvice::FindDecider))]
#[case(Authority::Vetoes, Some(ManAdvice::FindDecider))]
#[case(Authority::Decides, None)]
#[case(Authority::Unknown, None)]
fn somebody_who_only_recommends_or_vetoes_has_authority_but_does_not_sign(
    #[case] authority: Authority,
    #[case] also: Option<ManAdvice>,
) {
    let found = reading(Yes, authority, Yes);
    assert_eq!(found.advice, ManAdvice::Sell);
    assert_eq!(found.also, also);
}

proptest! {
    #[test]
    fn every_state_of_knowledge_leaves_the_cells_it_should(
        money in prop::sample::select(Answer::ALL),
        authority in prop::sample::select(Authority::ALL),
        need in prop::sample::select(Answer::ALL),
    ) {
        let found = reading(money, authority, need);
        let unknown = [money, authority.letter(), need].iter().filter(|known| !known.is_known()).count();
        prop_assert_eq!(found.cells.len(), 1 << unknown);
        prop_assert_eq!(found.questions.len(), unknown);
        let all_known_no = money == No && authority == Authority::None && need == No;
        prop_assert_eq!(found.advice == ManAdvice::Stop, all_known_no);
    }
}

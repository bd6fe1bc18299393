//! OPP-2: what the deals in hand say about a seller or a team.

use method::deals::portfolio::{
    OpenDeal, Portfolio, PortfolioOf, PortfolioReadingText, PortfolioRule, PortfolioSettings, ReadingTone, portfolio,
};
use method::deals::value::ValueClass;
use rstest::rstest;

/// So many deals of each class, each with a customer of its own and the same amount.
fn deals(of: [usize; 4]) -> Vec<OpenDeal<usize, usize>> {
    let classes = [ValueClass::One, ValueClass::Two, ValueClass::Three, ValueClass::Four];
    let all = classes.into_iter().zip(of).flat_map(|(class, count)| std::iter::repeat_n(class, count));
    all.enumerate()
        .map(|(id, class)| OpenDeal { id, customer: id, class, amount_minor: Some(100), win_rate: None })
        .collect()
}

fn read(of: PortfolioOf, deals: &[OpenDeal<usize, usize>]) -> Portfolio<usize, usize> {
    portfolio(of, deals, &[], &PortfolioSettings::default())
}

fn rules(found: &Portfolio<usize, usize>) -> Vec<PortfolioRule> {
    found.readings.iter().map(|reading| reading.rule).collect()
}

#[rstest]
#[case::v1([4, 2, 2, 2], &[PortfolioRule::ManyClassOne])]
#[case::v1_just_below([3, 2, 2, 3], &[])]
#[case::v2([1, 5, 2, 2], &[PortfolioRule::ManyClassTwo])]
#[case::v3([2, 2, 4, 2], &[PortfolioRule::ManyClassThree])]
#[case::v4([1, 2, 2, 5], &[PortfolioRule::ManyClassFour])]
#[case::two_at_once([4, 0, 4, 2], &[PortfolioRule::ManyClassOne, PortfolioRule::ManyClassThree])]
fn opp_2_too_many_of_a_class_is_read(#[case] of: [usize; 4], #[case] expected: &[PortfolioRule]) {
    let found = read(PortfolioOf::Team, &deals(of));
    assert!(found.enough());
    assert_eq!(rules(&found), expected);
}

#[rstest]
#[case(PortfolioOf::Rep, ReadingTone::Note, PortfolioReadingText::FewLarge)]
#[case(PortfolioOf::Team, ReadingTone::Warning, PortfolioReadingText::MustWinAll)]
fn opp_2_many_large_deals_are_a_note_for_a_seller_and_a_warning_for_a_team(
    #[case] of: PortfolioOf,
    #[case] tone: ReadingTone,
    #[case] text: PortfolioReadingText,
) {
    let found = read(of, &deals([8, 0, 0, 0]));
    let reading = &found.readings[0];
    assert_eq!((reading.tone, reading.text), (tone, text));
    assert_eq!((reading.percent, reading.from_percent), (100.0, 40.0));
}

#[rstest]
#[case(PortfolioOf::Rep, 4, false)]
#[case(PortfolioOf::Rep, 5, true)]
#[case(PortfolioOf::Team, 7, false)]
#[case(PortfolioOf::Team, 8, true)]
fn opp_2_few_deals_are_not_read(#[case] of: PortfolioOf, #[case] count: usize, #[case] enough: bool) {
    let found = read(of, &deals([count, 0, 0, 0]));
    assert_eq!((found.enough(), !found.readings.is_empty()), (enough, enough));
    assert_eq!(found.n, count as u64);
}

#[test]
fn opp_2_a_growing_team_picks_the_three_likeliest_of_class_two() {
    let mut all = deals([2, 6, 0, 0]);
    for (deal, rate) in all.iter_mut().skip(2).zip([Some(0.2), None, Some(0.7), Some(0.4), Some(0.5), Some(0.1)]) {
        deal.win_rate = rate;
    }
    all[0].win_rate = Some(0.99);
    assert_eq!(read(PortfolioOf::Team, &all).readings[0].pick, [4, 6, 5]);
    assert!(read(PortfolioOf::Rep, &all).readings[0].pick.is_empty());
}

#[test]
fn opp_2_the_share_by_amount_stands_beside_the_share_by_count() {
    let mut all = deals([1, 1, 4, 4]);
    all[0].amount_minor = Some(9_100);
    all[9].amount_minor = None;
    let found = read(PortfolioOf::Team, &all);
    assert_eq!((found.classes[0].percent, found.classes[0].amount_percent), (10.0, Some(9_100.0 / 99.0)));
    let unknown: Vec<OpenDeal<usize, usize>> =
        all.iter().map(|deal| OpenDeal { amount_minor: None, ..*deal }).collect();
    assert_eq!(read(PortfolioOf::Team, &unknown).classes[0].amount_percent, None);
}

#[rstest]
#[case::at_the_threshold(300, true)]
#[case::below(290, false)]
fn opp_2_one_customer_with_three_tenths_of_the_open_amount_is_a_warning(#[case] amount: i64, #[case] warned: bool) {
    let mut all = deals([2, 2, 2, 2]);
    for (deal, share) in all.iter_mut().zip([amount, 1_000 - amount, 0, 0, 0, 0, 0, 0]) {
        deal.amount_minor = Some(share);
    }
    let found = read(PortfolioOf::Team, &all);
    let of_first = found.readings.iter().find(|reading| reading.customer == Some(0));
    assert_eq!(of_first.is_some(), warned);
    assert!(
        of_first.is_none_or(|reading| {
            (reading.rule, reading.tone) == (PortfolioRule::OneCustomer, ReadingTone::Warning)
        })
    );
}

#[test]
fn opp_2_one_customer_with_a_quarter_of_the_sales_is_a_warning_whatever_is_open() {
    let sales = [(7, 250), (8, 240), (9, 240), (10, 270), (11, -90)];
    let found = portfolio::<usize, usize>(PortfolioOf::Team, &[], &sales, &PortfolioSettings::default());
    assert!(!found.enough());
    let customers: Vec<Option<usize>> = found.readings.iter().map(|reading| reading.customer).collect();
    assert_eq!(customers, [Some(10), Some(7)], "largest first; a customer who only returned counts for nothing");
    assert!(found.readings.iter().all(|reading| reading.text == PortfolioReadingText::OneCustomerSales));
}

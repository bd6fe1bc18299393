//! OPP-6 where the truth is known: intervals cover it as often as they say, and the rates are nearer than those of others.

use analytics::win_rates::WinRates;
use method::deals::win_rates::WinRateSettings;
use method::verdict::Measured;
use rstest::rstest;

use crate::rivals::{NaiveBayes, raw};
use crate::truth::{Deal, Nature, World};

fn fitted(closed: &[Deal]) -> WinRates<usize, usize> {
    WinRates::fit(closed.iter().copied(), &WinRateSettings::default())
}

/// How often the intervals that are shown hold the true rate, over many companies; with how many there were.
fn coverage(nature: Nature, deals: usize) -> (f64, u64) {
    let (mut covered, mut shown) = (0_u64, 0_u64);
    for seed in 0..120 {
        let mut world = World::new(nature, 6, 9, seed);
        let rates = fitted(&world.closed(deals));
        for (team, cells) in world.rates.iter().enumerate() {
            for (cell, truth) in cells.iter().enumerate() {
                if let Measured::Estimate { low, high, .. } = rates.cell(&team, &cell) {
                    shown += 1;
                    covered += u64::from((low..=high).contains(truth));
                }
            }
        }
    }
    (covered as f64 / shown as f64, shown)
}

#[rstest]
#[case::few(Nature::Nested, 400)]
#[case::many(Nature::Nested, 3_000)]
#[case::of_another_nature(Nature::Additive, 400)]
fn opp_6_nine_in_ten_intervals_hold_the_true_rate(#[case] nature: Nature, #[case] deals: usize) {
    let (covered, shown) = coverage(nature, deals);
    println!("{nature:?} {deals}: {covered:.3} of {shown}");
    assert!(shown > 1_000, "{shown}");
    assert!((0.87..=0.93).contains(&covered), "{covered} of {shown}");
}

/// Mean Brier scores on held-out deals over many companies: the fitted rates, the raw ones, naive Bayes, and the truth itself.
fn brier(nature: Nature, deals: usize) -> [f64; 4] {
    let mut sums = [0.0; 4];
    let worlds = 200;
    for seed in 0..worlds {
        let mut world = World::new(nature, 4, 9, 10_000 + seed);
        let closed = world.closed(deals);
        let held_out = world.closed(500);
        let (rates, bayes) = (fitted(&closed), NaiveBayes::fit(&closed));
        for deal in &held_out {
            let (team, cell) = (deal.team, deal.cell);
            let ours = rates.expected(&team, &cell).expect("there are deals enough").mean();
            let said = [ours, raw(&closed, team, cell), bayes.probability(team, cell), world.rates[team][cell]];
            let outcome = f64::from(u8::from(deal.won));
            for (sum, said) in sums.iter_mut().zip(said) {
                *sum += (said - outcome).powi(2) / held_out.len() as f64;
            }
        }
    }
    sums.map(|sum| sum / worlds as f64)
}

#[rstest]
#[case::fifty(Nature::Nested, 50)]
#[case::hundred(Nature::Nested, 100)]
#[case::just_under_two_hundred(Nature::Nested, 199)]
fn opp_6_with_fewer_than_two_hundred_deals_the_rates_beat_raw_ones_and_naive_bayes(
    #[case] nature: Nature,
    #[case] deals: usize,
) {
    let [ours, raw, bayes, truth] = brier(nature, deals);
    println!("{nature:?} {deals}: ours {ours:.4}, raw {raw:.4}, naive Bayes {bayes:.4}, the truth {truth:.4}");
    assert!(truth < ours, "nobody beats the truth");
    assert!(ours < raw, "ours {ours}, raw {raw}");
    assert!(ours < bayes, "ours {ours}, naive Bayes {bayes}");
}

#[rstest]
#[case::fifty(50)]
#[case::hundred(100)]
fn opp_6_even_where_naive_bayes_has_the_right_model_few_deals_suit_it_no_better(#[case] deals: usize) {
    let [ours, raw, bayes, truth] = brier(Nature::Additive, deals);
    println!("Additive {deals}: ours {ours:.4}, raw {raw:.4}, naive Bayes {bayes:.4}, the truth {truth:.4}");
    assert!(truth < ours && ours < raw && ours < bayes, "ours {ours}, raw {raw}, naive Bayes {bayes}");
}

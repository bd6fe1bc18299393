//! CLA-7: RFM scores.

use method::classes::rfm::{Rfm, RfmFacts, rfm};
use proptest::prelude::*;

fn facts(days_since: u32, purchases: u32, net_minor: i64) -> RfmFacts {
    RfmFacts { days_since, purchases, net_minor }
}

#[test]
fn five_customers_fill_the_five_bands() {
    let customers: Vec<RfmFacts> = (0..5).map(|n| facts(100 - n * 10, n + 1, i64::from(n) * 500)).collect();
    let scores: Vec<u8> = rfm(&customers).iter().map(|scored| scored.recency).collect();
    assert_eq!(scores, [1, 2, 3, 4, 5], "the latest purchase scores best");
    assert!(rfm(&customers).iter().all(|one| one.recency == one.frequency && one.frequency == one.money));
}

#[test]
fn equal_figures_get_equal_scores_from_the_middle_of_their_ranks() {
    let mut customers = vec![facts(10, 1, 100); 8];
    customers.extend([facts(10, 2, 100), facts(10, 9, 100)]);
    let scores: Vec<u8> = rfm(&customers).iter().map(|scored| scored.frequency).collect();
    assert_eq!(scores, [3, 3, 3, 3, 3, 3, 3, 3, 5, 5]);
    assert_eq!(rfm(&[facts(1, 1, 1)]), [Rfm { recency: 3, frequency: 3, money: 3 }]);
    assert!(rfm(&[]).is_empty());
}

proptest! {
    #[test]
    fn scores_follow_the_figures(figures in prop::collection::vec((0_u32..500, 0_u32..30, -50_i64..900), 1..60)) {
        let customers: Vec<RfmFacts> = figures.iter().map(|(days, count, net)| facts(*days, *count, *net)).collect();
        let scored = rfm(&customers);
        for (one, mine) in customers.iter().zip(&scored) {
            prop_assert!((1..=5).contains(&mine.recency));
            for (other, theirs) in customers.iter().zip(&scored) {
                if one.days_since < other.days_since {
                    prop_assert!(mine.recency >= theirs.recency);
                }
                if one.net_minor == other.net_minor {
                    prop_assert_eq!(mine.money, theirs.money);
                }
            }
        }
    }
}

//! Fitting: known parameters are found again, and what cannot be fitted is refused.

use analytics::lifetime::{BgNbd, Buyer, FitError, GammaGamma, Spender};

use super::simulated::{buyers, spenders};
use super::{CDNOW, CDNOW_AMOUNTS};

/// Whether a parameter lies within three standard errors of the true one.
fn near(found: f64, error: f64, truth: f64) -> bool {
    (found - truth).abs() < 3.0 * error
}

#[test]
fn known_parameters_of_buying_are_found_again_within_their_errors() {
    let fit = BgNbd::fit(&buyers(CDNOW, 4_000)).expect("the sample is large enough");
    let (found, errors) = (fit.model, fit.errors.expect("the sample determines all four"));
    assert!(near(found.r, errors.r, CDNOW.r), "{fit:?}");
    assert!(near(found.alpha, errors.alpha, CDNOW.alpha), "{fit:?}");
    assert!(near(found.a, errors.a, CDNOW.a), "{fit:?}");
    assert!(near(found.b, errors.b, CDNOW.b), "{fit:?}");
    assert!(
        errors.r < 0.05 * found.r.max(1.0) && errors.alpha < 1.0,
        "the errors are those of a large sample: {errors:?}"
    );
}

#[test]
fn known_parameters_of_amounts_are_found_again_within_their_errors() {
    let fit = GammaGamma::fit(&spenders(CDNOW_AMOUNTS, 2_000)).expect("the sample is large enough");
    let (found, errors) = (fit.model, fit.errors.expect("the sample determines all three"));
    assert!(near(found.p, errors.p, CDNOW_AMOUNTS.p), "{fit:?}");
    assert!(near(found.q, errors.q, CDNOW_AMOUNTS.q), "{fit:?}");
    assert!(near(found.v, errors.v, CDNOW_AMOUNTS.v), "{fit:?}");
    assert!(fit.correlation.abs() < 0.1, "the sample was made without one");
}

#[test]
fn the_order_of_customers_changes_nothing() {
    let mut sample = buyers(CDNOW, 500);
    let before = BgNbd::fit(&sample).expect("the sample is large enough");
    sample.reverse();
    assert_eq!(BgNbd::fit(&sample), Ok(before));
}

#[test]
fn the_unit_of_money_scales_the_scale_alone() {
    let yuan = spenders(CDNOW_AMOUNTS, 500);
    let fen: Vec<Spender> = yuan.iter().map(|one| Spender { mean: one.mean * 100.0, ..*one }).collect();
    let (one, other) = (GammaGamma::fit(&yuan).expect("enough"), GammaGamma::fit(&fen).expect("enough"));
    assert!((one.model.p / other.model.p - 1.0).abs() < 1e-4, "{one:?} {other:?}");
    assert!((one.model.v * 100.0 / other.model.v - 1.0).abs() < 1e-3, "{one:?} {other:?}");
}

#[test]
fn a_sample_without_repeats_is_refused_with_what_it_lacks() {
    let once = vec![Buyer { repeats: 0, last: 0.0, watched: 30.0 }; 1_000];
    assert_eq!(BgNbd::fit(&once), Err(FitError::TooFew { n: 0, needed: 30 }));
    assert_eq!(GammaGamma::fit(&[]), Err(FitError::TooFew { n: 0, needed: 30 }));
}

#[test]
fn impossible_figures_are_refused() {
    let mut sample = buyers(CDNOW, 500);
    sample.push(Buyer { repeats: 1, last: 40.0, watched: 30.0 });
    assert_eq!(BgNbd::fit(&sample), Err(FitError::Impossible));
    let amounts = [Spender { repeats: 1, mean: f64::NAN }];
    assert_eq!(GammaGamma::fit(&amounts), Err(FitError::Impossible));
}

#[test]
fn customers_who_are_all_alike_determine_no_differences_between_them() {
    let alike = vec![Buyer { repeats: 4, last: 20.0, watched: 25.0 }; 200];
    match BgNbd::fit(&alike) {
        Err(FitError::NoMaximum) => {}
        Ok(fit) => assert_eq!(fit.errors, None, "{fit:?}"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn purchase_days_become_weeks() {
    let days: Vec<jiff::civil::Date> =
        ["2025-01-01", "2025-01-15", "2025-03-05"].iter().map(|day| day.parse().expect("a day")).collect();
    let found = Buyer::of(&days, "2025-03-12".parse().expect("a day"));
    assert_eq!(found, Some(Buyer { repeats: 2, last: 9.0, watched: 10.0 }));
    assert_eq!(Buyer::of(&[], "2025-03-12".parse().expect("a day")), None);
}

//! The hypergeometric function that the expected number of purchases needs.

/// Terms after which the series is cut; for the arguments of the models it ends far earlier.
const MOST_TERMS: u32 = 200_000;

/// ₂F₁(a, b; c; z) for 0 ≤ z < 1 and c > 0 by its series.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    for k in 0..MOST_TERMS {
        let k = f64::from(k);
        term *= (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        sum += term;
        // once terms shrink, what follows is less than a geometric series from here
        let shrinking = ((a + k + 1.0) * (b + k + 1.0) / ((c + k + 1.0) * (k + 2.0)) * z).abs();
        if shrinking < 1.0 && term.abs() <= (1.0 - shrinking) * f64::EPSILON * sum.abs() {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::hypergeometric;

    #[rstest]
    // -ln(1-z)/z
    #[case(1.0, 1.0, 2.0, 0.5, 2.0 * std::f64::consts::LN_2)]
    // (1-z)^-a where b = c
    #[case(3.5, 2.0, 2.0, 0.6, 0.4_f64.powf(-3.5))]
    // arcsin(z)/z of z squared
    #[case(0.5, 0.5, 1.5, 0.25, std::f64::consts::FRAC_PI_6 / 0.5)]
    // a polynomial that ends by itself: 1 - 2z + 1.5z² - 0.4z³
    #[case(-3.0, 2.0, 3.0, 0.5, 0.325)]
    #[case(1.7, 0.3, 2.4, 0.0, 1.0)]
    // near its edge: 2F1(1, 1; 3; z) = 2 (z + (1-z) ln(1-z)) / z²
    #[case(1.0, 1.0, 3.0, 0.999, 2.0 * (0.999 + 0.001 * 0.001_f64.ln()) / (0.999 * 0.999))]
    fn known_values(#[case] a: f64, #[case] b: f64, #[case] c: f64, #[case] z: f64, #[case] value: f64) {
        let found = hypergeometric(a, b, c, z);
        assert!((found - value).abs() < 1e-11 * value.abs().max(1.0), "{found} for {value}");
    }
}

//! Maximum likelihood with argmin: positive parameters are searched in their logarithms, by L-BFGS with the exact gradient.

use std::cell::RefCell;

use argmin::core::{CostFunction, Error, Executor, Gradient, State, TerminationReason, TerminationStatus};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

/// Steps that L-BFGS remembers.
const MEMORY: usize = 8;
/// The search ends when the gradient of the mean log-likelihood is as small as this.
const FLAT: f64 = 1e-9;
/// A fit has always ended long before.
const MOST_STEPS: u64 = 500;
/// A step of the logarithms may not be longer: a parameter changes by no more than this power of e.
const LONGEST_STEP: f64 = 20.0;
/// Beyond these logarithms a parameter is not searched.
const EDGE: f64 = 40.0;
/// Step of the logarithms in which the curvature is measured.
const NUDGE: f64 = 1e-4;

/// Why there is no fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Too few customers bought more than once.
    #[error("too few customers bought more than once: {n} of {needed} needed")]
    TooFew {
        /// Customers who did.
        n: u64,
        /// Customers needed.
        needed: u64,
    },
    /// Figures that cannot be: negative, not a number, or a last purchase after the time watched.
    #[error("a customer's figures are impossible")]
    Impossible,
    /// The search did not end at a maximum.
    #[error("the search for the most likely parameters did not end at a maximum")]
    NoMaximum,
}

/// A log-likelihood of positive parameters over a sample.
pub(super) trait Likelihood {
    /// Customers in the sample.
    fn customers(&self) -> f64;
    /// The log-likelihood and its derivative by each parameter: they share what is slow to work out.
    fn at(&self, parameters: &[f64]) -> Slope;
}

/// A value with its derivative by each parameter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slope {
    pub value: f64,
    pub gradient: Vec<f64>,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub parameters: Vec<f64>,
    /// Standard errors; none where the likelihood is flat in some direction.
    pub errors: Option<Vec<f64>>,
    pub log_likelihood: f64,
    pub steps: u64,
}

/// The negative mean log-likelihood in the logarithms of the parameters, so that samples of all sizes look alike. The search
/// asks for value and gradient one after the other, so the last answer is kept.
struct InLogarithms<'a, L> {
    likelihood: &'a L,
    last: RefCell<Option<(Vec<f64>, Slope)>>,
}

fn parameters(logarithms: &[f64]) -> Vec<f64> {
    logarithms.iter().map(|logarithm| logarithm.clamp(-EDGE, EDGE).exp()).collect()
}

impl<'a, L: Likelihood> InLogarithms<'a, L> {
    const fn of(likelihood: &'a L) -> Self {
        Self { likelihood, last: RefCell::new(None) }
    }

    fn at(&self, logarithms: &[f64]) -> Slope {
        if let Some((asked, slope)) = self.last.borrow().as_ref()
            && asked == logarithms
        {
            return slope.clone();
        }
        let parameters = parameters(logarithms);
        let Slope { value, gradient } = self.likelihood.at(&parameters);
        let customers = self.likelihood.customers();
        let gradient = gradient.iter().zip(&parameters).map(|(slope, value)| -slope * value / customers).collect();
        let slope = Slope { value: -value / customers, gradient };
        self.last.replace(Some((logarithms.to_vec(), slope.clone())));
        slope
    }
}

impl<L: Likelihood> CostFunction for InLogarithms<'_, L> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, logarithms: &Vec<f64>) -> Result<f64, Error> {
        let value = self.at(logarithms).value;
        Ok(if value.is_finite() { value } else { f64::MAX })
    }
}

impl<L: Likelihood> Gradient for InLogarithms<'_, L> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, logarithms: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.at(logarithms).gradient)
    }
}

/// Searches the most likely parameters from a start.
pub(super) fn maximise<L: Likelihood>(likelihood: &L, start: &[f64]) -> Result<Found, FitError> {
    let logarithms: Vec<f64> = start.iter().map(|value| value.ln()).collect();
    let search = MoreThuenteLineSearch::new().with_bounds(0.0, LONGEST_STEP).map_err(|_| FitError::NoMaximum)?;
    let solver = LBFGS::new(search, MEMORY).with_tolerance_grad(FLAT).map_err(|_| FitError::NoMaximum)?;
    let run = Executor::new(InLogarithms::of(likelihood), solver)
        .configure(|state| state.param(logarithms).max_iters(MOST_STEPS))
        .run()
        .map_err(|_| FitError::NoMaximum)?;
    let state = run.state();
    let best = state.get_best_param().cloned().ok_or(FitError::NoMaximum)?;
    let ended = matches!(
        state.get_termination_status(),
        TerminationStatus::Terminated(TerminationReason::SolverConverged | TerminationReason::TargetCostReached)
    );
    let in_logarithms = InLogarithms::of(likelihood);
    let steep = in_logarithms.at(&best).gradient.iter().any(|slope| !slope.is_finite() || slope.abs() > FLAT.sqrt());
    if !ended || steep || best.iter().any(|logarithm| logarithm.abs() >= EDGE) {
        return Err(FitError::NoMaximum);
    }
    let parameters = parameters(&best);
    Ok(Found {
        log_likelihood: likelihood.at(&parameters).value,
        errors: errors(&in_logarithms, &best),
        steps: state.get_iter(),
        parameters,
    })
}

/// Standard errors from the curvature at the maximum (observed information), carried over from the logarithms.
fn errors<L: Likelihood>(likelihood: &InLogarithms<'_, L>, best: &[f64]) -> Option<Vec<f64>> {
    let n = best.len();
    let beside = |at: usize, by: f64| {
        let mut nudged = best.to_vec();
        nudged[at] += by;
        likelihood.at(&nudged).gradient
    };
    let rows: Vec<Vec<f64>> = (0..n)
        .map(|at| {
            let (above, below) = (beside(at, NUDGE), beside(at, -NUDGE));
            above.iter().zip(below).map(|(above, below)| (above - below) / (2.0 * NUDGE)).collect()
        })
        .collect();
    let curvature: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::midpoint(rows[i][j], rows[j][i])).collect()).collect();
    let variances = diagonal_of_inverse(&curvature)?;
    let customers = likelihood.likelihood.customers();
    Some(
        variances.iter().zip(parameters(best)).map(|(variance, value)| value * (variance / customers).sqrt()).collect(),
    )
}

/// The diagonal of the inverse of a symmetric matrix by its Cholesky factor; none unless it is positive definite.
fn diagonal_of_inverse(matrix: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = matrix.len();
    let mut factor = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i != j {
                factor[i][j] = rest / factor[j][j];
            } else if rest > 0.0 {
                factor[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    // each column of the factor's inverse by forward substitution; its squares add up to the diagonal
    let squares = |column: usize| {
        let mut solved = vec![0.0; n];
        for i in column..n {
            let unit = if i == column { 1.0 } else { 0.0 };
            let known: f64 = (column..i).map(|k| factor[i][k] * solved[k]).sum();
            solved[i] = (unit - known) / factor[i][i];
        }
        solved.iter().map(|value| value * value).sum()
    };
    Some((0..n).map(squares).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_a_small_matrix_by_hand() {
        // the inverse of [[4, 2], [2, 3]] is [[3, -2], [-2, 4]] / 8
        let diagonal = diagonal_of_inverse(&[vec![4.0, 2.0], vec![2.0, 3.0]]).expect("it is positive definite");
        assert!((diagonal[0] - 0.375).abs() < 1e-12 && (diagonal[1] - 0.5).abs() < 1e-12, "{diagonal:?}");
        assert_eq!(diagonal_of_inverse(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
    }
}

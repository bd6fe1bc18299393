//! What people ask all day, asked one after the other over one connection.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::http::Client;
use crate::product::Person;

/// Requests of each kind, after some that are not counted.
pub const REQUESTS: usize = 400;
const WARM_UP: usize = 20;

/// A question in several wordings, asked in turn.
#[derive(Debug)]
pub struct Question {
    pub name: &'static str,
    pub asked_by: Person,
    /// Milliseconds for the 95th percentile.
    pub budget: f64,
    pub paths: &'static [&'static str],
}

pub const QUESTIONS: &[Question] = &[
    Question {
        name: "list of prospects, filtered and sorted",
        asked_by: Person::Administrator,
        budget: 20.0,
        paths: &[
            "/api/v1/parties?limit=50",
            "/api/v1/parties?limit=50&sort=name",
            "/api/v1/parties?limit=50&owner=none&sort=-score",
            "/api/v1/parties?limit=50&grade=a,b&sort=-created_at",
            "/api/v1/parties?limit=50&city=%E6%9D%AD%E5%B7%9E%E5%B8%82&sort=next_contact_at",
            "/api/v1/parties?limit=50&grade=b&city=%E4%B8%8A%E6%B5%B7%E5%B8%82&sort=name",
            "/api/v1/parties?limit=50&intent=strong,medium&sort=-last_contact_at",
            "/api/v1/parties?limit=50&cadence=due,overdue&sort=next_contact_at",
            "/api/v1/parties?limit=50&kind=organisation&sort=name",
            "/api/v1/parties?limit=50&golden=true&sort=-completeness",
            "/api/v1/parties?limit=50&q=%E5%95%86%E8%B4%B8&sort=-score",
        ],
    },
    Question {
        name: "search as one types",
        asked_by: Person::Administrator,
        budget: 30.0,
        // what is sent while somebody types: each letter of a name in pinyin, of a company, of a number
        paths: &[
            "/api/v1/search?q=w",
            "/api/v1/search?q=wa",
            "/api/v1/search?q=wan",
            "/api/v1/search?q=wang",
            "/api/v1/search?q=wangw",
            "/api/v1/search?q=wangwei",
            "/api/v1/search?q=zs",
            "/api/v1/search?q=%E7%8E%8B",
            "/api/v1/search?q=%E7%8E%8B%E4%BC%9F",
            "/api/v1/search?q=%E5%95%86%E8%B4%B8",
            "/api/v1/search?q=%E7%AC%AC812%E5%95%86",
            "/api/v1/search?q=6",
            "/api/v1/search?q=69",
            "/api/v1/search?q=6993",
            "/api/v1/search?q=13016993",
            "/api/v1/search?q=p6993%40example",
        ],
    },
    Question {
        name: "Today of a seller with 300 names",
        asked_by: Person::Seller,
        budget: 30.0,
        paths: &["/api/v1/worklist"],
    },
    Question {
        name: "a manager's view of 50 sellers",
        asked_by: Person::Manager,
        budget: 100.0,
        paths: &["/api/v1/supply", "/api/v1/parties?limit=50&sort=next_contact_at"],
    },
];

/// Times of the answers to one question.
#[derive(Debug)]
pub struct Answered {
    pub name: &'static str,
    pub budget: f64,
    pub median: Duration,
    pub p95: Duration,
    pub slowest: Duration,
    /// The wording that took longest, by the median of its times.
    pub hardest: String,
}

/// Asks a question in all its wordings.
pub fn ask(client: &mut Client, question: &Question) -> Result<Answered> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); question.paths.len()];
    for number in 0..WARM_UP.max(question.paths.len()) + REQUESTS {
        let wording = number % question.paths.len();
        let since = Instant::now();
        client.get(question.paths[wording])?;
        if number >= WARM_UP {
            times[wording].push(since.elapsed());
        }
    }
    let hardest = (0..times.len()).max_by_key(|wording| Times::of(times[*wording].clone()).quantile(50)).unwrap_or(0);
    let all = Times::of(times.concat());
    Ok(Answered {
        name: question.name,
        budget: question.budget,
        median: all.quantile(50),
        p95: all.quantile(95),
        slowest: all.quantile(100),
        hardest: question.paths[hardest].to_owned(),
    })
}

/// Times in ascending order.
#[derive(Debug)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The smallest time that at least `percent` of them do not exceed.
    pub fn quantile(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95th_percentile_leaves_five_of_a_hundred_above() {
        let times = Times::of((1..=100).rev().map(Duration::from_millis).collect());
        assert_eq!(times.quantile(95), Duration::from_millis(95));
        assert_eq!(times.quantile(50), Duration::from_millis(50));
        assert_eq!(times.quantile(100), Duration::from_millis(100));
        assert_eq!(Times::of(vec![Duration::from_millis(1)]).quantile(95), Duration::from_millis(1));
    }
}

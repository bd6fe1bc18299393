//! Many callers at once, each over a connection of its own.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use super::questions::Times;
use crate::http::Client;

pub const CALLERS: usize = 32;
const LISTED_FOR: Duration = Duration::from_secs(10);
const LISTED: &str = "/api/v1/parties?limit=50";
/// Prospects that each of the callers creates.
const CREATED_EACH: usize = 20;
/// Prospects that one caller creates before, one after the other.
const CREATED_ALONE: usize = 200;

/// How many requests were answered within how long.
#[derive(Debug)]
pub struct Load {
    pub requests: usize,
    pub took: Duration,
    pub p95: Duration,
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.requests as f64 / self.took.as_secs_f64()
    }
}

/// Prospects created through the API.
#[derive(Debug)]
pub struct Created {
    /// One after the other.
    pub p95: Duration,
    pub median: Duration,
    /// By all callers at once; an answer that is no success fails the bench.
    pub together: Load,
}

/// The first page of the list, asked for by everybody at once for some seconds.
pub fn list(address: SocketAddr, token: &str) -> Result<Load> {
    let until = Instant::now() + LISTED_FOR;
    at_once(address, token, |client, times| {
        while Instant::now() < until {
            let since = Instant::now();
            client.get(LISTED)?;
            times.push(since.elapsed());
        }
        Ok(())
    })
}

/// Creates prospects, alone first and then with everybody at once.
pub fn create(address: SocketAddr, token: &str) -> Result<Created> {
    let number = AtomicUsize::new(0);
    let create = |client: &mut Client, times: &mut Vec<Duration>| -> Result<()> {
        let body = prospect(number.fetch_add(1, Ordering::Relaxed));
        let since = Instant::now();
        client.post("/api/v1/parties", &body)?;
        times.push(since.elapsed());
        Ok(())
    };
    let mut alone = Vec::new();
    let mut client = Client::connect(address, Some(token.to_owned()))?;
    for _ in 0..CREATED_ALONE {
        create(&mut client, &mut alone)?;
    }
    let together = at_once(address, token, |client, times| {
        for _ in 0..CREATED_EACH {
            create(client, times)?;
        }
        Ok(())
    })?;
    let alone = Times::of(alone);
    Ok(Created { p95: alone.quantile(95), median: alone.quantile(50), together })
}

/// Nobody of the list, and unlike the others: a name, a number and an employer of their own.
fn prospect(number: usize) -> String {
    let character = |by: usize| char::from_u32(0x4E00 + (number * by % 8_000) as u32).unwrap_or('一');
    serde_json::json!({
        "kind": "person",
        "name": format!("欧阳{}{}", character(7), character(131)),
        "phones": [format!("199{:08}", number * 7_654_321 % 100_000_000)],
        "facts": { "employer": format!("{}{}{}厂", character(17), character(37), character(1_009)) },
    })
    .to_string()
}

fn at_once(
    address: SocketAddr,
    token: &str,
    work: impl Fn(&mut Client, &mut Vec<Duration>) -> Result<()> + Sync,
) -> Result<Load> {
    let since = Instant::now();
    let callers: Vec<Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let caller = || {
            let mut times = Vec::new();
            let mut client = Client::connect(address, Some(token.to_owned()))?;
            work(&mut client, &mut times)?;
            Ok(times)
        };
        let threads: Vec<_> = (0..CALLERS).map(|_| scope.spawn(caller)).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a caller panicked"))?).collect()
    });
    let took = since.elapsed();
    let times = callers.into_iter().collect::<Result<Vec<_>>>()?.concat();
    Ok(Load { requests: times.len(), took, p95: Times::of(times).quantile(95) })
}

//! Fits both models to a summary of customers and prints what came out as JSON: for `cargo xtask real-data`.
//!
//! `fit_lifetime FILE.csv` reads the columns `x`, `t_x`, `T` and `zbar` (repeats, weeks, weeks, mean amount). A number after the file makes
//! that many customers of it, each a little apart, to measure the time of a large fit.

use std::path::PathBuf;
use std::time::Instant;

use analytics::lifetime::{BgNbd, Buyer, GammaGamma, Spender};
use serde_json::{Value, json};

/// The customer and the horizon whose expectation was published.
const PUBLISHED: Buyer = Buyer { repeats: 2, last: 30.43, watched: 38.86 };
const PUBLISHED_WEEKS: f64 = 39.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let file = PathBuf::from(arguments.next().ok_or("name the file")?);
    let enlarge_to = arguments.next().and_then(|count| count.to_str()?.parse::<usize>().ok());
    let (buyers, spenders) = read(&file)?;
    let buyers = enlarge_to.map_or_else(|| buyers.clone(), |count| enlarged(&buyers, count));
    let since = Instant::now();
    let rhythm = BgNbd::fit(&buyers)?;
    let rhythm_seconds = since.elapsed().as_secs_f64();
    let since = Instant::now();
    let money = GammaGamma::fit(&spenders)?;
    let money_seconds = since.elapsed().as_secs_f64();
    let report: Value = json!({
        "bg_nbd": rhythm,
        "bg_nbd_seconds": rhythm_seconds,
        "gamma_gamma": money,
        "gamma_gamma_seconds": money_seconds,
        "published_customer": rhythm.model.expected_purchases(&PUBLISHED, PUBLISHED_WEEKS),
    });
    println!("{report}");
    Ok(())
}

fn read(file: &std::path::Path) -> Result<(Vec<Buyer>, Vec<Spender>), Box<dyn std::error::Error>> {
    let mut rows = csv::Reader::from_path(file)?;
    let headings = rows.headers()?.clone();
    let place =
        |name: &str| headings.iter().position(|heading| heading == name).ok_or_else(|| format!("no column {name}"));
    let (x, last, watched, amount) = (place("x")?, place("t_x")?, place("T")?, place("zbar")?);
    let (mut buyers, mut spenders) = (Vec::new(), Vec::new());
    for row in rows.records() {
        let row = row?;
        let repeats: u32 = row[x].parse()?;
        buyers.push(Buyer { repeats, last: row[last].parse()?, watched: row[watched].parse()? });
        spenders.push(Spender { repeats, mean: row[amount].parse()? });
    }
    Ok((buyers, spenders))
}

/// So many customers, of whom none is quite equal to another: the worst case, since equal ones are counted once.
fn enlarged(buyers: &[Buyer], count: usize) -> Vec<Buyer> {
    let apart = |(place, buyer): (usize, &Buyer)| {
        let factor = 1.0 + place as f64 * 1e-9;
        Buyer { last: buyer.last * factor, watched: buyer.watched * factor, ..*buyer }
    };
    buyers.iter().cycle().take(count).enumerate().map(apart).collect()
}

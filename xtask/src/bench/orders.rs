//! How fast a file of orders is read in: lines of a made-up trade, ten lines a customer a year and two to an order.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::product::Product;
use crate::workspace::Workspace;

/// Lines that each customer has in the file.
const LINES_PER_CUSTOMER: usize = 20;
/// Lines of one order.
const LINES_PER_ORDER: usize = 2;
/// Two years of twelve months of 28 days.
const DAYS: usize = 672;
const PRODUCT_LINES: [&str; 4] = ["bearings", "valves", "sensors", "service"];

/// Imports the same file twice: the first time makes customers and orders, the second must change nothing.
pub fn measure(workspace: &Workspace, folder: &Path, tuoke: &Path, lines: usize) -> Result<()> {
    let file = composed(folder, lines)?;
    let product = Product::in_new_folder(workspace, tuoke, folder.join("orders"), None)?;
    for (what, again) in [("orders and customers", false), ("the same again", true)] {
        let done = product.import_orders(&file)?;
        let fresh = if again { 0 } else { lines as u64 };
        ensure!(done.read == lines as u64 && done.created == fresh, "{what}: {done:?}");
        let rate = done.read as f64 / done.seconds.max(0.001);
        println!("{what}: {} lines in {:.2} s, {rate:.0} lines/s with all that follows", done.read, done.seconds);
    }
    Ok(())
}

/// Orders by day, as systems export them; the same every time.
fn composed(folder: &Path, lines: usize) -> Result<PathBuf> {
    let path = folder.join(format!("{lines}-order-lines.csv"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    writeln!(file, "order_number,order_date,customer_number,company,product_line,sku,quantity,amount,cost")?;
    let customers = (lines / LINES_PER_CUSTOMER).max(1);
    for line in 0..lines {
        let order = line / LINES_PER_ORDER;
        let customer = order.wrapping_mul(7_919) % customers;
        let at = line * DAYS / lines;
        let day = format!("{}-{:02}-{:02}", 2024 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
        let amount = 100 + (line * 37) % 9_000;
        writeln!(
            file,
            "N{order},{day},C{customer},Customer {customer} Ltd,{},S{},{},{amount}.50,{}",
            PRODUCT_LINES[line % PRODUCT_LINES.len()],
            line % 500,
            1 + line % 9,
            amount * 7 / 10
        )?;
    }
    file.flush()?;
    Ok(path)
}

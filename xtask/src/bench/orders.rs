//! A made-up trade from its files of orders to the page of classes: how fast orders are read in, how long all customers take to
//! be classed, how soon the page has what came out.
//!
//! Writes its own section of `docs/benchmarks.md` and leaves the rest as it is.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::machine::Machine;
use super::questions::{self, Answered, Question};
use super::report::{self, Section};
use crate::http::Client;
use crate::product::{Imported, Person, Product, Timed};
use crate::workspace::Workspace;

/// Lines of one order.
const LINES_PER_ORDER: usize = 2;
/// Two years of twelve months of 28 days, before 2026.
const DAYS: usize = 672;
const PRODUCT_LINES: [&str; 4] = ["bearings", "valves", "sensors", "service"];

const HEADING: &str = "## Orders and classes in the product";
const LINES_PER_SECOND: f64 = 50_000.0;

const QUESTIONS: [Question; 2] = [
    Question {
        name: "page of classes: the overview",
        asked_by: Person::Administrator,
        budget: 50.0,
        paths: &["/api/v1/classes"],
    },
    Question {
        name: "page of classes: its lists of customers",
        asked_by: Person::Administrator,
        budget: 50.0,
        paths: &[
            "/api/v1/classes/customers",
            "/api/v1/classes/customers?existing=ei",
            "/api/v1/classes/customers?abc=a&sort=value",
            "/api/v1/classes/customers?silent=true&sort=risk",
            "/api/v1/classes/customers?key_customers=true",
        ],
    },
];

/// What is measured, and with what.
#[derive(Debug)]
pub struct Bench<'a> {
    pub workspace: &'a Workspace,
    pub folder: &'a Path,
    pub tuoke: &'a Path,
    pub lines: usize,
    pub customers: usize,
}

pub fn run(bench: &Bench<'_>, profile: &str, reports: bool) -> Result<()> {
    let machine = Machine::look();
    let first = bench.composed("first", 0)?;
    let next = bench.composed("next", bench.lines)?;
    let product = Product::in_new_folder(bench.workspace, bench.tuoke, bench.folder.join("orders"), None)?;
    let lines = bench.lines as u64;
    let mut imports = Vec::new();
    for (what, file, fresh) in [
        ("orders of customers who are made on the way", &first, lines),
        ("as many orders of the same customers", &next, lines),
        ("the same file again, which changes nothing", &next, 0),
    ] {
        let done = product.import_orders(file)?;
        ensure!(done.read == lines && done.created == fresh, "{what}: {done:?}");
        println!("{what}: {:.2} s, {:.0} lines/s", done.seconds, rate(&done));
        imports.push((what, done));
    }
    let classed = product.classify()?;
    println!("classes of all customers: {:.2} s", classed.whole.as_secs_f64());
    let again = product.classify()?;
    println!("classes of all customers, compared with the run before: {:.2} s", again.whole.as_secs_f64());
    let token = product.token(Person::Administrator)?;
    let address = super::free_address()?;
    let server = product.serve(address)?;
    let mut client = Client::connect(address, Some(token))?;
    let answers = QUESTIONS.iter().map(|question| questions::ask(&mut client, question)).collect::<Result<Vec<_>>>()?;
    drop(server);
    let section = section(bench, &machine, profile, &imports, &[classed, again], &answers);
    println!("\n{section}");
    if reports {
        let file = bench.workspace.root.join("docs/benchmarks.md");
        let page = std::fs::read_to_string(&file)?;
        std::fs::write(file, report::with_section(&page, &section))?;
    }
    Ok(())
}

impl Bench<'_> {
    /// Orders by day, as systems export them; the same every time. `from` numbers them.
    fn composed(&self, name: &str, from: usize) -> Result<PathBuf> {
        let path = self.folder.join(format!("{name}-{}-order-lines.csv", self.lines));
        let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
        writeln!(file, "order_number,order_date,customer_number,company,product_line,sku,quantity,amount,cost")?;
        for line in 0..self.lines {
            let order = (from + line) / LINES_PER_ORDER;
            let customer = order.wrapping_mul(7_919) % self.customers;
            let at = line * DAYS / self.lines;
            let day = format!("{}-{:02}-{:02}", 2024 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
            // a few buy most: the smaller the number, the larger the orders
            let amount = 100 + (line * 37) % 900 + 9_000_000 / (100 + customer);
            writeln!(
                file,
                "N{order},{day},C{customer},Customer {customer} Ltd,{},S{},{},{amount}.50,{}",
                PRODUCT_LINES[line % PRODUCT_LINES.len()],
                line % 500,
                1 + line % 9,
                amount * (6 + customer % 4) / 10
            )?;
        }
        file.flush()?;
        Ok(path)
    }
}

fn rate(done: &Imported) -> f64 {
    done.read as f64 / done.seconds.max(0.001)
}

fn section(
    bench: &Bench<'_>,
    machine: &Machine,
    profile: &str,
    imports: &[(&str, Imported)],
    classed: &[Timed; 2],
    answers: &[Answered],
) -> String {
    let (lines, customers) = (bench.lines, bench.customers);
    let mut section = Section::begin(
        HEADING,
        &format!("--orders {lines} --customers {customers}"),
        machine,
        profile,
        &format!(
            "Two files of {lines} lines each, two lines to an order, of {customers} customers and four product lines, with everything that \
             follows an order: who the customer is, its standing in each line, conversions. Then all customers are classed in all lines \
             together and in each, twice; then the page asks."
        ),
    );
    for (place, (what, done)) in imports.iter().enumerate() {
        let shown = format!("{:.0} lines/s ({:.1} s, peak {})", rate(done), done.seconds, megabytes(done.memory));
        // the file that a company imports every month is the second one
        if place == 1 {
            let budget = format!("≥ {LINES_PER_SECOND:.0} lines/s");
            section.judged(what, &shown, &budget, rate(done) >= LINES_PER_SECOND);
        } else {
            section.shown(what, &shown);
        }
    }
    let names = ["classes of all customers", "the same again, compared with the run before"];
    for (name, timed) in names.into_iter().zip(classed) {
        section.shown(name, &format!("{:.1} s, peak {}", timed.whole.as_secs_f64(), megabytes(timed.memory)));
    }
    answers.iter().for_each(|one| section.answered(one));
    section.text
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "unknown".to_owned(), |bytes| format!("{:.0} MB", bytes as f64 / 1e6))
}

//! The reading side: rows of the file as deals, or the reasons why they cannot be.

use jiff::civil::Date;
use method::deals::{
    stages::{BuyingStage, DealEnd, StageSettings, StatedReason},
    value::short_term::DealAmount,
};
use tables::{ImportField, mapping::BoundMapping};

use super::words::{Standing, read_buying_stage, read_outcome, read_reason, read_stage, unknown_stage};
use crate::{
    deals::MOST_MINOR,
    imports::{
        cells::{MONEY_PLACES, digest_of, read_amount, read_currency, read_day, say_customer, short, without_number},
        chunks::{Interpret, Refused},
        report::RowReason,
    },
};

const LONGEST_TEXT: usize = 2_000;

/// A row that can become a deal.
#[derive(Debug)]
pub(super) struct DealRow {
    /// the number, or for a row without one what it says
    pub key: String,
    /// what tells the customer, as it stands in the file
    pub customer: String,
    pub name: Option<String>,
    pub number: Option<String>,
    pub line: Option<String>,
    pub owner: Option<String>,
    /// a code of the settings
    pub stage: Option<String>,
    pub buying_stage: Option<BuyingStage>,
    pub amount: DealAmount,
    pub currency: Option<String>,
    pub opened: Option<Date>,
    pub expected: Option<Date>,
    pub ended: Option<(DealEnd, Date)>,
    pub buyer_says: Option<StatedReason>,
    pub next_step: Option<String>,
    pub next_due: Option<Date>,
    pub source: Option<String>,
    pub note: String,
    pub cells: Vec<String>,
}

/// How the rows of a file of deals are read.
pub(super) struct DealRows {
    pub mapping: BoundMapping,
    pub today: Date,
    pub stages: StageSettings,
}

impl Interpret for DealRows {
    type Row = DealRow;

    const ROWS_AT_MOST: usize = 4_000;

    fn interpret(&mut self, cells: Vec<String>) -> Result<Box<DealRow>, Refused> {
        match interpret(&cells, self) {
            Ok(mut row) => {
                row.key = match &row.number {
                    Some(number) => text::normalise::fold_width(number).trim().to_lowercase(),
                    None => {
                        let DealRow { customer, name, line, opened, .. } = &row;
                        without_number(&digest_of(&format!("deal\n{customer}\n{name:?}\n{line:?}\n{opened:?}")))
                    }
                };
                row.cells = cells;
                Ok(Box::new(row))
            }
            Err(reasons) => Err(Refused { reasons, cells }),
        }
    }
}

/// Cells collected by meaning.
#[derive(Default)]
struct Cells<'a> {
    number: Option<&'a str>,
    name: Option<&'a str>,
    line: Option<&'a str>,
    owner: Option<&'a str>,
    stage: Option<&'a str>,
    buying_stage: Option<&'a str>,
    amount: Option<&'a str>,
    low: Option<&'a str>,
    high: Option<&'a str>,
    currency: Option<&'a str>,
    opened: Option<&'a str>,
    expected: Option<&'a str>,
    closing: Option<&'a str>,
    ended: Option<&'a str>,
    outcome: Option<&'a str>,
    reason: Option<&'a str>,
    next_step: Option<&'a str>,
    next_due: Option<&'a str>,
    source: Option<&'a str>,
    notes: Vec<&'a str>,
    customer: String,
}

fn collect<'a>(row: &'a [String], mapping: &'a BoundMapping) -> Cells<'a> {
    use ImportField as F;
    let mut cells = Cells::default();
    for (field, cell) in mapping.values(row) {
        let place = match field {
            F::DealNumber => &mut cells.number,
            F::DealName => &mut cells.name,
            F::ProductLine => &mut cells.line,
            F::OwnerEmail => &mut cells.owner,
            F::DealStage => &mut cells.stage,
            F::BuyingStage => &mut cells.buying_stage,
            F::Amount => &mut cells.amount,
            F::AmountLow => &mut cells.low,
            F::AmountHigh => &mut cells.high,
            F::Currency => &mut cells.currency,
            F::OpenedOn => &mut cells.opened,
            F::ExpectedOn => &mut cells.expected,
            F::ClosingOn => &mut cells.closing,
            F::EndedOn => &mut cells.ended,
            F::Outcome => &mut cells.outcome,
            F::BuyerReason => &mut cells.reason,
            F::NextStep => &mut cells.next_step,
            F::NextStepDue => &mut cells.next_due,
            F::Source => &mut cells.source,
            F::Notes => {
                cells.notes.push(cell);
                continue;
            }
            other => {
                say_customer(&mut cells.customer, other, cell);
                continue;
            }
        };
        *place = Some(cell);
    }
    cells
}

/// What a row says, with everything that is wrong with it.
struct Reading<'a> {
    rows: &'a DealRows,
    reasons: Vec<RowReason>,
}

impl Reading<'_> {
    fn taken<T>(&mut self, read: Result<T, RowReason>) -> Option<T> {
        read.map_err(|reason| self.reasons.push(reason)).ok()
    }

    fn refuse(&mut self, code: &str, cell: Option<&str>) {
        let params: Vec<(&str, &str)> = cell.map(|cell| ("cell", cell)).into_iter().collect();
        self.reasons.push(RowReason::new(code, &params));
    }

    fn day(&mut self, cell: Option<&str>) -> Option<Date> {
        let cell = cell?;
        self.taken(read_day(cell).map_err(|code| RowReason::new(code, &[("cell", cell)])))
    }

    /// A day that cannot lie ahead.
    fn past_day(&mut self, cell: Option<&str>) -> Option<Date> {
        let day = self.day(cell)?;
        if day > self.rows.today {
            self.refuse("date_in_the_future", cell);
            return None;
        }
        Some(day)
    }

    /// The amount with its currency, where the cells name one.
    fn amount(&mut self, cells: &Cells<'_>) -> (DealAmount, Option<&'static str>) {
        let mut currency = None;
        let mut read = |cell: Option<&str>, field: ImportField| {
            let cell = cell?;
            let amount = self.taken(read_amount(cell, self.rows.mapping.unit(&field), MONEY_PLACES))?;
            if !(0..=MOST_MINOR).contains(&amount.value) {
                self.refuse(if amount.value < 0 { "amount_negative" } else { "money_too_large" }, Some(cell));
                return None;
            }
            currency = currency.or(amount.currency);
            // files write nothing known as zero
            (amount.value > 0).then_some(amount.value)
        };
        let likely = read(cells.amount, ImportField::Amount);
        let (low, high) = (read(cells.low, ImportField::AmountLow), read(cells.high, ImportField::AmountHigh));
        let amount = match (low, likely, high) {
            (None, None, None) => DealAmount::Unknown,
            (None, Some(minor), None) => DealAmount::Known { minor },
            (low, likely, high) => {
                let ends: Vec<i64> = [low, likely, high].into_iter().flatten().collect();
                if !ends.is_sorted() {
                    self.refuse("money_reversed", cells.amount.or(cells.low));
                }
                let (first, last) = (ends[0], ends[ends.len() - 1]);
                let low_minor = low.unwrap_or(first);
                let high_minor = high.unwrap_or(last);
                let likely_minor = likely.unwrap_or((low_minor + high_minor) / 2);
                DealAmount::Estimated { low_minor, likely_minor, high_minor }
            }
        };
        (amount, currency)
    }

    /// The stage, and how the deal stands: a column of outcomes goes before one of stages, which may tell the outcome too.
    fn standing(&mut self, cells: &Cells<'_>) -> (Option<String>, Standing) {
        let stages = &self.rows.stages;
        let by_stage = cells.stage.map(|cell| read_stage(cell, stages));
        let by_outcome = cells.outcome.map(|cell| read_outcome(cell, stages));
        let (stage, staged) = by_stage.and_then(|read| self.taken(read)).unwrap_or((None, Standing::Unsaid));
        let said = by_outcome.and_then(|read| self.taken(read)).unwrap_or(Standing::Unsaid);
        let standing = match (said, staged) {
            // a plain "no" or "open" beside a stage that says how it ended
            (Standing::Unsaid | Standing::Open, Standing::Ended(end)) => Standing::Ended(end),
            (Standing::Unsaid, other) => other,
            (said, _) => said,
        };
        if let (Some(cell), false) = (cells.stage, matches!(standing, Standing::Ended(_)))
            && stage.as_deref().is_some_and(|code| stages.stages.iter().any(|one| one.code == code && !one.active))
        {
            self.reasons.push(unknown_stage(cell, stages));
        }
        (stage, standing)
    }

    fn ended(&mut self, standing: Standing, cells: &Cells<'_>) -> Option<(DealEnd, Date)> {
        match standing {
            Standing::Ended(end) => {
                let cell = cells.ended.or(cells.closing);
                if cell.is_none() {
                    self.refuse("end_day_missing", None);
                }
                Some((end, self.past_day(cell)?))
            }
            Standing::Open => None,
            Standing::Unsaid => {
                if let Some(cell) = cells.ended {
                    self.refuse("outcome_missing", Some(cell));
                }
                None
            }
        }
    }
}

fn interpret(row: &[String], rows: &DealRows) -> Result<DealRow, Vec<RowReason>> {
    let cells = collect(row, &rows.mapping);
    let mut reading = Reading { rows, reasons: Vec::new() };
    if cells.customer.is_empty() {
        reading.refuse("customer_missing", None);
    }
    if [cells.name, cells.line, cells.number].iter().all(Option::is_none) {
        reading.refuse("deal_name_missing", None);
    }
    let (stage, standing) = reading.standing(&cells);
    let ended = reading.ended(standing, &cells);
    let is_ended = matches!(standing, Standing::Ended(_));
    let opened = reading.past_day(cells.opened);
    if let (Some(opened), Some((_, ended))) = (opened, ended)
        && ended < opened
    {
        reading.refuse("ended_before_opened", cells.ended.or(cells.closing));
    }
    let expected = reading.day(cells.expected.or(cells.closing.filter(|_| !is_ended)));
    let (amount, marked) = reading.amount(&cells);
    let currency = cells.currency.and_then(|cell| reading.taken(read_currency(cell)));
    let buying_stage = cells.buying_stage.and_then(|cell| reading.taken(read_buying_stage(cell)));
    let next_due = reading.day(cells.next_due.filter(|_| !is_ended));
    if !reading.reasons.is_empty() {
        return Err(reading.reasons);
    }
    let long = |text: &str| text.trim().chars().take(LONGEST_TEXT).collect::<String>();
    let next_step = cells.next_step.filter(|_| !is_ended).map(long).filter(|text| !text.is_empty());
    Ok(DealRow {
        key: String::new(),
        name: short(cells.name),
        number: short(cells.number),
        line: short(cells.line),
        owner: short(cells.owner),
        stage,
        buying_stage,
        amount,
        currency: currency.or_else(|| marked.map(str::to_owned)),
        opened,
        expected,
        ended,
        buyer_says: cells.reason.filter(|_| is_ended).map(|words| read_reason(&long(words))),
        next_step,
        next_due,
        source: short(cells.source),
        note: long(&cells.notes.join("\n")),
        customer: cells.customer,
        cells: Vec::new(),
    })
}

#[cfg(test)]
mod tests;

//! Conversions of all customers within reach (CLA-6): as a list, and as rates per period and product line.

use std::collections::HashMap;

use jiff::civil::Date;
use method::{
    Coded,
    classes::{
        conversions::{Conversion, ConversionRates, PeriodCounts, rates},
        periods::Month,
    },
};
use serde::{Deserialize, Serialize};
use store::standings::{ConversionCursor, ConversionFilter};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{LineRef, date_of, day_number};
use crate::{Actor, App, AppError, NameRef, Right, UserRef, app::user_ref};

/// What to narrow conversions to, and where the page begins.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ConversionsAsked {
    pub line: Option<Uuid>,
    /// `forward`, `backward` or `won_back`; all where absent
    pub kind: Option<String>,
    /// only those of which nobody has said why
    pub unexplained: bool,
    /// from this day on
    #[param(value_type = Option<String>)]
    pub from: Option<Date>,
    /// up to this day, which is among them
    #[param(value_type = Option<String>)]
    pub to: Option<Date>,
    pub cursor: Option<String>,
}

/// A conversion with whom it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConversionRow {
    pub id: Uuid,
    pub party: NameRef,
    pub owner: Option<UserRef>,
    pub line: LineRef,
    pub kind: Conversion,
    #[schema(value_type = String)]
    pub on: Date,
    /// a code of `loss` for a backward conversion, else of `win_cause`; absent: nobody has said why
    pub cause: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConversionPage {
    pub items: Vec<ConversionRow>,
    /// opaque; absent on the last page
    pub next: Option<String>,
}

/// For how many months rates are asked.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct RatesAsked {
    /// months of a period: 1, 3, 6 or 12; 3 where absent
    pub months: Option<u32>,
    /// how many periods, up to the present one: 1 to 12; 4 where absent
    pub periods: Option<u32>,
}

/// What became of a line's prospects and customers in a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PeriodRates {
    #[schema(value_type = String)]
    pub from: Date,
    /// the last day; that of the present period lies ahead
    #[schema(value_type = String)]
    pub to: Date,
    pub counts: PeriodCounts,
    pub rates: ConversionRates,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinePeriods {
    pub line: LineRef,
    /// earliest first
    pub periods: Vec<PeriodRates>,
}

const PAGE: u64 = 100;

impl App {
    /// The conversions of customers within reach, the latest first.
    pub async fn conversions(&self, actor: &Actor, asked: ConversionsAsked) -> Result<ConversionPage, AppError> {
        actor.require(Right::SeeLists)?;
        let kind = asked.kind.as_deref().filter(|kind| !kind.is_empty());
        if kind.is_some_and(|kind| Conversion::from_code(kind).is_none()) {
            return Err(AppError::invalid("/kind", "unknown", "use forward, backward or won_back"));
        }
        let after = asked.cursor.as_deref().filter(|text| !text.is_empty());
        let after = after.map(|text| {
            let (day, id) = text.split_once('~')?;
            Some(ConversionCursor { day: day.parse().ok()?, id: Uuid::parse_str(id).ok()? })
        });
        let after = match after {
            Some(None) => return Err(AppError::invalid("/cursor", "unknown", "it is none of this list")),
            other => other.flatten(),
        };
        let filter = ConversionFilter {
            line: asked.line,
            kind: kind.map(str::to_owned),
            unexplained: asked.unexplained,
            from_day: asked.from.map(day_number),
            to_day: asked.to.map(day_number),
        };
        let mut rows = store::standings::conversion_page(&self.store, &actor.reach(), &filter, after, PAGE + 1).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", row.day, row.id.simple()));
        let names = self.line_names(&self.store, &[]).await?;
        let users = self.user_names().await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.party_id).collect();
        let parties: HashMap<Uuid, (String, Option<Uuid>)> = store::parties::find_many(&self.store, &ids)
            .await?
            .into_iter()
            .map(|party| (party.id, (party.name, party.owner_id)))
            .collect();
        let items = rows.into_iter().map(|row| {
            let (name, owner) = parties.get(&row.party_id).cloned().unwrap_or_default();
            ConversionRow {
                id: row.id,
                party: NameRef { id: row.party_id, name },
                owner: user_ref(&users, owner),
                line: names.line(row.line_id),
                kind: Conversion::from_code(&row.kind).unwrap_or(Conversion::Forward),
                on: date_of(row.day),
                cause: row.cause,
                note: row.note,
            }
        });
        Ok(ConversionPage { items: items.collect(), next })
    }

    /// The rates of the last periods, line by line. Of the prospects at the beginning of a period only those count that were
    /// on file then: who was imported later was nobody's prospect.
    pub async fn conversion_rates(&self, actor: &Actor, asked: RatesAsked) -> Result<Vec<LinePeriods>, AppError> {
        actor.require(Right::SeeLists)?;
        let months = asked.months.unwrap_or(3);
        if ![1, 3, 6, 12].contains(&months) {
            return Err(AppError::invalid("/months", "out_of_range", "use 1, 3, 6 or 12"));
        }
        let periods = asked.periods.unwrap_or(4).clamp(1, 12);
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let (months, periods) = (i32::try_from(months).unwrap_or(3), i32::try_from(periods).unwrap_or(4));
        let present = Month::of(self.now().local_date(zone));
        let end = present.plus(1);
        let reach = actor.own_reach();
        let names = self.line_names(&self.store, &[]).await?;
        let mut lines: HashMap<Uuid, Vec<PeriodRates>> = HashMap::new();
        let known: Vec<Uuid> = store::products::lines(&self.store).await?.into_iter().map(|line| line.id).collect();
        for back in (0..periods).rev() {
            let (first, next) = (end.plus(-months * (back + 1)), end.plus(-months * back));
            let (from, until) = (first.first_day(), next.first_day());
            let days = (day_number(from), day_number(until));
            let start = zone.moment(from.at(0, 0, 0, 0)).as_millis();
            let on_file = store::standings::on_file_before(&self.store, &reach, start).await?;
            let before = store::standings::turns_between(&self.store, &reach, (i32::MIN, days.0), None).await?;
            let within = store::standings::turns_between(&self.store, &reach, days, None).await?;
            let of_known = store::standings::turns_between(&self.store, &reach, days, Some(start)).await?;
            for line in &known {
                let count = |turns: &[store::standings::Turned], kind: Conversion| {
                    let own = turns.iter().filter(|turn| turn.line_id == *line && turn.kind == kind.code());
                    own.map(|turn| turn.count.unsigned_abs()).sum::<u64>()
                };
                let came = count(&before, Conversion::Forward) + count(&before, Conversion::WonBack);
                let customers = came.saturating_sub(count(&before, Conversion::Backward));
                let won_back = count(&of_known, Conversion::WonBack);
                let counts = PeriodCounts {
                    prospects: on_file.saturating_sub(customers),
                    forward: count(&of_known, Conversion::Forward) + won_back,
                    customers,
                    backward: count(&within, Conversion::Backward),
                    won_back,
                };
                lines.entry(*line).or_default().push(PeriodRates {
                    from,
                    to: next.first_day().yesterday().unwrap_or(until),
                    rates: rates(&counts, &settings.method.results),
                    counts,
                });
            }
        }
        let shown = |line: Uuid| Some(LinePeriods { line: names.line(line), periods: lines.remove(&line)? });
        Ok(known.into_iter().filter_map(shown).collect())
    }
}

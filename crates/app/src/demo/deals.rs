//! The demo's deals: rows with their pasts, each assessment made by the rules with what was known at its moment.

use demo_data::{
    DemoTeam,
    records::{Deal, DealEnding},
};
use method::{
    Answer, Coded, Source, Timestamp, Verdict,
    deals::{
        DealSettings,
        opening::{
            deal::{DealOpening, OpeningFacts, RivalFacts, opening},
            grid::{Opening, Standing, Territory},
            plays::plays_of,
            standing::{Favours, KeyPerson, KnewFirst, Leaning, Power, Shaped, StandingEvidence},
            territory::{SoldMost, TerritoryAnswers},
        },
        people::ContactLevel,
        stages::{DealEnd, EndReason},
        value::{
            ValueClass, ValueFactor,
            long_term::{LongTerm, LongTermRating},
            short_term::{DealAmount, EarlierDeal, ShortTerm, SizeReference, TargetFacts},
            value,
        },
    },
};
use store::{
    Tx,
    deals::WholeDeals,
    entities::{
        deal, deal_assessment, deal_change, deal_forecast, deal_person, deal_play, deal_rival, deal_tender,
        product_line,
    },
};
use uuid::Uuid;

use super::Ids;
use crate::{
    App, AppError,
    deals::{AssessmentKind, PlayState, Quarter, holder, kind},
    orders::{CURRENCY, day_number},
};

/// Days after the opening on which the customer's worth was assessed.
const VALUED_AFTER_DAYS: f64 = 2.0;
/// The managers who say what a quarter will bring, with the teams they answer for, by position.
const REGIONS: [(usize, usize); 2] = [(2, 1), (3, 2)];
/// Quarters for which they said it.
const QUARTERS: usize = 6;

/// Two people at the customer, as they lean where we stand so.
const fn leaning(standing: Standing) -> [Leaning; 2] {
    match standing {
        Standing::Ahead => [Leaning::InclinedToUs, Leaning::ActsForUs],
        Standing::Even => [Leaning::Neutral, Leaning::Neutral],
        Standing::Behind => [Leaning::InclinedToRival, Leaning::Neutral],
    }
}

const POWERS: [Power; 2] = [Power::Decider, Power::Influencer];

/// What is known where we stand so: all of it, so that the cell is firm.
const fn evidence(standing: Standing) -> StandingEvidence {
    let (first, shaped, side) = match standing {
        Standing::Ahead => (KnewFirst::WeALittle, Shaped::WithUs, Favours::Us),
        Standing::Even => (KnewFirst::Together, Shaped::Nobody, Favours::Nobody),
        Standing::Behind => (KnewFirst::RivalALittle, Shaped::ByRival, Favours::Rival),
    };
    StandingEvidence {
        knew_first: Some(first),
        shaped: Some(shaped),
        criteria: Some(side),
        met_decider: Some(side),
        tried: Some(Favours::Nobody),
    }
}

fn facts(cell: Opening, rival: Uuid) -> OpeningFacts<Uuid> {
    let sold_most = match cell.territory() {
        Territory::Ours => SoldMost::We,
        Territory::Neutral => SoldMost::AboutEqual,
        Territory::Theirs => SoldMost::Rival,
    };
    let people = POWERS.into_iter().zip(leaning(cell.standing()));
    OpeningFacts {
        sales: None,
        answers: TerritoryAnswers {
            bought_at_all: Answer::Yes,
            sold_most: Some(sold_most),
            rival: Some(rival),
            ..TerritoryAnswers::default()
        },
        rivals: vec![RivalFacts { rival, takes_part: true, evidence: evidence(cell.standing()) }],
        people: people.map(|(power, leaning)| KeyPerson { power, leaning: Some(leaning), rival: None }).collect(),
        others_asked: Answer::No,
    }
}

fn ratings(class: ValueClass) -> LongTerm {
    let large = matches!(class, ValueClass::One | ValueClass::Two);
    let points = if large { [7, 7, 5] } else { [2, 3, 0] };
    let rating = |score| LongTermRating {
        score,
        evidence: if score >= 7 { "厂里批了三年技改规划".to_owned() } else { String::new() },
        source: Source::Stated,
    };
    let factors: [ValueFactor; 3] = LongTerm::FACTORS;
    factors.into_iter().zip(points).fold(LongTerm::default(), |all, (factor, score)| all.with(factor, rating(score)))
}

fn amount(deal: &Deal) -> DealAmount {
    let likely_minor = deal.amount_minor;
    if deal.estimated {
        DealAmount::Estimated { low_minor: likely_minor / 10 * 9, likely_minor, high_minor: likely_minor / 10 * 11 }
    } else {
        DealAmount::Known { minor: likely_minor }
    }
}

/// The rows of a deal.
struct Told {
    row: deal::Model,
    changes: Vec<deal_change::Model>,
    assessments: Vec<deal_assessment::Model>,
    rival: deal_rival::Model,
    people: Vec<deal_person::Model>,
    tender: deal_tender::Model,
    play: Option<deal_play::Model>,
}

impl Told {
    fn put_into(self, whole: &mut WholeDeals) {
        whole.deals.push(self.row);
        whole.tenders.push(self.tender);
        whole.people.extend(self.people);
        whole.rivals.push(self.rival);
        whole.plays.extend(self.play);
        whole.changes.extend(self.changes);
        whole.assessments.extend(self.assessments);
    }
}

impl App {
    pub(super) async fn fill_deals(&self, demo: &DemoTeam, ids: &Ids) -> Result<(), AppError> {
        if demo.deals.is_empty() {
            return Ok(());
        }
        let settings = self.settings().await?;
        let lines = store::products::lines(&self.store).await?;
        let line_of = |deal: &Deal| {
            let code = demo.product_lines[deal.line].code;
            lines.iter().find(|line| line.code == code).map_or(store::products::GENERAL_LINE, |line| line.id)
        };
        let team_of = |deal: &Deal| ids.teams[demo.users[deal.owner].team];
        let earlier: Vec<EarlierDeal<Option<Uuid>, Uuid>> = demo
            .deals
            .iter()
            .map(|deal| EarlierDeal {
                team: Some(team_of(deal)),
                line: line_of(deal),
                opened_at: deal.opened_at,
                first_amount_minor: deal.amount_minor,
            })
            .collect();
        let tx = self.store.begin().await?;
        self.set_ordinary_orders(&tx, &lines).await?;
        let mut whole = WholeDeals::default();
        for (place, deal) in demo.deals.iter().enumerate() {
            let others: Vec<_> =
                earlier.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, one)| *one).collect();
            let mut told = self.told_deal(demo, ids, deal, line_of(deal))?;
            self.value_told(&mut told, deal, &others, &settings.method.deals)?;
            self.open_told(&mut told, deal, &settings.method.deals)?;
            told.put_into(&mut whole);
        }
        store::deals::insert_whole(&tx, whole).await?;
        self.say_quarters(&tx, demo, ids).await?;
        Ok(tx.commit().await?)
    }

    /// What an ordinary order is worth in the lines that are sold to organisations.
    async fn set_ordinary_orders(&self, tx: &Tx, lines: &[product_line::Model]) -> Result<(), AppError> {
        for line in lines.iter().filter(|line| ["bearings", "valves", "service"].contains(&line.code.as_str())) {
            let mut line = line.clone();
            (line.ordinary_order_minor, line.currency) = (Some(30_000_000), Some(CURRENCY.to_owned()));
            store::products::update_line(tx, line).await?;
        }
        Ok(())
    }

    fn told_deal(&self, demo: &DemoTeam, ids: &Ids, deal: &Deal, line: Uuid) -> Result<Told, AppError> {
        let id = store::new_id(deal.opened_at.as_millis());
        let (owner, team) = (ids.users[deal.owner], ids.teams[demo.users[deal.owner].team]);
        let opened = deal.opened_at.as_millis();
        let zone = method::Zone::named("Asia/Shanghai").map_err(|error| AppError::Internal(error.to_string()))?;
        let day = |at: Timestamp| day_number(at.local_date(&zone));
        let expected_day = deal.expected_at.map_or(store::deals::NO_DAY, day);
        let last = deal.stages.last().copied().unwrap_or(("found", deal.opened_at));
        let ended = deal.ending.map(|ending| ending.at.as_millis());
        let manager = demo.users.iter().position(|user| user.roles.contains(&"manager")).map(|place| ids.users[place]);
        let worth = amount(deal);
        let row = deal::Model {
            id,
            party_id: ids.parties[deal.party],
            line_id: line,
            owner_id: Some(owner),
            team_id: Some(team),
            created_by: Some(owner),
            name: deal.name.to_owned(),
            stage: last.0.to_owned(),
            source: "老客户介绍".to_owned(),
            note: String::new(),
            currency: CURRENCY.to_owned(),
            amount_kind: if deal.estimated { "estimated" } else { "known" }.to_owned(),
            next_step: deal.next_step.to_owned(),
            buying_stage: Some("compare".to_owned()),
            amount_basis: None,
            value_class: None,
            cell: None,
            decision: None,
            stage_since: last.1.as_millis(),
            likely_minor: deal.amount_minor,
            created_at: opened,
            updated_at: ended.unwrap_or_else(|| last.1.as_millis()),
            low_minor: worth.range_minor().filter(|_| deal.estimated).map(|(low, _)| low),
            high_minor: worth.range_minor().filter(|_| deal.estimated).map(|(_, high)| high),
            next_step_at: Some(deal.step_due.as_millis()),
            probability_at: deal.probability.map(|(at, _)| at.as_millis()),
            assessed_at: None,
            ended_at: ended,
            expected_day,
            version: 1,
            probability: deal.probability.map(|(_, percent)| i32::from(percent)),
            probability_by: manager.filter(|_| deal.probability.is_some()),
            ended_by: ended.map(|_| owner),
            value_firm: false,
            cell_firm: false,
            short_score: None,
            long_score: None,
            effort_left_days: deal.effort_left_days,
            outcome: deal.ending.map(|ending| ending.end.code().to_owned()),
            buyer_reason: deal.ending.map(|ending| buyer(&ending).code().to_owned()),
            buyer_words: deal.ending.map(|_| String::new()),
            seller_reason: deal.ending.map(|ending| ending.seller.code().to_owned()),
            seller_words: deal.ending.map(|_| String::new()),
            number_key: None,
            import_id: None,
            import_row: None,
        };
        let change = |kind: &str, at: Timestamp, by: Option<Uuid>, before: Option<String>, after: Option<String>| {
            let at = at.as_millis();
            deal_change::Model { id: store::new_id(at), deal_id: id, by, kind: kind.to_owned(), before, after, at }
        };
        let mut changes = vec![
            change(kind::OWNER, deal.opened_at, Some(owner), None, holder(Some(owner), Some(team))),
            change(kind::AMOUNT, deal.opened_at, Some(owner), None, Some(deal.amount_minor.to_string())),
        ];
        let mut before = None;
        for (code, at) in &deal.stages {
            changes.push(change(kind::STAGE, *at, Some(owner), before, Some((*code).to_owned())));
            before = Some((*code).to_owned());
        }
        if let Some(at) = deal.expected_at {
            changes.push(change(kind::EXPECTED, deal.opened_at, Some(owner), None, Some(day(at).to_string())));
        }
        if let Some((at, percent)) = deal.probability {
            changes.push(change(kind::PROBABILITY, at, manager, None, Some(percent.to_string())));
        }
        if let Some(ending) = deal.ending {
            changes.push(change(kind::ENDED, ending.at, Some(owner), None, Some(ending.end.code().to_owned())));
        }
        let rival = deal_rival::Model {
            id: store::new_id(opened),
            deal_id: id,
            by: Some(owner),
            name: deal.rival.to_owned(),
            strengths: "价格低，交货快".to_owned(),
            offer: String::new(),
            note: String::new(),
            standing: None,
            cell: None,
            takes_part: true,
            created_at: opened,
            updated_at: opened,
            version: 1,
        };
        let standing = deal.looks.last().map_or(Standing::Even, |(_, cell)| cell.standing());
        let people = POWERS.into_iter().zip(leaning(standing)).zip([("何工", "设备科长"), ("钱总", "分管副总")]);
        let people = people.map(|((power, leaning), (name, role))| deal_person::Model {
            id: store::new_id(opened),
            deal_id: id,
            party_id: None,
            rival_id: None,
            by: Some(owner),
            name: name.to_owned(),
            role: role.to_owned(),
            power: power.code().to_owned(),
            contact_level: ContactLevel::Met.code().to_owned(),
            note: String::new(),
            leaning: Some(leaning.code().to_owned()),
            on_committee: power == Power::Decider,
            created_at: opened,
            updated_at: opened,
            left_at: None,
            version: 1,
        });
        let tender = deal_tender::Model {
            deal_id: id,
            public: Answer::from(deal.public_tender).code().to_owned(),
            place: String::new(),
            note: String::new(),
            opens_at: None,
            decision_at: deal.expected_at.filter(|_| deal.public_tender).map(Timestamp::as_millis),
        };
        let play = deal.used_play.zip(deal.looks.first()).and_then(|(at, (_, cell))| {
            let play = plays_of(*cell).next()?.play;
            Some(deal_play::Model {
                id: store::new_id(at.as_millis()),
                deal_id: id,
                task_id: None,
                owner_id: Some(owner),
                confirmed_by: None,
                by: Some(owner),
                closed_by: Some(owner),
                play: play.code().to_owned(),
                state: PlayState::Used.code().to_owned(),
                note: String::new(),
                cell: Some(cell.code().to_owned()),
                due_at: at.plus_days(7.0).as_millis(),
                at: at.as_millis(),
                closed_at: Some(at.plus_days(6.0).as_millis()),
                version: 1,
            })
        });
        Ok(Told { row, changes, assessments: Vec::new(), rival, people: people.collect(), tender, play })
    }

    /// Values the customer as it was a few days after the deal was opened.
    fn value_told(
        &self,
        told: &mut Told,
        deal: &Deal,
        others: &[EarlierDeal<Option<Uuid>, Uuid>],
        rules: &DealSettings,
    ) -> Result<(), AppError> {
        let at = deal.opened_at.plus_days(VALUED_AFTER_DAYS);
        let short_term = &rules.value.short_term;
        let (team, line) = (told.row.team_id, told.row.line_id);
        let reference = SizeReference::choose(&team, &line, others, Some(30_000_000), short_term, at);
        let base = reference.base();
        let compared = match &reference {
            SizeReference::Deals { amounts_minor, .. } => amounts_minor.len(),
            SizeReference::Ordinary { .. } | SizeReference::Nothing => 0,
        };
        let ratings = ratings(deal.class);
        let target = TargetFacts::NotKept;
        let short = ShortTerm { amount: amount(deal), reference, target, critical_moment: false };
        let verdict = value(&short, &ratings, &rules.value, at);
        let found = &verdict.value;
        told.row.value_class = found.class.map(|class| class.code().to_owned());
        told.row.value_firm = found.firm;
        (told.row.short_score, told.row.long_score) = (found.short_term.score, found.long_term.score);
        let sheet = serde_json::json!({ "ratings": ratings, "critical_moment": null, "compared_with": base,
            "compared": compared, "target": target });
        let class = told.row.value_class.clone();
        let firm = found.firm;
        self.assessed_told(told, AssessmentKind::Value, at, (&sheet, &verdict), (class, firm, None))
    }

    /// Assesses the opening each time somebody looked.
    fn open_told(&self, told: &mut Told, deal: &Deal, rules: &DealSettings) -> Result<(), AppError> {
        for (at, cell) in &deal.looks {
            let facts = facts(*cell, told.rival.id);
            let verdict: Verdict<DealOpening<Uuid>> = opening(&facts, &rules.opening, *at);
            let found = &verdict.value;
            let code = found.cell.map(|cell| cell.code().to_owned());
            (told.row.cell, told.row.cell_firm) = (code.clone(), found.firm);
            told.rival.standing = found.standing.map(|standing| standing.code().to_owned());
            told.rival.cell.clone_from(&code);
            let sheet = serde_json::json!({ "facts": facts, "causes": {}, "look_until": null, "absent": {} });
            let ground = found.territory.territory.zip(found.standing);
            let firm = found.firm;
            self.assessed_told(told, AssessmentKind::Opening, *at, (&sheet, &verdict), (code, firm, ground))?;
        }
        Ok(())
    }

    fn assessed_told<Found: serde::Serialize>(
        &self,
        told: &mut Told,
        kind: AssessmentKind,
        at: Timestamp,
        (sheet, verdict): (&serde_json::Value, &Verdict<Found>),
        (found, firm, ground): (Option<String>, bool, Option<(Territory, Standing)>),
    ) -> Result<(), AppError> {
        told.row.assessed_at = Some(at.as_millis());
        told.assessments.push(deal_assessment::Model {
            id: store::new_id(at.as_millis()),
            deal_id: told.row.id,
            by: told.row.owner_id,
            kind: kind.code().to_owned(),
            sheet: sheet.to_string(),
            verdict: serde_json::to_string(verdict)?,
            note: String::new(),
            found,
            territory: ground.map(|(territory, _)| territory.code().to_owned()),
            standing: ground.map(|(_, standing)| standing.code().to_owned()),
            firm,
            at: at.as_millis(),
        });
        Ok(())
    }

    /// What the managers of the regions said at the beginning of the last quarters.
    async fn say_quarters(&self, tx: &Tx, demo: &DemoTeam, ids: &Ids) -> Result<(), AppError> {
        let settings = self.settings().await?;
        let zone = &settings.method.contact.zone;
        let mut quarter = Quarter::of(self.now().local_date(zone));
        for back in 0..QUARTERS {
            let (from, until) = quarter.moments(zone);
            for (manager, team) in REGIONS {
                let below = |deal: &&Deal| demo.teams[demo.users[deal.owner].team].parent == Some(team);
                let won = demo.deals.iter().filter(below).filter(|deal| {
                    let ended = deal.ending.is_some_and(|ending| ending.at >= from && ending.at < until);
                    ended && deal.ending.is_some_and(|ending| ending.end == DealEnd::Won)
                });
                let won: i64 = won.map(|deal| deal.amount_minor).sum();
                // they are sanguine, one more than the other
                let said = won / 100 * (115 + 5 * manager as i64) + 20_000_000 * (back as i64 % 3);
                let row = deal_forecast::Model {
                    id: store::new_id(from.as_millis()),
                    team_id: Some(ids.teams[team]),
                    user_id: None,
                    by: Some(ids.users[manager]),
                    period: quarter.code(),
                    currency: CURRENCY.to_owned(),
                    target_minor: Some(300_000_000),
                    forecast_minor: Some(said.max(100_000_000)),
                    at: from.plus_days(2.0).as_millis().min(self.now_ms()),
                };
                store::deals::append_forecast(tx, row).await?;
            }
            quarter = quarter.previous();
        }
        Ok(())
    }
}

/// That the buyer did not say is an answer.
fn buyer(ending: &DealEnding) -> EndReason {
    ending.buyer.unwrap_or(EndReason::Unknown)
}

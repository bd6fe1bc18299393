//! Who gets which record when many are given away at once (PRO-10): in turn, to whoever holds least, by territory, by
//! rule. Nobody is given more than they may hold.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::prospecting::card::PartyKind;
use crate::prospecting::pool::PoolSettings;

coded! {
    /// How records are shared out.
    pub enum Distribution in "distribution" {
        RoundRobin = "round_robin", "轮流分配", "in turn";
        Load = "load", "按在手数量，少的优先", "to whoever holds least";
        Territory = "territory", "按负责区域", "by territory";
        Rule = "rule", "按条件", "by rule";
    }
}

coded! {
    /// Why a record was given to nobody.
    pub enum Ungiven in "ungiven" {
        NoTerritory = "no_territory", "没有人负责这个区域", "nobody's territory";
        NoRule = "no_rule", "不符合任何条件", "no rule matches";
        HoldingsFull = "holdings_full", "可分配的人都已达持有上限", "everybody suitable holds as many as they may";
    }
}

/// What a record is shared out by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Person or organisation.
    pub kind: PartyKind,
    /// City, where known.
    pub city: Option<String>,
    /// Market, as a code.
    pub market: Option<String>,
    /// Grade, as a code.
    pub grade: Option<String>,
}

/// Somebody who may be given records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// Prospects held now: people, organisations.
    pub held: [u32; 2],
    /// Cities and provinces that are theirs.
    pub territory: Vec<String>,
}

/// Records that match all that is said go to one taker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// Person or organisation.
    pub kind: Option<PartyKind>,
    /// City.
    pub city: Option<String>,
    /// Market, as a code.
    pub market: Option<String>,
    /// Grade, as a code.
    pub grade: Option<String>,
    /// Position of the taker.
    pub taker: usize,
}

impl Rule {
    fn matches(&self, item: &Item) -> bool {
        let same = |asked: &Option<String>, known: &Option<String>| asked.is_none() || asked == known;
        self.kind.is_none_or(|kind| kind == item.kind)
            && same(&self.city, &item.city)
            && same(&self.market, &item.market)
            && same(&self.grade, &item.grade)
    }
}

/// A territory is named as people name places: 杭州 is 杭州市, and 浙江 the whole province where the record says so.
fn is_in(territory: &[String], city: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches(['市', '省']).to_owned();
    territory.iter().any(|place| bare(place) == bare(city))
}

/// For each record the position of its taker, or why nobody gets it. Takers count up as they are given.
pub fn distribute(
    items: &[Item],
    mut takers: Vec<Taker>,
    by: Distribution,
    rules: &[Rule],
    settings: &PoolSettings,
) -> Vec<Result<usize, Ungiven>> {
    let mut turn = 0;
    let mut given = Vec::with_capacity(items.len());
    for item in items {
        let kind = usize::from(item.kind == PartyKind::Organisation);
        let most = settings.terms(item.kind).most_held;
        let suitable: Result<Vec<usize>, Ungiven> = match by {
            Distribution::RoundRobin => Ok((0..takers.len()).map(|step| (turn + step) % takers.len()).collect()),
            Distribution::Load => Ok((0..takers.len()).collect()),
            Distribution::Territory => {
                let theirs = |at: &usize| item.city.as_deref().is_some_and(|city| is_in(&takers[*at].territory, city));
                let found: Vec<usize> = (0..takers.len()).filter(theirs).collect();
                if found.is_empty() { Err(Ungiven::NoTerritory) } else { Ok(found) }
            }
            Distribution::Rule => {
                let found = rules.iter().find(|rule| rule.matches(item) && rule.taker < takers.len());
                found.map(|rule| vec![rule.taker]).ok_or(Ungiven::NoRule)
            }
        };
        given.push(suitable.and_then(|suitable| {
            let mut room = suitable.into_iter().filter(|at| takers[*at].held[kind] < most);
            let chosen = match by {
                Distribution::RoundRobin => room.next(),
                _ => room.min_by_key(|at| takers[*at].held.iter().sum::<u32>()),
            };
            let chosen = chosen.ok_or(Ungiven::HoldingsFull)?;
            takers[chosen].held[kind] += 1;
            turn = chosen + 1;
            Ok(chosen)
        }));
    }
    given
}

//! Where the names came from: the lists of the team, each with its market and method, and what the methods cost.

use crate::calendar::Calendar;
use crate::chance::Chance;
use crate::records::{LeadList, MethodCost};
use crate::staff::{self, COMPANY, USERS};

/// Whose names a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    People,
    Organisations,
}

struct Source {
    name: &'static str,
    market: &'static str,
    method: &'static str,
    note: &'static str,
    holds: Holds,
    /// How many of a hundred names come from here.
    share: u32,
    /// Spent on it in a month, in minor units; most months differ from it by a third at most.
    monthly_cost: i64,
}

const SOURCES: &[Source] = &[
    Source {
        name: "计划100",
        market: "warm",
        method: "relation_groups",
        note: "按家人、亲戚、朋友、同学、老同事、邻居逐组写下，先不打分。",
        holds: Holds::People,
        share: 26,
        monthly_cost: 60_000,
    },
    Source {
        name: "人生阶段回忆名单",
        market: "warm",
        method: "memory_joggers",
        note: "从幼儿园、学校、服役、工作一直想到孩子的学校，想到谁写谁。",
        holds: Holds::People,
        share: 12,
        monthly_cost: 20_000,
    },
    Source {
        name: "老客户转介绍登记",
        market: "referral",
        method: "customer_referral",
        note: "客户当面写下的名字，联系前先告诉介绍人。",
        holds: Holds::People,
        share: 22,
        monthly_cost: 320_000,
    },
    Source {
        name: "社区问卷",
        market: "cold",
        method: "market_survey",
        note: "周末在社区做的保障意识问卷，只留同意回访的人。",
        holds: Holds::People,
        share: 14,
        monthly_cost: 480_000,
    },
    Source {
        name: "企业团险开拓",
        market: "group",
        method: "group_market",
        note: "同一家单位的员工，先拜访工会和人事。",
        holds: Holds::People,
        share: 10,
        monthly_cost: 260_000,
    },
    Source {
        name: "公众号留资",
        market: "online",
        method: "social_media",
        note: "看完家庭保障文章后留下联系方式的读者。",
        holds: Holds::People,
        share: 11,
        monthly_cost: 900_000,
    },
    Source {
        name: "前单位老客户",
        market: "existing",
        method: "former_customers",
        note: "以前工作中打过交道的人。",
        holds: Holds::People,
        share: 5,
        monthly_cost: 40_000,
    },
    Source {
        name: "电子展参观登记",
        market: "event_industry",
        method: "trade_fair_visit",
        note: "展位上交换过名片，已确认供需问题。",
        holds: Holds::Organisations,
        share: 26,
        monthly_cost: 1_500_000,
    },
    Source {
        name: "行业名录摘录",
        market: "cold",
        method: "directories",
        note: "从协会名录里按产品线筛选出来的厂家。",
        holds: Holds::Organisations,
        share: 30,
        monthly_cost: 180_000,
    },
    Source {
        name: "竞争对手的客户",
        market: "cold",
        method: "rivals_customers",
        note: "公开招标结果里由同行供货的企业。",
        holds: Holds::Organisations,
        share: 14,
        monthly_cost: 350_000,
    },
    Source {
        name: "客户介绍的同行",
        market: "referral",
        method: "association_chain",
        note: "老客户通过商会介绍的上下游企业。",
        holds: Holds::Organisations,
        share: 18,
        monthly_cost: 420_000,
    },
    Source {
        name: "官网询价",
        market: "online",
        method: "website_search",
        note: "从官网表单提交过型号和数量。",
        holds: Holds::Organisations,
        share: 12,
        monthly_cost: 1_100_000,
    },
];

/// Months for which costs are on file.
const MONTHS: i64 = 18;

/// The lists, and which of them a seller's names come from.
#[derive(Debug)]
pub(crate) struct Sources {
    pub(crate) lists: Vec<LeadList>,
    /// One entry a list: its owner, what it holds, its share.
    entries: Vec<(Option<usize>, Holds, u32)>,
}

impl Sources {
    /// Warm lists belong to their seller, the others to the company.
    pub(crate) fn gathered(calendar: &Calendar) -> Self {
        let mut sources = Self { lists: Vec::new(), entries: Vec::new() };
        for source in SOURCES {
            if source.market == "warm" {
                for seller in staff::sellers().filter(|seller| !staff::sells_to_organisations(*seller)) {
                    let name = format!("{}·{}", USERS[seller].name, source.name);
                    sources.add(source, name, Some(seller), USERS[seller].team, calendar);
                }
            } else {
                let name = format!("{}年{}", calendar.year(), source.name);
                sources.add(source, name, None, COMPANY, calendar);
            }
        }
        sources
    }

    fn add(&mut self, source: &Source, name: String, owner: Option<usize>, team: usize, calendar: &Calendar) {
        self.lists.push(LeadList {
            name,
            market: source.market,
            method: source.method,
            note: source.note,
            owner,
            team,
            created_at: calendar.at_hour(-550, 9),
        });
        self.entries.push((owner, source.holds, source.share));
    }

    /// Draws the list that a name of this seller stands on.
    pub(crate) fn draw(&self, seller: usize, holds: Holds, chance: &mut Chance) -> usize {
        let open: Vec<(usize, u32)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, (owner, held, _))| *held == holds && owner.is_none_or(|owner| owner == seller))
            .map(|(index, (_, _, share))| (index, *share))
            .collect();
        chance.weighted(&open, |(_, share)| *share).0
    }
}

/// What each method cost each region, month by month.
pub(crate) fn costs(calendar: &Calendar, chance: &mut Chance) -> Vec<MethodCost> {
    let regions = [(1, 60), (2, 40)];
    let mut costs = Vec::new();
    for month in (0..MONTHS).rev() {
        for source in SOURCES {
            for (team, share) in regions {
                let usual = source.monthly_cost * share / 100;
                costs.push(MethodCost {
                    method: source.method,
                    team,
                    spent_at: calendar.at_hour(-30 * month - 1, 17),
                    amount_minor: usual * chance.between((70, 130)) / 100,
                    note: source.name,
                });
            }
        }
    }
    costs
}

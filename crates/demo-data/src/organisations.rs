//! What is known about an organisation on its card, and who works there.

use crate::calendar::Calendar;
use crate::chance::Chance;
use crate::companies::Trade;
use crate::records::Facts;

const SUPPLIERS: &[&str] = &[
    "甲供货商六成，乙供货商四成",
    "一家代理商包揽八成，其余零散现货",
    "两家各半，按月调整",
    "原厂直供七成，贸易商补缺",
    "本地分销商三家轮流",
];
const RIVAL_PRODUCTS: &[&str] =
    &["在用进口品牌的控制芯片", "电容用的是台系品牌", "传感器来自欧洲原厂", "功率管已部分换成国产"];
const PLANS: &[&str] =
    &["明年新增一条产线", "准备搬到新园区", "计划把供应商压缩到三家", "筹备海外工厂", "两年内申请上市"];

pub(crate) fn facts(trade: &Trade, number: usize, share: f64, calendar: &Calendar, chance: &mut Chance) -> Facts {
    let employees = chance.between((12, 900));
    // two hundred to nine hundred thousand yuan a head is usual in these trades
    let turnover = employees * chance.between((20, 90));
    let founding_day = format!(
        "{}-{:02}-{:02}",
        calendar.year() - chance.between((2, 28)),
        chance.between((1, 12)),
        chance.between((1, 28))
    );
    let mut facts = Facts::from([("industry", trade.industry.to_owned())]);
    let known = [
        ("size", share + 0.2, format!("{turnover}万元/年")),
        ("notes", share, format!("员工约{employees}人")),
        ("founding_day", share, founding_day),
        ("website", share, format!("https://c{number:04}.example.com")),
        ("suppliers", share * 0.8, chance.pick(SUPPLIERS).to_owned()),
        ("rival_products", share * 0.6, chance.pick(RIVAL_PRODUCTS).to_owned()),
        ("plans", share * 0.6, chance.pick(PLANS).to_owned()),
        ("need", share * 0.9, chance.pick(trade.needs).to_owned()),
    ];
    facts.extend(known.into_iter().filter(|(_, share, _)| chance.happens(*share)).map(|(key, _, fact)| (key, fact)));
    facts
}

/// One place in an organisation: the position, what its holder does in a purchase, and the authority that gives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seat {
    pub(crate) position: &'static str,
    pub(crate) roles: &'static [&'static str],
    pub(crate) authority: Option<&'static str>,
}

const fn seat(position: &'static str, roles: &'static [&'static str], authority: Option<&'static str>) -> Seat {
    Seat { position, roles, authority }
}

/// From the one met first to the one met last.
pub(crate) const SEATS: &[Seat] = &[
    seat("采购经理", &["economic_buyer"], Some("recommends")),
    seat("研发工程师", &["technical", "user"], Some("recommends")),
    seat("总经理", &["decider"], Some("decides")),
    seat("质量主管", &["technical", "gatekeeper"], Some("vetoes")),
    seat("仓库主管", &["user", "coach"], Some("none")),
    seat("行政专员", &["gatekeeper"], None),
];

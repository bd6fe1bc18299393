//! Organisations: their names, their trades, and what a trade usually needs and buys.

use std::collections::HashSet;

use crate::chance::Chance;
use crate::places::City;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Trade {
    /// As it stands in a company's name.
    pub(crate) word: &'static str,
    pub(crate) english: &'static str,
    pub(crate) industry: &'static str,
    pub(crate) needs: &'static [&'static str],
}

pub(crate) const TRADES: &[Trade] = &[
    Trade {
        word: "元器件分销",
        english: "Components",
        industry: "电子元器件",
        needs: &["现货周转慢，想找能寄售的供应商", "车规电容缺货，急需替代料", "希望把小批量订单集中到一家"],
    },
    Trade {
        word: "医疗器械",
        english: "Medical Devices",
        industry: "医疗器械",
        needs: &["新产线要通过认证，需要稳定的传感器货源", "售后备件供应不及时", "下半年要换一批控制板"],
    },
    Trade {
        word: "自动化设备",
        english: "Automation",
        industry: "工业自动化",
        needs: &["控制器交期太长，影响出货", "项目多，要求供应商驻场支持", "想用国产替代降低成本"],
    },
    Trade {
        word: "新能源科技",
        english: "New Energy",
        industry: "新能源",
        needs: &["储能项目扩产，功率器件用量翻倍", "需要按周滚动交货", "要求供应商备安全库存"],
    },
    Trade {
        word: "智能家居",
        english: "Smart Home",
        industry: "消费电子",
        needs: &["新品上市窗口短，样品要快", "想把主控方案换成更便宜的", "旺季前要锁定产能"],
    },
    Trade {
        word: "汽车电子",
        english: "Automotive Electronics",
        industry: "汽车电子",
        needs: &["主机厂要求第二货源", "质量追溯要到批次", "希望签年度框架价"],
    },
    Trade {
        word: "通信技术",
        english: "Telecom",
        industry: "通信设备",
        needs: &["基站配套招标在即", "旧型号停产，要一次性备货", "账期想谈到九十天"],
    },
    Trade {
        word: "仪器仪表",
        english: "Instruments",
        industry: "仪器仪表",
        needs: &["高精度芯片难买", "研发打样量小没人愿意接", "需要技术选型支持"],
    },
    Trade {
        word: "照明工程",
        english: "Lighting",
        industry: "照明",
        needs: &["驱动电源返修率高", "工程款回笼慢，要账期", "想统一驱动型号"],
    },
    Trade {
        word: "物流科技",
        english: "Logistics Technology",
        industry: "物流设备",
        needs: &["分拣线改造要用一批传感器", "海外仓项目需要认证齐全的料", "维护件分散，想集中采购"],
    },
];

const FANCY: &[&str] = &[
    "华信", "恒通", "博远", "瑞丰", "中诺", "联创", "鼎盛", "嘉禾", "启航", "天成", "普瑞", "德润", "宏达", "凯越",
    "泰和", "新锐", "伟业", "东升", "金桥", "海纳", "思创", "远景", "同创", "弘毅", "汇智", "卓越", "明德", "星河",
    "长风", "百川", "安捷", "智诚", "云起", "正大", "万邦", "立信", "优创", "晨光", "朗科", "永泰",
];
const SUFFIXES: &[(&str, u32)] = &[("有限公司", 80), ("股份有限公司", 12), ("有限责任公司", 6), ("集团有限公司", 2)];
const ENGLISH_FANCY: &[&str] =
    &["Harbour Light", "Northgate", "Blue Heron", "Silverline", "Eastfield", "Redwood", "Clearwater", "Kingsway"];
const ENGLISH_SHARE: f64 = 0.05;

/// Hands out each company name once.
#[derive(Debug, Default)]
pub(crate) struct Register {
    given: HashSet<String>,
}

impl Register {
    pub(crate) fn company(&mut self, city: &City, trade: &Trade, chance: &mut Chance) -> String {
        loop {
            let name = draw(city, trade, chance);
            if self.given.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn draw(city: &City, trade: &Trade, chance: &mut Chance) -> String {
    if chance.happens(ENGLISH_SHARE) {
        let branch = chance.between((1, 40));
        return format!("{} {} {branch} Co., Ltd.", chance.pick(ENGLISH_FANCY), trade.english);
    }
    // two fancy words joined are as common as one, and keep the names apart
    let fancy = match chance.between((0, 2)) {
        0 => chance.pick(FANCY).to_owned(),
        _ => format!("{}{}", chance.pick(FANCY), chance.pick(&["达", "源", "盛", "佳", "特", "邦", "美", "科"])),
    };
    let (suffix, _) = chance.weighted(SUFFIXES, |(_, weight)| *weight);
    if chance.happens(0.15) {
        format!("{fancy}{}（{}）{suffix}", trade.word, city.short)
    } else {
        format!("{}{fancy}{}{suffix}", city.short, trade.word)
    }
}

//! The words of the scores (OPP-2): for each factor what 0, 3, 5, 7 and 10 mean.

use super::ValueFactor;
use crate::classes::expected::ANCHORS;
use crate::coded::coded;

coded! {
    /// What a score of a factor means.
    pub enum ValueAnchor in "value_anchor" {
        Size0 = "size_0", "比团队接过的订单几乎都小", "smaller than almost every order the team takes";
        Size3 = "size_3", "明显小于平常订单（下四分位）", "clearly below an ordinary order (25th percentile)";
        Size5 = "size_5", "团队的平常订单（中位数）", "an ordinary order of the team (median)";
        Size7 = "size_7", "算是较大的订单（上四分位）", "one of the larger orders (75th percentile)";
        Size10 = "size_10", "团队见过的最大一批（前 5%）", "among the largest the team has seen (95th percentile and above)";
        Target0 = "target_0", "款项落在本期之后，或本期指标已完成", "the money comes after the period, or the target is met already";
        Target3 = "target_3", "约占缺口的一成", "about a tenth of what is still missing";
        Target5 = "target_5", "约占缺口的四分之一", "about a quarter of what is missing";
        Target7 = "target_7", "约占缺口的一半", "about half of what is missing";
        Target10 = "target_10", "有它就完成指标，没有它就完不成", "with it the target is met, without it not";
        Later0 = "later_business_0", "做完就没了：单项改造、使用多年的设备或专项拨款，看不到下文", "a single job: one rebuild, a machine that lasts for long, or a special grant, with nothing in sight after it";
        Later3 = "later_business_3", "只有零星补充或更换，三年以后，或远小于这一单", "replacement or small supplies only, later than in three years or far below this order";
        Later5 = "later_business_5", "三年内很可能再有差不多大的订单", "another order of about this size within three years is likely";
        Later7 = "later_business_7", "已知的计划（预算、扩建、升级、二期），三年内有这一单的两三倍", "a known plan (budget, extension, upgrade, second phase) will bring two or three times this order within three years";
        Later10 = "later_business_10", "已批准的规划或大项目的第一期，三年内有这一单的五倍以上", "an approved programme or the first phase of a large project: five times this order or more within three years";
        Brand0 = "brand_0", "我们的目标客户没人会留意", "nobody we sell to would notice";
        Brand3 = "brand_3", "附近有些名气，可以提到这家客户", "known in the neighbourhood; we may name them";
        Brand5 = "brand_5", "在本地或细分行业受认可，愿意替我们接咨询电话", "respected in the town or niche; will answer a call about us";
        Brand7 = "brand_7", "本地或行业的标杆之一，或我们在那里的第一家客户", "one of the benchmarks of the region or trade, or our first customer there";
        Brand10 = "brand_10", "公认的头号标杆，或新产品的首家样板，对手个个想要", "the benchmark itself, or the first showcase of a new product, which every rival wants too";
        Morale0 = "morale_0", "平常业务", "routine";
        Morale3 = "morale_3", "让经办的业务员振作", "cheers the seller";
        Morale5 = "morale_5", "新人或业绩吃力者的首单，或计入销售竞赛", "the first win of a new or struggling member, or counts in a sales contest";
        Morale7 = "morale_7", "低迷（连续两个月不到指标八成）后的首单，或正面赢了主要对手，或补上了指标缺口", "the first win after a slump (two months under 80% of target), or beats the main rival in the open, or closes the gap to the target";
        Morale10 = "morale_10", "拿下对手占据多年的客户，或同时占了 7 分里的两项", "takes a customer that a rival has held for years, or two of the cases under 7 at once";
    }
}

/// The words of a factor, for 0, 3, 5, 7 and 10 in this order.
pub const fn of(factor: ValueFactor) -> [ValueAnchor; ANCHORS.len()] {
    use ValueAnchor as Words;
    match factor {
        ValueFactor::Size => [Words::Size0, Words::Size3, Words::Size5, Words::Size7, Words::Size10],
        ValueFactor::TargetGap => [Words::Target0, Words::Target3, Words::Target5, Words::Target7, Words::Target10],
        ValueFactor::LaterBusiness => [Words::Later0, Words::Later3, Words::Later5, Words::Later7, Words::Later10],
        ValueFactor::Brand => [Words::Brand0, Words::Brand3, Words::Brand5, Words::Brand7, Words::Brand10],
        ValueFactor::Morale => [Words::Morale0, Words::Morale3, Words::Morale5, Words::Morale7, Words::Morale10],
    }
}

/// The highest words that a score reaches.
pub fn nearest(factor: ValueFactor, score: f64) -> ValueAnchor {
    let reached = ANCHORS.iter().filter(|anchor| super::reaches(score, f64::from(**anchor))).count();
    of(factor)[reached.saturating_sub(1)]
}

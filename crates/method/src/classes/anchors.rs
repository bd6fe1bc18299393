//! The words at the anchors of expected contribution (CLA-3): what a rating of 0, 3, 5, 7 or 10 means.

use super::expected::Indicator;
use crate::coded::coded;

coded! {
    /// What a rating means; a whole number between two anchors lies between their words.
    pub enum Anchor in "expected_anchor" {
        Strength0 = "strength0", "付不起款", "cannot pay";
        Strength3 = "strength3", "规模小、资金紧", "small, money is tight";
        Strength5 = "strength5", "同行中等", "ordinary for the trade";
        Strength7 = "strength7", "当地较大", "among the larger of its town";
        Strength10 = "strength10", "地区或行业龙头、资金稳健", "leader of the region or trade, sound money";
        Management0 = "management0", "管理混乱", "in disorder";
        Management3 = "management3", "老板一手抓、没有账目", "the owner does everything, no records";
        Management5 = "management5", "井井有条", "orderly";
        Management7 = "management7", "分工清楚、有计划、守时", "clear duties, plans, keeps dates";
        Management10 = "management10", "样板企业，制度健全、班子稳定", "a model firm: systems, stable leaders";
        OwnBuyers0 = "own_buyers0", "没有这条产品线的出口", "no outlets for this line";
        OwnBuyers3 = "own_buyers3", "只在一处、买家弱", "one place, weak buyers";
        OwnBuyers5 = "own_buyers5", "有几处、买家一般", "several places, ordinary buyers";
        OwnBuyers7 = "own_buyers7", "覆盖全市、买家好", "the whole city, good buyers";
        OwnBuyers10 = "own_buyers10", "覆盖全区域或更广、买家强", "the whole region or more, strong buyers";
        Marketing0 = "marketing0", "没有", "none";
        Marketing3 = "marketing3", "被动", "passive";
        Marketing5 = "marketing5", "有人帮就能卖", "sells when helped";
        Marketing7 = "marketing7", "自己做促销", "runs promotions of its own";
        Marketing10 = "marketing10", "能独立开拓市场", "builds markets on its own";
        Growth0 = "growth0", "每年萎缩一成以上", "shrinks by more than 10% a year";
        Growth3 = "growth3", "持平或略降", "flat or slightly down";
        Growth5 = "growth5", "与市场同步", "grows with the market";
        Growth7 = "growth7", "快于市场", "grows faster than the market";
        Growth10 = "growth10", "三年内翻番，或扩建已获批", "doubles within 3 years, or an expansion is approved";
        OurAdvantage0 = "our_advantage0", "没有，对手更合适", "none: the rival fits better";
        OurAdvantage3 = "our_advantage3", "很小", "small";
        OurAdvantage5 = "our_advantage5", "相当，但有一点更好", "equal, with one plus";
        OurAdvantage7 = "our_advantage7", "在他看重的方面明显更强", "clear in what they value";
        OurAdvantage10 = "our_advantage10", "只有我们能满足主要需求", "only we meet the main need";
        Strategic0 = "strategic0", "没有", "none";
        Strategic3 = "strategic3", "很小", "little";
        Strategic5 = "strategic5", "对一项目标有用", "useful for one target";
        Strategic7 = "strategic7", "是一项目标或一个新区域所必需", "needed for a target or a new region";
        Strategic10 = "strategic10", "决定公司的一项大目标", "decides an aim of the company";
        Person0 = "person0", "没有", "none";
        Person3 = "person3", "很少", "little";
        Person5 = "person5", "一般", "ordinary";
        Person7 = "person7", "好", "good";
        Person10 = "person10", "突出", "outstanding";
    }
}

impl Anchor {
    /// The words of an indicator, in the order of [`super::expected::ANCHORS`].
    pub const fn of(indicator: Indicator) -> &'static [Self; 5] {
        match indicator {
            Indicator::Strength => {
                &[Self::Strength0, Self::Strength3, Self::Strength5, Self::Strength7, Self::Strength10]
            }
            Indicator::Management => {
                &[Self::Management0, Self::Management3, Self::Management5, Self::Management7, Self::Management10]
            }
            Indicator::OwnBuyers => {
                &[Self::OwnBuyers0, Self::OwnBuyers3, Self::OwnBuyers5, Self::OwnBuyers7, Self::OwnBuyers10]
            }
            Indicator::Marketing => {
                &[Self::Marketing0, Self::Marketing3, Self::Marketing5, Self::Marketing7, Self::Marketing10]
            }
            Indicator::Growth => &[Self::Growth0, Self::Growth3, Self::Growth5, Self::Growth7, Self::Growth10],
            Indicator::OurAdvantage => &[
                Self::OurAdvantage0,
                Self::OurAdvantage3,
                Self::OurAdvantage5,
                Self::OurAdvantage7,
                Self::OurAdvantage10,
            ],
            Indicator::Strategic => {
                &[Self::Strategic0, Self::Strategic3, Self::Strategic5, Self::Strategic7, Self::Strategic10]
            }
            Indicator::AbilityToPay
            | Indicator::SizeOfNeed
            | Indicator::IncomeGrowth
            | Indicator::Circle
            | Indicator::AdvantageForPerson => {
                &[Self::Person0, Self::Person3, Self::Person5, Self::Person7, Self::Person10]
            }
        }
    }
}

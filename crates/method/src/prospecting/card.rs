//! The prospect card (PRO-6): how complete it is and which missing fact is worth asking for next.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "card";
/// Its version.
pub const VERSION: u32 = 1;

coded! {
    /// What kind of party a record is.
    pub enum PartyKind in "party_kind" {
        Person = "person", "个人", "person";
        Organisation = "organisation", "单位", "organisation";
    }
}

coded! {
    /// A fact that the card has a place for.
    pub enum CardFact in "card" {
        Name = "name", "姓名或名称", "name";
        Phone = "phone", "电话", "phone";
        Address = "address", "地址", "address";
        Employment = "employment", "工作单位和职务", "employer and position";
        ContactPerson = "contact_person", "联系人和职务", "contact person and position";
        Income = "income", "目前收入", "income now";
        Size = "size", "规模", "size";
        DecisionRole = "decision_role", "在购买中的角色", "role in the purchase";
        Need = "need", "需求", "need";
        Plans = "plans", "计划和打算", "plans";
        Family = "family", "家庭情况", "family";
        Introducer = "introducer", "介绍人", "introducer";
        BirthDate = "birth_date", "生日或年龄", "birth date or age";
        WorkAddress = "work_address", "单位地址", "work address";
        Email = "email", "电子邮箱", "e-mail";
        Wechat = "wechat", "微信", "WeChat";
        Education = "education", "学历", "education";
        HighestIncome = "highest_income", "可达到的最高收入", "highest likely income";
        Interests = "interests", "兴趣爱好", "interests";
        Temperament = "temperament", "性格", "temperament";
        Holdings = "holdings", "已有保单或产品", "policies or products held";
        RelationGroup = "relation_group", "与我的关系", "relation group";
        Industry = "industry", "行业", "industry";
        Influence = "influence", "内部谁影响谁", "who influences whom";
        FoundingDay = "founding_day", "成立日期", "founding day";
        Suppliers = "suppliers", "现有供应商及份额", "current suppliers and their share";
        RivalProducts = "rival_products", "在用的竞争产品", "competitors' products in use";
        Website = "website", "网站", "website";
        History = "history", "往来经历", "history";
    }
}

/// How much a fact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tier {
    Essential,
    Useful,
    Further,
}

use CardFact as F;
use Tier::{Essential, Further, Useful};

/// The card of a person; within a tier the fact worth asking for first stands first.
const PERSON: &[(F, Tier)] = &[
    (F::Name, Essential),
    (F::Phone, Essential),
    (F::Employment, Essential),
    (F::DecisionRole, Essential),
    (F::Income, Essential),
    (F::Address, Essential),
    (F::Need, Useful),
    (F::Family, Useful),
    (F::Plans, Useful),
    (F::Introducer, Useful),
    (F::Holdings, Further),
    (F::Wechat, Further),
    (F::BirthDate, Further),
    (F::Email, Further),
    (F::RelationGroup, Further),
    (F::WorkAddress, Further),
    (F::HighestIncome, Further),
    (F::Education, Further),
    (F::Interests, Further),
    (F::Temperament, Further),
    (F::History, Further),
];

/// The card of an organisation.
const ORGANISATION: &[(F, Tier)] = &[
    (F::Name, Essential),
    (F::Phone, Essential),
    (F::ContactPerson, Essential),
    (F::DecisionRole, Essential),
    (F::Size, Essential),
    (F::Address, Essential),
    (F::Need, Useful),
    (F::Plans, Useful),
    (F::Introducer, Useful),
    (F::Suppliers, Further),
    (F::RivalProducts, Further),
    (F::Influence, Further),
    (F::Industry, Further),
    (F::Email, Further),
    (F::Wechat, Further),
    (F::FoundingDay, Further),
    (F::Website, Further),
    (F::History, Further),
];

/// Weights of the three tiers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardSettings {
    /// Name, phone, address, employment, income or size, role in the purchase.
    pub essential: f64,
    /// Family, plans, need, introducer.
    pub useful: f64,
    /// Everything else.
    pub further: f64,
}

impl Default for CardSettings {
    fn default() -> Self {
        Self { essential: 3.0, useful: 2.0, further: 1.0 }
    }
}

impl CardSettings {
    const fn of(&self, tier: Tier) -> f64 {
        match tier {
            Essential => self.essential,
            Useful => self.useful,
            Further => self.further,
        }
    }
}

/// The reading of a card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardReading {
    /// 0 to 100: weight of the facts known over the weight of all facts of the card.
    pub completeness: f64,
    /// The missing fact most worth asking for; none when the card is complete.
    pub next: Option<CardFact>,
    /// All missing facts, the most worth asking for first.
    pub missing: Vec<CardFact>,
}

/// The facts a card has, the most worth asking for first.
pub fn facts_of(kind: PartyKind) -> impl Iterator<Item = CardFact> {
    card_of(kind).iter().map(|(fact, _)| *fact)
}

const fn card_of(kind: PartyKind) -> &'static [(CardFact, Tier)] {
    match kind {
        PartyKind::Person => PERSON,
        PartyKind::Organisation => ORGANISATION,
    }
}

/// Reads a card (PRO-6). A fact that is known not to exist (no introducer, say) counts as known. Facts that the
/// card of this kind does not have are ignored.
pub fn read(
    kind: PartyKind,
    known: &BTreeSet<CardFact>,
    settings: &CardSettings,
    as_of: Timestamp,
) -> Verdict<CardReading> {
    let card = card_of(kind);
    let total: f64 = card.iter().map(|(_, tier)| settings.of(*tier)).sum();
    let have: f64 = card.iter().filter(|(fact, _)| known.contains(fact)).map(|(_, tier)| settings.of(*tier)).sum();
    let completeness = if total > 0.0 { 100.0 * have / total } else { 0.0 };
    let mut lacking: Vec<(CardFact, f64)> =
        card.iter().filter(|(fact, _)| !known.contains(fact)).map(|(fact, tier)| (*fact, settings.of(*tier))).collect();
    // a stable sort keeps the order of the table inside a tier
    lacking.sort_by(|a, b| b.1.total_cmp(&a.1));
    let reasons = lacking
        .iter()
        .map(|(fact, weight)| {
            let gain = if total > 0.0 { 100.0 * weight / total } else { 0.0 };
            Reason::of(*fact, Observed::Answer(crate::Answer::Unknown), Source::Rule).worth(gain)
        })
        .collect();
    let missing: Vec<CardFact> = lacking.into_iter().map(|(fact, _)| fact).collect();
    let reading = CardReading { completeness, next: missing.first().copied(), missing };
    Verdict::new(reading, reasons, RuleVersion::new(RULE, VERSION), as_of)
}

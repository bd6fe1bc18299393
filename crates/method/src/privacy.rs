//! What becomes of a person's data when the person asks for it to be erased: what goes, what the law lets one keep, why,
//! and until when (PIPL art. 24 and 47, GDPR art. 17); and by when a request has to be answered.

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::time::Timestamp;
use crate::verdict::{Observed, Reason, RuleVersion, Source, Verdict};

/// Name of the rule in verdicts.
pub const RULE: &str = "erasure";
/// Its version.
pub const VERSION: u32 = 1;

const DAYS_PER_YEAR: f64 = 365.25;

coded! {
    /// What a person may ask for.
    pub enum RequestKind in "request" {
        Export = "export", "查阅、复制个人信息", "a copy of the data";
        Erasure = "erasure", "删除个人信息", "erasure of the data";
    }
}

coded! {
    /// How it was made sure that the person is who they say they are.
    pub enum IdentityCheck in "identity_check" {
        Document = "document", "核对了身份证件", "an identity document was seen";
        CalledBack = "called_back", "回拨了档案里的号码", "called back on a number on file";
        KnownInPerson = "known_in_person", "当面确认，本人相识", "met in person, known to us";
        Agent = "agent", "代理人出示了委托书", "an agent with a written authority";
    }
}

coded! {
    /// Kinds of data about a person.
    pub enum DataCategory in "personal_data" {
        Identity = "identity", "姓名与证件号码", "name and identity number";
        Contacts = "contacts", "电话、邮箱、微信、地址", "numbers and addresses";
        Card = "card", "准客户卡与标签", "prospect card and tags";
        Notes = "notes", "往来记录里的文字", "words in contacts, tasks and answers";
        History = "history", "资料的变更历史", "earlier values of facts";
        Links = "links", "与单位和他人的关系", "places in organisations, introductions";
        Lists = "lists", "所在名单与导入的原始行", "lists and rows of imported files";
        Reasons = "reasons", "评定的依据", "what verdicts rested on";
        Search = "search", "搜索索引", "search index";
        Audit = "audit", "审计记录（不含个人资料）", "audit, which has no personal data";
        Wish = "wish", "号码的不可还原标记", "a mark of the numbers that cannot be read back";
    }
}

coded! {
    /// Why the law lets one keep something.
    pub enum RetentionReason in "retention" {
        Contract = "contract", "履行合同与保存账册的义务", "duties from a contract and its books";
        Dispute = "dispute", "争议尚未了结", "a dispute that is not settled";
        DoNotContact = "do_not_contact", "名单再次导入时不再联系本人", "so that the person is not contacted again when a list names them";
        Accountability = "accountability", "证明我们如何处理信息", "proof of what was done with data";
    }
}

coded! {
    /// What a plan of erasure rests on.
    pub enum ErasureFactor in "erasure" {
        Bought = "bought", "购买日期", "bought on";
        KeptYears = "kept_years", "购买资料保存的天数", "days for which what was bought is kept";
        Dispute = "dispute", "尚有争议", "a dispute is open";
    }
}

/// What becomes of one kind of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Fate {
    /// It goes, and cannot be brought back.
    Erased,
    /// It stays.
    Kept {
        /// What lets one keep it.
        because: RetentionReason,
        /// Until when; none: as long as the reason lasts.
        until: Option<Timestamp>,
    },
}

/// One line of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedFate {
    /// Which data.
    pub category: DataCategory,
    /// What becomes of them.
    #[serde(flatten)]
    pub fate: Fate,
}

/// What a plan of erasure must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ErasureFacts {
    /// When the person last bought.
    pub bought_at: Option<Timestamp>,
    /// Whether a dispute with the person is open.
    pub dispute: bool,
}

/// How long there is to answer, and how long a purchase binds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrivacySettings {
    /// Days in which a request is answered: 15 by custom in China, 30 under the GDPR.
    pub answer_days: u32,
    /// Years for which the identity of a buyer is kept after the purchase: the limitation of actions.
    pub contract_years: u32,
}

impl Default for PrivacySettings {
    fn default() -> Self {
        Self { answer_days: 15, contract_years: 3 }
    }
}

/// By when a request has to be answered.
pub fn answer_due(received: Timestamp, settings: &PrivacySettings) -> Timestamp {
    received.plus_days(f64::from(settings.answer_days))
}

/// What becomes of each kind of data. A purchase keeps who bought until the years are over; an open dispute keeps who it
/// is with and what was said until it is settled; the rest goes.
pub fn erasure(facts: &ErasureFacts, settings: &PrivacySettings, as_of: Timestamp) -> Verdict<Vec<PlannedFate>> {
    let mut reasons = Vec::new();
    let days = f64::from(settings.contract_years) * DAYS_PER_YEAR;
    let bound_until = facts.bought_at.map(|at| at.plus_days(days)).filter(|until| *until > as_of);
    if let (Some(bought), Some(_)) = (facts.bought_at, bound_until) {
        reasons.push(Reason::of(ErasureFactor::Bought, Observed::Date(bought), Source::Derived));
        reasons.push(Reason::of(ErasureFactor::KeptYears, Observed::Days(days), Source::Rule));
    }
    if facts.dispute {
        reasons.push(Reason::of(ErasureFactor::Dispute, Observed::Answer(crate::Answer::Yes), Source::Stated));
    }
    let plan = <DataCategory as crate::coded::Coded>::ALL
        .iter()
        .map(|category| PlannedFate { category: *category, fate: fate_of(*category, facts.dispute, bound_until) });
    Verdict::new(plan.collect(), reasons, RuleVersion::new(RULE, VERSION), as_of)
}

fn fate_of(category: DataCategory, dispute: bool, bound_until: Option<Timestamp>) -> Fate {
    use DataCategory as C;
    let kept = |because, until| Fate::Kept { because, until };
    match category {
        C::Identity | C::Notes if dispute => kept(RetentionReason::Dispute, None),
        C::Identity if bound_until.is_some() => kept(RetentionReason::Contract, bound_until),
        C::Wish => kept(RetentionReason::DoNotContact, None),
        C::Audit => kept(RetentionReason::Accountability, None),
        _ => Fate::Erased,
    }
}
